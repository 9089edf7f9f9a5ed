#include "config.h"

#include "platform/posix/posix-source.h"

#include "core/error.h"
#include "core/trial.h"
#include "core/window.h"
#include "platform/platform.h"
#include "platform/posix/guard.h"
#include "platform/posix/hole-trap.h"
#include "platform/posix/holders.h"
#include "platform/posix/shm-directory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

/* A scan's views and pieces.  Longer ones are no faster (measured from 4 to 64 MiB). */
#define VIEW_MAX ((gsize) 4 * 1024 * 1024)
/* The most that a kept view has.  Steps of an ordered read further apart are read without one. */
#define KEPT_MAX ((guint64) 16 * 1024 * 1024)
/* So many of a scan's views are kept where scans come again and again: their page faults are most of
 * what a view costs. */
#define SCAN_VIEWS_MAX 64
/* Extents up to this are always copied: two system calls against four and a page fault for each
 * 64 KiB. */
#define COPIED_MAX ((gsize) 256 * 1024)
/* What is copied at once: half of a usual second-level cache (256 KiB to 1 MiB are as fast). */
#define COPY ((gsize) 512 * 1024)

/* Who else has an object that lost its name is looked for at most this often, or when the one that
 * was found lets go of it... */
#define SEARCH_INTERVAL_US (2 * G_USEC_PER_SEC)
/* ...and for at most this long in one call of verify(). */
#define SEARCH_BUDGET_US (10 * 1000)

/* Extents of more than this are told in parts. */
#define EXTENT_PART ((guint64) 16 * 1024 * 1024)

/* Newer than the headers of the systems that this is built on. */
#define SYS_CACHESTAT 451

typedef struct
{
  MgSource source;
  MgName *name;
  int fd; /* for reading */
  MgIdentity identity;
  guint64 size; /* the last known, bytes */

  /* The last long answer of SEEK_HOLE: no hole in there when the object had so many blocks. */
  MgRange data;
  blkcnt_t data_blocks;

  MgHoleTrap hole_trap; /* all views are its: none ever allocates */

  /* mg_source_keep_views(): of the first SCAN_VIEWS_MAX × VIEW_MAX bytes, each NULL until it is
   * scanned.  NULL: none is kept. */
  guint8 **scan_views;

  /* What ordered reads are made from, so that each costs no more than its loads: whole pages, NULL
   * where there is none. */
  guint8 *kept;
  MgRange kept_range;
  gboolean kept_failed;

  MgPresence presence;           /* what verify() last found out */
  MgHolderSearch *search;        /* a look for holders that is under way */
  gint64 search_us;              /* when the last one began */
  guint32 holder_pid;            /* somebody who had it then; 0 = nobody known */
} PosixSource;

G_LOCK_DEFINE_STATIC (scan_trial);
static MgTrial scan_trial; /* between MG_SCAN_MAPPED and MG_SCAN_COPIED; under the lock */

void
mg_posix_set_scan_way (MgScanWay way)
{
  G_LOCK (scan_trial);
  if (way == MG_SCAN_MEASURED)
    scan_trial = (MgTrial) { 0 };
  else
    mg_trial_settle (&scan_trial, way);
  G_UNLOCK (scan_trial);
}

static MgScanWay
choose_scan_way (void)
{
  MgScanWay way;

  G_LOCK (scan_trial);
  way = (MgScanWay) mg_trial_choose (&scan_trial);
  G_UNLOCK (scan_trial);
  return way;
}

static void
note_scan (MgScanWay way, gsize length, gint64 time_us)
{
  G_LOCK (scan_trial);
  mg_trial_note (&scan_trial, way, length, time_us);
  G_UNLOCK (scan_trial);
}

static gboolean
stat_source (PosixSource *self, struct stat *status)
{
  if (fstat (self->fd, status) != 0)
    return FALSE;
  self->size = (guint64) status->st_size;
  return TRUE;
}

