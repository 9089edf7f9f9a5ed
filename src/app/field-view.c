#include "config.h"

#include "app/field-view-private.h"

#include "app/format.h"

#include <glib/gi18n.h>
#include <string.h>

#define TICK_MS 50
#define AGE_TICKS 5 /* of these until ages are told again */

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
  *border = (GtkBorder){ .top = (gint16) MG_FIELD_VIEW (scrollable)->header_height };
  return TRUE;
}

static void
scrollable_init (GtkScrollableInterface *interface)
{
  interface->get_border = get_border;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MgFieldView, mg_field_view, GTK_TYPE_DRAWING_AREA,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

static void update (MgFieldView *self, const GArray *changes);
static void rebuild (MgFieldView *self);

/* --- lines --- */

static void
line_free (gpointer data)
{
  MgFieldLine *line = data;

  for (guint i = 0; i < line->n_cells; i++)
    mg_field_cell_free (line->cells[i]);
  for (guint i = 0; i < MG_FIELD_COLUMNS_MAX; i++)
    g_clear_object (&line->layouts[i]);
  g_free (line->name);
  g_free (line->type);
  g_free (line->changed);
  g_free (line->rate);
  g_free (line);
}

static GPtrArray *
new_lines (void)
{
  return g_ptr_array_new_with_free_func (line_free);
}

gboolean
mg_field_line_is_expandable (const MgFieldLine *line)
{
  const MgFieldCell *cell = line->cells[0];

  return !line->pinned && line->n_cells == 1 && cell->located && cell->place.n_children > 0;
}

/* How warm a change is that happened then; as in the hex view. */
static guint8
heat_of (MgFieldView *self, guint32 changed_ms, gboolean *fading)
{
  gint64 now_us = g_get_monotonic_time ();
  guint32 now_ms = (guint32) ((now_us - self->snapshot->epoch_us) / 1000);
  gint32 age_ms;

  now_ms -= now_ms % TICK_MS;
  age_ms = (gint32) (now_ms - changed_ms);
  if (changed_ms == 0 || age_ms >= MG_FADE_MS || age_ms <= -MG_FADE_MS)
    return 0;
  *fading = TRUE;
  return (guint8) (MG_HEAT_MAX - MAX (age_ms, 0) * MG_HEAT_MAX / MG_FADE_MS);
}

guint
mg_field_view_get_n_pins (MgFieldView *self)
{
  return self->table == NULL ? self->pins->len : 0;
}

static guint64
count_rows (MgFieldView *self)
{
  if (self->table != NULL)
    return self->n_elements;
  return self->tree != NULL ? mg_field_tree_get_n_rows (self->tree) : 0;
}

guint64
mg_field_view_count (MgFieldView *self)
{
  return mg_field_view_get_n_pins (self) + count_rows (self);
}

guint64
mg_field_view_position_of_line (MgFieldView *self, const MgFieldLine *line)
{
  return line->pinned ? line->number : mg_field_view_get_n_pins (self) + line->number;
}

void
mg_field_view_get_line_area (MgFieldView *self, guint line, GdkRectangle *area)
{
  *area = (GdkRectangle){ 0, self->header_height + (int) line * self->row_height,
                          gtk_widget_get_allocated_width (GTK_WIDGET (self)), self->row_height };
}

void
mg_field_view_get_column_area (MgFieldView *self, guint column, int *x, int *width)
{
  *x = -self->scroll_x;
  for (guint i = 0; i < column; i++)
    *x += self->columns[i].width;
  *width = self->columns[column].width;
  if (column + 1 == self->n_columns)
    *width = MAX (*width, gtk_widget_get_allocated_width (GTK_WIDGET (self)) - *x);
}

MgFieldLine *
mg_field_view_line_at (MgFieldView *self, double y)
{
  double line = (y - self->header_height) / self->row_height;

  if (y < self->header_height || line >= self->lines->len)
    return NULL;
  return g_ptr_array_index (self->lines, (guint) line);
}

static void
queue_cell (MgFieldView *self, guint number, guint column)
{
  GdkRectangle area;

  mg_field_view_get_line_area (self, number, &area);
  mg_field_view_get_column_area (self, column, &area.x, &area.width);
  gtk_widget_queue_draw_area (GTK_WIDGET (self), area.x, area.y, area.width, area.height);
}

static void
queue_kind (MgFieldView *self, guint number, MgFieldColumnKind kind, guint cell)
{
  MgFieldLine *line = g_ptr_array_index (self->lines, number);

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].kind == kind && self->columns[i].cell == cell)
      {
        g_clear_object (&line->layouts[i]);
        queue_cell (self, number, i);
      }
}

