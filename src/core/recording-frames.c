#include "config.h"

#include "core/recording-format.h"

#include "core/recording-private.h"

/* How frames are written and read: runs that differ, keyframes, records. */

/* --- Runs that differ --- */

/* Fewer equal bytes than this between two runs cost less than another run's head. */
#define MERGE 4

static guint64
load_64 (const guint8 *at)
{
  guint64 value;

  memcpy (&value, at, sizeof value);
  return value;
}

/* Returns: the first place at or after @at where they differ, else @length */
static gsize
find_difference (const guint8 *a, const guint8 *b, gsize at, gsize length)
{
  while (at + 8 <= length && load_64 (a + at) == load_64 (b + at))
    at += 8;
  while (at < length && a[at] == b[at])
    at++;
  return at;
}

/* Returns: the end of the run that differs at @at, short equal stretches in it included;
 * *n_changed grows by the bytes that really differ */
static gsize
find_end (const guint8 *a, const guint8 *b, gsize at, gsize length, guint64 *n_changed)
{
  gsize end = at;

  for (; at < length && at - end < MERGE; at++)
    if (a[at] != b[at])
      {
        end = at + 1;
        *n_changed += 1;
      }
  return end;
}

/* A run of bytes that is to be written; those of an unreadable one are not. */
typedef struct
{
  guint64 start; /* bytes from the first page's */
  gsize length;
  gboolean unreadable;
} Run;

static void
add_run (GArray *runs, guint64 start, gsize length, gboolean unreadable)
{
  Run *last = runs->len > 0 ? &g_array_index (runs, Run, runs->len - 1) : NULL;
  Run run = { start, length, unreadable };

  if (last != NULL && last->start + last->length == start && last->unreadable == unreadable)
    last->length += length;
  else
    g_array_append_val (runs, run);
}

/* Adds the runs in which @after differs from @before, of which NULL is one never read. */
static guint64
add_page_runs (GArray *runs, const MgPage *before, const MgPage *after, guint64 origin)
{
  guint64 start = after->offset - origin, n_changed = 0;

  if (before == after)
    return 0;
  if (after->unreadable)
    {
      if (before == NULL || !before->unreadable)
        add_run (runs, start, after->length, TRUE);
      return 0;
    }
  if (before == NULL || before->unreadable)
    {
      add_run (runs, start, after->length, FALSE);
      return after->length;
    }
  for (gsize at = 0; (at = find_difference (before->bytes, after->bytes, at, after->length)) < after->length;)
    {
      gsize end = find_end (before->bytes, after->bytes, at, after->length, &n_changed);

      add_run (runs, start + at, end - at, FALSE);
      at = end;
    }
  return n_changed;
}

