#include "config.h"

#include "core/preset.h"

#include "core/error.h"
#include "core/preset-headers.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define RESOURCE_DIRECTORY "/io/github/mapglass/presets"
/* Different ABIs that one preset is kept read for. */
#define MAX_READ 4

struct _MgPreset
{
  gatomicrefcount ref_count;
  MgPresetOrigin origin;
  char *file;
  char *id;
  GBytes *text;      /* NUL-terminated, the NUL not counted */
  char *title;
  GStrv names;
  const char **abis; /* names of MgAbi */
  gboolean has_signature;

  GMutex lock;       /* guards what follows */
  struct
  {
    const MgAbi *abi;
    MgStructure *structure; /* NULL where reading failed */
    GError *error;
  } read[MAX_READ];  /* of which the first n_read are in use */
  guint n_read;
};

struct _MgPresets
{
  gatomicrefcount ref_count;
  GPtrArray *all; /* of MgPreset */
};

/* --- What stands in the text --- */

/* From @p on to the first @end that is in no brackets and no quotes, or to the NUL. */
static const char *
skip_to (const char *p, char end)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (; *p != '\0' && (quoted || depth > 0 || *p != end); p++)
    if (*p == '"')
      quoted = !quoted;
    else if (!quoted && *p == '(')
      depth++;
    else if (!quoted && *p == ')' && depth > 0)
      depth--;
  return p;
}

/* (transfer full): what is in the brackets of the first @word, "" for none: a cheap look for lists, where
 * annotation.c reads with care. */
static char *
find_argument (const char *text, const char *word)
{
  g_autofree char *opening = g_strdup_printf ("@%s(", word);
  const char *start = strstr (text, opening);

  if (start == NULL)
    return g_strdup ("");
  start += strlen (opening);
  return g_strndup (start, (gsize) (skip_to (start, ')') - start));
}

/* Takes the white space around off, and the quotes that a text may have. */
static char *
dup_stripped (const char *text, gsize size)
{
  char *copy = g_strstrip (g_strndup (text, size));
  gsize length = strlen (copy);

  if (length >= 2 && copy[0] == '"' && copy[length - 1] == '"')
    {
      copy[length - 1] = '\0';
      memmove (copy, copy + 1, length - 1);
    }
  return copy;
}

static GStrv
find_list (const char *text, const char *word)
{
  g_autofree char *argument = find_argument (text, word);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (const char *p = argument, *end; *p != '\0'; p = *end != '\0' ? end + 1 : end)
    {
      g_autofree char *part = NULL;

      end = skip_to (p, ',');
      part = dup_stripped (p, (gsize) (end - p));
      if (*part != '\0')
        g_strv_builder_add (builder, part);
    }
  return g_strv_builder_end (builder);
}

static const char **
find_abis (const char *text)
{
  g_auto (GStrv) names = find_list (text, "abi");
  g_autoptr (GPtrArray) abis = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      const MgAbi *abi = mg_abi_find (names[i]);

      if (abi != NULL)
        g_ptr_array_add (abis, (gpointer) abi->name);
    }
  if (abis->len == 0)
    g_ptr_array_add (abis, (gpointer) mg_abi_get_native ()->name);
  g_ptr_array_add (abis, NULL);
  return (const char **) g_ptr_array_free (g_steal_pointer (&abis), FALSE);
}

/* --- One --- */

/* @text: (transfer full) */
static MgPreset *
preset_new (MgPresetOrigin origin, const char *file, GBytes *text)
{
  MgPreset *preset = g_new0 (MgPreset, 1);
  g_autofree char *name = g_path_get_basename (file);
  g_autofree char *title = find_argument (g_bytes_get_data (text, NULL), "title");

  g_atomic_ref_count_init (&preset->ref_count);
  g_mutex_init (&preset->lock);
  preset->origin = origin;
  preset->file = g_strdup (file);
  preset->id = g_strndup (name, strlen (name) - strlen (".h"));
  preset->text = text;
  preset->title = *title != '\0' ? dup_stripped (title, strlen (title)) : g_strdup (preset->id);
  preset->names = find_list (g_bytes_get_data (text, NULL), "names");
  preset->abis = find_abis (g_bytes_get_data (text, NULL));
  preset->has_signature = strstr (g_bytes_get_data (text, NULL), "@signature(") != NULL;
  return preset;
}

