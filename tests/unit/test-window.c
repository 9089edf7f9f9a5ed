#include "config.h"

#include "core/error.h"
#include "core/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define PAGE ((gsize) 4096)
#define GRANULE ((gsize) 65536) /* Windows' */
#define MIB ((gsize) 1 << 20)

static MgWindow
fit (guint64 start, guint64 length, guint64 size, gsize granularity, gsize max_view)
{
  g_autoptr (GError) error = NULL;
  MgWindow window = { 0 };

  assert_true (mg_window_fit ((MgRange) { start, length }, size, granularity, max_view, &window,
                              &error));
  assert_null (error);
  return window;
}

static void
assert_window (MgWindow window, guint64 map_offset, gsize map_length, gsize skip, gsize usable)
{
  assert_int_equal (window.map_offset, map_offset);
  assert_int_equal (window.map_length, map_length);
  assert_int_equal (window.skip, skip);
  assert_int_equal (window.usable, usable);
}

static void
assert_refused (guint64 start, guint64 length, guint64 size, gsize granularity, gsize max_view,
                MgErrorCode code)
{
  g_autoptr (GError) error = NULL;
  MgWindow window = { 1, 2, 3, 4 };

  assert_false (mg_window_fit ((MgRange) { start, length }, size, granularity, max_view, &window,
                               &error));
  assert_true (g_error_matches (error, MG_ERROR, (int) code));
  assert_window (window, 1, 2, 3, 4);
}

static void
an_aligned_range_is_mapped_as_it_is (void **state)
{
  assert_window (fit (0, PAGE, MIB, PAGE, MIB), 0, PAGE, 0, PAGE);
  assert_window (fit (GRANULE, 10, MIB, GRANULE, MIB), GRANULE, 10, 0, 10);
}

static void
a_view_begins_at_the_multiple_of_the_granularity_before (void **state)
{
  assert_window (fit (5000, 100, MIB, PAGE, MIB), 4096, 1004, 904, 100);
  assert_window (fit (5000, 100, MIB, GRANULE, MIB), 0, 5100, 5000, 100);
  assert_window (fit (65535, 2, MIB, GRANULE, MIB), 0, 65537, 65535, 2);
  assert_window (fit (65537, 1, MIB, GRANULE, MIB), 65536, 2, 1, 1);
}

static void
a_view_ends_where_the_object_does (void **state)
{
  assert_window (fit (0, MIB, 100, PAGE, MIB), 0, 100, 0, 100);
  assert_window (fit (99, 50, 100, PAGE, MIB), 0, 100, 99, 1);
  assert_window (fit (70000, MG_OFFSET_MAX - 70000, 70001, GRANULE, MIB), 65536, 4465, 4464, 1);
}

static void
a_long_range_takes_several_views (void **state)
{
  MgWindow window = fit (1000, 3 * MIB, 4 * MIB, GRANULE, MIB);
  guint64 next = 1000 + window.usable;

  assert_window (window, 0, MIB, 1000, MIB - 1000);
  window = fit (next, 1000 + 3 * MIB - next, 4 * MIB, GRANULE, MIB);
  assert_window (window, MIB, MIB, 0, MIB);
  /* the shortest view there can be still gets on by one byte */
  assert_window (fit (GRANULE - 1, 100, MIB, GRANULE, GRANULE), 0, GRANULE, GRANULE - 1, 1);
}

static void
offsets_near_the_largest_one_do_not_overflow (void **state)
{
  assert_window (fit (MG_OFFSET_MAX - 1, 1, MG_OFFSET_MAX, GRANULE, MIB),
                 MG_OFFSET_MAX - 65535, 65535, 65534, 1);
  assert_window (fit (MG_OFFSET_MAX - 1, 1, MG_OFFSET_MAX, PAGE, MIB),
                 MG_OFFSET_MAX - 4095, 4095, 4094, 1);
  /* a size beyond what an offset can be is cut to it; so is a range that breaks its promise */
  assert_window (fit (MG_OFFSET_MAX - 1, G_MAXUINT64, G_MAXUINT64, PAGE, MIB),
                 MG_OFFSET_MAX - 4095, 4095, 4094, 1);
  assert_window (fit ((guint64) 1 << 62, 16, MG_OFFSET_MAX, GRANULE, MIB),
                 (guint64) 1 << 62, 16, 0, 16);
  assert_window (fit (0, MG_OFFSET_MAX, MG_OFFSET_MAX, GRANULE, 16 * MIB), 0, 16 * MIB, 0,
                 16 * MIB);
}

