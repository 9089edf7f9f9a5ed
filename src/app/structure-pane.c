#include "config.h"

#include "app/structure-pane-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/declarations-editor.h"
#include "app/layout-check-dialog.h"
#include "app/structure-keep.h"
#include "app/structure-menu.h"
#include "app/structure-types.h"
#include "core/number.h"
#include "platform/platform.h"

#define REMEMBER_MS 1000
#define RUNS_MS 250 /* how often fields that move are looked for anew */

enum
{
  INTEREST_CHANGED,
  CARET_FIELD,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgStructurePane, mg_structure_pane, GTK_TYPE_BOX)

/* --- remembering --- */

void
mg_structure_pane_remember (MgStructurePane *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) plotted = NULL;

  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  if (self->remember_id == 0)
    return;
  g_clear_handle_id (&self->remember_id, g_source_remove);
  plotted = self->plot != NULL ? mg_plot_page_dup_paths (self->plot) : NULL;
  if (!mg_structure_keep (self->declarations, self->view, self->triggers, self->take_mutex,
                          (const char *const *) plotted, mg_shown_get_name (self->shown), &error))
    g_signal_emit (self, signals[MESSAGE], 0, _ ("How this object is looked at could not be kept."),
                   error->message);
}

static gboolean
remember_cb (gpointer data)
{
  mg_structure_pane_remember (data);
  return G_SOURCE_REMOVE;
}

void
mg_structure_pane_remember_soon (MgStructurePane *self)
{
  if (self->updating || self->recorded)
    return;
  g_clear_handle_id (&self->remember_id, g_source_remove);
  self->remember_id = g_timeout_add (REMEMBER_MS, remember_cb, self);
}

/* Later than the constructor: nobody hears it there yet. */
static gboolean
tell_recall_error_cb (gpointer data)
{
  MgStructurePane *self = data;

  self->recall_id = 0;
  g_signal_emit (self, signals[MESSAGE], 0, _ ("How this object was looked at before could not be read."),
                 self->recall_error->message);
  return G_SOURCE_REMOVE;
}

/* --- what is shown --- */

static void
interest_changed_cb (MgFieldView *view, gpointer data)
{
  g_signal_emit (data, signals[INTEREST_CHANGED], 0);
}

GArray *
mg_structure_pane_get_interest (MgStructurePane *self)
{
  GArray *fields;

  g_return_val_if_fail (MG_IS_STRUCTURE_PANE (self), NULL);

  fields = mg_field_view_get_interest (self->view);
  g_array_set_size (self->interest, 0);
  g_array_append_vals (self->interest, fields->data, fields->len);
  if (self->plot != NULL)
    {
      fields = mg_plot_page_get_interest (self->plot);
      g_array_append_vals (self->interest, fields->data, fields->len);
    }
  return self->interest;
}

void
mg_structure_pane_set_snapshot (MgStructurePane *self, MgSnapshot *snapshot, gboolean past)
{
  gboolean first, other_size;

  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  first = self->snapshot == NULL;
  other_size = !first && self->snapshot->size != snapshot->size;
  mg_snapshot_ref (snapshot);
  mg_snapshot_unref (self->snapshot);
  self->snapshot = snapshot;
  mg_field_view_set_still (self->view, past);
  mg_field_view_set_snapshot (self->view, snapshot);
  if (self->plot != NULL)
    mg_plot_page_set_snapshot (self->plot, snapshot, past);
  mg_structure_pane_match_presets (self);
  if (first || other_size || (self->dynamic && g_get_monotonic_time () - self->runs_us >= RUNS_MS * 1000))
    {
      mg_structure_pane_update_runs (self);
      mg_structure_pane_update_caret_field (self);
    }
}

char *
mg_structure_pane_dup_caret_path (MgStructurePane *self)
{
  g_return_val_if_fail (MG_IS_STRUCTURE_PANE (self), NULL);

  return self->caret_field != NULL ? mg_field_dup_path (self->caret_field) : NULL;
}

/* --- what is chosen --- */

static void
update_hint (MgStructurePane *self)
{
  const char *text = mg_declarations_get_text (self->declarations);
  const char *error = mg_declarations_get_error (self->declarations);
  gboolean has = mg_declarations_get_structure (self->declarations) != NULL;

  if (has)
    gtk_stack_set_visible_child_name (GTK_STACK (self->list_stack), "list");
  else
    {
      gtk_label_set_text (
          GTK_LABEL (self->hint_label),
          text[0] != '\0' && error != NULL
              ? error
              : _ ("Paste the header of the structure that is shared here, open a .h file, or choose "
                   "a preset."));
      gtk_stack_set_visible_child_name (GTK_STACK (self->list_stack), "hint");
    }
  gtk_widget_set_sensitive (self->filter_entry, has);
  gtk_widget_set_sensitive (self->check_button, has);
  gtk_widget_set_sensitive (self->hex_button, has);
}

