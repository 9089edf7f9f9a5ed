/* Listing Windows' namespaces and who holds what is in them, with real processes. */

#include "config.h"

#include "publisher-client.h"
#include "win32-helpers.h"

#include "platform/platform.h"
#include "platform/win32/ntapi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#define LOOKS_MAX 20 /* until it must be as it should */

static GPtrArray *
list (MgListReport *report)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *objects = mg_platform_list (NULL, report, &error);

  if (objects == NULL)
    fail_msg ("%s", error->message);
  return objects;
}

static MgObjectInfo *
find (GPtrArray *objects, const char *text)
{
  g_autoptr (MgName) name = parse (text);

  for (guint i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = objects->pdata[i];

      if (mg_name_equal (info->name, name))
        return info;
    }
  return NULL;
}

static const char *
find_type (GPtrArray *names, const char *text)
{
  g_autoptr (MgName) name = parse (text);

  for (guint i = 0; i < names->len; i++)
    {
      MgNameEntry *entry = names->pdata[i];

      if (mg_name_equal (entry->name, name))
        return entry->type;
    }
  return NULL;
}

static void
sections_of_all_namespaces_and_folders_are_listed_once (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *local = publisher_new_name ();
  const char *bare = local + strlen ("Local\\");
  g_autofree char *global = g_strconcat ("Global\\", bare, NULL);
  g_autofree char *folder = g_strconcat (local, "-folder", NULL);
  g_autofree char *inner = g_strconcat (folder, "\\inner", NULL);
  g_autofree char *link = g_strconcat (local, "-link", NULL);
  const char *const names[] = { local, global, g_strconcat (folder, "\\X", NULL),
                                g_strconcat (inner, "\\%uD800", NULL) };
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (mg_name_hash, mg_name_equal);
  MgListReport report;

  publisher_do (publisher, "object folder %s directory", folder);
  publisher_do (publisher, "object inner %s directory", inner);
  publisher_do (publisher, "object link %s symlink", link);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    publisher_do (publisher, "shm x%u %s %u", i, names[i], (i + 1) * 4096);

  objects = list (&report);
  assert_false (report.truncated);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      MgObjectInfo *info = find (objects, names[i]);

      assert_non_null (info);
      assert_int_equal (info->size, (i + 1) * 4096);
      assert_true (info->size_rounded);
      assert_int_equal (info->attributes, MG_SECTION_COMMIT);
      assert_int_equal (info->allocated, MG_UNKNOWN);
      assert_null (info->holders);
    }
  for (guint i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = objects->pdata[i];

      assert_true (g_hash_table_add (seen, info->name));
    }
  g_free ((char *) names[2]);
  g_free ((char *) names[3]);
}

static void
what_may_not_be_asked_is_unknown_and_counted (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *denied = publisher_new_name ();
  g_autofree char *owned = publisher_new_name ();
  g_autoptr (GPtrArray) objects = NULL;
  MgListReport report;
  guint n_denied;

  objects = list (&report);
  n_denied = report.n_objects_denied;
  g_clear_pointer (&objects, g_ptr_array_unref);

  publisher_do (publisher, "shm x %s 4096 sddl=D:(D;;GA;;;WD)", denied);
  publisher_do (publisher, "shm y %s 4096 sddl=O:BAD:(A;;0x20000;;;WD)", owned);
  objects = list (&report);
  assert_int_equal (report.n_objects_denied, n_denied + 2);
  assert_int_equal (find (objects, denied)->size, MG_UNKNOWN);
  assert_int_equal (find (objects, owned)->size, MG_UNKNOWN);
  assert_non_null (find (objects, owned)->owner);
}

static void
the_owner_is_named (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgObjectInfo) info = NULL;
  MgListReport report;

  publisher_do (publisher, "shm x %s 4096 sddl=O:BAD:(A;;GA;;;WD)", text);
  objects = list (&report);
  assert_non_null (find (objects, text)->owner);
  assert_non_null (strstr (find (objects, text)->owner, "Administrators"));
  source = open_source (text);
  info = mg_source_dup_info (source, NULL);
  assert_string_equal (info->owner, find (objects, text)->owner);
}

static void
names_of_every_type_are_told_apart (void **state)
{
  static const struct
  {
    const char *made, *type;
  } types[] = { { "mutex", "mutex" }, { "event", "event" },         { "semaphore", "semaphore" },
                { "timer", "timer" }, { "job", "job" },             { "directory", "directory" },
                { "symlink", "link" } };
  g_autoptr (Publisher) publisher = publisher_start ();
  char *texts[G_N_ELEMENTS (types)];
  g_autofree char *section = publisher_new_name ();
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      texts[i] = publisher_new_name ();
      publisher_do (publisher, "object x%u %s %s", i, texts[i], types[i].made);
    }
  publisher_do (publisher, "shm x %s 4096", section);
  names = mg_platform_list_names (NULL, NULL);
  assert_non_null (names);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      assert_non_null (find_type (names, texts[i]));
      assert_string_equal (find_type (names, texts[i]), types[i].type);
      g_free (texts[i]);
    }
  assert_string_equal (find_type (names, section), "section");
}

