#include "config.h"

#include "fake-source.h"

#include "core/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MS ((gint64) 1000)
#define SIZE ((gsize) 40 * 4096 - 100)

/* A sampler on a fake object, a history, and beside it every snapshot as it was. */
typedef struct
{
  FakeWorld world;
  MgSampler *sampler;
  MgHistory *history;
  GPtrArray *all; /* of MgSnapshot */
  GRand *random;
  gint64 start_us, now_us;
} Fixture;

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);
  g_autoptr (MgName) name = mg_name_parse ("/x", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);

  f->world.object = fake_source_new (SIZE);
  f->sampler = mg_sampler_new (name, fake_world_open, &f->world, NULL, NULL);
  mg_sampler_set_interest (f->sampler, (MgRange) { 0, SIZE });
  f->history = mg_history_new (MG_HISTORY_DEFAULT);
  f->all = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_snapshot_unref);
  f->random = g_rand_new_with_seed (5);
  f->start_us = f->now_us = mg_sampler_get_epoch_us (f->sampler) + 10 * MS;
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  mg_history_free (f->history);
  mg_sampler_free (f->sampler);
  if (f->world.object != NULL)
    mg_source_unref (&f->world.object->source);
  g_ptr_array_unref (f->all);
  g_rand_free (f->random);
  g_free (f);
  return 0;
}

static void
look (Fixture *f)
{
  MgSnapshot *snapshot;

  f->now_us += 10 * MS;
  snapshot = mg_sampler_tick (f->sampler, f->now_us, MG_READ_ALL);
  if (snapshot == NULL)
    return;
  mg_history_add (f->history, snapshot);
  g_ptr_array_add (f->all, snapshot);
}

static guint
random_below (Fixture *f, guint limit)
{
  return (guint) g_rand_int_range (f->random, 0, (gint) limit);
}

/* Some bytes change; now and then so do which pages are looked at, which can be read, and the size. */
static void
change_something (Fixture *f)
{
  GByteArray *bytes = f->world.object->bytes;
  guint n_runs = random_below (f, 4);

  for (guint i = 0; i < n_runs; i++)
    {
      guint at = random_below (f, bytes->len), length = MIN (random_below (f, 300), bytes->len - at);

      for (guint j = 0; j < length; j++)
        bytes->data[at + j] = (guint8) random_below (f, 256);
    }
  if (random_below (f, 10) == 0)
    {
      const MgRange ranges[] = { { random_below (f, SIZE), 20000 }, { random_below (f, SIZE), 1 } };

      mg_sampler_set_interests (f->sampler, ranges, G_N_ELEMENTS (ranges));
    }
  if (random_below (f, 20) == 0)
    mg_range_set_add (f->world.object->unreadable, (MgRange) { random_below (f, 40) * 4096, 4096 });
  if (random_below (f, 20) == 0)
    mg_range_set_clear (f->world.object->unreadable);
  if (random_below (f, 40) == 0)
    fake_source_resize (f->world.object, SIZE - random_below (f, 20000));
}

static void
assert_same (const MgSnapshot *a, const MgSnapshot *b)
{
  assert_int_equal (a->time_us, b->time_us);
  assert_int_equal (a->serial, b->serial);
  assert_int_equal (a->state, b->state);
  assert_int_equal (a->size, b->size);
  assert_int_equal (a->pages->len, b->pages->len);
  for (guint i = 0; i < a->pages->len; i++)
    {
      const MgPage *p = a->pages->pdata[i], *q = b->pages->pdata[i];

      assert_int_equal (p->offset, q->offset);
      assert_int_equal (p->length, q->length);
      assert_int_equal (p->unreadable, q->unreadable);
      if (!p->unreadable)
        assert_memory_equal (p->bytes, q->bytes, p->length);
    }
}

static void
every_moment_can_be_had_again (void **state)
{
  Fixture *f = *state;

  for (guint i = 0; i < 3000; i++)
    {
      change_something (f);
      look (f);
    }
  assert_int_equal (mg_history_get_n_frames (f->history), f->all->len);
  for (guint i = 0; i < 500; i++)
    {
      MgSnapshot *snapshot = f->all->pdata[random_below (f, f->all->len)];
      g_autoptr (MgSnapshot) moment = mg_history_dup_snapshot (f->history, snapshot->time_us + 5 * MS);

      assert_same (moment, snapshot);
    }
  {
    g_autoptr (MgSnapshot) first = mg_history_dup_snapshot (f->history, 0);
    g_autoptr (MgSnapshot) last = mg_history_dup_snapshot (f->history, G_MAXINT64);

    assert_same (first, f->all->pdata[0]);
    assert_ptr_equal (last, f->all->pdata[f->all->len - 1]);
  }
}

static void
changed_bytes_are_stamped_in_the_past_too (void **state)
{
  Fixture *f = *state;
  MgSnapshot *snapshot;

  look (f);
  for (guint i = 0; i < 5; i++)
    {
      f->world.object->bytes->data[100 + i] = 1;
      look (f);
    }
  snapshot = f->all->pdata[3];
  {
    g_autoptr (MgSnapshot) moment = mg_history_dup_snapshot (f->history, snapshot->time_us);
    const MgPage *page = mg_snapshot_find_page (moment, 0), *wanted = mg_snapshot_find_page (snapshot, 0);

    assert_int_not_equal (page->changed_ms[102], 0);
    assert_int_equal (page->changed_ms[103], 0);
    assert_memory_equal (page->changed_ms, wanted->changed_ms, 4096 * sizeof (guint32));
  }
}

typedef struct
{
  Fixture *fixture;
  guint next;
} Expected;

