#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Views of an object for looking at, in which what is unallocated raises SIGBUS instead of being
 * allocated: the only way to look at a view with the kernel's word that no hole in it is filled,
 * even one that is punched while we look.  What such a view shows is read under mg_guard_run().
 *
 * A view holds nothing back: the object can be cut, punched and unnamed under it.  Belongs to one
 * thread at a time. */
typedef struct
{
  int fd; /* -1: the system has no such thing, or it was not asked for yet */
  gboolean tried;
} MgHoleTrap;

#define MG_HOLE_TRAP_INIT                                                                          \
  {                                                                                                \
    -1, FALSE                                                                                      \
  }

/**
 * mg_hole_trap_map:
 * @fd: of the object
 * @offset, @length: whole pages; behind the object's end reading faults as in a hole
 *
 * Returns: (transfer full) (nullable): for munmap(); NULL where the system has no trap or no view
 */
guint8 *mg_hole_trap_map (MgHoleTrap *trap, int fd, guint64 offset, gsize length);
void
mg_hole_trap_close (MgHoleTrap *trap); /* its views stay, as traps no longer: unmap them before */

G_END_DECLS
