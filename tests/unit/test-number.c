#include "config.h"

#include "core/error.h"
#include "core/number.h"
#include "core/range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void
assert_number (const char *text, guint64 max, guint64 expected)
{
  g_autoptr (GError) error = NULL;
  guint64 value = expected + 1;

  if (!mg_number_parse (text, max, &value, &error))
    fail_msg ("%s", error->message);
  assert_true (value == expected);
}

static void
assert_no_number (const char *text, guint64 max, MgErrorCode code)
{
  g_autoptr (GError) error = NULL;
  guint64 value = 42;

  if (mg_number_parse (text, max, &value, &error))
    fail_msg ("\"%s\" is %" G_GUINT64_FORMAT, text, value);
  assert_true (g_error_matches (error, MG_ERROR, (int) code));
  assert_int_equal (value, 42);
  assert_null (strchr (error->message, '\n'));
  assert_true (strlen (error->message) < 300);
}

static void
numbers_are_decimal_or_hexadecimal (void **state)
{
  assert_number ("0", 100, 0);
  assert_number ("100", 100, 100);
  assert_number (" 42\t\n", 100, 42);
  assert_number ("007", 100, 7);
  assert_number ("010", 100, 10); /* not octal */
  assert_number ("0x10", 100, 16);
  assert_number ("0X1f", 100, 31);
  assert_number ("0xFfFfFfFfFfFfFfFf", G_MAXUINT64, G_MAXUINT64);
  assert_number ("18446744073709551615", G_MAXUINT64, G_MAXUINT64);
  assert_number ("000000000000000000000000000000000001", 1, 1);
  assert_number ("0x00000000000000000000000000000000ff", 255, 255);
}

