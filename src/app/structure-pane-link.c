#include "config.h"

#include "app/structure-pane-private.h"

#include "app/field-cell.h"
#include "app/field-runs.h"

/* The bytes and their fields: selected, underlined and named on both sides. */

void
mg_structure_pane_update_runs (MgStructurePane *self)
{
  MgStructure *structure = mg_field_view_get_structure (self->view);
  MgRange visible = mg_hex_view_get_visible_range (self->bytes);
  MgFieldBytes bytes;
  g_autoptr (GArray) runs = NULL;

  self->runs_us = g_get_monotonic_time ();
  if (structure == NULL || self->snapshot == NULL)
    {
      mg_hex_view_set_fields (self->bytes, NULL, 0);
      return;
    }
  bytes = mg_field_bytes_from_snapshot (self->snapshot);
  runs = mg_field_runs_new (structure, &bytes, visible);
  mg_hex_view_set_fields (self->bytes, (const MgFieldRun *) runs->data, runs->len);
}

static MgField *
find_at (MgStructurePane *self, guint64 offset)
{
  MgStructure *structure = mg_field_view_get_structure (self->view);
  MgFieldBytes bytes;

  if (structure == NULL || self->snapshot == NULL || self->snapshot->size == 0)
    return NULL;
  bytes = mg_field_bytes_from_snapshot (self->snapshot);
  return mg_structure_find_at (structure, &bytes, offset);
}

void
mg_structure_pane_update_caret_field (MgStructurePane *self)
{
  g_autoptr (MgField) field = find_at (self, mg_hex_view_get_caret (self->bytes, NULL));

  if (field == self->caret_field
      || (field != NULL && self->caret_field != NULL && mg_field_equal (field, self->caret_field)))
    return;
  g_clear_pointer (&self->caret_field, mg_field_unref);
  self->caret_field = g_steal_pointer (&field);
  g_signal_emit_by_name (self, "caret-field");
}

static void
caret_moved_cb (MgHexView *bytes, gpointer data)
{
  MgStructurePane *self = data;

  mg_structure_pane_update_caret_field (self);
  if (self->linking || self->caret_field == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return;
  self->linking = TRUE;
  mg_field_view_select (self->view, self->caret_field);
  self->linking = FALSE;
}

static void
field_selected_cb (MgFieldView *view, gpointer data)
{
  MgStructurePane *self = data;
  MgField *field = mg_field_view_get_selected (view);
  MgFieldBytes bytes;
  MgFieldPlace place;

  if (self->linking || field == NULL || self->snapshot == NULL)
    return;
  bytes = mg_field_bytes_from_snapshot (self->snapshot);
  if (!mg_field_locate (field, &bytes, &place, NULL) || place.absent)
    return;
  self->linking = TRUE;
  mg_hex_view_select (self->bytes, (MgRange) { place.offset, place.size });
  self->linking = FALSE;
}

static void
field_activated_cb (MgFieldView *view, gpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (MG_STRUCTURE_PANE (data)->bytes));
}

static gboolean
bytes_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  MgStructurePane *self = data;
  g_autoptr (MgField) field = NULL;
  g_autofree char *text = NULL;
  guint64 offset;

  if (keyboard)
    offset = mg_hex_view_get_caret (self->bytes, NULL);
  else if (!mg_hex_view_get_offset_at (self->bytes, x, y, &offset))
    return FALSE;
  field = find_at (self, offset);
  if (field == NULL || mg_field_get_parent (field) == NULL)
    return FALSE;
  text = mg_field_dup_tip (field, self->snapshot, mg_field_view_get_info (self->view));
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
visible_changed_cb (MgHexView *bytes, gpointer data)
{
  mg_structure_pane_update_runs (data);
}

void
mg_structure_pane_link (MgStructurePane *self)
{
  g_signal_connect (self->view, "field-selected", G_CALLBACK (field_selected_cb), self);
  g_signal_connect (self->view, "field-activated", G_CALLBACK (field_activated_cb), self);
  g_signal_connect_object (self->bytes, "caret-moved", G_CALLBACK (caret_moved_cb), self, 0);
  g_signal_connect_object (self->bytes, "visible-changed", G_CALLBACK (visible_changed_cb), self, 0);
  g_signal_connect_object (self->bytes, "query-tooltip", G_CALLBACK (bytes_tooltip_cb), self, 0);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->bytes), TRUE);
}
