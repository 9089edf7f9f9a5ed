#include "config.h"

#include "core/error.h"
#include "core/pattern-private.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static const MgPatternUnit units[] = { MG_PATTERN_PORTABLE, MG_PATTERN_SSE2, MG_PATTERN_AVX2 };

static gsize
naive_search (const MgPattern *pattern, const guint8 *bytes, gsize length, gboolean backward)
{
  gsize pattern_length = mg_pattern_get_length (pattern);
  const guint8 *wanted = mg_pattern_get_bytes (pattern), *mask = mg_pattern_get_mask (pattern);

  if (length < pattern_length)
    return G_MAXSIZE;
  for (gsize i = 0; i <= length - pattern_length; i++)
    {
      gsize place = backward ? length - pattern_length - i : i;
      gsize j = 0;

      while (j < pattern_length && (bytes[place + j] & mask[j]) == wanted[j])
        j++;
      if (j == pattern_length)
        return place;
    }
  return G_MAXSIZE;
}

/* All places, by every unit, in both directions, against the naive search.  The bytes lie in a
 * block of exactly their size, so that a look beyond it is seen by the address sanitizer. */
static void
check_all_places (const MgPattern *original, const guint8 *data, gsize length)
{
  g_autoptr (MgPattern) pattern =
      mg_pattern_new (mg_pattern_get_bytes (original), mg_pattern_get_mask (original),
                      mg_pattern_get_length (original));
  g_autofree guint8 *bytes = g_memdup2 (data, length);
  const gsize pattern_length = mg_pattern_get_length (pattern);

  for (guint unit = 0; unit < G_N_ELEMENTS (units); unit++)
    {
      if (!mg_pattern_set_unit (pattern, units[unit]))
        continue;
      for (guint backward = 0; backward < 2; backward++)
        {
          MgPatternSearch search;
          gsize start = 0, end = length;
          gsize found;

          mg_pattern_search_init (&search, pattern, bytes, length, backward);
          do
            {
              gsize expected = naive_search (pattern, data + start, end - start, backward);

              if (expected != G_MAXSIZE)
                expected += start;
              found = mg_pattern_search_next (&search);
              if (found != expected)
                g_message ("unit %u, backward %u, length %" G_GSIZE_FORMAT
                           ", pattern of %" G_GSIZE_FORMAT ", from %" G_GSIZE_FORMAT
                           " to %" G_GSIZE_FORMAT,
                           unit, backward, length, pattern_length, start, end);
              assert_int_equal (found, expected);
              if (found != G_MAXSIZE && backward)
                end = found + pattern_length - 1;
              else if (found != G_MAXSIZE)
                start = found + 1;
            }
          while (found != G_MAXSIZE);
          assert_int_equal (mg_pattern_search_next (&search), G_MAXSIZE);
          assert_int_equal (mg_pattern_search (pattern, bytes, length, backward),
                            naive_search (pattern, data, length, backward));
        }
    }
}

static void
fill (GRand *rand, guint8 *bytes, gsize length, guint n_values)
{
  for (gsize i = 0; i < length; i++)
    bytes[i] = g_rand_int_range (rand, 0, n_values);
}

static void
finds_every_length_at_every_place (void **state)
{
  guint8 data[300];

  for (gsize length = 1; length <= 130; length++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (length);
      gsize size = length + g_rand_int_range (rand, 0, 100);

      fill (rand, data, size, 256);
      for (gsize place = 0; place + length <= size; place += 1 + length / 16)
        {
          g_autoptr (MgPattern) pattern = mg_pattern_new (data + place, NULL, length);

          check_all_places (pattern, data, size);
        }
    }
}

static void
agrees_with_the_naive_search_in_poor_alphabets (void **state)
{
  guint8 data[600];

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (1000 + round);
      gsize size = g_rand_int_range (rand, 1, sizeof data);
      gsize length = g_rand_int_range (rand, 1, MIN (size, 140) + 1);
      gsize place = g_rand_int_range (rand, 0, size - length + 1);
      g_autoptr (MgPattern) pattern = NULL;

      fill (rand, data, size, g_rand_int_range (rand, 1, 4));
      pattern = mg_pattern_new (data + place, NULL, length);
      check_all_places (pattern, data, size);
    }
}

