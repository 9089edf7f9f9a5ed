#include "config.h"

#include "core/c-literal.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* --- Numbers --- */

static gboolean
is_real (const char *text, gboolean hexadecimal)
{
  return strpbrk (text, hexadecimal ? ".pP" : ".eE") != NULL;
}

/* The value of hexadecimal digits with a point and a binary exponent. */
static double
parse_hexadecimal_real (const char *text, const char **end)
{
  double value = 0;
  int exponent = 0;
  gboolean fraction = FALSE;

  for (; g_ascii_isxdigit (*text) || (*text == '.' && !fraction); text++)
    {
      if (*text == '.')
        {
          fraction = TRUE;
          continue;
        }
      value = value * 16 + g_ascii_xdigit_value (*text);
      exponent -= fraction ? 4 : 0;
    }
  if (*text == 'p' || *text == 'P')
    {
      char *after;
      gint64 written = g_ascii_strtoll (text + 1, &after, 10);

      exponent += (int) CLAMP (written, -100000, 100000);
      text = after;
    }
  *end = text;
  return ldexp (value, exponent);
}

static const char *
parse_real (const char *text, gboolean hexadecimal, MgCNumber *number)
{
  const char *end;

  number->is_real = TRUE;
  if (hexadecimal)
    number->real = parse_hexadecimal_real (text + 2, &end);
  else
    {
      char *after;

      number->real = g_ascii_strtod (text, &after);
      end = after;
    }
  if (*end == 'f' || *end == 'F')
    number->is_single = TRUE;
  if (*end == 'l' || *end == 'L' || *end == 'w' || *end == 'W' || *end == 'q' || *end == 'Q')
    number->is_long_double = TRUE;
  /* f, l, f16, f64x, bf16, df, dd, dl: none matters to a layout */
  return strspn (end, "fFlLwWqQdDbB0123456789x") == strlen (end) ? NULL
                                                                : _ ("this is not a number");
}

static gboolean
parse_suffix (const char *suffix, MgCNumber *number)
{
  static const struct
  {
    const char *text;
    gboolean is_unsigned;
    guint n_long, n_bits;
  } suffixes[] = {
    { "", FALSE, 0, 0 },      { "u", TRUE, 0, 0 },     { "l", FALSE, 1, 0 },    { "ul", TRUE, 1, 0 },
    { "lu", TRUE, 1, 0 },     { "ll", FALSE, 2, 0 },   { "ull", TRUE, 2, 0 },   { "llu", TRUE, 2, 0 },
    { "z", FALSE, 1, 0 },     { "uz", TRUE, 1, 0 },    { "zu", TRUE, 1, 0 },    { "i8", FALSE, 0, 8 },
    { "ui8", TRUE, 0, 8 },    { "i16", FALSE, 0, 16 }, { "ui16", TRUE, 0, 16 }, { "i32", FALSE, 0, 32 },
    { "ui32", TRUE, 0, 32 },  { "i64", FALSE, 0, 64 }, { "ui64", TRUE, 0, 64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (suffix, suffixes[i].text) == 0)
      {
        number->is_unsigned = suffixes[i].is_unsigned;
        number->n_long = suffixes[i].n_long;
        number->n_bits = suffixes[i].n_bits;
        return TRUE;
      }
  return FALSE;
}

static const char *
parse_integer (const char *text, guint base, MgCNumber *number)
{
  const char *digits = text;
  gboolean overflow = FALSE;

  for (; g_ascii_isxdigit (*text) && (guint) g_ascii_xdigit_value (*text) < base; text++)
    if (!g_uint64_checked_mul (&number->value, number->value, base)
        || !g_uint64_checked_add (&number->value, number->value,
                                  (guint64) g_ascii_xdigit_value (*text)))
      overflow = TRUE;
  number->is_decimal = base == 10;
  if (text == digits || !parse_suffix (text, number))
    return base == 8 && g_ascii_isdigit (*text) ? _ ("there is no digit 8 or 9 in an octal number")
                                                : _ ("this is not a number");
  return overflow ? _ ("this number does not fit in 64 bits") : NULL;
}

const char *
mg_c_number_parse (const MgCToken *token, MgCNumber *number)
{
  char text[128];
  gsize length = 0;
  gboolean hexadecimal;

  memset (number, 0, sizeof *number);
  for (gsize i = 0; i < token->length && length < sizeof text - 1; i++)
    if (token->text[i] != '\'')
      text[length++] = token->text[i];
  if (length == sizeof text - 1)
    return _ ("this number is too long");
  text[length] = '\0';
  hexadecimal = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
  if (is_real (text, hexadecimal))
    return parse_real (text, hexadecimal, number);
  if (hexadecimal)
    return parse_integer (text + 2, 16, number);
  if (text[0] == '0' && (text[1] == 'b' || text[1] == 'B'))
    return parse_integer (text + 2, 2, number);
  return parse_integer (text, text[0] == '0' ? 8 : 10, number);
}

/* --- Characters and strings --- */

MgCEncoding
mg_c_literal_get_encoding (const MgCToken *token, gsize *start)
{
  char quote = token->kind == MG_C_STRING ? '"' : '\'';
  const char *text = token->text;
  gsize prefix = 0;

  while (prefix < token->length && text[prefix] != quote)
    prefix++;
  *start = prefix + 1;
  if (prefix == 0 || *text == 'R')
    return MG_C_ENCODING_PLAIN;
  if (*text == 'L')
    return MG_C_ENCODING_WIDE;
  if (*text == 'U')
    return MG_C_ENCODING_UTF32;
  return prefix > 1 && text[1] == '8' ? MG_C_ENCODING_UTF8 : MG_C_ENCODING_UTF16;
}

/* Reads one character at @p.  @is_bits: it was written as its bits, or UTF-8 that is none.
 * Returns: what follows it, NULL where it is none */
static const char *
next_character (const char *p, const char *end, guint64 *value, gboolean *is_bits)
{
  static const char letters[] = "abfnrtve", codes[] = "\a\b\f\n\r\t\v\033";
  const char *letter;
  guint digits, max;

  *is_bits = FALSE;
  if (*p != '\\')
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c != (gunichar) -1 && c != (gunichar) -2)
        {
          *value = c;
          return g_utf8_next_char (p);
        }
      *is_bits = TRUE;
      *value = (guint8) *p;
      return p + 1;
    }
  if (++p >= end)
    return NULL;
  *value = 0;
  if (*p >= '0' && *p <= '7')
    {
      *is_bits = TRUE;
      for (digits = 0; digits < 3 && p < end && *p >= '0' && *p <= '7'; digits++, p++)
        *value = *value * 8 + (guint64) (*p - '0');
      return p;
    }
  if (*p == 'x' || *p == 'u' || *p == 'U')
    {
      max = *p == 'x' ? G_MAXUINT : *p == 'u' ? 4 : 8;
      *is_bits = *p == 'x';
      for (digits = 0, p++; digits < max && p < end && g_ascii_isxdigit (*p); digits++, p++)
        *value = *value * 16 + (guint64) g_ascii_xdigit_value (*p);
      return digits > 0 ? p : NULL;
    }
  letter = strchr (letters, *p);
  *value = letter != NULL ? (guint64) codes[letter - letters] : (guint8) *p;
  return p + 1;
}

