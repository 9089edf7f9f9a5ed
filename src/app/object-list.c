#include "config.h"

#include "app/object-list-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/spark-renderer.h"
#include "platform/platform.h"

enum
{
  OPEN,
  SHOW_PROPERTIES,
  LEAVE,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (MgObjectList, mg_object_list, GTK_TYPE_BOX)

static MgObjectInfo *
get_selected (MgObjectList *self)
{
  GtkTreeIter iter;

  if (gtk_tree_view_get_model (self->view) == NULL
      || !gtk_tree_selection_get_selected (self->selection, NULL, &iter))
    return NULL;
  return mg_object_list_model_get_info (self->model, &iter);
}

static gboolean
select_cb (GtkTreeSelection *selection, GtkTreeModel *model, GtkTreePath *path, gboolean selected,
           gpointer data)
{
  GtkTreeIter iter;

  /* Headings cannot be selected; the caret of the keyboard still passes over them. */
  return selected || !gtk_tree_model_get_iter (model, &iter, path)
         || mg_object_list_model_get_row_type (MG_OBJECT_LIST_MODEL (model), &iter) != MG_ROW_HEADING;
}

/* The catalogue */

static void
update_labels (MgObjectList *self)
{
  MgListing *listing = self->catalog != NULL ? mg_catalog_get_listing (self->catalog) : NULL;
  GString *report = g_string_new (NULL);
  const char *placeholder = NULL;

  if (listing != NULL)
    {
      const MgListReport *counts = &listing->report;

      if (counts->n_processes_denied > 0)
        g_string_append_printf (report,
                                ngettext ("%u process could not be looked into for lack of rights.",
                                          "%u processes could not be looked into for lack of rights.",
                                          counts->n_processes_denied),
                                counts->n_processes_denied);
      if (counts->n_objects_denied > 0)
        {
          if (report->len > 0)
            g_string_append_c (report, '\n');
          g_string_append_printf (report,
                                  ngettext ("%u object may not be asked for its size.",
                                            "%u objects may not be asked for their size.",
                                            counts->n_objects_denied),
                                  counts->n_objects_denied);
        }
      if (counts->n_directories_denied > 0)
        {
          if (report->len > 0)
            g_string_append_c (report, '\n');
          g_string_append_printf (report,
                                  ngettext ("%u folder may not be listed.", "%u folders may not be listed.",
                                            counts->n_directories_denied),
                                  counts->n_directories_denied);
        }
      if (counts->truncated)
        {
          if (report->len > 0)
            g_string_append_c (report, '\n');
          g_string_append_printf (report, _ ("Only the first %d objects are listed."), MG_LIST_MAX);
        }
      if (listing->error != NULL)
        placeholder = listing->error->message;
      else if (mg_object_list_model_get_n_rows (self->model) > 0)
        placeholder = NULL;
      else if (listing->objects->len > 0)
        placeholder = _ ("No object matches");
      else
        placeholder = _ ("There are no shared-memory objects now");
    }
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->report_label)), report->str) != 0)
    gtk_label_set_text (GTK_LABEL (self->report_label), report->str);
  gtk_widget_set_visible (self->report_label, report->len > 0);
  g_string_free (report, TRUE);

  if (placeholder != NULL)
    gtk_label_set_text (GTK_LABEL (self->placeholder), placeholder);
  gtk_widget_set_visible (self->placeholder, placeholder != NULL);
}

static double
get_scroll (MgObjectList *self)
{
  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)));
}

/* The object at the top of what is visible, to hold on to while rows above it come and go. */
static MgObjectInfo *
dup_anchor (MgObjectList *self, GdkRectangle *area)
{
  GtkTreePath *path = NULL, *end = NULL;
  MgObjectInfo *anchor = NULL;

  if (get_scroll (self) <= 0 || gtk_tree_view_get_model (self->view) == NULL
      || !gtk_tree_view_get_visible_range (self->view, &path, &end))
    return NULL;
  while (anchor == NULL && gtk_tree_path_compare (path, end) <= 0)
    {
      GtkTreeIter iter;

      if (gtk_tree_model_get_iter (GTK_TREE_MODEL (self->model), &iter, path)
          && mg_object_list_model_get_row_type (self->model, &iter) == MG_ROW_OBJECT)
        {
          anchor = mg_object_info_ref (mg_object_list_model_get_info (self->model, &iter));
          gtk_tree_view_get_background_area (self->view, path, NULL, area);
        }
      gtk_tree_path_next (path);
    }
  gtk_tree_path_free (path);
  gtk_tree_path_free (end);
  return anchor;
}

