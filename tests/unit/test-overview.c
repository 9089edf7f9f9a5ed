#include "config.h"

#include "fake-source.h"

#include "core/overview.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PAGE 4096
#define DEADLINE_US (60 * G_USEC_PER_SEC)

static void
fill_random (guint8 *bytes, gsize length, guint64 x)
{
  for (gsize i = 0; i < length; i++)
    {
      x = x * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
      bytes[i] = (guint8) (x >> 56);
    }
}

static void
fill_text (guint8 *bytes, gsize length)
{
  static const char text[] = "Whoever reads this reads what somebody wrote, line by line,\n";

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) text[i % (sizeof text - 1)];
}

static void
content_is_told_from_a_few_bytes (void **state)
{
  guint8 bytes[PAGE] = { 0 };
  float number = 1;

  for (guint seed = 0; seed < 200; seed++)
    {
      fill_random (bytes, PAGE, seed * 7919 + 1);
      assert_int_equal (mg_content_of (bytes, PAGE), MG_CONTENT_HIGH);
    }
  fill_text (bytes, PAGE);
  assert_int_equal (mg_content_of (bytes, PAGE), MG_CONTENT_TEXT);
  assert_int_equal (mg_content_of (bytes, 100), MG_CONTENT_TEXT);
  for (gsize i = 1; i < PAGE; i += 2) /* UTF-16 */
    bytes[i] = 0;
  assert_int_equal (mg_content_of (bytes, PAGE), MG_CONTENT_TEXT);
  for (gsize i = 0; i < PAGE; i += 4, number += 1)
    memcpy (bytes + i, &number, 4);
  assert_int_equal (mg_content_of (bytes, PAGE), MG_CONTENT_LOW);
  memset (bytes, 0xff, PAGE);
  assert_int_equal (mg_content_of (bytes, PAGE), MG_CONTENT_LOW);
  assert_int_equal (mg_content_of (bytes, 1), MG_CONTENT_LOW);
}

static void
pass (MgOverviewMap *map, FakeSource *source, gint64 now_us)
{
  while (!mg_overview_map_step (map, &source->source, 3 * PAGE, now_us))
    {
    }
}

static void
all_of_an_object_is_mapped (void **state)
{
  FakeSource *source = fake_source_new (8 * PAGE + 100);
  g_autoptr (MgOverviewMap) map = mg_overview_map_new (8 * PAGE + 100);
  static const MgContent wanted[]
      = { MG_CONTENT_ZERO, MG_CONTENT_TEXT, MG_CONTENT_HIGH, MG_CONTENT_LOW,
          MG_CONTENT_UNALLOCATED, MG_CONTENT_UNALLOCATED, MG_CONTENT_UNREADABLE,
          MG_CONTENT_ZERO, MG_CONTENT_ZERO };
  MgOverviewRow rows[9], halves[2];
  guint8 *bytes = source->bytes->data;

  fill_text (bytes + PAGE, PAGE);
  fill_random (bytes + 2 * PAGE, PAGE, 5);
  bytes[3 * PAGE + 4000] = 1;
  mg_range_set_add (source->holes, (MgRange) { 4 * PAGE, 2 * PAGE });
  mg_range_set_add (source->unreadable, (MgRange) { 6 * PAGE, PAGE });

  mg_overview_map_get_rows (map, rows, 9);
  assert_int_equal (rows[8].content, MG_CONTENT_UNKNOWN);
  pass (map, source, 1000);
  assert_int_equal (mg_overview_map_get_n_passes (map), 1);
  mg_overview_map_get_rows (map, rows, 9);
  for (guint i = 0; i < 9; i++)
    {
      assert_int_equal (rows[i].content, wanted[i]);
      assert_int_equal (rows[i].range.start, i * PAGE);
      assert_int_equal (rows[i].range.length, i == 8 ? 100 : PAGE);
      assert_int_equal (rows[i].change_us, 0);
    }
  mg_overview_map_get_rows (map, halves, 2);
  assert_int_equal (halves[0].content, MG_CONTENT_HIGH);
  assert_int_equal (halves[0].range.length, 4 * PAGE);
  assert_int_equal (halves[1].content, MG_CONTENT_UNREADABLE);
  assert_int_equal (mg_range_end (halves[1].range), 8 * PAGE + 100);
  mg_source_unref (&source->source);
}

