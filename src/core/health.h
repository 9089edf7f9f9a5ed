#pragma once

#include "core/frame.h"

G_BEGIN_DECLS

/* How a publisher is doing, from what is seen of it.  Pure: it is told what each look found, and
 * has no clock and no source.
 *
 * What looking f times a second cannot see: two writes between two looks are one change, unless the
 * publisher counts; so without a count a rate near f is a lower bound.  A write that changes no byte
 * is none.  When one happened is known to within a period of looking, so jitter below that is ours. */

/* What one look found. */
typedef struct
{
  gint64 time_us;      /* monotonic, ascending */
  gboolean changed;    /* a byte is another one than at the look before; of a frame: another frame */
  gboolean torn;       /* a frame could not be had */
  gboolean has_count;  /* the publisher counts... */
  guint64 count;       /* ...its frames: the number of the newest whole one */
  gboolean dead;       /* it has marked itself as ended */
  guint generation;    /* another one: another object */
} MgLook;

typedef struct
{
  double sampled_hz;       /* looks a second; 0: not known yet */
  double rate_hz;          /* writes a second; 0: not known */
  gboolean rate_is_bound;  /* it may be higher: a change was seen at nearly every look */
  double jitter_us;        /* standard deviation of the time between writes; < 0: not known */
  double resolution_us;    /* below this, jitter is the looking's own */
  gint64 last_write_us;    /* monotonic; 0: none was seen */
  guint64 n_looks;
  guint64 n_writes;        /* as far as they were seen or counted */
  guint64 n_torn;          /* looks */
  guint64 n_missed;        /* writes that the publisher counted and nobody looked at */
  guint64 n_restarts;      /* the count went back, or the object was replaced */
  gboolean stalled;        /* nothing for MG_HEALTH_STALLED_PERIODS, of one that had a rate */
  gboolean dead;
} MgHealthReport;

#define MG_HEALTH_STALLED_PERIODS 8
#define MG_HEALTH_WINDOW_US (5 * G_USEC_PER_SEC) /* what rate and jitter are of, or of... */
#define MG_HEALTH_WINDOW 256                     /* ...so many changes, the most recent */

typedef struct _MgHealth MgHealth;

MgHealth *mg_health_new (void);
void mg_health_free (MgHealth *health);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgHealth, mg_health_free)

void mg_health_look (MgHealth *health, const MgLook *look);
/* @now_us: what age and stall are told for */
void mg_health_get_report (MgHealth *health, gint64 now_us, MgHealthReport *report);

G_END_DECLS
