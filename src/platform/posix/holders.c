#include "config.h"

#include "platform/posix/holders.h"

#include "core/error.h"
#include "platform/platform.h"
#include "platform/posix/process.h"
#include "platform/posix/shm-directory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

/* Of one object in one process; more are not kept, though their access counts. */
#define MAPPINGS_MAX 1024
/* Above so many processes a second thread takes half of them. */
#define THREAD_MIN 128

#define DELETED_SUFFIX " (deleted)"

/* An object that some process has, whether or not it was listed. */
typedef struct
{
  MgIdentity identity;
  GPtrArray *holders; /* of MgHolder */
  gboolean listed;
  /* Where it was seen first, for finding out what it is when it was not listed. */
  guint32 pid;
  int descriptor;     /* -1: a mapping */
  MgMapping mapping;
} Target;

/* What the threads share. */
typedef struct
{
  guint64 device; /* of /dev/shm */
  GArray *pids;   /* of guint32; read-only */
  GCancellable *cancellable;
  gint next;      /* index into pids, atomic */

  GMutex lock;
  GHashTable *targets; /* MgIdentity → Target, guarded by lock */
  guint n_processes, n_denied; /* guarded by lock */
} Scan;

/* A thread and the process that it looks at.  A holder belongs to the thread that looks at its
 * process until all are done. */
typedef struct
{
  Scan *scan;
  guint32 pid;
  char *name;         /* (nullable): of the process, once it may hold something */
  GHashTable *known;  /* MgIdentity → MgHolder in this process; the keys are the targets' */
} Worker;

static guint
identity_hash (gconstpointer key)
{
  const MgIdentity *identity = key;

  return g_int64_hash (&identity->object) ^ (guint) identity->device;
}

static gboolean
identity_equal (gconstpointer a, gconstpointer b)
{
  return mg_identity_equal (*(const MgIdentity *) a, *(const MgIdentity *) b);
}

static Target *
add_target (Scan *scan, MgIdentity identity, gboolean listed)
{
  Target *target = g_new0 (Target, 1);

  target->identity = identity;
  target->holders = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_holder_free);
  target->listed = listed;
  target->descriptor = -1;
  g_hash_table_insert (scan->targets, &target->identity, target);
  return target;
}

static void
target_free (gpointer data)
{
  Target *target = data;

  g_clear_pointer (&target->holders, g_ptr_array_unref);
  g_free (target);
}

/* Returns: (nullable): this process as a holder; NULL where the object is of no interest */
static MgHolder *
find_holder (Worker *worker, MgIdentity identity, int descriptor, const MgMapping *mapping)
{
  Scan *scan = worker->scan;
  MgHolder *holder = g_hash_table_lookup (worker->known, &identity);
  Target *target;

  if (holder != NULL)
    return holder;

  if (worker->name == NULL) /* a file is read for it: not under the lock */
    worker->name = mg_platform_dup_process_name (worker->pid);
  g_mutex_lock (&scan->lock);
  target = g_hash_table_lookup (scan->targets, &identity);
  if (target == NULL && identity.device == scan->device
      && g_hash_table_size (scan->targets) < 2 * MG_LIST_MAX)
    {
      target = add_target (scan, identity, FALSE);
      target->pid = worker->pid;
      target->descriptor = descriptor;
      if (mapping != NULL)
        target->mapping = *mapping;
    }
  if (target != NULL)
    {
      holder = mg_holder_new (worker->pid, worker->name);
      holder->mappings = g_array_new (FALSE, FALSE, sizeof (MgMapping));
      g_ptr_array_add (target->holders, holder);
    }
  g_mutex_unlock (&scan->lock);

  if (holder != NULL)
    g_hash_table_insert (worker->known, &target->identity, holder);
  return holder;
}

static gboolean
take_mapping_cb (const MgProcessMapping *found, gpointer user_data)
{
  Worker *worker = user_data;
  MgHolder *holder;

  /* Nearly all are libraries. */
  if (found->identity.device != worker->scan->device)
    return TRUE;
  holder = find_holder (worker, found->identity, -1, &found->mapping);
  if (holder == NULL)
    return TRUE;

  /* What is written through a private mapping does not reach the object. */
  holder->access |= found->shared ? found->mapping.access : found->mapping.access & ~MG_ACCESS_WRITE;
  if (holder->mappings->len < MAPPINGS_MAX)
    g_array_append_val (holder->mappings, found->mapping);
  return TRUE;
}

static gboolean
take_descriptor_cb (int descriptor, MgIdentity identity, MgAccess access, gpointer user_data)
{
  MgHolder *holder = find_holder (user_data, identity, descriptor, NULL);

  if (holder != NULL)
    holder->access |= access;
  return TRUE;
}

