#include "config.h"

#include "core/c-source.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

MgCSource *
mg_c_source_new (void)
{
  MgCSource *source = g_new0 (MgCSource, 1);

  source->arena = mg_c_arena_new ();
  source->symbols = mg_c_symbols_new (source->arena);
  source->files = g_ptr_array_new ();
  source->inclusions = g_array_new (FALSE, FALSE, sizeof (MgCInclusion));
  source->diagnostics = g_ptr_array_new ();
  source->end = 1;
  return source;
}

void
mg_c_source_free (MgCSource *source)
{
  if (source == NULL)
    return;
  g_ptr_array_unref (source->files);
  g_array_unref (source->inclusions);
  g_ptr_array_unref (source->diagnostics);
  mg_c_symbols_free (source->symbols);
  mg_c_arena_free (source->arena);
  g_free (source);
}

/* --- Files --- */

/* Copies @text without line splices and notes where lines begin. */
static void
set_text (MgCSource *source, MgCFile *file, const char *text, gsize length)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  char *copy = mg_c_arena_alloc (source->arena, length + 1);
  const char *end = text + length;
  guint32 n = 0;

  g_array_append_val (lines, n);
  while (text < end)
    {
      gsize splice = 0;

      if (*text == '\\' && end - text > 1 && text[1] == '\n')
        splice = 2;
      else if (*text == '\\' && end - text > 2 && text[1] == '\r' && text[2] == '\n')
        splice = 3;
      if (splice > 0)
        {
          text += splice;
          g_array_append_val (lines, n);
          continue;
        }
      /* A NUL would end the text for the lexer. */
      copy[n++] = *text != '\0' ? *text : ' ';
      if (*text++ == '\n')
        g_array_append_val (lines, n);
    }
  file->text = copy;
  file->length = n;
  file->lines = mg_c_arena_copy_array (source->arena, lines);
  file->n_lines = lines->len;
}

MgCFile *
mg_c_source_add (MgCSource *source, const char *name, const char *text, gsize length,
                 MgCPlace includer)
{
  g_autofree char *converted = NULL;
  MgCFile *file;

  if (length > MG_C_MAX_FILE)
    {
      mg_c_stop (source, includer, _ ("%s is too large: the most is %d MiB"), name,
                 MG_C_MAX_FILE / 1024 / 1024);
      return NULL;
    }
  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    {
      gsize converted_length;

      converted = g_convert (text, (gssize) length, "UTF-8", "UTF-16", NULL, &converted_length, NULL);
      if (converted != NULL)
        {
          text = converted;
          length = converted_length;
        }
    }
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (length >= MG_C_MAX_TEXT - (gsize) source->end)
    {
      mg_c_stop (source, includer, _ ("more than %d MiB of text"), MG_C_MAX_TEXT / 1024 / 1024);
      return NULL;
    }
  file = mg_c_arena_new0 (source->arena, MgCFile);
  file->name = mg_c_arena_strndup (source->arena, name, strlen (name));
  file->directory = -1;
  set_text (source, file, text, length);
  file->start = source->end;
  source->end += file->length + 1;
  g_ptr_array_add (source->files, file);
  return file;
}

char *
mg_c_read_file (const char *path, gsize *length, gpointer data, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) failure = NULL;
  char *text = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, &failure);
  if (info == NULL)
    {
      gboolean absent = g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                        || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);

      mg_set_error (error, absent ? MG_ERROR_NOT_FOUND : MG_ERROR_IO, NULL, "%s", failure->message);
    }
  else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("%s: it is a directory"), path);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) /* a FIFO would wait for ever */
    mg_set_error (error, MG_ERROR_WRONG_TYPE, NULL, _ ("%s: not a regular file"), path);
  else if (g_file_info_get_size (info) > MG_C_MAX_FILE)
    mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("%s is too large: the most is %d MiB"), path,
                  MG_C_MAX_FILE / 1024 / 1024);
  else if (!g_file_load_contents (file, NULL, &text, length, NULL, &failure))
    mg_set_error (error, MG_ERROR_IO, NULL, "%s", failure->message);
  return text;
}

/* --- Places --- */

const MgCFile *
mg_c_source_locate (const MgCSource *source, MgCPlace place, guint *line, guint *column)
{
  guint low = 0, high = source->files->len;
  const MgCFile *file;
  guint32 offset;

  if (place == 0 || place >= source->end)
    return NULL;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      file = source->files->pdata[middle];
      if (file->start <= place)
        low = middle;
      else
        high = middle;
    }
  file = source->files->pdata[low];
  offset = place - file->start;
  low = 0;
  high = file->n_lines;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (file->lines[middle] <= offset)
        low = middle;
      else
        high = middle;
    }
  *line = low + 1;
  *column = offset - file->lines[low] + 1;
  return file;
}

