#include "config.h"

#include "app/plot-scale.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void
steps_are_round_and_fit (void **state)
{
  static const double spans[] = { 1e-9, 0.3, 1, 7, 99, 12345, 3e17 };

  assert_true (mg_plot_value_step (10, 5) == 2);
  assert_true (mg_plot_value_step (1, 5) == 0.2);
  assert_true (fabs (mg_plot_value_step (7e-6, 4) - 2e-6) < 1e-15);
  for (gsize i = 0; i < G_N_ELEMENTS (spans); i++)
    for (guint n = 1; n < 20; n++)
      assert_true (spans[i] / mg_plot_value_step (spans[i], n) <= n + 1e-9);
  assert_true (mg_plot_value_step (0, 5) == 1);
  assert_true (mg_plot_value_step (NAN, 5) == 1);
  assert_true (mg_plot_value_step (INFINITY, 5) == 1);

  assert_int_equal (mg_plot_time_step_us (10 * G_USEC_PER_SEC, 5), 2 * G_USEC_PER_SEC);
  assert_int_equal (mg_plot_time_step_us (100 * G_USEC_PER_SEC, 5), 30 * G_USEC_PER_SEC);
  assert_int_equal (mg_plot_time_step_us (10000, 5), 2000);
  assert_int_equal (mg_plot_time_step_us (7200 * (gint64) G_USEC_PER_SEC, 3),
                    3600 * (gint64) G_USEC_PER_SEC);
  for (gint64 span_us = 1; span_us < MG_PLOT_MAX_SPAN_US; span_us *= 3)
    assert_true (span_us / mg_plot_time_step_us (span_us, 4) <= 4);
}

static void
assert_value_text (double value, double step, const char *expected)
{
  g_autofree char *text = mg_plot_value_text (value, step);

  assert_string_equal (text, expected);
}

static void
ticks_tell_as_much_as_tells_them_apart (void **state)
{
  g_autofree char *ms = mg_plot_time_text (12500, 500);
  g_autofree char *seconds = mg_plot_time_text (2500000, 500000);
  g_autofree char *minutes = mg_plot_time_text (180 * G_USEC_PER_SEC, 60 * G_USEC_PER_SEC);

  assert_value_text (0.25, 0.05, "0.25");
  assert_value_text (3, 1, "3");
  assert_value_text (-3, 0.5, "\u22123.0");
  assert_value_text (1500, 500, "1500");
  assert_value_text (15000, 500, "15\u2009000");
  assert_value_text (2.5e9, 5e8, "2.5e+09");
  assert_value_text (1e-17, 0.1, "0.0");
  assert_string_equal (ms, "\u221212.5 ms");
  assert_string_equal (seconds, "\u22122.5 s");
  assert_string_equal (minutes, "\u22123 min");
}

static void
an_axis_is_never_empty (void **state)
{
  double min = 5, max = 5;

  mg_plot_pad (&min, &max);
  assert_true (min < 5 && max > 5);
  min = max = NAN;
  mg_plot_pad (&min, &max);
  assert_true (min < max);
  min = -G_MAXDOUBLE;
  max = G_MAXDOUBLE;
  mg_plot_pad (&min, &max);
  assert_true (isfinite (max - min) && min < max);
}

static void
zooming_keeps_what_is_pointed_at (void **state)
{
  MgPlotWindow window = { 1000000, 100000, FALSE };
  gint64 at = window.end_us - window.span_us / 4;

  mg_plot_window_zoom (&window, 0.5, 0.75);
  assert_int_equal (window.span_us, 50000);
  assert_int_equal (window.end_us - window.span_us / 4, at);
  for (int i = 0; i < 100; i++)
    mg_plot_window_zoom (&window, 0.1, 0.5);
  assert_int_equal (window.span_us, MG_PLOT_MIN_SPAN_US);
  for (int i = 0; i < 100; i++)
    mg_plot_window_zoom (&window, 10, 0.5);
  assert_int_equal (window.span_us, MG_PLOT_MAX_SPAN_US);
}

static void
panning_back_ends_live_and_forth_begins_it (void **state)
{
  MgPlotWindow window = { 0, 1000, TRUE };

  mg_plot_window_pan (&window, -0.5, 5000);
  assert_false (window.live);
  assert_int_equal (window.end_us, 4500);
  mg_plot_window_pan (&window, 2, 5000);
  assert_true (window.live);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (steps_are_round_and_fit),
    cmocka_unit_test (ticks_tell_as_much_as_tells_them_apart),
    cmocka_unit_test (an_axis_is_never_empty),
    cmocka_unit_test (zooming_keeps_what_is_pointed_at),
    cmocka_unit_test (panning_back_ends_live_and_forth_begins_it),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
