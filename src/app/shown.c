#include "config.h"

#include "app/shown.h"

#define PLAY_MS 33 /* how often a recording moves on */

struct _MgShown
{
  GObject parent_instance;

  MgSession *session;    /* NULL: a recording */
  MgName *name;
  MgMoments *moments;    /* NULL: nothing is kept yet */
  MgSnapshot *snapshot;  /* (nullable): of the past; NULL: the session's is shown */
  gint64 time_us;        /* of the past: the moment, which may lie behind its frame */
  gboolean paused;       /* the session is, and not by a trigger whose moment is still on its way */

  /* A recording's moments are read on a thread, one at a time: the last one that is wanted wins. */
  MgMoments *reader;     /* (nullable): the thread's, which opened the file for itself */
  gboolean seeking;
  gboolean again;        /* time_us is another one by now */

  guint play_id;
  gint64 played_us;      /* when it was moved on last */
};

enum
{
  SNAPSHOT,
  STATE,
  GROWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgShown, mg_shown, G_TYPE_OBJECT)

MgName *
mg_shown_get_name (MgShown *self)
{
  return self->name;
}

MgSession *
mg_shown_get_session (MgShown *self)
{
  return self->session;
}

MgRecording *
mg_shown_get_recording (MgShown *self)
{
  return self->session == NULL ? mg_moments_get_recording (self->moments) : NULL;
}

MgSnapshot *
mg_shown_get_snapshot (MgShown *self)
{
  return self->snapshot != NULL ? self->snapshot : mg_session_get_snapshot (self->session);
}

MgSnapshot *
mg_shown_get_newest (MgShown *self)
{
  return self->session != NULL ? mg_session_get_snapshot (self->session) : self->snapshot;
}

MgStill
mg_shown_get_still (MgShown *self)
{
  if (self->snapshot != NULL)
    return MG_STILL_PAST;
  return mg_session_get_paused (self->session) ? MG_STILL_PAUSED : MG_STILL_NOT;
}

gboolean
mg_shown_get_moving (MgShown *self)
{
  return self->session != NULL ? mg_shown_get_still (self) == MG_STILL_NOT : self->play_id != 0;
}

MgMoments *
mg_shown_get_moments (MgShown *self)
{
  return self->moments;
}

gint64
mg_shown_get_time_us (MgShown *self)
{
  return self->snapshot != NULL ? self->time_us : mg_session_get_snapshot (self->session)->time_us;
}

static void
set_snapshot (MgShown *self, MgSnapshot *snapshot)
{
  mg_snapshot_unref (self->snapshot);
  self->snapshot = snapshot;
  if (self->session != NULL)
    mg_session_set_held (self->session, snapshot != NULL);
  g_signal_emit (self, signals[SNAPSHOT], 0);
}

typedef struct
{
  MgMoments *reader; /* (nullable): to be opened */
  gint64 time_us;
} Seek;

static void
seek_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MgShown *self = source;
  Seek *seek = data;

  /* of the main thread's moments that takes their path alone */
  if (seek->reader == NULL)
    seek->reader = mg_moments_copy (self->moments, NULL);
  g_task_return_pointer (task,
                         seek->reader != NULL ? mg_moments_dup_snapshot (seek->reader, seek->time_us) : NULL,
                         (GDestroyNotify) mg_snapshot_unref);
}

static void seek (MgShown *self);

static void
sought_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgShown *self = MG_SHOWN (source);
  g_autoptr (MgSnapshot) snapshot = g_task_propagate_pointer (G_TASK (result), NULL);

  self->reader = ((Seek *) g_task_get_task_data (G_TASK (result)))->reader;
  self->seeking = FALSE;
  if (snapshot != NULL && snapshot->time_us != self->snapshot->time_us)
    set_snapshot (self, g_steal_pointer (&snapshot));
  if (self->again)
    seek (self);
}

static void
seek (MgShown *self)
{
  g_autoptr (GTask) task = NULL;
  Seek *data;

  self->again = self->seeking;
  if (self->seeking)
    return;
  self->seeking = TRUE;
  data = g_new0 (Seek, 1);
  data->reader = g_steal_pointer (&self->reader);
  data->time_us = self->time_us;
  task = g_task_new (self, NULL, sought_cb, NULL);
  g_task_set_task_data (task, data, g_free);
  g_task_run_in_thread (task, seek_thread);
}