static void
update_type (MgStructurePane *self)
{
  MgStructure *structure = mg_declarations_get_structure (self->declarations);
  g_autofree char *title = mg_declarations_dup_title (self->declarations);
  g_autofree char *type = NULL;

  if (structure != NULL)
    type = mg_c_type_dup_text (mg_structure_get_type (structure));
  gtk_label_set_text (GTK_LABEL (self->type_label), type != NULL ? type : _ ("No structure"));
  gtk_widget_set_tooltip_text (self->type_button,
                               structure != NULL ? title : _ ("The structure that is shown, and presets"));
}

static void
state_changed_cb (MgDeclarations *declarations, gpointer data)
{
  MgStructurePane *self = data;
  g_autofree char *offset =
      g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", mg_declarations_get_offset (declarations));
  g_autofree char *pack = g_strdup_printf ("%u", mg_declarations_get_pack (declarations));
  gboolean updating = self->updating;

  self->updating = TRUE;
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->abi_combo), mg_declarations_get_abi (declarations)->name);
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (self->pack_combo), pack);
  gtk_entry_set_text (GTK_ENTRY (self->offset_entry), offset);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->big_endian_button),
                                mg_declarations_get_big_endian (declarations));
  self->updating = updating;
  mg_structure_pane_remember_soon (self);
}

static void
parsed_cb (MgDeclarations *declarations, gpointer data)
{
  MgStructurePane *self = data;
  MgStructure *structure = mg_declarations_get_structure (declarations);

  mg_field_view_set_structure (self->view, structure);
  if (self->plot != NULL)
    mg_plot_page_set_structure (self->plot, structure);
  self->dynamic = structure != NULL && mg_structure_is_dynamic (structure);
  mg_structure_pane_follow_structure (self, structure);
  update_hint (self);
  update_type (self);
  mg_structure_pane_update_runs (self);
  mg_structure_pane_update_caret_field (self);
  if (structure != NULL)
    {
      mg_structure_pane_clear_offer (self);
      mg_structure_pane_plot_remembered (self);
    }
  mg_structure_pane_remember_soon (self);
}

static void
abi_changed_cb (GtkComboBox *combo, gpointer data)
{
  MgStructurePane *self = data;
  const char *id = gtk_combo_box_get_active_id (combo);

  if (!self->updating && id != NULL)
    mg_declarations_set_abi (self->declarations, mg_abi_find (id));
}

static void
pack_changed_cb (GtkComboBox *combo, gpointer data)
{
  MgStructurePane *self = data;
  const char *id = gtk_combo_box_get_active_id (combo);

  if (!self->updating && id != NULL)
    mg_declarations_set_pack (self->declarations, (guint32) g_ascii_strtoull (id, NULL, 10));
}

static void
check_layout_cb (GtkButton *button, gpointer data)
{
  MgStructurePane *self = data;

  gtk_popover_popdown (GTK_POPOVER (self->type_popover));
  mg_structure_pane_check_layout (self);
}

static void
big_endian_cb (GtkToggleButton *button, gpointer data)
{
  MgStructurePane *self = data;

  if (!self->updating)
    mg_declarations_set_big_endian (self->declarations, gtk_toggle_button_get_active (button));
}

static void
offset_activate_cb (GtkEntry *entry, gpointer data)
{
  MgStructurePane *self = data;
  guint64 offset;

  if (mg_number_parse (gtk_entry_get_text (entry), G_MAXINT64, &offset, NULL))
    {
      mg_declarations_set_offset (self->declarations, offset);
      gtk_popover_popdown (GTK_POPOVER (self->type_popover));
    }
  else
    gtk_widget_error_bell (GTK_WIDGET (entry));
}

/* --- types and presets to choose from --- */

static void
type_search_cb (GtkSearchEntry *entry, gpointer data)
{
  MgStructurePane *self = data;

  mg_structure_types_fill (GTK_LIST_BOX (self->type_list), mg_declarations_get_unit (self->declarations),
                           mg_structure_pane_get_presets (self), gtk_entry_get_text (GTK_ENTRY (entry)));
}

static void
type_shown_cb (GtkWidget *popover, gpointer data)
{
  MgStructurePane *self = data;

  gtk_entry_set_text (GTK_ENTRY (self->type_entry), "");
  type_search_cb (GTK_SEARCH_ENTRY (self->type_entry), self);
  gtk_widget_grab_focus (self->type_entry);
}

