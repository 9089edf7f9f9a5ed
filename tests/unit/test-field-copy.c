#include "config.h"

#include "field-fixture.h"

#include "app/field-copy.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* One text is compiled here and, as a string, read and compared: what is copied is what the compiler
 * takes. */
#define TEXT(...) #__VA_ARGS__
#define TEXT_OF(...) TEXT (__VA_ARGS__)

#define DECLARATIONS \
  enum state { IDLE, BUSY = 7 }; \
  union either { uint8_t low; uint64_t all; uint16_t parts[2]; }; \
  struct point { int16_t x, y; }; \
  struct sample \
  { \
    int32_t number; \
    uint64_t big; \
    int64_t lowest; \
    float real; \
    double wide; \
    double nothing; \
    double endless; \
    char name[12]; \
    enum state state; \
    struct point points[2]; \
    unsigned low : 3, high : 13; \
    union either either; \
    union { uint16_t small; uint32_t large; }; \
    _Bool flag; \
    uint8_t grid[2][3]; \
  };

#define INITIALISER \
  { .number = -5, .big = 18446744073709551615ull, .lowest = (-9223372036854775807ll - 1), .real = 1.5f, \
    .wide = -0.1, .nothing = __builtin_nan (""), .endless = -__builtin_inf (), .name = "a\"b\\\né?", \
    .state = BUSY, .points = { { .x = 1, .y = -2 }, { .x = 300, .y = 4 } }, .low = 5, .high = 8191, \
    .either = { .all = 1311768467463790320ll }, .large = 3735928559u, .flag = 1, \
    .grid = { { 1, 2, 3 }, { 4, 5, 255 } } }

DECLARATIONS

static const struct sample sample = INITIALISER;

/* Without blanks, which do not matter outside strings; and "true" is 1. */
static char *
dup_squeezed (const char *text)
{
  GString *squeezed = g_string_new (NULL);
  gboolean in_string = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (in_string && *p == '\\')
        g_string_append_c (squeezed, *p++);
      else if (*p == '"')
        in_string = !in_string;
      if (in_string || !g_ascii_isspace (*p))
        g_string_append_c (squeezed, *p);
    }
  return g_string_free (squeezed, FALSE);
}

static char *
copy_field (Fixture *fixture, const char *path, MgFieldCopyFormat format)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (MgField) field = path != NULL ? fixture_find (fixture, path)
                                           : mg_field_ref (mg_structure_get_root (fixture->structure));

  return mg_field_dup_copy (field, &bytes, NULL, format);
}

static Fixture *
new_sample (void)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = fixture_new_full (TEXT_OF (DECLARATIONS), NULL, 0,
                                       G_BYTE_ORDER == G_BIG_ENDIAN ? MG_ORDER_BIG : MG_ORDER_LITTLE, &error);

  assert_null (error);
  memcpy (fixture->bytes, &sample, sizeof sample);
  return fixture;
}

static void
an_initialiser_is_what_the_compiler_made_the_bytes_of (void **state)
{
  g_autoptr (Fixture) fixture = new_sample ();
  g_autofree char *copied = copy_field (fixture, NULL, MG_FIELD_COPY_C);
  g_autofree char *got = dup_squeezed (copied);
  g_autofree char *wanted = dup_squeezed (TEXT_OF (INITIALISER));
  g_auto (GStrv) parts = g_strsplit (got, ".flag=true", 2);
  g_autofree char *plain = g_strjoinv (".flag=1", parts);

  assert_string_equal (plain, wanted);
}

static void
json_is_read_by_a_parser_as_the_same_values (void **state)
{
  g_autoptr (Fixture) fixture = new_sample ();
  g_autofree char *json = copy_field (fixture, NULL, MG_FIELD_COPY_JSON);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonArray *points, *grid;

  json_parser_load_from_data (parser, json, -1, &error);
  if (error != NULL)
    fail_msg ("%s: %s", error->message, json);
  root = json_node_get_object (json_parser_get_root (parser));
  assert_int_equal (json_object_get_int_member (root, "number"), -5);
  assert_string_equal (json_object_get_string_member (root, "big"), "18446744073709551615");
  assert_string_equal (json_object_get_string_member (root, "lowest"), "-9223372036854775808");
  assert_true (json_object_get_double_member (root, "real") == 1.5);
  assert_true (json_object_get_double_member (root, "wide") == -0.1);
  assert_int_equal (json_node_get_value_type (json_object_get_member (root, "nothing")), G_TYPE_STRING);
  assert_string_equal (json_object_get_string_member (root, "name"), "a\"b\\\n\303\251?");
  assert_string_equal (json_object_get_string_member (root, "state"), "BUSY");
  points = json_object_get_array_member (root, "points");
  assert_int_equal (json_array_get_length (points), 2);
  assert_int_equal (json_object_get_int_member (json_array_get_object_element (points, 1), "x"), 300);
  assert_int_equal (json_object_get_int_member (root, "high"), 8191);
  /* members that overlap are all told */
  assert_int_equal (json_object_get_int_member (root, "small"), sample.small);
  assert_int_equal (json_object_get_int_member (root, "large"), 0xdeadbeef);
  assert_int_equal (json_object_get_int_member (json_object_get_object_member (root, "either"), "low"),
                    sample.either.low);
  assert_true (json_object_get_boolean_member (root, "flag"));
  grid = json_array_get_array_element (json_object_get_array_member (root, "grid"), 1);
  assert_int_equal (json_array_get_int_element (grid, 2), 255);
}

static void
assert_copy (Fixture *fixture, MgFieldCopyFormat format, const char *expected)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autofree char *text =
      mg_field_dup_copy (mg_structure_get_root (fixture->structure), &bytes, NULL, format);

  assert_string_equal (text, expected);
}

