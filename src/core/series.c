#include "config.h"

#include "core/series.h"

#include <math.h>

/* Each entry of a level sums up FAN entries of the one below; the lowest sums up points. */
#define FAN_SHIFT 4
#define FAN (1u << FAN_SHIFT)
#define N_LEVELS 6 /* the highest entry stands for 16^6 points: a few of them are all */

/* The oldest are forgotten so many at a time: a multiple of what an entry of the lower levels sums
 * up. Entries of the higher levels are made anew then. */
#define DROP ((guint64) 65536)

typedef struct
{
  double min, max; /* min > max where no point has a value */
} Bounds;

struct _MgSeries
{
  guint64 max_points;
  GArray *points;           /* of MgPoint */
  GArray *levels[N_LEVELS]; /* of Bounds: full entries only */
};

static const Bounds nothing = { INFINITY, -INFINITY };

MgSeries *
mg_series_new (guint64 max_points)
{
  MgSeries *self = g_new0 (MgSeries, 1);

  self->max_points = CLAMP (max_points, 2 * DROP, MG_SERIES_MAX_POINTS);
  self->points = g_array_new (FALSE, FALSE, sizeof (MgPoint));
  for (guint i = 0; i < N_LEVELS; i++)
    self->levels[i] = g_array_new (FALSE, FALSE, sizeof (Bounds));
  return self;
}

void
mg_series_free (MgSeries *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->points);
  for (guint i = 0; i < N_LEVELS; i++)
    g_array_unref (self->levels[i]);
  g_free (self);
}

void
mg_series_clear (MgSeries *self)
{
  g_array_set_size (self->points, 0);
  for (guint i = 0; i < N_LEVELS; i++)
    g_array_set_size (self->levels[i], 0);
}

/* A value that is NaN is in no order, and so changes nothing.  (fmin() and fmax() would do it, at
 * ten times the cost.) */
static void
take (Bounds *bounds, double min, double max)
{
  bounds->min = min < bounds->min ? min : bounds->min;
  bounds->max = max > bounds->max ? max : bounds->max;
}

/* Entries of a level, or points where it is -1. */
static void
take_entries (Bounds *bounds, const MgSeries *self, int level, guint64 start, guint64 end)
{
  if (level < 0)
    for (const MgPoint *point = (const MgPoint *) (gpointer) self->points->data + start;
         start < end; start++, point++)
      take (bounds, point->value, point->value);
  else
    for (const Bounds *entry = (const Bounds *) (gpointer) self->levels[level]->data + start;
         start < end; start++, entry++)
      take (bounds, entry->min, entry->max);
}

/* Adds the entries that the newest of the level below makes full. */
static void
sum_up (MgSeries *self, int level)
{
  for (; level < N_LEVELS; level++)
    {
      guint64 n_below = level > 0 ? self->levels[level - 1]->len : self->points->len;
      Bounds bounds = nothing;

      if ((guint64) self->levels[level]->len * FAN + FAN > n_below)
        return;
      take_entries (&bounds, self, level - 1, n_below - FAN, n_below);
      g_array_append_val (self->levels[level], bounds);
    }
}

static void
drop_oldest (MgSeries *self)
{
  guint64 per_entry = FAN;
  int level = 0;

  g_array_remove_range (self->points, 0, DROP);
  for (; level < N_LEVELS && per_entry <= DROP; level++, per_entry *= FAN)
    g_array_remove_range (self->levels[level], 0, (guint) (DROP / per_entry));
  for (; level < N_LEVELS; level++)
    {
      guint n_entries = self->levels[level - 1]->len / FAN;

      g_array_set_size (self->levels[level], 0);
      for (guint64 i = 0; i < n_entries; i++)
        {
          Bounds bounds = nothing;

          take_entries (&bounds, self, level - 1, i * FAN, (i + 1) * FAN);
          g_array_append_val (self->levels[level], bounds);
        }
    }
}

