/* GPU-Z: what it knows of the card, and its sensors, about once a second. */
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#pragma pack(push, 1)

/* @label(key) */
struct gpuz_record
{
  wchar_t key[256];
  wchar_t value[256];
};

/* @label(name) */
struct gpuz_sensor
{
  wchar_t name[256];
  wchar_t unit[8];
  uint32_t digits;             /* behind the point */
  double value;
};

/* @title(GPU-Z) @names(GPUZShMem) @abi(win32) @busy(busy != 0) */
struct gpuz
{
  uint32_t version;
  volatile int32_t busy;       /* while it is written */
  uint32_t lastUpdate;         /* @time(tick) */
  struct gpuz_record data[128];
  struct gpuz_sensor sensors[128];
};

#pragma pack(pop)

_Static_assert (sizeof (wchar_t) == 2, "of Windows");
_Static_assert (offsetof (struct gpuz, data) == 12, "data");
_Static_assert (offsetof (struct gpuz, sensors) == 131084, "sensors");
_Static_assert (offsetof (struct gpuz_sensor, unit) == 512, "unit");
_Static_assert (offsetof (struct gpuz_sensor, digits) == 528, "digits");
_Static_assert (offsetof (struct gpuz_sensor, value) == 532, "value");
_Static_assert (sizeof (struct gpuz) == 200204, "size");
