#pragma once

#include "core/c-source.h"
#include "core/c-type.h"

G_BEGIN_DECLS

/* Declarations in C, or in C++ as far as data goes, read and laid out for one ABI.  Immutable and
 * reference-counted: any thread may look at one. */
typedef struct _MgCUnit MgCUnit;

typedef enum
{
  MG_C_LANGUAGE_AUTO, /* by the file's name; in doubt C++ only where C makes no sense of it */
  MG_C_LANGUAGE_C,
  MG_C_LANGUAGE_CPLUSPLUS,
} MgCLanguage;

typedef struct
{
  const MgAbi *abi;
  MgCLanguage language;
  const char *const *include_path; /* (nullable): directories, NULL-terminated */
  const char *const *defines;      /* (nullable): "NAME" or "NAME=VALUE", NULL-terminated */
  guint32 pack;                    /* as of -fpack-struct=N and /ZpN: 1, 2, 4, 8, 16; 0 for the ABI's */
  MgCReadFunc read;                /* (nullable): then nothing is included but what is built in */
  gpointer read_data;
} MgCOptions;

/* A type that the unit declares. */
typedef struct
{
  const char *name;    /* "p", "ns::p"; never NULL */
  const MgCType *type; /* a record, an enumeration or a typedef */
  MgCPlace place;
  gboolean in_main_file; /* and not in what it includes */
} MgCDeclaration;

/**
 * mg_c_unit_new:
 * @name: of the file, for diagnostics and for #include "…" beside it
 * @text: all of it
 *
 * Never fails: what was wrong is in the diagnostics, and what was right can be used, except that
 * a record in which something was not understood is marked as such.
 *
 * Returns: (transfer full)
 */
MgCUnit *mg_c_unit_new (const char *name, const char *text, gsize length, const MgCOptions *options);
MgCUnit *mg_c_unit_ref (MgCUnit *unit);
void mg_c_unit_unref (MgCUnit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgCUnit, mg_c_unit_unref)

const MgAbi *mg_c_unit_get_abi (const MgCUnit *unit);
gboolean mg_c_unit_is_cplusplus (const MgCUnit *unit);
/* In the order in which they were found. */
const MgCDiagnostic *const *mg_c_unit_get_diagnostics (const MgCUnit *unit, guint *n_diagnostics);
guint mg_c_unit_get_n_errors (const MgCUnit *unit);

/**
 * mg_c_unit_dup_text:
 * @defines: (nullable): as of its options
 * @max: bytes
 *
 * All that it was made of as one text: macros that were defined, then the file, each file that was
 * included in the place where it was.  Without reading another file it makes the same unit again.
 * Returns: (transfer full) (nullable): NULL where that is longer, or no UTF-8
 */
char *mg_c_unit_dup_text (const MgCUnit *unit, const char *const *defines, gsize max);

/* Records, enumerations and typedefs, in order. */
const MgCDeclaration *mg_c_unit_get_declarations (const MgCUnit *unit, guint *n_declarations);

/**
 * mg_c_unit_find_type:
 * @name: "struct p", "p", "ns::p", with any white space; NULL for the last structure or union
 *   that the file itself defines, not what it includes
 *
 * Returns: NULL with MG_ERROR_NOT_FOUND where nothing has that name, with MG_ERROR_INVALID where
 *   its layout is not known
 */
const MgCType *mg_c_unit_find_type (const MgCUnit *unit, const char *name, GError **error);

/* Where something stands.  Returns: the file's name, NULL where it is no place; line from 1 */
const char *mg_c_unit_locate (const MgCUnit *unit, MgCPlace place, guint *line, guint *column);

/**
 * mg_c_unit_find_any_type:
 * @name: as of mg_c_unit_find_type(), or one that is known without being declared: "unsigned int",
 *   "uint32_t", "DWORD"
 *
 * Returns: (nullable): NULL where nothing has that name, or its layout is not known
 */
const MgCType *mg_c_unit_find_any_type (const MgCUnit *unit, const char *name);

/**
 * mg_c_unit_find_constant:
 * @name: "N", "ns::N": an enumeration's constant or a constant variable
 *
 * Returns: FALSE where there is none, or it is no integer
 */
gboolean mg_c_unit_find_constant (const MgCUnit *unit, const char *name, __int128 *value);

/* (transfer full): as those of the unit, of something that was found out about it later */
MgCDiagnostic *mg_c_unit_new_diagnostic (const MgCUnit *unit, MgCSeverity severity, MgCPlace place,
                                         guint length, const char *message);

G_END_DECLS
