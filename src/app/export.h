#pragma once

#include "core/dump.h"
#include "core/snapshot.h"

#include <gio/gio.h>

#include "app/shown.h"

G_BEGIN_DECLS

/* Bytes of what a tab shows, written by a worker thread: to memory for the clipboard, to a file. */
typedef struct _MgExport MgExport;

#define MG_EXPORT_TEXT_MAX ((guint64) 4 << 20) /* bytes of the object for the clipboard, at most */

/* @still: as for mg_shown_source_new() */
MgExport *mg_export_new (MgSnapshot *snapshot, MgName *name, MgStill still, MgRange range,
                         MgDumpFormat format);
MgExport *mg_export_ref (MgExport *self);
void mg_export_unref (MgExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgExport, mg_export_unref)

/* Any thread: how much is written already, 0 to 1. */
double mg_export_get_progress (MgExport *self);

/**
 * mg_export_run_async:
 * @file: (nullable): where to; NULL: kept as text.  A file that was there is replaced only when all
 *   is written.
 */
void mg_export_run_async (MgExport *self, GFile *file, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data);
/* @n_unreadable: (out) (optional): bytes that could not be read; zeros or marks stand for them */
gboolean mg_export_run_finish (MgExport *self, GAsyncResult *result, guint64 *n_unreadable, GError **error);
/* Returns: (transfer none) (nullable): after it finished without a file */
const char *mg_export_get_text (MgExport *self);

G_END_DECLS
