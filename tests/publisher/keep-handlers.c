/* Keeps cmocka away from two signals.
 *
 * cmocka puts handlers of its own in place of SIGBUS and SIGSEGV when a test begins, and takes them away
 * when it ends.  Threads of what is tested may read on meanwhile: a page that is not allocated, or was cut
 * off, is then no longer caught, and the program dies where a real one never would.  A test that crashes
 * still ends as one. */
#include "config.h"

#include <glib.h>

#ifndef G_OS_WIN32
#include <signal.h>

/* Found before the C library's, also by cmocka: nobody else in a test uses it. */
__sighandler_t
signal (int number, __sighandler_t handler)
{
  struct sigaction action = { .sa_handler = handler }, old;

  if (number == SIGBUS || number == SIGSEGV)
    return SIG_DFL;
  return sigaction (number, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}
#endif
