#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mg_number_parse:
 * @text: decimal or 0x…, white space around allowed; nothing else
 *
 * Returns: FALSE with MG_ERROR_INVALID where @text is no number, MG_ERROR_OUT_OF_RANGE over @max
 */
gboolean mg_number_parse (const char *text, guint64 max, guint64 *value, GError **error);

/**
 * mg_offset_parse:
 * @current: what +N and -N count from, in bytes
 * @size: of the object, in bytes; `end` is its last byte, `end-N` N before that
 *
 * What 'Go to' takes: 1A0h and 0x1A0 are hex, 416 is decimal, +N and -N are relative, `start`,
 * `end`, `end-N`; digits may be grouped with spaces or underscores.
 * Returns: FALSE with MG_ERROR_INVALID or MG_ERROR_OUT_OF_RANGE
 */
gboolean mg_offset_parse (const char *text, guint64 current, guint64 size, guint64 *offset, GError **error);

/* "236 KiB", "12.4 MiB", "16 EiB"; "—" for MG_UNKNOWN.  Binary units, at most three figures. */
char *mg_size_to_string (guint64 bytes);

G_END_DECLS
