#pragma once

#include "core/object.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is known of an object, and who has it.  Looked up when it is shown and when somebody asks,
 * on a worker thread, at most every 2 s. */
#define MG_TYPE_PROPERTIES_DIALOG (mg_properties_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MgPropertiesDialog, mg_properties_dialog, MG, PROPERTIES_DIALOG, GtkDialog)

/* @info: (nullable): the last that is known: what is shown of an object that is no more */
GtkWidget *mg_properties_dialog_new (GtkWindow *parent, MgName *name, MgObjectInfo *info);

G_END_DECLS
