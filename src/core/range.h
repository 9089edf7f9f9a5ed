#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of an object: [start, start + length).  start + length never exceeds MG_OFFSET_MAX, so
 * that ends can be computed without a check. */
typedef struct
{
  guint64 start;
  guint64 length;
} MgRange;

/* Objects are up to 2^63 - 1 bytes; nothing here takes an offset beyond. */
#define MG_OFFSET_MAX ((guint64) G_MAXINT64)
#define MG_UNKNOWN G_MAXUINT64 /* a size or count that could not be found out */

static inline guint64
mg_range_end (MgRange range)
{
  return range.start + range.length;
}

/**
 * mg_range_init:
 *
 * Returns: FALSE where start + length is over MG_OFFSET_MAX; @range is then untouched
 */
gboolean mg_range_init (MgRange *range, guint64 start, guint64 length);
MgRange mg_range_intersect (MgRange a, MgRange b);   /* length 0 where they are disjoint */
MgRange mg_range_clip (MgRange range, guint64 size); /* to [0, size); MG_UNKNOWN clips nothing */
/* Outwards, to multiples of a power of two, MG_OFFSET_MAX at most; empty stays empty. */
MgRange mg_range_align (MgRange range, guint64 unit);

/* A set of bytes as disjoint, non-touching ranges in ascending order: 16 bytes of memory a range,
 * adding at the end and looking up are cheap.  Belongs to one thread at a time. */
typedef struct _MgRangeSet MgRangeSet;

MgRangeSet *mg_range_set_new (void);
void mg_range_set_free (MgRangeSet *set);
void mg_range_set_clear (MgRangeSet *set);
void mg_range_set_add (MgRangeSet *set, MgRange range); /* an empty range adds nothing */
void mg_range_set_remove (MgRangeSet *set, MgRange range);
gboolean mg_range_set_contains (const MgRangeSet *set, guint64 offset);
gboolean mg_range_set_equal (const MgRangeSet *a, const MgRangeSet *b);
/* Borrowed, until the set changes. */
const MgRange *mg_range_set_get_ranges (const MgRangeSet *set, gsize *n_ranges);
guint64 mg_range_set_get_length (const MgRangeSet *set); /* bytes in all */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgRangeSet, mg_range_set_free)

G_END_DECLS
