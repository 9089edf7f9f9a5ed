/* HotSpot's counters, as jstat reads them: each entry tells its own length, name, type and unit.  A file,
 * hsperfdata_USER/PID in the folder for temporary files, which the JVM maps. */
#include <stddef.h>
#include <stdint.h>

enum hsperf_units
{
  U_None = 1,
  U_Bytes,
  U_Ticks,
  U_Events,
  U_String,
  U_Hertz,
};

enum hsperf_variability
{
  V_Constant = 1,
  V_Monotonic,
  V_Variable,
};

enum hsperf_flags
{
  F_Supported = 1,
};

/* @label(name) @size(entry_length) */
struct hsperf_entry
{
  int32_t entry_length;
  int32_t name_offset;
  int32_t vector_length;       /* 0: one value */
  char data_type;              /* as in the JVM's signatures: J long, B byte */
  uint8_t flags;               /* @flags(hsperf_flags) */
  uint8_t data_units;          /* @enum(hsperf_units) */
  uint8_t data_variability;    /* @enum(hsperf_variability) */
  int32_t data_offset;
  char name[0];                /* @at($this + name_offset) @count(data_offset - name_offset) */
  int64_t value[0];            /* @if(data_type == 'J') @at($this + data_offset) @count(max(vector_length, 1)) */
  char text[0];                /* @if(data_type == 'B') @at($this + data_offset) @count(vector_length) */
};

/* @title(Java performance counters) @names(/hsperfdata*) @abi(linux64, win64, linux32, win32, arm64)
   @signature(magic == 0xCAFEC0C0 && byte_order == 1 && major_version == 2 && entry_offset >= 32) */
struct hsperf
{
  uint32_t magic;              /* @endian(big) @format(hex) */
  uint8_t byte_order;          /* 1: least significant byte first */
  uint8_t major_version;
  uint8_t minor_version;
  uint8_t accessible;          /* @format(bool) all is initialised */
  int32_t used;                /* @unit(bytes) */
  int32_t overflow;            /* @unit(bytes) */
  int64_t mod_time_stamp;      /* @unit(ticks) of the last change to the entries */
  int32_t entry_offset;
  int32_t num_entries;
  struct hsperf_entry entries[0]; /* @at(entry_offset) @count(num_entries) */
};

_Static_assert (offsetof (struct hsperf, used) == 8, "used");
_Static_assert (offsetof (struct hsperf, mod_time_stamp) == 16, "mod_time_stamp");
_Static_assert (offsetof (struct hsperf, entry_offset) == 24, "entry_offset");
_Static_assert (sizeof (struct hsperf) == 32, "size");
_Static_assert (offsetof (struct hsperf_entry, data_offset) == 16, "data_offset");
