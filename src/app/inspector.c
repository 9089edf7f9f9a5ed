#include "config.h"

#include "app/inspector.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n.h>

#include "app/hex-colors.h"
#include "app/inspector-row.h"
#include "core/series.h"
#include "platform/platform.h"

#define SPAN_US (10 * G_USEC_PER_SEC) /* of the sparkline */
#define SPARK_WIDTH 1.5               /* of its line, pixels */
#define SPARK_MS 100                  /* how often it moves on */
#define ROWS_MS 100                   /* how often numbers that change are told: eyes are no faster */
#define AGE_MS 1000                   /* how often '4 s ago' is told anew */
#define N_COLUMNS_MAX 512

struct _MgInspector
{
  GtkBox parent_instance;

  GtkWidget *place_label;
  GtkWidget *little_button;
  GtkWidget *big_button;
  GtkWidget *rows_button;
  GtkWidget *list;
  GtkWidget *spark_title;
  GtkWidget *spark;

  GSettings *settings;
  gboolean past;             /* a moment of the past was shown last */
  MgObjectTab *tab;       /* NULL: none */
  MgGlyphs *glyphs;
  MgObjectInfo *info;     /* (nullable): who has the object, and where */
  char *field_text;
  gboolean active;
  gboolean following;     /* connected to the tab */
  guint caret_id;         /* idle source: a caret that moves ten times is shown once */
  guint spark_id, age_id;
  guint rows_id;          /* timeout: the rows are to be told anew */
  gint64 rows_us;         /* when they were */

  guint64 offset;         /* what is shown */
  gsize length;
  guint8 bytes[MG_INTERPRET_BYTES];
  guint n_updates;

  const MgInterpretRow *chosen; /* the sparkline's; NULL: none */
  MgSeries *series;
};

G_DEFINE_TYPE (MgInspector, mg_inspector, GTK_TYPE_BOX)

/* What values are told in relation to */

static char *
dup_process_name (gpointer data, guint32 pid)
{
  return mg_platform_dup_process_name (pid);
}

static MgOrder
get_order (MgInspector *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->big_button)) ? MG_ORDER_BIG : MG_ORDER_LITTLE;
}

static MgSnapshot *
get_snapshot (MgInspector *self)
{
  return mg_shown_get_snapshot (mg_object_tab_get_shown (self->tab));
}

/* The sparkline */

/* Moves on while there is a change in sight; a level line stays as it is. */
static gboolean
spark_tick_cb (gpointer data)
{
  MgInspector *self = data;
  guint64 length = mg_series_get_length (self->series);
  gint64 since_us = g_get_monotonic_time () - SPAN_US - 2 * SPARK_MS * 1000;

  gtk_widget_queue_draw (self->spark);
  if (length > 0 && mg_series_get_point (self->series, length - 1).time_us > since_us)
    return G_SOURCE_CONTINUE;
  self->spark_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
is_past (MgInspector *self)
{
  return self->tab != NULL && mg_shown_get_still (mg_object_tab_get_shown (self->tab)) == MG_STILL_PAST;
}

static void
append_point (MgInspector *self)
{
  double number = NAN;

  if (self->following && self->spark_id == 0)
    self->spark_id = g_timeout_add (SPARK_MS, spark_tick_cb, self);

  /* of a moment of the past the last seconds are not those before now */
  if (self->chosen == NULL || is_past (self))
    return;
  if (!mg_interpret_number (self->chosen, self->bytes, self->length, get_order (self), &number))
    number = NAN;
  mg_series_append (self->series, g_get_monotonic_time (), number);
}

/* Another place or meaning: what was is not its past. */
static void
restart_series (MgInspector *self)
{
  mg_series_clear (self->series);
  append_point (self);
  gtk_widget_queue_draw (self->spark);
}

static char *
dup_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.5g", number);
  return mg_inspector_group_digits (text);
}

/* (transfer full) (nullable): "min 401.2   max 424.8" */
static char *
dup_range (MgInspector *self)
{
  guint64 length = mg_series_get_length (self->series), start;
  g_autofree char *least = NULL;
  g_autofree char *greatest = NULL;
  MgExtent extent;

  start = mg_series_find (self->series, g_get_monotonic_time () - SPAN_US);
  extent = mg_series_get_extent (self->series, start > 0 ? start - 1 : 0, length);
  if (length == 0 || !isfinite (extent.min) || !isfinite (extent.max))
    return NULL;
  least = dup_number (extent.min);
  greatest = dup_number (extent.max);
  return g_strdup_printf (_ ("min %s   max %s"), least, greatest);
}

