#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mg_number_parse:
 * @text: decimal or 0x…, white space around allowed; nothing else
 * @value: (out): untouched on failure
 *
 * Returns: FALSE with MG_ERROR_INVALID where @text is no number, MG_ERROR_OUT_OF_RANGE over @max
 */
gboolean mg_number_parse (const char *text, guint64 max, guint64 *value, GError **error);

/**
 * mg_offset_parse:
 * @current: what +N and -N count from, in bytes
 * @size: of the object, in bytes; `end` is its last byte, `end-N` N before that
 *
 * What 'Go to' takes, white space around and before N allowed, letters in either case:
 *
 *   416            decimal
 *   0x1A0, 1A0h    hexadecimal
 *   1A0            hexadecimal, as no decimal number has a letter
 *   +N, -N         relative to @current; N is any of the above
 *   start, end, end-N
 *
 * Digits may be grouped with underscores and spaces of any width, as 'Go to' gets them from a copy.
 *
 * Returns: FALSE with MG_ERROR_INVALID where @text is none of these, MG_ERROR_OUT_OF_RANGE where it
 *   leads to no byte of the object
 */
gboolean mg_offset_parse (const char *text, guint64 current, guint64 size, guint64 *offset,
                          GError **error);

/* "236 KiB", "12.4 MiB", "16 EiB"; "—" for MG_UNKNOWN.  Binary units, at most three figures, in the
 * language of the locale. */
char *mg_size_to_string (guint64 bytes);

/* "0x1f00", "8192": for texts that are translated, since a catalogue's key can hold no format whose
 * letters differ by system, as those of 64-bit numbers do. */
char *mg_hex_to_string (guint64 number);
char *mg_decimal_to_string (guint64 number);

G_END_DECLS