MgPreset *
mg_preset_ref (MgPreset *preset)
{
  g_atomic_ref_count_inc (&preset->ref_count);
  return preset;
}

void
mg_preset_unref (MgPreset *preset)
{
  if (!g_atomic_ref_count_dec (&preset->ref_count))
    return;
  for (guint i = 0; i < preset->n_read; i++)
    {
      g_clear_pointer (&preset->read[i].structure, mg_structure_unref);
      g_clear_error (&preset->read[i].error);
    }
  g_free (preset->file);
  g_free (preset->id);
  g_bytes_unref (preset->text);
  g_free (preset->title);
  g_strfreev (preset->names);
  g_free (preset->abis);
  g_mutex_clear (&preset->lock);
  g_free (preset);
}

const char *
mg_preset_get_id (MgPreset *preset)
{
  return preset->id;
}

const char *
mg_preset_get_title (MgPreset *preset)
{
  return preset->title;
}

const char *const *
mg_preset_get_names (MgPreset *preset)
{
  return (const char *const *) preset->names;
}

const char *const *
mg_preset_get_abis (MgPreset *preset)
{
  return preset->abis;
}

MgPresetOrigin
mg_preset_get_origin (MgPreset *preset)
{
  return preset->origin;
}

const char *
mg_preset_get_file (MgPreset *preset)
{
  return preset->file;
}

const char *
mg_preset_get_text (MgPreset *preset, gsize *length)
{
  return g_bytes_get_data (preset->text, length);
}

const char *
mg_preset_origin_to_string (MgPresetOrigin origin)
{
  return origin == MG_PRESET_USER ? "user" : "built-in";
}

const MgAbi *
mg_preset_get_abi (MgPreset *preset, MgKind kind)
{
  for (guint i = 0; preset->abis[i] != NULL; i++)
    {
      const MgAbi *abi = mg_abi_find (preset->abis[i]);

      if (abi->is_windows == (kind == MG_KIND_SECTION))
        return abi;
    }
  return mg_abi_find (preset->abis[0]);
}

/* --- Reading one --- */

static void
set_diagnostic (GError **error, const MgCDiagnostic *diagnostic)
{
  mg_set_error (error, MG_ERROR_INVALID, NULL, "%s:%u:%u: %s", diagnostic->file, diagnostic->line,
                diagnostic->column, diagnostic->message);
}

/* Sets @error to the first error of them.  FALSE where there is none */
static gboolean
find_error (const MgCDiagnostic *const *diagnostics, guint n_diagnostics, GError **error)
{
  for (guint i = 0; i < n_diagnostics; i++)
    if (diagnostics[i]->severity == MG_C_ERROR)
      {
        set_diagnostic (error, diagnostics[i]);
        return TRUE;
      }
  return FALSE;
}

static MgStructure *
read_structure (MgPreset *preset, const MgAbi *abi, GError **error)
{
  MgCOptions options = { .abi = abi, .language = MG_C_LANGUAGE_AUTO };
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (MgCUnit) unit = NULL;
  const MgCDiagnostic *const *diagnostics;
  const MgCType *type;
  guint n_diagnostics;
  gsize length;
  const char *text = g_bytes_get_data (preset->text, &length);

  if (preset->origin == MG_PRESET_USER)
    options.read = mg_c_read_file;
  unit = mg_c_unit_new (preset->file, text, length, &options);
  diagnostics = mg_c_unit_get_diagnostics (unit, &n_diagnostics);
  if (find_error (diagnostics, n_diagnostics, error))
    return NULL;
  type = mg_c_unit_find_type (unit, NULL, error);
  if (type == NULL)
    {
      g_prefix_error (error, "%s: ", preset->file);
      return NULL;
    }
  structure = mg_structure_new (unit, type, 0, MG_ORDER_LITTLE, &problems, error);
  if (structure == NULL || find_error ((const MgCDiagnostic *const *) problems->pdata, problems->len, error))
    return NULL;
  return g_steal_pointer (&structure);
}

