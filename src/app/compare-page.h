#pragma once

#include "app/declarations.h"
#include "app/hex-view.h"
#include "app/shown.h"

G_BEGIN_DECLS

/* What differs between what the tab shows and another moment, object or file: by bytes and, where there is a
 * structure, by fields.  What the cursor is on is selected among the bytes, where all that differs is framed.
 * Works only while it is seen. */
#define MG_TYPE_COMPARE_PAGE (mg_compare_page_get_type ())
G_DECLARE_FINAL_TYPE (MgComparePage, mg_compare_page, MG, COMPARE_PAGE, GtkBox)

/* @bytes outlives the page */
GtkWidget *mg_compare_page_new (MgShown *shown, MgHexView *bytes, MgDeclarations *declarations);

/* Nobody can see it, though it is mapped. */
void mg_compare_page_set_hidden (MgComparePage *self, gboolean hidden);

/* To the difference behind the caret's byte, or by fields behind the list's cursor; -1: the one before. */
void mg_compare_page_step (MgComparePage *self, int by);

G_END_DECLS
