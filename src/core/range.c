#include "config.h"

#include "core/range.h"

gboolean
mg_range_init (MgRange *range, guint64 start, guint64 length)
{
  if (start > MG_OFFSET_MAX || length > MG_OFFSET_MAX - start)
    return FALSE;
  *range = (MgRange) { start, length };
  return TRUE;
}

static MgRange
range_between (guint64 start, guint64 end)
{
  return (MgRange) { start, end > start ? end - start : 0 };
}

MgRange
mg_range_intersect (MgRange a, MgRange b)
{
  return range_between (MAX (a.start, b.start), MIN (mg_range_end (a), mg_range_end (b)));
}

MgRange
mg_range_clip (MgRange range, guint64 size)
{
  return range_between (MIN (range.start, size), MIN (mg_range_end (range), size));
}

MgRange
mg_range_align (MgRange range, guint64 unit)
{
  guint64 mask = unit - 1;
  guint64 start, end;

  g_return_val_if_fail (unit != 0 && (unit & mask) == 0, range);

  start = range.start & ~mask;
  if (range.length == 0)
    return (MgRange) { start, 0 };
  end = mg_range_end (range);
  /* rounding up may leave the offsets there are */
  if (end > MG_OFFSET_MAX - mask)
    end = MG_OFFSET_MAX;
  else
    end = (end + mask) & ~mask;
  return range_between (start, end);
}

/* Always holds: no range is empty, and each starts after the end of the one before it. */
struct _MgRangeSet
{
  GArray *ranges; /* of MgRange */
};

MgRangeSet *
mg_range_set_new (void)
{
  MgRangeSet *set = g_new (MgRangeSet, 1);

  set->ranges = g_array_new (FALSE, FALSE, sizeof (MgRange));
  return set;
}

void
mg_range_set_free (MgRangeSet *set)
{
  if (set == NULL)
    return;
  g_array_unref (set->ranges);
  g_free (set);
}

void
mg_range_set_clear (MgRangeSet *set)
{
  g_array_set_size (set->ranges, 0);
}

static inline MgRange *
range_at (const MgRangeSet *set, guint index)
{
  return &g_array_index (set->ranges, MgRange, index);
}

/* Returns: the index of the first range that ends at @offset or later; their count if none does */
static guint
find_end_from (const MgRangeSet *set, guint64 offset)
{
  guint low = 0, high = set->ranges->len;

  /* most sets grow at their end */
  if (high > 0 && mg_range_end (*range_at (set, high - 1)) < offset)
    return high;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (mg_range_end (*range_at (set, middle)) < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Returns: the index of the first range that starts after @offset; their count if none does */
static guint
find_start_after (const MgRangeSet *set, guint64 offset)
{
  guint low = 0, high = set->ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (range_at (set, middle)->start <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Puts @n_parts ranges, at most two, in the place of those from @first up to @last. */
static void
replace (MgRangeSet *set, guint first, guint last, const MgRange *parts, guint n_parts)
{
  guint n_old = last - first;
  guint n_both = MIN (n_old, n_parts);

  for (guint i = 0; i < n_both; i++)
    *range_at (set, first + i) = parts[i];
  if (n_old > n_both)
    g_array_remove_range (set->ranges, first + n_both, n_old - n_both);
  else if (n_parts > n_both)
    g_array_insert_vals (set->ranges, first + n_both, parts + n_both, n_parts - n_both);
}

void
mg_range_set_add (MgRangeSet *set, MgRange range)
{
  guint64 start = range.start, end = mg_range_end (range);
  guint first, last;
  MgRange merged;

  if (range.length == 0)
    return;

  /* those that overlap or touch become one */
  first = find_end_from (set, start);
  last = first == set->ranges->len ? first : find_start_after (set, end);
  if (first < last)
    {
      start = MIN (start, range_at (set, first)->start);
      end = MAX (end, mg_range_end (*range_at (set, last - 1)));
    }
  merged = range_between (start, end);
  replace (set, first, last, &merged, 1);
}

void
mg_range_set_remove (MgRangeSet *set, MgRange range)
{
  guint64 end = mg_range_end (range);
  guint first, last, n_parts = 0;
  MgRange parts[2];

  if (range.length == 0)
    return;

  first = find_end_from (set, range.start + 1);
  last = find_start_after (set, end - 1);
  if (first >= last)
    return;

  /* what sticks out in front and behind stays */
  parts[n_parts] = range_between (range_at (set, first)->start, range.start);
  n_parts += parts[n_parts].length > 0;
  parts[n_parts] = range_between (end, mg_range_end (*range_at (set, last - 1)));
  n_parts += parts[n_parts].length > 0;
  replace (set, first, last, parts, n_parts);
}

gboolean
mg_range_set_contains (const MgRangeSet *set, guint64 offset)
{
  guint after = find_start_after (set, offset);

  return after > 0 && offset < mg_range_end (*range_at (set, after - 1));
}

gboolean
mg_range_set_equal (const MgRangeSet *a, const MgRangeSet *b)
{
  if (a->ranges->len != b->ranges->len)
    return FALSE;
  for (guint i = 0; i < a->ranges->len; i++)
    {
      const MgRange *x = range_at (a, i), *y = range_at (b, i);

      if (x->start != y->start || x->length != y->length)
        return FALSE;
    }
  return TRUE;
}

const MgRange *
mg_range_set_get_ranges (const MgRangeSet *set, gsize *n_ranges)
{
  *n_ranges = set->ranges->len;
  return (const MgRange *) (gpointer) set->ranges->data;
}

guint64
mg_range_set_get_length (const MgRangeSet *set)
{
  guint64 length = 0;

  for (guint i = 0; i < set->ranges->len; i++)
    length += range_at (set, i)->length;
  return length;
}
