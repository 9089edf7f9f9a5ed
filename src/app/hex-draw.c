#include "config.h"

#include "app/hex-draw.h"

#include <math.h>

/* Backgrounds first, as runs, then glyphs, both collected and handed to cairo a colour at a time:
 * that is what makes a cell cheap.  Fills go together for the whole picture, glyphs row by row: of
 * glyphs that go from left to right in one line cairo knows that they do not overlap, and draws
 * them without a mask, in half of the time.  Buffers are of fixed size and flushed when full. */
#define N_FILLS 512
#define N_GLYPHS 512

typedef enum
{
  INK_PLAIN,
  INK_PALE,
  INK_TEXT,
  N_INKS,
} Ink;

/* What a rectangle is filled with: a colour of MgHexColors.fill, or one of these. */
enum
{
  FILL_NONE = 0, /* fill[MG_SELECTED_NONE][0] is the base, which is there already */
  FILL_HATCH = MG_N_SELECTED * (MG_HEAT_MAX + 1),
  FILL_FIELD,
  FILL_MARK = FILL_FIELD + MG_FIELD_HUES,
  FILL_HIGHLIGHT,
  FILL_ACCENT,
  FILL_LINE,
  N_FILL_KINDS,
};

typedef struct
{
  gint16 x, y, width, height;
  guint8 kind;
} Fill;

typedef struct
{
  const MgPicture *picture;
  cairo_t *cr;
  gboolean header; /* is damaged */
  guint n_cells;
  guint64 damage[2][MG_PICTURE_ROWS_MAX]; /* places of a row, by MgColumn */
  gboolean margin[MG_PICTURE_ROWS_MAX];
  guint n_fills;
  Fill fills[N_FILLS];
  int n_glyphs[N_INKS];
  cairo_glyph_t glyphs[N_INKS][N_GLYPHS];
} Drawing;

/* --- geometry --- */

static int
row_y (const MgPicture *picture, guint row)
{
  return picture->header_height + (int) row * picture->grid.spec.row_height;
}

void
mg_picture_get_cell_area (const MgPicture *picture, MgColumn column, guint row, guint index,
                          cairo_rectangle_int_t *area)
{
  guint place = column == MG_COLUMN_HEX ? mg_grid_slot_of (&picture->grid, index) : index;

  mg_grid_cell (&picture->grid, column, place, &area->x, &area->width);
  area->x -= picture->scroll_x;
  area->y = row_y (picture, row);
  area->height = picture->grid.spec.row_height;
}

void
mg_picture_get_margin_area (const MgPicture *picture, guint row, cairo_rectangle_int_t *area)
{
  area->x = -picture->scroll_x;
  area->y = row_y (picture, row);
  area->width = picture->grid.hex_x - picture->grid.spec.char_width;
  area->height = picture->grid.spec.row_height;
}

void
mg_picture_get_damage_area (const MgPicture *picture, MgColumn column, guint row, guint index,
                            cairo_rectangle_int_t *area)
{
  mg_picture_get_cell_area (picture, column, row, index, area);
  if (column == MG_COLUMN_HEX)
    {
      /* which zeros are pale is a matter of the whole group, and the space after each eight bytes
       * belongs to the runs on both sides */
      const MgGrid *grid = &picture->grid;
      guint first = index - index % grid->spec.group;

      area->x = mg_grid_slot_x (grid, first) - picture->scroll_x - 2 * grid->spec.char_width;
      area->width = (int) (2 * grid->spec.group + 4) * grid->spec.char_width;
    }
  else
    {
      /* slanted letters lean into the next cell */
      area->x -= area->width / 2;
      area->width *= 2;
    }
}

/* --- fills --- */

static void
set_fill_source (const Drawing *drawing, guint kind)
{
  const MgHexColors *colors = drawing->picture->colors;
  const GdkRGBA *color;

  switch (kind)
    {
    case FILL_HATCH:
      cairo_set_source (drawing->cr, colors->hatch);
      return;
    case FILL_FIELD:
    case FILL_FIELD + 1:
    case FILL_FIELD + 2:
      color = &colors->field[kind - FILL_FIELD];
      break;
    case FILL_MARK:
      color = &colors->mark;
      break;
    case FILL_HIGHLIGHT:
      color = &colors->highlight;
      break;
    case FILL_ACCENT:
      color = &colors->accent;
      break;
    case FILL_LINE:
      color = &colors->line;
      break;
    default:
      color = &colors->fill[kind / (MG_HEAT_MAX + 1)][kind % (MG_HEAT_MAX + 1)];
      break;
    }
  gdk_cairo_set_source_rgba (drawing->cr, color);
}

