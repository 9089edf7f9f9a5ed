/* Measures recordings: what a recorder costs, how long its file is, and how soon one of 10 GB is open
 * and anywhere in it.
 *
 *   bench-recording [MAPGLASS-CLI]
 *
 * The large file is made in MG_BENCH_DIRECTORY (default: the temporary directory) and removed. */

#include "config.h"

#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/recording.h"
#include "platform/platform.h"

#define SIZE ((gsize) 240 << 10)
#define RUN 64
#define RATE_HZ 50
#define SECONDS 20
#define N_SEEKS 400

/* --- What a recorder costs --- */

/* A tenth of it, in runs of RUN bytes, each other ones than in the frame before; every byte changes. */
static void
write_frame (guint8 *bytes, guint frame)
{
  for (gsize at = (frame % 10) * RUN; at + RUN <= SIZE; at += 10 * RUN)
    for (gsize i = 0; i < RUN; i++)
      bytes[at + i] += 1 + (guint8) ((frame + i * 7) % 251);
}

static guint64
read_number (const char *json, const char *member)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":", member);
  const char *at = strstr (json, key);

  return at != NULL ? g_ascii_strtoull (at + strlen (key), NULL, 10) : 0;
}

static void
bench_recorder (const char *cli, const char *directory)
{
  g_autofree char *name = g_strdup_printf ("/mg-bench-recording-%d", (int) getpid ());
  g_autofree char *path = g_build_filename (directory, "mg-bench.mgrec", NULL);
  g_autofree char *seconds = g_strdup_printf ("--for=%d", SECONDS),
                  *rate = g_strdup_printf ("--rate=%d", RATE_HZ);
  const char *argv[] = { cli, "record", "--json", "--force", "-o", path, seconds, rate, name, NULL };
  int fd = shm_open (name, O_RDWR | O_CREAT | O_EXCL, 0600);
  guint8 *bytes;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *out = NULL;
  struct rusage before, after;
  gint64 start_us;
  double cpu;
  guint64 changed, length;

  if (fd < 0 || ftruncate (fd, SIZE) != 0
      || (bytes = mmap (NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)) == MAP_FAILED)
    g_error ("%s: %s", name, g_strerror (errno));
  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = (guint8) g_random_int ();
  getrusage (RUSAGE_CHILDREN, &before);
  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
  if (process == NULL)
    g_error ("%s does not run", cli);
  start_us = g_get_monotonic_time ();
  for (guint frame = 0; frame < (SECONDS + 1) * RATE_HZ; frame++)
    {
      write_frame (bytes, frame);
      g_usleep ((gulong) MAX (
          start_us + (gint64) (frame + 1) * G_USEC_PER_SEC / RATE_HZ - g_get_monotonic_time (), 1));
    }
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, NULL);
  getrusage (RUSAGE_CHILDREN, &after);
  cpu = (after.ru_utime.tv_sec - before.ru_utime.tv_sec)
        + (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6
        + (after.ru_stime.tv_sec - before.ru_stime.tv_sec)
        + (after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
  changed = read_number (out, "changed");
  length = read_number (out, "size");

  bench_heading ("Recording 240 KiB, 50 frames a second, a tenth changes in runs of 64 bytes");
  bench_figure ("share of a core", cpu / SECONDS * 100, "%", BENCH_AT_MOST, 5, "%u frames, %u missed",
                (guint) read_number (out, "frames"), (guint) read_number (out, "missed"));
  bench_figure ("file by changed bytes", changed > 0 ? (double) length / (double) changed : 0, "",
                BENCH_AT_MOST, 1.3, "%.1f MB of %.1f MB", length / 1e6, changed / 1e6);
  g_unlink (path);
  munmap (bytes, SIZE);
  close (fd);
  shm_unlink (name);
}

/* --- A large one --- */

static MgSnapshot *
new_snapshot (const guint8 *bytes)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->generation = 1;
  snapshot->state = MG_STATE_LIVE;
  snapshot->size = SIZE;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  for (gsize offset = 0; offset < SIZE; offset += MG_SNAPSHOT_PAGE)
    {
      MgPage *page = mg_page_new (offset, MG_SNAPSHOT_PAGE);

      memcpy (page->bytes, bytes + offset, MG_SNAPSHOT_PAGE);
      g_ptr_array_add (snapshot->pages, page);
    }
  return snapshot;
}