/* The line for who does not see it.  (transfer full) */
static char *
dup_spoken (MgInspector *self)
{
  guint64 length = mg_series_get_length (self->series);
  g_autofree char *range = dup_range (self);
  g_autofree char *last = NULL;

  if (range == NULL)
    return g_strdup ("");
  last = dup_number (mg_series_get_point (self->series, length - 1).value);
  return g_strdup_printf (_ ("now %s, %s"), last, range);
}

/* Not a label: each new text of one would lay the whole window out. */
static int
draw_range (MgInspector *self, cairo_t *cr, int width, int height)
{
  g_autofree char *text = dup_range (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->spark, text != NULL ? text : "");
  GtkStyleContext *style = gtk_widget_get_style_context (self->spark);
  int text_height;
  GdkRGBA color;

  gtk_style_context_get_color (style, gtk_style_context_get_state (style), &color);
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, color.alpha * 0.75);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  cairo_move_to (cr, 0, height - text_height);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  return height - text_height - 4;
}

/* The value held between two changes is a level line: it was that all the time. */
static gboolean
spark_draw_cb (GtkWidget *widget, cairo_t *cr, gpointer data)
{
  MgInspector *self = data;
  int width = gtk_widget_get_allocated_width (widget);
  int height = draw_range (self, cr, width, gtk_widget_get_allocated_height (widget));
  guint64 length = mg_series_get_length (self->series), start;
  gint64 now_us = g_get_monotonic_time ();
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  MgExtent all, columns[N_COLUMNS_MAX];
  gsize n_columns = (gsize) CLAMP (width, 1, N_COLUMNS_MAX);
  GdkRGBA color;
  double range, level = NAN;

  start = mg_series_find (self->series, now_us - SPAN_US);
  if (start > 0)
    level = mg_series_get_point (self->series, start - 1).value;
  all = mg_series_get_extent (self->series, start > 0 ? start - 1 : 0, length);
  if (length == 0 || !isfinite (all.min))
    return FALSE;
  mg_series_decimate (self->series, now_us - SPAN_US, now_us + 1, columns, n_columns);
  /* halves, and no quotient of it: numbers may be as large, or as small, as there are */
  range = all.max / 2 - all.min / 2;
#define Y(value) (range > 0 ? height - 2 - ((value) / 2 - all.min / 2) / range * (height - 4) : height / 2)
  /* Rectangles at whole pixels: a tenth of what a stroked line costs. */
  for (gsize i = 0; i < n_columns; i++)
    {
      int x = (int) (i * (gsize) width / n_columns), end = (int) ((i + 1) * (gsize) width / n_columns);
      double least = level, greatest = level, top, bottom;

      if (columns[i].n_points > 0 && isfinite (columns[i].min))
        {
          least = fmin (level, columns[i].min); /* of a number and none, the number */
          greatest = fmax (level, columns[i].max);
        }
      if (columns[i].n_points > 0)
        level = columns[i].last;
      if (!isfinite (least))
        continue;
      top = floor (Y (greatest) - SPARK_WIDTH / 2);
      bottom = ceil (Y (least) + SPARK_WIDTH / 2);
      cairo_rectangle (cr, x, top, end - x, bottom - top);
    }
#undef Y
  mg_line_color_init (&color, style, "theme_bg_color");
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
  return FALSE;
}

/* Rows */

static void
update_rows (MgInspector *self)
{
  MgSnapshot *snapshot = self->tab != NULL ? get_snapshot (self) : NULL;
  MgValueContext context = { .dup_process_name = dup_process_name };
  MgOrder order = get_order (self);
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self->list));

  mg_value_context_set_object (&context, self->info);
  self->n_updates++;
  self->rows_us = g_get_monotonic_time ();
  g_clear_handle_id (&self->rows_id, g_source_remove);
  if (snapshot != NULL)
    {
      context.real_time_us = snapshot->real_time_us;
      context.monotonic_us = snapshot->time_us;
    }
  for (GList *l = children; l != NULL; l = l->next)
    {
      const MgInterpretRow *row = mg_inspector_row_get_row (l->data);
      g_autofree char *text = mg_interpret_text (row, self->bytes, self->length, order, &context);

      mg_inspector_row_set_text (l->data, text);
    }
}

