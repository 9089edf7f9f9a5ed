/* Assetto Corsa Competizione: the session as the screen shows it.  The object has the name that the first Assetto
 * Corsa's has; where that one has the car's coordinates, which are floats, this one has a small count. */
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#pragma pack(push, 4)

enum ac_status { AC_OFF, AC_REPLAY, AC_LIVE, AC_PAUSE };

enum ac_session
{
  AC_UNKNOWN = -1,
  AC_PRACTICE,
  AC_QUALIFY,
  AC_RACE,
  AC_HOTLAP,
  AC_TIME_ATTACK,
  AC_DRIFT,
  AC_DRAG,
  AC_HOTSTINT,
  AC_HOTLAPSUPERPOLE,
};

enum ac_flag
{
  AC_NO_FLAG,
  AC_BLUE_FLAG,
  AC_YELLOW_FLAG,
  AC_BLACK_FLAG,
  AC_WHITE_FLAG,
  AC_CHECKERED_FLAG,
  AC_PENALTY_FLAG,
  AC_GREEN_FLAG,
  ACC_ORANGE_FLAG,
};

enum acc_penalty
{
  ACC_NONE,
  ACC_DriveThrough_Cutting,
  ACC_StopAndGo_10_Cutting,
  ACC_StopAndGo_20_Cutting,
  ACC_StopAndGo_30_Cutting,
  ACC_Disqualified_Cutting,
  ACC_RemoveBestLaptime_Cutting,
  ACC_DriveThrough_PitSpeeding,
  ACC_StopAndGo_10_PitSpeeding,
  ACC_StopAndGo_20_PitSpeeding,
  ACC_StopAndGo_30_PitSpeeding,
  ACC_Disqualified_PitSpeeding,
  ACC_RemoveBestLaptime_PitSpeeding,
  ACC_Disqualified_IgnoredMandatoryPit,
  ACC_PostRaceTime,
  ACC_Disqualified_Trolling,
  ACC_Disqualified_PitEntry,
  ACC_Disqualified_PitExit,
  ACC_Disqualified_WrongWay,
  ACC_DriveThrough_IgnoredDriverStint,
  ACC_Disqualified_IgnoredDriverStint,
  ACC_Disqualified_ExceededDriverStintLimit,
};

enum acc_grip
{
  ACC_GREEN,
  ACC_FAST,
  ACC_OPTIMUM,
  ACC_GREASY,
  ACC_DAMP,
  ACC_WET,
  ACC_FLOODED,
};

enum acc_rain
{
  ACC_NO_RAIN,
  ACC_DRIZZLE,
  ACC_LIGHT_RAIN,
  ACC_MEDIUM_RAIN,
  ACC_HEAVY_RAIN,
  ACC_THUNDERSTORM,
};

/* @title(Assetto Corsa Competizione: graphics) @names(acpmf_graphics) @abi(win32)
   @signature(activeCars >= 1 && activeCars <= 60 && status >= 0 && status <= 3 && session >= -1 && session <= 8) */
