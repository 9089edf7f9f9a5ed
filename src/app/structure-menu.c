#include "config.h"

#include "app/structure-menu.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/field-copy.h"
#include "app/shown-source.h"

#define MEMBERS_MAX 200
#define MEMBERS_DEPTH 8

typedef struct
{
  MgFieldView *view;    /* not owned: this ends with it */
  MgShown *shown;
  GSimpleActionGroup *actions;
  GCancellable *copying; /* (nullable) */
} Menu;

/* --- copying --- */

typedef struct
{
  MgField *field;
  MgStructure *structure;
  MgSnapshot *snapshot;
  MgObjectInfo *info; /* (nullable) */
  MgName *name;
  MgStill still;
  MgFieldCopyFormat format;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  mg_field_unref (copy->field);
  mg_structure_unref (copy->structure);
  mg_snapshot_unref (copy->snapshot);
  g_clear_pointer (&copy->info, mg_object_info_unref);
  mg_name_unref (copy->name);
  g_free (copy);
}

/* From the object itself: of a large field the list has read a part alone. */
static void
copy_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Copy *copy = data;
  MgValueContext context = { .real_time_us = copy->snapshot->real_time_us,
                             .monotonic_us = copy->snapshot->time_us };
  g_autoptr (GError) error = NULL;
  g_autoptr (MgSource) source = mg_shown_source_new (copy->snapshot, copy->name, copy->still, &error);
  MgFieldBytes bytes;

  if (source == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  bytes = mg_field_bytes_from_source (source);
  mg_value_context_set_object (&context, copy->info);
  g_task_return_pointer (task, mg_field_dup_copy (copy->field, &bytes, &context, copy->format), g_free);
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);
  GtkClipboard *clipboard;

  if (text == NULL)
    return;
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (object), GDK_SELECTION_CLIPBOARD);
  gtk_clipboard_set_text (clipboard, text, -1);
  gtk_clipboard_set_can_store (clipboard, NULL, 0);
}

static void
copy (Menu *menu, MgFieldCopyFormat format)
{
  MgField *field = mg_field_view_get_selected (menu->view);
  g_autoptr (GTask) task = NULL;
  Copy *data;

  if (field == NULL)
    return;
  if (menu->copying != NULL)
    g_cancellable_cancel (menu->copying);
  g_clear_object (&menu->copying);
  menu->copying = g_cancellable_new ();
  data = g_new0 (Copy, 1);
  data->field = mg_field_ref (field);
  data->structure = mg_structure_ref (mg_field_view_get_structure (menu->view));
  if (mg_field_view_get_info (menu->view) != NULL)
    data->info = mg_object_info_ref (mg_field_view_get_info (menu->view));
  data->snapshot = mg_snapshot_ref (mg_shown_get_snapshot (menu->shown));
  data->name = mg_name_ref (mg_shown_get_name (menu->shown));
  data->still = mg_shown_get_still (menu->shown);
  data->format = format;
  task = g_task_new (menu->view, menu->copying, copied_cb, NULL);
  g_task_set_task_data (task, data, copy_free);
  g_task_run_in_thread (task, copy_thread);
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  copy (data, MG_FIELD_COPY_TEXT);
}

static void
copy_c_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  copy (data, MG_FIELD_COPY_C);
}

static void
copy_json_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  copy (data, MG_FIELD_COPY_JSON);
}

static void
copy_path_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *menu = data;
  g_autofree char *path = NULL;

  if (mg_field_view_get_selected (menu->view) == NULL)
    return;
  path = mg_field_dup_path (mg_field_view_get_selected (menu->view));
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (menu->view), GDK_SELECTION_CLIPBOARD), path,
                          -1);
}

/* --- pins and tables --- */

static void
pin_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *menu = data;
  MgField *field = mg_field_view_get_selected (menu->view);

  if (field != NULL)
    {
      g_autoptr (MgField) kept = mg_field_ref (field);

      mg_field_view_toggle_pin (menu->view, kept);
    }
}

