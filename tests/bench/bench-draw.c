#include "config.h"

#include "app/hex-draw.h"

#include <stdlib.h>

/* What drawing a screenful of bytes costs: 64 rows of 16, all of it and only what a few changes
 * damage, beside the limit (as many glyphs in one call to cairo, nothing else) and the usual way
 * (a Pango layout a row).  Allocations are counted where the C library allows it: rows of four
 * times as many cells must not take more of them. */

#define N_ROWS 64
#define BYTES 16
#define BYTES_WIDE 64
#define N_CHANGES 10
#define N_ROUNDS 200

static guint64 n_allocations;

#ifdef __GLIBC__
void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *memory, size_t size);

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  n_allocations++;
  return __libc_realloc (memory, size);
}
#endif

typedef struct
{
  MgPicture picture;
  PangoContext *context;
  cairo_t *cr;
  cairo_glyph_t glyphs[N_ROWS * BYTES * 3];
} Bench;

static void
draw_all (Bench *bench)
{
  mg_hex_draw (&bench->picture, bench->cr);
}

/* Some changed bytes all over the screen, as the view queues them. */
static void
draw_damage (Bench *bench)
{
  cairo_t *cr = bench->cr;

  cairo_save (cr);
  for (guint i = 0; i < N_CHANGES; i++)
    for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
      {
        cairo_rectangle_int_t area;

        mg_picture_get_damage_area (&bench->picture, column, i * 37 % N_ROWS, i * 11 % BYTES,
                                    &area);
        cairo_rectangle (cr, area.x, area.y, area.width, area.height);
      }
  cairo_clip (cr);
  mg_hex_draw (&bench->picture, cr);
  cairo_restore (cr);
}

static void
draw_limit (Bench *bench)
{
  cairo_set_source_rgb (bench->cr, 1, 1, 1);
  cairo_paint (bench->cr);
  cairo_set_source_rgb (bench->cr, 0, 0, 0);
  cairo_set_scaled_font (bench->cr, bench->picture.glyphs->font);
  cairo_show_glyphs (bench->cr, bench->glyphs, G_N_ELEMENTS (bench->glyphs));
}

static void
draw_layouts (Bench *bench)
{
  PangoLayout *layout = pango_layout_new (bench->context);

  cairo_set_source_rgb (bench->cr, 1, 1, 1);
  cairo_paint (bench->cr);
  cairo_set_source_rgb (bench->cr, 0, 0, 0);
  for (guint row = 0; row < N_ROWS; row++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_printf (text, "%08X ", row * BYTES);
      for (guint i = 0; i < BYTES; i++)
        g_string_append_printf (text, " %02X", bench->picture.cells[row * BYTES + i].byte);
      pango_layout_set_text (layout, text->str, -1);
      cairo_move_to (bench->cr, 0, row * bench->picture.glyphs->row_height);
      pango_cairo_show_layout (bench->cr, layout);
    }
  g_object_unref (layout);
}

/* The best of many, so that what else the machine does is left out. */
static double
measure (Bench *bench, void (*draw) (Bench *bench), double *allocations)
{
  gint64 best_us = G_MAXINT64;
  guint64 before;

  for (int i = 0; i < 10; i++)
    draw (bench);
  before = n_allocations;
  for (int i = 0; i < N_ROUNDS; i++)
    {
      gint64 start_us = g_get_monotonic_time ();

      draw (bench);
      best_us = MIN (best_us, g_get_monotonic_time () - start_us);
    }
  *allocations = (double) (n_allocations - before) / N_ROUNDS;
  return best_us / 1000.0;
}

static void
set_bytes_per_row (Bench *bench, guint bytes)
{
  MgPicture *picture = &bench->picture;
  MgGridSpec spec = {
    .bytes_per_row = bytes,
    .group = 1,
    .char_width = picture->glyphs->char_width,
    .row_height = picture->glyphs->row_height,
  };

  mg_grid_init (&picture->grid, &spec, 1 << 20, 0);
}

