/* The inspector in the window, on an object that a second process publishes. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../publisher/publisher-client.h"
#include "app-fixture.h"
#include "app/inspector-row.h"
#include "app/inspector.h"
#include "platform/platform.h"

/* What is told of the address 0x93A4.  Windows doesn't say where a process has a section mapped. */
#ifdef G_OS_WIN32
#define ELSEWHERE "0x93A4"
#else
#define ELSEWHERE "→ outside"
#endif

typedef struct
{
  MgApplication *application;
  GSettings *settings;
  Publisher *publisher;
  MgWindow *window;
  GtkWidget *inspector;
  char *name;
} Fixture;

static MgApplication *the_application;

static gboolean
shows_bytes (gpointer data)
{
  Fixture *fixture = data;
  MgObjectTab *tab = mg_window_get_tab (fixture->window);
  MgSnapshot *snapshot = mg_session_get_snapshot (mg_object_tab_get_session (tab));

  return snapshot->state == MG_STATE_LIVE && snapshot->pages->len > 0 && snapshot->time_us != 0;
}

static gboolean
has_inspector (gpointer data)
{
  Fixture *fixture = data;

  fixture->inspector = find_by_type (GTK_WIDGET (fixture->window), MG_TYPE_INSPECTOR);
  return fixture->inspector != NULL;
}

static int
setup (void **state)
{
  static const char *const keys[] = { "inspector-visible", "inspector-rows", "inspector-chosen",
                                      "big-endian" };
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (MgName) name = NULL;

  fixture->application = the_application;
  fixture->settings = mg_application_get_settings (the_application);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  fixture->publisher = publisher_start ();
  fixture->name = publisher_new_name ();
  name = mg_name_parse (fixture->name, mg_platform_get_name_context (), NULL);
  publisher_do (fixture->publisher, "shm a %s 8192", fixture->name);
  publisher_do (fixture->publisher, "write a 0x10 a493000000000000");
  publisher_do (fixture->publisher, "write a 0x20 77be9f1a2fcb7940");
  publisher_do (fixture->publisher, "write a 0x40 48656c6c6f00");
  fixture->window = mg_window_new (fixture->application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  mg_window_open (fixture->window, name);
  wait_until (shows_bytes, fixture);
  wait_until (has_inspector, fixture);
  *state = fixture;
  return 0;
}

static int
teardown (void **state)
{
  Fixture *fixture = *state;

  gtk_widget_destroy (GTK_WIDGET (fixture->window));
  publisher_stop (fixture->publisher);
  g_free (fixture->name);
  g_free (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return 0;
}

typedef struct
{
  GtkWidget *inspector;
  const char *id;
  const char *text; /* NULL: a dash; the row must be there */
  MgInspectorRow *row;
} RowIs;

static void
find_row_cb (GtkWidget *widget, gpointer data)
{
  RowIs *wanted = data;

  if (MG_IS_INSPECTOR_ROW (widget)
      && g_str_equal (mg_inspector_row_get_row (MG_INSPECTOR_ROW (widget))->id, wanted->id))
    wanted->row = MG_INSPECTOR_ROW (widget);
}

static MgInspectorRow *
find_row (Fixture *fixture, const char *id)
{
  RowIs wanted = { fixture->inspector, id, NULL, NULL };

  foreach_widget (fixture->inspector, find_row_cb, &wanted);
  return wanted.row;
}

static gboolean
row_shows (gpointer data)
{
  RowIs *wanted = data;

  wanted->row = NULL;
  foreach_widget (wanted->inspector, find_row_cb, wanted);
  return wanted->row != NULL && g_strcmp0 (mg_inspector_row_get_text (wanted->row), wanted->text) == 0;
}

static void
wait_for_row (Fixture *fixture, const char *id, const char *text)
{
  RowIs wanted = { fixture->inspector, id, text, NULL };

  wait_until (row_shows, &wanted);
}

static void
move_caret (Fixture *fixture, guint64 offset)
{
  mg_hex_view_set_caret (mg_object_tab_get_view (mg_window_get_tab (fixture->window)), offset);
}

/* Tests */

static void
addresses_are_told_by_mappings_that_are_known (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (MgName) name = mg_name_parse (fixture->name, mg_platform_get_name_context (), NULL);
  g_autoptr (MgObjectInfo) unknown = mg_object_info_new (name);
  g_autoptr (MgObjectInfo) known = mg_object_info_new (name);
  MgHolder *holder = mg_holder_new (1, "init");
  MgMapping mapping = { .address = 0x9000, .offset = 0x1000, .length = 0x1000 };

  /* the list would tell of the real ones */
  g_settings_set_boolean (fixture->settings, "objects-visible", FALSE);
  mg_inspector_set_info (MG_INSPECTOR (fixture->inspector), NULL);
  move_caret (fixture, 0x10);
  wait_for_row (fixture, "pointer", "0x93A4");
  known->holders = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_holder_free);
  holder->mappings = g_array_new (FALSE, FALSE, sizeof (MgMapping));
  g_array_append_val (holder->mappings, mapping);
  g_ptr_array_add (known->holders, holder);
  mg_inspector_set_info (MG_INSPECTOR (fixture->inspector), known);
  wait_for_row (fixture, "pointer", "→ 0x13A4");
  mg_inspector_set_info (MG_INSPECTOR (fixture->inspector), unknown);
  wait_for_row (fixture, "pointer", "0x93A4");
  g_settings_reset (fixture->settings, "objects-visible");
}

static void
the_bytes_at_the_caret_are_interpreted (void **state)
{
  Fixture *fixture = *state;

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "int8", "-92");
  wait_for_row (fixture, "uint8", "164");
  wait_for_row (fixture, "int16", "-27740");
  wait_for_row (fixture, "uint16", "37796");
  wait_for_row (fixture, "uint64", "37796");
  wait_for_row (fixture, "hex32", "0x93A4");
  wait_for_row (fixture, "bin8", "0b10100100");
  wait_for_row (fixture, "char", "¤");
  wait_for_row (fixture, "utf8-char", NULL);
  wait_for_row (fixture, "pointer", ELSEWHERE);
  assert_true (has_text (fixture->inspector, "0x10"));
  move_caret (fixture, 0x20);
  wait_for_row (fixture, "double", "412.699");
  move_caret (fixture, 0x40);
  wait_for_row (fixture, "utf8", "\"Hello\"");
  wait_for_row (fixture, "char", "H");
  assert_true (has_text (fixture->inspector, "0x40"));
}