static void
restore_anchor (MgObjectList *self)
{
  g_autoptr (MgObjectInfo) anchor = g_steal_pointer (&self->anchor);
  const GdkRectangle *area = &self->anchor_area;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  GtkTreeIter iter;
  double value, upper;
  int index;

  if (anchor == NULL || !mg_object_list_model_find (self->model, anchor, &iter))
    return;
  {
    g_autoptr (GtkTreePath) path = gtk_tree_model_get_path (GTK_TREE_MODEL (self->model), &iter);

    index = gtk_tree_path_get_indices (path)[0];
  }
  /* The view sets the adjustment's end when it is laid out next; the value has to fit now. */
  value = (double) index * area->height - area->y;
  upper = (double) mg_object_list_model_get_n_rows (self->model) * area->height;
  if (value != gtk_adjustment_get_value (adjustment))
    {
      if (upper > gtk_adjustment_get_upper (adjustment))
        gtk_adjustment_set_upper (adjustment, upper);
      gtk_adjustment_set_value (adjustment, value);
    }
}

/* A view that started anew knows the height of its rows only now, before it is drawn. */
static void
size_allocate_cb (GtkWidget *view, GtkAllocation *allocation, gpointer data)
{
  restore_anchor (data);
}

/* Once: from then on the selection is the person's. */
static void
select_shown (MgObjectList *self)
{
  MgListing *listing = self->catalog != NULL ? mg_catalog_get_listing (self->catalog) : NULL;
  MgObjectInfo *info;
  GtkTreeIter iter;

  if (self->to_select == NULL || listing == NULL || gtk_tree_view_get_model (self->view) == NULL)
    return;
  info = mg_listing_find (listing, self->to_select);
  if (info == NULL || !mg_object_list_model_find (self->model, info, &iter))
    return;
  gtk_tree_selection_select_iter (self->selection, &iter);
  g_clear_pointer (&self->to_select, mg_name_unref);
}

void
mg_object_list_set_shown (MgObjectList *self, MgName *name)
{
  g_return_if_fail (MG_IS_OBJECT_LIST (self));

  g_clear_pointer (&self->to_select, mg_name_unref);
  gtk_tree_selection_unselect_all (self->selection);
  if (name == NULL)
    return;
  self->to_select = mg_name_ref (name);
  select_shown (self);
}

static void
catalog_changed_cb (MgCatalog *catalog, gpointer data)
{
  MgObjectList *self = data;

  /* One that still waits for the layout stays. */
  if (self->anchor == NULL)
    self->anchor = dup_anchor (self, &self->anchor_area);
  self->was_reset = FALSE;
  mg_object_list_model_set_listing (self->model, mg_catalog_get_listing (catalog));
  if (!self->was_reset)
    restore_anchor (self);
  select_shown (self);
  update_labels (self);
}

/* After a new start the keyboard goes on from the selection.  Once the view is laid out, and only
 * where the selection can be seen: it would scroll there. */
static gboolean
set_cursor_cb (gpointer data)
{
  MgObjectList *self = data;
  GtkTreePath *first = NULL, *last = NULL;
  GtkTreeIter iter;

  self->cursor_id = 0;
  if (gtk_tree_view_get_model (self->view) != NULL
      && gtk_tree_selection_get_selected (self->selection, NULL, &iter)
      && gtk_tree_view_get_visible_range (self->view, &first, &last))
    {
      g_autoptr (GtkTreePath) path = gtk_tree_model_get_path (GTK_TREE_MODEL (self->model), &iter);

      if (gtk_tree_path_compare (first, path) <= 0 && gtk_tree_path_compare (path, last) <= 0)
        gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
    }
  gtk_tree_path_free (first);
  gtk_tree_path_free (last);
  return G_SOURCE_REMOVE;
}

void
mg_object_list_reset (MgObjectList *self, gboolean begin)
{
  if (begin)
    {
      MgObjectInfo *selected = get_selected (self);

      g_clear_pointer (&self->kept_selection, mg_object_info_unref);
      if (selected != NULL)
        self->kept_selection = mg_object_info_ref (selected);
      gtk_tree_view_set_model (self->view, NULL);
      self->was_reset = TRUE;
    }
  else
    {
      GtkTreeIter iter;

      gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->model));
      if (self->kept_selection != NULL
          && mg_object_list_model_find (self->model, self->kept_selection, &iter))
        {
          gtk_tree_selection_select_iter (self->selection, &iter);
          if (self->cursor_id == 0)
            self->cursor_id = g_idle_add_full (G_PRIORITY_DEFAULT, set_cursor_cb, self, NULL);
        }
      g_clear_pointer (&self->kept_selection, mg_object_info_unref);
    }
}

