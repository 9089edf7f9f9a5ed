#include "config.h"

#include "core/session.h"

#include "core/frame-annotation.h"

#include "platform/platform.h"

#include <string.h>

/* How often a name is looked up while nobody can see the object. */
#define HIDDEN_US G_USEC_PER_SEC
#define EVENTS_MAX 256
#define REPORT_US (G_USEC_PER_SEC / 20)
/* So long at once a publisher's event is waited for: something may be asked for meanwhile. */
#define EVENT_SLICE_US (20 * 1000)

/* What the session and its thread share.  The thread lives on its own reference, so that closing
 * a session never waits for a read in progress. */
typedef struct
{
  gatomicrefcount ref_count;
  GMainContext *context;
  GWeakRef session;

  GMutex mutex; /* guards all that follows */
  GCond cond;   /* something was asked for */

  /* Asked for by the session. */
  gboolean closing;
  GArray *interest; /* of MgRange */
  double rate_hz;
  gboolean paused;
  gboolean held; /* a moment of the past is shown: no trigger has to pause for that */
  gboolean hidden;
  gboolean reattach;
  gboolean read_once;
  gboolean fill_in; /* the interest changed */
  gboolean new_frame;
  MgFrameProtocol *frame; /* (nullable) */
  MgStructure *structure; /* (nullable): new_frame: this says the protocol */
  gboolean take_mutex;
  gboolean new_triggers;
  MgTriggers *triggers; /* (nullable): until the thread takes them */
  gboolean has_triggers;
  MgRecorder *recorder; /* (nullable) */
  gboolean new_recorder; /* what went by before it came is not missed */
  gboolean retry;

  /* Brought by the thread. */
  MgSnapshot *mailbox; /* the newest snapshot that was not fetched; latest wins */
  GQueue events;       /* of MgEvent, not yet emitted; the oldest are dropped past EVENTS_MAX */
  GQueue firings;      /* of MgFiring, likewise */
  gboolean waking;     /* a wake-up of the main loop is on its way */
  MgSessionStats stats;
  gint64 epoch_us;
} Shared;

struct _MgSession
{
  GObject parent_instance;

  MgName *name;
  Shared *shared;
  MgSnapshot *snapshot;
};

enum
{
  SIGNAL_SNAPSHOT,
  SIGNAL_EVENT,
  SIGNAL_FIRED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgSession, mg_session, G_TYPE_OBJECT)

/* What the thread alone has. */
typedef struct
{
  Shared *shared;
  MgSampler *sampler;
  MgHealth *health;
  MgTriggers *triggers; /* (nullable) */
  GPtrArray *firings;   /* of MgFiring: of this tick */
  gint64 report_us;     /* when it was last asked */
  GArray *interest;     /* of MgRange: as asked for in this tick */
  MgName *event;        /* (nullable): of the publisher, set when there is something new */
  gint64 second_us;     /* when the second began that reads are counted over */
  guint64 second_reads; /* reads before it */
  gboolean precise;     /* timing is set so */
  gint64 period_us;     /* between reads; 0 while none are made */
} Worker;

static Shared *
shared_ref (Shared *shared)
{
  g_atomic_ref_count_inc (&shared->ref_count);
  return shared;
}

static void
shared_unref (gpointer data)
{
  Shared *shared = data;

  if (!g_atomic_ref_count_dec (&shared->ref_count))
    return;
  g_weak_ref_clear (&shared->session);
  g_main_context_unref (shared->context);
  g_mutex_clear (&shared->mutex);
  g_cond_clear (&shared->cond);
  g_clear_pointer (&shared->mailbox, mg_snapshot_unref);
  g_queue_clear_full (&shared->events, g_free);
  g_array_unref (shared->interest);
  g_queue_clear_full (&shared->firings, (GDestroyNotify) mg_firing_unref);
  mg_frame_protocol_free (shared->frame);
  mg_structure_unref (shared->structure);
  mg_triggers_free (shared->triggers);
  g_free (shared);
}

