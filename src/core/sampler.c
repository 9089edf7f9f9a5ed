#include "config.h"

#include "core/sampler.h"

#include "core/error.h"
#include "core/frame-annotation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A page that nobody looked at for this long has no known time of change. */
#define CONTINUITY_US (2 * G_USEC_PER_SEC)

/* A page as it was last read.  The page is immutable; when it was read is not. */
typedef struct
{
  MgPage *page;
  gint64 read_us;
  guint64 sample; /* the number of the sample that read it */
} Entry;

struct _MgSampler
{
  MgName *name;
  MgOpenFunc open;
  gpointer open_data;
  MgEventFunc event;
  gpointer event_data;

  MgRangeSet *interest; /* whole pages, not clipped at the object's end: of both... */
  GArray *asked, *more; /* ...of MgRange */
  gboolean keep_whole;
  gboolean reattach;

  /* What is followed now.  source != NULL exactly in MG_STATE_LIVE and MG_STATE_UNNAMED. */
  MgSource *source;
  MgState state;
  GError *error;
  MgObjectInfo *info;
  guint64 size;
  guint generation;
  gint64 lookup_us;   /* when the name was last looked up */
  gboolean lookup_now;
  gboolean ended;     /* gone, and not to be attached again */

  gint64 now_us;      /* of this tick */
  MgFrameReader *frame; /* NULL: no protocol is known */
  guint64 n_frames;     /* that it had read before the last tick */
  MgStructure *structure; /* (nullable): says which protocol */
  const MgNameContext *names;
  MgLock *lock;         /* (nullable): until the reader gets it */
  gboolean take_mutex;
  gint64 followed_us;   /* when the structure was last asked; 0: it is to be now */
  gboolean dead;        /* the publisher says that it has ended */
  GArray *entries;    /* of Entry, ascending by offset */
  guint64 n_samples;
  gint64 epoch_us;    /* the zero of changed_ms */
  gint64 read_us;
  gint64 change_us;
  gint64 whole_us;
  guint8 *scratch;
  MgRangeSet *unreadable;

  MgSnapshot *snapshot;
  gboolean dirty; /* something differs from the snapshot */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  mg_page_unref (entry->page);
}

const char *
mg_event_type_to_string (MgEventType type)
{
  static const char *const words[] = { "attached", "back", "replaced", "resized", "unnamed", "gone" };

  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (words), NULL);
  return words[type];
}

static MgSnapshot *
make_snapshot (MgSampler *self)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->serial = self->snapshot != NULL ? self->snapshot->serial + 1 : 0;
  snapshot->generation = self->generation;
  snapshot->epoch_us = self->epoch_us;
  snapshot->state = self->state;
  snapshot->error = self->error != NULL ? g_error_copy (self->error) : NULL;
  snapshot->info = self->info != NULL ? mg_object_info_ref (self->info) : NULL;
  snapshot->size = self->size;
  snapshot->time_us = self->read_us;
  snapshot->real_time_us
      = self->read_us != 0 ? g_get_real_time () - (g_get_monotonic_time () - self->read_us) : 0;
  snapshot->pages = g_ptr_array_new_full (self->entries->len, (GDestroyNotify) mg_page_unref);
  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (snapshot->pages, mg_page_ref (g_array_index (self->entries, Entry, i).page));
  return snapshot;
}

MgSampler *
mg_sampler_new (MgName *name, MgOpenFunc open, gpointer open_data, MgEventFunc event,
                gpointer event_data)
{
  MgSampler *self = g_new0 (MgSampler, 1);

  self->name = mg_name_ref (name);
  self->open = open;
  self->open_data = open_data;
  self->event = event;
  self->event_data = event_data;
  self->reattach = TRUE;
  self->state = MG_STATE_WAITING;
  self->lookup_now = TRUE;
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->interest = mg_range_set_new ();
  self->asked = g_array_new (FALSE, FALSE, sizeof (MgRange));
  self->more = g_array_new (FALSE, FALSE, sizeof (MgRange));
  self->unreadable = mg_range_set_new ();
  self->scratch = g_malloc (MG_SAMPLER_INTEREST_MAX);
  /* A stamp of 0 means never: the zero lies a moment back. */
  self->epoch_us = g_get_monotonic_time () - 1000;
  self->snapshot = make_snapshot (self);
  return self;
}

