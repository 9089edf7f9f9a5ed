#include "publisher.h"

#include "falcon-strings.h"

#include <string.h>

static const struct
{
  unsigned id;
  const char *text;
} strings[] = {
  { BmsExe, "C:\\Falcon BMS 4.37\\Bin\\x64\\Falcon BMS.exe" },
  { KeyFile, "C:\\Falcon BMS 4.37\\User\\Config\\BMS - Full.key" },
  { BmsBasedir, "" },
  { ThrName, "Korea KTO" },
  { NavPoint, "NP:1,WP,1234.5,6789.0,-20.0,12.5;" },
  { NavPoint, "NP:2,MK,-1.5,2.5,0.0,0.0;O1:10.0,2000,30;" },
  { 200, "of a newer version" },
};

#define N_STRINGS ((int) (sizeof strings / sizeof strings[0]))

const size_t object_size = 4096;

void
fill_object (void *object)
{
  struct falcon_strings *area = object;
  char *at = (char *) object + 12;

  SET_INTEGER (area->VersionNum, 3, "VersionNum");
  SET_INTEGER (area->NoOfStrings, N_STRINGS, "NoOfStrings");
  for (int i = 0; i < N_STRINGS; i++)
    {
      unsigned length = (unsigned) strlen (strings[i].text);

      /* not aligned: records follow each other without gaps */
      memcpy (at, &strings[i].id, 4);
      memcpy (at + 4, &length, 4);
      memcpy (at + 8, strings[i].text, length + 1);
      tell_integer (strings[i].id, "data[%d].strId", i);
      tell_integer (length, "data[%d].strLength", i);
      tell_text (strings[i].text, "data[%d].strData", i);
      at += 8 + length + 1;
    }
  SET_INTEGER (area->dataSize, (unsigned) (at - (char *) object - 12), "dataSize");
  memset (at, 0x41, 64); /* whatever lies behind is not shown */
}
