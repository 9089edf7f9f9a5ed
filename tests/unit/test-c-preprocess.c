/* The preprocessor: what it makes of a file, as text with one blank where there is any. */

#include "config.h"

#include "c-helpers.h"
#include "core/c-preprocess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>


static char *
dup_token_text (const MgCToken *token)
{
  if (token->kind == MG_C_PRAGMA)
    {
      GString *text = g_string_new ("#pragma");

      for (const MgCToken *word = token->pragma->tokens; word->kind != MG_C_END; word++)
        {
          g_autofree char *written = mg_c_token_dup_text (word);

          g_string_append_printf (text, " %s", written);
        }
      return g_string_free (text, FALSE);
    }
  return mg_c_token_dup_text (token);
}

/* Tokens with a blank where there was white space, a line each file's line that has any. */
static char *
dup_preprocessed (MgCSource *source, const char *text, const MgCPreprocessorOptions *options)
{
  g_autoptr (MgCPreprocessor) pp = mg_c_preprocessor_new (source, options);
  GString *result = g_string_new (NULL);
  MgCToken token;

  mg_c_preprocessor_push (pp, mg_c_source_add (source, "dir/main.h", text, strlen (text), 0));
  for (mg_c_preprocessor_next (pp, &token); token.kind != MG_C_END; mg_c_preprocessor_next (pp, &token))
    {
      g_autofree char *written = dup_token_text (&token);

      if (result->len > 0 && (token.flags & (MG_C_SPACE | MG_C_LINE_START)) != 0)
        g_string_append_c (result, ' ');
      g_string_append (result, written);
    }
  return g_string_free (result, FALSE);
}

static void
check (const char *text, const FakeOptions *fake, gboolean cplusplus, const char *expected,
       const char *expected_error)
{
  static const FakeOptions defaults = { 0 };
  g_autoptr (MgCSource) source = mg_c_source_new ();
  MgCPreprocessorOptions options = { .read = fake_read_cb, .cplusplus = cplusplus };
  g_autofree char *result = NULL;

  if (fake == NULL)
    fake = &defaults;
  options.abi = mg_abi_find (fake->abi != NULL ? fake->abi : "linux64");
  options.include_path = fake->include_path;
  options.defines = fake->defines;
  options.read_data = (gpointer) fake->files;
  result = dup_preprocessed (source, text, &options);
  if (expected_error == NULL && source->n_errors > 0)
    fail_msg ("%s\nin %.300s", ((const MgCDiagnostic *) source->diagnostics->pdata[0])->message, text);
  if (expected_error != NULL)
    {
      assert_true (source->n_errors > 0);
      for (guint i = 0; i < source->diagnostics->len; i++)
        if (strstr (((const MgCDiagnostic *) source->diagnostics->pdata[i])->message, expected_error) != NULL)
          expected_error = NULL;
      if (expected_error != NULL)
        fail_msg ("not “%s” but “%s”\nin %.300s", expected_error,
                  ((const MgCDiagnostic *) source->diagnostics->pdata[0])->message, text);
    }
  if (expected != NULL)
    assert_string_equal (result, expected);
}

static void
gives (const char *text, const char *expected)
{
  check (text, NULL, FALSE, expected, NULL);
}

static void
fails (const char *text, const char *error)
{
  check (text, NULL, FALSE, NULL, error);
}

static void
comments_and_splices_are_white_space (void **state)
{
  gives ("a/* x */b // y\nc", "a b c");
  gives ("a\\\nb c\\\r\nd", "ab cd");
  gives ("/\\\n* x *\\\n/a /\\\n/ gone\nb", "a b");
  gives ("\"/* no */\" '//' a", "\"/* no */\" '//' a");
  gives ("\xef\xbb\xbf" "a", "a");
  fails ("a /* b", "this comment does not end");
  fails ("a \"b\nc", "does not end on its line");
}

static void
tokens_are_as_long_as_they_can_be (void **state)
{
  gives ("a+++++b", "a+++++b");
  gives ("#define str(x) #x\n#define xstr(x) str(x)\n#define m y\n#define e\nxstr(a m(m )e m)",
         "\"a y(y ) y\"");
  gives ("x<<=1>>=2->y...", "x<<=1>>=2->y...");
  gives ("0x1p-3+.5e+1f 1.e5 0b101 078", "0x1p-3+.5e+1f 1.e5 0b101 078");
  gives ("<: :> <% %> %: %:%:", "<: :> <% %> %: %:%:");
  gives ("L'a' u8\"b\" u\"c\" U'd' R x", "L'a' u8\"b\" u\"c\" U'd' R x");
  check ("R\"m(a)\" \\ )m\" 1'000'000", NULL, TRUE, "R\"m(a)\" \\ )m\" 1'000'000", NULL);
}

