#include "config.h"

#include "core/field-private.h"

#include "core/error.h"
#include "core/number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Most parts of a record or array that are told in its line, and characters after which it ends. */
#define MAX_PARTS 8
#define MAX_CHARACTERS 64

/* "?" where it can't be told: the part's own line says why. */
static char *
dup_value (MgLocator *locator, const MgSpot *spot, const MgValueContext *context, GError **error)
{
  g_auto (MgValue) value = { 0 };

  if (!mg_locator_decode (locator, spot, &value, error))
    return NULL;
  return mg_value_to_text (&spot->node->format, &value, context);
}

/* --- Records --- */

/* What @label names: without quotes, as it is a name. */
static char *
dup_label (MgLocator *locator, const MgSpot *record, const MgWordArgument *label,
           const MgValueContext *context)
{
  MgPathStep steps[MG_EXPRESSION_MAX_STEPS];
  guint n_steps = mg_expression_get_path (label->expressions[0], steps);
  MgSpot spots[MG_EXPRESSION_MAX_STEPS];
  const MgSpot *spot = record;
  char *text;
  gsize length;

  for (guint i = 0; i < n_steps; i++)
    {
      const MgNode *node = spot->node;
      MgExtent extent;

      if (steps[i].name != NULL)
        {
          node = node->shape == MG_SHAPE_RECORD ? g_hash_table_lookup (node->record->names, steps[i].name)
                                                : NULL;
          if (node == NULL || !mg_locator_find_place (locator, spot, node, &spots[i], NULL))
            return NULL;
        }
      else if (node->shape != MG_SHAPE_ARRAY || !mg_locator_measure (locator, spot, &extent, NULL)
               || !mg_locator_find_element (locator, spot, &extent, steps[i].index, &spots[i], NULL))
        return NULL;
      spot = &spots[i];
    }
  text = dup_value (locator, spot, context, NULL);
  length = text != NULL ? strlen (text) : 0;
  if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
    {
      memmove (text, text + 1, length - 2);
      text[length - 2] = '\0';
    }
  return text;
}

/* One more part of a line.  FALSE where the line is full. */
static gboolean
append_part (GString *line, MgLocator *locator, const MgSpot *spot, guint n_before,
             const MgValueContext *context)
{
  g_autofree char *text = NULL;

  if (n_before == MAX_PARTS || line->len > MAX_CHARACTERS)
    {
      g_string_append (line, ", …");
      return FALSE;
    }
  if (spot->node->shape == MG_SHAPE_VALUE)
    text = dup_value (locator, spot, context, NULL);
  g_string_append (line, n_before > 0 ? ", " : "");
  g_string_append (line, text != NULL                            ? text
                         : spot->node->shape == MG_SHAPE_RECORD ? "(…)"
                         : spot->node->shape == MG_SHAPE_ARRAY  ? "[…]"
                                                                : "?");
  return TRUE;
}