static void
what_is_no_number_is_invalid (void **state)
{
  static const char *const texts[] = {
    "",   " ",  "x",   "0x",   "-1",  "+1",    "1 2",       "1_000", "1.5", "1e3",
    "1K", "FF", "10h", "0x 1", "0xg", "0x0x1", "1\xC2\xA0", "\xFF",  "١",   "1\n2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_no_number (texts[i], G_MAXUINT64, MG_ERROR_INVALID);
}

static void
numbers_over_the_limit_are_out_of_range (void **state)
{
  g_autofree char *endless = g_strnfill (100000, '9');

  assert_no_number ("101", 100, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("0x65", 100, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("1", 0, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("18446744073709551616", G_MAXUINT64, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("18446744073709551620", G_MAXUINT64, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("99999999999999999999999999", G_MAXUINT64, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("0x10000000000000000", G_MAXUINT64, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("0xFFFFFFFFFFFFFFFFF", G_MAXUINT64, MG_ERROR_OUT_OF_RANGE);
  assert_no_number ("9223372036854775808", MG_OFFSET_MAX, MG_ERROR_OUT_OF_RANGE);
  assert_no_number (endless, G_MAXUINT64, MG_ERROR_OUT_OF_RANGE);
}

#define CURRENT 0x1000
#define SIZE 0x10000

static void
assert_offset (const char *text, guint64 expected)
{
  g_autoptr (GError) error = NULL;
  guint64 offset = expected + 1;

  if (!mg_offset_parse (text, CURRENT, SIZE, &offset, &error))
    fail_msg ("%s", error->message);
  if (offset != expected)
    fail_msg ("\"%s\" is %" G_GUINT64_FORMAT, text, offset);
}

static void
assert_no_offset (const char *text, guint64 current, guint64 size, MgErrorCode code)
{
  g_autoptr (GError) error = NULL;
  guint64 offset = 42;

  if (mg_offset_parse (text, current, size, &offset, &error))
    fail_msg ("\"%s\" is %" G_GUINT64_FORMAT, text, offset);
  assert_true (g_error_matches (error, MG_ERROR, (int) code));
  assert_int_equal (offset, 42);
  assert_null (strchr (error->message, '\n'));
  assert_true (strlen (error->message) < 300);
}

static void
offsets_are_hexadecimal_where_they_say_or_show_it (void **state)
{
  assert_offset ("416", 416);
  assert_offset ("0x1A0", 0x1A0);
  assert_offset ("0X1a0", 0x1A0);
  assert_offset ("1A0h", 0x1A0);
  assert_offset ("1a0H", 0x1A0);
  assert_offset ("100h", 0x100);
  assert_offset ("1A0", 0x1A0);
  assert_offset ("a", 0xA);
  assert_offset ("1e3", 0x1E3);
  assert_offset ("100", 100);
  assert_offset ("0", 0);
  assert_offset ("010", 10);
  assert_offset ("65535", 0xFFFF);
}

static void
offsets_count_from_here_or_from_the_end (void **state)
{
  assert_offset ("+16", CURRENT + 16);
  assert_offset ("-16", CURRENT - 16);
  assert_offset ("+0x10", CURRENT + 16);
  assert_offset ("+ffh", CURRENT + 255);
  assert_offset (" - 10h ", CURRENT - 16);
  assert_offset ("-0", CURRENT);
  assert_offset ("-0x1000", 0);
  assert_offset ("start", 0);
  assert_offset ("START", 0);
  assert_offset (" end ", SIZE - 1);
  assert_offset ("end-1", SIZE - 2);
  assert_offset ("End - 0x10", SIZE - 17);
  assert_offset ("end-FFFF", 0);
}

static void
digits_may_be_grouped (void **state)
{
  assert_offset ("10 000", 10000);
  assert_offset ("10_000", 10000);
  assert_offset ("1\xE2\x80\x89" "000", 1000);  /* thin space */
  assert_offset ("1\xE2\x80\xAF" "000", 1000);  /* narrow no-break space */
  assert_offset ("1\xC2\xA0" "000", 1000);      /* no-break space */
  assert_offset ("0x00_01 a0", 0x1A0);
  assert_offset ("end - 1 000", SIZE - 1001);
}

static void
what_is_no_offset_is_invalid (void **state)
{
  static const char *const texts[] = {
    "",    " ",     "x",       "h",         "0x",    "0xh",      "0x10h", "+",
    "-",   "--1",   "+-1",     "++",        "end+1", "end-",     "endx",  "star",
    "1.5", "1,000", "_1",      "1_",        "1 h",   "0 x1",     "0x_1",  "0x 1",
    "+_1", "e nd",  "start-1", "start end", "g",     "12 start", "\xFF",  "1\n\n+",
  };
  g_autofree char *spaces = g_strnfill (5000, ' ');
  g_autofree char *zeros = g_strnfill (1000000, '0');

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_no_offset (texts[i], CURRENT, SIZE, MG_ERROR_INVALID);
  assert_no_offset (spaces, CURRENT, SIZE, MG_ERROR_INVALID);
  assert_no_offset (zeros, CURRENT, SIZE, MG_ERROR_INVALID);
}

static void
offsets_lead_to_bytes_of_the_object (void **state)
{
  guint64 offset = 0;

  assert_no_offset ("65536", CURRENT, SIZE, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("-0x1001", CURRENT, SIZE, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("+0xF000", CURRENT, SIZE, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("end-0x10000", CURRENT, SIZE, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("0x10000000000000000", CURRENT, SIZE, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("-0x10000000000000000", CURRENT, SIZE, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("+0xFFFFFFFFFFFFFFFF", CURRENT, SIZE, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("+0xFFFFFFFFFFFFFFFF", 1, G_MAXUINT64, MG_ERROR_OUT_OF_RANGE);
  /* an object of no bytes, one that shrank */
  assert_no_offset ("0", 0, 0, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("start", 0, 0, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("end", 0, 0, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("+0", 100, 50, MG_ERROR_OUT_OF_RANGE);
  assert_no_offset ("-10", 100, 50, MG_ERROR_OUT_OF_RANGE);
  assert_true (mg_offset_parse ("-60", 100, 50, &offset, NULL));
  assert_int_equal (offset, 40);
  /* the last byte of the largest object */
  assert_true (mg_offset_parse ("end", 0, MG_OFFSET_MAX, &offset, NULL));
  assert_true (offset == MG_OFFSET_MAX - 1);
  assert_true (mg_offset_parse ("9223372036854775806", 0, MG_OFFSET_MAX, &offset, NULL));
  assert_true (offset == MG_OFFSET_MAX - 1);
  assert_no_offset ("9223372036854775807", 0, MG_OFFSET_MAX, MG_ERROR_OUT_OF_RANGE);
}

static void
assert_size (guint64 bytes, const char *expected)
{
  g_autofree char *text = mg_size_to_string (bytes);

  assert_string_equal (text, expected);
}

static void
sizes_have_three_figures_at_most (void **state)
{
  assert_size (0, "0 B");
  assert_size (1, "1 B");
  assert_size (999, "999 B");
  assert_size (1000, "0.98 KiB");
  assert_size (1024, "1 KiB");
  assert_size (1025, "1 KiB");
  assert_size (1536, "1.5 KiB");
  assert_size (5460, "5.33 KiB");
  assert_size (4096, "4 KiB");
  assert_size (236 * 1024, "236 KiB");
  assert_size (10 * 1024 + 103, "10.1 KiB");
  assert_size (999 * 1024, "999 KiB");
  assert_size (1023 * 1024, "1 MiB");
  assert_size (10235, "10 KiB"); /* 9.995: rounding adds a figure */
  assert_size (13002342, "12.4 MiB");
  assert_size ((guint64) 1 << 30, "1 GiB");
  assert_size ((guint64) 1 << 40, "1 TiB");
  assert_size ((guint64) 3 << 49, "1.5 PiB");
  assert_size ((guint64) 1 << 62, "4 EiB");
  assert_size (MG_OFFSET_MAX, "8 EiB");
  assert_size (G_MAXUINT64 - 1, "16 EiB");
  assert_size (MG_UNKNOWN, "—");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (numbers_are_decimal_or_hexadecimal),
    cmocka_unit_test (what_is_no_number_is_invalid),
    cmocka_unit_test (numbers_over_the_limit_are_out_of_range),
    cmocka_unit_test (offsets_are_hexadecimal_where_they_say_or_show_it),
    cmocka_unit_test (offsets_count_from_here_or_from_the_end),
    cmocka_unit_test (digits_may_be_grouped),
    cmocka_unit_test (what_is_no_offset_is_invalid),
    cmocka_unit_test (offsets_lead_to_bytes_of_the_object),
    cmocka_unit_test (sizes_have_three_figures_at_most),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
