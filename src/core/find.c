#include "config.h"

#include "core/find.h"

#include <glib/gi18n-lib.h>

#include "core/error.h"
#include "core/number.h"

/* A place is an offset where the pattern may begin.  Places are looked at in chunks, in the order
 * of the direction, and a chunk's in runs of three sorts:
 *
 *   HOLE   the pattern would lie in unallocated memory: nothing is read, arithmetic decides
 *   DATA   it would lie in a long stretch of memory: shown by mg_source_scan(), at its speed
 *   MIXED  around the ends of such stretches, and short ones: searched in a copy
 *
 * What a scan shows is live and may fault, so it only ever tells where nothing is.  From where it
 * saw the pattern, and across the borders of its pieces (seams), the run is searched in a copy:
 * that confirms each hit by reading it once more, and leaves the callback, which may do anything,
 * outside of the guarded code.  No stretch is read more than twice, however many hits there are.
 *
 * A long run of data is scanned by several threads, a part each; what they saw is looked into part by
 * part, in order. */

/* The tests make these smaller. */
#ifndef CHUNK
#define CHUNK ((guint64) 64 * 1024 * 1024)  /* places looked at together */
#define DATA_MIN ((guint64) 128 * 1024)    /* a run shorter than this is copied */
#define BLOCK ((gsize) 256 * 1024)         /* places in a copy */
#define PART_MIN ((guint64) 4 * 1024 * 1024) /* a thread's share of a run is at least this */
#endif
#define STEP ((gsize) 1024 * 1024) /* places between two looks at the cancellable */
#define HITS_STEP 4096             /* and hits */
#define N_SEAMS 320                /* a chunk in pieces of 256 KiB, and some more */
#define PARTS_MAX 4     /* threads that look at a run together: memory is no faster with more */
#define PROGRESS_US (G_USEC_PER_SEC / 20)

typedef enum
{
  HOLE,
  DATA,
  MIXED
} RunKind;

/* Places [start, end). */
typedef struct
{
  guint64 start, end;
  RunKind kind;
} Run;

typedef struct
{
  MgSource *source;
  MgPattern *pattern;
  gsize length; /* of the pattern */
  gboolean backward;
  MgFindHitFunc hit;
  gpointer hit_data;
  MgFindProgressFunc progress;
  gpointer progress_data;
  MgRangeSet *unreadable;
  GCancellable *cancellable;

  guint64 start, end; /* places still to be looked at, [start, end) */
  guint64 total;      /* bytes, for the progress */
  gint64 progress_us;
  gsize step;
  guint n_hits; /* since the last look at the cancellable */
  guint8 *copy; /* BLOCK + length - 1 bytes */
  GArray *runs; /* of Run, of the chunk */
  MgSource *sources[PARTS_MAX]; /* one a thread; the first is the caller's */
  guint n_sources;

  gboolean cancelled; /* and not stopped by the callback */
  gboolean any_read;
  GError *read_error; /* the first one */
} Find;

/* Takes note of how far it is; not within a scan.  Returns FALSE to stop. */
static gboolean
keep_going (Find *find, guint64 place)
{
  gint64 now = g_get_monotonic_time ();

  find->n_hits = 0;
  if (g_cancellable_is_cancelled (find->cancellable))
    {
      find->cancelled = TRUE;
      return FALSE;
    }
  if (find->progress != NULL && now - find->progress_us >= PROGRESS_US)
    {
      guint64 left =
          find->backward ? place - MIN (place, find->start) : find->end - MIN (place, find->end);

      find->progress_us = now;
      find->progress (find->total - MIN (left, find->total), find->total, find->progress_data);
    }
  return TRUE;
}

static gboolean
report (Find *find, guint64 place)
{
  if (!find->hit (place, find->hit_data))
    return FALSE;
  return ++find->n_hits < HITS_STEP || keep_going (find, place);
}

