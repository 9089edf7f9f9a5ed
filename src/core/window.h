#pragma once

#include "core/range.h"

G_BEGIN_DECLS

/* What to map so that wanted bytes can be read.
 *
 *       map_offset                             map_offset + map_length
 *           |<-- skip -->|<------- usable ------->|
 *                        wanted.start
 *
 * map_offset is a multiple of the granularity, map_offset + map_length is at most the object's
 * size, skip + usable == map_length. */
typedef struct
{
  guint64 map_offset; /* bytes from the object's start */
  gsize map_length;   /* bytes to map */
  gsize skip;         /* bytes of the view in front of the wanted ones */
  gsize usable;       /* wanted bytes in this view; fewer than asked for where it was cut */
} MgWindow;

/**
 * mg_window_fit:
 * @wanted: bytes of the object that must be readable, at least one
 * @object_size: in bytes, at most MG_OFFSET_MAX
 * @granularity: what a view's offset must be a multiple of: a power of two (65536 on Windows, a
 *   page on Linux)
 * @max_view: the longest view to make, in bytes, at least @granularity; what does not fit in one
 *   view takes another call from where this one ended
 * @window: (out): untouched on failure
 *
 * Finds the smallest aligned view that covers @wanted, clipped at the object's end.
 *
 * Returns: FALSE with MG_ERROR_OUT_OF_RANGE where @wanted starts at or past the end,
 *   MG_ERROR_INVALID where @wanted is empty, @granularity is no power of two or @max_view less
 */
gboolean mg_window_fit (MgRange wanted, guint64 object_size, gsize granularity, gsize max_view,
                        MgWindow *window, GError **error);

G_END_DECLS
