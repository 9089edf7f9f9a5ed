#include "config.h"

#include "burst.h"
#include "show.h"
#include "subject.h"

#include "core/burst.h"
#include "core/number.h"
#include "core/sampler.h"

#include <glib/gi18n.h>

#define RATE_MIN_HZ 0.1
#define RATE_MAX_HZ 1000.0
#define RATE_DEFAULT_HZ 10.0

typedef struct
{
  MgName *name;
  MgSampler *sampler;
  MgRange range;  /* what is watched; pages around it are read and not shown */
  CliLines *lines;
  gboolean live;  /* something was attached */
  CliTriggers triggers;
} Watch;

static void
event_cb (const MgEvent *event, gpointer user_data)
{
  Watch *watch = user_data;

  if (event->type == MG_EVENT_ATTACHED)
    {
      watch->live = TRUE;
      if (watch->range.start > 0 && watch->range.start >= event->new_size)
        return; /* check_start() refuses it */
    }
  cli_lines_print_event (watch->lines, event);
}

/* Reading or printing took so long that samples were left out just before @real_time_us. */
static void
print_skipped (Watch *watch, gint64 real_time_us, guint64 n_samples)
{
  CliLines *lines = watch->lines;

  cli_lines_begin (lines, real_time_us);
  if (lines->json != NULL)
    {
      cli_json_add_text (lines->json, "event", "skipped");
      cli_json_add_size (lines->json, "samples", n_samples);
    }
  else
    g_string_append_printf (lines->text, " skipped %" G_GUINT64_FORMAT, n_samples);
  cli_lines_end (lines);
}

/* Bytes of a run that mg_snapshot_diff() told: their pages are there. */
static void
append_run (GString *text, const MgSnapshot *snapshot, MgRange run)
{
  for (guint64 at = run.start, end = mg_range_end (run); at < end;)
    {
      const MgPage *page = mg_snapshot_find_page (snapshot, at);
      gsize skip = (gsize) (at - page->offset);
      gsize n = (gsize) MIN (end - at, page->length - skip);

      cli_append_hex (text, page->bytes + skip, n);
      at += n;
    }
}

static void
print_run (Watch *watch, const MgSnapshot *before, const MgSnapshot *after, MgRange run)
{
  CliLines *lines = watch->lines;

  cli_lines_begin (lines, after->real_time_us);
  if (lines->json != NULL)
    {
      cli_json_add_size (lines->json, "offset", run.start);
      cli_json_member (lines->json, "old");
      cli_json_begin_hex (lines->json);
      append_run (lines->json->text, before, run);
      cli_json_end_hex (lines->json);
      cli_json_member (lines->json, "new");
      cli_json_begin_hex (lines->json);
      append_run (lines->json->text, after, run);
      cli_json_end_hex (lines->json);
    }
  else
    {
      g_string_append_printf (lines->text, " %08" G_GINT64_MODIFIER "x ", run.start);
      append_run (lines->text, before, run);
      g_string_append_c (lines->text, ' ');
      append_run (lines->text, after, run);
    }
  cli_lines_end (lines);
}

static void
print_readability (Watch *watch, const MgSnapshot *after, MgRange range, gboolean unreadable)
{
  CliLines *lines = watch->lines;
  const char *word = unreadable ? "unreadable" : "readable";

  if (range.length == 0)
    return;
  cli_lines_begin (lines, after->real_time_us);
  if (lines->json != NULL)
    {
      cli_json_add_text (lines->json, "event", word);
      cli_json_add_size (lines->json, "offset", range.start);
      cli_json_add_size (lines->json, "length", range.length);
    }
  else
    g_string_append_printf (lines->text, " %s %08" G_GINT64_MODIFIER "x %" G_GUINT64_FORMAT, word,
                            range.start, range.length);
  cli_lines_end (lines);
}

/* A line for each run of pages that cannot be read any longer, or can be again. */
static void
print_readabilities (Watch *watch, const MgSnapshot *before, const MgSnapshot *after)
{
  MgRange run = { 0, 0 };
  gboolean unreadable = FALSE;

  for (guint i = 0; i < after->pages->len; i++)
    {
      const MgPage *page = after->pages->pdata[i];
      const MgPage *old = before->generation == after->generation
                              ? mg_snapshot_find_page (before, page->offset)
                              : NULL;
      MgRange range = mg_range_intersect ((MgRange) { page->offset, page->length }, watch->range);

      if (page->unreadable == (old != NULL && old->unreadable) || range.length == 0)
        continue;
      if (run.length == 0 || page->unreadable != unreadable || mg_range_end (run) != range.start)
        {
          print_readability (watch, after, run, unreadable);
          run = (MgRange) { range.start, 0 };
        }
      run.length += range.length;
      unreadable = page->unreadable;
    }
  print_readability (watch, after, run, unreadable);
}

