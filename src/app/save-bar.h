#pragma once

#include "app/export.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Saves to a file, with progress and a button that cancels; then says how it went until it is
 * closed.  Signal: close (). */
#define MG_TYPE_SAVE_BAR (mg_save_bar_get_type ())
G_DECLARE_FINAL_TYPE (MgSaveBar, mg_save_bar, MG, SAVE_BAR, GtkBox)

/* Begins at once. */
GtkWidget *mg_save_bar_new (MgExport *export, GFile *file, guint64 length);
gboolean mg_save_bar_is_saving (MgSaveBar *self);

G_END_DECLS
