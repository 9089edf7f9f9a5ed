#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long stretches are shown by a scan.  Which is faster depends on the machine: making the page
 * table's entries of a fresh view takes 0.2 to 1.5 µs a page, the latter in some virtual machines;
 * a copy stays in the cache.  So it is measured, once a process. */
typedef enum
{
  MG_SCAN_MAPPED,
  MG_SCAN_COPIED,
  MG_SCAN_MEASURED, /* as it is at first: both are tried, then the faster one is taken */
} MgScanWay;

/* For tests: from now on, in all threads. */
void mg_posix_set_scan_way (MgScanWay way);

G_END_DECLS
