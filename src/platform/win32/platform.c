#include "config.h"

#include "platform/platform.h"

#include <fcntl.h>
#include <io.h>
#include <process.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/win32/ntapi.h"

#include <timeapi.h>

/* Sleep() ends up to a tick of the precise timing late, and may round up by one. */
#define SPIN_NS (2 * G_GINT64_CONSTANT (1000000))

static char **utf8_argv;
static UINT console_output_page;

static void
restore_at_exit (void)
{
  if (console_output_page != 0)
    SetConsoleOutputCP (console_output_page);
  g_strfreev (utf8_argv);
  utf8_argv = NULL;
}

void
mg_platform_init (int *argc, char ***argv)
{
  /* A page that cannot be read back is an answer, not a question to whoever sits there. */
  SetErrorMode (SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);

  utf8_argv = g_win32_get_command_line ();
  if (utf8_argv != NULL)
    {
      *argc = (int) g_strv_length (utf8_argv);
      *argv = utf8_argv;
    }

  /* The console is shared with the shell, which gets it back as it was. */
  console_output_page = GetConsoleOutputCP ();
  if (console_output_page != 0)
    SetConsoleOutputCP (CP_UTF8);
  atexit (restore_at_exit);

  if (_fileno (stdout) >= 0)
    _setmode (_fileno (stdout), _O_BINARY);
}

/* exit() of every program that this library is in (meson.build).  GIO has a thread that sleeps and is
 * never joined.  One that ends while the process does may leave the C library of Wine 8's host
 * locked: the process hangs then until Wine's server kills it, and its exit status is lost. */
void __real_exit (int status) G_GNUC_NORETURN;
void __wrap_exit (int status) G_GNUC_NORETURN;

void
__wrap_exit (int status)
{
  if (mg_nt_is_wine ())
    {
      _cexit ();
      fflush (NULL); /* Wine's _cexit() leaves that to the end of its library */
      TerminateProcess (GetCurrentProcess (), (UINT) status);
    }
  __real_exit (status);
}

static const SYSTEM_INFO *
get_system_info (void)
{
  static SYSTEM_INFO info;
  static gsize done;

  if (g_once_init_enter (&done))
    {
      GetSystemInfo (&info);
      g_once_init_leave (&done, 1);
    }
  return &info;
}

gsize
mg_platform_get_page_size (void)
{
  return get_system_info ()->dwPageSize;
}

gsize
mg_platform_get_granularity (void)
{
  return get_system_info ()->dwAllocationGranularity;
}

const MgNameContext *
mg_platform_get_name_context (void)
{
  static MgNameContext context = { .native_kind = MG_KIND_SECTION };
  static gsize done;

  if (g_once_init_enter (&done))
    {
      DWORD session;

      if (ProcessIdToSessionId (GetCurrentProcessId (), &session))
        context.session = session;
      g_once_init_leave (&done, 1);
    }
  return &context;
}

/* Windows tells nobody of names that come and go. */

MgPlatformMonitor *
mg_platform_monitor_new (MgPlatformNameFunc func, gpointer user_data)
{
  return NULL;
}

void
mg_platform_monitor_free (MgPlatformMonitor *monitor)
{
}

gint64
mg_platform_get_time_ns (void)
{
  static LARGE_INTEGER frequency; /* written with the same value by whoever comes first */
  LARGE_INTEGER now;

  if (frequency.QuadPart == 0)
    QueryPerformanceFrequency (&frequency);
  QueryPerformanceCounter (&now);
  return now.QuadPart / frequency.QuadPart * 1000000000
         + now.QuadPart % frequency.QuadPart * 1000000000 / frequency.QuadPart;
}

void
mg_platform_wait_until_ns (gint64 deadline_ns)
{
  gint64 left_ns = deadline_ns - mg_platform_get_time_ns ();

  if (left_ns > SPIN_NS)
    Sleep ((DWORD) MIN ((left_ns - SPIN_NS) / 1000000, G_MAXINT32));
  while (mg_platform_get_time_ns () < deadline_ns)
    YieldProcessor ();
}

void
mg_platform_set_precise_timing (gboolean on)
{
  static int n_wanted;

  if (on ? g_atomic_int_add (&n_wanted, 1) == 0 : g_atomic_int_dec_and_test (&n_wanted))
    {
      if (on)
        timeBeginPeriod (1);
      else
        timeEndPeriod (1);
    }
}

const char *
mg_platform_guess_abi (guint32 pid)
{
  HANDLE process = OpenProcess (PROCESS_QUERY_LIMITED_INFORMATION, FALSE, pid);
  BOOL is_wow64 = FALSE;
  SYSTEM_INFO info;
  gboolean known;

  if (process == NULL)
    return NULL;
  known = IsWow64Process (process, &is_wow64);
  CloseHandle (process);
  if (!known)
    return NULL;
  GetNativeSystemInfo (&info);
  return is_wow64 || info.wProcessorArchitecture == PROCESSOR_ARCHITECTURE_INTEL ? "win32" : "win64";
}
