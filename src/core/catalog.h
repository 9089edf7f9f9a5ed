#pragma once

#include "platform/platform.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* An object that was listed and is no more. */
typedef struct
{
  MgObjectInfo *info;
  gint64 last_seen_us; /* wall clock */
} MgClosedObject;

/* All objects at one time.  Immutable, reference-counted, may cross threads. */
typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray *objects;       /* of MgObjectInfo, sorted by mg_name_compare() */
  GPtrArray *closed;        /* of MgClosedObject, the last one first; at most MG_CATALOG_CLOSED_MAX */
  gboolean with_holders;    /* holders are filled in */
  MgListReport report;
  gint64 time_us;           /* monotonic, when the scan began */
  GError *error;            /* NULL: all went well */
} MgListing;

#define MG_CATALOG_CLOSED_MAX 50
#define MG_CATALOG_CLOSED_US (10 * 60 * G_USEC_PER_SEC) /* how long a closed one is remembered */

/**
 * mg_listing_scan:
 * @with_holders: also look through the processes
 *
 * Lists once; blocks.  What the command line uses, and the catalogue on its thread.
 * Returns: NULL with @error only where nothing at all could be listed
 */
MgListing *mg_listing_scan (gboolean with_holders, GCancellable *cancellable, GError **error);
MgListing *mg_listing_ref (MgListing *listing);
void mg_listing_unref (MgListing *listing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgListing, mg_listing_unref)

/* Returns: (transfer none) (nullable): the object of that name that is not deleted */
MgObjectInfo *mg_listing_find (const MgListing *listing, const MgName *name);

/**
 * mg_object_find_holders:
 * @known: one object, as its source tells of it
 *
 * Looks through the processes for those who have it; blocks.
 * Returns: (transfer full): @known and its holders
 */
MgObjectInfo *mg_object_find_holders (const MgObjectInfo *known, GCancellable *cancellable,
                                      MgListReport *report, GError **error);

/* Keeps a listing current while somebody looks at it: scans on a worker thread when the system
 * reports a change of names, and every second or so for sizes; holders at most every 2 s.  A scan
 * that takes long is followed by a pause ten times as long.
 *
 * Main thread only.  Signal: changed — mg_catalog_get_listing() has another one; not emitted where
 * the new one is equal. */
#define MG_TYPE_CATALOG (mg_catalog_get_type ())
G_DECLARE_FINAL_TYPE (MgCatalog, mg_catalog, MG, CATALOG, GObject)

MgCatalog *mg_catalog_new (void);
void mg_catalog_set_active (MgCatalog *catalog, gboolean active);        /* off at first */
void mg_catalog_set_with_holders (MgCatalog *catalog, gboolean holders); /* on at first */
void mg_catalog_refresh (MgCatalog *catalog);                            /* scan soon, whatever the timer */
MgListing *mg_catalog_get_listing (MgCatalog *catalog); /* (transfer none) (nullable) before the first */

G_END_DECLS
