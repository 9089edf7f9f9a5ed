/* Constant expressions, as the compilers of the ABIs compute them. */

#include "config.h"

#include "c-helpers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char preamble[] =
    "struct s { char a; int b; struct { short c; union { int d; char e[12]; }; } f[4]; unsigned g : 3; long "
    "h; };\n"
    "enum e { A, B = 5, C, D = -1, E };\nenum big { BIG = 0x123456789 };\ntypedef unsigned char u8;\n";

/* The value is found as clang would check it: by an assertion. */
static void
holds_on (const char *abi, const char *condition)
{
  g_autofree char *text = g_strdup_printf ("%s_Static_assert (%s, \"\");", preamble, condition);
  const FakeOptions options = { .abi = abi, .language = MG_C_LANGUAGE_C };
  g_autoptr (MgCUnit) unit = new_unit (text, &options);
  g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);
  g_autofree char *warnings = dup_diagnostics (unit, MG_C_WARNING);

  if (*errors != '\0' || *warnings != '\0')
    fail_msg ("%s: %s: %s%s", abi, condition, errors, warnings);
}

static void
holds (const char *condition)
{
  gsize n_abis;
  const MgAbi *abis = mg_abi_get_all (&n_abis);

  for (gsize i = 0; i < n_abis; i++)
    holds_on (abis[i].name, condition);
}

