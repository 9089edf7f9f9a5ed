#include "config.h"

#include "app/hex-colors.h"
#include "app/hex-view.h"

#include <gtk/gtk.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define EPOCH_US (40 * G_USEC_PER_SEC) /* of the stamps */
#define KEPT_BYTES 65536               /* the part of the fake object that is in its snapshots */

/* A window with a view on a fake object, and a clock that only the test moves. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *before, *after; /* what Tab comes from and goes to */
  MgHexView *view;
  guint8 bytes[KEPT_BYTES];
  guint32 stamps[KEPT_BYTES];
  gboolean unreadable[KEPT_BYTES / 4096];
  GPtrArray *pages; /* of the last snapshot, to be shared with the next */
  guint64 size;
  MgState state;
  gint64 now_us;
  guint n_moved, n_selected, n_interest, n_copied;
  GdkDevice *finger; /* (nullable): what the pointer's events come from */
} Fixture;

static int scale; /* device pixels of a pixel: GDK_SCALE */

static gint64
clock_cb (gpointer data)
{
  return ((Fixture *) data)->now_us;
}

static void
count_cb (guint *counter)
{
  (*counter)++;
}

/* --- the fake object --- */

/* Publishes the bytes as a snapshot; pages without a difference are shared with the one before. */
static void
publish (Fixture *f)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);
  guint64 kept = MIN (f->size, KEPT_BYTES);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->state = f->state;
  snapshot->size = f->size;
  snapshot->epoch_us = EPOCH_US;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  for (guint64 offset = 0; offset < kept; offset += 4096)
    {
      gsize length = (gsize) MIN (4096, kept - offset);
      guint index = (guint) (offset / 4096);
      MgPage *old =
          f->pages != NULL && index < f->pages->len ? g_ptr_array_index (f->pages, index) : NULL;
      MgPage *page;

      if (old != NULL && old->length == length && old->unreadable == f->unreadable[index]
          && memcmp (old->bytes, f->bytes + offset, length) == 0
          && memcmp (old->changed_ms, f->stamps + offset, length * sizeof (guint32)) == 0)
        page = mg_page_ref (old);
      else
        {
          page = mg_page_new (offset, length);
          memcpy (page->bytes, f->bytes + offset, length);
          page->changed_ms = g_memdup2 (f->stamps + offset, length * sizeof (guint32));
          page->unreadable = f->unreadable[index];
        }
      g_ptr_array_add (snapshot->pages, page);
    }
  g_clear_pointer (&f->pages, g_ptr_array_unref);
  f->pages = g_ptr_array_ref (snapshot->pages);
  mg_hex_view_set_snapshot (f->view, snapshot);
  mg_snapshot_unref (snapshot);
}

static void
change (Fixture *f, guint offset)
{
  f->bytes[offset] ^= 0x5a;
  f->stamps[offset] = (guint32) ((f->now_us - EPOCH_US) / 1000);
}

/* --- waiting and looking --- */

/* Until everything queued has been drawn: two frames, as the first may have begun before. */
static void
settle (Fixture *f)
{
  gtk_test_widget_wait_for_draw (f->window);
  gtk_test_widget_wait_for_draw (f->window);
  while (gtk_events_pending ())
    gtk_main_iteration ();
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                               \
    guint wake = g_timeout_add (10, wake_cb, NULL);                                                \
    while (!(condition) && g_get_monotonic_time () < deadline)                                     \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (wake);                                                                        \
    assert_true (condition);                                                                       \
  }                                                                                                \
  G_STMT_END

static guint64
n_cells_drawn (Fixture *f)
{
  guint64 n_cells;

  mg_hex_view_get_n_draws (f->view, &n_cells);
  return n_cells;
}

static GdkPixbuf *
grab (Fixture *f)
{
  GtkWidget *widget = GTK_WIDGET (f->view);

  settle (f);
  return gdk_pixbuf_get_from_window (gtk_widget_get_window (widget), 0, 0,
                                     gtk_widget_get_allocated_width (widget),
                                     gtk_widget_get_allocated_height (widget));
}

/* The first device pixel of a pixel of the widget. */
static const guchar *
pixel (GdkPixbuf *pixbuf, int x, int y)
{
  x *= scale;
  y *= scale;
  return gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf)
         + x * gdk_pixbuf_get_n_channels (pixbuf);
}

/* Device pixels that differ; @area: (nullable) */
static guint
count_differences (GdkPixbuf *a, GdkPixbuf *b, const GdkRectangle *area)
{
  guint n = 0;
  int n_channels = gdk_pixbuf_get_n_channels (a);
  GdkRectangle all = { 0, 0, gdk_pixbuf_get_width (a) / scale, gdk_pixbuf_get_height (a) / scale };

  if (area == NULL)
    area = &all;
  for (int y = area->y; y < area->y + area->height; y++)
    for (int line = 0; line < scale; line++)
      {
        const guchar *pa = pixel (a, area->x, y) + line * gdk_pixbuf_get_rowstride (a);
        const guchar *pb = pixel (b, area->x, y) + line * gdk_pixbuf_get_rowstride (b);

        for (int x = 0; x < area->width * scale; x++)
          n += memcmp (pa + x * n_channels, pb + x * n_channels, 3) != 0;
      }
  return n;
}

static GdkRectangle
cell (Fixture *f, MgColumn column, guint64 offset)
{
  GdkRectangle area;

  assert_true (mg_hex_view_get_cell (f->view, column, offset, &area));
  return area;
}

/* The colour behind a byte: no glyph reaches the corner beside its top. */
static const guchar *
ground (Fixture *f, GdkPixbuf *pixbuf, MgColumn column, guint64 offset)
{
  GdkRectangle area = cell (f, column, offset);

  return pixel (pixbuf, area.x + area.width / 2, area.y + 1);
}

static gboolean
same_color (const guchar *a, const guchar *b)
{
  return memcmp (a, b, 3) == 0;
}

/* --- events --- */

static void
press_key (Fixture *f, guint keyval, GdkModifierType modifiers)
{
  GdkDisplay *display = gtk_widget_get_display (f->window);
  GdkKeymap *keymap = gdk_keymap_get_for_display (display);
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys;

  event->key.window = g_object_ref (gtk_widget_get_window (f->window));
  event->key.keyval = keyval;
  event->key.state = modifiers;
  event->key.time = GDK_CURRENT_TIME;
  if (gdk_keymap_get_entries_for_keyval (keymap, keyval, &keys, &n_keys) && n_keys > 0)
    {
      event->key.hardware_keycode = (guint16) keys[0].keycode;
      event->key.group = (guint8) keys[0].group;
    }
  gdk_event_set_device (event, gdk_seat_get_keyboard (gdk_display_get_default_seat (display)));
  gtk_main_do_event (event);
  gdk_event_free (event);
}

