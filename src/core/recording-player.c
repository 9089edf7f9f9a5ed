#include "config.h"

#include "core/recording.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>

/* Where the player is: behind all of the blocks in front of `block`, and in that one behind the records
 * that are no longer in `left`. */
struct _MgPlayer
{
  MgRecording *recording;
  MgRecorded recorded;  /* the object there, as far as known */
  gsize block;
  gsize consumed;       /* bytes of the block's payload that are behind the player */
  gint64 record_us;     /* of the last record behind it */
  gsize keyframe;       /* the block whose keyframe all this began with; G_MAXSIZE: none yet */
  gboolean stale;       /* a block was damaged: nothing is applied up to the next keyframe */
  guint64 serial;
};

MgPlayer *
mg_player_new (MgRecording *recording)
{
  MgPlayer *self = g_new0 (MgPlayer, 1);

  self->recording = mg_recording_ref (recording);
  self->keyframe = G_MAXSIZE;
  self->stale = TRUE;
  mg_recorded_init (&self->recorded, mg_recording_get_header (recording)->range);
  return self;
}

void
mg_player_free (MgPlayer *self)
{
  if (self == NULL)
    return;
  mg_recorded_clear (&self->recorded);
  mg_recording_unref (self->recording);
  g_free (self);
}

void
mg_player_set_stamps (MgPlayer *self, gboolean stamps)
{
  self->recorded.stamps = stamps;
}

static void
go_to_block (MgPlayer *self, gsize block)
{
  self->block = block;
  self->consumed = 0;
}

/* Returns: FALSE where that is known already: there is no keyframe since. */
static gboolean
report_damage (MgPlayer *self, gint64 time_us, MgPlayed *played)
{
  gboolean first = !self->stale;

  self->stale = TRUE;
  *played = (MgPlayed) { .type = MG_PLAYED_DAMAGE, .time_us = time_us };
  return first;
}

static gboolean
play_keyframe (MgPlayer *self, const MgBlock *block, MgPlayed *played)
{
  gsize length;
  const guint8 *bytes = mg_recording_read_block (self->recording, self->block, &length);
  gsize index = self->block;

  go_to_block (self, index + 1);
  if (bytes == NULL)
    return report_damage (self, block->first_us, played);
  if (!mg_recording_decode_keyframe (bytes, length, block->first_us, &self->recorded))
    {
      g_ptr_array_set_size (self->recorded.pages, 0);
      return report_damage (self, block->first_us, played);
    }
  self->stale = FALSE;
  self->keyframe = index;
  *played = (MgPlayed) { .type = MG_PLAYED_FRAME, .time_us = block->first_us };
  return TRUE;
}

/* Takes one record in; without what it changes, only events and gaps are told of.
 * Returns: whether it was one to tell of */
static gboolean
play_record (MgPlayer *self, const MgRecord *record, MgPlayed *played)
{
  *played = (MgPlayed) { .time_us = record->time_us };
  switch (record->type)
    {
    case MG_RECORD_CHANGES:
      if (self->stale)
        return FALSE;
      played->type = MG_PLAYED_FRAME;
      if (mg_recording_apply_changes (record, &self->recorded))
        return TRUE;
      break;
    case MG_RECORD_EVENT:
      played->type = MG_PLAYED_EVENT;
      if (mg_recording_apply_event (record, &self->recorded, &played->event))
        return TRUE;
      break;
    case MG_RECORD_GAP:
      played->type = MG_PLAYED_GAP;
      if (mg_recording_decode_gap (record, &played->n_missed))
        return TRUE;
      break;
    default:
      return FALSE;
    }
  /* Half applied, it is no moment of the object. */
  g_ptr_array_set_size (self->recorded.pages, 0);
  return report_damage (self, record->time_us, played);
}

/* Plays the next record of the block that is at or before @until_us.  Returns: FALSE where there is
 * none: at its end the player is in front of the next block then */
static gboolean
play_frames (MgPlayer *self, const MgBlock *block, gint64 until_us, MgPlayed *played)
{
  gsize length;
  const guint8 *bytes = mg_recording_read_block (self->recording, self->block, &length);
  gboolean malformed = FALSE;
  MgRecord record;

  if (bytes == NULL)
    {
      go_to_block (self, self->block + 1);
      return report_damage (self, block->first_us, played);
    }
  if (self->consumed == 0)
    self->record_us = block->first_us;
  while (TRUE)
    {
      const guint8 *rest = bytes + self->consumed;
      gsize left = length - self->consumed;
      gint64 time_us = self->record_us;

      if (!mg_recording_next_record (&rest, &left, &time_us, &record, &malformed))
        break;
      if (record.time_us > until_us)
        return FALSE;
      self->consumed = (gsize) (rest - bytes);
      self->record_us = time_us;
      if (play_record (self, &record, played))
        return TRUE;
    }
  go_to_block (self, self->block + 1);
  return malformed && report_damage (self, block->last_us, played);
}

