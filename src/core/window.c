#include "config.h"

#include "core/window.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>

gboolean
mg_window_fit (MgRange wanted, guint64 object_size, gsize granularity, gsize max_view,
               MgWindow *window, GError **error)
{
  gsize skip;
  guint64 usable;

  if (wanted.length == 0)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("a view of no bytes was asked for"));
      return FALSE;
    }
  if (granularity == 0 || (granularity & (granularity - 1)) != 0 || max_view < granularity)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL,
                    _ ("the allocation granularity is no power of two, or over the longest view"));
      return FALSE;
    }
  object_size = MIN (object_size, MG_OFFSET_MAX);
  if (wanted.start >= object_size)
    {
      g_autofree char *start = g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", wanted.start);
      g_autofree char *size = g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", object_size);

      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                    _ ("offset %s is past the end: the object has %s bytes"), start, size);
      return FALSE;
    }

  /* skip < granularity <= max_view: at least one wanted byte fits, so that repeated calls end */
  skip = (gsize) (wanted.start & (granularity - 1));
  usable = MIN (wanted.length, object_size - wanted.start);
  usable = MIN (usable, (guint64) (max_view - skip));

  window->map_offset = wanted.start - skip;
  window->map_length = skip + (gsize) usable;
  window->skip = skip;
  window->usable = (gsize) usable;
  return TRUE;
}
