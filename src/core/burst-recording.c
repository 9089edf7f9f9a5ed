#include "config.h"

#include "core/burst-recording.h"

#include "core/error.h"
#include "platform/platform.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PUMP_US 20000 /* what was found is taken so often: the room that a burst has is for ten times that */

struct _MgBurstRecording
{
  MgBurstPlan plan;
  MgRange kept;        /* whole pages, up to the object's end */
  MgSource *names;     /* looks the name up: the pump's */
  MgObjectInfo *info;
  gint64 start_us;
  gint64 to_us;        /* from the burst's clock to g_get_monotonic_time() */
  gint64 to_real_us;   /* from that to the wall's */
  MgBurst *burst;
  MgRecorder *recorder;
  GThread *pump;       /* NULL: it was joined */

  /* The pump's. */
  MgSnapshot *last;    /* (nullable) */
  gint64 last_ns;      /* of the last change; 0: none yet */
  gint64 last_period;  /* of compared_hz, in which it was */
  MgBurstStats told;   /* as of the last gap that was recorded */
  gint64 verified_us;
  gint64 end_us;       /* when it had ended */

  GMutex mutex;        /* guards what follows */
  GCond cond;
  gboolean stopping;
  MgBurstProgress progress; /* but for the recorder's */
};

/* --- The pump --- */

/* The last frame's page where its bytes are the same. */
static MgPage *
make_page (MgBurstRecording *self, guint64 offset, const guint8 *bytes, gsize length)
{
  const MgPage *before = self->last != NULL ? mg_snapshot_find_page (self->last, offset) : NULL;
  MgPage *page;

  if (before != NULL && before->length == length && memcmp (before->bytes, bytes, length) == 0)
    return mg_page_ref ((MgPage *) before);
  page = mg_page_new (offset, length);
  memcpy (page->bytes, bytes, length);
  return page;
}

static MgSnapshot *
make_snapshot (MgBurstRecording *self, gint64 time_us, const guint8 *bytes)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);
  guint64 end = mg_range_end (self->kept);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->serial = self->last != NULL ? self->last->serial + 1 : 1;
  snapshot->generation = 1;
  snapshot->state = MG_STATE_LIVE;
  snapshot->info = mg_object_info_ref (self->info);
  snapshot->size = self->info->size;
  snapshot->time_us = time_us;
  snapshot->real_time_us = time_us + self->to_real_us;
  snapshot->epoch_us = self->start_us;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  for (guint64 at = self->kept.start; at < end; at += MG_SNAPSHOT_PAGE)
    g_ptr_array_add (snapshot->pages, make_page (self, at, bytes + (at - self->kept.start),
                                                 (gsize) MIN (end - at, MG_SNAPSHOT_PAGE)));
  return snapshot;
}

static void
count_change (MgBurstRecording *self, gint64 time_ns)
{
  double period_ns = self->plan.compared_hz > 0 ? 1e9 / self->plan.compared_hz : G_MAXINT64;
  gint64 period = (gint64) ((double) time_ns / period_ns);
  gint64 gap_ns = time_ns - self->last_ns;

  g_mutex_lock (&self->mutex);
  if (self->last_ns != 0 && (self->progress.shortest_ns == 0 || gap_ns < self->progress.shortest_ns))
    self->progress.shortest_ns = gap_ns;
  if (self->last_ns == 0 || period != self->last_period)
    self->progress.n_apart++;
  g_mutex_unlock (&self->mutex);
  self->last_ns = time_ns;
  self->last_period = period;
}

static void
frame_cb (gint64 time_ns, const guint8 *bytes, gpointer data)
{
  MgBurstRecording *self = data;
  MgSnapshot *snapshot = make_snapshot (self, time_ns / 1000 + self->to_us, bytes);

  mg_recorder_add_snapshot (self->recorder, snapshot);
  /* the first is what was there, and no change */
  if (self->last != NULL)
    count_change (self, time_ns);
  mg_snapshot_unref (self->last);
  self->last = snapshot;
}

static void
take (MgBurstRecording *self)
{
  MgBurstStats stats;
  guint64 n_missed;

  mg_burst_take (self->burst, frame_cb, self);
  mg_burst_get_stats (self->burst, &stats);
  n_missed = stats.n_skipped - self->told.n_skipped + stats.n_lost - self->told.n_lost
             + stats.n_unreadable - self->told.n_unreadable;
  if (n_missed > 0)
    mg_recorder_add_missed (self->recorder, n_missed);
  self->told = stats;
  g_mutex_lock (&self->mutex);
  self->progress.looks = stats;
  self->progress.elapsed_us = g_get_monotonic_time () - self->start_us;
  g_mutex_unlock (&self->mutex);
}

static MgPresence
verify (MgBurstRecording *self, MgPresence presence)
{
  gint64 now_us = g_get_monotonic_time ();

  if (now_us - self->verified_us < MG_SAMPLER_VERIFY_US)
    return presence;
  self->verified_us = now_us;
  presence = mg_source_verify (self->names);
  g_mutex_lock (&self->mutex);
  self->progress.presence = presence;
  g_mutex_unlock (&self->mutex);
  return presence;
}

