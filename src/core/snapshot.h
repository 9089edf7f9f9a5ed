#pragma once

#include "core/object.h"
#include "core/source.h"

G_BEGIN_DECLS

#define MG_SNAPSHOT_PAGE ((gsize) 4096)

/* A page of an object as it was read once.  Immutable and shared by all snapshots between two
 * changes of it. */
typedef struct
{
  gatomicrefcount ref_count;
  guint64 offset;         /* a multiple of MG_SNAPSHOT_PAGE */
  gsize length;           /* bytes that are the object's: MG_SNAPSHOT_PAGE but for the last page */
  gboolean unreadable;    /* none of it could be read; bytes are the last ones known, or zero */
  guint32 *changed_ms;    /* a byte: when it last changed, in ms since the sampler's start, 0 = never
                             seen to change; NULL = all 0 */
  guint8 bytes[MG_SNAPSHOT_PAGE];
} MgPage;

/* What has become of the object that is shown. */
typedef enum
{
  MG_STATE_WAITING, /* never seen yet: it will be opened when it appears; see error */
  MG_STATE_LIVE,
  MG_STATE_UNNAMED, /* name gone, memory alive: still read */
  MG_STATE_GONE,    /* went away: what is shown is its last content */
} MgState;

const char *mg_state_to_string (MgState state); /* "waiting", "live", "unnamed", "gone" */

/* An object's state and those of its bytes that somebody is interested in, at one time.
 * Immutable from its publication on; may cross threads. */
typedef struct
{
  gatomicrefcount ref_count;
  guint64 serial;        /* counts the sampler's snapshots */
  guint generation;      /* counts attachments: another one, another object */
  MgState state;
  GError *error;         /* why it is not live; NULL where it is */
  MgObjectInfo *info;    /* of the object last attached; NULL before the first */
  guint64 size;          /* bytes; the last known */
  gint64 time_us;        /* of the last sample, g_get_monotonic_time(); 0 = none yet */
  gint64 real_time_us;   /* the same by the wall clock */
  gint64 epoch_us;       /* the zero of MgPage.changed_ms, monotonic */
  GPtrArray *pages;      /* of MgPage, ascending; not all of the object's */
} MgSnapshot;

MgSnapshot *mg_snapshot_ref (MgSnapshot *snapshot);
void mg_snapshot_unref (MgSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgSnapshot, mg_snapshot_unref)

/* Returns: (nullable): the page that holds @offset, NULL where it was not read */
const MgPage *mg_snapshot_find_page (const MgSnapshot *snapshot, guint64 offset);

/* What is known of a byte. */
typedef enum
{
  MG_BYTE_OK,
  MG_BYTE_UNREADABLE,
  MG_BYTE_NOT_READ, /* nobody was interested in it, or past the end */
} MgByteState;

/**
 * mg_snapshot_copy:
 * @bytes, @states: (out caller-allocates): @length each; @states holds MgByteState and may be NULL
 *
 * Returns: how many of them are MG_BYTE_OK
 */
gsize mg_snapshot_copy (const MgSnapshot *snapshot, guint64 offset, gsize length, guint8 *bytes,
                        guint8 *states);

/**
 * mg_snapshot_diff:
 *
 * Returns: (transfer full): the runs of bytes that were read in both and differ, as MgRange in
 *   ascending order, runs that touch across a page's end joined.  Pages both share cost nothing.
 */
GArray *mg_snapshot_diff (const MgSnapshot *before, const MgSnapshot *after);

/* Pages, for who makes snapshots. */
MgPage *mg_page_new (guint64 offset, gsize length);
MgPage *mg_page_ref (MgPage *page);
void mg_page_unref (MgPage *page);

G_END_DECLS
