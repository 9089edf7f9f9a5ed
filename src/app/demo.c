#include "config.h"

#include "app/demo.h"

#include <glib/gi18n.h>

#include "core/error.h"
#include "core/install.h"
#include "platform/platform.h"

struct _MgDemo
{
  GSubprocess *process;
  GDataInputStream *lines;
  GCancellable *cancellable;
  MgDemoReadyFunc ready;
  gpointer user_data;
};

const char *
mg_demo_get_name (void)
{
  return mg_platform_get_name_context ()->native_kind == MG_KIND_POSIX ? "/mapglass-demo"
                                                                       : "Local\\MapglassDemo";
}

/* It prints a line once its object is there. */
static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgDemo *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (line == NULL && error == NULL)
    mg_set_error (&error, MG_ERROR_FAILED, NULL, _ ("it ended without having published anything"));
  self->ready (self, error, self->user_data);
}

MgDemo *
mg_demo_start (MgDemoReadyFunc ready, gpointer user_data, GError **error)
{
  g_autofree char *path = mg_install_dup_helper ("mapglass-demo");
  g_autofree char *name = g_strconcat ("--name=", mg_demo_get_name (), NULL);
  g_autoptr (GSubprocess) process = NULL;
  MgDemo *self;

  if (path == NULL)
    {
      mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("%s is not installed"), "mapglass-demo");
      return NULL;
    }
  /* Its standard input is a pipe that nobody writes to: when this program is gone, however it
   * went, the pipe ends, and so does the publisher. */
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, path,
                              "--until-eof", name, NULL);
  if (process == NULL)
    return NULL;
  self = g_new0 (MgDemo, 1);
  self->ready = ready;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->process = g_steal_pointer (&process);
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, line_cb, self);
  return self;
}

void
mg_demo_free (MgDemo *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  if (self->process != NULL)
    g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_clear_object (&self->lines);
  g_clear_object (&self->process);
  g_clear_object (&self->cancellable);
  g_free (self);
}