static void
look_at_process (Worker *worker)
{
  Scan *scan = worker->scan;
  int code = mg_process_foreach_mapping (worker->pid, take_mapping_cb, worker);

  if (code == 0)
    code = mg_process_foreach_descriptor (worker->pid, scan->device, take_descriptor_cb, worker);
  if (code != ESRCH) /* gone meanwhile, or one of the kernel's own */
    {
      g_mutex_lock (&scan->lock);
      scan->n_processes++;
      if (code != 0)
        scan->n_denied++;
      g_mutex_unlock (&scan->lock);
    }

  if (g_hash_table_size (worker->known) > 0)
    g_hash_table_remove_all (worker->known);
  g_clear_pointer (&worker->name, g_free);
}

static gpointer
scan_thread (gpointer data)
{
  Scan *scan = data;
  Worker worker = { .scan = scan, .known = g_hash_table_new (identity_hash, identity_equal) };
  guint index;

  while ((index = (guint) g_atomic_int_add (&scan->next, 1)) < scan->pids->len
         && !g_cancellable_is_cancelled (scan->cancellable))
    {
      worker.pid = g_array_index (scan->pids, guint32, index);
      look_at_process (&worker);
    }
  g_hash_table_unref (worker.known);
  return NULL;
}

static int
compare_holders (gconstpointer a, gconstpointer b)
{
  const MgHolder *const *first = a, *const *second = b;

  return ((*first)->pid > (*second)->pid) - ((*first)->pid < (*second)->pid);
}

static GPtrArray *
copy_holders (GPtrArray *holders)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_holder_free);

  for (guint i = 0; i < holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (holders, i);
      MgHolder *copy = mg_holder_new (holder->pid, holder->process);

      copy->access = holder->access;
      copy->mappings = g_array_copy (holder->mappings);
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

static gboolean
note_identity_cb (const MgShmEntry *entry, gpointer user_data)
{
  struct stat status;

  if (S_ISREG (entry->type)
      && fstatat (entry->folder, entry->base, &status, AT_SYMLINK_NOFOLLOW) == 0)
    {
      MgIdentity identity = mg_shm_identity (&status);

      g_hash_table_add (user_data, g_memdup2 (&identity, sizeof identity));
    }
  return TRUE;
}

/* Asks the process's own reference, as there is no name.  May be denied where the process is not. */
static gboolean
stat_target (const Target *target, struct stat *status)
{
  char path[96];

  if (target->descriptor >= 0)
    g_snprintf (path, sizeof path, "/proc/%u/fd/%d", target->pid, target->descriptor);
  else
    g_snprintf (path, sizeof path,
                "/proc/%u/map_files/%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x", target->pid,
                target->mapping.address, target->mapping.address + target->mapping.length);
  return stat (path, status) == 0
         && mg_identity_equal (mg_shm_identity (status), target->identity);
}

static char *
dup_target_path (const Target *target)
{
  char link[64], path[PATH_MAX + 16];
  gssize length;

  if (target->descriptor < 0)
    return mg_process_dup_mapping_path (target->pid, target->mapping.address);

  g_snprintf (link, sizeof link, "/proc/%u/fd/%d", target->pid, target->descriptor);
  length = readlink (link, path, sizeof path);
  return length > 0 ? g_strndup (path, (gsize) length) : NULL;
}

/* An object that is not among the listed ones: deleted, or a semaphore, or made a moment ago.
 *
 * Returns: (nullable): what to show of it; NULL where it is not a deleted object */
static MgObjectInfo *
describe_unlisted (Target *target)
{
  g_autofree char *path = dup_target_path (target);
  g_autoptr (MgName) name = NULL;
  struct stat status = { 0 };
  gboolean known = stat_target (target, &status);
  const char *below;
  MgObjectInfo *info;

  /* The folder: where /dev/shm is no file system of its own, libraries are on the same one. */
  if (path == NULL || !g_str_has_suffix (path, DELETED_SUFFIX)
      || !g_str_has_prefix (path, MG_SHM_DIRECTORY "/")
      || (known && (status.st_nlink > 0 || !S_ISREG (status.st_mode))))
    return NULL;
  path[strlen (path) - strlen (DELETED_SUFFIX)] = '\0';

  below = path + strlen (MG_SHM_DIRECTORY "/");
  if (known ? mg_shm_is_semaphore (below, &status) : g_str_has_prefix (below, "sem."))
    return NULL;

  name = mg_name_new_posix (below, -1, mg_platform_get_name_context ());
  if (name == NULL)
    return NULL;
  info = known ? mg_shm_info_new (name, &status) : mg_object_info_new (name);
  info->identity = target->identity;
  info->deleted = TRUE;
  return info;
}

static void
add_deleted (Scan *scan, GPtrArray *objects)
{
  g_autoptr (GHashTable) named = NULL;
  GHashTableIter iter;
  Target *target;

  g_hash_table_iter_init (&iter, scan->targets);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &target))
    {
      MgObjectInfo *info;

      if (target->listed)
        continue;

      /* A name that is gone may not have been the only one: a semaphore's path in a process is
       * that of a temporary file that became its name.  Looked for once, and seldom at all. */
      if (named == NULL)
        {
          named = g_hash_table_new_full (identity_hash, identity_equal, g_free, NULL);
          mg_shm_walk (note_identity_cb, named, NULL, scan->cancellable, NULL);
        }
      if (g_hash_table_contains (named, &target->identity))
        continue;

      info = describe_unlisted (target);
      if (info == NULL)
        continue;
      g_ptr_array_sort (target->holders, compare_holders);
      info->holders = g_steal_pointer (&target->holders);
      g_ptr_array_add (objects, info);
    }
}

