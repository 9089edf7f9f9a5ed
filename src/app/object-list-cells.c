#include "config.h"

#include "app/object-list-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/format.h"
#include "app/spark-renderer.h"

#define HEADING_SCALE 0.85
#define DETAIL_SCALE 0.9
#define DETAIL_ALPHA (G_MAXUINT16 / 100 * 72)

/* Drawing.  A row is two paragraphs of one text, so that each is ellipsised on its own. */

static PangoAttrList *
new_attributes (guint title_length, gboolean closed)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *scale = pango_attr_scale_new (DETAIL_SCALE);
  PangoAttribute *alpha = pango_attr_foreground_alpha_new (DETAIL_ALPHA);

  scale->start_index = title_length;
  alpha->start_index = closed ? 0 : title_length;
  pango_attr_list_insert (attributes, scale);
  pango_attr_list_insert (attributes, alpha);
  return attributes;
}

/* (nullable): how the object of that row is doing. */
static const MgPulse *
find_pulse (MgObjectList *self, GtkTreeIter *iter)
{
  MgObjectInfo *info = mg_object_list_model_get_info (self->model, iter);

  if (self->pulses == NULL || info == NULL || info->deleted
      || mg_object_list_model_get_row_type (self->model, iter) != MG_ROW_OBJECT)
    return NULL;
  return mg_pulses_find (self->pulses, info->name);
}

/* What is wrong comes first: of a long line the end is not seen. */
static void
add_pulse (MgObjectList *self, GtkTreeIter *iter, char **detail)
{
  const MgPulse *pulse = find_pulse (self, iter);
  g_autofree char *before = g_steal_pointer (detail);
  g_autofree char *text = pulse != NULL ? mg_pulse_dup_text (pulse, g_get_monotonic_time ()) : NULL;

  if (pulse == NULL)
    *detail = g_steal_pointer (&before);
  else if (mg_pulse_is_alarming (pulse))
    *detail = g_strconcat (text, " · ", before, NULL);
  else
    *detail = g_strconcat (before, " · ", text, NULL);
}

static void
cell_data_cb (GtkTreeViewColumn *column, GtkCellRenderer *renderer, GtkTreeModel *model, GtkTreeIter *iter,
              gpointer data)
{
  MgObjectList *self = data;
  MgRowType type = mg_object_list_model_get_row_type (self->model, iter);
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  guint title_length;

  mg_object_list_model_dup_texts (self->model, iter, &title, &detail);
  if (type == MG_ROW_HEADING)
    {
      g_object_set (renderer, "text", title, "attributes", self->heading_attributes, "yalign", 1.0, NULL);
      return;
    }
  title_length = (guint) strlen (title);
  add_pulse (self, iter, &detail);
  text = g_strconcat (title, "\n", detail, NULL);
  attributes = new_attributes (title_length, type == MG_ROW_CLOSED);
  g_object_set (renderer, "text", text, "attributes", attributes, "yalign", 0.5, NULL);
}

static void
spark_data_cb (GtkTreeViewColumn *column, GtkCellRenderer *renderer, GtkTreeModel *model, GtkTreeIter *iter,
               gpointer data)
{
  const MgPulse *pulse = find_pulse (data, iter);
  g_autofree char *text = pulse != NULL ? mg_pulse_dup_activity (pulse) : NULL;

  mg_spark_renderer_set_values (MG_SPARK_RENDERER (renderer), pulse != NULL ? pulse->changed : NULL,
                                MG_ACTIVITY_SLOTS);
  g_object_set (renderer, "text", text, NULL);
}

/* All rows are as high as an object's two lines, headings too: a list of any length is laid out by
 * one multiplication. */
