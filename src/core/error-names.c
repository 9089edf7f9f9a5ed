#include "config.h"

#include "core/error-names.h"

#include <gio/gio.h>
#include <string.h>

#include "core/core-tables.h"

/* Lines "CODE NAME", the code in hexadecimal, ascending: taken from asm-generic/errno.h, winerror.h
 * and ntstatus.h. */
static const char *const paths[MG_N_NAMES] = {
  "/io/github/mapglass/tables/errno.txt",
  "/io/github/mapglass/tables/win32.txt",
  "/io/github/mapglass/tables/hresult.txt",
  "/io/github/mapglass/tables/ntstatus.txt",
};

/* Both ways; the names lie in one copy of the text, which is never freed. */
typedef struct
{
  GHashTable *by_code;
  GHashTable *by_name;
} Table;

static Table *
load (MgNames names)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (mg_tables_get_resource (), paths[names],
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  Table *table = g_new (Table, 1);
  char *line;

  g_assert (bytes != NULL);
  table->by_code = g_hash_table_new (NULL, NULL);
  table->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  line = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  while (*line != '\0')
    {
      char *name, *end = strchr (line, '\n');
      guint32 code = (guint32) g_ascii_strtoull (line, &name, 16);

      *end = '\0';
      g_hash_table_insert (table->by_code, GUINT_TO_POINTER (code), name + 1);
      g_hash_table_insert (table->by_name, name + 1, GUINT_TO_POINTER (code));
      line = end + 1;
    }
  return table;
}

static const Table *
get_table (MgNames names)
{
  static gsize tables[MG_N_NAMES];

  if (g_once_init_enter (&tables[names]))
    g_once_init_leave (&tables[names], (gsize) load (names));
  return (const Table *) tables[names];
}

const char *
mg_error_name_find (MgNames names, guint32 code)
{
  g_return_val_if_fail (names < MG_N_NAMES, NULL);

  return g_hash_table_lookup (get_table (names)->by_code, GUINT_TO_POINTER (code));
}

gboolean
mg_error_name_parse (MgNames names, const char *name, guint32 *code)
{
  gpointer value;

  g_return_val_if_fail (names < MG_N_NAMES, FALSE);

  if (!g_hash_table_lookup_extended (get_table (names)->by_name, name, NULL, &value))
    return FALSE;
  *code = GPOINTER_TO_UINT (value);
  return TRUE;
}
