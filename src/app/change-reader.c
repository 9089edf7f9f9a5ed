#include "config.h"

#include "app/change-reader.h"

#define PUMP_MS 100                  /* how often new frames are looked at */
#define PART_US (200 * (gint64) 1000) /* of looking through what is kept, at once */
#define FRAMES_MAX 2000              /* that wait; then they are taken from what is kept */

/* What a thread works on, one at a time. */
typedef struct
{
  MgChanges *batch;
  GPtrArray *frames;   /* of MgSnapshot: each is compared with the one before; NULL: of @moments */
  MgMoments *moments;
  gint64 from_us;      /* frames later than this */
  gint64 end_us;       /* when it stops, by the clock */
  GCancellable *cancellable;
  gboolean more;       /* it stopped in between */
} Job;

struct _MgChangeReader
{
  GObject parent_instance;

  MgShown *shown;
  MgStructure *structure; /* (nullable) */
  gboolean fixed;
  MgChanges *changes;
  gboolean active;

  MgChanges *batch;       /* (nullable): lent to the thread while a task runs */
  MgMoments *moments;     /* (nullable): a copy: what is kept is being looked through */
  gint64 fill_first_us, fill_last_us;
  gint64 done_us;         /* all up to this was looked at */
  GPtrArray *frames;      /* of MgSnapshot that wait, behind the last one that was looked at */
  GCancellable *cancellable; /* of the task that runs */
  guint pump_id;
};

enum
{
  CHANGED,
  RESTARTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgChangeReader, mg_change_reader, G_TYPE_OBJECT)

static void go_on (MgChangeReader *self);

/* --- On the thread --- */

static void
job_free (gpointer data)
{
  Job *job = data;

  mg_changes_free (job->batch);
  g_clear_pointer (&job->frames, g_ptr_array_unref);
  mg_moments_free (job->moments);
  g_clear_object (&job->cancellable);
  g_free (job);
}

static gboolean
look_cb (const MgSnapshot *before, const MgSnapshot *frame, gpointer data)
{
  Job *job = data;

  if (frame->time_us <= job->from_us)
    return TRUE;
  if (before != NULL && before->generation == frame->generation)
    mg_changes_add (job->batch, before, frame);
  job->from_us = frame->time_us;
  job->more = g_cancellable_is_cancelled (job->cancellable) || g_get_monotonic_time () >= job->end_us;
  return !job->more;
}

static void
job_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->end_us = g_get_monotonic_time () + PART_US;
  if (job->frames != NULL)
    for (guint i = 1; i < job->frames->len && !g_cancellable_is_cancelled (cancellable); i++)
      {
        job->end_us = G_MAXINT64;
        look_cb (g_ptr_array_index (job->frames, i - 1), g_ptr_array_index (job->frames, i), job);
      }
  else
    mg_moments_foreach (job->moments, job->from_us, G_MAXINT64 / 2, look_cb, job);
  g_task_return_boolean (task, TRUE);
}

/* --- On the main thread --- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgChangeReader *self = MG_CHANGE_READER (source);
  Job *job = g_task_get_task_data (G_TASK (result));

  /* Cancelled: what it found is not wanted, or found anew. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  g_clear_object (&self->cancellable);
  self->batch = g_steal_pointer (&job->batch);
  self->done_us = MAX (self->done_us, job->from_us);
  if (job->moments != NULL && job->more)
    self->moments = g_steal_pointer (&job->moments);
  mg_changes_take (self->changes, self->batch);
  g_signal_emit (self, signals[CHANGED], 0);
  go_on (self);
}

static void
start (MgChangeReader *self, GPtrArray *frames, MgMoments *moments)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->batch =
      self->batch != NULL ? g_steal_pointer (&self->batch) : mg_changes_new (self->structure, self->fixed);
  job->frames = frames;
  job->moments = moments;
  job->from_us = self->done_us;
  self->cancellable = g_cancellable_new ();
  job->cancellable = g_object_ref (self->cancellable);
  task = g_task_new (self, self->cancellable, done_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_thread);
}

static gboolean
pump_cb (gpointer data)
{
  MgChangeReader *self = data;

  self->pump_id = 0;
  go_on (self);
  return G_SOURCE_REMOVE;
}

/* What is kept first, then what came meanwhile. */
static void
go_on (MgChangeReader *self)
{
  GPtrArray *frames;

  if (!self->active || self->cancellable != NULL)
    return;
  if (self->moments != NULL)
    {
      start (self, NULL, g_steal_pointer (&self->moments));
      return;
    }
  if (self->frames->len < 2 || self->pump_id != 0)
    return;
  frames = g_steal_pointer (&self->frames);
  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_snapshot_unref);
  g_ptr_array_add (self->frames, mg_snapshot_ref (g_ptr_array_index (frames, frames->len - 1)));
  start (self, frames, NULL);
}