static gboolean
rows_cb (gpointer data)
{
  MgInspector *self = data;

  self->rows_id = 0;
  update_rows (self);
  return G_SOURCE_REMOVE;
}

static void
update_rows_soon (MgInspector *self)
{
  gint64 wait_us = self->rows_us + ROWS_MS * 1000 - g_get_monotonic_time ();

  if (self->rows_id != 0)
    return;
  if (wait_us <= 0)
    update_rows (self);
  else
    self->rows_id = g_timeout_add ((guint) (wait_us / 1000 + 1), rows_cb, self);
}

static void
update_place (MgInspector *self)
{
  g_autofree char *text = NULL;

  if (self->tab != NULL && get_snapshot (self)->size > 0)
    text = g_strdup_printf (
        "0x%" G_GINT64_MODIFIER "X%s%s", mg_hex_view_get_caret (mg_object_tab_get_view (self->tab), NULL),
        self->field_text != NULL ? " · " : "", self->field_text != NULL ? self->field_text : "");
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (self->place_label)), text != NULL ? text : ""))
    gtk_label_set_text (GTK_LABEL (self->place_label), text != NULL ? text : "");
}

/* Looks at the bytes: interprets them where they are others, or where @anyway. */
static void
look (MgInspector *self, gboolean anyway)
{
  MgSnapshot *snapshot = get_snapshot (self);
  guint64 caret = mg_hex_view_get_caret (mg_object_tab_get_view (self->tab), NULL);
  gboolean moved = caret != self->offset;
  guint8 bytes[MG_INTERPRET_BYTES] = { 0 }, states[MG_INTERPRET_BYTES];
  gsize length = 0;

  mg_snapshot_copy (snapshot, caret, sizeof bytes, bytes, states);
  while (length < sizeof bytes && states[length] == MG_BYTE_OK)
    length++;
  memset (bytes + length, 0, sizeof bytes - length);
  if (!anyway && !moved && length == self->length && memcmp (bytes, self->bytes, sizeof bytes) == 0)
    return;
  self->offset = caret;
  self->length = length;
  memcpy (self->bytes, bytes, sizeof bytes);
  if (moved || anyway)
    update_rows (self);
  else
    update_rows_soon (self);
  update_place (self);
  if (moved)
    restart_series (self);
  else
    append_point (self);
}

static void
show_all_anew (MgInspector *self)
{
  if (!self->following)
    return;
  look (self, TRUE);
}

static void
snapshot_cb (MgShown *shown, gpointer data)
{
  MgInspector *self = data;
  gboolean past = is_past (self);

  look (self, past != self->past);
  if (past != self->past)
    restart_series (self);
  self->past = past;
}

static gboolean
caret_idle_cb (gpointer data)
{
  MgInspector *self = data;

  self->caret_id = 0;
  look (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
caret_moved_cb (MgHexView *view, gpointer data)
{
  MgInspector *self = data;

  if (self->caret_id == 0)
    self->caret_id = g_idle_add_full (G_PRIORITY_DEFAULT, caret_idle_cb, self, NULL);
}

static gboolean
age_tick_cb (gpointer data)
{
  MgInspector *self = data;
  g_autofree char *spoken = dup_spoken (self);

  update_rows (self);
  atk_object_set_description (gtk_widget_get_accessible (self->spark), spoken);
  return G_SOURCE_CONTINUE;
}

/* Connected just while there is something to see: else it costs nothing. */
static void
update_following (MgInspector *self)
{
  gboolean following = self->active && self->tab != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));

  if (following == self->following)
    return;
  self->following = following;
  if (following)
    {
      g_signal_connect (mg_object_tab_get_shown (self->tab), "snapshot", G_CALLBACK (snapshot_cb), self);
      g_signal_connect (mg_object_tab_get_view (self->tab), "caret-moved", G_CALLBACK (caret_moved_cb), self);
      self->age_id = g_timeout_add (AGE_MS, age_tick_cb, self);
      show_all_anew (self);
      restart_series (self);
      return;
    }
  g_signal_handlers_disconnect_by_data (mg_object_tab_get_shown (self->tab), self);
  g_signal_handlers_disconnect_by_data (mg_object_tab_get_view (self->tab), self);
  g_clear_handle_id (&self->spark_id, g_source_remove);
  g_clear_handle_id (&self->age_id, g_source_remove);
  g_clear_handle_id (&self->rows_id, g_source_remove);
  g_clear_handle_id (&self->caret_id, g_source_remove);
}