/* --- Diagnostics --- */

/* Most of a line that is shown. */
#define MAX_LINE 400 /* bytes */
/* Most of a message: names in it have no end. */
#define MAX_MESSAGE 1000 /* bytes */

/* Its file, line, column and length.  Returns: (transfer full) (nullable): that line's text */
static char *
set_place (const MgCSource *source, MgCDiagnostic *diagnostic, MgCPlace place, guint length)
{
  guint line, column;
  const MgCFile *file = mg_c_source_locate (source, place, &line, &column);
  g_autofree char *before = NULL, *meant = NULL;
  char *text;
  const char *start;
  gsize left, line_length;

  if (file == NULL)
    return NULL;
  start = file->text + file->lines[line - 1];
  left = file->length - file->lines[line - 1];
  if (line < file->n_lines)
    left = MIN (left, file->lines[line] - file->lines[line - 1]);
  line_length = strcspn (start, "\r\n");
  line_length = MIN (MIN (line_length, left), MAX_LINE);
  text = g_utf8_make_valid (start, (gssize) line_length);
  before = g_utf8_make_valid (start, (gssize) (column - 1));
  length = (guint) MIN (length, line_length > column - 1 ? line_length - (column - 1) : 0);
  meant = g_utf8_make_valid (start + column - 1, (gssize) length);
  diagnostic->file = file->name;
  diagnostic->line = line;
  diagnostic->column = (guint) g_utf8_strlen (before, -1) + 1;
  diagnostic->length = MAX ((guint) g_utf8_strlen (meant, -1), 1);
  return text;
}

static void
add (MgCSource *source, MgCSeverity severity, MgCPlace place, guint length, const MgCSymbol *macro,
     const char *expected, const char *message)
{
  MgCDiagnostic *diagnostic = mg_c_arena_new0 (source->arena, MgCDiagnostic);
  g_autofree char *valid = g_utf8_make_valid (message, (gssize) strnlen (message, MAX_MESSAGE));
  g_autofree char *text = NULL;

  diagnostic->severity = severity;
  text = set_place (source, diagnostic, place, length);
  diagnostic->text = text != NULL ? mg_c_arena_strndup (source->arena, text, strlen (text)) : "";
  diagnostic->message = mg_c_arena_strndup (source->arena, valid, strlen (valid));
  if (expected != NULL)
    diagnostic->expected = mg_c_arena_strndup (source->arena, expected, strlen (expected));
  diagnostic->macro = macro != NULL ? macro->text : NULL;
  g_ptr_array_add (source->diagnostics, diagnostic);
}

void
mg_c_report (MgCSource *source, MgCSeverity severity, MgCPlace place, guint length,
             const MgCSymbol *macro, const char *expected, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (source->stopped || source->quiet
      || (severity == MG_C_ERROR && place != 0 && place == source->last_error))
    return;
  if (severity == MG_C_ERROR)
    {
      source->last_error = place;
      if (++source->n_errors > MG_C_MAX_ERRORS)
        {
          add (source, MG_C_ERROR, place, length, NULL, NULL, _ ("too many errors: the rest is not read"));
          source->stopped = TRUE;
          return;
        }
    }
  else if (source->diagnostics->len >= 10 * MG_C_MAX_ERRORS)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  add (source, severity, place, length, macro, expected, message);
}

MgCDiagnostic *
mg_c_diagnostic_new (const MgCSource *source, MgCSeverity severity, MgCPlace place, guint length,
                     const char *message)
{
  MgCDiagnostic *diagnostic = g_new0 (MgCDiagnostic, 1);
  char *text = set_place (source, diagnostic, place, length);

  diagnostic->severity = severity;
  diagnostic->file = g_strdup (diagnostic->file);
  diagnostic->text = text != NULL ? text : g_strdup ("");
  diagnostic->message = g_utf8_make_valid (message, -1);
  return diagnostic;
}

void
mg_c_diagnostic_free (MgCDiagnostic *diagnostic)
{
  g_free ((char *) diagnostic->file);
  g_free ((char *) diagnostic->text);
  g_free ((char *) diagnostic->message);
  g_free (diagnostic);
}

void
mg_c_stop (MgCSource *source, MgCPlace place, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (source->stopped)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  source->n_errors++;
  add (source, MG_C_ERROR, place, 1, NULL, NULL, message);
  source->stopped = TRUE;
}

gboolean
mg_c_source_check (MgCSource *source, MgCPlace place)
{
  if (G_UNLIKELY (mg_c_arena_get_size (source->arena) > MG_C_MAX_MEMORY))
    mg_c_stop (source, place, _ ("this takes more than %d MiB of memory"), MG_C_MAX_MEMORY / 1024 / 1024);
  return !source->stopped;
}
