#pragma once

#include "core/field.h"

G_BEGIN_DECLS

/* Reads fields from a snapshot and notes which bytes that took: those must be read from the object,
 * and when one of them changes, what was told from them is to be told again. */
typedef struct
{
  const MgSnapshot *snapshot;
  GArray *reads;    /* (element-type MgRange): ascending, disjoint */
  gboolean missing; /* bytes of the object that the snapshot does not have were wanted */
} MgFieldReader;

/* The most stretches that are told apart: more become one. */
#define MG_FIELD_READS_MAX 32

/* @reads: emptied, then filled as the bytes are used.  Both must live as long as that. */
MgFieldBytes mg_field_reader_begin (MgFieldReader *reader, const MgSnapshot *snapshot, GArray *reads);

GArray *mg_reads_new (void);
/* Adds a range to such a list. */
void mg_reads_add (GArray *reads, MgRange range);
/* Whether two such lists have a byte in common; a NULL stands for all bytes. */
gboolean mg_reads_overlap (const GArray *reads, const GArray *changes);

G_END_DECLS
