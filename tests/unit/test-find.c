#include "config.h"

/* The search in steps so small that little data shows all the borders between them. */
#define CHUNK ((guint64) 700)
#define DATA_MIN ((guint64) 40)
#define BLOCK ((gsize) 50)
#define PART_MIN ((guint64) 60)
#define mg_find mg_find_in_small_steps
#include "core/find.c"
#undef mg_find

#include "fake-source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

/* As in find.h, which the above has renamed. */
gboolean mg_find (MgSource *source, MgRange range, MgPattern *pattern, MgFindFlags flags,
                  MgFindHitFunc hit, gpointer hit_data, MgFindProgressFunc progress,
                  gpointer progress_data, MgRangeSet *unreadable, GCancellable *cancellable,
                  GError **error);

static gboolean
collect_cb (guint64 offset, gpointer hits)
{
  g_array_append_val ((GArray *) hits, offset);
  return TRUE;
}

static gboolean
first_cb (guint64 offset, gpointer hit)
{
  *(guint64 *) hit = offset;
  return FALSE;
}

static GArray *
naive_find (FakeSource *fake, MgRange range, MgPattern *pattern, MgFindFlags flags)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (guint64));
  gsize length = mg_pattern_get_length (pattern);

  for (guint64 place = range.start; place + length <= mg_range_end (range); place++)
    {
      gboolean matches = mg_pattern_matches (pattern, fake->bytes->data + place);

      for (gsize i = 0; i < length && matches; i++)
        matches = !mg_range_set_contains (fake->unreadable, place + i);
      if (matches && flags & MG_FIND_BACKWARD)
        g_array_prepend_val (hits, place);
      else if (matches)
        g_array_append_val (hits, place);
    }
  return hits;
}

typedef gboolean (*FindFunc) (MgSource *source, MgRange range, MgPattern *pattern,
                              MgFindFlags flags, MgFindHitFunc hit, gpointer hit_data,
                              MgFindProgressFunc progress, gpointer progress_data,
                              MgRangeSet *unreadable, GCancellable *cancellable, GError **error);

/* All hits of both builds of the search, in both directions, against the naive one. */
static void
check_hits (MgSource *source, MgRange range, MgPattern *pattern)
{
  FakeSource *fake = FAKE (source);
  static const FindFunc finds[] = { mg_find_in_small_steps, mg_find };

  for (guint i = 0; i < 4; i++)
    {
      MgFindFlags flags = i % 2 != 0 ? MG_FIND_BACKWARD : MG_FIND_FORWARD;
      g_autoptr (GArray) expected = naive_find (fake, range, pattern, flags);
      g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint64));
      g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
      g_autoptr (GError) error = NULL;
      guint64 first = MG_UNKNOWN;
      gboolean found = finds[i / 2](source, range, pattern, flags, collect_cb, hits, NULL, NULL,
                                    unreadable, NULL, &error);

      if (!found)
        {
          assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_UNREADABLE));
          assert_int_equal (expected->len, 0);
        }
      assert_int_equal (hits->len, expected->len);
      if (hits->len > 0)
        assert_memory_equal (hits->data, expected->data, hits->len * sizeof (guint64));

      /* What is said to be unreadable is; all of it was tried. */
      if (range.length >= mg_pattern_get_length (pattern))
        {
          g_autoptr (MgRangeSet) all = mg_range_set_new ();
          gsize n_ranges;
          const MgRange *ranges = mg_range_set_get_ranges (fake->unreadable, &n_ranges);

          for (gsize j = 0; j < n_ranges; j++)
            mg_range_set_add (all, mg_range_intersect (ranges[j], range));
          ranges = mg_range_set_get_ranges (fake->holes, &n_ranges);
          for (gsize j = 0; j < n_ranges; j++)
            {
              mg_range_set_remove (all, ranges[j]);
              mg_range_set_remove (unreadable, ranges[j]);
            }
          assert_true (mg_range_set_equal (all, unreadable));
        }

      finds[i / 2](source, range, pattern, flags, first_cb, &first, NULL, NULL, NULL, NULL, NULL);
      assert_int_equal (first, hits->len > 0 ? g_array_index (hits, guint64, 0) : MG_UNKNOWN);
    }
}

