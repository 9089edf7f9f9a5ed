#include "config.h"

#include "core/comparison.h"

#include "core/compare.h"
#include "core/error.h"
#include "core/field-compare.h"
#include "core/source-copy.h"

#include <string.h>

static void
field_free (gpointer data)
{
  MgComparedField *field = data;

  g_free (field->path);
  g_free (field->type);
  g_free (field->a);
  g_free (field->b);
  g_free (field);
}

typedef struct
{
  MgComparison *comparison;
  guint64 end; /* of the last one */
} Runs;

static gboolean
run_cb (MgRange run, const guint8 *a, const guint8 *b, gpointer user_data)
{
  Runs *runs = user_data;
  MgComparison *self = runs->comparison;
  MgComparedRun new = { .range = run };
  gsize n_kept = (gsize) MIN (run.length, MG_COMPARISON_BYTES);
  gboolean goes_on = self->n_runs > 0 && run.start == runs->end; /* a long one comes in pieces */

  self->n_bytes += run.length;
  self->n_runs += !goes_on;
  runs->end = mg_range_end (run);
  if (self->n_runs > MG_COMPARISON_RUNS_MAX)
    return TRUE;
  if (goes_on)
    {
      g_array_index (self->runs, MgComparedRun, self->runs->len - 1).range.length += run.length;
      return TRUE;
    }
  memcpy (new.a, a, n_kept);
  memcpy (new.b, b, n_kept);
  g_array_append_val (self->runs, new);
  return TRUE;
}

static char *
dup_shortened (const char *text)
{
  g_autofree char *start = NULL;

  if (text == NULL || strlen (text) <= MG_COMPARISON_TEXT_MAX)
    return g_strdup (text);
  start = g_strndup (text, MG_COMPARISON_TEXT_MAX);
  return g_utf8_make_valid (start, -1);
}

static gboolean
field_cb (const MgFieldDifference *difference, gpointer user_data)
{
  MgComparison *self = user_data;
  MgComparedField *field;

  if (difference->unreadable)
    {
      self->n_fields_unreadable++;
      return TRUE;
    }
  if (++self->n_fields > MG_COMPARISON_FIELDS_MAX)
    return TRUE;
  field = g_new0 (MgComparedField, 1);
  field->path = mg_field_dup_path (difference->field);
  field->type = mg_field_dup_type_text (difference->field);
  field->a = dup_shortened (difference->a);
  field->b = dup_shortened (difference->b);
  if (difference->place != NULL)
    field->range = (MgRange) { difference->place->offset, difference->place->size };
  g_ptr_array_add (self->fields, field);
  return TRUE;
}

static gboolean
compare_fields (MgComparison *self, MgSource *a, MgSource *b, MgStructure *structure,
                GCancellable *cancellable)
{
  g_autoptr (MgFieldMemo) memo_a = mg_field_memo_new (), memo_b = mg_field_memo_new ();
  MgFieldBytes bytes_a = mg_field_bytes_from_source (a), bytes_b = mg_field_bytes_from_source (b);
  MgField *root = mg_structure_get_root (structure);

  bytes_a.memo = memo_a;
  bytes_b.memo = memo_b;
  self->by_fields = TRUE;
  return mg_compare_fields (&root, 1, &bytes_a, &bytes_b, NULL, field_cb, self, cancellable,
                            &self->fields_error)
         || !g_error_matches (self->fields_error, MG_ERROR, MG_ERROR_CANCELLED);
}

MgComparison *
mg_comparison_new (MgSource *a, MgSource *b, MgStructure *structure, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (MgSource) copy_a = mg_source_copy_new (a, MG_SOURCE_COPY_MAX);
  g_autoptr (MgSource) copy_b = mg_source_copy_new (b, MG_SOURCE_COPY_MAX);
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (MgComparison) self = g_new0 (MgComparison, 1);
  Runs runs = { self, 0 };
  gint64 start_us = g_get_monotonic_time ();

  g_atomic_ref_count_init (&self->ref_count);
  self->runs = g_array_new (FALSE, FALSE, sizeof (MgComparedRun));
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->real_time_us = g_get_real_time ();
  self->size_a = mg_source_get_size (copy_a);
  self->size_b = mg_source_get_size (copy_b);
  if (!mg_compare (copy_a, copy_b, (MgRange) { 0, MIN (self->size_a, self->size_b) }, run_cb, &runs,
                   unreadable, cancellable, error))
    return NULL;
  self->n_unreadable = mg_range_set_get_length (unreadable);
  if (structure != NULL && !compare_fields (self, copy_a, copy_b, structure, cancellable))
    {
      g_propagate_error (error, g_steal_pointer (&self->fields_error));
      return NULL;
    }
  self->took_us = g_get_monotonic_time () - start_us;
  return g_steal_pointer (&self);
}

MgComparison *
mg_comparison_ref (MgComparison *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mg_comparison_unref (MgComparison *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->runs);
  g_ptr_array_unref (self->fields);
  g_clear_error (&self->fields_error);
  g_free (self);
}

guint
mg_comparison_find_run (const MgComparison *self, guint64 offset)
{
  guint low = 0, high = self->runs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->runs, MgComparedRun, middle).range.start < offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
