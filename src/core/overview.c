#include "config.h"

#include "core/overview.h"

#include "platform/platform.h"

#ifdef HAVE_XXH_DISPATCH
#include <xxh_x86dispatch.h>
#else
#define XXH_INLINE_ALL
#include <xxhash.h>
#endif

#include <string.h>

#define PAGE ((gsize) 4096)
/* What a step shows at once: its results wait beside until it is complete. */
#define STEP_BLOCKS 4096u
/* Bytes of a page that are looked at to tell its content: so many pieces, so far apart. */
#define SAMPLES 8
#define SAMPLE 16

/* Whoever keeps the map up to date looks at so much between two looks at the clock... */
#define STEP_BYTES ((guint64) STEP_BLOCKS * PAGE)
/* ...and follows the name so often. */
#define VERIFY_US G_USEC_PER_SEC
/* While nothing changes, passes become rarer, down to this. */
#define IDLE_US (G_USEC_PER_SEC / 2)

/* So many blocks have their records together, made when the first of them has bytes: of a sparse
 * object hardly any are. */
#define CHUNK_BLOCKS STEP_BLOCKS

typedef struct
{
  guint64 hashes[CHUNK_BLOCKS];
  gint64 changes_us[CHUNK_BLOCKS]; /* when a block was last seen to change; 0: never */
  guint8 contents[CHUNK_BLOCKS];   /* MgContent */
} Chunk;

struct _MgOverviewMap
{
  guint64 size;
  guint64 block; /* bytes of one: a power of two, at least a page */
  guint n_blocks;
  guint64 n_passes;
  guint next;    /* the block that the next step begins with */

  Chunk **chunks;      /* NULL: all of its blocks have the content beside, and never changed */
  guint8 *uniform;     /* MgContent, a chunk each: unknown or unallocated */
  guint n_chunks;
  guint64 stamp;       /* another one whenever something of the above is */

  /* Of the step under way: from first on.  A piece that faults is shown again, so what was taken in
   * is remembered: pages before next_page. */
  guint first, n;
  guint64 next_page;
  guint64 zero_hash;
  guint64 fresh_hashes[STEP_BLOCKS];
  guint8 fresh_contents[STEP_BLOCKS];
};

const char *
mg_content_to_string (MgContent content)
{
  static const char *const words[]
      = { "unknown", "unallocated", "zero", "low", "text", "high", "unreadable" };

  g_return_val_if_fail ((guint) content < G_N_ELEMENTS (words), NULL);
  return words[content];
}

static gboolean
is_text (guint8 byte)
{
  return (byte >= 0x20 && byte != 0x7f) || byte == '\t' || byte == '\n' || byte == '\r';
}

/* 128 bytes from all over the page.  Chance has 101 different values among so many, and its printable
 * ones are a third.  Text has up to 60, and in UTF-16 every other byte may be 0. */
MgContent
mg_content_of (const guint8 *bytes, gsize length)
{
  guint8 seen[256] = { 0 };
  gsize stride = length / SAMPLES;
  guint n = 0, n_different = 0, n_zero = 0, n_printable = 0, n_high = 0;

  for (gsize piece = 0; piece < SAMPLES; piece++)
    {
      gsize end = MIN (length, piece * stride + SAMPLE);

      for (gsize i = piece * stride; i < end; i++, n++)
        {
          n_different += !seen[bytes[i]];
          seen[bytes[i]] = 1;
          n_zero += bytes[i] == 0;
          n_printable += is_text (bytes[i]);
          n_high += bytes[i] >= 0x80;
        }
    }
  if (n >= 64 && n_different * 100 >= n * 60)
    return MG_CONTENT_HIGH;
  if (n_printable > 0 && (n_printable + n_zero) * 100 >= n * 95 && n_zero * 100 <= n * 55
      && n_high * 4 <= n_printable)
    return MG_CONTENT_TEXT;
  return MG_CONTENT_LOW;
}

/* --- The map --- */

