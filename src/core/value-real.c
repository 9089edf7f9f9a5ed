/* Binary floating point of every width, exactly: by big integers, as neither printf nor strtod of all systems
 * can be trusted with long double, with the locale's point, or with the last digit. */

#include "config.h"

#include "core/value-private.h"

#include "core/big-integer.h"

#include <math.h>
#include <string.h>

const MgRealFormat mg_real_double = { 64, 53, 11, FALSE };

const MgRealFormat *
mg_real_get_format (const MgFormat *format)
{
  static const MgRealFormat formats[] = {
    { 16, 11, 5, FALSE },
    { 32, 24, 8, FALSE },
    { 64, 53, 11, FALSE },
    { 128, 113, 15, FALSE },
  };
  static const MgRealFormat bfloat16 = { 16, 8, 8, FALSE };
  static const MgRealFormat x87 = { 80, 64, 15, TRUE };

  if (format->kind == MG_FORMAT_BFLOAT16)
    return &bfloat16;
  if (format->kind == MG_FORMAT_X87)
    return &x87;
  if (format->kind == MG_FORMAT_FLOAT)
    for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
      if (formats[i].bit_size == format->bit_size)
        return &formats[i];
  return NULL;
}

/* Bits */

static int
get_bias (const MgRealFormat *format)
{
  return (1 << (format->exponent_bits - 1)) - 1;
}

int
mg_real_get_min_exponent (const MgRealFormat *format)
{
  return 2 - get_bias (format) - (int) format->precision;
}

static int
get_max_exponent (const MgRealFormat *format)
{
  return get_bias (format) + 1 - (int) format->precision;
}

MgReal
mg_real_unpack (const MgRealFormat *format, MgBits bits)
{
  guint stored = format->precision - (format->explicit_one ? 0 : 1); /* bits of the significand */
  MgBits one = (MgBits) 1 << (format->precision - 1);
  MgBits fraction = bits & mg_bits_mask (stored);
  guint biased = (guint) (bits >> stored & mg_bits_mask (format->exponent_bits));
  gboolean has_one = format->explicit_one ? (fraction & one) != 0 : biased != 0;
  MgReal real = { .class = MG_REAL_FINITE, .negative = (bits >> (format->bit_size - 1) & 1) != 0 };

  fraction &= one - 1;
  /* x87: a leading one where there should be none, or the other way round, is not a number that
   * these processors still compute with */
  if (format->explicit_one && has_one != (biased != 0))
    real.class = MG_REAL_INVALID;
  else if (biased == mg_bits_mask (format->exponent_bits))
    {
      real.class = fraction == 0 ? MG_REAL_INFINITE : MG_REAL_NAN;
      real.quiet = (fraction & one >> 1) != 0;
      real.significand = fraction & ((one >> 1) - 1);
    }
  else
    {
      real.significand = fraction | (biased != 0 ? one : 0);
      real.exponent = (int) MAX (biased, 1) - 1 + mg_real_get_min_exponent (format);
    }
  return real;
}

MgBits
mg_real_pack (const MgRealFormat *format, const MgReal *real)
{
  guint stored = format->precision - (format->explicit_one ? 0 : 1);
  MgBits one = (MgBits) 1 << (format->precision - 1);
  MgBits bits = real->negative ? (MgBits) 1 << (format->bit_size - 1) : 0;
  MgBits special = mg_bits_mask (format->exponent_bits) << stored | (format->explicit_one ? one : 0);

  switch (real->class)
    {
    case MG_REAL_INFINITE:
      return bits | special;
    case MG_REAL_NAN:
      return bits | special | (real->quiet ? one >> 1 : 0) | (real->significand & ((one >> 1) - 1));
    case MG_REAL_FINITE:
    case MG_REAL_INVALID:
    default:
      if (real->significand >= one)
        bits |= (MgBits) (guint) (real->exponent - mg_real_get_min_exponent (format) + 1) << stored;
      return bits | (real->significand & (format->explicit_one ? ~(MgBits) 0 : one - 1));
    }
}

guint
mg_bits_get_n_bits (MgBits bits)
{
  guint64 high = (guint64) (bits >> 64), low = (guint64) bits;

  return high != 0 ? 128 - (guint) __builtin_clzll (high) : low != 0 ? 64 - (guint) __builtin_clzll (low) : 0;
}

