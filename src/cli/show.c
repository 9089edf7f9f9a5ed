#include "config.h"

#include "show.h"

#include "core/number.h"
#include "core/preset.h"

#include <glib/gi18n.h>
#include <string.h>

#define ELEMENTS_DEFAULT 16
/* Objects up to this size are read at once, so that what is shown is of one moment. */
#define COPY_MAX ((guint64) 16 * 1024 * 1024)
#define JSON_PART (64 * 1024) /* bytes that are collected before they are written */

/* --- Fields one by one --- */

typedef struct
{
  const Show *show;
  const MgFieldBytes *bytes;
  const ShowVisitor *visitor;
  guint n_fields;
} Walk;

/* A pointer that is followed: where it leads. */
typedef struct _Way Way;

struct _Way
{
  const Way *outer;
  const MgCType *type;
  guint64 offset;
  guint n;
};

gboolean
show_is_value (MgField *field)
{
  return mg_field_get_format (field)->kind != MG_FORMAT_NONE;
}

/* Whether a pointer leads anew: not in a circle, and not too far. */
static gboolean
is_new (const Walk *state, MgField *pointer, const Way *outer, Way *way)
{
  g_autoptr (MgField) target = mg_field_get_child (pointer, 0);
  MgFieldPlace place;

  if (!mg_field_locate (target, state->bytes, &place, NULL))
    return FALSE;
  *way = (Way){ outer, mg_field_get_type (target), place.offset, outer != NULL ? outer->n + 1 : 1 };
  for (; outer != NULL; outer = outer->outer)
    if (outer->type == way->type && outer->offset == way->offset)
      return FALSE;
  return way->n <= SHOW_MAX_POINTERS;
}

static gboolean
walk (Walk *state, MgField *field, guint depth, const Way *outer)
{
  Way way;
  g_autoptr (GError) error = NULL;
  ShowItem item = { .field = field, .depth = depth };
  gboolean ok = mg_field_locate (field, state->bytes, &item.place, &error);

  if (cli_output_failed ())
    return FALSE;
  /* what is asked for by its name is told of in any case */
  if (depth > 0 && (mg_field_is_hidden (field) || (ok && item.place.absent)))
    return TRUE;
  if (++state->n_fields > SHOW_MAX_FIELDS)
    return FALSE;
  item.error = error;
  if (ok)
    item.n_shown = mg_field_is_array (field) ? MIN (item.place.n_children, state->show->elements) : item.place.n_children;
  if (show_is_value (field) && item.n_shown > 0)
    {
      if (is_new (state, field, outer, &way))
        outer = &way;
      else
        item.n_shown = 0;
    }
  state->visitor->begin (&item, state->visitor->data);
  for (guint64 i = 0; i < item.n_shown; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);

      if (!walk (state, child, depth + 1, outer))
        return FALSE;
    }
  if (state->visitor->end != NULL)
    state->visitor->end (&item, state->visitor->data);
  return TRUE;
}

gboolean
show_foreach (const Show *show, const MgFieldBytes *bytes, const ShowVisitor *visitor)
{
  Walk state = { show, bytes, visitor, 0 };

  for (guint i = 0; i < show->fields->len; i++)
    if (!walk (&state, show->fields->pdata[i], 0, NULL))
      return FALSE;
  return TRUE;
}

/* --- As text and as JSON --- */

typedef struct
{
  const Show *show;
  const MgFieldBytes *bytes;
  CliJson *json;        /* NULL: text */
  guint n_failed;       /* fields that could not be read */
  char *first_failed;   /* the path of the first, and why */
} Output;

static void
note_failure (Output *output, MgField *field, const GError *error)
{
  g_autofree char *path = NULL;

  if (output->n_failed++ > 0)
    return;
  path = mg_field_dup_path (field);
  output->first_failed = g_strdup_printf ("%s: %s", path, error->message);
}

static char *
dup_offset (const ShowItem *item)
{
  const MgCMember *member = mg_field_get_member (item->field);

  if (item->error != NULL)
    return g_strdup ("?");
  if (member != NULL && member->is_bitfield)
    return g_strdup_printf ("%08" G_GINT64_MODIFIER "x.%u", item->place.offset,
                            mg_field_get_format (item->field)->bit_offset);
  return g_strdup_printf ("%08" G_GINT64_MODIFIER "x", item->place.offset);
}

