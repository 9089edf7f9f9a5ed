#include "config.h"

#include "app/path-parts.h"

#include <string.h>

char **
mg_path_parts_new (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  return g_strsplit (lower, " ", 0);
}

gboolean
mg_path_parts_match (char **parts, const char *path)
{
  g_autofree char *lower = g_utf8_strdown (path, -1);

  for (; *parts != NULL; parts++)
    if (strstr (lower, *parts) == NULL)
      return FALSE;
  return TRUE;
}
