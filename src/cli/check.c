#include "config.h"

#include "cli.h"

#include "core/layout-check.h"

#include <glib/gi18n.h>

/* Pieces of evidence against a layout that are told to people. */
#define SHOWN 3

static void
add_numbers (CliJson *json, const char *name, const guint64 *numbers, guint n_rows)
{
  cli_json_member (json, name);
  cli_json_begin_array (json);
  for (guint i = 0; i < n_rows; i++)
    if (numbers[i] == MG_UNKNOWN)
      cli_json_null (json);
    else
      cli_json_uint (json, numbers[i]);
  cli_json_end_array (json);
}

static void
add_variants (CliJson *json, const MgLayoutRow *row)
{
  cli_json_member (json, "variants");
  cli_json_begin_array (json);
  for (guint i = 0; i < row->n_variants; i++)
    {
      cli_json_begin_object (json);
      cli_json_add_text (json, "abi", row->variants[i].abi->name);
      cli_json_add_size (json, "pack", row->variants[i].pack > 0 ? row->variants[i].pack : MG_UNKNOWN);
      cli_json_end_object (json);
    }
  cli_json_end_array (json);
}

static void
add_row (CliJson *json, const MgLayoutRow *row)
{
  cli_json_begin_object (json);
  add_variants (json, row);
  cli_json_member (json, "default");
  cli_json_bool (json, row->is_default);
  cli_json_add_size (json, "size", row->size);
  cli_json_add_size (json, "align", row->align);
  cli_json_member (json, "score");
  cli_json_double (json, row->score);
  cli_json_member (json, "evidence");
  cli_json_begin_array (json);
  for (guint i = 0; i < row->n_evidence; i++)
    {
      cli_json_begin_object (json);
      cli_json_add_text (json, "path", row->evidence[i].path);
      cli_json_member (json, "score");
      cli_json_double (json, row->evidence[i].score);
      cli_json_member (json, "weight");
      cli_json_double (json, row->evidence[i].weight);
      cli_json_add_text (json, "text", row->evidence[i].text);
      cli_json_end_object (json);
    }
  cli_json_end_array (json);
  cli_json_end_object (json);
}

static void
print_json (const MgLayoutCheck *check)
{
  g_autoptr (CliJson) json = cli_json_new (TRUE);
  guint n_rows, n_members;
  const MgLayoutRow *rows = mg_layout_check_get_rows (check, &n_rows);
  const MgLayoutCheckMember *members = mg_layout_check_get_members (check, &n_members);

  cli_json_begin_object (json);
  cli_json_member (json, "right");
  cli_json_bool (json, mg_layout_check_is_right (check));
  cli_json_member (json, "layouts");
  cli_json_begin_array (json);
  for (guint i = 0; i < n_rows; i++)
    add_row (json, &rows[i]);
  cli_json_end_array (json);
  cli_json_member (json, "members");
  cli_json_begin_array (json);
  for (guint i = 0; i < n_members; i++)
    {
      cli_json_begin_object (json);
      cli_json_add_text (json, "path", members[i].path);
      cli_json_member (json, "differs");
      cli_json_bool (json, members[i].differs);
      add_numbers (json, "bit_offsets", members[i].bit_offsets, n_rows);
      add_numbers (json, "bit_sizes", members[i].bit_sizes, n_rows);
      cli_json_end_object (json);
    }
  cli_json_end_array (json);
  cli_json_end_object (json);
  cli_json_print_line (json);
}

static void
print_rows (const MgLayoutRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *names = mg_layout_row_dup_names (&rows[i]);

      g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, rows[i].size);

      cli_print (_ ("%c: %3.0f %%, %s bytes: %s%s\n"), 'A' + (int) MIN (i, 25), rows[i].score * 100, size,
                 names, rows[i].is_default ? _ (" (yours)") : "");
      for (guint j = 0; j < MIN (rows[i].n_evidence, SHOWN) && rows[i].evidence[j].score < 0.5; j++)
        if (rows[i].evidence[j].path != NULL)
          cli_print ("        %s: %s\n", rows[i].evidence[j].path, rows[i].evidence[j].text);
        else
          cli_print ("        %s\n", rows[i].evidence[j].text);
    }
}

