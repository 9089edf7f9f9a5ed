#pragma once

#include "app/hex-view.h"

#include "core/field.h"

G_BEGIN_DECLS

/* (transfer full) (element-type MgFieldRun): the innermost fields that bytes of a range belong to, hued so
 * that neighbours differ and that a field keeps its hue, mostly, where the range is another one. */
GArray *mg_field_runs_new (MgStructure *structure, const MgFieldBytes *bytes, MgRange range);

/* Whether where its fields are depends on the object's bytes: then the runs may be others after a change. */
gboolean mg_structure_is_dynamic (MgStructure *structure);

G_END_DECLS
