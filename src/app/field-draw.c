#include "config.h"

#include "app/field-view-private.h"

#include <string.h>

/* Names and types are laid out once and kept; values, which change with every frame, are drawn with
 * glyphs that were shaped once, where they are ASCII and fit: that is nearly all of them.  Each call of cairo
 * costs as much as the glyphs of many cells: backgrounds come first, as merged runs, and glyphs are
 * collected until their colour changes. */

#define PADDING 5        /* left and right of a cell, pixels */
#define ROW_PADDING 4    /* added to the height of a line of text */
#define MARK_WIDTH 3     /* of what says beside colour that a value has just changed */
#define THIN_SPACE 0x2009
#define LAYOUTS_MAX 256   /* that are kept for the next line that says the same */
#define GLYPHS_MAX 2048   /* that are collected before they are drawn */
#define CELL_GLYPHS_MAX 256

#ifdef G_OS_WIN32
#define MONOSPACE "Consolas,Lucida Console,Courier New,Monospace"
#else
#define MONOSPACE "Monospace"
#endif

/* One drawing of the lines. */
typedef struct
{
  cairo_t *cr;
  GdkRectangle clip;
  guint first, end;    /* lines in the clip */
  guint selected;      /* line; G_MAXUINT: none */
  gboolean focused;
  const GdkRGBA *ink;  /* (nullable): cairo's source, which the collected glyphs are for */
  guint n_glyphs;
  cairo_glyph_t glyphs[GLYPHS_MAX];
} Drawing;

/* --- style --- */

static GdkRGBA
lookup (GtkStyleContext *style, const char *name, const GdkRGBA *otherwise)
{
  GdkRGBA color;

  return gtk_style_context_lookup_color (style, name, &color) && color.alpha > 0.99 ? color : *otherwise;
}

static void
ensure_colors (MgFieldView *self)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  MgHexTheme theme;

  mg_hex_theme_init (&theme, style);
  mg_hex_colors_init (&self->colors, &theme, FALSE, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  self->selected_fill = lookup (style, "theme_selected_bg_color", &theme.selection);
  self->selected_text = lookup (style, "theme_selected_fg_color", &self->colors.base);
  if (mg_rgba_contrast (&self->selected_fill, &self->selected_text) < MG_CONTRAST_SHAPE)
    {
      self->selected_fill = self->colors.fill[MG_SELECTED_ACTIVE][0];
      self->selected_text = self->colors.text;
    }
}

void
mg_field_view_ensure_style (MgFieldView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoContext *context;
  PangoFontMetrics *metrics;
  PangoFontDescription *font;
  int height;

  if (self->colors.hatch == NULL)
    ensure_colors (self);
  if (self->glyphs != NULL)
    return;
  context = gtk_widget_create_pango_context (widget);
  metrics = pango_context_get_metrics (context, NULL, NULL);
  height =
      PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics));
  pango_font_metrics_unref (metrics);
  font = pango_font_description_copy (pango_context_get_font_description (context));
  pango_font_description_set_family_static (font, MONOSPACE);
  pango_context_set_font_description (context, font);
  self->glyphs = mg_glyphs_new (context);
  self->text_height = height;
  self->row_height = MAX (height, self->glyphs->row_height - MAX (2, height / 4)) + ROW_PADDING;
  self->header_height = self->row_height + 2;
  self->indent = height;
  pango_font_description_free (font);
  g_object_unref (context);
}

