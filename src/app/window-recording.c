#include "config.h"

#include "app/window-recording.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "app/burst-dialog.h"
#include "app/structure-pane.h"
#include "app/window-actions.h"
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
  mg_window_show_message (self, GTK_MESSAGE_ERROR, _ ("The recording could not be opened."), error->message);
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
  dialog = gtk_file_chooser_native_new (_ ("Open a Recording"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("Recordings (*.mgrec)"), "*.mgrec");
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("All files"), "*");
  /* the window keeps it until it is answered */
  g_object_set_data_full (G_OBJECT (self), "recording-dialog", dialog, g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (ask_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
record_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  MgWindow *self = data;
  g_autoptr (MgObjectTab) tab = g_weak_ref_get (g_object_get_data (G_OBJECT (dialog), "tab"));
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));
  /* the tab may be closed meanwhile, or recorded */
  if (path != NULL && tab != NULL && mg_object_tab_get_recording (tab) == NULL)
    mg_object_tab_start_recording (tab, path);
  mg_window_actions_update (self);
  g_object_set_data (G_OBJECT (self), "record-dialog", NULL);
}

static void
weak_ref_free (gpointer weak_ref)
{
  g_weak_ref_clear (weak_ref);
  g_free (weak_ref);
}

static void
ask_record (MgWindow *self, MgObjectTab *tab)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *name = mg_live_recording_dup_file_name (mg_object_tab_get_name (tab));
  GtkFileChooserNative *dialog;
  GWeakRef *asked_for;

  if (g_object_get_data (G_OBJECT (self), "record-dialog") != NULL)
    return;
  asked_for = g_new0 (GWeakRef, 1);
  g_weak_ref_init (asked_for, tab);
  dialog = gtk_file_chooser_native_new (_ ("Record Into"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                        _ ("_Record"), _ ("_Cancel"));
  gtk_file_chooser_set_do_overwrite_confirmation (GTK_FILE_CHOOSER (dialog), TRUE);
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("Recordings (*.mgrec)"), "*.mgrec");
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog),
                                       documents != NULL ? documents : g_get_home_dir ());
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data_full (G_OBJECT (dialog), "tab", asked_for, weak_ref_free);
  g_object_set_data_full (G_OBJECT (self), "record-dialog", dialog, g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (record_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
mg_window_record (MgWindow *self, gboolean record)
{
  MgObjectTab *tab;

  g_return_if_fail (MG_IS_WINDOW (self));

  tab = mg_window_get_tab (self);
  if (tab == NULL || mg_object_tab_get_session (tab) == NULL)
    return;
  if (record && mg_object_tab_get_recording (tab) == NULL)
    ask_record (self, tab);
  else if (!record)
    mg_object_tab_end_recording (tab);
}

/* --- Bursts --- */

#define BURST_DEFAULT 64 /* bytes, where nothing is selected */

static MgRange
choose_burst_range (MgObjectTab *tab)
{
  MgRange range;

  if (!mg_object_tab_get_selection (tab, &range))
    range = (MgRange) { mg_hex_view_get_caret (mg_object_tab_get_view (tab), NULL) / 16 * 16, BURST_DEFAULT };
  return range;
}

static void
open_burst_cb (GtkWidget *dialog, const char *path, gpointer data)
{
  mg_window_open_recording (data, path);
}

static GtkWidget *
find_burst (MgWindow *self, MgShown *shown)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (MG_IS_BURST_DIALOG (l->data) && mg_burst_dialog_get_shown (l->data) == shown
        && gtk_window_get_transient_for (l->data) == GTK_WINDOW (self))
      return l->data;
  return NULL;
}

static GtkWidget *
new_burst (MgWindow *self, MgObjectTab *tab)
{
  GtkWidget *structure = mg_object_tab_get_structure (tab), *dialog;
  MgDeclarations *declarations = NULL;

  if (structure != NULL)
    declarations = mg_structure_pane_get_declarations (MG_STRUCTURE_PANE (structure));
  dialog = mg_burst_dialog_new (GTK_WINDOW (self), mg_object_tab_get_shown (tab), declarations,
                                choose_burst_range (tab));
  g_signal_connect_object (dialog, "open-recording", G_CALLBACK (open_burst_cb), self, 0);
  return dialog;
}

void
mg_window_burst (MgWindow *self)
{
  GtkWidget *dialog;
  MgObjectTab *tab;

  g_return_if_fail (MG_IS_WINDOW (self));

  tab = mg_window_get_tab (self);
  if (tab == NULL || mg_object_tab_get_session (tab) == NULL)
    return;
  dialog = find_burst (self, mg_object_tab_get_shown (tab));
  if (dialog != NULL)
    mg_burst_dialog_offer (MG_BURST_DIALOG (dialog), choose_burst_range (tab));
  else
    dialog = new_burst (self, tab);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
mg_window_record_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                             gpointer window)
{
  MgObjectTab *tab = mg_window_get_tab (window);
  MgLiveRecording *recording = tab != NULL ? mg_object_tab_get_recording (tab) : NULL;
  g_autofree char *progress = NULL, *path = NULL, *text = NULL;

  if (recording == NULL)
    {
      gtk_tooltip_set_text (tooltip, _ ("Record into a file (Ctrl+Shift+R)"));
      return TRUE;
    }
  progress = mg_live_recording_dup_text (recording);
  path = g_filename_display_name (mg_live_recording_get_path (recording));
  text = g_strdup_printf (_ ("End the recording (Ctrl+Shift+R)\n%s\n%s"), path, progress);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
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
