#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The geometry of a strip of time: pure, without GTK. */
typedef struct
{
  gint64 start_us; /* at the left edge */
  gint64 end_us;   /* at the right edge */
  int width;       /* pixels */
} MgTimeScale;

/* As much is shown at least of what has just begun, so that it does not race. */
#define MG_TIME_SCALE_MIN_US (10 * G_USEC_PER_SEC)
#define MG_TIME_COLUMN 3 /* pixels of a column of its density, the gap included */
#define MG_TIME_COLUMNS_MAX 4096

/* @min_us: as much is shown at least; positive, MG_TIME_SCALE_MIN_US at most */
void mg_time_scale_init (MgTimeScale *scale, gint64 first_us, gint64 last_us, gint64 min_us, int width);
double mg_time_scale_get_x (const MgTimeScale *scale, gint64 time_us); /* within the strip, always */
gint64 mg_time_scale_get_time (const MgTimeScale *scale, double x);
gsize mg_time_scale_get_n_columns (const MgTimeScale *scale);
/* How far a key goes. */
gint64 mg_time_scale_get_step (const MgTimeScale *scale, gboolean page);

/* How high a column is.  Few changes are seen beside many: 1 byte is a pixel at least. */
int mg_time_scale_get_height (guint64 changed, guint64 most, int full);

/* (transfer full): "0.4 s", "4 min 12 s", "2 h 5 min" */
char *mg_time_span_text (gint64 span_us);

G_END_DECLS
