#include "config.h"

#include "platform/win32/holders.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/error.h"
#include "platform/win32/ntapi.h"
#include "platform/win32/section.h"

/* --- Which object a handle leads to.  The system says what an object is called; names are the key
 * to a few candidates, and NtCompareObjects() has the last word. --- */

typedef struct
{
  gsize length; /* units of text */
  guint16 *text;
  GArray *indices; /* of guint: the objects that are called so */
} Key;

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_array_unref (key->indices);
  g_free (key);
}

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;
  guint hash = 5381;

  for (gsize i = 0; i < key->length; i++)
    hash = hash * 33 + key->text[i];
  return hash;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *x = a;
  const Key *y = b;

  return x->length == y->length && memcmp (x->text, y->text, x->length * sizeof (guint16)) == 0;
}

/* Opens with no more than it takes to be compared. */
static HANDLE
open_for_comparing (const MgName *name)
{
  static const ACCESS_MASK accesses[] = { SECTION_QUERY, SECTION_MAP_READ, READ_CONTROL };
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);

  for (gsize i = 0; path != NULL && i < G_N_ELEMENTS (accesses); i++)
    {
      HANDLE handle;
      MgStatus status = mg_nt_open_section (path, length, accesses[i], &handle);

      if (!mg_status_is_error (status))
        return handle;
      if (status != MG_STATUS_ACCESS_DENIED)
        break;
    }
  return NULL;
}

static void
add_key (GHashTable *keys, const guint16 *text, gsize length, guint index)
{
  Key wanted = { length, (guint16 *) text, NULL };
  Key *key = g_hash_table_lookup (keys, &wanted);

  if (key == NULL)
    {
      key = g_new (Key, 1);
      *key = (Key) { length, g_memdup2 (text, length * sizeof (guint16)),
                     g_array_new (FALSE, FALSE, sizeof (guint)) };
      g_hash_table_add (keys, key);
    }
  g_array_append_val (key->indices, index);
}

/* What the system calls each object: its path, but in Wine the file's where one is behind it. */
static GHashTable *
make_keys (GPtrArray *objects)
{
  GHashTable *keys = g_hash_table_new_full (hash_key, equal_keys, key_free, NULL);

  for (guint i = 0; i < objects->len; i++)
    {
      const MgObjectInfo *info = g_ptr_array_index (objects, i);
      HANDLE handle;
      gsize length = 0;
      const guint16 *path = mg_name_get_nt_path (info->name, &length);

      if (path == NULL)
        continue;
      add_key (keys, path, length, i);
      if (info->attributes != 0 && !mg_section_is_file (info->attributes))
        continue;
      handle = open_for_comparing (info->name);
      if (handle != NULL)
        {
          g_autofree guint16 *text = mg_nt_dup_object_name (handle, &length);

          if (text != NULL)
            add_key (keys, text, length, i);
          CloseHandle (handle);
        }
    }
  return keys;
}

#define WINE_HANDLES_MAX 65536 /* of a process */

/* The number that stands for sections in the table of handles, learnt from one of ours. */
static guint
find_section_type (const MgNtHandleTable *table, HANDLE own)
{
  for (gsize i = 0; i < table->n_handles; i++)
    if (table->handles[i].pid == GetCurrentProcessId ()
        && table->handles[i].handle == (ULONG_PTR) own)
      return table->handles[i].type_index;
  return G_MAXUINT;
}

/* Wine 8's server ends, and with it every program, when asked for all handles while some process
 * has none, as each does for a moment at its start: it takes the index of the last one, -1, for
 * unsigned.  It does tell how long each table is: that many handles are tried, one by one, which is
 * all that could be done with the right table too. */
/* Wine's own services hold nothing that is published, and to try a handle is work for the process
 * that has it: explorer.exe, asked while it made the desktop, once stood still for good. */
