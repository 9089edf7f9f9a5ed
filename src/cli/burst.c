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
  CliJson *json;     /* NULL: text */
  GString *text;
  gint64 to_real_us; /* from the burst's clock to the wall's */
  guint8 before[MG_BURST_MAX];
  gboolean known;
  MgBurstStats told; /* as of the last batch */
} Watch;

static void
begin_line (Watch *watch, gint64 time_ns)
{
  gint64 real_us = time_ns / 1000 + watch->to_real_us;
  gint64 seconds = real_us / G_USEC_PER_SEC;
  gboolean json = watch->json != NULL;
  g_autoptr (GDateTime) time
      = json ? g_date_time_new_from_unix_utc (seconds) : g_date_time_new_from_unix_local (seconds);
  g_autofree char *text
      = g_date_time_format (time, json ? "%Y-%m-%dT%H:%M:%S" : "%H:%M:%S");

  if (!json)
    {
      g_string_printf (watch->text, "%s.%06d", text, (int) (real_us % G_USEC_PER_SEC));
      return;
    }
  g_string_printf (watch->text, "%s.%06dZ", text, (int) (real_us % G_USEC_PER_SEC));
  cli_json_begin_object (watch->json);
  cli_json_add_text (watch->json, "time", watch->text->str);
}

static void
end_line (Watch *watch)
{
  if (watch->json != NULL)
    {
      cli_json_end_object (watch->json);
      cli_json_print_line (watch->json);
      return;
    }
  g_string_append_c (watch->text, '\n');
  cli_write (watch->text->str, watch->text->len);
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
  if (watch->json != NULL)
    {
      cli_json_add_size (watch->json, "offset", offset);
      add_hex (watch->json, "old", watch->before + start, end - start);
      add_hex (watch->json, "new", bytes + start, end - start);
    }
  else
    {
      g_string_append_printf (watch->text, " %08" G_GINT64_MODIFIER "x ", offset);
      cli_append_hex (watch->text, watch->before + start, end - start);
      g_string_append_c (watch->text, ' ');
      cli_append_hex (watch->text, bytes + start, end - start);
    }
  end_line (watch);
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
  if (watch->json != NULL)
    {
      cli_json_add_text (watch->json, "event", word);
      if (member != NULL)
        cli_json_add_size (watch->json, member, value);
    }
  else
    {
      g_string_append_printf (watch->text, " %s", word);
      if (member != NULL)
        g_string_append_printf (watch->text, " %" G_GUINT64_FORMAT, value);
    }
  end_line (watch);
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
  if (watch->json != NULL)
    {
      cli_json_add_text (watch->json, "event", "end");
      cli_json_add_size (watch->json, "looks", stats->n_looks);
      cli_json_add_size (watch->json, "on_time", stats->n_on_time);
      cli_json_add_size (watch->json, "skipped", stats->n_skipped);
      cli_json_add_size (watch->json, "changes", stats->n_changes);
      cli_json_add_size (watch->json, "lost", stats->n_lost);
    }
  else
    g_string_append_printf (watch->text,
                            " end: looks %" G_GUINT64_FORMAT ", on time %" G_GUINT64_FORMAT
                            ", skipped %" G_GUINT64_FORMAT ", changes %" G_GUINT64_FORMAT
                            ", lost %" G_GUINT64_FORMAT,
                            stats->n_looks, stats->n_on_time, stats->n_skipped, stats->n_changes,
                            stats->n_lost);
  end_line (watch);
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
      mg_burst_take (burst, change_cb, watch);
      mg_burst_get_stats (burst, &stats);
      print_missed (watch, &stats);
      cli_flush ();
      now_us = g_get_monotonic_time ();
      if (now_us - verify_us < MG_SAMPLER_VERIFY_US)
        continue;
      verify_us = now_us;
      presence = mg_source_verify (names);
      if (presence == MG_PRESENCE_GONE || presence == MG_PRESENCE_REPLACED)
        break;
    }
  mg_burst_get_stats (burst, &stats);
  if (presence == MG_PRESENCE_GONE || presence == MG_PRESENCE_REPLACED)
    print_word (watch, mg_presence_to_string (presence), NULL, 0);
  print_end (watch, &stats);
  return CLI_DONE;
}

CliStatus
cli_burst (MgName *name, guint64 offset, guint64 length, double rate_hz, double for_s, CliJson *json)
{
  g_autofree Watch *watch = g_new0 (Watch, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MgBurst) burst = NULL;
  g_autoptr (MgSource) names = NULL;
  g_autoptr (GError) error = NULL;
  MgSource *source;
  CliStatus status;

  watch->name = name;
  watch->json = json;
  watch->text = text;
  watch->to_real_us = g_get_real_time () - mg_platform_get_time_ns () / 1000;
  names = cli_open (name, json != NULL, &status);
  if (names == NULL)
    return status;
  if (!cli_range (mg_name_get_text (name), mg_source_get_size (names), offset,
                  length == MG_UNKNOWN ? MG_BURST_MAX : length, &watch->range, &error))
    return cli_fail (error, name, json != NULL);
  source = cli_open (name, json != NULL, &status);
  if (source == NULL)
    return status;
  burst = mg_burst_new (source, watch->range, (guint) rate_hz, 0, &error);
  if (burst == NULL)
    return cli_fail (error, name, json != NULL);

  cli_catch_interrupts ();
  print_word (watch, "attached", "new_size", mg_source_get_size (names));
  return run (watch, burst, names, for_s);
}