static void
each_change_is_seen_where_it_is_and_nothing_else (void **state)
{
  FakeSource *source = fake_source_new (20 * PAGE);
  g_autoptr (MgOverviewMap) map = mg_overview_map_new (20 * PAGE);
  MgOverviewRow rows[20];

  fill_random (source->bytes->data, 10 * PAGE, 3);
  mg_range_set_add (source->unreadable, (MgRange) { 12 * PAGE, PAGE });
  mg_range_set_add (source->holes, (MgRange) { 14 * PAGE, PAGE });
  pass (map, source, 1000);
  pass (map, source, 2000);
  source->bytes->data[5 * PAGE + 4095] ^= 1;
  source->bytes->data[19 * PAGE] = 1;
  /* Neither readability nor allocation is a change: the bytes are what they were. */
  mg_range_set_clear (source->unreadable);
  mg_range_set_add (source->unreadable, (MgRange) { 3 * PAGE, PAGE });
  mg_range_set_clear (source->holes);
  pass (map, source, 3000);
  mg_overview_map_get_rows (map, rows, 20);
  for (guint i = 0; i < 20; i++)
    assert_int_equal (rows[i].change_us, i == 5 || i == 19 ? 3000 : 0);
  /* One that was punched, on the other hand, has lost what it had. */
  mg_range_set_add (source->holes, (MgRange) { 5 * PAGE, PAGE });
  pass (map, source, 4000);
  mg_overview_map_get_rows (map, rows, 20);
  assert_int_equal (rows[5].change_us, 4000);
  assert_int_equal (rows[5].content, MG_CONTENT_UNALLOCATED);
  mg_source_unref (&source->source);
}

static void
an_object_of_any_size_has_as_many_blocks (void **state)
{
  FakeSource *source = fake_source_new (16 * PAGE);
  g_autoptr (MgOverviewMap) map = mg_overview_map_new (MG_OFFSET_MAX);
  g_autoptr (MgOverviewMap) empty = mg_overview_map_new (0);
  MgOverviewRow row;

  /* Blocks of 2^43 bytes: the content is in the first one, and what follows a hole. */
  source->size_override = MG_OFFSET_MAX;
  source->bytes->data[0] = 1;
  source->bytes->data[PAGE] = 2;
  pass (map, source, 1000);
  mg_overview_map_get_rows (map, &row, 1);
  assert_int_equal (row.content, MG_CONTENT_LOW);
  assert_int_equal (row.range.length, MG_OFFSET_MAX);
  assert_int_equal (row.change_us, 0);
  pass (map, source, 2000);
  mg_overview_map_get_rows (map, &row, 1);
  assert_int_equal (row.change_us, 0);
  /* Pages that changed places are a change. */
  source->bytes->data[0] = 2;
  source->bytes->data[PAGE] = 1;
  pass (map, source, 3000);
  mg_overview_map_get_rows (map, &row, 1);
  assert_int_equal (row.change_us, 3000);

  assert_true (mg_overview_map_step (empty, &source->source, PAGE, 1000));
  mg_overview_map_get_rows (empty, &row, 1);
  assert_int_equal (row.range.length, 0);
  assert_int_equal (row.content, MG_CONTENT_UNKNOWN);
  mg_source_unref (&source->source);
}

