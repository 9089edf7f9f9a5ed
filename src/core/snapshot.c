#include "config.h"

#include "core/snapshot.h"

#include <string.h>

MgPage *
mg_page_new (guint64 offset, gsize length)
{
  MgPage *page = g_new (MgPage, 1);

  g_return_val_if_fail (offset % MG_SNAPSHOT_PAGE == 0 && length <= MG_SNAPSHOT_PAGE, NULL);

  g_atomic_ref_count_init (&page->ref_count);
  page->offset = offset;
  page->length = length;
  page->unreadable = FALSE;
  page->changed_ms = NULL;
  memset (page->bytes, 0, sizeof page->bytes);
  return page;
}

MgPage *
mg_page_ref (MgPage *page)
{
  g_atomic_ref_count_inc (&page->ref_count);
  return page;
}

void
mg_page_unref (MgPage *page)
{
  if (page == NULL || !g_atomic_ref_count_dec (&page->ref_count))
    return;
  g_free (page->changed_ms);
  g_free (page);
}

const char *
mg_state_to_string (MgState state)
{
  static const char *const words[] = { "waiting", "live", "unnamed", "gone" };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (words), NULL);
  return words[state];
}

MgSnapshot *
mg_snapshot_ref (MgSnapshot *snapshot)
{
  g_atomic_ref_count_inc (&snapshot->ref_count);
  return snapshot;
}

void
mg_snapshot_unref (MgSnapshot *snapshot)
{
  if (snapshot == NULL || !g_atomic_ref_count_dec (&snapshot->ref_count))
    return;
  g_clear_error (&snapshot->error);
  mg_object_info_unref (snapshot->info);
  g_ptr_array_unref (snapshot->pages);
  g_free (snapshot);
}

/* The index of the first page that ends after @offset. */
static guint
first_page_after (const MgSnapshot *snapshot, guint64 offset)
{
  guint low = 0;
  guint high = snapshot->pages->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const MgPage *page = g_ptr_array_index (snapshot->pages, middle);

      if (page->offset + page->length <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const MgPage *
mg_snapshot_find_page (const MgSnapshot *snapshot, guint64 offset)
{
  guint index = first_page_after (snapshot, offset);
  const MgPage *page;

  if (index == snapshot->pages->len)
    return NULL;
  page = g_ptr_array_index (snapshot->pages, index);
  return page->offset <= offset ? page : NULL;
}

gsize
mg_snapshot_copy (const MgSnapshot *snapshot, guint64 offset, gsize length, guint8 *bytes,
                  guint8 *states)
{
  gsize n_ok = 0;

  memset (bytes, 0, length);
  if (states != NULL)
    memset (states, MG_BYTE_NOT_READ, length);

  for (guint i = first_page_after (snapshot, offset); i < snapshot->pages->len; i++)
    {
      const MgPage *page = g_ptr_array_index (snapshot->pages, i);
      MgRange part = mg_range_intersect ((MgRange) { page->offset, page->length },
                                         (MgRange) { offset, length });

      if (part.length == 0)
        break;
      if (states != NULL)
        memset (states + (part.start - offset), page->unreadable ? MG_BYTE_UNREADABLE : MG_BYTE_OK,
                part.length);
      if (page->unreadable)
        continue;
      memcpy (bytes + (part.start - offset), page->bytes + (part.start - page->offset), part.length);
      n_ok += part.length;
    }
  return n_ok;
}

static void
append_changed_run (GArray *runs, MgRange run)
{
  MgRange *last = runs->len > 0 ? &g_array_index (runs, MgRange, runs->len - 1) : NULL;

  if (last != NULL && mg_range_end (*last) == run.start)
    last->length += run.length;
  else
    g_array_append_val (runs, run);
}

GArray *
mg_snapshot_diff (const MgSnapshot *before, const MgSnapshot *after)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (MgRange));

  for (guint i = 0, j = 0; i < before->pages->len && j < after->pages->len;)
    {
      const MgPage *a = g_ptr_array_index (before->pages, i);
      const MgPage *b = g_ptr_array_index (after->pages, j);
      gsize length = MIN (a->length, b->length);

      if (a->offset < b->offset)
        {
          i++;
          continue;
        }
      if (b->offset < a->offset)
        {
          j++;
          continue;
        }
      i++, j++;
      if (a == b || a->unreadable || b->unreadable || memcmp (a->bytes, b->bytes, length) == 0)
        continue;

      for (gsize at = 0; at < length;)
        {
          gsize start;

          while (at < length && a->bytes[at] == b->bytes[at])
            at++;
          start = at;
          while (at < length && a->bytes[at] != b->bytes[at])
            at++;
          if (at > start)
            append_changed_run (runs, (MgRange) { a->offset + start, at - start });
        }
    }
  return runs;
}