static MgObjectInfo *
posix_source_dup_info (MgSource *source, GError **error)
{
  PosixSource *self = (PosixSource *) source;
  struct stat status;

  if (!stat_source (self, &status))
    {
      mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) errno, mg_name_get_text (self->name));
      return NULL;
    }
  return mg_shm_info_new (self->name, &status);
}

static guint64
posix_source_get_size (MgSource *source)
{
  PosixSource *self = (PosixSource *) source;
  struct stat status;

  stat_source (self, &status);
  return self->size;
}

/* pread() and not a view: reading a view's unallocated page would allocate it.
 *
 * Returns: the bytes that were read; @unreadable gets the rest, @code why */
static gsize
read_bytes (PosixSource *self, guint64 offset, guint8 *buffer, gsize length,
            MgRangeSet *unreadable, int *code)
{
  gsize page = mg_platform_get_page_size ();
  gsize done = 0, n_read = 0;

  *code = 0;
  while (done < length)
    {
      gssize n = pread (self->fd, buffer + done, length - done, (off_t) (offset + done));
      guint64 at = offset + done;
      gsize bad;

      if (n > 0)
        {
          done += (gsize) n;
          n_read += (gsize) n;
          continue;
        }
      if (n < 0 && errno == EINTR)
        continue;

      /* The end came nearer: nothing behind it is there.  Else the page that failed is skipped. */
      if (n < 0)
        *code = errno;
      bad = n == 0 ? length - done : MIN (length - done, page - (gsize) (at % page));
      memset (buffer + done, 0, bad);
      if (unreadable != NULL)
        mg_range_set_add (unreadable, (MgRange) { at, bad });
      done += bad;
    }
  return n_read;
}

static void
set_error_unread (PosixSource *self, int code, GError **error)
{
  if (code != 0)
    mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) code, mg_name_get_text (self->name));
  else
    mg_set_error (error, MG_ERROR_UNREADABLE, _ ("The object became shorter. Read again."),
                  _ ("%s: these bytes are no longer there"), mg_name_get_text (self->name));
}

/* Returns: FALSE where a byte is missing */
static gboolean
read_all (PosixSource *self, const MgReadStep *step, GError **error)
{
  int code;

  if (read_bytes (self, step->offset, step->buffer, step->length, NULL, &code) == step->length)
    return TRUE;
  set_error_unread (self, code, error);
  return FALSE;
}

static gboolean
posix_source_read (MgSource *source, guint64 offset, void *buffer, gsize length,
                   MgRangeSet *unreadable, GError **error)
{
  PosixSource *self = (PosixSource *) source;
  g_autoptr (MgRangeSet) missing = mg_range_set_new ();
  const MgRange *ranges;
  gsize n_ranges;
  int code;

  if (read_bytes (self, offset, buffer, length, missing, &code) == 0)
    {
      set_error_unread (self, code, error);
      return FALSE;
    }

  if (unreadable != NULL)
    {
      ranges = mg_range_set_get_ranges (missing, &n_ranges);
      for (gsize i = 0; i < n_ranges; i++)
        mg_range_set_add (unreadable, ranges[i]);
    }
  return TRUE;
}

/* SEEK_HOLE takes 10 ms a GiB of data, without a way to stop it: a stretch that is all in memory is
 * handed out in parts.  cachestat() (Linux 6.5) is for those who could write to the object.  For
 * the others an answer is kept as long as the object has as much memory as then.  Should it have
 * lost some and got as much elsewhere, a hole is told to be data: it reads as zeros, and stays a
 * hole. */
static gboolean
is_all_in_memory (PosixSource *self, guint64 start, guint64 length)
{
  struct { guint64 offset, length; } range = { start, length };
  struct { guint64 n_cached, n_dirty, n_writeback, n_evicted, n_recently_evicted; } counts;

  return syscall (SYS_CACHESTAT, self->fd, &range, &counts, 0) == 0
         && counts.n_cached >= length / mg_platform_get_page_size ();
}

