#include "config.h"

#include "app/row-view.h"

#include <string.h>

#include "app/hex-colors.h"

#define PADDING 6 /* left and right of a cell */
#define GAP 3     /* above and below a line */

struct _MgRowView
{
  GtkBox parent_instance;

  GtkWidget *area;
  GtkAdjustment *adjustment; /* counts rows */

  MgRowColumn columns[MG_ROW_COLUMNS_MAX];
  guint n_columns;
  MgRowText text;
  gpointer text_data;

  guint64 n_rows;
  guint64 cursor;  /* G_MAXUINT64: none */
  int row_height;  /* pixels; 0: not known yet */
  int digit_width;
};

enum
{
  ACTIVATED,
  CURSOR_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgRowView, mg_row_view, GTK_TYPE_BOX)

/* --- Geometry --- */

static void
measure (MgRowView *self)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (self->row_height > 0)
    return;
  layout = gtk_widget_create_pango_layout (self->area, "0000000000");
  pango_layout_get_pixel_size (layout, &self->digit_width, &self->row_height);
  self->digit_width = MAX (self->digit_width / 10, 1);
  self->row_height += 2 * GAP;
}

/* How many rows fit, the header apart. */
static guint
get_n_fitting (MgRowView *self)
{
  measure (self);
  return (guint) MAX (gtk_widget_get_allocated_height (self->area) / self->row_height - 1, 1);
}

static void
get_columns (MgRowView *self, int width, int *x, int *widths)
{
  int used = 0, n_shares = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      widths[i] = (int) self->columns[i].chars * self->digit_width + 2 * PADDING;
      used += widths[i];
      n_shares += self->columns[i].share;
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].share && width > used)
        widths[i] += (width - used) / n_shares;
      x[i] = i == 0 ? 0 : x[i - 1] + widths[i - 1];
    }
}

static void
update_adjustment (MgRowView *self)
{
  double page = get_n_fitting (self);
  double upper = MAX ((double) self->n_rows, page);
  double value = CLAMP (gtk_adjustment_get_value (self->adjustment), 0, upper - page);

  gtk_adjustment_configure (self->adjustment, value, 0, upper, 1, MAX (page - 1, 1), page);
}

/* --- Drawing --- */

static void
draw_cell (MgRowView *self, cairo_t *cr, PangoLayout *layout, guint column, const char *text, int x,
           int width, int y)
{
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, MAX (width - 2 * PADDING, 1) * PANGO_SCALE);
  pango_layout_set_alignment (layout, self->columns[column].right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  cairo_move_to (cr, x + PADDING, y + GAP);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_header (MgRowView *self, cairo_t *cr, PangoLayout *layout, const MgHexTheme *theme, int width,
             const int *x, const int *widths)
{
  GdkRGBA ground = mg_rgba_mix (&theme->base, &theme->text, 0.06),
          text = mg_rgba_mix (&theme->base, &theme->text, 0.75);
  PangoAttrList *bold = pango_attr_list_new ();

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  gdk_cairo_set_source_rgba (cr, &ground);
  cairo_rectangle (cr, 0, 0, width, self->row_height);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &text);
  for (guint i = 0; i < self->n_columns; i++)
    draw_cell (self, cr, layout, i, self->columns[i].title, x[i], widths[i], 0);
  pango_layout_set_attributes (layout, NULL);
  pango_attr_list_unref (bold);
}

static void
draw_row (MgRowView *self, cairo_t *cr, PangoLayout *layout, const MgHexTheme *theme, guint64 row, int y,
          int width, const int *x, const int *widths)
{
  gboolean current = row == self->cursor;
  GdkRGBA text = theme->text;

  if (current)
    {
      GtkStyleContext *style = gtk_widget_get_style_context (self->area);

      gdk_cairo_set_source_rgba (cr, &theme->selection);
      cairo_rectangle (cr, 0, y, width, self->row_height);
      cairo_fill (cr);
      gtk_style_context_lookup_color (style, "theme_selected_fg_color", &text);
      if (gtk_widget_has_visible_focus (self->area))
        gtk_render_focus (style, cr, 0, y, width, self->row_height);
    }
  gdk_cairo_set_source_rgba (cr, &text);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *cell = self->text (self->text_data, row, i);

      draw_cell (self, cr, layout, i, cell, x[i], widths[i], y);
    }
}

