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
#include <glib/gstdio.h>

#include "app/notice.h"
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
  assert_string_equal (
      mg_declarations_get_abi (mg_structure_pane_get_declarations (history_get_pane (history)))->name,
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
        g_object_unref (g_object_ref_sink (mg_object_tab_new_recording (
            recording, path, mg_application_get_settings (history->application))));
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

static gboolean
has_file_structure (gpointer data)
{
  MgDeclarations *declarations = mg_structure_pane_get_declarations (history_get_pane (data));

  return !mg_declarations_is_parsing (declarations) && mg_declarations_get_structure (declarations) != NULL
         && mg_declarations_get_file (declarations) != NULL;
}

static void
a_recording_needs_none_of_the_files_that_its_declarations_include (void **state)
{
  History *history = *state;
  g_autofree char *path = history_new_path (".mgrec"), *included = history_new_path (".h"),
                  *main = history_new_path (".h");
  g_autofree char *base = g_path_get_basename (included);
  g_autofree char *text = g_strdup_printf ("#include \"%s\"\nstruct s { char c; count n; };\n", base);
  g_autoptr (GFile) file = g_file_new_for_path (main);
  MgDeclarations *declarations;
  MgField *root;
  MgFieldPlace place;
  g_autoptr (MgField) n = NULL;
  MgFieldBytes bytes;

  assert_true (g_file_set_contents (included, "#pragma once\n#include <stdint.h>\ntypedef uint32_t count;\n",
                                    -1, NULL));
  assert_true (g_file_set_contents (main, text, -1, NULL));
  history_open (history);
  declarations = mg_structure_pane_get_declarations (history_get_pane (history));
  mg_declarations_open (declarations, file);
  wait_until (has_file_structure, history);
  mg_declarations_set_pack (declarations, 1);
  wait_until (has_file_structure, history);
  assert_true (mg_object_tab_start_recording (mg_window_get_tab (history->window), path));
  history_write (history, 1, 7);
  history_activate (history, "record");
  wait_until (is_finished, path);
  history_remove_file (g_steal_pointer (&included));
  history_remove_file (g_steal_pointer (&main));
  history_activate (history, "close");
  mg_window_open_recording (history->window, path);
  wait_until (is_recording_shown, history);
  wait_until (has_structure, history);
  root = mg_structure_get_root (
      mg_field_view_get_structure (mg_structure_pane_get_view (history_get_pane (history))));
  n = mg_field_get_child (root, 1);
  bytes = mg_field_bytes_from_snapshot (mg_hex_view_get_snapshot (history_get_bytes (history)));
  assert_true (mg_field_locate (n, &bytes, &place, NULL));
  assert_int_equal (place.offset, 1);
  assert_int_equal (place.size, 4);
  history_remove_file (g_steal_pointer (&path));
}

static MgTriggerList *
get_triggers (History *history)
{
  return mg_structure_pane_get_triggers (history_get_pane (history));
}

static void
add_trigger (History *history, const char *condition, const char *const *actions)
{
  g_autoptr (MgTriggerRule) rule = mg_trigger_rule_new (condition);

  for (guint i = 0; actions[i] != NULL; i++)
    assert_true (mg_trigger_rule_add_action (rule, actions[i], NULL));
  mg_trigger_list_set_rule (get_triggers (history), G_MAXUINT, rule);
}

static gboolean
is_recording (gpointer data)
{
  return mg_object_tab_get_recording (mg_window_get_tab (((History *) data)->window)) != NULL;
}

static gboolean
has_fired_second (gpointer data)
{
  return mg_trigger_list_get_count (get_triggers (data), 1)->n_fired > 0;
}

/* Whether the frame at the mark's time has that first byte, and the one before it does not. */
static void
assert_marked (MgMoments *moments, gsize index, const char *wanted, guint8 byte)
{
  const char *name;
  gint64 mark_us = mg_moments_get_mark (moments, index, &name);
  g_autoptr (MgSnapshot) at = mg_moments_dup_snapshot (moments, mark_us);
  g_autoptr (MgSnapshot) before = mg_moments_dup_snapshot (moments, at->time_us - 1);
  guint8 found, state;

  assert_string_equal (name, wanted);
  assert_int_equal (mg_snapshot_copy (at, 0, 1, &found, &state), 1);
  assert_int_equal (found, byte);
  assert_int_equal (mg_snapshot_copy (before, 0, 1, &found, &state), 1);
  assert_int_not_equal (found, byte);
}

/* The one above the tabs: the window's, not a tab's. */
static void
find_message_cb (GtkWidget *widget, gpointer data)
{
  GtkWidget **found = data;

  if (MG_IS_NOTICE (widget) && gtk_widget_get_visible (widget)
      && gtk_widget_get_ancestor (widget, MG_TYPE_OBJECT_TAB) == NULL)
    *found = widget;
}

static GtkWidget *
find_shown_message (History *history)
{
  GtkWidget *found = NULL;

  foreach_widget (GTK_WIDGET (history->window), find_message_cb, &found);
  assert_non_null (found);
  return found;
}

static gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_visible (data);
}

