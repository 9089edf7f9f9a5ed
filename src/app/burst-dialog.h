#pragma once

#include "app/declarations.h"
#include "app/shown.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Looks at a few bytes of a live object so often that what is too fast for its tab is seen, says what was
 * seen and what was not, and records it.  Goes on while its tab is paused or closed; ends with the dialog,
 * and what was recorded until then stays.
 *
 * Signal:
 *   open-recording (const char *path)  it is to be opened */
#define MG_TYPE_BURST_DIALOG (mg_burst_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MgBurstDialog, mg_burst_dialog, MG, BURST_DIALOG, GtkDialog)

/* @shown: of a live object
 * @declarations: (nullable): are recorded with it
 * @range: the bytes that it offers to look at; cut to what a burst can */
GtkWidget *mg_burst_dialog_new (GtkWindow *parent, MgShown *shown, MgDeclarations *declarations,
                                MgRange range);

/* Other bytes to look at, where it does not look already. */
void mg_burst_dialog_offer (MgBurstDialog *self, MgRange range);
MgShown *mg_burst_dialog_get_shown (MgBurstDialog *self);
/* (nullable): the file, once it is complete. */
const char *mg_burst_dialog_get_path (MgBurstDialog *self);

G_END_DECLS
