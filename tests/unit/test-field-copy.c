#include "config.h"

#include "field-fixture.h"

#include "app/field-copy.h"

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
  assert_copy (
      fixture, MG_FIELD_COPY_C,
      "{\n  .n = -7,\n  .in = {\n    .a = 1,\n    .b = 2\n  },\n  .q = {\n    3,\n    4\n  }\n}\n");
  assert_copy (fixture, MG_FIELD_COPY_JSON,
               "{\n  \"n\": -7,\n  \"in\": {\n    \"a\": 1,\n    \"b\": 2\n  },\n  \"q\": [\n    "
               "3,\n    4\n  ]\n}\n");
}

static void
what_cannot_be_read_is_said_alone (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int a; int b; };");

  fixture_put (fixture, 4, 9, 4);
  memset (fixture->states, MG_BYTE_UNREADABLE, 4);
  assert_copy (fixture, MG_FIELD_COPY_C, "{\n  .a = 0 /* ? */,\n  .b = 9\n}\n");
  assert_copy (fixture, MG_FIELD_COPY_JSON, "{\n  \"a\": null,\n  \"b\": 9\n}\n");
}

static void
a_large_array_is_cut_and_that_is_said (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int q[1000000]; };");
  const MgFieldBytes bytes = { fixture_copy_cb, 4000000, fixture, NULL };
  g_autofree char *text = mg_field_dup_copy (mg_structure_get_root (fixture->structure), &bytes,
                                             NULL, MG_FIELD_COPY_TEXT);
  guint n_lines = 0;

  for (const char *at = text; *at != '\0'; at++)
    n_lines += *at == '\n';
  assert_true (g_str_has_suffix (text, "…\n"));
  assert_true (n_lines > MG_FIELD_COPY_MAX - 3 && n_lines <= MG_FIELD_COPY_MAX + 1);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (all_formats_have_all_values),
    cmocka_unit_test (what_cannot_be_read_is_said_alone),
    cmocka_unit_test (a_large_array_is_cut_and_that_is_said),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
