#include "publisher.h"

#include "iracing.h"

#include <string.h>

#define BUFFERS 8192
#define BUFFER 512
#define VARIABLES 512
#define SESSION 4096

const size_t object_size = BUFFERS + 4 * BUFFER;

static const struct
{
  const char *name, *description, *unit;
  enum irsdk_VarType type;
  int offset, count;
} variables[] = {
  { "DriverMark", "A character", "", irsdk_char, 0, 1 },
  { "IsOnTrack", "1=Car on track physics running with player in car", "", irsdk_bool, 1, 1 },
  { "CarIdxOnPitRoad", "On pit road between the cones by car index", "", irsdk_bool, 2, 5 },
  { "Gear", "-1=reverse 0=neutral 1..n=current gear", "", irsdk_int, 8, 1 },
  { "CarIdxLap", "Laps started by car index", "", irsdk_int, 12, 6 },
  { "SessionFlags", "Session flags", "irsdk_Flags", irsdk_bitField, 36, 1 },
  { "Speed", "GPS vehicle speed", "m/s", irsdk_float, 40, 1 },
  { "LatAccel_ST", "Lateral acceleration at 360 Hz", "m/s^2", irsdk_float, 44, 6 },
  { "SessionTime", "Seconds since session start", "s", irsdk_double, 72, 1 },
};

#define N_VARIABLES ((int) (sizeof variables / sizeof variables[0]))

/* One buffer; only what stands in the newest one is told. */
static void
fill_buffer (char *buffer, int tick, int is_newest)
{
  for (int i = 0; i < N_VARIABLES; i++)
    for (int j = 0; j < variables[i].count; j++)
      {
        int value = tick + 10 * i + j;
        char *at = buffer + variables[i].offset;

        switch (variables[i].type)
          {
          case irsdk_char:
            at[j] = (char) ('A' + tick % 26);
            if (is_newest)
              tell_text ((char[]){ at[j], '\0' }, "variables[%d].text", i);
            break;
          case irsdk_bool:
            at[j] = (value % 3) == 0;
            if (is_newest)
              tell_integer (at[j], "variables[%d].booleans[%d]", i, j);
            break;
          case irsdk_int:
            memcpy (at + 4 * j, &(int){ -value }, 4);
            if (is_newest)
              tell_integer (-value, "variables[%d].integers[%d]", i, j);
            break;
          case irsdk_bitField:
            memcpy (at + 4 * j, &(unsigned){ 0x80000000u + (unsigned) value }, 4);
            if (is_newest)
              tell_integer (0x80000000LL + value, "variables[%d].bits[%d]", i, j);
            break;
          case irsdk_float:
            memcpy (at + 4 * j, &(float){ value + 0.125f }, 4);
            if (is_newest)
              tell_real (value + 0.125f, "variables[%d].floats[%d]", i, j);
            break;
          case irsdk_double:
            memcpy (at + 8 * j, &(double){ value * 1000.0625 }, 8);
            if (is_newest)
              tell_real (value * 1000.0625, "variables[%d].doubles[%d]", i, j);
            break;
          }
      }
}

static void
fill_variable (struct irsdk_variable *variable, int i)
{
  memset (variable, 0, sizeof *variable);
  SET_INTEGER (variable->type, (int) variables[i].type, "variables[%d].type", i);
  SET_INTEGER (variable->offset, variables[i].offset, "variables[%d].offset", i);
  SET_INTEGER (variable->count, variables[i].count, "variables[%d].count", i);
  SET_INTEGER (variable->countAsTime, variables[i].count == 6, "variables[%d].countAsTime", i);
  SET_TEXT (variable->name, variables[i].name, "variables[%d].name", i);
  SET_TEXT (variable->description, variables[i].description, "variables[%d].description", i);
  SET_TEXT (variable->unit, variables[i].unit, "variables[%d].unit", i);
}

void
fill_object (void *object)
{
  static const char session[] = "---\nWeekendInfo:\n TrackName: nürburgring\n...";
  static const int ticks[] = { 1201, 1203, 1202 };
  struct irsdk_header *header = object;

  set_bytes (object, 1, object_size);
  memset (object, 0, sizeof *header);
  SET_INTEGER (header->ver, 2, "ver");
  SET_INTEGER (header->status, 1, "status");
  SET_INTEGER (header->tickRate, 60, "tickRate");
  SET_INTEGER (header->sessionInfoUpdate, 17, "sessionInfoUpdate");
  SET_INTEGER (header->sessionInfoLen, 1024, "sessionInfoLen");
  SET_INTEGER (header->sessionInfoOffset, SESSION, "sessionInfoOffset");
  SET_INTEGER (header->numVars, N_VARIABLES, "numVars");
  SET_INTEGER (header->varHeaderOffset, VARIABLES, "varHeaderOffset");
  SET_INTEGER (header->numBuf, 3, "numBuf");
  SET_INTEGER (header->bufLen, BUFFER, "bufLen");
  /* the fourth is not in use, whatever stands there */
  header->varBuf[3].tickCount = 99999;
  set_text ((char *) object + SESSION, session, 1024, 1);
  tell_text (session, "sessionInfo");
  for (int i = 0; i < N_VARIABLES; i++)
    fill_variable ((struct irsdk_variable *) ((char *) object + VARIABLES + i * 144), i);
  for (int i = 0; i < 3; i++)
    {
      SET_INTEGER (header->varBuf[i].tickCount, ticks[i], "varBuf[%d].tickCount", i);
      SET_INTEGER (header->varBuf[i].bufOffset, BUFFERS + i * BUFFER, "varBuf[%d].bufOffset", i);
      fill_buffer ((char *) object + BUFFERS + i * BUFFER, ticks[i], i == 1);
    }
}
