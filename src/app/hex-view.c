#include "config.h"

#include "app/hex-view-private.h"

#include "core/sampler.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define HEADER_PADDING 4 /* pixels added to a row's height */
#define ZOOM_STEP 1.1
#define MONOSPACE_KEY "monospace-font-name" /* of org.gnome.desktop.interface */

enum
{
  PROP_BYTES_PER_ROW = 1,
  PROP_GROUP,
  PROP_BIG_ENDIAN,
  PROP_ZOOM,
  PROP_FONT,
  PROP_KEEP_MARKS,
  PROP_MENU_MODEL,
  N_PROPS,
  /* GtkScrollable's */
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

/* Not by GTK's CSS class for it, which the context menu would inherit.  What Windows takes for
 * monospace is Courier New, which is too thin to read. */
#ifdef G_OS_WIN32
#define MONOSPACE "Consolas,Lucida Console,Courier New,Monospace"
#else
#define MONOSPACE "Monospace"
#endif

static GParamSpec *props[N_PROPS];
static guint interest_changed, visible_changed;

static gboolean
get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  MgHexView *self = MG_HEX_VIEW (scrollable);

  *border = (GtkBorder) { .top = (gint16) self->picture.header_height };
  return TRUE;
}

static void
scrollable_init (GtkScrollableInterface *interface)
{
  interface->get_border = get_border;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MgHexView, mg_hex_view, GTK_TYPE_DRAWING_AREA,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

/* --- style --- */

/* The desktop's setting of a monospace font, where there is one. */
static GSettings *
open_desktop_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, "org.gnome.desktop.interface", TRUE);
  if (schema == NULL || !g_settings_schema_has_key (schema, MONOSPACE_KEY))
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}

/* Returns: (nullable): what to use in place of the theme's font, where a person has chosen one */
static char *
dup_wanted_font (MgHexView *self)
{
  g_autoptr (GVariant) chosen = NULL;

  if (self->font != NULL)
    return g_strdup (self->font);
  if (self->desktop != NULL)
    chosen = g_settings_get_user_value (self->desktop, MONOSPACE_KEY);
  return chosen != NULL ? g_variant_dup_string (chosen, NULL) : NULL;
}

static PangoFontDescription *
dup_font_description (MgHexView *self)
{
  g_autofree char *font = dup_wanted_font (self);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  PangoFontDescription *description;
  double size;

  gtk_style_context_get (style, gtk_style_context_get_state (style), GTK_STYLE_PROPERTY_FONT,
                         &description, NULL);
  pango_font_description_set_family_static (description, MONOSPACE);
  if (font != NULL)
    {
      PangoFontDescription *wanted = pango_font_description_from_string (font);
      const char *family = pango_font_description_get_family (wanted);

      if (family != NULL)
        {
          /* one that is not there falls back to what it would have been */
          const char *usual = pango_font_description_get_family (description);
          g_autofree char *families = g_strdup_printf ("%s,%s", family, usual);

          pango_font_description_set_family (wanted, families);
        }
      pango_font_description_merge (description, wanted, TRUE);
      pango_font_description_free (wanted);
    }
  size = MAX (1, pango_font_description_get_size (description) * self->zoom);
  if (pango_font_description_get_size_is_absolute (description))
    pango_font_description_set_absolute_size (description, round (size));
  else
    pango_font_description_set_size (description, (int) round (size));
  return description;
}

static PangoLayout *
make_title (PangoContext *context, const char *text)
{
  PangoLayout *title = pango_layout_new (context);

  pango_layout_set_text (title, text, -1);
  return title;
}

