#include "config.h"

#include "core/field-interest.h"

/* So often it is looked again for what was missing: a step further each time. */
#define MAX_ROUNDS 16

static void
copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  MgFieldInterest *self = data;
  MgRange range;

  mg_snapshot_copy (mg_sampler_get_snapshot (self->sampler), offset, length, bytes, states);
  if (mg_range_init (&range, offset, length))
    mg_range_set_add (self->wanted, mg_range_align (range, MG_SNAPSHOT_PAGE));
  for (gsize i = 0; i < length && !self->missing; i++)
    self->missing = states[i] == MG_BYTE_NOT_READ;
}

MgFieldBytes
mg_field_interest_begin (MgFieldInterest *self)
{
  mg_range_set_clear (self->wanted);
  self->missing = FALSE;
  return (
      MgFieldBytes){ .copy = copy_cb, .size = mg_sampler_get_snapshot (self->sampler)->size, .data = self };
}

void
mg_field_interest_fetch (MgFieldInterest *self, MgFieldInterestFunc func, gpointer data)
{
  gboolean more = TRUE;

  for (guint i = 0; i < MAX_ROUNDS && more; i++)
    {
      g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
      g_autoptr (MgSnapshot) snapshot = NULL;
      MgFieldBytes bytes = mg_field_interest_begin (self);
      const MgRange *ranges;
      gsize n_ranges;

      bytes.memo = memo;
      func (&bytes, data);
      ranges = mg_range_set_get_ranges (self->wanted, &n_ranges);
      self->set (self->sampler, ranges, n_ranges);
      if (self->missing)
        snapshot = mg_sampler_tick (self->sampler, g_get_monotonic_time (), MG_READ_MISSING);
      more = snapshot != NULL;
    }
}
