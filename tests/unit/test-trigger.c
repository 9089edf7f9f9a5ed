/* Triggers: when a condition becomes true, and what its command is told. */

#include "config.h"

#include "fake-source.h"
#include "field-fixture.h"

#include "core/trigger.h"

#define HEADER \
  "enum gear { NEUTRAL, FIRST }; " \
  "struct s { int gear; float speed; char text[16]; unsigned n; int list[4]; };"

typedef struct
{
  Fixture *fixture;
  MgTrigger *trigger;
  gint64 time_us;
} Case;

static Case
case_new (const char *condition)
{
  Case c = { fixture_new (HEADER), NULL, 1000 };
  g_autoptr (GError) error = NULL;

  memset (c.fixture->states, MG_BYTE_OK, sizeof c.fixture->states);
  c.trigger = mg_trigger_new (c.fixture->structure, condition, NULL, &error);
  if (c.trigger == NULL)
    fail_msg ("%s: %s", condition, error->message);
  return c;
}

static void
case_clear (Case *c)
{
  mg_trigger_free (c->trigger);
  fixture_free (c->fixture);
}

/* A second later. */
static MgTriggerResult
look (Case *c, gboolean changed)
{
  const MgFieldBytes bytes = fixture_get_bytes (c->fixture);
  const MgTriggerLook seen = { c->time_us += G_USEC_PER_SEC, changed, 1 };

  return mg_trigger_look (c->trigger, &bytes, &seen, NULL);
}

static void
put_speed (Case *c, float speed)
{
  memcpy (c->fixture->bytes + 4, &speed, 4);
}

static void
it_fires_when_it_becomes_true (void **state)
{
  Case c = case_new ("gear == 4 && speed > 100");

  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FALSE);
  fixture_put (c.fixture, 0, 4, 4);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FALSE);
  put_speed (&c, 100.5f);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FIRED);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_TRUE);
  put_speed (&c, 0);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FALSE);
  put_speed (&c, 200);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FIRED);
  case_clear (&c);
}

static void
each_change_counts (void **state)
{
  Case c = case_new ("changed(n)");

  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FALSE); /* from nothing known */
  for (guint i = 1; i < 5; i++)
    {
      fixture_put (c.fixture, 24, i, 4);
      assert_int_equal (look (&c, TRUE), MG_TRIGGER_FIRED);
    }
  assert_int_equal (look (&c, FALSE), MG_TRIGGER_FALSE);
  case_clear (&c);
}

static void
rising_and_falling_is_by_so_much (void **state)
{
  Case up = case_new ("rises(gear, 5)"), down = case_new ("falls(gear, 5)"), any = case_new ("rises(gear)");
  static const struct
  {
    gint32 value;
    gboolean up, down, any;
  } steps[] = { { 10, FALSE, FALSE, FALSE }, { 14, FALSE, FALSE, TRUE }, { 19, TRUE, FALSE, TRUE },
                { 15, FALSE, FALSE, FALSE }, { 10, FALSE, TRUE, FALSE },  { -100, FALSE, TRUE, FALSE },
                { G_MAXINT32, TRUE, FALSE, TRUE }, { G_MININT32, FALSE, TRUE, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      fixture_put (up.fixture, 0, (guint32) steps[i].value, 4);
      fixture_put (down.fixture, 0, (guint32) steps[i].value, 4);
      fixture_put (any.fixture, 0, (guint32) steps[i].value, 4);
      assert_int_equal (look (&up, TRUE), steps[i].up ? MG_TRIGGER_FIRED : MG_TRIGGER_FALSE);
      assert_int_equal (look (&down, TRUE), steps[i].down ? MG_TRIGGER_FIRED : MG_TRIGGER_FALSE);
      assert_int_equal (look (&any, TRUE), steps[i].any ? MG_TRIGGER_FIRED : MG_TRIGGER_FALSE);
    }
  case_clear (&up);
  case_clear (&down);
  case_clear (&any);
}

/* What was not asked about a frame ago is no change of now. */
static void
a_change_is_from_the_frame_before (void **state)
{
  Case c = case_new ("gear == 4 && changed(n)");

  fixture_put (c.fixture, 0, 4, 4);
  look (&c, TRUE);
  fixture_put (c.fixture, 0, 3, 4);
  look (&c, TRUE);
  fixture_put (c.fixture, 24, 7, 4);
  look (&c, TRUE);
  fixture_put (c.fixture, 0, 4, 4);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FALSE);
  fixture_put (c.fixture, 24, 8, 4);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FIRED);
  case_clear (&c);
}

