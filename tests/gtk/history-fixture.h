#pragma once

#include "../publisher/publisher-client.h"
#include "app-fixture.h"
#include "app/structure-pane.h"
#include "app/time-strip.h"

G_BEGIN_DECLS

/* A window with an object of a second process in it, for tests of its past and of its structure. */
typedef struct
{
  MgApplication *application;
  Publisher *publisher;
  MgWindow *window;
  char *name;
  MgName *parsed;
} History;

extern MgApplication *history_application;

int history_setup (void **state); /* nothing is open yet */
int history_teardown (void **state);

void history_open (History *history); /* of 4096 bytes; and waits until they are shown */
void history_open_sized (History *history, guint64 size);
void history_show (History *history); /* that is there already: its tab was closed */
MgShown *history_get_shown (History *history);
MgHexView *history_get_bytes (History *history);
MgTimeStrip *history_get_strip (History *history);
MgStructurePane *history_get_pane (History *history);

/* Of what is shown; -1: not known. */
int history_get_byte (History *history, guint64 offset);
/* Of what is known of the object now. */
int history_get_newest_byte (History *history, guint64 offset);
/* Has the publisher write and waits until it was seen. */
void history_write (History *history, guint64 offset, guint8 byte);
/* Until such a byte is shown. */
void history_wait_for_byte (History *history, guint64 offset, int byte);
void history_activate (History *history, const char *action);
void history_press (GtkWidget *widget, guint key);
/* Until a label of it contains that. */
void history_wait_for_text (GtkWidget *widget, const char *text);
void history_declare (History *history, const char *text);
/* A path that nothing is at; history_remove_file() frees it too. */
char *history_new_path (const char *ending);
void history_remove_file (char *path);
/* Into a new recording: 17, 18 and 19 at the first byte, a mark "here" at the end; @declarations:
 * (nullable) */
void history_record (History *history, const char *path, const char *declarations);
/* Runs the tests in an application. */
int history_run (int *argc, char ***argv, int (*run) (void));

G_END_DECLS
