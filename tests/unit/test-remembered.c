#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/remembered.h"

#include <glib/gstdio.h>

static char *directory; /* the user's data, for this process */

static MgRemembered *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  MgRemembered *remembered = mg_remembered_load (name, &error);

  if (error != NULL)
    fail_msg ("%s: %s", name, error->message);
  return remembered;
}

static void
save (const MgRemembered *remembered, const char *name)
{
  g_autoptr (GError) error = NULL;

  if (!mg_remembered_save (remembered, name, &error))
    fail_msg ("%s: %s", name, error->message);
}

static void
assert_list (char **list, const char *const *wanted)
{
  assert_non_null (list);
  assert_true (g_strv_equal ((const char *const *) list, wanted));
}

static void
everything_comes_back (void **state)
{
  static const char text[] = " struct s {\r\n\tint a; // \"x\\y\"; [Structure]\n};\n\n# é 😀\n ";
  const char *include_path[] = { "/a b", "C:\\x;y", "", "é", NULL }, *defines[] = { "N=1;2", "M", NULL };
  const char *expanded[] = { "list[3].in", "a", NULL }, *pinned[] = { "n", NULL };
  const char *plotted[] = { "a.b", "c;", NULL }, *triggers[] = { "n == 4; \t\"x\"", NULL };
  MgRemembered kept = {
    .text = (char *) text,
    .unsaved = (char *) "\n",
    .title = (char *) "a=b",
    .type_name = (char *) "struct s",
    .abi = (char *) "win32",
    .offset = G_MAXUINT64,
    .big_endian = TRUE,
    .include_path = (char **) include_path,
    .defines = (char **) defines,
    .expanded = (char **) expanded,
    .pinned = (char **) pinned,
    .plotted = (char **) plotted,
    .triggers = (char **) triggers,
    .take_mutex = TRUE,
  };
  g_autoptr (MgRemembered) again = NULL;

  save (&kept, "/round\ntrip; é");
  again = load ("/round\ntrip; é");
  assert_non_null (again);
  assert_string_equal (again->text, text);
  assert_null (again->file);
  assert_string_equal (again->unsaved, "\n");
  assert_string_equal (again->title, "a=b");
  assert_string_equal (again->type_name, "struct s");
  assert_string_equal (again->abi, "win32");
  assert_true (again->offset == G_MAXUINT64);
  assert_true (again->big_endian);
  assert_list (again->include_path, include_path);
  assert_list (again->defines, defines);
  assert_list (again->expanded, expanded);
  assert_list (again->pinned, pinned);
  assert_list (again->plotted, plotted);
  assert_list (again->triggers, triggers);
  assert_true (again->take_mutex);
}

static void
what_was_not_set_is_not_set_again (void **state)
{
  MgRemembered kept = { .file = (char *) "file:///x.h" };
  g_autoptr (MgRemembered) again = NULL;

  save (&kept, "little");
  again = load ("little");
  assert_string_equal (again->file, "file:///x.h");
  assert_null (again->text);
  assert_null (again->type_name);
  assert_null (again->expanded);
  assert_true (again->offset == 0);
  assert_false (again->big_endian);
  assert_false (again->take_mutex);
}

static void
each_name_has_its_own_and_unknown_ones_none (void **state)
{
  MgRemembered a = { .text = (char *) "a" }, b = { .text = (char *) "b" };
  g_autofree char *long_name = g_strnfill (5000, 'n');
  g_autoptr (MgRemembered) again = NULL, other = NULL, none = load ("never seen");

  assert_null (none);
  save (&a, "Global\\x");
  save (&b, "Global\\X");
  save (&b, long_name);
  again = load ("Global\\x");
  assert_string_equal (again->text, "a");
  other = load (long_name);
  assert_string_equal (other->text, "b");
}

static void
nothing_to_keep_removes_the_file (void **state)
{
  MgRemembered kept = { .text = (char *) "a" }, nothing = { .abi = (char *) "win32" };
  g_autofree char *path = mg_remembered_dup_path ("removed");

  save (&kept, "removed");
  assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  save (&nothing, "removed");
  assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_null (load ("removed"));
}

