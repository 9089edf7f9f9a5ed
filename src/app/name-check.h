#pragma once

#include "core/near.h"

G_BEGIN_DECLS

#define MG_NAME_CHECK_NEAR_MAX 6

/* What a name leads to at this moment. */
typedef struct
{
  MgObjectInfo *info; /* NULL where it can't be opened */
  GError *error;      /* why; NULL where it can */
  GPtrArray *near;    /* of MgNear: what may have been meant; NULL where it can be opened */
} MgNameCheck;

void mg_name_check_free (MgNameCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgNameCheck, mg_name_check_free)

/**
 * mg_name_check_async:
 *
 * Opens the object on a worker thread, asks what it is and closes it again.  Where it can't be
 * opened, looks through the names there are for those that are near.
 */
void mg_name_check_async (MgName *name, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
/* Returns: NULL with G_IO_ERROR_CANCELLED; an object that can't be opened is an answer, not an error */
MgNameCheck *mg_name_check_finish (GAsyncResult *result, GError **error);

/* Whether @error (nullable) says that nothing has that name: it may still appear. */
gboolean mg_name_check_is_absence (const GError *error);

G_END_DECLS
