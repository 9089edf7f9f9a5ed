#pragma once

#include "app/compare-reader.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The button that says what is compared with, and its menu: a moment that is kept, a mark, another tab, an
 * object, a file. */
#define MG_TYPE_COMPARE_CHOOSER (mg_compare_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MgCompareChooser, mg_compare_chooser, MG, COMPARE_CHOOSER, GtkMenuButton)

GtkWidget *mg_compare_chooser_new (MgCompareReader *reader, MgShown *shown);
/* A dump; or a recording, of which @time (nullable) says the moment. */
void mg_compare_chooser_take_file (MgCompareChooser *self, const char *path, const char *time);

G_END_DECLS
