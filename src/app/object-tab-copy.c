#include "config.h"

#include "app/object-tab-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/export.h"
#include "app/format.h"
#include "app/save-bar.h"
#include "app/save-dialog.h"

/* What is made into text without a thread, in bytes of the object. */
#define COPY_AT_ONCE 65536

static MgExport *
new_export (MgObjectTab *self, MgStill still, MgRange range, MgDumpFormat format)
{
  return mg_export_new (mg_shown_get_snapshot (self->shown), mg_shown_get_name (self->shown), still, range,
                        format);
}

/* What a command is about: the selection, else the byte with the caret. */
static gboolean
get_range (MgObjectTab *self, MgRange *range)
{
  mg_hex_view_get_selection (MG_HEX_VIEW (self->view), range);
  return range->length > 0;
}

static void
set_clipboard (MgObjectTab *self, const char *text)
{
  GtkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD);

  gtk_clipboard_set_text (clipboard, text, -1);
  /* It stays when the program ends, where somebody keeps it. */
  gtk_clipboard_set_can_store (clipboard, NULL, 0);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgObjectTab *self = data;
  g_autoptr (MgExport) export = mg_export_ref (g_task_get_task_data (G_TASK (result)));
  g_autoptr (GError) error = NULL;

  if (mg_export_run_finish (export, result, NULL, &error))
    set_clipboard (self, mg_export_get_text (export));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else
    mg_object_tab_say (self, GTK_MESSAGE_WARNING, _ ("Nothing was copied."), error->message);
  g_clear_object (&self->copy_cancellable);
}

/* Few bytes that are all in the snapshot are copied at once. */
static gboolean
copy_shown (MgObjectTab *self, MgRange range, MgDumpFormat format)
{
  g_autofree guint8 *bytes = NULL;
  g_autofree guint8 *states = NULL;
  g_autofree char *text = NULL;

  if (range.length > COPY_AT_ONCE)
    return FALSE;
  bytes = g_malloc ((gsize) range.length);
  states = g_malloc ((gsize) range.length);
  mg_snapshot_copy (mg_shown_get_snapshot (self->shown), range.start, (gsize) range.length, bytes, states);
  if (memchr (states, MG_BYTE_NOT_READ, (gsize) range.length) != NULL)
    return FALSE;
  text = mg_dump_bytes (bytes, states, (gsize) range.length, range.start, format,
                        mg_name_get_label (mg_shown_get_name (self->shown)));
  set_clipboard (self, text);
  return TRUE;
}

void
mg_object_tab_copy (MgObjectTab *self, MgDumpFormat format)
{
  g_autoptr (MgExport) export = NULL;
  MgRange range;

  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (!get_range (self, &range))
    return;
  if (range.length > MG_EXPORT_TEXT_MAX)
    {
      g_autofree char *limit = mg_format_bytes (MG_EXPORT_TEXT_MAX);
      g_autofree char *text = g_strdup_printf (
          _ ("The clipboard takes %s at most. Save the selection to a file instead."), limit);

      mg_object_tab_say (self, GTK_MESSAGE_WARNING, _ ("That is too much for the clipboard."), text);
      return;
    }
  if (copy_shown (self, range, format))
    return;
  if (self->copy_cancellable != NULL)
    g_cancellable_cancel (self->copy_cancellable);
  g_clear_object (&self->copy_cancellable);
  self->copy_cancellable = g_cancellable_new ();
  /* As it is shown, also where the object goes on changing. */
  export = new_export (self, MAX (mg_shown_get_still (self->shown), MG_STILL_PAUSED), range, format);
  mg_export_run_async (export, NULL, self->copy_cancellable, copied_cb, self);
}

void
mg_object_tab_save_to (MgObjectTab *self, GFile *file, MgRange range, MgDumpFormat format)
{
  g_autoptr (MgExport) export = NULL;
  GtkWidget *bar;

  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  export = new_export (self, mg_shown_get_still (self->shown), range, format);
  bar = mg_save_bar_new (export, file, range.length);
  g_signal_connect (bar, "close", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_container_add (GTK_CONTAINER (self->bars), bar);
}

static void
save_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  MgObjectTab *self = data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    mg_object_tab_save_to (self, file, self->save_range, mg_save_dialog_get_format (dialog, file));
  g_clear_object (&self->save_dialog);
}

void
mg_object_tab_save (MgObjectTab *self)
{
  MgSnapshot *snapshot;
  GtkWidget *window;
  gboolean selected;

  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  snapshot = mg_shown_get_snapshot (self->shown);
  if (self->save_dialog != NULL || snapshot->info == NULL)
    return;
  selected = mg_hex_view_get_selection (MG_HEX_VIEW (self->view), &self->save_range);
  if (!selected)
    self->save_range = (MgRange) { 0, snapshot->size };
  window = gtk_widget_get_toplevel (GTK_WIDGET (self));
  self->save_dialog = mg_save_dialog_new (GTK_WINDOW (window), selected, mg_shown_get_name (self->shown));
  g_signal_connect_object (self->save_dialog, "response", G_CALLBACK (save_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->save_dialog));
}