MgStructure *
mg_preset_get_structure (MgPreset *preset, const MgAbi *abi, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&preset->lock);
  guint i = 0;

  if (abi == NULL)
    abi = mg_abi_find (preset->abis[0]);
  while (i < preset->n_read && preset->read[i].abi != abi)
    i++;
  if (i == MAX_READ)
    return read_structure (preset, abi, error);
  if (i == preset->n_read)
    {
      preset->read[i].abi = abi;
      preset->read[i].structure = read_structure (preset, abi, &preset->read[i].error);
      preset->n_read++;
    }
  if (preset->read[i].structure == NULL)
    {
      g_propagate_error (error, g_error_copy (preset->read[i].error));
      return NULL;
    }
  return mg_structure_ref (preset->read[i].structure);
}

/* --- All --- */

static int
compare_presets_cb (gconstpointer a, gconstpointer b)
{
  MgPreset *const *first = a, *const *second = b;
  int order = g_ascii_strcasecmp ((*first)->title, (*second)->title);

  return order != 0 ? order : strcmp ((*first)->id, (*second)->id);
}

static void
take_preset (GPtrArray *all, MgPreset *preset)
{
  for (guint i = 0; i < all->len; i++)
    if (strcmp (((MgPreset *) all->pdata[i])->id, preset->id) == 0)
      {
        mg_preset_unref (all->pdata[i]);
        all->pdata[i] = preset;
        return;
      }
  g_ptr_array_add (all, preset);
}

static void
load_builtin (GPtrArray *all)
{
  g_auto (GStrv) files = g_resource_enumerate_children (mg_presets_get_resource (), RESOURCE_DIRECTORY,
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", RESOURCE_DIRECTORY, files[i], NULL);
      GBytes *text =
          g_resource_lookup_data (mg_presets_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      take_preset (all, preset_new (MG_PRESET_BUILTIN, files[i], text));
    }
}

/* A person's file.  NULL with the reason. */
static MgPreset *
load_file (const char *path, GError **error)
{
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (MgPreset) preset = NULL;
  gsize length = 0;
  g_autofree char *text = mg_c_read_file (path, &length, NULL, error);

  if (text == NULL)
    return NULL;
  if (length > MG_PRESET_MAX_SIZE || memchr (text, '\0', length) != NULL)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL,
                    _ ("%s: this is no preset: larger than %u KiB, or not text"), path,
                    (guint) (MG_PRESET_MAX_SIZE / 1024));
      return NULL;
    }
  text = g_realloc (text, length + 1);
  text[length] = '\0';
  preset = preset_new (MG_PRESET_USER, path, g_bytes_new_with_free_func (text, length, g_free, text));
  text = NULL; /* the preset's */
  structure = mg_preset_get_structure (preset, NULL, error);
  return structure != NULL ? g_steal_pointer (&preset) : NULL;
}

static GPtrArray *
list_files (const char *directory, GStrvBuilder *problems)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".h") && *name != '.')
      {
        if (files->len == MG_PRESET_MAX_FILES)
          {
            g_autofree char *line = g_strdup_printf (_ ("%s: only %u presets are read"), directory,
                                                     (guint) MG_PRESET_MAX_FILES);
            g_strv_builder_add (problems, line);
            break;
          }
        g_ptr_array_add (files, g_build_filename (directory, name, NULL));
      }
  return g_steal_pointer (&files);
}

static void
load_user (GPtrArray *all, const char *directory, GStrvBuilder *problems)
{
  g_autoptr (GPtrArray) files = list_files (directory, problems);

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GError) error = NULL;
      MgPreset *preset = load_file (files->pdata[i], &error);

      if (preset != NULL)
        take_preset (all, preset);
      else
        g_strv_builder_add (problems, error->message);
    }
}

