/* OutputDebugString(): the message that some process of the session writes just now.  Debuggers' viewers make the
 * object and the events; without one there is none. */
#include <stddef.h>
#include <stdint.h>

/* @title(Debug output) @names(DBWIN_BUFFER) @abi(win32) @event(DBWIN_DATA_READY) */
struct dbwin
{
  uint32_t dwProcessId;        /* @format(pid) */
  char data[4092];             /* @encoding(cp1252) in the system's code page */
};

_Static_assert (offsetof (struct dbwin, data) == 4, "data");
_Static_assert (sizeof (struct dbwin) == 4096, "size");