void
mg_field_view_drop_style (MgFieldView *self)
{
  g_clear_pointer (&self->glyphs, mg_glyphs_free);
  mg_hex_colors_clear (&self->colors);
  g_hash_table_remove_all (self->layouts);
  for (guint i = 0; i < self->n_columns; i++)
    g_clear_object (&self->columns[i].layout);
  for (guint i = 0; i < self->lines->len; i++)
    {
      MgFieldLine *line = g_ptr_array_index (self->lines, i);

      for (guint k = 0; k < MG_FIELD_COLUMNS_MAX; k++)
        g_clear_object (&line->layouts[k]);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- text --- */

const char *
mg_field_line_get_text (const MgFieldLine *line, const MgFieldColumn *column)
{
  const char *text = NULL;

  switch (column->kind)
    {
    case MG_FIELD_NAME:
      text = line->name;
      break;
    case MG_FIELD_TYPE:
      text = line->type;
      break;
    case MG_FIELD_OFFSET:
      text = line->offset;
      break;
    case MG_FIELD_VALUE:
      text = column->cell < line->n_cells ? line->cells[column->cell]->text : NULL;
      break;
    case MG_FIELD_CHANGED:
      text = line->changed;
      break;
    case MG_FIELD_RATE:
      text = line->rate;
      break;
    }
  return text != NULL ? text : "";
}

static PangoLayout *
new_layout (MgFieldView *self, const char *text, gboolean monospace, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  if (monospace || bold)
    {
      PangoFontDescription *font = pango_font_description_copy (
          pango_context_get_font_description (pango_layout_get_context (layout)));

      if (monospace)
        pango_font_description_set_family_static (font, MONOSPACE);
      if (bold)
        pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
      pango_layout_set_font_description (layout, font);
      pango_font_description_free (font);
    }
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static void
show_layout (MgFieldView *self, cairo_t *cr, PangoLayout *layout, int x, int y, int width)
{
  int baseline = y + self->row_height / 2 + self->glyphs->baseline - self->glyphs->row_height / 2;

  if (width <= 0)
    return;
  pango_layout_set_width (layout, width * PANGO_SCALE);
  cairo_move_to (cr, x, baseline - PANGO_PIXELS (pango_layout_get_baseline (layout)));
  pango_cairo_show_layout (cr, layout);
}

static void
flush_glyphs (MgFieldView *self, Drawing *drawing)
{
  if (drawing->n_glyphs > 0)
    {
      cairo_set_scaled_font (drawing->cr, self->glyphs->font);
      cairo_show_glyphs (drawing->cr, drawing->glyphs, (int) drawing->n_glyphs);
    }
  drawing->n_glyphs = 0;
}

static void
set_ink (MgFieldView *self, Drawing *drawing, const GdkRGBA *ink)
{
  if (drawing->ink == ink)
    return;
  flush_glyphs (self, drawing);
  drawing->ink = ink;
  gdk_cairo_set_source_rgba (drawing->cr, ink);
}

/* Three dots, in a character's width. */
static void
show_ellipsis (const MgGlyphs *font, cairo_t *cr, int x, int baseline)
{
  int side = MAX (font->char_width / 6, 1);

  for (int i = 0; i < 3; i++)
    cairo_rectangle (cr, x + i * font->char_width / 3, baseline - side, side, side);
  cairo_fill (cr);
}

/* Cut off where it does not fit.  FALSE where it takes a layout. */
static gboolean
add_glyphs (MgFieldView *self, Drawing *drawing, const char *text, int x, int y, int width)
{
  const MgGlyphs *font = self->glyphs;
  gsize length = strlen (text);
  gboolean cut = FALSE;
  cairo_glyph_t *glyphs;
  guint n_glyphs = 0;
  int end = x + width;

  if (font->font == NULL)
    return FALSE;
  if (drawing->n_glyphs + CELL_GLYPHS_MAX > GLYPHS_MAX)
    flush_glyphs (self, drawing);
  glyphs = drawing->glyphs + drawing->n_glyphs;
  y += self->row_height / 2 + font->baseline - font->row_height / 2;
  if ((int) MIN (length, CELL_GLYPHS_MAX) * font->char_width > width)
    end -= font->char_width; /* it may not fit: there is room for the dots */
  while (*text != '\0' && !cut)
    {
      gunichar c = g_utf8_get_char (text);

      text = g_utf8_next_char (text);
      if (c == THIN_SPACE)
        {
          x += (font->char_width + 1) / 2;
          continue;
        }
      if (c >= 0x7f)
        return FALSE;
      /* the last one may stand where the dots would */
      cut = n_glyphs == CELL_GLYPHS_MAX || (x + font->char_width > end && *text != '\0')
            || x + font->char_width > end + font->char_width;
      if (cut)
        break;
      if (c != ' ')
        glyphs[n_glyphs++] = (cairo_glyph_t) { font->text[c].index, x + (double) font->text[c].dx, y };
      x += font->char_width;
    }
  if (cut)
    show_ellipsis (font, drawing->cr, x, y);
  drawing->n_glyphs += n_glyphs;
  return TRUE;
}

static gboolean
is_number_column (MgFieldColumnKind kind)
{
  return kind == MG_FIELD_OFFSET || kind == MG_FIELD_VALUE;
}

/* Many lines say the same: of what changes with each frame all say "4 ms ago".  Names do not, and have
 * different widths. */
static PangoLayout *
ref_layout (MgFieldView *self, const MgFieldColumn *column, const char *text)
{
  g_autofree char *key = NULL;
  PangoLayout *layout;

  if (column->kind == MG_FIELD_NAME)
    return new_layout (self, text, FALSE, FALSE);
  key = g_strdup_printf ("%d%s", column->kind, text);
  layout = g_hash_table_lookup (self->layouts, key);
  if (layout == NULL)
    {
      if (g_hash_table_size (self->layouts) >= LAYOUTS_MAX)
        g_hash_table_remove_all (self->layouts);
      layout = new_layout (self, text, is_number_column (column->kind), FALSE);
      g_hash_table_insert (self->layouts, g_steal_pointer (&key), layout);
    }
  return g_object_ref (layout);
}

/* --- lines --- */

static void
fill (cairo_t *cr, const GdkRGBA *color, int x, int y, int width, int height)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
draw_arrow (MgFieldView *self, cairo_t *cr, const MgFieldLine *line, int x, int y)
{
  int side = self->text_height * 5 / 12;
  double middle_x = x + self->indent / 2.0;
  double middle_y = y + self->row_height / 2.0;

  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
  if (line->expanded)
    {
      cairo_move_to (cr, middle_x - side, middle_y - side / 2.0);
      cairo_line_to (cr, middle_x + side, middle_y - side / 2.0);
      cairo_line_to (cr, middle_x, middle_y + side / 2.0);
    }
  else
    {
      gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
      double way = rtl ? -1 : 1;

      cairo_move_to (cr, middle_x - way * side / 2.0, middle_y - side);
      cairo_line_to (cr, middle_x - way * side / 2.0, middle_y + side);
      cairo_line_to (cr, middle_x + way * side / 2.0, middle_y);
    }
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
}

/* A pin's head and needle. */
static void
draw_pin (MgFieldView *self, cairo_t *cr, int x, int y)
{
  int unit = MAX (self->text_height / 7, 1);
  int middle_x = x + self->indent / 2;
  int middle_y = y + self->row_height / 2;

  cairo_rectangle (cr, middle_x - 2 * unit, middle_y - 3 * unit, 4 * unit, 3 * unit);
  cairo_rectangle (cr, middle_x - 3 * unit, middle_y, 6 * unit, unit);
  cairo_rectangle (cr, middle_x - unit / 2, middle_y + unit, MAX (unit, 1), 2 * unit);
  cairo_fill (cr);
}

static gboolean
is_highlighted (const Drawing *drawing, guint number)
{
  return drawing->focused && number == drawing->selected;
}

static int
get_line_y (MgFieldView *self, guint number)
{
  return self->header_height + (int) number * self->row_height;
}

static gboolean
get_clipped_column (MgFieldView *self, const Drawing *drawing, guint number, int *x, int *width)
{
  mg_field_view_get_column_area (self, number, x, width);
  return *x + *width > drawing->clip.x && *x < drawing->clip.x + drawing->clip.width;
}

/* (nullable): of the values that have just changed */
static const GdkRGBA *
get_heat_color (MgFieldView *self, const Drawing *drawing, guint number, guint cell)
{
  const MgFieldLine *line = g_ptr_array_index (self->lines, number);

  if (line->heats[cell] == 0 || is_highlighted (drawing, number))
    return NULL;
  return &self->colors.fill[MG_SELECTED_NONE][line->heats[cell]];
}

static void
draw_heats (MgFieldView *self, Drawing *drawing, guint cell, int x, int width)
{
  const GdkRGBA *color = NULL;
  guint start = drawing->first;

  for (guint i = drawing->first; i <= drawing->end; i++)
    {
      const GdkRGBA *next = i < drawing->end ? get_heat_color (self, drawing, i, cell) : NULL;

      if (next == color)
        continue;
      if (color != NULL)
        fill (drawing->cr, color, x, get_line_y (self, start), width, (int) (i - start) * self->row_height);
      color = next;
      start = i;
    }
  gdk_cairo_set_source_rgba (drawing->cr, &self->colors.mark);
  for (guint i = drawing->first; i < drawing->end; i++)
    if (get_heat_color (self, drawing, i, cell) != NULL)
      cairo_rectangle (drawing->cr, x, get_line_y (self, i) + 2, MARK_WIDTH, self->row_height - 4);
  cairo_fill (drawing->cr);
}

static void
draw_backgrounds (MgFieldView *self, Drawing *drawing)
{
  int all = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  int x, width;

  if (drawing->selected != G_MAXUINT)
    fill (drawing->cr, drawing->focused ? &self->selected_fill : &self->colors.fill[MG_SELECTED_PASSIVE][0],
          0, get_line_y (self, drawing->selected), all, self->row_height);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].kind == MG_FIELD_VALUE && get_clipped_column (self, drawing, i, &x, &width))
      draw_heats (self, drawing, self->columns[i].cell, x, width);
}

static void
draw_cell (MgFieldView *self, Drawing *drawing, MgFieldLine *line, guint number, int x, int y, int width)
{
  const MgFieldColumn *column = &self->columns[number];
  const char *text = mg_field_line_get_text (line, column);
  int left = x + PADDING;

  if (column->kind == MG_FIELD_NAME)
    {
      left += (int) MIN (line->depth, 40) * self->indent;
      if (mg_field_line_is_expandable (line))
        draw_arrow (self, drawing->cr, line, left - PADDING, y);
      else if (line->pinned)
        draw_pin (self, drawing->cr, left - PADDING, y);
      left += self->indent - PADDING + 1;
    }
  if (text[0] == '\0')
    return;
  width -= left - x + PADDING;
  if (is_number_column (column->kind) && add_glyphs (self, drawing, text, left, y, width))
    return;
  if (line->layouts[number] == NULL)
    line->layouts[number] = ref_layout (self, column, text);
  show_layout (self, drawing->cr, line->layouts[number], left, y, width);
}

static void
draw_line (MgFieldView *self, Drawing *drawing, guint number)
{
  MgFieldLine *line = g_ptr_array_index (self->lines, number);
  int y = get_line_y (self, number);
  int x, width;

  set_ink (self, drawing, is_highlighted (drawing, number) ? &self->selected_text : &self->colors.text);
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (!get_clipped_column (self, drawing, i, &x, &width))
        continue;
      if (self->columns[i].kind == MG_FIELD_VALUE && line->heats[self->columns[i].cell] > 0
          && is_highlighted (drawing, number))
        {
          cairo_rectangle (drawing->cr, x, y + 2, MARK_WIDTH, self->row_height - 4);
          cairo_fill (drawing->cr);
        }
      draw_cell (self, drawing, line, i, x, y, width);
    }
}

