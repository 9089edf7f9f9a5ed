/* What annotations say of a publisher's frames: of every preset that says something, and by hand. */

#include "config.h"

#include "field-fixture.h"

#include "core/frame-annotation.h"
#include "core/preset.h"

static const MgNameContext windows = { .native_kind = MG_KIND_SECTION, .session = 1 };

static MgFrameProtocol *
dup_frame (Fixture *fixture, gboolean take_mutex, GError **error)
{
  MgFieldBytes bytes = fixture_get_bytes (fixture);

  memset (fixture->states, MG_BYTE_OK, sizeof fixture->states);
  return mg_structure_dup_frame (fixture->structure, &bytes, &windows, take_mutex, error);
}

static MgFrameProtocol *
get_frame (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MgFrameProtocol *protocol = dup_frame (fixture, FALSE, &error);

  if (protocol == NULL)
    fail_msg ("%s", error->message);
  return protocol;
}

static Fixture *
fixture_of_preset (const char *id)
{
  g_autoptr (MgPresets) presets = mg_presets_load ("/nowhere", NULL);
  g_autoptr (GError) error = NULL;
  Fixture *fixture = g_new0 (Fixture, 1);
  MgPreset *preset = mg_presets_find (presets, id, &error);

  assert_non_null (preset);
  fixture->structure = mg_preset_get_structure (preset, NULL, &error);
  assert_non_null (fixture->structure);
  fixture->size = sizeof fixture->bytes;
  fixture->diagnostics = g_ptr_array_new ();
  return fixture;
}

static void
assert_word (const MgFrameWord *word, guint64 offset, guint size)
{
  assert_int_equal (word->offset, offset);
  assert_int_equal (word->size, size);
}

static void
the_presets_say_what_their_publishers_do (void **state)
{
  static const struct
  {
    const char *id;
    MgFrameKind kind;
    const char *mutex, *event;
  } rows[] = {
    { "core-temp", MG_FRAME_NOTHING, "CoreTempMutexObject", NULL },
    { "core-temp-ex", MG_FRAME_NOTHING, "CoreTempMutexObject", NULL },
    { "dbwin", MG_FRAME_NOTHING, NULL, "DBWIN_DATA_READY" },
    { "freetrack", MG_FRAME_NOTHING, "FT_Mutext", NULL },
    { "gpu-z", MG_FRAME_BUSY, NULL, NULL },
    { "hwinfo", MG_FRAME_NOTHING, "Global\\HWiNFO_SM2_MUTEX", NULL },
    { "mapglass-demo", MG_FRAME_SEQUENCE, NULL, NULL },
    { "msi-afterburner", MG_FRAME_NOTHING, "Global\\Access_MAHMSharedMemory", NULL },
    { "project-cars-2", MG_FRAME_SEQUENCE, NULL, NULL },
    { "rfactor2-telemetry", MG_FRAME_PAIR, NULL, NULL },
    { "mumble-link", MG_FRAME_NOTHING, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Fixture) fixture = fixture_of_preset (rows[i].id);
      g_autoptr (MgFrameProtocol) protocol = get_frame (fixture);
      g_autoptr (MgFrameProtocol) locked = dup_frame (fixture, TRUE, NULL);

      print_message ("%s: %s\n", rows[i].id, mg_frame_kind_to_string (protocol->kind));
      assert_int_equal (protocol->kind, rows[i].kind);
      assert_null (protocol->mutex); /* never by itself */
      if (rows[i].mutex != NULL)
        assert_string_equal (mg_structure_get_mutex (fixture->structure), rows[i].mutex);
      else
        assert_null (mg_structure_get_mutex (fixture->structure));
      assert_int_equal (locked->kind, rows[i].mutex != NULL ? MG_FRAME_MUTEX : rows[i].kind);
      assert_true ((protocol->event != NULL) == (rows[i].event != NULL));
    }
}

static void
begin_and_end_of_rfactor_are_a_pair (void **state)
{
  g_autoptr (Fixture) fixture = fixture_of_preset ("rfactor2-telemetry");
  g_autoptr (MgFrameProtocol) protocol = get_frame (fixture);

  assert_word (&protocol->word, 0, 4);
  assert_word (&protocol->second, 4, 4);
  assert_int_equal (protocol->range.start, 0);
}

