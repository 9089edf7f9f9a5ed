#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A running publisher, the tests' second process (see publisher.c for what it understands).  The
 * program is the one that the environment variable MG_TEST_PUBLISHER names. */
typedef struct _Publisher Publisher;

Publisher *publisher_start (void); /* aborts the test program where it can't be */
void publisher_stop (Publisher *publisher); /* its objects are gone when this returns */
/* Ends it the hard way, at once; its objects stay as a killed process leaves them. */
void publisher_kill (Publisher *publisher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Publisher, publisher_stop)

/**
 * publisher_call:
 *
 * Sends one command and waits for its answer.
 * Returns: (transfer full): what follows "ok"; an "error" aborts the test program
 */
char *publisher_call (Publisher *publisher, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* The same for who does not need the answer. */
void publisher_do (Publisher *publisher, const char *format, ...) G_GNUC_PRINTF (2, 3);

guint32 publisher_get_pid (Publisher *publisher);

/* A name that no other test has, in the system's own form: "/mg-test-PID-N" or "Local\mg-test-…". */
char *publisher_new_name (void);

G_END_DECLS
