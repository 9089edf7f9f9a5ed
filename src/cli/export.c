#include "config.h"

#include "subject.h"

#include "core/dump.h"
#include "core/number.h"

#include <glib/gi18n.h>
#include <string.h>

#define COLUMNS_MAX 4096
#define ELEMENTS_MAX 64 /* of an array, where no field was asked for: there COLUMNS_MAX alone limits it */

typedef enum
{
  FORMAT_RAW,
  FORMAT_C,
  FORMAT_CSV,
  FORMAT_JSONL,
} Format;

typedef struct
{
  CliSubject subject;
  Format format;
  gboolean json; /* errors */
  MgStructure *structure;
  GPtrArray *fields; /* of MgField: the columns */
  GPtrArray *paths;  /* of them */
  gint64 from_us, to_us;
} Export;

/* --- Bytes of a moment --- */

static gboolean
write_cb (const void *bytes, gsize length, gpointer user_data, GError **error)
{
  cli_write (bytes, length);
  if (!cli_output_failed ())
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "standard output"); /* cli_finish() reports it */
  return FALSE;
}

static CliStatus
write_moment (Export *export, gboolean given, guint64 offset, guint64 length)
{
  const CliSubject *subject = &export->subject;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  MgRange range;
  gboolean ok;

  if (!cli_subject_range (subject, given, offset, length, &range, &error))
    return cli_fail (error, subject->name, export->json);
  ok = mg_dump (subject->source, range, export->format == FORMAT_C ? MG_DUMP_C : MG_DUMP_RAW,
                subject->name != NULL ? mg_name_get_label (subject->name) : subject->label, write_cb, NULL,
                NULL, NULL, unreadable, NULL, &error);
  if (cli_output_failed ())
    return CLI_FAILURE;
  cli_flush ();
  if (!ok)
    return cli_fail (error, subject->name, export->json);
  return mg_range_set_get_length (unreadable) > 0
             ? cli_fail_unreadable (subject->label, subject->name, unreadable, export->json)
             : CLI_DONE;
}

/* --- Fields over time --- */

/* A cell of CSV, or a value of JSON; empty or null where there is none at that moment. */
static void
append_value (GString *text, MgField *field, const MgFieldBytes *bytes, gboolean csv)
{
  g_auto (MgValue) value = { 0 };
  g_autofree char *json = NULL;
  const char *from;

  if (!mg_field_decode (field, bytes, &value, NULL))
    {
      g_string_append (text, csv ? "" : "null");
      return;
    }
  json = mg_value_to_json (mg_field_get_format (field), &value);
  if (!csv || *json != '"')
    {
      g_string_append (text, json);
      return;
    }
  /* The same escapes, but a quote is doubled. */
  g_string_append_c (text, '"');
  for (from = json + 1; *from != '"'; from++)
    {
      if (*from == '\\')
        {
          from++; /* it belongs to what follows, also where that is another one */
          g_string_append_c (text, *from == '"' ? '"' : '\\');
        }
      g_string_append_c (text, *from);
    }
  g_string_append_c (text, '"');
}

static void
write_row (Export *export, GString *text, const MgSnapshot *snapshot, gint64 time_us)
{
  MgFieldBytes bytes = mg_field_bytes_from_snapshot (snapshot);
  gboolean csv = export->format == FORMAT_CSV;
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (snapshot->real_time_us / G_USEC_PER_SEC);
  g_autofree char *clock = date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%S") : g_strdup ("");

  g_string_printf (text,
                   csv ? "%s.%06dZ,%" G_GINT64_FORMAT ".%06d"
                       : "{\"time\":\"%s.%06dZ\",\"seconds\":%" G_GINT64_FORMAT ".%06d,\"fields\":{",
                   clock, (int) (snapshot->real_time_us % G_USEC_PER_SEC), time_us / G_USEC_PER_SEC,
                   (int) (time_us % G_USEC_PER_SEC));
  for (guint i = 0; i < export->fields->len; i++)
    {
      if (csv)
        g_string_append_c (text, ',');
      else
        {
          g_autoptr (CliJson) name = cli_json_new (FALSE);

          cli_json_string (name, export->paths->pdata[i]);
          g_string_append_printf (text, "%s%s:", i > 0 ? "," : "", name->text->str);
        }
      append_value (text, export->fields->pdata[i], &bytes, csv);
    }
  g_string_append (text, csv ? "\n" : "}}\n");
  cli_write (text->str, text->len);
}

