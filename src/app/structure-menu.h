#pragma once

#include "app/field-view.h"

#include "app/shown.h"

G_BEGIN_DECLS

/* What can be done with a field: the context menu of a list of fields, and its commands.  They work on
 * the selected field; Ctrl+C copies it as text.  "fields.plot" is whoever's who has a plot, and Ctrl+P. */
void mg_structure_menu_add (MgFieldView *view, MgShown *shown);

/* A popover with a box to tick for each member that the table of @view can show. */
GtkWidget *mg_structure_menu_new_members (MgFieldView *view, GtkWidget *relative_to);

G_END_DECLS