/* Shows pieces of odd sizes, short of the whole where a byte is unreadable, as faults would. */
static gboolean
scan_in_odd_pieces (MgSource *source, MgRange range, MgScanFunc func, gpointer user_data,
                    MgRangeSet *unreadable, GError **error)
{
  FakeSource *fake = FAKE (source);
  guint64 end = mg_range_end (range);
  guint n = 0;
  MgRange extent;

  for (guint64 at = range.start; at < end && mg_source_next_data (source, at, &extent);)
    {
      guint64 stop;

      at = extent.start;
      stop = MIN (MIN (mg_range_end (extent), end), at + 1 + n % 101);
      n += 37;
      while (at < stop && mg_range_set_contains (fake->unreadable, at))
        at++;
      for (guint64 i = at; i < stop; i++)
        if (mg_range_set_contains (fake->unreadable, i))
          stop = i;
      if (at < stop && at < end)
        {
          g_autofree guint8 *piece = g_memdup2 (fake->bytes->data + at, stop - at);

          if (!func (piece, stop - at, at, user_data))
            return TRUE;
        }
      at = stop;
    }
  return TRUE;
}

static void
agrees_with_the_naive_search (void **state)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (round);
      gsize size = g_rand_int_range (rand, 1, 3000);
      FakeSource *fake = fake_source_new (size);
      g_autoptr (MgSource) source = &fake->source;
      MgSourceOps ops = *source->ops;
      gsize length = g_rand_int_range (rand, 1, MIN (size, 100) + 1);
      gsize start = g_rand_int_range (rand, 0, size);
      guint n_values = g_rand_int_range (rand, 1, 4);
      g_autoptr (MgPattern) pattern = NULL;
      guint8 wanted[100];

      for (gsize i = 0; i < size; i++)
        fake->bytes->data[i] = g_rand_int_range (rand, 0, n_values);
      for (int i = g_rand_int_range (rand, 0, 5); i > 0; i--)
        {
          MgRange hole = { g_rand_int_range (rand, 0, size), g_rand_int_range (rand, 1, 600) };

          hole = mg_range_clip (hole, size);
          mg_range_set_add (fake->holes, hole);
          memset (fake->bytes->data + hole.start, 0, hole.length);
        }
      for (int i = g_rand_int_range (rand, 0, 4); i > 0; i--)
        {
          MgRange bad = { g_rand_int_range (rand, 0, size), g_rand_int_range (rand, 1, 200) };
          gsize n_holes;
          const MgRange *holes = mg_range_set_get_ranges (fake->holes, &n_holes);

          mg_range_set_add (fake->unreadable, mg_range_clip (bad, size));
          for (gsize j = 0; j < n_holes; j++)
            mg_range_set_remove (fake->unreadable, holes[j]);
        }
      if (round % 3 != 0)
        ops.scan = scan_in_odd_pieces;
      if (round % 3 == 2) /* it only looks, as threads may */
        ops.dup = mg_source_ref;
      source->ops = &ops;

      memcpy (wanted, fake->bytes->data + g_rand_int_range (rand, 0, size - length + 1), length);
      pattern = mg_pattern_new (wanted, NULL, length);
      check_hits (source, (MgRange) { 0, size }, pattern);
      check_hits (source, (MgRange) { start, g_rand_int_range (rand, 0, size - start + 1) },
                  pattern);
    }
}

static void
finds_across_the_end_of_an_extent (void **state)
{
  FakeSource *fake = fake_source_new (40000);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgPattern) pattern = mg_pattern_parse ("00 00 AB 00 00", MG_PATTERN_HEX, FALSE, NULL);

  mg_range_set_add (fake->holes, (MgRange) { 4096, 4096 });
  mg_range_set_add (fake->holes, (MgRange) { 12288, 8192 });
  fake->bytes->data[4095] = fake->bytes->data[8192] = fake->bytes->data[20480] = 0xab;
  check_hits (source, (MgRange) { 0, 40000 }, pattern);
}

