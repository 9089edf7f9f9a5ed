#include "config.h"

#include "value-helpers.h"

#include "core/value-private.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const MgFormat half = { .kind = MG_FORMAT_FLOAT, .bit_size = 16, .scale = 1, .digits = -1 };
static const MgFormat single = { .kind = MG_FORMAT_FLOAT, .bit_size = 32, .scale = 1, .digits = -1 };
static const MgFormat float64 = { .kind = MG_FORMAT_FLOAT, .bit_size = 64, .scale = 1, .digits = -1 };
static const MgFormat quad = { .kind = MG_FORMAT_FLOAT, .bit_size = 128, .scale = 1, .digits = -1 };
static const MgFormat brain = { .kind = MG_FORMAT_BFLOAT16, .bit_size = 16, .scale = 1, .digits = -1 };
static const MgFormat x87 = { .kind = MG_FORMAT_X87, .bit_size = 80, .scale = 1, .digits = -1 };

static void
assert_bits (MgFormat format, guint64 bits, const char *text)
{
  guint64 little = GUINT64_TO_LE (bits);

  assert_value (format, &little, format.bit_size / 8, text);
}

static void
assert_double (double number, const char *text)
{
  guint64 bits;

  memcpy (&bits, &number, sizeof bits);
  assert_bits (float64, bits, text);
}

static void
assert_float (float number, const char *text)
{
  guint32 bits;

  memcpy (&bits, &number, sizeof bits);
  assert_bits (single, bits, text);
}

static void
every_16_bits_come_back (void **state)
{
  for (guint i = 0; i < 0x10000; i++)
    {
      const MgFormat formats[] = { half, brain };

      for (guint k = 0; k < G_N_ELEMENTS (formats); k++)
        {
          guint8 bytes[2] = { (guint8) i, (guint8) (i >> 8) }, back[2] = { 0 };
          g_auto (MgValue) value = { 0 };
          g_autofree char *text = NULL;

          assert_true (mg_value_decode (&formats[k], bytes, 2, &value));
          text = mg_value_to_text (&formats[k], &value, NULL);
          if (!mg_value_parse (&formats[k], text, back, 2, NULL) || memcmp (bytes, back, 2) != 0)
            fail_msg ("%04X is %s", i, text);
        }
    }
}

/* Halves and brain floats as floats: computed, not looked up. */
static void
their_doubles_are_right (void **state)
{
  for (guint i = 0; i < 0x10000; i++)
    {
      guint8 bytes[2] = { (guint8) i, (guint8) (i >> 8) };
      int exponent = (int) (i >> 10 & 31), fraction = (int) (i & 1023);
      double expected = ldexp (exponent == 0 ? fraction : fraction + 1024, MAX (exponent, 1) - 25);
      guint32 wide = i << 16;
      float brain_expected;
      g_auto (MgValue) h = { 0 };
      g_auto (MgValue) b = { 0 };

      memcpy (&brain_expected, &wide, sizeof wide);
      assert_true (mg_value_decode (&half, bytes, 2, &h) && mg_value_decode (&brain, bytes, 2, &b));
      if (exponent < 31)
        assert_true (h.real == (i >> 15 ? -expected : expected));
      else
        assert_true (fraction == 0 ? isinf (h.real) : isnan (h.real));
      assert_true (isnan (brain_expected) ? isnan (b.real) : b.real == (double) brain_expected);
    }
}

