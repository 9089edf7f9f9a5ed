/* Bytes by any format: to text and back; and any text as a value. */

#include "fuzz.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/error.h"
#include "core/value.h"

#define HEAD 10 /* bytes of input that make the format */
#define ROOM 64

const char *const fuzz_seeds[] = {
  "\x01\x01\x1f\x01\x01\x01\x01\x01\x01\x01" "\xa4\xff\xff\xff",
  "\x04\x01\x02\x01\x01\x01\x01\x01\x01\x01" "412.713",
  "\x04\x01\x01\x01\x01\x01\x01\x01\x02\x01" "-0x1.8p-3",
  "\x06\x01\x01\x01\x01\x01\x01\x01\x01\x01" "1234567890nan(0x12)",
  "\x07\x01\x02\x01\x01\x01\x01\x01\x01\x01" "-1.20e-3",
  "\x08\x01\x01\x01\x06\x01\x01\x01\x01\x01" "'\\u0041'",
  "\x09\x01\x01\x01\x04\x01\x01\x01\x01\x01" "\x83\x65\x83\x58\x83\x67 \xed\x40",
  "\x09\x02\x01\x01\x07\x01\x01\x01\x01\x01" "\xd8\x3d\xdc\xa9 ab",
  "\x09\x01\x01\x01\x05\x01\x01\x01\x02\x01" "\"\xd6\xd0\x81\x30\x84\x36\\x41\\n\"",
  "\x02\x01\x40\x01\x01\x01\x05\x01\x02\x01" "2026-11-25 07:03:11.2500000Z (4 ms ago)",
  "\x02\x01\x40\x01\x01\x01\x07\x01\x02\x01" "12:34:56.789",
  "\x04\x01\x02\x01\x01\x01\x06\x01\x01\x01" "\x12\x34\x56\x78\x9a\xbc\xe6\x40",
  "\x01\x01\x20\x01\x01\x0a\x01\x01\x02\x01" "-ENOENT (-2)",
  "\x02\x01\x7f\x01\x01\x07\x01\x01\x02\x01" "2001:db8::ffff:1.2.3.4",
  "\x0b\x01\x01\x01\x01\x01\x01\x01\x02\x01" "{6B29FC40-CA47-1067-B31D-00DD010662DA}",
  "\x02\x01\x0f\x01\x01\x01\x01\x03\x02\x01" "RUN | STOP | 0x40",
  NULL,
};

static MgCConstant constants[] = {
  { .name = "NONE", .value = 0 },
  { .name = "RUN", .value = 1 },
  { .name = "STOP", .value = 2 },
  { .name = "BOTH", .value = 3 },
  { .name = "MINUS", .value = G_MAXUINT64 },
};

static const MgCType enumeration = {
  .kind = MG_C_ENUM,
  .constants = constants,
  .n_constants = G_N_ELEMENTS (constants),
};

static MgAddressPlace
resolve (gpointer data, guint64 address, guint64 *offset)
{
  *offset = address - 16;
  return address >= 16 ? MG_ADDRESS_INSIDE : MG_ADDRESS_OUTSIDE;
}

static char *
dup_process_name (gpointer data, guint32 pid)
{
  return pid % 2 == 0 ? g_strdup ("init (8) ") : NULL;
}

static MgFormat
make_format (const guint8 *d)
{
  static const guint32 sizes[] = { 16, 32, 64, 128 };
  MgFormat format = MG_FORMAT_INIT;

  format.kind = d[0] % (MG_FORMAT_BYTES + 1);
  format.order = d[1] % 2;
  format.bit_size = d[2] % 128 + 1;
  format.encoding = d[4] % MG_N_ENCODINGS;
  format.notation = d[5] % (MG_NOTATION_PID + 1);
  format.time = d[6] % (MG_TIME_TICK_MS + 1);
  if (d[7] % 4 != 0)
    {
      format.constants = d[7] & 2 ? &enumeration : NULL;
      format.flags = (d[7] & 1) != 0;
    }
  switch (format.kind)
    {
    case MG_FORMAT_FLOAT:
    case MG_FORMAT_DECIMAL:
      format.bit_size = sizes[d[2] % 4];
      break;
    case MG_FORMAT_CHARACTER:
      format.bit_size = 0;
      break;
    case MG_FORMAT_SIGNED:
    case MG_FORMAT_UNSIGNED:
    case MG_FORMAT_BOOL:
      format.bit_offset = d[3] % 24;
      break;
    default:
      break;
    }
  if (d[9] % 8 == 2)
    format.unit = "km/h";
  return format;
}

