/* Who has an object: real processes, by both ways of asking the kernel. */

#include "config.h"

#include <fcntl.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/error.h"
#include "core/trial.h"
#include "platform/platform.h"
#include "platform/posix/holders.h"
#include "platform/posix/process.h"
#include "tests/unit/posix-helpers.h"

static const MgMapsMethod methods[] = { MG_MAPS_QUERY, MG_MAPS_TEXT };

static GPtrArray *
list_with_holders (MgListReport *report)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *objects = mg_platform_list (NULL, report, &error);

  assert_non_null (objects);
  assert_true (mg_platform_find_holders (objects, NULL, report, &error));
  assert_null (error);
  return objects;
}

static const MgObjectInfo *
find_object (GPtrArray *objects, const char *text)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const MgObjectInfo *info = g_ptr_array_index (objects, i);

      if (g_str_equal (mg_name_get_text (info->name), text))
        return info;
    }
  return NULL;
}

static const MgHolder *
find_holder (GPtrArray *objects, const char *text, pid_t pid)
{
  const MgObjectInfo *info = find_object (objects, text);

  assert_non_null (info);
  assert_non_null (info->holders);
  for (guint i = 0; i < info->holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, i);

      if (holder->pid == (guint32) pid)
        return holder;
    }
  return NULL;
}

static void
assert_mapping (const MgHolder *holder, guint index, gpointer address, guint64 offset,
                guint64 length, MgAccess access)
{
  const MgMapping *mapping = &g_array_index (holder->mappings, MgMapping, index);

  assert_true (index < holder->mappings->len);
  assert_int_equal (mapping->address, (guintptr) address);
  assert_int_equal (mapping->offset, offset);
  assert_int_equal (mapping->length, length);
  assert_int_equal (mapping->access, access);
}

/* ---- Mappings and descriptors ---- */

static void
child_maps_twice (Child *parent, gpointer data)
{
  void *views[2];

  views[0] = child_map (data, 0, PAGE, TRUE);
  views[1] = child_map (data, 3 * PAGE, 2 * PAGE, FALSE);
  prctl (PR_SET_NAME, "mg-\xffholder");
  child_say (parent, views, sizeof views);
  child_wait (parent);
}

static void
mappings_are_told_with_address_offset_and_length (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Object) object = object_new (5 * PAGE);
      g_autoptr (Child) child = child_new (child_maps_twice, object->path);
      g_autoptr (GPtrArray) objects = NULL;
      const MgHolder *holder;
      MgListReport report;
      void *views[2];
      guint first;

      assert_true (child_hear (child, views, sizeof views));
      mg_process_set_maps_method (methods[i]);
      objects = list_with_holders (&report);
      holder = find_holder (objects, object->text, child->pid);
      assert_non_null (holder);
      assert_string_equal (holder->process, "mg-\xef\xbf\xbdholder");
      assert_int_equal (holder->access, MG_ACCESS_READ | MG_ACCESS_WRITE);
      assert_int_equal (holder->mappings->len, 2);
      first = views[0] < views[1] ? 0 : 1; /* in the order of the addresses */
      assert_mapping (holder, first, views[0], 0, PAGE, MG_ACCESS_READ | MG_ACCESS_WRITE);
      assert_mapping (holder, 1 - first, views[1], 3 * PAGE, 2 * PAGE, MG_ACCESS_READ);
      assert_true (report.n_processes >= 1);

      /* this process has it open, and does not count */
      assert_null (find_holder (objects, object->text, getpid ()));
      assert_int_equal (find_object (objects, object->text)->holders->len, 1);
    }
}

static void
child_maps_privately (Child *parent, gpointer data)
{
  int fd = open (data, O_RDONLY);
  void *view = mmap (NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);

  child_assert (view != MAP_FAILED);
  close (fd);
  child_say (parent, &view, sizeof view);
  child_wait (parent);
}

static void
a_private_mapping_does_not_write_to_the_object (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Object) object = object_new (PAGE);
      g_autoptr (Child) child = child_new (child_maps_privately, object->path);
      g_autoptr (GPtrArray) objects = NULL;
      const MgHolder *holder;
      MgListReport report;
      void *view;

      assert_true (child_hear (child, &view, sizeof view));
      mg_process_set_maps_method (methods[i]);
      objects = list_with_holders (&report);
      holder = find_holder (objects, object->text, child->pid);
      assert_non_null (holder);
      assert_int_equal (holder->access, MG_ACCESS_READ);
      assert_int_equal (holder->mappings->len, 1);
    }
}

