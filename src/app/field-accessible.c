#include "config.h"

#include "app/field-view-private.h"

#include <glib/gi18n.h>
#include <gtk/gtk-a11y.h>

/* The list as a table of the visible lines: a cell is an object of its own, made when it is asked for.
 * Values that change are not announced: sixty times a second nobody could listen.  The selected line
 * is, as the active descendant. */

/* --- a cell --- */

struct _MgFieldCellAccessible
{
  AtkObject parent_instance;

  AtkObject *table; /* weak */
  guint line, column;
};

#define MG_TYPE_FIELD_CELL_ACCESSIBLE (mg_field_cell_accessible_get_type ())
G_DECLARE_FINAL_TYPE (MgFieldCellAccessible, mg_field_cell_accessible, MG, FIELD_CELL_ACCESSIBLE, AtkObject)

static void component_init (AtkComponentIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MgFieldCellAccessible, mg_field_cell_accessible, ATK_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ATK_TYPE_COMPONENT, component_init))

static MgFieldView *
view_of (AtkObject *table)
{
  GtkWidget *widget = table != NULL ? gtk_accessible_get_widget (GTK_ACCESSIBLE (table)) : NULL;

  return widget != NULL ? MG_FIELD_VIEW (widget) : NULL;
}

static MgFieldLine *
get_line (MgFieldView *view, guint number)
{
  return view != NULL && number < view->lines->len ? g_ptr_array_index (view->lines, number) : NULL;
}

static const char *
cell_get_name (AtkObject *object)
{
  MgFieldCellAccessible *self = MG_FIELD_CELL_ACCESSIBLE (object);
  MgFieldView *view = view_of (self->table);
  MgFieldLine *line = get_line (view, self->line);

  if (line == NULL || self->column >= view->n_columns)
    return "";
  return mg_field_line_get_text (line, &view->columns[self->column]);
}

static AtkObject *
cell_get_parent (AtkObject *object)
{
  return MG_FIELD_CELL_ACCESSIBLE (object)->table;
}

static int
cell_get_index_in_parent (AtkObject *object)
{
  MgFieldCellAccessible *self = MG_FIELD_CELL_ACCESSIBLE (object);
  MgFieldView *view = view_of (self->table);

  return view != NULL ? (int) (self->line * view->n_columns + self->column) : -1;
}

static AtkStateSet *
cell_ref_state_set (AtkObject *object)
{
  MgFieldCellAccessible *self = MG_FIELD_CELL_ACCESSIBLE (object);
  AtkStateSet *states = ATK_OBJECT_CLASS (mg_field_cell_accessible_parent_class)->ref_state_set (object);
  MgFieldView *view = view_of (self->table);
  MgFieldLine *line = get_line (view, self->line);

  atk_state_set_add_state (states, ATK_STATE_TRANSIENT);
  if (line == NULL)
    {
      atk_state_set_add_state (states, ATK_STATE_DEFUNCT);
      return states;
    }
  atk_state_set_add_state (states, ATK_STATE_ENABLED);
  atk_state_set_add_state (states, ATK_STATE_SENSITIVE);
  atk_state_set_add_state (states, ATK_STATE_VISIBLE);
  atk_state_set_add_state (states, ATK_STATE_SHOWING);
  atk_state_set_add_state (states, ATK_STATE_SELECTABLE);
  if (view->has_cursor && mg_field_view_position_of_line (view, line) == view->cursor)
    atk_state_set_add_state (states, ATK_STATE_SELECTED);
  if (self->column == 0 && mg_field_line_is_expandable (line))
    {
      atk_state_set_add_state (states, ATK_STATE_EXPANDABLE);
      if (line->expanded)
        atk_state_set_add_state (states, ATK_STATE_EXPANDED);
    }
  return states;
}

static void
cell_get_extents (AtkComponent *component, int *x, int *y, int *width, int *height, AtkCoordType coordinates)
{
  MgFieldCellAccessible *self = MG_FIELD_CELL_ACCESSIBLE (component);
  MgFieldView *view = view_of (self->table);
  GdkRectangle area = { 0 };
  int origin_x = 0, origin_y = 0;

  if (get_line (view, self->line) != NULL && self->column < view->n_columns)
    {
      mg_field_view_get_line_area (view, self->line, &area);
      mg_field_view_get_column_area (view, self->column, &area.x, &area.width);
      atk_component_get_extents (ATK_COMPONENT (self->table), &origin_x, &origin_y, NULL, NULL, coordinates);
    }
  *x = origin_x + area.x;
  *y = origin_y + area.y;
  *width = area.width;
  *height = area.height;
}

