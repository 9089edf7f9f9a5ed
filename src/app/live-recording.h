#pragma once

#include "app/declarations.h"
#include "app/shown.h"

G_BEGIN_DECLS

/* A recording of a live object under way: the session's thread hands each frame over, a thread of the
 * recorder's writes.  Ends when it is asked to, or where the disk is full.
 *
 * Main thread only.  Signal:
 *   ended (const char *error)  the file is complete; @error: (nullable): or why it is not, and no longer
 *     grows */
#define MG_TYPE_LIVE_RECORDING (mg_live_recording_get_type ())
G_DECLARE_FINAL_TYPE (MgLiveRecording, mg_live_recording, MG, LIVE_RECORDING, GObject)

/**
 * mg_live_recording_start:
 * @declarations: (nullable): go into it where they need no other file
 * @path: a file of that name is overwritten
 * @firing: (nullable): begins with what was kept from so long before it on, and has its mark
 */
MgLiveRecording *mg_live_recording_start (MgShown *shown, MgDeclarations *declarations, const char *path,
                                          const MgFiring *firing, GError **error);

/* The bytes that are recorded: all, or those around what is visible. */
MgRange mg_live_recording_get_range (MgLiveRecording *self);
const char *mg_live_recording_get_path (MgLiveRecording *self);
/* "12 s · 1.2 MiB · 3 missed" */
char *mg_live_recording_dup_text (MgLiveRecording *self);
/* Something worth coming back to, now: also in what is kept. */
void mg_live_recording_mark (MgLiveRecording *self);
/* Nothing more is recorded; on a thread the file is completed, also when nobody has this any longer. */
void mg_live_recording_end (MgLiveRecording *self);

/* What a recording of that name may be called, with the time. */
char *mg_live_recording_dup_file_name (MgName *name);
/* Where one goes that nobody is asked about: a new file among the person's documents, or else among the
 * program's data. */
char *mg_live_recording_dup_new_path (MgName *name);

G_END_DECLS
