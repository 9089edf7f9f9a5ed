/* Text between bytes and people: escaped as in C, so that every byte comes back.
 *
 *   \n \t \" \\ …     as C has them
 *   \xNN              a code unit of that number: a byte that is part of no character, a control
 *   \uNNNN \UNNNNNNNN a character that does not print; in UTF-16 and UTF-32, a unit that is none
 *
 * Unlike in C, \x has two digits at most: another one behind it is a character. */

#include "config.h"

#include "core/value-private.h"

#include <string.h>

static const char escapes[] = "\a" "a" "\b" "b" "\t" "t" "\n" "n" "\v" "v" "\f" "f" "\r" "r" "\\" "\\";

void
mg_text_append (GString *text, gunichar c, char quote)
{
  if (c == (gunichar) quote)
    g_string_append_printf (text, "\\%c", quote);
  else if (c >= 0x20 && c < 0x7F && c != '\\')
    g_string_append_c (text, (char) c);
  else if (c < 0x80)
    {
      for (const char *p = escapes; *p != '\0'; p += 2)
        if (c == (gunichar) *p)
          {
            g_string_append_printf (text, "\\%c", p[1]);
            return;
          }
      g_string_append_printf (text, "\\x%02X", c);
    }
  else if (g_unichar_isprint (c) && !g_unichar_iszerowidth (c)
           && g_unichar_type (c) != G_UNICODE_PRIVATE_USE)
    g_string_append_unichar (text, c);
  else
    g_string_append_printf (text, c < 0x10000 ? "\\u%04X" : "\\U%08X", c);
}

static void
append_unit (GString *text, guint32 unit, guint size)
{
  g_string_append_printf (text, size == 1 ? "\\x%02X" : size == 2 ? "\\u%04X" : "\\U%08X", unit);
}

char *
mg_text_decode (MgEncoding encoding, MgOrder order, const guint8 *bytes, gsize length, gboolean *ended)
{
  guint size = mg_encoding_get_unit (encoding);
  GString *text = g_string_new (NULL);

  length = MIN (length, MG_VALUE_MAX_TEXT);
  *ended = FALSE;
  while (length >= size)
    {
      guint32 unit = (guint32) mg_bits_load (bytes, 0, 8 * size, order);
      gunichar c;
      gsize n = mg_encoding_decode (encoding, order, bytes, length, &c);

      if (unit == 0)
        {
          *ended = TRUE;
          break;
        }
      if (n == 0)
        append_unit (text, unit, size);
      else
        mg_text_append (text, c, '"');
      n = MAX (n, size);
      bytes += n;
      length -= n;
    }
  return g_string_free (text, FALSE);
}

/* Digits of an escape; FALSE where there are too few. */
static gboolean
parse_digits (const char **text, guint base, guint least, guint most, guint32 *number)
{
  guint n = 0;

  *number = 0;
  for (; n < most; n++, (*text)++)
    {
      int digit = g_ascii_xdigit_value (**text);

      if (digit < 0 || (guint) digit >= base)
        break;
      *number = *number * base + (guint) digit;
    }
  return n >= least;
}

/* What stands behind a backslash.  @raw: it is a code unit and no character. */
static gboolean
parse_escape (MgEncoding encoding, const char **text, guint32 *c, gboolean *raw)
{
  guint size = mg_encoding_get_unit (encoding);
  char letter = **text;

  *raw = FALSE;
  if (letter >= '0' && letter <= '7')
    {
      *raw = TRUE;
      return parse_digits (text, 8, 1, 3, c) && (size > 1 || *c < 256);
    }
  if (letter == '\0')
    return FALSE;
  (*text)++;
  switch (letter)
    {
    case 'x':
      *raw = TRUE;
      return parse_digits (text, 16, 1, 2, c);
    case 'u':
    case 'U':
      if (!parse_digits (text, 16, letter == 'u' ? 4 : 8, letter == 'u' ? 4 : 8, c))
        return FALSE;
      *raw = size == (letter == 'u' ? 2 : 4) && (*c > 0x10FFFF || (*c >= 0xD800 && *c <= 0xDFFF));
      return TRUE;
    case '"':
    case '\'':
    case '?':
      *c = (guint32) letter;
      return TRUE;
    default:
      for (const char *p = escapes; *p != '\0'; p += 2)
        if (p[1] == letter)
          {
            *c = (guint32) *p;
            return TRUE;
          }
      return FALSE;
    }
}

