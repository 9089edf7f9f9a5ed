#pragma once

#include "app/object-tab.h"

G_BEGIN_DECLS

/* The bottom line: caret, selection and value on the left, state and health on the right.
 * Refreshed a few times a second while it is active, and touched only where a text is different. */
#define MG_TYPE_STATUS_LINE (mg_status_line_get_type ())
G_DECLARE_FINAL_TYPE (MgStatusLine, mg_status_line, MG, STATUS_LINE, GtkBox)

GtkWidget *mg_status_line_new (void);
/* @tab: (nullable): nothing to show, and the line is hidden */
void mg_status_line_set_tab (MgStatusLine *self, MgObjectTab *tab);
/* Whether anybody can see it: no timer runs otherwise. */
void mg_status_line_set_active (MgStatusLine *self, gboolean active);

G_END_DECLS