static gboolean
is_wine_service (const SYSTEM_PROCESS_INFORMATION *process)
{
  static const char *const services[]
      = { "explorer.exe", "plugplay.exe", "rpcss.exe", "services.exe", "svchost.exe",
          "winedevice.exe", "wineboot.exe" };
  g_autofree char *name = NULL;

  if (process->ImageName.Buffer != NULL)
    name = g_utf16_to_utf8 (process->ImageName.Buffer,
                            process->ImageName.Length / sizeof (guint16), NULL, NULL, NULL);
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (services); i++)
    if (g_ascii_strcasecmp (name, services[i]) == 0)
      return TRUE;
  return FALSE;
}

static MgNtHandleTable *
make_wine_handle_table (MgStatus *status)
{
  g_autofree guint8 *buffer = mg_nt_dup_system_information (MG_NT_SYSTEM_PROCESSES, status);
  const SYSTEM_PROCESS_INFORMATION *process = (gconstpointer) buffer;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  MgNtHandleTable table = { 0 };

  if (buffer == NULL)
    return NULL;
  g_byte_array_append (bytes, (const guint8 *) &table, sizeof table);
  while (TRUE)
    {
      MgNtHandle entry = { .pid = (ULONG_PTR) process->UniqueProcessId };

      ULONG n_handles = is_wine_service (process) ? 0 : MIN (process->HandleCount, WINE_HANDLES_MAX);

      for (ULONG i = 1; i <= n_handles; i++)
        {
          entry.handle = 4 * i;
          g_byte_array_append (bytes, (const guint8 *) &entry, sizeof entry);
          table.n_handles++;
        }
      if (process->NextEntryOffset == 0)
        break;
      process = (gconstpointer) ((const guint8 *) process + process->NextEntryOffset);
    }
  memcpy (bytes->data, &table, sizeof table);
  return (MgNtHandleTable *) g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/* @section_type: (out): the type of the handles to look at; in Wine these may be any */
static MgNtHandleTable *
dup_handle_table (guint *section_type, GError **error)
{
  HANDLE own = NULL;
  MgStatus status = 0;
  MgNtHandleTable *table;

  *section_type = 0;
  if (mg_nt_is_wine ())
    table = make_wine_handle_table (&status);
  else
    {
      /* A section without a name, for its type alone. */
      own = CreateFileMappingW (INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 1, NULL);
      table = mg_nt_dup_system_information (MG_NT_SYSTEM_HANDLES, &status);
      if (table != NULL)
        *section_type = find_section_type (table, own);
      mg_nt_clear_handle (&own);
    }
  if (table == NULL)
    mg_set_error_system (error, MG_SYSTEM_NTSTATUS, status, _ ("The handles of all processes"));
  return table;
}

/* An administrator has the right to look into all processes, once it is turned on. */
static void
enable_debug_privilege (void)
{
  static gsize done;
  TOKEN_PRIVILEGES privileges = { .PrivilegeCount = 1 };
  HANDLE token;

  if (!g_once_init_enter (&done))
    return;
  if (OpenProcessToken (GetCurrentProcess (), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, &token))
    {
      privileges.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
      if (LookupPrivilegeValueW (NULL, SE_DEBUG_NAME, &privileges.Privileges[0].Luid))
        AdjustTokenPrivileges (token, FALSE, &privileges, 0, NULL, NULL);
      CloseHandle (token);
    }
  g_once_init_leave (&done, 1);
}

static MgAccess
access_from_granted (guint32 granted)
{
  return (granted & SECTION_MAP_READ ? MG_ACCESS_READ : 0)
         | (granted & SECTION_MAP_WRITE ? MG_ACCESS_WRITE : 0)
         | (granted & SECTION_MAP_EXECUTE ? MG_ACCESS_EXECUTE : 0);
}

/* What a handle may do that the table does not tell. */
static guint32
find_granted_access (HANDLE process, const MgNtHandle *entry)
{
  MgNtObjectBasic basic = { 0 };
  HANDLE handle;

  if (entry->granted_access != 0
      || !DuplicateHandle (process, (HANDLE) entry->handle, GetCurrentProcess (), &handle, 0, FALSE,
                           DUPLICATE_SAME_ACCESS))
    return entry->granted_access;
  NtQueryObject (handle, MG_NT_OBJECT_BASIC, &basic, sizeof basic, NULL);
  CloseHandle (handle);
  return basic.granted_access;
}

static HANDLE
duplicate (HANDLE process, const MgNtHandle *entry)
{
  HANDLE handle;

  if (DuplicateHandle (process, (HANDLE) entry->handle, GetCurrentProcess (), &handle,
                       SECTION_QUERY, FALSE, 0))
    return handle;
  /* What the handle itself may do is always granted. */
  if (DuplicateHandle (process, (HANDLE) entry->handle, GetCurrentProcess (), &handle, 0, FALSE,
                       DUPLICATE_SAME_ACCESS))
    return handle;
  return NULL;
}

static gboolean
is_section (HANDLE handle)
{
  MgNtSectionBasic basic;

  return NtQuerySection (handle, MG_NT_SECTION_BASIC, &basic, sizeof basic, NULL)
         != (NTSTATUS) MG_STATUS_TYPE_MISMATCH;
}

static void
look_at_handle (GPtrArray *objects, GHashTable *keys, HANDLE process, const MgNtHandle *entry,
                GArray *hits)
{
  HANDLE handle = duplicate (process, entry);
  gsize length = 0;
  g_autofree guint16 *text = NULL;
  Key *key = NULL;

  if (handle == NULL)
    return; /* closed meanwhile */
  /* In Wine it may be a file's, which its process cannot rename as long as we have it too. */
  if (!is_section (handle))
    {
      CloseHandle (handle);
      return;
    }
  text = mg_nt_dup_object_name (handle, &length);
  if (text != NULL)
    {
      Key wanted = { length, text, NULL };

      key = g_hash_table_lookup (keys, &wanted);
    }
  for (guint i = 0; key != NULL && i < key->indices->len; i++)
    {
      guint index = g_array_index (key->indices, guint, i);
      const MgObjectInfo *info = g_ptr_array_index (objects, index);
      HANDLE named = open_for_comparing (info->name);
      gboolean same = named != NULL && NtCompareObjects (handle, named) == 0;

      mg_nt_clear_handle (&named);
      if (same)
        {
          MgHandleHit hit = { index, (guint32) entry->pid,
                              access_from_granted (find_granted_access (process, entry)) };

          g_array_append_val (hits, hit);
          break;
        }
    }
  CloseHandle (handle);
}

static int
compare_handles_cb (gconstpointer a, gconstpointer b)
{
  const MgNtHandle *x = *(const MgNtHandle *const *) a;
  const MgNtHandle *y = *(const MgNtHandle *const *) b;

  return (x->pid > y->pid) - (x->pid < y->pid);
}

GArray *
mg_holders_find_handles (GPtrArray *objects, GCancellable *cancellable, MgListReport *report,
                         GError **error)
{
  guint section_type = G_MAXUINT;
  g_autofree MgNtHandleTable *table = NULL;
  g_autoptr (GHashTable) keys = NULL;
  g_autoptr (GPtrArray) handles = g_ptr_array_new ();
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (MgHandleHit));
  HANDLE process = NULL;
  ULONG_PTR pid = 0;

  report->n_processes = report->n_processes_denied = 0;
  enable_debug_privilege ();
  table = dup_handle_table (&section_type, error);
  if (table == NULL)
    return NULL;
  keys = make_keys (objects);

  for (gsize i = 0; i < table->n_handles; i++)
    if (table->handles[i].type_index == section_type
        && table->handles[i].pid != GetCurrentProcessId ())
      g_ptr_array_add (handles, &table->handles[i]);
  g_ptr_array_sort (handles, compare_handles_cb);

  for (guint i = 0; i < handles->len; i++)
    {
      const MgNtHandle *entry = g_ptr_array_index (handles, i);

      if (g_cancellable_is_cancelled (cancellable))
        break;
      if (entry->pid != pid)
        {
          mg_nt_clear_handle (&process);
          pid = entry->pid;
          process = OpenProcess (PROCESS_DUP_HANDLE, FALSE, (DWORD) pid);
          report->n_processes++;
          if (process == NULL && GetLastError () == ERROR_ACCESS_DENIED)
            report->n_processes_denied++;
        }
      if (process != NULL)
        look_at_handle (objects, keys, process, entry, hits);
    }
  mg_nt_clear_handle (&process);
  if (g_cancellable_is_cancelled (cancellable))
    {
      mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("Looking for holders was cancelled"));
      return NULL;
    }
  return g_steal_pointer (&hits);
}

