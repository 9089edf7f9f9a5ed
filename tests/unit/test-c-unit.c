/* The parser: C as people have it, what is told of mistakes, and the limits. */

#include "config.h"

#include "c-helpers.h"
#include "core/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void
lays_out (const char *text, const char *abi, const char *layout)
{
  assert_text (dup_layout_of (text, abi), layout);
}

/* That the first of the errors of a text in C is that. */
static void
complains (const char *text, const char *error)
{
  g_autoptr (MgCUnit) unit = new_unit (text, &(FakeOptions) { .language = MG_C_LANGUAGE_C });
  g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

  if (!g_str_has_prefix (errors, error))
    fail_msg ("not “%s” but “%s”", error, errors);
}

static void
every_spelling_of_an_integer_is_one (void **state)
{
  static const struct
  {
    const char *spellings[12];
    const char *type;
  } types[] = {
    { { "char", "const char", "char const volatile" }, "char" },
    { { "signed char", "char signed", "__signed__ char" }, "signed char" },
    { { "unsigned char", "char unsigned", "unsigned __int8" }, "unsigned char" },
    { { "short", "short int", "signed short", "int short signed", "__int16" }, "short" },
    { { "unsigned short", "short unsigned int", "int unsigned short" }, "unsigned short" },
    { { "int", "signed", "signed int", "int signed", "__int32", "register int" }, "int" },
    { { "unsigned", "unsigned int", "int unsigned", "unsigned __int32" }, "unsigned int" },
    { { "long", "long int", "signed long", "int long", "long signed int" }, "long" },
    { { "unsigned long", "long unsigned int", "int long unsigned" }, "unsigned long" },
    { { "long long", "long long int", "signed long long", "long int long", "__int64" }, "long long" },
    { { "unsigned long long", "long unsigned long", "unsigned __int64", "long long int unsigned" },
      "unsigned long long" },
    { { "_Bool", "const _Bool" }, "bool" },
    { { "long double", "double long" }, "long double" },
    { { "__int128" }, "__int128" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint j = 0; types[i].spellings[j] != NULL; j++)
      {
        g_autofree char *text = g_strdup_printf ("struct s { %s x; };", types[i].spellings[j]);
        g_autoptr (MgCUnit) unit = new_good_unit (text, NULL);
        const MgCType *type = mg_c_unit_find_type (unit, "s", NULL);

        assert_text (mg_c_type_dup_text (type->actual->members[0].type->actual), types[i].type);
      }
  complains ("struct s { long short x; };", "1:12 these words are no type together");
  complains ("struct s { unsigned float x; };", "1:12 these words are no type together");
  complains ("struct s { long long long x; };", "1:12 these words are no type together");
  complains ("struct s { signed unsigned x; };", "1:12 these words are no type together");
}

static void
declarators_are_read_from_the_inside_out (void **state)
{
  lays_out ("struct s { int *a, b, c[2], **d; int (*e)(void); int *(*f[3])(int, char *); int (*g)[4]; };",
            "linux64", "72/8 a@0 b@8 c@12 d@24 e@32 f@40 g@64");
}

static void
members_are_what_people_write (void **state)
{
  lays_out ("struct s { char a[3][5]; struct { int b; }; union { int c; char d[4]; } e; struct { char f; } "
            "g[2], h; };",
            "linux64", "28/4 a@0 b@16 e@20 e.c@20 e.d@20 g@24 h@26 h.f@26");
  lays_out ("struct node { struct node *next; struct other *o; enum e { A } k; enum e l; };", "linux64",
            "24/8 next@0 o@8 k@16 l@20");
  lays_out ("struct s { int n; char data[]; };", "linux64", "4/4 n@0 data@4");
  lays_out ("struct s { int n; short data[0]; };", "linux64", "4/4 n@0 data@4");
  lays_out ("struct s { const volatile int a; _Atomic int b; _Atomic (short) c; int *restrict d; };",
            "linux64", "24/8 a@0 b@4 c@8 d@16");
  lays_out (
      "#define W 3\n#define N(x) ((x) * 2)\nstruct s { unsigned a:W, b:W + 1, :0, c:5; char d[N (W)]; };",
      "linux64", "12/4 a@0.0:3 b@0.3:4 c@4.0:5 d@5");
  lays_out ("struct a; struct b { struct a *p; }; struct a { struct b b; };", "linux32", "4/4 b@0 b.p@0");
  lays_out ("typedef struct s S; struct s { S *next; int x; };", "linux32", "8/4 next@0 x@4");
  lays_out ("typedef struct { int x; } T, *PT; typedef T A[2]; struct s { A a; PT p; };", "linux64",
            "16/8 a@0 p@8");
  lays_out ("struct s { struct t { short u; } ; int x; struct t y; };", "linux64", "8/4 x@0 y@4 y.u@4");
  lays_out ("struct t { short u; }; struct s { int x; struct t; };", "win64",
            "8/4 x@0 u@4"); /* Microsoft's */
}

static void
what_has_no_layout_is_skipped (void **state)
{
  lays_out ("#include <stdio.h>\nextern \"C\" {\nint f (struct s *, int);\nstatic inline int g (void) { if "
            "(1) { return 2; } return '}'; }\n"
            "extern int v, w[3]; static const int k = 4; int h (a, b) int a; char *b; { return 0; }\n"
            "typedef int (*cb)(int); __attribute__ ((noreturn)) void die (const char *, ...) __attribute__ "
            "((format (printf, 1, 2)));\n"
            "asm (\"nop\"); ;;\nstruct s { char x; cb y; };\n}\nint (*tab[2])(void) = { 0, 0 }; struct s "
            "array[] = { { 1 }, [1] = { 2 } };\n",
            "linux64", "16/8 x@0 y@8");
  lays_out ("struct s { int x; } v = { 1 }, *p = &v; _Static_assert (sizeof v == 4, \"\"); typedef char "
            "check[sizeof (struct s) == 4 ? 1 : -1];",
            "linux64", "4/4 x@0");
  lays_out ("static const int N = 3; struct s { char x[N + 1]; };", "linux64", "4/1 x@0");
}

static void
known_types_need_no_header (void **state)
{
  lays_out ("struct s { uint8_t a; int64_t b; size_t c; uintptr_t d; pid_t e; time_t f; struct timespec g; "
            "bool h; char16_t i; };",
            "linux64", "72/8 a@0 b@8 c@16 d@24 e@32 f@40 g@48 g.tv_sec@48 g.tv_nsec@56 h@64 i@66");
  lays_out ("struct s { DWORD a; ULONG_PTR b; BOOL c; HANDLE d; LARGE_INTEGER e; FILETIME f; SYSTEMTIME g; "
            "GUID h; RECT i; POINT j; WCHAR k[2]; TCHAR l; BYTE m; WORD n; };",
            "win64",
            "112/8 a@0 b@8 c@16 d@24 e@32 e.LowPart@32 e.HighPart@36 e.u@32 e.u.LowPart@32 e.u.HighPart@36 "
            "e.QuadPart@32 "
            "f@40 f.dwLowDateTime@40 f.dwHighDateTime@44 g@48 g.wYear@48 g.wMonth@50 g.wDayOfWeek@52 "
            "g.wDay@54 g.wHour@56 g.wMinute@58 "
            "g.wSecond@60 g.wMilliseconds@62 h@64 h.Data1@64 h.Data2@68 h.Data3@70 h.Data4@72 i@80 i.left@80 "
            "i.top@84 i.right@88 "
            "i.bottom@92 j@96 j.x@96 j.y@100 k@104 l@108 m@109 n@110");
  lays_out ("struct s { DWORD a; LONG b; WCHAR c; ULONG_PTR d; };", "linux64", "24/8 a@0 b@4 c@8 d@16");
  lays_out ("#define UNICODE\n#include <windows.h>\nstruct s { TCHAR a[MAX_PATH]; };", "win32", "520/2 a@0");
  lays_out ("#include <tchar.h>\nstruct s { TCHAR a; };", "win32", "1/1 a@0");
  lays_out ("#define _UNICODE\n#include <tchar.h>\nstruct s { _TCHAR a; };", "win32", "2/2 a@0");
  /* a file's own declaration counts, not what is built in */
  lays_out ("typedef unsigned char DWORD; struct _GUID { char x; }; struct s { DWORD a; struct _GUID b; };",
            "linux64", "2/1 a@0 b@1 b.x@1");
  lays_out ("#include <stdint.h>\n#include <stdbool.h>\n#include <limits.h>\nstruct s { bool a; int32_t "
            "b[UINT8_MAX]; char c[CHAR_BIT]; };",
            "linux64", "1032/4 a@0 b@4 c@1024");
}

static void
a_missing_header_is_a_warning_that_names_what_it_leaves_unknown (void **state)
{
  g_autoptr (MgCUnit) unit =
      new_unit ("#include \"gone.h\"\n#include <also/gone.h>\nGONE_API (x)\nstruct s { int a; };\n"
                "struct t { gone_t *a; gone_t b; };\nstruct u { int c; };\n",
                NULL);

  assert_text (dup_diagnostics (unit, MG_C_WARNING),
               "1:10 \"gone.h\" was not found; not known without it: GONE_API, gone_t\n"
               "2:10 <also/gone.h> was not found; not known without it: GONE_API, gone_t");
  assert_text (dup_layout (unit, "s"), "4/4 a@0");
  assert_text (dup_layout (unit, "u"), "4/4 c@0");
  assert_text (dup_diagnostics (unit, MG_C_ERROR),
               "5:30 the size of “gone_t” is not known: a header that was not found may tell");
  assert_text (dup_layout (unit, "t"), "the layout of “t” is not known");
}

static void
errors_have_line_column_text_and_what_was_expected (void **state)
{
  static const char text[] =
      "struct ok { int a; };\nstruct s {\n  int a\n  foo_t b;\n  int c : 40;\n};\nstruct t { äß int d[; };\n"
      "#define M bar_t\nstruct u { M e; };\nstruct v { struct ok f; };\n";
  g_autoptr (MgCUnit) unit = new_unit (text, &(FakeOptions) { .language = MG_C_LANGUAGE_C });
  guint n_diagnostics;
  const MgCDiagnostic *const *diagnostics = mg_c_unit_get_diagnostics (unit, &n_diagnostics);

  assert_true (n_diagnostics >= 4);
  assert_int_equal (mg_c_unit_get_n_errors (unit), n_diagnostics);
  for (guint i = 0; i < n_diagnostics; i++)
    {
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      assert_string_equal (diagnostics[i]->file, "main.h");
      assert_string_equal (diagnostics[i]->text, lines[diagnostics[i]->line - 1]);
    }
  assert_int_equal (diagnostics[0]->line, 3);
  assert_int_equal (diagnostics[0]->column, 8);
  assert_string_equal (diagnostics[0]->expected, ";");
  /* what is right is of use all the same */
  assert_text (dup_layout (unit, "ok"), "4/4 a@0");
  assert_text (dup_layout (unit, "v"), "4/4 f@0 f.a@0");
  assert_text (dup_layout (unit, "s"), "the layout of “s” is not known");
  assert_text (dup_layout (unit, "u"), "the layout of “u” is not known");
  /* the macro is where a person looks */
  assert_int_equal (diagnostics[n_diagnostics - 1]->line, 9);
  assert_int_equal (diagnostics[n_diagnostics - 1]->column, 12);
}

static void
mistakes_are_told (void **state)
{
  static const struct
  {
    const char *text, *error;
  } mistakes[] = {
    { "struct s { int a; int a; };", "1:23 there is a member “a” already" },
    { "struct s { int a : 33; };", "1:20 a bit-field can't be that wide (0…32)" },
    { "struct s { float a : 3; };", "1:18 this can't be a bit-field's type (an integer type)" },
    { "struct s { int a : 0; };", "1:20 a bit-field with a name has a width (1…)" },
    { "struct s { int a : -1; };", "1:20 a bit-field can't be that wide" },
    { "struct s { struct t a; };", "1:21 the size of “struct t” is not known (a type whose size is known)" },
    { "struct s { struct s a; };", "1:21 the size of “struct s” is not known" },
    { "struct s { struct s { int x; } a; };", "1:19 “s” is defined already" },
    { "struct s { int a[]; int b; };", "1:25 nothing can follow a member without a size (})" },
    { "#define M : 33\nstruct s { int a M; };", "2:18 a bit-field can't be that wide" },
    { "struct s { void a; };", "1:17 the size of “void” is not known" },
    { "struct s { int f (void); };", "1:16 a member can't be a function (a pointer to a function)" },
    { "struct s { int a; }; struct s { int b; };", "1:29 “s” is defined already" },
    { "enum e { A }; struct e { int b; };", "1:22 “e” is an enumeration" },
    { "union u { int a; }; struct u x;", "1:28 “u” is declared as another kind of type (union u)" },
    { "struct s { int a;", "1:18 the file ends too early" },
    { "struct s { int a[3; };", "1:19" },
    { "struct p { int x; }; struct s { p a; };", "1:33 in C the type's name is “struct p” (struct p)" },
    { "typedef int t; struct s { t t2; u x; };", "1:33 “u” is not known (a type)" },
    { "struct s { int x; } }", "1:21" },
    { "#pragma pack(3)\n", "1:14 this is no packing (1, 2, 4, 8, 16)" },
    { "#pragma pack(push, 3)\n", "1:20 this is no packing" },
    { "#pragma pack 1\n", "1:14 #pragma pack goes wrong here" },
    { "#pragma scalar_storage_order big-endian\n", "1:9 members stored in the other byte order" },
    { "#pragma options align=mac68k\n", "1:9 this #pragma changes layout" },
    { "struct s { int a; } __attribute__ ((scalar_storage_order (\"big-endian\")));",
      "1:37 attribute “scalar_storage_order” changes layout" },
    { "struct s { int a __attribute__ ((aligned (3))); };", "1:43 this is no alignment" },
    { "struct s { char a[0x7fffffffffffffff]; char b[2]; };", "1:18 this array is too large" },
    { "struct s { char a[1ULL << 57], b[1ULL << 57], c[1ULL << 57]; };", "1:8 this structure is too large" },
    { "int a[2][]; struct s { int x[2][]; };", "1:6 there is no array of “int[]”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    complains (mistakes[i].text, mistakes[i].error);
}

static void
an_unknown_attribute_is_a_warning (void **state)
{
  g_autoptr (MgCUnit) unit = new_good_unit ("struct s { int a; } __attribute__ ((frobnicate (3)));", NULL);

  assert_text (dup_diagnostics (unit, MG_C_WARNING),
               "1:37 attribute “frobnicate” is not known, and left out");
}

static void
annotations_belong_to_what_they_stand_beside (void **state)
{
  static const char text[] = "//@ of the structure\nstruct s { //@ also of it\n  int a; //@ first\n  /*@ "
                             "before */\n  int b, c; /*@ behind */ //@ twice\n"
                             "  // no\n  int d[4]; /* no @ */\n  enum { A, //@ of A\n    B } e; //@ last\n}; "
                             "//@ and this\ntypedef int t; //@ t\n";
  static const char *const expected[] = { "first", "before", "before|behind|twice", NULL, "last" };
  g_autoptr (MgCUnit) unit = new_good_unit (text, NULL);
  const MgCType *type = mg_c_unit_find_type (unit, "struct s", NULL);
  const MgCAnnotation *annotation = type->annotations;
  GString *all = g_string_new (NULL);

  for (; annotation != NULL; annotation = annotation->next)
    g_string_append_printf (all, "%s|", annotation->text);
  assert_string_equal (all->str, "also of it|of the structure|and this|");
  assert_int_equal (type->actual->n_members, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_string_set_size (all, 0);
      for (annotation = type->actual->members[i].annotations; annotation != NULL;
           annotation = annotation->next)
        g_string_append_printf (all, "%s%s", all->len > 0 ? "|" : "", annotation->text);
      assert_string_equal (all->str, expected[i] != NULL ? expected[i] : "");
    }
  assert_string_equal (type->actual->members[4].type->actual->constants[0].annotations->text, "of A");
  assert_string_equal (mg_c_unit_find_type (unit, "t", NULL)->annotations->text, "t");
  g_string_free (all, TRUE);
}

static void
types_are_found_by_name (void **state)
{
  static const FakeFile files[] = { { "other.h", "struct o { char a; }; struct p { char a; };" },
                                    { NULL, NULL } };
  g_autoptr (MgCUnit) unit = new_good_unit (
      "struct s { int a; }; typedef struct { short b; } s; struct last { char c; };\n"
      "typedef struct last l; enum e { A };\n#if 0\n#endif\nstruct fwd;\n#include \"other.h\"\n",
      &(FakeOptions) { .files = files });

  assert_text (dup_layout (unit, "struct s"), "4/4 a@0");
  assert_text (dup_layout (unit, " struct \t s "), "4/4 a@0");
  assert_text (dup_layout (unit, "s"), "2/2 b@0");
  assert_text (dup_layout (unit, "o"), "1/1 a@0");
  assert_text (dup_layout (unit, NULL), "1/1 c@0"); /* of the file, not of what it includes */
  assert_text (dup_layout (unit, "e"), "4/4");
  assert_text (dup_layout (unit, "never"), "there is no type “never”");
}

static void
all_that_it_was_made_of_is_one_text (void **state)
{
  static const FakeFile files[] = {
    { "a.h", "#pragma once\n#include \"b.h\"\ntypedef number count;" }, /* no newline at its end */
    { "b.h", "#ifndef B\n#define B\ntypedef NUMBER number;\n#endif\n" },
    { NULL, NULL },
  };
  static const char *const defines[] = { "NUMBER=short", "N=3", "FLAG", NULL };
  g_autoptr (MgCUnit) unit =
      new_good_unit ("#include \"a.h\"\n#include \"gone.h\"\n#include \"b.h\"\n"
                     "#ifdef FLAG\nstruct s { count n; char c[N]; }; /* é */\n#endif\n",
                     &(FakeOptions) { .files = files, .defines = defines });
  g_autofree char *text = mg_c_unit_dup_text (unit, defines, 1000);
  g_autofree char *just = NULL;

  assert_text (dup_layout (unit, "s"), "6/2 n@0 c@2");
  assert_non_null (text);
  assert_true (g_str_has_prefix (text, "#define NUMBER short\n#define N 3\n#define FLAG 1\n"));
  /* each once; what was not there is still missed */
  assert_null (strstr (text, "a.h"));
  assert_null (strstr (text, "b.h"));
  assert_non_null (strstr (text, "#include \"gone.h\"\n"));
  assert_ptr_equal (strstr (text, "typedef NUMBER"), g_strrstr (text, "typedef NUMBER"));
  assert_text (dup_layout_of (text, "linux64"), "6/2 n@0 c@2");
  /* no longer than it may be */
  just = mg_c_unit_dup_text (unit, defines, strlen (text));
  assert_string_equal (just, text);
  assert_null (mg_c_unit_dup_text (unit, defines, strlen (text) - 1));
  assert_null (mg_c_unit_dup_text (unit, NULL, 10));
}

static void
without_includes_the_text_is_what_it_was (void **state)
{
  const char *text = "struct s { int a; };";
  g_autoptr (MgCUnit) unit = new_good_unit (text, NULL), empty = new_good_unit ("", NULL);
  g_autoptr (MgCUnit) latin = new_good_unit ("struct s { int a; }; /* \xe9 */", NULL);

  assert_text (mg_c_unit_dup_text (unit, NULL, strlen (text)), text);
  assert_text (mg_c_unit_dup_text (empty, NULL, 0), "");
  assert_null (mg_c_unit_dup_text (latin, NULL, 1000));
}

static void
repeat (GString *text, const char *what, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (text, what);
}

static void
limits_are_errors (void **state)
{
  static const struct
  {
    const char *start, *again;
  } deep[] = {
    { "", "struct { " }, { "struct s { int a[", "(" }, { "", "union { struct { " }, { "int ", "(*" }
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (deep); i++)
    {
      g_autoptr (MgCUnit) unit = NULL;
      g_autofree char *errors = NULL;

      g_string_assign (text, deep[i].start);
      for (guint j = 0; j < 100000; j++)
        g_string_append (text, deep[i].again);
      unit = new_unit (text->str, NULL);
      errors = dup_diagnostics (unit, MG_C_ERROR);
      if (strstr (errors, "over 200 deep") == NULL)
        fail_msg ("%s: %s", deep[i].again, errors);
    }
  g_string_assign (text, "struct s0 { int a; };\n");
  for (guint i = 1; i < 300; i++)
    g_string_append_printf (text, "struct s%u { struct s%u a; };\n", i, i - 1);
  complains (text->str, "201:8 structures in each other over 200 deep");
  g_string_assign (text, "int ");
  repeat (text, "*", 300);
  complains (text->str, "1:205 pointers to pointers over 200 deep");
  g_string_assign (text, "");
  repeat (text, "typedef int x : 3;\n", 300);
  {
    g_autoptr (MgCUnit) unit = new_unit (text->str, NULL);
    g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

    assert_int_equal (mg_c_unit_get_n_errors (unit), MG_C_MAX_ERRORS + 1);
    assert_true (g_str_has_suffix (errors, "too many errors: the rest is not read"));
  }
  g_string_assign (text, "struct s {\n");
  repeat (text, "//@ x\n", 200);
  g_string_append (text, "int a; };");
  complains (text->str, "102:4 more than 100 annotations of one thing");
  g_string_assign (text, "enum e {");
  repeat (text, "A,", MG_C_MAX_DECLARATIONS);
  {
    g_autoptr (MgCUnit) unit = new_unit (text->str, NULL);
    g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

    assert_non_null (strstr (errors, "more than 1000000 declarations"));
  }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (every_spelling_of_an_integer_is_one),
    cmocka_unit_test (declarators_are_read_from_the_inside_out),
    cmocka_unit_test (members_are_what_people_write),
    cmocka_unit_test (what_has_no_layout_is_skipped),
    cmocka_unit_test (known_types_need_no_header),
    cmocka_unit_test (a_missing_header_is_a_warning_that_names_what_it_leaves_unknown),
    cmocka_unit_test (errors_have_line_column_text_and_what_was_expected),
    cmocka_unit_test (mistakes_are_told),
    cmocka_unit_test (an_unknown_attribute_is_a_warning),
    cmocka_unit_test (annotations_belong_to_what_they_stand_beside),
    cmocka_unit_test (types_are_found_by_name),
    cmocka_unit_test (all_that_it_was_made_of_is_one_text),
    cmocka_unit_test (without_includes_the_text_is_what_it_was),
    cmocka_unit_test (limits_are_errors),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
