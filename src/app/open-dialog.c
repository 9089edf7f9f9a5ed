#include "config.h"

#include "app/open-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/name-check.h"
#include "core/number.h"

/* Not every letter of somebody who types fast is looked up. */
#define CHECK_DELAY_MS 80
/* How many names are offered. */
#define MATCHES_MAX 100

enum
{
  COLUMN_NAME,
  COLUMN_TEXT,
  COLUMN_OPENABLE
};

struct _MgOpenDialog
{
  GtkDialog parent_instance;

  GtkWidget *entry;
  GtkWidget *answer_icon;
  GtkWidget *answer_label;
  GtkWidget *list_label;
  GtkTreeView *view;
  GtkListStore *store;
  GtkWidget *wait_check;

  MgCatalog *catalog;
  GSettings *settings;
  MgName *name;              /* what the entry says; NULL: no name */
  guint timer_id;            /* before a check */
  GCancellable *cancellable; /* of the check under way */
  gboolean exists;           /* the name was found */
  gboolean absent;           /* it was looked for, and there is nothing */
  gboolean showing_near;
};

G_DEFINE_TYPE (MgOpenDialog, mg_open_dialog, GTK_TYPE_DIALOG)

static void
set_answer (MgOpenDialog *self, const char *icon, const char *text)
{
  g_autofree char *answer = mg_format_elided (text, MG_TOOLTIP_CHARS);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->answer_icon), icon, GTK_ICON_SIZE_MENU);
  gtk_label_set_text (GTK_LABEL (self->answer_label), answer);
}

/* Opening something that is there, or waiting for something that is not; what exists and can't be
 * opened may be tried as well: its tab says why and goes on trying. */
static void
update_sensitivity (MgOpenDialog *self)
{
  gboolean waits = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->wait_check));

  gtk_dialog_set_response_sensitive (GTK_DIALOG (self), GTK_RESPONSE_ACCEPT,
                                     self->name != NULL && (!self->absent || waits));
}

static void
wait_toggled_cb (GtkToggleButton *button, gpointer data)
{
  update_sensitivity (data);
}

/* The names below the entry */

static void
add_row (MgOpenDialog *self, const char *name, const char *text, gboolean openable)
{
  gtk_list_store_insert_with_values (self->store, NULL, -1, COLUMN_NAME, name, COLUMN_TEXT, text,
                                     COLUMN_OPENABLE, openable, -1);
}

static gboolean
contains_folded (const char *text, const char *folded)
{
  g_autofree char *text_folded = g_utf8_casefold (text, -1);

  return strstr (text_folded, folded) != NULL;
}

/* What is there and contains what was typed; the recent ones first while nothing was. */
static void
show_matches (MgOpenDialog *self)
{
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->entry));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  MgListing *listing = mg_catalog_get_listing (self->catalog);
  guint i, n = 0;

  self->showing_near = FALSE;
  gtk_list_store_clear (self->store);
  if (*text == '\0')
    {
      g_auto (GStrv) recent = g_settings_get_strv (self->settings, "recent-names");

      for (i = 0; recent[i] != NULL; i++, n++)
        add_row (self, recent[i], _ ("recent"), TRUE);
    }
  for (i = 0; listing != NULL && i < listing->objects->len && n < MATCHES_MAX; i++)
    {
      MgObjectInfo *info = g_ptr_array_index (listing->objects, i);
      g_autofree char *size = NULL;

      if (info->deleted || !contains_folded (mg_name_get_text (info->name), folded))
        continue;
      size = info->size != MG_UNKNOWN ? mg_size_to_string (info->size) : NULL;
      add_row (self, mg_name_get_text (info->name), size, TRUE);
      n++;
    }
  gtk_label_set_text (GTK_LABEL (self->list_label), *text == '\0' ? _ ("Recent names and objects there are")
                                                                  : _ ("Objects whose names contain this"));
}

static void
show_near (MgOpenDialog *self, GPtrArray *near)
{
  guint i;

  /* Not under the hand of somebody who is choosing: a row that was chosen stays. */
  if (near == NULL || near->len == 0 || gtk_widget_is_focus (GTK_WIDGET (self->view)))
    return;
  self->showing_near = TRUE;
  gtk_list_store_clear (self->store);
  gtk_label_set_text (GTK_LABEL (self->list_label), _ ("Did you mean"));
  for (i = 0; i < near->len; i++)
    {
      const MgNear *one = g_ptr_array_index (near, i);
      g_autofree char *explanation = mg_near_dup_explanation (one);
      MgKind kind;

      add_row (self, mg_name_get_text (one->name), explanation, mg_kind_from_string (one->type, &kind));
    }
}

/* Checking */

static void
check_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MgNameCheck) check = mg_name_check_finish (result, NULL);
  MgOpenDialog *self = data;
  g_autofree char *text = NULL;

  /* Cancelled: another text is being checked, or the dialog is no more. */
  if (check == NULL)
    return;
  g_clear_object (&self->cancellable);
  self->exists = check->info != NULL;
  self->absent = mg_name_check_is_absence (check->error);
  if (check->info != NULL)
    {
      g_autofree char *size = mg_format_bytes (check->info->size);

      text = g_strdup_printf (_ ("Exists: %s, %s, opened read-only"), mg_format_kind (check->info), size);
      set_answer (self, "object-select-symbolic", text);
    }
  else
    {
      const char *hint = mg_error_get_hint (check->error);

      text = g_strconcat (check->error->message, hint != NULL ? "\n" : NULL, hint, NULL);
      set_answer (self, self->absent ? "edit-find-symbolic" : "dialog-warning-symbolic", text);
      show_near (self, check->near);
    }
  update_sensitivity (self);
}

