#pragma once

#include "cli.h"

G_BEGIN_DECLS

/* watch --burst: from a thread of its own, up to 4 KiB, until the object goes.
 * @length: MG_UNKNOWN for what there is of 4 KiB; @for_s: 0 for ever */
CliStatus cli_burst (MgName *name, guint64 offset, guint64 length, double rate_hz, double for_s,
                     CliLines *lines);

G_END_DECLS
