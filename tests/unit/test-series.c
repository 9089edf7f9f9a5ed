#include "config.h"

#include "core/series.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* The plain way to the same. */
static MgExtent
sum_plainly (const MgSeries *series, guint64 start, guint64 end)
{
  MgExtent extent = { 0, NAN, NAN, NAN, NAN };

  for (guint64 i = start; i < MIN (end, mg_series_get_length (series)); i++)
    {
      double value = mg_series_get_point (series, i).value;

      extent.first = extent.n_points == 0 ? value : extent.first;
      extent.last = value;
      extent.min = fmin (extent.min, value);
      extent.max = fmax (extent.max, value);
      extent.n_points++;
    }
  return extent;
}

static gboolean
same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
assert_extents_equal (MgExtent a, MgExtent b)
{
  assert_int_equal (a.n_points, b.n_points);
  assert_true (same (a.min, b.min));
  assert_true (same (a.max, b.max));
  assert_true (same (a.first, b.first));
  assert_true (same (a.last, b.last));
}

static MgSeries *
make_random (GRand *random, guint64 max_points, guint n_points)
{
  MgSeries *series = mg_series_new (max_points);
  gint64 time_us = -1000;

  for (guint i = 0; i < n_points; i++)
    {
      time_us += g_rand_int_range (random, 0, 20);
      mg_series_append (series, time_us,
                        g_rand_int_range (random, 0, 50) == 0 ? NAN : g_rand_double_range (random, -5, 5));
    }
  return series;
}

static void
any_stretch_is_summed_up_as_by_looking_at_each_point (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint n_points = 0; n_points < 5000; n_points = n_points * 3 / 2 + 1)
    {
      g_autoptr (MgSeries) series = make_random (random, 0, n_points);

      for (guint i = 0; i < 300; i++)
        {
          guint64 start = (guint64) g_rand_int_range (random, 0, (gint) n_points + 2);
          guint64 end = (guint64) g_rand_int_range (random, 0, (gint) n_points + 2);

          assert_extents_equal (mg_series_get_extent (series, start, end),
                                sum_plainly (series, start, end));
        }
    }
}

static void
what_is_forgotten_leaves_the_rest_right (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  g_autoptr (MgSeries) series = make_random (random, 0, 400000);
  guint64 length = mg_series_get_length (series);

  assert_true (length >= 65536 && length <= 2 * 65536);
  assert_true (mg_series_get_memory (series) < 4 * 1024 * 1024);
  for (guint i = 0; i < 50; i++)
    {
      guint64 start = (guint64) g_rand_int_range (random, 0, (gint) length);

      assert_extents_equal (mg_series_get_extent (series, start, length),
                            sum_plainly (series, start, length));
    }
}

static void
columns_hold_each_point_once (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autoptr (MgSeries) series = make_random (random, 0, 3000);
  gint64 end_us = mg_series_get_point (series, 2999).time_us;
  MgExtent columns[700];
  guint64 n_points = 0, start = mg_series_find (series, 100);

  mg_series_decimate (series, 100, end_us, columns, G_N_ELEMENTS (columns));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      assert_extents_equal (columns[i], sum_plainly (series, start, start + columns[i].n_points));
      start += columns[i].n_points;
      n_points += columns[i].n_points;
    }
  assert_int_equal (start, mg_series_find (series, end_us));
  assert_int_equal (n_points, start - mg_series_find (series, 100));
}

static void
time_never_goes_back (void **state)
{
  g_autoptr (MgSeries) series = mg_series_new (0);

  mg_series_append (series, 100, 1);
  mg_series_append (series, 50, 2);
  assert_int_equal (mg_series_get_point (series, 1).time_us, 100);
  assert_int_equal (mg_series_find (series, 100), 0);
  assert_int_equal (mg_series_find (series, 101), 2);
  mg_series_clear (series);
  assert_int_equal (mg_series_get_length (series), 0);
  assert_int_equal (mg_series_find (series, 0), 0);
  assert_int_equal (mg_series_get_extent (series, 0, 10).n_points, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (any_stretch_is_summed_up_as_by_looking_at_each_point),
    cmocka_unit_test (what_is_forgotten_leaves_the_rest_right),
    cmocka_unit_test (columns_hold_each_point_once),
    cmocka_unit_test (time_never_goes_back),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
