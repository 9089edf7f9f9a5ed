/* The rows of the list: what they are, how they are filtered, and that a view which follows the
 * signals has the same rows as the model. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/object-list-model.h"

static const MgNameContext windows = { MG_KIND_SECTION, 1 };

static void
closed_free (gpointer data)
{
  MgClosedObject *closed = data;

  mg_object_info_unref (closed->info);
  g_free (closed);
}

static MgListing *
new_listing (void)
{
  MgListing *listing = g_new0 (MgListing, 1);

  g_atomic_ref_count_init (&listing->ref_count);
  listing->objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
  listing->closed = g_ptr_array_new_with_free_func (closed_free);
  return listing;
}

static MgObjectInfo *
new_info (const char *text, guint64 size)
{
  g_autoptr (MgName) name = mg_name_parse (text, &windows, NULL);
  MgObjectInfo *info;

  assert_non_null (name);
  info = mg_object_info_new (name);
  info->size = size;
  return info;
}

static MgObjectInfo *
add_object (MgListing *listing, const char *text, guint64 size)
{
  MgObjectInfo *info = new_info (text, size);

  g_ptr_array_add (listing->objects, info);
  return info;
}

static void
add_closed (MgListing *listing, const char *text, gint64 last_seen_us)
{
  MgClosedObject *closed = g_new (MgClosedObject, 1);

  closed->info = new_info (text, 4096);
  closed->last_seen_us = last_seen_us;
  g_ptr_array_add (listing->closed, closed);
}

static void
add_holder (MgObjectInfo *info, guint32 pid, const char *process)
{
  if (info->holders == NULL)
    info->holders = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_holder_free);
  g_ptr_array_add (info->holders, mg_holder_new (pid, process));
}

/* "[GLOBAL] A B [LOCAL (SESSION 1)] C", closed ones with '-' in front */
static char *
dup_rows (MgObjectListModel *model)
{
  GString *text = g_string_new (NULL);
  GtkTreeIter iter;
  gboolean valid;

  for (valid = gtk_tree_model_get_iter_first (GTK_TREE_MODEL (model), &iter); valid;
       valid = gtk_tree_model_iter_next (GTK_TREE_MODEL (model), &iter))
    {
      g_autofree char *title = NULL;
      MgRowType type = mg_object_list_model_get_row_type (model, &iter);

      mg_object_list_model_dup_texts (model, &iter, &title, NULL);
      g_string_append_printf (text,
                              type == MG_ROW_HEADING  ? "%s[%s]"
                              : type == MG_ROW_CLOSED ? "%s-%s"
                                                      : "%s%s",
                              text->len > 0 ? " " : "", title);
    }
  return g_string_free (text, FALSE);
}

static void
assert_rows (MgObjectListModel *model, const char *expected)
{
  g_autofree char *rows = dup_rows (model);

  assert_string_equal (rows, expected);
}

static void
objects_stand_under_the_headings_of_their_namespaces (void **state)
{
  g_autoptr (MgObjectListModel) model = mg_object_list_model_new (1);
  g_autoptr (MgListing) listing = new_listing ();

  assert_rows (model, "");
  add_object (listing, "Global\\A", 1);
  add_object (listing, "Global\\B", 1);
  add_object (listing, "Local\\C", 1);
  add_object (listing, "Session\\2\\D", 1);
  mg_object_list_model_set_listing (model, listing);
  assert_rows (model, "[GLOBAL] A B [LOCAL (SESSION 1)] C [SESSION 2] D");
  assert_int_equal (mg_object_list_model_get_n_objects (model), 4);
  assert_int_equal (mg_object_list_model_get_n_rows (model), 7);
  mg_object_list_model_set_listing (model, NULL);
  assert_rows (model, "");
}

static void
closed_objects_stand_under_the_minute_they_were_last_seen (void **state)
{
  g_autoptr (MgObjectListModel) model = mg_object_list_model_new (1);
  g_autoptr (MgListing) listing = new_listing ();
  g_autofree char *rows = NULL;
  gint64 minute = 60 * G_USEC_PER_SEC, noon = 1000000 * minute;

  add_closed (listing, "Local\\X", noon + 5);
  add_closed (listing, "Local\\Y", noon + 2);
  add_closed (listing, "Local\\Z", noon - minute);
  mg_object_list_model_set_listing (model, listing);
  rows = dup_rows (model);
  assert_true (g_regex_match_simple (
      "^\\[CLOSED, LAST SEEN \\d\\d:\\d\\d\\] -X -Y \\[CLOSED, LAST SEEN \\d\\d:\\d\\d\\] -Z$", rows, 0, 0));
  assert_int_equal (mg_object_list_model_get_n_objects (model), 0);
}