static void
crc_is_of_a_field_or_of_bytes (void **state)
{
  Case field = case_new ("crc(text) == 0xCBF43926 && gear == 1"),
       at = case_new ("crc_at(8, 9) == 0xCBF43926");
  Case any = case_new ("changed(crc(text))");

  /* the check value of CRC-32 is of these nine; the field has 16 bytes, so it differs */
  memcpy (field.fixture->bytes + 8, "123456789", 9);
  memcpy (at.fixture->bytes + 8, "123456789", 9);
  fixture_put (field.fixture, 0, 1, 4);
  assert_int_equal (look (&field, TRUE), MG_TRIGGER_FALSE);
  assert_int_equal (look (&at, TRUE), MG_TRIGGER_FIRED);
  look (&any, TRUE);
  assert_int_equal (look (&any, TRUE), MG_TRIGGER_FALSE);
  any.fixture->bytes[23] = 1;
  assert_int_equal (look (&any, TRUE), MG_TRIGGER_FIRED);
  any.fixture->bytes[24] = 1;
  assert_int_equal (look (&any, TRUE), MG_TRIGGER_FALSE);
  case_clear (&field);
  case_clear (&at);
  case_clear (&any);
}

static void
it_tells_when_the_publisher_stalls (void **state)
{
  Case c = case_new ("stalled(2 s)"), half = case_new ("stalled(0.5 min)");

  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FALSE);
  assert_int_equal (look (&c, FALSE), MG_TRIGGER_FALSE);
  assert_int_equal (look (&c, FALSE), MG_TRIGGER_FIRED);
  assert_int_equal (look (&c, FALSE), MG_TRIGGER_TRUE);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FALSE);
  for (guint i = 0; i < 30; i++)
    assert_int_equal (look (&half, FALSE), MG_TRIGGER_FALSE);
  assert_int_equal (look (&half, FALSE), MG_TRIGGER_FIRED);
  case_clear (&c);
  case_clear (&half);
}

static void
firings_have_a_bounded_rate (void **state)
{
  Case c = case_new ("changed(n)");
  guint n_fired = 0, n_suppressed = 0;

  for (guint i = 0; i < 1000; i++)
    {
      const MgFieldBytes bytes = fixture_get_bytes (c.fixture);
      const MgTriggerLook seen = { c.time_us += 1000, TRUE, 1 };
      MgTriggerResult result;

      fixture_put (c.fixture, 24, i, 4);
      result = mg_trigger_look (c.trigger, &bytes, &seen, NULL);
      n_fired += result == MG_TRIGGER_FIRED;
      n_suppressed += result == MG_TRIGGER_SUPPRESSED;
    }
  assert_int_equal (n_fired, 10);
  assert_int_equal (n_fired + n_suppressed, 999);
  case_clear (&c);
}

static void
what_makes_no_sense_has_a_column (void **state)
{
  static const struct
  {
    const char *condition;
    gsize column;
  } rows[] = {
    { "gear ==", 7 },        { "gear == 4 && nothing", 13 }, { "changed()", 8 },  { "4 s +", 5 },
    { "nope(gear)", 0 },     { "crc(4)", 4 },                { "", 0 },           { "gear = 4", 5 },
    { "stalled(2 h)", 10 },
  };
  g_autoptr (Fixture) fixture = fixture_new (HEADER);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize column = 99;

      if (mg_trigger_new (fixture->structure, rows[i].condition, &column, &error) != NULL)
        fail_msg ("%s", rows[i].condition);
      if (column != rows[i].column)
        fail_msg ("%s: column %u: %s", rows[i].condition, (guint) column, error->message);
    }
}

static void
what_has_no_value_is_false_and_says_why (void **state)
{
  Case c = case_new ("list[n] == 0");
  const MgFieldBytes bytes = fixture_get_bytes (c.fixture);
  const MgTriggerLook seen = { 5, TRUE, 1 };
  g_autoptr (GError) error = NULL;

  fixture_put (c.fixture, 24, 9, 4);
  assert_int_equal (mg_trigger_look (c.trigger, &bytes, &seen, &error), MG_TRIGGER_FAILED);
  assert_non_null (error);
  fixture_put (c.fixture, 24, 3, 4);
  assert_int_equal (look (&c, TRUE), MG_TRIGGER_FIRED);
  case_clear (&c);
}

