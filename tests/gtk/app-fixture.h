#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* The real application and its window in a test program. */

/* Starts the application, without a bus and with user's data of its own; once a program.  An argument of the
 * program chooses one test: test-app NAME. */
MgApplication *app_fixture_start (int *argc, char ***argv);
void app_fixture_end (MgApplication *application);

/* Runs the main loop until @condition holds; the test fails where that takes half a minute. */
typedef gboolean (*Condition) (gpointer data);
#define wait_until(condition, data) \
  app_fixture_wait ((condition), (data), #condition, __FILE__, __LINE__)
void app_fixture_wait (Condition condition, gpointer data, const char *what, const char *file, int line);

/* The first widget below @root that has @name in its .ui file, or is of @type; NULL: none. */
GtkWidget *find_by_name (GtkWidget *root, const char *name);
GtkWidget *find_by_type (GtkWidget *root, GType type);
/* A visible button with that label. */
GtkWidget *find_button (GtkWidget *root, const char *label);
/* Of visible labels below @root: whether one contains @text. */
gboolean has_text (GtkWidget *root, const char *text);
/* Every widget below @root, in depth. */
void foreach_widget (GtkWidget *root, GtkCallback callback, gpointer data);

G_END_DECLS
