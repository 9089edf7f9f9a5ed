/* Recordings in the window: opened, played and made there, of a real object that a second process
 * publishes. */
#include "config.h"

#include "history-fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/window-recording.h"

#define DECLARATIONS "#include <stdint.h>\nstruct s { uint32_t count; };"

static gboolean
is_recording_shown (gpointer data)
{
  History *history = data;
  MgObjectTab *tab = mg_window_get_tab (history->window);

  return tab != NULL && mg_object_tab_get_session (tab) == NULL && history_get_pane (history) != NULL
         && history_get_strip (history) != NULL;
}

static gboolean
has_structure (gpointer data)
{
  return mg_field_view_get_structure (mg_structure_pane_get_view (history_get_pane (data))) != NULL;
}

static void
a_recording_opens_in_a_tab_and_is_stepped_through (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");
  MgMoments *moments;
  const char *mark;
  double x;

  history_open (history);
  history_record (history, path, DECLARATIONS);
  assert_true (mg_is_recording (path));
  mg_window_open_recording (history->window, path);
  wait_until (is_recording_shown, history);
  assert_int_equal (mg_window_get_n_tabs (history->window), 2);
  assert_int_equal (history_get_byte (history, 0), 17);
  history_activate (history, "next-change");
  history_wait_for_byte (history, 0, 18);
  history_activate (history, "next-change");
  history_wait_for_byte (history, 0, 19);
  history_activate (history, "previous-change");
  history_wait_for_byte (history, 0, 18);
  moments = mg_shown_get_moments (history_get_shown (history));
  assert_int_equal (mg_moments_get_n_marks (moments), 1);
  /* the strip is all of it: its left edge the beginning */
  mg_shown_go_to (history_get_shown (history), 0);
  assert_true (mg_time_strip_get_marker (history_get_strip (history), &x));
  assert_true (x < 1);
  assert_true (has_text (GTK_WIDGET (history->window), "(recording)"));
  mg_moments_get_mark (moments, 0, &mark);
  assert_string_equal (mark, "here");
  /* what came with it says what its bytes mean */
  wait_until (has_structure, history);
  assert_string_equal (mg_declarations_get_abi (mg_structure_pane_get_declarations (history_get_pane (history)))->name,
                       "linux32");
  assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (history->window), "read-once"));
  history_remove_file (g_steal_pointer (&path));
}

static void
space_plays_a_recording_to_its_end (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");

  history_open (history);
  history_record (history, path, NULL);
  mg_window_open_recording (history->window, path);
  wait_until (is_recording_shown, history);
  history_activate (history, "live");
  assert_true (mg_shown_get_moving (history_get_shown (history)));
  history_wait_for_byte (history, 0, 19);
  history_remove_file (g_steal_pointer (&path));
}

static void
what_is_no_recording_is_a_message (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");

  assert_true (g_file_set_contents (path, "nothing of that kind", -1, NULL));
  mg_window_open_recording (history->window, path);
  history_wait_for_text (GTK_WIDGET (history->window), "The recording could not be opened.");
  assert_int_equal (mg_window_get_n_tabs (history->window), 0);
  history_remove_file (g_steal_pointer (&path));
}

static void
a_recording_that_is_cut_off_or_damaged_is_shown_as_far_as_it_goes (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");
  g_autofree char *bytes = NULL;
  gsize length;

  history_open (history);
  history_record (history, path, DECLARATIONS);
  assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  /* at every length, and damaged throughout: a tab or a message, and no end */
  for (gsize cut = 0; cut < length; cut += 97)
    {
      g_autoptr (MgRecording) recording = NULL;

      assert_true (g_file_set_contents (path, bytes, (gssize) cut, NULL));
      recording = mg_recording_open (path, NULL);
      if (recording != NULL)
        g_object_unref (g_object_ref_sink (
            mg_object_tab_new_recording (recording, path, mg_application_get_settings (history->application))));
    }
  for (gsize i = length / 3; i < length; i += 5)
    bytes[i] ^= 0x5a;
  assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  mg_window_open_recording (history->window, path);
  wait_until (is_recording_shown, history);
  history_remove_file (g_steal_pointer (&path));
}

static void
files_are_told_from_names (void **state)
{
  g_autofree char *text = history_new_path (".txt");

  assert_true (g_file_set_contents (text, "text", -1, NULL));
  assert_false (mg_is_recording (text));
  history_remove_file (g_steal_pointer (&text));
  assert_false (mg_is_recording ("/nowhere.mgrec"));
  assert_false (mg_is_recording (g_get_tmp_dir ()));
}

