#include "config.h"

#include "app/export.h"

#include "app/shown-source.h"

struct _MgExport
{
  gatomicrefcount ref_count;
  MgSnapshot *snapshot;
  MgName *name;
  MgStill still;
  MgRange range;
  MgDumpFormat format;

  int permille;         /* atomic: how much is written */
  GString *text;        /* the worker's until it is done */
  GFile *file;
  guint64 n_unreadable;
};

MgExport *
mg_export_new (MgSnapshot *snapshot, MgName *name, MgStill still, MgRange range, MgDumpFormat format)
{
  MgExport *self = g_new0 (MgExport, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->snapshot = mg_snapshot_ref (snapshot);
  self->name = mg_name_ref (name);
  self->still = still;
  self->range = range;
  self->format = format;
  return self;
}

MgExport *
mg_export_ref (MgExport *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mg_export_unref (MgExport *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  mg_snapshot_unref (self->snapshot);
  mg_name_unref (self->name);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_object (&self->file);
  g_free (self);
}

double
mg_export_get_progress (MgExport *self)
{
  return g_atomic_int_get (&self->permille) / 1000.0;
}

const char *
mg_export_get_text (MgExport *self)
{
  return self->text != NULL ? self->text->str : NULL;
}

static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  MgExport *self = data;

  g_atomic_int_set (&self->permille, total > 0 ? (int) ((double) done / (double) total * 1000.0) : 1000);
}

static gboolean
write_text (const void *bytes, gsize length, gpointer data, GError **error)
{
  g_string_append_len (data, bytes, (gssize) length);
  return TRUE;
}

static gboolean
write_file (const void *bytes, gsize length, gpointer data, GError **error)
{
  return g_output_stream_write_all (data, bytes, length, NULL, NULL, error);
}

static gboolean
run_to_text (MgExport *self, MgSource *source, MgRangeSet *unreadable, GCancellable *cancellable,
             GError **error)
{
  self->text = g_string_new (NULL);
  return mg_dump (source, self->range, self->format, mg_name_get_label (self->name), write_text, self->text,
                  progress_cb, self, unreadable, cancellable, error);
}

static gboolean
run_to_file (MgExport *self, MgSource *source, MgRangeSet *unreadable, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  g_autoptr (GCancellable) discard = NULL;

  if (stream == NULL)
    return FALSE;
  if (mg_dump (source, self->range, self->format, mg_name_get_label (self->name), write_file, stream,
               progress_cb, self, unreadable, cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
  /* Closing would put the half that is written in the place of what was there. */
  discard = g_cancellable_new ();
  g_cancellable_cancel (discard);
  g_output_stream_close (G_OUTPUT_STREAM (stream), discard, NULL);
  return FALSE;
}

static void
run_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  MgExport *self = task_data;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (MgSource) source = NULL;
  GError *error = NULL;
  gboolean done;

  source = mg_shown_source_new (self->snapshot, self->name, self->still, &error);
  if (source == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  done = self->file != NULL ? run_to_file (self, source, unreadable, cancellable, &error)
                            : run_to_text (self, source, unreadable, cancellable, &error);
  self->n_unreadable = mg_range_set_get_length (unreadable);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
mg_export_run_async (MgExport *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_set_object (&self->file, file);
  g_task_set_task_data (task, mg_export_ref (self), (GDestroyNotify) mg_export_unref);
  g_task_run_in_thread (task, run_thread);
}

gboolean
mg_export_run_finish (MgExport *self, GAsyncResult *result, guint64 *n_unreadable, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (n_unreadable != NULL)
    *n_unreadable = self->n_unreadable;
  return TRUE;
}
