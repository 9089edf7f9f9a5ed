#pragma once

#include <glib.h>

/* What the benchmarks have in common.  They print figures and judge them against the targets, and
 * never fail: how fast a machine is is no test. */

typedef enum
{
  BENCH_SHOWN, /* a limit or a peer: no target */
  BENCH_AT_LEAST,
  BENCH_AT_MOST,
} BenchTarget;

/* Says how busy the machine is: with other programs on it, figures say little. */
void bench_machine (void);
void bench_heading (const char *text);

/* Prints one line: what, the figure, its target, "ok" or "MISSED by x %", and @beside: what was
 * measured with it in the same run. */
void bench_figure (const char *what, double value, const char *unit, BenchTarget kind,
                   double target, const char *beside, ...) G_GNUC_PRINTF (6, 7);

typedef void (*BenchFunc) (gpointer data);

/* The median of @n_runs' durations, in seconds. */
double bench_time (guint n_runs, BenchFunc func, gpointer data);
double bench_median (double *values, guint n_values); /* sorts them */
double bench_now (void);                              /* seconds, monotonic */
