#include "config.h"

#include "core/field-private.h"

#include "core/error.h"
#include "core/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where nodes are at one moment: from what they are in to themselves, computing only what is asked for. */

/* --- What is remembered of a moment --- */

typedef struct
{
  const MgNode *node;
  guint64 start;
} Key;

struct _MgFieldMemo
{
  GHashTable *starts; /* Key → GArray of guint64: where the elements of an array begin */
};

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->node) ^ (guint) (key->start * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) >> 32);
}

static gboolean
is_equal_key (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->node == other->node && one->start == other->start;
}

MgFieldMemo *
mg_field_memo_new (void)
{
  MgFieldMemo *memo = g_new (MgFieldMemo, 1);

  memo->starts = g_hash_table_new_full (hash_key, is_equal_key, g_free, (GDestroyNotify) g_array_unref);
  return memo;
}

void
mg_field_memo_clear (MgFieldMemo *memo)
{
  g_hash_table_remove_all (memo->starts);
}

void
mg_field_memo_free (MgFieldMemo *memo)
{
  g_hash_table_unref (memo->starts);
  g_free (memo);
}

void
mg_locator_init (MgLocator *locator, MgStructure *structure, const MgFieldBytes *bytes)
{
  *locator = (MgLocator) { .structure = structure, .bytes = bytes, .budget = MG_LOCATOR_BUDGET };
  locator->size = bytes->size > structure->offset ? bytes->size - structure->offset : 0;
  locator->memo = bytes->memo;
}

void
mg_locator_clear (MgLocator *locator)
{
  if (locator->memo != NULL && locator->memo != locator->bytes->memo)
    mg_field_memo_free (locator->memo);
  locator->memo = NULL;
}

/* --- Members --- */

static gboolean
add_offset (guint64 start, guint64 offset, guint64 *sum, GError **error)
{
  if (g_uint64_checked_add (sum, start, offset) && *sum <= MG_OFFSET_MAX)
    return TRUE;
  mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("its offset is more than any object has"));
  return FALSE;
}

/* Where a member or group of members begins that would be at @offset behind @start. */
static gboolean
place (MgLocator *locator, const MgSpot *record, const MgWords *words, guint64 start, guint64 offset,
       guint64 *result, GError **error)
{
  guint64 plain;
  const MgFieldScope scope = { .locator = locator, .spot = record, .field = &plain };

  if (!add_offset (start, offset, &plain, error))
    return FALSE;
  if (mg_words_has (words, MG_WORD_AT))
    return mg_scope_compute_natural (&scope, words, MG_WORD_AT, result, error);
  *result = plain;
  return TRUE;
}

static gboolean
place_group (MgLocator *locator, const MgSpot *record, const MgGroup *group, guint64 *start, GError **error)
{
  guint64 outer = record->start;

  if (group == NULL)
    {
      *start = record->start;
      return TRUE;
    }
  return (group->outer == NULL || place_group (locator, record, group->outer, &outer, error))
         && place (locator, record, group->words, outer, group->offset, start, error);
}

gboolean
mg_locator_find_place (MgLocator *locator, const MgSpot *record, const MgNode *node, MgSpot *spot,
                       GError **error)
{
  guint64 start;

  *spot = (MgSpot) { .outer = record, .node = node, .absent = record->absent };
  return mg_locator_spend (locator, 1, error) && place_group (locator, record, node->group, &start, error)
         && place (locator, record, node->words, start, node->offset, &spot->start, error);
}

/* Whether one of the values of a @case is that of the tag. */
static gboolean
is_case (const MgFieldScope *scope, const MgWords *words, const MgResult *tag, gboolean *matches,
         GError **error)
{
  const MgWordArgument *argument = words->given[MG_WORD_CASE];

  *matches = FALSE;
  for (guint i = 0; i < argument->n_expressions && !*matches; i++)
    {
      MgResult value;

      if (!mg_scope_compute (scope, argument->expressions[i], &value, error))
        return FALSE;
      *matches = tag->is_real || value.is_real ? mg_result_get_real (tag) == mg_result_get_real (&value)
                                               : tag->integer == value.integer;
    }
  return TRUE;
}

