#include "config.h"

#include "core/error-names.h"
#include "value-helpers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define U64(n) G_GUINT64_CONSTANT (n)

static void
assert_number (MgFormat format, guint64 bits, const char *text)
{
  guint64 little = GUINT64_TO_LE (bits);

  assert_value (format, &little, 8, text);
}

static MgFormat
number_format (MgFormatKind kind, guint bit_size, MgNotation notation)
{
  return FORMAT (.kind = kind, .bit_size = bit_size, .notation = notation);
}

static void
integers_of_every_width_are_exact (void **state)
{
  for (guint bit_size = 1; bit_size <= 128; bit_size++)
    for (guint order = 0; order < 2; order++)
      {
        MgFormat formats[] = {
          FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = bit_size, .order = order),
          FORMAT (.kind = MG_FORMAT_SIGNED, .bit_size = bit_size, .order = order),
        };
        unsigned __int128 top = (unsigned __int128) 1 << (bit_size - 1), all = (top - 1) << 1 | 1;
        unsigned __int128 patterns[] = { 0, 1, top - 1, top, all, all / 3 };
        gsize length = (bit_size + 7) / 8;

        for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
          for (guint k = 0; k < G_N_ELEMENTS (formats); k++)
            {
              guint8 bytes[16] = { 0 };
              g_auto (MgValue) value = { 0 };
              g_autofree char *text = NULL;
              gboolean negative = k == 1 && (patterns[i] & top) != 0;

              for (gsize b = 0; b < length; b++)
                bytes[order == MG_ORDER_BIG ? length - 1 - b : b] = (guint8) (patterns[i] >> (8 * b));
              assert_true (mg_value_decode (&formats[k], bytes, length, &value));
              assert_true (value.bits == (negative ? patterns[i] | ~all : patterns[i]));
              text = value_text_once (formats[k], bytes, length);
              assert_int_equal (*text == '-', negative);
              assert_parsed (formats[k], text, bytes, length);
            }
      }
}

static void
too_few_bytes_are_no_value (void **state)
{
  static const guint8 bytes[32] = { 0 };

  for (guint bit_size = 1; bit_size <= 128; bit_size++)
    for (guint bit_offset = 0; bit_offset < 24; bit_offset++)
      {
        MgFormat format = FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = bit_size, .bit_offset = bit_offset);
        gsize needed = (bit_offset + bit_size + 7) / 8;
        g_auto (MgValue) value = { 0 };

        assert_true (mg_value_decode (&format, bytes, needed, &value));
        assert_false (mg_value_decode (&format, bytes, needed - 1, &value));
        assert_int_equal (value.kind, MG_FORMAT_NONE);
      }
}

static void
formats_without_sense_have_no_value (void **state)
{
  static const guint8 bytes[64] = { 0 };
  const MgFormat formats[] = {
    FORMAT (.kind = MG_FORMAT_NONE),
    FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 0),
    FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 129),
    FORMAT (.kind = MG_FORMAT_FLOAT, .bit_size = 24),
    FORMAT (.kind = MG_FORMAT_FLOAT, .bit_size = 32, .bit_offset = 1),
    FORMAT (.kind = MG_FORMAT_DECIMAL, .bit_size = 16),
    FORMAT (.kind = MG_FORMAT_CHARACTER, .unit_size = 8),
    FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 8, .bit_offset = G_MAXUINT32),
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_auto (MgValue) value = { 0 };
      g_autofree char *text = NULL;

      assert_false (mg_value_decode (&formats[i], bytes, sizeof bytes, &value));
      text = mg_value_to_text (&formats[i], &value, NULL);
      assert_string_equal (text, "—");
      assert_not_parsed (formats[i], "0");
    }
}

static void
bit_fields_leave_their_neighbours_alone (void **state)
{
  MgFormat format = FORMAT (.kind = MG_FORMAT_SIGNED, .bit_size = 5, .bit_offset = 6);
  MgFormat wide = FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 128, .bit_offset = 3);
  static const guint8 bytes[2] = { 0x40, 0x04 }; /* 10001 from bit 6 on */
  guint8 around[2] = { 0xBF, 0xF8 }, many[17];
  g_autofree char *text = NULL;

  assert_value (format, bytes, 2, "-15");
  assert_true (mg_value_parse (&format, "3", around, 2, NULL));
  assert_int_equal (around[0], 0xFF);
  assert_int_equal (around[1], 0xF8);
  memset (many, 0xFF, sizeof many);
  assert_value_once (wide, many, 17, "340282366920938463463374607431768211455");
  assert_true (mg_value_parse (&wide, "0", many, 17, NULL));
  assert_int_equal (many[0], 0x07);
  assert_int_equal (many[16], 0xF8);
}

