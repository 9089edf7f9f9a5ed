#include "config.h"

#include "cli.h"

#include "core/near.h"
#include "core/number.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define PROGRAM "mapglass-cli"
#define NEAR_MAX 3 /* names that are offered instead */

static int output_errno; /* of the first write that failed */

/* --- Standard output --- */

void
cli_write (const void *bytes, gsize length)
{
  if (output_errno == 0 && length > 0 && fwrite (bytes, 1, length, stdout) != length)
    output_errno = errno != 0 ? errno : EIO;
}

void
cli_print (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  cli_write (text, strlen (text));
}

void
cli_flush (void)
{
  if (output_errno == 0 && fflush (stdout) != 0)
    output_errno = errno != 0 ? errno : EIO;
}

gboolean
cli_output_failed (void)
{
  return output_errno != 0;
}

CliStatus
cli_finish (CliStatus status)
{
  g_autoptr (GError) error = NULL;

  cli_flush ();
  if (output_errno == 0)
    return status;
  /* `… | head` has what it wanted; Windows' C library says EINVAL for a pipe that nobody reads. */
  if (output_errno == EPIPE || output_errno == EINVAL)
    return CLI_DONE;
  mg_set_error_system (&error, MG_SYSTEM_ERRNO, (guint32) output_errno, _ ("standard output"));
  return cli_fail (error, NULL, FALSE);
}

/* --- Standard error --- */

void
cli_put_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (char *p = valid; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  fprintf (stderr, "%s\n", valid);
}

static void G_GNUC_PRINTF (1, 0)
put_program_line (const char *format, va_list args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);
  g_autofree char *line = g_strconcat (PROGRAM ": ", text, NULL);

  cli_put_line (line);
}

void
cli_note (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  put_program_line (format, args);
  va_end (args);
}

CliStatus
cli_usage (const char *command, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  cli_note (_ ("%s (see %s%s%s --help)"), text, PROGRAM, command != NULL ? " " : "",
            command != NULL ? command : "");
  return CLI_USAGE;
}

/* Names of a kind that this system lacks are often near misses: Global\X where /X is. */
static gboolean
has_near_names (const GError *error)
{
  return error->domain == MG_ERROR
         && (error->code == MG_ERROR_NOT_FOUND || error->code == MG_ERROR_NO_NAMESPACE
             || error->code == MG_ERROR_WRONG_TYPE || error->code == MG_ERROR_UNSUPPORTED);
}

/* Returns: (transfer full) (nullable): of MgNear */
static GPtrArray *
find_near (const GError *error, MgName *name)
{
  g_autoptr (GPtrArray) names = NULL;

  if (name == NULL || !has_near_names (error))
    return NULL;
  names = mg_platform_list_names (NULL, NULL);
  return names != NULL ? mg_near_find (name, names, NEAR_MAX) : NULL;
}

static char *
dup_failure_text (const GError *error, GPtrArray *near)
{
  GString *text = g_string_new (PROGRAM ": ");
  const char *hint = mg_error_get_hint (error);
  gboolean first = TRUE;

  g_string_append (text, error->message);
  if (hint != NULL)
    {
      g_string_append_printf (text, " (%s", hint);
      if (g_str_has_suffix (hint, "."))
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, ')');
    }
  for (guint i = 0; near != NULL && i < near->len; i++)
    {
      const MgNear *one = near->pdata[i];
      g_autofree char *explanation = mg_near_dup_explanation (one);

      if (one->reason == MG_NEAR_TYPE)
        {
          /* The name itself: no other to offer, and the message may not know what it is. */
          if (!g_error_matches (error, MG_ERROR, MG_ERROR_WRONG_TYPE))
            g_string_append_printf (text, "; %s", explanation);
          continue;
        }
      /* Translators: %s is a name, then why it is offered: "differs in case" */
      g_string_append_printf (text, first ? _ ("; did you mean %s (%s)") : _ (", %s (%s)"),
                              mg_name_get_text (one->name), explanation);
      first = FALSE;
    }
  if (!first)
    g_string_append_c (text, '?');
  return g_string_free (text, FALSE);
}

static const char *
system_to_string (MgSystem system)
{
  switch (system)
    {
    case MG_SYSTEM_ERRNO:
      return "errno";
    case MG_SYSTEM_WIN32:
      return "win32";
    case MG_SYSTEM_NTSTATUS:
      return "ntstatus";
    default:
      return NULL;
    }
}

static char *
dup_failure_json (const GError *error, MgName *name, GPtrArray *near)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);
  guint32 code = 0;
  MgSystem system = mg_error_get_system (error, &code);

  cli_json_begin_object (json);
  cli_json_add_text (json, "error",
                     error->domain == MG_ERROR ? mg_error_code_to_string ((MgErrorCode) error->code)
                                               : "failed");
  cli_json_add_text (json, "message", error->message);
  cli_json_add_text (json, "hint", mg_error_get_hint (error));
  cli_json_add_text (json, "name", name != NULL ? mg_name_get_text (name) : NULL);
  cli_json_add_text (json, "system", system_to_string (system));
  cli_json_add_size (json, "code", system != MG_SYSTEM_NONE ? code : MG_UNKNOWN);
  cli_json_member (json, "near");
  cli_json_begin_array (json);
  for (guint i = 0; near != NULL && i < near->len; i++)
    {
      const MgNear *one = near->pdata[i];
      g_autofree char *explanation = mg_near_dup_explanation (one);

      cli_json_begin_object (json);
      cli_json_add_text (json, "name", mg_name_get_text (one->name));
      cli_json_add_text (json, "type", one->type);
      cli_json_add_text (json, "reason", explanation);
      cli_json_end_object (json);
    }
  cli_json_end_array (json);
  cli_json_end_object (json);
  return g_strdup (json->text->str);
}

