#pragma once

#include "json-writer.h"

#include "core/c-unit.h"
#include "core/sampler.h"
#include "platform/platform.h"

G_BEGIN_DECLS

/* What the sub-commands share: arguments, output, errors.  Main thread only. */

/* Exit codes; the manual page has them. */
typedef enum
{
  CLI_DONE = 0,
  CLI_NO = 1, /* it worked, and the answer is no */
  CLI_USAGE = 2,
  CLI_FAILURE = 3, /* with one line on standard error */
} CliStatus;

/* argv[0] is the sub-command's name. */
CliStatus cli_list (char **argv);
CliStatus cli_info (char **argv);
CliStatus cli_dump (char **argv);
CliStatus cli_watch (char **argv);
CliStatus cli_find (char **argv);
CliStatus cli_layout (char **argv);
CliStatus cli_health (char **argv);
CliStatus cli_check (char **argv);
CliStatus cli_show (char **argv);
CliStatus cli_presets (char **argv);
CliStatus cli_record (char **argv);
CliStatus cli_play (char **argv);
CliStatus cli_export (char **argv);
CliStatus cli_diff (char **argv);

/* For n_rest: an object's name that may be left out. */
#define CLI_ONE_OR_NONE G_MAXUINT
#define CLI_SOME_REST (G_MAXUINT - 1) /* at least one */

/**
 * cli_parse:
 * @argv: argv[0] is the sub-command's name, NULL for the program itself
 * @parameters: what stands behind the options, for --help; translated
 * @summary, @description: (nullable): for --help; translated
 * @entries: strings are G_OPTION_ARG_FILENAME, so that the locale's encoding does not matter
 * @n_rest: how many words must be left over; CLI_SOME_REST
 * @rest: (out) (transfer full): these words
 *
 * Returns: FALSE with @status where there is nothing left to do: --help, or wrong usage, reported
 */
gboolean cli_parse (char **argv, const char *parameters, const char *summary,
                    const char *description, const GOptionEntry *entries, guint n_rest,
                    char ***rest, CliStatus *status);

