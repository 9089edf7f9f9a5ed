#pragma once

#include "core/source.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* @a and @b: @run's bytes on either side, at most a piece of them.  Returns FALSE to stop. */
typedef gboolean (*MgCompareFunc) (MgRange run, const guint8 *a, const guint8 *b, gpointer user_data);

#define MG_COMPARE_PIECE ((gsize) 256 * 1024) /* a longer run comes in pieces of this */

/**
 * mg_compare:
 * @range: within both sources
 * @func: gets the runs of bytes that differ, in ascending order
 * @unreadable: (nullable): gets what could be read in only one of them, or in neither: it is not compared
 *
 * Stretches that neither has memory for are equal, and cost nothing.  Blocks.
 *
 * Returns: FALSE with MG_ERROR_CANCELLED
 */
gboolean mg_compare (MgSource *a, MgSource *b, MgRange range, MgCompareFunc func, gpointer user_data,
                     MgRangeSet *unreadable, GCancellable *cancellable, GError **error);

G_END_DECLS
