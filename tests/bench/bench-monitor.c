/* Measures monitoring: whole frames, the sampler's and the burst's timing, the overview.
 *
 *   bench-monitor [--no-frames]     with MG_TEST_PUBLISHER: the publisher is a second, real process */

#include "config.h"

#include "bench.h"
#include "publisher-client.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>

#include "core/burst.h"
#include "core/frame.h"
#include "core/overview.h"
#include "core/session.h"
#include "platform/platform.h"

#define LENGTH 4096
#define FRAMES_AT 64
#define N_FRAMES 1000000
#define FRAMES_AT_MOST_S 120
#define MIB ((guint64) 1 << 20)

static double
get_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* --- Frames --- */

static gboolean
is_torn (const guint8 *bytes)
{
  return memcmp (bytes, bytes + 8, LENGTH - 8) != 0;
}

static void
bench_frames (Publisher *publisher, MgName *name, MgFrameKind kind)
{
  MgFrameProtocol protocol = { .kind = kind,
                               .range = { FRAMES_AT, LENGTH },
                               .word = { 0, 4, FALSE },
                               .second = { 4, 4, FALSE },
                               .mask = 1,
                               .n_buffers = 3 };
  g_autoptr (MgSource) source = mg_platform_open (name, NULL);
  g_autoptr (MgFrameReader) reader = NULL;
  gboolean certain = mg_frame_kind_is_certain (kind);
  double start = bench_now ();
  guint64 n_torn = 0;
  MgFrameStats stats;

  for (guint i = 0; i < 3; i++)
    protocol.buffers[i]
        = (MgFrameBuffer) { { 4 * i, 4, FALSE }, { FRAMES_AT + i * LENGTH, LENGTH } };
  reader = mg_frame_reader_new (&protocol, NULL);
  /* No kind's numbers are another's: a stale one would be a publisher that started anew in the middle. */
  publisher_do (publisher, "write a 0 000000000000000000000000");
  publisher_do (publisher, "frames a 0 %d 10000 %s", LENGTH, mg_frame_kind_to_string (kind));
  do
    {
      MgRange range;

      if (mg_frame_reader_read (reader, source, MG_FRAME_BUDGET_US, NULL) == MG_FRAME_WHOLE)
        n_torn += is_torn (mg_frame_reader_get_frame (reader, &range));
      mg_frame_reader_get_stats (reader, &stats);
    }
  while (stats.n_whole < N_FRAMES && bench_now () - start < FRAMES_AT_MOST_S);
  publisher_do (publisher, "stop a");

  bench_figure (mg_frame_kind_to_string (kind), (double) n_torn, "torn",
                certain ? BENCH_AT_MOST : BENCH_SHOWN, 0,
                "of %.0f whole ones, %.0f of them new; %.1f %% of the torn were caught",
                (double) stats.n_whole, (double) stats.n_frames,
                stats.n_retries + n_torn > 0
                    ? 100.0 * stats.n_retries / (double) (stats.n_retries + n_torn)
                    : 100.0);
}

/* --- The sampler: a source that writes down when it is read --- */

typedef struct
{
  MgSource source;
  MgSource *live;
  GArray *times; /* of gint64, µs */
} TimedSource;

static MgObjectInfo *
timed_dup_info (MgSource *source, GError **error)
{
  return mg_source_dup_info (((TimedSource *) source)->live, error);
}

static guint64
timed_get_size (MgSource *source)
{
  return mg_source_get_size (((TimedSource *) source)->live);
}

static gboolean
timed_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
            GError **error)
{
  TimedSource *self = (TimedSource *) source;
  gint64 now_us = g_get_monotonic_time ();

  g_array_append_val (self->times, now_us);
  return mg_source_read (self->live, offset, buffer, length, unreadable, error);
}

static void
timed_finalize (MgSource *source)
{
  mg_source_unref (((TimedSource *) source)->live);
  g_free (source);
}

static const MgSourceOps timed_ops = { .dup_info = timed_dup_info,
                                       .get_size = timed_get_size,
                                       .read = timed_read,
                                       .finalize = timed_finalize };

