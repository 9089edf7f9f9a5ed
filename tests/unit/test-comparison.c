#include "config.h"

#include "fake-source.h"

#include "core/c-unit.h"
#include "core/compare.h"
#include "core/comparison.h"
#include "core/error.h"
#include "core/source-copy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SIZE ((gsize) 3 * MG_COMPARE_PIECE)

typedef struct
{
  FakeSource *a, *b;
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->a = fake_source_new (SIZE);
  fixture->b = fake_source_new (SIZE);
  *state = fixture;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  mg_source_unref (&fixture->a->source);
  mg_source_unref (&fixture->b->source);
  g_free (fixture);
  return 0;
}

static MgComparison *
compare (Fixture *fixture, MgStructure *structure)
{
  MgComparison *comparison =
      mg_comparison_new (&fixture->a->source, &fixture->b->source, structure, NULL, NULL);

  assert_non_null (comparison);
  return comparison;
}

static const MgComparedRun *
get_run (MgComparison *comparison, guint index)
{
  assert_true (index < comparison->runs->len);
  return &g_array_index (comparison->runs, MgComparedRun, index);
}

static void
runs_have_the_bytes_of_both_sides (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgComparison) comparison = NULL;

  fixture->a->bytes->data[5] = 1;
  memset (fixture->b->bytes->data + 100, 2, 50);
  comparison = compare (fixture, NULL);
  assert_int_equal (comparison->n_runs, 2);
  assert_int_equal (comparison->n_bytes, 51);
  assert_int_equal (get_run (comparison, 0)->a[0], 1);
  assert_int_equal (get_run (comparison, 0)->b[0], 0);
  assert_int_equal (get_run (comparison, 1)->range.length, 50);
  assert_int_equal (get_run (comparison, 1)->b[MG_COMPARISON_BYTES - 1], 2);
  assert_false (comparison->by_fields);
  assert_int_equal (mg_comparison_find_run (comparison, 0), 0);
  assert_int_equal (mg_comparison_find_run (comparison, 5), 0);
  assert_int_equal (mg_comparison_find_run (comparison, 6), 1);
  assert_int_equal (mg_comparison_find_run (comparison, 101), 2);
}

static void
a_run_longer_than_a_piece_is_one (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgComparison) comparison = NULL;

  memset (fixture->a->bytes->data + 10, 1, SIZE - 20);
  comparison = compare (fixture, NULL);
  assert_int_equal (comparison->n_runs, 1);
  assert_int_equal (get_run (comparison, 0)->range.length, SIZE - 20);
}

static void
more_runs_than_are_kept_are_counted (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgComparison) comparison = NULL;

  for (gsize i = 0; i < SIZE; i += 2)
    fixture->a->bytes->data[i] = 1;
  comparison = compare (fixture, NULL);
  assert_int_equal (comparison->n_runs, SIZE / 2);
  assert_int_equal (comparison->n_bytes, SIZE / 2);
  assert_int_equal (comparison->runs->len, MG_COMPARISON_RUNS_MAX);
}

static void
sizes_and_what_could_not_be_read_are_told (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgComparison) comparison = NULL;

  fake_source_resize (fixture->b, SIZE - 4096);
  mg_range_set_add (fixture->a->unreadable, (MgRange) { 4096, 4096 });
  memset (fixture->b->bytes->data + 4096, 1, 4096);
  fixture->a->bytes->data[SIZE - 1] = 1;
  comparison = compare (fixture, NULL);
  assert_int_equal (comparison->size_a, SIZE);
  assert_int_equal (comparison->size_b, SIZE - 4096);
  assert_int_equal (comparison->n_unreadable, 4096);
  assert_int_equal (comparison->n_runs, 0);
}

static MgStructure *
new_structure (const char *text)
{
  const MgCOptions options = { .abi = mg_abi_find ("linux64") };
  g_autoptr (MgCUnit) unit = mg_c_unit_new ("test.h", text, strlen (text), &options);
  MgStructure *structure =
      mg_structure_new (unit, mg_c_unit_find_type (unit, NULL, NULL), 0, MG_ORDER_LITTLE, NULL, NULL);

  assert_non_null (structure);
  return structure;
}