static void
child_opens (Child *parent, gpointer data)
{
  char *const *paths = data;

  child_assert (open (paths[0], O_RDONLY) >= 0);
  child_assert (open (paths[1], O_RDWR) >= 0);
  child_assert (open (paths[2], O_PATH) >= 0);
  child_say (parent, "r", 1);
  child_wait (parent);
}

static void
descriptors_are_told_with_their_access (void **state)
{
  g_autoptr (Object) read_only = object_new (PAGE);
  g_autoptr (Object) read_write = object_new (PAGE);
  g_autoptr (Object) neither = object_new (PAGE);
  char *paths[] = { read_only->path, read_write->path, neither->path };
  g_autoptr (Child) child = child_new (child_opens, paths);
  g_autoptr (GPtrArray) objects = NULL;
  const MgHolder *holder;
  MgListReport report;
  char ready;

  assert_true (child_hear (child, &ready, 1));
  objects = list_with_holders (&report);
  holder = find_holder (objects, read_only->text, child->pid);
  assert_non_null (holder);
  assert_int_equal (holder->access, MG_ACCESS_READ);
  assert_non_null (holder->mappings);
  assert_int_equal (holder->mappings->len, 0);
  holder = find_holder (objects, read_write->text, child->pid);
  assert_non_null (holder);
  assert_int_equal (holder->access, MG_ACCESS_READ | MG_ACCESS_WRITE);
  assert_null (find_holder (objects, neither->text, child->pid));
}

static void
two_names_of_one_object_have_the_same_holders (void **state)
{
  g_autoptr (Object) object = object_new (5 * PAGE);
  g_autofree char *text = g_strconcat (object->text, "-link", NULL);
  g_autofree char *path = g_strconcat (object->path, "-link", NULL);
  g_autoptr (Child) child = child_new (child_maps_twice, object->path);
  g_autoptr (GPtrArray) objects = NULL;
  MgListReport report;
  void *views[2];

  assert_true (child_hear (child, views, sizeof views));
  assert_int_equal (link (object->path, path), 0);
  objects = list_with_holders (&report);
  unlink (path);
  assert_int_equal (find_holder (objects, object->text, child->pid)->mappings->len, 2);
  assert_int_equal (find_holder (objects, text, child->pid)->mappings->len, 2);
}

#define MANY_MAPPINGS 1500

static void
child_maps_often (Child *parent, gpointer data)
{
  int fd = open (data, O_RDWR);

  child_assert (fd >= 0);
  /* neighbours that differ, so that the kernel keeps them apart; the last one can be written to */
  for (guint i = 0; i < MANY_MAPPINGS; i++)
    child_assert (mmap (NULL, PAGE,
                        i == MANY_MAPPINGS - 1 ? PROT_READ | PROT_WRITE
                                               : (i % 2 == 0 ? PROT_READ : PROT_NONE),
                        MAP_SHARED, fd, 0)
                  != MAP_FAILED);
  close (fd);
  child_say (parent, "r", 1);
  child_wait (parent);
}

static void
mappings_without_end_are_cut_and_their_access_is_not (void **state)
{
  g_autoptr (Object) object = object_new (PAGE);
  g_autoptr (Child) child = child_new (child_maps_often, object->path);
  g_autoptr (GPtrArray) objects = NULL;
  const MgHolder *holder;
  MgListReport report;
  char ready;

  assert_true (child_hear (child, &ready, 1));
  objects = list_with_holders (&report);
  holder = find_holder (objects, object->text, child->pid);
  assert_int_equal (holder->mappings->len, 1024);
  assert_int_equal (holder->access, MG_ACCESS_READ | MG_ACCESS_WRITE);
}

/* ---- Objects without a name ---- */