static void
button (Fixture *f, GdkEventType type, guint number, double x, double y, GdkModifierType modifiers)
{
  GdkEvent *event = gdk_event_new (type);
  GdkDisplay *display = gtk_widget_get_display (f->window);

  event->button.window = g_object_ref (gtk_widget_get_window (GTK_WIDGET (f->view)));
  event->button.button = number;
  event->button.x = x;
  event->button.y = y;
  event->button.state = modifiers;
  gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (display)));
  if (f->finger != NULL)
    gdk_event_set_source_device (event, f->finger);
  gtk_widget_event (GTK_WIDGET (f->view), event);
  gdk_event_free (event);
}

static void
move_pointer (Fixture *f, double x, double y)
{
  GdkEvent *event = gdk_event_new (GDK_MOTION_NOTIFY);
  GdkDisplay *display = gtk_widget_get_display (f->window);

  event->motion.window = g_object_ref (gtk_widget_get_window (GTK_WIDGET (f->view)));
  event->motion.x = x;
  event->motion.y = y;
  event->motion.state = GDK_BUTTON1_MASK;
  gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (display)));
  if (f->finger != NULL)
    gdk_event_set_source_device (event, f->finger);
  gtk_widget_event (GTK_WIDGET (f->view), event);
  gdk_event_free (event);
}

static void
press_at (Fixture *f, MgColumn column, guint64 offset, GdkEventType type, GdkModifierType modifiers)
{
  GdkRectangle area = cell (f, column, offset);

  button (f, type, GDK_BUTTON_PRIMARY, area.x + area.width / 2, area.y + area.height / 2,
          modifiers);
}

static void
wheel (Fixture *f, double dy, GdkModifierType modifiers)
{
  GdkEvent *event = gdk_event_new (GDK_SCROLL);
  GdkDisplay *display = gtk_widget_get_display (f->window);

  event->scroll.window = g_object_ref (gtk_widget_get_window (GTK_WIDGET (f->view)));
  event->scroll.direction = GDK_SCROLL_SMOOTH;
  event->scroll.delta_y = dy;
  event->scroll.state = modifiers;
  gdk_event_set_device (event, gdk_seat_get_pointer (gdk_display_get_default_seat (display)));
  if (f->finger != NULL)
    gdk_event_set_source_device (event, f->finger);
  gtk_widget_event (GTK_WIDGET (f->view), event);
  gdk_event_free (event);
}

/* --- fixture --- */

static int
set_up (void **state)
{
  Fixture *f = g_new0 (Fixture, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);

  f->now_us = 100 * G_USEC_PER_SEC;
  f->size = 20000;
  f->state = MG_STATE_LIVE;
  for (guint i = 0; i < KEPT_BYTES; i++)
    f->bytes[i] = (guint8) (i * 7 + i / 256 + 1);
  memcpy (f->bytes + 0x40, "one two", 8);
  f->window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  f->before = gtk_button_new_with_label ("before");
  f->after = gtk_button_new_with_label ("after");
  f->view = MG_HEX_VIEW (mg_hex_view_new ());
  gtk_container_add (GTK_CONTAINER (f->window), box);
  gtk_container_add (GTK_CONTAINER (box), f->before);
  gtk_box_pack_start (GTK_BOX (box), scrolled, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (scrolled), GTK_WIDGET (f->view));
  gtk_container_add (GTK_CONTAINER (box), f->after);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 900, 500);

  mg_hex_view_set_clock (f->view, clock_cb, f);
  g_signal_connect_swapped (f->view, "caret-moved", G_CALLBACK (count_cb), &f->n_moved);
  g_signal_connect_swapped (f->view, "selection-changed", G_CALLBACK (count_cb), &f->n_selected);
  g_signal_connect_swapped (f->view, "interest-changed", G_CALLBACK (count_cb), &f->n_interest);
  g_signal_connect_swapped (f->view, "copy", G_CALLBACK (count_cb), &f->n_copied);
  publish (f);
  gtk_widget_show_all (f->window);
  gtk_widget_grab_focus (GTK_WIDGET (f->view));
  settle (f);
  scale = gtk_widget_get_scale_factor (f->window);
  *state = f;
  return 0;
}

static int
tear_down (void **state)
{
  Fixture *f = *state;

  gtk_widget_destroy (f->window);
  while (gtk_events_pending ())
    gtk_main_iteration ();
  g_ptr_array_unref (f->pages);
  g_free (f);
  return 0;
}

static void
resize_object (Fixture *f, guint64 size)
{
  f->size = size;
  publish (f);
  settle (f);
}

#define assert_caret(f, offset) assert_int_equal (mg_hex_view_get_caret ((f)->view, NULL), (offset))

static void
assert_selection (Fixture *f, guint64 start, guint64 length)
{
  MgRange range;

  assert_true (mg_hex_view_get_selection (f->view, &range));
  assert_int_equal (range.start, start);
  assert_int_equal (range.length, length);
}

/* --- what is seen --- */

