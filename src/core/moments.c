#include "config.h"

#include "core/moments.h"

#include <string.h>

struct _MgMoments
{
  MgHistory *history;     /* one of the two */
  MgRecording *recording;
  char *path;
  MgPlayer *player;       /* the recording's, for single moments: it remembers where it is */
  gint64 start_us;        /* of the recording, monotonic */
};

MgMoments *
mg_moments_new_history (MgHistory *history)
{
  MgMoments *self = g_new0 (MgMoments, 1);

  self->history = history;
  return self;
}

static MgPlayer *
new_player (MgMoments *self)
{
  MgPlayer *player = mg_player_new (self->recording);

  mg_player_set_stamps (player, TRUE);
  return player;
}

MgMoments *
mg_moments_new_recording (MgRecording *recording, const char *path)
{
  MgMoments *self = g_new0 (MgMoments, 1);

  self->recording = mg_recording_ref (recording);
  self->path = g_strdup (path);
  self->player = new_player (self);
  self->start_us = mg_recording_get_header (recording)->monotonic_us;
  return self;
}

void
mg_moments_free (MgMoments *self)
{
  if (self == NULL)
    return;
  mg_history_free (self->history);
  mg_player_free (self->player);
  g_clear_pointer (&self->recording, mg_recording_unref);
  g_free (self->path);
  g_free (self);
}

MgMoments *
mg_moments_copy (MgMoments *self, GError **error)
{
  g_autoptr (MgRecording) recording = NULL;

  if (self->history != NULL)
    return mg_moments_new_history (mg_history_copy (self->history));
  recording = mg_recording_open (self->path, error);
  return recording != NULL ? mg_moments_new_recording (recording, self->path) : NULL;
}

MgHistory *
mg_moments_get_history (MgMoments *self)
{
  return self->history;
}

MgRecording *
mg_moments_get_recording (MgMoments *self)
{
  return self->recording;
}

const char *
mg_moments_get_path (MgMoments *self)
{
  return self->path;
}

/* A file may say any times: beyond the ends there is nothing. */
static gint64
to_recording (MgMoments *self, gint64 time_us)
{
  gint64 sum;

  if (!__builtin_sub_overflow (time_us, self->start_us, &sum))
    return sum;
  return self->start_us > 0 ? G_MININT64 : G_MAXINT64;
}

static gint64
from_recording (MgMoments *self, gint64 time_us)
{
  gint64 sum;

  if (!__builtin_add_overflow (time_us, self->start_us, &sum))
    return sum;
  return self->start_us > 0 ? G_MAXINT64 : G_MININT64;
}

gboolean
mg_moments_get_range (MgMoments *self, gint64 *first_us, gint64 *last_us)
{
  MgRecordingSummary summary;
  gint64 first;

  if (self->history != NULL)
    return mg_history_get_range (self->history, first_us, last_us);
  if (!mg_recording_find_frame (self->recording, G_MININT64, MG_FRAME_AFTER, &first))
    return FALSE;
  mg_recording_get_summary (self->recording, &summary);
  *first_us = from_recording (self, first);
  *last_us = from_recording (self, MAX (first, summary.duration_us));
  return TRUE;
}

gboolean
mg_moments_find_change (MgMoments *self, gint64 time_us, MgFrameWhich which, gint64 *frame_us)
{
  gint64 found;

  if (self->history != NULL)
    return mg_history_find_change (self->history, time_us, which, frame_us);
  if (!mg_recording_find_frame (self->recording, to_recording (self, time_us), which, &found))
    return FALSE;
  *frame_us = from_recording (self, found);
  return TRUE;
}

MgSnapshot *
mg_moments_dup_snapshot (MgMoments *self, gint64 time_us)
{
  if (self->history != NULL)
    return mg_history_dup_snapshot (self->history, time_us);
  if (!mg_player_seek (self->player, to_recording (self, time_us), NULL))
    return NULL;
  return mg_player_dup_snapshot (self->player);
}

