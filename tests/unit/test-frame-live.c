#include "config.h"

#include "publisher-client.h"

#include "core/frame.h"
#include "platform/platform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Frames of a real publisher that tears on purpose, 10,000 times a second. */

#define LENGTH 4096
#define FRAMES_AT 64
#define N_WHOLE 100000
#define N_NEW 100
#define AT_MOST_US (12 * G_USEC_PER_SEC) /* on a machine that has no time for it: fewer reads */

typedef struct
{
  Publisher *publisher;
  char *text;
  MgName *name;
} Fixture;

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);

  f->publisher = publisher_start ();
  f->text = publisher_new_name ();
  f->name = mg_name_parse (f->text, mg_platform_get_name_context (), NULL);
  publisher_do (f->publisher, "shm a %s 65536", f->text);
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  publisher_stop (f->publisher);
  mg_name_unref (f->name);
  g_free (f->text);
  g_free (f);
  return 0;
}

static gboolean
is_torn (const guint8 *bytes, gsize length)
{
  for (gsize i = 8; i < length; i += 8)
    if (memcmp (bytes, bytes + i, 8) != 0)
      return TRUE;
  return FALSE;
}

static MgFrameProtocol
protocol_of (MgFrameKind kind)
{
  MgFrameProtocol protocol = { .kind = kind,
                               .range = { FRAMES_AT, LENGTH },
                               .word = { 0, 4, FALSE },
                               .second = { 4, 4, FALSE },
                               .mask = 1,
                               .n_buffers = 3 };

  for (guint i = 0; i < 3; i++)
    protocol.buffers[i]
        = (MgFrameBuffer) { { 4 * i, 4, FALSE }, { FRAMES_AT + i * LENGTH, LENGTH } };
  return protocol;
}

/* Whether reading without any protocol finds a torn frame: so that there is something to catch. */
static gboolean
tears (MgSource *source, MgRange range)
{
  g_autofree guint8 *bytes = g_malloc (LENGTH);
  gint64 end_us = g_get_monotonic_time () + AT_MOST_US;
  gboolean torn = FALSE;

  while (!torn && g_get_monotonic_time () < end_us)
    {
      assert_true (mg_source_read (source, range.start, bytes, LENGTH, NULL, NULL));
      torn = is_torn (bytes, LENGTH);
    }
  return torn;
}

/* Returns: how many of the frames that it was given as whole were not */
static guint
count_torn_frames (Fixture *f, const MgFrameProtocol *protocol, MgLock *lock, guint n_wanted,
                   MgFrameStats *stats)
{
  g_autoptr (MgSource) source = mg_platform_open (f->name, NULL);
  g_autoptr (MgFrameReader) reader = mg_frame_reader_new (protocol, lock);
  gint64 end_us = g_get_monotonic_time () + AT_MOST_US;
  guint n_torn = 0;

  assert_non_null (source);
  assert_true (tears (source, (MgRange) { FRAMES_AT, LENGTH }));
  do
    {
      MgRange range;

      if (mg_frame_reader_read (reader, source, 2000, NULL) == MG_FRAME_WHOLE)
        n_torn += is_torn (mg_frame_reader_get_frame (reader, &range), LENGTH);
      mg_frame_reader_get_stats (reader, stats);
    }
  while ((stats->n_whole < n_wanted || stats->n_frames < N_NEW
          || (stats->n_retries == 0 && protocol->kind != MG_FRAME_MUTEX))
         && g_get_monotonic_time () < end_us);
  print_message ("%s: %u torn of %u whole frames; %u of them new, %u attempts again\n",
                 mg_frame_kind_to_string (protocol->kind), n_torn, (guint) stats->n_whole,
                 (guint) stats->n_frames, (guint) stats->n_retries);
  assert_true (stats->n_whole > 0 && stats->n_frames > 1);
  assert_int_equal (stats->n_unreadable, 0);
  return n_torn;
}

static void
publish (Fixture *f, MgFrameKind kind)
{
  publisher_do (f->publisher, "frames a 0 %d 10000 %s", LENGTH, mg_frame_kind_to_string (kind));
}

