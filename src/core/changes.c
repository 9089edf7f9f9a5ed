#include "config.h"

#include "core/changes.h"

#include "core/number.h"

#include <math.h>
#include <string.h>

#define ROW 16           /* bytes that are told of together where there is no field */
#define CHUNK 4096       /* changes that are dropped together */
#define NO_FIELD G_MAXUINT32
#define OFFSETS_MAX (4 * MG_CHANGES_FIELDS_MAX) /* of which it is remembered which field has them */

typedef struct
{
  GArray *changes;   /* of MgChange */
  GByteArray *bytes; /* before and after of each */
} Chunk;

struct _MgChanges
{
  MgStructure *structure;   /* (nullable) */
  gboolean fixed;
  GPtrArray *chunks;        /* of Chunk; all but the last have CHUNK changes */
  guint64 first;            /* number of the first one's first change */
  guint64 end;
  GPtrArray *fields;        /* of MgChangedField */
  GHashTable *by_path;      /* of fields: path → index + 1 */
  GHashTable *by_offset;    /* (fixed alone): byte → index + 1, or NO_FIELD; of so many bytes */
  guint64 n_left_out;
};

static void
chunk_free (gpointer data)
{
  Chunk *chunk = data;

  g_array_unref (chunk->changes);
  g_byte_array_unref (chunk->bytes);
  g_free (chunk);
}

static void
field_free (gpointer data)
{
  MgChangedField *field = data;

  g_clear_pointer (&field->field, mg_field_unref);
  g_free (field->path);
  g_free (field);
}

MgChanges *
mg_changes_new (MgStructure *structure, gboolean fixed)
{
  MgChanges *self = g_new0 (MgChanges, 1);

  self->structure = structure != NULL ? mg_structure_ref (structure) : NULL;
  self->fixed = fixed;
  self->chunks = g_ptr_array_new_with_free_func (chunk_free);
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_offset = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return self;
}

void
mg_changes_free (MgChanges *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_offset);
  g_hash_table_unref (self->by_path);
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->structure, mg_structure_unref);
  g_free (self);
}

/* --- Fields --- */

static MgChangedField *
get_field (MgChanges *self, guint index)
{
  return g_ptr_array_index (self->fields, index);
}

/* Takes @path.  Returns: NO_FIELD where there are too many */
static guint
add_field (MgChanges *self, char *path, MgField *field)
{
  gpointer found;
  MgChangedField *added;

  if (g_hash_table_lookup_extended (self->by_path, path, NULL, &found))
    {
      g_free (path);
      return GPOINTER_TO_UINT (found) - 1;
    }
  if (self->fields->len >= MG_CHANGES_FIELDS_MAX)
    {
      g_free (path);
      return NO_FIELD;
    }
  added = g_new0 (MgChangedField, 1);
  added->path = path;
  added->field = field != NULL ? mg_field_ref (field) : NULL;
  g_ptr_array_add (self->fields, added);
  g_hash_table_insert (self->by_path, path, GUINT_TO_POINTER (self->fields->len));
  return self->fields->len - 1;
}

static gboolean
get_number (const MgFormat *format, const guint8 *bytes, gsize length, double *number)
{
  g_auto (MgValue) value = { 0 };

  if (format == NULL || format->kind == MG_FORMAT_NONE || format->kind >= MG_FORMAT_CHARACTER
      || !mg_value_decode (format, bytes, length, &value))
    return FALSE;
  *number = value.real * format->scale + format->bias;
  return isfinite (*number);
}

static void
count (MgChangedField *field, const MgChange *change, const guint8 *before, const guint8 *after)
{
  const MgFormat *format = field->field != NULL ? mg_field_get_format (field->field) : NULL;
  double number;

  field->offset = change->offset;
  if (field->n_changes++ == 0)
    field->first_us = change->time_us;
  field->last_us = change->time_us;
  if (get_number (format, before, change->length, &number))
    {
      field->min = field->numeric ? MIN (field->min, number) : number;
      field->max = field->numeric ? MAX (field->max, number) : number;
      field->numeric = TRUE;
    }
  if (get_number (format, after, change->length, &number))
    {
      field->min = field->numeric ? MIN (field->min, number) : number;
      field->max = field->numeric ? MAX (field->max, number) : number;
      field->last = number;
      field->numeric = TRUE;
    }
}

