#include "config.h"

#include "app/object-tab-private.h"

#include <glib/gi18n.h>

#include "app/structure-pane.h"

static void
recording_ended_cb (MgLiveRecording *recording, const char *error, gpointer data)
{
  MgObjectTab *self = data;

  if (error != NULL)
    mg_object_tab_say (self, _("Not everything could be recorded. What was written until then is whole."), error);
  if (self->recording == recording)
    mg_object_tab_end_recording (self);
}

gboolean
mg_object_tab_start_recording (MgObjectTab *self, const char *path)
{
  MgDeclarations *declarations = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (MG_IS_OBJECT_TAB (self), FALSE);
  g_return_val_if_fail (self->recording == NULL, FALSE);

  if (self->session == NULL || mg_shown_get_newest (self->shown)->info == NULL)
    {
      mg_object_tab_say (self, _("There is nothing to record."), NULL);
      return FALSE;
    }
  if (self->structure != NULL)
    declarations = mg_structure_pane_get_declarations (MG_STRUCTURE_PANE (self->structure));
  self->recording = mg_live_recording_start (self->shown, declarations, path, &error);
  if (self->recording == NULL)
    {
      mg_object_tab_say (self, _("The recording could not be begun."), error->message);
      return FALSE;
    }
  g_signal_connect_object (self->recording, "ended", G_CALLBACK (recording_ended_cb), self, 0);
  if (mg_session_get_paused (self->session))
    mg_shown_go_live (self->shown);
  mg_object_tab_update_interest (self);
  g_signal_emit_by_name (self, "changed");
  return TRUE;
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
