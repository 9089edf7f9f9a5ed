#pragma once

#include "core/object.h"
#include "platform/win32/ntapi.h"

G_BEGIN_DECLS

/* A section opened for a moment.  While its handle is open the name cannot go away, so every
 * handle here is closed by the function that opened it, before it returns to other modules'
 * callers: open, query, map, close. */
typedef struct
{
  HANDLE handle;
  gboolean may_map;    /* SECTION_MAP_READ was granted */
  gboolean may_query;  /* SECTION_QUERY was granted */
  guint64 size;        /* bytes; MG_UNKNOWN without the right to ask */
  guint32 attributes;  /* MG_SECTION_* */
  guint n_other_handles;
} MgSection;

/* A read-only view.  Nobody but mg_safe_copy() touches its bytes. */
typedef struct
{
  guint8 *bytes; /* NULL: none */
  guint64 offset;
  gsize length;
} MgView;

/**
 * mg_section_open:
 * @section: (out): untouched on failure
 *
 * Asks for the rights to map and to query, else to map, else to query alone.  A section that is
 * held by nothing but this handle counts as not found: it goes away with it.
 *
 * Returns: an NTSTATUS
 */
MgStatus mg_section_open (const MgName *name, MgSection *section);
void mg_section_close (MgSection *section);

/* "rounded to pages": all that no file is behind. */
static inline gboolean
mg_section_is_file (guint32 attributes)
{
  return (attributes & (MG_SECTION_FILE | MG_SECTION_IMAGE)) != 0;
}

/* What @window of a section must be a multiple of, in bytes. */
gsize mg_section_get_granularity (guint32 attributes);

/* Maps @length bytes at @offset, a multiple of the granularity; 0: to the end.  @view is untouched
 * on failure.  Returns: an NTSTATUS */
MgStatus mg_section_map (const MgSection *section, guint64 offset, gsize length, MgView *view);
void mg_view_unmap (MgView *view);

static inline gboolean
mg_view_contains (const MgView *view, guint64 offset)
{
  return view->bytes != NULL && offset >= view->offset && offset - view->offset < view->length;
}

/* The file behind a view, in the system's own words; NULL for the page file. */
guint16 *mg_view_dup_file_name (const MgView *view, gsize *length);

/**
 * mg_section_fill_info:
 * @info: has its name; gets size, attributes and owner, as far as they may be known
 *
 * Returns: an NTSTATUS: access denied where neither size nor attributes may be asked for
 */
MgStatus mg_section_fill_info (MgObjectInfo *info);

/* Returns: (nullable): the user who owns the section of that name, "DOMAIN\user" without the
 * domain where it is the machine's own; NULL where READ_CONTROL is withheld */
char *mg_section_dup_owner (const MgName *name);

/* Sets @error to what @status of opening @name means here: which other type has the name, which
 * right is missing and who may give it. */
void mg_section_set_open_error (GError **error, MgStatus status, const MgName *name);

G_END_DECLS