/* All places of bytes that nobody changes. */
static gboolean
search_bytes (Find *find, const guint8 *bytes, gsize length, guint64 offset)
{
  gsize n_places = length < find->length ? 0 : length - find->length + 1;

  for (gsize done = 0; done < n_places;)
    {
      gsize n = MIN (n_places - done, find->step);
      gsize first = find->backward ? n_places - done - n : done;
      MgPatternSearch search;
      gsize place;

      mg_pattern_search_init (&search, find->pattern, bytes + first, n + find->length - 1,
                              find->backward);
      while ((place = mg_pattern_search_next (&search)) != G_MAXSIZE)
        if (!report (find, offset + first + place))
          return FALSE;
      done += n;
      if (!keep_going (find, offset + first + (find->backward ? 0 : n)))
        return FALSE;
    }
  return TRUE;
}

/* Reads into the copy.  Returns: how many bytes; fewer than @length where the object ends before */
static gsize
read_copy (Find *find, guint64 offset, gsize length, MgRangeSet *bad)
{
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      guint64 size;

      if (mg_source_read (find->source, offset, find->copy, length, bad, &error))
        {
          find->any_read = TRUE;
          return length;
        }
      size = mg_source_get_size (find->source);
      if (size <= offset)
        return 0;
      if (size - offset >= length)
        {
          mg_range_set_add (bad, (MgRange) { offset, length });
          if (find->read_error == NULL)
            find->read_error = g_steal_pointer (&error);
          return length;
        }
      mg_range_set_clear (bad);
      length = size - offset;
    }
}

/* Places [start, end), in a copy.  What can't be read matches nothing. */
static gboolean
search_copied (Find *find, guint64 start, guint64 end)
{
  g_autoptr (MgRangeSet) bad = mg_range_set_new ();

  while (start < end)
    {
      gsize n = MIN (end - start, BLOCK);
      guint64 offset = find->backward ? end - n : start;
      gsize length, n_bad;
      const MgRange *ranges;

      mg_range_set_clear (bad);
      length = read_copy (find, offset, n + find->length - 1, bad);
      ranges = mg_range_set_get_ranges (bad, &n_bad);
      for (gsize i = 0; i < n_bad && find->unreadable != NULL; i++)
        mg_range_set_add (find->unreadable, ranges[i]);

      /* between the unreadable ranges */
      for (gsize i = 0; i <= n_bad; i++)
        {
          gsize part = find->backward ? n_bad - i : i;
          guint64 from = part > 0 ? mg_range_end (ranges[part - 1]) : offset;
          guint64 to = part < n_bad ? ranges[part].start : offset + length;

          if (!search_bytes (find, find->copy + (from - offset), to - from, from))
            return FALSE;
        }

      if (find->backward)
        end = offset;
      else
        start = offset + n;
      if (!keep_going (find, find->backward ? end : start))
        return FALSE;
    }
  return TRUE;
}

/* The end of the places in an object that may have become shorter. */
static guint64
clip_end (Find *find, guint64 end)
{
  guint64 size = mg_source_get_size (find->source);

  return MIN (end, size < find->length ? 0 : size - find->length + 1);
}

static gboolean
search_hole (Find *find, guint64 start, guint64 end)
{
  find->any_read = TRUE;
  if (!mg_pattern_matches_zeros (find->pattern))
    return TRUE;

  while (start < (end = clip_end (find, end)))
    for (guint64 n = MIN (end - start, HITS_STEP); n > 0; n--)
      if (!report (find, find->backward ? --end : start++))
        return FALSE;
  return TRUE;
}

/* What a scan found out about a run of places. */
typedef struct
{
  const Find *find;
  guint64 covered;        /* places before it were looked at, or are in a seam */
  MgRange seams[N_SEAMS]; /* places that no piece showed whole */
  guint n_seams;
  guint64 found;    /* where the pattern was seen: the first place, or, backwards, the
                       last; MG_UNKNOWN where nowhere */
  guint64 given_up; /* nothing is known of the places from here on; MG_UNKNOWN */
  gboolean cancelled;
} Scan;

