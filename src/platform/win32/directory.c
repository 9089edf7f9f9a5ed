#include "config.h"

#include "platform/win32/directory.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "core/error.h"
#include "platform/platform.h"
#include "platform/win32/ntapi.h"
#include "platform/win32/section.h"

/* An entry's name can be 64 KiB.  The list of a directory that fits in one buffer is of one
 * moment; a longer one is read by index, and misses names where others go meanwhile. */
#define BUFFER_MIN ((ULONG) 128 * 1024)
#define BUFFER_MAX ((ULONG) 8 * 1024 * 1024)

/* A scan by index misses up to a fifth of the stable names while others come and go.  The union of
 * several passes misses fewer, and how many is estimated: a pass misses the share of new names that
 * it misses of those known before which are there still.  Passes go on until less than this many
 * names must be missing. */
#define MISSING_MAX 0.001
#define MAX_PASSES 32
/* What goes away moves all behind it, and none before it: from none at the front the share of what
 * is missed rises evenly to twice the mean at the end (measured under Wine 8: 0.02 to 0.39 at a mean
 * of 0.20, and one pass misses whatever another missed).  Each name is taken for one at the end. */
#define WORST_TO_MEAN 2.0
#define FIND_PASSES 12 /* for one name, which is there unless it went away right now */

#define MAX_DEPTH 32

/* Returns FALSE to end. */
typedef gboolean (*EntryFunc) (const guint16 *name, gsize length, const char *type,
                               gpointer user_data);

