#include "config.h"

#include "app/field-view-private.h"

#include <math.h>

/* Keys and the pointer. */

#define WHEEL_ROWS 3
#define EDGE 4 /* pixels on each side of a column's edge that take hold of it */

/* --- keys --- */

static MgFieldLine *
cursor_line (MgFieldView *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      MgFieldLine *line = g_ptr_array_index (self->lines, i);

      if (self->has_cursor && mg_field_view_position_of_line (self, line) == self->cursor)
        return line;
    }
  return NULL;
}

static void
move_by (MgFieldView *self, gint64 by)
{
  guint64 count = mg_field_view_count (self);

  if (count > 0)
    mg_field_view_move_cursor (self, self->has_cursor ? mg_row_add (self->cursor, by, count - 1) : 0);
}

static void
go_to_parent (MgFieldView *self)
{
  MgField *parent = self->selected != NULL ? mg_field_get_parent (self->selected) : NULL;
  guint64 row;

  if (parent != NULL && mg_field_tree_row_of (self->tree, parent, &row))
    mg_field_view_move_cursor (self, mg_field_view_get_n_pins (self) + row);
}

static void
collapse_or_leave (MgFieldView *self)
{
  MgFieldLine *line = cursor_line (self);

  if (self->table != NULL || line == NULL)
    return;
  if (line->expanded)
    mg_field_view_set_expanded (self, self->cursor, FALSE);
  else if (!line->pinned)
    go_to_parent (self);
}

static void
expand_or_enter (MgFieldView *self)
{
  MgFieldLine *line = cursor_line (self);

  if (self->table != NULL || line == NULL || !mg_field_line_is_expandable (line))
    return;
  if (line->expanded)
    move_by (self, 1);
  else
    mg_field_view_set_expanded (self, self->cursor, TRUE);
}

static void
activate (MgFieldView *self)
{
  MgFieldLine *line = cursor_line (self);

  if (line == NULL)
    return;
  if (mg_field_line_is_expandable (line))
    mg_field_view_set_expanded (self, self->cursor, !line->expanded);
  else
    g_signal_emit_by_name (self, "field-activated");
}

static gboolean
key_press (GtkWidget *widget, GdkEventKey *event)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  gint64 page = (gint64) MAX (self->scroll.page, 2) - 1;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  gunichar c;

  if ((modifiers & ~GDK_SHIFT_MASK) == 0)
    switch (event->keyval)
      {
      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
        move_by (self, -1);
        return GDK_EVENT_STOP;
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        move_by (self, 1);
        return GDK_EVENT_STOP;
      case GDK_KEY_Page_Up:
      case GDK_KEY_KP_Page_Up:
        move_by (self, -page);
        return GDK_EVENT_STOP;
      case GDK_KEY_Page_Down:
      case GDK_KEY_KP_Page_Down:
        move_by (self, page);
        return GDK_EVENT_STOP;
      case GDK_KEY_Home:
      case GDK_KEY_KP_Home:
        mg_field_view_move_cursor (self, 0);
        return GDK_EVENT_STOP;
      case GDK_KEY_End:
      case GDK_KEY_KP_End:
        mg_field_view_move_cursor (self, G_MAXUINT64);
        return GDK_EVENT_STOP;
      case GDK_KEY_Left:
      case GDK_KEY_KP_Left:
        (rtl ? expand_or_enter : collapse_or_leave) (self);
        return GDK_EVENT_STOP;
      case GDK_KEY_Right:
      case GDK_KEY_KP_Right:
        (rtl ? collapse_or_leave : expand_or_enter) (self);
        return GDK_EVENT_STOP;
      case GDK_KEY_Return:
      case GDK_KEY_KP_Enter:
        activate (self);
        return GDK_EVENT_STOP;
      case GDK_KEY_BackSpace:
        if (self->table != NULL)
          mg_field_view_leave_table (self);
        else
          go_to_parent (self);
        return GDK_EVENT_STOP;
      case GDK_KEY_Escape:
        if (self->table == NULL)
          break;
        mg_field_view_leave_table (self);
        return GDK_EVENT_STOP;
      default:
        break;
      }
  c = gdk_keyval_to_unicode (event->keyval);
  /* not a space, which pauses */
  if ((modifiers & ~GDK_SHIFT_MASK) == 0 && c > ' ' && c != 0x7f && self->table == NULL)
    {
      g_signal_emit_by_name (self, "typed", event);
      return GDK_EVENT_STOP;
    }
  return GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_DRAWING_AREA))->key_press_event (widget, event);
}

