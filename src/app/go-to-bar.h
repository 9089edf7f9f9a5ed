#pragma once

#include "app/hex-view.h"

G_BEGIN_DECLS

/* Takes the caret to an offset that is typed: see mg_offset_parse().  Says while it is typed where
 * that is.  Signal: close (). */
#define MG_TYPE_GO_TO_BAR (mg_go_to_bar_get_type ())
G_DECLARE_FINAL_TYPE (MgGoToBar, mg_go_to_bar, MG, GO_TO_BAR, GtkBox)

/* @view outlives the bar. */
GtkWidget *mg_go_to_bar_new (MgHexView *view);
void mg_go_to_bar_open (MgGoToBar *self);

G_END_DECLS
