/* The layout check in the window, on bytes that a second process lays out as another compiler does. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "history-fixture.h"

#include "app/layout-check-dialog.h"
#include "app/remembered.h"

#define HEADER \
  "struct shared { unsigned char on; double speed; void *next; char name[10]; long count; float ratio; };\n"
/* true, 412.75, 0xb7f01000, "Spa", 1234, 1.5, as a 32-bit compiler packs them to a byte */
#define PACKED "01" "0000000000cc7940" "0010f0b7" "53706100000000000000" "d2040000" "0000c03f"

static MgDeclarations *
get_declarations (History *history)
{
  return mg_structure_pane_get_declarations (history_get_pane (history));
}

static MgLayoutCheckDialog *
get_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (MG_IS_LAYOUT_CHECK_DIALOG (l->data))
      return l->data;
  return NULL;
}

static gboolean
is_parsed (gpointer data)
{
  return !mg_declarations_is_parsing (get_declarations (data))
         && mg_declarations_get_structure (get_declarations (data)) != NULL;
}

static gboolean
is_checked (gpointer data)
{
  return get_dialog () != NULL && mg_layout_check_dialog_get_check (get_dialog ()) != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return get_dialog () == NULL;
}

static int
setup (void **state)
{
  History *history;

  history_setup (state);
  history = *state;
  history_open (history);
  publisher_do (history->publisher, "write 1 64 " PACKED);
  history_wait_for_byte (history, 64 + 23, 0xd2);
  return 0;
}

static void
open_check (History *history)
{
  mg_declarations_set_text (get_declarations (history), HEADER, NULL);
  mg_declarations_set_abi (get_declarations (history), mg_abi_find ("linux64"));
  mg_declarations_set_offset (get_declarations (history), 64);
  wait_until (is_parsed, history);
  history_activate (history, "check-layout");
  wait_until (is_checked, history);
}

static GtkTreeView *
get_view (const char *name)
{
  return GTK_TREE_VIEW (find_by_name (GTK_WIDGET (get_dialog ()), name));
}

/* What a cell of the members' table shows. */
static char *
dup_cell (guint column_number, guint row)
{
  GtkTreeView *view = get_view ("members_view");
  GtkTreeViewColumn *column = gtk_tree_view_get_column (view, (int) column_number);
  g_autoptr (GList) cells = gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (column));
  GtkTreeIter iter;
  char *text;

  assert_true (gtk_tree_model_iter_nth_child (gtk_tree_view_get_model (view), &iter, NULL, (int) row));
  gtk_tree_view_column_cell_set_cell_data (column, gtk_tree_view_get_model (view), &iter, FALSE, FALSE);
  g_object_get (cells->data, "text", &text, NULL);
  return text;
}

static int
count_rows (const char *view)
{
  return gtk_tree_model_iter_n_children (gtk_tree_view_get_model (get_view (view)), NULL);
}

/* --- tests --- */

static void
the_layout_that_made_the_bytes_stands_first (void **state)
{
  guint n_rows;
  const MgLayoutRow *rows;
  g_autofree char *names = NULL;

  open_check (*state);
  rows = mg_layout_check_get_rows (mg_layout_check_dialog_get_check (get_dialog ()), &n_rows);
  names = mg_layout_row_dup_names (&rows[0]);
  assert_string_equal (names, "linux32, win32, mingw32 packed to 1");
  assert_true (rows[0].score > rows[1].score && !rows[0].is_default);
  assert_int_equal (mg_layout_check_dialog_get_chosen (get_dialog ()), 0);
  assert_int_equal (count_rows ("layouts_view"), n_rows);
  assert_int_equal (count_rows ("evidence_view"), rows[0].n_evidence);
  assert_true (has_text (GTK_WIDGET (get_dialog ()), "Another layout fits better than yours"));
  gtk_widget_destroy (GTK_WIDGET (get_dialog ()));
}

static void
members_that_differ_are_marked (void **state)
{
  History *history = *state;
  g_autofree char *same = NULL, *path = NULL, *first = NULL, *other = NULL, *turned = NULL;
  GtkWidget *differing;
  guint n_rows;

  open_check (history);
  mg_layout_check_get_rows (mg_layout_check_dialog_get_check (get_dialog ()), &n_rows);
  assert_int_equal (gtk_tree_view_get_n_columns (get_view ("members_view")), 1 + n_rows);
  assert_int_equal (count_rows ("members_view"), 6);
  same = dup_cell (0, 0);
  path = dup_cell (0, 1);
  first = dup_cell (1, 1);
  assert_false (g_str_has_prefix (same, "≠"));
  assert_string_equal (path, "≠ speed");
  assert_string_equal (first, "0x1 · 8");
  /* in relation to the chosen one */
  for (guint i = 0; i < n_rows && other == NULL; i++)
    {
      g_autofree char *text = dup_cell (1 + i, 1);

      if (strcmp (text, "≠ 0x8 · 8") == 0)
        {
          mg_layout_check_dialog_choose (get_dialog (), i);
          other = dup_cell (1 + i, 1);
          turned = dup_cell (1, 1);
        }
    }
  assert_string_equal (other, "0x8 · 8");
  assert_string_equal (turned, "≠ 0x1 · 8");
  differing = find_by_name (GTK_WIDGET (get_dialog ()), "differing_button");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (differing), TRUE);
  assert_int_equal (count_rows ("members_view"), 5);
  gtk_widget_destroy (GTK_WIDGET (get_dialog ()));
}

