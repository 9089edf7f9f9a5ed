#include "config.h"

#include "app/remembered.h"

#include <errno.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/layout-check.h"

/* Texts are written with their line ends escaped, as key files have them. */
#define GROUP "Structure"

MgRemembered *
mg_remembered_new (void)
{
  return g_new0 (MgRemembered, 1);
}

void
mg_remembered_free (MgRemembered *remembered)
{
  if (remembered == NULL)
    return;
  g_free (remembered->text);
  g_free (remembered->file);
  g_free (remembered->unsaved);
  g_free (remembered->title);
  g_free (remembered->type_name);
  g_free (remembered->abi);
  g_strfreev (remembered->include_path);
  g_strfreev (remembered->defines);
  g_strfreev (remembered->expanded);
  g_strfreev (remembered->pinned);
  g_strfreev (remembered->plotted);
  g_strfreev (remembered->widths);
  g_strfreev (remembered->triggers);
  g_free (remembered);
}

/* A name may have any length and any character: its hash has not. */
char *
mg_remembered_dup_path (const char *name)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  g_autofree char *file = g_strconcat (hash, ".ini", NULL);

  return g_build_filename (g_get_user_data_dir (), "mapglass", "objects", file, NULL);
}

/* The members that are text, and those that are lists. */
static const struct
{
  const char *key;
  gsize offset;
} texts[] = {
  { "Text", G_STRUCT_OFFSET (MgRemembered, text) },
  { "File", G_STRUCT_OFFSET (MgRemembered, file) },
  { "Unsaved", G_STRUCT_OFFSET (MgRemembered, unsaved) },
  { "Title", G_STRUCT_OFFSET (MgRemembered, title) },
  { "Type", G_STRUCT_OFFSET (MgRemembered, type_name) },
  { "Abi", G_STRUCT_OFFSET (MgRemembered, abi) },
}, lists[] = {
  { "IncludePath", G_STRUCT_OFFSET (MgRemembered, include_path) },
  { "Defines", G_STRUCT_OFFSET (MgRemembered, defines) },
  { "Expanded", G_STRUCT_OFFSET (MgRemembered, expanded) },
  { "Pinned", G_STRUCT_OFFSET (MgRemembered, pinned) },
  { "Plotted", G_STRUCT_OFFSET (MgRemembered, plotted) },
  { "Widths", G_STRUCT_OFFSET (MgRemembered, widths) },
  { "Triggers", G_STRUCT_OFFSET (MgRemembered, triggers) },
};

/* A file may say anything. */
static guint32
load_pack (GKeyFile *file)
{
  guint64 pack = g_key_file_get_uint64 (file, GROUP, "Pack", NULL);
  guint n_packings;
  const guint32 *packings = mg_layout_check_get_packings (&n_packings);

  for (guint i = 0; i < n_packings; i++)
    if (packings[i] == pack)
      return packings[i];
  return 0;
}

/* What was not set when it was written is not in the file. */
static void
allow_absent (GError **error)
{
  if (g_error_matches (*error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
    g_clear_error (error);
}

MgRemembered *
mg_remembered_load (const char *name, GError **error)
{
  g_autofree char *path = mg_remembered_dup_path (name);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *said = NULL;
  g_autoptr (MgRemembered) remembered = mg_remembered_new ();
  g_autoptr (GError) reason = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    {
      int number = errno;

      if (number != ENOENT && number != ENOTDIR)
        g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", path,
                     g_strerror (number));
      return NULL;
    }
  if ((guint64) status.st_size > MG_REMEMBERED_MAX_SIZE)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: > %" G_GSIZE_FORMAT, path,
                   MG_REMEMBERED_MAX_SIZE);
      return NULL;
    }
  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &reason))
    said = g_key_file_get_string (file, GROUP, "Name", &reason);
  for (guint i = 0; i < G_N_ELEMENTS (texts) && reason == NULL; i++)
    {
      G_STRUCT_MEMBER (char *, remembered, texts[i].offset) =
          g_key_file_get_string (file, GROUP, texts[i].key, &reason);
      allow_absent (&reason);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists) && reason == NULL; i++)
    {
      G_STRUCT_MEMBER (char **, remembered, lists[i].offset) =
          g_key_file_get_string_list (file, GROUP, lists[i].key, NULL, &reason);
      allow_absent (&reason);
    }
  if (reason == NULL)
    {
      remembered->offset = g_key_file_get_uint64 (file, GROUP, "Offset", &reason);
      allow_absent (&reason);
    }
  if (reason == NULL)
    {
      remembered->big_endian = g_key_file_get_boolean (file, GROUP, "BigEndian", &reason);
      allow_absent (&reason);
    }
  if (reason == NULL)
    {
      remembered->take_mutex = g_key_file_get_boolean (file, GROUP, "TakeMutex", &reason);
      allow_absent (&reason);
    }
  if (reason == NULL)
    remembered->pack = load_pack (file);
  if (reason != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&reason), "%s: ", path);
      return NULL;
    }
  /* another name with the same hash: nothing of this one is kept */
  return strcmp (said, name) == 0 ? g_steal_pointer (&remembered) : NULL;
}

gboolean
mg_remembered_save (const MgRemembered *remembered, const char *name, GError **error)
{
  g_autofree char *path = mg_remembered_dup_path (name);
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *data = NULL;
  gsize length;

  if (remembered->text == NULL && remembered->file == NULL)
    {
      g_remove (path);
      return TRUE;
    }
  g_key_file_set_string (file, GROUP, "Name", name);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, remembered, texts[i].offset);

      if (text != NULL)
        g_key_file_set_string (file, GROUP, texts[i].key, text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      char **list = G_STRUCT_MEMBER (char **, remembered, lists[i].offset);

      if (list != NULL && list[0] != NULL)
        g_key_file_set_string_list (file, GROUP, lists[i].key, (const char *const *) list,
                                    g_strv_length (list));
    }
  if (remembered->pack != 0)
    g_key_file_set_uint64 (file, GROUP, "Pack", remembered->pack);
  g_key_file_set_uint64 (file, GROUP, "Offset", remembered->offset);
  g_key_file_set_boolean (file, GROUP, "BigEndian", remembered->big_endian);
  if (remembered->take_mutex)
    g_key_file_set_boolean (file, GROUP, "TakeMutex", TRUE);
  data = g_key_file_to_data (file, &length, NULL);
  if (length > MG_REMEMBERED_MAX_SIZE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "%s", path);
      return FALSE;
    }
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      int number = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", directory,
                   g_strerror (number));
      return FALSE;
    }
  return g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
