#include "config.h"

#include "app/compare-reader.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "core/error.h"
#include "core/snapshot-source.h"
#include "core/source-copy.h"

#define PERIOD_US (G_USEC_PER_SEC / 2)      /* between two looks at what is live, at least */
#define REST 9                              /* so many times as long as one took */
#define BYTES_A_SECOND ((guint64) 64 << 20) /* of both sides */
#define STEP_US (G_USEC_PER_SEC / 10)       /* between two looks at moments that somebody goes through */
#define KEEP_MAX ((guint64) 64 << 20)       /* of a larger object only what is shown is kept */

struct _MgCompareReader
{
  GObject parent_instance;

  MgShown *shown;
  MgStructure *structure;    /* (nullable) */
  MgCompareSide *other;      /* at most one of these two */
  MgShown *other_shown;
  char *label;               /* (nullable) */
  gboolean to_keep;          /* without another side: what is shown is to be it, as soon as something is */
  gboolean active;

  MgComparison *comparison;  /* (nullable) */
  GError *error;             /* (nullable) */
  GCancellable *cancellable; /* of the task that runs */
  GCancellable *keeping;     /* of another, that reads what is to be kept */
  gboolean stale;            /* one of the sides is another since that began */
  gint64 ended_us;           /* the last one, monotonic */
  guint next_id;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgCompareReader, mg_compare_reader, G_TYPE_OBJECT)

static void start (MgCompareReader *self);
static void keep (MgCompareReader *self);

/* --- On the thread --- */

typedef struct
{
  MgCompareSide *a, *b;
  MgStructure *structure; /* (nullable) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  mg_compare_side_unref (job->a);
  mg_compare_side_unref (job->b);
  g_clear_pointer (&job->structure, mg_structure_unref);
  g_free (job);
}

static void
compare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (MgSource) a = mg_compare_side_open (job->a, &error);
  g_autoptr (MgSource) b = a != NULL ? mg_compare_side_open (job->b, &error) : NULL;
  MgComparison *comparison = b != NULL ? mg_comparison_new (a, b, job->structure, cancellable, &error) : NULL;

  if (comparison != NULL)
    g_task_return_pointer (task, comparison, (GDestroyNotify) mg_comparison_unref);
  else
    g_task_return_error (task, error);
}

static void
keep_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (MgSource) opened = mg_compare_side_open (data, &error);
  MgSource *copy = opened != NULL ? mg_source_copy_new (opened, KEEP_MAX) : NULL;
  MgSnapshot *snapshot = mg_compare_side_get_snapshot (data);

  /* too large: what is live belongs to one thread, and goes on changing */
  if (copy != NULL && copy == opened)
    {
      mg_source_unref (copy);
      copy = snapshot->info != NULL ? mg_snapshot_source_new (snapshot) : NULL;
      if (copy == NULL)
        mg_set_error (&error, MG_ERROR_GONE, NULL, _ ("Nothing of it has been read yet"));
    }
  if (copy != NULL)
    g_task_return_pointer (task, copy, (GDestroyNotify) mg_source_unref);
  else
    g_task_return_error (task, error);
}

/* --- When --- */

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable != NULL)
    g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
stop (MgCompareReader *self)
{
  cancel (&self->cancellable);
  g_clear_handle_id (&self->next_id, g_source_remove);
}

