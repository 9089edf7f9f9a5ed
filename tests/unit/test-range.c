#include "config.h"

#include "core/range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define assert_range(range, start_, length_) \
  G_STMT_START \
    { \
      MgRange range_ = (range); \
      assert_int_equal (range_.start, (start_)); \
      assert_int_equal (range_.length, (length_)); \
    } \
  G_STMT_END

static MgRange
range (guint64 start, guint64 length)
{
  return (MgRange) { start, length };
}

static void
a_range_ends_at_the_largest_offset_at_most (void **state)
{
  MgRange r = { 7, 7 };

  assert_true (mg_range_init (&r, 0, MG_OFFSET_MAX));
  assert_range (r, 0, MG_OFFSET_MAX);
  assert_true (mg_range_init (&r, MG_OFFSET_MAX, 0));
  assert_range (r, MG_OFFSET_MAX, 0);
  assert_true (mg_range_init (&r, MG_OFFSET_MAX - 1, 1));
  assert_range (r, MG_OFFSET_MAX - 1, 1);

  assert_false (mg_range_init (&r, MG_OFFSET_MAX, 1));
  assert_false (mg_range_init (&r, 1, MG_OFFSET_MAX));
  assert_false (mg_range_init (&r, MG_OFFSET_MAX + 1, 0));
  assert_false (mg_range_init (&r, G_MAXUINT64, G_MAXUINT64));
  assert_false (mg_range_init (&r, 16, G_MAXUINT64));
  assert_range (r, MG_OFFSET_MAX - 1, 1);
}

static void
ranges_intersect_in_what_both_have (void **state)
{
  assert_range (mg_range_intersect (range (0, 10), range (5, 10)), 5, 5);
  assert_range (mg_range_intersect (range (5, 10), range (0, 10)), 5, 5);
  assert_range (mg_range_intersect (range (0, 100), range (20, 5)), 20, 5);
  assert_int_equal (mg_range_intersect (range (0, 10), range (10, 10)).length, 0);
  assert_int_equal (mg_range_intersect (range (0, 10), range (50, 10)).length, 0);
  assert_range (mg_range_intersect (range (0, MG_OFFSET_MAX), range (MG_OFFSET_MAX - 1, 1)),
                MG_OFFSET_MAX - 1, 1);
}

static void
clipping_cuts_at_the_size (void **state)
{
  assert_range (mg_range_clip (range (10, 10), 15), 10, 5);
  assert_range (mg_range_clip (range (10, 10), 20), 10, 10);
  assert_range (mg_range_clip (range (10, 10), 10), 10, 0);
  assert_range (mg_range_clip (range (10, 10), 3), 3, 0);
  assert_range (mg_range_clip (range (10, 10), 0), 0, 0);
  assert_range (mg_range_clip (range (10, 10), MG_UNKNOWN), 10, 10);
}

static void
aligning_goes_outwards_and_stays_within_offsets (void **state)
{
  assert_range (mg_range_align (range (1, 1), 4096), 0, 4096);
  assert_range (mg_range_align (range (4095, 2), 4096), 0, 8192);
  assert_range (mg_range_align (range (4096, 4096), 4096), 4096, 4096);
  assert_range (mg_range_align (range (5, 3), 1), 5, 3);
  assert_range (mg_range_align (range (5000, 0), 4096), 4096, 0);
  assert_range (mg_range_align (range (MG_OFFSET_MAX - 1, 1), 65536),
                MG_OFFSET_MAX - 65535, 65535);
  assert_range (mg_range_align (range (MG_OFFSET_MAX - 65536, 1), 65536),
                MG_OFFSET_MAX - 131071, 65536);
}

static void
assert_ranges (const MgRangeSet *set, const MgRange *expected, gsize n_expected)
{
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (set, &n_ranges);

  assert_int_equal (n_ranges, n_expected);
  for (gsize i = 0; i < n_ranges; i++)
    assert_range (ranges[i], expected[i].start, expected[i].length);
}

#define assert_set(set, ...) \
  G_STMT_START \
    { \
      const MgRange expected_[] = { __VA_ARGS__ }; \
      assert_ranges (set, expected_, G_N_ELEMENTS (expected_)); \
    } \
  G_STMT_END

static void
ranges_that_touch_or_overlap_become_one (void **state)
{
  g_autoptr (MgRangeSet) set = mg_range_set_new ();

  mg_range_set_add (set, range (10, 10));
  mg_range_set_add (set, range (30, 10));
  assert_set (set, { 10, 10 }, { 30, 10 });
  mg_range_set_add (set, range (20, 5));
  assert_set (set, { 10, 15 }, { 30, 10 });
  mg_range_set_add (set, range (26, 1));
  assert_set (set, { 10, 15 }, { 26, 1 }, { 30, 10 });
  mg_range_set_add (set, range (5, 100));
  assert_set (set, { 5, 100 });
  mg_range_set_add (set, range (0, 5));
  assert_set (set, { 0, 105 });
  mg_range_set_add (set, range (50, 0));
  mg_range_set_add (set, range (5000, 0));
  assert_set (set, { 0, 105 });
  assert_int_equal (mg_range_set_get_length (set), 105);
}