void
mg_sampler_free (MgSampler *self)
{
  if (self == NULL)
    return;
  mg_source_unref (self->source);
  mg_object_info_unref (self->info);
  mg_snapshot_unref (self->snapshot);
  g_clear_error (&self->error);
  mg_sampler_set_frame (self, NULL, NULL);
  g_array_unref (self->asked);
  g_array_unref (self->more);
  g_array_unref (self->entries);
  mg_range_set_free (self->interest);
  mg_range_set_free (self->unreadable);
  g_free (self->scratch);
  mg_name_unref (self->name);
  g_free (self);
}

void
mg_sampler_set_interest (MgSampler *self, MgRange interest)
{
  mg_sampler_set_interests (self, &interest, 1);
}

static void
replace_interests (MgSampler *self, GArray *which, const MgRange *ranges, gsize n_ranges)
{
  const GArray *both[] = { self->asked, self->more };

  g_array_set_size (which, 0);
  if (n_ranges > 0)
    g_array_append_vals (which, ranges, (guint) n_ranges);
  mg_range_set_clear (self->interest);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint j = 0; j < both[i]->len; j++)
      mg_range_set_add (self->interest,
                        mg_range_align (g_array_index (both[i], MgRange, j), MG_SNAPSHOT_PAGE));
}

void
mg_sampler_set_interests (MgSampler *self, const MgRange *ranges, gsize n_ranges)
{
  replace_interests (self, self->asked, ranges, n_ranges);
}

void
mg_sampler_set_more_interests (MgSampler *self, const MgRange *ranges, gsize n_ranges)
{
  replace_interests (self, self->more, ranges, n_ranges);
}

void
mg_sampler_set_keep_whole (MgSampler *self, gboolean keep_whole)
{
  self->keep_whole = keep_whole;
}

void
mg_sampler_set_reattach (MgSampler *self, gboolean reattach)
{
  self->reattach = reattach;
  if (reattach)
    self->ended = FALSE;
}

void
mg_sampler_set_frame (MgSampler *self, const MgFrameProtocol *protocol, MgLock *lock)
{
  g_clear_pointer (&self->frame, mg_frame_reader_free);
  g_clear_pointer (&self->structure, mg_structure_unref);
  if (self->lock != NULL)
    self->lock->free (self->lock);
  self->lock = NULL;
  self->dead = FALSE;
  if (protocol != NULL)
    self->frame = mg_frame_reader_new (protocol, lock);
}

void
mg_sampler_set_structure (MgSampler *self, MgStructure *structure, const MgNameContext *names, MgLock *lock)
{
  mg_sampler_set_frame (self, NULL, NULL);
  if (structure == NULL)
    return;
  self->structure = mg_structure_ref (structure);
  self->names = names;
  self->lock = lock;
  self->take_mutex = lock != NULL;
  self->followed_us = 0;
}

const MgFrameProtocol *
mg_sampler_get_protocol (MgSampler *self)
{
  return self->frame != NULL ? mg_frame_reader_get_protocol (self->frame) : NULL;
}

/* Where offsets and counts of the protocol come from the object, they may be other ones in time.  What
 * makes no sense now leaves it as it was. */
