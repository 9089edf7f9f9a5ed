#include "config.h"

#include "app/hex-view-private.h"

#include <math.h>

/* Keys and the pointer.  Keys are bindings of action signals, so that a theme's key themes, tests
 * and assistive technology can use them as well. */

#define WHEEL_ROWS 3
#define AUTOSCROLL_MS 40

/* --- moving --- */

/* The first byte of the row as far from the caret's as @delta rows, same column, in the object. */
static guint64
offset_rows_away (MgHexView *self, gint64 delta)
{
  const MgGrid *grid = &self->picture.grid;
  guint64 caret = self->picture.caret;
  guint64 row = mg_grid_row_of (grid, caret);
  guint64 index = caret - mg_grid_row_start (grid, row);

  row = mg_row_add (row, delta, grid->n_rows - 1);
  return mg_grid_row_start (grid, row) + MIN (index, mg_grid_row_length (grid, row) - 1);
}

void
mg_hex_view_move_caret (MgHexView *self, GtkMovementStep step, int count, gboolean extend)
{
  MgPicture *picture = &self->picture;
  const MgGrid *grid = &picture->grid;
  guint64 caret = picture->caret;
  guint64 row, unit, last;

  if (grid->size == 0 || count == 0)
    return;
  row = mg_grid_row_of (grid, caret);
  last = grid->size - 1;
  switch (step)
    {
    case GTK_MOVEMENT_LOGICAL_POSITIONS:
    case GTK_MOVEMENT_VISUAL_POSITIONS:
      caret = mg_row_add (caret, count, last);
      break;
    case GTK_MOVEMENT_WORDS:
      /* to the start of a group; eight bytes are one where groups are bytes */
      unit = grid->spec.group > 1 ? grid->spec.group : 8;
      if (count < 0)
        caret = mg_row_add ((caret + unit - 1) / unit * unit, count * (gint64) unit, last);
      else
        caret = mg_row_add (caret / unit * unit, count * (gint64) unit, last);
      break;
    case GTK_MOVEMENT_DISPLAY_LINES:
      caret = offset_rows_away (self, count);
      break;
    case GTK_MOVEMENT_PAGES:
      caret = offset_rows_away (self, count * (gint64) self->scroll.page);
      mg_hex_view_set_top (self, mg_row_add (picture->top, count * (gint64) self->scroll.page,
                                             self->scroll.max_top));
      break;
    case GTK_MOVEMENT_DISPLAY_LINE_ENDS:
      caret = mg_grid_row_start (grid, row) + (count < 0 ? 0 : mg_grid_row_length (grid, row) - 1);
      break;
    case GTK_MOVEMENT_BUFFER_ENDS:
      caret = count < 0 ? 0 : last;
      break;
    default:
      return;
    }
  mg_hex_view_move_to (self, caret, extend);
}

static void
select_all (MgHexView *self)
{
  guint64 size = self->picture.grid.size;

  if (size > 0)
    mg_hex_view_select_from (self, 0, size - 1);
}

static void
scroll_rows (MgHexView *self, int rows)
{
  mg_hex_view_set_top (self, mg_row_add (self->picture.top, rows, self->scroll.max_top));
}

/* Tab goes from hex to text and then out, Shift+Tab the other way. */
static gboolean
focus (GtkWidget *widget, GtkDirectionType direction)
{
  MgHexView *self = MG_HEX_VIEW (widget);
  gboolean inside = gtk_widget_is_focus (widget);
  MgColumn first = direction == GTK_DIR_TAB_BACKWARD ? MG_COLUMN_TEXT : MG_COLUMN_HEX;
  MgColumn second = first == MG_COLUMN_HEX ? MG_COLUMN_TEXT : MG_COLUMN_HEX;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    {
      if (inside)
        return FALSE;
      gtk_widget_grab_focus (widget);
      return TRUE;
    }
  if (inside && self->picture.caret_column == second)
    return FALSE;
  mg_hex_view_set_column (self, inside ? second : first);
  if (!inside)
    gtk_widget_grab_focus (widget);
  return TRUE;
}

static gboolean
focus_changed (GtkWidget *widget, GdkEventFocus *event)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  self->picture.focused = event->in != 0;
  if (!event->in)
    {
      mg_hex_view_end_drag (self);
    }
  gtk_widget_queue_draw (widget);
  return GDK_EVENT_PROPAGATE;
}

/* --- pointer --- */

