#pragma once

#include "core/burst.h"
#include "core/recorder.h"
#include "core/sampler.h"

G_BEGIN_DECLS

/* A burst whose changes become the frames of a recording: what was too fast for the sampler can then be
 * gone through like any other time.  Looks, takes and writes on threads of its own, so that whoever shows
 * how it goes may be slow.  The pages that the range lies in are recorded, as they are right behind a look
 * that found a change.
 *
 * Ends by itself when its time is over, when the name leads to the object no longer, or where the file
 * can't be written; what is known of it stays until it is finished.  Belongs to one thread at a time. */
typedef struct _MgBurstRecording MgBurstRecording;

typedef struct
{
  MgRange range;      /* 1 to MG_BURST_MAX bytes */
  guint rate_hz;      /* within the burst's limits */
  gint64 length_us;   /* 0: until it is finished */
  double compared_hz; /* see MgBurstProgress.n_apart; 0: nobody asks */
} MgBurstPlan;

typedef struct
{
  gboolean ended;        /* by itself */
  MgPresence presence;   /* of the name, as of the last time it was looked up */
  gint64 elapsed_us;
  MgBurstStats looks;
  guint64 n_apart;       /* of the changes, about as many as looks at compared_hz would have told apart */
  gint64 shortest_ns;    /* between two changes; 0: there were none */
  MgRecorderStats file;
} MgBurstProgress;

/* Makes the file.  Returns: (transfer full) (nullable) */
typedef GOutputStream *(*MgCreateFunc) (gpointer data, GError **error);

/**
 * mg_burst_recording_new:
 * @create: called once the object is open, so that nothing is made for one that is not there
 * @header: what it says of where and when it was recorded is filled in
 *
 * Opens @name, and begins.
 * Returns: NULL with why it can't be opened, the errors of mg_burst_new(), or @create's
 */
MgBurstRecording *mg_burst_recording_new (MgName *name, MgOpenFunc open, gpointer open_data,
                                          const MgBurstPlan *plan, MgCreateFunc create,
                                          gpointer create_data, const MgRecordingHeader *header,
                                          GError **error);
/* Without mg_burst_recording_finish() it leaves what a crash leaves. */
void mg_burst_recording_free (MgBurstRecording *recording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgBurstRecording, mg_burst_recording_free)

void mg_burst_recording_get_progress (MgBurstRecording *recording, MgBurstProgress *progress);

/* Ends it, and writes what waits.  Blocks.  Returns: as mg_recorder_finish() */
gboolean mg_burst_recording_finish (MgBurstRecording *recording, GError **error);

G_END_DECLS
