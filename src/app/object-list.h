#pragma once

#include "app/pulses.h"
#include "core/catalog.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The left pane: the objects there are, under the headings of their namespaces, with a filter.
 *
 * Signals:
 *   open (MgObjectInfo *, gboolean in_new_window)   a row was double-clicked, Enter was pressed
 *   show-properties (MgObjectInfo *)
 *   leave ()                                        Escape in an empty filter: focus elsewhere
 *   message (GtkMessageType, const char *title, const char *text)    why something was not done */
#define MG_TYPE_OBJECT_LIST (mg_object_list_get_type ())
G_DECLARE_FINAL_TYPE (MgObjectList, mg_object_list, MG, OBJECT_LIST, GtkBox)

GtkWidget *mg_object_list_new (void);
/* @catalog is listened to, not switched on or off. */
/* (nullable): how objects are doing: of those that are open or watched it is shown. */
void mg_object_list_set_pulses (MgObjectList *self, MgPulses *pulses);
void mg_object_list_set_catalog (MgObjectList *self, MgCatalog *catalog);
/* @name: (nullable): what the window shows; its row is selected, now or when it is listed */
void mg_object_list_set_shown (MgObjectList *self, MgName *name);
void mg_object_list_focus_filter (MgObjectList *self);

G_END_DECLS
