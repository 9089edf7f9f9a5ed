#include "config.h"

#include "app/hex-colors.h"
#include "app/plot-view.h"

#include <glib/gstdio.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct
{
  GtkWidget *window;
  MgPlotView *view;
  guint n_windows, n_cursors;
} Fixture;

static void
count_cb (guint *counter)
{
  (*counter)++;
}

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);

  f->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 600, 300);
  f->view = MG_PLOT_VIEW (mg_plot_view_new ());
  g_signal_connect_swapped (f->view, "window-changed", G_CALLBACK (count_cb), &f->n_windows);
  g_signal_connect_swapped (f->view, "cursor-changed", G_CALLBACK (count_cb), &f->n_cursors);
  gtk_container_add (GTK_CONTAINER (f->window), GTK_WIDGET (f->view));
  gtk_widget_show_all (f->window);
  gtk_test_widget_wait_for_draw (f->window);
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  gtk_widget_destroy (f->window);
  g_free (f);
  return 0;
}

/* A sine of @n_points over ten seconds. */
static guint
add_sine (Fixture *f, const char *title, guint n_points, double size)
{
  guint id = mg_plot_view_add (f->view, title, "V", MG_SERIES_MAX_POINTS);

  for (guint i = 0; i < n_points; i++)
    mg_plot_view_append (f->view, id, 100 * SECOND + 10 * SECOND * i / n_points,
                         size * sin (i * 40.0 / n_points));
  return id;
}

/* How many pixels of a picture are of about this colour. */
static guint
count_pixels (Fixture *f, const char *color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 600, 300);
  cairo_t *cr = cairo_create (surface);
  GdkRGBA wanted;
  guint n = 0;

  gdk_rgba_parse (&wanted, color);
  gtk_widget_draw (GTK_WIDGET (f->view), cr);
  cairo_surface_flush (surface);
  for (int y = 0; y < 300; y++)
    for (int x = 0; x < 600; x++)
      {
        guint32 pixel;

        memcpy (&pixel,
                cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface)
                    + x * 4,
                4);
        n += fabs (((pixel >> 16) & 255) / 255.0 - wanted.red) < 0.1
             && fabs (((pixel >> 8) & 255) / 255.0 - wanted.green) < 0.1
             && fabs ((pixel & 255) / 255.0 - wanted.blue) < 0.1;
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
few_and_many_points_make_the_same_line (void **state)
{
  Fixture *f = *state;
  guint few = add_sine (f, "few", 200, 1), n_few = count_pixels (f, "#3584e4");

  mg_plot_view_remove (f->view, few);
  assert_int_equal (mg_plot_view_get_n_series (f->view), 0);
  assert_true (count_pixels (f, "#3584e4") == 0);
  add_sine (f, "many", 100000, 1);
  assert_true (n_few > 300);
  assert_true (count_pixels (f, "#3584e4") > n_few / 2);
  assert_true (count_pixels (f, "#3584e4") < n_few * 4);
}

static void
a_line_is_broken_where_there_was_no_value (void **state)
{
  Fixture *f = *state;
  guint id = mg_plot_view_add (f->view, "gap", NULL, 0);
  guint whole, broken;

  for (int i = 0; i <= 10; i++)
    mg_plot_view_append (f->view, id, i * SECOND, 1);
  whole = count_pixels (f, "#3584e4");
  mg_plot_view_remove (f->view, id);
  id = mg_plot_view_add (f->view, "gap", NULL, 0);
  for (int i = 0; i <= 10; i++)
    mg_plot_view_append (f->view, id, i * SECOND, i >= 3 && i <= 6 ? NAN : 1);
  broken = count_pixels (f, "#3584e4");
  assert_true (broken < whole * 7 / 10);
  assert_true (broken > whole * 3 / 10);
}

static void
values_are_those_at_the_cursor (void **state)
{
  Fixture *f = *state;
  guint id = mg_plot_view_add (f->view, "ramp", NULL, 0);
  double min, max;
  gint64 time_us;

  for (int i = 0; i <= 10; i++)
    mg_plot_view_append (f->view, id, i * SECOND, i * i);
  assert_true (mg_plot_view_get_value (f->view, id, 4 * SECOND + 1, &min, &max) == 16);
  assert_true (min == 0 && max == 100);
  assert_true (isnan (mg_plot_view_get_value (f->view, id, -1, &min, &max)));
  assert_false (mg_plot_view_get_cursor (f->view, &time_us));
  mg_plot_view_set_cursor (f->view, 3 * SECOND);
  assert_true (mg_plot_view_get_cursor (f->view, &time_us));
  assert_int_equal (f->n_cursors, 1);
  {
    g_autofree char *text = mg_plot_view_dup_description (f->view);

    assert_non_null (strstr (text, "ramp: 9.0"));
    assert_non_null (strstr (text, "from 0.0 to 100.0"));
  }
}

static void
a_derivative_is_a_second_and_an_average_of_the_time_before (void **state)
{
  Fixture *f = *state;
  guint id = mg_plot_view_add (f->view, "ramp", NULL, 0);
  double min, max;

  for (int i = 0; i <= 100; i++)
    mg_plot_view_append (f->view, id, i * SECOND / 10, 3 * i);
  mg_plot_view_set_transform (f->view, id, MG_PLOT_DERIVATIVE, 0);
  assert_true (fabs (mg_plot_view_get_value (f->view, id, 5 * SECOND, &min, &max) - 30) < 1e-9);
  mg_plot_view_append (f->view, id, 101 * SECOND / 10, 309);
  assert_true (fabs (mg_plot_view_get_value (f->view, id, 11 * SECOND, &min, &max) - 90) < 1e-9);
  mg_plot_view_set_transform (f->view, id, MG_PLOT_AVERAGE, SECOND);
  /* ten points of the second that ends there: 3 * (41 + … + 50) / 10 */
  assert_true (fabs (mg_plot_view_get_value (f->view, id, 5 * SECOND, &min, &max) - 136.5) < 1e-9);
  mg_plot_view_set_transform (f->view, id, MG_PLOT_VALUE, 0);
  assert_true (mg_plot_view_get_value (f->view, id, 5 * SECOND, &min, &max) == 150);
}

