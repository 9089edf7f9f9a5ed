#include "config.h"

#include "core/frame.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* Attempts that come before the first pause: a writer that is writing is done in a moment, unless
 * it lost its processor. */
#define EAGER_ATTEMPTS 8
#define PAUSE_US 50

/* A frame as it was last read whole; a buffer has its own, so that all of them that are shown have
 * been whole once. */
typedef struct
{
  MgRange range;  /* clipped at the object's end, and at MG_FRAME_MAX */
  guint8 *bytes;  /* NULL: none yet */
  gsize capacity;
} Part;

/* A protocol's number as it stood in memory. */
typedef union
{
  guint8 bytes[8];
  guint16 u16;
  guint32 u32;
  guint64 u64;
} Raw;

struct _MgFrameReader
{
  MgFrameProtocol *protocol;
  MgLock *lock;
  GError *lock_error;

  Part parts[MG_FRAME_BUFFERS_MAX]; /* parts[0] is all there is of other kinds */
  guint newest;                     /* the part that is the frame */
  Part fresh, witness;              /* of an attempt; fresh changes places with a part */

  /* The numbers that went with the last whole frame: [0] the word, [1] the second; or the ticks. */
  Raw words[MG_FRAME_BUFFERS_MAX];
  gboolean has_words;     /* a whole frame is known */

  MgFrameStats stats;
  guint32 holds_us[MG_FRAME_HOLDS];
  guint64 n_holds;
};

const char *
mg_frame_kind_to_string (MgFrameKind kind)
{
  static const char *const words[] = { "nothing", "sequence", "pair", "buffers", "busy", "mutex" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (words), NULL);
  return words[kind];
}

gboolean
mg_frame_kind_is_certain (MgFrameKind kind)
{
  return kind != MG_FRAME_NOTHING && kind != MG_FRAME_BUSY;
}

const char *
mg_frame_result_to_string (MgFrameResult result)
{
  static const char *const words[] = { "whole", "torn", "unreadable", "timeout", "abandoned" };

  g_return_val_if_fail ((guint) result < G_N_ELEMENTS (words), NULL);
  return words[result];
}

/* --- Protocols --- */

static gboolean
is_word (const MgFrameWord *word)
{
  return (word->size == 1 || word->size == 2 || word->size == 4 || word->size == 8)
         && word->offset <= MG_OFFSET_MAX - word->size;
}

static gboolean
is_range (MgRange range)
{
  return range.length > 0 && range.start <= MG_OFFSET_MAX
         && range.length <= MG_OFFSET_MAX - range.start;
}

gboolean
mg_frame_protocol_check (const MgFrameProtocol *protocol, GError **error)
{
  gboolean good = TRUE;

  switch (protocol->kind)
    {
    case MG_FRAME_PAIR:
      good = is_word (&protocol->second) && is_word (&protocol->word)
             && protocol->second.size == protocol->word.size;
      break;
    case MG_FRAME_BUSY:
      good = is_word (&protocol->word) && protocol->mask != 0;
      break;
    case MG_FRAME_SEQUENCE:
      good = is_word (&protocol->word);
      break;
    case MG_FRAME_BUFFERS:
      good = protocol->n_buffers >= 1 && protocol->n_buffers <= MG_FRAME_BUFFERS_MAX;
      for (guint i = 0; good && i < protocol->n_buffers; i++)
        good = is_word (&protocol->buffers[i].tick) && is_range (protocol->buffers[i].range)
               && protocol->buffers[i].tick.size == protocol->buffers[0].tick.size;
      break;
    case MG_FRAME_MUTEX:
      good = protocol->mutex != NULL;
      break;
    case MG_FRAME_NOTHING:
    default:
      break;
    }
  if (protocol->kind != MG_FRAME_BUFFERS)
    good = good && is_range (protocol->range);
  if (!good)
    mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                  _ ("A frame's numbers are 1, 2, 4 or 8 bytes long, and some bytes are its own"));
  return good;
}

