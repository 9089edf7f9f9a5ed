#pragma once

#include "app/field-runs.h"
#include "app/grid.h"

#include "core/dump.h"
#include "core/snapshot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the bytes of a snapshot as offset, hex and text columns, and marks what changes.
 *
 * It is put into a GtkScrolledWindow and is its own GtkScrollable; the vertical adjustment counts
 * rows (see MgScroll).  The first visible row, caret and selection are exact 64-bit integers and
 * belong to the view: new snapshots do not move them, unless the object shrank below them.
 *
 * Signals:
 *   caret-moved ()        the caret is on another byte or in another column
 *   selection-changed ()
 *   interest-changed ()   mg_hex_view_get_interest() answers another range: sample that
 *   visible-changed ()    mg_hex_view_get_visible_range() answers another range
 *   copy ()               (action) Ctrl+C or Ctrl+Insert was pressed
 *   move-caret (GtkMovementStep, int count, gboolean extend)   (action)
 *   select-all ()         (action)
 *   zoom-by (int steps)   (action) 0 resets
 * Properties, all read-write:
 *   bytes-per-row (uint)  MG_GRID_BYTES_FIT: as many as fit
 *   group (uint)          1, 2, 4 or 8 bytes shown as one number
 *   big-endian (bool)     the byte order of these numbers
 *   zoom (double)         of the font, within the limits below
 *   font (string)         NULL: the desktop's or the theme's monospace one
 *   keep-marks (bool)     changed bytes stay marked until mg_hex_view_clear_marks()
 *   menu-model (GMenuModel)   the context menu */
#define MG_TYPE_HEX_VIEW (mg_hex_view_get_type ())
G_DECLARE_FINAL_TYPE (MgHexView, mg_hex_view, MG, HEX_VIEW, GtkDrawingArea)

#define MG_ZOOM_MIN 0.5
#define MG_ZOOM_MAX 4.0

#define MG_FADE_MS 1000 /* how long a change is seen */

GtkWidget *mg_hex_view_new (void);

/**
 * mg_hex_view_set_snapshot:
 * @snapshot: (nullable): a reference is taken
 *
 * Queues exactly the cells that look different now; nothing where nothing does.
 */
void mg_hex_view_set_snapshot (MgHexView *self, MgSnapshot *snapshot);
MgSnapshot *mg_hex_view_get_snapshot (MgHexView *self); /* (transfer none) (nullable) */

/* Changed bytes stay marked (property keep-marks) until this is called. */
void mg_hex_view_clear_marks (MgHexView *self);

/* The byte that has the caret; it is always in the object unless that is empty (then 0). */
guint64 mg_hex_view_get_caret (MgHexView *self, MgColumn *column); /* @column: (nullable) */
void mg_hex_view_set_caret (MgHexView *self, guint64 offset); /* drops the selection, scrolls */

/* Returns: FALSE where nothing is selected: @range is then the caret's byte, of length 0 in an
 * empty object */
gboolean mg_hex_view_get_selection (MgHexView *self, MgRange *range);
/* Selects, caret on the first byte, and scrolls there; length 0 only sets the caret. */
void mg_hex_view_select (MgHexView *self, MgRange range);

typedef enum
{
  MG_ALIGN_NEAREST, /* as little movement as possible */
  MG_ALIGN_TOP,
  MG_ALIGN_CENTER,
} MgAlign;

void mg_hex_view_scroll_to (MgHexView *self, guint64 offset, MgAlign align);
MgRange mg_hex_view_get_visible_range (MgHexView *self); /* length 0 before there is a size */
/* The visible bytes and half a screen on each side, within MG_SAMPLER_INTEREST_MAX. */
MgRange mg_hex_view_get_interest (MgHexView *self);

/**
 * mg_hex_view_set_highlights:
 * @ranges: @n_ranges of them, ascending and disjoint; copied
 *
 * Frames ranges such as the hits of a search, beside the selection.
 */
void mg_hex_view_set_highlights (MgHexView *self, const MgRange *ranges, gsize n_ranges);

/**
 * mg_hex_view_set_fields:
 * @runs: @n_runs of them, ascending and disjoint; copied
 *
 * Underlines fields, each in its hue.  Only those that are visible matter: see visible-changed.
 */
void mg_hex_view_set_fields (MgHexView *self, const MgFieldRun *runs, gsize n_runs);
/* The byte whose cell is at a point of the widget; FALSE where there is none. */
gboolean mg_hex_view_get_offset_at (MgHexView *self, int x, int y, guint64 *offset);

/* The width at which nothing needs horizontal scrolling, for a window's first size. */
int mg_hex_view_get_natural_width (MgHexView *self, guint bytes_per_row);

/* For tests: where the time comes from, in us; NULL: g_get_monotonic_time(). */
typedef gint64 (*MgClockFunc) (gpointer user_data);
/* The snapshots from now on are past moments: marks are as they were then, and nothing fades. */
void mg_hex_view_set_still (MgHexView *self, gboolean still);
void mg_hex_view_set_clock (MgHexView *self, MgClockFunc clock, gpointer user_data);
/* For tests: how many times it has drawn, and how many cells it had to in all. */
guint mg_hex_view_get_n_draws (MgHexView *self, guint64 *n_cells);
/* Where a byte's cell is, in the widget; FALSE where it is not visible. */
gboolean mg_hex_view_get_cell (MgHexView *self, MgColumn column, guint64 offset,
                               GdkRectangle *cell);

G_END_DECLS