void
mg_series_append (MgSeries *self, gint64 time_us, double value)
{
  MgPoint point = { time_us, value };

  if (self->points->len > 0)
    {
      gint64 last_us = g_array_index (self->points, MgPoint, self->points->len - 1).time_us;

      point.time_us = MAX (point.time_us, last_us);
    }
  if (self->points->len >= self->max_points)
    drop_oldest (self);
  g_array_append_val (self->points, point);
  sum_up (self, 0);
}

guint64
mg_series_get_length (const MgSeries *self)
{
  return self->points->len;
}

MgPoint
mg_series_get_point (const MgSeries *self, guint64 index)
{
  g_return_val_if_fail (index < self->points->len, ((MgPoint) { 0, NAN }));
  return g_array_index (self->points, MgPoint, index);
}

/* The first point in [low, length) that is not before @time_us.  @guess: where it may be: the steps
 * grow from there in either direction. */
static guint64
find_from (const MgSeries *self, guint64 low, guint64 guess, gint64 time_us)
{
  const MgPoint *points = (const MgPoint *) (gpointer) self->points->data;
  guint64 length = self->points->len, high = CLAMP (guess, low, length), step = 1;

  if (high < length && points[high].time_us < time_us)
    for (; high < length && points[high].time_us < time_us; step *= 2)
      {
        low = high + 1;
        high = MIN (length, high + step);
      }
  else
    for (guint64 at = high; at > low; step *= 2)
      {
        at -= MIN (at - low, step);
        if (points[at].time_us < time_us)
          {
            low = at + 1;
            break;
          }
        high = at;
      }
  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (points[middle].time_us < time_us)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint64
mg_series_find (const MgSeries *self, gint64 time_us)
{
  return find_from (self, 0, 0, time_us);
}

gsize
mg_series_get_memory (const MgSeries *self)
{
  gsize memory = sizeof *self + self->points->len * sizeof (MgPoint);

  for (guint i = 0; i < N_LEVELS; i++)
    memory += self->levels[i]->len * sizeof (Bounds);
  return memory;
}

/* Bounds of [start, end): at most FAN entries of each level at either end. */
static Bounds
sum_range (const MgSeries *self, guint64 start, guint64 end)
{
  Bounds bounds = nothing;

  for (int level = -1; start < end; level++)
    {
      gboolean higher = level + 1 < N_LEVELS;
      guint64 full_start = higher ? MIN ((start + FAN - 1) / FAN * FAN, end) : end;
      guint64 full_end = MAX (end / FAN * FAN, full_start);

      take_entries (&bounds, self, level, start, full_start);
      take_entries (&bounds, self, level, full_end, end);
      start = full_start;
      end = full_end;
      start /= FAN;
      end /= FAN;
    }
  return bounds;
}

MgExtent
mg_series_get_extent (const MgSeries *self, guint64 start, guint64 end)
{
  MgExtent extent = { 0, NAN, NAN, NAN, NAN };
  Bounds bounds;

  end = MIN (end, self->points->len);
  if (start >= end)
    return extent;
  bounds = sum_range (self, start, end);
  extent.n_points = end - start;
  if (bounds.min <= bounds.max)
    {
      extent.min = bounds.min;
      extent.max = bounds.max;
    }
  extent.first = g_array_index (self->points, MgPoint, start).value;
  extent.last = g_array_index (self->points, MgPoint, end - 1).value;
  return extent;
}

void
mg_series_decimate (const MgSeries *self, gint64 start_us, gint64 end_us, MgExtent *extents,
                    gsize n_extents)
{
  double width = ((double) end_us - (double) start_us) / n_extents;
  guint64 start = mg_series_find (self, start_us);
  guint64 before = 0; /* so many points had the column before */

  for (gsize i = 0; i < n_extents; i++)
    {
      gint64 until_us = i + 1 == n_extents ? end_us : start_us + (gint64) (width * (i + 1));
      guint64 end = find_from (self, start, start + before, until_us);

      extents[i] = mg_series_get_extent (self, start, end);
      before = end - start;
      start = end;
    }
}
