#include "config.h"

#include "app/grid.h"

#include "core/range.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const guint64 sizes[] = {
  0,
  1,
  7,
  8,
  15,
  16,
  17,
  4095,
  4096,
  4097,
  241664,
  (G_GUINT64_CONSTANT (1) << 32) + 5,
  G_GUINT64_CONSTANT (1) << 40,
  (G_GUINT64_CONSTANT (1) << 56) + 3,
  G_GUINT64_CONSTANT (1) << 62,
  MG_OFFSET_MAX,
};
static const guint groups[] = { 1, 2, 4, 8 };

static MgGrid
make_grid (guint64 size, guint bytes_per_row, guint group, gboolean big_endian)
{
  MgGridSpec spec = { bytes_per_row, group, big_endian, 7, 18 };
  MgGrid grid;

  mg_grid_init (&grid, &spec, size, 0);
  return grid;
}

/* Calls @check with every sensible grid. */
static void
for_each_grid (void (*check) (const MgGrid *grid))
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint bytes = MG_GRID_BYTES_MIN; bytes <= MG_GRID_BYTES_MAX; bytes += s % 2 == 0 ? 1 : 8)
      for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
        for (int big_endian = 0; big_endian < 2; big_endian++)
          {
            MgGrid grid = make_grid (sizes[s], bytes, groups[g], big_endian);
            check (&grid);
          }
}

static void
check_rows (const MgGrid *grid)
{
  guint bytes = grid->spec.bytes_per_row;

  assert_in_range (bytes, MG_GRID_BYTES_MIN, MG_GRID_BYTES_MAX);
  assert_int_equal (bytes % grid->spec.group, 0);
  assert_int_equal (mg_grid_row_length (grid, grid->n_rows), 0);
  if (grid->size == 0)
    {
      assert_int_equal (grid->n_rows, 0);
      return;
    }
  assert_true (mg_grid_row_of (grid, grid->size - 1) == grid->n_rows - 1);
  assert_true (mg_grid_row_start (grid, grid->n_rows - 1) + mg_grid_row_length (grid, grid->n_rows - 1)
               == grid->size);
  assert_in_range (mg_grid_row_length (grid, grid->n_rows - 1), 1, bytes);
  if (grid->n_rows > 1)
    assert_int_equal (mg_grid_row_length (grid, 0), bytes);
}

static void
rows_cover_the_object_exactly (void **state)
{
  for_each_grid (check_rows);
}

static void
check_cells (const MgGrid *grid)
{
  int end = 0;
  guint64 seen = 0;

  assert_true (grid->offset_x >= grid->gutter_width);
  for (guint slot = 0; slot < grid->spec.bytes_per_row; slot++)
    {
      int x, width;
      guint index = mg_grid_slot_of (grid, slot);

      mg_grid_cell (grid, MG_COLUMN_HEX, slot, &x, &width);
      assert_true (slot == 0 || (slot % 8 == 0 ? x > end : x == end));
      assert_true (x <= mg_grid_slot_x (grid, slot));
      assert_true (mg_grid_slot_x (grid, slot) + 2 * grid->spec.char_width <= x + width);
      end = x + width;

      /* the mapping between slots and bytes is one to one and its own inverse */
      assert_int_equal (mg_grid_slot_of (grid, index), slot);
      assert_int_equal (index / grid->spec.group, slot / grid->spec.group);
      assert_true (index < grid->spec.bytes_per_row);
      seen |= G_GUINT64_CONSTANT (1) << index;
    }
  assert_true (seen == G_MAXUINT64 >> (64 - grid->spec.bytes_per_row));
  assert_true (end < grid->text_x);
  assert_true (grid->text_x + grid->text_width < grid->width);
}

static void
cells_touch_and_never_overlap (void **state)
{
  for_each_grid (check_cells);
}

static void
check_hits (const MgGrid *grid)
{
  for (guint place = 0; place < grid->spec.bytes_per_row; place++)
    for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
      {
        guint index = column == MG_COLUMN_HEX ? mg_grid_slot_of (grid, place) : place;
        int x, width;

        mg_grid_cell (grid, column, place, &x, &width);
        for (int px = x; px < x + width; px++)
          {
            MgHit hit = mg_grid_hit (grid, px);

            assert_true (hit.inside);
            assert_int_equal (hit.column, column);
            assert_int_equal (hit.index, index);
            assert_true (mg_grid_places (grid, column, px, 1) == G_GUINT64_CONSTANT (1) << place);
          }
      }
}

static void
every_pixel_of_a_cell_hits_its_byte (void **state)
{
  for_each_grid (check_hits);
}

