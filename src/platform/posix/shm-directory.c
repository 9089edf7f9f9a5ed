#include "config.h"

#include "platform/posix/shm-directory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "core/error.h"
#include "platform/platform.h"

#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)

/* Users whose names are remembered; over that, all are forgotten. */
#define OWNERS_MAX 1024

G_LOCK_DEFINE_STATIC (owners);
static GHashTable *owners; /* uid → name, guarded by the lock */

static char *
look_up_owner (uid_t uid)
{
  struct passwd entry, *found = NULL;
  gsize size = 1024;

  /* ERANGE: an entry longer than the buffer; 1 MiB is enough for any honest one */
  for (; size <= 1024 * 1024; size *= 4)
    {
      g_autofree char *buffer = g_malloc (size);
      int code = getpwuid_r (uid, &entry, buffer, size, &found);

      if (code == ERANGE)
        continue;
      if (code == 0 && found != NULL && found->pw_name[0] != '\0')
        return g_utf8_make_valid (found->pw_name, -1);
      break;
    }
  return g_strdup_printf ("%u", uid);
}

static char *
dup_owner (uid_t uid)
{
  gpointer key = GUINT_TO_POINTER (uid);
  char *name;

  G_LOCK (owners);
  name = owners != NULL ? g_strdup (g_hash_table_lookup (owners, key)) : NULL;
  G_UNLOCK (owners);
  if (name != NULL)
    return name;

  /* Outside the lock: a directory service may take its time. */
  name = look_up_owner (uid);

  G_LOCK (owners);
  if (owners == NULL)
    owners = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  else if (g_hash_table_size (owners) >= OWNERS_MAX)
    g_hash_table_remove_all (owners);
  g_hash_table_insert (owners, key, g_strdup (name));
  G_UNLOCK (owners);
  return name;
}

MgObjectInfo *
mg_shm_info_new (MgName *name, const struct stat *status)
{
  MgObjectInfo *info = mg_object_info_new (name);

  info->identity = mg_shm_identity (status);
  info->size = (guint64) status->st_size;
  info->allocated = (guint64) status->st_blocks * 512;
  info->owner = dup_owner (status->st_uid);
  info->mode = status->st_mode & 07777;
  info->deleted = status->st_nlink == 0;
  return info;
}

gboolean
mg_shm_is_semaphore (const char *path, const struct stat *status)
{
  /* sizeof (sem_t) of 64-bit and of 32-bit programs; an object may be called sem.something too. */
  return g_str_has_prefix (path, "sem.") && strchr (path, '/') == NULL && S_ISREG (status->st_mode)
         && (status->st_size == 32 || status->st_size == 16);
}

static void
set_error_folder (GError **error, int code, const char *text, const char *path, gsize length)
{
  g_autofree char *bytes = g_strndup (path, length);
  g_autofree char *folder = g_filename_display_name (bytes);
  g_autofree char *hint = NULL;

  switch (code)
    {
    case ENOENT:
      mg_set_error (error, MG_ERROR_NO_NAMESPACE, NULL, _ ("%s: there is no folder %s/%s"), text,
                    MG_SHM_DIRECTORY, folder);
      break;
    case ENOTDIR:
      mg_set_error (error, MG_ERROR_NO_NAMESPACE, NULL, _ ("%s: %s/%s is not a folder"), text,
                    MG_SHM_DIRECTORY, folder);
      break;
    case ELOOP:
      mg_set_error (error, MG_ERROR_NO_NAMESPACE,
                    _ ("Links are not followed: give the object's own name."),
                    _ ("%s: %s/%s is a symbolic link"), text, MG_SHM_DIRECTORY, folder);
      break;
    case EACCES:
      hint = g_strdup_printf (_ ("The folder %s/%s lacks the search permission (x) for you: its "
                                "owner can give it, or run as root."),
                              MG_SHM_DIRECTORY, folder);
      G_GNUC_FALLTHROUGH;
    default:
      mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) code, text);
      if (hint != NULL && error != NULL)
        mg_error_set_hint (*error, hint);
    }
}