static void
operators_bind_as_they_should (void **state)
{
  static const char *const conditions[] = {
    "1 + 2 * 3 == 7",
    "(1 + 2) * 3 == 9",
    "10 - 4 - 3 == 3",
    "1 << 2 + 1 == 8",
    "(6 & 3 ^ 5 | 8) == 15",
    "7 / 2 == 3 && -7 / 2 == -3 && -7 % 2 == -1",
    "!0 == 1 && ~0 == -1 && - - 1 == 1 && +2 == 2",
    "(1 ? 2 : 3) == 2 && (0 ? 2 : 0 ? 3 : 4) == 4",
    "(5 ?: 6) == 5 && (0 ?: 6) == 6",
    "(1, 2) == 2",
    "1 < 2 == 2 > 1",
    "3 >= 3 && 3 <= 3 && 3 != 4",
    "0 || 1 && 1",
    "1 || 1 / 0",
    "!(0 && 1 / 0)",
    "1 ? 1 : 1 / 0",
    "-1 >> 1 == -1",
    "(1.5 + 1.5) * 2 == 6.0",
    "(int) 2.9 == 2 && (int) -2.9 == -2",
    "1.0 / 4 == 0x1p-2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    holds (conditions[i]);
}

static void
integers_wrap_around_as_their_types_do (void **state)
{
  static const char *const conditions[] = {
    "0xffffffff + 1 == 0",
    "0xffffffffffffffff + 1 == 0",
    "-1 > 0u",
    "-1 < 0LL + 1u",
    "(unsigned char) 257 == 1",
    "(signed char) 200 == -56",
    "(u8) -1 == 255",
    "(_Bool) 256 == 1 && (_Bool) 0.5 == 1",
    "(short) 0x12345678 == 0x5678",
    "2147483648 > 0",
    "-2147483648 < 0",
    "0x80000000 > 0",
    "sizeof (2147483648) == sizeof (2147483648 + 0)",
    "(unsigned char) 200 + (unsigned char) 100 == 300",
    "1u - 2 > 0",
    "(1u << 31) > 0 && (int) (1u << 31) < 0",
    "~(unsigned char) 0 == -1",
    "18446744073709551615u == -1ULL",
    "0xffffffffu * 0xffffffffu == 1",
    "(unsigned long long) -1 / 2 == 0x7fffffffffffffff",
    "'\\xff' == (char) 255",
    "1 ? -1 : 0u",
  };

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    holds (conditions[i]);
  holds_on ("linux64", "0xffffffffL + 1 == 0x100000000 && sizeof (1L) == 8 && sizeof (2147483648) == 8");
  holds_on ("win64", "0xffffffffUL + 1 == 0 && sizeof (1L) == 4 && sizeof (2147483648) == 8");
  holds_on ("linux32", "0xffffffffUL + 1 == 0 && (unsigned long) -1 == 0xffffffff");
  holds_on ("linux64", "(unsigned long) -1 == 0xffffffffffffffff && -1L < 0u");
  holds_on ("win64", "-1L > 0u"); /* a long can't hold all of unsigned int */
  holds_on ("arm64", "(char) 255 == 255 && '\\377' == 255");
  holds_on ("win32", "300i8 == 44 || 1 && sizeof (1i64) == 8 && sizeof (1ui16) == 2");
}

static void
sizes_and_places_are_those_of_the_abi (void **state)
{
  holds ("sizeof (int) == 4 && sizeof (char[3][5]) == 15 && sizeof \"abc\" == 4 && sizeof L\"ab\" == 3 * "
         "sizeof (wchar_t)");
  holds ("offsetof (struct s, b) == 4 && __builtin_offsetof (struct s, f[2].e[3]) == offsetof (struct s, f) "
         "+ 2 * 16 + 7");
  holds ("offsetof (struct s, f[1].d) == (unsigned long long) &((struct s *) 0)->f[1].d");
  holds ("(char *) &((struct s *) 0)->b - (char *) 0 == 4");
  holds ("sizeof (((struct s *) 0)->f) / sizeof (((struct s *) 0)->f[0]) == 4");
  holds ("_Alignof (short) == 2 && _Alignof (struct s) >= 4 && sizeof (enum e) == 4");
  holds (
      "sizeof (char) == sizeof 'a' / 4 && sizeof (1 == 1) == 4 && sizeof (1.0f) == 4 && sizeof (1.0) == 8");
  holds ("sizeof (u8) == 1 && sizeof (u8[B]) == 5 && sizeof (int (*)[4]) == sizeof (void *) && sizeof (*(int "
         "(*)[4]) 0) == 16");
  holds ("sizeof ((char) 1 + (char) 1) == 4 && sizeof (typeof (1LL)) == 8 && sizeof (struct { char c; int i; "
         "}) == 8");
  holds ("__builtin_types_compatible_p (int, const int) && !__builtin_types_compatible_p (int, char)");
  holds ("__builtin_choose_expr (1, 2, 3) == 2 && __builtin_constant_p (1) && _Generic (1LL, int: 0, long "
         "long: 1, default: 2)");
  holds_on (
      "linux64",
      "sizeof (long) == 8 && sizeof (void *) == 8 && sizeof (long double) == 16 && sizeof (wchar_t) == 4");
  holds_on ("linux32", "sizeof (long) == 4 && sizeof (void *) == 4 && sizeof (long double) == 12 && _Alignof "
                       "(long long) == 4");
  holds_on ("linux32", "__alignof__ (long long) == 8 && __alignof__ (double) == 8");
  holds_on (
      "win64",
      "sizeof (long) == 4 && sizeof (size_t) == 8 && sizeof (long double) == 8 && sizeof (wchar_t) == 2");
  holds_on ("win32", "_Alignof (long long) == 8 && sizeof (size_t) == 4 && sizeof (enum big) == 4");
  holds_on ("linux64", "sizeof (enum big) == 8 && BIG == 0x123456789");
}

static void
constants_of_enumerations_count_on (void **state)
{
  holds ("A == 0 && B == 5 && C == 6 && D == -1 && E == 0");
  holds ("sizeof (A) == 4");
  holds_on ("linux64", "sizeof (BIG) == 8");
}

static void
what_is_no_constant_is_an_error (void **state)
{
  static const struct
  {
    const char *size, *message;
  } wrong[] = {
    { "1 / 0", "division by zero" },
    { "1 % 0", "division by zero" },
    { "unknown", "not known" },
    { "1.5", "floating" },
    { "-1", "negative" },
    { "sizeof (struct never)", "not known" },
    { "(struct s *) 0", NULL },
    { "u8", "no value" },
    { "offsetof (struct s, zz)", "no member" },
    { "08", "octal" },
    { "1x", "not a number" },
    { "", NULL },
    { "1 +", NULL },
    { "'ab", NULL },
    { "''", "not one character" },
    { "99999999999999999999", "64 bits" },
    { "(1", NULL },
    { "1 ? 2", NULL },
    { "0x", "not a number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *text = g_strdup_printf ("%sstruct t { int x[%s]; };", preamble, wrong[i].size);
      g_autoptr (MgCUnit) unit = new_unit (text, &(FakeOptions) { .language = MG_C_LANGUAGE_C });
      g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

      if (*wrong[i].size == '\0' || strcmp (wrong[i].size, "(struct s *) 0") == 0)
        continue; /* [] and an address: see the tests of members */
      if (*errors == '\0' || (wrong[i].message != NULL && strstr (errors, wrong[i].message) == NULL))
        fail_msg ("[%s]: %s", wrong[i].size, errors);
    }
}

static void
false_assertions_are_errors (void **state)
{
  g_autoptr (MgCUnit) unit = new_unit ("_Static_assert (1 == 2, \"one is two\");\nstatic_assert (0);\n"
                                       "struct s { int a; _Static_assert (sizeof (int) == 4, \"\"); };\n"
                                       "_Static_assert (sizeof (struct s) == 5, \"packed\");", NULL);

  assert_text (dup_diagnostics (unit, MG_C_ERROR),
               "1:1 an assertion is false: \"one is two\"\n2:1 an assertion is false\n4:1 an assertion is "
               "false: \"packed\"");
  assert_text (dup_layout (unit, "s"), "4/4 a@0");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (operators_bind_as_they_should),
    cmocka_unit_test (integers_wrap_around_as_their_types_do),
    cmocka_unit_test (sizes_and_places_are_those_of_the_abi),
    cmocka_unit_test (constants_of_enumerations_count_on),
    cmocka_unit_test (what_is_no_constant_is_an_error),
    cmocka_unit_test (false_assertions_are_errors),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