/* The byte nearest to a point, in the object. */
static guint64
offset_at (MgHexView *self, double x, double y, MgHit *hit)
{
  const MgPicture *picture = &self->picture;
  const MgGrid *grid = &picture->grid;
  double below = (y - picture->header_height) / grid->spec.row_height;
  guint64 row =
      mg_row_add (picture->top,
                  (gint64) floor (CLAMP (below, -2 * MG_PICTURE_ROWS_MAX, 2 * MG_PICTURE_ROWS_MAX)),
                  grid->n_rows - 1);

  *hit = mg_grid_hit (grid, (int) CLAMP (x, -1e6, 1e6) + picture->scroll_x);
  return mg_grid_row_start (grid, row) + MIN (hit->index, mg_grid_row_length (grid, row) - 1);
}

gboolean
mg_hex_view_get_offset_at (MgHexView *self, int x, int y, guint64 *offset)
{
  const MgPicture *picture;
  guint64 row;
  MgHit hit;

  g_return_val_if_fail (MG_IS_HEX_VIEW (self), FALSE);

  picture = &self->picture;
  if (picture->grid.size == 0 || y < picture->header_height)
    return FALSE;
  row = picture->top + (guint64) ((y - picture->header_height) / picture->grid.spec.row_height);
  *offset = offset_at (self, x, y, &hit);
  return hit.inside && row < picture->grid.n_rows && hit.index < mg_grid_row_length (&picture->grid, row);
}

/* Bytes around @offset that make a word: text in the visible row, else the group. */
static void
find_word (MgHexView *self, guint64 offset, MgColumn column, guint64 *start, guint64 *end)
{
  const MgPicture *picture = &self->picture;
  const MgGrid *grid = &picture->grid;
  guint64 row = mg_grid_row_of (grid, offset);
  guint64 row_start = mg_grid_row_start (grid, row);
  guint index = (guint) (offset - row_start);
  guint first = index;
  guint last = index;
  const MgCell *cells;

  if (column == MG_COLUMN_HEX || row < picture->top || row - picture->top >= picture->n_rows)
    {
      first = index - index % grid->spec.group;
      last = first + grid->spec.group - 1;
    }
  else
    {
      cells = picture->cells + (row - picture->top) * grid->spec.bytes_per_row;
#define IS_WORD(cell) ((cell).state == MG_BYTE_OK && g_ascii_isgraph ((char) (cell).byte))
      if (IS_WORD (cells[index]))
        {
          while (first > 0 && IS_WORD (cells[first - 1]))
            first--;
          while (last + 1 < grid->spec.bytes_per_row && IS_WORD (cells[last + 1]))
            last++;
        }
#undef IS_WORD
    }
  *start = row_start + first;
  *end = row_start + MIN (last, mg_grid_row_length (grid, row) - 1);
}

static void
popup_menu_at (MgHexView *self, GdkEvent *event)
{
  GtkWidget *menu;
  GdkRectangle cell;

  if (self->menu_model == NULL)
    return;
  menu = gtk_menu_new_from_model (self->menu_model);
  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else if (mg_hex_view_get_cell (self, self->picture.caret_column, self->picture.caret, &cell))
    gtk_menu_popup_at_rect (GTK_MENU (menu), gtk_widget_get_window (GTK_WIDGET (self)), &cell,
                            GDK_GRAVITY_SOUTH_WEST, GDK_GRAVITY_NORTH_WEST, NULL);
  else
    gtk_menu_popup_at_widget (GTK_MENU (menu), GTK_WIDGET (self), GDK_GRAVITY_NORTH_WEST,
                              GDK_GRAVITY_NORTH_WEST, NULL);
}

static gboolean
popup_menu (GtkWidget *widget)
{
  popup_menu_at (MG_HEX_VIEW (widget), NULL);
  return MG_HEX_VIEW (widget)->menu_model != NULL;
}

/* --- fingers: a tap places the caret, a drag scrolls, and selects after a long press --- */