static void
fill (MgChangeReader *self)
{
  MgMoments *moments = mg_shown_get_moments (self->shown);

  g_ptr_array_set_size (self->frames, 0);
  if (moments == NULL || !mg_moments_get_range (moments, &self->fill_first_us, &self->fill_last_us))
    return;
  if (mg_shown_get_session (self->shown) != NULL)
    g_ptr_array_add (self->frames, mg_snapshot_ref (mg_shown_get_newest (self->shown)));
  if (self->done_us >= self->fill_last_us)
    return;
  self->fill_first_us = MAX (self->fill_first_us, self->done_us);
  g_clear_pointer (&self->moments, mg_moments_free);
  self->moments = mg_moments_copy (moments, NULL);
  go_on (self);
}

static void
grown_cb (MgShown *shown, gpointer data)
{
  MgChangeReader *self = data;

  if (!self->active)
    return;
  /* They are kept anyway: what is too much to wait is looked for there. */
  if (self->frames->len >= FRAMES_MAX && self->cancellable == NULL)
    {
      fill (self);
      return;
    }
  if (self->frames->len < FRAMES_MAX)
    g_ptr_array_add (self->frames, mg_snapshot_ref (mg_shown_get_newest (shown)));
  if (self->pump_id == 0)
    self->pump_id = g_timeout_add (PUMP_MS, pump_cb, self);
}

static void
stop (MgChangeReader *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->pump_id, g_source_remove);
  g_clear_pointer (&self->moments, mg_moments_free);
  g_clear_pointer (&self->batch, mg_changes_free);
  g_ptr_array_set_size (self->frames, 0);
}

void
mg_change_reader_set_active (MgChangeReader *self, gboolean active)
{
  g_return_if_fail (MG_IS_CHANGE_READER (self));

  if (active == self->active)
    return;
  self->active = active;
  if (active)
    fill (self);
  else
    stop (self);
}

void
mg_change_reader_set_structure (MgChangeReader *self, MgStructure *structure, gboolean fixed)
{
  g_return_if_fail (MG_IS_CHANGE_READER (self));

  if (structure == self->structure)
    return;
  stop (self);
  if (structure != NULL)
    mg_structure_ref (structure);
  g_clear_pointer (&self->structure, mg_structure_unref);
  self->structure = structure;
  self->fixed = fixed;
  mg_changes_free (self->changes);
  self->changes = mg_changes_new (structure, fixed);
  self->done_us = G_MININT64 / 2;
  g_signal_emit (self, signals[RESTARTED], 0);
  if (self->active)
    fill (self);
}

MgChanges *
mg_change_reader_get_changes (MgChangeReader *self)
{
  g_return_val_if_fail (MG_IS_CHANGE_READER (self), NULL);

  return self->changes;
}

gboolean
mg_change_reader_is_filling (MgChangeReader *self, double *share)
{
  double all;

  g_return_val_if_fail (MG_IS_CHANGE_READER (self), FALSE);

  if (!self->active || self->done_us >= self->fill_last_us
      || (self->moments == NULL && self->cancellable == NULL))
    return FALSE;
  all = (double) self->fill_last_us - (double) self->fill_first_us;
  *share = all > 0 ? CLAMP (((double) self->done_us - (double) self->fill_first_us) / all, 0, 1) : 0;
  return TRUE;
}

/* --- GObject --- */

static void
dispose (GObject *object)
{
  MgChangeReader *self = MG_CHANGE_READER (object);

  stop (self);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (mg_change_reader_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgChangeReader *self = MG_CHANGE_READER (object);

  mg_changes_free (self->changes);
  g_clear_pointer (&self->structure, mg_structure_unref);
  g_ptr_array_unref (self->frames);
  G_OBJECT_CLASS (mg_change_reader_parent_class)->finalize (object);
}

static void
mg_change_reader_class_init (MgChangeReaderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;

  signals[CHANGED] = g_signal_new ("changed", MG_TYPE_CHANGE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[RESTARTED] = g_signal_new ("restarted", MG_TYPE_CHANGE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 0);
}

static void
mg_change_reader_init (MgChangeReader *self)
{
  self->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_snapshot_unref);
  self->done_us = G_MININT64 / 2;
  self->changes = mg_changes_new (NULL, TRUE);
}

MgChangeReader *
mg_change_reader_new (MgShown *shown)
{
  MgChangeReader *self = g_object_new (MG_TYPE_CHANGE_READER, NULL);

  self->shown = g_object_ref (shown);
  g_signal_connect (shown, "grown", G_CALLBACK (grown_cb), self);
  return self;
}
