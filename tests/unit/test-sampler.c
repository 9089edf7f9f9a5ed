#include "config.h"

#include "fake-source.h"

#include "core/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MS 1000

/* A sampler on a fake world with a clock of the test's own. */
typedef struct
{
  MgSampler *sampler;
  FakeWorld world;
  GArray *events; /* of MgEvent */
  gint64 now_us;
} Fixture;

static void
event_cb (const MgEvent *event, gpointer data)
{
  g_array_append_val (((Fixture *) data)->events, *event);
}

static int
set_up (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (MgName) name = mg_name_parse ("/x", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);

  fixture->events = g_array_new (FALSE, FALSE, sizeof (MgEvent));
  fixture->sampler = mg_sampler_new (name, fake_world_open, &fixture->world, event_cb, fixture);
  fixture->now_us = mg_sampler_get_epoch_us (fixture->sampler) + 10 * MS;
  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 4096 });
  *state = fixture;
  return 0;
}

static void
set_object (Fixture *fixture, FakeSource *object)
{
  if (fixture->world.object != NULL)
    mg_source_unref (&fixture->world.object->source);
  fixture->world.object = object;
}

static int
tear_down (void **state)
{
  Fixture *fixture = *state;

  set_object (fixture, NULL);
  mg_sampler_free (fixture->sampler);
  g_array_unref (fixture->events);
  g_free (fixture);
  return 0;
}

static MgSnapshot *
tick_after (Fixture *fixture, guint ms, MgReadMode read)
{
  fixture->now_us += ms * (gint64) MS;
  return mg_sampler_tick (fixture->sampler, fixture->now_us, read);
}

static void
advance (Fixture *fixture, guint ms)
{
  mg_snapshot_unref (tick_after (fixture, ms, MG_READ_ALL));
}

static MgEventType
last_event (Fixture *fixture)
{
  assert_true (fixture->events->len > 0);
  return g_array_index (fixture->events, MgEvent, fixture->events->len - 1).type;
}

static void
it_waits_for_a_name_and_attaches_when_it_appears (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) waiting = tick_after (fixture, 1, MG_READ_ALL);
  g_autoptr (MgSnapshot) live = NULL;

  assert_int_equal (waiting->state, MG_STATE_WAITING);
  assert_true (g_error_matches (waiting->error, MG_ERROR, MG_ERROR_NOT_FOUND));
  assert_null (tick_after (fixture, 200, MG_READ_ALL)); /* still waiting is no news */

  set_object (fixture, fake_source_new (8192));
  live = tick_after (fixture, 100, MG_READ_ALL);
  assert_int_equal (live->state, MG_STATE_LIVE);
  assert_null (live->error);
  assert_int_equal (live->size, 8192);
  assert_int_equal (live->generation, 1);
  assert_int_equal (last_event (fixture), MG_EVENT_ATTACHED);
  assert_non_null (mg_snapshot_find_page (live, 0)); /* and read in the same tick */
}

static void
nothing_new_gives_no_snapshot (void **state)
{
  Fixture *fixture = *state;

  set_object (fixture, fake_source_new (4096));
  advance (fixture, 1);
  for (int i = 0; i < 50; i++)
    assert_null (tick_after (fixture, 16, MG_READ_ALL));
  assert_int_equal (fixture->world.object->n_reads, 51);
  assert_int_equal (mg_sampler_get_last_read_us (fixture->sampler), fixture->now_us);
  assert_int_equal (mg_sampler_get_last_change_us (fixture->sampler), 0);
}

static void
a_changed_byte_alone_is_stamped (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;
  const MgPage *page;

  set_object (fixture, fake_source_new (4096));
  advance (fixture, 1);
  fixture->world.object->bytes->data[77] = 1;
  snapshot = tick_after (fixture, 16, MG_READ_ALL);
  page = mg_snapshot_find_page (snapshot, 0);
  assert_int_equal (page->bytes[77], 1);
  for (int i = 0; i < 4096; i++)
    {
      guint32 expected = (fixture->now_us - mg_sampler_get_epoch_us (fixture->sampler)) / 1000;

      assert_int_equal (page->changed_ms[i], i == 77 ? expected : 0);
    }
  assert_int_equal (mg_sampler_get_last_change_us (fixture->sampler), fixture->now_us);
}

