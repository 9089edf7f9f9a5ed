#include "config.h"

#include "snapshot-fixture.h"

#include "app/field-cell.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define THIN "\u2009"

static MgFieldCell *
new_cell (Fixture *fixture, const char *path)
{
  g_autoptr (MgField) field = fixture_find (fixture, path);

  return mg_field_cell_new (field);
}

/* The next moment, told. */
static gboolean
look (MgFieldCell *cell, Fixture *fixture, MgSnapshot **snapshot, gint64 time_us)
{
  g_autoptr (MgSnapshot) before = *snapshot;
  g_autoptr (GArray) changes = NULL;

  *snapshot = snapshot_of (fixture, 2, time_us, before);
  changes = before != NULL ? mg_snapshot_diff (before, *snapshot) : NULL;
  return mg_field_cell_update (cell, *snapshot, NULL, changes, FALSE, FALSE);
}

static void
a_change_of_its_bytes_is_another_text_a_stamp_and_a_change (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int other; int n; };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "n");
  g_autoptr (MgSnapshot) snapshot = NULL;

  fixture_put (fixture, 4, 7, 4);
  assert_true (look (cell, fixture, &snapshot, SECOND));
  assert_string_equal (cell->text, "7");
  assert_true (cell->located && cell->place.offset == 4 && cell->place.size == 4);
  assert_int_equal (cell->changed_ms, 0);
  assert_int_equal (cell->n_changes, 0);

  fixture_put (fixture, 4, 8, 4);
  assert_true (look (cell, fixture, &snapshot, 2 * SECOND));
  assert_string_equal (cell->text, "8");
  assert_int_equal (cell->changed_ms, 2000);
  assert_int_equal (cell->n_changes, 1);
}

static void
another_fields_change_tells_nothing (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int other; int n; };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "n");
  g_autoptr (MgSnapshot) snapshot = NULL;
  const char *text;

  look (cell, fixture, &snapshot, SECOND);
  text = cell->text;
  fixture_put (fixture, 0, 5, 4);
  assert_false (look (cell, fixture, &snapshot, 2 * SECOND));
  assert_ptr_equal (cell->text, text);
  assert_int_equal (cell->n_changes, 0);
  assert_int_equal (cell->changed_ms, 0);
}

static void
a_change_that_the_text_does_not_show_counts (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { char name[8]; };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "name");
  g_autoptr (MgSnapshot) snapshot = NULL;

  memcpy (fixture->bytes, "ab\0cdef", 8);
  look (cell, fixture, &snapshot, SECOND);
  fixture->bytes[6] = 'X'; /* behind the end */
  assert_false (look (cell, fixture, &snapshot, 2 * SECOND));
  assert_string_equal (cell->text, "\"ab\"");
  assert_int_equal (cell->n_changes, 1);
  assert_int_equal (cell->changed_ms, 2000);
}

static void
a_field_that_moves_is_no_change_of_its_value (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { unsigned where; int n; //@ at(where)\n };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "n");
  g_autoptr (MgSnapshot) snapshot = NULL;

  fixture_put (fixture, 0, 100, 4);
  fixture_put (fixture, 100, 1, 4);
  fixture_put (fixture, 200, 2, 4);
  look (cell, fixture, &snapshot, SECOND);
  assert_string_equal (cell->text, "1");
  fixture_put (fixture, 0, 200, 4);
  assert_true (look (cell, fixture, &snapshot, 2 * SECOND));
  assert_string_equal (cell->text, "2");
  assert_int_equal (cell->place.offset, 200);
  assert_int_equal (cell->n_changes, 0);
  fixture_put (fixture, 0, 9000, 4);
  assert_true (look (cell, fixture, &snapshot, 3 * SECOND));
  assert_true (cell->text[0] != '\0' && strcmp (cell->text, "2") != 0);
}

static void
bytes_that_are_not_read_yet_are_told_when_they_are (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { char pad[4100]; int n; };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "n");
  g_autoptr (MgSnapshot) first = snapshot_of (fixture, 1, SECOND, NULL), second = NULL;
  g_autoptr (GArray) none = mg_reads_new ();

  fixture_put (fixture, 4100, 42, 4);
  assert_true (mg_field_cell_update (cell, first, NULL, NULL, FALSE, FALSE));
  assert_string_equal (cell->text, "…");
  assert_true (cell->missing);
  /* it asks for just these */
  assert_int_equal (cell->reads->len, 1);
  assert_int_equal (g_array_index (cell->reads, MgRange, 0).start, 4100);
  assert_int_equal (g_array_index (cell->reads, MgRange, 0).length, 4);

  second = snapshot_of (fixture, 2, 2 * SECOND, first);
  assert_true (mg_field_cell_update (cell, second, NULL, none, FALSE, FALSE));
  assert_string_equal (cell->text, "42");
  assert_false (cell->missing);
  assert_int_equal (cell->n_changes, 0);
}

static void
what_can_not_be_read_says_so_alone (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int first; char pad[4092]; int n; };");
  g_autoptr (MgFieldCell) good = new_cell (fixture, "first"), bad = new_cell (fixture, "n");
  g_autoptr (MgSnapshot) snapshot = NULL;

  fixture_put (fixture, 0, 3, 4);
  memset (fixture->states + 4096, MG_BYTE_UNREADABLE, 4096);
  snapshot = snapshot_of (fixture, 2, SECOND, NULL);
  mg_field_cell_update (good, snapshot, NULL, NULL, FALSE, FALSE);
  mg_field_cell_update (bad, snapshot, NULL, NULL, FALSE, FALSE);
  assert_string_equal (good->text, "3");
  assert_true (strcmp (bad->text, "0") != 0 && strcmp (bad->text, "…") != 0);
  assert_false (bad->missing);
}

