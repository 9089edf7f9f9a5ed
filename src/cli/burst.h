#pragma once

#include "cli.h"

#include "core/burst-recording.h"

G_BEGIN_DECLS

/* watch --burst: from a thread of its own, up to 4 KiB, until the object goes.
 * @length: MG_UNKNOWN for what there is of 4 KiB; @for_s: 0 for ever */
CliStatus cli_burst (MgName *name, guint64 offset, guint64 length, double rate_hz, double for_s,
                     CliLines *lines);

/* record --burst: into a file.  @plan: its range is that of @offset and @length */
CliStatus cli_record_burst (MgName *name, MgBurstPlan *plan, guint64 offset, guint64 length,
                            const MgRecordingHeader *header, const char *path, gboolean force, gboolean json);

G_END_DECLS
