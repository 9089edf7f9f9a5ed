#include "config.h"

#include "core/address-map.h"

#include "core/catalog.h"

#define PAUSE_US (2 * G_USEC_PER_SEC)
#define PAUSE_FACTOR 10 /* a look that takes long is followed by so long a pause */

static void
look_up (MgAddressMap *map, gint64 now_us)
{
  MgListReport report = { 0 };
  gint64 end_us;

  mg_object_info_unref (map->found);
  map->found = mg_object_find_holders (map->known, NULL, &report, NULL);
  end_us = g_get_monotonic_time ();
  map->next_us = end_us + MAX (PAUSE_US, PAUSE_FACTOR * (end_us - now_us));
}

static MgAddressPlace
resolve_cb (gpointer data, guint64 address, guint64 *offset)
{
  MgAddressMap *map = data;
  gint64 now_us = g_get_monotonic_time ();

  if (map->known != NULL && now_us >= map->next_us)
    look_up (map, now_us);
  return map->found != NULL ? mg_object_info_resolve_address (map->found, address, offset)
                            : MG_ADDRESS_UNKNOWN;
}

void
mg_address_map_attach (MgAddressMap *map, MgValueContext *context)
{
  context->resolve_address = resolve_cb;
  context->data = map;
}

void
mg_address_map_set_object (MgAddressMap *map, MgObjectInfo *info)
{
  if (info != NULL && map->known != NULL && mg_identity_equal (info->identity, map->known->identity))
    return;
  mg_address_map_clear (map);
  map->known = info != NULL ? mg_object_info_ref (info) : NULL;
}

void
mg_address_map_clear (MgAddressMap *map)
{
  mg_object_info_unref (map->known);
  mg_object_info_unref (map->found);
  *map = (MgAddressMap) { 0 };
}
