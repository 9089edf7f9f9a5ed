#include "config.h"

#include "core/dump.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/error.h"
#include "core/number.h"
#include "core/snapshot.h"

#define ROW 16                     /* bytes a line */
#define C_ROW 12                   /* the same in a C array: 80 columns */
#define PIECE ((gsize) 256 * 1024) /* bytes read together, and text written together */
#define PROGRESS_US (G_USEC_PER_SEC / 20)

/* Turns bytes, given in order and in pieces of any size, into text.
 *
 * In hex, @row fills up until it is a line.  A line that equals the one before, @previous, is left
 * out, and the first of those is "*": @repeating. */
typedef struct
{
  MgDumpFormat format;
  guint64 offset;   /* of the next byte */
  guint64 n_bytes;  /* so far */
  int offset_width; /* hex digits */
  GString *out;

  guint8 row[ROW], previous[ROW];
  gboolean row_bad[ROW], previous_bad[ROW];
  guint n_row;
  gboolean have_previous, repeating;
} Formatter;

static const char *const format_words[] = {
  [MG_DUMP_HEX] = "hex",   [MG_DUMP_RAW] = "raw",     [MG_DUMP_C] = "c",
  [MG_DUMP_TEXT] = "text", [MG_DUMP_BYTES] = "bytes",
};

static const char hex_digits[] = "0123456789abcdef";

const char *
mg_dump_format_to_string (MgDumpFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (format_words), NULL);
  return format_words[format];
}

gboolean
mg_dump_format_from_string (const char *text, MgDumpFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_words); i++)
    if (g_strcmp0 (text, format_words[i]) == 0)
      {
        *format = i;
        return TRUE;
      }
  return FALSE;
}

char
mg_dump_text_char (guint8 byte)
{
  return byte >= 0x20 && byte < 0x7f ? (char) byte : '.';
}