/* Makes what was dropped of glyphs and colours; cheap where nothing was. */
static void
ensure_style (MgHexView *self)
{
  if (self->glyphs == NULL)
    {
      PangoContext *context = gtk_widget_create_pango_context (GTK_WIDGET (self));

      g_clear_pointer (&self->font_description, pango_font_description_free);
      self->font_description = dup_font_description (self);
      self->resolution = pango_cairo_context_get_resolution (context);
      pango_context_set_font_description (context, self->font_description);
      self->glyphs = mg_glyphs_new (context);
      self->spec.char_width = self->glyphs->char_width;
      self->spec.row_height = self->glyphs->row_height;
      g_clear_object (&self->picture.offset_title);
      g_clear_object (&self->picture.text_title);
      self->picture.offset_title = make_title (context, _ ("Offset"));
      self->picture.text_title = make_title (context, _ ("Text"));
      self->picture.glyphs = self->glyphs;
      self->picture.header_height = self->glyphs->row_height + HEADER_PADDING;
      g_object_unref (context);
    }
  if (self->colors.hatch == NULL)
    {
      MgHexTheme theme;

      mg_hex_theme_init (&theme, gtk_widget_get_style_context (GTK_WIDGET (self)));
      mg_hex_colors_init (&self->colors, &theme, self->picture.stale,
                          gtk_widget_get_scale_factor (GTK_WIDGET (self)));
      self->picture.colors = &self->colors;
    }
}

static void
drop_glyphs (MgHexView *self)
{
  g_clear_pointer (&self->glyphs, mg_glyphs_free);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
drop_colors (MgHexView *self)
{
  mg_hex_colors_clear (&self->colors);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
style_updated (GtkWidget *widget)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  GTK_WIDGET_CLASS (mg_hex_view_parent_class)->style_updated (widget);
  if (self->glyphs != NULL)
    {
      PangoFontDescription *description = dup_font_description (self);
      double resolution =
          pango_cairo_context_get_resolution (gtk_widget_get_pango_context (widget));

      if (!pango_font_description_equal (description, self->font_description)
          || resolution != self->resolution)
        drop_glyphs (self);
      pango_font_description_free (description);
    }
  drop_colors (self);
}

static void
scale_factor_cb (MgHexView *self)
{
  drop_glyphs (self);
  drop_colors (self);
}

/* --- layout and scrolling --- */

static void
update_interest (MgHexView *self)
{
  MgRange interest = mg_hex_view_get_interest (self);
  MgRange visible = mg_hex_view_get_visible_range (self);

  if (visible.start != self->visible.start || visible.length != self->visible.length)
    {
      self->visible = visible;
      g_signal_emit (self, visible_changed, 0);
    }
  if (interest.start == self->interest.start && interest.length == self->interest.length)
    return;
  self->interest = interest;
  g_signal_emit (self, interest_changed, 0);
}

static void
configure_adjustments (MgHexView *self)
{
  const MgGrid *grid = &self->picture.grid;
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  double page = (double) self->scroll.page;

  self->adjusting = TRUE;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL],
                              mg_scroll_to_value (&self->scroll, self->picture.top), 0,
                              mg_scroll_get_upper (&self->scroll), 1, MAX (1, page - 1), page);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], self->picture.scroll_x,
                              0, MAX (grid->width, width), grid->spec.char_width * 3.0,
                              MAX (1, width * 0.9), width);
  self->adjusting = FALSE;
}

/* Fits grid, scrolling and cells to the object's size, the style and the allocation. */
static void
update_layout (MgHexView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  MgPicture *picture = &self->picture;
  int width = gtk_widget_get_allocated_width (widget);
  int height = gtk_widget_get_allocated_height (widget);
  guint64 size = self->snapshot != NULL ? self->snapshot->size : 0;
  int row_height, below;
  gsize n_cells;

  ensure_style (self);
  mg_grid_init (&picture->grid, &self->spec, size, width);
  row_height = picture->grid.spec.row_height;
  below = MAX (0, height - picture->header_height);
  picture->height = height;
  mg_scroll_init (&self->scroll, picture->grid.n_rows, (guint64) (below / row_height));
  picture->top = MIN (mg_grid_row_of (&picture->grid, self->top_offset), self->scroll.max_top);
  picture->scroll_x = CLAMP (picture->scroll_x, 0, MAX (0, picture->grid.width - width));
  picture->n_rows = (guint) CLAMP (below / row_height + 1, 1, MG_PICTURE_ROWS_MAX);

  n_cells = (gsize) picture->n_rows * picture->grid.spec.bytes_per_row;
  if (n_cells > self->n_allocated)
    {
      picture->cells = g_renew (MgCell, (MgCell *) picture->cells, n_cells);
      self->spare = g_renew (MgCell, self->spare, n_cells);
      self->n_allocated = n_cells;
    }
  memset ((MgCell *) picture->cells, 0, n_cells * sizeof (MgCell));
  configure_adjustments (self);
  mg_hex_view_replace_cells (self);
  update_interest (self);
}

