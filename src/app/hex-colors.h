#pragma once

#include "app/field-runs.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MG_HEAT_MAX 7 /* steps in which a change fades; 0 is none */

typedef enum
{
  MG_SELECTED_NONE,
  MG_SELECTED_ACTIVE,  /* in the column that has the caret */
  MG_SELECTED_PASSIVE, /* in the other column, or while another widget has the focus */
  MG_N_SELECTED,
} MgSelected;

/* What the theme gives. */
typedef struct
{
  GdkRGBA base;
  GdkRGBA text;
  GdkRGBA selection;
  GdkRGBA change;
  GdkRGBA highlight;
  GdkRGBA field[MG_FIELD_HUES];
} MgHexTheme;

/* What is drawn with: all opaque.  Text holds MG_CONTRAST_TEXT on every fill that it is drawn on,
 * lines and marks MG_CONTRAST_SHAPE on the base, whatever the theme's colours are. */
typedef struct
{
  GdkRGBA base;
  GdkRGBA text;      /* bytes on any fill, and what is current */
  GdkRGBA plain;     /* bytes on the base: text, or pale where all is stale */
  GdkRGBA pale;      /* zeros, offsets: only ever on the base */
  GdkRGBA line;      /* under the header: decoration */
  GdkRGBA accent;    /* caret, outline of the selection */
  GdkRGBA mark;      /* in the gutter, of rows that changed */
  GdkRGBA highlight; /* frame */
  GdkRGBA field[MG_FIELD_HUES]; /* lines under bytes */
  GdkRGBA fill[MG_N_SELECTED][MG_HEAT_MAX + 1];
  cairo_pattern_t *hatch; /* lines over a fill: bytes that cannot be read */
} MgHexColors;

#define MG_CONTRAST_TEXT 4.5
#define MG_CONTRAST_SHAPE 3.0

/* The contrast ratio of WCAG 2.1, from 1 to 21. */
double mg_rgba_contrast (const GdkRGBA *a, const GdkRGBA *b);
GdkRGBA mg_rgba_mix (const GdkRGBA *a, const GdkRGBA *b, double share_of_b);
/* The mix nearest to @from on the way to @to that has @contrast to @ground; @to where none has. */
GdkRGBA mg_rgba_approach (const GdkRGBA *from, const GdkRGBA *to, const GdkRGBA *ground,
                                    double contrast);

/* What a line of values is drawn with: the selection's colour, as far as it is seen on the theme's colour
 * @ground. */
void mg_line_color_init (GdkRGBA *color, GtkStyleContext *style, const char *ground);

/* Reads the colours of a widget's style: named ones where the theme has them.  An application's CSS
 * can define mapglass_change_color, mapglass_highlight_color and mapglass_field_1_color to _3_. */
void mg_hex_theme_init (MgHexTheme *theme, GtkStyleContext *style);

/**
 * mg_hex_colors_init:
 * @stale: dim everything: the object has ended
 * @scale: device pixels of a pixel
 */
void mg_hex_colors_init (MgHexColors *colors, const MgHexTheme *theme, gboolean stale, int scale);
void mg_hex_colors_clear (MgHexColors *colors);

G_END_DECLS
