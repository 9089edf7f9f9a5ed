#include "config.h"

#include "cli.h"

#include "core/catalog.h"
#include "core/number.h"

#include <glib/gi18n.h>
#include <string.h>

#define HOLDERS_SHOWN 3 /* of each object, in the table */

typedef struct
{
  gboolean kinds[MG_N_KINDS];
  GPatternSpec *match; /* (nullable) */
  guint64 pid;         /* MG_UNKNOWN: any */
} Filter;

enum
{
  COLUMN_KIND,
  COLUMN_SIZE,
  COLUMN_ALLOCATED,
  COLUMN_MODE,
  COLUMN_OWNER,
  COLUMN_HOLDERS,
  COLUMN_NAME, /* the last one, as it may be long: not padded */
  N_COLUMNS,
};

static gboolean
parse_kinds (const char *text, Filter *filter, CliStatus *status)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "posix,section", ",", -1);

  for (char **word = words; *word != NULL; word++)
    {
      MgKind kind;

      if (!mg_kind_from_string (*word, &kind))
        {
          *status = cli_usage ("list", _ ("--kind: neither posix nor section: %s"), *word);
          return FALSE;
        }
      filter->kinds[kind] = TRUE;
    }
  return TRUE;
}

static gboolean
is_held_by (const MgObjectInfo *info, guint64 pid)
{
  for (guint i = 0; info->holders != NULL && i < info->holders->len; i++)
    if (((const MgHolder *) info->holders->pdata[i])->pid == pid)
      return TRUE;
  return FALSE;
}

static gboolean
passes (const Filter *filter, const MgObjectInfo *info)
{
  return filter->kinds[mg_name_get_kind (info->name)]
         && (filter->pid == MG_UNKNOWN || is_held_by (info, filter->pid))
         && (filter->match == NULL
             || g_pattern_spec_match_string (filter->match, mg_name_get_text (info->name))
             || g_pattern_spec_match_string (filter->match, mg_name_get_label (info->name)));
}

static char *
dup_holders (const MgObjectInfo *info)
{
  GString *text;

  if (info->holders == NULL)
    return g_strdup ("-");
  text = g_string_new (NULL);
  for (guint i = 0; i < info->holders->len && i < HOLDERS_SHOWN; i++)
    {
      const MgHolder *holder = info->holders->pdata[i];

      g_string_append_printf (text, "%s%s(%u)", i > 0 ? " " : "",
                              holder->process != NULL ? holder->process : "?", holder->pid);
    }
  if (info->holders->len > HOLDERS_SHOWN)
    g_string_append_printf (text, " +%u", info->holders->len - HOLDERS_SHOWN);
  return g_string_free (text, FALSE);
}

static char *
dup_cell (const MgObjectInfo *info, int column)
{
  switch (column)
    {
    case COLUMN_KIND:
      return g_strdup (mg_kind_to_string (mg_name_get_kind (info->name)));
    case COLUMN_SIZE:
      return mg_size_to_string (info->size);
    case COLUMN_ALLOCATED:
      return mg_size_to_string (info->allocated);
    case COLUMN_MODE:
      {
        char *text = mg_object_mode_to_string (info->mode);

        if (text == NULL)
          text = mg_section_attributes_to_string (info->attributes);
        return text != NULL ? text : g_strdup ("-");
      }
    case COLUMN_OWNER:
      return g_strdup (info->owner != NULL ? info->owner : "-");
    case COLUMN_HOLDERS:
      return dup_holders (info);
    default:
      return info->deleted ? g_strdup_printf (_ ("%s (deleted)"), mg_name_get_text (info->name))
                           : g_strdup (mg_name_get_text (info->name));
    }
}

static void
print_table (GPtrArray *objects)
{
  const char *const titles[N_COLUMNS] = { _ ("KIND"),  _ ("SIZE"),    _ ("ALLOCATED"), _ ("MODE"),
                                          _ ("OWNER"), _ ("HOLDERS"), _ ("NAME") };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  glong widths[N_COLUMNS] = { 0 };

  for (int column = 0; column < N_COLUMNS; column++)
    g_ptr_array_add (cells, g_strdup (titles[column]));
  for (guint i = 0; i < objects->len; i++)
    for (int column = 0; column < N_COLUMNS; column++)
      g_ptr_array_add (cells, dup_cell (objects->pdata[i], column));
  for (guint i = 0; i < cells->len; i++)
    widths[i % N_COLUMNS] = MAX (widths[i % N_COLUMNS], g_utf8_strlen (cells->pdata[i], -1));

  for (guint i = 0; i < cells->len && !cli_output_failed (); i++)
    {
      int column = (int) (i % N_COLUMNS);
      const char *cell = cells->pdata[i];
      int padding = (int) (widths[column] - g_utf8_strlen (cell, -1));
      gboolean right = column == COLUMN_SIZE || column == COLUMN_ALLOCATED;

      if (column == COLUMN_NAME)
        cli_print ("%s\n", cell);
      else
        cli_print ("%*s%s%*s  ", right ? padding : 0, "", cell, right ? 0 : padding, "");
    }
}

