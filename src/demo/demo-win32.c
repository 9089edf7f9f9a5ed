#include "config.h"

#include "demo-object.h"

#include <glib/gi18n.h>
#include <windows.h>

#include <timeapi.h>

/* The system frees the name with its last handle, so a killed writer leaves nothing behind. */
struct _DemoObject
{
  HANDLE section;
  gpointer memory;
};

static void
set_last_error (GError **error, const char *name, DWORD code)
{
  g_autofree char *message = g_win32_error_message ((int) code);

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", name, message);
}

DemoObject *
demo_object_new (const char *name, const char *signature, gsize size, GError **error)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (name, -1, NULL, NULL, error);
  DemoObject *object;
  HANDLE section;
  gpointer memory;
  DWORD code;

  if (wide == NULL)
    return NULL;
  section = CreateFileMappingW (INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, (DWORD) ((guint64) size >> 32),
                                (DWORD) size, (LPCWSTR) wide);
  code = GetLastError ();
  if (section == NULL)
    {
      set_last_error (error, name, code);
      return NULL;
    }
  if (code == ERROR_ALREADY_EXISTS)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
                   _ ("%s: there is an object of that name already; --name gives another"), name);
      CloseHandle (section);
      return NULL;
    }
  memory = MapViewOfFile (section, FILE_MAP_WRITE, 0, 0, size);
  if (memory == NULL)
    {
      set_last_error (error, name, GetLastError ());
      CloseHandle (section);
      return NULL;
    }
  object = g_new0 (DemoObject, 1);
  object->section = section;
  object->memory = memory;
  return object;
}

gpointer
demo_object_get_memory (DemoObject *object)
{
  return object->memory;
}

void
demo_object_free (DemoObject *object)
{
  if (object == NULL)
    return;
  UnmapViewOfFile (object->memory);
  CloseHandle (object->section);
  g_free (object);
}

guint32
demo_get_process_id (void)
{
  return GetCurrentProcessId ();
}

void
demo_attach_terminal (void)
{
  /* Standard output is there where it is a pipe or a file. */
  if (GetStdHandle (STD_OUTPUT_HANDLE) != NULL || !AttachConsole (ATTACH_PARENT_PROCESS))
    return;
  freopen ("CONOUT$", "w", stdout);
  freopen ("CONOUT$", "w", stderr);
}

void
demo_set_precise_timing (void)
{
  timeBeginPeriod (1); /* milliseconds; the default is 15.6 */
}

/* Nothing to do: when the console ends the program, the system cleans up after it. */
void
demo_on_termination (GSourceFunc func, gpointer user_data)
{
}
