#include "config.h"

#include "app/field-view-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define COLUMN_WIDTH_MIN 30
#define COLUMN_WIDTH_MAX 4000

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static gboolean
get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  *border = (GtkBorder) { .top = (gint16) MG_FIELD_VIEW (scrollable)->header_height };
  return TRUE;
}

static void
scrollable_init (GtkScrollableInterface *interface)
{
  interface->get_border = get_border;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MgFieldView, mg_field_view, GTK_TYPE_DRAWING_AREA,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

/* --- scrolling --- */

static int
content_width (MgFieldView *self)
{
  int width = 0;

  for (guint i = 0; i < self->n_columns; i++)
    width += self->columns[i].width;
  return width;
}

static void
configure_adjustments (MgFieldView *self)
{
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  double page = (double) self->scroll.page;

  self->adjusting = TRUE;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL],
                              mg_scroll_to_value (&self->scroll, self->top), 0,
                              mg_scroll_get_upper (&self->scroll), 1, MAX (1, page - 1), page);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], self->scroll_x, 0,
                              MAX (content_width (self), width), 30, MAX (1, width * 0.9), width);
  self->adjusting = FALSE;
}

void
mg_field_view_update_layout (MgFieldView *self)
{
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  guint n_lines, n_pins = mg_field_view_get_n_pins (self);

  mg_field_view_ensure_style (self);
  n_lines = MAX (mg_field_view_count_visible (self), 1) - 1;
  mg_scroll_init (&self->scroll, mg_field_view_count_rows (self), n_lines > n_pins ? n_lines - n_pins : 1);
  self->top = MIN (self->top, self->scroll.max_top);
  self->scroll_x = CLAMP (self->scroll_x, 0, MAX (0, content_width (self) - width));
  configure_adjustments (self);
  mg_field_view_rebuild (self);
}

void
mg_field_view_set_top (MgFieldView *self, guint64 top)
{
  top = MIN (top, self->scroll.max_top);
  if (top != self->top)
    {
      self->top = top;
      mg_field_view_rebuild (self);
    }
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    {
      self->adjusting = TRUE;
      gtk_adjustment_set_value (self->adjustments[GTK_ORIENTATION_VERTICAL],
                                mg_scroll_to_value (&self->scroll, self->top));
      self->adjusting = FALSE;
    }
}

static void
value_changed_cb (MgFieldView *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment);

  if (self->adjusting)
    return;
  if (adjustment == self->adjustments[GTK_ORIENTATION_VERTICAL])
    mg_field_view_set_top (self, mg_scroll_from_value (&self->scroll, self->top, value));
  else if ((int) value != self->scroll_x)
    {
      self->scroll_x = (int) value;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

static void
set_adjustment (MgFieldView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL && *place == adjustment)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, value_changed_cb, self);
  g_clear_object (place);
  *place = g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (*place, "value-changed", G_CALLBACK (value_changed_cb), self);
  configure_adjustments (self);
}

/* --- columns --- */

static void
clear_columns (MgFieldView *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].title);
      g_clear_object (&self->columns[i].layout);
    }
  self->n_columns = 0;
}

static void
add_column (MgFieldView *self, MgFieldColumnKind kind, guint cell, const char *title)
{
  MgFieldColumn *column = &self->columns[self->n_columns++];

  *column =
      (MgFieldColumn) { .kind = kind, .cell = cell, .title = g_strdup (title), .width = self->widths[kind] };
}

void
mg_field_view_set_columns (MgFieldView *self)
{
  clear_columns (self);
  if (self->table != NULL)
    {
      add_column (self, MG_FIELD_NAME, 0, _ ("Element"));
      for (guint i = 0; i + 1 < self->members->len; i++)
        {
          const char *member = g_ptr_array_index (self->members, i);

          add_column (self, MG_FIELD_VALUE, i, member[0] != '\0' ? member : _ ("Value"));
        }
      return;
    }
  add_column (self, MG_FIELD_NAME, 0, _ ("Name"));
  add_column (self, MG_FIELD_TYPE, 0, _ ("Type"));
  add_column (self, MG_FIELD_OFFSET, 0, _ ("Offset"));
  add_column (self, MG_FIELD_VALUE, 0, _ ("Value"));
  add_column (self, MG_FIELD_CHANGED, 0, _ ("Changed"));
  add_column (self, MG_FIELD_RATE, 0, _ ("Rate"));
}

