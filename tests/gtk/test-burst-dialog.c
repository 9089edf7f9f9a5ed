/* A burst in the window, of a real object whose second process counts fast. */
#include "config.h"

#include "history-fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "app/burst-dialog.h"
#include "core/recording.h"

static MgBurstDialog *
get_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (MG_IS_BURST_DIALOG (l->data))
      return l->data;
  return NULL;
}

static GtkWidget *
get_child (const char *name)
{
  return find_by_name (GTK_WIDGET (get_dialog ()), name);
}

static const char *
get_label (const char *name)
{
  return gtk_label_get_text (GTK_LABEL (get_child (name)));
}

static gboolean
is_complete (gpointer data)
{
  return mg_burst_dialog_get_path (get_dialog ()) != NULL;
}

static gboolean
has_changes (gpointer data)
{
  return g_ascii_isdigit (get_label ("changes_label")[0]);
}

static gboolean
is_recording_open (gpointer data)
{
  History *history = data;

  return mg_window_get_n_tabs (history->window) == 2
         && mg_object_tab_get_session (mg_window_get_tab (history->window)) == NULL;
}

static void
burst (History *history, const char *offset, double length, double seconds)
{
  history_activate (history, "burst");
  assert_non_null (get_dialog ());
  gtk_entry_set_text (GTK_ENTRY (get_child ("offset_entry")), offset);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_child ("length_spin")), length);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_child ("rate_spin")), 5000);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_child ("seconds_spin")), seconds);
  gtk_button_clicked (GTK_BUTTON (get_child ("start_button")));
}

/* Closes it; the file goes too. */
static void
discard (void)
{
  g_autofree char *path = g_strdup (mg_burst_dialog_get_path (get_dialog ()));

  gtk_dialog_response (GTK_DIALOG (get_dialog ()), GTK_RESPONSE_CLOSE);
  assert_null (get_dialog ());
  if (path != NULL)
    assert_int_equal (g_remove (path), 0);
}

static void
what_is_faster_than_the_tab_is_seen_counted_and_opened (void **state)
{
  History *history = *state;
  g_autofree char *path = NULL;
  g_autoptr (MgRecording) recording = NULL;
  MgRecordingSummary summary;

  history_open (history);
  history_declare (history, "struct s { char before[64]; unsigned long long count; };");
  publisher_do (history->publisher, "start 1 64 1000");
  burst (history, "64", 8, 0.5);
  wait_until (is_complete, history);
  path = g_strdup (mg_burst_dialog_get_path (get_dialog ()));
  recording = mg_recording_open (path, NULL);
  assert_non_null (recording);
  mg_recording_get_summary (recording, &summary);
  /* some hundreds, of which a tab at 60 Hz would have seen 30 */
  assert_true (summary.n_frames > 60);
  assert_true (summary.finished);
  assert_string_equal (mg_recording_get_header (recording)->type, "struct s");
  assert_true (g_str_has_suffix (get_label ("shortest_label"), "µs"));
  assert_non_null (strstr (get_label ("changes_label"), "60 Hz"));
  assert_false (gtk_widget_get_visible (get_child ("verdict_label")));

  gtk_button_clicked (GTK_BUTTON (get_child ("open_button")));
  assert_null (get_dialog ());
  wait_until (is_recording_open, history);
  assert_int_equal (mg_hex_view_get_caret (history_get_bytes (history), NULL), 64);
  mg_window_close_tab (history->window);
  g_clear_pointer (&recording, mg_recording_unref);
  history_remove_file (g_steal_pointer (&path));
}

static void
it_can_be_stopped_and_begun_again (void **state)
{
  History *history = *state;
  g_autofree char *first = NULL;

  history_open (history);
  publisher_do (history->publisher, "start 1 0 100");
  burst (history, "0x0", 8, 600);
  assert_false (gtk_widget_get_sensitive (get_child ("plan_grid")));
  wait_until (has_changes, history);
  gtk_button_clicked (GTK_BUTTON (get_child ("start_button")));
  wait_until (is_complete, history);
  assert_true (gtk_widget_get_sensitive (get_child ("plan_grid")));
  first = g_strdup (mg_burst_dialog_get_path (get_dialog ()));
  assert_int_equal (g_remove (first), 0);

  /* the same dialog is there still */
  burst (history, "0x0", 8, 0.1);
  wait_until (is_complete, history);
  discard ();
}

static void
it_says_that_the_object_went_away (void **state)
{
  History *history = *state;

  history_open (history);
  burst (history, "16", 64, 600);
  publisher_do (history->publisher, "remove 1");
  wait_until (is_complete, history);
  assert_string_equal (get_label ("verdict_label"), "The object went away.");
  assert_string_equal (get_label ("changes_label"), "none");
  discard ();
}

static void
what_is_no_byte_of_it_is_not_looked_at (void **state)
{
  static const char *const bad[] = { "4096", "x", "", "-1", "0x1000" };
  History *history = *state;

  history_open (history);
  history_activate (history, "burst");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gtk_entry_set_text (GTK_ENTRY (get_child ("offset_entry")), bad[i]);
      assert_false (gtk_widget_get_sensitive (get_child ("start_button")));
    }
  /* at the end there are fewer */
  burst (history, "4094", 64, 0.1);
  wait_until (is_complete, history);
  discard ();
}

static void
what_is_selected_is_offered (void **state)
{
  History *history = *state;

  history_open (history);
  mg_hex_view_select (history_get_bytes (history), (MgRange) { 0x120, 24 });
  history_activate (history, "burst");
  assert_string_equal (gtk_entry_get_text (GTK_ENTRY (get_child ("offset_entry"))), "0x120");
  assert_int_equal (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (get_child ("length_spin"))), 24);
  assert_true (has_text (GTK_WIDGET (get_dialog ()), "The tab reads at 60 Hz"));
  mg_hex_view_select (history_get_bytes (history), (MgRange) { 0x200, 8 });
  history_activate (history, "burst");
  assert_string_equal (gtk_entry_get_text (GTK_ENTRY (get_child ("offset_entry"))), "0x200");
  discard ();
}

/* What was recorded until then stays, and is whole. */
static void
closing_it_completes_the_file (void **state)
{
  History *history = *state;
  g_autofree char *folder = NULL, *path = NULL;
  g_autoptr (MgRecording) recording = NULL;

  history_open (history);
  publisher_do (history->publisher, "start 1 0 100");
  burst (history, "0", 8, 600);
  wait_until (has_changes, history);
  path = gtk_widget_get_tooltip_text (get_child ("file_label"));
  discard ();
  do
    {
      MgRecordingSummary summary = { 0 };

      g_main_context_iteration (NULL, FALSE);
      g_clear_pointer (&recording, mg_recording_unref);
      recording = mg_recording_open (path, NULL);
      if (recording != NULL)
        mg_recording_get_summary (recording, &summary);
      if (summary.finished)
        break;
    }
  while (TRUE); /* the test's own time is the limit */
  g_clear_pointer (&recording, mg_recording_unref);
  assert_int_equal (g_remove (path), 0);
}

static int
run (void)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, history_setup, history_teardown)
    TEST (what_is_faster_than_the_tab_is_seen_counted_and_opened),
    TEST (it_can_be_stopped_and_begun_again),
    TEST (it_says_that_the_object_went_away),
    TEST (what_is_no_byte_of_it_is_not_looked_at),
    TEST (what_is_selected_is_offered),
    TEST (closing_it_completes_the_file),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