static const char *
type_to_string (const UNICODE_STRING *type)
{
  static const struct
  {
    const wchar_t *nt;
    const char *text;
  } types[] = {
    { L"Section", "section" },     { L"Mutant", "mutex" },       { L"Event", "event" },
    { L"Semaphore", "semaphore" }, { L"Timer", "timer" },        { L"Job", "job" },
    { L"Directory", "directory" }, { L"SymbolicLink", "link" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (wcslen (types[i].nt) * sizeof (wchar_t) == type->Length
        && memcmp (types[i].nt, type->Buffer, type->Length) == 0)
      return types[i].text;
  return "other";
}

static gboolean
show_entry (const MgNtDirectoryEntry *entry, EntryFunc func, gpointer user_data)
{
  return func ((const guint16 *) entry->name.Buffer, entry->name.Length / sizeof (guint16),
               type_to_string (&entry->type), user_data);
}

/* Wine 8 has no other mode. */
static MgStatus
read_one_by_one (HANDLE directory, EntryFunc func, gpointer user_data)
{
  g_autofree MgNtDirectoryEntry *entry = g_malloc0 (BUFFER_MIN);
  ULONG context = 0;
  MgStatus status;

  while ((status = NtQueryDirectoryObject (directory, entry, BUFFER_MIN, TRUE, FALSE, &context,
                                           NULL))
         == 0)
    if (!show_entry (entry, func, user_data))
      return 0;
  return status == MG_STATUS_NO_MORE_ENTRIES ? 0 : status;
}

/**
 * read_directory:
 * @at_once: (out): whether the list is of one moment
 */
static MgStatus
read_directory (HANDLE directory, EntryFunc func, gpointer user_data, gboolean *at_once)
{
  ULONG length = BUFFER_MIN;
  g_autofree MgNtDirectoryEntry *entries = g_malloc (length);
  ULONG context = 0;
  gboolean first = TRUE;

  *at_once = FALSE;
  while (TRUE)
    {
      ULONG before = context;
      MgStatus status;

      memset (entries, 0, sizeof *entries);
      status = NtQueryDirectoryObject (directory, entries, length, FALSE, FALSE, &context, NULL);
      if (status == MG_STATUS_NO_MORE_ENTRIES)
        {
          *at_once |= first;
          return 0;
        }
      if (status == MG_STATUS_NOT_IMPLEMENTED && first)
        return read_one_by_one (directory, func, user_data);
      if ((status == MG_STATUS_MORE_ENTRIES || status == MG_STATUS_BUFFER_TOO_SMALL)
          && length < BUFFER_MAX && (first || entries[0].name.Buffer == NULL))
        {
          /* All in one piece if that can be; "more", none of them, and no progress is the answer
           * to a buffer too small for one. */
          length *= 2;
          entries = g_realloc (entries, length);
          context = before;
          continue;
        }
      if (mg_status_is_error (status) || entries[0].name.Buffer == NULL)
        return mg_status_is_error (status) ? status : 0;

      *at_once = first && status == 0;
      first = FALSE;
      for (const MgNtDirectoryEntry *entry = entries; entry->name.Buffer != NULL; entry++)
        if (!show_entry (entry, func, user_data))
          return 0;
      if (*at_once)
        return 0;
    }
}

/* --- What is in the namespaces --- */

/* An object's path and type. */
typedef struct
{
  const char *type;
  guint pass;   /* the last one that saw it; 0: none yet, it was in the last listing */
  gboolean is_new; /* it was not in that */
  gsize length; /* units of path */
  guint16 path[];
} Entry;

static guint
hash_entry (gconstpointer data)
{
  const Entry *entry = data;
  guint hash = 5381;

  for (gsize i = 0; i < entry->length; i++)
    hash = hash * 33 + entry->path[i];
  return hash;
}

static gboolean
equal_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a;
  const Entry *y = b;

  return x->length == y->length && x->type == y->type
         && memcmp (x->path, y->path, x->length * sizeof (guint16)) == 0;
}

static Entry *
entry_new (const guint16 *directory, gsize directory_length, const guint16 *name, gsize length,
           const char *type)
{
  gsize total = directory_length + 1 + length;
  Entry *entry = g_malloc (sizeof (Entry) + total * sizeof (guint16));

  entry->type = type;
  entry->pass = 0;
  entry->is_new = TRUE;
  entry->length = total;
  memcpy (entry->path, directory, directory_length * sizeof (guint16));
  entry->path[directory_length] = '\\';
  memcpy (entry->path + directory_length + 1, name, length * sizeof (guint16));
  return entry;
}

static Entry *
entry_copy (const Entry *entry)
{
  Entry *copy = g_memdup2 (entry, sizeof (Entry) + entry->length * sizeof (guint16));

  copy->pass = 0;
  copy->is_new = FALSE;
  return copy;
}

typedef struct
{
  GHashTable *entries; /* of Entry: the union of all passes */
  GCancellable *cancellable;
  gboolean sections_only; /* beside what directories they are in */
  guint pass;          /* counts from 1 */
  guint n_known;       /* entries before this pass */
  guint n_confirmed;   /* of those, seen in this pass */
  guint n_new;         /* entries that were not in the last listing */
  guint n_directories; /* read in this pass */
  guint n_denied;      /* directories, in this pass */
  gboolean moving;     /* names came or went between passes, or were missed */
  gboolean at_once;    /* every directory of this pass was read in one moment */
  gboolean truncated;
} Walk;

typedef struct
{
  Walk *walk;
  const guint16 *directory;
  gsize length;
  GPtrArray *directories; /* of Entry, borrowed: to go into */
} DirectoryWalk;

static gboolean
add_entry_cb (const guint16 *name, gsize length, const char *type, gpointer user_data)
{
  DirectoryWalk *self = user_data;
  gboolean section = strcmp (type, "section") == 0;
  gboolean directory = strcmp (type, "directory") == 0;
  Entry *entry;
  Entry *known;

  if (self->walk->sections_only && !section && !directory)
    return TRUE;
  entry = entry_new (self->directory, self->length, name, length, type);
  known = g_hash_table_lookup (self->walk->entries, entry);
  if (known == NULL)
    {
      if (g_hash_table_size (self->walk->entries) >= MG_LIST_MAX)
        {
          g_free (entry);
          self->walk->truncated = TRUE;
          return FALSE;
        }
      g_hash_table_add (self->walk->entries, entry);
      self->walk->n_new++;
      known = entry;
    }
  else
    {
      g_free (entry);
      self->walk->n_confirmed += known->pass != self->walk->pass;
    }
  known->pass = self->walk->pass;
  if (directory)
    g_ptr_array_add (self->directories, known);
  return !g_cancellable_is_cancelled (self->walk->cancellable);
}

/* Goes into directories and not through links: each object has one place. */
static void
walk_directory (Walk *walk, const guint16 *path, gsize length, guint depth)
{
  HANDLE handle;
  g_autoptr (GPtrArray) directories = g_ptr_array_new ();
  DirectoryWalk self = { walk, path, length, directories };
  gboolean at_once;
  MgStatus status = mg_nt_open_directory (path, length, &handle);

  if (status == MG_STATUS_ACCESS_DENIED)
    walk->n_denied++;
  if (mg_status_is_error (status))
    return;
  status = read_directory (handle, add_entry_cb, &self, &at_once);
  CloseHandle (handle);
  walk->at_once &= at_once;
  if (status == 0)
    walk->n_directories++;
  if (depth == MAX_DEPTH)
    return;
  for (guint i = 0; i < directories->len; i++)
    {
      const Entry *entry = g_ptr_array_index (directories, i);

      walk_directory (walk, entry->path, entry->length, depth + 1);
    }
}

static gboolean
add_session_cb (const guint16 *name, gsize length, const char *type, gpointer user_data)
{
  GArray *sessions = user_data;
  guint64 session = 0;

  if (strcmp (type, "directory") != 0 || length == 0 || length > 10)
    return TRUE;
  for (gsize i = 0; i < length; i++)
    {
      if (name[i] < '0' || name[i] > '9')
        return TRUE;
      session = session * 10 + (name[i] - '0');
    }
  /* Session 0's is \BaseNamedObjects itself. */
  if (session > 0 && session <= G_MAXUINT32)
    {
      guint32 id = session;

      for (guint i = 0; i < sessions->len; i++)
        if (g_array_index (sessions, guint32, i) == id)
          return TRUE;
      g_array_append_val (sessions, id);
    }
  return TRUE;
}

static void
walk_text (Walk *walk, const char *path)
{
  glong length;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (path, -1, NULL, &length, NULL);

  walk_directory (walk, units, length, 0);
}

static void
walk_namespaces (Walk *walk)
{
  static const guint16 path[] = L"\\Sessions";
  g_autoptr (GArray) sessions = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 own = mg_platform_get_name_context ()->session;
  HANDLE handle;
  gboolean at_once;

  if (own != 0)
    g_array_append_val (sessions, own);
  if (!mg_status_is_error (mg_nt_open_directory (path, G_N_ELEMENTS (path) - 1, &handle)))
    {
      read_directory (handle, add_session_cb, sessions, &at_once);
      CloseHandle (handle);
    }

  walk_text (walk, "\\BaseNamedObjects");
  for (guint i = 0; i < sessions->len; i++)
    {
      guint32 session = g_array_index (sessions, guint32, i);
      g_autofree char *named = g_strdup_printf ("\\Sessions\\%u\\BaseNamedObjects", session);
      g_autofree char *contained
          = g_strdup_printf ("\\Sessions\\%u\\AppContainerNamedObjects", session);

      walk_text (walk, named);
      walk_text (walk, contained);
    }
}

/* Drops what is not there any more.  Returns: how many the last pass missed of what is */
static guint
check_unseen (Walk *walk)
{
  GHashTableIter iter;
  gpointer key;
  guint n_missed = 0;

  g_hash_table_iter_init (&iter, walk->entries);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Entry *entry = key;
      HANDLE handle;
      MgStatus status;

      if (entry->pass == walk->pass)
        continue;
      status = mg_nt_open_section (entry->path, entry->length, SECTION_QUERY, &handle);
      if (!mg_status_is_error (status))
        CloseHandle (handle);
      if (status == MG_STATUS_NAME_NOT_FOUND || status == MG_STATUS_PATH_NOT_FOUND)
        {
          walk->n_new -= entry->is_new;
          g_hash_table_iter_remove (&iter);
        }
      else
        n_missed++;
    }
  return n_missed;
}