static void
an_older_snapshot_stays_as_it_was (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) before = NULL;
  g_autoptr (MgSnapshot) after = NULL;

  set_object (fixture, fake_source_new (8192));
  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 8192 });
  before = tick_after (fixture, 1, MG_READ_ALL);
  fixture->world.object->bytes->data[0] = 9;
  after = tick_after (fixture, 16, MG_READ_ALL);
  assert_int_equal (mg_snapshot_find_page (before, 0)->bytes[0], 0);
  assert_int_equal (mg_snapshot_find_page (after, 0)->bytes[0], 9);
  /* what did not change is shared */
  assert_ptr_equal (mg_snapshot_find_page (before, 4096), mg_snapshot_find_page (after, 4096));
}

static void
bytes_that_come_into_view_again_do_not_flare (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;

  set_object (fixture, fake_source_new (1 << 24));
  advance (fixture, 1);
  mg_sampler_set_interest (fixture->sampler, (MgRange) { 1 << 20, 4096 });
  for (int i = 0; i < 10; i++)
    advance (fixture, 500);
  fixture->world.object->bytes->data[5] = 1; /* while nobody looks */
  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 4096 });
  snapshot = tick_after (fixture, 16, MG_READ_ALL);
  assert_int_equal (mg_snapshot_find_page (snapshot, 5)->bytes[5], 1);
  assert_null (mg_snapshot_find_page (snapshot, 5)->changed_ms);
}

static void
the_name_is_looked_up_at_most_ten_times_a_second (void **state)
{
  Fixture *fixture = *state;

  set_object (fixture, fake_source_new (4096));
  for (int i = 0; i < 1000; i++)
    advance (fixture, 1);
  assert_in_range (fixture->world.object->n_verifies, 9, 10);
}

static void
without_reading_the_name_is_still_followed (void **state)
{
  Fixture *fixture = *state;
  guint n_reads;

  set_object (fixture, fake_source_new (4096));
  advance (fixture, 1);
  n_reads = fixture->world.object->n_reads;
  fixture->world.object->presence = MG_PRESENCE_GONE;
  {
    g_autoptr (MgSnapshot) snapshot = tick_after (fixture, 100, MG_READ_NOTHING);

    assert_int_equal (snapshot->state, MG_STATE_GONE);
  }
  assert_int_equal (fixture->world.object->n_reads, n_reads);
}

static void
what_went_away_stays_with_its_last_content_and_comes_back (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) gone = NULL;
  g_autoptr (MgSnapshot) back = NULL;
  FakeSource *object = fake_source_new (4096);

  object->bytes->data[0] = 42;
  set_object (fixture, object);
  advance (fixture, 1);
  object->presence = MG_PRESENCE_GONE;
  mg_source_ref (&object->source);
  set_object (fixture, NULL);
  gone = tick_after (fixture, 100, MG_READ_ALL);
  mg_source_unref (&object->source);

  assert_int_equal (gone->state, MG_STATE_GONE);
  assert_true (g_error_matches (gone->error, MG_ERROR, MG_ERROR_GONE));
  assert_int_equal (last_event (fixture), MG_EVENT_GONE);
  assert_int_equal (mg_snapshot_find_page (gone, 0)->bytes[0], 42);
  assert_null (tick_after (fixture, 100, MG_READ_ALL)); /* gone is said once */

  set_object (fixture, fake_source_new (100));
  back = tick_after (fixture, 100, MG_READ_ALL);
  assert_int_equal (back->state, MG_STATE_LIVE);
  assert_int_equal (back->generation, 2);
  assert_int_equal (back->size, 100);
  assert_int_equal (last_event (fixture), MG_EVENT_BACK);
  assert_null (mg_snapshot_find_page (back, 0)->changed_ms); /* another object, not a change */
}

