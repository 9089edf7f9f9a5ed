#pragma once

#include "core/range.h"

G_BEGIN_DECLS

/**
 * mg_safe_copy:
 * @from: live bytes of a view, which may fault at any moment
 * @length: in bytes
 *
 * memcpy() that survives: stops at the first byte of @from that cannot be read.  Costs what
 * memcpy() costs; works on every thread and nests in nothing.
 *
 * Returns: how many bytes were not copied
 */
gsize mg_safe_copy (void *to, const void *from, gsize length);

/**
 * mg_safe_load:
 * @length: 1, 2, 4 or 8; @from is a multiple of it
 *
 * The same for a word that another process may write meanwhile: one load, so that it is never half
 * old and half new, which a string instruction does not promise.
 *
 * Returns: FALSE where it could not be read; @to is then untouched
 */
gboolean mg_safe_load (void *to, const void *from, gsize length);

/**
 * mg_safe_copy_pages:
 * @offset: of @from in the object, congruent to @from modulo the page size
 * @unreadable: (nullable): gets the pages, clipped to the bytes asked for, that cannot be read
 *
 * Copies what can be read, page by page; the rest of @to is zeros.  One call each stretch of
 * readable pages, so that the price of faults is paid by the pages that fault.
 *
 * Returns: how many bytes were copied
 */
gsize mg_safe_copy_pages (void *to, const void *from, gsize length, guint64 offset,
                          MgRangeSet *unreadable);

G_END_DECLS
