#pragma once

#include "core/field.h"
#include "core/sampler.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Conditions over an object's fields, evaluated on every sampled frame, and what is to be done when one
 * becomes true.  docs/triggers.md has how they are written.
 *
 * A rule is entered by a person, never taken from a preset or a recording. */

typedef enum
{
  MG_DO_MARK = 1 << 0,
  MG_DO_PAUSE = 1 << 1,
  MG_DO_RESUME = 1 << 2,
  MG_DO_RECORD = 1 << 3,
  MG_DO_NOTIFY = 1 << 4,
  MG_DO_RUN = 1 << 5,
} MgTriggerActions;

/* Plain data. */
typedef struct
{
  char *condition;
  guint actions;     /* of MgTriggerActions */
  double before_s;   /* of MG_DO_RECORD: from so long before on */
  char **command;    /* of MG_DO_RUN: program and arguments; NULL-terminated */
  guint64 stop_after; /* firings; 0: it goes on */
  gboolean disabled;
} MgTriggerRule;

#define MG_TRIGGER_BEFORE_MAX_S 3600.0
#define MG_TRIGGERS_MAX 64

MgTriggerRule *mg_trigger_rule_new (const char *condition);
MgTriggerRule *mg_trigger_rule_copy (const MgTriggerRule *rule);
void mg_trigger_rule_free (MgTriggerRule *rule);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgTriggerRule, mg_trigger_rule_free)

/**
 * mg_trigger_rule_add_action:
 * @text: "mark", "pause", "resume", "record", "record:2 s", "notify", "run:PROGRAM ARGUMENT…", "stop",
 *   "stop:N".  Of run, quotes keep words together as a shell has them, and no shell ever sees it
 *
 * Returns: FALSE with MG_ERROR_INVALID
 */
gboolean mg_trigger_rule_add_action (MgTriggerRule *rule, const char *text, GError **error);
/* (transfer full): these texts, in that order; NULL-terminated */
char **mg_trigger_rule_dup_actions (const MgTriggerRule *rule);

/* A condition made ready for a structure.  Belongs to one thread at a time. */
typedef struct _MgTrigger MgTrigger;

/* @column: (out) (optional): where it went wrong, bytes from the condition's start */
MgTrigger *mg_trigger_new (MgStructure *structure, const char *condition, gsize *column, GError **error);
void mg_trigger_free (MgTrigger *trigger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgTrigger, mg_trigger_free)

/* A frame that is looked at. */
typedef struct
{
  gint64 time_us;     /* monotonic, ascending */
  gboolean changed;   /* the publisher has written since the look before */
  guint generation;   /* another one: another object */
} MgTriggerLook;

/* Firings that come sooner one after the other are suppressed, and counted. */
#define MG_TRIGGER_MIN_US (100 * 1000)

typedef enum
{
  MG_TRIGGER_FALSE,
  MG_TRIGGER_TRUE,       /* and was before */
  MG_TRIGGER_FIRED,
  MG_TRIGGER_SUPPRESSED,
  MG_TRIGGER_FAILED,     /* it has no value; that is taken for false */
} MgTriggerResult;

/**
 * mg_trigger_look:
 * @error: of MG_TRIGGER_FAILED
 *
 * It fires when the condition becomes true: when it is at the first look, or is and was not at the look
 * before.  changed(), rises() and falls() are true of one frame alone, so that with them each counts.
 */
MgTriggerResult mg_trigger_look (MgTrigger *trigger, const MgFieldBytes *bytes, const MgTriggerLook *look,
                                 GError **error);
/* Asks for all bytes that it depends on, without its having looked. */
void mg_trigger_touch (MgTrigger *trigger, const MgFieldBytes *bytes);

/* --- Several of them, with what is to be done --- */

/* What happened.  Immutable; may cross threads. */
typedef struct
{
  gatomicrefcount n_references;
  guint index;            /* of the rule */
  MgTriggerRule *rule;
  guint64 n;              /* the how-manieth of this rule's, from 1 */
  guint64 n_suppressed;   /* so far */
  gint64 time_us;         /* monotonic; of the frame */
  gint64 real_time_us;
  char **paths, **texts;  /* of the fields in the condition, and their values; NULL-terminated */
  gboolean last;          /* it has fired as often as it is to: it looks no more */
} MgFiring;

MgFiring *mg_firing_ref (MgFiring *firing);
void mg_firing_unref (MgFiring *firing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgFiring, mg_firing_unref)

/* (transfer full): "gear = 4, speed = 120.5" */
char *mg_firing_dup_values (const MgFiring *firing);

/**
 * mg_firing_dup_environment:
 * @name: the object's
 * @environment: (nullable): what there is already; NULL for this process'
 *
 * MAPGLASS_NAME, MAPGLASS_TIME (RFC 3339 in UTC), MAPGLASS_CONDITION, MAPGLASS_COUNT, and for each field
 * MAPGLASS_FIELD_<path>, in which what is no letter, digit or underscore is one underscore.
 */
char **mg_firing_dup_environment (const MgFiring *firing, const char *name, char **environment);

typedef struct _MgHistory MgHistory;
typedef struct _MgRecorder MgRecorder;

/* Where a recording that it begins starts: as long before it as its rule says, but not before what is kept.
 * Monotonic. */
gint64 mg_firing_get_start_us (const MgFiring *firing, MgHistory *history);

/* Marks it in a recording, where its rule asks for that: by the condition, with the fields' values.  Comes
 * behind the frame that it is of. */
void mg_firing_mark (const MgFiring *firing, MgRecorder *recorder);

/**
 * mg_firing_run:
 *
 * Starts the rule's command, with no shell in between, and does not wait for it.  Its standard input and
 * output are closed, its standard error is this program's.  At most MG_FIRING_RUN_MAX run at a time.
 */
gboolean mg_firing_run (const MgFiring *firing, const char *name, GError **error);

#define MG_FIRING_RUN_MAX 8

typedef struct _MgTriggers MgTriggers;

MgTriggers *mg_triggers_new (void);
void mg_triggers_free (MgTriggers *triggers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgTriggers, mg_triggers_free)

/* @rule: copied.  Returns: FALSE as mg_trigger_new() */
gboolean mg_triggers_add (MgTriggers *triggers, MgStructure *structure, const MgTriggerRule *rule,
                          gsize *column, GError **error);
guint mg_triggers_get_n (MgTriggers *triggers);
/* Why the rule had no value, the last time.  Returns: (nullable) */
const char *mg_triggers_get_problem (MgTriggers *triggers, guint index);

typedef void (*MgFiringFunc) (MgFiring *firing, gpointer data);

/**
 * mg_triggers_look:
 * @sampler: that has just read; it is made to read what the conditions depend on, wherever that lies
 *
 * Looks once; does nothing where the sampler has not read since.
 */
void mg_triggers_look (MgTriggers *triggers, MgSampler *sampler, MgFiringFunc func, gpointer data);

G_END_DECLS
