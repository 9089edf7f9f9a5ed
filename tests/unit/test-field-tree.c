#include "config.h"

#include "snapshot-fixture.h"

#include "app/field-tree.h"

static MgFieldTree *
new_tree (Fixture *fixture)
{
  g_autoptr (MgSnapshot) snapshot = snapshot_of (fixture, 2, 1000000, NULL);

  return mg_field_tree_new (fixture->structure, snapshot);
}

static gboolean
update (MgFieldTree *tree, Fixture *fixture, GArray *changes)
{
  g_autoptr (MgSnapshot) snapshot = snapshot_of (fixture, 2, 2000000, NULL);

  return mg_field_tree_update (tree, snapshot, changes);
}

/* All rows: "+" where expanded, and paths.  Each is found again by its field. */
static void
assert_rows (MgFieldTree *tree, const char *wanted)
{
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint64 i = 0; i < mg_field_tree_get_n_rows (tree); i++)
    {
      g_auto (MgFieldRow) row = { 0 };
      g_autofree char *path = NULL;
      guint64 number;

      assert_true (mg_field_tree_get_row (tree, i, &row));
      assert_int_equal (row.depth, mg_field_get_depth (row.field) - 1);
      assert_true (mg_field_tree_row_of (tree, row.field, &number));
      assert_int_equal (number, i);
      path = mg_field_dup_path (row.field);
      g_string_append_printf (got, "%s%s%s", i > 0 ? " " : "", row.expanded ? "+" : "", path);
    }
  assert_string_equal (got->str, wanted);
}

static guint64
row_of (MgFieldTree *tree, Fixture *fixture, const char *path)
{
  g_autoptr (MgField) field = fixture_find (fixture, path);
  guint64 row = G_MAXUINT64;

  if (!mg_field_tree_row_of (tree, field, &row))
    fail_msg ("%s is in no row", path);
  return row;
}

#define NESTED "struct p { int x; struct { int y, z; } in; }; struct s { int n; struct p p[2]; char end; };"

static void
rows_expand_and_collapse (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgFieldTree) tree = new_tree (fixture);
  g_auto (MgFieldRow) row = { 0 };

  assert_rows (tree, "n p end");
  assert_false (mg_field_tree_expand (tree, 0)); /* nothing is in it */
  assert_true (mg_field_tree_expand (tree, 1));
  assert_false (mg_field_tree_expand (tree, 1));
  assert_rows (tree, "n +p p[0] p[1] end");
  assert_true (mg_field_tree_expand (tree, 3));
  assert_true (mg_field_tree_expand (tree, row_of (tree, fixture, "p[1].in")));
  assert_rows (tree, "n +p p[0] +p[1] p[1].x +p[1].in p[1].in.y p[1].in.z end");
  assert_false (mg_field_tree_collapse (tree, 0));
  assert_true (mg_field_tree_collapse (tree, 3));
  assert_rows (tree, "n +p p[0] p[1] end");
  assert_true (mg_field_tree_collapse (tree, 1));
  assert_rows (tree, "n p end");
  assert_false (mg_field_tree_collapse (tree, 1));
  assert_false (mg_field_tree_get_row (tree, 3, &row));
  assert_false (mg_field_tree_expand (tree, 3));
  assert_false (mg_field_tree_collapse (tree, 3));
}

static void
what_is_expanded_comes_back_by_its_paths (void **state)
{
  static const char *const unknown[] = { "gone", "p[7].in", "n", NULL };
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgFieldTree) tree = new_tree (fixture), again = new_tree (fixture);
  g_auto (GStrv) paths = NULL;

  mg_field_tree_expand (tree, 1);
  mg_field_tree_expand (tree, row_of (tree, fixture, "p[1]"));
  mg_field_tree_expand (tree, row_of (tree, fixture, "p[1].in"));
  paths = mg_field_tree_dup_expanded (tree);
  assert_int_equal (g_strv_length (paths), 3);
  mg_field_tree_expand_paths (again, (const char *const *) paths);
  assert_rows (again, "n +p p[0] +p[1] p[1].x +p[1].in p[1].in.y p[1].in.z end");
  mg_field_tree_expand_paths (again, unknown);
  assert_rows (again, "n +p p[0] +p[1] p[1].x +p[1].in p[1].in.y p[1].in.z end");
}

static void
revealing_expands_what_it_is_in (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgFieldTree) tree = new_tree (fixture);
  g_autoptr (MgField) field = fixture_find (fixture, "p[1].in.z");
  guint64 row;

  assert_false (mg_field_tree_row_of (tree, field, &row));
  assert_true (mg_field_tree_reveal (tree, field, &row));
  assert_rows (tree, "n +p p[0] +p[1] p[1].x +p[1].in p[1].in.y p[1].in.z end");
  assert_int_equal (row, 7);
}

