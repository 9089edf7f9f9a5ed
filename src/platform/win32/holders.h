#pragma once

#include "core/object.h"
#include "platform/platform.h"

G_BEGIN_DECLS

/* A handle of another process that leads to one of the sections asked for. */
typedef struct
{
  guint index;   /* of the object asked for */
  guint32 pid;
  MgAccess access;
} MgHandleHit;

/**
 * mg_holders_find_handles:
 * @objects: of MgObjectInfo
 * @report: only its counts of processes are set
 *
 * Looks through the handles of all processes but this one.  Each is duplicated, asked for its
 * name, compared with the object that has the name now, and closed at once.
 *
 * Returns: (transfer full): of MgHandleHit, in no order; NULL with @error
 */
GArray *mg_holders_find_handles (GPtrArray *objects, GCancellable *cancellable,
                                 MgListReport *report, GError **error);

/* The processes there are now. */
typedef struct
{
  guint32 pid;
  guint64 created; /* when it was started, in 100 ns: with the pid, one process for ever */
  char *name;      /* of its program, valid UTF-8 */
} MgProcess;

/* Returns: (transfer full) (nullable): MgProcess by GUINT_TO_POINTER (pid) */
GHashTable *mg_processes_list (void);

/* --- Who keeps one section alive, for when its name is gone --- */

typedef struct _MgHolderWatch MgHolderWatch;

MgHolderWatch *mg_holder_watch_new (MgName *name, guint32 attributes);
void mg_holder_watch_free (MgHolderWatch *watch); /* a look-up under way ends by itself */

/**
 * mg_holder_watch_update:
 * @n_handles: how many handles others have: a look-up is worth its while only where that changed
 *
 * Starts a look-up on a worker thread where one is due: after opening, and then at most every 2 s.
 * Returns at once.
 */
void mg_holder_watch_update (MgHolderWatch *watch, guint n_handles);

/* Returns when no look-up is under way: none of this process's handles leads to another's object
 * then.  For tests, which are exact where a person would not notice. */
void mg_holder_watch_wait_idle (void);

typedef enum
{
  MG_HOLDERS_ALIVE,   /* a process that had a handle is still running */
  MG_HOLDERS_DEAD,    /* all that had one are known, and have ended */
  MG_HOLDERS_UNKNOWN, /* some may not be looked into, or there was no time to */
} MgHoldersState;

MgHoldersState mg_holder_watch_get_state (MgHolderWatch *watch);

G_END_DECLS