static void
queue_line (MgFieldView *self, guint number)
{
  GdkRectangle area;

  mg_field_view_get_line_area (self, number, &area);
  gtk_widget_queue_draw_area (GTK_WIDGET (self), area.x, area.y, area.width, area.height);
}

/* Changes a text that is there as often as it is told; TRUE where it is another one. */
static gboolean
set_text (char **place, char *text)
{
  if (g_strcmp0 (*place, text) == 0)
    {
      g_free (text);
      return FALSE;
    }
  g_free (*place);
  *place = text;
  return TRUE;
}

static void
update_ages (MgFieldView *self, guint number)
{
  MgFieldLine *line = g_ptr_array_index (self->lines, number);
  const MgFieldCell *cell = line->cells[0];
  gint64 now_us = g_get_monotonic_time ();
  char *changed, *rate;
  double rate_hz;

  if (self->table != NULL || !cell->told)
    return;
  rate_hz = mg_field_cell_get_rate (cell, now_us);
  if (cell->changed_ms != 0)
    {
      guint32 now_ms = (guint32) ((now_us - self->snapshot->epoch_us) / 1000);

      changed = mg_format_age ((gint64) MAX ((gint32) (now_ms - cell->changed_ms), 0) * 1000);
    }
  else
    changed = g_strdup (cell->located && cell->place.size <= MG_FIELD_WATCHED_MAX ? "—" : "");
  rate = rate_hz > 0 ? mg_format_rate (rate_hz) : g_strdup ("");
  if (set_text (&line->changed, changed))
    queue_kind (self, number, MG_FIELD_CHANGED, 0);
  if (set_text (&line->rate, rate))
    queue_kind (self, number, MG_FIELD_RATE, 0);
}

static void
update_line (MgFieldView *self, guint number, const GArray *changes, gboolean ages, gboolean *fading)
{
  MgFieldLine *line = g_ptr_array_index (self->lines, number);

  for (guint i = 0; i < line->n_cells; i++)
    {
      MgFieldCell *cell = line->cells[i];
      gboolean expandable = mg_field_line_is_expandable (line);
      gboolean first = !cell->told;
      guint8 heat;

      if (mg_field_cell_update (cell, self->snapshot, changes, ages && cell->ages, self->hex))
        queue_kind (self, number, MG_FIELD_VALUE, i);
      heat = heat_of (self, cell->changed_ms, fading);
      if (heat != line->heats[i])
        {
          line->heats[i] = heat;
          queue_kind (self, number, MG_FIELD_VALUE, i);
        }
      if (i == 0 && self->table == NULL)
        {
          char offset[sizeof line->offset] = "";

          if (cell->located)
            g_snprintf (offset, sizeof offset, "%" G_GINT64_MODIFIER "X", cell->place.offset);
          if (strcmp (offset, line->offset) != 0)
            {
              strcpy (line->offset, offset);
              queue_kind (self, number, MG_FIELD_OFFSET, 0);
            }
          if (expandable != mg_field_line_is_expandable (line))
            queue_kind (self, number, MG_FIELD_NAME, 0);
          if (ages || first || line->changed == NULL)
            update_ages (self, number);
        }
    }
}

/* --- the clock: fading, and ages --- */

static gboolean
tick_cb (gpointer data)
{
  MgFieldView *self = data;
  gboolean ages = ++self->n_ticks % AGE_TICKS == 0;
  g_autoptr (GArray) changes = NULL;

  if (!self->fading && !ages)
    return G_SOURCE_CONTINUE;
  changes = mg_reads_new ();
  self->fading = FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    update_line (self, i, changes, ages, &self->fading);
  return G_SOURCE_CONTINUE;
}

static void
update_tick (MgFieldView *self)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self)) && self->snapshot != NULL && self->lines->len > 0;

  if (wanted && self->tick_id == 0)
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->tick_id, g_source_remove);
}

/* --- interest --- */

static void
add_pages (GArray *interest, const GArray *reads)
{
  for (guint i = 0; i < reads->len; i++)
    {
      MgRange range = g_array_index (reads, MgRange, i);
      guint64 end = mg_range_end (range);

      range.start -= range.start % MG_SNAPSHOT_PAGE;
      range.length = (end - range.start + MG_SNAPSHOT_PAGE - 1) / MG_SNAPSHOT_PAGE * MG_SNAPSHOT_PAGE;
      mg_reads_add (interest, range);
    }
}

