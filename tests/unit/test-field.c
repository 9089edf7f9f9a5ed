/* Fields: where they are, by the compiler and by hand; what annotations do; what can't hang. */

#include "field-fixture.h"

#include "core/layout.h"

/* --- As the compiler lays it out --- */

#define TEXT_OF(...) #__VA_ARGS__
#define EXPAND(...) TEXT_OF (__VA_ARGS__)

#define DECLARATIONS \
  struct inner \
  { \
    char tag; \
    double value; \
    short grid[2][3]; \
  }; \
  struct whole \
  { \
    signed char small; \
    long long wide; \
    struct inner in[3]; \
    union \
    { \
      int number; \
      float real; \
    }; \
    struct \
    { \
      unsigned char r, g; \
    } named; \
    unsigned low : 3; \
    unsigned middle : 13; \
    signed high : 5; \
    unsigned long long far : 40; \
    char text[12]; \
    float last; \
  };

DECLARATIONS

static void
assert_at (Fixture *fixture, const char *path, gsize offset, gsize size)
{
  MgFieldPlace place = fixture_locate (fixture, path);

  if (place.offset != offset || place.size != size)
    fail_msg ("%s: at %d, %d bytes", path, (int) place.offset, (int) place.size);
}

static void
fields_are_where_this_compiler_puts_them (void **state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture = fixture_new_full (EXPAND (DECLARATIONS), NULL, 0, MG_ORDER_LITTLE, &error);
  struct whole whole;

  /* padding too: bit-fields are set one by one */
  memset (&whole, 0, sizeof whole);
  whole.small = -5;
  whole.wide = G_MININT64;
  whole.in[1].value = 2.5;
  whole.in[2].grid[1][2] = -321;
  whole.number = 7;
  whole.named.g = 200;
  whole.low = 5;
  whole.middle = 0x1abc;
  whole.high = -3;
  whole.far = G_GUINT64_CONSTANT (0xfedcba9876);
  strcpy (whole.text, "Silverstone");
  whole.last = 1.25f;
  memcpy (fixture->bytes, &whole, sizeof whole);

#define AT(path) \
  assert_at (fixture, #path, (gsize) ((char *) &whole.path - (char *) &whole), sizeof whole.path)
  AT (small);
  AT (wide);
  AT (in);
  AT (in[2]);
  AT (in[2].tag);
  AT (in[1].value);
  AT (in[1].grid);
  AT (in[2].grid[1]);
  AT (in[2].grid[1][2]);
  AT (number);
  AT (real);
  AT (named);
  AT (named.g);
  AT (text);
  AT (last);
#undef AT
  fixture_assert_text (fixture, "small", "-5");
  fixture_assert_text (fixture, "wide", "-9223372036854775808");
  fixture_assert_text (fixture, "in[1].value", "2.5");
  fixture_assert_text (fixture, "in[2].grid[1][2]", "-321");
  fixture_assert_text (fixture, "in[2].grid[1]", "[0, 0, -321]");
  fixture_assert_text (fixture, "number", "7");
  fixture_assert_text (fixture, "named.g", "200");
  fixture_assert_text (fixture, "low", "5");
  fixture_assert_text (fixture, "middle", "6844");
  fixture_assert_text (fixture, "high", "-3");
  fixture_assert_text (fixture, "far", "1094624909430");
  fixture_assert_text (fixture, "text", "\"Silverstone\"");
  fixture_assert_text (fixture, "last", "1.25");
  fixture_assert_text (fixture, "named", "(0, 200)");
}

/* --- Names and the tree --- */

static void
paths_lead_to_fields_and_back (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct node { int v; struct node *next; // @pointer\n int *list; // @pointer @count(3)\n };\n"
      "struct s { struct node head; struct { int x[2][2]; } in[4]; };");
  static const char *const paths[] = {
    "head", "head.v", "head.next", "*head.next", "head.next->v", "head.next->next->next->v", "in", "in[3]",
    "in[3].x[1][0]", "head.list[2]", "*head.list", "*head.next->next",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (MgField) field = fixture_find (fixture, paths[i]), again = NULL;
      g_autofree char *path = mg_field_dup_path (field);

      assert_string_equal (path, paths[i]);
      again = fixture_find (fixture, path);
      assert_true (mg_field_equal (field, again));
      assert_false (mg_field_equal (field, mg_field_get_parent (field)));
    }
}

static void
a_wrong_path_says_what_there_is (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int alpha, beta; int list[3]; };");
  static const char *const paths[] = {
    "gamma",    "alpha.x", "list[3]", "list[x]",  "list[",    "list.x",
    "alpha[0]", "*alpha",  "..",      "list[0]x", "alpha->x", "[0]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GError) error = NULL;

      if (mg_structure_find (fixture->structure, paths[i], &error) != NULL)
        fail_msg ("%s is there", paths[i]);
      assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND));
      if (i == 0)
        assert_non_null (strstr (error->message, "alpha, beta, list"));
    }
}