/* Which rows there are */

static void
destroy_cb (GtkWidget *widget, gpointer data)
{
  gtk_widget_destroy (widget);
}

static gboolean
is_shown (const MgInterpretRow *row, const char *const *ids)
{
  return *ids == NULL ? row->shown : g_strv_contains (ids, row->id);
}

/* Values stand below each other, right of the longest title. */
static void
align_rows (MgInspector *self)
{
  g_autoptr (GList) children = gtk_container_get_children (GTK_CONTAINER (self->list));
  int value_x = 0;

  for (GList *l = children; l != NULL; l = l->next)
    value_x = MAX (value_x, mg_inspector_row_get_title_width (l->data));
  for (GList *l = children; l != NULL; l = l->next)
    mg_inspector_row_set_glyphs (l->data, self->glyphs, value_x + 12);
}

static void
choose (MgInspector *self, const MgInterpretRow *row)
{
  const char *title = row != NULL ? mg_interpret_row_get_title (row) : "";
  g_autofree char *text = g_strdup_printf (_ ("Last 10 s of %s"), title);

  self->chosen = row;
  gtk_label_set_text (GTK_LABEL (self->spark_title), text);
  restart_series (self);
}

static void
rows_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgInspector *self = data;
  g_auto (GStrv) ids = g_settings_get_strv (settings, "inspector-rows");
  g_autofree char *chosen = g_settings_get_string (settings, "inspector-chosen");
  guint n_rows;
  const MgInterpretRow *rows = mg_interpret_get_rows (&n_rows);

  gtk_container_foreach (GTK_CONTAINER (self->list), destroy_cb, NULL);
  for (guint i = 0; i < n_rows; i++)
    {
      GtkWidget *row;

      if (!is_shown (&rows[i], (const char *const *) ids))
        continue;
      row = mg_inspector_row_new (&rows[i]);
      gtk_container_add (GTK_CONTAINER (self->list), row);
      if (g_str_equal (rows[i].id, chosen))
        gtk_list_box_select_row (GTK_LIST_BOX (self->list), GTK_LIST_BOX_ROW (row));
    }
  align_rows (self);
  show_all_anew (self);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, gpointer data)
{
  MgInspector *self = data;

  if (row == NULL || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  choose (self, mg_inspector_row_get_row (MG_INSPECTOR_ROW (row)));
  g_settings_set_string (self->settings, "inspector-chosen", self->chosen->id);
}

static void
check_toggled_cb (GtkToggleButton *button, gpointer data)
{
  MgInspector *self = data;
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, "inspector-rows");
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  const char *toggled = g_object_get_data (G_OBJECT (button), "row");
  guint n_rows;
  const MgInterpretRow *rows = mg_interpret_get_rows (&n_rows);

  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].id, toggled) ? gtk_toggle_button_get_active (button)
                                          : is_shown (&rows[i], (const char *const *) ids))
      g_ptr_array_add (chosen, (gpointer) rows[i].id);
  /* none at all would be the usual ones: the last one stays */
  if (chosen->len == 0)
    {
      gtk_toggle_button_set_active (button, TRUE);
      return;
    }
  g_ptr_array_add (chosen, NULL);
  g_settings_set_strv (self->settings, "inspector-rows", (const char *const *) chosen->pdata);
}

static GtkWidget *
new_check (MgInspector *self, const MgInterpretRow *row, const char *const *ids)
{
  GtkWidget *check = gtk_check_button_new_with_label (mg_interpret_row_get_title (row));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (check), is_shown (row, ids));
  g_object_set_data (G_OBJECT (check), "row", (gpointer) row->id);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), self);
  return check;
}