static void
draw_lines (MgFieldView *self, cairo_t *cr, const GdkRectangle *clip)
{
  int top = MAX (clip->y - self->header_height, 0);
  int bottom = MAX (clip->y + clip->height - self->header_height, 0);
  guint n_pins = mg_field_view_get_n_pins (self);
  Drawing drawing;

  drawing.cr = cr;
  drawing.clip = *clip;
  drawing.first = MIN ((guint) (top / self->row_height), self->lines->len);
  drawing.end = MIN ((guint) ((bottom + self->row_height - 1) / self->row_height), self->lines->len);
  drawing.selected = G_MAXUINT;
  drawing.focused = gtk_widget_has_focus (GTK_WIDGET (self));
  drawing.ink = NULL;
  drawing.n_glyphs = 0;
  for (guint i = drawing.first; i < drawing.end && self->has_cursor; i++)
    if (mg_field_view_position_of_line (self, g_ptr_array_index (self->lines, i)) == self->cursor)
      drawing.selected = i;
  draw_backgrounds (self, &drawing);
  for (guint i = drawing.first; i < drawing.end; i++)
    draw_line (self, &drawing, i);
  flush_glyphs (self, &drawing);
  if (n_pins > drawing.first && n_pins <= drawing.end)
    fill (cr, &self->colors.line, 0, get_line_y (self, n_pins) - 1,
          gtk_widget_get_allocated_width (GTK_WIDGET (self)), 1);
}

