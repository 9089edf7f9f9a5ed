#include "config.h"

#include "cli.h"

#include "core/number.h"

#include <glib/gi18n.h>

static void
print_field (const char *label, const char *value)
{
  int padding = 14 - (int) g_utf8_strlen (label, -1);

  cli_print ("%s:%*s%s\n", label, MAX (padding, 1), "", value != NULL ? value : "-");
}

static void
print_size (const char *label, guint64 size, gboolean rounded)
{
  g_autofree char *human = mg_size_to_string (size);
  g_autofree char *exact = mg_decimal_to_string (size);
  g_autofree char *text = NULL;

  if (size == MG_UNKNOWN)
    text = g_strdup (_ ("unknown"));
  else
    text = g_strdup_printf (_ ("%s bytes (%s)%s"), exact, human,
                            rounded ? _ (", rounded to pages") : "");
  print_field (label, text);
}

static void
print_holder (const MgHolder *holder)
{
  g_autofree char *access = mg_access_to_string (holder->access);

  cli_print ("  %u  %s  %s\n", holder->pid, access,
             holder->process != NULL ? holder->process : "?");
  for (guint i = 0; holder->mappings != NULL && i < holder->mappings->len; i++)
    {
      const MgMapping *mapping = &g_array_index (holder->mappings, MgMapping, i);

      g_autofree char *address = mg_hex_to_string (mapping->address);
      g_autofree char *offset = mg_hex_to_string (mapping->offset);
      g_autofree char *length = mg_decimal_to_string (mapping->length);

      cli_print (_ ("      at %s: offset %s, %s bytes\n"), address, offset, length);
    }
}

static void
print_info (const MgObjectInfo *info)
{
  g_autofree char *mode = mg_object_mode_to_string (info->mode);
  g_autofree char *attributes = mg_section_attributes_to_string (info->attributes);

  print_field (_ ("Name"), mg_name_get_text (info->name));
  print_field (_ ("Kind"), mg_kind_to_string (mg_name_get_kind (info->name)));
  print_field (_ ("Namespace"), mg_name_get_namespace (info->name));
  print_size (_ ("Size"), info->size, info->size_rounded);
  print_size (_ ("Allocated"), info->allocated, FALSE);
  print_field (_ ("Owner"), info->owner);
  print_field (_ ("Mode"), mode);
  print_field (_ ("Attributes"), attributes);
  if (info->holders == NULL)
    return;
  print_field (_ ("Known holders"), info->holders->len > 0 ? "" : _ ("none"));
  for (guint i = 0; i < info->holders->len; i++)
    print_holder (info->holders->pdata[i]);
}

/* Adds who holds it to what its own source knows.  Returns: (transfer full) */
static MgObjectInfo *
dup_info (MgSource *source, gboolean with_holders, MgListReport *report, GError **error)
{
  g_autoptr (MgObjectInfo) known = mg_source_dup_info (source, error);
  g_autoptr (MgObjectInfo) info = known != NULL ? mg_object_info_copy (known) : NULL;
  g_autoptr (GPtrArray) objects = NULL;

  if (info == NULL || !with_holders)
    return g_steal_pointer (&info);
  objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
  g_ptr_array_add (objects, mg_object_info_ref (info));
  return mg_platform_find_holders (objects, NULL, report, error) ? g_steal_pointer (&info) : NULL;
}

CliStatus
cli_info (char **argv)
{
  g_auto (GStrv) rest = NULL;
  gboolean no_holders = FALSE, json = FALSE;
  const GOptionEntry entries[] = {
    { "no-holders", 0, 0, G_OPTION_ARG_NONE, &no_holders, N_ ("Don't look through the processes"),
      NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgObjectInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  MgListReport report = { 0 };
  CliStatus status;

  if (!cli_parse (argv, _ ("NAME"), _ ("Tells all that is known of an object."), NULL, entries, 1,
                  &rest, &status))
    return status;
  name = cli_parse_name (rest[0], json, &status);
  source = name != NULL ? cli_open (name, json, &status) : NULL;
  if (source == NULL)
    return status;
  info = dup_info (source, !no_holders, &report, &error);
  if (info == NULL)
    return cli_fail (error, name, json);
  if (json)
    {
      g_autoptr (CliJson) writer = cli_json_new (TRUE);

      cli_json_add_info (writer, info);
      cli_json_print_line (writer);
    }
  else
    print_info (info);
  cli_flush ();
  if (report.n_processes_denied > 0 && !cli_output_failed ())
    cli_note (ngettext ("the holdings of %u process out of %u may not be seen",
                        "the holdings of %u processes out of %u may not be seen",
                        report.n_processes_denied),
              report.n_processes_denied, report.n_processes);
  return CLI_DONE;
}
