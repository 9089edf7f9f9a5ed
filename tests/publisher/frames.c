#include "frames.h"

#include <string.h>

typedef enum
{
  NOTHING,
  SEQUENCE,
  PAIR,
  BUFFERS,
  BUSY,
  MUTEX,
  N_KINDS,
} Kind;

static const char *const kinds[N_KINDS]
    = { "nothing", "sequence", "pair", "buffers", "busy", "mutex" };

struct _FrameWriter
{
  View view;
  gsize length; /* of a frame */
  Kind kind;
  double rate_hz;
  gint64 pause_us;
  Object mutex; /* handle -1: none */
  Object event;
  GThread *thread;
  int stopping;     /* atomic */
  guint64 n_frames; /* the thread's until it is joined */
};

static void
store (FrameWriter *self, guint index, guint64 value)
{
  /* All that was written before is there before it, and nothing that follows is. */
  __atomic_thread_fence (__ATOMIC_SEQ_CST);
  __atomic_store_n ((guint32 *) self->view.bytes + index, (guint32) value, __ATOMIC_SEQ_CST);
  __atomic_thread_fence (__ATOMIC_SEQ_CST);
}

static void
write_halves (FrameWriter *self, guint8 *frame, guint64 value)
{
  volatile guint64 *words = (volatile guint64 *) frame;
  gsize n = self->length / 8;
  gint64 end_us;

  for (gsize i = 0; i < n / 2; i++)
    words[i] = value;
  end_us = g_get_monotonic_time () + self->pause_us;
  while (g_get_monotonic_time () < end_us)
    ;
  for (gsize i = n / 2; i < n; i++)
    words[i] = value;
}

static void
write_frame (FrameWriter *self, guint64 n)
{
  guint8 *frame = self->view.bytes + FRAMES_AT;
  guint buffer = n % FRAMES_BUFFERS;

  if (self->event.handle != -1)
    platform_reset_event (&self->event);
  switch (self->kind)
    {
    case SEQUENCE:
      store (self, 0, 2 * n - 1);
      write_halves (self, frame, n);
      store (self, 0, 2 * n);
      break;
    case PAIR:
      store (self, 0, n);
      write_halves (self, frame, n);
      store (self, 1, n);
      break;
    case BUFFERS:
      write_halves (self, frame + buffer * self->length, n);
      store (self, buffer, n);
      break;
    case BUSY:
      store (self, 0, 1);
      write_halves (self, frame, n);
      store (self, 0, 0);
      break;
    case MUTEX:
      if (!platform_lock (&self->mutex))
        return;
      write_halves (self, frame, n);
      platform_unlock (&self->mutex);
      break;
    default:
      write_halves (self, frame, n);
      break;
    }
  if (self->event.handle != -1)
    platform_set_event (&self->event);
}

static gpointer
frames_thread (gpointer data)
{
  FrameWriter *self = data;
  gint64 start_us = g_get_monotonic_time ();

  while (!g_atomic_int_get (&self->stopping))
    {
      gint64 next_us, left_us;

      write_frame (self, ++self->n_frames);
      next_us = start_us + (gint64) ((double) self->n_frames * 1e6 / self->rate_hz);
      while (!g_atomic_int_get (&self->stopping)
             && (left_us = next_us - g_get_monotonic_time ()) > 0)
        g_usleep ((gulong) MIN (left_us, 20000));
    }
  return NULL;
}

static void
free_writer (FrameWriter *self)
{
  platform_remove (&self->mutex);
  platform_remove (&self->event);
  g_free (self->mutex.name);
  g_free (self->event.name);
  platform_unmap (&self->view);
  g_free (self);
}

FrameWriter *
frame_writer_new (Object *object, guint64 offset, gsize length, double rate_hz, const char *kind,
                  const Options *options, GError **error)
{
  FrameWriter *self = g_new0 (FrameWriter, 1);
  const char *mutex = options_get (options, "mutex"), *event = options_get (options, "event");

  self->mutex.handle = self->mutex.file = self->event.handle = self->event.file = -1;
  self->length = length;
  self->rate_hz = rate_hz;
  self->pause_us = (gint64) options_get_number (options, "pause", 10);
  while (self->kind < N_KINDS && strcmp (kinds[self->kind], kind) != 0)
    self->kind++;
  if (self->kind == N_KINDS || (self->kind == MUTEX && mutex == NULL) || length % 16 != 0
      || length == 0 || rate_hz <= 0)
    {
      g_set_error_literal (error, PUBLISHER_ERROR, 0, "no such frames");
      free_writer (self);
      return NULL;
    }
  if ((mutex != NULL && !platform_create_other (&self->mutex, mutex, "mutex", error))
      || (event != NULL && !platform_create_other (&self->event, event, "manual-event", error))
      || !platform_map (object, offset,
                        FRAMES_AT + length * (self->kind == BUFFERS ? FRAMES_BUFFERS : 1),
                        &self->view, error))
    {
      free_writer (self);
      return NULL;
    }
  self->thread = g_thread_new ("frames", frames_thread, self);
  return self;
}

guint64
frame_writer_free (FrameWriter *self)
{
  guint64 n_frames;

  g_atomic_int_set (&self->stopping, TRUE);
  g_thread_join (self->thread);
  n_frames = self->n_frames;
  free_writer (self);
  return n_frames;
}