static void
what_lies_past_the_end_is_out_of_range (void **state)
{
  assert_refused (100, 1, 100, PAGE, MIB, MG_ERROR_OUT_OF_RANGE);
  assert_refused (MG_OFFSET_MAX - 1, 1, 100, PAGE, MIB, MG_ERROR_OUT_OF_RANGE);
  assert_refused (0, 1, 0, PAGE, MIB, MG_ERROR_OUT_OF_RANGE);
  assert_refused (G_MAXUINT64, 1, G_MAXUINT64, PAGE, MIB, MG_ERROR_OUT_OF_RANGE);
}

static void
senseless_requests_are_invalid (void **state)
{
  assert_refused (0, 0, 100, PAGE, MIB, MG_ERROR_INVALID);
  assert_refused (0, 1, 100, 0, MIB, MG_ERROR_INVALID);
  assert_refused (0, 1, 100, 4097, MIB, MG_ERROR_INVALID);
  assert_refused (0, 1, 100, GRANULE, PAGE, MG_ERROR_INVALID);
}

static guint64
random_u64 (GRand *rand)
{
  guint64 value = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);

  /* of all magnitudes alike */
  return value >> g_rand_int_range (rand, 0, 64);
}

/* What the header promises, of tens of thousands of requests. */
static void
every_window_keeps_the_promises_of_the_header (void **state)
{
  static const gsize granularities[] = { 1, 16, 4096, 65536, 1 << 21 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (63);
  guint n_fitted = 0;

  for (guint i = 0; i < 50000; i++)
    {
      gsize granularity = granularities[g_rand_int_range (rand, 0, G_N_ELEMENTS (granularities))];
      gsize max_view = granularity + (gsize) (random_u64 (rand) >> 24);
      guint64 size = random_u64 (rand) & MG_OFFSET_MAX;
      guint64 start = random_u64 (rand) & MG_OFFSET_MAX;
      guint64 length = random_u64 (rand);
      guint64 before_end = random_u64 (rand) >> 44;
      MgWindow w = { 0 };
      gboolean fitted;
      guint64 reach;

      if (i % 3 == 0 && size > 0) /* at the very end, where things go wrong */
        start = size - 1 - MIN (size - 1, before_end);
      length = MIN (length, MG_OFFSET_MAX - start);
      fitted = mg_window_fit ((MgRange) { start, length }, size, granularity, max_view, &w, NULL);
      assert_int_equal (fitted, length > 0 && start < size);
      if (!fitted)
        continue;
      n_fitted++;
      assert_int_equal (w.map_offset % granularity, 0);
      assert_true (w.map_offset <= start);
      assert_int_equal (w.map_offset + w.skip, start);
      assert_true (w.skip < granularity);
      assert_int_equal (w.skip + w.usable, w.map_length);
      assert_true (w.map_length <= max_view);
      assert_true (w.usable >= 1 && w.usable <= length);
      assert_true (w.map_offset + w.map_length <= size);
      /* nothing was left out without a reason */
      reach = start + w.usable;
      assert_true (w.usable == length || reach == size || w.map_length == max_view);
    }
  assert_true (n_fitted > 5000);
}

/* Calling again from where the last view ended covers the range, each byte once. */
static void
views_in_a_row_cover_the_whole_range (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (64);

  for (guint i = 0; i < 2000; i++)
    {
      gsize granularity = i % 2 ? PAGE : GRANULE;
      gsize max_view = granularity + g_rand_int_range (rand, 0, 1 << 18);
      guint64 size = MG_OFFSET_MAX - g_rand_int_range (rand, 0, 1 << 20);
      guint64 start = size - 1 - g_rand_int_range (rand, 0, 1 << 20);
      guint64 end = start + g_rand_int_range (rand, 1, 1 << 20);
      guint64 next = start;
      guint n_views = 0;

      end = MIN (end, size);
      while (next < end)
        {
          MgWindow w = fit (next, end - next, size, granularity, max_view);

          assert_int_equal (w.map_offset + w.skip, next);
          next += w.usable;
          n_views++;
          assert_true (n_views <= (1 << 20) / granularity + 3);
        }
      assert_int_equal (next, end);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (an_aligned_range_is_mapped_as_it_is),
    cmocka_unit_test (a_view_begins_at_the_multiple_of_the_granularity_before),
    cmocka_unit_test (a_view_ends_where_the_object_does),
    cmocka_unit_test (a_long_range_takes_several_views),
    cmocka_unit_test (offsets_near_the_largest_one_do_not_overflow),
    cmocka_unit_test (what_lies_past_the_end_is_out_of_range),
    cmocka_unit_test (senseless_requests_are_invalid),
    cmocka_unit_test (every_window_keeps_the_promises_of_the_header),
    cmocka_unit_test (views_in_a_row_cover_the_whole_range),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