/* With what chance the last pass may have missed a name that nobody knew before. */
static double
estimate_chance_of_missing (Walk *walk)
{
  guint n_missed = check_unseen (walk);
  guint n_sample = walk->n_confirmed + n_missed;
  guint n_seen = g_hash_table_size (walk->entries) - n_missed;

  walk->moving |= n_missed > 0 || n_sample < walk->n_known || n_seen > walk->n_confirmed;
  if (n_sample < n_seen / 2)
    return 1; /* too few to tell */
  if (!walk->moving)
    return 0;
  /* That few were looked for does not mean that none can be missed: the rule of succession. */
  return MIN (WORST_TO_MEAN * (n_missed + 1.0) / (n_sample + 2.0), 1);
}

/**
 * collect_entries:
 * @known: (nullable): what was there last time, and may still be: a pass that confirms it is
 *   the last
 */
static gboolean
collect_entries (Walk *walk, gboolean sections_only, GHashTable *known, GCancellable *cancellable,
                 GError **error)
{
  GHashTableIter iter;
  gpointer entry;
  double chance = 1; /* that all passes so far missed a name that is there */

  *walk = (Walk) { .cancellable = cancellable, .sections_only = sections_only };
  walk->entries = g_hash_table_new_full (hash_entry, equal_entries, g_free, NULL);
  if (known != NULL)
    {
      g_hash_table_iter_init (&iter, known);
      while (g_hash_table_iter_next (&iter, &entry, NULL))
        g_hash_table_add (walk->entries, entry_copy (entry));
    }

  do
    {
      walk->pass++;
      walk->n_known = g_hash_table_size (walk->entries);
      walk->n_confirmed = walk->n_directories = walk->n_denied = 0;
      walk->at_once = TRUE;
      walk_namespaces (walk);
      chance *= estimate_chance_of_missing (walk);
    }
  while (!g_cancellable_is_cancelled (cancellable) && walk->n_directories > 0 && !walk->at_once
         && !walk->truncated && walk->pass < MAX_PASSES && chance * walk->n_new > MISSING_MAX);

  if (g_cancellable_is_cancelled (cancellable))
    mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("Listing was cancelled"));
  else if (walk->n_directories == 0)
    mg_set_error (error, MG_ERROR_ACCESS_DENIED, NULL, _ ("None of the namespaces may be listed"));
  else
    return TRUE;
  g_hash_table_unref (walk->entries);
  return FALSE;
}