/* An object of 2^62 bytes of which only one page is there, near the end or near the beginning. */
static gboolean
far_next_data (MgSource *source, guint64 offset, MgRange *extent)
{
  FakeSource *fake = FAKE (source);
  guint64 start = GPOINTER_TO_SIZE (fake->bytes->data);

  if (offset >= start + 4096)
    return FALSE;
  *extent = (MgRange) { MAX (offset, start), start + 4096 - MAX (offset, start) };
  return TRUE;
}

static gboolean
far_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
          GError **error)
{
  FakeSource *fake = FAKE (source);
  guint64 start = GPOINTER_TO_SIZE (fake->bytes->data);

  memset (buffer, 0, length);
  if (start + 100 >= offset && start + 100 < offset + length)
    ((guint8 *) buffer)[start + 100 - offset] = 0x77;
  fake->n_reads++;
  return TRUE;
}

static void
holes_cost_nothing (void **state)
{
  static const guint64 starts[] = { 0, 4096, (guint64) 1 << 40, ((guint64) 1 << 62) - 4096 };
  g_autoptr (MgPattern) pattern = mg_pattern_parse ("?? 77", MG_PATTERN_HEX, FALSE, NULL);
  g_autoptr (MgPattern) other = mg_pattern_parse ("78", MG_PATTERN_HEX, FALSE, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    for (guint backward = 0; backward < 2; backward++)
      {
        FakeSource *fake = fake_source_new (0);
        g_autoptr (MgSource) source = &fake->source;
        g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint64));
        MgSourceOps ops = *source->ops;
        const MgRange all = { 0, (guint64) 1 << 62 };
        GByteArray *content = fake->bytes;
        GByteArray where = { GSIZE_TO_POINTER (starts[i]), 0 };

        ops.read = far_read;
        ops.next_data = far_next_data;
        ops.scan = NULL;
        source->ops = &ops;
        fake->size_override = all.length;
        fake->bytes = &where;

        assert_true (mg_find (source, all, pattern, backward, collect_cb, hits, NULL, NULL, NULL,
                              NULL, NULL));
        assert_true (
            mg_find (source, all, other, backward, collect_cb, hits, NULL, NULL, NULL, NULL, NULL));
        assert_int_equal (hits->len, 1);
        assert_int_equal (g_array_index (hits, guint64, 0), starts[i] + 99);
        assert_in_range (fake->n_reads, 2, 16);
        fake->bytes = content;
      }
}

static gboolean
count_to_a_million_cb (guint64 offset, gpointer user_data)
{
  guint64 *n = user_data;

  return ++*n < 1000000;
}

static void
zeros_are_found_in_holes_without_reading (void **state)
{
  FakeSource *fake = fake_source_new (0);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgPattern) zeros = mg_pattern_parse ("00 ?? 00", MG_PATTERN_HEX, FALSE, NULL);
  const MgRange range = { 5, ((guint64) 1 << 62) - 5 };
  guint64 n_hits = 0, first = 0, last = 0;

  fake->size_override = (guint64) 1 << 62;
  assert_true (mg_find (source, range, zeros, 0, count_to_a_million_cb, &n_hits, NULL, NULL, NULL,
                        NULL, NULL));
  assert_true (mg_find (source, range, zeros, 0, first_cb, &first, NULL, NULL, NULL, NULL, NULL));
  assert_true (mg_find (source, range, zeros, MG_FIND_BACKWARD, first_cb, &last, NULL, NULL, NULL,
                        NULL, NULL));
  assert_int_equal (n_hits, 1000000);
  assert_int_equal (first, 5);
  assert_int_equal (last, ((guint64) 1 << 62) - 3);
  assert_int_equal (fake->n_reads, 0);
}

static gboolean
cancel_cb (guint64 offset, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return TRUE;
}

