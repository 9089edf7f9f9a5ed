#include "config.h"

#include "app/properties-dialog.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "core/number.h"
#include "platform/platform.h"

#define LOOK_UP_US (2 * G_USEC_PER_SEC) /* not more often */

enum
{
  COLUMN_PID,
  COLUMN_PROCESS,
  COLUMN_ACCESS,
  COLUMN_MAPPINGS
};

enum
{
  ROW_NAME,
  ROW_NAMESPACE,
  ROW_KIND,
  ROW_SIZE,
  ROW_ALLOCATED,
  ROW_OWNER,
  ROW_MODE,
  ROW_IDENTITY,
  ROW_STATE,
  N_ROWS
};

struct _MgPropertiesDialog
{
  GtkDialog parent_instance;

  GtkGrid *grid;
  GtkListStore *store;
  GtkWidget *spinner;
  GtkWidget *refresh_button;
  GtkWidget *holders_label;
  GtkWidget *report_label;
  GtkWidget *names[N_ROWS];
  GtkWidget *values[N_ROWS];

  MgName *name;
  MgObjectInfo *info; /* the last known */
  GCancellable *cancellable;
  gint64 looked_up_us;
  guint enable_id;
};

G_DEFINE_TYPE (MgPropertiesDialog, mg_properties_dialog, GTK_TYPE_DIALOG)

/* What a look-up brings. */
typedef struct
{
  MgName *name;       /* in */
  MgObjectInfo *info; /* in: of an object whose name is gone; out */
  MgListReport report;
  GError *error;
} LookUp;

static void
look_up_free (gpointer data)
{
  LookUp *look_up = data;

  mg_name_unref (look_up->name);
  g_clear_pointer (&look_up->info, mg_object_info_unref);
  g_clear_error (&look_up->error);
  g_free (look_up);
}

/* Rows */

static void
set_row (MgPropertiesDialog *self, guint row, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->values[row]), text != NULL ? text : "");
  gtk_widget_set_visible (self->names[row], text != NULL);
  gtk_widget_set_visible (self->values[row], text != NULL);
}

static void
show_info (MgPropertiesDialog *self)
{
  const MgObjectInfo *info = self->info;
  g_autofree char *name = NULL;
  g_autofree char *size = NULL;
  g_autofree char *allocated = NULL;
  g_autofree char *mode = NULL;
  g_autofree char *identity = NULL, *device = NULL, *inode = NULL;

  name = mg_format_elided (mg_name_get_text (self->name), MG_TOOLTIP_CHARS);
  set_row (self, ROW_NAME, name);
  set_row (self, ROW_NAMESPACE, mg_name_get_namespace (self->name));
  if (info == NULL)
    return;
  set_row (self, ROW_KIND, mg_format_kind (info));
  size = mg_format_bytes (info->size);
  if (info->size_rounded)
    {
      g_autofree char *exact = g_steal_pointer (&size);

      size = g_strdup_printf (_ ("%s, rounded to pages by the system"), exact);
    }
  set_row (self, ROW_SIZE, size);
  if (info->allocated != MG_UNKNOWN)
    allocated = mg_format_bytes (info->allocated);
  set_row (self, ROW_ALLOCATED, allocated);
  set_row (self, ROW_OWNER, info->owner);
  if (mg_name_get_kind (self->name) == MG_KIND_POSIX)
    {
      gtk_label_set_text (GTK_LABEL (self->names[ROW_MODE]), _ ("Mode"));
      mode = mg_object_mode_to_string (info->mode);
      device = mg_decimal_to_string (info->identity.device);
      inode = mg_decimal_to_string (info->identity.object);
      identity = g_strdup_printf (_ ("device %s, inode %s"), device, inode);
    }
  else
    {
      gtk_label_set_text (GTK_LABEL (self->names[ROW_MODE]), _ ("Attributes"));
      mode = mg_section_attributes_to_string (info->attributes);
    }
  set_row (self, ROW_MODE, mode);
  set_row (self, ROW_IDENTITY, identity);
}

