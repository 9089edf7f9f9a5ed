#include "config.h"

#include "app/field-cell.h"

#include <string.h>

#define STAMPS_MAX MG_FIELD_WATCHED_MAX
#define THIN_SPACE "\u2009"

MgFieldCell *
mg_field_cell_new (MgField *field)
{
  MgFieldCell *cell = g_new0 (MgFieldCell, 1);
  const MgFormat *format = mg_field_get_format (field);

  cell->field = mg_field_ref (field);
  cell->reads = mg_reads_new ();
  cell->ages = format != NULL && format->time != MG_TIME_NONE;
  return cell;
}

void
mg_field_cell_free (MgFieldCell *cell)
{
  if (cell == NULL)
    return;
  mg_field_unref (cell->field);
  g_array_unref (cell->reads);
  g_free (cell->text);
  g_free (cell);
}

/* --- text --- */

static gboolean
is_number (const MgFormat *format)
{
  return format != NULL && format->time == MG_TIME_NONE && format->constants == NULL
         && format->notation == MG_NOTATION_DECIMAL
         && (format->kind == MG_FORMAT_SIGNED || format->kind == MG_FORMAT_UNSIGNED
             || format->kind == MG_FORMAT_FLOAT);
}

/* Thin spaces between the thousands of the number that the text begins with. */
static char *
group_digits (char *text)
{
  gsize start = text[0] == '-' ? 1 : 0;
  gsize n_digits = strspn (text + start, "0123456789");
  GString *grouped;

  if (g_str_has_prefix (text, "\u2212"))
    {
      start = strlen ("\u2212");
      n_digits = strspn (text + start, "0123456789");
    }
  if (n_digits < 4)
    return text;
  grouped = g_string_new_len (text, (gssize) start);
  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % 3 == 0)
        g_string_append (grouped, THIN_SPACE);
      g_string_append_c (grouped, text[start + i]);
    }
  g_string_append (grouped, text + start + n_digits);
  g_free (text);
  return g_string_free (grouped, FALSE);
}

static gboolean
takes_hex (const MgFormat *format)
{
  return format != NULL && (format->kind == MG_FORMAT_SIGNED || format->kind == MG_FORMAT_UNSIGNED)
         && format->time == MG_TIME_NONE && format->notation == MG_NOTATION_DECIMAL;
}

char *
mg_field_dup_line (MgField *field, const MgFieldBytes *bytes, const MgSnapshot *snapshot,
                   const MgObjectInfo *info, gboolean hex)
{
  const MgFormat *format = mg_field_get_format (field);
  MgValueContext context = { .real_time_us = snapshot->real_time_us, .monotonic_us = snapshot->time_us };
  g_auto (MgValue) value = { 0 };
  char *text;

  mg_value_context_set_object (&context, info);
  if (hex && takes_hex (format) && mg_field_decode (field, bytes, &value, NULL))
    {
      MgFormat in_hex = *format;

      in_hex.notation = MG_NOTATION_HEX;
      in_hex.constants = NULL;
      in_hex.scale = 1;
      in_hex.bias = 0;
      in_hex.unit = NULL;
      return mg_value_to_text (&in_hex, &value, &context);
    }
  text = mg_field_dup_text (field, bytes, &context);
  return is_number (format) ? group_digits (text) : text;
}

char *
mg_field_dup_tip (MgField *field, const MgSnapshot *snapshot, const MgObjectInfo *info)
{
  MgFieldBytes bytes = mg_field_bytes_from_snapshot ((MgSnapshot *) snapshot);
  MgValueContext context = { .real_time_us = snapshot->real_time_us, .monotonic_us = snapshot->time_us };
  g_autofree char *path = mg_field_dup_path (field);
  g_autofree char *type = mg_field_dup_type_text (field);
  g_autofree char *value = NULL;

  mg_value_context_set_object (&context, info);
  value = mg_field_dup_text (field, &bytes, &context);
  return g_strdup_printf ("%s\n%s  %s", path, type, value);
}

/* --- changes --- */

