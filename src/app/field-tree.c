#include "config.h"

#include "app/field-tree.h"

#include <string.h>

/* What is expanded.  shown lists which of the field's children are rows, where not all of them are:
 * hidden ones, absent ones, those that a filter leaves out. */
typedef struct
{
  MgField *field;    /* (owned) */
  GArray *shown;     /* (nullable) (element-type guint64): ascending */
  GArray *reads;     /* that finding its children took */
  gboolean missing;
  gboolean filtered; /* shown is what matches */
} Branch;

struct _MgFieldTree
{
  MgStructure *structure;
  MgSnapshot *snapshot;    /* the last one */
  MgFieldNode *root;
  MgFieldNode *unfiltered; /* (nullable): the root while there is a filter */
};

static Branch *
branch_new (MgField *field)
{
  Branch *branch = g_new0 (Branch, 1);

  branch->field = mg_field_ref (field);
  branch->reads = mg_reads_new ();
  return branch;
}

static void
branch_free (gpointer data)
{
  Branch *branch = data;

  mg_field_unref (branch->field);
  if (branch->shown != NULL)
    g_array_unref (branch->shown);
  g_array_unref (branch->reads);
  g_free (branch);
}

static Branch *
branch_of (const MgFieldNode *node)
{
  return node->data;
}

/* Which child of the field the row's index stands for, and back. */
static guint64
child_index (const Branch *branch, guint64 index)
{
  return branch->shown != NULL ? g_array_index (branch->shown, guint64, index) : index;
}

static gboolean
shown_index (const Branch *branch, guint64 child, guint64 *index)
{
  guint low = 0;
  guint high;

  *index = child;
  if (branch->shown == NULL)
    return TRUE;
  high = branch->shown->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (branch->shown, guint64, middle) < child)
        low = middle + 1;
      else
        high = middle;
    }
  *index = low;
  return low < branch->shown->len && g_array_index (branch->shown, guint64, low) == child;
}

static gboolean
is_record (MgField *field)
{
  /* of an array that a pointer leads to the type is its elements' */
  return !mg_field_is_array (field) && mg_field_get_type (field)->actual->kind == MG_C_RECORD;
}

static gboolean
is_shown (MgField *field, const MgFieldBytes *bytes)
{
  MgFieldPlace place;

  if (mg_field_is_hidden (field))
    return FALSE;
  return !mg_field_locate (field, bytes, &place, NULL) || !place.absent;
}

/* Of a record: the members that are rows; NULL where all are. */
static GArray *
list_shown (MgField *field, const MgFieldBytes *bytes, guint64 n_children)
{
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint64 i = 0; i < n_children; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);

      if (child != NULL && is_shown (child, bytes))
        g_array_append_val (shown, i);
    }
  if (shown->len == n_children)
    g_clear_pointer (&shown, g_array_unref);
  return shown;
}

/* Looks what is below it.  Returns: how many rows */
static guint64
branch_count (Branch *branch, const MgSnapshot *snapshot)
{
  MgFieldReader reader;
  MgFieldBytes bytes = mg_field_reader_begin (&reader, snapshot, branch->reads);
  MgFieldPlace place;
  guint64 n_children = 0;

  if (mg_field_locate (branch->field, &bytes, &place, NULL) && !place.absent)
    n_children = place.n_children;
  if (!branch->filtered)
    {
      g_clear_pointer (&branch->shown, g_array_unref);
      if (is_record (branch->field) && n_children > 0)
        branch->shown = list_shown (branch->field, &bytes, n_children);
    }
  else if (branch->shown != NULL)
    while (branch->shown->len > 0
           && g_array_index (branch->shown, guint64, branch->shown->len - 1) >= n_children)
      g_array_set_size (branch->shown, branch->shown->len - 1);
  branch->missing = reader.missing;
  return branch->shown != NULL ? branch->shown->len : n_children;
}

static MgFieldNode *
new_root (MgFieldTree *tree)
{
  Branch *branch = branch_new (mg_structure_get_root (tree->structure));

  return mg_field_node_new (branch_count (branch, tree->snapshot), branch, branch_free);
}

MgFieldTree *
mg_field_tree_new (MgStructure *structure, MgSnapshot *snapshot)
{
  MgFieldTree *tree = g_new0 (MgFieldTree, 1);

  tree->structure = mg_structure_ref (structure);
  tree->snapshot = mg_snapshot_ref (snapshot);
  tree->root = new_root (tree);
  return tree;
}

void
mg_field_tree_free (MgFieldTree *tree)
{
  if (tree == NULL)
    return;
  mg_field_node_free (tree->root);
  mg_field_node_free (tree->unfiltered);
  mg_snapshot_unref (tree->snapshot);
  mg_structure_unref (tree->structure);
  g_free (tree);
}