static void
add_column (Export *export, MgField *field)
{
  g_ptr_array_add (export->fields, mg_field_ref (field));
  g_ptr_array_add (export->paths, mg_field_dup_path (field));
}

/* A field's values, or all in it.  FALSE where there are more than COLUMNS_MAX. */
static gboolean
add_columns (Export *export, MgField *field, const MgFieldBytes *bytes, guint64 elements)
{
  MgFieldPlace place;

  if (mg_field_get_format (field)->kind != MG_FORMAT_NONE)
    {
      if (export->fields->len >= COLUMNS_MAX)
        return FALSE;
      add_column (export, field);
      return TRUE;
    }
  if (!mg_field_locate (field, bytes, &place, NULL))
    return TRUE;
  for (guint64 i = 0; i < MIN (place.n_children, elements); i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);

      if (!mg_field_is_hidden (child) && !add_columns (export, child, bytes, elements))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_columns (Export *export, char **paths, MgSnapshot *snapshot, CliStatus *status)
{
  MgFieldBytes bytes = mg_field_bytes_from_snapshot (snapshot);
  g_autoptr (GError) error = NULL;
  gboolean fits = TRUE;

  if (paths == NULL)
    fits = add_columns (export, mg_structure_get_root (export->structure), &bytes, ELEMENTS_MAX);
  for (guint i = 0; fits && paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr (MgField) field = mg_structure_find (export->structure, paths[i], &error);

      if (field == NULL)
        {
          *status = cli_fail (error, NULL, export->json);
          return FALSE;
        }
      /* one more does not fit, unless it has no values at all */
      fits = add_columns (export, field, &bytes, COLUMNS_MAX + 1);
    }
  if (fits)
    return TRUE;
  mg_set_error (&error, MG_ERROR_TOO_LARGE, _ ("--field exports less"), _ ("%s: more than %d columns"),
                export->subject.label, COLUMNS_MAX);
  *status = cli_fail (error, NULL, export->json);
  return FALSE;
}

static void
write_head (Export *export, GString *text)
{
  g_string_assign (text, "time,seconds");
  for (guint i = 0; i < export->paths->len; i++)
    g_string_append_printf (text, ",%s", (char *) export->paths->pdata[i]);
  g_string_append_c (text, '\n');
  if (export->format == FORMAT_CSV)
    cli_write (text->str, text->len);
}

/* A row for each frame, beginning with the moment at from. */
static CliStatus
write_fields (Export *export, char **paths)
{
  g_autoptr (MgPlayer) player = mg_player_new (export->subject.recording);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  MgPlayed played = { .type = MG_PLAYED_FRAME };
  CliStatus status;

  if (!mg_player_seek (player, export->from_us, &error))
    return cli_fail (error, NULL, export->json);
  played.time_us = mg_player_get_time_us (player);
  for (gboolean first = TRUE; played.time_us <= export->to_us && !cli_output_failed (); first = FALSE)
    {
      if (played.type == MG_PLAYED_FRAME)
        {
          g_autoptr (MgSnapshot) snapshot = mg_player_dup_snapshot (player);

          if (first && !find_columns (export, paths, snapshot, &status))
            return status;
          if (first)
            write_head (export, text);
          write_row (export, text, snapshot, played.time_us);
        }
      if (!mg_player_next (player, &played))
        break;
    }
  cli_flush ();
  return CLI_DONE;
}

static gboolean
load_structure (Export *export, CliDeclared *declared, CliStatus *status)
{
  MgRecordingHeader header = { 0 };
  g_autoptr (GError) error = NULL;

  if (!cli_declared_load (declared, "export", &header, export->json, status))
    return FALSE;
  export->structure = mg_recording_header_dup_structure (
      declared->header != NULL ? &header : mg_recording_get_header (export->subject.recording),
      declared->header != NULL ? declared->header : export->subject.label, &error);
  if (export->structure != NULL)
    return TRUE;
  if (g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND) && declared->header == NULL)
    mg_error_set_hint (error, _ ("--header=FILE tells which structure it has"));
  *status = cli_fail (error, NULL, export->json);
  return FALSE;
}

