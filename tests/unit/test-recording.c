#include "config.h"

#include "film.h"

#include "core/error.h"
#include "core/snapshot-source.h"
#include "core/trigger.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PAGE MG_SNAPSHOT_PAGE
#define ROOM ((gsize) 1 << 30)

/* A disk and a film on it. */
typedef struct
{
  BadDisk *disk;
  FakeSource *object; /* the first one */
  Film *film;
} Fixture;

static Fixture *
start (gsize size, MgRange range, gsize room)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->disk = bad_disk_new (room);
  fixture->object = fake_source_new (size);
  fixture->film = film_new (fixture->object, G_OUTPUT_STREAM (fixture->disk), range, 0);
  return fixture;
}

static void
stop (Fixture *fixture)
{
  film_free (fixture->film);
  g_object_unref (fixture->disk);
  g_free (fixture);
}

static GBytes *
develop (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  assert_true (film_finish (fixture->film, &error));
  return bad_disk_get_bytes (fixture->disk);
}

/* Changes a few runs; always the same for the same number. */
static void
change (FakeSource *object, GRand *rand)
{
  for (guint n = 1 + g_rand_int_range (rand, 0, 4); n > 0; n--)
    {
      guint at = g_rand_int_range (rand, 0, object->bytes->len);
      guint length = g_rand_int_range (rand, 1, 200);

      for (guint i = 0; i < MIN (length, object->bytes->len - at); i++)
        object->bytes->data[at + i] = g_rand_int (rand);
    }
}

static void
assert_same_pages (const MgSnapshot *got, const MgSnapshot *wanted)
{
  assert_int_equal (got->size, wanted->size);
  assert_int_equal (got->generation, wanted->generation);
  assert_int_equal (got->pages->len, wanted->pages->len);
  for (guint i = 0; i < got->pages->len; i++)
    {
      const MgPage *a = got->pages->pdata[i], *b = wanted->pages->pdata[i];

      assert_int_equal (a->offset, b->offset);
      assert_int_equal (a->length, b->length);
      assert_int_equal (a->unreadable, b->unreadable);
      if (!a->unreadable)
        assert_memory_equal (a->bytes, b->bytes, a->length);
    }
}

/* The frame that was taken at that time; NULL: there was none. */
static MgSnapshot *
find_frame (Film *film, gint64 time_us)
{
  for (guint i = film->frames->len; i > 0; i--)
    {
      MgSnapshot *frame = film->frames->pdata[i - 1];

      if (frame->time_us - film->start_us == time_us)
        return frame;
    }
  return NULL;
}

/* Plays all of it: each frame is what was filmed then.  Returns: how many frames */
static guint
check_all (Film *film, MgRecording *recording)
{
  g_autoptr (MgPlayer) player = mg_player_new (recording);
  guint n_frames = 0;
  MgPlayed played;

  while (mg_player_next (player, &played))
    if (played.type == MG_PLAYED_FRAME)
      {
        g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);
        MgSnapshot *frame = find_frame (film, played.time_us);

        assert_non_null (frame);
        assert_same_pages (snapshot, frame);
        n_frames++;
      }
  return n_frames;
}

static void
every_frame_comes_back_as_it_was (void **state)
{
  Fixture *fixture = start (70000, (MgRange) { 0, 70000 }, ROOM);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  MgRecordingSummary summary;

  for (guint i = 0; i < 500; i++)
    {
      if (i % 5 != 0)
        change (fixture->object, rand);
      film_shoot (fixture->film, 20);
    }
  bytes = develop (fixture);
  recording = film_open (bytes, NULL);
  assert_non_null (recording);
  mg_recording_get_summary (recording, &summary);
  assert_true (summary.finished);
  assert_int_equal (summary.n_frames, 401);
  assert_int_equal (summary.n_missed, 0);
  assert_int_equal (summary.duration_us, 500 * 20000);
  assert_int_equal (check_all (fixture->film, recording), 401);

  /* And by going anywhere, in any order. */
  player = mg_player_new (recording);
  for (guint i = 0; i < 300; i++)
    {
      gint64 time_us = g_rand_int_range (rand, 0, 500 * 20000);
      g_autoptr (MgSnapshot) snapshot = NULL;
      MgSnapshot *wanted = NULL;

      assert_true (mg_player_seek (player, time_us, NULL));
      snapshot = mg_player_dup_snapshot (player);
      for (guint k = 0; k < fixture->film->frames->len; k++)
        if (((MgSnapshot *) fixture->film->frames->pdata[k])->time_us - fixture->film->start_us <= time_us)
          wanted = fixture->film->frames->pdata[k];
      assert_same_pages (snapshot, wanted);
      assert_int_equal (snapshot->time_us, wanted->time_us);
    }
  stop (fixture);
}

