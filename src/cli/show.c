#include "config.h"

#include "show.h"

#include "core/field-way.h"
#include "core/number.h"
#include "core/source-copy.h"

#include <glib/gi18n.h>
#include <string.h>

#define ELEMENTS_DEFAULT 16
#define JSON_PART (64 * 1024) /* bytes that are collected before they are written */

/* --- Fields one by one --- */

typedef struct
{
  const Show *show;
  const MgFieldBytes *bytes;
  const ShowVisitor *visitor;
  guint n_fields;
} Walk;

static gboolean
walk (Walk *state, MgField *field, guint depth, const MgFieldWay *outer)
{
  MgFieldWay way;
  gboolean complete = TRUE;
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
    item.n_shown = mg_field_is_array (field) ? MIN (item.place.n_children, state->show->elements)
                                             : item.place.n_children;
  if (mg_field_is_value (field) && item.n_shown > 0)
    {
      if (mg_field_way_init (&way, field, state->bytes, outer))
        outer = &way;
      else
        item.n_shown = 0;
    }
  state->visitor->begin (&item, state->visitor->data);
  for (guint64 i = 0; complete && i < item.n_shown; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);

      complete = walk (state, child, depth + 1, outer);
    }
  /* whatever has begun ends, so that JSON is whole where the limit cuts it */
  if (state->visitor->end != NULL)
    state->visitor->end (&item, state->visitor->data);
  return complete;
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
  else if (mg_field_is_value (item->field) && !item->place.absent
           && !mg_field_decode (item->field, output->bytes, &value, &error))
    note_failure (output, item->field, error);
  if (*name == '\0')
    {
      g_free (name);
      name = mg_field_dup_name (item->field);
    }
  cli_print ("%-10s %*s%-*s %-20s %s\n", offset, (int) item->depth * 2, "",
             MAX (30 - (int) item->depth * 2, 1), name, type, text);
}

