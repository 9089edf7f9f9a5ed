#include "config.h"

#include "recorded.h"
#include "subject.h"

#include "core/number.h"

#include <glib/gi18n.h>

GOutputStream *
cli_recorded_create (const char *path, gboolean force, gboolean json, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  GOutputStream *stream = mg_recording_create (path, force, &error);

  if (stream == NULL)
    {
      if (g_error_matches (error, MG_ERROR, MG_ERROR_EXISTS))
        mg_error_set_hint (error, _ ("--force overwrites it"));
      *status = cli_fail_file (error, path, json);
    }
  return stream;
}

CliStatus
cli_recorded_fail (const GError *error, const char *path, const MgRecorderStats *stats, gboolean json)
{
  gboolean full = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *frames = mg_decimal_to_string (stats->n_frames);
  g_autofree char *hint = g_strdup_printf (_ ("%s frames up to then are in it and whole"), frames);
  g_autoptr (GError) told = NULL;

  mg_set_error (&told, full ? MG_ERROR_LIMIT : MG_ERROR_IO, hint, "%s: %s", shown, error->message);
  return cli_fail (told, NULL, json);
}

void
cli_recorded_begin (CliJson *json, const char *path, MgName *name, const MgRecorderStats *stats,
                    gint64 length_us)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *frames = mg_decimal_to_string (stats->n_frames);
  g_autofree char *missed = mg_decimal_to_string (stats->n_missed);
  g_autofree char *size = mg_size_to_string (stats->length);

  if (json == NULL)
    {
      cli_print (_ ("%s: %s frames, %s missed, %s\n"), shown, frames, missed, size);
      return;
    }
  cli_json_begin_object (json);
  cli_json_add_text (json, "file", shown);
  cli_json_add_text (json, "name", mg_name_get_text (name));
  cli_json_add_size (json, "frames", stats->n_frames);
  cli_json_add_size (json, "missed", stats->n_missed);
  cli_json_add_size (json, "changed", stats->changed);
  cli_json_add_size (json, "size", stats->length);
  cli_json_member (json, "seconds");
  cli_json_double (json, (double) length_us / G_USEC_PER_SEC);
}

void
cli_recorded_end (CliJson *json)
{
  if (json == NULL)
    return;
  cli_json_end_object (json);
  cli_json_print_line (json);
}
