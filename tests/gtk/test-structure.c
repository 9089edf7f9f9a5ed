/* The structure of an object in its tab, driven in this process on real objects that a second process
 * publishes. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "history-fixture.h"

#include "app/declarations-editor.h"
#include "app/remembered.h"
#include "app/trigger-page.h"
#include "core/catalog.h"
#include "platform/platform.h"

#define HEADER \
  "#include <stdint.h>\n" \
  "struct vec { float x, y; };\n" \
  "struct item { uint32_t id; struct vec pos; char name[8]; };\n" \
  "struct shared { uint32_t version; int32_t n; double speed; struct item items[4]; uint8_t tail[16]; };\n"

static MgFieldView *
get_fields (History *history)
{
  return mg_structure_pane_get_view (history_get_pane (history));
}

static MgDeclarations *
get_declarations (History *history)
{
  return mg_structure_pane_get_declarations (history_get_pane (history));
}

static gboolean
is_parsed (gpointer data)
{
  MgDeclarations *declarations = get_declarations (data);

  return !mg_declarations_is_parsing (declarations) && mg_declarations_get_unit (declarations) != NULL;
}

typedef struct
{
  History *history;
  const char *start; /* of the line: "name\ttype\toffset\tvalue" */
  guint number;
} LineWanted;

static gboolean
has_line (gpointer data)
{
  LineWanted *wanted = data;

  for (guint i = 0; i < mg_field_view_get_n_visible (get_fields (wanted->history)); i++)
    {
      g_autofree char *line = mg_field_view_dup_line (get_fields (wanted->history), i);

      wanted->number = i;
      if (g_str_has_prefix (line, wanted->start))
        return TRUE;
    }
  return FALSE;
}

static guint
wait_for_line (History *history, const char *start)
{
  LineWanted wanted = { history, start, 0 };

  app_fixture_wait (has_line, &wanted, start, __FILE__, __LINE__);
  return wanted.number;
}

static void
select_path (History *history, const char *path)
{
  g_autoptr (MgField) field =
      mg_structure_find (mg_field_view_get_structure (get_fields (history)), path, NULL);

  assert_non_null (field);
  assert_true (mg_field_view_select (get_fields (history), field));
}

static void
press (History *history, guint key)
{
  history_press (GTK_WIDGET (get_fields (history)), key);
}

/* --- tests --- */

static void
without_a_structure_the_pane_says_what_to_do (void **state)
{
  History *history = *state;

  history_open (history);
  assert_true (has_text (GTK_WIDGET (history_get_pane (history)), "Paste the header"));
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 0);
}

static void
a_pasted_header_shows_its_fields (void **state)
{
  History *history = *state;

  history_open (history);
  publisher_do (history->publisher, "write 1 0 07000000feffffff0000000000002940");
  history_declare (history, HEADER);
  wait_for_line (history, "version\tuint32_t\t0\t7");
  wait_for_line (history, "n\tint32_t\t4\t-2");
  wait_for_line (history, "speed\tdouble\t8\t12.5");
  wait_for_line (history, "items\titem[4]\t10\t");
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 5);
}

static void
a_change_is_shown_and_flares (void **state)
{
  History *history = *state;
  guint line;

  history_open (history);
  history_declare (history, HEADER);
  line = wait_for_line (history, "version\tuint32_t\t0\t0");
  assert_int_equal (mg_field_view_get_heat (get_fields (history), line), 0);
  publisher_do (history->publisher, "write 1 0 40e20100");
  line = wait_for_line (history, "version\tuint32_t\t0\t123\xe2\x80\x89" "456");
  assert_true (mg_field_view_get_heat (get_fields (history), line) > 0);
  line = wait_for_line (history, "n\t");
  assert_int_equal (mg_field_view_get_heat (get_fields (history), line), 0);
}

static void
keys_expand_and_collapse (void **state)
{
  History *history = *state;

  history_open (history);
  history_declare (history, HEADER);
  wait_for_line (history, "items\t");
  select_path (history, "items");
  press (history, GDK_KEY_Right);
  wait_for_line (history, "[3]\titem\t");
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 9);
  press (history, GDK_KEY_Right); /* to the first element */
  press (history, GDK_KEY_Right);
  wait_for_line (history, "pos\tvec\t14\t(0, 0)");
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 12);
  press (history, GDK_KEY_Left);
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 9);
  press (history, GDK_KEY_Left); /* to the array */
  press (history, GDK_KEY_Left);
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 5);
}