MgOverviewMap *
mg_overview_map_new (guint64 size)
{
  static const guint8 zeros[PAGE];
  MgOverviewMap *self = g_new0 (MgOverviewMap, 1);

  self->size = MIN (size, MG_OFFSET_MAX);
  self->block = PAGE;
  while ((self->size + self->block - 1) / self->block > MG_OVERVIEW_BLOCKS)
    self->block *= 2;
  self->n_blocks = (guint) ((self->size + self->block - 1) / self->block);
  self->n_chunks = (self->n_blocks + CHUNK_BLOCKS - 1) / CHUNK_BLOCKS;
  self->chunks = g_new0 (Chunk *, self->n_chunks);
  self->uniform = g_new0 (guint8, self->n_chunks);
  self->zero_hash = XXH3_64bits (zeros, PAGE);
  return self;
}

void
mg_overview_map_free (MgOverviewMap *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_chunks; i++)
    g_free (self->chunks[i]);
  g_free (self->chunks);
  g_free (self->uniform);
  g_free (self);
}

static MgContent
get_block (const MgOverviewMap *self, guint index, guint64 *hash)
{
  const Chunk *chunk = self->chunks[index / CHUNK_BLOCKS];

  *hash = chunk != NULL ? chunk->hashes[index % CHUNK_BLOCKS] : 0;
  return (MgContent) (chunk != NULL ? chunk->contents[index % CHUNK_BLOCKS]
                                    : self->uniform[index / CHUNK_BLOCKS]);
}

static gboolean
is_zero (const guint8 *bytes, gsize length)
{
  return bytes[0] == 0 && (length == 1 || memcmp (bytes, bytes + 1, length - 1) == 0);
}

/* A page is taken in at once, behind its last byte: a fault leaves nothing half done. */
static gboolean
take_piece_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer data)
{
  MgOverviewMap *self = data;

  for (gsize at = 0, n; at < length; at += n)
    {
      guint64 page = (offset + at) / PAGE;
      guint index = (guint) ((offset + at) / self->block - self->first);
      guint64 hash, old_hash;
      MgContent content, old_content;

      n = (gsize) MIN (length - at, PAGE - (offset + at) % PAGE);
      if (page < self->next_page)
        continue;
      hash = XXH3_64bits (bytes + at, n);
      old_content = get_block (self, self->first + index, &old_hash);
      if (n == PAGE ? hash == self->zero_hash : is_zero (bytes + at, n))
        content = MG_CONTENT_ZERO;
      else if (self->block == PAGE && old_content >= MG_CONTENT_LOW && hash == old_hash)
        content = old_content;
      else
        content = mg_content_of (bytes + at, n);

      /* A block of one page has that page's hash; of more, a sum that their order counts in. */
      self->fresh_hashes[index] += self->block == PAGE ? hash : hash * (2 * page + 1);
      self->fresh_contents[index] = MAX (self->fresh_contents[index], content);
      self->next_page = page + 1;
    }
  return TRUE;
}

static Chunk *
ensure_chunk (MgOverviewMap *self, guint index)
{
  if (self->chunks[index] == NULL)
    {
      self->chunks[index] = g_new0 (Chunk, 1);
      memset (self->chunks[index]->contents, self->uniform[index], CHUNK_BLOCKS);
    }
  return self->chunks[index];
}

static void
set_block (MgOverviewMap *self, guint index, MgContent content, guint64 hash, gint64 now_us)
{
  guint64 old_hash;
  MgContent old = get_block (self, index, &old_hash);
  Chunk *chunk;

  if (content == old && hash == old_hash)
    return;
  self->stamp++;
  chunk = ensure_chunk (self, index / CHUNK_BLOCKS);
  index %= CHUNK_BLOCKS;
  /* What was never seen has not changed; and reading does not change anything, being unable to
   * does not either. */
  if (old != MG_CONTENT_UNKNOWN
      && (MAX (content, MG_CONTENT_ZERO) != MAX (old, MG_CONTENT_ZERO)
          || (hash != old_hash && content > MG_CONTENT_ZERO))
      && content != MG_CONTENT_UNREADABLE && old != MG_CONTENT_UNREADABLE)
    chunk->changes_us[index] = now_us;
  chunk->contents[index] = (guint8) content;
  chunk->hashes[index] = hash;
}

