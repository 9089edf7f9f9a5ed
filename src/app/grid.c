#include "config.h"

#include "app/grid.h"

#include "core/range.h"

#include <math.h>

#define OFFSET_DIGITS_MIN 8

/* Doubles count to 2^53; a bit is left for sums. */
#define MAX_UNITS (G_GUINT64_CONSTANT (1) << 52)

/* Where units are more than a row: the first and the last row get this many units for themselves,
 * so that every other row is far from both ends of the adjustment, and a step that is not small
 * can only mean the end itself.  It is less than a pixel of any scrollbar. */
#define END_UNITS (G_GUINT64_CONSTANT (1) << 20)
#define SMALL_STEP (1 << 18)

/* Space beside the spaces between groups: after each eight bytes, and between columns. */
#define EIGHT 8

static guint
clamp_group (guint group)
{
  return group >= 8 ? 8 : group >= 4 ? 4 : group >= 2 ? 2 : 1;
}

static guint
count_digits (guint64 size)
{
  guint digits = OFFSET_DIGITS_MIN;

  while (digits < 16 && size > 0 && (size - 1) >> (4 * digits) != 0)
    digits++;
  return digits;
}

static void
place_columns (MgGrid *grid)
{
  int cw = grid->spec.char_width;

  grid->gutter_width = cw;
  grid->offset_x = grid->gutter_width + cw / 2;
  grid->hex_x = grid->offset_x + (int) (grid->offset_digits + 2) * cw;
  grid->hex_width = mg_grid_slot_x (grid, grid->spec.bytes_per_row - 1) + 2 * cw - grid->hex_x;
  grid->text_x = grid->hex_x + grid->hex_width + 2 * cw;
  grid->text_width = (int) grid->spec.bytes_per_row * cw;
  grid->width = grid->text_x + grid->text_width + cw;
}

void
mg_grid_init (MgGrid *grid, const MgGridSpec *spec, guint64 size, int width)
{
  MgGridSpec fitted = *spec;
  guint wanted = spec->bytes_per_row;

  fitted.group = clamp_group (spec->group);
  fitted.char_width = CLAMP (spec->char_width, 1, 1024);
  fitted.row_height = CLAMP (spec->row_height, 1, 4096);
  size = MIN (size, MG_OFFSET_MAX);

  *grid = (MgGrid) { .spec = fitted, .size = size, .offset_digits = count_digits (size) };
  if (wanted == MG_GRID_BYTES_FIT)
    {
      for (guint bytes = MG_GRID_BYTES_MAX; bytes >= MG_GRID_BYTES_MIN; bytes -= EIGHT)
        {
          grid->spec.bytes_per_row = bytes;
          place_columns (grid);
          if (grid->width <= width)
            break;
        }
    }
  else
    {
      wanted = CLAMP (wanted, MG_GRID_BYTES_MIN, MG_GRID_BYTES_MAX);
      grid->spec.bytes_per_row = wanted - wanted % fitted.group;
      place_columns (grid);
    }
  grid->n_rows = size == 0 ? 0 : (size - 1) / grid->spec.bytes_per_row + 1;
}

guint64
mg_grid_row_of (const MgGrid *grid, guint64 offset)
{
  return offset / grid->spec.bytes_per_row;
}

guint64
mg_grid_row_start (const MgGrid *grid, guint64 row)
{
  return row * grid->spec.bytes_per_row;
}

guint
mg_grid_row_length (const MgGrid *grid, guint64 row)
{
  guint64 start;

  if (row >= grid->n_rows)
    return 0;
  start = mg_grid_row_start (grid, row);
  return (guint) MIN (grid->size - start, grid->spec.bytes_per_row);
}

guint
mg_grid_slot_of (const MgGrid *grid, guint index)
{
  /* Reversing the low bits is reversing the bytes of a group. */
  return grid->spec.big_endian ? index : index ^ (grid->spec.group - 1);
}

int
mg_grid_slot_x (const MgGrid *grid, guint slot)
{
  guint chars = 2 * slot + slot / grid->spec.group + slot / EIGHT;

  return grid->hex_x + (int) chars * grid->spec.char_width;
}

int
mg_grid_text_x (const MgGrid *grid, guint index)
{
  return grid->text_x + (int) index * grid->spec.char_width;
}

