#include "config.h"

#include "fake-source.h"

#include "core/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
reading_past_the_end_is_out_of_range_and_touches_nothing (void **state)
{
  static const struct
  {
    guint64 offset;
    gsize length;
  } cases[] = { { 100, 1 }, { 99, 2 }, { 0, 101 }, { G_MAXUINT64, 1 }, { G_MAXUINT64 - 3, 8 }, { 101, 0 } };
  g_autoptr (MgSource) source = &fake_source_new (100)->source;
  guint8 buffer[200];

  memset (buffer, 0x5A, sizeof buffer);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_false (mg_source_read (source, cases[i].offset, buffer, cases[i].length, NULL, &error));
      assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
    }
  for (guint i = 0; i < sizeof buffer; i++)
    assert_int_equal (buffer[i], 0x5A);
  assert_true (mg_source_read (source, 100, buffer, 0, NULL, NULL));
  assert_int_equal (FAKE (source)->n_reads, 0);
}

typedef struct
{
  guint8 *seen;
  guint64 last;
  guint n_calls;
  guint stop_after;
} Scanned;

static gboolean
scan_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer data)
{
  Scanned *scanned = data;

  assert_true (offset >= scanned->last);
  memcpy (scanned->seen + offset, bytes, length);
  scanned->last = offset + length;
  return ++scanned->n_calls != scanned->stop_after;
}

/* Each byte of the range that is allocated and readable is shown once, in order, nothing else. */
static void
scan_shows_allocated_readable_bytes_once_and_reports_the_others (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int round = 0; round < 100; round++)
    {
      gsize size = g_rand_int_range (rand, 1, 1000000);
      g_autoptr (MgSource) source = &fake_source_new (size)->source;
      FakeSource *fake = FAKE (source);
      g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
      g_autofree guint8 *seen = g_malloc0 (size);
      Scanned scanned = { .seen = seen };
      MgRange range;

      memset (fake->bytes->data, 1, size);
      for (int i = 0; i < 3; i++)
        {
          guint64 start = g_rand_int_range (rand, 0, size);

          mg_range_set_add (fake->holes, (MgRange) { start, g_rand_int_range (rand, 0, size - start) + 1 });
          start = g_rand_int_range (rand, 0, size);
          mg_range_set_add (fake->unreadable,
                            (MgRange) { start, g_rand_int_range (rand, 0, size - start) / 4 + 1 });
        }
      range.start = g_rand_int_range (rand, 0, size);
      range.length = g_rand_int_range (rand, 0, size - range.start) + 1;
      assert_true (mg_source_scan (source, range, scan_cb, &scanned, unreadable, NULL));

      for (gsize i = 0; i < size; i++)
        {
          gboolean inside = i >= range.start && i < mg_range_end (range)
                            && !mg_range_set_contains (fake->holes, i);
          gboolean bad = mg_range_set_contains (fake->unreadable, i);

          assert_int_equal (seen[i], inside && !bad);
          assert_int_equal (mg_range_set_contains (unreadable, i), inside && bad);
        }
    }
}

static void
scan_ends_where_the_caller_says (void **state)
{
  g_autoptr (MgSource) source = &fake_source_new (10 * 1024 * 1024)->source;
  g_autofree guint8 *seen = g_malloc0 (10 * 1024 * 1024);
  Scanned scanned = { .seen = seen, .stop_after = 2 };

  assert_true (mg_source_scan (source, (MgRange) { 0, 10 * 1024 * 1024 }, scan_cb, &scanned, NULL, NULL));
  assert_int_equal (scanned.n_calls, 2);
}

static void
a_read_that_fails_wholly_says_why (void **state)
{
  g_autoptr (MgSource) source = &fake_source_new (64)->source;
  g_autoptr (GError) error = NULL;
  guint8 buffer[64];

  mg_range_set_add (FAKE (source)->unreadable, (MgRange) { 0, 64 });
  assert_false (mg_source_read (source, 0, buffer, 64, NULL, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_UNREADABLE));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (reading_past_the_end_is_out_of_range_and_touches_nothing),
    cmocka_unit_test (scan_shows_allocated_readable_bytes_once_and_reports_the_others),
    cmocka_unit_test (scan_ends_where_the_caller_says),
    cmocka_unit_test (a_read_that_fails_wholly_says_why),
  };

  return cmocka_run_group_tests_name ("source", tests, NULL, NULL);
}
