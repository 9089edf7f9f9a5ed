/* Addresses, colours and GUIDs: bytes in the order in which they lie, whatever order numbers have. */

#include "config.h"

#include "core/value-private.h"

#include <string.h>

static void
append_ipv4 (GString *text, const guint8 *bytes)
{
  g_string_append_printf (text, "%u.%u.%u.%u", bytes[0], bytes[1], bytes[2], bytes[3]);
}

/* RFC 5952: the longest run of zeros, of two groups at least, is left out. */
static void
append_ipv6 (GString *text, const guint8 *bytes)
{
  static const guint8 mapped[12] = { [10] = 0xFF, [11] = 0xFF };
  guint best = 8, best_length = 1;

  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    {
      g_string_append (text, "::ffff:");
      append_ipv4 (text, bytes + 12);
      return;
    }
  for (guint i = 0, length = 0; i < 8; i++)
    {
      length = bytes[2 * i] == 0 && bytes[2 * i + 1] == 0 ? length + 1 : 0;
      if (length > best_length)
        {
          best_length = length;
          best = i + 1 - length;
        }
    }
  for (guint i = 0; i < 8; i++)
    {
      if (i == best)
        {
          g_string_append (text, "::");
          i += best_length - 1;
          continue;
        }
      if (i > 0 && text->str[text->len - 1] != ':')
        g_string_append_c (text, ':');
      g_string_append_printf (text, "%x", bytes[2 * i] << 8 | bytes[2 * i + 1]);
    }
}

static void
append_hex (GString *text, const guint8 *bytes, gsize length, const char *separator)
{
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? separator : "", bytes[i]);
}

gboolean
mg_address_append (GString *text, MgNotation notation, const guint8 *bytes, gsize length)
{
  if (notation == MG_NOTATION_IPV4 && length == 4)
    append_ipv4 (text, bytes);
  else if (notation == MG_NOTATION_IPV6 && length == 16)
    append_ipv6 (text, bytes);
  else if (notation == MG_NOTATION_MAC && length >= 2)
    append_hex (text, bytes, length, ":");
  else if (notation == MG_NOTATION_RGBA && (length == 3 || length == 4))
    {
      g_string_append_c (text, '#');
      append_hex (text, bytes, length, "");
    }
  else
    return FALSE;
  return TRUE;
}

/* A number of @base below @limit, of @most digits at most: NULL where there is none. */
static const char *
parse_group (const char *text, guint base, guint most, guint limit, guint *number)
{
  guint n = 0;

  for (*number = 0; n < most; n++, text++)
    {
      int digit = g_ascii_xdigit_value (*text);

      if (digit < 0 || (guint) digit >= base)
        break;
      *number = *number * base + (guint) digit;
    }
  return n > 0 && *number < limit ? text : NULL;
}

static gboolean
parse_ipv4 (const char *text, guint8 *bytes)
{
  for (guint i = 0; i < 4; i++)
    {
      guint number;

      if (i > 0 && *text++ != '.')
        return FALSE;
      text = parse_group (text, 10, 3, 256, &number);
      if (text == NULL)
        return FALSE;
      bytes[i] = (guint8) number;
    }
  return *text == '\0';
}

static gboolean
parse_ipv6 (const char *text, guint8 *bytes)
{
  guint8 groups[16] = { 0 };
  guint n = 0, gap = 8; /* groups so far; where :: stands */

  if (text[0] == ':' && text[1] != ':')
    return FALSE;
  while (*text != '\0')
    {
      guint number;
      const char *end;

      if (text[0] == ':' && text[1] == ':' && gap == 8 && n < 8)
        {
          gap = n;
          text += 2;
          continue;
        }
      if (*text == ':' && n > 0 && text[-1] != ':')
        text++;
      if (n <= 6 && strchr (text, ':') == NULL && strchr (text, '.') != NULL)
        {
          if (!parse_ipv4 (text, groups + 2 * n))
            return FALSE;
          n += 2;
          break;
        }
      end = parse_group (text, 16, 4, 0x10000, &number);
      if (end == NULL || n == 8 || (*end != ':' && *end != '\0'))
        return FALSE;
      groups[2 * n] = (guint8) (number >> 8);
      groups[2 * n + 1] = (guint8) number;
      n++;
      text = end;
    }
  if (gap == 8 ? n != 8 : n == 8)
    return FALSE;
  memset (bytes, 0, 16);
  memcpy (bytes, groups, 2 * (gsize) MIN (gap, n));
  if (gap < n)
    memcpy (bytes + 16 - 2 * (n - gap), groups + 2 * gap, 2 * (gsize) (n - gap));
  return TRUE;
}

/* Pairs of digits, with @separator or one of those between them. */
static gboolean
parse_hex (const char *text, const char *separators, guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && *text != '\0' && strchr (separators, *text) != NULL)
        text++;
      if (!g_ascii_isxdigit (text[0]) || !g_ascii_isxdigit (text[1]))
        return FALSE;
      bytes[i] = (guint8) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));
      text += 2;
    }
  return *text == '\0';
}

gboolean
mg_address_parse (MgNotation notation, const char *text, guint8 *bytes, gsize length)
{
  g_autofree guint8 *parsed = g_malloc0 (MAX (length, 16));
  gboolean ok = FALSE;

  if (notation == MG_NOTATION_IPV4 && length == 4)
    ok = parse_ipv4 (text, parsed);
  else if (notation == MG_NOTATION_IPV6 && length == 16)
    ok = parse_ipv6 (text, parsed);
  else if (notation == MG_NOTATION_MAC && length >= 2)
    ok = parse_hex (text, ":-.", parsed, length);
  else if (notation == MG_NOTATION_RGBA && (length == 3 || length == 4))
    ok = *text == '#' && parse_hex (text + 1, "", parsed, length);
  else if (notation == MG_NOTATION_DECIMAL) /* bytes of no known meaning */
    ok = parse_hex (text, " ", parsed, length);
  if (ok)
    memcpy (bytes, parsed, length);
  return ok;
}

/* Where in the bytes each digit pair of the text comes from. */
static const guint8 microsoft[16] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };

void
mg_guid_append (GString *text, MgOrder order, const guint8 *bytes)
{
  g_string_append_c (text, '{');
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (text, "%s%02X", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                            bytes[order == MG_ORDER_LITTLE ? microsoft[i] : i]);
  g_string_append_c (text, '}');
}

gboolean
mg_guid_parse (const char *text, MgOrder order, guint8 *bytes)
{
  gsize length = strlen (text);
  gboolean braces = *text == '{' && length == 38 && text[37] == '}';
  g_autofree char *inner = braces ? g_strndup (text + 1, 36) : g_strdup (text);
  guint8 parsed[16];

  if (strlen (inner) != 36 || inner[8] != '-' || inner[13] != '-' || inner[18] != '-' || inner[23] != '-'
      || !parse_hex (inner, "-", parsed, 16))
    return FALSE;
  for (guint i = 0; i < 16; i++)
    bytes[order == MG_ORDER_LITTLE ? microsoft[i] : i] = parsed[i];
  return TRUE;
}
