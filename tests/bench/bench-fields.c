#include "config.h"

#include "app/field-view.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What the list of fields costs: opening an array of a million elements, scrolling through it, and a
 * screen of fields of which every one changes with every frame.  Time is this process' processor time,
 * so that what else the machine does is left out. */

#define N_ELEMENTS 1000000
#define N_FRAMES 300
#define SIZE (4 * N_ELEMENTS)

static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

/* An object whose first page is of this frame. */
static MgSnapshot *
new_snapshot (guint frame)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->serial = frame;
  snapshot->state = MG_STATE_LIVE;
  snapshot->size = SIZE;
  snapshot->time_us = g_get_monotonic_time ();
  snapshot->real_time_us = g_get_real_time ();
  snapshot->epoch_us = snapshot->time_us - G_USEC_PER_SEC * 100;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  for (guint64 offset = 0; offset < SIZE; offset += MG_SNAPSHOT_PAGE)
    {
      MgPage *page = mg_page_new (offset, (gsize) MIN (MG_SNAPSHOT_PAGE, SIZE - offset));

      if (offset == 0)
        {
          page->changed_ms = g_new (guint32, MG_SNAPSHOT_PAGE);
          for (gsize i = 0; i < MG_SNAPSHOT_PAGE; i++)
            {
              page->bytes[i] = (guint8) (i * 7 + frame);
              page->changed_ms[i] = (guint32) ((snapshot->time_us - snapshot->epoch_us) / 1000);
            }
        }
      g_ptr_array_add (snapshot->pages, page);
      if (frame > 0)
        break; /* of a list of fields in the first page, the others are not read */
    }
  return snapshot;
}

static MgStructure *
new_structure (const char *text)
{
  MgCOptions options = { .abi = mg_abi_get_native () };
  g_autoptr (MgCUnit) unit = mg_c_unit_new ("bench.h", text, strlen (text), &options);

  return mg_structure_new (unit, mg_c_unit_find_type (unit, NULL, NULL), 0, MG_ORDER_LITTLE, NULL, NULL);
}

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until what is queued is drawn; asleep while there is nothing to do. */
static void
draw (GtkWidget *view, guint n_before)
{
  gboolean given_up = FALSE;
  guint id = g_timeout_add (200, give_up_cb, &given_up);

  while (mg_field_view_get_n_draws (MG_FIELD_VIEW (view)) == n_before && !given_up)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
measure_frames (GtkWidget *view)
{
  g_autoptr (MgStructure) structure = new_structure (
      "struct s { int i[6]; double d[6]; unsigned u[4]; float f[4]; short h[4]; long long l[4]; };");
  static const char *const expanded[] = { "i", "d", "u", "f", "h", "l", NULL };
  g_autoptr (MgSnapshot) first = new_snapshot (1);
  double start;
  guint n_before;

  mg_field_view_set_structure (MG_FIELD_VIEW (view), structure);
  mg_field_view_set_snapshot (MG_FIELD_VIEW (view), first);
  mg_field_view_expand_paths (MG_FIELD_VIEW (view), expanded);
  draw (view, mg_field_view_get_n_draws (MG_FIELD_VIEW (view)));
  start = cpu_ms ();
  n_before = mg_field_view_get_n_draws (MG_FIELD_VIEW (view));
  for (guint frame = 2; frame < N_FRAMES + 2; frame++)
    {
      g_autoptr (MgSnapshot) snapshot = new_snapshot (frame);

      mg_field_view_set_snapshot (MG_FIELD_VIEW (view), snapshot);
      draw (view, mg_field_view_get_n_draws (MG_FIELD_VIEW (view)));
    }
  g_print (
      "%u changing fields: %.3f ms a frame with GTK's own work, %.1f %% of a core at 60 Hz (target <= 3 %%), "
      "%u frames drawn\n",
      mg_field_view_get_n_visible (MG_FIELD_VIEW (view)), (cpu_ms () - start) / N_FRAMES,
      (cpu_ms () - start) / N_FRAMES * 60 / 10, mg_field_view_get_n_draws (MG_FIELD_VIEW (view)) - n_before);
}

static gboolean
draw_nothing_cb (GtkWidget *area, cairo_t *cr, gpointer data)
{
  (*(guint *) data)++;
  return GDK_EVENT_PROPAGATE;
}

/* The limit beside it: what a widget of that size costs that draws nothing at all, as often, with the
 * snapshots. */
static void
measure_floor (GtkWidget *window)
{
  GtkWidget *area = gtk_drawing_area_new ();
  guint n_draws = 0;
  double start;

  gtk_container_remove (GTK_CONTAINER (window), gtk_bin_get_child (GTK_BIN (window)));
  g_signal_connect (area, "draw", G_CALLBACK (draw_nothing_cb), &n_draws);
  gtk_container_add (GTK_CONTAINER (window), area);
  gtk_widget_show (area);
  while (n_draws == 0 || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  start = cpu_ms ();
  for (guint frame = 2; frame < N_FRAMES + 2; frame++)
    {
      g_autoptr (MgSnapshot) snapshot = new_snapshot (frame);
      guint n_before = n_draws;

      gtk_widget_queue_draw (area);
      while (n_draws == n_before)
        g_main_context_iteration (NULL, TRUE);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_print ("beside it, a widget that draws nothing: %.3f ms a frame, %.1f %% of a core at 60 Hz\n",
           (cpu_ms () - start) / N_FRAMES, (cpu_ms () - start) / N_FRAMES * 60 / 10);
}

static void
measure_million (GtkWidget *view)
{
  g_autoptr (MgStructure) structure = new_structure ("struct s { int a[1000000]; };");
  static const char *const expanded[] = { "a", NULL };
  g_autoptr (MgSnapshot) snapshot = new_snapshot (0);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  double start = cpu_ms ();

  mg_field_view_set_snapshot (MG_FIELD_VIEW (view), snapshot);
  mg_field_view_set_structure (MG_FIELD_VIEW (view), structure);
  mg_field_view_expand_paths (MG_FIELD_VIEW (view), expanded);
  draw (view, mg_field_view_get_n_draws (MG_FIELD_VIEW (view)));
  g_print ("%d elements opened and drawn: %.1f ms (target <= 50 ms)\n", N_ELEMENTS, cpu_ms () - start);

  start = cpu_ms ();
  for (guint frame = 0; frame < N_FRAMES; frame++)
    {
      gtk_adjustment_set_value (adjustment, (double) frame * (N_ELEMENTS / N_FRAMES));
      draw (view, mg_field_view_get_n_draws (MG_FIELD_VIEW (view)));
    }
  g_print ("scrolled by a screen and more: %.2f ms a frame (target <= 16.7 ms)\n",
           (cpu_ms () - start) / N_FRAMES);
}

int
main (int argc, char **argv)
{
  GtkWidget *window, *scrolled, *view;

  gtk_init (&argc, &argv);
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  scrolled = gtk_scrolled_window_new (NULL, NULL);
  view = mg_field_view_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 940, 640);
  gtk_container_add (GTK_CONTAINER (scrolled), view);
  gtk_container_add (GTK_CONTAINER (window), scrolled);
  gtk_widget_show_all (window);
  draw (view, 0);
  measure_million (view);
  measure_frames (view);
  measure_floor (window);
  gtk_widget_destroy (window);
  return EXIT_SUCCESS;
}