char **
mg_field_view_dup_widths (MgFieldView *self)
{
  char **widths = g_new0 (char *, G_N_ELEMENTS (self->widths) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->widths); i++)
    widths[i] = g_strdup_printf ("%d", self->widths[i]);
  return widths;
}

void
mg_field_view_set_widths (MgFieldView *self, const char *const *widths)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  for (guint i = 0; i < G_N_ELEMENTS (self->widths) && widths[i] != NULL; i++)
    {
      guint64 width;

      if (g_ascii_string_to_unsigned (widths[i], 10, COLUMN_WIDTH_MIN, COLUMN_WIDTH_MAX, &width, NULL))
        self->widths[i] = (int) width;
    }
  for (guint i = 0; i < self->n_columns && self->table == NULL; i++)
    mg_field_view_set_column_width (self, i, self->widths[self->columns[i].kind]);
}

void
mg_field_view_set_column_width (MgFieldView *self, guint column, int width)
{
  self->columns[column].width = CLAMP (width, COLUMN_WIDTH_MIN, COLUMN_WIDTH_MAX);
  if (self->table == NULL)
    self->widths[self->columns[column].kind] = self->columns[column].width;
  for (guint i = 0; i < self->lines->len; i++)
    g_clear_object (&((MgFieldLine *) g_ptr_array_index (self->lines, i))->layouts[column]);
  g_clear_object (&self->columns[column].layout);
  configure_adjustments (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- selection --- */

static void
queue_cursor (MgFieldView *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (self->has_cursor
        && mg_field_view_position_of_line (self, g_ptr_array_index (self->lines, i)) == self->cursor)
      mg_field_view_queue_line (self, i);
}

void
mg_field_view_set_selected (MgFieldView *self, MgField *field, guint64 position)
{
  queue_cursor (self);
  if (field != NULL)
    mg_field_ref (field);
  g_clear_pointer (&self->selected, mg_field_unref);
  self->selected = field;
  self->has_cursor = field != NULL;
  self->cursor = position;
  queue_cursor (self);
  mg_field_view_announce_cursor (self);
}

/* (transfer full) (nullable) */
static MgField *
dup_field_at (MgFieldView *self, guint64 position)
{
  guint n_pins = mg_field_view_get_n_pins (self);
  g_auto (MgFieldRow) row = { 0 };

  if (position < n_pins)
    return mg_field_ref (g_ptr_array_index (self->pins, (guint) position));
  position -= n_pins;
  if (self->table != NULL)
    return position < self->n_elements ? mg_field_get_child (self->table, position) : NULL;
  if (self->tree == NULL || !mg_field_tree_get_row (self->tree, position, &row))
    return NULL;
  return g_steal_pointer (&row.field);
}

static void
reveal_cursor (MgFieldView *self)
{
  guint n_pins = mg_field_view_get_n_pins (self);

  if (self->has_cursor && self->cursor >= n_pins)
    mg_field_view_set_top (self, mg_scroll_reveal (&self->scroll, self->top, self->cursor - n_pins));
}

void
mg_field_view_move_cursor (MgFieldView *self, guint64 position)
{
  guint64 count = mg_field_view_count (self);
  g_autoptr (MgField) field = NULL;

  if (count == 0)
    return;
  position = MIN (position, count - 1);
  field = dup_field_at (self, position);
  if (field == NULL)
    return;
  mg_field_view_set_selected (self, field, position);
  reveal_cursor (self);
  g_signal_emit_by_name (self, "field-selected");
}

MgField *
mg_field_view_get_selected (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  return self->selected;
}

gboolean
mg_field_view_select (MgFieldView *self, MgField *field)
{
  guint64 row, n_before;

  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), FALSE);

  if (field == NULL)
    {
      mg_field_view_set_selected (self, NULL, 0);
      return TRUE;
    }
  if (self->tree == NULL || self->table != NULL || mg_field_get_parent (field) == NULL)
    return FALSE;
  if (self->selected != NULL && mg_field_equal (self->selected, field))
    return TRUE;
  n_before = mg_field_view_count_rows (self);
  if (!mg_field_tree_reveal (self->tree, field, &row))
    return FALSE;
  if (mg_field_view_count_rows (self) != n_before)
    {
      mg_field_view_update_layout (self);
      g_signal_emit_by_name (self, "layout-changed");
    }
  mg_field_view_set_selected (self, field, mg_field_view_get_n_pins (self) + row);
  reveal_cursor (self);
  return TRUE;
}

