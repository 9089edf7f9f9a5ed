#include "config.h"

#include "core/value.h"

#include "core/error-names.h"
#include "core/error.h"
#include "core/name.h"
#include "core/value-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

void
mg_value_clear (MgValue *value)
{
  g_free (value->text);
  g_free (value->bytes);
  *value = (MgValue) { 0 };
}

gboolean
mg_format_is_signed (const MgFormat *format)
{
  return format->kind == MG_FORMAT_SIGNED;
}

static double
get_scale (const MgFormat *format)
{
  return format->scale == 0 ? 1 : format->scale;
}

gboolean
mg_format_is_scaled (const MgFormat *format)
{
  return get_scale (format) != 1 || format->bias != 0;
}

/* Bits and bytes of a number: FALSE where the format makes no sense.  x87's have padding behind them. */
static gboolean
get_width (const MgFormat *format, guint *bit_size, gsize *n_bytes)
{
  const MgRealFormat *real = mg_real_get_format (format);
  gboolean known;

  switch (format->kind)
    {
    case MG_FORMAT_FLOAT:
    case MG_FORMAT_BFLOAT16:
    case MG_FORMAT_X87:
      known = real != NULL && format->bit_offset == 0;
      *bit_size = known ? real->bit_size : 0;
      break;
    case MG_FORMAT_CHARACTER:
      *bit_size = format->bit_size != 0     ? format->bit_size
                  : format->unit_size != 0 ? 8u * format->unit_size
                                           : 8 * mg_encoding_get_unit (format->encoding);
      known = *bit_size <= 32;
      break;
    case MG_FORMAT_DECIMAL:
      *bit_size = format->bit_size;
      known = *bit_size == 32 || *bit_size == 64 || *bit_size == 128;
      break;
    default:
      *bit_size = format->bit_size;
      known = *bit_size >= 1 && *bit_size <= 128;
    }
  if (!known || format->bit_offset > G_MAXINT32)
    return FALSE;
  *n_bytes = ((gsize) format->bit_offset + *bit_size + 7) / 8;
  return TRUE;
}

gboolean
mg_value_decode (const MgFormat *format, const guint8 *bytes, gsize length, MgValue *value)
{
  const MgRealFormat *real;
  guint bit_size;
  gsize n_bytes;

  g_return_val_if_fail (format != NULL && value != NULL, FALSE);

  *value = (MgValue) { 0 };
  switch (format->kind)
    {
    case MG_FORMAT_NONE:
      return FALSE;
    case MG_FORMAT_TEXT:
      value->text = mg_text_decode (format->encoding, format->order, bytes, length, &value->ended);
      break;
    case MG_FORMAT_GUID:
    case MG_FORMAT_BYTES:
      if (format->kind == MG_FORMAT_GUID && length < 16)
        return FALSE;
      value->length = format->kind == MG_FORMAT_GUID ? 16 : MIN (length, MG_VALUE_MAX_TEXT);
      value->bytes = g_memdup2 (bytes, value->length);
      break;
    default:
      if (!get_width (format, &bit_size, &n_bytes) || length < n_bytes)
        return FALSE;
      value->bits = mg_bits_load (bytes, format->bit_offset, bit_size, format->order);
      if (mg_format_is_signed (format))
        value->bits = mg_bits_extend (value->bits, bit_size);
      real = mg_real_get_format (format);
      if (real != NULL)
        {
          MgReal number = mg_real_unpack (real, value->bits);

          value->real = mg_real_to_double (&number);
        }
      else if (format->kind == MG_FORMAT_DECIMAL)
        value->real = mg_decimal_to_double (value->bits, bit_size);
      else
        value->real = mg_bits_to_double (value->bits, mg_format_is_signed (format));
    }
  value->kind = format->kind;
  return TRUE;
}

/* Names of numbers */

static const MgCType *
get_constants (const MgFormat *format)
{
  gboolean integer = format->kind == MG_FORMAT_SIGNED || format->kind == MG_FORMAT_UNSIGNED
                     || format->kind == MG_FORMAT_BOOL;

  return integer ? format->constants : NULL;
}

