#pragma once

#include "core/source.h"

G_BEGIN_DECLS

/* What is cheap to copy again and again. */
#define MG_SOURCE_COPY_MAX ((guint64) 16 << 20)
#define MG_SOURCE_COPY_PIECE ((guint64) 1 << 20) /* is read at once */

/**
 * mg_source_copy_new:
 * @most: bytes
 *
 * All of a source as it is now, so that what is looked at is of one moment.  Nobody changes it: any number
 * of threads may read it.  What has no memory in @source takes none here either.  Blocks.
 *
 * Returns: (transfer full): @source itself where it has more than @most bytes
 */
MgSource *mg_source_copy_new (MgSource *source, guint64 most);

G_END_DECLS
