#pragma once

#include "core/c-unit.h"
#include "core/preset.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The list from which a structure is chosen: the types of the declarations, then presets. */
#define MG_STRUCTURE_TYPES_MAX 300 /* rows */

/* @unit: (nullable).  @filter: part of a name, in any case */
void mg_structure_types_fill (GtkListBox *list, MgCUnit *unit, MgPresets *presets, const char *filter);
/* What a row stands for: (nullable): one of them is NULL. */
MgPreset *mg_structure_types_get_preset (GtkListBoxRow *row);
const char *mg_structure_types_get_name (GtkListBoxRow *row);

/* The choosers beside them: ids are ABIs' names, and packings in decimal. */
void mg_structure_types_fill_abis (GtkComboBoxText *combo);
void mg_structure_types_fill_packings (GtkComboBoxText *combo);

G_END_DECLS
