/* The window, driven in this process on real objects that a second process publishes. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "../publisher/publisher-client.h"
#include "app-fixture.h"
#include "app/timeline.h"
#include "app/find-bar.h"
#include "app/object-list.h"
#include "app/open-dialog.h"
#include "app/properties-dialog.h"
#include "app/save-bar.h"
#include "platform/platform.h"

typedef struct
{
  MgApplication *application;
  Publisher *publisher;
  MgWindow *window;
  char *name;    /* of an object of this test's own */
  char *text;    /* the name in canonical form */
  MgName *parsed;
} Fixture;

static MgApplication *the_application;

static void
show_window (Fixture *fixture)
{
  fixture->window = mg_window_new (fixture->application);
  mg_window_show_empty (fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

/* On Windows an object is gone when the last process that had it is: its memory lives on without
 * its name. */
static void
end_publisher (Fixture *fixture)
{
  g_clear_pointer (&fixture->publisher, publisher_stop);
}

static int
setup (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->application = the_application;
  fixture->publisher = publisher_start ();
  fixture->name = publisher_new_name ();
  fixture->parsed = mg_name_parse (fixture->name, mg_platform_get_name_context (), NULL);
  show_window (fixture);
  *state = fixture;
  return 0;
}

static int
teardown (void **state)
{
  Fixture *fixture = *state;

  if (fixture->window != NULL)
    gtk_widget_destroy (GTK_WIDGET (fixture->window));
  end_publisher (fixture);
  g_clear_pointer (&fixture->parsed, mg_name_unref);
  g_free (fixture->name);
  g_free (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return 0;
}

/* Conditions */

static MgObjectTab *
get_tab (Fixture *fixture)
{
  return mg_window_get_tab (fixture->window);
}

static MgSnapshot *
get_shown (Fixture *fixture)
{
  MgObjectTab *tab = get_tab (fixture);

  return tab != NULL ? mg_hex_view_get_snapshot (mg_object_tab_get_view (tab)) : NULL;
}

static gboolean
shows_bytes (gpointer data)
{
  MgSnapshot *snapshot = get_shown (data);

  return snapshot != NULL && snapshot->state == MG_STATE_LIVE && snapshot->pages->len > 0;
}

static gboolean
is_gone (gpointer data)
{
  MgSnapshot *snapshot = get_shown (data);

  return snapshot != NULL && snapshot->state == MG_STATE_GONE;
}

static gboolean
is_unnamed (gpointer data)
{
  MgSnapshot *snapshot = get_shown (data);

  return snapshot != NULL && snapshot->state == MG_STATE_UNNAMED;
}

static gboolean
is_waiting (gpointer data)
{
  MgSnapshot *snapshot = get_shown (data);

  return snapshot != NULL && snapshot->state == MG_STATE_WAITING && snapshot->error != NULL;
}

typedef struct
{
  Fixture *fixture;
  guint64 offset;
  guint8 value;
} ByteIs;

static gboolean
byte_is_shown (gpointer data)
{
  ByteIs *wanted = data;
  MgSnapshot *snapshot = get_shown (wanted->fixture);
  guint8 byte, byte_state;

  if (snapshot == NULL)
    return FALSE;
  mg_snapshot_copy (snapshot, wanted->offset, 1, &byte, &byte_state);
  return byte_state == MG_BYTE_OK && byte == wanted->value;
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} TextIs;

static gboolean
text_is_shown (gpointer data)
{
  TextIs *wanted = data;

  return has_text (wanted->root, wanted->text);
}

static gboolean
text_is_not_shown (gpointer data)
{
  return !text_is_shown (data);
}

static void
wait_for_text (gpointer root, const char *text)
{
  TextIs wanted = { GTK_WIDGET (root), text };

  wait_until (text_is_shown, &wanted);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), name));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), name, target);
}

static void
publish (Fixture *fixture, guint64 size)
{
  publisher_do (fixture->publisher, "shm a %s %" G_GUINT64_FORMAT, fixture->name, size);
}

static void
open_published (Fixture *fixture, guint64 size)
{
  publish (fixture, size);
  mg_window_open (fixture->window, fixture->parsed);
  wait_until (shows_bytes, fixture);
}

/* Tests */

static void
a_name_is_opened_and_its_bytes_are_shown_live (void **state)
{
  Fixture *fixture = *state;
  ByteIs byte = { fixture, 5, 0xa7 };

  open_published (fixture, 8192);
  assert_string_equal (
      gtk_label_get_text (GTK_LABEL (find_by_name (GTK_WIDGET (fixture->window), "title_label"))),
      mg_name_get_label (fixture->parsed));
  wait_for_text (fixture->window, "LIVE");
  wait_for_text (fixture->window, "read-only");
  publisher_do (fixture->publisher, "write a 5 a7");
  wait_until (byte_is_shown, &byte);
  wait_for_text (fixture->window, "changed ");
}

static void
the_same_name_twice_is_one_tab (void **state)
{
  Fixture *fixture = *state;

  open_published (fixture, 4096);
  mg_window_open (fixture->window, fixture->parsed);
  assert_int_equal (mg_window_get_n_tabs (fixture->window), 1);
}

