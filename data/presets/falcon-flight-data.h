/* Falcon BMS: what the cockpit shows, once a frame. */
#include <stddef.h>
#include <stdint.h>

enum falcon_lights
{
  MasterCaution = 0x1,
  TF = 0x2,
  OXY_BROW = 0x4,
  EQUIP_HOT = 0x8,
  ONGROUND = 0x10,
  ENG_FIRE = 0x20,
  CONFIG = 0x40,
  HYD = 0x80,
  Flcs_ABCD = 0x100,
  FLCS = 0x200,
  CAN = 0x400,
  T_L_CFG = 0x800,
  AOAAbove = 0x1000,
  AOAOn = 0x2000,
  AOABelow = 0x4000,
  RefuelRDY = 0x8000,
  RefuelAR = 0x10000,
  RefuelDSC = 0x20000,
  FltControlSys = 0x40000,
  LEFlaps = 0x80000,
  EngineFault = 0x100000,
  Overheat = 0x200000,
  FuelLow = 0x400000,
  Avionics = 0x800000,
  RadarAlt = 0x1000000,
  IFF = 0x2000000,
  ECM = 0x4000000,
  Hook = 0x8000000,
  NWSFail = 0x10000000,
  CabinPress = 0x20000000,
  AutoPilotOn = 0x40000000,
  TFR_STBY = (int) 0x80000000,
};

enum falcon_lights_2
{
  HandOff = 0x1,
  Launch = 0x2,
  PriMode = 0x4,
  Naval = 0x8,
  Unk = 0x10,
  TgtSep = 0x20,
  Go = 0x40,
  NoGo = 0x80,
  Degr = 0x100,
  Rdy = 0x200,
  ChaffLo = 0x400,
  FlareLo = 0x800,
  AuxSrch = 0x1000,
  AuxAct = 0x2000,
  AuxLow = 0x4000,
  AuxPwr = 0x8000,
  EcmPwr = 0x10000,
  EcmFail = 0x20000,
  FwdFuelLow = 0x40000,
  AftFuelLow = 0x80000,
  EPUOn = 0x100000,
  JFSOn = 0x200000,
  SEC = 0x400000,
  OXY_LOW = 0x800000,
  PROBEHEAT = 0x1000000,
  SEAT_ARM = 0x2000000,
  BUC = 0x4000000,
  FUEL_OIL_HOT = 0x8000000,
  ANTI_SKID = 0x10000000,
  TFR_ENGAGED = 0x20000000,
  GEARHANDLE = 0x40000000,
  ENGINE = (int) 0x80000000,
};

enum falcon_lights_3
{
  FlcsPmg = 0x1,
  MainGen = 0x2,
  StbyGen = 0x4,
  EpuGen = 0x8,
  EpuPmg = 0x10,
  ToFlcs = 0x20,
  FlcsRly = 0x40,
  BatFail = 0x80,
  Hydrazine = 0x100,
  Air = 0x200,
  Elec_Fault = 0x400,
  Lef_Fault = 0x800,
  OnGround = 0x1000,
  FlcsBitRun = 0x2000,
  FlcsBitFail = 0x4000,
  DbuWarn = 0x8000,
  NoseGearDown = 0x10000,
  LeftGearDown = 0x20000,
  RightGearDown = 0x40000,
  ParkBrakeOn = 0x100000,
  Power_Off = 0x200000,
  cadc = 0x400000,
  SpeedBrake = 0x800000,
  SysTest = 0x1000000,
  MCAnnounced = 0x2000000,
  MLGWOW = 0x4000000,
  NLGWOW = 0x8000000,
  ATF_Not_Engaged = 0x10000000,
  Inlet_Icing = 0x20000000,
};

enum falcon_hsi
{
  ToTrue = 0x1,
  IlsWarning = 0x2,
  CourseWarning = 0x4,
  Init = 0x8,
  TotalFlags = 0x10,
  ADI_OFF = 0x20,
  ADI_AUX = 0x40,
  ADI_GS = 0x80,
  ADI_LOC = 0x100,
  HSI_OFF = 0x200,
  BUP_ADI_OFF = 0x400,
  VVI = 0x800,
  AOA = 0x1000,
  AVTR = 0x2000,
  OuterMarker = 0x4000,
  MiddleMarker = 0x8000,
  FromTrue = 0x10000,
  Flying = (int) 0x80000000,
};

