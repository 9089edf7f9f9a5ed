#include "publisher.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define SHM "/dev/shm"

static gboolean
fail_errno (GError **error, const char *what)
{
  int code = errno;

  g_set_error (error, PUBLISHER_ERROR, code, "%s: %s", what, g_strerror (code));
  return FALSE;
}

static gboolean
fail_unsupported (GError **error)
{
  g_set_error_literal (error, PUBLISHER_ERROR, ENOTSUP, "POSIX has no such thing");
  return FALSE;
}

/* /X with %XX to the file's path.  shm_open() would refuse sub-folders. */
static char *
dup_path (const char *name, GError **error)
{
  g_autoptr (GString) path = g_string_new (SHM "/");

  for (const char *p = *name == '/' ? name + 1 : name; *p != '\0'; p++)
    {
      if (*p == '%')
        {
          int high = g_ascii_xdigit_value (p[1]), low = high < 0 ? -1 : g_ascii_xdigit_value (p[2]);

          if (low < 0)
            {
              g_set_error_literal (error, PUBLISHER_ERROR, EINVAL, "bad escape in the name");
              return NULL;
            }
          g_string_append_c (path, (char) (high << 4 | low));
          p += 2;
        }
      else
        g_string_append_c (path, *p);
    }
  return g_string_free (g_steal_pointer (&path), FALSE);
}

void
platform_init (void)
{
  signal (SIGPIPE, SIG_IGN);
}

const char *
platform_name (void)
{
  return "posix";
}

gsize
platform_granularity (void)
{
  return (gsize) sysconf (_SC_PAGESIZE);
}

guint32
platform_pid (void)
{
  return (guint32) getpid ();
}

static gboolean
map_first (Object *object, const Options *options, GError **error)
{
  guint64 length = MIN (options_get_number (options, "view", PUBLISHER_VIEW_MAX), object->size);

  return length == 0 || platform_map (object, 0, (gsize) length, &object->view, error);
}

gboolean
platform_create (Object *object, const char *name, guint64 size, const Options *options,
                 GError **error)
{
  g_autofree char *path = dup_path (name, error);
  const char *mode = options_get (options, "mode");
  guint64 uid = options_get_number (options, "uid", G_MAXUINT64);

  if (path == NULL)
    return FALSE;
  if (size > G_MAXINT64)
    {
      errno = EFBIG;
      return fail_errno (error, "ftruncate");
    }
  object->handle = open (path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (object->handle < 0)
    return fail_errno (error, "open");
  object->name = g_steal_pointer (&path);
  object->named = object->memory = TRUE;
  object->size = size;
  if (ftruncate ((int) object->handle, (off_t) size) != 0)
    return fail_errno (error, "ftruncate");
  if (uid != G_MAXUINT64 && fchown ((int) object->handle, (uid_t) uid, (gid_t) -1) != 0)
    return fail_errno (error, "fchown");
  if (!map_first (object, options, error))
    return FALSE;
  if (mode != NULL && fchmod ((int) object->handle, (mode_t) g_ascii_strtoull (mode, NULL, 8)) != 0)
    return fail_errno (error, "fchmod");
  return TRUE;
}

gboolean
platform_open (Object *object, const char *name, const Options *options, GError **error)
{
  g_autofree char *path = dup_path (name, error);
  struct stat st;

  if (path == NULL)
    return FALSE;
  object->read_only = options_get (options, "readonly") != NULL;
  object->handle = open (path, (object->read_only ? O_RDONLY : O_RDWR) | O_NOFOLLOW | O_CLOEXEC);
  if (object->handle < 0)
    return fail_errno (error, "open");
  object->memory = TRUE;
  if (fstat ((int) object->handle, &st) != 0)
    return fail_errno (error, "fstat");
  object->size = (guint64) st.st_size;
  return map_first (object, options, error);
}

static gboolean
bind_socket (Object *object, const char *path, GError **error)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  if (g_strlcpy (address.sun_path, path, sizeof address.sun_path) >= sizeof address.sun_path)
    {
      errno = ENAMETOOLONG;
      return fail_errno (error, "bind");
    }
  object->handle = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (object->handle < 0 || bind ((int) object->handle, (struct sockaddr *) &address, sizeof address) != 0)
    return fail_errno (error, "bind");
  return TRUE;
}

