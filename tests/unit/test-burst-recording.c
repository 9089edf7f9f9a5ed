#include "config.h"

#include "film.h"
#include "publisher-client.h"

#include "core/burst-recording.h"
#include "core/error.h"
#include "platform/platform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define DEADLINE_US (60 * G_USEC_PER_SEC)
#define COUNTER 4160
#define SIZE 65536

typedef struct
{
  Publisher *publisher;
  char *text;
  MgName *name;
  BadDisk *disk;
  MgBurstRecording *burst;
} Fixture;

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);

  f->publisher = publisher_start ();
  f->text = publisher_new_name ();
  f->name = mg_name_parse (f->text, mg_platform_get_name_context (), NULL);
  publisher_do (f->publisher, "shm a %s %d", f->text, SIZE);
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  mg_burst_recording_free (f->burst);
  g_clear_pointer (&f->publisher, publisher_stop);
  mg_name_unref (f->name);
  g_clear_object (&f->disk);
  g_free (f->text);
  g_free (f);
  return 0;
}

static MgSource *
open_cb (MgName *name, gpointer data, GError **error)
{
  return mg_platform_open (name, error);
}

static GOutputStream *
create_cb (gpointer data, GError **error)
{
  return g_object_ref (data);
}

static MgBurstRecording *
start (Fixture *f, const MgBurstPlan *plan, gsize room, GError **error)
{
  MgRecordingHeader header = { .name = (char *) mg_name_get_text (f->name),
                               .kind = mg_name_get_kind (f->name) };

  f->disk = bad_disk_new (room);
  f->burst = mg_burst_recording_new (f->name, open_cb, NULL, plan, create_cb, f->disk, &header, error);
  return f->burst;
}

static MgBurstProgress
get_progress (Fixture *f)
{
  MgBurstProgress progress;

  mg_burst_recording_get_progress (f->burst, &progress);
  return progress;
}

#define wait_for(condition) \
  do \
    { \
      gint64 end_us = g_get_monotonic_time () + DEADLINE_US; \
      MgBurstProgress progress = get_progress (f); \
\
      while (!(condition) && g_get_monotonic_time () < end_us) \
        { \
          g_usleep (1000); \
          progress = get_progress (f); \
        } \
      assert_true (condition); \
    } \
  while (0)

static MgRecording *
finish (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  MgRecording *recording;

  if (!mg_burst_recording_finish (f->burst, &error))
    fail_msg ("%s", error->message);
  bytes = bad_disk_get_bytes (f->disk);
  recording = film_open (bytes, &error);
  if (recording == NULL)
    fail_msg ("%s", error->message);
  return recording;
}

static guint64
get_number (const MgSnapshot *snapshot, guint64 offset)
{
  guint64 number = 0;
  guint8 bytes[8], states[8];

  assert_int_equal (mg_snapshot_copy (snapshot, offset, sizeof bytes, bytes, states), sizeof bytes);
  memcpy (&number, bytes, sizeof number);
  return number;
}

static void
each_change_that_was_seen_is_a_frame (void **state)
{
  const MgBurstPlan plan = { .range = { COUNTER, 8 }, .rate_hz = 10000, .compared_hz = 10 };
  Fixture *f = *state;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  MgRecordingSummary summary;
  MgBurstProgress told;
  MgPlayed played;
  guint64 last = 0, n_frames = 0;
  gint64 last_us = -1;

  publisher_do (f->publisher, "start a %d 2000", COUNTER);
  assert_non_null (start (f, &plan, G_MAXSIZE, NULL));
  wait_for (progress.looks.n_changes >= 500 && progress.elapsed_us > 250000);
  recording = finish (f);
  told = get_progress (f);
  assert_false (told.ended);
  assert_int_equal (mg_recording_get_header (recording)->range.start, COUNTER);
  assert_int_equal (mg_recording_get_header (recording)->range.length, 8);
  assert_int_equal (mg_recording_get_header (recording)->size, SIZE);

  player = mg_player_new (recording);
  while (mg_player_next (player, &played))
    {
      g_autoptr (MgSnapshot) snapshot = NULL;
      guint64 number;

      if (played.type != MG_PLAYED_FRAME)
        continue;
      snapshot = mg_player_dup_snapshot (player);
      number = get_number (snapshot, COUNTER);
      assert_true (n_frames == 0 || number > last);
      assert_true (played.time_us > last_us);
      last = number;
      last_us = played.time_us;
      n_frames++;
    }
  assert_int_equal (n_frames, told.looks.n_changes + 1 - told.looks.n_lost);
  mg_recording_get_summary (recording, &summary);
  assert_int_equal (summary.n_missed, told.looks.n_skipped + told.looks.n_lost + told.looks.n_unreadable);
  assert_true (summary.finished);

  /* Looks at 10 Hz would have told one change in a tenth of a second. */
  assert_in_range (told.n_apart, 2, told.elapsed_us / 100000 + 2);
  assert_in_range (told.shortest_ns, 1, told.elapsed_us * 1000 / (gint64) told.looks.n_changes);
}