CliStatus
cli_fail (const GError *error, MgName *name, gboolean json)
{
  g_autoptr (GPtrArray) near = find_near (error, name);
  g_autofree char *line =
      json ? dup_failure_json (error, name, near) : dup_failure_text (error, near);

  cli_put_line (line);
  return CLI_FAILURE;
}

CliStatus
cli_fail_unreadable (const char *subject, MgName *name, const MgRangeSet *unreadable, gboolean json)
{
  g_autoptr (GError) error = NULL;
  guint64 length = mg_range_set_get_length (unreadable);
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (unreadable, &n_ranges);
  g_autofree char *count = mg_decimal_to_string (length);
  g_autofree char *first = mg_hex_to_string (n_ranges > 0 ? ranges[0].start : 0);

  mg_set_error (&error, MG_ERROR_UNREADABLE, NULL,
                ngettext ("%s: %s byte could not be read, the first at %s",
                          "%s: %s bytes could not be read, the first at %s",
                          (unsigned) MIN (length, G_MAXINT32)),
                subject, count, first);
  return cli_fail (error, name, json);
}

/* --- Arguments --- */

static gboolean
count_rest (const char *command, char **rest, guint n_rest, CliStatus *status)
{
  guint n = rest != NULL ? g_strv_length (rest) : 0;

  if (n_rest == CLI_SOME_REST)
    n_rest = MAX (n, 1);
  if (n_rest == CLI_ONE_OR_NONE)
    n_rest = MIN (n, 1);
  if (n < n_rest)
    *status = cli_usage (
        command, "%s",
        n > 0 && g_strcmp0 (command, "find") == 0 ? _ ("a pattern is missing") : _ ("a name is missing"));
  else if (n > n_rest)
    *status = cli_usage (command, _ ("one word too many: %s"), rest[n_rest]);
  return n == n_rest;
}

gboolean
cli_parse (char **argv, const char *parameters, const char *summary, const char *description,
           const GOptionEntry *entries, guint n_rest, char ***rest, CliStatus *status)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strconcat (PROGRAM " ", argv[0], NULL);
  g_auto (GStrv) words = g_strdupv (argv);
  g_auto (GStrv) left = NULL;
  gboolean help = FALSE;
  const GOptionEntry common[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_ ("Show this help"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &left, NULL, NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_set_prgname (program); /* what the help says */
  context = g_option_context_new (parameters);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_help_enabled (context,
                                     FALSE); /* GLib's goes round our output and its errors */
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      *status = cli_usage (argv[0], "%s", error->message);
      return FALSE;
    }
  if (help)
    {
      g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

      cli_print ("%s", text);
      *status = CLI_DONE;
      return FALSE;
    }
  if (!count_rest (argv[0], left, n_rest, status))
    return FALSE;
  if (rest != NULL)
    *rest = g_steal_pointer (&left);
  return TRUE;
}

gboolean
cli_parse_number (const char *command, const char *option, const char *text, guint64 *value)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL || mg_number_parse (text, G_MAXUINT64, value, &error))
    return TRUE;
  cli_usage (command, "%s: %s", option, error->message);
  return FALSE;
}

gboolean
cli_parse_real (const char *command, const char *option, const char *text, double min, double max,
                double *value)
{
  char *end = NULL;
  double number;

  if (text == NULL)
    return TRUE;
  number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && number >= min && number <= max)
    {
      *value = number;
      return TRUE;
    }
  cli_usage (command, _ ("%s: not a number from %g to %g: %s"), option, min, max, text);
  return FALSE;
}

gboolean
cli_range (const char *subject, guint64 size, guint64 offset, guint64 length, MgRange *range,
           GError **error)
{
  g_autofree char *hint = NULL, *count = NULL, *start = NULL;

  if (offset < size || (offset == 0 && size == 0))
    {
      range->start = offset;
      range->length = MIN (length, size - offset);
      return TRUE;
    }
  count = mg_decimal_to_string (size);
  start = mg_hex_to_string (offset);
  hint = g_strdup_printf (_ ("The object is %s bytes long"), count);
  mg_set_error (error, MG_ERROR_OUT_OF_RANGE, hint, _ ("%s: offset %s is past the end"), subject, start);
  return FALSE;
}

MgName *
cli_parse_name (const char *text, gboolean json, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  MgName *name = mg_name_parse (text, mg_platform_get_name_context (), &error);

  if (name == NULL)
    *status = cli_fail (error, NULL, json);
  return name;
}

MgSource *
cli_open (MgName *name, gboolean json, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  MgSource *source = mg_platform_open (name, &error);

  if (source == NULL)
    *status = cli_fail (error, name, json);
  return source;
}