static void
end_item_cb (const ShowItem *item, gpointer data)
{
  if (item->error == NULL && item->n_shown < item->place.n_children && item->n_shown > 0
      && mg_field_is_array (item->field))
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
  if (mg_field_is_value (item->field))
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
  gboolean has_signature,
      signature = mg_structure_check_signature (show->structure, output->bytes, &has_signature);

  cli_json_begin_object (json);
  cli_json_add_text (json, "name", show->name != NULL ? mg_name_get_text (show->name) : NULL);
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

CliStatus
show_fail_too_large (const Show *show)
{
  g_autoptr (GError) error = NULL;

  mg_set_error (&error, MG_ERROR_TOO_LARGE, _ ("--field and --elements show less"),
                _ ("%s: more than %d fields"), show->label, SHOW_MAX_FIELDS);
  return cli_fail (error, show->name, show->json);
}

static CliStatus
show_once (const Show *show, MgSource *source)
{
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
  g_autoptr (CliJson) writer = show->json ? cli_json_new (TRUE) : NULL;
  g_autofree char *first_failed = NULL;
  g_autoptr (MgSource) copy = mg_source_copy_new (source, MG_SOURCE_COPY_MAX);
  MgFieldBytes bytes = mg_field_bytes_from_source (copy);
  Output output = { show, &bytes, writer, 0, NULL };
  const ShowVisitor text = { print_item_cb, end_item_cb, &output },
                    json = { begin_json_cb, end_json_cb, &output };
  gboolean complete;

  bytes.memo = memo;
  if (show->json)
    begin_json (&output, source);
  complete = show_foreach (show, &bytes, show->json ? &json : &text);
  if (show->json)
    {
      cli_json_end_array (writer);
      cli_json_end_object (writer);
      cli_json_print_line (writer);
    }
  first_failed = output.first_failed;
  cli_flush ();
  if (!complete && !cli_output_failed ())
    return show_fail_too_large (show);
  if (output.n_failed > 0)
    {
      g_autoptr (GError) error = NULL;

      mg_set_error (&error, MG_ERROR_UNREADABLE, NULL,
                    ngettext ("%s: %u field could not be read; the first is %s",
                              "%s: %u fields could not be read; the first is %s", output.n_failed),
                    show->label, output.n_failed, first_failed);
      return cli_fail (error, show->name, show->json);
    }
  return CLI_DONE;
}

/* --- The command --- */

gboolean
show_find_fields (Show *show, char **paths, CliStatus *status)
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

void
show_clear (Show *show)
{
  g_clear_pointer (&show->fields, g_ptr_array_unref);
  mg_address_map_clear (&show->addresses);
}

static char *
dup_process_name_cb (gpointer data, guint32 pid)
{
  return mg_platform_dup_process_name (pid);
}

/* What values are told in relation to, while they are an object's that lives. */
static void
set_live (Show *show, MgSource *source)
{
  g_autoptr (MgObjectInfo) info = mg_source_dup_info (source, NULL);

  show->context.real_time_us = g_get_real_time ();
  show->context.monotonic_us = g_get_monotonic_time ();
  show->context.dup_process_name = dup_process_name_cb;
  mg_address_map_set_object (&show->addresses, info);
  mg_address_map_attach (&show->addresses, &show->context);
}

CliStatus
cli_show (char **argv)
{
  g_auto (GStrv) words = cli_dup_split (argv);
  g_auto (GStrv) rest = NULL, paths = NULL;
  g_auto (CliStructure) options = { 0 };
  g_autofree char *elements_text = NULL, *rate_text = NULL, *for_text = NULL;
  gboolean follow = FALSE;
  g_auto (Show) show = { .elements = ELEMENTS_DEFAULT };
  const GOptionEntry entries[] = {
    CLI_STRUCTURE_ENTRIES (&options),
    { "offset", 'o', 0, G_OPTION_ARG_FILENAME, &options.offset,
      N_ ("Where the structure begins; 0 by default"), N_ ("N") },
    { "field", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &paths,
      N_ ("Only this field and what is in it, as a.b[2].c; can be given again"), N_ ("PATH") },
    { "elements", 'e', 0, G_OPTION_ARG_FILENAME, &elements_text,
      N_ ("So many elements of each array: 16 by default; or all"), N_ ("N") },
    { "follow", 'F', 0, G_OPTION_ARG_NONE, &follow, N_ ("Print a line for each field that changes"), NULL },
    { "rate", 'r', 0, G_OPTION_ARG_FILENAME, &rate_text,
      N_ ("With --follow, look so often a second: 0.1 to 120, 10 by default"), N_ ("HZ") },
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &for_text, N_ ("With --follow, end after so many seconds"),
      N_ ("SECONDS") },
    CLI_STRUCTURE_LOCK_ENTRY (&options),
    { "json", 'j', 0, G_OPTION_ARG_NONE, &show.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (CliSubject) subject = { 0 };
  g_autoptr (MgStructure) structure = NULL;
  double rate_hz = 10, for_s = 0;
  CliStatus status;

  if (!cli_parse (
          words, _ ("NAME|FILE[@TIME]"), _ ("Shows an object's fields by the structure it has."),
          _ ("Comments in FILE that begin with @ say more about fields: docs/annotations.md.  Where a field "
             "can't be\nread it says so, and the exit code is 3."),
          entries, 1, &rest, &status))
    return status;
  if (!cli_parse_real ("show", "--rate", rate_text, 0.1, 120, &rate_hz)
      || !cli_parse_real ("show", "--for", for_text, CLI_FOR_MIN_S, CLI_FOR_MAX_S, &for_s))
    return CLI_USAGE;
  if (g_strcmp0 (elements_text, "all") == 0)
    show.elements = SHOW_MAX_FIELDS;
  else if (!cli_parse_number ("show", "--elements", elements_text, &show.elements))
    return CLI_USAGE;
  if (!follow && (rate_text != NULL || for_text != NULL))
    return cli_usage ("show", _ ("--rate and --for need --follow"));
  if (!follow && options.lock)
    return cli_usage ("show", _ ("--lock needs --follow"));
  if (follow && cli_is_file (rest[0]))
    return cli_usage ("show", _ ("--follow needs an object that lives"));
  if (!cli_subject_open (&subject, rest[0], show.json, &status))
    return status;
  show.name = subject.name;
  show.label = subject.label;
  structure = cli_structure_load_of (&options, "show", &subject, show.json, &status);
  if (structure == NULL)
    return status;
  show.preset = options.found != NULL ? mg_preset_get_id (options.found) : NULL;
  show.structure = structure;
  if (subject.path == NULL)
    set_live (&show, subject.source);
  if (!show_find_fields (&show, paths, &status))
    return status;
  return follow ? show_follow (&show, &options, NULL, rate_hz, for_s, FALSE)
                : show_once (&show, subject.source);
}