/* --- Processes --- */

static void
process_free (gpointer data)
{
  MgProcess *process = data;

  g_free (process->name);
  g_free (process);
}

GHashTable *
mg_processes_list (void)
{
  MgStatus status;
  g_autofree guint8 *buffer = mg_nt_dup_system_information (MG_NT_SYSTEM_PROCESSES, &status);
  const SYSTEM_PROCESS_INFORMATION *entry;
  GHashTable *processes;

  if (buffer == NULL)
    return NULL;
  processes = g_hash_table_new_full (NULL, NULL, NULL, process_free);
  entry = (gconstpointer) buffer;
  while (TRUE)
    {
      /* One without threads has ended, and somebody keeps a handle of it. */
      if (entry->NumberOfThreads > 0)
        {
          MgProcess *process = g_new (MgProcess, 1);

          process->pid = (guint32) (ULONG_PTR) entry->UniqueProcessId;
          process->created = entry->CreateTime.QuadPart;
          process->name = entry->ImageName.Buffer != NULL
                              ? g_utf16_to_utf8 (entry->ImageName.Buffer,
                                                 entry->ImageName.Length / sizeof (guint16), NULL,
                                                 NULL, NULL)
                              : NULL;
          g_hash_table_replace (processes, GUINT_TO_POINTER (process->pid), process);
        }
      if (entry->NextEntryOffset == 0)
        return processes;
      entry = (gconstpointer) ((const guint8 *) entry + entry->NextEntryOffset);
    }
}

