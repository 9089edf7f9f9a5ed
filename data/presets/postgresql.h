/* PostgreSQL's System V segment (from version 9.3 on, 56 bytes on 64-bit systems; all else it shares is elsewhere). */
#include <stddef.h>
#include <stdint.h>

/* @title(PostgreSQL shared memory header) @names(SYSV*) @abi(linux64, arm64)
   @signature(magic == 679834894 && creatorPID > 0) */
struct PGShmemHeader
{
  int32_t magic;
  int32_t creatorPID;          /* @format(pid) */
  uint64_t totalsize;          /* @unit(bytes) */
  uint64_t freeoffset;
  uint32_t dsm_control;        /* the N of /dev/shm/PostgreSQL.N that knows the dynamic segments */
  uint64_t index;              /* @format(hex) an address in its processes */
  uint64_t device;             /* @format(hex) of the data directory */
  uint64_t inode;
};

_Static_assert (offsetof (struct PGShmemHeader, totalsize) == 8, "totalsize");
_Static_assert (offsetof (struct PGShmemHeader, dsm_control) == 24, "dsm_control");
_Static_assert (offsetof (struct PGShmemHeader, index) == 32, "index");
_Static_assert (sizeof (struct PGShmemHeader) == 56, "size");
