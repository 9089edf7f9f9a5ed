#include "config.h"

#include "app/inspector-row.h"

#include <string.h>

#define MARGIN 10
#define GAP 6 /* left of the value: what its glyphs may cover */
#define THIN_SPACE "\342\200\211"
#define MINUS "\342\210\222"
#define ELLIPSIS "\342\200\246"
#define DASH "\342\200\224"
#define SPACE_SHARE 0.45 /* of a character: how wide a thin space is */
#define CHARS_MAX 160    /* of a value that glyphs are looked up for */

struct _MgInspectorRow
{
  GtkListBoxRow parent_instance;

  const MgInterpretRow *row;
  char *text;             /* as it was set */
  char *shown;            /* as it is drawn */
  PangoLayout *title;
  const MgGlyphs *glyphs; /* the inspector's; NULL: none yet */
  int value_x;            /* pixels */
  guint n_draws;
};

G_DEFINE_TYPE (MgInspectorRow, mg_inspector_row, GTK_TYPE_LIST_BOX_ROW)

/* Texts */

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return length > 0;
}

char *
mg_inspector_group_digits (const char *text)
{
  GString *grouped = g_string_new (NULL);
  gboolean binary = g_str_has_prefix (text, "0b");
  gboolean negative = text[0] == '-' && g_ascii_isdigit (text[1]);
  const char *digits = text + (binary ? 2 : negative ? 1 : 0);
  gsize n = strspn (digits, "0123456789");
  guint group = binary ? 4 : 3;
  /* a number alone: no date, no address, no text */
  gboolean number =
      is_digits (digits, n)
      && (digits[n] == '\0' || digits[n] == 'e'
          || (digits[n] == '.' && is_digits (digits + n + 1, strspn (digits + n + 1, "0123456789"))
              && strchr ("e", digits[n + 1 + strspn (digits + n + 1, "0123456789")]) != NULL));

  if (!number)
    {
      g_string_append (grouped, text);
      return g_string_free (grouped, FALSE);
    }
  if (negative)
    g_string_append (grouped, MINUS);
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % group == 0)
        g_string_append (grouped, THIN_SPACE);
      g_string_append_c (grouped, digits[i]);
    }
  g_string_append (grouped, digits + n);
  return g_string_free (grouped, FALSE);
}

/* Drawing */

static int
get_height (MgInspectorRow *self)
{
  return self->glyphs != NULL ? self->glyphs->row_height : 18;
}

/* Three points that together are a character wide. */
static int
place_ellipsis (MgInspectorRow *self, double x, double y, cairo_glyph_t *placed, int n)
{
  const MgGlyph *point = &self->glyphs->text['.'];

  for (int i = -1; i <= 1 && point->index != 0; i++)
    placed[n++] =
        (cairo_glyph_t) { point->index, x + (double) point->dx + i * self->glyphs->char_width / 3.0, y };
  return n;
}

/* Places the text's glyphs, cut off where it is too wide: FALSE where it has others than ASCII's. */
static gboolean
place_glyphs (MgInspectorRow *self, double width, cairo_glyph_t *placed, int *n_placed)
{
  double x = self->value_x, y = self->glyphs->baseline, char_width = self->glyphs->char_width;
  double end = x + width - 2 * char_width; /* beyond it there is room for an ellipsis */
  int n = 0;

  for (const char *p = self->shown; *p != '\0'; p = g_utf8_next_char (p))
    {
      const MgGlyph *glyph;

      if (g_str_has_prefix (p, THIN_SPACE))
        {
          x += SPACE_SHARE * char_width;
          continue;
        }
      if (x > end || n == CHARS_MAX)
        {
          *n_placed = place_ellipsis (self, x, y, placed, n);
          return TRUE;
        }
      if (g_str_has_prefix (p, ELLIPSIS))
        {
          n = place_ellipsis (self, x, y, placed, n);
          x += char_width;
          continue;
        }
      else if (g_str_has_prefix (p, MINUS))
        glyph = &self->glyphs->dash;
      else if (mg_byte_is_text ((guint8) *p))
        glyph = &self->glyphs->text[(guint8) *p];
      else
        return FALSE;
      if (glyph->index != 0)
        placed[n++] = (cairo_glyph_t) { glyph->index, x + (double) glyph->dx, y };
      x += char_width;
    }
  *n_placed = n;
  return TRUE;
}

static PangoLayout *
new_value_layout (MgInspectorRow *self, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->shown);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_family_new ("Monospace"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static void
show_layout (MgInspectorRow *self, cairo_t *cr, PangoLayout *layout, int x)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_move_to (cr, x, (get_height (self) - height) / 2);
  pango_cairo_show_layout (cr, layout);
}

static int
get_value_width (MgInspectorRow *self)
{
  return gtk_widget_get_allocated_width (GTK_WIDGET (self)) - self->value_x - MARGIN;
}

