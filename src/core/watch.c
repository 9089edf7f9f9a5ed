#include "config.h"

#include "core/watch.h"

#include "core/preset.h"
#include "platform/platform.h"

#define PERIOD_US (G_USEC_PER_SEC / MG_WATCH_HZ)

/* The thread lives on its own reference. */
struct _MgWatch
{
  gatomicrefcount ref_count;
  MgOpenFunc open;
  gpointer open_data;

  GMutex mutex; /* guards all that follows */
  GCond cond;
  gboolean closing;
  gboolean new_names;
  GPtrArray *names;   /* of MgName */
  GHashTable *pulses; /* MgName to MgPulse */
};

/* One that is followed: the thread's alone. */
typedef struct
{
  MgName *name;
  MgSampler *sampler;
  MgHealth *health;
  MgActivity activity;
  MgSnapshot *last; /* (nullable): what the next one is compared with */
  guint64 size;     /* that the interest was chosen for */
  guint generation; /* that a preset was looked for in */
} Watched;

/* What the thread alone has. */
typedef struct
{
  MgWatch *watch;
  GHashTable *watched; /* MgName to Watched */
  MgPresets *presets;  /* (nullable): until one is wanted */
} Worker;

static void
watched_free (gpointer data)
{
  Watched *watched = data;

  mg_snapshot_unref (watched->last);
  mg_sampler_free (watched->sampler);
  mg_health_free (watched->health);
  mg_name_unref (watched->name);
  g_free (watched);
}

static Watched *
watched_new (MgWatch *watch, MgName *name)
{
  Watched *watched = g_new0 (Watched, 1);

  watched->name = mg_name_ref (name);
  watched->sampler = mg_sampler_new (name, watch->open, watch->open_data, NULL, NULL);
  watched->health = mg_health_new ();
  mg_sampler_set_interest (watched->sampler, (MgRange) { 0, MG_WATCH_READ });
  return watched;
}

/* All of it, or the first half of what may be read and pages spread over the rest. */
static void
choose_interest (Watched *watched, guint64 size)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (MgRange));
  MgRange range = { 0, MG_WATCH_READ };
  guint64 n_pages = MG_WATCH_READ / 2 / MG_SNAPSHOT_PAGE;

  if (size == watched->size)
    return;
  watched->size = size;
  if (size > MG_WATCH_READ)
    range.length /= 2;
  g_array_append_val (ranges, range);
  for (guint64 i = 1; size > MG_WATCH_READ && i <= n_pages; i++)
    {
      range =
          (MgRange) { MG_WATCH_READ / 2 + (size - MG_WATCH_READ / 2) / n_pages * i - MG_SNAPSHOT_PAGE, 1 };
      g_array_append_val (ranges, range);
    }
  mg_sampler_set_interests (watched->sampler, (const MgRange *) ranges->data, ranges->len);
}

/* Another object may have another structure. */
static void
follow_preset (Worker *worker, Watched *watched)
{
  g_autoptr (MgSource) source = worker->watch->open (watched->name, worker->watch->open_data, NULL);
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (GArray) matches = NULL;
  MgFieldBytes bytes;

  if (source == NULL)
    return;
  if (worker->presets == NULL)
    worker->presets = mg_presets_load (NULL, NULL);
  bytes = mg_field_bytes_from_source (source);
  matches = mg_presets_match (worker->presets, watched->name, &bytes);
  if (matches->len > 0)
    {
      MgPreset *preset = g_array_index (matches, MgPresetMatch, 0).preset;

      structure = mg_preset_get_structure (
          preset, mg_preset_get_abi (preset, mg_name_get_kind (watched->name)), NULL);
    }
  mg_sampler_set_structure (watched->sampler, structure, mg_platform_get_name_context (), NULL);
}

static guint64
count_changed (const MgSnapshot *before, const MgSnapshot *after)
{
  g_autoptr (GArray) runs = NULL;
  guint64 changed = 0;

  if (before == NULL || before->generation != after->generation)
    return 0;
  runs = mg_snapshot_diff (before, after);
  for (guint i = 0; i < runs->len; i++)
    changed += g_array_index (runs, MgRange, i).length;
  return changed;
}

static MgPulse *
look (Worker *worker, Watched *watched)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (MgSnapshot) snapshot = mg_sampler_tick (watched->sampler, now_us, MG_READ_ALL);
  MgPulse *pulse = g_new0 (MgPulse, 1);
  MgLook found;

  if (mg_sampler_get_look (watched->sampler, &found) && found.time_us == now_us)
    mg_health_look (watched->health, &found);
  if (snapshot != NULL)
    {
      mg_activity_add (&watched->activity, now_us, count_changed (watched->last, snapshot));
      choose_interest (watched, snapshot->size);
      if (snapshot->state == MG_STATE_LIVE && snapshot->generation != watched->generation)
        follow_preset (worker, watched);
      watched->generation = snapshot->generation;
      mg_snapshot_unref (watched->last);
      watched->last = g_steal_pointer (&snapshot);
    }
  pulse->state = mg_sampler_get_snapshot (watched->sampler)->state;
  mg_health_get_report (watched->health, now_us, &pulse->health);
  mg_activity_get (&watched->activity, now_us, pulse->changed);
  return pulse;
}

