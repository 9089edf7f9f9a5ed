#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whole numbers as large as the decimals of a binary128 need, for what is to be exact and need not be
 * quick. */

typedef unsigned __int128 MgBits;

/* The longest: a decimal number of MG_REAL_INPUT_DIGITS digits, and 10 to the power that brings the smallest
 * binary128 to that many. */
#define MG_REAL_INPUT_DIGITS 11600
#define MG_REAL_SMALLEST_POINT (-5000) /* 10^this and less is 0 in every format */
#define MG_REAL_LARGEST_POINT 5000
#define MG_BIG_WORDS ((MG_REAL_INPUT_DIGITS - MG_REAL_SMALLEST_POINT) * 10 / 3 / 32 + 16)

typedef struct
{
  guint n; /* words in use: the last one is not 0 */
  guint32 words[MG_BIG_WORDS];
} MgBig;

void mg_big_set (MgBig *big, MgBits bits);
void mg_big_copy (MgBig *to, const MgBig *from);
void mg_big_multiply (MgBig *big, guint32 factor, guint32 addend); /* big * factor + addend */
void mg_big_multiply_power_of_ten (MgBig *big, guint power);
void mg_big_shift (MgBig *big, guint n_bits); /* to the left */
int mg_big_compare (const MgBig *a, const MgBig *b);
int mg_big_compare_sum (const MgBig *a, const MgBig *b, const MgBig *c); /* a + b with c */
void mg_big_subtract (MgBig *a, const MgBig *b); /* @a: not less than @b */
void mg_big_add (MgBig *a, const MgBig *b);
guint mg_big_get_n_bits (const MgBig *big);
guint32 mg_big_divide (MgBig *big, guint32 divisor); /* returns the remainder */

G_END_DECLS
