#include "config.h"

#include "platform/posix/process.h"

#include "core/error.h"
#include "core/trial.h"
#include "platform/platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define MAPS_BUFFER ((gsize) 64 * 1024)
/* A path of 4095 bytes, each of them escaped as \ooo, and what stands in front of it. */
#define MAPS_LINE_MAX ((gsize) 4 * 4096 + 256)

/* struct procmap_query of linux/fs.h, which most systems' headers do not have yet. */
typedef struct
{
  guint64 size;
  guint64 query_flags;
  guint64 query_addr;
  guint64 vma_start, vma_end;
  guint64 vma_flags;
  guint64 vma_page_size;
  guint64 vma_offset;
  guint64 inode;
  guint32 dev_major, dev_minor;
  guint32 vma_name_size;
  guint32 build_id_size;
  guint64 vma_name_addr;
  guint64 build_id_addr;
} ProcmapQuery;

G_STATIC_ASSERT (sizeof (ProcmapQuery) == 104);

#define PROCMAP_QUERY_REQUEST _IOWR ('f', 17, ProcmapQuery)

enum
{
  QUERY_READABLE = 0x01,
  QUERY_WRITABLE = 0x02,
  QUERY_EXECUTABLE = 0x04,
  QUERY_SHARED = 0x08,
  QUERY_COVERING_OR_NEXT = 0x10,
  QUERY_FILE_BACKED = 0x20,
};

static gint maps_method = MG_MAPS_AUTO; /* MgMapsMethod, atomic */
G_LOCK_DEFINE_STATIC (maps_trial);
static MgTrial maps_trial; /* between the request (0) and the text (1); under the lock */

void
mg_process_set_maps_method (MgMapsMethod method)
{
  g_atomic_int_set (&maps_method, method);
}

MgMapsMethod
mg_process_get_maps_method (void)
{
  return (MgMapsMethod) g_atomic_int_get (&maps_method);
}

static int
open_proc (guint32 pid, const char *what, int flags)
{
  char path[64];

  g_snprintf (path, sizeof path, "/proc/%u/%s", pid, what);
  return open (path, flags | O_RDONLY | O_CLOEXEC);
}

static int
open_error (int code)
{
  if (code == ENOENT)
    return ESRCH;
  return code == EPERM ? EACCES : code;
}

/* Asks for mapping after mapping.  Returns ENOTTY where the system has no such request. */
static int
foreach_by_query (int maps, MgProcessMappingFunc func, gpointer user_data)
{
  for (guint64 address = 0;;)
    {
      ProcmapQuery query = { .size = sizeof query,
                             .query_flags = QUERY_COVERING_OR_NEXT | QUERY_FILE_BACKED,
                             .query_addr = address };
      MgProcessMapping found = { 0 };

      if (ioctl (maps, PROCMAP_QUERY_REQUEST, &query) != 0)
        return errno == ENOENT ? 0 : errno;

      found.identity.device = makedev (query.dev_major, query.dev_minor);
      found.identity.object = query.inode;
      found.mapping.address = query.vma_start;
      found.mapping.length = query.vma_end - query.vma_start;
      found.mapping.offset = query.vma_offset;
      found.mapping.access = (query.vma_flags & QUERY_READABLE ? MG_ACCESS_READ : 0)
                             | (query.vma_flags & QUERY_WRITABLE ? MG_ACCESS_WRITE : 0)
                             | (query.vma_flags & QUERY_EXECUTABLE ? MG_ACCESS_EXECUTE : 0);
      found.shared = (query.vma_flags & QUERY_SHARED) != 0;
      if (!func (&found, user_data))
        return 0;

      if (query.vma_end <= address)
        return 0;
      address = query.vma_end;
    }
}

static gboolean
parse_number (const char **at, const char *end, guint base, char after, guint64 *number)
{
  const char *p = *at;
  guint64 value = 0;

  for (; p < end && g_ascii_isxdigit (*p); p++)
    {
      guint digit = (guint) g_ascii_xdigit_value (*p);

      if (digit >= base || value > (G_MAXUINT64 - digit) / base)
        return FALSE;
      value = value * base + digit;
    }
  if (p == *at || p == end || *p != after)
    return FALSE;
  *at = p + 1;
  *number = value;
  return TRUE;
}

