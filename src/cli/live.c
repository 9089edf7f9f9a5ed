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

char *
cli_dup_time (gint64 real_time_us, gboolean json)
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
cli_print_object (JsonBuilder *builder)
{
  g_autofree char *text = NULL;

  json_builder_end_object (builder);
  text = cli_json_dup_text (builder, FALSE);
  cli_print ("%s\n", text);
}

JsonBuilder *
cli_new_event (gint64 real_time_us)
{
  JsonBuilder *builder = json_builder_new ();
  g_autofree char *time = cli_dup_time (real_time_us, TRUE);

  json_builder_begin_object (builder);
  cli_json_add_text (builder, "time", time);
  return builder;
}

void
cli_print_event (const MgEvent *event, gboolean json)
{
  gboolean sized = event->type != MG_EVENT_GONE && event->type != MG_EVENT_UNNAMED;

  if (json)
    {
      g_autoptr (JsonBuilder) builder = cli_new_event (event->real_time_us);

      cli_json_add_text (builder, "event", mg_event_type_to_string (event->type));
      cli_json_add_size (builder, "old_size",
                         event->type != MG_EVENT_ATTACHED ? event->old_size : MG_UNKNOWN);
      cli_json_add_size (builder, "new_size", sized ? event->new_size : MG_UNKNOWN);
      cli_print_object (builder);
    }
  else
    {
      g_autofree char *time = cli_dup_time (event->real_time_us, FALSE);

      if (sized)
        cli_print ("%s %s %" G_GUINT64_FORMAT "\n", time, mg_event_type_to_string (event->type),
                   event->new_size);
      else
        cli_print ("%s %s\n", time, mg_event_type_to_string (event->type));
    }
}

void
cli_wait_until (gint64 deadline_us)
{
  gint64 left_us;

  while (!interrupted && (left_us = deadline_us - g_get_monotonic_time ()) > 0)
    g_usleep ((gulong) MIN (left_us, MG_SAMPLER_VERIFY_US));
}
