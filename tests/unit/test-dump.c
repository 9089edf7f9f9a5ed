#include "config.h"

#include "core/dump.h"
#include "core/error.h"
#include "core/pattern.h"
#include "core/snapshot.h"
#include "fake-source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static gboolean
collect_cb (const void *bytes, gsize length, gpointer text, GError **error)
{
  g_string_append_len (text, bytes, length);
  return TRUE;
}

static char *
dump (MgSource *source, MgRange range, MgDumpFormat format, MgRangeSet *unreadable)
{
  GString *text = g_string_new (NULL);
  GError *error = NULL;

  assert_true (mg_dump (source, range, format, "/it's me", collect_cb, text, NULL, NULL, unreadable,
                        NULL, &error));
  assert_null (error);
  return g_string_free (text, FALSE);
}

static FakeSource *
counting_source (gsize size)
{
  FakeSource *fake = fake_source_new (size);

  for (gsize i = 0; i < size; i++)
    fake->bytes->data[i] = i;
  return fake;
}

static void
hex_shows_offset_bytes_and_text (void **state)
{
  FakeSource *fake = counting_source (0x60);
  g_autoptr (MgSource) source = &fake->source;
  g_autofree char *text = dump (source, (MgRange) { 0x2e, 0x14 }, MG_DUMP_HEX, NULL);
  g_autofree char *nothing = dump (source, (MgRange) { 0x60, 0 }, MG_DUMP_HEX, NULL);

  assert_string_equal (
      text, "0000002e  2e 2f 30 31 32 33 34 35  36 37 38 39 3a 3b 3c 3d  |./0123456789:;<=|\n"
            "0000003e  3e 3f 40 41                                       |>?@A|\n");
  assert_string_equal (nothing, "");
}

static void
hex_shows_equal_lines_once (void **state)
{
  FakeSource *fake = fake_source_new (0x60);
  g_autoptr (MgSource) source = &fake->source;
  g_autofree char *all = dump (source, (MgRange) { 0, 0x54 }, MG_DUMP_HEX, NULL);
  g_autofree char *two = dump (source, (MgRange) { 0, 0x20 }, MG_DUMP_HEX, NULL);
  g_autofree char *middle = NULL;

  assert_string_equal (
      all, "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
           "*\n"
           "00000050  00 00 00 00                                       |....|\n");
  assert_string_equal (
      two, "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
           "*\n"
           "00000020\n");

  fake->bytes->data[0x30] = 'x';
  middle = dump (source, (MgRange) { 0, 0x60 }, MG_DUMP_HEX, NULL);
  assert_string_equal (
      middle, "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
              "*\n"
              "00000030  78 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |x...............|\n"
              "00000040  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
              "*\n"
              "00000060\n");
}

static void
hex_of_unallocated_memory_costs_nothing (void **state)
{
  FakeSource *fake = fake_source_new (0);
  g_autoptr (MgSource) source = &fake->source;
  g_autofree char *text = NULL;

  fake->size_override = (guint64) 1 << 62;
  text = dump (source, (MgRange) { 3, fake->size_override - 3 }, MG_DUMP_HEX, NULL);
  assert_string_equal (
      text,
      "0000000000000003  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n"
      "*\n"
      "3ffffffffffffff3  00 00 00 00 00 00 00 00  00 00 00 00 00           |.............|\n");
  assert_int_equal (fake->n_reads, 0);
}

/* Whatever the holes, the text is the same as without them. */
static void
hex_does_not_depend_on_holes (void **state)
{
  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (round);
      FakeSource *fake = counting_source (3000);
      g_autoptr (MgSource) source = &fake->source;
      g_autofree char *with = NULL, *without = NULL;
      gsize start = g_rand_int_range (rand, 0, 3000);
      MgRange range = { start, g_rand_int_range (rand, 0, 3001 - start) };

      for (guint i = 0; i < 4; i++)
        {
          MgRange hole = { g_rand_int_range (rand, 0, 2500), g_rand_int_range (rand, 1, 500) };

          mg_range_set_add (fake->holes, hole);
          memset (fake->bytes->data + hole.start, 0, hole.length);
        }
      with = dump (source, range, MG_DUMP_HEX, NULL);
      mg_range_set_clear (fake->holes);
      without = dump (source, range, MG_DUMP_HEX, NULL);
      assert_string_equal (with, without);
    }
}

