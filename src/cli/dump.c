#include "config.h"

#include "cli.h"

#include "core/dump.h"

#include <errno.h>
#include <glib/gi18n.h>

typedef struct
{
  MgName *name;
  MgRange range;
  guint64 size;
  gboolean json;
  gboolean started; /* something has been printed */
} Dump;

/* The front of the JSON object waits for the first bytes, so that a failure prints none of it. */
static void
start_json (Dump *dump)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  cli_json_add_text (builder, "name", mg_name_get_text (dump->name));
  cli_json_add_size (builder, "size", dump->size);
  cli_json_add_size (builder, "offset", dump->range.start);
  cli_json_add_size (builder, "length", dump->range.length);
  json_builder_end_object (builder);
  text = cli_json_dup_text (builder, FALSE);
  text[strlen (text) - 1] = '\0'; /* stays open */
  cli_print ("%s,\"data\":\"", text);
}

static void
end_json (MgRangeSet *unreadable)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  cli_json_add_ranges (builder, unreadable);
  text = cli_json_dup_text (builder, FALSE);
  cli_print ("\",\"unreadable\":%s}\n", text);
}

static void
write_hex (const guint8 *bytes, gsize length)
{
  static const char digits[] = "0123456789abcdef";
  char hex[4096];

  while (length > 0)
    {
      gsize n = MIN (length, sizeof hex / 2);

      for (gsize i = 0; i < n; i++)
        {
          hex[2 * i] = digits[bytes[i] >> 4];
          hex[2 * i + 1] = digits[bytes[i] & 15];
        }
      cli_write (hex, 2 * n);
      bytes += n;
      length -= n;
    }
}

static gboolean
write_cb (const void *bytes, gsize length, gpointer user_data, GError **error)
{
  Dump *dump = user_data;

  if (!dump->started && dump->json)
    start_json (dump);
  dump->started = TRUE;
  if (dump->json)
    write_hex (bytes, length);
  else
    cli_write (bytes, length);
  if (!cli_output_failed ())
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       "standard output"); /* cli_finish() reports it */
  return FALSE;
}

static CliStatus
run (Dump *dump, MgSource *source, MgDumpFormat format)
{
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  gboolean ok;

  ok = mg_dump (source, dump->range, dump->json ? MG_DUMP_RAW : format,
                mg_name_get_label (dump->name), write_cb, dump, NULL, NULL, unreadable, NULL,
                &error);
  if (cli_output_failed ())
    return CLI_FAILURE;
  if (dump->json && (ok || dump->started))
    {
      if (!dump->started)
        start_json (dump);
      end_json (unreadable);
    }
  cli_flush ();
  if (!ok)
    return cli_fail (error, dump->name, dump->json);
  return mg_range_set_get_length (unreadable) > 0
             ? cli_fail_unreadable (dump->name, unreadable, dump->json)
             : CLI_DONE;
}

CliStatus
cli_dump (char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *offset_text = NULL, *length_text = NULL, *format_text = NULL;
  Dump dump = { 0 };
  const GOptionEntry entries[] = {
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text,
      N_ ("From this byte on; the first one is 0"), N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("So many bytes; up to the end by default"), N_ ("N") },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &format_text,
      N_ ("hex (the default), raw, c or text"), N_ ("FORMAT") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &dump.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgSource) source = NULL;
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
  if (!cli_parse_number ("dump", "--offset", offset_text, &offset) ||
      !cli_parse_number ("dump", "--length", length_text, &length))
    return CLI_USAGE;
  if (format_text != NULL && !mg_dump_format_from_string (format_text, &format))
    return cli_usage ("dump", _ ("--format: not hex, raw, c or text: %s"), format_text);
  if (format_text != NULL && dump.json)
    return cli_usage ("dump", _ ("--json is a format of its own: not with --format"));

  name = cli_parse_name (rest[0], dump.json, &status);
  source = name != NULL ? cli_open (name, dump.json, &status) : NULL;
  if (source == NULL)
    return status;
  dump.name = name;
  dump.size = mg_source_get_size (source);
  if (!cli_range (mg_name_get_text (name), dump.size, offset, length, &dump.range, &error))
    return cli_fail (error, name, dump.json);
  return run (&dump, source, format);
}
