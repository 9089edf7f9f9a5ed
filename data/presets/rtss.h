/* RivaTuner Statistics Server: frame times of the programs that it looks at, and the texts that it draws over
 * them.  The header tells where the arrays are and how long an entry is in the version that runs. */
#include <stddef.h>
#include <stdint.h>

/* @label(szOSDOwner) */
struct rtss_osd
{
  char szOSD[256];             /* @encoding(cp1252) */
  char szOSDOwner[256];        /* @encoding(cp1252) */
  char szOSDEx[4096];          /* @if(dwOSDEntrySize >= 4608) @encoding(cp1252) instead of szOSD: 2.7 */
  unsigned char buffer[262144]; /* @if(dwOSDEntrySize >= 266752) embedded graphs: 2.12 */
  char szOSDEx2[32768];        /* @if(dwOSDEntrySize >= 299520) @encoding(cp1252) 2.20 */
};

enum rtss_app_flags
{
  APPFLAG_OGL = 1,
  APPFLAG_DD,
  APPFLAG_D3D8,
  APPFLAG_D3D9,
  APPFLAG_D3D9EX,
  APPFLAG_D3D10,
  APPFLAG_D3D11,
  APPFLAG_D3D12,
  APPFLAG_D3D12AFR,
  APPFLAG_VULKAN,
};

/* What is counted of a process: dwID tells what that is. */
struct rtss_counter
{
  uint32_t dwID;
  uint32_t dwParam;
  uint32_t dwData;
};

/* Each version of the header adds fields behind those of the one before; the last one that is known is 2.21.
   @label(szName) */
struct rtss_app
{
  uint32_t dwProcessID;        /* @format(pid) */
  char szName[260];            /* @encoding(cp1252) */
  uint32_t dwFlags;            /* @format(hex) lowest 16 bits: rtss_app_flags; 0x10000: 64 bits; 0x20000: UWP */

  uint32_t dwTime0;            /* @time(tick) start of the period that is counted */
  uint32_t dwTime1;            /* @time(tick) its end */
  uint32_t dwFrames;           /* in it */
  uint32_t dwFrameTime;        /* @unit(µs) */

  uint32_t dwStatFlags;        /* @format(hex) 1: statistics are collected */
  uint32_t dwStatTime0;        /* @time(tick) */
  uint32_t dwStatTime1;        /* @time(tick) */
  uint32_t dwStatFrames;
  uint32_t dwStatCount;
  uint32_t dwStatFramerateMin; /* @scale(0.1) @unit(Hz) */
  uint32_t dwStatFramerateAvg; /* @scale(0.1) @unit(Hz) */
  uint32_t dwStatFramerateMax; /* @scale(0.1) @unit(Hz) */

  uint32_t dwOSDX;
  uint32_t dwOSDY;
  uint32_t dwOSDPixel;
  uint32_t dwOSDColor;         /* @format(hex) */
  uint32_t dwOSDFrame;

  uint32_t dwScreenCaptureFlags; /* @format(hex) */
  char szScreenCapturePath[260]; /* @encoding(cp1252) */

  uint32_t dwOSDBgndColor;                 /* @if(dwVersion >= 0x20001) @format(hex) */

  uint32_t dwVideoCaptureFlags;            /* @if(dwVersion >= 0x20002) @format(hex) */
  char szVideoCapturePath[260];            /* @if(dwVersion >= 0x20002) @encoding(cp1252) */
  uint32_t dwVideoFramerate;               /* @if(dwVersion >= 0x20002) */
  uint32_t dwVideoFramesize;               /* @if(dwVersion >= 0x20002) */
  uint32_t dwVideoFormat;                  /* @if(dwVersion >= 0x20002) @format(hex) */
  uint32_t dwVideoQuality;                 /* @if(dwVersion >= 0x20002) */
  uint32_t dwVideoCaptureThreads;          /* @if(dwVersion >= 0x20002) */
  uint32_t dwScreenCaptureQuality;         /* @if(dwVersion >= 0x20002) */
  uint32_t dwScreenCaptureThreads;         /* @if(dwVersion >= 0x20002) */

  uint32_t dwAudioCaptureFlags;            /* @if(dwVersion >= 0x20003) @format(hex) */

  uint32_t dwVideoCaptureFlagsEx;          /* @if(dwVersion >= 0x20004) @format(hex) */

