#pragma once

#include "core/session.h"

G_BEGIN_DECLS

/* The triggers that a person has set for one object: keeps them, has the session look at those that are
 * on, counts, and does what can be done without a widget.  Main thread only.
 *
 * Signals:
 *   changed ()            a rule was added, edited or removed, or one fired
 *   edited ()             the rules are other ones: they are to be kept
 *   fired (MgFiring *)    what MG_DO_MARK and MG_DO_RECORD ask for is for whoever keeps history; a session
 *                         that is to be paused is already
 *   message (const char *title, const char *text)  something did not work */
#define MG_TYPE_TRIGGER_LIST (mg_trigger_list_get_type ())
G_DECLARE_FINAL_TYPE (MgTriggerList, mg_trigger_list, MG, TRIGGER_LIST, GObject)

/* @session: (nullable): without one the rules are kept alone */
MgTriggerList *mg_trigger_list_new (MgSession *session);

/* Texts to keep them as.  What is no rule is left out. */
void mg_trigger_list_set_texts (MgTriggerList *self, const char *const *texts);
char **mg_trigger_list_dup_texts (MgTriggerList *self);

void mg_trigger_list_set_structure (MgTriggerList *self, MgStructure *structure); /* (nullable) */

guint mg_trigger_list_get_n (MgTriggerList *self);
const MgTriggerRule *mg_trigger_list_get_rule (MgTriggerList *self, guint index);

typedef struct
{
  guint64 n_fired, n_suppressed;
  gint64 last_real_us; /* 0: never */
  char *problem;       /* (owned) (nullable): why it can't be looked at */
} MgTriggerCount;

const MgTriggerCount *mg_trigger_list_get_count (MgTriggerList *self, guint index);

/* Whether somebody does what MG_DO_MARK and MG_DO_RECORD ask for: handles "fired". */
gboolean mg_trigger_list_is_recorded (MgTriggerList *self);

/* @index: G_MAXUINT for a new one; @rule: copied */
void mg_trigger_list_set_rule (MgTriggerList *self, guint index, const MgTriggerRule *rule);
void mg_trigger_list_remove (MgTriggerList *self, guint index);

/* @column: (out): characters from 0.  FALSE with the reason. */
gboolean mg_trigger_list_check (MgTriggerList *self, const char *condition, guint *column, GError **error);

G_END_DECLS
