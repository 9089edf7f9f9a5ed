#include "config.h"

#include "app/application.h"

#include <stdlib.h>

#include <glib/gi18n.h>

#include "app/demo.h"
#include "app/preferences.h"
#include "app/window-recording.h"
#include "app/window.h"
#include "platform/platform.h"

#define RESOURCES "/io/github/mapglass/Mapglass/ui/"
#define RECENT_MAX 20

struct _MgApplication
{
  GtkApplication parent_instance;

  GSettings *settings;
  MgCatalog *catalog;
  guint n_catalog_users;
  MgPulses *pulses;       /* NULL: to be made */
  MgDemo *demo;           /* running, or NULL */
  gboolean theme_forced;  /* not as the desktop has it */
  GtkWidget *preferences; /* weak */
  GtkWidget *shortcuts;   /* weak */
};

G_DEFINE_TYPE (MgApplication, mg_application, GTK_TYPE_APPLICATION)

/* The one table of keys. */
static const struct
{
  const char *action;
  const char *keys[4];
} accelerators[] = {
  { "app.new-window", { "<Primary>n" } },
  { "app.preferences", { "<Primary>comma" } },
  { "app.shortcuts", { "<Primary>question", "<Primary><Shift>slash", "F1" } },
  { "app.quit", { "<Primary>q" } },
  { "win.open", { "<Primary>o", "<Primary>t" } },
  { "win.open-recording", { "<Primary><Shift>o" } },
  { "win.close", { "<Primary>w" } },
  { "win.next-tab", { "<Primary>Page_Down", "<Primary>KP_Page_Down" } },
  { "win.previous-tab", { "<Primary>Page_Up", "<Primary>KP_Page_Up" } },
  { "win.objects-visible", { "F9" } },
  { "win.inspector-visible", { "F8" } },
  { "win.structure-visible", { "F7" } },
  { "win.declarations", { "<Primary>e" } },
  { "win.check-layout", { "<Primary><Shift>l" } },
  { "win.compare", { "<Primary>d" } },
  { "win.previous-difference", { "<Shift>F4" } },
  { "win.next-difference", { "F4" } },
  { "win.filter", { "<Primary>l" } },
  { "win.menu", { "F10" } },
  { "win.live", { "space" } },
  { "win.previous-change", { "<Alt>Left", "comma" } },
  { "win.next-change", { "<Alt>Right", "period" } },
  { "win.previous-mark", { "<Alt><Shift>Left" } },
  { "win.next-mark", { "<Alt><Shift>Right" } },
  { "win.go-live", { "<Alt>End" } },
  { "win.record", { "<Primary><Shift>r" } },
  { "win.burst", { "<Primary>b" } },
  { "win.mark", { "<Primary>m" } },
  { "win.read-once", { "F5" } },
  { "win.retry", { "<Primary>r" } },
  { "win.find", { "<Primary>f" } },
  { "win.find-next", { "F3" } },
  { "win.find-previous", { "<Shift>F3" } },
  { "win.go-to", { "<Primary>g" } },
  { "win.copy", { "<Primary>c", "<Primary>Insert" } },
  { "win.copy-text", { "<Primary><Shift>c" } },
  { "win.select-all", { "<Primary>a" } },
  { "win.save", { "<Primary>s" } },
  { "win.properties", { "<Alt>Return", "<Alt>KP_Enter" } },
  { "win.clear-marks", { "<Primary>k" } },
  { "win.zoom-in", { "<Primary>plus", "<Primary>equal", "<Primary>KP_Add" } },
  { "win.zoom-out", { "<Primary>minus", "<Primary>KP_Subtract" } },
  { "win.zoom-reset", { "<Primary>0", "<Primary>KP_0" } },
};

GSettings *
mg_application_get_settings (MgApplication *self)
{
  g_return_val_if_fail (MG_IS_APPLICATION (self), NULL);

  return self->settings;
}

MgCatalog *
mg_application_get_catalog (MgApplication *self)
{
  g_return_val_if_fail (MG_IS_APPLICATION (self), NULL);

  if (self->catalog == NULL)
    self->catalog = mg_catalog_new ();
  return self->catalog;
}

void
mg_application_use_catalog (MgApplication *self, gboolean use)
{
  g_return_if_fail (MG_IS_APPLICATION (self));
  g_return_if_fail (use || self->n_catalog_users > 0);

  self->n_catalog_users += use ? 1 : -1;
  mg_catalog_set_active (mg_application_get_catalog (self), self->n_catalog_users > 0);
}