void
mg_hex_view_set_top (MgHexView *self, guint64 top)
{
  top = MIN (top, self->scroll.max_top);
  if (top != self->picture.top)
    {
      self->picture.top = top;
      self->top_offset = mg_grid_row_start (&self->picture.grid, top);
      mg_hex_view_replace_cells (self);
    }
  /* also where the row stayed: the adjustment may have been moved away from it */
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    {
      self->adjusting = TRUE;
      gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL],
                                mg_scroll_to_value (&self->scroll, self->picture.top));
      self->adjusting = FALSE;
    }
  update_interest (self);
}

static void
value_changed_cb (MgHexView *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);

  if (self->adjusting)
    return;
  if (adjustment == self->adjustments[GTK_ORIENTATION_VERTICAL])
    mg_hex_view_set_top (self, mg_scroll_from_value (&self->scroll, self->picture.top, value));
  else if ((int) value != self->picture.scroll_x)
    {
      self->picture.scroll_x = (int) value;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

static void
set_adjustment (MgHexView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL && *place == adjustment)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, value_changed_cb, self);
  g_clear_object (place);
  *place =
      g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (*place, "value-changed", G_CALLBACK (value_changed_cb), self);
  if (self->glyphs != NULL)
    configure_adjustments (self);
}

static void
size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  GTK_WIDGET_CLASS (mg_hex_view_parent_class)->size_allocate (widget, allocation);
  update_layout (MG_HEX_VIEW (widget));
}

int
mg_hex_view_get_natural_width (MgHexView *self, guint bytes_per_row)
{
  MgGridSpec spec = self->spec;
  MgGrid grid;

  ensure_style (self);
  spec.char_width = self->glyphs->char_width;
  spec.bytes_per_row = MAX (bytes_per_row, MG_GRID_BYTES_MIN);
  mg_grid_init (&grid, &spec, self->picture.grid.size, 0);
  return grid.width;
}

static void
get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  ensure_style (self);
  *minimum = 24 * self->glyphs->char_width;
  *natural = mg_hex_view_get_natural_width (
      self, self->spec.bytes_per_row == MG_GRID_BYTES_FIT ? 16 : self->spec.bytes_per_row);
}

static void
get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  ensure_style (self);
  *minimum = self->picture.header_height + 3 * self->glyphs->row_height;
  *natural = self->picture.header_height + 24 * self->glyphs->row_height;
}

static gboolean
draw (GtkWidget *widget, cairo_t *cr)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  if (self->glyphs == NULL)
    update_layout (self);
  ensure_style (self);
  self->n_draws++;
  self->n_cells_drawn += mg_hex_draw (&self->picture, cr);
  return GDK_EVENT_PROPAGATE;
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_hex_view_parent_class)->map (widget);
  update_layout (MG_HEX_VIEW (widget));
}

static void
unmap (GtkWidget *widget)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  g_clear_handle_id (&self->fade_id, g_source_remove);
  mg_hex_view_end_drag (self);
  GTK_WIDGET_CLASS (mg_hex_view_parent_class)->unmap (widget);
}

/* --- content --- */

