#include "config.h"

#include "subject.h"

#include "core/number.h"
#include "core/recorder.h"

#include <glib/gi18n.h>

#define RATE_MIN_HZ 0.1
#define RATE_MAX_HZ 1000.0
#define RATE_DEFAULT_HZ 50.0
#define FOR_MAX_S 1e9

typedef struct
{
  MgName *name;
  MgSampler *sampler;
  MgRecorder *recorder; /* NULL: it has not begun */
  MgRecordingHeader header;
  MgEvent attached;     /* came before it began */
  gboolean live;
} Record;

static void
event_cb (const MgEvent *event, gpointer user_data)
{
  Record *record = user_data;

  if (record->recorder != NULL)
    mg_recorder_add_event (record->recorder, event);
  else
    record->attached = *event;
  record->live |= event->type == MG_EVENT_ATTACHED;
}

static MgSource *
open_cb (MgName *name, gpointer user_data, GError **error)
{
  return mg_platform_open (name, error);
}

static gboolean
set_range (Record *record, guint64 offset, guint64 length)
{
  if (length == MG_UNKNOWN)
    length = MIN (MG_SAMPLER_INTEREST_MAX, MG_OFFSET_MAX - MIN (offset, MG_OFFSET_MAX));
  if (length > MG_SAMPLER_INTEREST_MAX)
    {
      cli_usage ("record", _ ("--length: at most %u bytes can be recorded"), MG_SAMPLER_INTEREST_MAX);
      return FALSE;
    }
  if (length == 0 || !mg_range_init (&record->header.range, offset, length))
    {
      cli_usage ("record", _ ("--offset, --length: no bytes are there"));
      return FALSE;
    }
  mg_sampler_set_interest (record->sampler, record->header.range);
  return TRUE;
}

/* Looks for the first time, so that nothing is created for a name that leads nowhere. */
static gboolean
check_start (Record *record, gboolean json, CliStatus *status)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (MgSnapshot) snapshot = mg_sampler_tick (record->sampler, now_us, MG_READ_ALL);
  g_autoptr (GError) error = NULL;
  MgRange range;

  if (!record->live)
    *status = cli_fail (mg_sampler_get_snapshot (record->sampler)->error, record->name, json);
  else if (!cli_range (mg_name_get_text (record->name), snapshot->size, record->header.range.start, 1, &range, &error))
    *status = cli_fail (error, record->name, json);
  else
    return TRUE;
  return FALSE;
}

static GOutputStream *
create (Record *record, const char *path, gboolean force, gboolean json, CliStatus *status)
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

static void
begin (Record *record, GOutputStream *stream, double rate_hz, const char *note)
{
  MgSnapshot *snapshot = mg_sampler_get_snapshot (record->sampler);
  MgRecordingHeader *header = &record->header;

  header->name = (char *) mg_name_get_text (record->name);
  header->kind = mg_name_get_kind (record->name);
  header->session = mg_platform_get_name_context ()->session;
  header->identity = snapshot->info != NULL ? snapshot->info->identity : (MgIdentity){ 0, 0 };
  header->size = snapshot->size;
  header->monotonic_us = snapshot->time_us;
  header->real_us = snapshot->real_time_us;
  header->rate_hz = rate_hz;
  header->program = (char *) "mapglass-cli " PACKAGE_VERSION;
  header->note = (char *) note;
  record->recorder = mg_recorder_new (stream, header, 0);
  mg_recorder_add_event (record->recorder, &record->attached);
  mg_recorder_add_snapshot (record->recorder, snapshot);
}

/* Looks at multiples of the period from the start on, so that it does not drift; what went by while it
 * was busy is counted as missed. */
static void
run (Record *record, double rate_hz, double for_s)
{
  gint64 start_us = record->header.monotonic_us;
  gint64 end_us = for_s > 0 ? start_us + (gint64) (for_s * G_USEC_PER_SEC) : G_MAXINT64;
  double period_us = G_USEC_PER_SEC / rate_hz;
  gint64 n_due = 1, next_us = start_us + (gint64) period_us;
  MgRecorderStats stats = { 0 };

  while (!cli_is_interrupted () && !stats.failed)
    {
      gint64 now_us = g_get_monotonic_time ();
      gboolean read = now_us >= next_us;
      g_autoptr (MgSnapshot) snapshot
          = mg_sampler_tick (record->sampler, now_us, read ? MG_READ_ALL : MG_READ_NOTHING);

      if (read)
        {
          gint64 due = (gint64) ((double) (now_us - start_us) / period_us);

          if (due > n_due)
            mg_recorder_add_missed (record->recorder, (guint64) (due - n_due));
          n_due = MAX (due, n_due) + 1;
          next_us = start_us + (gint64) ((double) n_due * period_us);
        }
      if (snapshot != NULL)
        mg_recorder_add_snapshot (record->recorder, snapshot);
      mg_recorder_get_stats (record->recorder, &stats);
      if (g_get_monotonic_time () >= end_us)
        break;
      cli_wait_until (MIN (MIN (next_us, end_us), now_us + MG_SAMPLER_VERIFY_US));
    }
}

