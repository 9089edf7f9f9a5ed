#include "config.h"

#include "app/hex-view-private.h"

/* The caret and the selection: anchor and caret, both included. */

static void
queue_rows (MgHexView *self, guint64 first, guint64 last)
{
  const MgPicture *picture = &self->picture;
  guint64 end = picture->top + picture->n_rows;
  cairo_rectangle_int_t area;

  first = MAX (first, picture->top);
  last = MIN (last, end - 1);
  if (first > last || picture->n_rows == 0)
    return;
  mg_picture_get_margin_area (picture, (guint) (first - picture->top), &area);
  gtk_widget_queue_draw_area (GTK_WIDGET (self), 0, area.y,
                              gtk_widget_get_allocated_width (GTK_WIDGET (self)),
                              (int) (last - first + 1) * area.height);
}

/* Queues the rows in which a selection's fill or outline may differ. */
static void
queue_selection_change (MgHexView *self, MgRange before, MgRange after)
{
  const MgGrid *grid = &self->picture.grid;
  guint64 from, to;

  if (before.length == 0 && after.length == 0)
    return;
  if (before.length == 0)
    before = (MgRange) { after.start, 0 };
  if (after.length == 0)
    after = (MgRange) { before.start, 0 };
  from = MIN (before.start, after.start);
  to = MAX (mg_range_end (before), mg_range_end (after));
  if (before.start == after.start)
    from = MIN (mg_range_end (before), mg_range_end (after));
  else if (mg_range_end (before) == mg_range_end (after))
    to = MAX (before.start, after.start);
  from = mg_grid_row_of (grid, from);
  queue_rows (self, from < 2 ? 0 : from - 2, mg_grid_row_of (grid, to) + 2);
}

static MgRange
selection_of (MgHexView *self)
{
  guint64 low = MIN (self->anchor, self->picture.caret);
  guint64 high = MAX (self->anchor, self->picture.caret);

  if (!self->selected || !self->picture.caret_visible)
    return (MgRange) { 0, 0 };
  return (MgRange) { low, high - low + 1 };
}

static void
queue_caret (MgHexView *self)
{
  guint64 row = mg_grid_row_of (&self->picture.grid, self->picture.caret);

  queue_rows (self, row, row);
}

static void
queue_header (MgHexView *self)
{
  gtk_widget_queue_draw_area (GTK_WIDGET (self), 0, 0,
                              gtk_widget_get_allocated_width (GTK_WIDGET (self)),
                              self->picture.header_height);
}

void
mg_hex_view_place_caret (MgHexView *self, guint64 anchor, guint64 caret, gboolean selected,
                         MgColumn column)
{
  MgPicture *picture = &self->picture;
  guint64 size = picture->grid.size;
  MgRange before = picture->selection;
  gboolean moved;

  caret = size == 0 ? 0 : MIN (caret, size - 1);
  anchor = size == 0 ? 0 : MIN (anchor, size - 1);
  moved = caret != picture->caret || column != picture->caret_column;
  if (moved)
    {
      queue_caret (self);
      if (caret % picture->grid.spec.bytes_per_row !=
          picture->caret % picture->grid.spec.bytes_per_row)
        queue_header (self);
    }
  if (column != picture->caret_column)
    queue_selection_change (self, before, (MgRange) { 0, 0 });
  self->anchor = anchor;
  self->selected = selected && size > 0;
  picture->caret = caret;
  picture->caret_column = column;
  picture->caret_visible = size > 0;
  picture->selection = selection_of (self);
  if (moved)
    queue_caret (self);

  if (before.start != picture->selection.start || before.length != picture->selection.length)
    {
      queue_selection_change (self, before, picture->selection);
      g_signal_emit_by_name (self, "selection-changed");
    }
  if (moved)
    {
      mg_hex_view_announce_caret (self);
      g_signal_emit_by_name (self, "caret-moved");
    }
}

static void
reveal_caret (MgHexView *self)
{
  MgPicture *picture = &self->picture;
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  cairo_rectangle_int_t area;

  mg_hex_view_set_top (self, mg_scroll_reveal (&self->scroll, picture->top,
                                               mg_grid_row_of (&picture->grid, picture->caret)));
  mg_picture_get_cell_area (picture, picture->caret_column, 0,
                            (guint) (picture->caret % picture->grid.spec.bytes_per_row), &area);
  if (horizontal != NULL && (area.x < 0 || area.x + area.width > width))
    gtk_adjustment_clamp_page (
        horizontal, area.x + picture->scroll_x - picture->grid.spec.char_width,
        area.x + picture->scroll_x + area.width + picture->grid.spec.char_width);
}

void
mg_hex_view_select_from (MgHexView *self, guint64 anchor, guint64 caret)
{
  mg_hex_view_place_caret (self, anchor, caret, TRUE, self->picture.caret_column);
}

void
mg_hex_view_move_to (MgHexView *self, guint64 offset, gboolean extend)
{
  guint64 anchor = extend ? (self->selected ? self->anchor : self->picture.caret) : offset;

  mg_hex_view_place_caret (self, anchor, offset, extend, self->picture.caret_column);
  reveal_caret (self);
}

void
mg_hex_view_set_column (MgHexView *self, MgColumn column)
{
  mg_hex_view_place_caret (self, self->anchor, self->picture.caret, self->selected, column);
}

guint64
mg_hex_view_get_caret (MgHexView *self, MgColumn *column)
{
  g_return_val_if_fail (MG_IS_HEX_VIEW (self), 0);

  if (column != NULL)
    *column = self->picture.caret_column;
  return self->picture.caret;
}

void
mg_hex_view_set_caret (MgHexView *self, guint64 offset)
{
  g_return_if_fail (MG_IS_HEX_VIEW (self));

  mg_hex_view_move_to (self, offset, FALSE);
}

gboolean
mg_hex_view_get_selection (MgHexView *self, MgRange *range)
{
  g_return_val_if_fail (MG_IS_HEX_VIEW (self), FALSE);

  if (self->selected)
    *range = self->picture.selection;
  else
    *range = (MgRange) { self->picture.caret, self->picture.caret_visible ? 1 : 0 };
  return self->selected;
}

void
mg_hex_view_select (MgHexView *self, MgRange range)
{
  g_return_if_fail (MG_IS_HEX_VIEW (self));

  range = mg_range_clip (range, self->picture.grid.size);
  if (range.length > 0)
    mg_hex_view_place_caret (self, mg_range_end (range) - 1, range.start, TRUE,
                             self->picture.caret_column);
  else
    mg_hex_view_place_caret (self, range.start, range.start, FALSE, self->picture.caret_column);
  reveal_caret (self);
}