static void
fields_outlive_who_made_them (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { struct { int x; } in[2]; };");
  g_autoptr (MgField) field = fixture_find (fixture, "in[1].x");
  g_autofree char *type = NULL;

  mg_structure_unref (g_steal_pointer (&fixture->structure));
  type = mg_field_dup_type_text (field);
  assert_string_equal (type, "int");
  assert_int_equal (mg_field_get_depth (field), 3);
}

/* --- Annotations --- */

static void
counts_strides_and_offsets_come_from_fields (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct reading { uint32_t id; float value; };\n"
      "struct s { uint32_t offset, stride, count;\n"
      "  struct reading list[1]; // @at(offset) @stride(stride) @count(count)\n"
      "  uint16_t fixed[8]; // @count(min (count, 8))\n};");

  fixture_put (fixture, 0, 1000, 4);
  fixture_put (fixture, 4, 460, 4);
  fixture_put (fixture, 8, 5, 4);
  fixture_put (fixture, 1000 + 4 * 460, 77, 4);
  fixture_assert_place (fixture, "list", 1000, 4 * 460 + 8, 5);
  fixture_assert_place (fixture, "list[4]", 2840, 8, 2);
  fixture_assert_text (fixture, "list[4].id", "77");
  fixture_assert_text (fixture, "fixed", "5 of 8 shown (count: min (count, 8))");
  fixture_assert_fails (fixture, "list[5]", MG_ERROR_OUT_OF_RANGE);

  /* what lies outside is cut off, and said */
  fixture_put (fixture, 8, 1000000, 4);
  fixture_assert_place (fixture, "list", 1000, 15 * 460 + 8, 16);
  assert_int_equal (fixture_locate (fixture, "list").n_declared, 1000000);
  fixture_put (fixture, 0, 0xffffffff, 4);
  fixture_assert_place (fixture, "list", 0xffffffff, 0, 0);
  fixture_put (fixture, 4, 0, 4);
  fixture_assert_fails (fixture, "list", MG_ERROR_INVALID);
  fixture_assert_fails (fixture, "list[0].id", MG_ERROR_INVALID);
}

static void
flexible_arrays_reach_to_the_end (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { uint32_t end; struct { uint32_t a, b; } list[]; };");
  g_autoptr (Fixture) bounded = fixture_new ("struct s { uint32_t end; uint16_t list[]; // @until(end)\n};");
  g_autoptr (Fixture) text = fixture_new ("struct s { uint32_t n; char text[]; // @length(n)\n};");

  fixture->size = 30;
  fixture_assert_place (fixture, "list", 4, 24, 3);
  fixture_put (bounded, 0, 11, 4);
  fixture_assert_place (bounded, "list", 4, 6, 3);
  memcpy (text->bytes + 4, "Nordschleife", 12);
  fixture_put (text, 0, 4, 4);
  fixture_assert_text (text, "text", "\"Nord\"");
}

