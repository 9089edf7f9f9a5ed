/* Values as C and JSON write them. */

#include "config.h"

#include "core/value-private.h"

#include <math.h>
#include <string.h>

static gboolean
is_real (const MgFormat *format)
{
  return mg_real_get_format (format) != NULL;
}

/* C */

static void
append_c_integer (GString *text, const MgFormat *format, MgBits bits)
{
  gboolean is_signed = mg_format_is_signed (format);
  gboolean negative = is_signed && (MgSignedBits) bits < 0;
  MgBits magnitude = negative ? -bits : bits & mg_bits_mask (format->bit_size);
  const char *suffix = magnitude > G_MAXINT64    ? "ull"
                       : magnitude > G_MAXUINT32 ? "ll"
                       : magnitude > G_MAXINT32  ? "u"
                                                 : "";

  if (magnitude > G_MAXUINT64)
    {
      g_string_append_printf (text,
                              "%s((%s__int128) 0x%" G_GINT64_MODIFIER "X << 64 | 0x%" G_GINT64_MODIFIER "X)",
                              negative ? "-" : "", is_signed && magnitude >> 127 == 0 ? "" : "unsigned ",
                              (guint64) (magnitude >> 64), (guint64) magnitude);
      return;
    }
  /* C has no negative numbers: the lowest one of a type is the next one less 1 */
  if (negative && format->bit_size == 64 && magnitude == (MgBits) 1 << 63)
    g_string_append (text, "(-9223372036854775807ll - 1)");
  else if (negative && format->bit_size == 32 && magnitude == (MgBits) 1 << 31)
    g_string_append (text, "(-2147483647 - 1)");
  else if (format->notation == MG_NOTATION_HEX && !negative)
    {
      g_string_append (text, "0x");
      mg_bits_append (text, magnitude, 16, 1);
      g_string_append (text, suffix);
    }
  else
    {
      g_string_append (text, negative ? "-" : "");
      mg_bits_append (text, magnitude, 10, 1);
      g_string_append (text, negative && *suffix == 'u' ? "ll" : suffix);
    }
}

static void
append_c_real (GString *text, const MgFormat *format, const MgValue *value)
{
  const MgRealFormat *real = mg_real_get_format (format);
  MgReal number = mg_real_unpack (real, value->bits);
  const char *suffix = real->bit_size == 32    ? "f"
                       : real->bit_size == 80  ? "L"
                       : real->bit_size == 128 ? "q"
                                               : "";
  gsize start = text->len;

  if (number.class == MG_REAL_INFINITE)
    g_string_append (text, number.negative ? "-__builtin_inf ()" : "__builtin_inf ()");
  else if (number.class != MG_REAL_FINITE)
    g_string_append (text, number.negative ? "-__builtin_nan (\"\")" : "__builtin_nan (\"\")");
  else
    {
      mg_real_append (text, real, value->bits);
      if (strpbrk (text->str + start, ".e") == NULL)
        g_string_append (text, ".0");
      g_string_append (text, suffix);
    }
}

/* Of the bytes themselves: as other compilers may take another encoding for granted. */
static void
append_c_text (GString *text, const MgFormat *format, const MgValue *value)
{
  guint size = mg_encoding_get_unit (format->encoding);
  g_autoptr (GByteArray) array = mg_text_encode (format->encoding, format->order, value->text);
  const guint8 *bytes = array != NULL ? array->data : NULL;
  gsize length = array != NULL ? array->len : 0;

  g_string_append (text, size == 1 ? "\"" : size == 2 ? "u\"" : "U\"");
  while (length > 0)
    {
      gunichar c = 0;
      gsize n = mg_encoding_decode (format->encoding, format->order, bytes, length, &c);
      gboolean plain = n > 0 && (c < 0x80 || size > 1 || format->encoding == MG_ENCODING_UTF8);

      if (plain && c == '?' && g_str_has_suffix (text->str, "?")) /* trigraphs */
        g_string_append (text, "\\?");
      else if (plain && c != '\x7F' && (c >= 0x20 || (c >= '\a' && c <= '\r')))
        mg_text_append (text, c, '"');
      else
        {
          /* octal digits end by themselves */
          n = size;
          g_string_append_printf (text, size == 1 ? "\\%03o" : "\\x%04X\" \"",
                                  (guint) mg_bits_load (bytes, 0, 8 * size, format->order));
        }
      bytes += n;
      length -= n;
    }
  g_string_append_c (text, '"');
}

