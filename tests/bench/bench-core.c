/* Measures the core on real objects: search, unallocated memory, listing.
 *
 *   bench-core MANY-PROCESSES [MAPGLASS-CLI]
 *
 * The first makes what is listed. */

#include "config.h"

#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include "core/catalog.h"
#include "core/dump.h"
#include "core/find.h"
#include "core/sampler.h"
#include "platform/platform.h"

#define N_RUNS 5
#define SIZE ((gsize) 1 << 30)
#define HOLES ((gsize) 256 << 20)

/* An object of ours, as a publisher has it. */
typedef struct
{
  char path[64];
  int fd;
  guint8 *bytes; /* mapped by its writer; NULL where it stays unallocated */
  gsize size;
  MgSource *source;
} Object;

static void
object_init (Object *object, const char *label, gsize size, gboolean resident)
{
  g_autofree char *text = NULL;
  g_autoptr (MgName) name = NULL;
  g_autoptr (GError) error = NULL;

  g_snprintf (object->path, sizeof object->path, "/mg-bench-%d-%s", (int) getpid (), label);
  object->size = size;
  object->bytes = NULL;
  object->fd = shm_open (object->path, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (object->fd < 0 || ftruncate (object->fd, (off_t) size) != 0)
    g_error ("%s: %s", object->path, g_strerror (errno));
  if (resident)
    {
      object->bytes = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, object->fd, 0);
      if (object->bytes == MAP_FAILED)
        g_error ("%s: %s", object->path, g_strerror (errno));
    }
  text = g_strconcat ("posix:", object->path, NULL);
  name = mg_name_parse (text, mg_platform_get_name_context (), &error);
  object->source = name != NULL ? mg_platform_open (name, &error) : NULL;
  if (object->source == NULL)
    g_error ("%s", error->message);
}

static void
object_clear (Object *object)
{
  mg_source_unref (object->source);
  if (object->bytes != NULL)
    munmap (object->bytes, object->size);
  close (object->fd);
  shm_unlink (object->path);
}

/* Random bytes in which 0xA7 is never followed by 0x3C, so that patterns that begin so are found
 * where they were put alone. */
static void
fill_random (guint8 *bytes, gsize size)
{
  guint64 x = G_GUINT64_CONSTANT (88172645463325252);

  for (gsize i = 0; i < size; i += 8)
    {
      x ^= x << 13;
      x ^= x >> 7;
      x ^= x << 17;
      memcpy (bytes + i, &x, 8);
    }
  for (gsize i = 1; i < size; i++)
    if (bytes[i] == 0x3c && bytes[i - 1] == 0xa7)
      bytes[i] = 0x3d;
}

/* How fast memory can be read at all. */
static volatile guint64 sum;

#if defined(__x86_64__)
__attribute__ ((target ("avx2"))) static guint64
sum_avx2 (const guint8 *bytes, gsize size)
{
  __m256i sums[4] = { { 0 } };
  guint64 parts[4];

  for (gsize i = 0; i < size; i += 128)
    for (guint j = 0; j < 4; j++)
      sums[j] =
          _mm256_add_epi64 (sums[j], _mm256_loadu_si256 ((const __m256i *) (bytes + i + 32 * j)));
  sums[0] =
      _mm256_add_epi64 (_mm256_add_epi64 (sums[0], sums[1]), _mm256_add_epi64 (sums[2], sums[3]));
  _mm256_storeu_si256 ((__m256i *) parts, sums[0]);
  return parts[0] + parts[1] + parts[2] + parts[3];
}
#endif

static guint64
sum_words (const guint8 *bytes, gsize size)
{
  guint64 total = 0;

  for (gsize i = 0; i < size; i += 8)
    {
      guint64 word;

      memcpy (&word, bytes + i, 8);
      total += word;
    }
  return total;
}

