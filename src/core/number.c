#include "config.h"

#include "core/number.h"

#include "core/error.h"
#include "core/name.h"
#include "core/range.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How the reading of digits ended. */
typedef enum
{
  DIGITS_OK,
  DIGITS_NONE,     /* something that is no number */
  DIGITS_OVERFLOW, /* a number over 64 bits */
} Digits;

/* @text: nothing but digits, at least one */
static Digits
read_digits (const char *text, guint base, guint64 *value)
{
  guint64 number = 0;
  gboolean overflow = FALSE;

  if (*text == '\0')
    return DIGITS_NONE;
  for (; *text != '\0'; text++)
    {
      int digit = g_ascii_xdigit_value (*text);

      if (digit < 0 || (guint) digit >= base)
        return DIGITS_NONE;
      if (!g_uint64_checked_mul (&number, number, base)
          || !g_uint64_checked_add (&number, number, (guint64) digit))
        overflow = TRUE;
    }
  if (overflow)
    return DIGITS_OVERFLOW;
  *value = number;
  return DIGITS_OK;
}

static gboolean
is_hex_prefix (const char *text)
{
  return text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

gboolean
mg_number_parse (const char *text, guint64 max, guint64 *value, GError **error)
{
  g_autofree char *number = g_strstrip (g_strdup (text));
  gboolean hex = is_hex_prefix (number);
  guint64 result = 0;
  Digits digits = read_digits (number + (hex ? 2 : 0), hex ? 16 : 10, &result);

  if (digits == DIGITS_NONE)
    {
      g_autofree char *quoted = mg_text_quote (text);

      mg_set_error (error, MG_ERROR_INVALID,
                    _ ("Write it in decimal, or in hexadecimal with 0x in front."),
                    _ ("“%s” is not a number"), quoted);
      return FALSE;
    }
  if (digits == DIGITS_OVERFLOW || result > max)
    {
      g_autofree char *quoted = mg_text_quote (number);
      g_autofree char *limit = g_strdup_printf ("%" G_GUINT64_FORMAT, max);

      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("%s is too large: the most is %s"),
                    quoted, limit);
      return FALSE;
    }
  *value = result;
  return TRUE;
}

#define SPACE "[\\s\\p{Z}]*"

/* The grammar of offsets: 1 a place, or 2 what it is relative to, 3 0x, 4 digits, 5 h. */
static const char offset_pattern[] =
    "^" SPACE "(?:(start|end)|(end" SPACE "-|[+-])?"
    SPACE "(0x)?([0-9a-f](?:[\\s\\p{Z}_]*[0-9a-f])*)(h)?)" SPACE "$";

#define OFFSET_MAX_TEXT 1000 /* bytes of text that can be an offset, with all its spaces */

static GRegex *
get_offset_regex (void)
{
  static gsize regex = 0;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, (gsize) g_regex_new (offset_pattern, G_REGEX_CASELESS, 0, NULL));
  return (GRegex *) regex;
}

/* Reads the digits of a match, where it has some. */
static Digits
read_distance (const GMatchInfo *match, guint64 *distance)
{
  g_autofree char *prefix = g_match_info_fetch (match, 3);
  g_autofree char *grouped = g_match_info_fetch (match, 4);
  g_autofree char *suffix = g_match_info_fetch (match, 5);
  gboolean has_prefix = prefix != NULL && *prefix != '\0';
  gboolean has_suffix = suffix != NULL && *suffix != '\0';
  g_autoptr (GString) digits = g_string_new (NULL);

  if (has_prefix && has_suffix)
    return DIGITS_NONE;
  for (const char *p = grouped; p != NULL && *p != '\0'; p++)
    if (g_ascii_isxdigit (*p))
      g_string_append_c (digits, *p);
  if (digits->len == 0) /* start, end */
    {
      *distance = 0;
      return DIGITS_OK;
    }
  if (has_prefix || has_suffix || strpbrk (digits->str, "abcdefABCDEF") != NULL)
    return read_digits (digits->str, 16, distance);
  return read_digits (digits->str, 10, distance);
}

gboolean
mg_offset_parse (const char *text, guint64 current, guint64 size, guint64 *offset, GError **error)
{
  g_autoptr (GMatchInfo) match = NULL;
  guint64 base = 0, distance = 0;
  gboolean backwards = FALSE, before, past;
  Digits digits = DIGITS_NONE;

  if (strlen (text) <= OFFSET_MAX_TEXT && g_utf8_validate (text, -1, NULL)
      && g_regex_match (get_offset_regex (), text, 0, &match))
    {
      g_autofree char *place = g_match_info_fetch (match, 1);
      g_autofree char *relative = g_match_info_fetch (match, 2);
      gsize length = relative != NULL ? strlen (relative) : 0;

      digits = read_distance (match, &distance);
      backwards = length > 0 && relative[length - 1] == '-';
      if (g_ascii_strcasecmp (place, "end") == 0 || length > 1)
        base = MAX (size, 1) - 1;
      else if (length == 1)
        base = current;
    }

  if (digits == DIGITS_NONE)
    {
      g_autofree char *quoted = mg_text_quote (text);

      mg_set_error (error, MG_ERROR_INVALID,
                    _ ("Write 416, 0x1A0 or 1A0h, +16 or -16, start, end or end-16."),
                    _ ("“%s” is not an offset"), quoted);
      return FALSE;
    }

  before = backwards && (digits == DIGITS_OVERFLOW || distance > base);
  past = !backwards
         && (digits == DIGITS_OVERFLOW || !g_uint64_checked_add (&base, base, distance));
  if (backwards && !before)
    base -= distance;
  if (before || past || base >= size)
    {
      g_autofree char *quoted = mg_text_quote (text);
      g_autofree char *last = g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", MAX (size, 1) - 1);

      if (size == 0)
        mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("the object has no bytes to go to"));
      else if (before)
        mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("“%s” is before the first byte"),
                      quoted);
      else
        mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL,
                      _ ("“%s” is past the end: the last byte is at %s"), quoted, last);
      return FALSE;
    }
  *offset = base;
  return TRUE;
}

char *
mg_size_to_string (guint64 bytes)
{
  static const char *const units[] = {
    N_ ("B"), N_ ("KiB"), N_ ("MiB"), N_ ("GiB"), N_ ("TiB"), N_ ("PiB"), N_ ("EiB"),
  };
  g_autofree char *number = NULL;
  double value = (double) bytes;
  guint unit = 0, decimals = 0, scaled;

  if (bytes == MG_UNKNOWN)
    return g_strdup ("—");
  /* what would round to four figures goes to the next unit: 1000 B is 0.98 KiB */
  while (value >= 999.5 && unit + 1 < G_N_ELEMENTS (units))
    {
      value /= 1024;
      unit++;
    }
  if (unit > 0)
    decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  scaled = (guint) (value * (decimals == 2 ? 100 : decimals == 1 ? 10 : 1) + 0.5);
  for (; decimals > 0 && scaled % 10 == 0; scaled /= 10)
    decimals--;
  number = g_strdup_printf ("%.*f", (int) decimals, value);
  return g_strdup_printf ("%s %s", number, _ (units[unit]));
}

char *
mg_hex_to_string (guint64 number)
{
  return g_strdup_printf ("0x%" G_GINT64_MODIFIER "x", number);
}

char *
mg_decimal_to_string (guint64 number)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}
