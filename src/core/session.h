#pragma once

#include "core/recorder.h"
#include "core/sampler.h"
#include "core/trigger.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* An opened name: a sampler on a thread of its own, whose newest snapshot arrives on the main
 * thread.  Latest wins: a slow main loop misses snapshots in between, never events.
 *
 * Main thread only.  Signals, all on the main context that was the thread-default at creation:
 *   snapshot        there is a new one to get; not emitted while nothing changes
 *   event           (const MgEvent *): the object came, went, was replaced or resized
 *   fired           (MgFiring *): a trigger's condition became true; one that pauses already has, so that
 *                   its moment is the newest snapshot */
#define MG_TYPE_SESSION (mg_session_get_type ())
G_DECLARE_FINAL_TYPE (MgSession, mg_session, MG, SESSION, GObject)

#define MG_RATE_MIN_HZ 1.0
#define MG_RATE_MAX_HZ 1000.0
#define MG_RATE_DEFAULT_HZ 60.0

MgSession *mg_session_new (MgName *name);
MgSession *mg_session_new_full (MgName *name, MgOpenFunc open, gpointer open_data);

/* Ends the thread; the last snapshot stays.  Dispose does it too. */
void mg_session_close (MgSession *session);

MgName *mg_session_get_name (MgSession *session);
MgSnapshot *mg_session_get_snapshot (MgSession *session); /* (transfer none), never NULL */

/* The bytes to read: see mg_sampler_set_interests(). */
void mg_session_set_interest (MgSession *session, MgRange interest);
void mg_session_set_interests (MgSession *session, const MgRange *ranges, gsize n_ranges);
void mg_session_set_rate_hz (MgSession *session, double rate_hz); /* clamped to the limits above */
double mg_session_get_rate_hz (MgSession *session);
void mg_session_set_paused (MgSession *session, gboolean paused);
gboolean mg_session_get_paused (MgSession *session);
/* A moment is held by who shows it: a trigger that pauses need not stop the reading for that. */
void mg_session_set_held (MgSession *session, gboolean held);
/* Whether what it reads is for others than who looks at it: there are triggers, or a recorder.  Who only
 * wants to see a moment that stands still lets it go on reading then. */
gboolean mg_session_is_needed (MgSession *session);
/* Nobody can see it: unless there are triggers, nothing is read, and the name is looked up once a second. */
void mg_session_set_hidden (MgSession *session, gboolean hidden);
void mg_session_set_reattach (MgSession *session, gboolean reattach);
void mg_session_read_once (MgSession *session); /* also while paused */
void mg_session_retry (MgSession *session);

/**
 * mg_session_set_frame:
 * @protocol: (nullable): copied
 *
 * The publisher's protocol: see mg_sampler_set_frame().  Its mutex is taken for each read, so a
 * protocol with one is the person's choice.  A read that is due waits for its event, if it is one
 * that waiting takes nothing from, by a period at most.
 */
void mg_session_set_frame (MgSession *session, const MgFrameProtocol *protocol);

/**
 * mg_session_set_structure:
 * @structure: (nullable): whose annotations say how the publisher writes: see mg_sampler_set_structure()
 * @take_mutex: its @mutex is taken for each read: the person's choice
 */
void mg_session_set_structure (MgSession *session, MgStructure *structure, gboolean take_mutex);

/* @triggers: (transfer full) (nullable): looked at with every sampled frame */
void mg_session_set_triggers (MgSession *session, MgTriggers *triggers);

/**
 * mg_session_set_recorder:
 * @recorder: (nullable): not owned; with NULL nothing has it any longer when this returns
 *
 * Gets every snapshot and event, not only those that the main loop fetches in time, what was missed, and
 * the marks of triggers behind their frames.
 * While there is one, an object that nobody can see is read on.
 */
void mg_session_set_recorder (MgSession *session, MgRecorder *recorder);

/* What the health line says. */
typedef struct
{
  double sampled_hz;      /* ticks that read, over the last second */
  gint64 last_read_us;    /* monotonic; 0 = never */
  gint64 last_change_us;  /* monotonic; 0 = no change seen */
  guint64 n_reads;        /* since the start */
  gboolean has_frame;     /* a protocol is set: frame is valid */
  MgFrameStats frame;
  MgFrameKind frame_kind; /* of the protocol */
  MgHealthReport health;  /* of the publisher, as of the last tick */
} MgSessionStats;

void mg_session_get_stats (MgSession *session, MgSessionStats *stats);
/* Age of a MgPage.changed_ms stamp at @now_us, in ms; G_MAXUINT32 for 0 (never). */
guint32 mg_session_get_age_ms (MgSession *session, guint32 changed_ms, gint64 now_us);

G_END_DECLS
