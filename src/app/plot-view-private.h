#pragma once

#include "app/plot-view.h"

G_BEGIN_DECLS

/* What the parts of a plot share: plot-view.c has the series, the window and the input, plot-draw.c
 * draws, plot-output.c makes files. */

typedef struct
{
  guint id;
  char *title;
  char *unit; /* (nullable) */
  MgPlotTransform transform;
  gint64 average_us;
  MgSeries *raw;         /* as it came */
  MgSeries *derived;     /* (nullable): what is drawn, where that is not the raw one */
  guint64 average_start; /* index in raw of the first point that the average is of */
  double average_sum;
} MgPlotLine;

/* Scratch of drawing a series of many points, for as many columns as there were last. */
typedef struct
{
  gsize n_columns;
  MgExtent *extents;
  int *tops, *bottoms; /* pixels from the frame's top; none where top >= bottom */
} MgPlotColumns;

struct _MgPlotView
{
  GtkDrawingArea parent_instance;

  GPtrArray *lines; /* of MgPlotLine */
  guint last_id;
  MgPlotWindow window;
  gint64 newest_us; /* time of the newest point of all; G_MININT64 before the first */
  gboolean own_axes;
  gboolean has_cursor;
  gint64 cursor_us;
  MgPlotColumns columns;

  GtkGesture *drag;
  MgPlotWindow drag_window;
  gint64 described_us;
};

/* Where the plot itself is at one size: pixels. */
typedef struct
{
  double left, top, width, height;
} MgPlotFrame;

const MgSeries *mg_plot_line_get_drawn (const MgPlotLine *line);
gint64 mg_plot_view_get_window_end (MgPlotView *self);

void mg_plot_view_draw (MgPlotView *self, cairo_t *cr, int width, int height);
void mg_plot_view_get_frame (MgPlotView *self, PangoLayout *layout, int width, int height,
                             MgPlotFrame *frame);
void mg_plot_columns_clear (MgPlotColumns *columns);

G_END_DECLS