/* @title(Falcon BMS: flight data) @names(FalconSharedMemoryArea) @abi(win32) */
struct falcon_flight_data
{
  float x;                     /* @unit(ft) north */
  float y;                     /* @unit(ft) east */
  float z;                     /* @unit(ft) down */
  float xDot;                  /* @unit(ft/s) */
  float yDot;                  /* @unit(ft/s) */
  float zDot;                  /* @unit(ft/s) */
  float alpha;                 /* @unit(°) */
  float beta;                  /* @unit(°) */
  float gamma;                 /* @unit(rad) */
  float pitch;                 /* @unit(rad) */
  float roll;                  /* @unit(rad) */
  float yaw;                   /* @unit(rad) */
  float mach;
  float kias;                  /* @unit(kn) */
  float vt;                    /* @unit(ft/s) */
  float gs;                    /* @unit(g) */
  float windOffset;            /* @unit(rad) */
  float nozzlePos;             /* @unit(%) */
  float internalFuel;          /* @unit(lb) */
  float externalFuel;          /* @unit(lb) */
  float fuelFlow;              /* @unit(lb/h) */
  float rpm;                   /* @unit(%) */
  float ftit;                  /* @unit(°C) */
  float gearPos;
  float speedBrake;
  float epuFuel;               /* @unit(%) */
  float oilPressure;           /* @unit(%) */
  uint32_t lightBits;          /* @flags(falcon_lights) */
  float headPitch;             /* @unit(rad) */
  float headRoll;              /* @unit(rad) */
  float headYaw;               /* @unit(rad) */
  uint32_t lightBits2;         /* @flags(falcon_lights_2) */
  uint32_t lightBits3;         /* @flags(falcon_lights_3) */
  float ChaffCount;
  float FlareCount;
  float NoseGearPos;
  float LeftGearPos;
  float RightGearPos;
  float AdiIlsHorPos;
  float AdiIlsVerPos;
  int32_t courseState;
  int32_t headingState;
  int32_t totalStates;
  float courseDeviation;
  float desiredCourse;
  float distanceToBeacon;
  float bearingToBeacon;
  float currentHeading;
  float desiredHeading;
  float deviationLimit;
  float halfDeviationLimit;
  float localizerCourse;
  float airbaseX;
  float airbaseY;
  float totalValues;
  float TrimPitch;
  float TrimRoll;
  float TrimYaw;
  uint32_t hsiBits;            /* @flags(falcon_hsi) */
  char DEDLines[5][26];
  char Invert[5][26];          /* 2 where that character is drawn inversely */
  char PFLLines[5][26];
  char PFLInvert[5][26];
  int32_t UFCTChan;
  int32_t AUXTChan;
  int32_t RwrObjectCount;
  int32_t RWRsymbol[40];       /* @count(min(max(RwrObjectCount, 0), 40)) */
  float bearing[40];           /* @count(min(max(RwrObjectCount, 0), 40)) @unit(rad) */
  uint32_t missileActivity[40]; /* @count(min(max(RwrObjectCount, 0), 40)) */
  uint32_t missileLaunch[40];  /* @count(min(max(RwrObjectCount, 0), 40)) */
  uint32_t selected[40];       /* @count(min(max(RwrObjectCount, 0), 40)) */
  float lethality[40];         /* @count(min(max(RwrObjectCount, 0), 40)) */
  uint32_t newDetection[40];   /* @count(min(max(RwrObjectCount, 0), 40)) */
  float fwd;                   /* @unit(lb) */
  float aft;                   /* @unit(lb) */
  float total;                 /* @unit(lb) */
  int32_t VersionNum;
  float headX;                 /* @unit(ft) */
  float headY;                 /* @unit(ft) */
  float headZ;                 /* @unit(ft) */
  int32_t MainPower;           /* 0 down, 1 middle, 2 up */
};

#define AT(member, offset) _Static_assert (offsetof (struct falcon_flight_data, member) == offset, #member)
AT (oilPressure, 104);
AT (lightBits, 108);
AT (headPitch, 112);
AT (lightBits2, 124);
AT (lightBits3, 128);
AT (DEDLines, 236);
AT (UFCTChan, 756);