static MgName *
entry_dup_name (const Entry *entry)
{
  return mg_name_new_section_from_path (entry->path, entry->length,
                                        mg_platform_get_name_context ());
}

/* The sections of the last listing and their directories, immutable: names are dropped when opening
 * says that they are gone, not when a scan misses them. */
G_LOCK_DEFINE_STATIC (last_listing);
static GHashTable *last_listing;

static GHashTable *
ref_last_listing (void)
{
  GHashTable *table;

  G_LOCK (last_listing);
  table = last_listing != NULL ? g_hash_table_ref (last_listing) : NULL;
  G_UNLOCK (last_listing);
  return table;
}

static void
set_last_listing (GHashTable *table)
{
  GHashTable *old;

  G_LOCK (last_listing);
  old = last_listing;
  last_listing = table;
  G_UNLOCK (last_listing);
  g_clear_pointer (&old, g_hash_table_unref);
}

GPtrArray *
mg_platform_list (GCancellable *cancellable, MgListReport *report, GError **error)
{
  g_autoptr (GHashTable) known = ref_last_listing ();
  g_autoptr (GPtrArray) objects = NULL;
  Walk walk;
  GHashTableIter iter;
  gpointer key;

  *report = (MgListReport) { 0 };
  if (!collect_entries (&walk, TRUE, known, cancellable, error))
    return NULL;
  report->n_directories_denied = walk.n_denied;
  report->truncated = walk.truncated;

  objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
  g_hash_table_iter_init (&iter, walk.entries);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Entry *entry = key;
      g_autoptr (MgName) name = NULL;
      g_autoptr (MgObjectInfo) info = NULL;
      MgStatus status;

      if (strcmp (entry->type, "section") != 0)
        {
          /* Directories stay known while they are seen. */
          if (entry->pass != walk.pass)
            g_hash_table_iter_remove (&iter);
          continue;
        }
      if (g_cancellable_is_cancelled (cancellable))
        {
          g_hash_table_unref (walk.entries);
          mg_set_error (error, MG_ERROR_CANCELLED, NULL, _ ("Listing was cancelled"));
          return NULL;
        }
      name = entry_dup_name (entry);
      info = name != NULL ? mg_object_info_new (name) : NULL;
      status = info != NULL ? mg_section_fill_info (info) : MG_STATUS_NAME_NOT_FOUND;
      if (status == MG_STATUS_NAME_NOT_FOUND || status == MG_STATUS_PATH_NOT_FOUND
          || status == MG_STATUS_TYPE_MISMATCH)
        {
          g_hash_table_iter_remove (&iter);
          continue;
        }
      if (status == MG_STATUS_ACCESS_DENIED)
        report->n_objects_denied++;
      g_ptr_array_add (objects, g_steal_pointer (&info));
    }
  set_last_listing (walk.entries);
  return g_steal_pointer (&objects);
}