static void
the_filter_looks_at_names_and_processes_whatever_the_case (void **state)
{
  g_autoptr (MgObjectListModel) model = mg_object_list_model_new (1);
  g_autoptr (MgListing) listing = new_listing ();

  add_holder (add_object (listing, "Global\\Alpha", 1), 100, "game.exe");
  add_holder (add_object (listing, "Global\\Beta", 1), 4321, "Other.exe");
  add_object (listing, "Local\\\303\204pfel", 1);
  mg_object_list_model_set_listing (model, listing);

  mg_object_list_model_set_filter (model, "BET");
  assert_rows (model, "[GLOBAL] Beta");
  mg_object_list_model_set_filter (model, "other");
  assert_rows (model, "[GLOBAL] Beta");
  mg_object_list_model_set_filter (model, "GAME");
  assert_rows (model, "[GLOBAL] Alpha");
  mg_object_list_model_set_filter (model, "4321");
  assert_rows (model, "[GLOBAL] Beta");
  mg_object_list_model_set_filter (model, "432");
  assert_rows (model, "");
  mg_object_list_model_set_filter (model, "\303\244pf"); /* small for capital */
  assert_rows (model, "[LOCAL (SESSION 1)] \303\204pfel");
  mg_object_list_model_set_filter (model, "");
  assert_int_equal (mg_object_list_model_get_n_objects (model), 3);
}

static void
details_say_size_and_holder (void **state)
{
  g_autoptr (MgObjectListModel) model = mg_object_list_model_new (1);
  g_autoptr (MgListing) listing = new_listing ();
  g_autofree char *detail = NULL;
  MgObjectInfo *info = add_object (listing, "Global\\Alpha", 4096);
  GtkTreeIter iter;

  add_holder (info, 100, "game.exe");
  mg_object_list_model_set_listing (model, listing);
  assert_true (mg_object_list_model_find (model, info, &iter));
  gtk_tree_model_get (GTK_TREE_MODEL (model), &iter, MG_OBJECT_LIST_DETAIL, &detail, -1);
  assert_string_equal (detail, "4 KiB \302\267 game.exe");
  assert_ptr_equal (mg_object_list_model_get_info (model, &iter), info);
}

/* What a view would believe, from the signals alone. */
typedef struct
{
  GPtrArray *titles;
  guint n_changed, n_resets;
  gboolean detached;
} Mirror;

static char *
dup_title (GtkTreeModel *model, GtkTreeIter *iter)
{
  char *title;

  gtk_tree_model_get (model, iter, MG_OBJECT_LIST_TITLE, &title, -1);
  return title;
}

static void
inserted_cb (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, gpointer data)
{
  Mirror *mirror = data;

  assert_false (mirror->detached);
  g_ptr_array_insert (mirror->titles, gtk_tree_path_get_indices (path)[0], dup_title (model, iter));
  assert_int_equal (gtk_tree_model_iter_n_children (model, NULL), mirror->titles->len);
}

static void
deleted_cb (GtkTreeModel *model, GtkTreePath *path, gpointer data)
{
  Mirror *mirror = data;

  assert_false (mirror->detached);
  g_ptr_array_remove_index (mirror->titles, (guint) gtk_tree_path_get_indices (path)[0]);
  assert_int_equal (gtk_tree_model_iter_n_children (model, NULL), mirror->titles->len);
}

static void
changed_cb (GtkTreeModel *model, GtkTreePath *path, GtkTreeIter *iter, gpointer data)
{
  ((Mirror *) data)->n_changed++;
}

static void
mirror_read (Mirror *mirror, GtkTreeModel *model)
{
  GtkTreeIter iter;
  gboolean valid;

  g_ptr_array_set_size (mirror->titles, 0);
  for (valid = gtk_tree_model_get_iter_first (model, &iter); valid;
       valid = gtk_tree_model_iter_next (model, &iter))
    g_ptr_array_add (mirror->titles, dup_title (model, &iter));
}

static void
reset_cb (MgObjectListModel *model, gboolean begin, gpointer data)
{
  Mirror *mirror = data;

  mirror->detached = begin;
  if (!begin)
    {
      mirror->n_resets++;
      mirror_read (mirror, GTK_TREE_MODEL (model));
    }
}

