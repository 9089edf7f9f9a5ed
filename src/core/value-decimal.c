/* IEEE 754's decimal32, 64 and 128 in binary integer coding, as compilers for x86 have them.  Numbers that
 * are equal and differ in trailing zeros have different bits: their texts have different zeros. */

#include "config.h"

#include "core/value-private.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint bit_size;
  guint exponent_bits;
  guint precision; /* digits */
  int bias;
  guint payload_bits;
} Layout;

static const Layout *
get_layout (guint bit_size)
{
  static const Layout layouts[] = {
    { 32, 8, 7, 101, 20 },
    { 64, 10, 16, 398, 50 },
    { 128, 14, 34, 6176, 110 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    if (layouts[i].bit_size == bit_size)
      return &layouts[i];
  return NULL;
}

static MgBits
power_of_ten (guint n)
{
  MgBits power = 1;

  while (n-- > 0)
    power *= 10;
  return power;
}

/* significand * 10^exponent; of a NaN, the significand is the payload */
static MgReal
unpack (const Layout *layout, MgBits bits)
{
  guint n = layout->bit_size;
  MgReal real = { .class = MG_REAL_FINITE, .negative = (bits >> (n - 1) & 1) != 0 };
  guint rest = n - 1 - layout->exponent_bits; /* of the significand, where it is short */

  if ((bits >> (n - 6) & 0x1F) == 0x1E)
    real.class = MG_REAL_INFINITE;
  else if ((bits >> (n - 6) & 0x1F) == 0x1F)
    {
      real.class = MG_REAL_NAN;
      real.quiet = (bits >> (n - 7) & 1) == 0;
      real.significand = bits & mg_bits_mask (layout->payload_bits);
      if (real.significand >= power_of_ten (layout->precision - 1))
        real.significand = 0;
    }
  else
    {
      if ((bits >> (n - 3) & 3) == 3)
        {
          rest -= 2;
          real.significand = (MgBits) 4 << rest;
        }
      real.significand |= bits & mg_bits_mask (rest);
      real.exponent = (int) (bits >> rest & mg_bits_mask (layout->exponent_bits)) - layout->bias;
      if (real.significand >= power_of_ten (layout->precision))
        real.significand = 0;
    }
  return real;
}

static MgBits
pack (const Layout *layout, const MgReal *real)
{
  guint n = layout->bit_size;
  guint rest = n - 1 - layout->exponent_bits;
  MgBits bits = real->negative ? (MgBits) 1 << (n - 1) : 0;

  if (real->class == MG_REAL_INFINITE)
    return bits | (MgBits) 0x1E << (n - 6);
  if (real->class == MG_REAL_NAN)
    return bits | (MgBits) 0x1F << (n - 6) | (MgBits) (real->quiet ? 0 : 1) << (n - 7) | real->significand;
  if (real->significand >> rest == 0)
    return bits | (MgBits) (guint) (real->exponent + layout->bias) << rest | real->significand;
  rest -= 2;
  return bits | (MgBits) 3 << (n - 3) | (MgBits) (guint) (real->exponent + layout->bias) << rest
         | (real->significand & mg_bits_mask (rest));
}

double
mg_decimal_to_double (MgBits bits, guint bit_size)
{
  const Layout *layout = get_layout (bit_size);
  g_autoptr (GString) digits = g_string_new (NULL);
  MgReal real, nearest;

  g_return_val_if_fail (layout != NULL, 0);
  real = unpack (layout, bits);
  if (real.class != MG_REAL_FINITE)
    {
      real.significand = 0;
      real.quiet = TRUE;
      return mg_real_to_double (&real);
    }
  mg_bits_append (digits, real.significand, 10, 1);
  nearest = mg_real_from_digits (&mg_real_double, digits->str, digits->len, real.exponent);
  nearest.negative = real.negative;
  return mg_real_to_double (&nearest);
}

/* The standard's to-scientific-string: the exponent can be told from it. */
static void
append_finite (GString *text, const MgReal *real)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  int n, adjusted;

  mg_bits_append (digits, real->significand, 10, 1);
  n = (int) digits->len;
  adjusted = real->exponent + n - 1;
  if (real->exponent <= 0 && adjusted >= -6)
    {
      for (int i = n; i < 1 - real->exponent; i++)
        g_string_prepend_c (digits, '0');
      if (real->exponent < 0)
        g_string_insert_c (digits, (gssize) digits->len + real->exponent, '.');
      g_string_append (text, digits->str);
      return;
    }
  if (n > 1)
    g_string_insert_c (digits, 1, '.');
  g_string_append_printf (text, "%se%c%d", digits->str, adjusted < 0 ? '-' : '+', ABS (adjusted));
}

void
mg_decimal_append (GString *text, MgBits bits, guint bit_size)
{
  const Layout *layout = get_layout (bit_size);
  MgReal real;

  g_return_if_fail (layout != NULL);
  real = unpack (layout, bits);
  /* not as anybody writes it: what it counts as would not give these bits again */
  if (pack (layout, &real) != (bits & mg_bits_mask (bit_size)))
    {
      g_string_append (text, "invalid(0x");
      mg_bits_append (text, bits & mg_bits_mask (bit_size), 16, bit_size / 4);
      g_string_append_c (text, ')');
      return;
    }
  if (real.negative)
    g_string_append_c (text, '-');
  if (real.class == MG_REAL_INFINITE)
    g_string_append (text, "inf");
  else if (real.class == MG_REAL_NAN)
    {
      g_string_append (text, real.quiet ? "nan" : "snan");
      if (real.significand != 0)
        {
          g_string_append_c (text, '(');
          mg_bits_append (text, real.significand, 10, 1);
          g_string_append_c (text, ')');
        }
    }
  else
    append_finite (text, &real);
}

/* Drops the last @n digits, ties to even. */
static MgBits
round_off (MgBits significand, guint n, gboolean more)
{
  MgBits power, rest;

  if (n > 37)
    return 0;
  power = power_of_ten (n);
  rest = significand % power;
  significand /= power;
  if (n == 0)
    return significand;
  if (rest > power / 2 || (rest == power / 2 && (more || significand % 2 != 0)))
    significand++;
  return significand;
}

static gboolean
parse_finite (const Layout *layout, const char *text, MgReal *real)
{
  const int least = -layout->bias, most = (3 << (layout->exponent_bits - 2)) - 1 - layout->bias;
  MgBits significand = 0;
  gboolean any = FALSE, point = FALSE, more = FALSE;
  gint64 exponent = 0;
  guint n_digits = 0, n_extra = 0;

  for (; g_ascii_isdigit (*text) || (*text == '.' && !point); text++)
    {
      if (*text == '.')
        {
          point = TRUE;
          continue;
        }
      any = TRUE;
      exponent -= point ? 1 : 0;
      if (n_digits < layout->precision + 2)
        {
          significand = significand * 10 + (guint) (*text - '0');
          n_digits += significand != 0 ? 1 : 0;
        }
      else
        {
          exponent++;
          more = more || *text != '0';
        }
    }
  if (!any)
    return FALSE;
  if (*text == 'e' || *text == 'E')
    {
      gboolean negative = text[1] == '-';
      gint64 number = 0;

      text += text[1] == '-' || text[1] == '+' ? 2 : 1;
      if (!g_ascii_isdigit (*text))
        return FALSE;
      for (; g_ascii_isdigit (*text); text++)
        number = MIN (number * 10 + (*text - '0'), 1000000);
      exponent += negative ? -number : number;
    }
  if (g_ascii_strcasecmp (text, "df") == 0 || g_ascii_strcasecmp (text, "dd") == 0
      || g_ascii_strcasecmp (text, "dl") == 0)
    text += 2;
  if (*text != '\0')
    return FALSE;

  if (n_digits > layout->precision)
    n_extra = n_digits - layout->precision;
  if (exponent + n_extra < least)
    n_extra = (guint) MIN (least - exponent, 1000);
  significand = round_off (significand, n_extra, more);
  exponent += n_extra;
  if (significand == power_of_ten (layout->precision))
    {
      significand /= 10;
      exponent++;
    }
  if (significand == 0)
    exponent = CLAMP (exponent, least, most);
  while (exponent > most && significand < power_of_ten (layout->precision - 1))
    {
      significand *= 10;
      exponent--;
    }
  if (exponent > most)
    return FALSE;
  real->significand = significand;
  real->exponent = (int) exponent;
  return TRUE;
}

gboolean
mg_decimal_parse (const char *text, guint bit_size, MgBits *bits)
{
  const Layout *layout = get_layout (bit_size);
  MgReal real = { .class = MG_REAL_FINITE };
  const char *open = strchr (text, '(');
  g_autofree char *word = NULL;
  g_autofree char *inner = NULL;
  gboolean minus = FALSE;
  MgBits payload = 0;

  g_return_val_if_fail (layout != NULL, FALSE);
  if (open != NULL)
    {
      if (!g_str_has_suffix (open, ")"))
        return FALSE;
      word = g_strndup (text, (gsize) (open - text));
      inner = g_strndup (open + 1, strlen (open) - 2);
      if (!mg_bits_parse (inner, &minus, &payload) || minus)
        return FALSE;
      if (g_ascii_strcasecmp (word, "invalid") == 0)
        {
          if (payload > mg_bits_mask (bit_size))
            return FALSE;
          *bits = payload;
          return TRUE;
        }
    }
  else
    word = g_strdup (text);

  real.negative = *word == '-';
  text = word + (*word == '-' || *word == '+' ? 1 : 0);
  if (g_ascii_strcasecmp (text, "nan") == 0 || g_ascii_strcasecmp (text, "snan") == 0)
    {
      if (payload >= power_of_ten (layout->precision - 1))
        return FALSE;
      real.class = MG_REAL_NAN;
      real.quiet = g_ascii_tolower (*text) == 'n';
      real.significand = payload;
    }
  else if (open != NULL)
    return FALSE;
  else if (g_ascii_strcasecmp (text, "inf") == 0 || g_ascii_strcasecmp (text, "infinity") == 0)
    real.class = MG_REAL_INFINITE;
  else if (!parse_finite (layout, text, &real))
    return FALSE;
  *bits = pack (layout, &real);
  return TRUE;
}
