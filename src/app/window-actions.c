#include "config.h"

#include "app/window-actions.h"

#include "app/window-recording.h"

/* What the commands of a window do.  Those that are about a tab are enabled while there is one. */

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_window_ask_name (data, NULL);
}

static void
open_recording_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_window_ask_recording (data);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (mg_window_get_tab (data) != NULL)
    mg_window_close_tab (data);
  else
    gtk_window_close (GTK_WINDOW (data));
}

static void
next_tab_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_window_turn_tabs (data, 1);
}

static void
previous_tab_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_window_turn_tabs (data, -1);
}

static void
filter_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_window_focus_filter (data);
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_window_pop_up_menu (data);
}

static void
live_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  MgObjectTab *tab = mg_window_get_tab (data);

  if (tab != NULL)
    mg_object_tab_set_paused (tab, !g_variant_get_boolean (value));
}

static void
record_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  /* pressed while it is asked where to; mg_window_actions_update() says how it is */
  g_simple_action_set_state (action, value);
  mg_window_record (data, g_variant_get_boolean (value));
}

static void
burst_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_window_burst (data);
}

static void
mark_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgLiveRecording *recording = mg_object_tab_get_recording (mg_window_get_tab (data));

  if (recording != NULL)
    mg_live_recording_mark (recording);
}

static void
previous_change_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_shown_step (mg_object_tab_get_shown (mg_window_get_tab (data)), MG_FRAME_BEFORE);
}

static void
next_change_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_shown_step (mg_object_tab_get_shown (mg_window_get_tab (data)), MG_FRAME_AFTER);
}

static void
previous_mark_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_shown_step_mark (mg_object_tab_get_shown (mg_window_get_tab (data)), MG_FRAME_BEFORE);
}

static void
next_mark_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_shown_step_mark (mg_object_tab_get_shown (mg_window_get_tab (data)), MG_FRAME_AFTER);
}

static void
go_live_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_shown_go_live (mg_object_tab_get_shown (mg_window_get_tab (data)));
}

static void
read_once_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgShown *shown = mg_object_tab_get_shown (mg_window_get_tab (data));
  MgSession *session = mg_shown_get_session (shown);

  /* what is read anyway is not shown while a moment stands still */
  if (mg_shown_get_still (shown) == MG_STILL_PAST && !mg_session_get_paused (session))
    mg_shown_go_to (shown, G_MAXINT64);
  else
    mg_session_read_once (session);
}

static void
retry_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_retry (mg_window_get_tab (data));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_show_find (mg_window_get_tab (data));
}

static void
find_next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_find_again (mg_window_get_tab (data), FALSE);
}

static void
find_previous_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_find_again (mg_window_get_tab (data), TRUE);
}

static void
go_to_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_show_go_to (mg_window_get_tab (data));
}

static void
copy_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_copy (mg_window_get_tab (data), MG_DUMP_BYTES);
}

static void
copy_text_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_copy (mg_window_get_tab (data), MG_DUMP_TEXT);
}

static void
copy_c_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_copy (mg_window_get_tab (data), MG_DUMP_C);
}

static void
copy_name_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (data), GDK_SELECTION_CLIPBOARD),
                          mg_name_get_text (mg_object_tab_get_name (mg_window_get_tab (data))), -1);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit_by_name (mg_object_tab_get_view (mg_window_get_tab (data)), "select-all");
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_save (mg_window_get_tab (data));
}

static void
properties_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgObjectTab *tab = mg_window_get_tab (data);

  mg_window_show_properties (data, mg_object_tab_get_name (tab),
                             mg_shown_get_newest (mg_object_tab_get_shown (tab))->info);
}

static void
clear_marks_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_hex_view_clear_marks (mg_object_tab_get_view (mg_window_get_tab (data)));
}

static void
zoom (MgWindow *self, int steps)
{
  GSettings *settings =
      mg_application_get_settings (MG_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
  int zoom = steps == 0 ? 100 : g_settings_get_int (settings, "zoom") + 10 * steps;

  g_settings_set_int (settings, "zoom", CLAMP (zoom, (int) (MG_ZOOM_MIN * 100), (int) (MG_ZOOM_MAX * 100)));
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zoom (data, 1);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zoom (data, -1);
}

static void
zoom_reset_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  zoom (data, 0);
}

