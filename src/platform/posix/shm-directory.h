#pragma once

#include "core/object.h"

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

#define MG_SHM_DIRECTORY "/dev/shm"

/* Folders below /dev/shm nest this deep at most; what lies deeper is counted as not seen. */
#define MG_SHM_DEPTH_MAX 64

/**
 * mg_shm_open_path:
 * @status: (out): what the name leads to
 *
 * Looks a POSIX name up without acting on it: no link is followed, nothing is opened for reading.
 * What it leads to may be of any type.
 *
 * Returns: an O_PATH descriptor, -1 with @error
 */
int mg_shm_open_path (const MgName *name, struct stat *status, GError **error);

/* Whether a file is a POSIX semaphore: named so, at the top, and of a semaphore's size. */
gboolean mg_shm_is_semaphore (const char *path, const struct stat *status);

/* Returns: (transfer full): what a listing shows of a file below /dev/shm */
MgObjectInfo *mg_shm_info_new (MgName *name, const struct stat *status);

static inline MgIdentity
mg_shm_identity (const struct stat *status)
{
  return (MgIdentity) { status->st_dev, status->st_ino };
}

/* An entry of a folder while it is walked over. */
typedef struct
{
  const char *path; /* bytes below /dev/shm, without a leading '/' */
  int folder;       /* descriptor of the folder that it is in */
  const char *base; /* its name there */
  mode_t type;      /* S_IFMT bits; 0 where they may not be known */
} MgShmEntry;

/* Returns FALSE to end the walk. */
typedef gboolean (*MgShmVisitFunc) (const MgShmEntry *entry, gpointer user_data);

/**
 * mg_shm_walk:
 * @n_denied: (inout) (nullable): counts the folders that could not be looked into
 *
 * Shows everything below /dev/shm, hidden files too, a folder before its content; follows no link
 * and stays on its file system.
 */
gboolean mg_shm_walk (MgShmVisitFunc func, gpointer user_data, guint *n_denied,
                      GCancellable *cancellable, GError **error);

G_END_DECLS
