#include "config.h"

#include "app/plot-view-private.h"

#include "app/hex-colors.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define MARGIN 8
#define TICK_LENGTH 4
#define VALUE_TICK_HEIGHT 36 /* pixels between two ticks, at least */
#define TIME_TICK_WIDTH 90

/* A line is drawn point by point up to so many points a column, then as columns from least to
 * greatest. */
#define POINTS_PER_COLUMN 1

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

/* Of an axis. */
typedef struct
{
  double min, max;
} ValueRange;

/* What the values lie between: of one line, or of all where it is NULL. */
static void
get_value_range (MgPlotView *self, const MgPlotLine *only, double *min, double *max)
{
  gint64 end_us = mg_plot_view_get_window_end (self), start_us = end_us - self->window.span_us;

  *min = *max = NAN;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgPlotLine *line = g_ptr_array_index (self->lines, i);
      const MgSeries *series = mg_plot_line_get_drawn (line);
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
to_y (const MgPlotFrame *frame, double value, double min, double max)
{
  /* Halves: the difference of two large numbers may be none. */
  double share = (value / 2 - min / 2) / (max / 2 - min / 2);

  return frame->top + frame->height * (1 - CLAMP (share, -1, 2));
}

/* Points of the window: from *start to before *end. */
static void
find_points (MgPlotView *self, const MgSeries *series, guint64 *start, guint64 *end)
{
  gint64 end_us = mg_plot_view_get_window_end (self);

  *start = mg_series_find (series, end_us - self->window.span_us);
  *end = mg_series_find (series, end_us + 1);
}

static gboolean
is_dense (MgPlotView *self, const MgPlotLine *line, const MgPlotFrame *frame)
{
  guint64 start, end;

  find_points (self, mg_plot_line_get_drawn (line), &start, &end);
  return (double) (end - start) > POINTS_PER_COLUMN * frame->width;
}

/* Few points: a line through each. */
static void
draw_points (MgPlotView *self, cairo_t *cr, const MgSeries *series, const MgPlotFrame *frame,
             double min, double max)
{
  gint64 start_us = mg_plot_view_get_window_end (self) - self->window.span_us;
  gboolean down = FALSE;
  guint64 start, end;

  /* And those beside the window, so that the line goes on to its borders. */
  find_points (self, series, &start, &end);
  start -= MIN (start, 1);
  end = MIN (end + 1, mg_series_get_length (series));
  for (guint64 i = start; i < end; i++)
    {
      MgPoint point = mg_series_get_point (series, i);
      double x =
          frame->left + (double) (point.time_us - start_us) / (double) self->window.span_us * frame->width;

      if (isfinite (point.value) && down)
        cairo_line_to (cr, x, to_y (frame, point.value, min, max));
      else if (isfinite (point.value))
        cairo_move_to (cr, x, to_y (frame, point.value, min, max));
      down = isfinite (point.value);
    }
  cairo_stroke (cr);
}

/* --- Many points: in each column a bar from the least to the greatest, joined to the one before
 * --- */

void
mg_plot_columns_clear (MgPlotColumns *columns)
{
  g_free (columns->extents);
  g_free (columns->tops);
  g_free (columns->bottoms);
  *columns = (MgPlotColumns) { 0 };
}

/* Finds the bars of a series in a frame of @width × @height pixels, of which @scale are a unit. */
static void
find_bars (MgPlotView *self, const MgSeries *series, gsize width, int height, double scale,
           double min, double max)
{
  const MgPlotFrame pixels = { 0, 0, (double) width, height };
  MgPlotColumns *columns = &self->columns;
  gint64 end_us = mg_plot_view_get_window_end (self);
  double before = NAN;

  if (width != columns->n_columns)
    {
      mg_plot_columns_clear (columns);
      columns->n_columns = width;
      columns->extents = g_new (MgExtent, width);
      columns->tops = g_new (int, width);
      columns->bottoms = g_new (int, width);
    }
  mg_series_decimate (series, end_us - self->window.span_us, end_us + 1, columns->extents, width);
  for (gsize i = 0; i < width; i++)
    {
      const MgExtent *extent = &columns->extents[i];
      double low = fmin (extent->min, before), high = fmax (extent->max, before), top, bottom;

      columns->tops[i] = columns->bottoms[i] = 0;
      if (extent->n_points == 0)
        continue;
      before = extent->last;
      if (isnan (low))
        continue;
      top = floor (to_y (&pixels, high, min, max));
      bottom = fmax (ceil (to_y (&pixels, low, min, max)), top + 2 * scale);
      columns->tops[i] = (int) CLAMP (top, 0, height);
      columns->bottoms[i] = (int) CLAMP (bottom, 0, height);
    }
}

static void
draw_bars (const MgPlotColumns *columns, cairo_t *cr, const MgPlotFrame *frame)
{
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (gsize i = 0; i < columns->n_columns; i++)
    if (columns->tops[i] < columns->bottoms[i])
      cairo_rectangle (cr, frame->left + (double) i, frame->top + columns->tops[i], 1,
                       columns->bottoms[i] - columns->tops[i]);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
}

/* Row by row, which is how pictures lie in memory, and with no branch: a compiler makes it a few
 * instructions for several pixels. */
static void
paint_bars (const MgPlotColumns *columns, guint32 *pixels, gsize stride, int height, guint32 color)
{
  int first = height, end = 0;

  for (gsize i = 0; i < columns->n_columns; i++)
    if (columns->tops[i] < columns->bottoms[i])
      {
        first = MIN (first, columns->tops[i]);
        end = MAX (end, columns->bottoms[i]);
      }
  for (int y = first; y < end; y++)
    {
      guint32 *restrict row = pixels + (gsize) y * stride;
      const int *restrict tops = columns->tops, *restrict bottoms = columns->bottoms;

      for (gsize i = 0; i < columns->n_columns; i++)
        row[i] = (y >= tops[i]) & (y < bottoms[i]) ? color : row[i];
    }
}

static guint32
to_pixel (const GdkRGBA *color)
{
  return 0xffu << 24 | (guint32) (color->red * 255 + 0.5) << 16 | (guint32) (color->green * 255 + 0.5) << 8
         | (guint32) (color->blue * 255 + 0.5);
}

/* The least and greatest value of the axis that a line is on. */
static void
get_axis (MgPlotView *self, const MgPlotLine *line, const ValueRange *shared, ValueRange *axis)
{
  *axis = *shared;
  if (self->own_axes)
    get_value_range (self, line, &axis->min, &axis->max);
}

/* All lines of many points.  Cairo takes a microsecond for a bar and there are a thousand a line,
 * so where the target is pixels a picture is made of them, at the target's own resolution. */
static void
draw_dense_lines (MgPlotView *self, cairo_t *cr, const MgPlotFrame *frame, const Colors *colors,
                  const ValueRange *shared)
{
  gboolean vector = cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_SVG;
  double scale = 1;
  int width, height;
  cairo_surface_t *picture = NULL;

  if (!vector)
    cairo_surface_get_device_scale (cairo_get_target (cr), &scale, NULL);
  width = (int) (frame->width * scale);
  height = (int) (frame->height * scale);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgPlotLine *line = g_ptr_array_index (self->lines, i);
      ValueRange axis;

      if (!is_dense (self, line, frame))
        continue;
      get_axis (self, line, shared, &axis);
      find_bars (self, mg_plot_line_get_drawn (line), (gsize) width, height, scale, axis.min,
                 axis.max);
      if (vector)
        {
          gdk_cairo_set_source_rgba (cr, &colors->lines[i]);
          draw_bars (&self->columns, cr, frame);
          continue;
        }
      if (picture == NULL)
        picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
      if (cairo_surface_status (picture) != CAIRO_STATUS_SUCCESS)
        break;
      paint_bars (&self->columns, (guint32 *) (gpointer) cairo_image_surface_get_data (picture),
                  (gsize) cairo_image_surface_get_stride (picture) / sizeof (guint32), height,
                  to_pixel (&colors->lines[i]));
    }

  if (picture == NULL)
    return;
  cairo_surface_mark_dirty (picture);
  cairo_surface_set_device_scale (picture, scale, scale);
  cairo_set_source_surface (cr, picture, frame->left, frame->top);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_surface_destroy (picture);
}