static void
report (Bench *bench, int scale)
{
  double all, damage, limit, layouts;
  double n_all, n_wide, n_damage, n_limit, n_layouts;

  all = measure (bench, draw_all, &n_all);
  damage = measure (bench, draw_damage, &n_damage);
  limit = measure (bench, draw_limit, &n_limit);
  layouts = measure (bench, draw_layouts, &n_layouts);
  set_bytes_per_row (bench, BYTES_WIDE);
  measure (bench, draw_all, &n_wide);
  set_bytes_per_row (bench, BYTES);

  g_print ("draw %d rows x %d at scale %d: %.3f ms (target <= 1 ms at scale 1; limit, the glyphs "
           "alone: %.3f; "
           "peer, a layout a row: %.3f)\n",
           N_ROWS, BYTES, scale, all, limit, layouts);
  g_print ("draw %d changed bytes of them: %.3f ms\n", N_CHANGES, damage);
#ifdef __GLIBC__
  g_print ("allocations a cell: %.3f (target 0: %.0f for %d rows x %d, %.0f for %d rows x %d; "
           "peer, a layout a row: %.0f)\n",
           MAX (0, n_wide - n_all) / (N_ROWS * (BYTES_WIDE - BYTES)), n_all, N_ROWS, BYTES, n_wide,
           N_ROWS, BYTES_WIDE, n_layouts);
#endif
}

int
main (void)
{
  MgHexTheme theme = {
    { 1, 1, 1, 1 }, { 0, 0, 0, 1 }, { 0.2, 0.5, 0.9, 1 }, { 0.8, 0, 0, 1 }, { 0.9, 0.6, 0, 1 }
  };
  g_autofree Bench *bench = g_new0 (Bench, 1);
  MgPicture *picture = &bench->picture;
  g_autofree MgCell *cells = g_new0 (MgCell, N_ROWS * BYTES_WIDE);
  PangoFontDescription *font = pango_font_description_from_string ("Monospace 10");
  int row_height;
  MgHexColors colors;

  bench->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_context_set_font_description (bench->context, font);
  picture->glyphs = mg_glyphs_new (bench->context);
  picture->colors = &colors;
  picture->offset_title = pango_layout_new (bench->context);
  pango_layout_set_text (picture->offset_title, "Offset", -1);
  set_bytes_per_row (bench, BYTES);
  row_height = picture->glyphs->row_height;
  picture->header_height = row_height + 4;
  picture->height = picture->header_height + N_ROWS * row_height;
  picture->n_rows = N_ROWS;
  for (guint i = 0; i < N_ROWS * BYTES_WIDE; i++)
    cells[i] = (MgCell) { .byte = (guint8) (i % 5 < 2 ? 0 : i * 31),
                         .heat = i % 10 == 0 ? 1 + i / 10 % 7 : 0 };
  picture->cells = cells;
  picture->selection = (MgRange) { 200, 300 };
  picture->caret = 200;
  picture->caret_visible = picture->focused = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (bench->glyphs); i++)
    bench->glyphs[i] = (cairo_glyph_t) { picture->glyphs->digits[i % 16].index,
                                        i % (BYTES * 3) * (picture->glyphs->char_width + 2),
                                        i / (BYTES * 3) * row_height + picture->glyphs->baseline };

  for (int scale = 1; scale <= 2; scale++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (
          CAIRO_FORMAT_RGB24, picture->grid.width * scale, picture->height * scale);

      cairo_surface_set_device_scale (surface, scale, scale);
      bench->cr = cairo_create (surface);
      mg_hex_colors_init (&colors, &theme, FALSE, scale);
      report (bench, scale);
      mg_hex_colors_clear (&colors);
      cairo_destroy (bench->cr);
      cairo_surface_destroy (surface);
    }

  g_object_unref (picture->offset_title);
  mg_glyphs_free ((MgGlyphs *) picture->glyphs);
  g_object_unref (bench->context);
  pango_font_description_free (font);
  return 0;
}
