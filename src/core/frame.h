#pragma once

#include "core/name.h"
#include "core/source.h"

G_BEGIN_DECLS

/* Whole frames: reading what a publisher writes again and again, by the publisher's own protocol,
 * so that none is half old and half new. */

/* What a publisher does about half-written data. */
typedef enum
{
  MG_FRAME_NOTHING,  /* nothing: a witness read, best effort */
  MG_FRAME_SEQUENCE, /* a count that is odd while it writes */
  MG_FRAME_PAIR,     /* two counts: the first one is written before, the second one behind */
  MG_FRAME_BUFFERS,  /* several buffers; each has a tick, written when it is full */
  MG_FRAME_BUSY,     /* bits that are set while it writes, and a witness read: best effort */
  MG_FRAME_MUTEX,    /* a named mutex that it holds while it writes */
} MgFrameKind;

const char *mg_frame_kind_to_string (MgFrameKind kind); /* "nothing", "sequence", "pair", ... */
/* Whether no torn frame can get through, rather than few. */
gboolean mg_frame_kind_is_certain (MgFrameKind kind);

/* Where a protocol's number is. */
typedef struct
{
  guint64 offset;
  guint8 size; /* bytes: 1, 2, 4, 8 */
  gboolean big_endian;
} MgFrameWord;

typedef struct
{
  MgFrameWord tick;
  MgRange range;
} MgFrameBuffer;

#define MG_FRAME_BUFFERS_MAX 16
#define MG_FRAME_MAX (1u << 20) /* bytes of a frame; what is longer is cut */

/* A publisher's protocol as it holds for one object.  Plain data: whoever makes it has looked up
 * what is where. */
typedef struct
{
  MgFrameKind kind;
  MgRange range;      /* the frame; clipped at the object's end.  Not of buffers */
  MgFrameWord word;   /* the sequence; a pair's first; what has the busy bits */
  MgFrameWord second; /* a pair's second */
  guint64 mask;       /* the busy bits */
  MgFrameBuffer buffers[MG_FRAME_BUFFERS_MAX];
  guint n_buffers;
  MgName *mutex;      /* (nullable) */
  MgName *event;      /* (nullable): set when there is something new, with every kind */
} MgFrameProtocol;

/* Returns: FALSE with MG_ERROR_OUT_OF_RANGE where a word, a size or a count cannot be */
gboolean mg_frame_protocol_check (const MgFrameProtocol *protocol, GError **error);
MgFrameProtocol *mg_frame_protocol_copy (const MgFrameProtocol *protocol);
gboolean mg_frame_protocol_equal (const MgFrameProtocol *a, const MgFrameProtocol *b);
void mg_frame_protocol_free (MgFrameProtocol *protocol);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgFrameProtocol, mg_frame_protocol_free)

/* A lock of another program's: mg_platform_lock_new() for a real one, a fake in tests. */
typedef enum
{
  MG_LOCK_TAKEN,
  MG_LOCK_TIMEOUT,
  MG_LOCK_ABANDONED, /* its owner ended without letting go: not held */
  MG_LOCK_FAILED,    /* it could not be opened */
} MgLockResult;

typedef struct _MgLock MgLock;
struct _MgLock
{
  MgLockResult (*lock) (MgLock *self, gint64 timeout_us, GError **error);
  void (*unlock) (MgLock *self); /* after TAKEN alone */
  void (*free) (MgLock *self);
};

/* What a read came to. */
typedef enum
{
  MG_FRAME_WHOLE,
  MG_FRAME_TORN,       /* all that could be had in the time was half-written */
  MG_FRAME_UNREADABLE,
  MG_FRAME_TIMEOUT,    /* the mutex was not let go of in the time */
  MG_FRAME_ABANDONED,  /* the mutex's owner ended while holding it */
} MgFrameResult;

const char *mg_frame_result_to_string (MgFrameResult result); /* "whole", "torn", ... */

typedef struct
{
  guint64 n_whole;       /* reads that brought a whole frame... */
  guint64 n_frames;      /* ...of those, with another frame than the one before */
  guint64 n_torn;        /* reads that brought none, by reason */
  guint64 n_unreadable;
  guint64 n_timeouts;
  guint64 n_abandoned;
  guint64 n_retries;     /* attempts that were torn, of all reads */
  guint64 n_missed;      /* frames published between two that were read; 0 where nothing counts */
  guint64 n_restarts;    /* the count went back */
  gboolean has_count;
  guint64 count;         /* of the last whole frame: frames as the publisher counts them */
  guint32 hold_p99_us;   /* how long the mutex was held, over the last MG_FRAME_HOLDS times */
  guint32 hold_max_us;   /* ever */
  MgFrameResult last;
} MgFrameStats;

#define MG_FRAME_HOLDS 256
#define MG_FRAME_BUDGET_US 2000 /* what a read may take with its retries, unless told otherwise */

/* Follows one protocol.  Belongs to one thread at a time. */
typedef struct _MgFrameReader MgFrameReader;

/* @lock: (transfer full) (nullable): for MG_FRAME_MUTEX; without one every read is a timeout */
MgFrameReader *mg_frame_reader_new (const MgFrameProtocol *protocol, MgLock *lock);
void mg_frame_reader_free (MgFrameReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgFrameReader, mg_frame_reader_free)

/* From now on by another protocol, as the object says now: what was counted and the lock stay. */
void mg_frame_reader_set_protocol (MgFrameReader *reader, const MgFrameProtocol *protocol);
const MgFrameProtocol *mg_frame_reader_get_protocol (MgFrameReader *reader);

/* Another object: the frames of the one before do not count for it. */
void mg_frame_reader_reset (MgFrameReader *reader);

/**
 * mg_frame_reader_read:
 * @budget_us: tries again for so long; 0: one attempt.  A mutex is also waited for so long
 *
 * Reads the newest frame.  Unless it returns MG_FRAME_WHOLE, the last whole one stays.
 */
MgFrameResult mg_frame_reader_read (MgFrameReader *reader, MgSource *source, gint64 budget_us,
                                    GError **error);

void mg_frame_reader_get_stats (MgFrameReader *reader, MgFrameStats *stats);
/* Why the mutex could not be opened, last time; NULL where it could. */
const GError *mg_frame_reader_get_lock_error (MgFrameReader *reader);

/* The last whole frame, until the next read.  Returns: (nullable): @range untouched where NULL */
const guint8 *mg_frame_reader_get_frame (MgFrameReader *reader, MgRange *range);

/* Whether bytes of the frame are in @range and no whole one is known yet.  Never where there is no
 * protocol: what always changes would never be seen. */
gboolean mg_frame_reader_hides (MgFrameReader *reader, MgRange range);
/* Puts the last whole frame, and the protocol's words as they were with it, over @bytes, which were
 * read of @range without regard to it.  Without a protocol they stay where the last read was torn. */
void mg_frame_reader_patch (MgFrameReader *reader, MgRange range, guint8 *bytes);

G_END_DECLS