static void
a_thread_keeps_it_up_to_date_until_it_is_let_go (void **state)
{
  FakeWorld world = { .object = fake_source_new (4 * PAGE) };
  g_autoptr (MgName) name = mg_name_parse ("/x", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);
  MgOverview *overview = mg_overview_new_full (name, fake_world_open, &world);
  gint64 end_us = g_get_monotonic_time () + DEADLINE_US;
  MgOverviewRow row = { .content = MG_CONTENT_UNKNOWN };

  mg_overview_set_budget (overview, 1);
  while (mg_overview_get_n_passes (overview) < 3 && g_get_monotonic_time () < end_us)
    g_thread_yield ();
  assert_true (mg_overview_get_rows (overview, &row, 1));
  assert_int_equal (row.content, MG_CONTENT_ZERO);
  mg_overview_free (overview);
  /* It lets go of the object when it ends. */
  while (!g_atomic_ref_count_compare (&world.object->source.ref_count, 1)
         && g_get_monotonic_time () < end_us)
    g_thread_yield ();
  assert_true (g_atomic_ref_count_compare (&world.object->source.ref_count, 1));
  mg_source_unref (&world.object->source);
}

static void
what_is_gone_is_let_go_of_while_nobody_looks_too (void **state)
{
  FakeWorld world = { .object = fake_source_new (4 * PAGE) };
  g_autoptr (MgName) name = mg_name_parse ("/x", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);
  MgOverview *overview = mg_overview_new_full (name, fake_world_open, &world);
  gint64 end_us = g_get_monotonic_time () + DEADLINE_US;

  while (mg_overview_get_n_passes (overview) == 0 && g_get_monotonic_time () < end_us)
    g_thread_yield ();
  mg_overview_set_paused (overview, TRUE);
  world.object->presence = MG_PRESENCE_GONE;
  while (!g_atomic_ref_count_compare (&world.object->source.ref_count, 1)
         && g_get_monotonic_time () < end_us)
    g_usleep (1000);
  assert_true (g_atomic_ref_count_compare (&world.object->source.ref_count, 1));
  mg_overview_free (overview);
  mg_source_unref (&world.object->source);
}

static void
a_sparse_object_is_passed_over_at_once (void **state)
{
  const guint64 size = G_GUINT64_CONSTANT (1) << 40;
  FakeSource *source = fake_source_new (16 * PAGE);
  g_autoptr (MgOverviewMap) map = mg_overview_map_new (size);
  MgOverviewRow rows[4];
  guint64 stamp;

  source->size_override = size;
  source->bytes->data[0] = 1;
  mg_overview_map_get_rows (map, rows, 4);
  assert_int_equal (rows[3].content, MG_CONTENT_UNKNOWN);
  pass (map, source, 1000);
  mg_overview_map_get_rows (map, rows, 4);
  assert_int_equal (rows[0].content, MG_CONTENT_LOW);
  for (guint i = 1; i < 4; i++)
    assert_int_equal (rows[i].content, MG_CONTENT_UNALLOCATED);
  stamp = mg_overview_map_get_stamp (map);
  pass (map, source, 2000);
  assert_int_equal (mg_overview_map_get_stamp (map), stamp);
  source->bytes->data[3] = 1;
  pass (map, source, 3000);
  assert_int_not_equal (mg_overview_map_get_stamp (map), stamp);
  mg_overview_map_get_rows (map, rows, 4);
  assert_int_equal (rows[0].change_us, 3000);
  assert_int_equal (rows[1].change_us, 0);
  mg_source_unref (&source->source);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (content_is_told_from_a_few_bytes),
    cmocka_unit_test (all_of_an_object_is_mapped),
    cmocka_unit_test (each_change_is_seen_where_it_is_and_nothing_else),
    cmocka_unit_test (an_object_of_any_size_has_as_many_blocks),
    cmocka_unit_test (a_sparse_object_is_passed_over_at_once),
    cmocka_unit_test (a_thread_keeps_it_up_to_date_until_it_is_let_go),
    cmocka_unit_test (what_is_gone_is_let_go_of_while_nobody_looks_too),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