gboolean
mg_constants_append (GString *text, const MgFormat *format, MgBits bits)
{
  const MgCType *type = get_constants (format);
  MgBits mask = mg_bits_mask (format->bit_size), rest = bits & mask;
  gsize start = text->len;

  if (type == NULL)
    return FALSE;
  for (guint i = 0; i < type->n_constants; i++)
    if (((MgBits) (MgSignedBits) (gint64) type->constants[i].value & mask) == rest)
      {
        g_string_append (text, type->constants[i].name);
        return TRUE;
      }
  if (!format->flags || rest == 0)
    return FALSE;
  /* masks of many bits before those of one */
  for (guint n_bits = 128; n_bits > 0; n_bits--)
    for (guint i = 0; i < type->n_constants; i++)
      {
        MgBits flag = (MgBits) (MgSignedBits) (gint64) type->constants[i].value & mask;

        if ((guint) (__builtin_popcountll ((guint64) flag) + __builtin_popcountll ((guint64) (flag >> 64)))
                != n_bits
            || (rest & flag) != flag)
          continue;
        g_string_append_printf (text, "%s%s", text->len > start ? " | " : "", type->constants[i].name);
        rest &= ~flag;
      }
  if (text->len == start)
    return FALSE;
  if (rest != 0)
    {
      g_string_append (text, " | 0x");
      mg_bits_append (text, rest, 16, 1);
    }
  return TRUE;
}

static gboolean
parse_constants (const MgFormat *format, const char *text, MgBits *bits)
{
  const MgCType *type = get_constants (format);
  g_auto (GStrv) words = NULL;

  if (type == NULL || *text == '\0')
    return FALSE;
  words = g_strsplit (text, "|", -1);
  *bits = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean negative = FALSE, found = FALSE;
      MgBits bit = 0;

      g_strstrip (words[i]);
      for (guint k = 0; !found && k < type->n_constants; k++)
        if (g_str_equal (words[i], type->constants[k].name))
          {
            bit = (MgBits) (MgSignedBits) (gint64) type->constants[k].value;
            found = TRUE;
          }
      if (!found && (words[1] == NULL || !mg_bits_parse (words[i], &negative, &bit) || negative))
        return FALSE;
      *bits |= bit;
    }
  *bits &= mg_bits_mask (format->bit_size);
  return words[1] == NULL || format->flags;
}

static void
append_hex (GString *text, MgBits bits, guint n_digits)
{
  g_string_append (text, "0x");
  mg_bits_append (text, bits, 16, n_digits);
}

/* "ENOENT (2)", "E_ACCESSDENIED (0x80070005)", "0x80070002 (ERROR_FILE_NOT_FOUND)" */
static gboolean
append_error (GString *text, const MgFormat *format, MgBits bits)
{
  MgSignedBits number =
      (MgSignedBits) (format->bit_size < 32 ? bits : mg_bits_extend (bits, format->bit_size));
  guint32 code = (guint32) bits;
  const char *name;

  if (format->notation == MG_NOTATION_ERRNO)
    {
      /* the kernel's own are negative */
      MgBits positive = number < 0 ? -(MgBits) number : (MgBits) number;

      name = positive > 0 && positive <= G_MAXINT32 ? mg_error_name_find (MG_NAMES_ERRNO, (guint32) positive)
                                                    : NULL;
      if (name == NULL)
        return FALSE;
      g_string_append_printf (text, "%s%s (%d)", number < 0 ? "-" : "", name, (int) number);
      return TRUE;
    }
  if (format->bit_size < 32 || bits != (mg_format_is_signed (format) ? mg_bits_extend (code, 32) : code))
    return FALSE;
  name = mg_error_name_find (format->notation == MG_NOTATION_HRESULT ? MG_NAMES_HRESULT : MG_NAMES_NTSTATUS,
                             code);
  if (name != NULL)
    g_string_append_printf (text, "%s (0x%08X)", name, code);
  else if (format->bit_size > 32)
    return FALSE;
  else
    {
      g_string_append_printf (text, "0x%08X", code);
      if (format->notation == MG_NOTATION_HRESULT && code >> 16 == 0x8007)
        name = mg_error_name_find (MG_NAMES_WIN32, code & 0xFFFF);
      if (name != NULL)
        g_string_append_printf (text, " (%s)", name);
    }
  return TRUE;
}