static void
a_selected_field_selects_its_bytes (void **state)
{
  History *history = *state;
  MgRange range;

  history_open (history);
  history_declare (history, HEADER);
  wait_for_line (history, "speed\t");
  select_path (history, "n");
  press (history, GDK_KEY_Down);
  assert_true (mg_hex_view_get_selection (history_get_bytes (history), &range));
  assert_int_equal (range.start, 8);
  assert_int_equal (range.length, 8);
}

static void
the_carets_field_is_selected (void **state)
{
  History *history = *state;
  g_autofree char *path = NULL;
  g_autofree char *caret_path = NULL;
  GtkWidget *focus;

  history_open (history);
  history_declare (history, HEADER);
  wait_for_line (history, "speed\t");
  focus = gtk_window_get_focus (GTK_WINDOW (history->window));
  mg_hex_view_set_caret (history_get_bytes (history), 16 + 2 * 20 + 8 + 1);
  path = mg_field_dup_path (mg_field_view_get_selected (get_fields (history)));
  caret_path = mg_structure_pane_dup_caret_path (history_get_pane (history));
  assert_string_equal (path, "items[2].pos.y");
  assert_string_equal (caret_path, path);
  assert_ptr_equal (gtk_window_get_focus (GTK_WINDOW (history->window)), focus);
  assert_int_equal (mg_hex_view_get_caret (history_get_bytes (history), NULL), 16 + 2 * 20 + 8 + 1);
}

static void
a_filter_shows_matches_with_what_they_are_in (void **state)
{
  History *history = *state;

  history_open (history);
  history_declare (history, HEADER);
  wait_for_line (history, "speed\t");
  mg_field_view_set_filter (get_fields (history), "items y");
  /* the array, its four elements, each one's pos and that one's y */
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 1 + 4 * 3);
  wait_for_line (history, "y\tfloat\t18\t0");
  mg_field_view_set_filter (get_fields (history), "nothing of that name");
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 0);
  mg_field_view_set_filter (get_fields (history), "");
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 5);
}

static void
integers_are_shown_in_hex (void **state)
{
  History *history = *state;

  history_open (history);
  publisher_do (history->publisher, "write 1 0 efbe0000");
  history_declare (history, HEADER);
  wait_for_line (history, "version\tuint32_t\t0\t48\xe2\x80\x89" "879");
  mg_field_view_set_hex (get_fields (history), TRUE);
  wait_for_line (history, "version\tuint32_t\t0\t0xBEEF");
}

static void
one_member_of_all_elements_is_a_table (void **state)
{
  static const char *const members[] = { "id", "pos.y", NULL };
  History *history = *state;
  g_autoptr (MgField) array = NULL;

  history_open (history);
  publisher_do (history->publisher, "write 1 %d 09000000", 16 + 20);
  history_declare (history, HEADER);
  wait_for_line (history, "items\t");
  array = mg_structure_find (mg_field_view_get_structure (get_fields (history)), "items", NULL);
  mg_field_view_show_table (get_fields (history), array, members);
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 4);
  wait_for_line (history, "[1]\t\t\t9");
  press (history, GDK_KEY_Escape);
  assert_null (mg_field_view_get_table (get_fields (history)));
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 5);
}

static void
a_million_elements_are_read_where_they_are_seen (void **state)
{
  History *history = *state;
  guint64 n_bytes = 0;
  GArray *interest;

  history_open_sized (history, 4 * 1000000);
  publisher_do (history->publisher, "write 1 3999996 2a000000");
  history_declare (history, "struct big { int a[1000000]; };");
  wait_for_line (history, "a\tint[1000000]\t0\t");
  select_path (history, "a");
  press (history, GDK_KEY_Right);
  assert_int_equal (mg_field_view_get_n_rows (get_fields (history)), 1000001);
  press (history, GDK_KEY_End);
  wait_for_line (history, "[999999]\tint\t3D08FC\t42");
  interest = mg_field_view_get_interest (get_fields (history));
  for (guint i = 0; i < interest->len; i++)
    n_bytes += g_array_index (interest, MgRange, i).length;
  assert_true (n_bytes <= 64 * 1024);
  assert_true (mg_field_view_get_n_visible (get_fields (history)) < 200);
}