static void
check_certain (Fixture *f, MgFrameKind kind)
{
  MgFrameProtocol protocol = protocol_of (kind);
  MgFrameStats stats;

  publish (f, kind);
  assert_int_equal (count_torn_frames (f, &protocol, NULL, N_WHOLE, &stats), 0);
  assert_true (stats.n_retries > 0);
  assert_true (stats.has_count);
}

static void
no_frame_of_a_sequence_is_torn (void **state)
{
  check_certain (*state, MG_FRAME_SEQUENCE);
}

static void
no_frame_of_a_pair_is_torn (void **state)
{
  check_certain (*state, MG_FRAME_PAIR);
}

static void
no_frame_of_buffers_is_torn (void **state)
{
  check_certain (*state, MG_FRAME_BUFFERS);
}

/* Best effort: they catch something, and how much is the benchmark's to say. */
static void
a_witness_read_catches_torn_frames (void **state)
{
  static const MgFrameKind kinds[] = { MG_FRAME_NOTHING, MG_FRAME_BUSY };
  Fixture *f = *state;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      MgFrameProtocol protocol = protocol_of (kinds[i]);
      MgFrameStats stats;

      publish (f, kinds[i]);
      count_torn_frames (f, &protocol, NULL, N_WHOLE / 10, &stats);
      assert_true (stats.n_retries > 0);
      publisher_do (f->publisher, "stop a");
    }
}

static void
following_allocates_nothing_and_outlives_the_objects_end (void **state)
{
#ifdef G_OS_WIN32
  skip (); /* a section in the page file is neither sparse nor cut */
#else
  Fixture *f = *state;
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = mg_name_parse (text, mg_platform_get_name_context (), NULL);
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgFrameReader) reader = NULL;
  g_autofree char *before = NULL, *after = NULL;
  MgFrameProtocol protocol = protocol_of (MG_FRAME_SEQUENCE);

  publisher_do (f->publisher, "shm h %s 1048576 view=4096", text);
  publisher_do (f->publisher, "write h 0 02000000");
  protocol.range = (MgRange) { FRAMES_AT, 1 << 20 };
  source = mg_platform_open (name, NULL);
  reader = mg_frame_reader_new (&protocol, NULL);
  before = publisher_call (f->publisher, "stat h");
  for (guint i = 0; i < 3; i++)
    assert_int_equal (mg_frame_reader_read (reader, source, 0, NULL), MG_FRAME_WHOLE);
  after = publisher_call (f->publisher, "stat h");
  assert_string_equal (before, after);

  publisher_do (f->publisher, "resize h 16");
  assert_int_equal (mg_frame_reader_read (reader, source, 0, NULL), MG_FRAME_UNREADABLE);
  publisher_do (f->publisher, "resize h 1048576");
  assert_int_equal (mg_frame_reader_read (reader, source, 0, NULL), MG_FRAME_WHOLE);
  publisher_do (f->publisher, "punch h 0 4096");
  assert_int_equal (mg_frame_reader_read (reader, source, 0, NULL), MG_FRAME_WHOLE);
  publisher_do (f->publisher, "remove h");
  assert_int_equal (mg_frame_reader_read (reader, source, 0, NULL), MG_FRAME_WHOLE);
#endif
}

#ifdef G_OS_WIN32

static MgName *
new_name (char **text)
{
  *text = publisher_new_name ();
  return mg_name_parse (*text, mg_platform_get_name_context (), NULL);
}

static void
no_frame_under_a_mutex_is_torn (void **state)
{
  Fixture *f = *state;
  MgFrameProtocol protocol = protocol_of (MG_FRAME_MUTEX);
  g_autofree char *text = NULL;
  g_autoptr (MgName) mutex = new_name (&text);
  MgFrameStats stats;

  protocol.mutex = mutex;
  publisher_do (f->publisher, "frames a 0 %d 10000 mutex mutex=%s", LENGTH, text);
  assert_int_equal (
      count_torn_frames (f, &protocol, mg_platform_lock_new (mutex, NULL), N_WHOLE, &stats), 0);
  print_message ("held %u µs at p99, %u µs at most\n", stats.hold_p99_us, stats.hold_max_us);
}

