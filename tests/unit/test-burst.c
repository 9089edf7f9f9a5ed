#include "config.h"

#include "fake-source.h"
#include "publisher-client.h"

#include "core/burst.h"
#include "core/error.h"
#include "platform/platform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define DEADLINE_US (60 * G_USEC_PER_SEC)

typedef struct
{
  Publisher *publisher;
  char *text;
  MgName *name;
  gsize length;
  gint64 last_ns;
  guint64 last, n_taken;
  gboolean in_order;
} Fixture;

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);

  f->publisher = publisher_start ();
  f->text = publisher_new_name ();
  f->name = mg_name_parse (f->text, mg_platform_get_name_context (), NULL);
  publisher_do (f->publisher, "shm a %s 65536", f->text);
  f->in_order = TRUE;
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  publisher_stop (f->publisher);
  mg_name_unref (f->name);
  g_free (f->text);
  g_free (f);
  return 0;
}

static void
take_cb (gint64 time_ns, const guint8 *bytes, gpointer data)
{
  Fixture *f = data;
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  if (f->n_taken > 0)
    f->in_order = f->in_order && time_ns > f->last_ns && value > f->last;
  f->last_ns = time_ns;
  f->last = value;
  f->n_taken++;
}

static MgBurst *
burst_new (Fixture *f, MgRange range, guint rate_hz, guint n_room)
{
  MgSource *source = mg_platform_open (f->name, NULL);

  assert_non_null (source);
  return mg_burst_new (source, range, range, rate_hz, n_room, NULL);
}

static void
it_brings_each_change_once_and_in_order (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgBurst) burst = NULL;
  gint64 end_us = g_get_monotonic_time () + DEADLINE_US;
  MgBurstStats stats;

  publisher_do (f->publisher, "start a 4160 2000");
  burst = burst_new (f, (MgRange) { 4160, 64 }, 10000, 0);
  assert_non_null (burst);
  while (f->n_taken < 500 && g_get_monotonic_time () < end_us)
    mg_burst_take (burst, take_cb, f);
  assert_true (f->n_taken >= 500);
  assert_true (f->in_order);

  /* At the end everything that was counted has been taken. */
  mg_burst_stop (burst);
  mg_burst_take (burst, take_cb, f);
  mg_burst_get_stats (burst, &stats);
  assert_int_equal (f->n_taken, stats.n_changes + 1);
  assert_true (stats.n_looks > stats.n_changes);
  assert_true (stats.n_on_time <= stats.n_looks);
  assert_int_equal (stats.n_lost, 0);
  assert_int_equal (stats.n_unreadable, 0);
}

static void
what_finds_no_room_is_counted (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgBurst) burst = NULL;
  gint64 end_us = g_get_monotonic_time () + DEADLINE_US;
  MgBurstStats stats;

  publisher_do (f->publisher, "start a 0 0"); /* as fast as it can */
  burst = burst_new (f, (MgRange) { 0, MG_BURST_MAX }, MG_BURST_RATE_MAX_HZ, 10);
  do
    mg_burst_get_stats (burst, &stats);
  while (stats.n_lost == 0 && g_get_monotonic_time () < end_us);
  assert_true (stats.n_lost > 0);
  mg_burst_take (burst, take_cb, f);
  assert_true (f->in_order);
  assert_int_equal (f->n_taken, 10);
}

static void
it_keeps_no_name_and_nothing_from_the_publisher (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgBurst) burst = NULL;
  g_autoptr (MgSource) again = NULL;
  g_autoptr (GError) error = NULL;
  gint64 end_us = g_get_monotonic_time () + DEADLINE_US;

  burst = burst_new (f, (MgRange) { 0, 8 }, 1000, 0);
  while (f->n_taken == 0 && g_get_monotonic_time () < end_us)
    mg_burst_take (burst, take_cb, f);
  publisher_do (f->publisher, "unname a");
  again = mg_platform_open (f->name, &error);
  assert_null (again);
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND));

  /* It still sees the memory, and another object may have the name. */
  publisher_do (f->publisher, "shm b %s 4096", f->text);
  publisher_do (f->publisher, "write a 0 0500000000000000");
  while (f->last != 5 && g_get_monotonic_time () < end_us)
    mg_burst_take (burst, take_cb, f);
  assert_int_equal (f->last, 5);
}

static void
an_object_that_becomes_too_short_is_counted (void **state)
{
  g_autoptr (MgBurst) burst = NULL;
  FakeSource *source = fake_source_new (4096);
  gint64 end_us = g_get_monotonic_time () + DEADLINE_US;
  MgBurstStats stats;

  mg_range_set_add (source->unreadable, (MgRange) { 0, 4096 });
  burst = mg_burst_new (&source->source, (MgRange) { 0, 64 }, (MgRange) { 0, 64 }, 1000, 0, NULL);
  do
    mg_burst_get_stats (burst, &stats);
  while (stats.n_unreadable == 0 && g_get_monotonic_time () < end_us);
  assert_true (stats.n_unreadable > 0);
  assert_int_equal (stats.n_changes, 0);
}

static void
only_a_few_bytes_that_are_there_can_be_looked_at (void **state)
{
  static const MgRange bad[]
      = { { 0, 0 }, { 0, MG_BURST_MAX + 1 }, { 65536, 1 }, { 65530, 10 }, { G_MAXUINT64, 10 } };
  Fixture *f = *state;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      MgSource *source = mg_platform_open (f->name, NULL);

      assert_null (mg_burst_new (source, bad[i], bad[i], 1000, 0, &error));
      assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
    }
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
    TEST (it_brings_each_change_once_and_in_order),
    TEST (what_finds_no_room_is_counted),
    TEST (it_keeps_no_name_and_nothing_from_the_publisher),
    TEST (an_object_that_becomes_too_short_is_counted),
    TEST (only_a_few_bytes_that_are_there_can_be_looked_at),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