static void
can_be_cancelled_among_countless_hits (void **state)
{
  FakeSource *fake = fake_source_new (0);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgPattern) zero = mg_pattern_parse ("00", MG_PATTERN_HEX, FALSE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fake->size_override = (guint64) 1 << 62;
  assert_false (mg_find (source, (MgRange) { 0, (guint64) 1 << 62 }, zero, 0, cancel_cb, cancellable,
                         NULL, NULL, NULL, cancellable, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
}

static void
a_cancelled_search_reads_nothing (void **state)
{
  FakeSource *fake = fake_source_new (1000000);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgPattern) pattern = mg_pattern_parse ("01", MG_PATTERN_HEX, FALSE, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  assert_false (mg_find (source, (MgRange) { 0, 1000000 }, pattern, 0, cancel_cb, NULL, NULL, NULL,
                         NULL, cancellable, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
  assert_in_range (fake->n_reads, 0, 1);
}

static void
count_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  guint64 *last = user_data;

  assert_true (done >= *last && done <= total);
  *last = done;
}

/* The object's own next_data(), and somebody who loses patience with it. */
static const MgSourceOps *fake_ops;
static GCancellable *asked_cancellable;
static guint n_asked;

static gboolean
cancelling_next_data (MgSource *source, guint64 offset, MgRange *extent)
{
  if (++n_asked == 100)
    g_cancellable_cancel (asked_cancellable);
  return fake_ops->next_data (source, offset, extent);
}

static void
can_be_cancelled_among_countless_extents (void **state)
{
  g_autoptr (MgSource) source = &fake_source_new (20000 * 64)->source;
  g_autoptr (MgPattern) pattern = mg_pattern_parse ("01 02", MG_PATTERN_HEX, FALSE, NULL);
  MgSourceOps ops = *source->ops;

  for (guint64 i = 0; i < 20000; i += 2)
    mg_range_set_add (FAKE (source)->holes, (MgRange) { i * 64, 64 });
  fake_ops = source->ops;
  ops.next_data = cancelling_next_data;
  source->ops = &ops;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;

      n_asked = 0;
      asked_cancellable = cancellable;
      assert_false (mg_find (source, (MgRange) { 0, 20000 * 64 }, pattern,
                             i == 0 ? MG_FIND_FORWARD : MG_FIND_BACKWARD, cancel_cb, NULL, NULL,
                             NULL, NULL, cancellable, &error));
      assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
      assert_in_range (n_asked, 100, 110);
    }
  source->ops = fake_ops;
}

static void
progress_never_goes_back (void **state)
{
  FakeSource *fake = fake_source_new (20 << 20);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgPattern) pattern = mg_pattern_parse ("00", MG_PATTERN_HEX, FALSE, NULL);

  for (guint backward = 0; backward < 2; backward++)
    {
      guint64 last = 0, n_hits = 0;

      assert_true (mg_find_in_small_steps (source, (MgRange) { 10, (20 << 20) - 10 }, pattern,
                                           backward, count_to_a_million_cb, &n_hits,
                                           count_progress_cb, &last, NULL, NULL, NULL));
      assert_int_equal (n_hits, 1000000);
    }
}

/* Halves the object at every hit; those of the copy that was made before go on coming. */
static gboolean
shrink_cb (guint64 offset, gpointer user_data)
{
  FakeSource *fake = user_data;

  g_byte_array_set_size (fake->bytes, MAX (fake->bytes->len / 2, 3));
  return TRUE;
}

static void
an_object_may_shrink_meanwhile (void **state)
{
  static const char *const patterns[] = { "00 00", "01 00" };

  for (guint i = 0; i < 8; i++)
    {
      FakeSource *fake = fake_source_new (3 << 20);
      g_autoptr (MgSource) source = &fake->source;
      g_autoptr (MgPattern) pattern =
          mg_pattern_parse (patterns[i / 4], MG_PATTERN_HEX, FALSE, NULL);
      g_autoptr (GError) error = NULL;

      for (gsize at = 0; at < fake->bytes->len; at += 64)
        fake->bytes->data[at] = 1;
      if (i % 4 > 1)
        {
          mg_range_set_add (fake->holes, (MgRange) { 1 << 20, 1 << 20 });
          memset (fake->bytes->data + (1 << 20), 0, 1 << 20);
        }
      assert_true (mg_find (source, (MgRange) { 0, 3 << 20 }, pattern, i % 2, shrink_cb, fake, NULL,
                            NULL, NULL, NULL, &error));
      assert_null (error);
      assert_true (fake->bytes->len < 3 << 20);
    }
}

static gboolean
shrink_hole_cb (guint64 offset, gpointer user_data)
{
  FakeSource *fake = user_data;

  fake->size_override -= MIN (fake->size_override - 100, 1000);
  fake->n_verifies++;
  return TRUE;
}

/* A search that did not notice would report a million. */
static void
unallocated_memory_may_shrink_meanwhile (void **state)
{
  for (guint backward = 0; backward < 2; backward++)
    {
      FakeSource *fake = fake_source_new (0);
      g_autoptr (MgSource) source = &fake->source;
      g_autoptr (MgPattern) zero = mg_pattern_parse ("00", MG_PATTERN_HEX, FALSE, NULL);

      fake->size_override = 1000000;
      assert_true (mg_find (source, (MgRange) { 0, 1000000 }, zero, backward, shrink_hole_cb, fake,
                            NULL, NULL, NULL, NULL, NULL));
      assert_in_range (fake->n_verifies, 1, 2 * HITS_STEP);
    }
}

static void
an_object_that_cannot_be_read_is_an_error (void **state)
{
  FakeSource *fake = fake_source_new (10000);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgPattern) pattern = mg_pattern_parse ("00", MG_PATTERN_HEX, FALSE, NULL);
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  guint64 hit = 0;

  mg_set_error (&fake->read_error, MG_ERROR_ACCESS_DENIED, NULL, "no");
  assert_false (mg_find (source, (MgRange) { 0, 10000 }, pattern, 0, first_cb, &hit, NULL, NULL,
                         unreadable, NULL, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_ACCESS_DENIED));
  assert_int_equal (mg_range_set_get_length (unreadable), 10000);
}