static void
the_fewest_digits_are_shown (void **state)
{
  assert_double (0.1, "0.1");
  assert_double (412.713, "412.713");
  assert_double (0.1 + 0.2, "0.30000000000000004");
  assert_double (1e15, "1000000000000000");
  assert_double (1e16, "1e+16");
  assert_double (123456789012345680, "1.2345678901234568e+17");
  assert_double (0.0001, "0.0001");
  assert_double (0.00001, "0.00001");
  assert_double (0.000001, "1e-06");
  assert_double (5e-324, "5e-324");
  assert_double (DBL_MAX, "1.7976931348623157e+308");
  assert_double (DBL_MIN, "2.2250738585072014e-308");
  assert_double (9007199254740993.0, "9007199254740992");
  assert_double (2e-44, "2e-44");
  assert_double (-88.4, "-88.4");
  assert_double (9.5367431640625e-07, "9.5367431640625e-07"); /* a power of two: nearer below */
  assert_double (4.35, "4.35");
  assert_float (0.1f, "0.1");
  assert_float (2.9e29f, "2.9e+29");
  assert_float (16777216, "16777216");
  assert_float (FLT_MAX, "3.4028235e+38");
  assert_float (1.4e-45f, "1e-45");
  assert_bits (half, 0x3C00, "1");
  assert_bits (half, 0x2E66, "0.1");
  assert_bits (half, 0x7BFF, "65500");
  assert_bits (half, 0x0001, "6e-08");
  assert_bits (brain, 0x3DCD, "0.1");
}

static void
zeros_infinities_and_nans_keep_their_bits (void **state)
{
  guint8 signalling[10] = { 1, 0, 0, 0, 0, 0, 0, 0x80, 0xFF, 0x7F };

  assert_double (0, "0");
  assert_double (-0.0, "-0");
  assert_double (INFINITY, "inf");
  assert_double (-INFINITY, "-inf");
  assert_bits (float64, G_GUINT64_CONSTANT (0x7FF8000000000000), "nan");
  assert_bits (float64, G_GUINT64_CONSTANT (0xFFF8000000000123), "-nan(0x123)");
  assert_bits (float64, G_GUINT64_CONSTANT (0x7FF0000000000001), "snan(0x1)");
  assert_bits (single, 0xFFFFFFFF, "-nan(0x3FFFFF)");
  assert_value (x87, signalling, 10, "snan(0x1)");
}

static void
x87_knows_what_is_no_number (void **state)
{
  static const guint8 one[16] = { [7] = 0x80, [8] = 0xFF, [9] = 0x3F };
  static const guint8 tenth[10] = { 0xCD, 0xCC, 0xCC, 0xCC, 0xCC, 0xCC, 0xCC, 0xCC, 0xFB, 0x3F };
  static const guint8 largest[10] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFE, 0x7F };
  static const guint8 least[10] = { 1 };
  static const guint8 unnormal[10] = { 1, [9] = 0x12 };
  static const guint8 pseudo_infinity[10] = { [8] = 0xFF, [9] = 0x7F };
  MgFormat padded = x87;

  padded.bit_size = 128;
  assert_value (padded, one, 16, "1");
  assert_value (x87, tenth, 10, "0.1");
  assert_value (x87, largest, 10, "1.189731495357231765e+4932");
  assert_value (x87, least, 10, "4e-4951");
  assert_value (x87, unnormal, 10, "invalid(0x12000000000000000001)");
  assert_value (x87, pseudo_infinity, 10, "invalid(0x7FFF0000000000000000)");
}

static void
binary128_is_exact (void **state)
{
  static const guint8 tenth[16] = {
    0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0x99, 0xFB, 0x3F,
  };
  static const guint8 pi[16] = {
    0xB8, 0x01, 0x17, 0xC5, 0x8C, 0x89, 0x69, 0x84, 0xD1, 0x42, 0x44, 0xB5, 0x1F, 0x92, 0x00, 0x40,
  };
  static const guint8 least[16] = { 1 };
  guint8 largest[16], big_endian[16];

  memset (largest, 0xFF, sizeof largest);
  largest[14] = 0xFE;
  largest[15] = 0x7F;
  assert_value (quad, tenth, 16, "0.1");
  assert_value (quad, pi, 16, "3.1415926535897932384626433832795028");
  assert_value (quad, least, 16, "6e-4966");
  assert_value (quad, largest, 16, "1.189731495357231765085759326628007e+4932");
  for (guint i = 0; i < 16; i++)
    big_endian[i] = pi[15 - i];
  assert_value (FORMAT (.kind = MG_FORMAT_FLOAT, .bit_size = 128, .order = MG_ORDER_BIG), big_endian, 16,
                "3.1415926535897932384626433832795028");
}

