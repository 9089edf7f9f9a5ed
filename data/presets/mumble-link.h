/* Positional audio: a game tells where its player stands and looks, Mumble reads it every frame.
 * wchar_t is the publisher's: 2 bytes on Windows, 4 on Linux; all that follows moves with it. */
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

/* @title(Mumble Link) @names(/MumbleLink.*, MumbleLink) @abi(linux64, win64, linux32, win32) */
struct mumble_link
{
  uint32_t uiVersion;          /* 2 since 2009; 0 while no game is linked */
  uint32_t uiTick;             /* counts the game's updates */
  float fAvatarPosition[3];    /* @unit(m) */
  float fAvatarFront[3];
  float fAvatarTop[3];
  wchar_t name[256];           /* of the game */
  float fCameraPosition[3];    /* @unit(m) */
  float fCameraFront[3];
  float fCameraTop[3];
  wchar_t identity[256];       /* of the player: the game's own format, often JSON */
  uint32_t context_len;
  unsigned char context[256];  /* @count(min(context_len, 256)) who hears whom: equal bytes */
  wchar_t description[2048];
};

#define AT(member, on_windows, on_linux)                                                          \
  _Static_assert (offsetof (struct mumble_link, member) ==                                        \
                  (sizeof (wchar_t) == 2 ? on_windows : on_linux), #member)
AT (uiTick, 4, 4);
AT (fAvatarPosition, 8, 8);
AT (fAvatarFront, 20, 20);
AT (fAvatarTop, 32, 32);
AT (name, 44, 44);
AT (fCameraPosition, 556, 1068);
AT (identity, 592, 1104);
AT (context_len, 1104, 2128);
AT (context, 1108, 2132);
AT (description, 1364, 2388);
_Static_assert (sizeof (struct mumble_link) == (sizeof (wchar_t) == 2 ? 5460 : 10580), "size");