static void
a_changed_byte_flares_and_then_nothing_differs (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) calm = NULL;
  g_autoptr (GdkPixbuf) hot = NULL;
  g_autoptr (GdkPixbuf) fading = NULL;
  g_autoptr (GdkPixbuf) cold = NULL;
  guint n_draws;

  f->bytes[0x35] ^= 0x5a; /* as the change will leave it */
  publish (f);
  calm = grab (f);
  f->bytes[0x35] ^= 0x5a;
  publish (f);
  change (f, 0x35);
  publish (f);
  hot = grab (f);
  for (int column = MG_COLUMN_HEX; column <= MG_COLUMN_TEXT; column++)
    {
      assert_false (same_color (ground (f, hot, column, 0x35), ground (f, hot, column, 0x34)));
      assert_false (same_color (ground (f, hot, column, 0x35), ground (f, hot, column, 0x36)));
      assert_true (same_color (ground (f, hot, column, 0x34), ground (f, hot, column, 0x36)));
    }
  /* not by colour alone: the row is marked in the gutter */
  assert_false (same_color (pixel (hot, 3, cell (f, MG_COLUMN_HEX, 0x35).y + 8),
                            pixel (hot, 3, cell (f, MG_COLUMN_HEX, 0x45).y + 8)));

  f->now_us += MG_FADE_MS * 1000 / 2;
  n_draws = mg_hex_view_get_n_draws (f->view, NULL);
  WAIT_UNTIL (mg_hex_view_get_n_draws (f->view, NULL) > n_draws);
  fading = grab (f);
  assert_false (
      same_color (ground (f, hot, MG_COLUMN_HEX, 0x35), ground (f, fading, MG_COLUMN_HEX, 0x35)));
  assert_false (
      same_color (ground (f, calm, MG_COLUMN_HEX, 0x35), ground (f, fading, MG_COLUMN_HEX, 0x35)));

  f->now_us += 2 * G_USEC_PER_SEC;
  n_draws = mg_hex_view_get_n_draws (f->view, NULL);
  WAIT_UNTIL (mg_hex_view_get_n_draws (f->view, NULL) > n_draws);
  cold = grab (f);
  assert_int_equal (count_differences (calm, cold, NULL), 0);
}

static void
marks_stay_until_they_are_cleared (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) marked = NULL;
  g_autoptr (GdkPixbuf) cleared = NULL;

  g_object_set (f->view, "keep-marks", TRUE, NULL);
  f->now_us += G_USEC_PER_SEC;
  change (f, 0x35);
  f->now_us += 60 * G_USEC_PER_SEC;
  publish (f);
  marked = grab (f);
  assert_false (same_color (ground (f, marked, MG_COLUMN_HEX, 0x35),
                            ground (f, marked, MG_COLUMN_HEX, 0x34)));
  mg_hex_view_clear_marks (f->view);
  cleared = grab (f);
  assert_true (same_color (ground (f, cleared, MG_COLUMN_HEX, 0x35),
                           ground (f, cleared, MG_COLUMN_HEX, 0x34)));
}

static void
marks_are_kept_also_when_asked_for_before_there_are_bytes (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) marked = NULL;

  mg_hex_view_set_snapshot (f->view, NULL);
  g_object_set (f->view, "keep-marks", TRUE, NULL);
  f->now_us += G_USEC_PER_SEC;
  change (f, 0x35);
  f->now_us += 60 * G_USEC_PER_SEC;
  publish (f);
  marked = grab (f);
  assert_false (same_color (ground (f, marked, MG_COLUMN_HEX, 0x35),
                            ground (f, marked, MG_COLUMN_HEX, 0x34)));
}

static void
nothing_is_drawn_when_nothing_changed (void **state)
{
  Fixture *f = *state;
  guint n_draws = mg_hex_view_get_n_draws (f->view, NULL);

  for (int i = 0; i < 10; i++)
    {
      publish (f);
      settle (f);
    }
  /* nor when what changed is out of sight, or only its stamp is and long ago */
  change (f, 19000);
  publish (f);
  settle (f);
  f->stamps[0x10] = 1;
  publish (f);
  settle (f);
  assert_int_equal (mg_hex_view_get_n_draws (f->view, NULL), n_draws);
}

static void
only_what_changed_is_drawn (void **state)
{
  Fixture *f = *state;
  guint64 before = n_cells_drawn (f);

  change (f, 0x35);
  publish (f);
  settle (f);
  assert_in_range (n_cells_drawn (f) - before, 1, 8);
}

static void
a_drawn_part_is_the_same_as_in_a_whole_drawing (void **state)
{
  Fixture *f = *state;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const guint groups[] = { 1, 2, 4, 8 };
  const char *const fonts[] = { NULL, "Monospace Italic 13", "Serif Italic 14", NULL };
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (f->view), GTK_TYPE_SCROLLED_WINDOW);

  /* no scroll bar that fades over the picture in its own time */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_EXTERNAL, GTK_POLICY_EXTERNAL);
  settle (f);
  for (guint round = 0; round < 24; round++)
    {
      /* up to 60 changes: more areas than are queued one by one */
      guint longest = round % 6 == 5 ? 2 : 12;
      guint n_changes = round % 6 == 5 ? 60 : round % 6;
      g_autoptr (GdkPixbuf) parts = NULL;
      g_autoptr (GdkPixbuf) whole = NULL;

      if (round % 6 == 0)
        {
          /* also with letters that stick out of their cells */
          g_object_set (f->view, "group", groups[round / 6], "font", fonts[round / 6], NULL);
          settle (f);
        }
      for (guint i = 0; i < n_changes; i++)
        {
          guint offset = (guint) g_rand_int_range (rand, 0, 300);
          guint end = offset + (guint) g_rand_int_range (rand, 1, (int) longest);

          for (; offset < end; offset++)
            {
              change (f, offset);
              if (g_rand_boolean (rand))
                f->bytes[offset] = 0;
            }
        }
      f->now_us += 150000;
      publish (f);
      if (round % 3 == 0)
        mg_hex_view_select (f->view, (MgRange) { (guint64) g_rand_int_range (rand, 0, 250),
                                                (guint64) g_rand_int_range (rand, 0, 40) });
      else
        press_key (f, g_rand_boolean (rand) ? GDK_KEY_Down : GDK_KEY_Left,
                   g_rand_boolean (rand) ? GDK_SHIFT_MASK : 0);
      parts = grab (f);
      gtk_widget_queue_draw (GTK_WIDGET (f->view));
      whole = grab (f);
      assert_int_equal (count_differences (parts, whole, NULL), 0);
    }
}

static void
unreadable_and_unread_bytes_look_different (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) readable = grab (f);
  g_autoptr (GdkPixbuf) unreadable = NULL;
  g_autoptr (GdkPixbuf) unread = NULL;
  GdkRectangle area = cell (f, MG_COLUMN_HEX, 0x22);
  GdkRectangle text = cell (f, MG_COLUMN_TEXT, 0x22);

  f->unreadable[0] = TRUE;
  publish (f);
  unreadable = grab (f);
  assert_int_not_equal (count_differences (readable, unreadable, &area), 0);
  assert_int_not_equal (count_differences (readable, unreadable, &text), 0);
  f->unreadable[0] = FALSE;
  mg_hex_view_set_snapshot (f->view, NULL);
  f->size = (guint64) 1 << 40;
  publish (f);
  mg_hex_view_scroll_to (f->view, (guint64) 1 << 39, MG_ALIGN_TOP);
  unread = grab (f);
  area = cell (f, MG_COLUMN_HEX, (guint64) 1 << 39);
  assert_int_not_equal (count_differences (unreadable, unread, &area), 0);
}