/* The nearest array around a field, and the path from its element to the field; NULL: there is none. */
static MgField *
find_array (MgField *field, char **member)
{
  MgField *element, *array;
  g_autofree char *path = NULL;
  g_autofree char *element_path = NULL;

  for (element = field; element != NULL; element = array)
    {
      array = mg_field_get_parent (element);
      if (array != NULL && mg_field_is_array (array))
        {
          path = mg_field_dup_path (field);
          element_path = mg_field_dup_path (element);
          *member = g_strdup (path + MIN (strlen (element_path), strlen (path)));
          if ((*member)[0] == '.')
            memmove (*member, *member + 1, strlen (*member));
          return array;
        }
    }
  return NULL;
}

static void
table_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Menu *menu = data;
  MgField *field = mg_field_view_get_selected (menu->view);
  g_autofree char *member = NULL;
  MgField *array = field != NULL ? find_array (field, &member) : NULL;
  const char *members[] = { member, NULL };

  if (array != NULL)
    mg_field_view_show_table (menu->view, array, members);
}

static void
list_members (const MgCType *type, const char *path, guint depth, GPtrArray *members)
{
  type = type->actual;
  if (type->kind != MG_C_RECORD)
    {
      g_ptr_array_add (members, g_strdup (path));
      return;
    }
  for (guint i = 0; i < type->n_members && members->len < MEMBERS_MAX && depth < MEMBERS_DEPTH; i++)
    {
      const MgCMember *member = &type->members[i];
      g_autofree char *below = NULL;

      if (member->name == NULL && member->is_bitfield)
        continue;
      below = member->name == NULL ? g_strdup (path)
                                   : g_strconcat (path, path[0] != '\0' ? "." : "", member->name, NULL);
      list_members (member->type, below, depth + 1, members);
    }
}

static char **
dup_members (MgField *array)
{
  GPtrArray *members = g_ptr_array_new ();
  const MgCType *type = mg_field_get_type (array)->actual;

  /* of an array that a pointer leads to the type is its elements' */
  list_members (type->kind == MG_C_ARRAY ? type->target : type, "", 0, members);
  g_ptr_array_add (members, NULL);
  return (char **) g_ptr_array_free (members, FALSE);
}

static void
member_toggled_cb (GtkToggleButton *button, gpointer data)
{
  MgFieldView *view = data;
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GList) children =
      gtk_container_get_children (GTK_CONTAINER (gtk_widget_get_parent (GTK_WIDGET (button))));
  MgField *table = mg_field_view_get_table (view);

  for (GList *l = children; l != NULL; l = l->next)
    if (gtk_toggle_button_get_active (l->data))
      g_ptr_array_add (members, g_object_get_data (l->data, "member"));
  if (table == NULL || members->len == 0)
    return;
  g_ptr_array_add (members, NULL);
  mg_field_view_show_table (view, table, (const char *const *) members->pdata);
}

GtkWidget *
mg_structure_menu_new_members (MgFieldView *view, GtkWidget *relative_to)
{
  GtkWidget *popover = gtk_popover_new (relative_to);
  GtkWidget *window = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_auto (GStrv) members = dup_members (mg_field_view_get_table (view));

  for (guint i = 0; members[i] != NULL; i++)
    {
      GtkWidget *button = gtk_check_button_new_with_label (members[i][0] != '\0' ? members[i] : _ ("Value"));

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    g_strv_contains (mg_field_view_get_table_members (view), members[i]));
      g_object_set_data_full (G_OBJECT (button), "member", g_strdup (members[i]), g_free);
      g_signal_connect_object (button, "toggled", G_CALLBACK (member_toggled_cb), view, 0);
      gtk_container_add (GTK_CONTAINER (box), button);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 300);
  gtk_container_add (GTK_CONTAINER (window), box);
  gtk_container_add (GTK_CONTAINER (popover), window);
  gtk_container_set_border_width (GTK_CONTAINER (popover), 8);
  gtk_widget_show_all (window);
  return popover;
}

/* --- the menu --- */

