#include "config.h"

#include "app/hex-view-private.h"

#include <gtk/gtk-a11y.h>
#include <glib/gi18n.h>
#include <string.h>

/* The view as a text of the visible rows, a line each, as they are on the screen:
 *
 *   000000A0  8A 93 00 …  ···L…\n
 *
 * All is ASCII, so characters are bytes.  Bytes that change are not announced: sixty times a second
 * nobody could listen.  The caret is, with the offset and value of its byte as the description. */

struct _MgHexAccessible
{
  GtkWidgetAccessible parent_instance;
};

#define MG_TYPE_HEX_ACCESSIBLE (mg_hex_accessible_get_type ())
G_DECLARE_FINAL_TYPE (MgHexAccessible, mg_hex_accessible, MG, HEX_ACCESSIBLE, GtkWidgetAccessible)

static void text_init (AtkTextIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MgHexAccessible, mg_hex_accessible, GTK_TYPE_WIDGET_ACCESSIBLE,
                               G_IMPLEMENT_INTERFACE (ATK_TYPE_TEXT, text_init))

static MgHexView *
get_view (AtkText *text)
{
  GtkWidget *widget = gtk_accessible_get_widget (GTK_ACCESSIBLE (text));

  return widget != NULL ? MG_HEX_VIEW (widget) : NULL;
}

/* --- a line --- */

/* Where things are in a line, in characters. */
static int
hex_place (const MgGrid *grid, guint slot)
{
  return (int) (grid->offset_digits + 2 + 2 * slot + slot / grid->spec.group);
}

static int
text_place (const MgGrid *grid, guint index)
{
  return hex_place (grid, grid->spec.bytes_per_row - 1) + 4 + (int) index;
}

static int
line_length (const MgGrid *grid)
{
  return text_place (grid, grid->spec.bytes_per_row) + 1;
}

static void
write_line (const MgPicture *picture, guint row, char *line)
{
  const MgGrid *grid = &picture->grid;
  const MgCell *cells = picture->cells + row * grid->spec.bytes_per_row;
  guint64 offset = mg_grid_row_start (grid, picture->top + row);

  memset (line, ' ', (gsize) line_length (grid) - 1);
  line[line_length (grid) - 1] = '\n';
  for (guint digit = 0; digit < grid->offset_digits; digit++)
    line[digit] = "0123456789ABCDEF"[offset >> 4 * (grid->offset_digits - 1 - digit) & 15];
  for (guint i = 0; i < grid->spec.bytes_per_row; i++)
    {
      char *hex = line + hex_place (grid, mg_grid_slot_of (grid, i));

      switch (cells[i].state)
        {
        case MG_BYTE_OK:
          hex[0] = "0123456789ABCDEF"[cells[i].byte >> 4];
          hex[1] = "0123456789ABCDEF"[cells[i].byte & 15];
          line[text_place (grid, i)] = mg_byte_is_text (cells[i].byte) ? (char) cells[i].byte : '.';
          break;
        case MG_BYTE_UNREADABLE:
          hex[0] = hex[1] = '-';
          break;
        case MG_BYTE_NOT_READ:
          hex[0] = hex[1] = '.';
          break;
        default:
          break;
        }
    }
}

/* How many lines there are: rows with bytes. */
static guint
count_lines (const MgPicture *picture)
{
  return (guint) MIN (picture->n_rows,
                      picture->grid.n_rows - MIN (picture->top, picture->grid.n_rows));
}

static char *
dup_all (MgHexView *self, int *length)
{
  const MgPicture *picture = &self->picture;
  guint n_lines = count_lines (picture);
  int line = line_length (&picture->grid);
  char *text = g_malloc ((gsize) n_lines * (gsize) line + 1);

  for (guint row = 0; row < n_lines; row++)
    write_line (picture, row, text + (gsize) row * (gsize) line);
  *length = (int) n_lines * line;
  text[*length] = '\0';
  return text;
}

/* The character of a byte; -1 where it is not visible. */
static int
position_of (MgHexView *self, guint64 offset)
{
  const MgPicture *picture = &self->picture;
  const MgGrid *grid = &picture->grid;
  guint64 row = mg_grid_row_of (grid, offset);
  guint index = (guint) (offset - mg_grid_row_start (grid, row));
  int place;

  if (row < picture->top || row - picture->top >= count_lines (picture))
    return -1;
  place = picture->caret_column == MG_COLUMN_HEX ? hex_place (grid, mg_grid_slot_of (grid, index))
                                                 : text_place (grid, index);
  return (int) (row - picture->top) * line_length (grid) + place;
}

