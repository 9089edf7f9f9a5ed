#pragma once

#include "app/grid.h"
#include "app/hex-colors.h"
#include "app/hex-glyphs.h"

#include "core/range.h"
#include "core/snapshot.h"

G_BEGIN_DECLS

/* What is seen of a byte.  Equal cells look the same, so comparing them tells what to redraw. */
typedef struct
{
  guint8 byte;
  guint8 state : 2; /* MgByteState, or MG_CELL_NONE */
  guint8 heat : 3;  /* 0 to MG_HEAT_MAX */
  guint8 highlighted : 1;
  guint8 field : 2; /* hue of the line under it, from 1; 0: none */
} MgCell;

#define MG_CELL_NONE 3          /* past the object's end: nothing is drawn */
#define MG_PICTURE_ROWS_MAX 1024 /* rows drawn, at most */

/* All that a drawing of the hex view depends on: plain data, so that it needs no widget. */
typedef struct
{
  MgGrid grid;
  const MgGlyphs *glyphs;
  const MgHexColors *colors;
  PangoLayout *offset_title; /* (nullable): the header's words */
  PangoLayout *text_title;   /* (nullable) */

  int height;              /* of the widget, pixels */
  int header_height;
  int scroll_x;            /* pixels of the content that are left of the widget */
  guint64 top;             /* the first row */
  guint n_rows;            /* rows in @cells */
  const MgCell *cells;     /* n_rows * bytes_per_row of them, in the order of the memory */

  MgRange selection;       /* length 0: none */
  guint64 caret;
  MgColumn caret_column;
  gboolean caret_visible;  /* there is a byte to have it */
  gboolean focused;
  gboolean stale;          /* the object has ended */
} MgPicture;

/* A rectangle of the widget. */
void mg_picture_get_cell_area (const MgPicture *picture, MgColumn column, guint row, guint index,
                               cairo_rectangle_int_t *area);
/* Gutter and offset of a row; one cell with the space up to its neighbours. */
void mg_picture_get_margin_area (const MgPicture *picture, guint row, cairo_rectangle_int_t *area);
void mg_picture_get_damage_area (const MgPicture *picture, MgColumn column, guint row, guint index,
                                 cairo_rectangle_int_t *area);

/**
 * mg_hex_draw:
 *
 * Draws what the clip of @cr lets through, without an allocation a cell.
 *
 * Returns: how many cells it drew
 */
guint mg_hex_draw (const MgPicture *picture, cairo_t *cr);

G_END_DECLS