static guint
first_page_at (const MgSnapshot *snapshot, guint64 offset)
{
  guint low = 0, high = snapshot->pages->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const MgPage *page = snapshot->pages->pdata[middle];

      if (page->offset < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Appends the bytes of a run, which may reach over several pages that are all there. */
static void
append_run_bytes (GByteArray *out, const MgSnapshot *snapshot, guint64 start, gsize length)
{
  guint i = first_page_at (snapshot, start - start % MG_SNAPSHOT_PAGE);

  for (; length > 0; i++)
    {
      const MgPage *page = snapshot->pages->pdata[i];
      gsize within = (gsize) (start - page->offset), n = MIN (length, page->length - within);

      g_byte_array_append (out, page->bytes + within, (guint) n);
      start += n;
      length -= n;
    }
}

static guint
put_run_head (guint8 *at, const Run *run, guint64 end_before)
{
  guint n = put_varint (at, run->start - end_before);

  return n + put_varint (at + n, (guint64) run->length << 1 | run->unreadable);
}

guint64
mg_recording_encode_changes (GByteArray *out, const MgSnapshot *before, const MgSnapshot *after,
                             MgRange range, guint64 wait_us)
{
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  MgRange pages = mg_range_align (range, MG_SNAPSHOT_PAGE);
  guint i = first_page_at (before, pages.start), j = first_page_at (after, pages.start);
  guint64 n_changed = 0, length = 0, end = 0;
  guint8 head[20];

  for (; j < after->pages->len; j++)
    {
      const MgPage *page = after->pages->pdata[j], *old = NULL;

      if (page->offset >= mg_range_end (pages))
        break;
      while (i < before->pages->len && ((MgPage *) before->pages->pdata[i])->offset < page->offset)
        i++;
      if (i < before->pages->len && ((MgPage *) before->pages->pdata[i])->offset == page->offset)
        old = before->pages->pdata[i];
      n_changed += add_page_runs (runs, old, page, pages.start);
    }
  if (runs->len == 0)
    return 0;

  for (guint k = 0; k < runs->len; k++)
    {
      const Run *run = &g_array_index (runs, Run, k);

      length += put_run_head (head, run, end) + (run->unreadable ? 0 : run->length);
      end = run->start + run->length;
    }
  head[0] = MG_RECORD_CHANGES;
  g_byte_array_append (out, head, 1);
  append_varint (out, wait_us);
  append_varint (out, length);
  end = 0;
  for (guint k = 0; k < runs->len; k++)
    {
      const Run *run = &g_array_index (runs, Run, k);

      g_byte_array_append (out, head, put_run_head (head, run, end));
      if (!run->unreadable)
        append_run_bytes (out, after, pages.start + run->start, run->length);
      end = run->start + run->length;
    }
  /* Pages that can't be read any longer count as a change of one byte: it is a frame. */
  return MAX (n_changed, 1);
}

/* --- Keyframes --- */

/* What stands for one page or several in a row.  The number is in the file. */
typedef enum
{
  PAGES_BYTES = 0,
  PAGES_ZERO = 1,
  PAGES_UNREADABLE = 2,
  PAGES_NOT_READ = 3,
  PAGES_COPY = 4,   /* of those a stated number of pages in front */
  PAGES_SPARSE = 5, /* zeros but for runs */
} PagesKind;

static const guint8 zero_page[MG_SNAPSHOT_PAGE];

/* Pages that wait to be written as one stretch. */
typedef struct
{
  GByteArray *out;
  PagesKind kind;
  guint64 n_pages;
  guint64 distance;   /* of PAGES_COPY */
  GByteArray *bytes;  /* of PAGES_BYTES and PAGES_SPARSE */
} Stretch;

static void
end_stretch (Stretch *stretch)
{
  if (stretch->n_pages == 0)
    return;
  append_varint (stretch->out, stretch->n_pages << 3 | stretch->kind);
  if (stretch->kind == PAGES_COPY)
    append_varint (stretch->out, stretch->distance);
  g_byte_array_append (stretch->out, stretch->bytes->data, stretch->bytes->len);
  g_byte_array_set_size (stretch->bytes, 0);
  stretch->n_pages = 0;
}

static void
add_pages (Stretch *stretch, PagesKind kind, guint64 n_pages, guint64 distance)
{
  if (stretch->kind != kind || stretch->distance != distance)
    end_stretch (stretch);
  stretch->kind = kind;
  stretch->distance = distance;
  stretch->n_pages += n_pages;
}

/* Writes a page as what is not zero in it.  Returns: FALSE where that is no shorter */
static gboolean
put_sparse (GByteArray *out, const MgPage *page)
{
  gsize from = out->len, end = 0;
  guint64 n_changed = 0;

  for (gsize at = 0; (at = find_difference (zero_page, page->bytes, at, page->length)) < page->length;)
    {
      Run run = { at, find_end (zero_page, page->bytes, at, page->length, &n_changed) - at, FALSE };
      guint8 head[20];

      g_byte_array_append (out, head, put_run_head (head, &run, end));
      g_byte_array_append (out, page->bytes + at, (guint) run.length);
      at = end = at + run.length;
      if (out->len - from >= page->length)
        {
          g_byte_array_set_size (out, (guint) from);
          return FALSE;
        }
    }
  append_varint (out, 0); /* a skip of 0 and a length of 0 end the page */
  append_varint (out, 0);
  return TRUE;
}

static void
add_page (Stretch *stretch, GHashTable *seen, const MgPage *page, guint64 index)
{
  guint64 hash = mg_recording_checksum (page->bytes, MG_SNAPSHOT_PAGE);
  const MgPage *twin;

  if (page->unreadable)
    add_pages (stretch, PAGES_UNREADABLE, 1, 0);
  else if (memcmp (page->bytes, zero_page, page->length) == 0)
    add_pages (stretch, PAGES_ZERO, 1, 0);
  else if ((twin = g_hash_table_lookup (seen, &hash)) != NULL && twin->length == page->length
           && memcmp (twin->bytes, page->bytes, page->length) == 0)
    add_pages (stretch, PAGES_COPY, 1, (page->offset - twin->offset) / MG_SNAPSHOT_PAGE);
  else
    {
      g_autoptr (GByteArray) sparse = g_byte_array_new ();

      g_hash_table_insert (seen, g_memdup2 (&hash, sizeof hash), (gpointer) page);
      if (put_sparse (sparse, page))
        {
          add_pages (stretch, PAGES_SPARSE, 1, 0);
          g_byte_array_append (stretch->bytes, sparse->data, sparse->len);
        }
      else
        {
          add_pages (stretch, PAGES_BYTES, 1, 0);
          g_byte_array_append (stretch->bytes, page->bytes, (guint) page->length);
        }
    }
}

void
mg_recording_encode_keyframe (GByteArray *out, const MgSnapshot *snapshot, gint64 real_us, MgRange range)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Stretch stretch = { .out = out, .bytes = bytes };
  MgRange pages = mg_range_align (range, MG_SNAPSHOT_PAGE);
  MgIdentity identity = snapshot->info != NULL ? snapshot->info->identity : (MgIdentity) { 0, 0 };
  guint64 next = 0;

  append_64 (out, snapshot->generation);
  append_64 (out, snapshot->size);
  append_64 (out, identity.device);
  append_64 (out, identity.object);
  append_64 (out, (guint64) real_us);
  append_64 (out, pages.start);
  append_32 (out, snapshot->state);
  for (guint i = first_page_at (snapshot, pages.start); i < snapshot->pages->len; i++)
    {
      const MgPage *page = snapshot->pages->pdata[i];
      guint64 index = (page->offset - pages.start) / MG_SNAPSHOT_PAGE;

      if (page->offset >= mg_range_end (pages))
        break;
      if (index > next)
        add_pages (&stretch, PAGES_NOT_READ, index - next, 0);
      add_page (&stretch, seen, page, index);
      next = index + 1;
    }
  end_stretch (&stretch);
}

/* --- What decoding builds up --- */

void
mg_recorded_init (MgRecorded *recorded, MgRange range)
{
  *recorded = (MgRecorded) { .range = mg_range_align (range, MG_SNAPSHOT_PAGE),
                             .pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref) };
}

