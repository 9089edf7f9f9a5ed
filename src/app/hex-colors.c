#include "config.h"

#include "app/hex-colors.h"

#include <math.h>

static double
linear (double channel)
{
  channel = CLAMP (channel, 0, 1);
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue);
}

double
mg_rgba_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double la = luminance (a);
  double lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

GdkRGBA
mg_rgba_mix (const GdkRGBA *a, const GdkRGBA *b, double share_of_b)
{
  double share_of_a = 1 - share_of_b;

  return (GdkRGBA) {
    a->red * share_of_a + b->red * share_of_b,
    a->green * share_of_a + b->green * share_of_b,
    a->blue * share_of_a + b->blue * share_of_b,
    1,
  };
}

GdkRGBA
mg_rgba_approach (const GdkRGBA *from, const GdkRGBA *to, const GdkRGBA *ground,
                  double contrast)
{
  for (int i = 0; i <= 50; i++)
    {
      GdkRGBA mix = mg_rgba_mix (from, to, i / 50.0);

      if (mg_rgba_contrast (&mix, ground) >= contrast)
        return mix;
    }
  return mg_rgba_mix (from, to, 1);
}

/* Of black and white the one that is easier to read on @ground. */
static GdkRGBA
extreme_for (const GdkRGBA *ground)
{
  GdkRGBA black = { 0, 0, 0, 1 };
  GdkRGBA white = { 1, 1, 1, 1 };

  return mg_rgba_contrast (&black, ground) > mg_rgba_contrast (&white, ground) ? black : white;
}

static GdkRGBA
lookup (GtkStyleContext *style, const char *const *names, const char *fallback)
{
  GdkRGBA color;

  for (; *names != NULL; names++)
    if (gtk_style_context_lookup_color (style, *names, &color) && color.alpha > 0.99)
      return color;
  gdk_rgba_parse (&color, fallback);
  return color;
}

void
mg_line_color_init (GdkRGBA *color, GtkStyleContext *style, const char *ground)
{
  GdkRGBA selection, base;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), color);
  if (gtk_style_context_lookup_color (style, "theme_selected_bg_color", &selection)
      && gtk_style_context_lookup_color (style, ground, &base))
    *color = mg_rgba_approach (&selection, color, &base, MG_CONTRAST_SHAPE);
}

void
mg_hex_theme_init (MgHexTheme *theme, GtkStyleContext *style)
{
  static const char *const base_names[] = { "theme_base_color", "theme_bg_color", NULL };
  static const char *const selection_names[] = { "theme_selected_bg_color", NULL };
  static const char *const change_names[] = { "mapglass_change_color", "error_color", NULL };
  static const char *const highlight_names[] = { "mapglass_highlight_color", "warning_color",
                                                 NULL };
  static const char *const field_names[MG_FIELD_HUES][2] = { { "mapglass_field_1_color" },
                                                             { "mapglass_field_2_color" },
                                                             { "mapglass_field_3_color" } };
  static const char *const field_hues[MG_FIELD_HUES] = { "#9141ac", "#26a269", "#c4a000" };
  GtkStateFlags state = gtk_style_context_get_state (style);
  g_autoptr (GdkRGBA) background = NULL;

  gtk_style_context_get_color (style, state, &theme->text);
  gtk_style_context_get (style, state, GTK_STYLE_PROPERTY_BACKGROUND_COLOR, &background, NULL);
  if (background != NULL && background->alpha > 0.99)
    theme->base = *background;
  else
    theme->base =
        lookup (style, base_names, luminance (&theme->text) < 0.4 ? "#ffffff" : "#1e1e1e");
  theme->selection = lookup (style, selection_names, "#3584e4");
  theme->change = lookup (style, change_names, "#e01b24");
  theme->highlight = lookup (style, highlight_names, "#e5a50a");
  for (int i = 0; i < MG_FIELD_HUES; i++)
    theme->field[i] = lookup (style, field_names[i], field_hues[i]);
}

/* A tile of rising diagonals. */
static cairo_pattern_t *
make_hatch (const GdkRGBA *color, int scale)
{
  int side = 6 * scale;
  cairo_surface_t *tile = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *cr = cairo_create (tile);
  cairo_pattern_t *pattern;

  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, scale);
  for (int start = -side; start <= side; start += side)
    {
      cairo_move_to (cr, start, side);
      cairo_line_to (cr, start + side, 0);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);

  cairo_surface_set_device_scale (tile, scale, scale);
  pattern = cairo_pattern_create_for_surface (tile);
  cairo_pattern_set_extend (pattern, CAIRO_EXTEND_REPEAT);
  cairo_surface_destroy (tile);
  return pattern;
}

void
mg_hex_colors_init (MgHexColors *colors, const MgHexTheme *theme, gboolean stale, int scale)
{
  static const double selected_shares[MG_N_SELECTED] = { 0, 0.38, 0.18 };
  GdkRGBA extreme, hatch;

  colors->base = mg_rgba_mix (&theme->base, &theme->text, stale ? 0.07 : 0);
  extreme = extreme_for (&colors->base);
  colors->text = mg_rgba_approach (&theme->text, &extreme, &colors->base, 2 * MG_CONTRAST_TEXT);
  colors->pale = mg_rgba_approach (&colors->base, &colors->text, &colors->base, MG_CONTRAST_TEXT);
  colors->plain = stale ? colors->pale : colors->text;
  colors->line = mg_rgba_mix (&colors->base, &colors->text, 0.15);
  colors->accent =
      mg_rgba_approach (&theme->selection, &colors->text, &colors->base, MG_CONTRAST_SHAPE);
  colors->mark =
      mg_rgba_approach (&theme->change, &colors->text, &colors->base, MG_CONTRAST_SHAPE);
  colors->highlight =
      mg_rgba_approach (&theme->highlight, &colors->text, &colors->base, MG_CONTRAST_SHAPE);

  for (int i = 0; i < MG_FIELD_HUES; i++)
    colors->field[i] =
        mg_rgba_approach (&theme->field[i], &colors->text, &colors->base, MG_CONTRAST_SHAPE);

  for (int selected = 0; selected < MG_N_SELECTED; selected++)
    for (int heat = 0; heat <= MG_HEAT_MAX; heat++)
      {
        double share = heat == 0 ? 0 : 0.08 + 0.42 * heat / MG_HEAT_MAX;
        GdkRGBA warm = mg_rgba_mix (&colors->base, &theme->change, share);
        GdkRGBA fill = mg_rgba_mix (&warm, &theme->selection, selected_shares[selected]);

        colors->fill[selected][heat] =
            mg_rgba_approach (&fill, &colors->base, &colors->text, MG_CONTRAST_TEXT);
      }

  hatch = mg_rgba_mix (&colors->base, &colors->text, 0.3);
  colors->hatch = make_hatch (&hatch, MAX (scale, 1));
}

void
mg_hex_colors_clear (MgHexColors *colors)
{
  g_clear_pointer (&colors->hatch, cairo_pattern_destroy);
}
