/* mapglass-demo: a publisher to look at.  A real second process that writes counters, floats, text, a
   ring of messages and a block under a sequence lock into a real named object, at several rates. */
#include "config.h"

#include "presets/mapglass-demo.h"
#include "demo-object.h"

#include "core/install.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#ifdef G_OS_WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#define SIGNATURE "mapglass-demo"
#define WAVE_SECONDS 2.0

/* The offsets that mapglass-demo.h tells people. */
G_STATIC_ASSERT (offsetof (DemoLayout, count_1_hz) == 0x0040);
G_STATIC_ASSERT (offsetof (DemoLayout, sine) == 0x0080);
G_STATIC_ASSERT (offsetof (DemoLayout, text) == 0x00c0);
G_STATIC_ASSERT (offsetof (DemoLayout, pose) == 0x0180);
G_STATIC_ASSERT (offsetof (DemoLayout, samples_written) == 0x0200);
G_STATIC_ASSERT (offsetof (DemoLayout, messages_written) == 0x1000);
G_STATIC_ASSERT (sizeof (DemoLayout) == 8192);

typedef struct
{
  DemoLayout *layout;
  GMainLoop *loop;
  gint64 started_us; /* monotonic */
  GRand *random;
} Demo;

/* --- what is written, by rate --- */

static double
get_seconds (const Demo *demo)
{
  return (double) (g_get_monotonic_time () - demo->started_us) / G_USEC_PER_SEC;
}

static void
write_every_second (Demo *demo)
{
  DemoLayout *layout = demo->layout;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text = g_date_time_format (now, "%Y-%m-%d %H:%M:%S UTC ☀");
  g_autofree gunichar2 *utf16 = g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);
  gsize n_units = 0;

  while (utf16[n_units] != 0 && n_units + 1 < G_N_ELEMENTS (layout->text_utf16))
    n_units++;
  g_strlcpy (layout->text, text, sizeof layout->text);
  memcpy (layout->text_utf16, utf16, n_units * sizeof *utf16);
  layout->text_utf16[n_units] = 0;
  layout->count_1_hz++;
}

static void
write_message (Demo *demo, double seconds)
{
  static const char *const subjects[] = { "engine", "sensor", "session", "cache" };
  static const char *const events[] = { "started", "ready", "idle", "busy", "done" };
  DemoLayout *layout = demo->layout;
  guint64 number = layout->messages_written;
  DemoMessage *message = &layout->messages[number % G_N_ELEMENTS (layout->messages)];

  message->number = number;
  message->time_us = g_get_real_time ();
  g_snprintf (message->text, sizeof message->text, "%s %" G_GUINT64_FORMAT " %s after %.1f s",
              subjects[number % G_N_ELEMENTS (subjects)], number, events[number % G_N_ELEMENTS (events)],
              seconds);
  layout->messages_written = number + 1; /* last, so that a reader finds only whole ones */
}

static void
write_every_100_ms (Demo *demo)
{
  DemoLayout *layout = demo->layout;
  double seconds = get_seconds (demo);

  layout->samples[layout->samples_written % G_N_ELEMENTS (layout->samples)] =
      (float) sin (2 * G_PI * seconds / WAVE_SECONDS);
  layout->samples_written++;
  write_message (demo, seconds);
  layout->count_10_hz++;
}

static void
write_pose (DemoPose *pose, double seconds)
{
  gint *sequence = (gint *) &pose->sequence;
  double angle = 2 * G_PI * seconds / (5 * WAVE_SECONDS);

  g_atomic_int_inc (sequence); /* odd; a full barrier, as the one below */
  pose->frame++;
  pose->time_us = g_get_real_time ();
  pose->position[0] = 10 * sin (angle);
  pose->position[1] = 1.75;
  pose->position[2] = 5 * sin (2 * angle);
  pose->rotation[0] = pose->rotation[2] = 0;
  pose->rotation[1] = (float) sin (angle / 2);
  pose->rotation[3] = (float) cos (angle / 2);
  g_atomic_int_inc (sequence);
}

static void
write_every_frame (Demo *demo)
{
  DemoLayout *layout = demo->layout;
  double seconds = get_seconds (demo);
  double phase = seconds / WAVE_SECONDS - floor (seconds / WAVE_SECONDS);

  layout->sine = sin (2 * G_PI * phase);
  layout->cosine = cos (2 * G_PI * phase);
  layout->triangle = (float) (1 - 4 * fabs (phase - 0.5));
  layout->sawtooth = (float) phase;
  layout->noise = g_rand_int_range (demo->random, -1000, 1000);
  layout->scaled = (gint16) lrint (G_MAXINT16 * layout->sine);
  layout->gray = (guint8) (layout->count_60_hz ^ (layout->count_60_hz >> 1));
  layout->flags = (guint8) (1 << (layout->count_60_hz % 8));
  write_pose (&layout->pose, seconds);
  layout->count_60_hz++;
}

static void
write_every_ms (Demo *demo)
{
  demo->layout->count_1000_hz++;
}

/* --- when it is written --- */

/* Fires at deadlines that are multiples of its period, however late the last one was served. */
typedef struct
{
  GSource source;
  Demo *demo;
  gint64 period_us;
  void (*write) (Demo *demo);
} Metronome;