static void
actions_are_written_and_read (void **state)
{
  static const char *const good[] = { "mark",       "pause",  "resume",
                                      "record:2.5", "notify", "run:'a b' 'c;d' '$x'",
                                      "stop:3" };
  static const char *const bad[] = { "",         "shout",     "run",    "run:",  "run:'a",
                                     "record:x", "record:-1", "stop:0", "mark:1" };
  g_autoptr (MgTriggerRule) rule = mg_trigger_rule_new ("1");
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_true (mg_trigger_rule_add_action (rule, good[i], NULL));
  texts = mg_trigger_rule_dup_actions (rule);
  assert_int_equal (g_strv_length (texts), G_N_ELEMENTS (good));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    assert_string_equal (texts[i], good[i]);
  assert_int_equal (g_strv_length (rule->command), 3);
  assert_string_equal (rule->command[2], "$x"); /* no shell */
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_false (mg_trigger_rule_add_action (rule, bad[i], &error));
      assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_INVALID));
    }
}

/* --- Over a sampler --- */

static MgSource *
open_cb (MgName *name, gpointer data, GError **error)
{
  return mg_source_ref (data);
}

static void
keep_cb (MgFiring *firing, gpointer data)
{
  g_ptr_array_add (data, mg_firing_ref (firing));
}

static void
a_sampler_reads_what_they_need (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct s { unsigned at; char name[8]; int x; // @at(at)\n };");
  FakeSource *source = fake_source_new (65536);
  g_autoptr (MgName) name = mg_name_parse ("/fake", &(MgNameContext) { 0 }, NULL);
  g_autoptr (MgSampler) sampler = mg_sampler_new (name, open_cb, &source->source, NULL, NULL);
  g_autoptr (MgTriggers) triggers = mg_triggers_new ();
  g_autoptr (MgTriggerRule) rule = mg_trigger_rule_new ("x == 7 && at > 0 && changed(crc(name)) + 1");
  g_autoptr (GPtrArray) firings = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_firing_unref);
  g_autoptr (MgTriggerRule) other = mg_trigger_rule_new ("x == 8");
  const guint32 at = GUINT32_TO_LE (40000), seven = GUINT32_TO_LE (7);
  gint64 now_us = g_get_monotonic_time ();
  const MgFiring *firing;
  g_auto (GStrv) environment = NULL;

  rule->stop_after = 1;
  assert_true (mg_triggers_add (triggers, fixture->structure, rule, NULL, NULL));
  assert_true (mg_triggers_add (triggers, fixture->structure, other, NULL, NULL));
  memcpy (source->bytes->data, &at, 4);
  memcpy (source->bytes->data + 4, "a\"; rm b", 8);
  memcpy (source->bytes->data + 40000, &seven, 4);
  for (guint i = 0; i < 5; i++)
    {
      mg_snapshot_unref (mg_sampler_tick (sampler, now_us += 200000, MG_READ_ALL));
      mg_triggers_look (triggers, sampler, keep_cb, firings);
      mg_triggers_look (triggers, sampler, keep_cb, firings); /* the same frame */
    }
  assert_int_equal (firings->len, 1);
  firing = firings->pdata[0];
  assert_int_equal (firing->index, 0);
  assert_int_equal (firing->n, 1);
  assert_true (firing->last);
  assert_null (mg_triggers_get_problem (triggers, 1));

  environment = mg_firing_dup_environment (firing, "/fake", (char *[]){ (char *) "A=b", NULL });
  assert_string_equal (g_environ_getenv (environment, "A"), "b");
  assert_string_equal (g_environ_getenv (environment, "MAPGLASS_NAME"), "/fake");
  assert_string_equal (g_environ_getenv (environment, "MAPGLASS_FIELD_x"), "7");
  assert_string_equal (g_environ_getenv (environment, "MAPGLASS_FIELD_at"), "40000");
  assert_string_equal (g_environ_getenv (environment, "MAPGLASS_COUNT"), "1");
  assert_non_null (g_environ_getenv (environment, "MAPGLASS_FIELD_name"));
  assert_true (g_str_has_suffix (g_environ_getenv (environment, "MAPGLASS_TIME"), "Z"));
  mg_source_unref (&source->source);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (it_fires_when_it_becomes_true),
    cmocka_unit_test (each_change_counts),
    cmocka_unit_test (rising_and_falling_is_by_so_much),
    cmocka_unit_test (a_change_is_from_the_frame_before),
    cmocka_unit_test (crc_is_of_a_field_or_of_bytes),
    cmocka_unit_test (it_tells_when_the_publisher_stalls),
    cmocka_unit_test (firings_have_a_bounded_rate),
    cmocka_unit_test (what_makes_no_sense_has_a_column),
    cmocka_unit_test (what_has_no_value_is_false_and_says_why),
    cmocka_unit_test (actions_are_written_and_read),
    cmocka_unit_test (a_sampler_reads_what_they_need),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
