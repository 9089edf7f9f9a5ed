#include "config.h"

#include "app/field-view-private.h"

/* The table of an array's elements, and what tests ask. */

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
  mg_field_view_count_elements (self);
  mg_field_view_set_selected (self, NULL, 0);
  self->top = 0;
  mg_field_view_set_columns (self);
  mg_field_view_update_layout (self);
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
  mg_field_view_set_selected (self, NULL, 0);
  self->top = 0;
  mg_field_view_set_columns (self);
  mg_field_view_update_layout (self);
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

  return mg_field_view_count_rows (self);
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
