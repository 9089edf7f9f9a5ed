/* What compilers were found to do, ABI by ABI: the table of the rules that differ.  Thousands of
 * random ones are compared with compilers in tests/layout. */

#include "config.h"

#include "c-helpers.h"
#include "core/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const char *const names[] = { "linux64", "linux32", "arm64", "win64", "win32", "mingw64", "mingw32" };

/* Size and alignment of the last structure in @text on each of the ABIs; of arm64 where it is known. */
static void
check (const char *text, const char *const expected[G_N_ELEMENTS (names)])
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *layout = dup_layout_of (text, names[i]);
      char *end = strchr (layout, ' ');

      if (end != NULL)
        *end = '\0';
      if (expected[i] != NULL && strcmp (layout, expected[i]) != 0)
        fail_msg ("%s: %s is %s, not %s", names[i], text, layout, expected[i]);
    }
}

#define CHECK(text, ...) check (text, (const char *const[]) { __VA_ARGS__ })

static void
scalars_differ (void **state)
{
  CHECK ("struct s { long a; };", "8/8", "4/4", "8/8", "4/4", "4/4", "4/4", "4/4");
  CHECK ("struct s { wchar_t a; };", "4/4", "4/4", "4/4", "2/2", "2/2", "2/2", "2/2");
  CHECK ("struct s { void *a; };", "8/8", "4/4", "8/8", "8/8", "4/4", "8/8", "4/4");
  CHECK ("struct s { char a; long long b; };", "16/8", "12/4", "16/8", "16/8", "16/8", "16/8", "16/8");
  CHECK ("struct s { char a; double b; };", "16/8", "12/4", "16/8", "16/8", "16/8", "16/8", "16/8");
  CHECK ("struct s { long double a; };", "16/16", "12/4", "16/16", "8/8", "8/8", "16/16", "12/4");
  CHECK ("enum e { A = 0x100000000 }; struct s { enum e a; };", "8/8", "8/4", "8/8", "4/4", "4/4", "8/8",
         "8/8");
  CHECK ("struct s { };", "0/1", "0/1", "0/1", "4/1", "4/1", "0/1", "0/1");
}

static void
bit_fields_differ (void **state)
{
  CHECK ("struct s { unsigned char a:3; unsigned short b:9; unsigned c:5; };",
         "4/4", "4/4", "4/4", "8/4", "8/4", "8/4", "8/4");
  CHECK ("struct s { char a; unsigned b:7; char c; };", "4/4", "4/4", "4/4", "12/4", "12/4", "12/4", "12/4");
  CHECK ("struct s { char a; unsigned long long b:40; char c; };", "8/8", "8/4", "8/8", "24/8", "24/8",
         "24/8", "24/8");
  CHECK ("struct s { char a; int :0; char b; };", "5/1", "5/1", "8/4", "2/1", "2/1", "2/1", "2/1");
  CHECK ("struct s { unsigned :5; unsigned char a; };", "2/1", "2/1", "4/4", "8/4", "8/4", "8/4", "8/4");
  CHECK ("union u { unsigned a:3; char b; };", "4/4", "4/4", "4/4", "4/1", "4/1", NULL, NULL);
}

static void
packing_differs (void **state)
{
  CHECK ("#pragma pack(1)\nstruct s { char a; unsigned b:20; unsigned c:20; };",
         "6/1", "6/1", "6/1", "9/1", "9/1", "9/1", "9/1");
  CHECK ("#pragma pack(1)\nstruct s { char a; __attribute__ ((aligned (8))) int b; };",
         "5/1", "5/1", "5/1", "16/8", "16/8", "5/1", "5/1");
  CHECK ("#pragma pack(push, 2)\nstruct s { char a; int b; };\n#pragma pack(pop)", "6/2", "6/2", "6/2", "6/2",
         "6/2", "6/2", "6/2");
  CHECK ("struct in { char a; int b; };\n#pragma pack(1)\nstruct s { char c; struct in in; };",
         "9/1", "9/1", "9/1", "9/1", "9/1", "9/1", "9/1");
}

