#pragma once

#include "core/history.h"
#include "core/recording.h"

G_BEGIN_DECLS

/* An object at many times, wherever they are kept: the last minutes in memory, or a recording.  Whoever
 * shows the past knows this alone.  Times are those of snapshots: µs, monotonic where it was looked.
 *
 * Belongs to one thread at a time. */
typedef struct _MgMoments MgMoments;

/* @history: taken; goes on growing: see mg_moments_get_history() */
MgMoments *mg_moments_new_history (MgHistory *history);
/* @path: of the recording, to open it for another thread */
MgMoments *mg_moments_new_recording (MgRecording *recording, const char *path);
void mg_moments_free (MgMoments *moments);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgMoments, mg_moments_free)

/* Returns: (transfer full): the same moments as they are now, for another thread */
MgMoments *mg_moments_copy (MgMoments *moments, GError **error);

MgHistory *mg_moments_get_history (MgMoments *moments);     /* (nullable): where it is one */
MgRecording *mg_moments_get_recording (MgMoments *moments); /* (nullable): where it is one */
const char *mg_moments_get_path (MgMoments *moments);       /* (nullable): of the recording */

/* FALSE where there is nothing yet. */
gboolean mg_moments_get_range (MgMoments *moments, gint64 *first_us, gint64 *last_us);
/* A frame in which bytes changed.  FALSE where there is none; *frame_us is then untouched. */
gboolean mg_moments_find_change (MgMoments *moments, gint64 time_us, MgFrameWhich which, gint64 *frame_us);

/* Returns: (transfer full) (nullable): the last frame at or before @time_us, or the first one where that
 *   lies before it; NULL where there is none, or it can't be read */
MgSnapshot *mg_moments_dup_snapshot (MgMoments *moments, gint64 time_us);

/* @changed: (out caller-allocates): @n_columns: bytes that changed in each of as many equal stretches of
 *   [start_us, end_us); of a recording, as far as its blocks tell */
void mg_moments_get_density (MgMoments *moments, gint64 start_us, gint64 end_us, guint64 *changed,
                             gsize n_columns);

/* The frames of [start_us, end_us] in order. */
void mg_moments_foreach (MgMoments *moments, gint64 start_us, gint64 end_us, MgHistoryFunc func,
                         gpointer data);

/* Places that a person or a trigger marked. */
gsize mg_moments_get_n_marks (MgMoments *moments);
/* @name: (out): borrowed */
gint64 mg_moments_get_mark (MgMoments *moments, gsize index, const char **name);
/* The nearest mark before @time_us, at or before it, or after it.  FALSE where there is none; *mark_us is
 * then untouched. */
gboolean mg_moments_find_mark (MgMoments *moments, gint64 time_us, MgFrameWhich which, gint64 *mark_us);

G_END_DECLS
