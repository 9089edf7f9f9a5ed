#pragma once

#include "core/name.h"

G_BEGIN_DECLS

/* How names are written: characters that everybody sees as what they are stand for themselves, all
 * else is escaped.  Pure. */

/* @path: bytes below /dev/shm, as %XX where they are no such text */
void mg_name_text_append_posix (GString *text, const char *path, gsize length);
/* @path: UTF-16 units, as %uXXXX where they are no such text */
void mg_name_text_append_section (GString *text, const guint16 *path, gsize length);

/* Reads the escape at @text, which is at a '%'.
 * Returns: how many bytes it has, 0 where it is none */
gsize mg_name_text_parse_escape (const char *text, MgKind kind, guint16 *value);

G_END_DECLS
