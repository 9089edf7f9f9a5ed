#include "config.h"

#include "app/hex-glyphs.h"

#include <math.h>
#include <string.h>

#define MIDDLE_DOT "\302\267"

/* All characters that are ever needed: ASCII, then the dot. */
#define N_ASCII (0x7e - 0x20 + 1)

/* Shapes the characters of @item one by one, so that no ligature can join what are two bytes. */
static void
shape_item (const char *text, const PangoItem *item, int char_width, MgGlyph *glyphs)
{
  PangoGlyphString *shaped = pango_glyph_string_new ();
  const char *end = text + item->offset + item->length;

  for (const char *p = text + item->offset; p < end; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);
      guint place = character > 0x7e ? N_ASCII : character - 0x20;
      const PangoGlyphInfo *info;

      pango_shape (p, (int) (g_utf8_next_char (p) - p), &item->analysis, shaped);
      info = shaped->glyphs;
      if (shaped->num_glyphs != 1 || info->glyph == PANGO_GLYPH_EMPTY
          || (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0)
        continue;
      glyphs[place].index = info->glyph;
      glyphs[place].dx = (float) ((char_width - (double) info->geometry.width / PANGO_SCALE) / 2
                                  + (double) info->geometry.x_offset / PANGO_SCALE);
      /* whole pixels where the font has them, so that hinting is kept */
      if (fabsf (glyphs[place].dx) < 0.5f)
        glyphs[place].dx = 0;
    }
  pango_glyph_string_free (shaped);
}

/* The font that the first characters get: a description may stand for several.  NULL where the
 * system has none at all. */
static PangoFont *
find_font (PangoContext *context, const GList *items)
{
  PangoFontDescription *any;
  PangoFont *font;

  for (; items != NULL; items = items->next)
    if (((const PangoItem *) items->data)->analysis.font != NULL)
      return g_object_ref (((const PangoItem *) items->data)->analysis.font);

  any = pango_font_description_from_string ("Monospace 10");
  font = pango_context_load_font (context, any);
  pango_font_description_free (any);
  return font;
}

static void
measure (MgGlyphs *self, PangoFont *font, PangoLanguage *language)
{
  PangoFontMetrics *metrics = pango_font_get_metrics (font, language);
  int ascent = pango_font_metrics_get_ascent (metrics);
  int height = PANGO_PIXELS_CEIL (ascent + pango_font_metrics_get_descent (metrics));

  self->font =
      cairo_scaled_font_reference (pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font)));
  self->char_width = PANGO_PIXELS (pango_font_metrics_get_approximate_digit_width (metrics));
  self->char_width = MAX (self->char_width, 1);
  self->row_height = MAX (height, 1) + MAX (2, height / 4);
  self->baseline = (self->row_height - height) / 2 + PANGO_PIXELS_CEIL (ascent);
  pango_font_metrics_unref (metrics);
}

/* Returns: whether the font has all hex digits: without them it would not show the bytes */
static gboolean
shape_all (MgGlyphs *self, PangoContext *context, MgGlyph *glyphs)
{
  char text[N_ASCII + sizeof MIDDLE_DOT];
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoFont *font;
  GList *items;

  for (int i = 0; i < N_ASCII; i++)
    text[i] = (char) (0x20 + i);
  memcpy (text + N_ASCII, MIDDLE_DOT, sizeof MIDDLE_DOT);

  items = pango_itemize_with_base_dir (context, PANGO_DIRECTION_LTR, text, 0, (int) strlen (text),
                                       attributes, NULL);
  font = find_font (context, items);
  measure (self, font, pango_context_get_language (context));
  memset (glyphs, 0, (N_ASCII + 1) * sizeof *glyphs);
  for (GList *l = items; l != NULL; l = l->next)
    {
      const PangoItem *item = l->data;

      if (font != NULL && item->analysis.font == font)
        shape_item (text, item, self->char_width, glyphs);
    }
  g_list_free_full (items, (GDestroyNotify) pango_item_free);
  pango_attr_list_unref (attributes);
  g_clear_object (&font);

  for (int i = 0; i < 16; i++)
    if (glyphs["0123456789ABCDEF"[i] - 0x20].index == 0)
      return FALSE;
  return TRUE;
}

static void
use_usual_font (PangoContext *context)
{
  PangoFontDescription *usual =
      pango_font_description_copy (pango_context_get_font_description (context));

  pango_font_description_set_family_static (usual, "Monospace");
  pango_context_set_font_description (context, usual);
  pango_font_description_free (usual);
}

MgGlyphs *
mg_glyphs_new (PangoContext *context)
{
  MgGlyphs *self = g_new0 (MgGlyphs, 1);
  MgGlyph glyphs[N_ASCII + 1];

  /* Other languages have other digits. */
  pango_context_set_language (context, pango_language_from_string ("en"));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  if (!shape_all (self, context, glyphs))
    {
      use_usual_font (context);
      shape_all (self, context, glyphs);
    }

  self->dot = glyphs[N_ASCII].index != 0 ? glyphs[N_ASCII] : glyphs['.' - 0x20];
  self->dash = glyphs['-' - 0x20];
  for (int i = 0; i < 16; i++)
    self->digits[i] = glyphs["0123456789ABCDEF"[i] - 0x20];
  for (int i = 0; i < 256; i++)
    {
      self->text[i] = self->dot;
      if (mg_byte_is_text ((guint8) i) && (i == 0x20 || glyphs[i - 0x20].index != 0))
        self->text[i] = glyphs[i - 0x20];
    }
  self->text[0x20].index = 0;
  return self;
}

void
mg_glyphs_free (MgGlyphs *glyphs)
{
  if (glyphs == NULL)
    return;
  g_clear_pointer (&glyphs->font, cairo_scaled_font_destroy);
  g_free (glyphs);
}
