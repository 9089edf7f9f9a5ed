#include "config.h"

#include "app/plot-view-private.h"

#include <math.h>

#include <glib/gi18n.h>

#define DESCRIBE_US G_USEC_PER_SEC /* a screen reader is told of a new value at most this often */

enum
{
  SIGNAL_WINDOW_CHANGED,
  SIGNAL_CURSOR_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgPlotView, mg_plot_view, GTK_TYPE_DRAWING_AREA)

/* --- Series --- */

static void
line_free (gpointer data)
{
  MgPlotLine *line = data;

  g_free (line->title);
  g_free (line->unit);
  mg_series_free (line->raw);
  mg_series_free (line->derived);
  g_free (line);
}

static MgPlotLine *
find_line (MgPlotView *self, guint id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      MgPlotLine *line = g_ptr_array_index (self->lines, i);

      if (line->id == id)
        return line;
    }
  return NULL;
}

const MgSeries *
mg_plot_line_get_drawn (const MgPlotLine *line)
{
  return line->derived != NULL ? line->derived : line->raw;
}

/* The point of the derived series that belongs to a raw one, which is the newest of those so far.
 */
static double
derive (MgPlotLine *line, guint64 index)
{
  MgPoint point = mg_series_get_point (line->raw, index);

  if (line->transform == MG_PLOT_DERIVATIVE)
    {
      MgPoint before = index > 0 ? mg_series_get_point (line->raw, index - 1) : point;

      if (point.time_us == before.time_us)
        return NAN;
      return (point.value - before.value) * G_USEC_PER_SEC /
             (double) (point.time_us - before.time_us);
    }

  if (isnan (point.value))
    return NAN;
  line->average_sum += point.value;
  for (; line->average_start < index; line->average_start++)
    {
      MgPoint oldest = mg_series_get_point (line->raw, line->average_start);

      if (oldest.time_us > point.time_us - line->average_us)
        break;
      line->average_sum -= isnan (oldest.value) ? 0 : oldest.value;
    }
  return line->average_sum / (double) (index - line->average_start + 1);
}

static void
derive_all (MgPlotLine *line, guint64 max_points)
{
  g_clear_pointer (&line->derived, mg_series_free);
  line->average_start = 0;
  line->average_sum = 0;
  if (line->transform == MG_PLOT_VALUE)
    return;
  line->derived = mg_series_new (max_points);
  for (guint64 i = 0; i < mg_series_get_length (line->raw); i++)
    mg_series_append (line->derived, mg_series_get_point (line->raw, i).time_us, derive (line, i));
}

guint
mg_plot_view_add (MgPlotView *self, const char *title, const char *unit, guint64 max_points)
{
  MgPlotLine *line;

  g_return_val_if_fail (MG_IS_PLOT_VIEW (self), 0);
  if (self->lines->len >= MG_PLOT_MAX_SERIES)
    return 0;
  line = g_new0 (MgPlotLine, 1);
  line->id = ++self->last_id;
  line->title = g_strdup (title);
  line->unit = g_strdup (unit);
  line->raw = mg_series_new (max_points);
  g_ptr_array_add (self->lines, line);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return line->id;
}

void
mg_plot_view_remove (MgPlotView *self, guint id)
{
  g_ptr_array_remove (self->lines, find_line (self, id));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
mg_plot_view_get_n_series (MgPlotView *self)
{
  return self->lines->len;
}

guint
mg_plot_view_get_id (MgPlotView *self, guint index)
{
  g_return_val_if_fail (index < self->lines->len, 0);
  return ((const MgPlotLine *) g_ptr_array_index (self->lines, index))->id;
}

const char *
mg_plot_view_get_title (MgPlotView *self, guint id)
{
  const MgPlotLine *line = find_line (self, id);

  return line != NULL ? line->title : NULL;
}

gint64
mg_plot_view_get_window_end (MgPlotView *self)
{
  return self->window.live ? self->newest_us : self->window.end_us;
}

static void
describe (MgPlotView *self)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *text = NULL;

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) || now_us - self->described_us < DESCRIBE_US)
    return;
  self->described_us = now_us;
  text = mg_plot_view_dup_description (self);
  atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)), text);
}

