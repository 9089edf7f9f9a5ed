#include "config.h"

#include "core/layout-private.h"

/* The rules of the System V ABIs as gcc and clang have them; with Microsoft's bit-fields, those of
 * MinGW.  Everything in bits. */
typedef struct
{
  const MgAbi *abi;
  MgCType *record;
  gboolean is_union, ms_bitfields;
  guint64 pack;     /* most that a member's alignment can be; 0 for no limit */
  guint64 size;
  guint64 end;      /* of the last member, in whole bytes */
  guint64 unfilled; /* bits before `end` that the next bit-field may take */
  guint64 unit;     /* Microsoft's: of the last bit-field's type; 0 where that was none */
  guint64 align;
  guint n_left;     /* types that are still looked at for empty ones */
} State;

static guint64
limit (const State *state, guint64 align)
{
  return state->pack > 0 ? MIN (align, state->pack) : align;
}

/* Whether an object of type @wanted is where one of @type begins; @n_left more types are looked at. */
static gboolean
contains_at_start (const MgCType *type, const MgCType *wanted, guint *n_left)
{
  type = mg_c_type_get_element (type)->actual;
  if (type == wanted)
    return TRUE;
  for (guint i = 0; type->kind == MG_C_RECORD && i < type->n_members && *n_left > 0; i++)
    {
      --*n_left;
      if (type->members[i].bit_offset == 0 && contains_at_start (type->members[i].type, wanted, n_left))
        return TRUE;
    }
  return FALSE;
}

/* C++: two empty objects of one type have different addresses. */
static gboolean
collides (State *state, const MgCMember *member)
{
  const MgCType *base = state->record->n_members > 0 && state->record->members[0].is_base
                            ? state->record->members[0].type->actual : NULL;

  for (; base != NULL && base->is_empty;
       base = base->n_members > 0 && base->members[0].is_base ? base->members[0].type->actual : NULL)
    if (contains_at_start (member->type, base, &state->n_left))
      return TRUE;
  return FALSE;
}

static void
place_base (State *state, MgCMember *member)
{
  const MgCType *base = member->type->actual;

  /* clang packs no empty one */
  member->bit_offset = 0;
  state->align = MAX (state->align, base->is_empty ? base->align * 8u : limit (state, base->align * 8u));
  if (!base->is_empty)
    state->end = (base->is_pod ? base->size : base->data_size) * 8;
  state->size = MAX (state->size, base->is_empty ? base->size * 8 : state->end);
}

static void
place_member (State *state, MgCMember *member)
{
  guint64 size = mg_layout_get_member_size (member) * 8;
  guint64 align = mg_c_type_get_align (member->type) * 8u;
  guint64 offset = state->is_union ? 0 : state->end;

  if (state->ms_bitfields)
    {
      /* scalars are aligned to their size, even where a typedef says less */
      const MgCType *element = mg_c_type_get_element (member->type)->actual;
      guint64 natural = element->size * 8;

      if (element->kind == MG_C_SCALAR && (natural & (natural - 1)) == 0)
        align = MAX (align, natural);
    }
  if (state->record->packed || member->packed)
    align = 8;
  align = limit (state, MAX (align, member->asked_align * 8u));
  offset = mg_layout_round_up (offset, align);
  if (offset == 0 && collides (state, member))
    offset = align;
  member->bit_offset = offset;
  state->unfilled = 0;
  state->unit = 0;
  state->end = state->is_union ? MAX (state->end, size) : offset + size;
  state->size = MAX (state->size, state->end);
  state->align = MAX (state->align, align);
}

static void
place_bitfield (State *state, MgCMember *member)
{
  guint64 width = member->bit_size;
  guint64 unit = mg_c_type_get_size (member->type) * 8;
  guint64 align = mg_c_type_get_align (member->type) * 8u;
  guint64 asked = member->asked_align * 8u;
  guint64 offset = state->is_union ? 0 : state->end - state->unfilled;
  gboolean packed = state->record->packed || member->packed;

  if (packed && width > 0 && state->pack == 0)
    align = 1;
  align = MAX (align, asked);
  if (width > 0)
    align = limit (state, align);

  if (width == 0
      || (state->pack == 0 && (offset & (align - 1)) + width > unit))
    offset = mg_layout_round_up (offset, align);
  else if (asked > 0 && (state->pack == 0 || asked <= state->pack))
    offset = mg_layout_round_up (offset, asked);
  member->bit_offset = offset;

  if (member->name == NULL && !state->abi->unnamed_bitfields_align)
    align = 1;
  if (state->is_union)
    state->end = MAX (state->end, mg_layout_round_up (width, 8));
  else
    {
      state->end = mg_layout_round_up (offset + width, 8);
      state->unfilled = state->end - (offset + width);
    }
  state->size = MAX (state->size, state->end);
  state->align = MAX (state->align, align);
}

/* A bit-field shares a unit with the one before it where their types have one size and it fits. */
static void
place_ms_bitfield (State *state, MgCMember *member)
{
  guint64 width = member->bit_size;
  guint64 unit = mg_c_type_get_size (member->type) * 8;
  guint64 align = unit;
  guint64 offset;

  if (state->unit != unit || state->unfilled < width)
    {
      /* :0 counts only behind a bit-field */
      if (state->unit == 0 && width == 0)
        align = 1;
      state->unfilled = 0;
      state->unit = 0;
    }
  offset = state->is_union ? 0 : state->end - state->unfilled;
  align = MAX (align, member->asked_align * 8u);
  if (width > 0)
    align = limit (state, align);
  if (state->is_union)
    align = 1;
  if (width == 0 || width > state->unfilled)
    {
      offset = mg_layout_round_up (offset, align);
      state->unfilled = 0;
    }
  member->bit_offset = offset;

  if (state->is_union)
    state->end = MAX (state->end, width > 0 ? unit : 8);
  else if (width > 0)
    {
      if (state->unfilled == 0)
        {
          state->end = offset + unit;
          state->unfilled = unit;
        }
      state->unfilled -= width;
      state->unit = unit;
    }
  else
    {
      state->end = mg_layout_round_up (offset, 8);
      state->unfilled = state->end - offset;
      state->unit = 0;
    }
  state->size = MAX (state->size, state->end);
  state->align = MAX (state->align, align);
}

gboolean
mg_layout_record_gnu (const MgAbi *abi, gboolean cplusplus, MgCType *record)
{
  State state = {
    .abi = abi,
    .record = record,
    .is_union = record->tag == MG_C_UNION,
    .ms_bitfields = record->ms_bitfields >= 0 ? record->ms_bitfields : abi->ms_bitfields,
    .pack = record->pack * 8u,
    .align = MAX (record->asked_align, 1) * 8u,
    .n_left = 100000,
  };

  for (guint i = 0; i < record->n_members; i++)
    {
      MgCMember *member = &record->members[i];

      if (member->is_base)
        place_base (&state, member);
      else if (!member->is_bitfield)
        place_member (&state, member);
      else if (state.ms_bitfields)
        place_ms_bitfield (&state, member);
      else
        place_bitfield (&state, member);
      if (state.size / 8 > MG_C_MAX_SIZE || state.align / 8 > MG_C_MAX_SIZE)
        return FALSE;
    }
  record->data_size = state.size / 8;
  if (cplusplus && state.size == 0)
    state.size = 8;
  record->align = (guint32) (state.align / 8);
  record->size = mg_layout_round_up (state.size / 8, record->align);
  return record->size <= MG_C_MAX_SIZE;
}
