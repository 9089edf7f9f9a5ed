/* rFactor 2 with the shared memory plugin, and Le Mans Ultimate: all vehicles, 50 times a second. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma pack(push, 4)

enum rf2_surface { rF2_Dry, rF2_Wet, rF2_Grass, rF2_Dirt, rF2_Gravel, rF2_Kerb, rF2_Special };
enum rf2_flap { rF2_Disallowed, rF2_DetectedButNotAllowedYet, rF2_Allowed };
enum rf2_ignition { rF2_Off, rF2_Ignition, rF2_IgnitionAndStarter };
enum rf2_dent { rF2_NoDent, rF2_SomeDent, rF2_MoreDent };

struct rf2_vec3
{
  double x;
  double y;
  double z;
};

struct rf2_wheel
{
  double mSuspensionDeflection;  /* @unit(m) */
  double mRideHeight;            /* @unit(m) */
  double mSuspForce;             /* @unit(N) */
  double mBrakeTemp;             /* @unit(°C) */
  double mBrakePressure;
  double mRotation;              /* @unit(rad/s) */
  double mLateralPatchVel;       /* @unit(m/s) */
  double mLongitudinalPatchVel;  /* @unit(m/s) */
  double mLateralGroundVel;      /* @unit(m/s) */
  double mLongitudinalGroundVel; /* @unit(m/s) */
  double mCamber;                /* @unit(rad) */
  double mLateralForce;          /* @unit(N) */
  double mLongitudinalForce;     /* @unit(N) */
  double mTireLoad;              /* @unit(N) */
  double mGripFract;
  double mPressure;              /* @unit(kPa) */
  double mTemperature[3];        /* @bias(-273.15) @unit(°C) left, centre, right */
  double mWear;
  char mTerrainName[16];
  unsigned char mSurfaceType;    /* @enum(rf2_surface) */
  bool mFlat;
  bool mDetached;
  double mVerticalTireDeflection; /* @unit(m) */
  double mWheelYLocation;        /* @unit(m) */
  double mToe;                   /* @unit(rad) */
  double mTireCarcassTemperature; /* @bias(-273.15) @unit(°C) */
  double mTireInnerLayerTemperature[3]; /* @bias(-273.15) @unit(°C) */
  unsigned char mExpansion[24];  /* @hidden */
};