static void
flush_fills (Drawing *drawing)
{
  guint32 kinds = 0;

  for (guint i = 0; i < drawing->n_fills; i++)
    kinds |= 1u << drawing->fills[i].kind;
  for (guint kind = 0; kind < N_FILL_KINDS; kind++)
    {
      if ((kinds & 1u << kind) == 0)
        continue;
      set_fill_source (drawing, kind);
      for (guint i = 0; i < drawing->n_fills; i++)
        {
          const Fill *fill = &drawing->fills[i];

          if (fill->kind == kind)
            cairo_rectangle (drawing->cr, fill->x, fill->y, fill->width, fill->height);
        }
      cairo_fill (drawing->cr);
    }
  drawing->n_fills = 0;
}

G_STATIC_ASSERT (N_FILL_KINDS <= 32);

static void
add_fill (Drawing *drawing, guint kind, int x, int y, int width, int height)
{
  if (drawing->n_fills == N_FILLS)
    flush_fills (drawing);
  drawing->fills[drawing->n_fills++] =
      (Fill) { (gint16) x, (gint16) y, (gint16) width, (gint16) height, (guint8) kind };
}

/* --- glyphs --- */

static void
flush_glyphs (Drawing *drawing, Ink ink)
{
  const MgHexColors *colors = drawing->picture->colors;
  const GdkRGBA *const inks[N_INKS] = {
    [INK_PLAIN] = &colors->plain, [INK_PALE] = &colors->pale, [INK_TEXT] = &colors->text
  };

  if (drawing->n_glyphs[ink] > 0)
    {
      gdk_cairo_set_source_rgba (drawing->cr, inks[ink]);
      cairo_show_glyphs (drawing->cr, drawing->glyphs[ink], drawing->n_glyphs[ink]);
    }
  drawing->n_glyphs[ink] = 0;
}

static inline void
add_glyph (Drawing *drawing, Ink ink, const MgGlyph *glyph, int x, int y)
{
  if (glyph->index == 0)
    return;
  if (drawing->n_glyphs[ink] == N_GLYPHS)
    flush_glyphs (drawing, ink);
  drawing->glyphs[ink][drawing->n_glyphs[ink]++] =
      (cairo_glyph_t) { glyph->index, x + (double) glyph->dx, y };
}

static void
add_hex (Drawing *drawing, Ink ink, guint8 byte, int x, int y)
{
  const MgGlyphs *glyphs = drawing->picture->glyphs;

  add_glyph (drawing, ink, &glyphs->digits[byte >> 4], x, y);
  add_glyph (drawing, ink, &glyphs->digits[byte & 15], x + glyphs->char_width, y);
}

/* --- cells --- */

static inline const MgCell *
get_cell (const MgPicture *picture, guint row, guint index)
{
  return &picture->cells[row * picture->grid.spec.bytes_per_row + index];
}

static inline guint
index_of (const MgPicture *picture, MgColumn column, guint place)
{
  return column == MG_COLUMN_HEX ? mg_grid_slot_of (&picture->grid, place) : place;
}

static inline guint64
offset_of (const MgPicture *picture, guint row, guint index)
{
  return mg_grid_row_start (&picture->grid, picture->top + row) + index;
}

static inline gboolean
is_selected (const MgPicture *picture, guint64 offset)
{
  return offset >= picture->selection.start && offset - picture->selection.start < picture->selection.length;
}

static guint
fill_kind (const MgPicture *picture, MgColumn column, guint row, guint place)
{
  guint index = index_of (picture, column, place);
  const MgCell *cell = get_cell (picture, row, index);
  MgSelected selected = MG_SELECTED_NONE;

  if (cell->state == MG_CELL_NONE)
    return FILL_NONE;
  if (is_selected (picture, offset_of (picture, row, index)))
    selected = column == picture->caret_column && picture->focused ? MG_SELECTED_ACTIVE
                                                                   : MG_SELECTED_PASSIVE;
  return selected * (MG_HEAT_MAX + 1) + cell->heat;
}

/* What fills the space between two cells: their selection, where both are in one. */
static guint
shared_selection (guint kind, guint other)
{
  guint selected = kind / (MG_HEAT_MAX + 1);

  if (kind >= FILL_HATCH || selected != other / (MG_HEAT_MAX + 1))
    return FILL_NONE;
  return selected * (MG_HEAT_MAX + 1);
}