/* Returns: the end of the data that is at @start, or less where it is gone */
static guint64
find_data_end (PosixSource *self, guint64 start, const struct stat *status)
{
  off_t end;

  if (start - self->data.start < self->data.length && status->st_blocks == self->data_blocks)
    return mg_range_end (self->data);
  if (self->size - start > EXTENT_PART && is_all_in_memory (self, start, EXTENT_PART))
    return start + EXTENT_PART;

  end = lseek (self->fd, (off_t) start, SEEK_HOLE);
  if (end < 0 || (guint64) end <= start)
    return 0;
  if ((guint64) end - start > EXTENT_PART)
    {
      self->data = (MgRange) { start, (guint64) end - start };
      self->data_blocks = status->st_blocks;
    }
  return (guint64) end;
}

static gboolean
posix_source_next_data (MgSource *source, guint64 offset, MgRange *extent)
{
  PosixSource *self = (PosixSource *) source;
  gsize page = mg_platform_get_page_size ();
  struct stat status;
  guint64 size, start, end;

  if (!stat_source (self, &status))
    return FALSE;
  for (size = self->size; offset < size; offset = (start / page + 1) * page)
    {
      off_t found = lseek (self->fd, (off_t) offset, SEEK_DATA);

      if (found < 0 && errno == ENXIO)
        return FALSE;
      if (found < 0) /* a file system that cannot tell: all of it is data */
        {
          *extent = (MgRange) { offset, size - offset };
          return TRUE;
        }
      start = (guint64) found;
      if (start >= size)
        return FALSE;

      end = find_data_end (self, start, &status);
      if (end > start)
        {
          *extent = mg_range_clip ((MgRange) { start, end - start }, size);
          return TRUE;
        }
      /* punched or cut off between the two questions */
    }
  return FALSE;
}

/* What is shown to the callback. */
typedef struct
{
  MgScanFunc func;
  gpointer user_data;
  const guint8 *bytes;
  gsize length;
  guint64 offset;
} Piece;

static gboolean
show_piece_cb (gpointer data)
{
  Piece *piece = data;

  return piece->func (piece->bytes, piece->length, piece->offset, piece->user_data);
}

/* Shows bytes through a copy.  Returns FALSE where the callback ended it. */
static gboolean
scan_copied (PosixSource *self, MgRange range, guint8 **copy, Piece *piece, MgRangeSet *unreadable)
{
  g_autoptr (MgRangeSet) missing = mg_range_set_new ();

  if (*copy == NULL)
    *copy = g_malloc (COPY);

  for (guint64 at = range.start, end = mg_range_end (range); at < end;)
    {
      MgRange part = { at, MIN (end - at, COPY) };
      int code;

      mg_range_set_clear (missing);
      read_bytes (self, at, *copy, (gsize) part.length, missing, &code);
      if (!mg_scan_show_copy (*copy, part, missing, piece->func, piece->user_data, unreadable))
        return FALSE;
      at = mg_range_end (part);
    }
  return TRUE;
}

/* Shows the first bytes of @range through a view.
 *
 * Returns: their count; 0 where it cannot be done or faulted, and a copy has to do */
static gsize
scan_mapped (PosixSource *self, MgRange range, Piece *piece, gboolean *go_on)
{
  gsize page = mg_platform_get_page_size ();
  guint64 size = posix_source_get_size (&self->source);
  gsize length;
  MgWindow window;
  guint8 *view;
  gboolean seen;

  if (!mg_window_fit (range, size, page, VIEW_MAX, &window, NULL))
    return 0;
  length = (window.map_length + page - 1) & ~(page - 1);
  view = mg_hole_trap_map (&self->hole_trap, self->fd, window.map_offset, length);
  if (view == NULL)
    return 0;

  piece->bytes = view + window.skip;
  piece->length = window.usable;
  piece->offset = range.start;
  seen = mg_guard_run (view, length, show_piece_cb, piece, go_on);
  munmap (view, length);
  return seen ? window.usable : 0;
}

static gboolean
has_kept_view (const PosixSource *self, guint64 offset)
{
  return self->scan_views != NULL && offset / VIEW_MAX < SCAN_VIEWS_MAX;
}

