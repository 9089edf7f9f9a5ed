#include "config.h"

#include "core/c-preprocess-private.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A directory behind every other one: that of the headers that are built in. */
#define BUILTIN_DIRECTORY (G_MAXINT - 1)

/* Reads a file once.  Returns: (nullable): NULL where there is none, or it can't be read; reported */
static MgCFile *
load (MgCPreprocessor *pp, const char *path, MgCPlace includer)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  MgCFile *file = NULL;
  gpointer known;
  gsize length = 0;

  if (g_hash_table_lookup_extended (pp->files, path, NULL, &known))
    return known;
  if (pp->options.read == NULL)
    return NULL;
  text = pp->options.read (path, &length, pp->options.read_data, &error);
  if (text != NULL)
    file = mg_c_source_add (pp->source, path, text, length, includer);
  else if (!g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND))
    mg_c_report (pp->source, MG_C_ERROR, includer, 1, NULL, NULL, "%s", error->message);
  g_hash_table_insert (pp->files, g_strdup (path), file);
  return file;
}

static MgCFile *
load_from (MgCPreprocessor *pp, const char *directory, const char *name, int index,
           MgCPlace includer)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  MgCFile *file = load (pp, path, includer);

  /* Windows' file names have no case, and headers for it are named in any. */
  if (file == NULL && pp->options.abi->is_windows)
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);
      g_autofree char *lower_path = g_build_filename (directory, lower, NULL);

      if (strcmp (lower, name) != 0)
        file = load (pp, lower_path, includer);
    }
  if (file != NULL && file->directory < index)
    file->directory = index;
  return file;
}

static MgCFile *
load_builtin (MgCPreprocessor *pp, const char *name, MgCPlace includer)
{
  g_autofree char *path = g_strconcat ("<", name, ">", NULL);
  MgCFile *file = g_hash_table_lookup (pp->files, path);
  gsize length;
  const char *text = mg_c_get_builtin_header (name, &length);

  if (file != NULL || text == NULL)
    return file;
  file = mg_c_source_add (pp->source, path, text, length, includer);
  if (file != NULL)
    file->directory = BUILTIN_DIRECTORY;
  g_hash_table_insert (pp->files, g_steal_pointer (&path), file);
  return file;
}

/* Looks where the compiler would, then among what is built in.  @name has no quotes. */
static MgCFile *
find (MgCPreprocessor *pp, const char *name, gboolean quoted, gboolean next, MgCPlace includer)
{
  const char *const *path = pp->options.include_path;
  MgCReader *reader = mg_c_get_reader (pp);
  int first = next && reader != NULL ? reader->file->directory + 1 : 0;
  MgCFile *file = NULL;

  if (g_path_is_absolute (name))
    return load (pp, name, includer);
  if (quoted && !next && reader != NULL && reader->file->directory != BUILTIN_DIRECTORY)
    {
      g_autofree char *directory = g_path_get_dirname (reader->file->name);

      file = load_from (pp, strcmp (directory, ".") == 0 ? "" : directory, name,
                        reader->file->directory, includer);
    }
  for (int i = 0; file == NULL && path != NULL && path[i] != NULL; i++)
    if (i >= first)
      file = load_from (pp, path[i], name, i, includer);
  if (file == NULL && first <= BUILTIN_DIRECTORY)
    file = load_builtin (pp, name, includer);
  return file;
}

static char *
dup_file_name (const char *name)
{
  return g_strdelimit (g_strndup (name + 1, strlen (name) - 2), "\\", '/');
}

gboolean
mg_c_has_include (MgCPreprocessor *pp, const char *name, gboolean next)
{
  g_autofree char *file_name = dup_file_name (name);

  return find (pp, file_name, *name == '"', next, 0) != NULL;
}

/* Once for each place: the file that it is in may be included again and again. */
static void
note_missing (MgCPreprocessor *pp, const MgCMissing *missing)
{
  for (guint i = 0; i < pp->missing->len; i++)
    if (g_array_index (pp->missing, MgCMissing, i).place == missing->place)
      return;
  if (pp->missing->len < 10 * MG_C_MAX_ERRORS)
    g_array_append_vals (pp->missing, missing, 1);
}

/* What is built in is at hand for every reader of the text, and what that includes. */
static void
note_inclusion (MgCPreprocessor *pp, const MgCToken *directive, const MgCFile *file)
{
  const MgCReader *reader = mg_c_get_reader (pp);
  MgCInclusion inclusion = { file, directive->place - reader->file->start,
                             (guint32) (reader->lexer.p - reader->lexer.text), pp->readers->len };

  if (file != NULL && file->directory == BUILTIN_DIRECTORY)
    return;
  for (guint i = 0; i < pp->readers->len; i++)
    if (g_array_index (pp->readers, MgCReader, i).file->directory == BUILTIN_DIRECTORY)
      return;
  g_array_append_val (pp->source->inclusions, inclusion);
}

void
mg_c_include (MgCPreprocessor *pp, const MgCToken *name, const MgCToken *directive)
{
  g_autofree char *written = mg_c_token_dup_text (name);
  g_autofree char *file_name = dup_file_name (written);
  MgCMissing missing = { .place = name->place, .length = name->length };
  MgCDirective kind = (MgCDirective) directive->symbol->directive;
  MgCFile *file;

  if (pp->readers->len >= MG_C_MAX_INCLUDE_DEPTH)
    {
      mg_c_stop (pp->source, name->place, _ ("files include each other over %d deep"),
                 MG_C_MAX_INCLUDE_DEPTH);
      return;
    }
  if (++pp->n_includes > MG_C_MAX_INCLUDES)
    {
      mg_c_stop (pp->source, name->place, _ ("more than %d files are included"), MG_C_MAX_INCLUDES);
      return;
    }
  file = find (pp, file_name, *written == '"', kind == MG_C_DIRECTIVE_INCLUDE_NEXT, name->place);
  if (file == NULL)
    {
      missing.name = mg_c_arena_strndup (pp->source->arena, written, strlen (written));
      note_missing (pp, &missing);
      return;
    }
  if (file->included
      && (file->once || kind == MG_C_DIRECTIVE_IMPORT
          || (file->guard != NULL && file->guard->macro != NULL)))
    {
      if (file->directory != BUILTIN_DIRECTORY)
        note_inclusion (pp, directive, NULL);
      return;
    }
  note_inclusion (pp, directive, file);
  file->included = TRUE;
  mg_c_preprocessor_push (pp, file);
}
