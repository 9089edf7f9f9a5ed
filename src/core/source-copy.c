#include "config.h"

#include "core/source-copy.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>


typedef struct
{
  MgSource source;
  MgObjectInfo *info; /* (nullable) */
  GError *info_error; /* why there is none */
  guint64 size;
  guint8 *bytes;
  MgRangeSet *data;   /* what has memory */
  MgRangeSet *unreadable;
} SourceCopy;

static MgObjectInfo *
copy_dup_info (MgSource *source, GError **error)
{
  SourceCopy *self = (SourceCopy *) source;

  if (self->info != NULL)
    return mg_object_info_ref (self->info);
  if (error != NULL)
    *error = g_error_copy (self->info_error);
  return NULL;
}

static guint64
copy_get_size (MgSource *source)
{
  return ((SourceCopy *) source)->size;
}

static gboolean
copy_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
           GError **error)
{
  SourceCopy *self = (SourceCopy *) source;
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (self->unreadable, &n_ranges);
  guint64 n_bad = 0;

  memcpy (buffer, self->bytes + offset, length);
  for (gsize i = 0; i < n_ranges; i++)
    {
      MgRange bad = mg_range_intersect (ranges[i], (MgRange) { offset, length });

      n_bad += bad.length;
      if (unreadable != NULL)
        mg_range_set_add (unreadable, bad);
    }
  if (n_bad < length)
    return TRUE;
  mg_set_error (error, MG_ERROR_UNREADABLE, NULL, _ ("These bytes could not be read"));
  return FALSE;
}

static gboolean
copy_next_data (MgSource *source, guint64 offset, MgRange *extent)
{
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (((SourceCopy *) source)->data, &n_ranges);

  for (gsize i = 0; i < n_ranges; i++)
    if (mg_range_end (ranges[i]) > offset)
      {
        guint64 start = MAX (ranges[i].start, offset);

        *extent = (MgRange) { start, mg_range_end (ranges[i]) - start };
        return TRUE;
      }
  return FALSE;
}

static void
copy_finalize (MgSource *source)
{
  SourceCopy *self = (SourceCopy *) source;

  mg_object_info_unref (self->info);
  g_clear_error (&self->info_error);
  g_free (self->bytes);
  mg_range_set_free (self->data);
  mg_range_set_free (self->unreadable);
  g_free (self);
}

static const MgSourceOps copy_ops = {
  .dup_info = copy_dup_info,
  .get_size = copy_get_size,
  .read = copy_read,
  .next_data = copy_next_data,
  .finalize = copy_finalize,
};

MgSource *
mg_source_copy_new (MgSource *source, guint64 most)
{
  guint64 size = mg_source_get_size (source), shrunk;
  MgRange extent;
  SourceCopy *self;

  if (size > most || size > G_MAXSIZE)
    return mg_source_ref (source);
  self = g_new0 (SourceCopy, 1);
  mg_source_init (&self->source, &copy_ops);
  self->info = mg_source_dup_info (source, &self->info_error);
  self->size = size;
  self->bytes = g_malloc0 ((gsize) size); /* pages that nobody writes to are none */
  self->data = mg_range_set_new ();
  self->unreadable = mg_range_set_new ();
  for (guint64 at = 0; at < size && mg_source_next_data (source, at, &extent);)
    {
      MgRange piece = mg_range_clip (extent, size);

      piece.length = MIN (piece.length, MG_SOURCE_COPY_PIECE);
      if (piece.length == 0)
        break;
      mg_range_set_add (self->data, piece);
      if (!mg_source_read (source, piece.start, self->bytes + piece.start, (gsize) piece.length,
                           self->unreadable, NULL))
        mg_range_set_add (self->unreadable, piece);
      at = mg_range_end (piece);
    }
  /* What was cut off meanwhile is not known: it is no hole. */
  shrunk = mg_source_get_size (source);
  if (shrunk < size)
    {
      mg_range_set_add (self->data, (MgRange) { shrunk, size - shrunk });
      mg_range_set_add (self->unreadable, (MgRange) { shrunk, size - shrunk });
    }
  return &self->source;
}
