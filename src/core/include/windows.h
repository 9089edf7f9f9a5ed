/* The types are known without it. */
#pragma once
#include <limits.h>
#include <stddef.h>
#if defined UNICODE || defined _UNICODE /* here, where the file may have defined it by now */
typedef WCHAR TCHAR, _TCHAR, *PTCHAR, *LPTSTR, *PTSTR, TBYTE;
typedef const WCHAR *LPCTSTR, *PCTSTR;
#endif
#define TRUE 1
#define FALSE 0
#define MAX_PATH 260
#define CONST const
#define VOID void
#define IN
#define OUT
#define OPTIONAL
#define FAR
#define NEAR
#define WINAPI __stdcall
#define APIENTRY __stdcall
#define CALLBACK __stdcall
#define WINAPIV __cdecl
#define PASCAL __stdcall
#define NTAPI __stdcall
#define STDMETHODCALLTYPE __stdcall
#define WINBASEAPI
#define WINUSERAPI
#define NTSYSAPI
#define FORCEINLINE static inline
#define DECLSPEC_ALIGN(n) __declspec (align (n))
#define DECLSPEC_IMPORT __declspec (dllimport)
#define DECLSPEC_NOTHROW
#define UNALIGNED __unaligned
#define POINTER_32 __ptr32
#define POINTER_64 __ptr64
#define DUMMYSTRUCTNAME
#define DUMMYUNIONNAME
#define _ANONYMOUS_STRUCT
#define _ANONYMOUS_UNION
#define ANYSIZE_ARRAY 1
#define DECLARE_HANDLE(name) typedef struct name##__ { int unused; } *name
#define FIELD_OFFSET(type, field) ((LONG) __builtin_offsetof (type, field))
#define RTL_FIELD_SIZE(type, field) (sizeof (((type *) 0)->field))
#define C_ASSERT(e) typedef char __C_ASSERT__[(e) ? 1 : -1]
#define INFINITE 0xFFFFFFFF
#define MAKEFOURCC(a, b, c, d) \
  ((DWORD) (BYTE) (a) | ((DWORD) (BYTE) (b) << 8) | ((DWORD) (BYTE) (c) << 16) | ((DWORD) (BYTE) (d) << 24))