/* Periodic data with a few faults in it, patterns cut from it or from the same without faults. */
static void
agrees_with_the_naive_search_in_periodic_data (void **state)
{
  guint8 data[2000], clean[2000];

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (5000 + round);
      gsize size = g_rand_int_range (rand, 200, sizeof data);
      gsize period = g_rand_int_range (rand, 1, 90);
      gsize length = g_rand_int_range (rand, 1, MIN (size, 700));
      gsize place = g_rand_int_range (rand, 0, size - length + 1);
      g_autoptr (MgPattern) pattern = NULL, faulty = NULL;
      guint8 wanted[700];

      fill (rand, clean, period, g_rand_int_range (rand, 1, 4));
      for (gsize i = period; i < size; i++)
        clean[i] = clean[i - period];
      memcpy (data, clean, size);
      for (int i = g_rand_int_range (rand, 0, 6); i > 0; i--)
        data[g_rand_int_range (rand, 0, size)] ^= 1;

      pattern = mg_pattern_new (clean + place, NULL, length);
      check_all_places (pattern, data, size);
      memcpy (wanted, clean + place, length);
      wanted[g_rand_int_range (rand, 0, length)] ^= 1;
      faulty = mg_pattern_new (wanted, NULL, length);
      memcpy (data + place, wanted, length);
      check_all_places (faulty, data, size);
    }
}

static void
agrees_with_the_naive_search_in_fibonacci_strings (void **state)
{
  g_autoptr (GByteArray) text = g_byte_array_new ();
  gsize before = 1;

  g_byte_array_append (text, (const guint8 *) "ab", 2);
  while (text->len < 1500)
    {
      gsize length = text->len;
      g_autofree guint8 *head = g_memdup2 (text->data, before);

      g_byte_array_append (text, head, before);
      before = length;
    }
  for (gsize length = 65; length < 700; length += 61)
    {
      g_autoptr (MgPattern) pattern = mg_pattern_new (text->data + 7, NULL, length);
      g_autofree guint8 *wanted = g_memdup2 (text->data, length);
      g_autoptr (MgPattern) faulty = NULL;

      check_all_places (pattern, text->data, text->len);
      wanted[length - 1] ^= 3;
      faulty = mg_pattern_new (wanted, NULL, length);
      check_all_places (faulty, text->data, text->len);
    }
}

static void
masks_count_bits (void **state)
{
  guint8 data[500], mask[200];

  for (guint round = 0; round < 400; round++)
    {
      static const guint8 masks[] = { 0xff, 0xff, 0x00, 0xf0, 0x0f, 0x81 };
      g_autoptr (GRand) rand = g_rand_new_with_seed (9000 + round);
      gsize size = g_rand_int_range (rand, 1, sizeof data);
      gsize length = g_rand_int_range (rand, 1, MIN (size, sizeof mask) + 1);
      gsize place = g_rand_int_range (rand, 0, size - length + 1);
      g_autoptr (MgPattern) pattern = NULL;

      fill (rand, data, size, round % 2 != 0 ? 256 : 3);
      for (gsize i = 0; i < length; i++)
        mask[i] = masks[g_rand_int_range (rand, 0, G_N_ELEMENTS (masks))];
      pattern = mg_pattern_new (data + place, mask, length);
      assert_true (mg_pattern_matches (pattern, data + place));
      check_all_places (pattern, data, size);
    }
}

static void
a_pattern_of_wildcards_alone_stands_everywhere (void **state)
{
  static const guint8 bytes[100] = { 1, 2, 3 };
  static const guint8 mask[100] = { 0 };

  for (gsize length = 1; length <= 100; length += 33)
    {
      g_autoptr (MgPattern) pattern = mg_pattern_new (bytes, mask, length);

      check_all_places (pattern, bytes, sizeof bytes);
    }
}

