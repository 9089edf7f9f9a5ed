#include "config.h"

#include "fake-source.h"

#include "core/error.h"
#include "core/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define WORD 0
#define SECOND 4
#define FRAME 64
#define LENGTH 32

/* A publisher that does one thing just before the reader's n-th copy. */
typedef struct
{
  FakeSource *source;
  GArray *offsets; /* of guint64: what was copied, in order */
  guint at;        /* the copy, counted from 1; 0: never */
  guint64 offset;
  guint32 value;
} Fixture;

static void
put (Fixture *f, guint64 offset, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (f->source->bytes->data + offset, &value, 4);
}

static void
fill (Fixture *f, guint64 offset, guint8 value)
{
  memset (f->source->bytes->data + offset, value, LENGTH);
}

static void
before_read_cb (MgSource *source, guint64 offset, gsize length, gpointer data)
{
  Fixture *f = data;

  g_array_append_val (f->offsets, offset);
  if (f->offsets->len == f->at)
    put (f, f->offset, f->value);
}

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);

  f->source = fake_source_new (4096);
  f->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  f->source->before_read = before_read_cb;
  f->source->before_data = f;
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  mg_source_unref (&f->source->source);
  g_array_unref (f->offsets);
  g_free (f);
  return 0;
}

static void
write_at (Fixture *f, guint copy, guint64 offset, guint32 value)
{
  g_array_set_size (f->offsets, 0);
  f->at = copy;
  f->offset = offset;
  f->value = value;
}

static MgFrameProtocol
protocol_of (MgFrameKind kind)
{
  return (MgFrameProtocol) { .kind = kind,
                             .range = { FRAME, LENGTH },
                             .word = { WORD, 4, FALSE },
                             .second = { SECOND, 4, FALSE },
                             .mask = 1 };
}

static MgFrameReader *
reader_of (MgFrameKind kind)
{
  MgFrameProtocol protocol = protocol_of (kind);

  return mg_frame_reader_new (&protocol, NULL);
}

static MgFrameResult
read_once (Fixture *f, MgFrameReader *reader)
{
  return mg_frame_reader_read (reader, &f->source->source, 0, NULL);
}

static guint8
first_byte (MgFrameReader *reader)
{
  MgRange range;
  const guint8 *bytes = mg_frame_reader_get_frame (reader, &range);

  assert_non_null (bytes);
  return bytes[0];
}

static MgFrameStats
stats_of (MgFrameReader *reader)
{
  MgFrameStats stats;

  mg_frame_reader_get_stats (reader, &stats);
  return stats;
}

static void
a_sequence_is_whole_where_it_is_even_and_stays (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = reader_of (MG_FRAME_SEQUENCE);

  put (f, WORD, 2);
  fill (f, FRAME, 1);
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  assert_int_equal (first_byte (reader), 1);

  /* odd: not even looked at */
  put (f, WORD, 3);
  fill (f, FRAME, 2);
  write_at (f, 0, 0, 0);
  assert_int_equal (read_once (f, reader), MG_FRAME_TORN);
  assert_int_equal (f->offsets->len, 1);
  assert_int_equal (first_byte (reader), 1);

  /* begun just before the frame's copy, and before the word's second one */
  put (f, WORD, 4);
  for (guint copy = 2; copy <= 3; copy++)
    {
      write_at (f, copy, WORD, 3 + 2 * copy);
      put (f, WORD, 2 + 2 * copy);
      assert_int_equal (read_once (f, reader), MG_FRAME_TORN);
      assert_int_equal (first_byte (reader), 1);
    }
}

static void
a_sequence_counts_what_it_missed_wraps_and_restarts (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = reader_of (MG_FRAME_SEQUENCE);
  static const guint32 counts[] = { 0xfffffff8, 0xfffffffa, 0xfffffffa, 0, 6, 2 };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      put (f, WORD, counts[i]);
      assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
    }
  assert_int_equal (stats_of (reader).n_whole, 6);
  assert_int_equal (stats_of (reader).n_frames, 5);
  assert_int_equal (stats_of (reader).n_missed, 2 + 2); /* c, e; then 2, 4 behind the wrap */
  assert_int_equal (stats_of (reader).n_restarts, 1);
  assert_true (stats_of (reader).has_count);
  assert_int_equal (stats_of (reader).count, 1);
}

