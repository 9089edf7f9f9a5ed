#pragma once

#include "core/object.h"

G_BEGIN_DECLS

/* A look for any other process that maps an object or has it open, a little at a time. */
typedef struct _MgHolderSearch MgHolderSearch;

MgHolderSearch *mg_holder_search_new (MgIdentity identity);
void mg_holder_search_free (MgHolderSearch *search); /* accepts NULL */

/**
 * mg_holder_search_step:
 * @deadline_us: monotonic time to stop at; at least one process is looked at
 * @pid: (out): who has it; 0 where nobody is known to; untouched where it is not known yet
 *
 * Returns: FALSE where there are processes left to look at
 */
gboolean mg_holder_search_step (MgHolderSearch *search, gint64 deadline_us, guint32 *pid);

/* Returns: whether this one process has it */
gboolean mg_holder_search_one (MgIdentity identity, guint32 pid);

G_END_DECLS
