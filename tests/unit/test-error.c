#include "config.h"

#include "core/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const MgSystem systems[] = { MG_SYSTEM_ERRNO, MG_SYSTEM_WIN32, MG_SYSTEM_NTSTATUS };

static void
every_row_of_every_system_is_found_and_speaks (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      gsize n_rows;
      const MgErrorRow *rows = mg_error_get_table (systems[i], &n_rows);

      assert_true (n_rows > 20);
      for (gsize j = 0; j < n_rows; j++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *details = NULL;
          guint32 code;

          assert_ptr_equal (mg_error_lookup (systems[i], rows[j].code), &rows[j]);
          assert_non_null (rows[j].symbol);
          mg_set_error_system (&error, systems[i], rows[j].code, "Global\\X");
          assert_true (g_error_matches (error, MG_ERROR, rows[j].meaning));
          assert_true (g_str_has_prefix (error->message, "Global\\X: "));
          assert_null (strchr (error->message, '\n'));
          assert_int_equal (mg_error_get_system (error, &code), systems[i]);
          assert_int_equal (code, rows[j].code);
          details = mg_error_dup_details (error);
          assert_true (g_str_has_suffix (details, rows[j].symbol));
        }
    }
}

/* The codes that facts about real programs name, by what they mean. */
static void
known_codes_mean_what_they_mean (void **state)
{
  static const struct
  {
    MgSystem system;
    guint32 code;
    MgErrorCode meaning;
  } cases[] = {
    { MG_SYSTEM_ERRNO, 2, MG_ERROR_NOT_FOUND },
    { MG_SYSTEM_ERRNO, 13, MG_ERROR_ACCESS_DENIED },
    { MG_SYSTEM_ERRNO, 20, MG_ERROR_NO_NAMESPACE },
    { MG_SYSTEM_WIN32, 2, MG_ERROR_NOT_FOUND },
    { MG_SYSTEM_WIN32, 3, MG_ERROR_NO_NAMESPACE },
    { MG_SYSTEM_WIN32, 5, MG_ERROR_ACCESS_DENIED },
    { MG_SYSTEM_WIN32, 6, MG_ERROR_WRONG_TYPE },
    { MG_SYSTEM_WIN32, 183, MG_ERROR_EXISTS },
    { MG_SYSTEM_WIN32, 1132, MG_ERROR_MISALIGNED },
    { MG_SYSTEM_WIN32, 1224, MG_ERROR_BUSY },
    { MG_SYSTEM_WIN32, 1455, MG_ERROR_COMMIT_LIMIT },
    { MG_SYSTEM_NTSTATUS, 0xC0000005, MG_ERROR_UNREADABLE },
    { MG_SYSTEM_NTSTATUS, 0xC0000006, MG_ERROR_UNREADABLE },
    { MG_SYSTEM_NTSTATUS, 0xC000000D, MG_ERROR_OUT_OF_RANGE },
    { MG_SYSTEM_NTSTATUS, 0xC000001F, MG_ERROR_OUT_OF_RANGE },
    { MG_SYSTEM_NTSTATUS, 0xC0000022, MG_ERROR_ACCESS_DENIED },
    { MG_SYSTEM_NTSTATUS, 0xC0000024, MG_ERROR_WRONG_TYPE },
    { MG_SYSTEM_NTSTATUS, 0xC0000034, MG_ERROR_NOT_FOUND },
    { MG_SYSTEM_NTSTATUS, 0xC000003A, MG_ERROR_NO_NAMESPACE },
    { MG_SYSTEM_NTSTATUS, 0xC0000040, MG_ERROR_TOO_LARGE },
    { MG_SYSTEM_NTSTATUS, 0xC000012D, MG_ERROR_COMMIT_LIMIT },
    { MG_SYSTEM_NTSTATUS, 0xC0000220, MG_ERROR_MISALIGNED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MgErrorRow *row = mg_error_lookup (cases[i].system, cases[i].code);

      assert_non_null (row);
      assert_int_equal (row->meaning, cases[i].meaning);
    }
}

static void
no_code_stands_twice_in_a_table (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      gsize n_rows;
      const MgErrorRow *rows = mg_error_get_table (systems[i], &n_rows);

      for (gsize j = 1; j < n_rows; j++)
        assert_true (rows[j - 1].code < rows[j].code);
    }
}

static void
an_unknown_code_is_reported_as_it_is (void **state)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *details = NULL;

  mg_set_error_system (&error, MG_SYSTEM_NTSTATUS, 0xC0DE1234, "X");
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_FAILED));
  assert_non_null (strstr (error->message, "0xC0DE1234"));
  assert_null (mg_error_get_hint (error));
  details = mg_error_dup_details (error);
  assert_string_equal (details, "NTSTATUS 0xC0DE1234");
}

static void
a_copy_keeps_the_hint_and_the_code (void **state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  guint32 code;

  mg_set_error_system (&error, MG_SYSTEM_ERRNO, 13, "/x");
  mg_error_set_hint (error, "ask root");
  copy = g_error_copy (error);
  g_clear_error (&error);
  assert_string_equal (mg_error_get_hint (copy), "ask root");
  assert_int_equal (mg_error_get_system (copy, &code), MG_SYSTEM_ERRNO);
  assert_int_equal (code, 13);
}

static void
errors_of_other_domains_have_no_details (void **state)
{
  g_autoptr (GError) error = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "other");

  assert_null (mg_error_get_hint (error));
  assert_null (mg_error_dup_details (error));
  assert_int_equal (mg_error_get_system (error, NULL), MG_SYSTEM_NONE);
  assert_null (mg_error_get_hint (NULL));
}

static void
every_meaning_has_a_word_of_its_own (void **state)
{
  for (int i = MG_ERROR_FAILED; i <= MG_ERROR_CANCELLED; i++)
    {
      assert_non_null (mg_error_code_to_string (i));
      for (int j = MG_ERROR_FAILED; j < i; j++)
        assert_string_not_equal (mg_error_code_to_string (i), mg_error_code_to_string (j));
    }
  assert_string_equal (mg_error_code_to_string (999), "failed");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_row_of_every_system_is_found_and_speaks),
    cmocka_unit_test (known_codes_mean_what_they_mean),
    cmocka_unit_test (no_code_stands_twice_in_a_table),
    cmocka_unit_test (an_unknown_code_is_reported_as_it_is),
    cmocka_unit_test (a_copy_keeps_the_hint_and_the_code),
    cmocka_unit_test (errors_of_other_domains_have_no_details),
    cmocka_unit_test (every_meaning_has_a_word_of_its_own),
  };

  return cmocka_run_group_tests_name ("error", tests, NULL, NULL);
}
