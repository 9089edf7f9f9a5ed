#include "config.h"

#include "app/save-bar.h"

#include <glib/gi18n.h>

#include "app/format.h"

#define PROGRESS_MS 100

struct _MgSaveBar
{
  GtkBox parent_instance;

  GtkWidget *label;
  GtkWidget *progress_bar;
  GtkWidget *button;

  MgExport *export;
  GFile *file;
  guint64 length;
  GCancellable *cancellable; /* NULL: it is done */
  guint progress_id;
};

enum
{
  CLOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (MgSaveBar, mg_save_bar, GTK_TYPE_BOX)

static void
end (MgSaveBar *self, const char *text)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->cancellable);
  gtk_widget_hide (self->progress_bar);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (self->label, text);
  gtk_button_set_label (GTK_BUTTON (self->button), _ ("_Close"));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgSaveBar *self = data;
  g_autoptr (MgExport) export = mg_export_ref (g_task_get_task_data (G_TASK (result)));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint64 n_unreadable = 0;

  if (mg_export_run_finish (export, result, &n_unreadable, &error))
    {
      g_autofree char *size = mg_format_bytes (self->length);
      g_autofree char *path = g_file_get_parse_name (self->file);

      if (n_unreadable > 0)
        {
          g_autofree char *bad = mg_format_bytes (n_unreadable);

          text = g_strdup_printf (_ ("Saved %s to %s; %s could not be read and are marked or zero"), size,
                                  path, bad);
        }
      else
        text = g_strdup_printf (_ ("Saved %s to %s"), size, path);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* said already, or the bar is no more */
  else
    text = g_strdup_printf (_ ("Not saved: %s"), error->message);
  end (self, text);
}

static gboolean
progress_cb (gpointer data)
{
  MgSaveBar *self = data;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar),
                                 mg_export_get_progress (self->export));
  return G_SOURCE_CONTINUE;
}

static void
clicked_cb (GtkButton *button, gpointer data)
{
  MgSaveBar *self = data;

  if (self->cancellable == NULL)
    {
      g_signal_emit (self, signals[CLOSE], 0);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  end (self, _ ("Not saved: cancelled"));
}

gboolean
mg_save_bar_is_saving (MgSaveBar *self)
{
  g_return_val_if_fail (MG_IS_SAVE_BAR (self), FALSE);

  return self->cancellable != NULL;
}

static void
mg_save_bar_dispose (GObject *object)
{
  MgSaveBar *self = MG_SAVE_BAR (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->file);
  g_clear_pointer (&self->export, mg_export_unref);
  G_OBJECT_CLASS (mg_save_bar_parent_class)->dispose (object);
}

static void
mg_save_bar_class_init (MgSaveBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_save_bar_dispose;

  signals[CLOSE] =
      g_signal_new ("close", MG_TYPE_SAVE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/save-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, MgSaveBar, label);
  gtk_widget_class_bind_template_child (widget_class, MgSaveBar, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, MgSaveBar, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
mg_save_bar_init (MgSaveBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mg_save_bar_new (MgExport *export, GFile *file, guint64 length)
{
  MgSaveBar *self = g_object_new (MG_TYPE_SAVE_BAR, NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *display_name = g_filename_display_name (name);
  g_autofree char *text = g_strdup_printf (_ ("Saving %s…"), display_name);

  self->export = mg_export_ref (export);
  self->file = g_object_ref (file);
  self->length = length;
  self->cancellable = g_cancellable_new ();
  gtk_label_set_text (GTK_LABEL (self->label), text);
  self->progress_id = g_timeout_add (PROGRESS_MS, progress_cb, self);
  mg_export_run_async (export, file, self->cancellable, done_cb, self);
  return GTK_WIDGET (self);
}