static void
elements_may_be_anywhere (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct s { uint32_t at[3]; struct { uint16_t v; } list[3]; // @element(at[$index])\n};");
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (MgField) found = NULL;
  g_autofree char *path = NULL;

  fixture_put (fixture, 0, 500, 4);
  fixture_put (fixture, 4, 300, 4);
  fixture_put (fixture, 8, 800, 4);
  fixture_assert_place (fixture, "list[1]", 300, 2, 1);
  fixture_assert_place (fixture, "list[2].v", 800, 2, 0);
  found = mg_structure_find_at (fixture->structure, &bytes, 301);
  path = mg_field_dup_path (found);
  assert_string_equal (path, "list[1].v");
}

static void
records_of_different_lengths_follow_each_other (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct record { uint32_t id, len; char text[]; // @count(len)\n}; // @size(8 + len)\n"
      "struct s { uint32_t n, size; struct record list[]; // @count(n)\n};");
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
  guint64 offset = 8;
  MgFieldBytes bytes;
  MgFieldPlace place;

  fixture_put (fixture, 0, 3, 4);
  for (guint i = 0; i < 3; i++)
    {
      fixture_put (fixture, offset, i, 4);
      fixture_put (fixture, offset + 4, 5 * (i + 1), 4);
      memset (fixture->bytes + offset + 8, 'a' + (int) i, 5 * (i + 1));
      offset += 8 + 5 * (i + 1);
    }
  fixture_assert_place (fixture, "list", 8, offset - 8, 3);
  fixture_assert_place (fixture, "list[2]", 8 + 13 + 18, 23, 3);
  fixture_assert_text (fixture, "list[1].text", "\"bbbbbbbbbb\"");
  for (guint64 i = 8; i < offset; i++)
    {
      g_autoptr (MgField) found = NULL;

      bytes = fixture_get_bytes (fixture);
      bytes.memo = memo;
      found = mg_structure_find_at (fixture->structure, &bytes, i);
      assert_true (mg_field_locate (found, &bytes, &place, NULL));
      assert_true (place.offset <= i && i < place.offset + place.size);
      assert_int_equal (mg_field_get_depth (found), 3);
    }

  /* one that can't tell its length is the last, and says so itself */
  fixture_put (fixture, 8 + 13 + 4, 0xffffffff, 4);
  assert_int_equal (fixture_locate (fixture, "list").n_children, 2);
}

static void
a_tag_chooses_the_member (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "enum kind { INT = 1, REAL, MORE = 10 };\n"
      "struct s { uint32_t kind; union { int32_t i; // @case(INT, MORE)\n float f; // @case(REAL)\n"
      "  struct { short lo, hi; }; // @case(default)\n }; // @tag(kind)\n"
      "  union { int a; // @case(1)\n int b; // @case(2)\n int always; } named; // @tag(kind)\n"
      "  int extra; // @if(kind > 5)\n};");
  static const struct
  {
    guint kind;
    const char *present;
  } rows[] = {
    { 1, "i named.a named.always" }, { 10, "i named.always extra" }, { 2, "f named.b named.always" },
    { 77, "lo hi named.always extra" },
  };
  static const char *const all[] = { "i", "f", "lo", "hi", "named.a", "named.b", "named.always", "extra" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) present = g_strsplit (rows[i].present, " ", -1);

      fixture_put (fixture, 0, rows[i].kind, 4);
      for (guint j = 0; j < G_N_ELEMENTS (all); j++)
        if (fixture_locate (fixture, all[j]).absent
            == g_strv_contains ((const char *const *) present, all[j]))
          fail_msg ("%s with %u", all[j], rows[i].kind);
    }
}

static void
characters_of_a_text_are_numbers (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct s { char magic[4]; char kinds[2][4]; uint16_t wide[4]; // @text\n"
      "  int a; // @if(magic[0] == 'm' && magic[3] == 0)\n"
      "  int b; // @if(kinds[1][2] == 'q')\n"
      "  int c; // @if(wide[1] == 0x20ac)\n"
      "  int d; // @if(magic[4] == 0)\n};");

  fixture_put (fixture, 0, 'm', 1);
  assert_false (fixture_locate (fixture, "a").absent);
  assert_true (fixture_locate (fixture, "b").absent);
  assert_true (fixture_locate (fixture, "c").absent);
  fixture_put (fixture, 0, 'n', 1);
  fixture_put (fixture, 10, 'q', 1);
  fixture_put (fixture, 14, 0x20ac, 2);
  assert_true (fixture_locate (fixture, "a").absent);
  assert_false (fixture_locate (fixture, "b").absent);
  assert_false (fixture_locate (fixture, "c").absent);
  {
    const MgFieldBytes bytes = fixture_get_bytes (fixture);
    g_autoptr (MgField) field = mg_structure_find (fixture->structure, "d", NULL);
    g_autoptr (GError) error = NULL;
    MgFieldPlace place;

    assert_false (mg_field_locate (field, &bytes, &place, &error));
    assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
  }
}