static void
highlights_are_framed_and_go_away (void **state)
{
  Fixture *f = *state;
  const MgRange hits[] = { { 0x21, 4 }, { 0x2e, 5 }, { 0x5000, 1000 } };
  g_autoptr (GdkPixbuf) before = grab (f);
  g_autoptr (GdkPixbuf) framed = NULL;
  g_autoptr (GdkPixbuf) after = NULL;

  mg_hex_view_set_highlights (f->view, hits, G_N_ELEMENTS (hits));
  framed = grab (f);
  for (guint offset = 0x20; offset < 0x34; offset++)
    {
      GdkRectangle area = cell (f, MG_COLUMN_HEX, offset);
      gboolean inside = (offset >= 0x21 && offset < 0x25) || (offset >= 0x2e && offset < 0x33);

      assert_true ((count_differences (before, framed, &area) > 0) == inside);
    }
  mg_hex_view_set_highlights (f->view, NULL, 0);
  after = grab (f);
  assert_int_equal (count_differences (before, after, NULL), 0);
}

static void
every_font_shows_every_digit (void **state)
{
  Fixture *f = *state;
  const char *const fonts[] = { "Sans 20",   "Serif Italic 7",     "No Such Font 12",
                                "Symbol 14", "Noto Color Emoji 9", "Monospace Bold",
                                "" };

  for (guint i = 0; i < 16; i++)
    f->bytes[0x20 + i] = (guint8) (i << 4 | i);
  publish (f);
  for (guint i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = NULL;

      g_object_set (f->view, "font", fonts[i], NULL);
      pixbuf = grab (f);
      for (guint digit = 0; digit < 16; digit++)
        {
          GdkRectangle area = cell (f, MG_COLUMN_HEX, 0x20 + digit);
          guint n_inked = 0;

          for (int y = area.y; y < area.y + area.height; y++)
            for (int x = area.x; x < area.x + area.width; x++)
              n_inked += !same_color (pixel (pixbuf, x, y), pixel (pixbuf, area.x, area.y));
          assert_true (n_inked > 4);
        }
    }
}

static void
the_desktops_monospace_font_is_used (void **state)
{
  Fixture *f = *state;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettings) desktop = NULL;
  GdkRectangle before, large, after;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, "org.gnome.desktop.interface", TRUE);
  if (schema == NULL)
    skip ();
  desktop = g_settings_new ("org.gnome.desktop.interface");
  before = cell (f, MG_COLUMN_HEX, 1);
  g_settings_set_string (desktop, "monospace-font-name", "Monospace 20");
  settle (f);
  large = cell (f, MG_COLUMN_HEX, 1);
  g_settings_reset (desktop, "monospace-font-name");
  settle (f);
  after = cell (f, MG_COLUMN_HEX, 1);
  assert_true (large.height > before.height);
  assert_int_equal (after.height, before.height);
}

static void
what_has_ended_is_stale_and_stays (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) live = grab (f);
  g_autoptr (GdkPixbuf) gone = NULL;
  g_autoptr (GdkPixbuf) back = NULL;

  f->state = MG_STATE_GONE;
  publish (f);
  gone = grab (f);
  assert_false (
      same_color (ground (f, live, MG_COLUMN_HEX, 5), ground (f, gone, MG_COLUMN_HEX, 5)));
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
  f->state = MG_STATE_LIVE;
  publish (f);
  back = grab (f);
  assert_int_equal (count_differences (live, back, NULL), 0);
}

static void
the_cells_past_the_end_are_empty (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GdkRectangle last;

  resize_object (f, 0x23);
  pixbuf = grab (f);
  last = cell (f, MG_COLUMN_HEX, 0x22);
  assert_false (mg_hex_view_get_cell (f->view, MG_COLUMN_HEX, 0x23, &last));
  for (int x = last.x + last.width + 1; x < last.x + 10 * last.width; x++)
    for (int y = last.y; y < last.y + 3 * last.height; y++)
      assert_true (
          same_color (pixel (pixbuf, x, y), pixel (pixbuf, last.x + last.width + 1, last.y)));
}

static void
every_theme_holds_the_contrast (void **state)
{
  const char *const themes[] = { "Adwaita", "HighContrast", "HighContrastInverse" };
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *theme_before = NULL;

  g_object_get (settings, "gtk-theme-name", &theme_before, NULL);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (themes); i++)
    {
      GtkWidget *view = g_object_ref_sink (mg_hex_view_new ());
      MgHexTheme theme;

      g_object_set (settings, "gtk-theme-name", themes[i / 2], "gtk-application-prefer-dark-theme",
                    i % 2 != 0, NULL);
      gtk_widget_reset_style (view);
      mg_hex_theme_init (&theme, gtk_widget_get_style_context (view));
      if (i == 1)
        assert_true (theme.base.red < 0.5);
      for (int stale = 0; stale < 2; stale++)
        {
          MgHexColors colors;

          mg_hex_colors_init (&colors, &theme, stale, 1);
          assert_true (mg_rgba_contrast (&colors.plain, &colors.base) >= MG_CONTRAST_TEXT);
          assert_true (mg_rgba_contrast (&colors.pale, &colors.base) >= MG_CONTRAST_TEXT);
          assert_true (mg_rgba_contrast (&colors.accent, &colors.base) >= MG_CONTRAST_SHAPE);
          assert_true (mg_rgba_contrast (&colors.mark, &colors.base) >= MG_CONTRAST_SHAPE);
          assert_true (mg_rgba_contrast (&colors.highlight, &colors.base) >= MG_CONTRAST_SHAPE);
          for (int selected = 0; selected < MG_N_SELECTED; selected++)
            for (int heat = 0; heat <= MG_HEAT_MAX; heat++)
              assert_true (mg_rgba_contrast (&colors.text, &colors.fill[selected][heat]) >= MG_CONTRAST_TEXT);
          mg_hex_colors_clear (&colors);
        }
      gtk_widget_destroy (view);
      g_object_unref (view);
    }
  g_object_set (settings, "gtk-theme-name", theme_before, "gtk-application-prefer-dark-theme",
                FALSE, NULL);
}

