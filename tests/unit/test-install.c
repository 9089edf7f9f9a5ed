#include "config.h"

#include "core/install.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#ifdef G_OS_WIN32
#define PROGRAM "helper.exe"
#else
#define PROGRAM "helper"
#endif

static void
a_helper_is_found_where_the_environment_says (void **state)
{
  g_autofree char *dir = g_dir_make_tmp ("mapglass-test-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (dir, PROGRAM, NULL);
  g_autofree char *found = NULL;

  /* "MZ": what Windows' GLib takes for a program is a name, what Linux' does is a permission */
  assert_true (g_file_set_contents (file, "MZ", 2, NULL));
  assert_int_equal (g_chmod (file, 0700), 0);
  g_setenv ("MAPGLASS_LIBEXECDIR", dir, TRUE);
  found = mg_install_dup_helper ("helper");
  g_unsetenv ("MAPGLASS_LIBEXECDIR");
  g_unlink (file);
  g_rmdir (dir);
  assert_non_null (found);
  assert_string_equal (found, file);
}

static void
a_helper_that_is_not_there_is_not_found (void **state)
{
  g_autofree char *dir = g_dir_make_tmp ("mapglass-test-XXXXXX", NULL);

  g_setenv ("MAPGLASS_LIBEXECDIR", dir, TRUE);
  assert_null (mg_install_dup_helper ("mapglass-no-such-helper"));
  g_unsetenv ("MAPGLASS_LIBEXECDIR");
  g_rmdir (dir);
}

static void
translations_are_looked_for_where_the_environment_says (void **state)
{
  g_autofree char *dir = g_dir_make_tmp ("mapglass-test-XXXXXX", NULL);

  g_setenv ("MAPGLASS_LOCALEDIR", dir, TRUE);
  mg_install_init_locale ();
  g_unsetenv ("MAPGLASS_LOCALEDIR");
  g_rmdir (dir);
  assert_string_equal (textdomain (NULL), GETTEXT_PACKAGE);
  assert_string_equal (bindtextdomain (GETTEXT_PACKAGE, NULL), dir);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_helper_is_found_where_the_environment_says),
    cmocka_unit_test (a_helper_that_is_not_there_is_not_found),
    cmocka_unit_test (translations_are_looked_for_where_the_environment_says),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