/* --- The thread --- */

static void
watch_unref (MgWatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->names);
  g_hash_table_unref (self->pulses);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static GHashTable *
new_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full (mg_name_hash, mg_name_equal, (GDestroyNotify) mg_name_unref, free_value);
}

/* With the mutex held. */
static void
take_names (Worker *worker)
{
  MgWatch *watch = worker->watch;
  GHashTable *before = worker->watched;

  watch->new_names = FALSE;
  worker->watched = new_table (watched_free);
  for (guint i = 0; i < watch->names->len; i++)
    {
      MgName *name = watch->names->pdata[i];
      gpointer key = NULL, watched = NULL;

      if (g_hash_table_steal_extended (before, name, &key, &watched))
        mg_name_unref (key);
      else
        watched = watched_new (watch, name);
      g_hash_table_insert (worker->watched, mg_name_ref (name), watched);
    }
  g_hash_table_unref (before);
}

/* Returns: FALSE where it is to end */
static gboolean
wait_until (Worker *worker, gint64 due_us)
{
  MgWatch *watch = worker->watch;
  gboolean closing;

  g_mutex_lock (&watch->mutex);
  while (!watch->closing && !watch->new_names)
    if (g_hash_table_size (worker->watched) == 0)
      g_cond_wait (&watch->cond, &watch->mutex);
    else if (!g_cond_wait_until (&watch->cond, &watch->mutex, due_us))
      break;
  closing = watch->closing;
  if (watch->new_names)
    take_names (worker);
  g_mutex_unlock (&watch->mutex);
  return !closing;
}

static gpointer
run (gpointer data)
{
  Worker worker = { data, new_table (watched_free), NULL };
  gint64 due_us = 0;

  while (wait_until (&worker, due_us))
    {
      GHashTableIter iter;
      gpointer watched;

      due_us = MAX (due_us, g_get_monotonic_time () - PERIOD_US) + PERIOD_US;
      g_hash_table_iter_init (&iter, worker.watched);
      while (g_hash_table_iter_next (&iter, NULL, &watched))
        {
          MgName *name = ((Watched *) watched)->name;
          MgPulse *pulse = look (&worker, watched);

          g_mutex_lock (&worker.watch->mutex);
          if (!worker.watch->new_names)
            g_hash_table_replace (worker.watch->pulses, mg_name_ref (name), g_steal_pointer (&pulse));
          g_mutex_unlock (&worker.watch->mutex);
          g_free (pulse);
        }
    }
  g_hash_table_unref (worker.watched);
  g_clear_pointer (&worker.presets, mg_presets_unref);
  watch_unref (worker.watch);
  return NULL;
}

/* --- Whoever wants to know --- */

MgWatch *
mg_watch_new (MgOpenFunc open, gpointer open_data)
{
  MgWatch *self = g_new0 (MgWatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_atomic_ref_count_inc (&self->ref_count);
  self->open = open;
  self->open_data = open_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->names = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_name_unref);
  self->pulses = new_table (g_free);
  g_thread_unref (g_thread_new ("watch", run, self));
  return self;
}

void
mg_watch_free (MgWatch *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  watch_unref (self);
}

/* With the mutex held. */
static gboolean
are_followed (MgWatch *self, GPtrArray *names)
{
  guint n = MIN (names->len, MG_WATCH_MAX);

  if (n != self->names->len)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!mg_name_equal (names->pdata[i], self->names->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_not_among (gpointer name, gpointer pulse, gpointer names)
{
  return !g_ptr_array_find_with_equal_func (names, name, mg_name_equal, NULL);
}

void
mg_watch_set_names (MgWatch *self, GPtrArray *names)
{
  g_mutex_lock (&self->mutex);
  if (!are_followed (self, names))
    {
      g_ptr_array_set_size (self->names, 0);
      for (guint i = 0; i < MIN (names->len, MG_WATCH_MAX); i++)
        g_ptr_array_add (self->names, mg_name_ref (names->pdata[i]));
      g_hash_table_foreach_remove (self->pulses, is_not_among, self->names);
      self->new_names = TRUE;
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->mutex);
}

gboolean
mg_watch_get (MgWatch *self, const MgName *name, MgPulse *pulse)
{
  const MgPulse *found;

  g_mutex_lock (&self->mutex);
  found = g_hash_table_lookup (self->pulses, name);
  if (found != NULL)
    *pulse = *found;
  g_mutex_unlock (&self->mutex);
  return found != NULL;
}