static void
macros_are_expanded_again_but_never_within_themselves (void **state)
{
  gives ("#define a b\n#define b c\na b", "c c");
  gives ("#define f f(1)\nf", "f(1)");
  gives ("#define a b\n#define b a\na b", "a b");
  gives ("#define f(x) x f\nf(1)(2)", "1 f(2)");
  gives ("#define foo foo bar\nfoo(1)", "foo bar(1)");
  gives ("#define f(x) (x)\nf\n(1) f 2 f", "(1) f 2 f");
  gives ("#define g f\n#define f(x) <x>\ng(1) g (2)", "<1> <2>");
  gives ("#define EMPTY\n#define f(x) <x>\nf EMPTY (1)", "f (1)");
  gives ("#define nil(x) x\n#define f(x) [x]\nnil(f)(3) nil(nil)(4)", "[3] nil(4)");
}

/* 6.10.3.5 of the standard, examples 3 to 7 */
static void
the_standards_examples_are_right (void **state)
{
  gives ("#define x 3\n#define f(a) f(x * (a))\n#undef x\n#define x 2\n#define g f\n#define z z[0]\n"
         "#define h g(~\n#define m(a) a(w)\n#define w 0,1\n#define t(a) a\n#define p() int\n#define q(x) x\n"
         "#define r(x,y) x ## y\n#define str(x) # x\n"
         "f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);\n",
         "f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);");
  gives ("#define x 2\n#define f(a) f(x * (a))\n#define g f\n#define z z[0]\n#define h g(~\n#define m(a) "
         "a(w)\n#define w 0,1\n"
         "g(x+(3,4)-w) | h 5) & m\n(f)^m(m);\n",
         "f(2 * (2+(3,4)-0,1)) | f(2 * (~ 5)) & f(2 * (0,1))^m(0,1);");
  gives ("#define p() int\n#define q(x) x\n#define r(x,y) x ## y\n#define str(x) # x\n"
         "p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };\nchar c[2][6] = { str(hello), str() };\n",
         "int i[] = { 1, 23, 4, 5, }; char c[2][6] = { \"hello\", \"\" };");
  gives ("#define str(s) # s\n#define xstr(s) str(s)\n#define INCFILE(n) vers ## n\n"
         "xstr(strncmp(\"abc\\0d\", \"abc\", '\\4') == 0) str(: @\\n) xstr(INCFILE(2).h)\n",
         "\"strncmp(\\\"abc\\\\0d\\\", \\\"abc\\\", '\\\\4') == 0\" \": @\\n\" \"vers2.h\"");
  gives ("#define glue(a, b) a ## b\n#define xglue(a, b) glue(a, b)\n#define HIGHLOW \"hello\"\n"
         "#define LOW LOW \", world\"\nglue(HIGH, LOW); xglue(HIGH, LOW)\n",
         "\"hello\"; \"hello\" \", world\"");
  gives ("#define hash_hash # ## #\n#define mkstr(a) # a\n#define in_between(a) mkstr(a)\n"
         "#define join(c, d) in_between(c hash_hash d)\njoin(x, y)", "\"x ## y\"");
  gives ("#define t(x,y,z) x ## y ## z\n{ t(1,2,3), t(,4,5), t(6,,7), t(8,9,), t(10,,), t(,11,), t(,,12), "
         "t(,,) };",
         "{ 123, 45, 67, 89, 10, 11, 12, };");
  gives ("#define showlist(...) puts(#__VA_ARGS__)\n#define report(test, ...) ((test)?puts(#test): "
         "printf(__VA_ARGS__))\n"
         "showlist(The first, second, and third items.); report(x>y, \"x is %d but y is %d\", x, y);",
         "puts(\"The first, second, and third items.\"); ((x>y)?puts(\"x>y\"): printf(\"x is %d but y is "
         "%d\", x, y));");
}

