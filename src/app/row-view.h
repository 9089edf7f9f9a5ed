#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list of any number of rows in columns, of which only the visible ones are made into text.
 *
 * Arrows, Page, Home and End move the cursor; Enter or a double click activates its row.
 *
 * Signals:
 *   activated (guint64 row)
 *   cursor-moved () */
#define MG_TYPE_ROW_VIEW (mg_row_view_get_type ())
G_DECLARE_FINAL_TYPE (MgRowView, mg_row_view, MG, ROW_VIEW, GtkBox)

/* (transfer full): what stands in a cell */
typedef char *(*MgRowText) (gpointer data, guint64 row, guint column);

typedef struct
{
  const char *title;
  guint chars;     /* as wide as so many digits */
  gboolean share;  /* it gets its share of the room that is left */
  gboolean right;  /* numbers end at the right */
} MgRowColumn;

#define MG_ROW_COLUMNS_MAX 8

/* @columns: copied */
GtkWidget *mg_row_view_new (const MgRowColumn *columns, guint n_columns, MgRowText text, gpointer data);

void mg_row_view_set_n_rows (MgRowView *self, guint64 n_rows);
guint64 mg_row_view_get_n_rows (MgRowView *self);
/* So many rows came in front of the others: what is looked at stays where it is, unless that is the top. */
void mg_row_view_insert_top (MgRowView *self, guint64 n_rows);
/* Their text is another. */
void mg_row_view_refresh (MgRowView *self);

gboolean mg_row_view_get_cursor (MgRowView *self, guint64 *row);
void mg_row_view_set_cursor (MgRowView *self, guint64 row);

/* The row that had the cursor is another one now; G_MAXUINT64: none is.  Nothing scrolls, and no signal
 * says so. */
void mg_row_view_renumber_cursor (MgRowView *self, guint64 row);

/* (transfer full): its cells with tabs in between */
char *mg_row_view_dup_line (MgRowView *self, guint64 row);

G_END_DECLS
