#pragma once

#include "core/snapshot.h"

G_BEGIN_DECLS

/**
 * mg_snapshot_source_new:
 * @snapshot: with what it is of (its info)
 *
 * Returns: (transfer full): its bytes as those of an object: a moment of a recording can be dumped,
 *   searched and compared.  What it has no page of is unreadable.
 */
MgSource *mg_snapshot_source_new (MgSnapshot *snapshot);

G_END_DECLS
