#include "config.h"

#include "structure.h"

#include <glib/gi18n.h>
#include <string.h>

/* GOption has no data for callbacks of the main group: what was given on the command line, in order. */
static GPtrArray *rules;

gboolean
cli_trigger_option_cb (const char *option, const char *value, gpointer data, GError **error)
{
  g_autofree char *text = g_filename_to_utf8 (value, -1, NULL, NULL, error);
  g_autoptr (GError) reason = NULL;

  if (text == NULL)
    return FALSE;
  if (rules == NULL)
    rules = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_trigger_rule_free);
  if (!g_str_equal (option, "--do"))
    {
      if (rules->len < MG_TRIGGERS_MAX)
        {
          g_ptr_array_add (rules, mg_trigger_rule_new (text));
          return TRUE;
        }
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("more than %d triggers"),
                   MG_TRIGGERS_MAX);
      return FALSE;
    }
  if (rules->len == 0)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--do stands behind the --trigger that it is for"));
      return FALSE;
    }
  if (mg_trigger_rule_add_action (rules->pdata[rules->len - 1], text, &reason))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--do: %s", reason->message);
  return FALSE;
}

gboolean
cli_triggers_are_given (void)
{
  return rules != NULL;
}

gboolean
cli_triggers_do (guint action)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if ((((const MgTriggerRule *) rules->pdata[i])->actions & action) != 0)
      return TRUE;
  return FALSE;
}

static void
put_problem (const char *command, const MgTriggerRule *rule, gsize column, const GError *error)
{
  cli_usage (command, _ ("--trigger=%s: column %u: %s"), rule->condition,
             (guint) g_utf8_strlen (rule->condition, (gssize) column) + 1, error->message);
}

MgTriggers *
cli_triggers_new (const char *command, MgStructure *structure, guint allowed, gboolean json,
                  CliStatus *status)
{
  g_autoptr (MgTriggers) triggers = NULL;

  *status = CLI_DONE;
  if (rules == NULL)
    return NULL;
  *status = CLI_USAGE;
  if (structure == NULL)
    {
      cli_usage (command, _ ("--trigger needs to know the structure: --header or --preset"));
      return NULL;
    }
  triggers = mg_triggers_new ();
  for (guint i = 0; i < rules->len; i++)
    {
      const MgTriggerRule *rule = rules->pdata[i];
      g_autoptr (GError) error = NULL;
      gsize column = 0;

      if ((rule->actions & ~allowed) != 0)
        {
          cli_usage (command, _ ("--do: %s can't do that"), command);
          return NULL;
        }
      if (!mg_triggers_add (triggers, structure, rule, &column, &error))
        {
          put_problem (command, rule, column, error);
          return NULL;
        }
    }
  *status = CLI_DONE;
  return g_steal_pointer (&triggers);
}

static void
add_json (CliJson *json, const MgFiring *firing)
{
  g_auto (GStrv) actions = mg_trigger_rule_dup_actions (firing->rule);

  cli_json_add_text (json, "event", "trigger");
  cli_json_add_text (json, "condition", firing->rule->condition);
  cli_json_add_size (json, "count", firing->n);
  cli_json_add_size (json, "suppressed", firing->n_suppressed);
  cli_json_member (json, "actions");
  cli_json_begin_array (json);
  for (char **action = actions; *action != NULL; action++)
    cli_json_string (json, *action);
  cli_json_end_array (json);
  cli_json_member (json, "fields");
  cli_json_begin_object (json);
  for (guint i = 0; firing->paths[i] != NULL; i++)
    cli_json_add_text (json, firing->paths[i], firing->texts[i]);
  cli_json_end_object (json);
}

static void
tell (CliLines *lines, const MgFiring *firing)
{
  g_autofree char *values = mg_firing_dup_values (firing);

  cli_lines_begin (lines, firing->real_time_us);
  if (lines->json != NULL)
    add_json (lines->json, firing);
  else
    g_string_append_printf (lines->text, " trigger %s: %s", firing->rule->condition, values);
  cli_lines_end (lines);
  cli_flush ();
}

static void
fired_cb (MgFiring *firing, gpointer data)
{
  CliTriggers *self = data;
  g_autoptr (GError) error = NULL;

  if (self->lines != NULL)
    tell (self->lines, firing);
  if ((firing->rule->actions & MG_DO_PAUSE) != 0)
    self->paused = TRUE;
  if ((firing->rule->actions & MG_DO_RESUME) != 0)
    self->paused = FALSE;
  self->ended |= firing->last;
  if ((firing->rule->actions & MG_DO_RUN) != 0 && !mg_firing_run (firing, self->name, &error))
    cli_note ("%s", error->message);
  if (self->fired != NULL)
    self->fired (firing, self->data);
}

/* From then on nothing is read. */
static void
tell_abandoned (CliLines *lines)
{
  cli_lines_begin (lines, g_get_real_time ());
  if (lines->json != NULL)
    cli_json_add_text (lines->json, "event", "abandoned");
  else
    g_string_append (lines->text, " abandoned");
  cli_lines_end (lines);
}

void
cli_triggers_look (CliTriggers *self, MgSampler *sampler)
{
  MgFrameStats stats;

  if (mg_sampler_get_frame_stats (sampler, &stats))
    {
      if (stats.last == MG_FRAME_ABANDONED && self->frame != stats.last && self->lines != NULL)
        tell_abandoned (self->lines);
      self->frame = stats.last;
    }
  if (self->triggers != NULL)
    mg_triggers_look (self->triggers, sampler, fired_cb, self);
}