static GMenuModel *
new_model (Menu *menu)
{
  MgField *field = mg_field_view_get_selected (menu->view);
  GMenu *model = g_menu_new ();
  g_autoptr (GMenu) copying = g_menu_new ();
  g_autoptr (GMenu) showing = g_menu_new ();
  g_autofree char *member = NULL;

  g_menu_append (copying, _ ("_Copy"), "fields.copy");
  g_menu_append (copying, _ ("Copy as C _Initialiser"), "fields.copy-c");
  g_menu_append (copying, _ ("Copy as _JSON"), "fields.copy-json");
  g_menu_append (copying, _ ("Copy _Path"), "fields.copy-path");
  g_menu_append (showing, mg_field_view_is_pinned (menu->view, field) ? _ ("_Unpin") : _ ("_Pin on Top"),
                 "fields.pin");
  g_menu_append (showing, _ ("P_lot"), "fields.plot");
  if (mg_field_view_get_table (menu->view) == NULL && find_array (field, &member) != NULL)
    g_menu_append (showing, _ ("Show for _All Elements"), "fields.table");
  g_menu_append_section (model, NULL, G_MENU_MODEL (copying));
  g_menu_append_section (model, NULL, G_MENU_MODEL (showing));
  return G_MENU_MODEL (model);
}

static void
popup_cb (MgFieldView *view, GdkEvent *event, gpointer data)
{
  g_autoptr (GMenuModel) model = NULL;
  GtkWidget *popup;
  GdkRectangle area;

  if (mg_field_view_get_selected (view) == NULL)
    return;
  model = new_model (data);
  popup = gtk_menu_new_from_model (model);
  gtk_menu_attach_to_widget (GTK_MENU (popup), GTK_WIDGET (view), NULL);
  g_signal_connect (popup, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (popup), event);
  else if (mg_field_view_get_selected_area (view, &area))
    gtk_menu_popup_at_rect (GTK_MENU (popup), gtk_widget_get_window (GTK_WIDGET (view)), &area,
                            GDK_GRAVITY_SOUTH_WEST, GDK_GRAVITY_NORTH_WEST, NULL);
  else
    gtk_menu_popup_at_widget (GTK_MENU (popup), GTK_WIDGET (view), GDK_GRAVITY_NORTH_WEST,
                              GDK_GRAVITY_NORTH_WEST, NULL);
}

static gboolean
key_press_cb (GtkWidget *widget, GdkEventKey *event, gpointer data)
{
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  if (modifiers != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  switch (gdk_keyval_to_lower (event->keyval))
    {
    case GDK_KEY_c:
    case GDK_KEY_Insert:
      copy (data, MG_FIELD_COPY_TEXT);
      return GDK_EVENT_STOP;
    case GDK_KEY_d:
      pin_cb (NULL, NULL, data);
      return GDK_EVENT_STOP;
    case GDK_KEY_p:
      g_action_group_activate_action (G_ACTION_GROUP (((Menu *) data)->actions), "plot", NULL);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
menu_free (gpointer data, GObject *where)
{
  Menu *menu = data;

  if (menu->copying != NULL)
    g_cancellable_cancel (menu->copying);
  g_clear_object (&menu->copying);
  g_object_unref (menu->actions);
  g_object_unref (menu->shown);
  g_free (menu);
}

void
mg_structure_menu_add (MgFieldView *view, MgShown *shown)
{
  static const GActionEntry entries[] = {
    { "copy", copy_cb },          { "copy-c", copy_c_cb }, { "copy-json", copy_json_cb },
    { "copy-path", copy_path_cb }, { "pin", pin_cb },       { "table", table_cb },
  };
  Menu *menu = g_new0 (Menu, 1);

  menu->view = view;
  menu->shown = g_object_ref (shown);
  menu->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (menu->actions), entries, G_N_ELEMENTS (entries), menu);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "fields", G_ACTION_GROUP (menu->actions));
  g_signal_connect (view, "popup", G_CALLBACK (popup_cb), menu);
  g_signal_connect (view, "key-press-event", G_CALLBACK (key_press_cb), menu);
  g_object_weak_ref (G_OBJECT (view), menu_free, menu);
}