static void
reattaching_can_be_turned_off (void **state)
{
  Fixture *fixture = *state;
  guint n_opens;

  mg_sampler_set_reattach (fixture->sampler, FALSE);
  set_object (fixture, fake_source_new (4096));
  advance (fixture, 1);
  fixture->world.object->presence = MG_PRESENCE_GONE;
  advance (fixture, 100);
  n_opens = fixture->world.n_opens;
  set_object (fixture, fake_source_new (4096));
  for (int i = 0; i < 10; i++)
    assert_null (tick_after (fixture, 100, MG_READ_ALL));
  assert_int_equal (fixture->world.n_opens, n_opens);

  mg_sampler_retry (fixture->sampler);
  {
    g_autoptr (MgSnapshot) back = tick_after (fixture, 1, MG_READ_ALL);

    assert_int_equal (back->state, MG_STATE_LIVE);
  }
}

static void
a_replacement_is_one_event_and_attached_in_the_same_tick (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;
  FakeSource *old = fake_source_new (4096);
  const MgEvent *event;

  set_object (fixture, old);
  advance (fixture, 1);
  mg_source_ref (&old->source);
  old->presence = MG_PRESENCE_REPLACED;
  set_object (fixture, fake_source_new (200));
  fixture->world.object->bytes->data[0] = 7;
  snapshot = tick_after (fixture, 100, MG_READ_ALL);
  mg_source_unref (&old->source);

  assert_int_equal (fixture->events->len, 2);
  event = &g_array_index (fixture->events, MgEvent, 1);
  assert_int_equal (event->type, MG_EVENT_REPLACED);
  assert_int_equal (event->old_size, 4096);
  assert_int_equal (event->new_size, 200);
  assert_int_equal (snapshot->state, MG_STATE_LIVE);
  assert_int_equal (mg_snapshot_find_page (snapshot, 0)->bytes[0], 7);
  assert_int_equal (mg_snapshot_find_page (snapshot, 0)->length, 200);
}

static void
an_unnamed_object_is_still_read (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;

  set_object (fixture, fake_source_new (4096));
  advance (fixture, 1);
  fixture->world.object->presence = MG_PRESENCE_UNNAMED;
  fixture->world.object->bytes->data[0] = 3;
  snapshot = tick_after (fixture, 100, MG_READ_ALL);
  assert_int_equal (snapshot->state, MG_STATE_UNNAMED);
  assert_int_equal (last_event (fixture), MG_EVENT_UNNAMED);
  assert_int_equal (mg_snapshot_find_page (snapshot, 0)->bytes[0], 3);
}

static void
a_resize_is_an_event_and_old_bytes_past_the_end_are_dropped (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) small = NULL;
  g_autoptr (MgSnapshot) large = NULL;

  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 65536 });
  set_object (fixture, fake_source_new (20000));
  advance (fixture, 1);
  g_byte_array_set_size (fixture->world.object->bytes, 5000);
  small = tick_after (fixture, 16, MG_READ_ALL);
  assert_int_equal (last_event (fixture), MG_EVENT_RESIZED);
  assert_int_equal (small->size, 5000);
  assert_int_equal (small->pages->len, 2);
  assert_int_equal (mg_snapshot_find_page (small, 4096)->length, 904);
  assert_null (mg_snapshot_find_page (small, 5000));

  fake_source_resize (fixture->world.object, 30000);
  large = tick_after (fixture, 16, MG_READ_ALL);
  assert_int_equal (large->pages->len, 8);
  assert_int_equal (mg_snapshot_find_page (large, 4096)->length, 4096);
}

static void
an_unreadable_page_is_marked_and_the_rest_goes_on (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;
  g_autoptr (MgSnapshot) again = NULL;

  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 12288 });
  set_object (fixture, fake_source_new (12288));
  memset (fixture->world.object->bytes->data, 8, 12288);
  advance (fixture, 1);
  mg_range_set_add (fixture->world.object->unreadable, (MgRange) { 4096, 4096 });
  fixture->world.object->bytes->data[0] = 1;
  snapshot = tick_after (fixture, 16, MG_READ_ALL);
  assert_false (mg_snapshot_find_page (snapshot, 0)->unreadable);
  assert_true (mg_snapshot_find_page (snapshot, 4096)->unreadable);
  assert_false (mg_snapshot_find_page (snapshot, 8192)->unreadable);
  assert_int_equal (mg_snapshot_find_page (snapshot, 0)->bytes[0], 1);

  mg_range_set_clear (fixture->world.object->unreadable);
  again = tick_after (fixture, 16, MG_READ_ALL);
  assert_false (mg_snapshot_find_page (again, 4096)->unreadable);
  assert_null (mg_snapshot_find_page (again, 4096)->changed_ms);
}