static void
a_pattern_longer_than_the_bytes_is_nowhere (void **state)
{
  static const guint8 zeros[70] = { 0 };

  for (gsize length = 2; length <= sizeof zeros; length += 17)
    {
      g_autoptr (MgPattern) pattern = mg_pattern_new (zeros, NULL, length);

      assert_int_equal (mg_pattern_search (pattern, zeros, length - 1, FALSE), G_MAXSIZE);
      assert_int_equal (mg_pattern_search (pattern, zeros, 0, TRUE), G_MAXSIZE);
      assert_int_equal (mg_pattern_search (pattern, zeros, length, FALSE), 0);
    }
}

/* With quadratic behaviour each of these takes minutes: 2^16 × 2^22 comparisons. */
static void
long_periodic_patterns_take_linear_time (void **state)
{
  const gsize size = 4 << 20, length = MG_PATTERN_MAX;
  g_autofree guint8 *data = g_malloc0 (size);
  g_autofree guint8 *wanted = g_malloc0 (length);

  for (guint period = 1; period <= 64; period *= 8)
    for (guint backward = 0; backward < 2; backward++)
      {
        g_autoptr (MgPattern) all = NULL, broken = NULL;
        MgPatternSearch search;
        gsize n_hits = 0;

        for (gsize i = 0; i < length; i++)
          wanted[i] = i % period == 0;
        for (gsize i = 0; i < size; i++)
          data[i] = i % period == 0;
        all = mg_pattern_new (wanted, NULL, length);
        wanted[length / 2] ^= 1;
        broken = mg_pattern_new (wanted, NULL, length);

        assert_int_equal (mg_pattern_search (broken, data, size, backward), G_MAXSIZE);
        mg_pattern_search_init (&search, all, data, size, backward);
        while (mg_pattern_search_next (&search) != G_MAXSIZE)
          n_hits++;
        assert_int_equal (n_hits, (size - length) / period + 1);

        for (gsize i = 0; i < size; i += length - 1)
          data[i] ^= 1;
        assert_int_equal (mg_pattern_search (all, data, size, backward), G_MAXSIZE);
      }
}

static void
knows_whether_unallocated_memory_matches (void **state)
{
  static const guint8 bytes[] = { 0, 0x40, 0 };
  static const guint8 mask[] = { 0xff, 0x0f, 0xff };
  g_autoptr (MgPattern) solid = mg_pattern_new (bytes, NULL, 3);
  g_autoptr (MgPattern) masked = mg_pattern_new (bytes, mask, 3);

  assert_false (mg_pattern_matches_zeros (solid));
  assert_true (mg_pattern_matches_zeros (masked));
}

static void
check_parse (const char *text, MgPatternType type, gboolean big_endian, const char *bytes,
             gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MgPattern) pattern = mg_pattern_parse (text, type, big_endian, &error);

  assert_null (error);
  assert_non_null (pattern);
  assert_int_equal (mg_pattern_get_length (pattern), length);
  assert_memory_equal (mg_pattern_get_bytes (pattern), bytes, length);
}

static void
check_refused (const char *text, MgPatternType type, MgErrorCode code)
{
  g_autoptr (GError) error = NULL;

  assert_null (mg_pattern_parse (text, type, FALSE, &error));
  assert_true (g_error_matches (error, MG_ERROR, (gint) code));
  assert_null (mg_pattern_parse (text, type, FALSE, NULL));
}

