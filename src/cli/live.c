#include "config.h"

#include "cli.h"

#include <signal.h>

/* What commands share that follow an object. */

static volatile sig_atomic_t interrupted;

static void
interrupt_cb (int number)
{
  interrupted = 1;
}

void
cli_catch_interrupts (void)
{
  signal (SIGINT, interrupt_cb);
  signal (SIGTERM, interrupt_cb);
}

gboolean
cli_is_interrupted (void)
{
  return interrupted != 0;
}

void
cli_wait_until (gint64 deadline_us)
{
  gint64 left_us;

  while (!interrupted && (left_us = deadline_us - g_get_monotonic_time ()) > 0)
    g_usleep ((gulong) MIN (left_us, MG_SAMPLER_VERIFY_US));
}

/* --- Lines --- */

CliLines *
cli_lines_new (gboolean json)
{
  CliLines *lines = g_new0 (CliLines, 1);

  if (json)
    lines->json = cli_json_new (FALSE);
  else
    lines->text = g_string_new (NULL);
  return lines;
}

void
cli_lines_free (CliLines *lines)
{
  if (lines == NULL)
    return;
  cli_json_free (lines->json);
  if (lines->text != NULL)
    g_string_free (lines->text, TRUE);
  g_free (lines->time);
  g_free (lines);
}

/* JSON: UTC as of RFC 3339; text: local time of day. */
static char *
dup_time (gint64 real_time_us, gboolean json)
{
  gint64 seconds = real_time_us / G_USEC_PER_SEC;
  g_autoptr (GDateTime) time =
      json ? g_date_time_new_from_unix_utc (seconds) : g_date_time_new_from_unix_local (seconds);
  g_autofree char *text =
      time != NULL ? g_date_time_format (time, json ? "%Y-%m-%dT%H:%M:%S" : "%H:%M:%S") : NULL;

  return g_strdup_printf ("%s.%06d%s", text != NULL ? text : "",
                          (int) (real_time_us % G_USEC_PER_SEC), json ? "Z" : "");
}

void
cli_lines_begin (CliLines *lines, gint64 real_time_us)
{
  if (lines->time == NULL || lines->time_us != real_time_us)
    {
      g_free (lines->time);
      lines->time = dup_time (real_time_us, lines->json != NULL);
      lines->time_us = real_time_us;
    }
  if (lines->json != NULL)
    {
      cli_json_begin_object (lines->json);
      cli_json_add_text (lines->json, "time", lines->time);
    }
  else
    g_string_assign (lines->text, lines->time);
}

void
cli_lines_end (CliLines *lines)
{
  if (lines->json != NULL)
    {
      cli_json_end_object (lines->json);
      cli_json_print_line (lines->json);
    }
  else
    {
      g_string_append_c (lines->text, '\n');
      cli_write (lines->text->str, lines->text->len);
    }
}

void
cli_lines_print_event (CliLines *lines, const MgEvent *event)
{
  const char *word = mg_event_type_to_string (event->type);
  gboolean sized = event->type != MG_EVENT_GONE && event->type != MG_EVENT_UNNAMED;

  cli_lines_begin (lines, event->real_time_us);
  if (lines->json != NULL)
    {
      cli_json_add_text (lines->json, "event", word);
      cli_json_add_size (lines->json, "old_size",
                         event->type != MG_EVENT_ATTACHED ? event->old_size : MG_UNKNOWN);
      cli_json_add_size (lines->json, "new_size", sized ? event->new_size : MG_UNKNOWN);
    }
  else if (sized)
    g_string_append_printf (lines->text, " %s %" G_GUINT64_FORMAT, word, event->new_size);
  else
    g_string_append_printf (lines->text, " %s", word);
  cli_lines_end (lines);
}
