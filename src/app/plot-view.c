#include "config.h"

#include "app/plot-view.h"

#include "app/hex-colors.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define MARGIN 8
#define TICK_LENGTH 4
#define VALUE_TICK_HEIGHT 36 /* pixels between two ticks, at least */
#define TIME_TICK_WIDTH 90
#define DESCRIBE_US G_USEC_PER_SEC /* a screen reader is told of a new value at most this often */

/* A line is drawn point by point up to so many points a column, then as columns from least to greatest. */
#define POINTS_PER_COLUMN 2

typedef struct
{
  guint id;
  char *title;
  char *unit; /* (nullable) */
  MgPlotTransform transform;
  gint64 average_us;
  MgSeries *raw;     /* as it came */
  MgSeries *derived; /* (nullable): what is drawn, where that is not the raw one */
  guint64 average_start; /* index in raw of the first point that the average is of */
  double average_sum;
} Line;

/* Where things are at one size. */
typedef struct
{
  double left, top, width, height; /* of the plot itself, in pixels */
} Frame;

struct _MgPlotView
{
  GtkDrawingArea parent_instance;

  GPtrArray *lines;   /* of Line */
  guint last_id;
  MgPlotWindow window;
  gint64 newest_us;   /* time of the newest point of all; G_MININT64 before the first */
  gboolean own_axes;
  gboolean has_cursor;
  gint64 cursor_us;
  MgExtent *columns;  /* n_columns of them: scratch of draw */
  gsize n_columns;

  GtkGesture *drag;
  MgPlotWindow drag_window;
  gint64 described_us;
};

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
  Line *line = data;

  g_free (line->title);
  g_free (line->unit);
  mg_series_free (line->raw);
  mg_series_free (line->derived);
  g_free (line);
}

static Line *
find_line (MgPlotView *self, guint id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (line->id == id)
        return line;
    }
  return NULL;
}

static const MgSeries *
get_drawn (const Line *line)
{
  return line->derived != NULL ? line->derived : line->raw;
}

