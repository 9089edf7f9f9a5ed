#include "config.h"

#include "core/trigger.h"

#include "core/error.h"
#include "core/recorder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Rules --- */

MgTriggerRule *
mg_trigger_rule_new (const char *condition)
{
  MgTriggerRule *rule = g_new0 (MgTriggerRule, 1);

  rule->condition = g_strdup (condition);
  return rule;
}

MgTriggerRule *
mg_trigger_rule_copy (const MgTriggerRule *rule)
{
  MgTriggerRule *copy = g_memdup2 (rule, sizeof *rule);

  copy->condition = g_strdup (rule->condition);
  copy->command = g_strdupv (rule->command);
  return copy;
}

void
mg_trigger_rule_free (MgTriggerRule *rule)
{
  if (rule == NULL)
    return;
  g_free (rule->condition);
  g_strfreev (rule->command);
  g_free (rule);
}

static gboolean
parse_before (MgTriggerRule *rule, const char *text, GError **error)
{
  char *end;
  double seconds = g_ascii_strtod (text, &end);

  while (*end == ' ')
    end++;
  if (end != text && (*end == '\0' || g_str_equal (end, "s")) && seconds >= 0
      && seconds <= MG_TRIGGER_BEFORE_MAX_S)
    {
      rule->before_s = seconds;
      return TRUE;
    }
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("record: “%s” is not 0 to %.0f seconds"), text,
                MG_TRIGGER_BEFORE_MAX_S);
  return FALSE;
}

static gboolean
parse_command (MgTriggerRule *rule, const char *text, GError **error)
{
  g_auto (GStrv) command = NULL;
  g_autoptr (GError) reason = NULL;

  if (!g_shell_parse_argv (text, NULL, &command, &reason))
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, "run: %s", reason->message);
      return FALSE;
    }
  g_strfreev (rule->command);
  rule->command = g_steal_pointer (&command);
  return TRUE;
}

static gboolean
parse_count (MgTriggerRule *rule, const char *text, GError **error)
{
  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &rule->stop_after, NULL))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("stop: “%s” is not how often"), text);
  return FALSE;
}

gboolean
mg_trigger_rule_add_action (MgTriggerRule *rule, const char *text, GError **error)
{
  static const struct
  {
    const char *word;
    guint action; /* 0: stop */
  } actions[] = {
    { "mark", MG_DO_MARK },
    { "pause", MG_DO_PAUSE },
    { "resume", MG_DO_RESUME },
    { "record", MG_DO_RECORD },
    { "notify", MG_DO_NOTIFY },
    { "run", MG_DO_RUN },
    { "stop", 0 },
  };
  const char *colon = strchr (text, ':'), *argument = colon != NULL ? colon + 1 : NULL;
  gsize length = colon != NULL ? (gsize) (colon - text) : strlen (text);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      guint action = actions[i].action;

      if (strlen (actions[i].word) != length || memcmp (actions[i].word, text, length) != 0)
        continue;
      if (action == MG_DO_RUN && (argument == NULL || *argument == '\0'))
        break;
      if (argument != NULL && action != MG_DO_RUN && action != MG_DO_RECORD && action != 0)
        break;
      if ((action == MG_DO_RUN && !parse_command (rule, argument, error))
          || (action == MG_DO_RECORD && argument != NULL && !parse_before (rule, argument, error))
          || (action == 0 && !parse_count (rule, argument != NULL ? argument : "1", error)))
        return FALSE;
      rule->actions |= action;
      return TRUE;
    }
  mg_set_error (error, MG_ERROR_INVALID,
                _ ("mark, pause, resume, record, record:SECONDS, notify, run:COMMAND, stop or stop:N"),
                _ ("“%s” is nothing that a trigger can do"), text);
  return FALSE;
}

char **
mg_trigger_rule_dup_actions (const MgTriggerRule *rule)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if ((rule->actions & MG_DO_MARK) != 0)
    g_strv_builder_add (texts, "mark");
  if ((rule->actions & MG_DO_PAUSE) != 0)
    g_strv_builder_add (texts, "pause");
  if ((rule->actions & MG_DO_RESUME) != 0)
    g_strv_builder_add (texts, "resume");
  if ((rule->actions & MG_DO_RECORD) != 0)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *text =
          g_strconcat ("record:", g_ascii_dtostr (number, sizeof number, rule->before_s), NULL);

      g_strv_builder_add (texts, text);
    }
  if ((rule->actions & MG_DO_NOTIFY) != 0)
    g_strv_builder_add (texts, "notify");
  if ((rule->actions & MG_DO_RUN) != 0)
    {
      g_autoptr (GString) text = g_string_new ("run:");

      for (char **word = rule->command; *word != NULL; word++)
        {
          g_autofree char *quoted = g_shell_quote (*word);

          g_string_append_printf (text, "%s%s", word == rule->command ? "" : " ", quoted);
        }
      g_strv_builder_add (texts, text->str);
    }
  if (rule->stop_after > 0)
    {
      g_autofree char *text = g_strdup_printf ("stop:%" G_GUINT64_FORMAT, rule->stop_after);

      g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

/* --- Firings --- */

MgFiring *
mg_firing_ref (MgFiring *firing)
{
  g_atomic_ref_count_inc (&firing->n_references);
  return firing;
}

void
mg_firing_unref (MgFiring *firing)
{
  if (firing == NULL || !g_atomic_ref_count_dec (&firing->n_references))
    return;
  mg_trigger_rule_free (firing->rule);
  g_strfreev (firing->paths);
  g_strfreev (firing->texts);
  g_free (firing);
}

char *
mg_firing_dup_values (const MgFiring *firing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; firing->paths[i] != NULL; i++)
    g_string_append_printf (text, "%s%s = %s", i > 0 ? ", " : "", firing->paths[i], firing->texts[i]);
  return g_string_free (text, FALSE);
}