static CliStatus
end (Record *record, const char *path, gboolean json)
{
  gint64 end_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  gboolean ok = mg_recorder_finish (record->recorder, end_us, &error);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *frames = NULL, *missed = NULL, *size = NULL, *hint = NULL;
  g_autoptr (GError) told = NULL;
  MgRecorderStats stats;

  mg_recorder_get_stats (record->recorder, &stats);
  frames = mg_decimal_to_string (stats.n_frames);
  missed = mg_decimal_to_string (stats.n_missed);
  size = mg_size_to_string (stats.length);
  if (!ok)
    {
      hint = g_strdup_printf (_ ("%s frames up to then are in it and whole"), frames);
      mg_set_error (&told, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? MG_ERROR_LIMIT : MG_ERROR_IO,
                    hint, "%s: %s", shown, error->message);
      return cli_fail (told, NULL, json);
    }
  if (json)
    {
      g_autoptr (CliJson) writer = cli_json_new (FALSE);

      cli_json_begin_object (writer);
      cli_json_add_text (writer, "file", shown);
      cli_json_add_text (writer, "name", mg_name_get_text (record->name));
      cli_json_add_size (writer, "frames", stats.n_frames);
      cli_json_add_size (writer, "missed", stats.n_missed);
      cli_json_add_size (writer, "changed", stats.changed);
      cli_json_add_size (writer, "size", stats.length);
      cli_json_member (writer, "seconds");
      cli_json_double (writer, (double) (end_us - record->header.monotonic_us) / G_USEC_PER_SEC);
      cli_json_end_object (writer);
      cli_json_print_line (writer);
    }
  else
    cli_print (_ ("%s: %s frames, %s missed, %s\n"), shown, frames, missed, size);
  return CLI_DONE;
}

CliStatus
cli_record (char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *offset_text = NULL, *length_text = NULL, *rate_text = NULL, *for_text = NULL;
  g_autofree char *path = NULL, *note = NULL;
  g_auto (CliDeclared) declared = { 0 };
  gboolean json = FALSE, force = FALSE;
  Record record = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_ ("Into this file"), N_ ("FILE") },
    { "offset", 0, 0, G_OPTION_ARG_FILENAME, &offset_text,
      N_ ("From this byte on; the first one is 0"), N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("So many bytes: at most 1 MiB, which is the default"), N_ ("N") },
    { "rate", 'r', 0, G_OPTION_ARG_FILENAME, &rate_text,
      N_ ("Look so often a second: 0.1 to 1000, 50 by default"), N_ ("HZ") },
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &for_text, N_ ("End after so many seconds"),
      N_ ("SECONDS") },
    CLI_DECLARED_ENTRIES (&declared),
    { "note", 0, 0, G_OPTION_ARG_FILENAME, &note, N_ ("A note to keep with it"), N_ ("TEXT") },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Overwrite the file where there is one"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgSampler) sampler = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (GError) error = NULL;
  guint64 offset = 0, length = MG_UNKNOWN;
  double rate_hz = RATE_DEFAULT_HZ, for_s = 0;
  CliStatus status;

  if (!cli_parse (argv, _ ("NAME"), _ ("Records an object: what it was at which time."),
                  _ ("Whole pages are recorded, and only what changes.  Ctrl+C ends it.  What the disk is too slow for\n"
                     "is left out and counted."),
                  entries, 1, &rest, &status))
    return status;
  if (path == NULL)
    return cli_usage ("record", _ ("--output is missing: the file to record into"));
  if (!cli_parse_number ("record", "--offset", offset_text, &offset) ||
      !cli_parse_number ("record", "--length", length_text, &length) ||
      !cli_parse_real ("record", "--rate", rate_text, RATE_MIN_HZ, RATE_MAX_HZ, &rate_hz) ||
      !cli_parse_real ("record", "--for", for_text, 0, FOR_MAX_S, &for_s))
    return CLI_USAGE;
  if (note != NULL && (strlen (note) > MG_RECORDING_TEXT_MAX || !g_utf8_validate (note, -1, NULL)))
    return cli_usage ("record", _ ("--note: not a text of at most %u bytes"), (guint) MG_RECORDING_TEXT_MAX);
  if (!cli_declared_load (&declared, "record", &record.header, json, &status))
    return status;
  /* What nobody could read later is said now. */
  if (declared.header != NULL
      && (structure = mg_recording_header_dup_structure (&record.header, declared.header, &error)) == NULL)
    return cli_fail (error, NULL, json);
  name = cli_parse_name (rest[0], json, &status);
  if (name == NULL)
    return status;
  record.name = name;
  sampler = record.sampler = mg_sampler_new (name, open_cb, NULL, event_cb, &record);
  if (!set_range (&record, offset, length))
    return CLI_USAGE;

  cli_catch_interrupts ();
  mg_platform_set_precise_timing (TRUE);
  if (check_start (&record, json, &status)
      && (stream = create (&record, path, force, json, &status)) != NULL)
    {
      begin (&record, stream, rate_hz, note);
      run (&record, rate_hz, for_s);
      status = end (&record, path, json);
      mg_recorder_free (record.recorder);
    }
  mg_platform_set_precise_timing (FALSE);
  return status;
}