/* Where each member is in each row; a star where they differ. */
static void
print_members (const MgLayoutCheck *check, guint n_rows)
{
  guint n_members;
  const MgLayoutCheckMember *members = mg_layout_check_get_members (check, &n_members);

  cli_print ("\n ");
  for (guint i = 0; i < n_rows; i++)
    cli_print ("%8c", 'A' + (int) MIN (i, 25));
  cli_print ("\n");
  for (guint i = 0; i < n_members && !cli_output_failed (); i++)
    {
      cli_print ("%c", members[i].differs ? '*' : ' ');
      for (guint j = 0; j < n_rows; j++)
        {
          guint64 offset = members[i].bit_offsets[j];

          if (offset == MG_UNKNOWN)
            cli_print ("%8s", "-");
          else if (offset % 8 == 0)
            cli_print ("%8" G_GUINT64_FORMAT, offset / 8);
          else
            cli_print ("%6" G_GUINT64_FORMAT ".%u", offset / 8, (guint) (offset % 8));
        }
      cli_print ("  %s\n", members[i].path);
    }
}

CliStatus
cli_check (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL;
  g_auto (CliCompile) compile = { 0 };
  g_autofree char *header = NULL, *type = NULL, *abi = NULL, *offset_text = NULL, *text = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "header", 0, 0, G_OPTION_ARG_FILENAME, &header, N_ ("The file that declares the structure"),
      N_ ("FILE") },
    { "type", 't', 0, G_OPTION_ARG_FILENAME, &type,
      N_ ("Which type: a tag or a typedef's name; by default the last structure in FILE"), N_ ("TYPE") },
    { "abi", 'a', 0, G_OPTION_ARG_FILENAME, &abi,
      N_ ("Whose layout: linux64, linux32, arm64, win64, win32, mingw64, mingw32"), N_ ("ABI") },
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text, N_ ("Where the structure begins in the object"),
      N_ ("N") },
    CLI_COMPILE_ENTRIES (&compile),
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgCUnit) unit = NULL;
  g_autoptr (MgLayoutCheck) check = NULL;
  MgCOptions options = { .read = mg_c_read_file };
  MgFieldBytes bytes;
  CliStatus status;
  guint64 offset = 0;
  const MgLayoutRow *rows;
  guint n_rows;
  gsize length;

  if (!cli_parse (words, _ ("NAME"), _ ("Tells which ABI's layout of a structure fits an object's bytes."),
                  _ ("Exit code 1: another one fits clearly better than that of --abi."), entries, 1, &rest,
                  &status))
    return status;
  if ((abi != NULL && !cli_parse_abi ("check", abi, &options.abi))
      || !cli_parse_number ("check", "--offset", offset_text, &offset)
      || !cli_compile_parse (&compile, "check", &options))
    return CLI_USAGE;
  if (header == NULL)
    return cli_usage ("check", _ ("--header is missing"));
  name = cli_parse_name (rest[0], json, &status);
  source = name != NULL ? cli_open (name, json, &status) : NULL;
  if (source == NULL)
    return status;
  text = mg_c_read_file (header, &length, NULL, &error);
  if (text == NULL)
    return cli_fail (error, NULL, json);
  if (options.abi == NULL)
    options.abi = cli_guess_abi (source);
  unit = mg_c_unit_new (header, text, length, &options);
  cli_put_diagnostics (unit, json);
  if (mg_c_unit_get_n_errors (unit) > 0)
    return CLI_FAILURE;
  bytes = mg_field_bytes_from_source (source);
  check = mg_layout_check_new (header, text, length, &options, type, &bytes, offset, &error);
  if (check == NULL)
    return cli_fail (error, name, json);
  rows = mg_layout_check_get_rows (check, &n_rows);
  if (json)
    print_json (check);
  else
    {
      print_rows (rows, n_rows);
      print_members (check, n_rows);
    }
  return mg_layout_check_is_right (check) ? CLI_DONE : CLI_NO;
}
