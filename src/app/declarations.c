#include "config.h"

#include "app/declarations.h"

#include "core/error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAIN_NAME "declarations.h" /* of a text without a file */

/* What a thread makes of a text.  Immutable when it is done. */
typedef struct
{
  MgCUnit *unit;
  MgStructure *structure;  /* (nullable) */
  GPtrArray *diagnostics;  /* of MgCDiagnostic: borrowed from unit and annotations */
  GPtrArray *annotations;  /* (nullable) (owned): keeps those of the annotations alive */
  char *error;             /* (nullable) */
} Result;

struct _MgDeclarations
{
  GObject parent_instance;

  char *text;
  char *title;        /* (nullable) */
  char *type_name;    /* (nullable) */
  const MgAbi *abi;
  guint32 pack;
  guint64 offset;
  gboolean big_endian;
  gboolean confined;  /* while there is no file */
  char **include_path, **defines;

  GFile *file;        /* (nullable) */
  GFileMonitor *monitor;
  GCancellable *reading; /* (nullable) */
  char *saved;        /* (nullable): the text that is on the disk, as far as is known */
  gboolean outdated;
  char *file_error;   /* (nullable) */

  guint delay_id;
  GCancellable *parsing; /* (nullable) */
  Result *result;     /* (nullable) */
};

enum
{
  TEXT_CHANGED,
  STATE_CHANGED,
  PARSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MgDeclarations, mg_declarations, G_TYPE_OBJECT)

static void
tell (MgDeclarations *self, guint signal)
{
  g_signal_emit (self, signals[signal], 0);
}

/* --- parsing --- */

static void
result_free (gpointer data)
{
  Result *result = data;

  g_ptr_array_unref (result->diagnostics);
  if (result->annotations != NULL)
    g_ptr_array_unref (result->annotations);
  g_clear_pointer (&result->structure, mg_structure_unref);
  g_clear_pointer (&result->unit, mg_c_unit_unref);
  g_free (result->error);
  g_free (result);
}

void
mg_declarations_input_free (MgDeclarationsInput *input)
{
  g_free (input->name);
  g_free (input->text);
  g_free (input->type_name);
  g_strfreev (input->include_path);
  g_strfreev (input->defines);
  g_free (input);
}

MgCOptions
mg_declarations_input_get_options (const MgDeclarationsInput *input)
{
  return (MgCOptions) {
    .abi = input->abi,
    .pack = input->pack,
    .include_path = (const char *const *) input->include_path,
    .defines = (const char *const *) input->defines,
    .read = input->confined ? NULL : mg_c_read_file,
  };
}

static void
parse_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const MgDeclarationsInput *input = data;
  MgCOptions options = mg_declarations_input_get_options (input);
  Result *result = g_new0 (Result, 1);
  const MgCDiagnostic *const *diagnostics;
  const MgCType *type;
  g_autoptr (GError) error = NULL;
  guint n_diagnostics;

  result->diagnostics = g_ptr_array_new ();
  result->unit = mg_c_unit_new (input->name, input->text, strlen (input->text), &options);
  diagnostics = mg_c_unit_get_diagnostics (result->unit, &n_diagnostics);
  for (guint i = 0; i < n_diagnostics; i++)
    g_ptr_array_add (result->diagnostics, (gpointer) diagnostics[i]);
  if (!g_cancellable_is_cancelled (cancellable))
    {
      type = mg_c_unit_find_type (result->unit, input->type_name, &error);
      if (type == NULL && input->type_name != NULL)
        {
          /* the one that was chosen is no longer there */
          g_clear_error (&error);
          type = mg_c_unit_find_type (result->unit, NULL, &error);
        }
      if (type != NULL)
        result->structure = mg_structure_new (result->unit, type, input->offset,
                                              input->big_endian ? MG_ORDER_BIG : MG_ORDER_LITTLE,
                                              &result->annotations, &error);
      if (error != NULL)
        result->error = g_strdup (error->message);
      for (guint i = 0; result->annotations != NULL && i < result->annotations->len; i++)
        g_ptr_array_add (result->diagnostics, g_ptr_array_index (result->annotations, i));
    }
  g_task_return_pointer (task, result, result_free);
}

static void
parsed_cb (GObject *source, GAsyncResult *task, gpointer data)
{
  Result *result = g_task_propagate_pointer (G_TASK (task), NULL);
  MgDeclarations *self = MG_DECLARATIONS (source);

  /* cancelled: a newer text is on its way */
  if (result == NULL)
    return;
  g_clear_object (&self->parsing);
  g_clear_pointer (&self->result, result_free);
  self->result = result;
  tell (self, PARSED);
}

