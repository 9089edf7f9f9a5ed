#include "config.h"

#include "core/recorder.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  ITEM_SNAPSHOT,
  ITEM_HISTORY,
  ITEM_EVENT,
  ITEM_MARK,
} ItemType;

/* What waits to be written. */
typedef struct
{
  ItemType type;
  guint64 n_missed;     /* snapshots that were dropped in front of it */
  gsize cost;           /* bytes that only it keeps in memory */
  MgSnapshot *snapshot;
  MgHistory *history;
  gint64 from_us, until_us; /* of the history */
  MgEvent event;
  MgMark mark;          /* its time is monotonic */
} Item;

struct _MgRecorder
{
  GThread *thread; /* NULL: joined */
  GMutex mutex;
  GCond cond;

  /* Guarded by the mutex. */
  GQueue queue;          /* of Item */
  gsize queued;          /* their costs */
  gsize queue_max;
  guint64 n_missed;      /* dropped since the last item */
  MgSnapshot *tail;      /* (nullable): the last one that was queued: what costs are counted against */
  gboolean closing;
  gint64 end_us;
  MgRecorderStats stats;

  /* The writer thread's; of whoever finishes after it was joined. */
  GOutputStream *stream;
  gint64 start_us;
  MgRange range;
  MgSnapshot *last;      /* (nullable): what was last recorded */
  MgState state;
  gint64 time_us;        /* of the last record, since the start */
  GArray *blocks;        /* of MgBlock: whole in the file */
  guint64 length;        /* where the next block begins */
  MgBlock block;         /* the block of frames that is being filled; n_records 0: none */
  guint n_records;
  gint64 opened_us;      /* when its first record came, monotonic */
  GByteArray *payload;   /* with room for the block's header in front */
  guint64 keyframe_length;
  guint64 since_length;  /* of the blocks of frames since the keyframe */
  guint since_blocks;
  GError *error;
};

static void
item_free (Item *item)
{
  mg_snapshot_unref (item->snapshot);
  mg_history_free (item->history);
  g_free (item->mark.name);
  g_free (item->mark.note);
  g_free (item);
}

/* --- The writer: blocks --- */

static void
reset_payload (MgRecorder *self)
{
  g_byte_array_set_size (self->payload, MG_RECORDING_BLOCK);
}

/* Cuts off what was written of a block that did not fit. */
static void
cut_off (MgRecorder *self)
{
  if (G_IS_SEEKABLE (self->stream) && g_seekable_can_truncate (G_SEEKABLE (self->stream)))
    {
      g_seekable_truncate (G_SEEKABLE (self->stream), (goffset) self->length, NULL, NULL);
      g_seekable_seek (G_SEEKABLE (self->stream), (goffset) self->length, G_SEEK_SET, NULL, NULL);
    }
}

static gboolean
write_bytes (MgRecorder *self, const void *bytes, gsize length)
{
  if (self->error != NULL)
    return FALSE;
  if (g_output_stream_write_all (self->stream, bytes, length, NULL, NULL, &self->error))
    return TRUE;
  cut_off (self);
  return FALSE;
}

static void
publish_stats (MgRecorder *self, const MgBlock *block)
{
  g_mutex_lock (&self->mutex);
  self->stats.length = self->length;
  self->stats.failed = self->error != NULL;
  if (block != NULL)
    {
      self->stats.n_frames += block->n_frames;
      self->stats.changed += block->changed;
    }
  g_mutex_unlock (&self->mutex);
}

/* Writes the payload as a block; @block gets all that follows from that. */
static gboolean
write_block (MgRecorder *self, MgBlock *block)
{
  if (self->error == NULL && self->blocks->len >= MG_RECORDING_BLOCKS_MAX - 1)
    mg_set_error (&self->error, MG_ERROR_LIMIT, NULL, _ ("a recording has at most %u blocks"),
                  MG_RECORDING_BLOCKS_MAX);
  block->offset = self->length;
  block->sequence = self->blocks->len;
  block->length = self->payload->len - MG_RECORDING_BLOCK;
  block->checksum = mg_recording_checksum (self->payload->data + MG_RECORDING_BLOCK, block->length);
  mg_block_encode (block, self->payload->data);
  if (write_bytes (self, self->payload->data, self->payload->len))
    {
      self->length += self->payload->len;
      g_array_append_val (self->blocks, *block);
    }
  reset_payload (self);
  publish_stats (self, self->error == NULL ? block : NULL);
  return self->error == NULL;
}

