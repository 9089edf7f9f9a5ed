#pragma once

#include "core/field.h"

G_BEGIN_DECLS

#define MG_FIELD_HUES 3 /* of the lines under fields */

/* A field of the bytes' structure. */
typedef struct
{
  MgRange range;
  guint hue; /* 0 to MG_FIELD_HUES - 1: of neighbours different */
} MgFieldRun;

/* (transfer full) (element-type MgFieldRun): the innermost fields that bytes of a range belong to, hued so
 * that neighbours differ and that a field keeps its hue, mostly, where the range is another one. */
GArray *mg_field_runs_new (MgStructure *structure, const MgFieldBytes *bytes, MgRange range);

/* Whether where its fields are depends on the object's bytes: then the runs may be others after a change. */
gboolean mg_structure_is_dynamic (MgStructure *structure);

G_END_DECLS