static void
a_trigger_records_what_was_before_it_and_marks (void **state)
{
  History *history = *state;
  g_autofree char *path = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgMoments) moments = NULL;
  MgObjectTab *tab;
  GtkWidget *bar;
  gsize n_marks;

  history_open (history);
  history_declare (history, DECLARATIONS);
  tab = mg_window_get_tab (history->window);
  assert_true (mg_trigger_list_is_recorded (get_triggers (history)));
  add_trigger (history, "count == 40", (const char *const[]) { "record:60 s", NULL });
  add_trigger (history, "count == 50", (const char *const[]) { "mark", NULL });
  for (guint8 byte = 10; byte < 13; byte++)
    history_write (history, 0, byte);
  assert_null (mg_object_tab_get_recording (tab));
  history_write (history, 0, 40);
  wait_until (is_recording, history);
  path = g_strdup (mg_live_recording_get_path (mg_object_tab_get_recording (tab)));
  assert_true (has_text (GTK_WIDGET (history->window), "A trigger began a recording: count == 40"));
  assert_true (has_text (GTK_WIDGET (history->window), ".mgrec"));
  bar = find_shown_message (history);
  assert_int_equal (gtk_info_bar_get_message_type (GTK_INFO_BAR (bar)), GTK_MESSAGE_INFO);
  assert_string_equal (atk_object_get_name (gtk_widget_get_accessible (bar)),
                       "A trigger began a recording: count == 40");
  assert_non_null (strstr (atk_object_get_description (gtk_widget_get_accessible (bar)), ".mgrec"));
  /* a tab behind another looks on */
  mg_object_tab_set_hidden (tab, TRUE);
  history_write (history, 0, 50);
  wait_until (has_fired_second, history);
  mg_object_tab_set_hidden (tab, FALSE);
  history_write (history, 0, 51);

  /* what is kept has the marks too: they are stepped to */
  assert_int_equal (mg_moments_get_n_marks (mg_shown_get_moments (history_get_shown (history))), 2);
  history_activate (history, "previous-mark");
  history_wait_for_byte (history, 0, 50);
  history_activate (history, "previous-mark");
  history_wait_for_byte (history, 0, 40);
  history_activate (history, "next-mark");
  history_wait_for_byte (history, 0, 50);
  history_activate (history, "go-live");
  history_activate (history, "record");
  wait_until (is_finished, path);

  for (guint8 byte = 10; byte < 13; byte++)
    assert_true (was_recorded (path, byte));
  assert_true (was_recorded (path, 51));
  recording = mg_recording_open (path, NULL);
  assert_string_equal (mg_recording_get_header (recording)->declarations, DECLARATIONS);
  mg_recording_get_marks (recording, &n_marks);
  assert_int_equal (n_marks, 2);
  moments = mg_moments_new_recording (recording, path);
  assert_marked (moments, 0, "count == 40", 40);
  assert_marked (moments, 1, "count == 50", 50);
  history_remove_file (g_steal_pointer (&path));
  /* nothing has to be done about it */
  wait_until (is_hidden, bar);
}

