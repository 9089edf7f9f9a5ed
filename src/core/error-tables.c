/* What the systems' codes mean.  Data: the numbers are literal, so that every table is built and
 * tested on every system, and none of their headers is needed.
 *
 * Sources: Linux's include/uapi/asm-generic/errno*.h; winerror.h and ntstatus.h as mingw-w64 has
 * them.  Which code a call gives in which case was measured; where one code means two things
 * (Win32's 5), the caller keeps the NTSTATUS. */

#include "config.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>

#define MESSAGE_NOT_FOUND N_ ("there is no object of that name")
#define MESSAGE_NO_NAMESPACE N_ ("the namespace or folder of that name does not exist")
#define MESSAGE_WRONG_TYPE N_ ("the name belongs to an object of another type")
#define MESSAGE_DENIED N_ ("access is denied")
#define MESSAGE_BAD_NAME N_ ("this cannot be a name")
#define MESSAGE_MISALIGNED N_ ("the offset is not a multiple of the allocation granularity")
#define MESSAGE_RANGE N_ ("the bytes asked for are not within the object")
#define MESSAGE_TOO_LARGE N_ ("this is larger than the system can map")
#define MESSAGE_UNREADABLE N_ ("the memory cannot be read")
#define MESSAGE_GONE N_ ("the object went away")
#define MESSAGE_EXISTS N_ ("that name is already taken")
#define MESSAGE_COMMIT N_ ("the system has no memory left to promise")
#define MESSAGE_LIMIT N_ ("a limit of the system is reached")
#define MESSAGE_BUSY N_ ("it is in use in a way that excludes this")
#define MESSAGE_IO N_ ("reading from the device failed")
#define MESSAGE_INVALID N_ ("the system does not accept this request")
#define MESSAGE_UNSUPPORTED N_ ("this system cannot do that")
#define MESSAGE_CANCELLED N_ ("it was cancelled")

#define HINT_NOT_FOUND                                                                              \
  N_ ("Is its publisher running? Upper and lower case differ; see the list of objects")
#define HINT_NO_NAMESPACE                                                                          \
  N_ ("Namespaces are Global, Local and Session\\N, spelt just so, with a backslash")
#define HINT_NO_FOLDER N_ ("A folder in front of the name does not exist; see the list of objects")
#define HINT_WRONG_TYPE N_ ("Only shared memory has bytes to show; see the list for its neighbours")
#define HINT_DENIED_POSIX                                                                          \
  N_ ("Reading needs the r permission: run Mapglass as the object's owner, or as root")
#define HINT_DENIED_WINDOWS                                                                        \
  N_ ("Its security descriptor withholds SECTION_MAP_READ: run Mapglass as the same user as the "  \
      "publisher, or as administrator")
#define HINT_COMMIT N_ ("Close programs, or enlarge the page file")
#define HINT_DESCRIPTORS N_ ("Close some objects, or raise the limit of open files (ulimit -n)")
#define HINT_MISALIGNED N_ ("Views begin at multiples of 64 KiB on Windows and of a page on Linux")
#define HINT_GONE N_ ("It is shown again as soon as an object of that name appears")

