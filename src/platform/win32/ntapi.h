#pragma once

#include <glib.h>
#include <windows.h>
#include <winternl.h>

G_BEGIN_DECLS

/* The native system calls of ntdll.dll that mingw-w64's headers leave out, with the structures
 * they fill in.  Layouts and meanings are those of the Windows Driver Kit's ntifs.h and of Wine's
 * winternl.h; what is undocumented has been stable since Windows XP. */

#ifndef DIRECTORY_QUERY
#define DIRECTORY_QUERY 0x0001
#define DIRECTORY_TRAVERSE 0x0002
#endif

/* NTSTATUS as this project's tables have it: without a sign. */
#define MG_STATUS_MORE_ENTRIES 0x00000105u
#define MG_STATUS_NO_MORE_ENTRIES 0x8000001Au
#define MG_STATUS_UNSUCCESSFUL 0xC0000001u
#define MG_STATUS_NOT_IMPLEMENTED 0xC0000002u
#define MG_STATUS_INFO_LENGTH_MISMATCH 0xC0000004u
#define MG_STATUS_ACCESS_VIOLATION 0xC0000005u
#define MG_STATUS_IN_PAGE_ERROR 0xC0000006u
#define MG_STATUS_NO_MEMORY 0xC0000017u
#define MG_STATUS_INVALID_VIEW_SIZE 0xC000001Fu
#define MG_STATUS_ACCESS_DENIED 0xC0000022u
#define MG_STATUS_BUFFER_TOO_SMALL 0xC0000023u
#define MG_STATUS_TYPE_MISMATCH 0xC0000024u
#define MG_STATUS_NAME_NOT_FOUND 0xC0000034u
#define MG_STATUS_PATH_NOT_FOUND 0xC000003Au
#define MG_STATUS_NAME_TOO_LONG 0xC0000106u

typedef guint32 MgStatus;

static inline gboolean
mg_status_is_error (MgStatus status)
{
  return status >> 30 == 3;
}

typedef struct
{
  UNICODE_STRING name;
  UNICODE_STRING type;
} MgNtDirectoryEntry; /* OBJECT_DIRECTORY_INFORMATION */

typedef struct
{
  void *base_address;
  ULONG attributes; /* SEC_* */
  LARGE_INTEGER size;
} MgNtSectionBasic; /* SECTION_BASIC_INFORMATION */

typedef struct
{
  ULONG attributes; /* OBJ_* */
  ACCESS_MASK granted_access;
  ULONG handle_count;
  ULONG pointer_count;
  ULONG reserved[10];
} MgNtObjectBasic; /* PUBLIC_OBJECT_BASIC_INFORMATION */

typedef struct
{
  void *object; /* 0 for ordinary callers of recent Windows, and in Wine */
  ULONG_PTR pid;
  ULONG_PTR handle;
  ULONG granted_access;
  USHORT creator_back_trace;
  USHORT type_index;
  ULONG attributes;
  ULONG reserved;
} MgNtHandle; /* SYSTEM_HANDLE_TABLE_ENTRY_INFO_EX */

typedef struct
{
  ULONG_PTR n_handles;
  ULONG_PTR reserved;
  MgNtHandle handles[];
} MgNtHandleTable; /* SYSTEM_HANDLE_INFORMATION_EX */

typedef struct
{
  LONG count; /* 1: free */
  BOOLEAN owned_by_caller;
  BOOLEAN abandoned;
} MgNtMutant; /* MUTANT_BASIC_INFORMATION */

typedef struct
{
  LONG type; /* EVENT_TYPE */
  LONG state;
} MgNtEvent; /* EVENT_BASIC_INFORMATION */

#define MG_NT_NOTIFICATION_EVENT 0       /* stays set until it is reset; 1: one waiter resets it */
#define MG_NT_SYSTEM_PROCESSES 5         /* SystemProcessInformation */
#define MG_NT_SYSTEM_HANDLES 64          /* SystemExtendedHandleInformation */
#define MG_NT_OBJECT_BASIC 0             /* ObjectBasicInformation */
#define MG_NT_OBJECT_NAME 1              /* ObjectNameInformation */
#define MG_NT_SECTION_BASIC 0            /* SectionBasicInformation */
#define MG_NT_MEMORY_MAPPED_FILE_NAME 2  /* MemoryMappedFilenameInformation */
#define MG_NT_VIEW_UNMAP 2               /* ViewUnmap: not inherited by child processes */