static void
sum_cb (gpointer data)
{
  const Object *object = data;

#if defined(__x86_64__)
  if (__builtin_cpu_supports ("avx2"))
    {
      sum = sum_avx2 (object->bytes, object->size);
      return;
    }
#endif
  sum = sum_words (object->bytes, object->size);
}

typedef struct
{
  Object *object;
  MgPattern *pattern;
  MgFindFlags flags;
  GCancellable *cancellable;
  guint64 n_hits, last_hit;
  double first_hit; /* seconds, on the clock; 0 = none */
} Search;

static gboolean
hit_cb (guint64 offset, gpointer data)
{
  Search *search = data;

  if (search->n_hits++ == 0)
    search->first_hit = bench_now ();
  search->last_hit = offset;
  return TRUE;
}

static void
find_cb (gpointer data)
{
  Search *search = data;

  search->n_hits = 0;
  search->first_hit = 0;
  mg_find (search->object->source, (MgRange) { 0, search->object->size }, search->pattern,
           search->flags, hit_cb, search, NULL, NULL, NULL, search->cancellable, NULL);
}

static void
memmem_cb (gpointer data)
{
  Search *search = data;
  const guint8 *found =
      memmem (search->object->bytes, search->object->size, mg_pattern_get_bytes (search->pattern),
              mg_pattern_get_length (search->pattern));

  search->last_hit = found != NULL ? (guint64) (found - search->object->bytes) : MG_UNKNOWN;
}

/* Finds @bytes, which stand at the end alone, by mg_find() and by memmem().  The read bandwidth is
 * measured in turn with it, as other programs take their share of it.
 * @target: GB/s; 0 for half of that bandwidth */
static void
bench_find (Object *object, const char *what, const guint8 *bytes, const guint8 *mask, gsize length,
            double target)
{
  g_autoptr (MgPattern) pattern = mg_pattern_new (bytes, mask, length);
  Search search = { .object = object, .pattern = pattern };
  Search backward_search = { .object = object, .pattern = pattern, .flags = MG_FIND_BACKWARD };
  double forwards[N_RUNS], backwards[N_RUNS], bandwidths[N_RUNS];
  double forward, bandwidth, peer = 0, gigabytes = object->size / 1e9;

  for (guint i = 0; i < N_RUNS; i++)
    {
      bandwidths[i] = gigabytes / bench_time (1, sum_cb, object);
      forwards[i] = gigabytes / bench_time (1, find_cb, &search);
      backwards[i] = gigabytes / bench_time (1, find_cb, &backward_search);
    }
  if (search.n_hits != 1 || search.last_hit != object->size - length)
    g_error ("%s: found %" G_GUINT64_FORMAT " times, last at 0x%" G_GINT64_MODIFIER "x", what,
             search.n_hits, search.last_hit);
  if (mask == NULL)
    peer = gigabytes / bench_time (1, memmem_cb, &search);

  forward = bench_median (forwards, N_RUNS);
  bandwidth = bench_median (bandwidths, N_RUNS);
  bench_figure (what, forward, "GB/s", BENCH_AT_LEAST, target > 0 ? target : bandwidth / 2,
                "%.0f %% of %.1f; all of it backward %.1f; memmem %.2f", forward / bandwidth * 100,
                bandwidth, bench_median (backwards, N_RUNS), peer);
}

static gpointer
find_thread (gpointer data)
{
  find_cb (data);
  return NULL;
}

/* How long a search goes on after it was cancelled: the worst of a few. */
static double
cancel_latency (Search *search)
{
  double worst = 0;

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread;
      double start;

      search->cancellable = cancellable;
      thread = g_thread_new ("find", find_thread, search);
      g_usleep (3000 + 2000 * i);
      start = bench_now ();
      g_cancellable_cancel (cancellable);
      g_thread_join (thread);
      worst = MAX (worst, bench_now () - start);
    }
  search->cancellable = NULL;
  return worst;
}

