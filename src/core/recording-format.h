#pragma once

#include "core/sampler.h"

G_BEGIN_DECLS

/* The file format of recordings, .mgrec: see docs/mgrec.md, whose words are used here.  Pure functions:
 * they turn what is recorded into bytes and back, and read and write nothing.  Decoders take any bytes. */

#define MG_RECORDING_VERSION 1
#define MG_RECORDING_PREAMBLE 16 /* bytes in front of the first block */
#define MG_RECORDING_BLOCK 72    /* bytes of a block's header */
#define MG_RECORDING_ENTRY 56    /* bytes of a block in the index */
#define MG_RECORDING_TRAILER 32  /* bytes at the end of a file that was finished */

/* Whatever a file says, there is no more than this of: */
#define MG_RECORDING_RANGE_MAX ((guint64) 64 << 20)  /* bytes of the object */
#define MG_RECORDING_PAYLOAD_MAX ((guint64) 96 << 20) /* of a block; the index may have BLOCKS_MAX entries */
#define MG_RECORDING_BLOCKS_MAX (1u << 22)
#define MG_RECORDING_MARKS_MAX 65536
#define MG_RECORDING_TEXT_MAX ((gsize) 64 << 10)     /* bytes of a name or a note */
#define MG_RECORDING_DECLARATIONS_MAX ((gsize) 4 << 20)

typedef enum
{
  MG_BLOCK_HEADER = 1,
  MG_BLOCK_KEYFRAME = 2,
  MG_BLOCK_FRAMES = 3,
  MG_BLOCK_MARK = 4,
  MG_BLOCK_INDEX = 5,
} MgBlockType;

/* What is known of a block without its payload. */
typedef struct
{
  guint32 type;      /* MgBlockType; others are skipped */
  guint64 offset;    /* of the block's header in the file */
  guint64 length;    /* bytes of the payload */
  guint64 sequence;  /* 0, 1, 2, ... */
  gint64 first_us;   /* of what is in it, since the recording's start */
  gint64 last_us;
  guint64 changed;   /* bytes that changed in it */
  guint32 n_frames;
  guint32 n_missed;  /* frames that the gaps in it count */
  guint64 checksum;  /* of the payload */
} MgBlock;

/* What the first block says. */
typedef struct
{
  char *name;          /* of the object, as mg_name_get_text() has it */
  MgKind kind;
  guint32 session;     /* that Local\ means */
  MgIdentity identity; /* when the recording began */
  guint64 size;        /* bytes, then */
  MgRange range;       /* what was asked for; its pages are recorded */
  gint64 monotonic_us; /* the recording's start */
  gint64 real_us;      /* the same by the wall clock */
  double rate_hz;      /* how often it was looked; 0: not known */
  char *program;       /* that recorded: "mapglass 0.1.0" */
  char *note;          /* the person's; "" */
  /* How to read it, where the person had that: "" and 0 else. */
  char *declarations;  /* C with annotations, in which all is that they included */
  char *type;          /* the outermost structure's */
  char *abi;
  guint64 type_offset; /* in the object */
  guint32 big_endian;  /* boolean */
  guint32 pack;        /* as in MgCOptions */
} MgRecordingHeader;

void mg_recording_header_clear (MgRecordingHeader *header); /* frees the texts */

/* Something worth coming back to. */
typedef struct
{
  gint64 time_us; /* since the recording's start */
  char *name;
  char *note; /* "" */
} MgMark;

/* The object at one moment, as far as it is recorded; what decoding builds up. */
typedef struct
{
  gint64 time_us;       /* of the last frame or event, since the recording's start */
  gint64 real_us;       /* the same by the wall clock */
  guint64 generation;
  MgState state;
  guint64 size;         /* of the object, bytes */
  MgIdentity identity;
  MgRange range;        /* whole pages: where they may be */
  GPtrArray *pages;     /* of MgPage from the range's start on, of which each may be NULL: not read */
  gboolean stamps;      /* pages get changed_ms: ms since the recording's start, at least 1 */
} MgRecorded;

