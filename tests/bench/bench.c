#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

void
bench_machine (void)
{
  double load = 0;

  if (getloadavg (&load, 1) == 1)
    printf ("%u processors, load average %.1f%s\n", g_get_num_processors (), load,
            load > 0.5 ? ": other programs take their share of these figures" : "");
}

void
bench_heading (const char *text)
{
  printf ("\n%s\n", text);
  fflush (stdout);
}

void
bench_figure (const char *what, double value, const char *unit, BenchTarget kind, double target,
              const char *beside, ...)
{
  g_autofree char *figure = g_strdup_printf ("%.*f %s",
                                             value < 10    ? 2
                                             : value < 100 ? 1
                                                           : 0,
                                             value, unit);
  g_autofree char *wanted = NULL;
  g_autofree char *verdict = NULL;
  g_autofree char *note = NULL;
  va_list arguments;

  va_start (arguments, beside);
  note = g_strdup_vprintf (beside, arguments);
  va_end (arguments);

  if (kind == BENCH_SHOWN)
    {
      wanted = g_strdup ("");
      verdict = g_strdup ("");
    }
  else
    {
      double excess =
          kind == BENCH_AT_LEAST ? (target - value) / target : (value - target) / target;

      wanted = g_strdup_printf ("%s %.*f", kind == BENCH_AT_LEAST ? "≥" : "≤",
                                target < 10 && target > 0 ? 2 : 0, target);
      if (target == 0 ? value <= 0 : excess <= 0)
        verdict = g_strdup ("ok");
      else if (target == 0)
        verdict = g_strdup ("MISSED");
      else
        verdict = g_strdup_printf ("MISSED by %.0f %%", excess * 100);
    }
  printf ("  %-54s %14s  %-8s %-14s %s\n", what, figure, wanted, verdict, note);
  fflush (stdout);
}

double
bench_now (void)
{
  return g_get_monotonic_time () / 1e6;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_median (double *values, guint n_values)
{
  qsort (values, n_values, sizeof values[0], compare_doubles);
  return (values[(n_values - 1) / 2] + values[n_values / 2]) / 2;
}

double
bench_time (guint n_runs, BenchFunc func, gpointer data)
{
  g_autofree double *times = g_new (double, n_runs);

  for (guint i = 0; i < n_runs; i++)
    {
      double start = bench_now ();

      func (data);
      times[i] = bench_now () - start;
    }
  return bench_median (times, n_runs);
}
