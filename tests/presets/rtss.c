#include "publisher.h"

#include "rtss.h"

/* An entry of the version that runs is longer than what the header knows of it, and a text's too. */
#define OSD_STRIDE (sizeof (struct rtss_osd) + 1024)
#define APP_STRIDE 11416
#define N_OSD 1
#define N_APPS 4
#define OSDS 128
#define APPS (OSDS + N_OSD * OSD_STRIDE)

const size_t object_size = APPS + N_APPS * APP_STRIDE;

static void
fill_text (struct rtss_osd *osd, int i)
{
  SET_TEXT (osd->szOSD, "62°C", "texts[%d].szOSD", i);
  SET_TEXT (osd->szOSDOwner, "Überwacher", "texts[%d].szOSDOwner", i);
  SET_TEXT (osd->szOSDEx, "<C0=FF8000>144 FPS<C>", "texts[%d].szOSDEx", i);
  SET_BYTES (osd->buffer, 7 + i, "texts[%d].buffer", i);
  SET_TEXT (osd->szOSDEx2, "of version 2.20", "texts[%d].szOSDEx2", i);
}

#define APP_INTEGER(member, value) SET_INTEGER (app->member, (value) + (unsigned) i, "apps[%d]." #member, i)

static void
fill_app (struct rtss_app *app, int i)
{
  APP_INTEGER (dwProcessID, 4000);
  SET_TEXT (app->szName, i % 2 == 0 ? "C:\\Games\\game.exe" : "D:\\spiel-ä.exe", "apps[%d].szName", i);
  APP_INTEGER (dwFlags, 0x10006);
  APP_INTEGER (dwTime0, 1000000);
  APP_INTEGER (dwTime1, 1001000);
  APP_INTEGER (dwFrames, 144);
  APP_INTEGER (dwFrameTime, 6944);
  APP_INTEGER (dwStatFlags, 1);
  APP_INTEGER (dwStatTime0, 900000);
  APP_INTEGER (dwStatTime1, 1002000);
  APP_INTEGER (dwStatFrames, 14400);
  APP_INTEGER (dwStatCount, 100);
  APP_INTEGER (dwStatFramerateMin, 600);
  APP_INTEGER (dwStatFramerateAvg, 1430);
  APP_INTEGER (dwStatFramerateMax, 1650);
  APP_INTEGER (dwOSDX, 20);
  APP_INTEGER (dwOSDY, 30);
  APP_INTEGER (dwOSDPixel, 2);
  APP_INTEGER (dwOSDColor, 0xFF8000);
  APP_INTEGER (dwOSDFrame, 77);
  APP_INTEGER (dwScreenCaptureFlags, 0x10);
  SET_TEXT (app->szScreenCapturePath, "C:\\shots", "apps[%d].szScreenCapturePath", i);
}

void
fill_object (void *object)
{
  struct rtss *rtss = object;

  set_bytes (object, 1, object_size);
  SET_INTEGER (rtss->dwSignature, 0x52545353, "dwSignature");
  SET_INTEGER (rtss->dwVersion, 0x00020015, "dwVersion");
  SET_INTEGER (rtss->dwAppEntrySize, APP_STRIDE, "dwAppEntrySize");
  SET_INTEGER (rtss->dwAppArrOffset, APPS, "dwAppArrOffset");
  SET_INTEGER (rtss->dwAppArrSize, N_APPS, "dwAppArrSize");
  SET_INTEGER (rtss->dwOSDEntrySize, OSD_STRIDE, "dwOSDEntrySize");
  SET_INTEGER (rtss->dwOSDArrOffset, OSDS, "dwOSDArrOffset");
  SET_INTEGER (rtss->dwOSDArrSize, N_OSD, "dwOSDArrSize");
  SET_INTEGER (rtss->dwOSDFrame, 12345, "dwOSDFrame");
  SET_INTEGER (rtss->dwBusy, 0, "dwBusy");
  SET_INTEGER (rtss->dwDesktopVideoCaptureFlags, 0x20, "dwDesktopVideoCaptureFlags");
  for (int i = 0; i < 5; i++)
    SET_INTEGER (rtss->dwDesktopVideoCaptureStat[i], (unsigned) (50 + i), "dwDesktopVideoCaptureStat[%d]", i);
  SET_INTEGER (rtss->dwLastForegroundApp, 3, "dwLastForegroundApp");
  SET_INTEGER (rtss->dwLastForegroundAppProcessID, 4003, "dwLastForegroundAppProcessID");
  SET_INTEGER (rtss->dwProcessPerfCountersEntrySize, 12, "dwProcessPerfCountersEntrySize");
  SET_INTEGER (rtss->dwProcessPerfCountersArrOffset, 8344, "dwProcessPerfCountersArrOffset");
  SET_INTEGER (rtss->qwLatencyMarkerSetTimestamp, 98765432101LL, "qwLatencyMarkerSetTimestamp");
  SET_INTEGER (rtss->qwLatencyMarkerResetTimestamp, 98765432102LL, "qwLatencyMarkerResetTimestamp");
  for (int i = 0; i < N_OSD; i++)
    fill_text ((struct rtss_osd *) ((char *) object + OSDS + (size_t) i * OSD_STRIDE), i);
  for (int i = 0; i < N_APPS; i++)
    fill_app ((struct rtss_app *) ((char *) object + APPS + (size_t) i * APP_STRIDE), i);
}
