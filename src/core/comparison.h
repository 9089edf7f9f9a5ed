#pragma once

#include "core/field.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* All that differs between two objects, moments or dumps, found out at once to be looked at: runs of bytes
 * and, by a structure, fields.  All are counted, and the first ones kept: it takes a few MiB at most. */

#define MG_COMPARISON_RUNS_MAX 100000
#define MG_COMPARISON_BYTES 16 /* kept of each side of a run */
#define MG_COMPARISON_FIELDS_MAX 20000
#define MG_COMPARISON_TEXT_MAX 256 /* bytes of a longer value's text that are kept */

typedef struct
{
  MgRange range;
  guint8 a[MG_COMPARISON_BYTES], b[MG_COMPARISON_BYTES]; /* of the range, as many as fit */
} MgComparedRun;

typedef struct
{
  char *path;
  char *type;
  char *a, *b;   /* NULL: it is not there on this side */
  MgRange range; /* of its bytes, in A if they are there; length 0: that can't be told */
} MgComparedField;

/* Immutable; may cross threads. */
typedef struct
{
  gatomicrefcount ref_count;
  guint64 size_a, size_b; /* bytes; compared is what both have */
  guint64 n_unreadable;   /* bytes that one of them or both could not tell: they are not compared */
  guint64 n_runs, n_bytes;
  GArray *runs;           /* of MgComparedRun, ascending: the first of them */
  guint64 n_fields;
  guint64 n_fields_unreadable; /* with all that is in them: they are not compared */
  GPtrArray *fields;      /* of MgComparedField, in the structure's order: the first of them */
  gboolean by_fields;     /* there was a structure */
  GError *fields_error;   /* (nullable): why not all fields were compared */
  gint64 real_time_us;    /* when it was done, by the wall clock */
  gint64 took_us;
} MgComparison;

/**
 * mg_comparison_new:
 * @structure: (nullable): laid over both
 *
 * Objects of up to MG_SOURCE_COPY_MAX are read once, so that bytes and fields are of the same moment.
 * Blocks.
 *
 * Returns: NULL with MG_ERROR_CANCELLED
 */
MgComparison *mg_comparison_new (MgSource *a, MgSource *b, MgStructure *structure, GCancellable *cancellable,
                                 GError **error);
MgComparison *mg_comparison_ref (MgComparison *comparison);
void mg_comparison_unref (MgComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgComparison, mg_comparison_unref)

/* The index of the first listed run that starts at @offset or behind it; their count where there is none. */
guint mg_comparison_find_run (const MgComparison *comparison, guint64 offset);

G_END_DECLS