static void
pointers_lead_into_the_object (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct node { int32_t v; int32_t self; // @pointer($field) @to(struct node)\n};\n"
                   "struct s { uint64_t base; uint32_t to; // @pointer(base) @to(struct node)\n"
                   "  struct node *plain; // @pointer(-base)\n uint32_t list; // @pointer @to(uint16_t) "
                   "@count(2)\n void *outside; };");

  fixture_put (fixture, 0, 100, 8);
  fixture_put (fixture, 8, 200, 4);
  fixture_put (fixture, 16, 100 + 400, 8);
  fixture_put (fixture, 24, 700, 4);
  fixture_put (fixture, 300, 7, 4);
  fixture_put (fixture, 304, (guint64) (gint64) -4, 4); /* to its own node */
  fixture_put (fixture, 702, 9, 2);
  fixture_assert_place (fixture, "*to", 300, 8, 2);
  fixture_assert_text (fixture, "to->v", "7");
  fixture_assert_place (fixture, "*to->self", 300, 8, 2);
  fixture_assert_place (fixture, "to->self->self->self->v", 300, 4, 0);
  fixture_assert_place (fixture, "*plain", 400, 8, 2);
  fixture_assert_text (fixture, "list[1]", "9");
  assert_int_equal (fixture_locate (fixture, "outside").n_children, 0);
  fixture_put (fixture, 8, 0, 4);
  fixture_assert_place (fixture, "to", 8, 4, 0);
  fixture_assert_fails (fixture, "to->v", MG_ERROR_OUT_OF_RANGE);
  fixture_put (fixture, 8, 0x7fffffff, 4);
  fixture_assert_place (fixture, "to", 8, 4, 0);
}

/* In a type without a sign a distance backwards is one that is too long. */
static void
distances_backwards_keep_their_base (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct node { unsigned char v; };\n"
                   "struct record {\n unsigned char back; // @pointer($this) @to(struct node)\n"
                   "  signed char far; // @pointer($this) @to(struct node)\n };\n"
                   "struct s { char pad[4096]; struct record r; };");

  fixture->size = 4200;
  fixture_put (fixture, 4096, 0xf0, 1);
  fixture_put (fixture, 4097, 127, 1);
  fixture_assert_place (fixture, "*r.back", 4080, 1, 1);
  assert_int_equal (fixture_locate (fixture, "r.far").n_children, 0);
}

static void
long_doubles_are_the_machines (void **state)
{
  static const struct
  {
    const char *abi;
    guint8 bytes[16];
  } ones[] = {
    { "linux64", { [7] = 0x80, [8] = 0xff, [9] = 0x3f } },
    { "linux32", { [7] = 0x80, [8] = 0xff, [9] = 0x3f } },
    { "mingw64", { [7] = 0x80, [8] = 0xff, [9] = 0x3f } },
    { "arm64", { [14] = 0xff, [15] = 0x3f } },
    { "win64", { [6] = 0xf0, [7] = 0x3f } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ones); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Fixture) fixture =
          fixture_new_full ("struct s { long double x; };", ones[i].abi, 0, MG_ORDER_LITTLE, &error);

      memcpy (fixture->bytes, ones[i].bytes, sizeof ones[i].bytes);
      fixture_assert_text (fixture, "x", "1");
    }
}

/* Each has the one before twice, without a name. */
static void
anonymous_records_can_not_multiply_for_ever (void **state)
{
  g_autoptr (GString) text = g_string_new ("struct a0 { int x; };\n");
  const MgCOptions options = { .abi = mg_abi_find ("win64") };
  g_autoptr (MgCUnit) unit = NULL;
  g_autoptr (GError) error = NULL;
  guint64 offset;
  Fixture *fixture;

  for (guint i = 1; i <= 30; i++)
    g_string_append_printf (text, "struct a%u { struct a%u; struct a%u; };\n", i, i - 1, i - 1);
  fixture = fixture_new_full (text->str, "win64", 0, MG_ORDER_LITTLE, &error);
  assert_null (fixture->structure);
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_TOO_LARGE));
  g_free (fixture);
  /* nor can one that is not there be looked for in them */
  unit = mg_c_unit_new ("test.h", text->str, text->len, &options);
  assert_false (mg_layout_find_member (mg_c_unit_find_type (unit, NULL, NULL), "nothing", &offset));
}

