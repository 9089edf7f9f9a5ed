#include "config.h"

#include "core/health.h"

#include <math.h>

/* A change as it was seen: so many writes since the one before. */
typedef struct
{
  gint64 time_us;
  guint64 n_writes;
} Change;

struct _MgHealth
{
  MgLook last;        /* valid once n_looks > 0 */
  gint64 first_us;    /* of this object's looks */
  guint64 n_of_this;  /* looks at this object */

  Change changes[MG_HEALTH_WINDOW]; /* a ring; the newest at n_changes - 1 */
  guint64 n_changes;                /* of this object */

  MgHealthReport report; /* the counts of it */
};

MgHealth *
mg_health_new (void)
{
  return g_new0 (MgHealth, 1);
}

void
mg_health_free (MgHealth *self)
{
  g_free (self);
}

static const Change *
get_change (const MgHealth *self, guint64 index)
{
  return &self->changes[index % MG_HEALTH_WINDOW];
}

/* The changes that rate and jitter are of: [first, n_changes). */
static guint64
get_first (const MgHealth *self)
{
  guint64 first = self->n_changes - MIN (self->n_changes, MG_HEALTH_WINDOW);
  gint64 newest_us;

  if (self->n_changes == 0)
    return 0;
  newest_us = get_change (self, self->n_changes - 1)->time_us;
  while (first + 2 < self->n_changes
         && newest_us - get_change (self, first)->time_us > MG_HEALTH_WINDOW_US)
    first++;
  return first;
}

/* Mean time between writes over the window, and how far single ones are from it.  Of several writes
 * between two looks each is taken to have had its share of the time. */
static void
measure (const MgHealth *self, double *period_us, double *deviation_us)
{
  guint64 first = get_first (self), n = 0;
  double length_us, sum = 0;

  *period_us = 0;
  *deviation_us = -1;
  if (self->n_changes < first + 3)
    return;
  length_us = get_change (self, self->n_changes - 1)->time_us - get_change (self, first)->time_us;
  for (guint64 i = first + 1; i < self->n_changes; i++)
    n += get_change (self, i)->n_writes;
  *period_us = length_us / n;
  for (guint64 i = first + 1; i < self->n_changes; i++)
    {
      const Change *change = get_change (self, i);
      double each = (change->time_us - get_change (self, i - 1)->time_us) / (double) change->n_writes;

      sum += (each - *period_us) * (each - *period_us) * change->n_writes;
    }
  *deviation_us = sqrt (sum / n);
}

/* Another object or a count that went back: what was measured is no longer of this publisher. */
static void
start_anew (MgHealth *self, const MgLook *look)
{
  self->n_changes = 0;
  self->n_of_this = 0;
  self->first_us = look->time_us;
  self->report.n_restarts += self->report.n_looks > 0;
}

static void
add_change (MgHealth *self, gint64 time_us, guint64 n_writes)
{
  self->changes[self->n_changes++ % MG_HEALTH_WINDOW] = (Change) { time_us, n_writes };
  self->report.n_writes += n_writes;
  self->report.n_missed += n_writes - 1;
  self->report.last_write_us = time_us;
}

void
mg_health_look (MgHealth *self, const MgLook *look)
{
  MgHealthReport *report = &self->report;
  gboolean counted = look->has_count && self->last.has_count;
  gboolean went_back = counted && look->count < self->last.count;

  if (report->n_looks == 0 || look->generation != self->last.generation || went_back)
    start_anew (self, look);
  else if (counted && look->count > self->last.count)
    add_change (self, look->time_us, look->count - self->last.count);
  else if (!look->has_count && look->changed)
    add_change (self, look->time_us, 1);

  report->n_looks++;
  self->n_of_this++;
  report->n_torn += look->torn;
  report->dead = look->dead;
  self->last = *look;
}

void
mg_health_get_report (MgHealth *self, gint64 now_us, MgHealthReport *report)
{
  double period_us, looking_us = 0;

  *report = self->report;
  if (self->n_of_this >= 2)
    looking_us = (self->last.time_us - self->first_us) / (double) (self->n_of_this - 1);
  if (looking_us > 0)
    report->sampled_hz = G_USEC_PER_SEC / looking_us;
  report->resolution_us = looking_us;

  measure (self, &period_us, &report->jitter_us);
  if (period_us > 0)
    {
      double quiet_us = now_us - report->last_write_us;

      report->rate_hz = G_USEC_PER_SEC / period_us;
      report->rate_is_bound = !self->last.has_count && period_us < 1.5 * looking_us;
      report->stalled = quiet_us > MG_HEALTH_STALLED_PERIODS * MAX (period_us, looking_us);
    }
}
