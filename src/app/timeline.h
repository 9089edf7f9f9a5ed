#pragma once

#include "app/object-tab.h"

G_BEGIN_DECLS

/* The row of time under everything: to the change before and after, pause, the strip, live, and how much
 * of the past there is. */
#define MG_TYPE_TIMELINE (mg_timeline_get_type ())
G_DECLARE_FINAL_TYPE (MgTimeline, mg_timeline, MG, TIMELINE, GtkBox)

GtkWidget *mg_timeline_new (void);
void mg_timeline_set_tab (MgTimeline *self, MgObjectTab *tab); /* (nullable) */

G_END_DECLS