/* On the main loop: takes what the thread brought. */
static gboolean
fetch_cb (gpointer data)
{
  Shared *shared = data;
  g_autoptr (MgSession) self = g_weak_ref_get (&shared->session);
  MgSnapshot *snapshot;
  GQueue events, firings;

  g_mutex_lock (&shared->mutex);
  snapshot = g_steal_pointer (&shared->mailbox);
  events = shared->events;
  g_queue_init (&shared->events);
  firings = shared->firings;
  g_queue_init (&shared->firings);
  shared->waking = FALSE;
  g_mutex_unlock (&shared->mutex);

  if (self == NULL)
    {
      g_clear_pointer (&snapshot, mg_snapshot_unref);
      g_queue_clear_full (&events, g_free);
      g_queue_clear_full (&firings, (GDestroyNotify) mg_firing_unref);
      return G_SOURCE_REMOVE;
    }

  if (snapshot != NULL)
    {
      mg_snapshot_unref (self->snapshot);
      self->snapshot = snapshot;
    }
  /* Events first: who hears of one finds the snapshot that came with it. */
  for (MgEvent *event; (event = g_queue_pop_head (&events)) != NULL; g_free (event))
    g_signal_emit (self, signals[SIGNAL_EVENT], 0, event);
  if (snapshot != NULL)
    g_signal_emit (self, signals[SIGNAL_SNAPSHOT], 0);
  for (MgFiring *firing; (firing = g_queue_pop_head (&firings)) != NULL; mg_firing_unref (firing))
    g_signal_emit (self, signals[SIGNAL_FIRED], 0, firing);
  return G_SOURCE_REMOVE;
}

/* With the mutex held. */
static void
wake_main_loop (Shared *shared)
{
  g_autoptr (GSource) source = NULL;

  if (shared->waking)
    return;
  shared->waking = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[mapglass] session");
  g_source_set_callback (source, fetch_cb, shared_ref (shared), shared_unref);
  g_source_attach (source, shared->context);
}

/* Every event makes a snapshot too: the wake-up comes with that, so that who hears of an event
 * finds the snapshot it belongs to. */
static void
event_cb (const MgEvent *event, gpointer data)
{
  Worker *worker = data;
  Shared *shared = worker->shared;

  g_mutex_lock (&shared->mutex);
  if (shared->recorder != NULL)
    mg_recorder_add_event (shared->recorder, event);
  g_queue_push_tail (&shared->events, g_memdup2 (event, sizeof *event));
  if (shared->events.length > EVENTS_MAX)
    g_free (g_queue_pop_head (&shared->events));
  g_mutex_unlock (&shared->mutex);
}

static void
fired_cb (MgFiring *firing, gpointer data)
{
  Worker *worker = data;

  g_ptr_array_add (worker->firings, mg_firing_ref (firing));
}

/* With the mutex held, behind the snapshot: so a mark is behind its frame, and who hears of a firing has
 * the snapshot that it is of.  What pauses does so at once: what comes next must not take the place of the
 * moment. */
static void
bring_firings (Worker *worker)
{
  Shared *shared = worker->shared;

  for (guint i = 0; i < worker->firings->len; i++)
    {
      MgFiring *firing = worker->firings->pdata[i];

      if ((firing->rule->actions & MG_DO_PAUSE) != 0 && !shared->held)
        shared->paused = TRUE;
      if ((firing->rule->actions & MG_DO_RESUME) != 0)
        shared->paused = FALSE;
      if (shared->recorder != NULL)
        mg_firing_mark (firing, shared->recorder);
      g_queue_push_tail (&shared->firings, mg_firing_ref (firing));
      if (shared->firings.length > EVENTS_MAX)
        mg_firing_unref (g_queue_pop_head (&shared->firings));
      wake_main_loop (shared);
    }
  g_ptr_array_set_size (worker->firings, 0);
}