static gboolean
has_form (gpointer data)
{
  GtkWidget *check = find_by_name (GTK_WIDGET (history_get_pane (data)), "mark_check");

  return check != NULL && gtk_widget_get_mapped (check);
}

static gboolean
is_checked (gpointer data)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (data));
}

static gboolean
has_button_to_add (gpointer data)
{
  return find_button (GTK_WIDGET (history_get_pane (data)), "Add a Trigger…") != NULL;
}

static void
marking_and_recording_are_chosen_by_keyboard (void **state)
{
  History *history = *state;
  const char *const names[] = { "mark_check", "record_check" };
  GtkWidget *pane;

  history_open (history);
  history_declare (history, DECLARATIONS);
  pane = GTK_WIDGET (history_get_pane (history));
  gtk_stack_set_visible_child_name (GTK_STACK (find_by_type (pane, GTK_TYPE_STACK)), "triggers");
  wait_until (has_button_to_add, history);
  gtk_button_clicked (GTK_BUTTON (find_button (pane, "Add a Trigger…")));
  wait_until (has_form, history);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *check = find_by_name (pane, names[i]);

      gtk_widget_grab_focus (check);
      history_press (GTK_WIDGET (history->window), GDK_KEY_space);
      wait_until (is_checked, check);
    }
  /* what Space does elsewhere */
  assert_false (mg_object_tab_get_paused (mg_window_get_tab (history->window)));
}

static void
a_trigger_that_pauses_lets_the_recording_go_on (void **state)
{
  History *history = *state;
  g_autofree char *path = NULL;
  MgObjectTab *tab;

  history_open (history);
  history_declare (history, DECLARATIONS);
  tab = mg_window_get_tab (history->window);
  add_trigger (history, "count == 40", (const char *const[]) { "record:0", "pause", NULL });
  history_write (history, 0, 10);
  publisher_do (history->publisher, "write 1 0 28");
  wait_until (is_recording, history);
  path = g_strdup (mg_live_recording_get_path (mg_object_tab_get_recording (tab)));
  assert_true (mg_object_tab_get_paused (tab));
  assert_int_equal (history_get_byte (history, 0), 40);
  history_write (history, 0, 41);
  assert_int_equal (history_get_byte (history, 0), 40);
  history_activate (history, "record");
  wait_until (is_finished, path);
  assert_false (was_recorded (path, 10));
  assert_true (was_recorded (path, 40));
  assert_true (was_recorded (path, 41));
  history_remove_file (g_steal_pointer (&path));
}

static gboolean
is_live (gpointer data)
{
  return !mg_object_tab_get_paused (mg_window_get_tab (((History *) data)->window));
}

static gboolean
is_paused (gpointer data)
{
  return !is_live (data);
}

static gboolean
is_not_needed (gpointer session)
{
  return !mg_session_is_needed (session);
}