static void
texts_are_rounded_to_nearest (void **state)
{
  static const struct
  {
    const char *text;
    double number;
  } cases[] = {
    { "1e23", 1e23 },
    { "9007199254740993", 9007199254740992.0 },          /* a tie: to even */
    { "9007199254740993.0000000000000000001", 9007199254740994.0 },
    { "9007199254740995", 9007199254740996.0 },
    { "2.2250738585072011e-308", 2.2250738585072011e-308 }, /* below the smallest normal */
    { "2.4703282292062327e-324", 0 },                   /* less than half of the smallest */
    { "2.4703282292062329e-324", 5e-324 },
    { "1e-5000", 0 },
    { "0x1.8p3", 12 },
    { "0X1p-1074", 5e-324 },
    { "0x1.00000000000008p0", 1 },                       /* a tie */
    { "0x1.000000000000080000000000000000000001p0", 1.0000000000000002 },
    { "+.5", 0.5 },
    { "5.", 5 },
    { "1.5f", 1.5 },
    { "  12e0  ", 12 },
    { "0000000000000000000000000000000000000000012", 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double little = cases[i].number;

      assert_parsed (float64, cases[i].text, &little, 8);
    }
}

static void
what_is_no_real_is_refused (void **state)
{
  static const char *const texts[] = {
    "",        "-",
    ".",       "e5",
    "1e",      "1e+",
    "1,5",     "0x",
    "0xp3",    "1.2.3",
    "nan(",    "nan(x)",
    "snan",    "nan(0xFFFFFFFFFFFFFFFF)",
    "1e400",   "1.7976931348623159e308",
    "--1",     "1 2",
    "infinit", "1.5ff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_not_parsed (float64, texts[i]);
  assert_not_parsed (half, "65520");
  assert_not_parsed (single, "3.4028236e38");
}

/* Texts of more digits than any number has, at full length. */
static void
long_texts_are_read_to_their_end (void **state)
{
  g_autofree char *zeros = g_strnfill (20000, '0');
  g_autofree char *more = g_strconcat ("9007199254740993.", zeros, "1", NULL);
  g_autofree char *large = g_strconcat ("1", zeros, NULL);
  g_autofree char *scaled = g_strconcat ("1", zeros, "e-20000", NULL);
  double expected = 9007199254740994.0, one = 1;

  assert_parsed (float64, more, &expected, 8);
  assert_parsed (float64, scaled, &one, 8);
  assert_not_parsed (float64, large);
}

static void
random_bits_come_back_and_agree_with_strtod (void **state)
{
  const MgFormat formats[] = { single, float64, x87, quad };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20251125);

  for (guint i = 0; i < 20000; i++)
    {
      MgFormat format = formats[i % 4];
      guint32 words[4];
      gsize length = format.bit_size / 8;
      guint8 back[16] = { 0 };
      g_auto (MgValue) value = { 0 };
      g_autofree char *text = NULL;

      for (guint k = 0; k < 4; k++)
        words[k] = g_rand_int (rand);
      assert_true (mg_value_decode (&format, (guint8 *) words, length, &value));
      text = mg_value_to_text (&format, &value, NULL);
      if (!mg_value_parse (&format, text, back, length, NULL) || memcmp (words, back, length) != 0)
        fail_msg ("%s does not give the same %u bits", text, format.bit_size);
#ifndef G_OS_WIN32 /* whose strtod does not round correctly */
      if (format.bit_size == 64 && isfinite (value.real))
        assert_true (g_ascii_strtod (text, NULL) == value.real);
      if (format.bit_size == 32 && isfinite (value.real))
        assert_true ((double) strtof (text, NULL) == value.real);
#endif
    }
}

static void
digits_behind_the_point_are_rounded_exactly (void **state)
{
  static const struct
  {
    double number;
    gint8 digits;
    const char *text;
  } cases[] = {
    { 412.7134, 2, "412.71" },
    { 2.5, 0, "2" },
    { 3.5, 0, "4" },
    { 0.125, 2, "0.12" },
    { 1.005, 2, "1.00" },
    { 0, 3, "0.000" },
    { -0.001, 1, "-0.0" },
    { 999.9999, 2, "1000.00" },
    { 1e300, 2, "1e+300" },
    { 5e-324, 2, "0.00" },
    { 0.5, 0, "0" },
    { 1234567.875, 1, "1234567.9" },
    { 0.1, 20, "0.10000000000000000555" },
    { INFINITY, 2, "inf" },
    { 123456789012345.0, 1, "123456789012345.0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MgFormat format = float64;

      format.digits = cases[i].digits;
      assert_value_once (format, &cases[i].number, 8, cases[i].text);
    }
}

static void
the_locale_does_not_matter (void **state)
{
  const char *german = setlocale (LC_ALL, "de_DE.UTF-8");

  assert_double (412.713, "412.713");
  assert_not_parsed (float64, "412,713");
  setlocale (LC_ALL, "C");
  if (german == NULL)
    print_message ("there is no German locale here\n");
}

static void
decimals_keep_their_zeros (void **state)
{
  static const struct
  {
    guint bit_size;
    guint64 low, high;
    const char *text;
  } cases[] = {
    { 32, 0x32800001, 0, "1" },
    { 32, 0x31800078, 0, "1.20" },
    { 32, 0xB2800007, 0, "-7" },
    { 32, 0x77F8967F, 0, "9.999999e+96" },
    { 32, 0x00000001, 0, "1e-101" },
    { 32, 0x78000000, 0, "inf" },
    { 32, 0x7C000000, 0, "nan" },
    { 32, 0xFE000005, 0, "-snan(5)" },
    { 32, 0x78000001, 0, "invalid(0x78000001)" },
    { 32, 0x32800000, 0, "0" },
    { 32, 0x33000000, 0, "0e+1" },
    { 64, G_GUINT64_CONSTANT (0x31C0000000000001), 0, "1" },
    { 64, G_GUINT64_CONSTANT (0x3180000000000078), 0, "1.20" },
    { 64, G_GUINT64_CONSTANT (0x6C7386F26FC0FFFF), 0, "9999999999999999" },
    { 64, G_GUINT64_CONSTANT (0x7C00000000000000), 0, "nan" },
    { 128, 1, G_GUINT64_CONSTANT (0x3040000000000000), "1" },
    { 128, 120, G_GUINT64_CONSTANT (0x303C000000000000), "1.20" },
    { 128, G_GUINT64_CONSTANT (0x378D8E63FFFFFFFF), G_GUINT64_CONSTANT (0x5FFFED09BEAD87C0),
      "9.999999999999999999999999999999999e+6144" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 words[2] = { GUINT64_TO_LE (cases[i].low), GUINT64_TO_LE (cases[i].high) };

      assert_value (FORMAT (.kind = MG_FORMAT_DECIMAL, .bit_size = cases[i].bit_size), words,
                    cases[i].bit_size / 8, cases[i].text);
    }
}

static void
decimals_are_rounded_to_even (void **state)
{
  MgFormat format = FORMAT (.kind = MG_FORMAT_DECIMAL, .bit_size = 32);
  static const struct
  {
    const char *text, *same;
  } cases[] = {
    { "12345675", "1.234568e+7" }, { "12345665", "1.234566e+7" }, { "12345665.0001", "1.234567e+7" },
    { "99999995", "1.000000e+8" }, { "1e90", "1e+90" },           { "1e96", "1.000000e+96" },
    { "1e-102", "0e-101" },        { "6e-102", "1e-101" },        { "0e500", "0e+90" },
    { "1.5df", "1.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint8 bytes[4] = { 0 };

      assert_true (mg_value_parse (&format, cases[i].text, bytes, 4, NULL));
      assert_value (format, bytes, 4, cases[i].same);
    }
  assert_not_parsed (format, "1e97");
  assert_not_parsed (format, "1e");
  assert_not_parsed (format, "nan(9999999)");
}

static void
random_decimals_come_back (void **state)
{
  static const guint sizes[] = { 32, 64, 128 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (754);

  for (guint i = 0; i < 20000; i++)
    {
      MgFormat format = FORMAT (.kind = MG_FORMAT_DECIMAL, .bit_size = sizes[i % 3]);
      guint32 words[4];
      g_autofree char *text = NULL;

      for (guint k = 0; k < 4; k++)
        words[k] = g_rand_int (rand);
      text = value_text_once (format, words, format.bit_size / 8);
      assert_parsed (format, text, words, format.bit_size / 8);
    }
}

static void
assert_quick_digits (const MgFormat *format, guint64 bits)
{
  const MgRealFormat *real_format = mg_real_get_format (format);
  MgReal real = mg_real_unpack (real_format, bits);
  MgDigits quick, exact;

  if (real.class != MG_REAL_FINITE || real.significand == 0)
    return;
  mg_digits_shortest (real_format, &real, &quick);
  mg_digits_shortest_exact (real_format, &real, &exact);
  if (quick.n_digits != exact.n_digits || quick.point != exact.point
      || memcmp (quick.digits, exact.digits, exact.n_digits) != 0)
    fail_msg ("%u bits 0x%" G_GINT64_MODIFIER "x: %.*sp%d, not %.*sp%d", format->bit_size, bits,
              (int) quick.n_digits, quick.digits, quick.point, (int) exact.n_digits, exact.digits,
              exact.point);
}

/* The two ways know nothing of each other. */
static void
the_quick_digits_are_the_exact_ones (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2020);

  for (guint i = 0; i < 0x10000; i++)
    {
      assert_quick_digits (&half, i);
      assert_quick_digits (&brain, i);
    }
  /* each exponent: the power of two, where the neighbour below is nearer, and what is around it */
  for (guint64 exponent = 0; exponent < 2047; exponent++)
    for (gint64 around = -2; around <= 2; around++)
      {
        assert_quick_digits (&float64, (exponent << 52) + (guint64) around);
        if (exponent < 255)
          assert_quick_digits (&single, (guint32) ((exponent << 23) + (guint64) around));
      }
  /* whole numbers and few decimals, as people store them */
  for (guint i = 1; i < 3000; i++)
    for (guint power = 0; power < 20; power += 3)
      {
        double number = i / pow (10, power);
        guint64 bits;

        memcpy (&bits, &number, sizeof bits);
        assert_quick_digits (&float64, bits);
      }
  for (guint i = 0; i < 50000; i++)
    {
      assert_quick_digits (&float64, (guint64) g_rand_int (rand) << 32 | g_rand_int (rand));
      assert_quick_digits (&single, g_rand_int (rand));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_16_bits_come_back),
    cmocka_unit_test (their_doubles_are_right),
    cmocka_unit_test (the_fewest_digits_are_shown),
    cmocka_unit_test (the_quick_digits_are_the_exact_ones),
    cmocka_unit_test (zeros_infinities_and_nans_keep_their_bits),
    cmocka_unit_test (x87_knows_what_is_no_number),
    cmocka_unit_test (binary128_is_exact),
    cmocka_unit_test (texts_are_rounded_to_nearest),
    cmocka_unit_test (what_is_no_real_is_refused),
    cmocka_unit_test (long_texts_are_read_to_their_end),
    cmocka_unit_test (random_bits_come_back_and_agree_with_strtod),
    cmocka_unit_test (digits_behind_the_point_are_rounded_exactly),
    cmocka_unit_test (the_locale_does_not_matter),
    cmocka_unit_test (decimals_keep_their_zeros),
    cmocka_unit_test (decimals_are_rounded_to_even),
    cmocka_unit_test (random_decimals_come_back),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
