#pragma once

#include "core/field.h"
#include "core/recording-format.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A recording that is read: what a recorder wrote, or anything else that a file of that name holds.
 * Times are µs since the recording's start.  Belongs to one thread at a time. */
typedef struct _MgRecording MgRecording;

/**
 * mg_recording_open:
 *
 * A file that was not finished, by a crash or a full disk, is looked through once for its whole
 * blocks; what lies behind the last one is left out.
 *
 * Returns: NULL with MG_ERROR_WRONG_TYPE (no recording), MG_ERROR_UNSUPPORTED (of a later version),
 *   MG_ERROR_INVALID (damaged at its beginning), or why the file can't be read
 */
MgRecording *mg_recording_open (const char *path, GError **error);
/* @stream: a GSeekable; @subject: what messages call it */
MgRecording *mg_recording_new (GInputStream *stream, const char *subject, GError **error);
MgRecording *mg_recording_ref (MgRecording *recording);
void mg_recording_unref (MgRecording *recording);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgRecording, mg_recording_unref)

const char *mg_recording_get_subject (MgRecording *recording);
const MgRecordingHeader *mg_recording_get_header (MgRecording *recording);
MgName *mg_recording_get_name (MgRecording *recording); /* (transfer none) */

/**
 * mg_recording_header_dup_structure:
 * @subject: what messages call it
 *
 * The declarations in it, laid over the object.  They include nothing but what is built in: a recording
 * reads no other file.
 *
 * Returns: NULL with MG_ERROR_NOT_FOUND where there are none, MG_ERROR_INVALID where they make no sense
 */
MgStructure *mg_recording_header_dup_structure (const MgRecordingHeader *header, const char *subject,
                                                GError **error);

/**
 * mg_recording_header_declare:
 * @header: (inout): gets what the three tell; its texts are the caller's to free
 * @type: (nullable): as named; the last structure of the file
 * @options: that the unit was made with
 *
 * So that the recording is read without another file, what the unit includes is in the text.
 * Returns: FALSE with MG_ERROR_INVALID where that is no text of at most MG_RECORDING_DECLARATIONS_MAX bytes
 */
gboolean mg_recording_header_declare (MgRecordingHeader *header, const MgCUnit *unit, const char *type,
                                      const MgCOptions *options, const char *subject, GError **error);

typedef struct
{
  guint64 length;      /* of the file, bytes */
  gint64 duration_us;  /* until when it was recorded */
  guint64 n_frames;
  guint64 n_missed;    /* frames that the recorder dropped */
  guint64 changed;     /* bytes */
  gboolean finished;   /* has its index: nothing is missing at the end */
} MgRecordingSummary;

void mg_recording_get_summary (MgRecording *recording, MgRecordingSummary *summary);
/* Borrowed; of all types.  For a timeline: frames and changed bytes by time. */
const MgBlock *mg_recording_get_blocks (MgRecording *recording, gsize *n_blocks);
const MgMark *mg_recording_get_marks (MgRecording *recording, gsize *n_marks);

typedef enum
{
  MG_FRAME_BEFORE, /* the last one before a time */
  MG_FRAME_AT,     /* the last one at or before it */
  MG_FRAME_AFTER,  /* the first one after it */
} MgFrameWhich;

/* Returns: FALSE where there is none; *frame_us is then untouched */
gboolean mg_recording_find_frame (MgRecording *recording, gint64 time_us, MgFrameWhich which,
                                  gint64 *frame_us);

/**
 * mg_recording_parse_time:
 * @text: a moment as people write it: 12.5 or +12.5 (seconds since the start), -2 (before the end), #17
 *   (the 17th frame, from 1), start, end, a mark's name, or a wall-clock time of ISO 8601
 *
 * Returns: FALSE with MG_ERROR_INVALID, or MG_ERROR_OUT_OF_RANGE
 */
gboolean mg_recording_parse_time (MgRecording *recording, const char *text, gint64 *time_us,
                                  GError **error);

/**
 * mg_recording_read_block:
 * @index: of mg_recording_get_blocks()
 * @length: (out)
 *
 * Returns: (transfer none) (nullable): its payload, until the next block is read; NULL where it is
 *   damaged or can't be read
 */
const guint8 *mg_recording_read_block (MgRecording *recording, gsize index, gsize *length);

/* --- Playing --- */

/* A place in a recording that moves forward through it, and the object as it was there. */
typedef struct _MgPlayer MgPlayer;

MgPlayer *mg_player_new (MgRecording *recording); /* in front of the first frame */
void mg_player_free (MgPlayer *player);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgPlayer, mg_player_free)

/* Pages get the times of their bytes' changes, as far as the last keyframe tells.  Off by default. */
void mg_player_set_stamps (MgPlayer *player, gboolean stamps);

typedef enum
{
  MG_PLAYED_FRAME,
  MG_PLAYED_EVENT,
  MG_PLAYED_GAP,    /* frames were dropped by the recorder */
  MG_PLAYED_DAMAGE, /* blocks are damaged: nothing is known up to the next keyframe */
} MgPlayedType;

typedef struct
{
  MgPlayedType type;
  gint64 time_us;
  MgEvent event;    /* of MG_PLAYED_EVENT */
  guint64 n_missed; /* of MG_PLAYED_GAP */
} MgPlayed;

/* To what comes next.  Returns: FALSE at the end */
gboolean mg_player_next (MgPlayer *player, MgPlayed *played);

/**
 * mg_player_seek:
 *
 * To the last moment at or before @time_us that is known; to the first one where it lies before that.
 *
 * Returns: FALSE with MG_ERROR_INVALID where the recording holds none
 */
gboolean mg_player_seek (MgPlayer *player, gint64 time_us, GError **error);
gint64 mg_player_get_time_us (MgPlayer *player); /* of the last frame or event */

/* Returns: (transfer full): the moment, sharing its pages with those before and after.  What is not
 * recorded has no page.  Its times are as when it was recorded. */
MgSnapshot *mg_player_dup_snapshot (MgPlayer *player);

G_END_DECLS
