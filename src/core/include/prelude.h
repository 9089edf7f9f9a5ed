/* Names that declarations use though nothing they include declares them: what stands here can be
 * declared anew, in any way. */

/* The language's own headers */
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __INTPTR_TYPE__ intptr_t;
typedef __UINTPTR_TYPE__ uintptr_t;
typedef __INTMAX_TYPE__ intmax_t;
typedef __UINTMAX_TYPE__ uintmax_t;
typedef __INT8_TYPE__ int8_t, int_least8_t, int_fast8_t;
typedef __INT16_TYPE__ int16_t, int_least16_t;
typedef __INT32_TYPE__ int32_t, int_least32_t;
typedef __INT64_TYPE__ int64_t, int_least64_t, int_fast64_t;
typedef __UINT8_TYPE__ uint8_t, uint_least8_t, uint_fast8_t;
typedef __UINT16_TYPE__ uint16_t, uint_least16_t;
typedef __UINT32_TYPE__ uint32_t, uint_least32_t;
typedef __UINT64_TYPE__ uint64_t, uint_least64_t, uint_fast64_t;
typedef __INT_FAST16_TYPE__ int_fast16_t;
typedef __INT_FAST32_TYPE__ int_fast32_t;
typedef __UINT_FAST16_TYPE__ uint_fast16_t;
typedef __UINT_FAST32_TYPE__ uint_fast32_t;
typedef __WINT_TYPE__ wint_t;
typedef struct _IO_FILE FILE;
typedef struct { long long __ll __attribute__ ((__aligned__ (8))); long double __ld; } max_align_t;
#ifndef __cplusplus
typedef __WCHAR_TYPE__ wchar_t;
typedef unsigned char char8_t;
typedef __CHAR16_TYPE__ char16_t;
typedef __CHAR32_TYPE__ char32_t;
typedef _Bool bool;
enum { false, true };
enum { nullptr };
#endif

#if defined __x86_64__ && !defined _WIN32
struct __va_list_tag { unsigned gp_offset, fp_offset; void *overflow_arg_area, *reg_save_area; };
typedef struct __va_list_tag __builtin_va_list[1];
#elif defined __aarch64__
typedef struct __va_list { void *__stack, *__gr_top, *__vr_top; int __gr_offs, __vr_offs; } __builtin_va_list;
#else
typedef char *__builtin_va_list;
#endif
typedef __builtin_va_list va_list, __gnuc_va_list;
#ifdef __GNUC__
typedef __builtin_va_list __builtin_ms_va_list, __builtin_sysv_va_list;
#endif

/* POSIX */
#ifdef _WIN32
#ifdef _WIN64
typedef long long pid_t, _pid_t;
#else
typedef int pid_t, _pid_t;
#endif
typedef unsigned short ino_t, mode_t;
typedef unsigned int dev_t, useconds_t;
typedef long off_t, suseconds_t;
#if defined __MINGW32__ && !defined _WIN64
typedef long time_t;
#else
typedef long long time_t;
#endif
typedef long clock_t;
typedef long __time32_t;
typedef long long __time64_t;
typedef unsigned long long off64_t;
typedef int clockid_t;
#else
typedef int pid_t, clockid_t, key_t;
typedef unsigned int uid_t, gid_t, id_t, mode_t, useconds_t, socklen_t, in_addr_t;
typedef unsigned short sa_family_t, in_port_t;
typedef long time_t, suseconds_t, clock_t, off_t, __time_t;
typedef void *timer_t;
typedef long long off64_t, loff_t;
#ifdef __LP64__
typedef unsigned long dev_t, ino_t, fsblkcnt_t, fsfilcnt_t;
#else
typedef unsigned long long dev_t;
typedef unsigned long ino_t, fsblkcnt_t, fsfilcnt_t;
#endif
typedef long blkcnt_t;
#ifdef __aarch64__
typedef unsigned int nlink_t;
typedef int blksize_t;
#else
typedef unsigned long nlink_t;
typedef long blksize_t;
#endif
typedef unsigned long pthread_t;
typedef unsigned char u_char;
typedef unsigned short u_short, ushort;
typedef unsigned int u_int, uint;
typedef unsigned long u_long, ulong;
typedef char *caddr_t;
typedef signed char __s8;
typedef unsigned char __u8;
typedef short __s16;
typedef unsigned short __u16, __le16, __be16;
typedef int __s32;
typedef unsigned int __u32, __le32, __be32;
typedef long long __s64;
typedef unsigned long long __u64, __le64, __be64;
#endif
typedef __PTRDIFF_TYPE__ ssize_t;
typedef __UINT8_TYPE__ u_int8_t;
typedef __UINT16_TYPE__ u_int16_t;
typedef __UINT32_TYPE__ u_int32_t;
typedef __UINT64_TYPE__ u_int64_t;
typedef int sig_atomic_t, errno_t;
#ifdef _WIN32
struct timeval { long tv_sec, tv_usec; }; /* Winsock's, whatever time_t is */
#else
struct timeval { time_t tv_sec; suseconds_t tv_usec; };
#endif
struct timespec { time_t tv_sec; long tv_nsec; };
struct tm
{
  int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
#ifndef _WIN32
  long tm_gmtoff;
  const char *tm_zone;
#endif
};

