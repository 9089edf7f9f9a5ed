#include "config.h"

#include "history-fixture.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/remembered.h"
#include "core/recorder.h"
#include "platform/platform.h"

MgApplication *history_application;

int
history_setup (void **state)
{
  History *self = g_new0 (History, 1);

  self->application = history_application;
  self->publisher = publisher_start ();
  self->name = publisher_new_name ();
  self->parsed = mg_name_parse (self->name, mg_platform_get_name_context (), NULL);
  self->window = mg_window_new (self->application);
  mg_window_show_empty (self->window);
  gtk_window_present (GTK_WINDOW (self->window));
  *state = self;
  return 0;
}

int
history_teardown (void **state)
{
  History *self = *state;
  g_autofree char *kept = mg_remembered_dup_path (mg_name_get_text (self->parsed));

  if (self->window != NULL)
    gtk_widget_destroy (GTK_WIDGET (self->window));
  publisher_stop (self->publisher);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_remove (kept);
  mg_name_unref (self->parsed);
  g_free (self->name);
  g_free (self);
  return 0;
}

MgShown *
history_get_shown (History *self)
{
  return mg_object_tab_get_shown (mg_window_get_tab (self->window));
}

MgHexView *
history_get_bytes (History *self)
{
  return mg_object_tab_get_view (mg_window_get_tab (self->window));
}

MgTimeStrip *
history_get_strip (History *self)
{
  return MG_TIME_STRIP (find_by_type (GTK_WIDGET (self->window), MG_TYPE_TIME_STRIP));
}

MgStructurePane *
history_get_pane (History *self)
{
  return MG_STRUCTURE_PANE (mg_object_tab_get_structure (mg_window_get_tab (self->window)));
}

static int
get_byte (const MgSnapshot *snapshot, guint64 offset)
{
  guint8 byte, state;

  if (snapshot == NULL || mg_snapshot_copy (snapshot, offset, 1, &byte, &state) == 0)
    return -1;
  return byte;
}

int
history_get_byte (History *self, guint64 offset)
{
  return get_byte (mg_hex_view_get_snapshot (history_get_bytes (self)), offset);
}

int
history_get_newest_byte (History *self, guint64 offset)
{
  return get_byte (mg_shown_get_newest (history_get_shown (self)), offset);
}

typedef struct
{
  History *history;
  guint64 offset;
  int byte;
  gboolean newest;
} Wanted;

static gboolean
has_byte (gpointer data)
{
  Wanted *wanted = data;

  return (wanted->newest ? history_get_newest_byte : history_get_byte) (wanted->history, wanted->offset)
         == wanted->byte;
}

void
history_wait_for_byte (History *self, guint64 offset, int byte)
{
  Wanted wanted = { self, offset, byte, FALSE };

  wait_until (has_byte, &wanted);
}

void
history_write (History *self, guint64 offset, guint8 byte)
{
  Wanted wanted = { self, offset, byte, TRUE };

  publisher_do (self->publisher, "write 1 %" G_GUINT64_FORMAT " %02x", offset, byte);
  wait_until (has_byte, &wanted);
}

static gboolean
is_kept (gpointer data)
{
  return history_get_byte (data, 0) >= 0 && mg_shown_get_moments (history_get_shown (data)) != NULL
         && history_get_pane (data) != NULL && history_get_strip (data) != NULL
         && gtk_widget_get_allocated_width (GTK_WIDGET (history_get_strip (data))) > 1;
}

void
history_show (History *self)
{
  mg_window_open (self->window, self->parsed);
  wait_until (is_kept, self);
}

void
history_open_sized (History *self, guint64 size)
{
  publisher_do (self->publisher, "shm 1 %s %" G_GUINT64_FORMAT, self->name, size);
  history_show (self);
}

void
history_open (History *self)
{
  history_open_sized (self, 4096);
}

void
history_activate (History *self, const char *action)
{
  assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), action));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

void
history_press (GtkWidget *widget, guint key)
{
  GdkEvent *event = gdk_event_new (GDK_KEY_PRESS);
  gboolean handled;

  event->key.window = g_object_ref (gtk_widget_get_window (widget));
  event->key.keyval = key;
  event->key.time = GDK_CURRENT_TIME;
  gdk_event_set_device (event,
                        gdk_seat_get_keyboard (gdk_display_get_default_seat (gdk_display_get_default ())));
  handled = GTK_WIDGET_GET_CLASS (widget)->key_press_event (widget, &event->key);
  gdk_event_free (event);
  assert_true (handled);
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} Text;

static gboolean
is_said (gpointer data)
{
  Text *text = data;

  return has_text (text->root, text->text);
}

void
history_wait_for_text (GtkWidget *root, const char *text)
{
  Text wanted = { root, text };

  app_fixture_wait (is_said, &wanted, text, __FILE__, __LINE__);
}

static gboolean
has_fields (gpointer data)
{
  MgFieldView *view = mg_structure_pane_get_view (history_get_pane (data));

  return mg_field_view_get_structure (view) != NULL && mg_field_view_get_n_rows (view) > 0;
}

void
history_declare (History *self, const char *text)
{
  mg_declarations_set_text (mg_structure_pane_get_declarations (history_get_pane (self)), text, NULL);
  wait_until (has_fields, self);
}

char *
history_new_path (const char *ending)
{
  g_autofree char *name = g_strdup_printf ("mg-history-%u%s", g_random_int (), ending);

  return g_build_filename (g_get_tmp_dir (), name, NULL);
}

void
history_remove_file (char *path)
{
  g_remove (path);
  g_free (path);
}

void
history_record (History *self, const char *path, const char *declarations)
{
  MgSnapshot *snapshot = mg_shown_get_newest (history_get_shown (self));
  MgRecordingHeader header = {
    .name = (char *) mg_name_get_text (self->parsed),
    .kind = mg_name_get_kind (self->parsed),
    .size = snapshot->size,
    .range = { 0, 4096 },
    .monotonic_us = snapshot->time_us,
    .real_us = snapshot->real_time_us,
    .rate_hz = 60,
    .program = (char *) "test",
    .note = (char *) "",
    .declarations = (char *) declarations,
    .type = (char *) "struct s",
    .abi = (char *) "linux32",
  };
  GError *error = NULL;
  g_autoptr (GOutputStream) stream = mg_recording_create (path, FALSE, &error);
  g_autoptr (MgRecorder) recorder = mg_recorder_new (stream, &header, 0);
  gint64 end_us;

  for (int byte = 17; byte < 20; byte++)
    {
      history_write (self, 0, (guint8) byte);
      mg_recorder_add_snapshot (recorder, mg_shown_get_newest (history_get_shown (self)));
    }
  end_us = g_get_monotonic_time ();
  mg_recorder_add_mark (recorder, end_us, "here", NULL);
  assert_true (mg_recorder_finish (recorder, end_us, &error));
}

int
history_run (int *argc, char ***argv, int (*run) (void))
{
  int status;

  history_application = app_fixture_start (argc, argv);
  status = run ();
  app_fixture_end (history_application);
  return status;
}
