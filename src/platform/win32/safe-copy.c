#include "config.h"

#include "platform/win32/safe-copy.h"

#include <string.h>

#include "platform/platform.h"
#include "platform/win32/ntapi.h"

/* Structured exception handling without the compiler's __try, which gcc has not: routines whose unwind
 * data name a handler of their own.  A fault of the one copying instruction continues behind it; RCX then
 * holds what was not copied.  One of a load continues where it says so.  Nothing is registered, so nothing
 * can leak, and nobody else's faults are touched. */

#ifndef __x86_64__
#error "write mg_safe_copy() for this processor"
#endif

EXCEPTION_DISPOSITION mg_safe_copy_handler (EXCEPTION_RECORD *record, void *frame,
                                            CONTEXT *context, void *dispatcher);

extern const char mg_safe_copy_instruction[];
extern const char mg_safe_copy_end[];
extern const char mg_safe_load_first[];
extern const char mg_safe_load_last[];
extern const char mg_safe_load_failed[];

__asm__ (".text\n"
         "        .p2align 4\n"
         "        .globl  mg_safe_copy\n"
         "        .def    mg_safe_copy; .scl 2; .type 32; .endef\n"
         "        .seh_proc mg_safe_copy\n"
         "mg_safe_copy:\n"
         "        pushq   %rdi\n"
         "        .seh_pushreg %rdi\n"
         "        pushq   %rsi\n"
         "        .seh_pushreg %rsi\n"
         "        .seh_endprologue\n"
         "        .seh_handler mg_safe_copy_handler, @except\n"
         "        movq    %rcx, %rdi\n"
         "        movq    %rdx, %rsi\n"
         "        movq    %r8, %rcx\n"
         "        .globl  mg_safe_copy_instruction\n"
         "mg_safe_copy_instruction:\n"
         "        rep movsb\n"
         "        .globl  mg_safe_copy_end\n"
         "mg_safe_copy_end:\n"
         "        movq    %rcx, %rax\n"
         "        popq    %rsi\n"
         "        popq    %rdi\n"
         "        ret\n"
         "        .seh_endproc\n"
         "        .p2align 4\n"
         "        .globl  mg_safe_load\n"
         "        .def    mg_safe_load; .scl 2; .type 32; .endef\n"
         "        .seh_proc mg_safe_load\n"
         "mg_safe_load:\n"
         "        .seh_endprologue\n"
         "        .seh_handler mg_safe_copy_handler, @except\n"
         "        cmpq    $4, %r8\n"
         "        je      4f\n"
         "        ja      8f\n"
         "        cmpq    $2, %r8\n"
         "        je      2f\n"
         "        .globl  mg_safe_load_first\n"
         "mg_safe_load_first:\n"
         "        movb    (%rdx), %al\n"
         "        movb    %al, (%rcx)\n"
         "        jmp     9f\n"
         "2:      movw    (%rdx), %ax\n"
         "        movw    %ax, (%rcx)\n"
         "        jmp     9f\n"
         "4:      movl    (%rdx), %eax\n"
         "        movl    %eax, (%rcx)\n"
         "        jmp     9f\n"
         "        .globl  mg_safe_load_last\n"
         "8:\n"
         "mg_safe_load_last:\n"
         "        movq    (%rdx), %rax\n"
         "        movq    %rax, (%rcx)\n"
         "9:      movl    $1, %eax\n"
         "        ret\n"
         "        .globl  mg_safe_load_failed\n"
         "mg_safe_load_failed:\n"
         "        xorl    %eax, %eax\n"
         "        ret\n"
         "        .seh_endproc\n");

EXCEPTION_DISPOSITION
mg_safe_copy_handler (EXCEPTION_RECORD *record, void *frame, CONTEXT *context, void *dispatcher)
{
  gboolean unwinding = record->ExceptionFlags & (EXCEPTION_UNWINDING | EXCEPTION_EXIT_UNWIND);
  gboolean fault = record->ExceptionCode == MG_STATUS_ACCESS_VIOLATION
                   || record->ExceptionCode == MG_STATUS_IN_PAGE_ERROR;
  /* The first word is 0 where reading faulted: a fault in writing is a bug of the caller. */
  gboolean reading = record->NumberParameters >= 1 && record->ExceptionInformation[0] == 0;

  if (unwinding || !fault || !reading)
    return ExceptionContinueSearch;
  if (context->Rip == (guintptr) mg_safe_copy_instruction)
    context->Rip = (guintptr) mg_safe_copy_end;
  else if (context->Rip >= (guintptr) mg_safe_load_first
           && context->Rip <= (guintptr) mg_safe_load_last)
    context->Rip = (guintptr) mg_safe_load_failed;
  else
    return ExceptionContinueSearch;
  return ExceptionContinueExecution;
}

/* The first byte after @at, of those up to @end, that is worth trying after @at faulted: a fault
 * costs microseconds, and a reserved stretch has one for each page.  Asked only then, as Wine calls
 * committed pages reserved, which can be read all the same. */
static const guint8 *
skip_reserved (const guint8 *at, const guint8 *next_page, const guint8 *end)
{
  MEMORY_BASIC_INFORMATION region;
  const guint8 *region_end;

  if (VirtualQuery (at, &region, sizeof region) == 0 || region.State != MEM_RESERVE)
    return next_page;
  region_end = (const guint8 *) region.BaseAddress + region.RegionSize;
  return MAX (next_page, MIN (region_end, end));
}

gsize
mg_safe_copy_pages (void *to, const void *from, gsize length, guint64 offset,
                    MgRangeSet *unreadable)
{
  gsize page = mg_platform_get_page_size ();
  gsize done = 0;
  gsize copied = length;

  while (done < length)
    {
      guint8 *target = (guint8 *) to + done;
      gsize left = mg_safe_copy (target, (const guint8 *) from + done, length - done);
      gsize fault = length - left; /* the first byte that could not be read */
      gsize before = (offset + fault) % page;
      gsize start = fault - MIN (before, fault - done);
      gsize end = MIN (length, fault - before + page);

      if (left == 0)
        break;
      end = (gsize) (skip_reserved ((const guint8 *) from + start, (const guint8 *) from + end,
                                    (const guint8 *) from + length)
                     - (const guint8 *) from);
      memset ((guint8 *) to + start, 0, end - start);
      if (unreadable != NULL)
        mg_range_set_add (unreadable, (MgRange) { offset + start, end - start });
      copied -= end - start;
      done = end;
    }
  return copied;
}