/* What was seen, with a second between the looks, is kept; then a trigger fires and a recording begins. */
static MgRecording *
record_kept (Film *film, double before_s, gint64 *start_us)
{
  g_autoptr (BadDisk) disk = bad_disk_new (ROOM);
  g_autoptr (GBytes) bytes = NULL;
  MgHistory *history = mg_history_new (MG_HISTORY_DEFAULT);
  MgTriggerRule rule = { .before_s = before_s };
  MgFiring firing = { .rule = &rule, .time_us = film->now_us };
  MgRecordingHeader header = { .name = (char *) "/film",
                               .kind = MG_KIND_POSIX,
                               .range = { 0, 4096 },
                               .size = 4096,
                               .rate_hz = 1,
                               .program = (char *) "test" };
  g_autoptr (MgRecorder) recorder = NULL;

  *start_us = header.monotonic_us = mg_firing_get_start_us (&firing, history);
  assert_int_equal (*start_us, film->now_us);
  for (guint i = 0; i < film->frames->len; i++)
    mg_history_add (history, film->frames->pdata[i]);
  *start_us = header.monotonic_us = mg_firing_get_start_us (&firing, history);
  recorder = mg_recorder_new (G_OUTPUT_STREAM (disk), &header, 0);
  mg_recorder_add_history (recorder, history, header.monotonic_us, firing.time_us);
  assert_true (mg_recorder_finish (recorder, film->now_us, NULL));
  bytes = bad_disk_get_bytes (disk);
  return film_open (bytes, NULL);
}

static void
what_was_kept_begins_with_what_was_there_then (void **state)
{
  Fixture *fixture = start (4096, (MgRange) { 0, 4096 }, ROOM);
  Film *film = fixture->film;
  /* looks are one second apart: it is 0 until 10 s, 1 until 15 s and 2 until 16 s */
  static const struct { double before_s; guint8 bytes[3]; guint n_frames;
  } cases[] = {
    { 3, { 1, 2 }, 2 }, { 6.5, { 0, 1, 2 }, 3 }, { 0.5, { 2 }, 1 }, { 0, { 2 }, 1 }, { 60, { 0, 1, 2 }, 3 }
  };

  for (guint i = 1; i <= 16; i++)
    {
      fixture->object->bytes->data[0] = i >= 15 ? 2 : i >= 10 ? 1 : 0;
      film_shoot (film, 1000);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 start_us, before_us = (gint64) (cases[i].before_s * G_USEC_PER_SEC);
      g_autoptr (MgRecording) recording = record_kept (film, cases[i].before_s, &start_us);
      g_autoptr (MgPlayer) player = mg_player_new (recording);
      const MgSnapshot *first = film->frames->pdata[0];
      MgRecordingSummary summary;
      MgPlayed played;
      guint n = 0;

      assert_int_equal (start_us, cases[i].before_s > 16 ? film->start_us : film->now_us - before_us);
      mg_recording_get_summary (recording, &summary);
      assert_int_equal (summary.duration_us, film->now_us - start_us);
      while (mg_player_next (player, &played))
        if (played.type == MG_PLAYED_FRAME)
          {
            g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);
            guint8 byte;

            assert_true (n < cases[i].n_frames);
            assert_int_equal (mg_snapshot_copy (snapshot, 0, 1, &byte, NULL), 1);
            assert_int_equal (byte, cases[i].bytes[n]);
            if (n == 0)
              assert_int_equal (played.time_us, 0);
            /* by both clocks it is then, not when it was first so */
            assert_true (ABS ((snapshot->real_time_us - first->real_time_us)
                              - (start_us + played.time_us - first->time_us)) < G_USEC_PER_SEC / 4);
            n++;
          }
      assert_int_equal (n, cases[i].n_frames);
    }
  stop (fixture);
}

