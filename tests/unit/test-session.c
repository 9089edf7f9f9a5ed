#include "config.h"

#include "field-fixture.h"

#include "core/session.h"

#define PATIENCE_MS 20000 /* of a condition that must come true; not a timing */

/* An object whose first byte the test sets, shared with the session's thread by atomics. */
typedef struct
{
  MgSource source;
} AtomicSource;

static int exists, value, presence, n_reads, n_looks, n_alive;

static guint64
atomic_get_size (MgSource *source)
{
  return 8192;
}

static MgObjectInfo *
atomic_dup_info (MgSource *source, GError **error)
{
  g_autoptr (MgName) name = mg_name_parse ("/a", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);

  return mg_object_info_new (name);
}

static gboolean
atomic_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
             GError **error)
{
  memset (buffer, 0, length);
  if (offset == 0)
    *(guint8 *) buffer = g_atomic_int_get (&value);
  g_atomic_int_inc (&n_reads);
  return TRUE;
}

static MgPresence
atomic_verify (MgSource *source)
{
  g_atomic_int_inc (&n_looks);
  return g_atomic_int_get (&presence);
}

static void
atomic_finalize (MgSource *source)
{
  g_atomic_int_add (&n_alive, -1);
  g_free (source);
}

static const MgSourceOps atomic_ops = {
  .dup_info = atomic_dup_info,
  .get_size = atomic_get_size,
  .read = atomic_read,
  .verify = atomic_verify,
  .finalize = atomic_finalize,
};

static MgSource *
atomic_open (MgName *name, gpointer data, GError **error)
{
  AtomicSource *self;

  g_atomic_int_inc (&n_looks);
  if (!g_atomic_int_get (&exists))
    {
      mg_set_error_system (error, MG_SYSTEM_ERRNO, 2, "/a");
      return NULL;
    }
  self = g_new0 (AtomicSource, 1);
  mg_source_init (&self->source, &atomic_ops);
  g_atomic_int_inc (&n_alive);
  return &self->source;
}

static MgSession *
new_session (void)
{
  g_autoptr (MgName) name = mg_name_parse ("/a", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);
  MgSession *session = mg_session_new_full (name, atomic_open, NULL);

  mg_session_set_interest (session, (MgRange) { 0, 4096 });
  return session;
}

static int
set_up (void **state)
{
  exists = TRUE;
  value = 0;
  presence = MG_PRESENCE_LIVE;
  return 0;
}

static gboolean
give_up_cb (gpointer data)
{
  g_error ("a condition did not come true in time");
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @condition; the loop is woken by the session alone, or every 5 ms. */
static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint give_up = g_timeout_add (PATIENCE_MS, give_up_cb, NULL);                                 \
    guint look = g_timeout_add (5, tick_cb, NULL);                                                 \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (look);                                                                        \
    g_source_remove (give_up);                                                                     \
  }                                                                                                \
  G_STMT_END

static guint8
shown_byte (MgSession *session)
{
  guint8 byte, byte_state;

  mg_snapshot_copy (mg_session_get_snapshot (session), 0, 1, &byte, &byte_state);
  return byte_state == MG_BYTE_OK ? byte : 0xFF;
}

static void
close_and_wait (MgSession *session)
{
  mg_session_close (session);
  g_object_unref (session);
  WAIT_FOR (g_atomic_int_get (&n_alive) == 0);
}

static void
a_write_arrives_by_itself (void **state)
{
  MgSession *session = new_session ();

  WAIT_FOR (shown_byte (session) == 0);
  g_atomic_int_set (&value, 5);
  WAIT_FOR (shown_byte (session) == 5);
  close_and_wait (session);
}

static void
count_cb (MgSession *session, gpointer data)
{
  ++*(guint *) data;
}

static void
nothing_new_does_not_wake_the_main_loop (void **state)
{
  MgSession *session = new_session ();
  guint n_snapshots = 0;
  int reads_before;

  WAIT_FOR (shown_byte (session) == 0);
  WAIT_FOR (g_atomic_int_get (&n_reads) > 0);
  g_signal_connect (session, "snapshot", G_CALLBACK (count_cb), &n_snapshots);
  reads_before = g_atomic_int_get (&n_reads);
  WAIT_FOR (g_atomic_int_get (&n_reads) > reads_before + 30);
  assert_int_equal (n_snapshots, 0);
  close_and_wait (session);
}