static void
show_moment (MgShown *self, gint64 time_us)
{
  g_autoptr (MgSnapshot) snapshot = NULL;

  self->time_us = time_us;
  if (self->session == NULL)
    seek (self);
  else
    {
      snapshot = mg_moments_dup_snapshot (self->moments, time_us);
      if (snapshot != NULL && (self->snapshot == NULL || snapshot->time_us != self->snapshot->time_us))
        set_snapshot (self, g_steal_pointer (&snapshot));
    }
  g_signal_emit (self, signals[STATE], 0);
}

void
mg_shown_go_to (MgShown *self, gint64 time_us)
{
  gint64 first_us, last_us;

  g_return_if_fail (MG_IS_SHOWN (self));

  if (self->moments == NULL || !mg_moments_get_range (self->moments, &first_us, &last_us))
    return;
  show_moment (self, CLAMP (time_us, first_us, last_us));
}

static gboolean
find_step (MgShown *self, MgFrameWhich which, gint64 *time_us)
{
  if (self->moments == NULL)
    return FALSE;
  return mg_moments_find_change (
      self->moments, self->seeking ? self->time_us : mg_shown_get_snapshot (self)->time_us, which, time_us);
}

gboolean
mg_shown_can_step (MgShown *self, MgFrameWhich which)
{
  gint64 time_us;

  return find_step (self, which, &time_us);
}

gboolean
mg_shown_step (MgShown *self, MgFrameWhich which)
{
  gint64 time_us;

  g_return_val_if_fail (MG_IS_SHOWN (self), FALSE);

  if (!find_step (self, which, &time_us))
    return FALSE;
  /* Who looks at one change after the other does not want it to run away. */
  if (self->session == NULL)
    mg_shown_set_moving (self, FALSE);
  show_moment (self, time_us);
  return TRUE;
}

void
mg_shown_add_mark (MgShown *self, gint64 time_us, const char *name)
{
  g_return_if_fail (MG_IS_SHOWN (self));

  if (self->session == NULL || self->moments == NULL)
    return;
  mg_history_add_mark (mg_moments_get_history (self->moments), time_us, name);
  g_signal_emit (self, signals[GROWN], 0);
}

gboolean
mg_shown_step_mark (MgShown *self, MgFrameWhich which)
{
  gint64 time_us;

  g_return_val_if_fail (MG_IS_SHOWN (self), FALSE);

  if (self->moments == NULL
      || !mg_moments_find_mark (self->moments, mg_shown_get_time_us (self), which, &time_us))
    return FALSE;
  if (self->session == NULL)
    mg_shown_set_moving (self, FALSE);
  mg_shown_go_to (self, time_us);
  return TRUE;
}

static void
leave_past (MgShown *self)
{
  if (self->snapshot != NULL)
    set_snapshot (self, NULL);
}

void
mg_shown_go_live (MgShown *self)
{
  g_return_if_fail (MG_IS_SHOWN (self));

  if (self->session == NULL)
    {
      mg_shown_set_moving (self, FALSE);
      mg_shown_go_to (self, G_MAXINT64);
      return;
    }
  self->paused = FALSE;
  mg_session_set_paused (self->session, FALSE);
  leave_past (self);
  g_signal_emit (self, signals[STATE], 0);
}

/* --- Playing --- */

static gboolean
play_cb (gpointer data)
{
  MgShown *self = data;
  gint64 now_us = g_get_monotonic_time (), first_us, last_us;
  gint64 time_us = self->time_us + (now_us - self->played_us);

  self->played_us = now_us;
  if (!mg_moments_get_range (self->moments, &first_us, &last_us) || time_us >= last_us)
    {
      self->play_id = 0;
      mg_shown_go_to (self, G_MAXINT64);
      return G_SOURCE_REMOVE;
    }
  show_moment (self, time_us);
  return G_SOURCE_CONTINUE;
}

static void
set_playing (MgShown *self, gboolean playing)
{
  gint64 first_us, last_us;

  if (playing == (self->play_id != 0))
    return;
  g_clear_handle_id (&self->play_id, g_source_remove);
  if (playing && mg_moments_get_range (self->moments, &first_us, &last_us))
    {
      /* from its end it begins again */
      if (self->time_us >= last_us)
        show_moment (self, first_us);
      self->played_us = g_get_monotonic_time ();
      self->play_id = g_timeout_add (PLAY_MS, play_cb, self);
    }
  g_signal_emit (self, signals[STATE], 0);
}