static void
follow_structure (MgSampler *self, gint64 now_us)
{
  MgFieldBytes bytes;
  g_autoptr (MgFrameProtocol) protocol = NULL;

  if (self->structure == NULL
      || (self->followed_us != 0 && now_us - self->followed_us < MG_SAMPLER_VERIFY_US))
    return;
  self->followed_us = now_us;
  bytes = mg_field_bytes_from_source (self->source);
  self->dead = mg_structure_is_dead (self->structure, &bytes);
  protocol = mg_structure_dup_frame (self->structure, &bytes, self->names, self->take_mutex, NULL);
  if (protocol == NULL)
    return;
  if (self->frame == NULL)
    self->frame = mg_frame_reader_new (protocol, g_steal_pointer (&self->lock));
  else if (!mg_frame_protocol_equal (protocol, mg_frame_reader_get_protocol (self->frame)))
    mg_frame_reader_set_protocol (self->frame, protocol);
}

gboolean
mg_sampler_get_frame_stats (MgSampler *self, MgFrameStats *stats)
{
  if (self->frame == NULL)
    return FALSE;
  mg_frame_reader_get_stats (self->frame, stats);
  return TRUE;
}

void
mg_sampler_retry (MgSampler *self)
{
  self->ended = FALSE;
  self->lookup_now = TRUE;
}

static void
emit (MgSampler *self, MgEventType type, guint64 old_size, guint64 new_size)
{
  MgEvent event = { type, self->now_us, g_get_real_time (), old_size, new_size };

  self->dirty = TRUE;
  if (self->event != NULL)
    self->event (&event, self->event_data);
}

static void
set_error (MgSampler *self, GError *error)
{
  gboolean same = error == NULL ? self->error == NULL
                                : g_error_matches (self->error, error->domain, error->code)
                                      && strcmp (self->error->message, error->message) == 0;

  if (!same)
    self->dirty = TRUE;
  g_clear_error (&self->error);
  self->error = error;
}

static void
refresh_info (MgSampler *self)
{
  MgObjectInfo *info = mg_source_dup_info (self->source, NULL);

  if (info == NULL)
    return;
  mg_object_info_unref (self->info);
  self->info = info;
}

static void
detach (MgSampler *self, const char *what)
{
  GError *error = NULL;

  g_clear_pointer (&self->source, mg_source_unref);
  self->state = MG_STATE_GONE;
  self->ended = !self->reattach;
  mg_set_error (&error, MG_ERROR_GONE,
                self->ended ? _ ("Attaching again is turned off")
                            : _ ("It is shown again as soon as an object of that name appears"),
                "%s: %s", mg_name_get_text (self->name), what);
  set_error (self, error);
}

/* Opens what the name leads to; @type is what it means where that succeeds. */
static gboolean
attach (MgSampler *self, MgEventType type, guint64 old_size)
{
  GError *error = NULL;
  MgSource *source = self->open (self->name, self->open_data, &error);

  if (source == NULL)
    {
      /* Gone is the news; that there is nothing to open now is not. */
      if (self->state == MG_STATE_GONE && g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND))
        g_error_free (error);
      else
        set_error (self, error);
      return FALSE;
    }

  self->source = source;
  self->state = MG_STATE_LIVE;
  self->generation++;
  self->size = mg_source_get_size (source);
  self->whole_us = 0;
  self->followed_us = 0;
  g_array_set_size (self->entries, 0);
  if (self->frame != NULL)
    mg_frame_reader_reset (self->frame);
  refresh_info (self);
  set_error (self, NULL);
  emit (self, type, old_size, self->size);
  return TRUE;
}