/* The same through a kept view.  @range: within the object; has_kept_view() of its start */
static gsize
scan_kept (PosixSource *self, MgRange range, Piece *piece, gboolean *go_on)
{
  guint8 **view = &self->scan_views[range.start / VIEW_MAX];
  gsize skip = (gsize) (range.start % VIEW_MAX);

  if (*view == NULL)
    *view = mg_hole_trap_map (&self->hole_trap, self->fd, range.start - skip, VIEW_MAX);
  if (*view == NULL)
    return 0;
  piece->bytes = *view + skip;
  piece->length = (gsize) MIN (range.length, VIEW_MAX - skip);
  piece->offset = range.start;
  return mg_guard_run (*view, VIEW_MAX, show_piece_cb, piece, go_on) ? piece->length : 0;
}

/* Returns FALSE where the callback ended it. */
static gboolean
scan_extent (PosixSource *self, MgRange extent, guint8 **copy, Piece *piece, MgRangeSet *unreadable)
{
  while (extent.length > 0)
    {
      gboolean kept = has_kept_view (self, extent.start);
      gint64 start_us = g_get_monotonic_time ();
      MgScanWay way = !kept && extent.length > COPIED_MAX ? choose_scan_way () : MG_SCAN_COPIED;
      gboolean go_on = TRUE;
      gsize seen = kept                    ? scan_kept (self, extent, piece, &go_on)
                   : way == MG_SCAN_MAPPED ? scan_mapped (self, extent, piece, &go_on)
                                           : 0;
      gboolean as_chosen = !kept && (seen > 0 || way == MG_SCAN_COPIED);

      /* A piece that faults (cut off, punched, broken) is shown again from a copy, which knows
       * of each page what is the matter with it. */
      if (seen == 0)
        {
          seen = (gsize) MIN (extent.length, VIEW_MAX);
          go_on = scan_copied (self, (MgRange) { extent.start, seen }, copy, piece, unreadable);
        }
      if (!go_on)
        return FALSE;
      if (as_chosen && seen == VIEW_MAX)
        note_scan (way, seen, g_get_monotonic_time () - start_us);
      extent = (MgRange) { extent.start + seen, extent.length - seen };
    }
  return TRUE;
}

static gboolean
posix_source_scan (MgSource *source, MgRange range, MgScanFunc func, gpointer user_data,
                   MgRangeSet *unreadable, GError **error)
{
  PosixSource *self = (PosixSource *) source;
  g_autofree guint8 *copy = NULL;
  Piece piece = { .func = func, .user_data = user_data };
  guint64 end = mg_range_end (range);
  MgRange extent;

  for (guint64 at = range.start; at < end && posix_source_next_data (source, at, &extent);)
    {
      extent = mg_range_intersect (extent, (MgRange) { at, end - at });
      if (extent.length == 0)
        break;
      at = mg_range_end (extent);
      if (!scan_extent (self, extent, &copy, &piece, unreadable))
        break;
    }
  return TRUE;
}

/* Makes the kept view hold @hull.  It grows, so that calls in turn for a word and for a frame share
 * one.  Returns: FALSE where there is none, and bytes have to be read by system calls */
static gboolean
keep_view (PosixSource *self, MgRange hull)
{
  gsize page = mg_platform_get_page_size ();
  MgRange wanted = mg_range_align (hull, page);
  guint64 start, end;

  if (self->kept != NULL && wanted.start >= self->kept_range.start
      && mg_range_end (wanted) <= mg_range_end (self->kept_range))
    return TRUE;
  if (wanted.length > KEPT_MAX || self->kept_failed)
    return FALSE;

  if (self->kept != NULL)
    {
      start = MIN (wanted.start, self->kept_range.start);
      end = MAX (mg_range_end (wanted), mg_range_end (self->kept_range));
      if (end - start <= KEPT_MAX)
        wanted = (MgRange) { start, end - start };
      munmap (self->kept, (gsize) self->kept_range.length);
    }
  self->kept = mg_hole_trap_map (&self->hole_trap, self->fd, wanted.start, (gsize) wanted.length);
  self->kept_range = wanted;
  self->kept_failed = self->kept == NULL;
  return self->kept != NULL;
}