static void
a_paused_view_stands_still_and_reads_once_when_asked (void **state)
{
  Fixture *fixture = *state;
  ByteIs byte = { fixture, 0, 0x11 };
  MgSession *session;
  MgSessionStats before, after;

  open_published (fixture, 4096);
  session = mg_object_tab_get_session (get_tab (fixture));
  activate (fixture, "live");
  assert_true (mg_session_get_paused (session));
  wait_for_text (fixture->window, "PAUSED");
  publisher_do (fixture->publisher, "write a 0 11");
  /* Another object's readings show that time went by. */
  mg_session_get_stats (session, &before);
  assert_false (byte_is_shown (&byte));
  activate (fixture, "read-once");
  wait_until (byte_is_shown, &byte);
  mg_session_get_stats (session, &after);
  assert_true (mg_session_get_paused (session));
  activate (fixture, "live");
  byte.value = 0x12;
  publisher_do (fixture->publisher, "write a 0 12");
  wait_until (byte_is_shown, &byte);
}

static void
an_object_that_goes_stays_on_screen_and_is_attached_again (void **state)
{
  Fixture *fixture = *state;
  ByteIs byte = { fixture, 0, 0x42 };

  open_published (fixture, 4096);
  publisher_do (fixture->publisher, "write a 0 42");
  wait_until (byte_is_shown, &byte);
  end_publisher (fixture);
  wait_until (is_gone, fixture);
  assert_true (byte_is_shown (&byte));
  wait_for_text (fixture->window, "The object went away");
  wait_for_text (fixture->window, "GONE");
  assert_non_null (find_button (GTK_WIDGET (fixture->window), "_Try Again"));

  fixture->publisher = publisher_start ();
  publish (fixture, 8192);
  wait_until (shows_bytes, fixture);
  byte.value = 0;
  wait_until (byte_is_shown, &byte);
  wait_for_text (fixture->window, "appeared again");
  wait_for_text (fixture->window, "LIVE");
}

static void
memory_whose_name_is_gone_is_still_read (void **state)
{
  Fixture *fixture = *state;
  ByteIs byte = { fixture, 9, 0x77 };

  open_published (fixture, 4096);
  publisher_do (fixture->publisher, "unname a");
  wait_until (is_unnamed, fixture);
  wait_for_text (fixture->window, "NAME GONE");
  publisher_do (fixture->publisher, "write a 9 77");
  wait_until (byte_is_shown, &byte);
}

static void
a_near_miss_is_answered_with_a_name_to_click (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *wrong = g_strdup (fixture->name);
  g_autoptr (MgName) wrong_name = NULL;
  TextIs button_is_there = { GTK_WIDGET (fixture->window), mg_name_get_text (fixture->parsed) };
  char *last = wrong + strlen (wrong) - 1;
  char *letter = strstr (wrong, "mg-");
  GtkWidget *button;

  /* Another case; the name ends in a number. */
  assert_non_null (letter);
  assert_true (g_ascii_isdigit (*last));
  letter[0] = 'M';
  letter[1] = 'G';
  wrong_name = mg_name_parse (wrong, mg_platform_get_name_context (), NULL);
  publish (fixture, 4096);
  mg_window_open (fixture->window, wrong_name);
  wait_until (is_waiting, fixture);
  wait_until (text_is_shown, &button_is_there);
  button = find_button (GTK_WIDGET (fixture->window), mg_name_get_text (fixture->parsed));
  assert_true (gtk_widget_is_focus (button));
  gtk_button_clicked (GTK_BUTTON (button));
  wait_until (shows_bytes, fixture);
  assert_true (gtk_widget_is_focus (GTK_WIDGET (mg_object_tab_get_view (get_tab (fixture)))));
  assert_int_equal (mg_window_get_n_tabs (fixture->window), 1);
  assert_true (mg_name_equal (mg_object_tab_get_name (get_tab (fixture)), fixture->parsed));
}

static void
near_names_come_and_go_while_it_waits (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *wrong = g_strdup (fixture->name);
  g_autoptr (MgName) wrong_name = NULL;
  TextIs button_is_there = { GTK_WIDGET (fixture->window), mg_name_get_text (fixture->parsed) };
  char *letter = strstr (wrong, "mg-");
  GtkWidget *button;

  assert_non_null (letter);
  letter[0] = 'M';
  wrong_name = mg_name_parse (wrong, mg_platform_get_name_context (), NULL);
  mg_window_open (fixture->window, wrong_name);
  wait_until (is_waiting, fixture);
  for (guint i = 0; i < 2; i++)
    {
      publish (fixture, 4096);
      wait_until (text_is_shown, &button_is_there);
      button = find_button (GTK_WIDGET (fixture->window), mg_name_get_text (fixture->parsed));
      gtk_widget_grab_focus (button);
      publisher_do (fixture->publisher, "remove a");
      wait_until (text_is_not_shown, &button_is_there);
      /* the focus is where it can be used */
      assert_true (gtk_widget_is_focus (find_button (GTK_WIDGET (fixture->window), "_Try Again")));
    }
}

static void
a_name_that_is_not_there_is_shown_when_it_appears (void **state)
{
  Fixture *fixture = *state;

  mg_window_open (fixture->window, fixture->parsed);
  wait_until (is_waiting, fixture);
  wait_for_text (fixture->window, "It will be shown when it appears");
  wait_for_text (fixture->window, "WAITING");
  gtk_widget_grab_focus (find_button (GTK_WIDGET (fixture->window), "_Try Again"));
  publish (fixture, 4096);
  wait_until (shows_bytes, fixture);
  wait_for_text (fixture->window, "LIVE");
  /* The button is gone, and keys are for the bytes. */
  assert_true (gtk_widget_is_focus (GTK_WIDGET (mg_object_tab_get_view (get_tab (fixture)))));
}

