#include "config.h"

#include "platform/win32/holders.h"

#include <stdlib.h>

#define LOOK_UP_US (2 * G_USEC_PER_SEC)

typedef struct
{
  guint32 pid;
  guint64 created;
} Known;

/* Shared by the source's thread and the worker; the mutex guards all that is below it. */
struct _MgHolderWatch
{
  gatomicrefcount ref_count;
  MgObjectInfo *info; /* immutable */

  GMutex mutex;
  GArray *known;      /* of Known: everybody who was ever seen with a handle */
  gboolean complete;  /* the last look-up saw all handles there are */
  gboolean looked;    /* there was one */
  gboolean looking;   /* one is under way */
  guint n_handles;    /* at the last look-up */
  gint64 looked_us;   /* when the last one ended */
};

/* Look-ups of several objects take turns on one thread, which ends with the last of them: a system
 * call that is under way while the process ends crashes it in Wine 8, and a thread that sleeps then
 * may keep it from ending at all. */
static GMutex turns_mutex;
static GQueue turns = G_QUEUE_INIT; /* of MgHolderWatch, a reference each */
static gboolean taking_turns;
static GThread *worker;             /* (nullable): to be joined */

static void
watch_unref (MgHolderWatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  mg_object_info_unref (self->info);
  g_array_unref (self->known);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

MgHolderWatch *
mg_holder_watch_new (MgName *name, guint32 attributes)
{
  MgHolderWatch *self = g_new0 (MgHolderWatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->info = mg_object_info_new (name);
  self->info->attributes = attributes;
  self->known = g_array_new (FALSE, FALSE, sizeof (Known));
  g_mutex_init (&self->mutex);
  return self;
}

void
mg_holder_watch_free (MgHolderWatch *self)
{
  if (self != NULL)
    watch_unref (self);
}

static void
add_known (GArray *known, Known process)
{
  for (guint i = 0; i < known->len; i++)
    {
      const Known *other = &g_array_index (known, Known, i);

      if (other->pid == process.pid && other->created == process.created)
        return;
    }
  g_array_append_val (known, process);
}

/* On the worker thread. */
static void
look_up (MgHolderWatch *self)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GHashTable) processes = NULL;
  MgListReport report = { 0 };

  g_ptr_array_add (objects, self->info);
  hits = mg_holders_find_handles (objects, NULL, &report, NULL);
  processes = mg_processes_list ();

  g_mutex_lock (&self->mutex);
  for (guint i = 0; hits != NULL && processes != NULL && i < hits->len; i++)
    {
      guint32 pid = g_array_index (hits, MgHandleHit, i).pid;
      const MgProcess *process = g_hash_table_lookup (processes, GUINT_TO_POINTER (pid));

      if (process != NULL)
        add_known (self->known, (Known) { pid, process->created });
    }
  self->complete = hits != NULL && processes != NULL
                   && (report.n_processes_denied == 0 || hits->len >= self->n_handles)
                   && (hits->len > 0 || self->n_handles == 0);
  self->looked = TRUE;
  self->looking = FALSE;
  self->looked_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
}

static gpointer
run (gpointer data)
{
  MgHolderWatch *next;

  g_mutex_lock (&turns_mutex);
  while ((next = g_queue_pop_head (&turns)) != NULL)
    {
      g_mutex_unlock (&turns_mutex);
      look_up (next);
      watch_unref (next);
      g_mutex_lock (&turns_mutex);
    }
  taking_turns = FALSE;
  g_mutex_unlock (&turns_mutex);
  return NULL;
}

void
mg_holder_watch_wait_idle (void)
{
  GThread *ending;

  g_mutex_lock (&turns_mutex);
  ending = g_steal_pointer (&worker);
  g_mutex_unlock (&turns_mutex);
  g_clear_pointer (&ending, g_thread_join);
}

static void
queue_up (MgHolderWatch *self)
{
  static gboolean made;

  g_atomic_ref_count_inc (&self->ref_count);
  g_mutex_lock (&turns_mutex);
  g_queue_push_tail (&turns, self);
  if (!taking_turns)
    {
      g_clear_pointer (&worker, g_thread_join);
      worker = g_thread_new ("holders", run, NULL);
      taking_turns = TRUE;
      if (!made)
        atexit (mg_holder_watch_wait_idle);
      made = TRUE;
    }
  g_mutex_unlock (&turns_mutex);
}

void
mg_holder_watch_update (MgHolderWatch *self, guint n_handles)
{
  gboolean due;

  g_mutex_lock (&self->mutex);
  due = !self->looking
        && (!self->looked
            || (n_handles != self->n_handles
                && g_get_monotonic_time () - self->looked_us >= LOOK_UP_US));
  if (due)
    {
      self->looking = TRUE;
      self->n_handles = n_handles;
    }
  g_mutex_unlock (&self->mutex);
  if (due)
    queue_up (self);
}

MgHoldersState
mg_holder_watch_get_state (MgHolderWatch *self)
{
  g_autoptr (GHashTable) processes = mg_processes_list ();
  MgHoldersState state = MG_HOLDERS_UNKNOWN;

  if (processes == NULL)
    return state;
  g_mutex_lock (&self->mutex);
  if (self->looked && self->complete)
    state = MG_HOLDERS_DEAD;
  for (guint i = 0; i < self->known->len; i++)
    {
      const Known *known = &g_array_index (self->known, Known, i);
      const MgProcess *process
          = g_hash_table_lookup (processes, GUINT_TO_POINTER (known->pid));

      if (process != NULL && process->created == known->created)
        state = MG_HOLDERS_ALIVE;
    }
  g_mutex_unlock (&self->mutex);
  return state;
}