struct acc_graphics
{
  int32_t packetId;            /* counts the updates */
  int32_t status;              /* @enum(ac_status) */
  int32_t session;             /* @enum(ac_session) */
  wchar_t currentTime[15];
  wchar_t lastTime[15];
  wchar_t bestTime[15];
  wchar_t split[15];
  int32_t completedLaps;
  int32_t position;
  int32_t iCurrentTime;        /* @unit(ms) */
  int32_t iLastTime;           /* @unit(ms) */
  int32_t iBestTime;           /* @unit(ms) */
  float sessionTimeLeft;       /* @unit(ms) */
  float distanceTraveled;      /* @unit(m) */
  int32_t isInPit;             /* @format(bool) */
  int32_t currentSectorIndex;
  int32_t lastSectorTime;      /* @unit(ms) */
  int32_t numberOfLaps;
  wchar_t tyreCompound[33];
  float replayTimeMultiplier;
  float normalizedCarPosition;
  int32_t activeCars;
  float carCoordinates[60][3]; /* @count(activeCars) @unit(m) */
  int32_t carID[60];           /* @count(activeCars) */
  int32_t playerCarID;
  float penaltyTime;           /* @unit(s) */
  int32_t flag;                /* @enum(ac_flag) */
  int32_t penalty;             /* @enum(acc_penalty) */
  int32_t idealLineOn;         /* @format(bool) */
  int32_t isInPitLane;         /* @format(bool) */
  float surfaceGrip;
  int32_t mandatoryPitDone;    /* @format(bool) */
  float windSpeed;             /* @unit(m/s) */
  float windDirection;         /* @unit(rad) */
  int32_t isSetupMenuVisible;  /* @format(bool) */
  int32_t mainDisplayIndex;
  int32_t secondaryDisplayIndex;
  int32_t TC;
  int32_t TCCut;
  int32_t EngineMap;
  int32_t ABS;
  float fuelXLap;              /* @unit(l) */
  int32_t rainLights;          /* @format(bool) */
  int32_t flashingLights;      /* @format(bool) */
  int32_t lightsStage;
  float exhaustTemperature;    /* @unit(°C) */
  int32_t wiperLV;
  int32_t driverStintTotalTimeLeft; /* @unit(ms) */
  int32_t driverStintTimeLeft; /* @unit(ms) */
  int32_t rainTyres;           /* @format(bool) */
  int32_t sessionIndex;
  float usedFuel;              /* @unit(l) */
  wchar_t deltaLapTime[15];
  int32_t iDeltaLapTime;       /* @unit(ms) */
  wchar_t estimatedLapTime[15];
  int32_t iEstimatedLapTime;   /* @unit(ms) */
  int32_t isDeltaPositive;     /* @format(bool) */
  int32_t iSplit;              /* @unit(ms) */
  int32_t isValidLap;          /* @format(bool) */
  float fuelEstimatedLaps;
  wchar_t trackStatus[33];
  int32_t missingMandatoryPits;
  float Clock;                 /* @unit(s) */
  int32_t directionLightsLeft; /* @format(bool) */
  int32_t directionLightsRight; /* @format(bool) */
  int32_t GlobalYellow;        /* @format(bool) */
  int32_t GlobalYellow1;       /* @format(bool) */
  int32_t GlobalYellow2;       /* @format(bool) */
  int32_t GlobalYellow3;       /* @format(bool) */
  int32_t GlobalWhite;         /* @format(bool) */
  int32_t GlobalGreen;         /* @format(bool) */
  int32_t GlobalChequered;     /* @format(bool) */
  int32_t GlobalRed;           /* @format(bool) */
  int32_t mfdTyreSet;
  float mfdFuelToAdd;          /* @unit(l) */
  float mfdTyrePressureLF;     /* @unit(psi) */
  float mfdTyrePressureRF;     /* @unit(psi) */
  float mfdTyrePressureLR;     /* @unit(psi) */
  float mfdTyrePressureRR;     /* @unit(psi) */
  int32_t trackGripStatus;     /* @enum(acc_grip) */
  int32_t rainIntensity;       /* @enum(acc_rain) */
  int32_t rainIntensityIn10min; /* @enum(acc_rain) */
  int32_t rainIntensityIn30min; /* @enum(acc_rain) */
  int32_t currentTyreSet;
  int32_t strategyTyreSet;
  int32_t gapAhead;            /* @unit(ms) */
  int32_t gapBehind;           /* @unit(ms) */
};

#pragma pack(pop)

#define AT(member, offset) _Static_assert (offsetof (struct acc_graphics, member) == offset, #member)
_Static_assert (sizeof (wchar_t) == 2, "of Windows");
AT (currentTime, 12);
AT (completedLaps, 132);
AT (position, 136);
AT (activeCars, 252);
AT (isInPitLane, 1236);
AT (windSpeed, 1248);
AT (windDirection, 1252);
AT (rainTyres, 1316);
