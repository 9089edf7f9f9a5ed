/* Project CARS 2, and Automobilista 2, which goes on with it: telemetry, once a frame. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pcars2_game
{
  GAME_EXITED,
  GAME_FRONT_END,
  GAME_INGAME_PLAYING,
  GAME_INGAME_PAUSED,
  GAME_INGAME_INMENU_TIME_TICKING,
  GAME_INGAME_RESTARTING,
  GAME_INGAME_REPLAY,
  GAME_FRONT_END_REPLAY,
};

enum pcars2_session
{
  SESSION_INVALID,
  SESSION_PRACTICE,
  SESSION_TEST,
  SESSION_QUALIFY,
  SESSION_FORMATION_LAP,
  SESSION_RACE,
  SESSION_TIME_ATTACK,
};

enum pcars2_race
{
  RACESTATE_INVALID,
  RACESTATE_NOT_STARTED,
  RACESTATE_RACING,
  RACESTATE_FINISHED,
  RACESTATE_DISQUALIFIED,
  RACESTATE_RETIRED,
  RACESTATE_DNF,
};

enum pcars2_flag
{
  FLAG_COLOUR_NONE,
  FLAG_COLOUR_GREEN,
  FLAG_COLOUR_BLUE,
  FLAG_COLOUR_WHITE_SLOW_CAR,
  FLAG_COLOUR_WHITE_FINAL_LAP,
  FLAG_COLOUR_RED,
  FLAG_COLOUR_YELLOW,
  FLAG_COLOUR_DOUBLE_YELLOW,
  FLAG_COLOUR_BLACK_AND_WHITE,
  FLAG_COLOUR_BLACK_ORANGE_CIRCLE,
  FLAG_COLOUR_BLACK,
  FLAG_COLOUR_CHEQUERED,
};

enum pcars2_reason
{
  FLAG_REASON_NONE,
  FLAG_REASON_SOLO_CRASH,
  FLAG_REASON_VEHICLE_CRASH,
  FLAG_REASON_VEHICLE_OBSTRUCTION,
};

enum pcars2_pit
{
  PIT_MODE_NONE,
  PIT_MODE_DRIVING_INTO_PITS,
  PIT_MODE_IN_PIT,
  PIT_MODE_DRIVING_OUT_OF_PITS,
  PIT_MODE_IN_GARAGE,
  PIT_MODE_DRIVING_OUT_OF_GARAGE,
};

enum pcars2_schedule
{
  PIT_SCHEDULE_NONE,
  PIT_SCHEDULE_PLAYER_REQUESTED,
  PIT_SCHEDULE_ENGINEER_REQUESTED,
  PIT_SCHEDULE_DAMAGE_REQUESTED,
  PIT_SCHEDULE_MANDATORY,
  PIT_SCHEDULE_DRIVE_THROUGH,
  PIT_SCHEDULE_STOP_GO,
  PIT_SCHEDULE_PITSPOT_OCCUPIED,
};

enum pcars2_car
{
  CAR_HEADLIGHT = 1 << 0,
  CAR_ENGINE_ACTIVE = 1 << 1,
  CAR_ENGINE_WARNING = 1 << 2,
  CAR_SPEED_LIMITER = 1 << 3,
  CAR_ABS = 1 << 4,
  CAR_HANDBRAKE = 1 << 5,
  CAR_TCS = 1 << 6,
  CAR_SCS = 1 << 7,
};

enum pcars2_tyre
{
  TYRE_ATTACHED = 1 << 0,
  TYRE_INFLATED = 1 << 1,
  TYRE_IS_ON_GROUND = 1 << 2,
};

enum pcars2_terrain
{
  TERRAIN_ROAD,
  TERRAIN_LOW_GRIP_ROAD,
  TERRAIN_BUMPY_ROAD1,
  TERRAIN_BUMPY_ROAD2,
  TERRAIN_BUMPY_ROAD3,
  TERRAIN_MARBLES,
  TERRAIN_GRASSY_BERMS,
  TERRAIN_GRASS,
  TERRAIN_GRAVEL,
  TERRAIN_BUMPY_GRAVEL,
  TERRAIN_RUMBLE_STRIPS,
  TERRAIN_DRAINS,
  TERRAIN_TYREWALLS,
  TERRAIN_CEMENTWALLS,
  TERRAIN_GUARDRAILS,
  TERRAIN_SAND,
  TERRAIN_BUMPY_SAND,
  TERRAIN_DIRT,
  TERRAIN_BUMPY_DIRT,
  TERRAIN_DIRT_ROAD,
  TERRAIN_BUMPY_DIRT_ROAD,
  TERRAIN_PAVEMENT,
  TERRAIN_DIRT_BANK,
  TERRAIN_WOOD,
  TERRAIN_DRY_VERGE,
  TERRAIN_EXIT_RUMBLE_STRIPS,
  TERRAIN_GRASSCRETE,
  TERRAIN_LONG_GRASS,
  TERRAIN_SLOPE_GRASS,
  TERRAIN_COBBLES,
  TERRAIN_SAND_ROAD,
  TERRAIN_BAKED_CLAY,
  TERRAIN_ASTROTURF,
  TERRAIN_SNOWHALF,
  TERRAIN_SNOWFULL,
  TERRAIN_DAMAGED_ROAD1,
  TERRAIN_TRAIN_TRACK_ROAD,
  TERRAIN_BUMPYCOBBLES,
  TERRAIN_ARIES_ONLY,
  TERRAIN_ORION_ONLY,
  TERRAIN_B1RUMBLES,
  TERRAIN_B2RUMBLES,
  TERRAIN_ROUGH_SAND_MEDIUM,
  TERRAIN_ROUGH_SAND_HEAVY,
  TERRAIN_SNOWWALLS,
  TERRAIN_ICE_ROAD,
  TERRAIN_RUNOFF_ROAD,
  TERRAIN_ILLEGAL_STRIP,
  TERRAIN_PAINT_CONCRETE,
  TERRAIN_PAINT_CONCRETE_ILLEGAL,
  TERRAIN_RALLY_TARMAC,
};

enum pcars2_crash
{
  CRASH_DAMAGE_NONE,
  CRASH_DAMAGE_OFFTRACK,
  CRASH_DAMAGE_LARGE_PROP,
  CRASH_DAMAGE_SPINNING,
  CRASH_DAMAGE_ROLLING,
};

enum pcars2_drs
{
  DRS_INSTALLED = 1 << 0,
  DRS_ZONE_RULES = 1 << 1,
  DRS_AVAILABLE_NEXT = 1 << 2,
  DRS_AVAILABLE_NOW = 1 << 3,
  DRS_ACTIVE = 1 << 4,
};

enum pcars2_ers
{
  ERS_DEPLOYMENT_MODE_NONE,
  ERS_DEPLOYMENT_MODE_OFF,
  ERS_DEPLOYMENT_MODE_BUILD,
  ERS_DEPLOYMENT_MODE_BALANCED,
  ERS_DEPLOYMENT_MODE_ATTACK,
  ERS_DEPLOYMENT_MODE_QUAL,
};

enum pcars2_yellow
{
  YFS_INVALID = -1,
  YFS_NONE,
  YFS_PENDING,
  YFS_PITS_CLOSED,
  YFS_PIT_LEAD_LAP,
  YFS_PITS_OPEN,
  YFS_PITS_OPEN2,
  YFS_LAST_LAP,
  YFS_RESUME,
  YFS_RACE_HALT,
};

/* @label(mName) */
struct pcars2_participant
{
  bool mIsActive;
  char mName[64];
  float mWorldPosition[3];                     /* @unit(m) */
  float mCurrentLapDistance;                   /* @unit(m) */
  uint32_t mRacePosition;
  uint32_t mLapsCompleted;
  uint32_t mCurrentLap;
  int32_t mCurrentSector;
};

