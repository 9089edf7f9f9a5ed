#include "config.h"

#include "app/hex-view-private.h"

#include <string.h>

/* What the visible bytes look like, and queueing exactly what looks different from before. */

#define FADE_INTERVAL_MS 50
#define KEPT_HEAT 3 /* of a change that stays marked */
#define N_DAMAGE 32 /* areas queued one by one */

gint64
mg_hex_view_now_us (MgHexView *self)
{
  if (self->still && self->snapshot != NULL)
    return self->snapshot->time_us;
  return self->clock != NULL ? self->clock (self->clock_data) : g_get_monotonic_time ();
}

/* A time on the clock of MgPage.changed_ms; it wraps around, so that only differences mean
 * something. */
static guint32
stamp_of (MgHexView *self, gint64 time_us)
{
  return (guint32) ((time_us - self->snapshot->epoch_us) / 1000);
}

/* @cleared_ms: (nullable): changes since then stay marked */
static guint
heat_of (guint32 changed_ms, guint32 time_ms, const guint32 *cleared_ms, gboolean *fading)
{
  gint32 age_ms = (gint32) (time_ms - changed_ms);
  guint heat = 0;

  if (changed_ms == 0)
    return 0;
  if (age_ms < MG_FADE_MS && age_ms > -MG_FADE_MS)
    {
      /* a stamp a bit ahead of this clock is a change of now */
      heat = (guint) (MG_HEAT_MAX - MAX (age_ms, 0) * MG_HEAT_MAX / MG_FADE_MS);
      *fading = TRUE;
    }
  if (cleared_ms != NULL && (gint32) (changed_ms - *cleared_ms) > 0)
    heat = MAX (heat, KEPT_HEAT);
  return heat;
}

/* The first one that ends after @offset: there may be many. */
static guint
first_highlight (MgHexView *self, guint64 offset)
{
  guint low = 0;
  guint high = self->highlights->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (mg_range_end (g_array_index (self->highlights, MgRange, middle)) <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Lines under the fields, of which the view is given few more than are visible. */
static void
mark_fields (MgHexView *self, MgCell *cells, MgRange bytes)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const MgFieldRun *run = &g_array_index (self->fields, MgFieldRun, i);
      MgRange part = mg_range_intersect (run->range, bytes);

      for (guint64 k = 0; k < part.length; k++)
        cells[part.start - bytes.start + k].field = (run->hue % MG_FIELD_HUES + 1) & 3;
    }
}

/* Fills @cells for the visible rows from the snapshot.  Returns: whether some of them are fading.
 */
static gboolean
look_at_bytes (MgHexView *self, MgCell *cells)
{
  const MgPicture *picture = &self->picture;
  guint64 start = mg_grid_row_start (&picture->grid, picture->top);
  gsize n_cells = (gsize) picture->n_rows * picture->grid.spec.bytes_per_row;
  gsize n_bytes = (gsize) MIN (picture->grid.size - MIN (start, picture->grid.size), n_cells);
  guint32 time_ms = 0;
  guint32 cleared_ms = 0;
  gboolean fading = FALSE;

  if (n_bytes > 0)
    {
      /* everything fades at the same moments, so that in between only what changed is drawn */
      time_ms = stamp_of (self, mg_hex_view_now_us (self));
      time_ms -= time_ms % FADE_INTERVAL_MS;
      cleared_ms = stamp_of (self, self->cleared_us);
    }
  for (gsize i = 0; i < n_cells; i++)
    cells[i] = (MgCell) { .state = i < n_bytes ? MG_BYTE_NOT_READ : MG_CELL_NONE };

  for (gsize i = 0, end; i < n_bytes; i = end)
    {
      guint64 offset = start + i;
      gsize in_page = (gsize) (offset % MG_SNAPSHOT_PAGE);
      const MgPage *page = mg_snapshot_find_page (self->snapshot, offset);
      gsize page_end;

      end = MIN (n_bytes, i + MG_SNAPSHOT_PAGE - in_page);
      if (page == NULL)
        continue;
      page_end = MIN (end, i + (page->length - MIN (in_page, page->length)));
      for (gsize k = i; k < page_end; k++)
        {
          gsize at = in_page + (k - i);

          if (page->unreadable)
            {
              cells[k].state = MG_BYTE_UNREADABLE;
              continue;
            }
          cells[k].state = MG_BYTE_OK;
          cells[k].byte = page->bytes[at];
          if (page->changed_ms != NULL)
            cells[k].heat = heat_of (page->changed_ms[at], time_ms,
                                     self->keep_marks ? &cleared_ms : NULL, &fading);
        }
    }

  for (guint h = first_highlight (self, start); h < self->highlights->len; h++)
    {
      MgRange part = mg_range_intersect (g_array_index (self->highlights, MgRange, h),
                                         (MgRange) { start, n_bytes });

      if (part.length == 0)
        break;
      for (guint64 k = 0; k < part.length; k++)
        cells[part.start - start + k].highlighted = TRUE;
    }
  mark_fields (self, cells, (MgRange) { start, n_bytes });
  return fading;
}

