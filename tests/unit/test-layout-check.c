/* Bytes of publishers that real compilers laid out: the ABI that made them fits best. */

#include "config.h"

#include "c-helpers.h"
#include "core/error.h"
#include "core/layout-check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "layout-check-bytes.h"

typedef struct
{
  const guint8 *bytes;
  gsize length;
} Content;

static void
copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  const Content *content = data;

  for (gsize i = 0; i < length; i++)
    {
      gboolean known = offset + i < content->length;

      bytes[i] = known ? content->bytes[offset + i] : 0;
      states[i] = known ? MG_BYTE_OK : MG_BYTE_NOT_READ;
    }
}

static MgLayoutCheck *
check_bytes (const char *text, const char *abi, const guint8 *bytes, gsize length, guint64 offset,
             GError **error)
{
  Content content = { bytes, length };
  MgFieldBytes field_bytes = { copy_cb, length, &content, NULL };
  MgCOptions options = { .abi = mg_abi_find (abi) };

  return mg_layout_check_new ("main.h", text, strlen (text), &options, NULL, &field_bytes, offset, error);
}

/* Whether the variant is in the row. */
static gboolean
has_variant (const MgLayoutRow *row, const char *abi, guint pack)
{
  for (guint i = 0; i < row->n_variants; i++)
    if (strcmp (row->variants[i].abi->name, abi) == 0 && row->variants[i].pack == pack)
      return TRUE;
  return FALSE;
}

static void
the_compiler_that_made_the_bytes_wins (void **state)
{
  for (guint i = 0; i < G_N_ELEMENTS (publishers); i++)
    {
      const char *abi = publishers[i].abi, *other = strstr (abi, "linux") != NULL ? "win32" : "linux64";
      g_autoptr (MgLayoutCheck) check
          = check_bytes (publisher_header, abi, publishers[i].bytes, publishers[i].length, 0, NULL);
      g_autoptr (MgLayoutCheck) wrong
          = check_bytes (publisher_header, other, publishers[i].bytes, publishers[i].length, 0, NULL);
      guint n_rows;
      const MgLayoutRow *rows = mg_layout_check_get_rows (check, &n_rows);

      assert_true (n_rows > 4);
      if (!has_variant (&rows[0], abi, publishers[i].pack))
        {
          g_autofree char *names = mg_layout_row_dup_names (&rows[0]);

          fail_msg ("%s packed to %u: %s is best, %g", abi, publishers[i].pack, names, rows[0].score);
        }
      assert_true (rows[0].size == publishers[i].length);
      assert_true (rows[0].score > rows[1].score);
      assert_int_equal (mg_layout_check_is_right (check), publishers[i].pack == 0);
      assert_false (mg_layout_check_is_right (wrong));
    }
}

/* Each has the one before twice; none has a byte. */
static void
empty_records_end (void **state)
{
  static const guint8 zeros[8] = { 0 };
  g_autoptr (GString) text = g_string_new ("struct e0 {};\n");
  g_autoptr (MgLayoutCheck) check = NULL;

  for (guint i = 1; i <= 40; i++)
    g_string_append_printf (text, "struct e%u { struct e%u a, b; };\n", i, i - 1);
  g_string_append (text, "struct s { struct e40 z; int y; };");
  check = check_bytes (text->str, "linux64", zeros, sizeof zeros, 0, NULL);
  assert_non_null (check);
}

static void
members_stand_side_by_side (void **state)
{
  static const guint8 zeros[64] = { 0 };
  g_autoptr (MgLayoutCheck) check
      = check_bytes ("struct s { char a; long b; unsigned c:3; };", "linux64", zeros, sizeof zeros, 0, NULL);
  guint n_rows, n_members;
  const MgLayoutRow *rows = mg_layout_check_get_rows (check, &n_rows);
  const MgLayoutCheckMember *members = mg_layout_check_get_members (check, &n_members);

  assert_int_equal (n_members, 3);
  assert_string_equal (members[0].path, "a");
  assert_false (members[0].differs);
  assert_true (members[1].differs && members[2].differs);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].is_default)
      {
        assert_true (has_variant (&rows[i], "linux64", 0) && has_variant (&rows[i], "arm64", 0));
        assert_true (has_variant (&rows[i], "linux64", 8) && !has_variant (&rows[i], "linux64", 4));
        assert_int_equal (members[1].bit_offsets[i], 64);
        assert_int_equal (members[2].bit_offsets[i], 128);
      }
    else if (has_variant (&rows[i], "win64", 1))
      assert_int_equal (members[1].bit_offsets[i], 8);
  /* zeros fit everything: nobody is called wrong by them */
  assert_true (mg_layout_check_is_right (check));
}