static void
end_frames (MgRecorder *self)
{
  if (self->n_records == 0)
    return;
  self->block.type = MG_BLOCK_FRAMES;
  self->block.last_us = self->time_us;
  self->since_length += self->payload->len;
  self->since_blocks++;
  write_block (self, &self->block);
  self->block = (MgBlock) { 0 };
  self->n_records = 0;
}

/* Takes on the time of what comes next.  Marks may be of a moment ago: time in the file never runs
 * back. */
static void
advance (MgRecorder *self, gint64 monotonic_us)
{
  self->time_us = MAX (self->time_us, monotonic_us - self->start_us);
}

/* For a record that comes next.  Returns: its wait */
static guint64
begin_record (MgRecorder *self, gint64 monotonic_us)
{
  gint64 before_us = self->time_us;

  advance (self, monotonic_us);
  if (self->n_records++ > 0)
    return (guint64) (self->time_us - before_us);
  self->block.first_us = self->time_us;
  self->opened_us = g_get_monotonic_time ();
  return 0;
}

/* To go on with changes would be too much to read for going to one moment. */
static gboolean
is_keyframe_due (MgRecorder *self)
{
  guint64 most = CLAMP (8 * self->keyframe_length, MG_RECORDER_KEYFRAME_MIN, MG_RECORDER_KEYFRAME_MAX);

  return self->since_blocks >= MG_RECORDER_KEYFRAME_BLOCKS
         || self->since_length + self->payload->len >= most;
}

static void
write_keyframe (MgRecorder *self, const MgSnapshot *snapshot, guint64 changed)
{
  MgBlock block = { .type = MG_BLOCK_KEYFRAME, .n_frames = 1, .changed = changed };
  gint64 real_us;

  end_frames (self);
  advance (self, snapshot->time_us);
  block.first_us = block.last_us = self->time_us;
  /* it may be dated later than it is */
  real_us = snapshot->real_time_us + (self->start_us + self->time_us - snapshot->time_us);
  mg_recording_encode_keyframe (self->payload, snapshot, real_us, self->range);
  self->keyframe_length = self->payload->len;
  self->since_length = 0;
  self->since_blocks = 0;
  write_block (self, &block);
}

/* --- The writer: items --- */

static void
record_gap (MgRecorder *self, guint64 n_missed, gint64 monotonic_us)
{
  guint64 wait_us = begin_record (self, monotonic_us);

  mg_recording_encode_gap (self->payload, n_missed, wait_us);
  self->block.n_missed += (guint32) MIN (n_missed, G_MAXUINT32 - self->block.n_missed);
}

static void
record_snapshot (MgRecorder *self, MgSnapshot *snapshot)
{
  gboolean same = self->last != NULL && snapshot->generation == self->last->generation
                  && snapshot->size == self->last->size;
  gboolean whole;
  guint64 changed = 0;
  gsize length = self->payload->len;
  gint64 before_us = self->time_us;
  guint n_records = self->n_records;
  MgBlock block = self->block;

  if (same)
    changed = mg_recording_encode_changes (self->payload, self->last, snapshot, self->range,
                                           begin_record (self, snapshot->time_us));
  whole = !same || (changed > 0 && is_keyframe_due (self));
  if (changed > 0 && !whole)
    {
      self->block.changed += changed;
      self->block.n_frames++;
    }
  else
    {
      /* No frame, or one that is written whole: as if nothing had been. */
      g_byte_array_set_size (self->payload, (guint) length);
      self->time_us = before_us;
      self->n_records = n_records;
      self->block = block;
    }
  if (whole)
    write_keyframe (self, snapshot, changed);
  mg_snapshot_ref (snapshot);
  mg_snapshot_unref (self->last);
  self->last = snapshot;
}