static void
variadic_macros_are_gnus_and_the_standards (void **state)
{
  gives ("#define f(a, ...) a[__VA_ARGS__]\nf(1) f(1,) f(1,2,3)", "1[] 1[] 1[2,3]");
  gives ("#define f(a, rest...) a|rest|\nf(1,2,3)", "1|2,3|");
  gives ("#define f(a, ...) g(a, ## __VA_ARGS__)\nf(1) f(1,2) f(1,2,3)", "g(1) g(1, 2) g(1, 2,3)");
  gives ("#define f(a, ...) g(a __VA_OPT__(,) __VA_ARGS__)\nf(1) f(1,2)", "g(1) g(1, 2)");
  gives ("#define f(...) #__VA_ARGS__\nf() f(a,  b) f((a,b))", "\"\" \"a, b\" \"(a,b)\"");
  fails ("#define f(a) a\nf(1,2)", "takes 1 argument");
  fails ("#define f(a,b) a\nf(1)", "takes 2 arguments");
  gives ("#define f() x\nf() f( )", "x x");
  fails ("#define f(a) a\nf(1", "does not end");
}

static void
what_makes_no_macro_is_an_error (void **state)
{
  fails ("#define 1 x", "can't be a macro's name");
  fails ("#define defined x", "can't be a macro's name");
  fails ("#define f(a, a) x", "there twice");
  fails ("#define f(a b) x", "go wrong");
  fails ("#define f(..., a) x", "go wrong");
  fails ("#define f ## x", "nothing in front");
  fails ("#define f x ##", "nothing behind");
  fails ("#define f(a) #b", "no parameter behind");
  fails ("#define f(a) a ## +\nf(x)", "no token");
  check ("#define f(a) a ## +\nf(x)", &(FakeOptions) { .abi = "win64" }, FALSE, "x +", NULL);
  gives ("#define f(a) 1\n#undef f\n#undef never\nf(1)", "f(1)");
}

static void
conditions_choose_lines (void **state)
{
  gives ("#if 0\nno \" ' /*\n*/ #error\n#elif 1\nyes\n#elif 1/0\nno\n#else\nno\n#endif", "yes");
  gives ("#define A\n#ifdef A\na\n#endif\n#ifndef A\nb\n#else\nc\n#endif\n#ifdef B\nd\n#elifdef A\ne\n#endif",
         "a c e");
  gives ("#if 0\n#if 1\nx\n#else\ny\n#endif\nz\n#endif\nw", "w");
  gives ("#if defined A || defined (B) || !defined C\nyes\n#endif", "yes");
  gives ("#define D defined (A)\n#define A\n#if D && defined D\nyes\n#endif", "yes");
  gives ("# if 1 // x\n # /* y */ define a b\n#\n#endif\na", "b");
  fails ("#if 1\nx", "does not end");
  fails ("#endif", "without an #if");
  fails ("#else", "without an #if");
  fails ("#if 1\n#else\n#else\n#endif", "#else behind #else");
  fails ("#if\n#endif", "ends too early");
  fails ("#if 1 2\n#endif", "should end here");
  fails ("#nonsense", "no directive");
  fails ("#error so it is", "so it is");
  gives ("#if 0\n#nonsense\n#error no\n#endif\nx", "x");
}

