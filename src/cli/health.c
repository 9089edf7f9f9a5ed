#include "config.h"

#include "structure.h"

#include "core/health.h"
#include "core/number.h"
#include "core/sampler.h"

#include <glib/gi18n.h>
#include <string.h>

#define RATE_MIN_HZ 1.0
#define RATE_MAX_HZ 1000.0
#define RATE_DEFAULT_HZ 60.0
#define FOR_DEFAULT_S 5.0

/* A publisher that is looked at. */
typedef struct
{
  MgName *name;
  MgSampler *sampler;
  MgHealth *health;
  gint64 look_us; /* of the last one that was told */
  MgStructure *structure; /* (nullable) */
} Patient;

static void
patient_free (gpointer data)
{
  Patient *patient = data;

  mg_sampler_free (patient->sampler);
  mg_health_free (patient->health);
  mg_structure_unref (patient->structure);
  mg_name_unref (patient->name);
  g_free (patient);
}

/* --- The protocol --- */

/* "OFFSET" or "OFFSET:SIZE" */
static gboolean
parse_word (const char *option, const char *text, MgFrameWord *word)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  gboolean empty = parts[0] == NULL; /* of "" there are no parts, not one that is empty */
  guint64 size = 4;

  if (!cli_parse_number ("health", option, empty ? text : parts[0], &word->offset)
      || !cli_parse_number ("health", option, empty ? NULL : parts[1], &size))
    return FALSE;
  word->size = (guint8) MIN (size, G_MAXUINT8);
  return TRUE;
}

static gboolean
parse_pair (const char *text, MgFrameProtocol *protocol)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 2);

  if (parts[0] == NULL || parts[1] == NULL)
    {
      cli_usage ("health", _ ("--pair: two offsets with a comma in between are wanted: %s"), text);
      return FALSE;
    }
  return parse_word ("--pair", parts[0], &protocol->word)
         && parse_word ("--pair", parts[1], &protocol->second);
}

/* At most one of the texts is given.  Returns: FALSE with wrong usage reported */
static gboolean
parse_protocol (const char *sequence, const char *pair, const char *busy, const char *mutex,
                MgFrameProtocol *protocol)
{
  g_autoptr (GError) error = NULL;

  if ((sequence != NULL) + (pair != NULL) + (busy != NULL) + (mutex != NULL) > 1)
    {
      cli_usage ("health", _ ("only one of --sequence, --pair, --busy and --mutex can be followed"));
      return FALSE;
    }
  protocol->mask = G_MAXUINT64;
  if (sequence != NULL)
    {
      protocol->kind = MG_FRAME_SEQUENCE;
      if (!parse_word ("--sequence", sequence, &protocol->word))
        return FALSE;
    }
  else if (pair != NULL)
    {
      protocol->kind = MG_FRAME_PAIR;
      if (!parse_pair (pair, protocol))
        return FALSE;
    }
  else if (busy != NULL)
    {
      protocol->kind = MG_FRAME_BUSY;
      if (!parse_word ("--busy", busy, &protocol->word))
        return FALSE;
    }
  else if (mutex != NULL)
    {
      protocol->kind = MG_FRAME_MUTEX;
      protocol->mutex = mg_name_parse (mutex, mg_platform_get_name_context (), &error);
      if (protocol->mutex == NULL)
        {
          cli_usage ("health", "--mutex: %s", error->message);
          return FALSE;
        }
    }
  if (mg_frame_protocol_check (protocol, &error))
    return TRUE;
  cli_usage ("health", "%s", error->message);
  return FALSE;
}

/* --- What came out --- */

/* Counts are told as reals, exact far beyond what can be counted: their format is the same in every
 * translation and on every system. */
static void G_GNUC_PRINTF (2, 3)
append_part (GString *text, const char *format, ...)
{
  va_list args;

  g_string_append (text, " · ");
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
}

static void
append_age (GString *text, double seconds)
{
  if (seconds < 1)
    append_part (text, _ ("last write %.0f ms ago"), seconds * 1e3);
  else
    append_part (text, _ ("last write %.1f s ago"), seconds);
}

static void
append_frame (GString *text, const MgFrameStats *stats, MgFrameKind kind)
{
  append_part (text, mg_frame_kind_is_certain (kind) ? _ ("%.0f torn") : _ ("%.0f seen torn (best effort)"),
               (double) stats->n_torn);
  if (stats->has_count)
    append_part (text, _ ("%.0f missed"), (double) stats->n_missed);
  if (stats->n_timeouts > 0)
    append_part (text, _ ("mutex not had %.0f times"), (double) stats->n_timeouts);
  if (stats->n_abandoned > 0)
    append_part (text, "%s", _ ("mutex abandoned"));
  if (kind == MG_FRAME_MUTEX && stats->n_whole > 0)
    {
      append_part (text, _ ("mutex held %u µs at p99"), stats->hold_p99_us);
      append_part (text, _ ("%u µs at most"), stats->hold_max_us);
    }
}