void mg_recorded_init (MgRecorded *recorded, MgRange range);
void mg_recorded_clear (MgRecorded *recorded);

/* --- Bytes of the file --- */

void mg_recording_encode_preamble (guint8 bytes[MG_RECORDING_PREAMBLE]);
/* Returns: FALSE with MG_ERROR_WRONG_TYPE (no recording) or MG_ERROR_UNSUPPORTED (a later version) */
gboolean mg_recording_decode_preamble (const guint8 *bytes, gsize length, const char *subject,
                                       GError **error);

guint64 mg_recording_checksum (const void *bytes, gsize length);

/* @block: its offset is not in the bytes */
void mg_block_encode (const MgBlock *block, guint8 bytes[MG_RECORDING_BLOCK]);
/* Returns: FALSE where it is no block's header: cut off, checksum, limits, times that run backwards */
gboolean mg_block_decode (const guint8 *bytes, gsize length, MgBlock *block);

void mg_recording_encode_header (GByteArray *out, const MgRecordingHeader *header);
gboolean mg_recording_decode_header (const guint8 *bytes, gsize length, MgRecordingHeader *header);

void mg_recording_encode_mark (GByteArray *out, const MgMark *mark);
gboolean mg_recording_decode_mark (const guint8 *bytes, gsize length, MgMark *mark); /* but its time */

/* @blocks: of MgBlock */
void mg_recording_encode_index (GByteArray *out, const GArray *blocks);
/* Returns: (transfer full) (nullable): of MgBlock, without checksums */
GArray *mg_recording_decode_index (const guint8 *bytes, gsize length, guint64 file_length);
void mg_recording_encode_trailer (guint64 index_offset, guint64 n_blocks,
                                  guint8 bytes[MG_RECORDING_TRAILER]);
gboolean mg_recording_decode_trailer (const guint8 *bytes, guint64 *index_offset, guint64 *n_blocks);

/* --- Frames --- */

/* @real_us: of the time it is dated at; @range: which pages of @snapshot */
void mg_recording_encode_keyframe (GByteArray *out, const MgSnapshot *snapshot, gint64 real_us,
                                   MgRange range);
gboolean mg_recording_decode_keyframe (const guint8 *bytes, gsize length, gint64 time_us,
                                       MgRecorded *recorded);

typedef enum
{
  MG_RECORD_CHANGES = 1,
  MG_RECORD_EVENT = 2,
  MG_RECORD_GAP = 3,
} MgRecordType;

/* A record of a block of frames. */
typedef struct
{
  guint8 type;       /* MgRecordType; others are skipped */
  gint64 time_us;    /* since the recording's start */
  const guint8 *body;
  gsize length;
} MgRecord;

/**
 * mg_recording_encode_changes:
 * @before, @after: of the same object with the same size
 * @wait_us: since the record before it in the block, or the block's first_us
 *
 * Appends a record of what differs.  Returns: how many bytes; 0: nothing was appended
 */
guint64 mg_recording_encode_changes (GByteArray *out, const MgSnapshot *before,
                                     const MgSnapshot *after, MgRange range, guint64 wait_us);
void mg_recording_encode_event (GByteArray *out, const MgEvent *event, MgState state, guint64 wait_us);
void mg_recording_encode_gap (GByteArray *out, guint64 n_missed, guint64 wait_us);

/* Takes the next record off the front.  Returns: FALSE at the end, or with *@malformed */
gboolean mg_recording_next_record (const guint8 **bytes, gsize *length, gint64 *time_us,
                                   MgRecord *record, gboolean *malformed);
/* Returns: FALSE where it makes no sense there; @recorded is then no moment of the object. */
gboolean mg_recording_apply_changes (const MgRecord *record, MgRecorded *recorded);
gboolean mg_recording_apply_event (const MgRecord *record, MgRecorded *recorded, MgEvent *event);
gboolean mg_recording_decode_gap (const MgRecord *record, guint64 *n_missed);

G_END_DECLS