static void
notations_write_the_pattern_of_bits (void **state)
{
  assert_number (number_format (MG_FORMAT_SIGNED, 32, MG_NOTATION_HEX), 0xFFFFFFA4, "0xFFFFFFA4");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 32, MG_NOTATION_HEX), 0x1A0, "0x1A0");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 8, MG_NOTATION_BINARY), 0xA4, "0b10100100");
  assert_number (number_format (MG_FORMAT_SIGNED, 16, MG_NOTATION_OCTAL), 0xFFFF, "0177777");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 8, MG_NOTATION_OCTAL), 0, "0");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 32, MG_NOTATION_CHARACTER), 0x53695748, "'SiWH'");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 16, MG_NOTATION_CHARACTER), 0xE927, "'\\xE9\\''");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 32, MG_NOTATION_BOOL), 1, "true");
  assert_number (number_format (MG_FORMAT_BOOL, 8, MG_NOTATION_DECIMAL), 0, "false");
  assert_number (number_format (MG_FORMAT_BOOL, 8, MG_NOTATION_DECIMAL), 2, "2 (true)");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 32, MG_NOTATION_PID), 1, "1 (init)");
  assert_number (number_format (MG_FORMAT_SIGNED, 32, MG_NOTATION_PID), 2, "2");
  assert_number (number_format (MG_FORMAT_POINTER, 64, MG_NOTATION_DECIMAL), 0, "NULL");
  assert_number (number_format (MG_FORMAT_POINTER, 64, MG_NOTATION_DECIMAL), 0x11A0, "0x11A0 (→ 0x1A0)");
  assert_number (number_format (MG_FORMAT_POINTER, 32, MG_NOTATION_DECIMAL), 0xFFFFFFF0,
                 "0xFFFFFFF0 (outside)");
}

static void
integers_are_read_as_c_writes_them (void **state)
{
  static const struct
  {
    const char *text;
    guint32 number;
  } cases[] = {
    { "0x10", 16 },    { "010", 8 },      { "0b101", 5 },   { "1'000", 1000 }, { "1_000", 1000 },
    { "42u", 42 },     { "42ULL", 42 },   { "42ui32", 42 }, { "-1", G_MAXUINT32 }, { "+7", 7 },
    { "0xFFFFFFFF", G_MAXUINT32 },        { "'A'", 65 },    { "'\\n'", 10 },   { "'AB'", 0x4142 },
    { "true", 1 },     { "0", 0 },        { " 5 ", 5 },
  };
  static const char *const wrong[] = {
    "",
    "-",
    "0x",
    "08",
    "1.5",
    "2147483648",
    "-2147483649",
    "0x100000000",
    "'ABCDE'",
    "12abc",
    "1e3",
    "--1",
    "0b2",
    "340282366920938463463374607431768211456",
  };
  MgFormat format = FORMAT (.kind = MG_FORMAT_SIGNED, .bit_size = 32);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint32 little = GUINT32_TO_LE (cases[i].number);

      assert_parsed (format, cases[i].text, &little, 4);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_not_parsed (format, wrong[i]);
  assert_not_parsed (FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 8), "-1");
  assert_not_parsed (FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 128),
                     "340282366920938463463374607431768211456");
}

static MgCConstant constants[] = {
  { .name = "STATE_IDLE", .value = 0 },    { .name = "STATE_RUN", .value = 1 },
  { .name = "STATE_STOP", .value = 2 },    { .name = "STATE_BOTH", .value = 3 },
  { .name = "STATE_LAST", .value = G_MAXUINT64 }, { .name = "STATE_ALIAS", .value = 1 },
};
static const MgCType enumeration = { .kind = MG_C_ENUM, .constants = constants, .n_constants = 6 };

