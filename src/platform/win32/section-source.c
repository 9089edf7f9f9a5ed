#include "config.h"

#include "platform/platform.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/error.h"
#include "core/window.h"
#include "platform/win32/holders.h"
#include "platform/win32/safe-copy.h"
#include "platform/win32/section.h"

/* A section by its name.
 *
 * A section's handle keeps its name alive, and the publisher from making it anew; so none is kept.
 * What is kept, of sections in the page file, is a read-only view: it keeps memory and no name.
 * Each verification opens the name once more, maps the same part again, and takes that for the old
 * one: what is read then belongs to whoever has the name now.  A view of a file keeps its publisher
 * from cutting the file; so of those nothing is kept, and each read maps for itself.
 *
 * Whether the name still leads to the same section the system does not say: there is no number a
 * user may ask for.  Another size, other attributes, another file, or a name that was seen gone in
 * between tell surely.  Beyond that, two views of one section show the same bytes at all times: a
 * byte that is steady in the old view, steady in the new one, and not the same in both, is in two
 * sections.  What this cannot tell apart are two sections that hold the same bytes where they are
 * looked at, or nothing but bytes that never rest; then the object counts as the same, and what is
 * read from then on is still read from the new one. */

#define VIEW_MAX ((gsize) 16 * 1024 * 1024)
#define VIEW_STEP (VIEW_MAX / 2) /* larger objects are looked at through windows that begin here */
#define SCAN_PIECE ((gsize) 256 * 1024)
#define COMPARE_MAX ((gsize) 1024 * 1024) /* of a view, around what was read last */
#define COMPARE_ROUNDS 16
#define QUIET_US (2 * G_USEC_PER_SEC)

typedef struct
{
  MgSource parent;
  MgName *name;
  MgIdentity identity;
  guint64 size;        /* bytes */
  guint32 attributes;  /* MG_SECTION_* */
  gboolean may_query;
  guint16 *file;       /* what is behind a file-backed section, in the system's words; or NULL */
  gsize file_length;   /* units */

  MgView view;         /* the kept one; never of a file */
  guint64 read_offset; /* of what was last read through it */
  MgPresence presence; /* as last found; REPLACED stays */
  gboolean name_gone;  /* it was seen to be: what has the name from then on is another one */
  MgHolderWatch *watch;

  /* While the name is gone: part of the view as it was, and when that was last seen to change. */
  guint8 *before;
  MgRange before_part;
  gboolean changing;
  gint64 change_us;
  gboolean held; /* when last looked, a process that had a handle was running */
} SectionSource;

static gboolean
keeps_view (const SectionSource *self)
{
  return !mg_section_is_file (self->attributes);
}

/* --- Looking the name up --- */

typedef enum
{
  FOUND_SAME,    /* nothing speaks against it being the same section; it is open */
  FOUND_OTHER,   /* the name leads to something else */
  FOUND_NOTHING, /* the name is gone */
  FOUND_UNKNOWN, /* this time it could not be found out */
} Found;

/* The right to ask may be missing: then the whole is mapped to see how long it is. */
static guint64
measure (const MgSection *section)
{
  MgView whole = { 0 };
  guint64 size;

  if (section->size != MG_UNKNOWN)
    return section->size;
  if (mg_status_is_error (mg_section_map (section, 0, 0, &whole)))
    return MG_UNKNOWN;
  size = whole.length;
  mg_view_unmap (&whole);
  return size;
}

static Found
look_name_up (SectionSource *self, MgSection *section)
{
  MgStatus status = mg_section_open (self->name, section);

  if (status == MG_STATUS_NAME_NOT_FOUND || status == MG_STATUS_PATH_NOT_FOUND)
    {
      self->name_gone = TRUE;
      return FOUND_NOTHING;
    }
  if (status == MG_STATUS_ACCESS_DENIED || status == MG_STATUS_TYPE_MISMATCH)
    return FOUND_OTHER;
  if (mg_status_is_error (status))
    return FOUND_UNKNOWN;

  if (self->name_gone || !section->may_map || measure (section) != self->size
      || (self->may_query && section->may_query && section->attributes != self->attributes))
    {
      mg_section_close (section);
      return FOUND_OTHER;
    }
  return FOUND_SAME;
}