static void
component_init (AtkComponentIface *interface)
{
  interface->get_extents = cell_get_extents;
}

static void
cell_finalize (GObject *object)
{
  g_clear_weak_pointer (&MG_FIELD_CELL_ACCESSIBLE (object)->table);
  G_OBJECT_CLASS (mg_field_cell_accessible_parent_class)->finalize (object);
}

static void
mg_field_cell_accessible_class_init (MgFieldCellAccessibleClass *class)
{
  AtkObjectClass *atk_class = ATK_OBJECT_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = cell_finalize;
  atk_class->get_name = cell_get_name;
  atk_class->get_parent = cell_get_parent;
  atk_class->get_index_in_parent = cell_get_index_in_parent;
  atk_class->ref_state_set = cell_ref_state_set;
}

static void
mg_field_cell_accessible_init (MgFieldCellAccessible *self)
{
  ATK_OBJECT (self)->role = ATK_ROLE_TABLE_CELL;
}

/* --- the table --- */

struct _MgFieldAccessible
{
  GtkWidgetAccessible parent_instance;
};

#define MG_TYPE_FIELD_ACCESSIBLE (mg_field_accessible_get_type ())
G_DECLARE_FINAL_TYPE (MgFieldAccessible, mg_field_accessible, MG, FIELD_ACCESSIBLE, GtkWidgetAccessible)

static void table_init (AtkTableIface *interface);
static void selection_init (AtkSelectionIface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MgFieldAccessible, mg_field_accessible, GTK_TYPE_WIDGET_ACCESSIBLE,
                               G_IMPLEMENT_INTERFACE (ATK_TYPE_TABLE, table_init)
                               G_IMPLEMENT_INTERFACE (ATK_TYPE_SELECTION, selection_init))

static AtkObject *
ref_cell (AtkObject *table, guint line, guint column)
{
  MgFieldView *view = view_of (table);
  MgFieldCellAccessible *cell;

  if (get_line (view, line) == NULL || column >= view->n_columns)
    return NULL;
  cell = g_object_new (MG_TYPE_FIELD_CELL_ACCESSIBLE, NULL);
  g_set_weak_pointer (&cell->table, table);
  cell->line = line;
  cell->column = column;
  return ATK_OBJECT (cell);
}

static int
get_n_children (AtkObject *object)
{
  MgFieldView *view = view_of (object);

  return view != NULL ? (int) (view->lines->len * view->n_columns) : 0;
}

static AtkObject *
ref_child (AtkObject *object, int index)
{
  MgFieldView *view = view_of (object);

  if (view == NULL || index < 0 || view->n_columns == 0)
    return NULL;
  return ref_cell (object, (guint) index / view->n_columns, (guint) index % view->n_columns);
}

static AtkObject *
table_ref_at (AtkTable *table, int row, int column)
{
  return row >= 0 && column >= 0 ? ref_cell (ATK_OBJECT (table), (guint) row, (guint) column) : NULL;
}

static int
table_get_n_columns (AtkTable *table)
{
  MgFieldView *view = view_of (ATK_OBJECT (table));

  return view != NULL ? (int) view->n_columns : 0;
}

static int
table_get_n_rows (AtkTable *table)
{
  MgFieldView *view = view_of (ATK_OBJECT (table));

  return view != NULL ? (int) view->lines->len : 0;
}

static int
table_get_index_at (AtkTable *table, int row, int column)
{
  return row * table_get_n_columns (table) + column;
}

static int
table_get_row_at_index (AtkTable *table, int index)
{
  return index / MAX (table_get_n_columns (table), 1);
}

static int
table_get_column_at_index (AtkTable *table, int index)
{
  return index % MAX (table_get_n_columns (table), 1);
}

static int
table_get_extent_at (AtkTable *table, int row, int column)
{
  return 1;
}

