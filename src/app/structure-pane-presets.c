#include "config.h"

#include "app/structure-pane-private.h"

#include <glib/gi18n.h>

/* Structures that are known, or that a recording brings along. */

MgPresets *
mg_structure_pane_get_presets (MgStructurePane *self)
{
  if (self->presets == NULL)
    self->presets = mg_presets_load (NULL, NULL);
  return self->presets;
}

void
mg_structure_pane_clear_offer (MgStructurePane *self)
{
  if (self->offer != NULL)
    gtk_widget_destroy (self->offer);
  self->offer = NULL;
}

/* What a recording brings along; FALSE where it is nothing. */
gboolean
mg_structure_pane_use_recorded (MgStructurePane *self)
{
  MgRecording *recording = mg_shown_get_recording (self->shown);
  const MgRecordingHeader *header = recording != NULL ? mg_recording_get_header (recording) : NULL;
  const MgAbi *abi;

  if (header == NULL || header->declarations == NULL || header->declarations[0] == '\0')
    return FALSE;
  self->recorded = TRUE;
  mg_declarations_set_confined (self->declarations, TRUE);
  mg_declarations_set_text (self->declarations, header->declarations, _ ("Of the recording"));
  abi = header->abi != NULL ? mg_abi_find (header->abi) : NULL;
  if (abi != NULL)
    mg_declarations_set_abi (self->declarations, abi);
  if (header->type != NULL && header->type[0] != '\0')
    mg_declarations_set_type_name (self->declarations, header->type);
  mg_declarations_set_pack (self->declarations, header->pack);
  mg_declarations_set_offset (self->declarations, header->type_offset);
  mg_declarations_set_big_endian (self->declarations, header->big_endian != 0);
  return TRUE;
}

void
mg_structure_pane_use_preset (MgStructurePane *self, MgPreset *preset)
{
  MgKind kind = mg_name_get_kind (mg_shown_get_name (self->shown));
  const MgAbi *abi = mg_preset_get_abi (preset, kind);

  mg_structure_pane_clear_offer (self);
  self->settled = TRUE;
  mg_declarations_set_text (self->declarations, mg_preset_get_text (preset, NULL),
                            mg_preset_get_title (preset));
  if (abi != NULL)
    mg_declarations_set_abi (self->declarations, abi);
}

static void
offer_response_cb (GtkInfoBar *bar, int response, gpointer data)
{
  MgStructurePane *self = data;
  MgPreset *preset = g_object_get_data (G_OBJECT (bar), "preset");

  if (response == GTK_RESPONSE_ACCEPT)
    mg_structure_pane_use_preset (self, preset);
  else
    mg_structure_pane_clear_offer (self);
}

static void
show_offer (MgStructurePane *self, MgPreset *preset)
{
  g_autofree char *text = g_strdup_printf (_ ("This looks like %s."), mg_preset_get_title (preset));
  GtkWidget *label = gtk_label_new (text);

  self->offer = gtk_info_bar_new_with_buttons (_ ("Show Its _Fields"), GTK_RESPONSE_ACCEPT, NULL);
  gtk_info_bar_set_message_type (GTK_INFO_BAR (self->offer), GTK_MESSAGE_INFO);
  gtk_info_bar_set_show_close_button (GTK_INFO_BAR (self->offer), TRUE);
  gtk_container_add (GTK_CONTAINER (gtk_info_bar_get_content_area (GTK_INFO_BAR (self->offer))), label);
  g_object_set_data_full (G_OBJECT (self->offer), "preset", mg_preset_ref (preset),
                          (GDestroyNotify) mg_preset_unref);
  g_signal_connect (self->offer, "response", G_CALLBACK (offer_response_cb), self);
  gtk_container_add (GTK_CONTAINER (self->offer_box), self->offer);
  gtk_widget_show_all (self->offer);
}

/* Once there are bytes: signatures are in them. */
void
mg_structure_pane_match_presets (MgStructurePane *self)
{
  MgFieldBytes bytes;
  g_autoptr (GArray) matches = NULL;

  if (self->matched || self->settled || self->snapshot == NULL || self->snapshot->pages == NULL
      || self->snapshot->pages->len == 0)
    return;
  self->matched = TRUE;
  bytes = mg_field_bytes_from_snapshot (self->snapshot);
  matches = mg_presets_match (mg_structure_pane_get_presets (self), mg_shown_get_name (self->shown), &bytes);
  if (matches->len > 0)
    show_offer (self, g_array_index (matches, MgPresetMatch, 0).preset);
}
