#include "config.h"

#include "app/structure-pane-private.h"

#include <glib/gi18n.h>

#include "app/trigger-page.h"
#include "core/frame-annotation.h"
#include "platform/platform.h"

/* How the publisher writes, and what is done about it: its mutex, and triggers. */

void
mg_structure_pane_follow_structure (MgStructurePane *self, MgStructure *structure)
{
  const char *mutex = structure != NULL ? mg_structure_get_mutex (structure) : NULL;
  gboolean updating = self->updating;

  self->updating = TRUE;
  gtk_widget_set_visible (self->mutex_check, mutex != NULL);
  gtk_widget_set_tooltip_text (self->mutex_check, mutex);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mutex_check), self->take_mutex);
  self->updating = updating;
  if (mg_shown_get_session (self->shown) != NULL)
    mg_session_set_structure (mg_shown_get_session (self->shown), structure, self->take_mutex);
  mg_trigger_list_set_structure (self->triggers, structure);
}

static gboolean
can_take_mutex (MgStructure *structure, GError **error)
{
  const char *text = structure != NULL ? mg_structure_get_mutex (structure) : NULL;
  g_autoptr (MgName) name = NULL;
  MgLock *lock = NULL;

  if (text != NULL)
    name = mg_name_parse (text, mg_platform_get_name_context (), error);
  if (name != NULL)
    lock = mg_platform_lock_new (name, error);
  if (lock == NULL)
    return FALSE;
  lock->free (lock);
  return TRUE;
}

void
mg_structure_pane_mutex_toggled_cb (GtkToggleButton *button, gpointer data)
{
  MgStructurePane *self = data;
  MgStructure *structure = mg_declarations_get_structure (self->declarations);
  g_autoptr (GError) error = NULL;

  if (self->updating)
    return;
  self->take_mutex = gtk_toggle_button_get_active (button) && can_take_mutex (structure, &error);
  if (error != NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self->type_popover));
      g_signal_emit_by_name (self, "message", _ ("The mutex can't be taken."), error->message);
    }
  mg_structure_pane_follow_structure (self, structure);
  mg_structure_pane_remember_soon (self);
}

static void
triggers_edited_cb (MgTriggerList *triggers, gpointer data)
{
  mg_structure_pane_remember_soon (data);
}

static void
triggers_message_cb (MgTriggerList *triggers, const char *title, const char *text, gpointer data)
{
  g_signal_emit_by_name (data, "message", title, text);
}

/* Made when it is first shown. */
static void
triggers_shown_cb (GtkWidget *slot, gpointer data)
{
  MgStructurePane *self = data;
  GtkWidget *page = mg_trigger_page_new (self->triggers);

  g_signal_handlers_disconnect_by_func (slot, triggers_shown_cb, data);
  gtk_box_pack_start (GTK_BOX (slot), page, TRUE, TRUE, 0);
}

void
mg_structure_pane_add_triggers (MgStructurePane *self)
{
  MgSession *session = mg_shown_get_session (self->shown);
  GtkWidget *slot;

  self->triggers = mg_trigger_list_new (session);
  if (session == NULL)
    return; /* of a recording nothing is triggered */
  slot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_signal_connect_object (self->triggers, "edited", G_CALLBACK (triggers_edited_cb), self, 0);
  g_signal_connect_object (self->triggers, "message", G_CALLBACK (triggers_message_cb), self, 0);
  g_signal_connect (slot, "map", G_CALLBACK (triggers_shown_cb), self);
  gtk_widget_show (slot);
  mg_structure_pane_add_page (self, slot, "triggers", _ ("Triggers"));
}