MgFrameProtocol *
mg_frame_protocol_copy (const MgFrameProtocol *protocol)
{
  MgFrameProtocol *copy = g_memdup2 (protocol, sizeof *protocol);

  if (copy->mutex != NULL)
    mg_name_ref (copy->mutex);
  if (copy->event != NULL)
    mg_name_ref (copy->event);
  return copy;
}

static gboolean
is_same_name (MgName *a, MgName *b)
{
  return a == b || (a != NULL && b != NULL && mg_name_equal (a, b));
}

static gboolean
is_same_word (const MgFrameWord *a, const MgFrameWord *b)
{
  return a->offset == b->offset && a->size == b->size && a->big_endian == b->big_endian;
}

static gboolean
is_same_range (MgRange a, MgRange b)
{
  return a.start == b.start && a.length == b.length;
}

gboolean
mg_frame_protocol_equal (const MgFrameProtocol *a, const MgFrameProtocol *b)
{
  if (a->kind != b->kind || !is_same_range (a->range, b->range) || !is_same_word (&a->word, &b->word)
      || !is_same_word (&a->second, &b->second) || a->mask != b->mask || a->n_buffers != b->n_buffers
      || !is_same_name (a->mutex, b->mutex) || !is_same_name (a->event, b->event))
    return FALSE;
  for (guint i = 0; i < a->n_buffers; i++)
    if (!is_same_word (&a->buffers[i].tick, &b->buffers[i].tick)
        || !is_same_range (a->buffers[i].range, b->buffers[i].range))
      return FALSE;
  return TRUE;
}

void
mg_frame_protocol_free (MgFrameProtocol *protocol)
{
  if (protocol == NULL)
    return;
  g_clear_pointer (&protocol->mutex, mg_name_unref);
  g_clear_pointer (&protocol->event, mg_name_unref);
  g_free (protocol);
}

/* --- Numbers --- */

static guint64
get_number (const Raw *raw, const MgFrameWord *word)
{
  gboolean swap = word->big_endian != (G_BYTE_ORDER == G_BIG_ENDIAN);

  switch (word->size)
    {
    case 1:
      return raw->bytes[0];
    case 2:
      return swap ? GUINT16_SWAP_LE_BE (raw->u16) : raw->u16;
    case 4:
      return swap ? GUINT32_SWAP_LE_BE (raw->u32) : raw->u32;
    default:
      return swap ? GUINT64_SWAP_LE_BE (raw->u64) : raw->u64;
    }
}

/* How far a count went from @from to @to: it wraps, and may go back. */
static gint64
get_advance (guint64 from, guint64 to, guint size)
{
  guint shift = 64 - 8 * size;

  return (gint64) ((to - from) << shift) >> shift;
}

/* --- Attempts: each makes its copies in the protocol's order --- */

static MgReadStep
word_step (const MgFrameWord *word, Raw *raw)
{
  return (MgReadStep) { word->offset, word->size, raw };
}

static void
fit (Part *part, MgRange range)
{
  if (part->capacity < range.length || part->bytes == NULL)
    {
      g_free (part->bytes);
      part->capacity = (gsize) MAX (range.length, 1);
      part->bytes = g_malloc (part->capacity);
    }
  part->range = range;
}

static MgReadStep
part_step (Part *part, MgRange range)
{
  fit (part, range);
  return (MgReadStep) { range.start, (gsize) range.length, part->bytes };
}

static MgRange
clip (MgSource *source, MgRange range)
{
  range.length = MIN (range.length, MG_FRAME_MAX);
  return mg_range_clip (range, mg_source_get_size (source));
}

/* @index of the part that the fresh copy is. */
static MgFrameResult
accept (MgFrameReader *self, guint index, const Raw *words, guint n_words)
{
  Part spare = self->parts[index];

  self->parts[index] = self->fresh;
  self->fresh = spare;
  self->newest = index;
  if (n_words > 0)
    memcpy (self->words, words, n_words * sizeof *words);
  self->has_words = TRUE;
  return MG_FRAME_WHOLE;
}