/* --- Mapping --- */

/* Maps a part that holds @offset: all of a small object, a window of a large one; of a file no
 * more than @length bytes. */
static MgStatus
map_part (const SectionSource *self, const MgSection *section, guint64 offset, guint64 length,
          MgView *view)
{
  MgRange wanted = { 0, self->size };
  MgWindow window;

  /* An image is laid out as a whole. */
  if (self->attributes & MG_SECTION_IMAGE & ~MG_SECTION_FILE)
    return mg_section_map (section, 0, 0, view);

  if (!keeps_view (self))
    wanted = (MgRange) { offset, length };
  else if (self->size > VIEW_MAX)
    wanted = mg_range_clip ((MgRange) { offset - offset % VIEW_STEP, VIEW_MAX }, self->size);
  if (!mg_window_fit (wanted, self->size, mg_section_get_granularity (self->attributes), VIEW_MAX,
                      &window, NULL))
    return MG_STATUS_INVALID_VIEW_SIZE;
  return mg_section_map (section, window.map_offset, window.map_length, view);
}

/* The part of the kept view that stands for all of it. */
static MgRange
get_compared_part (const SectionSource *self)
{
  guint64 length = MIN (self->view.length, COMPARE_MAX);
  guint64 start = MAX (self->read_offset, self->view.offset);

  start -= start % mg_platform_get_page_size ();
  start = MIN (start, self->view.offset + (self->view.length - length));
  return (MgRange) { start, length };
}

/**
 * is_other_page:
 * @first, @second: at most a page of two views
 *
 * Returns: TRUE where it is certain that they are not the same memory
 */
static gboolean
is_other_page (const guint8 *first, const guint8 *second, gsize length)
{
  guint8 a[4096], b[4096], a_again[4096], b_again[4096];
  gboolean candidates = TRUE;

  if (mg_safe_copy (a, first, length) != 0 || mg_safe_copy (b, second, length) != 0)
    return FALSE;
  if (memcmp (a, b, length) == 0)
    return FALSE;

  for (guint round = 0; round < COMPARE_ROUNDS && candidates; round++)
    {
      gboolean swap = round % 2 != 0; /* falls in step with no writer */

      if (mg_safe_copy (swap ? b_again : a_again, swap ? second : first, length) != 0
          || mg_safe_copy (swap ? a_again : b_again, swap ? first : second, length) != 0)
        return FALSE;
      candidates = FALSE;
      for (gsize i = 0; i < length; i++)
        {
          if (a[i] == b[i])
            continue;
          if (a_again[i] == a[i] && b_again[i] == b[i])
            candidates = TRUE;
          else
            a[i] = b[i]; /* it moves: it tells nothing from now on */
        }
    }
  return candidates;
}