static char *
dup_mappings (const MgHolder *holder)
{
  GString *text = g_string_new (NULL);
  guint i;

  if (holder->mappings == NULL)
    g_string_append (text, _ ("not known"));
  else if (holder->mappings->len == 0)
    g_string_append (text, _ ("open, not mapped"));
  for (i = 0; holder->mappings != NULL && i < holder->mappings->len; i++)
    {
      const MgMapping *mapping = &g_array_index (holder->mappings, MgMapping, i);

      g_string_append_printf (
          text, "%s0x%" G_GINT64_MODIFIER "x + 0x%" G_GINT64_MODIFIER "x @ 0x%" G_GINT64_MODIFIER "x",
          i > 0 ? "\n" : "", mapping->address, mapping->length, mapping->offset);
    }
  return g_string_free (text, FALSE);
}

static void
show_holders (MgPropertiesDialog *self)
{
  GPtrArray *holders = self->info != NULL ? self->info->holders : NULL;
  g_autofree char *title = NULL;
  guint i;

  gtk_list_store_clear (self->store);
  if (holders == NULL)
    return;
  for (i = 0; i < holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (holders, i);
      g_autofree char *access = mg_access_to_string (holder->access);
      g_autofree char *mappings = dup_mappings (holder);

      gtk_list_store_insert_with_values (self->store, NULL, -1, COLUMN_PID, holder->pid, COLUMN_PROCESS,
                                         holder->process != NULL ? holder->process : _ ("unknown"),
                                         COLUMN_ACCESS, access, COLUMN_MAPPINGS, mappings, -1);
    }
  /* User mode cannot see all of them everywhere. */
  title = g_strdup_printf (ngettext ("%u known holder", "%u known holders", holders->len), holders->len);
  gtk_label_set_text (GTK_LABEL (self->holders_label), title);
}

/* Looking up */

static MgObjectInfo *
find_deleted (GPtrArray *objects, MgIdentity identity)
{
  guint i;

  for (i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = g_ptr_array_index (objects, i);

      if (info->deleted && mg_identity_equal (info->identity, identity))
        return mg_object_info_ref (info);
    }
  return NULL;
}

static void
look_up_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  LookUp *look_up = task_data;
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
  gboolean deleted = look_up->info != NULL && look_up->info->deleted;
  MgIdentity identity = { 0, 0 };
  MgObjectInfo *info = NULL;

  if (deleted)
    identity = look_up->info->identity;
  g_clear_pointer (&look_up->info, mg_object_info_unref);
  if (!deleted)
    {
      g_autoptr (MgSource) source = mg_platform_open (look_up->name, &look_up->error);

      if (source != NULL)
        info = mg_source_dup_info (source, &look_up->error);
      if (info == NULL)
        {
          g_task_return_boolean (task, TRUE);
          return;
        }
      g_ptr_array_add (objects, info);
    }
  if (mg_platform_find_holders (objects, cancellable, &look_up->report, &look_up->error))
    look_up->info = deleted ? find_deleted (objects, identity) : mg_object_info_ref (info);
  g_task_return_boolean (task, TRUE);
}

static gboolean
enable_cb (gpointer data)
{
  MgPropertiesDialog *self = data;

  self->enable_id = 0;
  gtk_widget_set_sensitive (self->refresh_button, TRUE);
  return G_SOURCE_REMOVE;
}

static void
look_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LookUp *look_up = g_task_get_task_data (G_TASK (result));
  MgPropertiesDialog *self = data;
  g_autofree char *report = NULL;
  gint64 wait_us;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return; /* cancelled: the dialog is no more */
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  wait_us = LOOK_UP_US - (g_get_monotonic_time () - self->looked_up_us);
  self->enable_id = g_timeout_add ((guint) (MAX (wait_us, 0) / 1000), enable_cb, self);

  if (look_up->info != NULL)
    {
      g_clear_pointer (&self->info, mg_object_info_unref);
      self->info = mg_object_info_ref (look_up->info);
      show_info (self);
      show_holders (self);
    }
  set_row (self, ROW_STATE, look_up->error != NULL ? look_up->error->message : NULL);
  if (look_up->report.n_processes_denied > 0)
    report = g_strdup_printf (ngettext ("%u process could not be looked into for lack of rights.",
                                        "%u processes could not be looked into for lack of rights.",
                                        look_up->report.n_processes_denied),
                              look_up->report.n_processes_denied);
  gtk_label_set_text (GTK_LABEL (self->report_label), report != NULL ? report : "");
  gtk_widget_set_visible (self->report_label, report != NULL);
}