static gboolean
step (MgPlayer *self, gint64 until_us, MgPlayed *played)
{
  gsize n_blocks;
  const MgBlock *blocks = mg_recording_get_blocks (self->recording, &n_blocks);

  while (self->block < n_blocks && blocks[self->block].first_us <= until_us)
    {
      const MgBlock *block = &blocks[self->block];
      gsize before = self->block;

      if (block->type == MG_BLOCK_KEYFRAME)
        {
          if (play_keyframe (self, block, played))
            return TRUE;
        }
      else if (block->type == MG_BLOCK_FRAMES)
        {
          if (play_frames (self, block, until_us, played))
            return TRUE;
          if (self->block == before)
            return FALSE; /* what is left of it comes later */
        }
      else
        go_to_block (self, self->block + 1);
    }
  return FALSE;
}

gboolean
mg_player_next (MgPlayer *self, MgPlayed *played)
{
  return step (self, G_MAXINT64, played);
}

/* The last keyframe at or before @time_us in front of block @end; the first one there is where none
 * is.  Returns: G_MAXSIZE where there is no such block */
static gsize
find_keyframe (MgPlayer *self, gint64 time_us, gsize end, gboolean or_first)
{
  gsize n_blocks, found = G_MAXSIZE, low = 0, high;
  const MgBlock *blocks = mg_recording_get_blocks (self->recording, &n_blocks);

  high = MIN (end, n_blocks);
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (blocks[middle].first_us <= time_us)
        low = middle + 1;
      else
        high = middle;
    }
  for (gsize i = low; i > 0 && found == G_MAXSIZE; i--)
    if (blocks[i - 1].type == MG_BLOCK_KEYFRAME)
      found = i - 1;
  for (gsize i = low; i < n_blocks && found == G_MAXSIZE && or_first; i++)
    if (blocks[i].type == MG_BLOCK_KEYFRAME)
      found = i;
  return found;
}

gboolean
mg_player_seek (MgPlayer *self, gint64 time_us, GError **error)
{
  gsize n_blocks, keyframe = find_keyframe (self, time_us, G_MAXSIZE, TRUE);
  const MgBlock *blocks = mg_recording_get_blocks (self->recording, &n_blocks);
  MgPlayed played;

  /* Where nothing lies in between but changes, it only goes on. */
  if (self->stale || keyframe != self->keyframe || time_us < self->recorded.time_us)
    for (self->stale = TRUE; self->stale;)
      {
        if (keyframe == G_MAXSIZE)
          {
            mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("%s: there is no whole frame in it"),
                          mg_recording_get_subject (self->recording));
            return FALSE;
          }
        go_to_block (self, keyframe);
        play_keyframe (self, &blocks[keyframe], &played);
        /* A damaged one: what was known before it is the best there is. */
        if (self->stale)
          keyframe = find_keyframe (self, time_us, keyframe, FALSE);
      }
  while (!self->stale && step (self, time_us, &played))
    ;
  return TRUE;
}

gint64
mg_player_get_time_us (MgPlayer *self)
{
  return self->recorded.time_us;
}

static MgObjectInfo *
new_info (MgPlayer *self)
{
  MgObjectInfo *info = mg_object_info_new (mg_recording_get_name (self->recording));

  info->identity = self->recorded.identity;
  info->size = self->recorded.size;
  return info;
}

MgSnapshot *
mg_player_dup_snapshot (MgPlayer *self)
{
  const MgRecorded *recorded = &self->recorded;
  const MgRecordingHeader *header = mg_recording_get_header (self->recording);
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->serial = ++self->serial;
  snapshot->generation = (guint) recorded->generation;
  snapshot->state = recorded->state;
  snapshot->info = new_info (self);
  snapshot->size = recorded->size;
  snapshot->epoch_us = header->monotonic_us;
  snapshot->time_us = header->monotonic_us + recorded->time_us;
  snapshot->real_time_us = recorded->real_us;
  if (recorded->state == MG_STATE_GONE)
    mg_set_error (&snapshot->error, MG_ERROR_GONE, NULL, _ ("%s: the object went away"),
                  mg_name_get_text (mg_recording_get_name (self->recording)));
  snapshot->pages = g_ptr_array_new_full (recorded->pages->len, (GDestroyNotify) mg_page_unref);
  for (guint i = 0; i < recorded->pages->len; i++)
    if (recorded->pages->pdata[i] != NULL)
      g_ptr_array_add (snapshot->pages, mg_page_ref (recorded->pages->pdata[i]));
  return snapshot;
}