/* The pages that both have are the same ones: nothing visible can differ but what fades. */
void
mg_hex_view_set_snapshot (MgHexView *self, MgSnapshot *snapshot)
{
  guint64 size_before, size;
  gboolean stale;

  g_return_if_fail (MG_IS_HEX_VIEW (self));

  if (snapshot == self->snapshot)
    return;
  size_before = self->snapshot != NULL ? self->snapshot->size : 0;
  size = snapshot != NULL ? snapshot->size : 0;
  if (snapshot != NULL)
    mg_snapshot_ref (snapshot);
  mg_snapshot_unref (self->snapshot);
  self->snapshot = snapshot;

  stale = snapshot != NULL && snapshot->state == MG_STATE_GONE;
  if (stale != self->picture.stale)
    {
      self->picture.stale = stale;
      drop_colors (self);
    }
  if (size != size_before)
    {
      update_layout (self);
      mg_hex_view_place_caret (self, self->anchor, self->picture.caret, self->selected,
                               self->picture.caret_column);
    }
  else
    mg_hex_view_update_cells (self);
}

MgSnapshot *
mg_hex_view_get_snapshot (MgHexView *self)
{
  g_return_val_if_fail (MG_IS_HEX_VIEW (self), NULL);

  return self->snapshot;
}

void
mg_hex_view_set_still (MgHexView *self, gboolean still)
{
  g_return_if_fail (MG_IS_HEX_VIEW (self));

  if (self->still == still)
    return;
  self->still = still;
  mg_hex_view_update_cells (self);
}

void
mg_hex_view_set_clock (MgHexView *self, MgClockFunc clock, gpointer user_data)
{
  g_return_if_fail (MG_IS_HEX_VIEW (self));

  self->clock = clock;
  self->clock_data = user_data;
}

void
mg_hex_view_clear_marks (MgHexView *self)
{
  g_return_if_fail (MG_IS_HEX_VIEW (self));

  self->cleared_us = mg_hex_view_now_us (self);
  mg_hex_view_update_cells (self);
}

void
mg_hex_view_set_highlights (MgHexView *self, const MgRange *ranges, gsize n_ranges)
{
  g_return_if_fail (MG_IS_HEX_VIEW (self));

  if (n_ranges == 0 && self->highlights->len == 0)
    return;
  g_array_set_size (self->highlights, 0);
  g_array_append_vals (self->highlights, ranges, (guint) n_ranges);
  /* frames depend on the neighbours too, which the comparison of cells does not know */
  mg_hex_view_replace_cells (self);
}

void
mg_hex_view_set_fields (MgHexView *self, const MgFieldRun *runs, gsize n_runs)
{
  g_return_if_fail (MG_IS_HEX_VIEW (self));

  if (n_runs == self->fields->len
      && (n_runs == 0 || memcmp (runs, self->fields->data, n_runs * sizeof *runs) == 0))
    return;
  g_array_set_size (self->fields, 0);
  g_array_append_vals (self->fields, runs, (guint) n_runs);
  mg_hex_view_update_cells (self);
}

void
mg_hex_view_scroll_to (MgHexView *self, guint64 offset, MgAlign align)
{
  guint64 row;

  g_return_if_fail (MG_IS_HEX_VIEW (self));

  row = mg_grid_row_of (&self->picture.grid, offset);
  if (align == MG_ALIGN_NEAREST)
    row = mg_scroll_reveal (&self->scroll, self->picture.top, row);
  else if (align == MG_ALIGN_CENTER)
    row = mg_row_add (row, -(gint64) (self->scroll.page / 2), G_MAXUINT64);
  mg_hex_view_set_top (self, row);
}

MgRange
mg_hex_view_get_visible_range (MgHexView *self)
{
  const MgPicture *picture;
  MgRange rows;

  g_return_val_if_fail (MG_IS_HEX_VIEW (self), ((MgRange) { 0, 0 }));

  picture = &self->picture;
  rows.start = mg_grid_row_start (&picture->grid, picture->top);
  rows.length = (guint64) picture->n_rows * picture->grid.spec.bytes_per_row;
  return mg_range_clip (rows, picture->grid.size);
}

