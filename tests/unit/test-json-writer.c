#include "config.h"

#include "cli/json-writer.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void
write_everything (CliJson *json)
{
  cli_json_begin_object (json);
  cli_json_member (json, "name");
  cli_json_string (json, "/ring");
  cli_json_member (json, "none");
  cli_json_string (json, NULL);
  cli_json_member (json, "numbers");
  cli_json_begin_array (json);
  cli_json_int (json, -1);
  cli_json_uint (json, 2);
  cli_json_double (json, 0.5);
  cli_json_end_array (json);
  cli_json_member (json, "empty");
  cli_json_begin_array (json);
  cli_json_end_array (json);
  cli_json_member (json, "nothing");
  cli_json_begin_object (json);
  cli_json_end_object (json);
  cli_json_member (json, "inner");
  cli_json_begin_array (json);
  cli_json_begin_object (json);
  cli_json_member (json, "yes");
  cli_json_bool (json, TRUE);
  cli_json_member (json, "no");
  cli_json_bool (json, FALSE);
  cli_json_end_object (json);
  cli_json_begin_object (json);
  cli_json_end_object (json);
  cli_json_null (json);
  cli_json_end_array (json);
  cli_json_end_object (json);
}

static void
compact_has_no_space (void **state)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);

  write_everything (json);
  assert_string_equal (json->text->str,
                       "{\"name\":\"/ring\",\"none\":null,\"numbers\":[-1,2,0.5],\"empty\":[],"
                       "\"nothing\":{},\"inner\":[{\"yes\":true,\"no\":false},{},null]}");
}

static void
pretty_has_a_line_for_each (void **state)
{
  g_autoptr (CliJson) json = cli_json_new (TRUE);

  write_everything (json);
  assert_string_equal (json->text->str, "{\n"
                                        "  \"name\" : \"/ring\",\n"
                                        "  \"none\" : null,\n"
                                        "  \"numbers\" : [\n"
                                        "    -1,\n"
                                        "    2,\n"
                                        "    0.5\n"
                                        "  ],\n"
                                        "  \"empty\" : [],\n"
                                        "  \"nothing\" : {},\n"
                                        "  \"inner\" : [\n"
                                        "    {\n"
                                        "      \"yes\" : true,\n"
                                        "      \"no\" : false\n"
                                        "    },\n"
                                        "    {},\n"
                                        "    null\n"
                                        "  ]\n"
                                        "}");
}

/* What has been written can be taken away at any time; what follows is as if it were not. */
static void
it_can_be_taken_in_pieces (void **state)
{
  g_autoptr (CliJson) json = cli_json_new (TRUE);
  g_autoptr (CliJson) whole = cli_json_new (TRUE);
  g_autoptr (GString) taken = g_string_new (NULL);

  for (CliJson *one = json; one != NULL; one = one == json ? whole : NULL)
    {
      cli_json_begin_array (one);
      for (guint i = 0; i < 3; i++)
        {
          write_everything (one);
          if (one == json)
            {
              g_string_append (taken, one->text->str);
              g_string_truncate (one->text, 0);
            }
        }
      cli_json_end_array (one);
    }
  g_string_append (taken, json->text->str);
  assert_string_equal (taken->str, whole->text->str);
}

static void
values_in_a_row_are_values_of_their_own (void **state)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);

  for (guint i = 0; i < 2; i++)
    {
      cli_json_begin_array (json);
      cli_json_uint (json, i);
      cli_json_end_array (json);
      g_string_append_c (json->text, '\n');
    }
  assert_string_equal (json->text->str, "[0]\n[1]\n");
}

static void
deep_ones_are_indented (void **state)
{
  g_autoptr (CliJson) json = cli_json_new (TRUE);
  g_autofree char *line = g_strdup_printf ("\n%*s7\n", 200, "");

  for (guint i = 0; i < 100; i++)
    cli_json_begin_array (json);
  cli_json_uint (json, 7);
  for (guint i = 0; i < 100; i++)
    cli_json_end_array (json);
  assert_non_null (strstr (json->text->str, line));
  assert_true (g_str_has_suffix (json->text->str, "\n  ]\n]"));
}

static void
assert_string (const char *text, const char *expected)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);

  cli_json_string (json, text);
  assert_string_equal (json->text->str, expected);
}