static void
style_updated_cb (GtkWidget *view, gpointer data)
{
  MgObjectList *self = data;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (view, "Xg\nXg");
  g_autoptr (PangoAttrList) attributes = new_attributes (2, FALSE);
  int height, ypad, before;

  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_cell_renderer_get_padding (self->renderer, NULL, &ypad);
  gtk_cell_renderer_get_fixed_size (self->renderer, NULL, &before);
  if (before == height + 2 * ypad)
    return;
  gtk_cell_renderer_set_fixed_size (self->renderer, -1, height + 2 * ypad);
  /* The view measures the first row of a model once. */
  if (before > 0)
    {
      mg_object_list_reset (self, TRUE);
      mg_object_list_reset (self, FALSE);
    }
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  MgObjectList *self = data;
  g_autoptr (GtkTreePath) path = NULL;
  GtkTreeIter iter;
  const MgPulse *pulse;
  MgObjectInfo *info;
  GString *text;
  guint i;

  if (gtk_tree_view_get_model (self->view) == NULL
      || !gtk_tree_view_get_tooltip_context (self->view, &x, &y, keyboard, NULL, &path, &iter))
    return FALSE;
  info = mg_object_list_model_get_info (self->model, &iter);
  if (info == NULL)
    return FALSE;
  pulse = find_pulse (self, &iter);
  text = g_string_new (NULL);
  {
    g_autofree char *name = mg_format_elided (mg_name_get_text (info->name), MG_TOOLTIP_CHARS);
    g_autofree char *size = mg_format_bytes (info->size);

    g_string_append_printf (text, "%s\n%s", name, size);
    if (info->size_rounded)
      g_string_append_printf (text, " (%s)", _ ("rounded to pages"));
  }
  for (i = 0; info->holders != NULL && i < MIN (info->holders->len, 10); i++)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, i);

      g_string_append_printf (text, "\n%s (%u)",
                              holder->process != NULL ? holder->process : _ ("unknown process"), holder->pid);
    }
  if (info->holders != NULL && info->holders->len > 10)
    g_string_append (text, "\n…");
  if (pulse != NULL)
    {
      g_autofree char *details = mg_pulse_dup_details (pulse, g_get_monotonic_time ());

      g_string_append_printf (text, "\n%s", details);
    }
  gtk_tooltip_set_text (tooltip, text->str);
  gtk_tree_view_set_tooltip_row (self->view, tooltip, path);
  g_string_free (text, TRUE);
  return TRUE;
}

/* Of what is visible, rows that tell how they do, or all.  Returns: how many do */
static guint
update_rows (MgObjectList *self, gboolean all)
{
  GtkTreeModel *model = gtk_tree_view_get_model (self->view);
  g_autoptr (GtkTreePath) path = NULL;
  g_autoptr (GtkTreePath) end = NULL;
  guint n_pulsing = 0;
  GtkTreeIter iter;

  if (model == NULL || !gtk_tree_view_get_visible_range (self->view, &path, &end))
    return 0;
  for (; gtk_tree_path_compare (path, end) <= 0 && gtk_tree_model_get_iter (model, &iter, path);
       gtk_tree_path_next (path))
    {
      gboolean pulsing = find_pulse (self, &iter) != NULL;

      n_pulsing += pulsing;
      if (pulsing || all)
        gtk_tree_model_row_changed (model, path, &iter);
    }
  return n_pulsing;
}

void
mg_object_list_update_pulses (MgObjectList *self)
{
  guint n_pulsing = update_rows (self, FALSE);

  gtk_tree_view_column_set_visible (self->spark_column,
                                    self->pulses != NULL && mg_pulses_get_n (self->pulses) > 0);
  /* one may be told of no longer */
  if (n_pulsing != self->n_pulsing)
    update_rows (self, TRUE);
  self->n_pulsing = n_pulsing;
}

void
mg_object_list_init_cells (MgObjectList *self)
{
  self->heading_attributes = pango_attr_list_new ();
  pango_attr_list_insert (self->heading_attributes, pango_attr_scale_new (HEADING_SCALE));
  pango_attr_list_insert (self->heading_attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (self->heading_attributes, pango_attr_foreground_alpha_new (DETAIL_ALPHA));
  style_updated_cb (GTK_WIDGET (self->view), self);
  g_signal_connect (self->view, "style-updated", G_CALLBACK (style_updated_cb), self);
  g_signal_connect (self->view, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  gtk_tree_view_column_set_cell_data_func (self->column, self->renderer, cell_data_cb, self, NULL);
  gtk_tree_view_column_set_cell_data_func (self->spark_column, self->spark, spark_data_cb, self, NULL);
}
