#pragma once

#include "core/field.h"
#include "core/frame.h"
#include "core/health.h"
#include "core/snapshot.h"

G_BEGIN_DECLS

/* Follows one name through the life and death of its objects and turns what it reads into
 * snapshots.  Has no thread and no clock of its own: whoever owns it calls mg_sampler_tick(), so
 * that the command line can do it in a loop, MgSession on a thread and a test step by step. */
typedef struct _MgSampler MgSampler;

/* Opens what is followed: mg_platform_open() in the programs, a fake in tests. */
typedef MgSource *(*MgOpenFunc) (MgName *name, gpointer user_data, GError **error);

typedef enum
{
  MG_EVENT_ATTACHED, /* opened for the first time */
  MG_EVENT_BACK,     /* an object of that name appeared again and was opened */
  MG_EVENT_REPLACED, /* the name leads to another object now; it is attached next */
  MG_EVENT_RESIZED,  /* old_size, new_size */
  MG_EVENT_UNNAMED,  /* name gone, memory alive */
  MG_EVENT_GONE,
} MgEventType;

typedef struct
{
  MgEventType type;
  gint64 time_us;      /* of the tick that found it, monotonic */
  gint64 real_time_us;
  guint64 old_size;    /* bytes; of what it was before */
  guint64 new_size;    /* bytes */
} MgEvent;

const char *mg_event_type_to_string (MgEventType type); /* "attached", "back", "replaced", ... */

typedef void (*MgEventFunc) (const MgEvent *event, gpointer user_data);

#define MG_SAMPLER_VERIFY_US 100000           /* a name is looked up at most every 100 ms */
#define MG_SAMPLER_INTEREST_MAX (1u << 20)    /* bytes read each tick, at most */
#define MG_SAMPLER_WHOLE_MAX (1u << 20)       /* objects up to this size are kept whole */
#define MG_SAMPLER_WHOLE_US 500000            /* and read whole this often */
#define MG_SAMPLER_PAGES_MAX 512              /* pages kept beside the ones of interest */

MgSampler *mg_sampler_new (MgName *name, MgOpenFunc open, gpointer open_data,
                           MgEventFunc event, gpointer event_data);
void mg_sampler_free (MgSampler *sampler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgSampler, mg_sampler_free)

/* The bytes to read each tick, in whole pages; all together cut at MG_SAMPLER_INTEREST_MAX. */
void mg_sampler_set_interest (MgSampler *sampler, MgRange interest);
void mg_sampler_set_interests (MgSampler *sampler, const MgRange *ranges, gsize n_ranges);
/* Bytes that somebody else wants, beside those. */
void mg_sampler_set_more_interests (MgSampler *sampler, const MgRange *ranges, gsize n_ranges);
/* Whether objects up to MG_SAMPLER_WHOLE_MAX are also read whole now and then, so that all of one
 * that goes away can still be looked at.  Off by default. */
void mg_sampler_set_keep_whole (MgSampler *sampler, gboolean keep_whole);
/* Whether to attach again when the object is replaced or comes back.  On by default. */
void mg_sampler_set_reattach (MgSampler *sampler, gboolean reattach);
/* The next tick looks the name up at once, whatever it waited for. */
void mg_sampler_retry (MgSampler *sampler);

/**
 * mg_sampler_set_frame:
 * @protocol: (nullable): copied
 * @lock: (transfer full) (nullable): for MG_FRAME_MUTEX
 *
 * From now on the frame's bytes in a snapshot are those of a whole frame: the last one, where none
 * could be had in this tick.  Pages that have some of it are not shown before there was one.
 */
void mg_sampler_set_frame (MgSampler *sampler, const MgFrameProtocol *protocol, MgLock *lock);

/**
 * mg_sampler_set_structure:
 * @structure: (nullable): whose annotations say how the publisher writes
 * @names: outlives the sampler: what names in it are understood by
 * @lock: (transfer full) (nullable): of its @mutex, where that is to be taken
 *
 * The protocol is what the annotations and the object's bytes say, looked at anew with the name; so is
 * whether the publisher has marked itself as ended.  Takes the place of mg_sampler_set_frame().
 */
void mg_sampler_set_structure (MgSampler *sampler, MgStructure *structure, const MgNameContext *names,
                               MgLock *lock);
/* The protocol that is followed now.  Returns: (nullable) */
const MgFrameProtocol *mg_sampler_get_protocol (MgSampler *sampler);
/* Returns: FALSE where no protocol is set */
gboolean mg_sampler_get_frame_stats (MgSampler *sampler, MgFrameStats *stats);
/* What the last tick that read found, for mg_health_look().  Returns: FALSE where none did yet */
gboolean mg_sampler_get_look (MgSampler *sampler, MgLook *look);

/* What a tick reads. */
typedef enum
{
  MG_READ_NOTHING, /* only the name is followed */
  MG_READ_ALL,     /* the bytes of interest, and now and then the whole (see keep_whole) */
  MG_READ_MISSING, /* only what is of interest and was never read: a paused view that is scrolled */
} MgReadMode;

/**
 * mg_sampler_tick:
 * @now_us: g_get_monotonic_time(), never less than last time
 *
 * Looks the name up where it is time, reads, compares.
 *
 * Returns: (transfer full) (nullable): a new snapshot where anything but its time is different
 *   from the last one, else NULL
 */
MgSnapshot *mg_sampler_tick (MgSampler *sampler, gint64 now_us, MgReadMode read);

/**
 * mg_sampler_next_due_us:
 * @due_us: when the tick was due that began at @now_us, late or, asked for, early
 *
 * Ticks are due on one grid, so that the rate does not drift; one that was missed is not made up for.
 *
 * Returns: the next point of @due_us' grid behind @now_us, but at most @period_us later
 */
gint64 mg_sampler_next_due_us (gint64 due_us, gint64 now_us, gint64 period_us);

/* Returns: (transfer none): never NULL */
MgSnapshot *mg_sampler_get_snapshot (MgSampler *sampler);
/* When bytes were last read, whether or not they differed; monotonic, 0 = never. */
gint64 mg_sampler_get_last_read_us (MgSampler *sampler);
/* When a read last found other bytes than the one before; monotonic, 0 = never. */
gint64 mg_sampler_get_last_change_us (MgSampler *sampler);
/* The zero of MgPage.changed_ms, monotonic. */
gint64 mg_sampler_get_epoch_us (MgSampler *sampler);

G_END_DECLS