static void
a_paused_tab_looks_at_its_triggers_and_resumes (void **state)
{
  History *history = *state;
  MgSession *session;
  MgMoments *moments;
  gint64 first_us, last_us, later_us;

  history_open (history);
  history_declare (history, DECLARATIONS);
  session = mg_object_tab_get_session (mg_window_get_tab (history->window));
  moments = mg_shown_get_moments (history_get_shown (history));
  add_trigger (history, "count == 50", (const char *const[]) { "resume", NULL });
  add_trigger (history, "count == 40", (const char *const[]) { "mark", NULL });
  history_write (history, 0, 10);
  history_activate (history, "live");
  assert_true (is_paused (history));
  assert_true (mg_moments_get_range (moments, &first_us, &last_us));
  history_write (history, 0, 40);
  wait_until (has_fired_second, history);
  /* it stands still, and what happens meanwhile is kept */
  assert_int_equal (history_get_byte (history, 0), 10);
  assert_true (mg_moments_get_range (moments, &first_us, &later_us));
  assert_true (later_us > last_us);
  assert_marked (moments, 0, "count == 40", 40);
  /* F5 shows what is there now, and that stands still in its place */
  history_activate (history, "read-once");
  history_wait_for_byte (history, 0, 40);
  history_write (history, 0, 41);
  assert_int_equal (history_get_byte (history, 0), 40);
  publisher_do (history->publisher, "write 1 0 32");
  wait_until (is_live, history);
  assert_int_equal (history_get_byte (history, 0), 50);

  /* without triggers that are on nothing is read; with the first one it is */
  mg_trigger_list_remove (get_triggers (history), 1);
  mg_trigger_list_remove (get_triggers (history), 0);
  history_activate (history, "live");
  assert_true (mg_session_get_paused (session));
  add_trigger (history, "count == 60", (const char *const[]) { "resume", NULL });
  assert_false (mg_session_get_paused (session));
  assert_true (is_paused (history));
  history_write (history, 0, 55);
  assert_int_equal (history_get_byte (history, 0), 50);
  publisher_do (history->publisher, "write 1 0 3c");
  wait_until (is_live, history);
  assert_int_equal (history_get_byte (history, 0), 60);

  /* one that pauses stays at its frame, however often it fires after that */
  add_trigger (history, "changed (count) && count > 70", (const char *const[]) { "pause", NULL });
  /* so that it has looked once */
  history_write (history, 0, 61);
  history_write (history, 0, 62);
  publisher_do (history->publisher, "write 1 0 47");
  wait_until (is_paused, history);
  history_wait_for_byte (history, 0, 71);
  for (guint8 byte = 72; byte < 75; byte++)
    history_write (history, 0, byte);
  assert_int_equal (history_get_byte (history, 0), 71);
  publisher_do (history->publisher, "write 1 0 3c");
  wait_until (is_live, history);

  /* the last firing of the last one that is on */
  while (mg_trigger_list_get_n (get_triggers (history)) > 0)
    mg_trigger_list_remove (get_triggers (history), 0);
  add_trigger (history, "count == 80", (const char *const[]) { "mark", "stop:1", NULL });
  assert_true (mg_session_is_needed (session));
  publisher_do (history->publisher, "write 1 0 50");
  wait_until (is_not_needed, session);
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
a_tab_that_somebody_keeps_has_no_title_once_it_is_closed (void **state)
{
  History *history = *state;
  g_autoptr (MgObjectTab) tab = NULL;

  history_open (history);
  tab = g_object_ref (mg_window_get_tab (history->window));
  history_activate (history, "close");
  assert_int_equal (mg_window_get_n_tabs (history->window), 0);
  g_signal_emit_by_name (tab, "changed"); /* whose label has gone with its page */
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

/* A disk of 256 KiB at @directory, as the process that is returned sees it: it ends with its standard
 * input, however this one ends, and then there is no such disk any more.  NULL, with the reason printed,
 * where this system or this user can't have one. */
static GSubprocess *
mount_small (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) disk = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
      &error, "unshare", "--mount", "sh", "-c",
      "mount -t tmpfs -o size=256k none \"$0\" && echo ready && exec cat", directory, NULL);
  char said[256] = "";

  if (disk != NULL
      && g_input_stream_read (g_subprocess_get_stdout_pipe (disk), said, sizeof said - 1, NULL, &error) >= 0
      && g_str_has_prefix (said, "ready"))
    return g_steal_pointer (&disk);
  print_message ("no small disk can be mounted: %s\n", error != NULL ? error->message : said);
  return NULL;
}