/* With the mutex held.  A report costs microseconds: not one each tick. */
static void
look_at_health (Worker *worker, gint64 now_us, gboolean read)
{
  MgLook look;

  if (read && mg_sampler_get_look (worker->sampler, &look))
    mg_health_look (worker->health, &look);
  if (now_us - worker->report_us < REPORT_US)
    return;
  worker->report_us = now_us;
  mg_health_get_report (worker->health, now_us, &worker->shared->stats.health);
}

/* With the mutex held. */
static void
count_reads (Worker *worker, gint64 now_us)
{
  MgSessionStats *stats = &worker->shared->stats;
  gint64 read_us = mg_sampler_get_last_read_us (worker->sampler);

  look_at_health (worker, now_us, read_us != stats->last_read_us);
  if (read_us != stats->last_read_us)
    {
      stats->last_read_us = read_us;
      stats->last_change_us = mg_sampler_get_last_change_us (worker->sampler);
      stats->n_reads++;
    }
  stats->has_frame = mg_sampler_get_frame_stats (worker->sampler, &stats->frame);
  if (stats->has_frame)
    stats->frame_kind = mg_sampler_get_protocol (worker->sampler)->kind;
  if (now_us - worker->second_us >= G_USEC_PER_SEC)
    {
      stats->sampled_hz = (double) (stats->n_reads - worker->second_reads) * G_USEC_PER_SEC
                          / (now_us - worker->second_us);
      worker->second_us = now_us;
      worker->second_reads = stats->n_reads;
    }
}

static MgLock *
new_lock (MgStructure *structure)
{
  const char *text = mg_structure_get_mutex (structure);
  g_autoptr (MgName) name = text != NULL ? mg_name_parse (text, mg_platform_get_name_context (), NULL) : NULL;

  return name != NULL ? mg_platform_lock_new (name, NULL) : NULL;
}

/* A protocol was set or taken away; or a structure, which says it. */
static void
set_frame (Worker *worker, const MgFrameProtocol *protocol, MgStructure *structure, gboolean take_mutex)
{
  MgLock *lock = NULL;

  if (structure != NULL)
    {
      mg_sampler_set_structure (worker->sampler, structure, mg_platform_get_name_context (),
                                take_mutex ? new_lock (structure) : NULL);
      return;
    }
  if (protocol != NULL && protocol->kind == MG_FRAME_MUTEX)
    lock = mg_platform_lock_new (protocol->mutex, NULL);
  mg_sampler_set_frame (worker->sampler, protocol, lock);
}

static void
follow_event (Worker *worker)
{
  const MgFrameProtocol *protocol = mg_sampler_get_protocol (worker->sampler);
  MgName *event = protocol != NULL ? protocol->event : NULL;

  if (event == worker->event
      || (event != NULL && worker->event != NULL && mg_name_equal (event, worker->event)))
    return;
  g_clear_pointer (&worker->event, mg_name_unref);
  if (event != NULL)
    worker->event = mg_name_ref (event);
}

/* With the mutex held.  A read comes so late that others should have been before it: so does the first
 * one after a pause. */
static void
count_missed (Shared *shared, gint64 late_us, gint64 period_us)
{
  if (shared->recorder != NULL && !shared->new_recorder && late_us >= period_us)
    mg_recorder_add_missed (shared->recorder, (guint64) (late_us / period_us));
  shared->new_recorder = FALSE;
}

