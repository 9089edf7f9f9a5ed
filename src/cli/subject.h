#pragma once

#include "cli.h"

#include "core/recording.h"

G_BEGIN_DECLS

/* What a command reads, by what somebody wrote: the name of an object; or file:PATH or PATH.mgrec, which
 * is a recording, then with @TIME behind it for a moment other than its end, or a raw dump. */
typedef struct
{
  char *label;            /* for messages and output: the name in its printed form, or the text as given */
  MgName *name;           /* NULL: a raw dump; a recording's object's */
  MgSource *source;       /* the bytes */
  MgRange range;          /* those that are there: all, or what is recorded */
  char *path;             /* NULL: an object */
  MgRecording *recording; /* NULL: none */
  gint64 time_us;         /* of the moment, in the recording */
} CliSubject;

/* Whether the text is of a file, without looking at the file. */
gboolean cli_is_file (const char *text);
/* Returns: FALSE with @status where the failure has been reported; @subject is then empty */
gboolean cli_subject_open (CliSubject *subject, const char *text, gboolean json, CliStatus *status);
void cli_subject_clear (CliSubject *subject);
/* As cli_range(); all that is there where @given is FALSE. */
gboolean cli_subject_range (const CliSubject *subject, gboolean given, guint64 offset, guint64 length,
                            MgRange *range, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliSubject, cli_subject_clear)

/**
 * cli_open_recording:
 * @text: its path, file: in front or not
 *
 * Returns: (transfer full): NULL with @status where the failure has been reported
 */
MgRecording *cli_open_recording (const char *text, gboolean json, CliStatus *status);

/* The structure that somebody says an object has, by options that commands share. */
typedef struct
{
  char *header, *type, *abi, *order, *offset; /* as given; (nullable) */
  CliCompile compile;
  char *text;       /* of the file, and of all that it includes */
  char *type_found; /* (nullable): which it was */
} CliDeclared;

#define CLI_DECLARED_ENTRIES(declared) \
  { "header", 'H', 0, G_OPTION_ARG_FILENAME, &(declared)->header, \
    N_ ("Declares the structure, in C or C++"), N_ ("FILE") }, \
  { "type", 't', 0, G_OPTION_ARG_FILENAME, &(declared)->type, \
    N_ ("Which type; by default the last structure in FILE"), N_ ("TYPE") }, \
  { "abi", 'a', 0, G_OPTION_ARG_FILENAME, &(declared)->abi, \
    N_ ("Whose layout: linux64, linux32, arm64, win64, win32, mingw64, mingw32; by default this " \
        "machine's"), N_ ("ABI") }, \
  { "order", 0, 0, G_OPTION_ARG_FILENAME, &(declared)->order, \
    N_ ("Order of bytes: little (the default) or big"), N_ ("ORDER") }, \
  { "structure", 0, 0, G_OPTION_ARG_FILENAME, &(declared)->offset, \
    N_ ("Where the structure begins in the object; 0 by default"), N_ ("N") }, \
  CLI_COMPILE_ENTRIES (&(declared)->compile)

/* Reads the file and puts all of it into @header, whose members of these are borrowed until
 * cli_declared_clear().  Returns: FALSE with @status where the failure has been reported */
gboolean cli_declared_load (CliDeclared *declared, const char *command, MgRecordingHeader *header,
                            gboolean json, CliStatus *status);
/* Whether one of the options was given. */
gboolean cli_declared_is_given (const CliDeclared *declared);
void cli_declared_clear (CliDeclared *declared);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliDeclared, cli_declared_clear)

/* Reports @error of a recording or a file: those of GIO say no path. */
CliStatus cli_fail_file (const GError *error, const char *path, gboolean json);

G_END_DECLS