static void
places_are_as_told (void **state)
{
  static const char text[] =
      "struct a { int n; struct { char x; union { int i; float f; }; } in; struct p { short s; } q[3]; "
      "unsigned b:3; unsigned :4; unsigned c:5; };";

  assert_text (dup_layout_of (text, "linux64"), "20/4 n@0 in@4 in.x@4 in.i@8 in.f@8 q@12 b@18.0:3 c@18.7:5");
  assert_text (dup_layout_of (text, "win64"), "24/4 n@0 in@4 in.x@4 in.i@8 in.f@8 q@12 b@20.0:3 c@20.7:5");
  assert_text (
      dup_layout_of ("struct s { char a; struct { char b; int c; } __attribute__ ((packed)) d; short e; };",
                     "linux64"),
      "8/2 a@0 d@1 d.b@1 d.c@2 e@6");
}

static void
every_form_of_pack_works (void **state)
{
#define BODY "struct s { char a; int b; };\n"
  static const struct
  {
    const char *text, *layout;
  } forms[] = {
    { "#pragma pack(1)\n" BODY, "5/1 a@0 b@1" },
    { "#pragma pack(2)\n" BODY, "6/2 a@0 b@2" },
    { "#pragma pack(16)\n" BODY, "8/4 a@0 b@4" },
    { "#pragma pack(1)\n#pragma pack()\n" BODY, "8/4 a@0 b@4" },
    { "#pragma pack(1)\n#pragma pack(0)\n" BODY, "8/4 a@0 b@4" },
    { "#pragma pack(push, 1)\n" BODY, "5/1 a@0 b@1" },
    { "#pragma pack(push, 1)\n#pragma pack(pop)\n" BODY, "8/4 a@0 b@4" },
    { "#pragma pack(push)\n#pragma pack(1)\n#pragma pack(push, 2)\n#pragma pack(pop)\n" BODY, "5/1 a@0 b@1" },
    { "#pragma pack(push, l, 1)\n#pragma pack(push, 2)\n#pragma pack(push, 4)\n#pragma pack(pop, l)\n" BODY,
      "8/4 a@0 b@4" },
    { "#pragma pack(1)\n#pragma pack(push, l)\n#pragma pack(8)\n#pragma pack(pop, l)\n" BODY, "5/1 a@0 b@1" },
    { "#pragma pack(1)\n#pragma pack(pop)\n" BODY, "5/1 a@0 b@1" }, /* nothing was pushed */
    { "#pragma pack(1)\n#pragma pack(show)\n" BODY, "5/1 a@0 b@1" },
    { "_Pragma (\"pack(1)\") " BODY, "5/1 a@0 b@1" },
    { "__pragma (pack (push, 1)) " BODY, "5/1 a@0 b@1" },
    { "#include <pshpack2.h>\n" BODY "#include <poppack.h>\n", "6/2 a@0 b@2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    assert_text (dup_layout_of (forms[i].text, "win64"), forms[i].layout);
}

static void
packings_that_compilers_disagree_on_are_told (void **state)
{
  g_autoptr (MgCUnit) unit =
      new_good_unit ("#define N 1\n#pragma pack(N)\nstruct s { char a;\n#pragma pack(2)\nint b; };\n"
                     "#pragma pack(push)\n#pragma pack(pop, 4)\n",
                     NULL);
  g_autofree char *warnings = dup_diagnostics (unit, MG_C_WARNING);

  assert_non_null (strstr (warnings, "2:14 gcc for Linux ignores"));
  assert_non_null (strstr (warnings, "4:14 gcc lets"));
  assert_non_null (strstr (warnings, "7:19 gcc ignores a pop"));
  assert_text (dup_layout (unit, "s"), "5/1 a@0 b@1");
}

static void
attributes_change_layouts (void **state)
{
  assert_text (
      dup_layout_of ("struct s { char a; int b; } __attribute__ ((packed, aligned (4)));", "linux64"),
      "8/4 a@0 b@1");
  assert_text (dup_layout_of ("struct __attribute__ ((__packed__)) s { char a; int b; };", "linux64"),
               "5/1 a@0 b@1");
  assert_text (
      dup_layout_of ("struct s { char a; int b __attribute__ ((packed)); alignas (16) char c; };", "linux64"),
      "32/16 a@0 b@1 c@16");
  assert_text (dup_layout_of (
                   "struct s { char a; _Alignas (double) char b; __declspec (align (4)) char c; };", "win64"),
               "16/8 a@0 b@8 c@12");
  /* in front of a definition it is the type's, of a mere reference the member's */
  assert_text (dup_layout_of ("__declspec (align (32)) struct s { char a; };", "win64"), "32/32 a@0");
  assert_text (dup_layout_of ("typedef __declspec (align (16)) struct { float x; } v;"
                              "struct s { v a[3]; };",
                              "win64"),
               "48/16 a@0");
  assert_text (dup_layout_of ("struct i { int x; };"
                              "struct s { char a; __declspec (align (16)) struct i b; struct i c; };",
                              "win32"),
               "32/16 a@0 b@16 b.x@16 c@20 c.x@20");
  assert_text (dup_layout_of ("struct __declspec (align (32)) s { char a; };", "win64"), "32/32 a@0");
  assert_text (dup_layout_of ("struct s { struct timeval t; int x; };", "win64"),
               "12/4 t@0 t.tv_sec@0 t.tv_usec@4 x@8");
  assert_text (
      dup_layout_of ("typedef int v4 __attribute__ ((vector_size (16))); struct s { char a; v4 b; };",
                     "linux64"),
      "32/16 a@0 b@16");
  assert_text (
      dup_layout_of ("typedef int d __attribute__ ((mode (DI))); struct s { char a; d b; };", "linux32"),
      "12/4 a@0 b@4");
  assert_text (
      dup_layout_of ("struct s { char a; unsigned b:3; unsigned char c:3; } __attribute__ ((ms_struct));",
                     "linux64"),
      "12/4 a@0 b@4.0:3 c@8.0:3");
  assert_text (dup_layout_of ("struct [[gnu::packed]] s { char a; int b; };", "linux64"), "5/1 a@0 b@1");
}

static void
types_have_names_as_in_c (void **state)
{
  static const struct
  {
    const char *declaration, *text;
  } types[] = {
    { "unsigned long int x", "unsigned long" }, { "const char *volatile x", "const char *volatile" },
    { "int (*x[3])(char, ...)", "int (*[3])(char, ...)" }, { "int (*x)[2][3]", "int (*)[2][3]" },
    { "void (*(*x)(int))(void)", "void (*(*)(int))(void)" }, { "struct t *x[2]", "struct t *[2]" },
    { "_Complex float x", "_Complex float" }, { "enum { A } x", "enum" }, { "uint8_t x", "uint8_t" },
    { "short unsigned x[]", "unsigned short[]" }, { "const _Atomic int *x", "const _Atomic int *" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *text = g_strdup_printf ("struct s { int y; %s; };", types[i].declaration);
      g_autoptr (MgCUnit) unit = new_good_unit (text, NULL);
      const MgCType *type = mg_c_unit_find_type (unit, "struct s", NULL);

      assert_text (mg_c_type_dup_text (type->actual->members[1].type), types[i].text);
    }
}

static void
count_cb (const MgLayoutMember *entry, gpointer data)
{
  ++*(guint *) data;
}

static void
paths_end_at_a_million_members (void **state)
{
  /* 20 levels of two: two million paths */
  g_autoptr (GString) text = g_string_new ("struct s0 { char a; };\n");
  g_autoptr (MgCUnit) unit = NULL;
  g_autoptr (GError) error = NULL;
  const MgCType *type;
  guint n_members = 0;

  for (guint i = 1; i <= 20; i++)
    g_string_append_printf (text, "struct s%u { struct s%u a, b; };\n", i, i - 1);
  unit = new_good_unit (text->str, NULL);
  type = mg_c_unit_find_type (unit, NULL, NULL);
  assert_int_equal (mg_c_type_get_size (type), 1 << 20);
  assert_false (mg_layout_foreach (type, count_cb, &n_members, &error));
  assert_int_equal (n_members, MG_LAYOUT_MAX_MEMBERS);
  assert_non_null (error);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (scalars_differ),
    cmocka_unit_test (bit_fields_differ),
    cmocka_unit_test (packing_differs),
    cmocka_unit_test (places_are_as_told),
    cmocka_unit_test (every_form_of_pack_works),
    cmocka_unit_test (packings_that_compilers_disagree_on_are_told),
    cmocka_unit_test (attributes_change_layouts),
    cmocka_unit_test (types_have_names_as_in_c),
    cmocka_unit_test (paths_end_at_a_million_members),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