static gboolean
draw_cb (GtkWidget *area, cairo_t *cr, gpointer data)
{
  MgRowView *self = data;
  int width = gtk_widget_get_allocated_width (area);
  guint64 top = (guint64) gtk_adjustment_get_value (self->adjustment);
  guint n_fitting = get_n_fitting (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (area, NULL);
  int x[MG_ROW_COLUMNS_MAX], widths[MG_ROW_COLUMNS_MAX];
  MgHexTheme theme;

  mg_hex_theme_init (&theme, gtk_widget_get_style_context (area));
  gdk_cairo_set_source_rgba (cr, &theme.base);
  cairo_paint (cr);
  get_columns (self, width, x, widths);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  draw_header (self, cr, layout, &theme, width, x, widths);
  for (guint i = 0; i <= n_fitting && top + i < self->n_rows; i++)
    draw_row (self, cr, layout, &theme, top + i, (int) (i + 1) * self->row_height, width, x, widths);
  return FALSE;
}

/* --- The cursor --- */

static void
tell_cursor (MgRowView *self)
{
  g_autofree char *line = self->cursor < self->n_rows ? mg_row_view_dup_line (self, self->cursor) : NULL;

  atk_object_set_description (gtk_widget_get_accessible (self->area), line != NULL ? line : "");
  gtk_widget_queue_draw (self->area);
}

gboolean
mg_row_view_get_cursor (MgRowView *self, guint64 *row)
{
  g_return_val_if_fail (MG_IS_ROW_VIEW (self), FALSE);

  *row = self->cursor;
  return self->cursor < self->n_rows;
}

void
mg_row_view_set_cursor (MgRowView *self, guint64 row)
{
  double top, page;

  g_return_if_fail (MG_IS_ROW_VIEW (self));

  if (self->n_rows == 0)
    return;
  self->cursor = MIN (row, self->n_rows - 1);
  top = gtk_adjustment_get_value (self->adjustment);
  page = gtk_adjustment_get_page_size (self->adjustment);
  if ((double) self->cursor < top)
    gtk_adjustment_set_value (self->adjustment, (double) self->cursor);
  else if ((double) self->cursor >= top + page)
    gtk_adjustment_set_value (self->adjustment, (double) self->cursor - page + 1);
  tell_cursor (self);
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

void
mg_row_view_renumber_cursor (MgRowView *self, guint64 row)
{
  g_return_if_fail (MG_IS_ROW_VIEW (self));

  self->cursor = row < self->n_rows ? row : G_MAXUINT64;
  tell_cursor (self);
}

static void
move (MgRowView *self, gint64 by)
{
  guint64 from = self->cursor < self->n_rows ? self->cursor : 0;

  if (self->cursor >= self->n_rows)
    by = 0;
  if (by < 0)
    from -= MIN (from, (guint64) -by);
  else
    from += (guint64) by;
  mg_row_view_set_cursor (self, from);
}

static void
activate (MgRowView *self)
{
  if (self->cursor < self->n_rows)
    g_signal_emit (self, signals[ACTIVATED], 0, self->cursor);
}

static gboolean
key_press_cb (GtkWidget *area, GdkEventKey *event, gpointer data)
{
  MgRowView *self = data;
  gint64 page = (gint64) gtk_adjustment_get_page_increment (self->adjustment);

  if ((event->state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  switch (event->keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (self, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (self, 1);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move (self, -page);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move (self, page);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      mg_row_view_set_cursor (self, 0);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      mg_row_view_set_cursor (self, G_MAXUINT64);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      activate (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
button_press_cb (GtkWidget *area, GdkEventButton *event, gpointer data)
{
  MgRowView *self = data;
  guint64 row;

  if (event->button != GDK_BUTTON_PRIMARY)
    return FALSE;
  gtk_widget_grab_focus (area);
  measure (self);
  if (event->y < self->row_height)
    return TRUE;
  row = (guint64) gtk_adjustment_get_value (self->adjustment) + (guint64) (event->y / self->row_height) - 1;
  if (row >= self->n_rows)
    return TRUE;
  if (event->type == GDK_2BUTTON_PRESS)
    activate (self);
  else if (event->type == GDK_BUTTON_PRESS)
    mg_row_view_set_cursor (self, row);
  return TRUE;
}

static gboolean
scroll_cb (GtkWidget *area, GdkEventScroll *event, gpointer data)
{
  MgRowView *self = data;
  double dx = 0, dy = 0;

  if (event->direction == GDK_SCROLL_SMOOTH)
    gdk_event_get_scroll_deltas ((GdkEvent *) event, &dx, &dy);
  else if (event->direction == GDK_SCROLL_UP || event->direction == GDK_SCROLL_DOWN)
    dy = event->direction == GDK_SCROLL_UP ? -1 : 1;
  gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + 3 * dy);
  return TRUE;
}

/* --- Rows --- */

guint64
mg_row_view_get_n_rows (MgRowView *self)
{
  g_return_val_if_fail (MG_IS_ROW_VIEW (self), 0);

  return self->n_rows;
}

void
mg_row_view_set_n_rows (MgRowView *self, guint64 n_rows)
{
  g_return_if_fail (MG_IS_ROW_VIEW (self));

  self->n_rows = n_rows;
  if (self->cursor >= n_rows)
    self->cursor = G_MAXUINT64;
  update_adjustment (self);
  gtk_widget_queue_draw (self->area);
}

void
mg_row_view_insert_top (MgRowView *self, guint64 n_rows)
{
  double top;

  g_return_if_fail (MG_IS_ROW_VIEW (self));

  top = gtk_adjustment_get_value (self->adjustment);
  if (self->cursor < self->n_rows)
    self->cursor += n_rows;
  mg_row_view_set_n_rows (self, self->n_rows + n_rows);
  if (top > 0)
    gtk_adjustment_set_value (self->adjustment, top + (double) n_rows);
}

void
mg_row_view_refresh (MgRowView *self)
{
  g_return_if_fail (MG_IS_ROW_VIEW (self));

  gtk_widget_queue_draw (self->area);
}

char *
mg_row_view_dup_line (MgRowView *self, guint64 row)
{
  GString *line = g_string_new (NULL);

  g_return_val_if_fail (MG_IS_ROW_VIEW (self), NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *cell = self->text (self->text_data, row, i);

      g_string_append_printf (line, "%s%s", i > 0 ? "\t" : "", cell);
    }
  return g_string_free (line, FALSE);
}

/* --- The widget --- */

static void
allocate_cb (GtkWidget *area, GdkRectangle *allocation, gpointer data)
{
  update_adjustment (data);
}

static void
style_cb (GtkWidget *area, gpointer data)
{
  MG_ROW_VIEW (data)->row_height = 0;
}

static void
grab_focus (GtkWidget *widget)
{
  gtk_widget_grab_focus (MG_ROW_VIEW (widget)->area);
}

static void
mg_row_view_class_init (MgRowViewClass *class)
{
  GTK_WIDGET_CLASS (class)->grab_focus = grab_focus;
  signals[ACTIVATED] = g_signal_new ("activated", MG_TYPE_ROW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[CURSOR_MOVED] =
      g_signal_new ("cursor-moved", MG_TYPE_ROW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mg_row_view_init (MgRowView *self)
{
  GtkWidget *bar;

  self->cursor = G_MAXUINT64;
  self->adjustment = gtk_adjustment_new (0, 0, 1, 1, 1, 1);
  self->area = gtk_drawing_area_new ();
  gtk_widget_set_can_focus (self->area, TRUE);
  gtk_style_context_add_class (gtk_widget_get_style_context (self->area), GTK_STYLE_CLASS_VIEW);
  gtk_widget_add_events (self->area, GDK_BUTTON_PRESS_MASK | GDK_SCROLL_MASK | GDK_SMOOTH_SCROLL_MASK
                                         | GDK_KEY_PRESS_MASK);
  atk_object_set_role (gtk_widget_get_accessible (self->area), ATK_ROLE_LIST);
  g_signal_connect (self->area, "draw", G_CALLBACK (draw_cb), self);
  g_signal_connect (self->area, "key-press-event", G_CALLBACK (key_press_cb), self);
  g_signal_connect (self->area, "button-press-event", G_CALLBACK (button_press_cb), self);
  g_signal_connect (self->area, "scroll-event", G_CALLBACK (scroll_cb), self);
  g_signal_connect (self->area, "size-allocate", G_CALLBACK (allocate_cb), self);
  g_signal_connect (self->area, "style-updated", G_CALLBACK (style_cb), self);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self->area,
                           G_CONNECT_SWAPPED);
  gtk_box_pack_start (GTK_BOX (self), self->area, TRUE, TRUE, 0);
  bar = gtk_scrollbar_new (GTK_ORIENTATION_VERTICAL, self->adjustment);
  gtk_box_pack_start (GTK_BOX (self), bar, FALSE, FALSE, 0);
  gtk_widget_show (self->area);
  gtk_widget_show (bar);
}

GtkWidget *
mg_row_view_new (const MgRowColumn *columns, guint n_columns, MgRowText text, gpointer data)
{
  MgRowView *self = g_object_new (MG_TYPE_ROW_VIEW, NULL);

  g_return_val_if_fail (n_columns <= MG_ROW_COLUMNS_MAX, NULL);

  memcpy (self->columns, columns, n_columns * sizeof *columns);
  self->n_columns = n_columns;
  self->text = text;
  self->text_data = data;
  return GTK_WIDGET (self);
}