static void
a_cancelled_listing_says_so (void **state)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  MgListReport report;

  g_cancellable_cancel (cancellable);
  assert_null (mg_platform_list (cancellable, &report, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
  g_clear_error (&error);
  assert_null (mg_platform_list_names (cancellable, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
  g_clear_error (&error);
  assert_false (mg_platform_find_holders (objects, cancellable, &report, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
}

static void
assert_all_listed (const char *prefix, guint count)
{
  MgListReport report;
  g_autoptr (GPtrArray) objects = list (&report);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = objects->pdata[i];

      assert_true (g_hash_table_add (names, (gpointer) mg_name_get_text (info->name)));
    }
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s%u", prefix, i);

      if (!g_hash_table_contains (names, text))
        fail_msg ("%s is missing", text);
    }
}

/* Names of every type are listed anew each time: nothing that the last list knew helps. */
static void
assert_all_named (const char *prefix, guint count)
{
  g_autoptr (GPtrArray) entries = mg_platform_list_names (NULL, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  assert_non_null (entries);
  for (guint i = 0; i < entries->len; i++)
    {
      MgNameEntry *entry = entries->pdata[i];

      g_hash_table_add (names, (gpointer) mg_name_get_text (entry->name));
    }
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s%u", prefix, i);

      if (!g_hash_table_contains (names, text))
        fail_msg ("%s is missing", text);
    }
}

static void
stable_names_are_all_listed_under_churn (void **state)
{
  g_autoptr (Publisher) stable = publisher_start ();
  g_autoptr (Publisher) churner = publisher_start ();
  g_autofree char *prefix = publisher_new_name ();
  g_autofree char *other = publisher_new_name ();

  publisher_do (churner, "churn c %s 200 4096", other);
  publisher_do (stable, "many m %s- 1000 4096", prefix);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *stem = g_strconcat (prefix, "-", NULL);

      assert_all_listed (stem, 1000);
      assert_all_named (stem, 1000);
    }
  publisher_do (churner, "remove c");
}

/* A list of another process's (a test beside this one) has a name open for a moment, and so keeps it:
 * looked again it is gone. */
static void
assert_not_listed (const char *text)
{
  gboolean is_listed = TRUE;

  for (guint i = 0; i < LOOKS_MAX && is_listed; i++)
    {
      MgListReport report;
      g_autoptr (GPtrArray) objects = list (&report);

      is_listed = find (objects, text) != NULL;
    }
  assert_false (is_listed);
}

static void
what_went_away_is_not_listed_any_more (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (GPtrArray) objects = NULL;
  MgListReport report;

  publisher_do (publisher, "shm x %s 4096", text);
  objects = list (&report);
  assert_non_null (find (objects, text));
  publisher_do (publisher, "remove x");
  assert_not_listed (text);
  publisher_do (publisher, "object x %s mutex", text);
  assert_not_listed (text);
}

/* --- Holders --- */

static MgHolder *
find_holder (MgObjectInfo *info, Publisher *publisher)
{
  for (guint i = 0; i < info->holders->len; i++)
    {
      MgHolder *holder = info->holders->pdata[i];

      if (holder->pid == publisher_get_pid (publisher))
        return holder;
    }
  return NULL;
}

/* Whoever else looks for holders meanwhile (a test beside this one) has a duplicate for a moment and is
 * a holder then, rightly found: such ones are gone when looked again. */
typedef gboolean (*AsExpectedFunc) (GPtrArray *objects, gconstpointer data);

/* Returns: (transfer full): the first look that is as expected; else the last */
static GPtrArray *
list_with_holders (AsExpectedFunc as_expected, gconstpointer data)
{
  for (guint i = 1;; i++)
    {
      MgListReport report;
      g_autoptr (GPtrArray) objects = list (&report);

      assert_true (mg_platform_find_holders (objects, NULL, &report, NULL));
      assert_true (report.n_processes >= 1);
      if (i == LOOKS_MAX || as_expected (objects, data))
        return g_steal_pointer (&objects);
    }
}

typedef struct
{
  const char *text;
  guint n_holders;
} Expected;

/* @data: Expected; ends with a text of NULL */
static gboolean
has_so_many_holders (GPtrArray *objects, gconstpointer data)
{
  for (const Expected *expected = data; expected->text != NULL; expected++)
    if (find (objects, expected->text)->holders->len != expected->n_holders)
      return FALSE;
  return TRUE;
}

static void
assert_holders (GPtrArray *objects, const Expected *expected)
{
  for (; expected->text != NULL; expected++)
    assert_int_equal (find (objects, expected->text)->holders->len, expected->n_holders);
}

static void
each_process_with_a_handle_is_found_with_its_access (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autoptr (Publisher) reader = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autofree char *other = publisher_new_name ();
  const Expected expected[] = { { text, 2 }, { other, 1 }, { NULL } };
  g_autoptr (GPtrArray) objects = NULL;
  MgObjectInfo *info;
  MgHolder *holder;

  publisher_do (publisher, "shm x %s 4096", text);
  publisher_do (publisher, "shm y %s 4096", other);
  publisher_do (reader, "open x %s readonly", text);
  objects = list_with_holders (has_so_many_holders, expected);
  assert_holders (objects, expected);

  info = find (objects, text);
  holder = find_holder (info, publisher);
  assert_int_equal (holder->access & ~MG_ACCESS_EXECUTE, MG_ACCESS_READ | MG_ACCESS_WRITE);
  assert_non_null (strstr (holder->process, "publisher"));
  assert_null (holder->mappings);
  holder = find_holder (info, reader);
  assert_int_equal (holder->access, MG_ACCESS_READ);

  assert_non_null (find_holder (find (objects, other), publisher));
}

static void
holders_of_a_file_and_of_what_may_not_be_opened_are_found (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autofree char *second = publisher_new_name ();
  g_autofree char *query = publisher_new_name ();
  const Expected expected[] = { { text, 1 }, { second, 1 }, { query, 1 }, { NULL } };
  g_autoptr (GPtrArray) objects = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("mg-test-XXXXXX", &path, NULL);

  assert_true (fd >= 0);
  g_close (fd, NULL);
  publisher_do (publisher, "shm x %s 8192 file=%s", text, path);
  publisher_do (publisher, "shm y %s 8192 file=%s", second, path);
  publisher_do (publisher, "shm z %s 8192 sddl=D:(A;;0x1;;;WD)", query);
  objects = list_with_holders (has_so_many_holders, expected);
  assert_holders (objects, expected);
  publisher_do (publisher, "remove x");
  publisher_do (publisher, "remove y");
  assert_int_equal (g_remove (path), 0);
}

/* The thousand of one publisher; a reader has each hundredth too. */
typedef struct
{
  const char *prefix;
  Publisher *publisher;
} Thousand;

/* Returns: how many there are; @n_wrong: with other holders than theirs */
static guint
count_thousand (GPtrArray *objects, const Thousand *thousand, guint *n_wrong)
{
  guint n_found = 0;

  *n_wrong = 0;
  for (guint i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = objects->pdata[i];
      const char *text = mg_name_get_text (info->name);
      gsize length = strlen (thousand->prefix);
      guint64 index;

      if (!g_str_has_prefix (text, thousand->prefix) || text[length] != '-')
        continue;
      index = g_ascii_strtoull (text + length + 1, NULL, 10);
      n_found++;
      *n_wrong += find_holder (info, thousand->publisher) == NULL
                  || info->holders->len != (index % 100 == 0 ? 2 : 1);
    }
  return n_found;
}

static gboolean
are_right (GPtrArray *objects, gconstpointer data)
{
  guint n_wrong;

  return count_thousand (objects, data, &n_wrong) == 1000 && n_wrong == 0;
}

static void
holders_of_a_thousand_objects_are_right (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autoptr (Publisher) reader = publisher_start ();
  g_autofree char *prefix = publisher_new_name ();
  const Thousand thousand = { prefix, publisher };
  g_autoptr (GPtrArray) objects = NULL;
  guint n_wrong;

  publisher_do (publisher, "many m %s- 1000 4096", prefix);
  for (guint i = 0; i < 1000; i += 100)
    publisher_do (reader, "open r%u %s-%u readonly", i, prefix, i);
  objects = list_with_holders (are_right, &thousand);
  assert_int_equal (count_thousand (objects, &thousand, &n_wrong), 1000);
  assert_int_equal (n_wrong, 0);
}

static void
a_process_is_named_and_one_that_is_not_there_is_not (void **state)
{
  Publisher *publisher = publisher_start ();
  guint32 pid = publisher_get_pid (publisher);
  g_autofree char *name = mg_platform_dup_process_name (pid);

  assert_non_null (name);
  assert_true (g_str_has_prefix (name, "publisher"));
  publisher_stop (publisher);
  g_clear_pointer (&name, g_free);
  name = mg_platform_dup_process_name (0xFFFFFFF0);
  assert_null (name);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (sections_of_all_namespaces_and_folders_are_listed_once),
    cmocka_unit_test (what_may_not_be_asked_is_unknown_and_counted),
    cmocka_unit_test (the_owner_is_named),
    cmocka_unit_test (names_of_every_type_are_told_apart),
    cmocka_unit_test (a_cancelled_listing_says_so),
    cmocka_unit_test (stable_names_are_all_listed_under_churn),
    cmocka_unit_test (what_went_away_is_not_listed_any_more),
    cmocka_unit_test (each_process_with_a_handle_is_found_with_its_access),
    cmocka_unit_test (holders_of_a_file_and_of_what_may_not_be_opened_are_found),
    cmocka_unit_test (holders_of_a_thousand_objects_are_right),
    cmocka_unit_test (a_process_is_named_and_one_that_is_not_there_is_not),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