static void
model_reset_cb (MgObjectListModel *model, gboolean begin, gpointer data)
{
  mg_object_list_reset (data, begin);
}

void
mg_object_list_set_catalog (MgObjectList *self, MgCatalog *catalog)
{
  g_return_if_fail (MG_IS_OBJECT_LIST (self));

  if (self->catalog == catalog)
    return;
  if (self->catalog != NULL)
    g_signal_handlers_disconnect_by_data (self->catalog, self);
  g_set_object (&self->catalog, catalog);
  if (catalog != NULL)
    {
      g_signal_connect_object (catalog, "changed", G_CALLBACK (catalog_changed_cb), self, 0);
      catalog_changed_cb (catalog, self);
    }
}

/* What is watched */

static void
set_pulses_used (MgObjectList *self, gboolean used)
{
  if (self->pulses == NULL || used == self->pulses_used)
    return;
  self->pulses_used = used;
  mg_pulses_use (self->pulses, used);
}

static void
map_cb (GtkWidget *view, gpointer data)
{
  set_pulses_used (data, TRUE);
}

static void
unmap_cb (GtkWidget *view, gpointer data)
{
  set_pulses_used (data, FALSE);
}

void
mg_object_list_set_pulses (MgObjectList *self, MgPulses *pulses)
{
  g_return_if_fail (MG_IS_OBJECT_LIST (self));

  set_pulses_used (self, FALSE);
  if (self->pulses != NULL)
    g_signal_handlers_disconnect_by_data (self->pulses, self);
  g_set_object (&self->pulses, pulses);
  if (pulses == NULL)
    return;
  g_signal_connect_object (pulses, "changed", G_CALLBACK (mg_object_list_update_pulses), self,
                           G_CONNECT_SWAPPED);
  set_pulses_used (self, gtk_widget_get_mapped (GTK_WIDGET (self->view)));
  mg_object_list_update_pulses (self);
}

static gboolean
is_watched (MgObjectList *self, const MgObjectInfo *info)
{
  return self->pulses != NULL && mg_pulses_get_watched (self->pulses, info->name);
}

static void
toggle_watched (MgObjectList *self, const MgObjectInfo *info)
{
  g_autofree char *title = NULL;

  if (self->pulses == NULL || info->deleted)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (mg_pulses_set_watched (self->pulses, info->name, !is_watched (self, info)))
    return;
  title = g_strdup_printf (_ ("Not watched: at most %d objects are watched at a time."), MG_WATCH_MAX);
  g_signal_emit (self, signals[MESSAGE], 0, GTK_MESSAGE_WARNING, title,
                 _ ("Press Insert on one that is watched to watch it no longer."));
}

/* The filter */

static void
filter_changed_cb (GtkEditable *entry, gpointer data)
{
  MgObjectList *self = data;

  /* Another set of rows has no place to keep. */
  g_clear_pointer (&self->anchor, mg_object_info_unref);
  mg_object_list_model_set_filter (self->model, gtk_entry_get_text (GTK_ENTRY (entry)));
  update_labels (self);
}

static void
filter_stop_cb (GtkSearchEntry *entry, gpointer data)
{
  MgObjectList *self = data;

  if (*gtk_entry_get_text (GTK_ENTRY (entry)) != '\0')
    gtk_entry_set_text (GTK_ENTRY (entry), "");
  else
    g_signal_emit (self, signals[LEAVE], 0);
}