/* Up to @end nothing is allocated. */
static void
pass_over (MgOverviewMap *self, guint end, gint64 now_us)
{
  while (self->next < end)
    {
      guint chunk = self->next / CHUNK_BLOCKS;
      guint chunk_end = MIN ((chunk + 1) * CHUNK_BLOCKS, self->n_blocks);

      if (self->chunks[chunk] == NULL && self->next % CHUNK_BLOCKS == 0 && chunk_end <= end)
        {
          self->stamp += self->uniform[chunk] != MG_CONTENT_UNALLOCATED;
          self->uniform[chunk] = MG_CONTENT_UNALLOCATED;
          self->next = chunk_end;
        }
      else
        set_block (self, self->next++, MG_CONTENT_UNALLOCATED, 0, now_us);
    }
}

static void
mark_unreadable (MgOverviewMap *self, const MgRangeSet *unreadable)
{
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (unreadable, &n_ranges);

  for (gsize i = 0; i < n_ranges; i++)
    for (guint64 block = ranges[i].start / self->block;
         block <= (mg_range_end (ranges[i]) - 1) / self->block; block++)
      if (block >= self->first && block - self->first < self->n)
        self->fresh_contents[block - self->first] = MG_CONTENT_UNREADABLE;
}

/* Looks at the next blocks: what was found waits beside the map. */
static void
look (MgOverviewMap *self, MgSource *source, guint64 length)
{
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  MgRange extent, range;

  self->n = 0;
  self->first = self->n_blocks;
  if (!mg_source_next_data (source, (guint64) self->next * self->block, &extent)
      || extent.start >= self->size)
    return;

  self->first = (guint) (extent.start / self->block);
  self->n = (guint) CLAMP (length / self->block, 1, STEP_BLOCKS);
  self->n = MIN (self->n, self->n_blocks - self->first);
  self->next_page = 0;
  memset (self->fresh_hashes, 0, self->n * sizeof *self->fresh_hashes);
  memset (self->fresh_contents, MG_CONTENT_UNALLOCATED, self->n);
  range = mg_range_clip ((MgRange) { self->first * self->block, self->n * self->block },
                         self->size);
  if (!mg_source_scan (source, range, take_piece_cb, self, unreadable, NULL))
    mg_range_set_add (unreadable, range);
  mark_unreadable (self, unreadable);
}

/* Takes it into the map; what lies before it is unallocated.  Returns: whether a pass is complete */
static gboolean
commit (MgOverviewMap *self, gint64 now_us)
{
  pass_over (self, self->first, now_us);
  for (guint i = 0; i < self->n; i++, self->next++)
    set_block (self, self->next, (MgContent) self->fresh_contents[i], self->fresh_hashes[i],
               now_us);
  if (self->next < self->n_blocks)
    return FALSE;
  self->next = 0;
  self->n_passes++;
  return TRUE;
}

gboolean
mg_overview_map_step (MgOverviewMap *self, MgSource *source, guint64 length, gint64 now_us)
{
  look (self, source, length);
  return commit (self, now_us);
}

/* Blocks of one chunk. */
static void
sum_up (const MgOverviewMap *self, guint first, guint end, MgOverviewRow *row)
{
  const Chunk *chunk = self->chunks[first / CHUNK_BLOCKS];

  if (chunk == NULL)
    {
      row->content = MAX (row->content, (MgContent) self->uniform[first / CHUNK_BLOCKS]);
      return;
    }
  for (guint block = first; block < end; block++)
    {
      row->content = MAX (row->content, (MgContent) chunk->contents[block % CHUNK_BLOCKS]);
      row->change_us = MAX (row->change_us, chunk->changes_us[block % CHUNK_BLOCKS]);
    }
}