void
mg_plot_view_append (MgPlotView *self, guint id, gint64 time_us, double value)
{
  MgPlotLine *line = find_line (self, id);
  guint64 before;

  g_return_if_fail (line != NULL);
  before = mg_series_get_length (line->raw);
  mg_series_append (line->raw, time_us, value);
  /* Where the oldest were forgotten, the index of what the average begins with moved. */
  if (mg_series_get_length (line->raw) <= before)
    line->average_start -= MIN (line->average_start, before + 1 - mg_series_get_length (line->raw));
  if (line->derived != NULL)
    mg_series_append (line->derived, time_us, derive (line, mg_series_get_length (line->raw) - 1));

  self->newest_us = MAX (self->newest_us, time_us);
  if (self->window.live || time_us <= self->window.end_us)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

void
mg_plot_view_set_transform (MgPlotView *self, guint id, MgPlotTransform transform,
                            gint64 average_us)
{
  MgPlotLine *line = find_line (self, id);

  g_return_if_fail (line != NULL);
  line->transform = transform;
  line->average_us = MAX (average_us, 1);
  derive_all (line, MG_SERIES_MAX_POINTS);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mg_plot_view_set_own_axes (MgPlotView *self, gboolean own_axes)
{
  self->own_axes = own_axes;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
mg_plot_view_get_own_axes (MgPlotView *self)
{
  return self->own_axes;
}

/* --- Window and cursor --- */

static void
window_changed (MgPlotView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_WINDOW_CHANGED], 0);
}

MgPlotWindow
mg_plot_view_get_window (MgPlotView *self)
{
  MgPlotWindow window = self->window;

  window.end_us = mg_plot_view_get_window_end (self);
  return window;
}

void
mg_plot_view_set_window (MgPlotView *self, const MgPlotWindow *window)
{
  self->window = *window;
  self->window.span_us = CLAMP (window->span_us, MG_PLOT_MIN_SPAN_US, MG_PLOT_MAX_SPAN_US);
  window_changed (self);
}

static void
zoom (MgPlotView *self, double factor, double at)
{
  self->window.end_us = mg_plot_view_get_window_end (self);
  mg_plot_window_zoom (&self->window, factor, at);
  window_changed (self);
}

static void
pan (MgPlotView *self, double share)
{
  mg_plot_window_pan (&self->window, share, self->newest_us);
  window_changed (self);
}

gboolean
mg_plot_view_get_cursor (MgPlotView *self, gint64 *time_us)
{
  *time_us = self->cursor_us;
  return self->has_cursor;
}

static void
cursor_changed (MgPlotView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CURSOR_CHANGED], 0);
  self->described_us = 0;
  describe (self);
}

void
mg_plot_view_set_cursor (MgPlotView *self, gint64 time_us)
{
  self->has_cursor = TRUE;
  self->cursor_us = time_us;
  cursor_changed (self);
}

double
mg_plot_view_get_value (MgPlotView *self, guint id, gint64 time_us, double *min, double *max)
{
  const MgPlotLine *line = find_line (self, id);
  const MgSeries *series;
  guint64 behind, end;
  MgExtent extent;

  g_return_val_if_fail (line != NULL, NAN);
  series = mg_plot_line_get_drawn (line);
  behind =
      time_us == G_MAXINT64 ? mg_series_get_length (series) : mg_series_find (series, time_us + 1);
  end = mg_series_find (series, mg_plot_view_get_window_end (self) + 1);
  extent = mg_series_get_extent (
      series, mg_series_find (series, mg_plot_view_get_window_end (self) - self->window.span_us),
      end);
  *min = extent.min;
  *max = extent.max;
  return behind > 0 ? mg_series_get_point (series, behind - 1).value : NAN;
}

