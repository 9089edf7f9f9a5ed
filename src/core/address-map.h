#pragma once

#include "core/value.h"

G_BEGIN_DECLS

/* Where the addresses in an object lead, for whom no catalogue keeps its holders: they are looked up when the
 * first address is told, and then at most every 2 s.  All zero: of no object.  One thread's. */
typedef struct
{
  MgObjectInfo *known; /* (nullable): without holders */
  MgObjectInfo *found; /* (nullable): with them */
  gint64 next_us;      /* monotonic: not looked up before */
} MgAddressMap;

/* What is told by @context from now on is resolved by @map, which lives as long. */
void mg_address_map_attach (MgAddressMap *map, MgValueContext *context);
/* @info: (nullable): another object is looked up anew */
void mg_address_map_set_object (MgAddressMap *map, MgObjectInfo *info);
void mg_address_map_clear (MgAddressMap *map);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MgAddressMap, mg_address_map_clear)

G_END_DECLS
