#include "config.h"

#include "app/structure-pane-private.h"

#include <glib/gi18n.h>

/* The page of plots beside the fields: made when it is needed. */

static void
plot_interest_cb (MgPlotPage *plot, gpointer data)
{
  g_signal_emit_by_name (data, "interest-changed");
}

static void
plot_changed_cb (MgPlotPage *plot, gpointer data)
{
  mg_structure_pane_remember_soon (data);
}

static void
plot_message_cb (MgPlotPage *plot, const char *title, const char *text, gpointer data)
{
  g_signal_emit_by_name (data, "message", title, text);
}

static void
ensure_plot (MgStructurePane *self)
{
  if (self->plot != NULL)
    return;
  self->plot = MG_PLOT_PAGE (mg_plot_page_new (self->shown));
  mg_plot_page_set_structure (self->plot, mg_declarations_get_structure (self->declarations));
  if (self->snapshot != NULL)
    mg_plot_page_set_snapshot (self->plot, self->snapshot, FALSE);
  g_signal_connect (self->plot, "interest-changed", G_CALLBACK (plot_interest_cb), self);
  g_signal_connect (self->plot, "changed", G_CALLBACK (plot_changed_cb), self);
  g_signal_connect (self->plot, "message", G_CALLBACK (plot_message_cb), self);
  gtk_box_pack_start (GTK_BOX (self->plot_slot), GTK_WIDGET (self->plot), TRUE, TRUE, 0);
}

static void
plot_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgStructurePane *self = data;
  MgField *field = mg_field_view_get_selected (self->view);
  g_autofree char *path = field != NULL ? mg_field_dup_path (field) : NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  ensure_plot (self);
  if (mg_plot_page_add (self->plot, path, &error))
    gtk_stack_set_visible_child (GTK_STACK (self->stack), self->plot_slot);
  else
    g_signal_emit_by_name (self, "message", _ ("That cannot be plotted."), error->message);
}

/* What is remembered is plotted once there is a structure. */
void
mg_structure_pane_plot_remembered (MgStructurePane *self)
{
  g_auto (GStrv) paths = g_steal_pointer (&self->to_plot);

  if (paths == NULL || paths[0] == NULL)
    return;
  ensure_plot (self);
  for (guint i = 0; paths[i] != NULL; i++)
    mg_plot_page_add (self->plot, paths[i], NULL);
}

void
mg_structure_pane_add_plot (MgStructurePane *self)
{
  static const GActionEntry entry = { "plot", plot_cb };
  GActionGroup *actions = gtk_widget_get_action_group (GTK_WIDGET (self->view), "fields");

  g_action_map_add_action_entries (G_ACTION_MAP (actions), &entry, 1, self);
  self->plot_slot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_signal_connect_swapped (self->plot_slot, "map", G_CALLBACK (ensure_plot), self);
  gtk_widget_show (self->plot_slot);
  mg_structure_pane_add_page (self, self->plot_slot, "plot", _ ("Plot"));
}
