#pragma once

#include "core/catalog.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A listing as rows of a list: a heading before each namespace, the objects of it, then the
 * closed ones under 'Closed, last seen …'.  Filtered.  Rows hold no text: it is made when one is
 * drawn, so that 10,000 rows cost 10,000 pointers.
 *
 * A new listing is compared with the old one.  Few differences become row-inserted, row-deleted
 * and row-changed, which keep a view's selection; where there are many, `reset` is emitted with
 * TRUE before and FALSE after, and a view takes the model off itself in between. */
#define MG_TYPE_OBJECT_LIST_MODEL (mg_object_list_model_get_type ())
G_DECLARE_FINAL_TYPE (MgObjectListModel, mg_object_list_model, MG, OBJECT_LIST_MODEL, GObject)

typedef enum
{
  MG_ROW_HEADING,
  MG_ROW_OBJECT,
  MG_ROW_CLOSED,
} MgRowType;

/* Columns of the GtkTreeModel. */
enum
{
  MG_OBJECT_LIST_TYPE,   /* int: MgRowType */
  MG_OBJECT_LIST_TITLE,  /* string: a heading, or an object's label */
  MG_OBJECT_LIST_DETAIL, /* string (nullable): "236 KiB · rFactor2.exe" */
  MG_OBJECT_LIST_N_COLUMNS
};

MgObjectListModel *mg_object_list_model_new (guint32 own_session);

/* @listing, @filter: (nullable) */
void mg_object_list_model_set_listing (MgObjectListModel *self, MgListing *listing);
/* What is shown: objects whose name, or a holder's process, contains the text; all where it is
 * empty.  Digits alone match a process id as well. */
void mg_object_list_model_set_filter (MgObjectListModel *self, const char *filter);

guint mg_object_list_model_get_n_objects (MgObjectListModel *self); /* without headings and closed ones */
guint mg_object_list_model_get_n_rows (MgObjectListModel *self);
MgRowType mg_object_list_model_get_row_type (MgObjectListModel *self, GtkTreeIter *iter);
/* Returns: (transfer none) (nullable): NULL for a heading */
MgObjectInfo *mg_object_list_model_get_info (MgObjectListModel *self, GtkTreeIter *iter);
/* Both without an allocation that stays; either may be NULL. */
void mg_object_list_model_dup_texts (MgObjectListModel *self, GtkTreeIter *iter, char **title, char **detail);
/* Where the row of that object is now, also after a change. */
gboolean mg_object_list_model_find (MgObjectListModel *self, const MgObjectInfo *info, GtkTreeIter *iter);

G_END_DECLS
