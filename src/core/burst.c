#include "config.h"

#include "core/burst.h"

#include "core/error.h"
#include "platform/platform.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _MgBurst
{
  MgSource *source;  /* the thread's */
  MgRange range, kept; /* the range lies within what is kept */
  gint64 period_ns;
  GThread *thread;
  int stopping;      /* atomic */

  /* A ring with one writer and one reader: slots of a time and the range's bytes.  Both counts only
   * rise; what lies between them is the reader's, the rest the writer's. */
  guint8 *ring;
  gsize slot_size;
  guint64 n_slots;
  guint64 n_written; /* atomic; the thread's */
  guint64 n_taken;   /* atomic; the reader's */

  MgBurstStats stats; /* the thread's; each number is read atomically */
};

static void
count (guint64 *number, guint64 more)
{
  __atomic_store_n (number, *number + more, __ATOMIC_RELAXED);
}

/* Thread.  Returns: FALSE where there is no room */
static gboolean
put (MgBurst *self, gint64 time_ns, const guint8 *bytes)
{
  guint8 *slot = self->ring + self->n_written % self->n_slots * self->slot_size;

  if (self->n_written - __atomic_load_n (&self->n_taken, __ATOMIC_ACQUIRE) == self->n_slots)
    return FALSE;
  memcpy (slot, &time_ns, sizeof time_ns);
  memcpy (slot + sizeof time_ns, bytes, (gsize) self->kept.length);
  __atomic_store_n (&self->n_written, self->n_written + 1, __ATOMIC_RELEASE);
  return TRUE;
}

/* What is kept besides the range, in front of it and behind it. */
static gboolean
read_around (MgBurst *self, guint8 *kept)
{
  gsize before = (gsize) (self->range.start - self->kept.start);
  gsize behind_at = before + (gsize) self->range.length, behind = (gsize) self->kept.length - behind_at;
  MgReadStep steps[2];
  gsize n = 0;

  if (before > 0)
    steps[n++] = (MgReadStep) { self->kept.start, before, kept };
  if (behind > 0)
    steps[n++] = (MgReadStep) { self->kept.start + behind_at, behind, kept + behind_at };
  return n == 0 || mg_source_read_ordered (self->source, steps, n, NULL);
}

/* What the thread knows of the last look that could read. */
typedef struct
{
  guint8 kept[MG_BURST_KEPT_MAX];
  guint8 before[MG_BURST_MAX]; /* of the range */
  gboolean known;
  gboolean unput; /* there was no room for it: what is there is put when there is, changed or not */
} Seen;

/* Thread. */
static void
look (MgBurst *self, gint64 now_ns, Seen *seen)
{
  guint8 *now = seen->kept + (self->range.start - self->kept.start);
  MgReadStep step = { self->range.start, (gsize) self->range.length, now };
  gboolean changed;

  count (&self->stats.n_looks, 1);
  if (!mg_source_read_ordered (self->source, &step, 1, NULL))
    {
      count (&self->stats.n_unreadable, 1);
      return;
    }
  changed = seen->known && memcmp (now, seen->before, step.length) != 0;
  if (seen->known && !changed && !seen->unput)
    return;
  if (!read_around (self, seen->kept))
    {
      count (&self->stats.n_unreadable, 1);
      return;
    }
  count (&self->stats.n_changes, changed);
  /* of several without room the last one is put in the end */
  count (&self->stats.n_lost, seen->unput && changed);
  seen->unput = !put (self, now_ns, seen->kept);
  memcpy (seen->before, now, step.length);
  seen->known = TRUE;
}

/* Looks are due at multiples of the period from the start, so that they do not drift; one that was
 * missed is not made up for, and counted. */
