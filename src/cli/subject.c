#include "config.h"

#include "subject.h"

#include "core/file-source.h"
#include "core/number.h"
#include "core/snapshot-source.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define FILE_PREFIX "file:"
#define RECORDING_SUFFIX ".mgrec"

/* --- Files --- */

CliStatus
cli_fail_file (const GError *error, const char *path, gboolean json)
{
  g_autoptr (GError) told = NULL;
  g_autofree char *shown = g_filename_display_name (path);

  if (error->domain == MG_ERROR)
    return cli_fail (error, NULL, json);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    mg_set_error (&told, MG_ERROR_NOT_FOUND, NULL, _ ("%s: there is no such file or folder"), shown);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    mg_set_error (&told, MG_ERROR_ACCESS_DENIED, NULL, _ ("%s: the file may not be opened"), shown);
  else
    mg_set_error (&told,
                  g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? MG_ERROR_LIMIT : MG_ERROR_IO,
                  NULL, "%s: %s", shown, error->message);
  return cli_fail (told, NULL, json);
}

static const char *
skip_prefix (const char *text)
{
  return g_str_has_prefix (text, FILE_PREFIX) ? text + strlen (FILE_PREFIX) : text;
}

/* The '@' in front of a time; NULL where there is none. */
static const char *
find_time (const char *path)
{
  const char *at = strrchr (path, '@');

  /* A file may have one in its name. */
  return at != NULL && !g_file_test (path, G_FILE_TEST_EXISTS) ? at : NULL;
}

gboolean
cli_is_file (const char *text)
{
  const char *at;

  if (g_str_has_prefix (text, FILE_PREFIX))
    return TRUE;
  at = strrchr (text, '@');
  return g_str_has_suffix (text, RECORDING_SUFFIX)
         || (at != NULL && (gsize) (at - text) > strlen (RECORDING_SUFFIX)
             && strncmp (at - strlen (RECORDING_SUFFIX), RECORDING_SUFFIX, strlen (RECORDING_SUFFIX)) == 0);
}

MgRecording *
cli_open_recording (const char *text, gboolean json, CliStatus *status)
{
  const char *path = skip_prefix (text);
  g_autoptr (GError) error = NULL;
  MgRecording *recording = mg_recording_open (path, &error);

  if (recording == NULL)
    *status = cli_fail_file (error, path, json);
  return recording;
}

static gboolean
open_moment (CliSubject *subject, const char *time, GError **error)
{
  g_autoptr (MgPlayer) player = mg_player_new (subject->recording);
  g_autoptr (MgSnapshot) snapshot = NULL;
  const MgRecordingHeader *header = mg_recording_get_header (subject->recording);
  gint64 time_us = G_MAXINT64;

  if ((time != NULL && !mg_recording_parse_time (subject->recording, time, &time_us, error))
      || !mg_player_seek (player, time_us, error))
    return FALSE;
  snapshot = mg_player_dup_snapshot (player);
  subject->time_us = mg_player_get_time_us (player);
  subject->name = mg_name_ref (mg_recording_get_name (subject->recording));
  subject->source = mg_snapshot_source_new (snapshot);
  subject->range = mg_range_clip (header->range, snapshot->size);
  return TRUE;
}

static gboolean
open_file (CliSubject *subject, const char *text, GError **error)
{
  const char *path = skip_prefix (text), *time = find_time (path);

  subject->label = g_filename_display_name (text);
  subject->path = g_strndup (path, time != NULL ? (gsize) (time - path) : strlen (path));
  subject->source = mg_file_source_new (subject->path, error);
  if (subject->source == NULL)
    return FALSE;
  subject->range = (MgRange) { 0, mg_source_get_size (subject->source) };
  if (!g_str_has_suffix (subject->path, RECORDING_SUFFIX) && time == NULL)
    return TRUE;
  g_clear_pointer (&subject->source, mg_source_unref);
  subject->recording = mg_recording_open (subject->path, error);
  return subject->recording != NULL && open_moment (subject, time != NULL ? time + 1 : NULL, error);
}