static gboolean
parse_error (const MgFormat *format, const char *text, MgBits *bits)
{
  MgNames names = format->notation == MG_NOTATION_ERRNO     ? MG_NAMES_ERRNO
                  : format->notation == MG_NOTATION_HRESULT ? MG_NAMES_HRESULT
                                                            : MG_NAMES_NTSTATUS;
  gboolean negative = *text == '-';
  guint32 code;

  if (!mg_error_name_parse (names, text + (negative ? 1 : 0), &code))
    return FALSE;
  *bits = negative ? -(MgBits) code : code;
  if (names != MG_NAMES_ERRNO && mg_format_is_signed (format))
    *bits = mg_bits_extend (code, 32);
  return TRUE;
}

/* 'SiWH', as compilers read it: the first character is the highest byte. */
static void
append_characters (GString *text, MgBits bits, guint bit_size)
{
  guint n = MAX ((bit_size + 7) / 8, 1);

  while (n > 1 && (bits >> (8 * (n - 1)) & 0xFF) == 0)
    n--;
  g_string_append_c (text, '\'');
  while (n-- > 0)
    {
      guint byte = (guint) (bits >> (8 * n) & 0xFF);

      if (byte < 0x80)
        mg_text_append (text, byte, '\'');
      else
        g_string_append_printf (text, "\\x%02X", byte);
    }
  g_string_append_c (text, '\'');
}

static gboolean
parse_characters (const char *text, MgBits *bits)
{
  gsize length = strlen (text);
  g_autofree char *inner = NULL;
  g_autoptr (GByteArray) bytes = NULL;

  if (length < 3 || text[0] != '\'' || text[length - 1] != '\'')
    return FALSE;
  inner = g_strndup (text + 1, length - 2);
  bytes = mg_text_encode (MG_ENCODING_LATIN1, MG_ORDER_LITTLE, inner);
  if (bytes == NULL || bytes->len == 0 || bytes->len > 16)
    return FALSE;
  *bits = 0;
  for (guint i = 0; i < bytes->len; i++)
    *bits = *bits << 8 | bytes->data[i];
  return TRUE;
}

/* To text */

static gboolean
append_address (GString *text, const MgFormat *format, MgBits bits)
{
  guint8 bytes[16] = { 0 };

  if (format->bit_size % 8 != 0)
    return FALSE;
  mg_bits_store (bits, bytes, 0, format->bit_size, format->order);
  return mg_address_append (text, format->notation, bytes, format->bit_size / 8);
}

static void
append_decimal (GString *text, const MgFormat *format, MgBits bits)
{
  if (mg_format_is_signed (format))
    mg_bits_append_signed (text, bits);
  else
    mg_bits_append (text, bits, 10, 1);
}

static void
append_integer (GString *text, const MgFormat *format, MgBits bits, const MgValueContext *context)
{
  MgBits pattern = bits & mg_bits_mask (format->bit_size);
  gboolean is_bool = format->kind == MG_FORMAT_BOOL && format->notation == MG_NOTATION_DECIMAL;
  g_autofree char *process = NULL;

  switch (is_bool ? MG_NOTATION_BOOL : format->notation)
    {
    case MG_NOTATION_HEX:
      append_hex (text, pattern, 1);
      return;
    case MG_NOTATION_OCTAL:
      if (pattern != 0)
        g_string_append_c (text, '0');
      mg_bits_append (text, pattern, 8, 1);
      return;
    case MG_NOTATION_BINARY:
      g_string_append (text, "0b");
      mg_bits_append (text, pattern, 2, format->bit_size);
      return;
    case MG_NOTATION_CHARACTER:
      append_characters (text, pattern, format->bit_size);
      return;
    case MG_NOTATION_BOOL:
      if (pattern <= 1)
        g_string_append (text, pattern == 1 ? "true" : "false");
      else
        {
          append_decimal (text, format, bits);
          g_string_append (text, " (true)");
        }
      return;
    case MG_NOTATION_IPV4:
    case MG_NOTATION_IPV6:
    case MG_NOTATION_MAC:
    case MG_NOTATION_RGBA:
      if (append_address (text, format, pattern))
        return;
      break;
    case MG_NOTATION_ERRNO:
    case MG_NOTATION_HRESULT:
    case MG_NOTATION_NTSTATUS:
      if (append_error (text, format, bits))
        return;
      break;
    case MG_NOTATION_PID:
      append_decimal (text, format, bits);
      if (context != NULL && context->dup_process_name != NULL && pattern <= G_MAXUINT32)
        process = context->dup_process_name (context->data, (guint32) pattern);
      if (process != NULL)
        g_string_append_printf (text, " (%s)", process);
      return;
    case MG_NOTATION_DECIMAL:
    default:
      break;
    }
  append_decimal (text, format, bits);
}

