#pragma once

#include "core/object.h"

G_BEGIN_DECLS

/* A shared-memory object of our own: the one thing that Mapglass creates, where somebody asks for a
 * recording to be played to other programs.  Belongs to one thread at a time. */
typedef struct _MgPublication MgPublication;

/**
 * mg_publication_new:
 * @size: bytes, of zeros
 * @range: all that will be written, within the object
 *
 * Creates an object that only this user may open.
 *
 * Returns: NULL with MG_ERROR_EXISTS where anything has that name, MG_ERROR_UNSUPPORTED for a kind or a
 *   place that objects can't be created in, or the system's reason
 */
MgPublication *mg_publication_new (MgName *name, guint64 size, MgRange range, GError **error);
/* The name goes, if it is still this object's; who has it mapped keeps the memory. */
void mg_publication_free (MgPublication *publication);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgPublication, mg_publication_free)

/* Zeros that were never written take no memory where the system can do without. */
gboolean mg_publication_write (MgPublication *publication, guint64 offset, const void *bytes,
                               gsize length, GError **error);

G_END_DECLS