static gpointer
run (gpointer data)
{
  MgBurst *self = data;
  Seen seen = { .known = FALSE };
  gint64 due_ns = mg_platform_get_time_ns ();

  mg_platform_set_precise_timing (TRUE);
  while (!g_atomic_int_get (&self->stopping))
    {
      gint64 now_ns, n_late;

      mg_platform_wait_until_ns (due_ns);
      now_ns = mg_platform_get_time_ns ();
      n_late = (now_ns - due_ns) / self->period_ns;
      if (n_late > 0)
        {
          count (&self->stats.n_skipped, (guint64) n_late);
          due_ns += n_late * self->period_ns;
        }
      count (&self->stats.n_on_time, now_ns - due_ns <= MG_BURST_ON_TIME_NS && n_late == 0);
      look (self, now_ns, &seen);
      due_ns += self->period_ns;
    }
  count (&self->stats.n_lost, seen.unput);
  mg_platform_set_precise_timing (FALSE);
  return NULL;
}

MgBurst *
mg_burst_new (MgSource *source, MgRange range, MgRange kept, guint rate_hz, guint n_room, GError **error)
{
  MgBurst *self;
  guint64 size = mg_source_get_size (source);
  gboolean within = kept.start <= range.start && mg_range_end (range) <= mg_range_end (kept)
                    && kept.length <= MG_BURST_KEPT_MAX;

  g_return_val_if_fail (rate_hz >= MG_BURST_RATE_MIN_HZ && rate_hz <= MG_BURST_RATE_MAX_HZ, NULL);
  if (range.length == 0 || range.length > MG_BURST_MAX || range.start > size
      || range.length > size - range.start || !within)
    {
      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                    _ ("From 1 to %u bytes within the object can be looked at in a burst"),
                    MG_BURST_MAX);
      mg_source_unref (source);
      return NULL;
    }

  self = g_new0 (MgBurst, 1);
  self->source = source;
  self->range = range;
  self->kept = kept;
  self->period_ns = 1000000000 / rate_hz;
  self->slot_size = sizeof (gint64) + ((gsize) kept.length + 7) / 8 * 8;
  self->n_slots = n_room != 0 ? n_room : MG_BURST_ROOM;
  self->ring = g_malloc (self->slot_size * (gsize) self->n_slots);
  self->thread = g_thread_new ("burst", run, self);
  return self;
}

void
mg_burst_stop (MgBurst *self)
{
  g_atomic_int_set (&self->stopping, TRUE);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
mg_burst_free (MgBurst *self)
{
  if (self == NULL)
    return;
  mg_burst_stop (self);
  mg_source_unref (self->source);
  g_free (self->ring);
  g_free (self);
}

guint
mg_burst_take (MgBurst *self, MgBurstFunc func, gpointer user_data)
{
  guint64 end = __atomic_load_n (&self->n_written, __ATOMIC_ACQUIRE), at = self->n_taken;
  guint n = (guint) (end - at);

  for (; at < end; at++)
    {
      const guint8 *slot = self->ring + at % self->n_slots * self->slot_size;
      gint64 time_ns;

      memcpy (&time_ns, slot, sizeof time_ns);
      func (time_ns, slot + sizeof time_ns, user_data);
      __atomic_store_n (&self->n_taken, at + 1, __ATOMIC_RELEASE);
    }
  return n;
}

void
mg_burst_get_stats (MgBurst *self, MgBurstStats *stats)
{
  stats->n_looks = __atomic_load_n (&self->stats.n_looks, __ATOMIC_RELAXED);
  stats->n_on_time = __atomic_load_n (&self->stats.n_on_time, __ATOMIC_RELAXED);
  stats->n_skipped = __atomic_load_n (&self->stats.n_skipped, __ATOMIC_RELAXED);
  stats->n_changes = __atomic_load_n (&self->stats.n_changes, __ATOMIC_RELAXED);
  stats->n_lost = __atomic_load_n (&self->stats.n_lost, __ATOMIC_RELAXED);
  stats->n_unreadable = __atomic_load_n (&self->stats.n_unreadable, __ATOMIC_RELAXED);
}