MgPresets *
mg_presets_load (const char *directory, char ***problems)
{
  g_autofree char *own = g_build_filename (g_get_user_data_dir (), "mapglass", "presets", NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  MgPresets *presets = g_new0 (MgPresets, 1);
  g_auto (GStrv) lines = NULL;

  g_atomic_ref_count_init (&presets->ref_count);
  presets->all = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_preset_unref);
  load_builtin (presets->all);
  load_user (presets->all, directory != NULL ? directory : own, builder);
  g_ptr_array_sort (presets->all, compare_presets_cb);
  lines = g_strv_builder_end (builder);
  if (problems != NULL)
    *problems = lines[0] != NULL ? g_steal_pointer (&lines) : NULL;
  return presets;
}

MgPresets *
mg_presets_ref (MgPresets *presets)
{
  g_atomic_ref_count_inc (&presets->ref_count);
  return presets;
}

void
mg_presets_unref (MgPresets *presets)
{
  if (!g_atomic_ref_count_dec (&presets->ref_count))
    return;
  g_ptr_array_unref (presets->all);
  g_free (presets);
}

MgPreset *const *
mg_presets_get_all (MgPresets *presets, guint *n_presets)
{
  *n_presets = presets->all->len;
  return (MgPreset *const *) presets->all->pdata;
}

MgPreset *
mg_presets_find (MgPresets *presets, const char *id, GError **error)
{
  g_autofree char *quoted = NULL;

  for (guint i = 0; i < presets->all->len; i++)
    if (strcmp (((MgPreset *) presets->all->pdata[i])->id, id) == 0)
      return presets->all->pdata[i];
  quoted = mg_text_quote (id);
  mg_set_error (error, MG_ERROR_NOT_FOUND, _ ("The command “presets” lists them."),
                _ ("%s: there is no such preset"), quoted);
  return NULL;
}

/* --- Which one an object has --- */

const char *
mg_preset_match_kind_to_string (MgPresetMatchKind kind)
{
  static const char *const texts[] = { "name+signature", "signature", "name" };

  return texts[kind];
}

/* Globs are compared with the whole name and with its part behind the namespace: a publisher's
 * Local\X is a bare X, and another session's for who looks from there. */
static gboolean
name_matches (MgPreset *preset, const MgName *name)
{
  for (guint i = 0; preset->names[i] != NULL; i++)
    if (g_pattern_match_simple (preset->names[i], mg_name_get_text (name))
        || g_pattern_match_simple (preset->names[i], mg_name_get_label (name)))
      return TRUE;
  return FALSE;
}

/* FALSE where it is ruled out. */
static gboolean
match (MgPreset *preset, const MgName *name, const MgFieldBytes *bytes, MgPresetMatchKind *kind)
{
  gboolean named = name_matches (preset, name);
  g_autoptr (MgStructure) structure = NULL;

  *kind = MG_PRESET_MATCH_NAME;
  if (!preset->has_signature || bytes == NULL)
    return named;
  *kind = named ? MG_PRESET_MATCH_BOTH : MG_PRESET_MATCH_SIGNATURE;
  structure = mg_preset_get_structure (preset, mg_preset_get_abi (preset, mg_name_get_kind (name)), NULL);
  return structure != NULL && mg_structure_check_signature (structure, bytes, NULL);
}

GArray *
mg_presets_match (MgPresets *presets, const MgName *name, const MgFieldBytes *bytes)
{
  static const MgPresetOrigin origins[] = { MG_PRESET_USER, MG_PRESET_BUILTIN };
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (MgPresetMatch));
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (MgPresetMatch));

  for (guint i = 0; i < presets->all->len; i++)
    {
      MgPresetMatch one = { presets->all->pdata[i], MG_PRESET_MATCH_NAME };

      if (match (one.preset, name, bytes, &one.kind))
        g_array_append_val (all, one);
    }
  for (MgPresetMatchKind kind = MG_PRESET_MATCH_BOTH; kind <= MG_PRESET_MATCH_NAME; kind++)
    for (guint origin = 0; origin < G_N_ELEMENTS (origins); origin++)
      for (guint i = 0; i < all->len; i++)
        {
          const MgPresetMatch *one = &g_array_index (all, MgPresetMatch, i);

          if (one->kind == kind && one->preset->origin == origins[origin])
            g_array_append_val (matches, *one);
        }
  return matches;
}