void
mg_grid_cell (const MgGrid *grid, MgColumn column, guint place, int *x, int *width)
{
  int cw = grid->spec.char_width;

  if (column == MG_COLUMN_TEXT)
    {
      *x = mg_grid_text_x (grid, place);
      *width = cw;
    }
  else
    {
      guint group = grid->spec.group;
      int before = place % group == 0 ? cw / 2 : 0;
      int after = place % group == group - 1 ? cw - cw / 2 : 0;

      *x = mg_grid_slot_x (grid, place) - before;
      *width = before + 2 * cw + after;
    }
}

MgHit
mg_grid_hit (const MgGrid *grid, int x)
{
  int cw = grid->spec.char_width;
  guint last = grid->spec.bytes_per_row - 1;
  MgHit hit;
  guint place;

  if (x >= grid->text_x - cw)
    {
      int index = (x - grid->text_x) / cw;

      hit.column = MG_COLUMN_TEXT;
      hit.inside = x >= grid->text_x && x < grid->text_x + grid->text_width;
      hit.index = x < grid->text_x ? 0 : MIN ((guint) index, last);
      return hit;
    }

  hit.column = MG_COLUMN_HEX;
  hit.inside = x >= grid->hex_x - cw / 2 && x < grid->hex_x + grid->hex_width + cw - cw / 2;
  for (place = 0; place < last; place++)
    {
      int cell_x, cell_width, next_x, next_width;

      mg_grid_cell (grid, MG_COLUMN_HEX, place, &cell_x, &cell_width);
      mg_grid_cell (grid, MG_COLUMN_HEX, place + 1, &next_x, &next_width);
      if (x < (cell_x + cell_width + next_x + 1) / 2)
        break;
    }
  hit.index = mg_grid_slot_of (grid, place);
  return hit;
}

guint64
mg_grid_places (const MgGrid *grid, MgColumn column, int x, int width)
{
  guint64 places = 0;

  for (guint i = 0; i < grid->spec.bytes_per_row; i++)
    {
      int cell_x, cell_width;

      mg_grid_cell (grid, column, i, &cell_x, &cell_width);
      if (cell_x >= x + width)
        break;
      if (cell_x + cell_width > x)
        places |= G_GUINT64_CONSTANT (1) << i;
    }
  return places;
}

void
mg_scroll_init (MgScroll *scroll, guint64 n_rows, guint64 page)
{
  scroll->page = CLAMP (page, 1, SMALL_STEP / 2);
  scroll->max_top = n_rows > scroll->page ? n_rows - scroll->page : 0;
  scroll->shift = 0;
  while (scroll->max_top >> scroll->shift > MAX_UNITS)
    scroll->shift++;
}

double
mg_scroll_get_upper (const MgScroll *scroll)
{
  return mg_scroll_to_value (scroll, scroll->max_top) + (double) scroll->page;
}

double
mg_scroll_to_value (const MgScroll *scroll, guint64 top)
{
  guint64 units = MIN (top, scroll->max_top) >> scroll->shift;

  if (scroll->shift == 0)
    return (double) units;
  if (top == 0)
    return 0;
  if (top >= scroll->max_top)
    return (double) (units + 2 * END_UNITS);
  return (double) (units + END_UNITS);
}

guint64
mg_scroll_from_value (const MgScroll *scroll, guint64 top, double value)
{
  double delta = value - mg_scroll_to_value (scroll, top);
  double units;

  if (isnan (value) || delta == 0)
    return MIN (top, scroll->max_top);
  if (scroll->shift > 0)
    {
      if (fabs (delta) <= SMALL_STEP)
        return mg_row_add (top, (gint64) round (delta), scroll->max_top);
      value -= (double) END_UNITS;
    }
  units = round (value);
  if (units < 0)
    return 0;
  if (units > (double) (scroll->max_top >> scroll->shift))
    return scroll->max_top;
  return MIN ((guint64) units << scroll->shift, scroll->max_top);
}

guint64
mg_row_add (guint64 row, gint64 delta, guint64 max)
{
  guint64 distance = delta < 0 ? -(guint64) delta : (guint64) delta;

  row = MIN (row, max);
  if (delta < 0)
    return distance > row ? 0 : row - distance;
  return distance > max - row ? max : row + distance;
}

guint64
mg_scroll_reveal (const MgScroll *scroll, guint64 top, guint64 row)
{
  if (row < top)
    top = row;
  else if (row - top >= scroll->page)
    top = row - scroll->page + 1;
  return MIN (top, scroll->max_top);
}
