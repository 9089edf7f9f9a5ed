/* The page of differences in the window, on real objects that a second process publishes. */
#include "config.h"

#include "history-fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/compare-chooser.h"
#include "app/compare-page.h"
#include "app/open-dialog.h"
#include "app/row-view.h"
#include "app/window-recording.h"
#include "platform/platform.h"

#define HEADER "#include <stdint.h>\nstruct s { int32_t count; int32_t gear; double speed; };\n"
#define SIZE 4096

static GtkWidget *
get_page (History *history)
{
  return find_by_type (GTK_WIDGET (history_get_pane (history)), MG_TYPE_COMPARE_PAGE);
}

static MgCompareChooser *
get_chooser (History *history)
{
  return MG_COMPARE_CHOOSER (find_by_type (get_page (history), MG_TYPE_COMPARE_CHOOSER));
}

static MgRowView *
get_rows (History *history)
{
  return MG_ROW_VIEW (gtk_stack_get_visible_child (GTK_STACK (find_by_name (get_page (history), "stack"))));
}

static void
choose (History *history, const char *action, GVariant *target)
{
  g_action_group_activate_action (gtk_widget_get_action_group (GTK_WIDGET (get_chooser (history)), "compare"),
                                  action, target);
}

static void
wait_for_note (History *history, const char *text)
{
  history_wait_for_text (get_page (history), text);
}

typedef struct
{
  History *history;
  guint64 row;
  const char *line;
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
  return g_str_equal (line, wanted->line);
}