static void
draw_header (MgFieldView *self, cairo_t *cr)
{
  int all = gtk_widget_get_allocated_width (GTK_WIDGET (self));

  fill (cr, &self->colors.base, 0, 0, all, self->header_height);
  for (guint i = 0; i < self->n_columns; i++)
    {
      MgFieldColumn *column = &self->columns[i];
      int x, width;

      mg_field_view_get_column_area (self, i, &x, &width);
      if (column->layout == NULL)
        column->layout = new_layout (self, column->title, FALSE, TRUE);
      gdk_cairo_set_source_rgba (cr, &self->colors.pale);
      show_layout (self, cr, column->layout, x + PADDING, 0, width - 2 * PADDING);
      if (i + 1 < self->n_columns)
        fill (cr, &self->colors.line, x + width - 1, 0, 1, self->header_height);
    }
  fill (cr, &self->colors.line, 0, self->header_height - 1, all, 1);
}

gboolean
mg_field_view_draw (GtkWidget *widget, cairo_t *cr)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);
  GdkRectangle clip;

  mg_field_view_ensure_style (self);
  self->n_draws++;
  if (!gdk_cairo_get_clip_rectangle (cr, &clip))
    return GDK_EVENT_PROPAGATE;
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  gdk_cairo_set_source_rgba (cr, &self->colors.base);
  cairo_paint (cr);
  draw_lines (self, cr, &clip);
  if (clip.y < self->header_height)
    draw_header (self, cr);
  cairo_restore (cr);
  return GDK_EVENT_PROPAGATE;
}