/* Windows.  LONG has 32 bits, whatever a long has here. */
#ifdef _WIN32
typedef long LONG, *PLONG, *LPLONG;
typedef unsigned long ULONG, *PULONG, DWORD, *PDWORD, *LPDWORD;
typedef wchar_t WCHAR, *PWCHAR, *LPWCH, *PWCH, *PWSTR, *LPWSTR, OLECHAR, *LPOLESTR, *BSTR;
#else
typedef int LONG, *PLONG, *LPLONG;
typedef unsigned int ULONG, *PULONG, DWORD, *PDWORD, *LPDWORD;
typedef unsigned short WCHAR, *PWCHAR, *LPWCH, *PWCH, *PWSTR, *LPWSTR, OLECHAR, *LPOLESTR, *BSTR;
#endif
typedef const WCHAR *LPCWSTR, *PCWSTR, *LPCOLESTR;
typedef char CHAR, *PCHAR, *LPSTR, *PSTR, CCHAR;
typedef const char *LPCSTR, *PCSTR;
#ifdef UNICODE
typedef WCHAR TCHAR, _TCHAR, *PTCHAR, *LPTSTR, *PTSTR, TBYTE;
typedef const WCHAR *LPCTSTR, *PCTSTR;
#else
typedef char TCHAR, _TCHAR, *PTCHAR, *LPTSTR, *PTSTR;
typedef unsigned char TBYTE;
typedef const char *LPCTSTR, *PCTSTR;
#endif
typedef unsigned char UCHAR, *PUCHAR, BYTE, *PBYTE, *LPBYTE, BOOLEAN, *PBOOLEAN;
typedef short SHORT, *PSHORT;
typedef unsigned short USHORT, *PUSHORT, WORD, *PWORD, *LPWORD, ATOM, LANGID;
typedef int INT, *PINT, *LPINT, BOOL, *PBOOL, *LPBOOL, INT32, *PINT32, LONG32, *PLONG32;
typedef unsigned int UINT, *PUINT, *LPUINT, UINT32, *PUINT32, ULONG32, *PULONG32, DWORD32, *PDWORD32;
typedef signed char INT8, *PINT8;
typedef unsigned char UINT8, *PUINT8;
typedef short INT16, *PINT16;
typedef unsigned short UINT16, *PUINT16;
typedef long long INT64, *PINT64, LONG64, *PLONG64, LONGLONG, *PLONGLONG, USN;
typedef unsigned long long UINT64, *PUINT64, ULONG64, *PULONG64, DWORD64, *PDWORD64, ULONGLONG, *PULONGLONG,
    DWORDLONG, QWORD;
typedef float FLOAT, *PFLOAT;
typedef double DOUBLE, DATE;
typedef __INTPTR_TYPE__ INT_PTR, *PINT_PTR, LONG_PTR, *PLONG_PTR, SSIZE_T, *PSSIZE_T, LPARAM, LRESULT;
typedef __UINTPTR_TYPE__ UINT_PTR, *PUINT_PTR, ULONG_PTR, *PULONG_PTR, DWORD_PTR, *PDWORD_PTR, SIZE_T,
    *PSIZE_T, WPARAM, KAFFINITY, SOCKET;