/* Reports wrong usage of @command in one line. */
CliStatus cli_usage (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* How long --for may be. */
#define CLI_FOR_MIN_S 0.001
#define CLI_FOR_MAX_S 1e9

/* @text: (nullable): then @value stays.  Returns: FALSE with wrong usage reported. */
gboolean cli_parse_number (const char *command, const char *option, const char *text,
                           guint64 *value);
gboolean cli_parse_real (const char *command, const char *option, const char *text, double min,
                         double max, double *value);

/**
 * cli_range:
 * @offset, @length: as given; MG_UNKNOWN for a length that was not
 *
 * The bytes that are meant, clipped at the object's end.
 * Returns: FALSE with MG_ERROR_OUT_OF_RANGE where none are there
 */
gboolean cli_range (const char *subject, guint64 size, guint64 offset, guint64 length,
                    MgRange *range, GError **error);

/* --- Standard output: buffered, binary-clean, UTF-8 --- */

void cli_write (const void *bytes, gsize length);
void cli_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void cli_flush (void);
gboolean cli_output_failed (void); /* nobody gets what is written: stop */

/* The last thing a program does: whether all was written.
 * Returns: @status, or CLI_FAILURE, reported; a reader that has had enough is no failure */
CliStatus cli_finish (CliStatus status);

/* --- Errors --- */

/**
 * cli_fail:
 * @name: (nullable): what was looked for: its near misses are told
 * @json: the line is a JSON object
 *
 * Reports @error in one line on standard error.
 * Returns: CLI_FAILURE
 */
CliStatus cli_fail (const GError *error, MgName *name, gboolean json);
/* Whatever is in it, it comes out as one line of valid UTF-8 on standard error. */
void cli_put_line (const char *text);
/* One line on standard error that is no failure. */
void cli_note (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Counts @unreadable bytes of @subject in one line; @name as for cli_fail().  Returns: CLI_FAILURE */
CliStatus cli_fail_unreadable (const char *subject, MgName *name, const MgRangeSet *unreadable,
                               gboolean json);

/* Returns: (transfer full): NULL with @status where the failure has been reported */
MgName *cli_parse_name (const char *text, gboolean json, CliStatus *status);
MgSource *cli_open (MgName *name, gboolean json, CliStatus *status);

/* --- Following an object --- */

void cli_catch_interrupts (void); /* Ctrl+C ends the loop that asks cli_is_interrupted() */
gboolean cli_is_interrupted (void);
/* Waits until @deadline_us, or until interrupted; signals don't end a wait everywhere. */
void cli_wait_until (gint64 deadline_us);
/* Lines that begin with a time: text, or in JSON an object each. */
typedef struct
{
  CliJson *json;  /* NULL: text */
  GString *text;  /* a line of it; NULL: JSON */
  gint64 time_us; /* of the last line, which often is the next one's too... */
  char *time;     /* ...and what it looks like: JSON in UTC as of RFC 3339, text in local time of day */
} CliLines;

CliLines *cli_lines_new (gboolean json);
void cli_lines_free (CliLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliLines, cli_lines_free)

/* What stands in the line is added to @json, or to @text with a space in front. */
void cli_lines_begin (CliLines *lines, gint64 real_time_us);
void cli_lines_end (CliLines *lines); /* prints it */
void cli_lines_print_event (CliLines *lines, const MgEvent *event);

/* --- Declarations --- */

/* On standard error: "FILE:LINE:COLUMN: error: MESSAGE", the line, and a mark below what is meant. */
void cli_put_diagnostic (const MgCDiagnostic *diagnostic, gboolean json);
void cli_put_diagnostics (const MgCUnit *unit, gboolean json); /* all of its */
/* FALSE with wrong usage reported. */
gboolean cli_parse_abi (const char *command, const char *name, const MgAbi **abi);

/* What is given to a compiler too.  Cleared by cli_compile_clear(). */
typedef struct
{
  char **include_path, **defines, *pack; /* as given; (nullable) */
} CliCompile;

#define CLI_COMPILE_ENTRIES(compile) \
  { "include", 'I', 0, G_OPTION_ARG_FILENAME_ARRAY, &(compile)->include_path, \
    N_ ("Look for #include files there; can be given again"), N_ ("DIR") }, \
  { "define", 'D', 0, G_OPTION_ARG_FILENAME_ARRAY, &(compile)->defines, \
    N_ ("Define a macro, as 1 without a value; can be given again"), N_ ("NAME[=VALUE]") }, \
  { "pack", 0, 0, G_OPTION_ARG_FILENAME, &(compile)->pack, \
    N_ ("Pack structures to N bytes, as -fpack-struct=N and /ZpN do: 1, 2, 4, 8 or 16"), N_ ("N") }

/* Borrows what it puts into @options.  Returns: FALSE with wrong usage reported. */
gboolean cli_compile_parse (const CliCompile *compile, const char *command, MgCOptions *options);
gboolean cli_compile_is_given (const CliCompile *compile);
void cli_compile_clear (CliCompile *compile);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliCompile, cli_compile_clear)

/* -IDIR and -DNAME in one word, as compilers take them, become two.  Free it. */
char **cli_dup_split (char **argv);
/* That of a process that has the object, else of this machine. */
const MgAbi *cli_guess_abi (MgSource *source);

/* --- JSON --- */

void cli_json_add_info (CliJson *json, const MgObjectInfo *info); /* an object, as of list */
/* Members: */
void cli_json_add_ranges (CliJson *json, const char *member,
                          const MgRangeSet *set); /* an array of {offset, length} */
void cli_json_add_size (CliJson *json, const char *member, guint64 size); /* null where unknown */
void cli_json_add_text (CliJson *json, const char *member, const char *text); /* null for NULL */

/* Puts what has been written so far on standard output; more may follow. */
void cli_json_print (CliJson *json);
void cli_json_print_line (CliJson *json); /* and ends the line */

G_END_DECLS