static void
frames_are_stepped_through_both_ways (void **state)
{
  Fixture *fixture = start (8192, (MgRange) { 0, 8192 }, ROOM);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  gint64 time_us = -1, found_us = 0;
  guint n = 0;

  for (guint i = 1; i <= 400; i++)
    {
      memset (fixture->object->bytes->data, (int) i, 8192);
      film_shoot (fixture->film, 10);
    }
  bytes = develop (fixture);
  recording = film_open (bytes, NULL);
  while (mg_recording_find_frame (recording, time_us, MG_FRAME_AFTER, &time_us))
    assert_int_equal (time_us, n++ * 10000);
  assert_int_equal (n, 401);
  while (mg_recording_find_frame (recording, time_us, MG_FRAME_BEFORE, &time_us))
    assert_int_equal (time_us, (--n - 1) * 10000);
  assert_int_equal (n, 1);
  assert_true (mg_recording_find_frame (recording, 15000, MG_FRAME_AT, &found_us));
  assert_int_equal (found_us, 10000);
  assert_true (mg_recording_find_frame (recording, 10000, MG_FRAME_AT, &found_us));
  assert_int_equal (found_us, 10000);
  assert_false (mg_recording_find_frame (recording, 0, MG_FRAME_BEFORE, &found_us));
  stop (fixture);
}

static void
its_life_is_in_it (void **state)
{
  Fixture *fixture = start (9000, (MgRange) { 0, 1 << 20 }, ROOM);
  static const MgEventType wanted[] = { MG_EVENT_ATTACHED, MG_EVENT_RESIZED, MG_EVENT_RESIZED,
                                        MG_EVENT_UNNAMED,  MG_EVENT_GONE,    MG_EVENT_BACK,
                                        MG_EVENT_REPLACED };
  static const MgState states[] = { MG_STATE_LIVE, MG_STATE_LIVE, MG_STATE_LIVE, MG_STATE_UNNAMED,
                                    MG_STATE_GONE, MG_STATE_LIVE, MG_STATE_LIVE };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  FakeSource *second = fake_source_new (20000), *third = fake_source_new (100);
  MgPlayed played;
  guint n = 0;

  memset (fixture->object->bytes->data, 1, 9000);
  film_shoot (fixture->film, 200);
  fake_source_resize (fixture->object, 30000);
  memset (fixture->object->bytes->data + 9000, 2, 21000);
  film_shoot (fixture->film, 200);
  fake_source_resize (fixture->object, 10);
  film_shoot (fixture->film, 200);
  fixture->object->presence = MG_PRESENCE_UNNAMED;
  film_shoot (fixture->film, 200);
  fixture->object->presence = MG_PRESENCE_GONE;
  film_set_object (fixture->film, NULL);
  film_shoot (fixture->film, 200);
  memset (second->bytes->data, 3, 20000);
  film_set_object (fixture->film, second);
  film_shoot (fixture->film, 200);
  second->presence = MG_PRESENCE_REPLACED;
  mg_source_ref (&second->source);
  film_set_object (fixture->film, third);
  film_shoot (fixture->film, 200);
  memset (third->bytes->data, 4, 100);
  film_shoot (fixture->film, 200);
  mg_source_unref (&second->source);
  bytes = develop (fixture);

  recording = film_open (bytes, NULL);
  assert_non_null (recording);
  assert_true (check_all (fixture->film, recording) >= 6);
  player = mg_player_new (recording);
  while (mg_player_next (player, &played))
    if (played.type == MG_PLAYED_EVENT)
      {
        g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);

        assert_true (n < G_N_ELEMENTS (wanted));
        assert_int_equal (played.event.type, wanted[n]);
        assert_int_equal (snapshot->state, states[n]);
        assert_int_equal (snapshot->error != NULL, states[n] == MG_STATE_GONE);
        n++;
      }
  assert_int_equal (n, G_N_ELEMENTS (wanted));
  assert_true (mg_player_seek (player, G_MAXINT64, NULL));
  {
    g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);

    assert_int_equal (snapshot->size, 100);
    assert_true (mg_identity_equal (snapshot->info->identity, third->identity));
  }
  stop (fixture);
}