double
mg_real_to_double (const MgReal *real)
{
  MgReal nearest = *real;
  MgBits bits;
  guint64 low;
  double number;

  if (real->class == MG_REAL_INVALID)
    nearest = (MgReal) { .class = MG_REAL_NAN, .quiet = TRUE };
  else if (real->class == MG_REAL_NAN)
    nearest.significand = 0, nearest.quiet = TRUE;
  else if (real->class == MG_REAL_FINITE && real->significand != 0)
    {
      int n_bits = (int) mg_bits_get_n_bits (real->significand);
      int least = mg_real_get_min_exponent (&mg_real_double);
      int cut = MAX (n_bits - 53, least - real->exponent); /* bits too many */

      if (cut > 0)
        {
          MgBits half = cut > 128 ? 0 : (MgBits) 1 << (cut - 1);
          MgBits rest = cut >= 128 ? real->significand : real->significand & mg_bits_mask ((guint) cut);

          nearest.significand = cut >= 128 ? 0 : real->significand >> cut;
          nearest.exponent = real->exponent + cut;
          if (half != 0 && (rest > half || (rest == half && (nearest.significand & 1) != 0)))
            nearest.significand++;
        }
      else
        {
          cut = MIN (53 - n_bits, real->exponent - least);
          nearest.significand <<= cut;
          nearest.exponent -= cut;
        }
      if (nearest.significand >> 53 != 0)
        {
          nearest.significand >>= 1;
          nearest.exponent++;
        }
      if (nearest.exponent > get_max_exponent (&mg_real_double))
        nearest.class = MG_REAL_INFINITE;
    }
  bits = mg_real_pack (&mg_real_double, &nearest);
  low = (guint64) bits;
  memcpy (&number, &low, sizeof number);
  return number;
}

MgReal
mg_real_from_double (double number)
{
  guint64 bits;

  memcpy (&bits, &number, sizeof bits);
  return mg_real_unpack (&mg_real_double, bits);
}

/* To text */

void
mg_digits_append (GString *text, const MgDigits *digits)
{
  int n = (int) digits->n_digits, point = digits->point;

  if (point > -5 && point <= 16)
    {
      if (point <= 0)
        g_string_append_len (text, "0.0000", 2 - point);
      g_string_append_len (text, digits->digits, CLAMP (point, 0, n));
      if (point > n)
        g_string_append_len (text, "0000000000000000", point - n);
      if (point > 0 && point < n)
        g_string_append_c (text, '.');
      g_string_append_len (text, digits->digits + CLAMP (point, 0, n), n - CLAMP (point, 0, n));
      return;
    }
  g_string_append_c (text, digits->digits[0]);
  if (n > 1)
    g_string_append_c (text, '.');
  g_string_append_len (text, digits->digits + 1, n - 1);
  g_string_append (text, point > 0 ? "e+" : "e-");
  mg_bits_append (text, (guint) ABS (point - 1), 10, 2);
}

void
mg_real_append (GString *text, const MgRealFormat *format, MgBits bits)
{
  MgReal real = mg_real_unpack (format, bits);
  MgDigits digits;

  if (real.class == MG_REAL_INVALID)
    {
      g_string_append (text, "invalid(0x");
      mg_bits_append (text, bits & mg_bits_mask (format->bit_size), 16, format->bit_size / 4);
      g_string_append_c (text, ')');
      return;
    }
  if (real.negative)
    g_string_append_c (text, '-');
  switch (real.class)
    {
    case MG_REAL_INFINITE:
      g_string_append (text, "inf");
      break;
    case MG_REAL_NAN:
      g_string_append (text, real.quiet ? "nan" : "snan");
      if (real.significand != 0)
        {
          g_string_append (text, "(0x");
          mg_bits_append (text, real.significand, 16, 1);
          g_string_append_c (text, ')');
        }
      break;
    case MG_REAL_FINITE:
    case MG_REAL_INVALID:
    default:
      if (real.significand == 0)
        {
          g_string_append_c (text, '0');
          break;
        }
      mg_digits_shortest (format, &real, &digits);
      mg_digits_append (text, &digits);
    }
}

/* What a double is times 10^n, rounded to a whole number, ties to even. */
static void
append_fixed (GString *text, const MgReal *real, guint n_digits)
{
  g_autoptr (GString) reversed = g_string_new (NULL);
  MgBig big;

  mg_big_set (&big, real->significand);
  mg_big_multiply_power_of_ten (&big, n_digits);
  if (real->exponent >= 0)
    mg_big_shift (&big, (guint) real->exponent);
  for (int left = -real->exponent; left > 0;)
    {
      /* all but the last step round down, and what they drop is kept as a lowest bit: the last one has
       * 30 bits then, so that this bit is far below its half */
      guint step = left > 60 ? 30 : left > 30 ? (guint) left - 30 : (guint) left;
      guint32 rest = mg_big_divide (&big, (guint32) 1 << step);

      left -= (int) step;
      if (left > 0)
        {
          if (rest != 0 && big.n > 0)
            big.words[0] |= 1;
          else if (rest != 0)
            mg_big_set (&big, 1);
        }
      else if (rest > (guint32) 1 << (step - 1)
               || (rest == (guint32) 1 << (step - 1) && big.n > 0 && (big.words[0] & 1) != 0))
        {
          MgBig one;

          mg_big_set (&one, 1);
          mg_big_add (&big, &one);
        }
    }
  do
    g_string_append_c (reversed, (char) ('0' + mg_big_divide (&big, 10)));
  while (big.n > 0 || reversed->len <= n_digits);
  for (gsize i = reversed->len; i > 0; i--)
    {
      g_string_append_c (text, reversed->str[i - 1]);
      if (i - 1 == n_digits && n_digits > 0)
        g_string_append_c (text, '.');
    }
}