static gboolean
focus_changed (GtkWidget *widget, GdkEventFocus *event)
{
  gtk_widget_queue_draw (widget);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
popup_menu (GtkWidget *widget)
{
  g_signal_emit_by_name (widget, "popup", NULL);
  return TRUE;
}

/* --- pointer --- */

/* The column whose right edge is there; -1: none. */
static int
edge_at (MgFieldView *self, double x, double y)
{
  if (y >= self->header_height)
    return -1;
  for (guint i = 0; i + 1 < self->n_columns; i++)
    {
      int left, width;

      mg_field_view_get_column_area (self, i, &left, &width);
      if (fabs (x - (left + width)) <= EDGE)
        return (int) i;
    }
  return -1;
}

static gboolean
is_on_arrow (MgFieldView *self, const MgFieldLine *line, double x)
{
  int left, width;

  if (!mg_field_line_is_expandable (line))
    return FALSE;
  mg_field_view_get_column_area (self, 0, &left, &width);
  left += (int) MIN (line->depth, 40) * self->indent;
  return x >= left && x < left + self->indent + 4;
}

static gboolean
button_press (GtkWidget *widget, GdkEventButton *event)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);
  MgFieldLine *line;
  guint64 position;

  if (!gtk_widget_has_focus (widget))
    gtk_widget_grab_focus (widget);
  self->resizing = event->button == GDK_BUTTON_PRIMARY ? edge_at (self, event->x, event->y) : -1;
  if (self->resizing >= 0)
    {
      self->resize_from = (int) event->x;
      self->resize_width = self->columns[self->resizing].width;
      return GDK_EVENT_STOP;
    }
  line = mg_field_view_line_at (self, event->y);
  if (line == NULL)
    return GDK_EVENT_PROPAGATE;
  position = mg_field_view_position_of_line (self, line);
  if (gdk_event_triggers_context_menu ((GdkEvent *) event))
    {
      mg_field_view_move_cursor (self, position);
      g_signal_emit_by_name (self, "popup", event);
      return GDK_EVENT_STOP;
    }
  if (event->button != GDK_BUTTON_PRIMARY)
    return GDK_EVENT_PROPAGATE;
  if (event->type == GDK_BUTTON_PRESS)
    {
      self->pressed = !is_on_arrow (self, line, event->x);
      self->press_x = (int) event->x;
      self->press_y = (int) event->y;
      if (is_on_arrow (self, line, event->x))
        mg_field_view_set_expanded (self, position, !line->expanded);
      else
        mg_field_view_move_cursor (self, position);
    }
  else if (event->type == GDK_2BUTTON_PRESS && !is_on_arrow (self, line, event->x))
    activate (self);
  return GDK_EVENT_STOP;
}

static gboolean
button_release (GtkWidget *widget, GdkEventButton *event)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);

  if (self->resizing >= 0 && self->columns[self->resizing].width != self->resize_width)
    g_signal_emit_by_name (self, "layout-changed");
  self->resizing = -1;
  self->pressed = FALSE;
  return GDK_EVENT_PROPAGATE;
}

/* A field can be dragged to where its path is wanted. */
static void
begin_drag (MgFieldView *self, GdkEventMotion *event)
{
  static const GtkTargetEntry target = { (char *) MG_FIELD_TARGET, GTK_TARGET_SAME_APP, 0 };
  GtkTargetList *targets = gtk_target_list_new (&target, 1);

  self->pressed = FALSE;
  gtk_drag_begin_with_coordinates (GTK_WIDGET (self), targets, GDK_ACTION_COPY, GDK_BUTTON_PRIMARY,
                                   (GdkEvent *) event, self->press_x, self->press_y);
  gtk_target_list_unref (targets);
}

static void
drag_data_get (GtkWidget *widget, GdkDragContext *context, GtkSelectionData *data, guint info, guint time)
{
  MgField *field = mg_field_view_get_selected (MG_FIELD_VIEW (widget));
  g_autofree char *path = field != NULL ? mg_field_dup_path (field) : NULL;

  if (path != NULL)
    gtk_selection_data_set (data, gtk_selection_data_get_target (data), 8, (const guchar *) path,
                            (int) strlen (path));
}

static gboolean
motion (GtkWidget *widget, GdkEventMotion *event)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);
  GdkWindow *window = gtk_widget_get_window (widget);

  if (self->resizing >= 0)
    {
      mg_field_view_set_column_width (self, (guint) self->resizing,
                                      self->resize_width + (int) event->x - self->resize_from);
      return GDK_EVENT_STOP;
    }
  if (self->pressed && (event->state & GDK_BUTTON1_MASK) != 0
      && gtk_drag_check_threshold (widget, self->press_x, self->press_y, (int) event->x, (int) event->y))
    {
      begin_drag (self, event);
      return GDK_EVENT_STOP;
    }
  if (edge_at (self, event->x, event->y) >= 0)
    {
      g_autoptr (GdkCursor) cursor = gdk_cursor_new_from_name (gdk_window_get_display (window), "col-resize");

      gdk_window_set_cursor (window, cursor);
    }
  else if (gdk_window_get_cursor (window) != NULL)
    gdk_window_set_cursor (window, NULL);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
scroll (GtkWidget *widget, GdkEventScroll *event)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);
  double dx = 0, dy = 0;
  int rows;

  if ((event->state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (event->direction == GDK_SCROLL_UP)
    dy = -1;
  else if (event->direction == GDK_SCROLL_DOWN)
    dy = 1;
  else if (!gdk_event_get_scroll_deltas ((GdkEvent *) event, &dx, &dy) || fabs (dx) > fabs (dy))
    return GDK_EVENT_PROPAGATE;
  self->wheel_rest += dy * WHEEL_ROWS;
  rows = (int) self->wheel_rest;
  self->wheel_rest -= rows;
  mg_field_view_set_top (self, mg_row_add (self->top, rows, self->scroll.max_top));
  return GDK_EVENT_STOP;
}

void
mg_field_view_class_init_input (GtkWidgetClass *widget_class)
{
  widget_class->key_press_event = key_press;
  widget_class->focus_in_event = focus_changed;
  widget_class->focus_out_event = focus_changed;
  widget_class->popup_menu = popup_menu;
  widget_class->button_press_event = button_press;
  widget_class->button_release_event = button_release;
  widget_class->motion_notify_event = motion;
  widget_class->scroll_event = scroll;
  widget_class->drag_data_get = drag_data_get;
}