int
mg_shm_open_path (const MgName *name, struct stat *status, GError **error)
{
  const char *path = mg_name_get_posix_path (name);
  const char *text = mg_name_get_text (name);
  int at = open (MG_SHM_DIRECTORY, O_PATH | O_DIRECTORY | O_CLOEXEC);

  if (at < 0)
    {
      int code = errno;

      mg_set_error_system (error, MG_SYSTEM_ERRNO,
                           (guint32) (code == ENOENT ? ENOTDIR : code), MG_SHM_DIRECTORY);
      return -1;
    }

  /* Part by part, as O_NOFOLLOW speaks of the last one alone. */
  for (const char *part = path;;)
    {
      gsize length = strcspn (part, "/");
      gboolean last = part[length] == '\0';
      g_autofree char *component = g_strndup (part, length);
      int next = openat (at, component, O_PATH | O_NOFOLLOW | O_CLOEXEC);
      int code = errno;

      close (at);
      if (next < 0 && (last || code == EACCES))
        {
          /* Looking up needs the search permission of the folder in front. */
          if (code == EACCES && part > path)
            set_error_folder (error, code, text, path, part - path - 1);
          else
            mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) code, text);
          return -1;
        }
      if (next >= 0 && fstat (next, status) != 0)
        {
          code = errno;
          close (next);
          mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) code, text);
          return -1;
        }
      if (last)
        return next;
      if (next >= 0 && !S_ISDIR (status->st_mode))
        {
          code = S_ISLNK (status->st_mode) ? ELOOP : ENOTDIR;
          close (next);
          next = -1;
        }
      if (next < 0)
        {
          set_error_folder (error, code, text, path, part - path + length);
          return -1;
        }
      at = next;
      part += length + 1;
    }
}

typedef struct
{
  MgShmVisitFunc func;
  gpointer user_data;
  guint *n_denied;
  GCancellable *cancellable;
  GString *path;
  dev_t device;
} Walk;