/* The choice of rows: in three columns, made when it is asked for. */
static void
popover_show_cb (GtkWidget *popover, gpointer data)
{
  MgInspector *self = data;
  GtkWidget *grid = gtk_grid_new ();
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, "inspector-rows");
  guint n_rows, column = 0;
  const MgInterpretRow *rows = mg_interpret_get_rows (&n_rows);
  int line = 0;

  gtk_container_foreach (GTK_CONTAINER (popover), destroy_cb, NULL);
  gtk_container_set_border_width (GTK_CONTAINER (grid), 12);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  for (guint group = 0; group < MG_N_INTERPRET_GROUPS; group++)
    {
      GtkWidget *title = gtk_label_new (mg_interpret_group_get_title (group));

      column = group / 2;
      line = group % 2 == 0 ? 0 : line + 1;
      gtk_style_context_add_class (gtk_widget_get_style_context (title), "mg-heading");
      gtk_widget_set_halign (title, GTK_ALIGN_START);
      gtk_grid_attach (GTK_GRID (grid), title, (int) column, line++, 1, 1);
      for (guint i = 0; i < n_rows; i++)
        if (rows[i].group == group)
          gtk_grid_attach (GTK_GRID (grid), new_check (self, &rows[i], (const char *const *) ids),
                           (int) column, line++, 1, 1);
    }
  gtk_widget_show_all (grid);
  gtk_container_add (GTK_CONTAINER (popover), grid);
}

/* Copying */

static void
copy_row (MgInspector *self, GtkListBoxRow *row)
{
  const char *text = row != NULL ? mg_inspector_row_get_text (MG_INSPECTOR_ROW (row)) : NULL;

  if (text != NULL)
    gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self), GDK_SELECTION_CLIPBOARD), text, -1);
}

static void
copy_item_cb (GtkMenuItem *item, gpointer data)
{
  MgInspector *self = data;

  copy_row (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));
}

static void
pop_up_menu (MgInspector *self, const GdkEvent *event)
{
  GtkWidget *menu = gtk_menu_new ();
  GtkWidget *item = gtk_menu_item_new_with_mnemonic (_ ("_Copy"));

  g_signal_connect (item, "activate", G_CALLBACK (copy_item_cb), self);
  gtk_menu_shell_append (GTK_MENU_SHELL (menu), item);
  gtk_widget_show_all (menu);
  gtk_menu_attach_to_widget (GTK_MENU (menu), self->list, NULL);
  g_signal_connect (menu, "selection-done", G_CALLBACK (gtk_widget_destroy), NULL);
  gtk_menu_popup_at_pointer (GTK_MENU (menu), event);
}

static gboolean
list_button_press_cb (GtkWidget *list, GdkEventButton *event, gpointer data)
{
  MgInspector *self = data;
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (GTK_LIST_BOX (list), (int) event->y);

  if (!gdk_event_triggers_context_menu ((GdkEvent *) event) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_list_box_select_row (GTK_LIST_BOX (list), row);
  pop_up_menu (self, (GdkEvent *) event);
  return GDK_EVENT_STOP;
}

static gboolean
list_popup_menu_cb (GtkWidget *list, gpointer data)
{
  pop_up_menu (data, NULL);
  return TRUE;
}

static gboolean
list_key_press_cb (GtkWidget *list, GdkEventKey *event, gpointer data)
{
  GdkModifierType modifiers = event->state & gtk_accelerator_get_default_mod_mask ();
  MgInspector *self = data;

  if (modifiers != GDK_CONTROL_MASK || (event->keyval != GDK_KEY_c && event->keyval != GDK_KEY_Insert))
    return GDK_EVENT_PROPAGATE;
  copy_row (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));
  return GDK_EVENT_STOP;
}

/* The widget */

static void
make_glyphs (MgInspector *self)
{
  PangoContext *context = gtk_widget_create_pango_context (GTK_WIDGET (self));
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));
  MgGlyphs *before = self->glyphs;

  pango_font_description_set_family_static (font, "Monospace");
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  self->glyphs = mg_glyphs_new (context);
  g_object_unref (context);
  align_rows (self);
  mg_glyphs_free (before);
}

static void
style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_inspector_parent_class)->style_updated (widget);
  make_glyphs (MG_INSPECTOR (widget));
}

static void
map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_inspector_parent_class)->map (widget);
  update_following (MG_INSPECTOR (widget));
}

static void
unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_inspector_parent_class)->unmap (widget);
  update_following (MG_INSPECTOR (widget));
}

static void
order_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgInspector *self = data;
  gboolean big = g_settings_get_boolean (settings, key);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (big ? self->big_button : self->little_button), TRUE);
  show_all_anew (self);
  restart_series (self);
}

