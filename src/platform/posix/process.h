#pragma once

#include "core/object.h"

G_BEGIN_DECLS

/* What /proc says about a process.  Functions return 0 or an errno: EACCES where one may not look
 * into it, ESRCH where it is gone or has no memory of its own (a kernel thread, a zombie). */

/* How mappings are asked for. */
typedef enum
{
  MG_MAPS_AUTO,  /* the quickest on this machine: the first processes tell */
  MG_MAPS_QUERY, /* the PROCMAP_QUERY request, Linux 6.11 */
  MG_MAPS_TEXT,  /* by reading /proc/PID/maps */
} MgMapsMethod;

void mg_process_set_maps_method (MgMapsMethod method); /* for tests and measurements */
/* Returns: the method in use; AUTO as long as it is not known which is the quickest */
MgMapsMethod mg_process_get_maps_method (void);

/* A file that is mapped in a process. */
typedef struct
{
  MgIdentity identity;
  MgMapping mapping;
  gboolean shared; /* what is written through it reaches the object */
} MgProcessMapping;

/* Returns FALSE to end it. */
typedef gboolean (*MgProcessMappingFunc) (const MgProcessMapping *mapping, gpointer user_data);
typedef gboolean (*MgProcessDescriptorFunc) (int descriptor, MgIdentity identity, MgAccess access,
                                             gpointer user_data);

int mg_process_foreach_mapping (guint32 pid, MgProcessMappingFunc func, gpointer user_data);

/* Shows the descriptors of regular files on @device that can be read or written through.  Asks for
 * nothing that a slow or dead file system would have to answer. */
int mg_process_foreach_descriptor (guint32 pid, guint64 device, MgProcessDescriptorFunc func,
                                   gpointer user_data);

/**
 * mg_process_parse_maps_line:
 * @line: @length bytes of /proc/PID/maps, without the newline
 * @path: (out) (nullable): where in @line the path begins; its end where there is none
 *
 * Returns: FALSE where it is not such a line
 */
gboolean mg_process_parse_maps_line (const char *line, gsize length, MgProcessMapping *mapping,
                                     const char **path);

/* Returns: (nullable): the path, bytes, of the file that is mapped at @address */
char *mg_process_dup_mapping_path (guint32 pid, guint64 address);

/* Returns: (transfer full): of guint32, all processes but this one */
GArray *mg_process_list (GError **error);

G_END_DECLS
