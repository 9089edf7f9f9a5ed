/* Core Temp's second object: the first one's members, then power and multipliers. */
#include <stdbool.h>
#include <stddef.h>

/* @title(Core Temp, extended) @names(CoreTempMappingObjectEx) @abi(win32) @mutex(CoreTempMutexObject) */
struct core_temp_ex
{
  unsigned int uiLoad[256];    /* @count(min(uiCoreCnt * uiCPUCnt, 256)) @unit(%) */
  unsigned int uiTjMax[128];   /* @count(min(uiCPUCnt, 128)) @unit(°C) */
  unsigned int uiCoreCnt;
  unsigned int uiCPUCnt;
  float fTemp[256];            /* @count(min(uiCoreCnt * uiCPUCnt, 256)) */
  float fVID;                  /* @unit(V) */
  float fCPUSpeed;             /* @unit(MHz) */
  float fFSBSpeed;             /* @unit(MHz) */
  float fMultiplier;
  char sCPUName[100];
  bool ucFahrenheit;           /* fTemp is in °F, not °C */
  bool ucDeltaToTjMax;         /* fTemp is the distance to uiTjMax */
  bool ucTdpSupported;
  bool ucPowerSupported;
  unsigned int uiStructVersion;
  unsigned int uiTdp[128];     /* @count(min(uiCPUCnt, 128)) @unit(W) */
  float fPower[128];           /* @count(min(uiCPUCnt, 128)) @unit(W) */
  float fMultipliers[256];     /* @count(min(uiCoreCnt * uiCPUCnt, 256)) */
};

#define AT(member, offset) _Static_assert (offsetof (struct core_temp_ex, member) == offset, #member)
AT (uiTjMax, 1024);
AT (uiCoreCnt, 1536);
AT (fTemp, 1544);
AT (fVID, 2568);
AT (sCPUName, 2584);
AT (ucFahrenheit, 2684);
AT (ucDeltaToTjMax, 2685);
AT (ucTdpSupported, 2686);
AT (ucPowerSupported, 2687);
AT (uiStructVersion, 2688);
AT (uiTdp, 2692);
AT (fPower, 3204);
AT (fMultipliers, 3716);
_Static_assert (sizeof (struct core_temp_ex) == 4740, "size");