static void
unreadable_bytes_are_marked_and_counted (void **state)
{
  FakeSource *fake = counting_source (0x50);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autofree char *hex = NULL, *c = NULL, *raw = NULL;

  mg_range_set_add (fake->unreadable, (MgRange) { 0x12, 0x2f });
  hex = dump (source, (MgRange) { 0x10, 0x33 }, MG_DUMP_HEX, unreadable);
  assert_string_equal (
      hex, "00000010  10 11 -- -- -- -- -- --  -- -- -- -- -- -- -- --  |..              |\n"
           "00000020  -- -- -- -- -- -- -- --  -- -- -- -- -- -- -- --  |                |\n"
           "*\n"
           "00000040  -- 41 42                                          | AB|\n");
  assert_int_equal (mg_range_set_get_length (unreadable), 0x2f);

  c = dump (source, (MgRange) { 0x11, 2 }, MG_DUMP_C, NULL);
  assert_string_equal (c, "/* 2 bytes from offset 0x11 */\n"
                          "static const unsigned char it_s_me_bytes[2] = {\n"
                          "  0x11, 0x00 /* unreadable */,\n};\n");
  raw = dump (source, (MgRange) { 0x11, 0x31 }, MG_DUMP_RAW, NULL);
  assert_int_equal (raw[0], 0x11);
  assert_int_equal (raw[1], 0);
  assert_int_equal (raw[0x30], 0x41);
}

static void
a_c_array_has_twelve_bytes_a_line_and_a_name (void **state)
{
  FakeSource *fake = counting_source (14);
  g_autoptr (MgSource) source = &fake->source;
  g_autofree char *text = dump (source, (MgRange) { 0, 14 }, MG_DUMP_C, NULL);
  static const char *const labels[][2] = {
    { "/int", "int_bytes[1]" },
    { "9", "x9_bytes[1]" },
    { "//", " bytes[1]" },
    { NULL, " bytes[1]" },
    { "Global\\A  b", "Global_A_b_bytes[1]" },
    { "*/;", " bytes[1]" },
    { "é_", " bytes[1]" },
  };

  assert_string_equal (text,
                       "/* 14 bytes from offset 0x0 */\n"
                       "static const unsigned char it_s_me_bytes[14] = {\n"
                       "  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b,\n"
                       "  0x0c, 0x0d,\n};\n");
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_autofree char *array =
          mg_dump_bytes ((const guint8 *) "x", NULL, 1, 0, MG_DUMP_C, labels[i][0]);

      assert_non_null (strstr (array, labels[i][1]));
    }
}

static void
raw_is_the_bytes_and_nothing_else (void **state)
{
  FakeSource *fake = counting_source (1000000);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (GString) text = g_string_new (NULL);

  memset (fake->bytes->data + 300000, 0, 400000);
  mg_range_set_add (fake->holes, (MgRange) { 300000, 400000 });
  assert_true (mg_dump (source, (MgRange) { 7, 999990 }, MG_DUMP_RAW, NULL, collect_cb, text, NULL,
                        NULL, NULL, NULL, NULL));
  assert_int_equal (text->len, 999990);
  assert_memory_equal (text->str, fake->bytes->data + 7, text->len);
}

static void
bytes_in_memory_are_shown_the_same_way (void **state)
{
  guint8 bytes[18];
  guint8 states[18] = { MG_BYTE_OK, MG_BYTE_UNREADABLE, MG_BYTE_NOT_READ };
  g_autofree char *hex = NULL, *text = NULL, *digits = NULL, *none = NULL;
  g_autoptr (MgPattern) pattern = NULL;

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = 'a' + i;
  hex = mg_dump_bytes (bytes, states, sizeof bytes, 0x100000000, MG_DUMP_HEX, NULL);
  text = mg_dump_bytes (bytes, states, sizeof bytes, 0, MG_DUMP_TEXT, NULL);
  digits = mg_dump_bytes (bytes, NULL, sizeof bytes, 0, MG_DUMP_BYTES, NULL);
  none = mg_dump_bytes (bytes, NULL, 0, 0, MG_DUMP_BYTES, NULL);

  assert_string_equal (
      hex,
      "0000000100000000  61 -- -- 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70  |a  defghijklmnop|\n"
      "0000000100000010  71 72                                             |qr|\n");
  assert_string_equal (text, "a  defghijklmnopqr");
  assert_string_equal (digits, "61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70\n71 72");
  assert_string_equal (none, "");

  pattern = mg_pattern_parse (digits, MG_PATTERN_HEX, FALSE, NULL);
  assert_int_equal (mg_pattern_get_length (pattern), sizeof bytes);
  assert_true (mg_pattern_matches (pattern, bytes));
}

