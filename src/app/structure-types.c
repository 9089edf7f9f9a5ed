#include "config.h"

#include "app/structure-types.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/layout-check.h"

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *folded_text = g_utf8_casefold (text, -1);

  return strstr (folded_text, folded) != NULL;
}

static GtkWidget *
add_row (GtkListBox *list, const char *text, const char *detail)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *detail_label = gtk_label_new (detail);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_style_context_add_class (gtk_widget_get_style_context (detail_label), GTK_STYLE_CLASS_DIM_LABEL);
  g_object_set (box, "margin", 4, NULL);
  gtk_box_pack_start (GTK_BOX (box), label, TRUE, TRUE, 0);
  gtk_box_pack_end (GTK_BOX (box), detail_label, FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (row), box);
  gtk_widget_show_all (row);
  gtk_container_add (GTK_CONTAINER (list), row);
  return row;
}

static void
destroy_cb (GtkWidget *widget, gpointer data)
{
  gtk_widget_destroy (widget);
}

void
mg_structure_types_fill (GtkListBox *list, MgCUnit *unit, MgPresets *presets, const char *filter)
{
  g_autofree char *folded = g_utf8_casefold (filter, -1);
  const MgCDeclaration *declarations;
  MgPreset *const *all;
  guint n_declarations = 0, n_presets, n_rows = 0;

  gtk_container_foreach (GTK_CONTAINER (list), destroy_cb, NULL);
  declarations = unit != NULL ? mg_c_unit_get_declarations (unit, &n_declarations) : NULL;
  /* the last ones are what a header is about */
  for (guint i = n_declarations; i-- > 0 && n_rows < MG_STRUCTURE_TYPES_MAX;)
    {
      const MgCDeclaration *declaration = &declarations[i];
      g_autofree char *text = NULL;
      GtkWidget *row;

      if (!declaration->in_main_file || declaration->type->actual->kind != MG_C_RECORD
          || !mg_c_type_is_complete (declaration->type))
        continue;
      text = mg_c_type_dup_text (declaration->type);
      if (!contains (text, folded))
        continue;
      row = add_row (list, text, "");
      g_object_set_data_full (G_OBJECT (row), "name", g_steal_pointer (&text), g_free);
      n_rows++;
    }
  all = mg_presets_get_all (presets, &n_presets);
  for (guint i = 0; i < n_presets && n_rows < MG_STRUCTURE_TYPES_MAX; i++)
    {
      GtkWidget *row;

      if (!contains (mg_preset_get_title (all[i]), folded) && !contains (mg_preset_get_id (all[i]), folded))
        continue;
      row = add_row (list, mg_preset_get_title (all[i]),
                     mg_preset_get_origin (all[i]) == MG_PRESET_USER ? _ ("your preset") : _ ("preset"));
      g_object_set_data_full (G_OBJECT (row), "preset", mg_preset_ref (all[i]),
                              (GDestroyNotify) mg_preset_unref);
      n_rows++;
    }
}

MgPreset *
mg_structure_types_get_preset (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "preset");
}

const char *
mg_structure_types_get_name (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

void
mg_structure_types_fill_abis (GtkComboBoxText *combo)
{
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (combo));
  gsize n_abis;
  const MgAbi *abis = mg_abi_get_all (&n_abis);

  for (gsize i = 0; i < n_abis; i++)
    gtk_combo_box_text_append (combo, abis[i].name, _ (abis[i].title));
  /* as wide as one asks for, not as the longest name */
  for (GList *l = cells; l != NULL; l = l->next)
    g_object_set (l->data, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 9, "max-width-chars", 16, NULL);
  gtk_combo_box_set_popup_fixed_width (GTK_COMBO_BOX (combo), FALSE);
}

void
mg_structure_types_fill_packings (GtkComboBoxText *combo)
{
  guint n_packings;
  const guint32 *packings = mg_layout_check_get_packings (&n_packings);

  for (guint i = 0; i < n_packings; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", packings[i]);
      g_autofree char *text =
          g_strdup_printf (ngettext ("packed to %u byte", "packed to %u bytes", packings[i]), packings[i]);

      gtk_combo_box_text_append (combo, id, packings[i] == 0 ? _ ("as declared") : text);
    }
}
