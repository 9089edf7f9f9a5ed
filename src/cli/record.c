#include "config.h"

#include "burst.h"
#include "recorded.h"
#include "structure.h"
#include "subject.h"

#include "core/history.h"
#include "core/number.h"
#include "core/recorder.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define RATE_MIN_HZ 0.1
#define RATE_MAX_HZ 1000.0
#define RATE_DEFAULT_HZ 50.0

typedef struct
{
  MgName *name;
  MgSampler *sampler;
  MgRecorder *recorder; /* NULL: it has not begun */
  MgRecordingHeader header;
  MgEvent attached;     /* came before it began */
  gboolean live;
  const char *path;
  gboolean force, json;
  double rate_hz;
  const char *note;
  CliTriggers triggers;
  MgHistory *history;   /* (nullable): until a trigger begins it */
  GAsyncQueue *lines;   /* (nullable): of standard input, to be marks */
  CliStatus failed;     /* it could not begin */
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
  else if (!cli_range (mg_name_get_text (record->name), snapshot->size, record->header.range.start, 1, &range,
                       &error))
    *status = cli_fail (error, record->name, json);
  else
    return TRUE;
  return FALSE;
}

static void
begin (Record *record, GOutputStream *stream, const MgSnapshot *snapshot, gint64 start_us)
{
  MgRecordingHeader *header = &record->header;

  header->name = (char *) mg_name_get_text (record->name);
  header->kind = mg_name_get_kind (record->name);
  header->session = mg_platform_get_name_context ()->session;
  header->identity = snapshot->info != NULL ? snapshot->info->identity : (MgIdentity) { 0, 0 };
  header->size = snapshot->size;
  header->monotonic_us = start_us;
  header->real_us = g_get_real_time () - (g_get_monotonic_time () - start_us);
  header->rate_hz = record->rate_hz;
  header->program = (char *) "mapglass-cli " PACKAGE_VERSION;
  header->note = (char *) record->note;
  record->recorder = mg_recorder_new (stream, header, 0);
  record->attached.time_us = MAX (record->attached.time_us, header->monotonic_us);
  record->attached.real_time_us = MAX (record->attached.real_time_us, header->real_us);
  mg_recorder_add_event (record->recorder, &record->attached);
}

/* --- Triggers and marks --- */

/* With what was there so long before, and what was seen from then on. */
static void
begin_from (Record *record, const MgFiring *firing)
{
  gint64 start_us = mg_firing_get_start_us (firing, record->history);
  g_autoptr (MgSnapshot) first = mg_history_dup_snapshot (record->history, start_us);
  g_autoptr (GOutputStream) stream =
      cli_recorded_create (record->path, record->force, record->json, &record->failed);

  if (stream == NULL)
    return;
  begin (record, stream, first, start_us);
  mg_recorder_add_history (record->recorder, g_steal_pointer (&record->history), start_us, firing->time_us);
}

static void
fired_cb (MgFiring *firing, gpointer data)
{
  Record *record = data;

  if ((firing->rule->actions & MG_DO_RECORD) != 0 && record->recorder == NULL && record->failed == CLI_DONE)
    begin_from (record, firing);
  if (record->recorder != NULL)
    mg_firing_mark (firing, record->recorder);
}

/* A line is a mark.  The thread ends with standard input, or with the program. */
static gpointer
read_lines (gpointer data)
{
  GAsyncQueue *lines = data;
  char line[1024]; /* a longer one is several */

  while (fgets (line, sizeof line, stdin) != NULL)
    g_async_queue_push (lines, g_utf8_make_valid (g_strchomp (line), -1));
  g_async_queue_unref (lines);
  return NULL;
}

static void
add_marks (Record *record)
{
  char *line;

  while (record->lines != NULL && (line = g_async_queue_try_pop (record->lines)) != NULL)
    {
      if (record->recorder != NULL)
        mg_recorder_add_mark (record->recorder, g_get_monotonic_time (), line, NULL);
      g_free (line);
    }
}

/* Looks at multiples of the period from the start on, so that it does not drift; what went by while it
 * was busy is counted as missed. */