static gboolean
focus_view_cb (gpointer data)
{
  MgStructurePane *self = data;

  self->focus_id = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return G_SOURCE_REMOVE;
}

static void
type_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  MgStructurePane *self = data;
  MgPreset *preset = mg_structure_types_get_preset (row);

  if (preset != NULL)
    mg_structure_pane_use_preset (self, preset);
  else
    mg_declarations_set_type_name (self->declarations, mg_structure_types_get_name (row));
  gtk_popover_popdown (GTK_POPOVER (self->type_popover));
  /* not while the popover handles the key that did this */
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_DEFAULT, focus_view_cb, self, NULL);
}

static void
type_entry_activate_cb (GtkEntry *entry, gpointer data)
{
  MgStructurePane *self = data;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->type_list), 0);

  if (row != NULL)
    type_activated_cb (GTK_LIST_BOX (self->type_list), row, self);
}

/* --- the first use --- */

static void
pasted_cb (GtkClipboard *clipboard, const char *text, gpointer data)
{
  g_autoptr (MgStructurePane) self = data;

  if (text == NULL || text[0] == '\0')
    g_signal_emit (self, signals[MESSAGE], 0, _ ("There is no text to paste."),
                   _ ("Copy the declaration of the structure first."));
  else
    {
      self->settled = TRUE;
      mg_declarations_set_text (self->declarations, text, NULL);
    }
}

static void
paste_cb (GtkButton *button, gpointer data)
{
  gtk_clipboard_request_text (gtk_widget_get_clipboard (data, GDK_SELECTION_CLIPBOARD), pasted_cb,
                              g_object_ref (data));
}

static void
hint_open_cb (GtkButton *button, gpointer data)
{
  MgStructurePane *self = data;

  mg_structure_pane_show_editor (self, TRUE);
  mg_declarations_editor_ask_open (MG_DECLARATIONS_EDITOR (self->editor));
}

static void
hint_preset_cb (GtkButton *button, gpointer data)
{
  gtk_popover_popup (GTK_POPOVER (MG_STRUCTURE_PANE (data)->type_popover));
}

/* --- the editor --- */

static void
editor_close_cb (MgDeclarationsEditor *editor, gpointer data)
{
  MgStructurePane *self = data;

  mg_structure_pane_show_editor (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
editor_toggled_cb (GtkToggleButton *button, gpointer data)
{
  MgStructurePane *self = data;
  gboolean shown = gtk_toggle_button_get_active (button);

  if (shown && self->editor == NULL)
    {
      int width = gtk_widget_get_allocated_width (self->split);

      self->editor = mg_declarations_editor_new (self->declarations);
      g_signal_connect (self->editor, "close", G_CALLBACK (editor_close_cb), self);
      gtk_paned_pack2 (GTK_PANED (self->split), self->editor, TRUE, FALSE);
      gtk_paned_set_position (GTK_PANED (self->split), width > 200 ? width / 2 : 400);
    }
  if (self->editor != NULL)
    gtk_widget_set_visible (self->editor, shown);
  if (shown)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "structure");
      gtk_widget_grab_focus (self->editor);
    }
}

void
mg_structure_pane_show_editor (MgStructurePane *self, gboolean shown)
{
  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->editor_button), shown);
}

gboolean
mg_structure_pane_get_editor_shown (MgStructurePane *self)
{
  g_return_val_if_fail (MG_IS_STRUCTURE_PANE (self), FALSE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->editor_button));
}

/* --- the layout check --- */

void
mg_structure_pane_check_layout (MgStructurePane *self)
{
  GtkWidget *window;

  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  if (mg_declarations_get_structure (self->declarations) == NULL)
    {
      g_signal_emit (self, signals[MESSAGE], 0, _ ("There is no structure to check."),
                     _ ("Paste its declaration into the Structure pane first."));
      return;
    }
  if (self->layout_check == NULL)
    {
      window = gtk_widget_get_toplevel (GTK_WIDGET (self));
      self->layout_check = mg_layout_check_dialog_new (GTK_WINDOW (window), self->declarations, self->shown);
      g_signal_connect (self->layout_check, "destroy", G_CALLBACK (gtk_widget_destroyed),
                        &self->layout_check);
    }
  gtk_window_present (GTK_WINDOW (self->layout_check));
}

/* --- filter, numbers, table --- */