static void
a_count_that_changes_changes_the_rows (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct p { int x; }; struct s { int n; struct p list[1]; //@ count(n)\n };");
  g_autoptr (MgFieldTree) tree = NULL;
  g_autoptr (GArray) elsewhere = mg_reads_new (), count = mg_reads_new (), reads = mg_reads_new ();

  mg_reads_add (elsewhere, (MgRange) { 100, 4 });
  mg_reads_add (count, (MgRange) { 0, 4 });
  fixture_put (fixture, 0, 2, 4);
  tree = new_tree (fixture);
  mg_field_tree_expand (tree, 1);
  mg_field_tree_expand (tree, 3);
  assert_rows (tree, "n +list list[0] +list[1] list[1].x");
  assert_false (mg_field_tree_add_reads (tree, reads));
  assert_true (mg_reads_overlap (reads, count));
  assert_false (mg_reads_overlap (reads, elsewhere));

  fixture_put (fixture, 0, 3, 4);
  assert_false (update (tree, fixture, elsewhere)); /* not looked at again */
  assert_rows (tree, "n +list list[0] +list[1] list[1].x");
  assert_true (update (tree, fixture, count));
  assert_rows (tree, "n +list list[0] +list[1] list[1].x list[2]");
  fixture_put (fixture, 0, 1, 4);
  assert_true (update (tree, fixture, count));
  assert_rows (tree, "n +list list[0]");
  fixture_put (fixture, 0, 0, 4);
  assert_true (update (tree, fixture, NULL));
  assert_rows (tree, "n +list");
}

static void
absent_and_hidden_members_are_no_rows (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct s { int tag; int secret; //@ hidden\n"
                   "union { int a; //@ case(0)\n struct { int x; } b; //@ case(1)\n } u; //@ tag(tag)\n"
                   "int last; };");
  g_autoptr (MgFieldTree) tree = new_tree (fixture);

  assert_rows (tree, "tag u last");
  mg_field_tree_expand (tree, 1);
  assert_rows (tree, "tag +u u.a last");
  fixture_put (fixture, 0, 1, 4);
  update (tree, fixture, NULL);
  assert_rows (tree, "tag +u u.b last");
  mg_field_tree_expand (tree, 2);
  assert_rows (tree, "tag +u +u.b u.b.x last");
  fixture_put (fixture, 0, 0, 4);
  update (tree, fixture, NULL);
  assert_rows (tree, "tag +u u.a last");
}

static void
a_filter_shows_matches_with_what_they_are_in (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (NESTED);
  g_autoptr (MgFieldTree) tree = new_tree (fixture);

  mg_field_tree_expand (tree, 1);
  assert_true (mg_field_tree_set_filter (tree, "Z"));
  assert_true (mg_field_tree_is_filtered (tree));
  assert_rows (tree, "+p +p[0] +p[0].in p[0].in.z +p[1] +p[1].in p[1].in.z");
  assert_true (mg_field_tree_set_filter (tree, "[1] y"));
  assert_rows (tree, "+p +p[1] +p[1].in p[1].in.y");
  assert_true (mg_field_tree_set_filter (tree, "nothing like it"));
  assert_rows (tree, "");
  /* what was expanded is so again */
  assert_true (mg_field_tree_set_filter (tree, " "));
  assert_false (mg_field_tree_is_filtered (tree));
  assert_rows (tree, "n +p p[0] p[1] end");
}

static void
a_filters_path_reaches_further_than_its_search (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct p { int x, y; }; struct s { int n; struct p p[900]; };");
  g_autoptr (MgFieldTree) tree = new_tree (fixture);

  assert_false (mg_field_tree_set_filter (tree, "y")); /* there are more */
  assert_int_equal (mg_field_tree_get_n_rows (tree), 1 + MG_FILTER_ELEMENTS_MAX * 2);
  assert_true (mg_field_tree_set_filter (tree, "p[800].y"));
  assert_true (mg_field_tree_get_n_rows (tree) > 800);
  assert_true (row_of (tree, fixture, "p[800].y") > 800);
}

static void
a_filter_does_not_follow_pointers_in_a_circle (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct node { int value; unsigned next; //@ pointer($field) "
                                             "@to(struct node)\n }; struct s { struct node first; };");
  g_autoptr (MgFieldTree) tree = new_tree (fixture);

  assert_true (mg_field_tree_set_filter (tree, "value"));
  assert_rows (tree, "+first first.value");
}

static void
a_million_elements_cost_nothing_until_they_are_seen (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int n; unsigned char list[1000000]; };");
  g_autoptr (MgFieldTree) tree = NULL;
  g_auto (MgFieldRow) row = { 0 };
  g_autofree char *path = NULL;

  fixture->size = 1000004;
  tree = new_tree (fixture);
  assert_true (mg_field_tree_expand (tree, 1));
  assert_int_equal (mg_field_tree_get_n_rows (tree), 1000002);
  assert_true (mg_field_tree_get_row (tree, 1000001, &row));
  path = mg_field_dup_path (row.field);
  assert_string_equal (path, "list[999999]");
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
  with = snapshot_of (fixture, 1, 1000000, NULL);
  fixture_put (fixture, 0, 0, 4);
  without = snapshot_of (fixture, 1, 1000000, NULL);
  mg_reads_add (changes, (MgRange) { 0, 1 });
  tree = mg_field_tree_new (fixture->structure, with);
  assert_true (mg_field_tree_expand (tree, 1));
  assert_rows (tree, "on +in in.a in.b z");
  assert_true (mg_field_tree_update (tree, without, changes));
  assert_rows (tree, "on +in z");
  assert_false (mg_field_tree_update (tree, without, changes));
  assert_true (mg_field_tree_update (tree, with, changes));
  assert_rows (tree, "on +in in.a in.b z");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (rows_expand_and_collapse),
    cmocka_unit_test (what_is_expanded_comes_back_by_its_paths),
    cmocka_unit_test (revealing_expands_what_it_is_in),
    cmocka_unit_test (a_count_that_changes_changes_the_rows),
    cmocka_unit_test (absent_and_hidden_members_are_no_rows),
    cmocka_unit_test (a_filter_shows_matches_with_what_they_are_in),
    cmocka_unit_test (a_filters_path_reaches_further_than_its_search),
    cmocka_unit_test (a_filter_does_not_follow_pointers_in_a_circle),
    cmocka_unit_test (members_that_all_become_absent_are_other_rows),
    cmocka_unit_test (a_million_elements_cost_nothing_until_they_are_seen),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