/* The name that the text is parsed by, and beside which its #include files are. */
static char *
dup_parse_name (MgDeclarations *self)
{
  char *path;

  path = self->file != NULL ? g_file_get_path (self->file) : NULL;
  return path != NULL ? path : g_strdup (MAIN_NAME);
}

MgDeclarationsInput *
mg_declarations_dup_input (MgDeclarations *self)
{
  MgDeclarationsInput *input;

  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  input = g_new0 (MgDeclarationsInput, 1);
  input->name = dup_parse_name (self);
  input->text = g_strdup (self->text);
  input->type_name = g_strdup (self->type_name);
  input->abi = self->abi;
  input->pack = self->pack;
  input->offset = self->offset;
  input->big_endian = self->big_endian;
  input->confined = self->confined && self->file == NULL;
  input->include_path = g_strdupv (self->include_path);
  input->defines = g_strdupv (self->defines);
  return input;
}

static void
parse_now (MgDeclarations *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_handle_id (&self->delay_id, g_source_remove);
  if (self->parsing != NULL)
    g_cancellable_cancel (self->parsing);
  g_clear_object (&self->parsing);
  if (strspn (self->text, " \t\r\n\f") == strlen (self->text))
    {
      g_clear_pointer (&self->result, result_free);
      tell (self, PARSED);
      return;
    }
  self->parsing = g_cancellable_new ();
  task = g_task_new (self, self->parsing, parsed_cb, NULL);
  g_task_set_task_data (task, mg_declarations_dup_input (self), (GDestroyNotify) mg_declarations_input_free);
  g_task_set_check_cancellable (task, TRUE);
  g_task_run_in_thread (task, parse_thread);
}

static gboolean
delay_cb (gpointer data)
{
  MgDeclarations *self = data;

  self->delay_id = 0;
  parse_now (self);
  return G_SOURCE_REMOVE;
}

gboolean
mg_declarations_is_parsing (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), FALSE);

  return self->parsing != NULL || self->delay_id != 0;
}

MgCUnit *
mg_declarations_get_unit (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->result != NULL ? self->result->unit : NULL;
}

MgStructure *
mg_declarations_get_structure (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->result != NULL ? self->result->structure : NULL;
}

GPtrArray *
mg_declarations_get_diagnostics (MgDeclarations *self)
{
  static GPtrArray *none;

  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  if (none == NULL)
    none = g_ptr_array_new ();
  return self->result != NULL ? self->result->diagnostics : none;
}

const char *
mg_declarations_get_error (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->result != NULL ? self->result->error : NULL;
}

/* --- what is asked for --- */

const char *
mg_declarations_get_text (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->text;
}

void
mg_declarations_edit (MgDeclarations *self, const char *text)
{
  gboolean modified;

  g_return_if_fail (MG_IS_DECLARATIONS (self));

  if (g_str_equal (text, self->text))
    return;
  modified = mg_declarations_is_modified (self);
  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_handle_id (&self->delay_id, g_source_remove);
  self->delay_id = g_timeout_add (MG_DECLARATIONS_DELAY_MS, delay_cb, self);
  if (modified != mg_declarations_is_modified (self))
    tell (self, STATE_CHANGED);
}

/* Another file, or none: nothing of the old one is followed any more. */
static void
set_file (MgDeclarations *self, GFile *file)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_set_object (&self->file, file);
  g_clear_pointer (&self->saved, g_free);
  g_clear_pointer (&self->file_error, g_free);
  self->outdated = FALSE;
}

void
mg_declarations_set_text (MgDeclarations *self, const char *text, const char *title)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  set_file (self, NULL);
  g_free (self->text);
  self->text = g_strdup (text);
  g_free (self->title);
  self->title = g_strdup (title);
  g_clear_pointer (&self->type_name, g_free);
  self->pack = 0;
  self->offset = 0;
  tell (self, TEXT_CHANGED);
  tell (self, STATE_CHANGED);
  parse_now (self);
}

const MgAbi *
mg_declarations_get_abi (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->abi;
}

void
mg_declarations_set_abi (MgDeclarations *self, const MgAbi *abi)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));
  g_return_if_fail (abi != NULL);

  if (abi == self->abi)
    return;
  self->abi = abi;
  tell (self, STATE_CHANGED);
  parse_now (self);
}

