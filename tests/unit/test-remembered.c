#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "app/remembered.h"

static void
what_is_saved_is_loaded (void **state)
{
  const char *name = "/a name/with ü\n[x]=;";
  g_autoptr (MgRemembered) saved = mg_remembered_new ();
  g_autoptr (MgRemembered) loaded = NULL;
  g_autofree char *path = mg_remembered_dup_path (name);

  saved->text = g_strdup ("struct s\n{\n\tint a; // \"\\n\"\n};\n");
  saved->abi = g_strdup ("win32");
  saved->offset = G_MAXUINT64;
  saved->big_endian = TRUE;
  saved->pinned = g_strsplit ("a;b|q[1]", "|", -1);
  assert_true (mg_remembered_save (saved, name, NULL));
  loaded = mg_remembered_load (name);
  assert_non_null (loaded);
  assert_string_equal (loaded->text, saved->text);
  assert_string_equal (loaded->abi, "win32");
  assert_null (loaded->file);
  assert_null (loaded->expanded);
  assert_true (loaded->offset == G_MAXUINT64);
  assert_true (loaded->big_endian);
  assert_int_equal (g_strv_length (loaded->pinned), 2);
  assert_string_equal (loaded->pinned[0], "a;b");
  assert_string_equal (loaded->pinned[1], "q[1]");

  /* nothing to keep: the file goes */
  g_clear_pointer (&saved->text, g_free);
  assert_true (mg_remembered_save (saved, name, NULL));
  assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_null (mg_remembered_load (name));
}

static void
another_names_file_and_garbage_are_nothing (void **state)
{
  g_autoptr (MgRemembered) saved = mg_remembered_new ();
  g_autofree char *one = mg_remembered_dup_path ("one");
  g_autofree char *two = mg_remembered_dup_path ("two");
  g_autofree char *data = NULL;

  saved->text = g_strdup ("int x;");
  assert_string_not_equal (one, two);
  assert_true (mg_remembered_save (saved, "one", NULL));
  assert_true (g_file_get_contents (one, &data, NULL, NULL));
  assert_true (g_file_set_contents (two, data, -1, NULL));
  assert_null (mg_remembered_load ("two"));
  assert_true (g_file_set_contents (one, "\xff[[\n", -1, NULL));
  assert_null (mg_remembered_load ("one"));
  g_remove (one);
  g_remove (two);
}

static void
what_is_too_large_is_refused_and_leaves_what_was (void **state)
{
  g_autoptr (MgRemembered) saved = mg_remembered_new ();
  g_autoptr (MgRemembered) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = mg_remembered_dup_path ("large");

  saved->text = g_strdup ("int x;");
  assert_true (mg_remembered_save (saved, "large", NULL));
  g_free (saved->text);
  saved->text = g_strnfill (MG_REMEMBERED_MAX_SIZE, 'x');
  assert_false (mg_remembered_save (saved, "large", &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE));
  loaded = mg_remembered_load ("large");
  assert_non_null (loaded);
  assert_string_equal (loaded->text, "int x;");
  g_remove (path);
}

int
main (void)
{
  g_autofree char *directory = g_dir_make_tmp ("mapglass-remembered-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (directory, "mapglass", NULL);
  g_autofree char *objects = g_build_filename (program, "objects", NULL);
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_is_saved_is_loaded),
    cmocka_unit_test (another_names_file_and_garbage_are_nothing),
    cmocka_unit_test (what_is_too_large_is_refused_and_leaves_what_was),
  };
  int failed;

  g_setenv ("XDG_DATA_HOME", directory, TRUE); /* before GLib looks */
  failed = cmocka_run_group_tests (tests, NULL, NULL);
  g_rmdir (objects);
  g_rmdir (program);
  if (g_rmdir (directory) != 0)
    failed++;
  return failed;
}
