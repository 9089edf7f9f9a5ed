#pragma once

#include "app/plot-scale.h"

#include "core/series.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Draws numbers over time: any number of series, on one axis or each on its own, live or back in time,
 * with a cursor that tells the values.  Millions of points cost no more than as many columns as the
 * widget has pixels.
 *
 * Mouse: the wheel zooms at the pointer, a drag pans, the pointer is the cursor.  Keys: plus and minus
 * zoom, Left and Right move the cursor, with Ctrl they pan; Home and End go to the first and the newest.
 *
 * Signals:
 *   window-changed ()    another stretch of time is shown, or it became live
 *   cursor-changed ()    */
#define MG_TYPE_PLOT_VIEW (mg_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (MgPlotView, mg_plot_view, MG, PLOT_VIEW, GtkDrawingArea)

/* What is drawn of a series. */
typedef enum
{
  MG_PLOT_VALUE,
  MG_PLOT_DERIVATIVE, /* a second */
  MG_PLOT_AVERAGE,    /* of the last average_us */
} MgPlotTransform;

#define MG_PLOT_MAX_SERIES 32

GtkWidget *mg_plot_view_new (void);

/**
 * mg_plot_view_add:
 * @title: "mVehicles[0].mPos.x"
 * @unit: (nullable)
 * @max_points: see mg_series_new()
 *
 * Returns: an id from 1 on; 0 where there are MG_PLOT_MAX_SERIES
 */
guint mg_plot_view_add (MgPlotView *self, const char *title, const char *unit, guint64 max_points);
void mg_plot_view_remove (MgPlotView *self, guint id);
guint mg_plot_view_get_n_series (MgPlotView *self);
guint mg_plot_view_get_id (MgPlotView *self, guint index);
const char *mg_plot_view_get_title (MgPlotView *self, guint id); /* (nullable): no such series */

/* @value: NaN breaks the line.  Draws at the next frame, if it is in the window. */
void mg_plot_view_append (MgPlotView *self, guint id, gint64 time_us, double value);
void mg_plot_view_set_transform (MgPlotView *self, guint id, MgPlotTransform transform,
                                 gint64 average_us);

/* Each series on an axis of its own, from its least to its greatest value; else all share one. */
void mg_plot_view_set_own_axes (MgPlotView *self, gboolean own_axes);
gboolean mg_plot_view_get_own_axes (MgPlotView *self);

MgPlotWindow mg_plot_view_get_window (MgPlotView *self);
void mg_plot_view_set_window (MgPlotView *self, const MgPlotWindow *window);

/* FALSE where there is no cursor.  The time is that of the series. */
gboolean mg_plot_view_get_cursor (MgPlotView *self, gint64 *time_us);
void mg_plot_view_set_cursor (MgPlotView *self, gint64 time_us);
/* The newest value at or before @time_us, and the range within the window; NaN without any. */
double mg_plot_view_get_value (MgPlotView *self, guint id, gint64 time_us, double *min, double *max);

/* As it is drawn, in @width × @height pixels or points; to a PNG where @path ends so, else to an SVG. */
gboolean mg_plot_view_save_picture (MgPlotView *self, const char *path, int width, int height,
                                    GError **error);
/* (transfer full): the window's points: "time_s,title,…", a line a time at which any of them has one. */
char *mg_plot_view_dup_csv (MgPlotView *self);

/* (transfer full): for who cannot see it: each series' value at the cursor or now, and its range. */
char *mg_plot_view_dup_description (MgPlotView *self);

G_END_DECLS