static void
filter_changed_cb (GtkSearchEntry *entry, gpointer data)
{
  MgStructurePane *self = data;
  gboolean complete = mg_field_view_set_filter (self->view, gtk_entry_get_text (GTK_ENTRY (entry)));

  gtk_widget_set_tooltip_text (self->filter_entry,
                               complete ? _ ("Parts of a field's path: wheels pressure")
                                        : _ ("There is more than was looked through: only the first "
                                             "matches are shown."));
}

static void
filter_stop_cb (GtkSearchEntry *entry, gpointer data)
{
  gtk_entry_set_text (GTK_ENTRY (entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (MG_STRUCTURE_PANE (data)->view));
}

static void
filter_activate_cb (GtkEntry *entry, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (MG_STRUCTURE_PANE (data)->view));
}

static void
typed_cb (MgFieldView *view, GdkEvent *event, gpointer data)
{
  MgStructurePane *self = data;

  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->filter_entry));
  gtk_search_entry_handle_event (GTK_SEARCH_ENTRY (self->filter_entry), event);
  gtk_editable_set_position (GTK_EDITABLE (self->filter_entry), -1);
}

static void
hex_toggled_cb (GtkToggleButton *button, gpointer data)
{
  mg_field_view_set_hex (MG_STRUCTURE_PANE (data)->view, gtk_toggle_button_get_active (button));
}

static void
back_cb (GtkButton *button, gpointer data)
{
  MgStructurePane *self = data;

  mg_field_view_leave_table (self->view);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
layout_changed_cb (MgFieldView *view, gpointer data)
{
  MgStructurePane *self = data;
  MgField *table = mg_field_view_get_table (view);
  GtkPopover *members = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->members_button));
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  mg_structure_pane_remember_soon (self);
  gtk_widget_set_visible (self->table_box, table != NULL);
  /* a member was just ticked in it */
  if (table == NULL || (members != NULL && gtk_widget_get_mapped (GTK_WIDGET (members))))
    return;
  path = mg_field_dup_path (table);
  text = g_strdup_printf (_ ("All elements of %s"), path);
  gtk_label_set_text (GTK_LABEL (self->table_label), text);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->members_button),
                               mg_structure_menu_new_members (view, self->members_button));
}

/* --- the pane --- */

void
mg_structure_pane_add_page (MgStructurePane *self, GtkWidget *page, const char *name, const char *title)
{
  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  gtk_stack_add_titled (GTK_STACK (self->stack), page, name, title);
}

void
mg_structure_pane_show_page (MgStructurePane *self, const char *name)
{
  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

MgDeclarations *
mg_structure_pane_get_declarations (MgStructurePane *self)
{
  g_return_val_if_fail (MG_IS_STRUCTURE_PANE (self), NULL);

  return self->declarations;
}

MgTriggerList *
mg_structure_pane_get_triggers (MgStructurePane *self)
{
  g_return_val_if_fail (MG_IS_STRUCTURE_PANE (self), NULL);

  return self->triggers;
}

MgFieldView *
mg_structure_pane_get_view (MgStructurePane *self)
{
  g_return_val_if_fail (MG_IS_STRUCTURE_PANE (self), NULL);

  return self->view;
}

void
mg_structure_pane_set_info (MgStructurePane *self, MgObjectInfo *info)
{
  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  mg_field_view_set_info (self->view, info);
}

void
mg_structure_pane_set_publisher (MgStructurePane *self, guint32 pid)
{
  const char *name;
  const MgAbi *abi;

  g_return_if_fail (MG_IS_STRUCTURE_PANE (self));

  if (self->settled)
    return;
  name = mg_platform_guess_abi (pid);
  abi = name != NULL ? mg_abi_find (name) : NULL;
  if (abi != NULL)
    mg_declarations_set_abi (self->declarations, abi);
}

static gboolean
key_press (GtkWidget *widget, GdkEventKey *event)
{
  MgStructurePane *self = MG_STRUCTURE_PANE (widget);
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();

  /* what has the focus comes first: an entry pastes into itself */
  if (GTK_WIDGET_CLASS (mg_structure_pane_parent_class)->key_press_event (widget, event))
    return GDK_EVENT_STOP;
  if (modifiers != GDK_CONTROL_MASK || gdk_keyval_to_lower (event->keyval) != GDK_KEY_v)
    return GDK_EVENT_PROPAGATE;
  paste_cb (NULL, self);
  return GDK_EVENT_STOP;
}

static void
grab_focus (GtkWidget *widget)
{
  MgStructurePane *self = MG_STRUCTURE_PANE (widget);

  gtk_widget_grab_focus (gtk_widget_get_mapped (GTK_WIDGET (self->view)) ? GTK_WIDGET (self->view)
                                                                         : self->type_button);
}

static void
dispose (GObject *object)
{
  MgStructurePane *self = MG_STRUCTURE_PANE (object);

  if (self->declarations != NULL)
    {
      mg_structure_pane_remember (self);
      g_signal_handlers_disconnect_by_data (self->declarations, self);
      g_signal_handlers_disconnect_by_data (self->view, self);
    }
  if (self->layout_check != NULL)
    gtk_widget_destroy (self->layout_check);
  g_clear_handle_id (&self->recall_id, g_source_remove);
  g_clear_error (&self->recall_error);
  g_clear_handle_id (&self->remember_id, g_source_remove);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_object (&self->triggers);
  g_clear_object (&self->declarations);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->snapshot, mg_snapshot_unref);
  g_clear_pointer (&self->caret_field, mg_field_unref);
  g_clear_pointer (&self->presets, mg_presets_unref);
  g_clear_pointer (&self->interest, g_array_unref);
  g_clear_pointer (&self->to_plot, g_strfreev);
  self->plot = NULL; /* a child */
  G_OBJECT_CLASS (mg_structure_pane_parent_class)->dispose (object);
}