static void
wait_for_row (History *history, guint64 row, const char *line)
{
  Wanted wanted = { history, row, line };

  app_fixture_wait (has_row, &wanted, line, __FILE__, __LINE__);
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

static gboolean
has_page (gpointer data)
{
  return get_page (data) != NULL && gtk_widget_get_mapped (get_page (data));
}

/* The page by its key's action; it has kept the moment. */
static void
open_page (History *history)
{
  history_open (history);
  history_activate (history, "compare");
  wait_until (has_page, history);
  wait_for_note (history, "No differences");
}

/* What the caret is on, or is selected. */
static void
assert_selected (History *history, guint64 start, guint64 length)
{
  MgRange range;

  mg_hex_view_get_selection (history_get_bytes (history), &range);
  assert_int_equal (range.start, start);
  assert_int_equal (range.length, length);
}

/* Another object, whose name is taken from the dialog as a person does. */
static void
compare_with_name (History *history, const char *name)
{
  GList *windows, *l;
  GtkWidget *dialog = NULL;

  choose (history, "ask-name", NULL);
  windows = gtk_window_list_toplevels ();
  for (l = windows; l != NULL; l = l->next)
    if (MG_IS_OPEN_DIALOG (l->data))
      dialog = l->data;
  g_list_free (windows);
  assert_non_null (dialog);
  mg_open_dialog_set_text (MG_OPEN_DIALOG (dialog), name);
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
}

static void
what_changes_from_now_on_is_listed_at_once (void **state)
{
  History *history = *state;

  open_page (history);
  history_write (history, 0x10, 7);
  wait_for_row (history, 0, "0x10\t1\t07\t00");
  wait_for_note (history, "1 difference");
  history_write (history, 0x11, 8);
  wait_for_row (history, 0, "0x10\t2\t07 08\t00 00");
  history_write (history, 0x10, 0);
  wait_for_row (history, 0, "0x11\t1\t08\t00");
  choose (history, "keep", NULL);
  wait_for_n_rows (history, 0);
  wait_for_note (history, "No differences");
}

static void
a_moment_of_the_past_is_compared_with_now (void **state)
{
  History *history = *state;

  open_page (history);
  history_write (history, 0, 5);
  history_write (history, 0, 6);
  choose (history, "now", NULL);
  wait_for_note (history, "No differences");
  history_activate (history, "previous-change");
  history_wait_for_byte (history, 0, 5);
  wait_for_row (history, 0, "0x0\t1\t05\t06");
  mg_shown_go_to (history_get_shown (history), 0);
  wait_for_row (history, 0, "0x0\t1\t00\t06");
  history_activate (history, "go-live");
  wait_for_n_rows (history, 0);
}

static void
two_objects_of_different_sizes_are_compared (void **state)
{
  History *history = *state;
  g_autofree char *name = publisher_new_name ();

  open_page (history);
  publisher_do (history->publisher, "shm 2 %s %d", name, 2 * SIZE);
  publisher_do (history->publisher, "write 2 32 0102");
  publisher_do (history->publisher, "write 2 %d ff", SIZE);
  compare_with_name (history, name);
  wait_for_row (history, 0, "0x20\t2\t00 00\t01 02");
  wait_for_n_rows (history, 1);
  wait_for_note (history, "here 4\342\200\211096 bytes, there 8\342\200\211192 bytes");
  /* both go on */
  history_write (history, 0x20, 1);
  wait_for_row (history, 0, "0x21\t1\t00\t02");
  publisher_do (history->publisher, "write 2 33 00");
  wait_for_n_rows (history, 0);
}

static void
another_side_that_goes_is_told_and_waited_for (void **state)
{
  History *history = *state;
  g_autofree char *name = publisher_new_name ();

  open_page (history);
  compare_with_name (history, name);
  wait_for_note (history, name);
  publisher_do (history->publisher, "shm 2 %s %d", name, SIZE);
  publisher_do (history->publisher, "write 2 1 05");
  wait_for_row (history, 0, "0x1\t1\t00\t05");
  publisher_do (history->publisher, "remove 2");
  wait_for_note (history, name);
  publisher_do (history->publisher, "shm 2 %s %d", name, 2 * SIZE);
  wait_for_note (history, "there 8\342\200\211192 bytes");
  wait_for_n_rows (history, 0);
  history_write (history, 3, 9);
  wait_for_row (history, 0, "0x3\t1\t09\t00");
}

static gboolean
has_pane (gpointer data)
{
  return history_get_pane (data) != NULL;
}

/* A tab and its page that are there before the object is. */
static void
a_page_that_comes_first_waits_for_its_object (void **state)
{
  History *history = *state;

  mg_window_open (history->window, history->parsed);
  wait_until (has_pane, history);
  history_activate (history, "compare");
  wait_until (has_page, history);
  wait_for_note (history, "Waiting for the object");
  publisher_do (history->publisher, "shm 1 %s %d", history->name, SIZE);
  wait_for_note (history, "No differences");
  history_write (history, 0x10, 7);
  wait_for_row (history, 0, "0x10\t1\t07\t00");
  /* what is shown of one that has gone is its last content; the next one is compared as it is */
  publisher_do (history->publisher, "remove 1");
  publisher_do (history->publisher, "shm 1 %s %d", history->name, SIZE);
  publisher_do (history->publisher, "write 1 32 05");
  wait_for_row (history, 0, "0x20\t1\t05\t00");
  wait_for_n_rows (history, 1);
}

static void
another_tab_that_waits_for_its_object_is_waited_for (void **state)
{
  History *history = *state;
  g_autofree char *name = publisher_new_name ();
  g_autoptr (MgName) parsed = mg_name_parse (name, mg_platform_get_name_context (), NULL);

  open_page (history);
  mg_window_open (history->window, parsed);
  mg_window_turn_tabs (history->window, -1);
  wait_until (has_page, history);
  choose (history, "tab", g_variant_new_int32 (1));
  wait_for_note (history, "it is compared when it appears");
  publisher_do (history->publisher, "shm 2 %s %d", name, SIZE);
  publisher_do (history->publisher, "write 2 7 2a");
  wait_for_row (history, 0, "0x7\t1\t00\t2A");
  publisher_do (history->publisher, "remove 2");
  publisher_do (history->publisher, "shm 2 %s %d", name, SIZE);
  publisher_do (history->publisher, "write 2 8 2b");
  wait_for_row (history, 0, "0x8\t1\t00\t2B");
  wait_for_n_rows (history, 1);
}

static void
another_tab_is_compared_as_it_shows_it (void **state)
{
  History *history = *state;
  g_autofree char *name = publisher_new_name ();
  g_autoptr (MgName) parsed = mg_name_parse (name, mg_platform_get_name_context (), NULL);

  open_page (history);
  publisher_do (history->publisher, "shm 2 %s %d", name, SIZE);
  publisher_do (history->publisher, "write 2 7 2a");
  mg_window_open (history->window, parsed);
  history_wait_for_byte (history, 7, 0x2a);
  mg_window_turn_tabs (history->window, -1);
  wait_until (has_page, history);
  choose (history, "tab", g_variant_new_int32 (1));
  wait_for_row (history, 0, "0x7\t1\t00\t2A");
}

static void
a_dump_is_compared (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".bin");
  g_autofree char *bytes = g_malloc0 (SIZE);

  open_page (history);
  bytes[SIZE - 1] = 1;
  assert_true (g_file_set_contents (path, bytes, SIZE, NULL));
  mg_compare_chooser_take_file (get_chooser (history), path, NULL);
  wait_for_row (history, 0, "0xFFF\t1\t00\t01");
  history_remove_file (g_steal_pointer (&path));
}

