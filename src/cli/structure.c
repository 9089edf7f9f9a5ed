#include "config.h"

#include "structure.h"

#include "core/catalog.h"
#include "core/frame-annotation.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- The structure --- */

const MgAbi *
cli_guess_abi (MgSource *source)
{
  g_autoptr (MgObjectInfo) known = mg_source_dup_info (source, NULL);
  MgListReport report = { 0 };
  g_autoptr (MgObjectInfo) info = known != NULL ? mg_object_find_holders (known, NULL, &report, NULL) : NULL;

  if (info == NULL || info->holders == NULL)
    return mg_abi_get_native ();
  for (guint writers = 1; writers < 2; writers--) /* who can write is more likely who publishes */
    for (guint i = 0; i < info->holders->len; i++)
      {
        const MgHolder *holder = info->holders->pdata[i];
        const char *abi = writers == 0 || (holder->access & MG_ACCESS_WRITE) != 0
                              ? mg_platform_guess_abi (holder->pid)
                              : NULL;

        if (abi != NULL)
          return mg_abi_find (abi);
      }
  return mg_abi_get_native ();
}

static MgStructure *
make_structure (const char *header, const char *type_name, guint64 offset, MgOrder order, MgCOptions *options,
                gboolean json, CliStatus *status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) diagnostics = NULL;
  g_autoptr (MgCUnit) unit = NULL;
  g_autofree char *text = NULL;
  MgStructure *structure = NULL;
  const MgCType *type;
  gsize length;

  *status = CLI_FAILURE;
  text = mg_c_read_file (header, &length, NULL, &error);
  if (text == NULL)
    {
      cli_fail (error, NULL, json);
      return NULL;
    }
  unit = mg_c_unit_new (header, text, length, options);
  cli_put_diagnostics (unit, json);
  if (mg_c_unit_get_n_errors (unit) > 0)
    return NULL;
  type = mg_c_unit_find_type (unit, type_name, &error);
  if (type != NULL)
    structure = mg_structure_new (unit, type, offset, order, &diagnostics, &error);
  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    {
      const MgCDiagnostic *diagnostic = diagnostics->pdata[i];

      cli_put_diagnostic (diagnostic, json);
      if (diagnostic->severity == MG_C_ERROR)
        g_clear_pointer (&structure, mg_structure_unref);
    }
  if (error != NULL)
    cli_fail (error, NULL, json);
  return structure;
}

/* One of those that are known: that named --preset, else the one that fits best. */
static MgStructure *
find_structure (CliStructure *self, MgName *name, MgSource *source, guint64 offset, MgOrder order,
                const MgAbi *abi, gboolean required, gboolean json, CliStatus *status)
{
  MgFieldBytes bytes = { 0 };
  g_autoptr (GArray) matches = NULL;
  g_autoptr (MgStructure) known = NULL;
  g_autoptr (GError) error = NULL;
  MgStructure *structure = NULL;

  if (source != NULL)
    bytes = mg_field_bytes_from_source (source);
  if (self->preset != NULL)
    self->found = mg_presets_find (self->presets, self->preset, &error);
  else if (name != NULL)
    matches = mg_presets_match (self->presets, name, source != NULL ? &bytes : NULL);
  if (matches != NULL && matches->len > 0)
    self->found = g_array_index (matches, MgPresetMatch, 0).preset;
  if (self->found == NULL && self->preset == NULL && !required)
    {
      *status = CLI_DONE;
      return NULL;
    }
  if (self->found == NULL && error == NULL)
    mg_set_error (&error, MG_ERROR_NOT_FOUND, _ ("--header=FILE tells which it has, or --preset=ID"),
                  _ ("%s: no structure is known that it may have"),
                  name != NULL ? mg_name_get_text (name) : "");
  if (self->found != NULL)
    known = mg_preset_get_structure (
        self->found,
        abi != NULL ? abi
                    : mg_preset_get_abi (self->found, name != NULL ? mg_name_get_kind (name) : MG_KIND_POSIX),
        &error);
  if (known != NULL)
    structure = mg_structure_new (mg_structure_get_unit (known), mg_structure_get_type (known), offset, order,
                                  NULL, &error);
  if (structure == NULL)
    *status = cli_fail (error, NULL, json);
  return structure;
}

static gboolean
parse_order (const char *command, const char *text, MgOrder *order)
{
  if (text == NULL || strcmp (text, "little") == 0)
    *order = MG_ORDER_LITTLE;
  else if (strcmp (text, "big") == 0)
    *order = MG_ORDER_BIG;
  else
    {
      cli_usage (command, _ ("--order: not little or big: %s"), text);
      return FALSE;
    }
  return TRUE;
}

