#include "config.h"

#include "core/health.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MS 1000

/* Looks at a publisher with a clock of the test's own. */
typedef struct
{
  MgHealth *health;
  MgLook look;
} Fixture;

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);

  f->health = mg_health_new ();
  f->look.time_us = 1000 * MS;
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  mg_health_free (((Fixture *) *state)->health);
  g_free (*state);
  return 0;
}

static void
look_after (Fixture *f, double ms, gboolean changed)
{
  f->look.time_us += (gint64) (ms * MS);
  f->look.changed = changed;
  mg_health_look (f->health, &f->look);
}

static void
count_after (Fixture *f, double ms, guint64 count)
{
  f->look.has_count = TRUE;
  f->look.count = count;
  look_after (f, ms, TRUE);
}

static MgHealthReport
report_after (Fixture *f, double ms)
{
  MgHealthReport report;

  mg_health_get_report (f->health, f->look.time_us + (gint64) (ms * MS), &report);
  return report;
}

static gboolean
is_near (double value, double wanted)
{
  return fabs (value - wanted) <= wanted * 1e-6;
}

static void
nothing_is_known_of_what_was_not_looked_at (void **state)
{
  Fixture *f = *state;
  MgHealthReport report = report_after (f, 0);

  assert_true (report.rate_hz == 0 && report.sampled_hz == 0 && report.jitter_us < 0);
  assert_false (report.stalled);
  look_after (f, 0, TRUE); /* the first look has nothing to differ from */
  assert_true (report_after (f, 0).last_write_us == 0);
}

static void
changes_make_a_rate (void **state)
{
  Fixture *f = *state;
  MgHealthReport report;

  /* 5 writes a second, looked at 50 times a second */
  for (guint i = 0; i < 200; i++)
    look_after (f, 20, i % 10 == 0);
  report = report_after (f, 4);
  assert_true (is_near (report.rate_hz, 5));
  assert_false (report.rate_is_bound);
  assert_true (is_near (report.sampled_hz, 50));
  assert_true (is_near (report.resolution_us, 20 * MS));
  assert_true (report.jitter_us >= 0 && report.jitter_us < 1);
  assert_int_equal (report.last_write_us, f->look.time_us - 9 * 20 * MS);
  assert_int_equal (report.n_missed, 0);
}

static void
a_rate_as_high_as_the_looking_is_a_lower_bound (void **state)
{
  Fixture *f = *state;

  for (guint i = 0; i < 100; i++)
    look_after (f, 20, TRUE);
  assert_true (is_near (report_after (f, 0).rate_hz, 50));
  assert_true (report_after (f, 0).rate_is_bound);
}

static void
a_count_tells_of_writes_between_looks (void **state)
{
  Fixture *f = *state;
  MgHealthReport report;

  /* 333 frames in each 100 ms */
  for (guint i = 0; i < 50; i++)
    count_after (f, 100, 333 * (guint64) i);
  report = report_after (f, 0);
  assert_true (is_near (report.rate_hz, 3330));
  assert_false (report.rate_is_bound);
  assert_int_equal (report.n_writes, 333 * 49);
  assert_int_equal (report.n_missed, 332 * 49);
  /* The same count is no write, whatever else changes. */
  count_after (f, 100, 333 * 49);
  assert_int_equal (report_after (f, 0).n_writes, 333 * 49);
}

static void
jitter_is_the_deviation_of_the_time_between_writes (void **state)
{
  Fixture *f = *state;

  for (guint i = 0; i < 101; i++)
    count_after (f, i % 2 ? 10 : 30, i);
  assert_true (fabs (report_after (f, 0).jitter_us - 10 * MS) < 1);
}

static void
rate_and_jitter_are_of_the_last_seconds (void **state)
{
  Fixture *f = *state;

  for (guint i = 0; i < 100; i++)
    count_after (f, 10, i);
  for (guint i = 0; i < 100; i++)
    count_after (f, 100, 100 + i);
  assert_true (is_near (report_after (f, 0).rate_hz, 10));
}

static void
what_had_a_rate_and_is_quiet_has_stalled (void **state)
{
  Fixture *f = *state;

  for (guint i = 0; i < 20; i++)
    count_after (f, 10, i);
  assert_false (report_after (f, 80).stalled);
  assert_true (report_after (f, 81).stalled);
  count_after (f, 500, 20);
  assert_false (report_after (f, 10).stalled);

  /* One that never wrote has not stalled, and one that is looked at rarely is given time. */
  mg_health_free (f->health);
  f->health = mg_health_new ();
  for (guint i = 0; i < 20; i++)
    look_after (f, 1000, FALSE);
  assert_false (report_after (f, 1e6).stalled);
}

static void
a_count_that_goes_back_or_another_object_is_a_restart (void **state)
{
  Fixture *f = *state;

  for (guint i = 0; i < 20; i++)
    count_after (f, 10, 1000 + i);
  count_after (f, 10, 3);
  assert_int_equal (report_after (f, 0).n_restarts, 1);
  assert_true (report_after (f, 0).rate_hz == 0); /* not known of the new one yet */
  for (guint i = 4; i < 20; i++)
    count_after (f, 5, i);
  assert_true (is_near (report_after (f, 0).rate_hz, 200));
  assert_int_equal (report_after (f, 0).n_missed, 0);

  f->look.generation++;
  count_after (f, 10, 50);
  assert_int_equal (report_after (f, 0).n_restarts, 2);
  assert_int_equal (report_after (f, 0).n_missed, 0);
}

static void
torn_looks_are_counted_and_the_mark_of_death_is_shown (void **state)
{
  Fixture *f = *state;

  f->look.torn = TRUE;
  look_after (f, 10, FALSE);
  look_after (f, 10, FALSE);
  f->look.torn = FALSE;
  f->look.dead = TRUE;
  look_after (f, 10, FALSE);
  assert_int_equal (report_after (f, 0).n_torn, 2);
  assert_true (report_after (f, 0).dead);
  f->look.dead = FALSE;
  look_after (f, 10, FALSE);
  assert_false (report_after (f, 0).dead);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
    TEST (nothing_is_known_of_what_was_not_looked_at),
    TEST (changes_make_a_rate),
    TEST (a_rate_as_high_as_the_looking_is_a_lower_bound),
    TEST (a_count_tells_of_writes_between_looks),
    TEST (jitter_is_the_deviation_of_the_time_between_writes),
    TEST (rate_and_jitter_are_of_the_last_seconds),
    TEST (what_had_a_rate_and_is_quiet_has_stalled),
    TEST (a_count_that_goes_back_or_another_object_is_a_restart),
    TEST (torn_looks_are_counted_and_the_mark_of_death_is_shown),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