/* Puts the keyboard on an object: the selected one, or the first. */
static gboolean
focus_rows (MgObjectList *self)
{
  GtkTreeIter iter;
  gboolean valid;

  if (get_selected (self) == NULL)
    {
      for (valid = gtk_tree_model_get_iter_first (GTK_TREE_MODEL (self->model), &iter); valid;
           valid = gtk_tree_model_iter_next (GTK_TREE_MODEL (self->model), &iter))
        if (mg_object_list_model_get_row_type (self->model, &iter) == MG_ROW_OBJECT)
          {
            g_autoptr (GtkTreePath) path = gtk_tree_model_get_path (GTK_TREE_MODEL (self->model), &iter);

            gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
            break;
          }
      if (!valid)
        return FALSE;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return TRUE;
}

static void
filter_activate_cb (GtkEntry *entry, gpointer data)
{
  MgObjectList *self = data;
  MgObjectInfo *selected;

  /* One object left: Enter opens it.  Several: it goes to the list. */
  if (!focus_rows (self))
    return;
  selected = get_selected (self);
  if (selected != NULL && mg_object_list_model_get_n_objects (self->model) == 1)
    g_signal_emit (self, signals[OPEN], 0, selected, FALSE);
}

static gboolean
filter_key_press_cb (GtkWidget *entry, GdkEventKey *event, gpointer data)
{
  MgObjectList *self = data;

  if (event->keyval != GDK_KEY_Down && event->keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  focus_rows (self);
  return GDK_EVENT_STOP;
}

/* Who types in the list means the filter. */
static gboolean
view_key_press_cb (GtkWidget *view, GdkEventKey *event, gpointer data)
{
  MgObjectList *self = data;
  MgObjectInfo *selected = get_selected (self);

  if (selected != NULL && (event->keyval == GDK_KEY_Insert || event->keyval == GDK_KEY_KP_Insert)
      && (event->state & gtk_accelerator_get_default_mod_mask ()) == 0)
    {
      toggle_watched (self, selected);
      return GDK_EVENT_STOP;
    }
  if (!gtk_search_entry_handle_event (GTK_SEARCH_ENTRY (self->filter_entry), (GdkEvent *) event))
    return GDK_EVENT_PROPAGATE;
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->filter_entry));
  return GDK_EVENT_STOP;
}

void
mg_object_list_focus_filter (MgObjectList *self)
{
  g_return_if_fail (MG_IS_OBJECT_LIST (self));

  gtk_widget_grab_focus (self->filter_entry);
}

/* Rows */

static void
row_activated_cb (GtkTreeView *view, GtkTreePath *path, GtkTreeViewColumn *column, gpointer data)
{
  MgObjectList *self = data;
  g_autoptr (MgObjectInfo) info = NULL;
  GtkTreeIter iter;

  if (!gtk_tree_model_get_iter (GTK_TREE_MODEL (self->model), &iter, path))
    return;
  info = mg_object_list_model_get_info (self->model, &iter);
  if (info == NULL)
    return;
  mg_object_info_ref (info);
  /* What has no name any more cannot be opened by it; its holders can be looked at. */
  if (info->deleted)
    g_signal_emit (self, signals[SHOW_PROPERTIES], 0, info);
  else
    g_signal_emit (self, signals[OPEN], 0, info, FALSE);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgObjectList *self = data;
  MgObjectInfo *info = get_selected (self);

  if (info != NULL)
    g_signal_emit (self, signals[OPEN], 0, info, FALSE);
}

static void
open_in_new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgObjectList *self = data;
  MgObjectInfo *info = get_selected (self);

  if (info != NULL)
    g_signal_emit (self, signals[OPEN], 0, info, TRUE);
}

static void
watch_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  MgObjectList *self = data;
  MgObjectInfo *info = get_selected (self);

  if (info != NULL)
    toggle_watched (self, info);
}

static void
copy_name_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgObjectList *self = data;
  MgObjectInfo *info = get_selected (self);

  if (info != NULL)
    gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD),
                            mg_name_get_text (info->name), -1);
}

static void
properties_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgObjectList *self = data;
  MgObjectInfo *info = get_selected (self);

  if (info != NULL)
    g_signal_emit (self, signals[SHOW_PROPERTIES], 0, info);
}

static void
ensure_actions (MgObjectList *self)
{
  static const GActionEntry entries[] = {
    { "open", open_cb },
    { "open-in-new-window", open_in_new_window_cb },
    { "watch", NULL, NULL, "false", watch_cb },
    { "copy-name", copy_name_cb },
    { "properties", properties_cb },
  };

  if (self->actions != NULL)
    return;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "object", G_ACTION_GROUP (self->actions));
}