gboolean
cli_structure_is_given (const CliStructure *self)
{
  return self->header != NULL || self->preset != NULL;
}

gboolean
cli_structure_has_details (const CliStructure *self)
{
  return self->type != NULL || self->abi != NULL || self->order != NULL || self->offset != NULL
         || cli_compile_is_given (&self->compile);
}

MgStructure *
cli_structure_load (CliStructure *self, const char *command, MgName *name, MgSource *source,
                    gboolean required, gboolean json, CliStatus *status)
{
  MgCOptions options = { .read = mg_c_read_file };
  g_auto (GStrv) problems = NULL;
  guint64 offset = 0;
  MgOrder order;

  *status = CLI_USAGE;
  if (!cli_parse_number (command, "--structure", self->offset, &offset)
      || !parse_order (command, self->order, &order)
      || (self->abi != NULL && !cli_parse_abi (command, self->abi, &options.abi))
      || !cli_compile_parse (&self->compile, command, &options))
    return NULL;
  if (self->header != NULL && self->preset != NULL)
    {
      cli_usage (command, _ ("--header and --preset exclude each other"));
      return NULL;
    }
  if (self->header == NULL && (self->type != NULL || cli_compile_is_given (&self->compile)))
    {
      cli_usage (command, _ ("--header is missing: the file that declares the structure"));
      return NULL;
    }
  if (self->header == NULL)
    {
      self->presets = mg_presets_load (NULL, &problems);
      for (guint i = 0; problems != NULL && problems[i] != NULL && !json && required; i++)
        cli_put_line (problems[i]);
      return find_structure (self, name, source, offset, order, options.abi, required, json, status);
    }
  if (options.abi == NULL)
    options.abi = source != NULL ? cli_guess_abi (source) : mg_abi_get_native ();
  return make_structure (self->header, self->type, offset, order, &options, json, status);
}

MgStructure *
cli_structure_load_of (CliStructure *self, const char *command, CliSubject *subject, gboolean json,
                       CliStatus *status)
{
  const MgRecordingHeader *header =
      subject->recording != NULL ? mg_recording_get_header (subject->recording) : NULL;
  g_autoptr (GError) error = NULL;
  MgStructure *structure;

  if (cli_structure_is_given (self) || header == NULL || header->declarations == NULL
      || *header->declarations == '\0')
    return cli_structure_load (self, command, subject->name, subject->source, TRUE, json, status);
  if (cli_structure_has_details (self)) /* the recording's own has its own */
    {
      *status = cli_usage (command, _ ("--header is missing: the file that declares the structure"));
      return NULL;
    }
  structure = mg_recording_header_dup_structure (header, subject->label, &error);
  if (structure == NULL)
    *status = cli_fail (error, NULL, json);
  return structure;
}

void
cli_structure_clear (CliStructure *self)
{
  g_free (self->header);
  g_free (self->preset);
  g_free (self->type);
  g_free (self->abi);
  g_free (self->offset);
  g_free (self->order);
  cli_compile_clear (&self->compile);
  g_clear_pointer (&self->presets, mg_presets_unref);
  mg_structure_unref (self->loaded);
  *self = (CliStructure) { 0 };
}

/* --- Whole frames --- */

static MgLock *
new_lock (MgStructure *loaded, gboolean json, CliStatus *status)
{
  const char *text = mg_structure_get_mutex (loaded);
  g_autoptr (GError) error = NULL;
  g_autoptr (MgName) name = NULL;
  MgLock *lock = NULL;

  if (text == NULL)
    mg_set_error (&error, MG_ERROR_NOT_FOUND, NULL, _ ("--lock: the structure names no mutex"));
  else if ((name = mg_name_parse (text, mg_platform_get_name_context (), &error)) != NULL)
    lock = mg_platform_lock_new (name, &error);
  if (lock == NULL)
    *status = cli_fail (error, NULL, json);
  return lock;
}

gboolean
cli_structure_follow (const CliStructure *self, MgStructure *loaded, MgSampler *sampler, gboolean json,
                      CliStatus *status)
{
  MgLock *lock = NULL;

  if (loaded == NULL)
    {
      if (!self->lock)
        return TRUE;
      *status = cli_usage ("--lock", _ ("--lock needs a structure that names a mutex: --header or --preset"));
      return FALSE;
    }
  if (self->lock && (lock = new_lock (loaded, json, status)) == NULL)
    return FALSE;
  mg_sampler_set_structure (sampler, loaded, mg_platform_get_name_context (), lock);
  return TRUE;
}
