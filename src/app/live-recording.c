#include "config.h"

#include "app/live-recording.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/tab-header.h"
#include "app/time-scale.h"
#include "core/error.h"
#include "core/number.h"
#include "core/recorder.h"

#define LOOK_MS 250 /* how soon a full disk is noticed */

struct _MgLiveRecording
{
  GObject parent_instance;

  MgShown *shown; /* of a session */
  MgRecorder *recorder; /* NULL: it is being completed, or is */
  MgRange range;
  char *path;
  gint64 start_us;
  guint n_marks;
  guint look_id;
};

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgLiveRecording, mg_live_recording, G_TYPE_OBJECT)

/* --- Ending --- */

typedef struct
{
  MgRecorder *recorder;
  gint64 end_us;
  char *path;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  mg_recorder_free (ending->recorder);
  g_free (ending->path);
  g_free (ending);
}

static void
end_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Ending *ending = data;
  GError *error = NULL;

  if (mg_recorder_finish (ending->recorder, ending->end_us, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const Ending *ending = g_task_get_task_data (G_TASK (result));
  g_autoptr (GApplication) application = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *shown = g_filename_display_name (ending->path);

      text = g_strdup_printf ("%s: %s", shown, error->message);
    }
  g_signal_emit (source, signals[ENDED], 0, text);
  if (application != NULL)
    g_application_release (application);
}

void
mg_live_recording_end (MgLiveRecording *self)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;
  Ending *ending;

  g_return_if_fail (MG_IS_LIVE_RECORDING (self));

  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->recorder == NULL)
    return;
  /* from here on the session's thread has it no longer */
  mg_session_set_recorder (mg_shown_get_session (self->shown), NULL);
  ending = g_new0 (Ending, 1);
  ending->recorder = g_steal_pointer (&self->recorder);
  ending->end_us = g_get_monotonic_time ();
  ending->path = g_strdup (self->path);
  /* the program ends after that */
  if (application != NULL)
    g_application_hold (application);
  task = g_task_new (self, NULL, ended_cb, application != NULL ? g_object_ref (application) : NULL);
  g_task_set_task_data (task, ending, ending_free);
  g_task_run_in_thread (task, end_thread);
}

static gboolean
look_cb (gpointer data)
{
  MgLiveRecording *self = data;
  MgRecorderStats stats;

  mg_recorder_get_stats (self->recorder, &stats);
  if (!stats.failed)
    return G_SOURCE_CONTINUE;
  self->look_id = 0;
  mg_live_recording_end (self);
  return G_SOURCE_REMOVE;
}

/* --- What is asked of it --- */

MgRange
mg_live_recording_get_range (MgLiveRecording *self)
{
  return self->range;
}

const char *
mg_live_recording_get_path (MgLiveRecording *self)
{
  return self->path;
}

char *
mg_live_recording_dup_text (MgLiveRecording *self)
{
  MgRecorderStats stats = { 0 };
  g_autofree char *span =
      mg_time_span_text ((g_get_monotonic_time () - self->start_us) / G_USEC_PER_SEC * G_USEC_PER_SEC);
  g_autofree char *size = NULL, *missed = NULL;

  if (self->recorder != NULL)
    mg_recorder_get_stats (self->recorder, &stats);
  size = mg_size_to_string (stats.length);
  missed = mg_decimal_to_string (stats.n_missed);
  return g_strdup_printf (_ ("%s · %s · %s missed"), span, size, missed);
}

void
mg_live_recording_mark (MgLiveRecording *self)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *name = NULL;

  g_return_if_fail (MG_IS_LIVE_RECORDING (self));

  if (self->recorder == NULL)
    return;
  name = g_strdup_printf (_ ("Mark %u"), ++self->n_marks);
  mg_recorder_add_mark (self->recorder, now_us, name, NULL);
  mg_shown_add_mark (self->shown, now_us, name);
}

char *
mg_live_recording_dup_file_name (MgName *name)
{
  g_autofree char *base = g_strdup (mg_name_get_label (name));
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%d %H.%M.%S");

  /* what no file system takes */
  g_strdelimit (base, "/\\:*?\"<>|", '-');
  if (strlen (base) > 100)
    base[100] = '\0';
  return g_strdup_printf ("%s %s.mgrec", g_utf8_validate (base, -1, NULL) ? base : "object", time);
}