static void
strings_are_escaped (void **state)
{
  assert_string ("", "\"\"");
  assert_string ("\"\\/", "\"\\\"\\\\/\"");
  assert_string ("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"");
  assert_string ("a\x01z\x1f\x7f!", "\"a\\u0001z\\u001f\\u007f!\"");
  assert_string ("größe 大小 😀", "\"größe 大小 😀\"");
  assert_string ("C:\\new", "\"C:\\\\new\"");
}

static void
member_names_are_escaped_too (void **state)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);

  cli_json_begin_object (json);
  cli_json_member (json, "a\"b\n");
  cli_json_null (json);
  cli_json_end_object (json);
  assert_string_equal (json->text->str, "{\"a\\\"b\\n\":null}");
}

/* Text that is no text still makes JSON that can be read. */
static void
broken_utf8_is_replaced (void **state)
{
  assert_string ("a\xff\"z", "\"a\xEF\xBF\xBD\\\"z\"");
  assert_string ("\xC3", "\"\xEF\xBF\xBD\"");
}

/* Another reader gets back what was written, whatever is in it. */
static void
strings_come_back_as_they_were (void **state)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);

  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (CliJson) json = cli_json_new (round % 2);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;

      for (guint n = (guint) g_rand_int_range (random, 0, 40); n > 0; n--)
        {
          static const int limits[] = { 0x20, 0x80, 0x800, 0xd800, 0x10000, 0x110000 };
          guint i = (guint) g_rand_int_range (random, 1, G_N_ELEMENTS (limits));
          gunichar c = (gunichar) g_rand_int_range (random, i > 1 ? limits[i - 1] : 1, limits[i]);

          if (c < 0xd800 || c > 0xdfff)
            g_string_append_unichar (text, c);
        }
      cli_json_begin_array (json);
      cli_json_string (json, text->str);
      cli_json_end_array (json);
      if (!json_parser_load_from_data (parser, json->text->str, -1, &error))
        fail_msg ("%s: %s", error->message, json->text->str);
      assert_string_equal (
          json_array_get_string_element (json_node_get_array (json_parser_get_root (parser)), 0),
          text->str);
    }
}

static void
integers_are_exact (void **state)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);

  cli_json_begin_array (json);
  cli_json_int (json, 0);
  cli_json_int (json, G_MAXINT64);
  cli_json_int (json, G_MININT64);
  cli_json_uint (json, G_MAXUINT64);
  cli_json_uint (json, 10);
  cli_json_end_array (json);
  assert_string_equal (
      json->text->str,
      "[0,9223372036854775807,-9223372036854775808,18446744073709551615,10]");
}

static void
assert_double (double value, const char *expected)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);

  cli_json_double (json, value);
  assert_string_equal (json->text->str, expected);
}

static void
doubles_are_short_and_exact (void **state)
{
  assert_double (0.1, "0.1");
  assert_double (-0.0, "-0.0");
  assert_double (1, "1.0");
  assert_double (1e22, "1e+22");
  assert_double (1.0 / 3, "0.3333333333333333");
  assert_double (5e-324, "4.94065645841247e-324");
  assert_double (1.7976931348623157e308, "1.7976931348623157e+308");
  assert_double ((double) NAN, "null");
  assert_double (-(double) INFINITY, "null");
}

static void
hex_is_a_string_in_parts (void **state)
{
  static const guint8 bytes[] = { 0x00, 0x7f, 0x80, 0xff, 0xa5 };
  g_autoptr (CliJson) json = cli_json_new (FALSE);

  cli_json_begin_array (json);
  cli_json_begin_hex (json);
  cli_json_end_hex (json);
  cli_json_begin_hex (json);
  cli_append_hex (json->text, bytes, 4);
  cli_append_hex (json->text, bytes + 4, 1);
  cli_json_end_hex (json);
  cli_json_end_array (json);
  assert_string_equal (json->text->str, "[\"\",\"007f80ffa5\"]");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (compact_has_no_space),
    cmocka_unit_test (pretty_has_a_line_for_each),
    cmocka_unit_test (it_can_be_taken_in_pieces),
    cmocka_unit_test (values_in_a_row_are_values_of_their_own),
    cmocka_unit_test (deep_ones_are_indented),
    cmocka_unit_test (strings_are_escaped),
    cmocka_unit_test (member_names_are_escaped_too),
    cmocka_unit_test (broken_utf8_is_replaced),
    cmocka_unit_test (strings_come_back_as_they_were),
    cmocka_unit_test (integers_are_exact),
    cmocka_unit_test (doubles_are_short_and_exact),
    cmocka_unit_test (hex_is_a_string_in_parts),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
