#include "publisher-client.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct _Publisher
{
  GSubprocess *process;
  GDataInputStream *answers;
  GOutputStream *commands;
  guint32 pid;
};

#ifdef G_OS_WIN32
/* Under Wine 8 starting one was seen to fail once, with "Invalid argument"; why is not known. */
#define N_ATTEMPTS 5
#else
#define N_ATTEMPTS 1
#endif

static GSubprocess *
spawn (const char *program, GError **error)
{
  GSubprocess *process = NULL;

  for (guint i = 0; i < N_ATTEMPTS && process == NULL; i++)
    {
      g_clear_error (error);
      process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error,
                                  program, NULL);
      if (process == NULL)
        g_printerr ("%s: %s\n", program, (*error)->message);
    }
  return process;
}

Publisher *
publisher_start (void)
{
  Publisher *self = g_new0 (Publisher, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *hello = NULL;
  const char *program = g_getenv ("MG_TEST_PUBLISHER");

  if (program == NULL)
    g_error ("MG_TEST_PUBLISHER does not name the publisher");
  self->process = spawn (program, &error);
  if (self->process == NULL)
    g_error ("%s: %s", program, error->message);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_set_newline_type (self->answers, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  self->commands = g_subprocess_get_stdin_pipe (self->process);

  hello = publisher_call (self, "hello");
  self->pid = strtoul (hello, NULL, 10);
  return self;
}

static void
publisher_free (Publisher *self)
{
  g_object_unref (self->answers);
  g_object_unref (self->process);
  g_free (self);
}

void
publisher_stop (Publisher *self)
{
  if (self == NULL)
    return;
  g_output_stream_close (self->commands, NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  publisher_free (self);
}

void
publisher_kill (Publisher *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  publisher_free (self);
}

static char *G_GNUC_PRINTF (2, 0)
call (Publisher *self, const char *format, va_list arguments)
{
  g_autofree char *command = g_strdup_vprintf (format, arguments);
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all (self->commands, line, strlen (line), NULL, NULL, &error)
      || !g_output_stream_flush (self->commands, NULL, &error))
    g_error ("publisher: %s: %s", command, error->message);
  answer = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);
  if (answer == NULL)
    g_error ("publisher: %s: %s", command, error != NULL ? error->message : "it ended");
  if (!g_str_has_prefix (answer, "ok"))
    g_error ("publisher: %s: %s", command, answer);
  return g_strdup (g_strstrip (answer + 2));
}

char *
publisher_call (Publisher *self, const char *format, ...)
{
  va_list arguments;
  char *answer;

  va_start (arguments, format);
  answer = call (self, format, arguments);
  va_end (arguments);
  return answer;
}

void
publisher_do (Publisher *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (call (self, format, arguments));
  va_end (arguments);
}

guint32
publisher_get_pid (Publisher *self)
{
  return self->pid;
}

char *
publisher_new_name (void)
{
  static int count;
  /* The random part keeps programs apart that have the same pid in different worlds (Wine). */
  static guint32 unique;

  if (unique == 0)
    unique = g_random_int () | 1;
#ifdef G_OS_WIN32
  return g_strdup_printf ("Local\\mg-test-%08x-%d", unique, g_atomic_int_add (&count, 1));
#else
  /* The process is who it belongs to: build-aux/test removes what a killed one has left. */
  return g_strdup_printf ("/mg-test-%d-%08x-%d", (int) getpid (), unique,
                          g_atomic_int_add (&count, 1));
#endif
}
