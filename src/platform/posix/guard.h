#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reading memory that may go away.  A mapping of an object that shrinks, or whose memory fails,
 * raises SIGBUS or SIGSEGV on the thread that reads it; the guard turns that into an answer.
 *
 * Works in every thread and nests.  A fault that is not inside a guarded range goes to whoever
 * handled the signal before, as if the guard were not there. */

/* Installs the handlers.  mg_guard_run() does it where it was not done, or was undone. */
void mg_guard_init (void);

typedef gboolean (*MgGuardFunc) (gpointer data);

/**
 * mg_guard_run:
 * @start, @length: bytes that may fault while @func runs
 * @func: may be left at any instruction that touches them, so it must not allocate or lock
 * @result: (out): what @func returned; untouched where it did not get that far
 *
 * Returns: FALSE where a fault in the range abandoned @func
 */
gboolean mg_guard_run (gconstpointer start, gsize length, MgGuardFunc func, gpointer data,
                       gboolean *result);

G_END_DECLS