static void
what_cannot_be_read_is_marked (void **state)
{
  Fixture *fixture = start (5 * PAGE + 7, (MgRange) { 0, 1 << 20 }, ROOM);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;

  for (guint i = 0; i < 60; i++)
    {
      mg_range_set_clear (fixture->object->unreadable);
      if (i % 4 < 3)
        mg_range_set_add (fixture->object->unreadable, (MgRange) { (i % 6) * PAGE, PAGE });
      change (fixture->object, rand);
      film_shoot (fixture->film, 20);
    }
  bytes = develop (fixture);
  recording = film_open (bytes, NULL);
  assert_true (check_all (fixture->film, recording) >= 59);
  stop (fixture);
}

static void
a_part_is_recorded_in_whole_pages (void **state)
{
  Fixture *fixture = start (20 * PAGE, (MgRange) { 3 * PAGE + 100, PAGE }, ROOM);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  g_autoptr (MgSnapshot) snapshot = NULL;
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  guint8 buffer[4 * PAGE];
  gsize n;

  memset (fixture->object->bytes->data, 7, 20 * PAGE);
  film_shoot (fixture->film, 20);
  bytes = develop (fixture);
  recording = film_open (bytes, NULL);
  player = mg_player_new (recording);
  assert_true (mg_player_seek (player, G_MAXINT64, NULL));
  snapshot = mg_player_dup_snapshot (player);
  source = mg_snapshot_source_new (snapshot);
  assert_int_equal (mg_source_get_size (source), 20 * PAGE);
  assert_true (mg_source_read (source, 2 * PAGE, buffer, sizeof buffer, unreadable, NULL));
  assert_int_equal (buffer[PAGE], 7);
  assert_int_equal (mg_range_set_get_ranges (unreadable, &n)[0].start, 2 * PAGE);
  assert_int_equal (n, 2);
  assert_int_equal (mg_range_set_get_length (unreadable), 2 * PAGE);
  assert_false (mg_source_read (source, 8 * PAGE, buffer, PAGE, NULL, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_UNREADABLE));
  stop (fixture);
}

/* A small recording with everything in it. */
static GBytes *
make_small (Fixture **out)
{
  Fixture *fixture = start (600, (MgRange) { 0, PAGE }, ROOM);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 12; i++)
    {
      change (fixture->object, rand);
      if (i == 4)
        mg_recorder_add_mark (fixture->film->recorder, fixture->film->now_us, "here", "something happened");
      if (i == 8)
        fake_source_resize (fixture->object, 500);
      film_shoot (fixture->film, 20);
    }
  *out = fixture;
  return develop (fixture);
}

static void
cut_off_anywhere_it_opens_up_to_its_last_whole_block (void **state)
{
  Fixture *fixture;
  g_autoptr (GBytes) whole = make_small (&fixture);
  g_autoptr (MgRecording) full = film_open (whole, NULL);
  gsize n_blocks;
  const MgBlock *blocks = mg_recording_get_blocks (full, &n_blocks);

  assert_true (n_blocks >= 6);
  for (gsize length = 0; length < g_bytes_get_size (whole); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (MgRecording) recording = film_open (cut, &error);
      gsize n_whole = 0, n_found;
      guint n_frames = 0;

      while (n_whole < n_blocks
             && blocks[n_whole].offset + MG_RECORDING_BLOCK + blocks[n_whole].length <= length)
        n_frames += blocks[n_whole++].n_frames;
      assert_int_equal (recording != NULL, n_whole > 0);
      if (recording == NULL)
        {
          assert_int_equal (error->domain, MG_ERROR);
          continue;
        }
      mg_recording_get_blocks (recording, &n_found);
      assert_int_equal (n_found, n_whole);
      assert_int_equal (check_all (fixture->film, recording), n_frames);
    }
  stop (fixture);
}

static void
no_changed_byte_goes_unseen (void **state)
{
  Fixture *fixture;
  g_autoptr (GBytes) whole = make_small (&fixture);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));

  for (gsize at = 0; at < g_bytes_get_size (whole); at++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (MgRecording) recording = NULL;

        copy[at] ^= 1 << bit;
        bytes = g_bytes_new_static (copy, g_bytes_get_size (whole));
        recording = film_open (bytes, NULL);
        /* It is refused, or what it shows is true. */
        if (recording != NULL)
          check_all (fixture->film, recording);
        copy[at] ^= 1 << bit;
      }
  stop (fixture);
}