/* --- Changes --- */

static Chunk *
get_chunk (MgChanges *self)
{
  Chunk *chunk = self->chunks->len > 0 ? g_ptr_array_index (self->chunks, self->chunks->len - 1) : NULL;

  if (chunk != NULL && chunk->changes->len < CHUNK)
    return chunk;
  if (self->end - self->first >= MG_CHANGES_MAX)
    {
      g_ptr_array_remove_index (self->chunks, 0);
      self->first += CHUNK;
    }
  chunk = g_new0 (Chunk, 1);
  chunk->changes = g_array_new (FALSE, FALSE, sizeof (MgChange));
  chunk->bytes = g_byte_array_new ();
  g_ptr_array_add (self->chunks, chunk);
  return chunk;
}

/* @change: all but where its bytes are */
static void
keep (MgChanges *self, MgChange change, const guint8 *before, const guint8 *after)
{
  Chunk *chunk = get_chunk (self);

  change.bytes = chunk->bytes->len;
  g_byte_array_append (chunk->bytes, before, change.length);
  g_byte_array_append (chunk->bytes, after, change.length);
  g_array_append_val (chunk->changes, change);
  self->end++;
}

static void
add_change (MgChanges *self, guint index, gint64 time_us, guint64 offset, guint64 length, const MgSnapshot *a,
            const MgSnapshot *b)
{
  guint8 before[MG_CHANGE_BYTES_MAX] = { 0 }, after[MG_CHANGE_BYTES_MAX] = { 0 };
  MgChange change = { time_us, offset, index, (guint16) MIN (length, MG_CHANGE_BYTES_MAX), 0 };

  if (index == NO_FIELD)
    {
      self->n_left_out++;
      return;
    }
  mg_snapshot_copy (a, offset, change.length, before, NULL);
  mg_snapshot_copy (b, offset, change.length, after, NULL);
  get_field (self, index)->length = length;
  count (get_field (self, index), &change, before, after);
  keep (self, change, before, after);
}

static void
add_bytes (MgChanges *self, gint64 time_us, MgRange run, const MgSnapshot *before, const MgSnapshot *after)
{
  while (run.length > 0)
    {
      guint64 row = run.start / ROW * ROW;
      MgRange part = mg_range_intersect (run, (MgRange) { row, ROW });
      guint index = add_field (self, g_strdup_printf ("0x%" G_GINT64_MODIFIER "X", row), NULL);

      add_change (self, index, time_us, part.start, part.length, before, after);
      run.start += part.length;
      run.length -= part.length;
    }
}

/* Several bit-fields share a byte: those that differ are told of. */
static void
add_bit_fields (MgChanges *self, MgField *first, const MgFieldBytes *bytes, const MgFieldPlace *place,
                gint64 time_us, const MgSnapshot *before, const MgSnapshot *after)
{
  MgField *parent = mg_field_get_parent (first);
  MgFieldPlace of_parent;

  if (parent == NULL || !mg_field_locate (parent, bytes, &of_parent, NULL))
    return;
  for (guint64 i = 0; i < of_parent.n_children; i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (parent, i);
      const MgCMember *member = child != NULL ? mg_field_get_member (child) : NULL;
      guint8 old[32] = { 0 }, new[32] = { 0 };
      g_auto (MgValue) was = { 0 };
      g_auto (MgValue) is = { 0 };
      MgFieldPlace of_child;

      if (member == NULL || !member->is_bitfield || !mg_field_locate (child, bytes, &of_child, NULL)
          || of_child.offset >= place->offset + place->size
          || of_child.offset + of_child.size <= place->offset || of_child.size > sizeof old)
        continue;
      mg_snapshot_copy (before, of_child.offset, (gsize) of_child.size, old, NULL);
      mg_snapshot_copy (after, of_child.offset, (gsize) of_child.size, new, NULL);
      if (!mg_value_decode (mg_field_get_format (child), old, (gsize) of_child.size, &was)
          || !mg_value_decode (mg_field_get_format (child), new, (gsize) of_child.size, &is)
          || was.bits == is.bits)
        continue;
      add_change (self, add_field (self, mg_field_dup_path (child), child), time_us, of_child.offset,
                  of_child.size, before, after);
    }
}

