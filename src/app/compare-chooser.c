#include "config.h"

#include "app/compare-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/application.h"
#include "app/format.h"
#include "app/object-tab.h"
#include "app/open-dialog.h"

#define MARKS_MAX 20
#define LABEL_CHARS 40

struct _MgCompareChooser
{
  GtkMenuButton parent_instance;

  GtkWidget *label;
  GMenu *menu;
  GSimpleActionGroup *actions;
  MgCompareReader *reader;
  MgShown *shown;
  GtkFileChooserNative *file_dialog; /* (nullable) */
  GtkWidget *name_dialog;            /* weak (nullable) */
};

G_DEFINE_FINAL_TYPE (MgCompareChooser, mg_compare_chooser, GTK_TYPE_MENU_BUTTON)

static void
update_label (MgCompareChooser *self)
{
  const char *label = mg_compare_reader_get_label (self->reader);
  g_autofree char *elided = mg_format_elided (label != NULL ? label : _ ("Compare With"), LABEL_CHARS);

  gtk_label_set_text (GTK_LABEL (self->label), elided);
}

static void
changed_cb (MgCompareReader *reader, gpointer data)
{
  update_label (data);
}

/* --- What is chosen --- */

static void
take_name (MgCompareChooser *self, MgName *name, const char *label)
{
  g_autoptr (MgCompareSide) side = mg_compare_side_new_name (name);

  mg_compare_reader_set_other (self->reader, side, label);
}

void
mg_compare_chooser_take_file (MgCompareChooser *self, const char *path, const char *time)
{
  g_autoptr (MgCompareSide) side = mg_compare_side_new_file (path, time);
  g_autofree char *base = g_path_get_basename (path), *shown = g_filename_display_name (base), *label = NULL;

  g_return_if_fail (MG_IS_COMPARE_CHOOSER (self));

  label = time != NULL ? g_strdup_printf ("%s@%s", shown, time) : g_strdup (shown);
  mg_compare_reader_set_other (self->reader, side, label);
}

static void
keep_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_compare_reader_keep (MG_COMPARE_CHOOSER (data)->reader);
}

static void
now_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgCompareChooser *self = data;

  take_name (self, mg_shown_get_name (self->shown), _ ("Now"));
}

static void
mark_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgCompareChooser *self = data;

  mg_compare_chooser_take_file (self, mg_moments_get_path (mg_shown_get_moments (self->shown)),
                                g_variant_get_string (parameter, NULL));
}

static GtkNotebook *
get_tabs (MgCompareChooser *self)
{
  return GTK_NOTEBOOK (gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_NOTEBOOK));
}

static void
tab_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgCompareChooser *self = data;
  GtkWidget *page = gtk_notebook_get_nth_page (get_tabs (self), g_variant_get_int32 (parameter));
  MgShown *shown = MG_IS_OBJECT_TAB (page) ? mg_object_tab_get_shown (MG_OBJECT_TAB (page)) : NULL;

  if (shown != NULL)
    mg_compare_reader_set_other_shown (self->reader, shown, mg_name_get_label (mg_shown_get_name (shown)));
}

static void
name_response_cb (GtkDialog *dialog, int response, gpointer data)
{
  MgName *name = mg_open_dialog_get_name (MG_OPEN_DIALOG (dialog));

  if (response == GTK_RESPONSE_ACCEPT && name != NULL)
    take_name (data, name, mg_name_get_label (name));
  gtk_widget_destroy (GTK_WIDGET (dialog));
}

static void
name_destroy_cb (GtkWidget *dialog, gpointer data)
{
  mg_application_use_catalog (data, FALSE);
}

static void
ask_name_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgCompareChooser *self = data;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self)));
  MgApplication *application = MG_APPLICATION (gtk_window_get_application (window));

  if (self->name_dialog == NULL)
    {
      self->name_dialog = mg_open_dialog_new (window, mg_application_get_catalog (application),
                                              mg_application_get_settings (application));
      gtk_window_set_title (GTK_WINDOW (self->name_dialog), _ ("Compare With"));
      g_object_add_weak_pointer (G_OBJECT (self->name_dialog), (gpointer *) &self->name_dialog);
      mg_application_use_catalog (application, TRUE);
      g_signal_connect_object (self->name_dialog, "destroy", G_CALLBACK (name_destroy_cb), application, 0);
      g_signal_connect_object (self->name_dialog, "response", G_CALLBACK (name_response_cb), self, 0);
    }
  gtk_window_present (GTK_WINDOW (self->name_dialog));
}

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  MgCompareChooser *self = data;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    path = gtk_file_chooser_get_filename (GTK_FILE_CHOOSER (dialog));
  if (path != NULL)
    mg_compare_chooser_take_file (self, path, NULL);
  g_clear_object (&self->file_dialog);
}