/* One tick with what is asked for now.  Returns: when the next one is due. */
static gint64
tick (Worker *worker, gint64 *next_read_us)
{
  Shared *shared = worker->shared;
  gint64 now_us = g_get_monotonic_time ();
  gint64 period_us;
  gboolean sampling, retry, reattach;
  guint generation = mg_sampler_get_snapshot (worker->sampler)->generation;
  MgReadMode read = MG_READ_NOTHING;
  g_autoptr (MgSnapshot) known = mg_snapshot_ref (mg_sampler_get_snapshot (worker->sampler));
  MgSnapshot *snapshot;
  gboolean new_frame, take_mutex;
  g_autoptr (MgFrameProtocol) protocol = NULL;
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (MgTriggers) old_triggers = NULL;

  g_mutex_lock (&shared->mutex);
  new_frame = shared->new_frame;
  shared->new_frame = FALSE;
  if (new_frame && shared->frame != NULL)
    protocol = mg_frame_protocol_copy (shared->frame);
  if (new_frame && shared->structure != NULL)
    structure = mg_structure_ref (shared->structure);
  take_mutex = shared->take_mutex;
  if (shared->new_triggers)
    {
      old_triggers = worker->triggers;
      worker->triggers = g_steal_pointer (&shared->triggers);
      shared->new_triggers = FALSE;
    }
  g_array_set_size (worker->interest, 0);
  g_array_append_vals (worker->interest, shared->interest->data, shared->interest->len);
  period_us = G_USEC_PER_SEC / shared->rate_hz;
  sampling = !shared->paused && (!shared->hidden || shared->recorder != NULL || worker->triggers != NULL);
  reattach = shared->reattach;
  retry = shared->retry;
  if (shared->read_once || (sampling && (now_us >= *next_read_us || shared->fill_in)))
    read = MG_READ_ALL;
  else if (shared->fill_in)
    read = MG_READ_MISSING;
  if (read == MG_READ_ALL)
    count_missed (shared, now_us - *next_read_us, period_us);
  shared->retry = shared->read_once = shared->fill_in = FALSE;
  g_mutex_unlock (&shared->mutex);

  if (sampling != worker->precise)
    {
      worker->precise = sampling;
      mg_platform_set_precise_timing (sampling);
    }
  mg_sampler_set_interests (worker->sampler, (const MgRange *) worker->interest->data,
                            worker->interest->len);
  mg_sampler_set_reattach (worker->sampler, reattach);
  if (new_frame)
    set_frame (worker, protocol, structure, take_mutex);
  if (old_triggers != NULL && worker->triggers == NULL)
    mg_sampler_set_more_interests (worker->sampler, NULL, 0);
  if (retry)
    mg_sampler_retry (worker->sampler);

  snapshot = mg_sampler_tick (worker->sampler, now_us, read);

  /* An object that just appeared is shown at once, paused or not. */
  if (snapshot != NULL && snapshot->generation != generation && read != MG_READ_ALL)
    {
      mg_snapshot_unref (snapshot);
      snapshot = mg_sampler_tick (worker->sampler, g_get_monotonic_time (), MG_READ_ALL);
      if (snapshot == NULL)
        snapshot = mg_snapshot_ref (mg_sampler_get_snapshot (worker->sampler));
    }

  if (worker->triggers != NULL && read == MG_READ_ALL)
    {
      MgSnapshot *newest;

      /* What it reads besides may be what tells that the object went. */
      mg_triggers_look (worker->triggers, worker->sampler, fired_cb, worker);
      newest = mg_sampler_get_snapshot (worker->sampler);
      if (newest != known && newest != snapshot)
        {
          g_clear_pointer (&snapshot, mg_snapshot_unref);
          snapshot = mg_snapshot_ref (newest);
        }
    }
  follow_event (worker);

  g_mutex_lock (&shared->mutex);
  count_reads (worker, now_us);
  if (snapshot != NULL)
    {
      if (shared->recorder != NULL)
        mg_recorder_add_snapshot (shared->recorder, snapshot);
      g_clear_pointer (&shared->mailbox, mg_snapshot_unref);
      shared->mailbox = snapshot;
      wake_main_loop (shared);
    }
  bring_firings (worker);
  g_mutex_unlock (&shared->mutex);

  if (read == MG_READ_ALL)
    *next_read_us = mg_sampler_next_due_us (*next_read_us, now_us, period_us);
  worker->period_us = sampling ? period_us : 0;
  if (sampling)
    return MIN (*next_read_us, now_us + MG_SAMPLER_VERIFY_US);
  return now_us + (shared->hidden ? HIDDEN_US : MG_SAMPLER_VERIFY_US);
}