/* The point of the derived series that belongs to a raw one, which is the newest of those so far. */
static double
derive (Line *line, guint64 index)
{
  MgPoint point = mg_series_get_point (line->raw, index);

  if (line->transform == MG_PLOT_DERIVATIVE)
    {
      MgPoint before = index > 0 ? mg_series_get_point (line->raw, index - 1) : point;

      if (point.time_us == before.time_us)
        return NAN;
      return (point.value - before.value) * G_USEC_PER_SEC / (double) (point.time_us - before.time_us);
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
derive_all (Line *line, guint64 max_points)
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
  Line *line;

  g_return_val_if_fail (MG_IS_PLOT_VIEW (self), 0);
  if (self->lines->len >= MG_PLOT_MAX_SERIES)
    return 0;
  line = g_new0 (Line, 1);
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
  return ((const Line *) g_ptr_array_index (self->lines, index))->id;
}

const char *
mg_plot_view_get_title (MgPlotView *self, guint id)
{
  const Line *line = find_line (self, id);

  return line != NULL ? line->title : NULL;
}

static gint64
get_window_end (MgPlotView *self)
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
  Line *line = find_line (self, id);
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
mg_plot_view_set_transform (MgPlotView *self, guint id, MgPlotTransform transform, gint64 average_us)
{
  Line *line = find_line (self, id);

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

  window.end_us = get_window_end (self);
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
  self->window.end_us = get_window_end (self);
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
  const Line *line = find_line (self, id);
  const MgSeries *series;
  guint64 behind, end;
  MgExtent extent;

  g_return_val_if_fail (line != NULL, NAN);
  series = get_drawn (line);
  behind = time_us == G_MAXINT64 ? mg_series_get_length (series) : mg_series_find (series, time_us + 1);
  end = mg_series_find (series, get_window_end (self) + 1);
  extent = mg_series_get_extent (
      series, mg_series_find (series, get_window_end (self) - self->window.span_us), end);
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
      const Line *line = g_ptr_array_index (self->lines, i);
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

/* --- Drawing --- */

typedef struct
{
  GdkRGBA base, text, pale, grid;
  GdkRGBA lines[MG_PLOT_MAX_SERIES];
} Colors;

/* Hues far apart from each other, whatever the theme; their lightness follows its background. */
static void
get_colors (GtkWidget *widget, Colors *colors)
{
  static const char *const hues[] = { "#3584e4", "#e66100", "#2ec27e", "#c01c28", "#9141ac",
                                      "#e5a50a", "#00a0a0", "#986a44", "#d56199", "#77767b" };
  MgHexTheme theme;

  mg_hex_theme_init (&theme, gtk_widget_get_style_context (widget));
  colors->base = theme.base;
  colors->text = theme.text;
  colors->pale = mg_rgba_approach (&theme.base, &theme.text, &theme.base, MG_CONTRAST_TEXT);
  colors->grid = mg_rgba_mix (&theme.base, &theme.text, 0.12);
  for (guint i = 0; i < MG_PLOT_MAX_SERIES; i++)
    {
      GdkRGBA hue;

      gdk_rgba_parse (&hue, hues[i % G_N_ELEMENTS (hues)]);
      colors->lines[i] = mg_rgba_approach (&hue, &theme.text, &theme.base, MG_CONTRAST_SHAPE);
    }
}

/* Dashes tell a second round of hues, and all lines in print, apart. */
static void
set_dash (cairo_t *cr, guint index)
{
  static const double dashes[] = { 6, 3, 1, 3 };
  guint style = index / 10;

  cairo_set_dash (cr, dashes, style == 0 ? 0 : style == 1 ? 2 : 4, 0);
}

static void
show_text (cairo_t *cr, PangoLayout *layout, const GdkRGBA *color, double x, double y, double align)
{
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, round (x - align * width), round (y));
  pango_cairo_show_layout (cr, layout);
}

/* What the values lie between: of one line, or of all where it is NULL. */
static void
get_value_range (MgPlotView *self, const Line *only, double *min, double *max)
{
  gint64 end_us = get_window_end (self), start_us = end_us - self->window.span_us;

  *min = *max = NAN;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      const MgSeries *series = get_drawn (line);
      MgExtent extent;

      if (only != NULL && line != only)
        continue;
      extent = mg_series_get_extent (series, mg_series_find (series, start_us),
                                     mg_series_find (series, end_us + 1));
      *min = fmin (*min, extent.min);
      *max = fmax (*max, extent.max);
    }
  mg_plot_pad (min, max);
}

static double
to_y (const Frame *frame, double value, double min, double max)
{
  /* Halves: the difference of two large numbers may be none. */
  double share = (value / 2 - min / 2) / (max / 2 - min / 2);

  return frame->top + frame->height * (1 - CLAMP (share, -1, 2));
}

/* Few points: a line through each. */
static void
draw_points (MgPlotView *self, cairo_t *cr, const MgSeries *series, const Frame *frame, double min,
             double max, guint64 start, guint64 end)
{
  gint64 start_us = get_window_end (self) - self->window.span_us;
  gboolean down = FALSE;

  /* And those beside the window, so that the line goes on to its borders. */
  start -= MIN (start, 1);
  end = MIN (end + 1, mg_series_get_length (series));
  for (guint64 i = start; i < end; i++)
    {
      MgPoint point = mg_series_get_point (series, i);
      double x = frame->left
                 + (double) (point.time_us - start_us) / (double) self->window.span_us * frame->width;

      if (isfinite (point.value) && down)
        cairo_line_to (cr, x, to_y (frame, point.value, min, max));
      else if (isfinite (point.value))
        cairo_move_to (cr, x, to_y (frame, point.value, min, max));
      down = isfinite (point.value);
    }
  cairo_stroke (cr);
}