guint32
mg_declarations_get_pack (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), 0);

  return self->pack;
}

void
mg_declarations_set_pack (MgDeclarations *self, guint32 pack)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  if (pack == self->pack)
    return;
  self->pack = pack;
  tell (self, STATE_CHANGED);
  parse_now (self);
}

const char *
mg_declarations_get_type_name (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->type_name;
}

void
mg_declarations_set_type_name (MgDeclarations *self, const char *name)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  if (g_strcmp0 (name, self->type_name) == 0)
    return;
  g_free (self->type_name);
  self->type_name = g_strdup (name);
  tell (self, STATE_CHANGED);
  parse_now (self);
}

guint64
mg_declarations_get_offset (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), 0);

  return self->offset;
}

void
mg_declarations_set_offset (MgDeclarations *self, guint64 offset)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  if (offset == self->offset)
    return;
  self->offset = offset;
  tell (self, STATE_CHANGED);
  parse_now (self);
}

gboolean
mg_declarations_get_big_endian (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), FALSE);

  return self->big_endian;
}

void
mg_declarations_set_big_endian (MgDeclarations *self, gboolean big_endian)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  if (big_endian == self->big_endian)
    return;
  self->big_endian = big_endian;
  tell (self, STATE_CHANGED);
  parse_now (self);
}

const char *const *
mg_declarations_get_include_path (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return (const char *const *) self->include_path;
}

const char *const *
mg_declarations_get_defines (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return (const char *const *) self->defines;
}

void
mg_declarations_set_options (MgDeclarations *self, const char *const *include_path,
                             const char *const *defines)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  if (g_strv_equal (include_path, (const char *const *) self->include_path)
      && g_strv_equal (defines, (const char *const *) self->defines))
    return;
  g_strfreev (self->include_path);
  self->include_path = g_strdupv ((char **) include_path);
  g_strfreev (self->defines);
  self->defines = g_strdupv ((char **) defines);
  tell (self, STATE_CHANGED);
  parse_now (self);
}

/* --- the file --- */

GFile *
mg_declarations_get_file (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->file;
}

char *
mg_declarations_dup_title (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  if (self->file != NULL)
    {
      g_autofree char *name = g_file_get_basename (self->file);

      return g_filename_display_name (name);
    }
  return g_strdup (self->title != NULL ? self->title : _ ("Not saved"));
}

gboolean
mg_declarations_is_modified (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), FALSE);

  return self->file != NULL && g_strcmp0 (self->saved, self->text) != 0;
}

gboolean
mg_declarations_is_outdated (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), FALSE);

  return self->outdated;
}

const char *
mg_declarations_get_file_error (MgDeclarations *self)
{
  g_return_val_if_fail (MG_IS_DECLARATIONS (self), NULL);

  return self->file_error;
}

void
mg_declarations_set_confined (MgDeclarations *self, gboolean confined)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  self->confined = confined;
}

/* Files in other encodings are read as Latin 1: only comments can differ. */
static char *
to_utf8 (const char *bytes, gsize length)
{
  g_autofree char *converted = NULL;

  if (length > MG_C_MAX_FILE)
    return NULL;
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    converted = g_convert (bytes, (gssize) length, "UTF-8", "UTF-16", NULL, NULL, NULL);
  else if (g_utf8_validate (bytes, (gssize) length, NULL))
    converted = g_strndup (bytes, length);
  else
    converted = g_convert (bytes, (gssize) length, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  return g_steal_pointer (&converted);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  MgDeclarations *self;
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gboolean modified;
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (source), result, &bytes, &length, NULL, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = data;
  g_clear_object (&self->reading);
  g_clear_pointer (&self->file_error, g_free);
  text = bytes != NULL ? to_utf8 (bytes, length) : NULL;
  if (text == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (self->file);

      self->file_error = error != NULL ? g_strdup (error->message)
                                       : g_strdup_printf (_ ("%s is no text that can be read"), name);
      tell (self, STATE_CHANGED);
      return;
    }
  modified = self->saved != NULL && !g_str_equal (self->saved, self->text);
  if (modified && !g_str_equal (text, self->text))
    {
      self->outdated = !g_str_equal (text, self->saved);
      tell (self, STATE_CHANGED);
      return;
    }
  self->outdated = FALSE;
  g_free (self->saved);
  self->saved = g_strdup (text);
  if (!g_str_equal (text, self->text))
    {
      g_free (self->text);
      self->text = g_steal_pointer (&text);
      tell (self, TEXT_CHANGED);
      parse_now (self);
    }
  tell (self, STATE_CHANGED);
}

static void
read_file (MgDeclarations *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  g_file_load_contents_async (self->file, self->reading, read_cb, self);
}

static void
file_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_CREATED
      || event == G_FILE_MONITOR_EVENT_RENAMED)
    read_file (data);
}