gint64
mg_firing_get_start_us (const MgFiring *firing, MgHistory *history)
{
  gint64 first_us, last_us;

  if (!mg_history_get_range (history, &first_us, &last_us))
    return firing->time_us;
  return MAX (first_us, firing->time_us - (gint64) (firing->rule->before_s * G_USEC_PER_SEC));
}

/* No longer than what a recording takes. */
static char *
dup_clipped (const char *text)
{
  gsize length = strlen (text);

  if (length > MG_RECORDING_TEXT_MAX)
    for (length = MG_RECORDING_TEXT_MAX; length > 0 && (text[length] & 0xC0) == 0x80;)
      length--; /* no character is cut in two */
  return g_strndup (text, length);
}

void
mg_firing_mark (const MgFiring *firing, MgRecorder *recorder)
{
  g_autofree char *values = mg_firing_dup_values (firing);
  g_autofree char *name = dup_clipped (firing->rule->condition);
  g_autofree char *note = dup_clipped (values);

  if ((firing->rule->actions & (MG_DO_MARK | MG_DO_RECORD)) != 0)
    mg_recorder_add_mark (recorder, firing->time_us, name, note);
}

/* A variable's name: systems differ in what else they allow. */
static char *
dup_variable (const char *path)
{
  GString *name = g_string_new ("MAPGLASS_FIELD_");
  gboolean gap = FALSE;

  for (const char *p = path; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || *p == '_')
      {
        if (gap)
          g_string_append_c (name, '_');
        g_string_append_c (name, *p);
        gap = FALSE;
      }
    else
      gap = TRUE;
  return g_string_free (name, FALSE);
}

char **
mg_firing_dup_environment (const MgFiring *firing, const char *name, char **environment)
{
  char **result = environment != NULL ? g_strdupv (environment) : g_get_environ ();
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (firing->real_time_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) date = g_date_time_add (seconds, firing->real_time_us % G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S.%fZ");
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, firing->n);

  result = g_environ_setenv (result, "MAPGLASS_NAME", name, TRUE);
  result = g_environ_setenv (result, "MAPGLASS_TIME", time, TRUE);
  result = g_environ_setenv (result, "MAPGLASS_CONDITION", firing->rule->condition, TRUE);
  result = g_environ_setenv (result, "MAPGLASS_COUNT", count, TRUE);
  for (guint i = 0; firing->paths[i] != NULL; i++)
    {
      g_autofree char *variable = dup_variable (firing->paths[i]);

      result = g_environ_setenv (result, variable, firing->texts[i], TRUE);
    }
  return result;
}

static int n_running; /* atomic: commands that have not ended */

static gpointer
wait_thread (gpointer data)
{
  g_autoptr (GSubprocess) process = data;

  g_subprocess_wait (process, NULL, NULL);
  g_atomic_int_add (&n_running, -1);
  return NULL;
}

gboolean
mg_firing_run (const MgFiring *firing, const char *name, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_auto (GStrv) environment = NULL;
  g_autoptr (GError) reason = NULL;
  GSubprocess *process;

  g_return_val_if_fail (firing->rule->command != NULL, FALSE);
  if (g_atomic_int_add (&n_running, 1) >= MG_FIRING_RUN_MAX)
    {
      g_atomic_int_add (&n_running, -1);
      mg_set_error (error, MG_ERROR_LIMIT, NULL, _ ("%s: not run, as %d commands are running"),
                    firing->rule->command[0], MG_FIRING_RUN_MAX);
      return FALSE;
    }
  environment = mg_firing_dup_environment (firing, name, NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_launcher_set_environ (launcher, environment);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) firing->rule->command, &reason);
  if (process == NULL)
    {
      g_atomic_int_add (&n_running, -1);
      mg_set_error (error, MG_ERROR_IO, NULL, "%s: %s", firing->rule->command[0], reason->message);
      return FALSE;
    }
  g_thread_unref (g_thread_new ("command", wait_thread, process));
  return TRUE;
}
