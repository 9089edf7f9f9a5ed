#include "config.h"

#include "core/interpret.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/value-private.h"

#define INIT .scale = 1, .digits = -1
#define INTEGER(bits, sign, ...) \
  { .kind = MG_FORMAT_##sign, .bit_size = bits, INIT, __VA_ARGS__ }
#define REAL(bits, ...) { .kind = MG_FORMAT_FLOAT, .bit_size = bits, INIT, __VA_ARGS__ }
#define ENCODED(encoded, ...) { .kind = MG_FORMAT_TEXT, .encoding = MG_ENCODING_##encoded, INIT, __VA_ARGS__ }

static const MgInterpretRow rows[] = {
  { "int8", "int8", MG_INTERPRET_INTEGER, 0, 1, .shown = TRUE, .format = INTEGER (8, SIGNED) },
  { "uint8", "uint8", MG_INTERPRET_INTEGER, 0, 1, .shown = TRUE, .format = INTEGER (8, UNSIGNED) },
  { "int16", "int16", MG_INTERPRET_INTEGER, 0, 2, .shown = TRUE, .format = INTEGER (16, SIGNED) },
  { "uint16", "uint16", MG_INTERPRET_INTEGER, 0, 2, .shown = TRUE, .format = INTEGER (16, UNSIGNED) },
  { "int24", "int24", MG_INTERPRET_INTEGER, 0, 3, .format = INTEGER (24, SIGNED) },
  { "uint24", "uint24", MG_INTERPRET_INTEGER, 0, 3, .format = INTEGER (24, UNSIGNED) },
  { "int32", "int32", MG_INTERPRET_INTEGER, 0, 4, .shown = TRUE, .format = INTEGER (32, SIGNED) },
  { "uint32", "uint32", MG_INTERPRET_INTEGER, 0, 4, .shown = TRUE, .format = INTEGER (32, UNSIGNED) },
  { "int48", "int48", MG_INTERPRET_INTEGER, 0, 6, .format = INTEGER (48, SIGNED) },
  { "uint48", "uint48", MG_INTERPRET_INTEGER, 0, 6, .format = INTEGER (48, UNSIGNED) },
  { "int64", "int64", MG_INTERPRET_INTEGER, 0, 8, .shown = TRUE, .format = INTEGER (64, SIGNED) },
  { "uint64", "uint64", MG_INTERPRET_INTEGER, 0, 8, .shown = TRUE, .format = INTEGER (64, UNSIGNED) },
  { "int128", "int128", MG_INTERPRET_INTEGER, 0, 16, .format = INTEGER (128, SIGNED) },
  { "uint128", "uint128", MG_INTERPRET_INTEGER, 0, 16, .format = INTEGER (128, UNSIGNED) },
  { "uleb128", "ULEB128", MG_INTERPRET_INTEGER, MG_INTERPRET_ULEB128, 1 },
  { "sleb128", "SLEB128", MG_INTERPRET_INTEGER, MG_INTERPRET_SLEB128, 1 },
  { "zigzag", "zigzag", MG_INTERPRET_INTEGER, MG_INTERPRET_ZIGZAG, 1 },

  { "hex8", "hex 8", MG_INTERPRET_BASE, 0, 1, .format = INTEGER (8, UNSIGNED, .notation = MG_NOTATION_HEX) },
  { "hex16", "hex 16", MG_INTERPRET_BASE, 0, 2,
    .format = INTEGER (16, UNSIGNED, .notation = MG_NOTATION_HEX) },
  { "hex32", "hex 32", MG_INTERPRET_BASE, 0, 4, .shown = TRUE,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_HEX) },
  { "hex64", "hex 64", MG_INTERPRET_BASE, 0, 8,
    .format = INTEGER (64, UNSIGNED, .notation = MG_NOTATION_HEX) },
  { "oct8", "octal 8", MG_INTERPRET_BASE, 0, 1,
    .format = INTEGER (8, UNSIGNED, .notation = MG_NOTATION_OCTAL) },
  { "oct32", "octal 32", MG_INTERPRET_BASE, 0, 4,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_OCTAL) },
  { "bin8", N_ ("binary"), MG_INTERPRET_BASE, 0, 1, .translate = TRUE, .shown = TRUE,
    .format = INTEGER (8, UNSIGNED, .notation = MG_NOTATION_BINARY) },
  { "bin16", "bin 16", MG_INTERPRET_BASE, 0, 2,
    .format = INTEGER (16, UNSIGNED, .notation = MG_NOTATION_BINARY) },
  { "bin32", "bin 32", MG_INTERPRET_BASE, 0, 4,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_BINARY) },

  { "float16", "float16", MG_INTERPRET_REAL, 0, 2, .format = REAL (16) },
  { "bfloat16", "bfloat16", MG_INTERPRET_REAL, 0, 2,
    .format = { .kind = MG_FORMAT_BFLOAT16, .bit_size = 16, INIT } },
  { "float", "float", MG_INTERPRET_REAL, 0, 4, .shown = TRUE, .format = REAL (32) },
  { "double", "double", MG_INTERPRET_REAL, 0, 8, .shown = TRUE, .format = REAL (64) },
  { "x87", "x87 80", MG_INTERPRET_REAL, 0, 10, .format = { .kind = MG_FORMAT_X87, .bit_size = 80, INIT } },
  { "float128", "float128", MG_INTERPRET_REAL, 0, 16, .format = REAL (128) },
  { "q8.8", "Q8.8", MG_INTERPRET_REAL, MG_INTERPRET_FIXED, 2, 8, .format = INTEGER (16, SIGNED) },
  { "q16.16", "Q16.16", MG_INTERPRET_REAL, MG_INTERPRET_FIXED, 4, 16, .format = INTEGER (32, SIGNED) },
  { "q1.15", "Q1.15", MG_INTERPRET_REAL, MG_INTERPRET_FIXED, 2, 15, .format = INTEGER (16, SIGNED) },
  { "q1.31", "Q1.31", MG_INTERPRET_REAL, MG_INTERPRET_FIXED, 4, 31, .format = INTEGER (32, SIGNED) },
  { "decimal64", "decimal64", MG_INTERPRET_REAL, 0, 8,
    .format = { .kind = MG_FORMAT_DECIMAL, .bit_size = 64, INIT } },

  { "char", "char", MG_INTERPRET_TEXT, MG_INTERPRET_CHARACTER, 1, .shown = TRUE, .format = ENCODED (CP1252) },
  { "wchar", "char16_t", MG_INTERPRET_TEXT, MG_INTERPRET_CHARACTER, 2, .shown = TRUE,
    .format = ENCODED (UTF16) },
  { "char32", "char32_t", MG_INTERPRET_TEXT, MG_INTERPRET_CHARACTER, 4, .format = ENCODED (UTF32) },
  { "utf8-char", "UTF-8", MG_INTERPRET_TEXT, MG_INTERPRET_CHARACTER, 1, .shown = TRUE,
    .format = ENCODED (UTF8) },
  { "ascii", N_ ("ASCII text"), MG_INTERPRET_TEXT, 0, 1, .translate = TRUE, .format = ENCODED (ASCII) },
  { "latin1", N_ ("Latin-1 text"), MG_INTERPRET_TEXT, 0, 1, .translate = TRUE, .format = ENCODED (LATIN1) },
  { "cp1252", N_ ("CP1252 text"), MG_INTERPRET_TEXT, 0, 1, .translate = TRUE, .format = ENCODED (CP1252) },
  { "cp437", N_ ("CP437 text"), MG_INTERPRET_TEXT, 0, 1, .translate = TRUE, .format = ENCODED (CP437) },
  { "shift-jis", N_ ("Shift JIS text"), MG_INTERPRET_TEXT, 0, 1, .translate = TRUE,
    .format = ENCODED (SHIFT_JIS) },
  { "gb18030", N_ ("GB18030 text"), MG_INTERPRET_TEXT, 0, 1, .translate = TRUE, .format = ENCODED (GB18030) },
  { "utf8", N_ ("UTF-8 text"), MG_INTERPRET_TEXT, 0, 1, .translate = TRUE, .shown = TRUE,
    .format = ENCODED (UTF8) },
  { "utf16", N_ ("UTF-16 text"), MG_INTERPRET_TEXT, 0, 2, .translate = TRUE, .format = ENCODED (UTF16) },
  { "utf32", N_ ("UTF-32 text"), MG_INTERPRET_TEXT, 0, 4, .translate = TRUE, .format = ENCODED (UTF32) },

  { "time32", "time_t 32", MG_INTERPRET_TIME, 0, 4, .shown = TRUE,
    .format = INTEGER (32, SIGNED, .time = MG_TIME_UNIX) },
  { "time64", "time_t 64", MG_INTERPRET_TIME, 0, 8, .shown = TRUE,
    .format = INTEGER (64, SIGNED, .time = MG_TIME_UNIX) },
  { "unix-ms", "Unix ms", MG_INTERPRET_TIME, 0, 8, .format = INTEGER (64, SIGNED, .time = MG_TIME_UNIX_MS) },
  { "unix-us", "Unix µs", MG_INTERPRET_TIME, 0, 8, .format = INTEGER (64, SIGNED, .time = MG_TIME_UNIX_US) },
  { "unix-ns", "Unix ns", MG_INTERPRET_TIME, 0, 8, .format = INTEGER (64, SIGNED, .time = MG_TIME_UNIX_NS) },
  { "filetime", "FILETIME", MG_INTERPRET_TIME, 0, 8, .shown = TRUE,
    .format = INTEGER (64, UNSIGNED, .time = MG_TIME_FILETIME) },
  { "ole", "OLE DATE", MG_INTERPRET_TIME, 0, 8, .format = REAL (64, .time = MG_TIME_OLE) },
  { "dos", "DOS time", MG_INTERPRET_TIME, MG_INTERPRET_DOS_TIME, 4 },
  { "monotonic-ns", "uptime ns", MG_INTERPRET_TIME, 0, 8,
    .format = INTEGER (64, UNSIGNED, .time = MG_TIME_MONOTONIC_NS) },
  { "monotonic-us", "uptime µs", MG_INTERPRET_TIME, 0, 8,
    .format = INTEGER (64, UNSIGNED, .time = MG_TIME_MONOTONIC_US) },
  { "tick32", "uptime ms", MG_INTERPRET_TIME, 0, 4,
    .format = INTEGER (32, UNSIGNED, .time = MG_TIME_TICK_MS) },

  { "guid", "GUID", MG_INTERPRET_OTHER, 0, 16, .shown = TRUE, .format = { .kind = MG_FORMAT_GUID, INIT } },
  { "ipv4", "IPv4", MG_INTERPRET_OTHER, 0, 4,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_IPV4) },
  { "ipv6", "IPv6", MG_INTERPRET_OTHER, 0, 16,
    .format = INTEGER (128, UNSIGNED, .notation = MG_NOTATION_IPV6) },
  { "mac", "MAC", MG_INTERPRET_OTHER, 0, 6, .format = INTEGER (48, UNSIGNED, .notation = MG_NOTATION_MAC) },
  { "rgba", "RGBA", MG_INTERPRET_OTHER, 0, 4,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_RGBA) },
  { "errno", "errno", MG_INTERPRET_OTHER, 0, 4,
    .format = INTEGER (32, SIGNED, .notation = MG_NOTATION_ERRNO) },
  { "hresult", "HRESULT", MG_INTERPRET_OTHER, 0, 4,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_HRESULT) },
  { "ntstatus", "NTSTATUS", MG_INTERPRET_OTHER, 0, 4,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_NTSTATUS) },
  { "pid", N_ ("process"), MG_INTERPRET_OTHER, 0, 4, .translate = TRUE,
    .format = INTEGER (32, UNSIGNED, .notation = MG_NOTATION_PID) },
  { "pointer", N_ ("pointer"), MG_INTERPRET_OTHER, MG_INTERPRET_POINTER, 8, .translate = TRUE, .shown = TRUE,
    .format = { .kind = MG_FORMAT_POINTER, .bit_size = 64, INIT } },
  { "pointer32", N_ ("pointer 32"), MG_INTERPRET_OTHER, MG_INTERPRET_POINTER, 4, .translate = TRUE,
    .format = { .kind = MG_FORMAT_POINTER, .bit_size = 32, INIT } },
};

