#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where everything of a hex view is: pure arithmetic, no widget, no drawing.
 *
 *   | gutter | offset | header of the hex column        | header of the text column |
 *   |--------+--------+---------------------------------+---------------------------|
 *   |   ▌    | 00A0   | 8A 93 00 00 4C …                | ···L…                     |
 *
 * Lengths are in pixels of the widget, columns start at the left edge of the content (before any
 * horizontal scrolling).  A *slot* is a place for two hex digits; a byte's *index* is its place in
 * the row's memory.  They differ where groups are shown as little-endian numbers.  Rows are
 * counted from the object's start; an object of 2^63 - 1 bytes has up to 2^60 of them. */

#define MG_GRID_BYTES_MIN 8
#define MG_GRID_BYTES_MAX 64
#define MG_GRID_BYTES_FIT 0 /* as many as fit, a multiple of 8 */

typedef enum
{
  MG_COLUMN_HEX,
  MG_COLUMN_TEXT,
} MgColumn;

/* What a person and the font decide. */
typedef struct
{
  guint bytes_per_row; /* MG_GRID_BYTES_FIT, or the limits above; made a multiple of @group */
  guint group;         /* bytes: 1, 2, 4 or 8 */
  gboolean big_endian; /* a group's first byte is the most significant one, shown first */
  int char_width;      /* of every character */
  int row_height;
} MgGridSpec;

typedef struct
{
  MgGridSpec spec;     /* as given, bytes_per_row resolved */
  guint64 size;        /* bytes of the object */
  guint64 n_rows;
  guint offset_digits; /* 8, or as many as the last offset needs */
  int gutter_width;
  int offset_x;
  int hex_x;           /* left edge of the first digit */
  int hex_width;
  int text_x;
  int text_width;
  int width;           /* of everything, with margins */
} MgGrid;

/**
 * mg_grid_init:
 * @size: bytes of the object, clamped to MG_OFFSET_MAX
 * @width: what there is for everything; only MG_GRID_BYTES_FIT looks at it
 *
 * Values out of their limits are moved into them.
 */
void mg_grid_init (MgGrid *grid, const MgGridSpec *spec, guint64 size, int width);

/* Rows and offsets. */
guint64 mg_grid_row_of (const MgGrid *grid, guint64 offset);
guint64 mg_grid_row_start (const MgGrid *grid, guint64 row);  /* offset of its first byte */
guint mg_grid_row_length (const MgGrid *grid, guint64 row);   /* bytes of the object in it */

/* Slots and indices within a row; the mapping is its own inverse. */
guint mg_grid_slot_of (const MgGrid *grid, guint index);

/* Left edges of digits and characters. */
int mg_grid_slot_x (const MgGrid *grid, guint slot);
int mg_grid_text_x (const MgGrid *grid, guint index);

/**
 * mg_grid_cell:
 * @place: a slot of the hex column, or an index of the text column
 *
 * A cell is what a background covers.  Cells of a column touch each other, so that runs have no
 * holes: a cell takes half of the space to its neighbour.
 */
void mg_grid_cell (const MgGrid *grid, MgColumn column, guint place, int *x, int *width);

/* What lies under a point of a row. */
typedef struct
{
  MgColumn column; /* the nearest one */
  guint index;     /* of the nearest byte of a full row */
  gboolean inside; /* FALSE in the gutter, the offsets, between columns and right of them */
} MgHit;

MgHit mg_grid_hit (const MgGrid *grid, int x);

/* The row's places touched by pixels [x, x + width) as bits: slots, or indices of the text. */
guint64 mg_grid_places (const MgGrid *grid, MgColumn column, int x, int width);

/* Scrolling.  The first visible row is kept as an integer; what a GtkAdjustment gets is a double,
 * which counts rows exactly only to 2^53.  Objects with more rows use units of 2^shift rows. */
typedef struct
{
  guint64 max_top; /* the greatest first visible row: it shows the last row at the bottom */
  guint64 page;    /* whole rows that are visible, at least 1 */
  guint shift;     /* rows of a unit, as a power of two */
} MgScroll;

void mg_scroll_init (MgScroll *scroll, guint64 n_rows, guint64 page);
double mg_scroll_get_upper (const MgScroll *scroll);
double mg_scroll_to_value (const MgScroll *scroll, guint64 top);

/**
 * mg_scroll_from_value:
 * @top: the first visible row before
 * @value: where somebody moved the adjustment to
 *
 * Small steps from mg_scroll_to_value (@top) count rows whatever the unit, so that a scrollbar's
 * arrows move by one row everywhere; the greatest value is the end of the object.
 *
 * Returns: the first visible row now
 */
guint64 mg_scroll_from_value (const MgScroll *scroll, guint64 top, double value);

/* @row plus @delta rows, kept within [0, max]. */
guint64 mg_row_add (guint64 row, gint64 delta, guint64 max);

/* The first visible row that brings @row into view, with as little movement as possible. */
guint64 mg_scroll_reveal (const MgScroll *scroll, guint64 top, guint64 row);

G_END_DECLS
