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
  else if (format != NULL && format->kind != MG_FORMAT_NONE
           && mg_field_decode (field, copy->bytes, &value, &error))
    text =
        copy->format == MG_FIELD_COPY_C ? mg_value_to_c (format, &value) : mg_value_to_json (format, &value);
  if (text != NULL)
    g_string_append (copy->text, text);
  else if (copy->format == MG_FIELD_COPY_C)
    g_string_append (copy->text, "{ 0 } /* ? */");
  else
    g_string_append (copy->text, "null");
}

/* Whether it is written as its children. */
static gboolean
has_parts (MgField *field, const MgFieldPlace *place)
{
  const MgFormat *format = mg_field_get_format (field);
  MgCTypeKind kind = mg_field_get_type (field)->actual->kind;

  return (place->n_children > 0 || kind == MG_C_ARRAY || kind == MG_C_RECORD)
         && (format == NULL || format->kind == MG_FORMAT_NONE);
}

/* Where a child lies, in bits; unequal lengths only where members overlap. */
typedef struct
{
  guint64 start, end;
  guint index;
} Extent;

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const Extent *one = a, *other = b;
  guint64 length = one->end - one->start, other_length = other->end - other->start;

  return length != other_length ? (length > other_length ? -1 : 1) : one->index < other->index ? -1 : 1;
}

/* In C, of members that overlap only one can be initialised: a later one would undo the others.
 * Returns: (nullable): for each child whether it is left out, in favour of a longer one */
static gboolean *
find_covered (Copy *copy, MgField *field, guint64 n_children)
{
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  gboolean *covered = NULL;
  gboolean overlap = FALSE;
  guint64 end = 0;
  guint n_kept = 0;

  for (guint64 i = 0; i < MIN (n_children, MG_FIELD_COPY_MAX); i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);
      const MgCMember *member = mg_field_get_member (child);
      Extent extent = { .index = (guint) i };
      MgFieldPlace place;

      if (!mg_field_locate (child, copy->bytes, &place, NULL) || place.absent)
        continue;
      extent.start = place.offset * 8;
      extent.end = (place.offset + place.size) * 8;
      if (member != NULL && member->is_bitfield)
        {
          extent.start += member->bit_offset % 8;
          extent.end = extent.start + member->bit_size;
        }
      overlap |= extent.start < end;
      end = MAX (end, extent.end);
      g_array_append_val (extents, extent);
    }
  if (!overlap)
    return NULL;
  covered = g_new0 (gboolean, n_children);
  g_array_sort (extents, compare_lengths);
  for (guint i = 0; i < extents->len; i++)
    {
      Extent extent = g_array_index (extents, Extent, i);

      for (guint k = 0; k < n_kept && !covered[extent.index]; k++)
        {
          const Extent *kept = &g_array_index (extents, Extent, k);

          covered[extent.index] = extent.start < kept->end && kept->start < extent.end;
        }
      if (!covered[extent.index])
        g_array_index (extents, Extent, n_kept++) = extent;
    }
  return covered;
}

static void write_field (Copy *copy, MgField *field, guint depth);

static void
write_parts (Copy *copy, MgField *field, guint64 n_children, guint depth)
{
  gboolean is_array = mg_field_is_array (field);
  gboolean is_json = copy->format == MG_FIELD_COPY_JSON;
  gboolean first = TRUE;
  g_autofree gboolean *covered = !is_json && !is_array ? find_covered (copy, field, n_children) : NULL;

  g_string_append (copy->text, is_json && is_array ? "[" : "{");
  for (guint64 i = 0; i < n_children; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);
      g_autofree char *name = NULL;
      MgFieldPlace place;

      if (covered != NULL && covered[i])
        continue;
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
  if (depth < MG_FIELD_COPY_DEPTH && mg_field_locate (field, copy->bytes, &place, NULL)
      && has_parts (field, &place))
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
  if (depth < MG_FIELD_COPY_DEPTH && located && place.n_children > 0 && has_parts (field, &place))
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
