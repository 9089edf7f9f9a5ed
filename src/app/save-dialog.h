#pragma once

#include "core/dump.h"
#include "core/name.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for the file that bytes are saved to.  @selected: the selection of the object of that name */
GtkFileChooserNative *mg_save_dialog_new (GtkWindow *window, gboolean selected, MgName *name);
/* What was chosen, or what the file's name asks for. */
MgDumpFormat mg_save_dialog_get_format (GtkNativeDialog *dialog, GFile *file);

G_END_DECLS