/* The publisher: odd, write, even. */
static MgFrameResult
attempt_sequence (MgFrameReader *self, MgSource *source, MgRange range, GError **error)
{
  const MgFrameWord *word = &self->protocol->word;
  Raw before, after;
  MgReadStep first = word_step (word, &before);
  MgReadStep rest[] = { part_step (&self->fresh, range), word_step (word, &after) };

  if (!mg_source_read_ordered (source, &first, 1, error))
    return MG_FRAME_UNREADABLE;
  if (get_number (&before, word) & 1)
    return MG_FRAME_TORN;
  if (!mg_source_read_ordered (source, rest, G_N_ELEMENTS (rest), error))
    return MG_FRAME_UNREADABLE;
  if (memcmp (&before, &after, word->size) != 0)
    return MG_FRAME_TORN;
  return accept (self, 0, &before, 1);
}

/* The publisher: first, write, second.  So the second is read before, and the first behind: where
 * they are equal, nothing was begun after what had been ended. */
static MgFrameResult
attempt_pair (MgFrameReader *self, MgSource *source, MgRange range, GError **error)
{
  const MgFrameWord *word = &self->protocol->word, *second = &self->protocol->second;
  Raw words[2];
  MgReadStep steps[] = { word_step (second, &words[1]), part_step (&self->fresh, range),
                         word_step (word, &words[0]) };

  if (!mg_source_read_ordered (source, steps, G_N_ELEMENTS (steps), error))
    return MG_FRAME_UNREADABLE;
  if (get_number (&words[0], word) != get_number (&words[1], second))
    return MG_FRAME_TORN;
  return accept (self, 0, words, 2);
}

static guint
find_newest (const MgFrameProtocol *protocol, const Raw *ticks)
{
  guint newest = 0;

  for (guint i = 1; i < protocol->n_buffers; i++)
    if (get_advance (get_number (&ticks[newest], &protocol->buffers[newest].tick),
                     get_number (&ticks[i], &protocol->buffers[i].tick),
                     protocol->buffers[i].tick.size)
        > 0)
      newest = i;
  return newest;
}

/* Whether another buffer is older than @index: then the publisher writes to that one, if to any. */
static gboolean
has_older (const MgFrameProtocol *protocol, const Raw *ticks, guint index)
{
  for (guint i = 0; i < protocol->n_buffers; i++)
    if (get_advance (get_number (&ticks[index], &protocol->buffers[index].tick),
                     get_number (&ticks[i], &protocol->buffers[i].tick),
                     protocol->buffers[i].tick.size)
        < 0)
      return TRUE;
  return FALSE;
}

/* The publisher: write to the oldest, its tick.  That a buffer's own tick is still the same does not
 * mean that it is not being written again: so one of the others has to be older even afterwards. */
static MgFrameResult
attempt_buffers (MgFrameReader *self, MgSource *source, GError **error)
{
  const MgFrameProtocol *protocol = self->protocol;
  guint n = protocol->n_buffers, newest;
  Raw before[MG_FRAME_BUFFERS_MAX], after[MG_FRAME_BUFFERS_MAX];
  MgReadStep steps[1 + MG_FRAME_BUFFERS_MAX];
  MgRange range;

  for (guint i = 0; i < n; i++)
    steps[i] = word_step (&protocol->buffers[i].tick, &before[i]);
  if (!mg_source_read_ordered (source, steps, n, error))
    return MG_FRAME_UNREADABLE;

  newest = find_newest (protocol, before);
  range = clip (source, protocol->buffers[newest].range);
  if (range.length == 0)
    return MG_FRAME_UNREADABLE;
  steps[0] = part_step (&self->fresh, range);
  for (guint i = 0; i < n; i++)
    steps[1 + i] = word_step (&protocol->buffers[i].tick, &after[i]);
  if (!mg_source_read_ordered (source, steps, 1 + n, error))
    return MG_FRAME_UNREADABLE;
  if (memcmp (&before[newest], &after[newest], protocol->buffers[newest].tick.size) != 0
      || (n > 1 && !has_older (protocol, after, newest)))
    return MG_FRAME_TORN;
  return accept (self, newest, before, n);
}