char *
mg_live_recording_dup_new_path (MgName *name)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *data = g_build_filename (g_get_user_data_dir (), "mapglass", "recordings", NULL);
  g_autofree char *file = mg_live_recording_dup_file_name (name);
  const char *directory = documents != NULL && g_access (documents, W_OK) == 0 ? documents : data;
  char *path = g_build_filename (directory, file, NULL);

  if (directory == data)
    g_mkdir_with_parents (data, 0700);
  /* several within a second */
  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_autofree char *other =
          g_strdup_printf ("%.*s %u.mgrec", (int) (strlen (file) - strlen (".mgrec")), file, i);

      g_free (path);
      path = g_build_filename (directory, other, NULL);
    }
  return path;
}

/* --- Starting --- */

/* Both the visible bytes and these are read each time: of a large object there is room left for them. */
static MgRange
choose_range (const MgSnapshot *snapshot)
{
  guint64 most = MG_SAMPLER_INTEREST_MAX;
  guint64 start = 0;

  if (snapshot->size <= most)
    return (MgRange) { 0, MAX (snapshot->size, 1) };
  most -= most / 8;
  if (snapshot->pages != NULL && snapshot->pages->len > 0)
    start = ((const MgPage *) g_ptr_array_index (snapshot->pages, 0))->offset;
  return (MgRange) { MIN (start, snapshot->size - most), most };
}

static void
begin (MgLiveRecording *self, MgShown *shown, MgDeclarations *declarations, const MgFiring *firing,
       GOutputStream *stream)
{
  MgSnapshot *snapshot = mg_shown_get_newest (shown);
  gint64 now_us = g_get_monotonic_time ();
  MgMoments *moments = mg_shown_get_moments (shown);
  MgHistory *kept = firing != NULL && moments != NULL ? mg_moments_get_history (moments) : NULL;
  g_auto (MgTabHeader) of_tab = { 0 };
  MgRecordingHeader *header = &of_tab.header;
  MgEvent attached = { .type = MG_EVENT_ATTACHED, .new_size = snapshot->size };

  self->start_us = kept != NULL ? mg_firing_get_start_us (firing, kept) : now_us;
  mg_tab_header_init (&of_tab, shown, declarations);
  header->range = self->range;
  header->rate_hz = mg_session_get_rate_hz (mg_shown_get_session (shown));
  header->real_us = g_get_real_time () - (now_us - self->start_us);
  header->monotonic_us = attached.time_us = self->start_us;
  attached.real_time_us = header->real_us;
  self->recorder = mg_recorder_new (stream, header, 0);
  mg_recorder_add_event (self->recorder, &attached);
  if (kept != NULL)
    {
      mg_recorder_add_history (self->recorder, mg_history_copy (kept), self->start_us, firing->time_us);
      mg_firing_mark (firing, self->recorder);
    }
  mg_recorder_add_snapshot (self->recorder, snapshot);
  mg_session_set_recorder (mg_shown_get_session (self->shown), self->recorder);
  self->look_id = g_timeout_add (LOOK_MS, look_cb, self);
}

MgLiveRecording *
mg_live_recording_start (MgShown *shown, MgDeclarations *declarations, const char *path,
                         const MgFiring *firing, GError **error)
{
  MgLiveRecording *self;
  g_autoptr (GOutputStream) stream = NULL;

  g_return_val_if_fail (mg_shown_get_session (shown) != NULL, NULL);

  stream = mg_recording_create (path, TRUE, error);
  if (stream == NULL)
    return NULL;
  self = g_object_new (MG_TYPE_LIVE_RECORDING, NULL);
  self->shown = g_object_ref (shown);
  self->path = g_strdup (path);
  self->range = choose_range (mg_shown_get_newest (shown));
  begin (self, shown, declarations, firing, stream);
  return self;
}

/* --- GObject --- */

static void
dispose (GObject *object)
{
  mg_live_recording_end (MG_LIVE_RECORDING (object));
  G_OBJECT_CLASS (mg_live_recording_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgLiveRecording *self = MG_LIVE_RECORDING (object);

  g_clear_object (&self->shown);
  g_free (self->path);
  G_OBJECT_CLASS (mg_live_recording_parent_class)->finalize (object);
}

static void
mg_live_recording_class_init (MgLiveRecordingClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;

  signals[ENDED] = g_signal_new ("ended", MG_TYPE_LIVE_RECORDING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mg_live_recording_init (MgLiveRecording *self)
{
}
