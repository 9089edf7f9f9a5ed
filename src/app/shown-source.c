#include "config.h"

#include "app/shown-source.h"

#include <string.h>

#include <glib/gi18n.h>

#include "platform/platform.h"

typedef struct
{
  MgSource parent;
  MgSnapshot *snapshot;
  MgSource *live; /* NULL: gone */
} ShownSource;

static MgObjectInfo *
dup_info (MgSource *source, GError **error)
{
  ShownSource *self = (ShownSource *) source;
  MgObjectInfo *info;

  if (self->live != NULL)
    return mg_source_dup_info (self->live, error);
  info = mg_object_info_copy (self->snapshot->info);
  info->size = self->snapshot->size;
  return info;
}

static guint64
get_size (MgSource *source)
{
  ShownSource *self = (ShownSource *) source;

  return self->snapshot->size;
}

/* The live bytes first, then the kept pages over them. */
static gboolean
read_bytes (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
            GError **error)
{
  ShownSource *self = (ShownSource *) source;
  MgRange wanted = { offset, length };
  g_autoptr (MgRangeSet) bad = mg_range_set_new ();
  const MgRange *ranges;
  gsize n_ranges, i;

  if (self->live == NULL || !mg_source_read (self->live, offset, buffer, length, bad, NULL))
    {
      memset (buffer, 0, length);
      mg_range_set_add (bad, wanted);
    }
  for (i = 0; i < self->snapshot->pages->len; i++)
    {
      const MgPage *page = g_ptr_array_index (self->snapshot->pages, i);
      MgRange part = mg_range_intersect (wanted, (MgRange) { page->offset, page->length });

      if (part.length == 0)
        continue;
      memcpy ((guint8 *) buffer + (part.start - offset), page->bytes + (part.start - page->offset),
              (gsize) part.length);
      if (page->unreadable)
        mg_range_set_add (bad, part);
      else
        mg_range_set_remove (bad, part);
    }
  ranges = mg_range_set_get_ranges (bad, &n_ranges);
  if (n_ranges == 1 && ranges[0].start == wanted.start && ranges[0].length == wanted.length)
    {
      if (unreadable != NULL)
        mg_range_set_add (unreadable, wanted);
      mg_set_error (error, MG_ERROR_UNREADABLE, NULL, _ ("These bytes are not known any more"));
      return FALSE;
    }
  for (i = 0; unreadable != NULL && i < n_ranges; i++)
    mg_range_set_add (unreadable, ranges[i]);
  return TRUE;
}

/* What is not known is unreadable rather than zero, so without the object all of it counts. */
static gboolean
next_data (MgSource *source, guint64 offset, MgRange *extent)
{
  ShownSource *self = (ShownSource *) source;
  guint64 size = self->snapshot->size;
  gboolean found;
  guint i;

  if (offset >= size)
    return FALSE;
  if (self->live == NULL)
    {
      *extent = (MgRange) { offset, size - offset };
      return TRUE;
    }
  found = mg_source_next_data (self->live, offset, extent);
  for (i = 0; i < self->snapshot->pages->len; i++)
    {
      const MgPage *page = g_ptr_array_index (self->snapshot->pages, i);
      MgRange rest =
          mg_range_intersect ((MgRange) { page->offset, page->length }, (MgRange) { offset, size - offset });

      if (rest.length == 0)
        continue;
      if (!found || rest.start < extent->start)
        *extent = rest;
      return TRUE;
    }
  return found;
}

static MgPresence
verify (MgSource *source)
{
  ShownSource *self = (ShownSource *) source;

  return self->live != NULL ? mg_source_verify (self->live) : MG_PRESENCE_GONE;
}

static void
finalize (MgSource *source)
{
  ShownSource *self = (ShownSource *) source;

  mg_snapshot_unref (self->snapshot);
  g_clear_pointer (&self->live, mg_source_unref);
  g_free (self);
}

static const MgSourceOps ops = {
  .dup_info = dup_info,
  .get_size = get_size,
  .read = read_bytes,
  .next_data = next_data,
  .verify = verify,
  .finalize = finalize,
};

/* The object that is shown, or NULL where the name leads elsewhere now. */
static MgSource *
open_live (MgSnapshot *snapshot, MgName *name, GError **error)
{
  g_autoptr (MgSource) live = mg_platform_open (name, error);
  g_autoptr (MgObjectInfo) info = NULL;

  if (live == NULL)
    return NULL;
  info = mg_source_dup_info (live, error);
  if (info == NULL)
    return NULL;
  /* Windows has no identity that two openings could compare: device 0. */
  if (snapshot->info != NULL && snapshot->info->identity.device != 0
      && !mg_identity_equal (snapshot->info->identity, info->identity))
    {
      mg_set_error (error, MG_ERROR_GONE, NULL, _ ("%s: it was replaced by another object meanwhile"),
                    mg_name_get_text (name));
      return NULL;
    }
  return g_steal_pointer (&live);
}

MgSource *
mg_shown_source_new (MgSnapshot *snapshot, MgName *name, MgStill still, GError **error)
{
  g_autoptr (MgSource) live = NULL;
  g_autoptr (GError) open_error = NULL;
  ShownSource *self;

  if (still != MG_STILL_PAST && (snapshot->state == MG_STATE_LIVE || snapshot->state == MG_STATE_WAITING))
    {
      live = open_live (snapshot, name, &open_error);
      if (live != NULL && still == MG_STILL_NOT)
        return g_steal_pointer (&live);
    }
  if (live == NULL && (snapshot->info == NULL || snapshot->pages->len == 0))
    {
      if (open_error == NULL)
        mg_set_error (&open_error, MG_ERROR_GONE, NULL, _ ("%s: it is gone"), mg_name_get_text (name));
      g_propagate_error (error, g_steal_pointer (&open_error));
      return NULL;
    }
  self = g_new0 (ShownSource, 1);
  mg_source_init (&self->parent, &ops);
  self->snapshot = mg_snapshot_ref (snapshot);
  self->live = g_steal_pointer (&live);
  return &self->parent;
}