MgRange
mg_hex_view_get_interest (MgHexView *self)
{
  MgRange range = mg_hex_view_get_visible_range (self);
  guint64 margin =
      MIN (range.length / 2,
           (MG_SAMPLER_INTEREST_MAX - MIN (range.length, MG_SAMPLER_INTEREST_MAX)) / 2);
  guint64 before = MIN (margin, range.start);

  range.start -= before;
  range.length +=
      before + MIN (margin, self->picture.grid.size - (range.start + before + range.length));
  return range;
}

gboolean
mg_hex_view_get_cell (MgHexView *self, MgColumn column, guint64 offset, GdkRectangle *cell)
{
  const MgPicture *picture;
  guint64 row;

  g_return_val_if_fail (MG_IS_HEX_VIEW (self), FALSE);

  picture = &self->picture;
  row = mg_grid_row_of (&picture->grid, offset);
  if (offset >= picture->grid.size || row < picture->top || row - picture->top >= picture->n_rows)
    return FALSE;
  mg_picture_get_cell_area (picture, column, (guint) (row - picture->top),
                            (guint) (offset - mg_grid_row_start (&picture->grid, row)), cell);
  return TRUE;
}

guint
mg_hex_view_get_n_draws (MgHexView *self, guint64 *n_cells)
{
  g_return_val_if_fail (MG_IS_HEX_VIEW (self), 0);

  if (n_cells != NULL)
    *n_cells = self->n_cells_drawn;
  return self->n_draws;
}

/* --- properties --- */

static void
set_zoom (MgHexView *self, double zoom)
{
  zoom = CLAMP (zoom, MG_ZOOM_MIN, MG_ZOOM_MAX);
  if (fabs (zoom - 1) < 0.01)
    zoom = 1;
  if (fabs (zoom - self->zoom) < 0.005) /* settings keep percents */
    return;
  self->zoom = zoom;
  drop_glyphs (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ZOOM]);
}

void
mg_hex_view_zoom_by (MgHexView *self, int steps)
{
  set_zoom (self, steps == 0 ? 1 : self->zoom * pow (ZOOM_STEP, steps));
}

