#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A cell with a line of what happened lately.  Its text is what the line says, for who does not see it: so
 * readers have it as the cell's name. */
#define MG_TYPE_SPARK_RENDERER (mg_spark_renderer_get_type ())
G_DECLARE_FINAL_TYPE (MgSparkRenderer, mg_spark_renderer, MG, SPARK_RENDERER, GtkCellRendererText)

/* @values: (nullable): not owned, until the next ones; NULL: nothing is drawn.  The greatest is as high as
 *   the line */
void mg_spark_renderer_set_values (MgSparkRenderer *self, const guint64 *values, guint n_values);

G_END_DECLS