/* Many points: in each column a bar from the least to the greatest, joined to the one before. */
static void
draw_columns (MgPlotView *self, cairo_t *cr, const MgSeries *series, const Frame *frame, double min,
              double max)
{
  gint64 end_us = get_window_end (self);
  gsize n_columns = (gsize) frame->width;
  double before = NAN;

  if (n_columns != self->n_columns)
    {
      g_free (self->columns);
      self->columns = g_new (MgExtent, n_columns);
      self->n_columns = n_columns;
    }
  mg_series_decimate (series, end_us - self->window.span_us, end_us + 1, self->columns, n_columns);

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (gsize i = 0; i < n_columns; i++)
    {
      const MgExtent *column = &self->columns[i];
      double low = fmin (column->min, before), high = fmax (column->max, before), top, bottom;

      if (column->n_points == 0)
        continue;
      before = column->last;
      if (isnan (low))
        continue;
      top = floor (to_y (frame, high, min, max));
      bottom = ceil (to_y (frame, low, min, max));
      cairo_rectangle (cr, floor (frame->left) + (double) i, top, 1, MAX (bottom - top, 2));
    }
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void
draw_line (MgPlotView *self, cairo_t *cr, guint index, const Frame *frame, const Colors *colors,
           double min, double max)
{
  const MgSeries *series = get_drawn (g_ptr_array_index (self->lines, index));
  gint64 end_us = get_window_end (self);
  guint64 start = mg_series_find (series, end_us - self->window.span_us);
  guint64 end = mg_series_find (series, end_us + 1);

  gdk_cairo_set_source_rgba (cr, &colors->lines[index]);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  set_dash (cr, index);
  if ((double) (end - start) <= POINTS_PER_COLUMN * frame->width)
    draw_points (self, cr, series, frame, min, max, start, end);
  else
    draw_columns (self, cr, series, frame, min, max);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_value_axis (cairo_t *cr, PangoLayout *layout, const Frame *frame, const Colors *colors, double min,
                 double max)
{
  double step = mg_plot_value_step (max - min, (guint) (frame->height / VALUE_TICK_HEIGHT));
  double first = ceil (min / step);

  if (!isfinite (max - min) || !isfinite (first))
    return;
  for (guint i = 0; i < 100 && (first + i) * step <= max; i++)
    {
      double value = (first + i) * step, y = floor (to_y (frame, value, min, max)) + 0.5;
      g_autofree char *text = mg_plot_value_text (value, step);
      int height;

      gdk_cairo_set_source_rgba (cr, &colors->grid);
      cairo_move_to (cr, frame->left, y);
      cairo_line_to (cr, frame->left + frame->width, y);
      cairo_stroke (cr);
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, NULL, &height);
      show_text (cr, layout, &colors->pale, frame->left - TICK_LENGTH, y - height / 2.0, 1);
    }
}

static void
draw_time_axis (MgPlotView *self, cairo_t *cr, PangoLayout *layout, const Frame *frame,
                const Colors *colors)
{
  gint64 step_us
      = mg_plot_time_step_us (self->window.span_us, (guint) (frame->width / TIME_TICK_WIDTH));

  for (gint64 before_us = 0; before_us <= self->window.span_us; before_us += step_us)
    {
      double share = 1 - (double) before_us / (double) self->window.span_us;
      double x = floor (frame->left + share * frame->width) + 0.5;
      g_autofree char *text = mg_plot_time_text (before_us, step_us);

      gdk_cairo_set_source_rgba (cr, &colors->grid);
      cairo_move_to (cr, x, frame->top);
      cairo_line_to (cr, x, frame->top + frame->height);
      cairo_stroke (cr);
      pango_layout_set_text (layout, text, -1);
      show_text (cr, layout, &colors->pale, x, frame->top + frame->height + TICK_LENGTH,
                 before_us == 0 ? 1 : 0.5);
    }
}

/* Each series' name and value, above the plot. */
static void
draw_legend (MgPlotView *self, cairo_t *cr, PangoLayout *layout, const Frame *frame,
             const Colors *colors)
{
  double x = frame->left;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);
      double min, max;
      double value = mg_plot_view_get_value (
          self, line->id, self->has_cursor ? self->cursor_us : get_window_end (self), &min, &max);
      g_autofree char *number = isnan (value)
                                    ? g_strdup ("\u2014")
                                    : mg_plot_value_text (value, mg_plot_value_step (max - min, 1000));
      g_autofree char *text = g_strdup_printf ("%s %s %s", line->title, number,
                                               line->unit != NULL ? line->unit : "");
      int width, height;

      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &width, &height);
      if (x + width > frame->left + frame->width && i > 0)
        break;
      gdk_cairo_set_source_rgba (cr, &colors->lines[i]);
      cairo_set_line_width (cr, 3);
      set_dash (cr, i);
      cairo_move_to (cr, x, MARGIN / 2.0 + height / 2.0);
      cairo_line_to (cr, x + 16, MARGIN / 2.0 + height / 2.0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
      show_text (cr, layout, &colors->text, x + 20, MARGIN / 2.0, 0);
      x += width + 20 + 2 * MARGIN;
    }
  cairo_set_line_width (cr, 1);
}

