#include "config.h"

#include "app/object-list-model.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/format.h"
#include "core/number.h"

/* What a view does for a row that comes or goes costs several times what a changed one does; and
 * beyond so much it is faster when it starts anew. */
#define MOVE_COST 8
#define CHANGE_COST 1
#define INCREMENTAL_MAX (128 * MOVE_COST)

typedef struct
{
  MgRowType type;
  MgObjectInfo *info;  /* of headings: the first object below, which says what the heading is */
  gint64 last_seen_us; /* of closed objects and their headings */
} Row;

struct _MgObjectListModel
{
  GObject parent_instance;

  guint32 own_session;
  MgListing *listing;
  char *filter;       /* folded; NULL: none */
  gboolean filter_is_ascii;
  guint32 filter_pid; /* 0: it is no number */
  GArray *rows;       /* of Row, owning info */
  guint n_objects;
  int stamp;
};

enum
{
  RESET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void tree_model_init (GtkTreeModelIface *iface);

G_DEFINE_TYPE_WITH_CODE (MgObjectListModel, mg_object_list_model, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (GTK_TYPE_TREE_MODEL, tree_model_init))

static void
row_clear (gpointer data)
{
  Row *row = data;

  mg_object_info_unref (row->info);
}

static GArray *
rows_new (guint reserved)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (Row), reserved);

  g_array_set_clear_func (rows, row_clear);
  return rows;
}

/* Two names stand under the same heading. */
static gboolean
same_namespace (const MgName *a, const MgName *b)
{
  return mg_name_get_kind (a) == mg_name_get_kind (b)
         && g_str_equal (mg_name_get_namespace (a), mg_name_get_namespace (b));
}

static gint64
minute_of (gint64 real_us)
{
  return real_us / (60 * G_USEC_PER_SEC);
}

/* Whether two rows are about the same thing, whatever they say of it. */
static gboolean
row_same (const Row *a, const Row *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case MG_ROW_HEADING:
      if ((a->last_seen_us != 0) != (b->last_seen_us != 0))
        return FALSE;
      return a->last_seen_us != 0 ? minute_of (a->last_seen_us) == minute_of (b->last_seen_us)
                                  : same_namespace (a->info->name, b->info->name);
    case MG_ROW_OBJECT:
      if (a->info == b->info)
        return TRUE;
      return mg_name_equal (a->info->name, b->info->name) && a->info->deleted == b->info->deleted
             && (!a->info->deleted || mg_identity_equal (a->info->identity, b->info->identity));
    case MG_ROW_CLOSED:
    default:
      return a->last_seen_us == b->last_seen_us && mg_name_equal (a->info->name, b->info->name);
    }
}

static guint
row_hash (gconstpointer data)
{
  const Row *row = data;

  if (row->type == MG_ROW_HEADING)
    return row->last_seen_us != 0 ? (guint) minute_of (row->last_seen_us)
                                  : g_str_hash (mg_name_get_namespace (row->info->name));
  return mg_name_hash (row->info->name) * 3 + row->type;
}

static gboolean
row_equal (gconstpointer a, gconstpointer b)
{
  return row_same (a, b);
}

/* Whether both would be drawn alike. */
static gboolean
row_looks_equal (const Row *a, const Row *b)
{
  const MgObjectInfo *x = a->info, *y = b->info;

  if (x == y || a->type != MG_ROW_OBJECT)
    return TRUE;
  if (x->size != y->size || (x->holders == NULL) != (y->holders == NULL))
    return FALSE;
  if (x->holders == NULL)
    return TRUE;
  if (x->holders->len != y->holders->len)
    return FALSE;
  if (x->holders->len == 1)
    {
      const MgHolder *p = g_ptr_array_index (x->holders, 0);
      const MgHolder *q = g_ptr_array_index (y->holders, 0);

      return p->pid == q->pid && g_strcmp0 (p->process, q->process) == 0;
    }
  return TRUE;
}

/* Filtering */

