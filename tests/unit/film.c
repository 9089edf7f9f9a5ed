#include "config.h"

#include "film.h"

#include <string.h>

/* --- BadDisk --- */

struct _BadDisk
{
  GOutputStream parent;
  GMutex mutex;
  GCond cond;
  gboolean held;
  gsize room;
  GByteArray *bytes;
};

static void bad_disk_seekable_init (GSeekableIface *iface);

G_DEFINE_TYPE_WITH_CODE (BadDisk, bad_disk, G_TYPE_OUTPUT_STREAM,
                         G_IMPLEMENT_INTERFACE (G_TYPE_SEEKABLE, bad_disk_seekable_init))

static gssize
bad_disk_write (GOutputStream *stream, const void *buffer, gsize count, GCancellable *cancellable,
                GError **error)
{
  BadDisk *self = BAD_DISK (stream);
  gsize n;

  g_mutex_lock (&self->mutex);
  while (self->held)
    g_cond_wait (&self->cond, &self->mutex);
  n = MIN (count, self->room - self->bytes->len);
  g_byte_array_append (self->bytes, buffer, (guint) n);
  g_mutex_unlock (&self->mutex);
  if (n > 0 || count == 0)
    return (gssize) n;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no space left");
  return -1;
}

static goffset
bad_disk_tell (GSeekable *seekable)
{
  return BAD_DISK (seekable)->bytes->len;
}

static gboolean
bad_disk_can (GSeekable *seekable)
{
  return TRUE;
}

static gboolean
bad_disk_seek (GSeekable *seekable, goffset offset, GSeekType type, GCancellable *cancellable, GError **error)
{
  return type == G_SEEK_SET && offset == BAD_DISK (seekable)->bytes->len;
}

static gboolean
bad_disk_truncate (GSeekable *seekable, goffset offset, GCancellable *cancellable, GError **error)
{
  g_byte_array_set_size (BAD_DISK (seekable)->bytes, (guint) offset);
  return TRUE;
}

static void
bad_disk_seekable_init (GSeekableIface *iface)
{
  iface->tell = bad_disk_tell;
  iface->can_seek = bad_disk_can;
  iface->seek = bad_disk_seek;
  iface->can_truncate = bad_disk_can;
  iface->truncate_fn = bad_disk_truncate;
}

static void
bad_disk_finalize (GObject *object)
{
  BadDisk *self = BAD_DISK (object);

  g_byte_array_unref (self->bytes);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  G_OBJECT_CLASS (bad_disk_parent_class)->finalize (object);
}

static void
bad_disk_class_init (BadDiskClass *class)
{
  G_OBJECT_CLASS (class)->finalize = bad_disk_finalize;
  G_OUTPUT_STREAM_CLASS (class)->write_fn = bad_disk_write;
}

static void
bad_disk_init (BadDisk *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->bytes = g_byte_array_new ();
}

BadDisk *
bad_disk_new (gsize room)
{
  BadDisk *self = g_object_new (TYPE_BAD_DISK, NULL);

  self->room = room;
  return self;
}

static void
set_held (BadDisk *self, gboolean held)
{
  g_mutex_lock (&self->mutex);
  self->held = held;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

void
bad_disk_hold (BadDisk *self)
{
  set_held (self, TRUE);
}

void
bad_disk_release (BadDisk *self)
{
  set_held (self, FALSE);
}

GBytes *
bad_disk_get_bytes (BadDisk *self)
{
  return g_bytes_new (self->bytes->data, self->bytes->len);
}

/* --- Film --- */

static void
event_cb (const MgEvent *event, gpointer data)
{
  Film *film = data;

  if (film->recorder != NULL)
    mg_recorder_add_event (film->recorder, event);
}

static void
tick (Film *film)
{
  MgSnapshot *snapshot = mg_sampler_tick (film->sampler, film->now_us, MG_READ_ALL);

  if (snapshot == NULL)
    return;
  if (film->recorder != NULL)
    mg_recorder_add_snapshot (film->recorder, snapshot);
  g_ptr_array_add (film->frames, snapshot);
}

Film *
film_new (FakeSource *object, GOutputStream *stream, MgRange range, gsize queue_max)
{
  Film *film = g_new0 (Film, 1);
  g_autoptr (MgName) name = mg_name_parse ("/film", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);
  MgRecordingHeader header = { .name = (char *) "/film", .kind = MG_KIND_POSIX, .range = range, .rate_hz = 50,
                               .program = (char *) "test", .real_us = G_GINT64_CONSTANT (1764054000000000) };

  film->world.object = object;
  film->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_snapshot_unref);
  film->sampler = mg_sampler_new (name, fake_world_open, &film->world, event_cb, film);
  mg_sampler_set_interest (film->sampler, range);
  film->start_us = film->now_us = mg_sampler_get_epoch_us (film->sampler) + 10 * G_TIME_SPAN_MILLISECOND;
  header.monotonic_us = film->start_us;
  header.size = object->bytes->len;
  header.identity = object->identity;
  film->recorder = mg_recorder_new (stream, &header, queue_max);
  tick (film);
  return film;
}

void
film_set_object (Film *film, FakeSource *object)
{
  if (film->world.object != NULL)
    mg_source_unref (&film->world.object->source);
  film->world.object = object;
}

void
film_shoot (Film *film, guint ms)
{
  film->now_us += ms * G_TIME_SPAN_MILLISECOND;
  tick (film);
}

gboolean
film_finish (Film *film, GError **error)
{
  MgRecorder *recorder = g_steal_pointer (&film->recorder);
  gboolean ok = mg_recorder_finish (recorder, film->now_us, error);

  mg_recorder_free (recorder);
  return ok;
}

void
film_free (Film *film)
{
  if (film == NULL)
    return;
  film_set_object (film, NULL);
  mg_sampler_free (film->sampler);
  mg_recorder_free (film->recorder);
  g_ptr_array_unref (film->frames);
  g_free (film);
}

MgRecording *
film_open (GBytes *bytes, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return mg_recording_new (stream, "test.mgrec", error);
}
