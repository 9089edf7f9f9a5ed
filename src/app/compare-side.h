#pragma once

#include "app/shown.h"

#include "core/source.h"

G_BEGIN_DECLS

/* One of the two that are compared: how to get at its bytes.  Immutable; may cross threads. */
typedef struct _MgCompareSide MgCompareSide;

MgCompareSide *mg_compare_side_new_shown (MgShown *shown); /* what is shown now */
MgCompareSide *mg_compare_side_new_name (MgName *name); /* whatever object has the name when it is opened */
/* @source: one that any thread may read */
MgCompareSide *mg_compare_side_new_source (MgSource *source);
/* @time: (nullable): which moment, if it is a recording: as mg_recording_parse_time(); NULL: its end */
MgCompareSide *mg_compare_side_new_file (const char *path, const char *time);
MgCompareSide *mg_compare_side_ref (MgCompareSide *side);
void mg_compare_side_unref (MgCompareSide *side);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgCompareSide, mg_compare_side_unref)

/* Whether its bytes go on changing. */
gboolean mg_compare_side_is_live (const MgCompareSide *side);
/* (transfer none) (nullable): what was shown */
MgSnapshot *mg_compare_side_get_snapshot (const MgCompareSide *side);
/* (nullable): of the recording or dump */
const char *mg_compare_side_get_path (const MgCompareSide *side);

/* Blocks.  Returns: (transfer full): NULL with the reason */
MgSource *mg_compare_side_open (const MgCompareSide *side, GError **error);

G_END_DECLS