/* @needle is folded.  ASCII is looked for in the text as it is, without a copy: its bytes are no
 * part of any other character. */
static gboolean
contains (const char *text, const char *needle, gboolean needle_is_ascii)
{
  if (needle_is_ascii)
    {
      gsize length = strlen (needle);

      for (; *text != '\0'; text++)
        if (g_ascii_tolower (*text) == *needle && g_ascii_strncasecmp (text, needle, length) == 0)
          return TRUE;
      return FALSE;
    }
  else
    {
      g_autofree char *folded = g_utf8_casefold (text, -1);

      return strstr (folded, needle) != NULL;
    }
}

static gboolean
matches (MgObjectListModel *self, const MgObjectInfo *info)
{
  guint i;

  if (self->filter == NULL || contains (mg_name_get_text (info->name), self->filter, self->filter_is_ascii))
    return TRUE;
  for (i = 0; info->holders != NULL && i < info->holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, i);

      if ((holder->process != NULL && contains (holder->process, self->filter, self->filter_is_ascii))
          || (self->filter_pid != 0 && holder->pid == self->filter_pid))
        return TRUE;
    }
  return FALSE;
}

/* Rows of a listing */

static void
add_row (GArray *rows, MgRowType type, MgObjectInfo *info, gint64 last_seen_us)
{
  Row row = { type, mg_object_info_ref (info), last_seen_us };

  g_array_append_val (rows, row);
}

static GArray *
make_rows (MgObjectListModel *self, guint *n_objects)
{
  MgListing *listing = self->listing;
  GArray *rows = rows_new (listing != NULL ? listing->objects->len + 16 : 0);
  MgObjectInfo *previous = NULL;
  gint64 minute = -1;
  guint i;

  *n_objects = 0;
  if (listing == NULL)
    return rows;
  for (i = 0; i < listing->objects->len; i++)
    {
      MgObjectInfo *info = g_ptr_array_index (listing->objects, i);

      if (!matches (self, info))
        continue;
      if (previous == NULL || !same_namespace (previous->name, info->name))
        add_row (rows, MG_ROW_HEADING, info, 0);
      add_row (rows, MG_ROW_OBJECT, info, 0);
      (*n_objects)++;
      previous = info;
    }
  for (i = 0; i < listing->closed->len; i++)
    {
      MgClosedObject *closed = g_ptr_array_index (listing->closed, i);

      if (!matches (self, closed->info))
        continue;
      if (minute_of (closed->last_seen_us) != minute)
        add_row (rows, MG_ROW_HEADING, closed->info, closed->last_seen_us);
      minute = minute_of (closed->last_seen_us);
      add_row (rows, MG_ROW_CLOSED, closed->info, closed->last_seen_us);
    }
  return rows;
}

/* From the old rows to the new ones */

typedef enum
{
  KEEP,
  CHANGE,
  INSERT,
  DELETE,
} Step;

/* Both lists are in one order but for a few: whatever is not where it was is deleted and inserted.
 * Returns: the steps, and in *cost what they cost a view. */
static GByteArray *
compare_rows (const GArray *before, const GArray *after, guint *cost)
{
  GByteArray *steps = g_byte_array_new ();
  g_autoptr (GHashTable) places = NULL; /* of the old rows, made where it is first needed */
  guint i = 0, j = 0;
  guint8 step;

  *cost = 0;
  while (i < before->len || j < after->len)
    {
      Row *old_row = i < before->len ? &g_array_index (before, Row, i) : NULL;
      Row *new_row = j < after->len ? &g_array_index (after, Row, j) : NULL;

      if (old_row != NULL && new_row != NULL && row_same (old_row, new_row))
        {
          step = row_looks_equal (old_row, new_row) ? KEEP : CHANGE;
          i++, j++;
        }
      else if (new_row == NULL)
        {
          step = DELETE;
          i++;
        }
      else if (old_row == NULL)
        {
          step = INSERT;
          j++;
        }
      else
        {
          guint k;

          if (places == NULL)
            {
              places = g_hash_table_new (row_hash, row_equal);
              for (k = i; k < before->len; k++)
                g_hash_table_insert (places, &g_array_index (before, Row, k), GUINT_TO_POINTER (k + 1));
            }
          /* Is the new row an old one further on? */
          k = GPOINTER_TO_UINT (g_hash_table_lookup (places, new_row));
          step = k > i + 1 ? DELETE : INSERT;
          if (step == DELETE)
            i++;
          else
            j++;
        }
      g_byte_array_append (steps, &step, 1);
      if (step != KEEP)
        *cost += step == CHANGE ? CHANGE_COST : MOVE_COST;
    }
  return steps;
}