static void
print_changes (Watch *watch, const MgSnapshot *before, const MgSnapshot *after)
{
  g_autoptr (GArray) runs = NULL;

  print_readabilities (watch, before, after);
  /* Another object's bytes are no change of this one's: its event has said so. */
  if (before->generation != after->generation)
    return;
  runs = mg_snapshot_diff (before, after);
  for (guint i = 0; i < runs->len && !cli_output_failed (); i++)
    {
      MgRange run = mg_range_intersect (g_array_index (runs, MgRange, i), watch->range);

      if (run.length > 0)
        print_run (watch, before, after, run);
    }
}

static MgSource *
open_cb (MgName *name, gpointer user_data, GError **error)
{
  return mg_platform_open (name, error);
}

/* Whether there is something to watch, as long as nothing was.  Later its coming and going is news.
 */
static gboolean
check_start (Watch *watch, gboolean wait, CliStatus *status)
{
  MgSnapshot *snapshot = mg_sampler_get_snapshot (watch->sampler);
  g_autoptr (GError) error = NULL;
  MgRange range;

  if (watch->live && !cli_range (mg_name_get_text (watch->name), snapshot->size, watch->range.start,
                                 1, &range, &error))
    *status = cli_fail (error, watch->name, watch->lines->json != NULL);
  else if (!watch->live && !wait && snapshot->error != NULL)
    *status = cli_fail (snapshot->error, watch->name, watch->lines->json != NULL);
  else
    return TRUE;
  return FALSE;
}

/* Reads at multiples of the period from the start, so that it does not drift; names are followed
 * in between where the period is long.  Multiples that went by while it was busy are left out, and
 * that is said. */
static CliStatus
run (Watch *watch, double rate_hz, double for_s, gboolean wait)
{
  gint64 start_us = g_get_monotonic_time ();
  gint64 end_us = for_s > 0 ? start_us + (gint64) (for_s * G_USEC_PER_SEC) : G_MAXINT64;
  double period_us = G_USEC_PER_SEC / rate_hz;
  gint64 next_us = start_us;
  gint64 n_due = 0; /* samples that were to be read before next_us */
  gboolean checked = FALSE;
  CliStatus status;
  g_autoptr (MgSnapshot) last = mg_snapshot_ref (mg_sampler_get_snapshot (watch->sampler));

  while (!cli_is_interrupted () && !cli_output_failed () && !watch->triggers.ended)
    {
      gint64 now_us = g_get_monotonic_time ();
      gboolean read = now_us >= next_us;
      g_autoptr (MgSnapshot) snapshot = mg_sampler_tick (watch->sampler, now_us, read);

      if (read)
        {
          gint64 due = (gint64) ((double) (now_us - start_us) / period_us);

          if (due > n_due && watch->live)
            print_skipped (watch, g_get_real_time (), (guint64) (due - n_due));
          n_due = due + 1;
          next_us = start_us + (gint64) ((double) n_due * period_us);
        }
      if (snapshot != NULL)
        {
          if (!watch->triggers.paused)
            print_changes (watch, last, snapshot);
          mg_snapshot_unref (last);
          last = g_steal_pointer (&snapshot);
        }
      cli_triggers_look (&watch->triggers, watch->sampler);
      cli_flush ();
      if (!checked && !check_start (watch, wait, &status))
        return status;
      checked = watch->live;
      if (g_get_monotonic_time () >= end_us)
        break;
      cli_wait_until (MIN (MIN (next_us, end_us), now_us + MG_SAMPLER_VERIFY_US));
    }
  return CLI_DONE;
}

/* All of a recording at once: each of its changes, with the time that it had.
 * @all: of what was recorded, wherever that begins */
