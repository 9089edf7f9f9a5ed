#include "publisher.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>
#include <sddl.h>

/* Not in winternl.h. */
NTSYSAPI NTSTATUS NTAPI NtCreateSection (HANDLE *, ACCESS_MASK, OBJECT_ATTRIBUTES *,
                                         LARGE_INTEGER *, ULONG, ULONG, HANDLE);
NTSYSAPI NTSTATUS NTAPI NtCreateDirectoryObject (HANDLE *, ACCESS_MASK, OBJECT_ATTRIBUTES *);
NTSYSAPI NTSTATUS NTAPI NtCreateSymbolicLinkObject (HANDLE *, ACCESS_MASK, OBJECT_ATTRIBUTES *,
                                                    UNICODE_STRING *);
NTSYSAPI NTSTATUS NTAPI NtQuerySection (HANDLE, int, void *, SIZE_T, SIZE_T *);

static gboolean
fail_code (GError **error, const char *what, DWORD code)
{
  g_autofree char *message = g_win32_error_message ((gint) code);

  g_strdelimit (message, "\r\n", ' ');
  g_set_error (error, PUBLISHER_ERROR, (int) code, "%s: %s", what, message);
  return FALSE;
}

static gboolean
fail_unsupported (GError **error)
{
  g_set_error_literal (error, PUBLISHER_ERROR, ERROR_NOT_SUPPORTED, "Windows has no such thing");
  return FALSE;
}

static HANDLE
to_handle (gintptr handle)
{
  return handle == -1 ? NULL : (HANDLE) handle;
}

/* UTF-8 with %XX and %uXXXX to UTF-16. */
static wchar_t *
dup_units (const char *name, gsize *length, GError **error)
{
  g_autoptr (GArray) units = g_array_new (TRUE, FALSE, sizeof (wchar_t));
  g_autofree gunichar2 *text = NULL;
  glong n = 0;

  text = g_utf8_to_utf16 (name, -1, NULL, &n, error);
  if (text == NULL)
    return NULL;
  for (glong i = 0; i < n; i++)
    {
      wchar_t unit = text[i];

      if (unit == '%')
        {
          int n_digits = text[i + 1] == 'u' ? 4 : 2;
          glong first = i + (n_digits == 4 ? 2 : 1);

          unit = 0;
          for (int d = 0; d < n_digits; d++)
            {
              int value = first + d < n && text[first + d] < 128
                              ? g_ascii_xdigit_value ((char) text[first + d])
                              : -1;

              if (value < 0)
                {
                  g_set_error_literal (error, PUBLISHER_ERROR, ERROR_INVALID_NAME,
                                       "bad escape in the name");
                  return NULL;
                }
              unit = (wchar_t) (unit << 4 | value);
            }
          i = first + n_digits - 1;
        }
      g_array_append_val (units, unit);
    }
  if (length != NULL)
    *length = units->len;
  return (wchar_t *) g_array_free (g_steal_pointer (&units), FALSE);
}

