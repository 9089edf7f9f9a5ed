#include "config.h"

#include "cli.h"

#include "core/sampler.h"

#include <signal.h>

static volatile sig_atomic_t interrupted;

static void
interrupt_cb (int number)
{
  interrupted = 1;
}

void
cli_catch_interrupts (void)
{
  signal (SIGINT, interrupt_cb);
  signal (SIGTERM, interrupt_cb);
}

gboolean
cli_is_interrupted (void)
{
  return interrupted != 0;
}

void
cli_wait_until (gint64 deadline_us)
{
  gint64 left_us;

  /* Signals don't end a wait everywhere. */
  while (!interrupted && (left_us = deadline_us - g_get_monotonic_time ()) > 0)
    g_usleep ((gulong) MIN (left_us, MG_SAMPLER_VERIFY_US));
}