static void
constants_have_names (void **state)
{
  MgFormat format = FORMAT (.kind = MG_FORMAT_SIGNED, .bit_size = 32, .constants = &enumeration);
  MgFormat flags =
      FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 8, .constants = &enumeration, .flags = TRUE);

  assert_number (format, 1, "STATE_RUN");
  assert_number (format, 0xFFFFFFFF, "STATE_LAST");
  assert_number (format, 4, "4");
  assert_number (flags, 0, "STATE_IDLE");
  assert_number (flags, 0x41, "STATE_RUN | 0x40");
  assert_number (flags, 0x43, "STATE_BOTH | 0x40");
  assert_number (flags, 0x40, "64");
  assert_number (flags, 0xFF, "STATE_LAST");
  assert_parsed (flags, "STATE_RUN|STATE_STOP", "\3", 1);
  assert_parsed (format, "STATE_ALIAS", "\1\0\0\0", 4);
  assert_not_parsed (format, "STATE_RUN | STATE_STOP"); /* is no set of flags */
  assert_not_parsed (flags, "STATE_RUN | NOTHING");
  assert_not_parsed (flags, "STATE_RUN |");
}

static void
errors_have_names (void **state)
{
  MgFormat error = number_format (MG_FORMAT_SIGNED, 32, MG_NOTATION_ERRNO);
  MgFormat result = number_format (MG_FORMAT_SIGNED, 32, MG_NOTATION_HRESULT);
  MgFormat status = number_format (MG_FORMAT_UNSIGNED, 32, MG_NOTATION_NTSTATUS);

  assert_number (error, 2, "ENOENT (2)");
  assert_number (error, 0xFFFFFFFE, "-ENOENT (-2)");
  assert_number (error, 133, "EHWPOISON (133)");
  assert_number (error, 0, "0");
  assert_number (error, 9999, "9999");
  assert_number (error, 0x80000000, "-2147483648");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 8, MG_NOTATION_ERRNO), 11, "EAGAIN (11)");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 32, MG_NOTATION_ERRNO), 0xFFFFFFFF, "-EPERM (-1)");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 64, MG_NOTATION_ERRNO), 0xFFFFFFFF, "4294967295");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 64, MG_NOTATION_ERRNO), U64 (0x100000001), "4294967297");
  assert_number (number_format (MG_FORMAT_UNSIGNED, 64, MG_NOTATION_ERRNO), U64 (0xFFFFFFFFFFFFFFFE),
                 "-ENOENT (-2)");
  assert_number (number_format (MG_FORMAT_SIGNED, 8, MG_NOTATION_ERRNO), 0xFE, "-ENOENT (-2)");
  assert_number (result, 0, "S_OK (0x00000000)");
  assert_number (result, 0x80070005, "E_ACCESSDENIED (0x80070005)");
  assert_number (result, 0x80070002, "0x80070002 (ERROR_FILE_NOT_FOUND)");
  assert_number (result, 0x8ABCDEF0, "0x8ABCDEF0");
  assert_number (status, 0xC0000022, "STATUS_ACCESS_DENIED (0xC0000022)");
  assert_number (status, 0, "STATUS_SUCCESS (0x00000000)");
  assert_number (number_format (MG_FORMAT_SIGNED, 64, MG_NOTATION_NTSTATUS), U64 (0xFFFFFFFFC0000005),
                 "STATUS_ACCESS_VIOLATION (0xC0000005)");
  assert_number (number_format (MG_FORMAT_SIGNED, 64, MG_NOTATION_NTSTATUS), 0xC0000005, "3221225477");
  assert_not_parsed (error, "ENOTHING");
}

