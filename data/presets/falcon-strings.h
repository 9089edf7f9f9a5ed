/* Falcon BMS: folders, files and steerpoints as texts: records of different lengths, one behind the other. */
#include <stddef.h>
#include <stdint.h>

enum falcon_string_id
{
  BmsExe,
  KeyFile,
  BmsBasedir,
  BmsBinDirectory,
  BmsDataDirectory,
  BmsUIArtDirectory,
  BmsUserDirectory,
  BmsAcmiDirectory,
  BmsBriefingsDirectory,
  BmsConfigDirectory,
  BmsLogsDirectory,
  BmsPatchDirectory,
  BmsPictureDirectory,
  ThrName,
  ThrCampaigndir,
  ThrTerraindir,
  ThrArtdir,
  ThrMoviedir,
  ThrUisounddir,
  ThrObjectdir,
  Thr3ddatadir,
  ThrMisctexdir,
  ThrSounddir,
  ThrTacrefdir,
  ThrSplashdir,
  ThrCockpitdir,
  ThrSimdatadir,
  ThrSubtitlesdir,
  ThrTacrefpicsdir,
  AcName,
  AcNCTR,
  ButtonsFile,
  CockpitFile,
  NavPoint,
};

/* @label(strId) @size(8 + strLength + 1) */
struct falcon_string
{
  uint32_t strId;              /* @enum(falcon_string_id) */
  uint32_t strLength;
  char strData[0];             /* @count(strLength + 1) @encoding(cp1252) */
};

/* @title(Falcon BMS: strings) @names(FalconSharedMemoryAreaString) @abi(win32) */
struct falcon_strings
{
  uint32_t VersionNum;
  uint32_t NoOfStrings;
  uint32_t dataSize;           /* @unit(bytes) */
  struct falcon_string data[0]; /* @count(NoOfStrings) @until(12 + dataSize) */
};

_Static_assert (offsetof (struct falcon_strings, data) == 12, "data");
_Static_assert (offsetof (struct falcon_string, strData) == 8, "strData");