/* 7f12a4000000-7f12a4001000 rw-s 00000000 00:1b 123        /dev/shm/X */
gboolean
mg_process_parse_maps_line (const char *line, gsize length, MgProcessMapping *mapping,
                            const char **path)
{
  const char *at = line, *end = line + length;
  MgProcessMapping found = { 0 };
  guint64 stop, major_number, minor_number;

  if (!parse_number (&at, end, 16, '-', &found.mapping.address)
      || !parse_number (&at, end, 16, ' ', &stop) || stop < found.mapping.address
      || end - at < 5 || at[4] != ' ')
    return FALSE;
  found.mapping.length = stop - found.mapping.address;
  found.mapping.access = (at[0] == 'r' ? MG_ACCESS_READ : 0) | (at[1] == 'w' ? MG_ACCESS_WRITE : 0)
                         | (at[2] == 'x' ? MG_ACCESS_EXECUTE : 0);
  found.shared = at[3] == 's';
  at += 5;

  if (!parse_number (&at, end, 16, ' ', &found.mapping.offset)
      || !parse_number (&at, end, 16, ':', &major_number)
      || !parse_number (&at, end, 16, ' ', &minor_number) || major_number > G_MAXUINT32
      || minor_number > G_MAXUINT32)
    return FALSE;
  found.identity.device = makedev ((guint) major_number, (guint) minor_number);

  /* Without a path the line ends in the inode's number, with or without a space. */
  for (; at < end && g_ascii_isdigit (*at); at++)
    {
      if (found.identity.object > (G_MAXUINT64 - 9) / 10)
        return FALSE;
      found.identity.object = found.identity.object * 10 + (guint) (*at - '0');
    }
  if (at < end && *at != ' ')
    return FALSE;
  while (at < end && *at == ' ')
    at++;

  *mapping = found;
  if (path != NULL)
    *path = at;
  return TRUE;
}

/* Returns FALSE to end it. */
typedef gboolean (*LineFunc) (const char *line, gsize length, gpointer user_data);

static int
foreach_line (int maps, LineFunc func, gpointer user_data)
{
  g_autofree char *buffer = g_malloc (MAPS_BUFFER + MAPS_LINE_MAX);
  gsize filled = 0;
  gboolean any = FALSE;

  for (;;)
    {
      gssize n = read (maps, buffer + filled, MAPS_BUFFER);
      char *line = buffer, *newline;

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return errno;
      if (n == 0)
        return any ? 0 : ESRCH;
      any = TRUE;
      filled += (gsize) n;

      while ((newline = memchr (line, '\n', (gsize) (buffer + filled - line))) != NULL)
        {
          if (!func (line, (gsize) (newline - line), user_data))
            return 0;
          line = newline + 1;
        }
      filled = (gsize) (buffer + filled - line);
      if (filled > MAPS_LINE_MAX) /* no such line is made by the kernel */
        return EIO;
      memmove (buffer, line, filled);
    }
}

typedef struct
{
  MgProcessMappingFunc func;
  gpointer user_data;
} TextSearch;

static gboolean
show_line_cb (const char *line, gsize length, gpointer user_data)
{
  TextSearch *search = user_data;
  MgProcessMapping found;

  if (!mg_process_parse_maps_line (line, length, &found, NULL) || found.identity.object == 0)
    return TRUE;
  return search->func (&found, search->user_data);
}

/* A request is a system call for each mapping; the text has the path of each.  Which takes longer
 * depends on the machine, so the first processes are read both ways. */
typedef struct
{
  MgProcessMappingFunc func;
  gpointer user_data;
  gsize n_shown;
} CountedSearch;

static gboolean
count_mapping_cb (const MgProcessMapping *mapping, gpointer user_data)
{
  CountedSearch *search = user_data;

  search->n_shown++;
  return search->func == NULL || search->func (mapping, search->user_data);
}