/* A block's changes are taken as evenly spread over it. */
static void
spread (const MgBlock *block, gint64 start_us, double width, guint64 *changed, gsize n_columns)
{
  double first = ((double) block->first_us - (double) start_us) / width;
  double last = ((double) block->last_us - (double) start_us) / width;
  double share;

  if (block->changed == 0 || last < 0 || first >= (double) n_columns)
    return;
  share = (double) block->changed / (1 + (last - first));
  for (gsize i = (gsize) MAX (first, 0); i < n_columns && (double) i <= last; i++)
    changed[i] += (guint64) MAX (share, 1);
}

void
mg_moments_get_density (MgMoments *self, gint64 start_us, gint64 end_us, guint64 *changed, gsize n_columns)
{
  const MgBlock *blocks;
  gsize n_blocks;
  double width;

  if (self->history != NULL)
    {
      mg_history_get_density (self->history, start_us, end_us, changed, n_columns);
      return;
    }
  memset (changed, 0, n_columns * sizeof *changed);
  start_us = to_recording (self, start_us);
  width = MAX (((double) to_recording (self, end_us) - (double) start_us) / (double) n_columns, 1);
  blocks = mg_recording_get_blocks (self->recording, &n_blocks);
  for (gsize i = 0; i < n_blocks; i++)
    if (blocks[i].type == MG_BLOCK_FRAMES || blocks[i].type == MG_BLOCK_KEYFRAME)
      spread (&blocks[i], start_us, width, changed, n_columns);
}

static void
play (MgMoments *self, gint64 start_us, gint64 end_us, MgHistoryFunc func, gpointer data)
{
  g_autoptr (MgPlayer) player = new_player (self);
  g_autoptr (MgSnapshot) before = NULL;
  gboolean go_on = mg_player_seek (player, to_recording (self, MAX (start_us, G_MININT64 + 1) - 1), NULL);
  MgPlayed played = { .type = MG_PLAYED_FRAME };

  /* What it was sought to is a frame, too: what was before the first one. */
  for (; go_on; go_on = mg_player_next (player, &played))
    {
      g_autoptr (MgSnapshot) frame = NULL;

      if (played.type == MG_PLAYED_DAMAGE)
        g_clear_pointer (&before, mg_snapshot_unref);
      if (played.type != MG_PLAYED_FRAME)
        continue;
      frame = mg_player_dup_snapshot (player);
      if (frame->time_us > end_us || (frame->time_us >= start_us && !func (before, frame, data)))
        return;
      mg_snapshot_unref (before);
      before = g_steal_pointer (&frame);
    }
}

void
mg_moments_foreach (MgMoments *self, gint64 start_us, gint64 end_us, MgHistoryFunc func, gpointer data)
{
  if (self->history != NULL)
    mg_history_foreach (self->history, start_us, end_us, func, data);
  else
    play (self, start_us, end_us, func, data);
}

gsize
mg_moments_get_n_marks (MgMoments *self)
{
  gsize n_marks;

  if (self->history != NULL)
    return mg_history_get_n_marks (self->history);
  mg_recording_get_marks (self->recording, &n_marks);
  return n_marks;
}

gint64
mg_moments_get_mark (MgMoments *self, gsize index, const char **name)
{
  const MgMark *marks;
  gsize n_marks;

  if (self->history != NULL)
    return mg_history_get_mark (self->history, index, name);
  marks = mg_recording_get_marks (self->recording, &n_marks);
  g_return_val_if_fail (index < n_marks, 0);
  *name = marks[index].name;
  return from_recording (self, marks[index].time_us);
}

gboolean
mg_moments_find_mark (MgMoments *self, gint64 time_us, MgFrameWhich which, gint64 *mark_us)
{
  gboolean found = FALSE;

  for (gsize i = 0; i < mg_moments_get_n_marks (self); i++)
    {
      const char *name;
      gint64 at_us = mg_moments_get_mark (self, i, &name);
      gboolean fits = which == MG_FRAME_AFTER    ? at_us > time_us
                      : which == MG_FRAME_BEFORE ? at_us < time_us
                                                 : at_us <= time_us;

      /* a file's are in no order that could be relied on */
      if (!fits || (found && (which == MG_FRAME_AFTER ? at_us >= *mark_us : at_us <= *mark_us)))
        continue;
      *mark_us = at_us;
      found = TRUE;
    }
  return found;
}
