#include "config.h"

#include "core/pattern-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/error.h"

static const char *const type_words[MG_N_PATTERN_TYPES] = {
  [MG_PATTERN_HEX] = "hex", [MG_PATTERN_TEXT] = "text", [MG_PATTERN_UTF16] = "utf16",
  [MG_PATTERN_I8] = "i8",   [MG_PATTERN_U8] = "u8",     [MG_PATTERN_I16] = "i16",
  [MG_PATTERN_U16] = "u16", [MG_PATTERN_I32] = "i32",   [MG_PATTERN_U32] = "u32",
  [MG_PATTERN_I64] = "i64", [MG_PATTERN_U64] = "u64",   [MG_PATTERN_F32] = "f32",
  [MG_PATTERN_F64] = "f64",
};

const char *
mg_pattern_type_to_string (MgPatternType type)
{
  g_return_val_if_fail ((guint) type < MG_N_PATTERN_TYPES, NULL);
  return type_words[type];
}

gboolean
mg_pattern_type_from_string (const char *text, MgPatternType *type)
{
  for (guint i = 0; i < MG_N_PATTERN_TYPES; i++)
    if (g_strcmp0 (text, type_words[i]) == 0)
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

/* How common a byte is in memory, by a rough guess; only the order matters much.  Zero is by far
 * the commonest, then what fills, small numbers, and text. */
static guint
byte_weight (guint byte)
{
  if (byte == 0x00)
    return 400;
  if (byte == 0xff)
    return 60;
  if (byte == ' ' || byte == 'e' || byte == 't' || byte == 'a')
    return 30;
  if (byte < 0x10 || g_ascii_islower (byte))
    return 20;
  if (g_ascii_isdigit (byte) || g_ascii_isupper (byte) || byte % 16 == 0)
    return 10;
  return byte < 0x80 ? 6 : 4;
}

/* The weight of all bytes that agree with @byte where @mask has bits. */
static guint
masked_weight (guint8 byte, guint8 mask)
{
  guint weight = 0;

  if (mask == 0xff)
    return byte_weight (byte);
  for (guint i = 0; i < 256; i++)
    if ((i & mask) == byte)
      weight += byte_weight (i);
  return weight;
}

static gsize
greatest_common_divisor (gsize a, gsize b)
{
  while (b != 0)
    {
      gsize rest = a % b;

      a = b;
      b = rest;
    }
  return a;
}

/* A pattern without wildcards that is longer than this is decided by comparing it whole. */
#define SOLID_PROBES 10

/* Chooses the probes: rare bytes first; a byte that the pattern has several times tells less each
 * time; equal ones are spread over the pattern by going through it in large steps. */
static void
choose_probes (MgPattern *pattern, guint n_max)
{
  const gsize length = pattern->length;
  guint64 keys[MG_PATTERN_PROBES];
  guint seen[256] = { 0 };
  gsize n_counting = 0;
  gsize step = MAX (1, (gsize) (length * 0.618));
  gsize position = 0;

  while (greatest_common_divisor (length, step) != 1)
    step++;

  for (gsize i = 0; i < length; i++, position = (position + step) % length)
    {
      guint8 byte = pattern->bytes[position], mask = pattern->mask[position];
      guint64 key;
      guint slot;

      if (mask == 0)
        continue;
      n_counting++;
      key = (guint64) masked_weight (byte, mask) * ++seen[byte];
      if (pattern->n_probes == n_max && key >= keys[n_max - 1])
        continue;
      if (pattern->n_probes < n_max)
        pattern->n_probes++;
      for (slot = pattern->n_probes - 1; slot > 0 && keys[slot - 1] > key; slot--)
        {
          keys[slot] = keys[slot - 1];
          pattern->probes[slot] = pattern->probes[slot - 1];
        }
      keys[slot] = key;
      pattern->probes[slot] = position;
    }
  pattern->probes_prove = n_counting == pattern->n_probes;
  for (; pattern->n_probes < 2 || pattern->n_probes % 4 != 2; pattern->n_probes++)
    pattern->probes[pattern->n_probes] = pattern->probes[0];
}

static void
compute_borders (const MgPattern *pattern, gboolean backward, MgPatternBorders *borders)
{
  const gsize length = pattern->length;
  const guint8 *first = pattern->bytes + (backward ? length - 1 : 0);
  const gssize direction = backward ? -1 : 1;
  guint32 border = 0;

#define BYTE(i) (first[(gssize) (i) *direction])
  borders->weak = g_new (guint32, length + 1);
  borders->strong = g_new (guint32, length);
  borders->weak[0] = borders->weak[1] = 0;
  borders->strong[0] = MG_PATTERN_NO_BORDER;
  for (gsize i = 1; i < length; i++)
    {
      /* border is that of the first i bytes */
      borders->strong[i] = BYTE (border) == BYTE (i) ? borders->strong[border] : border;
      while (border > 0 && BYTE (border) != BYTE (i))
        border = borders->weak[border];
      if (BYTE (border) == BYTE (i))
        border++;
      borders->weak[i + 1] = border;
    }
#undef BYTE
}

MgPattern *
mg_pattern_new (const guint8 *bytes, const guint8 *mask, gsize length)
{
  MgPattern *pattern;

  g_return_val_if_fail (bytes != NULL && length >= 1 && length <= MG_PATTERN_MAX, NULL);

  pattern = g_new0 (MgPattern, 1);
  g_atomic_ref_count_init (&pattern->ref_count);
  pattern->length = length;
  pattern->bytes = g_malloc (length);
  pattern->mask = g_malloc (length);
  pattern->zeros = pattern->solid = TRUE;
  for (gsize i = 0; i < length; i++)
    {
      pattern->mask[i] = mask != NULL ? mask[i] : 0xff;
      pattern->bytes[i] = bytes[i] & pattern->mask[i];
      pattern->zeros = pattern->zeros && pattern->bytes[i] == 0;
      pattern->solid = pattern->solid && pattern->mask[i] == 0xff;
    }

  choose_probes (pattern, pattern->solid ? SOLID_PROBES : MG_PATTERN_PROBES);
  if (pattern->solid && !pattern->probes_prove)
    {
      compute_borders (pattern, FALSE, &pattern->borders[0]);
      compute_borders (pattern, TRUE, &pattern->borders[1]);
    }
  if (!mg_pattern_set_unit (pattern, MG_PATTERN_AVX2) && !mg_pattern_set_unit (pattern, MG_PATTERN_SSE2))
    mg_pattern_set_unit (pattern, MG_PATTERN_PORTABLE);
  return pattern;
}

MgPattern *
mg_pattern_ref (MgPattern *pattern)
{
  g_atomic_ref_count_inc (&pattern->ref_count);
  return pattern;
}

void
mg_pattern_unref (MgPattern *pattern)
{
  if (pattern == NULL || !g_atomic_ref_count_dec (&pattern->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pattern->borders); i++)
    {
      g_free (pattern->borders[i].weak);
      g_free (pattern->borders[i].strong);
    }
  g_free (pattern->bytes);
  g_free (pattern->mask);
  g_free (pattern);
}

gsize
mg_pattern_get_length (const MgPattern *pattern)
{
  return pattern->length;
}

const guint8 *
mg_pattern_get_bytes (const MgPattern *pattern)
{
  return pattern->bytes;
}

const guint8 *
mg_pattern_get_mask (const MgPattern *pattern)
{
  return pattern->mask;
}

gboolean
mg_pattern_matches_zeros (const MgPattern *pattern)
{
  return pattern->zeros;
}

/* Half a byte as people write it: its value and which bits of it count. */
static gboolean
parse_half (char digit, guint8 *value, guint8 *mask)
{
  *value = digit == '?' ? 0 : g_ascii_xdigit_value (digit);
  *mask = digit == '?' ? 0 : 0xf;
  return digit == '?' || g_ascii_isxdigit (digit);
}

static gboolean
parse_hex (const char *text, GByteArray *bytes, GByteArray *mask, GError **error)
{
  const char *at = text;

  while (TRUE)
    {
      guint8 high, high_mask, low, low_mask;

      while (g_ascii_isspace (*at) || *at == ',')
        at++;
      if (at[0] == '0' && (at[1] == 'x' || at[1] == 'X'))
        at += 2;
      else if (*at == '\0')
        return TRUE;

      do
        {
          const char *hint = _ ("Write bytes as two hex digits each; ?? is any byte");

          if (!parse_half (at[0], &high, &high_mask))
            {
              g_autofree char *wrong = g_utf8_substring (at, 0, *at != '\0' ? 1 : 0);

              if (*at == '\0')
                mg_set_error (error, MG_ERROR_INVALID, hint,
                              _ ("Hex digits are missing at the end"));
              else
                mg_set_error (error, MG_ERROR_INVALID, hint, _ ("“%s” is not a hex digit"), wrong);
              return FALSE;
            }
          if (!parse_half (at[1], &low, &low_mask))
            {
              mg_set_error (error, MG_ERROR_INVALID, hint, _ ("“%c” is half a byte"), at[0]);
              return FALSE;
            }
          g_byte_array_append (bytes, &(guint8) { high << 4 | low }, 1);
          g_byte_array_append (mask, &(guint8) { high_mask << 4 | low_mask }, 1);
          at += 2;
        }
      while (*at != '\0' && *at != ',' && !g_ascii_isspace (*at));
    }
}

static void
append_utf16 (GByteArray *bytes, gunichar character, gboolean big_endian)
{
  guint16 units[2] = { character };
  guint n_units = 1;

  if (character >= 0x10000)
    {
      units[0] = 0xd800 + ((character - 0x10000) >> 10);
      units[1] = 0xdc00 + ((character - 0x10000) & 0x3ff);
      n_units = 2;
    }
  for (guint i = 0; i < n_units; i++)
    {
      guint16 unit = big_endian ? GUINT16_TO_BE (units[i]) : GUINT16_TO_LE (units[i]);

      g_byte_array_append (bytes, (const guint8 *) &unit, sizeof unit);
    }
}

/* Reads what follows a backslash. */
static gboolean
parse_escape (const char **at, guint8 *byte, GError **error)
{
  static const char letters[] = "ntr0\\", values[] = "\n\t\r\0\\";
  const char *letter = **at != '\0' ? strchr (letters, **at) : NULL;

  if (letter != NULL)
    {
      *byte = values[letter - letters];
      *at += 1;
      return TRUE;
    }
  if (**at == 'x' && g_ascii_isxdigit ((*at)[1]) && g_ascii_isxdigit ((*at)[2]))
    {
      *byte = g_ascii_xdigit_value ((*at)[1]) << 4 | g_ascii_xdigit_value ((*at)[2]);
      *at += 3;
      return TRUE;
    }
  mg_set_error (error, MG_ERROR_INVALID, _ ("A backslash itself is written \\\\"),
                _ ("A backslash stands only in \\n, \\t, \\r, \\0, \\xXX and \\\\"));
  return FALSE;
}

static gboolean
parse_text (const char *text, gboolean utf16, gboolean big_endian, GByteArray *bytes,
            GError **error)
{
  for (const char *at = text; *at != '\0';)
    {
      if (*at == '\\')
        {
          guint8 byte;

          at++;
          if (!parse_escape (&at, &byte, error))
            return FALSE;
          if (utf16)
            append_utf16 (bytes, byte, big_endian);
          else
            g_byte_array_append (bytes, &byte, 1);
        }
      else
        {
          const char *next = g_utf8_next_char (at);

          if (utf16)
            append_utf16 (bytes, g_utf8_get_char (at), big_endian);
          else
            g_byte_array_append (bytes, (const guint8 *) at, next - at);
          at = next;
        }
    }
  return TRUE;
}

static void
append_number (GByteArray *bytes, guint64 bits, gsize size, gboolean big_endian)
{
  for (gsize i = 0; i < size; i++)
    {
      guint8 byte = bits >> 8 * (big_endian ? size - 1 - i : i);

      g_byte_array_append (bytes, &byte, 1);
    }
}

static gboolean
out_of_range (const char *number, MgPatternType type, GError **error)
{
  mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("%s does not fit into %s"), number,
                type_words[type]);
  return FALSE;
}