/* @words: of a member of a union whose tag @tagged has; @cases: of all members of it */
static gboolean
check_case (const MgFieldScope *scope, const MgWords *words, const MgWords *tagged,
            const MgWords *const *cases, guint n_cases, gboolean *absent, GError **error)
{
  gboolean matches = FALSE;
  MgResult tag;

  if (!mg_scope_compute (scope, tagged->given[MG_WORD_TAG]->expressions[0], &tag, error))
    {
      g_prefix_error (error, "@tag: ");
      return FALSE;
    }
  if (!words->given[MG_WORD_CASE]->is_default)
    {
      if (!is_case (scope, words, &tag, &matches, error))
        return FALSE;
      *absent = !matches;
      return TRUE;
    }
  for (guint i = 0; i < n_cases && !matches; i++)
    if (!is_case (scope, cases[i], &tag, &matches, error))
      return FALSE;
  *absent = matches;
  return TRUE;
}

/* What @if and @case say of a member, or of a group of them.  @outer: the group that it is in */
static gboolean
check_presence (MgLocator *locator, const MgSpot *record, const MgWords *words, const MgGroup *outer,
                gboolean *absent, GError **error)
{
  const MgFieldScope scope = { .locator = locator, .spot = record };
  gboolean present;

  if (mg_words_has (words, MG_WORD_IF))
    {
      if (!mg_scope_compute_truth (&scope, words, MG_WORD_IF, &present, error))
        return FALSE;
      *absent = !present;
    }
  if (*absent || !mg_words_has (words, MG_WORD_CASE))
    return TRUE;
  if (outer != NULL)
    return !mg_words_has (outer->words, MG_WORD_TAG)
           || check_case (&scope, words, outer->words, outer->cases, outer->n_cases, absent, error);
  if (mg_words_has (record->node->words, MG_WORD_TAG)
      || mg_words_has (record->node->record->words, MG_WORD_TAG))
    {
      const MgWords *tagged = mg_words_has (record->node->words, MG_WORD_TAG) ? record->node->words
                                                                     : record->node->record->words;
      const MgFieldScope around = { .locator = locator, .spot = record, .skip = TRUE };

      return check_case (&around, words, tagged, record->node->record->cases, record->node->record->n_cases,
                         absent, error);
    }
  return TRUE;
}

gboolean
mg_locator_find_member (MgLocator *locator, const MgSpot *record, const MgNode *node, MgSpot *spot,
                        GError **error)
{
  if (!mg_locator_find_place (locator, record, node, spot, error))
    return FALSE;
  if (!spot->absent && !check_presence (locator, record, node->words, node->group, &spot->absent, error))
    return FALSE;
  for (const MgGroup *group = node->group; group != NULL && !spot->absent; group = group->outer)
    if (!check_presence (locator, record, group->words, group->outer, &spot->absent, error))
      return FALSE;
  return TRUE;
}

/* --- Pointers --- */

gboolean
mg_locator_find_target (MgLocator *locator, const MgSpot *pointer, gboolean *exists, MgSpot *spot,
                        GError **error)
{
  const MgNode *node = pointer->node;
  const MgWordArgument *argument = node->words->given[MG_WORD_POINTER];
  const MgFieldScope scope = { .locator = locator, .spot = pointer, .field = &pointer->start };
  MgResult base = { 0 }, value;
  __int128 target;

  *exists = FALSE;
  *spot = (MgSpot) { .outer = pointer, .node = node->target, .absent = pointer->absent };
  if (!mg_locator_get_number (locator, pointer, &value, error))
    return FALSE;
  if (value.integer == 0)
    return TRUE;
  if (argument->n_expressions > 0 && !mg_scope_compute (&scope, argument->expressions[0], &base, error))
    {
      g_prefix_error (error, "@pointer: ");
      return FALSE;
    }
  if (base.is_real || __builtin_add_overflow (base.integer, value.integer, &target))
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("@pointer(%s) is no offset"),
                    mg_expression_get_text (argument->expressions[0]));
      return FALSE;
    }
  /* a distance backwards in a type without a sign */
  if (target >= (__int128) locator->size && node->format.kind != MG_FORMAT_SIGNED
      && node->format.bit_size < 127)
    target -= (__int128) 1 << node->format.bit_size;
  if (target < 0 || target >= (__int128) locator->size)
    return TRUE;
  spot->start = (guint64) target;
  *exists = TRUE;
  return TRUE;
}