static void
the_chosen_layout_is_applied_and_remembered (void **state)
{
  History *history = *state;
  g_autoptr (MgRemembered) kept = NULL;
  g_autoptr (GtkTreePath) path = gtk_tree_path_new_first ();
  MgFieldPlace place;
  MgField *field;
  MgFieldBytes bytes;
  MgObjectTab *tab = mg_window_get_tab (history->window);

  open_check (history);
  gtk_tree_view_row_activated (get_view ("layouts_view"), path, NULL);
  wait_until (is_closed, NULL);
  wait_until (is_parsed, history);
  assert_string_equal (mg_declarations_get_abi (get_declarations (history))->name, "linux32");
  assert_int_equal (mg_declarations_get_pack (get_declarations (history)), 1);
  field = mg_structure_find (mg_declarations_get_structure (get_declarations (history)), "count", NULL);
  bytes = mg_field_bytes_from_snapshot (mg_session_get_snapshot (mg_object_tab_get_session (tab)));
  assert_true (mg_field_locate (field, &bytes, &place, NULL));
  assert_int_equal (place.offset, 64 + 23);
  mg_field_unref (field);
  assert_string_equal (gtk_combo_box_get_active_id (GTK_COMBO_BOX (
                           find_by_name (GTK_WIDGET (history_get_pane (history)), "abi_combo"))),
                       "linux32");
  mg_structure_pane_remember (history_get_pane (history));
  kept = mg_remembered_load (mg_name_get_text (history->parsed), NULL);
  assert_non_null (kept);
  assert_int_equal (kept->pack, 1);
  assert_string_equal (kept->abi, "linux32");
  /* and then it is the best that there is */
  history_activate (history, "check-layout");
  wait_until (is_checked, history);
  assert_true (mg_layout_check_is_right (mg_layout_check_dialog_get_check (get_dialog ())));
  assert_true (has_text (GTK_WIDGET (get_dialog ()), "Your layout fits best"));
  gtk_widget_destroy (GTK_WIDGET (get_dialog ()));
}

typedef struct
{
  guint n_members;
} Members;

static gboolean
has_members (gpointer data)
{
  guint n_members;

  if (!is_checked (NULL))
    return FALSE;
  mg_layout_check_get_members (mg_layout_check_dialog_get_check (get_dialog ()), &n_members);
  return n_members == ((Members *) data)->n_members;
}

static void
other_declarations_are_checked_anew (void **state)
{
  History *history = *state;
  Members members = { 2 };

  open_check (history);
  mg_declarations_set_text (get_declarations (history), "struct other { char a; long b; };", NULL);
  wait_until (has_members, &members);
  /* no structure: it says so, and nothing can be chosen */
  mg_declarations_set_text (get_declarations (history), "", NULL);
  assert_null (mg_layout_check_dialog_get_check (get_dialog ()));
  assert_true (has_text (GTK_WIDGET (get_dialog ()), "There is no structure to check"));
  assert_false (gtk_widget_get_sensitive (find_by_name (GTK_WIDGET (get_dialog ()), "use_button")));
  gtk_dialog_response (GTK_DIALOG (get_dialog ()), GTK_RESPONSE_ACCEPT);
  assert_null (get_dialog ());
}

static void
it_goes_with_its_tab (void **state)
{
  History *history = *state;

  open_check (history);
  /* one at a time */
  history_activate (history, "check-layout");
  mg_window_close_tab (history->window);
  wait_until (is_closed, NULL);
}

static void
without_a_structure_there_is_nothing_to_check (void **state)
{
  History *history = *state;

  history_activate (history, "check-layout");
  assert_null (get_dialog ());
  assert_true (has_text (GTK_WIDGET (history->window), "There is no structure to check"));
}

/* A stranger's text, from a recording: whoever reads it, on whatever thread, includes no file. */
static void
confined_declarations_are_so_for_everybody (void **state)
{
  g_autoptr (MgDeclarations) declarations = mg_declarations_new ();
  g_autoptr (MgDeclarationsInput) open = NULL;
  g_autoptr (MgDeclarationsInput) confined = NULL;

  mg_declarations_set_text (declarations, HEADER, NULL);
  open = mg_declarations_dup_input (declarations);
  assert_non_null (mg_declarations_input_get_options (open).read);
  mg_declarations_set_confined (declarations, TRUE);
  confined = mg_declarations_dup_input (declarations);
  assert_null (mg_declarations_input_get_options (confined).read);
}

static int
run (void)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, setup, history_teardown)
    cmocka_unit_test (confined_declarations_are_so_for_everybody),
    TEST (the_layout_that_made_the_bytes_stands_first),
    TEST (members_that_differ_are_marked),
    TEST (the_chosen_layout_is_applied_and_remembered),
    TEST (other_declarations_are_checked_anew),
    TEST (it_goes_with_its_tab),
    TEST (without_a_structure_there_is_nothing_to_check),
  };

  return cmocka_run_group_tests_name ("layout-check-dialog", tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