static void
a_name_of_any_length_leaves_the_window_its_size (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *tail = g_strnfill (32000, 'x');
  g_autofree char *text = g_strconcat ("section:Local\\", tail, NULL);
  g_autoptr (MgName) name = mg_name_parse (text, mg_platform_get_name_context (), NULL);
  int width, height;

  assert_non_null (name);
  mg_window_open (fixture->window, name);
  wait_until (is_waiting, fixture);
  gtk_widget_get_preferred_width (GTK_WIDGET (fixture->window), &width, NULL);
  gtk_widget_get_preferred_height_for_width (GTK_WIDGET (fixture->window), 1280, &height, NULL);
  assert_in_range (width, 1, 1200);
  assert_in_range (height, 1, 800);
}

/* Finding */

static GtkWidget *
open_find_bar (Fixture *fixture, const char *type, const char *text)
{
  GtkWidget *bar;

  activate (fixture, "find");
  bar = find_by_type (GTK_WIDGET (fixture->window), MG_TYPE_FIND_BAR);
  assert_non_null (bar);
  assert_true (gtk_widget_get_visible (bar));
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (find_by_name (bar, "type_combo")), type);
  gtk_entry_set_text (GTK_ENTRY (find_by_name (bar, "entry")), text);
  return bar;
}

static void
finding_selects_the_hit_and_goes_on_at_the_other_end (void **state)
{
  Fixture *fixture = *state;
  MgHexView *view;
  GtkWidget *bar;
  MgRange selection;

  open_published (fixture, 1 << 20);
  publisher_do (fixture->publisher, "write a 0x100 6d617067");
  publisher_do (fixture->publisher, "write a 0xf0000 6d617067");
  view = mg_object_tab_get_view (get_tab (fixture));
  bar = open_find_bar (fixture, "text", "mapg");

  gtk_widget_activate (find_by_name (bar, "entry"));
  wait_for_text (bar, "Found at 0x100");
  assert_true (mg_hex_view_get_selection (view, &selection));
  assert_int_equal (selection.start, 0x100);
  assert_int_equal (selection.length, 4);
  activate (fixture, "find-next");
  wait_for_text (bar, "Found at 0xF0000");
  mg_hex_view_get_selection (view, &selection);
  assert_int_equal (selection.start, 0xf0000);
  assert_int_equal (mg_range_intersect (selection, mg_hex_view_get_visible_range (view)).length, 4);
  activate (fixture, "find-next");
  wait_for_text (bar, "Found at 0x100, from the beginning again");
  activate (fixture, "find-previous");
  wait_for_text (bar, "Found at 0xF0000, from the end again");
  activate (fixture, "find-previous");
  wait_for_text (bar, "Found at 0x100");

  gtk_entry_set_text (GTK_ENTRY (find_by_name (bar, "entry")), "no such thing");
  activate (fixture, "find-next");
  wait_for_text (bar, "Not found");
}

static void
a_pattern_that_makes_no_sense_is_said_at_once (void **state)
{
  Fixture *fixture = *state;
  GtkWidget *bar;

  open_published (fixture, 4096);
  bar = open_find_bar (fixture, "hex", "xyz");
  assert_true (has_text (bar, "hex digit"));
  assert_false (gtk_widget_get_sensitive (find_by_name (bar, "next_button")));
  gtk_combo_box_set_active_id (GTK_COMBO_BOX (find_by_name (bar, "type_combo")), "text");
  assert_true (gtk_widget_get_sensitive (find_by_name (bar, "next_button")));
}

static void
the_last_content_of_a_gone_object_can_be_searched (void **state)
{
  Fixture *fixture = *state;
  ByteIs byte = { fixture, 0x203, 0x67 };
  GtkWidget *bar;

  open_published (fixture, 8192);
  publisher_do (fixture->publisher, "write a 0x200 6d617067");
  wait_until (byte_is_shown, &byte);
  end_publisher (fixture);
  wait_until (is_gone, fixture);
  bar = open_find_bar (fixture, "text", "mapg");
  activate (fixture, "find-next");
  wait_for_text (bar, "Found at 0x200");
}

/* Going to, copying, saving */

static void
go_to_takes_the_caret_to_the_last_byte (void **state)
{
  Fixture *fixture = *state;
  GtkWidget *entry;
  MgHexView *view;

  open_published (fixture, 1 << 20);
  view = mg_object_tab_get_view (get_tab (fixture));
  activate (fixture, "go-to");
  entry = find_by_name (GTK_WIDGET (fixture->window), "bars");
  entry = find_by_name (entry, "entry");
  gtk_entry_set_text (GTK_ENTRY (entry), "0x100000");
  gtk_widget_activate (entry);
  assert_int_equal (mg_hex_view_get_caret (view, NULL), 0); /* one too far */
  gtk_entry_set_text (GTK_ENTRY (entry), "end");
  gtk_widget_activate (entry);
  assert_int_equal (mg_hex_view_get_caret (view, NULL), (1 << 20) - 1);
  activate (fixture, "go-to");
  gtk_entry_set_text (GTK_ENTRY (entry), "-15");
  gtk_widget_activate (entry);
  assert_int_equal (mg_hex_view_get_caret (view, NULL), (1 << 20) - 16);
}

typedef struct
{
  GtkClipboard *clipboard;
  const char *expected;
} ClipboardIs;

static gboolean
clipboard_holds (gpointer data)
{
  ClipboardIs *wanted = data;
  g_autofree char *text = gtk_clipboard_wait_for_text (wanted->clipboard);

  return g_strcmp0 (text, wanted->expected) == 0;
}

