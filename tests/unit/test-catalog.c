#include "config.h"

#include "core/catalog.h"
#include "publisher-client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PATIENCE_MS 60000 /* of a condition that must come true; not a timing */

static MgName *
parse (const char *text)
{
  MgName *name = mg_name_parse (text, mg_platform_get_name_context (), NULL);

  assert_non_null (name);
  return name;
}

static gboolean
give_up_cb (gpointer data)
{
  g_error ("a condition did not come true in time");
  return G_SOURCE_REMOVE;
}

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint give_up = g_timeout_add (PATIENCE_MS, give_up_cb, NULL);                                 \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (give_up);                                                                     \
  }                                                                                                \
  G_STMT_END

static const MgHolder *
find_holder (const MgObjectInfo *info, guint32 pid)
{
  for (guint i = 0; info->holders != NULL && i < info->holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, i);

      if (holder->pid == pid)
        return holder;
    }
  return NULL;
}

static void
a_scan_finds_another_process_s_object_and_who_holds_it (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = parse (text);
  g_autoptr (MgListing) listing = NULL;
  const MgObjectInfo *info;
  const MgHolder *holder;

  publisher_do (publisher, "shm a %s 16384", text);
  listing = mg_listing_scan (TRUE, NULL, NULL);
  info = mg_listing_find (listing, name);
  assert_non_null (info);
  assert_int_equal (info->size, 16384);
  assert_false (info->deleted);
  holder = find_holder (info, publisher_get_pid (publisher));
  assert_non_null (holder);
  assert_non_null (holder->process);
  assert_non_null (strstr (holder->process, "publisher"));
  assert_true (holder->access & MG_ACCESS_WRITE);
}

static void
a_listing_is_sorted_and_finds_each_of_its_names (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *prefix = publisher_new_name ();
  g_autoptr (MgListing) listing = NULL;

  publisher_do (publisher, "many a %s- 100 4096", prefix);
  listing = mg_listing_scan (FALSE, NULL, NULL);
  for (guint i = 1; i < listing->objects->len; i++)
    {
      const MgObjectInfo *a = g_ptr_array_index (listing->objects, i - 1);
      const MgObjectInfo *b = g_ptr_array_index (listing->objects, i);

      assert_true (mg_name_compare (a->name, b->name) <= 0);
    }
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s-%d", prefix, i);
      g_autoptr (MgName) name = parse (text);

      assert_non_null (mg_listing_find (listing, name));
    }
}

static gboolean
is_listed (MgCatalog *catalog, const MgName *name)
{
  MgListing *listing = mg_catalog_get_listing (catalog);

  return listing != NULL && mg_listing_find (listing, name) != NULL;
}

static gboolean
is_closed (MgCatalog *catalog, const MgName *name)
{
  MgListing *listing = mg_catalog_get_listing (catalog);

  for (guint i = 0; i < listing->closed->len; i++)
    {
      const MgClosedObject *closed = g_ptr_array_index (listing->closed, i);

      if (mg_name_equal (closed->info->name, name))
        return TRUE;
    }
  return FALSE;
}

static void
the_catalogue_follows_names_that_come_go_and_come_again (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autoptr (MgCatalog) catalog = mg_catalog_new ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = parse (text);

  mg_catalog_set_active (catalog, TRUE);
  WAIT_FOR (mg_catalog_get_listing (catalog) != NULL);
  assert_false (is_listed (catalog, name));
  publisher_do (publisher, "shm a %s 4096", text);
  WAIT_FOR (is_listed (catalog, name));
  publisher_do (publisher, "remove a");
  WAIT_FOR (!is_listed (catalog, name));
  assert_true (is_closed (catalog, name));
  publisher_do (publisher, "shm a %s 4096", text);
  WAIT_FOR (is_listed (catalog, name));
  assert_false (is_closed (catalog, name));
}

static void
switched_off_in_mid_scan_and_on_again_it_goes_on (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autoptr (MgCatalog) catalog = mg_catalog_new ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = parse (text);

  publisher_do (publisher, "shm a %s 4096", text);
  for (int i = 0; i < 20; i++)
    {
      mg_catalog_set_active (catalog, TRUE);
      mg_catalog_set_active (catalog, FALSE);
    }
  mg_catalog_set_active (catalog, TRUE);
  WAIT_FOR (is_listed (catalog, name));
}

static gboolean
holds (MgCatalog *catalog, const MgName *name, guint32 pid)
{
  MgListing *listing = mg_catalog_get_listing (catalog);
  const MgObjectInfo *info = listing != NULL ? mg_listing_find (listing, name) : NULL;

  return info != NULL && find_holder (info, pid) != NULL;
}

static void
count_cb (MgCatalog *catalog, gpointer data)
{
  ++*(guint *) data;
}

/* A scan without them must not make holders flicker. */
static void
holders_stay_between_the_scans_that_look_for_them (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autoptr (MgCatalog) catalog = mg_catalog_new ();
  g_autofree char *text = publisher_new_name ();
  g_autofree char *other = publisher_new_name ();
  g_autoptr (MgName) name = parse (text);
  g_autoptr (MgName) other_name = parse (other);
  guint n_changes = 0;

  publisher_do (publisher, "shm a %s 4096", text);
  mg_catalog_set_active (catalog, TRUE);
  WAIT_FOR (holds (catalog, name, publisher_get_pid (publisher)));
  g_signal_connect (catalog, "changed", G_CALLBACK (count_cb), &n_changes);
  publisher_do (publisher, "shm b %s 4096", other);
  WAIT_FOR (is_listed (catalog, other_name));
  assert_true (n_changes > 0);
  assert_true (holds (catalog, name, publisher_get_pid (publisher)));
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_scan_finds_another_process_s_object_and_who_holds_it),
    cmocka_unit_test (a_listing_is_sorted_and_finds_each_of_its_names),
    cmocka_unit_test (the_catalogue_follows_names_that_come_go_and_come_again),
    cmocka_unit_test (switched_off_in_mid_scan_and_on_again_it_goes_on),
    cmocka_unit_test (holders_stay_between_the_scans_that_look_for_them),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests_name ("catalog", tests, NULL, NULL);
}
