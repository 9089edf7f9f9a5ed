#pragma once

#include "core/sampler.h"

G_BEGIN_DECLS

/* What kind of bytes are where in the whole of an object, and where they change.  The object is
 * taken as up to MG_OVERVIEW_BLOCKS blocks, each a power of two of pages long: 17 bytes are kept of
 * each that has bytes, whatever the object's size.  Nothing is allocated in the object. */

/* From the least telling on: of several in one place the last one is shown. */
typedef enum
{
  MG_CONTENT_UNKNOWN,     /* not looked at yet */
  MG_CONTENT_UNALLOCATED,
  MG_CONTENT_ZERO,
  MG_CONTENT_LOW,         /* few different bytes: numbers, structures, tables */
  MG_CONTENT_TEXT,
  MG_CONTENT_HIGH,        /* as many different bytes as chance would have: packed, encrypted, media */
  MG_CONTENT_UNREADABLE,
  MG_N_CONTENTS,
} MgContent;

const char *mg_content_to_string (MgContent content); /* "unknown", "unallocated", ...: untranslated */

/* @bytes: at most a page of them, not all 0; looks at a few */
MgContent mg_content_of (const guint8 *bytes, gsize length);

#define MG_OVERVIEW_BLOCKS (1u << 20)

/* One stretch of an object, as it is shown. */
typedef struct
{
  MgRange range;
  MgContent content;
  gint64 change_us; /* when a change in it was last seen, monotonic; 0: never */
} MgOverviewRow;

/* --- The map: no thread and no clock of its own --- */

typedef struct _MgOverviewMap MgOverviewMap;

MgOverviewMap *mg_overview_map_new (guint64 size);
void mg_overview_map_free (MgOverviewMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgOverviewMap, mg_overview_map_free)

/**
 * mg_overview_map_step:
 * @length: bytes to look at, at most; unallocated ones cost nothing
 *
 * Goes on where the last step ended, and from the beginning again behind the end.
 * Returns: TRUE where this was the last step of a pass over the object
 */
gboolean mg_overview_map_step (MgOverviewMap *map, MgSource *source, guint64 length, gint64 now_us);

/* Sums the blocks up in @n_rows stretches of the object. */
void mg_overview_map_get_rows (const MgOverviewMap *map, MgOverviewRow *rows, guint n_rows);
guint64 mg_overview_map_get_size (const MgOverviewMap *map);
/* Another one whenever the rows may be others. */
guint64 mg_overview_map_get_stamp (const MgOverviewMap *map);
guint64 mg_overview_map_get_n_passes (const MgOverviewMap *map); /* that are complete */

/* --- The map of a name, kept up to date by a thread with little of a core's time --- */

typedef struct _MgOverview MgOverview;

#define MG_OVERVIEW_BUDGET_DEFAULT 0.05 /* of a core */
#define MG_OVERVIEW_RATE_HZ 10          /* passes a second, at most; fewer while nothing changes */

MgOverview *mg_overview_new (MgName *name);
/* @open: on the thread */
MgOverview *mg_overview_new_full (MgName *name, MgOpenFunc open, gpointer open_data);
void mg_overview_free (MgOverview *overview); /* the thread ends in its own time */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgOverview, mg_overview_free)

void mg_overview_set_budget (MgOverview *overview, double budget); /* of a core, up to 1 */
/* While nobody sees it, nothing is read. */
void mg_overview_set_paused (MgOverview *overview, gboolean paused);
/* Another one whenever the rows may be others. */
guint64 mg_overview_get_stamp (MgOverview *overview);
/* Returns: FALSE where nothing was looked at yet: rows are then untouched */
gboolean mg_overview_get_rows (MgOverview *overview, MgOverviewRow *rows, guint n_rows);
guint64 mg_overview_get_n_passes (MgOverview *overview);

G_END_DECLS
