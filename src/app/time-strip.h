#pragma once

#include "app/shown.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* All that is kept of an object's past, from left to right: how much changed when, marks, and the moment
 * that is shown.  A press or a drag goes there; keys: arrows and Page a step, Home and End to the ends.
 * It is drawn again when there is something new, at most ten times a second. */
#define MG_TYPE_TIME_STRIP (mg_time_strip_get_type ())
G_DECLARE_FINAL_TYPE (MgTimeStrip, mg_time_strip, MG, TIME_STRIP, GtkDrawingArea)

GtkWidget *mg_time_strip_new (void);
void mg_time_strip_set_shown (MgTimeStrip *self, MgShown *shown); /* (nullable) */
/* There are new moments. */
void mg_time_strip_refresh (MgTimeStrip *self);

/* (transfer full) (nullable): what is at that place */
char *mg_time_strip_dup_text (MgTimeStrip *self, double x);
/* Where the moment that is shown is; FALSE where there is none. */
gboolean mg_time_strip_get_marker (MgTimeStrip *self, double *x);

G_END_DECLS