static gboolean
add_seam (Scan *scan, guint64 end)
{
  if (end <= scan->covered)
    return TRUE;
  if (scan->n_seams == N_SEAMS)
    {
      scan->given_up = scan->covered;
      return FALSE;
    }
  scan->seams[scan->n_seams++] = (MgRange) { scan->covered, end - scan->covered };
  return TRUE;
}

/* Runs guarded: no allocation, and what it knows changes only at its end. */
static gboolean
scan_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data)
{
  Scan *scan = user_data;
  const Find *find = scan->find;
  gsize n_places = length < find->length ? 0 : length - find->length + 1;
  gsize place = G_MAXSIZE;

  if (n_places == 0)
    return TRUE;

  for (gsize done = 0; done < n_places && place == G_MAXSIZE;)
    {
      gsize n = MIN (n_places - done, find->step);
      gsize first = find->backward ? n_places - done - n : done;

      place =
          mg_pattern_search (find->pattern, bytes + first, n + find->length - 1, find->backward);
      if (place != G_MAXSIZE)
        place += first;
      done += n;
      if (g_cancellable_is_cancelled (find->cancellable))
        {
          scan->cancelled = TRUE;
          return FALSE;
        }
    }

  if (!add_seam (scan, offset))
    return FALSE;
  scan->covered = offset + n_places;
  if (place == G_MAXSIZE)
    return TRUE;
  scan->found = offset + place;
  return find->backward;
}

/* Places [start, end) of a run, which one thread scans. */
typedef struct
{
  MgSource *source;
  guint64 start, end;
  Scan scan;
} Part;

static gpointer
scan_part (gpointer data)
{
  Part *part = data;
  gsize overhang = part->scan.find->length - 1;

  /* Where it fails, nothing is covered, and the copy finds out why. */
  mg_source_scan (part->source, (MgRange) { part->start, part->end - part->start + overhang }, scan_cb,
                  &part->scan, NULL, NULL);
  return NULL;
}

/* Looks into what was seen.  Returns FALSE to stop. */
static gboolean
finish_part (Find *find, Part *part)
{
  Scan *scan = &part->scan;
  guint64 start = part->start, end = part->end;

  if (scan->cancelled)
    {
      find->cancelled = TRUE;
      return FALSE;
    }
  find->any_read = find->any_read || scan->covered > start;
  if (scan->given_up == MG_UNKNOWN && (find->backward || scan->found == MG_UNKNOWN))
    add_seam (scan, end);

  if (find->backward)
    {
      if (scan->given_up != MG_UNKNOWN && !search_copied (find, scan->given_up, end))
        return FALSE;
      for (guint i = scan->n_seams; i > 0; i--)
        {
          MgRange seam = scan->seams[i - 1];

          if ((scan->found == MG_UNKNOWN || seam.start > scan->found)
              && !search_copied (find, seam.start, mg_range_end (seam)))
            return FALSE;
        }
      return scan->found == MG_UNKNOWN || search_copied (find, start, scan->found + 1);
    }
  else
    {
      guint64 known_end = MIN (scan->found, scan->given_up);

      for (guint i = 0; i < scan->n_seams; i++)
        if (!search_copied (find, scan->seams[i].start, mg_range_end (scan->seams[i])))
          return FALSE;
      return known_end == MG_UNKNOWN || search_copied (find, known_end, end);
    }
}

