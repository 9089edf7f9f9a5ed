#include "config.h"

#include "app/trigger-list.h"

#include <glib/gi18n.h>
#include <string.h>

struct _MgTriggerList
{
  GObject parent_instance;

  MgSession *session;
  MgStructure *structure; /* (nullable) */
  GPtrArray *rules;       /* of MgTriggerRule */
  GArray *counts;         /* of MgTriggerCount, one a rule */
  GArray *looked_at;      /* of guint: the rule that each of the session's triggers is */
};

enum
{
  CHANGED,
  EDITED,
  FIRED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgTriggerList, mg_trigger_list, G_TYPE_OBJECT)

/* The session gets them anew: each begins as if it had never looked. */
static void
apply (MgTriggerList *self)
{
  g_autoptr (MgTriggers) triggers = mg_triggers_new ();

  g_array_set_size (self->looked_at, 0);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const MgTriggerRule *rule = self->rules->pdata[i];
      MgTriggerCount *count = &g_array_index (self->counts, MgTriggerCount, i);
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&count->problem, g_free);
      if (self->structure == NULL)
        count->problem = g_strdup (_ ("no structure is chosen"));
      else if (!rule->disabled && mg_triggers_add (triggers, self->structure, rule, NULL, &error))
        g_array_append_val (self->looked_at, i);
      else if (error != NULL)
        count->problem = g_strdup (error->message);
    }
  if (self->session == NULL)
    return;
  mg_session_set_triggers (self->session, self->looked_at->len > 0 ? g_steal_pointer (&triggers) : NULL);
}

static void
notify (MgTriggerList *self, const MgFiring *firing)
{
  GApplication *application = g_application_get_default ();
  const char *name = mg_name_get_text (mg_session_get_name (self->session));
  g_autofree char *values = mg_firing_dup_values (firing);
  g_autofree char *title = g_strdup_printf ("%s: %s", name, firing->rule->condition);
  g_autofree char *id = g_strdup_printf ("trigger-%u-%s", firing->index, name);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, values);
  if (application != NULL)
    g_application_send_notification (application, id, notification);
}

/* Where none of those that are looked at is on any longer.  The others would begin anew if they were given
 * again. */
static void
stop_looking (MgTriggerList *self)
{
  for (guint i = 0; i < self->looked_at->len; i++)
    if (!((MgTriggerRule *) self->rules->pdata[g_array_index (self->looked_at, guint, i)])->disabled)
      return;
  mg_session_set_triggers (self->session, NULL);
}