static void
set_spec (MgHexView *self, const MgGridSpec *spec)
{
  self->spec = *spec;
  update_layout (self);
  mg_hex_view_announce_caret (self);
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MgHexView *self = MG_HEX_VIEW (object);
  MgGridSpec spec = self->spec;

  switch (id)
    {
    case PROP_BYTES_PER_ROW:
      spec.bytes_per_row = g_value_get_uint (value);
      set_spec (self, &spec);
      break;
    case PROP_GROUP:
      spec.group = g_value_get_uint (value);
      set_spec (self, &spec);
      break;
    case PROP_BIG_ENDIAN:
      spec.big_endian = g_value_get_boolean (value);
      set_spec (self, &spec);
      break;
    case PROP_ZOOM:
      set_zoom (self, g_value_get_double (value));
      break;
    case PROP_FONT:
      g_free (self->font);
      self->font = g_value_dup_string (value);
      drop_glyphs (self);
      break;
    case PROP_KEEP_MARKS:
      self->keep_marks = g_value_get_boolean (value);
      self->cleared_us = mg_hex_view_now_us (self);
      mg_hex_view_update_cells (self);
      break;
    case PROP_MENU_MODEL:
      g_set_object (&self->menu_model, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MgHexView *self = MG_HEX_VIEW (object);

  switch (id)
    {
    case PROP_BYTES_PER_ROW:
      g_value_set_uint (value, self->spec.bytes_per_row);
      break;
    case PROP_GROUP:
      g_value_set_uint (value, self->spec.group);
      break;
    case PROP_BIG_ENDIAN:
      g_value_set_boolean (value, self->spec.big_endian);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    case PROP_FONT:
      g_value_set_string (value, self->font);
      break;
    case PROP_KEEP_MARKS:
      g_value_set_boolean (value, self->keep_marks);
      break;
    case PROP_MENU_MODEL:
      g_value_set_object (value, self->menu_model);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* --- life --- */

static void
dispose (GObject *object)
{
  MgHexView *self = MG_HEX_VIEW (object);

  g_clear_handle_id (&self->fade_id, g_source_remove);
  mg_hex_view_end_drag (self);
  for (int i = 0; i < 2; i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], value_changed_cb, self);
      g_clear_object (&self->adjustments[i]);
    }
  if (self->desktop != NULL)
    g_signal_handlers_disconnect_by_data (self->desktop, self);
  g_clear_object (&self->desktop);
  g_clear_object (&self->menu_model);
  g_clear_pointer (&self->snapshot, mg_snapshot_unref);
  G_OBJECT_CLASS (mg_hex_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgHexView *self = MG_HEX_VIEW (object);

  mg_glyphs_free (self->glyphs);
  mg_hex_colors_clear (&self->colors);
  g_clear_pointer (&self->font_description, pango_font_description_free);
  g_clear_object (&self->picture.offset_title);
  g_clear_object (&self->picture.text_title);
  g_free (self->font);
  g_free ((MgCell *) self->picture.cells);
  g_free (self->spare);
  g_array_unref (self->highlights);
  g_array_unref (self->fields);
  G_OBJECT_CLASS (mg_hex_view_parent_class)->finalize (object);
}

static void
mg_hex_view_class_init (MgHexViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->style_updated = style_updated;
  widget_class->size_allocate = size_allocate;
  widget_class->get_preferred_width = get_preferred_width;
  widget_class->get_preferred_height = get_preferred_height;
  widget_class->draw = draw;
  widget_class->map = map;
  widget_class->unmap = unmap;

  props[PROP_BYTES_PER_ROW] =
      g_param_spec_uint ("bytes-per-row", NULL, NULL, 0, MG_GRID_BYTES_MAX, 16, flags);
  props[PROP_GROUP] = g_param_spec_uint ("group", NULL, NULL, 1, 8, 1, flags);
  props[PROP_BIG_ENDIAN] = g_param_spec_boolean ("big-endian", NULL, NULL, FALSE, flags);
  props[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, MG_ZOOM_MIN, MG_ZOOM_MAX, 1,
                                          flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_FONT] = g_param_spec_string ("font", NULL, NULL, NULL, flags);
  props[PROP_KEEP_MARKS] = g_param_spec_boolean ("keep-marks", NULL, NULL, FALSE, flags);
  props[PROP_MENU_MODEL] = g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  g_signal_new ("caret-moved", MG_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("selection-changed", MG_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  interest_changed = g_signal_new ("interest-changed", MG_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  visible_changed = g_signal_new ("visible-changed", MG_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  mg_hex_view_class_init_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "hexview");
  gtk_widget_class_set_accessible_type (widget_class, mg_hex_accessible_get_type ());
}

static void
mg_hex_view_init (MgHexView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->highlights = g_array_new (FALSE, FALSE, sizeof (MgRange));
  self->fields = g_array_new (FALSE, FALSE, sizeof (MgFieldRun));
  self->spec = (MgGridSpec) { .bytes_per_row = 16, .group = 1, .char_width = 1, .row_height = 1 };
  self->zoom = 1;
  self->desktop = open_desktop_settings ();
  if (self->desktop != NULL)
    g_signal_connect_swapped (self->desktop, "changed::" MONOSPACE_KEY, G_CALLBACK (drop_glyphs),
                              self);
  mg_grid_init (&self->picture.grid, &self->spec, 0, 0);
  mg_scroll_init (&self->scroll, 0, 1);

  gtk_style_context_add_class (gtk_widget_get_style_context (widget), GTK_STYLE_CLASS_VIEW);
  /* bytes run from left to right in every language */
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
  gtk_widget_set_can_focus (widget, TRUE);
  gtk_widget_add_events (widget, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK | GDK_BUTTON_MOTION_MASK
                                     | GDK_SCROLL_MASK | GDK_SMOOTH_SCROLL_MASK | GDK_KEY_PRESS_MASK
                                     | GDK_FOCUS_CHANGE_MASK);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
}

GtkWidget *
mg_hex_view_new (void)
{
  return g_object_new (MG_TYPE_HEX_VIEW, NULL);
}
