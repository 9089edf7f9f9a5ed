/* Listing what is below /dev/shm, and being told of changes. */

#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <semaphore.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/error.h"
#include "platform/platform.h"
#include "platform/posix/shm-directory.h"
#include "tests/unit/posix-helpers.h"

static GPtrArray *
list (MgListReport *report)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *objects = mg_platform_list (NULL, report, &error);

  assert_null (error);
  assert_non_null (objects);
  return objects;
}

static const MgObjectInfo *
find_object (GPtrArray *objects, const char *text)
{
  const MgObjectInfo *found = NULL;

  for (guint i = 0; i < objects->len; i++)
    {
      const MgObjectInfo *info = g_ptr_array_index (objects, i);

      if (g_str_equal (mg_name_get_text (info->name), text))
        {
          assert_null (found);
          found = info;
        }
    }
  return found;
}

static const char *
find_type (GPtrArray *names, const char *text)
{
  for (guint i = 0; i < names->len; i++)
    {
      const MgNameEntry *entry = g_ptr_array_index (names, i);

      if (g_str_equal (mg_name_get_text (entry->name), text))
        return entry->type;
    }
  return NULL;
}

/* A folder that goes away with all that is in it. */
typedef struct
{
  char *text, *path;
} Folder;

static Folder
folder_new (void)
{
  g_autofree char *name = unique_name ();
  Folder folder = { g_strconcat ("/", name, NULL), g_strconcat ("/dev/shm/", name, NULL) };

  assert_int_equal (mkdir (folder.path, 0755), 0);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) stream = g_dir_open (path, 0, NULL);
  const char *base;

  while (stream != NULL && (base = g_dir_read_name (stream)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, base, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_tree (inner);
      else
        unlink (inner);
    }
  rmdir (path);
}

static void
folder_clear (Folder *folder)
{
  remove_tree (folder->path);
  g_free (folder->text);
  g_free (folder->path);
}

static void
an_object_is_listed_with_what_it_is (void **state)
{
  g_autoptr (Object) object = object_new (5 * PAGE + 1);
  g_autoptr (GPtrArray) objects = NULL;
  const MgObjectInfo *info;
  MgListReport report;
  struct stat status;

  object_fill (object, PAGE, 1, 1);
  assert_int_equal (fchmod (object->fd, 0604), 0);
  assert_int_equal (fstat (object->fd, &status), 0);
  objects = list (&report);
  info = find_object (objects, object->text);
  assert_non_null (info);
  assert_int_equal (info->size, 5 * PAGE + 1);
  assert_int_equal (info->allocated, PAGE);
  assert_int_equal (info->mode, 0604);
  assert_int_equal (info->identity.device, status.st_dev);
  assert_int_equal (info->identity.object, status.st_ino);
  assert_non_null (info->owner);
  assert_string_equal (mg_name_get_namespace (info->name), "/dev/shm");
  assert_false (info->deleted);
  assert_null (info->holders);
  assert_false (report.truncated);
}

static void
folders_hidden_files_and_odd_bytes_are_listed (void **state)
{
  static const char *const names[] = { ".hidden", "caf\xe9", "new\nline", "50%", "sem.big", "文" };
  static const char *const texts[] = { ".hidden", "caf%E9", "new%0Aline", "50%25", "sem.big", "文" };
  Folder folder = folder_new ();
  g_autofree char *inner = g_strconcat (folder.path, "/in", NULL);
  g_autoptr (GPtrArray) objects = NULL;
  Object *made[G_N_ELEMENTS (names)];
  MgListReport report;

  assert_int_equal (mkdir (inner, 0755), 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat (folder.text + 1, "/in/", names[i], NULL);

      made[i] = object_new_at (name, i);
    }
  objects = list (&report);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strconcat (folder.text, "/in/", texts[i], NULL);
      const MgObjectInfo *info = find_object (objects, text);

      assert_non_null (info);
      assert_int_equal (info->size, i);
      {
        g_autoptr (MgSource) source = open_source (text);

        assert_int_equal (mg_source_get_size (source), i);
      }
      object_free (made[i]);
    }
  folder_clear (&folder);
}

