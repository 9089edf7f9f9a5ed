#include "config.h"

#include "platform/publication.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/error.h"
#include "core/window.h"
#include "platform/platform.h"
#include "platform/win32/ntapi.h"

struct _MgPublication
{
  HANDLE section; /* the name lives as long as this */
  guint8 *view;   /* NULL: nothing is written */
  guint64 offset; /* of the view's first byte in the object */
};

static MgPublication *
fail (HANDLE section, MgStatus status, MgName *name, GError **error)
{
  mg_nt_clear_handle (&section);
  mg_set_error_system (error, MG_SYSTEM_NTSTATUS, status, mg_name_get_text (name));
  return NULL;
}

MgPublication *
mg_publication_new (MgName *name, guint64 size, MgRange range, GError **error)
{
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);
  gsize granularity = mg_platform_get_granularity ();
  MgWindow window = { 0 };
  MgPublication *self;
  HANDLE section = NULL;
  void *view = NULL;
  LARGE_INTEGER start;
  SIZE_T mapped;
  MgStatus status;

  if (path == NULL)
    {
      mg_set_error (error, MG_ERROR_UNSUPPORTED, _ ("Give a name such as Local\\name"),
                    _ ("%s: this system has no POSIX shared memory"), mg_name_get_text (name));
      return NULL;
    }
  range = mg_range_clip (range, size);
  if (range.length > 0
      && !mg_window_fit (range, size, granularity, (gsize) range.length + 2 * granularity, &window, error))
    return NULL;
  status = mg_nt_create_section (path, length, size, &section);
  if (mg_status_is_error (status))
    return fail (NULL, status, name, error);
  if (range.length > 0)
    {
      start.QuadPart = (gint64) window.map_offset;
      mapped = window.map_length;
      status = NtMapViewOfSection (section, GetCurrentProcess (), &view, 0, 0, &start, &mapped,
                                   MG_NT_VIEW_UNMAP, 0, PAGE_READWRITE);
      if (mg_status_is_error (status))
        return fail (section, status, name, error);
    }
  self = g_new0 (MgPublication, 1);
  self->section = section;
  self->view = view;
  self->offset = window.map_offset;
  return self;
}

void
mg_publication_free (MgPublication *self)
{
  if (self == NULL)
    return;
  if (self->view != NULL)
    NtUnmapViewOfSection (GetCurrentProcess (), self->view);
  mg_nt_clear_handle (&self->section);
  g_free (self);
}

/* All of the memory was promised when the section was created. */
gboolean
mg_publication_write (MgPublication *self, guint64 offset, const void *bytes, gsize length, GError **error)
{
  memcpy (self->view + (offset - self->offset), bytes, length);
  return TRUE;
}