/* @title(Project CARS 2) @names($pcars2$) @abi(win32) @sequence(mSequenceNumber) */
struct pcars2
{
  uint32_t mVersion;
  uint32_t mBuildVersionNumber;
  uint32_t mGameState;                         /* @enum(pcars2_game) */
  uint32_t mSessionState;                      /* @enum(pcars2_session) */
  uint32_t mRaceState;                         /* @enum(pcars2_race) */
  int32_t mViewedParticipantIndex;
  int32_t mNumParticipants;
  struct pcars2_participant mParticipantInfo[64]; /* @count(max(mNumParticipants, 0)) */
  float mUnfilteredThrottle;
  float mUnfilteredBrake;
  float mUnfilteredSteering;
  float mUnfilteredClutch;
  char mCarName[64];
  char mCarClassName[64];
  uint32_t mLapsInEvent;
  char mTrackLocation[64];
  char mTrackVariation[64];
  float mTrackLength;                          /* @unit(m) */
  int32_t mNumSectors;
  bool mLapInvalidated;
  float mBestLapTime;                          /* @unit(s) */
  float mLastLapTime;                          /* @unit(s) */
  float mCurrentTime;                          /* @unit(s) */
  float mSplitTimeAhead;                       /* @unit(s) */
  float mSplitTimeBehind;                      /* @unit(s) */
  float mSplitTime;                            /* @unit(s) */
  float mEventTimeRemaining;                   /* @unit(ms) */
  float mPersonalFastestLapTime;               /* @unit(s) */
  float mWorldFastestLapTime;                  /* @unit(s) */
  float mCurrentSector1Time;                   /* @unit(s) */
  float mCurrentSector2Time;                   /* @unit(s) */
  float mCurrentSector3Time;                   /* @unit(s) */
  float mFastestSector1Time;                   /* @unit(s) */
  float mFastestSector2Time;                   /* @unit(s) */
  float mFastestSector3Time;                   /* @unit(s) */
  float mPersonalFastestSector1Time;           /* @unit(s) */
  float mPersonalFastestSector2Time;           /* @unit(s) */
  float mPersonalFastestSector3Time;           /* @unit(s) */
  float mWorldFastestSector1Time;              /* @unit(s) */
  float mWorldFastestSector2Time;              /* @unit(s) */
  float mWorldFastestSector3Time;              /* @unit(s) */
  uint32_t mHighestFlagColour;                 /* @enum(pcars2_flag) */
  uint32_t mHighestFlagReason;                 /* @enum(pcars2_reason) */
  uint32_t mPitMode;                           /* @enum(pcars2_pit) */
  uint32_t mPitSchedule;                       /* @enum(pcars2_schedule) */
  uint32_t mCarFlags;                          /* @flags(pcars2_car) */
  float mOilTempCelsius;                       /* @unit(°C) */
  float mOilPressureKPa;                       /* @unit(kPa) */
  float mWaterTempCelsius;                     /* @unit(°C) */
  float mWaterPressureKPa;                     /* @unit(kPa) */
  float mFuelPressureKPa;                      /* @unit(kPa) */
  float mFuelLevel;                            /* of the capacity */
  float mFuelCapacity;                         /* @unit(l) */
  float mSpeed;                                /* @unit(m/s) */
  float mRpm;                                  /* @unit(1/min) */
  float mMaxRPM;                               /* @unit(1/min) */
  float mBrake;
  float mThrottle;
  float mClutch;
  float mSteering;
  int32_t mGear;                               /* -1 reverse, 0 neutral */
  int32_t mNumGears;
  float mOdometerKM;                           /* @unit(km) */
  bool mAntiLockActive;
  int32_t mLastOpponentCollisionIndex;
  float mLastOpponentCollisionMagnitude;
  bool mBoostActive;
  float mBoostAmount;
  float mOrientation[3];                       /* @unit(rad) */
  float mLocalVelocity[3];                     /* @unit(m/s) */
  float mWorldVelocity[3];                     /* @unit(m/s) */
  float mAngularVelocity[3];                   /* @unit(rad/s) */
  float mLocalAcceleration[3];                 /* @unit(m/s²) */
  float mWorldAcceleration[3];                 /* @unit(m/s²) */
  float mExtentsCentre[3];
  uint32_t mTyreFlags[4];                      /* @flags(pcars2_tyre) front left, front right, rear left, rear right */
  uint32_t mTerrain[4];                        /* @enum(pcars2_terrain) */
  float mTyreY[4];
  float mTyreRPS[4];                           /* @unit(1/s) */
  float mTyreSlipSpeed[4];                     /* not in use any more */
  float mTyreTemp[4];                          /* @unit(°C) */
  float mTyreGrip[4];                          /* not in use any more */
  float mTyreHeightAboveGround[4];
  float mTyreLateralStiffness[4];              /* not in use any more */
  float mTyreWear[4];
  float mBrakeDamage[4];
  float mSuspensionDamage[4];
  float mBrakeTempCelsius[4];                  /* @unit(°C) */
  float mTyreTreadTemp[4];                     /* @bias(-273.15) @unit(°C) */
  float mTyreLayerTemp[4];                     /* @bias(-273.15) @unit(°C) */
  float mTyreCarcassTemp[4];                   /* @bias(-273.15) @unit(°C) */
  float mTyreRimTemp[4];                       /* @bias(-273.15) @unit(°C) */
  float mTyreInternalAirTemp[4];               /* @bias(-273.15) @unit(°C) */
  uint32_t mCrashState;                        /* @enum(pcars2_crash) */
  float mAeroDamage;
  float mEngineDamage;
  float mAmbientTemperature;                   /* @unit(°C) */
  float mTrackTemperature;                     /* @unit(°C) */
  float mRainDensity;
  float mWindSpeed;
  float mWindDirectionX;
  float mWindDirectionY;
  float mCloudBrightness;
  volatile uint32_t mSequenceNumber;           /* odd while it is written */
  float mWheelLocalPositionY[4];
  float mSuspensionTravel[4];                  /* @unit(m) */
  float mSuspensionVelocity[4];                /* @unit(m/s) */
  float mAirPressure[4];                       /* @unit(psi) */
  float mEngineSpeed;                          /* @unit(rad/s) */
  float mEngineTorque;                         /* @unit(Nm) */
  float mWings[2];
  float mHandBrake;
  float mCurrentSector1Times[64];              /* @count(max(mNumParticipants, 0)) @unit(s) */
  float mCurrentSector2Times[64];              /* @count(max(mNumParticipants, 0)) @unit(s) */
  float mCurrentSector3Times[64];              /* @count(max(mNumParticipants, 0)) @unit(s) */
  float mFastestSector1Times[64];              /* @count(max(mNumParticipants, 0)) @unit(s) */
  float mFastestSector2Times[64];              /* @count(max(mNumParticipants, 0)) @unit(s) */
  float mFastestSector3Times[64];              /* @count(max(mNumParticipants, 0)) @unit(s) */
  float mFastestLapTimes[64];                  /* @count(max(mNumParticipants, 0)) @unit(s) */
  float mLastLapTimes[64];                     /* @count(max(mNumParticipants, 0)) @unit(s) */
  bool mLapsInvalidated[64];                   /* @count(max(mNumParticipants, 0)) */
  uint32_t mRaceStates[64];                    /* @count(max(mNumParticipants, 0)) @enum(pcars2_race) */
  uint32_t mPitModes[64];                      /* @count(max(mNumParticipants, 0)) @enum(pcars2_pit) */
  float mOrientations[64][3];                  /* @count(max(mNumParticipants, 0)) @unit(rad) */
  float mSpeeds[64];                           /* @count(max(mNumParticipants, 0)) @unit(m/s) */
  char mCarNames[64][64];                      /* @count(max(mNumParticipants, 0)) */
  char mCarClassNames[64][64];                 /* @count(max(mNumParticipants, 0)) */
  int32_t mEnforcedPitStopLap;
  char mTranslatedTrackLocation[64];
  char mTranslatedTrackVariation[64];
  float mBrakeBias;
  float mTurboBoostPressure;
  char mTyreCompound[4][40];
  uint32_t mPitSchedules[64];                  /* @count(max(mNumParticipants, 0)) @enum(pcars2_schedule) */
  uint32_t mHighestFlagColours[64];            /* @count(max(mNumParticipants, 0)) @enum(pcars2_flag) */
  uint32_t mHighestFlagReasons[64];            /* @count(max(mNumParticipants, 0)) @enum(pcars2_reason) */
  uint32_t mNationalities[64];                 /* @count(max(mNumParticipants, 0)) */
  float mSnowDensity;                          /* the last of Project CARS 2; what follows is of Automobilista 2 */
  float mSessionDuration;                      /* @unit(min) */
  int32_t mSessionAdditionalLaps;
  float mTyreTempLeft[4];                      /* @unit(°C) */
  float mTyreTempCenter[4];                    /* @unit(°C) */
  float mTyreTempRight[4];                     /* @unit(°C) */
  uint32_t mDrsState;                          /* @flags(pcars2_drs) */
  float mRideHeight[4];                        /* @unit(cm) */
  uint32_t mJoyPad0;                           /* @format(hex) */
  uint32_t mDPad;                              /* @format(hex) */
  int32_t mAntiLockSetting;
  int32_t mTractionControlSetting;
  int32_t mErsDeploymentMode;                  /* @enum(pcars2_ers) */
  bool mErsAutoModeEnabled;
  float mClutchTemp;                           /* @bias(-273.15) @unit(°C) */
  float mClutchWear;
  bool mClutchOverheated;
  bool mClutchSlipping;
  int32_t mYellowFlagState;                    /* @enum(pcars2_yellow) */
};

#define AT(member, offset) _Static_assert (offsetof (struct pcars2, member) == offset, #member)
AT (mGameState, 8);
AT (mNumParticipants, 24);
AT (mParticipantInfo, 28);
AT (mUnfilteredThrottle, 6428);
AT (mCarName, 6444);
AT (mSpeed, 6848);
AT (mRpm, 6852);
AT (mGear, 6876);
AT (mSequenceNumber, 7320);
_Static_assert (sizeof (struct pcars2_participant) == 100, "participant");
_Static_assert (sizeof (struct pcars2) > 20480, "size");
