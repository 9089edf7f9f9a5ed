/* The fewest decimal digits that are nearer to a binary number than to any other of its format, and of
 * several with so few the nearest. */

#include "config.h"

#include "core/value-private.h"

#include "core/big-integer.h"

#include <math.h>

/* Whether its neighbour below is nearer than the one above: it is a power of two. */
static gboolean
is_closer_below (const MgRealFormat *format, const MgReal *real)
{
  return real->significand == (MgBits) 1 << (format->precision - 1)
         && real->exponent > mg_real_get_min_exponent (format);
}

/* --- Exactly, for every format --- */

/* Burger and Dybvig, Printing floating-point numbers quickly and accurately, 1996; begun at the number
 * itself and not at its upper bound, so that 9.18e-41 of bfloat16 is 9e-41 and not 1e-40. */
void
mg_digits_shortest_exact (const MgRealFormat *format, const MgReal *real, MgDigits *result)
{
  /* the number is r/s, half the distance to its neighbours up/s and down/s */
  MgBig r, s, up, down;
  gboolean even = (real->significand & 1) == 0;
  gboolean closer_below = is_closer_below (format, real);
  guint n_bits = mg_bits_get_n_bits (real->significand);
  int point = (int) ceil ((real->exponent + (int) n_bits - 1) * 0.30102999566398120 - 1e-9);
  int order;

  mg_big_set (&r, real->significand);
  mg_big_set (&s, 1);
  mg_big_set (&up, 1);
  mg_big_shift (&r, 1u + (guint) MAX (real->exponent, 0) + (closer_below ? 1 : 0));
  mg_big_shift (&s, 1u + (guint) MAX (-real->exponent, 0) + (closer_below ? 1 : 0));
  mg_big_shift (&up, (guint) MAX (real->exponent, 0));
  mg_big_copy (&down, &up);
  if (closer_below)
    mg_big_shift (&up, 1);
  if (point >= 0)
    mg_big_multiply_power_of_ten (&s, (guint) point);
  else
    {
      mg_big_multiply_power_of_ten (&r, (guint) -point);
      mg_big_multiply_power_of_ten (&up, (guint) -point);
      mg_big_multiply_power_of_ten (&down, (guint) -point);
    }
  if (mg_big_compare (&r, &s) >= 0)
    point++;
  else
    {
      mg_big_multiply (&r, 10, 0);
      mg_big_multiply (&up, 10, 0);
      mg_big_multiply (&down, 10, 0);
    }
  result->point = point;
  result->n_digits = 0;
  for (;;)
    {
      guint digit = 0;
      gboolean low, high;

      for (; mg_big_compare (&r, &s) >= 0; digit++)
        mg_big_subtract (&r, &s);
      order = mg_big_compare (&r, &down);
      low = order < 0 || (order == 0 && even);
      order = mg_big_compare_sum (&r, &up, &s);
      high = order > 0 || (order == 0 && even);
      if (low && high)
        {
          mg_big_shift (&r, 1);
          order = mg_big_compare (&r, &s);
          if (order > 0 || (order == 0 && digit % 2 != 0))
            digit++;
        }
      else if (high)
        digit++;
      if (digit == 10)
        {
          /* only the first one: behind others these would have ended it */
          g_assert (result->n_digits == 0);
          digit = 1;
          result->point++;
        }
      g_assert (digit <= 9 && result->n_digits < MG_REAL_MAX_DIGITS);
      result->digits[result->n_digits++] = (char) ('0' + digit);
      if (low || high)
        return;
      mg_big_multiply (&r, 10, 0);
      mg_big_multiply (&up, 10, 0);
      mg_big_multiply (&down, 10, 0);
    }
}

/* --- Quickly, for what a double holds --- */

/* Raffaello Giulietti, The Schubfach way to render doubles, 2020: of the multiples of 10^k that lie around
 * the number, for the largest 10^k that is not wider than what rounds to the number, one or two are near
 * enough, and a multiple of 10^(k+1) at most.  Which, is decided on four times the number divided by 10^k,
 * cut to whole numbers whose lowest bit says whether there was a rest: 126 bits of 10^-k are proven to be
 * enough for that. */

#define K_MIN (-324) /* of the smallest and the largest double */
#define K_MAX 292
#define HALF 63
#define HALF_MASK ((G_GUINT64_CONSTANT (1) << HALF) - 1)

/* floor (log10 (2^e)), floor (log10 (3/4 * 2^e)), floor (log2 (10^e)): exact for |e| up to some thousands. */
static int
floor_log10_power_of_2 (int e)
{
  return (int) (((gint64) e * G_GINT64_CONSTANT (661971961083)) >> 41);
}

static int
floor_log10_three_quarters_power_of_2 (int e)
{
  return (int) (((gint64) e * G_GINT64_CONSTANT (661971961083) - G_GINT64_CONSTANT (274743187321)) >> 41);
}

