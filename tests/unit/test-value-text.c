#include "config.h"

#include "value-helpers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static MgFormat
text_format (MgEncoding encoding, MgOrder order)
{
  return FORMAT (.kind = MG_FORMAT_TEXT, .encoding = encoding, .order = order);
}

static void
every_encoding_reads_and_writes_its_characters (void **state)
{
  static const struct
  {
    MgEncoding encoding;
    MgOrder order;
    gsize length;
    const char *bytes, *text;
  } cases[] = {
    { MG_ENCODING_ASCII, 0, 5, "Abc~ ", "\"Abc~ \"" },
    { MG_ENCODING_ASCII, 0, 3, "A\xE9\x7F", "\"A\\xE9\\x7F\"" },
    { MG_ENCODING_LATIN1, 0, 3, "\xE9\xA4\x80", "\"é¤\\u0080\"" },
    { MG_ENCODING_CP1252, 0, 4, "\x80\x99\xFF\x81", "\"€™ÿ\\x81\"" },
    { MG_ENCODING_CP437, 0, 5, "\x80\xDB\xE0\xFB\x9C", "\"Ç█α√£\"" },
    { MG_ENCODING_SHIFT_JIS, 0, 7, "\x83\x65\x83\x58\x83\x67\xB1", "\"テストｱ\"" },
    { MG_ENCODING_SHIFT_JIS, 0, 4, "\x95\x5C\x8B\x5C", "\"表欺\"" },
    { MG_ENCODING_SHIFT_JIS, 0, 2, "\x81\x20", "\"\\x81 \"" },
    { MG_ENCODING_GB18030, 0, 4, "\xD6\xD0\xCE\xC4", "\"中文\"" },
    { MG_ENCODING_GB18030, 0, 8, "\x81\x30\x84\x36\x94\x39\xDA\x33", "\"¥💩\"" },
    { MG_ENCODING_GB18030, 0, 3, "\x81\x30\x84", "\"\\x810\\x84\"" },
    { MG_ENCODING_UTF8, 0, 6, "\xC3\xA9\xE2\x82\xAC!", "\"é€!\"" },
    { MG_ENCODING_UTF8, 0, 4, "\xC3(\xC0\x80", "\"\\xC3(\\xC0\\x80\"" },
    { MG_ENCODING_UTF8, 0, 3, "\xED\xA0\x80", "\"\\xED\\xA0\\x80\"" },
    { MG_ENCODING_UTF8, 0, 2, "a\xE2", "\"a\\xE2\"" },
    { MG_ENCODING_UTF16, MG_ORDER_LITTLE, 8, "A\0\xAC\x20\x3D\xD8\xA9\xDC", "\"A€💩\"" },
    { MG_ENCODING_UTF16, MG_ORDER_BIG, 8, "\0A\x20\xAC\xD8\x3D\xDC\xA9", "\"A€💩\"" },
    { MG_ENCODING_UTF16, MG_ORDER_LITTLE, 4, "\x3D\xD8" "A\0", "\"\\uD83DA\"" },
    { MG_ENCODING_UTF16, MG_ORDER_LITTLE, 4, "\xA9\xDC\x01\0", "\"\\uDCA9\\x01\"" },
    { MG_ENCODING_UTF32, MG_ORDER_LITTLE, 8, "\xA9\xF4\x01\0\0\0\x11\0", "\"💩\\U00110000\"" },
    { MG_ENCODING_UTF32, MG_ORDER_BIG, 4, "\0\0\0A", "\"A\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_value (text_format (cases[i].encoding, cases[i].order), cases[i].bytes, cases[i].length,
                  cases[i].text);
}

static void
text_ends_with_its_nul (void **state)
{
  MgFormat format = text_format (MG_ENCODING_UTF8, MG_ORDER_LITTLE);
  MgFormat wide = text_format (MG_ENCODING_UTF16, MG_ORDER_LITTLE);
  g_auto (MgValue) value = { 0 };
  g_auto (MgValue) full = { 0 };
  g_auto (MgValue) empty = { 0 };

  assert_true (mg_value_decode (&format, (const guint8 *) "ab\0cd", 5, &value));
  assert_string_equal (value.text, "ab");
  assert_true (value.ended);
  assert_true (mg_value_decode (&format, (const guint8 *) "abcd", 4, &full));
  assert_string_equal (full.text, "abcd");
  assert_false (full.ended);
  assert_true (mg_value_decode (&format, (const guint8 *) "", 0, &empty));
  assert_string_equal (empty.text, "");
  assert_value_once (wide, "a\0\0\0b\0", 6, "\"a\"");
  assert_value_once (wide, "a\0b", 3, "\"a\""); /* half a unit is none */
  assert_parsed (format, "\"ab\"", "ab\0\0\0", 5);
  assert_parsed (format, "ab", "ab\0\0\0", 5);
}

static void
what_does_not_print_is_escaped_as_in_c (void **state)
{
  MgFormat format = text_format (MG_ENCODING_UTF8, MG_ORDER_LITTLE);

  assert_value (format, "a\"b\\c\n\t\r\a\x1B", 10, "\"a\\\"b\\\\c\\n\\t\\r\\a\\x1B\"");
  assert_value (format, "'?'", 3, "\"'?'\"");
  assert_value (format, "\xE2\x80\x8B\xEE\x80\x80", 6,
                "\"\\u200B\\uE000\""); /* of no width; of private use */
  assert_parsed (format, "\"\\101\\x42\\u00e9\\U0001F4A9\\?\\'\"", "AB\xC3\xA9\xF0\x9F\x92\xA9?'", 10);
}

static void
what_is_no_text_is_refused (void **state)
{
  static const char *const texts[] = {
    "\\", "\\x", "\\u12", "\\U1234567", "\\q", "\\400", "\xFF", "\\uD800"
  };
  MgFormat format = text_format (MG_ENCODING_UTF8, MG_ORDER_LITTLE);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_not_parsed (format, texts[i]);
  assert_not_parsed (text_format (MG_ENCODING_ASCII, MG_ORDER_LITTLE), "é");
  assert_not_parsed (text_format (MG_ENCODING_CP1252, MG_ORDER_LITTLE), "テ");
  assert_not_parsed (text_format (MG_ENCODING_SHIFT_JIS, MG_ORDER_LITTLE), "é");
  assert_not_parsed (format, "seventeen letters");
}

/* Whatever two bytes are, and the four-byte forms: bytes, text, the same bytes. */
static void
all_pairs_of_bytes_come_back_in_every_encoding (void **state)
{
  for (guint encoding = 0; encoding < MG_N_ENCODINGS; encoding++)
    for (guint i = 0; i < 0x10000; i++)
      {
        MgFormat format = text_format (encoding, MG_ORDER_BIG);
        guint8 bytes[4] = { (guint8) (i >> 8), (guint8) i, '0', 'z' }, back[4] = { 0 };
        g_auto (MgValue) value = { 0 };
        g_autofree char *text = NULL;

        assert_true (mg_value_decode (&format, bytes, 4, &value));
        if (value.ended)
          continue;
        text = mg_value_to_text (&format, &value, NULL);
        if (!mg_value_parse (&format, text, back, 4, NULL) || memcmp (bytes, back, 4) != 0)
          fail_msg ("%s: %02X %02X are %s", mg_encoding_to_string (encoding), bytes[0], bytes[1], text);
      }
}

static void
all_characters_come_back_where_they_exist (void **state)
{
  guint n[MG_N_ENCODINGS] = { 0 };

  for (guint encoding = 0; encoding < MG_N_ENCODINGS; encoding++)
    for (gunichar c = 1; c < 0x110000; c += c < 0x10000 ? 1 : 251)
      {
        MgFormat format = text_format (encoding, MG_ORDER_LITTLE);
        g_auto (MgValue) value = { 0 };
        g_autofree char *text = NULL;
        guint8 bytes[8] = { 0 }, back[8] = { 0 };
        char escape[16];

        g_snprintf (escape, sizeof escape, "\\U%08X", c);
        if (!mg_value_parse (&format, escape, bytes, 8, NULL))
          continue;
        n[encoding]++;
        assert_true (mg_value_decode (&format, bytes, 8, &value));
        text = mg_value_to_text (&format, &value, NULL);
        if (!mg_value_parse (&format, text, back, 8, NULL) || memcmp (bytes, back, 8) != 0)
          fail_msg ("%s: U+%04X is %s", mg_encoding_to_string (encoding), c, text);
      }
  assert_int_equal (n[MG_ENCODING_ASCII], 127);
  assert_int_equal (n[MG_ENCODING_LATIN1], 255);
  assert_int_equal (n[MG_ENCODING_CP1252], 250);
  assert_int_equal (n[MG_ENCODING_CP437], 255);
  assert_int_equal (n[MG_ENCODING_UTF8], n[MG_ENCODING_UTF16]);
  assert_int_equal (n[MG_ENCODING_UTF8], n[MG_ENCODING_GB18030]);
  assert_true (n[MG_ENCODING_SHIFT_JIS] > 9000);
}

static void
characters_stand_in_quotes (void **state)
{
  guint16 euro = GUINT16_TO_LE (0x20AC), high = GUINT16_TO_LE (0xD83D);
  MgFormat format = FORMAT (.kind = MG_FORMAT_CHARACTER, .unit_size = 1);
  MgFormat utf8 = FORMAT (.kind = MG_FORMAT_CHARACTER, .unit_size = 1, .encoding = MG_ENCODING_UTF8);
  MgFormat wide = FORMAT (.kind = MG_FORMAT_CHARACTER, .unit_size = 2, .encoding = MG_ENCODING_UTF16);

  assert_value (format, "A", 1, "'A'");
  assert_value (format, "'", 1, "'\\''");
  assert_value (format, "\"", 1, "'\"'");
  assert_value (format, "\0", 1, "'\\x00'");
  assert_value (format, "\n", 1, "'\\n'");
  assert_value (format, "\xE9", 1, "'\\xE9'");
  assert_value (utf8, "\xE9", 1, "'\\xE9'"); /* a part of a character is none */
  assert_value (FORMAT (.kind = MG_FORMAT_CHARACTER, .encoding = MG_ENCODING_LATIN1), "\xE9", 1, "'é'");
  assert_value (wide, &euro, 2, "'€'");
  assert_value (wide, &high, 2, "'\\uD83D'");
  assert_parsed (format, "65", "A", 1);
  assert_parsed (format, "-1", "\xFF", 1);
  assert_parsed (wide, "L'A'", "A\0", 2);
  assert_not_parsed (format, "'ab'");
  assert_not_parsed (format, "''");
  assert_not_parsed (format, "256");
  assert_not_parsed (utf8, "'é'");
}

static void
c_and_json_say_the_same_text (void **state)
{
  static const struct
  {
    MgEncoding encoding;
    gsize length;
    const char *bytes, *c, *json;
  } cases[] = {
    { MG_ENCODING_UTF8, 6, "a\"\xC3\xA9\n\x01", "\"a\\\"é\\n\\001\"", "\"a\\\"é\\u000a\\u0001\"" },
    { MG_ENCODING_UTF8, 3, "\xFF" "7?", "\"\\3777?\"", "\"\xEF\xBF\xBD" "7?\"" },
    { MG_ENCODING_UTF8, 3, "?" "?=", "\"?\\?=\"", "\"?" "?=\"" },
    { MG_ENCODING_LATIN1, 2, "\xE9" "a", "\"\\351a\"", "\"éa\"" },
    { MG_ENCODING_UTF16, 4, "A\0\xAC\x20", "u\"A€\"", "\"A€\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MgFormat format = text_format (cases[i].encoding, MG_ORDER_LITTLE);
      g_auto (MgValue) value = { 0 };
      g_autofree char *c = NULL;
      g_autofree char *json = NULL;

      assert_true (mg_value_decode (&format, (const guint8 *) cases[i].bytes, cases[i].length, &value));
      c = mg_value_to_c (&format, &value);
      json = mg_value_to_json (&format, &value);
      assert_string_equal (c, cases[i].c);
      assert_string_equal (json, cases[i].json);
    }
}

static void
encodings_have_names (void **state)
{
  static const struct
  {
    const char *name;
    MgEncoding encoding;
    MgOrder order;
  } names[] = {
    { "ascii", MG_ENCODING_ASCII, MG_ORDER_LITTLE },
    { "latin1", MG_ENCODING_LATIN1, MG_ORDER_LITTLE },
    { "UTF-16BE", MG_ENCODING_UTF16, MG_ORDER_BIG },
    { "utf16le", MG_ENCODING_UTF16, MG_ORDER_LITTLE },
    { "utf32be", MG_ENCODING_UTF32, MG_ORDER_BIG },
    { "utf-8", MG_ENCODING_UTF8, MG_ORDER_LITTLE },
    { "Shift_JIS", MG_ENCODING_SHIFT_JIS, MG_ORDER_LITTLE },
    { "cp932", MG_ENCODING_SHIFT_JIS, MG_ORDER_LITTLE },
    { "gbk", MG_ENCODING_GB18030, MG_ORDER_LITTLE },
  };
  MgEncoding encoding = MG_ENCODING_UTF8;
  MgOrder order = MG_ORDER_LITTLE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      order = MG_ORDER_LITTLE;
      assert_true (mg_encoding_from_string (names[i].name, &encoding, &order));
      assert_int_equal (encoding, names[i].encoding);
      assert_int_equal (order, names[i].order);
    }
  for (guint i = 0; i < MG_N_ENCODINGS; i++)
    {
      assert_true (mg_encoding_from_string (mg_encoding_to_string (i), &encoding, NULL));
      assert_int_equal (encoding, i);
    }
  assert_false (mg_encoding_from_string ("utf7", &encoding, &order));
  assert_false (mg_encoding_from_string ("asciibe", &encoding, &order));
  assert_false (mg_encoding_from_string ("", &encoding, &order));
  assert_false (mg_encoding_from_string ("be", &encoding, &order));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_encoding_reads_and_writes_its_characters),
    cmocka_unit_test (text_ends_with_its_nul),
    cmocka_unit_test (what_does_not_print_is_escaped_as_in_c),
    cmocka_unit_test (what_is_no_text_is_refused),
    cmocka_unit_test (all_pairs_of_bytes_come_back_in_every_encoding),
    cmocka_unit_test (all_characters_come_back_where_they_exist),
    cmocka_unit_test (characters_stand_in_quotes),
    cmocka_unit_test (c_and_json_say_the_same_text),
    cmocka_unit_test (encodings_have_names),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
