#pragma once

#include "core/recording.h"

G_BEGIN_DECLS

/* The last minutes of an opened object, as long as they fit into a budget of memory: any moment of
 * them can be had again as the snapshot that it was.  Kept as whole snapshots now and then and what
 * changed in between; the oldest go first.  Times are those of snapshots: µs, monotonic.
 *
 * Belongs to one thread at a time. */
typedef struct _MgHistory MgHistory;

#define MG_HISTORY_MIN ((gsize) 1 << 20)
#define MG_HISTORY_DEFAULT ((gsize) 64 << 20)
#define MG_HISTORY_MAX ((gsize) 4 << 30)

/* @budget: bytes, within the limits above.  The newest moment is kept whatever it takes. */
MgHistory *mg_history_new (gsize budget);
void mg_history_free (MgHistory *history);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgHistory, mg_history_free)

/* Returns: (transfer full): all that is in it now, for another thread; shares nearly all memory with it */
MgHistory *mg_history_copy (MgHistory *history);

void mg_history_set_budget (MgHistory *history, gsize budget);
gsize mg_history_get_budget (MgHistory *history);
gsize mg_history_get_memory (MgHistory *history); /* bytes that it takes */
void mg_history_clear (MgHistory *history);

/* The next snapshot of the same name; one whose time is not later than the last one's replaces that. */
void mg_history_add (MgHistory *history, MgSnapshot *snapshot);

/* FALSE where there is nothing yet. */
gboolean mg_history_get_range (MgHistory *history, gint64 *first_us, gint64 *last_us);
guint64 mg_history_get_n_frames (MgHistory *history);
/* A frame in which bytes changed.  FALSE where there is none; *frame_us is then untouched. */
gboolean mg_history_find_change (MgHistory *history, gint64 time_us, MgFrameWhich which, gint64 *frame_us);

/* Returns: (transfer full) (nullable): the moment: the last frame at or before @time_us, or the first
 *   one where it lies before that; NULL where there is nothing yet */
MgSnapshot *mg_history_dup_snapshot (MgHistory *history, gint64 time_us);

/**
 * mg_history_get_density:
 * @changed: (out caller-allocates): @n_columns: bytes that changed in each of as many equal stretches
 *   of [start_us, end_us)
 */
void mg_history_get_density (MgHistory *history, gint64 start_us, gint64 end_us, guint64 *changed,
                             gsize n_columns);

/* Places worth coming back to: what is kept of that time keeps them, at most so many, the newest. */
#define MG_HISTORY_MARKS_MAX 1024

void mg_history_add_mark (MgHistory *history, gint64 time_us, const char *name);
gsize mg_history_get_n_marks (MgHistory *history);
/* By rising time.  @name: (out): borrowed */
gint64 mg_history_get_mark (MgHistory *history, gsize index, const char **name);

/* @before: (nullable): NULL for the oldest frame that is left.  FALSE ends it. */
typedef gboolean (*MgHistoryFunc) (const MgSnapshot *before, const MgSnapshot *frame, gpointer data);
/* The frames of [start_us, end_us] in order, each made from the one before. */
void mg_history_foreach (MgHistory *history, gint64 start_us, gint64 end_us, MgHistoryFunc func,
                         gpointer data);

G_END_DECLS