const MgInterpretRow *
mg_interpret_get_rows (guint *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}

const MgInterpretRow *
mg_interpret_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].id, id))
      return &rows[i];
  return NULL;
}

const char *
mg_interpret_row_get_title (const MgInterpretRow *row)
{
  return row->translate ? _ (row->title) : row->title;
}

const char *
mg_interpret_group_get_title (MgInterpretGroup group)
{
  static const char *const titles[MG_N_INTERPRET_GROUPS] = {
    N_ ("Whole numbers"), N_ ("Other bases"), N_ ("Real numbers"),
    N_ ("Text"),          N_ ("Times"),       N_ ("Other meanings"),
  };

  g_return_val_if_fail ((guint) group < MG_N_INTERPRET_GROUPS, NULL);
  return _ (titles[group]);
}

/* Numbers */

/* Little endian in base 128; at most 18 bytes, which 126 bits need. */
static gboolean
read_leb128 (const guint8 *bytes, gsize length, guint *n_bits, MgBits *bits)
{
  *bits = 0;
  for (gsize i = 0; i < MIN (length, 18); i++)
    {
      *bits |= (MgBits) (bytes[i] & 0x7F) << (7 * i);
      *n_bits = 7 * ((guint) i + 1);
      if ((bytes[i] & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_variable (const MgInterpretRow *row, const guint8 *bytes, gsize length, MgBits *bits)
{
  guint n_bits = 0;

  if (!read_leb128 (bytes, length, &n_bits, bits))
    return FALSE;
  if (row->how == MG_INTERPRET_SLEB128)
    *bits = mg_bits_extend (*bits, n_bits);
  else if (row->how == MG_INTERPRET_ZIGZAG)
    *bits = *bits >> 1 ^ -(*bits & 1);
  return TRUE;
}

static gboolean
is_variable (const MgInterpretRow *row)
{
  return row->how == MG_INTERPRET_ULEB128 || row->how == MG_INTERPRET_SLEB128
         || row->how == MG_INTERPRET_ZIGZAG;
}

gboolean
mg_interpret_number (const MgInterpretRow *row, const guint8 *bytes, gsize length, MgOrder order,
                     double *number)
{
  MgFormat format = row->format;
  g_auto (MgValue) value = { 0 };
  MgBits bits;
  double result;

  if (length < row->n_bytes)
    return FALSE;
  if (is_variable (row))
    {
      if (!read_variable (row, bytes, length, &bits))
        return FALSE;
      result = mg_bits_to_double (bits, row->how != MG_INTERPRET_ULEB128);
    }
  else
    {
      format.order = order;
      if (row->group == MG_INTERPRET_TEXT || row->how == MG_INTERPRET_DOS_TIME
          || format.kind == MG_FORMAT_GUID || !mg_value_decode (&format, bytes, row->n_bytes, &value))
        return FALSE;
      result = row->how == MG_INTERPRET_FIXED ? ldexp (value.real, -row->fraction_bits) : value.real;
    }
  if (!isfinite (result))
    return FALSE;
  *number = result;
  return TRUE;
}

/* Text */

static char *
dup_dos_time (const guint8 *bytes, MgOrder order)
{
  guint time = (guint) mg_bits_load (bytes, 0, 16, order),
        date = (guint) mg_bits_load (bytes + 2, 0, 16, order);
  guint day = date & 31, month = date >> 5 & 15, hour = time >> 11, minute = time >> 5 & 63,
        second = 2 * (time & 31);

  if (hour > 23 || minute > 59 || second > 59
      || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) (1980 + (date >> 9))))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u %02u:%02u:%02u", 1980 + (date >> 9), month, day, hour, minute,
                          second);
}

static char *
dup_character (const MgFormat *format, const guint8 *bytes, gsize length)
{
  GString *text;
  gunichar c = 0;
  gsize n = mg_encoding_decode (format->encoding, format->order, bytes, length, &c);

  if (n == 0)
    return NULL;
  text = g_string_new (NULL);
  mg_text_append (text, c, '\0');
  return g_string_free (text, FALSE);
}

/* All of it that is known; NULL where it begins with what is no character. */
static char *
dup_encoded (const MgFormat *format, const guint8 *bytes, gsize length)
{
  gboolean ended = FALSE;
  gunichar c = 0;
  g_autofree char *text = NULL;

  if (mg_encoding_decode (format->encoding, format->order, bytes, length, &c) == 0)
    return NULL;
  text = mg_text_decode (format->encoding, format->order, bytes, length, &ended);
  return g_strdup_printf ("\"%s\"%s", text, ended ? "" : "…");
}

static char *
dup_pointer (const MgFormat *format, const guint8 *bytes, const MgValueContext *context)
{
  MgBits address = mg_bits_load (bytes, 0, format->bit_size, format->order);
  MgAddressPlace place = MG_ADDRESS_UNKNOWN;
  guint64 offset;

  if (address == 0)
    return g_strdup ("NULL");
  if (context != NULL && context->resolve_address != NULL)
    place = context->resolve_address (context->data, (guint64) address, &offset);
  if (place == MG_ADDRESS_INSIDE)
    return g_strdup_printf ("→ 0x%" G_GINT64_MODIFIER "X", offset);
  if (place == MG_ADDRESS_OUTSIDE)
    return g_strdup_printf ("→ %s", _ ("outside"));
  return g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", (guint64) address);
}

static char *
dup_value (const MgInterpretRow *row, const MgFormat *format, const guint8 *bytes,
           const MgValueContext *context)
{
  g_auto (MgValue) value = { 0 };
  GString *text = NULL;

  if (!mg_value_decode (format, bytes, row->n_bytes, &value))
    return NULL;
  /* a number that is no moment, no error's and no process's is shown as what it is in other rows */
  if (format->time != MG_TIME_NONE)
    {
      text = g_string_new (NULL);
      if (!mg_time_append (text, format, &value))
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      mg_time_append_age (text, format, &value, context);
      return g_string_free (text, FALSE);
    }
  if (row->how == MG_INTERPRET_FIXED)
    {
      text = g_string_new (NULL);
      mg_double_append (text, ldexp (value.real, -row->fraction_bits), -1);
      return g_string_free (text, FALSE);
    }
  return mg_value_to_text (format, &value, context);
}

/* Errors' and processes' rows say something only where there is a name. */
static gboolean
needs_name (const MgFormat *format)
{
  return format->notation == MG_NOTATION_ERRNO || format->notation == MG_NOTATION_HRESULT
         || format->notation == MG_NOTATION_NTSTATUS || format->notation == MG_NOTATION_PID;
}

char *
mg_interpret_text (const MgInterpretRow *row, const guint8 *bytes, gsize length, MgOrder order,
                   const MgValueContext *context)
{
  MgFormat format = row->format;
  g_autofree char *text = NULL;
  MgBits bits;

  format.order = order;
  length = MIN (length, MG_INTERPRET_BYTES);
  if (length < row->n_bytes)
    return NULL;
  switch (row->how)
    {
    case MG_INTERPRET_ULEB128:
    case MG_INTERPRET_SLEB128:
    case MG_INTERPRET_ZIGZAG:
      {
        GString *number;

        if (!read_variable (row, bytes, length, &bits))
          return NULL;
        number = g_string_new (NULL);
        mg_bits_append_signed (number, bits);
        return g_string_free (number, FALSE);
      }
    case MG_INTERPRET_CHARACTER:
      return dup_character (&format, bytes, length);
    case MG_INTERPRET_DOS_TIME:
      return dup_dos_time (bytes, order);
    case MG_INTERPRET_POINTER:
      return dup_pointer (&format, bytes, context);
    case MG_INTERPRET_VALUE:
    case MG_INTERPRET_FIXED:
    default:
      if (format.kind == MG_FORMAT_TEXT)
        return dup_encoded (&format, bytes, length);
      text = dup_value (row, &format, bytes, context);
      if (text != NULL && needs_name (&format) && strchr (text, '(') == NULL)
        return NULL;
      return g_steal_pointer (&text);
    }
}

char *
mg_interpret_summary (const guint8 *bytes, gsize length, MgOrder order)
{
  static const struct
  {
    const char *label, *id;
  } parts[] = {
    { "u8", "uint8" },  { "u16", "uint16" }, { "u32", "uint32" },
    { "f32", "float" }, { "u64", "uint64" }, { "f64", "double" },
  };
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = mg_interpret_text (mg_interpret_find (parts[i].id), bytes, length, order, NULL);

      if (text != NULL)
        g_string_append_printf (line, "%s%s %s", line->len > 0 ? "  " : "", parts[i].label, text);
    }
  return g_string_free (line, FALSE);
}