static void
a_mutex_is_waited_for_and_never_made (void **state)
{
  Fixture *f = *state;
  g_autofree char *text = NULL;
  g_autoptr (MgName) mutex = new_name (&text);
  MgLock *lock = mg_platform_lock_new (mutex, NULL);
  g_autoptr (GError) error = NULL;

  assert_int_equal (lock->lock (lock, 1000, &error), MG_LOCK_FAILED);
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND));
  g_clear_error (&error);
  assert_int_equal (lock->lock (lock, 1000, &error), MG_LOCK_FAILED); /* nor by the first try */

  publisher_do (f->publisher, "object m %s mutex", text);
  assert_int_equal (lock->lock (lock, 1000, NULL), MG_LOCK_TAKEN);
  lock->unlock (lock);
  publisher_do (f->publisher, "hold m");
  assert_int_equal (lock->lock (lock, 1000, NULL), MG_LOCK_TIMEOUT);

  /* Told each time and left to those whom it concerns. */
  publisher_do (f->publisher, "abandon m");
  assert_int_equal (lock->lock (lock, 1000, NULL), MG_LOCK_ABANDONED);
  assert_int_equal (lock->lock (lock, 1000, NULL), MG_LOCK_ABANDONED);

  /* No handle of ours keeps the name. */
  publisher_do (f->publisher, "remove m");
  g_clear_error (&error);
  assert_int_equal (lock->lock (lock, 1000, &error), MG_LOCK_FAILED);
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND));
  lock->free (lock);
}

static void
an_event_is_waited_for_only_where_that_takes_nothing (void **state)
{
  Fixture *f = *state;
  g_autofree char *manual_text = NULL, *auto_text = NULL;
  g_autoptr (MgName) manual = new_name (&manual_text);
  g_autoptr (MgName) automatic = new_name (&auto_text);

  assert_int_equal (mg_platform_wait_for_event (manual, 1000), MG_EVENT_WAIT_IMPOSSIBLE);
  publisher_do (f->publisher, "object e %s manual-event", manual_text);
  assert_int_equal (mg_platform_wait_for_event (manual, 1000), MG_EVENT_WAIT_TIMEOUT);
  publisher_do (f->publisher, "set e");
  assert_int_equal (mg_platform_wait_for_event (manual, 1000), MG_EVENT_WAIT_SET);

  publisher_do (f->publisher, "object x %s event", auto_text);
  publisher_do (f->publisher, "set x");
  assert_int_equal (mg_platform_wait_for_event (automatic, 1000), MG_EVENT_WAIT_IMPOSSIBLE);
  publisher_do (f->publisher, "taken x"); /* whoever it is for still gets it */
}

#else

static void
there_are_no_named_mutexes_here (void **state)
{
  Fixture *f = *state;
  g_autoptr (GError) error = NULL;

  assert_null (mg_platform_lock_new (f->name, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_UNSUPPORTED));
  assert_non_null (mg_error_get_hint (error));
  assert_int_equal (mg_platform_wait_for_event (f->name, 1000), MG_EVENT_WAIT_IMPOSSIBLE);
}

#endif

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
    TEST (no_frame_of_a_sequence_is_torn),
    TEST (no_frame_of_a_pair_is_torn),
    TEST (no_frame_of_buffers_is_torn),
    TEST (a_witness_read_catches_torn_frames),
    TEST (following_allocates_nothing_and_outlives_the_objects_end),
#ifdef G_OS_WIN32
    TEST (no_frame_under_a_mutex_is_torn),
    TEST (a_mutex_is_waited_for_and_never_made),
    TEST (an_event_is_waited_for_only_where_that_takes_nothing),
#else
    TEST (there_are_no_named_mutexes_here),
#endif
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
