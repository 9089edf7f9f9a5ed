#include "config.h"

#include "publisher-client.h"

#include "app/overview-strip.h"
#include "core/session.h"
#include "platform/platform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define SIZE (400 * 4096)
#define DEADLINE_US (60 * G_USEC_PER_SEC)

/* A view and its strip in a window, on a real object: text, then zeros, then random bytes. */
typedef struct
{
  Publisher *publisher;
  MgName *name;
  MgSession *session;
  GtkWidget *window, *view, *strip;
  MgOverview *overview;
  int height;
} Fixture;

static void
snapshot_cb (MgSession *session, gpointer data)
{
  Fixture *f = data;

  mg_hex_view_set_snapshot (MG_HEX_VIEW (f->view), mg_session_get_snapshot (session));
}

static gboolean
has_passes (Fixture *f, guint64 n)
{
  return mg_overview_get_n_passes (f->overview) >= n;
}

static gboolean
has_size (Fixture *f)
{
  MgSnapshot *snapshot = mg_hex_view_get_snapshot (MG_HEX_VIEW (f->view));

  return snapshot != NULL && snapshot->size == SIZE && gtk_widget_get_mapped (f->strip)
         && mg_hex_view_get_visible_range (MG_HEX_VIEW (f->view)).length > 0;
}

#define WAIT_FOR(condition)                                                                        \
  for (gint64 end_us = g_get_monotonic_time () + DEADLINE_US; !(condition);)                       \
    {                                                                                              \
      assert_true (g_get_monotonic_time () < end_us);                                              \
      g_main_context_iteration (NULL, FALSE);                                                      \
    }

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);
  g_autofree char *text = publisher_new_name ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);

  f->publisher = publisher_start ();
  f->name = mg_name_parse (text, mg_platform_get_name_context (), NULL);
  publisher_do (f->publisher, "shm a %s %d", text, SIZE);
  publisher_do (f->publisher, "fill a 0 %d 0x41", 100 * 4096);
  publisher_do (f->publisher, "random a %d %d 7", 200 * 4096, 200 * 4096);
  f->view = mg_hex_view_new ();
  gtk_container_add (GTK_CONTAINER (scrolled), f->view);
  f->overview = mg_overview_new (f->name);
  mg_overview_set_budget (f->overview, 1);
  f->strip = mg_overview_strip_new (MG_HEX_VIEW (f->view), f->overview);
  gtk_box_pack_start (GTK_BOX (box), scrolled, TRUE, TRUE, 0);
  gtk_box_pack_end (GTK_BOX (box), f->strip, FALSE, FALSE, 0);
  f->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 800, 400);
  gtk_container_add (GTK_CONTAINER (f->window), box);
  f->session = mg_session_new (f->name);
  mg_session_set_interest (f->session, (MgRange) { 0, 65536 });
  g_signal_connect (f->session, "snapshot", G_CALLBACK (snapshot_cb), f);
  gtk_widget_show_all (f->window);
  WAIT_FOR (has_size (f) && has_passes (f, 2));
  f->height = gtk_widget_get_allocated_height (f->strip);
  mg_overview_strip_refresh (MG_OVERVIEW_STRIP (f->strip));
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  g_signal_handlers_disconnect_by_data (f->session, f);
  mg_session_close (f->session);
  gtk_widget_destroy (f->window);
  g_object_unref (f->session);
  publisher_stop (f->publisher);
  mg_name_unref (f->name);
  g_free (f);
  return 0;
}

static MgOverviewStrip *
strip_of (Fixture *f)
{
  return MG_OVERVIEW_STRIP (f->strip);
}

static gboolean
tells (Fixture *f, double share, const char *what)
{
  g_autofree char *text = mg_overview_strip_dup_text (strip_of (f), share * f->height);

  return text != NULL && strstr (text, what) != NULL;
}

static void
it_tells_what_is_where (void **state)
{
  Fixture *f = *state;

  assert_true (tells (f, 0.1, "0x"));
  assert_true (tells (f, 0.1, "text"));
  assert_true (tells (f, 0.9, "many different bytes"));
  assert_true (tells (f, 0.9, "no change seen"));
  assert_false (tells (f, 0.35, "text") || tells (f, 0.35, "many"));
  assert_int_equal (mg_overview_strip_get_offset (strip_of (f), 0), 0);
  assert_int_equal (mg_overview_strip_get_offset (strip_of (f), f->height), SIZE - 1);
}