MgStructure *
mg_field_tree_get_structure (MgFieldTree *tree)
{
  return tree->structure;
}

/* --- following the object --- */

static GArray *
copy_shown (const Branch *branch)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (guint64));

  if (branch->shown != NULL)
    g_array_append_vals (copy, branch->shown->data, branch->shown->len);
  return copy;
}

static gboolean
same_shown (const Branch *branch, const GArray *before)
{
  guint n = branch->shown != NULL ? branch->shown->len : 0;

  return n == before->len
         && (n == 0 || memcmp (branch->shown->data, before->data, n * sizeof (guint64)) == 0);
}

static gboolean
update_node (MgFieldNode *node, const MgSnapshot *snapshot, const GArray *changes)
{
  Branch *branch = branch_of (node);
  gboolean changed = FALSE;

  if (branch->missing || mg_reads_overlap (branch->reads, changes))
    {
      g_autoptr (GArray) before = copy_shown (branch);
      guint64 n_children = branch_count (branch, snapshot);

      /* other members than before: what is expanded among them would be another's */
      changed = !same_shown (branch, before);
      if (changed)
        mg_field_node_resize (node, 0);
      changed |= n_children != node->n_children;
      if (n_children != node->n_children)
        mg_field_node_resize (node, n_children);
    }
  for (guint i = 0; i < node->expanded->len; i++)
    changed |= update_node (g_ptr_array_index (node->expanded, i), snapshot, changes);
  return changed;
}

gboolean
mg_field_tree_update (MgFieldTree *tree, MgSnapshot *snapshot, const GArray *changes)
{
  mg_snapshot_ref (snapshot);
  mg_snapshot_unref (tree->snapshot);
  tree->snapshot = snapshot;
  if (tree->unfiltered != NULL)
    update_node (tree->unfiltered, snapshot, changes);
  return update_node (tree->root, snapshot, changes);
}

static gboolean
add_reads (const MgFieldNode *node, GArray *reads)
{
  const Branch *branch = branch_of (node);
  gboolean missing = branch->missing;

  for (guint i = 0; i < branch->reads->len; i++)
    mg_reads_add (reads, g_array_index (branch->reads, MgRange, i));
  for (guint i = 0; i < node->expanded->len; i++)
    missing |= add_reads (g_ptr_array_index (node->expanded, i), reads);
  return missing;
}

gboolean
mg_field_tree_add_reads (MgFieldTree *tree, GArray *reads)
{
  return add_reads (tree->root, reads);
}

/* --- rows --- */

guint64
mg_field_tree_get_n_rows (MgFieldTree *tree)
{
  return tree->root->n_rows;
}

void
mg_field_row_clear (MgFieldRow *row)
{
  g_clear_pointer (&row->field, mg_field_unref);
}

gboolean
mg_field_tree_get_row (MgFieldTree *tree, guint64 number, MgFieldRow *row)
{
  MgFieldNode *parent;
  guint64 index;
  guint depth;
  MgField *field;

  if (number >= tree->root->n_rows)
    return FALSE;
  mg_field_node_find_row (tree->root, number, &parent, &index, &depth);
  field = mg_field_get_child (branch_of (parent)->field, child_index (branch_of (parent), index));
  if (field == NULL)
    return FALSE;
  *row = (MgFieldRow) { field, depth, mg_field_node_get (parent, index) != NULL };
  return TRUE;
}

/* Which child of its parent a field is. */
static gboolean
index_in_parent (MgFieldTree *tree, MgField *field, guint64 *index)
{
  MgField *parent = mg_field_get_parent (field);
  MgFieldBytes bytes = mg_field_bytes_from_snapshot (tree->snapshot);
  g_autofree char *name = NULL;
  MgFieldPlace place;

  *index = 0;
  if (!is_record (parent))
    {
      name = mg_field_dup_name (field);
      if (name[0] == '[')
        *index = g_ascii_strtoull (name + 1, NULL, 0);
      return TRUE; /* or what a pointer leads to */
    }
  if (!mg_field_locate (parent, &bytes, &place, NULL))
    return FALSE;
  for (guint64 i = 0; i < place.n_children; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (parent, i);

      *index = i;
      if (child != NULL && mg_field_equal (child, field))
        return TRUE;
    }
  return FALSE;
}