static void
paused_reads_nothing_and_once_reads_once (void **state)
{
  MgSession *session = new_session ();
  int reads_before, looks_before;

  WAIT_FOR (shown_byte (session) == 0);
  mg_session_set_paused (session, TRUE);
  /* the pause has arrived when the name is looked up and nothing read meanwhile */
  do
    {
      reads_before = g_atomic_int_get (&n_reads);
      looks_before = g_atomic_int_get (&n_looks);
      WAIT_FOR (g_atomic_int_get (&n_looks) >= looks_before + 3);
    }
  while (g_atomic_int_get (&n_reads) != reads_before);

  g_atomic_int_set (&value, 9);
  mg_session_read_once (session);
  WAIT_FOR (shown_byte (session) == 9);
  assert_int_equal (g_atomic_int_get (&n_reads), reads_before + 1);
  mg_session_set_paused (session, FALSE);
  g_atomic_int_set (&value, 10);
  WAIT_FOR (shown_byte (session) == 10);
  close_and_wait (session);
}

static void
event_cb (MgSession *session, const MgEvent *event, gpointer data)
{
  /* who hears of an event finds the snapshot that came with it */
  if (event->type == MG_EVENT_GONE)
    assert_int_equal (mg_session_get_snapshot (session)->state, MG_STATE_GONE);
  g_array_append_val ((GArray *) data, event->type);
}

static void
gone_and_back_are_events_also_while_paused (void **state)
{
  MgSession *session = new_session ();
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (MgEventType));

  g_signal_connect (session, "event", G_CALLBACK (event_cb), events);
  WAIT_FOR (shown_byte (session) == 0);
  mg_session_set_paused (session, TRUE);
  g_atomic_int_set (&exists, FALSE);
  g_atomic_int_set (&presence, MG_PRESENCE_GONE);
  WAIT_FOR (mg_session_get_snapshot (session)->state == MG_STATE_GONE);
  assert_int_equal (shown_byte (session), 0); /* the last content stays */
  g_atomic_int_set (&value, 3);
  g_atomic_int_set (&presence, MG_PRESENCE_LIVE);
  g_atomic_int_set (&exists, TRUE);
  WAIT_FOR (mg_session_get_snapshot (session)->state == MG_STATE_LIVE && shown_byte (session) == 3);
  assert_int_equal (events->len, 3);
  assert_int_equal (g_array_index (events, MgEventType, 0), MG_EVENT_ATTACHED);
  assert_int_equal (g_array_index (events, MgEventType, 1), MG_EVENT_GONE);
  assert_int_equal (g_array_index (events, MgEventType, 2), MG_EVENT_BACK);
  close_and_wait (session);
}

static void
a_session_for_a_name_that_does_not_exist_waits_with_the_reason (void **state)
{
  MgSession *session;

  exists = FALSE;
  session = new_session ();
  WAIT_FOR (mg_session_get_snapshot (session)->error != NULL);
  assert_int_equal (mg_session_get_snapshot (session)->state, MG_STATE_WAITING);
  assert_true (g_error_matches (mg_session_get_snapshot (session)->error, MG_ERROR, MG_ERROR_NOT_FOUND));
  g_atomic_int_set (&exists, TRUE);
  WAIT_FOR (mg_session_get_snapshot (session)->state == MG_STATE_LIVE);
  close_and_wait (session);
}

static void
the_rate_is_clamped_and_stats_count (void **state)
{
  MgSession *session = new_session ();
  MgSessionStats stats = { 0 };

  mg_session_set_rate_hz (session, 1e9);
  assert_true (mg_session_get_rate_hz (session) == MG_RATE_MAX_HZ);
  mg_session_set_rate_hz (session, 0);
  assert_true (mg_session_get_rate_hz (session) == MG_RATE_MIN_HZ);
  mg_session_set_rate_hz (session, 120);
  WAIT_FOR (shown_byte (session) == 0);
  g_atomic_int_set (&value, 77);
  WAIT_FOR ((mg_session_get_stats (session, &stats), stats.last_change_us != 0 && stats.sampled_hz > 0));
  assert_true (stats.n_reads > 0);
  assert_true (stats.last_read_us >= stats.last_change_us);
  close_and_wait (session);
}