static gboolean
parse_integer (const char *number, MgPatternType type, gboolean big_endian, GByteArray *bytes,
               GError **error)
{
  static const guint8 sizes[] = { 1, 1, 2, 2, 4, 4, 8, 8 };
  const gsize size = sizes[type - MG_PATTERN_I8];
  const gboolean is_signed = (type - MG_PATTERN_I8) % 2 == 0;
  const guint64 all = G_MAXUINT64 >> (64 - 8 * size);
  gboolean negative = *number == '-';
  const char *digits = number + (negative || *number == '+');
  gboolean hex = digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X');
  char *end;
  guint64 value, max;

  digits += hex ? 2 : 0;
  errno = 0;
  value = g_ascii_strtoull (digits, &end, hex ? 16 : 10);
  if (!(hex ? g_ascii_isxdigit (*digits) : g_ascii_isdigit (*digits)) || *end != '\0'
      || (hex && (digits[1] == 'x' || digits[1] == 'X')))
    {
      mg_set_error (error, MG_ERROR_INVALID, _ ("Write it in decimal, or in hex with 0x"),
                    _ ("“%s” is not an integer"), number);
      return FALSE;
    }

  if (negative)
    max = is_signed ? all / 2 + 1 : 0;
  else
    max = is_signed && !hex ? all / 2 : all;
  if (errno == ERANGE || value > max)
    return out_of_range (number, type, error);
  append_number (bytes, negative ? -value : value, size, big_endian);
  return TRUE;
}