static gboolean
is_touch (GdkEvent *event)
{
  GdkDevice *device = gdk_event_get_source_device (event);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

/* What a click there does. */
static void
tap (MgHexView *self, gboolean extend)
{
  MgHit hit;
  guint64 offset = offset_at (self, self->pointer_x, self->pointer_y, &hit);

  mg_hex_view_set_column (self, hit.column);
  mg_hex_view_move_to (self, offset, extend);
}

static gboolean
long_press_cb (gpointer data)
{
  MgHexView *self = data;

  self->long_press_id = 0;
  self->touching = FALSE;
  if (self->picture.grid.size > 0)
    {
      tap (self, FALSE);
      self->dragging = TRUE;
    }
  return G_SOURCE_REMOVE;
}

static void
begin_touch (MgHexView *self, const GdkEventButton *event)
{
  guint delay_ms;

  mg_hex_view_end_drag (self);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-long-press-time", &delay_ms, NULL);
  self->touching = TRUE;
  self->pan_rest = 0;
  self->pointer_x = event->x;
  self->pointer_y = event->y;
  self->long_press_id = g_timeout_add (delay_ms, long_press_cb, self);
}

/* The bytes follow the finger, by whole rows. */
static void
pan_to (MgHexView *self, double x, double y)
{
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  double row_height = self->picture.grid.spec.row_height;
  double rows;

  if (!self->panning
      && !gtk_drag_check_threshold (GTK_WIDGET (self), (int) self->pointer_x, (int) self->pointer_y,
                                    (int) x, (int) y))
    return;
  self->panning = TRUE;
  g_clear_handle_id (&self->long_press_id, g_source_remove);

  self->pan_rest += y - self->pointer_y;
  rows = trunc (self->pan_rest / row_height);
  self->pan_rest -= rows * row_height;
  scroll_rows (self, (int) -rows);
  if (horizontal != NULL)
    gtk_adjustment_set_value (horizontal,
                              gtk_adjustment_get_value (horizontal) + self->pointer_x - x);
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
button_press (GtkWidget *widget, GdkEventButton *event)
{
  MgHexView *self = MG_HEX_VIEW (widget);
  const MgGrid *grid = &self->picture.grid;
  gboolean extend = (event->state & GDK_SHIFT_MASK) != 0;
  guint64 offset, start, end;
  MgRange selection;
  MgHit hit;

  if (!gtk_widget_has_focus (widget))
    gtk_widget_grab_focus (widget);
  if (grid->size == 0 || event->y < self->picture.header_height)
    return GDK_EVENT_PROPAGATE;
  offset = offset_at (self, event->x, event->y, &hit);

  if (gdk_event_triggers_context_menu ((GdkEvent *) event))
    {
      mg_hex_view_get_selection (self, &selection);
      if (offset < selection.start || offset - selection.start >= selection.length)
        {
          mg_hex_view_set_column (self, hit.column);
          mg_hex_view_move_to (self, offset, FALSE);
        }
      popup_menu_at (self, (GdkEvent *) event);
      return GDK_EVENT_STOP;
    }
  if (event->button != GDK_BUTTON_PRIMARY)
    return GDK_EVENT_PROPAGATE;
  if (event->type == GDK_BUTTON_PRESS && is_touch ((GdkEvent *) event))
    {
      begin_touch (self, event);
      return GDK_EVENT_STOP;
    }

  mg_hex_view_set_column (self, hit.column);
  switch (event->type)
    {
    case GDK_BUTTON_PRESS:
      mg_hex_view_move_to (self, offset, extend);
      self->dragging = TRUE;
      break;
    case GDK_2BUTTON_PRESS:
      find_word (self, offset, hit.column, &start, &end);
      mg_hex_view_select_from (self, start, end);
      break;
    case GDK_3BUTTON_PRESS:
      start = mg_grid_row_start (grid, mg_grid_row_of (grid, offset));
      mg_hex_view_select_from (self, start, start + grid->spec.bytes_per_row - 1);
      break;
    default:
      break;
    }
  return GDK_EVENT_STOP;
}

static void
drag_to_pointer (MgHexView *self)
{
  MgHit hit;
  guint64 offset;

  if (self->picture.grid.size == 0)
    return;
  offset = offset_at (self, self->pointer_x, self->pointer_y, &hit);
  /* beside the column that the drag began in, the row's first or last byte of it */
  if (hit.column != self->picture.caret_column)
    {
      const MgGrid *grid = &self->picture.grid;
      guint64 row = mg_grid_row_of (grid, offset);

      offset = mg_grid_row_start (grid, row)
               + (hit.column == MG_COLUMN_HEX ? 0 : mg_grid_row_length (grid, row) - 1);
    }
  if (offset != self->picture.caret)
    mg_hex_view_move_to (self, offset, TRUE);
}

/* Pixels that the pointer is above (negative) or below the rows. */
static double
distance_outside (MgHexView *self)
{
  double top = self->picture.header_height;
  double bottom = gtk_widget_get_allocated_height (GTK_WIDGET (self));

  if (self->pointer_y < top)
    return self->pointer_y - top;
  if (self->pointer_y >= bottom)
    return self->pointer_y - bottom + 1;
  return 0;
}

static gboolean
autoscroll_cb (gpointer data)
{
  MgHexView *self = data;
  double distance = distance_outside (self) / self->picture.grid.spec.row_height;

  scroll_rows (self, (int) CLAMP (distance < 0 ? floor (distance) : ceil (distance), -256, 256));
  drag_to_pointer (self);
  return G_SOURCE_CONTINUE;
}

void
mg_hex_view_end_drag (MgHexView *self)
{
  self->dragging = self->touching = self->panning = FALSE;
  g_clear_handle_id (&self->autoscroll_id, g_source_remove);
  g_clear_handle_id (&self->long_press_id, g_source_remove);
}

static gboolean
motion_notify (GtkWidget *widget, GdkEventMotion *event)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  if (self->touching)
    {
      pan_to (self, event->x, event->y);
      return GDK_EVENT_STOP;
    }
  if (!self->dragging)
    return GDK_EVENT_PROPAGATE;
  self->pointer_x = event->x;
  self->pointer_y = event->y;
  if (distance_outside (self) == 0)
    g_clear_handle_id (&self->autoscroll_id, g_source_remove);
  else if (self->autoscroll_id == 0)
    self->autoscroll_id = g_timeout_add (AUTOSCROLL_MS, autoscroll_cb, self);
  drag_to_pointer (self);
  return GDK_EVENT_STOP;
}

static gboolean
button_release (GtkWidget *widget, GdkEventButton *event)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  if (event->button != GDK_BUTTON_PRIMARY || !(self->dragging || self->touching))
    return GDK_EVENT_PROPAGATE;
  if (self->touching && !self->panning && self->picture.grid.size > 0)
    tap (self, (event->state & GDK_SHIFT_MASK) != 0);
  mg_hex_view_end_drag (self);
  return GDK_EVENT_STOP;
}

