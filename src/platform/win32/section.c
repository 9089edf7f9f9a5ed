#include "config.h"

#include "platform/win32/section.h"

#include <glib/gi18n-lib.h>
#include <sddl.h>

#include "core/error.h"
#include "platform/platform.h"
#include "platform/win32/directory.h"

static MgStatus
open_with (const MgName *name, ACCESS_MASK access, HANDLE *handle)
{
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);

  return mg_nt_open_section (path, length, access, handle);
}

static MgStatus
open_least (const MgName *name, MgSection *section)
{
  /* Fewer rights are tried only where more are denied: the common case is one call. */
  static const ACCESS_MASK wanted[]
      = { SECTION_MAP_READ | SECTION_QUERY, SECTION_MAP_READ, SECTION_QUERY };
  MgStatus status = MG_STATUS_ACCESS_DENIED;

  for (gsize i = 0; i < G_N_ELEMENTS (wanted) && status == MG_STATUS_ACCESS_DENIED; i++)
    {
      status = open_with (name, wanted[i], &section->handle);
      section->may_map = (wanted[i] & SECTION_MAP_READ) != 0;
      section->may_query = (wanted[i] & SECTION_QUERY) != 0;
    }
  return status;
}

static void
query (HANDLE handle, guint64 *size, guint32 *attributes)
{
  MgNtSectionBasic basic;

  if (NtQuerySection (handle, MG_NT_SECTION_BASIC, &basic, sizeof basic, NULL) != 0)
    return;
  *size = MIN ((guint64) basic.size.QuadPart, MG_OFFSET_MAX);
  *attributes = basic.attributes;
}

MgStatus
mg_section_open (const MgName *name, MgSection *section)
{
  MgSection opened = { .size = MG_UNKNOWN };
  MgStatus status = open_least (name, &opened);
  guint n_handles;

  if (mg_status_is_error (status))
    return status;

  n_handles = mg_nt_count_handles (opened.handle);
  if (n_handles == 1)
    {
      /* Ours is the last handle, and the name goes with it, unless the object is a permanent one:
       * without a handle of ours the answer is exact. */
      mg_section_close (&opened);
      status = open_least (name, &opened);
      if (mg_status_is_error (status))
        return status;
    }
  opened.n_other_handles = n_handles > 0 ? n_handles - 1 : 0;

  if (opened.may_query)
    query (opened.handle, &opened.size, &opened.attributes);
  *section = opened;
  return 0;
}

void
mg_section_close (MgSection *section)
{
  mg_nt_clear_handle (&section->handle);
}

gsize
mg_section_get_granularity (guint32 attributes)
{
  return attributes & MG_SECTION_LARGE_PAGES ? GetLargePageMinimum ()
                                             : mg_platform_get_granularity ();
}

MgStatus
mg_section_map (const MgSection *section, guint64 offset, gsize length, MgView *view)
{
  void *address = NULL;
  SIZE_T mapped = length;
  LARGE_INTEGER start = { .QuadPart = (gint64) offset };
  MgStatus status = NtMapViewOfSection (section->handle, GetCurrentProcess (), &address, 0, 0,
                                        &start, &mapped, MG_NT_VIEW_UNMAP, 0, PAGE_READONLY);

  if (!mg_status_is_error (status))
    *view = (MgView) { address, offset, length != 0 ? length : mapped };
  return status;
}

void
mg_view_unmap (MgView *view)
{
  if (view->bytes != NULL)
    NtUnmapViewOfSection (GetCurrentProcess (), view->bytes);
  *view = (MgView) { 0 };
}

guint16 *
mg_view_dup_file_name (const MgView *view, gsize *length)
{
  gsize size = sizeof (UNICODE_STRING) + (G_MAXUINT16 + 1);
  g_autofree UNICODE_STRING *name = g_malloc0 (size);

  if (mg_status_is_error (NtQueryVirtualMemory (GetCurrentProcess (), view->bytes,
                                                MG_NT_MEMORY_MAPPED_FILE_NAME, name, size, NULL))
      || name->Buffer == NULL || name->Length == 0)
    return NULL;
  *length = name->Length / sizeof (guint16);
  return g_memdup2 (name->Buffer, name->Length);
}