static inline gboolean
has_place (guint64 places, guint place)
{
  return (places >> place & 1) != 0;
}

/* Collects the places of a row for which @kind_of gives the same kind into runs. */
static void
fill_runs (Drawing *drawing, MgColumn column, guint row, guint64 places,
           guint (*kind_of) (const MgPicture *picture, MgColumn column, guint row, guint place))
{
  const MgPicture *picture = drawing->picture;
  const MgGrid *grid = &picture->grid;
  guint run_kind = FILL_NONE;
  int run_x = 0;
  int run_end = 0;

  for (guint place = 0; place <= grid->spec.bytes_per_row; place++)
    {
      guint kind = FILL_NONE;
      int x, width;

      if (place < grid->spec.bytes_per_row && has_place (places, place))
        kind = kind_of (picture, column, row, place);
      if (kind != run_kind && run_kind != FILL_NONE)
        add_fill (drawing, run_kind, run_x - picture->scroll_x, row_y (picture, row),
                  run_end - run_x, grid->spec.row_height);
      if (kind != FILL_NONE)
        {
          mg_grid_cell (grid, column, place, &x, &width);
          if (kind != run_kind && x > run_end && shared_selection (kind, run_kind) != FILL_NONE)
            add_fill (drawing, shared_selection (kind, run_kind), run_end - picture->scroll_x,
                      row_y (picture, row), x - run_end, grid->spec.row_height);
          if (kind != run_kind)
            run_x = x;
          run_end = x + width;
        }
      run_kind = kind;
    }
}

static guint
hatch_kind (const MgPicture *picture, MgColumn column, guint row, guint place)
{
  return get_cell (picture, row, index_of (picture, column, place))->state == MG_BYTE_UNREADABLE
             ? FILL_HATCH
             : FILL_NONE;
}

typedef gboolean (*InsideFunc) (const MgPicture *picture, MgColumn column, int row, guint place);

static gboolean
inside_selection (const MgPicture *picture, MgColumn column, int row, guint place)
{
  guint64 start;

  if (row < 0 && picture->top == 0)
    return FALSE;
  start = mg_grid_row_start (&picture->grid, picture->top + (guint64) (gint64) row);
  return is_selected (picture, start + index_of (picture, column, place));
}

static gboolean
inside_highlight (const MgPicture *picture, MgColumn column, int row, guint place)
{
  return row >= 0 && row < (int) picture->n_rows
         && get_cell (picture, (guint) row, index_of (picture, column, place))->highlighted;
}

/* Draws the edges of the area for which @inside is true, within the cells of @places. */
static void
fill_outline (Drawing *drawing, guint kind, MgColumn column, guint row, guint64 places,
              InsideFunc inside)
{
  const MgPicture *picture = drawing->picture;
  const MgGrid *grid = &picture->grid;
  guint n = grid->spec.bytes_per_row;
  int y = row_y (picture, row);

  for (guint place = 0; place < n; place++)
    {
      int x, width, next_x, next_width;
      gboolean joined;

      if (!has_place (places, place) || !inside (picture, column, (int) row, place))
        continue;
      mg_grid_cell (grid, column, place, &x, &width);
      joined = place + 1 < n && inside (picture, column, (int) row, place + 1);
      if (joined)
        {
          mg_grid_cell (grid, column, place + 1, &next_x, &next_width);
          width = next_x - x;
        }
      x -= picture->scroll_x;
      if (!inside (picture, column, (int) row - 1, place))
        add_fill (drawing, kind, x, y, width, 1);
      if (!inside (picture, column, (int) row + 1, place))
        add_fill (drawing, kind, x, y + grid->spec.row_height - 1, width, 1);
      if (place == 0 || !inside (picture, column, (int) row, place - 1))
        add_fill (drawing, kind, x, y, 1, grid->spec.row_height);
      if (!joined)
        add_fill (drawing, kind, x + width - 1, y, 1, grid->spec.row_height);
    }
}

