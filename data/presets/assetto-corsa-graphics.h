/* The first Assetto Corsa: the session as the screen shows it, about 60 times a second. */
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
};

/* @title(Assetto Corsa: graphics) @names(acpmf_graphics) @abi(win32) */
struct acpmf_graphics
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
  float carCoordinates[3];     /* @unit(m) */
  float penaltyTime;
  int32_t flag;                /* @enum(ac_flag) */
  int32_t idealLineOn;         /* @format(bool) */
  int32_t isInPitLane;         /* @format(bool) */
  float surfaceGrip;
  int32_t mandatoryPitDone;    /* @format(bool) */
  float windSpeed;             /* @unit(m/s) */
  float windDirection;         /* @unit(°) */
};

#pragma pack(pop)

#define AT(member, offset) _Static_assert (offsetof (struct acpmf_graphics, member) == offset, #member)
_Static_assert (sizeof (wchar_t) == 2, "of Windows");
AT (currentTime, 12);
AT (lastTime, 42);
AT (bestTime, 72);
AT (split, 102);
AT (completedLaps, 132);
AT (position, 136);
_Static_assert (sizeof (struct acpmf_graphics) == 296, "size");
