#pragma once

#include "core/c-token.h"

G_BEGIN_DECLS

/* What numbers and characters are written as. */
typedef struct
{
  guint64 value; /* of an integer */
  double real;   /* of a floating number */
  gboolean is_real, is_single, is_long_double;
  gboolean is_decimal, is_unsigned;
  guint n_long;  /* l: 1, ll: 2 */
  guint n_bits;  /* of i8 … i64, Microsoft's suffixes; else 0 */
} MgCNumber;

/* Returns: (nullable): what is wrong with it, translated; NULL where @number is set */
const char *mg_c_number_parse (const MgCToken *token, MgCNumber *number);

/* How a character or string is encoded. */
typedef enum
{
  MG_C_ENCODING_PLAIN,
  MG_C_ENCODING_UTF8,
  MG_C_ENCODING_UTF16,
  MG_C_ENCODING_UTF32,
  MG_C_ENCODING_WIDE,
} MgCEncoding;

/* The characters of a literal, and where they begin in the token. */
MgCEncoding mg_c_literal_get_encoding (const MgCToken *token, gsize *start);
/**
 * mg_c_character_parse:
 * @unit: bytes of a character of its encoding, as mg_c_literal_get_encoding() tells it
 *
 * More than one plain character are an int, each eight bits of it.
 * Returns: (nullable): what is wrong with it, translated; NULL where @value is set, as unsigned
 */
const char *mg_c_character_parse (const MgCToken *token, guint unit, guint64 *value, guint *n_characters);
/* How many characters of @unit bytes a string has, without its end. */
guint64 mg_c_string_count (const MgCToken *token, guint unit);

G_END_DECLS