static gboolean
says_that_the_disk_is_full (gpointer data)
{
  History *history = data;
  static guint seed;

  publisher_do (history->publisher, "random 1 0 4096 %u", ++seed);
  return has_text (GTK_WIDGET (history->window), "Not everything could be recorded.");
}

static void
a_full_disk_ends_the_recording_and_nothing_else (void **state)
{
  History *history = *state;
  g_autofree char *directory = history_new_path ("");
  g_autofree char *outside = g_build_filename (directory, "x.mgrec", NULL);
  g_autofree char *copy = history_new_path (".mgrec");
  g_autofree char *path = NULL, *bytes = NULL;
  g_autoptr (GSubprocess) disk = NULL;
  g_autoptr (MgRecording) recording = NULL;
  g_autoptr (MgPlayer) player = NULL;
  MgObjectTab *tab;
  MgPlayed played;
  guint n_frames = 0;
  gsize length;

  assert_int_equal (g_mkdir (directory, 0700), 0);
  disk = mount_small (directory);
  if (disk == NULL)
    {
      g_rmdir (directory);
      skip ();
    }
  path = g_strdup_printf ("/proc/%s/root%s", g_subprocess_get_identifier (disk), outside);
  history_open (history);
  tab = mg_window_get_tab (history->window);
  assert_true (mg_object_tab_start_recording (tab, path));
  wait_until (says_that_the_disk_is_full, history);
  assert_false (g_file_test (outside, G_FILE_TEST_EXISTS));
  assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  assert_true (g_file_set_contents (copy, bytes, (gssize) length, NULL));
  assert_true (g_output_stream_close (g_subprocess_get_stdin_pipe (disk), NULL, NULL));
  assert_true (g_subprocess_wait_check (disk, NULL, NULL));
  assert_int_equal (g_rmdir (directory), 0);

  assert_true (has_text (GTK_WIDGET (history->window), "x.mgrec"));
  assert_null (mg_object_tab_get_recording (tab));
  assert_false (is_record_pressed (history));
  /* the window goes on */
  history_write (history, 0, 7);
  history_write (history, 0, 8);
  assert_int_equal (history_get_byte (history, 0), 8);

  /* what is there is whole */
  recording = mg_recording_open (copy, NULL);
  assert_non_null (recording);
  player = mg_player_new (recording);
  while (mg_player_next (player, &played))
    {
      assert_int_not_equal (played.type, MG_PLAYED_DAMAGE);
      n_frames += played.type == MG_PLAYED_FRAME;
    }
  assert_true (n_frames > 1);
  mg_window_open_recording (history->window, copy);
  wait_until (is_recording_shown, history);
  history_remove_file (g_steal_pointer (&copy));
}

static int
run (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (a_recording_opens_in_a_tab_and_is_stepped_through, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (space_plays_a_recording_to_its_end, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (what_is_no_recording_is_a_message, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (a_recording_that_is_cut_off_or_damaged_is_shown_as_far_as_it_goes,
                                     history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (what_happens_is_recorded_until_the_button_is_pressed_again,
                                     history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (a_recording_needs_none_of_the_files_that_its_declarations_include,
                                     history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (a_trigger_records_what_was_before_it_and_marks, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (marking_and_recording_are_chosen_by_keyboard, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (a_trigger_that_pauses_lets_the_recording_go_on, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (a_paused_tab_looks_at_its_triggers_and_resumes, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (closing_the_tab_completes_the_recording, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (a_tab_that_somebody_keeps_has_no_title_once_it_is_closed, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (a_file_that_cannot_be_made_is_a_message, history_setup,
                                     history_teardown),
    cmocka_unit_test_setup_teardown (a_full_disk_ends_the_recording_and_nothing_else, history_setup,
                                     history_teardown),
    cmocka_unit_test (files_are_told_from_names),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
