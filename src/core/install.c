#include "config.h"

#include "core/install.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#ifdef G_OS_WIN32
#define PROGRAM_SUFFIX ".exe"
#else
#define PROGRAM_SUFFIX ""
#endif

/* meson gives absolute directories, and relative ones where the installation can be moved. */
static char *
dup_installed_dir (const char *dir)
{
#ifdef G_OS_WIN32
  g_autofree char *root = g_win32_get_package_installation_directory_of_module (NULL);

  if (!g_path_is_absolute (dir))
    return g_build_filename (root, dir, NULL);
#endif
  return g_strdup (dir);
}

void
mg_install_init_locale (void)
{
  g_autofree char *dir = g_strdup (g_getenv ("MAPGLASS_LOCALEDIR"));

  if (dir == NULL)
    dir = dup_installed_dir (LOCALEDIR);
  setlocale (LC_ALL, "");
#ifdef G_OS_WIN32
  {
    /* gettext opens its files by names in the system's code page */
    g_autofree char *utf8 = g_steal_pointer (&dir);
    dir = g_win32_locale_filename_from_utf8 (utf8);
  }
#endif
  if (dir != NULL)
    bindtextdomain (GETTEXT_PACKAGE, dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

char *
mg_install_dup_helper (const char *name)
{
  const char *given = g_getenv ("MAPGLASS_LIBEXECDIR");
  g_autofree char *file = g_strconcat (name, PROGRAM_SUFFIX, NULL);
  g_autofree char *installed = dup_installed_dir (LIBEXECDIR);
  const char *dirs[] = { given != NULL ? given : installed, installed };

  for (guint i = 0; i < G_N_ELEMENTS (dirs); i++)
    {
      g_autofree char *path = g_build_filename (dirs[i], file, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return NULL;
}