static void
near_the_end_fewer_bytes_are_known (void **state)
{
  Fixture *fixture = *state;

  move_caret (fixture, 8190);
  wait_for_row (fixture, "uint16", "0");
  wait_for_row (fixture, "uint32", NULL);
  wait_for_row (fixture, "guid", NULL);
}

static void
a_changed_byte_is_shown (void **state)
{
  Fixture *fixture = *state;

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "uint8", "164");
  publisher_do (fixture->publisher, "write a 0x10 05");
  wait_for_row (fixture, "uint8", "5");
  wait_for_row (fixture, "uint16", "37637");
}

static void
the_byte_order_can_be_turned (void **state)
{
  Fixture *fixture = *state;
  GtkWidget *little = find_button (fixture->inspector, "LE"), *big = find_button (fixture->inspector, "BE");

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "uint16", "37796");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (big), TRUE);
  wait_for_row (fixture, "uint16", "42131");
  assert_true (g_settings_get_boolean (fixture->settings, "big-endian"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (little), TRUE);
  wait_for_row (fixture, "uint16", "37796");
  assert_false (g_settings_get_boolean (fixture->settings, "big-endian"));
}

static gboolean
is_spoken (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *spark = find_by_name (fixture->inspector, "spark");

  return g_strcmp0 (atk_object_get_description (gtk_widget_get_accessible (spark)), "now 5, min 5   max 164")
         == 0;
}

static void
the_sparkline_is_told_to_who_does_not_see_it (void **state)
{
  Fixture *fixture = *state;

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "uint8", "164");
  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (find_row (fixture, "uint8")))),
                           GTK_LIST_BOX_ROW (find_row (fixture, "uint8")));
  publisher_do (fixture->publisher, "write a 0x10 05");
  wait_until (is_spoken, fixture);
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

static gboolean
view_shows_7 (gpointer data)
{
  Fixture *fixture = data;
  MgSnapshot *snapshot =
      mg_session_get_snapshot (mg_object_tab_get_session (mg_window_get_tab (fixture->window)));
  guint8 byte = 0;

  mg_snapshot_copy (snapshot, 0x10, 1, &byte, NULL);
  return byte == 7;
}

static void
a_hidden_inspector_costs_nothing (void **state)
{
  Fixture *fixture = *state;
  guint n_updates;

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "uint8", "164");
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "inspector-visible", NULL);
  wait_until (is_unmapped, fixture->inspector);
  assert_false (g_settings_get_boolean (fixture->settings, "inspector-visible"));
  n_updates = mg_inspector_get_n_updates (MG_INSPECTOR (fixture->inspector));
  publisher_do (fixture->publisher, "write a 0x10 07");
  wait_until (view_shows_7, fixture);
  assert_int_equal (mg_inspector_get_n_updates (MG_INSPECTOR (fixture->inspector)), n_updates);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "inspector-visible", NULL);
  wait_for_row (fixture, "uint8", "7");
}

static void
bytes_elsewhere_change_nothing (void **state)
{
  Fixture *fixture = *state;
  MgInspectorRow *row;
  guint n_draws;

  /* rows without an age, which goes on by itself */
  move_caret (fixture, 0x200);
  wait_for_row (fixture, "uint8", "0");
  row = find_row (fixture, "uint8");
  n_draws = mg_inspector_row_get_n_draws (row);
  publisher_do (fixture->publisher, "write a 0x10 07");
  wait_until (view_shows_7, fixture);
  assert_string_equal (mg_inspector_row_get_text (row), "0");
  /* the frame in which the inspector's place appeared may be one of them */
  assert_true (mg_inspector_row_get_n_draws (row) <= n_draws + 1);
}