static int
foreach_by_trial (int maps, MgProcessMappingFunc func, gpointer user_data)
{
  CountedSearch shown = { func, user_data, 0 }, again = { NULL, NULL, 0 };
  TextSearch text = { count_mapping_cb, &again };
  gint64 start_us = g_get_monotonic_time (), query_us, text_us;
  int code = foreach_by_query (maps, count_mapping_cb, &shown);

  query_us = g_get_monotonic_time () - start_us;
  if (code != 0 || foreach_line (maps, show_line_cb, &text) != 0 || again.n_shown != shown.n_shown
      || shown.n_shown == 0)
    return code;
  text_us = g_get_monotonic_time () - start_us - query_us;

  G_LOCK (maps_trial);
  mg_trial_note (&maps_trial, 0, shown.n_shown, query_us);
  mg_trial_note (&maps_trial, 1, shown.n_shown, text_us);
  if (mg_trial_is_over (&maps_trial))
    g_atomic_int_compare_and_exchange (&maps_method, MG_MAPS_AUTO,
                                       mg_trial_choose (&maps_trial) == 0 ? MG_MAPS_QUERY
                                                                          : MG_MAPS_TEXT);
  G_UNLOCK (maps_trial);
  return code;
}

int
mg_process_foreach_mapping (guint32 pid, MgProcessMappingFunc func, gpointer user_data)
{
  MgMapsMethod method = mg_process_get_maps_method ();
  TextSearch search = { func, user_data };
  int maps = open_proc (pid, "maps", 0);
  int code = ENOTTY;

  if (maps < 0)
    return open_error (errno);

  if (method == MG_MAPS_QUERY)
    code = foreach_by_query (maps, func, user_data);
  else if (method == MG_MAPS_AUTO)
    code = foreach_by_trial (maps, func, user_data);
  if (code == ENOTTY)
    {
      if (method == MG_MAPS_AUTO)
        g_atomic_int_compare_and_exchange (&maps_method, MG_MAPS_AUTO, MG_MAPS_TEXT);
      code = foreach_line (maps, show_line_cb, &search);
    }

  close (maps);
  return open_error (code);
}

int
mg_process_foreach_descriptor (guint32 pid, guint64 device, MgProcessDescriptorFunc func,
                               gpointer user_data)
{
  int folder = open_proc (pid, "fd", O_DIRECTORY);
  gboolean go_on = TRUE;
  struct dirent *entry;
  DIR *stream;

  if (folder < 0)
    return open_error (errno);
  stream = fdopendir (folder);
  if (stream == NULL)
    {
      close (folder);
      return ENOMEM;
    }

  while (go_on && (entry = readdir (stream)) != NULL)
    {
      struct statx file;
      struct stat link;
      MgAccess access;

      /* What is open, not what the link's text says: that is in the words of another mount
       * namespace, and takes as long. */
      if (!g_ascii_isdigit (entry->d_name[0])
          || statx (folder, entry->d_name, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT,
                    STATX_TYPE | STATX_INO, &file)
                 != 0
          || makedev (file.stx_dev_major, file.stx_dev_minor) != device
          || !S_ISREG (file.stx_mode))
        continue;

      /* The link's own permissions are those that the file was opened with. */
      if (fstatat (folder, entry->d_name, &link, AT_SYMLINK_NOFOLLOW) != 0)
        continue;
      access = (link.st_mode & S_IRUSR ? MG_ACCESS_READ : 0)
               | (link.st_mode & S_IWUSR ? MG_ACCESS_WRITE : 0);
      if (access != 0)
        go_on = func (atoi (entry->d_name), (MgIdentity) { device, file.stx_ino }, access,
                      user_data);
    }
  closedir (stream);
  return 0;
}

typedef struct
{
  guint64 address;
  char *path;
} PathSearch;

static gboolean
find_path_cb (const char *line, gsize length, gpointer user_data)
{
  PathSearch *search = user_data;
  MgProcessMapping found;
  const char *path;

  if (!mg_process_parse_maps_line (line, length, &found, &path)
      || found.mapping.address != search->address)
    return TRUE;

  /* The kernel writes a newline as \012 and nothing else. */
  search->path = g_strndup (path, (gsize) (line + length - path));
  for (char *escape; (escape = strstr (search->path, "\\012")) != NULL;)
    {
      *escape = '\n';
      memmove (escape + 1, escape + 4, strlen (escape + 4) + 1);
    }
  return FALSE;
}