static char *
dup_record (MgLocator *locator, const MgSpot *spot, const MgValueContext *context)
{
  const MgRecord *record = spot->node->record;
  const MgWords *words = mg_words_has (spot->node->words, MG_WORD_LABEL) ? spot->node->words : record->words;
  g_autoptr (GString) line = g_string_new ("(");
  guint n_parts = 0;

  if (mg_words_has (words, MG_WORD_LABEL))
    {
      char *label = dup_label (locator, spot, words->given[MG_WORD_LABEL], context);

      if (label != NULL)
        return label;
    }
  for (guint i = 0; i < record->n_members; i++)
    {
      MgSpot part;

      if (mg_words_has (record->members[i]->words, MG_WORD_HIDDEN)
          || !mg_locator_find_member (locator, spot, record->members[i], &part, NULL) || part.absent)
        continue;
      if (!append_part (line, locator, &part, n_parts, context))
        break;
      n_parts++;
    }
  g_string_append_c (line, ')');
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* --- Arrays --- */

/* How many there are, and why not all. */
static char *
dup_count (const MgNode *node, const MgExtent *extent)
{
  g_autofree char *shown = mg_decimal_to_string (extent->n_children);
  gboolean counted = mg_words_has (node->words, MG_WORD_COUNT);
  const char *count =
      counted ? mg_expression_get_text (node->words->given[MG_WORD_COUNT]->expressions[0]) : NULL;
  g_autofree char *declared = NULL;

  if (extent->n_children < extent->n_declared)
    {
      declared = mg_decimal_to_string (extent->n_declared);
      return counted ? g_strdup_printf (_ ("%s of %s shown: the object ends there (count: %s)"), shown,
                                        declared, count)
                     : g_strdup_printf (_ ("%s of %s shown: the object ends there"), shown, declared);
    }
  if (counted && node->count > extent->n_children && !node->is_open)
    {
      declared = mg_decimal_to_string (node->count);
      return g_strdup_printf (_ ("%s of %s shown (count: %s)"), shown, declared, count);
    }
  if (counted)
    return g_strdup_printf (_ ("%s shown (count: %s)"), shown, count);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s element", "%s elements",
                                       (gulong) MIN (extent->n_children, 1000)), shown);
}

static char *
dup_array (MgLocator *locator, const MgSpot *spot, const MgValueContext *context, GError **error)
{
  const MgNode *node = spot->node;
  MgExtent extent;
  g_autoptr (GString) line = NULL;

  if (!mg_locator_measure (locator, spot, &extent, error))
    return NULL;
  if (node->element->shape != MG_SHAPE_VALUE || node->element->is_text || extent.n_children == 0
      || extent.n_children < extent.n_declared || mg_words_has (node->words, MG_WORD_COUNT))
    return dup_count (node, &extent);
  line = g_string_new ("[");
  for (guint64 i = 0; i < extent.n_children; i++)
    {
      MgSpot part;

      if (!mg_locator_find_element (locator, spot, &extent, i, &part, NULL)
          || !append_part (line, locator, &part, (guint) i, context))
        break;
    }
  g_string_append_c (line, ']');
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* --- Fields --- */

static char *
dup_pointer (MgLocator *locator, const MgSpot *spot, const MgValueContext *context, GError **error)
{
  g_autofree char *raw = dup_value (locator, spot, context, error), *hex = NULL;
  gboolean exists;
  MgSpot target;

  if (raw == NULL || !mg_locator_find_target (locator, spot, &exists, &target, error))
    return NULL;
  if (!exists)
    return g_strdup_printf (_ ("%s: to nothing here"), raw);
  hex = mg_hex_to_string (target.start + locator->structure->offset);
  return g_strdup_printf ("→ %s", hex);
}

char *
mg_field_dup_text (MgField *field, const MgFieldBytes *bytes, const MgValueContext *context)
{
  MgSpot spots[MG_FIELD_MAX_DEPTH + 1];
  g_auto (MgLocator) locator = { 0 };
  g_autoptr (GError) error = NULL;
  const MgSpot *spot;
  char *text = NULL;

  g_return_val_if_fail (field != NULL && bytes != NULL, NULL);
  mg_locator_init (&locator, field->structure, bytes);
  spot = mg_locator_find_field (&locator, field, spots, &error);
  if (spot != NULL && spot->absent)
    return g_strdup (_ ("not there now"));
  if (spot != NULL && spot->node->shape == MG_SHAPE_RECORD)
    text = dup_record (&locator, spot, context);
  else if (spot != NULL && spot->node->shape == MG_SHAPE_ARRAY)
    text = dup_array (&locator, spot, context, &error);
  else if (spot != NULL && spot->node->target != NULL)
    text = dup_pointer (&locator, spot, context, &error);
  else if (spot != NULL)
    text = dup_value (&locator, spot, context, &error);
  return text != NULL ? text : g_strdup (error->message);
}