static void
apply_steps (MgObjectListModel *self, GArray *after, const GByteArray *steps)
{
  GtkTreeModel *model = GTK_TREE_MODEL (self);
  guint i, j = 0;

  for (i = 0; i < steps->len; i++)
    {
      GtkTreeIter iter = { self->stamp, GUINT_TO_POINTER (j), NULL, NULL };
      g_autoptr (GtkTreePath) path = NULL;
      Row row;

      if (steps->data[i] == DELETE)
        {
          g_array_remove_index (self->rows, j);
          path = gtk_tree_path_new_from_indices ((int) j, -1);
          gtk_tree_model_row_deleted (model, path);
          continue;
        }
      row = g_array_index (after, Row, j);
      mg_object_info_ref (row.info);
      if (steps->data[i] == INSERT)
        {
          g_array_insert_val (self->rows, j, row);
          path = gtk_tree_path_new_from_indices ((int) j, -1);
          gtk_tree_model_row_inserted (model, path, &iter);
        }
      else
        {
          mg_object_info_unref (g_array_index (self->rows, Row, j).info);
          g_array_index (self->rows, Row, j) = row;
          if (steps->data[i] == CHANGE)
            {
              path = gtk_tree_path_new_from_indices ((int) j, -1);
              gtk_tree_model_row_changed (model, path, &iter);
            }
        }
      j++;
    }
}

static void
update (MgObjectListModel *self)
{
  GArray *rows = make_rows (self, &self->n_objects);
  g_autoptr (GByteArray) steps = NULL;
  guint cost;

  steps = compare_rows (self->rows, rows, &cost);
  if (cost <= INCREMENTAL_MAX)
    {
      apply_steps (self, rows, steps);
      g_array_unref (rows);
    }
  else
    {
      g_signal_emit (self, signals[RESET], 0, TRUE);
      g_array_unref (self->rows);
      self->rows = rows;
      self->stamp++;
      g_signal_emit (self, signals[RESET], 0, FALSE);
    }
}

void
mg_object_list_model_set_listing (MgObjectListModel *self, MgListing *listing)
{
  g_return_if_fail (MG_IS_OBJECT_LIST_MODEL (self));

  if (listing == self->listing)
    return;
  if (listing != NULL)
    mg_listing_ref (listing);
  g_clear_pointer (&self->listing, mg_listing_unref);
  self->listing = listing;
  update (self);
}

void
mg_object_list_model_set_filter (MgObjectListModel *self, const char *filter)
{
  g_autofree char *folded = NULL;
  guint64 pid;

  g_return_if_fail (MG_IS_OBJECT_LIST_MODEL (self));

  if (filter != NULL && *filter != '\0')
    folded = g_str_is_ascii (filter) ? g_ascii_strdown (filter, -1) : g_utf8_casefold (filter, -1);
  if (g_strcmp0 (folded, self->filter) == 0)
    return;
  g_free (self->filter);
  self->filter = g_steal_pointer (&folded);
  self->filter_is_ascii = self->filter != NULL && g_str_is_ascii (self->filter);
  self->filter_pid =
      self->filter != NULL && mg_number_parse (self->filter, G_MAXUINT32, &pid, NULL) ? pid : 0;
  update (self);
}

