#include "config.h"

#include "core/snapshot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static MgSnapshot *
new_snapshot (void)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  return snapshot;
}

static MgPage *
add_page (MgSnapshot *snapshot, guint64 offset, gsize length, guint8 fill)
{
  MgPage *page = mg_page_new (offset, length);

  memset (page->bytes, fill, length);
  g_ptr_array_add (snapshot->pages, page);
  return page;
}

static void
copy_tells_read_unreadable_and_unread_bytes_apart (void **state)
{
  g_autoptr (MgSnapshot) snapshot = new_snapshot ();
  guint8 bytes[3 * 4096 + 20], states[sizeof bytes];

  add_page (snapshot, 4096, 4096, 0xAA);
  add_page (snapshot, 8192, 4096, 0xBB)->unreadable = TRUE;
  add_page (snapshot, 12288, 10, 0xCC);

  assert_int_equal (mg_snapshot_copy (snapshot, 4086, sizeof bytes, bytes, states), 4096 + 10);
  for (gsize i = 0; i < sizeof bytes; i++)
    {
      guint64 offset = 4086 + i;
      int expected_state = offset < 4096 ? MG_BYTE_NOT_READ
                           : offset < 8192 ? MG_BYTE_OK
                           : offset < 12288 ? MG_BYTE_UNREADABLE
                           : offset < 12298 ? MG_BYTE_OK
                                            : MG_BYTE_NOT_READ;
      int expected = offset < 4096    ? 0
                     : offset < 8192  ? 0xAA
                     : offset < 12288 ? 0
                     : offset < 12298 ? 0xCC
                                      : 0;

      assert_int_equal (states[i], expected_state);
      assert_int_equal (bytes[i], expected);
    }
}

static void
find_page_knows_gaps_and_ends (void **state)
{
  g_autoptr (MgSnapshot) snapshot = new_snapshot ();
  MgPage *first = add_page (snapshot, 0, 4096, 1);
  MgPage *last = add_page (snapshot, (G_GUINT64_CONSTANT (1) << 62), 4096, 2);

  assert_ptr_equal (mg_snapshot_find_page (snapshot, 0), first);
  assert_ptr_equal (mg_snapshot_find_page (snapshot, 4095), first);
  assert_null (mg_snapshot_find_page (snapshot, 4096));
  assert_ptr_equal (mg_snapshot_find_page (snapshot, (G_GUINT64_CONSTANT (1) << 62) + 4095), last);
  assert_null (mg_snapshot_find_page (snapshot, (G_GUINT64_CONSTANT (1) << 62) + 4096));
}

static void
diff_joins_runs_across_pages_and_skips_what_was_not_read_twice (void **state)
{
  g_autoptr (MgSnapshot) before = new_snapshot ();
  g_autoptr (MgSnapshot) after = new_snapshot ();
  g_autoptr (GArray) runs = NULL;

  add_page (before, 0, 4096, 0);
  add_page (before, 4096, 4096, 0);
  add_page (before, 8192, 4096, 0);
  add_page (before, 16384, 4096, 0);
  add_page (after, 0, 4096, 0)->bytes[4095] = 1;
  add_page (after, 4096, 4096, 0)->bytes[0] = 1;
  ((MgPage *) g_ptr_array_index (after->pages, 1))->bytes[100] = 1;
  add_page (after, 8192, 4096, 7)->unreadable = TRUE;
  add_page (after, 12288, 4096, 9);
  g_ptr_array_add (after->pages, mg_page_ref (g_ptr_array_index (before->pages, 3)));

  runs = mg_snapshot_diff (before, after);
  assert_int_equal (runs->len, 2);
  assert_int_equal (g_array_index (runs, MgRange, 0).start, 4095);
  assert_int_equal (g_array_index (runs, MgRange, 0).length, 2);
  assert_int_equal (g_array_index (runs, MgRange, 1).start, 4196);
  assert_int_equal (g_array_index (runs, MgRange, 1).length, 1);
}

/* Against a byte-by-byte model, with random pages on both sides. */
static void
diff_equals_the_naive_one_on_random_snapshots (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20);

  for (int round = 0; round < 300; round++)
    {
      g_autoptr (MgSnapshot) before = new_snapshot ();
      g_autoptr (MgSnapshot) after = new_snapshot ();
      MgSnapshot *sides[2] = { before, after };
      g_autofree guint8 *bytes = g_malloc0 (2 * 5 * 4096);
      g_autofree guint8 *known = g_malloc0 (2 * 5 * 4096);
      g_autoptr (GArray) runs = NULL;
      guint next = 0;

      for (int side = 0; side < 2; side++)
        for (guint page = 0; page < 5; page++)
          {
            gsize length = page == 4 ? g_rand_int_range (rand, 1, 4097) : 4096;
            MgPage *made;

            if (g_rand_int_range (rand, 0, 4) == 0)
              continue;
            made = add_page (sides[side], page * 4096, length, 3);
            made->unreadable = g_rand_int_range (rand, 0, 5) == 0;
            for (int i = g_rand_int_range (rand, 0, 20); i > 0; i--)
              made->bytes[g_rand_int_range (rand, 0, length)] = g_rand_int (rand);
            memcpy (bytes + (side * 5 + page) * 4096, made->bytes, length);
            memset (known + (side * 5 + page) * 4096, !made->unreadable, length);
          }

      runs = mg_snapshot_diff (sides[0], sides[1]);
      for (gsize i = 0; i < 5 * 4096;)
        {
          gsize start;
#define DIFFERS(i)                                                                                 \
  (known[i] && known[5 * 4096 + (i)] && bytes[i] != bytes[5 * 4096 + (i)])
          while (i < 5 * 4096 && !DIFFERS (i))
            i++;
          start = i;
          while (i < 5 * 4096 && DIFFERS (i))
            i++;
          if (i == start)
            continue;
          assert_true (next < runs->len);
          assert_int_equal (g_array_index (runs, MgRange, next).start, start);
          assert_int_equal (g_array_index (runs, MgRange, next).length, i - start);
          next++;
        }
      assert_int_equal (next, runs->len);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (copy_tells_read_unreadable_and_unread_bytes_apart),
    cmocka_unit_test (find_page_knows_gaps_and_ends),
    cmocka_unit_test (diff_joins_runs_across_pages_and_skips_what_was_not_read_twice),
    cmocka_unit_test (diff_equals_the_naive_one_on_random_snapshots),
  };

  return cmocka_run_group_tests_name ("snapshot", tests, NULL, NULL);
}
