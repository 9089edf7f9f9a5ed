#pragma once

#include "app/structure-pane.h"

#include "app/plot-page.h"
#include "core/preset.h"

G_BEGIN_DECLS

/* What the files of the pane share. */
struct _MgStructurePane
{
  GtkBox parent_instance;

  GtkWidget *stack;
  GtkWidget *filter_entry;
  GtkWidget *hex_button;
  GtkWidget *type_button;
  GtkWidget *type_label;
  GtkWidget *type_popover;
  GtkWidget *type_entry;
  GtkWidget *type_list;
  GtkWidget *offset_entry;
  GtkWidget *big_endian_button;
  GtkWidget *pack_combo;
  GtkWidget *check_button;
  GtkWidget *abi_combo;
  GtkWidget *editor_button;
  GtkWidget *offer_box;
  GtkWidget *table_box;
  GtkWidget *table_label;
  GtkWidget *members_button;
  GtkWidget *split;
  GtkWidget *list_stack;
  GtkWidget *list_window;
  GtkWidget *hint_label;
  GtkWidget *mutex_check;

  MgShown *shown;
  MgHexView *bytes;        /* not owned: lives as long as this */
  MgSnapshot *snapshot;    /* (nullable) */
  MgDeclarations *declarations;
  MgFieldView *view;
  GtkWidget *editor;       /* (nullable): made when first shown */
  GtkWidget *plot_slot;    /* the page that it is in */
  MgPlotPage *plot;        /* (nullable): made when first needed */
  GArray *interest;        /* of MgRange: all that is needed to show it */
  GtkWidget *layout_check; /* (nullable): a window while it is open */
  GtkWidget *offer;        /* (nullable): a preset is offered */
  MgPresets *presets;      /* (nullable): loaded when first needed */
  gboolean matched;        /* presets were looked for */
  gboolean recorded;       /* what is shown is a recording's own: it is remembered there */
  gboolean settled;        /* a person, or what is remembered, has chosen something */

  gboolean updating;       /* widgets are being set */
  gboolean linking;        /* one selection is being made to follow the other */
  MgField *caret_field;    /* (nullable) */
  MgTriggerList *triggers;
  gboolean take_mutex;
  gboolean dynamic;
  char **to_plot;          /* (nullable): paths that are remembered, until there is a structure */
  gint64 runs_us;          /* when the fields of the visible bytes were last looked for */
  guint remember_id;
  GError *recall_error; /* (nullable) */
  guint recall_id;
  guint focus_id;
};

/* --- structure-pane.c --- */

/* How the name's object is looked at was changed by a person. */
void mg_structure_pane_remember_soon (MgStructurePane *self);

/* --- structure-pane-link.c --- */

void mg_structure_pane_link (MgStructurePane *self);
/* Underlines the fields of the visible bytes. */
void mg_structure_pane_update_runs (MgStructurePane *self);
void mg_structure_pane_update_caret_field (MgStructurePane *self);

/* --- structure-pane-presets.c --- */

MgPresets *mg_structure_pane_get_presets (MgStructurePane *self);
void mg_structure_pane_use_preset (MgStructurePane *self, MgPreset *preset);
/* What a recording brings along; FALSE where it is nothing. */
gboolean mg_structure_pane_use_recorded (MgStructurePane *self);
/* Offers the preset that fits, once there are bytes. */
void mg_structure_pane_match_presets (MgStructurePane *self);
void mg_structure_pane_clear_offer (MgStructurePane *self);

/* --- structure-pane-publisher.c --- */

/* Reads frames as the structure says, and gives it to the triggers. */
void mg_structure_pane_follow_structure (MgStructurePane *self, MgStructure *structure);
void mg_structure_pane_add_triggers (MgStructurePane *self);
void mg_structure_pane_mutex_toggled_cb (GtkToggleButton *button, gpointer data); /* of the .ui file */

/* --- structure-pane-plot.c --- */

void mg_structure_pane_add_plot (MgStructurePane *self);
/* What is remembered is plotted once there is a structure. */
void mg_structure_pane_plot_remembered (MgStructurePane *self);

G_END_DECLS