static void
a_dark_theme_is_followed_at_once (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) light = grab (f);
  g_autoptr (GdkPixbuf) dark = NULL;

  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", TRUE, NULL);
  dark = grab (f);
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", FALSE, NULL);
  assert_true (ground (f, light, MG_COLUMN_HEX, 5)[0] > 200);
  assert_true (ground (f, dark, MG_COLUMN_HEX, 5)[0] < 100);
}

static void
bytes_run_from_left_to_right_in_every_language (void **state)
{
  Fixture *f = *state;
  g_autoptr (GdkPixbuf) ltr = grab (f);
  g_autoptr (GdkPixbuf) rtl = NULL;
  GdkRectangle before = cell (f, MG_COLUMN_HEX, 3);
  GdkRectangle after;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  rtl = grab (f);
  after = cell (f, MG_COLUMN_HEX, 3);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  assert_int_equal (before.x, after.x);
  assert_int_equal (count_differences (ltr, rtl, NULL), 0);
}

static void
numbers_in_a_group_are_in_the_chosen_order (void **state)
{
  Fixture *f = *state;

  g_object_set (f->view, "group", 4, NULL);
  assert_true (cell (f, MG_COLUMN_HEX, 0).x > cell (f, MG_COLUMN_HEX, 3).x);
  assert_true (cell (f, MG_COLUMN_TEXT, 0).x < cell (f, MG_COLUMN_TEXT, 3).x);
  g_object_set (f->view, "big-endian", TRUE, NULL);
  assert_true (cell (f, MG_COLUMN_HEX, 0).x < cell (f, MG_COLUMN_HEX, 3).x);
}

static void
rows_fit_the_width_and_keep_the_place (void **state)
{
  Fixture *f = *state;
  guint64 start;

  mg_hex_view_scroll_to (f->view, 0x1000, MG_ALIGN_TOP);
  g_object_set (f->view, "bytes-per-row", 32, NULL);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0x1000);
  g_object_set (f->view, "bytes-per-row", 24, NULL);
  g_object_set (f->view, "bytes-per-row", MG_GRID_BYTES_FIT, NULL);
  g_object_set (f->view, "bytes-per-row", 16, NULL);
  start = mg_hex_view_get_visible_range (f->view).start;
  assert_int_equal (start, 0x1000);
}

/* --- the keyboard --- */

