#include "config.h"

#include "film.h"

#include "core/moments.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SIZE ((gsize) 20000)
#define N_LOOKS 300

/* The same film in memory and in a file. */
typedef struct
{
  Film *film;
  FakeSource *object;
  char *path;
  MgMoments *history;
  MgMoments *recording;
} Fixture;

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);
  g_autoptr (BadDisk) disk = bad_disk_new ((gsize) 1 << 28);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MgRecording) recording = NULL;
  MgHistory *history = mg_history_new (MG_HISTORY_DEFAULT);
  int file = g_file_open_tmp ("mg-moments-XXXXXX.mgrec", &f->path, NULL);

  assert_true (file >= 0);
  g_close (file, NULL);
  f->object = fake_source_new (SIZE);
  f->film = film_new (f->object, G_OUTPUT_STREAM (disk), (MgRange) { 0, SIZE }, 0);
  for (guint i = 0; i < N_LOOKS; i++)
    {
      if (i % 3 != 0)
        f->object->bytes->data[g_rand_int_range (random, 0, SIZE)] ^= 1 + i % 255;
      if (i == 100)
        mg_recorder_add_mark (f->film->recorder, f->film->now_us, "here", NULL);
      film_shoot (f->film, 20);
    }
  assert_true (film_finish (f->film, NULL));
  bytes = bad_disk_get_bytes (disk);
  assert_true (
      g_file_set_contents (f->path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  recording = mg_recording_open (f->path, NULL);
  assert_non_null (recording);
  for (guint i = 0; i < f->film->frames->len; i++)
    mg_history_add (history, f->film->frames->pdata[i]);
  f->history = mg_moments_new_history (history);
  f->recording = mg_moments_new_recording (recording, f->path);
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  mg_moments_free (f->history);
  mg_moments_free (f->recording);
  film_free (f->film);
  g_unlink (f->path);
  g_free (f->path);
  g_free (f);
  return 0;
}

static void
assert_same (const MgSnapshot *a, const MgSnapshot *b)
{
  assert_int_equal (a->time_us, b->time_us);
  assert_int_equal (a->size, b->size);
  assert_int_equal (a->pages->len, b->pages->len);
  for (guint i = 0; i < a->pages->len; i++)
    {
      const MgPage *p = a->pages->pdata[i], *q = b->pages->pdata[i];

      assert_int_equal (p->offset, q->offset);
      assert_memory_equal (p->bytes, q->bytes, p->length);
    }
}

static void
a_moment_is_the_same_wherever_it_is_kept (void **state)
{
  Fixture *f = *state;

  assert_true (f->film->frames->len > N_LOOKS / 2);
  for (guint i = 0; i < f->film->frames->len; i++)
    {
      MgSnapshot *frame = f->film->frames->pdata[(i * 37) % f->film->frames->len];
      g_autoptr (MgSnapshot) kept = mg_moments_dup_snapshot (f->history, frame->time_us + 1000);
      g_autoptr (MgSnapshot) recorded = mg_moments_dup_snapshot (f->recording, frame->time_us + 1000);

      assert_same (kept, frame);
      assert_same (recorded, frame);
    }
}

static void
changes_are_stepped_through_both_ways (void **state)
{
  Fixture *f = *state;
  MgMoments *both[] = { f->history, f->recording };

  for (guint i = 0; i < 2; i++)
    {
      gint64 first_us, last_us, at_us;
      guint n_forward = 0, n_back = 0;

      assert_true (mg_moments_get_range (both[i], &first_us, &last_us));
      assert_int_equal (first_us, ((MgSnapshot *) f->film->frames->pdata[0])->time_us);
      assert_true (last_us >= ((MgSnapshot *) f->film->frames->pdata[f->film->frames->len - 1])->time_us);
      for (at_us = first_us; mg_moments_find_change (both[i], at_us, MG_FRAME_AFTER, &at_us);)
        n_forward++;
      for (at_us++; mg_moments_find_change (both[i], at_us, MG_FRAME_BEFORE, &at_us) && at_us > first_us;)
        n_back++;
      assert_int_equal (n_forward, f->film->frames->len - 1);
      assert_int_equal (n_back, n_forward);
    }
}

typedef struct
{
  Film *film;
  guint next;
  gboolean has_before;
} Walk;

static gboolean
walk_cb (const MgSnapshot *before, const MgSnapshot *frame, gpointer data)
{
  Walk *walk = data;

  assert_same (frame, walk->film->frames->pdata[walk->next]);
  if (walk->next > 0)
    assert_same (before, walk->film->frames->pdata[walk->next - 1]);
  walk->has_before |= before != NULL;
  walk->next++;
  return TRUE;
}

static void
frames_come_in_order_also_from_a_copy (void **state)
{
  Fixture *f = *state;
  MgMoments *both[] = { f->history, f->recording };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MgMoments) copy = mg_moments_copy (both[i], NULL);
      gint64 from_us = ((MgSnapshot *) f->film->frames->pdata[50])->time_us;
      gint64 to_us = ((MgSnapshot *) f->film->frames->pdata[80])->time_us;
      Walk all = { f->film, 0 }, some = { f->film, 50 };

      assert_non_null (copy);
      mg_moments_foreach (copy, G_MININT64 / 2, G_MAXINT64 / 2, walk_cb, &all);
      assert_int_equal (all.next, f->film->frames->len);
      mg_moments_foreach (copy, from_us, to_us, walk_cb, &some);
      assert_int_equal (some.next, 81);
      assert_true (some.has_before);
    }
}