/* The byte whose characters are at or before a position. */
static gboolean
byte_at (MgHexView *self, int position, MgColumn *column, guint *row, guint *index)
{
  const MgGrid *grid = &self->picture.grid;
  int place;

  if (position < 0 || position / line_length (grid) >= (int) count_lines (&self->picture))
    return FALSE;
  *row = (guint) (position / line_length (grid));
  place = position % line_length (grid);
  if (place >= text_place (grid, 0))
    {
      *column = MG_COLUMN_TEXT;
      *index = MIN ((guint) (place - text_place (grid, 0)), grid->spec.bytes_per_row - 1);
      return TRUE;
    }
  *column = MG_COLUMN_HEX;
  *index = 0;
  for (guint slot = 0; slot < grid->spec.bytes_per_row; slot++)
    if (hex_place (grid, slot) <= place)
      *index = mg_grid_slot_of (grid, slot);
  return TRUE;
}

/* --- AtkText --- */

static char *
get_text (AtkText *text, int start, int end)
{
  MgHexView *self = get_view (text);
  g_autofree char *all = NULL;
  int length;

  if (self == NULL)
    return NULL;
  all = dup_all (self, &length);
  end = end < 0 ? length : MIN (end, length);
  start = CLAMP (start, 0, end);
  return g_strndup (all + start, (gsize) (end - start));
}

static int
get_character_count (AtkText *text)
{
  MgHexView *self = get_view (text);

  return self == NULL ? 0 : (int) count_lines (&self->picture) * line_length (&self->picture.grid);
}

static gunichar
get_character_at_offset (AtkText *text, int position)
{
  g_autofree char *character = get_text (text, position, position + 1);

  return character != NULL ? (gunichar) (guchar) character[0] : 0;
}

static char *
get_string_at_offset (AtkText *text, int position, AtkTextGranularity granularity, int *start,
                      int *end)
{
  MgHexView *self = get_view (text);
  g_autofree char *all = NULL;
  int length, line;

  *start = *end = 0;
  if (self == NULL)
    return NULL;
  all = dup_all (self, &length);
  position = CLAMP (position, 0, length);
  line = line_length (&self->picture.grid);
  switch (granularity)
    {
    case ATK_TEXT_GRANULARITY_CHAR:
      *start = position;
      *end = MIN (position + 1, length);
      break;
    case ATK_TEXT_GRANULARITY_WORD:
      *start = *end = position;
      while (*start > 0 && g_ascii_isgraph (all[*start - 1]))
        (*start)--;
      while (*end < length && g_ascii_isgraph (all[*end]))
        (*end)++;
      break;
    default:
      *start = position - position % line;
      *end = MIN (*start + line, length);
      break;
    }
  return g_strndup (all + *start, (gsize) (*end - *start));
}

static int
get_caret_offset (AtkText *text)
{
  MgHexView *self = get_view (text);

  return self == NULL ? -1 : position_of (self, self->picture.caret);
}

static gboolean
set_caret_offset (AtkText *text, int position)
{
  MgHexView *self = get_view (text);
  MgColumn column;
  guint row, index;

  if (self == NULL || !byte_at (self, position, &column, &row, &index))
    return FALSE;
  mg_hex_view_set_column (self, column);
  mg_hex_view_set_caret (self,
                         mg_grid_row_start (&self->picture.grid, self->picture.top + row) + index);
  return TRUE;
}

static int
get_n_selections (AtkText *text)
{
  MgHexView *self = get_view (text);

  return self != NULL && self->selected ? 1 : 0;
}

/* What of the selection is visible. */
static char *
get_selection (AtkText *text, int number, int *start, int *end)
{
  MgHexView *self = get_view (text);
  MgRange part;

  *start = *end = 0;
  if (self == NULL || number != 0 || !self->selected)
    return NULL;
  part = mg_range_intersect (self->picture.selection, mg_hex_view_get_visible_range (self));
  if (part.length == 0)
    return NULL;
  *start = position_of (self, part.start);
  *end = position_of (self, mg_range_end (part) - 1) +
         (self->picture.caret_column == MG_COLUMN_HEX ? 2 : 1);
  return get_text (text, *start, *end);
}

