/* C++ as far as data goes: what game and sensor headers use of it. */

#include "config.h"

#include "c-helpers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void
lays_out (const char *text, const char *abi, const char *layout)
{
  const FakeOptions options = { .abi = abi, .language = MG_C_LANGUAGE_CPLUSPLUS };
  g_autoptr (MgCUnit) unit = new_good_unit (text, &options);

  assert_text (dup_layout (unit, NULL), layout);
}

static void
complains (const char *text, const char *error)
{
  g_autoptr (MgCUnit) unit = new_unit (text, &(FakeOptions) { .language = MG_C_LANGUAGE_CPLUSPLUS });
  g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

  if (!g_str_has_prefix (errors, error))
    fail_msg ("not “%s” but “%s”", error, errors);
}

static void
tags_are_types_and_scopes (void **state)
{
  lays_out ("struct v { float x, y; }; struct s { v a; struct v b; v *c; struct n { char d; }; n e; };",
            "linux64", "32/8 a@0 a.x@0 a.y@4 b@8 b.x@8 b.y@12 c@16 e@24 e.d@24");
  lays_out ("struct a { struct b { short c; }; enum { N = 3 }; }; struct s { a::b x[a::N]; };", "linux64",
            "6/2 x@0");
  lays_out ("struct a { struct a1; int x; }; struct a::a1 { char y; }; struct s { a::a1 z; };", "linux64",
            "1/1 z@0 z.y@0");
}

static void
namespaces_have_their_names (void **state)
{
  lays_out ("namespace a { struct t { int x; }; namespace b { struct s { t y; ::a::t z; }; } }", "linux64",
            "8/4 y@0 y.x@0 z@4 z.x@4");
  lays_out ("namespace a::b { using u = short; } namespace c = a::b; struct s { a::b::u x; c::u y; };",
            "linux64", "4/2 x@0 y@2");
  lays_out ("namespace a { struct t { char x; }; } using namespace a; struct s { t y; };", "linux64",
            "1/1 y@0 y.x@0");
  lays_out ("namespace a { struct t { char x; }; } using a::t; struct s { t y; };", "linux64",
            "1/1 y@0 y.x@0");
  lays_out (
      "namespace { struct t { char x; }; } inline namespace v1 { using i = int; } struct s { t y; i z; };",
      "linux64", "8/4 y@0 y.x@0 z@4");
  lays_out ("#include <cstdint>\nstruct s { std::uint16_t a; std::size_t b; uint8_t c; };", "linux64",
            "24/8 a@0 b@8 c@16");
  lays_out ("namespace std { struct mine { char c; }; } struct s { std::int32_t a; std::mine b; };",
            "linux64", "8/4 a@0 b@4 b.c@4");
}

static void
enumerations_have_the_type_they_say (void **state)
{
  lays_out ("enum class a : unsigned char { x, y }; enum b : short { z }; enum class c { w }; struct s { a "
            "d; b e; c f; enum class a g; };",
            "linux64", "12/4 d@0 e@2 f@4 g@8");
  lays_out ("enum class a : uint8_t { n = 4 }; struct s { char x[(int) a::n]; };", "linux64", "4/1 x@0");
  lays_out ("enum class a : uint16_t; struct s { a x : 9; a y : 7; };", "linux64", "2/2 x@0.0:9 y@1.1:7");
  lays_out ("struct s { enum e : char { A } x; enum class f { B }; f y; };", "linux64", "8/4 x@0 y@4");
}

static void
aliases_and_constants_are_used (void **state)
{
  lays_out ("using u = unsigned char; using f = void (*) (int); using a = u[3]; struct s { a x; f y; };",
            "linux64", "16/8 x@0 y@8");
  lays_out ("constexpr int N = 2; static const unsigned M = N * 2; struct s { static constexpr int K = M + "
            "1; char x[K]; char y[N]; };",
            "linux64", "7/1 x@0 y@5");
  lays_out ("constexpr auto N { 3 }; const int M {4}; struct s { char x[M]; };", "linux64", "4/1 x@0");
  lays_out ("struct a { static const int n = 2; }; struct s { short x[a::n + sizeof (a)]; bool b = true; int "
            "c {1}; double d = 1.5, e; };",
            "linux64", "32/8 x@0 b@6 c@8 d@16 e@24");
}

static void
methods_are_skipped (void **state)
{
  lays_out (
      "class s { public: s (); explicit s (int a) : x (a), y {a} { if (a) { } } ~s () = default; s "
      "&operator= (const s &) = delete;\n"
      "int get () const noexcept { return x; } static s make (); friend class other; friend int f (s) { "
      "return 0; }\n"
      "bool operator== (const s &o) const { return x == o.x; } operator int () const; inline void g (int = "
      "3);\n"
      "template <class T> T h (T t) { return t; } using base = int; typedef char tag; auto k () -> int;\n"
      "private: int x; protected: int y; };",
      "linux64", "8/4 x@0 y@4");
  lays_out ("template <typename T, int N = (1 > 2)> struct box { T t[N]; }; template <class T> void f (T); "
            "struct s { int x; };",
            "linux64", "4/4 x@0");
}