MgPulses *
mg_application_get_pulses (MgApplication *self)
{
  g_return_val_if_fail (MG_IS_APPLICATION (self), NULL);

  if (self->pulses == NULL)
    self->pulses = mg_pulses_new (self->settings);
  return self->pulses;
}

void
mg_application_add_recent (MgApplication *self, const MgName *name)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) recent = g_ptr_array_new ();
  guint i;

  g_return_if_fail (MG_IS_APPLICATION (self));

  names = g_settings_get_strv (self->settings, "recent-names");
  g_ptr_array_add (recent, (gpointer) mg_name_get_text (name));
  for (i = 0; names[i] != NULL && recent->len < RECENT_MAX; i++)
    if (!g_str_equal (names[i], mg_name_get_text (name)))
      g_ptr_array_add (recent, names[i]);
  g_ptr_array_add (recent, NULL);
  g_settings_set_strv (self->settings, "recent-names", (const char *const *) recent->pdata);
}

GtkBuilder *
mg_application_new_builder (const char *file)
{
  g_autofree char *path = g_strconcat (RESOURCES, file, NULL);

  return gtk_builder_new_from_resource (path);
}

/* The theme */

/* Setting it, even to what it is, makes GTK load the theme anew: 15 ms at the start. */
static void
theme_changed_cb (GSettings *settings, const char *key, gpointer data)
{
  MgApplication *self = data;
  g_autofree char *theme = g_settings_get_string (settings, key);
  GtkSettings *gtk_settings = gtk_settings_get_default ();

  if (!g_str_equal (theme, "system"))
    g_object_set (gtk_settings, "gtk-application-prefer-dark-theme", g_str_equal (theme, "dark"), NULL);
  else if (self->theme_forced)
    gtk_settings_reset_property (gtk_settings, "gtk-application-prefer-dark-theme");
  self->theme_forced = !g_str_equal (theme, "system");
}

static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, RESOURCES "style.css");
  gtk_style_context_add_provider_for_screen (gdk_screen_get_default (), GTK_STYLE_PROVIDER (provider),
                                             GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* Commands */

static MgWindow *
get_window (MgApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return MG_IS_WINDOW (window) ? MG_WINDOW (window) : NULL;
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (mg_window_new (data)));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (data));
  GList *l;

  /* Closing each saves its state; the program ends with the last. */
  for (l = windows; l != NULL; l = l->next)
    gtk_widget_destroy (l->data);
  g_list_free (windows);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgApplication *self = data;

  if (self->preferences == NULL)
    {
      self->preferences =
          mg_preferences_new (gtk_application_get_active_window (GTK_APPLICATION (self)), self->settings);
      g_object_add_weak_pointer (G_OBJECT (self->preferences), (gpointer *) &self->preferences);
    }
  gtk_window_present (GTK_WINDOW (self->preferences));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgApplication *self = data;

  if (self->shortcuts == NULL)
    {
      g_autoptr (GtkBuilder) builder = mg_application_new_builder ("shortcuts.ui");

      self->shortcuts = GTK_WIDGET (gtk_builder_get_object (builder, "shortcuts"));
      g_object_add_weak_pointer (G_OBJECT (self->shortcuts), (gpointer *) &self->shortcuts);
      gtk_window_set_transient_for (GTK_WINDOW (self->shortcuts),
                                    gtk_application_get_active_window (GTK_APPLICATION (self)));
    }
  gtk_window_present (GTK_WINDOW (self->shortcuts));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgApplication *self = data;

  gtk_show_about_dialog (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "program-name", _ ("Mapglass"),
                         "version", PACKAGE_VERSION,
                         "comments", _ ("Shows the live bytes of shared memory, and never disturbs it."),
                         "copyright", _ ("The Mapglass authors"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "logo-icon-name", APPLICATION_ID,
                         NULL);
}

static void
show_demo_error (MgApplication *self, const GError *error)
{
  MgWindow *window = get_window (self);

  if (window != NULL)
    mg_window_show_message (window, GTK_MESSAGE_ERROR, _ ("The demonstration could not be started."),
                            error->message);
}

static void
demo_ready_cb (MgDemo *demo, const GError *error, gpointer data)
{
  MgApplication *self = data;
  MgWindow *window = get_window (self);
  g_autoptr (MgName) name = NULL;

  /* Another one may be running: its object is as good. */
  if (error != NULL)
    {
      show_demo_error (self, error);
      g_clear_pointer (&self->demo, mg_demo_free);
    }
  name = mg_name_parse (mg_demo_get_name (), mg_platform_get_name_context (), NULL);
  if (window != NULL && name != NULL)
    mg_window_open (window, name);
}