static void
big_toggled_cb (GtkToggleButton *button, gpointer data)
{
  MgInspector *self = data;

  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "big-endian", gtk_toggle_button_get_active (button));
}

static void
mg_inspector_dispose (GObject *object)
{
  MgInspector *self = MG_INSPECTOR (object);

  mg_inspector_set_tab (self, NULL);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  G_OBJECT_CLASS (mg_inspector_parent_class)->dispose (object);
}

static void
mg_inspector_finalize (GObject *object)
{
  MgInspector *self = MG_INSPECTOR (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->glyphs, mg_glyphs_free);
  g_clear_pointer (&self->info, mg_object_info_unref);
  g_clear_pointer (&self->series, mg_series_free);
  g_free (self->field_text);
  G_OBJECT_CLASS (mg_inspector_parent_class)->finalize (object);
}

static void
mg_inspector_class_init (MgInspectorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = mg_inspector_dispose;
  G_OBJECT_CLASS (class)->finalize = mg_inspector_finalize;
  widget_class->style_updated = style_updated;
  widget_class->map = map;
  widget_class->unmap = unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/mapglass/Mapglass/ui/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, MgInspector, place_label);
  gtk_widget_class_bind_template_child (widget_class, MgInspector, little_button);
  gtk_widget_class_bind_template_child (widget_class, MgInspector, big_button);
  gtk_widget_class_bind_template_child (widget_class, MgInspector, rows_button);
  gtk_widget_class_bind_template_child (widget_class, MgInspector, list);
  gtk_widget_class_bind_template_child (widget_class, MgInspector, spark_title);
  gtk_widget_class_bind_template_child (widget_class, MgInspector, spark);
  gtk_widget_class_bind_template_callback (widget_class, big_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_button_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_popup_menu_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_key_press_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, spark_draw_cb);
}

static void
mg_inspector_init (MgInspector *self)
{
  GtkWidget *popover;

  self->series = mg_series_new (65536);
  gtk_widget_init_template (GTK_WIDGET (self));
  popover = gtk_popover_new (self->rows_button);
  g_signal_connect (popover, "show", G_CALLBACK (popover_show_cb), self);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->rows_button), popover);
}

GtkWidget *
mg_inspector_new (GSettings *settings)
{
  MgInspector *self = g_object_new (MG_TYPE_INSPECTOR, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect (settings, "changed::inspector-rows", G_CALLBACK (rows_changed_cb), self);
  g_signal_connect (settings, "changed::big-endian", G_CALLBACK (order_changed_cb), self);
  rows_changed_cb (settings, "inspector-rows", self);
  order_changed_cb (settings, "big-endian", self);
  return GTK_WIDGET (self);
}

void
mg_inspector_set_tab (MgInspector *self, MgObjectTab *tab)
{
  gboolean active;

  g_return_if_fail (MG_IS_INSPECTOR (self));

  if (tab == self->tab)
    return;
  active = self->active;
  self->active = FALSE;
  update_following (self);
  self->tab = tab;
  self->active = active;
  mg_inspector_set_field_text (self, NULL);
  mg_inspector_set_info (self, NULL);
  update_following (self);
}

void
mg_inspector_set_active (MgInspector *self, gboolean active)
{
  g_return_if_fail (MG_IS_INSPECTOR (self));

  self->active = active;
  update_following (self);
}

void
mg_inspector_set_field_text (MgInspector *self, const char *text)
{
  g_return_if_fail (MG_IS_INSPECTOR (self));

  if (g_strcmp0 (text, self->field_text) == 0)
    return;
  g_free (self->field_text);
  self->field_text = g_strdup (text);
  update_place (self);
}

void
mg_inspector_set_info (MgInspector *self, MgObjectInfo *info)
{
  gboolean known;

  g_return_if_fail (MG_IS_INSPECTOR (self));

  known = self->info != NULL && mg_object_info_has_mappings (self->info);
  if (info != NULL)
    mg_object_info_ref (info);
  g_clear_pointer (&self->info, mg_object_info_unref);
  self->info = info;
  /* other mappings are told with the next change; that there are any, or none, at once */
  if (self->following && known != (info != NULL && mg_object_info_has_mappings (info)))
    update_rows (self);
}

guint
mg_inspector_get_n_updates (MgInspector *self)
{
  g_return_val_if_fail (MG_IS_INSPECTOR (self), 0);

  return self->n_updates;
}