/* Lines under the fields' digits: one for each run of a hue, with a gap before the next. */
static void
fill_fields (Drawing *drawing, guint row, guint64 places)
{
  const MgPicture *picture = drawing->picture;
  const MgGrid *grid = &picture->grid;
  guint n = grid->spec.bytes_per_row;
  int y = row_y (picture, row) + grid->spec.row_height - 2;

  for (guint place = 0, end; place < n; place = end)
    {
      guint hue = get_cell (picture, row, index_of (picture, MG_COLUMN_HEX, place))->field;
      int x, last_x;

      end = place + 1;
      if (hue == 0 || !has_place (places, place))
        continue;
      while (end < n && has_place (places, end)
             && get_cell (picture, row, index_of (picture, MG_COLUMN_HEX, end))->field == hue)
        end++;
      x = mg_grid_slot_x (grid, place);
      last_x = mg_grid_slot_x (grid, end - 1) + 2 * grid->spec.char_width;
      /* what is damaged may be a part of the field */
      if (end < n && get_cell (picture, row, index_of (picture, MG_COLUMN_HEX, end))->field == hue)
        last_x = mg_grid_slot_x (grid, end);
      add_fill (drawing, FILL_FIELD + hue - 1, x - picture->scroll_x, y, last_x - x, 2);
    }
}

/* A frame where typing goes, a line under the same byte in the other column. */
static void
fill_caret (Drawing *drawing)
{
  const MgPicture *picture = drawing->picture;
  guint64 row = mg_grid_row_of (&picture->grid, picture->caret);

  if (!picture->caret_visible || row < picture->top || row - picture->top >= picture->n_rows)
    return;
  for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
    {
      guint64 start = mg_grid_row_start (&picture->grid, row);
      int thick = picture->focused ? 2 : 1;
      cairo_rectangle_int_t area;

      mg_picture_get_cell_area (picture, column, (guint) (row - picture->top),
                                (guint) (picture->caret - start), &area);
      add_fill (drawing, FILL_ACCENT, area.x, area.y + area.height - thick, area.width, thick);
      if ((MgColumn) column == picture->caret_column)
        {
          add_fill (drawing, FILL_ACCENT, area.x, area.y, area.width, thick);
          add_fill (drawing, FILL_ACCENT, area.x, area.y, thick, area.height);
          add_fill (drawing, FILL_ACCENT, area.x + area.width - thick, area.y, thick, area.height);
        }
    }
}

static gboolean
row_is_warm (const MgPicture *picture, guint row)
{
  for (guint i = 0; i < picture->grid.spec.bytes_per_row; i++)
    if (get_cell (picture, row, i)->heat > 0)
      return TRUE;
  return FALSE;
}

static void
fill_margin (Drawing *drawing, guint row)
{
  const MgPicture *picture = drawing->picture;
  int width = MAX (2, picture->grid.gutter_width * 3 / 8);
  int y = row_y (picture, row);
  int height = picture->grid.spec.row_height;

  if (row_is_warm (picture, row))
    add_fill (drawing, FILL_MARK, 2 - picture->scroll_x, y + 2, width, height - 4);
  else if (picture->stale)
    add_fill (drawing, FILL_HATCH, -picture->scroll_x, y, picture->grid.gutter_width, height);
}

/* --- text --- */

/* Zeros are pale; of a number only those in front of it are. */
static gboolean
is_leading_zero (const MgPicture *picture, guint row, guint slot)
{
  for (guint place = slot - slot % picture->grid.spec.group; place <= slot; place++)
    {
      const MgCell *cell = get_cell (picture, row, mg_grid_slot_of (&picture->grid, place));

      if (cell->state == MG_BYTE_OK && cell->byte != 0)
        return FALSE;
    }
  return TRUE;
}

static void
draw_hex (Drawing *drawing, guint row, guint slot)
{
  const MgPicture *picture = drawing->picture;
  const MgGlyphs *glyphs = picture->glyphs;
  const MgCell *cell = get_cell (picture, row, mg_grid_slot_of (&picture->grid, slot));
  gboolean filled = fill_kind (picture, MG_COLUMN_HEX, row, slot) != FILL_NONE;
  int x = mg_grid_slot_x (&picture->grid, slot) - picture->scroll_x;
  int y = row_y (picture, row) + glyphs->baseline;
  const MgGlyph *both;
  Ink ink = INK_PLAIN;

  if (cell->state == MG_BYTE_OK)
    {
      if (filled)
        ink = INK_TEXT;
      else if (is_leading_zero (picture, row, slot))
        ink = INK_PALE;
      add_hex (drawing, ink, cell->byte, x, y);
      return;
    }
  if (cell->state == MG_CELL_NONE)
    return;
  both = cell->state == MG_BYTE_UNREADABLE ? &glyphs->dash : &glyphs->dot;
  ink = filled || cell->state == MG_BYTE_UNREADABLE ? INK_TEXT : INK_PALE;
  add_glyph (drawing, ink, both, x, y);
  add_glyph (drawing, ink, both, x + glyphs->char_width, y);
}

