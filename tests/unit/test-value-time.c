#include "config.h"

#include "value-helpers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static MgFormat
time_format (MgTimeKind kind, MgFormatKind number)
{
  return FORMAT (.kind = number, .bit_size = 64, .time = kind);
}

static void
assert_time (MgTimeKind kind, gint64 number, const char *text)
{
  gint64 little = GINT64_TO_LE (number);

  assert_value (time_format (kind, MG_FORMAT_SIGNED), &little, 8, text);
}

static void
assert_real_time (MgTimeKind kind, double number, const char *text)
{
  assert_value (time_format (kind, MG_FORMAT_FLOAT), &number, 8, text);
}

static void
every_kind_shows_its_date_and_age (void **state)
{
  assert_time (MG_TIME_UNIX, 1764054188, "2025-11-25 07:03:08Z (3 s ago)");
  assert_time (MG_TIME_UNIX, 1764054191, "2025-11-25 07:03:11Z (now)");
  assert_time (MG_TIME_UNIX_MS, G_GINT64_CONSTANT (1764054191250), "2025-11-25 07:03:11.250Z (4 ms ago)");
  assert_time (MG_TIME_UNIX_US, G_GINT64_CONSTANT (1764054194254000), "2025-11-25 07:03:14.254000Z (in 3 s)");
  assert_time (MG_TIME_UNIX_NS, G_GINT64_CONSTANT (1764054191254000001),
               "2025-11-25 07:03:11.254000001Z (0 ms ago)");
  assert_time (MG_TIME_FILETIME, G_GINT64_CONSTANT (134085277912500001),
               "2025-11-25 07:03:11.2500001Z (4 ms ago)");
  assert_real_time (MG_TIME_OLE, 45986.5, "2025-11-25 12:00:00Z (in 4 h)");
  assert_time (MG_TIME_MONOTONIC_NS, G_GINT64_CONSTANT (4996000001), "0:00:04.996000001 (4 ms ago)");
  assert_time (MG_TIME_MONOTONIC_US, 4996000, "0:00:04.996000 (4 ms ago)");
  assert_time (MG_TIME_MONOTONIC_MS, 4996, "0:00:04.996 (4 ms ago)");
  assert_time (MG_TIME_TICK_MS, 4996, "0:00:04.996 (4 ms ago)");
  assert_time (MG_TIME_QPC, 49960000, "49960000 (0:00:04.996000, 4 ms ago)");
}

static void
ages_have_the_unit_that_fits (void **state)
{
  static const struct
  {
    gint64 age_us;
    const char *text;
  } cases[] = {
    { 0, "0 ms ago" },
    { 999999, "999 ms ago" },
    { 1000000, "1 s ago" },
    { G_GINT64_CONSTANT (59999999), "59 s ago" },
    { G_GINT64_CONSTANT (60000000), "1 min ago" },
    { G_GINT64_CONSTANT (3600000000), "1 h ago" },
    { G_GINT64_CONSTANT (172799000000), "47 h ago" },
    { G_GINT64_CONSTANT (172800000000), "2 days ago" },
    { G_GINT64_CONSTANT (63158400000000), "2 years ago" },
    { -4000, "in 4 ms" },
    { -3000000, "in 3 s" },
    { G_MININT64, "in 292277 years" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *age = mg_age_to_string (cases[i].age_us);

      assert_string_equal (age, cases[i].text);
    }
}

static void
without_a_moment_there_is_no_age (void **state)
{
  MgFormat format = time_format (MG_TIME_UNIX, MG_FORMAT_SIGNED);
  gint64 zero = 0;
  g_auto (MgValue) value = { 0 };
  g_autofree char *text = NULL;

  assert_true (mg_value_decode (&format, (const guint8 *) &zero, 8, &value));
  text = mg_value_to_text (&format, &value, NULL);
  assert_string_equal (text, "1970-01-01 00:00:00Z");
}

static void
dates_are_right_at_their_edges (void **state)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { -1, "1969-12-31 23:59:59Z" },
    { 951782400, "2000-02-29 00:00:00Z" },
    { G_GINT64_CONSTANT (4107542400), "2100-03-01 00:00:00Z" },
    { G_GINT64_CONSTANT (4107542399), "2100-02-28 23:59:59Z" },
    { 2147483647, "2038-01-19 03:14:07Z" },
    { G_GINT64_CONSTANT (253402300799), "9999-12-31 23:59:59Z" },
    { G_GINT64_CONSTANT (253402300800), "10000-01-01 00:00:00Z" },
    { G_GINT64_CONSTANT (-62135596800), "0001-01-01 00:00:00Z" },
    { G_GINT64_CONSTANT (-62135596801), "-62135596801" },
    { G_GINT64_CONSTANT (31494784780799), "999999-12-31 23:59:59Z" },
    { G_GINT64_CONSTANT (31494784780800), "31494784780800" },
    { G_MAXINT64, "9223372036854775807" },
    { G_MININT64, "-9223372036854775808" },
  };
  MgFormat format = time_format (MG_TIME_UNIX, MG_FORMAT_SIGNED);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 little = GINT64_TO_LE (cases[i].seconds);
      g_autofree char *text = value_text_once (format, &little, 8);
      g_auto (GStrv) parts = g_strsplit (text, " (", 2);

      assert_string_equal (parts[0], cases[i].text);
      assert_parsed (format, text, &little, 8);
    }
}

