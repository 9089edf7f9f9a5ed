/* Fields over any bytes: counts, strides, offsets, lengths, tags and pointers that are anything at all. */

#include "fuzz.h"

#include "core/error.h"
#include "core/field.h"

#include <string.h>

const char *const fuzz_seeds[] = {
  "\x10\x20\x01\x08\x02\x01\x30\x03\x41\x42\x43",
  "abcdefghijklmnopqrstuvwxyz",
  "\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01",
  "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff",
  "\x02\x08\x02\x04\x03\x01\x02\x10\x11\x12\x04zzzz\x02zz",
  NULL,
};

static const char declarations[] =
    "struct rec { uint8_t id, len; char text[]; // @count(len)\n}; // @size(2 + len)\n"
    "struct node { uint8_t v; int8_t next; // @pointer($field) @to(struct node)\n"
    "  uint8_t rel; // @pointer @to(struct rec) @count(v)\n};\n"
    "struct s { // @signature(count > stride)\n"
    "  uint8_t offset, stride, count, n, tag, head; // @pointer @to(struct node)\n"
    "  int32_t far; float real; uint64_t wide;\n"
    "  union { uint8_t i; // @case(0, 1)\n struct { uint8_t lo:4, hi:4; }; // @case(2)\n double d; // "
    "@case(default)\n }; // @tag(tag)\n"
    "  struct node list[1]; // @at(offset) @stride(stride) @count(count)\n"
    "  uint16_t moved; // @at(far)\n uint16_t self; // @at(self)\n"
    "  struct { uint8_t at[4]; } index; uint8_t loose[4]; // @element(index.at[$index] + n) @count(n)\n"
    "  char name[16]; // @length(n)\n wchar_t wide_name[3]; // @if(argmax (list, v) > 0)\n"
    "  uint8_t bound[1]; // @at(end (list)) @until(offset * 2)\n"
    "  struct rec records[]; // @at(n) @count(count * count)\n};";

typedef struct
{
  const guint8 *bytes;
  gsize size;
} Input;

static void
copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  const Input *input = data;

  for (gsize i = 0; i < length; i++)
    {
      gboolean inside = offset < input->size && i < input->size - offset;

      bytes[i] = inside ? input->bytes[offset + i] : 0;
      states[i] = !inside ? MG_BYTE_NOT_READ : bytes[i] == 0xee ? MG_BYTE_UNREADABLE : MG_BYTE_OK;
    }
}

static MgStructure *
get_structure (void)
{
  static MgStructure *structure;

  if (structure == NULL)
    {
      const MgCOptions options = { .abi = mg_abi_find ("linux64"), .language = MG_C_LANGUAGE_C };
      g_autoptr (MgCUnit) unit = mg_c_unit_new ("x.h", declarations, strlen (declarations), &options);
      g_autoptr (GPtrArray) diagnostics = NULL;

      structure = mg_structure_new (unit, mg_c_unit_find_type (unit, NULL, NULL), 0, MG_ORDER_LITTLE,
                                    &diagnostics, NULL);
      g_assert (structure != NULL && diagnostics->len == 0);
    }
  return structure;
}

static void
visit (MgField *field, const MgFieldBytes *bytes, guint depth)
{
  MgFieldPlace place = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = mg_field_dup_text (field, bytes, NULL);

  g_assert (g_utf8_validate (text, -1, NULL));
  if (!mg_field_locate (field, bytes, &place, &error))
    {
      g_assert (error->domain == MG_ERROR);
      return;
    }
  g_assert (place.n_children <= MG_FIELD_MAX_COUNT);
  for (guint64 i = 0; i < MIN (place.n_children, depth > 0 ? 3 : 32) && depth < 4; i++)
    {
      /* of many, the last one as well */
      g_autoptr (MgField) child = mg_field_get_child (field, depth > 0 && i == 2 ? place.n_children - 1 : i);

      visit (child, bytes, depth + 1);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  MgStructure *structure = get_structure ();
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
  Input input = { data, size };
  const MgFieldBytes bytes = { copy_cb, size, &input, size % 2 == 0 ? memo : NULL };

  visit (mg_structure_get_root (structure), &bytes, 0);
  mg_structure_check_signature (structure, &bytes, NULL);
  for (gsize i = 0; i < size; i += 1 + size / 4)
    {
      g_autoptr (MgField) found = mg_structure_find_at (structure, &bytes, i);
      MgFieldPlace place;

      if (found != NULL)
        g_assert (mg_field_locate (found, &bytes, &place, NULL) && !place.absent && place.offset <= i
                  && i - place.offset < place.size);
    }
  return 0;
}