static MgSource *
open_timed (MgName *name, gpointer times, GError **error)
{
  TimedSource *self = g_new0 (TimedSource, 1);

  mg_source_init (&self->source, &timed_ops);
  self->live = mg_platform_open (name, error);
  self->times = times;
  return &self->source;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* How late reads were at p99, of a grid of 1 ms that the punctual ones stand on. */
static double
get_late_p99_us (const GArray *times)
{
  g_autofree double *late = g_new (double, times->len);
  double phase = 0;
  gint64 start_us = g_array_index (times, gint64, 0);

  for (guint i = 0; i < times->len; i++)
    late[i] = (double) ((g_array_index (times, gint64, i) - start_us) % 1000);
  /* Being late only adds: the grid is where most of the gap before is. */
  qsort (late, times->len, sizeof *late, compare_doubles);
  for (guint i = 0, at = 0; i < times->len; i++)
    {
      double gap = i == 0 ? late[0] + 1000 - late[times->len - 1] : late[i] - late[i - 1];

      if (gap > at)
        {
          at = (guint) gap;
          phase = late[i];
        }
    }
  for (guint i = 0; i < times->len; i++)
    late[i] = fmod (late[i] - phase + 1000, 1000);
  qsort (late, times->len, sizeof *late, compare_doubles);
  return late[times->len * 99 / 100];
}

/* What the machine allows: a thread that does nothing but wait for the same deadlines. */
static double
get_bare_late_p99_us (guint n, gint64 period_ns)
{
  g_autofree double *late = g_new (double, n);
  gint64 due_ns = mg_platform_get_time_ns ();

  mg_platform_set_precise_timing (TRUE);
  for (guint i = 0; i < n; i++)
    {
      due_ns = MAX (due_ns + period_ns, mg_platform_get_time_ns ());
      g_usleep ((gulong) MAX ((due_ns - mg_platform_get_time_ns ()) / 1000, 0));
      late[i] = (double) (mg_platform_get_time_ns () - due_ns) / 1000;
    }
  mg_platform_set_precise_timing (FALSE);
  qsort (late, n, sizeof *late, compare_doubles);
  return late[n * 99 / 100];
}

static void
bench_sampler (Publisher *publisher, MgName *name)
{
  g_autoptr (GArray) times = g_array_sized_new (FALSE, FALSE, sizeof (gint64), 100000);
  g_autoptr (MgSession) session = mg_session_new_full (name, open_timed, times);
  double cpu, start;

  publisher_do (publisher, "start a 8 1000");
  mg_session_set_interest (session, (MgRange) { 0, LENGTH });
  mg_session_set_rate_hz (session, 1000);
  g_usleep (200000);
  g_array_set_size (times, 0); /* the thread may add one meanwhile: then it counts */
  cpu = get_cpu_seconds ();
  start = bench_now ();
  g_usleep (5000000);
  cpu = (get_cpu_seconds () - cpu) / (bench_now () - start);
  mg_session_close (session);
  g_usleep (100000);
  publisher_do (publisher, "stop a");
  bench_figure ("1 kHz on 4 KiB: start of tick, p99", get_late_p99_us (times), "µs late",
                BENCH_AT_MOST, 200, "%u ticks in 5 s", times->len);
  bench_figure ("  a thread that only waits", get_bare_late_p99_us (5000, 1000000), "µs late", BENCH_SHOWN, 0,
                "the limit here");
  bench_figure ("  of a core", cpu * 100, "%", BENCH_AT_MOST, 5, "a publisher of 1 kHz");
}

/* --- The burst --- */

typedef struct
{
  guint64 first, last, n;
} Counts;

static void
count_cb (gint64 time_ns, const guint8 *bytes, gpointer data)
{
  Counts *counts = data;

  memcpy (&counts->last, bytes, sizeof counts->last);
  if (counts->n++ == 0)
    counts->first = counts->last;
}

/* What the machine allows: the share of ticks that a thread which only looks at the clock is on time for. */
static double
get_bare_on_time (double seconds, gint64 period_ns)
{
  gint64 due_ns = mg_platform_get_time_ns (), end_ns = due_ns + (gint64) (seconds * 1e9);
  guint64 n = 0, n_on_time = 0;

  for (; due_ns < end_ns; due_ns += period_ns, n++)
    {
      gint64 now_ns;

      while ((now_ns = mg_platform_get_time_ns ()) < due_ns)
        continue;
      n_on_time += now_ns - due_ns <= MG_BURST_ON_TIME_NS;
    }
  return (double) n_on_time / (double) n;
}

static void
bench_burst (Publisher *publisher, MgName *name)
{
  g_autoptr (MgBurst) burst = NULL;
  MgBurstStats stats;
  Counts counts = { 0 };
  double cpu = get_cpu_seconds (), start = bench_now ();

  publisher_do (publisher, "start a 0 5000");
  burst =
      mg_burst_new (mg_platform_open (name, NULL), (MgRange) { 0, 64 }, (MgRange) { 0, 64 }, 20000, 0, NULL);
  while (bench_now () - start < 5)
    {
      g_usleep (50000);
      mg_burst_take (burst, count_cb, &counts);
    }
  mg_burst_stop (burst);
  mg_burst_get_stats (burst, &stats);
  cpu = (get_cpu_seconds () - cpu) / (bench_now () - start);
  bench_figure ("20 kHz, 64 bytes: looks within ± 25 µs",
                100.0 * stats.n_on_time / (double) (stats.n_looks + stats.n_skipped), "%",
                BENCH_AT_LEAST, 95, "%.0f looks, %.0f skipped; %.0f %% of a core",
                (double) stats.n_looks, (double) stats.n_skipped, cpu * 100);
  bench_figure ("  a thread that only looks at the clock", 100 * get_bare_on_time (5, 50000), "%",
                BENCH_SHOWN, 0, "the limit here");
  bench_figure ("  changes of a 5 kHz publisher that were seen",
                100.0 * (counts.n - 1) / (double) (counts.last - counts.first), "%",
                BENCH_AT_LEAST, 99.9, "%.0f of %.0f", (double) counts.n - 1,
                (double) (counts.last - counts.first));
  publisher_do (publisher, "stop a");
}

/* --- The overview --- */

typedef struct
{
  MgOverviewMap *map;
  MgSource *source;
  gint64 time_us;
} Pass;

static void
pass_cb (gpointer data)
{
  Pass *pass = data;

  while (!mg_overview_map_step (pass->map, pass->source, 16 * MIB, ++pass->time_us))
    {
    }
}

/* What @func takes of a core, in seconds: other programs' share of the machine is not in it. */
static double
cpu_time (guint n_runs, BenchFunc func, gpointer data)
{
  g_autofree double *times = g_new (double, n_runs);

  for (guint i = 0; i < n_runs; i++)
    {
      double start = get_cpu_seconds ();

      func (data);
      times[i] = get_cpu_seconds () - start;
    }
  return bench_median (times, n_runs);
}

static gboolean
sum_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer data)
{
  guint64 sum[4] = { 0 }, word[4];

  for (gsize i = 0; i + sizeof word <= length; i += sizeof word)
    {
      memcpy (word, bytes + i, sizeof word);
      for (guint j = 0; j < 4; j++)
        sum[j] += word[j];
    }
  *(volatile guint64 *) data += sum[0] + sum[1] + sum[2] + sum[3];
  return TRUE;
}

