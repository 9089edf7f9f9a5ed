#include "config.h"

#include "burst.h"
#include "recorded.h"

#include <glib/gi18n.h>

#define LOOK_US 50000 /* how soon its end is noticed */

/* What is to be looked at. */
static gboolean
find_range (MgName *name, MgBurstPlan *plan, guint64 offset, guint64 length, gboolean json, CliStatus *status)
{
  g_autoptr (MgSource) source = cli_open (name, json, status);
  g_autoptr (GError) error = NULL;

  if (source == NULL)
    return FALSE;
  if (length == MG_UNKNOWN)
    length = MG_BURST_MAX;
  if (length > MG_BURST_MAX)
    {
      *status =
          cli_usage ("record", _ ("--length: at most %u bytes can be looked at in a burst"), MG_BURST_MAX);
      return FALSE;
    }
  if (cli_range (mg_name_get_text (name), mg_source_get_size (source), offset, length, &plan->range, &error))
    return TRUE;
  *status = cli_fail (error, name, json);
  return FALSE;
}

typedef struct
{
  const char *path;
  gboolean force, json;
  CliStatus failed; /* it could not be made, and that was said */
} File;

static GOutputStream *
create_cb (gpointer data, GError **error)
{
  File *file = data;

  return cli_recorded_create (file->path, file->force, file->json, &file->failed);
}

static MgSource *
open_cb (MgName *name, gpointer data, GError **error)
{
  return mg_platform_open (name, error);
}

static void
print_looks (CliJson *json, const MgBurstProgress *progress)
{
  const MgBurstStats *looks = &progress->looks;

  if (json == NULL)
    {
      cli_print (_ ("%.0f looks, %.0f %% on time, %.0f skipped; %.0f changes, %.0f lost\n"),
                 (double) looks->n_looks,
                 looks->n_looks > 0 ? 100.0 * (double) looks->n_on_time / (double) looks->n_looks : 0,
                 (double) looks->n_skipped, (double) looks->n_changes, (double) looks->n_lost);
      if (progress->shortest_ns > 0)
        cli_print (_ ("Shortest time between two changes: %.0f µs\n"), (double) progress->shortest_ns / 1000);
      if (looks->n_unreadable > 0)
        cli_print (_ ("%.0f looks at what could not be read\n"), (double) looks->n_unreadable);
      if (progress->presence == MG_PRESENCE_GONE)
        cli_print ("%s\n", _ ("Ended: the object went away."));
      else if (progress->presence == MG_PRESENCE_REPLACED)
        cli_print ("%s\n", _ ("Ended: another object has the name now."));
      return;
    }
  cli_json_add_size (json, "looks", looks->n_looks);
  cli_json_add_size (json, "on_time", looks->n_on_time);
  cli_json_add_size (json, "skipped", looks->n_skipped);
  cli_json_add_size (json, "changes", looks->n_changes);
  cli_json_add_size (json, "lost", looks->n_lost);
  cli_json_add_size (json, "unreadable", looks->n_unreadable);
  if (progress->shortest_ns > 0)
    cli_json_add_size (json, "shortest_ns", (guint64) progress->shortest_ns);
  cli_json_add_text (json, "presence", mg_presence_to_string (progress->presence));
}

CliStatus
cli_record_burst (MgName *name, MgBurstPlan *plan, guint64 offset, guint64 length,
                  const MgRecordingHeader *header, const char *path, gboolean force, gboolean json)
{
  g_autoptr (MgBurstRecording) burst = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CliJson) writer = json ? cli_json_new (FALSE) : NULL;
  MgRecordingHeader filled = *header;
  MgBurstProgress progress = { 0 };
  File file = { path, force, json, CLI_DONE };
  CliStatus status;
  gboolean ok;

  if (!find_range (name, plan, offset, length, json, &status))
    return status;
  filled.name = (char *) mg_name_get_text (name);
  filled.kind = mg_name_get_kind (name);
  filled.session = mg_platform_get_name_context ()->session;
  filled.program = (char *) "mapglass-cli " PACKAGE_VERSION;
  cli_catch_interrupts ();
  burst = mg_burst_recording_new (name, open_cb, NULL, plan, create_cb, &file, &filled, &error);
  if (burst == NULL)
    return file.failed != CLI_DONE ? file.failed : cli_fail (error, name, json);
  while (!cli_is_interrupted () && !progress.ended)
    {
      cli_wait_until (g_get_monotonic_time () + LOOK_US);
      mg_burst_recording_get_progress (burst, &progress);
    }
  ok = mg_burst_recording_finish (burst, &error);
  mg_burst_recording_get_progress (burst, &progress);
  if (!ok)
    return cli_recorded_fail (error, path, &progress.file, json);
  cli_recorded_begin (writer, path, name, &progress.file, progress.elapsed_us);
  print_looks (writer, &progress);
  cli_recorded_end (writer);
  return CLI_DONE;
}