void
mg_double_append (GString *text, double number, int digits)
{
  MgReal real = mg_real_from_double (number);

  if (digits < 0 || real.class != MG_REAL_FINITE || fabs (number) >= 1e16)
    {
      mg_real_append (text, &mg_real_double, mg_real_pack (&mg_real_double, &real));
      return;
    }
  if (real.negative)
    g_string_append_c (text, '-');
  append_fixed (text, &real, (guint) digits);
}

/* From text */

/* n/d * 2^exponent, correctly rounded. */
static MgReal
round_quotient (const MgRealFormat *format, MgBig *n, MgBig *d, int exponent)
{
  MgReal real = { .class = MG_REAL_FINITE };
  int scale = (int) mg_big_get_n_bits (n) - (int) mg_big_get_n_bits (d);
  int least, n_bits, order;

  if (n->n == 0)
    return (MgReal) { .class = MG_REAL_FINITE, .exponent = mg_real_get_min_exponent (format) };
  /* so that 1 <= n/d < 2 */
  mg_big_shift (scale < 0 ? n : d, (guint) ABS (scale));
  if (mg_big_compare (n, d) < 0)
    {
      mg_big_shift (n, 1);
      scale--;
    }
  scale += exponent;
  least = MAX (scale - (int) format->precision + 1, mg_real_get_min_exponent (format));
  n_bits = scale - least + 1;
  real.exponent = least;
  if (n_bits < 0)
    return real;
  for (int i = 0; i < n_bits; i++)
    {
      gboolean bit = mg_big_compare (n, d) >= 0;

      if (bit)
        mg_big_subtract (n, d);
      real.significand = real.significand << 1 | (bit ? 1 : 0);
      mg_big_shift (n, 1);
    }
  order = mg_big_compare (n, d);
  if (order > 0 || (order == 0 && (real.significand & 1) != 0))
    real.significand++;
  if (real.significand >> (format->precision - 1) > 1)
    {
      real.significand >>= 1;
      real.exponent++;
    }
  if (real.exponent > get_max_exponent (format))
    real.class = MG_REAL_INFINITE;
  return real;
}

MgReal
mg_real_from_digits (const MgRealFormat *format, const char *digits, gsize n_digits, gint64 exponent)
{
  MgBig n, d;
  gboolean more = FALSE;

  for (; n_digits > 0 && *digits == '0'; n_digits--)
    digits++;
  for (; n_digits > 0 && digits[n_digits - 1] == '0'; n_digits--)
    exponent++;
  if (n_digits == 0 || exponent + (gint64) n_digits < MG_REAL_SMALLEST_POINT)
    return (MgReal) { .class = MG_REAL_FINITE, .exponent = mg_real_get_min_exponent (format) };
  if (exponent + (gint64) n_digits > MG_REAL_LARGEST_POINT)
    return (MgReal) { .class = MG_REAL_INFINITE };
  /* more digits than the middle between two neighbours can have: all that they say is that there
   * is something more */
  if (n_digits >= MG_REAL_INPUT_DIGITS)
    {
      exponent += (gint64) (n_digits - MG_REAL_INPUT_DIGITS);
      n_digits = MG_REAL_INPUT_DIGITS;
      more = TRUE;
    }
  mg_big_set (&n, 0);
  for (gsize i = 0; i < n_digits;)
    {
      guint32 chunk = 0, power = 1;

      for (; i < n_digits && power < 1000000000; i++, power *= 10)
        chunk = chunk * 10 + (guint32) (i + 1 == n_digits && more ? '1' : digits[i]) - '0';
      if (n.n == 0)
        mg_big_set (&n, chunk);
      else
        mg_big_multiply (&n, power, chunk);
    }
  mg_big_set (&d, 1);
  mg_big_multiply_power_of_ten (exponent < 0 ? &d : &n, (guint) ABS (exponent));
  return round_quotient (format, &n, &d, 0);
}

/* An exponent behind e or p: NULL where it is none. */
static const char *
parse_exponent (const char *text, gint64 *exponent)
{
  gint64 number = 0;
  gboolean negative = *text == '-';

  if (*text == '-' || *text == '+')
    text++;
  if (!g_ascii_isdigit (*text))
    return NULL;
  for (; g_ascii_isdigit (*text); text++)
    number = MIN (number * 10 + (*text - '0'), 10000000);
  *exponent += negative ? -number : number;
  return text;
}

