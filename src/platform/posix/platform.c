#include "config.h"

#include "platform/platform.h"
#include "platform/posix/guard.h"

#include <unistd.h>

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

void
mg_platform_set_precise_timing (gboolean on)
{
  /* Timed waits are precise here: their slack is 50 µs. */
}

void
mg_name_entry_free (MgNameEntry *entry)
{
  if (entry == NULL)
    return;
  mg_name_unref (entry->name);
  g_free (entry);
}