static void
print_text (Patient *patient, const MgHealthReport *report, gint64 now_us)
{
  GString *text = g_string_new (mg_name_get_text (patient->name));
  MgSnapshot *snapshot = mg_sampler_get_snapshot (patient->sampler);
  MgFrameStats stats;

  g_string_append (text, ": ");
  if (report->rate_hz > 0)
    g_string_append_printf (text, "%s%.1f Hz", report->rate_is_bound ? "≥ " : "", report->rate_hz);
  else
    g_string_append (text, report->n_writes > 0 ? _ ("rate not known yet") : _ ("no write seen"));
  if (report->jitter_us >= 0)
    append_part (text, _ ("jitter %.1f ms (± %.1f)"), report->jitter_us / 1e3,
                 report->resolution_us / 1e3);
  if (report->last_write_us != 0)
    append_age (text, (now_us - report->last_write_us) / 1e6);
  if (mg_sampler_get_frame_stats (patient->sampler, &stats))
    append_frame (text, &stats, mg_sampler_get_protocol (patient->sampler)->kind);
  if (report->n_restarts > 0)
    append_part (text, _ ("restarted: %.0f"), (double) report->n_restarts);
  if (report->stalled)
    append_part (text, "%s", _ ("stalled"));
  if (report->dead)
    append_part (text, "%s", _ ("marked as ended"));
  if (snapshot->state == MG_STATE_UNNAMED || snapshot->state == MG_STATE_GONE)
    append_part (text, "%s", snapshot->state == MG_STATE_GONE ? _ ("gone") : _ ("name gone"));
  append_part (text, _ ("sampled at %.0f Hz"), report->sampled_hz);
  cli_print ("%s\n", text->str);
  if (report->rate_is_bound)
    cli_print (_ ("  Nearly every look found a change: what is faster than that is not told apart. "
                  "watch --burst sees more.\n"));
  g_string_free (text, TRUE);
}

static void
add_real (CliJson *json, const char *member, double value, gboolean known)
{
  cli_json_member (json, member);
  if (known)
    cli_json_double (json, value);
  else
    cli_json_null (json);
}

static void
add_flag (CliJson *json, const char *member, gboolean value)
{
  cli_json_member (json, member);
  cli_json_bool (json, value);
}

static void
print_json (CliJson *json, Patient *patient, const MgHealthReport *report, gint64 now_us)
{
  const MgFrameProtocol *protocol = mg_sampler_get_protocol (patient->sampler);
  MgFrameStats stats = { 0 };
  gboolean framed = mg_sampler_get_frame_stats (patient->sampler, &stats);
  gboolean locked = framed && protocol->kind == MG_FRAME_MUTEX;

  cli_json_begin_object (json);
  cli_json_add_text (json, "name", mg_name_get_text (patient->name));
  cli_json_add_text (json, "state",
                     mg_state_to_string (mg_sampler_get_snapshot (patient->sampler)->state));
  cli_json_add_text (json, "protocol", framed ? mg_frame_kind_to_string (protocol->kind) : NULL);
  add_flag (json, "certain", framed && mg_frame_kind_is_certain (protocol->kind));
  add_real (json, "rate_hz", report->rate_hz, report->rate_hz > 0);
  add_flag (json, "rate_is_lower_bound", report->rate_is_bound);
  add_real (json, "jitter_ms", report->jitter_us / 1e3, report->jitter_us >= 0);
  add_real (json, "resolution_ms", report->resolution_us / 1e3, report->resolution_us > 0);
  add_real (json, "sampled_hz", report->sampled_hz, report->sampled_hz > 0);
  add_real (json, "last_write_ms", (now_us - report->last_write_us) / 1e3,
            report->last_write_us != 0);
  cli_json_add_size (json, "looks", report->n_looks);
  cli_json_add_size (json, "writes", report->n_writes);
  cli_json_add_size (json, "whole", framed ? stats.n_whole : MG_UNKNOWN);
  cli_json_add_size (json, "torn", framed ? stats.n_torn : MG_UNKNOWN);
  cli_json_add_size (json, "missed", framed && stats.has_count ? stats.n_missed : MG_UNKNOWN);
  cli_json_add_size (json, "restarts", report->n_restarts);
  add_flag (json, "stalled", report->stalled);
  add_flag (json, "dead", report->dead);
  cli_json_add_size (json, "mutex_timeouts", locked ? stats.n_timeouts : MG_UNKNOWN);
  cli_json_add_size (json, "mutex_abandoned", locked ? stats.n_abandoned : MG_UNKNOWN);
  cli_json_add_size (json, "mutex_held_p99_us", locked ? stats.hold_p99_us : MG_UNKNOWN);
  cli_json_add_size (json, "mutex_held_max_us", locked ? stats.hold_max_us : MG_UNKNOWN);
  cli_json_end_object (json);
}