/* Numbers shown in another measure */

static double
scale_up (const MgFormat *format, double raw)
{
  return raw * get_scale (format) + format->bias;
}

/* The raw number that is shown as @shown.  Rounding may have moved it by a few places: what gives just
 * this text is it. */
static gboolean
scale_down (const MgFormat *format, double shown, MgBits *bits)
{
  const MgRealFormat *real = mg_real_get_format (format);
  double raw = (shown - format->bias) / get_scale (format);
  gboolean is_signed = mg_format_is_signed (format);

  if (real != NULL)
    {
      g_autoptr (GString) digits = g_string_new (NULL);
      MgBits nearest;

      mg_double_append (digits, raw, -1);
      if (!mg_real_parse (real, digits->str, &nearest))
        return FALSE;
      *bits = nearest;
      for (int i = 0; i < 9; i++)
        {
          MgBits near = nearest + (MgBits) (MgSignedBits) ((i + 1) / 2 * (i % 2 == 0 ? 1 : -1));
          MgReal number = mg_real_unpack (real, near);

          if (scale_up (format, mg_real_to_double (&number)) == shown)
            {
              *bits = near & mg_bits_mask (real->bit_size);
              break;
            }
        }
      return TRUE;
    }
  raw = nearbyint (raw);
  if (!(fabs (raw) < 1.7e38))
    return FALSE;
  *bits = (MgBits) (MgSignedBits) raw;
  for (int i = 0; i < 5; i++)
    {
      MgSignedBits near = (MgSignedBits) raw + (i + 1) / 2 * (i % 2 == 0 ? 1 : -1);

      if (scale_up (format, (double) near) == shown)
        {
          *bits = (MgBits) near;
          break;
        }
    }
  raw = (double) (MgSignedBits) *bits;
  return mg_bits_fit (raw < 0, raw < 0 ? -*bits : *bits, format->bit_size, is_signed);
}

/* As few digits as tell it from its neighbours: those of the double are of the multiplication's making. */
static void
append_scaled (GString *text, const MgFormat *format, const MgValue *value)
{
  const MgRealFormat *real = mg_real_get_format (format);
  double shown = scale_up (format, value->real), read;
  gsize start = text->len;
  MgBits bits;

  for (int digits = 0; format->digits < 0 && real == NULL && digits <= 9 && isfinite (shown); digits++)
    {
      mg_double_append (text, shown, digits);
      if (mg_double_parse (text->str + start, &read) && scale_down (format, read, &bits)
          && bits == value->bits)
        return;
      g_string_truncate (text, start);
    }
  if (format->digits < 0 && real != NULL && real->precision < 53)
    {
      mg_double_append (text, shown, -1);
      if (mg_real_parse (real, text->str + start, &bits))
        {
          g_string_truncate (text, start);
          mg_real_append (text, real, bits);
          if (mg_double_parse (text->str + start, &read) && scale_down (format, read, &bits)
              && bits == value->bits)
            return;
        }
      g_string_truncate (text, start);
    }
  mg_double_append (text, shown, format->digits);
}

static void
append_number (GString *text, const MgFormat *format, const MgValue *value, const MgValueContext *context)
{
  const MgRealFormat *real = mg_real_get_format (format);

  if (mg_constants_append (text, format, value->bits))
    return;
  if (mg_time_append (text, format, value))
    {
      mg_time_append_age (text, format, value, context);
      return;
    }
  if (mg_format_is_scaled (format))
    append_scaled (text, format, value);
  else if (format->kind == MG_FORMAT_DECIMAL)
    mg_decimal_append (text, value->bits, format->bit_size);
  else if (real == NULL)
    append_integer (text, format, value->bits, context);
  else if (format->digits >= 0 && isfinite (value->real))
    mg_double_append (text, value->real, format->digits);
  else
    mg_real_append (text, real, value->bits);
  if (format->unit != NULL)
    g_string_append_printf (text, " %s", format->unit);
  if (format->time == MG_TIME_QPC)
    mg_time_append_age (text, format, value, context);
}

