#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A glyph of the hex view's font, placed in the middle of a character's width. */
typedef struct
{
  guint32 index; /* in the scaled font; 0 where there is nothing to draw */
  float dx;      /* pixels right of the character's left edge */
} MgGlyph;

/* Every glyph that the bytes need, shaped once, and the sizes that come from the font.  What does
 * not depend on a byte (titles) is drawn with layouts instead. */
typedef struct
{
  cairo_scaled_font_t *font; /* NULL where the system has no font: then no glyph has an index */
  int char_width;  /* pixels */
  int row_height;
  int baseline;    /* below a row's top */
  MgGlyph digits[16];
  MgGlyph text[256]; /* what the text column shows: ASCII, and the dot for all else */
  MgGlyph dot;       /* also for bytes that were not read */
  MgGlyph dash;      /* for bytes that cannot be read */
} MgGlyphs;

/**
 * mg_glyphs_new:
 * @context: with the wanted font and resolution; its language and direction are set
 *
 * Characters that the font lacks become dots; no other font is mixed in.  A font that lacks a hex
 * digit is not used: Monospace is.
 */
MgGlyphs *mg_glyphs_new (PangoContext *context);
void mg_glyphs_free (MgGlyphs *glyphs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgGlyphs, mg_glyphs_free)

/* Whether the text column shows the byte itself. */
static inline gboolean
mg_byte_is_text (guint8 byte)
{
  return byte >= 0x20 && byte <= 0x7e;
}

G_END_DECLS
