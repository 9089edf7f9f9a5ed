#include "config.h"

#include "core/value-private.h"

#include <string.h>

gsize
mg_bits_get_n_bytes (const MgFormat *format)
{
  return ((gsize) format->bit_offset + format->bit_size + 7) / 8;
}

MgBits
mg_bits_mask (guint bit_size)
{
  return bit_size >= 128 ? ~(MgBits) 0 : ((MgBits) 1 << bit_size) - 1;
}

MgBits
mg_bits_extend (MgBits bits, guint bit_size)
{
  if (bit_size > 0 && bit_size < 128 && (bits >> (bit_size - 1) & 1) != 0)
    bits |= ~mg_bits_mask (bit_size);
  return bits;
}

/* The bytes are one number in their order, and the bits are counted from its lowest. */
MgBits
mg_bits_load (const guint8 *bytes, guint bit_offset, guint bit_size, MgOrder order)
{
  guint shift = bit_offset % 8;
  gsize first = bit_offset / 8, n = (shift + bit_size + 7) / 8;
  gsize n_all = first + n;
  MgBits bits = 0;

  for (gsize i = 0; i < n; i++)
    {
      MgBits byte = bytes[order == MG_ORDER_LITTLE ? first + i : n_all - 1 - (first + i)];

      bits |= i == 0 ? byte >> shift : byte << (8 * i - shift);
    }
  return bits & mg_bits_mask (bit_size);
}

void
mg_bits_store (MgBits bits, guint8 *bytes, guint bit_offset, guint bit_size, MgOrder order)
{
  guint shift = bit_offset % 8;
  gsize first = bit_offset / 8, n = (shift + bit_size + 7) / 8;
  gsize n_all = first + n;

  bits &= mg_bits_mask (bit_size);
  for (gsize i = 0; i < n; i++)
    bytes[order == MG_ORDER_LITTLE ? first + i : n_all - 1 - (first + i)] |=
        (guint8) (i == 0 ? bits << shift : bits >> (8 * i - shift));
}

void
mg_bits_append (GString *text, MgBits bits, guint base, guint n_digits)
{
  char digits[128];
  guint n = 0;

  for (; bits != 0 && bits > G_MAXUINT64; bits /= base)
    digits[n++] = "0123456789ABCDEF"[(guint) (bits % base)];
  for (guint64 low = (guint64) bits; low != 0; low /= base)
    digits[n++] = "0123456789ABCDEF"[low % base];
  for (guint i = MAX (n_digits, 1); i > n; i--)
    g_string_append_c (text, '0');
  while (n > 0)
    g_string_append_c (text, digits[--n]);
}

void
mg_bits_append_signed (GString *text, MgBits bits)
{
  gboolean negative = (MgSignedBits) bits < 0;

  if (negative)
    g_string_append_c (text, '-');
  mg_bits_append (text, negative ? -bits : bits, 10, 1);
}

/* What C puts behind a number to say its type. */
static gboolean
is_suffix (const char *text)
{
  static const char *const suffixes[] = {
    "", "u", "l", "ul", "lu", "ll", "ull", "llu", "z", "uz", "zu", "i8", "i16", "i32", "i64", "ui8", "ui16",
    "ui32", "ui64",
  };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_ascii_strcasecmp (text, suffixes[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
mg_bits_parse (const char *text, gboolean *negative, MgBits *magnitude)
{
  MgBits bits = 0;
  guint base = 10;
  gboolean minus, any = FALSE;

  minus = *text == '-';
  if (*text == '-' || *text == '+')
    text++;
  if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X'))
    base = 16;
  else if (text[0] == '0' && (text[1] == 'b' || text[1] == 'B'))
    base = 2;
  else if (text[0] == '0' && g_ascii_isdigit (text[1]))
    base = 8;
  text += base == 16 || base == 2 ? 2 : 0;
  for (;; text++)
    {
      int digit = g_ascii_xdigit_value (*text);

      if (any && (*text == '\'' || *text == '_') && g_ascii_isxdigit (text[1]))
        continue;
      if (digit < 0 || (guint) digit >= base)
        break;
      if (bits > (~(MgBits) 0 - (guint) digit) / base)
        return FALSE;
      bits = bits * base + (guint) digit;
      any = TRUE;
    }
  if (!any || !is_suffix (text))
    return FALSE;
  *negative = minus;
  *magnitude = bits;
  return TRUE;
}

gboolean
mg_bits_fit (gboolean negative, MgBits magnitude, guint bit_size, gboolean is_signed)
{
  MgBits mask = mg_bits_mask (bit_size);

  if (magnitude == 0)
    return TRUE;
  if (!is_signed)
    return !negative && magnitude <= mask;
  return negative ? magnitude <= (mask >> 1) + 1 : magnitude <= mask >> 1;
}

double
mg_bits_to_double (MgBits bits, gboolean is_signed)
{
  /* the compiler's conversion rounds to nearest, ties to even */
  return is_signed ? (double) (MgSignedBits) bits : (double) bits;
}
