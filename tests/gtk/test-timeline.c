/* The timeline of an object in the window, driven in this process on a real object that a second process
 * publishes. */
#include "config.h"

#include "history-fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/shown-source.h"
#include "app/timeline.h"

static guint64
get_n_frames (History *history)
{
  return mg_history_get_n_frames (
      mg_moments_get_history (mg_shown_get_moments (history_get_shown (history))));
}

static GtkWidget *
get_timeline (History *history)
{
  return find_by_type (GTK_WIDGET (history->window), MG_TYPE_TIMELINE);
}

typedef struct
{
  History *history;
  const char *start;
} Line;

static gboolean
has_line (gpointer data)
{
  Line *line = data;
  MgFieldView *view = mg_structure_pane_get_view (history_get_pane (line->history));

  for (guint i = 0; i < mg_field_view_get_n_visible (view); i++)
    {
      g_autofree char *text = mg_field_view_dup_line (view, i);

      if (g_str_has_prefix (text, line->start))
        return TRUE;
    }
  return FALSE;
}

static void
all_panes_show_the_moment_while_the_object_goes_on (void **state)
{
  History *history = *state;
  Line before = { history, "count\tuint32_t\t0\t17" }, now = { history, "count\tuint32_t\t0\t19" };

  history_open (history);
  history_declare (history, "#include <stdint.h>\nstruct s { uint32_t count; };");
  history_write (history, 0, 17);
  history_write (history, 0, 18);
  history_activate (history, "previous-change");
  assert_int_equal (history_get_byte (history, 0), 17);
  assert_int_equal (mg_shown_get_still (history_get_shown (history)), MG_STILL_PAST);
  wait_until (has_line, &before);
  history_wait_for_text (GTK_WIDGET (history->window), "PAST");
  history_wait_for_text (get_timeline (history), "ago");
  /* it is read on meanwhile */
  history_write (history, 0, 19);
  assert_int_equal (history_get_byte (history, 0), 17);
  history_activate (history, "next-change");
  assert_int_equal (history_get_byte (history, 0), 18);
  history_activate (history, "next-change");
  assert_int_equal (history_get_byte (history, 0), 19);
  history_activate (history, "previous-change");
  history_activate (history, "go-live");
  assert_int_equal (history_get_byte (history, 0), 19);
  assert_int_equal (mg_shown_get_still (history_get_shown (history)), MG_STILL_NOT);
  wait_until (has_line, &now);
  history_wait_for_text (get_timeline (history), "● LIVE");
}

static void
a_changed_byte_is_marked_as_it_was_then (void **state)
{
  History *history = *state;
  g_autoptr (MgSnapshot) shown = NULL;
  const MgPage *page;

  history_open (history);
  history_write (history, 3, 1);
  history_write (history, 9, 2);
  history_activate (history, "previous-change");
  shown = mg_snapshot_ref (mg_shown_get_snapshot (history_get_shown (history)));
  page = mg_snapshot_find_page (shown, 0);
  assert_non_null (page->changed_ms);
  assert_true (page->changed_ms[3] > 0);
  assert_int_equal (page->changed_ms[9], 0);
}

static void
space_pauses_and_leaves_the_past (void **state)
{
  History *history = *state;

  history_open (history);
  history_write (history, 0, 1);
  history_write (history, 0, 2);
  history_activate (history, "live");
  assert_int_equal (mg_shown_get_still (history_get_shown (history)), MG_STILL_PAUSED);
  history_activate (history, "previous-change");
  assert_int_equal (history_get_byte (history, 0), 1);
  history_activate (history, "live");
  assert_int_equal (mg_shown_get_still (history_get_shown (history)), MG_STILL_NOT);
  assert_false (mg_session_get_paused (mg_shown_get_session (history_get_shown (history))));
  assert_int_equal (history_get_byte (history, 0), 2);
}

static void
press_at (History *history, double x, GdkEventType type)
{
  GtkWidget *strip = GTK_WIDGET (history_get_strip (history));
  GdkEvent *event = gdk_event_new (type);

  if (type == GDK_MOTION_NOTIFY)
    {
      event->motion.window = g_object_ref (gtk_widget_get_window (strip));
      event->motion.x = x;
      event->motion.state = GDK_BUTTON1_MASK;
    }
  else
    {
      event->button.window = g_object_ref (gtk_widget_get_window (strip));
      event->button.button = GDK_BUTTON_PRIMARY;
      event->button.x = x;
    }
  gdk_event_set_device (event,
                        gdk_seat_get_pointer (gdk_display_get_default_seat (gdk_display_get_default ())));
  gtk_widget_event (strip, event);
  gdk_event_free (event);
}

