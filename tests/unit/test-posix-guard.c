/* The guard against faults: real truncated mappings, in several threads, nested. */

#include "config.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/posix/guard.h"
#include "tests/unit/posix-helpers.h"

#define N_PAGES 4

typedef struct
{
  Object *object;
  volatile guint8 *view; /* N_PAGES pages */
} View;

static View
view_new (void)
{
  View view = { .object = object_new (N_PAGES * PAGE) };

  object_fill (view.object, 0, N_PAGES * PAGE, 1);
  view.view = mmap (NULL, N_PAGES * PAGE, PROT_READ, MAP_SHARED, view.object->fd, 0);
  assert_true (view.view != MAP_FAILED);
  return view;
}

static void
view_clear (View *view)
{
  munmap ((void *) view->view, N_PAGES * PAGE);
  object_free (view->object);
}

static void
view_truncate (View *view, gsize n_pages)
{
  assert_int_equal (ftruncate (view->object->fd, (off_t) (n_pages * PAGE)), 0);
}

/* Sums the bytes of the view's pages [first, last]. */
typedef struct
{
  volatile guint8 *view;
  gsize first, last;
  volatile gsize n_read;
} Sum;

static gboolean
sum_cb (gpointer data)
{
  Sum *sum = data;

  for (gsize page = sum->first; page <= sum->last; page++)
    sum->n_read += sum->view[page * PAGE];
  return sum->n_read == sum->last - sum->first + 1;
}

static void
answers_what_the_function_returned (void **state)
{
  View view = view_new ();
  Sum sum = { view.view, 0, 1, 0 };
  gboolean result = FALSE;

  assert_true (mg_guard_run ((void *) view.view, N_PAGES * PAGE, sum_cb, &sum, &result));
  assert_true (result);
  sum.n_read = 5;
  assert_true (mg_guard_run ((void *) view.view, N_PAGES * PAGE, sum_cb, &sum, &result));
  assert_false (result);
  view_clear (&view);
}

static void
a_truncated_view_abandons_the_function (void **state)
{
  View view = view_new ();

  view_truncate (&view, 2);
  /* Again and again: the signal must not stay blocked. */
  for (guint i = 0; i < 100; i++)
    {
      Sum sum = { view.view, 0, 3, 0 };
      gboolean result = 7;

      assert_false (mg_guard_run ((void *) view.view, N_PAGES * PAGE, sum_cb, &sum, &result));
      assert_int_equal (sum.n_read, 2);
      assert_int_equal (result, 7);
    }
  view_clear (&view);
}

static void
an_inaccessible_page_abandons_the_function (void **state)
{
  View view = view_new ();
  Sum sum = { view.view, 0, 3, 0 };
  gboolean result;

  assert_int_equal (mprotect ((void *) (view.view + PAGE), PAGE, PROT_NONE), 0);
  assert_false (mg_guard_run ((void *) view.view, N_PAGES * PAGE, sum_cb, &sum, &result));
  assert_int_equal (sum.n_read, 1);
  view_clear (&view);
}

/* A guarded function that guards another view. */
typedef struct
{
  View *inner, *outer;
  gboolean inner_ended;
  volatile guint stage;
} Nest;

static gboolean
fault_in_either_cb (gpointer data)
{
  Nest *nest = data;
  Sum sum = { nest->outer->view, 3, 3, 0 };
  gboolean result;

  nest->stage = 1;
  /* Inside the inner guard a page of the outer range is missing. */
  mg_guard_run ((void *) nest->inner->view, N_PAGES * PAGE, sum_cb, &sum, &result);
  nest->stage = 2;
  return TRUE;
}

static gboolean
fault_in_inner_cb (gpointer data)
{
  Nest *nest = data;
  Sum sum = { nest->inner->view, 0, 3, 0 };
  gboolean result;

  nest->inner_ended
      = mg_guard_run ((void *) nest->inner->view, N_PAGES * PAGE, sum_cb, &sum, &result);
  nest->stage = 3;
  return TRUE;
}

static void
guards_nest (void **state)
{
  View inner = view_new (), outer = view_new ();
  Nest nest = { &inner, &outer, TRUE, 0 };
  gboolean result = FALSE;

  view_truncate (&inner, 2);
  view_truncate (&outer, 2);
  assert_true (mg_guard_run ((void *) outer.view, N_PAGES * PAGE, fault_in_inner_cb, &nest, &result));
  assert_true (result);
  assert_false (nest.inner_ended);
  assert_int_equal (nest.stage, 3);

  assert_false (
      mg_guard_run ((void *) outer.view, N_PAGES * PAGE, fault_in_either_cb, &nest, &result));
  assert_int_equal (nest.stage, 1);

  /* and afterwards all is as before */
  assert_true (mg_guard_run ((void *) outer.view, N_PAGES * PAGE, fault_in_inner_cb, &nest, &result));
  view_clear (&inner);
  view_clear (&outer);
}