static gboolean
is_number (const MgFormat *format)
{
  return format->kind != MG_FORMAT_TEXT && format->kind != MG_FORMAT_GUID && format->kind != MG_FORMAT_BYTES;
}

/* Bytes of the value, without what lies beside it. */
static gboolean
own_bytes (const MgFormat *format, const MgValue *value, const guint8 *bytes, gsize length, guint8 *own)
{
  memset (own, 0, length);
  if (format->kind == MG_FORMAT_X87)
    memcpy (own, bytes, 10);
  else if (format->kind == MG_FORMAT_GUID)
    memcpy (own, bytes, 16);
  else if (format->kind == MG_FORMAT_TEXT)
    {
      gsize unit = format->encoding == MG_ENCODING_UTF16 ? 2 : format->encoding == MG_ENCODING_UTF32 ? 4 : 1;

      for (gsize i = 0; i + unit <= length; i += unit)
        {
          static const guint8 nul[4];

          if (memcmp (bytes + i, nul, unit) == 0)
            {
              g_assert (value->ended);
              break;
            }
          memcpy (own + i, bytes + i, unit);
        }
    }
  else if (!is_number (format))
    memcpy (own, bytes, length);
  else
    return FALSE;
  return TRUE;
}

static void
check_json (const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *array = g_strdup_printf ("[%s]", json);
  g_autoptr (GError) error = NULL;

  if (!json_parser_load_from_data (parser, array, -1, &error))
    g_error ("%s: %s", json, error->message);
}

/* What a text of ours says are the same bytes again. */
static void
check_bytes (const MgFormat *format, const guint8 *bytes, gsize length)
{
  const MgValueContext context = {
    G_GINT64_CONSTANT (1764054191254000), 5000000, 0, resolve, dup_process_name, NULL
  };
  g_auto (MgValue) value = { 0 };
  g_auto (MgValue) again = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autofree char *c = NULL;
  g_autofree char *json = NULL;
  g_autofree guint8 *own = g_malloc0 (length + 1);
  g_autofree guint8 *back = g_malloc0 (length + 1);
  g_autoptr (GError) error = NULL;
  gboolean whole;

  if (!mg_value_decode (format, bytes, length, &value))
    return;
  text = mg_value_to_text (format, &value, &context);
  g_assert (g_utf8_validate (text, -1, NULL));
  c = mg_value_to_c (format, &value);
  json = mg_value_to_json (format, &value);
  check_json (json);
  if (!mg_value_parse (format, text, back, length, &error))
    g_error ("kind %d, notation %d, time %d: %s", format->kind, format->notation, format->time,
             error->message);
  whole = own_bytes (format, &value, bytes, length, own);
  if (whole && memcmp (own, back, length) != 0)
    g_error ("%s: other bytes", text);
  g_assert (mg_value_decode (format, back, length, &again));
  if (is_number (format) && again.bits != value.bits)
    g_error ("%s: another number", text);
  text_again = mg_value_to_text (format, &again, &context);
  g_assert_cmpstr (text, ==, text_again);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  MgFormat format;
  g_autofree char *text = NULL;
  g_autofree guint8 *bytes = g_malloc0 (ROOM);
  g_autoptr (GError) error = NULL;

  if (size < HEAD)
    return 0;
  format = make_format (data);
  if (data[8] % 2 != 0)
    {
      check_bytes (&format, data + HEAD, size - HEAD);
      return 0;
    }
  text = g_strndup ((const char *) data + HEAD, size - HEAD);
  if (data[9] % 16 == 3)
    {
      format.scale = 0.01;
      format.bias = -273.15;
      format.digits = data[9] / 16 % 12 - 1;
    }
  if (mg_value_parse (&format, text, bytes, ROOM, &error))
    {
      if (format.digits < 0 && format.scale == 1)
        check_bytes (&format, bytes, ROOM);
    }
  else
    g_assert (g_error_matches (error, MG_ERROR, MG_ERROR_INVALID));
  return 0;
}
