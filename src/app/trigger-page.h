#pragma once

#include "app/trigger-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The triggers of one object: a row each with its switch, what it does and how often it fired; a form to
 * write one in, which says at once where a condition is wrong. */
#define MG_TYPE_TRIGGER_PAGE (mg_trigger_page_get_type ())
G_DECLARE_FINAL_TYPE (MgTriggerPage, mg_trigger_page, MG, TRIGGER_PAGE, GtkBox)

GtkWidget *mg_trigger_page_new (MgTriggerList *triggers);

G_END_DECLS