gboolean
mg_field_view_get_selected_area (MgFieldView *self, GdkRectangle *area)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    if (self->has_cursor
        && mg_field_view_position_of_line (self, g_ptr_array_index (self->lines, i)) == self->cursor)
      {
        mg_field_view_get_line_area (self, i, area);
        return TRUE;
      }
  return FALSE;
}

/* After the rows have moved. */
static void
find_cursor (MgFieldView *self)
{
  guint64 row;

  if (self->selected == NULL || self->table != NULL || self->tree == NULL)
    return;
  if (self->has_cursor && self->cursor < mg_field_view_get_n_pins (self)
      && mg_field_equal (g_ptr_array_index (self->pins, (guint) self->cursor), self->selected))
    return;
  self->has_cursor = mg_field_tree_row_of (self->tree, self->selected, &row);
  if (self->has_cursor)
    self->cursor = mg_field_view_get_n_pins (self) + row;
}

void
mg_field_view_set_expanded (MgFieldView *self, guint64 position, gboolean expanded)
{
  guint n_pins = mg_field_view_get_n_pins (self);
  gboolean done;

  if (self->tree == NULL || self->table != NULL || position < n_pins)
    return;
  if (expanded)
    done = mg_field_tree_expand (self->tree, position - n_pins);
  else
    done = mg_field_tree_collapse (self->tree, position - n_pins);
  if (!done)
    return;
  find_cursor (self);
  mg_field_view_update_layout (self);
  g_signal_emit_by_name (self, "layout-changed");
}

/* --- content --- */

/* Bytes that differ between two snapshots; NULL: all may. */
static GArray *
dup_changes (const MgSnapshot *before, const MgSnapshot *after)
{
  g_autoptr (GArray) runs = NULL;
  GArray *changes;

  if (before == NULL || before->generation != after->generation || before->size != after->size
      || before->epoch_us != after->epoch_us || before->pages == NULL || after->pages == NULL)
    return NULL;
  runs = mg_snapshot_diff (before, after);
  if (runs->len <= MG_FIELD_READS_MAX)
    return g_steal_pointer (&runs);
  changes = mg_reads_new ();
  for (guint i = 0; i < runs->len; i++)
    mg_reads_add (changes, g_array_index (runs, MgRange, i));
  return changes;
}

void
mg_field_view_count_elements (MgFieldView *self)
{
  MgFieldReader reader;
  MgFieldBytes bytes = mg_field_reader_begin (&reader, self->snapshot, self->table_reads);
  MgFieldPlace place;

  self->n_elements = mg_field_locate (self->table, &bytes, &place, NULL) ? place.n_children : 0;
}

static void
resolve_pins (MgFieldView *self)
{
  g_ptr_array_set_size (self->pins, 0);
  for (guint i = 0; self->structure != NULL && i < self->pin_paths->len; i++)
    {
      MgField *field = mg_structure_find (self->structure, g_ptr_array_index (self->pin_paths, i), NULL);

      if (field != NULL)
        g_ptr_array_add (self->pins, field);
    }
}