gboolean
platform_create_other (Object *object, const char *name, const char *type, GError **error)
{
  g_autofree char *path = dup_path (name, error);

  if (path == NULL)
    return FALSE;
  if (strcmp (type, "directory") == 0)
    {
      if (mkdir (path, 0755) != 0)
        return fail_errno (error, "mkdir");
    }
  else if (strcmp (type, "fifo") == 0)
    {
      if (mkfifo (path, 0600) != 0)
        return fail_errno (error, "mkfifo");
    }
  else if (strcmp (type, "symlink") == 0)
    {
      if (symlink ("/etc/passwd", path) != 0)
        return fail_errno (error, "symlink");
    }
  else if (strcmp (type, "socket") == 0)
    {
      if (!bind_socket (object, path, error))
        return FALSE;
    }
  else
    return fail_unsupported (error);
  object->name = g_steal_pointer (&path);
  object->named = TRUE;
  return TRUE;
}

gboolean
platform_map (Object *object, guint64 offset, gsize length, View *view, GError **error)
{
  guint64 start = offset - offset % platform_granularity ();
  gsize skip = (gsize) (offset - start);
  void *base;

  base = mmap (NULL, skip + length, object->read_only ? PROT_READ : PROT_READ | PROT_WRITE,
               MAP_SHARED | MAP_NORESERVE, (int) object->handle, (off_t) start);
  if (base == MAP_FAILED)
    return fail_errno (error, "mmap");
  view->base = base;
  view->length = skip + length;
  view->bytes = (guint8 *) base + skip;
  return TRUE;
}

void
platform_unmap (View *view)
{
  if (view->base != NULL)
    munmap (view->base, view->length);
  memset (view, 0, sizeof *view);
}

gboolean
platform_resize (Object *object, guint64 size, GError **error)
{
  if (size > G_MAXINT64 || ftruncate ((int) object->handle, (off_t) size) != 0)
    return fail_errno (error, "ftruncate");
  object->size = size;
  return TRUE;
}

gboolean
platform_commit (Object *object, guint64 offset, gsize length, GError **error)
{
  return fail_unsupported (error);
}

gboolean
platform_punch (Object *object, guint64 offset, guint64 length, GError **error)
{
  if (fallocate ((int) object->handle, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t) offset,
                 (off_t) length) != 0)
    return fail_errno (error, "fallocate");
  return TRUE;
}

static gboolean
remove_path (const char *path)
{
  return unlink (path) == 0 || rmdir (path) == 0;
}

gboolean
platform_unname (Object *object, GError **error)
{
  if (object->name == NULL || !object->named || !remove_path (object->name))
    return fail_errno (error, "unlink");
  object->named = FALSE;
  return TRUE;
}

void
platform_close (Object *object)
{
  platform_unmap (&object->view);
  if (object->handle >= 0)
    close ((int) object->handle);
  object->handle = -1;
  object->named = FALSE;
}

/* Whether the name still leads to what was made here and not to a successor. */
static gboolean
is_ours (Object *object)
{
  struct stat ours, now;

  return object->handle < 0 || fstat ((int) object->handle, &ours) != 0 || S_ISSOCK (ours.st_mode)
         || (lstat (object->name, &now) == 0 && ours.st_ino == now.st_ino && ours.st_dev == now.st_dev);
}

void
platform_remove (Object *object)
{
  if (object->name != NULL && object->named && is_ours (object))
    remove_path (object->name);
  platform_close (object);
}

gboolean
platform_stat (Object *object, guint64 *size, guint64 *allocated, GError **error)
{
  struct stat st;

  if (fstat ((int) object->handle, &st) != 0)
    return fail_errno (error, "fstat");
  *size = (guint64) st.st_size;
  *allocated = (guint64) st.st_blocks * 512;
  return TRUE;
}

/* There are none: platform_create_other() makes neither. */

gboolean
platform_lock (Object *mutex)
{
  return FALSE;
}

void
platform_unlock (Object *mutex)
{
}

void
platform_set_event (Object *event)
{
}

void
platform_reset_event (Object *event)
{
}

gboolean
platform_take_event (Object *event)
{
  return FALSE;
}

gboolean
platform_create_plain (const char *name, guint64 size, gintptr *handle, GError **error)
{
  g_autofree char *path = dup_path (name, error);
  int fd;

  if (path == NULL)
    return FALSE;
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_errno (error, "open");
  if (ftruncate (fd, (off_t) size) != 0)
    {
      fail_errno (error, "ftruncate");
      close (fd);
      unlink (path);
      return FALSE;
    }
  close (fd);
  *handle = -1;
  return TRUE;
}

void
platform_remove_plain (const char *name, gintptr handle)
{
  g_autofree char *path = dup_path (name, NULL);

  if (path != NULL)
    unlink (path);
}
