#pragma once

#include "core/abi.h"
#include "core/c-token.h"

G_BEGIN_DECLS

/* Gives the tokens of a file as the compiler's parser would see them: directives obeyed, macros
 * expanded, annotations and the pragmas that change layout among them. */
typedef struct _MgCPreprocessor MgCPreprocessor;

typedef struct
{
  const MgAbi *abi;
  gboolean cplusplus;
  const char *const *include_path; /* (nullable): directories, NULL-terminated */
  const char *const *defines;      /* (nullable): "NAME" or "NAME=VALUE", NULL-terminated */
  MgCReadFunc read;                /* (nullable): then there is nothing to include */
  gpointer read_data;
} MgCPreprocessorOptions;

/* An #include that was not found. */
typedef struct
{
  const char *name; /* with its quotes or <> */
  MgCPlace place;
  guint length;
} MgCMissing;

MgCPreprocessor *mg_c_preprocessor_new (MgCSource *source, const MgCPreprocessorOptions *options);
void mg_c_preprocessor_free (MgCPreprocessor *preprocessor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgCPreprocessor, mg_c_preprocessor_free)

/* What is read next; it ends with MG_C_END once. */
void mg_c_preprocessor_push (MgCPreprocessor *preprocessor, const MgCFile *file);
void mg_c_preprocessor_next (MgCPreprocessor *preprocessor, MgCToken *token);
/* Of MgCMissing, in order. */
const GArray *mg_c_preprocessor_get_missing (const MgCPreprocessor *preprocessor);

G_END_DECLS
