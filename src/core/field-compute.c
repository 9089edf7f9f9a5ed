#include "config.h"

#include "core/field-private.h"

#include "core/error.h"
#include "core/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Expressions of annotations: what their names and functions mean where they stand.  What could go
 * on for ever is counted: fields that are read (the budget), expressions that need each other (the
 * frames, which tell a circle too). */
typedef struct _MgFrame MgFrame;

struct _MgFrame
{
  const MgFrame *outer;
  const MgExpression *expression;
  guint64 start, index;
  guint depth;
};

#define MAX_FRAMES 16

gboolean
mg_locator_spend (MgLocator *locator, guint cost, GError **error)
{
  if (locator->budget >= cost)
    {
      locator->budget -= cost;
      return TRUE;
    }
  locator->budget = 0;
  mg_set_error (error, MG_ERROR_LIMIT, NULL, _ ("to tell it takes more than %d fields"), MG_LOCATOR_BUDGET);
  return FALSE;
}

static const char *
get_name (const MgNode *node)
{
  return node->name != NULL ? node->name : "[]";
}

/* --- Bytes --- */

static gboolean
fail_outside (const MgLocator *locator, guint64 start, GError **error)
{
  g_autofree char *hex = mg_hex_to_string (start + locator->structure->offset);

  mg_set_error (error, MG_ERROR_OUT_OF_RANGE, NULL, _ ("it reaches over the object's end (offset %s)"), hex);
  return FALSE;
}

gsize
mg_locator_copy (MgLocator *locator, guint64 start, gsize length, guint8 *bytes, guint8 *states,
                 GError **error)
{
  const MgFieldBytes *from = locator->bytes;

  if (start >= locator->size || length > locator->size - start)
    {
      length = start < locator->size ? (gsize) (locator->size - start) : 0;
      fail_outside (locator, start, error);
      error = NULL;
    }
  if (length == 0)
    return 0;
  from->copy (from->data, locator->structure->offset + start, length, bytes, states);
  for (gsize i = 0; i < length; i++)
    if (states[i] != MG_BYTE_OK)
      {
        mg_set_error (error, MG_ERROR_UNREADABLE, NULL, "%s",
                      states[i] == MG_BYTE_UNREADABLE ? _ ("its bytes can't be read")
                                                      : _ ("its bytes have not been read"));
        return i;
      }
  return length;
}

gboolean
mg_locator_get_number (MgLocator *locator, const MgSpot *spot, MgResult *result, GError **error)
{
  const MgNode *node = spot->node;
  guint8 bytes[32], states[32];
  gsize size = (gsize) MIN (node->size, sizeof bytes);
  g_auto (MgValue) value = { 0 };

  if (!mg_locator_spend (locator, 1, error))
    return FALSE;
  if (node->shape != MG_SHAPE_VALUE || node->format.kind < MG_FORMAT_SIGNED || node->size > sizeof bytes
      || node->format.kind == MG_FORMAT_TEXT || node->format.kind >= MG_FORMAT_GUID)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no number"), get_name (node));
      return FALSE;
    }
  if (mg_locator_copy (locator, spot->start, size, bytes, states, error) < size)
    return FALSE;
  if (!mg_value_decode (&node->format, bytes, size, &value))
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no number"), get_name (node));
      return FALSE;
    }
  switch (node->format.kind)
    {
    case MG_FORMAT_FLOAT:
    case MG_FORMAT_BFLOAT16:
    case MG_FORMAT_X87:
    case MG_FORMAT_DECIMAL:
      *result = (MgResult) { .is_real = TRUE, .real = value.real };
      return TRUE;
    default:
      *result = (MgResult) { .integer = (__int128) value.bits };
      if (node->format.kind == MG_FORMAT_SIGNED || result->integer >= 0)
        return TRUE;
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("the number has more than 128 bits"));
      return FALSE;
    }
}

/* --- Expressions --- */

