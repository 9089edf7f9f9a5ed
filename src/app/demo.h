#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The demonstration publisher as a child process: it ends with this, or with the program. */
typedef struct _MgDemo MgDemo;

/* @error: NULL once its object exists; why not, where it ended before.  Called once. */
typedef void (*MgDemoReadyFunc) (MgDemo *demo, const GError *error, gpointer user_data);

/* Returns: NULL with @error where there is no such program */
MgDemo *mg_demo_start (MgDemoReadyFunc ready, gpointer user_data, GError **error);
void mg_demo_free (MgDemo *demo);

/* What its object is called, on this system. */
const char *mg_demo_get_name (void);

G_END_DECLS
