#include "config.h"

#include "subject.h"

#include "core/dump.h"

#include <errno.h>
#include <glib/gi18n.h>

typedef struct
{
  CliSubject subject;
  MgRange range;
  CliJson *json;    /* NULL: another format */
  gboolean started; /* something has been printed */
} Dump;

/* The front of the JSON object waits for the first bytes, so that a failure prints none of it. */
static void
start_json (Dump *dump)
{
  CliJson *json = dump->json;

  cli_json_begin_object (json);
  cli_json_add_text (json, "name", dump->subject.label);
  cli_json_add_size (json, "size", mg_source_get_size (dump->subject.source));
  cli_json_add_size (json, "offset", dump->range.start);
  cli_json_add_size (json, "length", dump->range.length);
  cli_json_member (json, "data");
  cli_json_begin_hex (json);
}

static void
end_json (CliJson *json, MgRangeSet *unreadable)
{
  cli_json_end_hex (json);
  cli_json_add_ranges (json, "unreadable", unreadable);
  cli_json_end_object (json);
  cli_json_print_line (json);
}

static gboolean
write_cb (const void *bytes, gsize length, gpointer user_data, GError **error)
{
  Dump *dump = user_data;

  if (!dump->started && dump->json != NULL)
    start_json (dump);
  dump->started = TRUE;
  if (dump->json != NULL)
    {
      cli_append_hex (dump->json->text, bytes, length);
      cli_json_print (dump->json);
    }
  else
    cli_write (bytes, length);
  if (!cli_output_failed ())
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       "standard output"); /* cli_finish() reports it */
  return FALSE;
}

static CliStatus
run (Dump *dump, MgDumpFormat format)
{
  const CliSubject *subject = &dump->subject;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  gboolean ok;

  ok = mg_dump (subject->source, dump->range, dump->json != NULL ? MG_DUMP_RAW : format,
                subject->name != NULL ? mg_name_get_label (subject->name) : subject->label, write_cb, dump,
                NULL, NULL, unreadable, NULL, &error);
  if (cli_output_failed ())
    return CLI_FAILURE;
  if (dump->json != NULL && (ok || dump->started))
    {
      if (!dump->started)
        start_json (dump);
      end_json (dump->json, unreadable);
    }
  cli_flush ();
  if (!ok)
    return cli_fail (error, subject->name, dump->json != NULL);
  return mg_range_set_get_length (unreadable) > 0
             ? cli_fail_unreadable (subject->label, subject->name, unreadable, dump->json != NULL)
             : CLI_DONE;
}

CliStatus
cli_dump (char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *offset_text = NULL, *length_text = NULL, *format_text = NULL;
  g_autoptr (CliJson) writer = cli_json_new (FALSE);
  gboolean json = FALSE;
  Dump dump = { 0 };
  const GOptionEntry entries[] = {
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text,
      N_ ("From this byte on; the first one is 0"), N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("So many bytes; up to the end by default"), N_ ("N") },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format_text,
      N_ ("hex (the default), raw, c or text"), N_ ("FORMAT") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  guint64 offset = 0, length = MG_UNKNOWN;
  MgDumpFormat format = MG_DUMP_HEX;
  CliStatus status;

  if (!cli_parse (argv, _ ("NAME"), _ ("Prints an object's bytes."),
                  _ ("Numbers are decimal or 0x….  Unreadable bytes are zeros in raw, marked "
                     "elsewhere, and counted on\n"
                     "standard error; the exit code is 3 then."),
                  entries, 1, &rest, &status))
    return status;
  if (!cli_parse_number ("dump", "--offset", offset_text, &offset)
      || !cli_parse_number ("dump", "--length", length_text, &length))
    return CLI_USAGE;
  if (format_text != NULL && !mg_dump_format_from_string (format_text, &format))
    return cli_usage ("dump", _ ("--format: not hex, raw, c or text: %s"), format_text);
  if (format_text != NULL && json)
    return cli_usage ("dump", _ ("--json is a format of its own: not with --format"));

  if (!cli_subject_open (&dump.subject, rest[0], json, &status))
    return status;
  dump.json = json ? writer : NULL;
  if (cli_subject_range (&dump.subject, offset_text != NULL || length_text != NULL, offset, length,
                         &dump.range, &error))
    status = run (&dump, format);
  else
    status = cli_fail (error, dump.subject.name, json);
  cli_subject_clear (&dump.subject);
  return status;
}
