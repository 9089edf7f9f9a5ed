#pragma once

#include "core/field.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MG_COMPARE_FIELDS_MAX 1000000 /* that are looked at */

/* A value that differs; or what could not be read on one side or both, with all that is in it. */
typedef struct
{
  MgField *field;
  const char *a, *b;         /* its texts; NULL: it is not there on this side */
  gboolean unreadable;       /* one or both could not be read: the text says why, and may be the same */
  const MgFieldPlace *place; /* where it is in A; in B where A has none; NULL: that can't be told */
} MgFieldDifference;

/* Returns: FALSE to stop */
typedef gboolean (*MgCompareFieldFunc) (const MgFieldDifference *difference, gpointer user_data);

/**
 * mg_compare_fields:
 * @fields: (array length=n_fields): each with all that is in it, of one structure
 * @context: (nullable)
 * @func: gets the values whose texts differ or could not be read, in the structure's order
 *
 * The same structure over two objects, or two moments of one.  An element that only one side has, or a
 * member that is there on one side alone, is a difference too.  Blocks.
 *
 * Returns: FALSE with MG_ERROR_CANCELLED, or MG_ERROR_TOO_LARGE where there are more than
 *   MG_COMPARE_FIELDS_MAX; @func has got those up to there
 */
gboolean mg_compare_fields (MgField *const *fields, gsize n_fields, const MgFieldBytes *a,
                            const MgFieldBytes *b, const MgValueContext *context, MgCompareFieldFunc func,
                            gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
