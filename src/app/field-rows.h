#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which row of a list shows what, where the list is a tree of which almost nothing is expanded: a
 * node for each expanded row and nothing for the others, so that an array of a million elements is
 * one node.  Pure; what a node stands for is its owner's.
 *
 * Always: n_rows is n_children and the n_rows of all that is expanded; expanded is by rising index. */
typedef struct _MgFieldNode MgFieldNode;

struct _MgFieldNode
{
  MgFieldNode *parent;   /* NULL: the root, which is no row itself */
  guint64 index;         /* among the parent's children */
  guint64 n_children;
  guint64 n_rows;        /* below it */
  GPtrArray *expanded;   /* (owned) (element-type MgFieldNode) */
  gpointer data;         /* (owned) (nullable) */
  GDestroyNotify free_data;
};

MgFieldNode *mg_field_node_new (guint64 n_children, gpointer data, GDestroyNotify free_data);
void mg_field_node_free (MgFieldNode *root); /* with all below it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgFieldNode, mg_field_node_free)

/* Returns: (nullable): the node of a child, where that is expanded */
MgFieldNode *mg_field_node_get (const MgFieldNode *node, guint64 index);
/* Expands a child that is not yet.  Returns: (transfer none) */
MgFieldNode *mg_field_node_expand (MgFieldNode *node, guint64 index, guint64 n_children, gpointer data,
                                   GDestroyNotify free_data);
/* Frees a node that is not the root. */
void mg_field_node_collapse (MgFieldNode *node);
/* What is expanded beyond the new end goes. */
void mg_field_node_resize (MgFieldNode *node, guint64 n_children);

/* The row of a child, from 0. */
guint64 mg_field_node_row_of (const MgFieldNode *node, guint64 index);
/**
 * mg_field_node_find_row:
 * @row: less than the root's n_rows
 * @parent: (out) (transfer none): the node whose child is in that row
 * @depth: (out): 0 for the root's children
 */
void mg_field_node_find_row (MgFieldNode *root, guint64 row, MgFieldNode **parent, guint64 *index,
                             guint *depth);

G_END_DECLS
