/* Copying what may fault: real faults, of this process's own memory. */

#include "config.h"

#include "core/range.h"
#include "platform/platform.h"
#include "platform/win32/ntapi.h"
#include "platform/win32/safe-copy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define PAGE 4096
#define N_PAGES 16

/* Reserved pages, of which those whose bit is set in @committed hold their number. */
static guint8 *
make_pages (guint32 committed)
{
  guint8 *pages = VirtualAlloc (NULL, N_PAGES * PAGE, MEM_RESERVE, PAGE_READWRITE);

  assert_non_null (pages);
  for (guint i = 0; i < N_PAGES; i++)
    if (committed & (1u << i))
      {
        assert_non_null (VirtualAlloc (pages + i * PAGE, PAGE, MEM_COMMIT, PAGE_READWRITE));
        memset (pages + i * PAGE, 'a' + i, PAGE);
      }
  return pages;
}

static void
free_pages (guint8 *pages)
{
  VirtualFree (pages, 0, MEM_RELEASE);
}

static void
readable_memory_is_copied_whole (void **state)
{
  guint8 *pages = make_pages (0xFFFF);
  g_autofree guint8 *copy = g_malloc (N_PAGES * PAGE);

  for (gsize length = 0; length < 300; length++)
    {
      memset (copy, 0, 400);
      assert_int_equal (mg_safe_copy (copy, pages + PAGE - 100, length), 0);
      assert_memory_equal (copy, pages + PAGE - 100, length);
      assert_int_equal (copy[length], 0);
    }
  assert_int_equal (mg_safe_copy (copy, pages, N_PAGES * PAGE), 0);
  assert_memory_equal (copy, pages, N_PAGES * PAGE);
  free_pages (pages);
}

static void
a_fault_says_how_much_is_left (void **state)
{
  guint8 *pages = make_pages (0x1);
  guint8 copy[PAGE + 100];

  assert_int_equal (mg_safe_copy (copy, pages + 10, PAGE), 10);
  assert_memory_equal (copy, pages + 10, PAGE - 10);
  assert_int_equal (mg_safe_copy (copy, pages + PAGE, 100), 100);
  assert_int_equal (mg_safe_copy (copy, NULL, 1), 1);
  free_pages (pages);
}

static void
each_page_that_faults_is_marked_and_zero_and_the_rest_is_copied (void **state)
{
  static const guint32 patterns[]
      = { 0x0000, 0xFFFF, 0x0001, 0x8000, 0xFFFE, 0x7FFF, 0x5555, 0xAAAA, 0x0FF0, 0xF00F };
  static const struct
  {
    gsize start, end;
  } parts[] = { { 0, N_PAGES * PAGE }, { 1, N_PAGES * PAGE - 1 }, { PAGE - 1, PAGE + 1 },
                { 5 * PAGE + 7, 5 * PAGE + 8 }, { 3 * PAGE, 4 * PAGE }, { 4095, 12 * PAGE + 3 } };
  const guint64 base = G_GUINT64_CONSTANT (0x1234567000);

  for (guint p = 0; p < G_N_ELEMENTS (patterns); p++)
    for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
      {
        guint8 *pages = make_pages (patterns[p]);
        gsize length = parts[i].end - parts[i].start;
        g_autofree guint8 *copy = g_malloc (length);
        g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
        gsize copied;

        memset (copy, 0xEE, length);
        copied = mg_safe_copy_pages (copy, pages + parts[i].start, length, base + parts[i].start,
                                     unreadable);
        assert_int_equal (copied + mg_range_set_get_length (unreadable), length);
        for (gsize at = 0; at < length; at++)
          {
            gsize page = (parts[i].start + at) / PAGE;
            gboolean there = (patterns[p] & (1u << page)) != 0;

            assert_int_equal (copy[at], there ? 'a' + page : 0);
            assert_int_equal (mg_range_set_contains (unreadable, base + parts[i].start + at),
                              !there);
          }
        free_pages (pages);
      }
}

static gpointer
copy_and_fault_cb (gpointer data)
{
  const guint8 *pages = data;
  guint8 copy[2 * PAGE];

  for (guint i = 0; i < 2000; i++)
    if (mg_safe_copy_pages (copy, pages, sizeof copy, 0, NULL) != PAGE || copy[0] != 'a'
        || copy[PAGE] != 0)
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

static void
faults_of_many_threads_do_not_meet (void **state)
{
  guint8 *pages = make_pages (0x1);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("fault", copy_and_fault_cb, pages);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    assert_non_null (g_thread_join (threads[i]));
  free_pages (pages);
}

static int n_unhandled;

static LONG WINAPI
count_and_recover_cb (EXCEPTION_POINTERS *exception)
{
  if (exception->ExceptionRecord->ExceptionCode != MG_STATUS_ACCESS_VIOLATION)
    return EXCEPTION_CONTINUE_SEARCH;
  n_unhandled++;
  VirtualAlloc ((void *) exception->ExceptionRecord->ExceptionInformation[1], 1, MEM_COMMIT,
                PAGE_READWRITE);
  return EXCEPTION_CONTINUE_EXECUTION;
}

/* A caller's bug must be seen, not hidden: a destination that faults goes past the handler. */
static void
a_fault_in_writing_is_nobody_elses_business (void **state)
{
  guint8 *pages = make_pages (0);
  /* The filter is asked after every frame's handler has declined. */
  LPTOP_LEVEL_EXCEPTION_FILTER filter = SetUnhandledExceptionFilter (count_and_recover_cb);

  n_unhandled = 0;
  assert_int_equal (mg_safe_copy (pages, "abc", 3), 0);
  SetUnhandledExceptionFilter (filter);
  assert_int_equal (n_unhandled, 1);
  assert_memory_equal (pages, "abc", 3);
  free_pages (pages);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (readable_memory_is_copied_whole),
    cmocka_unit_test (a_fault_says_how_much_is_left),
    cmocka_unit_test (each_page_that_faults_is_marked_and_zero_and_the_rest_is_copied),
    cmocka_unit_test (faults_of_many_threads_do_not_meet),
    cmocka_unit_test (a_fault_in_writing_is_nobody_elses_business),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