/* The node of what a field is in. */
static MgFieldNode *
find_parent (MgFieldTree *tree, MgField *field, gboolean expand, guint64 *index)
{
  MgField *parent = mg_field_get_parent (field);
  MgFieldNode *node, *outer;
  guint64 child, at;

  if (parent == NULL || !index_in_parent (tree, field, &child))
    return NULL;
  if (mg_field_get_parent (parent) == NULL)
    node = tree->root;
  else
    {
      outer = find_parent (tree, parent, expand, &at);
      if (outer == NULL)
        return NULL;
      node = mg_field_node_get (outer, at);
      if (node == NULL && expand)
        {
          Branch *branch = branch_new (parent);
          guint64 n_children = branch_count (branch, tree->snapshot);

          node = mg_field_node_expand (outer, at, n_children, branch, branch_free);
        }
      if (node == NULL)
        return NULL;
    }
  return shown_index (branch_of (node), child, index) && *index < node->n_children ? node : NULL;
}

gboolean
mg_field_tree_row_of (MgFieldTree *tree, MgField *field, guint64 *number)
{
  guint64 index;
  MgFieldNode *parent = find_parent (tree, field, FALSE, &index);

  if (parent == NULL)
    return FALSE;
  *number = mg_field_node_row_of (parent, index);
  return TRUE;
}

gboolean
mg_field_tree_reveal (MgFieldTree *tree, MgField *field, guint64 *number)
{
  guint64 index;
  MgFieldNode *parent = find_parent (tree, field, TRUE, &index);

  if (parent == NULL)
    return FALSE;
  *number = mg_field_node_row_of (parent, index);
  return TRUE;
}

gboolean
mg_field_tree_expand (MgFieldTree *tree, guint64 number)
{
  g_auto (MgFieldRow) row = { 0 };
  MgFieldNode *parent;
  guint64 index, n_children;
  guint depth;
  Branch *branch;

  if (!mg_field_tree_get_row (tree, number, &row) || row.expanded)
    return FALSE;
  branch = branch_new (row.field);
  n_children = branch_count (branch, tree->snapshot);
  if (n_children == 0)
    {
      branch_free (branch);
      return FALSE;
    }
  mg_field_node_find_row (tree->root, number, &parent, &index, &depth);
  mg_field_node_expand (parent, index, n_children, branch, branch_free);
  return TRUE;
}

gboolean
mg_field_tree_collapse (MgFieldTree *tree, guint64 number)
{
  MgFieldNode *parent, *node;
  guint64 index;
  guint depth;

  if (number >= tree->root->n_rows)
    return FALSE;
  mg_field_node_find_row (tree->root, number, &parent, &index, &depth);
  node = mg_field_node_get (parent, index);
  if (node == NULL)
    return FALSE;
  mg_field_node_collapse (node);
  return TRUE;
}

/* --- keeping what is expanded --- */

static void
list_expanded (const MgFieldNode *node, GPtrArray *paths)
{
  for (guint i = 0; i < node->expanded->len && paths->len < MG_EXPANDED_MAX; i++)
    {
      const MgFieldNode *child = g_ptr_array_index (node->expanded, i);

      g_ptr_array_add (paths, mg_field_dup_path (branch_of (child)->field));
      list_expanded (child, paths);
    }
}