static gboolean
is_asked_for_something (const Shared *shared)
{
  return shared->closing || shared->read_once || shared->fill_in || shared->retry
         || shared->new_frame || shared->new_triggers;
}

/* With the mutex held.  Returns: FALSE once @due_us has come */
static gboolean
wait_until (Shared *shared, gint64 due_us)
{
  while (!is_asked_for_something (shared))
    if (!g_cond_wait_until (&shared->cond, &shared->mutex, due_us))
      return FALSE;
  return TRUE;
}

/* A read that is due is held back for the publisher's event, by a period at most: so it comes just
 * behind a frame and not just before the next. */
static void
wait_for_event (Worker *worker)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 end_us = now_us + worker->period_us;
  gboolean asked = FALSE;

  for (; !asked && now_us < end_us; now_us = g_get_monotonic_time ())
    {
      if (mg_platform_wait_for_event (worker->event, MIN (end_us - now_us, EVENT_SLICE_US))
          != MG_EVENT_WAIT_TIMEOUT)
        return;
      g_mutex_lock (&worker->shared->mutex);
      asked = is_asked_for_something (worker->shared);
      g_mutex_unlock (&worker->shared->mutex);
    }
}

static gpointer
run (gpointer data)
{
  Worker *worker = data;
  Shared *shared = worker->shared;
  gint64 next_read_us = 0;
  gboolean closing = FALSE;

  while (!closing)
    {
      gint64 due_us = tick (worker, &next_read_us);

      gboolean asked;

      g_mutex_lock (&shared->mutex);
      asked = wait_until (shared, due_us);
      g_mutex_unlock (&shared->mutex);
      if (!asked && worker->event != NULL && worker->period_us > 0 && due_us >= next_read_us)
        wait_for_event (worker);
      g_mutex_lock (&shared->mutex);
      closing = shared->closing;
      g_mutex_unlock (&shared->mutex);
    }

  if (worker->precise)
    mg_platform_set_precise_timing (FALSE);
  g_clear_pointer (&worker->event, mg_name_unref);
  mg_triggers_free (worker->triggers);
  mg_sampler_free (worker->sampler);
  mg_health_free (worker->health);
  g_ptr_array_unref (worker->firings);
  g_array_unref (worker->interest);
  shared_unref (shared);
  g_free (worker);
  return NULL;
}

static MgSource *
open_live (MgName *name, gpointer user_data, GError **error)
{
  return mg_platform_open (name, error);
}

MgSession *
mg_session_new (MgName *name)
{
  return mg_session_new_full (name, open_live, NULL);
}

MgSession *
mg_session_new_full (MgName *name, MgOpenFunc open, gpointer open_data)
{
  MgSession *self = g_object_new (MG_TYPE_SESSION, NULL);
  Shared *shared = self->shared;
  Worker *worker = g_new0 (Worker, 1);
  GThread *thread;

  self->name = mg_name_ref (name);
  worker->shared = shared_ref (shared);
  worker->interest = g_array_new (FALSE, FALSE, sizeof (MgRange));
  worker->health = mg_health_new ();
  worker->firings = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_firing_unref);
  worker->sampler = mg_sampler_new (name, open, open_data, event_cb, worker);
  mg_sampler_set_keep_whole (worker->sampler, TRUE);
  self->snapshot = mg_snapshot_ref (mg_sampler_get_snapshot (worker->sampler));
  shared->epoch_us = mg_sampler_get_epoch_us (worker->sampler);

  thread = g_thread_new ("sampler", run, worker);
  g_thread_unref (thread);
  return self;
}

