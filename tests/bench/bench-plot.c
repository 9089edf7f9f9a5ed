/* What drawing ten series of a million points costs, all of them, a small part, and live, beside the
 * widget with no point at all.  Needs a display, and draws into a picture of its own. */

#include "config.h"

#include "bench.h"

#include "app/plot-view.h"

#include <math.h>

#define N_SERIES 10
#define N_POINTS 1000000
#define WIDTH 1280
#define HEIGHT 400
#define RATE_HZ 1000
#define FRAME_MS (1000.0 / 60)

typedef struct
{
  MgPlotView *view;
  cairo_t *cr;
  guint ids[N_SERIES];
  gint64 time_us;
} Bench;

static void
draw_cb (gpointer data)
{
  Bench *bench = data;

  gtk_widget_draw (GTK_WIDGET (bench->view), bench->cr);
}

static void
append (Bench *bench, guint n_points)
{
  for (guint i = 0; i < n_points; i++, bench->time_us += G_USEC_PER_SEC / RATE_HZ)
    for (guint j = 0; j < N_SERIES; j++)
      mg_plot_view_append (bench->view, bench->ids[j], bench->time_us,
                           j + sin (i * (j + 1) / 50.0) * sin (i / 90000.0));
}

/* A frame of a live plot: 17 new points in each series, and all drawn. */
static void
live_cb (gpointer data)
{
  append (data, RATE_HZ / 60);
  draw_cb (data);
}

static void
report (Bench *bench, const char *what, BenchFunc func)
{
  double ms = bench_time (31, func, bench) * 1e3;

  bench_figure (what, ms, "ms", BENCH_AT_MOST, FRAME_MS, "%.0f frames/s", 1000 / ms);
}

int
main (int argc, char **argv)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  GtkWidget *window;
  Bench bench = { .cr = cairo_create (surface) };
  MgPlotWindow all;
  double start, empty;

  gtk_init (&argc, &argv);
  bench_machine ();
  bench_heading ("Plot of 10 series of 1,000,000 points, 1280 x 400");
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  bench.view = MG_PLOT_VIEW (mg_plot_view_new ());
  gtk_container_add (GTK_CONTAINER (window), GTK_WIDGET (bench.view));
  gtk_widget_show_all (window);
  while (gtk_events_pending ())
    gtk_main_iteration ();

  for (guint i = 0; i < N_SERIES; i++)
    bench.ids[i] = mg_plot_view_add (bench.view, "series", NULL, MG_SERIES_MAX_POINTS);
  empty = bench_time (31, draw_cb, &bench);
  bench_figure ("without a point", empty * 1e3, "ms", BENCH_SHOWN, 0, "the least");
  start = bench_now ();
  append (&bench, N_POINTS);
  bench_figure ("a point taken in", (bench_now () - start) / N_POINTS / N_SERIES * 1e9, "ns",
                BENCH_SHOWN, 0, "mean of 10 million");

  all = (MgPlotWindow) { 0, (gint64) N_POINTS * G_USEC_PER_SEC / RATE_HZ, TRUE };
  mg_plot_view_set_window (bench.view, &all);
  report (&bench, "all points", draw_cb);
  mg_plot_view_set_own_axes (bench.view, TRUE);
  report (&bench, "all points, an axis each", draw_cb);
  mg_plot_view_set_own_axes (bench.view, FALSE);
  report (&bench, "all points, live", live_cb);
  all.span_us = 2 * G_USEC_PER_SEC;
  mg_plot_view_set_window (bench.view, &all);
  report (&bench, "2 s of them, live", live_cb);

  gtk_widget_destroy (window);
  cairo_destroy (bench.cr);
  cairo_surface_destroy (surface);
  return 0;
}