static void
a_deleted_object_is_told_while_somebody_maps_it (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *base = unique_name ();
      g_autofree char *name = g_strconcat (base, " \n(deleted)\xff", NULL);
      g_autofree char *text = g_strconcat ("/", base, " %0A(deleted)%FF", NULL);
      g_autoptr (Object) object = object_new_at (name, 5 * PAGE);
      g_autoptr (Child) child = child_new (child_maps_twice, object->path);
      g_autoptr (GPtrArray) objects = NULL;
      const MgObjectInfo *info;
      MgListReport report;
      void *views[2];
      struct stat status;

      assert_true (child_hear (child, views, sizeof views));
      object_fill (object, 0, PAGE, 1);
      assert_int_equal (fstat (object->fd, &status), 0);
      unlink (object->path);
      mg_process_set_maps_method (methods[i]);
      objects = list_with_holders (&report);
      info = find_object (objects, text);
      assert_non_null (info);
      assert_true (info->deleted);
      assert_int_equal (info->identity.device, status.st_dev);
      assert_int_equal (info->identity.object, status.st_ino);
      assert_int_equal (info->holders->len, 1);
      assert_int_equal (find_holder (objects, text, child->pid)->mappings->len, 2);
      if (geteuid () == 0) /* who else may look behind a mapping differs from kernel to kernel */
        {
          assert_int_equal (info->size, 5 * PAGE);
          assert_int_equal (info->allocated, PAGE);
          assert_int_equal (info->mode, 0644);
        }
    }
}

static void
child_keeps_open (Child *parent, gpointer data)
{
  child_assert (open (data, O_RDWR) >= 0);
  child_say (parent, "r", 1);
  child_wait (parent);
}

static void
a_deleted_object_is_told_while_somebody_has_it_open (void **state)
{
  g_autoptr (Object) object = object_new (5 * PAGE);
  g_autoptr (Child) child = child_new (child_keeps_open, object->path);
  g_autoptr (GPtrArray) objects = NULL;
  const MgObjectInfo *info;
  MgListReport report;
  char ready;

  assert_true (child_hear (child, &ready, 1));
  unlink (object->path);
  objects = list_with_holders (&report);
  info = find_object (objects, object->text);
  assert_non_null (info);
  assert_true (info->deleted);
  assert_int_equal (info->size, 5 * PAGE);
  assert_non_null (find_holder (objects, object->text, child->pid));
}

static void
a_deleted_object_and_its_successor_are_two (void **state)
{
  g_autoptr (Object) object = object_new (5 * PAGE);
  g_autoptr (Child) child = child_new (child_keeps_open, object->path);
  g_autoptr (GPtrArray) objects = NULL;
  guint n_deleted = 0, n_named = 0;
  MgListReport report;
  char ready;

  assert_true (child_hear (child, &ready, 1));
  unlink (object->path);
  {
    g_autoptr (Object) successor G_GNUC_UNUSED = object_new_at (object->text + 1, PAGE);

    objects = list_with_holders (&report);
  }
  for (guint i = 0; i < objects->len; i++)
    {
      const MgObjectInfo *info = g_ptr_array_index (objects, i);

      if (!g_str_equal (mg_name_get_text (info->name), object->text))
        continue;
      if (info->deleted)
        n_deleted++;
      else
        n_named++;
      assert_int_equal (info->holders->len, info->deleted ? 1 : 0);
    }
  assert_int_equal (n_deleted, 1);
  assert_int_equal (n_named, 1);
}

static void
child_uses_semaphore (Child *parent, gpointer data)
{
  child_assert (sem_open (data, O_CREAT | O_EXCL, 0600, 1) != SEM_FAILED);
  child_say (parent, "r", 1);
  child_wait (parent);
}

static guint
count_semaphores (void)
{
  MgListReport report;
  g_autoptr (GPtrArray) objects = list_with_holders (&report);
  guint n_found = 0;

  for (guint i = 0; i < objects->len; i++)
    {
      const MgObjectInfo *info = g_ptr_array_index (objects, i);

      n_found += g_str_has_prefix (mg_name_get_text (info->name), "/sem.")
                 && strstr (mg_name_get_text (info->name), "-object") == NULL;
    }
  return n_found;
}

static void
semaphores_in_use_are_no_deleted_objects (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *name = g_strdup_printf ("/mg-test-%d-semaphore-%u", (int) getpid (), i);
      g_autoptr (Child) child = child_new (child_uses_semaphore, name);
      char ready;

      assert_true (child_hear (child, &ready, 1));
      mg_process_set_maps_method (methods[i]);
      assert_int_equal (count_semaphores (), 0);
      sem_unlink (name);
      assert_int_equal (count_semaphores (), 0);
    }
}

/* ---- One object's holders, a little at a time ---- */

static guint
count_steps (MgIdentity identity, guint32 *pid)
{
  MgHolderSearch *search = mg_holder_search_new (identity);
  guint n_steps = 1;

  while (!mg_holder_search_step (search, 0, pid))
    n_steps++;
  mg_holder_search_free (search);
  return n_steps;
}

