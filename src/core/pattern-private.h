#pragma once

#include "core/pattern.h"

/* How far a search that agreed with the first @i bytes of a pattern may move on: Knuth, Morris and
 * Pratt's tables.  weak[i] is the length of the longest proper border of the first i bytes;
 * strong[i] that of the longest one that is followed by another byte than pattern[i]. */
typedef struct
{
  guint32 *weak;
  guint32 *strong; /* MG_PATTERN_NO_BORDER where there is none */
} MgPatternBorders;

#define MG_PATTERN_NO_BORDER G_MAXUINT32

typedef gboolean (*MgPatternKernel) (MgPatternSearch *search);

struct _MgPattern
{
  gatomicrefcount ref_count;
  gsize length;
  guint8 *bytes;  /* length of them, only bits that count */
  guint8 *mask;   /* as many */
  gboolean zeros; /* no bit that counts is set */
  gboolean solid; /* every bit counts */

  /* Positions in the pattern by how much a comparison there is expected to tell: two, and four
   * for each further step.  Where fewer count they are repeated. */
  guint n_probes;
  guint32 probes[MG_PATTERN_PROBES];
  gboolean probes_prove; /* no byte counts beside the probes */

  MgPatternBorders borders[2]; /* forward, backward; NULL where wildcards or the length forbid or
                                  do not need them */
  MgPatternKernel kernel;
  gsize kernel_width; /* places it looks at together; it needs as many */
};

/* The vector units a search can use; for tests, pattern.c chooses the best. */
typedef enum
{
  MG_PATTERN_PORTABLE,
  MG_PATTERN_SSE2,
  MG_PATTERN_AVX2,
} MgPatternUnit;

/* Returns: FALSE where this machine or build does not have it; @pattern is then as before */
gboolean mg_pattern_set_unit (MgPattern *pattern, MgPatternUnit unit);