static gboolean
next_cb (gpointer data)
{
  MgCompareReader *self = data;

  self->next_id = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

/* So long after the last one, or now. */
static void
go_on (MgCompareReader *self, gint64 rest_us)
{
  gint64 wait_us = self->ended_us + rest_us - g_get_monotonic_time ();

  self->stale = TRUE;
  if (!self->active || (self->label == NULL && !self->to_keep) || self->cancellable != NULL)
    return;
  g_clear_handle_id (&self->next_id, g_source_remove);
  self->next_id = g_timeout_add ((guint) (MAX (wait_us, 0) / 1000), next_cb, self);
}

static gint64
get_rest_us (const MgComparison *comparison)
{
  guint64 size;

  if (comparison == NULL)
    return PERIOD_US;
  size = MIN (comparison->size_a, comparison->size_b);
  return MAX (MAX (PERIOD_US, REST * comparison->took_us),
              (gint64) ((double) size * 2 / (double) BYTES_A_SECOND * G_USEC_PER_SEC));
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgCompareReader *self = MG_COMPARE_READER (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  MgComparison *comparison = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (comparison != NULL)
    {
      mg_comparison_unref (self->comparison);
      self->comparison = comparison;
    }
  self->ended_us = g_get_monotonic_time ();
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->stale)
    go_on (self, STEP_US);
  else if (mg_compare_side_is_live (job->a) || mg_compare_side_is_live (job->b))
    go_on (self, get_rest_us (self->comparison));
}

static void
start (MgCompareReader *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  stop (self);
  if (!self->active)
    return;
  if (self->label == NULL)
    {
      keep (self);
      return;
    }
  job = g_new0 (Job, 1);
  job->a = mg_compare_side_new_shown (self->shown);
  job->b =
      self->other != NULL ? mg_compare_side_ref (self->other) : mg_compare_side_new_shown (self->other_shown);
  job->structure = self->structure != NULL ? mg_structure_ref (self->structure) : NULL;
  self->stale = FALSE;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, compared_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, compare_thread);
}

void
mg_compare_reader_again (MgCompareReader *self)
{
  g_return_if_fail (MG_IS_COMPARE_READER (self));

  start (self);
}

static gboolean
is_read (MgShown *shown)
{
  const MgSnapshot *snapshot = mg_shown_get_snapshot (shown);

  return snapshot->info != NULL && snapshot->pages->len > 0;
}

/* What is live is looked at again anyway. */
static void
snapshot_cb (MgShown *shown, gpointer data)
{
  MgCompareReader *self = data;

  if (mg_shown_get_still (shown) != MG_STILL_NOT || (mg_compare_reader_is_waiting (self) && is_read (shown)))
    go_on (self, STEP_US);
}

static void
state_cb (MgShown *shown, gpointer data)
{
  go_on (data, STEP_US);
}

void
mg_compare_reader_set_structure (MgCompareReader *self, MgStructure *structure)
{
  g_return_if_fail (MG_IS_COMPARE_READER (self));

  if (structure == self->structure)
    return;
  if (structure != NULL)
    mg_structure_ref (structure);
  g_clear_pointer (&self->structure, mg_structure_unref);
  self->structure = structure;
  start (self);
}

void
mg_compare_reader_set_active (MgCompareReader *self, gboolean active)
{
  g_return_if_fail (MG_IS_COMPARE_READER (self));

  self->active = active;
  if (active)
    start (self);
  else
    stop (self);
}

/* --- The other side --- */

static void
follow (MgCompareReader *self, MgShown *shown)
{
  g_signal_connect (shown, "snapshot", G_CALLBACK (snapshot_cb), self);
  g_signal_connect (shown, "state", G_CALLBACK (state_cb), self);
}

static void
drop_other (MgCompareReader *self)
{
  cancel (&self->keeping);
  self->to_keep = FALSE;
  if (self->other_shown != NULL && self->other_shown != self->shown)
    g_signal_handlers_disconnect_by_data (self->other_shown, self);
  g_clear_object (&self->other_shown);
  g_clear_pointer (&self->other, mg_compare_side_unref);
  g_clear_pointer (&self->comparison, mg_comparison_unref);
  g_clear_error (&self->error);
}

/* @other, @shown: one of the two */
static void
take_other (MgCompareReader *self, MgCompareSide *other, MgShown *shown, const char *label)
{
  g_autofree char *copy = g_strdup (label);

  if (shown != NULL)
    g_object_ref (shown);
  drop_other (self);
  self->other = other;
  self->other_shown = shown;
  g_free (self->label);
  self->label = g_steal_pointer (&copy);
  if (shown != NULL && shown != self->shown)
    follow (self, shown);
  g_signal_emit (self, signals[CHANGED], 0);
  start (self);
}

