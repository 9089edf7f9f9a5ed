#include "config.h"

#include "subject.h"

#include "core/find.h"

#include <glib/gi18n.h>

typedef struct
{
  gboolean all;
  CliJson *json; /* NULL: text */
  guint64 n_hits;
} Search;

static gboolean
hit_cb (guint64 offset, gpointer user_data)
{
  Search *search = user_data;

  if (search->json != NULL)
    {
      if (search->n_hits == 0)
        cli_json_begin_array (search->json);
      cli_json_uint (search->json, offset);
      cli_json_print (search->json);
    }
  else
    cli_print ("0x%" G_GINT64_MODIFIER "x\n", offset);
  search->n_hits++;
  return search->all && !cli_output_failed ();
}

/* Hits come out as they are found; a JSON array is closed whatever happens. */
static CliStatus
run (Search *search, const CliSubject *subject, MgRange range, MgPattern *pattern, MgFindFlags flags)
{
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  gboolean ok;

  ok =
      mg_find (subject->source, range, pattern, flags, hit_cb, search, NULL, NULL, unreadable, NULL, &error);
  if (search->json != NULL && (ok || search->n_hits > 0))
    {
      if (search->n_hits == 0)
        cli_json_begin_array (search->json);
      cli_json_end_array (search->json);
      cli_json_print_line (search->json);
    }
  cli_flush ();
  if (!ok)
    return cli_fail (error, subject->name, search->json != NULL);
  /* What may be in there is not known. */
  if (mg_range_set_get_length (unreadable) > 0 && (search->all || search->n_hits == 0))
    return cli_fail_unreadable (subject->label, subject->name, unreadable, search->json != NULL);
  return search->n_hits > 0 ? CLI_DONE : CLI_NO;
}

CliStatus
cli_find (char **argv)
{
  g_auto (GStrv) rest = NULL;
  g_autofree char *offset_text = NULL, *length_text = NULL, *type_text = NULL;
  gboolean big_endian = FALSE, backward = FALSE, json = FALSE;
  g_autoptr (CliJson) writer = cli_json_new (FALSE);
  Search search = { 0 };
  const GOptionEntry entries[] = {
    { "as", 'a', 0, G_OPTION_ARG_FILENAME, &type_text,
      N_ ("What PATTERN is: hex (the default), text, utf16, i8, u8, … i64, u64, f32, f64"),
      N_ ("TYPE") },
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text,
      N_ ("From this byte on; the first one is 0"), N_ ("N") },
    { "length", 'n', 0, G_OPTION_ARG_FILENAME, &length_text,
      N_ ("In so many bytes; up to the end by default"), N_ ("N") },
    { "big-endian", 'b', 0, G_OPTION_ARG_NONE, &big_endian,
      N_ ("Numbers and UTF-16 have the high byte first"), NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &search.all, N_ ("Every hit, not the first one alone"),
      NULL },
    { "backward", 0, 0, G_OPTION_ARG_NONE, &backward, N_ ("From the end to the beginning"), NULL },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (CliSubject) subject = { 0 };
  g_autoptr (MgPattern) pattern = NULL;
  g_autoptr (GError) error = NULL;
  guint64 offset = 0, length = MG_UNKNOWN;
  MgPatternType type = MG_PATTERN_HEX;
  MgRange range;
  CliStatus status;

  if (!cli_parse (argv, _ ("NAME PATTERN"),
                  _ ("Prints the offsets where an object has these bytes."),
                  _ ("Numbers are decimal or 0x…; a PATTERN that begins with - goes behind --: "
                     "find NAME --as=i32 -- -1.\n"
                     "In hex, ?? is any byte.  The exit code is 1 where nothing is found."),
                  entries, 2, &rest, &status))
    return status;
  if (!cli_parse_number ("find", "--offset", offset_text, &offset)
      || !cli_parse_number ("find", "--length", length_text, &length))
    return CLI_USAGE;
  if (type_text != NULL && !mg_pattern_type_from_string (type_text, &type))
    return cli_usage ("find", _ ("--as: no such type: %s"), type_text);
  pattern = mg_pattern_parse (rest[1], type, big_endian, &error);
  if (pattern == NULL)
    return cli_usage ("find", "%s", error->message);

  if (!cli_subject_open (&subject, rest[0], json, &status))
    return status;
  if (!cli_subject_range (&subject, offset_text != NULL || length_text != NULL, offset, length, &range,
                          &error))
    return cli_fail (error, subject.name, json);
  search.json = json ? writer : NULL;
  return run (&search, &subject, range, pattern, backward ? MG_FIND_BACKWARD : MG_FIND_FORWARD);
}