static gboolean
parse_float (const char *number, MgPatternType type, gboolean big_endian, GByteArray *bytes,
             GByteArray *mask, GError **error)
{
  const gsize size = type == MG_PATTERN_F32 ? 4 : 8;
  char *end;
  double value = g_ascii_strtod (number, &end);
  union
  {
    double f64;
    guint64 u64;
  } wide = { .f64 = value };
  union
  {
    float f32;
    guint32 u32;
  } narrow = { .f32 = (float) value };
  gboolean given_infinite = strchr ("iI", number[*number == '-' || *number == '+']) != NULL;

  if (end == number || *end != '\0')
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is not a number"), number);
      return FALSE;
    }
  if (isnan (value))
    {
      /* There are many: those that calculations make have the exponent and the quiet bit set. */
      guint64 quiet = size == 4 ? 0x7fc00000 : G_GUINT64_CONSTANT (0x7ff8000000000000);

      append_number (bytes, quiet, size, big_endian);
      append_number (mask, quiet, size, big_endian);
      return TRUE;
    }
  if (!given_infinite && isinf (size == 4 ? narrow.f32 : value))
    return out_of_range (number, type, error);
  append_number (bytes, size == 4 ? narrow.u32 : wide.u64, size, big_endian);
  return TRUE;
}