static MgState
state_after (const MgEvent *event)
{
  /* Replaced by one of no known size: it was not attached. */
  if (event->type == MG_EVENT_GONE || (event->type == MG_EVENT_REPLACED && event->new_size == MG_UNKNOWN))
    return MG_STATE_GONE;
  return event->type == MG_EVENT_UNNAMED ? MG_STATE_UNNAMED : MG_STATE_LIVE;
}

static void
record_event (MgRecorder *self, const MgEvent *event)
{
  /* Resizing does not give a name back. */
  if (event->type != MG_EVENT_RESIZED)
    self->state = state_after (event);
  mg_recording_encode_event (self->payload, event, self->state, begin_record (self, event->time_us));
}

static void
record_mark (MgRecorder *self, const MgMark *mark)
{
  MgBlock block = { .type = MG_BLOCK_MARK };

  end_frames (self);
  advance (self, mark->time_us);
  block.first_us = block.last_us = self->time_us;
  mg_recording_encode_mark (self->payload, mark);
  write_block (self, &block);
}

static gboolean
record_kept_cb (const MgSnapshot *before, const MgSnapshot *frame, gpointer data)
{
  MgRecorder *self = data;

  record_snapshot (self, (MgSnapshot *) frame);
  if (self->payload->len >= MG_RECORDER_BLOCK_LENGTH)
    end_frames (self);
  return self->error == NULL;
}

/* What was there as it begins may be a frame of long before: time in the file begins at the recording's
 * start. */
static void
record_kept (MgRecorder *self, const Item *item)
{
  g_autoptr (MgSnapshot) first = mg_history_dup_snapshot (item->history, item->from_us);

  if (first == NULL)
    return;
  record_snapshot (self, first);
  mg_history_foreach (item->history, first->time_us + 1, item->until_us, record_kept_cb, self);
}

static gint64
get_time (const Item *item)
{
  switch (item->type)
    {
    case ITEM_SNAPSHOT:
      return item->snapshot->time_us;
    case ITEM_HISTORY:
      return item->from_us;
    case ITEM_EVENT:
      return item->event.time_us;
    case ITEM_MARK:
    default:
      return item->mark.time_us;
    }
}

static void
record (MgRecorder *self, Item *item)
{
  if (item->n_missed > 0)
    record_gap (self, item->n_missed, get_time (item));
  switch (item->type)
    {
    case ITEM_SNAPSHOT:
      record_snapshot (self, item->snapshot);
      break;
    case ITEM_HISTORY:
      record_kept (self, item);
      break;
    case ITEM_EVENT:
      record_event (self, &item->event);
      break;
    case ITEM_MARK:
    default:
      record_mark (self, &item->mark);
      break;
    }
  if (self->payload->len >= MG_RECORDER_BLOCK_LENGTH)
    end_frames (self);
}

/* Waits for the next item.  Returns: (transfer full) (nullable): NULL where the open block has its
 * age, or with *@closing where all is written */
static Item *
wait_for_item (MgRecorder *self, gboolean *closing)
{
  Item *item;

  g_mutex_lock (&self->mutex);
  while (g_queue_is_empty (&self->queue) && !self->closing)
    if (self->n_records == 0)
      g_cond_wait (&self->cond, &self->mutex);
    else if (!g_cond_wait_until (&self->cond, &self->mutex, self->opened_us + MG_RECORDER_BLOCK_US))
      break;
  item = g_queue_pop_head (&self->queue);
  if (item != NULL)
    self->queued -= item->cost;
  *closing = item == NULL && self->closing;
  g_mutex_unlock (&self->mutex);
  return item;
}

static gpointer
run (gpointer data)
{
  MgRecorder *self = data;
  gboolean closing = FALSE;

  while (!closing)
    {
      Item *item = wait_for_item (self, &closing);

      if (item != NULL && self->error == NULL)
        record (self, item);
      if (self->n_records > 0 && g_get_monotonic_time () - self->opened_us >= MG_RECORDER_BLOCK_US)
        end_frames (self);
      if (item != NULL)
        item_free (item);
    }
  return NULL;
}

/* --- Whoever samples --- */