static void
mg_session_init (MgSession *self)
{
  Shared *shared = g_new0 (Shared, 1);

  g_atomic_ref_count_init (&shared->ref_count);
  shared->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&shared->session, self);
  g_mutex_init (&shared->mutex);
  g_cond_init (&shared->cond);
  g_queue_init (&shared->events);
  g_queue_init (&shared->firings);
  shared->interest = g_array_new (FALSE, FALSE, sizeof (MgRange));
  shared->rate_hz = MG_RATE_DEFAULT_HZ;
  shared->reattach = TRUE;
  self->shared = shared;
}

void
mg_session_close (MgSession *self)
{
  g_return_if_fail (MG_IS_SESSION (self));

  g_mutex_lock (&self->shared->mutex);
  self->shared->closing = TRUE;
  g_cond_signal (&self->shared->cond);
  g_mutex_unlock (&self->shared->mutex);
}

static void
mg_session_dispose (GObject *object)
{
  mg_session_close (MG_SESSION (object));
  G_OBJECT_CLASS (mg_session_parent_class)->dispose (object);
}

static void
mg_session_finalize (GObject *object)
{
  MgSession *self = MG_SESSION (object);

  mg_name_unref (self->name);
  mg_snapshot_unref (self->snapshot);
  shared_unref (self->shared);
  G_OBJECT_CLASS (mg_session_parent_class)->finalize (object);
}