static gboolean
scroll_event (GtkWidget *widget, GdkEventScroll *event)
{
  MgHexView *self = MG_HEX_VIEW (widget);
  GtkAdjustment *horizontal = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  double dx = 0;
  double dy = 0;
  double rows;

  switch (event->direction)
    {
    case GDK_SCROLL_UP:
      dy = -1;
      break;
    case GDK_SCROLL_DOWN:
      dy = 1;
      break;
    case GDK_SCROLL_LEFT:
      dx = -1;
      break;
    case GDK_SCROLL_RIGHT:
      dx = 1;
      break;
    default:
      dx = event->delta_x;
      dy = event->delta_y;
      break;
    }
  if ((event->state & GDK_SHIFT_MASK) != 0 && dx == 0)
    {
      dx = dy;
      dy = 0;
    }
  if (dx != 0 && horizontal != NULL)
    gtk_adjustment_set_value (horizontal, gtk_adjustment_get_value (horizontal)
                                              + dx * gtk_adjustment_get_step_increment (horizontal));
  if (dy == 0)
    return GDK_EVENT_STOP;

  /* whole rows, or whole steps of zoom; what is left of a smooth wheel's turn is kept */
  self->wheel_rest += (event->state & GDK_CONTROL_MASK) != 0 ? -dy : dy * WHEEL_ROWS;
  rows = trunc (self->wheel_rest + copysign (1e-6, self->wheel_rest));
  self->wheel_rest -= rows;
  if ((event->state & GDK_CONTROL_MASK) == 0)
    scroll_rows (self, (int) rows);
  else if (rows != 0)
    mg_hex_view_zoom_by (self, (int) rows);
  return GDK_EVENT_STOP;
}

/* --- bindings --- */

static void
bind_move (GtkBindingSet *bindings, guint key, guint keypad_key, GdkModifierType modifiers,
           GtkMovementStep step, int count)
{
  const guint keys[] = { key, keypad_key };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_binding_entry_add_signal (bindings, keys[i], modifiers, "move-caret", 3,
                                    GTK_TYPE_MOVEMENT_STEP, step, G_TYPE_INT, count, G_TYPE_BOOLEAN,
                                    FALSE);
      gtk_binding_entry_add_signal (bindings, keys[i], modifiers | GDK_SHIFT_MASK, "move-caret", 3,
                                    GTK_TYPE_MOVEMENT_STEP, step, G_TYPE_INT, count, G_TYPE_BOOLEAN,
                                    TRUE);
    }
}

