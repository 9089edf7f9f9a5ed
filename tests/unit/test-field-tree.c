/* The rows of a structure's list, as its bytes change and filters come and go. */

#include "config.h"

#include "field-fixture.h"

#include "app/field-tree.h"

static MgSnapshot *
take (Fixture *fixture)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);
  MgPage *page = mg_page_new (0, MG_SNAPSHOT_PAGE);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->size = MG_SNAPSHOT_PAGE;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  memcpy (page->bytes, fixture->bytes, MG_SNAPSHOT_PAGE);
  g_ptr_array_add (snapshot->pages, page);
  return snapshot;
}

static void
assert_rows (MgFieldTree *tree, const char *expected)
{
  g_autoptr (GString) paths = g_string_new (NULL);

  for (guint64 i = 0; i < mg_field_tree_get_n_rows (tree); i++)
    {
      g_auto (MgFieldRow) row = { 0 };
      g_autofree char *path = NULL;

      assert_true (mg_field_tree_get_row (tree, i, &row));
      path = mg_field_dup_path (row.field);
      g_string_append_printf (paths, "%s%s", i > 0 ? " " : "", path);
    }
  assert_string_equal (paths->str, expected);
}

#define NESTED "struct s { int on; struct { int a; int b; } in; int q[2]; };"

static void
expanding_and_collapsing_are_inverse (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgSnapshot) snapshot = take (fixture);
  g_autoptr (MgFieldTree) tree = mg_field_tree_new (fixture->structure, snapshot);

  assert_rows (tree, "on in q");
  assert_false (mg_field_tree_expand (tree, 0));
  assert_true (mg_field_tree_expand (tree, 1));
  assert_false (mg_field_tree_expand (tree, 1));
  assert_rows (tree, "on in in.a in.b q");
  assert_true (mg_field_tree_collapse (tree, 1));
  assert_false (mg_field_tree_collapse (tree, 1));
  assert_false (mg_field_tree_collapse (tree, 3));
  assert_rows (tree, "on in q");
}

static void
expanded_paths_are_kept_and_restored (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgSnapshot) snapshot = take (fixture);
  g_autoptr (MgFieldTree) tree = mg_field_tree_new (fixture->structure, snapshot);
  g_autoptr (MgFieldTree) again = mg_field_tree_new (fixture->structure, snapshot);
  const char *const unknown[] = { "nothing", "on", "q", NULL };
  g_auto (GStrv) paths = NULL;

  mg_field_tree_expand_paths (tree, unknown);
  mg_field_tree_expand (tree, 1);
  paths = mg_field_tree_dup_expanded (tree);
  assert_int_equal (g_strv_length (paths), 2);
  mg_field_tree_expand_paths (again, (const char *const *) paths);
  assert_rows (again, "on in in.a in.b q q[0] q[1]");
}

static void
revealing_expands_what_a_field_is_in (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgSnapshot) snapshot = take (fixture);
  g_autoptr (MgFieldTree) tree = mg_field_tree_new (fixture->structure, snapshot);
  g_autoptr (MgField) field = fixture_find (fixture, "q[1]");
  guint64 row = 77;

  assert_false (mg_field_tree_row_of (tree, field, &row));
  assert_int_equal (row, 77);
  assert_true (mg_field_tree_reveal (tree, field, &row));
  assert_int_equal (row, 4);
  assert_rows (tree, "on in q q[0] q[1]");
}

static void
a_filter_shows_matches_and_gives_back_what_was (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgSnapshot) snapshot = take (fixture);
  g_autoptr (MgFieldTree) tree = mg_field_tree_new (fixture->structure, snapshot);

  mg_field_tree_expand (tree, 2);
  assert_true (mg_field_tree_set_filter (tree, "IN b"));
  assert_true (mg_field_tree_is_filtered (tree));
  assert_rows (tree, "in in.b");
  assert_true (mg_field_tree_set_filter (tree, "nowhere"));
  assert_rows (tree, "");
  assert_true (mg_field_tree_set_filter (tree, NULL));
  assert_false (mg_field_tree_is_filtered (tree));
  assert_rows (tree, "on in q q[0] q[1]");
}

static void
members_that_all_become_absent_are_other_rows (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int on; struct {\n"
                                             "  int a; // @if(on)\n"
                                             "  int b; // @if(on)\n"
                                             "  int c; // @hidden\n"
                                             "} in; int z; };");
  g_autoptr (MgSnapshot) with = NULL, without = NULL;
  g_autoptr (MgFieldTree) tree = NULL;
  g_autoptr (GArray) changes = mg_reads_new ();

  fixture_put (fixture, 0, 1, 4);
  with = take (fixture);
  fixture_put (fixture, 0, 0, 4);
  without = take (fixture);
  mg_reads_add (changes, (MgRange){ 0, 1 });
  tree = mg_field_tree_new (fixture->structure, with);
  assert_true (mg_field_tree_expand (tree, 1));
  assert_rows (tree, "on in in.a in.b z");
  assert_true (mg_field_tree_update (tree, without, changes));
  assert_rows (tree, "on in z");
  assert_false (mg_field_tree_update (tree, without, changes));
  assert_true (mg_field_tree_update (tree, with, changes));
  assert_rows (tree, "on in in.a in.b z");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (expanding_and_collapsing_are_inverse),
    cmocka_unit_test (expanded_paths_are_kept_and_restored),
    cmocka_unit_test (revealing_expands_what_a_field_is_in),
    cmocka_unit_test (a_filter_shows_matches_and_gives_back_what_was),
    cmocka_unit_test (members_that_all_become_absent_are_other_rows),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