/* A keyframe and what follows until the next one, as the recorder writes it. */
typedef struct
{
  GByteArray *payloads[3];
  MgBlock blocks[3]; /* times from 0 on */
  gint64 duration_us;
} Group;

static void
make_group (Group *group)
{
  g_autofree guint8 *bytes = g_malloc (SIZE);
  MgSnapshot *last;
  guint frame = 0;

  for (gsize i = 0; i < SIZE; i++)
    bytes[i] = (guint8) g_random_int ();
  last = new_snapshot (bytes);
  for (guint i = 0; i < G_N_ELEMENTS (group->blocks); i++)
    {
      GByteArray *payload = group->payloads[i] = g_byte_array_new ();
      MgBlock *block = &group->blocks[i];

      *block = (MgBlock) { .type = i == 0 ? MG_BLOCK_KEYFRAME : MG_BLOCK_FRAMES, .first_us = frame * 20000 };
      if (i == 0)
        {
          mg_recording_encode_keyframe (payload, last, last->real_time_us, (MgRange) { 0, SIZE });
          block->n_frames = 1;
          frame++;
        }
      else
        while (payload->len < 1 << 20)
          {
            MgSnapshot *next;

            write_frame (bytes, frame);
            next = new_snapshot (bytes);
            block->changed += mg_recording_encode_changes (payload, last, next, (MgRange) { 0, SIZE },
                                                           payload->len > 0 ? 20000 : 0);
            block->n_frames++;
            mg_snapshot_unref (last);
            last = next;
            frame++;
          }
      block->last_us = (frame - 1) * 20000;
      block->length = payload->len;
      block->checksum = mg_recording_checksum (payload->data, payload->len);
    }
  group->duration_us = frame * 20000;
  mg_snapshot_unref (last);
}

static void
put (FILE *file, const void *bytes, gsize length)
{
  if (fwrite (bytes, 1, length, file) != length)
    g_error ("the large recording: %s", g_strerror (errno));
}

static void
put_block (FILE *file, GArray *blocks, MgBlock block, const GByteArray *payload, guint64 *at)
{
  guint8 head[MG_RECORDING_BLOCK];

  block.sequence = blocks->len;
  block.offset = *at;
  block.length = payload->len;
  block.checksum = block.checksum != 0 ? block.checksum : mg_recording_checksum (payload->data, payload->len);
  mg_block_encode (&block, head);
  put (file, head, sizeof head);
  put (file, payload->data, payload->len);
  g_array_append_val (blocks, block);
  *at += sizeof head + payload->len;
}

/* Returns: how long it is, in seconds */
static double
make_large (const char *path, guint64 length)
{
  FILE *file = fopen (path, "wbx");
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (MgBlock));
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  MgRecordingHeader header = {
    .name = (char *) "/large", .range = { 0, SIZE }, .size = SIZE, .rate_hz = RATE_HZ
  };
  guint8 preamble[MG_RECORDING_PREAMBLE], trailer[MG_RECORDING_TRAILER];
  guint64 at = sizeof preamble, n_blocks;
  gint64 time_us = 0;
  Group group;

  if (file == NULL)
    g_error ("%s: %s", path, g_strerror (errno));
  make_group (&group);
  mg_recording_encode_preamble (preamble);
  put (file, preamble, sizeof preamble);
  mg_recording_encode_header (payload, &header);
  put_block (file, blocks, (MgBlock) { .type = MG_BLOCK_HEADER }, payload, &at);
  for (; at < length; time_us += group.duration_us)
    for (guint i = 0; i < G_N_ELEMENTS (group.blocks); i++)
      {
        MgBlock block = group.blocks[i];

        block.first_us += time_us;
        block.last_us += time_us;
        put_block (file, blocks, block, group.payloads[i], &at);
      }
  g_byte_array_set_size (payload, 0);
  mg_recording_encode_index (payload, blocks);
  n_blocks = blocks->len;
  mg_recording_encode_trailer (at, n_blocks, trailer);
  put_block (file, blocks, (MgBlock) { .type = MG_BLOCK_INDEX, .last_us = time_us }, payload, &at);
  put (file, trailer, sizeof trailer);
  /* Out of the cache: the first look at each place is one at the disk. */
  if (fflush (file) != 0 || fsync (fileno (file)) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
  posix_fadvise (fileno (file), 0, 0, POSIX_FADV_DONTNEED);
  fclose (file);
  for (guint i = 0; i < G_N_ELEMENTS (group.payloads); i++)
    g_byte_array_unref (group.payloads[i]);
  return (double) time_us / G_USEC_PER_SEC;
}