NTSYSAPI NTSTATUS NTAPI NtOpenSection (HANDLE *section, ACCESS_MASK access,
                                       OBJECT_ATTRIBUTES *attributes);
NTSYSAPI NTSTATUS NTAPI NtCreateSection (HANDLE *section, ACCESS_MASK access,
                                         OBJECT_ATTRIBUTES *attributes, const LARGE_INTEGER *size,
                                         ULONG protection, ULONG sec_attributes, HANDLE file);
NTSYSAPI NTSTATUS NTAPI NtQuerySection (HANDLE section, int what, void *buffer, SIZE_T length,
                                        SIZE_T *returned);
NTSYSAPI NTSTATUS NTAPI NtMapViewOfSection (HANDLE section, HANDLE process, void **address,
                                            ULONG_PTR zero_bits, SIZE_T commit,
                                            LARGE_INTEGER *offset, SIZE_T *length, int inherit,
                                            ULONG allocation, ULONG protection);
NTSYSAPI NTSTATUS NTAPI NtUnmapViewOfSection (HANDLE process, void *address);
NTSYSAPI NTSTATUS NTAPI NtOpenMutant (HANDLE *mutex, ACCESS_MASK access,
                                      OBJECT_ATTRIBUTES *attributes);
NTSYSAPI NTSTATUS NTAPI NtQueryMutant (HANDLE mutex, int what, void *buffer, ULONG length,
                                       ULONG *returned);
NTSYSAPI NTSTATUS NTAPI NtOpenEvent (HANDLE *event, ACCESS_MASK access,
                                     OBJECT_ATTRIBUTES *attributes);
NTSYSAPI NTSTATUS NTAPI NtQueryEvent (HANDLE event, int what, void *buffer, ULONG length,
                                      ULONG *returned);
NTSYSAPI NTSTATUS NTAPI NtOpenDirectoryObject (HANDLE *directory, ACCESS_MASK access,
                                               OBJECT_ATTRIBUTES *attributes);
NTSYSAPI NTSTATUS NTAPI NtQueryDirectoryObject (HANDLE directory, void *buffer, ULONG length,
                                                BOOLEAN single, BOOLEAN restart, ULONG *context,
                                                ULONG *returned);
NTSYSAPI NTSTATUS NTAPI NtCompareObjects (HANDLE first, HANDLE second);
NTSYSAPI NTSTATUS NTAPI NtQueryVirtualMemory (HANDLE process, const void *address, int what,
                                              void *buffer, SIZE_T length, SIZE_T *returned);

/* --- What all modules here need of them.  Paths are counted UTF-16 units: any unit may be in a
 * name, and case always matters. --- */

/**
 * mg_nt_open_section:
 * @path: in the object tree, of any length
 *
 * Opens what exists; never creates.  Returns: an NTSTATUS
 */
MgStatus mg_nt_open_section (const guint16 *path, gsize length, ACCESS_MASK access,
                             HANDLE *section);
/* Creates a section of committed memory; what has the name already, of whatever type, is left alone:
 * 0xC0000035. */
MgStatus mg_nt_create_section (const guint16 *path, gsize length, guint64 size, HANDLE *section);
MgStatus mg_nt_open_mutex (const guint16 *path, gsize length, ACCESS_MASK access, HANDLE *mutex);
MgStatus mg_nt_open_event (const guint16 *path, gsize length, ACCESS_MASK access, HANDLE *event);
MgStatus mg_nt_open_directory (const guint16 *path, gsize length, HANDLE *directory);

/* Handles of @object that all processes together have; 0 where it cannot be asked for. */
guint mg_nt_count_handles (HANDLE object);

/**
 * mg_nt_dup_object_name:
 * @length: (out): UTF-16 units
 *
 * What the system calls the object: its path, but in Wine the file's where one is behind it.
 * Returns: (transfer full) (nullable)
 */
guint16 *mg_nt_dup_object_name (HANDLE object, gsize *length);

/**
 * mg_nt_dup_system_information:
 *
 * Returns: (transfer full): what NtQuerySystemInformation() says of @what, NULL with @status set
 */
void *mg_nt_dup_system_information (int what, MgStatus *status);

gboolean mg_nt_is_wine (void);

/* Closes a handle where there is one and forgets it. */
void mg_nt_clear_handle (HANDLE *handle);

G_END_DECLS