static void
tables_of_names_are_whole (void **state)
{
  static const struct
  {
    MgNames names;
    guint32 code;
    const char *name;
  } rows[] = {
    { MG_NAMES_ERRNO, 1, "EPERM" },           { MG_NAMES_ERRNO, 133, "EHWPOISON" },
    { MG_NAMES_WIN32, 5, "ERROR_ACCESS_DENIED" }, { MG_NAMES_WIN32, 10054, "WSAECONNRESET" },
    { MG_NAMES_HRESULT, 0x80004005, "E_FAIL" }, { MG_NAMES_HRESULT, 1, "S_FALSE" },
    { MG_NAMES_NTSTATUS, 0xC0000034, "STATUS_OBJECT_NAME_NOT_FOUND" },
    { MG_NAMES_NTSTATUS, 0x103, "STATUS_PENDING" },
  };
  guint32 code = 42;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      assert_string_equal (mg_error_name_find (rows[i].names, rows[i].code), rows[i].name);
      assert_true (mg_error_name_parse (rows[i].names, rows[i].name, &code));
      assert_int_equal (code, rows[i].code);
    }
  assert_null (mg_error_name_find (MG_NAMES_ERRNO, 0));
  assert_false (mg_error_name_parse (MG_NAMES_ERRNO, "", &code));
}

static void
addresses_lie_in_their_own_order (void **state)
{
  static const guint8 ip[4] = { 192, 168, 0, 1 };
  static const guint8 mac[6] = { 0xAA, 0xBB, 0xCC, 0, 1, 2 };
  static const struct
  {
    guint8 bytes[16];
    const char *text;
  } ipv6[] = {
    { { 0 }, "::" },
    { { [15] = 1 }, "::1" },
    { { 0x20, 0x01, 0x0D, 0xB8, [15] = 1 }, "2001:db8::1" },
    { { 0, 1, [15] = 1 }, "1::1" },
    { { 0x20, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1 }, "2001:0:1::1:0:1" },
    { { 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 0, 0, 8 }, "1:2:3:4:5:6:0:8" },
    { { 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6 }, "1:2:3:4:5:6::" },
    { { [10] = 0xFF, [11] = 0xFF, [12] = 1, [13] = 2, [14] = 3, [15] = 4 }, "::ffff:1.2.3.4" },
  };
  static const char *const no_ipv6[] = { "",        ":",   ":::", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8",
                                         "12345::", "::g", "1:",  ":1:2:3:4:5:6:7",    "::1.2.3" };

  for (guint order = 0; order < 2; order++)
    {
      MgFormat v4 =
          FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 32, .order = order, .notation = MG_NOTATION_IPV4);
      MgFormat v6 =
          FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 128, .order = order, .notation = MG_NOTATION_IPV6);
      MgFormat of_mac =
          FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 48, .order = order, .notation = MG_NOTATION_MAC);
      MgFormat color =
          FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 32, .order = order, .notation = MG_NOTATION_RGBA);

      assert_value (v4, ip, 4, "192.168.0.1");
      assert_value (of_mac, mac, 6, "AA:BB:CC:00:01:02");
      assert_value (color, ip, 4, "#C0A80001");
      for (guint i = 0; i < G_N_ELEMENTS (ipv6); i++)
        assert_value (v6, ipv6[i].bytes, 16, ipv6[i].text);
      for (guint i = 0; i < G_N_ELEMENTS (no_ipv6); i++)
        assert_not_parsed (v6, no_ipv6[i]);
      assert_not_parsed (v4, "256.0.0.1");
      assert_not_parsed (v4, "1.2.3");
    }
  assert_value (FORMAT (.kind = MG_FORMAT_BYTES, .notation = MG_NOTATION_MAC), mac, 6, "AA:BB:CC:00:01:02");
  assert_value (FORMAT (.kind = MG_FORMAT_BYTES), mac, 6, "AA BB CC 00 01 02");
  assert_parsed (FORMAT (.kind = MG_FORMAT_BYTES, .notation = MG_NOTATION_MAC), "aa-bb-cc-00-01-02", mac, 6);
}

static void
guids_have_microsofts_order (void **state)
{
  static const guint8 bytes[16] = {
    0x40, 0xFC, 0x29, 0x6B, 0x47, 0xCA, 0x67, 0x10, 0xB3, 0x1D, 0x00, 0xDD, 0x01, 0x06, 0x62, 0xDA,
  };
  MgFormat format = FORMAT (.kind = MG_FORMAT_GUID);
  g_auto (MgValue) value = { 0 };
  g_autofree char *c = NULL;

  assert_value (format, bytes, 16, "{6B29FC40-CA47-1067-B31D-00DD010662DA}");
  assert_value (FORMAT (.kind = MG_FORMAT_GUID, .order = MG_ORDER_BIG), bytes, 16,
                "{40FC296B-47CA-6710-B31D-00DD010662DA}");
  assert_parsed (format, "6b29fc40-ca47-1067-b31d-00dd010662da", bytes, 16);
  assert_not_parsed (format, "{6B29FC40-CA47-1067-B31D-00DD010662D}");
  assert_not_parsed (format, "6B29FC40CA471067B31D00DD010662DA");
  assert_true (mg_value_decode (&format, bytes, 16, &value));
  c = mg_value_to_c (&format, &value);
  assert_string_equal (c,
                       "{ 0x6B29FC40, 0xCA47, 0x1067, { 0xB3, 0x1D, 0x00, 0xDD, 0x01, 0x06, 0x62, 0xDA } }");
}

