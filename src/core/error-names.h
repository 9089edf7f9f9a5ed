#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The names that systems' own headers give their codes: all of them, beside the few in error.h that
 * have a meaning here.  Any thread. */
typedef enum
{
  MG_NAMES_ERRNO,    /* Linux' */
  MG_NAMES_WIN32,
  MG_NAMES_HRESULT,  /* without those that wrap a Win32 code */
  MG_NAMES_NTSTATUS,
  MG_N_NAMES,
} MgNames;

const char *mg_error_name_find (MgNames names, guint32 code); /* (nullable): "ENOENT" */
gboolean mg_error_name_parse (MgNames names, const char *name, guint32 *code);

G_END_DECLS