static gboolean
compare_cb (const MgSnapshot *before, const MgSnapshot *frame, gpointer data)
{
  Expected *expected = data;

  assert_same (frame, expected->fixture->all->pdata[expected->next]);
  if (expected->next > 0)
    assert_same (before, expected->fixture->all->pdata[expected->next - 1]);
  return ++expected->next < 700;
}

static void
frames_come_in_order (void **state)
{
  Fixture *f = *state;
  Expected expected = { f, 400 };

  while (f->all->len < 800)
    {
      change_something (f);
      look (f);
    }
  mg_history_foreach (f->history, ((MgSnapshot *) f->all->pdata[400])->time_us, G_MAXINT64, compare_cb,
                      &expected);
  assert_int_equal (expected.next, 700);
}

static void
the_oldest_go_when_the_budget_is_used_up (void **state)
{
  Fixture *f = *state;
  gint64 first_us, last_us;

  mg_history_set_budget (f->history, MG_HISTORY_MIN);
  for (guint i = 0; i < 2000; i++)
    {
      for (guint j = 0; j < 4000; j++)
        f->world.object->bytes->data[j]++;
      look (f);
      assert_true (mg_history_get_memory (f->history) <= MG_HISTORY_MIN + (1 << 20));
    }
  assert_true (mg_history_get_range (f->history, &first_us, &last_us));
  assert_true (first_us > f->start_us);
  assert_int_equal (last_us, f->now_us);
  assert_true (mg_history_get_n_frames (f->history) >= 10);
  for (guint i = 0; i < f->all->len; i++)
    if (((MgSnapshot *) f->all->pdata[i])->time_us >= first_us)
      {
        g_autoptr (MgSnapshot) moment
            = mg_history_dup_snapshot (f->history, ((MgSnapshot *) f->all->pdata[i])->time_us);

        assert_same (moment, f->all->pdata[i]);
      }
  mg_history_clear (f->history);
  assert_int_equal (mg_history_get_memory (f->history), 0);
  assert_null (mg_history_dup_snapshot (f->history, last_us));
  assert_false (mg_history_get_range (f->history, &first_us, &last_us));
}

static void
changes_are_found_and_counted (void **state)
{
  Fixture *f = *state;
  guint64 density[10];
  gint64 frame_us = -1, first_us, last_us;

  look (f);
  first_us = f->now_us;
  for (guint i = 0; i < 100; i++)
    {
      if (i % 10 == 9)
        memset (f->world.object->bytes->data, (int) i, 7);
      look (f);
    }
  last_us = f->now_us;
  assert_int_equal (mg_history_get_n_frames (f->history), 11);
  assert_true (mg_history_find_change (f->history, first_us, MG_FRAME_AFTER, &frame_us));
  assert_int_equal (frame_us, first_us + 100 * MS);
  assert_true (mg_history_find_change (f->history, frame_us, MG_FRAME_AFTER, &frame_us));
  assert_int_equal (frame_us, first_us + 200 * MS);
  assert_true (mg_history_find_change (f->history, frame_us, MG_FRAME_BEFORE, &frame_us));
  assert_int_equal (frame_us, first_us + 100 * MS);
  assert_true (mg_history_find_change (f->history, frame_us, MG_FRAME_AT, &frame_us));
  assert_false (mg_history_find_change (f->history, frame_us, MG_FRAME_BEFORE, &frame_us));
  assert_false (mg_history_find_change (f->history, last_us, MG_FRAME_AFTER, &frame_us));

  mg_history_get_density (f->history, first_us + 1, last_us + 1, density, G_N_ELEMENTS (density));
  for (guint i = 0; i < 10; i++)
    assert_int_equal (density[i], 7);
  mg_history_get_density (f->history, last_us + 1, last_us + 1000, density, G_N_ELEMENTS (density));
  assert_int_equal (density[0], 0);
}

static void
marks_are_kept_in_order_as_long_as_their_time_is (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgHistory) copy = NULL;
  const char *name;
  gint64 first_us, last_us;

  look (f);
  for (guint i = 0; i <= MG_HISTORY_MARKS_MAX; i++)
    mg_history_add_mark (f->history, f->now_us + i, "many");
  assert_int_equal (mg_history_get_n_marks (f->history), MG_HISTORY_MARKS_MAX);
  mg_history_add_mark (f->history, f->now_us + 10, "late");
  assert_int_equal (mg_history_get_mark (f->history, 9, &name), f->now_us + 10);
  assert_string_equal (name, "late");
  copy = mg_history_copy (f->history);
  assert_int_equal (mg_history_get_n_marks (copy), MG_HISTORY_MARKS_MAX);

  mg_history_set_budget (f->history, MG_HISTORY_MIN);
  do
    {
      for (guint j = 0; j < f->world.object->bytes->len; j++)
        f->world.object->bytes->data[j] = (guint8) random_below (f, 256);
      look (f);
      assert_true (mg_history_get_range (f->history, &first_us, &last_us));
    }
  while (first_us <= f->start_us + 20 * MS);
  assert_int_equal (mg_history_get_n_marks (f->history), 0);
  mg_history_get_mark (copy, 9, &name);
  assert_string_equal (name, "late");
}

int
main (void)
{
#define TEST(f) cmocka_unit_test_setup_teardown (f, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (every_moment_can_be_had_again),
    TEST (changed_bytes_are_stamped_in_the_past_too),
    TEST (frames_come_in_order),
    TEST (the_oldest_go_when_the_budget_is_used_up),
    TEST (changes_are_found_and_counted),
    TEST (marks_are_kept_in_order_as_long_as_their_time_is),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
