#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The demonstration's shared-memory object, on this system. */

typedef struct _DemoObject DemoObject;

/* What the object is called where no name is given. */
#ifdef G_OS_WIN32
#define DEMO_OBJECT_NAME "Local\\MapglassDemo"
#else
#define DEMO_OBJECT_NAME "/mapglass-demo"
#endif

/**
 * demo_object_new:
 * @name: as the system takes it
 * @signature: how an object begins that another run of this program left behind; such a one is
 *   replaced once its writer is dead, and any other object of that name is left alone
 * @size: bytes
 *
 * Creates the object, zeroed.
 */
DemoObject *demo_object_new (const char *name, const char *signature, gsize size, GError **error);
gpointer demo_object_get_memory (DemoObject *object);
void demo_object_free (DemoObject *object); /* and the name, where it outlives its writer */

guint32 demo_get_process_id (void);

/* Prints to the terminal that started the program; first thing in main().  On Windows the demonstration
   has no console of its own, so that none pops up when the application starts it. */
void demo_attach_terminal (void);

/* Lets timers end within a millisecond of their deadline, for the rest of the program. */
void demo_set_precise_timing (void);

/* Calls back on the main context when the program is asked to end. */
void demo_on_termination (GSourceFunc func, gpointer user_data);

G_END_DECLS