static void
rows_can_be_chosen (void **state)
{
  static const char *const ids[] = { "uint16", "int24", NULL };
  Fixture *fixture = *state;

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "uint8", "164");
  g_settings_set_strv (fixture->settings, "inspector-rows", ids);
  wait_for_row (fixture, "int24", "37796");
  assert_null (find_row (fixture, "uint8"));
  g_settings_reset (fixture->settings, "inspector-rows");
  wait_for_row (fixture, "uint8", "164");
}

static void
a_row_is_focusable_named_and_copied (void **state)
{
  Fixture *fixture = *state;
  GtkClipboard *clipboard = gtk_clipboard_get (GDK_SELECTION_CLIPBOARD);
  GtkWidget *list = find_by_name (fixture->inspector, "list");
  GtkWidget *row;
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  gboolean handled = FALSE;
  g_autofree char *copied = NULL;

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "uint16", "37796");
  row = GTK_WIDGET (find_row (fixture, "uint16"));
  assert_true (gtk_widget_get_can_focus (row));
  assert_string_equal (atk_object_get_name (gtk_widget_get_accessible (row)), "uint16");
  gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
  event->key.window = g_object_ref (gtk_widget_get_window (list));
  event->key.keyval = GDK_KEY_c;
  event->key.state = GDK_CONTROL_MASK;
  gdk_event_set_device (event,
                        gdk_seat_get_keyboard (gdk_display_get_default_seat (gdk_display_get_default ())));
  g_signal_emit_by_name (list, "key-press-event", event, &handled);
  gdk_event_free (event);
  assert_true (handled);
  copied = gtk_clipboard_wait_for_text (clipboard);
  assert_string_equal (copied, "37796");
  assert_true (has_text (fixture->inspector, "Last 10 s of uint16"));
}

static void
a_field_stands_beside_its_offset (void **state)
{
  Fixture *fixture = *state;

  move_caret (fixture, 0x10);
  wait_for_row (fixture, "uint8", "164");
  mg_inspector_set_field_text (MG_INSPECTOR (fixture->inspector), "cars[0].x");
  assert_true (has_text (fixture->inspector, "0x10 · cars[0].x"));
  mg_inspector_set_field_text (MG_INSPECTOR (fixture->inspector), NULL);
  assert_false (has_text (fixture->inspector, "cars"));
}

static void
numbers_are_grouped_for_the_eye (void **state)
{
  static const struct
  {
    const char *text, *shown;
  } cases[] = {
    { "0", "0" },
    { "999", "999" },
    { "3792", "3\xE2\x80\x89" "792" },
    { "-1234567", "\xE2\x88\x92" "1\xE2\x80\x89" "234\xE2\x80\x89" "567" },
    { "12345.678901", "12\xE2\x80\x89" "345.678901" },
    { "1.5e+300", "1.5e+300" },
    { "0b10100100", "1010\xE2\x80\x89" "0100" },
    { "0x12345678", "0x12345678" },
    { "2026-11-25 07:03:11Z", "2026-11-25 07:03:11Z" },
    { "192.168.0.1", "192.168.0.1" },
    { "12345 (init)", "12345 (init)" },
    { "\"1234\"", "\"1234\"" },
    { "", "" },
    { "-inf", "-inf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = mg_inspector_group_digits (cases[i].text);

      assert_string_equal (shown, cases[i].shown);
    }
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (the_bytes_at_the_caret_are_interpreted, setup, teardown),
    cmocka_unit_test_setup_teardown (addresses_are_told_by_mappings_that_are_known, setup, teardown),
    cmocka_unit_test_setup_teardown (near_the_end_fewer_bytes_are_known, setup, teardown),
    cmocka_unit_test_setup_teardown (a_changed_byte_is_shown, setup, teardown),
    cmocka_unit_test_setup_teardown (the_byte_order_can_be_turned, setup, teardown),
    cmocka_unit_test_setup_teardown (the_sparkline_is_told_to_who_does_not_see_it, setup, teardown),
    cmocka_unit_test_setup_teardown (a_hidden_inspector_costs_nothing, setup, teardown),
    cmocka_unit_test_setup_teardown (bytes_elsewhere_change_nothing, setup, teardown),
    cmocka_unit_test_setup_teardown (rows_can_be_chosen, setup, teardown),
    cmocka_unit_test_setup_teardown (a_row_is_focusable_named_and_copied, setup, teardown),
    cmocka_unit_test_setup_teardown (a_field_stands_beside_its_offset, setup, teardown),
    cmocka_unit_test (numbers_are_grouped_for_the_eye),
  };
  int result;

  the_application = app_fixture_start (&argc, &argv);
  result = cmocka_run_group_tests (tests, NULL, NULL);
  app_fixture_end (the_application);
  return result;
}