static gpointer
fault_many_times (gpointer data)
{
  View *view = data;
  gsize n_caught = 0;

  for (guint i = 0; i < 500; i++)
    {
      Sum sum = { view->view, i % 4, 3, 0 };
      gboolean result;

      n_caught += !mg_guard_run ((void *) view->view, N_PAGES * PAGE, sum_cb, &sum, &result);
    }
  return GSIZE_TO_POINTER (n_caught);
}

static void
threads_do_not_disturb_each_other (void **state)
{
  View view = view_new ();
  GThread *threads[4];

  view_truncate (&view, 2);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("fault", fault_many_times, &view);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    assert_int_equal (GPOINTER_TO_SIZE (g_thread_join (threads[i])), 500);
  view_clear (&view);
}

static void
exit_with_42 (int signal_number, siginfo_t *info, void *context)
{
  _exit (42);
}

static void
exit_with_43 (int signal_number)
{
  _exit (43);
}

typedef enum
{
  SIMPLE_HANDLER,
  INFO_HANDLER,
  DEFAULT_ACTION,
  SENT_BY_KILL,
  PASSES_BACK,
} ForeignFault;

static struct sigaction ours;

static void
pass_back (int signal_number, siginfo_t *info, void *context)
{
  ours.sa_sigaction (signal_number, info, context);
}

static void
child_faults_elsewhere (Child *parent, gpointer data)
{
  ForeignFault fault = GPOINTER_TO_INT (data);
  struct sigaction action = { .sa_handler = SIG_DFL };
  guint8 *other = mmap (NULL, PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  guint8 *guarded = mmap (NULL, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  Sum sum = { other, 0, 0, 0 };
  gboolean result;

  if (fault == SIMPLE_HANDLER)
    action.sa_handler = exit_with_43;
  else if (fault == INFO_HANDLER)
    {
      action.sa_sigaction = exit_with_42;
      action.sa_flags = SA_SIGINFO;
    }
  sigaction (SIGSEGV, &action, NULL);
  mg_guard_init ();
  if (fault == PASSES_BACK)
    {
      sigaction (SIGSEGV, NULL, &ours);
      action.sa_sigaction = pass_back;
      action.sa_flags = SA_SIGINFO;
      sigaction (SIGSEGV, &action, NULL);
    }
  if (fault == SENT_BY_KILL)
    kill (getpid (), SIGSEGV);
  mg_guard_run (guarded, PAGE, sum_cb, &sum, &result);
}

static int
status_of (ForeignFault fault)
{
  g_autoptr (Child) child = child_new (child_faults_elsewhere, GINT_TO_POINTER (fault));

  return child_join (child);
}

static void
other_faults_go_to_who_was_there_before (void **state)
{
  int status = status_of (SIMPLE_HANDLER);

  assert_true (WIFEXITED (status));
  assert_int_equal (WEXITSTATUS (status), 43);
  status = status_of (INFO_HANDLER);
  assert_true (WIFEXITED (status));
  assert_int_equal (WEXITSTATUS (status), 42);
}

static void
other_faults_kill_where_nobody_handled_them (void **state)
{
  int status = status_of (DEFAULT_ACTION);

  assert_true (WIFSIGNALED (status));
  assert_int_equal (WTERMSIG (status), SIGSEGV);
  status = status_of (SENT_BY_KILL);
  assert_true (WIFSIGNALED (status));
  assert_int_equal (WTERMSIG (status), SIGSEGV);
}

static void
two_handlers_that_pass_on_to_each_other_end (void **state)
{
  int status = status_of (PASSES_BACK);

  assert_true (WIFSIGNALED (status));
  assert_int_equal (WTERMSIG (status), SIGSEGV);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (answers_what_the_function_returned),
    cmocka_unit_test (a_truncated_view_abandons_the_function),
    cmocka_unit_test (an_inaccessible_page_abandons_the_function),
    cmocka_unit_test (guards_nest),
    cmocka_unit_test (threads_do_not_disturb_each_other),
    cmocka_unit_test (other_faults_go_to_who_was_there_before),
    cmocka_unit_test (other_faults_kill_where_nobody_handled_them),
    cmocka_unit_test (two_handlers_that_pass_on_to_each_other_end),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