static void
declarations_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_edit_declarations (mg_window_get_tab (data));
}

static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_compare (mg_window_get_tab (data));
}

static void
previous_difference_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_step_difference (mg_window_get_tab (data), -1);
}

static void
next_difference_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_step_difference (mg_window_get_tab (data), 1);
}

static void
check_layout_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mg_object_tab_check_layout (mg_window_get_tab (data));
}

void
mg_window_actions_add (MgWindow *self, GSettings *settings)
{
  static const GActionEntry entries[] = {
    { "open", open_cb },
    { "open-recording", open_recording_cb },
    { "close", close_cb },
    { "next-tab", next_tab_cb },
    { "previous-tab", previous_tab_cb },
    { "filter", filter_cb },
    { "menu", menu_cb },
    { "live", NULL, NULL, "true", live_cb },
    { "record", NULL, NULL, "false", record_cb },
    { "burst", burst_cb },
    { "mark", mark_cb },
    { "previous-change", previous_change_cb },
    { "next-change", next_change_cb },
    { "previous-mark", previous_mark_cb },
    { "next-mark", next_mark_cb },
    { "go-live", go_live_cb },
    { "read-once", read_once_cb },
    { "retry", retry_cb },
    { "find", find_cb },
    { "find-next", find_next_cb },
    { "find-previous", find_previous_cb },
    { "go-to", go_to_cb },
    { "copy", copy_cb },
    { "copy-text", copy_text_cb },
    { "copy-c", copy_c_cb },
    { "copy-name", copy_name_cb },
    { "select-all", select_all_cb },
    { "save", save_cb },
    { "properties", properties_cb },
    { "clear-marks", clear_marks_cb },
    { "declarations", declarations_cb },
    { "check-layout", check_layout_cb },
    { "compare", compare_cb },
    { "previous-difference", previous_difference_cb },
    { "next-difference", next_difference_cb },
    { "zoom-in", zoom_in_cb },
    { "zoom-out", zoom_out_cb },
    { "zoom-reset", zoom_reset_cb },
  };
  static const char *const of_settings[] = {
    "objects-visible", "inspector-visible", "structure-visible", "bytes-per-row", "group-size", "big-endian",
    "mark-mode", "rate-hz",
  };
  guint i;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (i = 0; i < G_N_ELEMENTS (of_settings); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, of_settings[i]);

      g_action_map_add_action (G_ACTION_MAP (self), action);
    }
}

void
mg_window_actions_update (MgWindow *self)
{
  static const char *const of_a_tab[] = {
    "live",
    "previous-change",
    "next-change",
    "previous-mark",
    "next-mark",
    "go-live",
    "retry",
    "find",
    "find-next",
    "find-previous",
    "go-to",
    "copy",
    "copy-text",
    "copy-c",
    "copy-name",
    "select-all",
    "save",
    "properties",
    "clear-marks",
    "declarations",
    "check-layout",
    "compare",
    "previous-difference",
    "next-difference",
    "next-tab",
    "previous-tab",
  };
  static const char *const of_an_object[] = { "read-once", "record", "burst" };
  MgObjectTab *tab = mg_window_get_tab (self);
  gboolean live = tab != NULL && !mg_object_tab_get_paused (tab);
  gboolean recorded;
  GAction *action;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (of_a_tab); i++)
    {
      action = g_action_map_lookup_action (G_ACTION_MAP (self), of_a_tab[i]);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), tab != NULL);
    }
  for (i = 0; i < G_N_ELEMENTS (of_an_object); i++)
    {
      action = g_action_map_lookup_action (G_ACTION_MAP (self), of_an_object[i]);
      g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                                   tab != NULL && mg_object_tab_get_session (tab) != NULL);
    }
  recorded = tab != NULL && mg_object_tab_get_recording (tab) != NULL;
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "mark");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), recorded);
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "record");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (recorded));
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "live");
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (live));
}
