#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the installed parts are: fixed by the build on Linux, beside the program on Windows, where a
   person unpacks it anywhere. */

/**
 * mg_install_init_locale:
 *
 * The first thing that a program does with texts: takes on the person's locale and finds the
 * translations.  The environment's MAPGLASS_LOCALEDIR, where set, replaces the installed ones: for
 * running from a build directory.
 */
void mg_install_init_locale (void);

/**
 * mg_install_dup_helper:
 * @name: a program that Mapglass brings along and a person does not run from a shell, without ".exe"
 *
 * The environment's MAPGLASS_LIBEXECDIR, where set, is looked in first.
 * Returns: (transfer full) (nullable) (type filename): its path, NULL where it is not there
 */
char *mg_install_dup_helper (const char *name);

G_END_DECLS