static void
a_moment_of_a_recording_is_compared (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");
  GtkWidget *entry;

  open_page (history);
  history_record (history, path, NULL);
  history_write (history, 0, 40);
  mg_compare_chooser_take_file (get_chooser (history), path, NULL);
  wait_for_row (history, 0, "0x0\t1\t28\t13");
  entry = find_by_name (get_page (history), "time_entry");
  assert_true (gtk_widget_get_visible (entry));
  gtk_entry_set_text (GTK_ENTRY (entry), "#2");
  g_signal_emit_by_name (entry, "activate");
  wait_for_row (history, 0, "0x0\t1\t28\t12");
  gtk_entry_set_text (GTK_ENTRY (entry), "#99");
  g_signal_emit_by_name (entry, "activate");
  wait_for_note (history, "no such moment");
  history_remove_file (g_steal_pointer (&path));
}

static gboolean
is_recording_shown (gpointer data)
{
  MgObjectTab *tab = mg_window_get_tab (((History *) data)->window);

  return mg_object_tab_get_session (tab) == NULL && history_get_pane (data) != NULL;
}

static void
a_mark_of_the_recording_is_compared (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");

  open_page (history);
  history_record (history, path, NULL);
  mg_window_open_recording (history->window, path);
  wait_until (is_recording_shown, history);
  history_activate (history, "compare");
  wait_until (has_page, history);
  wait_for_note (history, "No differences");
  choose (history, "mark", g_variant_new_string ("here"));
  wait_for_row (history, 0, "0x0\t1\t11\t13");
  history_remove_file (g_steal_pointer (&path));
}

static void
fields_are_compared_and_filtered (void **state)
{
  History *history = *state;
  GtkWidget *entry, *button;

  history_open (history);
  history_declare (history, HEADER);
  history_activate (history, "compare");
  wait_until (has_page, history);
  wait_for_note (history, "No differences");
  history_write (history, 0, 5);
  history_write (history, 4, 3);
  history_write (history, 100, 1);
  wait_for_row (history, 0, "count\tint32_t\t5\t0");
  wait_for_row (history, 1, "gear\tint32_t\t3\t0");
  wait_for_note (history, "2 fields differ");
  entry = find_by_name (get_page (history), "path_entry");
  gtk_entry_set_text (GTK_ENTRY (entry), "GEAR");
  g_signal_emit_by_name (entry, "search-changed");
  wait_for_n_rows (history, 1);
  history_activate (history, "next-difference");
  assert_selected (history, 4, 4);
  button = find_by_name (get_page (history), "fields_button");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  wait_for_row (history, 2, "0x64\t1\t01\t00");
}

static void
differences_are_stepped_through (void **state)
{
  History *history = *state;
  guint64 row;

  open_page (history);
  history_write (history, 0x10, 1);
  history_write (history, 0x11, 1);
  history_write (history, 0x300, 1);
  history_write (history, 0xfff, 1);
  wait_for_n_rows (history, 3);
  history_activate (history, "next-difference");
  assert_selected (history, 0x10, 2);
  history_activate (history, "next-difference");
  assert_selected (history, 0x300, 1);
  history_activate (history, "next-difference");
  assert_selected (history, 0xfff, 1);
  history_activate (history, "next-difference");
  assert_selected (history, 0xfff, 1);
  history_activate (history, "previous-difference");
  assert_selected (history, 0x300, 1);
  /* from where one is */
  mg_hex_view_set_caret (history_get_bytes (history), 0x200);
  history_activate (history, "previous-difference");
  assert_selected (history, 0x10, 2);
  /* a row is one of them */
  mg_row_view_set_cursor (get_rows (history), 2);
  assert_selected (history, 0xfff, 1);
  /* and keeps the cursor when there is another in front of it, and the selection stays */
  mg_hex_view_set_caret (history_get_bytes (history), 0);
  history_write (history, 0x20, 1);
  wait_for_n_rows (history, 4);
  assert_true (mg_row_view_get_cursor (get_rows (history), &row));
  assert_int_equal (row, 3);
  assert_selected (history, 0, 1);
}

static int
run (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, history_setup, history_teardown)
  const struct CMUnitTest tests[] = {
    TEST (what_changes_from_now_on_is_listed_at_once),
    TEST (a_moment_of_the_past_is_compared_with_now),
    TEST (two_objects_of_different_sizes_are_compared),
    TEST (another_side_that_goes_is_told_and_waited_for),
    TEST (a_page_that_comes_first_waits_for_its_object),
    TEST (another_tab_that_waits_for_its_object_is_waited_for),
    TEST (another_tab_is_compared_as_it_shows_it),
    TEST (a_dump_is_compared),
    TEST (a_moment_of_a_recording_is_compared),
    TEST (a_mark_of_the_recording_is_compared),
    TEST (fields_are_compared_and_filtered),
    TEST (differences_are_stepped_through),
  };

  return cmocka_run_group_tests_name ("compare-page", tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