static void
update_interest (MgFieldView *self)
{
  g_autoptr (GArray) interest = mg_reads_new ();
  g_autoptr (GArray) reads = mg_reads_new ();

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      for (guint i = 0; i < self->lines->len; i++)
        {
          MgFieldLine *line = g_ptr_array_index (self->lines, i);

          for (guint k = 0; k < line->n_cells; k++)
            add_pages (interest, line->cells[k]->reads);
        }
      if (self->tree != NULL)
        mg_field_tree_add_reads (self->tree, reads);
      add_pages (interest, reads);
      if (self->table != NULL)
        add_pages (interest, self->table_reads);
    }
  if (interest->len == self->interest->len
      && memcmp (interest->data, self->interest->data, interest->len * sizeof (MgRange)) == 0)
    return;
  g_array_unref (self->interest);
  self->interest = g_steal_pointer (&interest);
  g_signal_emit_by_name (self, "interest-changed");
}

GArray *
mg_field_view_get_interest (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  return self->interest;
}

/* --- building lines --- */

/* Takes the cell that already shows the field, so that what is known of its changes stays. */
static MgFieldCell *
take_cell (GPtrArray *lines, MgField *field)
{
  for (guint i = 0; i < lines->len; i++)
    {
      MgFieldLine *line = g_ptr_array_index (lines, i);

      for (guint k = 0; k < line->n_cells; k++)
        if (line->cells[k] != NULL && mg_field_equal (line->cells[k]->field, field))
          return g_steal_pointer (&line->cells[k]);
    }
  return mg_field_cell_new (field);
}

static void
add_line (MgFieldView *self, GPtrArray *lines, GPtrArray *before, MgField *field, gboolean pinned, guint64 number,
          guint depth, gboolean expanded)
{
  MgFieldLine *line = g_new0 (MgFieldLine, 1);

  line->pinned = pinned;
  line->number = number;
  line->depth = depth;
  line->expanded = expanded;
  line->name = pinned ? mg_field_dup_path (field) : mg_field_dup_name (field);
  line->type = mg_field_dup_type_text (field);
  line->cells[0] = take_cell (before, field);
  line->n_cells = 1;
  g_ptr_array_add (lines, line);
}

static void
add_element (MgFieldView *self, GPtrArray *lines, GPtrArray *before, guint64 number)
{
  g_autoptr (MgField) element = mg_field_get_child (self->table, number);
  g_autofree char *path = NULL;
  MgFieldLine *line;

  if (element == NULL)
    return;
  path = mg_field_dup_path (element);
  line = g_new0 (MgFieldLine, 1);
  line->number = number;
  line->name = mg_field_dup_name (element);
  for (guint i = 0; i + 1 < self->members->len; i++)
    {
      const char *member = g_ptr_array_index (self->members, i);
      g_autofree char *whole =
          g_strconcat (path, member[0] == '\0' || member[0] == '[' ? "" : ".", member, NULL);
      g_autoptr (MgField) field = mg_structure_find (self->structure, whole, NULL);

      line->cells[line->n_cells++] = take_cell (before, field != NULL ? field : element);
    }
  g_ptr_array_add (lines, line);
}

static guint
count_visible (MgFieldView *self)
{
  int below = MAX (0, gtk_widget_get_allocated_height (GTK_WIDGET (self)) - self->header_height);

  return (guint) MIN (below / MAX (self->row_height, 1) + 1, 1000);
}

static void
rebuild (MgFieldView *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->lines);
  GPtrArray *lines = new_lines ();
  guint n_visible = count_visible (self);
  guint64 n_rows = count_rows (self);

  self->lines = lines;
  if (self->tree != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      for (guint i = 0; i < mg_field_view_get_n_pins (self) && lines->len < n_visible; i++)
        add_line (self, lines, before, g_ptr_array_index (self->pins, i), TRUE, i, 0, FALSE);
      for (guint64 i = self->top; i < n_rows && lines->len < n_visible; i++)
        {
          g_auto (MgFieldRow) row = { 0 };

          if (self->table != NULL)
            add_element (self, lines, before, i);
          else if (mg_field_tree_get_row (self->tree, i, &row))
            add_line (self, lines, before, row.field, FALSE, i, row.depth, row.expanded);
        }
    }
  self->fading = FALSE;
  if (self->snapshot != NULL)
    {
      g_autoptr (GArray) nothing = mg_reads_new ();

      for (guint i = 0; i < lines->len; i++)
        update_line (self, i, nothing, FALSE, &self->fading);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  update_tick (self);
  update_interest (self);
}

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
                              mg_scroll_to_value (&self->scroll, self->top), 0, mg_scroll_get_upper (&self->scroll),
                              1, MAX (1, page - 1), page);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL], self->scroll_x, 0,
                              MAX (content_width (self), width), 30, MAX (1, width * 0.9), width);
  self->adjusting = FALSE;
}

