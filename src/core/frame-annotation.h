#pragma once

#include "core/field.h"
#include "core/frame.h"

G_BEGIN_DECLS

/* What a structure's annotations say of its publisher: @sequence, @pair, @buffers, @busy, @mutex, @event
 * and @dead (docs/annotations.md).  Pure: the object's bytes are those of one moment, and what they say
 * may be another thing in the next. */

/* Of a structure whose annotations say nothing of frames so much at most is copied twice. */
#define MG_FRAME_UNDECLARED_MAX ((guint64) 64 << 10)

/**
 * mg_structure_dup_frame:
 * @bytes: the object's
 * @names: what names of mutexes and events are understood by
 * @take_mutex: whether its @mutex is to be taken: the person's choice, never a structure's own
 *
 * Without a protocol that can be followed it is MG_FRAME_NOTHING: a witness read of the structure's bytes.
 *
 * Returns: (transfer full): always one that mg_frame_protocol_check() takes; NULL with the reason where
 *   the bytes make no sense of what is declared, or have not been read
 */
MgFrameProtocol *mg_structure_dup_frame (MgStructure *structure, const MgFieldBytes *bytes,
                                         const MgNameContext *names, gboolean take_mutex, GError **error);

/* The name that @mutex has.  Returns: (nullable) */
const char *mg_structure_get_mutex (MgStructure *structure);

/* Whether the publisher has marked itself as ended. */
gboolean mg_structure_is_dead (MgStructure *structure, const MgFieldBytes *bytes);

G_END_DECLS
