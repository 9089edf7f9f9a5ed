#pragma once

#include "app/hex-view.h"
#include "core/overview.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The whole object beside the hex view, from its first byte at the top to its last one at the bottom:
 * on the left what kind of bytes are where, on the right where they change, over both what the view
 * shows.  A click or a drag scrolls there; so do Up, Down, Page Up, Page Down, Home and End. */
#define MG_TYPE_OVERVIEW_STRIP (mg_overview_strip_get_type ())
G_DECLARE_FINAL_TYPE (MgOverviewStrip, mg_overview_strip, MG, OVERVIEW_STRIP, GtkDrawingArea)

#define MG_OVERVIEW_STRIP_WIDTH 38 /* pixels, as content and changes share it */

/* @view: what it scrolls; not owned, and outlives the strip
 * @overview: (transfer full): rests while the strip cannot be seen */
GtkWidget *mg_overview_strip_new (MgHexView *view, MgOverview *overview);

/* Whether somebody may see the window that it is in: yes, unless told otherwise. */
void mg_overview_strip_set_active (MgOverviewStrip *self, gboolean active);

/* The object's offset at a height of the widget, and what there is to tell of it. */
guint64 mg_overview_strip_get_offset (MgOverviewStrip *self, double y);
char *mg_overview_strip_dup_text (MgOverviewStrip *self, double y); /* NULL: nothing is known */
/* Looks at the overview now, and not only when it is time to. */
void mg_overview_strip_refresh (MgOverviewStrip *self);

G_END_DECLS