static void
a_number_has_its_publishers_byte_order (void **state)
{
  Fixture *f = *state;
  MgFrameProtocol protocol = protocol_of (MG_FRAME_SEQUENCE);
  g_autoptr (MgFrameReader) reader = NULL;

  protocol.word.big_endian = TRUE;
  reader = mg_frame_reader_new (&protocol, NULL);
  put (f, WORD, 0x01000000); /* 1 */
  assert_int_equal (read_once (f, reader), MG_FRAME_TORN);
  put (f, WORD, 0x02000001); /* 0x01000002 */
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  assert_int_equal (stats_of (reader).count, 0x800001);
}

static void
a_pairs_second_is_read_first_and_its_first_last (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = reader_of (MG_FRAME_PAIR);
  static const guint64 order[] = { SECOND, FRAME, WORD };

  put (f, WORD, 7);
  put (f, SECOND, 7);
  fill (f, FRAME, 1);
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  assert_int_equal (f->offsets->len, G_N_ELEMENTS (order));
  assert_memory_equal (f->offsets->data, order, sizeof order);

  fill (f, FRAME, 2);
  write_at (f, 2, WORD, 8); /* begun while it is copied */
  assert_int_equal (read_once (f, reader), MG_FRAME_TORN);
  write_at (f, 2, SECOND, 8); /* ended while it is copied: half of what was copied may be old */
  assert_int_equal (read_once (f, reader), MG_FRAME_TORN);
  assert_int_equal (first_byte (reader), 1);
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  assert_int_equal (first_byte (reader), 2);
  assert_int_equal (stats_of (reader).n_missed, 0);
}

static MgFrameReader *
buffers_new (guint n)
{
  MgFrameProtocol protocol = { .kind = MG_FRAME_BUFFERS, .n_buffers = n };

  for (guint i = 0; i < n; i++)
    protocol.buffers[i] = (MgFrameBuffer) { { 4 * i, 4, FALSE }, { FRAME + i * LENGTH, LENGTH } };
  return mg_frame_reader_new (&protocol, NULL);
}

static void
the_newest_buffer_is_the_frame (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = buffers_new (3);
  static const guint32 ticks[][3] = { { 5, 7, 6 }, { 8, 7, 6 }, { 0xffffffff, 0xfffffffe, 0 } };
  static const guint newest[] = { 1, 0, 2 };

  for (guint i = 0; i < 3; i++)
    fill (f, FRAME + i * LENGTH, 10 + i);
  for (guint i = 0; i < G_N_ELEMENTS (newest); i++)
    {
      for (guint j = 0; j < 3; j++)
        put (f, 4 * j, ticks[i][j]);
      assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
      assert_int_equal (first_byte (reader), 10 + newest[i]);
    }
}

static void
a_buffer_that_may_be_written_again_is_torn (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) three = buffers_new (3);
  g_autoptr (MgFrameReader) two = buffers_new (2);

  /* Its own tick is another behind the copy: the fourth one, as three ticks come before it. */
  put (f, 0, 3);
  put (f, 4, 2);
  put (f, 8, 1);
  write_at (f, 5, 0, 6);
  assert_int_equal (read_once (f, three), MG_FRAME_TORN);
  /* Another one's is: of three, one is still older than it, and that is what is written to. */
  put (f, 0, 3);
  write_at (f, 5, 8, 4);
  assert_int_equal (read_once (f, three), MG_FRAME_WHOLE);
  /* Of two there is none, and it may be written to again with its tick still the same. */
  put (f, 0, 5);
  put (f, 4, 4);
  write_at (f, 4, 4, 6);
  assert_int_equal (read_once (f, two), MG_FRAME_TORN);
  assert_int_equal (read_once (f, two), MG_FRAME_WHOLE);
}

static void
a_busy_or_changing_frame_is_torn (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) busy = reader_of (MG_FRAME_BUSY);
  g_autoptr (MgFrameReader) nothing = reader_of (MG_FRAME_NOTHING);

  put (f, WORD, 0xfe); /* bits that are not the flag's */
  assert_int_equal (read_once (f, busy), MG_FRAME_WHOLE);
  put (f, WORD, 0xff);
  assert_int_equal (read_once (f, busy), MG_FRAME_TORN);
  put (f, WORD, 0);
  write_at (f, 4, WORD, 1);
  assert_int_equal (read_once (f, busy), MG_FRAME_TORN);
  put (f, WORD, 0);
  write_at (f, 3, FRAME + 8, 77);
  assert_int_equal (read_once (f, busy), MG_FRAME_TORN);

  write_at (f, 2, FRAME + 8, 78);
  assert_int_equal (read_once (f, nothing), MG_FRAME_TORN);
  assert_int_equal (read_once (f, nothing), MG_FRAME_WHOLE);
  assert_int_equal (read_once (f, nothing), MG_FRAME_WHOLE);
  assert_int_equal (stats_of (nothing).n_whole, 2);
  assert_int_equal (stats_of (nothing).n_frames, 1);
  assert_false (stats_of (nothing).has_count);
}