static void
mg_structure_pane_class_init (MgStructurePaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = dispose;
  widget_class->grab_focus = grab_focus;
  widget_class->key_press_event = key_press;

  signals[INTEREST_CHANGED] = g_signal_new ("interest-changed", MG_TYPE_STRUCTURE_PANE, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CARET_FIELD] = g_signal_new ("caret-field", MG_TYPE_STRUCTURE_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", MG_TYPE_STRUCTURE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/mapglass/Mapglass/ui/structure-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, mutex_check);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, stack);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, hex_button);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, type_button);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, type_label);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, type_popover);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, type_entry);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, type_list);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, offset_entry);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, big_endian_button);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, pack_combo);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, check_button);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, abi_combo);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, editor_button);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, offer_box);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, table_box);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, table_label);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, members_button);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, split);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, list_stack);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, list_window);
  gtk_widget_class_bind_template_child (widget_class, MgStructurePane, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, type_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, type_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, offset_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, mg_structure_pane_mutex_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, big_endian_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, hex_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, abi_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pack_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_layout_cb);
  gtk_widget_class_bind_template_callback (widget_class, editor_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_open_cb);
  gtk_widget_class_bind_template_callback (widget_class, hint_preset_cb);
}

static void
mg_structure_pane_init (MgStructurePane *self)
{
  self->declarations = mg_declarations_new ();
  self->interest = g_array_new (FALSE, FALSE, sizeof (MgRange));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = MG_FIELD_VIEW (mg_field_view_new ());
  gtk_widget_show (GTK_WIDGET (self->view));
  gtk_container_add (GTK_CONTAINER (self->list_window), GTK_WIDGET (self->view));
  self->updating = TRUE;
  mg_structure_types_fill_abis (GTK_COMBO_BOX_TEXT (self->abi_combo));
  mg_structure_types_fill_packings (GTK_COMBO_BOX_TEXT (self->pack_combo));
  self->updating = FALSE;
  g_signal_connect (self->type_popover, "map", G_CALLBACK (type_shown_cb), self);
}

GtkWidget *
mg_structure_pane_new (MgShown *shown, MgHexView *bytes)
{
  MgStructurePane *self = g_object_new (MG_TYPE_STRUCTURE_PANE, NULL);

  self->shown = g_object_ref (shown);
  self->bytes = bytes;
  g_signal_connect (self->declarations, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect (self->declarations, "parsed", G_CALLBACK (parsed_cb), self);
  g_signal_connect (self->view, "interest-changed", G_CALLBACK (interest_changed_cb), self);
  g_signal_connect (self->view, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  g_signal_connect (self->view, "typed", G_CALLBACK (typed_cb), self);
  mg_structure_pane_link (self);
  mg_structure_menu_add (self->view, shown);
  mg_structure_pane_add_plot (self);
  mg_structure_pane_add_triggers (self);
  self->updating = TRUE;
  state_changed_cb (self->declarations, self);
  self->updating = FALSE;
  self->updating = TRUE;
  /* what was recorded with it fits it, whatever the name's objects are like now */
  self->settled = mg_structure_pane_use_recorded (self)
                  || mg_structure_recall (self->declarations, self->view, self->triggers, &self->take_mutex,
                                          &self->to_plot, mg_shown_get_name (shown), &self->recall_error);
  if (self->recall_error != NULL)
    self->recall_id = g_idle_add_full (G_PRIORITY_DEFAULT, tell_recall_error_cb, self, NULL);
  self->updating = FALSE;
  update_hint (self);
  update_type (self);
  return GTK_WIDGET (self);
}