static int
floor_log2_power_of_10 (int e)
{
  return (int) (((gint64) e * G_GINT64_CONSTANT (913124641741)) >> 38);
}

/* 126 bits of 10^-k, the first of which is 1, rounded up; in halves. */
typedef struct
{
  guint64 high; /* atomic; 0: not computed yet */
  guint64 low;  /* atomic; valid where high is not 0 */
} Power;

static void
compute_power (int k, Power *power)
{
  MgBig n, d;
  MgBits bits = 0;
  int scale;

  mg_big_set (&n, 1);
  mg_big_set (&d, 1);
  mg_big_multiply_power_of_ten (k < 0 ? &n : &d, (guint) ABS (k));
  /* so that 1 <= n/d < 2 */
  scale = (int) mg_big_get_n_bits (&n) - (int) mg_big_get_n_bits (&d);
  mg_big_shift (scale < 0 ? &n : &d, (guint) ABS (scale));
  if (mg_big_compare (&n, &d) < 0)
    mg_big_shift (&n, 1);
  for (guint i = 0; i < 2 * HALF; i++)
    {
      gboolean bit = mg_big_compare (&n, &d) >= 0;

      if (bit)
        mg_big_subtract (&n, &d);
      bits = bits << 1 | (bit ? 1 : 0);
      mg_big_shift (&n, 1);
    }
  bits++;
  /* several threads may compute it, and find the same */
  __atomic_store_n (&power->low, (guint64) bits & HALF_MASK, __ATOMIC_RELAXED);
  __atomic_store_n (&power->high, (guint64) (bits >> HALF), __ATOMIC_RELEASE);
}

static Power
get_power (int k)
{
  static Power powers[K_MAX - K_MIN + 1];
  Power *power = &powers[k - K_MIN];
  guint64 high = __atomic_load_n (&power->high, __ATOMIC_ACQUIRE);

  if (high == 0)
    {
      compute_power (k, power);
      high = __atomic_load_n (&power->high, __ATOMIC_ACQUIRE);
    }
  return (Power) { high, __atomic_load_n (&power->low, __ATOMIC_RELAXED) };
}

/* @n times the power, without its lowest 127 bits; the lowest bit also says whether those had one. */
static guint64
multiply_to_odd (Power power, guint64 n)
{
  MgBits high = (MgBits) power.high * n;
  guint64 low = (guint64) ((MgBits) power.low * n >> 64);
  guint64 z = ((guint64) high >> 1) + low;

  return ((guint64) (high >> 64) + (z >> HALF)) | ((z & HALF_MASK) + HALF_MASK) >> HALF;
}

/* @significand: of 53 bits at most */
static void
shortest_quickly (guint64 significand, int exponent, gboolean closer_below, MgDigits *result)
{
  int k = closer_below ? floor_log10_three_quarters_power_of_2 (exponent) : floor_log10_power_of_2 (exponent);
  int h = exponent + floor_log2_power_of_10 (-k) + 2;
  Power power = get_power (k);
  guint64 odd = significand & 1; /* its bounds round to the neighbours */
  guint64 number = multiply_to_odd (power, (4 * significand) << h);
  guint64 lower = multiply_to_odd (power, (4 * significand - (closer_below ? 1 : 2)) << h) + odd;
  guint64 upper = multiply_to_odd (power, (4 * significand + 2) << h) - odd;
  guint64 below = number / 4, above = below + 1;
  guint64 tens = below / 10 * 10;
  gboolean in_below = lower <= 4 * tens, in_above = 4 * (tens + 10) <= upper;
  guint64 digits;
  char reversed[20];
  guint n = 0;

  if (below >= 10 && in_below != in_above)
    digits = in_below ? tens : tens + 10;
  else
    {
      in_below = lower <= 4 * below;
      in_above = 4 * above <= upper;
      if (in_below != in_above)
        digits = in_below ? below : above;
      else if (number != 2 * (below + above))
        digits = number < 2 * (below + above) ? below : above;
      else
        digits = below % 2 == 0 ? below : above;
    }
  for (; digits % 10 == 0; digits /= 10)
    k++;
  for (; digits > 0; digits /= 10)
    reversed[n++] = (char) ('0' + digits % 10);
  result->n_digits = n;
  result->point = k + (int) n;
  for (guint i = 0; i < n; i++)
    result->digits[i] = reversed[n - 1 - i];
}

void
mg_digits_shortest (const MgRealFormat *format, const MgReal *real, MgDigits *result)
{
  if (format->precision > 53)
    mg_digits_shortest_exact (format, real, result);
  else
    shortest_quickly ((guint64) real->significand, real->exponent, is_closer_below (format, real), result);
}
