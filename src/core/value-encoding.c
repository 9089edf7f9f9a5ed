#include "config.h"

#include "core/value-private.h"

#include <gio/gio.h>
#include <string.h>

#include "core/core-tables.h"

/* Own tables rather than the system's iconv: the same everywhere, and bytes come back as they were. */

#define NO_CHARACTER 0xFFFD /* in the tables */

guint
mg_encoding_get_unit (MgEncoding encoding)
{
  return encoding == MG_ENCODING_UTF16 ? 2 : encoding == MG_ENCODING_UTF32 ? 4 : 1;
}

/* One byte a character */

typedef struct
{
  gunichar2 characters[256];
  guint8 bytes[0x10000]; /* 0 for none: NUL is in all of them */
} ByteTable;

static const char cp1252_upper[] = "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ"
                                   "\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞ"
                                   "ßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";

static const char cp437_upper[] =
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
    "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

static ByteTable *
new_byte_table (const char *upper)
{
  ByteTable *table = g_new0 (ByteTable, 1);

  for (guint i = 0; i < 256; i++)
    {
      gunichar c = i < 128 ? i : g_utf8_get_char (upper);

      if (i >= 128)
        upper = g_utf8_next_char (upper);
      table->characters[i] = (gunichar2) c;
      if (c != NO_CHARACTER)
        table->bytes[c] = (guint8) i;
    }
  return table;
}

static const ByteTable *
get_byte_table (MgEncoding encoding)
{
  static gsize cp1252, cp437;
  gsize *table = encoding == MG_ENCODING_CP1252 ? &cp1252 : &cp437;

  if (g_once_init_enter (table))
    g_once_init_leave (table, (gsize) new_byte_table (table == &cp1252 ? cp1252_upper : cp437_upper));
  return (const ByteTable *) *table;
}

/* One or two bytes a character, and GB18030's four */

#define N_LINEAR 39420 /* characters of the basic plane that have four bytes */

typedef struct
{
  gunichar2 characters[0x10000]; /* by both bytes, the first one high; 0 for none */
  guint16 codes[0x10000];        /* by character; 0 for none */
  gunichar2 linear[N_LINEAR];    /* those that are not above, ascending: GB18030's four bytes count them */
  guint16 places[0x10000];       /* in linear */
} PairTable;

