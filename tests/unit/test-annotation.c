/* Annotations as they are written: what is understood, and what is told of the rest, with its place. */

#include "field-fixture.h"

static void
assert_told (const char *text, MgCSeverity severity, guint line, guint column, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = fixture_new_full (text, "linux64", 0, MG_ORDER_LITTLE, &error);
  const MgCDiagnostic *first;

  assert_null (error);
  if (fixture->diagnostics->len != 1)
    fail_msg ("%s: %u diagnostics", text, fixture->diagnostics->len);
  first = fixture->diagnostics->pdata[0];
  if (first->severity != severity || first->line != line || first->column != column
      || strstr (first->message, part) == NULL)
    fail_msg ("%s: %u:%u: %s", text, first->line, first->column, first->message);
  assert_string_equal (first->file, "test.h");
}

static void
what_is_wrong_is_told_with_its_place (void **state)
{
  assert_told ("struct s { int a; // @hexx\n};", MG_C_WARNING, 1, 22, "@hexx");
  assert_told ("struct s {\n  int a; // @format(hexx)\n};", MG_C_ERROR, 2, 21, "hexx");
  assert_told ("struct s {\n  int a[1]; // @count(1 +)\n};", MG_C_ERROR, 2, 26, "missing");
  assert_told ("struct s {\n  int a[1]; // remark\n  int b[2]; // @hidden @count(n)\n};", MG_C_ERROR, 3, 24,
               "n");
  assert_told ("struct s {\n  int a[1]; // @count(2\n};", MG_C_ERROR, 2, 22, "closed");
  assert_told ("struct s { int a; // @hidden(1)\n};", MG_C_ERROR, 1, 30, "hidden");
  assert_told ("struct s { int a; // @unit\n};", MG_C_ERROR, 1, 22, "unit");
  assert_told ("struct s { int a; // @at(4) @at(8)\n};", MG_C_ERROR, 1, 29, "twice");
  assert_told ("struct s { int a; // @enum(nothing)\n};", MG_C_ERROR, 1, 22, "nothing");
  assert_told ("struct s { int a; // @time(later)\n};", MG_C_ERROR, 1, 28, "later");
  assert_told ("struct s { int a; // @endian(middle)\n};", MG_C_ERROR, 1, 30, "middle");
  assert_told ("struct s { int a; // @digits(many)\n};", MG_C_ERROR, 1, 30, "many");
  assert_told ("struct s { int a; // @pointer(0)\n};", MG_C_ERROR, 1, 22, "@to");
  assert_told ("struct s { int a; // @pointer(0) @to(struct t)\n};", MG_C_ERROR, 1, 34, "struct t");
  assert_told ("struct s { double a; // @pointer @to(int)\n};", MG_C_ERROR, 1, 25, "integer");
  assert_told ("struct s { // @label(1 + 2)\n int a; };", MG_C_ERROR, 1, 22, "field");
  assert_told ("struct s { int a; // @scale(a)\n};", MG_C_ERROR, 1, 22, "constant");
  assert_told ("struct s { struct { int a; } b; // @unit(m)\n};", MG_C_WARNING, 1, 36, "number");
  assert_told ("struct s { int a; // @count(3)\n};", MG_C_WARNING, 1, 22, "array");
  assert_told ("struct s { int a[2]; // @length(3)\n};", MG_C_WARNING, 1, 25, "text");
  assert_told ("struct s { int a; // @tag(a)\n};", MG_C_WARNING, 1, 22, "union");
}