static void
one_annotation_can_not_be_read_for_ever (void **state)
{
  g_autoptr (GString) text = g_string_new ("struct s {\n/* @case(1");
  g_autoptr (GError) error = NULL;
  Fixture *fixture;
  gboolean told = FALSE;

  for (guint i = 0; i < 2000; i++)
    g_string_append (text, ",1");
  g_string_append (text, ") */\nint m0");
  for (guint i = 1; i < 200; i++)
    g_string_append_printf (text, ", m%u", i);
  g_string_append (text, "; };");
  fixture = fixture_new_full (text->str, "linux64", 0, MG_ORDER_LITTLE, &error);
  for (guint i = 0; fixture->diagnostics != NULL && i < fixture->diagnostics->len; i++)
    told |= strstr (((MgCDiagnostic *) fixture->diagnostics->pdata[i])->message, "expressions") != NULL;
  assert_true (told);
  fixture_free (fixture);
}

static void
expressions_look_at_single_characters (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct s { char format[2][4]; wchar_t wide[3]; int a[9]; // @count(format[1][2] - 'a')\n"
      "  int b[9]; // @count(wide[1] - 0x4e00)\n int c[9]; // @count(format[0][4])\n };");

  fixture_put (fixture, 4 + 2, 'd', 1);
  fixture_put (fixture, 8 + 4, 0x4e05, 4);
  assert_int_equal (fixture_locate (fixture, "a").n_children, 3);
  assert_int_equal (fixture_locate (fixture, "b").n_children, 5);
  fixture_assert_fails (fixture, "c", MG_ERROR_OUT_OF_RANGE);
}

static void
names_are_looked_up_outwards (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct inner { uint32_t n; uint8_t a[4]; // @count(n)\n uint8_t b[4]; // @count(outer)\n"
                   "  uint32_t c; // @at($this + 100 + $index)\n };\n"
                   "struct s { uint32_t outer, n; struct inner in[2]; uint32_t sized; // @at($size - 4)\n"
                   "  uint32_t behind; // @at(align (end (in), 64))\n uint32_t text_at; char text[8]; "
                   "uint8_t len[1]; // @count(length (text))\n"
                   "  uint32_t newest[1]; // @at(1000 + argmax (in, n))\n };");

  fixture_put (fixture, 0, 3, 4);
  fixture_put (fixture, 4, 99, 4);
  fixture_put (fixture, 8, 1, 4);
  fixture_put (fixture, 8 + 16, 2, 4);
  fixture_assert_place (fixture, "in[0].a", 12, 1, 1);
  fixture_assert_place (fixture, "in[1].a", 28, 2, 2);
  fixture_assert_place (fixture, "in[1].b", 32, 3, 3);
  fixture_assert_place (fixture, "in[1].c", 24 + 100 + 1, 4, 0);
  fixture_assert_place (fixture, "sized", sizeof fixture->bytes - 4, 4, 0);
  fixture_assert_place (fixture, "behind", 64, 4, 0);
  memcpy (fixture->bytes + fixture_locate (fixture, "text").offset, "abcde", 5);
  assert_int_equal (fixture_locate (fixture, "len").n_children, 5);
  assert_int_equal (fixture_locate (fixture, "newest").offset, 1001);
}

static void
circles_and_bombs_end (void **state)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("struct r { uint8_t n; }; // @size(list[0].n + list[1].n)\n"
                   "struct s { int self; // @at(self)\n int a; // @at(b)\n int b; // @at(a)\n"
                   "  int b1; // @at(b2 + b2)\n int b2; // @at(b3 + b3)\n int b3; // @at(b4 + b4)\n int b4; "
                   "// @at(b5 + b5)\n"
                   "  int b5; // @at(b6 + b6)\n int b6; // @at(b7 + b7)\n int b7; // @at(b8 + b8)\n int b8; "
                   "// @at(b9 + b9)\n"
                   "  int b9; // @at(c1 + c1)\n int c1; // @at(c2 + c2)\n int c2; // @at(c3 + c3)\n int c3; "
                   "// @at(c4 + c4)\n"
                   "  int c4; // @at(c5 + c5)\n int c5; // @at(c6 + c6)\n int c6; // @at(c7 + c7)\n int c7; "
                   "// @at(c8 + c8)\n"
                   "  int c8; // @at(c9 + c9)\n int c9; // @at(1)\n"
                   "  struct r list[]; // @count(3)\n};");

  fixture_assert_fails (fixture, "self", MG_ERROR_INVALID);
  fixture_assert_fails (fixture, "a", MG_ERROR_INVALID);
  fixture_assert_fails (fixture, "b1", MG_ERROR_LIMIT);
  fixture_locate (fixture, "list");
  fixture_assert_fails (fixture, "list[0]", MG_ERROR_OUT_OF_RANGE);
}