gboolean
mg_scope_compute (const MgFieldScope *scope, const MgExpression *expression, MgResult *result, GError **error)
{
  MgLocator *locator = scope->locator;
  MgFrame frame = { locator->frames, expression, scope->spot->start,
                    scope->index != NULL ? *scope->index : G_MAXUINT64, 0 };
  gboolean ok;

  frame.depth = frame.outer != NULL ? frame.outer->depth + 1 : 0;
  for (const MgFrame *outer = frame.outer; outer != NULL; outer = outer->outer)
    if (outer->expression == expression && outer->start == frame.start && outer->index == frame.index)
      {
        mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” depends on itself"),
                      mg_expression_get_text (expression));
        return FALSE;
      }
  if (frame.depth >= MAX_FRAMES)
    {
      mg_set_error (error, MG_ERROR_LIMIT, NULL, _ ("more than %d expressions need each other"), MAX_FRAMES);
      return FALSE;
    }
  if (!mg_locator_spend (locator, 1, error))
    return FALSE;
  locator->frames = &frame;
  ok = mg_expression_evaluate (expression, mg_scope_look_up, (gpointer) scope, result, error);
  locator->frames = frame.outer;
  return ok;
}

gboolean
mg_locator_compute (MgLocator *locator, const MgSpot *spot, const MgExpression *expression, MgResult *result,
                    GError **error)
{
  const MgFieldScope scope = { .locator = locator, .spot = spot };

  return mg_scope_compute (&scope, expression, result, error);
}

/* An offset or count that a word computes. */
gboolean
mg_scope_compute_natural (const MgFieldScope *scope, const MgWords *words, MgWord word, guint64 *natural,
                          GError **error)
{
  const MgExpression *expression = words->given[word]->expressions[0];
  MgResult result;

  if (!mg_scope_compute (scope, expression, &result, error))
    {
      if (scope->locator->frames == NULL) /* once, however many need each other */
        g_prefix_error (error, "@%s: ", mg_word_to_string (word));
      return FALSE;
    }
  if (result.is_real || result.integer < 0 || result.integer > (__int128) MG_OFFSET_MAX)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL,
                    result.is_real         ? _ ("@%s(%s) is no integer")
                    : result.integer < 0   ? _ ("@%s(%s) is less than 0")
                                           : _ ("@%s(%s) is more than any object has"),
                    mg_word_to_string (word), mg_expression_get_text (expression));
      return FALSE;
    }
  *natural = (guint64) result.integer;
  return TRUE;
}

gboolean
mg_scope_compute_truth (const MgFieldScope *scope, const MgWords *words, MgWord word, gboolean *truth,
                        GError **error)
{
  MgResult result;

  if (!mg_scope_compute (scope, words->given[word]->expressions[0], &result, error))
    {
      if (scope->locator->frames == NULL) /* once, however many need each other */
        g_prefix_error (error, "@%s: ", mg_word_to_string (word));
      return FALSE;
    }
  *truth = mg_result_is_true (&result);
  return TRUE;
}

/* From @spot along a path to what it names. */
static gboolean
follow (MgLocator *locator, const MgSpot *spot, const MgPathStep *steps, guint n_steps, MgSpotFunc func,
        gpointer data, GError **error)
{
  MgSpot next;

  if (n_steps == 0)
    return func (locator, spot, data, error);
  if (!mg_locator_spend (locator, 1, error))
    return FALSE;
  if (spot->node->target != NULL)
    {
      gboolean exists;

      if (!mg_locator_find_target (locator, spot, &exists, &next, error))
        return FALSE;
      if (exists)
        return follow (locator, &next, steps, n_steps, func, data, error);
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” points to nothing"),
                    get_name (spot->node));
      return FALSE;
    }
  if (steps->name != NULL && spot->node->shape == MG_SHAPE_RECORD)
    {
      const MgNode *node = g_hash_table_lookup (spot->node->record->names, steps->name);

      if (node != NULL)
        return mg_locator_find_place (locator, spot, node, &next, error)
               && follow (locator, &next, steps + 1, n_steps - 1, func, data, error);
    }
  else if (steps->name == NULL && (spot->node->shape == MG_SHAPE_ARRAY || spot->node->is_text))
    {
      MgExtent extent;

      if (!mg_locator_measure (locator, spot, &extent, error))
        return FALSE;
      if (spot->node->is_text)
        {
          extent.stride = spot->node->format.unit_size;
          extent.n_children = extent.size / extent.stride;
        }
      return mg_locator_find_element (locator, spot, &extent, steps->index, &next, error)
             && follow (locator, &next, steps + 1, n_steps - 1, func, data, error);
    }
  if (steps->name != NULL)
    mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("there is no field “%s”"), steps->name);
  else
    mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no array"),
                  get_name (spot->node));
  return FALSE;
}