static void
buffers_of_iracing_are_where_the_object_says (void **state)
{
  g_autoptr (Fixture) fixture = fixture_of_preset ("iracing");
  g_autoptr (GError) error = NULL;

  fixture_put (fixture, 32, 3, 4);   /* numBuf */
  fixture_put (fixture, 36, 500, 4); /* bufLen */
  for (guint i = 0; i < 3; i++)
    {
      fixture_put (fixture, 48 + i * 16, 10 + i, 4);
      fixture_put (fixture, 52 + i * 16, 1024 + i * 512, 4);
    }
  {
    g_autoptr (MgFrameProtocol) protocol = get_frame (fixture);

    assert_int_equal (protocol->kind, MG_FRAME_BUFFERS);
    assert_int_equal (protocol->n_buffers, 3);
    assert_non_null (protocol->event);
    for (guint i = 0; i < 3; i++)
      {
        assert_word (&protocol->buffers[i].tick, 48 + i * 16, 4);
        assert_int_equal (protocol->buffers[i].range.start, 1024 + i * 512);
        assert_int_equal (protocol->buffers[i].range.length, 500);
      }
  }

  /* whatever stands there */
  for (guint i = 0; i < 4; i++)
    {
      static const gint32 offsets[] = { -1, G_MAXINT32, 8192, 8000 };

      fixture_put (fixture, 52, (guint32) offsets[i], 4);
      assert_null (dup_frame (fixture, FALSE, &error));
      assert_true (error->domain == MG_ERROR);
      g_clear_error (&error);
    }
  fixture_put (fixture, 52, 1024, 4);
  fixture_put (fixture, 36, 0, 4);
  assert_null (dup_frame (fixture, FALSE, NULL));
  fixture_put (fixture, 36, 500, 4);
  fixture_put (fixture, 32, 0, 4);
  assert_null (dup_frame (fixture, FALSE, NULL));
  fixture_put (fixture, 32, G_MAXUINT32, 4);
  assert_null (dup_frame (fixture, FALSE, NULL));
}

static void
elements_are_buffers_themselves (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "struct buffer { unsigned tick; unsigned data[7]; };\n"
      "/* @buffers(b, tick) */ struct s { unsigned n; struct buffer b[4]; };");
  g_autoptr (MgFrameProtocol) protocol = get_frame (fixture);

  assert_int_equal (protocol->n_buffers, 4);
  assert_word (&protocol->buffers[2].tick, 4 + 64, 4);
  assert_int_equal (protocol->buffers[2].range.start, 4 + 64);
  assert_int_equal (protocol->buffers[2].range.length, 32);
}