static void
mg_session_class_init (MgSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = mg_session_dispose;
  object_class->finalize = mg_session_finalize;

  signals[SIGNAL_SNAPSHOT] = g_signal_new ("snapshot", MG_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EVENT] = g_signal_new ("event", MG_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_FIRED] = g_signal_new ("fired", MG_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

MgName *
mg_session_get_name (MgSession *self)
{
  return self->name;
}

MgSnapshot *
mg_session_get_snapshot (MgSession *self)
{
  return self->snapshot;
}

void
mg_session_set_interest (MgSession *self, MgRange interest)
{
  mg_session_set_interests (self, &interest, 1);
}

void
mg_session_set_interests (MgSession *self, const MgRange *ranges, gsize n_ranges)
{
  Shared *shared = self->shared;

  g_mutex_lock (&shared->mutex);
  if (n_ranges != shared->interest->len
      || (n_ranges > 0 && memcmp (ranges, shared->interest->data, n_ranges * sizeof *ranges) != 0))
    {
      g_array_set_size (shared->interest, 0);
      g_array_append_vals (shared->interest, ranges, (guint) n_ranges);
      shared->fill_in = TRUE;
      g_cond_signal (&shared->cond);
    }
  g_mutex_unlock (&shared->mutex);
}

/* Sets a switch under the mutex and lets the thread see it at once. */
static void
set_switch (MgSession *self, gboolean *member, gboolean value)
{
  Shared *shared = self->shared;

  g_mutex_lock (&shared->mutex);
  if (*member != value)
    {
      *member = value;
      shared->fill_in = TRUE;
      g_cond_signal (&shared->cond);
    }
  g_mutex_unlock (&shared->mutex);
}

void
mg_session_set_rate_hz (MgSession *self, double rate_hz)
{
  g_mutex_lock (&self->shared->mutex);
  self->shared->rate_hz = CLAMP (rate_hz, MG_RATE_MIN_HZ, MG_RATE_MAX_HZ);
  self->shared->fill_in = TRUE;
  g_cond_signal (&self->shared->cond);
  g_mutex_unlock (&self->shared->mutex);
}

double
mg_session_get_rate_hz (MgSession *self)
{
  double rate_hz;

  g_mutex_lock (&self->shared->mutex);
  rate_hz = self->shared->rate_hz;
  g_mutex_unlock (&self->shared->mutex);
  return rate_hz;
}

void
mg_session_set_paused (MgSession *self, gboolean paused)
{
  set_switch (self, &self->shared->paused, paused);
}

gboolean
mg_session_get_paused (MgSession *self)
{
  gboolean paused;

  g_mutex_lock (&self->shared->mutex);
  paused = self->shared->paused;
  g_mutex_unlock (&self->shared->mutex);
  return paused;
}

void
mg_session_set_held (MgSession *self, gboolean held)
{
  g_mutex_lock (&self->shared->mutex);
  self->shared->held = held;
  g_mutex_unlock (&self->shared->mutex);
}

gboolean
mg_session_is_needed (MgSession *self)
{
  gboolean needed;

  g_mutex_lock (&self->shared->mutex);
  needed = self->shared->has_triggers || self->shared->recorder != NULL;
  g_mutex_unlock (&self->shared->mutex);
  return needed;
}

void
mg_session_set_hidden (MgSession *self, gboolean hidden)
{
  set_switch (self, &self->shared->hidden, hidden);
}

void
mg_session_set_reattach (MgSession *self, gboolean reattach)
{
  set_switch (self, &self->shared->reattach, reattach);
}

void
mg_session_read_once (MgSession *self)
{
  set_switch (self, &self->shared->read_once, TRUE);
}

void
mg_session_retry (MgSession *self)
{
  set_switch (self, &self->shared->retry, TRUE);
}

void
mg_session_set_recorder (MgSession *self, MgRecorder *recorder)
{
  Shared *shared = self->shared;

  g_mutex_lock (&shared->mutex);
  shared->recorder = recorder;
  shared->new_recorder = TRUE;
  /* what is on its way to the main loop was not recorded from there */
  if (recorder != NULL && shared->mailbox != NULL)
    mg_recorder_add_snapshot (recorder, shared->mailbox);
  shared->fill_in = TRUE;
  g_cond_signal (&shared->cond);
  g_mutex_unlock (&shared->mutex);
}

void
mg_session_set_frame (MgSession *self, const MgFrameProtocol *protocol)
{
  Shared *shared = self->shared;

  g_return_if_fail (protocol == NULL || mg_frame_protocol_check (protocol, NULL));
  g_mutex_lock (&shared->mutex);
  mg_frame_protocol_free (shared->frame);
  shared->frame = protocol != NULL ? mg_frame_protocol_copy (protocol) : NULL;
  g_clear_pointer (&shared->structure, mg_structure_unref);
  shared->new_frame = TRUE;
  g_cond_signal (&shared->cond);
  g_mutex_unlock (&shared->mutex);
}

void
mg_session_set_structure (MgSession *self, MgStructure *structure, gboolean take_mutex)
{
  Shared *shared = self->shared;

  g_mutex_lock (&shared->mutex);
  g_clear_pointer (&shared->frame, mg_frame_protocol_free);
  mg_structure_unref (shared->structure);
  shared->structure = structure != NULL ? mg_structure_ref (structure) : NULL;
  shared->take_mutex = take_mutex;
  shared->new_frame = TRUE;
  g_cond_signal (&shared->cond);
  g_mutex_unlock (&shared->mutex);
}

void
mg_session_set_triggers (MgSession *self, MgTriggers *triggers)
{
  Shared *shared = self->shared;
  MgTriggers *old;

  g_mutex_lock (&shared->mutex);
  old = shared->triggers;
  shared->triggers = triggers;
  shared->has_triggers = triggers != NULL;
  shared->new_triggers = TRUE;
  g_cond_signal (&shared->cond);
  g_mutex_unlock (&shared->mutex);
  mg_triggers_free (old);
}

void
mg_session_get_stats (MgSession *self, MgSessionStats *stats)
{
  g_mutex_lock (&self->shared->mutex);
  *stats = self->shared->stats;
  g_mutex_unlock (&self->shared->mutex);
}

guint32
mg_session_get_age_ms (MgSession *self, guint32 changed_ms, gint64 now_us)
{
  gint64 age_ms = (now_us - self->shared->epoch_us) / 1000 - changed_ms;

  return changed_ms == 0 ? G_MAXUINT32 : CLAMP (age_ms, 0, G_MAXUINT32 - 1);
}
