#include "config.h"

#include <glib/gi18n.h>

#include "app/application.h"
#include "core/install.h"
#include "platform/platform.h"

int
main (int argc, char **argv)
{
  g_autoptr (MgApplication) application = NULL;

  mg_platform_init (&argc, &argv);
  /* Nothing here is drawn with OpenGL, and on X11 looking for it costs 8 MiB and a third of the start. */
  g_setenv ("GDK_GL", "disable", FALSE);
  mg_install_init_locale ();
  g_set_application_name (_ ("Mapglass"));
  application = mg_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
