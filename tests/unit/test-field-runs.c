#include "config.h"

#include "field-fixture.h"

#include "app/field-runs.h"

static GArray *
runs_of (Fixture *fixture, guint64 start, guint64 length)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);

  return mg_field_runs_new (fixture->structure, &bytes, (MgRange) { start, length });
}

/* Which run has a byte: -1 for none. */
static int
find_run (const GArray *runs, guint64 offset)
{
  for (guint i = 0; i < runs->len; i++)
    {
      MgRange range = g_array_index (runs, MgFieldRun, i).range;

      if (offset >= range.start && offset < mg_range_end (range))
        return (int) i;
    }
  return -1;
}

/* Of any range: ascending, disjoint, within it, neighbours of different hues, and a byte is in a run exactly
 * where a field has it. */
static void
check_runs (Fixture *fixture, guint64 start, guint64 length)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (GArray) runs = runs_of (fixture, start, length);
  guint64 end = start;

  for (guint i = 0; i < runs->len; i++)
    {
      const MgFieldRun *run = &g_array_index (runs, MgFieldRun, i);

      assert_true (run->range.start >= end && run->range.length > 0);
      assert_true (run->hue < MG_FIELD_HUES);
      if (i > 0 && run->range.start == end)
        assert_int_not_equal (run->hue, g_array_index (runs, MgFieldRun, i - 1).hue);
      end = mg_range_end (run->range);
    }
  assert_true (end <= start + length);
  for (guint64 offset = start; offset < start + length; offset++)
    {
      g_autoptr (MgField) field = mg_structure_find_at (fixture->structure, &bytes, offset);
      gboolean has_value = field != NULL && mg_field_get_format (field)->kind != MG_FORMAT_NONE;

      assert_int_equal (find_run (runs, offset) >= 0, has_value);
    }
}

static void
runs_cover_fields_and_leave_padding_out (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { char c; int i; short a[3]; double d; };");
  static const MgRange wanted[] = { { 0, 1 }, { 4, 4 }, { 8, 2 }, { 10, 2 }, { 12, 2 }, { 16, 8 } };
  g_autoptr (GArray) runs = runs_of (fixture, 0, 64);

  assert_int_equal (runs->len, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < runs->len; i++)
    {
      MgRange range = g_array_index (runs, MgFieldRun, i).range;

      assert_true (range.start == wanted[i].start && range.length == wanted[i].length);
    }
}

static void
runs_are_cut_to_the_visible_bytes (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { double a, b; char text[16]; int n; };");
  g_autoptr (GArray) runs = runs_of (fixture, 5, 14);
  const MgFieldRun *first = &g_array_index (runs, MgFieldRun, 0),
                   *last = &g_array_index (runs, MgFieldRun, 2);

  assert_int_equal (runs->len, 3);
  assert_true (first->range.start == 5 && first->range.length == 3);
  assert_true (last->range.start == 16 && last->range.length == 3);
  for (guint64 start = 0; start < 48; start++)
    for (guint64 length = 0; length < 24; length++)
      check_runs (fixture, start, length);
}

static void
nested_fields_unions_and_bit_fields_are_covered (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct s { char c; struct { union { int i; char b; } u; struct { short x, y; } p[2]; } in[3];"
      " unsigned a : 3, b : 20; char end; };");

  check_runs (fixture, 0, 100);
}

static void
a_fields_hue_does_not_depend_on_where_the_view_is (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int a[64]; };");
  g_autoptr (GArray) all = runs_of (fixture, 0, 256);
  g_autoptr (GArray) part = runs_of (fixture, 100, 100);

  for (guint i = 0; i < part->len; i++)
    {
      const MgFieldRun *run = &g_array_index (part, MgFieldRun, i);

      assert_int_equal (run->hue, g_array_index (all, MgFieldRun, find_run (all, run->range.start)).hue);
    }
}

static void
hidden_fields_have_no_run (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct s { int a; struct { int x, y; } in; //@ hidden\n int b; };");
  g_autoptr (GArray) runs = runs_of (fixture, 0, 16);

  assert_int_equal (runs->len, 2);
  assert_int_equal (find_run (runs, 4), -1);
  assert_int_equal (find_run (runs, 11), -1);
  assert_int_equal (find_run (runs, 12), 1);
}

static void
what_lies_elsewhere_is_found_there (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct s { unsigned where, n; short list[1]; //@ at(where) @count(n)\n };");

  fixture_put (fixture, 0, 40, 4);
  fixture_put (fixture, 4, 3, 4);
  {
    g_autoptr (GArray) runs = runs_of (fixture, 0, 64);

    assert_int_equal (runs->len, 5);
    assert_int_equal (find_run (runs, 40), 2);
    assert_int_equal (find_run (runs, 45), 4);
    assert_int_equal (find_run (runs, 46), -1);
  }
  fixture_put (fixture, 0, 20, 4);
  {
    g_autoptr (GArray) runs = runs_of (fixture, 0, 64);

    assert_int_equal (find_run (runs, 40), -1);
    assert_int_equal (find_run (runs, 20), 2);
  }
  check_runs (fixture, 0, 64);
}

static void
a_structure_is_dynamic_where_annotations_place_it (void **state)
{
  g_autoptr (Fixture) fixed =
      fixture_new ("struct p { int x; }; struct s { struct p p[3]; union { int a; float f; } u; };");
  g_autoptr (Fixture) moving = fixture_new (
      "struct p { unsigned n; int list[1]; //@ count(n)\n }; struct s { struct p p[3]; };");

  assert_false (mg_structure_is_dynamic (fixed->structure));
  assert_true (mg_structure_is_dynamic (moving->structure));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (runs_cover_fields_and_leave_padding_out),
    cmocka_unit_test (runs_are_cut_to_the_visible_bytes),
    cmocka_unit_test (nested_fields_unions_and_bit_fields_are_covered),
    cmocka_unit_test (a_fields_hue_does_not_depend_on_where_the_view_is),
    cmocka_unit_test (hidden_fields_have_no_run),
    cmocka_unit_test (what_lies_elsewhere_is_found_there),
    cmocka_unit_test (a_structure_is_dynamic_where_annotations_place_it),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