static void
bench_latency (Object *object, const char *what, const guint8 *bytes, const guint8 *mask,
               gsize length, gboolean hits)
{
  g_autoptr (MgPattern) pattern = mg_pattern_new (bytes, mask, length);

  for (guint backward = 0; backward < 2; backward++)
    {
      Search search = { .object = object,
                        .pattern = pattern,
                        .flags = backward ? MG_FIND_BACKWARD : 0 };
      g_autofree char *cancel_label =
          g_strdup_printf ("cancel, %s%s", what, backward ? ", backward" : "");

      bench_figure (cancel_label, cancel_latency (&search) * 1e3, "ms", BENCH_AT_MOST, 50,
                    "worst of 8");
      if (hits)
        {
          g_autofree char *hit_label =
              g_strdup_printf ("first hit, %s%s", what, backward ? ", backward" : "");
          g_autoptr (GCancellable) cancellable = g_cancellable_new ();
          GThread *thread;
          double start = bench_now ();

          search.cancellable = cancellable;
          thread = g_thread_new ("find", find_thread, &search);
          g_usleep (60000);
          g_cancellable_cancel (cancellable);
          g_thread_join (thread);
          bench_figure (hit_label, search.first_hit > 0 ? (search.first_hit - start) * 1e3 : 9999,
                        "ms", BENCH_AT_MOST, 50, "with the thread's start");
        }
    }
}

static void
bench_searches (void)
{
  static const gsize lengths[] = { 2, 3, 4, 8, 16, 32, 64 };
  static const guint8 zeros[4096] = { 0 };
  g_autofree guint8 *wanted = g_malloc0 (MG_PATTERN_MAX);
  g_autofree guint8 *mask = g_malloc (MG_PATTERN_MAX);
  Object object;

  bench_heading (
      "find, in 1 GiB resident; the whole of it is searched, and the pattern stands at its end");
  object_init (&object, "find", SIZE, TRUE);
  fill_random (object.bytes, SIZE);
  sum_cb (&object);
  bench_figure ("read bandwidth (AVX2 sum of the mapped object)",
                SIZE / 1e9 / bench_time (N_RUNS, sum_cb, &object), "GB/s", BENCH_SHOWN, 0,
                "the limit");

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *what =
          g_strdup_printf ("%" G_GSIZE_FORMAT " bytes, random data", lengths[i]);
      g_autofree guint8 *end = g_memdup2 (object.bytes + SIZE - lengths[i], lengths[i]);

      wanted[0] = 0xa7;
      wanted[1] = 0x3c;
      for (gsize j = 2; j < lengths[i]; j++)
        wanted[j] = object.bytes[12345 + j];
      memcpy (object.bytes + SIZE - lengths[i], wanted, lengths[i]);
      bench_find (&object, what, wanted, NULL, lengths[i], 0);
      memcpy (object.bytes + SIZE - lengths[i], end, lengths[i]);
    }
  memset (mask, 0xff, MG_PATTERN_MAX);
  memset (mask + 2, 0, 4);
  memcpy (object.bytes + SIZE - 8, wanted, 8);
  bench_find (&object, "8 bytes with 4 wildcards, random data", wanted, mask, 8, 0);

  bench_latency (&object, "random data", wanted, NULL, 8, FALSE);
  bench_latency (&object, "a hit every 256 bytes", wanted + 3, NULL, 1, TRUE);

  bench_heading ("find, adversarial data");
  memset (object.bytes, 0, SIZE);
  object.bytes[SIZE - 1] = 1;
  for (gsize length = 8; length <= MG_PATTERN_MAX; length *= length < 64 ? 8 : 32)
    {
      g_autofree char *what =
          g_strdup_printf ("zeros and a one at the end; %" G_GSIZE_FORMAT " such bytes", length);

      bench_find (&object, what, object.bytes + SIZE - length, NULL, length, 1);
    }
  memset (mask, 0xff, 64);
  for (gsize i = 1; i < 63; i += 2)
    mask[i] = 0;
  bench_find (&object, "the same; 64 bytes, every other a wildcard", object.bytes + SIZE - 64, mask,
              64, 1);
  bench_latency (&object, "zeros found in zeros", zeros, NULL, sizeof zeros, TRUE);

  for (gsize i = 63; i < SIZE - 1; i += 64)
    object.bytes[i] = 1;
  object.bytes[SIZE - 1] = 0;
  bench_find (&object, "a one in 64 bytes; 64 zeros", zeros, NULL, 64, 1);

  for (gsize i = 0; i < SIZE; i++)
    object.bytes[i] = i % 7 == 0;
  object.bytes[SIZE - 2000] ^= 1;
  bench_find (&object, "period of 7; 4096 such bytes, one of them wrong",
              object.bytes + SIZE - 4096, NULL, 4096, 1);

  fill_random (object.bytes, SIZE);
  for (gsize i = 0; i < SIZE; i++)
    object.bytes[i] &= 1;
  bench_find (&object, "random zeros and ones; 64 such bytes", object.bytes + SIZE - 64, NULL, 64,
              1);
  bench_find (&object, "random zeros and ones; 4096 such bytes", object.bytes + SIZE - 4096, NULL,
              4096, 1);
  object_clear (&object);
}

