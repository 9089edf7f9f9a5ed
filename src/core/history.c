#include "config.h"

#include "core/history.h"

#include "core/recording-private.h"

/* A segment is a snapshot and what changed after it.  The next one begins when the changes take as
 * much as this, so that any moment is made in a few ms and the oldest go in small parts. */
#define SEGMENT_MIN ((gsize) 64 << 10)
#define SEGMENT_MAX ((gsize) 4 << 20)
#define SEGMENT_FRAMES 4096

/* What becomes of a page in a frame. */
typedef enum
{
  PAGE_GONE,
  PAGE_WHOLE,      /* its bytes follow: it was not known, or its length changed */
  PAGE_UNREADABLE, /* as before, but it can't be read now */
  PAGE_CHANGED,    /* runs follow: unchanged bytes in front, length, bytes; ended by a length of 0 */
} PageChange;

typedef struct
{
  gint64 time_us;
  guint64 changed; /* bytes */
  gsize start;     /* of its changes in the segment's */
  MgSnapshot *head; /* all but its pages */
} Frame;

typedef struct
{
  gatomicrefcount ref_count; /* a copy of the history shares all but the last one */
  MgSnapshot *whole;   /* the first frame's */
  GArray *frames;      /* of Frame, by rising time */
  GByteArray *changes;
  gsize cost;          /* bytes of memory, changes apart */
} Segment;

typedef struct
{
  gint64 time_us;
  char *name; /* GRefString: copies of the history share it */
} Mark;

struct _MgHistory
{
  gsize budget;
  gsize memory;
  GQueue segments;      /* of Segment, the oldest first */
  guint64 n_frames;
  MgSnapshot *last;     /* (nullable): the newest frame */
  GArray *marks;        /* of Mark, by rising time */
};

/* --- Changes between two snapshots --- */

static void
put_runs (GByteArray *out, const MgPage *before, const MgPage *after, guint64 *changed)
{
  gsize i = 0, end_of_run = 0;

  while (TRUE)
    {
      gsize start;

      while (i < after->length && before->bytes[i] == after->bytes[i])
        i++;
      start = i;
      while (i < after->length && before->bytes[i] != after->bytes[i])
        i++;
      append_varint (out, start - end_of_run);
      append_varint (out, i - start);
      if (i == start)
        return;
      g_byte_array_append (out, after->bytes + start, (guint) (i - start));
      *changed += i - start;
      end_of_run = i;
    }
}

static void
put_page (GByteArray *out, const MgPage *before, const MgPage *after, guint64 *changed)
{
  const MgPage *page = after != NULL ? after : before;
  PageChange change = PAGE_CHANGED;

  if (after == NULL)
    change = PAGE_GONE;
  else if (after->unreadable)
    change = PAGE_UNREADABLE;
  /* of an unreadable page nobody knows the bytes that it had before */
  else if (before == NULL || before->length != after->length || before->unreadable)
    change = PAGE_WHOLE;
  append_varint (out, page->offset / MG_SNAPSHOT_PAGE);
  append_varint (out, change);
  if (change != PAGE_GONE)
    append_varint (out, page->length);
  if (change == PAGE_WHOLE)
    g_byte_array_append (out, page->bytes, (guint) page->length);
  else if (change == PAGE_CHANGED)
    put_runs (out, before, after, changed);
}

/* Returns: how many bytes changed */
static guint64
put_changes (GByteArray *out, const MgSnapshot *before, const MgSnapshot *after)
{
  guint i = 0, j = 0;
  guint64 changed = 0;

  while (i < before->pages->len || j < after->pages->len)
    {
      const MgPage *old = i < before->pages->len ? before->pages->pdata[i] : NULL;
      const MgPage *new = j < after->pages->len ? after->pages->pdata[j] : NULL;

      if (new == NULL || (old != NULL && old->offset < new->offset))
        new = NULL;
      else if (old == NULL || new->offset < old->offset)
        old = NULL;
      i += old != NULL;
      j += new != NULL;
      if (old != new)
        put_page (out, old, new, &changed);
    }
  return changed;
}

/* The other way: from what a frame changed. */

