#include "config.h"

#include "core/layout-private.h"

/* The rules of Microsoft's compiler.  Everything in bytes, but for bits left in a bit-field's unit. */
typedef struct
{
  const MgAbi *abi;
  MgCType *record;
  gboolean is_union;
  guint64 pack;     /* 0 for no limit */
  guint64 size, align;
  guint64 required; /* alignment that packing can't lower: asked for by attributes, here or within */
  gboolean after_bitfield;   /* and that had a width */
  guint64 unit, unit_left;   /* its type's size; bits left in it */
  gboolean ends_empty;
} State;

/* Alignment of a member here; what asks for more than packing allows is noted. */
static guint64
get_align (State *state, const MgCMember *member)
{
  guint64 required = MAX (member->asked_align, mg_c_type_get_required_align (member->type));
  const MgCType *element = mg_c_type_get_element (member->type)->actual;
  guint64 align = member->type->sized->align;

  if (member->is_bitfield)
    align = MAX (align, required);
  else
    {
      if (element->kind == MG_C_RECORD)
        state->ends_empty = element->ends_empty;
      /* what asks for any alignment of its own insists on all that it has */
      if (element->kind == MG_C_RECORD && element->asked_align > 0)
        required = MAX (required, element->align);
      state->required = MAX (state->required, required);
    }
  if (state->pack > 0)
    align = MIN (align, state->pack);
  if (member->packed)
    align = 1;
  return MAX (align, required);
}

static void
place_base (State *state, MgCMember *member)
{
  const MgCType *base = member->type->actual;
  guint64 align = base->align;

  if (state->pack > 0)
    align = MIN (align, state->pack);
  state->required = MAX (state->required, base->required_align);
  align = MAX (align, base->required_align);
  state->ends_empty = base->ends_empty;
  member->bit_offset = 0;
  state->align = MAX (state->align, align);
  state->size = base->data_size;
}

static void
place_member (State *state, MgCMember *member)
{
  guint64 align = get_align (state, member);

  state->after_bitfield = FALSE;
  state->align = MAX (state->align, align);
  member->bit_offset = state->is_union ? 0 : mg_layout_round_up (state->size, align) * 8;
  state->size = MAX (state->size, member->bit_offset / 8 + mg_layout_get_member_size (member));
}

static void
place_zero_width (State *state, MgCMember *member)
{
  guint64 align;

  if (!state->after_bitfield)
    {
      member->bit_offset = state->is_union ? 0 : state->size * 8;
      return;
    }
  state->after_bitfield = FALSE;
  align = get_align (state, member);
  if (state->is_union)
    {
      state->size = MAX (state->size, mg_c_type_get_size (member->type));
      return;
    }
  state->size = mg_layout_round_up (state->size, align);
  member->bit_offset = state->size * 8;
  state->align = MAX (state->align, align);
}

static void
place_bitfield (State *state, MgCMember *member)
{
  guint64 width = member->bit_size, unit = mg_c_type_get_size (member->type), align;

  if (width == 0)
    {
      place_zero_width (state, member);
      return;
    }
  align = get_align (state, member);
  if (!state->is_union && state->after_bitfield && state->unit == unit && width <= state->unit_left)
    {
      member->bit_offset = state->size * 8 - state->unit_left;
      state->unit_left -= width;
      return;
    }
  state->after_bitfield = TRUE;
  state->unit = unit;
  if (state->is_union)
    {
      state->size = MAX (state->size, unit);
      return;
    }
  state->size = mg_layout_round_up (state->size, align);
  member->bit_offset = state->size * 8;
  state->size += unit;
  state->unit_left = unit * 8 - width;
  state->align = MAX (state->align, align);
}

static void
finish (State *state, gboolean cplusplus)
{
  MgCType *record = state->record;
  guint64 least = cplusplus ? 1 : 4; /* bytes of an empty structure */
  guint64 rounding;

  /* a class ends with its own members, before what was asked for makes it larger */
  rounding = state->pack > 0 ? MIN (state->align, state->pack) : state->align;
  if (cplusplus)
    state->size = mg_layout_round_up (state->size, rounding);
  else
    state->size = mg_layout_round_up (state->size, state->align);
  record->data_size = state->size;
  state->required = MAX (state->required, record->asked_align);
  if (state->required > 0)
    {
      state->align = MAX (state->align, state->required);
      rounding = state->pack > 0 ? MIN (state->align, state->pack) : state->align;
      rounding = MAX (rounding, state->required);
      state->size = mg_layout_round_up (state->size, rounding);
    }
  if (state->size == 0)
    {
      state->ends_empty = TRUE;
      record->begins_empty = TRUE;
      state->size = state->required >= least ? state->align : least;
    }
  record->ends_empty = state->ends_empty;
  record->size = state->size;
  record->align = (guint32) state->align;
  record->required_align = (guint32) state->required;
}

gboolean
mg_layout_record_msvc (const MgAbi *abi, gboolean cplusplus, MgCType *record)
{
  State state = {
    .abi = abi,
    .record = record,
    .is_union = record->tag == MG_C_UNION,
    .align = 1,
    /* 32-bit: what asks for nothing is not rounded up behind its last member a second time */
    .required = abi->pointer_size == 8 ? 1 : 0,
  };

  /* a #pragma pack over the size of a pointer is none */
  if (record->pack <= abi->pointer_size)
    state.pack = record->pack;
  if (record->packed)
    state.pack = 1;
  for (guint i = 0; i < record->n_members; i++)
    {
      MgCMember *member = &record->members[i];

      if (member->is_base)
        place_base (&state, member);
      else if (member->is_bitfield)
        place_bitfield (&state, member);
      else
        place_member (&state, member);
      if (state.size > MG_C_MAX_SIZE)
        return FALSE;
    }
  finish (&state, cplusplus);
  return record->size <= MG_C_MAX_SIZE;
}