/* @label(mVehicleName) */
struct rf2_vehicle
{
  int32_t mID;
  double mDeltaTime;             /* @unit(s) */
  double mElapsedTime;           /* @unit(s) */
  int32_t mLapNumber;
  double mLapStartET;            /* @unit(s) */
  char mVehicleName[64];
  char mTrackName[64];
  struct rf2_vec3 mPos;          /* m */
  struct rf2_vec3 mLocalVel;     /* m/s */
  struct rf2_vec3 mLocalAccel;   /* m/s² */
  struct rf2_vec3 mOri[3];       /* rows of the matrix that turns local vectors into the world's */
  struct rf2_vec3 mLocalRot;     /* rad/s */
  struct rf2_vec3 mLocalRotAccel; /* rad/s² */
  int32_t mGear;                 /* -1 reverse, 0 neutral */
  double mEngineRPM;             /* @unit(1/min) */
  double mEngineWaterTemp;       /* @unit(°C) */
  double mEngineOilTemp;         /* @unit(°C) */
  double mClutchRPM;             /* @unit(1/min) */
  double mUnfilteredThrottle;
  double mUnfilteredBrake;
  double mUnfilteredSteering;
  double mUnfilteredClutch;
  double mFilteredThrottle;
  double mFilteredBrake;
  double mFilteredSteering;
  double mFilteredClutch;
  double mSteeringShaftTorque;   /* @unit(Nm) */
  double mFront3rdDeflection;    /* @unit(m) */
  double mRear3rdDeflection;     /* @unit(m) */
  double mFrontWingHeight;       /* @unit(m) */
  double mFrontRideHeight;       /* @unit(m) */
  double mRearRideHeight;        /* @unit(m) */
  double mDrag;                  /* @unit(N) */
  double mFrontDownforce;        /* @unit(N) */
  double mRearDownforce;         /* @unit(N) */
  double mFuel;                  /* @unit(l) */
  double mEngineMaxRPM;          /* @unit(1/min) */
  unsigned char mScheduledStops;
  bool mOverheating;
  bool mDetached;
  bool mHeadlights;
  unsigned char mDentSeverity[8]; /* @enum(rf2_dent) around the car */
  double mLastImpactET;          /* @unit(s) */
  double mLastImpactMagnitude;
  struct rf2_vec3 mLastImpactPos; /* m */
  double mEngineTorque;          /* @unit(Nm) */
  int32_t mCurrentSector;        /* sign bit: in the pit lane */
  unsigned char mSpeedLimiter;   /* @format(bool) */
  unsigned char mMaxGears;
  unsigned char mFrontTireCompoundIndex;
  unsigned char mRearTireCompoundIndex;
  double mFuelCapacity;          /* @unit(l) */
  unsigned char mFrontFlapActivated;  /* @format(bool) */
  unsigned char mRearFlapActivated;   /* @format(bool) */
  unsigned char mRearFlapLegalStatus; /* @enum(rf2_flap) */
  unsigned char mIgnitionStarter;     /* @enum(rf2_ignition) */
  char mFrontTireCompoundName[18];
  char mRearTireCompoundName[18];
  unsigned char mSpeedLimiterAvailable; /* @format(bool) */
  unsigned char mAntiStallActivated;  /* @format(bool) */
  unsigned char mUnused[2];      /* @hidden */
  float mVisualSteeringWheelRange;    /* @unit(°) */
  double mRearBrakeBias;
  double mTurboBoostPressure;
  float mPhysicsToGraphicsOffset[3];  /* @unit(m) */
  float mPhysicalSteeringWheelRange;  /* @unit(°) */
  unsigned char mExpansion[152]; /* @hidden */
  struct rf2_wheel mWheels[4];   /* front left, front right, rear left, rear right */
};

/* @title(rFactor 2: telemetry) @names($rFactor2SMMP_Telemetry$*) @abi(win32)
   @pair(mVersionUpdateBegin, mVersionUpdateEnd) */
struct rf2_telemetry
{
  uint32_t mVersionUpdateBegin;  /* goes up before it is written */
  uint32_t mVersionUpdateEnd;    /* goes up afterwards */
  int32_t mBytesUpdatedHint;
  int32_t mNumVehicles;
  struct rf2_vehicle mVehicles[128]; /* @count(min(max(mNumVehicles, 0), 128)) */
};

#pragma pack(pop)

#define AT(type, member, offset) _Static_assert (offsetof (struct type, member) == offset, #member)
AT (rf2_telemetry, mBytesUpdatedHint, 8);
AT (rf2_telemetry, mNumVehicles, 12);
AT (rf2_telemetry, mVehicles, 16);
_Static_assert (sizeof (struct rf2_telemetry) == 241680, "size");
AT (rf2_vehicle, mDeltaTime, 4);
AT (rf2_vehicle, mElapsedTime, 12);
AT (rf2_vehicle, mLapNumber, 20);
AT (rf2_vehicle, mVehicleName, 32);
AT (rf2_vehicle, mTrackName, 96);
AT (rf2_vehicle, mPos, 160);
AT (rf2_vehicle, mGear, 352);
AT (rf2_vehicle, mEngineRPM, 356);
AT (rf2_vehicle, mUnfilteredThrottle, 388);
AT (rf2_vehicle, mFuel, 524);
AT (rf2_vehicle, mEngineMaxRPM, 532);
AT (rf2_vehicle, mWheels, 848);
_Static_assert (sizeof (struct rf2_vehicle) == 1888, "size");
_Static_assert (sizeof (struct rf2_wheel) == 260, "size");