static MgAddressPlace
resolve_address_cb (gpointer data, guint64 address, guint64 *offset)
{
  return mg_object_info_resolve_address (data, address, offset);
}

void
mg_value_context_set_object (MgValueContext *context, const MgObjectInfo *info)
{
  context->resolve_address = info != NULL ? resolve_address_cb : NULL;
  context->data = (gpointer) info;
}

static void
append_pointer (GString *text, const MgFormat *format, MgBits bits, const MgValueContext *context)
{
  MgAddressPlace place = MG_ADDRESS_UNKNOWN;
  guint64 offset;

  if (bits == 0)
    {
      g_string_append (text, "NULL");
      return;
    }
  append_hex (text, bits, 1);
  if (context != NULL && context->resolve_address != NULL && bits <= G_MAXUINT64)
    place = context->resolve_address (context->data, (guint64) bits, &offset);
  if (place == MG_ADDRESS_INSIDE)
    g_string_append_printf (text, " (→ 0x%" G_GINT64_MODIFIER "X)", offset);
  else if (place == MG_ADDRESS_OUTSIDE)
    g_string_append_printf (text, " (%s)", _ ("outside"));
}

char *
mg_value_to_text (const MgFormat *format, const MgValue *value, const MgValueContext *context)
{
  GString *text = g_string_new (NULL);

  switch (value->kind)
    {
    case MG_FORMAT_NONE:
      g_string_append (text, "—");
      break;
    case MG_FORMAT_TEXT:
      g_string_append_printf (text, "\"%s\"", value->text);
      break;
    case MG_FORMAT_CHARACTER:
      mg_character_append (text, format, value->bits);
      break;
    case MG_FORMAT_POINTER:
      append_pointer (text, format, value->bits, context);
      break;
    case MG_FORMAT_GUID:
      mg_guid_append (text, format->order, value->bytes);
      break;
    case MG_FORMAT_BYTES:
      if (!mg_address_append (text, format->notation, value->bytes, value->length))
        for (gsize i = 0; i < value->length; i++)
          g_string_append_printf (text, "%s%02X", i > 0 ? " " : "", value->bytes[i]);
      break;
    default:
      append_number (text, format, value, context);
    }
  return g_string_free (text, FALSE);
}

/* From text */

/* Without white space around, without what begins with a bracket, and without the unit. */
static char *
trim (const MgFormat *format, const char *text)
{
  char *trimmed = g_strstrip (g_strdup (text));
  char *quoted_end = *trimmed == '\'' ? strrchr (trimmed, '\'') : trimmed;
  char *bracket = strstr (quoted_end, " (");

  if (bracket != NULL)
    *bracket = '\0';
  if (format->unit != NULL && g_str_has_suffix (trimmed, format->unit))
    {
      trimmed[strlen (trimmed) - strlen (format->unit)] = '\0';
      g_strchomp (trimmed);
    }
  return trimmed;
}

/* Digits may be a pattern of bits: then the highest one is not a sign. */
static gboolean
parse_integer (const MgFormat *format, const char *text, MgBits *bits)
{
  guint8 bytes[16] = { 0 };
  gboolean negative = FALSE, pattern;
  MgBits magnitude = 0;

  if (parse_characters (text, bits))
    return mg_bits_fit (FALSE, *bits, format->bit_size, FALSE);
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    {
      *bits = g_str_equal (text, "true") ? 1 : 0;
      return TRUE;
    }
  if (format->bit_size % 8 == 0 && format->notation != MG_NOTATION_DECIMAL
      && mg_address_parse (format->notation, text, bytes, format->bit_size / 8))
    {
      *bits = mg_bits_load (bytes, 0, format->bit_size, format->order);
      return TRUE;
    }
  if ((format->notation == MG_NOTATION_ERRNO || format->notation == MG_NOTATION_HRESULT
       || format->notation == MG_NOTATION_NTSTATUS)
      && parse_error (format, text, bits))
    return TRUE;
  if (!mg_bits_parse (text, &negative, &magnitude))
    return FALSE;
  pattern = !negative && text[0] == '0';
  if (!mg_bits_fit (negative, magnitude, format->bit_size, mg_format_is_signed (format) && !pattern))
    return FALSE;
  *bits = negative ? -magnitude : magnitude;
  return TRUE;
}

