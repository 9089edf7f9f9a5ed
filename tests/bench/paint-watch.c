/* Starts a program and says when its window looked for the first time as it does in the end, in the
 * milliseconds since the start: seen from outside, by what the X server was told to paint.
 *
 *   paint-watch X Y WIDTH HEIGHT PROGRAM [ARGUMENT…]
 *
 * Looks at that part of the screen whenever something on it was damaged; when nothing has been for
 * half a second, the last picture is what it looks like in the end.  "The same" is all but one
 * pixel in 500: a caret may blink.  Ends the program. */

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUIET_US (500 * 1000)
#define LIMIT_US (20 * G_USEC_PER_SEC)
#define PICTURES_MAX 400
#define SAME_PART 500

typedef struct
{
  gint64 time_us;
  XImage *image;
} Picture;

static Display *display;
static int x, y, width, height;

static gsize
count_differences (const Picture *a, const Picture *b)
{
  gsize n = 0;

  for (int row = 0; row < height; row++)
    {
      const guint32 *line_a =
          (const guint32 *) (a->image->data + (gsize) row * a->image->bytes_per_line);
      const guint32 *line_b =
          (const guint32 *) (b->image->data + (gsize) row * b->image->bytes_per_line);

      for (int column = 0; column < width; column++)
        n += line_a[column] != line_b[column];
    }
  return n;
}

static XImage *
take_picture (void)
{
  XImage *image =
      XGetImage (display, DefaultRootWindow (display), x, y, width, height, AllPlanes, ZPixmap);

  if (image == NULL || image->bits_per_pixel != 32)
    {
      fprintf (stderr, "paint-watch: the screen needs 24 bits a pixel\n");
      exit (1);
    }
  return image;
}

/* Returns: whether something was painted before @until_us */
static gboolean
wait_for_damage (Damage damage, gint64 until_us)
{
  while (TRUE)
    {
      struct pollfd descriptor = { ConnectionNumber (display), POLLIN, 0 };
      gint64 left_us = until_us - g_get_monotonic_time ();

      if (XPending (display) > 0)
        {
          while (XPending (display) > 0)
            {
              XEvent event;

              XNextEvent (display, &event);
            }
          XDamageSubtract (display, damage, None, None);
          return TRUE;
        }
      if (left_us <= 0 || poll (&descriptor, 1, (int) (left_us / 1000) + 1) < 0)
        return FALSE;
    }
}

int
main (int argc, char **argv)
{
  static Picture pictures[PICTURES_MAX];
  guint n_pictures = 0, first;
  gint64 start_us, last_us;
  Damage damage;
  int event_base, error_base;
  pid_t pid;

  if (argc < 6 || (display = XOpenDisplay (NULL)) == NULL
      || !XDamageQueryExtension (display, &event_base, &error_base))
    {
      fprintf (stderr,
               "usage: paint-watch X Y WIDTH HEIGHT PROGRAM [ARGUMENT…], on an X display\n");
      return 2;
    }
  x = atoi (argv[1]);
  y = atoi (argv[2]);
  width = atoi (argv[3]);
  height = atoi (argv[4]);
  damage = XDamageCreate (display, DefaultRootWindow (display), XDamageReportNonEmpty);
  XSync (display, False);
  wait_for_damage (damage, 0);
  pictures[n_pictures++] = (Picture) { 0, take_picture () };

  start_us = g_get_monotonic_time ();
  pid = fork ();
  if (pid == 0)
    {
      execvp (argv[5], argv + 5);
      _exit (127);
    }
  last_us = 0;
  while (n_pictures < PICTURES_MAX && g_get_monotonic_time () - start_us < LIMIT_US)
    {
      gint64 now_us;

      if (!wait_for_damage (damage, last_us > 0 ? last_us + QUIET_US : start_us + LIMIT_US))
        break;
      now_us = g_get_monotonic_time ();
      pictures[n_pictures] = (Picture) { now_us - start_us, take_picture () };
      /* Elsewhere on the screen something may go on for ever. */
      if (count_differences (&pictures[n_pictures], &pictures[n_pictures - 1]) > 0)
        {
          last_us = now_us;
          n_pictures++;
        }
      else
        XDestroyImage (pictures[n_pictures].image);
      if (last_us > 0 && now_us - last_us >= QUIET_US)
        break;
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);

  if (n_pictures < 2)
    {
      fprintf (stderr, "paint-watch: nothing was painted\n");
      return 1;
    }
  for (first = n_pictures - 1; first > 0; first--)
    if (count_differences (&pictures[first - 1], &pictures[n_pictures - 1]) >
        (gsize) width * height / SAME_PART)
      break;
  printf ("%.1f\n", pictures[first].time_us / 1e3);
  return 0;
}
