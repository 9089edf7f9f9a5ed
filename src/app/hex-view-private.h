#pragma once

#include "app/hex-draw.h"
#include "app/hex-view.h"

G_BEGIN_DECLS

/* What the files of the hex view share.  Always true between two events:
 *   - picture.cells holds what every visible cell looks like, as drawn or queued to be drawn;
 *   - caret, anchor and selection lie in the object;
 *   - picture.top <= scroll.max_top, and the vertical adjustment shows it. */
struct _MgHexView
{
  GtkDrawingArea parent_instance;

  MgSnapshot *snapshot;    /* (nullable) */
  MgClockFunc clock;
  gpointer clock_data;
  gboolean still; /* the snapshot is a past moment */
  GArray *highlights;      /* of MgRange */
  GArray *fields;          /* of MgFieldRun */
  gboolean keep_marks;
  gint64 cleared_us;       /* marks of changes up to here are not kept; monotonic */

  /* style */
  MgGridSpec spec;         /* as wanted; its sizes come from the glyphs */
  double zoom;
  char *font;              /* (nullable) */
  GSettings *desktop;      /* (nullable): where the desktop keeps its monospace font */
  PangoFontDescription *font_description; /* that the glyphs are of */
  double resolution;
  MgGlyphs *glyphs;        /* NULL: to be made */
  MgHexColors colors;      /* hatch NULL: to be made */

  /* layout */
  MgPicture picture;
  MgCell *spare;           /* as many as picture.cells */
  gsize n_allocated;       /* cells in each of the two */
  MgScroll scroll;
  guint64 top_offset;      /* what picture.top follows when the bytes of a row change */
  MgRange interest;        /* last told */
  MgRange visible;         /* last told */
  GtkAdjustment *adjustments[2];   /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  gboolean adjusting;      /* by this view itself */

  /* caret and selection */
  guint64 anchor;
  gboolean selected;       /* anchor to caret, both included */

  /* mouse, and fingers */
  gboolean dragging;       /* to select */
  gdouble pointer_x, pointer_y;
  guint autoscroll_id;
  gboolean touching;       /* a finger is down that scrolls when it moves... */
  gboolean panning;        /* ...and it did */
  gdouble pan_rest;        /* pixels it moved down that are no whole row yet */
  guint long_press_id;     /* when it has rested so long, it selects instead */
  double wheel_rest;       /* rows that a smooth wheel has turned and that were not scrolled yet */
  GMenuModel *menu_model;

  AtkObject *accessible;   /* (nullable): not owned; lives as long as the widget does */
  guint fade_id;
  guint n_draws;
  guint64 n_cells_drawn;
};

/* hex-view.c */
void mg_hex_view_set_top (MgHexView *self, guint64 top);
void mg_hex_view_zoom_by (MgHexView *self, int steps); /* 0: to the normal size */

/* hex-cells.c */
gint64 mg_hex_view_now_us (MgHexView *self);
/* Looks at the bytes again and queues what is different; nothing while nobody can see it. */
void mg_hex_view_update_cells (MgHexView *self);
/* The same when all of them are others: after scrolling, or with another grid. */
void mg_hex_view_replace_cells (MgHexView *self);

/* hex-caret.c: these clamp offsets to the object and queue and announce what they change */
void mg_hex_view_place_caret (MgHexView *self, guint64 anchor, guint64 caret, gboolean selected,
                              MgColumn column);
void mg_hex_view_set_column (MgHexView *self, MgColumn column);
void mg_hex_view_select_from (MgHexView *self, guint64 anchor, guint64 caret); /* does not scroll */
void mg_hex_view_move_to (MgHexView *self, guint64 offset, gboolean extend);   /* scrolls there */

/* hex-input.c: keys and the pointer */
void mg_hex_view_class_init_input (GtkWidgetClass *widget_class);
void mg_hex_view_move_caret (MgHexView *self, GtkMovementStep step, int count, gboolean extend);
void mg_hex_view_end_drag (MgHexView *self); /* of the mouse or a finger, whatever it was for */

/* hex-accessible.c */
GType mg_hex_accessible_get_type (void);
void mg_hex_view_announce_caret (MgHexView *self);

G_END_DECLS