static void
wait_for_clipboard (Fixture *fixture, const char *expected)
{
  ClipboardIs wanted = { gtk_widget_get_clipboard (GTK_WIDGET (fixture->window), GDK_SELECTION_CLIPBOARD),
                         expected };

  wait_until (clipboard_holds, &wanted);
}

static void
a_selection_is_copied_as_hex_text_and_c (void **state)
{
  Fixture *fixture = *state;
  ByteIs byte = { fixture, 18, 0x73 };

  open_published (fixture, 4096);
  publisher_do (fixture->publisher, "write a 16 4d6170676c617373");
  byte.offset = 23;
  wait_until (byte_is_shown, &byte);
  mg_hex_view_select (mg_object_tab_get_view (get_tab (fixture)), (MgRange) { 16, 8 });
  activate (fixture, "copy-text");
  wait_for_clipboard (fixture, "Mapglass");
  activate (fixture, "copy");
  wait_for_clipboard (fixture, "4d 61 70 67 6c 61 73 73");
}

static void
copying_takes_bytes_that_are_not_on_screen_too (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *expected = g_strnfill (70000, 'a');

  /* Too large to be kept whole, so that most of it was never read. */
  open_published (fixture, 4 << 20);
  publisher_do (fixture->publisher, "fill a 0x200000 70000 0x61");
  mg_hex_view_select (mg_object_tab_get_view (get_tab (fixture)), (MgRange) { 0x200000, 70000 });
  activate (fixture, "copy-text");
  wait_for_clipboard (fixture, expected);
}

static gboolean
is_saved (gpointer data)
{
  return !mg_save_bar_is_saving (MG_SAVE_BAR (data));
}