/* Returns: whether all of them are well */
static gboolean
print_all (GPtrArray *patients, CliJson *json)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean well = TRUE;

  if (json != NULL)
    cli_json_begin_array (json);
  for (guint i = 0; i < patients->len; i++)
    {
      Patient *patient = patients->pdata[i];
      MgHealthReport report;

      mg_health_get_report (patient->health, now_us, &report);
      well = well && !report.stalled && !report.dead
             && mg_sampler_get_snapshot (patient->sampler)->state == MG_STATE_LIVE;
      if (json != NULL)
        print_json (json, patient, &report, now_us);
      else
        print_text (patient, &report, now_us);
    }
  if (json != NULL)
    {
      cli_json_end_array (json);
      cli_json_print_line (json);
    }
  return well;
}

/* --- Looking --- */

static MgSource *
open_cb (MgName *name, gpointer user_data, GError **error)
{
  return mg_platform_open (name, error);
}

static void
look (Patient *patient, gint64 now_us)
{
  MgLook seen;

  mg_snapshot_unref (mg_sampler_tick (patient->sampler, now_us, MG_READ_ALL));
  if (!mg_sampler_get_look (patient->sampler, &seen) || seen.time_us == patient->look_us)
    return;
  patient->look_us = seen.time_us;
  mg_health_look (patient->health, &seen);
}

/* Looks at multiples of the period, so that it does not drift. */
static CliStatus
run (GPtrArray *patients, double rate_hz, double for_s, gboolean json)
{
  gint64 start_us = g_get_monotonic_time ();
  gint64 end_us = start_us + (gint64) (for_s * G_USEC_PER_SEC);
  double period_us = G_USEC_PER_SEC / rate_hz;

  while (!cli_is_interrupted ())
    {
      gint64 now_us = g_get_monotonic_time ();
      double n;

      for (guint i = 0; i < patients->len; i++)
        {
          Patient *patient = patients->pdata[i];
          MgSnapshot *snapshot;

          look (patient, g_get_monotonic_time ());
          snapshot = mg_sampler_get_snapshot (patient->sampler);
          if (snapshot->state == MG_STATE_WAITING && snapshot->error != NULL)
            return cli_fail (snapshot->error, patient->name, json);
        }
      if (now_us >= end_us)
        break;
      n = (gint64) ((g_get_monotonic_time () - start_us) / period_us) + 1;
      cli_wait_until (MIN (start_us + (gint64) (n * period_us), end_us));
    }
  return CLI_DONE;
}

/* By what its structure says, where that is known.  FALSE with @status where it has been reported. */
static gboolean
follow_structure (Patient *patient, CliStructure *structure, gboolean json, CliStatus *status)
{
  g_autoptr (MgSource) source = mg_platform_open (patient->name, NULL);

  g_clear_pointer (&structure->presets, mg_presets_unref);
  structure->found = NULL;
  patient->structure
      = cli_structure_load (structure, "health", patient->name, source, structure->lock, json, status);
  if (patient->structure == NULL)
    return *status == CLI_DONE;
  return cli_structure_follow (structure, patient->structure, patient->sampler, json, status);
}

/* Returns: NULL with @status where a name is none */
static GPtrArray *
admit (char **names, MgRange range, const MgFrameProtocol *protocol, CliStructure *structure, gboolean json,
       CliStatus *status)
{
  g_autoptr (GPtrArray) patients = g_ptr_array_new_with_free_func (patient_free);

  for (char **text = names; *text != NULL; text++)
    {
      Patient *patient = g_new0 (Patient, 1);
      g_autoptr (GError) error = NULL;
      MgLock *lock = NULL;

      g_ptr_array_add (patients, patient);
      patient->name = cli_parse_name (*text, json, status);
      if (patient->name == NULL)
        return NULL;
      patient->health = mg_health_new ();
      patient->sampler = mg_sampler_new (patient->name, open_cb, NULL, NULL, NULL);
      mg_sampler_set_interest (patient->sampler, range);
      if (structure != NULL)
        {
          if (!follow_structure (patient, structure, json, status))
            return NULL;
          continue;
        }
      if (protocol->kind == MG_FRAME_MUTEX)
        {
          lock = mg_platform_lock_new (protocol->mutex, &error);
          if (lock == NULL)
            {
              *status = cli_fail (error, NULL, json);
              return NULL;
            }
        }
      mg_sampler_set_frame (patient->sampler, protocol, lock);
    }
  return g_steal_pointer (&patients);
}