static void
scan_cb (gpointer data)
{
  Pass *pass = data;
  guint64 sum = 0;

  mg_source_scan (pass->source, (MgRange) { 0, mg_source_get_size (pass->source) }, sum_cb, &sum,
                  NULL, NULL);
}

static void
bench_overview (Publisher *publisher)
{
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = mg_name_parse (text, mg_platform_get_name_context (), NULL);
  g_autoptr (MgOverviewMap) map = mg_overview_map_new (1024 * MIB);
  g_autoptr (MgOverviewMap) small = mg_overview_map_new (64 * MIB);
  g_autoptr (MgSource) source = NULL;
  Pass pass;
  double once, scan, again;

  publisher_do (publisher, "shm g %s %d view=1073741824", text, 1 << 30);
  publisher_do (publisher, "random g 0 %d 1", 1 << 30);
  source = mg_platform_open (name, NULL);
  pass = (Pass) { map, source, 0 };
  scan = cpu_time (3, scan_cb, &pass);
  once = cpu_time (1, pass_cb, &pass);
  again = cpu_time (3, pass_cb, &pass);
  bench_figure ("1 GiB once", 1.073741824 / once, "GB/s", BENCH_AT_LEAST, 1.073741824 / scan / 2,
                "of processor time; half of a plain sum's; %.1f again, nothing changed",
                1.073741824 / again);
  pass.map = small;
  mg_source_keep_views (source); /* as the window's thread does */
  again = cpu_time (5, pass_cb, &pass);
  bench_figure ("changes of 64 MiB, 10 times a second", again * 10 * 100, "%", BENCH_AT_MOST, 10,
                "of a core");
  publisher_do (publisher, "remove g");
}

int
main (int argc, char **argv)
{
  static const MgFrameKind kinds[] = { MG_FRAME_SEQUENCE, MG_FRAME_PAIR, MG_FRAME_BUFFERS,
                                       MG_FRAME_BUSY, MG_FRAME_NOTHING };
  g_autoptr (Publisher) publisher = NULL;
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = NULL;

  mg_platform_init (&argc, &argv);
  bench_machine ();
  publisher = publisher_start ();
  name = mg_name_parse (text, mg_platform_get_name_context (), NULL);
  publisher_do (publisher, "shm a %s 65536", text);

  bench_heading ("sampling; an idle machine is needed");
  bench_sampler (publisher, name);
  bench_burst (publisher, name);
  bench_heading ("overview");
  bench_overview (publisher);
  if (argc > 1 && g_str_equal (argv[1], "--no-frames"))
    return 0;
  bench_heading ("frames of a publisher that tears them 10,000 times a second");
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    bench_frames (publisher, name, kinds[i]);
  return 0;
}