/* "/my-counters" is my_counters_bytes: an identifier that no keyword and no header has. */
static char *
dup_identifier (const char *label)
{
  g_autoptr (GString) identifier = g_string_new (NULL);

  for (const char *at = label != NULL ? label : ""; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (identifier, *at);
    else if (identifier->len > 0 && identifier->str[identifier->len - 1] != '_')
      g_string_append_c (identifier, '_');
  if (identifier->len == 0)
    return g_strdup ("bytes");
  if (g_ascii_isdigit (identifier->str[0]))
    g_string_prepend_c (identifier, 'x');
  if (identifier->str[identifier->len - 1] != '_')
    g_string_append_c (identifier, '_');
  g_string_append (identifier, "bytes");
  return g_string_free (g_steal_pointer (&identifier), FALSE);
}

static void
formatter_init (Formatter *formatter, MgDumpFormat format, MgRange range, const char *label)
{
  *formatter = (Formatter) {
    .format = format,
    .offset = range.start,
    .offset_width = mg_range_end (range) > G_MAXUINT32 ? 16 : 8,
    .out = g_string_new (NULL),
  };

  if (format == MG_DUMP_C)
    {
      g_autofree char *identifier = dup_identifier (label);

      g_string_append_printf (formatter->out,
                              "/* %" G_GUINT64_FORMAT " bytes from offset 0x%" G_GINT64_MODIFIER
                              "x */\n"
                              "static const unsigned char %s[%" G_GUINT64_FORMAT "] = {",
                              range.length, range.start, identifier, range.length);
    }
}

/* Two characters, without a NUL.  Returns: where the next go */
static char *
put_hex (char *at, guint8 byte, gboolean bad)
{
  at[0] = bad ? '-' : hex_digits[byte >> 4];
  at[1] = bad ? '-' : hex_digits[byte & 0xf];
  return at + 2;
}

static void
finish_row (Formatter *formatter)
{
  GString *out = formatter->out;
  guint n = formatter->n_row;
  char line[16 + 2 + ROW * 3 + 1 + 3 + ROW + 2];
  char *at = line;

  formatter->n_row = 0;
  if (n == ROW && formatter->have_previous
      && memcmp (formatter->row, formatter->previous, sizeof formatter->row) == 0
      && memcmp (formatter->row_bad, formatter->previous_bad, sizeof formatter->row_bad) == 0)
    {
      if (!formatter->repeating)
        g_string_append (out, "*\n");
      formatter->repeating = TRUE;
      return;
    }

  for (int shift = 4 * (formatter->offset_width - 1); shift >= 0; shift -= 4)
    *at++ = hex_digits[(formatter->offset - n) >> shift & 0xf];
  *at++ = ' ';
  for (guint i = 0; i < ROW; i++)
    {
      *at++ = ' ';
      if (i == ROW / 2)
        *at++ = ' ';
      if (i < n)
        at = put_hex (at, formatter->row[i], formatter->row_bad[i]);
      else
        at = (char *) memset (at, ' ', 2) + 2;
    }
  at = (char *) memcpy (at, "  |", 3) + 3;
  for (guint i = 0; i < n; i++)
    *at++ = formatter->row_bad[i] ? ' ' : mg_dump_text_char (formatter->row[i]);
  at = (char *) memcpy (at, "|\n", 2) + 2;
  g_string_append_len (out, line, at - line);

  memcpy (formatter->previous, formatter->row, sizeof formatter->row);
  memcpy (formatter->previous_bad, formatter->row_bad, sizeof formatter->row_bad);
  formatter->have_previous = TRUE;
  formatter->repeating = FALSE;
}

static void
add_byte (Formatter *formatter, guint8 byte, gboolean bad)
{
  GString *out = formatter->out;
  char text[8], *at;
  gsize length;

  switch (formatter->format)
    {
    case MG_DUMP_HEX:
      formatter->row[formatter->n_row] = byte;
      formatter->row_bad[formatter->n_row] = bad;
      formatter->n_row++;
      break;

    case MG_DUMP_C:
      at = put_hex ((char *) memcpy (text, "\n  0x", 5) + 5, byte, FALSE);
      *at++ = ',';
      length = at - text - (bad ? 1 : 0);
      if (formatter->n_bytes % C_ROW == 0)
        g_string_append_len (out, text, length);
      else
        g_string_append_len (out, text + 2, length - 2);
      if (bad)
        g_string_append (out, " /* unreadable */,");
      break;

    case MG_DUMP_TEXT:
      g_string_append_c (out, bad ? ' ' : mg_dump_text_char (byte));
      break;

    case MG_DUMP_BYTES:
      text[0] = formatter->n_bytes % ROW == 0 ? '\n' : ' ';
      put_hex (text + 1, byte, bad);
      if (formatter->n_bytes == 0)
        g_string_append_len (out, text + 1, 2);
      else
        g_string_append_len (out, text, 3);
      break;

    case MG_DUMP_RAW:
    default:
      g_string_append_c (out, (char) byte);
      break;
    }
  formatter->n_bytes++;
  formatter->offset++;
  if (formatter->n_row == ROW)
    finish_row (formatter);
}

/* @bad: none of them could be read, and they are zeros */
static void
formatter_add (Formatter *formatter, const guint8 *bytes, gsize length, gboolean bad)
{
  if (formatter->format == MG_DUMP_RAW)
    {
      g_string_append_len (formatter->out, (const char *) bytes, length);
      formatter->n_bytes += length;
      formatter->offset += length;
      return;
    }
  for (gsize i = 0; i < length; i++)
    add_byte (formatter, bytes[i], bad);
}

/* Returns: how many of @length equal bytes were added; in hex all of them, since lines that are
 * left out need not be made */
static guint64
formatter_add_zeros (Formatter *formatter, guint64 length, gboolean bad)
{
  static const guint8 zeros[4096] = { 0 };
  guint64 added = 0;

  while (added < length)
    {
      /* With three lines of them the second is a "*", and all the following are nothing. */
      gsize part = MIN (length - added, formatter->format == MG_DUMP_HEX ? 3 * ROW : sizeof zeros);

      if (formatter->repeating && formatter->n_row == 0 && formatter->previous[0] == 0
          && formatter->previous_bad[0] == bad && length - added >= ROW)
        {
          guint64 skipped = (length - added) / ROW * ROW;

          /* The line that repeats need not be one of these. */
          if (memcmp (formatter->previous, zeros, ROW) == 0
              && memcmp (formatter->previous_bad, formatter->previous_bad + 1,
                         sizeof formatter->previous_bad - sizeof formatter->previous_bad[0])
                     == 0)
            {
              formatter->n_bytes += skipped;
              formatter->offset += skipped;
              added += skipped;
              continue;
            }
        }
      formatter_add (formatter, zeros, part, bad);
      added += part;
      if (formatter->format != MG_DUMP_HEX && formatter->out->len >= PIECE)
        break;
    }
  return added;
}

static void
formatter_finish (Formatter *formatter)
{
  if (formatter->n_row > 0)
    finish_row (formatter);
  if (formatter->repeating)
    g_string_append_printf (formatter->out, "%0*" G_GINT64_MODIFIER "x\n", formatter->offset_width,
                            formatter->offset);
  if (formatter->format == MG_DUMP_C)
    g_string_append (formatter->out, "\n};\n");
}

char *
mg_dump_bytes (const guint8 *bytes, const guint8 *states, gsize length, guint64 offset,
               MgDumpFormat format, const char *label)
{
  Formatter formatter;

  g_return_val_if_fail (format != MG_DUMP_RAW, NULL);

  formatter_init (&formatter, format, (MgRange) { offset, length }, label);
  for (gsize i = 0; i < length; i++)
    {
      gboolean bad = states != NULL && states[i] != MG_BYTE_OK;

      add_byte (&formatter, bad ? 0 : bytes[i], bad);
    }
  formatter_finish (&formatter);
  return g_string_free (formatter.out, FALSE);
}

/* Reads at most @length bytes and formats them.  Returns: how many */
static gsize
dump_piece (MgSource *source, Formatter *formatter, guint8 *buffer, gsize length,
            MgRangeSet *unreadable)
{
  g_autoptr (MgRangeSet) bad = mg_range_set_new ();
  const guint64 offset = formatter->offset;
  const MgRange *ranges;
  gsize n_ranges;
  gsize done = 0;

  if (!mg_source_read (source, offset, buffer, length, bad, NULL))
    {
      guint64 size = mg_source_get_size (source);

      /* It has shrunk: what is left of the piece may be read yet. */
      if (size > offset && size - offset < length)
        return dump_piece (source, formatter, buffer, size - offset, unreadable);
      mg_range_set_add (bad, (MgRange) { offset, length });
    }

  ranges = mg_range_set_get_ranges (bad, &n_ranges);
  for (gsize i = 0; i <= n_ranges; i++)
    {
      gsize stop = i < n_ranges ? ranges[i].start - offset : length;

      formatter_add (formatter, buffer + done, stop - done, FALSE);
      if (i == n_ranges)
        break;
      memset (buffer + stop, 0, ranges[i].length);
      formatter_add (formatter, buffer + stop, ranges[i].length, TRUE);
      if (unreadable != NULL)
        mg_range_set_add (unreadable, ranges[i]);
      done = stop + ranges[i].length;
    }
  return length;
}

gboolean
mg_dump (MgSource *source, MgRange range, MgDumpFormat format, const char *label,
         MgDumpWriteFunc write, gpointer write_data,
         void (*progress) (guint64 done, guint64 total, gpointer user_data), gpointer progress_data,
         MgRangeSet *unreadable, GCancellable *cancellable, GError **error)
{
  const guint64 end = mg_range_end (range);
  const guint64 first_size = mg_source_get_size (source);
  g_autofree guint8 *buffer = NULL;
  g_autoptr (GString) out = NULL;
  Formatter formatter;
  gint64 progress_us = g_get_monotonic_time ();

  if (range.start > first_size || range.length > first_size - range.start)
    {
      g_autofree char *start = mg_hex_to_string (range.start);
      g_autofree char *count = mg_decimal_to_string (range.length);
      g_autofree char *last = mg_hex_to_string (first_size);

      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                    _ ("Offset %s and %s bytes reach past the end at %s"), start, count, last);
      return FALSE;
    }

  buffer = g_malloc (PIECE);
  formatter_init (&formatter, format, range, label);
  out = formatter.out;
  while (formatter.offset < end)
    {
      const guint64 offset = formatter.offset;
      const guint64 size = MIN (mg_source_get_size (source), end);
      MgRange extent = { size, 0 };

      if (g_cancellable_is_cancelled (cancellable))
        {
          mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("Stopped"));
          return FALSE;
        }

      if (offset >= size)
        {
          guint64 added = formatter_add_zeros (&formatter, end - offset, TRUE);

          if (unreadable != NULL)
            mg_range_set_add (unreadable, (MgRange) { offset, added });
        }
      else if (!mg_source_next_data (source, offset, &extent) || extent.start > offset)
        formatter_add_zeros (&formatter, MIN (extent.start, size) - offset, FALSE);
      else
        {
          guint64 stop = MIN (mg_range_end (extent), size);

          dump_piece (source, &formatter, buffer, MIN (stop - offset, PIECE), unreadable);
        }

      if (out->len >= PIECE)
        {
          if (!write (out->str, out->len, write_data, error))
            return FALSE;
          g_string_truncate (out, 0);
        }
      if (progress != NULL && g_get_monotonic_time () - progress_us >= PROGRESS_US)
        {
          progress (formatter.offset - range.start, range.length, progress_data);
          progress_us = g_get_monotonic_time ();
        }
    }

  formatter_finish (&formatter);
  return out->len == 0 || write (out->str, out->len, write_data, error);
}