static void
an_object_of_which_nothing_can_be_read_is_all_marked (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;
  FakeSource *object = fake_source_new (8192);

  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 8192 });
  mg_set_error (&object->read_error, MG_ERROR_IO, NULL, "broken");
  set_object (fixture, object);
  snapshot = tick_after (fixture, 1, MG_READ_ALL);
  assert_int_equal (snapshot->state, MG_STATE_LIVE);
  assert_int_equal (snapshot->pages->len, 2);
  assert_true (mg_snapshot_find_page (snapshot, 0)->unreadable);
  assert_true (mg_snapshot_find_page (snapshot, 4096)->unreadable);
}

static void
a_small_object_is_kept_whole (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;

  mg_sampler_set_keep_whole (fixture->sampler, TRUE);
  set_object (fixture, fake_source_new (MG_SAMPLER_WHOLE_MAX));
  snapshot = tick_after (fixture, 1, MG_READ_ALL);
  assert_int_equal (snapshot->pages->len, MG_SAMPLER_WHOLE_MAX / 4096);

  /* and what changes out of sight is noticed within the stated time */
  fixture->world.object->bytes->data[500000] = 1;
  assert_null (tick_after (fixture, 16, MG_READ_ALL));
  mg_snapshot_unref (snapshot);
  snapshot = tick_after (fixture, MG_SAMPLER_WHOLE_US / MS, MG_READ_ALL);
  assert_int_equal (mg_snapshot_find_page (snapshot, 500000)->bytes[500000 % 4096], 1);
}

static void
paused_reading_fills_in_only_what_was_never_read (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;

  set_object (fixture, fake_source_new (1 << 22));
  advance (fixture, 1);
  fixture->world.object->bytes->data[0] = 1;
  fixture->world.object->bytes->data[4096] = 1;
  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 8192 });
  snapshot = tick_after (fixture, 16, MG_READ_MISSING);
  assert_int_equal (mg_snapshot_find_page (snapshot, 0)->bytes[0], 0);
  assert_int_equal (mg_snapshot_find_page (snapshot, 4096)->bytes[0], 1);
}

static void
memory_stays_bounded_while_a_huge_object_is_walked (void **state)
{
  Fixture *fixture = *state;
  FakeSource *object = fake_source_new (4096);

  object->size_override = G_GUINT64_CONSTANT (1) << 62;
  set_object (fixture, object);
  for (guint64 i = 0; i < 3000; i++)
    {
      mg_sampler_set_interest (fixture->sampler, (MgRange) { i * 1000 * 4096, 4096 });
      advance (fixture, 16);
    }
  assert_true (mg_sampler_get_snapshot (fixture->sampler)->pages->len <= MG_SAMPLER_PAGES_MAX + 2);
  assert_non_null (mg_snapshot_find_page (mg_sampler_get_snapshot (fixture->sampler),
                                          G_GUINT64_CONSTANT (2999) * 1000 * 4096));
}

static void
an_interest_past_the_end_or_over_the_limit_is_cut (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) snapshot = NULL;

  set_object (fixture, fake_source_new (4 << 20));
  mg_sampler_set_interest (fixture->sampler, (MgRange) { 100, 4 << 20 });
  snapshot = tick_after (fixture, 1, MG_READ_ALL);
  assert_int_equal (snapshot->pages->len, MG_SAMPLER_INTEREST_MAX / 4096);
  mg_sampler_set_interest (fixture->sampler, (MgRange) { MG_OFFSET_MAX - 10, 10 });
  assert_null (tick_after (fixture, 16, MG_READ_ALL));
}