static void
record_end (MgBurstRecording *self, MgPresence presence)
{
  MgEvent event = { .type = MG_EVENT_GONE, .time_us = g_get_monotonic_time (), .old_size = self->info->size };

  event.real_time_us = event.time_us + self->to_real_us;
  if (presence == MG_PRESENCE_REPLACED)
    {
      event.type = MG_EVENT_REPLACED;
      event.new_size = MG_UNKNOWN; /* that one was not looked at */
    }
  mg_recorder_add_event (self->recorder, &event);
}

static gpointer
pump (gpointer data)
{
  MgBurstRecording *self = data;
  gint64 end_us = self->plan.length_us > 0 ? self->start_us + self->plan.length_us : G_MAXINT64;
  MgRecorderStats stats = { 0 };
  gboolean stopping = FALSE;
  MgPresence presence = MG_PRESENCE_LIVE;

  while (!stopping && !stats.failed && presence != MG_PRESENCE_GONE && presence != MG_PRESENCE_REPLACED
         && g_get_monotonic_time () < end_us)
    {
      gint64 until_us = MIN (g_get_monotonic_time () + PUMP_US, end_us);

      g_mutex_lock (&self->mutex);
      while (!self->stopping && g_cond_wait_until (&self->cond, &self->mutex, until_us))
        ;
      stopping = self->stopping;
      g_mutex_unlock (&self->mutex);
      take (self);
      mg_recorder_get_stats (self->recorder, &stats);
      presence = verify (self, presence);
    }
  /* what it saw until it ended */
  mg_burst_stop (self->burst);
  self->end_us = g_get_monotonic_time ();
  take (self);
  if (presence == MG_PRESENCE_GONE || presence == MG_PRESENCE_REPLACED)
    record_end (self, presence);
  g_mutex_lock (&self->mutex);
  self->progress.ended = !stopping;
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/* --- Beginning and ending --- */

/* Two of the same object: one looks, and one looks the name up. */
static MgSource *
open_both (MgBurstRecording *self, MgName *name, MgOpenFunc open, gpointer open_data, GError **error)
{
  g_autoptr (MgSource) source = NULL;

  self->names = open (name, open_data, error);
  if (self->names == NULL || (self->info = mg_source_dup_info (self->names, error)) == NULL)
    return NULL;
  source = open (name, open_data, error);
  if (source == NULL)
    return NULL;
  if (mg_source_verify (self->names) != MG_PRESENCE_LIVE)
    {
      mg_set_error (error, MG_ERROR_GONE, NULL, _ ("%s: it went away while it was opened"),
                    mg_name_get_text (name));
      return NULL;
    }
  return g_steal_pointer (&source);
}

static void
begin_file (MgBurstRecording *self, GOutputStream *stream, const MgRecordingHeader *header)
{
  MgRecordingHeader filled = *header;
  MgEvent attached = { .type = MG_EVENT_ATTACHED, .new_size = self->info->size, .time_us = self->start_us,
                       .real_time_us = self->start_us + self->to_real_us };

  filled.identity = self->info->identity;
  filled.size = self->info->size;
  filled.range = self->plan.range;
  filled.monotonic_us = self->start_us;
  filled.real_us = attached.real_time_us;
  filled.rate_hz = self->plan.rate_hz;
  self->recorder = mg_recorder_new (stream, &filled, 0);
  mg_recorder_add_event (self->recorder, &attached);
}

MgBurstRecording *
mg_burst_recording_new (MgName *name, MgOpenFunc open, gpointer open_data, const MgBurstPlan *plan,
                        MgCreateFunc create, gpointer create_data, const MgRecordingHeader *header,
                        GError **error)
{
  g_autoptr (MgBurstRecording) self = g_new0 (MgBurstRecording, 1);
  g_autoptr (GOutputStream) stream = NULL;
  MgSource *source;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->plan = *plan;
  source = open_both (self, name, open, open_data, error);
  if (source == NULL)
    return NULL;
  /* mg_burst_new() says what is wrong with it */
  self->kept = mg_range_clip (mg_range_align (plan->range, MG_SNAPSHOT_PAGE), self->info->size);
  self->burst = mg_burst_new (source, plan->range, self->kept, plan->rate_hz, 0, error);
  if (self->burst == NULL || (stream = create (create_data, error)) == NULL)
    return NULL;
  self->start_us = self->verified_us = g_get_monotonic_time ();
  self->to_us = self->start_us - mg_platform_get_time_ns () / 1000;
  self->to_real_us = g_get_real_time () - self->start_us;
  begin_file (self, stream, header);
  self->pump = g_thread_new ("burst-recording", pump, self);
  return g_steal_pointer (&self);
}

static void
end (MgBurstRecording *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->pump, g_thread_join);
}

void
mg_burst_recording_get_progress (MgBurstRecording *self, MgBurstProgress *progress)
{
  g_mutex_lock (&self->mutex);
  *progress = self->progress;
  g_mutex_unlock (&self->mutex);
  mg_recorder_get_stats (self->recorder, &progress->file);
}

gboolean
mg_burst_recording_finish (MgBurstRecording *self, GError **error)
{
  end (self);
  return mg_recorder_finish (self->recorder, self->end_us, error);
}

void
mg_burst_recording_free (MgBurstRecording *self)
{
  if (self == NULL)
    return;
  end (self);
  mg_burst_free (self->burst);
  mg_recorder_free (self->recorder);
  mg_snapshot_unref (self->last);
  if (self->info != NULL)
    mg_object_info_unref (self->info);
  if (self->names != NULL)
    mg_source_unref (self->names);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
