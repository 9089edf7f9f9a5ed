#include "config.h"

#include "core/source.h"

#include "core/error.h"
#include "core/number.h"

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
  g_autofree char *start = NULL, *count = NULL, *end = NULL;

  if (offset <= size && length <= size - offset)
    return TRUE;

  start = mg_hex_to_string (offset);
  count = mg_decimal_to_string (length);
  end = mg_hex_to_string (size);
  mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                _ ("Offset %s and %s bytes reach past the end at %s"), start, count, end);
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

MgRange
mg_read_steps_get_hull (const MgReadStep *steps, gsize n_steps)
{
  guint64 start = G_MAXUINT64, end = 0;

  for (gsize i = 0; i < n_steps; i++)
    {
      start = MIN (start, steps[i].offset);
      end = MAX (end, steps[i].offset + steps[i].length);
    }
  return (MgRange) { start, end - start };
}

static gboolean
read_ordered_by_reading (MgSource *self, const MgReadStep *steps, gsize n_steps, GError **error)
{
  g_autoptr (MgRangeSet) bad = mg_range_set_new ();

  for (gsize i = 0; i < n_steps; i++)
    {
      mg_source_order_loads ();
      if (!self->ops->read (self, steps[i].offset, steps[i].buffer, steps[i].length, bad, error))
        return FALSE;
    }
  mg_source_order_loads ();
  if (mg_range_set_get_length (bad) == 0)
    return TRUE;
  mg_set_error (error, MG_ERROR_UNREADABLE, NULL, _ ("Some of these bytes cannot be read"));
  return FALSE;
}

gboolean
mg_source_read_ordered (MgSource *self, const MgReadStep *steps, gsize n_steps, GError **error)
{
  MgRange hull = mg_read_steps_get_hull (steps, n_steps);

  if (n_steps == 0)
    return TRUE;
  if (!check_range (self, hull.start, hull.length, error))
    return FALSE;
  if (self->ops->read_ordered != NULL)
    return self->ops->read_ordered (self, steps, n_steps, error);
  return read_ordered_by_reading (self, steps, n_steps, error);
}

gboolean
mg_scan_show_copy (const guint8 *bytes, MgRange range, const MgRangeSet *bad, MgScanFunc func,
                   gpointer user_data, MgRangeSet *unreadable)
{
  gsize n_bad;
  const MgRange *hole = mg_range_set_get_ranges (bad, &n_bad);
  guint64 at = range.start;

  for (gsize i = 0; i <= n_bad; i++)
    {
      guint64 stop = i < n_bad ? hole[i].start : mg_range_end (range);

      if (stop > at && !func (bytes + (at - range.start), (gsize) (stop - at), at, user_data))
        return FALSE;
      if (i < n_bad)
        {
          if (unreadable != NULL)
            mg_range_set_add (unreadable, hole[i]);
          at = mg_range_end (hole[i]);
        }
    }
  return TRUE;
}

static gboolean
scan_by_reading (MgSource *self, MgRange range, MgScanFunc func, gpointer user_data,
                 MgRangeSet *unreadable)
{
  g_autofree guint8 *piece = g_malloc (SCAN_PIECE);
  g_autoptr (MgRangeSet) bad = mg_range_set_new ();
  guint64 end = mg_range_end (range);
  MgRange extent;

  for (guint64 offset = range.start; offset < end && mg_source_next_data (self, offset, &extent);)
    {
      extent = mg_range_intersect (extent, (MgRange) { offset, end - offset });
      extent.length = MIN (extent.length, SCAN_PIECE);
      if (extent.length == 0)
        return TRUE;

      mg_range_set_clear (bad);
      /* It may have shrunk or died in between: that is not the scan's failure. */
      if (!self->ops->read (self, extent.start, piece, (gsize) extent.length, bad, NULL))
        mg_range_set_add (bad, extent);
      if (!mg_scan_show_copy (piece, extent, bad, func, user_data, unreadable))
        return TRUE;
      offset = mg_range_end (extent);
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
  return scan_by_reading (self, range, func, user_data, unreadable);
}

void
mg_source_keep_views (MgSource *self)
{
  if (self->ops->keep_views != NULL)
    self->ops->keep_views (self);
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

MgSource *
mg_source_dup (MgSource *self)
{
  return self->ops->dup != NULL ? self->ops->dup (self) : NULL;
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