GPtrArray *
mg_platform_list_names (GCancellable *cancellable, GError **error)
{
  GPtrArray *names;
  Walk walk;
  GHashTableIter iter;
  gpointer key;

  if (!collect_entries (&walk, FALSE, NULL, cancellable, error))
    return NULL;

  names = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_name_entry_free);
  g_hash_table_iter_init (&iter, walk.entries);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Entry *entry = key;
      MgName *name = entry_dup_name (entry);

      if (name != NULL)
        {
          MgNameEntry *named = g_new (MgNameEntry, 1);

          *named = (MgNameEntry) { name, entry->type };
          g_ptr_array_add (names, named);
        }
    }
  g_hash_table_unref (walk.entries);
  return names;
}

void
mg_name_entry_free (MgNameEntry *entry)
{
  if (entry == NULL)
    return;
  mg_name_unref (entry->name);
  g_free (entry);
}

typedef struct
{
  const guint16 *label;
  gsize length;
  const char *type;
} Wanted;

static gboolean
match_entry_cb (const guint16 *name, gsize length, const char *type, gpointer user_data)
{
  Wanted *wanted = user_data;

  if (length != wanted->length
      || memcmp (name, wanted->label, length * sizeof (guint16)) != 0)
    return TRUE;
  wanted->type = type;
  return FALSE;
}

const char *
mg_directory_find_type (const MgName *name)
{
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);
  gsize split = length;
  gboolean at_once;
  HANDLE handle;
  Wanted wanted;

  while (split > 0 && path[split - 1] != '\\')
    split--;
  if (split == 0
      || mg_status_is_error (mg_nt_open_directory (path, MAX (split - 1, 1), &handle)))
    return NULL;

  wanted = (Wanted) { path + split, length - split, NULL };
  for (guint pass = 0; pass < FIND_PASSES && wanted.type == NULL; pass++)
    {
      read_directory (handle, match_entry_cb, &wanted, &at_once);
      if (at_once)
        break;
    }
  CloseHandle (handle);
  return wanted.type;
}