static gboolean
parse_time (Export *export, const char *text, gint64 *time_us, CliStatus *status)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL || mg_recording_parse_time (export->subject.recording, text, time_us, &error))
    return TRUE;
  *status = cli_fail (error, NULL, export->json);
  return FALSE;
}

/* --- The command --- */

static gboolean
parse_format (const char *text, Format *format)
{
  static const char *const words[] = { "raw", "c", "csv", "jsonl" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (words); i++)
    if (strcmp (text, words[i]) == 0)
      {
        *format = (Format) i;
        return TRUE;
      }
  return text == NULL;
}

CliStatus
cli_export (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL, paths = NULL;
  g_autofree char *offset_text = NULL, *length_text = NULL, *format_text = NULL, *from = NULL, *to = NULL;
  g_auto (CliDeclared) declared = { 0 };
  Export export = { .from_us = 0, .to_us = G_MAXINT64 };
  const GOptionEntry entries[] = {
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format_text, N_ ("raw (the default), c, csv or jsonl"),
      N_ ("FORMAT") },
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text, N_ ("From this byte on; the first one is 0"),
      N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text, N_ ("So many bytes; up to the end by default"),
      N_ ("N") },
    { "field", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths,
      N_ ("csv, jsonl: only this field and what is in it, as a.b[2].c; can be given again"), N_ ("PATH") },
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("csv, jsonl: from this moment on"), N_ ("TIME") },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("csv, jsonl: up to this moment"), N_ ("TIME") },
    CLI_DECLARED_ENTRIES (&declared),
    { "json", 'j', 0, G_OPTION_ARG_NONE, &export.json, N_ ("Failures as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  guint64 offset = 0, length = MG_UNKNOWN;
  gboolean over_time;
  CliStatus status;

  if (!cli_parse (words, _ ("NAME|FILE[@TIME]"),
                  _ ("Writes bytes of a moment, or fields over time, for other programs."),
                  _ ("raw and c are of one moment: FILE.mgrec@TIME, an object as it is now, or a dump.  csv "
                     "and jsonl have a row\n"
                     "for each frame of a recording.  TIME is seconds since the start, -SECONDS before the "
                     "end, #FRAME, a mark,\n"
                     "or a time of day as 2026-11-25T07:20:42Z."),
                  entries, 1, &rest, &status))
    return status;
  if (!parse_format (format_text, &export.format))
    return cli_usage ("export", _ ("--format: not raw, c, csv or jsonl: %s"), format_text);
  if (!cli_parse_number ("export", "--offset", offset_text, &offset)
      || !cli_parse_number ("export", "--length", length_text, &length))
    return CLI_USAGE;
  over_time = export.format == FORMAT_CSV || export.format == FORMAT_JSONL;
  if (over_time ? offset_text != NULL || length_text != NULL
                : paths != NULL || from != NULL || to != NULL || cli_declared_is_given (&declared))
    return cli_usage ("export", over_time ? _ ("--offset and --length are for raw and c")
                                          : _ ("--field, --from, --to, --header and what belongs to it "
                                               "are for csv and jsonl"));
  if (!cli_subject_open (&export.subject, rest[0], export.json, &status))
    return status;
  export.fields = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_field_unref);
  export.paths = g_ptr_array_new_with_free_func (g_free);
  if (!over_time)
    status = write_moment (&export, offset_text != NULL || length_text != NULL, offset, length);
  else if (export.subject.recording == NULL)
    status = cli_usage ("export", _ ("csv and jsonl are of recordings: %s is none"), export.subject.label);
  else if (parse_time (&export, from, &export.from_us, &status)
           && parse_time (&export, to, &export.to_us, &status)
           && load_structure (&export, &declared, &status))
    status = write_fields (&export, paths);
  g_ptr_array_unref (export.fields);
  g_ptr_array_unref (export.paths);
  mg_structure_unref (export.structure);
  cli_subject_clear (&export.subject);
  return status;
}