static void
a_range_is_saved_as_it_is (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *directory = g_dir_make_tmp ("mapglass-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "saved.bin", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *content = NULL;
  GtkWidget *bar;
  gsize length, i;

  open_published (fixture, 8192);
  publisher_do (fixture->publisher, "fill a 0x800 0x1000 0x5a");
  mg_object_tab_save_to (get_tab (fixture), file, (MgRange) { 0x7ff, 0x1002 }, MG_DUMP_RAW);
  bar = find_by_type (GTK_WIDGET (fixture->window), MG_TYPE_SAVE_BAR);
  assert_non_null (bar);
  wait_until (is_saved, bar);
  assert_true (has_text (bar, "Saved"));
  assert_true (g_file_get_contents (path, &content, &length, NULL));
  assert_int_equal (length, 0x1002);
  assert_int_equal (content[0], 0);
  for (i = 1; i <= 0x1000; i++)
    assert_int_equal (content[i], 0x5a);
  assert_int_equal (content[0x1001], 0);
  gtk_button_clicked (GTK_BUTTON (find_by_name (bar, "button")));
  assert_null (find_by_type (GTK_WIDGET (fixture->window), MG_TYPE_SAVE_BAR));
  g_remove (path);
  g_rmdir (directory);
}

static void
what_cannot_be_saved_is_said_and_leaves_no_file (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *directory = g_dir_make_tmp ("mapglass-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "no", "such", "folder.bin", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *bar;

  open_published (fixture, 8192);
  mg_object_tab_save_to (get_tab (fixture), file, (MgRange) { 0, 8192 }, MG_DUMP_RAW);
  bar = find_by_type (GTK_WIDGET (fixture->window), MG_TYPE_SAVE_BAR);
  wait_until (is_saved, bar);
  assert_true (has_text (bar, "Not saved"));
  assert_int_equal (g_rmdir (directory), 0); /* empty */
}

/* The list */

static GtkTreeView *
get_list_view (Fixture *fixture)
{
  return GTK_TREE_VIEW (
      find_by_name (find_by_type (GTK_WIDGET (fixture->window), MG_TYPE_OBJECT_LIST), "view"));
}

static gboolean
find_row (Fixture *fixture, const char *title, GtkTreeIter *found)
{
  GtkTreeModel *model = gtk_tree_view_get_model (get_list_view (fixture));
  gboolean valid;

  for (valid = gtk_tree_model_get_iter_first (model, found); valid;
       valid = gtk_tree_model_iter_next (model, found))
    {
      g_autofree char *text = NULL;

      gtk_tree_model_get (model, found, 1, &text, -1);
      if (g_str_equal (text, title))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_listed (gpointer data)
{
  Fixture *fixture = data;
  GtkTreeIter iter;

  return find_row (fixture, mg_name_get_label (fixture->parsed), &iter);
}

static void
the_list_shows_an_object_and_opens_it (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GtkTreePath) path = NULL;
  GtkTreeView *view = get_list_view (fixture);
  GtkTreeIter iter;

  publish (fixture, 4096);
  wait_until (is_listed, fixture);
  assert_true (find_row (fixture, mg_name_get_label (fixture->parsed), &iter));
  path = gtk_tree_model_get_path (gtk_tree_view_get_model (view), &iter);
  gtk_tree_view_row_activated (view, path, gtk_tree_view_get_column (view, 0));
  wait_until (shows_bytes, fixture);
  assert_true (mg_name_equal (mg_object_tab_get_name (get_tab (fixture)), fixture->parsed));
}

/* Each of the 400 by its name: other programs' objects come and go in the same list. */
typedef struct
{
  Fixture *fixture;
  char letter; /* behind the fixture's name */
  guint count;
} Many;

static gboolean
are_listed (gpointer data)
{
  Many *many = data;
  MgListing *listing = mg_catalog_get_listing (mg_application_get_catalog (many->fixture->application));

  for (guint i = 0; listing != NULL && i < many->count; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s-%c%u", many->fixture->name, many->letter, i);
      g_autoptr (MgName) name = mg_name_parse (text, mg_platform_get_name_context (), NULL);

      if (mg_listing_find (listing, name) == NULL)
        return FALSE;
    }
  return listing != NULL;
}

static gboolean
has_one_more_row (gpointer data)
{
  Fixture *fixture = data;
  GtkTreeIter iter;
  g_autofree char *title = g_strconcat (mg_name_get_label (fixture->parsed), "-!", NULL);

  return find_row (fixture, title, &iter);
}

/* Where the selected row is, below the top of what is visible. */
static int
get_selected_y (GtkTreeView *view, const char *title)
{
  g_autoptr (GtkTreePath) path = NULL;
  g_autofree char *selected = NULL;
  GtkTreeModel *model;
  GtkTreeIter iter;
  GdkRectangle area;

  assert_true (gtk_tree_selection_get_selected (gtk_tree_view_get_selection (view), &model, &iter));
  gtk_tree_model_get (model, &iter, 1, &selected, -1);
  assert_string_equal (selected, title);
  path = gtk_tree_model_get_path (model, &iter);
  gtk_tree_view_get_cell_area (view, path, NULL, &area);
  return area.y;
}

typedef struct
{
  GtkTreeView *view;
  const char *title;
  int y;
} SelectedAt;

static gboolean
selected_is_there (gpointer data)
{
  SelectedAt *wanted = data;

  return get_selected_y (wanted->view, wanted->title) == wanted->y;
}

static gboolean
selected_is_in_the_middle (gpointer data)
{
  SelectedAt *wanted = data;
  int height = gtk_widget_get_allocated_height (GTK_WIDGET (wanted->view));

  wanted->y = get_selected_y (wanted->view, wanted->title);
  return wanted->y > height / 4 && wanted->y < height * 3 / 4;
}

static void
an_update_of_the_list_keeps_selection_and_place (void **state)
{
  Fixture *fixture = *state;
  GtkTreeView *view = get_list_view (fixture);
  g_autofree char *title = g_strdup_printf ("%s-m250", mg_name_get_label (fixture->parsed));
  g_autoptr (GtkTreePath) path = NULL;
  SelectedAt place = { view, title };
  Many first = { fixture, 'm', 400 }, more = { fixture, 'l', 400 };
  GtkTreeIter iter;

  publisher_do (fixture->publisher, "many m %s-m 400 4096", fixture->name);
  wait_until (are_listed, &first);
  assert_true (find_row (fixture, title, &iter));
  path = gtk_tree_model_get_path (gtk_tree_view_get_model (view), &iter);
  gtk_tree_view_set_cursor (view, path, NULL, FALSE);
  gtk_tree_view_scroll_to_cell (view, path, NULL, TRUE, 0.5, 0);
  wait_until (selected_is_in_the_middle, &place);

  /* A row above all of them. */
  publisher_do (fixture->publisher, "shm extra %s-! 4096", fixture->name);
  wait_until (has_one_more_row, fixture);
  wait_until (selected_is_there, &place);

  /* So many that the view starts anew. */
  publisher_do (fixture->publisher, "many l %s-l 400 4096", fixture->name);
  wait_until (are_listed, &more);
  wait_until (selected_is_there, &place);
}

static gboolean
shown_is_selected (gpointer data)
{
  Fixture *fixture = data;
  GtkTreeModel *model;
  GtkTreeIter iter;
  g_autofree char *text = NULL;

  if (!gtk_tree_selection_get_selected (gtk_tree_view_get_selection (get_list_view (fixture)), &model, &iter))
    return FALSE;
  gtk_tree_model_get (model, &iter, 1, &text, -1);
  return g_str_equal (text, mg_name_get_label (fixture->parsed));
}

static gboolean
nothing_is_selected (gpointer data)
{
  return gtk_tree_selection_count_selected_rows (gtk_tree_view_get_selection (get_list_view (data))) == 0;
}

static void
what_is_shown_is_selected_in_the_list (void **state)
{
  Fixture *fixture = *state;

  open_published (fixture, 4096);
  wait_until (shown_is_selected, fixture);
  activate (fixture, "close");
  wait_until (nothing_is_selected, fixture);
}

typedef struct
{
  MgWindow *window;
  gboolean seen;
  int x, y, width;
} Place;

static Place
get_place (MgWindow *window)
{
  GtkWidget *view = GTK_WIDGET (mg_object_tab_get_view (mg_window_get_tab (window)));
  Place place = { .window = window, .seen = TRUE, .width = gtk_widget_get_allocated_width (view) };

  gtk_widget_translate_coordinates (view, GTK_WIDGET (window), 0, 0, &place.x, &place.y);
  return place;
}

static void
first_content_cb (MgObjectTab *tab, gpointer data)
{
  Place *place = data;

  *place = get_place (place->window);
}

static gboolean
is_complete (gpointer data)
{
  const Place *place = data;
  GtkWidget *pane = mg_object_tab_get_structure (mg_window_get_tab (place->window));

  return place->seen && pane != NULL && gtk_widget_get_mapped (pane)
         && find_by_type (GTK_WIDGET (place->window), MG_TYPE_TIMELINE) != NULL;
}

/* What comes behind the first frame has its place kept. */
static void
bytes_stay_where_the_first_frame_has_them (void **state)
{
  Fixture *fixture = *state;
  Place first = { 0 }, place;

  publish (fixture, 4096);
  first.window = mg_window_new (fixture->application);
  gtk_window_set_default_size (GTK_WINDOW (first.window), 1200, 800);
  mg_window_open (first.window, fixture->parsed);
  g_signal_connect (mg_window_get_tab (first.window), "first-content", G_CALLBACK (first_content_cb), &first);
  gtk_window_present (GTK_WINDOW (first.window));
  wait_until (is_complete, &first);
  while (gtk_events_pending ())
    gtk_main_iteration ();
  place = get_place (first.window);
  assert_int_equal (place.x, first.x);
  assert_int_equal (place.y, first.y);
  assert_int_equal (place.width, first.width);
  gtk_widget_destroy (GTK_WIDGET (first.window));
}

/* Takes longer than there is from one frame to the next, as drawing does on a slow display. */
static gboolean
draw_slowly_cb (GtkWidget *widget, cairo_t *cr, gpointer data)
{
  gint64 end_us = g_get_monotonic_time () + 40000;

  while (g_get_monotonic_time () < end_us)
    {
    }
  return FALSE;
}

static void
where_drawing_is_slow_the_window_is_made_all_the_same (void **state)
{
  Fixture *fixture = *state;
  Place place = { .seen = TRUE };

  publish (fixture, 4096);
  publisher_do (fixture->publisher, "start a 0 500");
  place.window = mg_window_new (fixture->application);
  mg_window_open (place.window, fixture->parsed);
  g_signal_connect (mg_object_tab_get_view (mg_window_get_tab (place.window)), "draw",
                    G_CALLBACK (draw_slowly_cb), NULL);
  gtk_window_present (GTK_WINDOW (place.window));
  wait_until (is_complete, &place);
  gtk_widget_destroy (GTK_WIDGET (place.window));
}

static void
the_filter_leaves_what_matches_and_enter_opens_it (void **state)
{
  Fixture *fixture = *state;
  GtkWidget *list = find_by_type (GTK_WIDGET (fixture->window), MG_TYPE_OBJECT_LIST);
  GtkWidget *entry = find_by_name (list, "filter_entry");

  publish (fixture, 4096);
  wait_until (is_listed, fixture);
  gtk_entry_set_text (GTK_ENTRY (entry), mg_name_get_label (fixture->parsed));
  assert_true (is_listed (fixture));
  gtk_widget_activate (entry);
  wait_until (shows_bytes, fixture);
  gtk_entry_set_text (GTK_ENTRY (entry), "no object is called that");
  assert_false (is_listed (fixture));
  assert_true (has_text (list, "No object matches"));
}

/* Dialogs */

static GtkWidget *
find_toplevel (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GList *l;

  for (l = windows; l != NULL; l = l->next)
    if (g_type_is_a (G_OBJECT_TYPE (l->data), type) && gtk_widget_get_visible (l->data))
      return l->data;
  return NULL;
}

static void
the_open_dialog_says_what_is_there_while_one_types (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *longer = g_strconcat (fixture->name, "-no", NULL);
  GtkWidget *dialog, *entry, *accept;

  publish (fixture, 4096);
  activate (fixture, "open");
  dialog = find_toplevel (MG_TYPE_OPEN_DIALOG);
  assert_non_null (dialog);
  entry = find_by_name (dialog, "entry");
  accept = find_button (dialog, "_Open");
  assert_false (gtk_widget_get_sensitive (accept));

  gtk_entry_set_text (GTK_ENTRY (entry), longer);
  wait_for_text (dialog, "there is no object of that name");
  wait_for_text (dialog, "Did you mean");
  assert_false (gtk_widget_get_sensitive (accept));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_by_name (dialog, "wait_check")), TRUE);
  assert_true (gtk_widget_get_sensitive (accept));

  gtk_entry_set_text (GTK_ENTRY (entry), "100%");
  assert_true (has_text (dialog, "%25"));
  assert_false (gtk_widget_get_sensitive (accept));

  gtk_entry_set_text (GTK_ENTRY (entry), fixture->name);
  wait_for_text (dialog, "Exists:");
  assert_true (gtk_widget_get_sensitive (accept));
  gtk_button_clicked (GTK_BUTTON (accept));
  wait_until (shows_bytes, fixture);
  assert_null (find_toplevel (MG_TYPE_OPEN_DIALOG));
}

static void
the_open_dialog_goes_with_its_window (void **state)
{
  Fixture *fixture = *state;
  MgWindow *other = mg_window_new (fixture->application);
  GtkWidget *dialog;

  mg_window_show_empty (other);
  gtk_window_present (GTK_WINDOW (other));
  mg_window_ask_name (other, fixture->name);
  dialog = find_toplevel (MG_TYPE_OPEN_DIALOG);
  assert_non_null (dialog);
  g_object_ref (dialog);
  gtk_widget_destroy (GTK_WIDGET (other));
  assert_null (find_toplevel (MG_TYPE_OPEN_DIALOG));
  g_object_unref (dialog); /* whose last breath finds no window to write to */
}

static gboolean
offers_a_name (gpointer view)
{
  return gtk_tree_model_iter_n_children (gtk_tree_view_get_model (view), NULL) > 0;
}

static void
a_name_being_chosen_in_the_open_dialog_stays (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *wrong = g_strdup (fixture->name);
  g_autoptr (GtkTreePath) first = gtk_tree_path_new_first ();
  GtkWidget *dialog, *view, *entry;

  publish (fixture, 4096);
  activate (fixture, "open");
  dialog = find_toplevel (MG_TYPE_OPEN_DIALOG);
  assert_non_null (dialog);
  entry = find_by_name (dialog, "entry");
  view = find_by_name (dialog, "view");
  strstr (wrong, "mg-")[0] = 'M';
  gtk_entry_set_text (GTK_ENTRY (entry), fixture->name);
  wait_until (offers_a_name, view);

  /* It contains the wrong name but for case, too.  Then comes the answer to that. */
  gtk_entry_set_text (GTK_ENTRY (entry), wrong);
  gtk_tree_view_set_cursor (GTK_TREE_VIEW (view), first, NULL, FALSE);
  gtk_widget_grab_focus (view);
  wait_for_text (dialog, "there is no object of that name");
  assert_int_equal (
      gtk_tree_selection_count_selected_rows (gtk_tree_view_get_selection (GTK_TREE_VIEW (view))), 1);
  gtk_tree_view_row_activated (GTK_TREE_VIEW (view), first,
                               gtk_tree_view_get_column (GTK_TREE_VIEW (view), 0));
  wait_until (shows_bytes, fixture);
}

static gboolean
has_holder (gpointer data)
{
  GtkWidget *dialog = find_toplevel (MG_TYPE_PROPERTIES_DIALOG);
  GtkTreeModel *model = gtk_tree_view_get_model (GTK_TREE_VIEW (find_by_name (dialog, "view")));
  guint32 wanted = publisher_get_pid (((Fixture *) data)->publisher);
  GtkTreeIter iter;
  gboolean valid;
  guint pid;

  for (valid = gtk_tree_model_get_iter_first (model, &iter); valid;
       valid = gtk_tree_model_iter_next (model, &iter))
    {
      gtk_tree_model_get (model, &iter, 0, &pid, -1);
      if (pid == wanted)
        return TRUE;
    }
  return FALSE;
}

static void
properties_tell_the_size_and_the_holder (void **state)
{
  Fixture *fixture = *state;
  GtkWidget *dialog;

  open_published (fixture, 8192);
  activate (fixture, "properties");
  dialog = find_toplevel (MG_TYPE_PROPERTIES_DIALOG);
  assert_non_null (dialog);
  wait_until (has_holder, fixture);
  assert_true (has_text (dialog, mg_name_get_text (fixture->parsed)));
  assert_true (has_text (dialog, "8\342\200\211192 bytes"));
  gtk_widget_destroy (dialog);
}

/* The window */

static void
what_nobody_sees_is_not_read (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *second = g_strconcat (fixture->name, "-b", NULL);
  g_autoptr (MgName) second_name = mg_name_parse (second, mg_platform_get_name_context (), NULL);
  ByteIs byte = { fixture, 0, 0x21 };
  MgSession *first_session;
  MgSessionStats before, after;

  open_published (fixture, 4096);
  first_session = mg_object_tab_get_session (get_tab (fixture));
  publisher_do (fixture->publisher, "shm b %s 4096", second);
  mg_window_open (fixture->window, second_name);
  wait_until (shows_bytes, fixture);
  mg_session_get_stats (first_session, &before);
  publisher_do (fixture->publisher, "write b 0 21");
  wait_until (byte_is_shown, &byte);
  mg_session_get_stats (first_session, &after);
  /* One that was under way when the other tab came to the front may have ended since. */
  assert_in_range (after.n_reads - before.n_reads, 0, 1);

  gtk_widget_hide (GTK_WIDGET (fixture->window));
  publisher_do (fixture->publisher, "write b 0 22");
  byte.value = 0x22;
  gtk_widget_show (GTK_WIDGET (fixture->window));
  wait_until (byte_is_shown, &byte);

  activate (fixture, "previous-tab");
  assert_ptr_equal (mg_object_tab_get_session (get_tab (fixture)), first_session);
  byte.value = 0x31;
  publisher_do (fixture->publisher, "write a 0 31");
  wait_until (byte_is_shown, &byte);
  activate (fixture, "close");
  assert_int_equal (mg_window_get_n_tabs (fixture->window), 1);
  activate (fixture, "close");
  assert_int_equal (mg_window_get_n_tabs (fixture->window), 0);
  assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), "find"));
  wait_for_text (fixture->window, "to watch its bytes live");
}

