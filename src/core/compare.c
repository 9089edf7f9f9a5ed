#include "config.h"

#include "core/compare.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Reads a piece; what can't be read is zero, and told. */
static void
read_piece (MgSource *source, MgRange piece, guint8 *buffer, MgRangeSet *bad)
{
  if (mg_source_read (source, piece.start, buffer, (gsize) piece.length, bad, NULL))
    return;
  memset (buffer, 0, (gsize) piece.length);
  mg_range_set_add (bad, piece);
}

/* Where the next byte that either has memory for is; the end where there is none. */
static guint64
find_data (MgSource *a, MgSource *b, guint64 offset, guint64 end)
{
  MgSource *sources[] = { a, b };
  guint64 next = end;

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      MgRange extent;

      if (mg_source_next_data (sources[i], offset, &extent))
        next = MIN (next, MAX (extent.start, offset));
    }
  return next;
}

static gboolean
show_runs (MgRange piece, const guint8 *a, const guint8 *b, MgCompareFunc func, gpointer user_data)
{
  gsize length = (gsize) piece.length;

  if (memcmp (a, b, length) == 0)
    return TRUE;
  for (gsize at = 0; at < length;)
    {
      gsize start;

      while (at < length && a[at] == b[at])
        at++;
      start = at;
      while (at < length && a[at] != b[at])
        at++;
      if (at > start
          && !func ((MgRange) { piece.start + start, at - start }, a + start, b + start, user_data))
        return FALSE;
    }
  return TRUE;
}

/* What is unreadable on one side is no difference: it is made equal. */
static void
blank (const MgRangeSet *bad, MgRange piece, guint8 *a, guint8 *b, MgRangeSet *unreadable)
{
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (bad, &n_ranges);

  for (gsize i = 0; i < n_ranges; i++)
    {
      memset (a + (ranges[i].start - piece.start), 0, (gsize) ranges[i].length);
      memset (b + (ranges[i].start - piece.start), 0, (gsize) ranges[i].length);
      if (unreadable != NULL)
        mg_range_set_add (unreadable, ranges[i]);
    }
}

gboolean
mg_compare (MgSource *a, MgSource *b, MgRange range, MgCompareFunc func, gpointer user_data,
            MgRangeSet *unreadable, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *bytes_a = g_malloc (MG_COMPARE_PIECE), *bytes_b = g_malloc (MG_COMPARE_PIECE);
  g_autoptr (MgRangeSet) bad = mg_range_set_new ();
  guint64 end = mg_range_end (range);

  for (guint64 at = range.start; at < end;)
    {
      MgRange piece = { find_data (a, b, at, end), 0 };

      if (g_cancellable_is_cancelled (cancellable))
        {
          mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("Comparing was cancelled"));
          return FALSE;
        }
      piece.length = MIN (end - piece.start, MG_COMPARE_PIECE);
      if (piece.length == 0)
        break;
      mg_range_set_clear (bad);
      read_piece (a, piece, bytes_a, bad);
      read_piece (b, piece, bytes_b, bad);
      blank (bad, piece, bytes_a, bytes_b, unreadable);
      if (!show_runs (piece, bytes_a, bytes_b, func, user_data))
        break;
      at = mg_range_end (piece);
    }
  return TRUE;
}