void
mg_overview_map_get_rows (const MgOverviewMap *self, MgOverviewRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      guint first = (guint) ((guint64) i * self->n_blocks / n_rows);
      guint end = MAX ((guint) ((guint64) (i + 1) * self->n_blocks / n_rows), first + 1);
      MgOverviewRow row = { .range = { (guint64) first * self->block,
                                       (guint64) (end - first) * self->block } };

      for (guint block = first, chunk_end; block < MIN (end, self->n_blocks); block = chunk_end)
        {
          chunk_end = MIN ((block / CHUNK_BLOCKS + 1) * CHUNK_BLOCKS, MIN (end, self->n_blocks));
          sum_up (self, block, chunk_end, &row);
        }
      row.range = mg_range_clip (row.range, self->size);
      rows[i] = row;
    }
}

guint64
mg_overview_map_get_size (const MgOverviewMap *self)
{
  return self->size;
}

guint64
mg_overview_map_get_stamp (const MgOverviewMap *self)
{
  return self->stamp;
}

guint64
mg_overview_map_get_n_passes (const MgOverviewMap *self)
{
  return self->n_passes;
}

/* --- The thread --- */

struct _MgOverview
{
  gatomicrefcount ref_count; /* one is the owner's, one the thread's */
  MgName *name;
  MgOpenFunc open;
  gpointer open_data;

  GMutex mutex; /* guards all that follows */
  GCond cond;
  gboolean closing;
  gboolean paused;
  double budget;
  MgOverviewMap *map; /* (nullable): changed by the thread alone, which may read it without */
  guint64 n_maps;     /* that there were: of each all is new */
};