/* Bytes in memory as a source. */
typedef struct
{
  MgSource source;
  GBytes *bytes;
} MemorySource;

static guint64
memory_get_size (MgSource *source)
{
  return g_bytes_get_size (((MemorySource *) source)->bytes);
}

static MgObjectInfo *
memory_dup_info (MgSource *source, GError **error)
{
  g_autoptr (MgName) name =
      mg_name_new_posix ("memory", -1, &(MgNameContext) { .native_kind = MG_KIND_POSIX });
  MgObjectInfo *info = mg_object_info_new (name);

  info->size = info->allocated = memory_get_size (source);
  return info;
}

static gboolean
memory_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
             GError **error)
{
  const guint8 *bytes = g_bytes_get_data (((MemorySource *) source)->bytes, NULL);

  memcpy (buffer, bytes + offset, length);
  return TRUE;
}

static void
memory_finalize (MgSource *source)
{
  g_bytes_unref (((MemorySource *) source)->bytes);
  g_free (source);
}

MgSource *
mg_memory_source_new (GBytes *bytes)
{
  static const MgSourceOps ops = {
    .dup_info = memory_dup_info,
    .get_size = memory_get_size,
    .read = memory_read,
    .finalize = memory_finalize,
  };
  MemorySource *self = g_new0 (MemorySource, 1);

  mg_source_init (&self->source, &ops);
  self->bytes = g_bytes_ref (bytes);
  return &self->source;
}