/* Returns: FALSE where nothing is kept yet that could stand still */
static gboolean
hold (MgShown *self)
{
  if (self->snapshot == NULL)
    mg_shown_go_to (self, mg_shown_get_time_us (self));
  return self->snapshot != NULL;
}

void
mg_shown_set_moving (MgShown *self, gboolean moving)
{
  g_return_if_fail (MG_IS_SHOWN (self));

  if (self->session == NULL)
    {
      set_playing (self, moving);
      return;
    }
  if (moving)
    {
      mg_shown_go_live (self);
      return;
    }
  self->paused = !(mg_session_is_needed (self->session) && hold (self));
  mg_session_set_paused (self->session, self->paused);
  g_signal_emit (self, signals[STATE], 0);
}

gboolean
mg_shown_is_stopped (MgShown *self)
{
  g_return_val_if_fail (MG_IS_SHOWN (self), FALSE);

  return self->paused;
}

void
mg_shown_update_pause (MgShown *self)
{
  g_return_if_fail (MG_IS_SHOWN (self));

  if (self->paused && mg_session_is_needed (self->session))
    mg_shown_set_moving (self, FALSE);
}

/* --- Keeping --- */

static void
add_moment (MgShown *self)
{
  MgSnapshot *snapshot = mg_session_get_snapshot (self->session);

  /* Before anything was read there is nothing to come back to. */
  if (snapshot->time_us == 0 || snapshot->pages == NULL || snapshot->pages->len == 0)
    return;
  mg_history_add (mg_moments_get_history (self->moments), snapshot);
  g_signal_emit (self, signals[GROWN], 0);
}

void
mg_shown_keep_history (MgShown *self, gsize budget)
{
  g_return_if_fail (MG_IS_SHOWN (self));

  if (self->session == NULL)
    return;
  if (self->moments != NULL)
    {
      mg_history_set_budget (mg_moments_get_history (self->moments), budget);
      return;
    }
  self->moments = mg_moments_new_history (mg_history_new (budget));
  add_moment (self);
}

static void
snapshot_cb (MgSession *session, gpointer data)
{
  MgShown *self = data;

  if (self->moments != NULL)
    add_moment (self);
  mg_shown_update_pause (self);
  if (self->snapshot == NULL)
    g_signal_emit (self, signals[SNAPSHOT], 0);
}

/* --- GObject --- */

static void
dispose (GObject *object)
{
  MgShown *self = MG_SHOWN (object);

  g_clear_handle_id (&self->play_id, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  G_OBJECT_CLASS (mg_shown_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgShown *self = MG_SHOWN (object);

  mg_moments_free (self->reader);
  mg_moments_free (self->moments);
  g_clear_pointer (&self->snapshot, mg_snapshot_unref);
  g_clear_pointer (&self->name, mg_name_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (mg_shown_parent_class)->finalize (object);
}

static void
mg_shown_class_init (MgShownClass *class)
{
  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;

  signals[SNAPSHOT] =
      g_signal_new ("snapshot", MG_TYPE_SHOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE] =
      g_signal_new ("state", MG_TYPE_SHOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GROWN] =
      g_signal_new ("grown", MG_TYPE_SHOWN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mg_shown_init (MgShown *self)
{
}

MgShown *
mg_shown_new (MgSession *session)
{
  MgShown *self = g_object_new (MG_TYPE_SHOWN, NULL);

  self->session = g_object_ref (session);
  self->name = mg_name_ref (mg_session_get_name (session));
  g_signal_connect (session, "snapshot", G_CALLBACK (snapshot_cb), self);
  return self;
}

/* Damaged throughout, it has no moment: then what is known is that there was such an object. */
static MgSnapshot *
new_unknown (MgRecording *recording)
{
  g_autoptr (MgPlayer) player = mg_player_new (recording);

  return mg_player_dup_snapshot (player);
}

MgShown *
mg_shown_new_recording (MgRecording *recording, const char *path)
{
  MgShown *self = g_object_new (MG_TYPE_SHOWN, NULL);
  gint64 last_us;

  self->name = mg_name_ref (mg_recording_get_name (recording));
  self->moments = mg_moments_new_recording (recording, path);
  if (mg_moments_get_range (self->moments, &self->time_us, &last_us))
    self->snapshot = mg_moments_dup_snapshot (self->moments, self->time_us);
  if (self->snapshot == NULL)
    self->snapshot = new_unknown (recording);
  return self;
}
