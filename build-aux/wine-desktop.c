/* Keeps Wine's desktop until its input ends: see wine-desktop. */

#include <stdio.h>
#include <windows.h>

int
main (void)
{
  /* Asking for its window makes there be one. */
  if (GetDesktopWindow () == NULL)
    return 1;
  puts ("ok");
  fflush (stdout);
  while (getchar () != EOF)
    ;
  return 0;
}
