#pragma once

#include "core/source.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  MG_DUMP_HEX, /* offset, 16 bytes, text a line; "--" for unreadable bytes; runs of equal lines as "*" */
  MG_DUMP_RAW, /* the bytes and nothing else; unreadable ones are zeros */
  MG_DUMP_C,   /* a C array; unreadable bytes are 0 with a comment */
  MG_DUMP_TEXT,/* the text column alone: what 'Copy as text' gives */
} MgDumpFormat;

const char *mg_dump_format_to_string (MgDumpFormat format); /* "hex", "raw", "c", "text" */
gboolean mg_dump_format_from_string (const char *text, MgDumpFormat *format);

/* Returns FALSE with @error to stop. */
typedef gboolean (*MgDumpWriteFunc) (const void *bytes, gsize length, gpointer user_data, GError **error);

/**
 * mg_dump:
 * @label: what a C array is named after; any text, made an identifier
 * @progress, @unreadable, @cancellable: (nullable)
 *
 * Writes @range of @source in pieces, so any size goes through little memory.
 */
gboolean mg_dump (MgSource *source, MgRange range, MgDumpFormat format, const char *label,
                  MgDumpWriteFunc write, gpointer write_data,
                  void (*progress) (guint64 done, guint64 total, gpointer user_data), gpointer progress_data,
                  MgRangeSet *unreadable, GCancellable *cancellable, GError **error);

/* The same of bytes in memory, for the clipboard: @states as of mg_snapshot_copy(), nullable. */
char *mg_dump_bytes (const guint8 *bytes, const guint8 *states, gsize length, guint64 offset,
                     MgDumpFormat format, const char *label);

/* A raw dump as a source, for tests and for files that are not live. */
MgSource *mg_memory_source_new (GBytes *bytes);

G_END_DECLS
