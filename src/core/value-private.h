#pragma once

#include "core/big-integer.h"
#include "core/value.h"

G_BEGIN_DECLS

/* What the files of values share: each knows one kind of meaning, both ways. */

typedef __int128 MgSignedBits;

/* --- value-integer.c --- */

/* Bytes that a number of that many bits, that far in, touches. */
gsize mg_bits_get_n_bytes (const MgFormat *format);
MgBits mg_bits_load (const guint8 *bytes, guint bit_offset, guint bit_size, MgOrder order);
void mg_bits_store (MgBits bits, guint8 *bytes, guint bit_offset, guint bit_size, MgOrder order);
MgBits mg_bits_mask (guint bit_size);
guint mg_bits_get_n_bits (MgBits bits); /* up to the highest that is set */
MgBits mg_bits_extend (MgBits bits, guint bit_size); /* the sign, to all 128 */
/* @n_digits: at least so many */
void mg_bits_append (GString *text, MgBits bits, guint base, guint n_digits);
void mg_bits_append_signed (GString *text, MgBits bits);
/* Digits as C writes them: 0x, 0b, 0 or none in front, ' and _ between, u, l, i64 and such behind.
 * Returns: FALSE where it is none, or over 128 bits */
gboolean mg_bits_parse (const char *text, gboolean *negative, MgBits *magnitude);
double mg_bits_to_double (MgBits bits, gboolean is_signed);
/* TRUE where it is a whole number that fits. */
gboolean mg_bits_fit (gboolean negative, MgBits magnitude, guint bit_size, gboolean is_signed);

/* --- value-real.c --- */

typedef enum
{
  MG_REAL_FINITE, /* zero too */
  MG_REAL_INFINITE,
  MG_REAL_NAN,
  MG_REAL_INVALID, /* bits that the format gives no meaning */
} MgRealClass;

/* significand * 2^exponent, of any binary format. */
typedef struct
{
  MgRealClass class;
  gboolean negative;
  MgBits significand; /* of a NaN: its payload, without the quiet bit */
  int exponent;
  gboolean quiet;     /* of a NaN */
} MgReal;

/* A binary format: bits of the significand with the leading one, and of the exponent. */
typedef struct
{
  guint bit_size;
  guint precision;
  guint exponent_bits;
  gboolean explicit_one; /* x87: the leading one is stored */
} MgRealFormat;

extern const MgRealFormat mg_real_double;

const MgRealFormat *mg_real_get_format (const MgFormat *format); /* (nullable) */
MgReal mg_real_unpack (const MgRealFormat *format, MgBits bits);
MgBits mg_real_pack (const MgRealFormat *format, const MgReal *real);
int mg_real_get_min_exponent (const MgRealFormat *format); /* of the lowest bit of the smallest numbers */
double mg_real_to_double (const MgReal *real);
MgReal mg_real_from_double (double number);
void mg_real_append (GString *text, const MgRealFormat *format, MgBits bits);
/* As decimal digits that tell it from its neighbours, or (@digits >= 0) with so many behind the point. */
void mg_double_append (GString *text, double number, int digits);
gboolean mg_real_parse (const MgRealFormat *format, const char *text, MgBits *bits);
gboolean mg_double_parse (const char *text, double *number);

/* The shortest: @digits of a number 0.DIGITS * 10^@point. */
#define MG_REAL_MAX_DIGITS 48
typedef struct
{
  char digits[MG_REAL_MAX_DIGITS];
  guint n_digits;
  int point;
} MgDigits;

void mg_digits_append (GString *text, const MgDigits *digits);
/* @n_digits of them times 10^@exponent, correctly rounded. */
MgReal mg_real_from_digits (const MgRealFormat *format, const char *digits, gsize n_digits, gint64 exponent);

/* --- value-shortest.c --- */

/* The fewest digits that tell a number from its neighbours.  @real: finite, not 0 */
void mg_digits_shortest (const MgRealFormat *format, const MgReal *real, MgDigits *result);
/* The same, by big integers: what the quick way is tested against. */
void mg_digits_shortest_exact (const MgRealFormat *format, const MgReal *real, MgDigits *result);

/* --- value-decimal.c --- */

double mg_decimal_to_double (MgBits bits, guint bit_size);
void mg_decimal_append (GString *text, MgBits bits, guint bit_size);
gboolean mg_decimal_parse (const char *text, guint bit_size, MgBits *bits);

/* --- value-encoding.c --- */

/* Bytes of a code unit. */
guint mg_encoding_get_unit (MgEncoding encoding);
#define MG_ENCODING_MAX_BYTES 4
/* The character that bytes begin with.  Returns: its bytes; 0 where they begin with none, or with one that
 * would be written with other bytes */
gsize mg_encoding_decode (MgEncoding encoding, MgOrder order, const guint8 *bytes, gsize length, gunichar *c);
/* Returns: how many bytes; 0 where the encoding lacks it */
gsize mg_encoding_encode (MgEncoding encoding, MgOrder order, gunichar c, guint8 *bytes);

/* --- value-text.c --- */

/* Escaped as in C; stops before a NUL. */
char *mg_text_decode (MgEncoding encoding, MgOrder order, const guint8 *bytes, gsize length, gboolean *ended);
/* The inverse, without NUL.  Returns: (nullable): where an escape is none, or the encoding lacks a
 * character */
GByteArray *mg_text_encode (MgEncoding encoding, MgOrder order, const char *text);
/* Appends a character, escaped where it does not print or is @quote. */
void mg_text_append (GString *text, gunichar c, char quote);
/* A code unit in single quotes. */
void mg_character_append (GString *text, const MgFormat *format, MgBits unit);
gboolean mg_character_parse (const MgFormat *format, const char *text, MgBits *unit);

/* --- value-time.c --- */

/* Returns: FALSE where it is no date: then it is a number */
gboolean mg_time_append (GString *text, const MgFormat *format, const MgValue *value);
/* " (4 ms ago)" */
void mg_time_append_age (GString *text, const MgFormat *format, const MgValue *value,
                         const MgValueContext *context);
gboolean mg_time_parse (const MgFormat *format, const char *text, MgBits *bits);

/* --- value-address.c --- */

/* Notations of bytes in the order they lie in.  FALSE where the notation is none of these, or not of
 * that length. */
gboolean mg_address_append (GString *text, MgNotation notation, const guint8 *bytes, gsize length);
gboolean mg_address_parse (MgNotation notation, const char *text, guint8 *bytes, gsize length);
void mg_guid_append (GString *text, MgOrder order, const guint8 *bytes);
gboolean mg_guid_parse (const char *text, MgOrder order, guint8 *bytes);

/* --- value.c --- */

/* The constant's name, or flags joined by " | ".  FALSE where none has that value. */
gboolean mg_constants_append (GString *text, const MgFormat *format, MgBits bits);
gboolean mg_format_is_signed (const MgFormat *format);
gboolean mg_format_is_scaled (const MgFormat *format);

G_END_DECLS