/* What the rows say */

guint
mg_object_list_model_get_n_objects (MgObjectListModel *self)
{
  return self->n_objects;
}

guint
mg_object_list_model_get_n_rows (MgObjectListModel *self)
{
  return self->rows->len;
}

static Row *
get_row (MgObjectListModel *self, GtkTreeIter *iter)
{
  guint index = GPOINTER_TO_UINT (iter->user_data);

  g_return_val_if_fail (iter->stamp == self->stamp && index < self->rows->len, NULL);
  return &g_array_index (self->rows, Row, index);
}

MgRowType
mg_object_list_model_get_row_type (MgObjectListModel *self, GtkTreeIter *iter)
{
  Row *row = get_row (self, iter);

  return row != NULL ? row->type : MG_ROW_HEADING;
}

MgObjectInfo *
mg_object_list_model_get_info (MgObjectListModel *self, GtkTreeIter *iter)
{
  Row *row = get_row (self, iter);

  return row != NULL && row->type != MG_ROW_HEADING ? row->info : NULL;
}

void
mg_object_list_model_dup_texts (MgObjectListModel *self, GtkTreeIter *iter, char **title, char **detail)
{
  Row *row = get_row (self, iter);

  if (title != NULL)
    {
      if (row == NULL)
        *title = g_strdup ("");
      else if (row->type != MG_ROW_HEADING)
        *title = mg_format_elided (mg_name_get_label (row->info->name), MG_LABEL_CHARS);
      else if (row->last_seen_us != 0)
        {
          g_autofree char *clock = mg_format_clock_minute (row->last_seen_us);

          *title = g_strdup_printf (_ ("CLOSED, LAST SEEN %s"), clock);
        }
      else
        *title = mg_format_namespace (row->info->name, self->own_session);
    }
  if (detail != NULL)
    {
      *detail = NULL;
      if (row == NULL || row->type == MG_ROW_HEADING)
        return;
      if (row->type == MG_ROW_OBJECT)
        *detail = mg_format_detail (row->info);
      else
        *detail = mg_format_closed_detail (row->info);
    }
}

gboolean
mg_object_list_model_find (MgObjectListModel *self, const MgObjectInfo *info, GtkTreeIter *iter)
{
  Row wanted = { MG_ROW_OBJECT, (MgObjectInfo *) info, 0 };
  guint i;

  for (i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);

      if (row->type == MG_ROW_OBJECT && row_same (row, &wanted))
        {
          *iter = (GtkTreeIter) { self->stamp, GUINT_TO_POINTER (i), NULL, NULL };
          return TRUE;
        }
    }
  return FALSE;
}

/* GtkTreeModel */

static GtkTreeModelFlags
get_flags (GtkTreeModel *model)
{
  return GTK_TREE_MODEL_LIST_ONLY;
}

static int
get_n_columns (GtkTreeModel *model)
{
  return MG_OBJECT_LIST_N_COLUMNS;
}

static GType
get_column_type (GtkTreeModel *model, int column)
{
  return column == MG_OBJECT_LIST_TYPE ? G_TYPE_INT : G_TYPE_STRING;
}

static gboolean
set_iter (MgObjectListModel *self, GtkTreeIter *iter, gint64 index)
{
  if (index < 0 || index >= self->rows->len)
    {
      iter->stamp = 0;
      return FALSE;
    }
  *iter = (GtkTreeIter) { self->stamp, GUINT_TO_POINTER ((guint) index), NULL, NULL };
  return TRUE;
}

static gboolean
get_iter (GtkTreeModel *model, GtkTreeIter *iter, GtkTreePath *path)
{
  if (gtk_tree_path_get_depth (path) != 1)
    return FALSE;
  return set_iter (MG_OBJECT_LIST_MODEL (model), iter, gtk_tree_path_get_indices (path)[0]);
}