static void
ask_file_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgCompareChooser *self = data;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_toplevel (GTK_WIDGET (self)));

  if (self->file_dialog != NULL)
    return;
  self->file_dialog = gtk_file_chooser_native_new (_ ("Compare With"), window, GTK_FILE_CHOOSER_ACTION_OPEN,
                                                   _ ("_Compare"), _ ("_Cancel"));
  g_signal_connect_object (self->file_dialog, "response", G_CALLBACK (file_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->file_dialog));
}

/* --- The menu --- */

/* @label: no mnemonic is in it */
static void
append (GMenu *section, const char *label, const char *action, GVariant *target)
{
  g_autofree char *elided = mg_format_elided (label, LABEL_CHARS);
  g_auto (GStrv) parts = g_strsplit (elided, "_", -1);
  g_autofree char *text = g_strjoinv ("__", parts);
  g_autoptr (GMenuItem) item = g_menu_item_new (text, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (section, item);
}

static void
append_section (MgCompareChooser *self, const char *title, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (self->menu, title, G_MENU_MODEL (section));
}

static void
fill_menu (MgCompareChooser *self)
{
  g_autoptr (GMenu) moments = g_menu_new (), marks = g_menu_new (), tabs = g_menu_new (),
                    others = g_menu_new ();
  MgMoments *kept = mg_shown_get_moments (self->shown);
  GtkNotebook *notebook = get_tabs (self);
  gsize n_marks = kept != NULL ? MIN (mg_moments_get_n_marks (kept), MARKS_MAX) : 0;
  int n_pages = notebook != NULL ? gtk_notebook_get_n_pages (notebook) : 0;

  g_menu_remove_all (self->menu);
  g_menu_append (moments, _ ("_Keep This Moment"), "compare.keep");
  if (mg_shown_get_session (self->shown) != NULL)
    g_menu_append (moments, _ ("The Object _Now"), "compare.now");
  for (gsize i = 0; i < n_marks; i++)
    {
      const char *name;

      mg_moments_get_mark (kept, i, &name);
      append (marks, name, "compare.mark", g_variant_new_string (name));
    }
  for (int i = 0; i < n_pages; i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (notebook, i);

      if (MG_IS_OBJECT_TAB (page) && mg_object_tab_get_shown (MG_OBJECT_TAB (page)) != self->shown)
        append (tabs, mg_name_get_label (mg_object_tab_get_name (MG_OBJECT_TAB (page))), "compare.tab",
                g_variant_new_int32 (i));
    }
  g_menu_append (others, _ ("Object by _Name…"), "compare.ask-name");
  g_menu_append (others, _ ("Dump or _Recording…"), "compare.ask-file");
  append_section (self, NULL, moments);
  append_section (self, _ ("Marks"), marks);
  append_section (self, _ ("Open Tabs"), tabs);
  append_section (self, NULL, others);
}

static void
toggled (GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    fill_menu (MG_COMPARE_CHOOSER (button));
  GTK_TOGGLE_BUTTON_CLASS (mg_compare_chooser_parent_class)->toggled (button);
}

/* --- The widget --- */

static void
dispose (GObject *object)
{
  MgCompareChooser *self = MG_COMPARE_CHOOSER (object);

  if (self->reader != NULL)
    g_signal_handlers_disconnect_by_data (self->reader, self);
  g_clear_object (&self->reader);
  g_clear_object (&self->shown);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->file_dialog);
  if (self->name_dialog != NULL)
    {
      g_object_remove_weak_pointer (G_OBJECT (self->name_dialog), (gpointer *) &self->name_dialog);
      gtk_widget_destroy (self->name_dialog);
      self->name_dialog = NULL;
    }
  G_OBJECT_CLASS (mg_compare_chooser_parent_class)->dispose (object);
}

static void
mg_compare_chooser_class_init (MgCompareChooserClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  GTK_TOGGLE_BUTTON_CLASS (class)->toggled = toggled;
}

static void
mg_compare_chooser_init (MgCompareChooser *self)
{
  static const GActionEntry entries[] = {
    { "keep", keep_cb },     { "now", now_cb },           { "mark", mark_cb, "s" },
    { "tab", tab_cb, "i" },  { "ask-name", ask_name_cb }, { "ask-file", ask_file_cb },
  };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->menu = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "compare", G_ACTION_GROUP (self->actions));
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_pack_start (GTK_BOX (box), self->label, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic", GTK_ICON_SIZE_BUTTON),
                      FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (self), box);
  gtk_widget_show_all (box);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("What it is compared with"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self), G_MENU_MODEL (self->menu));
}

GtkWidget *
mg_compare_chooser_new (MgCompareReader *reader, MgShown *shown)
{
  MgCompareChooser *self = g_object_new (MG_TYPE_COMPARE_CHOOSER, NULL);

  self->reader = g_object_ref (reader);
  self->shown = g_object_ref (shown);
  g_signal_connect (reader, "changed", G_CALLBACK (changed_cb), self);
  update_label (self);
  fill_menu (self);
  return GTK_WIDGET (self);
}
