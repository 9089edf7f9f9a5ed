#include "config.h"

#include "platform/platform.h"

#include "core/error.h"
#include "platform/win32/ntapi.h"

#include <glib/gi18n-lib.h>

#define QUERY_MUTANT 0x0001
#define QUERY_EVENT 0x0001

typedef struct
{
  MgLock parent;
  MgName *name;
  HANDLE held; /* NULL: not held */
  int priority; /* of the thread, while it is held */
} MutexLock;

/* Rounded up: a wait of nothing is no wait. */
static DWORD
to_ms (gint64 us)
{
  return (DWORD) CLAMP ((us + 999) / 1000, 0, G_MAXINT32);
}

static MgStatus
open_mutex (MgName *name, HANDLE *mutex, gboolean *may_query)
{
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);
  MgStatus status;

  if (path == NULL)
    return MG_STATUS_NAME_NOT_FOUND;
  status = mg_nt_open_mutex (path, length, SYNCHRONIZE | QUERY_MUTANT, mutex);
  *may_query = !mg_status_is_error (status);
  if (status == MG_STATUS_ACCESS_DENIED)
    status = mg_nt_open_mutex (path, length, SYNCHRONIZE, mutex);
  return status;
}

/* Taking a mutex takes the news of its being abandoned too. */
static gboolean
is_abandoned (HANDLE mutex)
{
  MgNtMutant state = { 0 };

  return NtQueryMutant (mutex, 0, &state, sizeof state, NULL) == 0 && state.abandoned;
}

static MgLockResult
lock_mutex (MgLock *lock, gint64 timeout_us, GError **error)
{
  MutexLock *self = (MutexLock *) lock;
  HANDLE mutex = NULL;
  gboolean may_query;
  MgStatus status = open_mutex (self->name, &mutex, &may_query);
  MgLockResult result = MG_LOCK_TIMEOUT;
  int priority = GetThreadPriority (GetCurrentThread ());

  if (mg_status_is_error (status))
    {
      mg_set_error_system (error, MG_SYSTEM_NTSTATUS, status, mg_name_get_text (self->name));
      return MG_LOCK_FAILED;
    }
  if (may_query && is_abandoned (mutex))
    result = MG_LOCK_ABANDONED;
  else
    {
      /* Whoever is kept from running while it has the mutex keeps the publisher waiting. */
      SetThreadPriority (GetCurrentThread (), THREAD_PRIORITY_TIME_CRITICAL);
      switch (WaitForSingleObject (mutex, to_ms (timeout_us)))
        {
        case WAIT_OBJECT_0:
          self->held = mutex;
          self->priority = priority;
          return MG_LOCK_TAKEN;
        case WAIT_ABANDONED:
          ReleaseMutex (mutex);
          result = MG_LOCK_ABANDONED;
          break;
        default:
          break;
        }
      SetThreadPriority (GetCurrentThread (), priority);
    }
  CloseHandle (mutex);
  return result;
}

static void
unlock_mutex (MgLock *lock)
{
  MutexLock *self = (MutexLock *) lock;

  ReleaseMutex (self->held);
  SetThreadPriority (GetCurrentThread (), self->priority);
  mg_nt_clear_handle (&self->held);
}

static void
free_mutex (MgLock *lock)
{
  MutexLock *self = (MutexLock *) lock;

  mg_name_unref (self->name);
  g_free (self);
}

MgLock *
mg_platform_lock_new (MgName *name, GError **error)
{
  MutexLock *self = g_new0 (MutexLock, 1);

  self->parent = (MgLock) { lock_mutex, unlock_mutex, free_mutex };
  self->name = mg_name_ref (name);
  return &self->parent;
}

MgEventWait
mg_platform_wait_for_event (MgName *name, gint64 timeout_us)
{
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);
  HANDLE event = NULL;
  MgNtEvent state = { 0 };
  MgEventWait result = MG_EVENT_WAIT_IMPOSSIBLE;

  if (path == NULL
      || mg_status_is_error (
          mg_nt_open_event (path, length, SYNCHRONIZE | QUERY_EVENT, &event)))
    return result;
  if (NtQueryEvent (event, 0, &state, sizeof state, NULL) == 0
      && state.type == MG_NT_NOTIFICATION_EVENT)
    result = WaitForSingleObject (event, to_ms (timeout_us)) == WAIT_OBJECT_0
                 ? MG_EVENT_WAIT_SET
                 : MG_EVENT_WAIT_TIMEOUT;
  CloseHandle (event);
  return result;
}
