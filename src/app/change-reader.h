#pragma once

#include "app/shown.h"

#include "core/changes.h"

G_BEGIN_DECLS

/* Finds out which fields changed when, from the moments that are kept and from those that come: on a thread,
 * in parts, and only while somebody looks.
 *
 * Main thread only.  Signals:
 *   changed ()    there are more
 *   restarted ()  all are others: there is another structure */
#define MG_TYPE_CHANGE_READER (mg_change_reader_get_type ())
G_DECLARE_FINAL_TYPE (MgChangeReader, mg_change_reader, MG, CHANGE_READER, GObject)

MgChangeReader *mg_change_reader_new (MgShown *shown);

/* @structure: (nullable); @fixed: as of mg_changes_new() */
void mg_change_reader_set_structure (MgChangeReader *self, MgStructure *structure, gboolean fixed);
/* Whether somebody looks. */
void mg_change_reader_set_active (MgChangeReader *self, gboolean active);

MgChanges *mg_change_reader_get_changes (MgChangeReader *self); /* until it is restarted */
/* Returns: TRUE while what is kept is looked through; @share: (out): how much of it was */
gboolean mg_change_reader_is_filling (MgChangeReader *self, double *share);

G_END_DECLS