static MgPage *
copy_page (const MgPage *before, guint64 offset, gsize length)
{
  MgPage *page = mg_page_new (offset, length);

  if (before == NULL)
    return page;
  memcpy (page->bytes, before->bytes, MIN (length, before->length));
  if (before->changed_ms != NULL)
    page->changed_ms = g_memdup2 (before->changed_ms, MG_SNAPSHOT_PAGE * sizeof (guint32));
  return page;
}

static void
take_runs (MgReader *reader, MgPage *page, guint32 stamp)
{
  gsize at = 0;

  while (TRUE)
    {
      gsize skip = take_varint (reader), length = take_varint (reader);

      if (length == 0)
        return;
      at += skip;
      memcpy (page->bytes + at, take (reader, length), length);
      if (page->changed_ms == NULL)
        page->changed_ms = g_new0 (guint32, MG_SNAPSHOT_PAGE);
      for (gsize i = 0; i < length; i++)
        page->changed_ms[at + i] = stamp;
      at += length;
    }
}

static MgPage *
take_page (MgReader *reader, const MgPage *before, guint64 offset, guint32 stamp)
{
  PageChange change = take_varint (reader);
  gsize length = change != PAGE_GONE ? take_varint (reader) : 0;
  MgPage *page;

  if (change == PAGE_GONE)
    return NULL;
  page = copy_page (change == PAGE_WHOLE ? NULL : before, offset, length);
  page->unreadable = change == PAGE_UNREADABLE;
  if (change == PAGE_WHOLE)
    memcpy (page->bytes, take (reader, length), length);
  else if (change == PAGE_CHANGED)
    take_runs (reader, page, stamp);
  return page;
}

/* Returns: (transfer full): pages of the next frame */
static GPtrArray *
take_changes (const guint8 *bytes, gsize length, GPtrArray *before, guint32 stamp)
{
  MgReader reader = { .at = bytes, .left = length };
  GPtrArray *pages = g_ptr_array_new_full (before->len, (GDestroyNotify) mg_page_unref);
  guint i = 0;

  while (reader.left > 0)
    {
      guint64 offset = take_varint (&reader) * MG_SNAPSHOT_PAGE;
      const MgPage *old = NULL;
      MgPage *page;

      for (; i < before->len && ((MgPage *) before->pdata[i])->offset < offset; i++)
        g_ptr_array_add (pages, mg_page_ref (before->pdata[i]));
      if (i < before->len && ((MgPage *) before->pdata[i])->offset == offset)
        old = before->pdata[i++];
      page = take_page (&reader, old, offset, stamp);
      if (page != NULL)
        g_ptr_array_add (pages, page);
    }
  for (; i < before->len; i++)
    g_ptr_array_add (pages, mg_page_ref (before->pdata[i]));
  return pages;
}

/* --- Snapshots without and with pages --- */

static MgSnapshot *
new_snapshot (const MgSnapshot *head, GPtrArray *pages)
{
  MgSnapshot *snapshot = g_memdup2 (head, sizeof *head);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->error = head->error != NULL ? g_error_copy (head->error) : NULL;
  snapshot->info = head->info != NULL ? mg_object_info_ref (head->info) : NULL;
  snapshot->pages = pages;
  return snapshot;
}

static MgSnapshot *
new_head (const MgSnapshot *snapshot)
{
  return new_snapshot (snapshot, g_ptr_array_new ());
}

/* --- Segments --- */

static void
clear_frame (gpointer data)
{
  mg_snapshot_unref (((Frame *) data)->head);
}

static void
segment_unref (gpointer data)
{
  Segment *segment = data;

  if (!g_atomic_ref_count_dec (&segment->ref_count))
    return;
  mg_snapshot_unref (segment->whole);
  g_array_unref (segment->frames);
  g_byte_array_unref (segment->changes);
  g_free (segment);
}

static gsize
get_memory (const Segment *segment)
{
  return segment->cost + segment->changes->len
         + segment->frames->len * (sizeof (Frame) + sizeof (MgSnapshot));
}