static gboolean
cells_are_warm (const MgCell *cells, guint n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    if (cells[i].heat > 0)
      return TRUE;
  return FALSE;
}

/* What must be redrawn.  A few areas are queued exactly; many as the one area around them, as
 * clipping to a complicated region costs more than drawing a few cells that are not damaged. */
typedef struct
{
  guint n_areas; /* that were added; only the first N_DAMAGE are kept */
  cairo_rectangle_int_t areas[N_DAMAGE];
  cairo_rectangle_int_t around;
} Damage;

static void
unite (cairo_rectangle_int_t *area, const cairo_rectangle_int_t *other)
{
  gdk_rectangle_union (area, other, area);
}

static void
add_damage (Damage *damage, const cairo_rectangle_int_t *area)
{
  if (damage->n_areas == 0)
    damage->around = *area;
  else
    unite (&damage->around, area);
  if (damage->n_areas < N_DAMAGE)
    damage->areas[damage->n_areas] = *area;
  damage->n_areas++;
}

static void
queue_damage (MgHexView *self, const Damage *damage)
{
  cairo_region_t *region;

  if (damage->n_areas == 0)
    return;
  if (damage->n_areas <= N_DAMAGE)
    region = cairo_region_create_rectangles (damage->areas, (int) damage->n_areas);
  else
    region = cairo_region_create_rectangle (&damage->around);
  gtk_widget_queue_draw_region (GTK_WIDGET (self), region);
  cairo_region_destroy (region);
}

static inline gboolean
same_cell (const MgCell *a, const MgCell *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

/* Adds the runs of cells that differ between the row's two states. */
static void
compare_row (MgHexView *self, guint row, const MgCell *before, const MgCell *after, Damage *damage)
{
  guint bytes = self->picture.grid.spec.bytes_per_row;
  cairo_rectangle_int_t area, last;

  if (memcmp (before, after, bytes * sizeof (MgCell)) == 0)
    return;
  for (guint i = 0, end; i < bytes; i = end)
    {
      end = i + 1;
      if (same_cell (&before[i], &after[i]))
        continue;
      while (end < bytes && !same_cell (&before[end], &after[end]))
        end++;
      for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
        {
          mg_picture_get_damage_area (&self->picture, column, row, i, &area);
          mg_picture_get_damage_area (&self->picture, column, row, end - 1, &last);
          unite (&area, &last);
          add_damage (damage, &area);
        }
    }
  if (cells_are_warm (before, bytes) != cells_are_warm (after, bytes))
    {
      mg_picture_get_margin_area (&self->picture, row, &area);
      add_damage (damage, &area);
    }
}

static gboolean fade_cb (gpointer data);

void
mg_hex_view_update_cells (MgHexView *self)
{
  MgCell *before = (MgCell *) self->picture.cells;
  Damage damage = { .n_areas = 0 };
  guint bytes = self->picture.grid.spec.bytes_per_row;
  gboolean fading;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->picture.n_rows == 0)
    return;
  fading = look_at_bytes (self, self->spare) && !self->still;
  for (guint row = 0; row < self->picture.n_rows; row++)
    compare_row (self, row, before + row * bytes, self->spare + row * bytes, &damage);
  queue_damage (self, &damage);
  self->picture.cells = self->spare;
  self->spare = before;

  if (fading && self->fade_id == 0)
    self->fade_id = g_timeout_add (FADE_INTERVAL_MS, fade_cb, self);
  else if (!fading)
    g_clear_handle_id (&self->fade_id, g_source_remove);
}

static gboolean
fade_cb (gpointer data)
{
  MgHexView *self = data;
  guint id = self->fade_id;

  /* Removed here and not in mg_hex_view_update_cells(), which must not remove the running source.
   */
  self->fade_id = 0;
  mg_hex_view_update_cells (self);
  if (self->fade_id == 0)
    return G_SOURCE_REMOVE;
  g_source_remove (self->fade_id);
  self->fade_id = id;
  return G_SOURCE_CONTINUE;
}

void
mg_hex_view_replace_cells (MgHexView *self)
{
  mg_hex_view_update_cells (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