char *
mg_plot_view_dup_description (MgPlotView *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgPlotLine *line = g_ptr_array_index (self->lines, i);
      double min, max;
      double value = mg_plot_view_get_value (
          self, line->id, self->has_cursor ? self->cursor_us : G_MAXINT64, &min, &max);
      double step = mg_plot_value_step (max - min, 1000);
      g_autofree char *value_text = isnan (value) ? NULL : mg_plot_value_text (value, step);
      g_autofree char *min_text = mg_plot_value_text (min, step);
      g_autofree char *max_text = mg_plot_value_text (max, step);

      if (i > 0)
        g_string_append (text, "; ");
      if (value_text == NULL)
        g_string_append_printf (text, _ ("%s: no value"), line->title);
      else
        /* Translators: a field's name, its value, its unit, its range in the time that is shown */
        g_string_append_printf (text, _ ("%s: %s %s, from %s to %s"), line->title, value_text,
                                line->unit != NULL ? line->unit : "", min_text, max_text);
    }
  if (self->lines->len == 0)
    g_string_append (text, _ ("Nothing is plotted"));
  return g_string_free (text, FALSE);
}

/* --- Input --- */

static double
get_share (MgPlotView *self, double x)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  MgPlotFrame frame;

  mg_plot_view_get_frame (self, layout, gtk_widget_get_allocated_width (GTK_WIDGET (self)),
                          gtk_widget_get_allocated_height (GTK_WIDGET (self)), &frame);
  return CLAMP ((x - frame.left) / frame.width, 0, 1);
}

static gint64
get_time (MgPlotView *self, double share)
{
  return mg_plot_view_get_window_end (self) - (gint64) ((1 - share) * (double) self->window.span_us);
}

static gboolean
mg_plot_view_scroll (GtkWidget *widget, GdkEventScroll *event)
{
  MgPlotView *self = MG_PLOT_VIEW (widget);
  gdouble dx = 0, dy = 0;

  if (!gdk_event_get_scroll_deltas ((GdkEvent *) event, &dx, &dy))
    dy = event->direction == GDK_SCROLL_UP ? -1 : event->direction == GDK_SCROLL_DOWN ? 1 : 0;
  if (event->direction == GDK_SCROLL_LEFT || event->direction == GDK_SCROLL_RIGHT)
    dx = event->direction == GDK_SCROLL_LEFT ? -1 : 1;
  if (dy != 0)
    zoom (self, pow (1.25, dy), get_share (self, event->x));
  if (dx != 0)
    pan (self, dx * 0.1);
  return TRUE;
}

static gboolean
mg_plot_view_motion (GtkWidget *widget, GdkEventMotion *event)
{
  mg_plot_view_set_cursor (
      MG_PLOT_VIEW (widget),
      get_time (MG_PLOT_VIEW (widget), get_share (MG_PLOT_VIEW (widget), event->x)));
  return FALSE;
}

static gboolean
mg_plot_view_leave (GtkWidget *widget, GdkEventCrossing *event)
{
  MgPlotView *self = MG_PLOT_VIEW (widget);

  if (!gtk_widget_has_focus (widget))
    {
      self->has_cursor = FALSE;
      cursor_changed (self);
    }
  return FALSE;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  MgPlotView *self = user_data;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_window = mg_plot_view_get_window (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  MgPlotView *self = user_data;
  double x, y;

  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y) || fabs (dx) < 3)
    return;
  self->window = self->drag_window;
  mg_plot_window_pan (&self->window, get_share (self, x) - get_share (self, x + dx),
                      self->newest_us);
  window_changed (self);
}

static void
move_cursor (MgPlotView *self, int n_pixels)
{
  gint64 pixel_us =
      self->window.span_us / MAX (gtk_widget_get_allocated_width (GTK_WIDGET (self)), 1);
  gint64 end_us = mg_plot_view_get_window_end (self);

  mg_plot_view_set_cursor (
      self, CLAMP ((self->has_cursor ? self->cursor_us : end_us) + n_pixels * MAX (pixel_us, 1),
                   end_us - self->window.span_us, end_us));
}

