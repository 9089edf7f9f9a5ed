/* Annotations of any text, on members of every kind; each with what they lead to in some bytes.  Several
 * texts, with FUZZ_NEXT between them, are on as many members of one structure. */

#include "fuzz.h"

#include "core/error.h"
#include "core/field.h"

#include <string.h>

const char *const fuzz_seeds[] = {
  "@count(n) @stride(8) @at(4)",
  "@title(x, \"y)\") @names(a*, b)",
  "@pointer($field) @to(uint16_t)",
  "@case(1, 2) @tag(n) @if(n > 1)",
  "@size(n + 1) @until($size)",
  "@encoding(utf16be) @length(n)",
  "@element(a[$index]) @label(n)",
  "@format(hex) @unit(\"m\") @scale(2) @time(unix) @digits(3) @endian(big)",
  NULL,
};

static void
copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  for (gsize i = 0; i < length; i++)
    {
      bytes[i] = (guint8) ((offset + i) * 37 >> 3);
      states[i] = (offset + i) % 61 == 60 ? MG_BYTE_UNREADABLE : MG_BYTE_OK;
    }
}

static void
visit (MgField *field, const MgFieldBytes *bytes, guint depth)
{
  MgFieldPlace place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mg_field_dup_text (field, bytes, NULL), *path = mg_field_dup_path (field);

  g_assert (g_utf8_validate (text, -1, NULL) && path != NULL);
  if (!mg_field_locate (field, bytes, &place, &error))
    {
      g_assert (error->domain == MG_ERROR);
      return;
    }
  for (guint64 i = 0; i < MIN (place.n_children, 3) && depth < 5; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);

      visit (child, bytes, depth + 1);
    }
}

/* A comment with one of the texts in it. */
static void
append_note (GString *text, const guint8 *data, gsize size)
{
  g_string_append (text, " /* ");
  for (gsize i = 0; i < size; i++)
    g_string_append_c (
        text, data[i] == '\0' || (data[i] == '/' && i > 0 && data[i - 1] == '*') ? '-' : (char) data[i]);
  g_string_append (text, " */\n");
}

/* Which sort of member it is differs from time to time for the same text. */
static void
append_member (GString *text, gsize number, gsize sort)
{
  static const char *const members[] = {
    "uint8_t m", "struct r list", "char text", "uint16_t a", "union { int u; float v; } either", "double d",
    "const char *p", "enum e state", "struct r one",
  };
  static const char *const suffixes[] = { "", "[2]", "[8]", "[3]", "", "", "", "", "" };

  sort %= G_N_ELEMENTS (members);
  g_string_append_printf (text, "%s%u%s;", members[sort], (guint) number, suffixes[sort]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char head[] = "enum e { A, B }; struct r { uint8_t n; char t[3];";
  const MgCOptions options = { .abi = mg_abi_find ("linux64"), .language = MG_C_LANGUAGE_C };
  const MgFieldBytes bytes = { copy_cb, 300, NULL, NULL };
  g_autoptr (GString) text = g_string_new (head);
  g_autoptr (MgCUnit) unit = NULL;
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (GPtrArray) diagnostics = NULL;
  const guint8 *end = data + size, *note = data;
  gsize length = 0;
  const MgCType *type;

  for (gsize number = 0; note <= end && size > 0; note += length + 1, number++)
    {
      const guint8 *next = memchr (note, FUZZ_NEXT, (gsize) (end - note));

      length = (gsize) ((next != NULL ? next : end) - note);
      if (number > 0)
        append_member (text, number, number * 4 + size);
      append_note (text, note, length);
      if (number == 0)
        {
          g_string_append (text, "};");
          append_note (text, note, length);
          g_string_append (text, "struct s { uint8_t n; struct r list[2];");
          append_note (text, note, length);
        }
    }
  if (size == 0)
    return 0;
  note -= length + 1; /* the last one */
  g_string_append (text, "struct r tail[];");
  append_note (text, note, length);
  g_string_append (text, "};");
  append_note (text, note, length);
  unit = mg_c_unit_new ("x.h", text->str, text->len, &options);
  type = mg_c_unit_find_type (unit, "struct s", NULL);
  if (type == NULL)
    return 0;
  structure = mg_structure_new (unit, type, 0, MG_ORDER_LITTLE, &diagnostics, NULL);
  if (structure == NULL)
    return 0;
  visit (mg_structure_get_root (structure), &bytes, 0);
  mg_structure_check_signature (structure, &bytes, NULL);
  for (guint64 i = 0; i < 300; i += 41)
    {
      g_autoptr (MgField) found = mg_structure_find_at (structure, &bytes, i);
      MgFieldPlace place;

      if (found != NULL)
        g_assert (mg_field_locate (found, &bytes, &place, NULL) && place.offset <= i
                  && i - place.offset < place.size);
    }
  return 0;
}
