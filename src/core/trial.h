#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which of two ways to do the same work is the faster one here, found out by work that has to be
 * done anyway: a few runs of each, in turn, and of each the fastest counts, as what else the
 * machine did can only have made a run slower.  All zeros is a trial that begins.  Plain data:
 * whoever shares one between threads locks it. */
typedef struct
{
  guint n_runs[2];
  double best[2]; /* µs a byte, of the fastest run */
} MgTrial;

#define MG_TRIAL_RUNS 3 /* of each way */

gboolean mg_trial_is_over (const MgTrial *trial);
/* Returns: the way to go now, 0 or 1: the one whose turn it is, in the end the faster one */
guint mg_trial_choose (const MgTrial *trial);
/* A run of @length bytes, at least one, took @time_us.  A trial that is over takes no notice. */
void mg_trial_note (MgTrial *trial, guint way, gsize length, gint64 time_us);
/* Ends it by decree. */
void mg_trial_settle (MgTrial *trial, guint way);

G_END_DECLS
