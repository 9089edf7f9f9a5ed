/* Windows' side of platform.h against the real system, with a second, real process. */

#include "config.h"

#include "publisher-client.h"
#include "win32-helpers.h"

#include "platform/platform.h"
#include "platform/win32/ntapi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- Opening and reading --- */

static void
bytes_of_another_process_are_read (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgObjectInfo) info = NULL;

  publisher_do (publisher, "shm x %s 5000", text);
  publisher_do (publisher, "write x 0 6d6170");
  publisher_do (publisher, "write x 4998 676c");
  source = open_source (text);
  assert_int_equal (mg_source_get_size (source), 8192);
  assert_bytes (source, 0, "map\0", 4);
  assert_bytes (source, 4998, "gl\0", 3);

  info = mg_source_dup_info (source, NULL);
  assert_int_equal (info->size, 8192);
  assert_true (info->size_rounded);
  assert_int_equal (info->attributes, MG_SECTION_COMMIT);
  assert_int_equal (info->mode, MG_MODE_UNKNOWN);

  publisher_do (publisher, "write x 0 4d");
  assert_bytes (source, 0, "Map", 3);
  assert_int_equal (mg_source_verify (source), MG_PRESENCE_LIVE);
  publisher_do (publisher, "write x 1 4150");
  assert_bytes (source, 0, "MAP", 3);
}

static void
a_name_that_nothing_has_is_not_found (void **state)
{
  g_autofree char *text = publisher_new_name ();
  g_autofree char *below = g_strconcat (text, "\\x", NULL);

  assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  assert_not_opened (below, MG_ERROR_NO_NAMESPACE, MG_STATUS_PATH_NOT_FOUND);
}

static void
a_name_of_another_type_says_which (void **state)
{
  static const char *const types[]
      = { "mutex", "event", "semaphore", "timer", "job", "directory" };
  g_autoptr (Publisher) publisher = publisher_start ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *text = publisher_new_name ();
      g_autoptr (MgName) name = parse (text);
      g_autoptr (GError) error = NULL;

      publisher_do (publisher, "object %s %s %s", types[i], text, types[i]);
      assert_not_opened (text, MG_ERROR_WRONG_TYPE, MG_STATUS_TYPE_MISMATCH);
      mg_platform_open (name, &error);
      assert_non_null (strstr (error->message, types[i]));
    }
}

static void
a_listing_shows_the_section_and_who_has_it (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = parse (text);
  g_autoptr (GPtrArray) objects = NULL;
  MgListReport report;
  MgObjectInfo *found = NULL;
  MgHolder *holder;

  publisher_do (publisher, "shm x %s 4096", text);
  objects = mg_platform_list (NULL, &report, NULL);
  assert_non_null (objects);
  assert_true (mg_platform_find_holders (objects, NULL, &report, NULL));
  for (guint i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = objects->pdata[i];

      if (mg_name_equal (info->name, name))
        found = info;
    }
  assert_non_null (found);
  assert_int_equal (found->size, 4096);
  assert_int_equal (found->holders->len, 1);
  holder = found->holders->pdata[0];
  assert_int_equal (holder->pid, publisher_get_pid (publisher));
  assert_non_null (strstr (holder->process, "publisher"));
  assert_int_equal (holder->access & (MG_ACCESS_READ | MG_ACCESS_WRITE),
                    MG_ACCESS_READ | MG_ACCESS_WRITE);
  assert_null (holder->mappings);
}

static void
a_publisher_that_ends_takes_the_name_with_it (void **state)
{
  Publisher *publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  source = open_source (text);
  assert_int_equal (mg_source_verify (source), MG_PRESENCE_LIVE);
  publisher_kill (publisher);
  assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  verify_until (source, MG_PRESENCE_GONE);
  assert_true (read_fails (source, 0, MG_ERROR_GONE));
}

static void
a_closed_handle_with_a_view_left_is_unnamed_until_its_process_ends (void **state)
{
  Publisher *publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  source = open_source (text);
  publisher_do (publisher, "write x 0 31");
  publisher_do (publisher, "unname x");
  verify_until (source, MG_PRESENCE_UNNAMED);
  publisher_do (publisher, "write x 0 32");
  assert_bytes (source, 0, "2", 1);
  assert_int_equal (mg_source_verify (source), MG_PRESENCE_UNNAMED);
  assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  publisher_kill (publisher);
  verify_until (source, MG_PRESENCE_GONE);
}

static void
a_section_of_the_same_size_that_takes_the_name_is_another_one (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  publisher_do (publisher, "write x 0 31");
  source = open_source (text);
  publisher_do (publisher, "remove x");
  publisher_do (publisher, "shm x %s 4096", text);
  publisher_do (publisher, "write x 0 32");
  assert_int_equal (mg_source_verify (source), MG_PRESENCE_REPLACED);
  assert_true (read_fails (source, 0, MG_ERROR_GONE));
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (bytes_of_another_process_are_read),
    cmocka_unit_test (a_name_that_nothing_has_is_not_found),
    cmocka_unit_test (a_name_of_another_type_says_which),
    cmocka_unit_test (a_listing_shows_the_section_and_who_has_it),
    cmocka_unit_test (a_publisher_that_ends_takes_the_name_with_it),
    cmocka_unit_test (a_closed_handle_with_a_view_left_is_unnamed_until_its_process_ends),
    cmocka_unit_test (a_section_of_the_same_size_that_takes_the_name_is_another_one),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
