/* Makes many real processes with many mappings and descriptors, and many objects, for measuring
 * how long it takes to look through them.
 *
 *   many-processes [--processes=N] [--mappings=N] [--descriptors=N] [--objects=N] [--prefix=NAME]
 *
 * Prints "ready PREFIX" when all are there, and ends, with everything it made, when its standard
 * input ends or when it is killed. */

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define COUNT_MAX 1000000

static int n_processes = 1000, n_mappings = 250, n_descriptors = 40, n_objects = 100;
static const char *prefix;

static int
fail (const char *what)
{
  fprintf (stderr, "many-processes: %s: %s\n", what, strerror (errno));
  return 1;
}

static const char *
object_name (int i)
{
  static char name[256];

  snprintf (name, sizeof name, "/%s-%d", prefix, i);
  return name;
}

static void
unlink_objects (void)
{
  for (int i = 0; i < n_objects; i++)
    shm_unlink (object_name (i));
}

/* A process of its own removes the objects when all who hold the pipe's other end are gone, so
 * that being killed leaves nothing behind. */
static int
start_janitor (int *lifeline)
{
  int ends[2];
  pid_t pid;

  if (pipe2 (ends, O_CLOEXEC) != 0 || (pid = fork ()) < 0)
    return -1;
  if (pid == 0)
    {
      char byte;

      setsid ();
      close (ends[1]);
      close (STDOUT_FILENO);
      while (read (ends[0], &byte, 1) < 0 && errno == EINTR)
        ;
      unlink_objects ();
      _exit (0);
    }
  close (ends[0]);
  *lifeline = ends[1];
  return 0;
}

static int
make_objects (void)
{
  for (int i = 0; i < n_objects; i++)
    {
      int fd = shm_open (object_name (i), O_RDWR | O_CREAT | O_EXCL, 0600);

      if (fd < 0 || ftruncate (fd, 4096) != 0)
        return -1;
      close (fd);
    }
  return 0;
}

/* Like an ordinary program's: most are private ones of files and anonymous memory, in one of 25
 * the process shares an object. */
static int
make_mappings (int process, int n)
{
  int self = open ("/proc/self/exe", O_RDONLY | O_CLOEXEC);

  if (self < 0)
    return -1;
  for (int i = 0; i < n; i++)
    {
      void *place;

      if (i % 25 == 0 && n_objects > 0)
        {
          int fd = shm_open (object_name ((process + i) % n_objects), O_RDWR, 0);

          place = fd < 0 ? MAP_FAILED
                         : mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
          close (fd);
        }
      else if (i % 2 == 0)
        place = mmap (NULL, 4096, i % 4 == 0 ? PROT_READ : PROT_READ | PROT_EXEC, MAP_PRIVATE,
                      self, i % 8 == 0 ? 4096 : 0);
      else /* neighbours differ in protection, so that the kernel does not join them */
        place = mmap (NULL, 4096, i % 4 == 1 ? PROT_READ : PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (place == MAP_FAILED)
        return -1;
    }
  close (self);
  return 0;
}

static int
make_descriptors (int process, int n)
{
  for (int i = 0; i < n; i++)
    {
      int pair[2];

      if (i % 20 == 0 && n_objects > 0)
        pair[0] = shm_open (object_name ((process + i) % n_objects), O_RDONLY, 0);
      else if (i % 4 == 1 && i + 1 < n)
        {
          if (pipe (pair) != 0)
            return -1;
          i++;
        }
      else if (i % 4 == 3 && i + 1 < n)
        {
          if (socketpair (AF_UNIX, SOCK_STREAM, 0, pair) != 0)
            return -1;
          i++;
        }
      else
        pair[0] = open (i % 2 == 0 ? "/dev/null" : "/proc/self/exe", O_RDONLY);
      if (pair[0] < 0)
        return -1;
    }
  return 0;
}

static int
count_mappings (void)
{
  FILE *file = fopen ("/proc/self/maps", "r");
  int n = 0, c;

  while (file != NULL && (c = getc (file)) != EOF)
    n += c == '\n';
  if (file != NULL)
    fclose (file);
  return n;
}

static int
start_processes (void)
{
  int ready[2];

  if (pipe (ready) != 0)
    return -1;
  for (int i = 0; i < n_processes; i++)
    {
      pid_t parent = getpid (), pid = fork ();

      if (pid < 0)
        return -1;
      if (pid == 0)
        {
          prctl (PR_SET_PDEATHSIG, SIGKILL);
          if (getppid () != parent)
            _exit (1);
          close (ready[0]);
          if (make_mappings (i, n_mappings - count_mappings ()) != 0
              || make_descriptors (i, n_descriptors - 4) != 0)
            _exit (fail ("process"));
          if (write (ready[1], "", 1) != 1)
            _exit (1);
          close (ready[1]);
          for (;;)
            pause ();
        }
    }
  close (ready[1]);
  for (int i = 0; i < n_processes; i++)
    {
      char byte;

      if (read (ready[0], &byte, 1) != 1)
        {
          errno = ECHILD;
          return -1;
        }
    }
  close (ready[0]);
  return 0;
}

static int
parse_count (const char *text)
{
  char *end;
  long value = strtol (text, &end, 10);

  if (*text == '\0' || *end != '\0' || value < 0 || value > COUNT_MAX)
    {
      fprintf (stderr, "many-processes: %s: not a number from 0 to %d\n", text, COUNT_MAX);
      exit (2);
    }
  return (int) value;
}

int
main (int argc, char **argv)
{
  static const struct option options[] = {
    { "processes", required_argument, NULL, 'p' }, { "mappings", required_argument, NULL, 'm' },
    { "descriptors", required_argument, NULL, 'd' }, { "objects", required_argument, NULL, 'o' },
    { "prefix", required_argument, NULL, 'x' }, { NULL, 0, NULL, 0 },
  };
  char own_prefix[64], bytes[64];
  int option, lifeline;

  snprintf (own_prefix, sizeof own_prefix, "many-%d", (int) getpid ());
  prefix = own_prefix;
  while ((option = getopt_long (argc, argv, "", options, NULL)) != -1)
    switch (option)
      {
      case 'p':
        n_processes = parse_count (optarg);
        break;
      case 'm':
        n_mappings = parse_count (optarg);
        break;
      case 'd':
        n_descriptors = parse_count (optarg);
        break;
      case 'o':
        n_objects = parse_count (optarg);
        break;
      case 'x':
        prefix = optarg;
        break;
      default:
        return 2;
      }

  if (start_janitor (&lifeline) != 0)
    return fail ("janitor");
  if (make_objects () != 0)
    return fail ("objects");
  if (start_processes () != 0)
    return fail ("processes");

  printf ("ready %s\n", prefix);
  fflush (stdout);
  while (read (STDIN_FILENO, bytes, sizeof bytes) > 0)
    ;

  /* Unlinked here too, so that nothing is left once this process is gone. */
  unlink_objects ();
  return 0;
}
