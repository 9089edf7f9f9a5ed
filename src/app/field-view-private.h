#pragma once

#include "app/field-cell.h"
#include "app/field-view.h"
#include "app/grid.h"
#include "app/hex-colors.h"
#include "app/hex-glyphs.h"
#include "app/hex-view.h"

G_BEGIN_DECLS

typedef enum
{
  MG_FIELD_NAME,
  MG_FIELD_TYPE,
  MG_FIELD_OFFSET,
  MG_FIELD_VALUE,   /* of a cell; a table has several */
  MG_FIELD_CHANGED,
  MG_FIELD_RATE,
} MgFieldColumnKind;

typedef struct
{
  MgFieldColumnKind kind;
  guint cell;
  char *title;        /* (owned) */
  PangoLayout *layout; /* (nullable): of the title */
  int width;          /* pixels; the last column takes what is left */
} MgFieldColumn;

#define MG_FIELD_COLUMNS_MAX (MG_TABLE_MEMBERS_MAX + 1)

/* A visible line. */
typedef struct
{
  gboolean pinned;
  guint64 number;      /* of the row in the tree, of the element in a table, of the pin */
  guint depth;
  gboolean expanded;
  char *name, *type;
  guint n_cells;       /* 1, but in a table */
  MgFieldCell *cells[MG_TABLE_MEMBERS_MAX];
  guint8 heats[MG_TABLE_MEMBERS_MAX];
  char offset[20];
  guint64 told_offset; /* that is written there */
  char *changed, *rate;
  PangoLayout *layouts[MG_FIELD_COLUMNS_MAX]; /* (nullable): made when drawn */
} MgFieldLine;

/* What the files of the list of fields share.  Always true between two events:
 *   - lines holds what every visible line looks like, as drawn or queued to be drawn;
 *   - top <= scroll.max_top, and the vertical adjustment shows it. */
struct _MgFieldView
{
  GtkDrawingArea parent_instance;

  MgSnapshot *snapshot;      /* (nullable) */
  MgObjectInfo *info;        /* (nullable): by which addresses are told */
  gboolean still;           /* it is a past moment */
  MgStructure *structure;    /* (nullable) */
  MgFieldTree *tree;         /* (nullable): NULL without a structure or a snapshot */
  char **expanded_paths;     /* (nullable): for when there is a tree */
  char *filter;              /* (nullable) */
  GPtrArray *pin_paths;      /* of char * */
  GPtrArray *pins;           /* of MgField: those that there are */
  gboolean hex;

  /* the table; table NULL: the tree */
  MgField *table;
  GPtrArray *members;        /* of char *, NULL-terminated */
  guint64 n_elements;
  GArray *table_reads;

  /* selection: a position counts pins, then rows */
  MgField *selected;         /* (nullable) */
  guint64 cursor;
  gboolean has_cursor;

  /* what is visible */
  GPtrArray *lines;          /* of MgFieldLine: pins first */
  guint64 top;
  MgScroll scroll;
  int scroll_x;
  GArray *interest;          /* last told */
  GtkAdjustment *adjustments[2];
  GtkScrollablePolicy policies[2];
  gboolean adjusting;
  guint tick_id;             /* fading and ages */
  guint n_ticks;
  gboolean fading;

  /* columns */
  MgFieldColumn columns[MG_FIELD_COLUMNS_MAX];
  guint n_columns;
  int widths[MG_FIELD_RATE + 1]; /* as a person has made them, by kind */

  /* style */
  MgGlyphs *glyphs;
  GHashTable *layouts;       /* column and text → PangoLayout */
  MgHexColors colors;
  GdkRGBA selected_fill, selected_text;
  int row_height, header_height, text_height, indent;

  /* pointer */
  int resizing;              /* column, -1: none */
  gboolean pressed;          /* a field, which may be dragged away */
  int press_x, press_y;
  int resize_from, resize_width;
  double wheel_rest;

  AtkObject *accessible;     /* (nullable): not owned */
  guint n_draws;
};

/* field-view.c */
void mg_field_view_update_layout (MgFieldView *self); /* other rows, columns or sizes */
void mg_field_view_set_columns (MgFieldView *self);
void mg_field_view_count_elements (MgFieldView *self);
void mg_field_view_set_selected (MgFieldView *self, MgField *field, guint64 position); /* tells nobody */
void mg_field_view_set_top (MgFieldView *self, guint64 top);
void mg_field_view_move_cursor (MgFieldView *self, guint64 position); /* by a person: tells */
void mg_field_view_set_expanded (MgFieldView *self, guint64 position, gboolean expanded);
void mg_field_view_set_column_width (MgFieldView *self, guint column, int width);

/* field-lines.c */
GPtrArray *mg_field_lines_new (void);
guint64 mg_field_view_count (MgFieldView *self); /* positions */
guint mg_field_view_get_n_pins (MgFieldView *self);
guint64 mg_field_view_position_of_line (MgFieldView *self, const MgFieldLine *line);
MgFieldLine *mg_field_view_line_at (MgFieldView *self, double y);
void mg_field_view_get_line_area (MgFieldView *self, guint line, GdkRectangle *area);
void mg_field_view_get_column_area (MgFieldView *self, guint column, int *x, int *width);
gboolean mg_field_line_is_expandable (const MgFieldLine *line);
guint64 mg_field_view_count_rows (MgFieldView *self); /* without the pins */
guint mg_field_view_count_visible (MgFieldView *self); /* lines, the last one may be cut off */
void mg_field_view_rebuild (MgFieldView *self);       /* other rows are visible */
/* Tells a line again where @changes are its bytes, and its ages where @ages is set. */
void mg_field_view_update_line (MgFieldView *self, guint number, const GArray *changes, gboolean ages,
                                gboolean *fading);
void mg_field_view_queue_line (MgFieldView *self, guint number);
void mg_field_view_update_tick (MgFieldView *self);
void mg_field_view_update_interest (MgFieldView *self);

/* field-draw.c */
void mg_field_view_ensure_style (MgFieldView *self);
void mg_field_view_drop_style (MgFieldView *self);
gboolean mg_field_view_draw (GtkWidget *widget, cairo_t *cr);
const char *mg_field_line_get_text (const MgFieldLine *line, const MgFieldColumn *column);

/* field-input.c */
void mg_field_view_class_init_input (GtkWidgetClass *widget_class);

/* field-accessible.c */
GType mg_field_accessible_get_type (void);
void mg_field_view_announce_cursor (MgFieldView *self);

G_END_DECLS