/* Steps made from the kept view, as far as they got. */
typedef struct
{
  const guint8 *view;
  guint64 offset; /* of the view */
  const MgReadStep *steps;
  gsize n_steps;
  volatile gsize n_done;
} OrderedCopy;

static void
load_word (void *to, const guint8 *from, gsize length)
{
  switch (length)
    {
    case 1:
      *(guint8 *) to = __atomic_load_n (from, __ATOMIC_ACQUIRE);
      break;
    case 2:
      memcpy (to, &(guint16) { __atomic_load_n ((const guint16 *) from, __ATOMIC_ACQUIRE) }, 2);
      break;
    case 4:
      memcpy (to, &(guint32) { __atomic_load_n ((const guint32 *) from, __ATOMIC_ACQUIRE) }, 4);
      break;
    default:
      memcpy (to, &(guint64) { __atomic_load_n ((const guint64 *) from, __ATOMIC_ACQUIRE) }, 8);
      break;
    }
}

static gboolean
copy_ordered_cb (gpointer data)
{
  OrderedCopy *copy = data;

  for (gsize i = copy->n_done; i < copy->n_steps; copy->n_done = ++i)
    {
      const MgReadStep *step = &copy->steps[i];
      const guint8 *from = copy->view + (step->offset - copy->offset);

      mg_source_order_loads ();
      if (mg_read_step_is_word (step))
        load_word (step->buffer, from, step->length);
      else
        memcpy (step->buffer, from, step->length);
    }
  mg_source_order_loads ();
  return TRUE;
}

/* Loads from a view are the publisher's own bytes and words are whole.  What faults in it (a hole, a
 * page cut off) and what no view can be had of, is read by pread() with the same barriers: also
 * live, page by page from the same memory; but the kernel's copy of a word may be made of bytes. */
static gboolean
posix_source_read_ordered (MgSource *source, const MgReadStep *steps, gsize n_steps, GError **error)
{
  PosixSource *self = (PosixSource *) source;
  gboolean viewed = keep_view (self, mg_read_steps_get_hull (steps, n_steps));
  OrderedCopy copy = { self->kept, self->kept_range.start, steps, n_steps, 0 };
  gboolean done;

  while (copy.n_done < n_steps)
    {
      const MgReadStep *step;

      if (viewed
          && mg_guard_run (self->kept, (gsize) self->kept_range.length, copy_ordered_cb, &copy,
                           &done))
        break;

      step = &steps[copy.n_done];
      mg_source_order_loads ();
      if (!read_all (self, step, error))
        return FALSE;
      mg_source_order_loads ();
      copy.n_done++;
    }
  return TRUE;
}

/* The name is gone.  Says whether the memory is known to be somebody's. */
static MgPresence
look_for_holders (PosixSource *self)
{
  gint64 now = g_get_monotonic_time ();
  struct stat status;
  guint32 pid;

  if (fstat (self->fd, &status) != 0)
    return MG_PRESENCE_GONE;
  if (status.st_nlink > 0) /* renamed */
    return MG_PRESENCE_UNNAMED;

  if (self->search == NULL)
    {
      if (self->holder_pid != 0 && mg_holder_search_one (self->identity, self->holder_pid))
        return MG_PRESENCE_UNNAMED;
      if (self->holder_pid == 0 && self->search_us != 0
          && now - self->search_us < SEARCH_INTERVAL_US)
        return self->presence;
      self->holder_pid = 0;
      self->search = mg_holder_search_new (self->identity);
      self->search_us = now;
    }

  /* With very many processes it takes a few calls, and the last answer stands until then. */
  if (!mg_holder_search_step (self->search, now + SEARCH_BUDGET_US, &pid))
    return self->presence;
  g_clear_pointer (&self->search, mg_holder_search_free);
  self->holder_pid = pid;
  return pid != 0 ? MG_PRESENCE_UNNAMED : MG_PRESENCE_GONE;
}