static void
write_start (MgRecorder *self, const MgRecordingHeader *header)
{
  MgBlock block = { .type = MG_BLOCK_HEADER };
  guint8 preamble[MG_RECORDING_PREAMBLE];

  mg_recording_encode_preamble (preamble);
  if (write_bytes (self, preamble, sizeof preamble))
    self->length = sizeof preamble;
  mg_recording_encode_header (self->payload, header);
  write_block (self, &block);
}

MgRecorder *
mg_recorder_new (GOutputStream *stream, const MgRecordingHeader *header, gsize queue_max)
{
  MgRecorder *self = g_new0 (MgRecorder, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->queue);
  self->queue_max = queue_max != 0 ? queue_max : MG_RECORDER_QUEUE_MAX;
  self->stream = g_object_ref (stream);
  self->start_us = header->monotonic_us;
  self->range = header->range;
  self->state = MG_STATE_LIVE;
  self->blocks = g_array_new (FALSE, FALSE, sizeof (MgBlock));
  self->payload = g_byte_array_new ();
  reset_payload (self);
  write_start (self, header);
  self->thread = g_thread_new ("recorder", run, self);
  return self;
}

static void
join (MgRecorder *self, gint64 end_us)
{
  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  self->end_us = end_us;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

void
mg_recorder_free (MgRecorder *self)
{
  if (self == NULL)
    return;
  join (self, 0);
  g_queue_clear_full (&self->queue, (GDestroyNotify) item_free);
  mg_snapshot_unref (self->tail);
  mg_snapshot_unref (self->last);
  g_object_unref (self->stream);
  g_array_unref (self->blocks);
  g_byte_array_unref (self->payload);
  g_clear_error (&self->error);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Bytes of memory that @snapshot's pages take which are not @before's. */
static gsize
count_new_bytes (const MgSnapshot *before, const MgSnapshot *snapshot)
{
  gsize n_pages = 0;

  for (guint i = 0, j = 0; i < snapshot->pages->len; i++)
    {
      const MgPage *page = snapshot->pages->pdata[i];

      while (before != NULL && j < before->pages->len
             && ((MgPage *) before->pages->pdata[j])->offset < page->offset)
        j++;
      n_pages += before == NULL || j >= before->pages->len || before->pages->pdata[j] != page;
    }
  return n_pages * sizeof (MgPage) + snapshot->pages->len * sizeof (gpointer);
}

/* Under the mutex.  Takes @item. */
static void
enqueue (MgRecorder *self, Item *item)
{
  item->n_missed = self->n_missed;
  self->n_missed = 0;
  self->queued += item->cost;
  g_queue_push_tail (&self->queue, item);
  g_cond_signal (&self->cond);
}

/* Under the mutex. */
static gboolean
is_taking (MgRecorder *self)
{
  return !self->closing && !self->stats.failed;
}

void
mg_recorder_add_snapshot (MgRecorder *self, MgSnapshot *snapshot)
{
  Item *item = NULL;

  g_mutex_lock (&self->mutex);
  if (is_taking (self))
    {
      gsize cost = count_new_bytes (self->tail, snapshot);

      /* One is always taken, however large. */
      if ((self->queued == 0 || self->queued + cost <= self->queue_max)
          && self->queue.length < MG_RECORDER_QUEUE_ITEMS)
        {
          item = g_new0 (Item, 1);
          item->type = ITEM_SNAPSHOT;
          item->snapshot = mg_snapshot_ref (snapshot);
          item->cost = cost;
          mg_snapshot_unref (self->tail);
          self->tail = mg_snapshot_ref (snapshot);
          enqueue (self, item);
        }
      else
        {
          self->n_missed++;
          self->stats.n_missed++;
        }
    }
  g_mutex_unlock (&self->mutex);
}

void
mg_recorder_add_history (MgRecorder *self, MgHistory *history, gint64 from_us, gint64 until_us)
{
  Item *item = g_new0 (Item, 1);

  item->type = ITEM_HISTORY;
  item->history = history;
  item->from_us = from_us;
  item->until_us = until_us;
  g_mutex_lock (&self->mutex);
  if (is_taking (self))
    enqueue (self, g_steal_pointer (&item));
  g_mutex_unlock (&self->mutex);
  if (item != NULL)
    item_free (item);
}

void
mg_recorder_add_event (MgRecorder *self, const MgEvent *event)
{
  g_mutex_lock (&self->mutex);
  /* Events and marks are few and small: they have as much room again. */
  if (is_taking (self) && self->queue.length < 2 * MG_RECORDER_QUEUE_ITEMS)
    {
      Item *item = g_new0 (Item, 1);

      item->type = ITEM_EVENT;
      item->event = *event;
      enqueue (self, item);
    }
  g_mutex_unlock (&self->mutex);
}

void
mg_recorder_add_missed (MgRecorder *self, guint64 n_frames)
{
  g_mutex_lock (&self->mutex);
  if (is_taking (self))
    {
      self->n_missed += n_frames;
      self->stats.n_missed += n_frames;
    }
  g_mutex_unlock (&self->mutex);
}

void
mg_recorder_add_mark (MgRecorder *self, gint64 time_us, const char *name, const char *note)
{
  g_return_if_fail (strlen (name) <= MG_RECORDING_TEXT_MAX);
  g_return_if_fail (note == NULL || strlen (note) <= MG_RECORDING_TEXT_MAX);

  g_mutex_lock (&self->mutex);
  if (is_taking (self) && self->queue.length < 2 * MG_RECORDER_QUEUE_ITEMS)
    {
      Item *item = g_new0 (Item, 1);

      item->type = ITEM_MARK;
      item->mark = (MgMark) { time_us, g_strdup (name), g_strdup (note != NULL ? note : "") };
      enqueue (self, item);
    }
  g_mutex_unlock (&self->mutex);
}

void
mg_recorder_get_stats (MgRecorder *self, MgRecorderStats *stats)
{
  g_mutex_lock (&self->mutex);
  *stats = self->stats;
  g_mutex_unlock (&self->mutex);
}

static void
write_index (MgRecorder *self)
{
  MgBlock block = { .type = MG_BLOCK_INDEX };
  guint8 trailer[MG_RECORDING_TRAILER];
  guint64 n_blocks = self->blocks->len;

  block.last_us = self->time_us;
  mg_recording_encode_index (self->payload, self->blocks);
  mg_recording_encode_trailer (self->length, n_blocks, trailer);
  g_byte_array_append (self->payload, trailer, sizeof trailer);
  /* One write: there is no index without its trailer. */
  block.sequence = n_blocks;
  block.length = self->payload->len - MG_RECORDING_BLOCK - sizeof trailer;
  block.checksum = mg_recording_checksum (self->payload->data + MG_RECORDING_BLOCK, block.length);
  mg_block_encode (&block, self->payload->data);
  if (write_bytes (self, self->payload->data, self->payload->len))
    self->length += self->payload->len;
}

gboolean
mg_recorder_finish (MgRecorder *self, gint64 end_us, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self->thread != NULL, FALSE);

  join (self, end_us);
  if (self->n_missed > 0 && self->error == NULL)
    record_gap (self, self->n_missed, end_us);
  end_frames (self);
  advance (self, end_us);
  /* Where the disk is full there may be room for an index, now that the last block is cut off. */
  failure = g_steal_pointer (&self->error);
  reset_payload (self);
  write_index (self);
  if (failure == NULL)
    failure = g_steal_pointer (&self->error);
  g_output_stream_close (self->stream, NULL, failure == NULL ? &failure : NULL);
  publish_stats (self, NULL);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* --- Files --- */

GOutputStream *
mg_recording_create (const char *path, gboolean overwrite, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) failure = NULL;
  GFileOutputStream *stream;

  /* Not in its place: until the end, that would be another file beside it. */
  if (overwrite && !g_file_delete (file, NULL, &failure)
      && !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_clear_error (&failure);
  stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, &failure);
  if (stream != NULL)
    return G_OUTPUT_STREAM (stream);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_EXISTS))
    mg_set_error (error, MG_ERROR_EXISTS, NULL, _ ("%s: there is a file of that name already"), path);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