static void
points_beside_the_columns_hit_the_nearest_byte (void **state)
{
  MgGrid grid = make_grid (4096, 16, 1, TRUE);
  MgHit hit = mg_grid_hit (&grid, -1000);

  assert_false (hit.inside);
  assert_int_equal (hit.column, MG_COLUMN_HEX);
  assert_int_equal (hit.index, 0);
  hit = mg_grid_hit (&grid, grid.offset_x);
  assert_false (hit.inside);
  assert_int_equal (hit.index, 0);
  hit = mg_grid_hit (&grid, grid.hex_x + grid.hex_width + grid.spec.char_width - 1);
  assert_false (hit.inside);
  assert_int_equal (hit.column, MG_COLUMN_HEX);
  assert_int_equal (hit.index, 15);
  hit = mg_grid_hit (&grid, grid.text_x - 1);
  assert_false (hit.inside);
  assert_int_equal (hit.column, MG_COLUMN_TEXT);
  assert_int_equal (hit.index, 0);
  hit = mg_grid_hit (&grid, G_MAXINT);
  assert_false (hit.inside);
  assert_int_equal (hit.column, MG_COLUMN_TEXT);
  assert_int_equal (hit.index, 15);
}

static void
damage_finds_the_places_it_touches (void **state)
{
  MgGrid grid = make_grid (4096, 64, 4, FALSE);

  assert_true (mg_grid_places (&grid, MG_COLUMN_HEX, 0, grid.width) == G_MAXUINT64);
  assert_true (mg_grid_places (&grid, MG_COLUMN_TEXT, 0, grid.width) == G_MAXUINT64);
  assert_true (mg_grid_places (&grid, MG_COLUMN_HEX, 0, grid.offset_x) == 0);
  assert_true (mg_grid_places (&grid, MG_COLUMN_TEXT, 0, grid.text_x) == 0);
  assert_true (mg_grid_places (&grid, MG_COLUMN_TEXT, mg_grid_text_x (&grid, 63), 100)
               == G_GUINT64_CONSTANT (1) << 63);
}

static void
groups_are_numbers_in_either_byte_order (void **state)
{
  MgGrid little = make_grid (64, 16, 4, FALSE);
  MgGrid big = make_grid (64, 16, 4, TRUE);

  assert_int_equal (mg_grid_slot_of (&little, 0), 3);
  assert_int_equal (mg_grid_slot_of (&little, 3), 0);
  assert_int_equal (mg_grid_slot_of (&little, 13), 14);
  assert_int_equal (mg_grid_slot_of (&big, 13), 13);
}

static void
as_many_bytes_as_fit_in_the_width (void **state)
{
  MgGridSpec spec = { MG_GRID_BYTES_FIT, 1, FALSE, 8, 20 };
  guint before = 0;

  for (int width = 0; width < 3000; width += 3)
    {
      MgGrid grid;

      mg_grid_init (&grid, &spec, 100000, width);
      assert_in_range (grid.spec.bytes_per_row, MG_GRID_BYTES_MIN, MG_GRID_BYTES_MAX);
      assert_int_equal (grid.spec.bytes_per_row % 8, 0);
      assert_true (grid.spec.bytes_per_row >= before);
      assert_true (grid.width <= width || grid.spec.bytes_per_row == MG_GRID_BYTES_MIN);
      before = grid.spec.bytes_per_row;
    }
  assert_int_equal (before, MG_GRID_BYTES_MAX);
}

static void
odd_specs_are_moved_into_their_limits (void **state)
{
  MgGrid grid = make_grid (G_MAXUINT64, 1000, 3, FALSE);

  assert_int_equal (grid.spec.bytes_per_row, MG_GRID_BYTES_MAX);
  assert_int_equal (grid.spec.group, 2);
  assert_true (grid.size == MG_OFFSET_MAX);
  grid = make_grid (100, 1, 0, FALSE);
  assert_int_equal (grid.spec.bytes_per_row, MG_GRID_BYTES_MIN);
  assert_int_equal (grid.spec.group, 1);
  grid = make_grid (100, 13, 8, FALSE);
  assert_int_equal (grid.spec.bytes_per_row, 8);
  grid = make_grid (100, 13, 4, FALSE);
  assert_int_equal (grid.spec.bytes_per_row, 12);
}

static void
offsets_have_the_digits_that_the_last_one_needs (void **state)
{
  assert_int_equal (make_grid (0, 16, 1, FALSE).offset_digits, 8);
  assert_int_equal (make_grid (G_GUINT64_CONSTANT (1) << 32, 16, 1, FALSE).offset_digits, 8);
  assert_int_equal (make_grid ((G_GUINT64_CONSTANT (1) << 32) + 1, 16, 1, FALSE).offset_digits, 9);
  assert_int_equal (make_grid (MG_OFFSET_MAX, 16, 1, FALSE).offset_digits, 16);
}