static void
a_search_goes_on_where_its_time_ran_out (void **state)
{
  g_autoptr (Object) object = object_new (5 * PAGE);
  g_autoptr (Child) child = child_new (child_maps_twice, object->path);
  g_autoptr (GArray) pids = NULL;
  MgIdentity identity;
  struct stat status;
  void *views[2];
  guint32 pid = 0;

  assert_true (child_hear (child, views, sizeof views));
  assert_int_equal (fstat (object->fd, &status), 0);
  identity = (MgIdentity) { status.st_dev, status.st_ino };
  pids = mg_process_list (NULL);
  assert_in_range (count_steps (identity, &pid), 1, 2 * pids->len);
  assert_int_equal (pid, child->pid);
  assert_true (mg_holder_search_one (identity, pid));
  assert_int_equal (child_join (child), 0);
  assert_true (count_steps (identity, &pid) > 0);
  assert_int_equal (pid, 0);
  mg_holder_search_free (NULL);
}

static void
child_inspects (Child *parent, gpointer path)
{
  void *view = child_map (path, 0, PAGE, FALSE);

  child_assert (prctl (PR_SET_NAME, "mapglass") == 0);
  child_say (parent, &view, sizeof view);
  child_wait (parent);
}

/* Two inspectors would keep each other believing that somebody still has a dead object. */
static void
another_inspector_keeps_nothing_alive (void **state)
{
  g_autoptr (Object) object = object_new (5 * PAGE);
  g_autoptr (Child) inspector = child_new (child_inspects, object->path);
  struct stat status;
  void *view;
  guint32 pid = 0;

  assert_true (child_hear (inspector, &view, sizeof view));
  assert_int_equal (fstat (object->fd, &status), 0);
  count_steps ((MgIdentity) { status.st_dev, status.st_ino }, &pid);
  assert_int_equal (pid, 0);
}

/* ---- Rights, limits, cancelling ---- */

static void
child_looks_as_nobody (Child *parent, gpointer data)
{
  MgListReport report;
  GPtrArray *objects;

  become_nobody ();
  objects = mg_platform_list (NULL, &report, NULL);
  child_assert (objects != NULL);
  child_assert (mg_platform_find_holders (objects, NULL, &report, NULL));
  child_assert (report.n_processes_denied >= 1);
  child_assert (report.n_processes >= report.n_processes_denied);
  child_assert (find_holder (objects, data, getppid ()) == NULL);
  g_ptr_array_unref (objects);
}

static void
processes_that_are_denied_are_counted (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Object) object = object_new (PAGE);

      mg_process_set_maps_method (methods[i]);
      if (geteuid () == 0)
        {
          g_autoptr (Child) child = child_new (child_looks_as_nobody, object->text);

          assert_int_equal (child_join (child), 0);
        }
    }
}

static void
looking_can_be_cancelled (void **state)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  MgListReport report;
  g_autoptr (GPtrArray) objects = mg_platform_list (NULL, &report, NULL);

  g_cancellable_cancel (cancellable);
  assert_false (mg_platform_find_holders (objects, cancellable, &report, &error));
  assert_int_equal (error->code, MG_ERROR_CANCELLED);
}

static void
the_way_to_ask_is_found_out (void **state)
{
  g_autoptr (Object) object = object_new (PAGE);
  Child *children[MG_TRIAL_RUNS]; /* to ask about */
  MgListReport report;
  char ready;

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      children[i] = child_new (child_keeps_open, object->path);
      assert_true (child_hear (children[i], &ready, 1));
    }
  mg_process_set_maps_method (MG_MAPS_AUTO);
  g_ptr_array_unref (list_with_holders (&report));
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    child_free (children[i]);
  assert_int_not_equal (mg_process_get_maps_method (), MG_MAPS_AUTO);
  print_message ("mappings are asked for by %s\n",
                 mg_process_get_maps_method () == MG_MAPS_QUERY ? "PROCMAP_QUERY" : "maps");
}

static void
child_has_a_long_name (Child *parent, gpointer data)
{
  child_assert (prctl (PR_SET_NAME, "mg\nshort") == 0);
  child_say (parent, "r", 1);
  child_wait (parent);
}

static void
a_process_is_named_in_valid_text (void **state)
{
  g_autoptr (Child) child = child_new (child_has_a_long_name, NULL);
  g_autofree char *name = NULL;
  g_autofree char *own = mg_platform_dup_process_name ((guint32) getpid ());
  char ready;

  assert_true (child_hear (child, &ready, 1));
  name = mg_platform_dup_process_name ((guint32) child->pid);
  assert_string_equal (name, "mg?short");
  /* longer than the 15 bytes that the kernel keeps */
  assert_string_equal (own, "test-posix-holders");
  assert_null (mg_platform_dup_process_name (G_MAXINT32));
}

