#include "config.h"

#include "app/time-scale.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define S ((gint64) G_USEC_PER_SEC)

static void
a_place_and_its_time_belong_together (void **state)
{
  MgTimeScale scale;

  mg_time_scale_init (&scale, 100 * S, 200 * S, MG_TIME_SCALE_MIN_US, 1000);
  assert_int_equal (scale.start_us, 100 * S);
  assert_int_equal ((int) mg_time_scale_get_x (&scale, 150 * S), 499);
  for (int x = 0; x <= 1000; x += 37)
    assert_in_range ((int) (mg_time_scale_get_x (&scale, mg_time_scale_get_time (&scale, x)) + 0.5), x, x);
  assert_int_equal ((int) mg_time_scale_get_x (&scale, 0), 0);
  assert_int_equal ((int) mg_time_scale_get_x (&scale, 500 * S), 1000);
  assert_int_equal (mg_time_scale_get_time (&scale, -5), 100 * S);
  assert_int_equal (mg_time_scale_get_time (&scale, 5000), 200 * S + 1);
}

static void
what_has_just_begun_does_not_race (void **state)
{
  MgTimeScale scale;

  mg_time_scale_init (&scale, 100 * S, 101 * S, MG_TIME_SCALE_MIN_US, 1000);
  assert_int_equal (scale.end_us - scale.start_us, MG_TIME_SCALE_MIN_US);
  assert_int_equal (scale.end_us, 101 * S + 1);
  /* but not of a recording, which does not grow */
  mg_time_scale_init (&scale, 100 * S, 101 * S, 1, 1000);
  assert_int_equal (scale.start_us, 100 * S);
}

static void
a_files_times_may_be_anything (void **state)
{
  const gint64 times[] = { G_MININT64, G_MININT64 + 1, -1, 0, 1, G_MAXINT64 - 1, G_MAXINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    for (guint k = i; k < G_N_ELEMENTS (times); k++)
      {
        MgTimeScale scale;

        mg_time_scale_init (&scale, times[i], times[k], MG_TIME_SCALE_MIN_US, 300);
        assert_true (scale.start_us < scale.end_us);
        for (guint j = 0; j < G_N_ELEMENTS (times); j++)
          {
            double x = mg_time_scale_get_x (&scale, times[j]);

            assert_true (x >= 0 && x <= 300);
          }
        assert_true (mg_time_scale_get_step (&scale, FALSE) > 0);
      }
}

static void
a_single_byte_is_seen_beside_many (void **state)
{
  assert_int_equal (mg_time_scale_get_height (0, 100, 20), 0);
  assert_int_equal (mg_time_scale_get_height (1, 1000000, 20), 2);
  assert_int_equal (mg_time_scale_get_height (1000000, 1000000, 20), 20);
  assert_true (mg_time_scale_get_height (250000, 1000000, 20) == 10);
  assert_int_equal (mg_time_scale_get_height (5, 0, 20), 0);
}

static void
spans_are_told_as_people_tell_them (void **state)
{
  const struct
  {
    gint64 span_us;
    const char *text;
  } cases[] = {
    { 0, "0.0 s" },          { 400000, "0.4 s" },       { 59990000, "59.9 s" },
    { 60 * S, "1 min 0 s" }, { 252 * S, "4 min 12 s" }, { 7500 * S, "2 h 5 min" },
    { -5 * S, "0.0 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mg_time_span_text (cases[i].span_us);

      assert_string_equal (text, cases[i].text);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_place_and_its_time_belong_together),
    cmocka_unit_test (what_has_just_begun_does_not_race),
    cmocka_unit_test (a_files_times_may_be_anything),
    cmocka_unit_test (a_single_byte_is_seen_beside_many),
    cmocka_unit_test (spans_are_told_as_people_tell_them),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
