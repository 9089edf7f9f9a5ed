#pragma once

#include "app/object-list-model.h"
#include "app/object-list.h"

G_BEGIN_DECLS

/* What the files of the list share. */
struct _MgObjectList
{
  GtkBox parent_instance;

  GtkWidget *filter_entry;
  GtkWidget *scrolled_window;
  GtkTreeView *view;
  GtkTreeSelection *selection;
  GtkTreeViewColumn *column;
  GtkCellRenderer *renderer;
  GtkTreeViewColumn *spark_column; /* there while something is watched */
  GtkCellRenderer *spark;
  GtkWidget *placeholder;
  GtkWidget *report_label;
  GMenuModel *context_menu;

  MgCatalog *catalog;
  MgObjectListModel *model;
  PangoAttrList *heading_attributes;
  MgObjectInfo *kept_selection; /* while the model is off the view */
  MgObjectInfo *anchor;         /* what stays at its place through an update; see dup_anchor() */
  GdkRectangle anchor_area;
  gboolean was_reset;           /* by the listing that is being taken over */
  guint cursor_id;              /* idle source that puts the keyboard on the selection */
  MgName *to_select;            /* what the window shows, until its row was found */
  MgPulses *pulses;             /* (nullable) */
  gboolean pulses_used;
  guint n_pulsing;              /* visible rows that told how they do */
  GSimpleActionGroup *actions;  /* of the context menu */
};

/* The model is taken off the view, and given back: it starts anew. */
void mg_object_list_reset (MgObjectList *self, gboolean begin);

/* --- object-list-cells.c --- */

/* The template's children are there. */
void mg_object_list_init_cells (MgObjectList *self);
/* Shows how what is visible is doing now. */
void mg_object_list_update_pulses (MgObjectList *self);

G_END_DECLS
