#include "config.h"

#include "cli.h"

void
cli_json_add_size (JsonBuilder *builder, const char *member, guint64 size)
{
  json_builder_set_member_name (builder, member);
  if (size > G_MAXINT64)
    json_builder_add_null_value (builder);
  else
    json_builder_add_int_value (builder, (gint64) size);
}

void
cli_json_add_text (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  if (text == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, text);
}

void
cli_json_add_ranges (JsonBuilder *builder, const MgRangeSet *set)
{
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (set, &n_ranges);

  json_builder_begin_array (builder);
  for (gsize i = 0; i < n_ranges; i++)
    {
      json_builder_begin_object (builder);
      cli_json_add_size (builder, "offset", ranges[i].start);
      cli_json_add_size (builder, "length", ranges[i].length);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_holder (JsonBuilder *builder, const MgHolder *holder)
{
  g_autofree char *access = mg_access_to_string (holder->access);

  json_builder_begin_object (builder);
  cli_json_add_size (builder, "pid", holder->pid);
  cli_json_add_text (builder, "process", holder->process);
  cli_json_add_text (builder, "access", access);
  json_builder_set_member_name (builder, "mappings");
  if (holder->mappings == NULL)
    json_builder_add_null_value (builder);
  else
    {
      json_builder_begin_array (builder);
      for (guint i = 0; i < holder->mappings->len; i++)
        {
          const MgMapping *mapping = &g_array_index (holder->mappings, MgMapping, i);

          json_builder_begin_object (builder);
          cli_json_add_size (builder, "address", mapping->address);
          cli_json_add_size (builder, "offset", mapping->offset);
          cli_json_add_size (builder, "length", mapping->length);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_attributes (JsonBuilder *builder, const MgObjectInfo *info)
{
  g_autofree char *text = mg_section_attributes_to_string (info->attributes);
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, ",", -1) : NULL;

  json_builder_set_member_name (builder, "attributes");
  if (words == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_array (builder);
  for (char **word = words; *word != NULL; word++)
    json_builder_add_string_value (builder, *word);
  json_builder_end_array (builder);
}

void
cli_json_add_info (JsonBuilder *builder, const MgObjectInfo *info)
{
  g_autofree char *mode = mg_object_mode_to_string (info->mode);

  json_builder_begin_object (builder);
  cli_json_add_text (builder, "name", mg_name_get_text (info->name));
  cli_json_add_text (builder, "kind", mg_kind_to_string (mg_name_get_kind (info->name)));
  cli_json_add_text (builder, "namespace", mg_name_get_namespace (info->name));
  cli_json_add_size (builder, "size", info->size);
  json_builder_set_member_name (builder, "size_rounded");
  json_builder_add_boolean_value (builder, info->size_rounded);
  cli_json_add_size (builder, "allocated", info->allocated);
  cli_json_add_text (builder, "owner", info->owner);
  cli_json_add_text (builder, "mode", mode);
  add_attributes (builder, info);
  json_builder_set_member_name (builder, "deleted");
  json_builder_add_boolean_value (builder, info->deleted);
  json_builder_set_member_name (builder, "holders");
  if (info->holders == NULL)
    json_builder_add_null_value (builder);
  else
    {
      json_builder_begin_array (builder);
      for (guint i = 0; i < info->holders->len; i++)
        add_holder (builder, info->holders->pdata[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

char *
cli_json_dup_text (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  json_generator_set_pretty (generator, pretty);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}