static void
what_is_no_object_is_named_and_not_listed (void **state)
{
  static const char *const words[] = { "fifo", "socket", "link", "directory", "posix" };
  Folder folder = folder_new ();
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int socket_fd = socket (AF_UNIX, SOCK_STREAM, 0);
  g_autoptr (GPtrArray) objects = NULL, names = NULL;
  g_autofree char *paths[5] = { NULL };
  MgListReport report;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    paths[i] = g_build_filename (folder.path, words[i], NULL);
  assert_int_equal (mkfifo (paths[0], 0644), 0);
  g_strlcpy (address.sun_path, paths[1], sizeof address.sun_path);
  assert_int_equal (bind (socket_fd, (struct sockaddr *) &address, sizeof address), 0);
  close (socket_fd);
  /* one that would lead around for ever */
  assert_int_equal (symlink (folder.path, paths[2]), 0);
  assert_int_equal (mkdir (paths[3], 0755), 0);
  close (open (paths[4], O_RDWR | O_CREAT, 0644));

  objects = list (&report);
  names = mg_platform_list_names (NULL, NULL);
  assert_string_equal (find_type (names, folder.text), "directory");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = g_strconcat (folder.text, "/", words[i], NULL);

      assert_string_equal (find_type (names, text), words[i]);
      assert_true ((find_object (objects, text) != NULL) == (i == 4));
      g_free (g_steal_pointer (&paths[i]));
    }
  folder_clear (&folder);
}

static void
a_semaphore_is_no_object (void **state)
{
  g_autofree char *name = unique_name ();
  g_autofree char *slashed = g_strconcat ("/", name, NULL);
  g_autofree char *text = g_strconcat ("/sem.", name, NULL);
  g_autofree char *object_name = g_strconcat ("sem.", name, "-object", NULL);
  g_autoptr (Object) object = object_new_at (object_name, PAGE);
  sem_t *semaphore = sem_open (slashed, O_CREAT | O_EXCL, 0600, 1);
  g_autoptr (GPtrArray) objects = NULL, names = NULL;
  MgListReport report;

  assert_true (semaphore != SEM_FAILED);
  objects = list (&report);
  names = mg_platform_list_names (NULL, NULL);
  assert_null (find_object (objects, text));
  assert_string_equal (find_type (names, text), "semaphore");
  /* what is called so and is not one */
  assert_non_null (find_object (objects, object->text));
  assert_string_equal (find_type (names, object->text), "posix");
  sem_close (semaphore);
  sem_unlink (slashed);
}

static void
child_lists_as_nobody (Child *parent, gpointer data)
{
  MgListReport report;
  GPtrArray *objects;

  become_nobody ();
  objects = mg_platform_list (NULL, &report, NULL);
  child_assert (objects != NULL);
  child_assert (report.n_directories_denied >= 1);
  g_ptr_array_unref (objects);
}

static void
folders_that_are_denied_are_counted (void **state)
{
  Folder folder = folder_new ();

  if (geteuid () == 0)
    {
      g_autoptr (Child) child = NULL;

      assert_int_equal (chmod (folder.path, 0700), 0);
      child = child_new (child_lists_as_nobody, NULL);
      assert_int_equal (child_join (child), 0);
    }
  folder_clear (&folder);
}

static void
folders_too_deep_are_counted (void **state)
{
  Folder folder = folder_new ();
  g_autoptr (GString) path = g_string_new (folder.path);
  g_autoptr (GPtrArray) objects = NULL;
  MgListReport report;

  for (guint i = 0; i < MG_SHM_DEPTH_MAX + 10; i++)
    {
      g_string_append (path, "/d");
      assert_int_equal (mkdir (path->str, 0755), 0);
    }
  objects = list (&report);
  assert_true (report.n_directories_denied >= 1);
  folder_clear (&folder);
}

static void
a_listing_can_be_cancelled (void **state)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (Object) object G_GNUC_UNUSED = object_new (0);
  g_autoptr (GError) error = NULL;
  MgListReport report = { .n_processes = 77 };

  g_cancellable_cancel (cancellable);
  assert_null (mg_platform_list (cancellable, &report, &error));
  assert_int_equal (error->code, MG_ERROR_CANCELLED);
  assert_int_equal (report.n_processes, 77);
  g_clear_error (&error);
  assert_null (mg_platform_list_names (cancellable, &error));
  assert_int_equal (error->code, MG_ERROR_CANCELLED);
}