static void
several_stand_in_one_comment_with_remarks (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct s { // @title(A \"title\", with (brackets)) text @names(a*, \"b, c\", d) mail me@example.org\n"
      "  int a; // a remark\n"
      "  /* @unit(\")\")\n   * @digits(2) */\n  double b;\n"
      "};");
  const char *const *names = mg_structure_get_names (fixture->structure);
  g_autoptr (MgField) b = fixture_find (fixture, "b");

  assert_string_equal (mg_structure_get_title (fixture->structure), "A \"title\", with (brackets)");
  assert_string_equal (names[0], "a*");
  assert_string_equal (names[1], "b, c");
  assert_string_equal (names[2], "d");
  assert_null (names[3]);
  assert_string_equal (mg_field_get_format (b)->unit, ")");
  assert_int_equal (mg_field_get_format (b)->digits, 2);
}

static void
without_any_there_are_none (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int a; /* count(3) */ int b; // a@b.c\n };");
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  gboolean has_signature = TRUE;

  assert_null (mg_structure_get_title (fixture->structure));
  assert_null (mg_structure_get_names (fixture->structure)[0]);
  assert_false (mg_structure_check_signature (fixture->structure, &bytes, &has_signature));
  assert_false (has_signature);
}

static void
what_a_value_means_reaches_its_format (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "enum e { ONE = 1, TWO };\n"
      "typedef uint64_t stamp; // @time(unix_ms)\n"
      "struct s {\n"
      "  int a; // @enum(e)\n  unsigned f; // @flags(e)\n  stamp t;\n"
      "  short v; // @scale(0.5) @bias(sizeof (int)) @unit(°C) @digits(1)\n"
      "  uint8_t raw[8]; // @text\n  char latin[4]; // @encoding(latin1)\n"
      "  uint16_t wide[4]; // @encoding(utf16be)\n  uint8_t id[16]; // @format(guid)\n"
      "  uint32_t big; // @endian(big)\n  char n; // @format(dec)\n"
      "  uint32_t many[2]; // @format(hex)\n"
      "};");
  const struct
  {
    const char *path;
    MgFormat expected;
  } rows[] = {
    { "a", { .kind = MG_FORMAT_SIGNED, .scale = 1 } },
    { "t", { .kind = MG_FORMAT_UNSIGNED, .time = MG_TIME_UNIX_MS, .scale = 1 } },
    { "v", { .kind = MG_FORMAT_SIGNED, .scale = 0.5, .bias = 4 } },
    { "raw", { .kind = MG_FORMAT_TEXT, .encoding = MG_ENCODING_UTF8, .scale = 1 } },
    { "latin", { .kind = MG_FORMAT_TEXT, .encoding = MG_ENCODING_LATIN1, .scale = 1 } },
    { "wide", { .kind = MG_FORMAT_TEXT, .encoding = MG_ENCODING_UTF16, .order = MG_ORDER_BIG, .scale = 1 } },
    { "id", { .kind = MG_FORMAT_GUID, .scale = 1 } },
    { "big", { .kind = MG_FORMAT_UNSIGNED, .order = MG_ORDER_BIG, .scale = 1 } },
    { "n", { .kind = MG_FORMAT_SIGNED, .encoding = MG_ENCODING_UTF8, .scale = 1 } },
    { "many[1]", { .kind = MG_FORMAT_UNSIGNED, .notation = MG_NOTATION_HEX, .scale = 1 } },
  };
  g_autoptr (MgField) flags = fixture_find (fixture, "f");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (MgField) field = fixture_find (fixture, rows[i].path);
      const MgFormat *format = mg_field_get_format (field), *expected = &rows[i].expected;

      if (format->kind != expected->kind || format->time != expected->time || format->order != expected->order
          || format->scale != expected->scale || format->bias != expected->bias
          || format->notation != expected->notation || format->encoding != expected->encoding)
        fail_msg ("%s", rows[i].path);
    }
  assert_true (mg_field_get_format (flags)->flags);
  assert_string_equal (mg_field_get_format (flags)->constants->name, "e");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (what_is_wrong_is_told_with_its_place),
    cmocka_unit_test (several_stand_in_one_comment_with_remarks),
    cmocka_unit_test (without_any_there_are_none),
    cmocka_unit_test (what_a_value_means_reaches_its_format),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