static void
a_copy_stays_as_it_was (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgMoments) copy = mg_moments_copy (f->history, NULL);
  gint64 first_us, last_us, now_last_us;
  MgSnapshot *last = f->film->frames->pdata[f->film->frames->len - 1];
  g_autoptr (MgSnapshot) later = mg_moments_dup_snapshot (f->history, G_MAXINT64);
  g_autoptr (MgSnapshot) next = g_memdup2 (later, sizeof *later);

  /* a later one of the same bytes */
  g_atomic_ref_count_init (&next->ref_count);
  next->error = NULL;
  next->info = mg_object_info_ref (later->info);
  next->pages = g_ptr_array_ref (later->pages);
  next->time_us += G_USEC_PER_SEC;
  mg_history_add (mg_moments_get_history (f->history), next);
  assert_true (mg_moments_get_range (copy, &first_us, &last_us));
  assert_int_equal (last_us, last->time_us);
  assert_true (mg_moments_get_range (f->history, &first_us, &now_last_us));
  assert_int_equal (now_last_us, last_us + G_USEC_PER_SEC);
  mg_history_clear (mg_moments_get_history (f->history));
  {
    g_autoptr (MgSnapshot) kept = mg_moments_dup_snapshot (copy, last->time_us);

    assert_same (kept, last);
  }
}

static guint64
sum (MgMoments *moments, gint64 start_us, gint64 end_us)
{
  guint64 density[50], all = 0;

  mg_moments_get_density (moments, start_us, end_us, density, G_N_ELEMENTS (density));
  for (guint i = 0; i < G_N_ELEMENTS (density); i++)
    all += density[i];
  return all;
}

static void
density_tells_where_something_changed (void **state)
{
  Fixture *f = *state;
  gint64 first_us, last_us;

  assert_true (mg_moments_get_range (f->recording, &first_us, &last_us));
  assert_true (sum (f->recording, first_us, last_us + 1) > 0);
  assert_int_equal (sum (f->recording, last_us + G_USEC_PER_SEC * 10, last_us + G_USEC_PER_SEC * 20), 0);
  assert_int_equal (sum (f->history, first_us, last_us + 1), f->film->frames->len - 1);
}

static void
marks_are_where_they_were_made (void **state)
{
  Fixture *f = *state;
  const char *name = NULL;

  assert_int_equal (mg_moments_get_n_marks (f->history), 0);
  assert_int_equal (mg_moments_get_n_marks (f->recording), 1);
  assert_int_equal (mg_moments_get_mark (f->recording, 0, &name), f->film->start_us + 100 * 20 * 1000);
  assert_string_equal (name, "here");
}

static void
marks_are_stepped_through_both_ways (void **state)
{
  Fixture *f = *state;
  MgMoments *both[] = { f->history, f->recording };
  gint64 mark_us = f->film->start_us + 100 * 20 * 1000, found_us = 0;

  mg_history_add_mark (mg_moments_get_history (f->history), mark_us, "here");
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      assert_false (mg_moments_find_mark (both[i], mark_us, MG_FRAME_BEFORE, &found_us));
      assert_false (mg_moments_find_mark (both[i], mark_us, MG_FRAME_AFTER, &found_us));
      assert_int_equal (found_us, 0);
      assert_true (mg_moments_find_mark (both[i], mark_us, MG_FRAME_AT, &found_us));
      assert_true (mg_moments_find_mark (both[i], mark_us + 1, MG_FRAME_BEFORE, &found_us));
      assert_true (mg_moments_find_mark (both[i], G_MININT64, MG_FRAME_AFTER, &found_us));
      assert_int_equal (found_us, mark_us);
      found_us = 0;
    }
}

int
main (void)
{
#define TEST(f) cmocka_unit_test_setup_teardown (f, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (a_moment_is_the_same_wherever_it_is_kept),
    TEST (changes_are_stepped_through_both_ways),
    TEST (frames_come_in_order_also_from_a_copy),
    TEST (a_copy_stays_as_it_was),
    TEST (density_tells_where_something_changed),
    TEST (marks_are_where_they_were_made),
    TEST (marks_are_stepped_through_both_ways),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
