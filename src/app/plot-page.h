#pragma once

#include "app/field-view.h"
#include "app/plot-view.h"
#include "app/shown.h"

#include "core/field.h"

G_BEGIN_DECLS

/* The fields of a structure that a person put here, over time: a page beside the fields.
 *
 * They are added by the fields' menu, by Ctrl+P, or dropped on it; known by their paths, so that they stay
 * when the declarations are read again.  What is kept of the past is plotted too.  A moment of the past
 * that the tab shows is where the cursor stands.
 *
 * Signals:
 *   interest-changed ()  other bytes must be read: see mg_plot_page_get_interest()
 *   changed ()           other fields are plotted: to be remembered
 *   message (const char *title, const char *text)  something a person asked for did not work */
#define MG_TYPE_PLOT_PAGE (mg_plot_page_get_type ())
G_DECLARE_FINAL_TYPE (MgPlotPage, mg_plot_page, MG, PLOT_PAGE, GtkBox)

GtkWidget *mg_plot_page_new (MgShown *shown);

/* @structure: (nullable) */
void mg_plot_page_set_structure (MgPlotPage *self, MgStructure *structure);
/* @past: it is a moment that was chosen, and not the newest */
void mg_plot_page_set_snapshot (MgPlotPage *self, MgSnapshot *snapshot, gboolean past);

/* Plots what @path leads to: a number; of an array or a record, those directly in it.
 *
 * Returns: FALSE where there is nothing to plot, with the reason */
gboolean mg_plot_page_add (MgPlotPage *self, const char *path, GError **error);
void mg_plot_page_remove (MgPlotPage *self, const char *path);
char **mg_plot_page_dup_paths (MgPlotPage *self);

/* (transfer none) (element-type MgRange): the bytes of what is plotted. */
GArray *mg_plot_page_get_interest (MgPlotPage *self);
MgPlotView *mg_plot_page_get_view (MgPlotPage *self);

G_END_DECLS
