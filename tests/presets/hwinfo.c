#include "publisher.h"

#include "hwinfo.h"

/* As a newer version than the header's writes: more members in each element, so longer strides. */
#define SENSOR_STRIDE 392
#define READING_STRIDE 460
#define N_SENSORS 3
#define N_READINGS 11
#define SENSORS 64
#define READINGS (SENSORS + N_SENSORS * SENSOR_STRIDE)

const size_t object_size = READINGS + N_READINGS * READING_STRIDE;

static void
fill_sensor (struct hwinfo_sensor *sensor, int i)
{
  char text[64];

  SET_INTEGER (sensor->dwSensorID, 0xF0000000u + (unsigned) i, "sensors[%d].dwSensorID", i);
  SET_INTEGER (sensor->dwSensorInst, (unsigned) (10 * i), "sensors[%d].dwSensorInst", i);
  __builtin_snprintf (text, sizeof text, "CPU [#%d]: maker's name", i);
  SET_TEXT (sensor->szSensorNameOrig, text, "sensors[%d].szSensorNameOrig", i);
  __builtin_snprintf (text, sizeof text, "Prozessor für %d", i);
  SET_TEXT (sensor->szSensorNameUser, text, "sensors[%d].szSensorNameUser", i);
}

static void
fill_reading (struct hwinfo_reading *reading, int i)
{
  char text[64];

  SET_INTEGER (reading->tReading, (unsigned) i % 9, "readings[%d].tReading", i);
  SET_INTEGER (reading->dwSensorIndex, (unsigned) i % N_SENSORS, "readings[%d].dwSensorIndex", i);
  SET_INTEGER (reading->dwReadingID, 0x1000000u + (unsigned) i, "readings[%d].dwReadingID", i);
  __builtin_snprintf (text, sizeof text, "Core %d", i);
  SET_TEXT (reading->szLabelOrig, text, "readings[%d].szLabelOrig", i);
  __builtin_snprintf (text, sizeof text, "Kern %d µ", i);
  SET_TEXT (reading->szLabelUser, text, "readings[%d].szLabelUser", i);
  SET_TEXT (reading->szUnit, i % 2 == 0 ? "°C" : "MHz", "readings[%d].szUnit", i);
  SET_REAL (reading->Value, 40.5 + i, "readings[%d].Value", i);
  SET_REAL (reading->ValueMin, 30.25 + i, "readings[%d].ValueMin", i);
  SET_REAL (reading->ValueMax, 99.75 + i, "readings[%d].ValueMax", i);
  SET_REAL (reading->ValueAvg, 41.125 + i, "readings[%d].ValueAvg", i);
}

void
fill_object (void *object)
{
  struct hwinfo *hwinfo = object;

  /* what lies between is not zero, so that a wrong stride shows */
  set_bytes (object, 1, object_size);
  SET_INTEGER (hwinfo->dwSignature, 0x53695748, "dwSignature");
  SET_INTEGER (hwinfo->dwVersion, 2, "dwVersion");
  SET_INTEGER (hwinfo->dwRevision, 3, "dwRevision");
  SET_INTEGER (hwinfo->poll_time, 1764054000, "poll_time");
  SET_INTEGER (hwinfo->dwOffsetOfSensorSection, SENSORS, "dwOffsetOfSensorSection");
  SET_INTEGER (hwinfo->dwSizeOfSensorElement, SENSOR_STRIDE, "dwSizeOfSensorElement");
  SET_INTEGER (hwinfo->dwNumSensorElements, N_SENSORS, "dwNumSensorElements");
  SET_INTEGER (hwinfo->dwOffsetOfReadingSection, READINGS, "dwOffsetOfReadingSection");
  SET_INTEGER (hwinfo->dwSizeOfReadingElement, READING_STRIDE, "dwSizeOfReadingElement");
  SET_INTEGER (hwinfo->dwNumReadingElements, N_READINGS, "dwNumReadingElements");
  SET_INTEGER (hwinfo->dwPollingPeriod, 2000, "dwPollingPeriod");
  for (int i = 0; i < N_SENSORS; i++)
    fill_sensor ((struct hwinfo_sensor *) ((char *) object + SENSORS + i * SENSOR_STRIDE), i);
  for (int i = 0; i < N_READINGS; i++)
    fill_reading ((struct hwinfo_reading *) ((char *) object + READINGS + i * READING_STRIDE), i);
}
