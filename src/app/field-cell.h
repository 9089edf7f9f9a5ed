#pragma once

#include "app/field-reader.h"

G_BEGIN_DECLS

/* What is told of one field while somebody sees it: its value as text, where it is, when and how often
 * it changes. */
#define MG_CELL_CHANGES 32 /* changes that the rate is counted from */
#define MG_FIELD_WATCHED_MAX 4096 /* bytes: of a larger field nobody is told when it changed */

typedef struct
{
  MgField *field;       /* (owned) */
  GArray *reads;        /* (element-type MgRange): what telling it took */
  gboolean missing;     /* of those, some were not read yet */
  gboolean told;        /* text is there */
  gboolean located;
  gboolean ages;        /* its text changes with time alone: "4 ms ago" */
  MgFieldPlace place;   /* where located */
  char *text;           /* one line of UTF-8; NULL before it is told */
  guint32 changed_ms;   /* as MgPage.changed_ms */
  gint64 changes_us[MG_CELL_CHANGES]; /* when snapshots had other bytes, monotonic; a ring */
  guint n_changes;      /* in all; the last one is at (n_changes - 1) % MG_CELL_CHANGES */
} MgFieldCell;

MgFieldCell *mg_field_cell_new (MgField *field);
void mg_field_cell_free (MgFieldCell *cell);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgFieldCell, mg_field_cell_free)

/**
 * mg_field_cell_update:
 * @info: (nullable): by which addresses are told
 * @changes: (nullable) (element-type MgRange): bytes that differ from last time; NULL: any
 * @again: tell it even where none of its bytes is among those
 *
 * Returns: whether the text is another one
 */
gboolean mg_field_cell_update (MgFieldCell *cell, const MgSnapshot *snapshot, const MgObjectInfo *info,
                               const GArray *changes, gboolean again, gboolean hex);

/* How often it changes now, in changes a second; 0: not, or too seldom to tell. */
double mg_field_cell_get_rate (const MgFieldCell *cell, gint64 now_us);

/* (transfer full): a field's value as one line, its numbers with thin spaces or in hex. */
char *mg_field_dup_line (MgField *field, const MgFieldBytes *bytes, const MgSnapshot *snapshot,
                         const MgObjectInfo *info, gboolean hex);
/* (transfer full): its path, type and value, as a tooltip tells them. */
char *mg_field_dup_tip (MgField *field, const MgSnapshot *snapshot, const MgObjectInfo *info);

G_END_DECLS