/* Writes bytes that no field is in, and looks at them; TRUE where the list was not drawn for it. */
static gboolean
stays_as_it_is (gpointer data)
{
  History *history = data;
  guint n_draws = mg_field_view_get_n_draws (get_fields (history));
  static guint8 byte;

  for (int i = 0; i < 4; i++)
    {
      MgSnapshot *before = mg_hex_view_get_snapshot (history_get_bytes (history));

      publisher_do (history->publisher, "write 1 256 %02x", ++byte);
      while (mg_hex_view_get_snapshot (history_get_bytes (history)) == before)
        g_main_context_iteration (NULL, TRUE);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return mg_field_view_get_n_draws (get_fields (history)) == n_draws;
}

static void
nothing_is_drawn_where_nothing_changes (void **state)
{
  History *history = *state;

  history_open_sized (history, 8192);
  history_declare (history, HEADER);
  wait_for_line (history, "version\tuint32_t\t0\t0");
  /* more than once: the window may still be settling */
  wait_until (stays_as_it_is, history);
}

static void
errors_are_marked_where_they_are (void **state)
{
  History *history = *state;
  GtkWidget *editor;

  history_open (history);
  mg_structure_pane_show_editor (history_get_pane (history), TRUE);
  mg_declarations_set_text (get_declarations (history), "struct s { int a;\n  nonsense b;\n  int c };\n",
                            NULL);
  wait_until (is_parsed, history);
  editor = find_by_type (GTK_WIDGET (history_get_pane (history)), MG_TYPE_DECLARATIONS_EDITOR);
  assert_non_null (editor);
  assert_true (mg_declarations_get_diagnostics (get_declarations (history))->len >= 2);
  assert_true (mg_declarations_editor_count_marks (MG_DECLARATIONS_EDITOR (editor)) >= 2);
  assert_true (has_text (editor, "nonsense"));
  mg_declarations_set_text (get_declarations (history), "struct s { int a; };\n", NULL);
  wait_for_line (history, "a\tint\t0\t");
  assert_int_equal (mg_declarations_editor_count_marks (MG_DECLARATIONS_EDITOR (editor)), 0);
}

typedef struct
{
  History *history;
  gboolean wanted;
} Outdated;

static gboolean
is_outdated (gpointer data)
{
  Outdated *outdated = data;

  return mg_declarations_is_outdated (get_declarations (outdated->history)) == outdated->wanted;
}

static void
a_file_that_changes_is_read_again_but_not_over_edits (void **state)
{
  History *history = *state;
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "test.h", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Outdated outdated = { history, TRUE };

  history_open (history);
  assert_true (g_file_set_contents (path, "struct s { int first; };\n", -1, NULL));
  mg_declarations_open (get_declarations (history), file);
  wait_for_line (history, "first\tint\t0\t0");
  assert_true (g_file_set_contents (path, "struct s { int second; };\n", -1, NULL));
  wait_for_line (history, "second\tint\t0\t0");
  mg_declarations_edit (get_declarations (history), "struct s { int mine; };\n");
  wait_for_line (history, "mine\tint\t0\t0");
  assert_true (mg_declarations_is_modified (get_declarations (history)));
  assert_true (g_file_set_contents (path, "struct s { int theirs; };\n", -1, NULL));
  wait_until (is_outdated, &outdated);
  wait_for_line (history, "mine\tint\t0\t0");
  mg_declarations_open (get_declarations (history), file);
  wait_for_line (history, "theirs\tint\t0\t0");
  g_remove (path);
}

static gboolean
has_failed (gpointer data)
{
  return mg_declarations_get_file_error (get_declarations (data)) != NULL;
}

static void
what_could_not_be_saved_is_still_unsaved (void **state)
{
  History *history = *state;
  g_autofree char *directory = history_new_path ("");
  g_autofree char *path = g_build_filename (directory, "a.h", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  history_open (history);
  history_declare (history, HEADER);
  mg_declarations_save (get_declarations (history), file);
  wait_until (has_failed, history);
  assert_true (mg_declarations_is_modified (get_declarations (history)));
  mg_window_close_tab (history->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  history_show (history);
  wait_for_line (history, "items\t");
}

static void
what_cannot_be_kept_is_no_end_of_the_window (void **state)
{
  History *history = *state;
  g_autofree char *path = mg_remembered_dup_path (mg_name_get_text (history->parsed));
  g_autofree char *directory = g_path_get_dirname (path);
  g_autofree char *aside = g_strconcat (directory, ".aside", NULL);

  history_open (history);
  mg_window_show_message (history->window, GTK_MESSAGE_WARNING, "something", "was wrong");
  history_declare (history, HEADER);
  wait_for_line (history, "items\t");
  /* a file where the folder was */
  g_mkdir_with_parents (directory, 0700);
  assert_int_equal (g_rename (directory, aside), 0);
  assert_true (g_file_set_contents (directory, "", 0, NULL));
  mg_declarations_set_offset (get_declarations (history), 16);
  gtk_widget_destroy (GTK_WIDGET (g_steal_pointer (&history->window)));
  assert_int_equal (g_remove (directory), 0);
  assert_int_equal (g_rename (aside, directory), 0);
}

static void
how_an_object_is_looked_at_is_remembered (void **state)
{
  History *history = *state;
  g_autoptr (MgField) field = NULL;
  g_auto (GStrv) pins = NULL;

  history_open (history);
  history_declare (history, HEADER);
  wait_for_line (history, "items\t");
  mg_declarations_set_abi (get_declarations (history), mg_abi_find ("win32"));
  wait_until (is_parsed, history);
  mg_declarations_set_type_name (get_declarations (history), "struct item");
  mg_declarations_set_offset (get_declarations (history), 16);
  wait_for_line (history, "id\tuint32_t\t10\t");
  select_path (history, "pos");
  press (history, GDK_KEY_Right);
  field = mg_structure_find (mg_field_view_get_structure (get_fields (history)), "pos.x", NULL);
  mg_field_view_toggle_pin (get_fields (history), field);
  mg_window_close_tab (history->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  history_show (history);
  wait_for_line (history, "id\tuint32_t\t10\t");
  wait_for_line (history, "pos.x\tfloat\t14\t");
  wait_for_line (history, "y\tfloat\t18\t");
  assert_string_equal (mg_declarations_get_abi (get_declarations (history))->name, "win32");
  assert_int_equal (mg_declarations_get_offset (get_declarations (history)), 16);
  pins = mg_field_view_dup_pins (get_fields (history));
  assert_string_equal (pins[0], "pos.x");
}

static gboolean
tells_what_was_lost (gpointer data)
{
  History *history = data;

  return has_text (GTK_WIDGET (history->window), "could not be read");
}

static void
what_is_remembered_and_unreadable_is_told (void **state)
{
  History *history = *state;
  g_autofree char *path = mg_remembered_dup_path (mg_name_get_text (history->parsed));
  g_autofree char *directory = g_path_get_dirname (path);

  g_mkdir_with_parents (directory, 0700);
  assert_true (g_file_set_contents (path, "[Structure\nName=", -1, NULL));
  history_open (history);
  wait_until (tells_what_was_lost, history);
  /* and is no obstacle */
  history_declare (history, HEADER);
  wait_for_line (history, "items\t");
}

/* --- frames and triggers --- */

static MgSession *
get_session (History *history)
{
  return mg_object_tab_get_session (mg_window_get_tab (history->window));
}

static gboolean
has_whole_frames (gpointer data)
{
  MgSessionStats stats;

  mg_session_get_stats (get_session (data), &stats);
  return stats.has_frame && stats.frame_kind == MG_FRAME_SEQUENCE && stats.frame.n_frames >= 20;
}

static void
only_whole_frames_are_shown (void **state)
{
  History *history = *state;
  guint n_seen = 0;

  history_open_sized (history, 65536);
  publisher_do (history->publisher, "frames 1 0 1024 1000 sequence pause=300");
  history_declare (
      history,
      "/* @sequence(n) */ struct s { unsigned n; unsigned rest[15]; unsigned long long frame[128]; };");
  wait_until (has_whole_frames, history);
  for (MgSnapshot *last = NULL; n_seen < 20;)
    {
      MgSnapshot *snapshot = mg_session_get_snapshot (get_session (history));
      guint64 words[128];

      if (snapshot == last)
        {
          g_main_context_iteration (NULL, TRUE);
          continue;
        }
      last = snapshot;
      n_seen++;
      mg_snapshot_copy (snapshot, 64, sizeof words, (guint8 *) words, NULL);
      for (guint i = 1; i < G_N_ELEMENTS (words); i++)
        assert_true (words[i] == words[0]);
    }
  assert_true (has_text (GTK_WIDGET (history->window), " torn"));
}

static gboolean
is_paused (gpointer data)
{
  return mg_object_tab_get_paused (mg_window_get_tab (((History *) data)->window));
}

/* The thread pauses first, and is heard of in a moment. */
static gboolean
has_fired (gpointer data)
{
  MgTriggerList *triggers = mg_structure_pane_get_triggers (history_get_pane (data));

  return mg_trigger_list_get_count (triggers, 0)->n_fired > 0;
}

static gboolean
has_page (gpointer data)
{
  return find_by_type (GTK_WIDGET (history_get_pane (data)), MG_TYPE_TRIGGER_PAGE) != NULL;
}

static void
a_trigger_pauses_at_its_moment_and_is_remembered (void **state)
{
  History *history = *state;
  g_autoptr (MgTriggerRule) rule = mg_trigger_rule_new ("gear == 4");
  g_autoptr (GError) error = NULL;
  MgTriggerList *triggers;
  GtkWidget *stack;
  guint column;

  history_open (history);
  history_declare (history, "struct s { int gear; float speed; };");
  triggers = mg_structure_pane_get_triggers (history_get_pane (history));
  assert_false (mg_trigger_list_check (triggers, "gear == nothing", &column, &error));
  assert_int_equal (column, 8);
  rule->actions = MG_DO_PAUSE;
  mg_trigger_list_set_rule (triggers, G_MAXUINT, rule);
  publisher_do (history->publisher, "write 1 0 04000000");
  wait_until (is_paused, history);
  wait_until (has_fired, history);
  assert_false (has_page (history)); /* nothing is made before it is looked at */
  stack = find_by_type (GTK_WIDGET (history_get_pane (history)), GTK_TYPE_STACK);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "triggers");
  wait_until (has_page, history);
  assert_true (has_text (GTK_WIDGET (history_get_pane (history)), "gear == 4"));
  assert_true (has_text (GTK_WIDGET (history_get_pane (history)), "fired 1 time"));
  assert_int_equal (mg_trigger_list_get_count (triggers, 0)->n_fired, 1);
  mg_window_close_tab (history->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  history_show (history);
  triggers = mg_structure_pane_get_triggers (history_get_pane (history));
  assert_int_equal (mg_trigger_list_get_n (triggers), 1);
  assert_string_equal (mg_trigger_list_get_rule (triggers, 0)->condition, "gear == 4");
  assert_int_equal (mg_trigger_list_get_rule (triggers, 0)->actions, MG_DO_PAUSE);
}

static void
a_readers_tree_is_a_table_of_what_is_visible (void **state)
{
  History *history = *state;
  AtkObject *table;
  g_autoptr (AtkObject) cell = NULL;

  history_open (history);
  history_declare (history, HEADER);
  wait_for_line (history, "tail\t");
  table = gtk_widget_get_accessible (GTK_WIDGET (get_fields (history)));
  assert_int_equal (atk_table_get_n_rows (ATK_TABLE (table)), 5);
  assert_string_equal (atk_table_get_column_description (ATK_TABLE (table), 3), "Value");
  cell = atk_table_ref_at (ATK_TABLE (table), 2, 0);
  assert_string_equal (atk_object_get_name (cell), "speed");
}

/* Drags what is at a place in the list's header by so many pixels. */
static void
drag_header (History *history, double x, double by)
{
  GtkWidget *view = GTK_WIDGET (get_fields (history));
  GdkEvent *press = gdk_event_new (GDK_BUTTON_PRESS), *motion = gdk_event_new (GDK_MOTION_NOTIFY);
  GdkEvent *release = gdk_event_new (GDK_BUTTON_RELEASE);

  press->button.window = g_object_ref (gtk_widget_get_window (view));
  press->button.button = release->button.button = GDK_BUTTON_PRIMARY;
  press->button.x = x;
  press->button.y = motion->motion.y = release->button.y = 5;
  motion->motion.window = g_object_ref (gtk_widget_get_window (view));
  motion->motion.x = release->button.x = x + by;
  release->button.window = g_object_ref (gtk_widget_get_window (view));
  assert_true (GTK_WIDGET_GET_CLASS (view)->button_press_event (view, &press->button));
  assert_true (GTK_WIDGET_GET_CLASS (view)->motion_notify_event (view, &motion->motion));
  GTK_WIDGET_GET_CLASS (view)->button_release_event (view, &release->button);
  gdk_event_free (press);
  gdk_event_free (motion);
  gdk_event_free (release);
}

static void
widths_of_columns_are_remembered (void **state)
{
  static const char *const nonsense[] = { "7", "-1", "wide", "99999", NULL };
  History *history = *state;
  g_auto (GStrv) before = NULL, dragged = NULL, after = NULL, last = NULL;

  history_open (history);
  history_declare (history, HEADER);
  wait_for_line (history, "version\t");
  before = mg_field_view_dup_widths (get_fields (history));
  drag_header (history, atoi (before[0]), 40);
  dragged = mg_field_view_dup_widths (get_fields (history));
  assert_int_equal (atoi (dragged[0]), atoi (before[0]) + 40);
  assert_string_equal (dragged[1], before[1]);
  mg_window_close_tab (history->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  history_show (history);
  wait_for_line (history, "version\t");
  after = mg_field_view_dup_widths (get_fields (history));
  assert_true (g_strv_equal ((const char *const *) after, (const char *const *) dragged));
  /* a file may say anything */
  mg_field_view_set_widths (get_fields (history), nonsense);
  last = mg_field_view_dup_widths (get_fields (history));
  assert_true (g_strv_equal ((const char *const *) last, (const char *const *) dragged));
}

/* Where the publisher has the object mapped; 0: not known, or not yet. */
static guint64
find_address (History *history)
{
  g_autoptr (MgListing) listing = mg_listing_scan (TRUE, NULL, NULL);
  MgObjectInfo *info = mg_listing_find (listing, history->parsed);

  for (guint i = 0; info != NULL && info->holders != NULL && i < info->holders->len; i++)
    {
      const MgHolder *holder = g_ptr_array_index (info->holders, i);

      if (holder->mappings != NULL && holder->mappings->len > 0)
        return g_array_index (holder->mappings, MgMapping, 0).address;
    }
  return 0;
}

static void
pointers_into_the_object_are_told_as_offsets (void **state)
{
  History *history = *state;
  guint64 address, pointer;
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autofree char *line = NULL;

  history_open (history);
  address = find_address (history);
  pointer = (address != 0 ? address : G_GUINT64_CONSTANT (0x7f0012340000)) + 0x2a8;
  for (guint i = 0; i < 8; i++)
    g_string_append_printf (bytes, "%02x", (guint) (pointer >> 8 * i & 0xff));
  publisher_do (history->publisher, "write 1 0 %s%s", bytes->str, "0010000000000000");
  history_declare (history, "struct s { void *in; void *out; };");
  mg_declarations_set_abi (get_declarations (history), mg_abi_find ("linux64"));
  /* a system that does not tell mappings leaves them as they are */
  line = g_strdup_printf (address != 0 ? "in\tvoid *\t0\t0x%" G_GINT64_MODIFIER "X (→ 0x2A8)"
                                       : "in\tvoid *\t0\t0x%" G_GINT64_MODIFIER "X",
                          pointer);
  wait_for_line (history, line);
  wait_for_line (history, address != 0 ? "out\tvoid *\t8\t0x1000 (outside)" : "out\tvoid *\t8\t0x1000");
}

static int
run (void)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, history_setup, history_teardown)
    TEST (without_a_structure_the_pane_says_what_to_do),
    TEST (a_pasted_header_shows_its_fields),
    TEST (a_change_is_shown_and_flares),
    TEST (keys_expand_and_collapse),
    TEST (a_selected_field_selects_its_bytes),
    TEST (the_carets_field_is_selected),
    TEST (a_filter_shows_matches_with_what_they_are_in),
    TEST (integers_are_shown_in_hex),
    TEST (one_member_of_all_elements_is_a_table),
    TEST (a_million_elements_are_read_where_they_are_seen),
    TEST (nothing_is_drawn_where_nothing_changes),
    TEST (errors_are_marked_where_they_are),
    TEST (a_file_that_changes_is_read_again_but_not_over_edits),
    TEST (what_could_not_be_saved_is_still_unsaved),
    TEST (what_cannot_be_kept_is_no_end_of_the_window),
    TEST (how_an_object_is_looked_at_is_remembered),
    TEST (widths_of_columns_are_remembered),
    TEST (pointers_into_the_object_are_told_as_offsets),
    TEST (what_is_remembered_and_unreadable_is_told),
    TEST (only_whole_frames_are_shown),
    TEST (a_trigger_pauses_at_its_moment_and_is_remembered),
    TEST (a_readers_tree_is_a_table_of_what_is_visible),
  };

  return cmocka_run_group_tests_name ("structure", tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