static void
print_item_cb (const ShowItem *item, gpointer data)
{
  Output *output = data;
  g_autofree char *offset = dup_offset (item), *type = mg_field_dup_type_text (item->field);
  g_autofree char *name = item->depth > 0 ? mg_field_dup_name (item->field) : mg_field_dup_path (item->field);
  g_autofree char *text = mg_field_dup_text (item->field, output->bytes, &output->show->context);
  g_autoptr (GError) error = NULL;
  g_auto (MgValue) value = { 0 };

  if (item->error != NULL)
    note_failure (output, item->field, item->error);
  else if (show_is_value (item->field) && !item->place.absent
           && !mg_field_decode (item->field, output->bytes, &value, &error))
    note_failure (output, item->field, error);
  if (*name == '\0')
    {
      g_free (name);
      name = mg_field_dup_name (item->field);
    }
  cli_print ("%-10s %*s%-*s %-20s %s\n", offset, (int) item->depth * 2, "", MAX (30 - (int) item->depth * 2, 1), name,
             type, text);
}

static void
end_item_cb (const ShowItem *item, gpointer data)
{
  if (item->error == NULL && item->n_shown < item->place.n_children && item->n_shown > 0 && mg_field_is_array (item->field))
    {
      g_autofree char *more = mg_decimal_to_string (item->place.n_children - item->n_shown);

      cli_print ("%-10s %*s", "", (int) item->depth * 2 + 2, "");
      cli_print (_ ("… %s more: --elements\n"), more);
    }
}

static void
add_value (Output *output, MgField *field)
{
  g_autoptr (GError) error = NULL;
  g_auto (MgValue) value = { 0 };
  g_autofree char *text = NULL;

  if (mg_field_decode (field, output->bytes, &value, &error))
    text = mg_value_to_json (mg_field_get_format (field), &value);
  cli_json_member (output->json, "value");
  if (text != NULL)
    {
      cli_json_raw (output->json, text);
      return;
    }
  cli_json_null (output->json);
  cli_json_add_text (output->json, "error", error->message);
  note_failure (output, field, error);
}

static void
begin_json_cb (const ShowItem *item, gpointer data)
{
  Output *output = data;
  CliJson *json = output->json;
  const MgCMember *member = mg_field_get_member (item->field);
  g_autofree char *name = mg_field_dup_name (item->field), *path = mg_field_dup_path (item->field);
  g_autofree char *type = mg_c_type_dup_text (mg_field_get_type (item->field));
  g_autofree char *text = mg_field_dup_text (item->field, output->bytes, &output->show->context);

  cli_json_begin_object (json);
  cli_json_add_text (json, "name", name);
  cli_json_add_text (json, "path", path);
  cli_json_add_text (json, "type", type);
  cli_json_add_size (json, "offset", item->error == NULL ? item->place.offset : MG_UNKNOWN);
  cli_json_add_size (json, "size", item->error == NULL ? item->place.size : MG_UNKNOWN);
  if (member != NULL && member->is_bitfield)
    {
      cli_json_add_size (json, "bit_offset", mg_field_get_format (item->field)->bit_offset);
      cli_json_add_size (json, "bit_size", member->bit_size);
    }
  if (item->error != NULL)
    {
      cli_json_add_text (json, "error", item->error->message);
      note_failure (output, item->field, item->error);
      return;
    }
  if (item->place.absent)
    {
      cli_json_member (json, "absent");
      cli_json_bool (json, TRUE);
      return;
    }
  cli_json_add_text (json, "text", text);
  if (mg_field_is_array (item->field))
    {
      cli_json_add_size (json, "count", item->place.n_children);
      cli_json_add_size (json, "declared", item->place.n_declared);
    }
  if (show_is_value (item->field))
    add_value (output, item->field);
  if (item->n_shown > 0)
    {
      cli_json_member (json, "children");
      cli_json_begin_array (json);
    }
}

static void
end_json_cb (const ShowItem *item, gpointer data)
{
  Output *output = data;

  if (item->n_shown > 0 && item->error == NULL && !item->place.absent)
    cli_json_end_array (output->json);
  cli_json_end_object (output->json);
  if (output->json->text->len >= JSON_PART)
    cli_json_print (output->json);
}

