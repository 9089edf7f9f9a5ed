#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One error domain for everything Mapglass can fail at.  A code says what happened in the words
 * of this field; the operating system's own code is kept beside it (mg_error_get_system()). */
#define MG_ERROR (mg_error_quark ())
GQuark mg_error_quark (void);

typedef enum
{
  MG_ERROR_FAILED,        /* something the tables do not know; the system code says what */
  MG_ERROR_BAD_NAME,      /* the text is not a name */
  MG_ERROR_NOT_FOUND,     /* nothing has that name */
  MG_ERROR_NO_NAMESPACE,  /* the directory in front of the name does not exist */
  MG_ERROR_WRONG_TYPE,    /* the name belongs to something else: a mutex, a FIFO */
  MG_ERROR_ACCESS_DENIED, /* the object exists and may not be opened this way */
  MG_ERROR_MISALIGNED,    /* an offset is not a multiple of the allocation granularity */
  MG_ERROR_OUT_OF_RANGE,  /* an offset or length outside the object */
  MG_ERROR_TOO_LARGE,     /* over a stated limit, or over the address space */
  MG_ERROR_UNREADABLE,    /* the memory is there by its name, and none of it can be read */
  MG_ERROR_GONE,          /* it existed, and went away */
  MG_ERROR_EXISTS,        /* that name is taken */
  MG_ERROR_COMMIT_LIMIT,  /* the system has no memory left to promise */
  MG_ERROR_LIMIT,         /* a resource is used up: descriptors, handles, disk space */
  MG_ERROR_BUSY,          /* in use in a way that excludes this */
  MG_ERROR_IO,            /* a device or a file failed */
  MG_ERROR_INVALID,       /* a value given makes no sense here */
  MG_ERROR_UNSUPPORTED,   /* this system, or this version of it, cannot do that */
  MG_ERROR_CANCELLED,     /* the person asked to stop */
} MgErrorCode;

/* Whose numbers a system code is from. */
typedef enum
{
  MG_SYSTEM_NONE,
  MG_SYSTEM_ERRNO,    /* Linux's errno values */
  MG_SYSTEM_WIN32,    /* GetLastError() */
  MG_SYSTEM_NTSTATUS, /* native system calls of Windows */
} MgSystem;

/* A row of the tables: what a system code means.  The tables are data with literal numbers, so
 * that every system's table is built and tested on every system. */
typedef struct
{
  guint32 code;
  const char *symbol;  /* the name in the system's headers: "STATUS_OBJECT_NAME_NOT_FOUND" */
  MgErrorCode meaning;
  const char *message; /* translatable, as in "%s: there is no object of that name" without the name */
  const char *hint;    /* translatable, what a person can do; NULL where there is nothing to say */
} MgErrorRow;

/**
 * mg_error_lookup:
 *
 * Returns: (nullable): the row for @code of @system, NULL where the table has none
 */
const MgErrorRow *mg_error_lookup (MgSystem system, guint32 code);

/* All rows of a table, for tests and documentation; *n_rows is their count. */
const MgErrorRow *mg_error_get_table (MgSystem system, gsize *n_rows);

/**
 * mg_set_error_system:
 * @subject: (nullable): what it happened to: a name in canonical form, a file
 * @code: the system's code, saved before anything else was called
 *
 * Sets @error to what @code means, with message "SUBJECT: what failed" and the table's hint.
 */
void mg_set_error_system (GError **error, MgSystem system, guint32 code, const char *subject);

/**
 * mg_set_error:
 * @hint: (nullable): translated; what the person can do
 *
 * Sets @error to an error of Mapglass's own making, with no system code.
 */
void mg_set_error (GError **error, MgErrorCode code, const char *hint, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* The following accept an error of any domain and then answer NULL, MG_SYSTEM_NONE. */
const char *mg_error_get_hint (const GError *error);
void mg_error_set_hint (GError *error, const char *hint); /* replaces the table's by a better one */
MgSystem mg_error_get_system (const GError *error, guint32 *code);

/**
 * mg_error_dup_details:
 *
 * Returns: (nullable): the system's side of it for 'Details':
 *   "NTSTATUS 0xC0000034 STATUS_OBJECT_NAME_NOT_FOUND", NULL where there is none
 */
char *mg_error_dup_details (const GError *error);

/* The meaning as a word that never changes, for JSON and logs: "not-found", "access-denied". */
const char *mg_error_code_to_string (MgErrorCode code);

G_END_DECLS