static void
settings_reach_the_view (void **state)
{
  Fixture *fixture = *state;
  MgHexView *view;
  guint bytes_per_row, group;
  gboolean keep_marks, big_endian;
  double zoom;

  open_published (fixture, 4096);
  view = mg_object_tab_get_view (get_tab (fixture));
  activate (fixture, "bytes-per-row(32)");
  activate (fixture, "group-size(4)");
  activate (fixture, "big-endian");
  activate (fixture, "mark-mode::keep");
  activate (fixture, "zoom-in");
  activate (fixture, "rate-hz(10.0)");
  g_object_get (view, "bytes-per-row", &bytes_per_row, "group", &group, "keep-marks", &keep_marks, "zoom",
                &zoom, "big-endian", &big_endian, NULL);
  assert_int_equal (bytes_per_row, 32);
  assert_int_equal (group, 4);
  assert_true (keep_marks);
  assert_true (big_endian);
  assert_true (zoom > 1.05 && zoom < 1.15);
  assert_true (mg_session_get_rate_hz (mg_object_tab_get_session (get_tab (fixture))) == 10.0);
  assert_true (has_text (GTK_WIDGET (fixture->window), "10 Hz"));
  activate (fixture, "zoom-reset");
  g_settings_reset (mg_application_get_settings (fixture->application), "bytes-per-row");
  g_settings_reset (mg_application_get_settings (fixture->application), "group-size");
  g_settings_reset (mg_application_get_settings (fixture->application), "big-endian");
  g_settings_reset (mg_application_get_settings (fixture->application), "mark-mode");
  g_settings_reset (mg_application_get_settings (fixture->application), "rate-hz");
  g_object_get (view, "bytes-per-row", &bytes_per_row, NULL);
  assert_int_equal (bytes_per_row, 16);
}

