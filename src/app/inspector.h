#pragma once

#include "app/object-tab.h"

G_BEGIN_DECLS

/* The right pane: the bytes at the caret of the tab in front under every interpretation that a
 * person wants to see, live, and the last seconds of the chosen one.
 *
 * Follows the tab's snapshots while it is visible and active; a row is drawn only where its text is
 * another one. */
#define MG_TYPE_INSPECTOR (mg_inspector_get_type ())
G_DECLARE_FINAL_TYPE (MgInspector, mg_inspector, MG, INSPECTOR, GtkBox)

GtkWidget *mg_inspector_new (GSettings *settings);

/* @tab: (nullable): not owned; set NULL before it goes */
void mg_inspector_set_tab (MgInspector *self, MgObjectTab *tab);
/* Whether anybody can see it. */
void mg_inspector_set_active (MgInspector *self, gboolean active);
/* @text: (nullable): the field at the caret, "mVehicles[0].mPos.x" */
void mg_inspector_set_field_text (MgInspector *self, const char *text);
/* @info: (nullable): who has it mapped where, for pointers */
void mg_inspector_set_info (MgInspector *self, MgObjectInfo *info);

/* For tests: how many times it interpreted bytes. */
guint mg_inspector_get_n_updates (MgInspector *self);

G_END_DECLS
