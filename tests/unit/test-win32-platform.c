/* What Windows' programs need before their first line: arguments, output, what the machine is. */

#include "config.h"

#include "platform/platform.h"
#include "platform/win32/ntapi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <gio/gio.h>

/* With this first argument the program prints the others, a line each, and a byte of each value. */
#define ECHO "--echo"

static char *program;

static int
echo (int argc, char **argv)
{
  for (int i = 2; i < argc; i++)
    puts (argv[i]);
  for (int i = 0; i < 256; i++)
    putchar (i);
  return fflush (stdout);
}

static void
arguments_are_utf8_and_output_is_bytes (void **state)
{
  static const char *const arguments[]
      = { "plain", "\xc3\xbc \xe4\xb8\xad\xe6\x96\x87 \xf0\x9f\x98\x80",
          "with \"quotes\" and a \\ inside" };
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *) ECHO);
  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    {
      g_ptr_array_add (argv, (char *) arguments[i]);
      g_byte_array_append (expected, (const guint8 *) arguments[i], strlen (arguments[i]));
      g_byte_array_append (expected, (const guint8 *) "\n", 1);
    }
  g_ptr_array_add (argv, NULL);
  for (guint i = 0; i < 256; i++)
    {
      guint8 byte = i;

      g_byte_array_append (expected, &byte, 1);
    }

  child = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                             &error);
  if (child == NULL || !g_subprocess_communicate (child, NULL, NULL, &output, NULL, &error))
    fail_msg ("%s", error->message);
  assert_int_equal (g_bytes_get_size (output), expected->len);
  assert_memory_equal (g_bytes_get_data (output, NULL), expected->data, expected->len);
}

static void
the_machine_is_described (void **state)
{
  const MgNameContext *context = mg_platform_get_name_context ();
  gsize page = mg_platform_get_page_size ();
  gsize granularity = mg_platform_get_granularity ();
  g_autofree char *path = g_strdup_printf (
      context->session != 0 ? "\\Sessions\\%u\\BaseNamedObjects" : "\\BaseNamedObjects",
      context->session);
  glong length;
  g_autofree guint16 *units = g_utf8_to_utf16 (path, -1, NULL, &length, NULL);
  HANDLE directory;

  assert_int_equal (page, 4096);
  assert_int_equal (granularity, 65536);
  assert_int_equal (context->native_kind, MG_KIND_SECTION);
  assert_int_equal (mg_nt_open_directory (units, length, &directory), 0);
  CloseHandle (directory);
}

static void
nothing_reports_names_so_one_has_to_poll (void **state)
{
  assert_null (mg_platform_monitor_new (NULL, NULL));
  mg_platform_monitor_free (NULL);
}

static void
precise_timing_is_counted (void **state)
{
  for (guint round = 0; round < 2; round++)
    {
      mg_platform_set_precise_timing (TRUE);
      mg_platform_set_precise_timing (TRUE);
      mg_platform_set_precise_timing (FALSE);
      mg_platform_set_precise_timing (FALSE);
    }
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (arguments_are_utf8_and_output_is_bytes),
    cmocka_unit_test (the_machine_is_described),
    cmocka_unit_test (nothing_reports_names_so_one_has_to_poll),
    cmocka_unit_test (precise_timing_is_counted),
  };

  mg_platform_init (&argc, &argv);
  if (argc > 1 && strcmp (argv[1], ECHO) == 0)
    return echo (argc, argv);
  program = argv[0];
  return cmocka_run_group_tests (tests, NULL, NULL);
}
