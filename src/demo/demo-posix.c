#include "config.h"

#include "demo-object.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A lock on the object's descriptor, held for life, is how a later run knows that the writer lives:
   the system drops it even from a killed one, and no number is used twice as a process id is. */
struct _DemoObject
{
  char *name;
  int fd;
  gpointer memory;
  gsize size;
};

static void
set_errno_error (GError **error, const char *name, int code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", name, g_strerror (code));
}

/* Unlinks @name if a run of this program left it behind. */
static gboolean
remove_stale (const char *name, const char *signature)
{
  gsize length = strlen (signature) + 1;
  g_autofree char *found = g_malloc0 (length);
  int fd = shm_open (name, O_RDONLY | O_CLOEXEC, 0);
  gboolean removed = FALSE;

  if (fd < 0)
    return errno == ENOENT;
  if (pread (fd, found, length, 0) == (gssize) length && memcmp (found, signature, length) == 0
      && flock (fd, LOCK_EX | LOCK_NB) == 0)
    removed = shm_unlink (name) == 0 || errno == ENOENT;
  close (fd);
  return removed;
}

DemoObject *
demo_object_new (const char *name, const char *signature, gsize size, GError **error)
{
  DemoObject *object;
  gpointer memory = MAP_FAILED;
  int fd, code;

  fd = shm_open (name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  code = errno;
  if (fd < 0 && code == EEXIST && remove_stale (name, signature))
    {
      fd = shm_open (name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      code = errno;
    }
  if (fd < 0)
    {
      if (code == EEXIST)
        g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                     _ ("%s: there is an object of that name already; --name gives another"), name);
      else
        set_errno_error (error, name, code);
      return NULL;
    }
  /* all of the memory now: a full system must not become a SIGBUS later */
  code = flock (fd, LOCK_EX | LOCK_NB) != 0 ? errno : posix_fallocate (fd, 0, (off_t) size);
  if (code == 0)
    {
      memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      code = memory == MAP_FAILED ? errno : 0;
    }
  if (code != 0)
    {
      set_errno_error (error, name, code);
      shm_unlink (name);
      close (fd);
      return NULL;
    }
  object = g_new0 (DemoObject, 1);
  object->name = g_strdup (name);
  object->fd = fd;
  object->memory = memory;
  object->size = size;
  return object;
}

gpointer
demo_object_get_memory (DemoObject *object)
{
  return object->memory;
}

void
demo_object_free (DemoObject *object)
{
  struct stat own, named;
  int fd;

  if (object == NULL)
    return;
  /* Somebody may have removed the name and taken it since: only what is ours is unlinked. */
  fd = shm_open (object->name, O_RDONLY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      if (fstat (object->fd, &own) == 0 && fstat (fd, &named) == 0 && own.st_dev == named.st_dev
          && own.st_ino == named.st_ino)
        shm_unlink (object->name);
      close (fd);
    }
  munmap (object->memory, object->size);
  close (object->fd);
  g_free (object->name);
  g_free (object);
}

guint32
demo_get_process_id (void)
{
  return (guint32) getpid ();
}

void
demo_attach_terminal (void)
{
}

void
demo_set_precise_timing (void)
{
}

void
demo_on_termination (GSourceFunc func, gpointer user_data)
{
  const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add (signals[i], func, user_data);
}