static void
draw_text (Drawing *drawing, guint row, guint index)
{
  const MgPicture *picture = drawing->picture;
  const MgCell *cell = get_cell (picture, row, index);
  Ink ink;

  if (cell->state != MG_BYTE_OK)
    return;
  if (fill_kind (picture, MG_COLUMN_TEXT, row, index) != FILL_NONE)
    ink = INK_TEXT;
  else
    ink = mg_byte_is_text (cell->byte) ? INK_PLAIN : INK_PALE;
  add_glyph (drawing, ink, &picture->glyphs->text[cell->byte],
             mg_grid_text_x (&picture->grid, index) - picture->scroll_x,
             row_y (picture, row) + picture->glyphs->baseline);
}

static void
draw_offset (Drawing *drawing, guint row)
{
  const MgPicture *picture = drawing->picture;
  const MgGrid *grid = &picture->grid;
  guint64 offset = mg_grid_row_start (grid, picture->top + row);
  gboolean current =
      picture->caret_visible && mg_grid_row_of (grid, picture->caret) == picture->top + row;
  int x = grid->offset_x - picture->scroll_x;
  int y = row_y (picture, row) + picture->glyphs->baseline;

  for (guint digit = 0; digit < grid->offset_digits; digit++)
    add_glyph (drawing, current ? INK_TEXT : INK_PALE,
               &picture->glyphs->digits[offset >> 4 * (grid->offset_digits - 1 - digit) & 15],
               x + (int) digit * grid->spec.char_width, y);
}

static void
show_title (Drawing *drawing, PangoLayout *title, int x)
{
  const MgPicture *picture = drawing->picture;

  if (title == NULL)
    return;
  gdk_cairo_set_source_rgba (drawing->cr, &picture->colors->pale);
  cairo_move_to (drawing->cr, x - picture->scroll_x,
                 (picture->header_height - picture->grid.spec.row_height) / 2 + picture->glyphs->baseline
                     - PANGO_PIXELS (pango_layout_get_baseline (title)));
  pango_cairo_show_layout (drawing->cr, title);
}

static void
draw_header (Drawing *drawing)
{
  const MgPicture *picture = drawing->picture;
  const MgGrid *grid = &picture->grid;
  guint bytes = grid->spec.bytes_per_row;
  int y = (picture->header_height - grid->spec.row_height) / 2 + picture->glyphs->baseline;

  show_title (drawing, picture->offset_title, grid->offset_x);
  show_title (drawing, picture->text_title, grid->text_x);
  for (guint index = 0; index < bytes; index += grid->spec.group)
    {
      gboolean current =
          picture->caret_visible && picture->caret % bytes / grid->spec.group == index / grid->spec.group;

      add_hex (drawing, current ? INK_TEXT : INK_PALE, (guint8) index,
               mg_grid_slot_x (grid, mg_grid_slot_of (grid, index)) - picture->scroll_x, y);
    }
}

/* --- damage --- */

static void
add_damage (Drawing *drawing, const cairo_rectangle_t *rectangle)
{
  const MgPicture *picture = drawing->picture;
  const MgGrid *grid = &picture->grid;
  int x = (int) floor (rectangle->x) + picture->scroll_x;
  int end_x = (int) ceil (rectangle->x + rectangle->width) + picture->scroll_x;
  int y = (int) floor (rectangle->y) - picture->header_height;
  int end_y = (int) ceil (rectangle->y + rectangle->height) - picture->header_height;
  guint64 places[2];
  gboolean margin = x < grid->hex_x - grid->spec.char_width;
  guint first, end;

  if (end_x <= x || end_y <= y)
    return;
  if (y < 0)
    drawing->header = TRUE;
  if (end_y <= 0)
    return;
  first = (guint) MAX (y, 0) / (guint) grid->spec.row_height;
  end = ((guint) end_y - 1) / (guint) grid->spec.row_height + 1;
  for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
    {
      places[column] = mg_grid_places (grid, column, x, end_x - x);
      /* glyphs may stick out of their cell, and a run covers the space to the next */
      places[column] |= places[column] << 1 | places[column] >> 1;
    }
  for (guint row = first; row < MIN (end, picture->n_rows); row++)
    {
      drawing->damage[MG_COLUMN_HEX][row] |= places[MG_COLUMN_HEX];
      drawing->damage[MG_COLUMN_TEXT][row] |= places[MG_COLUMN_TEXT];
      drawing->margin[row] |= margin;
    }
}