/* --- Elements --- */

/* Bytes from @start to where elements end at the latest. */
static gboolean
find_limit (const MgFieldScope *scope, const MgWords *words, guint64 start, guint64 *limit, GError **error)
{
  guint64 end = scope->locator->size, until;

  if (mg_words_has (words, MG_WORD_UNTIL))
    {
      if (!mg_scope_compute_natural (scope, words, MG_WORD_UNTIL, &until, error))
        return FALSE;
      end = MIN (end, until);
    }
  *limit = end > start ? end - start : 0;
  return TRUE;
}

/* Of an element that tells its own length. */
static const MgWords *
get_size_words (const MgNode *element)
{
  if (mg_words_has (element->words, MG_WORD_SIZE))
    return element->words;
  if (element->shape == MG_SHAPE_RECORD && mg_words_has (element->record->words, MG_WORD_SIZE))
    return element->record->words;
  return NULL;
}

static gboolean
measure_element (MgLocator *locator, const MgSpot *element, const MgWords *words, guint64 *size,
                 GError **error)
{
  const MgFieldScope scope = { .locator = locator, .spot = element };

  if (!mg_scope_compute_natural (&scope, words, MG_WORD_SIZE, size, error))
    return FALSE;
  if (*size > 0)
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("@size(%s) is 0"),
                mg_expression_get_text (words->given[MG_WORD_SIZE]->expressions[0]));
  return FALSE;
}

/* Where records of different lengths begin, and behind them where the last one ends.  One whose
 * length can't be told is the last. */
