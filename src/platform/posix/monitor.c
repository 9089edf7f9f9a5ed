#include "config.h"

#include "platform/platform.h"
#include "platform/posix/shm-directory.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Folders that are watched; changes in more of them are seen when somebody lists again. */
#define WATCHES_MAX 1024

#define WATCHED                                                                                    \
  (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW)

struct _MgPlatformMonitor
{
  MgPlatformNameFunc func;
  gpointer user_data;
  int events; /* inotify */
  int stop;   /* eventfd: written to by whoever frees */
  GThread *thread;

  guint n_watches; /* by the thread alone, while it walks */
};

static void
add_watch (MgPlatformMonitor *self, const char *folder)
{
  /* One that is watched already stays the same watch.  No room: the others are watched still. */
  if (self->n_watches < WATCHES_MAX && inotify_add_watch (self->events, folder, WATCHED) >= 0)
    self->n_watches++;
}

static gboolean
watch_folder_cb (const MgShmEntry *entry, gpointer user_data)
{
  MgPlatformMonitor *self = user_data;

  if (S_ISDIR (entry->type))
    {
      g_autofree char *folder = g_build_filename (MG_SHM_DIRECTORY, entry->path, NULL);

      add_watch (self, folder);
    }
  return self->n_watches < WATCHES_MAX;
}

static void
watch_folders (MgPlatformMonitor *self)
{
  self->n_watches = 0;
  add_watch (self, MG_SHM_DIRECTORY "/.");
  mg_shm_walk (watch_folder_cb, self, NULL, NULL, NULL);
}

/* Returns: FALSE where there was no event */
static gboolean
take_events (MgPlatformMonitor *self, gboolean *folders_changed)
{
  char buffer[16 * 1024] __attribute__ ((aligned (8)));
  gssize length = read (self->events, buffer, sizeof buffer);

  for (gssize at = 0; at < length;)
    {
      const struct inotify_event *event = (const struct inotify_event *) (buffer + at);

      if (event->mask & (IN_ISDIR | IN_Q_OVERFLOW))
        *folders_changed = TRUE;
      at += (gssize) (sizeof *event + event->len);
    }
  return length > 0;
}

static gpointer
monitor_thread (gpointer data)
{
  MgPlatformMonitor *self = data;
  struct pollfd waits[] = { { self->stop, POLLIN, 0 }, { self->events, POLLIN, 0 } };

  for (;;)
    {
      gboolean folders_changed = FALSE;

      if (poll (waits, G_N_ELEMENTS (waits), -1) < 0 && errno != EINTR)
        return NULL;
      if (waits[0].revents != 0)
        return NULL;

      if (!take_events (self, &folders_changed))
        continue;
      /* Before the call, so that what is made in a new folder after it is an event of its own. */
      if (folders_changed)
        watch_folders (self);
      self->func (self->user_data);
    }
}

MgPlatformMonitor *
mg_platform_monitor_new (MgPlatformNameFunc func, gpointer user_data)
{
  MgPlatformMonitor *self = g_new0 (MgPlatformMonitor, 1);

  self->func = func;
  self->user_data = user_data;
  self->events = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  self->stop = eventfd (0, EFD_CLOEXEC);
  if (self->events >= 0 && self->stop >= 0)
    {
      watch_folders (self);
      if (self->n_watches > 0)
        self->thread = g_thread_try_new ("mapglass-names", monitor_thread, self, NULL);
    }
  if (self->thread == NULL)
    g_clear_pointer (&self, mg_platform_monitor_free);
  return self;
}

void
mg_platform_monitor_free (MgPlatformMonitor *self)
{
  guint64 one = 1;

  if (self == NULL)
    return;
  if (self->thread != NULL)
    {
      while (write (self->stop, &one, sizeof one) < 0 && errno == EINTR)
        ;
      g_thread_join (self->thread);
    }
  if (self->stop >= 0)
    close (self->stop);
  if (self->events >= 0)
    close (self->events);
  g_free (self);
}
