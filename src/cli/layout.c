#include "config.h"

#include "cli.h"

#include "core/c-unit.h"
#include "core/layout.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Layouts --- */

static guint64
get_size (const MgCMember *member)
{
  return mg_c_type_is_complete (member->type) ? mg_c_type_get_size (member->type) : 0;
}

static void
add_member_cb (const MgLayoutMember *entry, gpointer data)
{
  CliJson *json = data;
  g_autofree char *type = mg_c_type_dup_text (entry->member->type);

  cli_json_begin_object (json);
  cli_json_add_text (json, "path", entry->path);
  cli_json_add_text (json, "type", type);
  cli_json_add_size (json, "offset", entry->bit_offset / 8);
  cli_json_add_size (json, "size", get_size (entry->member));
  if (entry->member->is_bitfield)
    {
      cli_json_add_size (json, "bit_offset", entry->bit_offset);
      cli_json_add_size (json, "bit_size", entry->member->bit_size);
    }
  cli_json_end_object (json);
}

/* @place: where it is declared is told too.  What has no layout has null in place of it. */
static gboolean
add_type (CliJson *json, const MgCUnit *unit, const char *name, const MgCType *type,
          gboolean place, GError **error)
{
  gboolean known = mg_c_type_is_complete (type);
  guint line = 0, column = 0;

  cli_json_begin_object (json);
  cli_json_add_text (json, "type", name);
  cli_json_add_text (json, "abi", mg_c_unit_get_abi (unit)->name);
  if (place)
    {
      cli_json_add_text (json, "file",
                         mg_c_unit_locate (unit, type->actual->place, &line, &column));
      cli_json_add_size (json, "line", line);
      cli_json_add_size (json, "column", column);
    }
  cli_json_add_size (json, "size", known ? mg_c_type_get_size (type) : MG_UNKNOWN);
  cli_json_add_size (json, "align", known ? mg_c_type_get_align (type) : MG_UNKNOWN);
  cli_json_member (json, "members");
  if (known)
    {
      cli_json_begin_array (json);
      if (!mg_layout_foreach (type, add_member_cb, json, error))
        return FALSE;
      cli_json_end_array (json);
    }
  else
    cli_json_null (json);
  cli_json_end_object (json);
  return TRUE;
}

static void
append_member_cb (const MgLayoutMember *entry, gpointer data)
{
  GString *text = data;
  g_autofree char *type = mg_c_type_dup_text (entry->member->type);
  g_autofree char *offset = NULL, *size = NULL;

  if (entry->member->is_bitfield)
    {
      offset = g_strdup_printf ("%" G_GUINT64_FORMAT ".%u", entry->bit_offset / 8,
                                (guint) (entry->bit_offset % 8));
      size = g_strdup_printf (":%u", entry->member->bit_size);
    }
  else
    {
      offset = g_strdup_printf ("%" G_GUINT64_FORMAT, entry->bit_offset / 8);
      size = g_strdup_printf ("%" G_GUINT64_FORMAT, get_size (entry->member));
    }
  g_string_append_printf (text, "%8s %7s  %*s%s  %s\n", offset, size, (int) entry->depth * 2, "",
                          entry->path, type);
}

static gboolean
append_type (GString *text, const MgCUnit *unit, const char *name, const MgCType *type,
             GError **error)
{
  g_autofree char *size = NULL;

  if (!mg_c_type_is_complete (type))
    {
      g_string_append_printf (text, _ ("%s: not known\n"), name);
      return TRUE;
    }
  size = g_strdup_printf ("%" G_GUINT64_FORMAT, mg_c_type_get_size (type));
  g_string_append_printf (text, _ ("%s, %s: %s bytes, aligned to %u\n"), name,
                          mg_c_unit_get_abi (unit)->name, size, mg_c_type_get_align (type));
  return mg_layout_foreach (type, append_member_cb, text, error);
}

/* --- The command --- */

typedef struct
{
  const MgCUnit *unit;
  CliJson *json; /* NULL: text */
  gboolean all;
  GString *text;
} Output;

static gboolean
put_type (Output *output, const char *name, const MgCType *type, GError **error)
{
  return output->json != NULL ? add_type (output->json, output->unit, name, type, output->all, error)
                      : append_type (output->text, output->unit, name, type, error);
}