static void
bind_int (GtkBindingSet *bindings, guint key, GdkModifierType modifiers, const char *signal,
          int argument)
{
  gtk_binding_entry_add_signal (bindings, key, modifiers, signal, 1, G_TYPE_INT, argument);
}

void
mg_hex_view_class_init_input (GtkWidgetClass *widget_class)
{
  GtkBindingSet *bindings = gtk_binding_set_by_class (widget_class);
  GType type = G_TYPE_FROM_CLASS (widget_class);
  GSignalFlags flags = G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION;

  widget_class->focus = focus;
  widget_class->focus_in_event = focus_changed;
  widget_class->focus_out_event = focus_changed;
  widget_class->button_press_event = button_press;
  widget_class->button_release_event = button_release;
  widget_class->motion_notify_event = motion_notify;
  widget_class->scroll_event = scroll_event;
  widget_class->popup_menu = popup_menu;

  g_signal_new_class_handler ("move-caret", type, flags, G_CALLBACK (mg_hex_view_move_caret), NULL,
                              NULL, NULL, G_TYPE_NONE, 3, GTK_TYPE_MOVEMENT_STEP, G_TYPE_INT,
                              G_TYPE_BOOLEAN);
  g_signal_new_class_handler ("scroll-rows", type, flags, G_CALLBACK (scroll_rows), NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  g_signal_new_class_handler ("zoom-by", type, flags, G_CALLBACK (mg_hex_view_zoom_by), NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  g_signal_new_class_handler ("select-all", type, flags, G_CALLBACK (select_all), NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
  g_signal_new_class_handler ("copy", type, flags, NULL, NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_move (bindings, GDK_KEY_Left, GDK_KEY_KP_Left, 0, GTK_MOVEMENT_LOGICAL_POSITIONS, -1);
  bind_move (bindings, GDK_KEY_Right, GDK_KEY_KP_Right, 0, GTK_MOVEMENT_LOGICAL_POSITIONS, 1);
  bind_move (bindings, GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK, GTK_MOVEMENT_WORDS, -1);
  bind_move (bindings, GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK, GTK_MOVEMENT_WORDS, 1);
  bind_move (bindings, GDK_KEY_Up, GDK_KEY_KP_Up, 0, GTK_MOVEMENT_DISPLAY_LINES, -1);
  bind_move (bindings, GDK_KEY_Down, GDK_KEY_KP_Down, 0, GTK_MOVEMENT_DISPLAY_LINES, 1);
  bind_move (bindings, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, GTK_MOVEMENT_PAGES, -1);
  bind_move (bindings, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, GTK_MOVEMENT_PAGES, 1);
  bind_move (bindings, GDK_KEY_Home, GDK_KEY_KP_Home, 0, GTK_MOVEMENT_DISPLAY_LINE_ENDS, -1);
  bind_move (bindings, GDK_KEY_End, GDK_KEY_KP_End, 0, GTK_MOVEMENT_DISPLAY_LINE_ENDS, 1);
  bind_move (bindings, GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, GTK_MOVEMENT_BUFFER_ENDS,
             -1);
  bind_move (bindings, GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, GTK_MOVEMENT_BUFFER_ENDS, 1);

  bind_int (bindings, GDK_KEY_Up, GDK_CONTROL_MASK, "scroll-rows", -1);
  bind_int (bindings, GDK_KEY_Down, GDK_CONTROL_MASK, "scroll-rows", 1);
  bind_int (bindings, GDK_KEY_plus, GDK_CONTROL_MASK, "zoom-by", 1);
  bind_int (bindings, GDK_KEY_equal, GDK_CONTROL_MASK, "zoom-by", 1);
  bind_int (bindings, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "zoom-by", 1);
  bind_int (bindings, GDK_KEY_minus, GDK_CONTROL_MASK, "zoom-by", -1);
  bind_int (bindings, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "zoom-by", -1);
  bind_int (bindings, GDK_KEY_0, GDK_CONTROL_MASK, "zoom-by", 0);
  bind_int (bindings, GDK_KEY_KP_0, GDK_CONTROL_MASK, "zoom-by", 0);

  gtk_binding_entry_add_signal (bindings, GDK_KEY_a, GDK_CONTROL_MASK, "select-all", 0);
  gtk_binding_entry_add_signal (bindings, GDK_KEY_c, GDK_CONTROL_MASK, "copy", 0);
  gtk_binding_entry_add_signal (bindings, GDK_KEY_Insert, GDK_CONTROL_MASK, "copy", 0);
}
