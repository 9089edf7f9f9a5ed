#include "config.h"

#include "app/compare-side.h"

#include "app/shown-source.h"
#include "app/window-recording.h"
#include "core/file-source.h"
#include "core/snapshot-source.h"
#include "platform/platform.h"

/* One of: a snapshot with its name, a name, a source, a path. */
struct _MgCompareSide
{
  gatomicrefcount ref_count;
  MgSnapshot *snapshot;
  MgStill still;
  MgName *name;
  MgSource *source;
  char *path;
  char *time; /* (nullable) */
};

static MgCompareSide *
side_new (void)
{
  MgCompareSide *self = g_new0 (MgCompareSide, 1);

  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

MgCompareSide *
mg_compare_side_new_shown (MgShown *shown)
{
  MgCompareSide *self = side_new ();

  self->snapshot = mg_snapshot_ref (mg_shown_get_snapshot (shown));
  self->still = mg_shown_get_still (shown);
  self->name = mg_name_ref (mg_shown_get_name (shown));
  return self;
}

MgCompareSide *
mg_compare_side_new_name (MgName *name)
{
  MgCompareSide *self = side_new ();

  self->name = mg_name_ref (name);
  return self;
}

MgCompareSide *
mg_compare_side_new_source (MgSource *source)
{
  MgCompareSide *self = side_new ();

  self->source = mg_source_ref (source);
  return self;
}

MgCompareSide *
mg_compare_side_new_file (const char *path, const char *time)
{
  MgCompareSide *self = side_new ();

  self->path = g_strdup (path);
  self->time = g_strdup (time);
  return self;
}

MgCompareSide *
mg_compare_side_ref (MgCompareSide *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mg_compare_side_unref (MgCompareSide *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  mg_snapshot_unref (self->snapshot);
  mg_name_unref (self->name);
  g_clear_pointer (&self->source, mg_source_unref);
  g_free (self->path);
  g_free (self->time);
  g_free (self);
}

gboolean
mg_compare_side_is_live (const MgCompareSide *self)
{
  return self->name != NULL && (self->snapshot == NULL || self->still == MG_STILL_NOT);
}

MgSnapshot *
mg_compare_side_get_snapshot (const MgCompareSide *self)
{
  return self->snapshot;
}

const char *
mg_compare_side_get_path (const MgCompareSide *self)
{
  return self->path;
}

static MgSource *
open_file (const MgCompareSide *self, GError **error)
{
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  g_autoptr (MgSnapshot) snapshot = NULL;
  gint64 time_us = G_MAXINT64;

  if (!mg_is_recording (self->path))
    return mg_file_source_new (self->path, error);
  recording = mg_recording_open (self->path, error);
  if (recording == NULL
      || (self->time != NULL && !mg_recording_parse_time (recording, self->time, &time_us, error)))
    return NULL;
  player = mg_player_new (recording);
  if (!mg_player_seek (player, time_us, error))
    return NULL;
  snapshot = mg_player_dup_snapshot (player);
  return mg_snapshot_source_new (snapshot);
}

MgSource *
mg_compare_side_open (const MgCompareSide *self, GError **error)
{
  if (self->source != NULL)
    return mg_source_ref (self->source);
  if (self->path != NULL)
    return open_file (self, error);
  if (self->snapshot != NULL)
    return mg_shown_source_new (self->snapshot, self->name, self->still, error);
  return mg_platform_open (self->name, error);
}