static void
ensure_tree (MgFieldView *self)
{
  if (self->tree != NULL || self->structure == NULL || self->snapshot == NULL)
    return;
  self->tree = mg_field_tree_new (self->structure, self->snapshot);
  if (self->expanded_paths != NULL)
    mg_field_tree_expand_paths (self->tree, (const char *const *) self->expanded_paths);
  if (self->filter != NULL)
    mg_field_tree_set_filter (self->tree, self->filter);
  find_cursor (self);
  mg_field_view_update_layout (self);
}

static void
keep_expanded (MgFieldView *self)
{
  if (self->tree == NULL)
    return;
  g_strfreev (self->expanded_paths);
  self->expanded_paths = mg_field_tree_dup_expanded (self->tree);
}

void
mg_field_view_set_structure (MgFieldView *self, MgStructure *structure)
{
  g_autofree char *selected = NULL;

  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  if (structure == self->structure)
    return;
  keep_expanded (self);
  if (self->selected != NULL)
    selected = mg_field_dup_path (self->selected);
  mg_field_view_leave_table (self);
  mg_field_view_set_selected (self, NULL, 0);
  g_ptr_array_set_size (self->lines, 0);
  g_ptr_array_set_size (self->pins, 0);
  g_clear_pointer (&self->tree, mg_field_tree_free);
  g_clear_pointer (&self->structure, mg_structure_unref);
  if (structure != NULL)
    self->structure = mg_structure_ref (structure);
  resolve_pins (self);
  ensure_tree (self);
  if (selected != NULL && structure != NULL)
    {
      g_autoptr (MgField) field = mg_structure_find (structure, selected, NULL);
      guint64 row;

      if (field != NULL && self->tree != NULL && mg_field_tree_row_of (self->tree, field, &row))
        mg_field_view_set_selected (self, field, mg_field_view_get_n_pins (self) + row);
    }
  mg_field_view_update_layout (self);
}

MgStructure *
mg_field_view_get_structure (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  return self->structure;
}

static void
update (MgFieldView *self, const GArray *changes)
{
  guint64 n_before = mg_field_view_count_rows (self);
  gboolean moved = mg_field_tree_update (self->tree, self->snapshot, changes);

  if (self->table != NULL && mg_reads_overlap (self->table_reads, changes))
    mg_field_view_count_elements (self);
  if (moved || mg_field_view_count_rows (self) != n_before)
    {
      find_cursor (self);
      mg_field_view_update_layout (self);
    }
  for (guint i = 0; i < self->lines->len; i++)
    mg_field_view_update_line (self, i, changes, self->still, &self->fading);
  mg_field_view_update_interest (self);
}

void
mg_field_view_set_still (MgFieldView *self, gboolean still)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  self->still = still;
  mg_field_view_update_tick (self);
}

void
mg_field_view_set_snapshot (MgFieldView *self, MgSnapshot *snapshot)
{
  g_autoptr (MgSnapshot) before = NULL;
  g_autoptr (GArray) changes = NULL;

  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  if (snapshot == self->snapshot)
    return;
  before = g_steal_pointer (&self->snapshot);
  self->snapshot = snapshot != NULL ? mg_snapshot_ref (snapshot) : NULL;
  if (snapshot == NULL)
    {
      keep_expanded (self);
      g_ptr_array_set_size (self->lines, 0);
      g_clear_pointer (&self->tree, mg_field_tree_free);
      mg_field_view_update_layout (self);
      return;
    }
  if (self->tree == NULL)
    {
      ensure_tree (self);
      return;
    }
  /* seen again, it looks at all */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  changes = dup_changes (before, snapshot);
  update (self, changes);
}

void
mg_field_view_set_info (MgFieldView *self, MgObjectInfo *info)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  if (self->info == info)
    return;
  if (info != NULL)
    mg_object_info_ref (info);
  g_clear_pointer (&self->info, mg_object_info_unref);
  self->info = info;
  if (self->tree != NULL)
    update (self, NULL);
}

MgObjectInfo *
mg_field_view_get_info (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  return self->info;
}

void
mg_field_view_set_hex (MgFieldView *self, gboolean hex)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  if (self->hex == hex)
    return;
  self->hex = hex;
  if (self->tree != NULL)
    update (self, NULL);
}

