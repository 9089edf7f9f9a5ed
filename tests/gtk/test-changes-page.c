/* The page of changes in the window, on a real object that a second process publishes. */
#include "config.h"

#include "history-fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/changes-page.h"
#include "app/row-view.h"

#define HEADER "#include <stdint.h>\nstruct s { int32_t count; int32_t gear; double speed; };\n"

static MgChangesPage *
get_page (History *history)
{
  return MG_CHANGES_PAGE (find_by_type (GTK_WIDGET (history_get_pane (history)), MG_TYPE_CHANGES_PAGE));
}

static MgRowView *
get_rows (History *history)
{
  GtkWidget *stack = find_by_name (GTK_WIDGET (get_page (history)), "stack");

  return MG_ROW_VIEW (gtk_stack_get_visible_child (GTK_STACK (stack)));
}

static void
show_page (History *history)
{
  gtk_stack_set_visible_child_name (
      GTK_STACK (find_by_name (GTK_WIDGET (history_get_pane (history)), "stack")), "changes");
}

typedef struct
{
  History *history;
  guint64 row;
  const char *end; /* of its line, without the time */
} Wanted;

static gboolean
has_row (gpointer data)
{
  Wanted *wanted = data;
  MgRowView *rows = get_rows (wanted->history);
  g_autofree char *line = NULL;

  if (mg_row_view_get_n_rows (rows) <= wanted->row)
    return FALSE;
  line = mg_row_view_dup_line (rows, wanted->row);
  return g_str_has_suffix (line, wanted->end);
}

static void
wait_for_row (History *history, guint64 row, const char *end)
{
  Wanted wanted = { history, row, end };

  app_fixture_wait (has_row, &wanted, end, __FILE__, __LINE__);
}

static gboolean
has_n_rows (gpointer data)
{
  Wanted *wanted = data;

  return mg_row_view_get_n_rows (get_rows (wanted->history)) == wanted->row;
}

static void
wait_for_n_rows (History *history, guint64 n_rows)
{
  Wanted wanted = { history, n_rows };

  wait_until (has_n_rows, &wanted);
}

static void
filter (History *history, const char *entry, const char *text)
{
  GtkWidget *widget = find_by_name (GTK_WIDGET (get_page (history)), entry);

  gtk_entry_set_text (GTK_ENTRY (widget), text);
  g_signal_emit_by_name (widget, "search-changed");
}

static void
what_was_before_the_page_and_what_comes_is_listed (void **state)
{
  History *history = *state;

  history_open (history);
  history_declare (history, HEADER);
  history_write (history, 0, 5);
  history_write (history, 4, 3);
  show_page (history);
  wait_for_row (history, 0, "\tgear\t0\t3");
  wait_for_row (history, 1, "\tcount\t0\t5");
  wait_for_n_rows (history, 2);
  history_write (history, 4, 4);
  wait_for_row (history, 0, "\tgear\t3\t4");
  wait_for_n_rows (history, 3);
}

static void
without_a_structure_bytes_are_listed (void **state)
{
  History *history = *state;

  history_open (history);
  history_write (history, 0x123, 0x7f);
  show_page (history);
  wait_for_row (history, 0, "\t0x123\t00\t7F");
}

static void
a_filter_lists_fields_and_values (void **state)
{
  History *history = *state;

  history_open (history);
  history_declare (history, HEADER);
  for (guint8 i = 1; i <= 5; i++)
    {
      history_write (history, 0, i);
      history_write (history, 4, 100 + i);
    }
  show_page (history);
  wait_for_n_rows (history, 10);
  filter (history, "path_entry", "GEAR");
  wait_for_n_rows (history, 5);
  wait_for_row (history, 4, "\tgear\t0\t101");
  filter (history, "value_entry", "103");
  wait_for_n_rows (history, 2);
  wait_for_row (history, 0, "\tgear\t103\t104");
  /* what comes passes it too, or not */
  history_write (history, 0, 103);
  history_write (history, 4, 103);
  wait_for_row (history, 0, "\tgear\t105\t103");
  wait_for_n_rows (history, 3);
  filter (history, "path_entry", "");
  wait_for_n_rows (history, 4);
}

static void
a_row_shows_its_moment_and_selects_its_bytes (void **state)
{
  History *history = *state;
  MgRange selection;
  guint64 row;

  history_open (history);
  history_declare (history, HEADER);
  history_write (history, 0, 5);
  history_write (history, 4, 3);
  history_write (history, 0, 6);
  show_page (history);
  wait_for_n_rows (history, 3);
  gtk_widget_grab_focus (GTK_WIDGET (get_rows (history)));
  mg_row_view_set_cursor (get_rows (history), 0);
  history_write (history, 4, 9);
  wait_for_n_rows (history, 4);
  /* the cursor stays with its row */
  assert_true (mg_row_view_get_cursor (get_rows (history), &row));
  assert_int_equal (row, 1);
  mg_row_view_set_cursor (get_rows (history), 2);
  g_signal_emit_by_name (get_rows (history), "activated", (guint64) 2);
  assert_int_equal (mg_shown_get_still (history_get_shown (history)), MG_STILL_PAST);
  assert_int_equal (history_get_byte (history, 0), 5);
  assert_int_equal (history_get_byte (history, 4), 3);
  assert_true (mg_hex_view_get_selection (history_get_bytes (history), &selection));
  assert_int_equal (selection.start, 4);
  assert_int_equal (selection.length, 4);
}

static void
by_field_there_are_counts_and_extremes (void **state)
{
  History *history = *state;
  GtkWidget *button;
  g_autofree char *line = NULL;

  history_open (history);
  history_declare (history, HEADER);
  for (guint8 i = 1; i <= 4; i++)
    history_write (history, 4, i % 2 == 0 ? 100 + i : 10 - i);
  show_page (history);
  wait_for_n_rows (history, 4);
  button = find_by_name (GTK_WIDGET (get_page (history)), "fields_button");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  wait_for_row (history, 0, "\t0\t104");
  line = mg_row_view_dup_line (get_rows (history), 0);
  assert_true (g_str_has_prefix (line, "gear\t"));
  assert_non_null (strstr (line, "\t4\t"));
}

static int
run (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, history_setup, history_teardown)
  const struct CMUnitTest tests[] = {
    TEST (what_was_before_the_page_and_what_comes_is_listed),
    TEST (without_a_structure_bytes_are_listed),
    TEST (a_filter_lists_fields_and_values),
    TEST (a_row_shows_its_moment_and_selects_its_bytes),
    TEST (by_field_there_are_counts_and_extremes),
  };

  return cmocka_run_group_tests_name ("changes-page", tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