typedef struct
{
  MgLock parent;
  MgLockResult result;
  guint n_locks, n_unlocks;
  gint64 timeout_us;
  gboolean *freed;
} FakeLock;

static MgLockResult
fake_lock (MgLock *lock, gint64 timeout_us, GError **error)
{
  FakeLock *self = (FakeLock *) lock;

  self->n_locks++;
  self->timeout_us = timeout_us;
  if (self->result == MG_LOCK_FAILED)
    mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, "no such mutex");
  return self->result;
}

static void
fake_unlock (MgLock *lock)
{
  ((FakeLock *) lock)->n_unlocks++;
}

static void
fake_free (MgLock *lock)
{
  *((FakeLock *) lock)->freed = TRUE;
}

static void
a_mutex_is_held_for_the_copy_and_always_let_go (void **state)
{
  Fixture *f = *state;
  gboolean freed = FALSE;
  FakeLock lock = { { fake_lock, fake_unlock, fake_free }, MG_LOCK_TAKEN, .freed = &freed };
  MgFrameProtocol protocol = protocol_of (MG_FRAME_MUTEX);
  g_autoptr (MgName) mutex
      = mg_name_parse ("Global\\M", &(MgNameContext) { MG_KIND_POSIX, 1 }, NULL);
  MgFrameReader *reader;

  protocol.mutex = mutex;
  reader = mg_frame_reader_new (&protocol, &lock.parent);
  fill (f, FRAME, 1);
  assert_int_equal (mg_frame_reader_read (reader, &f->source->source, 1234, NULL), MG_FRAME_WHOLE);
  assert_int_equal (lock.timeout_us, 1234);
  assert_int_equal (lock.n_unlocks, 1);
  assert_true (stats_of (reader).hold_p99_us <= stats_of (reader).hold_max_us);

  fill (f, FRAME, 2);
  lock.result = MG_LOCK_TIMEOUT;
  assert_int_equal (read_once (f, reader), MG_FRAME_TIMEOUT);
  lock.result = MG_LOCK_ABANDONED;
  assert_int_equal (read_once (f, reader), MG_FRAME_ABANDONED);
  lock.result = MG_LOCK_FAILED;
  assert_int_equal (read_once (f, reader), MG_FRAME_TIMEOUT);
  assert_true (g_error_matches (mg_frame_reader_get_lock_error (reader), MG_ERROR,
                                MG_ERROR_NOT_FOUND));
  assert_int_equal (lock.n_unlocks, 1);
  assert_int_equal (first_byte (reader), 1);

  lock.result = MG_LOCK_TAKEN;
  mg_range_set_add (f->source->unreadable, (MgRange) { 0, 4096 });
  assert_int_equal (read_once (f, reader), MG_FRAME_UNREADABLE);
  assert_int_equal (lock.n_unlocks, 2);
  assert_null (mg_frame_reader_get_lock_error (reader));
  assert_int_equal (stats_of (reader).n_timeouts, 2);
  assert_int_equal (stats_of (reader).n_abandoned, 1);
  mg_frame_reader_free (reader);
  assert_true (freed);
}

static void
it_tries_again_within_its_budget_alone (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = reader_of (MG_FRAME_SEQUENCE);

  put (f, WORD, 1);
  write_at (f, 5, WORD, 2); /* even from the fifth look on */
  assert_int_equal (mg_frame_reader_read (reader, &f->source->source, 60 * G_USEC_PER_SEC, NULL),
                    MG_FRAME_WHOLE);
  assert_int_equal (stats_of (reader).n_retries, 4);
  assert_int_equal (stats_of (reader).n_torn, 0);

  put (f, WORD, 3);
  write_at (f, 0, 0, 0);
  assert_int_equal (mg_frame_reader_read (reader, &f->source->source, 2000, NULL), MG_FRAME_TORN);
  assert_int_equal (stats_of (reader).n_torn, 1);
}

static void
what_is_not_there_is_unreadable (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = reader_of (MG_FRAME_SEQUENCE);
  g_autoptr (GError) error = NULL;

  fake_source_resize (f->source, FRAME);
  assert_int_equal (mg_frame_reader_read (reader, &f->source->source, 0, &error),
                    MG_FRAME_UNREADABLE);
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
  /* What is there of a frame is the frame. */
  fake_source_resize (f->source, FRAME + 8);
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  fake_source_resize (f->source, 2);
  assert_int_equal (read_once (f, reader), MG_FRAME_UNREADABLE);
  assert_int_equal (stats_of (reader).n_unreadable, 2);
}

