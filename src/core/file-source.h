#pragma once

#include "core/source.h"

G_BEGIN_DECLS

/**
 * mg_file_source_new:
 *
 * Returns: (transfer full): the bytes of a regular file as a source: a raw dump of an object can be
 *   searched and compared.  It has no MgObjectInfo.  NULL with the reason
 */
MgSource *mg_file_source_new (const char *path, GError **error);

G_END_DECLS
