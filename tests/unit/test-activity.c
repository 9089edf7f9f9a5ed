#include "config.h"

#include "core/activity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SLOT ((gint64) MG_ACTIVITY_SLOT_US)
#define LAST (MG_ACTIVITY_SLOTS - 1)

static guint64
sum (const guint64 *changed)
{
  guint64 sum = 0;

  for (guint i = 0; i < MG_ACTIVITY_SLOTS; i++)
    sum += changed[i];
  return sum;
}

static void
what_changes_in_a_stretch_adds_up (void **state)
{
  MgActivity activity = { 0 };
  guint64 changed[MG_ACTIVITY_SLOTS];

  mg_activity_add (&activity, 100 * SLOT, 3);
  mg_activity_add (&activity, 100 * SLOT + SLOT - 1, 4);
  mg_activity_add (&activity, 101 * SLOT, 5);
  /* one that is not over is not told yet */
  mg_activity_get (&activity, 101 * SLOT + 1, changed);
  assert_int_equal (changed[LAST], 7);
  assert_int_equal (sum (changed), 7);
  mg_activity_get (&activity, 103 * SLOT, changed);
  assert_int_equal (changed[LAST], 0);
  assert_int_equal (changed[LAST - 1], 5);
  assert_int_equal (changed[LAST - 2], 7);
  assert_int_equal (sum (changed), 12);
}

static void
what_is_old_is_forgotten (void **state)
{
  MgActivity activity = { 0 };
  guint64 changed[MG_ACTIVITY_SLOTS];

  for (guint i = 0; i < 200; i++)
    mg_activity_add (&activity, i * SLOT, i);
  mg_activity_get (&activity, 200 * SLOT, changed);
  for (guint i = 0; i < MG_ACTIVITY_SLOTS; i++)
    assert_int_equal (changed[i], 200 - MG_ACTIVITY_SLOTS + i);
  mg_activity_add (&activity, 10 * SLOT, 1000);
  mg_activity_get (&activity, (199 + MG_ACTIVITY_SLOTS) * SLOT, changed);
  assert_int_equal (changed[0], 199);
  assert_int_equal (sum (changed), 199);
  mg_activity_get (&activity, 10000 * SLOT, changed);
  assert_int_equal (sum (changed), 0);
}

static void
a_long_silence_leaves_nothing_behind (void **state)
{
  MgActivity activity = { 0 };
  guint64 changed[MG_ACTIVITY_SLOTS];

  for (guint i = 0; i < MG_ACTIVITY_SLOTS; i++)
    mg_activity_add (&activity, i * SLOT, 1);
  mg_activity_add (&activity, (10 * MG_ACTIVITY_SLOTS + 5) * SLOT, 9);
  mg_activity_get (&activity, (10 * MG_ACTIVITY_SLOTS + 6) * SLOT, changed);
  assert_int_equal (changed[LAST], 9);
  assert_int_equal (sum (changed), 9);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_changes_in_a_stretch_adds_up),
    cmocka_unit_test (what_is_old_is_forgotten),
    cmocka_unit_test (a_long_silence_leaves_nothing_behind),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