void
mg_compare_reader_set_other (MgCompareReader *self, MgCompareSide *other, const char *label)
{
  g_return_if_fail (MG_IS_COMPARE_READER (self));

  take_other (self, mg_compare_side_ref (other), NULL, label);
}

void
mg_compare_reader_set_other_shown (MgCompareReader *self, MgShown *other, const char *label)
{
  g_return_if_fail (MG_IS_COMPARE_READER (self));

  take_other (self, NULL, other, label);
}

static void
kept_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  MgCompareReader *self = MG_COMPARE_READER (object);
  MgSnapshot *snapshot = mg_compare_side_get_snapshot (g_task_get_task_data (G_TASK (result)));
  g_autoptr (GError) error = NULL;
  g_autoptr (MgSource) source = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *clock = NULL, *label = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->keeping);
  if (source == NULL)
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      self->ended_us = g_get_monotonic_time ();
      g_signal_emit (self, signals[CHANGED], 0);
      self->to_keep = self->label == NULL;
      if (self->to_keep)
        go_on (self, PERIOD_US);
      return;
    }
  clock = mg_format_clock (snapshot->real_time_us);
  label = g_strdup_printf (_ ("Moment of %s"), clock);
  take_other (self, mg_compare_side_new_source (source), NULL, label);
}

/* What is to be kept is opened anew: where the session has read nothing of it yet, that would be tried in
 * vain, or be of no time. */
static void
keep (MgCompareReader *self)
{
  g_autoptr (GTask) task = NULL;

  if (!self->to_keep || self->keeping != NULL || (self->label == NULL && !is_read (self->shown)))
    return;
  self->keeping = g_cancellable_new ();
  task = g_task_new (self, self->keeping, kept_cb, NULL);
  g_task_set_task_data (task, mg_compare_side_new_shown (self->shown),
                        (GDestroyNotify) mg_compare_side_unref);
  g_task_run_in_thread (task, keep_thread);
}

void
mg_compare_reader_keep (MgCompareReader *self)
{
  g_return_if_fail (MG_IS_COMPARE_READER (self));

  cancel (&self->keeping);
  self->to_keep = TRUE;
  keep (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
mg_compare_reader_is_waiting (MgCompareReader *self)
{
  g_return_val_if_fail (MG_IS_COMPARE_READER (self), FALSE);

  return self->to_keep && self->label == NULL;
}

const char *
mg_compare_reader_get_label (MgCompareReader *self)
{
  g_return_val_if_fail (MG_IS_COMPARE_READER (self), NULL);

  return self->label;
}

const char *
mg_compare_reader_get_path (MgCompareReader *self)
{
  g_return_val_if_fail (MG_IS_COMPARE_READER (self), NULL);

  return self->other != NULL ? mg_compare_side_get_path (self->other) : NULL;
}

MgComparison *
mg_compare_reader_get_comparison (MgCompareReader *self)
{
  g_return_val_if_fail (MG_IS_COMPARE_READER (self), NULL);

  return self->comparison;
}

const GError *
mg_compare_reader_get_error (MgCompareReader *self)
{
  g_return_val_if_fail (MG_IS_COMPARE_READER (self), NULL);

  return self->error;
}

/* --- GObject --- */

static void
dispose (GObject *object)
{
  MgCompareReader *self = MG_COMPARE_READER (object);

  stop (self);
  drop_other (self);
  if (self->shown != NULL)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->structure, mg_structure_unref);
  g_clear_pointer (&self->label, g_free);
  G_OBJECT_CLASS (mg_compare_reader_parent_class)->dispose (object);
}

static void
mg_compare_reader_class_init (MgCompareReaderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  signals[CHANGED] = g_signal_new ("changed", MG_TYPE_COMPARE_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
mg_compare_reader_init (MgCompareReader *self)
{
}

MgCompareReader *
mg_compare_reader_new (MgShown *shown)
{
  MgCompareReader *self = g_object_new (MG_TYPE_COMPARE_READER, NULL);

  self->shown = g_object_ref (shown);
  follow (self, shown);
  return self;
}