static CliStatus
replay (Watch *watch, const char *text, gboolean all)
{
  CliStatus status;
  g_autoptr (MgRecording) recording = cli_open_recording (text, watch->lines->json != NULL, &status);
  g_autoptr (MgPlayer) player = recording != NULL ? mg_player_new (recording) : NULL;
  g_autoptr (MgSnapshot) last = NULL;
  MgPlayed played;

  if (player == NULL)
    return status;
  if (all)
    watch->range = mg_recording_get_header (recording)->range;
  while (!cli_output_failed () && mg_player_next (player, &played))
    {
      g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);

      if (played.type == MG_PLAYED_EVENT)
        cli_lines_print_event (watch->lines, &played.event);
      else if (played.type == MG_PLAYED_GAP)
        print_skipped (watch, snapshot->real_time_us, played.n_missed);
      else if (played.type == MG_PLAYED_FRAME)
        {
          if (last != NULL)
            print_changes (watch, last, snapshot);
          mg_snapshot_unref (last);
          last = g_steal_pointer (&snapshot);
        }
    }
  cli_flush ();
  return CLI_DONE;
}

static gboolean
set_range (Watch *watch, guint64 offset, guint64 length)
{
  if (length == MG_UNKNOWN)
    length = MIN (MG_SAMPLER_INTEREST_MAX, MG_OFFSET_MAX - MIN (offset, MG_OFFSET_MAX));
  if (length > MG_SAMPLER_INTEREST_MAX)
    {
      cli_usage ("watch", _ ("--length: at most %u bytes can be watched"), MG_SAMPLER_INTEREST_MAX);
      return FALSE;
    }
  if (length == 0 || !mg_range_init (&watch->range, offset, length))
    {
      cli_usage ("watch", _ ("--offset, --length: no bytes are there"));
      return FALSE;
    }
  if (watch->sampler != NULL)
    mg_sampler_set_interest (watch->sampler, watch->range);
  return TRUE;
}

/* By fields: a line for each that changes, whole frame by whole frame. */
static CliStatus
watch_fields (MgName *name, CliStructure *structure, MgStructure *loaded, MgTriggers *triggers, char **paths,
              double rate_hz, double for_s, gboolean wait, gboolean json)
{
  g_auto (Show) show = { .name = name,
                         .label = mg_name_get_text (name),
                         .structure = loaded,
                         .elements = SHOW_MAX_FIELDS,
                         .json = json,
                         .old = TRUE };
  CliStatus status;

  if (show_find_fields (&show, paths, &status))
    status = show_follow (&show, structure, triggers, rate_hz, for_s, wait);
  return status;
}

/* What the object has, where that is known; and what is to be done about it.  FALSE with @status where it
 * has been reported. */
static gboolean
load_structure (CliStructure *structure, MgName *name, gboolean needed, gboolean wait, gboolean json,
                MgStructure **loaded, MgTriggers **triggers, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MgSource) source = mg_platform_open (name, &error);

  /* that there is no object says more than that no structure is known for it */
  if (source == NULL && needed && !wait)
    {
      *status = cli_fail (error, name, json);
      return FALSE;
    }
  *loaded = cli_structure_load (structure, "watch", name, source, needed, json, status);
  if (*loaded == NULL && *status != CLI_DONE)
    return FALSE;
  *triggers = cli_triggers_new (
      "watch", *loaded, MG_DO_MARK | MG_DO_PAUSE | MG_DO_RESUME | MG_DO_NOTIFY | MG_DO_RUN, json, status);
  return *triggers != NULL || *status == CLI_DONE;
}

