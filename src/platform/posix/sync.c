#include "config.h"

#include "platform/platform.h"

#include <glib/gi18n-lib.h>

/* POSIX has no mutexes with names.  Those that programs put into their shared memory are taken by
 * writing to it, which is not done here. */

MgLock *
mg_platform_lock_new (MgName *name, GError **error)
{
  mg_set_error (error, MG_ERROR_UNSUPPORTED,
                _ ("Only Windows has mutexes with names. One inside of the object cannot be taken "
                   "without writing to it."),
                _ ("%s: this system has no named mutexes"), mg_name_get_text (name));
  return NULL;
}

MgEventWait
mg_platform_wait_for_event (MgName *name, gint64 timeout_us)
{
  return MG_EVENT_WAIT_IMPOSSIBLE;
}
