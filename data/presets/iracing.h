/* iRacing: telemetry that describes itself, 60 times a second.  Each variable tells its type, name and unit, and
 * where in a buffer its values are; of the buffers, the one with the greatest tick is the newest. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum irsdk_VarType
{
  irsdk_char,
  irsdk_bool,
  irsdk_int,
  irsdk_bitField,
  irsdk_float,
  irsdk_double,
};

enum irsdk_StatusField
{
  irsdk_stConnected = 1,
};

struct irsdk_varBuf
{
  int32_t tickCount;
  int32_t bufOffset;
  int32_t pad[2];              /* @hidden */
};

/* @label(name) */
struct irsdk_variable
{
  int32_t type;                /* @enum(irsdk_VarType) */
  int32_t offset;              /* in a buffer */
  int32_t count;
  bool countAsTime;
  char pad[3];                 /* @hidden */
  char name[32];
  char description[64];
  char unit[32];

  /* Its values in the newest buffer, by its type. */
  /* @if(type == irsdk_char) @at(varBuf[argmax (varBuf, tickCount)].bufOffset + offset) @count(count) */
  char text[0];
  /* @if(type == irsdk_bool) @at(varBuf[argmax (varBuf, tickCount)].bufOffset + offset) @count(count) */
  bool booleans[0];
  /* @if(type == irsdk_int) @at(varBuf[argmax (varBuf, tickCount)].bufOffset + offset) @count(count) */
  int32_t integers[0];
  /* @if(type == irsdk_bitField) @at(varBuf[argmax (varBuf, tickCount)].bufOffset + offset) @count(count)
     @format(hex) */
  uint32_t bits[0];
  /* @if(type == irsdk_float) @at(varBuf[argmax (varBuf, tickCount)].bufOffset + offset) @count(count) */
  float floats[0];
  /* @if(type == irsdk_double) @at(varBuf[argmax (varBuf, tickCount)].bufOffset + offset) @count(count) */
  double doubles[0];
};

/* @title(iRacing) @names(IRSDKMemMapFileName) @abi(win32) @event(Local\IRSDKDataValidEvent)
   @signature((ver == 1 || ver == 2) && numBuf >= 1 && numBuf <= 4 && numVars >= 0 && numVars <= 4096 &&
              varHeaderOffset >= 112 && bufLen >= 0 && varBuf[0].bufOffset >= 112)
   @buffers(varBuf, tickCount, bufOffset, bufLen) */
struct irsdk_header
{
  int32_t ver;
  int32_t status;              /* @flags(irsdk_StatusField) */
  int32_t tickRate;            /* @unit(Hz) */
  int32_t sessionInfoUpdate;   /* goes up as the text changes */
  int32_t sessionInfoLen;
  int32_t sessionInfoOffset;
  int32_t numVars;
  int32_t varHeaderOffset;
  int32_t numBuf;
  int32_t bufLen;
  int32_t pad[2];              /* @hidden */
  struct irsdk_varBuf varBuf[4]; /* @count(numBuf) */

  /* @at(varHeaderOffset) @stride(144) @count(numVars) */
  struct irsdk_variable variables[0];
  /* @at(sessionInfoOffset) @count(sessionInfoLen) @encoding(latin1) YAML */
  char sessionInfo[0];
};

#define AT(type, member, offset) _Static_assert (offsetof (struct type, member) == offset, #member)
AT (irsdk_header, sessionInfoOffset, 20);
AT (irsdk_header, numVars, 24);
AT (irsdk_header, varHeaderOffset, 28);
AT (irsdk_header, numBuf, 32);
AT (irsdk_header, bufLen, 36);
AT (irsdk_header, varBuf, 48);
_Static_assert (sizeof (struct irsdk_header) == 112, "size");
AT (irsdk_variable, offset, 4);
AT (irsdk_variable, count, 8);
_Static_assert (offsetof (struct irsdk_variable, name) == 16, "name");
AT (irsdk_variable, description, 48);
AT (irsdk_variable, unit, 112);
_Static_assert (sizeof (struct irsdk_variable) == 144, "size");