static void
begin_json (Output *output, MgSource *source)
{
  const Show *show = output->show;
  CliJson *json = output->json;
  g_autofree char *type = mg_c_type_dup_text (mg_structure_get_type (show->structure));
  gboolean has_signature, signature = mg_structure_check_signature (show->structure, output->bytes, &has_signature);

  cli_json_begin_object (json);
  cli_json_add_text (json, "name", mg_name_get_text (show->name));
  cli_json_add_size (json, "size", mg_source_get_size (source));
  cli_json_add_text (json, "type", type);
  cli_json_add_text (json, "abi", mg_c_unit_get_abi (mg_structure_get_unit (show->structure))->name);
  cli_json_add_size (json, "offset", mg_structure_get_offset (show->structure));
  cli_json_add_text (json, "preset", show->preset);
  cli_json_add_text (json, "title", mg_structure_get_title (show->structure));
  cli_json_member (json, "signature");
  if (has_signature)
    cli_json_bool (json, signature);
  else
    cli_json_null (json);
  cli_json_member (json, "fields");
  cli_json_begin_array (json);
}

/* --- Bytes of one moment --- */

typedef struct
{
  guint8 *bytes, *states;
  guint64 size;
} Copy;

static void
copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  const Copy *copy = data;

  for (gsize i = 0; i < length; i++)
    {
      gboolean inside = offset < copy->size && i < copy->size - offset;

      bytes[i] = inside ? copy->bytes[offset + i] : 0;
      states[i] = inside ? copy->states[offset + i] : MG_BYTE_NOT_READ;
    }
}

static MgFieldBytes
read_bytes (MgSource *source, Copy *copy)
{
  MgFieldBytes live = mg_field_bytes_from_source (source);

  if (live.size > COPY_MAX || live.size == 0)
    return live;
  copy->size = live.size;
  copy->bytes = g_malloc0 ((gsize) live.size);
  copy->states = g_malloc0 ((gsize) live.size);
  live.copy (live.data, 0, (gsize) live.size, copy->bytes, copy->states);
  return (MgFieldBytes){ copy_cb, copy->size, copy, NULL };
}

static CliStatus
show_once (const Show *show, MgSource *source)
{
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
  g_autoptr (CliJson) writer = show->json ? cli_json_new (TRUE) : NULL;
  g_autofree char *first_failed = NULL;
  Copy copy = { 0 };
  MgFieldBytes bytes = read_bytes (source, &copy);
  Output output = { show, &bytes, writer, 0, NULL };
  const ShowVisitor text = { print_item_cb, end_item_cb, &output }, json = { begin_json_cb, end_json_cb, &output };
  gboolean complete;

  bytes.memo = memo;
  if (show->json)
    begin_json (&output, source);
  complete = show_foreach (show, &bytes, show->json ? &json : &text);
  if (show->json && complete)
    {
      cli_json_end_array (writer);
      cli_json_end_object (writer);
      cli_json_print_line (writer);
    }
  g_free (copy.bytes);
  g_free (copy.states);
  first_failed = output.first_failed;
  cli_flush ();
  if (!complete && !cli_output_failed ())
    {
      g_autoptr (GError) error = NULL;

      mg_set_error (&error, MG_ERROR_TOO_LARGE, _ ("--field and --elements show less"), _ ("%s: more than %d fields"),
                    mg_name_get_text (show->name), SHOW_MAX_FIELDS);
      return cli_fail (error, show->name, show->json);
    }
  if (output.n_failed > 0)
    {
      g_autoptr (GError) error = NULL;

      mg_set_error (&error, MG_ERROR_UNREADABLE, NULL,
                    ngettext ("%s: %u field could not be read; the first is %s",
                              "%s: %u fields could not be read; the first is %s", output.n_failed),
                    mg_name_get_text (show->name), output.n_failed, first_failed);
      return cli_fail (error, show->name, show->json);
    }
  return CLI_DONE;
}

/* --- The structure --- */

