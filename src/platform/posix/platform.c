#include "config.h"

#include "platform/platform.h"
#include "platform/posix/guard.h"

#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

/* Sleeping ends this late, mostly, with the least slack that there is. */
#define SPIN_NS 60000

void
mg_platform_init (int *argc, char ***argv)
{
  mg_guard_init ();
}

const MgNameContext *
mg_platform_get_name_context (void)
{
  /* Sections are named here too, though not opened; session 1 keeps Local\ and Global\ apart. */
  static const MgNameContext context = { .native_kind = MG_KIND_POSIX, .session = 1 };

  return &context;
}

gsize
mg_platform_get_page_size (void)
{
  static gsize page_size; /* written with the same value by whoever comes first */

  if (page_size == 0)
    page_size = (gsize) sysconf (_SC_PAGESIZE);
  return page_size;
}

gsize
mg_platform_get_granularity (void)
{
  return mg_platform_get_page_size ();
}

gint64
mg_platform_get_time_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

void
mg_platform_wait_until_ns (gint64 deadline_ns)
{
  gint64 wake_ns = deadline_ns - SPIN_NS;

  if (mg_platform_get_time_ns () < wake_ns)
    {
      struct timespec wake = { wake_ns / 1000000000, wake_ns % 1000000000 };

      clock_nanosleep (CLOCK_MONOTONIC, TIMER_ABSTIME, &wake, NULL);
    }
  while (mg_platform_get_time_ns () < deadline_ns)
    {
#if defined(__x86_64__) || defined(__i386__)
      __builtin_ia32_pause ();
#endif
    }
}

void
mg_platform_set_precise_timing (gboolean on)
{
  /* The thread's slack, in ns: 0 is what it began with, 50 µs. */
  prctl (PR_SET_TIMERSLACK, on ? 1 : 0);
}

void
mg_name_entry_free (MgNameEntry *entry)
{
  if (entry == NULL)
    return;
  mg_name_unref (entry->name);
  g_free (entry);
}