static void
conditions_count_in_64_bits (void **state)
{
  static const char *const truths[] = {
    "1",
    "0x7fffffffffffffff + 1 < 0",
    "-1 > 0u",
    "(2 || 1 / 0) && !(0 && 1 / 0)",
    "1 ? 2 : 1 / 0",
    "-9223372036854775807 - 1 < 0",
    "1 << 63 < 0",
    "1u << 63 > 0",
    "-1 >> 63 == -1",
    "7 / -2 == -3 && 7 % -2 == 1",
    "'a' == 97 && '\\377' < 0 && L'\\377' > 0",
    "(1, 2) == 2",
    "0b11 == 3 && 010 == 8 && 0xfULL == 15",
    "undefined == 0",
    "~0 == -1 && !0 == 1 && - -1 == 1",
    "1 - 1 - 1 == -1",
    "2 + 3 * 4 == 14",
    "(6 & 3 ^ 5 | 8) == 15",
    "1 == 1 != 0",
    "0 ? 0 : 0 ? 0 : 1",
    "__CHAR_BIT__ * __SIZEOF_LONG__ == 64",
    "(-9223372036854775807 - 1) / -1 < 0",
    "(-9223372036854775807 - 1) % -1 == 0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (truths); i++)
    {
      g_autofree char *text = g_strdup_printf ("#if %s\nyes\n#endif", truths[i]);

      gives (text, "yes");
    }
  fails ("#if 1 / 0\n#endif", "division by zero");
  fails ("#if 1.0\n#endif", "only integers");
  fails ("#if f(1)\n#endif", "not defined");
  fails ("#if (1\n#endif", "not closed");
  fails ("#if 99999999999999999999\n#endif", "64 bits");
  check ("#if true && !false\nyes\n#endif", NULL, TRUE, "yes", NULL);
}

static void
files_are_looked_for_as_compilers_do (void **state)
{
  static const FakeFile files[] = {
    { "dir/beside.h", "beside" },   { "one/a.h", "one" },       { "two/a.h", "two" },
    { "two/next.h", "two-next" },   { "one/next.h", "one-next\n#include_next <next.h>" },
    { "one/sub/b.h", "#include \"c.h\"" }, { "one/sub/c.h", "sub-c" }, { "one/c.h", "wrong" },
    { "/abs/d.h", "absolute" },     { "two/Windows1.h", "case" }, { "two/lower.h", "lower" }, { NULL, NULL },
  };
  static const char *const path[] = { "one", "two", NULL };
  const FakeOptions options = { .files = files, .include_path = path };
  const FakeOptions windows = { .files = files, .include_path = path, .abi = "mingw64" };

  check ("#include \"beside.h\"\n#include <a.h>", &options, FALSE, "beside one", NULL);
  check ("#include <next.h>", &options, FALSE, "one-next two-next", NULL);
  check ("#include <sub/b.h>", &options, FALSE, "sub-c", NULL);
  check ("#include <sub\\b.h>", &windows, FALSE, "sub-c", NULL);
  check ("#include \"/abs/d.h\"", &options, FALSE, "absolute", NULL);
  check ("#include <Lower.H>", &windows, FALSE, "lower", NULL);
  check ("#define H <a.h>\n#define Q \"a.h\"\n#include H\n#include Q", &options, FALSE, "one one", NULL);
  check ("#if __has_include (<a.h>) && !__has_include (\"never.h\")\nyes\n#endif", &options, FALSE, "yes",
         NULL);
  check ("#include a.h", &options, FALSE, NULL, "without a file's name");
}

static void
files_are_read_once_where_they_say_so (void **state)
{
  static const FakeFile files[] = {
    { "dir/once.h", "#pragma once\nonce" },
    { "dir/guard.h", "// x\n#ifndef G\n#define G\nguard\n#endif\n" },
    { "dir/often.h", "often" },
    { "dir/loose.h", "#ifndef L\n#define L\n#endif\nloose" },
    { "dir/closed.h", NULL },
    { "dir/loop.h", "#include \"loop.h\"" },
    { NULL, NULL },
  };
  const FakeOptions options = { .files = files };

  check ("#include \"once.h\"\n#include \"once.h\"", &options, FALSE, "once", NULL);
  check ("#include \"guard.h\"\n#include \"guard.h\"\n#undef G\n#include \"guard.h\"", &options, FALSE,
         "guard guard", NULL);
  check ("#include \"often.h\"\n#include \"often.h\"\n#import \"often.h\"", &options, FALSE, "often often",
         NULL);
  check ("#include \"loose.h\"\n#include \"loose.h\"", &options, FALSE, "loose loose", NULL);
  check ("#include \"closed.h\"", &options, FALSE, NULL, "closed");
  check ("#include \"loop.h\"", &options, FALSE, NULL, "over 100 deep");
}

static void
pragmas_of_layout_reach_the_parser (void **state)
{
  gives ("#pragma pack(push, 1)\na\n#pragma GCC x\n#pragma\n#define N 4\n#pragma pack(N)\n",
         "#pragma pack ( push , 1 ) a #pragma pack ( 4 )");
  gives ("_Pragma (\"pack(2)\") a __pragma (pack (8)) _Pragma (\"other\") b",
         "#pragma pack ( 2 ) a#pragma pack ( 8 ) b");
  gives ("#define P(n) _Pragma (\"pack(1)\") n\nP(x)", "#pragma pack ( 1 ) x");
  gives ("#define a 1\n#pragma push_macro(\"a\")\n#undef a\n#define a 2\na\n#pragma pop_macro(\"a\")\na",
         "2 1");
}

static void
macros_of_the_language_and_the_abi_are_defined (void **state)
{
  static const struct
  {
    const char *abi, *condition;
  } facts[] = {
    { "linux64",
      "__x86_64__ && __linux__ && __LP64__ && !defined _WIN32 && __SIZEOF_LONG__ == 8 && __GNUC__ >= 4" },
    { "linux32", "__i386__ && __linux__ && !defined __LP64__ && __SIZEOF_POINTER__ == 4" },
    { "arm64", "__aarch64__ && __CHAR_UNSIGNED__ && __SIZEOF_LONG_DOUBLE__ == 16" },
    { "win64", "_WIN64 && _WIN32 && _MSC_VER > 1900 && _M_X64 && !defined __GNUC__ && __SIZEOF_LONG__ == 4" },
    { "win32", "!defined _WIN64 && _WIN32 && _MSC_VER && _M_IX86" },
    { "mingw64", "_WIN64 && __MINGW64__ && __GNUC__ && __SIZEOF_WCHAR_T__ == 2" },
    { "mingw32", "_WIN32 && __MINGW32__ && !defined _WIN64 && __i386__" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "#if %s && __STDC_VERSION__ >= 201112L && !defined __cplusplus\nyes\n#endif", facts[i].condition);

      check (text, &(FakeOptions) { .abi = facts[i].abi }, FALSE, "yes", NULL);
    }
  check ("#if __cplusplus >= 201103L && !defined __STDC_VERSION__\nyes\n#endif", NULL, TRUE, "yes", NULL);
  gives ("__LINE__\n__FILE__ __LINE__ __COUNTER__ __COUNTER__", "1 \"dir/main.h\" 2 0 1");
  gives ("#define L __LINE__\n\nL", "3");
  check ("D E F", &(FakeOptions) { .defines = (const char *const[]){ "D", "E=3 + 4", "F=", NULL } }, FALSE,
         "1 3 + 4", NULL);
}

static void
annotations_are_kept_and_other_comments_are_not (void **state)
{
  gives ("a //@ count(n)\nb /*@ unit*/ /* no @ */ //no", "a count(n) b unit");
  gives ("#if 0\n//@ no\n#endif\n#define x y //@ no\nx", "y");
  gives ("//@{ \n//@}\na", "a");
}

/* A line that doubles what the one before it made. */
static char *
dup_bomb (const char *format, guint n_lines, const char *end)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= n_lines; i++)
    {
      for (const char *p = format; *p != '\0'; p++)
        if (*p == '@')
          g_string_append_printf (text, "%u", i);
        else if (*p == '$')
          g_string_append_printf (text, "%u", i - 1);
        else
          g_string_append_c (text, *p);
    }
  g_string_append (text, end);
  return g_string_free (text, FALSE);
}