static MgPresence
posix_source_verify (MgSource *source)
{
  PosixSource *self = (PosixSource *) source;
  g_autoptr (GError) error = NULL;
  struct stat status;
  int fd = mg_shm_open_path (self->name, &status, &error);

  if (fd >= 0)
    {
      close (fd);
      self->presence = mg_identity_equal (mg_shm_identity (&status), self->identity)
                           ? MG_PRESENCE_LIVE
                           : MG_PRESENCE_REPLACED;
      g_clear_pointer (&self->search, mg_holder_search_free);
      self->search_us = 0;
    }
  else if (error->code == MG_ERROR_NOT_FOUND || error->code == MG_ERROR_NO_NAMESPACE)
    self->presence = look_for_holders (self);
  /* Else the name may not be looked up for now, and what was known stands. */
  return self->presence;
}

static void
posix_source_keep_views (MgSource *source)
{
  PosixSource *self = (PosixSource *) source;

  if (self->scan_views == NULL)
    self->scan_views = g_new0 (guint8 *, SCAN_VIEWS_MAX);
}

static void
posix_source_finalize (MgSource *source)
{
  PosixSource *self = (PosixSource *) source;

  for (gsize i = 0; self->scan_views != NULL && i < SCAN_VIEWS_MAX; i++)
    if (self->scan_views[i] != NULL)
      munmap (self->scan_views[i], VIEW_MAX);
  g_free (self->scan_views);
  if (self->kept != NULL)
    munmap (self->kept, (gsize) self->kept_range.length);
  mg_hole_trap_close (&self->hole_trap);
  close (self->fd);
  mg_holder_search_free (self->search);
  mg_name_unref (self->name);
  g_free (self);
}

static MgSource *posix_source_dup (MgSource *source);

static const MgSourceOps posix_source_ops = {
  .dup_info = posix_source_dup_info,
  .get_size = posix_source_get_size,
  .read = posix_source_read,
  .read_ordered = posix_source_read_ordered,
  .scan = posix_source_scan,
  .keep_views = posix_source_keep_views,
  .next_data = posix_source_next_data,
  .dup = posix_source_dup,
  .verify = posix_source_verify,
  .finalize = posix_source_finalize,
};

/* @fd: (transfer full) */
static PosixSource *
posix_source_new (MgName *name, int fd, MgIdentity identity, guint64 size)
{
  PosixSource *self = g_new0 (PosixSource, 1);

  mg_source_init (&self->source, &posix_source_ops);
  self->name = mg_name_ref (name);
  self->fd = fd;
  self->identity = identity;
  self->size = size;
  self->hole_trap = (MgHoleTrap) MG_HOLE_TRAP_INIT;
  self->presence = MG_PRESENCE_LIVE;
  return self;
}

static MgSource *
posix_source_dup (MgSource *source)
{
  PosixSource *self = (PosixSource *) source;
  int fd = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);

  return fd >= 0 ? &posix_source_new (self->name, fd, self->identity, self->size)->source : NULL;
}

static void
set_error_link (GError **error, int fd, const char *text)
{
  char target[PATH_MAX];
  gssize length = readlinkat (fd, "", target, sizeof target - 1);
  g_autofree char *shown = NULL;
  g_autofree char *hint = NULL;

  target[MAX (length, 0)] = '\0';
  shown = g_filename_display_name (target);
  hint = g_strdup_printf (_ ("It leads to %s. Links are not followed: give the object's own name."),
                          shown);
  mg_set_error (error, MG_ERROR_WRONG_TYPE, hint, _ ("%s: this is a symbolic link"), text);
}

