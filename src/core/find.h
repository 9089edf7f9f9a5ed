#pragma once

#include "core/pattern.h"
#include "core/source.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MG_FIND_FORWARD = 0,
  MG_FIND_BACKWARD = 1 << 0,
} MgFindFlags;

/* @offset: of a hit, in the object.  Returns FALSE to stop. */
typedef gboolean (*MgFindHitFunc) (guint64 offset, gpointer user_data);
/* @done: bytes of @total looked at; called at most about 20 times a second, on the thread of mg_find() */
typedef void (*MgFindProgressFunc) (guint64 done, guint64 total, gpointer user_data);

/**
 * mg_find:
 * @range: where hits may begin and must end
 * @hit: gets every hit, overlapping ones too, in the order of the direction
 * @progress: (nullable)
 *
 * Searches live memory at memory speed; unallocated stretches count as zeros and cost nothing
 * (they are searched arithmetically, and stay unallocated).  Hits across pieces, extents and
 * pages are found; a hit's bytes are confirmed by reading them once more.  Unreadable pages match
 * nothing.  The object may shrink or vanish meanwhile.  Blocks; cancels within 50 ms.
 *
 * Returns: FALSE with MG_ERROR_CANCELLED, or where nothing of the range could be read
 */
gboolean mg_find (MgSource *source, MgRange range, MgPattern *pattern, MgFindFlags flags,
                  MgFindHitFunc hit, gpointer hit_data, MgFindProgressFunc progress,
                  gpointer progress_data, MgRangeSet *unreadable, GCancellable *cancellable,
                  GError **error);

G_END_DECLS
