#include "config.h"

#include "platform/posix/guard.h"

#include <setjmp.h>
#include <signal.h>
#include <string.h>

typedef struct _Frame Frame;

struct _Frame
{
  sigjmp_buf jump;
  guintptr start;
  gsize length;
  Frame *outer;
};

static const int guarded_signals[] = { SIGBUS, SIGSEGV };

/* The guarded ranges of this thread, the innermost first. */
static __thread Frame *volatile frames;
/* This thread is in a handler that we passed a signal on to. */
static __thread volatile sig_atomic_t passing_on;

G_LOCK_DEFINE_STATIC (installing);
/* Who handled a signal before us; written under the lock while ours is not the handler. */
static struct sigaction previous[G_N_ELEMENTS (guarded_signals)];

/* Lets the signal do what it does to a program without handlers.  One that an instruction raised
 * comes again when the handler returns, with the right address in the core file. */
static void
give_up (int signal_number, const siginfo_t *info)
{
  struct sigaction action = { .sa_handler = SIG_DFL };

  sigemptyset (&action.sa_mask);
  sigaction (signal_number, &action, NULL);
  if (info->si_code <= 0)
    raise (signal_number);
}

static void
pass_on (int signal_number, siginfo_t *info, void *context)
{
  const struct sigaction *to = &previous[signal_number == guarded_signals[0] ? 0 : 1];
  gboolean by_instruction = info->si_code > 0;

  /* Somebody who was installed over us and passes on to us, while we pass on to them. */
  if (passing_on)
    {
      give_up (signal_number, info);
      return;
    }

  passing_on = 1;
  if (to->sa_flags & SA_SIGINFO)
    to->sa_sigaction (signal_number, info, context);
  else if (to->sa_handler == SIG_DFL || (to->sa_handler == SIG_IGN && by_instruction))
    give_up (signal_number, info);
  else if (to->sa_handler != SIG_IGN)
    to->sa_handler (signal_number);
  passing_on = 0;
}

static void
fault_cb (int signal_number, siginfo_t *info, void *context)
{
  /* Sent by kill() or made by another reason than an address: not ours, whatever si_addr is. */
  if (info->si_code > 0 && info->si_code != SI_KERNEL)
    for (Frame *frame = frames; frame != NULL; frame = frame->outer)
      if ((guintptr) info->si_addr - frame->start < frame->length)
        {
          frames = frame->outer;
          siglongjmp (frame->jump, 1);
        }

  pass_on (signal_number, info, context);
}

static gboolean
is_ours (const struct sigaction *action)
{
  return action->sa_sigaction == fault_cb && (action->sa_flags & SA_SIGINFO) != 0
         && (action->sa_flags & SA_NODEFER) != 0;
}

/* Without SA_NODEFER the signal would stay blocked after the jump, or each sigsetjmp() would need
 * a system call to save the mask.  SA_ONSTACK: a handler before us may count on it. */
static void
install (gsize i)
{
  struct sigaction action = { .sa_sigaction = fault_cb,
                              .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK };
  struct sigaction old;

  sigemptyset (&action.sa_mask);
  sigaction (guarded_signals[i], NULL, &old);
  if (is_ours (&old))
    return;

  /* signal() gives our own handler back without its flags: then the one before stays. */
  if (old.sa_sigaction != fault_cb)
    previous[i] = old;
  sigaction (guarded_signals[i], &action, NULL);
}

void
mg_guard_init (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guarded_signals); i++)
    {
      struct sigaction current;

      sigaction (guarded_signals[i], NULL, &current);
      if (is_ours (&current))
        continue;

      G_LOCK (installing);
      install (i);
      G_UNLOCK (installing);
    }
}

gboolean
mg_guard_run (gconstpointer start, gsize length, MgGuardFunc func, gpointer data, gboolean *result)
{
  Frame frame = { .start = (guintptr) start, .length = length, .outer = frames };

  /* Looked at each time (0.3 µs): crash reporters and test frameworks put their own in place. */
  mg_guard_init ();
  passing_on = 0; /* a handler that we passed on to may have jumped out */

  if (sigsetjmp (frame.jump, 0) != 0)
    return FALSE;

  frames = &frame;
  *result = func (data);
  frames = frame.outer;
  return TRUE;
}