static void
follow_file (MgDeclarations *self)
{
  self->monitor = g_file_monitor_file (self->file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  /* where there is none, it is as if nothing changed */
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
}

void
mg_declarations_open (MgDeclarations *self, GFile *file)
{
  g_autoptr (GFile) same = g_object_ref (file);

  g_return_if_fail (MG_IS_DECLARATIONS (self));

  if (self->file == NULL || !g_file_equal (self->file, file))
    {
      g_clear_pointer (&self->type_name, g_free);
      self->pack = 0;
      self->offset = 0;
    }
  set_file (self, same);
  follow_file (self);
  read_file (self);
  tell (self, STATE_CHANGED);
}

/* The text is not what is on the disk: that is read, and the edits stay all the same. */
static void
set_unsaved (MgDeclarations *self)
{
  g_free (self->saved);
  self->saved = g_strdup ("");
}

void
mg_declarations_restore (MgDeclarations *self, GFile *file, const char *text)
{
  g_return_if_fail (MG_IS_DECLARATIONS (self));

  set_file (self, file);
  g_free (self->text);
  self->text = g_strdup (text);
  set_unsaved (self);
  follow_file (self);
  read_file (self);
  tell (self, TEXT_CHANGED);
  tell (self, STATE_CHANGED);
  parse_now (self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (MgDeclarations) self = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->file_error, g_free);
  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      if (self->file != NULL && g_file_equal (self->file, G_FILE (source)))
        read_file (self);
    }
  else
    {
      self->file_error = g_strdup (error->message);
      if (self->file != NULL && g_file_equal (self->file, G_FILE (source)))
        set_unsaved (self);
    }
  tell (self, STATE_CHANGED);
}

void
mg_declarations_save (MgDeclarations *self, GFile *file)
{
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_other;

  g_return_if_fail (MG_IS_DECLARATIONS (self));
  g_return_if_fail (G_IS_FILE (file));

  is_other = self->file == NULL || !g_file_equal (self->file, file);
  if (is_other)
    {
      set_file (self, file);
      follow_file (self);
    }
  g_free (self->saved);
  self->saved = g_strdup (self->text);
  self->outdated = FALSE;
  bytes = g_bytes_new (self->text, strlen (self->text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb,
                                       g_object_ref (self));
  tell (self, STATE_CHANGED);
  if (is_other)
    parse_now (self); /* what it includes is looked for beside it */
}

/* --- life --- */

static void
dispose (GObject *object)
{
  MgDeclarations *self = MG_DECLARATIONS (object);

  g_clear_handle_id (&self->delay_id, g_source_remove);
  if (self->parsing != NULL)
    g_cancellable_cancel (self->parsing);
  g_clear_object (&self->parsing);
  set_file (self, NULL);
  G_OBJECT_CLASS (mg_declarations_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  MgDeclarations *self = MG_DECLARATIONS (object);

  g_clear_pointer (&self->result, result_free);
  g_free (self->text);
  g_free (self->title);
  g_free (self->type_name);
  g_strfreev (self->include_path);
  g_strfreev (self->defines);
  G_OBJECT_CLASS (mg_declarations_parent_class)->finalize (object);
}

static void
mg_declarations_class_init (MgDeclarationsClass *class)
{
  static const char *const names[N_SIGNALS] = { "text-changed", "state-changed", "parsed" };

  G_OBJECT_CLASS (class)->dispose = dispose;
  G_OBJECT_CLASS (class)->finalize = finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] =
        g_signal_new (names[i], MG_TYPE_DECLARATIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mg_declarations_init (MgDeclarations *self)
{
  self->text = g_strdup ("");
  self->abi = mg_abi_get_native ();
  self->include_path = g_new0 (char *, 1);
  self->defines = g_new0 (char *, 1);
}

MgDeclarations *
mg_declarations_new (void)
{
  return g_object_new (MG_TYPE_DECLARATIONS, NULL);
}
