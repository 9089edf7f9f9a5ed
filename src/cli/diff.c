#include "config.h"

#include "show.h"
#include "subject.h"

#include "core/compare.h"
#include "core/field-compare.h"
#include "core/number.h"
#include "core/source-copy.h"

#include <glib/gi18n.h>

typedef struct
{
  CliSubject a, b;
  CliJson *json; /* NULL: text */
  GString *text; /* of a line */
  gboolean quiet;
  guint64 n_runs;
  guint64 n_bytes;
  guint64 n_fields;
  GPtrArray *unreadable; /* of fields, their paths */
} Diff;

static gboolean
run_cb (MgRange run, const guint8 *a, const guint8 *b, gpointer user_data)
{
  Diff *diff = user_data;

  diff->n_runs++;
  diff->n_bytes += run.length;
  if (diff->quiet)
    return FALSE;
  if (diff->json != NULL)
    {
      cli_json_begin_object (diff->json);
      cli_json_add_size (diff->json, "offset", run.start);
      cli_json_add_size (diff->json, "length", run.length);
      cli_json_member (diff->json, "a");
      cli_json_begin_hex (diff->json);
      cli_append_hex (diff->json->text, a, (gsize) run.length);
      cli_json_end_hex (diff->json);
      cli_json_member (diff->json, "b");
      cli_json_begin_hex (diff->json);
      cli_append_hex (diff->json->text, b, (gsize) run.length);
      cli_json_end_hex (diff->json);
      cli_json_end_object (diff->json);
      cli_json_print (diff->json);
    }
  else
    {
      g_string_printf (diff->text, "%08" G_GINT64_MODIFIER "x ", run.start);
      cli_append_hex (diff->text, a, (gsize) run.length);
      g_string_append_c (diff->text, ' ');
      cli_append_hex (diff->text, b, (gsize) run.length);
      g_string_append_c (diff->text, '\n');
      cli_write (diff->text->str, diff->text->len);
    }
  return !cli_output_failed ();
}

static void
begin (Diff *diff, guint64 size_a, guint64 size_b, MgRange range)
{
  g_autofree char *a = mg_decimal_to_string (size_a), *b = mg_decimal_to_string (size_b);

  if (diff->json != NULL)
    {
      cli_json_begin_object (diff->json);
      cli_json_add_text (diff->json, "a", diff->a.label);
      cli_json_add_text (diff->json, "b", diff->b.label);
      cli_json_add_size (diff->json, "size_a", size_a);
      cli_json_add_size (diff->json, "size_b", size_b);
      cli_json_add_size (diff->json, "offset", range.start);
      cli_json_add_size (diff->json, "length", range.length);
      cli_json_member (diff->json, "runs");
      cli_json_begin_array (diff->json);
    }
  else if (size_a != size_b && !diff->quiet)
    cli_print ("size %s %s\n", a, b);
}

static void
end (Diff *diff, const MgRangeSet *unreadable)
{
  if (diff->json == NULL)
    return;
  cli_json_end_array (diff->json);
  cli_json_add_ranges (diff->json, "unreadable", unreadable);
  cli_json_end_object (diff->json);
  cli_json_print_line (diff->json);
}

static CliStatus
run (Diff *diff, guint64 offset, guint64 length, gboolean json)
{
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  guint64 size_a = mg_source_get_size (diff->a.source), size_b = mg_source_get_size (diff->b.source);
  /* Without being told, what both have; a part of a recording is compared with that part of the other. */
  MgRange both = mg_range_intersect (diff->a.range, diff->b.range);
  MgRange range = mg_range_intersect (
      (MgRange) { MIN (offset, MG_OFFSET_MAX), MIN (length, MG_OFFSET_MAX - MIN (offset, MG_OFFSET_MAX)) },
      both);

  begin (diff, size_a, size_b, range);
  mg_compare (diff->a.source, diff->b.source, range, run_cb, diff, unreadable, NULL, &error);
  if (cli_output_failed ())
    return CLI_FAILURE;
  end (diff, unreadable);
  cli_flush ();
  if (mg_range_set_get_length (unreadable) > 0)
    return cli_fail_unreadable (diff->a.label, NULL, unreadable, json);
  return diff->n_runs > 0 || size_a != size_b ? CLI_NO : CLI_DONE;
}

/* --- By fields --- */

static gboolean
field_cb (const MgFieldDifference *difference, gpointer user_data)
{
  Diff *diff = user_data;
  const char *a = difference->a, *b = difference->b;
  g_autofree char *path = NULL;

  if (difference->unreadable) /* nobody knows whether it differs */
    {
      g_ptr_array_add (diff->unreadable, mg_field_dup_path (difference->field));
      return TRUE;
    }
  diff->n_fields++;
  if (diff->quiet)
    return FALSE;
  path = mg_field_dup_path (difference->field);
  if (diff->json != NULL)
    {
      cli_json_begin_object (diff->json);
      cli_json_add_text (diff->json, "path", path);
      cli_json_add_text (diff->json, "a", a);
      cli_json_add_text (diff->json, "b", b);
      cli_json_end_object (diff->json);
    }
  else
    cli_print ("%s %s %s\n", path, a != NULL ? a : "—", b != NULL ? b : "—");
  return !cli_output_failed ();
}

static void
end_fields (Diff *diff)
{
  if (diff->json == NULL)
    return;
  cli_json_end_array (diff->json);
  cli_json_member (diff->json, "unreadable");
  cli_json_begin_array (diff->json);
  for (guint i = 0; i < diff->unreadable->len; i++)
    cli_json_string (diff->json, diff->unreadable->pdata[i]);
  cli_json_end_array (diff->json);
  cli_json_end_object (diff->json);
  cli_json_print_line (diff->json);
}

