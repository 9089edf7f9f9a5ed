#pragma once

#include <glib.h>
#include <sys/types.h>

#include "core/source.h"

/* Real objects and real second processes for the tests of the POSIX platform. */

#define PAGE ((gsize) 4096)

/* A name that no other test has: "mg-test-PID-N", without a slash. */
char *unique_name (void);

typedef struct
{
  char *text; /* as Mapglass prints it: "/mg-test-1-2" */
  char *path; /* the file */
  int fd;     /* to read and write */
} Object;

Object *object_new (guint64 size);               /* a new name */
Object *object_new_at (const char *name, guint64 size);
void object_free (Object *object);               /* the name goes too */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Object, object_free)
void object_write (Object *object, guint64 offset, const void *bytes, gsize length);
void object_fill (Object *object, guint64 offset, guint64 length, guint8 byte);
guint64 object_get_allocated (Object *object);   /* bytes */

MgName *parse_name (const char *text);
MgSource *open_source (const char *text);        /* must succeed */
GError *open_error (const char *text);           /* must fail */

/* A forked process with a pipe each way and no other descriptors. */
typedef struct
{
  pid_t pid; /* 0 in the process itself */
  int to, from;
} Child;

/* Runs in the new process; it exits with 0 where it returns. */
typedef void (*ChildFunc) (Child *parent, gpointer data);

Child *child_new (ChildFunc func, gpointer data);
void child_free (Child *child);                  /* kills it if it runs */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Child, child_free)
/* In either process. */
void child_say (Child *child, const void *bytes, gsize length);
gboolean child_hear (Child *child, void *bytes, gsize length); /* FALSE: the other end is gone */
void child_wait (Child *child);                  /* for a byte; exits where the parent is gone */
int child_join (Child *child);                   /* lets it go on to its end; returns wait()'s status */

/* In a forked process: checks what may fail there, where no test framework is. */
#define child_assert(condition) child_check ((condition), #condition, __FILE__, __LINE__)
void child_check (gboolean good, const char *what, const char *file, int line);

/* Opens and maps an object in a child. */
void *child_map (const char *path, gsize offset, gsize length, gboolean writable);

/* In a child: gives up all rights of root, if there are any. */
void become_nobody (void);