void
platform_init (void)
{
  _setmode (_fileno (stdin), _O_BINARY);
  _setmode (_fileno (stdout), _O_BINARY);
  SetErrorMode (SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
}

const char *
platform_name (void)
{
  return "win32";
}

gsize
platform_granularity (void)
{
  SYSTEM_INFO info;

  GetSystemInfo (&info);
  return info.dwAllocationGranularity;
}

guint32
platform_pid (void)
{
  return GetCurrentProcessId ();
}

/* The object tree's path for the native calls, from a name as the Win32 calls take it. */
static gboolean
init_path (const wchar_t *name, UNICODE_STRING *path, GError **error)
{
  DWORD session = 0;
  wchar_t directory[64] = L"";
  gsize length;

  ProcessIdToSessionId (GetCurrentProcessId (), &session);
  if (wcsncmp (name, L"Global\\", 7) == 0)
    {
      wcscpy (directory, L"\\BaseNamedObjects\\");
      name += 7;
    }
  else if (name[0] != '\\')
    {
      if (wcsncmp (name, L"Local\\", 6) == 0)
        name += 6;
      if (session == 0)
        wcscpy (directory, L"\\BaseNamedObjects\\");
      else
        swprintf (directory, G_N_ELEMENTS (directory), L"\\Sessions\\%lu\\BaseNamedObjects\\",
                  session);
    }
  length = wcslen (directory) + wcslen (name);
  if (length > 32766)
    return fail_code (error, "name", ERROR_FILENAME_EXCED_RANGE);
  path->Buffer = g_new (wchar_t, length + 1);
  wcscpy (path->Buffer, directory);
  wcscat (path->Buffer, name);
  path->Length = (USHORT) (length * sizeof (wchar_t));
  path->MaximumLength = path->Length + sizeof (wchar_t);
  return TRUE;
}

static gboolean
map_first (Object *object, const Options *options, GError **error)
{
  guint64 length = MIN (options_get_number (options, "view", PUBLISHER_VIEW_MAX), object->size);

  return length == 0 || options_get (options, "image") != NULL
         || platform_map (object, 0, (gsize) length, &object->view, error);
}

static gboolean
open_file (Object *object, const char *path, GError **error)
{
  g_autofree wchar_t *units = dup_units (path, NULL, error);
  HANDLE file;

  if (units == NULL)
    return FALSE;
  file = CreateFileW (units, object->read_only ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE,
                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                      object->read_only ? OPEN_EXISTING : OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE)
    return fail_code (error, "CreateFile", GetLastError ());
  object->file = (gintptr) file;
  return TRUE;
}

static HANDLE
create_section (Object *object, const wchar_t *name, guint64 size, DWORD protection,
                SECURITY_ATTRIBUTES *security, GError **error)
{
  HANDLE section, file = object->file != -1 ? (HANDLE) object->file : INVALID_HANDLE_VALUE;

  if (name[0] == '\\')
    {
      /* Win32 has no way to say a full path. */
      UNICODE_STRING path;
      OBJECT_ATTRIBUTES attributes;
      LARGE_INTEGER bytes = { .QuadPart = (LONGLONG) size };
      NTSTATUS status;

      if (!init_path (name, &path, error))
        return NULL;
      InitializeObjectAttributes (&attributes, &path, 0, NULL,
                                  security != NULL ? security->lpSecurityDescriptor : NULL);
      status = NtCreateSection (&section, SECTION_ALL_ACCESS, &attributes,
                                size != 0 ? &bytes : NULL, protection & 0xff,
                                (protection & ~0xffu) != 0 ? protection & ~0xffu : SEC_COMMIT,
                                object->file != -1 ? file : NULL);
      g_free (path.Buffer);
      if (status == 0)
        return section;
      fail_code (error, "NtCreateSection", RtlNtStatusToDosError (status));
      return NULL;
    }
  section =
      CreateFileMappingW (file, security, protection, (DWORD) (size >> 32), (DWORD) size, name);
  if (section == NULL)
    fail_code (error, "CreateFileMapping", GetLastError ());
  else if (GetLastError () == ERROR_ALREADY_EXISTS)
    {
      CloseHandle (section);
      fail_code (error, "CreateFileMapping", ERROR_ALREADY_EXISTS);
      section = NULL;
    }
  return section;
}

gboolean
platform_create (Object *object, const char *name, guint64 size, const Options *options,
                 GError **error)
{
  g_autofree wchar_t *units = dup_units (name, NULL, error);
  const char *sddl = options_get (options, "sddl"), *path = options_get (options, "file");
  SECURITY_ATTRIBUTES security = { sizeof security, NULL, FALSE };
  DWORD protection;
  HANDLE section;
  guint64 allocated;

  if (units == NULL)
    return FALSE;
  object->read_only =
      options_get (options, "readonly") != NULL || options_get (options, "image") != NULL;
  if (path != NULL && !open_file (object, path, error))
    return FALSE;
  protection = object->read_only ? PAGE_READONLY : PAGE_READWRITE;
  if (options_get (options, "reserve") != NULL)
    protection |= SEC_RESERVE;
  if (options_get (options, "image") != NULL)
    protection |= SEC_IMAGE;
  if (options_get (options, "nocache") != NULL)
    protection |= SEC_COMMIT | SEC_NOCACHE;
  if (sddl != NULL && !ConvertStringSecurityDescriptorToSecurityDescriptorA (
                          sddl, SDDL_REVISION_1, &security.lpSecurityDescriptor, NULL))
    return fail_code (error, "sddl", GetLastError ());

  section =
      create_section (object, units, size, protection, sddl != NULL ? &security : NULL, error);
  LocalFree (security.lpSecurityDescriptor);
  if (section == NULL)
    return FALSE;
  object->handle = (gintptr) section;
  object->named = object->memory = TRUE;
  object->name = g_strdup (name);
  return platform_stat (object, &object->size, &allocated, error) && map_first (object, options, error);
}

gboolean
platform_open (Object *object, const char *name, const Options *options, GError **error)
{
  g_autofree wchar_t *units = dup_units (name, NULL, error);
  HANDLE section;
  guint64 allocated;

  if (units == NULL)
    return FALSE;
  object->read_only = options_get (options, "readonly") != NULL;
  section = OpenFileMappingW (
      (object->read_only ? FILE_MAP_READ : FILE_MAP_READ | FILE_MAP_WRITE) | SECTION_QUERY, FALSE, units);
  if (section == NULL)
    return fail_code (error, "OpenFileMapping", GetLastError ());
  object->handle = (gintptr) section;
  object->memory = TRUE;
  return platform_stat (object, &object->size, &allocated, error) && map_first (object, options, error);
}

static NTSTATUS
create_native (const wchar_t *name, const char *type, HANDLE *handle, GError **error)
{
  UNICODE_STRING path, target = { 0 };
  OBJECT_ATTRIBUTES attributes;
  NTSTATUS status;

  if (!init_path (name, &path, error))
    return -1;
  InitializeObjectAttributes (&attributes, &path, 0, NULL, NULL);
  RtlInitUnicodeString (&target, L"\\BaseNamedObjects");
  if (strcmp (type, "directory") == 0)
    status = NtCreateDirectoryObject (handle, 0xF000F, &attributes);
  else
    status = NtCreateSymbolicLinkObject (handle, 0xF0001, &attributes, &target);
  g_free (path.Buffer);
  if (status != 0)
    fail_code (error, "NtCreate", RtlNtStatusToDosError (status));
  return status;
}

gboolean
platform_create_other (Object *object, const char *name, const char *type, GError **error)
{
  g_autofree wchar_t *units = dup_units (name, NULL, error);
  HANDLE handle = NULL;

  if (units == NULL)
    return FALSE;
  SetLastError (0);
  if (strcmp (type, "directory") == 0 || strcmp (type, "symlink") == 0)
    {
      if (create_native (units, type, &handle, error) != 0)
        return FALSE;
    }
  else if (strcmp (type, "mutex") == 0)
    handle = CreateMutexW (NULL, FALSE, units);
  else if (strcmp (type, "event") == 0)
    handle = CreateEventW (NULL, FALSE, FALSE, units);
  else if (strcmp (type, "manual-event") == 0)
    handle = CreateEventW (NULL, TRUE, FALSE, units);
  else if (strcmp (type, "semaphore") == 0)
    handle = CreateSemaphoreW (NULL, 1, 1, units);
  else if (strcmp (type, "timer") == 0)
    handle = CreateWaitableTimerW (NULL, FALSE, units);
  else if (strcmp (type, "job") == 0)
    handle = CreateJobObjectW (NULL, units);
  else
    return fail_unsupported (error);
  if (handle == NULL)
    return fail_code (error, type, GetLastError ());
  object->handle = (gintptr) handle;
  object->named = TRUE;
  object->name = g_strdup (name);
  return TRUE;
}

gboolean
platform_map (Object *object, guint64 offset, gsize length, View *view, GError **error)
{
  guint64 start = offset - offset % platform_granularity ();
  gsize skip = (gsize) (offset - start);
  void *base =
      MapViewOfFile (to_handle (object->handle), object->read_only ? FILE_MAP_READ : FILE_MAP_WRITE,
                     (DWORD) (start >> 32), (DWORD) start, skip + length);

  if (base == NULL)
    return fail_code (error, "MapViewOfFile", GetLastError ());
  view->base = base;
  view->length = skip + length;
  view->bytes = (guint8 *) base + skip;
  return TRUE;
}

void
platform_unmap (View *view)
{
  if (view->base != NULL)
    UnmapViewOfFile (view->base);
  memset (view, 0, sizeof *view);
}

/* Whoever looks at a section has it open and mapped for an instant, during which its file cannot
 * be cut and its name not be given anew. */
static gboolean
is_for_an_instant (DWORD code)
{
  return code == ERROR_USER_MAPPED_FILE || code == ERROR_ALREADY_EXISTS;
}

gboolean
platform_resize (Object *object, guint64 size, GError **error)
{
  LARGE_INTEGER end = { .QuadPart = (LONGLONG) size };
  g_autofree wchar_t *units = NULL;
  HANDLE section = NULL;

  if (object->file == -1 || object->handle == -1)
    return fail_unsupported (error);
  units = dup_units (object->name, NULL, error);
  /* A section of the file, and a view still more, forbids to make the file shorter. */
  platform_unmap (&object->view);
  CloseHandle ((HANDLE) object->handle);
  object->handle = -1;
  for (int tries = 0; section == NULL; tries++)
    {
      g_autoptr (GError) failure = NULL;

      if (!SetFilePointerEx ((HANDLE) object->file, end, NULL, FILE_BEGIN)
          || !SetEndOfFile ((HANDLE) object->file))
        fail_code (&failure, "SetEndOfFile", GetLastError ());
      else
        section = create_section (object, units, 0, PAGE_READWRITE, NULL, &failure);
      if (section == NULL && (tries == 1000 || !is_for_an_instant ((DWORD) failure->code)))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (section == NULL)
        g_usleep (1000);
    }
  object->handle = (gintptr) section;
  object->size = size;
  return platform_map (object, 0, (gsize) MIN (size, PUBLISHER_VIEW_MAX), &object->view, error);
}

gboolean
platform_commit (Object *object, guint64 offset, gsize length, GError **error)
{
  if (object->view.bytes == NULL || offset + length > object->view.length)
    return fail_unsupported (error);
  if (VirtualAlloc (object->view.bytes + offset, length, MEM_COMMIT, PAGE_READWRITE) == NULL)
    return fail_code (error, "VirtualAlloc", GetLastError ());
  return TRUE;
}

gboolean
platform_punch (Object *object, guint64 offset, guint64 length, GError **error)
{
  return fail_unsupported (error);
}

gboolean
platform_unname (Object *object, GError **error)
{
  if (object->handle == -1)
    return fail_unsupported (error);
  CloseHandle ((HANDLE) object->handle);
  object->handle = -1;
  object->named = FALSE;
  return TRUE;
}

void
platform_close (Object *object)
{
  platform_unmap (&object->view);
  if (object->handle != -1)
    CloseHandle ((HANDLE) object->handle);
  if (object->file != -1)
    CloseHandle ((HANDLE) object->file);
  object->handle = object->file = -1;
  object->named = FALSE;
}

/* A name goes with its last handle. */
void
platform_remove (Object *object)
{
  platform_close (object);
}

gboolean
platform_stat (Object *object, guint64 *size, guint64 *allocated, GError **error)
{
  struct
  {
    void *base;
    ULONG attributes;
    LARGE_INTEGER size;
  } basic = { 0 };
  guint64 committed = 0;

  if (object->handle != -1)
    {
      NTSTATUS status = NtQuerySection ((HANDLE) object->handle, 0, &basic, sizeof basic, NULL);

      if (status != 0)
        return fail_code (error, "NtQuerySection", RtlNtStatusToDosError (status));
      object->size = (guint64) basic.size.QuadPart;
    }
  *size = object->size;
  *allocated = G_MAXUINT64;
  for (gsize at = 0; object->view.base != NULL && at < object->view.length;)
    {
      MEMORY_BASIC_INFORMATION info;

      if (VirtualQuery ((guint8 *) object->view.base + at, &info, sizeof info) == 0)
        break;
      if (info.State == MEM_COMMIT)
        committed += MIN (info.RegionSize, object->view.length - at);
      *allocated = committed;
      at += info.RegionSize;
    }
  return TRUE;
}

gboolean
platform_lock (Object *mutex)
{
  DWORD result = WaitForSingleObject ((HANDLE) mutex->handle, INFINITE);

  return result == WAIT_OBJECT_0 || result == WAIT_ABANDONED;
}

void
platform_unlock (Object *mutex)
{
  ReleaseMutex ((HANDLE) mutex->handle);
}

void
platform_set_event (Object *event)
{
  SetEvent ((HANDLE) event->handle);
}

void
platform_reset_event (Object *event)
{
  ResetEvent ((HANDLE) event->handle);
}

gboolean
platform_take_event (Object *event)
{
  return WaitForSingleObject ((HANDLE) event->handle, 0) == WAIT_OBJECT_0;
}

gboolean
platform_create_plain (const char *name, guint64 size, gintptr *handle, GError **error)
{
  Object object = { .handle = -1, .file = -1 };
  g_autofree wchar_t *units = dup_units (name, NULL, error);
  HANDLE section =
      units != NULL ? create_section (&object, units, size, PAGE_READWRITE, NULL, error) : NULL;

  *handle = (gintptr) section;
  return section != NULL;
}

void
platform_remove_plain (const char *name, gintptr handle)
{
  CloseHandle ((HANDLE) handle);
}