static void
fields_that_differ_are_listed_too (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgStructure) structure =
      new_structure ("struct s { int gear; short speed; unsigned char rest[30000]; };");
  g_autoptr (MgComparison) comparison = NULL;
  const MgComparedField *field;

  fixture->a->bytes->data[4] = 5;
  memset (fixture->b->bytes->data + 6, 1, 30000);
  mg_range_set_add (fixture->b->unreadable, (MgRange) { 4096, 4096 });
  /* on both sides it is no difference either */
  mg_range_set_add (fixture->a->unreadable, (MgRange) { 4096, 100 });
  comparison = compare (fixture, structure);
  assert_true (comparison->by_fields);
  assert_int_equal (comparison->n_fields, 1 + 30000 - 4096);
  assert_int_equal (comparison->n_fields_unreadable, 4096);
  assert_int_equal (comparison->fields->len, MG_COMPARISON_FIELDS_MAX);
  field = comparison->fields->pdata[0];
  assert_string_equal (field->path, "speed");
  assert_string_equal (field->type, "short");
  assert_string_equal (field->a, "5");
  assert_string_equal (field->b, "0");
  assert_int_equal (field->range.start, 4);
  assert_int_equal (field->range.length, 2);
}

static void
more_fields_than_can_be_compared_leave_the_bytes (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgStructure) structure = new_structure ("struct s { unsigned char many[3000][1000]; };");
  g_autoptr (MgComparison) comparison = NULL;

  fake_source_resize (fixture->a, 3000000);
  fake_source_resize (fixture->b, 3000000);
  fixture->a->bytes->data[0] = 5;
  comparison = compare (fixture, structure);
  assert_true (g_error_matches (comparison->fields_error, MG_ERROR, MG_ERROR_TOO_LARGE));
  assert_int_equal (comparison->n_runs, 1);
  assert_int_equal (comparison->n_fields, 1);
}

static void
it_can_be_cancelled (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  assert_null (mg_comparison_new (&fixture->a->source, &fixture->b->source, NULL, cancellable, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
}

static void
a_copy_stays_as_it_was (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSource) copy = NULL;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  guint8 bytes[8];
  MgRange extent;

  mg_range_set_add (fixture->a->holes, (MgRange) { MG_COMPARE_PIECE, SIZE - MG_COMPARE_PIECE });
  mg_range_set_add (fixture->a->unreadable, (MgRange) { 4096, 4096 });
  fixture->a->bytes->data[1] = 1;
  copy = mg_source_copy_new (&fixture->a->source, SIZE);
  fixture->a->bytes->data[1] = 2;
  assert_int_equal (mg_source_get_size (copy), SIZE);
  assert_true (mg_source_read (copy, 0, bytes, 8, NULL, NULL));
  assert_int_equal (bytes[1], 1);
  assert_true (mg_source_read (copy, 4092, bytes, 8, unreadable, NULL));
  assert_int_equal (mg_range_set_get_length (unreadable), 4);
  assert_false (mg_source_read (copy, 4096, bytes, 8, NULL, NULL));
  assert_true (mg_source_next_data (copy, 5, &extent));
  assert_int_equal (extent.start, 5);
  assert_int_equal (mg_range_end (extent), MG_COMPARE_PIECE);
  assert_false (mg_source_next_data (copy, MG_COMPARE_PIECE, &extent));
}

static void
cut_off_cb (MgSource *source, guint64 offset, gsize length, gpointer data)
{
  fake_source_resize (FAKE (source), MG_SOURCE_COPY_PIECE);
}

static void
what_is_cut_off_meanwhile_is_not_known (void **state)
{
  g_autoptr (MgSource) copy = NULL;
  FakeSource *source = fake_source_new (2 * MG_SOURCE_COPY_PIECE);
  guint8 bytes[8];

  source->before_read = cut_off_cb;
  copy = mg_source_copy_new (&source->source, 2 * MG_SOURCE_COPY_PIECE);
  assert_true (mg_source_read (copy, MG_SOURCE_COPY_PIECE - 8, bytes, 8, NULL, NULL));
  assert_false (mg_source_read (copy, MG_SOURCE_COPY_PIECE, bytes, 8, NULL, NULL));
  mg_source_unref (&source->source);
}

static void
what_is_larger_is_not_copied (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSource) copy = mg_source_copy_new (&fixture->a->source, SIZE - 1);

  assert_ptr_equal (copy, &fixture->a->source);
}

int
main (void)
{
#define TEST(f) cmocka_unit_test_setup_teardown (f, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (runs_have_the_bytes_of_both_sides),
    TEST (a_run_longer_than_a_piece_is_one),
    TEST (more_runs_than_are_kept_are_counted),
    TEST (sizes_and_what_could_not_be_read_are_told),
    TEST (fields_that_differ_are_listed_too),
    TEST (more_fields_than_can_be_compared_leave_the_bytes),
    TEST (it_can_be_cancelled),
    TEST (a_copy_stays_as_it_was),
    TEST (what_is_cut_off_meanwhile_is_not_known),
    TEST (what_is_larger_is_not_copied),
  };

  return cmocka_run_group_tests_name ("comparison", tests, NULL, NULL);
}
