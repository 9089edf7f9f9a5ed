/* A GTK module that measures how long the main loop is away: load it into the unmodified program
 * with GTK_MODULES.  It asks to be called every 5 ms, before anything else that waits; what passes
 * between two calls beyond that is a gap.  Each of 10 ms or more is appended as a line
 * "SECONDS_SINCE_START LENGTH_MS" to the file that MG_GAPS_FILE names, as soon as it is over. */
#include <gmodule.h>
#include <glib.h>
#include <stdio.h>

#define PERIOD_US 5000
#define REPORTED_US 10000

static gint64 start_us, last_us;

static gboolean
measure_cb (gpointer data)
{
  FILE *file = data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 gap_us = now_us - last_us - PERIOD_US;

  if (gap_us >= REPORTED_US)
    {
      fprintf (file, "%.3f %.1f\n", (now_us - start_us) / 1e6, gap_us / 1e3);
      fflush (file);
      now_us = g_get_monotonic_time ();
    }
  last_us = now_us;
  return G_SOURCE_CONTINUE;
}

/* The first turn of the loop is where it begins: what comes before is not the loop's. */
static gboolean
begin_cb (gpointer data)
{
  start_us = last_us = g_get_monotonic_time ();
  g_timeout_add_full (G_PRIORITY_HIGH, PERIOD_US / 1000, measure_cb, data, NULL);
  return G_SOURCE_REMOVE;
}

G_MODULE_EXPORT void gtk_module_init (int *argc, char ***argv);

void
gtk_module_init (int *argc, char ***argv)
{
  const char *path = g_getenv ("MG_GAPS_FILE");
  FILE *file = path != NULL ? fopen (path, "ab") : NULL;

  if (file != NULL)
    g_idle_add_full (G_PRIORITY_HIGH, begin_cb, file, NULL);
}
