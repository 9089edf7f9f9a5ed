#include "config.h"

#include "core/trial.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Goes as told until the trial is over; a run of each way takes what its list says. */
static guint
run_trial (const gint64 *first_us, const gint64 *second_us)
{
  MgTrial trial = { 0 };
  guint n_runs[2] = { 0 };

  while (!mg_trial_is_over (&trial))
    {
      guint way = mg_trial_choose (&trial);

      assert_in_range (n_runs[way], 0, MG_TRIAL_RUNS - 1);
      mg_trial_note (&trial, way, 1000, (way == 0 ? first_us : second_us)[n_runs[way]++]);
    }
  assert_int_equal (n_runs[0], MG_TRIAL_RUNS);
  assert_int_equal (n_runs[1], MG_TRIAL_RUNS);
  return mg_trial_choose (&trial);
}

static void
the_faster_way_is_chosen (void **state)
{
  assert_int_equal (run_trial ((gint64[]) { 10, 10, 10 }, (gint64[]) { 20, 20, 20 }), 0);
  assert_int_equal (run_trial ((gint64[]) { 20, 20, 20 }, (gint64[]) { 10, 10, 10 }), 1);
}

/* One run in peace tells; the others may have been disturbed. */
static void
the_fastest_run_of_each_counts (void **state)
{
  assert_int_equal (run_trial ((gint64[]) { 900, 10, 900 }, (gint64[]) { 20, 20, 20 }), 0);
  assert_int_equal (run_trial ((gint64[]) { 20, 20, 20 }, (gint64[]) { 900, 900, 10 }), 1);
}

static void
the_first_way_is_kept_where_none_is_faster (void **state)
{
  assert_int_equal (run_trial ((gint64[]) { 10, 11, 12 }, (gint64[]) { 12, 11, 10 }), 0);
  assert_int_equal (run_trial ((gint64[]) { 0, 0, 0 }, (gint64[]) { 0, 0, 0 }), 0);
}

static void
ways_take_turns (void **state)
{
  MgTrial trial = { 0 };

  for (guint i = 0; i < 2 * MG_TRIAL_RUNS; i++)
    {
      assert_int_equal (mg_trial_choose (&trial), i % 2);
      mg_trial_note (&trial, i % 2, 1, 1);
    }
}

/* Runs of different lengths are compared by what a byte takes. */
static void
long_runs_are_no_slow_ones (void **state)
{
  MgTrial trial = { 0 };

  for (guint i = 0; i < MG_TRIAL_RUNS; i++)
    {
      mg_trial_note (&trial, 0, 4000, 40);
      mg_trial_note (&trial, 1, 1000, 20);
    }
  assert_int_equal (mg_trial_choose (&trial), 0);
}

/* Work that was done without asking (in another thread, by another way) does not confuse it. */
static void
notes_may_come_in_any_order (void **state)
{
  MgTrial trial = { 0 };

  for (guint i = 0; i < 10; i++)
    mg_trial_note (&trial, 1, 1000, 10);
  assert_false (mg_trial_is_over (&trial));
  for (guint i = 0; i < MG_TRIAL_RUNS; i++)
    {
      assert_int_equal (mg_trial_choose (&trial), 0);
      mg_trial_note (&trial, 0, 1000, 30);
    }
  assert_true (mg_trial_is_over (&trial));
  assert_int_equal (mg_trial_choose (&trial), 1);
}

static void
what_is_decided_stays (void **state)
{
  MgTrial trial = { 0 };

  for (guint way = 0; way < 2; way++)
    {
      mg_trial_settle (&trial, way);
      assert_true (mg_trial_is_over (&trial));
      mg_trial_note (&trial, 1 - way, 1000, 0);
      assert_int_equal (mg_trial_choose (&trial), way);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_faster_way_is_chosen),
    cmocka_unit_test (the_fastest_run_of_each_counts),
    cmocka_unit_test (the_first_way_is_kept_where_none_is_faster),
    cmocka_unit_test (ways_take_turns),
    cmocka_unit_test (long_runs_are_no_slow_ones),
    cmocka_unit_test (notes_may_come_in_any_order),
    cmocka_unit_test (what_is_decided_stays),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