/* Twice the same, and not busy before nor behind.  A writer that stands still in the middle, and a
 * flag that was set and cleared in between, are not seen. */
static MgFrameResult
attempt_witness (MgFrameReader *self, MgSource *source, MgRange range, GError **error)
{
  const MgFrameProtocol *protocol = self->protocol;
  gboolean busy = protocol->kind == MG_FRAME_BUSY;
  Raw words[1] = { { { 0 } } }, after = { { 0 } };
  MgReadStep steps[4];
  guint n = 0;

  if (busy)
    steps[n++] = word_step (&protocol->word, &words[0]);
  steps[n++] = part_step (&self->fresh, range);
  steps[n++] = part_step (&self->witness, range);
  if (busy)
    steps[n++] = word_step (&protocol->word, &after);
  if (!mg_source_read_ordered (source, steps, n, error))
    return MG_FRAME_UNREADABLE;
  if (memcmp (self->fresh.bytes, self->witness.bytes, (gsize) range.length) != 0
      || (busy
          && ((get_number (&words[0], &protocol->word) | get_number (&after, &protocol->word))
              & protocol->mask)))
    return MG_FRAME_TORN;
  return accept (self, 0, words, 1);
}

static int
compare_holds (const void *a, const void *b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x > y) - (x < y);
}

/* Held for one copy and nothing else: memory for it, and a view, are there before. */
static MgFrameResult
attempt_locked (MgFrameReader *self, MgSource *source, MgRange range, gint64 budget_us,
                GError **error)
{
  MgReadStep step = part_step (&self->fresh, range);
  MgLockResult result = MG_LOCK_FAILED;
  gboolean done;
  gint64 start_us, held_us;

  if (!self->has_words && !mg_source_read_ordered (source, &step, 1, error))
    return MG_FRAME_UNREADABLE;
  g_clear_error (&self->lock_error);
  if (self->lock != NULL)
    result = self->lock->lock (self->lock, budget_us, &self->lock_error);
  if (result == MG_LOCK_ABANDONED)
    return MG_FRAME_ABANDONED;
  if (result != MG_LOCK_TAKEN)
    return MG_FRAME_TIMEOUT;

  start_us = g_get_monotonic_time ();
  done = mg_source_read_ordered (source, &step, 1, error);
  self->lock->unlock (self->lock);
  held_us = g_get_monotonic_time () - start_us;
  self->holds_us[self->n_holds++ % MG_FRAME_HOLDS] = (guint32) MIN (held_us, G_MAXUINT32);
  self->stats.hold_max_us = MAX (self->stats.hold_max_us, (guint32) MIN (held_us, G_MAXUINT32));
  return done ? accept (self, 0, NULL, 0) : MG_FRAME_UNREADABLE;
}

static MgFrameResult
attempt (MgFrameReader *self, MgSource *source, gint64 budget_us, GError **error)
{
  MgRange range;

  if (self->protocol->kind == MG_FRAME_BUFFERS)
    return attempt_buffers (self, source, error);

  range = clip (source, self->protocol->range);
  if (range.length == 0)
    return MG_FRAME_UNREADABLE;
  switch (self->protocol->kind)
    {
    case MG_FRAME_SEQUENCE:
      return attempt_sequence (self, source, range, error);
    case MG_FRAME_PAIR:
      return attempt_pair (self, source, range, error);
    case MG_FRAME_MUTEX:
      return attempt_locked (self, source, range, budget_us, error);
    default:
      return attempt_witness (self, source, range, error);
    }
}

