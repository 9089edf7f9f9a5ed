#pragma once

#include "app/field-reader.h"
#include "app/field-rows.h"

G_BEGIN_DECLS

/* The rows of a structure's list: its members, those of what is expanded below them, or what matches
 * a filter.  Knows no widget; looks at bytes only for how many children what is expanded has. */
typedef struct _MgFieldTree MgFieldTree;

/* What one look for a filter's matches costs at most; what lies beyond is not found. */
#define MG_FILTER_FIELDS_MAX 20000
#define MG_FILTER_ELEMENTS_MAX 64 /* of each array */
#define MG_FILTER_MATCHES_MAX 1000
#define MG_EXPANDED_MAX 500       /* paths that are kept */

MgFieldTree *mg_field_tree_new (MgStructure *structure, MgSnapshot *snapshot);
void mg_field_tree_free (MgFieldTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgFieldTree, mg_field_tree_free)

MgStructure *mg_field_tree_get_structure (MgFieldTree *tree);

/**
 * mg_field_tree_update:
 * @changes: (nullable) (element-type MgRange): bytes that differ from last time; NULL: any
 *
 * Counts the children of what is expanded again where they may have changed.
 * Returns: whether the rows are others now
 */
gboolean mg_field_tree_update (MgFieldTree *tree, MgSnapshot *snapshot, const GArray *changes);
/* Adds the bytes that telling the rows took; returns whether some of them were not read yet. */
gboolean mg_field_tree_add_reads (MgFieldTree *tree, GArray *reads);

guint64 mg_field_tree_get_n_rows (MgFieldTree *tree);

typedef struct
{
  MgField *field;  /* (owned) */
  guint depth;     /* 0: the structure's own members */
  gboolean expanded;
} MgFieldRow;

void mg_field_row_clear (MgFieldRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MgFieldRow, mg_field_row_clear)

/* FALSE where there is no such row. */
gboolean mg_field_tree_get_row (MgFieldTree *tree, guint64 number, MgFieldRow *row);
/* FALSE where the field is in no row now. */
gboolean mg_field_tree_row_of (MgFieldTree *tree, MgField *field, guint64 *number);
/* The same, but expands what it is in; FALSE where the filter leaves it out. */
gboolean mg_field_tree_reveal (MgFieldTree *tree, MgField *field, guint64 *number);

/* FALSE where there was nothing to do: it has no children, or is that already. */
gboolean mg_field_tree_expand (MgFieldTree *tree, guint64 number);
gboolean mg_field_tree_collapse (MgFieldTree *tree, guint64 number);

/* (transfer full): paths, outer ones first, for mg_field_tree_expand_paths(). */
char **mg_field_tree_dup_expanded (MgFieldTree *tree);
void mg_field_tree_expand_paths (MgFieldTree *tree, const char *const *paths);

/**
 * mg_field_tree_set_filter:
 * @text: (nullable): words, in any case: the last must be in a field's name, the others in its path
 *
 * Only what matches is in rows, with what it is in.  Without one all is as it was before.
 * Returns: FALSE where a limit was met: there may be more
 */
gboolean mg_field_tree_set_filter (MgFieldTree *tree, const char *text);
gboolean mg_field_tree_is_filtered (MgFieldTree *tree);

G_END_DECLS