static void
filetimes_that_mean_never_are_shown_as_they_are (void **state)
{
  guint64 all = G_MAXUINT64;

  assert_time (MG_TIME_FILETIME, G_MAXINT64, "30828-09-14 02:48:05.4775807Z (in 28802 years)");
  assert_time (MG_TIME_FILETIME, 0, "1601-01-01 00:00:00.0000000Z (424 years ago)");
  assert_value (time_format (MG_TIME_FILETIME, MG_FORMAT_UNSIGNED), &all, 8,
                "60056-05-28 05:36:10.9551615Z (in 58030 years)");
}

/* Against GLib's calendar: every day of nine centuries. */
static void
the_calendar_agrees_with_glib (void **state)
{
  MgFormat format = time_format (MG_TIME_UNIX, MG_FORMAT_SIGNED);

  for (gint64 day = -150000; day < 180000; day += 7)
    {
      gint64 seconds = day * 86400 + (day & 0xFFFF), little = GINT64_TO_LE (seconds);
      g_autoptr (GDateTime) expected = g_date_time_new_from_unix_utc (seconds);
      g_autofree char *text = g_date_time_format (expected, "%Y-%m-%d %H:%M:%SZ");

      assert_parsed (format, text, &little, 8);
      assert_true (g_str_has_prefix (text, "1") || g_str_has_prefix (text, "2"));
    }
}

static void
reals_show_as_many_digits_as_they_have (void **state)
{
  assert_real_time (MG_TIME_UNIX, 1764054191.25, "2025-11-25 07:03:11.25Z (4 ms ago)");
  assert_real_time (MG_TIME_UNIX, -0.5, "1969-12-31 23:59:59.5Z (55 years ago)");
  assert_real_time (MG_TIME_UNIX_MS, 1764054191250.0, "2025-11-25 07:03:11.25Z (4 ms ago)");
  assert_real_time (MG_TIME_OLE, 45986 + 25391.25 / 86400, "2025-11-25 07:03:11.25Z (4 ms ago)");
  assert_real_time (MG_TIME_OLE, -1.25, "1899-12-29 06:00:00Z (125 years ago)");
  assert_real_time (MG_TIME_OLE, 0, "1899-12-30 00:00:00Z (125 years ago)");
  assert_real_time (MG_TIME_OLE, -0.25, "-0.25"); /* the same moment as 0.25 */
  assert_real_time (MG_TIME_UNIX, 1e-300, "1e-300");
  assert_real_time (MG_TIME_UNIX, 1e300, "1e+300");
  assert_real_time (MG_TIME_OLE, __builtin_nan (""), "nan");
  assert_real_time (MG_TIME_UNIX, __builtin_inf (), "inf");
}

