/* The list of objects with 10,000 rows: what typing into its filter costs the main thread.
 *
 *   bench-pane MANY-PROCESSES */

#include "config.h"

#include "app/object-list.h"
#include "bench.h"
#include "platform/platform.h"

#include <time.h>
#include <unistd.h>

#define N_OBJECTS 10000

/* What the thread itself did, without waiting for the frame clock. */
static double
thread_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec + now.tv_nsec / 1e9;
}

static void
find_entry_cb (GtkWidget *widget, gpointer entry)
{
  if (GTK_IS_ENTRY (widget))
    *(GtkWidget **) entry = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_forall (GTK_CONTAINER (widget), find_entry_cb, entry);
}

static void
changed_cb (MgCatalog *catalog, gpointer data)
{
  MgListing *listing = mg_catalog_get_listing (catalog);

  if (listing != NULL && listing->objects->len >= N_OBJECTS)
    g_main_loop_quit (data);
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer painted)
{
  *(gboolean *) painted = TRUE;
}

/* Sets the filter as typing does and waits until that is painted. */
static double
filter (GtkWidget *window, GtkWidget *entry, const char *text)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  double start = thread_seconds ();
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &painted);

  gtk_entry_set_text (GTK_ENTRY (entry), text);
  if (GTK_IS_SEARCH_ENTRY (entry))
    g_signal_emit_by_name (entry, "search-changed"); /* not after its delay */
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
  return thread_seconds () - start;
}

int
main (int argc, char **argv)
{
  static const char *const texts[] = { "9", "99",    "999",         "99", "9",
                                       "",  "bench", "none at all", "",   "5" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (MgCatalog) catalog = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *prefix = g_strdup_printf ("--prefix=mg-bench-%d", (int) getpid ());
  GtkWidget *window, *list, *entry = NULL;
  double times[G_N_ELEMENTS (texts)], worst = 0, start;
  char ready[64];

  mg_platform_init (&argc, &argv);
  gtk_init (&argc, &argv);
  if (argc < 2)
    g_error ("usage: bench-pane MANY-PROCESSES");
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error, argv[1], prefix, "--processes=1", "--objects=10000", NULL);
  if (process == NULL)
    g_error ("%s", error->message);
  if (g_input_stream_read (g_subprocess_get_stdout_pipe (process), ready, sizeof ready, NULL,
                           NULL) <= 0)
    g_error ("%s did not get ready", argv[1]);

  catalog = mg_catalog_new ();
  list = mg_object_list_new ();
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 860);
  gtk_container_add (GTK_CONTAINER (window), list);
  gtk_widget_show (list);
  gtk_widget_show (window);
  mg_object_list_set_catalog (MG_OBJECT_LIST (list), catalog);
  g_signal_connect (catalog, "changed", G_CALLBACK (changed_cb), loop);
  mg_catalog_set_active (catalog, TRUE);
  g_main_loop_run (loop);
  mg_catalog_set_active (catalog, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  gtk_container_forall (GTK_CONTAINER (list), find_entry_cb, &entry);
  if (entry == NULL)
    g_error ("The list has no filter");
  bench_machine ();
  bench_heading ("The list of objects with 10,000 rows");
  filter (window, entry, "1");
  start = bench_now ();
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      times[i] = filter (window, entry, texts[i]);
      worst = MAX (worst, times[i]);
    }
  bench_figure ("filter, from the key to the painted rows",
                bench_median (times, G_N_ELEMENTS (times)) * 1e3, "ms", BENCH_AT_MOST, 16,
                "worst of %u: %.1f; main thread's own time; with waiting %.1f",
                (guint) G_N_ELEMENTS (times), worst * 1e3,
                (bench_now () - start) / G_N_ELEMENTS (texts) * 1e3);

  gtk_widget_destroy (window);
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_subprocess_wait (process, NULL, NULL);
  return 0;
}