static void
print_json (GPtrArray *objects)
{
  g_autoptr (CliJson) json = cli_json_new (TRUE);

  cli_json_begin_array (json);
  for (guint i = 0; i < objects->len && !cli_output_failed (); i++)
    {
      cli_json_add_info (json, objects->pdata[i]);
      cli_json_print (json);
    }
  cli_json_end_array (json);
  cli_json_print_line (json);
}

/* Takes @part. */
static void
append_part (GString *text, char *part)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
  g_free (part);
}

/* A listing is right about what it shows; this counts the rest. */
static void
note_report (const MgListReport *report, gboolean with_holders)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->n_directories_denied > 0)
    append_part (text, g_strdup_printf (ngettext ("%u directory", "%u directories",
                                                  report->n_directories_denied),
                                        report->n_directories_denied));
  if (report->n_objects_denied > 0)
    append_part (text, g_strdup_printf (ngettext ("%u object's size or attributes",
                                                  "%u objects' sizes or attributes",
                                                  report->n_objects_denied),
                                        report->n_objects_denied));
  if (with_holders && report->n_processes_denied > 0)
    append_part (text, g_strdup_printf (ngettext ("the holdings of %u process out of %u",
                                                  "the holdings of %u processes out of %u",
                                                  report->n_processes_denied),
                                        report->n_processes_denied, report->n_processes));
  if (text->len > 0)
    /* Translators: %s is a list of what could not be read */
    cli_note (_ ("not to be seen for lack of rights: %s"), text->str);
  if (report->truncated)
    cli_note (_ ("more than %d objects: the rest is not listed"), MG_LIST_MAX);
}

static CliStatus
list (const Filter *filter, gboolean with_holders, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MgListing) listing = mg_listing_scan (with_holders, NULL, &error);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();

  if (listing == NULL)
    return cli_fail (error, NULL, json);
  for (guint i = 0; i < listing->objects->len; i++)
    if (passes (filter, listing->objects->pdata[i]))
      g_ptr_array_add (objects, listing->objects->pdata[i]);
  if (json)
    print_json (objects);
  else
    print_table (objects);
  cli_flush ();
  if (cli_output_failed ())
    return CLI_FAILURE; /* cli_finish() tells why */
  note_report (&listing->report, with_holders);
  return listing->error != NULL ? cli_fail (listing->error, NULL, json) : CLI_DONE;
}

CliStatus
cli_list (char **argv)
{
  g_autofree char *kinds = NULL, *match = NULL, *pid = NULL;
  gboolean no_holders = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_FILENAME, &kinds, N_ ("Only these kinds: posix, section"),
      N_ ("KIND,…") },
    { "match", 'm', 0, G_OPTION_ARG_FILENAME, &match, N_ ("Only names like this one, with * and ?"),
      N_ ("GLOB") },
    { "pid", 'p', 0, G_OPTION_ARG_FILENAME, &pid, N_ ("Only what this process holds"), N_ ("N") },
    { "no-holders", 0, 0, G_OPTION_ARG_NONE, &no_holders, N_ ("Don't look through the processes"),
      NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  Filter filter = { .pid = MG_UNKNOWN };
  CliStatus status;

  if (!cli_parse (argv, "", _ ("Lists the named shared-memory objects."), NULL, entries, 0, NULL, &status)
      || !parse_kinds (kinds, &filter, &status))
    return status;
  if (!cli_parse_number ("list", "--pid", pid, &filter.pid))
    return CLI_USAGE;
  if (pid != NULL && no_holders)
    return cli_usage ("list", _ ("--pid needs the holders: not with --no-holders"));
  if (match != NULL && !g_utf8_validate (match, -1, NULL))
    return cli_usage ("list", _ ("--match: not valid UTF-8"));

  filter.match = match != NULL ? g_pattern_spec_new (match) : NULL;
  status = list (&filter, !no_holders, json);
  g_clear_pointer (&filter.match, g_pattern_spec_free);
  return status;
}