/* --- Readers --- */

MgFrameReader *
mg_frame_reader_new (const MgFrameProtocol *protocol, MgLock *lock)
{
  MgFrameReader *self = g_new0 (MgFrameReader, 1);

  g_return_val_if_fail (mg_frame_protocol_check (protocol, NULL), NULL);
  self->protocol = mg_frame_protocol_copy (protocol);
  self->lock = lock;
  self->stats.last = MG_FRAME_UNREADABLE;
  return self;
}

void
mg_frame_reader_reset (MgFrameReader *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    {
      g_free (self->parts[i].bytes);
      self->parts[i] = (Part) { 0 };
    }
  self->newest = 0;
  self->has_words = FALSE;
  self->stats.has_count = FALSE;
}

void
mg_frame_reader_set_protocol (MgFrameReader *self, const MgFrameProtocol *protocol)
{
  g_return_if_fail (mg_frame_protocol_check (protocol, NULL));
  mg_frame_reader_reset (self);
  mg_frame_protocol_free (self->protocol);
  self->protocol = mg_frame_protocol_copy (protocol);
}

const MgFrameProtocol *
mg_frame_reader_get_protocol (MgFrameReader *self)
{
  return self->protocol;
}

void
mg_frame_reader_free (MgFrameReader *self)
{
  if (self == NULL)
    return;
  mg_frame_reader_reset (self);
  g_free (self->fresh.bytes);
  g_free (self->witness.bytes);
  g_clear_error (&self->lock_error);
  if (self->lock != NULL)
    self->lock->free (self->lock);
  mg_frame_protocol_free (self->protocol);
  g_free (self);
}

/* What the publisher counts, and by how much a frame. */
static const MgFrameWord *
get_counter (MgFrameReader *self, const Raw **raw, guint *unit)
{
  const MgFrameProtocol *protocol = self->protocol;

  *unit = 1;
  *raw = &self->words[0];
  switch (protocol->kind)
    {
    case MG_FRAME_SEQUENCE:
      *unit = 2;
      return &protocol->word;
    case MG_FRAME_PAIR:
      return &protocol->word;
    case MG_FRAME_BUFFERS:
      *raw = &self->words[self->newest];
      return &protocol->buffers[self->newest].tick;
    default:
      return NULL;
    }
}

/* The frame that was just read against the one before, which is in fresh now unless it was another
 * buffer's. */
static void
count_frame (MgFrameReader *self)
{
  MgFrameStats *stats = &self->stats;
  const Part *part = &self->parts[self->newest];
  const Raw *raw;
  guint unit;
  const MgFrameWord *counter = get_counter (self, &raw, &unit);
  gint64 advance;
  guint64 count;

  stats->n_whole++;
  if (counter == NULL)
    {
      if (stats->n_whole == 1 || self->fresh.bytes == NULL
          || self->fresh.range.start != part->range.start
          || self->fresh.range.length != part->range.length
          || memcmp (self->fresh.bytes, part->bytes, (gsize) part->range.length) != 0)
        stats->n_frames++;
      return;
    }

  count = get_number (raw, counter) / unit;
  if (!stats->has_count)
    stats->n_frames++;
  else if (count != stats->count)
    {
      advance = get_advance (stats->count * unit, count * unit, counter->size) / (gint64) unit;
      stats->n_frames++;
      if (advance > 0)
        stats->n_missed += (guint64) advance - 1;
      else
        stats->n_restarts++;
    }
  stats->has_count = TRUE;
  stats->count = count;
}

