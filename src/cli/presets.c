#include "config.h"

#include "cli.h"

#include "core/preset.h"

#include <glib/gi18n.h>
#include <string.h>

/* A row: a preset, and where an object was asked for, why it may be that one. */
typedef struct
{
  MgPreset *preset;
  const char *match; /* (nullable) */
} Row;

static void
print_json (const GArray *rows)
{
  g_autoptr (CliJson) writer = cli_json_new (TRUE);

  cli_json_begin_array (writer);
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const char *const *names = mg_preset_get_names (row->preset);
      const char *const *abis = mg_preset_get_abis (row->preset);

      cli_json_begin_object (writer);
      cli_json_add_text (writer, "id", mg_preset_get_id (row->preset));
      cli_json_add_text (writer, "title", mg_preset_get_title (row->preset));
      cli_json_member (writer, "names");
      cli_json_begin_array (writer);
      for (guint j = 0; names[j] != NULL; j++)
        cli_json_string (writer, names[j]);
      cli_json_end_array (writer);
      cli_json_member (writer, "abis");
      cli_json_begin_array (writer);
      for (guint j = 0; abis[j] != NULL; j++)
        cli_json_string (writer, abis[j]);
      cli_json_end_array (writer);
      cli_json_add_text (writer, "origin", mg_preset_origin_to_string (mg_preset_get_origin (row->preset)));
      cli_json_add_text (writer, "file", mg_preset_get_file (row->preset));
      if (row->match != NULL)
        cli_json_add_text (writer, "match", row->match);
      cli_json_end_object (writer);
    }
  cli_json_end_array (writer);
  cli_json_print_line (writer);
}

static void
print_table (const GArray *rows)
{
  int id_width = 0, title_width = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      MgPreset *preset = g_array_index (rows, Row, i).preset;

      id_width = MAX (id_width, (int) g_utf8_strlen (mg_preset_get_id (preset), -1));
      title_width = MAX (title_width, (int) g_utf8_strlen (mg_preset_get_title (preset), -1));
    }
  for (guint i = 0; i < rows->len && !cli_output_failed (); i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      const char *id = mg_preset_get_id (row->preset), *title = mg_preset_get_title (row->preset);
      g_autofree char *names = g_strjoinv (", ", (char **) mg_preset_get_names (row->preset));

      cli_print ("%s%*s  %s%*s  %-8s  %-8s  %s\n", id, id_width - (int) g_utf8_strlen (id, -1), "", title,
                 title_width - (int) g_utf8_strlen (title, -1), "", mg_preset_get_abis (row->preset)[0],
                 mg_preset_origin_to_string (mg_preset_get_origin (row->preset)),
                 row->match != NULL ? row->match : names);
    }
}

static void
add_all (MgPresets *presets, GArray *rows)
{
  guint n_presets;
  MgPreset *const *all = mg_presets_get_all (presets, &n_presets);

  for (guint i = 0; i < n_presets; i++)
    g_array_append_val (rows, ((Row) { all[i], NULL }));
}

/* FALSE with @status where the object can't be looked at. */
static gboolean
add_matches (MgPresets *presets, const char *text, gboolean json, GArray *rows, CliStatus *status)
{
  g_autoptr (MgName) name = cli_parse_name (text, json, status);
  g_autoptr (MgSource) source = name != NULL ? cli_open (name, json, status) : NULL;
  g_autoptr (GArray) matches = NULL;
  MgFieldBytes bytes;

  if (source == NULL)
    return FALSE;
  bytes = mg_field_bytes_from_source (source);
  matches = mg_presets_match (presets, name, &bytes);
  for (guint i = 0; i < matches->len; i++)
    {
      const MgPresetMatch *match = &g_array_index (matches, MgPresetMatch, i);

      g_array_append_val (rows, ((Row) { match->preset, mg_preset_match_kind_to_string (match->kind) }));
    }
  return TRUE;
}

CliStatus
cli_presets (char **argv)
{
  g_auto (GStrv) rest = NULL, problems = NULL;
  g_autofree char *print = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "print", 'p', 0, G_OPTION_ARG_FILENAME, &print,
      N_ ("Print the header of this one, to begin one's own with"), N_ ("ID") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (MgPresets) presets = NULL;
  CliStatus status = CLI_DONE;

  if (!cli_parse (
          argv, _ ("[NAME]"),
          _ ("Lists the structures that are known, or those that the object NAME may have, the best first."),
          _ ("A person's own are read from mapglass/presets in the folder for the user's data."), entries,
          CLI_ONE_OR_NONE, &rest, &status))
    return status;
  presets = mg_presets_load (NULL, &problems);
  for (guint i = 0; problems != NULL && problems[i] != NULL; i++)
    cli_put_line (problems[i]);
  if (print != NULL)
    {
      g_autoptr (GError) error = NULL;
      MgPreset *preset = mg_presets_find (presets, print, &error);
      gsize length;
      const char *text = preset != NULL ? mg_preset_get_text (preset, &length) : NULL;

      if (text == NULL)
        return cli_fail (error, NULL, json);
      cli_write (text, length);
      return CLI_DONE;
    }
  if (rest == NULL || rest[0] == NULL)
    add_all (presets, rows);
  else if (!add_matches (presets, rest[0], json, rows, &status))
    return status;
  (json ? print_json : print_table) (rows);
  return rows->len > 0 ? CLI_DONE : CLI_NO;
}
