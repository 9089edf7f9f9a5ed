#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The preferences: a dialog bound to @settings; changes apply at once. */
GtkWidget *mg_preferences_new (GtkWindow *parent, GSettings *settings);

G_END_DECLS