static void
stretches_apart_from_each_other_are_read_each_tick (void **state)
{
  static const MgRange ranges[] = { { 8 << 20, 10 }, { 100, 4096 }, { 200, 50 } };
  Fixture *fixture = *state;
  g_autoptr (MgSnapshot) first = NULL;
  g_autoptr (MgSnapshot) second = NULL;

  set_object (fixture, fake_source_new (16 << 20));
  mg_sampler_set_interests (fixture->sampler, ranges, G_N_ELEMENTS (ranges));
  first = tick_after (fixture, 1, MG_READ_ALL);
  assert_int_equal (first->pages->len, 3);
  fixture->world.object->bytes->data[4096 + 7] = 1;
  fixture->world.object->bytes->data[(8 << 20) + 7] = 1;
  second = tick_after (fixture, 16, MG_READ_ALL);
  assert_int_equal (second->pages->len, 3);
  assert_ptr_equal (mg_snapshot_find_page (first, 0), mg_snapshot_find_page (second, 0));
  assert_int_not_equal (mg_snapshot_find_page (second, 4096)->changed_ms[7], 0);
  assert_int_not_equal (mg_snapshot_find_page (second, 8 << 20)->changed_ms[7], 0);
}

static void
what_was_read_longest_ago_is_forgotten_first (void **state)
{
  Fixture *fixture = *state;
  MgSnapshot *snapshot;

  set_object (fixture, fake_source_new (16 << 20));
  for (guint64 i = 0; i < MG_SAMPLER_PAGES_MAX + 10; i++)
    {
      const MgRange ranges[] = { { 0, 1 }, { (1 + i) * 4096, 1 } };

      mg_sampler_set_interests (fixture->sampler, ranges, G_N_ELEMENTS (ranges));
      advance (fixture, 16);
    }
  snapshot = mg_sampler_get_snapshot (fixture->sampler);
  assert_non_null (mg_snapshot_find_page (snapshot, 0)); /* read each time */
  assert_null (mg_snapshot_find_page (snapshot, 4096));
  assert_non_null (mg_snapshot_find_page (snapshot, (MG_SAMPLER_PAGES_MAX + 10) * 4096));
}

static void
what_is_looked_at_stays_also_while_paused (void **state)
{
  Fixture *fixture = *state;
  MgSnapshot *snapshot;

  set_object (fixture, fake_source_new (16 << 20));
  advance (fixture, 1);
  for (guint64 i = MG_SAMPLER_PAGES_MAX + 10; i > 0; i--)
    {
      mg_sampler_set_interest (fixture->sampler, (MgRange) { i * 4096, 1 });
      mg_snapshot_unref (tick_after (fixture, 16, MG_READ_MISSING));
      snapshot = mg_sampler_get_snapshot (fixture->sampler);
      assert_non_null (mg_snapshot_find_page (snapshot, i * 4096));
    }
}

/* A sequence of 4 bytes at 0, the frame behind it in the first page and the second. */
static void
set_frame (Fixture *fixture)
{
  MgFrameProtocol protocol
      = { .kind = MG_FRAME_SEQUENCE, .word = { 0, 4, FALSE }, .range = { 4000, 200 } };

  mg_sampler_set_frame (fixture->sampler, &protocol, NULL);
  mg_sampler_set_interest (fixture->sampler, (MgRange) { 0, 3 * 4096 });
}

static guint8
byte_at (Fixture *fixture, guint64 offset, MgByteState *state)
{
  guint8 byte, read;

  mg_snapshot_copy (mg_sampler_get_snapshot (fixture->sampler), offset, 1, &byte, &read);
  *state = read;
  return byte;
}

static void
it_shows_only_whole_frames (void **state)
{
  Fixture *fixture = *state;
  FakeSource *object = fake_source_new (3 * 4096);
  MgByteState read;
  MgFrameStats stats;

  set_object (fixture, object);
  assert_false (mg_sampler_get_frame_stats (fixture->sampler, &stats));
  set_frame (fixture);

  /* There was none yet: its pages are not shown, the others are. */
  object->bytes->data[0] = 1;
  memset (object->bytes->data + 4000, 1, 200);
  advance (fixture, 10);
  byte_at (fixture, 4000, &read);
  assert_int_equal (read, MG_BYTE_NOT_READ);
  byte_at (fixture, 4199, &read);
  assert_int_equal (read, MG_BYTE_NOT_READ);
  byte_at (fixture, 8192, &read);
  assert_int_equal (read, MG_BYTE_OK);

  object->bytes->data[0] = 2;
  advance (fixture, 10);
  assert_int_equal (byte_at (fixture, 4199, &read), 1);
  assert_int_equal (read, MG_BYTE_OK);

  /* Half-written: it stays as it was with its word, and what is beside it does not. */
  object->bytes->data[0] = 3;
  memset (object->bytes->data + 4000, 2, 100);
  object->bytes->data[100] = 9;
  advance (fixture, 10);
  assert_int_equal (byte_at (fixture, 4000, &read), 1);
  assert_int_equal (byte_at (fixture, 0, &read), 2);
  assert_int_equal (byte_at (fixture, 100, &read), 9);

  object->bytes->data[0] = 6;
  advance (fixture, 10);
  assert_int_equal (byte_at (fixture, 4000, &read), 2);
  assert_int_equal (byte_at (fixture, 0, &read), 6);
  assert_true (mg_sampler_get_frame_stats (fixture->sampler, &stats));
  assert_int_equal (stats.n_whole, 2);
  assert_int_equal (stats.n_torn, 2);
  assert_int_equal (stats.n_missed, 1);
}