static gboolean
is_finished (gpointer data)
{
  g_autoptr (MgRecording) recording = mg_recording_open (data, NULL);
  MgRecordingSummary summary;

  if (recording == NULL)
    return FALSE;
  mg_recording_get_summary (recording, &summary);
  return summary.finished;
}

/* Whether the object's first byte was that at some time. */
static gboolean
was_recorded (const char *path, guint8 wanted)
{
  g_autoptr (MgRecording) recording = mg_recording_open (path, NULL);
  g_autoptr (MgPlayer) player = mg_player_new (recording);
  MgPlayed played;

  while (mg_player_next (player, &played))
    {
      g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);
      guint8 byte, state;

      if (mg_snapshot_copy (snapshot, 0, 1, &byte, &state) > 0 && state == MG_BYTE_OK && byte == wanted)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_record_pressed (History *history)
{
  GtkWidget *button = find_by_name (GTK_WIDGET (history->window), "record_button");

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button));
}

static void
what_happens_is_recorded_until_the_button_is_pressed_again (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");
  g_autoptr (MgRecording) recording = NULL;
  MgObjectTab *tab;
  const MgMark *marks;
  gsize n_marks;

  history_open (history);
  history_declare (history, DECLARATIONS);
  tab = mg_window_get_tab (history->window);
  history_write (history, 0, 1);
  assert_false (is_record_pressed (history));
  assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (history->window), "mark"));
  assert_true (mg_object_tab_start_recording (tab, path));
  assert_true (is_record_pressed (history));
  history_write (history, 0, 2);
  history_activate (history, "mark");
  history_wait_for_text (GTK_WIDGET (history->window), "recording");
  /* neither a picture that stands still nor a tab behind another keeps anything from being recorded */
  history_activate (history, "live");
  assert_true (mg_object_tab_get_paused (tab));
  history_write (history, 0, 3);
  assert_int_equal (history_get_byte (history, 0), 2);
  mg_object_tab_set_hidden (tab, TRUE);
  history_write (history, 0, 4);
  mg_object_tab_set_hidden (tab, FALSE);
  history_activate (history, "live");
  assert_int_equal (history_get_byte (history, 0), 4);
  history_activate (history, "record");
  assert_false (is_record_pressed (history));
  assert_null (mg_object_tab_get_recording (tab));
  history_write (history, 0, 5);
  wait_until (is_finished, path);
  for (guint8 byte = 1; byte < 5; byte++)
    assert_true (was_recorded (path, byte));
  assert_false (was_recorded (path, 5));
  recording = mg_recording_open (path, NULL);
  marks = mg_recording_get_marks (recording, &n_marks);
  assert_int_equal (n_marks, 1);
  assert_string_equal (marks[0].name, "Mark 1");
  assert_string_equal (mg_recording_get_header (recording)->declarations, DECLARATIONS);
  assert_int_equal (mg_recording_get_header (recording)->range.length, 4096);
  history_remove_file (g_steal_pointer (&path));
}

static void
closing_the_tab_completes_the_recording (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec");

  history_open (history);
  assert_true (mg_object_tab_start_recording (mg_window_get_tab (history->window), path));
  history_write (history, 0, 7);
  history_activate (history, "close");
  assert_int_equal (mg_window_get_n_tabs (history->window), 0);
  wait_until (is_finished, path);
  assert_true (was_recorded (path, 7));
  history_remove_file (g_steal_pointer (&path));
}

static void
a_file_that_cannot_be_made_is_a_message (void **state)
{
  History *history = *state;
  g_autofree char *directory = history_new_path ("");
  g_autofree char *path = g_build_filename (directory, "a.mgrec", NULL);

  history_open (history);
  assert_false (mg_object_tab_start_recording (mg_window_get_tab (history->window), path));
  history_wait_for_text (GTK_WIDGET (history->window), "The recording could not be begun.");
  assert_false (is_record_pressed (history));
  history_write (history, 0, 1);
}

static int
run (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (a_recording_opens_in_a_tab_and_is_stepped_through, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (space_plays_a_recording_to_its_end, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (what_is_no_recording_is_a_message, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (a_recording_that_is_cut_off_or_damaged_is_shown_as_far_as_it_goes, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (what_happens_is_recorded_until_the_button_is_pressed_again, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (closing_the_tab_completes_the_recording, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (a_file_that_cannot_be_made_is_a_message, history_setup, history_teardown),
    cmocka_unit_test (files_are_told_from_names),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
