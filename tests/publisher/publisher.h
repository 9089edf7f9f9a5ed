#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the operating systems do differently for the test publisher; publisher.c documents the
 * commands.  publisher-posix.c or publisher-win32.c implements it. */

#define PUBLISHER_ERROR (g_quark_from_static_string ("publisher"))
#define PUBLISHER_VIEW_MAX ((guint64) 64 << 20) /* bytes mapped at creation unless told otherwise  \
                                                 */

/* A word KEY or KEY=VALUE behind a command. */
typedef struct
{
  char **words;
} Options;

const char *options_get (const Options *options, const char *key); /* NULL; "" for a lone KEY */
guint64 options_get_number (const Options *options, const char *key, guint64 otherwise);

/* A writable view of [offset, offset + length) of an object. */
typedef struct
{
  guint8 *bytes; /* the first wanted byte */
  void *base;    /* as mapped */
  gsize length;  /* as mapped */
} View;

/* Native shared memory, or a name of another type. */
typedef struct
{
  char *name;      /* as the system takes it: bytes below /dev/shm, or UTF-16 */
  gboolean named;  /* there is a name that close has to see to */
  gboolean memory; /* shared memory, not another type */
  gboolean read_only;
  gintptr handle; /* descriptor or HANDLE; -1: none */
  gintptr file;   /* of a file-backed section; -1: none */
  guint64 size;   /* bytes */
  View view;      /* kept from the beginning of the object; bytes == NULL: none */
} Object;

void platform_init (void);
const char *platform_name (void);
gsize platform_granularity (void);
guint32 platform_pid (void);

/* @name: escaped as on the command line.  On failure nothing exists and @object is untouched. */
gboolean platform_create (Object *object, const char *name, guint64 size, const Options *options,
                          GError **error);
gboolean platform_open (Object *object, const char *name, const Options *options, GError **error);
gboolean platform_create_other (Object *object, const char *name, const char *type, GError **error);

gboolean platform_map (Object *object, guint64 offset, gsize length, View *view, GError **error);
void platform_unmap (View *view);
gboolean platform_resize (Object *object, guint64 size, GError **error);
gboolean platform_commit (Object *object, guint64 offset, gsize length, GError **error);
gboolean platform_punch (Object *object, guint64 offset, guint64 length, GError **error);
/* The name goes, the memory stays mapped. */
gboolean platform_unname (Object *object, GError **error);
/* Lets go of handles and views; on POSIX the name stays. */
void platform_close (Object *object);
/* The same, and the name goes too. */
void platform_remove (Object *object);
gboolean platform_stat (Object *object, guint64 *size, guint64 *allocated, GError **error);

/* What platform_create_other() made. */
gboolean platform_lock (Object *mutex);
void platform_unlock (Object *mutex);
void platform_set_event (Object *event);
void platform_reset_event (Object *event);
gboolean platform_take_event (Object *event); /* whether it was set */

/* Windows frees a name with its last handle, POSIX by unlinking: for the many objects of "many"
 * that are not mapped. */
gboolean platform_create_plain (const char *name, guint64 size, gintptr *handle, GError **error);
void platform_remove_plain (const char *name, gintptr handle);

G_END_DECLS