static void
a_frame_of_an_object_that_was_replaced_is_forgotten (void **state)
{
  Fixture *fixture = *state;
  FakeSource *first = fake_source_new (3 * 4096), *second = fake_source_new (3 * 4096);
  MgByteState read;

  set_object (fixture, first);
  set_frame (fixture);
  memset (first->bytes->data + 4000, 1, 200);
  advance (fixture, 10);
  assert_int_equal (byte_at (fixture, 4000, &read), 1);

  first->presence = MG_PRESENCE_REPLACED;
  mg_source_ref (&first->source);
  set_object (fixture, second);
  second->bytes->data[0] = 1;
  advance (fixture, 200);
  byte_at (fixture, 4000, &read);
  assert_int_equal (read, MG_BYTE_NOT_READ);
  mg_source_unref (&first->source);
}

static void
ticks_are_due_on_one_grid (void **state)
{
  static const struct
  {
    gint64 due_us, now_us, next_us;
  } cases[] = {
    { 5000, 5000, 6000 }, { 5000, 5400, 6000 },
    { 5000, 5999, 6000 }, { 5000, 6000, 7000 }, /* a whole period late: that one is missed */
    { 5000, 8345, 9000 }, { 5000, 9000, 10000 },
    { 5000, 4600, 5600 },                       /* early, as somebody asked for it */
    { 0, 1234567, 1235000 },                    /* the first one */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_int_equal (mg_sampler_next_due_us (cases[i].due_us, cases[i].now_us, 1000), cases[i].next_us);
}

int
main (void)
{
#define TEST(f) cmocka_unit_test_setup_teardown (f, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (it_waits_for_a_name_and_attaches_when_it_appears),
    TEST (nothing_new_gives_no_snapshot),
    TEST (a_changed_byte_alone_is_stamped),
    TEST (an_older_snapshot_stays_as_it_was),
    TEST (stretches_apart_from_each_other_are_read_each_tick),
    TEST (what_was_read_longest_ago_is_forgotten_first),
    TEST (what_is_looked_at_stays_also_while_paused),
    TEST (bytes_that_come_into_view_again_do_not_flare),
    TEST (the_name_is_looked_up_at_most_ten_times_a_second),
    TEST (without_reading_the_name_is_still_followed),
    TEST (what_went_away_stays_with_its_last_content_and_comes_back),
    TEST (reattaching_can_be_turned_off),
    TEST (a_replacement_is_one_event_and_attached_in_the_same_tick),
    TEST (an_unnamed_object_is_still_read),
    TEST (a_resize_is_an_event_and_old_bytes_past_the_end_are_dropped),
    TEST (an_unreadable_page_is_marked_and_the_rest_goes_on),
    TEST (an_object_of_which_nothing_can_be_read_is_all_marked),
    TEST (a_small_object_is_kept_whole),
    TEST (paused_reading_fills_in_only_what_was_never_read),
    TEST (memory_stays_bounded_while_a_huge_object_is_walked),
    TEST (an_interest_past_the_end_or_over_the_limit_is_cut),
    TEST (it_shows_only_whole_frames),
    TEST (a_frame_of_an_object_that_was_replaced_is_forgotten),
    TEST (ticks_are_due_on_one_grid),
  };

  return cmocka_run_group_tests_name ("sampler", tests, NULL, NULL);
}