static const MgErrorRow errno_rows[] = {
  { 1, "EPERM", MG_ERROR_ACCESS_DENIED, MESSAGE_DENIED, HINT_DENIED_POSIX },
  { 2, "ENOENT", MG_ERROR_NOT_FOUND, MESSAGE_NOT_FOUND, HINT_NOT_FOUND },
  { 3, "ESRCH", MG_ERROR_GONE, N_ ("the process is no longer there"), NULL },
  { 4, "EINTR", MG_ERROR_CANCELLED, MESSAGE_CANCELLED, NULL },
  { 5, "EIO", MG_ERROR_IO, MESSAGE_IO, NULL },
  { 6, "ENXIO", MG_ERROR_WRONG_TYPE, MESSAGE_WRONG_TYPE, HINT_WRONG_TYPE },
  { 9, "EBADF", MG_ERROR_INVALID, N_ ("it is not open"), NULL },
  { 11, "EAGAIN", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 12, "ENOMEM", MG_ERROR_COMMIT_LIMIT, MESSAGE_COMMIT, HINT_COMMIT },
  { 13, "EACCES", MG_ERROR_ACCESS_DENIED, MESSAGE_DENIED, HINT_DENIED_POSIX },
  { 14, "EFAULT", MG_ERROR_UNREADABLE, MESSAGE_UNREADABLE, NULL },
  { 16, "EBUSY", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 17, "EEXIST", MG_ERROR_EXISTS, MESSAGE_EXISTS, NULL },
  { 19, "ENODEV", MG_ERROR_WRONG_TYPE, MESSAGE_WRONG_TYPE, HINT_WRONG_TYPE },
  { 20, "ENOTDIR", MG_ERROR_NO_NAMESPACE, MESSAGE_NO_NAMESPACE, HINT_NO_FOLDER },
  { 21, "EISDIR", MG_ERROR_WRONG_TYPE, N_ ("this is a folder"), HINT_WRONG_TYPE },
  { 22, "EINVAL", MG_ERROR_INVALID, MESSAGE_INVALID, NULL },
  { 23, "ENFILE", MG_ERROR_LIMIT, MESSAGE_LIMIT, HINT_DESCRIPTORS },
  { 24, "EMFILE", MG_ERROR_LIMIT, MESSAGE_LIMIT, HINT_DESCRIPTORS },
  { 26, "ETXTBSY", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 27, "EFBIG", MG_ERROR_TOO_LARGE, MESSAGE_TOO_LARGE, NULL },
  { 28, "ENOSPC", MG_ERROR_LIMIT, N_ ("there is no space left"), NULL },
  { 30, "EROFS", MG_ERROR_ACCESS_DENIED, N_ ("the file system is read-only"), NULL },
  { 32, "EPIPE", MG_ERROR_GONE, N_ ("the reader at the other end went away"), NULL },
  { 33, "EDOM", MG_ERROR_OUT_OF_RANGE, MESSAGE_RANGE, NULL },
  { 34, "ERANGE", MG_ERROR_OUT_OF_RANGE, MESSAGE_RANGE, NULL },
  { 36, "ENAMETOOLONG", MG_ERROR_BAD_NAME, N_ ("the name is too long"), NULL },
  { 38, "ENOSYS", MG_ERROR_UNSUPPORTED, MESSAGE_UNSUPPORTED, NULL },
  { 40, "ELOOP", MG_ERROR_WRONG_TYPE, N_ ("this is a symbolic link"),
    N_ ("Links are not followed: open what the link points to") },
  { 75, "EOVERFLOW", MG_ERROR_TOO_LARGE, MESSAGE_TOO_LARGE, NULL },
  { 95, "EOPNOTSUPP", MG_ERROR_UNSUPPORTED, MESSAGE_UNSUPPORTED, NULL },
  { 110, "ETIMEDOUT", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 116, "ESTALE", MG_ERROR_GONE, MESSAGE_GONE, HINT_GONE },
  { 122, "EDQUOT", MG_ERROR_LIMIT, N_ ("the disk quota is used up"), NULL },
  { 125, "ECANCELED", MG_ERROR_CANCELLED, MESSAGE_CANCELLED, NULL },
};