static gboolean
parse_number (const MgFormat *format, const char *text, MgBits *bits)
{
  const MgRealFormat *real = mg_real_get_format (format);
  double shown;

  if (parse_constants (format, text, bits) || mg_time_parse (format, text, bits))
    return TRUE;
  if (mg_format_is_scaled (format))
    return mg_double_parse (text, &shown) && scale_down (format, shown, bits);
  if (real != NULL)
    return mg_real_parse (real, text, bits);
  if (format->kind == MG_FORMAT_DECIMAL)
    return mg_decimal_parse (text, format->bit_size, bits);
  if (format->kind == MG_FORMAT_POINTER && g_str_equal (text, "NULL"))
    {
      *bits = 0;
      return TRUE;
    }
  return parse_integer (format, text, bits);
}

static gboolean
parse_text (const MgFormat *format, const char *text, guint8 *bytes, gsize length)
{
  g_autofree char *inner = NULL;
  g_autoptr (GByteArray) array = NULL;
  gsize n = strlen (text);

  if (n >= 2 && text[0] == '"' && text[n - 1] == '"')
    text = inner = g_strndup (text + 1, n - 2);
  array = mg_text_encode (format->encoding, format->order, text);
  if (array == NULL || array->len > length)
    return FALSE;
  memset (bytes, 0, length);
  if (array->len > 0)
    memcpy (bytes, array->data, array->len);
  return TRUE;
}

static gboolean
parse_any (const MgFormat *format, const char *text, guint8 *bytes, gsize length)
{
  guint bit_size;
  gsize n_bytes;
  g_autofree guint8 *zero = NULL;
  MgBits bits = 0;

  switch (format->kind)
    {
    case MG_FORMAT_NONE:
      return FALSE;
    case MG_FORMAT_TEXT:
      return parse_text (format, text, bytes, length);
    case MG_FORMAT_GUID:
      return length >= 16 && mg_guid_parse (text, format->order, bytes);
    case MG_FORMAT_BYTES:
      return mg_address_parse (format->notation, text, bytes, length)
             || mg_address_parse (MG_NOTATION_DECIMAL, text, bytes, length);
    default:
      if (!get_width (format, &bit_size, &n_bytes) || length < n_bytes)
        return FALSE;
      if (format->kind == MG_FORMAT_CHARACTER ? !mg_character_parse (format, text, &bits)
                                              : !parse_number (format, text, &bits))
        return FALSE;
      /* of a bit-field, its neighbours stay */
      zero = g_malloc0 (n_bytes);
      mg_bits_store (~(MgBits) 0, zero, format->bit_offset, bit_size, format->order);
      for (gsize i = 0; i < n_bytes; i++)
        bytes[i] &= (guint8) ~zero[i];
      mg_bits_store (bits, bytes, format->bit_offset, bit_size, format->order);
      return TRUE;
    }
}

gboolean
mg_value_parse (const MgFormat *format, const char *text, guint8 *bytes, gsize length, GError **error)
{
  /* of text every character counts, at its ends too */
  g_autofree char *trimmed = format->kind == MG_FORMAT_TEXT || format->kind == MG_FORMAT_CHARACTER
                                 ? g_strdup (text) : trim (format, text);
  g_autofree char *quoted = NULL;

  if (parse_any (format, trimmed, bytes, length))
    return TRUE;
  /* to translate costs more than to parse */
  if (error == NULL)
    return FALSE;
  quoted = mg_text_quote (text);
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no value that fits here"), quoted);
  return FALSE;
}

gboolean
mg_notation_from_string (const char *name, MgNotation *notation)
{
  static const char *const names[] = {
    [MG_NOTATION_DECIMAL] = "dec", [MG_NOTATION_HEX] = "hex", [MG_NOTATION_OCTAL] = "oct",
    [MG_NOTATION_BINARY] = "bin", [MG_NOTATION_CHARACTER] = "char", [MG_NOTATION_BOOL] = "bool",
    [MG_NOTATION_IPV4] = "ipv4", [MG_NOTATION_IPV6] = "ipv6", [MG_NOTATION_MAC] = "mac",
    [MG_NOTATION_RGBA] = "rgba", [MG_NOTATION_ERRNO] = "errno", [MG_NOTATION_HRESULT] = "hresult",
    [MG_NOTATION_NTSTATUS] = "ntstatus", [MG_NOTATION_PID] = "pid",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      {
        *notation = i;
        return TRUE;
      }
  return FALSE;
}
