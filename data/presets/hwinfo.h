/* HWiNFO: all sensors of a machine.  Newer versions add members behind those that older ones have: offset,
 * stride and count in the header are the truth. */
#include <stddef.h>
#include <stdint.h>

#pragma pack(push, 1)

enum hwinfo_reading_type
{
  SENSOR_TYPE_NONE,
  SENSOR_TYPE_TEMP,
  SENSOR_TYPE_VOLT,
  SENSOR_TYPE_FAN,
  SENSOR_TYPE_CURRENT,
  SENSOR_TYPE_POWER,
  SENSOR_TYPE_CLOCK,
  SENSOR_TYPE_USAGE,
  SENSOR_TYPE_OTHER,
};

/* @label(szSensorNameUser) */
struct hwinfo_sensor
{
  uint32_t dwSensorID;         /* @format(hex) */
  uint32_t dwSensorInst;
  char szSensorNameOrig[128];  /* @encoding(cp1252) */
  char szSensorNameUser[128];  /* @encoding(cp1252) */
};

/* @label(szLabelUser) */
struct hwinfo_reading
{
  uint32_t tReading;           /* @enum(hwinfo_reading_type) */
  uint32_t dwSensorIndex;      /* in sensors */
  uint32_t dwReadingID;        /* @format(hex) */
  char szLabelOrig[128];       /* @encoding(cp1252) */
  char szLabelUser[128];       /* @encoding(cp1252) */
  char szUnit[16];             /* @encoding(cp1252) */
  double Value;
  double ValueMin;
  double ValueMax;
  double ValueAvg;
};

/* @title(HWiNFO) @names(Global\HWiNFO_SENS_SM2, HWiNFO_SENS_SM2*) @abi(win32)
   @signature(dwSignature == 0x53695748) @mutex(Global\HWiNFO_SM2_MUTEX) */
struct hwinfo
{
  uint32_t dwSignature;        /* @format(hex) "HWiS"; "DEAD" where it has ended */
  uint32_t dwVersion;
  uint32_t dwRevision;
  int64_t poll_time;           /* @time(unix) */
  uint32_t dwOffsetOfSensorSection;
  uint32_t dwSizeOfSensorElement;
  uint32_t dwNumSensorElements;
  uint32_t dwOffsetOfReadingSection;
  uint32_t dwSizeOfReadingElement;
  uint32_t dwNumReadingElements;
  uint32_t dwPollingPeriod;    /* @unit(ms) */

  /* @at(dwOffsetOfSensorSection) @stride(dwSizeOfSensorElement) @count(dwNumSensorElements) */
  struct hwinfo_sensor sensors[0];
  /* @at(dwOffsetOfReadingSection) @stride(dwSizeOfReadingElement) @count(dwNumReadingElements) */
  struct hwinfo_reading readings[0];
};

#pragma pack(pop)

#define AT(type, member, offset) _Static_assert (offsetof (struct type, member) == offset, #member)
AT (hwinfo, poll_time, 12);
AT (hwinfo, dwOffsetOfSensorSection, 20);
AT (hwinfo, dwOffsetOfReadingSection, 32);
AT (hwinfo, dwPollingPeriod, 44);
_Static_assert (sizeof (struct hwinfo) == 48, "size");
AT (hwinfo_sensor, szSensorNameOrig, 8);
AT (hwinfo_sensor, szSensorNameUser, 136);
AT (hwinfo_reading, dwReadingID, 8);
AT (hwinfo_reading, szLabelOrig, 12);
AT (hwinfo_reading, szLabelUser, 140);
AT (hwinfo_reading, szUnit, 268);
AT (hwinfo_reading, Value, 284);
AT (hwinfo_reading, ValueAvg, 308);