void
mg_recorded_clear (MgRecorded *recorded)
{
  g_clear_pointer (&recorded->pages, g_ptr_array_unref);
}

/* Bytes of the object that the page at @index has; 0 where it lies behind the end. */
static gsize
page_length (const MgRecorded *recorded, guint64 index)
{
  guint64 offset = recorded->range.start + index * MG_SNAPSHOT_PAGE;

  return offset < recorded->size ? (gsize) MIN (recorded->size - offset, MG_SNAPSHOT_PAGE) : 0;
}

static guint32
stamp_of (const MgRecorded *recorded)
{
  return (guint32) CLAMP (recorded->time_us / 1000, 1, G_MAXUINT32);
}

/* The page at @index as one that may be written to: snapshots keep theirs.  NULL where there was
 * none. */
static MgPage *
own_page (MgRecorded *recorded, guint64 index)
{
  MgPage *page = recorded->pages->pdata[index], *copy;

  if (page == NULL || g_atomic_ref_count_compare (&page->ref_count, 1))
    return page;
  copy = mg_page_new (page->offset, page->length);
  copy->unreadable = page->unreadable;
  memcpy (copy->bytes, page->bytes, MG_SNAPSHOT_PAGE);
  if (page->changed_ms != NULL && recorded->stamps)
    copy->changed_ms = g_memdup2 (page->changed_ms, MG_SNAPSHOT_PAGE * sizeof (guint32));
  mg_page_unref (page);
  return recorded->pages->pdata[index] = copy;
}

static MgPage *
new_page (MgRecorded *recorded, guint64 index)
{
  MgPage *page =
      mg_page_new (recorded->range.start + index * MG_SNAPSHOT_PAGE, page_length (recorded, index));

  mg_page_unref (recorded->pages->pdata[index]);
  return recorded->pages->pdata[index] = page;
}

