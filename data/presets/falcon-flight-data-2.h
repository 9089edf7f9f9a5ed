/* Falcon BMS: what was added to its flight data later on. */
#include <stddef.h>
#include <stdint.h>

enum falcon_nav { ILS_TACAN, TACAN, NAV, ILS_NAV };
enum falcon_cmds { CmdsOFF, CmdsSTBY, CmdsMAN, CmdsSEMI, CmdsAUTO, CmdsBYP };
enum falcon_pilot { IN_UI, LOADING, WAITING, FLYING, DEAD, UNKNOWN };
enum falcon_instr_light { INSTR_LIGHT_OFF, INSTR_LIGHT_DIM, INSTR_LIGHT_BRT };
enum falcon_tacan { band = 1, mode = 2 };
enum falcon_alt { CalType = 1, PneuFlag = 2 };

enum falcon_power
{
  BusPowerBattery = 0x1,
  BusPowerEmergency = 0x2,
  BusPowerEssential = 0x4,
  BusPowerNonEssential = 0x8,
  MainGenerator = 0x10,
  StandbyGenerator = 0x20,
  JetFuelStarter = 0x40,
};

enum falcon_blink
{
  OuterMarker = 0x1,
  MiddleMarker = 0x2,
  PROBEHEAT = 0x4,
  AuxSrch = 0x8,
  Launch = 0x10,
  PriMode = 0x20,
  Unk = 0x40,
  Elec_Fault = 0x80,
  OXY_BROW = 0x100,
  EPUOn = 0x200,
  JFSOn_Slow = 0x400,
  JFSOn_Fast = 0x800,
};

enum falcon_betty
{
  Betty_Allwords = 0x1,
  Betty_Pullup = 0x2,
  Betty_Altitude = 0x4,
  Betty_Warning = 0x8,
  Betty_Jammer = 0x10,
  Betty_Counter = 0x20,
  Betty_ChaffFlare = 0x40,
  Betty_ChaffFlare_Low = 0x80,
  Betty_ChaffFlare_Out = 0x100,
  Betty_Lock = 0x200,
  Betty_Caution = 0x400,
  Betty_Bingo = 0x800,
  Betty_Data = 0x1000,
  Betty_IFF = 0x2000,
  Betty_Lowspeed = 0x4000,
  Betty_Beeps = 0x8000,
  Betty_AOA = 0x10000,
  Betty_MaxG = 0x20000,
};

enum falcon_misc
{
  RALT_Valid = 0x1,
  Flcs_Flcc_A = 0x2,
  Flcs_Flcc_B = 0x4,
  Flcs_Flcc_C = 0x8,
  Flcs_Flcc_D = 0x10,
  SolenoidStatus = 0x20,
};

/* @title(Falcon BMS: flight data 2) @names(FalconSharedMemoryArea2) @abi(win32) */
struct falcon_flight_data_2
{
  float nozzlePos2;            /* @unit(%) */
  float rpm2;                  /* @unit(%) */
  float ftit2;                 /* @unit(°C) */
  float oilPressure2;          /* @unit(%) */
  uint8_t navMode;             /* @enum(falcon_nav) */
  float AAUZ;                  /* @unit(ft) barometric, down */
  uint8_t tacanInfo[2];        /* @flags(falcon_tacan) UFC, AUX */
  int32_t AltCalReading;
  uint32_t altBits;            /* @flags(falcon_alt) */
  uint32_t powerBits;          /* @flags(falcon_power) */
  uint32_t blinkBits;          /* @flags(falcon_blink) */
  int32_t cmdsMode;            /* @enum(falcon_cmds) */
  int32_t BupUhfPreset;
  int32_t BupUhfFreq;
  float cabinAlt;              /* @unit(ft) */
  float hydPressureA;
  float hydPressureB;
  int32_t currentTime;         /* @unit(s) of the day */
  int16_t vehicleACD;
  int32_t VersionNum;
  float fuelFlow2;             /* @unit(lb/h) */
  char RwrInfo[512];
  float lefPos;
  float tefPos;
  float vtolPos;
  uint8_t pilotsOnline;
  char pilotsCallsign[32][12]; /* @count(min(pilotsOnline, 32)) */
  uint8_t pilotsStatus[32];    /* @count(min(pilotsOnline, 32)) @enum(falcon_pilot) */
  float bumpIntensity;
  float latitude;              /* @unit(°) */
  float longitude;             /* @unit(°) */
  uint16_t RTT_size[2];        /* @unit(px) */
  uint16_t RTT_area[7][4];     /* @unit(px) HUD, PFL, DED, RWR, left and right MFD, HMS: left, top, right, bottom */
  uint8_t iffBackupMode1Digit1;
  uint8_t iffBackupMode1Digit2;
  uint8_t iffBackupMode3ADigit1;
  uint8_t iffBackupMode3ADigit2;
  uint8_t instrLight;          /* @enum(falcon_instr_light) */
  uint32_t bettyBits;          /* @flags(falcon_betty) */
  uint32_t miscBits;           /* @flags(falcon_misc) */
  float RALT;                  /* @unit(ft) */
  float bingoFuel;             /* @unit(lb) */
  float caraAlow;              /* @unit(ft) */
  float bullseyeX;             /* @unit(ft) */
  float bullseyeY;             /* @unit(ft) */
  int32_t BMSVersionMajor;
  int32_t BMSVersionMinor;
  int32_t BMSVersionMicro;
  int32_t BMSBuildNumber;
  uint32_t StringAreaSize;     /* @unit(bytes) */
  uint32_t StringAreaTime;     /* goes up as the texts change */
  uint32_t DrawingAreaSize;    /* @unit(bytes) */
  float turnRate;              /* @unit(°/s) */
};

#define AT(member, offset) _Static_assert (offsetof (struct falcon_flight_data_2, member) == offset, #member)
AT (navMode, 16);
AT (AAUZ, 20);
AT (tacanInfo, 24);
AT (AltCalReading, 28);
AT (vehicleACD, 72);
AT (VersionNum, 76);
AT (RwrInfo, 84);
AT (pilotsCallsign, 609);
AT (bumpIntensity, 1028);
AT (RTT_size, 1040);
