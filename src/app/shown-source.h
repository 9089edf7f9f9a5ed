#pragma once

#include "core/snapshot.h"
#include "core/source.h"

G_BEGIN_DECLS

/**
 * mg_shown_source_new:
 * @snapshot: what a tab shows
 * @frozen: it stands still: the tab is paused
 *
 * What finding, copying and saving read, so that they see what the person sees: the object itself
 * while it is live, opened anew for the thread that calls this; the snapshot's pages in front of it
 * while it is frozen; the snapshot's pages alone where the object is gone, and the rest unreadable.
 *
 * Blocks.  Returns: NULL with @error where the object can't be opened and nothing of it is known
 */
MgSource *mg_shown_source_new (MgSnapshot *snapshot, MgName *name, gboolean frozen, GError **error);

G_END_DECLS