static void
draw_sparse_lines (MgPlotView *self, cairo_t *cr, const MgPlotFrame *frame, const Colors *colors,
                   const ValueRange *shared)
{
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgPlotLine *line = g_ptr_array_index (self->lines, i);
      ValueRange axis;

      if (is_dense (self, line, frame))
        continue;
      get_axis (self, line, shared, &axis);
      gdk_cairo_set_source_rgba (cr, &colors->lines[i]);
      set_dash (cr, i);
      draw_points (self, cr, mg_plot_line_get_drawn (line), frame, axis.min, axis.max);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_value_axis (cairo_t *cr, PangoLayout *layout, const MgPlotFrame *frame, const Colors *colors,
                 double min, double max)
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
draw_time_axis (MgPlotView *self, cairo_t *cr, PangoLayout *layout, const MgPlotFrame *frame,
                const Colors *colors)
{
  gint64 step_us =
      mg_plot_time_step_us (self->window.span_us, (guint) (frame->width / TIME_TICK_WIDTH));

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
draw_legend (MgPlotView *self, cairo_t *cr, PangoLayout *layout, const MgPlotFrame *frame,
             const Colors *colors)
{
  double x = frame->left;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgPlotLine *line = g_ptr_array_index (self->lines, i);
      double min, max;
      double value = mg_plot_view_get_value (
          self, line->id, self->has_cursor ? self->cursor_us : mg_plot_view_get_window_end (self),
          &min, &max);
      g_autofree char *number =
          isnan (value) ? g_strdup ("\u2014")
                        : mg_plot_value_text (value, mg_plot_value_step (max - min, 1000));
      g_autofree char *text =
          g_strdup_printf ("%s %s %s", line->title, number, line->unit != NULL ? line->unit : "");
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
draw_cursor (MgPlotView *self, cairo_t *cr, const MgPlotFrame *frame, const Colors *colors)
{
  gint64 start_us = mg_plot_view_get_window_end (self) - self->window.span_us;
  double share = (double) (self->cursor_us - start_us) / (double) self->window.span_us;

  if (!self->has_cursor || share < 0 || share > 1)
    return;
  gdk_cairo_set_source_rgba (cr, &colors->text);
  cairo_move_to (cr, floor (frame->left + share * frame->width) + 0.5, frame->top);
  cairo_rel_line_to (cr, 0, frame->height);
  cairo_stroke (cr);
}

void
mg_plot_view_get_frame (MgPlotView *self, PangoLayout *layout, int width, int height,
                        MgPlotFrame *frame)
{
  int text_width, text_height;

  pango_layout_set_text (layout, "\u2212888.88", -1);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  frame->left = text_width + TICK_LENGTH + MARGIN;
  frame->top = text_height + 2 * MARGIN;
  frame->width = MAX (width - frame->left - MARGIN, 1);
  frame->height = MAX (height - frame->top - text_height - 2 * TICK_LENGTH, 1);
}

void
mg_plot_view_draw (MgPlotView *self, cairo_t *cr, int width, int height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  Colors colors;
  MgPlotFrame frame;
  ValueRange shared;

  get_colors (GTK_WIDGET (self), &colors);
  mg_plot_view_get_frame (self, layout, width, height, &frame);
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
  get_value_range (self, NULL, &shared.min, &shared.max);
  draw_time_axis (self, cr, layout, &frame, &colors);
  if (!self->own_axes || self->lines->len == 1)
    draw_value_axis (cr, layout, &frame, &colors, shared.min, shared.max);
  draw_legend (self, cr, layout, &frame, &colors);

  cairo_save (cr);
  cairo_rectangle (cr, frame.left, frame.top, frame.width, frame.height);
  cairo_clip (cr);
  draw_dense_lines (self, cr, &frame, &colors, &shared);
  draw_sparse_lines (self, cr, &frame, &colors, &shared);
  draw_cursor (self, cr, &frame, &colors);
  cairo_restore (cr);
}
