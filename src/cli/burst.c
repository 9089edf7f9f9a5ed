#include "config.h"

#include "burst.h"

#include "core/burst.h"
#include "core/sampler.h"

#include <string.h>

#include <glib/gi18n.h>

#define BATCH_US 50000 /* what was found is printed so often, in one piece */

typedef struct
{
  MgName *name;
  MgRange range;
  CliLines *lines;
  gint64 to_real_us; /* from the burst's clock to the wall's */
  guint8 before[MG_BURST_MAX];
  gboolean known;
  MgBurstStats told; /* as of the last batch */
} Watch;

static void
begin_line (Watch *watch, gint64 time_ns)
{
  cli_lines_begin (watch->lines, time_ns / 1000 + watch->to_real_us);
}

static void
add_hex (CliJson *json, const char *member, const guint8 *bytes, gsize length)
{
  cli_json_member (json, member);
  cli_json_begin_hex (json);
  cli_append_hex (json->text, bytes, length);
  cli_json_end_hex (json);
}

static void
print_run (Watch *watch, gint64 time_ns, const guint8 *bytes, gsize start, gsize end)
{
  guint64 offset = watch->range.start + start;

  begin_line (watch, time_ns);
  if (watch->lines->json != NULL)
    {
      cli_json_add_size (watch->lines->json, "offset", offset);
      add_hex (watch->lines->json, "old", watch->before + start, end - start);
      add_hex (watch->lines->json, "new", bytes + start, end - start);
    }
  else
    {
      g_string_append_printf (watch->lines->text, " %08" G_GINT64_MODIFIER "x ", offset);
      cli_append_hex (watch->lines->text, watch->before + start, end - start);
      g_string_append_c (watch->lines->text, ' ');
      cli_append_hex (watch->lines->text, bytes + start, end - start);
    }
  cli_lines_end (watch->lines);
}

static void
change_cb (gint64 time_ns, const guint8 *bytes, gpointer data)
{
  Watch *watch = data;
  gsize length = (gsize) watch->range.length;

  for (gsize start = 0, end; watch->known && start < length; start = end)
    {
      end = start + 1;
      if (bytes[start] == watch->before[start])
        continue;
      while (end < length && bytes[end] != watch->before[end])
        end++;
      print_run (watch, time_ns, bytes, start, end);
    }
  memcpy (watch->before, bytes, length);
  watch->known = TRUE;
}

static void
print_word (Watch *watch, const char *word, const char *member, guint64 value)
{
  begin_line (watch, mg_platform_get_time_ns ());
  if (watch->lines->json != NULL)
    {
      cli_json_add_text (watch->lines->json, "event", word);
      if (member != NULL)
        cli_json_add_size (watch->lines->json, member, value);
    }
  else
    {
      g_string_append_printf (watch->lines->text, " %s", word);
      if (member != NULL)
        g_string_append_printf (watch->lines->text, " %" G_GUINT64_FORMAT, value);
    }
  cli_lines_end (watch->lines);
}

/* What could not be seen in this batch: looks that came too late, changes for which there was no
 * room, and looks at what could not be read. */
static void
print_missed (Watch *watch, const MgBurstStats *stats)
{
  if (stats->n_skipped > watch->told.n_skipped)
    print_word (watch, "skipped", "looks", stats->n_skipped - watch->told.n_skipped);
  if (stats->n_lost > watch->told.n_lost)
    print_word (watch, "lost", "changes", stats->n_lost - watch->told.n_lost);
  if (stats->n_unreadable > watch->told.n_unreadable)
    print_word (watch, "unreadable", "looks", stats->n_unreadable - watch->told.n_unreadable);
  watch->told = *stats;
}

static void
print_end (Watch *watch, const MgBurstStats *stats)
{
  begin_line (watch, mg_platform_get_time_ns ());
  if (watch->lines->json != NULL)
    {
      cli_json_add_text (watch->lines->json, "event", "end");
      cli_json_add_size (watch->lines->json, "looks", stats->n_looks);
      cli_json_add_size (watch->lines->json, "on_time", stats->n_on_time);
      cli_json_add_size (watch->lines->json, "skipped", stats->n_skipped);
      cli_json_add_size (watch->lines->json, "changes", stats->n_changes);
      cli_json_add_size (watch->lines->json, "lost", stats->n_lost);
    }
  else
    g_string_append_printf (watch->lines->text,
                            " end: looks %" G_GUINT64_FORMAT ", on time %" G_GUINT64_FORMAT
                            ", skipped %" G_GUINT64_FORMAT ", changes %" G_GUINT64_FORMAT
                            ", lost %" G_GUINT64_FORMAT,
                            stats->n_looks, stats->n_on_time, stats->n_skipped, stats->n_changes,
                            stats->n_lost);
  cli_lines_end (watch->lines);
}

static void
take (Watch *watch, MgBurst *burst, MgBurstStats *stats)
{
  mg_burst_take (burst, change_cb, watch);
  mg_burst_get_stats (burst, stats);
  print_missed (watch, stats);
}

/* The burst follows the memory; the name is looked up here, through another source. */
static CliStatus
run (Watch *watch, MgBurst *burst, MgSource *names, double for_s)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 end_us = for_s > 0 ? now_us + (gint64) (for_s * G_USEC_PER_SEC) : G_MAXINT64;
  gint64 verify_us = now_us;
  MgPresence presence = MG_PRESENCE_LIVE;
  MgBurstStats stats;

  while (!cli_is_interrupted () && !cli_output_failed () && now_us < end_us)
    {
      cli_wait_until (MIN (now_us + BATCH_US, end_us));
      take (watch, burst, &stats);
      cli_flush ();
      now_us = g_get_monotonic_time ();
      if (now_us - verify_us < MG_SAMPLER_VERIFY_US)
        continue;
      verify_us = now_us;
      presence = mg_source_verify (names);
      if (presence == MG_PRESENCE_GONE || presence == MG_PRESENCE_REPLACED)
        break;
    }
  mg_burst_stop (burst);
  take (watch, burst, &stats);
  if (presence == MG_PRESENCE_GONE || presence == MG_PRESENCE_REPLACED)
    print_word (watch, mg_presence_to_string (presence), NULL, 0);
  print_end (watch, &stats);
  return CLI_DONE;
}

CliStatus
cli_burst (MgName *name, guint64 offset, guint64 length, double rate_hz, double for_s,
           CliLines *lines)
{
  g_autofree Watch *watch = g_new0 (Watch, 1);
  gboolean json = lines->json != NULL;
  g_autoptr (MgBurst) burst = NULL;
  g_autoptr (MgSource) names = NULL;
  g_autoptr (GError) error = NULL;
  MgSource *source;
  CliStatus status;

  watch->name = name;
  watch->lines = lines;
  watch->to_real_us = g_get_real_time () - mg_platform_get_time_ns () / 1000;
  names = cli_open (name, json, &status);
  if (names == NULL)
    return status;
  if (!cli_range (mg_name_get_text (name), mg_source_get_size (names), offset,
                  length == MG_UNKNOWN ? MG_BURST_MAX : length, &watch->range, &error))
    return cli_fail (error, name, json);
  source = cli_open (name, json, &status);
  if (source == NULL)
    return status;
  burst = mg_burst_new (source, watch->range, watch->range, (guint) rate_hz, 0, &error);
  if (burst == NULL)
    return cli_fail (error, name, json);

  cli_catch_interrupts ();
  print_word (watch, "attached", "new_size", mg_source_get_size (names));
  return run (watch, burst, names, for_s);
}