/* What is told of the path in the row of the default. */
static const MgLayoutEvidence *
find_evidence (const MgLayoutCheck *check, const char *path)
{
  guint n_rows;
  const MgLayoutRow *rows = mg_layout_check_get_rows (check, &n_rows);

  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; rows[i].is_default && j < rows[i].n_evidence; j++)
      if (g_strcmp0 (rows[i].evidence[j].path, path) == 0)
        return &rows[i].evidence[j];
  return NULL;
}

static void
each_kind_of_member_is_judged_as_what_it_is (void **state)
{
  static const struct
  {
    const char *member;
    guint8 bytes[8];
    double least, most;
  } cases[] = {
    { "char x[8]", "Spa", 1, 1 },
    { "char x[8]", "\x01\x02\x03", 0, 0 },
    { "char x[8]", "gr\xc3\xbc\xc3\x9f", 1, 1 },
    { "char16_t x[4]", { 'S', 0, 'p', 0 }, 1, 1 },
    { "char16_t x[4]", { 'S', 'p', 'a', 'm' }, 0, 0.4 },
    { "float x", { 0, 0, 0x80, 0x3f }, 1, 1 },            /* 1.0 */
    { "float x", { 1, 0, 0, 0 }, 0, 0 },                  /* denormal */
    { "float x", { 0xff, 0xff, 0xff, 0xff }, 0.2, 0.2 },  /* NaN */
    { "double x", { 0, 0, 0, 0, 0, 0, 0xf0, 0x3f }, 1, 1 },
    { "double x", { 1, 2, 3, 4, 5, 6, 7, 0x7e }, 0, 0 },
    { "bool x", { 1 }, 1, 1 },
    { "bool x", { 2 }, 0, 0 },
    { "enum { A = 3, B = 9 } x", { 9 }, 1, 1 },
    { "enum { A = 3, B = 9 } x", { 4 }, 0, 0 },
    { "enum { A = 1, B = 2 } x", { 3 }, 0.7, 0.7 },
    { "void *x", { 0, 0x10, 0x20, 0x30, 0xff, 0x7f, 0, 0 }, 1, 1 },
    { "void *x", { 0, 0x10, 0x20, 0x30, 0xff, 0x7f, 0, 1 }, 0, 0 },
    { "void *x", { 5 }, 0, 0 },
    { "bool y : 1, x : 2", { 2 }, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("struct s { %s; };", cases[i].member);
      g_autoptr (MgLayoutCheck) check
          = check_bytes (text, "linux64", cases[i].bytes, sizeof cases[i].bytes, 0, NULL);
      const MgLayoutEvidence *evidence;

      if (check == NULL)
        continue; /* C has no such bit-field */
      evidence = find_evidence (check, "x");
      if (evidence == NULL || evidence->score < cases[i].least || evidence->score > cases[i].most)
        fail_msg ("%s, case %u: %s, %g", cases[i].member, i, evidence != NULL ? evidence->text : "nothing",
                  evidence != NULL ? evidence->score : -1);
    }
}

static void
padding_and_size_are_judged_too (void **state)
{
  static const guint8 dirty[] = { 1, 7, 7, 7, 5, 0, 0, 0, 9 };
  g_autoptr (MgLayoutCheck) check =
      check_bytes ("struct s { char a; int b; };", "linux64", dirty, 8, 0, NULL);
  g_autoptr (MgLayoutCheck) larger =
      check_bytes ("struct s { int a[2]; char b; };", "linux64", dirty, 8, 0, NULL);
  guint n_rows;
  const MgLayoutRow *rows = mg_layout_check_get_rows (larger, &n_rows);

  assert_non_null (strstr (find_evidence (check, NULL)->text, "padding is not zero, first at 1"));
  assert_non_null (strstr (rows[0].evidence[0].text, "larger than the object"));
}

static void
a_signature_decides (void **state)
{
  static const char text[] = "//@ signature(magic == 0x53694748)\nstruct s { char pad; int magic; };";
  static const guint8 aligned[] = { 0, 0, 0, 0, 0x48, 0x47, 0x69, 0x53 },
                      packed[] = { 0, 0x48, 0x47, 0x69, 0x53 };
  g_autoptr (MgLayoutCheck) one = check_bytes (text, "linux64", aligned, sizeof aligned, 0, NULL);
  g_autoptr (MgLayoutCheck) other = check_bytes (text, "linux64", packed, sizeof packed, 0, NULL);
  guint n_rows;

  assert_true (mg_layout_check_is_right (one));
  assert_false (mg_layout_check_is_right (other));
  assert_true (has_variant (mg_layout_check_get_rows (other, &n_rows), "linux64", 1));
}

static void
what_can_not_be_checked_is_an_error (void **state)
{
  static const guint8 bytes[8] = { 0 };
  g_autoptr (GError) range = NULL, none = NULL, unknown = NULL;

  assert_null (check_bytes ("struct s { int a; };", "linux64", bytes, 8, 8, &range));
  assert_true (g_error_matches (range, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
  assert_null (check_bytes ("int a;", "linux64", bytes, 8, 0, &none));
  assert_true (g_error_matches (none, MG_ERROR, MG_ERROR_NOT_FOUND));
  assert_null (check_bytes ("struct s { never a; };", "linux64", bytes, 8, 0, &unknown));
  assert_true (g_error_matches (unknown, MG_ERROR, MG_ERROR_INVALID));
}

static void
variants_with_the_same_packings_are_named_together (void **state)
{
  static const struct
  {
    const char *text, *abi, *names;
  } cases[] = {
    { "struct s { char a; char b[3]; };", "linux64",
      "linux64, linux32, arm64, win64, win32, mingw64, mingw32 (any packing)" },
    { "struct s { char a; void *b; };", "linux64", "linux64, arm64, win64, mingw64 (also packed to 8)" },
    { "struct s { char a; void *b; };", "win32", "linux32, win32, mingw32 (also packed to 4, 8)" },
    { "struct s { char a; double b; };", "linux32",
      "linux32 (also packed to 4, 8); linux64, arm64, win64, win32, mingw64, "
      "mingw32 packed to 4" },
  };
  static const guint8 zeros[64] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MgLayoutCheck) check =
          check_bytes (cases[i].text, cases[i].abi, zeros, sizeof zeros, 0, NULL);
      guint n_rows;
      const MgLayoutRow *rows = mg_layout_check_get_rows (check, &n_rows);

      for (guint j = 0; j < n_rows; j++)
        if (rows[j].is_default)
          {
            g_autofree char *names = mg_layout_row_dup_names (&rows[j]);

            assert_string_equal (names, cases[i].names);
          }
    }
}

static void
a_packing_can_be_the_default (void **state)
{
  static const guint8 zeros[64] = { 0 };
  const char *text = "struct s { char a; wchar_t b; };";
  Content content = { zeros, sizeof zeros };
  MgFieldBytes bytes = { copy_cb, sizeof zeros, &content, NULL };
  MgCOptions options = { .abi = mg_abi_find ("win64"), .pack = 1 };
  g_autoptr (MgLayoutCheck) check
      = mg_layout_check_new ("main.hpp", text, strlen (text), &options, NULL, &bytes, 0, NULL);
  guint n_rows, n_members, n_defaults = 0;
  const MgLayoutRow *rows = mg_layout_check_get_rows (check, &n_rows);
  const MgLayoutCheckMember *members = mg_layout_check_get_members (check, &n_members);

  for (guint i = 0; i < n_rows; i++)
    if (rows[i].is_default)
      {
        n_defaults++;
        assert_true (has_variant (&rows[i], "win64", 1));
        assert_int_equal (members[1].bit_offsets[i], 8);
        assert_int_equal (members[1].bit_sizes[i], 16);
        assert_ptr_equal (mg_layout_row_get_variant (&rows[i], mg_abi_find ("mingw32"))->abi,
                          mg_abi_find ("mingw32"));
        assert_int_equal (mg_layout_row_get_variant (&rows[i], mg_abi_find ("linux64"))->pack, 1);
      }
  assert_int_equal (n_defaults, 1);
  assert_true (members[1].differs);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_compiler_that_made_the_bytes_wins),
    cmocka_unit_test (empty_records_end),
    cmocka_unit_test (members_stand_side_by_side),
    cmocka_unit_test (each_kind_of_member_is_judged_as_what_it_is),
    cmocka_unit_test (padding_and_size_are_judged_too),
    cmocka_unit_test (a_signature_decides),
    cmocka_unit_test (variants_with_the_same_packings_are_named_together),
    cmocka_unit_test (a_packing_can_be_the_default),
    cmocka_unit_test (what_can_not_be_checked_is_an_error),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
