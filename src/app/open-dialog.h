#pragma once

#include "core/catalog.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a name and says, while it is typed, what is there: parse errors, 'exists', why it can't
 * be opened, what may have been meant.  Checks run on a worker thread.
 *
 * Response GTK_RESPONSE_ACCEPT: mg_open_dialog_get_name() is to be opened. */
#define MG_TYPE_OPEN_DIALOG (mg_open_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MgOpenDialog, mg_open_dialog, MG, OPEN_DIALOG, GtkDialog)

/* @catalog: what is offered for completion, if it has a listing; @settings: the recent names */
GtkWidget *mg_open_dialog_new (GtkWindow *parent, MgCatalog *catalog, GSettings *settings);
void mg_open_dialog_set_text (MgOpenDialog *self, const char *text);
/* Returns: (nullable): what the text says; NULL where that is no name */
MgName *mg_open_dialog_get_name (MgOpenDialog *self);

G_END_DECLS
