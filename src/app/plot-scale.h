#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The geometry of a plot's axes: pure, without GTK. */

/* The largest step of 1, 2 or 5 times a power of ten with which at most @n_most ticks fit into @span. */
double mg_plot_value_step (double span, guint n_most);
/* The same of times in µs: from a second on 1, 2, 5, 10, 15, 30 s, minutes, hours. */
gint64 mg_plot_time_step_us (gint64 span_us, guint n_most);

/* (transfer full): a tick's text, with as many digits as tell the steps apart: "0.25", "1 500", "2.5e+09". */
char *mg_plot_value_text (double value, double step);
/* (transfer full): seconds before the end of the window: "-12.5 s", "-3 min", "0". */
char *mg_plot_time_text (gint64 before_us, gint64 step_us);

/* A little more than [*min, *max], never empty; what is not finite counts as 0. */
void mg_plot_pad (double *min, double *max);

/* What a plot shows of time.  Live: its end follows the newest point. */
typedef struct
{
  gint64 end_us;
  gint64 span_us;
  gboolean live;
} MgPlotWindow;

#define MG_PLOT_MIN_SPAN_US ((gint64) 1000)
#define MG_PLOT_MAX_SPAN_US ((gint64) 7 * 24 * 3600 * G_USEC_PER_SEC)

/* @factor: below 1 shows less; @at: what stays where it is, 0 for the start and 1 for the end */
void mg_plot_window_zoom (MgPlotWindow *window, double factor, double at);
/* By a share of the span, later where positive; at @newest_us it becomes live. */
void mg_plot_window_pan (MgPlotWindow *window, double share, gint64 newest_us);

G_END_DECLS
