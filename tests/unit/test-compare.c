#include "config.h"

#include "fake-source.h"

#include "core/compare.h"
#include "core/error.h"
#include "core/file-source.h"

#include <glib/gstdio.h>
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
  GArray *runs; /* of MgRange */
  guint most;   /* runs to take */
} Fixture;

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->a = fake_source_new (SIZE);
  fixture->b = fake_source_new (SIZE);
  fixture->runs = g_array_new (FALSE, FALSE, sizeof (MgRange));
  fixture->most = G_MAXUINT;
  *state = fixture;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  mg_source_unref (&fixture->a->source);
  mg_source_unref (&fixture->b->source);
  g_array_unref (fixture->runs);
  g_free (fixture);
  return 0;
}

static gboolean
run_cb (MgRange run, const guint8 *a, const guint8 *b, gpointer data)
{
  Fixture *fixture = data;

  assert_memory_equal (a, fixture->a->bytes->data + run.start, run.length);
  assert_memory_equal (b, fixture->b->bytes->data + run.start, run.length);
  g_array_append_val (fixture->runs, run);
  return fixture->runs->len < fixture->most;
}

static void
compare (Fixture *fixture, MgRange range, MgRangeSet *unreadable)
{
  g_array_set_size (fixture->runs, 0);
  assert_true (
      mg_compare (&fixture->a->source, &fixture->b->source, range, run_cb, fixture, unreadable, NULL, NULL));
}

static void
assert_run (Fixture *fixture, guint index, guint64 start, guint64 length)
{
  assert_true (index < fixture->runs->len);
  assert_int_equal (g_array_index (fixture->runs, MgRange, index).start, start);
  assert_int_equal (g_array_index (fixture->runs, MgRange, index).length, length);
}

static void
each_run_that_differs_is_told (void **state)
{
  Fixture *fixture = *state;

  compare (fixture, (MgRange) { 0, SIZE }, NULL);
  assert_int_equal (fixture->runs->len, 0);
  fixture->a->bytes->data[0] = 1;
  memset (fixture->b->bytes->data + 100, 2, 50);
  fixture->b->bytes->data[SIZE - 1] = 3;
  compare (fixture, (MgRange) { 0, SIZE }, NULL);
  assert_int_equal (fixture->runs->len, 3);
  assert_run (fixture, 0, 0, 1);
  assert_run (fixture, 1, 100, 50);
  assert_run (fixture, 2, SIZE - 1, 1);
  compare (fixture, (MgRange) { 120, 10 }, NULL);
  assert_int_equal (fixture->runs->len, 1);
  assert_run (fixture, 0, 120, 10);
}

static void
it_stops_where_that_is_wanted (void **state)
{
  Fixture *fixture = *state;

  for (gsize at = 0; at < SIZE; at += 1000)
    fixture->a->bytes->data[at] = 1;
  fixture->most = 2;
  compare (fixture, (MgRange) { 0, SIZE }, NULL);
  assert_int_equal (fixture->runs->len, 2);
}

static void
what_one_side_cannot_read_is_not_compared (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();

  memset (fixture->a->bytes->data, 1, 12288);
  mg_range_set_add (fixture->b->unreadable, (MgRange) { 4096, 4096 });
  compare (fixture, (MgRange) { 0, SIZE }, unreadable);
  assert_int_equal (fixture->runs->len, 2);
  assert_run (fixture, 0, 0, 4096);
  assert_run (fixture, 1, 8192, 4096);
  assert_int_equal (mg_range_set_get_length (unreadable), 4096);
}

static void
what_neither_has_memory_for_costs_nothing (void **state)
{
  Fixture *fixture = *state;

  mg_range_set_add (fixture->a->holes, (MgRange) { MG_COMPARE_PIECE, SIZE - MG_COMPARE_PIECE });
  mg_range_set_add (fixture->b->holes, (MgRange) { 0, SIZE - 4096 });
  fixture->b->bytes->data[SIZE - 7] = 1;
  compare (fixture, (MgRange) { 0, SIZE }, NULL);
  assert_int_equal (fixture->runs->len, 1);
  assert_run (fixture, 0, SIZE - 7, 1);
  assert_int_equal (fixture->a->n_reads, 2);
}

static void
it_can_be_cancelled (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  assert_false (mg_compare (&fixture->a->source, &fixture->b->source, (MgRange) { 0, SIZE }, run_cb, fixture,
                            NULL, cancellable, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
}

static void
a_file_is_read_as_it_is (void **state)
{
  g_autofree char *directory = g_dir_make_tmp ("mg-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "dump.bin", NULL);
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (MgSource) source = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[8];

  assert_true (g_file_set_contents (path, "0123456789", 10, NULL));
  source = mg_file_source_new (path, NULL);
  assert_int_equal (mg_source_get_size (source), 10);
  assert_true (mg_source_read (source, 3, buffer, 4, NULL, NULL));
  assert_memory_equal (buffer, "3456", 4);
  assert_null (mg_source_dup_info (source, &error));
  g_clear_error (&error);
  assert_false (mg_source_read (source, 3, buffer, 8, NULL, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
  g_clear_error (&error);
  mg_source_unref (g_steal_pointer (&source));

  assert_null (mg_file_source_new (directory, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_WRONG_TYPE));
  assert_int_equal (g_remove (path), 0);
  assert_null (mg_file_source_new (path, NULL));
  assert_int_equal (g_rmdir (directory), 0);
}

int
main (void)
{
#define TEST(f) cmocka_unit_test_setup_teardown (f, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (each_run_that_differs_is_told),
    TEST (it_stops_where_that_is_wanted),
    TEST (what_one_side_cannot_read_is_not_compared),
    TEST (what_neither_has_memory_for_costs_nothing),
    TEST (it_can_be_cancelled),
    TEST (a_file_is_read_as_it_is),
  };

  return cmocka_run_group_tests_name ("compare", tests, NULL, NULL);
}