/* Outwards from where the expression stands.  *found: FALSE where no field has the name */
static gboolean
find_named (const MgFieldScope *scope, const MgPathStep *steps, guint n_steps, gboolean *found,
            MgSpotFunc func, gpointer data, GError **error)
{
  *found = TRUE;
  for (const MgSpot *spot = scope->spot; spot != NULL; spot = spot->outer)
    {
      if (spot->node->shape != MG_SHAPE_RECORD || (scope->skip && spot == scope->spot))
        continue;
      if (g_hash_table_contains (spot->node->record->names, steps->name))
        return follow (scope->locator, spot, steps, n_steps, func, data, error);
    }
  *found = FALSE;
  return FALSE;
}

gboolean
mg_scope_find (const MgFieldScope *scope, const MgPathStep *steps, guint n_steps, MgSpotFunc func,
               gpointer data, GError **error)
{
  gboolean found;

  if (find_named (scope, steps, n_steps, &found, func, data, error))
    return TRUE;
  if (!found)
    mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("there is no field “%s”"), steps[0].name);
  return FALSE;
}

static gboolean
find_field (const MgFieldScope *scope, const MgArgument *argument, MgSpotFunc func, gpointer data,
            GError **error)
{
  return mg_scope_find (scope, argument->steps, argument->n_steps, func, data, error);
}

static gboolean
get_number_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  return mg_locator_get_number (locator, spot, data, error);
}

/* $this and the like. */
static gboolean
lookup_special (const MgFieldScope *scope, const char *name, MgResult *result, GError **error)
{
  const MgSpot *spot = scope->spot;

  *result = (MgResult) { 0 };
  if (strcmp (name, "$size") == 0)
    {
      result->integer = (__int128) scope->locator->size;
      return TRUE;
    }
  if (strcmp (name, "$field") == 0 && scope->field != NULL)
    {
      result->integer = (__int128) *scope->field;
      return TRUE;
    }
  if (strcmp (name, "$index") == 0 && scope->index != NULL)
    {
      result->integer = (__int128) *scope->index;
      return TRUE;
    }
  if (strcmp (name, "$this") == 0 && scope->skip)
    spot = spot->outer;
  for (; spot != NULL; spot = spot->outer)
    if (strcmp (name, "$this") == 0 ? spot->node->shape == MG_SHAPE_RECORD
                                    : strcmp (name, "$index") == 0 && spot->node->role == MG_ROLE_ELEMENT)
      {
        result->integer = (__int128) (*name == '$' && name[1] == 't' ? spot->start : spot->index);
        return TRUE;
      }
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("there is no “%s” here"), name);
  return FALSE;
}

gboolean
mg_scope_look_up (const MgPathStep *steps, guint n_steps, gpointer data, MgResult *result, GError **error)
{
  const MgFieldScope *scope = data;
  gboolean found;

  if (steps[0].name[0] == '$')
    return lookup_special (scope, steps[0].name, result, error);
  if (find_named (scope, steps, n_steps, &found, get_number_cb, result, error))
    return TRUE;
  if (found)
    return FALSE;
  *result = (MgResult) { 0 };
  if (n_steps == 1
      && mg_c_unit_find_constant (scope->locator->structure->unit, steps[0].name, &result->integer))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("there is no field “%s”"), steps[0].name);
  return FALSE;
}

/* --- Functions --- */

static gboolean
is_less (const MgResult *a, const MgResult *b)
{
  return a->is_real || b->is_real ? mg_result_get_real (a) < mg_result_get_real (b) : a->integer < b->integer;
}

static gboolean
min_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
        GError **error)
{
  *result = arguments[is_less (&arguments[1].value, &arguments[0].value)].value;
  return TRUE;
}

static gboolean
max_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
        GError **error)
{
  *result = arguments[is_less (&arguments[0].value, &arguments[1].value)].value;
  return TRUE;
}

