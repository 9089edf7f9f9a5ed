#pragma once

#include "core/activity.h"
#include "core/sampler.h"

G_BEGIN_DECLS

/* Follows several names at a low rate, on one thread for all of them: how they are doing, without what is
 * in them.  Each is opened, read and let go as a session does it.
 *
 * Of an object of more than MG_WATCH_READ bytes the first half of these is read, and pages spread over the
 * rest: a write elsewhere is not seen.  Where a preset fits, its protocol tells whole frames, what was
 * torn and what was missed; a mutex is never taken. */
typedef struct _MgWatch MgWatch;

#define MG_WATCH_HZ 8
#define MG_WATCH_READ ((guint64) 256 << 10)
#define MG_WATCH_MAX 64 /* names */

typedef struct
{
  MgState state;
  MgHealthReport health;
  guint64 changed[MG_ACTIVITY_SLOTS]; /* as of mg_activity_get() */
} MgPulse;

/* Main thread only, as all of these. */
MgWatch *mg_watch_new (MgOpenFunc open, gpointer open_data);
/* Does not wait for a read in progress. */
void mg_watch_free (MgWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgWatch, mg_watch_free)

/* @names: of MgName: those that are followed from now on, at most MG_WATCH_MAX of them; whoever was
 *   already goes on
 *   without a gap.  None: the thread sleeps */
void mg_watch_set_names (MgWatch *watch, GPtrArray *names);
/* Returns: FALSE where it is not followed, or was not looked at yet */
gboolean mg_watch_get (MgWatch *watch, const MgName *name, MgPulse *pulse);

G_END_DECLS
