#include "config.h"

#include "core/file-source.h"

#include "core/error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  MgSource source;
  char *path;
  GInputStream *stream;
  guint64 size; /* when it was opened */
} FileSource;

static MgObjectInfo *
file_dup_info (MgSource *source, GError **error)
{
  mg_set_error (error, MG_ERROR_WRONG_TYPE, NULL, _ ("%s: this is a file, not an object"),
                ((FileSource *) source)->path);
  return NULL;
}

static guint64
file_get_size (MgSource *source)
{
  return ((FileSource *) source)->size;
}

static gboolean
file_read (MgSource *source, guint64 offset, void *buffer, gsize length, MgRangeSet *unreadable,
           GError **error)
{
  FileSource *self = (FileSource *) source;
  gsize n_read = 0;

  if (!g_seekable_seek (G_SEEKABLE (self->stream), (goffset) offset, G_SEEK_SET, NULL, error)
      || !g_input_stream_read_all (self->stream, buffer, length, &n_read, NULL, error))
    return FALSE;
  /* It was cut off since it was opened. */
  memset ((guint8 *) buffer + n_read, 0, length - n_read);
  if (unreadable != NULL && n_read < length)
    mg_range_set_add (unreadable, (MgRange) { offset + n_read, length - n_read });
  if (n_read > 0)
    return TRUE;
  mg_set_error (error, MG_ERROR_UNREADABLE, NULL, _ ("%s: the file was cut off"), self->path);
  return FALSE;
}

static void
file_finalize (MgSource *source)
{
  FileSource *self = (FileSource *) source;

  g_object_unref (self->stream);
  g_free (self->path);
  g_free (self);
}

static const MgSourceOps file_ops = {
  .dup_info = file_dup_info,
  .get_size = file_get_size,
  .read = file_read,
  .finalize = file_finalize,
};

MgSource *
mg_file_source_new (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  GFileInputStream *stream;
  FileSource *self;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return NULL;
  /* A FIFO would wait for a writer. */
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      mg_set_error (error, MG_ERROR_WRONG_TYPE, NULL, _ ("%s: this is no regular file"), path);
      return NULL;
    }
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;
  self = g_new0 (FileSource, 1);
  mg_source_init (&self->source, &file_ops);
  self->path = g_strdup (path);
  self->stream = G_INPUT_STREAM (stream);
  if (g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_END, NULL, error))
    {
      self->size = (guint64) g_seekable_tell (G_SEEKABLE (stream));
      return &self->source;
    }
  mg_source_unref (&self->source);
  return NULL;
}