static void
what_lies_around_is_as_it_was_at_the_change (void **state)
{
  const MgBurstPlan plan = { .range = { 4096 + 64, 8 }, .rate_hz = 2000 };
  Fixture *f = *state;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  g_autoptr (MgSnapshot) snapshot = NULL;
  MgPlayed played;
  guint n_frames = 0;

  assert_non_null (start (f, &plan, G_MAXSIZE, NULL));
  wait_for (progress.looks.n_looks > 0);
  publisher_do (f->publisher, "write a 8180 0700000000000000"); /* in its page: no change of its own */
  wait_for (progress.looks.n_looks > 20);
  assert_int_equal (get_progress (f).looks.n_changes, 0);
  publisher_do (f->publisher, "write a %d 0900000000000000", 4096 + 64);
  wait_for (progress.looks.n_changes > 0);
  recording = finish (f);

  player = mg_player_new (recording);
  while (mg_player_next (player, &played))
    if (played.type == MG_PLAYED_FRAME)
      {
        g_clear_pointer (&snapshot, mg_snapshot_unref);
        snapshot = mg_player_dup_snapshot (player);
        n_frames++;
      }
  assert_true (n_frames >= 2);
  assert_int_equal (get_number (snapshot, 8180), 7);
  assert_int_equal (get_number (snapshot, 4096 + 64), 9);
  /* and of other pages there is nothing */
  assert_int_equal (snapshot->pages->len, 1);
  assert_null (mg_snapshot_find_page (snapshot, 0));
}

static void
it_ends_when_its_time_is_over (void **state)
{
  const MgBurstPlan plan = { .range = { 0, 64 }, .rate_hz = 1000, .length_us = 500000 };
  Fixture *f = *state;
  g_autoptr (MgRecording) recording = NULL;
  MgRecordingSummary summary;

  assert_non_null (start (f, &plan, G_MAXSIZE, NULL));
  wait_for (progress.ended);
  assert_int_equal (get_progress (f).presence, MG_PRESENCE_LIVE);
  recording = finish (f);
  mg_recording_get_summary (recording, &summary);
  assert_int_equal (summary.n_frames, 1);
  assert_true (summary.duration_us >= 500000);
}

/* However late it is finished. */
static void
it_says_nothing_of_the_time_after_its_end (void **state)
{
  const MgBurstPlan plan = { .range = { 0, 64 }, .rate_hz = 1000, .length_us = 10000 };
  Fixture *f = *state;
  g_autoptr (MgRecording) recording = NULL;
  MgRecordingSummary summary;
  gint64 ended_us;

  assert_non_null (start (f, &plan, G_MAXSIZE, NULL));
  wait_for (progress.ended);
  ended_us = g_get_monotonic_time ();
  while (g_get_monotonic_time () - ended_us < 2 * get_progress (f).elapsed_us)
    g_thread_yield ();
  recording = finish (f);
  mg_recording_get_summary (recording, &summary);
  assert_true (summary.duration_us < 2 * get_progress (f).elapsed_us);
}

static void
it_ends_with_its_object_and_says_so (void **state)
{
  const MgBurstPlan plan = { .range = { SIZE - 4, 4 }, .rate_hz = 1000 };
  Fixture *f = *state;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  gboolean gone = FALSE;
  MgPlayed played;

  assert_non_null (start (f, &plan, G_MAXSIZE, NULL));
  wait_for (progress.looks.n_looks > 0);
  publisher_do (f->publisher, "remove a");
  /* what a process held that still runs may be alive without its name */
  publisher_stop (g_steal_pointer (&f->publisher));
  wait_for (progress.ended);
  assert_int_equal (get_progress (f).presence, MG_PRESENCE_GONE);
  recording = finish (f);
  player = mg_player_new (recording);
  while (mg_player_next (player, &played))
    gone |= played.type == MG_PLAYED_EVENT && played.event.type == MG_EVENT_GONE;
  assert_true (gone);
}

static void
a_full_disk_ends_it_and_what_was_written_is_whole (void **state)
{
  const MgBurstPlan plan = { .range = { COUNTER, 4096 - 64 }, .rate_hz = 20000 };
  Fixture *f = *state;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (GError) error = NULL;

  publisher_do (f->publisher, "start a %d 5000", COUNTER);
  assert_non_null (start (f, &plan, 20000, NULL));
  wait_for (progress.ended);
  assert_false (mg_burst_recording_finish (f->burst, &error));
  assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE));
  bytes = bad_disk_get_bytes (f->disk);
  recording = film_open (bytes, NULL);
  assert_non_null (recording);
}

static void
what_is_not_there_is_refused (void **state)
{
  static const MgRange bad[] = { { 0, 0 }, { 0, MG_BURST_MAX + 1 }, { SIZE, 1 }, { SIZE - 6, 10 } };
  Fixture *f = *state;
  g_autoptr (GError) gone = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const MgBurstPlan plan = { .range = bad[i], .rate_hz = 1000 };
      g_autoptr (GError) error = NULL;

      assert_null (start (f, &plan, G_MAXSIZE, &error));
      assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
      g_clear_object (&f->disk);
    }
  publisher_do (f->publisher, "remove a");
  assert_null (start (f, &(MgBurstPlan) { .range = { 0, 8 }, .rate_hz = 1000 }, G_MAXSIZE, &gone));
  assert_true (g_error_matches (gone, MG_ERROR, MG_ERROR_NOT_FOUND));
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
    TEST (each_change_that_was_seen_is_a_frame),
    TEST (what_lies_around_is_as_it_was_at_the_change),
    TEST (it_ends_when_its_time_is_over),
    TEST (it_says_nothing_of_the_time_after_its_end),
    TEST (it_ends_with_its_object_and_says_so),
    TEST (a_full_disk_ends_it_and_what_was_written_is_whole),
    TEST (what_is_not_there_is_refused),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
