#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much changed lately: bytes in each of the last stretches of time.  Plain data, to be zeroed first. */

#define MG_ACTIVITY_SLOTS 48
#define MG_ACTIVITY_SLOT_US (G_USEC_PER_SEC / 4)

typedef struct
{
  guint64 changed[MG_ACTIVITY_SLOTS]; /* a ring: of the slot n at n % MG_ACTIVITY_SLOTS */
  gint64 newest;                      /* its slot's number, counted from the clock's zero */
} MgActivity;

/* @time_us: monotonic; earlier than the ring goes back is left out */
void mg_activity_add (MgActivity *activity, gint64 time_us, guint64 changed);
/* @changed: (out caller-allocates): MG_ACTIVITY_SLOTS of them, the oldest first, the last one the last
 *   that is over at @now_us */
void mg_activity_get (const MgActivity *activity, gint64 now_us, guint64 *changed);

G_END_DECLS
