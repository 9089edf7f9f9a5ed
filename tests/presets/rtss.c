#include "publisher.h"

#include "rtss.h"

/* A text of the version that runs is longer than what the header knows of it; a program is as 2.21 has it. */
#define OSD_STRIDE (sizeof (struct rtss_osd) + 1024)
#define APP_COUNTERS sizeof (struct rtss_app)
#define N_COUNTERS 3
#define APP_STRIDE (APP_COUNTERS + 256 * sizeof (struct rtss_counter))
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
  APP_INTEGER (dwOSDBgndColor, 5010);
  APP_INTEGER (dwVideoCaptureFlags, 5020);
  SET_TEXT (app->szVideoCapturePath, "D:\\films", "apps[%d].szVideoCapturePath", i);
  APP_INTEGER (dwVideoFramerate, 5030);
  APP_INTEGER (dwVideoFramesize, 5040);
  APP_INTEGER (dwVideoFormat, 5050);
  APP_INTEGER (dwVideoQuality, 5060);
  APP_INTEGER (dwVideoCaptureThreads, 5070);
  APP_INTEGER (dwScreenCaptureQuality, 5080);
  APP_INTEGER (dwScreenCaptureThreads, 5090);
  APP_INTEGER (dwAudioCaptureFlags, 5100);
  APP_INTEGER (dwVideoCaptureFlagsEx, 5110);
  APP_INTEGER (dwAudioCaptureFlags2, 5120);
  APP_INTEGER (dwStatFrameTimeMin, 5130);
  APP_INTEGER (dwStatFrameTimeAvg, 5140);
  APP_INTEGER (dwStatFrameTimeMax, 5150);
  APP_INTEGER (dwStatFrameTimeCount, 5160);
  for (int k = 0; k < 1024; k++)
    SET_INTEGER (app->dwStatFrameTimeBuf[k], (unsigned) (6000 + k + i), "apps[%d].dwStatFrameTimeBuf[%d]", i,
                 k);
  APP_INTEGER (dwStatFrameTimeBufPos, 5170);
  APP_INTEGER (dwStatFrameTimeBufFramerate, 5180);
  APP_INTEGER (qwAudioCapturePTTEventPush, 70000000190LL);
  APP_INTEGER (qwAudioCapturePTTEventRelease, 70000000200LL);
  APP_INTEGER (qwAudioCapturePTTEventPush2, 70000000210LL);
  APP_INTEGER (qwAudioCapturePTTEventRelease2, 70000000220LL);
  APP_INTEGER (dwPrerecordSizeLimit, 5230);
  APP_INTEGER (dwPrerecordTimeLimit, 5240);
  APP_INTEGER (qwStatTotalTime, 70000000250LL);
  for (int k = 0; k < 1024; k++)
    SET_INTEGER (app->dwStatFrameTimeLowBuf[k], (unsigned) (6000 + k + i),
                 "apps[%d].dwStatFrameTimeLowBuf[%d]", i, k);
  APP_INTEGER (dwStatFramerate1Dot0PercentLow, 5260);
  APP_INTEGER (dwStatFramerate0Dot1PercentLow, 5270);
  APP_INTEGER (dw1Dot0PercentLowBufPos, 5280);
  APP_INTEGER (dw0Dot1PercentLowBufPos, 5290);
  APP_INTEGER (dwProcessPerfCountersFlags, 5300);
  SET_INTEGER (app->dwProcessPerfCountersCount, N_COUNTERS, "apps[%d].dwProcessPerfCountersCount", i);
  APP_INTEGER (dwProcessPerfCountersSamplingPeriod, 5310);
  APP_INTEGER (dwProcessPerfCountersSamplingTime, 5320);
  APP_INTEGER (dwProcessPerfCountersTimestamp, 5330);
  APP_INTEGER (qwLatencyMarkerPresentTimestamp, 70000000340LL);
  APP_INTEGER (dwResolutionX, 5350);
  APP_INTEGER (dwResolutionY, 5360);
  APP_INTEGER (qwInputSampleTime, 70000000370LL);
  APP_INTEGER (qwSimStartTime, 70000000380LL);
  APP_INTEGER (qwSimEndTime, 70000000390LL);
  APP_INTEGER (qwRenderSubmitStartTime, 70000000400LL);
  APP_INTEGER (qwRenderSubmitEndTime, 70000000410LL);
  APP_INTEGER (qwPresentStartTime, 70000000420LL);
  APP_INTEGER (qwPresentEndTime, 70000000430LL);
  APP_INTEGER (qwDriverStartTime, 70000000440LL);
  APP_INTEGER (qwDriverEndTime, 70000000450LL);
  APP_INTEGER (qwOsRenderQueueStartTime, 70000000460LL);
  APP_INTEGER (qwOsRenderQueueEndTime, 70000000470LL);
  APP_INTEGER (qwGpuRenderStartTime, 70000000480LL);
  APP_INTEGER (qwGpuRenderEndTime, 70000000490LL);
  APP_INTEGER (dwGpuActiveRenderTime, 5500);
  APP_INTEGER (dwGpuFrameTime, 5510);
  for (int k = 0; k < N_COUNTERS; k++)
    {
      struct rtss_counter *counter = (struct rtss_counter *) ((char *) app + APP_COUNTERS) + k;

      SET_INTEGER (counter->dwID, (unsigned) (0x100 + k), "apps[%d].counters[%d].dwID", i, k);
      SET_INTEGER (counter->dwParam, (unsigned) k, "apps[%d].counters[%d].dwParam", i, k);
      SET_INTEGER (counter->dwData, (unsigned) (800 + 10 * i + k), "apps[%d].counters[%d].dwData", i, k);
    }
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
  SET_INTEGER (rtss->dwProcessPerfCountersArrOffset, APP_COUNTERS, "dwProcessPerfCountersArrOffset");
  SET_INTEGER (rtss->qwLatencyMarkerSetTimestamp, 98765432101LL, "qwLatencyMarkerSetTimestamp");
  SET_INTEGER (rtss->qwLatencyMarkerResetTimestamp, 98765432102LL, "qwLatencyMarkerResetTimestamp");
  for (int i = 0; i < N_OSD; i++)
    fill_text ((struct rtss_osd *) ((char *) object + OSDS + (size_t) i * OSD_STRIDE), i);
  for (int i = 0; i < N_APPS; i++)
    fill_app ((struct rtss_app *) ((char *) object + APPS + (size_t) i * APP_STRIDE), i);
}