const MgAbi *
cli_guess_abi (MgSource *source)
{
  g_autoptr (MgObjectInfo) known = mg_source_dup_info (source, NULL);
  g_autoptr (MgObjectInfo) info = known != NULL ? mg_object_info_copy (known) : NULL;
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_object_info_unref);
  MgListReport report = { 0 };

  if (info == NULL)
    return mg_abi_get_native ();
  g_ptr_array_add (objects, mg_object_info_ref (info));
  if (!mg_platform_find_holders (objects, NULL, &report, NULL) || info->holders == NULL)
    return mg_abi_get_native ();
  for (guint writers = 1; writers < 2; writers--) /* who can write is more likely who publishes */
    for (guint i = 0; i < info->holders->len; i++)
      {
        const MgHolder *holder = info->holders->pdata[i];
        const char *abi = writers == 0 || (holder->access & MG_ACCESS_WRITE) != 0 ? mg_platform_guess_abi (holder->pid)
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

/* One of those that are known: that named @id, else the one that fits best.
 * @offset, @order, @abi: (nullable): as asked for */
static MgStructure *
find_structure (Show *show, MgPresets *presets, const char *id, MgSource *source, guint64 offset, MgOrder order,
                const MgAbi *abi, CliStatus *status)
{
  MgFieldBytes bytes = mg_field_bytes_from_source (source);
  g_autoptr (GArray) matches = id == NULL ? mg_presets_match (presets, show->name, &bytes) : NULL;
  g_autoptr (MgStructure) known = NULL;
  g_autoptr (GError) error = NULL;
  MgStructure *structure = NULL;
  MgPreset *preset = NULL;

  if (id != NULL)
    preset = mg_presets_find (presets, id, &error);
  else if (matches->len > 0)
    preset = g_array_index (matches, MgPresetMatch, 0).preset;
  else
    mg_set_error (&error, MG_ERROR_NOT_FOUND, _ ("--header=FILE tells which it has, or --preset=ID"),
                  _ ("%s: no structure is known that it may have"), mg_name_get_text (show->name));
  if (preset != NULL)
    known = mg_preset_get_structure (
        preset, abi != NULL ? abi : mg_preset_get_abi (preset, mg_name_get_kind (show->name)), &error);
  if (known != NULL)
    structure = mg_structure_new (mg_structure_get_unit (known), mg_structure_get_type (known), offset, order, NULL,
                                  &error);
  if (structure == NULL)
    *status = cli_fail (error, NULL, show->json);
  else
    show->preset = mg_preset_get_id (preset);
  return structure;
}

/* --- The command --- */

static gboolean
find_fields (Show *show, char **paths, CliStatus *status)
{
  MgField *root = mg_structure_get_root (show->structure);

  show->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_field_unref);
  if (paths == NULL)
    g_ptr_array_add (show->fields, mg_field_ref (root));
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      MgField *field = mg_structure_find (show->structure, paths[i], &error);

      if (field == NULL)
        {
          *status = cli_fail (error, NULL, show->json);
          return FALSE;
        }
      g_ptr_array_add (show->fields, field);
    }
  return TRUE;
}

static char *
dup_process_name_cb (gpointer data, guint32 pid)
{
  return mg_platform_dup_process_name (pid);
}

static gboolean
parse_order (const char *text, MgOrder *order)
{
  if (text == NULL || strcmp (text, "little") == 0)
    *order = MG_ORDER_LITTLE;
  else if (strcmp (text, "big") == 0)
    *order = MG_ORDER_BIG;
  else
    {
      cli_usage ("show", _ ("--order: not little or big: %s"), text);
      return FALSE;
    }
  return TRUE;
}