static void
collect_damage (Drawing *drawing)
{
  cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list (drawing->cr);

  if (list->status == CAIRO_STATUS_SUCCESS)
    {
      for (int i = 0; i < list->num_rectangles; i++)
        add_damage (drawing, &list->rectangles[i]);
    }
  else
    {
      cairo_rectangle_t all;
      double x2, y2;

      cairo_clip_extents (drawing->cr, &all.x, &all.y, &x2, &y2);
      all.width = x2 - all.x;
      all.height = y2 - all.y;
      add_damage (drawing, &all);
    }
  cairo_rectangle_list_destroy (list);
}

static void
fill_rows (Drawing *drawing)
{
  const MgPicture *picture = drawing->picture;

  for (guint row = 0; row < picture->n_rows; row++)
    for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
      {
        guint64 places = drawing->damage[column][row];

        if (places != 0)
          fill_runs (drawing, column, row, places, fill_kind);
      }
  flush_fills (drawing);

  /* over those: kinds are drawn in their order */
  for (guint row = 0; row < picture->n_rows; row++)
    {
      for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
        {
          guint64 places = drawing->damage[column][row];

          if (places == 0)
            continue;
          fill_runs (drawing, column, row, places, hatch_kind);
          if (column == MG_COLUMN_HEX)
            fill_fields (drawing, row, places);
          fill_outline (drawing, FILL_HIGHLIGHT, column, row, places, inside_highlight);
          if (picture->selection.length > 0 && (MgColumn) column == picture->caret_column)
            fill_outline (drawing, FILL_ACCENT, column, row, places, inside_selection);
        }
      if (drawing->margin[row])
        fill_margin (drawing, row);
    }
  fill_caret (drawing);
  flush_fills (drawing);
}

static void
draw_rows (Drawing *drawing)
{
  const MgPicture *picture = drawing->picture;

  for (guint row = 0; row < picture->n_rows; row++)
    {
      if (drawing->margin[row] && picture->top + row < picture->grid.n_rows)
        draw_offset (drawing, row);
      for (guint place = 0; place < picture->grid.spec.bytes_per_row; place++)
        {
          if (has_place (drawing->damage[MG_COLUMN_HEX][row], place))
            {
              draw_hex (drawing, row, place);
              drawing->n_cells++;
            }
        }
      for (guint place = 0; place < picture->grid.spec.bytes_per_row; place++)
        if (has_place (drawing->damage[MG_COLUMN_TEXT][row], place))
          draw_text (drawing, row, place);
      for (int ink = 0; ink < N_INKS; ink++)
        flush_glyphs (drawing, ink);
    }
}

guint
mg_hex_draw (const MgPicture *picture, cairo_t *cr)
{
  Drawing drawing;

  g_return_val_if_fail (picture->n_rows <= MG_PICTURE_ROWS_MAX, 0);

  drawing.picture = picture;
  drawing.cr = cr;
  drawing.header = FALSE;
  drawing.n_cells = drawing.n_fills = 0;
  for (guint row = 0; row < picture->n_rows; row++)
    {
      drawing.damage[MG_COLUMN_HEX][row] = drawing.damage[MG_COLUMN_TEXT][row] = 0;
      drawing.margin[row] = FALSE;
    }
  for (int ink = 0; ink < N_INKS; ink++)
    drawing.n_glyphs[ink] = 0;
  collect_damage (&drawing);

  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE); /* of fills: all edges are on pixels */
  gdk_cairo_set_source_rgba (cr, &picture->colors->base);
  cairo_paint (cr);
  fill_rows (&drawing);

  if (picture->glyphs->font != NULL)
    cairo_set_scaled_font (cr, picture->glyphs->font);
  draw_rows (&drawing);
  if (drawing.header)
    draw_header (&drawing);
  for (int ink = 0; ink < N_INKS; ink++)
    flush_glyphs (&drawing, ink);
  if (drawing.header)
    {
      /* over what a half visible row could have left there */
      add_fill (&drawing, FILL_LINE, 0, picture->header_height - 1, G_MAXINT16, 1);
      flush_fills (&drawing);
    }
  cairo_restore (cr);
  return drawing.n_cells;
}