static void
look_up (MgSampler *self)
{
  guint64 old_size = self->size;

  if (self->source == NULL)
    {
      if (!self->ended)
        attach (self, self->generation == 0 ? MG_EVENT_ATTACHED : MG_EVENT_BACK, old_size);
      return;
    }

  switch (mg_source_verify (self->source))
    {
    case MG_PRESENCE_LIVE:
      if (self->state == MG_STATE_UNNAMED)
        {
          self->state = MG_STATE_LIVE;
          emit (self, MG_EVENT_BACK, old_size, old_size);
        }
      break;
    case MG_PRESENCE_UNNAMED:
      if (self->state != MG_STATE_UNNAMED)
        {
          self->state = MG_STATE_UNNAMED;
          emit (self, MG_EVENT_UNNAMED, old_size, old_size);
        }
      break;
    case MG_PRESENCE_REPLACED:
      detach (self, _ ("another object took its name"));
      if (self->ended)
        emit (self, MG_EVENT_REPLACED, old_size, MG_UNKNOWN);
      else if (!attach (self, MG_EVENT_REPLACED, old_size))
        emit (self, MG_EVENT_GONE, old_size, old_size);
      break;
    case MG_PRESENCE_GONE:
    default:
      detach (self, _ ("the object went away"));
      emit (self, MG_EVENT_GONE, old_size, old_size);
      break;
    }
}

/* The index of the first entry whose page begins at or after @offset. */
static guint
find_entry (MgSampler *self, guint64 offset)
{
  guint low = 0;
  guint high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->entries, Entry, middle).page->offset < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Pages at a new end, and one that was cut by the old end, are not what they were. */
static void
drop_pages_at_end (MgSampler *self)
{
  while (self->entries->len > 0)
    {
      const MgPage *last = g_array_index (self->entries, Entry, self->entries->len - 1).page;

      if (last->length == MG_SNAPSHOT_PAGE && last->offset + last->length <= self->size)
        return;
      g_array_set_size (self->entries, self->entries->len - 1);
    }
}

static void
follow_size (MgSampler *self)
{
  guint64 size = mg_source_get_size (self->source);
  guint64 old_size = self->size;

  if (size == old_size)
    return;

  self->size = size;
  drop_pages_at_end (self);
  refresh_info (self);
  emit (self, MG_EVENT_RESIZED, old_size, size);
}

/* A copy of @before's stamps with those of the bytes that differ in @page set. */
static guint32 *
stamp_changes (const MgPage *before, const MgPage *page, guint32 stamp)
{
  guint32 *stamps = before->changed_ms != NULL
                        ? g_memdup2 (before->changed_ms, MG_SNAPSHOT_PAGE * sizeof (guint32))
                        : g_new0 (guint32, MG_SNAPSHOT_PAGE);
  gsize length = MIN (before->length, page->length);

  for (gsize i = 0; i < length; i++)
    if (before->bytes[i] != page->bytes[i])
      stamps[i] = stamp;
  return stamps;
}

/* Takes in what was just read of one page; bytes is NULL where nothing could be. */
static void
update_page (MgSampler *self, guint64 offset, gsize length, const guint8 *bytes, gint64 now_us)
{
  guint index = find_entry (self, offset);
  Entry *entry = index < self->entries->len ? &g_array_index (self->entries, Entry, index) : NULL;
  gboolean known = entry != NULL && entry->page->offset == offset;
  MgPage *before = known ? entry->page : NULL;
  MgPage *page;

  if (known && before->length == length && before->unreadable == (bytes == NULL)
      && (bytes == NULL || memcmp (before->bytes, bytes, length) == 0))
    {
      entry->read_us = now_us;
      entry->sample = self->n_samples;
      return;
    }

  page = mg_page_new (offset, length);
  page->unreadable = bytes == NULL;
  if (bytes != NULL)
    memcpy (page->bytes, bytes, length);
  else if (known)
    memcpy (page->bytes, before->bytes, MIN (length, before->length));

  if (known)
    {
      gboolean continuous = entry->sample + 1 >= self->n_samples
                            || now_us - entry->read_us <= CONTINUITY_US;

      if (continuous && bytes != NULL && !before->unreadable)
        {
          page->changed_ms = stamp_changes (before, page, (now_us - self->epoch_us) / 1000);
          self->change_us = now_us;
        }
      else if (before->changed_ms != NULL)
        page->changed_ms = g_memdup2 (before->changed_ms, MG_SNAPSHOT_PAGE * sizeof (guint32));
      mg_page_unref (before);
      *entry = (Entry) { page, now_us, self->n_samples };
    }
  else
    {
      Entry fresh = { page, now_us, self->n_samples };

      g_array_insert_val (self->entries, index, fresh);
    }
  self->dirty = TRUE;
}