static guint64
allocated (const Object *object)
{
  struct stat status;

  return fstat (object->fd, &status) == 0 ? (guint64) status.st_blocks * 512 : MG_UNKNOWN;
}

static MgSource *
open_object_cb (MgName *name, gpointer object, GError **error)
{
  return mg_source_ref (((Object *) object)->source);
}

static gboolean
discard_cb (const void *bytes, gsize length, gpointer data, GError **error)
{
  *(guint64 *) data += length;
  return TRUE;
}

static gboolean
never_cb (guint64 offset, gpointer data)
{
  return TRUE;
}

static void
bench_holes (void)
{
  static const guint8 wanted[] = { 0xde, 0xad };
  const MgRange all = { 0, HOLES };
  g_autoptr (MgPattern) pattern = mg_pattern_new (wanted, NULL, sizeof wanted);
  g_autoptr (MgName) name = mg_name_parse ("posix:/any", mg_platform_get_name_context (), NULL);
  MgSampler *sampler;
  Object object;
  guint64 n_written = 0;
  double start;

  bench_heading ("256 MiB unallocated, looked at in every way");
  object_init (&object, "holes", HOLES, FALSE);
  bench_figure ("allocated before", allocated (&object), "bytes", BENCH_SHOWN, 0,
                "of %" G_GSIZE_FORMAT, HOLES);

  sampler = mg_sampler_new (name, open_object_cb, &object, NULL, NULL);
  start = bench_now ();
  for (guint64 offset = 0; offset < HOLES; offset += MG_SAMPLER_INTEREST_MAX)
    {
      MgSnapshot *snapshot;

      mg_sampler_set_interest (sampler, (MgRange) { offset, MG_SAMPLER_INTEREST_MAX });
      snapshot = mg_sampler_tick (sampler, g_get_monotonic_time (), TRUE);
      mg_snapshot_unref (snapshot);
    }
  bench_figure ("allocated by viewing all of it", allocated (&object), "bytes", BENCH_AT_MOST, 0,
                "%.0f ms", (bench_now () - start) * 1e3);
  mg_sampler_free (sampler);

  start = bench_now ();
  mg_dump (object.source, all, MG_DUMP_RAW, NULL, discard_cb, &n_written, NULL, NULL, NULL, NULL,
           NULL);
  bench_figure ("allocated by dumping it raw", allocated (&object), "bytes", BENCH_AT_MOST, 0,
                "%.0f ms, %" G_GUINT64_FORMAT " bytes written", (bench_now () - start) * 1e3,
                n_written);
  start = bench_now ();
  n_written = 0;
  mg_dump (object.source, all, MG_DUMP_HEX, NULL, discard_cb, &n_written, NULL, NULL, NULL, NULL,
           NULL);
  bench_figure ("allocated by dumping it as hex", allocated (&object), "bytes", BENCH_AT_MOST, 0,
                "%.0f ms, %" G_GUINT64_FORMAT " bytes written", (bench_now () - start) * 1e3,
                n_written);
  start = bench_now ();
  mg_find (object.source, all, pattern, 0, never_cb, NULL, NULL, NULL, NULL, NULL, NULL);
  mg_find (object.source, all, pattern, MG_FIND_BACKWARD, never_cb, NULL, NULL, NULL, NULL, NULL,
           NULL);
  bench_figure ("allocated by searching it, both ways", allocated (&object), "bytes", BENCH_AT_MOST,
                0, "%.2f ms", (bench_now () - start) * 1e3);
  object_clear (&object);
}

