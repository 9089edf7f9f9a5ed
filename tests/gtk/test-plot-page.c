/* The page of plots in the window, on a real object that a second process publishes. */
#include "config.h"

#include "history-fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/plot-page.h"

#define HEADER \
  "#include <stdint.h>\n" \
  "struct s { uint8_t first; uint8_t flags; uint16_t parts : 4, rest : 12; uint8_t far_away[4000]; " \
  "uint8_t last; char name[8]; };\n"
#define LAST 4004

static MgPlotPage *
get_page (History *history)
{
  return MG_PLOT_PAGE (find_by_type (GTK_WIDGET (history_get_pane (history)), MG_TYPE_PLOT_PAGE));
}

static void
show_page (History *history)
{
  gtk_stack_set_visible_child_name (
      GTK_STACK (find_by_name (GTK_WIDGET (history_get_pane (history)), "stack")), "plot");
}

typedef struct
{
  History *history;
  const char *path;
  double value;
} Wanted;

static guint
find_id (MgPlotView *view, const char *path)
{
  for (guint i = 0; i < mg_plot_view_get_n_series (view); i++)
    if (g_strcmp0 (mg_plot_view_get_title (view, mg_plot_view_get_id (view, i)), path) == 0)
      return mg_plot_view_get_id (view, i);
  return 0;
}

static gboolean
has_value (gpointer data)
{
  Wanted *wanted = data;
  MgPlotView *view = mg_plot_page_get_view (get_page (wanted->history));
  guint id = find_id (view, wanted->path);
  double least, greatest;

  return id != 0 && mg_plot_view_get_value (view, id, G_MAXINT64, &least, &greatest) == wanted->value;
}

static void
wait_for_value (History *history, const char *path, double value)
{
  Wanted wanted = { history, path, value };

  app_fixture_wait (has_value, &wanted, path, __FILE__, __LINE__);
}

static void
a_field_is_plotted_from_what_is_kept_and_goes_on (void **state)
{
  History *history = *state;
  MgPlotView *view;
  double least, greatest;

  history_open (history);
  history_declare (history, HEADER);
  history_write (history, 0, 200);
  history_write (history, 0, 7);
  show_page (history);
  assert_true (mg_plot_page_add (get_page (history), "first", NULL));
  wait_for_value (history, "first", 7);
  view = mg_plot_page_get_view (get_page (history));
  mg_plot_view_get_value (view, find_id (view, "first"), G_MAXINT64, &least, &greatest);
  assert_true (greatest == 200);
  history_write (history, 0, 9);
  wait_for_value (history, "first", 9);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

typedef struct
{
  History *history;
  guint n_lines;
} CsvWanted;

static gboolean
has_lines (gpointer data)
{
  CsvWanted *wanted = data;
  g_autofree char *csv = mg_plot_view_dup_csv (mg_plot_page_get_view (get_page (wanted->history)));

  return count_lines (csv) >= wanted->n_lines;
}

static void
all_of_a_long_past_is_plotted (void **state)
{
  History *history = *state;
  CsvWanted wanted = { history, 121 };

  history_open (history);
  history_declare (history, HEADER);
  /* more than is looked at in one go */
  for (guint i = 1; i <= 120; i++)
    history_write (history, 0, (guint8) i);
  show_page (history);
  assert_true (mg_plot_page_add (get_page (history), "first", NULL));
  wait_until (has_lines, &wanted);
  history_write (history, 0, 200);
  wait_for_value (history, "first", 200);
}

static void
what_is_written_while_the_past_is_looked_at_is_plotted (void **state)
{
  History *history = *state;
  double least, greatest;
  MgPlotView *view;

  history_open (history);
  history_declare (history, HEADER);
  for (guint8 i = 3; i <= 5; i++)
    history_write (history, 0, i);
  show_page (history);
  assert_true (mg_plot_page_add (get_page (history), "first", NULL));
  wait_for_value (history, "first", 5);
  history_activate (history, "previous-change");
  assert_true (mg_shown_get_still (history_get_shown (history)) != MG_STILL_NOT);
  history_write (history, 0, 210);
  history_write (history, 0, 6);
  history_activate (history, "go-live");
  wait_for_value (history, "first", 6);
  view = mg_plot_page_get_view (get_page (history));
  mg_plot_view_get_value (view, find_id (view, "first"), G_MAXINT64, &least, &greatest);
  assert_true (greatest == 210);
}

static void
a_field_out_of_sight_is_read_too (void **state)
{
  History *history = *state;

  history_open (history);
  history_declare (history, HEADER);
  show_page (history);
  assert_true (mg_plot_page_add (get_page (history), "last", NULL));
  publisher_do (history->publisher, "write 1 %d 2a", LAST);
  wait_for_value (history, "last", 42);
}

static void
only_numbers_are_plotted (void **state)
{
  History *history = *state;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) paths = NULL;

  history_open (history);
  history_declare (history, HEADER);
  show_page (history);
  assert_false (mg_plot_page_add (get_page (history), "name", &error));
  assert_non_null (error);
  g_clear_error (&error);
  assert_false (mg_plot_page_add (get_page (history), "nothing", &error));
  assert_non_null (error);
  assert_true (mg_plot_page_add (get_page (history), "parts", NULL)); /* a bit-field */
  assert_true (mg_plot_page_add (get_page (history), "far_away[17]", NULL));
  assert_true (mg_plot_page_add (get_page (history), "parts", NULL)); /* is there */
  paths = mg_plot_page_dup_paths (get_page (history));
  assert_int_equal (g_strv_length (paths), 2);
  mg_plot_page_remove (get_page (history), "parts");
  assert_int_equal (mg_plot_view_get_n_series (mg_plot_page_get_view (get_page (history))), 1);
}

static void
ctrl_p_plots_the_selected_field (void **state)
{
  History *history = *state;
  MgFieldView *fields;
  g_autoptr (MgField) field = NULL;

  history_open (history);
  history_declare (history, HEADER);
  fields = mg_structure_pane_get_view (history_get_pane (history));
  field = mg_structure_find (mg_field_view_get_structure (fields), "flags", NULL);
  assert_true (mg_field_view_select (fields, field));
  g_action_group_activate_action (gtk_widget_get_action_group (GTK_WIDGET (fields), "fields"), "plot", NULL);
  history_write (history, 1, 3);
  wait_for_value (history, "flags", 3);
}

static void
lines_go_on_with_other_declarations (void **state)
{
  History *history = *state;

  history_open (history);
  history_declare (history, HEADER);
  show_page (history);
  assert_true (mg_plot_page_add (get_page (history), "first", NULL));
  wait_for_value (history, "first", 0);
  history_write (history, 4, 77);
  history_declare (history, "#include <stdint.h>\nstruct t { uint32_t other; uint8_t first; };\n");
  history_write (history, 4, 78);
  wait_for_value (history, "first", 78);
}

static int
run (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, history_setup, history_teardown)
  const struct CMUnitTest tests[] = {
    TEST (a_field_is_plotted_from_what_is_kept_and_goes_on),
    TEST (all_of_a_long_past_is_plotted),
    TEST (what_is_written_while_the_past_is_looked_at_is_plotted),
    TEST (a_field_out_of_sight_is_read_too),
    TEST (only_numbers_are_plotted),
    TEST (ctrl_p_plots_the_selected_field),
    TEST (lines_go_on_with_other_declarations),
  };

  return cmocka_run_group_tests_name ("plot-page", tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
