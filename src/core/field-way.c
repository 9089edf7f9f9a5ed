#include "config.h"

#include "core/field-way.h"

gboolean
mg_field_way_init (MgFieldWay *way, MgField *pointer, const MgFieldBytes *bytes, const MgFieldWay *outer)
{
  g_autoptr (MgField) target = mg_field_get_child (pointer, 0);
  MgFieldPlace place;

  if (!mg_field_locate (target, bytes, &place, NULL))
    return FALSE;
  *way = (MgFieldWay) { outer, mg_field_get_type (target), place.offset, outer != NULL ? outer->n + 1 : 1 };
  for (; outer != NULL; outer = outer->outer)
    if (outer->type == way->type && outer->offset == way->offset)
      return FALSE;
  return way->n <= MG_FIELD_WAY_MAX;
}
