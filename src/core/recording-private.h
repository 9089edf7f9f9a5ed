#pragma once

#include "core/recording-format.h"

#include <string.h>

G_BEGIN_DECLS

/* Numbers as they are in recordings, for the two files that encode and decode: little-endian. */

static inline void
put_32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

static inline void
put_64 (guint8 *at, guint64 value)
{
  value = GUINT64_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

static inline guint32
get_32 (const guint8 *at)
{
  guint32 value;

  memcpy (&value, at, sizeof value);
  return GUINT32_FROM_LE (value);
}

static inline guint64
get_64 (const guint8 *at)
{
  guint64 value;

  memcpy (&value, at, sizeof value);
  return GUINT64_FROM_LE (value);
}

static inline void
append_32 (GByteArray *out, guint32 value)
{
  guint8 bytes[4];

  put_32 (bytes, value);
  g_byte_array_append (out, bytes, sizeof bytes);
}

static inline void
append_64 (GByteArray *out, guint64 value)
{
  guint8 bytes[8];

  put_64 (bytes, value);
  g_byte_array_append (out, bytes, sizeof bytes);
}

static inline void
append_text (GByteArray *out, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  append_32 (out, (guint32) length);
  g_byte_array_append (out, (const guint8 *) text, (guint) length);
}

/* LEB128: seven bits a byte, the lowest first.  Returns: bytes written, at most 10 */
static inline guint
put_varint (guint8 *at, guint64 value)
{
  guint n = 0;

  for (; value >= 0x80; value >>= 7)
    at[n++] = (guint8) (value | 0x80);
  at[n++] = (guint8) value;
  return n;
}

static inline void
append_varint (GByteArray *out, guint64 value)
{
  guint8 bytes[10];

  g_byte_array_append (out, bytes, put_varint (bytes, value));
}

/* What is left of bytes that may be anything.  After the first thing that is not there, failed is
 * set and all else is 0. */
typedef struct
{
  const guint8 *at;
  gsize left;
  gboolean failed;
} MgReader;

static inline const guint8 *
take (MgReader *reader, guint64 length)
{
  const guint8 *at = reader->at;

  if (reader->failed || length > reader->left)
    {
      reader->failed = TRUE;
      return NULL;
    }
  reader->at += length;
  reader->left -= (gsize) length;
  return at;
}

static inline guint32
take_32 (MgReader *reader)
{
  const guint8 *at = take (reader, 4);

  return at != NULL ? get_32 (at) : 0;
}

static inline guint64
take_64 (MgReader *reader)
{
  const guint8 *at = take (reader, 8);

  return at != NULL ? get_64 (at) : 0;
}

static inline guint64
take_varint (MgReader *reader)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64; shift += 7)
    {
      const guint8 *at = take (reader, 1);

      if (at == NULL || (shift == 63 && *at > 1))
        break;
      value |= (guint64) (*at & 0x7f) << shift;
      if (*at < 0x80)
        return value;
    }
  reader->failed = TRUE;
  return 0;
}

/* Returns: (transfer full) (nullable): valid UTF-8 without NULs */
static inline char *
take_text (MgReader *reader, gsize max)
{
  gsize length = take_32 (reader);
  const guint8 *at = length <= max ? take (reader, length) : NULL;

  if (at != NULL && g_utf8_validate ((const char *) at, (gssize) length, NULL))
    return g_strndup ((const char *) at, length);
  reader->failed = TRUE;
  return NULL;
}

/* Times are in order and can be added without a check. */
#define MG_RECORDING_TIME_MAX (G_MAXINT64 / 4)

static inline gboolean
is_time (gint64 time_us)
{
  return time_us >= 0 && time_us <= MG_RECORDING_TIME_MAX;
}

G_END_DECLS