/* Runs over one page's zeros. */
static void
take_sparse (MgReader *reader, MgPage *page)
{
  gsize end = 0;

  while (!reader->failed)
    {
      guint64 skip = take_varint (reader), length = take_varint (reader);
      const guint8 *bytes;

      if (skip == 0 && length == 0)
        return;
      length >>= 1;
      if (length == 0 || skip > page->length - end || length > page->length - end - skip)
        break;
      bytes = take (reader, length);
      if (bytes == NULL)
        return;
      memcpy (page->bytes + end + skip, bytes, length);
      end += skip + length;
    }
  reader->failed = TRUE;
}

static void
take_page (MgReader *reader, MgRecorded *recorded, guint64 index, PagesKind kind, guint64 distance)
{
  const guint8 *bytes;
  MgPage *page;
  const MgPage *twin;

  if (kind == PAGES_NOT_READ)
    return;
  page = new_page (recorded, index);
  switch (kind)
    {
    case PAGES_BYTES:
      bytes = take (reader, page->length);
      if (bytes != NULL)
        memcpy (page->bytes, bytes, page->length);
      break;
    case PAGES_UNREADABLE:
      page->unreadable = TRUE;
      break;
    case PAGES_COPY:
      twin = recorded->pages->pdata[index - distance];
      reader->failed |= twin == NULL || twin->length != page->length;
      if (!reader->failed)
        memcpy (page->bytes, twin->bytes, page->length);
      break;
    case PAGES_SPARSE:
      take_sparse (reader, page);
      break;
    case PAGES_ZERO:
    case PAGES_NOT_READ:
    default:
      break;
    }
}

gboolean
mg_recording_decode_keyframe (const guint8 *bytes, gsize length, gint64 time_us, MgRecorded *recorded)
{
  MgReader reader = { bytes, length };
  guint64 most = (recorded->range.length + MG_SNAPSHOT_PAGE - 1) / MG_SNAPSHOT_PAGE, start;

  g_ptr_array_set_size (recorded->pages, 0);
  recorded->time_us = time_us;
  recorded->generation = take_64 (&reader);
  recorded->size = take_64 (&reader);
  recorded->identity.device = take_64 (&reader);
  recorded->identity.object = take_64 (&reader);
  recorded->real_us = (gint64) take_64 (&reader);
  start = take_64 (&reader);
  recorded->state = (MgState) take_32 (&reader);
  if (reader.failed || recorded->size > MG_OFFSET_MAX || start != recorded->range.start
      || !is_time (recorded->real_us) || recorded->state > MG_STATE_GONE)
    return FALSE;

  while (reader.left > 0 && !reader.failed)
    {
      guint64 head = take_varint (&reader), n_pages = head >> 3, first = recorded->pages->len;
      guint64 distance = (head & 7) == PAGES_COPY ? take_varint (&reader) : 0;

      if (reader.failed || n_pages == 0 || (head & 7) > PAGES_SPARSE
          || n_pages > most - first
          || page_length (recorded, first + n_pages - 1) == 0 || distance > first
          || ((head & 7) == PAGES_COPY && distance == 0))
        return FALSE;
      g_ptr_array_set_size (recorded->pages, (int) (first + n_pages));
      for (guint64 i = first; i < first + n_pages && !reader.failed; i++)
        take_page (&reader, recorded, i, (PagesKind) (head & 7), distance);
    }
  return !reader.failed;
}

/* --- Records --- */

void
mg_recording_encode_event (GByteArray *out, const MgEvent *event, MgState state, guint64 wait_us)
{
  guint8 type = MG_RECORD_EVENT;
  g_autoptr (GByteArray) body = g_byte_array_new ();

  append_varint (body, event->type);
  append_varint (body, state);
  append_varint (body, event->old_size + 1); /* MG_UNKNOWN is 0 */
  append_varint (body, event->new_size + 1);
  append_64 (body, (guint64) event->real_time_us);
  g_byte_array_append (out, &type, 1);
  append_varint (out, wait_us);
  append_varint (out, body->len);
  g_byte_array_append (out, body->data, body->len);
}

void
mg_recording_encode_gap (GByteArray *out, guint64 n_missed, guint64 wait_us)
{
  guint8 head[10];
  guint n = put_varint (head, n_missed);
  guint8 type = MG_RECORD_GAP;

  g_byte_array_append (out, &type, 1);
  append_varint (out, wait_us);
  append_varint (out, n);
  g_byte_array_append (out, head, n);
}