/* A line a first byte, a character a second byte; those that another pair stands for too are left out. */
static PairTable *
load_pair_table (MgEncoding encoding)
{
  gboolean gb = encoding == MG_ENCODING_GB18030;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (mg_tables_get_resource (),
      gb ? "/io/github/mapglass/tables/gb18030.txt" : "/io/github/mapglass/tables/shift-jis.txt",
      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  PairTable *table = g_new0 (PairTable, 1);
  const char *p, *end;
  guint first = 0x81, second = 0x40, n = 0;

  g_assert (bytes != NULL);
  p = g_bytes_get_data (bytes, NULL);
  for (end = p + g_bytes_get_size (bytes); p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        {
          first += !gb && first == 0x9F ? 0x41 : 1;
          second = 0x40;
          continue;
        }
      if (c != NO_CHARACTER)
        {
          table->characters[first << 8 | second] = (gunichar2) c;
          table->codes[c] = (guint16) (first << 8 | second);
        }
      second += second == 0x7E ? 2 : 1;
    }
  for (gunichar c = 0x80; gb && c < 0x10000; c++)
    if (table->codes[c] == 0 && (c < 0xD800 || c > 0xDFFF))
      {
        g_assert (n < N_LINEAR);
        table->linear[n] = (gunichar2) c;
        table->places[c] = (guint16) n++;
      }
  return table;
}

static const PairTable *
get_pair_table (MgEncoding encoding)
{
  static gsize shift_jis, gb18030;
  gsize *table = encoding == MG_ENCODING_GB18030 ? &gb18030 : &shift_jis;

  if (g_once_init_enter (table))
    g_once_init_leave (table, (gsize) load_pair_table (encoding));
  return (const PairTable *) *table;
}

static gboolean
is_halfwidth (gunichar c)
{
  return c >= 0xFF61 && c <= 0xFF9F;
}

static gsize
decode_shift_jis (const guint8 *bytes, gsize length, gunichar *c)
{
  if (bytes[0] >= 0xA1 && bytes[0] <= 0xDF)
    {
      *c = 0xFF61u + bytes[0] - 0xA1;
      return 1;
    }
  if (length < 2)
    return 0;
  *c = get_pair_table (MG_ENCODING_SHIFT_JIS)->characters[bytes[0] << 8 | bytes[1]];
  return *c != 0 ? 2 : 0;
}

static gsize
decode_gb18030 (const guint8 *bytes, gsize length, gunichar *c)
{
  const PairTable *table = get_pair_table (MG_ENCODING_GB18030);
  guint32 place;

  if (length < 2)
    return 0;
  *c = table->characters[bytes[0] << 8 | bytes[1]];
  if (*c != 0)
    return 2;
  if (length < 4 || bytes[0] < 0x81 || bytes[0] > 0xFE || !g_ascii_isdigit (bytes[1]) || bytes[2] < 0x81
      || bytes[2] > 0xFE || !g_ascii_isdigit (bytes[3]))
    return 0;
  place = (((bytes[0] - 0x81u) * 10 + bytes[1] - '0') * 126 + bytes[2] - 0x81u) * 10 + bytes[3] - '0';
  if (place < N_LINEAR)
    *c = table->linear[place];
  else if (place >= 189000 && place - 189000 < 0x100000)
    *c = place - 189000 + 0x10000;
  else
    return 0;
  return 4;
}

static gsize
encode_pair (MgEncoding encoding, gunichar c, guint8 *bytes)
{
  const PairTable *table = get_pair_table (encoding);
  guint code = c < 0x10000 ? table->codes[c] : 0;
  guint32 place;

  if (encoding == MG_ENCODING_SHIFT_JIS && is_halfwidth (c))
    {
      bytes[0] = (guint8) (c - 0xFF61 + 0xA1);
      return 1;
    }
  if (code != 0)
    {
      bytes[0] = (guint8) (code >> 8);
      bytes[1] = (guint8) code;
      return 2;
    }
  if (encoding == MG_ENCODING_SHIFT_JIS)
    return 0;
  place = c < 0x10000 ? table->places[c] : c - 0x10000 + 189000;
  bytes[3] = (guint8) ('0' + place % 10);
  bytes[2] = (guint8) (0x81 + place / 10 % 126);
  bytes[1] = (guint8) ('0' + place / 1260 % 10);
  bytes[0] = (guint8) (0x81 + place / 12600);
  return 4;
}

/* Unicode */

static gboolean
is_character (gunichar c)
{
  return c < 0x110000 && (c < 0xD800 || c > 0xDFFF);
}

static gsize
decode_utf8 (const guint8 *bytes, gsize length, gunichar *c)
{
  gunichar character;

  character = g_utf8_get_char_validated ((const char *) bytes, (gssize) MIN (length, 4));
  if (!is_character (character))
    return 0;
  *c = character;
  return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

static gsize
decode_utf16 (MgOrder order, const guint8 *bytes, gsize length, gunichar *c)
{
  gunichar high, low;

  if (length < 2)
    return 0;
  high = (gunichar) mg_bits_load (bytes, 0, 16, order);
  if (is_character (high))
    {
      *c = high;
      return 2;
    }
  if (length < 4 || high > 0xDBFF)
    return 0;
  low = (gunichar) mg_bits_load (bytes + 2, 0, 16, order);
  if (low < 0xDC00 || low > 0xDFFF)
    return 0;
  *c = 0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF));
  return 4;
}

static void
store_unit (guint32 unit, guint8 *bytes, guint n, MgOrder order)
{
  memset (bytes, 0, n);
  mg_bits_store (unit, bytes, 0, 8 * n, order);
}

gsize
mg_encoding_decode (MgEncoding encoding, MgOrder order, const guint8 *bytes, gsize length, gunichar *c)
{
  if (length == 0)
    return 0;
  if (mg_encoding_get_unit (encoding) == 1 && bytes[0] < 0x80)
    {
      *c = bytes[0];
      return 1;
    }
  switch (encoding)
    {
    case MG_ENCODING_LATIN1:
      *c = bytes[0];
      return 1;
    case MG_ENCODING_CP1252:
    case MG_ENCODING_CP437:
      *c = get_byte_table (encoding)->characters[bytes[0]];
      return *c != NO_CHARACTER ? 1 : 0;
    case MG_ENCODING_SHIFT_JIS:
      return decode_shift_jis (bytes, length, c);
    case MG_ENCODING_GB18030:
      return decode_gb18030 (bytes, length, c);
    case MG_ENCODING_UTF8:
      return decode_utf8 (bytes, length, c);
    case MG_ENCODING_UTF16:
      return decode_utf16 (order, bytes, length, c);
    case MG_ENCODING_UTF32:
      if (length < 4)
        return 0;
      *c = (gunichar) mg_bits_load (bytes, 0, 32, order);
      return is_character (*c) ? 4 : 0;
    case MG_ENCODING_ASCII:
    case MG_N_ENCODINGS:
    default:
      return 0;
    }
}