static void
a_damaged_block_costs_what_is_up_to_the_next_keyframe (void **state)
{
  Fixture *fixture = start (4096, (MgRange) { 0, PAGE }, ROOM);
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autoptr (GBytes) whole = NULL, bytes = NULL;
  g_autoptr (MgRecording) good = NULL, recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  const MgBlock *blocks;
  gsize n_blocks, damaged = 0;
  guint n_frames, n_damages = 0;
  MgPlayed played;
  guint8 *copy;

  for (guint i = 0; i < 4000; i++)
    {
      for (guint k = 0; k < 5; k++)
        change (fixture->object, rand);
      film_shoot (fixture->film, 20);
    }
  whole = develop (fixture);
  good = film_open (whole, NULL);
  n_frames = check_all (fixture->film, good);
  blocks = mg_recording_get_blocks (good, &n_blocks);
  while (blocks[damaged].type != MG_BLOCK_FRAMES || blocks[damaged].n_frames < 10)
    damaged++;
  copy = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  copy[blocks[damaged].offset + MG_RECORDING_BLOCK + 50] ^= 1;
  bytes = g_bytes_new_take (copy, g_bytes_get_size (whole));
  recording = film_open (bytes, NULL);
  assert_non_null (recording);
  player = mg_player_new (recording);
  while (mg_player_next (player, &played))
    n_damages += played.type == MG_PLAYED_DAMAGE;
  assert_int_equal (n_damages, 1);
  assert_in_range (check_all (fixture->film, recording), n_frames / 2, n_frames - blocks[damaged].n_frames);
  stop (fixture);
}

static void
without_its_index_it_is_the_same (void **state)
{
  Fixture *fixture;
  g_autoptr (GBytes) whole = make_small (&fixture);
  g_autoptr (GBytes) bytes =
      g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) - MG_RECORDING_TRAILER);
  g_autoptr (MgRecording) a = film_open (whole, NULL), b = film_open (bytes, NULL);
  gsize n_a, n_b, n_marks;
  const MgBlock *blocks_a = mg_recording_get_blocks (a, &n_a), *blocks_b = mg_recording_get_blocks (b, &n_b);
  MgRecordingSummary summary_a, summary_b;

  mg_recording_get_summary (a, &summary_a);
  mg_recording_get_summary (b, &summary_b);
  assert_true (summary_a.finished);
  assert_false (summary_b.finished);
  assert_int_equal (summary_a.n_frames, summary_b.n_frames);
  assert_int_equal (summary_a.changed, summary_b.changed);
  assert_int_equal (n_a, n_b);
  for (gsize i = 0; i < n_a; i++)
    {
      assert_int_equal (blocks_a[i].offset, blocks_b[i].offset);
      assert_int_equal (blocks_a[i].type, blocks_b[i].type);
      assert_int_equal (blocks_a[i].last_us, blocks_b[i].last_us);
    }
  assert_string_equal (mg_recording_get_marks (b, &n_marks)[0].note, "something happened");
  assert_int_equal (n_marks, 1);
  assert_string_equal (mg_recording_get_header (b)->name, "/film");
  assert_string_equal (mg_name_get_text (mg_recording_get_name (b)), "/film");
  stop (fixture);
}

static void
a_later_version_is_refused_and_said_so (void **state)
{
  Fixture *fixture;
  g_autoptr (GBytes) whole = make_small (&fixture);
  guint8 *copy = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  g_autoptr (GBytes) bytes = g_bytes_new_take (copy, g_bytes_get_size (whole));
  g_autoptr (GBytes) other = g_bytes_new_static ("just some text, long enough", 27);
  g_autoptr (GError) error = NULL;

  copy[8] = 2;
  assert_null (film_open (bytes, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_UNSUPPORTED));
  assert_non_null (strstr (error->message, "version 2"));
  assert_non_null (mg_error_get_hint (error));
  g_clear_error (&error);
  assert_null (film_open (other, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_WRONG_TYPE));
  stop (fixture);
}

