#include "publisher.h"

#include "msi-afterburner.h"

#include <float.h>

/* Entries of a later version, which are longer. */
#define ENTRY_STRIDE (sizeof (struct mahm_entry) + 36)
#define GPU_STRIDE (sizeof (struct mahm_gpu) + 8)
#define N_ENTRIES 6
#define N_GPUS 2
#define HEADER 40

const size_t object_size = HEADER + N_ENTRIES * ENTRY_STRIDE + N_GPUS * GPU_STRIDE;

static void
fill_entry (struct mahm_entry *entry, int i)
{
  char text[64];

  __builtin_snprintf (text, sizeof text, "GPU%d temperature", i);
  SET_TEXT (entry->szSrcName, text, "entries[%d].szSrcName", i);
  SET_TEXT (entry->szSrcUnits, "°C", "entries[%d].szSrcUnits", i);
  __builtin_snprintf (text, sizeof text, "Temperatur der GPU %d", i);
  SET_TEXT (entry->szLocalizedSrcName, text, "entries[%d].szLocalizedSrcName", i);
  SET_TEXT (entry->szLocalizedSrcUnits, "C", "entries[%d].szLocalizedSrcUnits", i);
  SET_TEXT (entry->szRecommendedFormat, "%.0f", "entries[%d].szRecommendedFormat", i);
  SET_REAL (entry->data, i == 5 ? FLT_MAX : 60.5f + i, "entries[%d].data", i);
  SET_REAL (entry->minLimit, -1.25f * i, "entries[%d].minLimit", i);
  SET_REAL (entry->maxLimit, 100.0f + i, "entries[%d].maxLimit", i);
  SET_INTEGER (entry->dwFlags, (unsigned) i, "entries[%d].dwFlags", i);
  SET_INTEGER (entry->dwGpu, i == 4 ? 0xFFFFFFFFu : (unsigned) i % N_GPUS, "entries[%d].dwGpu", i);
  SET_INTEGER (entry->dwSrcId, 0x30u + (unsigned) i, "entries[%d].dwSrcId", i);
}

static void
fill_gpu (struct mahm_gpu *gpu, int i)
{
  SET_TEXT (gpu->szGpuId, "VEN_10DE&DEV_2684&BUS_1&DEV_0&FN_0", "gpus[%d].szGpuId", i);
  SET_TEXT (gpu->szFamily, i == 0 ? "AD102" : "Navi 31", "gpus[%d].szFamily", i);
  SET_TEXT (gpu->szDevice, i == 0 ? "first card" : "second card", "gpus[%d].szDevice", i);
  SET_TEXT (gpu->szDriver, "31.0.15.5222", "gpus[%d].szDriver", i);
  SET_TEXT (gpu->szBIOS, "95.02.18.80.87", "gpus[%d].szBIOS", i);
  SET_INTEGER (gpu->dwMemAmount, 25153536u + (unsigned) i, "gpus[%d].dwMemAmount", i);
}

void
fill_object (void *object)
{
  struct mahm *mahm = object;
  char *entries = (char *) object + HEADER, *gpus = entries + N_ENTRIES * ENTRY_STRIDE;

  set_bytes (object, 1, object_size);
  SET_INTEGER (mahm->dwSignature, 0x4D41484D, "dwSignature");
  SET_INTEGER (mahm->dwVersion, 0x00020000, "dwVersion");
  SET_INTEGER (mahm->dwHeaderSize, HEADER, "dwHeaderSize");
  SET_INTEGER (mahm->dwNumEntries, N_ENTRIES, "dwNumEntries");
  SET_INTEGER (mahm->dwEntrySize, ENTRY_STRIDE, "dwEntrySize");
  SET_INTEGER (mahm->time, 1764054000, "time");
  SET_INTEGER (mahm->dwNumGpuEntries, N_GPUS, "dwNumGpuEntries");
  SET_INTEGER (mahm->dwGpuEntrySize, GPU_STRIDE, "dwGpuEntrySize");
  for (int i = 0; i < N_ENTRIES; i++)
    fill_entry ((struct mahm_entry *) (entries + (size_t) i * ENTRY_STRIDE), i);
  for (int i = 0; i < N_GPUS; i++)
    fill_gpu ((struct mahm_gpu *) (gpus + (size_t) i * GPU_STRIDE), i);
}