/* Names that come and go meanwhile neither break a listing nor hide the steady ones. */
static void
child_makes_names (Child *parent, gpointer data)
{
  const char *folder = data;
  char byte;

  child_assert (fcntl (parent->from, F_SETFL, O_NONBLOCK) == 0);
  child_say (parent, "r", 1);
  for (guint i = 0; read (parent->from, &byte, 1) != 0; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", folder, i % 50);
      int fd = open (path, O_RDWR | O_CREAT, 0600);

      if (fd >= 0)
        close (fd);
      g_free (path);
      path = g_strdup_printf ("%s/%u", folder, (i + 25) % 50);
      unlink (path);
    }
}

static void
churn_does_not_hide_the_steady_names (void **state)
{
  Folder folder = folder_new ();
  g_autoptr (Child) child = NULL;
  Object *steady[20];
  char ready;

  for (guint i = 0; i < G_N_ELEMENTS (steady); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/steady-%u", folder.text + 1, i);

      steady[i] = object_new_at (name, 0);
    }
  child = child_new (child_makes_names, folder.path);
  assert_true (child_hear (child, &ready, 1));
  for (guint round = 0; round < 50; round++)
    {
      MgListReport report;
      g_autoptr (GPtrArray) objects = list (&report);

      for (guint i = 0; i < G_N_ELEMENTS (steady); i++)
        assert_non_null (find_object (objects, steady[i]->text));
    }
  assert_int_equal (child_join (child), 0);
  for (guint i = 0; i < G_N_ELEMENTS (steady); i++)
    object_free (steady[i]);
  folder_clear (&folder);
}

/* ---- Monitor ---- */

typedef struct
{
  GMutex lock;
  GCond cond;
  guint n_calls;
} Calls;

static void
count_call_cb (gpointer user_data)
{
  Calls *calls = user_data;

  g_mutex_lock (&calls->lock);
  calls->n_calls++;
  g_cond_signal (&calls->cond);
  g_mutex_unlock (&calls->lock);
}

static void
assert_call_after (Calls *calls, guint before)
{
  gint64 deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  g_mutex_lock (&calls->lock);
  while (calls->n_calls == before)
    assert_true (g_cond_wait_until (&calls->cond, &calls->lock, deadline));
  g_mutex_unlock (&calls->lock);
}

static guint
get_n_calls (Calls *calls)
{
  guint n_calls;

  g_mutex_lock (&calls->lock);
  n_calls = calls->n_calls;
  g_mutex_unlock (&calls->lock);
  return n_calls;
}

static void
names_that_come_and_go_are_reported (void **state)
{
  Calls calls = { 0 };
  MgPlatformMonitor *monitor = mg_platform_monitor_new (count_call_cb, &calls);
  Object *object;
  Folder folder;
  guint before;

  assert_non_null (monitor);
  object = object_new (0);
  assert_call_after (&calls, 0);
  before = get_n_calls (&calls);
  object_free (object);
  assert_call_after (&calls, before);

  /* In a folder that is made meanwhile: the first event may be of the folder, so until one comes
   * that cannot be of it. */
  folder = folder_new ();
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%u", folder.text + 1, i);

      before = get_n_calls (&calls);
      object = object_new_at (name, 0);
      assert_call_after (&calls, before);
      before = get_n_calls (&calls);
      object_free (object);
      assert_call_after (&calls, before);
    }
  folder_clear (&folder);
  mg_platform_monitor_free (monitor);
  before = get_n_calls (&calls);
  object_free (object_new (0));
  assert_int_equal (get_n_calls (&calls), before);
  mg_platform_monitor_free (NULL);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (an_object_is_listed_with_what_it_is),
    cmocka_unit_test (folders_hidden_files_and_odd_bytes_are_listed),
    cmocka_unit_test (what_is_no_object_is_named_and_not_listed),
    cmocka_unit_test (a_semaphore_is_no_object),
    cmocka_unit_test (folders_that_are_denied_are_counted),
    cmocka_unit_test (folders_too_deep_are_counted),
    cmocka_unit_test (a_listing_can_be_cancelled),
    cmocka_unit_test (churn_does_not_hide_the_steady_names),
    cmocka_unit_test (names_that_come_and_go_are_reported),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