typedef void VOID, *PVOID, *LPVOID, *HANDLE, **PHANDLE, **LPHANDLE;
typedef const void *LPCVOID, *PCVOID;
typedef void *HWND, *HDC, *HINSTANCE, *HMODULE, *HBITMAP, *HBRUSH, *HCURSOR, *HFONT, *HICON, *HKEY, *HMENU,
    *HPEN, *HRGN, *HGDIOBJ, *HGLOBAL, *HLOCAL, *HRSRC, *HHOOK, *HMONITOR, *HPALETTE, *HKL, *SC_HANDLE, *PSID,
    *PSECURITY_DESCRIPTOR;
typedef LONG HRESULT, NTSTATUS, *PNTSTATUS, SCODE;
typedef DWORD COLORREF, *LPCOLORREF, LCID, ACCESS_MASK, SECURITY_INFORMATION, EXECUTION_STATE;
typedef short VARIANT_BOOL;
typedef unsigned short VARTYPE;
typedef int (*FARPROC) (), (*NEARPROC) (), (*PROC) ();
typedef struct _FILETIME { DWORD dwLowDateTime, dwHighDateTime; } FILETIME, *PFILETIME, *LPFILETIME;
typedef struct _SYSTEMTIME
{
  WORD wYear, wMonth, wDayOfWeek, wDay, wHour, wMinute, wSecond, wMilliseconds;
} SYSTEMTIME, *PSYSTEMTIME, *LPSYSTEMTIME;
typedef struct _GUID
{
  DWORD Data1; /* an unsigned long that has 32 bits */
  unsigned short Data2, Data3;
  unsigned char Data4[8];
} GUID, *LPGUID, IID, CLSID, UUID, FMTID;
typedef union _LARGE_INTEGER
{
  __extension__ struct { DWORD LowPart; LONG HighPart; };
  struct { DWORD LowPart; LONG HighPart; } u;
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;
typedef union _ULARGE_INTEGER
{
  __extension__ struct { DWORD LowPart; DWORD HighPart; };
  struct { DWORD LowPart; DWORD HighPart; } u;
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;
typedef struct _LUID { DWORD LowPart; LONG HighPart; } LUID, *PLUID;
typedef struct tagPOINT { LONG x, y; } POINT, *PPOINT, *LPPOINT;
typedef struct tagPOINTS { SHORT x, y; } POINTS, *PPOINTS, *LPPOINTS;
typedef struct _POINTL { LONG x, y; } POINTL, *PPOINTL;
typedef struct tagSIZE { LONG cx, cy; } SIZE, *PSIZE, *LPSIZE, SIZEL;
typedef struct tagRECT { LONG left, top, right, bottom; } RECT, *PRECT, *LPRECT;
typedef struct _RECTL { LONG left, top, right, bottom; } RECTL, *PRECTL;
typedef struct _COORD { SHORT X, Y; } COORD, *PCOORD;
typedef struct _SMALL_RECT { SHORT Left, Top, Right, Bottom; } SMALL_RECT, *PSMALL_RECT;
typedef struct _LIST_ENTRY { struct _LIST_ENTRY *Flink, *Blink; } LIST_ENTRY, *PLIST_ENTRY;
typedef struct _UNICODE_STRING
{
  USHORT Length, MaximumLength;
  PWSTR Buffer;
} UNICODE_STRING, *PUNICODE_STRING;
typedef struct _SECURITY_ATTRIBUTES
{
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;
typedef struct _OVERLAPPED
{
  ULONG_PTR Internal, InternalHigh;
  __extension__ union { struct { DWORD Offset, OffsetHigh; }; PVOID Pointer; };
  HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;
typedef struct _RTL_CRITICAL_SECTION
{
  PVOID DebugInfo;
  LONG LockCount, RecursionCount;
  HANDLE OwningThread, LockSemaphore;
  ULONG_PTR SpinCount;
} RTL_CRITICAL_SECTION, CRITICAL_SECTION, *LPCRITICAL_SECTION;
