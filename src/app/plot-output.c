#include "config.h"

#include "app/plot-view-private.h"

#include <cairo-svg.h>
#include <math.h>

gboolean
mg_plot_view_save_picture (MgPlotView *self, const char *path, int width, int height,
                           GError **error)
{
  gboolean png = g_str_has_suffix (path, ".png");
  cairo_surface_t *surface = png ? cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height)
                                 : cairo_svg_surface_create (path, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  mg_plot_view_draw (self, cr, width, height);
  cairo_destroy (cr);
  status = png ? cairo_surface_write_to_png (surface, path) : CAIRO_STATUS_SUCCESS;
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path,
               cairo_status_to_string (status));
  return FALSE;
}

static void
append_csv_text (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *text);
    }
  g_string_append_c (csv, '"');
}

char *
mg_plot_view_dup_csv (MgPlotView *self)
{
  GString *csv = g_string_new ("time_s");
  gint64 end_us = mg_plot_view_get_window_end (self), start_us = end_us - self->window.span_us;
  guint64 at[MG_PLOT_MAX_SERIES];

  for (guint i = 0; i < self->lines->len; i++)
    {
      const MgPlotLine *line = g_ptr_array_index (self->lines, i);

      g_string_append_c (csv, ',');
      append_csv_text (csv, line->title);
      at[i] = mg_series_find (mg_plot_line_get_drawn (line), start_us);
    }
  g_string_append (csv, "\n");

  for (;;)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      gint64 time_us = G_MAXINT64;

      for (guint i = 0; i < self->lines->len; i++)
        {
          const MgSeries *series = mg_plot_line_get_drawn (self->lines->pdata[i]);

          if (at[i] < mg_series_get_length (series))
            time_us = MIN (time_us, mg_series_get_point (series, at[i]).time_us);
        }
      if (time_us > end_us)
        break;
      g_ascii_formatd (number, sizeof number, "%.6f",
                       (double) (time_us - start_us) / G_USEC_PER_SEC);
      g_string_append (csv, number);
      for (guint i = 0; i < self->lines->len; i++)
        {
          const MgSeries *series = mg_plot_line_get_drawn (self->lines->pdata[i]);

          g_string_append_c (csv, ',');
          if (at[i] < mg_series_get_length (series) && mg_series_get_point (series, at[i]).time_us == time_us)
            {
              double value = mg_series_get_point (series, at[i]++).value;

              if (isfinite (value))
                g_string_append (csv, g_ascii_dtostr (number, sizeof number, value));
            }
        }
      g_string_append_c (csv, '\n');
    }
  return g_string_free (csv, FALSE);
}