char **
mg_field_tree_dup_expanded (MgFieldTree *tree)
{
  GPtrArray *paths = g_ptr_array_new ();

  list_expanded (tree->unfiltered != NULL ? tree->unfiltered : tree->root, paths);
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

void
mg_field_tree_expand_paths (MgFieldTree *tree, const char *const *paths)
{
  for (guint i = 0; paths[i] != NULL && i < MG_EXPANDED_MAX; i++)
    {
      g_autoptr (MgField) field = mg_structure_find (tree->structure, paths[i], NULL);
      guint64 row;

      if (field != NULL && mg_field_tree_row_of (tree, field, &row))
        mg_field_tree_expand (tree, row);
    }
}

/* --- filter --- */

typedef struct
{
  char **words;       /* folded */
  guint n_words;
  guint n_fields;     /* that were looked at */
  guint n_matches;
  gboolean cut;       /* a limit was met */
  const MgSnapshot *snapshot;
} Search;

static gboolean
matches (const Search *search, const char *name, const char *path)
{
  g_autofree char *folded_name = g_utf8_casefold (name, -1);
  g_autofree char *folded_path = NULL;

  if (strstr (folded_name, search->words[search->n_words - 1]) == NULL)
    return FALSE;
  if (search->n_words == 1)
    return TRUE;
  folded_path = g_utf8_casefold (path, -1);
  for (guint i = 0; i + 1 < search->n_words; i++)
    if (strstr (folded_path, search->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Adds to @node those children that match or have something in them that does; expands the latter. */
static void
search_children (Search *search, MgFieldNode *node, const char *path)
{
  Branch *branch = branch_of (node);
  MgField *field = branch->field;
  gboolean is_array = mg_field_is_array (field);
  guint64 n_children = node->n_children;
  GArray *all = branch->shown; /* (nullable) */
  g_autoptr (GPtrArray) below = g_ptr_array_new ();
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (guint64));

  if (mg_field_get_format (field) != NULL && mg_field_get_format (field)->kind == MG_FORMAT_POINTER)
    n_children = 0; /* not followed: it may lead round in a circle */
  if (is_array && n_children > MG_FILTER_ELEMENTS_MAX)
    {
      n_children = MG_FILTER_ELEMENTS_MAX;
      search->cut = TRUE;
    }
  for (guint64 i = 0; i < n_children; i++)
    {
      guint64 number = all != NULL ? g_array_index (all, guint64, i) : i;
      g_autoptr (MgField) child = NULL;
      g_autofree char *name = NULL;
      g_autofree char *child_path = NULL;
      MgFieldNode *child_node;
      Branch *child_branch;
      gboolean match;

      if (search->n_fields++ >= MG_FILTER_FIELDS_MAX || search->n_matches >= MG_FILTER_MATCHES_MAX)
        {
          search->cut = TRUE;
          break;
        }
      child = mg_field_get_child (field, number);
      if (child == NULL)
        continue;
      name = mg_field_dup_name (child);
      child_path = g_strconcat (path, name[0] == '[' || path[0] == '\0' ? "" : ".", name, NULL);
      match = matches (search, name, child_path);
      if (match)
        search->n_matches++;
      child_branch = branch_new (child);
      child_node =
          mg_field_node_new (branch_count (child_branch, search->snapshot), child_branch, branch_free);
      if (child_node->n_children > 0)
        search_children (search, child_node, child_path);
      else
        child_branch->filtered = TRUE;
      if (match || (child_branch->filtered && child_node->n_children > 0))
        {
          child_node->index = shown->len;
          g_array_append_val (shown, number);
        }
      if (child_branch->filtered && child_node->n_children > 0)
        g_ptr_array_add (below, child_node);
      else
        mg_field_node_free (child_node);
    }
  if (shown->len == 0)
    {
      /* nothing in it: as it is without a filter, where it is a match itself */
      g_array_unref (shown);
      return;
    }
  if (branch->shown != NULL)
    g_array_unref (branch->shown);
  branch->shown = shown;
  branch->filtered = TRUE;
  node->n_children = node->n_rows = shown->len;
  for (guint i = 0; i < below->len; i++)
    {
      MgFieldNode *child_node = g_ptr_array_index (below, i);

      child_node->parent = node;
      g_ptr_array_add (node->expanded, child_node);
      node->n_rows += child_node->n_rows;
    }
}

static char **
split_words (const char *text, guint *n_words)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t.", -1);
  GPtrArray *words = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  *n_words = words->len;
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (words, FALSE);
}

gboolean
mg_field_tree_set_filter (MgFieldTree *tree, const char *text)
{
  guint n_words;
  g_auto (GStrv) words = split_words (text, &n_words);
  Search search = { .words = words, .n_words = n_words, .snapshot = tree->snapshot };
  g_autoptr (MgField) exact = NULL;
  Branch *branch;
  guint64 row;

  if (tree->unfiltered != NULL)
    {
      mg_field_node_free (tree->root);
      tree->root = g_steal_pointer (&tree->unfiltered);
    }
  if (n_words == 0)
    return TRUE;
  tree->unfiltered = tree->root;
  tree->root = new_root (tree);
  search_children (&search, tree->root, "");
  branch = branch_of (tree->root);
  if (branch->filtered)
    return !search.cut;

  /* nothing, but a path may lead further than the search went */
  exact = mg_structure_find (tree->structure, text, NULL);
  if (exact != NULL && mg_field_tree_reveal (tree, exact, &row))
    {
      MgField *outermost = exact;
      guint64 index;

      while (mg_field_get_depth (outermost) > 1)
        outermost = mg_field_get_parent (outermost);
      if (index_in_parent (tree, outermost, &index))
        {
          MgFieldNode *only =
              tree->root->expanded->len > 0 ? g_ptr_array_steal_index (tree->root->expanded, 0) : NULL;

          g_clear_pointer (&branch->shown, g_array_unref);
          branch->shown = g_array_new (FALSE, FALSE, sizeof (guint64));
          g_array_append_val (branch->shown, index);
          tree->root->n_children = tree->root->n_rows = 1;
          if (only != NULL)
            {
              only->index = 0;
              g_ptr_array_add (tree->root->expanded, only);
              tree->root->n_rows += only->n_rows;
            }
        }
      branch->filtered = TRUE;
      return TRUE;
    }
  branch->filtered = TRUE;
  g_clear_pointer (&branch->shown, g_array_unref);
  branch->shown = g_array_new (FALSE, FALSE, sizeof (guint64));
  mg_field_node_resize (tree->root, 0);
  return !search.cut;
}

gboolean
mg_field_tree_is_filtered (MgFieldTree *tree)
{
  return tree->unfiltered != NULL;
}