static mode_t
entry_type (int folder, const struct dirent *entry)
{
  struct stat status;

  if (entry->d_type != DT_UNKNOWN)
    return DTTOIF (entry->d_type);
  return fstatat (folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0
             ? status.st_mode & S_IFMT
             : 0;
}

static gboolean walk_into (Walk *walk, int folder, const char *base, guint depth);

/* Takes @folder.  Returns FALSE to end the walk. */
static gboolean
walk_folder (Walk *walk, int folder, guint depth)
{
  DIR *stream = fdopendir (folder);
  gsize length = walk->path->len;
  gboolean go_on = TRUE;
  struct dirent *entry;

  if (stream == NULL)
    {
      close (folder);
      if (walk->n_denied != NULL)
        ++*walk->n_denied;
      return TRUE;
    }

  while (go_on && (entry = readdir (stream)) != NULL)
    {
      MgShmEntry shown = { .folder = folder, .base = entry->d_name };

      if (g_str_equal (entry->d_name, ".") || g_str_equal (entry->d_name, ".."))
        continue;
      if (g_cancellable_is_cancelled (walk->cancellable))
        {
          go_on = FALSE;
          break;
        }

      if (length > 0)
        g_string_append_c (walk->path, '/');
      g_string_append (walk->path, entry->d_name);
      shown.path = walk->path->str;
      shown.type = entry_type (folder, entry);
      go_on = walk->func (&shown, walk->user_data);
      if (go_on && S_ISDIR (shown.type))
        go_on = walk_into (walk, folder, entry->d_name, depth + 1);
      g_string_truncate (walk->path, length);
    }

  closedir (stream);
  return go_on;
}

static gboolean
walk_into (Walk *walk, int folder, const char *base, guint depth)
{
  int inner = depth <= MG_SHM_DEPTH_MAX ? openat (folder, base, OPEN_FOLDER) : -1;
  int code = depth <= MG_SHM_DEPTH_MAX ? errno : ELOOP;
  struct stat status;

  if (inner < 0)
    {
      if (code != ENOENT && walk->n_denied != NULL)
        ++*walk->n_denied;
      return TRUE;
    }
  /* Another file system may be a remote one, and is not shared memory of this directory. */
  if (fstat (inner, &status) != 0 || status.st_dev != walk->device)
    {
      close (inner);
      return TRUE;
    }
  return walk_folder (walk, inner, depth);
}

gboolean
mg_shm_walk (MgShmVisitFunc func, gpointer user_data, guint *n_denied, GCancellable *cancellable,
             GError **error)
{
  Walk walk = { .func = func, .user_data = user_data, .n_denied = n_denied,
                .cancellable = cancellable };
  int root = open (MG_SHM_DIRECTORY, OPEN_FOLDER & ~O_NOFOLLOW);
  struct stat status;

  if (root < 0 || fstat (root, &status) != 0)
    {
      int code = errno;

      if (root >= 0)
        close (root);
      mg_set_error_system (error, MG_SYSTEM_ERRNO,
                           (guint32) (code == ENOENT ? ENOTDIR : code), MG_SHM_DIRECTORY);
      return FALSE;
    }

  walk.device = status.st_dev;
  walk.path = g_string_new (NULL);
  walk_folder (&walk, root, 0);
  g_string_free (walk.path, TRUE);

  if (g_cancellable_is_cancelled (cancellable))
    {
      mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("Cancelled"));
      return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const MgNameContext *context;
  GPtrArray *found;
  MgListReport *report;
} Listing;

static gboolean
list_object_cb (const MgShmEntry *entry, gpointer user_data)
{
  Listing *listing = user_data;
  g_autoptr (MgName) name = NULL;
  MgObjectInfo *info;
  struct stat status;

  if (!S_ISREG (entry->type))
    return TRUE;
  if (fstatat (entry->folder, entry->base, &status, AT_SYMLINK_NOFOLLOW) != 0)
    {
      if (errno == ENOENT)
        return TRUE;
      listing->report->n_objects_denied++;
      status.st_mode = 0;
    }
  else if (!S_ISREG (status.st_mode) || mg_shm_is_semaphore (entry->path, &status))
    return TRUE;

  if (listing->found->len == MG_LIST_MAX)
    {
      listing->report->truncated = TRUE;
      return FALSE;
    }
  name = mg_name_new_posix (entry->path, -1, listing->context);
  if (name == NULL)
    return TRUE;
  info = status.st_mode != 0 ? mg_shm_info_new (name, &status) : mg_object_info_new (name);
  info->deleted = FALSE;
  g_ptr_array_add (listing->found, info);
  return TRUE;
}

GPtrArray *
mg_platform_list (GCancellable *cancellable, MgListReport *report, GError **error)
{
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
  MgListReport counted = { 0 };
  Listing listing = { mg_platform_get_name_context (), found, &counted };

  if (!mg_shm_walk (list_object_cb, &listing, &counted.n_directories_denied, cancellable, error))
    return NULL;
  *report = counted;
  return g_steal_pointer (&found);
}

static const char *
type_to_word (const MgShmEntry *entry)
{
  struct stat status;

  switch (entry->type)
    {
    case S_IFREG:
      return fstatat (entry->folder, entry->base, &status, AT_SYMLINK_NOFOLLOW) == 0
                     && mg_shm_is_semaphore (entry->path, &status)
                 ? "semaphore"
                 : "posix";
    case S_IFDIR:
      return "directory";
    case S_IFIFO:
      return "fifo";
    case S_IFSOCK:
      return "socket";
    case S_IFLNK:
      return "link";
    case S_IFCHR:
    case S_IFBLK:
      return "device";
    default:
      return "other";
    }
}

static gboolean
list_name_cb (const MgShmEntry *entry, gpointer user_data)
{
  Listing *listing = user_data;
  MgName *name;
  MgNameEntry *listed;

  if (listing->found->len == MG_LIST_MAX)
    return FALSE;
  name = mg_name_new_posix (entry->path, -1, listing->context);
  if (name == NULL)
    return TRUE;
  listed = g_new (MgNameEntry, 1);
  listed->name = name;
  listed->type = type_to_word (entry);
  g_ptr_array_add (listing->found, listed);
  return TRUE;
}

GPtrArray *
mg_platform_list_names (GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) found
      = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_name_entry_free);
  Listing listing = { mg_platform_get_name_context (), found, NULL };

  if (!mg_shm_walk (list_name_cb, &listing, NULL, cancellable, error))
    return NULL;
  return g_steal_pointer (&found);
}