static const GArray *
walk (MgLocator *locator, const MgSpot *array, const MgWords *words, guint64 count, guint64 limit,
      GError **error)
{
  Key key = { array->node, array->start };
  guint64 end = array->start + limit, start = array->start;
  GArray *starts;

  if (locator->memo == NULL)
    locator->memo = mg_field_memo_new ();
  starts = g_hash_table_lookup (locator->memo->starts, &key);
  if (starts != NULL)
    return starts;
  starts = g_array_new (FALSE, FALSE, sizeof (guint64));
  count = MIN (count, MG_FIELD_MAX_RECORDS);
  for (guint64 i = 0; i < count && start < end; i++)
    {
      MgSpot element = { array, array->node->element, start, i, FALSE };
      guint64 size;

      g_autoptr (GError) reason = NULL;

      g_array_append_val (starts, start);
      if (measure_element (locator, &element, words, &size, &reason) && size <= end - start)
        {
          start += size;
          continue;
        }
      /* while others are computed that need it, half of it is no answer */
      if (reason != NULL && (locator->frames != NULL || locator->budget == 0))
        {
          g_array_unref (starts);
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
      start = MIN (start + array->node->element->size, end);
      break;
    }
  g_array_append_val (starts, start);
  g_hash_table_insert (locator->memo->starts, g_memdup2 (&key, sizeof key), starts);
  return starts;
}

static gboolean
measure_records (MgLocator *locator, const MgSpot *spot, const MgWords *words, guint64 count, guint64 limit,
                 MgExtent *extent, GError **error)
{
  const GArray *starts = walk (locator, spot, words, count, limit, error);

  if (starts == NULL)
    return FALSE;
  extent->starts = starts;
  extent->n_children = starts->len - 1;
  extent->size = g_array_index (starts, guint64, starts->len - 1) - spot->start;
  extent->n_declared = MAX (count == G_MAXUINT64 ? 0 : count, extent->n_children);
  return TRUE;
}

static gboolean
measure_array (MgLocator *locator, const MgSpot *spot, MgExtent *extent, GError **error)
{
  const MgNode *node = spot->node;
  const MgFieldScope scope = { .locator = locator, .spot = spot };
  const MgWords *words = node->words, *size_words = get_size_words (node->element);
  guint64 size = node->element->size;
  /* how many elements there are is not said, but where they end */
  gboolean counted =
      mg_words_has (words, MG_WORD_COUNT) || (!node->is_open && !mg_words_has (words, MG_WORD_UNTIL));
  guint64 count = node->count, limit, fit;

  if (mg_words_has (words, MG_WORD_COUNT)
      && !mg_scope_compute_natural (&scope, words, MG_WORD_COUNT, &count, error))
    return FALSE;
  if (!find_limit (&scope, words, spot->start, &limit, error))
    return FALSE;
  if (size_words != NULL)
    return measure_records (locator, spot, size_words, counted ? count : G_MAXUINT64, limit, extent, error);
  extent->stride = node->stride;
  if (mg_words_has (words, MG_WORD_STRIDE))
    {
      if (!mg_scope_compute_natural (&scope, words, MG_WORD_STRIDE, &extent->stride, error))
        return FALSE;
      if (extent->stride == 0)
        {
          mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("@stride(%s) is 0"),
                        mg_expression_get_text (words->given[MG_WORD_STRIDE]->expressions[0]));
          return FALSE;
        }
    }
  if (mg_words_has (words, MG_WORD_ELEMENT)) /* they may be anywhere */
    {
      extent->n_declared = counted ? count : 0;
      extent->n_children = MIN (extent->n_declared, MG_FIELD_MAX_RECORDS);
      extent->stride = 0;
      return TRUE;
    }
  if (extent->stride == 0)
    fit = counted ? count : 0;
  else if (counted && !mg_words_has (words, MG_WORD_UNTIL)) /* those of which there is something */
    fit = limit / extent->stride + (limit % extent->stride > 0);
  else
    fit = size <= limit ? (limit - size) / extent->stride + 1 : 0;
  extent->n_declared = counted ? count : fit;
  extent->n_children = MIN (MIN (extent->n_declared, fit), MG_FIELD_MAX_COUNT);
  if (extent->n_children > 0)
    extent->size = (extent->n_children - 1) * extent->stride + size;
  return TRUE;
}

/* Of text, how many bytes it has room for. */
static gboolean
measure_text (MgLocator *locator, const MgSpot *spot, MgExtent *extent, GError **error)
{
  const MgNode *node = spot->node;
  const MgFieldScope scope = { .locator = locator, .spot = spot };
  guint64 limit, count;

  extent->size = node->size;
  if (!node->is_open && !mg_words_has (node->words, MG_WORD_COUNT)
      && !mg_words_has (node->words, MG_WORD_UNTIL))
    return TRUE;
  if (!find_limit (&scope, node->words, spot->start, &limit, error))
    return FALSE;
  if (mg_words_has (node->words, MG_WORD_COUNT))
    {
      if (!mg_scope_compute_natural (&scope, node->words, MG_WORD_COUNT, &count, error))
        return FALSE;
      limit = count <= limit / node->format.unit_size ? count * node->format.unit_size : limit;
    }
  extent->size = limit - limit % node->format.unit_size;
  return TRUE;
}

gboolean
mg_locator_measure (MgLocator *locator, const MgSpot *spot, MgExtent *extent, GError **error)
{
  const MgNode *node = spot->node;
  gboolean exists = FALSE;
  MgSpot target;

  *extent = (MgExtent) { .size = node->size };
  if (!mg_locator_spend (locator, 1, error))
    return FALSE;
  switch (node->shape)
    {
    case MG_SHAPE_ARRAY:
      extent->size = 0;
      return measure_array (locator, spot, extent, error);
    case MG_SHAPE_RECORD:
      {
        const MgWords *words = node->role == MG_ROLE_ELEMENT ? get_size_words (node) : NULL;

        extent->n_children = node->record->n_members;
        return words == NULL || measure_element (locator, spot, words, &extent->size, error);
      }
    default:
      if (node->is_text)
        return measure_text (locator, spot, extent, error);
      /* a pointer that can't be read is told by its value */
      if (node->target != NULL && mg_locator_find_target (locator, spot, &exists, &target, NULL) && exists)
        extent->n_children = 1;
      return TRUE;
    }
}