static gboolean
check_timeout_cb (gpointer data)
{
  MgOpenDialog *self = data;

  self->timer_id = 0;
  self->cancellable = g_cancellable_new ();
  mg_name_check_async (self->name, self->cancellable, check_cb, self);
  return G_SOURCE_REMOVE;
}

static void
stop_check (MgOpenDialog *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
entry_changed_cb (GtkEditable *editable, gpointer data)
{
  MgOpenDialog *self = data;
  const char *text = gtk_entry_get_text (GTK_ENTRY (self->entry));
  g_autoptr (GError) error = NULL;

  stop_check (self);
  g_clear_pointer (&self->name, mg_name_unref);
  self->exists = self->absent = FALSE;
  show_matches (self);
  if (*text == '\0')
    set_answer (self, "edit-find-symbolic", _ ("Type a name, or choose one below."));
  else
    {
      self->name = mg_name_parse (text, mg_platform_get_name_context (), &error);
      if (self->name == NULL)
        {
          const char *hint = mg_error_get_hint (error);
          g_autofree char *answer = g_strconcat (error->message, hint != NULL ? "\n" : NULL, hint, NULL);

          set_answer (self, "dialog-warning-symbolic", answer);
        }
      else
        self->timer_id = g_timeout_add (CHECK_DELAY_MS, check_timeout_cb, self);
    }
  update_sensitivity (self);
}

static gboolean
entry_key_press_cb (GtkWidget *entry, GdkEventKey *event, gpointer data)
{
  MgOpenDialog *self = data;
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();

  if (event->keyval != GDK_KEY_Down && event->keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (gtk_tree_model_iter_n_children (GTK_TREE_MODEL (self->store), NULL) > 0)
    {
      gtk_tree_view_set_cursor (self->view, first, NULL, FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  return GDK_EVENT_STOP;
}

static void
row_activated_cb (GtkTreeView *view, GtkTreePath *path, GtkTreeViewColumn *column, gpointer data)
{
  MgOpenDialog *self = data;
  g_autofree char *name = NULL;
  gboolean openable;
  GtkTreeIter iter;

  if (!gtk_tree_model_get_iter (GTK_TREE_MODEL (self->store), &iter, path))
    return;
  gtk_tree_model_get (GTK_TREE_MODEL (self->store), &iter, COLUMN_NAME, &name, COLUMN_OPENABLE, &openable,
                      -1);
  if (!openable)
    return;
  mg_open_dialog_set_text (self, name);
  gtk_dialog_response (GTK_DIALOG (self), GTK_RESPONSE_ACCEPT);
}

void
mg_open_dialog_set_text (MgOpenDialog *self, const char *text)
{
  g_return_if_fail (MG_IS_OPEN_DIALOG (self));

  gtk_entry_set_text (GTK_ENTRY (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

MgName *
mg_open_dialog_get_name (MgOpenDialog *self)
{
  g_return_val_if_fail (MG_IS_OPEN_DIALOG (self), NULL);

  return self->name;
}

static void
catalog_changed_cb (MgCatalog *catalog, gpointer data)
{
  MgOpenDialog *self = data;

  /* Not under the hand of somebody who is choosing. */
  if (!self->showing_near && !gtk_widget_has_focus (GTK_WIDGET (self->view)))
    show_matches (self);
}

static void
mg_open_dialog_dispose (GObject *object)
{
  MgOpenDialog *self = MG_OPEN_DIALOG (object);

  stop_check (self);
  if (self->catalog != NULL)
    g_signal_handlers_disconnect_by_data (self->catalog, self);
  g_clear_object (&self->catalog);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->name, mg_name_unref);
  G_OBJECT_CLASS (mg_open_dialog_parent_class)->dispose (object);
}

static void
mg_open_dialog_class_init (MgOpenDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_open_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/open-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MgOpenDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, MgOpenDialog, answer_icon);
  gtk_widget_class_bind_template_child (widget_class, MgOpenDialog, answer_label);
  gtk_widget_class_bind_template_child (widget_class, MgOpenDialog, list_label);
  gtk_widget_class_bind_template_child (widget_class, MgOpenDialog, view);
  gtk_widget_class_bind_template_child (widget_class, MgOpenDialog, store);
  gtk_widget_class_bind_template_child (widget_class, MgOpenDialog, wait_check);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, wait_toggled_cb);
}

static void
mg_open_dialog_init (MgOpenDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
mg_open_dialog_new (GtkWindow *parent, MgCatalog *catalog, GSettings *settings)
{
  MgOpenDialog *self = g_object_new (MG_TYPE_OPEN_DIALOG, "transient-for", parent, "destroy-with-parent",
                                     TRUE, "use-header-bar", 1, NULL);

  self->catalog = g_object_ref (catalog);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (catalog, "changed", G_CALLBACK (catalog_changed_cb), self, 0);
  entry_changed_cb (NULL, self);
  return GTK_WIDGET (self);
}
