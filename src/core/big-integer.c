#include "config.h"

#include "core/big-integer.h"

#include <string.h>

void
mg_big_set (MgBig *big, MgBits bits)
{
  for (big->n = 0; bits != 0; bits >>= 32)
    big->words[big->n++] = (guint32) bits;
}

void
mg_big_copy (MgBig *to, const MgBig *from)
{
  to->n = from->n;
  memcpy (to->words, from->words, from->n * sizeof from->words[0]);
}

void
mg_big_multiply (MgBig *big, guint32 factor, guint32 addend)
{
  guint64 carry = addend;

  for (guint i = 0; i < big->n; i++)
    {
      carry += (guint64) big->words[i] * factor;
      big->words[i] = (guint32) carry;
      carry >>= 32;
    }
  if (carry != 0)
    {
      g_assert (big->n < MG_BIG_WORDS);
      big->words[big->n++] = (guint32) carry;
    }
}

void
mg_big_multiply_power_of_ten (MgBig *big, guint power)
{
  for (; power >= 9; power -= 9)
    mg_big_multiply (big, 1000000000, 0);
  for (; power > 0; power--)
    mg_big_multiply (big, 10, 0);
}

void
mg_big_shift (MgBig *big, guint n_bits)
{
  guint n_words = n_bits / 32, rest = n_bits % 32;

  if (big->n == 0 || n_bits == 0)
    return;
  g_assert (big->n + n_words < MG_BIG_WORDS);
  memmove (big->words + n_words, big->words, big->n * sizeof big->words[0]);
  memset (big->words, 0, n_words * sizeof big->words[0]);
  big->n += n_words;
  if (rest != 0)
    {
      big->words[big->n] = 0;
      for (guint i = big->n; i > n_words; i--)
        big->words[i] = big->words[i] << rest | big->words[i - 1] >> (32 - rest);
      big->words[n_words] <<= rest;
      if (big->words[big->n] != 0)
        big->n++;
    }
}

int
mg_big_compare (const MgBig *a, const MgBig *b)
{
  if (a->n != b->n)
    return a->n < b->n ? -1 : 1;
  for (guint i = a->n; i > 0; i--)
    if (a->words[i - 1] != b->words[i - 1])
      return a->words[i - 1] < b->words[i - 1] ? -1 : 1;
  return 0;
}

void
mg_big_subtract (MgBig *a, const MgBig *b)
{
  gint64 borrow = 0;

  for (guint i = 0; i < a->n; i++)
    {
      borrow += (gint64) a->words[i] - (i < b->n ? b->words[i] : 0);
      a->words[i] = (guint32) borrow;
      borrow >>= 32;
    }
  while (a->n > 0 && a->words[a->n - 1] == 0)
    a->n--;
}

void
mg_big_add (MgBig *a, const MgBig *b)
{
  guint64 carry = 0;
  guint n = MAX (a->n, b->n);

  for (guint i = 0; i < n; i++)
    {
      carry += (guint64) (i < a->n ? a->words[i] : 0) + (i < b->n ? b->words[i] : 0);
      a->words[i] = (guint32) carry;
      carry >>= 32;
    }
  a->n = n;
  if (carry != 0)
    a->words[a->n++] = (guint32) carry;
}

int
mg_big_compare_sum (const MgBig *a, const MgBig *b, const MgBig *c)
{
  MgBig sum;

  mg_big_copy (&sum, a);
  mg_big_add (&sum, b);
  return mg_big_compare (&sum, c);
}

guint
mg_big_get_n_bits (const MgBig *big)
{
  return big->n == 0 ? 0 : big->n * 32 - (guint) __builtin_clz (big->words[big->n - 1]);
}

guint32
mg_big_divide (MgBig *big, guint32 divisor)
{
  guint64 rest = 0;

  for (guint i = big->n; i > 0; i--)
    {
      rest = rest << 32 | big->words[i - 1];
      big->words[i - 1] = (guint32) (rest / divisor);
      rest %= divisor;
    }
  while (big->n > 0 && big->words[big->n - 1] == 0)
    big->n--;
  return (guint32) rest;
}
