#include "config.h"

#include "platform/posix/hole-trap.h"

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers of the systems that this is built on. */
#ifndef UFFD_USER_MODE_ONLY
#define UFFD_USER_MODE_ONLY 1
#endif

/* A userfaultfd in its SIGBUS mode.  Open to ordinary users as it is for faults of user code alone
 * (Linux 5.11); containers may forbid it. */
static int
open_trap (void)
{
  struct uffdio_api api = { .api = UFFD_API,
                            .features = UFFD_FEATURE_SIGBUS | UFFD_FEATURE_MISSING_SHMEM };
  int fd = (int) syscall (SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY);

  if (fd >= 0 && ioctl (fd, UFFDIO_API, &api) != 0)
    {
      close (fd);
      fd = -1;
    }
  return fd;
}

/* Private, as a trap wants a mapping that could be written to; without writing to it, it shows the
 * object's own pages, live. */
guint8 *
mg_hole_trap_map (MgHoleTrap *trap, int fd, guint64 offset, gsize length)
{
  struct uffdio_register area = { .mode = UFFDIO_REGISTER_MODE_MISSING };
  guint8 *view;

  if (!trap->tried)
    trap->fd = open_trap ();
  trap->tried = TRUE;
  if (trap->fd < 0)
    return NULL;

  view = mmap (NULL, length, PROT_READ, MAP_PRIVATE, fd, (off_t) offset);
  if (view == MAP_FAILED)
    return NULL;
  area.range.start = (guintptr) view;
  area.range.len = length;
  if (ioctl (trap->fd, UFFDIO_REGISTER, &area) == 0)
    return view;
  munmap (view, length);
  return NULL;
}

void
mg_hole_trap_close (MgHoleTrap *trap)
{
  if (trap->fd >= 0)
    close (trap->fd);
  trap->fd = -1;
}
