#pragma once

#include "app/field-view.h"

#include "core/session.h"

G_BEGIN_DECLS

/* What can be done with a field: the context menu of a list of fields, and its commands.  They work on
 * the selected field; Ctrl+C copies it as text. */
void mg_structure_menu_add (MgFieldView *view, MgSession *session);

/* The members that a table can show: (transfer full): paths below an element of @array. */
char **mg_structure_menu_dup_members (MgField *array);

G_END_DECLS