/* 0x1.8p3 */
static const char *
parse_hex_digits (const MgRealFormat *format, const char *text, MgReal *real)
{
  MgBits bits = 0;
  gint64 exponent = 0;
  gboolean any = FALSE, point = FALSE, more = FALSE;
  MgBig n, d;

  for (; g_ascii_isxdigit (*text) || (*text == '.' && !point); text++)
    {
      if (*text == '.')
        {
          point = TRUE;
          continue;
        }
      any = TRUE;
      if (bits >> 123 == 0)
        {
          bits = bits << 4 | (guint) g_ascii_xdigit_value (*text);
          exponent -= point ? 4 : 0;
        }
      else
        {
          more = more || *text != '0';
          exponent += point ? 0 : 4;
        }
    }
  if (!any)
    return NULL;
  if (*text == 'p' || *text == 'P')
    text = parse_exponent (text + 1, &exponent);
  if (text == NULL)
    return NULL;
  mg_big_set (&n, bits);
  mg_big_shift (&n, 1);
  if (more)
    n.words[0] |= 1;
  mg_big_set (&d, 1);
  *real = round_quotient (format, &n, &d, (int) CLAMP (exponent - 1, -100000, 100000));
  return text;
}

static const char *
parse_decimal_digits (const MgRealFormat *format, const char *text, MgReal *real)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gint64 exponent = 0;
  gboolean point = FALSE;

  for (; g_ascii_isdigit (*text) || (*text == '.' && !point); text++)
    {
      if (*text == '.')
        {
          point = TRUE;
          continue;
        }
      g_string_append_c (digits, *text);
      exponent -= point ? 1 : 0;
    }
  if (digits->len == 0)
    return NULL;
  if (*text == 'e' || *text == 'E')
    text = parse_exponent (text + 1, &exponent);
  if (text != NULL)
    *real = mg_real_from_digits (format, digits->str, digits->len, exponent);
  return text;
}

/* The number in brackets behind nan; 0 where there are none. */
static const char *
parse_payload (const char *text, MgBits *payload)
{
  const char *end = *text == '(' ? strchr (text, ')') : NULL;
  g_autofree char *inner = end != NULL ? g_strndup (text + 1, (gsize) (end - text - 1)) : NULL;
  gboolean negative = FALSE;

  *payload = 0;
  if (end == NULL)
    return text;
  if (!mg_bits_parse (inner, &negative, payload) || negative)
    return NULL;
  return end + 1;
}

static gboolean
skip_word (const char **text, const char *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (*text, word, length) != 0)
    return FALSE;
  *text += length;
  return TRUE;
}

gboolean
mg_real_parse (const MgRealFormat *format, const char *text, MgBits *bits)
{
  MgReal real = { .class = MG_REAL_FINITE };
  MgBits payload = 0;
  gboolean negative = *text == '-';
  gboolean quiet;

  if (skip_word (&text, "invalid"))
    {
      text = parse_payload (text, &payload);
      if (text == NULL || *text != '\0' || payload > mg_bits_mask (format->bit_size))
        return FALSE;
      *bits = payload;
      return TRUE;
    }
  if (*text == '-' || *text == '+')
    text++;
  if (skip_word (&text, "infinity") || skip_word (&text, "inf"))
    real.class = MG_REAL_INFINITE;
  else if ((quiet = skip_word (&text, "nan")) || skip_word (&text, "snan"))
    {
      text = parse_payload (text, &payload);
      /* without a payload, one that does not signal has none */
      if (text == NULL || payload >= (MgBits) 1 << (format->precision - 2) || (!quiet && payload == 0))
        return FALSE;
      real = (MgReal) { .class = MG_REAL_NAN, .significand = payload, .quiet = quiet };
    }
  else
    {
      if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
        text = parse_hex_digits (format, text + 2, &real);
      else
        text = parse_decimal_digits (format, text, &real);
      /* what is finite in writing must not become infinite */
      if (text == NULL || real.class == MG_REAL_INFINITE)
        return FALSE;
      /* the type, as C puts it behind */
      if (*text != '\0' && strchr ("fFlLqQ", *text) != NULL)
        text++;
    }
  if (*text != '\0')
    return FALSE;
  real.negative = negative;
  *bits = mg_real_pack (format, &real);
  return TRUE;
}

gboolean
mg_double_parse (const char *text, double *number)
{
  MgBits bits = 0;
  guint64 low;

  if (!mg_real_parse (&mg_real_double, text, &bits))
    return FALSE;
  low = (guint64) bits;
  memcpy (number, &low, sizeof *number);
  return TRUE;
}