  uint32_t dwAudioCaptureFlags2;           /* @if(dwVersion >= 0x20005) @format(hex) */
  uint32_t dwStatFrameTimeMin;             /* @if(dwVersion >= 0x20005) @unit(µs) */
  uint32_t dwStatFrameTimeAvg;             /* @if(dwVersion >= 0x20005) @unit(µs) */
  uint32_t dwStatFrameTimeMax;             /* @if(dwVersion >= 0x20005) @unit(µs) */
  uint32_t dwStatFrameTimeCount;           /* @if(dwVersion >= 0x20005) */
  uint32_t dwStatFrameTimeBuf[1024];       /* @if(dwVersion >= 0x20005) @unit(µs) a ring */
  uint32_t dwStatFrameTimeBufPos;          /* @if(dwVersion >= 0x20005) where the next one is written, modulo 1024 */
  uint32_t dwStatFrameTimeBufFramerate;    /* @if(dwVersion >= 0x20005) @scale(0.1) @unit(Hz) */

  int64_t qwAudioCapturePTTEventPush;      /* @if(dwVersion >= 0x20006) */
  int64_t qwAudioCapturePTTEventRelease;   /* @if(dwVersion >= 0x20006) */
  int64_t qwAudioCapturePTTEventPush2;     /* @if(dwVersion >= 0x20006) */
  int64_t qwAudioCapturePTTEventRelease2;  /* @if(dwVersion >= 0x20006) */

  uint32_t dwPrerecordSizeLimit;           /* @if(dwVersion >= 0x20008) */
  uint32_t dwPrerecordTimeLimit;           /* @if(dwVersion >= 0x20008) */

  int64_t qwStatTotalTime;                 /* @if(dwVersion >= 0x2000D) */
  uint32_t dwStatFrameTimeLowBuf[1024];    /* @if(dwVersion >= 0x2000D) @unit(µs) */
  uint32_t dwStatFramerate1Dot0PercentLow; /* @if(dwVersion >= 0x2000D) @scale(0.1) @unit(Hz) */
  uint32_t dwStatFramerate0Dot1PercentLow; /* @if(dwVersion >= 0x2000D) @scale(0.1) @unit(Hz) */

  uint32_t dw1Dot0PercentLowBufPos;        /* @if(dwVersion >= 0x20011) */
  uint32_t dw0Dot1PercentLowBufPos;        /* @if(dwVersion >= 0x20011) */

  uint32_t dwProcessPerfCountersFlags;     /* @if(dwVersion >= 0x20012) @format(hex) */
  uint32_t dwProcessPerfCountersCount;     /* @if(dwVersion >= 0x20012) */
  uint32_t dwProcessPerfCountersSamplingPeriod; /* @if(dwVersion >= 0x20012) */
  uint32_t dwProcessPerfCountersSamplingTime; /* @if(dwVersion >= 0x20012) */
  uint32_t dwProcessPerfCountersTimestamp; /* @if(dwVersion >= 0x20012) */

  int64_t qwLatencyMarkerPresentTimestamp; /* @if(dwVersion >= 0x20013) @time(qpc) */

  uint32_t dwResolutionX;                  /* @if(dwVersion >= 0x20014) */
  uint32_t dwResolutionY;                  /* @if(dwVersion >= 0x20014) */

  uint64_t qwInputSampleTime;              /* @if(dwVersion >= 0x20015) */
  uint64_t qwSimStartTime;                 /* @if(dwVersion >= 0x20015) */
  uint64_t qwSimEndTime;                   /* @if(dwVersion >= 0x20015) */
  uint64_t qwRenderSubmitStartTime;        /* @if(dwVersion >= 0x20015) */
  uint64_t qwRenderSubmitEndTime;          /* @if(dwVersion >= 0x20015) */
  uint64_t qwPresentStartTime;             /* @if(dwVersion >= 0x20015) */
  uint64_t qwPresentEndTime;               /* @if(dwVersion >= 0x20015) */
  uint64_t qwDriverStartTime;              /* @if(dwVersion >= 0x20015) */
  uint64_t qwDriverEndTime;                /* @if(dwVersion >= 0x20015) */
  uint64_t qwOsRenderQueueStartTime;       /* @if(dwVersion >= 0x20015) */
  uint64_t qwOsRenderQueueEndTime;         /* @if(dwVersion >= 0x20015) */
  uint64_t qwGpuRenderStartTime;           /* @if(dwVersion >= 0x20015) */
  uint64_t qwGpuRenderEndTime;             /* @if(dwVersion >= 0x20015) */
  uint32_t dwGpuActiveRenderTime;          /* @if(dwVersion >= 0x20015) */
  uint32_t dwGpuFrameTime;                 /* @if(dwVersion >= 0x20015) */

