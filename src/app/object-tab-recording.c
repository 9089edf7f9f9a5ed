#include "config.h"

#include "app/object-tab-private.h"

#include <glib/gi18n.h>

#include "app/structure-pane.h"

static void
recording_ended_cb (MgLiveRecording *recording, const char *error, gpointer data)
{
  MgObjectTab *self = data;

  if (error != NULL)
    mg_object_tab_say (self, GTK_MESSAGE_WARNING,
                       _ ("Not everything could be recorded. What was written until then is whole."), error);
  if (self->recording == recording)
    mg_object_tab_end_recording (self);
}

/* @firing: (nullable): of the trigger that begins it */
static gboolean
start (MgObjectTab *self, const char *path, const MgFiring *firing)
{
  MgDeclarations *declarations = NULL;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || mg_shown_get_newest (self->shown)->info == NULL)
    {
      mg_object_tab_say (self, GTK_MESSAGE_WARNING, _ ("There is nothing to record."), NULL);
      return FALSE;
    }
  if (self->structure != NULL)
    declarations = mg_structure_pane_get_declarations (MG_STRUCTURE_PANE (self->structure));
  self->recording = mg_live_recording_start (self->shown, declarations, path, firing, &error);
  if (self->recording == NULL)
    {
      mg_object_tab_say (self, GTK_MESSAGE_WARNING, _ ("The recording could not be begun."), error->message);
      return FALSE;
    }
  g_signal_connect_object (self->recording, "ended", G_CALLBACK (recording_ended_cb), self, 0);
  if (mg_shown_is_stopped (self->shown))
    mg_shown_go_live (self->shown);
  mg_object_tab_update_interest (self);
  g_signal_emit_by_name (self, "changed");
  return TRUE;
}

gboolean
mg_object_tab_start_recording (MgObjectTab *self, const char *path)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), FALSE);
  g_return_val_if_fail (self->recording == NULL, FALSE);

  return start (self, path, NULL);
}

/* Nobody is asked where to: that would be too late. */
static void
start_by_trigger (MgObjectTab *self, const MgFiring *firing)
{
  g_autofree char *path = mg_live_recording_dup_new_path (mg_object_tab_get_name (self));
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *title = NULL;

  if (!start (self, path, firing))
    return;
  title = g_strdup_printf (_ ("A trigger began a recording: %s"), firing->rule->condition);
  mg_object_tab_say (self, GTK_MESSAGE_INFO, title, shown);
}

static void
fired_cb (MgTriggerList *triggers, const MgFiring *firing, gpointer data)
{
  MgObjectTab *self = data;

  /* a recording under way has its mark from the session's thread */
  if ((firing->rule->actions & (MG_DO_MARK | MG_DO_RECORD)) != 0)
    mg_shown_add_mark (self->shown, firing->time_us, firing->rule->condition);
  if ((firing->rule->actions & MG_DO_RECORD) != 0 && self->recording == NULL)
    start_by_trigger (self, firing);
}

void
mg_object_tab_follow_triggers (MgObjectTab *self)
{
  MgTriggerList *triggers = mg_structure_pane_get_triggers (MG_STRUCTURE_PANE (self->structure));

  g_signal_connect_object (triggers, "fired", G_CALLBACK (fired_cb), self, 0);
  g_signal_connect_object (triggers, "changed", G_CALLBACK (mg_shown_update_pause), self->shown,
                           G_CONNECT_SWAPPED);
}

void
mg_object_tab_end_recording (MgObjectTab *self)
{
  g_return_if_fail (MG_IS_OBJECT_TAB (self));

  if (self->recording == NULL)
    return;
  mg_live_recording_end (self->recording);
  g_clear_object (&self->recording);
  mg_object_tab_update_interest (self);
  g_signal_emit_by_name (self, "changed");
}

MgLiveRecording *
mg_object_tab_get_recording (MgObjectTab *self)
{
  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), NULL);

  return self->recording;
}