/* How many units of @unit bytes a character takes. */
static guint
count_units (guint64 value, gboolean is_bits, guint unit)
{
  if (is_bits || unit >= 4)
    return 1;
  if (unit == 2)
    return value > 0xffff ? 2 : 1;
  return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

const char *
mg_c_character_parse (const MgCToken *token, guint unit, guint64 *value, guint *n_characters)
{
  gsize start;
  MgCEncoding encoding = mg_c_literal_get_encoding (token, &start);
  const char *p = token->text + start;
  const char *end = token->text + token->length - 1;

  *value = 0;
  *n_characters = 0;
  while (p < end)
    {
      const char *from = p;
      guint64 one;
      gboolean is_bits;

      p = next_character (p, end, &one, &is_bits);
      if (p == NULL || p > end)
        return _ ("this is not a character");
      if (unit < 8 && is_bits)
        one &= (G_GUINT64_CONSTANT (1) << (unit * 8)) - 1;
      if (encoding == MG_C_ENCODING_PLAIN && !is_bits && one >= 0x80)
        {
          /* its bytes, as the file has them */
          for (; from < p; from++, ++*n_characters)
            *value = *value << 8 | (guint8) *from;
          continue;
        }
      *value = encoding == MG_C_ENCODING_PLAIN ? *value << 8 | one : one;
      ++*n_characters;
    }
  if (*n_characters == 0 || (encoding != MG_C_ENCODING_PLAIN && *n_characters > 1))
    return _ ("this is not one character");
  return *n_characters > 4 ? _ ("more than four characters are no number") : NULL;
}

guint64
mg_c_string_count (const MgCToken *token, guint unit)
{
  gsize start;
  const char *p, *end = token->text + token->length - 1;
  guint64 count = 0;

  mg_c_literal_get_encoding (token, &start);
  p = token->text + start;
  if (start > 1 && token->text[start - 2] == 'R') /* R"mark(…)mark" */
    {
      gsize mark = strcspn (p, "(");

      p += mark + 1;
      end -= mark + 1;
      return p < end ? (guint64) (end - p) : 0;
    }
  while (p != NULL && p < end)
    {
      guint64 one;
      gboolean is_bits;

      p = next_character (p, end, &one, &is_bits);
      if (p != NULL)
        count += count_units (one, is_bits, unit);
    }
  return count;
}
