#include "config.h"

#include "core/activity.h"

void
mg_activity_add (MgActivity *self, gint64 time_us, guint64 changed)
{
  gint64 slot = time_us / MG_ACTIVITY_SLOT_US;

  if (slot <= self->newest - MG_ACTIVITY_SLOTS)
    return;
  /* in those that went by since nothing changed */
  for (gint64 i = MAX (self->newest + 1, slot - MG_ACTIVITY_SLOTS + 1); i <= slot; i++)
    self->changed[i % MG_ACTIVITY_SLOTS] = 0;
  self->newest = MAX (self->newest, slot);
  self->changed[slot % MG_ACTIVITY_SLOTS] += changed;
}

void
mg_activity_get (const MgActivity *self, gint64 now_us, guint64 *changed)
{
  gint64 first = now_us / MG_ACTIVITY_SLOT_US - MG_ACTIVITY_SLOTS;

  for (gint64 i = 0; i < MG_ACTIVITY_SLOTS; i++)
    {
      gint64 slot = first + i;
      gboolean known = slot >= 0 && slot <= self->newest && slot > self->newest - MG_ACTIVITY_SLOTS;

      changed[i] = known ? self->changed[slot % MG_ACTIVITY_SLOTS] : 0;
    }
}