static const char *
table_get_column_description (AtkTable *table, int column)
{
  MgFieldView *view = view_of (ATK_OBJECT (table));

  return view != NULL && column >= 0 && column < (int) view->n_columns ? view->columns[column].title : NULL;
}

static gboolean
table_is_row_selected (AtkTable *table, int row)
{
  MgFieldView *view = view_of (ATK_OBJECT (table));
  MgFieldLine *line = row >= 0 ? get_line (view, (guint) row) : NULL;

  return line != NULL && view->has_cursor && mg_field_view_position_of_line (view, line) == view->cursor;
}

static void
table_init (AtkTableIface *interface)
{
  interface->ref_at = table_ref_at;
  interface->get_n_columns = table_get_n_columns;
  interface->get_n_rows = table_get_n_rows;
  interface->get_index_at = table_get_index_at;
  interface->get_row_at_index = table_get_row_at_index;
  interface->get_column_at_index = table_get_column_at_index;
  interface->get_row_extent_at = table_get_extent_at;
  interface->get_column_extent_at = table_get_extent_at;
  interface->get_column_description = table_get_column_description;
  interface->is_row_selected = table_is_row_selected;
}

static int
cursor_line (MgFieldView *view)
{
  for (guint i = 0; view != NULL && i < view->lines->len; i++)
    if (view->has_cursor && mg_field_view_position_of_line (view, get_line (view, i)) == view->cursor)
      return (int) i;
  return -1;
}

static int
selection_get_count (AtkSelection *selection)
{
  return cursor_line (view_of (ATK_OBJECT (selection))) >= 0 ? 1 : 0;
}

static AtkObject *
selection_ref (AtkSelection *selection, int number)
{
  int line = cursor_line (view_of (ATK_OBJECT (selection)));

  return number == 0 && line >= 0 ? ref_cell (ATK_OBJECT (selection), (guint) line, 0) : NULL;
}

static gboolean
selection_add (AtkSelection *selection, int index)
{
  MgFieldView *view = view_of (ATK_OBJECT (selection));
  MgFieldLine *line;

  if (view == NULL || index < 0)
    return FALSE;
  line = get_line (view, (guint) index / view->n_columns);
  if (line == NULL)
    return FALSE;
  mg_field_view_move_cursor (view, mg_field_view_position_of_line (view, line));
  return TRUE;
}

static gboolean
selection_is_selected (AtkSelection *selection, int index)
{
  return table_is_row_selected (ATK_TABLE (selection), table_get_row_at_index (ATK_TABLE (selection), index));
}

static void
selection_init (AtkSelectionIface *interface)
{
  interface->add_selection = selection_add;
  interface->get_selection_count = selection_get_count;
  interface->ref_selection = selection_ref;
  interface->is_child_selected = selection_is_selected;
}

void
mg_field_view_announce_cursor (MgFieldView *self)
{
  int line = cursor_line (self);
  g_autoptr (AtkObject) cell = NULL;

  if (self->accessible == NULL || line < 0)
    return;
  cell = ref_cell (self->accessible, (guint) line, 0);
  g_signal_emit_by_name (self->accessible, "selection-changed");
  if (cell != NULL)
    g_signal_emit_by_name (self->accessible, "active-descendant-changed", cell);
}

static void
initialize (AtkObject *accessible, gpointer widget)
{
  ATK_OBJECT_CLASS (mg_field_accessible_parent_class)->initialize (accessible, widget);
  accessible->role = ATK_ROLE_TREE_TABLE;
  atk_object_set_name (accessible, _ ("Fields"));
  MG_FIELD_VIEW (widget)->accessible = accessible;
}

static AtkStateSet *
ref_state_set (AtkObject *accessible)
{
  AtkStateSet *states = ATK_OBJECT_CLASS (mg_field_accessible_parent_class)->ref_state_set (accessible);

  atk_state_set_add_state (states, ATK_STATE_MANAGES_DESCENDANTS);
  return states;
}

static void
mg_field_accessible_class_init (MgFieldAccessibleClass *class)
{
  AtkObjectClass *atk_class = ATK_OBJECT_CLASS (class);

  atk_class->initialize = initialize;
  atk_class->get_n_children = get_n_children;
  atk_class->ref_child = ref_child;
  atk_class->ref_state_set = ref_state_set;
}

static void
mg_field_accessible_init (MgFieldAccessible *self)
{
}
