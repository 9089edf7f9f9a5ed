#include "config.h"

#include "core/snapshot-source.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  MgSource source;
  MgSnapshot *snapshot;
} SnapshotSource;

static MgObjectInfo *
snapshot_dup_info (MgSource *source, GError **error)
{
  return mg_object_info_ref (((SnapshotSource *) source)->snapshot->info);
}

static guint64
snapshot_get_size (MgSource *source)
{
  return ((SnapshotSource *) source)->snapshot->size;
}

static gboolean
snapshot_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
               GError **error)
{
  const MgSnapshot *snapshot = ((SnapshotSource *) source)->snapshot;
  g_autofree guint8 *states = g_malloc (length);
  gsize n_ok = mg_snapshot_copy (snapshot, offset, length, buffer, states);

  if (n_ok == 0)
    {
      mg_set_error (error, MG_ERROR_UNREADABLE, NULL, _ ("%s: these bytes are not in the recording"),
                    mg_name_get_text (snapshot->info->name));
      return FALSE;
    }
  for (gsize i = 0; unreadable != NULL && n_ok < length && i < length;)
    {
      gsize start = i;

      while (i < length && states[i] != MG_BYTE_OK)
        i++;
      mg_range_set_add (unreadable, (MgRange) { offset + start, i - start });
      while (i < length && states[i] == MG_BYTE_OK)
        i++;
    }
  return TRUE;
}

static void
snapshot_finalize (MgSource *source)
{
  SnapshotSource *self = (SnapshotSource *) source;

  mg_snapshot_unref (self->snapshot);
  g_free (self);
}

static const MgSourceOps snapshot_ops = {
  .dup_info = snapshot_dup_info,
  .get_size = snapshot_get_size,
  .read = snapshot_read,
  .finalize = snapshot_finalize,
};

MgSource *
mg_snapshot_source_new (MgSnapshot *snapshot)
{
  SnapshotSource *self = g_new0 (SnapshotSource, 1);

  g_return_val_if_fail (snapshot->info != NULL, NULL);

  mg_source_init (&self->source, &snapshot_ops);
  self->snapshot = mg_snapshot_ref (snapshot);
  return &self->source;
}