static void
mirror_init (Mirror *mirror, MgObjectListModel *model)
{
  *mirror = (Mirror) { g_ptr_array_new_with_free_func (g_free) };
  g_signal_connect (model, "row-inserted", G_CALLBACK (inserted_cb), mirror);
  g_signal_connect (model, "row-deleted", G_CALLBACK (deleted_cb), mirror);
  g_signal_connect (model, "row-changed", G_CALLBACK (changed_cb), mirror);
  g_signal_connect (model, "reset", G_CALLBACK (reset_cb), mirror);
}

static void
assert_mirrored (Mirror *mirror, MgObjectListModel *model)
{
  Mirror now = { g_ptr_array_new_with_free_func (g_free) };
  guint i;

  mirror_read (&now, GTK_TREE_MODEL (model));
  assert_int_equal (now.titles->len, mirror->titles->len);
  for (i = 0; i < now.titles->len; i++)
    assert_string_equal (g_ptr_array_index (now.titles, i), g_ptr_array_index (mirror->titles, i));
  g_ptr_array_unref (now.titles);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return mg_name_compare ((*(MgObjectInfo *const *) a)->name, (*(MgObjectInfo *const *) b)->name);
}

static void
a_view_that_follows_the_signals_has_the_models_rows (void **state)
{
  static const char *const spaces[] = { "Global\\", "Local\\", "Session\\7\\" };
  g_autoptr (MgObjectListModel) model = mg_object_list_model_new (1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);
  Mirror mirror;
  guint round, i;

  mirror_init (&mirror, model);
  for (round = 0; round < 300; round++)
    {
      g_autoptr (MgListing) listing = new_listing ();
      /* Now and then a change that is large enough for a new start. */
      guint n = round % 50 == 49 ? 400 : 40;

      for (i = 0; i < n; i++)
        if (g_rand_int_range (rand, 0, 8) != 0)
          {
            g_autofree char *text = g_strdup_printf ("%sObject%03u", spaces[i % 3], i);

            add_object (listing, text, g_rand_int_range (rand, 0, 10) == 0 ? 8192 : 4096);
          }
      g_ptr_array_sort (listing->objects, compare_cb);
      for (i = 0; i < 8; i++)
        if (g_rand_boolean (rand))
          {
            g_autofree char *text = g_strdup_printf ("Local\\Closed%u", (round + i) % 12);

            add_closed (listing, text, (gint64) (100 - i) * 30 * G_USEC_PER_SEC);
          }
      mg_object_list_model_set_listing (model, listing);
      if (round % 7 == 3)
        mg_object_list_model_set_filter (model, "2");
      if (round % 7 == 5)
        mg_object_list_model_set_filter (model, NULL);
      assert_mirrored (&mirror, model);
    }
  assert_int_not_equal (mirror.n_resets, 0);
  g_ptr_array_unref (mirror.titles);
}

static void
an_equal_listing_changes_nothing_and_another_size_one_row (void **state)
{
  g_autoptr (MgObjectListModel) model = mg_object_list_model_new (1);
  g_autoptr (MgListing) first = new_listing ();
  g_autoptr (MgListing) second = new_listing ();
  g_autoptr (MgListing) third = new_listing ();
  Mirror mirror;

  add_object (first, "Global\\A", 1);
  add_object (first, "Global\\B", 1);
  add_object (second, "Global\\A", 1);
  add_object (second, "Global\\B", 1);
  add_object (third, "Global\\A", 1);
  add_object (third, "Global\\B", 2);
  mirror_init (&mirror, model);
  mg_object_list_model_set_listing (model, first);
  assert_int_equal (mirror.titles->len, 3);
  mg_object_list_model_set_listing (model, second);
  assert_int_equal (mirror.n_changed, 0);
  mg_object_list_model_set_listing (model, third);
  assert_int_equal (mirror.n_changed, 1);
  assert_int_equal (mirror.titles->len, 3);
  g_ptr_array_unref (mirror.titles);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (objects_stand_under_the_headings_of_their_namespaces),
    cmocka_unit_test (closed_objects_stand_under_the_minute_they_were_last_seen),
    cmocka_unit_test (the_filter_looks_at_names_and_processes_whatever_the_case),
    cmocka_unit_test (details_say_size_and_holder),
    cmocka_unit_test (a_view_that_follows_the_signals_has_the_models_rows),
    cmocka_unit_test (an_equal_listing_changes_nothing_and_another_size_one_row),
  };

  return cmocka_run_group_tests_name ("object-list-model", tests, NULL, NULL);
}
