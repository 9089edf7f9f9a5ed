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

/* How many look-ups are queued or running. */
static GMutex idle_mutex;
static GCond idle_cond;
static guint n_under_way;

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
look_up (gpointer data, gpointer user_data)
{
  MgHolderWatch *self = data;
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
  watch_unref (self);

  g_mutex_lock (&idle_mutex);
  if (--n_under_way == 0)
    g_cond_broadcast (&idle_cond);
  g_mutex_unlock (&idle_mutex);
}

void
mg_holder_watch_wait_idle (void)
{
  g_mutex_lock (&idle_mutex);
  while (n_under_way > 0)
    g_cond_wait (&idle_cond, &idle_mutex);
  g_mutex_unlock (&idle_mutex);
}

void
mg_holder_watch_update (MgHolderWatch *self, guint n_handles)
{
  static GThreadPool *pool; /* one thread: look-ups of several objects take turns */
  static gsize made;
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
  if (!due)
    return;

  if (g_once_init_enter (&made))
    {
      pool = g_thread_pool_new (look_up, NULL, 1, FALSE, NULL);
      /* A system call that is under way while the process ends crashes it in Wine 8. */
      atexit (mg_holder_watch_wait_idle);
      g_once_init_leave (&made, 1);
    }
  g_mutex_lock (&idle_mutex);
  n_under_way++;
  g_mutex_unlock (&idle_mutex);
  g_atomic_ref_count_inc (&self->ref_count);
  g_thread_pool_push (pool, self, NULL);
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
