#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A number over time: what a plot draws.  Points are kept as they came, and beside them the least and
 * greatest of every 16, of every 256 and so on, so that any stretch of any length is summed up in a
 * few steps: ten series of a million points can be drawn 60 times a second.
 *
 * Belongs to one thread at a time. */
typedef struct _MgSeries MgSeries;

typedef struct
{
  gint64 time_us; /* never less than that of the point before */
  double value;   /* NaN: there was none; the line is broken here */
} MgPoint;

/* What a stretch of points comes to. */
typedef struct
{
  guint64 n_points;
  double min, max;     /* NaN where none has a value */
  double first, last;  /* values of the first and last point, NaN included: how to join it to others */
} MgExtent;

#define MG_SERIES_MAX_POINTS (G_GUINT64_CONSTANT (1) << 26)

/* @max_points: from 65536 on the oldest are forgotten, 65536 at a time; at most MG_SERIES_MAX_POINTS */
MgSeries *mg_series_new (guint64 max_points);
void mg_series_free (MgSeries *series);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgSeries, mg_series_free)

/* A time before the last point's counts as that one's. */
void mg_series_append (MgSeries *series, gint64 time_us, double value);
void mg_series_clear (MgSeries *series);

guint64 mg_series_get_length (const MgSeries *series);
MgPoint mg_series_get_point (const MgSeries *series, guint64 index);
/* The index of the first point at or after @time_us; the length where there is none. */
guint64 mg_series_find (const MgSeries *series, gint64 time_us);
/* Bytes that it takes. */
gsize mg_series_get_memory (const MgSeries *series);

/* Of the points with index [start, end). */
MgExtent mg_series_get_extent (const MgSeries *series, guint64 start, guint64 end);

/**
 * mg_series_decimate:
 * @extents: (out caller-allocates): @n_extents, one for each of as many equal stretches of
 *   [start_us, end_us): a column of a plot
 *
 * A column without a point of its own has n_points 0.
 */
void mg_series_decimate (const MgSeries *series, gint64 start_us, gint64 end_us, MgExtent *extents,
                         gsize n_extents);

G_END_DECLS