static void
update_layout (MgFieldView *self)
{
  int width = gtk_widget_get_allocated_width (GTK_WIDGET (self));
  guint n_lines, n_pins = mg_field_view_get_n_pins (self);

  mg_field_view_ensure_style (self);
  n_lines = MAX (count_visible (self), 1) - 1;
  mg_scroll_init (&self->scroll, count_rows (self), n_lines > n_pins ? n_lines - n_pins : 1);
  self->top = MIN (self->top, self->scroll.max_top);
  self->scroll_x = CLAMP (self->scroll_x, 0, MAX (0, content_width (self) - width));
  configure_adjustments (self);
  rebuild (self);
}

void
mg_field_view_set_top (MgFieldView *self, guint64 top)
{
  top = MIN (top, self->scroll.max_top);
  if (top != self->top)
    {
      self->top = top;
      rebuild (self);
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

  *column = (MgFieldColumn){ .kind = kind, .cell = cell, .title = g_strdup (title), .width = self->widths[kind] };
}

static void
set_columns (MgFieldView *self)
{
  clear_columns (self);
  if (self->table != NULL)
    {
      add_column (self, MG_FIELD_NAME, 0, _("Element"));
      for (guint i = 0; i + 1 < self->members->len; i++)
        {
          const char *member = g_ptr_array_index (self->members, i);

          add_column (self, MG_FIELD_VALUE, i, member[0] != '\0' ? member : _("Value"));
        }
      return;
    }
  add_column (self, MG_FIELD_NAME, 0, _("Name"));
  add_column (self, MG_FIELD_TYPE, 0, _("Type"));
  add_column (self, MG_FIELD_OFFSET, 0, _("Offset"));
  add_column (self, MG_FIELD_VALUE, 0, _("Value"));
  add_column (self, MG_FIELD_CHANGED, 0, _("Changed"));
  add_column (self, MG_FIELD_RATE, 0, _("Rate"));
}

void
mg_field_view_set_column_width (MgFieldView *self, guint column, int width)
{
  self->columns[column].width = CLAMP (width, 30, 4000);
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
    if (self->has_cursor && mg_field_view_position_of_line (self, g_ptr_array_index (self->lines, i)) == self->cursor)
      queue_line (self, i);
}

static void
set_selected (MgFieldView *self, MgField *field, guint64 position)
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
  set_selected (self, field, position);
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
      set_selected (self, NULL, 0);
      return TRUE;
    }
  if (self->tree == NULL || self->table != NULL || mg_field_get_parent (field) == NULL)
    return FALSE;
  if (self->selected != NULL && mg_field_equal (self->selected, field))
    return TRUE;
  n_before = count_rows (self);
  if (!mg_field_tree_reveal (self->tree, field, &row))
    return FALSE;
  if (count_rows (self) != n_before)
    {
      update_layout (self);
      g_signal_emit_by_name (self, "layout-changed");
    }
  set_selected (self, field, mg_field_view_get_n_pins (self) + row);
  reveal_cursor (self);
  return TRUE;
}

gboolean
mg_field_view_get_selected_area (MgFieldView *self, GdkRectangle *area)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    if (self->has_cursor && mg_field_view_position_of_line (self, g_ptr_array_index (self->lines, i)) == self->cursor)
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
  update_layout (self);
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

static void
count_elements (MgFieldView *self)
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
  update_layout (self);
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
  set_selected (self, NULL, 0);
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
        set_selected (self, field, mg_field_view_get_n_pins (self) + row);
    }
  update_layout (self);
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
  guint64 n_before = count_rows (self);
  gboolean moved = mg_field_tree_update (self->tree, self->snapshot, changes);

  if (self->table != NULL && mg_reads_overlap (self->table_reads, changes))
    count_elements (self);
  if (moved || count_rows (self) != n_before)
    {
      find_cursor (self);
      update_layout (self);
    }
  for (guint i = 0; i < self->lines->len; i++)
    update_line (self, i, changes, FALSE, &self->fading);
  update_interest (self);
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
      update_layout (self);
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
  update_layout (self);
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
  update_layout (self);
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
  update_layout (self);
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
  update_layout (self);
  g_signal_emit_by_name (self, "layout-changed");
}