gboolean
mg_platform_find_holders (GPtrArray *objects, GCancellable *cancellable, MgListReport *report,
                          GError **error)
{
  Scan scan = { .cancellable = cancellable };
  g_autoptr (GArray) pids = NULL;
  g_autoptr (GHashTable) targets = NULL;
  GThread *helper = NULL;
  struct stat status;
  gboolean done;

  if (stat (MG_SHM_DIRECTORY, &status) != 0)
    {
      mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) errno, MG_SHM_DIRECTORY);
      return FALSE;
    }
  pids = mg_process_list (error);
  if (pids == NULL)
    return FALSE;

  scan.device = status.st_dev;
  scan.pids = pids;
  g_mutex_init (&scan.lock);
  targets = g_hash_table_new_full (identity_hash, identity_equal, NULL, target_free);
  scan.targets = targets;
  for (guint i = 0; i < objects->len; i++)
    {
      const MgObjectInfo *info = g_ptr_array_index (objects, i);

      if (g_hash_table_lookup (targets, &info->identity) == NULL)
        add_target (&scan, info->identity, TRUE);
    }

  if (pids->len >= THREAD_MIN)
    helper = g_thread_try_new ("mapglass-holders", scan_thread, &scan, NULL);
  scan_thread (&scan);
  if (helper != NULL)
    g_thread_join (helper);
  g_mutex_clear (&scan.lock);

  done = !g_cancellable_is_cancelled (cancellable);
  if (!done)
    {
      mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("Cancelled"));
      return FALSE;
    }

  /* Two names of one object (links) have the same holders. */
  for (guint i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = g_ptr_array_index (objects, i);
      Target *target = g_hash_table_lookup (targets, &info->identity);

      g_ptr_array_sort (target->holders, compare_holders);
      g_clear_pointer (&info->holders, g_ptr_array_unref);
      info->holders = copy_holders (target->holders);
    }
  add_deleted (&scan, objects);
  report->n_processes = scan.n_processes;
  report->n_processes_denied = scan.n_denied;
  return TRUE;
}

struct _MgHolderSearch
{
  MgIdentity identity;
  GArray *pids; /* of guint32 */
  guint next;
};

MgHolderSearch *
mg_holder_search_new (MgIdentity identity)
{
  MgHolderSearch *search = g_new0 (MgHolderSearch, 1);

  search->identity = identity;
  search->pids = mg_process_list (NULL);
  if (search->pids == NULL)
    search->pids = g_array_new (FALSE, FALSE, sizeof (guint32));
  return search;
}

void
mg_holder_search_free (MgHolderSearch *search)
{
  if (search == NULL)
    return;
  g_array_unref (search->pids);
  g_free (search);
}

/* What a process is asked for. */
typedef struct
{
  MgIdentity identity;
  gboolean found;
} Question;

static gboolean
is_it_mapped_cb (const MgProcessMapping *found, gpointer user_data)
{
  Question *question = user_data;

  question->found = mg_identity_equal (found->identity, question->identity);
  return !question->found;
}

static gboolean
is_it_open_cb (int descriptor, MgIdentity identity, MgAccess access, gpointer user_data)
{
  Question *question = user_data;

  question->found = mg_identity_equal (identity, question->identity);
  return !question->found;
}

gboolean
mg_holder_search_one (MgIdentity identity, guint32 pid)
{
  Question question = { identity, FALSE };

  if (mg_process_foreach_mapping (pid, is_it_mapped_cb, &question) == 0 && !question.found)
    mg_process_foreach_descriptor (pid, identity.device, is_it_open_cb, &question);
  return question.found;
}

/* Another inspector looks on as we do: two of them would keep a dead object's memory for each other
 * for ever. */
static gboolean
is_inspector (guint32 pid)
{
  g_autofree char *process = mg_platform_dup_process_name (pid);

  return g_strcmp0 (process, "mapglass") == 0 || g_strcmp0 (process, "mapglass-cli") == 0;
}

gboolean
mg_holder_search_step (MgHolderSearch *search, gint64 deadline_us, guint32 *pid)
{
  while (search->next < search->pids->len)
    {
      guint32 at = g_array_index (search->pids, guint32, search->next++);

      if (mg_holder_search_one (search->identity, at) && !is_inspector (at))
        {
          *pid = at;
          return TRUE;
        }
      if (search->next < search->pids->len && g_get_monotonic_time () >= deadline_us)
        return FALSE;
    }
  *pid = 0;
  return TRUE;
}