/* The next character of a text: its bytes; 0 where there are none for it. */
static gsize
encode_next (MgEncoding encoding, MgOrder order, const char **text, guint8 *bytes)
{
  guint size = mg_encoding_get_unit (encoding);
  gboolean raw = FALSE;
  guint32 c = g_utf8_get_char (*text);

  *text = g_utf8_next_char (*text);
  if (c == '\\' && !parse_escape (encoding, text, &c, &raw))
    return 0;
  if (!raw)
    return mg_encoding_encode (encoding, order, c, bytes);
  memset (bytes, 0, size);
  mg_bits_store (c, bytes, 0, 8 * size, order);
  return size;
}

GByteArray *
mg_text_encode (MgEncoding encoding, MgOrder order, const char *text)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  while (*text != '\0')
    {
      guint8 bytes[MG_ENCODING_MAX_BYTES];
      gsize n = encode_next (encoding, order, &text, bytes);

      if (n == 0)
        return NULL;
      g_byte_array_append (array, bytes, (guint) n);
    }
  return g_steal_pointer (&array);
}

/* Bytes of a character's format, not more than a unit of its encoding. */
static guint
get_character_bits (const MgFormat *format)
{
  return format->bit_size > 0 ? format->bit_size : 8 * mg_encoding_get_unit (format->encoding);
}

void
mg_character_append (GString *text, const MgFormat *format, MgBits unit)
{
  guint size = mg_encoding_get_unit (format->encoding);
  guint8 bytes[16] = { 0 };
  gunichar c;

  unit &= mg_bits_mask (get_character_bits (format));
  g_string_append_c (text, '\'');
  mg_bits_store (unit, bytes, 0, 8 * size, format->order);
  /* a unit of another width than its encoding has, as wide characters of ASCII: what they count is the
   * number */
  if (unit > mg_bits_mask (8 * size))
    append_unit (text, (guint32) unit, get_character_bits (format) > 16 ? 4 : 2);
  else if (mg_encoding_decode (format->encoding, format->order, bytes, size, &c) == size)
    mg_text_append (text, c, '\'');
  else
    append_unit (text, (guint32) unit, size);
  g_string_append_c (text, '\'');
}

gboolean
mg_character_parse (const MgFormat *format, const char *text, MgBits *unit)
{
  guint size = mg_encoding_get_unit (format->encoding);
  const char *p = text;
  g_autofree char *inner = NULL;
  guint8 bytes[MG_ENCODING_MAX_BYTES];
  guint32 c = 0;
  gboolean raw = FALSE, negative = FALSE;

  /* the type, as C puts it in front */
  if (g_str_has_prefix (p, "u8"))
    p += 2;
  else if (*p == 'L' || *p == 'u' || *p == 'U')
    p++;
  if (*p != '\'')
    {
      if (!mg_bits_parse (text, &negative, unit)
          || !mg_bits_fit (negative, *unit, get_character_bits (format), negative))
        return FALSE;
      if (negative)
        *unit = -*unit & mg_bits_mask (get_character_bits (format));
      return TRUE;
    }
  if (strlen (p) < 3 || !g_str_has_suffix (p, "'") || !g_utf8_validate (p, -1, NULL))
    return FALSE;
  inner = g_strndup (p + 1, strlen (p) - 2);
  p = inner;
  if (*p == '\\' && p[1] != '\0')
    {
      p++;
      if (!parse_escape (format->encoding, &p, &c, &raw) || *p != '\0')
        return FALSE;
      if (raw || c > mg_bits_mask (8 * size))
        {
          *unit = c;
          return c <= mg_bits_mask (get_character_bits (format));
        }
    }
  else
    {
      c = g_utf8_get_char (p);
      if (*g_utf8_next_char (p) != '\0')
        return FALSE;
    }
  if (mg_encoding_encode (format->encoding, format->order, c, bytes) != size)
    return FALSE;
  *unit = mg_bits_load (bytes, 0, 8 * size, format->order);
  return TRUE;
}