static guint32
newest_stamp (const MgSnapshot *snapshot, MgRange range)
{
  guint64 end = range.start + MIN (range.length, STAMPS_MAX);
  guint32 now_ms = (guint32) ((snapshot->time_us - snapshot->epoch_us) / 1000);
  guint32 newest = 0;

  for (guint64 offset = range.start; offset < end;)
    {
      guint64 page_end = MIN (end, offset - offset % MG_SNAPSHOT_PAGE + MG_SNAPSHOT_PAGE);
      const MgPage *page = mg_snapshot_find_page (snapshot, offset);

      if (page != NULL && page->changed_ms != NULL)
        for (guint64 i = offset - page->offset; i < MIN (page_end - page->offset, page->length); i++)
          {
            guint32 stamp = page->changed_ms[i];

            /* the clock wraps around */
            if (stamp != 0 && (newest == 0 || now_ms - stamp < now_ms - newest))
              newest = stamp;
          }
      offset = page_end;
    }
  return newest;
}

static void
add_change (MgFieldCell *cell, gint64 time_us)
{
  if (cell->n_changes > 0 && cell->changes_us[(cell->n_changes - 1) % MG_CELL_CHANGES] == time_us)
    return;
  cell->changes_us[cell->n_changes++ % MG_CELL_CHANGES] = time_us;
}

double
mg_field_cell_get_rate (const MgFieldCell *cell, gint64 now_us)
{
  guint n = MIN (cell->n_changes, MG_CELL_CHANGES);
  gint64 newest, oldest, each_us;

  if (n < 2)
    return 0;
  newest = cell->changes_us[(cell->n_changes - 1) % MG_CELL_CHANGES];
  oldest = cell->changes_us[(cell->n_changes - n) % MG_CELL_CHANGES];
  each_us = (newest - oldest) / (n - 1);
  if (each_us <= 0 || now_us - newest > MAX (2 * G_USEC_PER_SEC, 3 * each_us))
    return 0;
  return (double) G_USEC_PER_SEC / (double) each_us;
}

/* Reads all of it, although its text may be told from less. */
static void
watch (MgFieldReader *reader, MgRange range)
{
  mg_reads_add (reader->reads, mg_range_clip (range, reader->snapshot->size));
  for (guint64 offset = range.start; offset < mg_range_end (range); offset += MG_SNAPSHOT_PAGE)
    if (offset < reader->snapshot->size && mg_snapshot_find_page (reader->snapshot, offset) == NULL)
      reader->missing = TRUE;
}

gboolean
mg_field_cell_update (MgFieldCell *cell, const MgSnapshot *snapshot, const MgObjectInfo *info,
                      const GArray *changes, gboolean again, gboolean hex)
{
  MgFieldReader reader;
  MgFieldBytes bytes;
  MgFieldPlace before = cell->place;
  gboolean known = cell->told && !cell->missing && cell->located;
  char *text;

  if (cell->told && !again && !cell->missing && !mg_reads_overlap (cell->reads, changes))
    return FALSE;
  bytes = mg_field_reader_begin (&reader, snapshot, cell->reads);
  cell->located = mg_field_locate (cell->field, &bytes, &cell->place, NULL);
  text = mg_field_dup_line (cell->field, &bytes, snapshot, info, hex);
  if (cell->located && cell->place.size <= MG_FIELD_WATCHED_MAX)
    watch (&reader, (MgRange) { cell->place.offset, cell->place.size });
  cell->missing = reader.missing;
  if (cell->missing)
    {
      g_free (text);
      text = g_strdup ("…");
    }
  cell->told = TRUE;
  if (cell->located && cell->place.size <= MG_FIELD_WATCHED_MAX)
    {
      guint32 stamp = newest_stamp (snapshot, (MgRange) { cell->place.offset, cell->place.size });

      if (known && stamp != cell->changed_ms && before.offset == cell->place.offset)
        add_change (cell, snapshot->time_us);
      cell->changed_ms = stamp;
    }
  if (g_strcmp0 (text, cell->text) == 0)
    {
      g_free (text);
      return FALSE;
    }
  g_free (cell->text);
  cell->text = text;
  return TRUE;
}