/* Returns: FALSE where it is something that bytes cannot be read from at an offset */
static gboolean
check_type (const struct stat *status, int fd, const char *text, GError **error)
{
  const char *hint = _ ("Only regular files in /dev/shm are shared memory.");

  switch (status->st_mode & S_IFMT)
    {
    case S_IFREG:
      return TRUE;
    case S_IFLNK:
      set_error_link (error, fd, text);
      return FALSE;
    case S_IFDIR:
      mg_set_error (error, MG_ERROR_WRONG_TYPE, _ ("Give the name of an object in it."),
                    _ ("%s: this is a folder"), text);
      return FALSE;
    case S_IFIFO:
      mg_set_error (error, MG_ERROR_WRONG_TYPE, hint, _ ("%s: this is a FIFO"), text);
      return FALSE;
    case S_IFSOCK:
      mg_set_error (error, MG_ERROR_WRONG_TYPE, hint, _ ("%s: this is a socket"), text);
      return FALSE;
    default:
      mg_set_error (error, MG_ERROR_WRONG_TYPE, hint, _ ("%s: this is a device"), text);
      return FALSE;
    }
}

static gboolean
is_in_group (gid_t group)
{
  gid_t groups[1024];
  int n = getgroups (G_N_ELEMENTS (groups), groups);

  for (int i = 0; i < n; i++)
    if (groups[i] == group)
      return TRUE;
  return group == getegid ();
}

/* Says which of the three read permissions counts and who can give it. */
static void
set_error_denied (GError **error, int code, const struct stat *status, MgName *name)
{
  g_autoptr (MgObjectInfo) info = mg_shm_info_new (name, status);
  g_autofree char *mode = mg_object_mode_to_string (info->mode);
  g_autofree char *hint = NULL;

  if (status->st_uid == geteuid ())
    hint = g_strdup_printf (_ ("It is yours with mode %s, without the read permission for its "
                               "owner: chmod u+r gives it."),
                            mode);
  else if (is_in_group (status->st_gid))
    hint = g_strdup_printf (_ ("It belongs to %s with mode %s, without the read permission for your "
                               "group: its owner can give it with chmod g+r, or run as root."),
                            info->owner, mode);
  else
    hint = g_strdup_printf (_ ("It belongs to %s with mode %s, without the read permission for "
                               "others: its owner can give it with chmod o+r, or run as %s."),
                            info->owner, mode, info->owner);
  mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) code, mg_name_get_text (name));
  if (error != NULL)
    mg_error_set_hint (*error, hint);
}

/* Opens for reading what @path_fd was opened on.  O_NONBLOCK and O_NOCTTY should it be no regular
 * file after all; O_NOATIME is for owners alone. */
static int
reopen (int path_fd)
{
  static const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  char path[64];
  int fd;

  g_snprintf (path, sizeof path, "/proc/self/fd/%d", path_fd);
  fd = open (path, flags | O_NOATIME);
  if (fd < 0 && errno == EPERM)
    fd = open (path, flags);
  return fd;
}

MgSource *
mg_platform_open (MgName *name, GError **error)
{
  const char *text = mg_name_get_text (name);
  struct stat status, opened;
  int path_fd, fd, code;

  if (mg_name_get_kind (name) != MG_KIND_POSIX)
    {
      mg_set_error (error, MG_ERROR_UNSUPPORTED,
                    _ ("Sections are Windows' own. Objects here have names such as /name."),
                    _ ("%s: this system has no sections"), text);
      return NULL;
    }

  path_fd = mg_shm_open_path (name, &status, error);
  if (path_fd < 0)
    return NULL;
  if (!check_type (&status, path_fd, text, error))
    {
      close (path_fd);
      return NULL;
    }

  fd = reopen (path_fd);
  code = errno;
  close (path_fd);
  if (fd < 0)
    {
      if (code == EACCES || code == EPERM)
        set_error_denied (error, code, &status, name);
      else
        mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) code, text);
      return NULL;
    }
  if (fstat (fd, &opened) != 0
      || !mg_identity_equal (mg_shm_identity (&opened), mg_shm_identity (&status)))
    {
      close (fd);
      mg_set_error (error, MG_ERROR_GONE, _ ("Open it again."),
                    _ ("%s: another object took its place while it was opened"), text);
      return NULL;
    }

  return &posix_source_new (name, fd, mg_shm_identity (&opened), (guint64) opened.st_size)->source;
}
