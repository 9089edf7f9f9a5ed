#pragma once

#include "app/hex-view.h"
#include "app/shown.h"

G_BEGIN_DECLS

/* Finds bytes, text and numbers in the object and selects them in the view.  The search runs on a
 * worker thread with a source of its own, goes on at the other end once, and can be stopped.
 *
 * Signal: close () */
#define MG_TYPE_FIND_BAR (mg_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (MgFindBar, mg_find_bar, MG, FIND_BAR, GtkBox)

/* @shown and @view outlive the bar. */
GtkWidget *mg_find_bar_new (MgShown *shown, MgHexView *view, GSettings *settings);
/* Shows the bar and takes the focus. */
void mg_find_bar_open (MgFindBar *self);
/* The next hit of what was looked for; opens the bar where there is no pattern. */
void mg_find_bar_again (MgFindBar *self, gboolean backward);
gboolean mg_find_bar_is_searching (MgFindBar *self);

G_END_DECLS
