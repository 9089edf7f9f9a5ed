/* Euro Truck Simulator 2 and American Truck Simulator with the scs-sdk-plugin (revision 12): telemetry, a frame.
 * Members lie in zones by their type, with room behind each. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum scs_game { UnknownGame, ETS2, ATS };

/* @label(con_s.name) */
struct scs_trailer
{
  struct
  {
    bool wheelSteerable[16];
    bool wheelSimulated[16];
    bool wheelPowered[16];
    bool wheelLiftable[16];
  } con_b;
  struct
  {
    bool wheelOnGround[16];
    bool attached;
  } com_b;
  char buffer_b[3];                            /* @hidden */
  struct
  {
    uint32_t wheelSubstance[16];                 /* in substances */
  } com_ui;
  struct
  {
    uint32_t wheelCount;
  } con_ui;
  struct
  {
    float cargoDamage;
    float wearChassis;
    float wearWheels;
    float wearBody;
    float wheelSuspDeflection[16];
    float wheelVelocity[16];
    float wheelSteering[16];
    float wheelRotation[16];
    float wheelLift[16];
    float wheelLiftOffset[16];
  } com_f;
  struct
  {
    float wheelRadius[16];                       /* @unit(m) */
  } con_f;
  struct
  {
    float linearVelocityX;                       /* @unit(m/s) */
    float linearVelocityY;                       /* @unit(m/s) */
    float linearVelocityZ;                       /* @unit(m/s) */
    float angularVelocityX;
    float angularVelocityY;
    float angularVelocityZ;
    float linearAccelerationX;                   /* @unit(m/s²) */
    float linearAccelerationY;                   /* @unit(m/s²) */
    float linearAccelerationZ;                   /* @unit(m/s²) */
    float angularAccelerationX;
    float angularAccelerationY;
    float angularAccelerationZ;
  } com_fv;
  struct
  {
    float hookPositionX;                         /* @unit(m) */
    float hookPositionY;                         /* @unit(m) */
    float hookPositionZ;                         /* @unit(m) */
    float wheelPositionX[16];                    /* @unit(m) */
    float wheelPositionY[16];                    /* @unit(m) */
    float wheelPositionZ[16];                    /* @unit(m) */
  } con_fv;
  char buffer_fv[4];                           /* @hidden */
  struct
  {
    double worldX;                               /* @unit(m) */
    double worldY;                               /* @unit(m) */
    double worldZ;                               /* @unit(m) */
    double rotationX;
    double rotationY;
    double rotationZ;
  } com_dp;
  struct
  {
    char id[64];
    char cargoAcessoryId[64];
    char bodyType[64];
    char brandId[64];
    char brand[64];
    char name[64];
    char chainType[64];
    char licensePlate[64];
    char licensePlateCountry[64];
    char licensePlateCountryId[64];
  } con_s;
};