static void
run (Record *record, double for_s)
{
  gint64 start_us = mg_sampler_get_snapshot (record->sampler)->time_us;
  gint64 end_us = G_MAXINT64;
  double period_us = G_USEC_PER_SEC / record->rate_hz;
  gint64 n_due = 1, next_us = start_us + (gint64) period_us;
  MgRecorderStats stats = { 0 };

  while (!cli_is_interrupted () && !stats.failed && !record->triggers.ended && record->failed == CLI_DONE)
    {
      gint64 now_us = g_get_monotonic_time ();
      gboolean read = now_us >= next_us;
      g_autoptr (MgSnapshot) snapshot
          = mg_sampler_tick (record->sampler, now_us, read ? MG_READ_ALL : MG_READ_NOTHING);

      if (read)
        {
          gint64 due = (gint64) ((double) (now_us - start_us) / period_us);

          if (due > n_due && record->recorder != NULL)
            mg_recorder_add_missed (record->recorder, (guint64) (due - n_due));
          n_due = MAX (due, n_due) + 1;
          next_us = start_us + (gint64) ((double) n_due * period_us);
        }
      if (snapshot != NULL && record->recorder != NULL)
        mg_recorder_add_snapshot (record->recorder, snapshot);
      else if (snapshot != NULL && record->history != NULL)
        mg_history_add (record->history, snapshot);
      cli_triggers_look (&record->triggers, record->sampler);
      add_marks (record);
      if (record->recorder != NULL)
        mg_recorder_get_stats (record->recorder, &stats);
      if (record->recorder != NULL && for_s > 0 && end_us == G_MAXINT64)
        end_us = (record->triggers.triggers != NULL ? now_us : start_us) + (gint64) (for_s * G_USEC_PER_SEC);
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
  g_autoptr (CliJson) writer = json ? cli_json_new (FALSE) : NULL;
  MgRecorderStats stats;

  mg_recorder_get_stats (record->recorder, &stats);
  if (!ok)
    return cli_recorded_fail (error, path, &stats, json);
  cli_recorded_begin (writer, path, record->name, &stats, end_us - record->header.monotonic_us);
  cli_recorded_end (writer);
  return CLI_DONE;
}

/* Whole frames, by the structure that is declared; else by a preset, which is then recorded with it. */
static gboolean
follow_structure (Record *record, CliStructure *known, MgStructure *declared, CliStatus *status)
{
  g_autoptr (MgSource) source = mg_platform_open (record->name, NULL);
  const MgAbi *abi;

  if (declared != NULL && known->preset != NULL)
    {
      *status = cli_usage ("record", _ ("--header and --preset exclude each other"));
      return FALSE;
    }
  if (declared != NULL)
    known->loaded = mg_structure_ref (declared);
  else
    known->loaded = cli_structure_load (known, "record", record->name, source,
                                        known->lock || cli_triggers_are_given (), record->json, status);
  if (known->loaded == NULL)
    return *status == CLI_DONE;
  if (known->found != NULL)
    {
      abi = mg_c_unit_get_abi (mg_structure_get_unit (known->loaded));
      record->header.declarations = (char *) mg_preset_get_text (known->found, NULL);
      record->header.abi = (char *) abi->name;
    }
  return cli_structure_follow (known, known->loaded, record->sampler, record->json, status);
}

CliStatus
cli_record (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL;
  g_autofree char *offset_text = NULL, *length_text = NULL, *rate_text = NULL, *burst_text = NULL,
                  *for_text = NULL;
  g_autofree char *path = NULL, *note = NULL;
  g_auto (CliDeclared) declared = { 0 };
  g_auto (CliStructure) known = { 0 };
  g_autoptr (MgTriggers) triggers = NULL;
  gboolean json = FALSE, force = FALSE, marks = FALSE;
  Record record = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path, N_ ("Into this file"), N_ ("FILE") },
    { "offset", 0, 0, G_OPTION_ARG_FILENAME, &offset_text, N_ ("From this byte on; the first one is 0"),
      N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("So many bytes: at most 1 MiB, which is the default"), N_ ("N") },
    { "rate", 'r', 0, G_OPTION_ARG_FILENAME, &rate_text,
      N_ ("Look so often a second: 0.1 to 1000, 50 by default"), N_ ("HZ") },
    { "burst", 0, 0, G_OPTION_ARG_FILENAME, &burst_text,
      N_ ("Look at up to 4 KiB so often a second, 20 to 20000, which takes a core"), N_ ("HZ") },
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &for_text, N_ ("End after so many seconds"), N_ ("SECONDS") },
    CLI_DECLARED_ENTRIES (&declared),
    { "preset", 'p', 0, G_OPTION_ARG_FILENAME, &known.preset,
      N_ ("A structure that is known; without this and --header, the one that fits best"), N_ ("ID") },
    CLI_STRUCTURE_LOCK_ENTRY (&known),
    CLI_TRIGGER_ENTRIES,
    { "marks-from-stdin", 'm', 0, G_OPTION_ARG_NONE, &marks, N_ ("Each line of standard input is a mark"),
      NULL },
    { "note", 0, 0, G_OPTION_ARG_FILENAME, &note, N_ ("A note to keep with it"), N_ ("TEXT") },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, N_ ("Overwrite the file where there is one"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgSampler) sampler = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (CliLines) lines = cli_lines_new (FALSE);
  g_autoptr (GError) error = NULL;
  guint64 offset = 0, length = MG_UNKNOWN;
  double rate_hz = RATE_DEFAULT_HZ, burst_hz = 0, for_s = 0;
  CliStatus status;

  if (!cli_parse (words, _ ("NAME"), _ ("Records an object: what it was at which time."),
                  _ ("Whole pages are recorded, and only what changes.  Ctrl+C ends it.  What the disk is "
                     "too slow for\n"
                     "is left out and counted.  With a trigger that does record:SECONDS it begins when that "
                     "fires, with\n"
                     "what was seen so many seconds before; --for then counts from there.  Where none fired "
                     "the exit code is 1."),
                  entries, 1, &rest, &status))
    return status;
  if (path == NULL)
    return cli_usage ("record", _ ("--output is missing: the file to record into"));
  if (!cli_parse_number ("record", "--offset", offset_text, &offset)
      || !cli_parse_number ("record", "--length", length_text, &length)
      || !cli_parse_real ("record", "--rate", rate_text, RATE_MIN_HZ, RATE_MAX_HZ, &rate_hz)
      || !cli_parse_real ("record", "--burst", burst_text, MG_BURST_RATE_MIN_HZ, MG_BURST_RATE_MAX_HZ,
                          &burst_hz)
      || !cli_parse_real ("record", "--for", for_text, CLI_FOR_MIN_S, CLI_FOR_MAX_S, &for_s))
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
  record.path = path;
  record.force = force;
  record.note = note;
  if (burst_hz > 0)
    {
      MgBurstPlan plan = { .rate_hz = (guint) burst_hz, .length_us = (gint64) (for_s * G_USEC_PER_SEC) };

      if (rate_text != NULL || known.preset != NULL || known.lock || marks || cli_triggers_are_given ())
        return cli_usage (
            "record",
            _ ("--rate, --preset, --lock, --trigger and --marks-from-stdin can't be used with --burst"));
      record.header.note = (char *) note;
      return cli_record_burst (name, &plan, offset, length, &record.header, path, force, json);
    }
  sampler = record.sampler = mg_sampler_new (name, open_cb, NULL, event_cb, &record);
  if (!set_range (&record, offset, length))
    return CLI_USAGE;

  record.json = json;
  if (!follow_structure (&record, &known, structure, &status))
    return status;
  record.rate_hz = rate_hz;
  triggers = cli_triggers_new ("record", known.loaded, MG_DO_MARK | MG_DO_NOTIFY | MG_DO_RUN | MG_DO_RECORD,
                               json, &status);
  if (triggers == NULL && status != CLI_DONE)
    return status;
  record.triggers = (CliTriggers) { .triggers = triggers,
                                   .lines = json ? NULL : lines,
                                   .name = mg_name_get_text (name),
                                   .fired = fired_cb,
                                   .data = &record };
  if (cli_triggers_do (MG_DO_RECORD))
    record.history = mg_history_new (MG_HISTORY_DEFAULT);

  cli_catch_interrupts ();
  mg_platform_set_precise_timing (TRUE);
  if (check_start (&record, json, &status)
      && (record.history != NULL || (stream = cli_recorded_create (path, force, json, &status)) != NULL))
    {
      if (marks)
        {
          record.lines = g_async_queue_new_full (g_free);
          g_thread_unref (g_thread_new ("marks", read_lines, g_async_queue_ref (record.lines)));
        }
      if (record.history != NULL)
        mg_history_add (record.history, mg_sampler_get_snapshot (sampler));
      else
        {
          MgSnapshot *first = mg_sampler_get_snapshot (sampler);

          begin (&record, stream, first, first->time_us);
          mg_recorder_add_snapshot (record.recorder, first);
        }
      run (&record, for_s);
      if (record.recorder != NULL)
        status = end (&record, path, json);
      else
        status = record.failed != CLI_DONE ? record.failed : CLI_NO;
      mg_recorder_free (record.recorder);
      g_clear_pointer (&record.lines, g_async_queue_unref);
    }
  mg_history_free (record.history);
  mg_platform_set_precise_timing (FALSE);
  return status;
}