static void
bombs_end_in_an_error (void **state)
{
  g_autofree char *doubling = dup_bomb ("#define A@ A$ A$\n", 60, "#define A0 x\nA60");
  g_autofree char *calls = dup_bomb ("#define A@(x) A$(x x)\n", 60, "#define A0(x) x\nA60(y)");
  g_autofree char *pasting =
      dup_bomb ("#define A@(x) B@(x, x)\n#define B@(x, y) A$(x ## y)\n", 60, "#define A0(x) x\nA60(y)");
  g_autofree char *strings = dup_bomb ("#define A@(x) A$(#x #x)\n", 60, "#define A0(x) x\nA60(y)");
  g_autofree char *hundred = g_strnfill (100000, 'x');
  g_autofree char *arguments =
      g_strdup_printf ("#define F(x) x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x\n"
                       "#define G(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x) F(x)\n"
                       "G(G(G(%s,)))",
                       hundred);
  g_autofree char *open = g_strnfill (100000, '(');
  g_autofree char *nested = g_strdup_printf ("#if %s\n#endif", open);
  GString *deep = g_string_new ("#define F(x) x\n");

  for (guint i = 0; i < 1000; i++)
    g_string_append (deep, "F(");
  for (guint i = 0; i < 1000; i++)
    g_string_append_c (deep, ')');
  fails (doubling, "make more than");
  fails (calls, "make more than");
  fails (pasting, "of memory");
  fails (strings, "of memory");
  fails (arguments, "takes 1 argument");
  fails (nested, "too deep");
  fails (deep->str, "over 200 deep");
  g_string_free (deep, TRUE);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (comments_and_splices_are_white_space),
    cmocka_unit_test (tokens_are_as_long_as_they_can_be),
    cmocka_unit_test (macros_are_expanded_again_but_never_within_themselves),
    cmocka_unit_test (the_standards_examples_are_right),
    cmocka_unit_test (variadic_macros_are_gnus_and_the_standards),
    cmocka_unit_test (what_makes_no_macro_is_an_error),
    cmocka_unit_test (conditions_choose_lines),
    cmocka_unit_test (conditions_count_in_64_bits),
    cmocka_unit_test (files_are_looked_for_as_compilers_do),
    cmocka_unit_test (files_are_read_once_where_they_say_so),
    cmocka_unit_test (pragmas_of_layout_reach_the_parser),
    cmocka_unit_test (macros_of_the_language_and_the_abi_are_defined),
    cmocka_unit_test (annotations_are_kept_and_other_comments_are_not),
    cmocka_unit_test (bombs_end_in_an_error),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