/* --- Owners.  A domain controller may be asked for an account's name: for each once. --- */

#define SID_BUFFER 256 /* a descriptor with an owner alone: SIDs are up to 68 bytes */

G_LOCK_DEFINE_STATIC (accounts);
static GHashTable *accounts; /* of the SID's bytes: the name */

static char *
look_account_up (PSID sid)
{
  wchar_t user[256];
  wchar_t domain[256];
  wchar_t machine[MAX_COMPUTERNAME_LENGTH + 1];
  wchar_t *sid_text = NULL;
  DWORD user_length = G_N_ELEMENTS (user);
  DWORD domain_length = G_N_ELEMENTS (domain);
  DWORD machine_length = G_N_ELEMENTS (machine);
  SID_NAME_USE use;
  char *account;

  if (LookupAccountSidW (NULL, sid, user, &user_length, domain, &domain_length, &use))
    {
      g_autofree char *user_text = g_utf16_to_utf8 (user, -1, NULL, NULL, NULL);
      g_autofree char *domain_text = g_utf16_to_utf8 (domain, -1, NULL, NULL, NULL);
      gboolean own = GetComputerNameW (machine, &machine_length) && wcscmp (domain, machine) == 0;

      if (user_text != NULL)
        return domain_text != NULL && *domain_text != '\0' && !own
                   ? g_strconcat (domain_text, "\\", user_text, NULL)
                   : g_steal_pointer (&user_text);
    }
  if (!ConvertSidToStringSidW (sid, &sid_text))
    return NULL;
  account = g_utf16_to_utf8 (sid_text, -1, NULL, NULL, NULL);
  LocalFree (sid_text);
  return account;
}

static char *
dup_account (PSID sid)
{
  g_autoptr (GBytes) key = g_bytes_new (sid, GetLengthSid (sid));
  char *account;

  G_LOCK (accounts);
  if (accounts == NULL)
    accounts = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                      g_free);
  account = g_strdup (g_hash_table_lookup (accounts, key));
  G_UNLOCK (accounts);
  if (account != NULL)
    return account;

  account = look_account_up (sid);
  if (account != NULL)
    {
      G_LOCK (accounts);
      g_hash_table_insert (accounts, g_steal_pointer (&key), g_strdup (account));
      G_UNLOCK (accounts);
    }
  return account;
}

static char *
dup_owner (HANDLE handle)
{
  union
  {
    SECURITY_DESCRIPTOR descriptor;
    guint8 bytes[SID_BUFFER];
  } buffer;
  DWORD needed;
  BOOL defaulted;
  PSID sid = NULL;

  if (!GetKernelObjectSecurity (handle, OWNER_SECURITY_INFORMATION, &buffer.descriptor,
                                sizeof buffer, &needed)
      || !GetSecurityDescriptorOwner (&buffer.descriptor, &sid, &defaulted) || sid == NULL)
    return NULL;
  return dup_account (sid);
}

char *
mg_section_dup_owner (const MgName *name)
{
  HANDLE handle;
  char *owner;

  if (mg_status_is_error (open_with (name, READ_CONTROL, &handle)))
    return NULL;
  owner = dup_owner (handle);
  CloseHandle (handle);
  return owner;
}

MgStatus
mg_section_fill_info (MgObjectInfo *info)
{
  HANDLE handle;
  MgStatus status = open_with (info->name, SECTION_QUERY | READ_CONTROL, &handle);
  gboolean may_see_owner = status != MG_STATUS_ACCESS_DENIED;

  if (!may_see_owner)
    status = open_with (info->name, SECTION_QUERY, &handle);
  if (status == MG_STATUS_ACCESS_DENIED)
    info->owner = mg_section_dup_owner (info->name);
  if (mg_status_is_error (status))
    return status;

  query (handle, &info->size, &info->attributes);
  info->size_rounded = info->size != MG_UNKNOWN && !mg_section_is_file (info->attributes);
  if (may_see_owner)
    info->owner = dup_owner (handle);
  CloseHandle (handle);
  return 0;
}

/* --- Errors --- */

