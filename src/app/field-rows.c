#include "config.h"

#include "app/field-rows.h"

static MgFieldNode *
nth (const MgFieldNode *node, guint i)
{
  return g_ptr_array_index (node->expanded, i);
}

/* The first expanded child whose index is not less. */
static guint
lower_bound (const MgFieldNode *node, guint64 index)
{
  guint low = 0;
  guint high = node->expanded->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (nth (node, middle)->index < index)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
grow (MgFieldNode *node, guint64 before, guint64 after)
{
  for (; node != NULL; node = node->parent)
    node->n_rows += after - before;
}

MgFieldNode *
mg_field_node_new (guint64 n_children, gpointer data, GDestroyNotify free_data)
{
  MgFieldNode *node = g_new0 (MgFieldNode, 1);

  node->n_children = node->n_rows = n_children;
  node->expanded = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_field_node_free);
  node->data = data;
  node->free_data = free_data;
  return node;
}

void
mg_field_node_free (MgFieldNode *root)
{
  if (root == NULL)
    return;
  g_ptr_array_unref (root->expanded);
  if (root->free_data != NULL)
    root->free_data (root->data);
  g_free (root);
}

MgFieldNode *
mg_field_node_get (const MgFieldNode *node, guint64 index)
{
  guint at = lower_bound (node, index);

  return at < node->expanded->len && nth (node, at)->index == index ? nth (node, at) : NULL;
}

MgFieldNode *
mg_field_node_expand (MgFieldNode *node, guint64 index, guint64 n_children, gpointer data,
                      GDestroyNotify free_data)
{
  MgFieldNode *child;

  g_return_val_if_fail (index < node->n_children, NULL);
  g_return_val_if_fail (mg_field_node_get (node, index) == NULL, NULL);

  child = mg_field_node_new (n_children, data, free_data);
  child->parent = node;
  child->index = index;
  g_ptr_array_insert (node->expanded, (int) lower_bound (node, index), child);
  grow (node, 0, n_children);
  return child;
}

void
mg_field_node_collapse (MgFieldNode *node)
{
  g_return_if_fail (node->parent != NULL);

  grow (node->parent, node->n_rows, 0);
  g_ptr_array_remove_index (node->parent->expanded, lower_bound (node->parent, node->index));
}

void
mg_field_node_resize (MgFieldNode *node, guint64 n_children)
{
  while (node->expanded->len > 0 && nth (node, node->expanded->len - 1)->index >= n_children)
    mg_field_node_collapse (nth (node, node->expanded->len - 1));
  grow (node, node->n_children, n_children);
  node->n_children = n_children;
}

guint64
mg_field_node_row_of (const MgFieldNode *node, guint64 index)
{
  guint64 row = 0;

  for (; node != NULL; index = node->index, node = node->parent)
    {
      row += index;
      for (guint i = 0; i < node->expanded->len && nth (node, i)->index < index; i++)
        row += nth (node, i)->n_rows;
      if (node->parent != NULL)
        row++; /* the node's own row */
    }
  return row;
}

void
mg_field_node_find_row (MgFieldNode *root, guint64 row, MgFieldNode **parent, guint64 *index, guint *depth)
{
  MgFieldNode *node = root;
  guint level = 0;
  gboolean inside;

  g_return_if_fail (row < root->n_rows);

  /* row counts from the node's first child */
  do
    {
      inside = FALSE;
      for (guint i = 0; i < node->expanded->len && !inside; i++)
        {
          MgFieldNode *child = nth (node, i);

          if (row <= child->index)
            break;
          if (row <= child->index + child->n_rows)
            {
              row -= child->index + 1;
              node = child;
              level++;
              inside = TRUE;
            }
          else
            row -= child->n_rows;
        }
    }
  while (inside);
  *parent = node;
  *index = row;
  *depth = level;
}