static void
get_character_extents (AtkText *text, int position, int *x, int *y, int *width, int *height,
                       AtkCoordType coordinates)
{
  MgHexView *self = get_view (text);
  int origin_x = 0, origin_y = 0;
  cairo_rectangle_int_t area = { 0 };
  MgColumn column;
  guint row, index;

  if (self != NULL && byte_at (self, position, &column, &row, &index))
    {
      mg_picture_get_cell_area (&self->picture, column, row, index, &area);
      atk_component_get_extents (ATK_COMPONENT (text), &origin_x, &origin_y, NULL, NULL,
                                 coordinates);
    }
  *x = area.x + origin_x;
  *y = area.y + origin_y;
  *width = area.width;
  *height = area.height;
}

static void
text_init (AtkTextIface *interface)
{
  interface->get_text = get_text;
  interface->get_character_count = get_character_count;
  interface->get_character_at_offset = get_character_at_offset;
  interface->get_string_at_offset = get_string_at_offset;
  interface->get_caret_offset = get_caret_offset;
  interface->set_caret_offset = set_caret_offset;
  interface->get_n_selections = get_n_selections;
  interface->get_selection = get_selection;
  interface->get_character_extents = get_character_extents;
}

/* --- announcing --- */

static char *
describe_caret (MgHexView *self)
{
  const MgPicture *picture = &self->picture;
  g_autofree char *offset = g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", picture->caret);
  guint8 state = MG_BYTE_NOT_READ;
  guint8 byte = 0;

  if (!picture->caret_visible)
    return g_strdup (_ ("No bytes"));
  if (self->snapshot != NULL)
    mg_snapshot_copy (self->snapshot, picture->caret, 1, &byte, &state);
  if (state == MG_BYTE_UNREADABLE)
    return g_strdup_printf (_ ("Offset %s, unreadable"), offset);
  if (state == MG_BYTE_NOT_READ)
    return g_strdup_printf (_ ("Offset %s, not read yet"), offset);
  return g_strdup_printf (_ ("Offset %s, value 0x%02X, decimal %u"), offset, byte, byte);
}

static const char *
get_description (AtkObject *accessible)
{
  MgHexView *self = get_view (ATK_TEXT (accessible));

  if (self != NULL)
    {
      /* made on demand: the value may have changed since the caret came */
      g_autofree char *description = describe_caret (self);

      if (g_strcmp0 (accessible->description, description) != 0)
        {
          g_free (accessible->description);
          accessible->description = g_steal_pointer (&description);
        }
    }
  return accessible->description;
}

void
mg_hex_view_announce_caret (MgHexView *self)
{
  AtkObject *accessible = self->accessible;

  if (accessible == NULL)
    return;
  g_object_notify (G_OBJECT (accessible), "accessible-description");
  g_signal_emit_by_name (accessible, "text-caret-moved", position_of (self, self->picture.caret));
}

static void
initialize (AtkObject *accessible, gpointer widget)
{
  MgHexView *self = MG_HEX_VIEW (widget);

  ATK_OBJECT_CLASS (mg_hex_accessible_parent_class)->initialize (accessible, widget);
  accessible->role = ATK_ROLE_TEXT;
  atk_object_set_name (accessible, _ ("Bytes"));
  self->accessible = accessible;
}

static AtkStateSet *
ref_state_set (AtkObject *accessible)
{
  AtkStateSet *states =
      ATK_OBJECT_CLASS (mg_hex_accessible_parent_class)->ref_state_set (accessible);

  atk_state_set_add_state (states, ATK_STATE_MULTI_LINE);
  atk_state_set_add_state (states, ATK_STATE_READ_ONLY);
  return states;
}

static void
mg_hex_accessible_class_init (MgHexAccessibleClass *class)
{
  AtkObjectClass *atk_class = ATK_OBJECT_CLASS (class);

  atk_class->initialize = initialize;
  atk_class->get_description = get_description;
  atk_class->ref_state_set = ref_state_set;
}

static void
mg_hex_accessible_init (MgHexAccessible *self)
{
}