/* Places [start, end), all of whose bytes are allocated. */
static gboolean
search_data (Find *find, guint64 start, guint64 end)
{
  guint n_parts = (guint) CLAMP ((end - start) / PART_MIN, 1, find->n_sources);
  GThread *threads[PARTS_MAX] = { NULL };
  Part parts[PARTS_MAX];

  for (guint i = 0; i < n_parts; i++)
    {
      guint64 from = start + (end - start) / n_parts * i;

      parts[i] = (Part) { find->sources[i], from, i + 1 < n_parts ? from + (end - start) / n_parts : end,
                          { .find = find, .covered = from, .found = MG_UNKNOWN, .given_up = MG_UNKNOWN } };
    }
  for (guint i = 1; i < n_parts; i++)
    threads[i] = g_thread_try_new ("mapglass-find", scan_part, &parts[i], NULL);
  scan_part (&parts[0]);
  for (guint i = 1; i < n_parts; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
    else
      scan_part (&parts[i]);

  for (guint i = 0; i < n_parts; i++)
    if (!finish_part (find, &parts[find->backward ? n_parts - 1 - i : i]))
      return FALSE;
  return TRUE;
}

/* Appends the places of a chunk from where the last run ended; what is in between is mixed. */
static void
add_run (GArray *runs, guint64 *done, RunKind kind, guint64 start, guint64 end)
{
  start = MAX (start, *done);
  if (start >= end)
    return;
  if (start > *done)
    g_array_append_val (runs, ((Run) { *done, start, MIXED }));
  g_array_append_val (runs, ((Run) { start, end, kind }));
  *done = end;
}

/* Divides the places [start, end) by what their bytes are.  Returns FALSE to stop. */
static gboolean
divide (Find *find, guint64 start, guint64 end)
{
  const guint64 overhang = find->length - 1, bytes_end = end + overhang;
  guint64 done = start, at = start;
  MgRange extent;
  gboolean more = mg_source_next_data (find->source, at, &extent);

  g_array_set_size (find->runs, 0);
  while (at < bytes_end)
    {
      guint64 data_start = more ? MIN (extent.start, bytes_end) : bytes_end;
      guint64 data_end = data_start;

      /* There may be an extent every other page. */
      if (!keep_going (find, find->backward ? find->end : start))
        return FALSE;
      if (data_start >= overhang)
        add_run (find->runs, &done, HOLE, at, data_start - overhang);

      /* A long extent may be told in parts. */
      while (more && extent.start <= data_end && data_end < bytes_end)
        {
          data_end = MIN (mg_range_end (extent), bytes_end);
          if (data_end < bytes_end)
            more = mg_source_next_data (find->source, data_end, &extent);
        }
      if (data_end - data_start >= overhang + DATA_MIN)
        add_run (find->runs, &done, DATA, data_start, data_end - overhang);
      at = data_end;
    }
  if (done < end)
    g_array_append_val (find->runs, ((Run) { done, end, MIXED }));
  return TRUE;
}

static gboolean
search_chunk (Find *find, guint64 start, guint64 end)
{
  if (!divide (find, start, end))
    return FALSE;
  for (guint i = 0; i < find->runs->len; i++)
    {
      Run run = g_array_index (find->runs, Run, find->backward ? find->runs->len - 1 - i : i);
      gboolean go_on;

      switch (run.kind)
        {
        case HOLE:
          go_on = search_hole (find, run.start, run.end);
          break;
        case DATA:
          go_on = search_data (find, run.start, run.end);
          break;
        case MIXED:
        default:
          go_on = search_copied (find, run.start, run.end);
          break;
        }
      if (!go_on || !keep_going (find, find->backward ? run.start : run.end))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_data (Find *find, guint64 start, guint64 end)
{
  MgRange extent;

  return mg_source_next_data (find->source, start, &extent) && extent.start < end;
}

/* How far places from one end of what is left lie in a hole, seen from that end in large steps:
 * all of them up to the answer do. */
static guint64
skip_hole_forward (Find *find)
{
  MgRange extent;
  guint64 overhang = find->length - 1;

  if (!mg_source_next_data (find->source, find->start, &extent))
    return find->end;
  if (extent.start <= find->start + overhang)
    return find->start;
  return MIN (extent.start - overhang, find->end);
}

static guint64
skip_hole_backward (Find *find)
{
  const guint64 bytes_end = find->end + find->length - 1;
  guint64 high = find->end, low = high - MIN (CHUNK, high - find->start);

  /* There is data from low on, and none from high on: first low finds such a place. */
  while (!has_data (find, low, bytes_end))
    {
      guint64 step = 2 * (find->end - low);

      high = low;
      if (low == find->start)
        return low;
      low = find->end - MIN (step, find->end - find->start);
    }
  while (high - low > CHUNK)
    {
      guint64 middle = low + (high - low) / 2;

      if (has_data (find, middle, bytes_end))
        low = middle;
      else
        high = middle;
    }
  return high;
}

/* Goes through what is left chunk by chunk.  Returns FALSE where it was stopped. */
static gboolean
search_all (Find *find)
{
  while (TRUE)
    {
      guint64 chunk, hole;

      find->end = clip_end (find, find->end);
      if (find->start >= find->end)
        return TRUE;

      chunk = MIN (find->end - find->start, CHUNK);
      if (find->backward)
        {
          hole = skip_hole_backward (find);
          if (hole < find->end && !search_hole (find, hole, find->end))
            return FALSE;
          if (hole == find->end && !search_chunk (find, find->end - chunk, find->end))
            return FALSE;
          find->end = hole < find->end ? hole : find->end - chunk;
        }
      else
        {
          hole = skip_hole_forward (find);
          if (hole > find->start && !search_hole (find, find->start, hole))
            return FALSE;
          if (hole == find->start && !search_chunk (find, find->start, find->start + chunk))
            return FALSE;
          find->start = hole > find->start ? hole : find->start + chunk;
        }
      if (!keep_going (find, find->backward ? find->end : find->start))
        return FALSE;
    }
}

/* Places between two looks at the cancellable: a millisecond's, also in the worst case, which for a
 * long pattern with wildcards is length / 8 steps a place. */
static gsize
step_for (const MgPattern *pattern)
{
  const gsize length = mg_pattern_get_length (pattern);
  const guint8 *mask = mg_pattern_get_mask (pattern);

  for (gsize i = 0; i < length; i++)
    if (mask[i] != 0xff)
      return CLAMP (64 * STEP / length, 1024, STEP);
  return STEP;
}

/* As many as there are processors to scan with. */
static void
add_sources (Find *find)
{
  guint n = (guint) CLAMP (find->total / PART_MIN, 1, MIN (g_get_num_processors (), PARTS_MAX));

  find->sources[0] = find->source;
  for (find->n_sources = 1; find->n_sources < n; find->n_sources++)
    {
      find->sources[find->n_sources] = mg_source_dup (find->source);
      if (find->sources[find->n_sources] == NULL)
        return;
    }
}

gboolean
mg_find (MgSource *source, MgRange range, MgPattern *pattern, MgFindFlags flags, MgFindHitFunc hit,
         gpointer hit_data, MgFindProgressFunc progress, gpointer progress_data,
         MgRangeSet *unreadable, GCancellable *cancellable, GError **error)
{
  const gsize length = mg_pattern_get_length (pattern);
  const guint64 size = mg_source_get_size (source);
  g_autofree guint8 *copy = NULL;
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (Run));
  Find find = {
    .source = source,
    .pattern = pattern,
    .length = length,
    .backward = (flags & MG_FIND_BACKWARD) != 0,
    .hit = hit,
    .hit_data = hit_data,
    .progress = progress,
    .progress_data = progress_data,
    .unreadable = unreadable,
    .cancellable = cancellable,
    .progress_us = g_get_monotonic_time (),
    .step = step_for (pattern),
    .runs = runs,
  };

  gboolean searched;

  if (range.start > size)
    {
      g_autofree char *start = mg_hex_to_string (range.start);
      g_autofree char *end = mg_hex_to_string (size);

      mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("Offset %s is past the end at %s"),
                    start, end);
      return FALSE;
    }
  range = mg_range_clip (range, size);
  if (range.length < length)
    return TRUE;

  find.copy = copy = g_malloc (BLOCK + length - 1);
  find.start = range.start;
  find.end = mg_range_end (range) - length + 1;
  find.total = range.length;

  add_sources (&find);
  searched = search_all (&find);
  for (guint i = 1; i < find.n_sources; i++)
    mg_source_unref (find.sources[i]);

  if (searched && !find.any_read && find.read_error != NULL)
    {
      g_propagate_error (error, find.read_error);
      return FALSE;
    }
  g_clear_error (&find.read_error);
  if (find.cancelled)
    {
      mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("The search was stopped"));
      return FALSE;
    }
  return TRUE;
}
