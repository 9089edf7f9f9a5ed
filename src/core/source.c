#include "config.h"

#include "core/source.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>

/* Sources without a scan of their own are shown through a copy of this many bytes. */
#define SCAN_PIECE ((gsize) 256 * 1024)

void
mg_source_init (MgSource *self, const MgSourceOps *ops)
{
  g_return_if_fail (ops->dup_info != NULL && ops->get_size != NULL && ops->read != NULL);

  self->ops = ops;
  g_atomic_ref_count_init (&self->ref_count);
}

MgSource *
mg_source_ref (MgSource *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mg_source_unref (MgSource *self)
{
  if (self != NULL && g_atomic_ref_count_dec (&self->ref_count))
    self->ops->finalize (self);
}

MgObjectInfo *
mg_source_dup_info (MgSource *self, GError **error)
{
  return self->ops->dup_info (self, error);
}

guint64
mg_source_get_size (MgSource *self)
{
  return self->ops->get_size (self);
}

static gboolean
check_range (MgSource *self, guint64 offset, guint64 length, GError **error)
{
  guint64 size = mg_source_get_size (self);

  if (offset <= size && length <= size - offset)
    return TRUE;

  mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                _ ("Offset 0x%" G_GINT64_MODIFIER "x and %" G_GUINT64_FORMAT
                   " bytes reach past the end at 0x%" G_GINT64_MODIFIER "x"),
                offset, length, size);
  return FALSE;
}

gboolean
mg_source_read (MgSource *self, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
                GError **error)
{
  if (!check_range (self, offset, length, error))
    return FALSE;
  if (length == 0)
    return TRUE;

  return self->ops->read (self, offset, buffer, length, unreadable, error);
}

static gboolean
scan_by_reading (MgSource *self, MgRange range, MgScanFunc func, gpointer user_data,
                 MgRangeSet *unreadable, GError **error)
{
  g_autofree guint8 *piece = g_malloc (SCAN_PIECE);
  g_autoptr (MgRangeSet) holes_in_piece = mg_range_set_new ();
  guint64 end = mg_range_end (range);
  MgRange extent;

  for (guint64 offset = range.start; offset < end && mg_source_next_data (self, offset, &extent);)
    {
      extent = mg_range_intersect (extent, (MgRange) { offset, end - offset });
      if (extent.length == 0)
        return TRUE;

      gsize length = MIN (extent.length, SCAN_PIECE);
      g_autoptr (GError) local_error = NULL;
      const MgRange *bad;
      gsize n_bad;
      guint64 at = extent.start;

      mg_range_set_clear (holes_in_piece);
      if (!self->ops->read (self, extent.start, piece, length, holes_in_piece, &local_error))
        {
          /* It may have shrunk or died in between: that is not the scan's failure. */
          mg_range_set_add (holes_in_piece, (MgRange) { extent.start, length });
        }

      bad = mg_range_set_get_ranges (holes_in_piece, &n_bad);
      for (gsize i = 0; i <= n_bad; i++)
        {
          guint64 stop = i < n_bad ? bad[i].start : extent.start + length;

          if (stop > at && !func (piece + (at - extent.start), stop - at, at, user_data))
            return TRUE;
          if (i < n_bad)
            {
              if (unreadable != NULL)
                mg_range_set_add (unreadable, bad[i]);
              at = mg_range_end (bad[i]);
            }
        }
      offset = extent.start + length;
    }
  return TRUE;
}

gboolean
mg_source_scan (MgSource *self, MgRange range, MgScanFunc func, gpointer user_data,
                MgRangeSet *unreadable, GError **error)
{
  if (!check_range (self, range.start, range.length, error))
    return FALSE;
  if (range.length == 0)
    return TRUE;

  if (self->ops->scan != NULL)
    return self->ops->scan (self, range, func, user_data, unreadable, error);
  return scan_by_reading (self, range, func, user_data, unreadable, error);
}

gboolean
mg_source_next_data (MgSource *self, guint64 offset, MgRange *extent)
{
  guint64 size;

  if (self->ops->next_data != NULL)
    return self->ops->next_data (self, offset, extent);

  size = mg_source_get_size (self);
  if (offset >= size)
    return FALSE;
  *extent = (MgRange) { offset, size - offset };
  return TRUE;
}

MgPresence
mg_source_verify (MgSource *self)
{
  return self->ops->verify != NULL ? self->ops->verify (self) : MG_PRESENCE_LIVE;
}

const char *
mg_presence_to_string (MgPresence presence)
{
  static const char *const words[] = { "live", "unnamed", "gone", "replaced" };

  g_return_val_if_fail ((guint) presence < G_N_ELEMENTS (words), NULL);
  return words[presence];
}
