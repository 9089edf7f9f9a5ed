#include "config.h"

#include "app/spark-renderer.h"

#include "app/hex-colors.h"

#define WIDTH 48 /* pixels */
#define LINE 1.25

struct _MgSparkRenderer
{
  GtkCellRendererText parent_instance;

  const guint64 *values;
  guint n_values;
};

G_DEFINE_FINAL_TYPE (MgSparkRenderer, mg_spark_renderer, GTK_TYPE_CELL_RENDERER_TEXT)

void
mg_spark_renderer_set_values (MgSparkRenderer *self, const guint64 *values, guint n_values)
{
  self->values = values;
  self->n_values = values != NULL ? n_values : 0;
}

static void
set_color (GtkWidget *widget, cairo_t *cr, GtkCellRendererState flags)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  GdkRGBA color;

  if ((flags & GTK_CELL_RENDERER_SELECTED) != 0)
    gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  else
    mg_line_color_init (&color, style, "theme_base_color");
  gdk_cairo_set_source_rgba (cr, &color);
}

static void
render (GtkCellRenderer *renderer, cairo_t *cr, GtkWidget *widget, const GdkRectangle *background,
        const GdkRectangle *cell, GtkCellRendererState flags)
{
  MgSparkRenderer *self = MG_SPARK_RENDERER (renderer);
  int xpad, ypad;
  double step, height, bottom;
  guint64 most = 1;

  if (self->n_values < 2)
    return;
  for (guint i = 0; i < self->n_values; i++)
    most = MAX (most, self->values[i]);
  gtk_cell_renderer_get_padding (renderer, &xpad, &ypad);
  /* as high as a line of the two */
  height = cell->height / 2.0 - 2 * ypad;
  bottom = cell->y + (cell->height + height) / 2;
  step = (cell->width - 2.0 * xpad) / (self->n_values - 1);
  for (guint i = 0; i < self->n_values; i++)
    cairo_line_to (cr, cell->x + xpad + i * step, bottom - (double) self->values[i] / (double) most * height);
  set_color (widget, cr, flags);
  cairo_set_line_width (cr, LINE);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
get_preferred_width (GtkCellRenderer *renderer, GtkWidget *widget, int *minimum, int *natural)
{
  int xpad;

  gtk_cell_renderer_get_padding (renderer, &xpad, NULL);
  *minimum = *natural = WIDTH + 2 * xpad;
}

/* As high as the row is by the other cells: its own text is never drawn. */
static void
get_preferred_height (GtkCellRenderer *renderer, GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
}

static void
get_preferred_height_for_width (GtkCellRenderer *renderer, GtkWidget *widget, int width, int *minimum,
                                int *natural)
{
  *minimum = *natural = 0;
}

static void
mg_spark_renderer_class_init (MgSparkRendererClass *class)
{
  GtkCellRendererClass *renderer_class = GTK_CELL_RENDERER_CLASS (class);

  renderer_class->render = render;
  renderer_class->get_preferred_width = get_preferred_width;
  renderer_class->get_preferred_height = get_preferred_height;
  renderer_class->get_preferred_height_for_width = get_preferred_height_for_width;
}

static void
mg_spark_renderer_init (MgSparkRenderer *self)
{
}
