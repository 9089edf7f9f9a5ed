/* A GTK module that measures how long the main loop is away: load it into the unmodified program
 * with GTK_MODULES.  It asks to be called every 5 ms before anything else that waits; what passes
 * between two calls beyond that is a gap.  Each new longest gap, and the count of those over
 * 50 ms, is written to the file that MG_GAPS_FILE names: "LONGEST_MS COUNT SECONDS_SINCE_START". */
#include <gmodule.h>
#include <glib.h>
#include <stdio.h>

#define PERIOD_MS 5
#define GAP_MS 50

static gint64 start_us, last_us, longest_us;
static guint n_gaps;

static gboolean
measure_cb (gpointer data)
{
  const char *path = data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 gap_us = now_us - last_us - PERIOD_MS * 1000;

  last_us = now_us;
  if (gap_us > GAP_MS * 1000)
    n_gaps++;
  if (gap_us > longest_us || gap_us > GAP_MS * 1000)
    {
      FILE *file = fopen (path, "w");

      longest_us = MAX (longest_us, gap_us);
      if (file != NULL)
        {
          fprintf (file, "%.1f %u %.1f\n", longest_us / 1000.0, n_gaps, (now_us - start_us) / 1e6);
          fclose (file);
        }
    }
  return G_SOURCE_CONTINUE;
}

/* From the first turn of the loop on: what comes before is the start, which is measured apart. */
static gboolean
begin_cb (gpointer data)
{
  start_us = last_us = g_get_monotonic_time ();
  g_timeout_add_full (G_PRIORITY_HIGH, PERIOD_MS, measure_cb, data, NULL);
  return G_SOURCE_REMOVE;
}

G_MODULE_EXPORT void gtk_module_init (int *argc, char ***argv);

void
gtk_module_init (int *argc, char ***argv)
{
  const char *path = g_getenv ("MG_GAPS_FILE");

  if (path != NULL)
    g_timeout_add (1000, begin_cb, g_strdup (path));
}