  /* The header says to go by these offsets alone. */
  struct rtss_counter counters[0]; /* @if(dwVersion >= 0x20012)
      @at(dwAppArrOffset + $index * dwAppEntrySize + dwProcessPerfCountersArrOffset)
      @stride(dwProcessPerfCountersEntrySize) @count(dwProcessPerfCountersCount) */
};

/* @title(RivaTuner Statistics Server) @names(RTSSSharedMemoryV2) @abi(win32)
   @signature(dwVersion >> 16 == 2 && (dwSignature == 0x52545353 || dwSignature == 0xDEAD))
   @dead(dwSignature == 0xDEAD) @busy(dwVersion >= 0x2000E && (dwBusy & 1) != 0) */
struct rtss
{
  uint32_t dwSignature;        /* @format(hex) 'RTSS'; 0xDEAD where it has ended */
  uint32_t dwVersion;          /* @format(hex) */
  uint32_t dwAppEntrySize;
  uint32_t dwAppArrOffset;
  uint32_t dwAppArrSize;
  uint32_t dwOSDEntrySize;
  uint32_t dwOSDArrOffset;
  uint32_t dwOSDArrSize;
  uint32_t dwOSDFrame;         /* goes up by one to have the texts drawn again */

  int32_t dwBusy;              /* @if(dwVersion >= 0x2000E) bit 0: locked */
  uint32_t dwDesktopVideoCaptureFlags;   /* @if(dwVersion >= 0x2000F) @format(hex) */
  uint32_t dwDesktopVideoCaptureStat[5]; /* @if(dwVersion >= 0x2000F) */
  uint32_t dwLastForegroundApp;          /* @if(dwVersion >= 0x20010) in apps */
  uint32_t dwLastForegroundAppProcessID; /* @if(dwVersion >= 0x20010) @format(pid) */
  uint32_t dwProcessPerfCountersEntrySize; /* @if(dwVersion >= 0x20012) */
  uint32_t dwProcessPerfCountersArrOffset; /* @if(dwVersion >= 0x20012) in an entry of apps */
  int64_t qwLatencyMarkerSetTimestamp;   /* @if(dwVersion >= 0x20013) @time(qpc) */
  int64_t qwLatencyMarkerResetTimestamp; /* @if(dwVersion >= 0x20013) @time(qpc) */

  struct rtss_osd texts[0];    /* @at(dwOSDArrOffset) @stride(dwOSDEntrySize) @count(dwOSDArrSize) */
  struct rtss_app apps[0];     /* @at(dwAppArrOffset) @stride(dwAppEntrySize) @count(dwAppArrSize) */
};

#define AT(type, member, offset) _Static_assert (offsetof (struct type, member) == offset, #member)
AT (rtss, dwAppEntrySize, 8);
AT (rtss, dwOSDEntrySize, 20);
AT (rtss, dwOSDFrame, 32);
AT (rtss, dwBusy, 36);
AT (rtss, qwLatencyMarkerSetTimestamp, 80);
_Static_assert (sizeof (struct rtss) == 96, "size");
AT (rtss_app, szName, 4);
AT (rtss_app, dwFlags, 264);
AT (rtss_app, dwTime0, 268);
AT (rtss_app, dwTime1, 272);
AT (rtss_app, dwFrames, 276);
AT (rtss_app, dwFrameTime, 280);
AT (rtss_app, szScreenCapturePath, 340);
AT (rtss_app, dwOSDBgndColor, 600);
AT (rtss_app, dwAudioCaptureFlags, 896);
AT (rtss_app, dwStatFrameTimeMin, 908);
AT (rtss_app, dwStatFrameTimeBuf, 924);
AT (rtss_app, dwStatFrameTimeBufPos, 5020);
AT (rtss_app, dwStatFrameTimeBufFramerate, 5024);
AT (rtss_app, qwStatTotalTime, 5072);
AT (rtss_app, dwStatFrameTimeLowBuf, 5080);
AT (rtss_app, dwStatFramerate1Dot0PercentLow, 9176);
AT (rtss_app, dwStatFramerate0Dot1PercentLow, 9180);
AT (rtss_app, qwLatencyMarkerPresentTimestamp, 9216);
AT (rtss_app, dwGpuFrameTime, 9340);
_Static_assert (sizeof (struct rtss_app) == 9344, "size"); /* and 256 counters are 12416 */
_Static_assert (sizeof (struct rtss_counter) == 12, "size");
_Static_assert (sizeof (struct rtss_osd) == 299520, "size");