static void
a_slow_disk_costs_counted_frames_and_no_waiting (void **state)
{
  g_autoptr (BadDisk) disk = bad_disk_new (ROOM);
  FakeSource *object = fake_source_new (16 * PAGE);
  /* room for some six frames */
  g_autoptr (Film) film =
      film_new (object, G_OUTPUT_STREAM (disk), (MgRange) { 0, 16 * PAGE }, 6 * 16 * 5000);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  MgRecorderStats stats;
  MgRecordingSummary summary;
  guint64 n_missed = 0;
  MgPlayed played;

  bad_disk_hold (disk);
  for (guint i = 1; i <= 1000; i++)
    {
      memset (object->bytes->data, (int) i, object->bytes->len);
      film_shoot (film, 20);
    }
  mg_recorder_get_stats (film->recorder, &stats);
  assert_true (stats.n_missed > 0);
  bad_disk_release (disk);
  /* The queue empties, then frames are taken again. */
  do
    {
      memset (object->bytes->data, 0x55, object->bytes->len);
      object->bytes->data[0]++;
      film_shoot (film, 20);
      mg_recorder_get_stats (film->recorder, &stats);
    }
  while (stats.n_frames < 3);
  assert_true (film_finish (film, NULL));
  bytes = bad_disk_get_bytes (disk);
  recording = film_open (bytes, NULL);
  assert_int_equal (check_all (film, recording) + stats.n_missed, film->frames->len);
  player = mg_player_new (recording);
  while (mg_player_next (player, &played))
    n_missed += played.type == MG_PLAYED_GAP ? played.n_missed : 0;
  mg_recording_get_summary (recording, &summary);
  assert_int_equal (n_missed, stats.n_missed);
  assert_int_equal (summary.n_missed, stats.n_missed);
}

static void
a_full_disk_leaves_whole_blocks (void **state)
{
  for (gsize room = 0; room < 400000; room += 13337)
    {
      Fixture *fixture = start (65536, (MgRange) { 0, 65536 }, room);
      g_autoptr (GRand) rand = g_rand_new_with_seed (5);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MgRecording) recording = NULL;

      for (guint i = 0; i < 60; i++)
        {
          for (guint k = 0; k < 40; k++)
            change (fixture->object, rand);
          film_shoot (fixture->film, 20);
        }
      assert_false (film_finish (fixture->film, &error));
      assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE));
      bytes = bad_disk_get_bytes (fixture->disk);
      recording = film_open (bytes, NULL);
      if (room > 1000)
        {
          gsize n_blocks;
          const MgBlock *blocks = mg_recording_get_blocks (recording, &n_blocks);
          const MgBlock *last = &blocks[n_blocks - 1];
          MgRecordingSummary summary;

          mg_recording_get_summary (recording, &summary);
          /* Nothing but whole blocks, with or without an index. */
          if (!summary.finished)
            assert_int_equal (last->offset + MG_RECORDING_BLOCK + last->length, summary.length);
          assert_int_equal (check_all (fixture->film, recording), summary.n_frames);
        }
      stop (fixture);
    }
}

static void
a_recording_is_little_longer_than_what_changes (void **state)
{
  gsize size = 240 << 10;
  Fixture *fixture = start (size, (MgRange) { 0, size }, ROOM);
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (GBytes) bytes = NULL;
  guint64 changed = 0;

  for (gsize i = 0; i < size; i++)
    fixture->object->bytes->data[i] = g_rand_int (rand);
  for (guint i = 0; i < 500; i++)
    {
      /* a tenth, in runs of 64 bytes; each really changes */
      for (guint k = 0; k < size / 640; k++)
        for (guint b = 0; b < 64; b++)
          fixture->object->bytes->data[k * 640 + (i % 10) * 64 + b] ^= g_rand_int_range (rand, 1, 256);
      changed += size / 640 * 64;
      film_shoot (fixture->film, 20);
    }
  bytes = develop (fixture);
  assert_true (g_bytes_get_size (bytes) < changed + changed * 3 / 10);
  stop (fixture);
}

static void
zeros_and_equal_pages_cost_next_to_nothing (void **state)
{
  Fixture *fixture = start (256 * PAGE, (MgRange) { 0, 256 * PAGE }, ROOM);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;

  /* pages of one pattern, pages with a word in them, the rest zero */
  for (guint i = 0; i < 64; i++)
    for (guint k = 0; k < PAGE; k++)
      fixture->object->bytes->data[i * PAGE + k] = (guint8) (k * 7 + 1);
  for (guint i = 100; i < 120; i++)
    fixture->object->bytes->data[i * PAGE + i] = (guint8) i;
  film_shoot (fixture->film, 20);
  fake_source_resize (fixture->object, 255 * PAGE); /* asks for a keyframe */
  film_shoot (fixture->film, 20);
  bytes = develop (fixture);
  recording = film_open (bytes, NULL);
  assert_int_equal (check_all (fixture->film, recording), 3);
  /* once as changes, once as keyframe */
  assert_true (g_bytes_get_size (bytes) < 64 * PAGE + 20 * 16 + PAGE + 2000);
  stop (fixture);
}

