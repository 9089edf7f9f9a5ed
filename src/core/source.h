#pragma once

#include "core/object.h"
#include "core/range.h"

G_BEGIN_DECLS

/* Anything readable by offset: a live object, a dump, a fake in a test.  Which one is chosen at
 * run time by the ops; the operating system's own sources are made by mg_platform_open().
 *
 * A source belongs to one thread at a time.  Reading never kills and never disturbs: what cannot
 * be read is reported, what is not allocated reads as zeros and stays so. */
typedef struct _MgSource MgSource;

/* What has become of a name. */
typedef enum
{
  MG_PRESENCE_LIVE,     /* the name leads to this object */
  MG_PRESENCE_UNNAMED,  /* the name is gone, and some process still has the memory */
  MG_PRESENCE_GONE,     /* the name is gone, and nobody is known to have the memory */
  MG_PRESENCE_REPLACED, /* the name leads to another object */
} MgPresence;

/* Looks at @length live bytes at @offset of the object; @bytes may change while it looks, and a
 * fault in it abandons the call.  It must not allocate, lock or leave anything half done: it may
 * be left at any instruction that reads @bytes.  Returns FALSE to end the scan. */
typedef gboolean (*MgScanFunc) (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data);

typedef struct
{
  /* (out) @info is transferred full; sizes are those of now. */
  MgObjectInfo *(*dup_info) (MgSource *self, GError **error);
  /* The size of now, in bytes; the last one known where it cannot be asked for. */
  guint64 (*get_size) (MgSource *self);
  /* See mg_source_read().  @length is at least 1 and the range lay in the object a moment ago. */
  gboolean (*read) (MgSource *self, guint64 offset, void *buffer, gsize length,
                    MgRangeSet *unreadable, GError **error);
  /* See mg_source_scan().  NULL: done by reading. */
  gboolean (*scan) (MgSource *self, MgRange range, MgScanFunc func, gpointer user_data,
                    MgRangeSet *unreadable, GError **error);
  /* See mg_source_next_data().  NULL: all is allocated. */
  gboolean (*next_data) (MgSource *self, guint64 offset, MgRange *extent);
  /* See mg_source_verify().  NULL: always live. */
  MgPresence (*verify) (MgSource *self);
  void (*finalize) (MgSource *self);
} MgSourceOps;

struct _MgSource
{
  const MgSourceOps *ops;
  gatomicrefcount ref_count;
};

void mg_source_init (MgSource *self, const MgSourceOps *ops);
MgSource *mg_source_ref (MgSource *self);
void mg_source_unref (MgSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgSource, mg_source_unref)

MgObjectInfo *mg_source_dup_info (MgSource *self, GError **error);
guint64 mg_source_get_size (MgSource *self);

/**
 * mg_source_read:
 * @buffer: @length bytes; those that could not be read are zero afterwards
 * @unreadable: (nullable): gets the offsets, in the object, of the bytes that could not be read
 *
 * Copies bytes of the object.  Unallocated ones read as zeros and stay unallocated.
 *
 * Returns: FALSE only where nothing could be read: MG_ERROR_OUT_OF_RANGE where the range is not
 *   within the object, MG_ERROR_UNREADABLE or the system's reason otherwise
 */
gboolean mg_source_read (MgSource *self, guint64 offset, void *buffer, gsize length,
                         MgRangeSet *unreadable, GError **error);

/**
 * mg_source_scan:
 *
 * Shows the allocated bytes of @range to @func, in ascending pieces of at most some MiB, at memory
 * speed and without a copy where the system allows it.  Pieces skip what is unallocated (zeros):
 * use mg_source_next_data() to know.  A piece that faults is shown again page by page, and the
 * pages that stay unreadable are added to @unreadable.
 *
 * Returns: TRUE also where @func ended it
 */
gboolean mg_source_scan (MgSource *self, MgRange range, MgScanFunc func, gpointer user_data,
                         MgRangeSet *unreadable, GError **error);

/**
 * mg_scan_show_copy:
 * @bytes: a copy of @range
 * @bad: those of them that could not be read
 *
 * For implementations of scan that copy: shows @func what was read, in ascending pieces, and adds
 * the rest to @unreadable (nullable).
 *
 * Returns: FALSE where @func ended it
 */
gboolean mg_scan_show_copy (const guint8 *bytes, MgRange range, const MgRangeSet *bad,
                            MgScanFunc func, gpointer user_data, MgRangeSet *unreadable);

/**
 * mg_source_next_data:
 * @extent: (out): the first stretch at or after @offset that has memory behind it
 *
 * Returns: FALSE where there is none up to the end
 */
gboolean mg_source_next_data (MgSource *self, guint64 offset, MgRange *extent);

/**
 * mg_source_verify:
 *
 * Looks the name up again and says what it leads to.  Cheap enough for 10 times a second, and not
 * meant for more.  On Windows this is also where the view is renewed.
 */
MgPresence mg_source_verify (MgSource *self);

const char *mg_presence_to_string (MgPresence presence); /* "live", "unnamed", "gone", "replaced" */

G_END_DECLS
