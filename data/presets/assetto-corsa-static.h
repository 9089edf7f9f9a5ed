/* Assetto Corsa and Assetto Corsa Competizione: what stays as it is for a session. */
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#pragma pack(push, 4)

/* @title(Assetto Corsa: static) @names(acpmf_static) @abi(win32) */
struct acpmf_static
{
  wchar_t smVersion[15];
  wchar_t acVersion[15];
  int32_t numberOfSessions;
  int32_t numCars;
  wchar_t carModel[33];
  wchar_t track[33];
  wchar_t playerName[33];
  wchar_t playerSurname[33];
  wchar_t playerNick[33];
  int32_t sectorCount;
  float maxTorque;             /* @unit(Nm) */
  float maxPower;              /* @unit(W) */
  int32_t maxRpm;              /* @unit(1/min) */
  float maxFuel;               /* @unit(l) */
  float suspensionMaxTravel[4]; /* @unit(m) */
  float tyreRadius[4];         /* @unit(m) */
  float maxTurboBoost;
  float airTemp;               /* @unit(°C) not in use any more */
  float roadTemp;              /* @unit(°C) not in use any more */
  int32_t penaltiesEnabled;    /* @format(bool) */
  float aidFuelRate;
  float aidTireRate;
  float aidMechanicalDamage;
  int32_t aidAllowTyreBlankets; /* @format(bool) */
  float aidStability;
  int32_t aidAutoClutch;       /* @format(bool) */
  int32_t aidAutoBlip;         /* @format(bool) */
  int32_t hasDRS;              /* @format(bool) */
  int32_t hasERS;              /* @format(bool) */
  int32_t hasKERS;             /* @format(bool) */
  float kersMaxJ;              /* @unit(J) */
  int32_t engineBrakeSettingsCount;
  int32_t ersPowerControllerCount;
  float trackSPlineLength;     /* @unit(m) */
  wchar_t trackConfiguration[33];
  float ersMaxJ;               /* @unit(J) */
  int32_t isTimedRace;         /* @format(bool) */
  int32_t hasExtraLap;         /* @format(bool) */
  wchar_t carSkin[33];
  int32_t reversedGridPositions;
  int32_t pitWindowStart;      /* @unit(ms) */
  int32_t pitWindowEnd;        /* @unit(ms) */
  int32_t isOnline;            /* @format(bool) */
  wchar_t dryTyresName[33];
  wchar_t wetTyresName[33];
};

#pragma pack(pop)

#define AT(member, offset) _Static_assert (offsetof (struct acpmf_static, member) == offset, #member)
_Static_assert (sizeof (wchar_t) == 2, "of Windows");
AT (acVersion, 30);
AT (numberOfSessions, 60);
AT (numCars, 64);
AT (carModel, 68);
AT (track, 134);
AT (isOnline, 684);
_Static_assert (sizeof (struct acpmf_static) == 820, "size");