static GtkTreePath *
get_path (GtkTreeModel *model, GtkTreeIter *iter)
{
  return gtk_tree_path_new_from_indices ((int) GPOINTER_TO_UINT (iter->user_data), -1);
}

static void
get_value (GtkTreeModel *model, GtkTreeIter *iter, int column, GValue *value)
{
  MgObjectListModel *self = MG_OBJECT_LIST_MODEL (model);
  char *text;

  g_value_init (value, get_column_type (model, column));
  switch (column)
    {
    case MG_OBJECT_LIST_TYPE:
      g_value_set_int (value, (int) mg_object_list_model_get_row_type (self, iter));
      break;
    case MG_OBJECT_LIST_TITLE:
      mg_object_list_model_dup_texts (self, iter, &text, NULL);
      g_value_take_string (value, text);
      break;
    case MG_OBJECT_LIST_DETAIL:
    default:
      mg_object_list_model_dup_texts (self, iter, NULL, &text);
      g_value_take_string (value, text);
      break;
    }
}

static gboolean
iter_next (GtkTreeModel *model, GtkTreeIter *iter)
{
  return set_iter (MG_OBJECT_LIST_MODEL (model), iter, (gint64) GPOINTER_TO_UINT (iter->user_data) + 1);
}

static gboolean
iter_previous (GtkTreeModel *model, GtkTreeIter *iter)
{
  return set_iter (MG_OBJECT_LIST_MODEL (model), iter, (gint64) GPOINTER_TO_UINT (iter->user_data) - 1);
}

static gboolean
iter_children (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent)
{
  return parent == NULL && set_iter (MG_OBJECT_LIST_MODEL (model), iter, 0);
}

static gboolean
iter_has_child (GtkTreeModel *model, GtkTreeIter *iter)
{
  return FALSE;
}

static int
iter_n_children (GtkTreeModel *model, GtkTreeIter *iter)
{
  return iter == NULL ? (int) MG_OBJECT_LIST_MODEL (model)->rows->len : 0;
}

static gboolean
iter_nth_child (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *parent, int n)
{
  return parent == NULL && set_iter (MG_OBJECT_LIST_MODEL (model), iter, n);
}

static gboolean
iter_parent (GtkTreeModel *model, GtkTreeIter *iter, GtkTreeIter *child)
{
  return FALSE;
}

static void
tree_model_init (GtkTreeModelIface *iface)
{
  iface->get_flags = get_flags;
  iface->get_n_columns = get_n_columns;
  iface->get_column_type = get_column_type;
  iface->get_iter = get_iter;
  iface->get_path = get_path;
  iface->get_value = get_value;
  iface->iter_next = iter_next;
  iface->iter_previous = iter_previous;
  iface->iter_children = iter_children;
  iface->iter_has_child = iter_has_child;
  iface->iter_n_children = iter_n_children;
  iface->iter_nth_child = iter_nth_child;
  iface->iter_parent = iter_parent;
}

/* GObject */

static void
mg_object_list_model_finalize (GObject *object)
{
  MgObjectListModel *self = MG_OBJECT_LIST_MODEL (object);

  g_clear_pointer (&self->listing, mg_listing_unref);
  g_array_unref (self->rows);
  g_free (self->filter);
  G_OBJECT_CLASS (mg_object_list_model_parent_class)->finalize (object);
}

static void
mg_object_list_model_class_init (MgObjectListModelClass *class)
{
  G_OBJECT_CLASS (class)->finalize = mg_object_list_model_finalize;

  signals[RESET] = g_signal_new ("reset", MG_TYPE_OBJECT_LIST_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
mg_object_list_model_init (MgObjectListModel *self)
{
  self->rows = rows_new (0);
  self->stamp = g_random_int_range (1, G_MAXINT / 2);
}

MgObjectListModel *
mg_object_list_model_new (guint32 own_session)
{
  MgObjectListModel *self = g_object_new (MG_TYPE_OBJECT_LIST_MODEL, NULL);

  self->own_session = own_session;
  return self;
}