char *
mg_platform_dup_process_name (guint32 pid)
{
  g_autoptr (GHashTable) processes = mg_processes_list ();
  const MgProcess *process
      = processes != NULL ? g_hash_table_lookup (processes, GUINT_TO_POINTER (pid)) : NULL;

  return process != NULL ? g_strdup (process->name) : NULL;
}

static MgHolder *
find_holder (GPtrArray *holders, guint32 pid)
{
  for (guint i = 0; i < holders->len; i++)
    {
      MgHolder *holder = g_ptr_array_index (holders, i);

      if (holder->pid == pid)
        return holder;
    }
  return NULL;
}

gboolean
mg_platform_find_holders (GPtrArray *objects, GCancellable *cancellable, MgListReport *report,
                          GError **error)
{
  g_autoptr (GArray) hits = mg_holders_find_handles (objects, cancellable, report, error);
  g_autoptr (GHashTable) processes = NULL;

  if (hits == NULL)
    return FALSE;

  processes = mg_processes_list ();
  for (guint i = 0; i < objects->len; i++)
    {
      MgObjectInfo *info = g_ptr_array_index (objects, i);

      g_clear_pointer (&info->holders, g_ptr_array_unref);
      info->holders = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_holder_free);
    }
  for (guint i = 0; i < hits->len; i++)
    {
      const MgHandleHit *hit = &g_array_index (hits, MgHandleHit, i);
      MgObjectInfo *info = g_ptr_array_index (objects, hit->index);
      MgHolder *holder = find_holder (info->holders, hit->pid);
      const MgProcess *process
          = processes != NULL ? g_hash_table_lookup (processes, GUINT_TO_POINTER (hit->pid)) : NULL;

      if (holder == NULL)
        {
          /* Who maps it, and where, user mode cannot say: mappings stays NULL. */
          holder = mg_holder_new (hit->pid, process != NULL ? process->name : NULL);
          g_ptr_array_add (info->holders, holder);
        }
      holder->access |= hit->access;
    }
  return TRUE;
}
