#pragma once

#include "app/shown.h"

#include "core/snapshot.h"
#include "core/source.h"

G_BEGIN_DECLS

/**
 * mg_shown_source_new:
 * @snapshot: what a tab shows
 * @still: why it stands still, where it does
 *
 * What finding, copying and saving read, so that they see what the person sees: the object itself
 * while it is live, opened anew for the thread that calls this; the snapshot's pages in front of it
 * while it is paused; the snapshot's pages alone where it is a moment of the past, or the object is gone,
 * and the rest unreadable.
 *
 * Blocks.  Returns: NULL with @error where the object can't be opened and nothing of it is known
 */
MgSource *mg_shown_source_new (MgSnapshot *snapshot, MgName *name, MgStill still, GError **error);

G_END_DECLS