gboolean
mg_recording_next_record (const guint8 **bytes, gsize *length, gint64 *time_us, MgRecord *record,
                          gboolean *malformed)
{
  MgReader reader = { *bytes, *length };
  const guint8 *type;
  guint64 wait_us, body_length;

  *malformed = FALSE;
  if (*length == 0)
    return FALSE;
  type = take (&reader, 1);
  wait_us = take_varint (&reader);
  body_length = take_varint (&reader);
  record->body = take (&reader, body_length);
  if (reader.failed || wait_us > (guint64) (MG_RECORDING_TIME_MAX - *time_us))
    {
      *malformed = TRUE;
      return FALSE;
    }
  record->type = *type;
  record->length = (gsize) body_length;
  record->time_us = *time_us += (gint64) wait_us;
  *bytes = reader.at;
  *length = reader.left;
  return TRUE;
}

static void
advance (MgRecorded *recorded, gint64 time_us)
{
  recorded->real_us += MAX (time_us - recorded->time_us, 0);
  recorded->time_us = time_us;
}

/* Takes the bytes of one page in; @bytes NULL: they can't be read. */
static gboolean
apply_to_page (MgRecorded *recorded, guint64 index, gsize within, gsize length, const guint8 *bytes)
{
  MgPage *page = own_page (recorded, index);
  gboolean whole = within == 0 && length == page_length (recorded, index);

  if (page == NULL || page->unreadable || bytes == NULL)
    {
      if (!whole)
        return FALSE;
      if (page == NULL)
        page = new_page (recorded, index);
      page->unreadable = bytes == NULL;
    }
  else if (recorded->stamps)
    {
      guint32 stamp = stamp_of (recorded);

      if (page->changed_ms == NULL)
        page->changed_ms = g_new0 (guint32, MG_SNAPSHOT_PAGE);
      for (gsize i = 0; i < length; i++)
        if (page->bytes[within + i] != bytes[i])
          page->changed_ms[within + i] = stamp;
    }
  if (bytes != NULL)
    memcpy (page->bytes + within, bytes, length);
  return TRUE;
}

gboolean
mg_recording_apply_changes (const MgRecord *record, MgRecorded *recorded)
{
  MgReader reader = { record->body, record->length };
  guint64 at = 0, most = mg_range_clip (recorded->range, recorded->size).length;

  advance (recorded, record->time_us);
  while (reader.left > 0)
    {
      guint64 skip = take_varint (&reader), head = take_varint (&reader), length = head >> 1;
      const guint8 *bytes = head & 1 ? NULL : take (&reader, length);

      if (reader.failed || length == 0 || skip > most - at || length > most - at - skip)
        return FALSE;
      at += skip;
      if (at + length > (guint64) recorded->pages->len * MG_SNAPSHOT_PAGE)
        g_ptr_array_set_size (recorded->pages,
                              (int) ((at + length + MG_SNAPSHOT_PAGE - 1) / MG_SNAPSHOT_PAGE));
      while (length > 0)
        {
          gsize within = (gsize) (at % MG_SNAPSHOT_PAGE), n = (gsize) MIN (length, MG_SNAPSHOT_PAGE - within);

          if (!apply_to_page (recorded, at / MG_SNAPSHOT_PAGE, within, n, bytes))
            return FALSE;
          if (bytes != NULL)
            bytes += n;
          at += n;
          length -= n;
        }
    }
  return TRUE;
}

gboolean
mg_recording_apply_event (const MgRecord *record, MgRecorded *recorded, MgEvent *event)
{
  MgReader reader = { record->body, record->length };
  guint64 type = take_varint (&reader), state = take_varint (&reader);
  guint64 old_size = take_varint (&reader) - 1, new_size = take_varint (&reader) - 1;
  gint64 real_us = (gint64) take_64 (&reader);

  if (reader.failed || type > MG_EVENT_GONE || state > MG_STATE_GONE || !is_time (real_us))
    return FALSE;
  advance (recorded, record->time_us);
  recorded->state = (MgState) state;
  *event = (MgEvent) { (MgEventType) type, record->time_us, real_us, old_size, new_size };
  return TRUE;
}

gboolean
mg_recording_decode_gap (const MgRecord *record, guint64 *n_missed)
{
  MgReader reader = { record->body, record->length };

  *n_missed = take_varint (&reader);
  return !reader.failed;
}