static void
draw_cursor (MgPlotView *self, cairo_t *cr, const Frame *frame, const Colors *colors)
{
  gint64 start_us = get_window_end (self) - self->window.span_us;
  double share = (double) (self->cursor_us - start_us) / (double) self->window.span_us;

  if (!self->has_cursor || share < 0 || share > 1)
    return;
  gdk_cairo_set_source_rgba (cr, &colors->text);
  cairo_move_to (cr, floor (frame->left + share * frame->width) + 0.5, frame->top);
  cairo_rel_line_to (cr, 0, frame->height);
  cairo_stroke (cr);
}

static void
get_frame (MgPlotView *self, PangoLayout *layout, int width, int height, Frame *frame)
{
  int text_width, text_height;

  pango_layout_set_text (layout, "\u2212888.88", -1);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  frame->left = text_width + TICK_LENGTH + MARGIN;
  frame->top = text_height + 2 * MARGIN;
  frame->width = MAX (width - frame->left - MARGIN, 1);
  frame->height = MAX (height - frame->top - text_height - 2 * TICK_LENGTH, 1);
}

static void
draw (MgPlotView *self, cairo_t *cr, int width, int height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  Colors colors;
  Frame frame;
  double min, max;

  get_colors (GTK_WIDGET (self), &colors);
  get_frame (self, layout, width, height, &frame);
  gdk_cairo_set_source_rgba (cr, &colors.base);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  if (self->lines->len == 0)
    {
      pango_layout_set_text (layout, _ ("Choose “Plot” in a field’s menu to see it over time"), -1);
      show_text (cr, layout, &colors.pale, width / 2.0, height / 2.0, 0.5);
      return;
    }

  cairo_set_line_width (cr, 1);
  get_value_range (self, self->own_axes && self->lines->len == 1 ? self->lines->pdata[0] : NULL, &min,
                   &max);
  draw_time_axis (self, cr, layout, &frame, &colors);
  if (!self->own_axes || self->lines->len == 1)
    draw_value_axis (cr, layout, &frame, &colors, min, max);
  draw_legend (self, cr, layout, &frame, &colors);

  cairo_save (cr);
  cairo_rectangle (cr, frame.left, frame.top, frame.width, frame.height);
  cairo_clip (cr);
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (self->own_axes)
        get_value_range (self, self->lines->pdata[i], &min, &max);
      draw_line (self, cr, i, &frame, &colors, min, max);
    }
  draw_cursor (self, cr, &frame, &colors);
  cairo_restore (cr);
}

static gboolean
mg_plot_view_draw (GtkWidget *widget, cairo_t *cr)
{
  draw (MG_PLOT_VIEW (widget), cr, gtk_widget_get_allocated_width (widget),
        gtk_widget_get_allocated_height (widget));
  if (gtk_widget_has_visible_focus (widget))
    gtk_render_focus (gtk_widget_get_style_context (widget), cr, 0, 0,
                      gtk_widget_get_allocated_width (widget),
                      gtk_widget_get_allocated_height (widget));
  return TRUE;
}

/* --- Output --- */

gboolean
mg_plot_view_save_picture (MgPlotView *self, const char *path, int width, int height, GError **error)
{
  gboolean png = g_str_has_suffix (path, ".png");
  cairo_surface_t *surface = png ? cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height)
                                 : cairo_svg_surface_create (path, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  draw (self, cr, width, height);
  cairo_destroy (cr);
  status = png ? cairo_surface_write_to_png (surface, path) : CAIRO_STATUS_SUCCESS;
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, cairo_status_to_string (status));
  return FALSE;
}

static void
append_csv_text (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append_c (csv, '"');
}

