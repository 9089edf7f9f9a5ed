#include "config.h"

#include "app/field-copy.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const MgFieldBytes *bytes;
  const MgValueContext *context;
  MgFieldCopyFormat format;
  GString *text;
  guint n_left; /* fields that may be written */
  gboolean cut; /* lines: it was said that there are more */
} Copy;

static void
indent (Copy *copy, guint depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append (copy->text, "  ");
}

/* As a JSON string. */
static void
append_quoted (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (; *string != '\0'; string++)
    if (*string == '"' || *string == '\\')
      g_string_append_printf (text, "\\%c", *string);
    else if ((guchar) *string < ' ')
      g_string_append_printf (text, "\\u%04x", (guchar) *string);
    else
      g_string_append_c (text, *string);
  g_string_append_c (text, '"');
}

static void
write_value (Copy *copy, MgField *field)
{
  const MgFormat *format = mg_field_get_format (field);
  g_auto (MgValue) value = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (copy->format == MG_FIELD_COPY_TEXT)
    text = mg_field_dup_text (field, copy->bytes, copy->context);
  else if (format != NULL && format->kind != MG_FORMAT_NONE && mg_field_decode (field, copy->bytes, &value, &error))
    text = copy->format == MG_FIELD_COPY_C ? mg_value_to_c (format, &value) : mg_value_to_json (format, &value);
  if (text != NULL)
    g_string_append (copy->text, text);
  else if (copy->format == MG_FIELD_COPY_C)
    g_string_append (copy->text, "0 /* ? */");
  else
    g_string_append (copy->text, "null");
}

/* Whether it is written as its children. */
static gboolean
has_parts (MgField *field, const MgFieldPlace *place)
{
  const MgFormat *format = mg_field_get_format (field);

  return place->n_children > 0 && (format == NULL || format->kind == MG_FORMAT_NONE);
}

static void write_field (Copy *copy, MgField *field, guint depth);

static void
write_parts (Copy *copy, MgField *field, guint64 n_children, guint depth)
{
  gboolean is_array = mg_field_get_type (field)->actual->kind == MG_C_ARRAY;
  gboolean is_json = copy->format == MG_FIELD_COPY_JSON;
  gboolean first = TRUE;

  g_string_append (copy->text, is_json && is_array ? "[" : "{");
  for (guint64 i = 0; i < n_children; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);
      g_autofree char *name = NULL;
      MgFieldPlace place;

      if (child == NULL || (mg_field_locate (child, copy->bytes, &place, NULL) && place.absent))
        continue;
      g_string_append (copy->text, first ? "\n" : ",\n");
      first = FALSE;
      indent (copy, depth + 1);
      if (copy->n_left == 0)
        {
          g_string_append (copy->text, is_json ? (is_array ? "\"…\"" : "\"…\": null") : "/* … */");
          break;
        }
      name = mg_field_dup_name (child);
      if (!is_array && is_json)
        {
          append_quoted (copy->text, name);
          g_string_append (copy->text, ": ");
        }
      else if (!is_array)
        g_string_append_printf (copy->text, ".%s = ", name);
      write_field (copy, child, depth + 1);
    }
  if (!first)
    {
      g_string_append_c (copy->text, '\n');
      indent (copy, depth);
    }
  g_string_append (copy->text, is_json && is_array ? "]" : "}");
}

static void
write_field (Copy *copy, MgField *field, guint depth)
{
  MgFieldPlace place;

  copy->n_left -= copy->n_left > 0 ? 1 : 0;
  if (depth < MG_FIELD_COPY_DEPTH && mg_field_locate (field, copy->bytes, &place, NULL) && has_parts (field, &place))
    write_parts (copy, field, place.n_children, depth);
  else
    write_value (copy, field);
}

/* A line for each value. */
static void
write_lines (Copy *copy, MgField *field, guint depth)
{
  MgFieldPlace place;
  gboolean located = mg_field_locate (field, copy->bytes, &place, NULL);

  if (located && place.absent)
    return;
  if (copy->n_left == 0)
    {
      g_string_append (copy->text, "…\n");
      copy->cut = TRUE;
      return;
    }
  copy->n_left--;
  if (depth < MG_FIELD_COPY_DEPTH && located && has_parts (field, &place))
    for (guint64 i = 0; i < place.n_children && !copy->cut; i++)
      {
        g_autoptr (MgField) child = mg_field_get_child (field, i);

        if (child != NULL)
          write_lines (copy, child, depth + 1);
      }
  else
    {
      g_autofree char *path = mg_field_dup_path (field);

      g_string_append_printf (copy->text, "%s = ", path);
      write_value (copy, field);
      g_string_append_c (copy->text, '\n');
    }
}

char *
mg_field_dup_copy (MgField *field, const MgFieldBytes *bytes, const MgValueContext *context,
                   MgFieldCopyFormat format)
{
  Copy copy = { bytes, context, format, g_string_new (NULL), MG_FIELD_COPY_MAX, FALSE };

  if (format == MG_FIELD_COPY_TEXT)
    write_lines (&copy, field, 0);
  else
    {
      write_field (&copy, field, 0);
      g_string_append_c (copy.text, '\n');
    }
  return g_string_free (copy.text, FALSE);
}