gboolean
cli_subject_open (CliSubject *subject, const char *text, gboolean json, CliStatus *status)
{
  g_autoptr (GError) error = NULL;

  *subject = (CliSubject) { 0 };
  if (cli_is_file (text))
    {
      if (open_file (subject, text, &error))
        return TRUE;
      *status = cli_fail_file (error, subject->path, json);
      cli_subject_clear (subject);
      return FALSE;
    }
  subject->name = cli_parse_name (text, json, status);
  subject->source = subject->name != NULL ? cli_open (subject->name, json, status) : NULL;
  if (subject->source == NULL)
    {
      cli_subject_clear (subject);
      return FALSE;
    }
  subject->label = g_strdup (mg_name_get_text (subject->name));
  subject->range = (MgRange) { 0, mg_source_get_size (subject->source) };
  return TRUE;
}

gboolean
cli_subject_range (const CliSubject *subject, gboolean given, guint64 offset, guint64 length, MgRange *range,
                   GError **error)
{
  if (given)
    return cli_range (subject->label, mg_source_get_size (subject->source), offset, length, range, error);
  *range = subject->range;
  return TRUE;
}

void
cli_subject_clear (CliSubject *subject)
{
  g_free (subject->label);
  g_free (subject->path);
  mg_name_unref (subject->name);
  mg_source_unref (subject->source);
  mg_recording_unref (subject->recording);
  *subject = (CliSubject) { 0 };
}

/* --- Declarations --- */

gboolean
cli_declared_is_given (const CliDeclared *declared)
{
  return declared->header != NULL || declared->type != NULL || declared->abi != NULL
         || declared->order != NULL || declared->offset != NULL || cli_compile_is_given (&declared->compile);
}

gboolean
cli_declared_load (CliDeclared *declared, const char *command, MgRecordingHeader *header, gboolean json,
                   CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MgCUnit) unit = NULL;
  g_autofree char *text = NULL;
  MgCOptions options = { .abi = mg_abi_get_native (), .read = mg_c_read_file };
  gsize length;

  *status = CLI_USAGE;
  if (!cli_parse_number (command, "--structure", declared->offset, &header->type_offset))
    return FALSE;
  if (declared->order != NULL && strcmp (declared->order, "little") != 0
      && strcmp (declared->order, "big") != 0)
    {
      cli_usage (command, _ ("--order: not little or big: %s"), declared->order);
      return FALSE;
    }
  header->big_endian = g_strcmp0 (declared->order, "big") == 0;
  if (declared->header == NULL)
    {
      if (!cli_declared_is_given (declared))
        return TRUE;
      cli_usage (command, _ ("--header is missing: the file that declares the structure"));
      return FALSE;
    }
  if (declared->abi != NULL && !cli_parse_abi (command, declared->abi, &options.abi))
    return FALSE;
  if (!cli_compile_parse (&declared->compile, command, &options))
    return FALSE;
  text = mg_c_read_file (declared->header, &length, NULL, &error);
  unit = text != NULL ? mg_c_unit_new (declared->header, text, length, &options) : NULL;
  if (unit == NULL
      || !mg_recording_header_declare (header, unit, declared->type, &options, declared->header, &error))
    {
      *status = cli_fail (error, NULL, json);
      return FALSE;
    }
  declared->text = header->declarations;
  declared->type_found = header->type;
  return TRUE;
}

void
cli_declared_clear (CliDeclared *declared)
{
  g_free (declared->header);
  g_free (declared->type);
  g_free (declared->abi);
  g_free (declared->order);
  g_free (declared->offset);
  cli_compile_clear (&declared->compile);
  g_free (declared->text);
  g_free (declared->type_found);
  *declared = (CliDeclared) { 0 };
}