gsize
mg_encoding_encode (MgEncoding encoding, MgOrder order, gunichar c, guint8 *bytes)
{
  if (!is_character (c))
    return 0;
  if (mg_encoding_get_unit (encoding) == 1 && c < 0x80)
    {
      bytes[0] = (guint8) c;
      return 1;
    }
  switch (encoding)
    {
    case MG_ENCODING_LATIN1:
      bytes[0] = (guint8) c;
      return c < 0x100 ? 1 : 0;
    case MG_ENCODING_CP1252:
    case MG_ENCODING_CP437:
      bytes[0] = c < 0x10000 ? get_byte_table (encoding)->bytes[c] : 0;
      return bytes[0] != 0 ? 1 : 0;
    case MG_ENCODING_SHIFT_JIS:
    case MG_ENCODING_GB18030:
      return encode_pair (encoding, c, bytes);
    case MG_ENCODING_UTF8:
      return (gsize) g_unichar_to_utf8 (c, (char *) bytes);
    case MG_ENCODING_UTF16:
      if (c < 0x10000)
        {
          store_unit (c, bytes, 2, order);
          return 2;
        }
      store_unit (0xD800 + ((c - 0x10000) >> 10), bytes, 2, order);
      store_unit (0xDC00 + ((c - 0x10000) & 0x3FF), bytes + 2, 2, order);
      return 4;
    case MG_ENCODING_UTF32:
      store_unit (c, bytes, 4, order);
      return 4;
    case MG_ENCODING_ASCII:
    case MG_N_ENCODINGS:
    default:
      return 0;
    }
}

/* Names */

static const char *const names[MG_N_ENCODINGS] = {
  "ascii", "latin1", "cp1252", "cp437", "shift-jis", "gb18030", "utf8", "utf16", "utf32",
};

const char *
mg_encoding_to_string (MgEncoding encoding)
{
  g_return_val_if_fail ((guint) encoding < MG_N_ENCODINGS, NULL);

  return names[encoding];
}

/* Without what differs between ways to spell: "UTF-16 LE" is "utf16le". */
static char *
simplify (const char *name)
{
  GString *simple = g_string_new (NULL);

  for (; *name != '\0'; name++)
    if (strchr ("-_ ", *name) == NULL)
      g_string_append_c (simple, g_ascii_tolower (*name));
  return g_string_free (simple, FALSE);
}

gboolean
mg_encoding_from_string (const char *name, MgEncoding *encoding, MgOrder *order)
{
  static const struct
  {
    const char *name;
    MgEncoding encoding;
  } others[] = {
    { "usascii", MG_ENCODING_ASCII },      { "iso88591", MG_ENCODING_LATIN1 },
    { "windows1252", MG_ENCODING_CP1252 }, { "ibm437", MG_ENCODING_CP437 },
    { "sjis", MG_ENCODING_SHIFT_JIS },     { "cp932", MG_ENCODING_SHIFT_JIS },
    { "gbk", MG_ENCODING_GB18030 },        { "gb2312", MG_ENCODING_GB18030 },
    { "cp936", MG_ENCODING_GB18030 },
  };
  g_autofree char *simple = simplify (name);
  gsize length = strlen (simple);
  gboolean big = g_str_has_suffix (simple, "be"), little = g_str_has_suffix (simple, "le");

  if (length > 2 && (big || little))
    simple[length - 2] = '\0';
  for (guint i = 0; i < MG_N_ENCODINGS; i++)
    {
      g_autofree char *own = simplify (names[i]);

      if (!g_str_equal (simple, own) || ((big || little) && mg_encoding_get_unit (i) == 1))
        continue;
      *encoding = i;
      if (order != NULL && (big || little))
        *order = big ? MG_ORDER_BIG : MG_ORDER_LITTLE;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (!big && !little && g_str_equal (simple, others[i].name))
      {
        *encoding = others[i].encoding;
        return TRUE;
      }
  return FALSE;
}
