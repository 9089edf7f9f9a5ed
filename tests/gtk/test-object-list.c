/* How objects are doing, told in the list: of those that are open by their tab's session, of those that
 * are watched by a thread of its own. */
#include "config.h"

#include "history-fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/object-list-model.h"
#include "app/object-list.h"
#include "platform/platform.h"

static GtkTreeView *
get_view (History *history)
{
  GtkWidget *list = find_by_type (GTK_WIDGET (history->window), MG_TYPE_OBJECT_LIST);

  return GTK_TREE_VIEW (find_by_type (list, GTK_TYPE_TREE_VIEW));
}

/* The row of the fixture's object. */
static gboolean
find_row (History *history, GtkTreeIter *iter)
{
  GtkTreeModel *model = gtk_tree_view_get_model (get_view (history));
  gboolean valid;

  for (valid = model != NULL && gtk_tree_model_get_iter_first (model, iter); valid;
       valid = gtk_tree_model_iter_next (model, iter))
    {
      MgObjectInfo *info = mg_object_list_model_get_info (MG_OBJECT_LIST_MODEL (model), iter);

      if (info != NULL && mg_name_equal (info->name, history->parsed)
          && mg_object_list_model_get_row_type (MG_OBJECT_LIST_MODEL (model), iter) == MG_ROW_OBJECT)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_listed (gpointer data)
{
  GtkTreeIter iter;

  return find_row (data, &iter);
}

/* What a screen reader is told of a cell of that row. */
static char *
dup_cell (History *history, guint column)
{
  AtkObject *table = gtk_widget_get_accessible (GTK_WIDGET (get_view (history)));
  GtkTreeModel *model = gtk_tree_view_get_model (get_view (history));
  g_autoptr (GtkTreePath) path = NULL;
  g_autoptr (AtkObject) cell = NULL;
  GtkTreeIter iter;

  if (!find_row (history, &iter))
    return g_strdup ("");
  path = gtk_tree_model_get_path (model, &iter);
  cell = atk_table_ref_at (ATK_TABLE (table), gtk_tree_path_get_indices (path)[0], (int) column);
  return g_strdup (cell != NULL && atk_object_get_name (cell) != NULL ? atk_object_get_name (cell) : "");
}

typedef struct
{
  History *history;
  guint column;
  const char *text;
  gboolean absent;
} Told;

static gboolean
is_told (gpointer data)
{
  Told *told = data;
  g_autofree char *cell = dup_cell (told->history, told->column);

  return (strstr (cell, told->text) != NULL) != told->absent;
}

static void
wait_for_told (History *history, guint column, const char *text, gboolean absent)
{
  Told told = { history, column, text, absent };

  app_fixture_wait (is_told, &told, text, __FILE__, __LINE__);
}

static void
press_insert (History *history)
{
  GtkWidget *view = GTK_WIDGET (get_view (history));
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  GtkTreeIter iter;
  gboolean handled = FALSE;

  assert_true (find_row (history, &iter));
  gtk_tree_selection_select_iter (gtk_tree_view_get_selection (get_view (history)), &iter);
  event->key.window = g_object_ref (gtk_widget_get_window (view));
  event->key.keyval = GDK_KEY_Insert;
  g_signal_emit_by_name (view, "key-press-event", event, &handled);
  gdk_event_free (event);
  assert_true (handled);
}

static gboolean
has_changed_in_steps (gpointer data)
{
  History *history = data;
  static guint8 byte;
  g_autofree char *cell = dup_cell (history, 0);

  publisher_do (history->publisher, "write 1 0 %02x", ++byte);
  return strstr (cell, " Hz") != NULL;
}

static void
a_watched_object_tells_how_it_is_doing (void **state)
{
  History *history = *state;
  GSettings *settings = mg_application_get_settings (history->application);
  g_auto (GStrv) watched = NULL, last = NULL;

  publisher_do (history->publisher, "shm 1 %s 4096", history->name);
  wait_until (is_listed, history);
  wait_for_told (history, 0, "4 KiB", FALSE);
  press_insert (history);
  watched = g_settings_get_strv (settings, "watched-names");
  assert_int_equal (g_strv_length (watched), 1);
  assert_string_equal (watched[0], mg_name_get_text (history->parsed));
  wait_for_told (history, 0, "no change seen", FALSE);
  wait_for_told (history, 1, "bytes changed in a quarter of a second: 0 at last, 0 at most", FALSE);
  publisher_do (history->publisher, "write 1 8 112233");
  wait_for_told (history, 0, " ago", FALSE);
  wait_for_told (history, 1, "3 at most", FALSE);
  wait_until (has_changed_in_steps, history);
  /* with a rate that is known it has stalled when nothing comes any longer: then that is said first */
  wait_for_told (history, 0, "\nstalled · ", FALSE);
  press_insert (history);
  wait_for_told (history, 0, " ago", TRUE);
  last = g_settings_get_strv (settings, "watched-names");
  assert_int_equal (g_strv_length (last), 0);
}

/* Rows are as high as each other and stay so: what was drawn below would stay there. */
static gboolean
check_heights_cb (GtkWidget *view, cairo_t *cr, gpointer data)
{
  int *height = data;
  GtkTreePath *path = NULL, *end = NULL;
  GdkRectangle area;

  if (!gtk_tree_view_get_visible_range (GTK_TREE_VIEW (view), &path, &end))
    return FALSE;
  for (; gtk_tree_path_compare (path, end) <= 0; gtk_tree_path_next (path))
    {
      gtk_tree_view_get_background_area (GTK_TREE_VIEW (view), path, NULL, &area);
      if (*height == 0)
        *height = area.height;
      if (area.height != *height)
        *height = -1;
    }
  gtk_tree_path_free (path);
  gtk_tree_path_free (end);
  return FALSE;
}

static void
rows_stay_as_high_as_they_are (void **state)
{
  History *history = *state;
  g_autoptr (GList) cells =
      gtk_cell_layout_get_cells (GTK_CELL_LAYOUT (gtk_tree_view_get_column (get_view (history), 1)));
  int height = 0, minimum, natural;

  /* what a line says is longer than it: wrapped, it would be higher than the row */
  g_object_set (cells->data, "text", "as many words as there would be in several lines of this width", NULL);
  gtk_cell_renderer_get_preferred_height_for_width (cells->data, GTK_WIDGET (get_view (history)), 60,
                                                    &minimum, &natural);
  assert_true (natural == 0 && minimum == 0);
  g_signal_connect (get_view (history), "draw", G_CALLBACK (check_heights_cb), &height);
  publisher_do (history->publisher, "shm 1 %s 4096", history->name);
  wait_until (is_listed, history);
  press_insert (history);
  wait_for_told (history, 1, "0 at most", FALSE);
  press_insert (history);
  wait_for_told (history, 0, "no change seen", TRUE);
  g_signal_handlers_disconnect_by_func (get_view (history), check_heights_cb, &height);
  assert_true (height > 0);
}

static void
an_open_object_tells_it_by_its_tab (void **state)
{
  History *history = *state;
  MgPulses *pulses = mg_application_get_pulses (history->application);

  history_open (history);
  wait_until (is_listed, history);
  wait_for_told (history, 0, "no change seen", FALSE);
  history_write (history, 0, 7);
  wait_for_told (history, 0, " ago", FALSE);
  wait_for_told (history, 1, "1 at most", FALSE);
  assert_true (mg_pulses_find (pulses, history->parsed)->health.sampled_hz > MG_WATCH_HZ * 2);
  /* behind another one it reads nothing, and tells nothing */
  mg_object_tab_set_hidden (mg_window_get_tab (history->window), TRUE);
  wait_for_told (history, 0, " ago", TRUE);
  mg_object_tab_set_hidden (mg_window_get_tab (history->window), FALSE);
  wait_for_told (history, 0, " ago", FALSE);
  history_activate (history, "close");
  wait_for_told (history, 0, " ago", TRUE);
}

static void
no_more_can_be_watched_than_one_thread_can (void **state)
{
  History *history = *state;
  MgPulses *pulses = mg_application_get_pulses (history->application);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_name_unref);

  publisher_do (history->publisher, "shm 1 %s 4096", history->name);
  wait_until (is_listed, history);
  for (guint i = 0; i <= MG_WATCH_MAX; i++)
    {
      g_autofree char *text = publisher_new_name ();
      MgName *name = mg_name_parse (text, mg_platform_get_name_context (), NULL);

      g_ptr_array_add (names, name);
      assert_int_equal (mg_pulses_set_watched (pulses, name, TRUE), i < MG_WATCH_MAX);
      assert_int_equal (mg_pulses_get_watched (pulses, name), i < MG_WATCH_MAX);
    }
  /* who asks for one more in the list is told so in words */
  assert_false (has_text (GTK_WIDGET (history->window), "at most 64 objects are watched"));
  press_insert (history);
  assert_false (mg_pulses_get_watched (pulses, history->parsed));
  assert_true (has_text (GTK_WIDGET (history->window), "at most 64 objects are watched"));
  assert_true (has_text (GTK_WIDGET (history->window), "Press Insert on one that is watched"));
  for (guint i = 0; i < MG_WATCH_MAX; i++)
    assert_true (mg_pulses_set_watched (pulses, names->pdata[i], FALSE));
  press_insert (history);
  assert_true (mg_pulses_get_watched (pulses, history->parsed));
  press_insert (history);
}

static int
run (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown (a_watched_object_tells_how_it_is_doing, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (rows_stay_as_high_as_they_are, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (an_open_object_tells_it_by_its_tab, history_setup, history_teardown),
    cmocka_unit_test_setup_teardown (no_more_can_be_watched_than_one_thread_can, history_setup,
                                     history_teardown),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