/* @title(SCS telemetry) @names(SCSTelemetry) @abi(win64) */
struct scs_telemetry
{
  bool sdkActive;
  char placeHolder[3];                         /* @hidden */
  bool paused;
  char placeHolder2[3];                        /* @hidden */
  uint64_t time;                               /* @unit(µs) */
  uint64_t simulatedTime;                      /* @unit(µs) */
  uint64_t renderTime;                         /* @unit(µs) */
  int64_t multiplayerTimeOffset;
  struct
  {
    uint32_t telemetry_plugin_revision;
    uint32_t version_major;
    uint32_t version_minor;
    uint32_t game;                               /* @enum(scs_game) */
    uint32_t telemetry_version_game_major;
    uint32_t telemetry_version_game_minor;
  } scs_values;
  struct
  {
    uint32_t time_abs;                           /* @unit(min) */
  } common_ui;
  struct
  {
    uint32_t gears;
    uint32_t gears_reverse;
    uint32_t retarderStepCount;
    uint32_t truckWheelCount;
    uint32_t selectorCount;
    uint32_t time_abs_delivery;                  /* @unit(min) */
    uint32_t maxTrailerCount;
    uint32_t unitCount;
    uint32_t plannedDistanceKm;                  /* @unit(km) */
  } config_ui;
  struct
  {
    uint32_t shifterSlot;
    uint32_t retarderBrake;
    uint32_t lightsAuxFront;
    uint32_t lightsAuxRoof;
    uint32_t truck_wheelSubstance[16];           /* in substances */
    uint32_t hshifterPosition[32];
    uint32_t hshifterBitmask[32];                /* @format(hex) */
  } truck_ui;
  struct
  {
    uint32_t jobDeliveredDeliveryTime;           /* @unit(min) */
    uint32_t jobStartingTime;                    /* @unit(min) */
    uint32_t jobFinishedTime;                    /* @unit(min) */
  } gameplay_ui;
  char buffer_ui[48];                          /* @hidden */
  struct
  {
    int32_t restStop;                            /* @unit(min) */
  } common_i;
  struct
  {
    int32_t gear;                                /* negative: reverse */
    int32_t gearDashboard;
    int32_t hshifterResulting[32];
  } truck_i;
  struct
  {
    int32_t jobDeliveredEarnedXp;
  } gameplay_i;
  char buffer_i[56];                           /* @hidden */
  struct
  {
    float scale;
  } common_f;
  struct
  {
    float fuelCapacity;                          /* @unit(l) */
    float fuelWarningFactor;
    float adblueCapacity;                        /* @unit(l) */
    float adblueWarningFactor;
    float airPressureWarning;                    /* @unit(psi) */
    float airPressurEmergency;                   /* @unit(psi) */
    float oilPressureWarning;                    /* @unit(psi) */
    float waterTemperatureWarning;               /* @unit(°C) */
    float batteryVoltageWarning;                 /* @unit(V) */
    float engineRpmMax;                          /* @unit(1/min) */
    float gearDifferential;
    float cargoMass;                             /* @unit(kg) */
    float truckWheelRadius[16];                  /* @unit(m) */
    float gearRatiosForward[24];
    float gearRatiosReverse[8];
    float unitMass;                              /* @unit(kg) */
  } config_f;
  struct
  {
    float speed;                                 /* @unit(m/s) */
    float engineRpm;                             /* @unit(1/min) */
    float userSteer;
    float userThrottle;
    float userBrake;
    float userClutch;
    float gameSteer;
    float gameThrottle;
    float gameBrake;
    float gameClutch;
    float cruiseControlSpeed;                    /* @unit(m/s) */
    float airPressure;                           /* @unit(psi) */
    float brakeTemperature;                      /* @unit(°C) */
    float fuel;                                  /* @unit(l) */
    float fuelAvgConsumption;                    /* @unit(l/km) */
    float fuelRange;                             /* @unit(km) */
    float adblue;                                /* @unit(l) */
    float oilPressure;                           /* @unit(psi) */
    float oilTemperature;                        /* @unit(°C) */
    float waterTemperature;                      /* @unit(°C) */
    float batteryVoltage;                        /* @unit(V) */
    float lightsDashboard;
    float wearEngine;
    float wearTransmission;
    float wearCabin;
    float wearChassis;
    float wearWheels;
    float truckOdometer;                         /* @unit(km) */
    float routeDistance;                         /* @unit(m) */
    float routeTime;                             /* @unit(s) */
    float speedLimit;                            /* @unit(m/s) */
    float truck_wheelSuspDeflection[16];
    float truck_wheelVelocity[16];
    float truck_wheelSteering[16];
    float truck_wheelRotation[16];
    float truck_wheelLift[16];
    float truck_wheelLiftOffset[16];
  } truck_f;
  struct
  {
    float jobDeliveredCargoDamage;
    float jobDeliveredDistanceKm;                /* @unit(km) */
    float refuelAmount;                          /* @unit(l) */
  } gameplay_f;
  struct
  {
    float cargoDamage;
  } job_f;
  char buffer_f[28];                           /* @hidden */
  struct
  {
    bool truckWheelSteerable[16];
    bool truckWheelSimulated[16];
    bool truckWheelPowered[16];
    bool truckWheelLiftable[16];
    bool isCargoLoaded;
    bool specialJob;
  } config_b;
  struct
  {
    bool parkBrake;
    bool motorBrake;
    bool airPressureWarning;
    bool airPressureEmergency;
    bool fuelWarning;
    bool adblueWarning;
    bool oilPressureWarning;
    bool waterTemperatureWarning;
    bool batteryVoltageWarning;
    bool electricEnabled;
    bool engineEnabled;
    bool wipers;
    bool blinkerLeftActive;
    bool blinkerRightActive;
    bool blinkerLeftOn;
    bool blinkerRightOn;
    bool lightsParking;
    bool lightsBeamLow;
    bool lightsBeamHigh;
    bool lightsBeacon;
    bool lightsBrake;
    bool lightsReverse;
    bool lightsHazard;
    bool cruiseControl;
    bool truck_wheelOnGround[16];
    bool shifterToggle[2];
    bool differentialLock;
    bool liftAxle;
    bool liftAxleIndicator;
    bool trailerLiftAxle;
    bool trailerLiftAxleIndicator;
  } truck_b;
  struct
  {
    bool jobDeliveredAutoparkUsed;
    bool jobDeliveredAutoloadUsed;
  } gameplay_b;
  char buffer_b[25];                           /* @hidden */
  struct
  {
    float cabinPositionX;                        /* @unit(m) */
    float cabinPositionY;                        /* @unit(m) */
    float cabinPositionZ;                        /* @unit(m) */
    float headPositionX;                         /* @unit(m) */
    float headPositionY;                         /* @unit(m) */
    float headPositionZ;                         /* @unit(m) */
    float truckHookPositionX;                    /* @unit(m) */
    float truckHookPositionY;                    /* @unit(m) */
    float truckHookPositionZ;                    /* @unit(m) */
    float truckWheelPositionX[16];               /* @unit(m) */
    float truckWheelPositionY[16];               /* @unit(m) */
    float truckWheelPositionZ[16];               /* @unit(m) */
  } config_fv;
  struct
  {
    float lv_accelerationX;                      /* @unit(m/s) */
    float lv_accelerationY;                      /* @unit(m/s) */
    float lv_accelerationZ;                      /* @unit(m/s) */
    float av_accelerationX;
    float av_accelerationY;
    float av_accelerationZ;
    float accelerationX;                         /* @unit(m/s²) */
    float accelerationY;                         /* @unit(m/s²) */
    float accelerationZ;                         /* @unit(m/s²) */
    float aa_accelerationX;
    float aa_accelerationY;
    float aa_accelerationZ;
    float cabinAVX;
    float cabinAVY;
    float cabinAVZ;
    float cabinAAX;
    float cabinAAY;
    float cabinAAZ;
  } truck_fv;
  char buffer_fv[60];                          /* @hidden */
  struct
  {
    float cabinOffsetX;                          /* @unit(m) */
    float cabinOffsetY;                          /* @unit(m) */
    float cabinOffsetZ;                          /* @unit(m) */
    float cabinOffsetrotationX;
    float cabinOffsetrotationY;
    float cabinOffsetrotationZ;
    float headOffsetX;                           /* @unit(m) */
    float headOffsetY;                           /* @unit(m) */
    float headOffsetZ;                           /* @unit(m) */
    float headOffsetrotationX;
    float headOffsetrotationY;
    float headOffsetrotationZ;
  } truck_fp;
  char buffer_fp[152];                         /* @hidden */
  struct
  {
    double coordinateX;                          /* @unit(m) */
    double coordinateY;                          /* @unit(m) */
    double coordinateZ;                          /* @unit(m) */
    double rotationX;
    double rotationY;
    double rotationZ;
  } truck_dp;
  char buffer_dp[52];                          /* @hidden */
  struct
  {
    char truckBrandId[64];
    char truckBrand[64];
    char truckId[64];
    char truckName[64];
    char cargoId[64];
    char cargo[64];
    char cityDstId[64];
    char cityDst[64];
    char compDstId[64];
    char compDst[64];
    char citySrcId[64];
    char citySrc[64];
    char compSrcId[64];
    char compSrc[64];
    char shifterType[16];
    char truckLicensePlate[64];
    char truckLicensePlateCountryId[64];
    char truckLicensePlateCountry[64];
    char jobMarket[32];
  } config_s;
  struct
  {
    char fineOffence[32];
    char ferrySourceName[64];
    char ferryTargetName[64];
    char ferrySourceId[64];
    char ferryTargetId[64];
    char trainSourceName[64];
    char trainTargetName[64];
    char trainSourceId[64];
    char trainTargetId[64];
  } gameplay_s;
  char buffer_s[20];                           /* @hidden */
  struct
  {
    uint64_t jobIncome;
  } config_ull;
  char buffer_ull[192];                        /* @hidden */
  struct
  {
    int64_t jobCancelledPenalty;
    int64_t jobDeliveredRevenue;
    int64_t fineAmount;
    int64_t tollgatePayAmount;
    int64_t ferryPayAmount;
    int64_t trainPayAmount;
  } gameplay_ll;
  char buffer_ll[52];                          /* @hidden */
  struct
  {
    bool onJob;                                  /* flips with each event */
    bool jobFinished;                            /* flips with each event */
    bool jobCancelled;                           /* flips with each event */
    bool jobDelivered;                           /* flips with each event */
    bool fined;                                  /* flips with each event */
    bool tollgate;                               /* flips with each event */
    bool ferry;                                  /* flips with each event */
    bool train;                                  /* flips with each event */
    bool refuel;                                 /* flips with each event */
    bool refuelPayed;                            /* flips with each event */
  } special_b;
  char buffer_special[90];                     /* @hidden */
  struct
  {
    char substance[25][64];
  } substances;
  struct
  {
    struct scs_trailer trailer[10];
  } trailer;
};

#define AT(member, offset) _Static_assert (offsetof (struct scs_telemetry, member) == offset, #member)
AT (paused, 4);
AT (time, 8);
AT (simulatedTime, 16);
AT (renderTime, 24);
AT (scs_values, 40);
AT (scs_values.game, 52);
AT (common_i, 500);
AT (truck_i.gear, 504);
AT (common_f, 700);
AT (truck_f.speed, 948);
AT (truck_f.engineRpm, 952);
AT (config_b, 1500);
AT (config_fv, 1640);
AT (truck_fp, 2000);
AT (truck_dp, 2200);
AT (config_s, 2300);
AT (config_ull, 4000);
AT (gameplay_ll, 4200);
AT (special_b, 4300);
AT (substances, 4400);
AT (trailer, 6000);
_Static_assert (sizeof (struct scs_trailer) == 1560, "trailer");