static void
ages_count_from_the_change (void **state)
{
  MgSession *session = new_session ();
  gint64 now_us;
  const MgPage *page;

  WAIT_FOR (shown_byte (session) == 0);
  g_atomic_int_set (&value, 1);
  WAIT_FOR (shown_byte (session) == 1);
  page = mg_snapshot_find_page (mg_session_get_snapshot (session), 0);
  assert_true (page->changed_ms[0] > 0);
  assert_int_equal (page->changed_ms[1], 0);
  now_us = mg_session_get_snapshot (session)->time_us + 500 * 1000;
  assert_in_range (mg_session_get_age_ms (session, page->changed_ms[0], now_us), 500, 501);
  assert_int_equal (mg_session_get_age_ms (session, 0, now_us), G_MAXUINT32);
  close_and_wait (session);
}

static void
a_publishers_protocol_is_followed_and_counted (void **state)
{
  MgFrameProtocol protocol
      = { .kind = MG_FRAME_SEQUENCE, .word = { 0, 4, FALSE }, .range = { 8, 100 } };
  MgSession *session = new_session ();
  MgSessionStats stats = { 0 };

  mg_session_get_stats (session, &stats);
  assert_false (stats.has_frame);
  g_atomic_int_set (&value, 1); /* being written */
  mg_session_set_rate_hz (session, 500);
  mg_session_set_frame (session, &protocol);
  WAIT_FOR ((mg_session_get_stats (session, &stats), stats.has_frame && stats.frame.n_torn > 0));
  assert_int_equal (stats.frame.n_whole, 0);
  for (int n = 2; n < 40; n += 4) /* every other one is missed */
    {
      g_atomic_int_set (&value, n);
      WAIT_FOR ((mg_session_get_stats (session, &stats), stats.frame.count == (guint64) n / 2));
    }
  WAIT_FOR ((mg_session_get_stats (session, &stats), stats.health.rate_hz > 0));
  assert_int_equal (stats.frame.n_missed, 9);
  assert_int_equal (stats.frame.n_frames, 10);

  mg_session_set_frame (session, NULL);
  WAIT_FOR ((mg_session_get_stats (session, &stats), !stats.has_frame));
  close_and_wait (session);
}

/* Of a frame that never is whole something is missing at each look of a trigger's, which reads again. */
static void
an_object_that_goes_while_a_trigger_looks_is_told_of (void **state)
{
  MgFrameProtocol protocol
      = { .kind = MG_FRAME_SEQUENCE, .word = { 0, 4, FALSE }, .range = { 8, 100 } };
  Fixture *fixture = fixture_new ("struct s { unsigned n, pad; char frame[100]; };");
  g_autoptr (MgTriggerRule) rule = mg_trigger_rule_new ("frame[3] == 7");
  MgTriggers *triggers = mg_triggers_new ();
  MgSession *session = new_session ();

  g_atomic_int_set (&value, 1); /* being written */
  assert_true (mg_triggers_add (triggers, fixture->structure, rule, NULL, NULL));
  mg_session_set_frame (session, &protocol);
  mg_session_set_triggers (session, triggers);
  for (guint i = 0; i < 12; i++)
    {
      WAIT_FOR (mg_session_get_snapshot (session)->state == MG_STATE_LIVE);
      g_atomic_int_set (&exists, FALSE);
      g_atomic_int_set (&presence, MG_PRESENCE_GONE);
      WAIT_FOR (mg_session_get_snapshot (session)->state == MG_STATE_GONE);
      g_atomic_int_set (&presence, MG_PRESENCE_LIVE);
      g_atomic_int_set (&exists, TRUE);
    }
  close_and_wait (session);
  fixture_free (fixture);
}

int
main (void)
{
#define TEST(f) cmocka_unit_test_setup (f, set_up)
  const struct CMUnitTest tests[] = {
    TEST (a_write_arrives_by_itself),
    TEST (nothing_new_does_not_wake_the_main_loop),
    TEST (paused_reads_nothing_and_once_reads_once),
    TEST (gone_and_back_are_events_also_while_paused),
    TEST (a_session_for_a_name_that_does_not_exist_waits_with_the_reason),
    TEST (the_rate_is_clamped_and_stats_count),
    TEST (ages_count_from_the_change),
    TEST (a_publishers_protocol_is_followed_and_counted),
    TEST (an_object_that_goes_while_a_trigger_looks_is_told_of),
  };

  return cmocka_run_group_tests_name ("session", tests, NULL, NULL);
}