MgPattern *
mg_pattern_parse (const char *text, MgPatternType type, gboolean big_endian, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) mask = g_byte_array_new ();
  g_autofree char *number = NULL;
  gboolean parsed, any = FALSE;

  g_return_val_if_fail (text != NULL && (guint) type < MG_N_PATTERN_TYPES, NULL);

  if (!g_utf8_validate (text, -1, NULL))
    {
      mg_set_error (error, MG_ERROR_INVALID, _ ("Search for such bytes as hex"),
                    _ ("What to look for is not valid UTF-8"));
      return NULL;
    }
  /* Every byte of a pattern takes at most six characters: "\xXX", "0xXX, ". */
  if (strlen (text) > 8 * (gsize) MG_PATTERN_MAX)
    {
      mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("What to look for is over %u bytes"),
                    MG_PATTERN_MAX);
      return NULL;
    }

  number = g_strstrip (g_strdup (text));
  switch (type)
    {
    case MG_PATTERN_HEX:
      parsed = parse_hex (text, bytes, mask, error);
      break;
    case MG_PATTERN_TEXT:
    case MG_PATTERN_UTF16:
      parsed = parse_text (text, type == MG_PATTERN_UTF16, big_endian, bytes, error);
      break;
    case MG_PATTERN_F32:
    case MG_PATTERN_F64:
      parsed = parse_float (number, type, big_endian, bytes, mask, error);
      break;
    default:
      parsed = parse_integer (number, type, big_endian, bytes, error);
      break;
    }
  if (!parsed)
    return NULL;

  if (bytes->len == 0)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("There is nothing to look for"));
      return NULL;
    }
  if (bytes->len > MG_PATTERN_MAX)
    {
      mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("What to look for is over %u bytes"),
                    MG_PATTERN_MAX);
      return NULL;
    }
  for (guint i = 0; i < mask->len && !any; i++)
    any = mask->data[i] != 0;
  if (mask->len > 0 && !any)
    {
      mg_set_error (error, MG_ERROR_INVALID, _ ("Give at least one digit that is not ?"),
                    _ ("A pattern of wildcards alone stands everywhere"));
      return NULL;
    }
  return mg_pattern_new (bytes->data, mask->len > 0 ? mask->data : NULL, bytes->len);
}
