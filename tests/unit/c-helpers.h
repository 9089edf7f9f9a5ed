#pragma once

#include "core/c-unit.h"

/* What tests of declarations share: texts in place of files, and layouts as texts. */

typedef struct
{
  const char *path;
  const char *text; /* NULL: it can't be read */
} FakeFile;

typedef struct
{
  const char *abi;                 /* NULL: linux64 */
  MgCLanguage language;
  const FakeFile *files;           /* (nullable): ended by a path that is NULL */
  const char *const *include_path; /* (nullable) */
  const char *const *defines;      /* (nullable) */
} FakeOptions;

char *fake_read_cb (const char *path, gsize *length, gpointer data, GError **error);

/* Of a file "main.h". */
MgCUnit *new_unit (const char *text, const FakeOptions *options);
/* The same, which must have no errors. */
MgCUnit *new_good_unit (const char *text, const FakeOptions *options);

/* "SIZE/ALIGN PATH@OFFSET PATH@OFFSET.BIT:WIDTH", or what is wrong with the type.  Free it. */
char *dup_layout (const MgCUnit *unit, const char *type);
/* Of the last structure in a text without errors. */
char *dup_layout_of (const char *text, const char *abi);
/* "LINE:COLUMN MESSAGE (EXPECTED)" of each of that severity, a line each.  Free it. */
char *dup_diagnostics (const MgCUnit *unit, MgCSeverity severity);

/* Compares texts where the second is a literal. */
#define assert_text(text, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *is = (text);                                                                  \
    assert_string_equal (is, (expected));                                                          \
  }                                                                                                \
  G_STMT_END