static void
reads_hex (void **state)
{
  static const char *const spellings[] = { "DE AD be ef", "deadbeef", "0xDEADBEEF",
                                           " 0xde, 0xad,\n0xBE,0xEF, ", "dead\tBEEF" };
  g_autoptr (MgPattern) pattern = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    check_parse (spellings[i], MG_PATTERN_HEX, FALSE, "\xde\xad\xbe\xef", 4);
  check_parse ("00", MG_PATTERN_HEX, TRUE, "\0", 1);

  pattern = mg_pattern_parse ("de ?? 4? ?f", MG_PATTERN_HEX, FALSE, NULL);
  assert_memory_equal (mg_pattern_get_bytes (pattern), "\xde\x00\x40\x0f", 4);
  assert_memory_equal (mg_pattern_get_mask (pattern), "\xff\x00\xf0\x0f", 4);

  check_refused ("", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused (" ,", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("0x", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("d", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("dea", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("d e", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("xyz", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("aé", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("é", MG_PATTERN_HEX, MG_ERROR_INVALID);
  check_refused ("?? ??", MG_PATTERN_HEX, MG_ERROR_INVALID);
}

static void
reads_text_and_its_escapes (void **state)
{
  check_parse ("Grüße", MG_PATTERN_TEXT, FALSE,
               "Gr\xc3\xbc\xc3\x9f"
               "e",
               7);
  check_parse (" a ", MG_PATTERN_TEXT, FALSE, " a ", 3);
  check_parse ("\\n\\t\\r\\0\\\\\\x7f\\xfF", MG_PATTERN_TEXT, FALSE, "\n\t\r\0\\\x7f\xff", 7);
  check_parse ("aß\\0", MG_PATTERN_UTF16, FALSE, "a\0\xdf\0\0\0", 6);
  check_parse ("a\\xe4", MG_PATTERN_UTF16, TRUE, "\0a\0\xe4", 4);
  check_parse ("😀", MG_PATTERN_UTF16, FALSE, "\x3d\xd8\x00\xde", 4);
  check_parse ("😀", MG_PATTERN_UTF16, TRUE, "\xd8\x3d\xde\x00", 4);

  check_refused ("", MG_PATTERN_TEXT, MG_ERROR_INVALID);
  check_refused ("\\", MG_PATTERN_TEXT, MG_ERROR_INVALID);
  check_refused ("\\q", MG_PATTERN_TEXT, MG_ERROR_INVALID);
  check_refused ("\\x1", MG_PATTERN_TEXT, MG_ERROR_INVALID);
  check_refused ("\\xg0", MG_PATTERN_UTF16, MG_ERROR_INVALID);
  check_refused ("\xff", MG_PATTERN_TEXT, MG_ERROR_INVALID);
}

static void
reads_integers_within_their_range (void **state)
{
  check_parse ("-1", MG_PATTERN_I8, FALSE, "\xff", 1);
  check_parse ("-128", MG_PATTERN_I8, FALSE, "\x80", 1);
  check_parse ("0xff", MG_PATTERN_I8, FALSE, "\xff", 1);
  check_parse (" 255 ", MG_PATTERN_U8, FALSE, "\xff", 1);
  check_parse ("258", MG_PATTERN_U16, FALSE, "\x02\x01", 2);
  check_parse ("258", MG_PATTERN_I16, TRUE, "\x01\x02", 2);
  check_parse ("+1", MG_PATTERN_I32, FALSE, "\x01\0\0\0", 4);
  check_parse ("0xDEADBEEF", MG_PATTERN_U32, TRUE, "\xde\xad\xbe\xef", 4);
  check_parse ("-9223372036854775808", MG_PATTERN_I64, TRUE, "\x80\0\0\0\0\0\0\0", 8);
  check_parse ("18446744073709551615", MG_PATTERN_U64, FALSE, "\xff\xff\xff\xff\xff\xff\xff\xff",
               8);

  check_refused ("128", MG_PATTERN_I8, MG_ERROR_OUT_OF_RANGE);
  check_refused ("-129", MG_PATTERN_I8, MG_ERROR_OUT_OF_RANGE);
  check_refused ("0x100", MG_PATTERN_I8, MG_ERROR_OUT_OF_RANGE);
  check_refused ("-1", MG_PATTERN_U64, MG_ERROR_OUT_OF_RANGE);
  check_refused ("18446744073709551616", MG_PATTERN_U64, MG_ERROR_OUT_OF_RANGE);
  check_refused ("-9223372036854775809", MG_PATTERN_I64, MG_ERROR_OUT_OF_RANGE);
  check_refused ("", MG_PATTERN_U8, MG_ERROR_INVALID);
  check_refused ("-", MG_PATTERN_I8, MG_ERROR_INVALID);
  check_refused ("--1", MG_PATTERN_I8, MG_ERROR_INVALID);
  check_refused ("- 1", MG_PATTERN_I8, MG_ERROR_INVALID);
  check_refused ("0x", MG_PATTERN_U8, MG_ERROR_INVALID);
  check_refused ("0x0x1", MG_PATTERN_U8, MG_ERROR_INVALID);
  check_refused ("1x", MG_PATTERN_U8, MG_ERROR_INVALID);
  check_refused ("1.0", MG_PATTERN_U8, MG_ERROR_INVALID);
}

static void
reads_floats (void **state)
{
  g_autoptr (MgPattern) nan = mg_pattern_parse ("nan", MG_PATTERN_F64, TRUE, NULL);

  check_parse ("1", MG_PATTERN_F32, FALSE, "\0\0\x80\x3f", 4);
  check_parse ("-2.5e0", MG_PATTERN_F64, TRUE, "\xc0\x04\0\0\0\0\0\0", 8);
  check_parse ("inf", MG_PATTERN_F32, TRUE, "\x7f\x80\0\0", 4);
  check_parse ("-Infinity", MG_PATTERN_F64, TRUE, "\xff\xf0\0\0\0\0\0\0", 8);
  assert_true (mg_pattern_matches (nan, (const guint8 *) "\x7f\xf8\0\0\0\0\0\0"));
  assert_true (mg_pattern_matches (nan, (const guint8 *) "\xff\xf8\0\0\0\0\0\1"));
  assert_false (mg_pattern_matches (nan, (const guint8 *) "\x7f\xf0\0\0\0\0\0\0"));

  check_refused ("", MG_PATTERN_F32, MG_ERROR_INVALID);
  check_refused ("one", MG_PATTERN_F32, MG_ERROR_INVALID);
  check_refused ("1,5", MG_PATTERN_F64, MG_ERROR_INVALID);
  check_refused ("1e39", MG_PATTERN_F32, MG_ERROR_OUT_OF_RANGE);
  check_refused ("-1e309", MG_PATTERN_F64, MG_ERROR_OUT_OF_RANGE);
}

static void
refuses_patterns_over_the_limit (void **state)
{
  g_autofree char *text = g_strnfill (MG_PATTERN_MAX, 'x');
  g_autofree char *longer = g_strnfill (MG_PATTERN_MAX + 1, 'x');
  g_autofree char *huge = g_strnfill (64 * MG_PATTERN_MAX, '0');
  g_autoptr (MgPattern) pattern = mg_pattern_parse (text, MG_PATTERN_TEXT, FALSE, NULL);

  assert_int_equal (mg_pattern_get_length (pattern), MG_PATTERN_MAX);
  check_refused (longer, MG_PATTERN_TEXT, MG_ERROR_TOO_LARGE);
  check_refused (huge, MG_PATTERN_HEX, MG_ERROR_TOO_LARGE);
}

static void
types_have_words (void **state)
{
  MgPatternType type;

  for (guint i = 0; i < MG_N_PATTERN_TYPES; i++)
    {
      assert_true (mg_pattern_type_from_string (mg_pattern_type_to_string (i), &type));
      assert_int_equal (type, i);
    }
  assert_false (mg_pattern_type_from_string ("HEX", &type));
  assert_false (mg_pattern_type_from_string (NULL, &type));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (finds_every_length_at_every_place),
    cmocka_unit_test (agrees_with_the_naive_search_in_poor_alphabets),
    cmocka_unit_test (agrees_with_the_naive_search_in_periodic_data),
    cmocka_unit_test (agrees_with_the_naive_search_in_fibonacci_strings),
    cmocka_unit_test (masks_count_bits),
    cmocka_unit_test (a_pattern_of_wildcards_alone_stands_everywhere),
    cmocka_unit_test (a_pattern_longer_than_the_bytes_is_nowhere),
    cmocka_unit_test (long_periodic_patterns_take_linear_time),
    cmocka_unit_test (knows_whether_unallocated_memory_matches),
    cmocka_unit_test (reads_hex),
    cmocka_unit_test (reads_text_and_its_escapes),
    cmocka_unit_test (reads_integers_within_their_range),
    cmocka_unit_test (reads_floats),
    cmocka_unit_test (refuses_patterns_over_the_limit),
    cmocka_unit_test (types_have_words),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
