#pragma once

#include "fake-source.h"

#include "core/recorder.h"
#include "core/recording.h"

/* An object in memory that a recorder looks at, step by step, and what every frame was: for tests of
 * recordings.  Its clock is its own. */
typedef struct
{
  FakeWorld world;
  MgSampler *sampler;
  MgRecorder *recorder; /* NULL: finished */
  gint64 start_us;      /* monotonic */
  gint64 now_us;
  GPtrArray *frames;    /* of MgSnapshot: each that was handed to the recorder */
} Film;

/* A stream into memory that misbehaves as a disk does. */
#define TYPE_BAD_DISK (bad_disk_get_type ())
G_DECLARE_FINAL_TYPE (BadDisk, bad_disk, BAD, DISK, GOutputStream)
BadDisk *bad_disk_new (gsize room); /* bytes until it is full */
void bad_disk_hold (BadDisk *disk);    /* writing blocks ... */
void bad_disk_release (BadDisk *disk); /* ... until then */
GBytes *bad_disk_get_bytes (BadDisk *disk); /* (transfer full): what is on it */

/* Recording begins at once.  @queue_max: as of mg_recorder_new() */
Film *film_new (FakeSource *object, GOutputStream *stream, MgRange range, gsize queue_max);
void film_set_object (Film *film, FakeSource *object); /* takes it; NULL: the name leads nowhere */
void film_shoot (Film *film, guint ms); /* looks so much later */
gboolean film_finish (Film *film, GError **error);
void film_free (Film *film);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Film, film_free)

/* Returns: (transfer full) (nullable) */
MgRecording *film_open (GBytes *bytes, GError **error);