/* Whether what was read of the range is half-written for all one knows. */
static gboolean
is_hidden (MgSampler *self, MgRange range)
{
  MgFrameStats stats;

  if (self->frame == NULL || !mg_frame_reader_hides (self->frame, range))
    return FALSE;
  mg_frame_reader_get_stats (self->frame, &stats);
  return stats.last != MG_FRAME_UNREADABLE;
}

/* @target: whole pages, clipped at the object's end, at most MG_SAMPLER_INTEREST_MAX. */
static void
read_pages (MgSampler *self, MgRange target, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  const MgRange *bad;
  gsize n_bad;
  gsize next_bad = 0;
  gboolean readable;

  mg_range_set_clear (self->unreadable);
  readable = mg_source_read (self->source, target.start, self->scratch, target.length,
                             self->unreadable, &error);
  if (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE))
    return; /* it shrank in this moment: the next tick knows */
  bad = mg_range_set_get_ranges (self->unreadable, &n_bad);
  if (self->frame != NULL)
    mg_frame_reader_patch (self->frame, target, self->scratch);

  for (guint64 offset = target.start; offset < mg_range_end (target); offset += MG_SNAPSHOT_PAGE)
    {
      gsize length = MIN (MG_SNAPSHOT_PAGE, mg_range_end (target) - offset);
      gboolean there;

      while (next_bad < n_bad && mg_range_end (bad[next_bad]) <= offset)
        next_bad++;
      there = readable && (next_bad == n_bad || bad[next_bad].start >= offset + length);
      if (there && is_hidden (self, (MgRange) { offset, length }))
        continue;
      update_page (self, offset, length, there ? self->scratch + (offset - target.start) : NULL,
                   now_us);
    }
}

static gboolean
is_kept_whole (MgSampler *self)
{
  return self->keep_whole && self->size <= MG_SAMPLER_WHOLE_MAX;
}

/* Forgets the pages that were not read for longest where there are too many: none that is looked at. */
static void
prune (MgSampler *self, guint n_wanted)
{
  if (is_kept_whole (self))
    return;
  while (self->entries->len > n_wanted + MG_SAMPLER_PAGES_MAX)
    {
      guint oldest = G_MAXUINT;

      for (guint i = 0; i < self->entries->len; i++)
        {
          const Entry *entry = &g_array_index (self->entries, Entry, i);

          if (!mg_range_set_contains (self->interest, entry->page->offset)
              && (oldest == G_MAXUINT
                  || entry->sample < g_array_index (self->entries, Entry, oldest).sample))
            oldest = i;
        }
      if (oldest == G_MAXUINT)
        return;
      g_array_remove_index (self->entries, oldest);
    }
}

static void
read_missing (MgSampler *self, MgRange target, gint64 now_us)
{
  for (guint64 offset = target.start; offset < mg_range_end (target); offset += MG_SNAPSHOT_PAGE)
    {
      guint index = find_entry (self, offset);

      if (index < self->entries->len
          && g_array_index (self->entries, Entry, index).page->offset == offset)
        continue;
      read_pages (self, mg_range_clip ((MgRange) { offset, MG_SNAPSHOT_PAGE }, self->size), now_us);
    }
}

/* Reads what is wanted of a stretch of pages.  Returns: its bytes in the object */
static gsize
sample_range (MgSampler *self, MgRange range, gsize most, gint64 now_us, MgReadMode read)
{
  range = mg_range_clip (range, self->size);
  range.length = MIN (range.length, most);
  if (range.length == 0)
    return 0;
  if (read == MG_READ_MISSING)
    read_missing (self, range, now_us);
  else
    read_pages (self, range, now_us);
  return range.length;
}