gboolean
mg_locator_find_element (MgLocator *locator, const MgSpot *array, const MgExtent *extent, guint64 index,
                         MgSpot *spot, GError **error)
{
  const MgNode *node = array->node;
  const MgFieldScope scope = { .locator = locator, .spot = array, .index = &index };

  *spot = (MgSpot) { array, node->element, 0, index, array->absent };
  if (index >= extent->n_children)
    {
      /* thousands of elements may be tried in a row, where nobody asks why */
      if (error != NULL)
        {
          g_autofree char *n_text = mg_decimal_to_string (extent->n_children);
          g_autofree char *index_text = mg_decimal_to_string (index);

          mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("there is no element %s: there are %s"),
                        index_text, n_text);
        }
      return FALSE;
    }
  if (mg_words_has (node->words, MG_WORD_ELEMENT))
    return mg_scope_compute_natural (&scope, node->words, MG_WORD_ELEMENT, &spot->start, error);
  if (extent->starts != NULL)
    {
      spot->start = g_array_index (extent->starts, guint64, index);
      return TRUE;
    }
  return add_offset (array->start, index * extent->stride, &spot->start, error);
}

/* --- Fields --- */

void
mg_locator_find_root (MgLocator *locator, MgSpot *spot)
{
  *spot = (MgSpot) { .node = locator->structure->root.node };
}

const MgSpot *
mg_locator_find_field (MgLocator *locator, MgField *field, MgSpot *spots, GError **error)
{
  MgField *fields[MG_FIELD_MAX_DEPTH + 1];
  guint depth = field->depth;

  for (MgField *one = field; one != NULL; one = one->parent)
    fields[one->depth] = one;
  mg_locator_find_root (locator, &spots[0]);
  for (guint i = 1; i <= depth; i++)
    {
      const MgNode *node = fields[i]->node;
      const MgSpot *outer = &spots[i - 1];
      gboolean exists = TRUE;
      MgExtent extent;

      switch (node->role)
        {
        case MG_ROLE_MEMBER:
          if (!mg_locator_find_member (locator, outer, node, &spots[i], error))
            return NULL;
          break;
        case MG_ROLE_ELEMENT:
          if (!mg_locator_measure (locator, outer, &extent, error)
              || !mg_locator_find_element (locator, outer, &extent, fields[i]->index, &spots[i], error))
            return NULL;
          break;
        default:
          if (!mg_locator_find_target (locator, outer, &exists, &spots[i], error))
            return NULL;
        }
      if (!exists)
        {
          mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("it points to nothing in this object"));
          return NULL;
        }
    }
  return &spots[depth];
}

gboolean
mg_field_locate (MgField *field, const MgFieldBytes *bytes, MgFieldPlace *place_out, GError **error)
{
  MgSpot spots[MG_FIELD_MAX_DEPTH + 1];
  g_auto (MgLocator) locator = { 0 };
  const MgSpot *spot;
  MgExtent extent;

  g_return_val_if_fail (field != NULL && bytes != NULL && place_out != NULL, FALSE);
  mg_locator_init (&locator, field->structure, bytes);
  spot = mg_locator_find_field (&locator, field, spots, error);
  if (spot == NULL || !mg_locator_measure (&locator, spot, &extent, error))
    return FALSE;
  *place_out = (MgFieldPlace) {
    .offset = field->structure->offset + spot->start,
    .size = extent.size,
    .n_children = spot->absent || field->depth == MG_FIELD_MAX_DEPTH ? 0 : extent.n_children,
    .n_declared = extent.n_declared,
    .absent = spot->absent,
  };
  return TRUE;
}

/* --- Values --- */

