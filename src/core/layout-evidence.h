#pragma once

#include "core/layout-check.h"

G_BEGIN_DECLS

/* What bytes tell of a layout: each member is looked at as what it is declared to be. */

typedef struct
{
  MgCArena *arena;        /* texts are made in it */
  const MgAbi *abi;
  const guint8 *bytes;    /* of the structure, from its first byte */
  const guint8 *states;   /* MgByteState of each */
  gsize n_bytes;          /* of them; the structure may be larger */
  guint64 object_size;    /* bytes from the structure's first to the object's end */
  GArray *evidence;       /* of MgLayoutEvidence: gets what is found */
} MgEvidenceReader;

void mg_evidence_read (MgEvidenceReader *reader, const MgCType *type);
/* The weighted mean, drawn to 0.5 where there is little of it. */
double mg_evidence_get_score (const GArray *evidence);

G_END_DECLS
