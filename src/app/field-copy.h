#pragma once

#include "core/field.h"

G_BEGIN_DECLS

typedef enum
{
  MG_FIELD_COPY_TEXT, /* a line a field: path and value */
  MG_FIELD_COPY_C,    /* an initialiser */
  MG_FIELD_COPY_JSON,
} MgFieldCopyFormat;

/* The most fields that are written of one, with all in it; what is left out is said. */
#define MG_FIELD_COPY_MAX 10000
#define MG_FIELD_COPY_DEPTH 32

/* (transfer full): a field and all that is in it.  Pointers are not followed. */
char *mg_field_dup_copy (MgField *field, const MgFieldBytes *bytes, const MgValueContext *context,
                         MgFieldCopyFormat format);

G_END_DECLS