/* ---- Lines of /proc/PID/maps ---- */

static void
a_line_of_maps_is_parsed (void **state)
{
  static const char line[]
      = "7f12a4000000-7f12a4003000 rw-s 00001000 00:1b 4711                       /dev/shm/a b";
  static const char anonymous[] = "7ffd1000-7ffd3000 r-xp 00000000 00:00 0 ";
  static const char huge[]
      = "ffffffffff600000-ffffffffff601000 --xp 7ffffffffffff000 ffff:fffff 18446744073709551609 /x";
  MgProcessMapping mapping;
  const char *path;

  assert_true (mg_process_parse_maps_line (line, strlen (line), &mapping, &path));
  assert_int_equal (mapping.mapping.address, 0x7f12a4000000);
  assert_int_equal (mapping.mapping.length, 0x3000);
  assert_int_equal (mapping.mapping.offset, 0x1000);
  assert_int_equal (mapping.mapping.access, MG_ACCESS_READ | MG_ACCESS_WRITE);
  assert_true (mapping.shared);
  assert_int_equal (mapping.identity.device, makedev (0, 0x1b));
  assert_int_equal (mapping.identity.object, 4711);
  assert_string_equal (path, "/dev/shm/a b");

  assert_true (mg_process_parse_maps_line (anonymous, strlen (anonymous), &mapping, &path));
  assert_int_equal (mapping.identity.object, 0);
  assert_false (mapping.shared);
  assert_ptr_equal (path, anonymous + strlen (anonymous));

  assert_true (mg_process_parse_maps_line (huge, strlen (huge), &mapping, NULL));
  assert_int_equal (mapping.identity.object, G_GUINT64_CONSTANT (18446744073709551609));
  assert_int_equal (mapping.mapping.access, MG_ACCESS_EXECUTE);
}

static void
other_lines_are_refused_at_every_length (void **state)
{
  static const char line[] = "7f12a4000000-7f12a4003000 rw-s 00001000 00:1b 4711 /dev/shm/x";
  static const char *const wrong[] = {
    "", "-", "x-y rw-s 0 0:0 0", "2000-1000 rw-s 00000000 00:00 0 ", "1000-2000 rw-s 0 0:0 12x",
    "11111111111111111-2 rw-s 0 0:0 0", "1-2 rw 0 0:0 0", "1-2 rw-s 0 100000000:0 0",
    "1-2 rw-s 0 0:0 99999999999999999999999",
  };
  MgProcessMapping mapping = { .shared = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_false (mg_process_parse_maps_line (wrong[i], strlen (wrong[i]), &mapping, NULL));
  assert_true (mapping.shared);

  /* cut off anywhere, in memory of just that length */
  for (gsize length = 0; length < strlen (line); length++)
    {
      g_autofree char *copy = g_memdup2 (line, MAX (length, 1));

      mg_process_parse_maps_line (copy, length, &mapping, NULL);
    }
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (mappings_are_told_with_address_offset_and_length),
    cmocka_unit_test (a_private_mapping_does_not_write_to_the_object),
    cmocka_unit_test (descriptors_are_told_with_their_access),
    cmocka_unit_test (two_names_of_one_object_have_the_same_holders),
    cmocka_unit_test (mappings_without_end_are_cut_and_their_access_is_not),
    cmocka_unit_test (a_deleted_object_is_told_while_somebody_maps_it),
    cmocka_unit_test (a_deleted_object_is_told_while_somebody_has_it_open),
    cmocka_unit_test (a_deleted_object_and_its_successor_are_two),
    cmocka_unit_test (semaphores_in_use_are_no_deleted_objects),
    cmocka_unit_test (a_search_goes_on_where_its_time_ran_out),
    cmocka_unit_test (another_inspector_keeps_nothing_alive),
    cmocka_unit_test (processes_that_are_denied_are_counted),
    cmocka_unit_test (looking_can_be_cancelled),
    cmocka_unit_test (the_way_to_ask_is_found_out),
    cmocka_unit_test (a_process_is_named_in_valid_text),
    cmocka_unit_test (a_line_of_maps_is_parsed),
    cmocka_unit_test (other_lines_are_refused_at_every_length),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
