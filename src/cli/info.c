#include "config.h"

#include "subject.h"

#include "core/catalog.h"
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

  if (known == NULL || !with_holders)
    return g_steal_pointer (&known);
  return mg_object_find_holders (known, NULL, report, error);
}

/* --- Recordings and dumps --- */

static void
print_file (const CliSubject *subject, const MgRecordingHeader *header, const MgRecordingSummary *summary)
{
  g_autofree char *start = NULL, *duration = NULL, *frames = NULL, *missed = NULL;
  g_autoptr (GDateTime) date = NULL;
  gsize n_marks;
  const MgMark *marks;

  print_field (_ ("File"), subject->label);
  print_size (_ ("Size"), summary->length, FALSE);
  if (header == NULL)
    return;
  date = g_date_time_new_from_unix_local (header->real_us / G_USEC_PER_SEC);
  start = date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S") : NULL;
  duration = g_strdup_printf ("%.3f s", (double) summary->duration_us / G_USEC_PER_SEC);
  frames = mg_decimal_to_string (summary->n_frames);
  missed = mg_decimal_to_string (summary->n_missed);
  print_field (_ ("Name"), mg_name_get_text (subject->name));
  print_size (_ ("Object"), mg_source_get_size (subject->source), FALSE);
  print_size (_ ("Recorded"), subject->range.length, FALSE);
  print_field (_ ("Start"), start);
  print_field (_ ("Duration"), duration);
  print_field (_ ("Frames"), frames);
  print_field (_ ("Missed"), missed);
  print_size (_ ("Changed"), summary->changed, FALSE);
  print_field (_ ("Finished"), summary->finished ? _ ("yes") : _ ("no: it was cut off"));
  print_field (_ ("Structure"), *header->type != '\0'           ? header->type
                                : *header->declarations != '\0' ? _ ("yes")
                                                                : NULL);
  print_field (_ ("Program"), header->program);
  print_field (_ ("Note"), *header->note != '\0' ? header->note : NULL);
  marks = mg_recording_get_marks (subject->recording, &n_marks);
  for (gsize i = 0; i < n_marks; i++)
    cli_print ("  %.3f s  %s  %s\n", (double) marks[i].time_us / G_USEC_PER_SEC, marks[i].name,
               marks[i].note);
}

static void
print_file_json (const CliSubject *subject, const MgRecordingHeader *header,
                 const MgRecordingSummary *summary)
{
  g_autoptr (CliJson) json = cli_json_new (TRUE);
  gsize n_marks = 0;
  const MgMark *marks;

  cli_json_begin_object (json);
  cli_json_add_text (json, "file", subject->label);
  cli_json_add_size (json, "file_size", summary->length);
  if (header != NULL)
    {
      cli_json_add_text (json, "name", mg_name_get_text (subject->name));
      cli_json_add_text (json, "kind", mg_kind_to_string (header->kind));
      cli_json_add_size (json, "size", mg_source_get_size (subject->source));
      cli_json_add_size (json, "offset", subject->range.start);
      cli_json_add_size (json, "length", subject->range.length);
      cli_json_add_size (json, "start_us", (guint64) header->real_us);
      cli_json_add_size (json, "duration_us", (guint64) summary->duration_us);
      cli_json_member (json, "rate");
      cli_json_double (json, header->rate_hz);
      cli_json_add_size (json, "frames", summary->n_frames);
      cli_json_add_size (json, "missed", summary->n_missed);
      cli_json_add_size (json, "changed", summary->changed);
      cli_json_member (json, "finished");
      cli_json_bool (json, summary->finished);
      cli_json_add_text (json, "program", header->program);
      cli_json_add_text (json, "note", header->note);
      cli_json_add_text (json, "declarations", *header->declarations != '\0' ? header->declarations : NULL);
      cli_json_member (json, "marks");
      cli_json_begin_array (json);
      marks = mg_recording_get_marks (subject->recording, &n_marks);
      for (gsize i = 0; i < n_marks; i++)
        {
          cli_json_begin_object (json);
          cli_json_add_size (json, "time_us", (guint64) marks[i].time_us);
          cli_json_add_text (json, "name", marks[i].name);
          cli_json_add_text (json, "note", marks[i].note);
          cli_json_end_object (json);
        }
      cli_json_end_array (json);
    }
  cli_json_end_object (json);
  cli_json_print_line (json);
}

static CliStatus
info_of_file (const char *text, gboolean json)
{
  g_auto (CliSubject) subject = { 0 };
  MgRecordingSummary summary = { 0 };
  const MgRecordingHeader *header = NULL;
  CliStatus status;

  if (!cli_subject_open (&subject, text, json, &status))
    return status;
  if (subject.recording != NULL)
    {
      mg_recording_get_summary (subject.recording, &summary);
      header = mg_recording_get_header (subject.recording);
    }
  else
    summary.length = mg_source_get_size (subject.source);
  (json ? print_file_json : print_file) (&subject, header, &summary);
  return CLI_DONE;
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
  if (cli_is_file (rest[0]))
    return info_of_file (rest[0], json);
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