static void
the_adjustment_reaches_both_ends_of_every_object (void **state)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      MgGrid grid = make_grid (sizes[s], 8, 1, FALSE);
      MgScroll scroll;
      double end;

      mg_scroll_init (&scroll, grid.n_rows, 40);
      end = mg_scroll_get_upper (&scroll) - 40;
      assert_true (end == mg_scroll_to_value (&scroll, scroll.max_top));
      assert_true (mg_scroll_from_value (&scroll, 0, end) == scroll.max_top);
      assert_true (mg_scroll_from_value (&scroll, scroll.max_top, 0) == 0);
      if (scroll.max_top > 2)
        {
          /* also from the row beside it */
          assert_true (mg_scroll_from_value (&scroll, scroll.max_top - 1, end) == scroll.max_top);
          assert_true (mg_scroll_from_value (&scroll, 1, 0) == 0);
          assert_true (mg_scroll_to_value (&scroll, scroll.max_top - 1) < end);
          assert_true (mg_scroll_to_value (&scroll, 1) > 0);
        }
      assert_true (mg_scroll_from_value (&scroll, 0, G_MAXDOUBLE) == scroll.max_top);
      assert_true (mg_scroll_from_value (&scroll, scroll.max_top, -G_MAXDOUBLE) == 0);
    }
}

static void
single_rows_are_exact_everywhere (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      MgGrid grid = make_grid (sizes[s], 8, 1, FALSE);
      MgScroll scroll;

      mg_scroll_init (&scroll, grid.n_rows, 40);
      for (guint i = 0; i < 200 && scroll.max_top > 2; i++)
        {
          guint64 random = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
          guint64 top = i == 0   ? 1
                        : i == 1 ? scroll.max_top - 1
                                 : 1 + random % (scroll.max_top - 1);
          double value = mg_scroll_to_value (&scroll, top);

          assert_true (mg_scroll_from_value (&scroll, top, value) == top);
          assert_true (mg_scroll_from_value (&scroll, top, value + 1) == top + 1);
          assert_true (mg_scroll_from_value (&scroll, top, value - 1) == top - 1);
          assert_true (mg_scroll_from_value (&scroll, top, value + 40) == MIN (top + 40, scroll.max_top));
        }
    }
}

static void
the_adjustment_is_monotonic (void **state)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      MgGrid grid = make_grid (sizes[s], 8, 1, FALSE);
      MgScroll scroll;
      double end;
      guint64 before = 0;

      mg_scroll_init (&scroll, grid.n_rows, 40);
      end = mg_scroll_to_value (&scroll, scroll.max_top);
      for (int i = 0; i <= 1000; i++)
        {
          guint64 top = mg_scroll_from_value (&scroll, 0, end * i / 1000);

          assert_true (top >= before);
          assert_true (top <= scroll.max_top);
          before = top;
        }
      assert_true (before == scroll.max_top);
    }
}

static void
revealing_moves_as_little_as_possible (void **state)
{
  MgScroll scroll;

  mg_scroll_init (&scroll, 1000, 40);
  assert_true (mg_scroll_reveal (&scroll, 100, 100) == 100);
  assert_true (mg_scroll_reveal (&scroll, 100, 139) == 100);
  assert_true (mg_scroll_reveal (&scroll, 100, 140) == 101);
  assert_true (mg_scroll_reveal (&scroll, 100, 99) == 99);
  assert_true (mg_scroll_reveal (&scroll, 0, 999) == 960);
  mg_scroll_init (&scroll, 0, 0);
  assert_true (mg_scroll_reveal (&scroll, 0, 0) == 0);
}

static void
rows_are_added_without_overflow (void **state)
{
  assert_true (mg_row_add (5, -6, 10) == 0);
  assert_true (mg_row_add (5, 6, 10) == 10);
  assert_true (mg_row_add (5, G_MININT64, 10) == 0);
  assert_true (mg_row_add (5, G_MAXINT64, G_MAXUINT64) == (guint64) G_MAXINT64 + 5);
  assert_true (mg_row_add (G_MAXUINT64, G_MAXINT64, G_MAXUINT64) == G_MAXUINT64);
  assert_true (mg_row_add (50, 0, 10) == 10);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (rows_cover_the_object_exactly),
    cmocka_unit_test (cells_touch_and_never_overlap),
    cmocka_unit_test (every_pixel_of_a_cell_hits_its_byte),
    cmocka_unit_test (points_beside_the_columns_hit_the_nearest_byte),
    cmocka_unit_test (damage_finds_the_places_it_touches),
    cmocka_unit_test (groups_are_numbers_in_either_byte_order),
    cmocka_unit_test (as_many_bytes_as_fit_in_the_width),
    cmocka_unit_test (odd_specs_are_moved_into_their_limits),
    cmocka_unit_test (offsets_have_the_digits_that_the_last_one_needs),
    cmocka_unit_test (the_adjustment_reaches_both_ends_of_every_object),
    cmocka_unit_test (single_rows_are_exact_everywhere),
    cmocka_unit_test (the_adjustment_is_monotonic),
    cmocka_unit_test (revealing_moves_as_little_as_possible),
    cmocka_unit_test (rows_are_added_without_overflow),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