static void
remember_offset (MgChanges *self, guint64 offset, guint found)
{
  if (self->fixed && g_hash_table_size (self->by_offset) < OFFSETS_MAX)
    g_hash_table_insert (self->by_offset, g_memdup2 (&offset, sizeof offset), GUINT_TO_POINTER (found));
}

/* Tells of the field that has the byte.  Returns: where it ends; 0: there is none */
static guint64
add_field_at (MgChanges *self, guint64 offset, const MgFieldBytes *bytes, gint64 time_us,
              const MgSnapshot *before, const MgSnapshot *after)
{
  g_autoptr (MgField) field = NULL;
  const MgFormat *format;
  MgFieldPlace place;
  gpointer found;
  guint index;

  if (self->fixed && g_hash_table_lookup_extended (self->by_offset, &offset, NULL, &found))
    {
      const MgChangedField *known;

      index = GPOINTER_TO_UINT (found) - 1;
      if (index == NO_FIELD - 1)
        return 0;
      known = get_field (self, index);
      add_change (self, index, time_us, known->offset, known->length, before, after);
      return known->offset + known->length;
    }
  field = mg_structure_find_at (self->structure, bytes, offset);
  format = field != NULL ? mg_field_get_format (field) : NULL;
  if (format == NULL || format->kind == MG_FORMAT_NONE || !mg_field_locate (field, bytes, &place, NULL)
      || place.offset > offset || place.offset + place.size <= offset)
    {
      remember_offset (self, offset, NO_FIELD);
      return 0;
    }
  if (mg_field_get_member (field) != NULL && mg_field_get_member (field)->is_bitfield)
    {
      add_bit_fields (self, field, bytes, &place, time_us, before, after);
      return place.offset + place.size;
    }
  index = add_field (self, mg_field_dup_path (field), field);
  add_change (self, index, time_us, place.offset, place.size, before, after);
  if (index != NO_FIELD)
    remember_offset (self, offset, index + 1);
  return place.offset + place.size;
}

/* Behind it no byte is a field's. */
static guint64
get_end_of_fields (MgChanges *self, const MgFieldBytes *bytes)
{
  MgFieldPlace place;

  if (!self->fixed || !mg_field_locate (mg_structure_get_root (self->structure), bytes, &place, NULL))
    return G_MAXUINT64;
  return place.offset + place.size;
}

/* @fields_end: behind it nobody needs to look for fields */
static void
add_run (MgChanges *self, MgRange run, const MgFieldBytes *bytes, guint64 fields_end, guint64 *done,
         const MgSnapshot *before, const MgSnapshot *after)
{
  guint64 offset = MAX (run.start, *done), end = mg_range_end (run), bare = offset;

  while (offset < MIN (end, fields_end))
    {
      guint64 behind = add_field_at (self, offset, bytes, after->time_us, before, after);

      if (behind == 0)
        {
          offset++;
          continue;
        }
      add_bytes (self, after->time_us, (MgRange) { bare, offset - bare }, before, after);
      bare = offset = *done = behind;
    }
  if (bare < end)
    add_bytes (self, after->time_us, (MgRange) { bare, end - bare }, before, after);
}

void
mg_changes_add (MgChanges *self, const MgSnapshot *before, const MgSnapshot *after)
{
  g_autoptr (GArray) runs = mg_snapshot_diff (before, after);
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();
  MgFieldBytes bytes = mg_field_bytes_from_snapshot (after);
  guint64 done = 0, fields_end = G_MAXUINT64;

  bytes.memo = memo;
  if (self->structure != NULL)
    fields_end = get_end_of_fields (self, &bytes);
  for (guint i = 0; i < runs->len; i++)
    {
      MgRange run = g_array_index (runs, MgRange, i);

      if (self->structure == NULL)
        add_bytes (self, after->time_us, run, before, after);
      else
        add_run (self, run, &bytes, fields_end, &done, before, after);
    }
}

static void
take_field (MgChanges *self, guint index, const MgChangedField *from)
{
  MgChangedField *field = get_field (self, index);

  field->offset = from->offset;
  field->length = from->length;
  field->first_us = field->n_changes == 0 ? from->first_us : field->first_us;
  field->last_us = from->last_us;
  field->n_changes += from->n_changes;
  if (!from->numeric)
    return;
  field->min = field->numeric ? MIN (field->min, from->min) : from->min;
  field->max = field->numeric ? MAX (field->max, from->max) : from->max;
  field->last = from->last;
  field->numeric = TRUE;
}