char *
mg_value_to_c (const MgFormat *format, const MgValue *value)
{
  GString *text = g_string_new (NULL);
  guint8 *b = value->bytes;

  switch (value->kind)
    {
    case MG_FORMAT_NONE:
      g_string_append (text, "{ 0 }");
      break;
    case MG_FORMAT_TEXT:
      append_c_text (text, format, value);
      break;
    case MG_FORMAT_CHARACTER:
      {
        guint size = mg_encoding_get_unit (format->encoding);
        gsize start;

        g_string_append (text, size == 1 ? "" : size == 2 ? "u" : "U");
        start = text->len;
        mg_character_append (text, format, value->bits);
        /* what is no character in C either: a number */
        if (strlen (text->str + start) > 3
            && (text->str[start + 1] != '\\' || strchr ("xuU", text->str[start + 2]) != NULL))
          {
            g_string_assign (text, "0x");
            mg_bits_append (text, value->bits, 16, 1);
          }
      }
      break;
    case MG_FORMAT_POINTER:
      g_string_append (text, value->bits == 0 ? "NULL" : "(void *) 0x");
      if (value->bits != 0)
        mg_bits_append (text, value->bits, 16, 1);
      break;
    case MG_FORMAT_GUID:
      {
        MgOrder order = format->order;

        g_string_append_printf (text, "{ 0x%08X, 0x%04X, 0x%04X, { ", (guint) mg_bits_load (b, 0, 32, order),
                                (guint) mg_bits_load (b + 4, 0, 16, order),
                                (guint) mg_bits_load (b + 6, 0, 16, order));
        for (guint i = 8; i < 16; i++)
          g_string_append_printf (text, "%s0x%02X", i > 8 ? ", " : "", b[i]);
        g_string_append (text, " } }");
      }
      break;
    case MG_FORMAT_BYTES:
      g_string_append (text, "{ ");
      for (gsize i = 0; i < value->length; i++)
        g_string_append_printf (text, "%s0x%02X", i > 0 ? ", " : "", b[i]);
      g_string_append (text, " }");
      break;
    case MG_FORMAT_DECIMAL:
      mg_decimal_append (text, value->bits, format->bit_size);
      g_string_append (text, format->bit_size == 32 ? "DF" : format->bit_size == 64 ? "DD" : "DL");
      break;
    default:
      if (mg_constants_append (text, format, value->bits))
        break;
      if (is_real (format))
        append_c_real (text, format, value);
      else if (format->kind == MG_FORMAT_BOOL && value->bits <= 1)
        g_string_append (text, value->bits == 1 ? "true" : "false");
      else
        append_c_integer (text, format, value->bits);
    }
  return g_string_free (text, FALSE);
}

/* JSON */

/* @text: valid UTF-8 */
static void
append_json_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' || *text == '\\')
        g_string_append_printf (json, "\\%c", *text);
      else if ((guchar) *text < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) (guchar) *text);
      else
        g_string_append_c (json, *text);
    }
  g_string_append_c (json, '"');
}

/* The characters themselves; U+FFFD for what is none. */
static void
append_json_text (GString *json, const MgFormat *format, const MgValue *value)
{
  guint size = mg_encoding_get_unit (format->encoding);
  g_autoptr (GByteArray) array = mg_text_encode (format->encoding, format->order, value->text);
  g_autoptr (GString) text = g_string_new (NULL);
  const guint8 *bytes = array != NULL ? array->data : NULL;
  gsize length = array != NULL ? array->len : 0;

  while (length >= size)
    {
      gunichar c = 0;
      gsize n = mg_encoding_decode (format->encoding, format->order, bytes, length, &c);

      g_string_append_unichar (text, n > 0 ? c : 0xFFFD);
      n = MAX (n, size);
      bytes += n;
      length -= n;
    }
  append_json_string (json, text->str);
}

/* Whether a double, which is what most readers make of a number, holds it. */
static gboolean
is_exact (const MgFormat *format, const MgValue *value)
{
  const MgRealFormat *real = mg_real_get_format (format);
  MgBits magnitude =
      mg_format_is_signed (format) && (MgSignedBits) value->bits < 0 ? -value->bits : value->bits;

  if (!isfinite (value->real))
    return FALSE;
  if (format->kind == MG_FORMAT_DECIMAL)
    return format->bit_size == 32;
  return real != NULL ? real->precision <= 53 : magnitude <= (MgBits) 1 << 53;
}

char *
mg_value_to_json (const MgFormat *format, const MgValue *value)
{
  GString *json = g_string_new (NULL);
  MgFormat plain = *format;
  g_autofree char *text = NULL;
  gboolean is_number;

  /* as one reads it, without what is only for the eye */
  plain.unit = NULL;
  if (plain.notation <= MG_NOTATION_BINARY || plain.notation == MG_NOTATION_PID)
    plain.notation = MG_NOTATION_DECIMAL;
  if (plain.time == MG_TIME_QPC)
    plain.time = MG_TIME_NONE;
  switch (value->kind)
    {
    case MG_FORMAT_NONE:
      g_string_append (json, "null");
      break;
    case MG_FORMAT_TEXT:
      append_json_text (json, format, value);
      break;
    case MG_FORMAT_CHARACTER:
      text = mg_value_to_text (&plain, value, NULL);
      text[strlen (text) - 1] = '\0';
      append_json_string (json, text + 1);
      break;
    case MG_FORMAT_POINTER:
    case MG_FORMAT_GUID:
    case MG_FORMAT_BYTES:
      text = mg_value_to_text (&plain, value, NULL);
      append_json_string (json, text);
      break;
    default:
      text = mg_value_to_text (&plain, value, NULL);
      if (*text != '\'' && strstr (text, " (") != NULL)
        *strstr (text, " (") = '\0';
      is_number = *text == '-' ? g_ascii_isdigit (text[1]) : g_ascii_isdigit (text[0]);
      is_number =
          is_number && strspn (text, "0123456789+-.eE") == strlen (text) && strchr (text + 1, ':') == NULL;
      if (g_str_equal (text, "true") || g_str_equal (text, "false"))
        g_string_append (json, text);
      else if (is_number && (mg_format_is_scaled (format) || is_exact (format, value))
               && plain.notation == MG_NOTATION_DECIMAL)
        g_string_append (json, text);
      else
        append_json_string (json, text);
    }
  return g_string_free (json, FALSE);
}