static void
what_is_too_large_is_refused_and_the_old_one_stays (void **state)
{
  g_autofree char *large = g_strnfill (MG_REMEMBERED_MAX_SIZE, 'x');
  MgRemembered kept = { .text = (char *) "a" }, too_large = { .text = large };
  g_autoptr (MgRemembered) again = NULL;
  g_autoptr (GError) error = NULL;

  save (&kept, "large");
  assert_false (mg_remembered_save (&too_large, "large", &error));
  assert_non_null (error);
  again = load ("large");
  assert_string_equal (again->text, "a");
}

/* Told with the file's name, whatever is in it. */
static void
a_corrupt_file_is_an_error_and_can_be_replaced (void **state)
{
  static const struct
  {
    const char *content;
    gssize length;
  } contents[] = {
    { "", 0 },
    { "no key file", -1 },
    { "[Structure\nName=broken\n", -1 },
    { "[Other]\nName=broken\n", -1 },
    { "[Structure]\nText=a\n", -1 }, /* whose it is is missing */
    { "[Structure]\nName=broken\nText=\xff\xfe\n", -1 },
    { "[Structure]\nName=broken\nText=a\\q\n", -1 },
    { "[Structure]\nName=broken\nText=a\nOffset=many\n", -1 },
    { "[Structure]\nName=broken\nText=a\nBigEndian=perhaps\n", -1 },
    { "[Structure]\nName=broken\nText=a\nPinned=\xff\n", -1 },
    { "\0\0\0\0\0\0\0\0", 8 },
  };
  MgRemembered kept = { .text = (char *) "a" };
  g_autofree char *path = mg_remembered_dup_path ("broken");
  g_autofree char *large = g_strnfill (MG_REMEMBERED_MAX_SIZE + 1, '\n');
  g_autoptr (MgRemembered) again = NULL;

  save (&kept, "broken");
  for (guint i = 0; i <= G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_large = i == G_N_ELEMENTS (contents);

      assert_true (is_large ? g_file_set_contents (path, large, -1, NULL)
                            : g_file_set_contents (path, contents[i].content, contents[i].length, NULL));
      if (mg_remembered_load ("broken", &error) != NULL || error == NULL)
        fail_msg ("content %u is taken", i);
      assert_non_null (strstr (error->message, path));
    }
  save (&kept, "broken");
  again = load ("broken");
  assert_string_equal (again->text, "a");
}

static void
another_names_file_is_not_taken (void **state)
{
  MgRemembered kept = { .text = (char *) "a" };
  g_autofree char *path = mg_remembered_dup_path ("mine"), *other = mg_remembered_dup_path ("other"),
                  *content = NULL;

  save (&kept, "other");
  assert_true (g_file_get_contents (other, &content, NULL, NULL));
  assert_true (g_file_set_contents (path, content, -1, NULL));
  assert_null (load ("mine"));
}

static int
set_up (void **state)
{
  directory = g_dir_make_tmp ("mapglass-test-XXXXXX", NULL);
  return directory != NULL && g_setenv ("XDG_DATA_HOME", directory, TRUE) ? 0 : -1;
}

static int
tear_down (void **state)
{
  g_autofree char *kept = g_build_filename (directory, "mapglass", "objects", NULL);
  g_autofree char *parent = g_path_get_dirname (kept);
  g_autoptr (GDir) entries = g_dir_open (kept, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (kept, name, NULL);

      g_remove (path);
    }
  g_rmdir (kept);
  g_rmdir (parent);
  g_rmdir (directory);
  g_free (directory);
  return 0;
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (everything_comes_back),
    cmocka_unit_test (what_was_not_set_is_not_set_again),
    cmocka_unit_test (each_name_has_its_own_and_unknown_ones_none),
    cmocka_unit_test (nothing_to_keep_removes_the_file),
    cmocka_unit_test (what_is_too_large_is_refused_and_the_old_one_stays),
    cmocka_unit_test (a_corrupt_file_is_an_error_and_can_be_replaced),
    cmocka_unit_test (another_names_file_is_not_taken),
  };

  return cmocka_run_group_tests (tests, set_up, tear_down);
}
