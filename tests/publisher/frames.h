#pragma once

#include "publisher.h"

G_BEGIN_DECLS

/* A thread that writes frames by a protocol, each in two halves with a pause between them: whoever
 * does not follow the protocol reads torn ones.  All 8-byte words of a frame are its number.
 *
 * From the frames' offset on: at 0 the protocol's 32-bit words, at FRAMES_AT the frame, or three
 * buffers one behind the other. */
typedef struct _FrameWriter FrameWriter;

#define FRAMES_AT 64
#define FRAMES_BUFFERS 3

/* @kind: nothing sequence pair buffers busy mutex.  Options: pause=µs between the halves, mutex=NAME
 * and event=NAME, which it makes (Windows) */
FrameWriter *frame_writer_new (Object *object, guint64 offset, gsize length, double rate_hz,
                               const char *kind, const Options *options, GError **error);
/* Returns: how many frames it wrote */
guint64 frame_writer_free (FrameWriter *writer);

G_END_DECLS