static void
busy_is_the_bits_that_make_it_true (void **state)
{
  static const struct
  {
    const char *expression;
    guint64 mask, offset;
  } rows[] = {
    { "busy != 0", G_MAXUINT32, 4 },
    { "busy", G_MAXUINT32, 4 },
    { "busy & 6", 6, 4 },
    { "version >= 3 && (busy & 1) != 0", 1, 4 },
    { "(busy >> 4) == 1", 0x10, 4 },
    { "flag", 1, 8 },
    { "version >= 9 && busy", 0, 0 },  /* not of this version */
    { "!busy", 0, 0 },                 /* no bit that is set */
    { "nested.deep / 0", 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
          g_strdup_printf ("/* @busy(%s) */ struct s { unsigned version, busy; _Bool flag;"
                           " struct { unsigned deep; } nested; };",
                           rows[i].expression);
      g_autoptr (Fixture) fixture = fixture_new (text);
      g_autoptr (MgFrameProtocol) protocol = NULL;

      fixture_put (fixture, 0, 5, 4);
      protocol = get_frame (fixture);
      assert_int_equal (protocol->kind, rows[i].mask != 0 ? MG_FRAME_BUSY : MG_FRAME_NOTHING);
      if (rows[i].mask == 0)
        continue;
      assert_true (protocol->mask == rows[i].mask);
      assert_int_equal (protocol->word.offset, rows[i].offset);
    }
}

static void
rtss_is_busy_from_a_version_on (void **state)
{
  g_autoptr (Fixture) fixture = fixture_of_preset ("rtss");
  MgFieldPlace busy = fixture_locate (fixture, "dwBusy");
  g_autoptr (MgFrameProtocol) old = get_frame (fixture), new = NULL;
  MgFieldBytes bytes = fixture_get_bytes (fixture);

  assert_int_equal (old->kind, MG_FRAME_NOTHING);
  fixture_put (fixture, fixture_locate (fixture, "dwVersion").offset, 0x20010, 4);
  new = get_frame (fixture);
  assert_int_equal (new->kind, MG_FRAME_BUSY);
  assert_int_equal (new->word.offset, busy.offset);
  assert_true (new->mask == 1);

  assert_false (mg_structure_is_dead (fixture->structure, &bytes));
  fixture_put (fixture, 0, 0xDEAD, 4);
  assert_true (mg_structure_is_dead (fixture->structure, &bytes));
}

static void
what_is_not_there_can_not_be_followed (void **state)
{
  static const char *const texts[] = {
    "/* @sequence(none) */ struct s { int a; };",
    "/* @sequence(a) */ struct s { double a; };",
    "/* @sequence(a) */ struct s { char a[3]; };",
    "/* @pair(a, b) */ struct s { int a; short b; };",
    "/* @buffers(a, b) */ struct s { int a; };",
    "/* @buffers(a, t) */ struct s { struct { int t; } a[17]; };",
    "/* @buffers(a, t, 0, 9000) */ struct s { struct { int t; } a[2]; };",
    "/* @sequence(b) */ struct s { int a; int b; // @at(9000)\n };",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (Fixture) fixture = fixture_new (texts[i]);
      g_autoptr (GError) error = NULL;

      if (dup_frame (fixture, FALSE, &error) != NULL)
        fail_msg ("%s", texts[i]);
      assert_true (error->domain == MG_ERROR);
    }
}

static void
a_member_may_be_the_frame (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "/* @sequence(n) */ struct part { unsigned n; int a[3]; };\n"
      "struct s { int before[4]; struct part part; int behind; };");
  g_autoptr (MgFrameProtocol) protocol = get_frame (fixture);

  assert_int_equal (protocol->kind, MG_FRAME_SEQUENCE);
  assert_word (&protocol->word, 16, 4);
  assert_int_equal (protocol->range.start, 16);
  assert_int_equal (protocol->range.length, 16);
}

static void
a_frame_reaches_as_far_as_its_fields (void **state)
{
  g_autoptr (Fixture) fixed =
      fixture_new ("/* @sequence(n) */ struct s { int n; int a[10]; // @count(n)\n };");
  g_autoptr (Fixture) open = fixture_new ("/* @sequence(n) */ struct s { int n; int a[]; };");
  g_autoptr (Fixture) plain = fixture_new ("struct s { int n; };");
  g_autoptr (MgFrameProtocol) fixed_protocol = get_frame (fixed), open_protocol = get_frame (open);
  g_autoptr (MgFrameProtocol) plain_protocol = get_frame (plain);

  assert_int_equal (fixed_protocol->range.length, 44);
  assert_int_equal (open_protocol->range.length, 8192);
  assert_int_equal (plain_protocol->range.length, 4);
  assert_int_equal (plain_protocol->kind, MG_FRAME_NOTHING);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (the_presets_say_what_their_publishers_do),
    cmocka_unit_test (begin_and_end_of_rfactor_are_a_pair),
    cmocka_unit_test (buffers_of_iracing_are_where_the_object_says),
    cmocka_unit_test (elements_are_buffers_themselves),
    cmocka_unit_test (busy_is_the_bits_that_make_it_true),
    cmocka_unit_test (rtss_is_busy_from_a_version_on),
    cmocka_unit_test (what_is_not_there_can_not_be_followed),
    cmocka_unit_test (a_member_may_be_the_frame),
    cmocka_unit_test (a_frame_reaches_as_far_as_its_fields),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