static void
what_cannot_be_read_says_so_alone (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct s { uint32_t a, n, b; uint8_t list[8]; // @count(n)\n char text[8]; uint32_t last; };");
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (MgField) n = fixture_find (fixture, "n");
  g_autofree char *text = NULL;

  memset (fixture->states + 4, MG_BYTE_UNREADABLE, 4);
  fixture_assert_fails (fixture, "n", MG_ERROR_UNREADABLE);
  fixture_assert_fails (fixture, "list", MG_ERROR_UNREADABLE);
  fixture_assert_text (fixture, "a", "0");
  fixture_assert_text (fixture, "b", "0");
  text = mg_field_dup_text (n, &bytes, NULL);
  assert_non_null (strstr (text, "read"));
  /* behind a text's end nothing need be known */
  memcpy (fixture->bytes + 20, "abc", 4);
  memset (fixture->states + 26, MG_BYTE_UNREADABLE, 2);
  fixture_assert_text (fixture, "text", "\"abc\"");
  memset (fixture->states + 22, MG_BYTE_UNREADABLE, 2);
  fixture_assert_fails (fixture, "text", MG_ERROR_UNREADABLE);
  fixture->size = 30;
  fixture_assert_fails (fixture, "last", MG_ERROR_OUT_OF_RANGE);
  fixture_assert_text (fixture, "b", "0");
}

static void
orders_and_offsets_are_the_structures (void **state)
{
  g_autoptr (GError) error = NULL, refused = NULL;
  g_autoptr (Fixture) fixture = fixture_new_full (
      "struct s { uint32_t big; uint32_t little; // @endian(little)\n uint32_t at; // @at(big)\n};", "win32",
      100, MG_ORDER_BIG, &error);
  g_autoptr (Fixture) none =
      fixture_new_full ("struct s { unsigned a:3; };", "win32", 0, MG_ORDER_BIG, &refused);
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (MgField) at = mg_structure_find_at (fixture->structure, &bytes, 100 + 5);
  g_autofree char *path = mg_field_dup_path (at);

  fixture->bytes[103] = 0x40;
  fixture->bytes[104] = 0x40;
  fixture_assert_text (fixture, "big", "64");
  fixture_assert_text (fixture, "little", "64");
  fixture_assert_place (fixture, "at", 100 + 64, 4, 0);
  assert_string_equal (path, "little");
  assert_null (mg_structure_find_at (fixture->structure, &bytes, 99));
  assert_null (none->structure);
  assert_true (g_error_matches (refused, MG_ERROR, MG_ERROR_INVALID));
}

/* --- What is at an offset --- */

static void
assert_children_are_found (Fixture *fixture, MgField *field)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  MgFieldPlace place;

  assert_true (mg_field_locate (field, &bytes, &place, NULL));
  for (guint64 i = 0; i < place.n_children; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);

      assert_children_are_found (fixture, child);
    }
  if (place.n_children > 0 || place.absent)
    return;
  for (guint64 i = 0; i < place.size; i++)
    {
      g_autoptr (MgField) found = mg_structure_find_at (fixture->structure, &bytes, place.offset + i);

      if (!mg_field_equal (found, field))
        {
          g_autofree char *path = mg_field_dup_path (field), *other = mg_field_dup_path (found);

          fail_msg ("%s is found as %s", path, other);
        }
    }
}