static void
the_rate_is_of_the_last_changes_and_ends (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int n; };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "n");
  g_autoptr (MgSnapshot) snapshot = NULL;
  gint64 now_us = SECOND;

  look (cell, fixture, &snapshot, now_us);
  assert_true (mg_field_cell_get_rate (cell, now_us) == 0);
  for (guint i = 1; i <= 100; i++)
    {
      now_us += SECOND / 20;
      fixture_put (fixture, 0, i, 4);
      look (cell, fixture, &snapshot, now_us);
      if (i == 1)
        assert_true (mg_field_cell_get_rate (cell, now_us) == 0);
    }
  assert_true (mg_field_cell_get_rate (cell, now_us) == 20);
  assert_true (mg_field_cell_get_rate (cell, now_us + SECOND) == 20);
  assert_true (mg_field_cell_get_rate (cell, now_us + 2 * SECOND + 1) == 0);

  /* slower from now on: after a ring of changes nothing of the old ones is left */
  for (guint i = 0; i < MG_CELL_CHANGES; i++)
    {
      now_us += 4 * SECOND;
      fixture_put (fixture, 0, 1000 + i, 4);
      look (cell, fixture, &snapshot, now_us);
    }
  assert_true (mg_field_cell_get_rate (cell, now_us + 11 * SECOND) == 0.25);
}

static void
thousands_are_apart_and_hex_is_for_integers (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("enum e { A = 1234567 }; struct s { int n; unsigned small; "
                                             "double d; enum e e; int64_t time; //@ time(unix)\n"
                                             " int scaled; //@ scale(0.5) @unit(m)\n };");
  g_autoptr (MgSnapshot) snapshot = NULL;
  static const struct
  {
    const char *path, *decimal, *hex;
  } cases[] = {
    { "n", "-1" THIN "234" THIN "567", "0xFFED2979" },
    { "small", "999", "0x3E7" },
    { "d", "1" THIN "234" THIN "567.25", "1" THIN "234" THIN "567.25" },
    { "e", "A", NULL },
    { "scaled", "1" THIN "000 m", "0x7D0" },
  };
  double d = 1234567.25;

  fixture_put (fixture, 0, (guint64) -1234567, 4);
  fixture_put (fixture, 4, 999, 4);
  memcpy (fixture->bytes + 8, &d, 8);
  fixture_put (fixture, 16, 1234567, 4);
  fixture_put (fixture, 32, 2000, 4);
  snapshot = snapshot_of (fixture, 2, SECOND, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MgField) field = fixture_find (fixture, cases[i].path);
      const MgFieldBytes bytes = mg_field_bytes_from_snapshot (snapshot);
      g_autofree char *decimal = mg_field_dup_line (field, &bytes, snapshot, NULL, FALSE);
      g_autofree char *hex = mg_field_dup_line (field, &bytes, snapshot, NULL, TRUE);

      if (strcmp (decimal, cases[i].decimal) != 0
          || (cases[i].hex != NULL && strcmp (hex, cases[i].hex) != 0))
        fail_msg ("%s: %s, %s", cases[i].path, decimal, hex);
    }
}

static void
hex_is_told_anew_only_when_asked (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { uint16_t n; };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "n");
  g_autoptr (MgSnapshot) snapshot = snapshot_of (fixture, 2, SECOND, NULL);
  g_autoptr (GArray) none = mg_reads_new ();

  assert_true (mg_field_cell_update (cell, snapshot, NULL, NULL, FALSE, FALSE));
  assert_string_equal (cell->text, "0");
  assert_false (mg_field_cell_update (cell, snapshot, NULL, none, FALSE, TRUE));
  assert_true (mg_field_cell_update (cell, snapshot, NULL, none, TRUE, TRUE));
  assert_string_equal (cell->text, "0x0");
}

static void
times_age (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int64_t t; //@ time(unix)\n int n; };");
  g_autoptr (MgFieldCell) time = new_cell (fixture, "t"), number = new_cell (fixture, "n");

  assert_true (time->ages);
  assert_false (number->ages);
}

static void
of_a_large_field_nobody_is_told_when_it_changed (void **state)
{
  g_autoptr (Fixture) fixture = fixture_new ("struct s { int a[1500]; };");
  g_autoptr (MgFieldCell) cell = new_cell (fixture, "a");
  g_autoptr (MgSnapshot) snapshot = NULL;

  look (cell, fixture, &snapshot, SECOND);
  fixture_put (fixture, 4000, 1, 4);
  look (cell, fixture, &snapshot, 2 * SECOND);
  assert_int_equal (cell->n_changes, 0);
  assert_int_equal (cell->changed_ms, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_change_of_its_bytes_is_another_text_a_stamp_and_a_change),
    cmocka_unit_test (another_fields_change_tells_nothing),
    cmocka_unit_test (a_change_that_the_text_does_not_show_counts),
    cmocka_unit_test (a_field_that_moves_is_no_change_of_its_value),
    cmocka_unit_test (bytes_that_are_not_read_yet_are_told_when_they_are),
    cmocka_unit_test (what_can_not_be_read_says_so_alone),
    cmocka_unit_test (the_rate_is_of_the_last_changes_and_ends),
    cmocka_unit_test (thousands_are_apart_and_hex_is_for_integers),
    cmocka_unit_test (hex_is_told_anew_only_when_asked),
    cmocka_unit_test (times_age),
    cmocka_unit_test (of_a_large_field_nobody_is_told_when_it_changed),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
