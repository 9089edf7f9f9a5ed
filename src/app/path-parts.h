#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody looks for in fields' paths: "wheels pressure" are two parts, both of which a path must
 * have.  Upper and lower case are the same. */
char **mg_path_parts_new (const char *text); /* g_strfreev() */
gboolean mg_path_parts_match (char **parts, const char *path);

G_END_DECLS
