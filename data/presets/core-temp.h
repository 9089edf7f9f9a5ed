/* Core Temp: processor temperatures, about once a second.
 * One entry a core over all processors: cores of one processor times the number of processors. */
#include <stdbool.h>
#include <stddef.h>

/* @title(Core Temp) @names(CoreTempMappingObject) @abi(win32) @mutex(CoreTempMutexObject) */
struct core_temp
{
  unsigned int uiLoad[256];    /* @count(min(uiCoreCnt * uiCPUCnt, 256)) @unit(%) */
  unsigned int uiTjMax[128];   /* @count(min(uiCPUCnt, 128)) @unit(°C) */
  unsigned int uiCoreCnt;
  unsigned int uiCPUCnt;
  float fTemp[256];            /* @count(min(uiCoreCnt * uiCPUCnt, 256)) see the last two members */
  float fVID;                  /* @unit(V) */
  float fCPUSpeed;             /* @unit(MHz) */
  float fFSBSpeed;             /* @unit(MHz) */
  float fMultiplier;
  char sCPUName[100];
  bool ucFahrenheit;           /* fTemp is in °F, not °C */
  bool ucDeltaToTjMax;         /* fTemp is the distance to uiTjMax */
};

#define AT(member, offset) _Static_assert (offsetof (struct core_temp, member) == offset, #member)
AT (uiTjMax, 1024);
AT (uiCoreCnt, 1536);
AT (uiCPUCnt, 1540);
AT (fTemp, 1544);
AT (fVID, 2568);
AT (fCPUSpeed, 2572);
AT (fFSBSpeed, 2576);
AT (fMultiplier, 2580);
AT (sCPUName, 2584);
AT (ucFahrenheit, 2684);
AT (ucDeltaToTjMax, 2685);
_Static_assert (sizeof (struct core_temp) == 2688, "size");