static void
moments_are_named_in_many_ways (void **state)
{
  Fixture *fixture = start (PAGE, (MgRange) { 0, PAGE }, ROOM);
  static const struct
  {
    const char *text;
    gint64 time_us; /* -1: none; -2: outside */
  } rows[] = {
    { "0", 0 },
    { "1.5", 1500000 },
    { "+2s", 2000000 },
    { "-1", 3000000 },
    { "start", 0 },
    { "end", 4000000 },
    { "#1", 0 },
    { "#2", 100000 },
    { "#41", 4000000 },
    { "#42", -1 },
    { "#0", -1 },
    { "#", -1 },
    { "#1x", -1 },
    { "here", 2000000 },
    { "there", -1 },
    { "", -1 },
    { "4.1", -2 },
    { "-5", -2 },
    { "nan", -1 },
    { "inf", -1 },
    { "1e300", -1 },
    { "2025-11-25T07:00:01.5Z", 1500000 },
    { "2025-11-25T06:59:59Z", -2 },
  };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;

  for (guint i = 0; i < 40; i++)
    {
      fixture->object->bytes->data[5] = (guint8) (i + 1);
      film_shoot (fixture->film, 100);
      if (i == 19)
        mg_recorder_add_mark (fixture->film->recorder, fixture->film->now_us, "here", NULL);
    }
  bytes = develop (fixture);
  recording = film_open (bytes, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 time_us = -3;
      gboolean ok = mg_recording_parse_time (recording, rows[i].text, &time_us, &error);

      if (ok != (rows[i].time_us >= 0))
        fail_msg ("%s", rows[i].text);
      if (ok)
        assert_int_equal (time_us, rows[i].time_us);
      else
        assert_true (g_error_matches (error, MG_ERROR,
                                      rows[i].time_us == -1 ? MG_ERROR_INVALID : MG_ERROR_OUT_OF_RANGE));
    }
  stop (fixture);
}

static void
changes_have_their_times (void **state)
{
  Fixture *fixture = start (2 * PAGE, (MgRange) { 0, 2 * PAGE }, ROOM);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  g_autoptr (MgSnapshot) snapshot = NULL, earlier = NULL;
  const MgPage *page;

  fixture->object->bytes->data[100] = 1;
  film_shoot (fixture->film, 50);
  fixture->object->bytes->data[5000] = 2;
  film_shoot (fixture->film, 50);
  bytes = develop (fixture);
  recording = film_open (bytes, NULL);
  player = mg_player_new (recording);
  mg_player_set_stamps (player, TRUE);
  assert_true (mg_player_seek (player, 50000, NULL));
  earlier = mg_player_dup_snapshot (player);
  assert_true (mg_player_seek (player, 100000, NULL));
  snapshot = mg_player_dup_snapshot (player);
  page = mg_snapshot_find_page (snapshot, 0);
  assert_int_equal (page->changed_ms[100], 50);
  assert_int_equal (page->changed_ms[101], 0);
  assert_ptr_equal (page, mg_snapshot_find_page (earlier, 0)); /* what did not change is shared */
  assert_int_equal (mg_snapshot_find_page (snapshot, 5000)->changed_ms[5000 - PAGE], 100);
  assert_null (mg_snapshot_find_page (earlier, 5000)->changed_ms);
  stop (fixture);
}