static void G_GNUC_PRINTF (2, 3)
replace_message (GError *error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_free (error->message);
  error->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static char *
dup_own_account (void)
{
  union
  {
    TOKEN_USER user;
    guint8 bytes[SID_BUFFER];
  } buffer;
  DWORD length;
  HANDLE token;
  char *account = NULL;

  if (!OpenProcessToken (GetCurrentProcess (), TOKEN_QUERY, &token))
    return NULL;
  if (GetTokenInformation (token, TokenUser, &buffer, sizeof buffer, &length))
    account = dup_account (buffer.user.User.Sid);
  CloseHandle (token);
  return account;
}

static void
explain_denied (GError *error, const MgName *name)
{
  HANDLE handle;
  gboolean may_query = !mg_status_is_error (open_with (name, SECTION_QUERY, &handle));
  g_autofree char *owner = mg_section_dup_owner (name);
  g_autofree char *own = dup_own_account ();
  g_autofree char *hint = NULL;

  if (may_query)
    CloseHandle (handle);
  if (may_query)
    replace_message (error,
                     _ ("%s: access is denied: SECTION_MAP_READ is withheld, not SECTION_QUERY"),
                     mg_name_get_text (name));
  else
    replace_message (error,
                     _ ("%s: access is denied: SECTION_MAP_READ and SECTION_QUERY are withheld"),
                     mg_name_get_text (name));
  if (owner == NULL)
    hint = g_strdup (_ ("Its security descriptor does not even say who owns it: run Mapglass as "
                        "its publisher's user or as administrator"));
  else if (g_strcmp0 (owner, own) == 0)
    hint = g_strdup (_ ("It is your own, and its publisher withholds reading from you too: the "
                        "security descriptor it is created with must grant SECTION_MAP_READ"));
  else
    hint = g_strdup_printf (_ ("It belongs to %s: run Mapglass as that user or as administrator, "
                               "or have its publisher grant SECTION_MAP_READ to yours"),
                            owner);
  mg_error_set_hint (error, hint);
}

/**
 * find_missing_directory:
 * @exists: (out): whether something else has its name
 *
 * Returns: (nullable): the first part of the path that is no directory
 */
static MgName *
find_missing_directory (const MgName *name, gboolean *exists)
{
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);

  for (gsize i = 1; i < length; i++)
    {
      HANDLE handle;
      MgStatus status;

      if (path[i] != '\\')
        continue;
      status = mg_nt_open_directory (path, i, &handle);
      if (!mg_status_is_error (status))
        CloseHandle (handle);
      else if (status != MG_STATUS_ACCESS_DENIED)
        {
          *exists = status == MG_STATUS_TYPE_MISMATCH;
          return mg_name_new_section_from_path (path, i, mg_platform_get_name_context ());
        }
    }
  return NULL;
}

/* Says which part of the path is at fault, and what it is. */
static void
explain_directory (GError *error, const MgName *name)
{
  gboolean exists;
  g_autoptr (MgName) missing = find_missing_directory (name, &exists);
  const char *type;

  if (missing == NULL)
    return;
  type = exists ? mg_directory_find_type (missing) : NULL;
  if (type != NULL)
    replace_message (error, _ ("%s: %s is not a folder but this: %s"), mg_name_get_text (name),
                     mg_name_get_text (missing), type);
  else
    replace_message (error, _ ("%s: there is no folder %s"), mg_name_get_text (name),
                     mg_name_get_text (missing));
}

void
mg_section_set_open_error (GError **error, MgStatus status, const MgName *name)
{
  const char *type;

  mg_set_error_system (error, MG_SYSTEM_NTSTATUS, status, mg_name_get_text (name));
  if (error == NULL)
    return;

  if (status == MG_STATUS_ACCESS_DENIED)
    explain_denied (*error, name);
  else if (status == MG_STATUS_NAME_NOT_FOUND || status == MG_STATUS_PATH_NOT_FOUND)
    explain_directory (*error, name);
  else if (status == MG_STATUS_TYPE_MISMATCH)
    {
      type = mg_directory_find_type (name);
      if (type != NULL)
        replace_message (*error, _ ("%s: this is not shared memory but: %s"),
                         mg_name_get_text (name), type);
      else
        explain_directory (*error, name);
    }
}
