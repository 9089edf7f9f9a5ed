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

/* One of several copies that are made in order: see mg_source_read_ordered(). */
typedef struct
{
  guint64 offset;
  gsize length; /* at least 1 */
  void *buffer; /* @length bytes */
} MgReadStep;

typedef struct
{
  /* (out) @info is transferred full; sizes are those of now. */
  MgObjectInfo *(*dup_info) (MgSource *self, GError **error);
  /* The size of now, in bytes; the last one known where it cannot be asked for. */
  guint64 (*get_size) (MgSource *self);
  /* See mg_source_read().  @length is at least 1 and the range lay in the object a moment ago. */
  gboolean (*read) (MgSource *self, guint64 offset, void *buffer, gsize length,
                    MgRangeSet *unreadable, GError **error);
  /* See mg_source_read_ordered().  NULL: done by reading; all steps lay in the object a moment ago. */
  gboolean (*read_ordered) (MgSource *self, const MgReadStep *steps, gsize n_steps, GError **error);
  /* See mg_source_scan().  NULL: done by reading. */
  gboolean (*scan) (MgSource *self, MgRange range, MgScanFunc func, gpointer user_data,
                    MgRangeSet *unreadable, GError **error);
  /* See mg_source_keep_views().  NULL: none is kept. */
  void (*keep_views) (MgSource *self);
  /* See mg_source_next_data().  NULL: all is allocated. */
  gboolean (*next_data) (MgSource *self, guint64 offset, MgRange *extent);
  /* See mg_source_dup().  NULL: there is none. */
  MgSource *(*dup) (MgSource *self);
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

/* A source belongs to one thread at a time; this one is for another thread, and of the same object.
 *
 * Returns: (transfer full) (nullable): NULL where there is none to be had */
MgSource *mg_source_dup (MgSource *self);

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
 * mg_source_read_ordered:
 *
 * Makes the copies one after the other, from the live memory itself: no byte of a step is loaded
 * before all bytes of the steps before it, in this call or an earlier one of this thread.  What
 * is 1, 2, 4 or 8 bytes long at a multiple of that is loaded at once where the system allows a
 * view, and is then never half old and half new.  This is what a publisher's protocol is followed
 * with: its words are steps before and behind the frame.
 *
 * A view of the bytes may be kept for the next time, as it is called often with the same steps.
 * Allocates nothing in the object and, from the second time on, nothing here.
 *
 * Returns: FALSE where a byte could not be read; buffers then hold anything
 */
gboolean mg_source_read_ordered (MgSource *self, const MgReadStep *steps, gsize n_steps,
                                 GError **error);

/* For implementations of it: what was loaded before the call is loaded before what follows.  On x86
 * loads are never reordered with loads and only the compiler has to be told; string instructions
 * have rules of their own for stores alone.  On arm64 it is a DMB ISHLD.  A system call is no
 * barrier there, but one in between changes nothing: a DMB orders the processor's loads by the
 * order of the program, whichever privilege they were done with, and a thread that moves to
 * another processor passes full barriers. */
static inline void
mg_source_order_loads (void)
{
  __atomic_thread_fence (__ATOMIC_ACQUIRE);
}

/* Whether a step is loaded at once, if a view has it. */
static inline gboolean
mg_read_step_is_word (const MgReadStep *step)
{
  return (step->length == 1 || step->length == 2 || step->length == 4 || step->length == 8)
         && step->offset % step->length == 0;
}

/* The stretch from the first to the last byte of all steps. */
MgRange mg_read_steps_get_hull (const MgReadStep *steps, gsize n_steps);

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

/* Scans of this source will come again and again: where that is faster and holds nothing back, what they
 * map of its first 256 MiB stays mapped as long as the source lives. */
void mg_source_keep_views (MgSource *self);

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