static void
press (Fixture *f, guint keyval, GdkModifierType state)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);

  event->key.window = g_object_ref (gtk_widget_get_window (f->window));
  event->key.keyval = keyval;
  event->key.state = state;
  gtk_widget_event (GTK_WIDGET (f->view), event);
  gdk_event_free (event);
}

static void
keys_zoom_pan_and_move_the_cursor (void **state)
{
  Fixture *f = *state;
  gint64 first_us, second_us;

  add_sine (f, "sine", 1000, 1);
  assert_true (mg_plot_view_get_window (f->view).live);
  press (f, GDK_KEY_plus, 0);
  assert_int_equal (mg_plot_view_get_window (f->view).span_us, 8 * SECOND);
  assert_true (mg_plot_view_get_window (f->view).live);
  press (f, GDK_KEY_Left, GDK_CONTROL_MASK);
  assert_false (mg_plot_view_get_window (f->view).live);
  press (f, GDK_KEY_End, 0);
  assert_true (mg_plot_view_get_window (f->view).live);
  press (f, GDK_KEY_Left, 0);
  mg_plot_view_get_cursor (f->view, &first_us);
  press (f, GDK_KEY_Left, GDK_SHIFT_MASK);
  mg_plot_view_get_cursor (f->view, &second_us);
  assert_true (second_us < first_us);
  press (f, GDK_KEY_Home, 0);
  assert_int_equal (mg_plot_view_get_window (f->view).end_us, 108 * SECOND);
  assert_true (f->n_windows >= 4);
}

static void
pictures_and_csv_come_out (void **state)
{
  Fixture *f = *state;
  g_autofree char *folder = g_dir_make_tmp ("mg-test-plot-XXXXXX", NULL);
  g_autofree char *png = g_build_filename (folder, "a.png", NULL);
  g_autofree char *svg = g_build_filename (folder, "a.svg", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "a.svg", NULL);
  g_autofree char *csv = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint a = mg_plot_view_add (f->view, "a \"b\"", NULL, 0), c = mg_plot_view_add (f->view, "c", NULL, 0);

  for (int i = 0; i <= 10; i++)
    mg_plot_view_append (f->view, a, i * SECOND, i);
  mg_plot_view_append (f->view, c, 5 * SECOND, 0.25);
  assert_true (mg_plot_view_save_picture (f->view, png, 300, 200, &error));
  assert_true (mg_plot_view_save_picture (f->view, svg, 300, 200, &error));
  assert_true (g_file_get_contents (svg, &text, NULL, NULL));
  assert_non_null (strstr (text, "<svg"));
  assert_non_null (strstr (text, "</svg>"));
  assert_false (mg_plot_view_save_picture (f->view, nowhere, 300, 200, &error));
  assert_non_null (error);

  csv = mg_plot_view_dup_csv (f->view);
  assert_true (g_str_has_prefix (csv, "time_s,\"a \"\"b\"\"\",\"c\"\n0.000000,0,\n"));
  assert_non_null (strstr (csv, "\n5.000000,5,0.25\n"));
  assert_true (g_str_has_suffix (csv, "\n10.000000,10,\n"));
  g_remove (png);
  g_remove (svg);
  assert_int_equal (g_rmdir (folder), 0);
}

static void
there_is_an_end_to_how_many_lines_it_draws (void **state)
{
  Fixture *f = *state;

  for (guint i = 0; i < MG_PLOT_MAX_SERIES; i++)
    assert_int_not_equal (add_sine (f, "sine", 3, 1), 0);
  assert_int_equal (mg_plot_view_add (f->view, "one more", NULL, 0), 0);
  mg_plot_view_set_own_axes (f->view, TRUE);
  assert_true (count_pixels (f, "#3584e4") > 0);
  /* numbers at the ends of what there is */
  mg_plot_view_append (f->view, mg_plot_view_get_id (f->view, 0), 111 * SECOND, G_MAXDOUBLE);
  mg_plot_view_append (f->view, mg_plot_view_get_id (f->view, 0), 112 * SECOND, -G_MAXDOUBLE);
  mg_plot_view_append (f->view, mg_plot_view_get_id (f->view, 0), 113 * SECOND, INFINITY);
  count_pixels (f, "#3584e4");
  mg_plot_view_set_own_axes (f->view, FALSE);
  count_pixels (f, "#3584e4");
}

int
main (int argc, char **argv)
{
#define TEST(function) cmocka_unit_test_setup_teardown (function, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (few_and_many_points_make_the_same_line),
    TEST (a_line_is_broken_where_there_was_no_value),
    TEST (values_are_those_at_the_cursor),
    TEST (a_derivative_is_a_second_and_an_average_of_the_time_before),
    TEST (keys_zoom_pan_and_move_the_cursor),
    TEST (pictures_and_csv_come_out),
    TEST (there_is_an_end_to_how_many_lines_it_draws),
  };

  gtk_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