static gboolean
draw (GtkWidget *widget, cairo_t *cr)
{
  MgInspectorRow *self = MG_INSPECTOR_ROW (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  cairo_glyph_t placed[CHARS_MAX + 3];
  GdkRectangle clip;
  int n_placed = 0;
  GdkRGBA color;

  self->n_draws++;
  GTK_WIDGET_CLASS (mg_inspector_row_parent_class)->draw (widget, cr);
  if (self->glyphs == NULL)
    return FALSE;
  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * 0.75);
  /* of another value, only that */
  if (gdk_cairo_get_clip_rectangle (cr, &clip) && clip.x < self->value_x - GAP)
    show_layout (self, cr, self->title, MARGIN);
  if (self->text != NULL)
    gdk_cairo_set_source_rgba (cr, &color);
  if (place_glyphs (self, get_value_width (self), placed, &n_placed))
    {
      cairo_set_scaled_font (cr, self->glyphs->font);
      cairo_show_glyphs (cr, placed, n_placed);
    }
  else
    {
      g_autoptr (PangoLayout) layout = new_value_layout (self, get_value_width (self));

      show_layout (self, cr, layout, self->value_x);
    }
  return FALSE;
}

static gboolean
query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MgInspectorRow *self = MG_INSPECTOR_ROW (widget);
  g_autoptr (PangoLayout) layout = NULL;

  if (self->text == NULL || self->glyphs == NULL)
    return FALSE;
  layout = new_value_layout (self, get_value_width (self));
  if (!pango_layout_is_ellipsized (layout))
    return FALSE;
  gtk_tooltip_set_text (tooltip, self->text);
  return TRUE;
}

/* The list's height depends on the font alone, and its width on nothing. */

static void
get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = get_height (MG_INSPECTOR_ROW (widget));
}

static void
get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  MgInspectorRow *self = MG_INSPECTOR_ROW (widget);

  *minimum = *natural = self->value_x + MARGIN;
}

/* Who cannot see it is told of the value that has the focus, not of all 60 times a second. */
static void
describe (MgInspectorRow *self)
{
  if (gtk_widget_has_focus (GTK_WIDGET (self)))
    atk_object_set_description (gtk_widget_get_accessible (GTK_WIDGET (self)),
                                self->text != NULL ? self->text : DASH);
}

static gboolean
focus_in_event (GtkWidget *widget, GdkEventFocus *event)
{
  gboolean result = GTK_WIDGET_CLASS (mg_inspector_row_parent_class)->focus_in_event (widget, event);

  describe (MG_INSPECTOR_ROW (widget));
  return result;
}

static void
style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_inspector_row_parent_class)->style_updated (widget);
  pango_layout_context_changed (MG_INSPECTOR_ROW (widget)->title);
}

static void
mg_inspector_row_finalize (GObject *object)
{
  MgInspectorRow *self = MG_INSPECTOR_ROW (object);

  g_free (self->text);
  g_free (self->shown);
  g_clear_object (&self->title);
  G_OBJECT_CLASS (mg_inspector_row_parent_class)->finalize (object);
}

static void
mg_inspector_row_class_init (MgInspectorRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = mg_inspector_row_finalize;
  widget_class->draw = draw;
  widget_class->query_tooltip = query_tooltip;
  widget_class->get_preferred_height = get_preferred_height;
  widget_class->get_preferred_width = get_preferred_width;
  widget_class->focus_in_event = focus_in_event;
  widget_class->style_updated = style_updated;
}

static void
mg_inspector_row_init (MgInspectorRow *self)
{
  self->title = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  self->shown = g_strdup (DASH);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
mg_inspector_row_new (const MgInterpretRow *row)
{
  MgInspectorRow *self = g_object_new (MG_TYPE_INSPECTOR_ROW, NULL);
  const char *title = mg_interpret_row_get_title (row);

  self->row = row;
  pango_layout_set_text (self->title, title, -1);
  atk_object_set_name (gtk_widget_get_accessible (GTK_WIDGET (self)), title);
  gtk_widget_show (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

const MgInterpretRow *
mg_inspector_row_get_row (MgInspectorRow *self)
{
  return self->row;
}

void
mg_inspector_row_set_text (MgInspectorRow *self, const char *text)
{
  GtkAllocation place;

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  g_free (self->shown);
  self->text = g_strdup (text);
  self->shown = text != NULL ? mg_inspector_group_digits (text) : g_strdup (DASH);
  describe (self);
  /* the coordinates are those of the list's window */
  gtk_widget_get_allocation (GTK_WIDGET (self), &place);
  gtk_widget_queue_draw_area (GTK_WIDGET (self), place.x + self->value_x - GAP, place.y,
                              MAX (place.width - self->value_x + GAP, 0), place.height);
}

const char *
mg_inspector_row_get_text (MgInspectorRow *self)
{
  return self->text;
}

void
mg_inspector_row_set_glyphs (MgInspectorRow *self, const MgGlyphs *glyphs, int value_x)
{
  self->glyphs = glyphs;
  self->value_x = value_x;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

int
mg_inspector_row_get_title_width (MgInspectorRow *self)
{
  int width;

  pango_layout_get_pixel_size (self->title, &width, NULL);
  return MARGIN + width;
}

guint
mg_inspector_row_get_n_draws (MgInspectorRow *self)
{
  return self->n_draws;
}