static void
look_up (MgPropertiesDialog *self)
{
  g_autoptr (GTask) task = NULL;
  LookUp *work = g_new0 (LookUp, 1);

  work->name = mg_name_ref (self->name);
  if (self->info != NULL)
    work->info = mg_object_info_ref (self->info);
  self->looked_up_us = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (self->refresh_button, FALSE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  task = g_task_new (NULL, self->cancellable, look_up_cb, self);
  g_task_set_task_data (task, work, look_up_free);
  g_task_run_in_thread (task, look_up_thread);
}

static void
refresh_clicked_cb (GtkButton *button, gpointer data)
{
  look_up (data);
}

static void
mg_properties_dialog_dispose (GObject *object)
{
  MgPropertiesDialog *self = MG_PROPERTIES_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->enable_id, g_source_remove);
  g_clear_pointer (&self->name, mg_name_unref);
  g_clear_pointer (&self->info, mg_object_info_unref);
  G_OBJECT_CLASS (mg_properties_dialog_parent_class)->dispose (object);
}

static void
mg_properties_dialog_class_init (MgPropertiesDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_properties_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/properties-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MgPropertiesDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, MgPropertiesDialog, store);
  gtk_widget_class_bind_template_child (widget_class, MgPropertiesDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, MgPropertiesDialog, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, MgPropertiesDialog, holders_label);
  gtk_widget_class_bind_template_child (widget_class, MgPropertiesDialog, report_label);
  gtk_widget_class_bind_template_callback (widget_class, refresh_clicked_cb);
}

static void
mg_properties_dialog_init (MgPropertiesDialog *self)
{
  static const char *const names[N_ROWS] = {
    N_ ("Name"),  N_ ("Namespace"), N_ ("Kind"),     N_ ("Size"),  N_ ("Allocated"),
    N_ ("Owner"), N_ ("Mode"),      N_ ("Identity"), N_ ("State"),
  };
  guint i;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (i = 0; i < N_ROWS; i++)
    {
      self->names[i] = gtk_label_new (_ (names[i]));
      gtk_widget_set_halign (self->names[i], GTK_ALIGN_END);
      gtk_widget_set_valign (self->names[i], GTK_ALIGN_START);
      gtk_style_context_add_class (gtk_widget_get_style_context (self->names[i]), "dim-label");
      self->values[i] = gtk_label_new (NULL);
      gtk_label_set_selectable (GTK_LABEL (self->values[i]), TRUE);
      gtk_label_set_line_wrap (GTK_LABEL (self->values[i]), TRUE);
      gtk_label_set_line_wrap_mode (GTK_LABEL (self->values[i]), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (self->values[i]), 56);
      gtk_label_set_xalign (GTK_LABEL (self->values[i]), 0);
      gtk_widget_set_can_focus (self->values[i], FALSE);
      atk_object_add_relationship (gtk_widget_get_accessible (self->values[i]), ATK_RELATION_LABELLED_BY,
                                   gtk_widget_get_accessible (self->names[i]));
      gtk_grid_attach (self->grid, self->names[i], 0, (int) i, 1, 1);
      gtk_grid_attach (self->grid, self->values[i], 1, (int) i, 1, 1);
    }
}

GtkWidget *
mg_properties_dialog_new (GtkWindow *parent, MgName *name, MgObjectInfo *info)
{
  MgPropertiesDialog *self =
      g_object_new (MG_TYPE_PROPERTIES_DIALOG, "transient-for", parent, "use-header-bar", 1, NULL);

  self->name = mg_name_ref (name);
  if (info != NULL)
    self->info = mg_object_info_ref (info);
  show_info (self);
  show_holders (self);
  look_up (self);
  return GTK_WIDGET (self);
}
