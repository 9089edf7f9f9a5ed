#pragma once

#include "core/moments.h"
#include "core/session.h"

G_BEGIN_DECLS

/* Which moment of an object a tab shows: the one place that decides it.  All panes show its snapshot.
 *
 * Of a live object that is what its session sampled last, or a moment of the last minutes; the session goes
 * on sampling meanwhile.  Of a recording it is always a moment, which moves on while it is played.
 *
 * Main thread only.  Signals:
 *   snapshot ()  another snapshot is shown
 *   state ()     the moment, or whether it moves on, is another
 *   grown ()     there are new moments */
#define MG_TYPE_SHOWN (mg_shown_get_type ())
G_DECLARE_FINAL_TYPE (MgShown, mg_shown, MG, SHOWN, GObject)

/* Why what is shown does not move on. */
typedef enum
{
  MG_STILL_NOT,    /* it does: live */
  MG_STILL_PAUSED, /* nothing is read; the rest of the object can be had from it */
  MG_STILL_PAST,   /* a moment: what is not in the snapshot is not known */
} MgStill;

MgShown *mg_shown_new (MgSession *session);
/* At its first moment.  @path: of its file */
MgShown *mg_shown_new_recording (MgRecording *recording, const char *path);

MgName *mg_shown_get_name (MgShown *self);
MgSession *mg_shown_get_session (MgShown *self);     /* (nullable): of a recording there is none */
MgRecording *mg_shown_get_recording (MgShown *self); /* (nullable) */

MgSnapshot *mg_shown_get_snapshot (MgShown *self);   /* (transfer none), never NULL */
/* What is known of the object now, whatever is shown.  Of a recording: what is shown. */
MgSnapshot *mg_shown_get_newest (MgShown *self);
MgStill mg_shown_get_still (MgShown *self);
/* Whether it moves on: live, or played. */
gboolean mg_shown_get_moving (MgShown *self);

/* Live: goes on, which also leaves the past; or stands still.  Then nothing is read, or where the session
 * is needed it is read on and what is shown becomes a moment of the past.  A recording: plays. */
void mg_shown_set_moving (MgShown *self, gboolean moving);
/* Nothing is read: a person paused, and nothing else needs it. */
gboolean mg_shown_is_stopped (MgShown *self);
/* The session may be needed from now on: while it is paused, that is looked at anew. */
void mg_shown_update_pause (MgShown *self);

/* --- The past --- */

/* Keeps the last minutes in so many bytes of memory from now on; again: changes the budget. */
void mg_shown_keep_history (MgShown *self, gsize budget);
MgMoments *mg_shown_get_moments (MgShown *self); /* (nullable): nothing is kept yet */
/* What is shown: when.  Live: the newest moment. */
gint64 mg_shown_get_time_us (MgShown *self);

/* To the moment of that time; beyond the ends to the first or last one.  A recording's is shown once it
 * has been read. */
void mg_shown_go_to (MgShown *self, gint64 time_us);
/* To the change before or after what is shown.  Returns: FALSE where there is none */
gboolean mg_shown_step (MgShown *self, MgFrameWhich which);
/* Whether that can be done. */
gboolean mg_shown_can_step (MgShown *self, MgFrameWhich which);
/* Marks a time of what is kept, by a name.  Nothing happens where nothing is. */
void mg_shown_add_mark (MgShown *self, gint64 time_us, const char *name);
/* To the mark before or after what is shown.  Returns: FALSE where there is none */
gboolean mg_shown_step_mark (MgShown *self, MgFrameWhich which);
/* To the newest moment: live, or a recording's end. */
void mg_shown_go_live (MgShown *self);

G_END_DECLS
