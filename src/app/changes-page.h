#pragma once

#include "app/declarations.h"
#include "app/hex-view.h"
#include "app/shown.h"

G_BEGIN_DECLS

/* What changed when: a list of changes, the newest first, or all that changed with its count, rate and
 * extremes.  A row that is activated shows its moment and selects its bytes.  Works only while it is seen. */
#define MG_TYPE_CHANGES_PAGE (mg_changes_page_get_type ())
G_DECLARE_FINAL_TYPE (MgChangesPage, mg_changes_page, MG, CHANGES_PAGE, GtkBox)

/* @bytes outlives the page */
GtkWidget *mg_changes_page_new (MgShown *shown, MgHexView *bytes, MgDeclarations *declarations);

G_END_DECLS