void
mg_changes_take (MgChanges *self, MgChanges *from)
{
  g_autofree guint *indices = g_new (guint, from->fields->len);

  for (guint i = 0; i < from->fields->len; i++)
    {
      const MgChangedField *field = get_field (from, i);

      indices[i] = add_field (self, g_strdup (field->path), field->field);
      if (indices[i] != NO_FIELD && field->n_changes > 0)
        take_field (self, indices[i], field);
    }
  self->n_left_out += from->n_left_out;
  for (guint i = 0; i < from->chunks->len; i++)
    {
      const Chunk *chunk = g_ptr_array_index (from->chunks, i);

      for (guint k = 0; k < chunk->changes->len; k++)
        {
          MgChange change = g_array_index (chunk->changes, MgChange, k);
          const guint8 *bytes = chunk->bytes->data + change.bytes;

          change.field = indices[change.field];
          if (change.field == NO_FIELD)
            self->n_left_out++;
          else
            keep (self, change, bytes, bytes + change.length);
        }
    }
  /* What is known of fields and their places stays: the next ones are the same. */
  g_ptr_array_set_size (from->chunks, 0);
  from->first = from->end = 0;
  from->n_left_out = 0;
  for (guint i = 0; i < from->fields->len; i++)
    {
      MgChangedField *field = get_field (from, i);

      field->n_changes = 0;
      field->numeric = FALSE;
    }
}

/* --- What is asked for --- */

guint64
mg_changes_get_first (MgChanges *self)
{
  return self->first;
}

guint64
mg_changes_get_end (MgChanges *self)
{
  return self->end;
}

static const Chunk *
find_chunk (MgChanges *self, guint64 number, guint *index)
{
  g_return_val_if_fail (number >= self->first && number < self->end, NULL);

  *index = (guint) ((number - self->first) % CHUNK);
  return g_ptr_array_index (self->chunks, (guint) ((number - self->first) / CHUNK));
}

const MgChange *
mg_changes_get (MgChanges *self, guint64 number)
{
  guint index;
  const Chunk *chunk = find_chunk (self, number, &index);

  return chunk != NULL ? &g_array_index (chunk->changes, MgChange, index) : NULL;
}

guint
mg_changes_get_n_fields (MgChanges *self)
{
  return self->fields->len;
}

const MgChangedField *
mg_changes_get_field (MgChanges *self, guint index)
{
  return get_field (self, index);
}

guint64
mg_changes_get_n_left_out (MgChanges *self)
{
  return self->n_left_out;
}

static char *
dup_hex (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? " " : "", bytes[i]);
  return g_string_free (text, FALSE);
}

char *
mg_changes_dup_text (MgChanges *self, guint64 number, gboolean after)
{
  guint index;
  const Chunk *chunk = find_chunk (self, number, &index);
  const MgChange *change = &g_array_index (chunk->changes, MgChange, index);
  const guint8 *bytes = chunk->bytes->data + change->bytes + (after ? change->length : 0);
  MgField *field = get_field (self, change->field)->field;
  const MgValueContext context = { .monotonic_us = change->time_us };
  g_auto (MgValue) value = { 0 };

  if (field == NULL || !mg_value_decode (mg_field_get_format (field), bytes, change->length, &value))
    return dup_hex (bytes, change->length);
  return mg_value_to_text (mg_field_get_format (field), &value, &context);
}

char *
mg_changed_field_dup_number (const MgChangedField *field, double number)
{
  const MgFormat *format = field->field != NULL ? mg_field_get_format (field->field) : NULL;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, ABS (number) < 1e15 && number == floor (number) ? "%.0f" : "%.9g",
                   number);
  if (format != NULL && format->unit != NULL)
    return g_strdup_printf ("%s %s", text, format->unit);
  return g_strdup (text);
}

double
mg_changed_field_get_rate_hz (const MgChangedField *field)
{
  if (field->n_changes < 2 || field->last_us <= field->first_us)
    return 0;
  return (double) (field->n_changes - 1) * G_USEC_PER_SEC / (double) (field->last_us - field->first_us);
}
