#pragma once

#include "app/field-tree.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the fields of a structure live: name, type, offset, value, when it changed, how often.  It is
 * put into a GtkScrolledWindow and is its own GtkScrollable; the vertical adjustment counts rows.  Only
 * what is visible or pinned is decoded, and only cells that look different are drawn.
 *
 * Pinned fields stay above the others.  In place of the tree it can show a table: a row for each element
 * of an array, a column for each of some members.
 *
 * Signals:
 *   field-selected ()    a person selected another field; get it
 *   field-activated ()   Enter or a double click on a value
 *   interest-changed ()  other bytes are needed: see mg_field_view_get_interest()
 *   layout-changed ()    other rows are expanded or pinned, the table comes or goes
 *   popup (GdkEvent *)   the context menu is asked for; NULL: by a key
 *   typed (GdkEvent *)   a key that is text: for the filter
 *   copy ()              (action) */
#define MG_TYPE_FIELD_VIEW (mg_field_view_get_type ())
G_DECLARE_FINAL_TYPE (MgFieldView, mg_field_view, MG, FIELD_VIEW, GtkDrawingArea)

#define MG_TABLE_MEMBERS_MAX 16
#define MG_PINS_MAX 32
/* What a field is dragged as: its path. */
#define MG_FIELD_TARGET "application/x-mapglass-field"

GtkWidget *mg_field_view_new (void);

/* @structure: (nullable).  What is expanded, pinned and selected stays, by its path. */
void mg_field_view_set_structure (MgFieldView *self, MgStructure *structure);
MgStructure *mg_field_view_get_structure (MgFieldView *self); /* (nullable) */
/* The snapshots from now on are past moments: ages are as of then, and nothing fades. */
void mg_field_view_set_still (MgFieldView *self, gboolean still);
void mg_field_view_set_snapshot (MgFieldView *self, MgSnapshot *snapshot);
/* (transfer none) (element-type MgRange): the bytes that what is shown is told from. */
GArray *mg_field_view_get_interest (MgFieldView *self);

MgField *mg_field_view_get_selected (MgFieldView *self); /* (nullable) */
/* Selects without a signal, expands what it is in and scrolls there; NULL: nothing.  FALSE where it can't. */
gboolean mg_field_view_select (MgFieldView *self, MgField *field);
/* Where that field's row is, in the widget; FALSE: not visible. */
gboolean mg_field_view_get_selected_area (MgFieldView *self, GdkRectangle *area);

void mg_field_view_set_hex (MgFieldView *self, gboolean hex);
/* See mg_field_tree_set_filter(). */
gboolean mg_field_view_set_filter (MgFieldView *self, const char *text);

/* By their paths; those that this structure has not are kept all the same. */
char **mg_field_view_dup_expanded (MgFieldView *self);
void mg_field_view_expand_paths (MgFieldView *self, const char *const *paths);
char **mg_field_view_dup_pins (MgFieldView *self);
void mg_field_view_set_pins (MgFieldView *self, const char *const *paths);
gboolean mg_field_view_is_pinned (MgFieldView *self, MgField *field);
void mg_field_view_toggle_pin (MgFieldView *self, MgField *field);

/* @members: paths below an element, such as "mPos.x"; "" is the element itself */
void mg_field_view_show_table (MgFieldView *self, MgField *array, const char *const *members);
void mg_field_view_leave_table (MgFieldView *self);
MgField *mg_field_view_get_table (MgFieldView *self); /* (nullable): its array */
const char *const *mg_field_view_get_table_members (MgFieldView *self); /* NULL-terminated */

/* For tests. */
guint mg_field_view_get_n_draws (MgFieldView *self);
guint mg_field_view_get_n_visible (MgFieldView *self); /* lines, the pinned ones too */
/* (transfer full) (nullable): "name\ttype\toffset\tvalue" of a visible line. */
char *mg_field_view_dup_line (MgFieldView *self, guint line);
guint mg_field_view_get_heat (MgFieldView *self, guint line); /* 0 to MG_HEAT_MAX */
guint64 mg_field_view_get_n_rows (MgFieldView *self);

G_END_DECLS
