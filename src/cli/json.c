#include "config.h"

#include "cli.h"

void
cli_json_add_size (CliJson *json, const char *member, guint64 size)
{
  cli_json_member (json, member);
  if (size > G_MAXINT64)
    cli_json_null (json);
  else
    cli_json_uint (json, size);
}

void
cli_json_add_text (CliJson *json, const char *member, const char *text)
{
  cli_json_member (json, member);
  cli_json_string (json, text);
}

void
cli_json_add_ranges (CliJson *json, const char *member, const MgRangeSet *set)
{
  gsize n_ranges;
  const MgRange *ranges = mg_range_set_get_ranges (set, &n_ranges);

  cli_json_member (json, member);
  cli_json_begin_array (json);
  for (gsize i = 0; i < n_ranges; i++)
    {
      cli_json_begin_object (json);
      cli_json_add_size (json, "offset", ranges[i].start);
      cli_json_add_size (json, "length", ranges[i].length);
      cli_json_end_object (json);
    }
  cli_json_end_array (json);
}

static void
add_holder (CliJson *json, const MgHolder *holder)
{
  g_autofree char *access = mg_access_to_string (holder->access);

  cli_json_begin_object (json);
  cli_json_add_size (json, "pid", holder->pid);
  cli_json_add_text (json, "process", holder->process);
  cli_json_add_text (json, "access", access);
  cli_json_member (json, "mappings");
  if (holder->mappings == NULL)
    cli_json_null (json);
  else
    {
      cli_json_begin_array (json);
      for (guint i = 0; i < holder->mappings->len; i++)
        {
          const MgMapping *mapping = &g_array_index (holder->mappings, MgMapping, i);

          cli_json_begin_object (json);
          cli_json_add_size (json, "address", mapping->address);
          cli_json_add_size (json, "offset", mapping->offset);
          cli_json_add_size (json, "length", mapping->length);
          cli_json_end_object (json);
        }
      cli_json_end_array (json);
    }
  cli_json_end_object (json);
}

static void
add_attributes (CliJson *json, const MgObjectInfo *info)
{
  g_autofree char *text = mg_section_attributes_to_string (info->attributes);
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, ",", -1) : NULL;

  cli_json_member (json, "attributes");
  if (words == NULL)
    {
      cli_json_null (json);
      return;
    }
  cli_json_begin_array (json);
  for (char **word = words; *word != NULL; word++)
    cli_json_string (json, *word);
  cli_json_end_array (json);
}

void
cli_json_add_info (CliJson *json, const MgObjectInfo *info)
{
  g_autofree char *mode = mg_object_mode_to_string (info->mode);

  cli_json_begin_object (json);
  cli_json_add_text (json, "name", mg_name_get_text (info->name));
  cli_json_add_text (json, "kind", mg_kind_to_string (mg_name_get_kind (info->name)));
  cli_json_add_text (json, "namespace", mg_name_get_namespace (info->name));
  cli_json_add_size (json, "size", info->size);
  cli_json_member (json, "size_rounded");
  cli_json_bool (json, info->size_rounded);
  cli_json_add_size (json, "allocated", info->allocated);
  cli_json_add_text (json, "owner", info->owner);
  cli_json_add_text (json, "mode", mode);
  add_attributes (json, info);
  cli_json_member (json, "deleted");
  cli_json_bool (json, info->deleted);
  cli_json_member (json, "holders");
  if (info->holders == NULL)
    cli_json_null (json);
  else
    {
      cli_json_begin_array (json);
      for (guint i = 0; i < info->holders->len; i++)
        add_holder (json, info->holders->pdata[i]);
      cli_json_end_array (json);
    }
  cli_json_end_object (json);
}

void
cli_json_print (CliJson *json)
{
  cli_write (json->text->str, json->text->len);
  g_string_truncate (json->text, 0);
}

void
cli_json_print_line (CliJson *json)
{
  g_string_append_c (json->text, '\n');
  cli_json_print (json);
}
