#include "config.h"

#include "app/plot-scale.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#define THIN_SPACE "\u2009"
#define MINUS "\u2212"
#define DAY_US ((gint64) 86400 * G_USEC_PER_SEC)

double
mg_plot_value_step (double span, guint n_most)
{
  static const double steps[] = { 1, 2, 5, 10 };
  double least = span / MAX (n_most, 1), power;

  if (!(least > 0) || !isfinite (least))
    return 1;
  power = pow (10, floor (log10 (least)));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= least)
      return steps[i] * power;
  return 10 * power;
}

gint64
mg_plot_time_step_us (gint64 span_us, guint n_most)
{
  static const gint64 seconds[] = { 1,    2,    5,    10,    15,    30,    60,    120,   300,  600,
                                    900,  1800, 3600, 7200,  10800, 21600, 43200, 86400, 172800 };
  gint64 least_us = MAX (span_us / MAX (n_most, 1), 1);

  if (least_us <= G_USEC_PER_SEC)
    return (gint64) mg_plot_value_step ((double) least_us, 1);
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    if (seconds[i] * G_USEC_PER_SEC >= least_us)
      return seconds[i] * G_USEC_PER_SEC;
  return (least_us / DAY_US + 1) * DAY_US;
}

/* Thousands apart, from five digits on. */
static char *
group_digits (const char *digits)
{
  gsize n_whole = strspn (digits, "0123456789");
  GString *text = g_string_new (NULL);

  for (gsize i = 0; digits[i] != '\0'; i++)
    {
      if (n_whole > 4 && i > 0 && i < n_whole && (n_whole - i) % 3 == 0)
        g_string_append (text, THIN_SPACE);
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

char *
mg_plot_value_text (double value, double step)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[16];
  int n_digits = step > 0 && isfinite (step) ? (int) ceil (-log10 (step) - 1e-9) : 0;
  g_autofree char *grouped = NULL;

  if (fabs (value) < step / 1e6)
    value = 0;
  if (fabs (value) >= 1e9 || (value != 0 && n_digits > 6))
    g_ascii_formatd (digits, sizeof digits, "%.4g", fabs (value));
  else
    {
      g_snprintf (format, sizeof format, "%%.%df", CLAMP (n_digits, 0, 6));
      g_ascii_formatd (digits, sizeof digits, format, fabs (value));
    }
  grouped = group_digits (digits);
  return g_strconcat (value < 0 ? MINUS : "", grouped, NULL);
}

char *
mg_plot_time_text (gint64 before_us, gint64 step_us)
{
  g_autofree char *number = NULL;
  double unit = step_us < 100 ? 1 : step_us < G_USEC_PER_SEC / 10 ? 1e3 : 1e6;

  if (before_us == 0)
    return g_strdup ("0");
  if (step_us >= 3600 * (gint64) G_USEC_PER_SEC)
    unit = 3600e6;
  else if (step_us >= 60 * (gint64) G_USEC_PER_SEC)
    unit = 60e6;
  number = mg_plot_value_text (-before_us / unit, step_us / unit);
  if (unit == 1)
    return g_strdup_printf (_ ("%s µs"), number);
  if (unit == 1e3)
    return g_strdup_printf (_ ("%s ms"), number);
  if (unit == 1e6)
    return g_strdup_printf (_ ("%s s"), number);
  return unit == 60e6 ? g_strdup_printf (_ ("%s min"), number) : g_strdup_printf (_ ("%s h"), number);
}

void
mg_plot_pad (double *min, double *max)
{
  double low = isfinite (*min) ? *min : 0, high = isfinite (*max) ? *max : 0;
  double pad;

  if (low > high)
    low = high;
  /* Halves, as the difference of two finite numbers may not be one. */
  pad = (high / 2 - low / 2) * 0.1;
  if (!(pad > 0))
    pad = low != 0 ? fabs (low) * 0.05 : 1;
  *min = MAX (low - pad, -G_MAXDOUBLE / 4);
  *max = MIN (high + pad, G_MAXDOUBLE / 4);
}

void
mg_plot_window_zoom (MgPlotWindow *window, double factor, double at)
{
  gint64 span_us = (gint64) CLAMP (window->span_us * factor, (double) MG_PLOT_MIN_SPAN_US,
                                   (double) MG_PLOT_MAX_SPAN_US);

  if (!window->live)
    window->end_us += (gint64) ((1 - at) * (double) (span_us - window->span_us));
  window->span_us = span_us;
}

void
mg_plot_window_pan (MgPlotWindow *window, double share, gint64 newest_us)
{
  if (window->live && share < 0)
    window->end_us = newest_us;
  window->end_us += (gint64) (share * (double) window->span_us);
  window->live = window->end_us >= newest_us;
}