static void
measures_are_shown_with_their_unit (void **state)
{
  MgFormat celsius =
      FORMAT (.kind = MG_FORMAT_SIGNED, .bit_size = 32, .scale = 0.01, .bias = -273.15, .unit = "°C");
  MgFormat speed = FORMAT (.kind = MG_FORMAT_FLOAT, .bit_size = 32, .scale = 3.6, .unit = "km/h");
  MgFormat rounded = FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 16, .scale = 0.5);
  gint32 raw = 2500;
  float metres = 12.5f;

  rounded.digits = 2;
  assert_value (celsius, &raw, 4, "-248.15 °C");
  assert_value (speed, &metres, 4, "45 km/h");
  assert_value (rounded, "\3\0", 2, "1.50");
  assert_parsed (celsius, "-248.15", &raw, 4);
  assert_not_parsed (celsius, "1e30 °C");
  assert_not_parsed (celsius, "warm");
}

static void
random_measures_come_back (void **state)
{
  static const double scales[] = { 0.01, 3.6, 1e-3, 1 / 3.0, -2.5, 1e6, 0.1 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (273);

  for (guint i = 0; i < 20000; i++)
    {
      MgFormat format =
          FORMAT (.kind = i % 2 == 0 ? MG_FORMAT_SIGNED : MG_FORMAT_UNSIGNED, .bit_size = 1 + i % 48,
                  .scale = scales[i % 7], .bias = i % 3 == 0 ? -273.15 : 0);
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      g_autofree char *text = NULL;

      bits &= (U64 (1) << format.bit_size) - 1;
      text = value_text_once (format, &bits, 8);
      assert_parsed (format, text, &bits, 8);
    }
}

static void
c_and_json_say_the_same_numbers (void **state)
{
  static const struct
  {
    MgFormat format;
    guint64 low, high;
    const char *c, *json;
  } cases[] = {
#define NUMBER(...) { .scale = 1, .digits = -1, __VA_ARGS__ }
    { NUMBER (.kind = MG_FORMAT_SIGNED, .bit_size = 32), 0xFFFFFFA4, 0, "-92", "-92" },
    { NUMBER (.kind = MG_FORMAT_SIGNED, .bit_size = 32), 0x80000000, 0, "(-2147483647 - 1)", "-2147483648" },
    { NUMBER (.kind = MG_FORMAT_UNSIGNED, .bit_size = 32), 0xFFFFFFFF, 0, "4294967295u", "4294967295" },
    { NUMBER (.kind = MG_FORMAT_SIGNED, .bit_size = 64), U64 (0x8000000000000000), 0,
      "(-9223372036854775807ll - 1)", "\"-9223372036854775808\"" },
    { NUMBER (.kind = MG_FORMAT_UNSIGNED, .bit_size = 64), U64 (1) << 53, 0, "9007199254740992ll",
      "9007199254740992" },
    { NUMBER (.kind = MG_FORMAT_UNSIGNED, .bit_size = 64), (U64 (1) << 53) + 1, 0, "9007199254740993ll",
      "\"9007199254740993\"" },
    { NUMBER (.kind = MG_FORMAT_UNSIGNED, .bit_size = 128), 2, 1, "((unsigned __int128) 0x1 << 64 | 0x2)",
      "\"18446744073709551618\"" },
    { NUMBER (.kind = MG_FORMAT_UNSIGNED, .bit_size = 16, .notation = MG_NOTATION_HEX), 0x1A0, 0, "0x1A0",
      "416" },
    { NUMBER (.kind = MG_FORMAT_BOOL, .bit_size = 8), 1, 0, "true", "true" },
    { NUMBER (.kind = MG_FORMAT_BOOL, .bit_size = 8), 3, 0, "3", "3" },
    { NUMBER (.kind = MG_FORMAT_FLOAT, .bit_size = 32), 0x3DCCCCCD, 0, "0.1f", "0.1" },
    { NUMBER (.kind = MG_FORMAT_FLOAT, .bit_size = 64), U64 (0x4045000000000000), 0, "42.0", "42" },
    { NUMBER (.kind = MG_FORMAT_FLOAT, .bit_size = 64), U64 (0xFFF0000000000000), 0, "-__builtin_inf ()",
      "\"-inf\"" },
    { NUMBER (.kind = MG_FORMAT_FLOAT, .bit_size = 64), U64 (0x7FF8000000000000), 0, "__builtin_nan (\"\")",
      "\"nan\"" },
    { NUMBER (.kind = MG_FORMAT_POINTER, .bit_size = 64), 0, 0, "NULL", "\"NULL\"" },
    { NUMBER (.kind = MG_FORMAT_POINTER, .bit_size = 64), 0x1000, 0, "(void *) 0x1000", "\"0x1000\"" },
    { NUMBER (.kind = MG_FORMAT_CHARACTER, .unit_size = 1), 'A', 0, "'A'", "\"A\"" },
    { NUMBER (.kind = MG_FORMAT_SIGNED, .bit_size = 32, .constants = &enumeration), 2, 0, "STATE_STOP",
      "\"STATE_STOP\"" },
    { NUMBER (.kind = MG_FORMAT_SIGNED, .bit_size = 64, .time = MG_TIME_UNIX), 60, 0, "60",
      "\"1970-01-01 00:01:00Z\"" },
    { NUMBER (.kind = MG_FORMAT_SIGNED, .bit_size = 32, .notation = MG_NOTATION_ERRNO), 2, 0, "2",
      "\"ENOENT\"" },
    { NUMBER (.kind = MG_FORMAT_UNSIGNED, .bit_size = 32, .notation = MG_NOTATION_IPV4), 0x0100007F, 0,
      "16777343", "\"127.0.0.1\"" },
#undef NUMBER
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 words[2] = { GUINT64_TO_LE (cases[i].low), GUINT64_TO_LE (cases[i].high) };
      g_auto (MgValue) value = { 0 };
      g_autofree char *c = NULL;
      g_autofree char *json = NULL;

      assert_true (mg_value_decode (&cases[i].format, (const guint8 *) words, sizeof words, &value));
      c = mg_value_to_c (&cases[i].format, &value);
      json = mg_value_to_json (&cases[i].format, &value);
      assert_string_equal (c, cases[i].c);
      assert_string_equal (json, cases[i].json);
    }
}

static void
notations_have_names (void **state)
{
  static const char *const names[] = {
    "dec",  "hex", "oct",  "bin",   "char",    "bool",     "ipv4",
    "ipv6", "mac", "rgba", "errno", "hresult", "ntstatus", "pid",
  };
  MgNotation notation = MG_NOTATION_DECIMAL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      assert_true (mg_notation_from_string (names[i], &notation));
      assert_int_equal (notation, i);
    }
  assert_false (mg_notation_from_string ("decimal", &notation));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (integers_of_every_width_are_exact),
    cmocka_unit_test (too_few_bytes_are_no_value),
    cmocka_unit_test (formats_without_sense_have_no_value),
    cmocka_unit_test (bit_fields_leave_their_neighbours_alone),
    cmocka_unit_test (notations_write_the_pattern_of_bits),
    cmocka_unit_test (integers_are_read_as_c_writes_them),
    cmocka_unit_test (constants_have_names),
    cmocka_unit_test (errors_have_names),
    cmocka_unit_test (tables_of_names_are_whole),
    cmocka_unit_test (addresses_lie_in_their_own_order),
    cmocka_unit_test (guids_have_microsofts_order),
    cmocka_unit_test (measures_are_shown_with_their_unit),
    cmocka_unit_test (random_measures_come_back),
    cmocka_unit_test (c_and_json_say_the_same_numbers),
    cmocka_unit_test (notations_have_names),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