static void
the_strip_is_scrubbed_by_mouse_and_keys (void **state)
{
  History *history = *state;
  GtkWidget *strip;
  int width;
  double x;
  g_autofree char *text = NULL;

  history_open (history);
  strip = GTK_WIDGET (history_get_strip (history));
  width = gtk_widget_get_allocated_width (strip);
  for (guint8 i = 1; i < 20; i++)
    history_write (history, 0, i);
  assert_true (mg_time_strip_get_marker (MG_TIME_STRIP (strip), &x));
  assert_int_equal ((int) x, width);
  press_at (history, 0, GDK_BUTTON_PRESS);
  assert_int_equal (history_get_byte (history, 0), 0);
  assert_true (gtk_widget_is_focus (strip));
  press_at (history, width, GDK_MOTION_NOTIFY);
  assert_int_equal (history_get_byte (history, 0), 19);
  assert_int_equal (mg_shown_get_still (history_get_shown (history)), MG_STILL_PAST);
  history_press (strip, GDK_KEY_Home);
  assert_int_equal (history_get_byte (history, 0), 0);
  history_press (strip, GDK_KEY_Page_Down);
  assert_true (mg_shown_get_time_us (history_get_shown (history))
                   > mg_shown_get_snapshot (history_get_shown (history))->time_us
               || history_get_byte (history, 0) > 0);
  history_press (strip, GDK_KEY_End);
  assert_int_equal (mg_shown_get_still (history_get_shown (history)), MG_STILL_NOT);
  text = mg_time_strip_dup_text (MG_TIME_STRIP (strip), width - 1);
  assert_non_null (strstr (text, "before the end"));
}

static void
the_budget_of_memory_is_a_setting_and_is_shown (void **state)
{
  History *history = *state;
  GSettings *settings = mg_application_get_settings (history->application);
  MgHistory *kept;

  g_settings_set_int (settings, "history-mib", 8);
  history_open (history);
  kept = mg_moments_get_history (mg_shown_get_moments (history_get_shown (history)));
  assert_int_equal (mg_history_get_budget (kept), 8 << 20);
  g_settings_set_int (settings, "history-mib", 2);
  assert_int_equal (mg_history_get_budget (kept), 2 << 20);
  for (guint8 i = 1; i < 250 && !has_text (get_timeline (history), "of 2 MiB"); i++)
    history_write (history, 0, i);
  history_wait_for_text (get_timeline (history), "of 2 MiB");
  g_settings_reset (settings, "history-mib");
}

static guint64
get_n_reads (History *history)
{
  MgSessionStats stats;

  mg_session_get_stats (mg_shown_get_session (history_get_shown (history)), &stats);
  return stats.n_reads;
}

typedef struct
{
  History *history;
  guint64 n_reads;
} Reads;

static gboolean
has_read (gpointer data)
{
  Reads *reads = data;

  return get_n_reads (reads->history) >= reads->n_reads;
}

static guint n_draws;

static gboolean
draw_cb (GtkWidget *widget, cairo_t *cr, gpointer data)
{
  n_draws++;
  return FALSE;
}

static void
an_object_that_does_not_change_costs_nothing (void **state)
{
  History *history = *state;
  GtkWidget *strip;
  guint64 n_frames = 0;
  Reads reads = { history };

  history_open (history);
  history_write (history, 0, 1);
  strip = GTK_WIDGET (history_get_strip (history));
  g_signal_connect (strip, "draw", G_CALLBACK (draw_cb), NULL);
  /* what the change set going comes to rest, on a busy machine later */
  for (guint round = 0; round < 20; round++)
    {
      n_frames = get_n_frames (history);
      n_draws = 0;
      reads.n_reads = get_n_reads (history) + 60;
      wait_until (has_read, &reads);
      if (n_draws == 0)
        break;
    }
  assert_int_equal (get_n_frames (history), n_frames);
  assert_int_equal (n_draws, 0);
}

static void
what_is_not_in_a_moment_is_not_taken_from_the_object (void **state)
{
  History *history = *state;
  g_autoptr (MgSource) source = NULL;
  guint8 byte = 0;

  history_open (history);
  history_write (history, 0, 1);
  history_write (history, 0, 2);
  history_activate (history, "previous-change");
  source = mg_shown_source_new (mg_shown_get_snapshot (history_get_shown (history)), history->parsed,
                                mg_shown_get_still (history_get_shown (history)), NULL);
  assert_non_null (source);
  assert_true (mg_source_read (source, 0, &byte, 1, NULL, NULL));
  assert_int_equal (byte, 1);
}

static void
its_place_is_kept_before_it_is_made (void **state)
{
  History *history = *state;
  GtkWidget *slot = find_by_name (GTK_WIDGET (history->window), "timeline_slot");
  int natural;

  assert_false (gtk_widget_get_visible (slot));
  history_open (history);
  assert_true (gtk_widget_get_visible (slot));
  gtk_widget_get_preferred_height (get_timeline (history), NULL, &natural);
  assert_true (natural <= 42);
  assert_int_equal (gtk_widget_get_allocated_height (slot), 42);
}

static int
run (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, history_setup, history_teardown)
  const struct CMUnitTest tests[] = {
    TEST (all_panes_show_the_moment_while_the_object_goes_on),
    TEST (a_changed_byte_is_marked_as_it_was_then),
    TEST (space_pauses_and_leaves_the_past),
    TEST (the_strip_is_scrubbed_by_mouse_and_keys),
    TEST (the_budget_of_memory_is_a_setting_and_is_shown),
    TEST (an_object_that_does_not_change_costs_nothing),
    TEST (what_is_not_in_a_moment_is_not_taken_from_the_object),
    TEST (its_place_is_kept_before_it_is_made),
  };

  return cmocka_run_group_tests_name ("timeline", tests, NULL, NULL);
}

int
main (int argc, char **argv)
{
  return history_run (&argc, &argv, run);
}
