#include "config.h"

#include "platform/publication.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "platform/posix/shm-directory.h"

struct _MgPublication
{
  MgName *name;
  char *path; /* as shm_open() takes it */
  int fd;
};

static void
set_errno (GError **error, int code, MgName *name)
{
  mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) code, mg_name_get_text (name));
}

MgPublication *
mg_publication_new (MgName *name, guint64 size, MgRange range, GError **error)
{
  const char *path = mg_name_get_posix_path (name);
  MgPublication *self;
  int fd, code;

  if (path == NULL || strchr (path, '/') != NULL)
    {
      mg_set_error (error, MG_ERROR_UNSUPPORTED, _ ("Give a name such as /name"),
                    path == NULL ? _ ("%s: this system has no sections")
                                 : _ ("%s: objects are not created in folders"),
                    mg_name_get_text (name));
      return NULL;
    }
  self = g_new0 (MgPublication, 1);
  self->path = g_strconcat ("/", path, NULL);
  fd = shm_open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  code = errno;
  if (fd >= 0 && ftruncate (fd, (off_t) size) != 0)
    {
      code = errno;
      shm_unlink (self->path);
      close (fd);
      fd = -1;
    }
  if (fd < 0)
    {
      set_errno (error, code, name);
      g_free (self->path);
      g_free (self);
      return NULL;
    }
  self->name = mg_name_ref (name);
  self->fd = fd;
  return self;
}

void
mg_publication_free (MgPublication *self)
{
  struct stat own, named;
  int fd;

  if (self == NULL)
    return;
  /* Somebody may have removed the name and taken it since: only what is ours is unlinked. */
  fd = shm_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      if (fstat (self->fd, &own) == 0 && fstat (fd, &named) == 0
          && mg_identity_equal (mg_shm_identity (&own), mg_shm_identity (&named)))
        shm_unlink (self->path);
      close (fd);
    }
  close (self->fd);
  mg_name_unref (self->name);
  g_free (self->path);
  g_free (self);
}

/* Not through a mapping: a full /dev/shm is an error here, and no signal. */
gboolean
mg_publication_write (MgPublication *self, guint64 offset, const void *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = pwrite (self->fd, bytes, length, (off_t) offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          set_errno (error, n < 0 ? errno : ENOSPC, self->name);
          return FALSE;
        }
      bytes = (const guint8 *) bytes + n;
      offset += (guint64) n;
      length -= (gsize) n;
    }
  return TRUE;
}
