#include "config.h"

#include "platform/win32/ntapi.h"

/* A counted string's length is 16 bits of bytes. */
#define STRING_MAX_UNITS ((gsize) G_MAXUINT16 / sizeof (guint16))

/* A name of STRING_MAX_UNITS with the structure in front of it. */
#define NAME_BUFFER ((gsize) 128 * 1024)

/* The tables of all processes and handles of a very large machine. */
#define SYSTEM_INFORMATION_MAX ((gsize) 512 * 1024 * 1024)

typedef NTSTATUS (NTAPI *OpenFunc) (HANDLE *handle, ACCESS_MASK access,
                                    OBJECT_ATTRIBUTES *attributes);

static MgStatus
open_at (OpenFunc open, HANDLE root, const guint16 *path, gsize length, ACCESS_MASK access,
         HANDLE *handle)
{
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES attributes;

  if (length > STRING_MAX_UNITS)
    return MG_STATUS_NAME_TOO_LONG;
  name.Buffer = (wchar_t *) path;
  name.Length = length * sizeof (guint16);
  name.MaximumLength = name.Length;
  /* Without OBJ_CASE_INSENSITIVE: X and x are two objects. */
  InitializeObjectAttributes (&attributes, &name, 0, root, NULL);
  *handle = NULL;
  return open (handle, access, &attributes);
}

/* A path too long for one counted string is opened from its directory. */
static MgStatus
open_path (OpenFunc open, const guint16 *path, gsize length, ACCESS_MASK access, HANDLE *handle)
{
  HANDLE directory;
  MgStatus status;
  gsize split = STRING_MAX_UNITS;

  if (length <= STRING_MAX_UNITS)
    return open_at (open, NULL, path, length, access, handle);

  while (split > 0 && path[split] != '\\')
    split--;
  if (split == 0)
    return MG_STATUS_NAME_TOO_LONG;
  status = open_at (NtOpenDirectoryObject, NULL, path, split, DIRECTORY_TRAVERSE, &directory);
  if (mg_status_is_error (status))
    return status;
  status = open_at (open, directory, path + split + 1, length - split - 1, access, handle);
  CloseHandle (directory);
  return status;
}

MgStatus
mg_nt_open_section (const guint16 *path, gsize length, ACCESS_MASK access, HANDLE *section)
{
  return open_path (NtOpenSection, path, length, access, section);
}

MgStatus
mg_nt_create_section (const guint16 *path, gsize length, guint64 size, HANDLE *section)
{
  UNICODE_STRING name = { 0 };
  OBJECT_ATTRIBUTES attributes;
  LARGE_INTEGER bytes = { .QuadPart = (gint64) size };

  if (length > STRING_MAX_UNITS)
    return MG_STATUS_NAME_TOO_LONG;
  name.Buffer = (wchar_t *) path;
  name.Length = name.MaximumLength = (USHORT) (length * sizeof (guint16));
  /* Without OBJ_OPENIF: it is made here, or not at all. */
  InitializeObjectAttributes (&attributes, &name, 0, NULL, NULL);
  *section = NULL;
  return NtCreateSection (section, SECTION_MAP_READ | SECTION_MAP_WRITE | SECTION_QUERY, &attributes,
                          &bytes, PAGE_READWRITE, SEC_COMMIT, NULL);
}

MgStatus
mg_nt_open_mutex (const guint16 *path, gsize length, ACCESS_MASK access, HANDLE *mutex)
{
  return open_path (NtOpenMutant, path, length, access, mutex);
}

MgStatus
mg_nt_open_event (const guint16 *path, gsize length, ACCESS_MASK access, HANDLE *event)
{
  return open_path (NtOpenEvent, path, length, access, event);
}

MgStatus
mg_nt_open_directory (const guint16 *path, gsize length, HANDLE *directory)
{
  return open_path (NtOpenDirectoryObject, path, length, DIRECTORY_QUERY | DIRECTORY_TRAVERSE,
                    directory);
}

guint
mg_nt_count_handles (HANDLE object)
{
  MgNtObjectBasic basic = { 0 };

  if (NtQueryObject (object, MG_NT_OBJECT_BASIC, &basic, sizeof basic, NULL) != 0)
    return 0;
  return basic.handle_count;
}

static gboolean
query_name (HANDLE object, UNICODE_STRING *name, gsize size)
{
  name->Buffer = NULL;
  return !mg_status_is_error (NtQueryObject (object, MG_NT_OBJECT_NAME, name, size, NULL))
         && name->Buffer != NULL;
}

guint16 *
mg_nt_dup_object_name (HANDLE object, gsize *length)
{
  UNICODE_STRING small[64]; /* most names fit in 1 KiB */
  g_autofree UNICODE_STRING *large = NULL;
  UNICODE_STRING *name = small;

  if (!query_name (object, small, sizeof small))
    {
      name = large = g_malloc (NAME_BUFFER);
      if (!query_name (object, large, NAME_BUFFER))
        return NULL;
    }
  *length = name->Length / sizeof (guint16);
  return g_memdup2 (name->Buffer, name->Length);
}

void *
mg_nt_dup_system_information (int what, MgStatus *status)
{
  gsize length = 256 * 1024;

  while (TRUE)
    {
      void *buffer = g_try_malloc (length);
      ULONG needed = 0;

      if (buffer == NULL)
        {
          *status = MG_STATUS_NO_MEMORY;
          return NULL;
        }
      *status = NtQuerySystemInformation (what, buffer, length, &needed);
      if (!mg_status_is_error (*status))
        return buffer;
      g_free (buffer);
      if (*status != MG_STATUS_INFO_LENGTH_MISMATCH || length >= SYSTEM_INFORMATION_MAX)
        return NULL;
      /* More may come until the next call. */
      length = MIN (MAX (length * 2, (gsize) needed + needed / 4), SYSTEM_INFORMATION_MAX);
    }
}

gboolean
mg_nt_is_wine (void)
{
  return GetProcAddress (GetModuleHandleW (L"ntdll.dll"), "wine_get_version") != NULL;
}

void
mg_nt_clear_handle (HANDLE *handle)
{
  if (*handle != NULL)
    CloseHandle (*handle);
  *handle = NULL;
}