/* --- table --- */

void
mg_field_view_show_table (MgFieldView *self, MgField *array, const char *const *members)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));
  g_return_if_fail (self->tree != NULL);

  mg_field_ref (array);
  g_clear_pointer (&self->table, mg_field_unref);
  self->table = array;
  g_ptr_array_set_size (self->members, 0);
  for (guint i = 0; members[i] != NULL && i < MG_TABLE_MEMBERS_MAX; i++)
    g_ptr_array_add (self->members, g_strdup (members[i]));
  g_ptr_array_add (self->members, NULL);
  g_ptr_array_set_size (self->lines, 0);
  count_elements (self);
  set_selected (self, NULL, 0);
  self->top = 0;
  set_columns (self);
  update_layout (self);
  g_signal_emit_by_name (self, "layout-changed");
}

void
mg_field_view_leave_table (MgFieldView *self)
{
  g_return_if_fail (MG_IS_FIELD_VIEW (self));

  if (self->table == NULL)
    return;
  g_clear_pointer (&self->table, mg_field_unref);
  g_ptr_array_set_size (self->members, 0);
  g_ptr_array_set_size (self->lines, 0);
  set_selected (self, NULL, 0);
  self->top = 0;
  set_columns (self);
  update_layout (self);
  g_signal_emit_by_name (self, "layout-changed");
}

MgField *
mg_field_view_get_table (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  return self->table;
}

const char *const *
mg_field_view_get_table_members (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  return (const char *const *) self->members->pdata;
}

/* --- for tests --- */

guint
mg_field_view_get_n_draws (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), 0);

  return self->n_draws;
}

guint
mg_field_view_get_n_visible (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), 0);

  return self->lines->len;
}

guint64
mg_field_view_get_n_rows (MgFieldView *self)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), 0);

  return count_rows (self);
}

char *
mg_field_view_dup_line (MgFieldView *self, guint number)
{
  MgFieldLine *line;

  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), NULL);

  if (number >= self->lines->len)
    return NULL;
  line = g_ptr_array_index (self->lines, number);
  return g_strdup_printf ("%s\t%s\t%s\t%s", line->name, line->type != NULL ? line->type : "", line->offset,
                          line->cells[0]->text != NULL ? line->cells[0]->text : "");
}

guint
mg_field_view_get_heat (MgFieldView *self, guint number)
{
  g_return_val_if_fail (MG_IS_FIELD_VIEW (self), 0);

  return number < self->lines->len ? ((MgFieldLine *) g_ptr_array_index (self->lines, number))->heats[0] : 0;
}

/* --- the widget --- */

static void
size_allocate (GtkWidget *widget, GtkAllocation *allocation)
{
  GTK_WIDGET_CLASS (mg_field_view_parent_class)->size_allocate (widget, allocation);
  update_layout (MG_FIELD_VIEW (widget));
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
  update_layout (self);
  if (self->tree != NULL)
    update (self, NULL);
}

static void
unmap (GtkWidget *widget)
{
  MgFieldView *self = MG_FIELD_VIEW (widget);

  GTK_WIDGET_CLASS (mg_field_view_parent_class)->unmap (widget);
  update_tick (self);
  update_interest (self);
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
  g_strfreev (self->expanded_paths);
  g_free (self->filter);
  mg_glyphs_free (self->glyphs);
  mg_hex_colors_clear (&self->colors);
  G_OBJECT_CLASS (mg_field_view_parent_class)->finalize (object);
}

static void
mg_field_view_class_init (MgFieldViewClass *class)
{
  static const char *const plain[] = { "field-selected", "field-activated", "interest-changed", "layout-changed" };
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
  self->lines = new_lines ();
  self->pins = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_field_unref);
  self->pin_paths = g_ptr_array_new_with_free_func (g_free);
  self->members = g_ptr_array_new_with_free_func (g_free);
  self->interest = mg_reads_new ();
  self->table_reads = mg_reads_new ();
  self->resizing = -1;
  mg_scroll_init (&self->scroll, 0, 1);
  set_columns (self);

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