CliStatus
cli_watch (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL, paths = NULL;
  g_auto (CliStructure) structure = { 0 };
  g_autoptr (MgStructure) loaded = NULL;
  g_autoptr (MgTriggers) triggers = NULL;
  g_autofree char *offset_text = NULL, *length_text = NULL, *rate_text = NULL, *for_text = NULL;
  g_autofree char *burst_text = NULL;
  gboolean wait = FALSE, json = FALSE;
  g_autoptr (CliLines) lines = NULL;
  Watch watch = { 0 };
  const GOptionEntry entries[] = {
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text, N_ ("From this byte on; the first one is 0"),
      N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("So many bytes: at most 1 MiB, which is the default"), N_ ("N") },
    { "rate", 'r', 0, G_OPTION_ARG_FILENAME, &rate_text,
      N_ ("Look so often a second: 0.1 to 1000, 10 by default"), N_ ("HZ") },
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &for_text, N_ ("End after so many seconds"), N_ ("SECONDS") },
    { "burst", 0, 0, G_OPTION_ARG_FILENAME, &burst_text,
      N_ ("Look so often from a thread of its own: 20 to 20000; at most 4 KiB"), N_ ("HZ") },
    { "wait", 'w', 0, G_OPTION_ARG_NONE, &wait, N_ ("Wait for an object that is not there yet"), NULL },
    { "field", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &paths,
      N_ ("Fields instead of bytes: this one and what is in it, as a.b[2].c; can be given again"),
      N_ ("PATH") },
    CLI_STRUCTURE_ENTRIES (&structure),
    CLI_STRUCTURE_OFFSET_ENTRY (&structure),
    CLI_STRUCTURE_LOCK_ENTRY (&structure),
    CLI_TRIGGER_ENTRIES,
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON, an object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgSampler) sampler = NULL;
  guint64 offset = 0, length = MG_UNKNOWN;
  double rate_hz = RATE_DEFAULT_HZ, burst_hz = 0, for_s = 0;
  CliStatus status;

  if (!cli_parse (words, _ ("NAME"),
                  _ ("Prints a line for each changed run of bytes: time, offset, old, new."),
                  _ ("Lines with a word instead of an offset tell what became of the object: "
                     "attached, resized, replaced,\n"
                     "unnamed, gone, back; skipped counts samples that were left out.  Ctrl+C ends it.\n"
                     "--burst ends with the object, and counts what it could not see: skipped looks, and "
                     "changes\nthat were lost as they were not printed in time.\n"
                     "With --field a line has a field's path, its old and its new value; with --trigger "
                     "there is a line\n"
                     "each time a condition becomes true.  Where the structure is known only whole frames "
                     "are shown."),
                  entries, 1, &rest, &status))
    return status;
  if (!cli_parse_number ("watch", "--offset", offset_text, &offset)
      || !cli_parse_number ("watch", "--length", length_text, &length)
      || !cli_parse_real ("watch", "--rate", rate_text, RATE_MIN_HZ, RATE_MAX_HZ, &rate_hz)
      || !cli_parse_real ("watch", "--burst", burst_text, MG_BURST_RATE_MIN_HZ, MG_BURST_RATE_MAX_HZ,
                          &burst_hz)
      || !cli_parse_real ("watch", "--for", for_text, CLI_FOR_MIN_S, CLI_FOR_MAX_S, &for_s))
    return CLI_USAGE;
  if (cli_is_file (rest[0]))
    {
      if (paths != NULL || cli_triggers_are_given ())
        return cli_usage ("watch", _ ("--field and --trigger need an object that lives"));
      if (rate_text != NULL || for_text != NULL || burst_text != NULL || wait || structure.lock)
        return cli_usage ("watch", _ ("--rate, --for, --burst, --wait and --lock need an object that lives"));
      watch.lines = lines = cli_lines_new (json);
      if (!set_range (&watch, offset, length_text != NULL ? length : MG_UNKNOWN))
        return CLI_USAGE;
      return replay (&watch, rest[0], offset_text == NULL && length_text == NULL);
    }
  name = cli_parse_name (rest[0], json, &status);
  if (name == NULL)
    return status;
  lines = cli_lines_new (json);
  if (burst_hz > 0
      && (paths != NULL || cli_triggers_are_given () || rate_text != NULL || wait || structure.lock
          || cli_structure_is_given (&structure)))
    return cli_usage ("watch",
                      _ ("--rate, --wait, --lock, --header, --preset, --field and --trigger can't be "
                         "used with --burst"));
  if (burst_hz > 0)
    return cli_burst (name, offset, length, burst_hz, for_s, lines);
  sampler = mg_sampler_new (name, open_cb, NULL, event_cb, &watch);
  watch.name = name;
  watch.sampler = sampler;
  watch.lines = lines;
  if (!set_range (&watch, offset, length))
    return CLI_USAGE;
  if (!load_structure (&structure, name, paths != NULL || cli_triggers_are_given () || structure.lock, wait,
                       json, &loaded, &triggers, &status))
    return status;
  if (paths != NULL)
    return watch_fields (name, &structure, loaded, triggers, paths, rate_hz, for_s, wait, json);
  if (!cli_structure_follow (&structure, loaded, sampler, json, &status))
    return status;
  watch.triggers = (CliTriggers) { .triggers = triggers, .lines = lines, .name = mg_name_get_text (name) };

  cli_catch_interrupts ();
  mg_platform_set_precise_timing (TRUE);
  status = run (&watch, rate_hz, for_s, wait);
  mg_platform_set_precise_timing (FALSE);
  return status;
}