static gboolean
popup (MgObjectList *self, const GdkEvent *event)
{
  MgObjectInfo *info = get_selected (self);
  GtkWidget *menu;
  GAction *action;

  if (info == NULL)
    return FALSE;
  ensure_actions (self);
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !info->deleted);
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open-in-new-window");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !info->deleted);
  action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "watch");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), !info->deleted);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_watched (self, info)));

  menu = gtk_menu_new_from_model (self->context_menu);
  gtk_menu_attach_to_widget (GTK_MENU (menu), GTK_WIDGET (self->view), NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  if (event != NULL)
    gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
  else
    {
      g_autoptr (GtkTreePath) path = NULL;
      GdkRectangle area;

      gtk_tree_view_get_cursor (self->view, &path, NULL);
      gtk_tree_view_get_cell_area (self->view, path, self->column, &area);
      gtk_tree_view_convert_bin_window_to_widget_coords (self->view, area.x, area.y, &area.x, &area.y);
      gtk_menu_popup_at_rect (GTK_MENU (menu), gtk_widget_get_window (GTK_WIDGET (self->view)), &area,
                              GDK_GRAVITY_SOUTH_WEST, GDK_GRAVITY_NORTH_WEST, NULL);
    }
  return TRUE;
}

static gboolean
button_press_cb (GtkWidget *widget, GdkEventButton *event, gpointer data)
{
  MgObjectList *self = data;
  g_autoptr (GtkTreePath) path = NULL;

  if (!gdk_event_triggers_context_menu ((GdkEvent *) event)
      || event->window != gtk_tree_view_get_bin_window (self->view)
      || !gtk_tree_view_get_path_at_pos (self->view, (int) event->x, (int) event->y, &path, NULL, NULL, NULL))
    return GDK_EVENT_PROPAGATE;
  gtk_tree_selection_unselect_all (self->selection);
  gtk_tree_view_set_cursor (self->view, path, NULL, FALSE);
  gtk_widget_grab_focus (widget);
  popup (self, (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

static gboolean
popup_menu_cb (GtkWidget *widget, gpointer data)
{
  return popup (data, NULL);
}

/* GObject */

static void
mg_object_list_dispose (GObject *object)
{
  MgObjectList *self = MG_OBJECT_LIST (object);

  if (self->catalog != NULL)
    g_signal_handlers_disconnect_by_data (self->catalog, self);
  g_clear_object (&self->catalog);
  mg_object_list_set_pulses (self, NULL);
  g_clear_object (&self->actions);
  g_clear_object (&self->context_menu);
  g_clear_handle_id (&self->cursor_id, g_source_remove);
  g_clear_pointer (&self->anchor, mg_object_info_unref);
  g_clear_pointer (&self->kept_selection, mg_object_info_unref);
  g_clear_pointer (&self->to_select, mg_name_unref);
  G_OBJECT_CLASS (mg_object_list_parent_class)->dispose (object);
}

static void
mg_object_list_finalize (GObject *object)
{
  MgObjectList *self = MG_OBJECT_LIST (object);

  g_object_unref (self->model);
  pango_attr_list_unref (self->heading_attributes);
  G_OBJECT_CLASS (mg_object_list_parent_class)->finalize (object);
}

static void
mg_object_list_class_init (MgObjectListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_object_list_dispose;
  G_OBJECT_CLASS (class)->finalize = mg_object_list_finalize;

  signals[OPEN] = g_signal_new ("open", MG_TYPE_OBJECT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[SHOW_PROPERTIES] = g_signal_new ("show-properties", MG_TYPE_OBJECT_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[LEAVE] = g_signal_new ("leave", MG_TYPE_OBJECT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", MG_TYPE_OBJECT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3, GTK_TYPE_MESSAGE_TYPE, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (MG_TYPE_SPARK_RENDERER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/object-list.ui");
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, view);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, selection);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, column);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, renderer);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, spark_column);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, spark);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, placeholder);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, report_label);
  gtk_widget_class_bind_template_child (widget_class, MgObjectList, context_menu);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_key_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_key_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, button_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, popup_menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, map_cb);
  gtk_widget_class_bind_template_callback (widget_class, unmap_cb);
}

static void
mg_object_list_init (MgObjectList *self)
{
  self->model = mg_object_list_model_new (mg_platform_get_name_context ()->session);
  g_signal_connect (self->model, "reset", G_CALLBACK (model_reset_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_ref (self->context_menu);
  mg_object_list_init_cells (self);
  g_signal_connect_after (self->view, "size-allocate", G_CALLBACK (size_allocate_cb), self);
  gtk_tree_selection_set_select_function (self->selection, select_cb, NULL, NULL);
  gtk_tree_view_set_model (self->view, GTK_TREE_MODEL (self->model));
}

GtkWidget *
mg_object_list_new (void)
{
  return g_object_new (MG_TYPE_OBJECT_LIST, NULL);
}
