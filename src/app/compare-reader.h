#pragma once

#include "app/compare-side.h"

#include "core/comparison.h"

G_BEGIN_DECLS

/* Finds out what differs between what is shown and something else: on a thread, again when one of them is
 * another moment, and while one of them is live again and again, as often as their size allows.  The last
 * wish wins.  Works only while somebody looks.
 *
 * Main thread only.  Signals:
 *   changed ()  the comparison, the error or the other side is another */
#define MG_TYPE_COMPARE_READER (mg_compare_reader_get_type ())
G_DECLARE_FINAL_TYPE (MgCompareReader, mg_compare_reader, MG, COMPARE_READER, GObject)

MgCompareReader *mg_compare_reader_new (MgShown *shown);

/* @structure: (nullable) */
void mg_compare_reader_set_structure (MgCompareReader *self, MgStructure *structure);
/* Whether somebody looks. */
void mg_compare_reader_set_active (MgCompareReader *self, gboolean active);

/* --- The other side --- */

/* @label: what it is called */
void mg_compare_reader_set_other (MgCompareReader *self, MgCompareSide *other, const char *label);
/* What that shows, whichever moment that is. */
void mg_compare_reader_set_other_shown (MgCompareReader *self, MgShown *other, const char *label);
/* What is shown now, read whole where it is live: from then on it is the other side.  Where nothing is
 * read yet, what is shown first. */
void mg_compare_reader_keep (MgCompareReader *self);
/* There is no other side before that. */
gboolean mg_compare_reader_is_waiting (MgCompareReader *self);

const char *mg_compare_reader_get_label (MgCompareReader *self); /* (nullable): there is no other side */
const char *mg_compare_reader_get_path (MgCompareReader *self);  /* (nullable): of its file */

/* --- What differs --- */

void mg_compare_reader_again (MgCompareReader *self); /* at once */
MgComparison *mg_compare_reader_get_comparison (MgCompareReader *self); /* (transfer none) (nullable) */
/* Why there is no newer one.  (nullable) */
const GError *mg_compare_reader_get_error (MgCompareReader *self);

G_END_DECLS
