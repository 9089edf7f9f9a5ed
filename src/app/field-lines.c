#include "config.h"

#include "app/field-view-private.h"

#include "app/format.h"

#include <string.h>

/* What the visible lines look like, and queueing exactly the cells that look different from before. */

#define TICK_MS 50
#define AGE_TICKS 5 /* of these until ages are told again */

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

GPtrArray *
mg_field_lines_new (void)
{
  return g_ptr_array_new_with_free_func (line_free);
}

gboolean
mg_field_line_is_expandable (const MgFieldLine *line)
{
  const MgFieldCell *cell = line->cells[0];

  return !line->pinned && line->n_cells == 1 && cell->located && cell->place.n_children > 0;
}

static gint64
get_now_us (MgFieldView *self)
{
  return self->still ? self->snapshot->time_us : g_get_monotonic_time ();
}

/* How warm a change is that happened then; as in the hex view. */
static guint8
heat_of (MgFieldView *self, guint32 changed_ms, gboolean *fading)
{
  gint64 now_us = get_now_us (self);
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

guint64
mg_field_view_count_rows (MgFieldView *self)
{
  if (self->table != NULL)
    return self->n_elements;
  return self->tree != NULL ? mg_field_tree_get_n_rows (self->tree) : 0;
}

guint64
mg_field_view_count (MgFieldView *self)
{
  return mg_field_view_get_n_pins (self) + mg_field_view_count_rows (self);
}

guint64
mg_field_view_position_of_line (MgFieldView *self, const MgFieldLine *line)
{
  return line->pinned ? line->number : mg_field_view_get_n_pins (self) + line->number;
}

void
mg_field_view_get_line_area (MgFieldView *self, guint line, GdkRectangle *area)
{
  *area = (GdkRectangle) { 0, self->header_height + (int) line * self->row_height,
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

void
mg_field_view_queue_line (MgFieldView *self, guint number)
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
  gint64 now_us = get_now_us (self);
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
update_offset (MgFieldView *self, guint number)
{
  MgFieldLine *line = g_ptr_array_index (self->lines, number);
  const MgFieldCell *cell = line->cells[0];

  /* almost never: a field that a pointer leads to has moved */
  if (cell->located == (line->offset[0] != '\0')
      && (!cell->located || cell->place.offset == line->told_offset))
    return;
  line->told_offset = cell->place.offset;
  line->offset[0] = '\0';
  if (cell->located)
    g_snprintf (line->offset, sizeof line->offset, "%" G_GINT64_MODIFIER "X", cell->place.offset);
  queue_kind (self, number, MG_FIELD_OFFSET, 0);
}

void
mg_field_view_update_line (MgFieldView *self, guint number, const GArray *changes, gboolean ages,
                           gboolean *fading)
{
  MgFieldLine *line = g_ptr_array_index (self->lines, number);

  for (guint i = 0; i < line->n_cells; i++)
    {
      MgFieldCell *cell = line->cells[i];
      gboolean expandable = mg_field_line_is_expandable (line);
      gboolean first = !cell->told;
      gboolean other =
          mg_field_cell_update (cell, self->snapshot, self->info, changes, ages && cell->ages, self->hex);
      guint8 heat = heat_of (self, cell->changed_ms, fading);

      if (other || heat != line->heats[i])
        {
          line->heats[i] = heat;
          queue_kind (self, number, MG_FIELD_VALUE, i);
        }
      if (i == 0 && self->table == NULL)
        {
          update_offset (self, number);
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
    mg_field_view_update_line (self, i, changes, ages, &self->fading);
  return G_SOURCE_CONTINUE;
}

void
mg_field_view_update_tick (MgFieldView *self)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self)) && self->snapshot != NULL && !self->still
                    && self->lines->len > 0;

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

void
mg_field_view_update_interest (MgFieldView *self)
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
      && (interest->len == 0
          || memcmp (interest->data, self->interest->data, interest->len * sizeof (MgRange)) == 0))
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
add_line (MgFieldView *self, GPtrArray *lines, GPtrArray *before, MgField *field, gboolean pinned,
          guint64 number, guint depth, gboolean expanded)
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

guint
mg_field_view_count_visible (MgFieldView *self)
{
  int below = MAX (0, gtk_widget_get_allocated_height (GTK_WIDGET (self)) - self->header_height);

  return (guint) MIN (below / MAX (self->row_height, 1) + 1, 1000);
}

void
mg_field_view_rebuild (MgFieldView *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->lines);
  GPtrArray *lines = mg_field_lines_new ();
  guint n_visible = mg_field_view_count_visible (self);
  guint64 n_rows = mg_field_view_count_rows (self);

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
        mg_field_view_update_line (self, i, nothing, FALSE, &self->fading);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  mg_field_view_update_tick (self);
  mg_field_view_update_interest (self);
}