static gboolean
metronome_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  Metronome *metronome = (Metronome *) source;
  gint64 behind_us;

  metronome->write (metronome->demo);
  behind_us = g_source_get_time (source) - g_source_get_ready_time (source);
  /* A stopped process must not make up for a night of deadlines; a few late ones are caught up with. */
  if (behind_us > G_USEC_PER_SEC)
    {
      gint64 n_left_out = behind_us / metronome->period_us;

      metronome->demo->layout->late += (guint64) n_left_out;
      g_source_set_ready_time (source,
                               g_source_get_ready_time (source) + (n_left_out + 1) * metronome->period_us);
    }
  else
    g_source_set_ready_time (source, g_source_get_ready_time (source) + metronome->period_us);
  return G_SOURCE_CONTINUE;
}

static void
start_metronome (Demo *demo, int rate_hz, void (*write) (Demo *demo))
{
  static GSourceFuncs funcs = { .dispatch = metronome_dispatch };
  GSource *source = g_source_new (&funcs, sizeof (Metronome));
  Metronome *metronome = (Metronome *) source;

  metronome->demo = demo;
  metronome->period_us = G_USEC_PER_SEC / rate_hz;
  metronome->write = write;
  g_source_set_ready_time (source, demo->started_us);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

/* --- its end --- */

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* A thread, since a pipe can be waited for on every system only by reading it. */
static gpointer
wait_for_eof (gpointer user_data)
{
  char buffer[256];

  while (read (0, buffer, sizeof buffer) > 0)
    ;
  g_idle_add (quit_cb, user_data); /* in the loop, even if that has not begun */
  return NULL;
}

static gboolean
print_header (GError **error)
{
  g_autoptr (GBytes) header = g_resources_lookup_data ("/io/github/mapglass/demo/mapglass-demo.h",
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (header == NULL)
    return FALSE;
  fwrite (g_bytes_get_data (header, NULL), 1, g_bytes_get_size (header), stdout);
  return TRUE;
}

static gboolean
publish (const char *name, gboolean until_eof, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Demo demo = { .loop = loop, .started_us = g_get_monotonic_time () };
  DemoObject *object = demo_object_new (name, SIGNATURE, sizeof (DemoLayout), error);

  if (object == NULL)
    return FALSE;
  demo_on_termination (quit_cb, loop);
  demo_set_precise_timing ();
  demo.random = g_rand_new ();
  demo.layout = demo_object_get_memory (object);
  memcpy (demo.layout->signature, SIGNATURE, sizeof SIGNATURE);
  demo.layout->version = 1;
  demo.layout->size = sizeof (DemoLayout);
  demo.layout->process_id = demo_get_process_id ();
  demo.layout->n_messages = G_N_ELEMENTS (demo.layout->messages);
  demo.layout->started_us = g_get_real_time ();

  start_metronome (&demo, 1, write_every_second);
  start_metronome (&demo, 10, write_every_100_ms);
  start_metronome (&demo, 60, write_every_frame);
  start_metronome (&demo, 1000, write_every_ms);
  if (until_eof)
    g_thread_unref (g_thread_new ("stdin", wait_for_eof, loop));

  /* a script waits for this line */
  g_print (_ ("%s: writing %u bytes; Ctrl+C ends it\n"), name, (guint) sizeof (DemoLayout));
  fflush (stdout);
  g_main_loop_run (loop);

  g_rand_free (demo.random);
  demo_object_free (object);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autofree char *name = NULL;
  gboolean until_eof = FALSE, header = FALSE, version = FALSE, done;
  g_autofree char *about_name = NULL;
  GOptionEntry options[] = {
    { "name", 'n', 0, G_OPTION_ARG_STRING, &name, NULL, N_ ("NAME") },
    { "until-eof", 0, 0, G_OPTION_ARG_NONE, &until_eof,
      N_ ("End when standard input does, as it does with the program that started this one"), NULL },
    { "print-header", 0, 0, G_OPTION_ARG_NONE, &header, N_ ("Print the object's layout as C, and end"),
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Show the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = NULL;

  demo_attach_terminal ();
  mg_install_init_locale ();
  options[0].description = about_name =
      g_strdup_printf (_ ("The object's name (default: %s)"), DEMO_OBJECT_NAME);
  g_option_context_set_summary (context,
                                _ ("Writes counters, waves, text, a ring of messages and a block under a "
                                   "sequence lock\ninto a named shared-memory object, at 1, 10, 60 and "
                                   "1000 Hz: something to look at."));
  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
#ifdef G_OS_WIN32
  arguments = g_win32_get_command_line (); /* UTF-8, which argv is not */
#else
  arguments = g_strdupv (argv);
#endif
  if (!g_option_context_parse_strv (context, &arguments, &error) || arguments[1] != NULL)
    {
      g_printerr ("mapglass-demo: %s\n", error != NULL ? error->message : _ ("too many arguments"));
      return 2;
    }
  if (version)
    {
      g_print ("mapglass-demo %s\n", PACKAGE_VERSION);
      return 0;
    }
  done = header ? print_header (&error) : publish (name != NULL ? name : DEMO_OBJECT_NAME, until_eof, &error);
  if (!done)
    g_printerr ("mapglass-demo: %s\n", error->message);
  return done ? 0 : 3;
}
