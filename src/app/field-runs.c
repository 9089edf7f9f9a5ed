#include "config.h"

#include "app/field-runs.h"

/* Records of a type within each other that are looked into. */
#define MAX_DEPTH 32

/* Something of the field itself that tells it from the next one. */
static guint
hue_of (MgField *field, const MgFieldPlace *place)
{
  const MgCMember *member = mg_field_get_member (field);

  if (member != NULL)
    return (guint) (member->bit_offset / 8 + member->bit_offset % 8) / (guint) MAX (place->size, 1)
           % MG_FIELD_HUES;
  return (guint) (place->offset / MAX (place->size, 1) % MG_FIELD_HUES);
}

static gboolean
is_innermost (MgField *field)
{
  for (MgField *outer = field; outer != NULL; outer = mg_field_get_parent (outer))
    if (mg_field_is_hidden (outer))
      return FALSE;
  return mg_field_is_value (field);
}

GArray *
mg_field_runs_new (MgStructure *structure, const MgFieldBytes *bytes, MgRange range)
{
  GArray *runs = g_array_new (FALSE, TRUE, sizeof (MgFieldRun));
  guint64 end = mg_range_end (range);

  for (guint64 offset = range.start; offset < end;)
    {
      g_autoptr (MgField) field = mg_structure_find_at (structure, bytes, offset);
      MgFieldPlace place;
      MgFieldRun run = { .hue = 0 };

      if (field == NULL || !is_innermost (field) || !mg_field_locate (field, bytes, &place, NULL)
          || place.offset > offset || place.offset + place.size <= offset)
        {
          offset++; /* padding, or no structure */
          continue;
        }
      run.range = mg_range_intersect ((MgRange) { place.offset, place.size },
                                      (MgRange) { offset, end - offset });
      run.hue = hue_of (field, &place);
      if (runs->len > 0)
        {
          const MgFieldRun *last = &g_array_index (runs, MgFieldRun, runs->len - 1);

          if (mg_range_end (last->range) == offset && last->hue == run.hue)
            run.hue = (run.hue + 1) % MG_FIELD_HUES;
        }
      g_array_append_val (runs, run);
      offset = mg_range_end (run.range);
    }
  return runs;
}

static gboolean
is_dynamic (const MgCType *type, guint depth)
{
  type = mg_c_type_get_element (type)->actual;
  if (type->annotations != NULL)
    return TRUE;
  if (type->kind != MG_C_RECORD || depth == MAX_DEPTH)
    return depth == MAX_DEPTH;
  for (guint i = 0; i < type->n_members; i++)
    if (type->members[i].annotations != NULL || is_dynamic (type->members[i].type, depth + 1))
      return TRUE;
  return FALSE;
}

gboolean
mg_structure_is_dynamic (MgStructure *structure)
{
  return is_dynamic (mg_structure_get_type (structure), 0);
}