static void
demo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  MgApplication *self = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->demo, mg_demo_free);
  self->demo = mg_demo_start (demo_ready_cb, self, &error);
  if (self->demo == NULL)
    show_demo_error (self, error);
}

static const GActionEntry actions[] = {
  { "new-window", new_window_cb },
  { "preferences", preferences_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
  { "demo", demo_cb },
  { "quit", quit_cb },
};

/* GApplication */

static void
startup (GApplication *application)
{
  MgApplication *self = MG_APPLICATION (application);
  guint i;

  /* What the desktop file and the icon are called, so that shells find them.  Not before the
   * command line is read: --help says what was called. */
  g_set_prgname (APPLICATION_ID);
  G_APPLICATION_CLASS (mg_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  self->settings = g_settings_new (APPLICATION_ID);
  theme_changed_cb (self->settings, "theme", self);
  g_signal_connect_object (self->settings, "changed::theme", G_CALLBACK (theme_changed_cb), self, 0);
  add_style ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].keys);
}

static void
shutdown (GApplication *application)
{
  MgApplication *self = MG_APPLICATION (application);

  g_clear_pointer (&self->demo, mg_demo_free);
  if (self->catalog != NULL)
    mg_catalog_set_active (self->catalog, FALSE);
  g_clear_object (&self->catalog);
  g_clear_object (&self->pulses);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (mg_application_parent_class)->shutdown (application);
}

/* GSettings ends the program where the schema is not installed: better say so. */
static gboolean
has_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  return schema != NULL;
}

static int
handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("mapglass %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }
  if (!has_schema ())
    {
      g_printerr (_ ("mapglass: the settings schema %s is not installed\n"), APPLICATION_ID);
      return EXIT_FAILURE;
    }
  return -1;
}

static int
command_line (GApplication *application, GApplicationCommandLine *line)
{
  MgApplication *self = MG_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  g_auto (GStrv) arguments = g_application_command_line_get_arguments (line, NULL);
  MgWindow *window = NULL;
  const char *bad = NULL;
  gboolean opening = FALSE; /* a recording: its tab comes in a moment */
  int status = EXIT_SUCCESS;
  guint i;

  if (!g_variant_dict_contains (options, "new-window"))
    window = get_window (self);
  if (window == NULL)
    window = mg_window_new (self);
  /* Before the window is shown, so that its first frame has bytes in it. */
  for (i = 1; arguments[0] != NULL && arguments[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, arguments[i]);
      g_autofree char *path = g_file_get_path (file);
      g_autoptr (MgName) name = NULL;

      if (path != NULL && mg_is_recording (path))
        {
          mg_window_open_recording (window, path);
          opening = TRUE;
          continue;
        }
      name = mg_name_parse (arguments[i], mg_platform_get_name_context (), &error);
      if (name != NULL)
        {
          mg_window_open (window, name);
          continue;
        }
      g_application_command_line_printerr (line, "mapglass: %s\n", error->message);
      status = 2;
      if (bad == NULL)
        bad = arguments[i];
    }
  if (mg_window_get_n_tabs (window) == 0 && !opening)
    mg_window_show_empty (window);
  gtk_window_present (GTK_WINDOW (window));
  if (bad != NULL)
    mg_window_ask_name (window, bad);
  return status;
}

static void
activate (GApplication *application)
{
  MgWindow *window = get_window (MG_APPLICATION (application));

  if (window == NULL)
    {
      window = mg_window_new (MG_APPLICATION (application));
      mg_window_show_empty (window);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
mg_application_class_init (MgApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->startup = startup;
  application_class->shutdown = shutdown;
  application_class->handle_local_options = handle_local_options;
  application_class->command_line = command_line;
  application_class->activate = activate;
}

static void
mg_application_init (MgApplication *self)
{
  static const GOptionEntry options[] = {
    { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the names in a new window"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
    { NULL },
  };
  GApplication *application = G_APPLICATION (self);

  g_application_add_main_option_entries (application, options);
  g_application_set_option_context_parameter_string (application, _ ("[NAME|FILE.mgrec…]"));
  g_application_set_option_context_summary (application,
                                            _ ("Shows the live bytes of named shared-memory objects."));
}

MgApplication *
mg_application_new (GApplicationFlags flags)
{
  return g_object_new (MG_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       flags | G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