static void
a_file_that_is_there_is_not_overwritten (void **state)
{
  g_autofree char *directory = g_dir_make_tmp ("mg-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "x.mgrec", NULL);
  g_autoptr (GError) error = NULL;
  GOutputStream *stream = mg_recording_create (path, FALSE, &error);

  assert_non_null (stream);
  g_object_unref (stream);
  assert_null (mg_recording_create (path, FALSE, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_EXISTS));
  stream = mg_recording_create (path, TRUE, NULL);
  assert_non_null (stream);
  g_object_unref (stream);
  assert_int_equal (g_remove (path), 0);
  assert_int_equal (g_rmdir (directory), 0);
}

/* What is in front of a name, then the texts' lengths. */
static void
hostile_headers_are_refused (void **state)
{
  MgRecordingHeader header = { .name = (char *) "/x", .range = { 0, 100 } }, found = { 0 };
  MgBlock block = { .type = MG_BLOCK_FRAMES, .length = 10 };
  guint8 bytes[MG_RECORDING_BLOCK];
  g_autoptr (GByteArray) out = g_byte_array_new ();

  mg_recording_encode_header (out, &header);
  assert_true (mg_recording_decode_header (out->data, out->len, &found));
  mg_recording_header_clear (&found);
  for (guint length = 0; length < out->len; length++)
    if (length != out->len - 4) /* without a packing, as the first recorders wrote */
      assert_false (mg_recording_decode_header (out->data, length, &found));
  out->data[out->len - 4] = 3;
  assert_false (mg_recording_decode_header (out->data, out->len, &found));
  out->data[out->len - 4] = 8;
  assert_true (mg_recording_decode_header (out->data, out->len, &found));
  assert_int_equal (found.pack, 8);
  mg_recording_header_clear (&found);
  assert_true (mg_recording_decode_header (out->data, out->len - 4, &found));
  assert_int_equal (found.pack, 0);
  mg_recording_header_clear (&found);
  header.range.length = MG_RECORDING_RANGE_MAX + 1;
  g_byte_array_set_size (out, 0);
  mg_recording_encode_header (out, &header);
  assert_false (mg_recording_decode_header (out->data, out->len, &found));
  header.range = (MgRange) { G_MAXUINT64 - 5, 100 };
  g_byte_array_set_size (out, 0);
  mg_recording_encode_header (out, &header);
  assert_false (mg_recording_decode_header (out->data, out->len, &found));

  header.range = (MgRange) { 0, 100 };
  header.monotonic_us = G_MAXINT64;
  g_byte_array_set_size (out, 0);
  mg_recording_encode_header (out, &header);
  assert_false (mg_recording_decode_header (out->data, out->len, &found));
  header.monotonic_us = 0;
  header.type_offset = MG_OFFSET_MAX + 1;
  g_byte_array_set_size (out, 0);
  mg_recording_encode_header (out, &header);
  assert_false (mg_recording_decode_header (out->data, out->len, &found));

  mg_block_encode (&block, bytes);
  assert_true (mg_block_decode (bytes, sizeof bytes, &block));
  block.length = MG_RECORDING_PAYLOAD_MAX + 1;
  mg_block_encode (&block, bytes);
  assert_false (mg_block_decode (bytes, sizeof bytes, &block));
  block.length = 1;
  block.first_us = 2;
  block.last_us = 1;
  mg_block_encode (&block, bytes);
  assert_false (mg_block_decode (bytes, sizeof bytes, &block));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_frame_comes_back_as_it_was),
    cmocka_unit_test (what_was_kept_begins_with_what_was_there_then),
    cmocka_unit_test (frames_are_stepped_through_both_ways),
    cmocka_unit_test (its_life_is_in_it),
    cmocka_unit_test (what_cannot_be_read_is_marked),
    cmocka_unit_test (a_part_is_recorded_in_whole_pages),
    cmocka_unit_test (cut_off_anywhere_it_opens_up_to_its_last_whole_block),
    cmocka_unit_test (no_changed_byte_goes_unseen),
    cmocka_unit_test (a_damaged_block_costs_what_is_up_to_the_next_keyframe),
    cmocka_unit_test (without_its_index_it_is_the_same),
    cmocka_unit_test (a_later_version_is_refused_and_said_so),
    cmocka_unit_test (a_slow_disk_costs_counted_frames_and_no_waiting),
    cmocka_unit_test (a_full_disk_leaves_whole_blocks),
    cmocka_unit_test (a_recording_is_little_longer_than_what_changes),
    cmocka_unit_test (zeros_and_equal_pages_cost_next_to_nothing),
    cmocka_unit_test (moments_are_named_in_many_ways),
    cmocka_unit_test (changes_have_their_times),
    cmocka_unit_test (a_file_that_is_there_is_not_overwritten),
    cmocka_unit_test (hostile_headers_are_refused),
  };

  return cmocka_run_group_tests_name ("recording", tests, NULL, NULL);
}