MgFrameResult
mg_frame_reader_read (MgFrameReader *self, MgSource *source, gint64 budget_us, GError **error)
{
  gint64 end_us = budget_us > 0 ? g_get_monotonic_time () + budget_us : 0;
  MgFrameStats *stats = &self->stats;

  for (guint n = 0;; n++)
    {
      stats->last = attempt (self, source, budget_us, error);
      if (stats->last != MG_FRAME_TORN)
        break;
      stats->n_retries++;
      if (g_get_monotonic_time () >= end_us)
        break;
      if (n >= EAGER_ATTEMPTS)
        g_usleep (PAUSE_US);
    }

  switch (stats->last)
    {
    case MG_FRAME_WHOLE:
      count_frame (self);
      break;
    case MG_FRAME_TORN:
      stats->n_torn++;
      break;
    case MG_FRAME_TIMEOUT:
      stats->n_timeouts++;
      break;
    case MG_FRAME_ABANDONED:
      stats->n_abandoned++;
      break;
    case MG_FRAME_UNREADABLE:
    default:
      stats->n_unreadable++;
      if (error != NULL && *error == NULL)
        mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("The frame lies past the object's end"));
      break;
    }
  return stats->last;
}

void
mg_frame_reader_get_stats (MgFrameReader *self, MgFrameStats *stats)
{
  guint n = (guint) MIN (self->n_holds, MG_FRAME_HOLDS);
  guint32 holds_us[MG_FRAME_HOLDS];

  if (n > 0)
    {
      memcpy (holds_us, self->holds_us, n * sizeof *holds_us);
      qsort (holds_us, n, sizeof *holds_us, compare_holds);
      self->stats.hold_p99_us = holds_us[(n * 99 - 1) / 100];
    }
  *stats = self->stats;
}

const GError *
mg_frame_reader_get_lock_error (MgFrameReader *self)
{
  return self->lock_error;
}

const guint8 *
mg_frame_reader_get_frame (MgFrameReader *self, MgRange *range)
{
  const Part *part = &self->parts[self->newest];

  if (part->bytes != NULL)
    *range = part->range;
  return part->bytes;
}

gboolean
mg_frame_reader_hides (MgFrameReader *self, MgRange range)
{
  const MgFrameProtocol *protocol = self->protocol;

  if (self->has_words || protocol->kind == MG_FRAME_NOTHING)
    return FALSE;
  if (protocol->kind != MG_FRAME_BUFFERS)
    return mg_range_intersect (protocol->range, range).length > 0;
  for (guint i = 0; i < protocol->n_buffers; i++)
    if (mg_range_intersect (protocol->buffers[i].range, range).length > 0)
      return TRUE;
  return FALSE;
}

static void
lay_over (MgRange range, guint8 *bytes, guint64 offset, const guint8 *over, gsize length)
{
  MgRange part = mg_range_intersect (range, (MgRange) { offset, length });

  if (part.length > 0)
    memcpy (bytes + (part.start - range.start), over + (part.start - offset), (gsize) part.length);
}

void
mg_frame_reader_patch (MgFrameReader *self, MgRange range, guint8 *bytes)
{
  const MgFrameProtocol *protocol = self->protocol;

  if (protocol->kind == MG_FRAME_NOTHING && self->stats.last != MG_FRAME_WHOLE)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    if (self->parts[i].bytes != NULL)
      lay_over (range, bytes, self->parts[i].range.start, self->parts[i].bytes,
                (gsize) self->parts[i].range.length);
  if (!self->has_words)
    return;

  for (guint i = 0; protocol->kind == MG_FRAME_BUFFERS && i < protocol->n_buffers; i++)
    lay_over (range, bytes, protocol->buffers[i].tick.offset, self->words[i].bytes,
              protocol->buffers[i].tick.size);
  if (protocol->kind == MG_FRAME_SEQUENCE || protocol->kind == MG_FRAME_PAIR
      || protocol->kind == MG_FRAME_BUSY)
    lay_over (range, bytes, protocol->word.offset, self->words[0].bytes, protocol->word.size);
  if (protocol->kind == MG_FRAME_PAIR)
    lay_over (range, bytes, protocol->second.offset, self->words[1].bytes, protocol->second.size);
}