/* Of text, how many of its bytes count. */
static gboolean
measure_content (MgLocator *locator, const MgSpot *spot, guint64 *size, GError **error)
{
  const MgNode *node = spot->node;
  const MgFieldScope scope = { .locator = locator, .spot = spot };
  MgExtent extent;
  guint64 length;

  if (!mg_locator_measure (locator, spot, &extent, error))
    return FALSE;
  *size = extent.size;
  if (!mg_words_has (node->words, MG_WORD_LENGTH))
    return TRUE;
  if (!mg_scope_compute_natural (&scope, node->words, MG_WORD_LENGTH, &length, error))
    return FALSE;
  if (length < *size / node->format.unit_size)
    *size = length * node->format.unit_size;
  return TRUE;
}

gboolean
mg_locator_decode (MgLocator *locator, const MgSpot *spot, MgValue *value, GError **error)
{
  const MgNode *node = spot->node;
  guint8 on_stack[1024];
  g_autofree guint8 *allocated = NULL;
  guint8 *bytes = on_stack;
  g_autoptr (GError) reason = NULL;
  guint64 size = node->size;
  gsize known;

  if (node->shape != MG_SHAPE_VALUE || node->format.kind == MG_FORMAT_NONE)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("it has no value of its own"));
      return FALSE;
    }
  if (node->is_text && !measure_content (locator, spot, &size, error))
    return FALSE;
  size = MIN (size, MG_VALUE_MAX_TEXT);
  if (size > sizeof on_stack / 2)
    bytes = allocated = g_malloc ((gsize) size * 2);
  known = mg_locator_copy (locator, spot->start, (gsize) size, bytes, bytes + size, &reason);
  /* of text, what is behind its end need not be known */
  if ((known == size || node->is_text) && mg_value_decode (&node->format, bytes, known, value)
      && (known == size || value->ended))
    return TRUE;
  mg_value_clear (value);
  *value = (MgValue) { .kind = MG_FORMAT_NONE };
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("its bytes are no value of its type"));
  return FALSE;
}

gboolean
mg_field_decode (MgField *field, const MgFieldBytes *bytes, MgValue *value, GError **error)
{
  MgSpot spots[MG_FIELD_MAX_DEPTH + 1];
  g_auto (MgLocator) locator = { 0 };
  const MgSpot *spot;

  g_return_val_if_fail (field != NULL && bytes != NULL && value != NULL, FALSE);
  mg_locator_init (&locator, field->structure, bytes);
  spot = mg_locator_find_field (&locator, field, spots, error);
  return spot != NULL && mg_locator_decode (&locator, spot, value, error);
}

/* --- Bytes of different kinds --- */

static void
copy_snapshot_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  mg_snapshot_copy (data, offset, length, bytes, states);
}

MgFieldBytes
mg_field_bytes_from_snapshot (const MgSnapshot *snapshot)
{
  return (MgFieldBytes) { copy_snapshot_cb, snapshot->size, (gpointer) snapshot, NULL };
}

static void
copy_source_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  guint64 size = mg_source_get_size (data);
  gsize inside = offset < size ? (gsize) MIN (length, size - offset) : 0;
  const MgRange *bad_ranges;
  gsize n_bad;
  gboolean any = inside > 0 && mg_source_read (data, offset, bytes, inside, unreadable, NULL);

  memset (states, any ? MG_BYTE_OK : MG_BYTE_UNREADABLE, length);
  memset (states + inside, MG_BYTE_NOT_READ, length - inside);
  if (!any)
    memset (bytes, 0, inside);
  memset (bytes + inside, 0, length - inside);
  bad_ranges = mg_range_set_get_ranges (unreadable, &n_bad);
  for (gsize i = 0; any && i < n_bad; i++)
    {
      MgRange bad = mg_range_intersect (bad_ranges[i], (MgRange) { offset, inside });

      if (bad.length > 0)
        memset (states + (bad.start - offset), MG_BYTE_UNREADABLE, (gsize) bad.length);
    }
}

MgFieldBytes
mg_field_bytes_from_source (MgSource *source)
{
  return (MgFieldBytes) { copy_source_cb, mg_source_get_size (source), source, NULL };
}