/* Every structure once: by its tag, or by the first typedef of one that has none. */
static gboolean
put_all (Output *output, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n_declarations;
  const MgCDeclaration *declarations =
      mg_c_unit_get_declarations (output->unit, &n_declarations);

  if (output->json != NULL)
    cli_json_begin_array (output->json);
  for (guint i = 0; i < n_declarations; i++)
    {
      const MgCType *actual = declarations[i].type->actual;
      g_autofree char *tag = NULL;

      if (actual->kind != MG_C_RECORD || (!actual->complete && !actual->invalid)
          || (declarations[i].type != actual && actual->name != NULL)
          || !g_hash_table_add (seen, (gpointer) actual))
        continue;
      tag = actual->name != NULL ? mg_c_type_dup_text (actual) : g_strdup (declarations[i].name);
      if (!put_type (output, tag, actual, error))
        return FALSE;
    }
  if (output->json != NULL)
    cli_json_end_array (output->json);
  return TRUE;
}

static gboolean
put_one (Output *output, const char *name, GError **error)
{
  const MgCType *type = mg_c_unit_find_type (output->unit, name, error);
  g_autofree char *text = NULL;

  if (type == NULL)
    return FALSE;
  text = mg_c_type_dup_text (type);
  return put_type (output, name != NULL ? name : text, type, error);
}

static CliStatus
run (const MgCUnit *unit, const char *name, gboolean json, gboolean all, gboolean keep_going)
{
  g_autoptr (CliJson) writer = cli_json_new (TRUE);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Output output = { unit, json ? writer : NULL, all, text };
  gboolean failed = mg_c_unit_get_n_errors (unit) > 0;

  cli_put_diagnostics (unit, json);
  if (failed && !keep_going)
    return CLI_FAILURE;
  if (!(all ? put_all (&output, &error) : put_one (&output, name, &error)))
    return cli_fail (error, NULL, json);
  if (json)
    cli_json_print_line (writer);
  else
    cli_print ("%s", text->str);
  return failed ? CLI_FAILURE : CLI_DONE;
}

CliStatus
cli_layout (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL;
  g_auto (CliCompile) compile = { 0 };
  g_autofree char *type = NULL, *abi = NULL, *text = NULL;
  gboolean json = FALSE, all = FALSE, keep_going = FALSE;
  const GOptionEntry entries[] = {
    { "type", 't', 0, G_OPTION_ARG_FILENAME, &type,
      N_ ("Which type: a tag or a typedef's name; by default the last structure in FILE"),
      N_ ("TYPE") },
    { "abi", 'a', 0, G_OPTION_ARG_FILENAME, &abi,
      N_ ("Whose layout: linux64, linux32, arm64, win64, win32, mingw64, mingw32"), N_ ("ABI") },
    CLI_COMPILE_ENTRIES (&compile),
    { "all", 0, 0, G_OPTION_ARG_NONE, &all,
      N_ ("Every structure, those in included files too; JSON is an array"), NULL },
    { "keep-going", 'k', 0, G_OPTION_ARG_NONE, &keep_going,
      N_ ("In spite of errors print what was understood"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MgCUnit) unit = NULL;
  MgCOptions options = { .abi = mg_abi_get_native (), .read = mg_c_read_file };
  CliStatus status;
  gsize length;

  if (!cli_parse (words, _ ("FILE"),
                  _ ("Lays out a structure as the compiler of an ABI does: where each member is."),
                  _ ("FILE declares it in C, or in C++ as far as data goes.  Errors are told with "
                     "their lines."),
                  entries, 1, &rest, &status))
    return status;
  if ((abi != NULL && !cli_parse_abi ("layout", abi, &options.abi))
      || !cli_compile_parse (&compile, "layout", &options))
    return CLI_USAGE;
  if (all && type != NULL)
    return cli_usage ("layout", _ ("--all and --type exclude each other"));
  text = mg_c_read_file (rest[0], &length, NULL, &error);
  if (text == NULL)
    return cli_fail (error, NULL, json);
  unit = mg_c_unit_new (rest[0], text, length, &options);
  return run (unit, type, json, all, keep_going);
}