CliStatus
cli_health (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL;
  g_auto (CliStructure) structure = { 0 };
  g_autofree char *offset_text = NULL, *length_text = NULL, *rate_text = NULL, *for_text = NULL;
  g_autofree char *sequence = NULL, *pair = NULL, *busy = NULL, *mutex = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &for_text, N_ ("Look for so many seconds; 5 by default"),
      N_ ("SECONDS") },
    { "rate", 'r', 0, G_OPTION_ARG_FILENAME, &rate_text,
      N_ ("Look so often a second: 1 to 1000, 60 by default"), N_ ("HZ") },
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text,
      N_ ("What it writes again and again begins here"), N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("So many bytes: at most 1 MiB, which is the default"), N_ ("N") },
    { "sequence", 0, 0, G_OPTION_ARG_FILENAME, &sequence,
      N_ ("A number that is odd while it writes; 4 bytes long unless told"), N_ ("OFFSET[:SIZE]") },
    { "pair", 0, 0, G_OPTION_ARG_FILENAME, &pair,
      N_ ("Two numbers, written before and behind"), N_ ("FIRST,SECOND") },
    { "busy", 0, 0, G_OPTION_ARG_FILENAME, &busy, N_ ("A number that is not 0 while it writes"),
      N_ ("OFFSET[:SIZE]") },
    { "mutex", 0, 0, G_OPTION_ARG_FILENAME, &mutex,
      N_ ("A mutex it holds while it writes: it is taken for each look"), N_ ("NAME") },
    CLI_STRUCTURE_ENTRIES (&structure),
    CLI_STRUCTURE_OFFSET_ENTRY (&structure),
    CLI_STRUCTURE_LOCK_ENTRY (&structure),
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (CliJson) writer = cli_json_new (FALSE);
  g_autoptr (GPtrArray) patients = NULL;
  g_autoptr (MgFrameProtocol) protocol = g_new0 (MgFrameProtocol, 1);
  guint64 offset = 0, length = MG_FRAME_MAX;
  double rate_hz = RATE_DEFAULT_HZ, for_s = FOR_DEFAULT_S;
  CliStatus status;

  if (!cli_parse (words, _ ("NAME…"),
                  _ ("Tells of each publisher its rate and jitter, when it last wrote, how many frames\n"
                     "were torn or missed, and whether it has stalled or restarted."),
                  _ ("Looking so many times a second, it cannot tell faster changes apart, unless the\n"
                     "publisher counts its frames: --sequence, --pair and structures that say so follow such "
                     "counts.\n"
                     "The exit code is 1 where one has stalled, went away or marked itself as ended."),
                  entries, CLI_SOME_REST, &rest, &status))
    return status;
  if (!cli_parse_number ("health", "--offset", offset_text, &offset)
      || !cli_parse_number ("health", "--length", length_text, &length)
      || !cli_parse_real ("health", "--rate", rate_text, RATE_MIN_HZ, RATE_MAX_HZ, &rate_hz)
      || !cli_parse_real ("health", "--for", for_text, CLI_FOR_MIN_S, CLI_FOR_MAX_S, &for_s))
    return CLI_USAGE;
  if (length == 0 || length > MG_FRAME_MAX || !mg_range_init (&protocol->range, offset, length))
    return cli_usage ("health", _ ("--offset, --length: at most %u bytes can be looked at"),
                      MG_FRAME_MAX);
  if (!parse_protocol (sequence, pair, busy, mutex, protocol))
    return CLI_USAGE;
  if (protocol->kind != MG_FRAME_NOTHING && (cli_structure_is_given (&structure) || structure.lock))
    return cli_usage ("health", _ ("a structure says how the publisher writes: no other protocol then"));
  patients = admit (rest, protocol->range, protocol, protocol->kind == MG_FRAME_NOTHING ? &structure : NULL,
                    json, &status);
  if (patients == NULL)
    return status;

  cli_catch_interrupts ();
  mg_platform_set_precise_timing (TRUE);
  status = run (patients, rate_hz, for_s, json);
  mg_platform_set_precise_timing (FALSE);
  if (status == CLI_DONE && !print_all (patients, json ? writer : NULL))
    status = CLI_NO;
  return status;
}
