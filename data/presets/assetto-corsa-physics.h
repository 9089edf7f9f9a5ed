/* Assetto Corsa and Assetto Corsa Competizione: the car's physics, about 333 times a second.
 * Four of something are the wheels: front left, front right, rear left, rear right. */
#include <stddef.h>
#include <stdint.h>

#pragma pack(push, 4)

/* @title(Assetto Corsa: physics) @names(acpmf_physics) @abi(win32) */
struct acpmf_physics
{
  int32_t packetId;            /* counts the updates */
  float gas;
  float brake;
  float fuel;                  /* @unit(l) */
  int32_t gear;                /* 0 reverse, 1 neutral, 2 first */
  int32_t rpms;                /* @unit(1/min) */
  float steerAngle;
  float speedKmh;              /* @unit(km/h) */
  float velocity[3];           /* @unit(m/s) */
  float accG[3];               /* @unit(g) */
  float wheelSlip[4];
  float wheelLoad[4];          /* @unit(N) */
  float wheelsPressure[4];     /* @unit(psi) */
  float wheelAngularSpeed[4];  /* @unit(rad/s) */
  float tyreWear[4];
  float tyreDirtyLevel[4];
  float tyreCoreTemperature[4]; /* @unit(°C) */
  float camberRAD[4];          /* @unit(rad) */
  float suspensionTravel[4];   /* @unit(m) */
  float drs;
  float tc;
  float heading;               /* @unit(rad) */
  float pitch;                 /* @unit(rad) */
  float roll;                  /* @unit(rad) */
  float cgHeight;              /* @unit(m) */
  float carDamage[5];
  int32_t numberOfTyresOut;
  int32_t pitLimiterOn;        /* @format(bool) */
  float abs;
  float kersCharge;
  float kersInput;
  int32_t autoShifterOn;       /* @format(bool) */
  float rideHeight[2];         /* @unit(m) front, rear */
  float turboBoost;
  float ballast;               /* @unit(kg) */
  float airDensity;            /* @unit(kg/m³) */
  float airTemp;               /* @unit(°C) */
  float roadTemp;              /* @unit(°C) */
  float localAngularVel[3];    /* @unit(rad/s) */
  float finalFF;
  float performanceMeter;
  int32_t engineBrake;
  int32_t ersRecoveryLevel;
  int32_t ersPowerLevel;
  int32_t ersHeatCharging;
  int32_t ersIsCharging;       /* @format(bool) */
  float kersCurrentKJ;         /* @unit(kJ) */
  int32_t drsAvailable;        /* @format(bool) */
  int32_t drsEnabled;          /* @format(bool) */
  float brakeTemp[4];          /* @unit(°C) */
  float clutch;
  float tyreTempI[4];          /* @unit(°C) inside */
  float tyreTempM[4];          /* @unit(°C) middle */
  float tyreTempO[4];          /* @unit(°C) outside */
  int32_t isAIControlled;      /* @format(bool) */
  float tyreContactPoint[4][3];
  float tyreContactNormal[4][3];
  float tyreContactHeading[4][3];
  float brakeBias;
  float localVelocity[3];      /* @unit(m/s) the last that the first Assetto Corsa has */

  int32_t P2PActivations;
  int32_t P2PStatus;
  int32_t currentMaxRpm;       /* @unit(1/min) */
  float mz[4];
  float fx[4];
  float fy[4];
  float slipRatio[4];
  float slipAngle[4];          /* @unit(rad) */
  int32_t tcinAction;          /* @format(bool) */
  int32_t absInAction;         /* @format(bool) */
  float suspensionDamage[4];
  float tyreTemp[4];           /* @unit(°C) */
  float waterTemp;             /* @unit(°C) */
  float brakePressure[4];
  int32_t frontBrakeCompound;
  int32_t rearBrakeCompound;
  float padLife[4];
  float discLife[4];
  int32_t ignitionOn;          /* @format(bool) */
  int32_t starterEngineOn;     /* @format(bool) */
  int32_t isEngineRunning;     /* @format(bool) */
  float kerbVibration;
  float slipVibrations;
  float gVibrations;
  float absVibrations;
};

#pragma pack(pop)

#define AT(member, offset) _Static_assert (offsetof (struct acpmf_physics, member) == offset, #member)
AT (gear, 16);
AT (speedKmh, 28);
AT (accG, 44);
AT (wheelSlip, 56);
AT (wheelsPressure, 88);
AT (tyreCoreTemperature, 152);
AT (P2PActivations, 580);
_Static_assert (sizeof (struct acpmf_physics) == 800, "size");
