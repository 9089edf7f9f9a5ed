#pragma once

#include "core/c-arena.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a unit of C declarations is read from: its files, where in them everything stands, and what
 * there is to say about it.  Every stage of reading C shares one; one thread at a time. */

/* Limits, each of which is an error where it is met.  A bomb costs what they allow and no more. */
#define MG_C_MAX_FILE (16 * 1024 * 1024)       /* bytes of one file */
#define MG_C_MAX_TEXT (256 * 1024 * 1024)      /* bytes of all files, each time that one is included */
#define MG_C_MAX_INCLUDES 20000                /* files, each time that one is included */
#define MG_C_MAX_INCLUDE_DEPTH 100
#define MG_C_MAX_TOKENS (8 * 1000 * 1000)      /* of all files */
#define MG_C_MAX_EXPANDED (4 * 1000 * 1000)    /* tokens out of macros and in their arguments */
#define MG_C_MAX_MEMORY (256 * 1024 * 1024)    /* bytes of all that is made of a unit */
#define MG_C_MAX_MACRO_DEPTH 200               /* calls in arguments of calls */
#define MG_C_MAX_MACRO_ARGUMENTS 1000
#define MG_C_MAX_ANNOTATIONS 100               /* of one member or type */
#define MG_C_MAX_USED 200                      /* namespaces whose names count elsewhere too */
#define MG_C_MAX_DEPTH 200                     /* brackets, structures, declarators in each other */
#define MG_C_MAX_LEVELS 1000                   /* pointers, arrays and functions made of each other */
#define MG_C_MAX_ERRORS 100
#define MG_C_MAX_DECLARATIONS (1000 * 1000)    /* of members, constants and names */
#define MG_C_MAX_SIZE (G_GUINT64_CONSTANT (1) << 58) /* bytes of a type: its bits can be counted */

/* A byte of all that was read; 0 is nowhere.  Turned into file, line and column when needed. */
typedef guint32 MgCPlace;

typedef struct
{
  const char *name; /* the path by which it was found */
  const char *text; /* line splices taken out; NUL-terminated */
  guint32 length;
  MgCPlace start;   /* the place of its first byte */
  guint32 *lines;   /* where in text each line begins */
  guint n_lines;
  int directory;    /* index in the search path, for #include_next; -1 for beside the includer */
  gboolean once;    /* #pragma once */
  gboolean included; /* already */
  const MgCSymbol *guard; /* nothing in it counts while this macro is defined */
} MgCFile;

/* An #include that was obeyed, in the order in which they were. */
typedef struct
{
  const MgCFile *file; /* (nullable): NULL where it has been read already, and is not again */
  guint32 start, end;  /* in the includer's text: from the directive's name to the end of its line */
  guint depth;         /* of the includer: 1 is the main file */
} MgCInclusion;

typedef enum
{
  MG_C_ERROR,
  MG_C_WARNING,
} MgCSeverity;

/* Something to say about the declarations, in the order in which it was found. */
typedef struct
{
  MgCSeverity severity;
  const char *file;     /* as given, or as found in the search path */
  guint line, column;   /* from 1; columns are characters; 0 where it is no place in a file */
  guint length;         /* how many characters are meant; at least 1 */
  const char *text;     /* that line, without its end; valid UTF-8 */
  const char *message;  /* translated */
  const char *expected; /* (nullable): translated: what could stand there */
  const char *macro;    /* (nullable): the macro that brought it there */
} MgCDiagnostic;

/**
 * MgCReadFunc:
 * @path: as named, or joined to a directory of the search path
 *
 * Reads a file for #include.
 * Returns: (transfer full): its bytes, or NULL: with MG_ERROR_NOT_FOUND the next directory is
 *   tried, with any other error the directive fails
 */
typedef char *(*MgCReadFunc) (const char *path, gsize *length, gpointer data, GError **error);

/* Reads regular files of up to MG_C_MAX_FILE bytes through GIO; @data is not used. */
char *mg_c_read_file (const char *path, gsize *length, gpointer data, GError **error);

typedef struct _MgCSource
{
  MgCArena *arena;
  MgCSymbols *symbols;
  GPtrArray *files;       /* of MgCFile, by rising place */
  GArray *inclusions;     /* of MgCInclusion: but for what is built in */
  MgCPlace end;           /* of the last one */
  GPtrArray *diagnostics; /* of MgCDiagnostic */
  guint n_errors;
  MgCPlace last_error;    /* a second one at the same place is not told */
  gboolean stopped;       /* a limit was met: nothing more is read */
  gboolean quiet;         /* nothing is told now */
} MgCSource;

MgCSource *mg_c_source_new (void);
void mg_c_source_free (MgCSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgCSource, mg_c_source_free)

/**
 * mg_c_source_add:
 * @text: copied; a byte order mark is skipped, UTF-16 with one is converted
 * @length: up to MG_C_MAX_FILE
 *
 * Returns: (nullable): NULL where the text is over a limit; reported at @includer
 */
MgCFile *mg_c_source_add (MgCSource *source, const char *name, const char *text, gsize length,
                          MgCPlace includer);

/* The file of a place, and from 1 its line and column in bytes.  Returns: (nullable) */
const MgCFile *mg_c_source_locate (const MgCSource *source, MgCPlace place, guint *line,
                                   guint *column);

/**
 * mg_c_report:
 * @length: bytes that are meant
 * @macro: (nullable): what brought it there
 * @expected: (nullable): translated
 *
 * At MG_C_MAX_ERRORS the last one is that there are too many, and reading stops.
 */
void mg_c_report (MgCSource *source, MgCSeverity severity, MgCPlace place, guint length,
                  const MgCSymbol *macro, const char *expected, const char *format, ...)
    G_GNUC_PRINTF (7, 8);
/* (transfer full): the same without a source to keep it, from then on independent of @source. */
MgCDiagnostic *mg_c_diagnostic_new (const MgCSource *source, MgCSeverity severity, MgCPlace place,
                                    guint length, const char *message);
void mg_c_diagnostic_free (MgCDiagnostic *diagnostic);
/* A limit was met: an error after which nothing more is read. */
void mg_c_stop (MgCSource *source, MgCPlace place, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Stops where MG_C_MAX_MEMORY was exceeded.  FALSE where nothing more is read. */
gboolean mg_c_source_check (MgCSource *source, MgCPlace place);

G_END_DECLS
