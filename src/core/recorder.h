#pragma once

#include "core/history.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes what a sampler sees into a recording, on a thread of its own.
 *
 * Whoever samples hands snapshots over and never waits: a snapshot costs it a reference.  What a slow
 * disk leaves waiting is bounded; snapshots beyond that are dropped, and counted in the recording as a
 * gap.  Any thread may call these; snapshots and events come from one. */
typedef struct _MgRecorder MgRecorder;

#define MG_RECORDER_QUEUE_MAX ((gsize) 64 << 20) /* bytes of snapshots that wait */
#define MG_RECORDER_QUEUE_ITEMS 16384

/* A block is written when it is this old or this long, whatever is sooner. */
#define MG_RECORDER_BLOCK_US G_USEC_PER_SEC
#define MG_RECORDER_BLOCK_LENGTH ((gsize) 1 << 20)
/* The next frame is a keyframe when the blocks since the last one are so many or so long: to go to a
 * moment takes reading these.  Long is eight times the keyframe, within these limits. */
#define MG_RECORDER_KEYFRAME_BLOCKS 256
#define MG_RECORDER_KEYFRAME_MIN ((guint64) 256 << 10)
#define MG_RECORDER_KEYFRAME_MAX ((guint64) 16 << 20)

/**
 * mg_recorder_new:
 * @stream: gets the file; one that can be cut off (GSeekable) is, to whole blocks, where writing fails
 * @header: its monotonic_us is the recording's start
 * @queue_max: bytes of snapshots that may wait; 0 for MG_RECORDER_QUEUE_MAX
 */
MgRecorder *mg_recorder_new (GOutputStream *stream, const MgRecordingHeader *header, gsize queue_max);
/* Without mg_recorder_finish() it leaves what a crash leaves: a file without an index. */
void mg_recorder_free (MgRecorder *recorder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgRecorder, mg_recorder_free)

/* What differs from the snapshot before is a frame; where nothing does, there is none. */
void mg_recorder_add_snapshot (MgRecorder *recorder, MgSnapshot *snapshot);
/* What was kept before it was begun: what was there at @from_us, as of then, and the frames that followed
 * until @until_us.  It goes through them on its own thread, so that none is dropped.  @history: taken */
void mg_recorder_add_history (MgRecorder *recorder, MgHistory *history, gint64 from_us, gint64 until_us);
void mg_recorder_add_event (MgRecorder *recorder, const MgEvent *event);
/* Frames that whoever samples was too late for: a gap, too. */
void mg_recorder_add_missed (MgRecorder *recorder, guint64 n_frames);
/* @time_us: monotonic; @note: (nullable) */
void mg_recorder_add_mark (MgRecorder *recorder, gint64 time_us, const char *name, const char *note);

typedef struct
{
  guint64 n_frames;  /* in whole blocks of the file */
  guint64 n_missed;  /* frames that were dropped */
  guint64 changed;   /* bytes */
  guint64 length;    /* of the file, bytes */
  gboolean failed;   /* nothing more is written: mg_recorder_finish() says why */
} MgRecorderStats;

void mg_recorder_get_stats (MgRecorder *recorder, MgRecorderStats *stats);

/**
 * mg_recorder_finish:
 * @end_us: until when there was nothing else to record, monotonic
 *
 * Writes what waits, then the index.  Blocks.  Nothing is recorded any longer.
 *
 * Returns: FALSE where not all could be written; what was, is a recording up to its last whole block
 */
gboolean mg_recorder_finish (MgRecorder *recorder, gint64 end_us, GError **error);

/**
 * mg_recording_create:
 * @overwrite: a file of that name goes first
 *
 * Returns: (transfer full): a new file to record into; MG_ERROR_EXISTS where there is one
 */
GOutputStream *mg_recording_create (const char *path, gboolean overwrite, GError **error);

G_END_DECLS