static void
check_accessible_cb (GtkWidget *widget, gpointer data)
{
  AtkObject *accessible;
  const char *name;

  if (!gtk_widget_is_visible (widget) || !gtk_widget_get_can_focus (widget)
      || !(GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_TREE_VIEW (widget)
           || GTK_IS_COMBO_BOX (widget) || MG_IS_HEX_VIEW (widget))
      || (!GTK_IS_COMBO_BOX (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_COMBO_BOX) != NULL))
    return;
  accessible = gtk_widget_get_accessible (widget);
  name = atk_object_get_name (accessible);
  if (name == NULL || *name == '\0')
    {
      print_error ("%s (%s) has no accessible name\n", G_OBJECT_TYPE_NAME (widget),
                   gtk_buildable_get_name (GTK_BUILDABLE (widget)));
      (*(guint *) data)++;
    }
}

static void
every_control_has_an_accessible_name (void **state)
{
  Fixture *fixture = *state;
  guint n_nameless = 0;
  GtkWidget *dialog;

  open_published (fixture, 4096);
  activate (fixture, "find");
  activate (fixture, "go-to");
  activate (fixture, "open");
  activate (fixture, "properties");
  foreach_widget (GTK_WIDGET (fixture->window), check_accessible_cb, &n_nameless);
  dialog = find_toplevel (MG_TYPE_OPEN_DIALOG);
  foreach_widget (dialog, check_accessible_cb, &n_nameless);
  gtk_widget_destroy (dialog);
  dialog = find_toplevel (MG_TYPE_PROPERTIES_DIALOG);
  foreach_widget (dialog, check_accessible_cb, &n_nameless);
  gtk_widget_destroy (dialog);
  assert_int_equal (n_nameless, 0);
}

