#pragma once

#include "core/name.h"

G_BEGIN_DECLS

/* The type of what has that name, as in MgNameEntry, found by listing its directory: nothing is
 * opened but that.  Returns: (nullable): NULL where it is not there any more */
const char *mg_directory_find_type (const MgName *name);

G_END_DECLS