static void
overview_unref (MgOverview *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  mg_overview_map_free (self->map);
  mg_name_unref (self->name);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/* Looks the name up; what it leads to now has a map of its own.
 *
 * @paused: what is gone is let go of all the same, and nothing is opened
 * Returns: NULL where to nothing */
static MgSource *
follow (MgOverview *self, MgSource *source, gboolean paused)
{
  MgPresence presence;

  if (source != NULL)
    {
      presence = mg_source_verify (source);
      if (presence != MG_PRESENCE_GONE && presence != MG_PRESENCE_REPLACED)
        return source;
      mg_source_unref (source);
    }
  if (paused)
    return NULL;
  source = self->open (self->name, self->open_data, NULL);
  if (source != NULL)
    {
      mg_source_keep_views (source);
      g_mutex_lock (&self->mutex);
      g_clear_pointer (&self->map, mg_overview_map_free);
      g_mutex_unlock (&self->mutex);
    }
  return source;
}

/* One step.  Reading may take its time, so that is done without the mutex.
 *
 * Returns: whether a pass is complete */
static gboolean
step (MgOverview *self, MgSource *source)
{
  guint64 size = mg_source_get_size (source);
  gboolean done;

  if (self->map == NULL || self->map->size != size)
    {
      MgOverviewMap *fresh = mg_overview_map_new (size);

      g_mutex_lock (&self->mutex);
      mg_overview_map_free (self->map);
      self->map = fresh;
      self->n_maps++;
      g_mutex_unlock (&self->mutex);
    }
  look (self->map, source, STEP_BYTES);
  g_mutex_lock (&self->mutex);
  done = commit (self->map, g_get_monotonic_time ());
  g_mutex_unlock (&self->mutex);
  return done;
}

/* Waits, with the mutex held; less where it is to end.
 *
 * @verify_us: when to look at the name, paused or not; G_MAXINT64: there is nothing to let go of */
static void
rest (MgOverview *self, gint64 until_us, gint64 verify_us)
{
  while (!self->closing)
    {
      gint64 end_us = self->paused ? verify_us : until_us;

      if (end_us == G_MAXINT64)
        g_cond_wait (&self->cond, &self->mutex);
      else if (g_get_monotonic_time () < end_us)
        g_cond_wait_until (&self->cond, &self->mutex, end_us);
      else
        return;
    }
}

/* Steps and rests in turn, so that the steps have their share of the time; a pass begins at most
 * MG_OVERVIEW_RATE_HZ times a second. */
static gpointer
run (gpointer data)
{
  MgOverview *self = data;
  MgSource *source = NULL;
  gint64 verify_us = 0, pass_us = g_get_monotonic_time ();
  gint64 owed_us = 0; /* rest for steps that were made */
  gint64 interval_us = G_USEC_PER_SEC / MG_OVERVIEW_RATE_HZ;
  guint64 stamp = 0;
  double budget = MG_OVERVIEW_BUDGET_DEFAULT;
  gboolean closing = FALSE, paused = FALSE;

  while (!closing)
    {
      gint64 now_us = g_get_monotonic_time (), until_us;

      if (now_us >= verify_us)
        {
          source = follow (self, source, paused);
          verify_us = now_us + VERIFY_US;
        }
      until_us = verify_us;
      if (source != NULL && !paused)
        {
          gboolean done = step (self, source);
          gint64 end_us = g_get_monotonic_time ();

          owed_us += (gint64) ((end_us - now_us) * (1 / budget - 1));
          until_us = now_us;
          if (done)
            {
              interval_us = self->map->stamp != stamp ? G_USEC_PER_SEC / MG_OVERVIEW_RATE_HZ
                                                      : MIN (interval_us * 5 / 4, IDLE_US);
              stamp = self->map->stamp;
              pass_us = MAX (pass_us + interval_us, end_us);
              until_us = pass_us;
            }
          /* Short rests are saved up: each costs a wake-up. */
          if (owed_us >= 2000)
            {
              until_us = MAX (until_us, end_us + owed_us);
              owed_us = 0;
            }
        }
      g_mutex_lock (&self->mutex);
      rest (self, until_us, source != NULL ? verify_us : G_MAXINT64);
      closing = self->closing;
      paused = self->paused;
      budget = self->budget;
      g_mutex_unlock (&self->mutex);
    }
  mg_source_unref (source);
  overview_unref (self);
  return NULL;
}

static MgSource *
open_live (MgName *name, gpointer user_data, GError **error)
{
  return mg_platform_open (name, error);
}

MgOverview *
mg_overview_new (MgName *name)
{
  return mg_overview_new_full (name, open_live, NULL);
}

MgOverview *
mg_overview_new_full (MgName *name, MgOpenFunc open, gpointer open_data)
{
  MgOverview *self = g_new0 (MgOverview, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_atomic_ref_count_inc (&self->ref_count);
  self->name = mg_name_ref (name);
  self->open = open;
  self->open_data = open_data;
  self->budget = MG_OVERVIEW_BUDGET_DEFAULT;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_thread_unref (g_thread_new ("overview", run, self));
  return self;
}

void
mg_overview_free (MgOverview *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->closing = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  overview_unref (self);
}

void
mg_overview_set_budget (MgOverview *self, double budget)
{
  g_mutex_lock (&self->mutex);
  self->budget = CLAMP (budget, 0.001, 1);
  g_mutex_unlock (&self->mutex);
}

void
mg_overview_set_paused (MgOverview *self, gboolean paused)
{
  g_mutex_lock (&self->mutex);
  self->paused = paused;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

guint64
mg_overview_get_stamp (MgOverview *self)
{
  guint64 stamp;

  g_mutex_lock (&self->mutex);
  stamp = self->map != NULL ? (self->n_maps << 48) + self->map->stamp : 0;
  g_mutex_unlock (&self->mutex);
  return stamp;
}

gboolean
mg_overview_get_rows (MgOverview *self, MgOverviewRow *rows, guint n_rows)
{
  gboolean known;

  g_mutex_lock (&self->mutex);
  known = self->map != NULL && self->map->n_blocks > 0;
  if (known)
    mg_overview_map_get_rows (self->map, rows, n_rows);
  g_mutex_unlock (&self->mutex);
  return known;
}

guint64
mg_overview_get_n_passes (MgOverview *self)
{
  guint64 n_passes;

  g_mutex_lock (&self->mutex);
  n_passes = self->map != NULL ? self->map->n_passes : 0;
  g_mutex_unlock (&self->mutex);
  return n_passes;
}
