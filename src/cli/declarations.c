#include "config.h"

#include "cli.h"

#include <glib/gi18n.h>
#include <string.h>

/* What commands share that read declarations. */

/* --- Diagnostics --- */

/* "FILE:LINE:COLUMN: error: MESSAGE (expected: …)" */
static char *
dup_message (const MgCDiagnostic *diagnostic)
{
  GString *text = g_string_new (NULL);

  if (diagnostic->line > 0)
    g_string_append_printf (text, "%s:%u:%u: ", diagnostic->file, diagnostic->line,
                            diagnostic->column);
  else
    g_string_append (text, "mapglass-cli: ");
  g_string_append_printf (text, "%s: %s",
                          diagnostic->severity == MG_C_ERROR ? _ ("error") : _ ("warning"),
                          diagnostic->message);
  if (diagnostic->expected != NULL)
    g_string_append_printf (text, _ (" (expected: %s)"), diagnostic->expected);
  if (diagnostic->macro != NULL)
    g_string_append_printf (text, _ (" (from macro %s)"), diagnostic->macro);
  return g_string_free (text, FALSE);
}

static void
put_json (const MgCDiagnostic *diagnostic)
{
  g_autoptr (CliJson) json = cli_json_new (FALSE);
  g_autofree char *message = dup_message (diagnostic);

  cli_json_begin_object (json);
  cli_json_add_text (json, diagnostic->severity == MG_C_ERROR ? "error" : "warning", "declaration");
  cli_json_add_text (json, "message", message);
  cli_json_add_text (json, "file", diagnostic->file);
  cli_json_add_size (json, "line", diagnostic->line);
  cli_json_add_size (json, "column", diagnostic->column);
  cli_json_add_text (json, "text", diagnostic->text);
  cli_json_add_text (json, "expected", diagnostic->expected);
  cli_json_end_object (json);
  cli_put_line (json->text->str);
}

/* The message, the line, and a mark below what is meant. */
static void
put_text (const MgCDiagnostic *diagnostic)
{
  g_autofree char *message = dup_message (diagnostic);
  g_autoptr (GString) mark = g_string_new (NULL);
  g_autofree char *line = NULL;

  cli_put_line (message);
  if (diagnostic->line == 0)
    return;
  line = g_strdup_printf ("%5u | %s", diagnostic->line, diagnostic->text);
  g_string_append_printf (mark, "      | %*s^", (int) diagnostic->column - 1, "");
  for (guint i = 1; i < diagnostic->length; i++)
    g_string_append_c (mark, '~');
  cli_put_line (line);
  cli_put_line (mark->str);
}

void
cli_put_diagnostic (const MgCDiagnostic *diagnostic, gboolean json)
{
  (json ? put_json : put_text) (diagnostic);
}

void
cli_put_diagnostics (const MgCUnit *unit, gboolean json)
{
  guint n_diagnostics;
  const MgCDiagnostic *const *diagnostics = mg_c_unit_get_diagnostics (unit, &n_diagnostics);

  for (guint i = 0; i < n_diagnostics; i++)
    cli_put_diagnostic (diagnostics[i], json);
}

/* --- Arguments --- */

gboolean
cli_parse_abi (const char *command, const char *name, const MgAbi **abi)
{
  const MgAbi *found = mg_abi_find (name);
  g_autoptr (GString) known = g_string_new (NULL);
  gsize n_abis;
  const MgAbi *abis = mg_abi_get_all (&n_abis);

  if (found != NULL)
    {
      *abi = found;
      return TRUE;
    }
  for (gsize i = 0; i < n_abis; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", abis[i].name);
  cli_usage (command, _ ("--abi: %s is none of %s"), name, known->str);
  return FALSE;
}

gboolean
cli_compile_parse (const CliCompile *self, const char *command, MgCOptions *options)
{
  guint64 pack = 0;

  if (!cli_parse_number (command, "--pack", self->pack, &pack))
    return FALSE;
  if (self->pack != NULL && (pack < 1 || pack > 16 || (pack & (pack - 1)) != 0))
    {
      cli_usage (command, _ ("--pack: none of 1, 2, 4, 8, 16: %s"), self->pack);
      return FALSE;
    }
  options->pack = (guint32) pack;
  options->include_path = (const char *const *) self->include_path;
  options->defines = (const char *const *) self->defines;
  return TRUE;
}

gboolean
cli_compile_is_given (const CliCompile *self)
{
  return self->include_path != NULL || self->defines != NULL || self->pack != NULL;
}

void
cli_compile_clear (CliCompile *self)
{
  g_strfreev (self->include_path);
  g_strfreev (self->defines);
  g_free (self->pack);
  *self = (CliCompile) { 0 };
}

char **
cli_dup_split (char **argv)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  gboolean options = TRUE;

  for (guint i = 0; argv[i] != NULL; i++)
    {
      options = options && strcmp (argv[i], "--") != 0;
      if (options && argv[i][0] == '-' && (argv[i][1] == 'I' || argv[i][1] == 'D') && argv[i][2] != '\0')
        {
          const char option[] = { '-', argv[i][1], '\0' };

          g_strv_builder_add_many (words, option, argv[i] + 2, NULL);
        }
      else
        g_strv_builder_add (words, argv[i]);
    }
  return g_strv_builder_end (words);
}