gboolean
mg_field_view_set_filter (MgFieldView *self, const char *text)
{
  gboolean complete = TRUE;

  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), TRUE);

  if (text != NULL && text[0] == '\0')
    text = NULL;
  if (g_strcmp0 (text, self->filter) == 0)
    return TRUE;
  g_free (self->filter);
  self->filter = g_strdup (text);
  if (self->tree == NULL)
    return TRUE;
  complete = mg_field_tree_set_filter (self->tree, text);
  find_cursor (self);
  self->top = 0;
  mg_field_view_update_layout (self);
  reveal_cursor (self);
  return complete;
}

/* --- expanded and pinned --- */

char **
mg_field_view_dup_expanded (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  keep_expanded (self);
  return self->expanded_paths != NULL ? g_strdupv (self->expanded_paths) : g_new0 (char *, 1);
}

void
mg_field_view_expand_paths (MgFieldView *self, const char *const *paths)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  g_strfreev (self->expanded_paths);
  self->expanded_paths = g_strdupv ((char **) paths);
  if (self->tree == NULL)
    return;
  mg_field_tree_expand_paths (self->tree, paths);
  find_cursor (self);
  mg_field_view_update_layout (self);
}

char **
mg_field_view_dup_pins (MgFieldView *self)
{
  GPtrArray *paths = g_ptr_array_new ();

  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  for (guint i = 0; i < self->pin_paths->len; i++)
    g_ptr_array_add (paths, g_strdup (g_ptr_array_index (self->pin_paths, i)));
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

void
mg_field_view_set_pins (MgFieldView *self, const char *const *paths)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  g_ptr_array_set_size (self->pin_paths, 0);
  for (guint i = 0; paths[i] != NULL && i < MG_PINS_MAX; i++)
    g_ptr_array_add (self->pin_paths, g_strdup (paths[i]));
  resolve_pins (self);
  find_cursor (self);
  mg_field_view_update_layout (self);
}

static gboolean
find_pin (MgFieldView *self, MgField *field, guint *index)
{
  g_autofree char *path = mg_field_dup_path (field);

  return g_ptr_array_find_with_equal_func (self->pin_paths, path, g_str_equal, index);
}

gboolean
mg_field_view_is_pinned (MgFieldView *self, MgField *field)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), FALSE);

  return find_pin (self, field, NULL);
}

void
mg_field_view_toggle_pin (MgFieldView *self, MgField *field)
{
  guint index;

  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  if (find_pin (self, field, &index))
    g_ptr_array_remove_index (self->pin_paths, index);
  else if (self->pin_paths->len < MG_PINS_MAX)
    g_ptr_array_add (self->pin_paths, mg_field_dup_path (field));
  resolve_pins (self);
  find_cursor (self);
  mg_field_view_update_layout (self);
  reveal_cursor (self);
  g_signal_emit_by_name (self, "layout-changed");
}

/* --- the widget --- */

static void
size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  GTK_WIDGET_CLASS (mg_field_view_parent_class)->size_allocate (widget, allocation);
  mg_field_view_update_layout (MG_FIELD_VIEW (widget));
}

static void
get_preferred_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = 100;
  *natural = content_width (MG_FIELD_VIEW (widget));
}

static void
get_preferred_height (GtkWidget *widget, int *minimum, int *natural)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);

  mg_field_view_ensure_style (self);
  *minimum = self->header_height + 2 * self->row_height;
  *natural = self->header_height + 14 * self->row_height;
}

static void
map (GtkWidget *widget)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);

  GTK_WIDGET_CLASS (mg_field_view_parent_class)->map (widget);
  mg_field_view_update_layout (self);
  if (self->tree != NULL)
    update (self, NULL);
}

static void
unmap (GtkWidget *widget)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);

  GTK_WIDGET_CLASS (mg_field_view_parent_class)->unmap (widget);
  mg_field_view_update_tick (self);
  mg_field_view_update_interest (self);
}

