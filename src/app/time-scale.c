#include "config.h"

#include "app/time-scale.h"

#include <math.h>

#include <glib/gi18n.h>

void
mg_time_scale_init (MgTimeScale *scale, gint64 first_us, gint64 last_us, gint64 min_us, int width)
{
  scale->width = MAX (width, 1);
  scale->end_us = MIN (last_us, G_MAXINT64 - 1) + 1;
  scale->start_us = first_us;
  /* a file may say any times: no difference of two may be too large */
  if (scale->end_us < G_MININT64 / 2 + MG_TIME_SCALE_MIN_US || scale->start_us < G_MININT64 / 2
      || scale->end_us > G_MAXINT64 / 2)
    {
      scale->end_us = CLAMP (scale->end_us, 0, G_MAXINT64 / 2);
      scale->start_us = CLAMP (scale->start_us, 0, scale->end_us);
    }
  if (scale->end_us - scale->start_us < min_us)
    scale->start_us = scale->end_us - min_us;
}

double
mg_time_scale_get_x (const MgTimeScale *scale, gint64 time_us)
{
  gint64 inside = CLAMP (time_us, scale->start_us, scale->end_us);

  return (double) (inside - scale->start_us) / (double) (scale->end_us - scale->start_us) * scale->width;
}

gint64
mg_time_scale_get_time (const MgTimeScale *scale, double x)
{
  double share = CLAMP (x, 0, scale->width) / scale->width;

  return scale->start_us + (gint64) (share * (double) (scale->end_us - scale->start_us));
}

gsize
mg_time_scale_get_n_columns (const MgTimeScale *scale)
{
  return (gsize) CLAMP (scale->width / MG_TIME_COLUMN, 1, MG_TIME_COLUMNS_MAX);
}

gint64
mg_time_scale_get_step (const MgTimeScale *scale, gboolean page)
{
  return MAX ((scale->end_us - scale->start_us) / (page ? 10 : 100), 1);
}

int
mg_time_scale_get_height (guint64 changed, guint64 most, int full)
{
  if (changed == 0 || most == 0)
    return 0;
  return CLAMP ((int) (sqrt ((double) changed / (double) most) * full + 0.5), MIN (2, full), full);
}

char *
mg_time_span_text (gint64 span_us)
{
  double seconds = (double) MAX (span_us, 0) / G_USEC_PER_SEC;
  gint64 whole = (gint64) seconds;

  if (seconds < 60)
    return g_strdup_printf (_ ("%.1f s"), floor (seconds * 10) / 10);
  if (whole < 3600)
    return g_strdup_printf (_ ("%d min %d s"), (int) (whole / 60), (int) (whole % 60));
  return g_strdup_printf (_ ("%d h %d min"), (int) MIN (whole / 3600, G_MAXINT), (int) (whole / 60 % 60));
}
