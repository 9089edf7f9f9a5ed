#include "config.h"

#include "app/field-reader.h"

#include <string.h>

GArray *
mg_reads_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (MgRange));
}

static MgRange *
nth (const GArray *reads, guint i)
{
  return &g_array_index (reads, MgRange, i);
}

static MgRange
around (MgRange a, MgRange b)
{
  guint64 start = MIN (a.start, b.start);

  return (MgRange) { start, MAX (mg_range_end (a), mg_range_end (b)) - start };
}

void
mg_reads_add (GArray *reads, MgRange range)
{
  guint i = reads->len;

  if (range.length == 0)
    return;
  while (i > 0 && nth (reads, i - 1)->start > range.start)
    i--;
  if (i > 0 && mg_range_end (*nth (reads, i - 1)) >= range.start)
    {
      i--;
      *nth (reads, i) = around (*nth (reads, i), range);
    }
  else
    g_array_insert_val (reads, i, range);
  while (i + 1 < reads->len && nth (reads, i + 1)->start <= mg_range_end (*nth (reads, i)))
    {
      *nth (reads, i) = around (*nth (reads, i), *nth (reads, i + 1));
      g_array_remove_index (reads, i + 1);
    }
  if (reads->len > MG_FIELD_READS_MAX)
    {
      *nth (reads, reads->len - 2) = around (*nth (reads, reads->len - 2), *nth (reads, reads->len - 1));
      g_array_set_size (reads, reads->len - 1);
    }
}

gboolean
mg_reads_overlap (const GArray *reads, const GArray *changes)
{
  guint i = 0, k = 0;

  if (reads == NULL || changes == NULL)
    return TRUE;
  while (i < reads->len && k < changes->len)
    {
      const MgRange *read = nth (reads, i);
      const MgRange *change = nth (changes, k);

      if (mg_range_end (*read) <= change->start)
        i++;
      else if (mg_range_end (*change) <= read->start)
        k++;
      else
        return TRUE;
    }
  return FALSE;
}

static void
copy (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  MgFieldReader *reader = data;
  guint64 size = reader->snapshot->size;
  guint64 inside = offset < size ? MIN (size - offset, length) : 0;

  mg_snapshot_copy (reader->snapshot, offset, length, bytes, states);
  mg_reads_add (reader->reads, (MgRange) { offset, inside });
  if (inside > 0 && states != NULL && memchr (states, MG_BYTE_NOT_READ, (gsize) inside) != NULL)
    reader->missing = TRUE;
}

MgFieldBytes
mg_field_reader_begin (MgFieldReader *reader, const MgSnapshot *snapshot, GArray *reads)
{
  g_array_set_size (reads, 0);
  *reader = (MgFieldReader) { .snapshot = snapshot, .reads = reads };
  return (MgFieldBytes) { .copy = copy, .size = snapshot->size, .data = reader };
}