char *
mg_process_dup_mapping_path (guint32 pid, guint64 address)
{
  char buffer[4096 + 64];
  ProcmapQuery query = { .size = sizeof query,
                         .query_addr = address,
                         .vma_name_size = sizeof buffer,
                         .vma_name_addr = (guintptr) buffer };
  PathSearch search = { address, NULL };
  int maps = open_proc (pid, "maps", 0);

  if (maps < 0)
    return NULL;
  memset (buffer, 0, sizeof buffer);
  if (mg_process_get_maps_method () != MG_MAPS_TEXT
      && ioctl (maps, PROCMAP_QUERY_REQUEST, &query) == 0)
    search.path = query.vma_name_size > 0 ? g_strndup (buffer, sizeof buffer) : NULL;
  else
    foreach_line (maps, find_path_cb, &search);
  close (maps);
  return search.path;
}

GArray *
mg_process_list (GError **error)
{
  DIR *stream = opendir ("/proc");
  guint32 own_pid = (guint32) getpid ();
  struct dirent *entry;
  GArray *pids;

  if (stream == NULL)
    {
      mg_set_error_system (error, MG_SYSTEM_ERRNO, (guint32) errno, "/proc");
      return NULL;
    }

  pids = g_array_new (FALSE, FALSE, sizeof (guint32));
  while ((entry = readdir (stream)) != NULL)
    {
      guint64 pid;

      if (g_ascii_isdigit (entry->d_name[0])
          && g_ascii_string_to_unsigned (entry->d_name, 10, 1, G_MAXINT32, &pid, NULL)
          && pid != own_pid)
        g_array_append_vals (pids, &(guint32) { (guint32) pid }, 1);
    }
  closedir (stream);
  return pids;
}

/* The bytes of a small file of /proc, at most @size - 1 of them, NUL-terminated. */
static gssize
read_proc (guint32 pid, const char *what, char *buffer, gsize size)
{
  int fd = open_proc (pid, what, 0);
  gssize n = fd >= 0 ? read (fd, buffer, size - 1) : -1;

  if (fd >= 0)
    close (fd);
  if (n >= 0)
    buffer[n] = '\0';
  return n;
}

/* The kernel keeps 15 bytes of a name; the rest of a longer one is in the command line. */
char *
mg_platform_dup_process_name (guint32 pid)
{
  char name[64], command[4096];
  gssize length = read_proc (pid, "comm", name, sizeof name);
  char *text;

  if (length <= 0)
    return NULL;
  if (name[length - 1] == '\n')
    name[--length] = '\0';

  if (length == 15 && read_proc (pid, "cmdline", command, sizeof command) > 0)
    {
      const char *slash = strrchr (command, '/');
      const char *base = slash != NULL ? slash + 1 : command;

      text = g_str_has_prefix (base, name) ? g_utf8_make_valid (base, -1)
                                           : g_utf8_make_valid (name, -1);
    }
  else
    text = g_utf8_make_valid (name, -1);

  /* A program may call itself anything. */
  for (char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = '?';
  return text;
}

const char *
mg_platform_guess_abi (guint32 pid)
{
  static const struct
  {
    guint8 class;
    guint16 machine;
    const char *abi;
  } rows[] = {
    { 2, 62, "linux64" }, /* ELFCLASS64, EM_X86_64 */
    { 1, 3, "linux32" },  /* ELFCLASS32, EM_386 */
    { 2, 183, "arm64" },  /* ELFCLASS64, EM_AARCH64 */
  };
  int file = open_proc (pid, "exe", 0);
  guint8 header[20];
  gssize n;

  if (file < 0)
    return NULL;
  n = pread (file, header, sizeof header, 0);
  close (file);
  if (n != (gssize) sizeof header || memcmp (header, "\177ELF", 4) != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (header[4] == rows[i].class && (header[18] | header[19] << 8) == rows[i].machine)
      return rows[i].abi;
  return NULL;
}
