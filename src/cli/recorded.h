#pragma once

#include "cli.h"

#include "core/recorder.h"

G_BEGIN_DECLS

/* What "record" says of its file. */

/* Returns: NULL where there is one and it is not @force, or where it can't be made: *@status is then set */
GOutputStream *cli_recorded_create (const char *path, gboolean force, gboolean json, CliStatus *status);

/* Says that not all could be written, and what was. */
CliStatus cli_recorded_fail (const GError *error, const char *path, const MgRecorderStats *stats,
                             gboolean json);

/* What is in the file, as a line or as members of an object; more may follow until it is ended.
 * @json: (nullable) */
void cli_recorded_begin (CliJson *json, const char *path, MgName *name, const MgRecorderStats *stats,
                         gint64 length_us);
void cli_recorded_end (CliJson *json);

G_END_DECLS
