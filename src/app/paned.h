#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Places the handle as the setting says, and keeps where a person moves it: not pixels, but the share of
 * all, in thousandths, which is right for a window of any size. */
void mg_paned_keep_share (GtkPaned *paned, GSettings *settings, const char *key);

G_END_DECLS
