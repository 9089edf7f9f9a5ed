#include "config.h"

#include "core/interpret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static MgAddressPlace
resolve (gpointer data, guint64 address, guint64 *offset)
{
  *offset = address - 0x1000;
  return address >= 0x1000 && address < 0x2000 ? MG_ADDRESS_INSIDE : MG_ADDRESS_OUTSIDE;
}

static char *
dup_process_name (gpointer data, guint32 pid)
{
  return pid == 1 ? g_strdup ("init") : NULL;
}

static void
assert_row (const char *id, MgOrder order, const char *bytes, gsize length, const char *text)
{
  const MgValueContext context = {
    G_GINT64_CONSTANT (1764054191254000), 5000000, 0, resolve, dup_process_name, NULL
  };
  const MgInterpretRow *row = mg_interpret_find (id);
  g_autofree char *shown = NULL;

  assert_non_null (row);
  shown = mg_interpret_text (row, (const guint8 *) bytes, length, order, &context);
  if (g_strcmp0 (shown, text) != 0)
    fail_msg ("%s: %s, not %s", id, shown != NULL ? shown : "nothing", text != NULL ? text : "nothing");
}

static void
rows_say_what_the_bytes_are (void **state)
{
  static const struct
  {
    const char *id;
    gsize length;
    const char *bytes, *little, *big;
  } cases[] = {
    { "int8", 1, "\xA4", "-92", "-92" },
    { "uint16", 2, "\x01\x02", "513", "258" },
    { "int24", 3, "\xFF\xFF\x7F", "8388607", "-129" },
    { "uint24", 3, "\x01\0\0", "1", "65536" },
    { "uint48", 6, "\xFF\xFF\xFF\xFF\xFF\xFF", "281474976710655", "281474976710655" },
    { "int128", 16, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", "-1", "-1" },
    { "hex16", 2, "\x01\x02", "0x201", "0x102" },
    { "oct8", 1, "\x40", "0100", "0100" },
    { "bin8", 1, "\xA4", "0b10100100", "0b10100100" },
    { "uleb128", 3, "\xE5\x8E\x26", "624485", "624485" },
    { "sleb128", 3, "\xC0\xBB\x78", "-123456", "-123456" },
    { "sleb128", 1, "\x7F", "-1", "-1" },
    { "zigzag", 1, "\x03", "-2", "-2" },
    { "zigzag", 1, "\x04", "2", "2" },
    { "uleb128", 2, "\x80\x80", NULL, NULL }, /* has no end */
    { "float16", 2, "\x00\x3C", "1", "3.6e-06" },
    { "bfloat16", 2, "\x80\x3F", "1", "-5.8e-39" },
    { "float", 4, "\0\0\x80\x3F", "1", "4.6006e-41" },
    { "double", 8, "\0\0\0\0\0\0\xF0\x3F", "1", "3.03865e-319" },
    { "x87", 10, "\0\0\0\0\0\0\0\x80\xFF\x3F", "1", NULL },
    { "q8.8", 2, "\x80\x01", "1.5", "-127.99609375" },
    { "q16.16", 4, "\0\x80\xFF\xFF", "-0.5", "128.99998474121094" },
    { "q1.15", 2, "\0\xC0", "-0.5", "0.005859375" },
    { "q1.31", 4, "\0\0\0\x80", "-1", "5.960464477539063e-08" },
    { "char", 1, "\x80", "€", "€" },
    { "wchar", 2, "\xAC\x20", "€", "갠" },
    { "utf8-char", 3, "\xE2\x82\xAC", "€", "€" },
    { "utf8-char", 2, "\xE2\x82", NULL, NULL },
    { "char32", 4, "\xA9\xF4\x01\0", "💩", NULL },
    { "utf8", 6, "Hello\0", "\"Hello\"", "\"Hello\"" },
    { "utf8", 3, "Hel", "\"Hel\"…", "\"Hel\"…" },
    { "utf8", 1, "\0", "\"\"", "\"\"" },
    { "ascii", 1, "\xE9", NULL, NULL },
    { "shift-jis", 3, "\x83\x65\0", "\"テ\"", "\"テ\"" },
    { "time32", 4, "\xAC\x54\x25\x69", "2025-11-25 07:03:08Z (3 s ago)",
      "1925-07-08 15:27:37Z (100 years ago)" },
    { "time64", 8, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", NULL, "1969-12-31 23:57:51Z (55 years ago)" },
    { "filetime", 8, "\0\0\0\0\0\0\0\0", "1601-01-01 00:00:00.0000000Z (424 years ago)",
      "1601-01-01 00:00:00.0000000Z (424 years ago)" },
    { "dos", 4, "\x60\x38\x79\x5B", "2025-11-25 07:03:00", "2040-10-27 12:01:48" },
    { "dos", 4, "\0\0\0\0", NULL, NULL },
    { "guid", 16, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01", "{00000000-0000-0000-0000-000000000001}",
      "{00000000-0000-0000-0000-000000000001}" },
    { "ipv4", 4, "\x7F\0\0\x01", "127.0.0.1", "127.0.0.1" },
    { "mac", 6, "\xAA\xBB\xCC\0\x01\x02", "AA:BB:CC:00:01:02", "AA:BB:CC:00:01:02" },
    { "rgba", 4, "\x01\x02\x03\x04", "#01020304", "#01020304" },
    { "errno", 4, "\x02\0\0\0", "ENOENT (2)", NULL },
    { "hresult", 4, "\x05\0\x07\x80", "E_ACCESSDENIED (0x80070005)", NULL },
    { "ntstatus", 4, "\x22\0\0\xC0", "STATUS_ACCESS_DENIED (0xC0000022)", NULL },
    { "pid", 4, "\x01\0\0\0", "1 (init)", NULL },
    { "pid", 4, "\x02\0\0\0", NULL, NULL },
    { "pointer", 8, "\xA0\x11\0\0\0\0\0\0", "→ 0x1A0", "→ outside" },
    { "pointer", 8, "\0\0\0\0\0\0\0\0", "NULL", "NULL" },
    { "pointer32", 4, "\xA0\x11\0\0", "→ 0x1A0", "→ outside" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_row (cases[i].id, MG_ORDER_LITTLE, cases[i].bytes, cases[i].length, cases[i].little);
      if (!g_str_equal (cases[i].id, "x87"))
        assert_row (cases[i].id, MG_ORDER_BIG, cases[i].bytes, cases[i].length, cases[i].big);
    }
}

/* A row says nothing of fewer bytes than it needs, and something of every pattern or nothing at all. */
static void
rows_look_no_further_than_the_bytes (void **state)
{
  guint n_rows;
  const MgInterpretRow *rows = mg_interpret_get_rows (&n_rows);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n_rows; i++)
    for (gsize length = 0; length <= MG_INTERPRET_BYTES; length++)
      {
        g_autofree guint8 *bytes = g_malloc (MAX (length, 1));
        g_autofree char *text = NULL;
        double number;

        for (gsize k = 0; k < length; k++)
          bytes[k] = (guint8) g_rand_int (rand);
        text = mg_interpret_text (&rows[i], bytes, length, i % 2, NULL);
        if (length < rows[i].n_bytes)
          {
            assert_null (text);
            assert_false (mg_interpret_number (&rows[i], bytes, length, i % 2, &number));
          }
        assert_true (text == NULL || (*text != '\0' && g_utf8_validate (text, -1, NULL)));
      }
}

static void
rows_have_ids_and_titles_of_their_own (void **state)
{
  guint n_rows;
  const MgInterpretRow *rows = mg_interpret_get_rows (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      assert_ptr_equal (mg_interpret_find (rows[i].id), &rows[i]);
      assert_true (rows[i].n_bytes >= 1 && rows[i].n_bytes <= MG_INTERPRET_BYTES);
      assert_non_null (mg_interpret_group_get_title (rows[i].group));
      for (guint k = 0; k < i; k++)
        assert_string_not_equal (mg_interpret_row_get_title (&rows[k]),
                                 mg_interpret_row_get_title (&rows[i]));
    }
  assert_null (mg_interpret_find ("uint7"));
}

static void
numbers_can_be_drawn (void **state)
{
  static const guint8 bytes[8] = { 0, 0, 0, 0, 0, 0, 0xF0, 0x3F };
  static const guint8 nan[8] = { 0, 0, 0, 0, 0, 0, 0xF8, 0x7F };
  double number = 42;

  assert_true (mg_interpret_number (mg_interpret_find ("double"), bytes, 8, MG_ORDER_LITTLE, &number));
  assert_true (number == 1);
  assert_true (mg_interpret_number (mg_interpret_find ("q8.8"), bytes + 6, 2, MG_ORDER_LITTLE, &number));
  assert_true (number == 0x3FF0 / 256.0);
  assert_true (
      mg_interpret_number (mg_interpret_find ("zigzag"), (const guint8 *) "\3", 1, MG_ORDER_LITTLE, &number));
  assert_true (number == -2);
  assert_false (mg_interpret_number (mg_interpret_find ("double"), nan, 8, MG_ORDER_LITTLE, &number));
  assert_false (mg_interpret_number (mg_interpret_find ("utf8"), bytes, 8, MG_ORDER_LITTLE, &number));
  assert_true (number == -2);
}

static void
a_line_sums_the_bytes_up (void **state)
{
  static const guint8 bytes[8] = { 0x01, 0, 0x80, 0x3F, 0, 0, 0xF0, 0x3F };
  g_autofree char *all = mg_interpret_summary (bytes, 8, MG_ORDER_LITTLE);
  g_autofree char *few = mg_interpret_summary (bytes, 3, MG_ORDER_BIG);
  g_autofree char *none = mg_interpret_summary (bytes, 0, MG_ORDER_LITTLE);

  assert_string_equal (
      all, "u8 1  u16 1  u32 1065353217  f32 1.0000001  u64 4607182419865370625  f64 1.0000002365559342");
  assert_string_equal (few, "u8 1  u16 256");
  assert_string_equal (none, "");
}

static void
an_address_is_itself_where_no_mapping_is_known (void **state)
{
  const MgValueContext context = { 0 };
  const guint8 bytes[8] = { 0xA0, 0x11 };
  const MgInterpretRow *row = mg_interpret_find ("pointer");
  g_autofree char *text = mg_interpret_text (row, bytes, sizeof bytes, MG_ORDER_LITTLE, &context);
  g_autofree char *without = mg_interpret_text (row, bytes, sizeof bytes, MG_ORDER_LITTLE, NULL);

  assert_string_equal (text, "0x11A0");
  assert_string_equal (without, "0x11A0");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (rows_say_what_the_bytes_are),
    cmocka_unit_test (an_address_is_itself_where_no_mapping_is_known),
    cmocka_unit_test (rows_look_no_further_than_the_bytes),
    cmocka_unit_test (rows_have_ids_and_titles_of_their_own),
    cmocka_unit_test (numbers_can_be_drawn),
    cmocka_unit_test (a_line_sums_the_bytes_up),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