CliStatus
cli_show (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL, include_path = NULL, defines = NULL, paths = NULL, problems = NULL;
  g_autofree char *header = NULL, *type = NULL, *abi = NULL, *offset_text = NULL, *order_text = NULL;
  g_autofree char *elements_text = NULL, *rate_text = NULL, *for_text = NULL, *preset = NULL;
  gboolean follow = FALSE;
  Show show = { .elements = ELEMENTS_DEFAULT };
  const GOptionEntry entries[] = {
    { "header", 'H', 0, G_OPTION_ARG_FILENAME, &header, N_ ("Declares the structure, in C or C++"), N_ ("FILE") },
    { "preset", 'p', 0, G_OPTION_ARG_FILENAME, &preset,
      N_ ("A structure that is known; without this and --header, the one that fits best"), N_ ("ID") },
    { "type", 't', 0, G_OPTION_ARG_FILENAME, &type,
      N_ ("Which type: a tag or a typedef's name; by default the last structure in FILE"), N_ ("TYPE") },
    { "abi", 'a', 0, G_OPTION_ARG_FILENAME, &abi,
      N_ ("Whose layout: linux64, linux32, arm64, win64, win32, mingw64, mingw32; by default that of a process "
          "which has the object"), N_ ("ABI") },
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &offset_text, N_ ("Where the structure begins; 0 by default"), N_ ("N") },
    { "order", 0, 0, G_OPTION_ARG_FILENAME, &order_text, N_ ("Order of bytes: little (the default) or big"), N_ ("ORDER") },
    { "field", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &paths,
      N_ ("Only this field and what is in it, as a.b[2].c; can be given again"), N_ ("PATH") },
    { "elements", 'e', 0, G_OPTION_ARG_FILENAME, &elements_text,
      N_ ("So many elements of each array: 16 by default; or all"), N_ ("N") },
    { "include", 'I', 0, G_OPTION_ARG_FILENAME_ARRAY, &include_path,
      N_ ("Look for #include files there; can be given again"), N_ ("DIR") },
    { "define", 'D', 0, G_OPTION_ARG_FILENAME_ARRAY, &defines,
      N_ ("Define a macro, as 1 without a value; can be given again"), N_ ("NAME[=VALUE]") },
    { "follow", 'F', 0, G_OPTION_ARG_NONE, &follow, N_ ("Print a line for each field that changes"), NULL },
    { "rate", 'r', 0, G_OPTION_ARG_FILENAME, &rate_text,
      N_ ("With --follow, look so often a second: 0.1 to 120, 10 by default"), N_ ("HZ") },
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &for_text, N_ ("With --follow, end after so many seconds"), N_ ("SECONDS") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &show.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (MgName) name = NULL;
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgStructure) structure = NULL;
  g_autoptr (MgPresets) presets = NULL;
  g_autoptr (GPtrArray) fields = NULL;
  MgCOptions options = { .read = mg_c_read_file };
  double rate_hz = 10, for_s = 0;
  guint64 offset = 0;
  MgOrder order;
  CliStatus status;

  if (!cli_parse (words, _ ("NAME"), _ ("Shows an object's fields by the structure it has."),
                  _ ("Comments in FILE that begin with @ say more about fields: docs/annotations.md.  Where a field "
                     "can't be\nread it says so, and the exit code is 3."),
                  entries, 1, &rest, &status))
    return status;
  if (!cli_parse_number ("show", "--offset", offset_text, &offset) || !parse_order (order_text, &order)
      || !cli_parse_real ("show", "--rate", rate_text, 0.1, 120, &rate_hz)
      || !cli_parse_real ("show", "--for", for_text, 0, 1e9, &for_s)
      || (abi != NULL && !cli_parse_abi ("show", abi, &options.abi)))
    return CLI_USAGE;
  if (g_strcmp0 (elements_text, "all") == 0)
    show.elements = SHOW_MAX_FIELDS;
  else if (!cli_parse_number ("show", "--elements", elements_text, &show.elements))
    return CLI_USAGE;
  if (header != NULL && preset != NULL)
    return cli_usage ("show", _ ("--header and --preset exclude each other"));
  if (header == NULL && (type != NULL || include_path != NULL || defines != NULL))
    return cli_usage ("show", _ ("--header is missing: the file that declares the structure"));
  if (!follow && (rate_text != NULL || for_text != NULL))
    return cli_usage ("show", _ ("--rate and --for need --follow"));
  name = cli_parse_name (rest[0], show.json, &status);
  source = name != NULL ? cli_open (name, show.json, &status) : NULL;
  if (source == NULL)
    return status;
  show.name = name;
  if (header == NULL)
    {
      presets = mg_presets_load (NULL, &problems);
      for (guint i = 0; problems != NULL && problems[i] != NULL && !show.json; i++)
        cli_put_line (problems[i]);
      structure = find_structure (&show, presets, preset, source, offset, order, options.abi, &status);
    }
  else
    {
      if (options.abi == NULL)
        options.abi = cli_guess_abi (source);
      options.include_path = (const char *const *) include_path;
      options.defines = (const char *const *) defines;
      structure = make_structure (header, type, offset, order, &options, show.json, &status);
    }
  if (structure == NULL)
    return status;
  show.structure = structure;
  show.context.real_time_us = g_get_real_time ();
  show.context.monotonic_us = g_get_monotonic_time ();
  show.context.dup_process_name = dup_process_name_cb;
  if (!find_fields (&show, paths, &status))
    {
      g_ptr_array_unref (show.fields);
      return status;
    }
  fields = show.fields;
  return follow ? show_follow (&show, rate_hz, for_s) : show_once (&show, source);
}