static void
a_range_outside_the_object_writes_nothing (void **state)
{
  static const MgRange outside[] = { { 0, 101 }, { 101, 0 }, { 50, 51 }, { MG_OFFSET_MAX - 1, 1 } };
  FakeSource *fake = counting_source (100);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_false (mg_dump (source, outside[i], MG_DUMP_C, NULL, collect_cb, text, NULL, NULL,
                             NULL, NULL, &error));
      assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
      assert_int_equal (text->len, 0);
    }
}

/* An object that shrinks as soon as the first text is written. */
typedef struct
{
  FakeSource *fake;
  gsize shrink_to;
  gsize n_bytes;
} Shrinker;

static gboolean
shrink_cb (const void *bytes, gsize length, gpointer data, GError **error)
{
  Shrinker *shrinker = data;

  shrinker->n_bytes += length;
  g_byte_array_set_size (shrinker->fake->bytes, shrinker->shrink_to);
  return TRUE;
}

static void
an_object_that_shrinks_is_dumped_to_the_end (void **state)
{
  FakeSource *fake = counting_source (3000000);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  Shrinker shrinker = { fake, 1500000 };

  assert_true (mg_dump (source, (MgRange) { 0, 3000000 }, MG_DUMP_RAW, NULL, shrink_cb, &shrinker,
                        NULL, NULL, unreadable, NULL, NULL));
  assert_int_equal (shrinker.n_bytes, 3000000);
  assert_int_equal (mg_range_set_get_length (unreadable), 1500000);
  assert_true (mg_range_set_contains (unreadable, 1500000));
}

static gboolean
fail_cb (const void *bytes, gsize length, gpointer data, GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "full");
  return FALSE;
}

static void
a_failing_writer_ends_it (void **state)
{
  FakeSource *fake = counting_source (10000);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (GError) error = NULL;

  assert_false (mg_dump (source, (MgRange) { 0, 10000 }, MG_DUMP_HEX, NULL, fail_cb, NULL, NULL,
                         NULL, NULL, NULL, &error));
  assert_true (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC));
}

static gboolean
cancel_cb (const void *bytes, gsize length, gpointer cancellable, GError **error)
{
  g_cancellable_cancel (cancellable);
  return TRUE;
}

static void
raw_zeros_without_end_can_be_cancelled (void **state)
{
  FakeSource *fake = fake_source_new (0);
  g_autoptr (MgSource) source = &fake->source;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fake->size_override = (guint64) 1 << 62;
  assert_false (mg_dump (source, (MgRange) { 0, fake->size_override }, MG_DUMP_RAW, NULL, cancel_cb,
                         cancellable, NULL, NULL, NULL, cancellable, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_CANCELLED));
}

static void
memory_can_be_a_source (void **state)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hello", 5);
  g_autoptr (MgSource) source = mg_memory_source_new (bytes);
  g_autoptr (MgObjectInfo) info = mg_source_dup_info (source, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  assert_int_equal (info->size, 5);
  assert_true (mg_dump (source, (MgRange) { 1, 4 }, MG_DUMP_TEXT, NULL, collect_cb, text, NULL, NULL,
                        NULL, NULL, NULL));
  assert_string_equal (text->str, "ello");
}

static void
formats_have_words (void **state)
{
  MgDumpFormat format;

  for (guint i = MG_DUMP_HEX; i <= MG_DUMP_BYTES; i++)
    {
      assert_true (mg_dump_format_from_string (mg_dump_format_to_string (i), &format));
      assert_int_equal (format, i);
    }
  assert_false (mg_dump_format_from_string ("C", &format));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (hex_shows_offset_bytes_and_text),
    cmocka_unit_test (hex_shows_equal_lines_once),
    cmocka_unit_test (hex_of_unallocated_memory_costs_nothing),
    cmocka_unit_test (hex_does_not_depend_on_holes),
    cmocka_unit_test (unreadable_bytes_are_marked_and_counted),
    cmocka_unit_test (a_c_array_has_twelve_bytes_a_line_and_a_name),
    cmocka_unit_test (raw_is_the_bytes_and_nothing_else),
    cmocka_unit_test (bytes_in_memory_are_shown_the_same_way),
    cmocka_unit_test (a_range_outside_the_object_writes_nothing),
    cmocka_unit_test (an_object_that_shrinks_is_dumped_to_the_end),
    cmocka_unit_test (a_failing_writer_ends_it),
    cmocka_unit_test (raw_zeros_without_end_can_be_cancelled),
    cmocka_unit_test (memory_can_be_a_source),
    cmocka_unit_test (formats_have_words),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