static void
a_change_anywhere_in_the_object_is_seen (void **state)
{
  Fixture *f = *state;
  guint64 n = mg_overview_get_n_passes (f->overview);

  publisher_do (f->publisher, "write a %d ff", 380 * 4096 + 5);
  WAIT_FOR (has_passes (f, n + 2));
  mg_overview_strip_refresh (strip_of (f));
  assert_true (tells (f, 380.5 / 400, "changed"));
  assert_true (tells (f, 0.8, "no change seen"));
}

static void
press (Fixture *f, double y)
{
  GdkEvent *event = gdk_event_new (GDK_BUTTON_PRESS);

  event->button.window = g_object_ref (gtk_widget_get_window (f->strip));
  event->button.button = GDK_BUTTON_PRIMARY;
  event->button.y = y;
  gtk_widget_event (f->strip, event);
  gdk_event_free (event);
}

static void
drag (Fixture *f, double y)
{
  GdkEvent *event = gdk_event_new (GDK_MOTION_NOTIFY);

  event->motion.window = g_object_ref (gtk_widget_get_window (f->strip));
  event->motion.state = GDK_BUTTON1_MASK;
  event->motion.y = y;
  gtk_widget_event (f->strip, event);
  gdk_event_free (event);
}

static gboolean
shows (Fixture *f, guint64 offset)
{
  MgRange visible = mg_hex_view_get_visible_range (MG_HEX_VIEW (f->view));

  return offset >= visible.start && offset < mg_range_end (visible);
}

static void
a_click_and_a_drag_go_there (void **state)
{
  Fixture *f = *state;

  press (f, f->height / 2.0);
  assert_true (shows (f, mg_overview_strip_get_offset (strip_of (f), f->height / 2.0)));
  drag (f, f->height * 0.75);
  assert_true (shows (f, mg_overview_strip_get_offset (strip_of (f), f->height * 0.75)));
  drag (f, f->height + 50);
  assert_true (shows (f, SIZE - 1));
  drag (f, -50);
  assert_true (shows (f, 0));
}

static void
key (Fixture *f, guint keyval)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);

  event->key.window = g_object_ref (gtk_widget_get_window (f->strip));
  event->key.keyval = keyval;
  gtk_widget_event (f->strip, event);
  gdk_event_free (event);
}

static void
the_keyboard_goes_everywhere (void **state)
{
  Fixture *f = *state;

  key (f, GDK_KEY_End);
  assert_true (shows (f, SIZE - 1));
  key (f, GDK_KEY_Home);
  assert_true (shows (f, 0));
  key (f, GDK_KEY_Page_Down);
  assert_false (shows (f, 0));
  key (f, GDK_KEY_Page_Up);
  assert_true (shows (f, 0));
  key (f, GDK_KEY_Down);
  assert_false (shows (f, 0));
  key (f, GDK_KEY_Up);
  assert_true (shows (f, 0));
  assert_true (gtk_widget_get_can_focus (f->strip));
  assert_non_null (atk_object_get_name (gtk_widget_get_accessible (f->strip)));
}

static void
get_pixel (cairo_surface_t *surface, int y, int *red, int *blue)
{
  const guint8 *pixel = cairo_image_surface_get_data (surface)
                        + y * cairo_image_surface_get_stride (surface) + 4 * 10;

  *blue = pixel[0];
  *red = pixel[2];
}

static void
it_draws_different_bytes_differently (void **state)
{
  Fixture *f = *state;
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 38, f->height);
  cairo_t *cr = cairo_create (surface);
  int red[3], blue[3];

  gtk_widget_draw (f->strip, cr);
  cairo_surface_flush (surface);
  get_pixel (surface, f->height / 8, &red[0], &blue[0]);
  get_pixel (surface, f->height * 3 / 8, &red[1], &blue[1]);
  get_pixel (surface, f->height * 3 / 4, &red[2], &blue[2]);
  assert_true (red[0] != red[1] && red[1] != red[2]);
  assert_true (blue[0] < blue[2]); /* text is green */
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
    TEST (it_tells_what_is_where),
    TEST (a_change_anywhere_in_the_object_is_seen),
    TEST (a_click_and_a_drag_go_there),
    TEST (the_keyboard_goes_everywhere),
    TEST (it_draws_different_bytes_differently),
  };

  mg_platform_init (&argc, &argv);
  gtk_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
