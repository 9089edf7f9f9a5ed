#include "config.h"

#include "app-fixture.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "platform/platform.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>

/* What libraries make as they are loaded is theirs for ever: GLib's first table of names stays when a
 * larger one takes its place, and would be a leak.  This runs before their constructors. */
static void
ignore_loading (void)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"),
                used)) static void (*const before_loading) (void) = ignore_loading;

__attribute__ ((constructor)) static void
loaded (void)
{
  __lsan_enable ();
}
#endif

#define PATIENCE_US (30 * G_USEC_PER_SEC)

static char *data_directory;

static void
remove_directory (const char *path)
{
  GDir *directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_directory (child);
      else
        g_remove (child);
    }
  g_clear_pointer (&directory, g_dir_close);
  g_rmdir (path);
}

MgApplication *
app_fixture_start (int *argc, char ***argv)
{
  MgApplication *application;
  g_autoptr (GError) error = NULL;

  if (*argc > 1)
    cmocka_set_test_filter ((*argv)[1]);
  /* before anybody asks for it */
  data_directory = g_dir_make_tmp ("mg-gtk-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", data_directory, TRUE);
  g_setenv ("XDG_CONFIG_HOME", data_directory, TRUE);
  mg_platform_init (argc, argv);
  application = mg_application_new (G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  /* Without this the last window's closing would be the end. */
  g_application_hold (G_APPLICATION (application));
  return application;
}

void
app_fixture_end (MgApplication *application)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (application)));
  GList *l;

  for (l = windows; l != NULL; l = l->next)
    gtk_widget_destroy (l->data);
  g_list_free (windows);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Not unreferenced: only g_application_run() gives the name on the bus back. */
  g_signal_emit_by_name (application, "shutdown");
  remove_directory (data_directory);
  g_clear_pointer (&data_directory, g_free);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
app_fixture_wait (Condition condition, gpointer data, const char *what, const char *file, int line)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;
  /* What is waited for need not make a noise on the main loop. */
  guint tick = g_timeout_add (5, tick_cb, NULL);

  while (!condition (data))
    {
      g_main_context_iteration (NULL, TRUE);
      if (g_get_monotonic_time () > end_us)
        {
          g_source_remove (tick);
          print_error ("waited in vain for %s\n", what);
          _fail (file, line);
        }
    }
  g_source_remove (tick);
}

typedef struct
{
  const char *text;
  GType type;
  GtkWidget *found;
} Search;

static void
each_child_cb (GtkWidget *widget, gpointer data)
{
  gpointer *call = data;

  foreach_widget (widget, (GtkCallback) call[0], call[1]);
}

void
foreach_widget (GtkWidget *root, GtkCallback callback, gpointer data)
{
  gpointer call[] = { (gpointer) callback, data };

  callback (root, data);
  if (GTK_IS_CONTAINER (root))
    gtk_container_forall (GTK_CONTAINER (root), each_child_cb, call);
}

static void
match_name_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && GTK_IS_BUILDABLE (widget)
      && g_strcmp0 (gtk_buildable_get_name (GTK_BUILDABLE (widget)), search->text) == 0)
    search->found = widget;
}

GtkWidget *
find_by_name (GtkWidget *root, const char *name)
{
  Search search = { name };

  foreach_widget (root, match_name_cb, &search);
  return search.found;
}

static void
match_type_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && g_type_is_a (G_OBJECT_TYPE (widget), search->type))
    search->found = widget;
}

GtkWidget *
find_by_type (GtkWidget *root, GType type)
{
  Search search = { NULL, type };

  foreach_widget (root, match_type_cb, &search);
  return search.found;
}

static void
match_button_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && GTK_IS_BUTTON (widget) && gtk_widget_is_visible (widget)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), search->text) == 0)
    search->found = widget;
}

GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  Search search = { label };

  foreach_widget (root, match_button_cb, &search);
  return search.found;
}

static void
match_text_cb (GtkWidget *widget, gpointer data)
{
  Search *search = data;

  if (search->found == NULL && GTK_IS_LABEL (widget) && gtk_widget_is_visible (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), search->text) != NULL)
    search->found = widget;
}

gboolean
has_text (GtkWidget *root, const char *text)
{
  Search search = { text };

  foreach_widget (root, match_text_cb, &search);
  return search.found != NULL;
}