static void
read_frame (MgSampler *self)
{
  MgFrameStats stats;

  mg_frame_reader_get_stats (self->frame, &stats);
  self->n_frames = stats.n_frames;
  mg_frame_reader_read (self->frame, self->source, MG_FRAME_BUDGET_US, NULL);
}

static void
sample (MgSampler *self, gint64 now_us, MgReadMode read)
{
  gsize n_ranges, length = 0;
  const MgRange *ranges = mg_range_set_get_ranges (self->interest, &n_ranges);
  gboolean whole = read == MG_READ_ALL && is_kept_whole (self)
                   && (self->whole_us == 0 || now_us - self->whole_us >= MG_SAMPLER_WHOLE_US);

  if (read == MG_READ_ALL)
    {
      self->n_samples++;
      self->read_us = now_us;
      follow_structure (self, now_us);
      if (self->frame != NULL)
        read_frame (self);
    }
  if (whole)
    {
      self->whole_us = now_us;
      sample_range (self, (MgRange) { 0, self->size }, MG_SAMPLER_INTEREST_MAX, now_us, read);
      return;
    }
  for (gsize i = 0; i < n_ranges && length < MG_SAMPLER_INTEREST_MAX; i++)
    length += sample_range (self, ranges[i], MG_SAMPLER_INTEREST_MAX - length, now_us, read);
  prune (self, (guint) (length / MG_SNAPSHOT_PAGE) + (guint) n_ranges);
}

MgSnapshot *
mg_sampler_tick (MgSampler *self, gint64 now_us, MgReadMode read)
{
  self->now_us = now_us;
  if (self->lookup_now || now_us - self->lookup_us >= MG_SAMPLER_VERIFY_US)
    {
      self->lookup_now = FALSE;
      self->lookup_us = now_us;
      look_up (self);
    }
  if (self->source != NULL)
    follow_size (self);
  if (self->source != NULL && read != MG_READ_NOTHING)
    sample (self, now_us, read);

  if (!self->dirty)
    return NULL;

  MgSnapshot *snapshot = make_snapshot (self);

  self->dirty = FALSE;
  mg_snapshot_unref (self->snapshot);
  self->snapshot = snapshot;
  return mg_snapshot_ref (snapshot);
}

MgSnapshot *
mg_sampler_get_snapshot (MgSampler *self)
{
  return self->snapshot;
}

gboolean
mg_sampler_get_look (MgSampler *self, MgLook *look)
{
  MgFrameStats stats;

  if (self->read_us == 0)
    return FALSE;
  *look = (MgLook) { .time_us = self->read_us,
                     .changed = self->change_us == self->read_us,
                     .dead = self->dead,
                     .generation = self->generation };
  if (!mg_sampler_get_frame_stats (self, &stats))
    return TRUE;

  /* What was published since the reading began: it neither wraps nor goes back. */
  look->has_count = stats.has_count;
  look->count = stats.n_frames + stats.n_missed;
  look->changed = stats.n_frames != self->n_frames;
  look->torn = stats.last == MG_FRAME_TORN;
  look->generation += (guint) stats.n_restarts;
  return TRUE;
}

gint64
mg_sampler_next_due_us (gint64 due_us, gint64 now_us, gint64 period_us)
{
  gint64 next_us = due_us + period_us;

  if (next_us <= now_us)
    next_us += ((now_us - next_us) / period_us + 1) * period_us;
  return MIN (next_us, now_us + period_us);
}

gint64
mg_sampler_get_last_read_us (MgSampler *self)
{
  return self->read_us;
}

gint64
mg_sampler_get_last_change_us (MgSampler *self)
{
  return self->change_us;
}

gint64
mg_sampler_get_epoch_us (MgSampler *self)
{
  return self->epoch_us;
}