/* Up to the next multiple. */
static gboolean
align_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
          GError **error)
{
  __int128 x = arguments[0].value.integer, n = arguments[1].value.integer, rest;

  if (arguments[0].value.is_real || arguments[1].value.is_real || n <= 0)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("align needs integers, the second more than 0"));
      return FALSE;
    }
  rest = x % n;
  if (rest < 0)
    rest += n;
  *result = (MgResult) { .integer = x };
  if (rest == 0 || !__builtin_add_overflow (x, n - rest, &result->integer))
    return TRUE;
  mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("the number has more than 128 bits"));
  return FALSE;
}

static gboolean
get_end_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  MgResult *result = data;
  MgExtent extent;

  if (!mg_locator_measure (locator, spot, &extent, error))
    return FALSE;
  *result = (MgResult) { .integer = (__int128) spot->start + (__int128) extent.size };
  return TRUE;
}

static gboolean
end_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
        GError **error)
{
  return find_field (data, arguments, get_end_cb, result, error);
}

/* Code units up to a NUL. */
static gboolean
get_length_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  MgResult *result = data;
  guint unit = spot->node->format.unit_size;
  guint8 bytes[1024], states[1024];
  MgExtent extent;
  guint64 length = 0;

  if (!spot->node->is_text || unit == 0)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no text"), get_name (spot->node));
      return FALSE;
    }
  if (!mg_locator_measure (locator, spot, &extent, error))
    return FALSE;
  while (length < MIN (extent.size, MG_VALUE_MAX_TEXT))
    {
      gsize part = (gsize) MIN (sizeof bytes, extent.size - length);
      g_autoptr (GError) reason = NULL;
      gsize n = mg_locator_copy (locator, spot->start + length, part, bytes, states, &reason);

      for (gsize i = 0; i + unit <= n; i += unit)
        {
          guint32 character = 0;

          memcpy (&character, bytes + i, unit);
          if (character == 0)
            {
              *result = (MgResult) { .integer = (__int128) ((length + i) / unit) };
              return TRUE;
            }
        }
      if (n < part)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      if (!mg_locator_spend (locator, 16, error))
        return FALSE;
      length += n;
    }
  *result = (MgResult) { .integer = (__int128) (length / unit) };
  return TRUE;
}

static gboolean
length_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
           GError **error)
{
  return find_field (data, arguments, get_length_cb, result, error);
}

/* argmax and argmin: an array, and which number of each element is compared. */
typedef struct
{
  const MgArgument *member;
  gboolean max;
  MgResult *result;
} Search;

static gboolean
search_cb (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error)
{
  const Search *search = data;
  MgExtent extent;
  MgResult best = { 0 };

  if (!mg_locator_measure (locator, spot, &extent, error))
    return FALSE;
  if (spot->node->shape != MG_SHAPE_ARRAY || extent.n_children == 0)
    {
      mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is no array with elements"),
                    get_name (spot->node));
      return FALSE;
    }
  for (guint64 i = 0; i < extent.n_children; i++)
    {
      MgSpot element;
      MgResult value;

      if (!mg_locator_find_element (locator, spot, &extent, i, &element, error)
          || !follow (locator, &element, search->member->steps, search->member->n_steps, get_number_cb,
                      &value, error))
        return FALSE;
      /* the first one of equals */
      if (i > 0 && !(search->max ? is_less (&best, &value) : is_less (&value, &best)))
        continue;
      best = value;
      *search->result = (MgResult) { .integer = (__int128) i };
    }
  return TRUE;
}

static gboolean
argmax_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
           GError **error)
{
  Search search = { &arguments[1], TRUE, result };

  return find_field (data, arguments, search_cb, &search, error);
}

static gboolean
argmin_cb (const MgArgument *arguments, guint n_arguments, guint id, gpointer data, MgResult *result,
           GError **error)
{
  Search search = { &arguments[1], FALSE, result };

  return find_field (data, arguments, search_cb, &search, error);
}

const MgFunction mg_field_functions[] = {
  { "min", 2, 2, 0, min_cb },       { "max", 2, 2, 0, max_cb },         { "align", 2, 2, 0, align_cb },
  { "end", 1, 1, 1, end_cb },       { "length", 1, 1, 1, length_cb },   { "argmax", 2, 2, 3, argmax_cb },
  { "argmin", 2, 2, 3, argmin_cb },
};
const guint mg_field_n_functions = G_N_ELEMENTS (mg_field_functions);