static CliStatus
compare_fields (Diff *diff, const Show *show)
{
  g_autoptr (MgFieldMemo) memo_a = mg_field_memo_new (), memo_b = mg_field_memo_new ();
  g_autoptr (MgSource) copy_a = mg_source_copy_new (diff->a.source, MG_SOURCE_COPY_MAX);
  g_autoptr (MgSource) copy_b = mg_source_copy_new (diff->b.source, MG_SOURCE_COPY_MAX);
  g_autoptr (GPtrArray) unreadable = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  MgFieldBytes a = mg_field_bytes_from_source (copy_a), b = mg_field_bytes_from_source (copy_b);
  gboolean complete;

  diff->unreadable = unreadable;
  a.memo = memo_a;
  b.memo = memo_b;
  if (diff->json != NULL)
    {
      cli_json_begin_object (diff->json);
      cli_json_add_text (diff->json, "a", diff->a.label);
      cli_json_add_text (diff->json, "b", diff->b.label);
      cli_json_member (diff->json, "fields");
      cli_json_begin_array (diff->json);
    }
  complete = mg_compare_fields ((MgField *const *) show->fields->pdata, show->fields->len, &a, &b,
                                &show->context, field_cb, diff, NULL, NULL);
  end_fields (diff);
  cli_flush ();
  if (cli_output_failed ())
    return CLI_FAILURE;
  if (!complete)
    mg_set_error (&error, MG_ERROR_TOO_LARGE, NULL, _ ("more than %d fields: --field compares less"),
                  MG_COMPARE_FIELDS_MAX);
  else if (unreadable->len > 0)
    mg_set_error (&error, MG_ERROR_UNREADABLE, NULL,
                  ngettext ("%s: %u field could not be compared: it can't be read; the first is %s",
                            "%s: %u fields could not be compared: they can't be read; the first is %s",
                            unreadable->len),
                  diff->a.label, unreadable->len, (char *) unreadable->pdata[0]);
  if (error != NULL)
    return cli_fail (error, NULL, show->json);
  return diff->n_fields > 0 ? CLI_NO : CLI_DONE;
}

/* A's structure for both: what differs is told by its fields. */
static CliStatus
run_fields (Diff *diff, CliStructure *structure, char **paths, gboolean json)
{
  CliStatus status;
  g_autoptr (MgStructure) loaded = cli_structure_load_of (structure, "diff", &diff->a, json, &status);
  g_auto (Show) show = { .json = json };

  if (loaded == NULL)
    return status;
  show.name = diff->a.name;
  show.structure = loaded;
  if (show_find_fields (&show, paths, &status))
    status = compare_fields (diff, &show);
  return status;
}

CliStatus
cli_diff (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL, paths = NULL;
  g_auto (CliStructure) structure = { 0 };
  gboolean fields = FALSE, by_fields;
  g_autofree char *offset_text = NULL, *length_text = NULL;
  g_autoptr (CliJson) writer = cli_json_new (FALSE);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean json = FALSE;
  Diff diff = { 0 };
  const GOptionEntry entries[] = {
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text,
      N_ ("From this byte on; the first one is 0"), N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("So many bytes; up to the end by default"), N_ ("N") },
    { "fields", 'F', 0, G_OPTION_ARG_NONE, &fields,
      N_ ("By fields: of --header, --preset, a recording's own, or the preset that fits best"), NULL },
    { "field", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &paths,
      N_ ("Only this field and what is in it, as a.b[2].c; can be given again"), N_ ("PATH") },
    CLI_STRUCTURE_ENTRIES (&structure),
    CLI_STRUCTURE_OFFSET_ENTRY (&structure),
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &diff.quiet, N_ ("Print nothing, only answer"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  guint64 offset = 0, length = MG_UNKNOWN;
  CliStatus status;

  if (!cli_parse (words, _ ("A B"), _ ("Compares objects, dump files and moments of recordings."),
                  _ ("A line for each run of bytes that differs: offset, A's, B's.  A and B are names of "
                     "objects, file:PATH for a\n"
                     "dump, or FILE.mgrec@TIME.  The exit code is 1 where they differ.\n"
                     "By fields (--fields, --field, --header or --preset) a line has a field's path, A's "
                     "value, B's value."),
                  entries, 2, &rest, &status))
    return status;
  if (!cli_parse_number ("diff", "--offset", offset_text, &offset)
      || !cli_parse_number ("diff", "--length", length_text, &length))
    return CLI_USAGE;
  if (json && diff.quiet)
    return cli_usage ("diff", _ ("--json prints: not with --quiet"));
  by_fields = fields || paths != NULL || cli_structure_is_given (&structure);
  if (by_fields && (offset_text != NULL || length_text != NULL))
    return cli_usage ("diff", _ ("--offset and --length are for bytes, not for fields"));
  if (!by_fields && cli_structure_has_details (&structure))
    return cli_usage ("diff", _ ("--header is missing: the file that declares the structure"));
  diff.json = json ? writer : NULL;
  diff.text = text;
  if (cli_subject_open (&diff.a, rest[0], json, &status)
      && cli_subject_open (&diff.b, rest[1], json, &status))
    status = by_fields ? run_fields (&diff, &structure, paths, json) : run (&diff, offset, length, json);
  cli_subject_clear (&diff.a);
  cli_subject_clear (&diff.b);
  return status;
}