static void
removing_leaves_what_sticks_out (void **state)
{
  g_autoptr (MgRangeSet) set = mg_range_set_new ();

  mg_range_set_remove (set, range (0, 10));
  mg_range_set_add (set, range (0, 100));
  mg_range_set_remove (set, range (40, 20));
  assert_set (set, { 0, 40 }, { 60, 40 });
  mg_range_set_remove (set, range (40, 20));
  mg_range_set_remove (set, range (50, 0));
  assert_set (set, { 0, 40 }, { 60, 40 });
  mg_range_set_remove (set, range (30, 40));
  assert_set (set, { 0, 30 }, { 70, 30 });
  mg_range_set_remove (set, range (0, 1));
  mg_range_set_remove (set, range (99, 1000));
  assert_set (set, { 1, 29 }, { 70, 29 });
  mg_range_set_remove (set, range (0, MG_OFFSET_MAX));
  assert_ranges (set, NULL, 0);
}

static void
the_last_offsets_fit_in_a_set (void **state)
{
  g_autoptr (MgRangeSet) set = mg_range_set_new ();

  mg_range_set_add (set, range (MG_OFFSET_MAX - 1, 1));
  assert_true (mg_range_set_contains (set, MG_OFFSET_MAX - 1));
  assert_false (mg_range_set_contains (set, MG_OFFSET_MAX));
  assert_false (mg_range_set_contains (set, MG_OFFSET_MAX - 2));
  assert_false (mg_range_set_contains (set, G_MAXUINT64));
  mg_range_set_add (set, range (0, MG_OFFSET_MAX - 1));
  assert_set (set, { 0, MG_OFFSET_MAX });
  assert_int_equal (mg_range_set_get_length (set), MG_OFFSET_MAX);
  mg_range_set_remove (set, range (1, MG_OFFSET_MAX - 2));
  assert_set (set, { 0, 1 }, { MG_OFFSET_MAX - 1, 1 });
}

static void
sets_are_equal_when_their_bytes_are (void **state)
{
  g_autoptr (MgRangeSet) a = mg_range_set_new ();
  g_autoptr (MgRangeSet) b = mg_range_set_new ();

  assert_true (mg_range_set_equal (a, b));
  mg_range_set_add (a, range (0, 10));
  assert_false (mg_range_set_equal (a, b));
  mg_range_set_add (b, range (5, 5));
  assert_false (mg_range_set_equal (a, b));
  mg_range_set_add (b, range (0, 5));
  assert_true (mg_range_set_equal (a, b));
  mg_range_set_clear (a);
  mg_range_set_clear (b);
  assert_true (mg_range_set_equal (a, b));
  mg_range_set_free (NULL);
}

#define MODEL_BITS 300

/* Thousands of random steps on a set and on one flag a byte say the same. */
static void
a_set_agrees_with_a_bitmap (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240607);
  g_autoptr (MgRangeSet) set = mg_range_set_new ();
  guint8 model[MODEL_BITS] = { 0 };

  for (guint step = 0; step < 20000; step++)
    {
      gint32 start = g_rand_int_range (rand, 0, MODEL_BITS);
      gint32 length = g_rand_int_range (rand, 0, 1 + MIN (MODEL_BITS - start, 24));
      gboolean add = g_rand_int_range (rand, 0, 100) < 52;
      const MgRange *ranges;
      gsize n_ranges, n_runs = 0;
      guint64 n_bytes = 0;

      if (step % 5000 == 4999)
        {
          mg_range_set_clear (set);
          memset (model, 0, sizeof model);
        }
      if (add)
        mg_range_set_add (set, range (start, length));
      else
        mg_range_set_remove (set, range (start, length));
      memset (model + start, add, length);

      for (guint i = 0; i < MODEL_BITS; i++)
        {
          assert_int_equal (mg_range_set_contains (set, i), model[i]);
          n_bytes += model[i];
          n_runs += model[i] && (i == 0 || !model[i - 1]);
        }
      assert_int_equal (mg_range_set_get_length (set), n_bytes);
      ranges = mg_range_set_get_ranges (set, &n_ranges);
      assert_int_equal (n_ranges, n_runs);
      for (gsize i = 0; i < n_ranges; i++)
        {
          assert_true (ranges[i].length > 0);
          if (i > 0)
            assert_true (mg_range_end (ranges[i - 1]) < ranges[i].start);
        }
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_range_ends_at_the_largest_offset_at_most),
    cmocka_unit_test (ranges_intersect_in_what_both_have),
    cmocka_unit_test (clipping_cuts_at_the_size),
    cmocka_unit_test (aligning_goes_outwards_and_stays_within_offsets),
    cmocka_unit_test (ranges_that_touch_or_overlap_become_one),
    cmocka_unit_test (removing_leaves_what_sticks_out),
    cmocka_unit_test (the_last_offsets_fit_in_a_set),
    cmocka_unit_test (sets_are_equal_when_their_bytes_are),
    cmocka_unit_test (a_set_agrees_with_a_bitmap),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