static void
show_oldest (MgPlotView *self)
{
  gint64 oldest_us = self->newest_us;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgSeries *series = mg_plot_line_get_drawn (self->lines->pdata[i]);

      if (mg_series_get_length (series) > 0)
        oldest_us = MIN (oldest_us, mg_series_get_point (series, 0).time_us);
    }
  self->window.live = FALSE;
  self->window.end_us = oldest_us + self->window.span_us;
  window_changed (self);
}

static gboolean
mg_plot_view_key_press (GtkWidget *widget, GdkEventKey *event)
{
  MgPlotView *self = MG_PLOT_VIEW (widget);
  gboolean control = (event->state & GDK_CONTROL_MASK) != 0;
  int step = event->state & GDK_SHIFT_MASK ? 10 : 1;

  switch (event->keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      if (control)
        pan (self, -0.1 * step);
      else
        move_cursor (self, -step);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (control)
        pan (self, 0.1 * step);
      else
        move_cursor (self, step);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom (self, 0.8, 1);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom (self, 1.25, 1);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      show_oldest (self);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      self->window.live = TRUE;
      window_changed (self);
      return TRUE;
    default:
      return GTK_WIDGET_CLASS (mg_plot_view_parent_class)->key_press_event (widget, event);
    }
}

static gboolean
mg_plot_view_focus_in (GtkWidget *widget, GdkEventFocus *event)
{
  MgPlotView *self = MG_PLOT_VIEW (widget);

  self->described_us = 0;
  describe (self);
  gtk_widget_queue_draw (widget);
  return FALSE;
}

static gboolean
draw (GtkWidget *widget, cairo_t *cr)
{
  mg_plot_view_draw (MG_PLOT_VIEW (widget), cr, gtk_widget_get_allocated_width (widget),
                     gtk_widget_get_allocated_height (widget));
  if (gtk_widget_has_visible_focus (widget))
    gtk_render_focus (gtk_widget_get_style_context (widget), cr, 0, 0,
                      gtk_widget_get_allocated_width (widget),
                      gtk_widget_get_allocated_height (widget));
  return TRUE;
}

/* --- Life --- */

static void
mg_plot_view_finalize (GObject *object)
{
  MgPlotView *self = MG_PLOT_VIEW (object);

  g_ptr_array_unref (self->lines);
  g_object_unref (self->drag);
  mg_plot_columns_clear (&self->columns);
  G_OBJECT_CLASS (mg_plot_view_parent_class)->finalize (object);
}

static void
mg_plot_view_class_init (MgPlotViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mg_plot_view_finalize;
  widget_class->draw = draw;
  widget_class->scroll_event = mg_plot_view_scroll;
  widget_class->motion_notify_event = mg_plot_view_motion;
  widget_class->leave_notify_event = mg_plot_view_leave;
  widget_class->key_press_event = mg_plot_view_key_press;
  widget_class->focus_in_event = mg_plot_view_focus_in;
  gtk_widget_class_set_css_name (widget_class, "plotview");

  signals[SIGNAL_WINDOW_CHANGED] = g_signal_new (
      "window-changed", MG_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CURSOR_CHANGED] = g_signal_new (
      "cursor-changed", MG_TYPE_PLOT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mg_plot_view_init (MgPlotView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->window = (MgPlotWindow) { 0, 10 * G_USEC_PER_SEC, TRUE };
  self->newest_us = 0;
  gtk_widget_set_can_focus (widget, TRUE);
  gtk_widget_set_size_request (widget, 200, 120);
  gtk_widget_add_events (widget, GDK_SCROLL_MASK | GDK_SMOOTH_SCROLL_MASK | GDK_POINTER_MOTION_MASK
                                     | GDK_LEAVE_NOTIFY_MASK | GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK
                                     | GDK_KEY_PRESS_MASK);
  atk_object_set_name (gtk_widget_get_accessible (widget), _ ("Plot"));
  self->drag = gtk_gesture_drag_new (widget);
  g_signal_connect (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
}

GtkWidget *
mg_plot_view_new (void)
{
  return g_object_new (MG_TYPE_PLOT_VIEW, NULL);
}