static void
keys_move_the_caret (void **state)
{
  Fixture *f = *state;
  guint64 page;

  press_key (f, GDK_KEY_Right, 0);
  assert_caret (f, 1);
  press_key (f, GDK_KEY_Left, 0);
  press_key (f, GDK_KEY_Left, 0);
  assert_caret (f, 0);
  press_key (f, GDK_KEY_Up, 0);
  assert_caret (f, 0);
  press_key (f, GDK_KEY_End, 0);
  assert_caret (f, 15);
  press_key (f, GDK_KEY_Down, 0);
  assert_caret (f, 31);
  press_key (f, GDK_KEY_Home, 0);
  assert_caret (f, 16);
  press_key (f, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_caret (f, 24);
  press_key (f, GDK_KEY_Left, GDK_CONTROL_MASK);
  assert_caret (f, 16);
  press_key (f, GDK_KEY_Page_Down, 0);
  page = mg_hex_view_get_caret (f->view, NULL) - 16;
  assert_true (page >= 10 * 16 && page % 16 == 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, page);
  press_key (f, GDK_KEY_Page_Up, 0);
  assert_caret (f, 16);
  press_key (f, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_caret (f, 19999);
  press_key (f, GDK_KEY_Down, 0);
  assert_caret (f, 19999);
  press_key (f, GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_caret (f, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
  assert_int_equal (f->n_moved, 11);
  assert_int_equal (f->n_selected, 0);
}

static void
shift_extends_the_selection (void **state)
{
  Fixture *f = *state;
  MgRange range;

  mg_hex_view_set_caret (f->view, 100);
  assert_false (mg_hex_view_get_selection (f->view, &range));
  assert_int_equal (range.start, 100);
  assert_int_equal (range.length, 1);
  press_key (f, GDK_KEY_Right, GDK_SHIFT_MASK);
  press_key (f, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_selection (f, 100, 3);
  press_key (f, GDK_KEY_Up, GDK_SHIFT_MASK);
  assert_selection (f, 86, 15);
  press_key (f, GDK_KEY_End, GDK_SHIFT_MASK | GDK_CONTROL_MASK);
  assert_selection (f, 100, 19900);
  press_key (f, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_selection (f, 0, 20000);
  press_key (f, GDK_KEY_Left, 0);
  assert_false (mg_hex_view_get_selection (f->view, &range));
  press_key (f, GDK_KEY_c, GDK_CONTROL_MASK);
  assert_int_equal (f->n_copied, 1);
}

static void
tab_goes_from_hex_to_text_and_out (void **state)
{
  Fixture *f = *state;
  GtkWidget *view = GTK_WIDGET (f->view);
  MgColumn column;

  gtk_widget_grab_focus (f->before);
  press_key (f, GDK_KEY_Tab, 0);
  assert_true (gtk_widget_is_focus (view));
  mg_hex_view_get_caret (f->view, &column);
  assert_int_equal (column, MG_COLUMN_HEX);
  press_key (f, GDK_KEY_Tab, 0);
  assert_true (gtk_widget_is_focus (view));
  mg_hex_view_get_caret (f->view, &column);
  assert_int_equal (column, MG_COLUMN_TEXT);
  press_key (f, GDK_KEY_Tab, 0);
  assert_true (gtk_widget_is_focus (f->after));
  press_key (f, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  assert_true (gtk_widget_is_focus (view));
  mg_hex_view_get_caret (f->view, &column);
  assert_int_equal (column, MG_COLUMN_TEXT);
  press_key (f, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  mg_hex_view_get_caret (f->view, &column);
  assert_int_equal (column, MG_COLUMN_HEX);
  press_key (f, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK);
  assert_true (gtk_widget_is_focus (f->before));
}

static void
zoom_changes_the_size_of_cells (void **state)
{
  Fixture *f = *state;
  GdkRectangle before = cell (f, MG_COLUMN_HEX, 0x21);
  GdkRectangle after;
  double zoom;

  for (int i = 0; i < 4; i++)
    press_key (f, GDK_KEY_plus, GDK_CONTROL_MASK);
  settle (f);
  after = cell (f, MG_COLUMN_HEX, 0x21);
  assert_true (after.height > before.height && after.width > before.width);
  wheel (f, 1, GDK_CONTROL_MASK);
  g_object_get (f->view, "zoom", &zoom, NULL);
  assert_true (zoom > 1.3 && zoom < 1.4);
  press_key (f, GDK_KEY_0, GDK_CONTROL_MASK);
  settle (f);
  after = cell (f, MG_COLUMN_HEX, 0x21);
  assert_memory_equal (&before, &after, sizeof before);
  for (int i = 0; i < 100; i++)
    press_key (f, GDK_KEY_minus, GDK_CONTROL_MASK);
  settle (f);
  g_object_get (f->view, "zoom", &zoom, NULL);
  assert_true (zoom == MG_ZOOM_MIN);
}

/* --- the pointer --- */

static void
clicks_and_drags_select (void **state)
{
  Fixture *f = *state;
  GdkRectangle area;
  MgColumn column;
  MgRange range;

  press_at (f, MG_COLUMN_TEXT, 0x21, GDK_BUTTON_PRESS, 0);
  assert_caret (f, 0x21);
  mg_hex_view_get_caret (f->view, &column);
  assert_int_equal (column, MG_COLUMN_TEXT);
  button (f, GDK_BUTTON_RELEASE, GDK_BUTTON_PRIMARY, 0, 0, 0);
  assert_false (mg_hex_view_get_selection (f->view, &range));

  press_at (f, MG_COLUMN_HEX, 0x21, GDK_BUTTON_PRESS, 0);
  area = cell (f, MG_COLUMN_HEX, 0x47);
  move_pointer (f, area.x + 3, area.y + 3);
  assert_selection (f, 0x21, 0x27);
  /* past the right edge: the rest of the row */
  move_pointer (f, 890, area.y + 3);
  assert_selection (f, 0x21, 0x2f);
  button (f, GDK_BUTTON_RELEASE, GDK_BUTTON_PRIMARY, 890, area.y, 0);
  move_pointer (f, area.x, area.y);
  assert_selection (f, 0x21, 0x2f);

  press_at (f, MG_COLUMN_HEX, 0x80, GDK_BUTTON_PRESS, GDK_SHIFT_MASK);
  assert_selection (f, 0x21, 0x60);
  button (f, GDK_BUTTON_RELEASE, GDK_BUTTON_PRIMARY, 0, 0, 0);
}

static void
double_and_triple_clicks_select_words_and_rows (void **state)
{
  Fixture *f = *state;

  press_at (f, MG_COLUMN_TEXT, 0x45, GDK_BUTTON_PRESS, 0);
  press_at (f, MG_COLUMN_TEXT, 0x45, GDK_2BUTTON_PRESS, 0);
  assert_selection (f, 0x44, 3);
  press_at (f, MG_COLUMN_TEXT, 0x45, GDK_3BUTTON_PRESS, 0);
  assert_selection (f, 0x40, 16);
  g_object_set (f->view, "group", 4, NULL);
  press_at (f, MG_COLUMN_HEX, 0x45, GDK_2BUTTON_PRESS, 0);
  assert_selection (f, 0x44, 4);
  mg_hex_view_set_caret (f->view, 19999);
  press_at (f, MG_COLUMN_HEX, 19999, GDK_3BUTTON_PRESS, 0);
  assert_selection (f, 19984, 16);
  button (f, GDK_BUTTON_RELEASE, GDK_BUTTON_PRIMARY, 0, 0, 0);
}

static void
the_context_menu_is_for_what_is_under_the_pointer (void **state)
{
  Fixture *f = *state;
  g_autoptr (GMenu) model = g_menu_new ();
  GdkRectangle area;
  GList *menus;

  g_menu_append (model, "Copy", "win.copy");
  g_object_set (f->view, "menu-model", model, NULL);
  mg_hex_view_select (f->view, (MgRange) { 0x21, 8 });
  area = cell (f, MG_COLUMN_HEX, 0x23);
  button (f, GDK_BUTTON_PRESS, GDK_BUTTON_SECONDARY, area.x + 5, area.y + 5, 0);
  assert_selection (f, 0x21, 8);
  menus = gtk_menu_get_for_attach_widget (GTK_WIDGET (f->view));
  assert_non_null (menus);
  gtk_menu_shell_cancel (menus->data);
  WAIT_UNTIL (gtk_menu_get_for_attach_widget (GTK_WIDGET (f->view)) == NULL);

  area = cell (f, MG_COLUMN_TEXT, 0x63);
  button (f, GDK_BUTTON_PRESS, GDK_BUTTON_SECONDARY, area.x + 5, area.y + 5, 0);
  assert_caret (f, 0x63);
  gtk_menu_shell_cancel (gtk_menu_get_for_attach_widget (GTK_WIDGET (f->view))->data);
  press_key (f, GDK_KEY_Menu, 0);
  gtk_menu_shell_cancel (gtk_menu_get_for_attach_widget (GTK_WIDGET (f->view))->data);
}

static void
dragging_past_the_edge_scrolls (void **state)
{
  Fixture *f = *state;
  guint64 end = mg_range_end (mg_hex_view_get_visible_range (f->view));
  MgRange range;

  press_at (f, MG_COLUMN_HEX, 0x21, GDK_BUTTON_PRESS, 0);
  move_pointer (f, 200, 1000);
  WAIT_UNTIL (mg_hex_view_get_visible_range (f->view).start > end);
  assert_true (mg_hex_view_get_selection (f->view, &range));
  assert_int_equal (range.start, 0x21);
  assert_true (mg_range_end (range) > end);
  move_pointer (f, 200, -1000);
  WAIT_UNTIL (mg_hex_view_get_visible_range (f->view).start == 0);
  button (f, GDK_BUTTON_RELEASE, GDK_BUTTON_PRIMARY, 200, -1000, 0);
}

/* Events that come from a touchscreen, as GDK makes them; there need not be one. */
static GdkDevice *
finger_new (Fixture *f)
{
  GdkDisplay *display = gtk_widget_get_display (f->window);
  GdkDevice *pointer = gdk_seat_get_pointer (gdk_display_get_default_seat (display));

  return g_object_new (G_OBJECT_TYPE (pointer), "display", display, "name", "finger",
                       "input-source", GDK_SOURCE_TOUCHSCREEN, NULL);
}

static void
a_finger_scrolls_and_a_tap_places_the_caret (void **state)
{
  Fixture *f = *state;
  GdkRectangle from = cell (f, MG_COLUMN_HEX, 0x82), to = cell (f, MG_COLUMN_HEX, 0x32);
  GdkRectangle tapped = cell (f, MG_COLUMN_TEXT, 0x25);
  g_autoptr (GdkDevice) finger = f->finger = finger_new (f);
  MgRange range;

  mg_hex_view_set_caret (f->view, 0x10);
  press_at (f, MG_COLUMN_HEX, 0x82, GDK_BUTTON_PRESS, 0);
  move_pointer (f, from.x, to.y + to.height / 2);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 5 * 16);
  /* and back, past the start, by steps that are no whole rows */
  for (int y = to.y; y < from.y + from.height; y++)
    move_pointer (f, from.x, y);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
  button (f, GDK_BUTTON_RELEASE, GDK_BUTTON_PRIMARY, from.x, from.y, 0);
  assert_int_equal (mg_hex_view_get_caret (f->view, NULL), 0x10);
  assert_false (mg_hex_view_get_selection (f->view, &range));

  press_at (f, MG_COLUMN_TEXT, 0x25, GDK_BUTTON_PRESS, 0);
  move_pointer (f, tapped.x + tapped.width / 2 + 2, tapped.y + tapped.height / 2 + 2);
  assert_int_equal (mg_hex_view_get_caret (f->view, NULL), 0x10);
  press_at (f, MG_COLUMN_TEXT, 0x25, GDK_BUTTON_RELEASE, 0);
  assert_int_equal (mg_hex_view_get_caret (f->view, NULL), 0x25);
  f->finger = NULL;
}

static void
a_finger_that_rested_selects (void **state)
{
  Fixture *f = *state;
  GdkRectangle to = cell (f, MG_COLUMN_HEX, 0x32);
  g_autoptr (GdkDevice) finger = f->finger = finger_new (f);
  MgRange range;

  press_at (f, MG_COLUMN_HEX, 0x21, GDK_BUTTON_PRESS, 0);
  WAIT_UNTIL (mg_hex_view_get_caret (f->view, NULL) == 0x21);
  move_pointer (f, to.x + to.width / 2, to.y + to.height / 2);
  press_at (f, MG_COLUMN_HEX, 0x32, GDK_BUTTON_RELEASE, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
  assert_true (mg_hex_view_get_selection (f->view, &range));
  assert_int_equal (range.start, 0x21);
  assert_int_equal (range.length, 0x12);
  f->finger = NULL;
}

static void
the_wheel_scrolls_whole_rows (void **state)
{
  Fixture *f = *state;

  wheel (f, 1, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 3 * 16);
  for (int i = 0; i < 10; i++)
    wheel (f, 0.1, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 6 * 16);
  wheel (f, -2, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
  wheel (f, -2, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
}

/* --- large, small and disturbed objects --- */

static void
the_last_byte_of_a_huge_object_is_reached_exactly (void **state)
{
  Fixture *f = *state;
  guint64 size = (guint64) 1 << 62;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (f->view));
  MgRange visible;

  resize_object (f, size);
  press_key (f, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_caret (f, size - 1);
  visible = mg_hex_view_get_visible_range (f->view);
  assert_int_equal (mg_range_end (visible), size);

  /* rows are exact next to it */
  for (int i = 0; i < 100; i++)
    press_key (f, GDK_KEY_Up, 0);
  assert_caret (f, size - 1 - 1600);
  mg_hex_view_scroll_to (f->view, size - 1, MG_ALIGN_TOP);
  wheel (f, -1, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, visible.start - 3 * 16);
  wheel (f, 1, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, visible.start);
  press_key (f, GDK_KEY_Up, GDK_CONTROL_MASK);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, visible.start - 16);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment)
                                            - gtk_adjustment_get_step_increment (adjustment));
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, visible.start - 32);

  /* go to the start, and drag the scrollbar to its ends */
  mg_hex_view_set_caret (f->view, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment)
                                            - gtk_adjustment_get_page_size (adjustment));
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, visible.start);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  assert_true (mg_hex_view_get_visible_range (f->view).start > size / 2 - size / 1000);
  assert_true (mg_hex_view_get_visible_range (f->view).start < size / 2 + size / 1000);
  gtk_adjustment_set_value (adjustment, 0);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);

  /* go to exactly there */
  mg_hex_view_set_caret (f->view, size - 1);
  assert_true (mg_hex_view_get_cell (f->view, MG_COLUMN_HEX, size - 1, &(GdkRectangle) { 0 }));
  press_key (f, GDK_KEY_a, GDK_CONTROL_MASK);
  assert_selection (f, 0, size);
}

static void
a_selection_is_steady_while_bytes_change_and_objects_grow (void **state)
{
  Fixture *f = *state;

  mg_hex_view_select (f->view, (MgRange) { 0x21, 0x100 });
  for (int i = 0; i < 20; i++)
    {
      f->now_us += 16000;
      for (guint offset = 0; offset < 0x300; offset += 3)
        change (f, offset);
      f->size += 100;
      publish (f);
    }
  assert_selection (f, 0x21, 0x100);
  assert_caret (f, 0x21);
  assert_int_equal (f->n_selected, 1);
  assert_int_equal (f->n_moved, 1);
}

static void
caret_and_selection_follow_a_shrinking_object (void **state)
{
  Fixture *f = *state;
  MgRange range;

  mg_hex_view_select (f->view, (MgRange) { 0x21, 0x3000 });
  mg_hex_view_scroll_to (f->view, 19999, MG_ALIGN_NEAREST);
  resize_object (f, 0x100);
  assert_selection (f, 0x21, 0xdf);
  assert_int_equal (mg_hex_view_get_visible_range (f->view).start, 0);
  resize_object (f, 0x10);
  assert_selection (f, 0xf, 1);
  resize_object (f, 0);
  assert_false (mg_hex_view_get_selection (f->view, &range));
  assert_int_equal (range.length, 0);
}

static void
an_empty_view_takes_every_event (void **state)
{
  Fixture *f = *state;
  const guint keys[] = { GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Up,      GDK_KEY_Down,
                         GDK_KEY_Home, GDK_KEY_End,   GDK_KEY_Page_Up, GDK_KEY_Page_Down,
                         GDK_KEY_a,    GDK_KEY_c };

  resize_object (f, 0);
  for (int round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
        for (int modifiers = 0; modifiers < 4; modifiers++)
          press_key (f, keys[i],
                     (modifiers & 1 ? GDK_SHIFT_MASK : 0) | (modifiers & 2 ? GDK_CONTROL_MASK : 0));
      button (f, GDK_BUTTON_PRESS, GDK_BUTTON_PRIMARY, 100, 100, 0);
      move_pointer (f, 100, 2000);
      button (f, GDK_BUTTON_RELEASE, GDK_BUTTON_PRIMARY, 100, 100, 0);
      wheel (f, 5, 0);
      mg_hex_view_select (f->view, (MgRange) { 5, 5 });
      mg_hex_view_scroll_to (f->view, 1000, MG_ALIGN_CENTER);
      settle (f);
      assert_caret (f, 0);
      assert_int_equal (mg_hex_view_get_visible_range (f->view).length, 0);
      assert_int_equal (mg_hex_view_get_interest (f->view).length, 0);
      mg_hex_view_set_snapshot (f->view, NULL);
    }
}

static void
the_interest_is_what_is_visible_and_half_a_screen_around (void **state)
{
  Fixture *f = *state;
  MgRange visible = mg_hex_view_get_visible_range (f->view);
  MgRange interest = mg_hex_view_get_interest (f->view);
  guint n_interest = f->n_interest;

  assert_int_equal (interest.start, 0);
  assert_int_equal (interest.length, visible.length + visible.length / 2);
  mg_hex_view_scroll_to (f->view, 0x1000, MG_ALIGN_TOP);
  assert_int_equal (f->n_interest, n_interest + 1);
  interest = mg_hex_view_get_interest (f->view);
  assert_int_equal (interest.start, 0x1000 - visible.length / 2);
  assert_int_equal (interest.length, 2 * visible.length);
  mg_hex_view_set_caret (f->view, 0x1000);
  publish (f);
  assert_int_equal (f->n_interest, n_interest + 1);
  mg_hex_view_set_caret (f->view, 19999);
  interest = mg_hex_view_get_interest (f->view);
  assert_int_equal (mg_range_end (interest), 20000);
}

/* --- accessibility --- */

static void
assistive_technology_reads_rows_and_caret (void **state)
{
  Fixture *f = *state;
  AtkObject *accessible = gtk_widget_get_accessible (GTK_WIDGET (f->view));
  AtkText *text = ATK_TEXT (accessible);
  g_autofree char *line = NULL;
  g_autofree char *byte = NULL;
  g_autofree char *selected = NULL;
  int start, end;

  f->bytes[0x47] = 0xc3;
  f->unreadable[1] = TRUE;
  publish (f);
  mg_hex_view_set_caret (f->view, 0x47);
  assert_string_not_equal (atk_object_get_name (accessible), "");
  assert_int_equal (atk_object_get_role (accessible), ATK_ROLE_TEXT);
  assert_string_equal (atk_object_get_description (accessible),
                       "Offset 0x47, value 0xC3, decimal 195");
  line = atk_text_get_string_at_offset (text, atk_text_get_caret_offset (text),
                                        ATK_TEXT_GRANULARITY_LINE, &start, &end);
  assert_string_equal (
      line, "00000040  6F 6E 65 20 74 77 6F C3 F9 00 07 0E 15 1C 23 2A  one two.......#*\n");
  byte = atk_text_get_string_at_offset (text, atk_text_get_caret_offset (text),
                                        ATK_TEXT_GRANULARITY_WORD, &start, &end);
  assert_string_equal (byte, "C3");
  press_key (f, GDK_KEY_Right, GDK_SHIFT_MASK);
  assert_int_equal (atk_text_get_n_selections (text), 1);
  selected = atk_text_get_selection (text, 0, &start, &end);
  assert_string_equal (selected, "C3 F9");
  assert_true (atk_text_set_caret_offset (text, atk_text_get_caret_offset (text) - 6));
  assert_caret (f, 0x46);
  assert_int_equal (atk_text_get_character_count (text) % (int) strlen (line), 0);
  mg_hex_view_set_caret (f->view, 0x1010);
  assert_string_equal (atk_object_get_description (accessible), "Offset 0x1010, unreadable");
}

int
main (int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
    TEST (a_changed_byte_flares_and_then_nothing_differs),
    TEST (marks_stay_until_they_are_cleared),
    TEST (marks_are_kept_also_when_asked_for_before_there_are_bytes),
    TEST (nothing_is_drawn_when_nothing_changed),
    TEST (only_what_changed_is_drawn),
    TEST (a_drawn_part_is_the_same_as_in_a_whole_drawing),
    TEST (unreadable_and_unread_bytes_look_different),
    TEST (highlights_are_framed_and_go_away),
    TEST (every_font_shows_every_digit),
    TEST (the_desktops_monospace_font_is_used),
    TEST (what_has_ended_is_stale_and_stays),
    TEST (the_cells_past_the_end_are_empty),
    TEST (every_theme_holds_the_contrast),
    TEST (a_dark_theme_is_followed_at_once),
    TEST (bytes_run_from_left_to_right_in_every_language),
    TEST (numbers_in_a_group_are_in_the_chosen_order),
    TEST (rows_fit_the_width_and_keep_the_place),
    TEST (keys_move_the_caret),
    TEST (shift_extends_the_selection),
    TEST (tab_goes_from_hex_to_text_and_out),
    TEST (zoom_changes_the_size_of_cells),
    TEST (clicks_and_drags_select),
    TEST (double_and_triple_clicks_select_words_and_rows),
    TEST (the_context_menu_is_for_what_is_under_the_pointer),
    TEST (dragging_past_the_edge_scrolls),
    TEST (a_finger_scrolls_and_a_tap_places_the_caret),
    TEST (a_finger_that_rested_selects),
    TEST (the_wheel_scrolls_whole_rows),
    TEST (the_last_byte_of_a_huge_object_is_reached_exactly),
    TEST (a_selection_is_steady_while_bytes_change_and_objects_grow),
    TEST (caret_and_selection_follow_a_shrinking_object),
    TEST (an_empty_view_takes_every_event),
    TEST (the_interest_is_what_is_visible_and_half_a_screen_around),
    TEST (assistive_technology_reads_rows_and_caret),
  };

  /* not gtk_test_init(), which makes warnings fatal: G_DEBUG does, except under Wine */
  gtk_disable_setlocale ();
  gtk_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