static const MgErrorRow win32_rows[] = {
  { 2, "ERROR_FILE_NOT_FOUND", MG_ERROR_NOT_FOUND, MESSAGE_NOT_FOUND, HINT_NOT_FOUND },
  { 3, "ERROR_PATH_NOT_FOUND", MG_ERROR_NO_NAMESPACE, MESSAGE_NO_NAMESPACE, HINT_NO_NAMESPACE },
  { 4, "ERROR_TOO_MANY_OPEN_FILES", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
  { 5, "ERROR_ACCESS_DENIED", MG_ERROR_ACCESS_DENIED, MESSAGE_DENIED, HINT_DENIED_WINDOWS },
  { 6, "ERROR_INVALID_HANDLE", MG_ERROR_WRONG_TYPE, MESSAGE_WRONG_TYPE, HINT_WRONG_TYPE },
  { 8, "ERROR_NOT_ENOUGH_MEMORY", MG_ERROR_COMMIT_LIMIT, MESSAGE_COMMIT, HINT_COMMIT },
  { 14, "ERROR_OUTOFMEMORY", MG_ERROR_COMMIT_LIMIT, MESSAGE_COMMIT, HINT_COMMIT },
  { 23, "ERROR_CRC", MG_ERROR_IO, MESSAGE_IO, NULL },
  { 32, "ERROR_SHARING_VIOLATION", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 33, "ERROR_LOCK_VIOLATION", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 50, "ERROR_NOT_SUPPORTED", MG_ERROR_UNSUPPORTED, MESSAGE_UNSUPPORTED, NULL },
  { 87, "ERROR_INVALID_PARAMETER", MG_ERROR_INVALID, MESSAGE_INVALID, NULL },
  { 109, "ERROR_BROKEN_PIPE", MG_ERROR_GONE, N_ ("the reader at the other end went away"), NULL },
  { 112, "ERROR_DISK_FULL", MG_ERROR_LIMIT, N_ ("there is no space left"), NULL },
  { 120, "ERROR_CALL_NOT_IMPLEMENTED", MG_ERROR_UNSUPPORTED, MESSAGE_UNSUPPORTED, NULL },
  { 123, "ERROR_INVALID_NAME", MG_ERROR_BAD_NAME, MESSAGE_BAD_NAME, NULL },
  { 161, "ERROR_BAD_PATHNAME", MG_ERROR_BAD_NAME, MESSAGE_BAD_NAME, NULL },
  { 170, "ERROR_BUSY", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 183, "ERROR_ALREADY_EXISTS", MG_ERROR_EXISTS, MESSAGE_EXISTS, NULL },
  { 206, "ERROR_FILENAME_EXCED_RANGE", MG_ERROR_BAD_NAME, N_ ("the name is too long"), NULL },
  { 232, "ERROR_NO_DATA", MG_ERROR_GONE, N_ ("the reader at the other end went away"), NULL },
  { 299, "ERROR_PARTIAL_COPY", MG_ERROR_UNREADABLE, MESSAGE_UNREADABLE, NULL },
  { 487, "ERROR_INVALID_ADDRESS", MG_ERROR_UNREADABLE, MESSAGE_UNREADABLE, NULL },
  { 998, "ERROR_NOACCESS", MG_ERROR_UNREADABLE, MESSAGE_UNREADABLE, NULL },
  { 999, "ERROR_SWAPERROR", MG_ERROR_UNREADABLE, MESSAGE_UNREADABLE, NULL },
  { 1006, "ERROR_FILE_INVALID", MG_ERROR_INVALID,
    N_ ("the file behind it is empty or was changed from outside"), NULL },
  { 1117, "ERROR_IO_DEVICE", MG_ERROR_IO, MESSAGE_IO, NULL },
  { 1132, "ERROR_MAPPED_ALIGNMENT", MG_ERROR_MISALIGNED, MESSAGE_MISALIGNED, HINT_MISALIGNED },
  { 1223, "ERROR_CANCELLED", MG_ERROR_CANCELLED, MESSAGE_CANCELLED, NULL },
  { 1224, "ERROR_USER_MAPPED_FILE", MG_ERROR_BUSY, N_ ("the file is mapped by some process"), NULL },
  { 1314, "ERROR_PRIVILEGE_NOT_HELD", MG_ERROR_ACCESS_DENIED, N_ ("a privilege is missing"),
    N_ ("Run Mapglass as administrator") },
  { 1450, "ERROR_NO_SYSTEM_RESOURCES", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
  { 1453, "ERROR_WORKING_SET_QUOTA", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
  { 1455, "ERROR_COMMITMENT_LIMIT", MG_ERROR_COMMIT_LIMIT, MESSAGE_COMMIT, HINT_COMMIT },
  { 1460, "ERROR_TIMEOUT", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 1816, "ERROR_NOT_ENOUGH_QUOTA", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
};

static const MgErrorRow ntstatus_rows[] = {
  { 0xC0000001, "STATUS_UNSUCCESSFUL", MG_ERROR_FAILED, N_ ("the system call failed"), NULL },
  { 0xC0000002, "STATUS_NOT_IMPLEMENTED", MG_ERROR_UNSUPPORTED, MESSAGE_UNSUPPORTED, NULL },
  { 0xC0000003, "STATUS_INVALID_INFO_CLASS", MG_ERROR_UNSUPPORTED, MESSAGE_UNSUPPORTED, NULL },
  { 0xC0000005, "STATUS_ACCESS_VIOLATION", MG_ERROR_UNREADABLE, MESSAGE_UNREADABLE, NULL },
  { 0xC0000006, "STATUS_IN_PAGE_ERROR", MG_ERROR_UNREADABLE,
    N_ ("the memory's file could not be read"), NULL },
  { 0xC0000008, "STATUS_INVALID_HANDLE", MG_ERROR_GONE, MESSAGE_GONE, HINT_GONE },
  { 0xC000000B, "STATUS_INVALID_CID", MG_ERROR_GONE, N_ ("the process is no longer there"), NULL },
  { 0xC000000D, "STATUS_INVALID_PARAMETER", MG_ERROR_OUT_OF_RANGE, MESSAGE_RANGE, NULL },
  { 0xC0000017, "STATUS_NO_MEMORY", MG_ERROR_COMMIT_LIMIT, MESSAGE_COMMIT, HINT_COMMIT },
  { 0xC0000018, "STATUS_CONFLICTING_ADDRESSES", MG_ERROR_TOO_LARGE, MESSAGE_TOO_LARGE, NULL },
  { 0xC0000019, "STATUS_NOT_MAPPED_VIEW", MG_ERROR_GONE, MESSAGE_GONE, HINT_GONE },
  { 0xC000001F, "STATUS_INVALID_VIEW_SIZE", MG_ERROR_OUT_OF_RANGE, MESSAGE_RANGE, NULL },
  { 0xC0000020, "STATUS_INVALID_FILE_FOR_SECTION", MG_ERROR_INVALID, MESSAGE_INVALID, NULL },
  { 0xC0000022, "STATUS_ACCESS_DENIED", MG_ERROR_ACCESS_DENIED, MESSAGE_DENIED, HINT_DENIED_WINDOWS },
  { 0xC0000024, "STATUS_OBJECT_TYPE_MISMATCH", MG_ERROR_WRONG_TYPE, MESSAGE_WRONG_TYPE,
    HINT_WRONG_TYPE },
  { 0xC000002C, "STATUS_UNABLE_TO_FREE_VM", MG_ERROR_FAILED, N_ ("the system call failed"), NULL },
  { 0xC000002D, "STATUS_NOT_COMMITTED", MG_ERROR_UNREADABLE,
    N_ ("the memory is reserved and not committed"), NULL },
  { 0xC0000033, "STATUS_OBJECT_NAME_INVALID", MG_ERROR_BAD_NAME, MESSAGE_BAD_NAME, NULL },
  { 0xC0000034, "STATUS_OBJECT_NAME_NOT_FOUND", MG_ERROR_NOT_FOUND, MESSAGE_NOT_FOUND,
    HINT_NOT_FOUND },
  { 0xC0000035, "STATUS_OBJECT_NAME_COLLISION", MG_ERROR_EXISTS, MESSAGE_EXISTS, NULL },
  { 0xC0000039, "STATUS_OBJECT_PATH_INVALID", MG_ERROR_BAD_NAME, MESSAGE_BAD_NAME, NULL },
  { 0xC000003A, "STATUS_OBJECT_PATH_NOT_FOUND", MG_ERROR_NO_NAMESPACE, MESSAGE_NO_NAMESPACE,
    HINT_NO_NAMESPACE },
  { 0xC000003B, "STATUS_OBJECT_PATH_SYNTAX_BAD", MG_ERROR_BAD_NAME, MESSAGE_BAD_NAME, NULL },
  { 0xC0000040, "STATUS_SECTION_TOO_BIG", MG_ERROR_TOO_LARGE, MESSAGE_TOO_LARGE, NULL },
  { 0xC0000043, "STATUS_SHARING_VIOLATION", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 0xC0000044, "STATUS_QUOTA_EXCEEDED", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
  { 0xC000004E, "STATUS_SECTION_PROTECTION", MG_ERROR_ACCESS_DENIED,
    N_ ("the section was created without the right to be read"), NULL },
  { 0xC0000056, "STATUS_DELETE_PENDING", MG_ERROR_GONE, MESSAGE_GONE, HINT_GONE },
  { 0xC0000061, "STATUS_PRIVILEGE_NOT_HELD", MG_ERROR_ACCESS_DENIED, N_ ("a privilege is missing"),
    N_ ("Run Mapglass as administrator") },
  { 0xC000007F, "STATUS_DISK_FULL", MG_ERROR_LIMIT, N_ ("there is no space left"), NULL },
  { 0xC0000097, "STATUS_TOO_MANY_PAGING_FILES", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
  { 0xC000009A, "STATUS_INSUFFICIENT_RESOURCES", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
  { 0xC00000A1, "STATUS_WORKING_SET_QUOTA", MG_ERROR_LIMIT, MESSAGE_LIMIT, NULL },
  { 0xC00000B5, "STATUS_IO_TIMEOUT", MG_ERROR_BUSY, MESSAGE_BUSY, NULL },
  { 0xC00000BB, "STATUS_NOT_SUPPORTED", MG_ERROR_UNSUPPORTED, MESSAGE_UNSUPPORTED, NULL },
  { 0xC0000106, "STATUS_NAME_TOO_LONG", MG_ERROR_BAD_NAME, N_ ("the name is too long"), NULL },
  { 0xC000010A, "STATUS_PROCESS_IS_TERMINATING", MG_ERROR_GONE,
    N_ ("the process is no longer there"), NULL },
  { 0xC000011E, "STATUS_MAPPED_FILE_SIZE_ZERO", MG_ERROR_INVALID,
    N_ ("the file behind it is empty"), NULL },
  { 0xC0000120, "STATUS_CANCELLED", MG_ERROR_CANCELLED, MESSAGE_CANCELLED, NULL },
  { 0xC000012D, "STATUS_COMMITMENT_LIMIT", MG_ERROR_COMMIT_LIMIT, MESSAGE_COMMIT, HINT_COMMIT },
  { 0xC0000185, "STATUS_IO_DEVICE_ERROR", MG_ERROR_IO, MESSAGE_IO, NULL },
  { 0xC0000220, "STATUS_MAPPED_ALIGNMENT", MG_ERROR_MISALIGNED, MESSAGE_MISALIGNED,
    HINT_MISALIGNED },
  { 0xC0000243, "STATUS_USER_MAPPED_FILE", MG_ERROR_BUSY, N_ ("the file is mapped by some process"),
    NULL },
};

const MgErrorRow *
mg_error_get_table (MgSystem system, gsize *n_rows)
{
  switch (system)
    {
    case MG_SYSTEM_ERRNO:
      *n_rows = G_N_ELEMENTS (errno_rows);
      return errno_rows;
    case MG_SYSTEM_WIN32:
      *n_rows = G_N_ELEMENTS (win32_rows);
      return win32_rows;
    case MG_SYSTEM_NTSTATUS:
      *n_rows = G_N_ELEMENTS (ntstatus_rows);
      return ntstatus_rows;
    case MG_SYSTEM_NONE:
    default:
      *n_rows = 0;
      return NULL;
    }
}