static void
it_lies_over_what_was_read_beside (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = reader_of (MG_FRAME_PAIR);
  guint8 bytes[FRAME + 8];

  assert_true (mg_frame_reader_hides (reader, (MgRange) { 0, FRAME + 1 }));
  assert_false (mg_frame_reader_hides (reader, (MgRange) { 0, FRAME }));
  memset (bytes, 0xee, sizeof bytes);
  mg_frame_reader_patch (reader, (MgRange) { 2, sizeof bytes }, bytes);
  assert_int_equal (bytes[0], 0xee);

  put (f, WORD, 0x04030201);
  put (f, SECOND, 0x04030201);
  fill (f, FRAME, 9);
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  assert_false (mg_frame_reader_hides (reader, (MgRange) { 0, 4096 }));
  mg_frame_reader_patch (reader, (MgRange) { 2, sizeof bytes }, bytes);
  assert_memory_equal (bytes, "\3\4\1\2\3\4\xee", 7);
  assert_int_equal (bytes[FRAME - 3], 0xee);
  assert_int_equal (bytes[FRAME - 2], 9);
  assert_int_equal (bytes[FRAME + 7], 9);

  mg_frame_reader_reset (reader);
  assert_true (mg_frame_reader_hides (reader, (MgRange) { FRAME, 1 }));
}

static void
a_buffer_shows_what_it_was_when_it_was_the_newest (void **state)
{
  Fixture *f = *state;
  g_autoptr (MgFrameReader) reader = buffers_new (2);
  guint8 bytes[FRAME + 2 * LENGTH];

  put (f, 0, 2);
  put (f, 4, 1);
  fill (f, FRAME, 2);
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  put (f, 4, 3);
  fill (f, FRAME + LENGTH, 3);
  fill (f, FRAME, 0x44); /* being written again */
  assert_int_equal (read_once (f, reader), MG_FRAME_WHOLE);
  assert_int_equal (first_byte (reader), 3);

  memset (bytes, 0, sizeof bytes);
  mg_frame_reader_patch (reader, (MgRange) { 0, sizeof bytes }, bytes);
  assert_int_equal (bytes[0], 2);
  assert_int_equal (bytes[4], 3);
  assert_int_equal (bytes[FRAME], 2);
  assert_int_equal (bytes[FRAME + LENGTH], 3);
}

static void
a_protocol_that_cannot_be_is_refused (void **state)
{
  MgFrameProtocol protocol = protocol_of (MG_FRAME_SEQUENCE);
  g_autoptr (GError) error = NULL;

  assert_true (mg_frame_protocol_check (&protocol, NULL));
  protocol.word.size = 3;
  assert_false (mg_frame_protocol_check (&protocol, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_OUT_OF_RANGE));
  protocol.word = (MgFrameWord) { G_MAXUINT64 - 1, 4, FALSE };
  assert_false (mg_frame_protocol_check (&protocol, NULL));
  protocol = protocol_of (MG_FRAME_SEQUENCE);
  protocol.range = (MgRange) { MG_OFFSET_MAX, 8 };
  assert_false (mg_frame_protocol_check (&protocol, NULL));
  protocol = protocol_of (MG_FRAME_BUSY);
  protocol.mask = 0;
  assert_false (mg_frame_protocol_check (&protocol, NULL));
  protocol = protocol_of (MG_FRAME_MUTEX);
  assert_false (mg_frame_protocol_check (&protocol, NULL));
  protocol = protocol_of (MG_FRAME_BUFFERS);
  protocol.n_buffers = MG_FRAME_BUFFERS_MAX + 1;
  assert_false (mg_frame_protocol_check (&protocol, NULL));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
    TEST (a_sequence_is_whole_where_it_is_even_and_stays),
    TEST (a_sequence_counts_what_it_missed_wraps_and_restarts),
    TEST (a_number_has_its_publishers_byte_order),
    TEST (a_pairs_second_is_read_first_and_its_first_last),
    TEST (the_newest_buffer_is_the_frame),
    TEST (a_buffer_that_may_be_written_again_is_torn),
    TEST (a_busy_or_changing_frame_is_torn),
    TEST (a_mutex_is_held_for_the_copy_and_always_let_go),
    TEST (it_tries_again_within_its_budget_alone),
    TEST (what_is_not_there_is_unreadable),
    TEST (it_lies_over_what_was_read_beside),
    TEST (a_buffer_shows_what_it_was_when_it_was_the_newest),
    TEST (a_protocol_that_cannot_be_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
