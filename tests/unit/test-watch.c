/* Several objects of a second process, followed on one thread. */
#include "config.h"

#include "publisher/publisher-client.h"

#include "core/watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/platform.h"

#define LAST (MG_ACTIVITY_SLOTS - 1)
#define N 3

typedef struct
{
  Publisher *publisher;
  MgWatch *watch;
  GPtrArray *names; /* of MgName */
  MgName *strange;  /* nobody has it */
} Fixture;

static MgSource *
open_live (MgName *name, gpointer data, GError **error)
{
  return mg_platform_open (name, error);
}

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);

  f->publisher = publisher_start ();
  f->watch = mg_watch_new (open_live, NULL);
  f->names = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_name_unref);
  for (guint i = 0; i <= N; i++)
    {
      g_autofree char *text = publisher_new_name ();
      MgName *name = mg_name_parse (text, mg_platform_get_name_context (), NULL);

      if (i == N)
        {
          f->strange = name;
          break;
        }
      g_ptr_array_add (f->names, name);
      /* the last one is larger than what is read of it */
      publisher_do (f->publisher, "shm %u %s %u", i + 1, text, i < N - 1 ? 4096 : 1 << 20);
    }
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  mg_watch_free (f->watch);
  publisher_stop (f->publisher);
  g_ptr_array_unref (f->names);
  mg_name_unref (f->strange);
  g_free (f);
  return 0;
}

static guint64
sum (const MgPulse *pulse)
{
  guint64 sum = 0;

  for (guint i = 0; i < MG_ACTIVITY_SLOTS; i++)
    sum += pulse->changed[i];
  return sum;
}

/* Until it was looked at so often and so many bytes changed, or half a minute has gone. */
static void
wait_for (Fixture *f, MgName *name, guint64 n_looks, guint64 changed, MgPulse *pulse)
{
  gint64 end_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!mg_watch_get (f->watch, name, pulse) || pulse->health.n_looks < n_looks || sum (pulse) < changed)
    {
      assert_true (g_get_monotonic_time () < end_us);
      g_usleep (5000);
    }
}

static void
each_is_told_of_by_itself (void **state)
{
  Fixture *f = *state;
  MgPulse pulse;

  mg_watch_set_names (f->watch, f->names);
  for (guint i = 0; i < N; i++)
    wait_for (f, f->names->pdata[i], 2, 0, &pulse);
  publisher_do (f->publisher, "write 2 100 010203");
  wait_for (f, f->names->pdata[1], 3, 3, &pulse);
  assert_int_equal (pulse.state, MG_STATE_LIVE);
  assert_int_equal (sum (&pulse), 3);
  assert_true (pulse.health.last_write_us > 0);
  assert_true (mg_watch_get (f->watch, f->names->pdata[0], &pulse));
  assert_int_equal (pulse.health.n_writes, 0);
  /* the end of a large one is among the pages that are read */
  publisher_do (f->publisher, "write 3 1048575 07");
  wait_for (f, f->names->pdata[2], 3, 1, &pulse);
}

static void
names_come_and_go (void **state)
{
  Fixture *f = *state;
  MgPulse pulse;
  guint64 n_looks;

  assert_false (mg_watch_get (f->watch, f->names->pdata[0], &pulse));
  mg_watch_set_names (f->watch, f->names);
  wait_for (f, f->names->pdata[0], 3, 0, &pulse);
  n_looks = pulse.health.n_looks;
  g_ptr_array_set_size (f->names, 1);
  mg_watch_set_names (f->watch, f->names);
  /* the one that stays goes on where it was */
  wait_for (f, f->names->pdata[0], n_looks + 1, 0, &pulse);
  g_ptr_array_add (f->names, mg_name_ref (f->strange));
  mg_watch_set_names (f->watch, f->names);
  wait_for (f, f->strange, 0, 0, &pulse);
  assert_int_equal (pulse.state, MG_STATE_WAITING);
  g_ptr_array_set_size (f->names, 0);
  mg_watch_set_names (f->watch, f->names);
  assert_false (mg_watch_get (f->watch, f->strange, &pulse));
}

static void
one_that_goes_away_is_no_longer_live (void **state)
{
  Fixture *f = *state;
  gint64 end_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  MgPulse pulse;

  mg_watch_set_names (f->watch, f->names);
  wait_for (f, f->names->pdata[0], 2, 0, &pulse);
  publisher_do (f->publisher, "remove 1");
  do
    {
      assert_true (g_get_monotonic_time () < end_us);
      g_usleep (5000);
      assert_true (mg_watch_get (f->watch, f->names->pdata[0], &pulse));
    }
  while (pulse.state == MG_STATE_LIVE);
}

int
main (int argc, char **argv)
{
#define TEST(f) cmocka_unit_test_setup_teardown (f, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (each_is_told_of_by_itself),
    TEST (names_come_and_go),
    TEST (one_that_goes_away_is_no_longer_live),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