static void
fired_cb (MgSession *session, MgFiring *firing, gpointer data)
{
  MgTriggerList *self = data;
  MgTriggerCount *count;
  g_autoptr (GError) error = NULL;
  guint index;

  /* one that was on its way as the rules changed */
  if (firing->index >= self->looked_at->len)
    return;
  index = g_array_index (self->looked_at, guint, firing->index);
  if (index >= self->rules->len
      || !g_str_equal (((MgTriggerRule *) self->rules->pdata[index])->condition, firing->rule->condition))
    return;
  count = &g_array_index (self->counts, MgTriggerCount, index);
  count->n_fired++;
  count->n_suppressed = firing->n_suppressed;
  count->last_real_us = firing->real_time_us;
  if ((firing->rule->actions & MG_DO_NOTIFY) != 0)
    notify (self, firing);
  if ((firing->rule->actions & MG_DO_RUN) != 0
      && !mg_firing_run (firing, mg_name_get_text (mg_session_get_name (session)), &error))
    g_signal_emit (self, signals[MESSAGE], 0, _ ("A trigger's command could not be run."), error->message);
  g_signal_emit (self, signals[FIRED], 0, firing);
  if (firing->last)
    {
      ((MgTriggerRule *) self->rules->pdata[index])->disabled = TRUE;
      stop_looking (self);
      g_signal_emit (self, signals[EDITED], 0);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- Rules --- */

static void
clear_count (gpointer data)
{
  g_free (((MgTriggerCount *) data)->problem);
}

static void
edited (MgTriggerList *self)
{
  apply (self);
  g_signal_emit (self, signals[EDITED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
append (MgTriggerList *self, MgTriggerRule *rule)
{
  const MgTriggerCount none = { 0 };

  g_ptr_array_add (self->rules, rule);
  g_array_append_val (self->counts, none);
}

/* "+" or "-", then the condition, then actions: a line each. */
void
mg_trigger_list_set_texts (MgTriggerList *self, const char *const *texts)
{
  g_ptr_array_set_size (self->rules, 0);
  g_array_set_size (self->counts, 0);
  for (guint i = 0; texts != NULL && texts[i] != NULL && self->rules->len < MG_TRIGGERS_MAX; i++)
    {
      g_auto (GStrv) lines = g_strsplit (texts[i], "\n", -1);
      g_autoptr (MgTriggerRule) rule = NULL;
      gboolean ok = g_strv_length (lines) >= 2;

      rule = mg_trigger_rule_new (ok ? lines[1] : "");
      rule->disabled = !ok || !g_str_equal (lines[0], "+");
      for (guint j = 2; ok && lines[j] != NULL; j++)
        ok = mg_trigger_rule_add_action (rule, lines[j], NULL);
      if (ok)
        append (self, g_steal_pointer (&rule));
    }
  apply (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

char **
mg_trigger_list_dup_texts (MgTriggerList *self)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < self->rules->len; i++)
    {
      const MgTriggerRule *rule = self->rules->pdata[i];
      g_auto (GStrv) actions = mg_trigger_rule_dup_actions (rule);
      g_autofree char *joined = g_strjoinv ("\n", actions);
      g_autofree char *text = g_strdup_printf ("%s\n%s%s%s", rule->disabled ? "-" : "+", rule->condition,
                                               joined[0] != '\0' ? "\n" : "", joined);

      g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

void
mg_trigger_list_set_structure (MgTriggerList *self, MgStructure *structure)
{
  if (self->structure == structure)
    return;
  g_clear_pointer (&self->structure, mg_structure_unref);
  if (structure != NULL)
    self->structure = mg_structure_ref (structure);
  if (self->rules->len == 0)
    return;
  apply (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
mg_trigger_list_get_n (MgTriggerList *self)
{
  return self->rules->len;
}

const MgTriggerRule *
mg_trigger_list_get_rule (MgTriggerList *self, guint index)
{
  g_return_val_if_fail (index < self->rules->len, NULL);

  return self->rules->pdata[index];
}

const MgTriggerCount *
mg_trigger_list_get_count (MgTriggerList *self, guint index)
{
  g_return_val_if_fail (index < self->counts->len, NULL);

  return &g_array_index (self->counts, MgTriggerCount, index);
}

void
mg_trigger_list_set_rule (MgTriggerList *self, guint index, const MgTriggerRule *rule)
{
  if (index < self->rules->len)
    {
      mg_trigger_rule_free (self->rules->pdata[index]);
      self->rules->pdata[index] = mg_trigger_rule_copy (rule);
    }
  else if (self->rules->len < MG_TRIGGERS_MAX)
    append (self, mg_trigger_rule_copy (rule));
  edited (self);
}

void
mg_trigger_list_remove (MgTriggerList *self, guint index)
{
  g_return_if_fail (index < self->rules->len);

  g_ptr_array_remove_index (self->rules, index);
  g_array_remove_index (self->counts, index);
  edited (self);
}

gboolean
mg_trigger_list_is_recorded (MgTriggerList *self)
{
  return g_signal_has_handler_pending (self, signals[FIRED], 0, FALSE);
}

gboolean
mg_trigger_list_check (MgTriggerList *self, const char *condition, guint *column, GError **error)
{
  g_autoptr (MgTrigger) trigger = NULL;
  gsize bytes = 0;

  *column = 0;
  if (self->structure == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("no structure is chosen"));
      return FALSE;
    }
  trigger = mg_trigger_new (self->structure, condition, &bytes, error);
  if (trigger == NULL)
    *column = (guint) g_utf8_strlen (condition, (gssize) MIN (bytes, strlen (condition)));
  return trigger != NULL;
}

static void
mg_trigger_list_dispose (GObject *object)
{
  MgTriggerList *self = MG_TRIGGER_LIST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->structure, mg_structure_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->looked_at, g_array_unref);
  G_OBJECT_CLASS (mg_trigger_list_parent_class)->dispose (object);
}

static void
mg_trigger_list_class_init (MgTriggerListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mg_trigger_list_dispose;

  signals[CHANGED] = g_signal_new ("changed", MG_TYPE_TRIGGER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[EDITED] =
      g_signal_new ("edited", MG_TYPE_TRIGGER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIRED] = g_signal_new ("fired", MG_TYPE_TRIGGER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MESSAGE] = g_signal_new ("message", MG_TYPE_TRIGGER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
mg_trigger_list_init (MgTriggerList *self)
{
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_trigger_rule_free);
  self->counts = g_array_new (FALSE, TRUE, sizeof (MgTriggerCount));
  g_array_set_clear_func (self->counts, clear_count);
  self->looked_at = g_array_new (FALSE, FALSE, sizeof (guint));
}

MgTriggerList *
mg_trigger_list_new (MgSession *session)
{
  MgTriggerList *self = g_object_new (MG_TYPE_TRIGGER_LIST, NULL);

  if (session == NULL)
    return self;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "fired", G_CALLBACK (fired_cb), self, 0);
  return self;
}
