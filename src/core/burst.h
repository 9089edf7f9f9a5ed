#pragma once

#include "core/source.h"

G_BEGIN_DECLS

/* Looks at a few bytes so often that nothing fast escapes, on a thread of its own that costs up to a
 * core.  It keeps the view that its source has and never looks the name up: whoever owns it follows
 * the name, and ends it when the object goes. */
typedef struct _MgBurst MgBurst;

#define MG_BURST_MAX 4096 /* bytes */
#define MG_BURST_RATE_MIN_HZ 20
#define MG_BURST_RATE_MAX_HZ 20000
#define MG_BURST_ROOM 5000
#define MG_BURST_KEPT_MAX 8192 /* bytes: whole pages of MG_BURST_MAX */
#define MG_BURST_ON_TIME_NS 25000

typedef struct
{
  guint64 n_looks;
  guint64 n_on_time;    /* of those, within MG_BURST_ON_TIME_NS of when they were due */
  guint64 n_skipped;    /* looks that came too late by a period or more and were left out */
  guint64 n_changes;    /* looks that found other bytes than the one before */
  guint64 n_lost;       /* of those, for which there was no room: nobody took what was there in time */
  guint64 n_unreadable; /* looks that found nothing to read */
} MgBurstStats;

/**
 * mg_burst_new:
 * @source: (transfer full): one of its own: the thread's from here on
 * @range: what is looked at
 * @kept: what is copied with each change: @range, or bytes around it as well, which are read right behind it
 * @n_room: for so many changes until they are taken; 0: MG_BURST_ROOM
 *
 * Returns: NULL with MG_ERROR_OUT_OF_RANGE where the range is empty, too long or not there
 */
MgBurst *mg_burst_new (MgSource *source, MgRange range, MgRange kept, guint rate_hz, guint n_room,
                       GError **error);

/* Looks no more, and returns when the thread has ended: what is taken and counted after this is all
 * that was seen. */
void mg_burst_stop (MgBurst *burst);
void mg_burst_free (MgBurst *burst); /* stopped or not */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgBurst, mg_burst_free)

/* @time_ns: mg_platform_get_time_ns() of the look; @bytes: all that is kept, as it was then */
typedef void (*MgBurstFunc) (gint64 time_ns, const guint8 *bytes, gpointer user_data);

/**
 * mg_burst_take:
 *
 * Gives @func what was found since the last call, in order: first what was there at the beginning,
 * then each change.  One thread may do this, beside the burst's own.  To be done before the room
 * is full: a quarter of a second at the highest rate and length, more below.
 *
 * Returns: how many
 */
guint mg_burst_take (MgBurst *burst, MgBurstFunc func, gpointer user_data);
void mg_burst_get_stats (MgBurst *burst, MgBurstStats *stats);

G_END_DECLS
