#pragma once

#include "app/declarations.h"
#include "app/shown.h"

#include "core/layout-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The declarations as every ABI and packing lays them out, side by side, scored on the object's bytes:
 * a row for each layout, best first, a column for each in the table of members, and what the bytes tell of
 * the chosen one.  The chosen one can be made that of the declarations.  Checked on a thread, anew when
 * the declarations are others. */
#define MG_TYPE_LAYOUT_CHECK_DIALOG (mg_layout_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MgLayoutCheckDialog, mg_layout_check_dialog, MG, LAYOUT_CHECK_DIALOG, GtkDialog)

GtkWidget *mg_layout_check_dialog_new (GtkWindow *parent, MgDeclarations *declarations, MgShown *shown);

/* (transfer none) (nullable): while it is being made, and where it can't be. */
MgLayoutCheck *mg_layout_check_dialog_get_check (MgLayoutCheckDialog *self);
/* The layout that is chosen: a row of the check. */
guint mg_layout_check_dialog_get_chosen (MgLayoutCheckDialog *self);
void mg_layout_check_dialog_choose (MgLayoutCheckDialog *self, guint row);

G_END_DECLS