char *
mg_plot_view_dup_csv (MgPlotView *self)
{
  GString *csv = g_string_new ("time_s");
  gint64 end_us = get_window_end (self), start_us = end_us - self->window.span_us;
  guint64 at[MG_PLOT_MAX_SERIES];

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = g_ptr_array_index (self->lines, i);

      g_string_append_c (csv, ',');
      append_csv_text (csv, line->title);
      at[i] = mg_series_find (get_drawn (line), start_us);
    }
  g_string_append (csv, "\n");

  for (;;)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      gint64 time_us = G_MAXINT64;

      for (guint i = 0; i < self->lines->len; i++)
        {
          const MgSeries *series = get_drawn (self->lines->pdata[i]);

          if (at[i] < mg_series_get_length (series))
            time_us = MIN (time_us, mg_series_get_point (series, at[i]).time_us);
        }
      if (time_us > end_us)
        break;
      g_ascii_formatd (number, sizeof number, "%.6f", (double) (time_us - start_us) / G_USEC_PER_SEC);
      g_string_append (csv, number);
      for (guint i = 0; i < self->lines->len; i++)
        {
          const MgSeries *series = get_drawn (self->lines->pdata[i]);

          g_string_append_c (csv, ',');
          if (at[i] < mg_series_get_length (series)
              && mg_series_get_point (series, at[i]).time_us == time_us)
            {
              double value = mg_series_get_point (series, at[i]++).value;

              if (isfinite (value))
                g_string_append (csv, g_ascii_dtostr (number, sizeof number, value));
            }
        }
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}

/* --- Input --- */

static double
get_share (MgPlotView *self, double x)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  Frame frame;

  get_frame (self, layout, gtk_widget_get_allocated_width (GTK_WIDGET (self)),
             gtk_widget_get_allocated_height (GTK_WIDGET (self)), &frame);
  return CLAMP ((x - frame.left) / frame.width, 0, 1);
}

static gint64
get_time (MgPlotView *self, double share)
{
  return get_window_end (self) - (gint64) ((1 - share) * (double) self->window.span_us);
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
  mg_plot_view_set_cursor (MG_PLOT_VIEW (widget),
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
  mg_plot_window_pan (&self->window, get_share (self, x) - get_share (self, x + dx), self->newest_us);
  window_changed (self);
}

static void
move_cursor (MgPlotView *self, int n_pixels)
{
  gint64 pixel_us = self->window.span_us / MAX (gtk_widget_get_allocated_width (GTK_WIDGET (self)), 1);
  gint64 end_us = get_window_end (self);

  mg_plot_view_set_cursor (self, CLAMP ((self->has_cursor ? self->cursor_us : end_us)
                                            + n_pixels * MAX (pixel_us, 1),
                                        end_us - self->window.span_us, end_us));
}

static void
show_oldest (MgPlotView *self)
{
  gint64 oldest_us = self->newest_us;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgSeries *series = get_drawn (self->lines->pdata[i]);

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

/* --- Life --- */

static void
mg_plot_view_finalize (GObject *object)
{
  MgPlotView *self = MG_PLOT_VIEW (object);

  g_ptr_array_unref (self->lines);
  g_object_unref (self->drag);
  g_free (self->columns);
  G_OBJECT_CLASS (mg_plot_view_parent_class)->finalize (object);
}

static void
mg_plot_view_class_init (MgPlotViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mg_plot_view_finalize;
  widget_class->draw = mg_plot_view_draw;
  widget_class->scroll_event = mg_plot_view_scroll;
  widget_class->motion_notify_event = mg_plot_view_motion;
  widget_class->leave_notify_event = mg_plot_view_leave;
  widget_class->key_press_event = mg_plot_view_key_press;
  widget_class->focus_in_event = mg_plot_view_focus_in;
  gtk_widget_class_set_css_name (widget_class, "plotview");

  signals[SIGNAL_WINDOW_CHANGED] = g_signal_new ("window-changed", MG_TYPE_PLOT_VIEW,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CURSOR_CHANGED] = g_signal_new ("cursor-changed", MG_TYPE_PLOT_VIEW,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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
                                     | GDK_LEAVE_NOTIFY_MASK | GDK_BUTTON_PRESS_MASK
                                     | GDK_BUTTON_RELEASE_MASK | GDK_KEY_PRESS_MASK);
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
