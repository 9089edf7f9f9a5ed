#include "config.h"

#include "app/window-recording.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "core/recording.h"

gboolean
mg_is_recording (const char *path)
{
  guint8 bytes[MG_RECORDING_PREAMBLE];
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  FILE *file;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  if (g_str_has_suffix (path, ".mgrec"))
    return TRUE;
  file = g_fopen (path, "rb");
  if (file == NULL)
    return FALSE;
  length = fread (bytes, 1, sizeof bytes, file);
  fclose (file);
  /* one of a later version is told to be that */
  return mg_recording_decode_preamble (bytes, length, path, &error)
         || g_error_matches (error, MG_ERROR, MG_ERROR_UNSUPPORTED);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  MgRecording *recording = mg_recording_open (data, &error);

  if (recording != NULL)
    g_task_return_pointer (task, recording, (GDestroyNotify) mg_recording_unref);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgWindow *self = MG_WINDOW (source);
  const char *path = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (MgRecording) recording = g_task_propagate_pointer (G_TASK (result), &error);

  /* closed meanwhile */
  if (gtk_window_get_application (GTK_WINDOW (self)) == NULL)
    return;
  if (recording != NULL)
    {
      GSettings *settings
          = mg_application_get_settings (MG_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));

      mg_window_add_tab (self, mg_object_tab_new_recording (recording, path, settings));
      return;
    }
  mg_window_show_message (self, GTK_MESSAGE_ERROR, _("The recording could not be opened."), error->message);
  if (mg_window_get_n_tabs (self) == 0)
    mg_window_show_empty (self);
}

void
mg_window_open_recording (MgWindow *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MG_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  task = g_task_new (self, NULL, opened_cb, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_thread);
}

static void
ask_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));
  if (path != NULL)
    mg_window_open_recording (data, path);
  g_object_set_data (G_OBJECT (data), "recording-dialog", NULL);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *pattern)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
mg_window_ask_recording (MgWindow *self)
{
  GtkFileChooserNative *dialog;

  g_return_if_fail (MG_IS_WINDOW (self));

  if (g_object_get_data (G_OBJECT (self), "recording-dialog") != NULL)
    return;
  dialog = gtk_file_chooser_native_new (_("Open a Recording"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                        _("_Open"), _("_Cancel"));
  add_filter (GTK_FILE_CHOOSER (dialog), _("Recordings (*.mgrec)"), "*.mgrec");
  add_filter (GTK_FILE_CHOOSER (dialog), _("All files"), "*");
  /* the window keeps it until it is answered */
  g_object_set_data_full (G_OBJECT (self), "recording-dialog", dialog, g_object_unref);
  g_signal_connect (dialog, "response", G_CALLBACK (ask_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
drag_data_received_cb (GtkWidget *widget, GdkDragContext *context, int x, int y, GtkSelectionData *selection,
                       guint info, guint time, gpointer data)
{
  g_auto (GStrv) uris = gtk_selection_data_get_uris (selection);

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    {
      g_autofree char *path = g_filename_from_uri (uris[i], NULL, NULL);

      if (path != NULL)
        mg_window_open_recording (MG_WINDOW (widget), path);
    }
}

void
mg_window_take_recordings (MgWindow *self)
{
  gtk_drag_dest_set (GTK_WIDGET (self), GTK_DEST_DEFAULT_ALL, NULL, 0, GDK_ACTION_COPY);
  gtk_drag_dest_add_uri_targets (GTK_WIDGET (self));
  g_signal_connect (self, "drag-data-received", G_CALLBACK (drag_data_received_cb), NULL);
}