static void
style_updated (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mg_field_view_parent_class)->style_updated (widget);
  mg_field_view_drop_style (MG_FIELD_VIEW (widget));
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  MgFieldView *self = MG_FIELD_VIEW (object);

  switch (id)
    {
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
  MgFieldView *self = MG_FIELD_VIEW (object);

  switch (id)
    {
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

static void
dispose (GObject *object)
{
  MgFieldView *self = MG_FIELD_VIEW (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  for (int i = 0; i < 2; i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i], value_changed_cb, self);
      g_clear_object (&self->adjustments[i]);
    }
  G_OBJECT_CLASS (mg_field_view_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgFieldView *self = MG_FIELD_VIEW (object);

  clear_columns (self);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->pins);
  g_ptr_array_unref (self->pin_paths);
  g_ptr_array_unref (self->members);
  g_array_unref (self->interest);
  g_array_unref (self->table_reads);
  g_clear_pointer (&self->selected, mg_field_unref);
  g_clear_pointer (&self->table, mg_field_unref);
  g_clear_pointer (&self->tree, mg_field_tree_free);
  g_clear_pointer (&self->structure, mg_structure_unref);
  g_clear_pointer (&self->snapshot, mg_snapshot_unref);
  g_clear_pointer (&self->info, mg_object_info_unref);
  g_strfreev (self->expanded_paths);
  g_free (self->filter);
  g_hash_table_unref (self->layouts);
  mg_glyphs_free (self->glyphs);
  mg_hex_colors_clear (&self->colors);
  G_OBJECT_CLASS (mg_field_view_parent_class)->finalize (object);
}

static void
mg_field_view_class_init (MgFieldViewClass *class)
{
  static const char *const plain[] = { "field-selected", "field-activated", "interest-changed",
                                       "layout-changed" };
  static const char *const with_event[] = { "popup", "typed" };
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  widget_class->size_allocate = size_allocate;
  widget_class->get_preferred_width = get_preferred_width;
  widget_class->get_preferred_height = get_preferred_height;
  widget_class->draw = mg_field_view_draw;
  widget_class->map = map;
  widget_class->unmap = unmap;
  widget_class->style_updated = style_updated;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    g_signal_new (plain[i], MG_TYPE_FIELD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  for (guint i = 0; i < G_N_ELEMENTS (with_event); i++)
    g_signal_new (with_event[i], MG_TYPE_FIELD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  GDK_TYPE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE);
  mg_field_view_class_init_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "fieldview");
  gtk_widget_class_set_accessible_type (widget_class, mg_field_accessible_get_type ());
}

static void
mg_field_view_init (MgFieldView *self)
{
  static const int widths[] = { 184, 110, 74, 212, 92, 80 };
  GtkWidget *widget = GTK_WIDGET (self);

  memcpy (self->widths, widths, sizeof widths);
  self->lines = mg_field_lines_new ();
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->pins = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_field_unref);
  self->pin_paths = g_ptr_array_new_with_free_func (g_free);
  self->members = g_ptr_array_new_with_free_func (g_free);
  self->interest = mg_reads_new ();
  self->table_reads = mg_reads_new ();
  self->resizing = -1;
  mg_scroll_init (&self->scroll, 0, 1);
  mg_field_view_set_columns (self);

  gtk_style_context_add_class (gtk_widget_get_style_context (widget), GTK_STYLE_CLASS_VIEW);
  gtk_widget_set_can_focus (widget, TRUE);
  gtk_widget_add_events (widget, GDK_BUTTON_PRESS_MASK | GDK_BUTTON_RELEASE_MASK | GDK_POINTER_MOTION_MASK
                                     | GDK_SCROLL_MASK | GDK_SMOOTH_SCROLL_MASK | GDK_KEY_PRESS_MASK
                                     | GDK_FOCUS_CHANGE_MASK);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (mg_field_view_drop_style), NULL);
}

GtkWidget *
mg_field_view_new (void)
{
  return g_object_new (MG_TYPE_FIELD_VIEW, NULL);
}