/* Whether @twin, a view of the same part, is surely of another section than the kept view. */
static gboolean
is_other_memory (const SectionSource *self, const MgView *twin)
{
  MgRange part = get_compared_part (self);

  for (guint64 offset = part.start; offset < mg_range_end (part); offset += 4096)
    {
      gsize at = offset - self->view.offset;

      if (is_other_page (self->view.bytes + at, twin->bytes + at,
                         MIN (mg_range_end (part) - offset, 4096)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_other_file (const SectionSource *self, const MgView *view)
{
  gsize length = 0;
  g_autofree guint16 *file = mg_view_dup_file_name (view, &length);

  return self->file != NULL && file != NULL
         && (length != self->file_length
             || memcmp (file, self->file, length * sizeof (guint16)) != 0);
}

/**
 * acquire:
 * @length: how many bytes are wanted of a file; others come in windows
 * @view: (out): holds @offset; to be unmapped.  Untouched on failure
 *
 * Looks the name up, makes sure of the section as far as that can be, and maps.  No handle is left.
 */
static Found
acquire (SectionSource *self, guint64 offset, guint64 length, MgView *view, MgStatus *status,
         guint *n_other_handles)
{
  MgSection section;
  MgView fresh = { 0 };
  Found found = look_name_up (self, &section);

  *status = 0;
  if (found != FOUND_SAME)
    return found;
  *n_other_handles = section.n_other_handles;

  if (self->view.bytes != NULL)
    {
      *status = mg_section_map (&section, self->view.offset, self->view.length, &fresh);
      if (!mg_status_is_error (*status) && is_other_memory (self, &fresh))
        found = FOUND_OTHER;
      else if (!mg_status_is_error (*status) && !mg_view_contains (&fresh, offset))
        mg_view_unmap (&fresh);
    }
  if (found == FOUND_SAME && fresh.bytes == NULL && !mg_status_is_error (*status))
    *status = map_part (self, &section, offset, length, &fresh);
  mg_section_close (&section);

  if (found == FOUND_SAME && fresh.bytes != NULL && is_other_file (self, &fresh))
    found = FOUND_OTHER;
  if (found == FOUND_SAME && mg_status_is_error (*status))
    found = FOUND_UNKNOWN;
  if (found == FOUND_SAME)
    *view = fresh;
  else
    mg_view_unmap (&fresh);
  return found;
}

static void
set_replaced (SectionSource *self)
{
  self->presence = MG_PRESENCE_REPLACED;
  mg_view_unmap (&self->view);
}

/* --- Reading --- */

static void
set_lost_error (const SectionSource *self, Found found, MgStatus status, GError **error)
{
  const char *text = mg_name_get_text (self->name);

  if (found == FOUND_UNKNOWN)
    mg_set_error_system (error, MG_SYSTEM_NTSTATUS,
                         mg_status_is_error (status) ? status : MG_STATUS_UNSUCCESSFUL, text);
  else
    mg_set_error (error, MG_ERROR_GONE, _ ("It is shown again as soon as it is opened anew"),
                  found == FOUND_OTHER ? _ ("%s: another object took its name")
                                       : _ ("%s: the object went away"),
                  text);
}

/**
 * get_view:
 * @temporary: an empty view to begin with; holds what is mapped for the moment
 * @keep: whether the kept view moves to where it is wanted
 *
 * Returns: (nullable): a view that holds @offset, NULL with @error
 */
static const MgView *
get_view (SectionSource *self, guint64 offset, guint64 length, gboolean keep, MgView *temporary,
          GError **error)
{
  Found found;
  MgStatus status;
  guint n_other_handles;

  if (mg_view_contains (temporary, offset))
    return temporary;
  mg_view_unmap (temporary);
  if (mg_view_contains (&self->view, offset))
    return &self->view;
  if (self->presence == MG_PRESENCE_GONE || self->presence == MG_PRESENCE_REPLACED)
    {
      set_lost_error (self, self->presence == MG_PRESENCE_GONE ? FOUND_NOTHING : FOUND_OTHER, 0,
                      error);
      return NULL;
    }

  found = acquire (self, offset, length, temporary, &status, &n_other_handles);
  if (found == FOUND_OTHER)
    set_replaced (self);
  if (found != FOUND_SAME || !mg_view_contains (temporary, offset))
    {
      set_lost_error (self, found == FOUND_SAME ? FOUND_UNKNOWN : found, status, error);
      return NULL;
    }
  if (!keep || !keeps_view (self))
    return temporary;

  mg_view_unmap (&self->view);
  self->view = *temporary;
  *temporary = (MgView) { 0 };
  return &self->view;
}

/* Copies from one view as much as it has.  Returns: how many bytes it had */
static gsize
copy_from (const MgView *view, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
           gsize *n_copied)
{
  gsize skip = offset - view->offset;
  gsize usable = MIN (length, view->length - skip);

  *n_copied += mg_safe_copy_pages (buffer, view->bytes + skip, usable, offset, unreadable);
  return usable;
}

static gboolean
read_section (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
              GError **error)
{
  SectionSource *self = (SectionSource *) source;
  g_autoptr (GError) local_error = NULL;
  MgView temporary = { 0 };
  gsize done = 0;
  gsize n_copied = 0;

  while (done < length)
    {
      const MgView *view
          = get_view (self, offset + done, length - done, TRUE, &temporary, &local_error);

      if (view == NULL)
        break;
      done += copy_from (view, offset + done, (guint8 *) buffer + done, length - done, unreadable,
                         &n_copied);
    }
  mg_view_unmap (&temporary);
  self->read_offset = offset;

  if (done < length)
    {
      memset ((guint8 *) buffer + done, 0, length - done);
      if (unreadable != NULL)
        mg_range_set_add (unreadable, (MgRange) { offset + done, length - done });
    }
  if (n_copied > 0)
    return TRUE;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    mg_set_error (error, MG_ERROR_UNREADABLE,
                  self->attributes & MG_SECTION_RESERVE
                      ? _ ("Its publisher has reserved these pages and not committed them")
                      : _ ("What is behind these pages cannot be read in; others may be readable"),
                  _ ("%s: none of the bytes asked for can be read"), mg_name_get_text (self->name));
  return FALSE;
}

/* Returns: FALSE where a byte of it could not be read */
static gboolean
copy_step (const MgView *view, const MgReadStep *step, gsize done, gsize length)
{
  const guint8 *from = view->bytes + (step->offset + done - view->offset);
  guint8 *to = (guint8 *) step->buffer + done;

  mg_source_order_loads ();
  if (done == 0 && mg_read_step_is_word (step))
    return mg_safe_load (to, from, length);
  return mg_safe_copy (to, from, length) == 0;
}

/* The kept view moves to the steps; of a file, all of them are mapped at once.  Steps too far
 * apart for one view find the rest in passing. */
static gboolean
read_section_ordered (MgSource *source, const MgReadStep *steps, gsize n_steps, GError **error)
{
  SectionSource *self = (SectionSource *) source;
  MgRange hull = mg_read_steps_get_hull (steps, n_steps);
  MgView temporary = { 0 };
  gboolean done = get_view (self, hull.start, MIN (hull.length, VIEW_MAX), TRUE, &temporary, error)
                  != NULL;

  for (gsize i = 0; i < n_steps && done; i++)
    for (gsize at = 0, length; at < steps[i].length && done; at += length)
      {
        guint64 offset = steps[i].offset + at;
        const MgView *view
            = get_view (self, offset, steps[i].length - at, FALSE, &temporary, error);

        length = view != NULL ? MIN (steps[i].length - at, view->length - (offset - view->offset)) : 0;
        done = view != NULL && copy_step (view, &steps[i], at, length);
        if (view != NULL && !done)
          mg_set_error (error, MG_ERROR_UNREADABLE, NULL, _ ("%s: some of these bytes cannot be read"),
                        mg_name_get_text (self->name));
      }
  mg_source_order_loads ();
  mg_view_unmap (&temporary);
  self->read_offset = hull.start;
  return done;
}

/* A page may be decommitted or a file cut while @func looks: it gets a copy.  A quarter of a MiB
 * stays in the processor's cache. */
static gboolean
scan_section (MgSource *source, MgRange range, MgScanFunc func, gpointer user_data,
              MgRangeSet *unreadable, GError **error)
{
  SectionSource *self = (SectionSource *) source;
  g_autofree guint8 *piece = g_malloc (SCAN_PIECE);
  g_autoptr (MgRangeSet) holes = mg_range_set_new ();
  g_autoptr (GError) local_error = NULL;
  MgView temporary = { 0 };
  guint64 offset = range.start;
  guint64 end = mg_range_end (range);
  gsize n_copied = 0;
  gboolean going = TRUE;

  while (offset < end && going)
    {
      gsize length = MIN (end - offset, SCAN_PIECE);
      const MgView *view = get_view (self, offset, length, FALSE, &temporary, &local_error);

      if (view == NULL)
        break;
      mg_range_set_clear (holes);
      length = copy_from (view, offset, piece, length, holes, &n_copied);
      if (!keeps_view (self))
        mg_view_unmap (&temporary);
      going = mg_scan_show_copy (piece, (MgRange) { offset, length }, holes, func, user_data,
                                 unreadable);
      offset += length;
    }
  mg_view_unmap (&temporary);

  if (local_error == NULL)
    return TRUE;
  if (unreadable != NULL)
    mg_range_set_add (unreadable, (MgRange) { offset, end - offset });
  if (n_copied > 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* --- What has become of it --- */

/* Whether the memory behind the kept view changed since the last call; FALSE the first time. */
static gboolean
look_for_change (SectionSource *self)
{
  MgRange part = self->before != NULL ? self->before_part : get_compared_part (self);
  g_autofree guint8 *now = g_malloc (part.length);
  gboolean changed;

  mg_safe_copy_pages (now, self->view.bytes + (part.start - self->view.offset), part.length,
                      part.start, NULL);
  changed = self->before != NULL && memcmp (self->before, now, part.length) != 0;
  g_free (self->before);
  self->before = g_steal_pointer (&now);
  self->before_part = part;
  return changed;
}

/* The name is gone.  The memory is alive while a process that had a handle of the section runs
 * (whether that one still maps it, nobody can say), or while its bytes change.  Who held it may be
 * unknown, for lack of rights or of time: then it counts as alive until it has been quiet. */
static MgPresence
look_after_unnamed (SectionSource *self)
{
  gint64 now_us = g_get_monotonic_time ();
  MgHoldersState holders;
  gboolean was_held = self->held;

  if (self->view.bytes == NULL)
    return MG_PRESENCE_GONE;

  if (self->before == NULL)
    self->change_us = now_us;
  if (look_for_change (self))
    {
      self->changing = TRUE;
      self->change_us = now_us;
    }
  holders = mg_holder_watch_get_state (self->watch);
  self->held = holders == MG_HOLDERS_ALIVE;
  if (was_held && !self->held)
    {
      /* What changed until now was theirs: only what does from now on tells of somebody else. */
      self->changing = FALSE;
      return MG_PRESENCE_UNNAMED;
    }
  if (self->held
      || ((self->changing || holders == MG_HOLDERS_UNKNOWN) && now_us - self->change_us < QUIET_US))
    return MG_PRESENCE_UNNAMED;

  mg_view_unmap (&self->view);
  return MG_PRESENCE_GONE;
}

static MgPresence
verify_section (MgSource *source)
{
  SectionSource *self = (SectionSource *) source;
  MgView fresh = { 0 };
  MgSection section;
  MgStatus status;
  guint n_other_handles = 0;
  Found found;

  if (self->presence == MG_PRESENCE_REPLACED)
    return self->presence;

  if (self->view.bytes != NULL)
    found = acquire (self, self->view.offset, self->view.length, &fresh, &status, &n_other_handles);
  else
    {
      found = look_name_up (self, &section);
      if (found == FOUND_SAME)
        {
          n_other_handles = section.n_other_handles;
          mg_section_close (&section);
        }
    }

  switch (found)
    {
    case FOUND_SAME:
      self->presence = MG_PRESENCE_LIVE;
      if (fresh.bytes != NULL)
        {
          mg_view_unmap (&self->view);
          self->view = fresh;
        }
      mg_holder_watch_update (self->watch, n_other_handles);
      break;
    case FOUND_OTHER:
      set_replaced (self);
      break;
    case FOUND_NOTHING:
      self->presence = look_after_unnamed (self);
      break;
    case FOUND_UNKNOWN:
    default:
      break; /* as it was: the next time may tell */
    }
  return self->presence;
}

/* --- The rest of a source --- */

static MgObjectInfo *
dup_section_info (MgSource *source, GError **error)
{
  SectionSource *self = (SectionSource *) source;
  MgObjectInfo *info = mg_object_info_new (self->name);

  info->identity = self->identity;
  info->size = self->size;
  info->size_rounded = !mg_section_is_file (self->attributes);
  info->attributes = self->attributes;
  if (self->presence == MG_PRESENCE_LIVE)
    info->owner = mg_section_dup_owner (self->name);
  info->deleted = self->name_gone;
  return info;
}

static guint64
get_section_size (MgSource *source)
{
  return ((SectionSource *) source)->size;
}

static void
finalize_section (MgSource *source)
{
  SectionSource *self = (SectionSource *) source;

  mg_view_unmap (&self->view);
  mg_holder_watch_free (self->watch);
  mg_name_unref (self->name);
  g_free (self->file);
  g_free (self->before);
  g_free (self);
}

static const MgSourceOps section_ops = {
  .dup_info = dup_section_info,
  .get_size = get_section_size,
  .read = read_section,
  .read_ordered = read_section_ordered,
  .scan = scan_section,
  .verify = verify_section,
  .finalize = finalize_section,
};

/* What may not be asked for is seen by the first view. */
static void
guess_attributes (SectionSource *self, const MgView *view)
{
  MEMORY_BASIC_INFORMATION memory;

  if (self->file != NULL)
    self->attributes |= MG_SECTION_FILE;
  if (VirtualQuery (view->bytes, &memory, sizeof memory) == 0)
    return;
  if (memory.Type == MEM_IMAGE)
    self->attributes |= MG_SECTION_IMAGE;
  else if (self->file == NULL)
    self->attributes |= memory.State == MEM_COMMIT && memory.RegionSize >= view->length
                            ? MG_SECTION_COMMIT
                            : MG_SECTION_RESERVE;
}

static MgIdentity
make_identity (void)
{
  static gsize n_made;

  return (MgIdentity) { 0, g_atomic_pointer_add (&n_made, 1) + 1 };
}

MgSource *
mg_platform_open (MgName *name, GError **error)
{
  SectionSource *self;
  MgSection section;
  MgStatus status;
  MgView view = { 0 };
  guint64 size;

  if (mg_name_get_kind (name) != MG_KIND_SECTION)
    {
      mg_set_error (error, MG_ERROR_UNSUPPORTED,
                    _ ("Windows has sections: leave out “posix:” to look for one of that name"),
                    _ ("%s: there is no POSIX shared memory on this system"),
                    mg_name_get_text (name));
      return NULL;
    }
  status = mg_section_open (name, &section);
  if (!mg_status_is_error (status) && !section.may_map)
    {
      mg_section_close (&section);
      status = MG_STATUS_ACCESS_DENIED;
    }
  if (mg_status_is_error (status))
    {
      mg_section_set_open_error (error, status, name);
      return NULL;
    }

  size = measure (&section);
  self = g_new0 (SectionSource, 1);
  mg_source_init (&self->parent, &section_ops);
  self->name = mg_name_ref (name);
  self->identity = make_identity ();
  self->may_query = section.may_query;
  self->attributes = section.attributes;
  self->size = size != MG_UNKNOWN ? size : 0;

  /* That it can be mapped is known before it is shown; and whoever ends right now has been seen. */
  status = map_part (self, &section, 0, MIN (self->size, SCAN_PIECE), &view);
  mg_section_close (&section);
  if (mg_status_is_error (status))
    {
      mg_source_unref (&self->parent);
      mg_set_error_system (error, MG_SYSTEM_NTSTATUS, status, mg_name_get_text (name));
      return NULL;
    }
  self->file = mg_view_dup_file_name (&view, &self->file_length);
  if (!self->may_query)
    guess_attributes (self, &view);
  if (keeps_view (self))
    self->view = view;
  else
    mg_view_unmap (&view);
  self->watch = mg_holder_watch_new (name, self->attributes);
  mg_holder_watch_update (self->watch, section.n_other_handles);
  return &self->parent;
}