static void
all_formats_have_all_values (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct s { int n; struct { short a; short b; } in; unsigned char q[2]; };");

  fixture_put (fixture, 0, (guint64) -7, 4);
  fixture_put (fixture, 4, 1, 2);
  fixture_put (fixture, 6, 2, 2);
  fixture_put (fixture, 8, 3, 1);
  fixture_put (fixture, 9, 4, 1);
  assert_copy (fixture, MG_FIELD_COPY_C,
               "{\n  .n = -7,\n  .in = {\n    .a = 1,\n    .b = 2\n  },\n  .q = {\n    3,\n    4\n  }\n}\n");
  assert_copy (fixture, MG_FIELD_COPY_JSON,
               "{\n  \"n\": -7,\n  \"in\": {\n    \"a\": 1,\n    \"b\": 2\n  },\n  \"q\": [\n    "
               "3,\n    4\n  ]\n}\n");
}

static void
text_is_a_line_a_value_with_its_path (void **state)
{
  g_autoptr (Fixture) fixture = new_sample ();
  g_autofree char *points = copy_field (fixture, "points", MG_FIELD_COPY_TEXT);
  g_autofree char *one = copy_field (fixture, "number", MG_FIELD_COPY_TEXT);

  assert_string_equal (points, "points[0].x = 1\npoints[0].y = -2\npoints[1].x = 300\npoints[1].y = 4\n");
  assert_string_equal (one, "number = -5\n");
}

static void
what_can_not_be_read_is_valid_all_the_same (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int a; struct { int x, y; } in; int b; };");
  g_autofree char *c = NULL, *json = NULL, *squeezed = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root;

  fixture_put (fixture, 12, 9, 4);
  memset (fixture->states + 4, MG_BYTE_UNREADABLE, 4);
  c = copy_field (fixture, NULL, MG_FIELD_COPY_C);
  squeezed = dup_squeezed (c);
  assert_string_equal (squeezed, "{.a=0,.in={.x={0}/*?*/,.y=0},.b=9}");
  json = copy_field (fixture, NULL, MG_FIELD_COPY_JSON);
  assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  assert_true (json_object_get_null_member (json_object_get_object_member (root, "in"), "x"));
  assert_int_equal (json_object_get_int_member (root, "b"), 9);
}

static void
an_array_without_elements_is_an_empty_one (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int n; int list[1]; //@ count(n)\n };");
  g_autofree char *c = copy_field (fixture, NULL, MG_FIELD_COPY_C);
  g_autofree char *json = copy_field (fixture, NULL, MG_FIELD_COPY_JSON);
  g_autofree char *squeezed_c = dup_squeezed (c), *squeezed_json = dup_squeezed (json);

  assert_string_equal (squeezed_c, "{.n=0,.list={}}");
  assert_string_equal (squeezed_json, "{\"n\":0,\"list\":[]}");
}

static void
an_array_that_a_pointer_leads_to_is_one (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct s { unsigned n; unsigned short *p; // @pointer @count(n)\n };");
  g_autofree char *json = NULL, *c = NULL, *squeezed = NULL;

  fixture_put (fixture, 0, 2, 4);
  fixture_put (fixture, 8, 100, 8);
  fixture_put (fixture, 100, 7, 2);
  fixture_put (fixture, 102, 8, 2);
  json = copy_field (fixture, "*p", MG_FIELD_COPY_JSON);
  assert_string_equal (json, "[\n  7,\n  8\n]\n");
  c = copy_field (fixture, "*p", MG_FIELD_COPY_C);
  squeezed = dup_squeezed (c);
  assert_string_equal (squeezed, "{7,8}");
}

static void
what_is_absent_is_left_out (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int n; int extra; //@ if(n > 1)\n int last; };");
  g_autofree char *without = NULL, *with = NULL;

  fixture_put (fixture, 4, 7, 4);
  without = copy_field (fixture, NULL, MG_FIELD_COPY_TEXT);
  assert_string_equal (without, "n = 0\nlast = 0\n");
  fixture_put (fixture, 0, 2, 4);
  with = copy_field (fixture, NULL, MG_FIELD_COPY_TEXT);
  assert_string_equal (with, "n = 2\nextra = 7\nlast = 0\n");
}

static void
what_is_too_long_is_cut_and_says_so (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("union u { unsigned char a, b; }; struct s { union u list[8000]; };");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = NULL, *json = NULL, *c = NULL;
  g_auto (GStrv) lines = NULL;

  text = copy_field (fixture, NULL, MG_FIELD_COPY_TEXT);
  lines = g_strsplit (text, "\n", -1);
  assert_true (g_strv_length (lines) <= MG_FIELD_COPY_MAX + 2);
  assert_true (g_strv_length (lines) > MG_FIELD_COPY_MAX / 2);
  assert_true (g_str_has_suffix (text, "…\n"));
  json = copy_field (fixture, NULL, MG_FIELD_COPY_JSON);
  assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  assert_non_null (strstr (json, "\"…\""));
  c = copy_field (fixture, NULL, MG_FIELD_COPY_C);
  assert_non_null (strstr (c, "/* … */"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (an_initialiser_is_what_the_compiler_made_the_bytes_of),
    cmocka_unit_test (json_is_read_by_a_parser_as_the_same_values),
    cmocka_unit_test (all_formats_have_all_values),
    cmocka_unit_test (text_is_a_line_a_value_with_its_path),
    cmocka_unit_test (what_can_not_be_read_is_valid_all_the_same),
    cmocka_unit_test (an_array_without_elements_is_an_empty_one),
    cmocka_unit_test (an_array_that_a_pointer_leads_to_is_one),
    cmocka_unit_test (what_is_absent_is_left_out),
    cmocka_unit_test (what_is_too_long_is_cut_and_says_so),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