/* The ioctl that answers in binary what maps says in text; Linux 6.11. */
static gboolean
have_procmap_query (void)
{
  guint64 query[13] = { sizeof query, 1 << 4 /* the next one */ };
  int fd = open ("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  gboolean have =
      fd >= 0 && ioctl (fd, _IOC (_IOC_READ | _IOC_WRITE, 0x66, 17, sizeof query), query) == 0;

  if (fd >= 0)
    close (fd);
  return have;
}

static void
scan_cb (gpointer data)
{
  MgListing **listing = data;
  g_autoptr (GError) error = NULL;

  mg_listing_unref (*listing);
  *listing = mg_listing_scan (TRUE, NULL, &error);
  if (*listing == NULL)
    g_error ("%s", error->message);
}

/* The whole command, as somebody types it. */
static void
run_list_cb (gpointer cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, cli, "list", "--json", NULL);

  if (process == NULL || !g_subprocess_wait_check (process, NULL, &error))
    g_error ("%s", error->message);
}

static void
bench_list (const char *many_processes, const char *cli, const char *what, const char *processes,
            const char *objects, double target)
{
  g_autoptr (GError) error = NULL;
  static guint n_calls;
  g_autofree char *prefix = g_strdup_printf ("--prefix=mg-bench-%d-%u", (int) getpid (), ++n_calls);
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, many_processes,
      prefix, processes, "--mappings=250", "--descriptors=40", objects, NULL);
  MgListing *listing = NULL;
  char ready[64];
  double duration;

  if (process == NULL)
    g_error ("%s", error->message);
  if (g_input_stream_read (g_subprocess_get_stdout_pipe (process), ready, sizeof ready, NULL,
                           NULL) <= 0)
    {
      g_print ("  %s: could not be measured\n", what);
      return;
    }

  scan_cb (&listing);
  duration = bench_time (N_RUNS, scan_cb, &listing);
  bench_figure (what, duration * 1e3, "ms", BENCH_AT_MOST, target,
                "%u objects, %u processes; PROCMAP_QUERY %s", listing->objects->len,
                listing->report.n_processes, have_procmap_query () ? "there" : "missing");
  mg_listing_unref (listing);
  if (cli != NULL)
    bench_figure ("  mapglass-cli list --json",
                  bench_time (N_RUNS, run_list_cb, (gpointer) cli) * 1e3, "ms", BENCH_AT_MOST,
                  target, "process and output included");
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_subprocess_wait (process, NULL, NULL);
}

int
main (int argc, char **argv)
{
  mg_platform_init (&argc, &argv);
  bench_machine ();
  bench_searches ();
  bench_holes ();
  if (argc > 1)
    {
      bench_heading ("list, with holders");
      bench_list (argv[1], argv[2], "1,000 processes of 250 mappings and 40 descriptors",
                  "--processes=1000", "--objects=100", have_procmap_query () ? 250 : 600);
      bench_list (argv[1], argv[2], "10,000 objects", "--processes=1", "--objects=10000", 150);
    }
  return 0;
}