static void
one_base_comes_first (void **state)
{
  lays_out ("struct b { int x; char y; }; struct s : b { char z; };", "linux64", "12/4 x@0 y@4 z@8");
  lays_out ("struct b { int x; private: char y; }; struct s : public b { char z; };", "linux64",
            "8/4 x@0 y@4 z@5");
  lays_out ("struct b { int x; char y; b &operator= (const b &o); }; struct s : b { char z; };", "linux64",
            "8/4 x@0 y@4 z@5");
  lays_out ("struct b { int x; char y; b& operator=(b const &) noexcept { return *this; } };"
            "struct s : b { char z; };",
            "mingw64", "8/4 x@0 y@4 z@5");
  lays_out ("struct b { int x; char y; b &operator= (const b &o) = default; }; struct s : b { char z; };",
            "linux64", "12/4 x@0 y@4 z@8");
  lays_out ("struct b { int x; char y; b &operator= (int o); }; struct s : b { char z; };", "linux64",
            "12/4 x@0 y@4 z@8");
  lays_out ("struct b { int x; private: char y; }; struct s : public b { char z; };", "win64",
            "12/4 x@0 y@4 z@8");
  lays_out ("struct e { }; struct s : e { int x; };", "linux64", "4/4 x@0");
  lays_out ("struct e { }; struct s : e { e f; int x; };", "linux64", "8/4 f@1 x@4");
  lays_out ("struct a { int n; }; class b : protected a { }; struct s final : b { short m[2]; };", "win32",
            "8/4 n@0 m@4");
  lays_out ("struct s { };", "linux64", "1/1");
}

static void
what_changes_layout_and_is_not_understood_is_an_error (void **state)
{
  complains ("namespace a { struct t { int x; }; struct v { ::t t; }; }", "1:");
  complains ("struct s { virtual void f (); int x; };", "1:12 virtual functions are not supported");
  complains ("struct b { int x; }; struct s : virtual b { };", "1:33 virtual base classes are not supported");
  complains ("struct a { }; struct b { }; struct s : a, b { };",
             "1:41 more than one base class is not supported ({)");
  complains ("template <class T> struct v { T x; }; struct s { v<int> a; };",
             "1:50 “v” is a template: templates are not supported");
  complains ("struct s { std::vector<int> a; };", "1:12 “vector” is a template");
  complains ("struct s : never { };", "1:12 “never” is no class that is known here (a class)");
  complains ("template <class T> struct v { T x; }; struct s : v<int> { };", "1:50 “v” is a template");
  complains ("struct [[no_unique_address]] s { };", "1:10 attribute “no_unique_address” changes layout");
}

static void
the_language_is_found_out (void **state)
{
  static const struct
  {
    const char *text;
    gboolean cplusplus;
  } texts[] = {
    { "struct s { int class; };", FALSE },
    { "struct s { int x; };", FALSE },
    { "class s { int x; };", TRUE },
    { "namespace a { struct s { int x; }; }", TRUE },
    { "struct a { int x; }; struct s { a b; };", TRUE },
    { "enum class e : char { A }; struct s { e x; };", TRUE },
    { "struct s { int x = 1; };", TRUE },
    { "typedef struct { int new, delete, this, private; } s;", FALSE },
    { "struct s { bool x; static constexpr int n = 1; };", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MgCUnit) unit = new_good_unit (texts[i].text, NULL);

      if (mg_c_unit_is_cplusplus (unit) != texts[i].cplusplus)
        fail_msg ("%s", texts[i].text);
    }
}

/* Whatever is wrong, each that is declared has a name, and the first definition stays. */
static void
a_second_definition_by_its_path_is_an_error (void **state)
{
  static const char *const texts[] = {
    "struct a { struct s; }; struct a::s { int x; }; struct a::s { int y, z; };",
    "namespace a { struct s { int x; }; } struct a::s { int y, z; };",
  };
  const FakeOptions options = { .language = MG_C_LANGUAGE_CPLUSPLUS };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (MgCUnit) unit = new_unit (texts[i], &options);
      g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

      assert_non_null (strstr (errors, "“s” is defined already"));
      assert_text (dup_layout (unit, "a::s"), "4/4 x@0");
    }
}

static void
a_typedef_of_nothing_is_not_defined_later (void **state)
{
  const FakeOptions options = { .language = MG_C_LANGUAGE_CPLUSPLUS };
  g_autoptr (MgCUnit) unit =
      new_unit ("namespace a { typedef struct + u; typedef struct u; } struct a::u { int x; };"
                " struct s { int y; };",
                &options);
  g_autofree char *errors = dup_diagnostics (unit, MG_C_ERROR);

  assert_true (*errors != '\0');
  assert_text (dup_layout (unit, "s"), "4/4 y@0");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (tags_are_types_and_scopes),
    cmocka_unit_test (namespaces_have_their_names),
    cmocka_unit_test (enumerations_have_the_type_they_say),
    cmocka_unit_test (aliases_and_constants_are_used),
    cmocka_unit_test (methods_are_skipped),
    cmocka_unit_test (one_base_comes_first),
    cmocka_unit_test (what_changes_layout_and_is_not_understood_is_an_error),
    cmocka_unit_test (the_language_is_found_out),
    cmocka_unit_test (a_second_definition_by_its_path_is_an_error),
    cmocka_unit_test (a_typedef_of_nothing_is_not_defined_later),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
