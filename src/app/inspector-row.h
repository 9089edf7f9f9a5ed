#pragma once

#include "app/hex-glyphs.h"

#include "core/interpret.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of the inspector: a title and a value, which is drawn by glyphs that were shaped once: a new
 * text costs microseconds, and no layout of the window.  Focusable; its accessible's name is the title,
 * the description its value while it has the focus. */
#define MG_TYPE_INSPECTOR_ROW (mg_inspector_row_get_type ())
G_DECLARE_FINAL_TYPE (MgInspectorRow, mg_inspector_row, MG, INSPECTOR_ROW, GtkListBoxRow)

GtkWidget *mg_inspector_row_new (const MgInterpretRow *row);
const MgInterpretRow *mg_inspector_row_get_row (MgInspectorRow *self);

/* @text: (nullable): NULL shows a dash.  Draws only what is different. */
void mg_inspector_row_set_text (MgInspectorRow *self, const char *text);
const char *mg_inspector_row_get_text (MgInspectorRow *self); /* (nullable): as it was set */

/* @glyphs: (transfer none): must live as long as the row, or until others are set */
void mg_inspector_row_set_glyphs (MgInspectorRow *self, const MgGlyphs *glyphs, int value_x);
int mg_inspector_row_get_title_width (MgInspectorRow *self); /* pixels */

guint mg_inspector_row_get_n_draws (MgInspectorRow *self); /* for tests */

/* (transfer full): digits in threes, bits in fours, a proper minus: what is drawn */
char *mg_inspector_group_digits (const char *text);

G_END_DECLS