static void
ranges_past_the_end_are_clipped_or_refused (void **state)
{
  FakeSource *fake = fake_source_new (100);
  FakeSource *empty = fake_source_new (0);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgSource) nothing = &empty->source;
  g_autoptr (MgPattern) pattern = mg_pattern_parse ("00", MG_PATTERN_HEX, FALSE, NULL);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GError) error = NULL;

  assert_true (mg_find (source, (MgRange) { 99, 1000 }, pattern, 0, collect_cb, hits, NULL, NULL,
                        NULL, NULL, NULL));
  assert_int_equal (hits->len, 1);
  assert_true (mg_find (source, (MgRange) { 100, 1 }, pattern, 0, collect_cb, hits, NULL, NULL, NULL,
                        NULL, NULL));
  assert_true (mg_find (nothing, (MgRange) { 0, 0 }, pattern, 0, collect_cb, hits, NULL, NULL, NULL,
                        NULL, NULL));
  assert_int_equal (hits->len, 1);
  assert_false (mg_find (source, (MgRange) { 101, 0 }, pattern, 0, collect_cb, hits, NULL, NULL,
                         NULL, NULL, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (agrees_with_the_naive_search),
    cmocka_unit_test (finds_across_the_end_of_an_extent),
    cmocka_unit_test (holes_cost_nothing),
    cmocka_unit_test (zeros_are_found_in_holes_without_reading),
    cmocka_unit_test (can_be_cancelled_among_countless_hits),
    cmocka_unit_test (can_be_cancelled_among_countless_extents),
    cmocka_unit_test (a_cancelled_search_reads_nothing),
    cmocka_unit_test (progress_never_goes_back),
    cmocka_unit_test (an_object_may_shrink_meanwhile),
    cmocka_unit_test (unallocated_memory_may_shrink_meanwhile),
    cmocka_unit_test (an_object_that_cannot_be_read_is_an_error),
    cmocka_unit_test (ranges_past_the_end_are_clipped_or_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
