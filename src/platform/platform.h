#pragma once

#include "core/error.h"
#include "core/frame.h"
#include "core/object.h"
#include "core/source.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Everything Mapglass asks of the operating system.  posix/ and win32/ implement it, meson chooses.  No
 * other file includes an operating-system header.
 *
 * Nothing here creates an object (publication.h alone does), asks for write access, or keeps a handle that
 * keeps a name alive.  Calls may block: none belongs on the main thread unless it says so. */

/* Once, first thing in main(): fault handling; on Windows also UTF-8 for @argv (replaced; freed at
 * exit) and for the console, and binary standard output. */
void mg_platform_init (int *argc, char ***argv);

const MgNameContext *mg_platform_get_name_context (void);
gsize mg_platform_get_page_size (void);   /* bytes */
gsize mg_platform_get_granularity (void); /* what a view's offset is a multiple of, in bytes */

/**
 * mg_platform_open:
 *
 * Opens an object for reading: never creates one, with the least access that works.
 *
 * Returns: (transfer full): a live source whose verify() looks @name up again.  Errors: NOT_FOUND,
 *   NO_NAMESPACE, WRONG_TYPE (the message says which type it is), ACCESS_DENIED (which right was
 *   missing, what would give it), UNSUPPORTED (a kind this system does not have), ...
 */
MgSource *mg_platform_open (MgName *name, GError **error);

/* What could not be seen while listing.  A listing is right about what it shows and counts the rest. */
typedef struct
{
  guint n_processes;        /* looked at for holders */
  guint n_processes_denied; /* of those, not to be looked into for lack of rights */
  guint n_objects_denied;   /* listed, but their size or attributes may not be asked for */
  guint n_directories_denied;
  gboolean truncated;       /* over MG_LIST_MAX objects */
} MgListReport;

#define MG_LIST_MAX 200000

/**
 * mg_platform_list:
 * @report: (out caller-allocates)
 *
 * The objects there are, without their holders, in no particular order.
 * Returns: (transfer full): of MgObjectInfo, still to be filled in by the caller
 */
GPtrArray *mg_platform_list (GCancellable *cancellable, MgListReport *report, GError **error);

/**
 * mg_platform_find_holders:
 * @objects: of MgObjectInfo, not yet published; their `holders` are set.  On POSIX systems
 *   objects whose name is gone and that some process still maps are appended (`deleted`).
 *
 * Looks through the processes.  Costs some 40 to 250 ms with 1,000 of them: at most every 2 s.
 */
gboolean mg_platform_find_holders (GPtrArray *objects, GCancellable *cancellable,
                                   MgListReport *report, GError **error);

/* A name of any type, for answering near misses. */
typedef struct
{
  MgName *name;
  const char *type; /* untranslated, static: "section", "mutex", "event", "semaphore", "timer", "job",
                       "posix", "directory", "fifo", "socket", "device", "link", "other" */
} MgNameEntry;

void mg_name_entry_free (MgNameEntry *entry);

/* Returns: (transfer full): of MgNameEntry: everything in the namespaces, whatever its type */
GPtrArray *mg_platform_list_names (GCancellable *cancellable, GError **error);

/**
 * MgPlatformNameFunc: called on any thread when a name may have come or gone.
 */
typedef void (*MgPlatformNameFunc) (gpointer user_data);
typedef struct _MgPlatformMonitor MgPlatformMonitor;

/* Returns: (nullable): NULL where the system reports no such thing: then one has to poll */
MgPlatformMonitor *mg_platform_monitor_new (MgPlatformNameFunc func, gpointer user_data);
void mg_platform_monitor_free (MgPlatformMonitor *monitor); /* no call comes after it returned */

/* Returns: (nullable): valid UTF-8, NULL where there is no such process or it may not be known */
char *mg_platform_dup_process_name (guint32 pid);

/* Whose layout of structures a process has: the name of an MgAbi.  Which compiler made it can't be told: on
 * Windows it is taken to be Microsoft's.  Returns: (nullable): static; NULL where it may not be known */
const char *mg_platform_guess_abi (guint32 pid);

/**
 * mg_platform_lock_new:
 *
 * Another program's named mutex, to hold for a moment.  Each time it is opened for SYNCHRONIZE (and
 * for asking, where that is granted), never created, and closed again; so it keeps no name, and a
 * publisher's restart needs no notice.  One that was abandoned is told of and, where the system says
 * so beforehand, not taken: its other users are to hear of it.
 *
 * Returns: (transfer full): NULL with MG_ERROR_UNSUPPORTED where the system has no named mutexes
 */
MgLock *mg_platform_lock_new (MgName *name, GError **error);

typedef enum
{
  MG_EVENT_WAIT_SET,
  MG_EVENT_WAIT_TIMEOUT,
  MG_EVENT_WAIT_IMPOSSIBLE, /* not there, not to be opened, or not to be waited for: poll */
} MgEventWait;

/* Waits for another program's named event, if it is a notification event: waiting for one that
 * resets itself would take the signal from whoever it is for.  At once where it is impossible. */
MgEventWait mg_platform_wait_for_event (MgName *name, gint64 timeout_us);

gint64 mg_platform_get_time_ns (void); /* monotonic, g_get_monotonic_time()'s zero where it can */
/* Returns at @deadline_ns as nearly as it can be done: sleeps as long as sleeping is precise enough,
 * and spins for the rest, which is all of a wait of less than that (60 µs on Linux, 2 ms on Windows):
 * for threads that are allowed to cost a core. */
void mg_platform_wait_until_ns (gint64 deadline_ns);

/* While on, this thread's timed waits end as near to their deadline as the system can: on Windows within
 * about a millisecond (default: 15.6 ms), on Linux within its timers' own slack (default: 50 µs more).
 * Counted: each TRUE wants its FALSE.  Costs power: on only while something is sampled. */
void mg_platform_set_precise_timing (gboolean on);

G_END_DECLS