static void
every_key_belongs_to_a_command (void **state)
{
  Fixture *fixture = *state;
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (GTK_APPLICATION (fixture->application));
  guint i;

  assert_true (g_strv_length (actions) > 20);
  for (i = 0; actions[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      assert_true (g_action_parse_detailed_name (actions[i], &name, &target, NULL));
      if (g_str_has_prefix (name, "win."))
        assert_true (g_action_group_has_action (G_ACTION_GROUP (fixture->window), name + 4));
      else
        assert_true (g_action_group_has_action (G_ACTION_GROUP (fixture->application), name + 4));
    }
}

static void
rarely_used_parts_can_be_made (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GtkBuilder) menus = mg_application_new_builder ("menus.ui");
  GtkWidget *dialog;

  assert_non_null (gtk_builder_get_object (menus, "main_menu"));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "preferences", NULL);
  dialog = find_toplevel (GTK_TYPE_DIALOG);
  assert_non_null (dialog);
  gtk_widget_destroy (dialog);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "shortcuts", NULL);
  dialog = find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW);
  assert_non_null (dialog);
  gtk_widget_destroy (dialog);
}

#define app_test(function) cmocka_unit_test_setup_teardown (function, setup, teardown)

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    app_test (a_name_is_opened_and_its_bytes_are_shown_live),
    app_test (the_same_name_twice_is_one_tab),
    app_test (a_paused_view_stands_still_and_reads_once_when_asked),
    app_test (an_object_that_goes_stays_on_screen_and_is_attached_again),
    app_test (memory_whose_name_is_gone_is_still_read),
    app_test (a_near_miss_is_answered_with_a_name_to_click),
    app_test (near_names_come_and_go_while_it_waits),
    app_test (a_name_that_is_not_there_is_shown_when_it_appears),
    app_test (a_name_of_any_length_leaves_the_window_its_size),
    app_test (finding_selects_the_hit_and_goes_on_at_the_other_end),
    app_test (a_pattern_that_makes_no_sense_is_said_at_once),
    app_test (the_last_content_of_a_gone_object_can_be_searched),
    app_test (go_to_takes_the_caret_to_the_last_byte),
    app_test (a_selection_is_copied_as_hex_text_and_c),
    app_test (copying_takes_bytes_that_are_not_on_screen_too),
    app_test (a_range_is_saved_as_it_is),
    app_test (what_cannot_be_saved_is_said_and_leaves_no_file),
    app_test (the_list_shows_an_object_and_opens_it),
    app_test (an_update_of_the_list_keeps_selection_and_place),
    app_test (what_is_shown_is_selected_in_the_list),
    app_test (bytes_stay_where_the_first_frame_has_them),
    app_test (where_drawing_is_slow_the_window_is_made_all_the_same),
    app_test (the_filter_leaves_what_matches_and_enter_opens_it),
    app_test (the_open_dialog_says_what_is_there_while_one_types),
    app_test (the_open_dialog_goes_with_its_window),
    app_test (a_name_being_chosen_in_the_open_dialog_stays),
    app_test (properties_tell_the_size_and_the_holder),
    app_test (what_nobody_sees_is_not_read),
    app_test (settings_reach_the_view),
    app_test (every_control_has_an_accessible_name),
    app_test (every_key_belongs_to_a_command),
    app_test (rarely_used_parts_can_be_made),
  };
  int n_failed;

  the_application = app_fixture_start (&argc, &argv);
  n_failed = cmocka_run_group_tests_name ("app", tests, NULL, NULL);
  app_fixture_end (the_application);
  return n_failed;
}