static MgRecording *
open_large (const char *path, double *seconds)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  MgRecording *recording = mg_recording_open (path, &error);

  *seconds = bench_now () - start;
  if (recording == NULL)
    g_error ("%s", error->message);
  return recording;
}

static void
bench_seeks (MgRecording *recording, const char *what)
{
  g_autoptr (MgPlayer) player = mg_player_new (recording);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double times[N_SEEKS], worst = 0;
  MgRecordingSummary summary;

  mg_recording_get_summary (recording, &summary);
  for (guint i = 0; i < N_SEEKS; i++)
    {
      double start = bench_now ();
      MgSnapshot *snapshot;

      if (!mg_player_seek (player, (gint64) (g_rand_double (rand) * (double) summary.duration_us), NULL))
        g_error ("there is nothing to go to");
      snapshot = mg_player_dup_snapshot (player);
      times[i] = bench_now () - start;
      worst = MAX (worst, times[i]);
      mg_snapshot_unref (snapshot);
    }
  bench_figure (what, worst * 1000, "ms", BENCH_AT_MOST, 50, "the longest of %d; median %.1f ms", N_SEEKS,
                bench_median (times, N_SEEKS) * 1000);
}

static void
bench_large (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "mg-bench-large.mgrec", NULL);
  struct statvfs fs;
  guint64 length = G_GUINT64_CONSTANT (10000000000), free_bytes;
  MgRecording *recording;
  g_autofree char *heading = NULL;
  double seconds, duration;

  if (statvfs (directory, &fs) != 0)
    g_error ("%s: %s", directory, g_strerror (errno));
  free_bytes = (guint64) fs.f_bavail * fs.f_frsize;
  if (free_bytes < length + length / 5)
    length = MIN (G_GUINT64_CONSTANT (2000000000), free_bytes / 2);
  g_unlink (path);
  duration = make_large (path, length);
  heading = g_strdup_printf ("A recording of %.1f GB, %.0f s%s", length / 1e9, duration,
                             length < 10000000000 ? " (there is no room for 10 GB)" : "");
  bench_heading (heading);
  recording = open_large (path, &seconds);
  bench_figure ("open, not in the cache", seconds, "s", BENCH_AT_MOST, 0.3, "%s", "");
  bench_seeks (recording, "go anywhere, not in the cache");
  bench_seeks (recording, "go there again");
  mg_recording_unref (recording);
  if (truncate (path, (off_t) (length - 1000)) != 0)
    g_error ("%s: %s", path, g_strerror (errno));
  recording = open_large (path, &seconds);
  bench_figure ("open one that was cut off", seconds, "s", BENCH_SHOWN, 0, "%s", "");
  mg_recording_unref (recording);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  const char *directory = g_getenv ("MG_BENCH_DIRECTORY");

  mg_platform_init (&argc, &argv);
  bench_machine ();
  if (directory == NULL)
    directory = g_get_tmp_dir ();
  if (argc > 1)
    bench_recorder (argv[1], directory);
  bench_large (directory);
  return 0;
}
