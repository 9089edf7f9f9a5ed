#pragma once

#include "field-fixture.h"

#include "core/snapshot.h"

/* A moment of a fixture's bytes as a session would give it: pages, and when each byte changed.
 *
 * @n_pages: that were read, from the first one on
 * @before: (nullable): bytes that differ from its get the stamp of this moment, others keep theirs */
static inline MgSnapshot *
snapshot_of (Fixture *fixture, guint n_pages, gint64 time_us, const MgSnapshot *before)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->state = MG_STATE_LIVE;
  snapshot->size = fixture->size;
  snapshot->time_us = time_us;
  snapshot->real_time_us = G_GINT64_CONSTANT (1764054191000000) + time_us;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  for (guint64 offset = 0; offset < MIN (fixture->size, n_pages * MG_SNAPSHOT_PAGE);
       offset += MG_SNAPSHOT_PAGE)
    {
      MgPage *page = mg_page_new (offset, (gsize) MIN (fixture->size - offset, MG_SNAPSHOT_PAGE));
      const MgPage *old = before != NULL ? mg_snapshot_find_page (before, offset) : NULL;

      memcpy (page->bytes, fixture->bytes + offset, page->length);
      page->unreadable = fixture->states[offset] == MG_BYTE_UNREADABLE;
      page->changed_ms = g_new0 (guint32, MG_SNAPSHOT_PAGE);
      for (gsize i = 0; i < page->length && old != NULL; i++)
        page->changed_ms[i] =
            old->bytes[i] != page->bytes[i] ? (guint32) (time_us / 1000) : old->changed_ms[i];
      g_ptr_array_add (snapshot->pages, page);
    }
  return snapshot;
}
