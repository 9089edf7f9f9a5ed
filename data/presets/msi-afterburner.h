/* MSI Afterburner: what it monitors, about once a second.  A value of FLT_MAX is not available. */
#include <stddef.h>
#include <stdint.h>

enum mahm_source
{
  MONITORING_SOURCE_ID_GPU_TEMPERATURE = 0x00,
  MONITORING_SOURCE_ID_PCB_TEMPERATURE = 0x01,
  MONITORING_SOURCE_ID_MEM_TEMPERATURE = 0x02,
  MONITORING_SOURCE_ID_VRM_TEMPERATURE = 0x03,
  MONITORING_SOURCE_ID_FAN_SPEED = 0x10,
  MONITORING_SOURCE_ID_FAN_TACHOMETER = 0x11,
  MONITORING_SOURCE_ID_CORE_CLOCK = 0x20,
  MONITORING_SOURCE_ID_SHADER_CLOCK = 0x21,
  MONITORING_SOURCE_ID_MEMORY_CLOCK = 0x22,
  MONITORING_SOURCE_ID_GPU_USAGE = 0x30,
  MONITORING_SOURCE_ID_MEMORY_USAGE = 0x31,
  MONITORING_SOURCE_ID_FB_USAGE = 0x32,
  MONITORING_SOURCE_ID_VID_USAGE = 0x33,
  MONITORING_SOURCE_ID_BUS_USAGE = 0x34,
  MONITORING_SOURCE_ID_GPU_VOLTAGE = 0x40,
  MONITORING_SOURCE_ID_AUX_VOLTAGE = 0x41,
  MONITORING_SOURCE_ID_MEMORY_VOLTAGE = 0x42,
  MONITORING_SOURCE_ID_FRAMERATE = 0x50,
  MONITORING_SOURCE_ID_FRAMETIME = 0x51,
  MONITORING_SOURCE_ID_FRAMERATE_MIN = 0x52,
  MONITORING_SOURCE_ID_FRAMERATE_AVG = 0x53,
  MONITORING_SOURCE_ID_FRAMERATE_MAX = 0x54,
  MONITORING_SOURCE_ID_FRAMERATE_1DOT0_PERCENT_LOW = 0x55,
  MONITORING_SOURCE_ID_FRAMERATE_0DOT1_PERCENT_LOW = 0x56,
  MONITORING_SOURCE_ID_GPU_REL_POWER = 0x60,
  MONITORING_SOURCE_ID_GPU_ABS_POWER = 0x61,
  MONITORING_SOURCE_ID_GPU_TEMP_LIMIT = 0x70,
  MONITORING_SOURCE_ID_GPU_POWER_LIMIT = 0x71,
  MONITORING_SOURCE_ID_GPU_VOLTAGE_LIMIT = 0x72,
  MONITORING_SOURCE_ID_GPU_UTIL_LIMIT = 0x74,
  MONITORING_SOURCE_ID_CPU_TEMPERATURE = 0x80,
  MONITORING_SOURCE_ID_CPU_USAGE = 0x90,
  MONITORING_SOURCE_ID_RAM_USAGE = 0x91,
  MONITORING_SOURCE_ID_PAGEFILE_USAGE = 0x92,
  MONITORING_SOURCE_ID_CPU_CLOCK = 0xA0,
  MONITORING_SOURCE_ID_CPU_POWER = 0x100,
};

enum mahm_shown
{
  MAHM_SHARED_MEMORY_ENTRY_FLAG_SHOW_IN_OSD = 1,
  MAHM_SHARED_MEMORY_ENTRY_FLAG_SHOW_IN_LCD = 2,
  MAHM_SHARED_MEMORY_ENTRY_FLAG_SHOW_IN_TRAY = 4,
};

/* @label(szSrcName) */
struct mahm_entry
{
  char szSrcName[260];            /* @encoding(cp1252) */
  char szSrcUnits[260];           /* @encoding(cp1252) */
  char szLocalizedSrcName[260];   /* in the code page of the program's language */
  char szLocalizedSrcUnits[260];
  char szRecommendedFormat[260];
  float data;
  float minLimit;
  float maxLimit;
  uint32_t dwFlags;               /* @flags(mahm_shown) */
  uint32_t dwGpu;                 /* in gpus; all ones: of no GPU */
  uint32_t dwSrcId;               /* @enum(mahm_source) */
};

/* @label(szDevice) */
struct mahm_gpu
{
  char szGpuId[260];
  char szFamily[260];
  char szDevice[260];
  char szDriver[260];
  char szBIOS[260];
  uint32_t dwMemAmount;           /* @unit(KB) */
};

/* @title(MSI Afterburner) @names(MAHMSharedMemory) @abi(win32)
   @signature(dwVersion >> 16 == 2 && (dwSignature == 0x4D41484D || dwSignature == 0xDEAD))
   @dead(dwSignature == 0xDEAD) @mutex(Global\Access_MAHMSharedMemory) */
struct mahm
{
  uint32_t dwSignature;           /* @format(hex) 'MAHM'; 0xDEAD where it has ended */
  uint32_t dwVersion;             /* @format(hex) */
  uint32_t dwHeaderSize;
  uint32_t dwNumEntries;
  uint32_t dwEntrySize;
  int32_t time;                   /* @time(unix) of the last poll */
  uint32_t dwNumGpuEntries;
  uint32_t dwGpuEntrySize;

  struct mahm_entry entries[0];   /* @at(dwHeaderSize) @stride(dwEntrySize) @count(dwNumEntries) */
  /* @at(dwHeaderSize + dwNumEntries * dwEntrySize) @stride(dwGpuEntrySize) @count(dwNumGpuEntries) */
  struct mahm_gpu gpus[0];
};

#define AT(type, member, offset) _Static_assert (offsetof (struct type, member) == offset, #member)
AT (mahm, dwHeaderSize, 8);
AT (mahm, dwNumEntries, 12);
AT (mahm, dwEntrySize, 16);
AT (mahm, time, 20);
AT (mahm, dwNumGpuEntries, 24);
AT (mahm, dwGpuEntrySize, 28);
_Static_assert (sizeof (struct mahm) == 32, "size");
AT (mahm_entry, data, 1300);
AT (mahm_entry, minLimit, 1304);
AT (mahm_entry, maxLimit, 1308);
AT (mahm_entry, dwFlags, 1312);
AT (mahm_entry, dwGpu, 1316);
AT (mahm_entry, dwSrcId, 1320);
_Static_assert (sizeof (struct mahm_entry) == 1324, "size");
_Static_assert (sizeof (struct mahm_gpu) == 1304, "size");
