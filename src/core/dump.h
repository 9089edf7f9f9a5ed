#pragma once

#include "core/source.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MG_DUMP_HEX,   /* offset, 16 bytes, text a line; "--" for unreadable bytes; runs of equal lines as
                    "*", after which, at the end, stands the end's offset: as hexdump -C has it */
  MG_DUMP_RAW,   /* the bytes and nothing else; unreadable ones are zeros */
  MG_DUMP_C,     /* a C array; unreadable bytes are 0 with a comment */
  MG_DUMP_TEXT,  /* the text column alone, in one line: what 'Copy as text' gives */
  MG_DUMP_BYTES, /* the hex column alone, 16 a line, no newline at the end: what 'Copy as hex' gives;
                    a search reads it back */
} MgDumpFormat;

const char *mg_dump_format_to_string (MgDumpFormat format); /* "hex", "raw", "c", "text", "bytes" */
gboolean mg_dump_format_from_string (const char *text, MgDumpFormat *format);

/* Returns FALSE with @error to stop. */
typedef gboolean (*MgDumpWriteFunc) (const void *bytes, gsize length, gpointer user_data, GError **error);

/* How a byte is shown in a text column: itself where it is printable ASCII, else '.'. */
char mg_dump_text_char (guint8 byte);

/**
 * mg_dump:
 * @label: (nullable): what a C array is named after; any text, made an identifier
 * @progress, @unreadable, @cancellable: (nullable); @progress comes at most 20 times a second
 *
 * Writes @range of @source in pieces, so any size goes through little memory.  Unallocated
 * stretches are not read, and in hex cost nothing.  What can't be read, also because the object
 * shrank meanwhile, is written as unreadable and added to @unreadable: that is no failure.
 *
 * Returns: FALSE with MG_ERROR_OUT_OF_RANGE, before anything is written, where @range is not
 *   within the object; MG_ERROR_CANCELLED; or @write's own error
 */
gboolean mg_dump (MgSource *source, MgRange range, MgDumpFormat format, const char *label,
                  MgDumpWriteFunc write, gpointer write_data,
                  void (*progress) (guint64 done, guint64 total, gpointer user_data), gpointer progress_data,
                  MgRangeSet *unreadable, GCancellable *cancellable, GError **error);

/* The same of bytes in memory, for the clipboard: @states as of mg_snapshot_copy(), nullable.  Any
 * format but MG_DUMP_RAW. */
char *mg_dump_bytes (const guint8 *bytes, const guint8 *states, gsize length, guint64 offset,
                     MgDumpFormat format, const char *label);

/* A raw dump as a source, for tests and for files that are not live. */
MgSource *mg_memory_source_new (GBytes *bytes);

G_END_DECLS