static void
every_byte_leads_to_its_field (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct p { char a; short b[3][2]; struct { int x; double y; }; };\n"
      "struct s { char first; struct p list[5]; union { int u; }; uint32_t n, at; "
      "  struct p more[1]; // @at(at) @stride(64) @count(n)\n short last; };");

  fixture_put (fixture, fixture_locate (fixture, "n").offset, 7, 4);
  fixture_put (fixture, fixture_locate (fixture, "at").offset, 1024, 4);
  assert_children_are_found (fixture, mg_structure_get_root (fixture->structure));
  assert_int_equal (fixture_locate (fixture, "more").n_children, 7);
}

static void
a_million_elements_cost_nothing (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { struct { int a, b; } list[1000000]; };");
  const MgFieldBytes bytes = { fixture_copy_cb, 8000000, fixture, NULL };
  g_autoptr (MgField) last = fixture_find (fixture, "list[999999].b");
  g_autoptr (MgField) found = mg_structure_find_at (fixture->structure, &bytes, 7999999);
  MgFieldPlace place;

  assert_true (mg_field_locate (last, &bytes, &place, NULL));
  assert_int_equal (place.offset, 7999996);
  assert_true (mg_field_equal (found, last));
  assert_int_equal (fixture->n_copied, 0);
}

static void
what_is_known_by_its_name_is_a_value (void **state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Fixture) fixture =
      fixture_new_full ("struct s { GUID id; FILETIME when; WCHAR name[8]; // @label(name)\n BYTE raw[4]; };",
                        "win64", 0, MG_ORDER_LITTLE, &error);
  g_autoptr (MgField) id = fixture_find (fixture, "id"), when = fixture_find (fixture, "when");
  g_autoptr (MgField) name = fixture_find (fixture, "name"), raw = fixture_find (fixture, "raw");

  assert_int_equal (mg_field_get_format (id)->kind, MG_FORMAT_GUID);
  assert_int_equal (mg_field_get_format (when)->time, MG_TIME_FILETIME);
  assert_int_equal (mg_field_get_format (name)->kind, MG_FORMAT_TEXT);
  assert_int_equal (mg_field_get_format (name)->encoding, MG_ENCODING_UTF16);
  assert_int_equal (mg_field_get_format (raw)->kind, MG_FORMAT_NONE);
}

static void
labels_and_hidden_members_are_for_lists (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct item { // @label(in.name)\n int id; struct { char name[8]; } in; };\n"
      "struct s { struct item list[2]; struct { int a, pad; // @hidden\n int b; } plain; };");
  g_autoptr (MgField) pad = fixture_find (fixture, "plain.pad");

  memcpy (fixture->bytes + 4, "Rival", 5);
  fixture_assert_text (fixture, "list[0]", "Rival");
  fixture_assert_text (fixture, "plain", "(0, 0)");
  fixture_assert_text (fixture, "list", "2 elements");
  assert_true (mg_field_is_hidden (pad));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (fields_are_where_this_compiler_puts_them),
    cmocka_unit_test (paths_lead_to_fields_and_back),
    cmocka_unit_test (a_wrong_path_says_what_there_is),
    cmocka_unit_test (fields_outlive_who_made_them),
    cmocka_unit_test (counts_strides_and_offsets_come_from_fields),
    cmocka_unit_test (flexible_arrays_reach_to_the_end),
    cmocka_unit_test (elements_may_be_anywhere),
    cmocka_unit_test (records_of_different_lengths_follow_each_other),
    cmocka_unit_test (a_tag_chooses_the_member),
    cmocka_unit_test (characters_of_a_text_are_numbers),
    cmocka_unit_test (pointers_lead_into_the_object),
    cmocka_unit_test (distances_backwards_keep_their_base),
    cmocka_unit_test (long_doubles_are_the_machines),
    cmocka_unit_test (anonymous_records_can_not_multiply_for_ever),
    cmocka_unit_test (one_annotation_can_not_be_read_for_ever),
    cmocka_unit_test (expressions_look_at_single_characters),
    cmocka_unit_test (names_are_looked_up_outwards),
    cmocka_unit_test (circles_and_bombs_end),
    cmocka_unit_test (what_cannot_be_read_says_so_alone),
    cmocka_unit_test (orders_and_offsets_are_the_structures),
    cmocka_unit_test (every_byte_leads_to_its_field),
    cmocka_unit_test (a_million_elements_cost_nothing),
    cmocka_unit_test (what_is_known_by_its_name_is_a_value),
    cmocka_unit_test (labels_and_hidden_members_are_for_lists),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
