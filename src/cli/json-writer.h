#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes JSON as it goes: nothing is built that could be written.  What is written collects in
 * @text, from where it can be taken at any time, also in the middle of a value.
 *
 * Compact: {"a":1,"b":[]}.  Pretty: a member or element a line, two spaces a level, "a" : 1.
 * Numbers never depend on the locale; strings are valid UTF-8 whatever they were made from. */
typedef struct
{
  GString *text;
  gboolean pretty;
  guint depth;      /* of objects and arrays that are open */
  gboolean follows; /* something stands before, in the innermost of them */
  gboolean named;   /* a member's name stands before, and waits for its value */
} CliJson;

CliJson *cli_json_new (gboolean pretty);
void cli_json_free (CliJson *json);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliJson, cli_json_free)

void cli_json_begin_object (CliJson *json);
void cli_json_end_object (CliJson *json);
void cli_json_begin_array (CliJson *json);
void cli_json_end_array (CliJson *json);
void cli_json_member (CliJson *json, const char *name); /* its value is written next */

void cli_json_string (CliJson *json, const char *text); /* NULL is null */
void cli_json_int (CliJson *json, gint64 value);
void cli_json_uint (CliJson *json, guint64 value);
/* As short as reads back as the same, and never like an integer; null where it is none (NaN, inf) */
void cli_json_double (CliJson *json, double value);
void cli_json_bool (CliJson *json, gboolean value);
void cli_json_null (CliJson *json);
void cli_json_raw (CliJson *json, const char *value); /* a value that is JSON already */

/* A string of hex digits, which are appended to @text in between. */
void cli_json_begin_hex (CliJson *json);
void cli_json_end_hex (CliJson *json);

void cli_append_hex (GString *text, const guint8 *bytes, gsize length); /* two digits a byte */

G_END_DECLS