static void
ticks_of_32_bits_begin_again (void **state)
{
  MgFormat format = FORMAT (.kind = MG_FORMAT_UNSIGNED, .bit_size = 32, .time = MG_TIME_TICK_MS);
  guint32 before = GUINT32_TO_LE (0xFFFFFFFF);

  /* one millisecond before zero, five seconds after it */
  assert_value (format, &before, 4, "1193:02:47.295 (5 s ago)");
}

static void
dates_are_read_as_people_write_them (void **state)
{
  MgFormat format = time_format (MG_TIME_UNIX_MS, MG_FORMAT_SIGNED);
  static const struct
  {
    const char *text;
    gint64 ms;
  } cases[] = {
    { "1970-01-02", 86400000 },
    { "1970-01-01 00:01", 60000 },
    { "1970-01-01T00:00:01Z", 1000 },
    { "1970-01-01 00:00:01.5 UTC", 1500 },
    { "12345", 12345 },
    { "  1970-01-02 (4 ms ago)", 86400000 },
  };
  static const char *const wrong[] = {
    "1970-13-01", "1970-02-29", "1970-1-1", "0000-01-01", "1970-01-01 24:00", "1970-01-01 00:60",
    "1970-01-01 00:00:00.0001", "1970-01-01x", "1970-01-01 7", "99999999-01-01", "1970-01-01 00:00:00.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 little = GINT64_TO_LE (cases[i].ms);

      assert_parsed (format, cases[i].text, &little, 8);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_not_parsed (format, wrong[i]);
  /* over 32 bits */
  assert_not_parsed (FORMAT (.kind = MG_FORMAT_SIGNED, .bit_size = 32, .time = MG_TIME_UNIX),
                     "2038-01-19 03:14:08Z");
}

static void
random_times_come_back (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1970);

  for (guint i = 0; i < 40000; i++)
    {
      MgTimeKind kind = MG_TIME_UNIX + i % (MG_TIME_TICK_MS - MG_TIME_UNIX + 1);
      MgFormat format = time_format (kind, i / 12 % 3 == 0   ? MG_FORMAT_FLOAT
                                           : i / 12 % 3 == 1 ? MG_FORMAT_SIGNED
                                                             : MG_FORMAT_UNSIGNED);
      guint64 number = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      double real = g_rand_double_range (rand, -1e5, 1e5) * 10;
      g_autofree char *text = NULL;

      number >>= i % 64;
      if (format.kind == MG_FORMAT_FLOAT)
        memcpy (&number, &real, sizeof number);
      text = value_text_once (format, &number, 8);
      assert_parsed (format, text, &number, 8);
    }
}

static void
decimals_are_no_times (void **state)
{
  MgFormat format = time_format (MG_TIME_FILETIME, MG_FORMAT_DECIMAL);
  guint64 one = GUINT64_TO_LE (G_GUINT64_CONSTANT (0x31C0000000000001));

  assert_value (format, &one, 8, "1");
}

static void
kinds_have_names (void **state)
{
  static const char *const names[] = {
    "unix",      "unix_ms",      "unix_us",      "unix_ns", "filetime", "ole",
    "monotonic", "monotonic_us", "monotonic_ms", "qpc",     "tick",
  };
  MgTimeKind kind = MG_TIME_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      assert_true (mg_time_kind_from_string (names[i], &kind));
      assert_int_equal (kind, MG_TIME_UNIX + i);
    }
  assert_false (mg_time_kind_from_string ("posix", &kind));
  assert_false (mg_time_kind_from_string ("", &kind));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_kind_shows_its_date_and_age),
    cmocka_unit_test (ages_have_the_unit_that_fits),
    cmocka_unit_test (without_a_moment_there_is_no_age),
    cmocka_unit_test (dates_are_right_at_their_edges),
    cmocka_unit_test (filetimes_that_mean_never_are_shown_as_they_are),
    cmocka_unit_test (the_calendar_agrees_with_glib),
    cmocka_unit_test (reals_show_as_many_digits_as_they_have),
    cmocka_unit_test (ticks_of_32_bits_begin_again),
    cmocka_unit_test (dates_are_read_as_people_write_them),
    cmocka_unit_test (random_times_come_back),
    cmocka_unit_test (decimals_are_no_times),
    cmocka_unit_test (kinds_have_names),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