static Segment *
segment_new (MgSnapshot *snapshot)
{
  Segment *segment = g_new0 (Segment, 1);

  g_atomic_ref_count_init (&segment->ref_count);
  segment->whole = mg_snapshot_ref (snapshot);
  segment->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_array_set_clear_func (segment->frames, clear_frame);
  segment->changes = g_byte_array_new ();
  segment->cost = sizeof *segment + sizeof *snapshot;
  /* Pages that other segments have too are counted here all the same: they may be the last to go. */
  for (guint i = 0; i < snapshot->pages->len; i++)
    {
      const MgPage *page = snapshot->pages->pdata[i];

      segment->cost += sizeof *page + (page->changed_ms != NULL ? MG_SNAPSHOT_PAGE * sizeof (guint32) : 0);
    }
  return segment;
}

/* The last one goes on growing: it is not shared. */
static Segment *
segment_copy (const Segment *segment)
{
  Segment *copy = g_new0 (Segment, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->whole = mg_snapshot_ref (segment->whole);
  copy->cost = segment->cost;
  copy->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_array_set_clear_func (copy->frames, clear_frame);
  g_array_append_vals (copy->frames, segment->frames->data, segment->frames->len);
  for (guint i = 0; i < copy->frames->len; i++)
    mg_snapshot_ref (g_array_index (copy->frames, Frame, i).head);
  copy->changes = g_byte_array_sized_new (segment->changes->len);
  g_byte_array_append (copy->changes, segment->changes->data, segment->changes->len);
  return copy;
}

static Frame *
get_frame (const Segment *segment, guint index)
{
  return &g_array_index (segment->frames, Frame, index);
}

/* --- History --- */

static void
clear_mark (gpointer data)
{
  g_ref_string_release (((Mark *) data)->name);
}

MgHistory *
mg_history_new (gsize budget)
{
  MgHistory *self = g_new0 (MgHistory, 1);

  self->budget = CLAMP (budget, MG_HISTORY_MIN, MG_HISTORY_MAX);
  g_queue_init (&self->segments);
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  g_array_set_clear_func (self->marks, clear_mark);
  return self;
}

void
mg_history_free (MgHistory *self)
{
  if (self == NULL)
    return;
  mg_history_clear (self);
  g_array_unref (self->marks);
  g_free (self);
}

MgHistory *
mg_history_copy (MgHistory *self)
{
  MgHistory *copy = mg_history_new (self->budget);

  for (GList *link = self->segments.head; link != NULL; link = link->next)
    {
      Segment *segment = link->data;

      if (link->next == NULL)
        segment = segment_copy (segment);
      else
        g_atomic_ref_count_inc (&segment->ref_count);
      g_queue_push_tail (&copy->segments, segment);
    }
  g_array_append_vals (copy->marks, self->marks->data, self->marks->len);
  for (guint i = 0; i < copy->marks->len; i++)
    g_ref_string_acquire (g_array_index (copy->marks, Mark, i).name);
  copy->memory = self->memory;
  copy->n_frames = self->n_frames;
  copy->last = self->last != NULL ? mg_snapshot_ref (self->last) : NULL;
  return copy;
}

void
mg_history_clear (MgHistory *self)
{
  g_queue_clear_full (&self->segments, segment_unref);
  g_clear_pointer (&self->last, mg_snapshot_unref);
  g_array_set_size (self->marks, 0);
  self->n_frames = 0;
  self->memory = 0;
}

static void
drop_marks (MgHistory *self, gint64 before_us)
{
  guint n = 0;

  while (n < self->marks->len && g_array_index (self->marks, Mark, n).time_us < before_us)
    n++;
  if (n > 0)
    g_array_remove_range (self->marks, 0, n);
}

static void
drop_oldest (MgHistory *self)
{
  gint64 first_us, last_us;

  if (self->memory <= self->budget)
    return;
  while (self->memory > self->budget && self->segments.length > 1)
    {
      Segment *segment = g_queue_pop_head (&self->segments);

      self->memory -= get_memory (segment);
      self->n_frames -= segment->frames->len;
      segment_unref (segment);
    }
  if (mg_history_get_range (self, &first_us, &last_us))
    drop_marks (self, first_us);
}

void
mg_history_set_budget (MgHistory *self, gsize budget)
{
  self->budget = CLAMP (budget, MG_HISTORY_MIN, MG_HISTORY_MAX);
  drop_oldest (self);
}

gsize
mg_history_get_budget (MgHistory *self)
{
  return self->budget;
}

gsize
mg_history_get_memory (MgHistory *self)
{
  return self->memory;
}

/* A segment whose changes are as long as its snapshot, or much of the budget, is full. */
static gboolean
is_full (MgHistory *self, const Segment *segment)
{
  gsize most = MIN (CLAMP (2 * segment->cost, SEGMENT_MIN, SEGMENT_MAX), self->budget / 8);

  return segment->frames->len >= SEGMENT_FRAMES || segment->changes->len >= most;
}

void
mg_history_add (MgHistory *self, MgSnapshot *snapshot)
{
  Segment *segment = g_queue_peek_tail (&self->segments);
  Frame frame = { .time_us = snapshot->time_us };

  if (self->last != NULL)
    frame.time_us = MAX (frame.time_us, self->last->time_us);
  if (segment == NULL || is_full (self, segment) || snapshot->generation != self->last->generation)
    {
      /* What changed up to it belongs to it all the same. */
      if (segment != NULL && snapshot->generation == self->last->generation)
        {
          g_autoptr (GByteArray) scratch = g_byte_array_new ();

          frame.changed = put_changes (scratch, self->last, snapshot);
        }
      segment = segment_new (snapshot);
      g_queue_push_tail (&self->segments, segment);
    }
  else
    {
      self->memory -= get_memory (segment);
      frame.start = segment->changes->len;
      frame.changed = put_changes (segment->changes, self->last, snapshot);
    }
  frame.head = new_head (snapshot);
  g_array_append_val (segment->frames, frame);
  self->memory += get_memory (segment);
  self->n_frames++;

  mg_snapshot_ref (snapshot);
  mg_snapshot_unref (self->last);
  self->last = snapshot;
  drop_oldest (self);
}

gboolean
mg_history_get_range (MgHistory *self, gint64 *first_us, gint64 *last_us)
{
  const Segment *first = g_queue_peek_head (&self->segments);
  const Segment *last = g_queue_peek_tail (&self->segments);

  if (first == NULL)
    return FALSE;
  *first_us = get_frame (first, 0)->time_us;
  *last_us = get_frame (last, last->frames->len - 1)->time_us;
  return TRUE;
}

guint64
mg_history_get_n_frames (MgHistory *self)
{
  return self->n_frames;
}

/* The index of the first frame after @time_us. */
static guint
find_after (const Segment *segment, gint64 time_us)
{
  guint low = 0, high = segment->frames->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_frame (segment, middle)->time_us <= time_us)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The last segment that begins at or before @time_us; the first one where none does. */
static GList *
find_segment (MgHistory *self, gint64 time_us)
{
  GList *link = self->segments.tail;

  while (link != NULL && link->prev != NULL && get_frame (link->data, 0)->time_us > time_us)
    link = link->prev;
  return link;
}

gboolean
mg_history_find_change (MgHistory *self, gint64 time_us, MgFrameWhich which, gint64 *frame_us)
{
  GList *link;
  guint index;

  if (which == MG_FRAME_AFTER)
    {
      for (link = find_segment (self, time_us); link != NULL; link = link->next)
        for (index = find_after (link->data, time_us); index < ((Segment *) link->data)->frames->len; index++)
          if (get_frame (link->data, index)->changed > 0)
            {
              *frame_us = get_frame (link->data, index)->time_us;
              return TRUE;
            }
      return FALSE;
    }

  if (which == MG_FRAME_BEFORE)
    time_us--;
  for (link = find_segment (self, time_us); link != NULL; link = link->prev)
    for (index = find_after (link->data, time_us); index > 0; index--)
      if (get_frame (link->data, index - 1)->changed > 0)
        {
          *frame_us = get_frame (link->data, index - 1)->time_us;
          return TRUE;
        }
  return FALSE;
}

/* --- Moments --- */

/* Goes through the frames of a segment, one made from the other. */
typedef struct
{
  const Segment *segment;
  guint next;       /* index of the frame that comes next */
  GPtrArray *pages; /* of the last one */
} Walk;

static void
walk_init (Walk *walk, const Segment *segment)
{
  *walk = (Walk) { segment, 1, g_ptr_array_ref (segment->whole->pages) };
}

static void
walk_step (Walk *walk)
{
  const Frame *frame = get_frame (walk->segment, walk->next);
  gsize end = walk->next + 1 < walk->segment->frames->len ? get_frame (walk->segment, walk->next + 1)->start
                                                          : walk->segment->changes->len;
  guint32 stamp = (guint32) MAX ((frame->head->time_us - frame->head->epoch_us) / 1000, 1);
  GPtrArray *pages = take_changes (walk->segment->changes->data + frame->start, end - frame->start,
                                   walk->pages, stamp);

  g_ptr_array_unref (walk->pages);
  walk->pages = pages;
  walk->next++;
}

MgSnapshot *
mg_history_dup_snapshot (MgHistory *self, gint64 time_us)
{
  GList *link = find_segment (self, time_us);
  guint until;
  Walk walk;

  if (link == NULL)
    return NULL;
  if (self->last->time_us <= time_us)
    return mg_snapshot_ref (self->last);
  walk_init (&walk, link->data);
  until = MAX (find_after (link->data, time_us), 1);
  while (walk.next < until)
    walk_step (&walk);
  return new_snapshot (get_frame (link->data, until - 1)->head, walk.pages);
}

void
mg_history_foreach (MgHistory *self, gint64 start_us, gint64 end_us, MgHistoryFunc func, gpointer data)
{
  g_autoptr (MgSnapshot) before = NULL;

  for (GList *link = find_segment (self, start_us); link != NULL; link = link->next)
    {
      const Segment *segment = link->data;
      Walk walk;

      walk_init (&walk, segment);
      for (guint index = 0; index < segment->frames->len; index++)
        {
          const Frame *frame = get_frame (segment, index);
          g_autoptr (MgSnapshot) snapshot = NULL;
          gboolean go_on;

          if (index > 0)
            walk_step (&walk);
          snapshot = new_snapshot (frame->head, g_ptr_array_ref (walk.pages));
          go_on = frame->time_us <= end_us
                  && (frame->time_us < start_us || func (before, snapshot, data));
          mg_snapshot_unref (before);
          before = g_steal_pointer (&snapshot);
          if (!go_on)
            {
              g_ptr_array_unref (walk.pages);
              return;
            }
        }
      g_ptr_array_unref (walk.pages);
    }
}

void
mg_history_get_density (MgHistory *self, gint64 start_us, gint64 end_us, guint64 *changed, gsize n_columns)
{
  double width = (double) (end_us - start_us) / (double) n_columns;

  memset (changed, 0, n_columns * sizeof *changed);
  for (GList *link = find_segment (self, start_us); link != NULL; link = link->next)
    for (guint index = find_after (link->data, start_us - 1); index < ((Segment *) link->data)->frames->len;
         index++)
      {
        const Frame *frame = get_frame (link->data, index);
        gsize column;

        if (frame->time_us >= end_us)
          return;
        column = (gsize) ((double) (frame->time_us - start_us) / width);
        changed[MIN (column, n_columns - 1)] += frame->changed;
      }
}

/* --- Marks --- */

void
mg_history_add_mark (MgHistory *self, gint64 time_us, const char *name)
{
  Mark mark = { time_us, g_ref_string_new (name) };
  guint index = self->marks->len;

  while (index > 0 && g_array_index (self->marks, Mark, index - 1).time_us > time_us)
    index--;
  g_array_insert_val (self->marks, index, mark);
  if (self->marks->len > MG_HISTORY_MARKS_MAX)
    g_array_remove_index (self->marks, 0);
}

gsize
mg_history_get_n_marks (MgHistory *self)
{
  return self->marks->len;
}

gint64
mg_history_get_mark (MgHistory *self, gsize index, const char **name)
{
  const Mark *mark = &g_array_index (self->marks, Mark, index);

  g_return_val_if_fail (index < self->marks->len, 0);
  *name = mark->name;
  return mark->time_us;
}
