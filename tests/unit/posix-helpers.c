#include "config.h"

#include "tests/unit/posix-helpers.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/error.h"
#include "platform/platform.h"

#define NOBODY 65534

char *
unique_name (void)
{
  static guint counter;

  return g_strdup_printf ("mg-test-%d-%u", (int) getpid (), counter++);
}

Object *
object_new_at (const char *name, guint64 size)
{
  Object *object = g_new0 (Object, 1);

  object->text = g_strconcat ("/", name, NULL);
  object->path = g_strconcat ("/dev/shm/", name, NULL);
  object->fd = open (object->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  assert_true (object->fd >= 0);
  assert_int_equal (ftruncate (object->fd, (off_t) size), 0);
  return object;
}

Object *
object_new (guint64 size)
{
  g_autofree char *name = unique_name ();

  return object_new_at (name, size);
}

void
object_free (Object *object)
{
  if (object == NULL)
    return;
  unlink (object->path);
  close (object->fd);
  g_free (object->text);
  g_free (object->path);
  g_free (object);
}

void
object_write (Object *object, guint64 offset, const void *bytes, gsize length)
{
  assert_int_equal (pwrite (object->fd, bytes, length, (off_t) offset), (gssize) length);
}

void
object_fill (Object *object, guint64 offset, guint64 length, guint8 byte)
{
  g_autofree guint8 *bytes = g_malloc (length);

  memset (bytes, byte, length);
  object_write (object, offset, bytes, length);
}

guint64
object_get_allocated (Object *object)
{
  struct stat status;

  assert_int_equal (fstat (object->fd, &status), 0);
  return (guint64) status.st_blocks * 512;
}

MgName *
parse_name (const char *text)
{
  g_autoptr (GError) error = NULL;
  MgName *name = mg_name_parse (text, mg_platform_get_name_context (), &error);

  assert_null (error);
  assert_non_null (name);
  return name;
}

MgSource *
open_source (const char *text)
{
  g_autoptr (MgName) name = parse_name (text);
  g_autoptr (GError) error = NULL;
  MgSource *source = mg_platform_open (name, &error);

  if (source == NULL)
    print_error ("%s\n", error->message);
  assert_non_null (source);
  return source;
}

GError *
open_error (const char *text)
{
  g_autoptr (MgName) name = parse_name (text);
  GError *error = NULL;

  assert_null (mg_platform_open (name, &error));
  assert_non_null (error);
  assert_true (error->domain == MG_ERROR);
  return error;
}

Child *
child_new (ChildFunc func, gpointer data)
{
  Child *child = g_new0 (Child, 1);
  pid_t parent = getpid ();
  int down[2], up[2];

  assert_int_equal (pipe2 (down, O_CLOEXEC), 0);
  assert_int_equal (pipe2 (up, O_CLOEXEC), 0);
  fflush (NULL);
  child->pid = fork ();
  assert_true (child->pid >= 0);
  if (child->pid == 0)
    {
      /* Nothing of the test's own stays open, neither its objects nor the pipes of others. */
      child->from = fcntl (down[0], F_DUPFD_CLOEXEC, 100);
      child->to = fcntl (up[1], F_DUPFD_CLOEXEC, 101);
      close_range (3, 99, 0);
      close_range (102, G_MAXINT, 0);
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      if (getppid () == parent)
        func (child, data);
      _exit (0);
    }

  close (down[0]);
  close (up[1]);
  child->to = down[1];
  child->from = up[0];
  return child;
}

int
child_join (Child *child)
{
  int status;

  close (child->to);
  while (waitpid (child->pid, &status, 0) < 0)
    assert_int_equal (errno, EINTR);
  child->pid = 0;
  child->to = -1;
  return status;
}

void
child_free (Child *child)
{
  if (child == NULL)
    return;
  if (child->pid > 0)
    {
      kill (child->pid, SIGKILL);
      child_join (child);
    }
  close (child->from);
  g_free (child);
}

void
child_say (Child *child, const void *bytes, gsize length)
{
  gssize n;

  while ((n = write (child->to, bytes, length)) < 0 && errno == EINTR)
    ;
  if (n != (gssize) length)
    child_check (FALSE, "write to a pipe", __FILE__, __LINE__);
}

gboolean
child_hear (Child *child, void *bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      gssize n = read (child->from, (guint8 *) bytes + done, length - done);

      if (n > 0)
        done += (gsize) n;
      else if (n == 0 || errno != EINTR)
        return FALSE;
    }
  return TRUE;
}

void
child_wait (Child *child)
{
  char byte;

  if (!child_hear (child, &byte, 1))
    _exit (0);
}

void
child_check (gboolean good, const char *what, const char *file, int line)
{
  if (good)
    return;
  fprintf (stderr, "%s:%d: in process %d: %s: %s\n", file, line, (int) getpid (), what,
           g_strerror (errno));
  _exit (1);
}

void *
child_map (const char *path, gsize offset, gsize length, gboolean writable)
{
  int fd = open (path, writable ? O_RDWR : O_RDONLY);
  void *view;

  child_assert (fd >= 0);
  view = mmap (NULL, length, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED, fd,
               (off_t) offset);
  child_assert (view != MAP_FAILED);
  close (fd);
  return view;
}

void
become_nobody (void)
{
  if (geteuid () != 0)
    return;
  child_assert (setgroups (0, NULL) == 0);
  child_assert (setresgid (NOBODY, NOBODY, NOBODY) == 0);
  child_assert (setresuid (NOBODY, NOBODY, NOBODY) == 0);
}
