#include "config.h"

#include "core/field-private.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

MgField *
mg_field_new (MgField *parent, const MgNode *node, guint64 index)
{
  MgField *field = g_new0 (MgField, 1);

  g_atomic_ref_count_init (&field->n_references);
  field->structure = parent->structure;
  field->parent = mg_field_ref (parent);
  field->node = node;
  field->index = index;
  field->depth = parent->depth + 1;
  return field;
}

MgField *
mg_field_ref (MgField *field)
{
  if (field->parent == NULL)
    mg_structure_ref (field->structure);
  else
    g_atomic_ref_count_inc (&field->n_references);
  return field;
}

void
mg_field_unref (MgField *field)
{
  while (field != NULL)
    {
      MgField *parent = field->parent;

      if (parent == NULL)
        {
          mg_structure_unref (field->structure);
          return;
        }
      if (!g_atomic_ref_count_dec (&field->n_references))
        return;
      g_free (field);
      field = parent;
    }
}

MgField *
mg_field_get_parent (MgField *field)
{
  return field->parent;
}

const MgCType *
mg_field_get_type (MgField *field)
{
  return field->node->type;
}

const MgCMember *
mg_field_get_member (MgField *field)
{
  return field->node->member;
}

const MgFormat *
mg_field_get_format (MgField *field)
{
  return &field->node->format;
}

guint
mg_field_get_depth (MgField *field)
{
  return field->depth;
}

gboolean
mg_field_is_hidden (MgField *field)
{
  return field->node->words != NULL && field->node->words->given[MG_WORD_HIDDEN] != NULL;
}

gboolean
mg_field_is_array (MgField *field)
{
  return field->node->shape == MG_SHAPE_ARRAY;
}

gboolean
mg_field_is_value (MgField *field)
{
  return field->node->format.kind != MG_FORMAT_NONE;
}

gboolean
mg_field_equal (MgField *a, MgField *b)
{
  while (a != b)
    {
      if (a == NULL || b == NULL || a->node != b->node || a->index != b->index || a->depth != b->depth
          || a->structure != b->structure)
        return FALSE;
      a = a->parent;
      b = b->parent;
    }
  return TRUE;
}

/* --- Names --- */

/* The type's own name, without the words that C puts before it. */
char *
mg_field_dup_type_text (MgField *field)
{
  static const char *const words[] = { "const ", "volatile ", "struct ", "union ", "class ", "enum " };
  const MgNode *node = field->node;
  g_autofree char *text = mg_c_type_dup_text (node->type);
  const char *name = text;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (name, words[i]))
      name += strlen (words[i]);
  if (node->member != NULL && node->member->is_bitfield)
    return g_strdup_printf ("%s:%u", name, node->member->bit_size);
  if (node->role == MG_ROLE_TARGET && (node->shape == MG_SHAPE_ARRAY || node->is_text))
    return g_strdup_printf ("%s[]", name);
  return g_strdup (name);
}

static void
append_name (GString *text, const MgNode *node, guint64 index)
{
  if (node->role == MG_ROLE_ELEMENT)
    g_string_append_printf (text, "[%" G_GUINT64_FORMAT "]", index);
  else if (node->role == MG_ROLE_MEMBER)
    g_string_append (text, node->name);
}

char *
mg_field_dup_name (MgField *field)
{
  GString *text = g_string_new (NULL);

  if (field->node->role == MG_ROLE_ROOT)
    g_string_append (text, field->node->type->actual->name != NULL ? field->node->type->actual->name
                           : field->node->type->name != NULL       ? field->node->type->name : "");
  else if (field->node->role == MG_ROLE_TARGET)
    {
      g_string_append_c (text, '*');
      append_name (text, field->parent->node, field->parent->index);
    }
  else
    append_name (text, field->node, field->index);
  return g_string_free (text, FALSE);
}

/* "a.next->x": a target's name is its pointer's, and what is in it shows that by an arrow. */
char *
mg_field_dup_path (MgField *field)
{
  MgField *fields[MG_FIELD_MAX_DEPTH + 1];
  GString *text = g_string_new (NULL);

  for (MgField *one = field; one != NULL; one = one->parent)
    fields[one->depth] = one;
  for (guint i = 1; i <= field->depth; i++)
    {
      const MgNode *node = fields[i]->node;
      gboolean in_target = fields[i - 1]->node->role == MG_ROLE_TARGET;

      if (node->role == MG_ROLE_MEMBER && text->len > 0)
        g_string_append (text, in_target ? "->" : ".");
      append_name (text, node, fields[i]->index);
    }
  if (field->node->role == MG_ROLE_TARGET)
    g_string_prepend_c (text, '*');
  return g_string_free (text, FALSE);
}

/* --- Children --- */

MgField *
mg_field_get_child (MgField *field, guint64 index)
{
  const MgNode *node = field->node;

  g_return_val_if_fail (field->depth < MG_FIELD_MAX_DEPTH, NULL);
  if (node->shape == MG_SHAPE_ARRAY)
    return mg_field_new (field, node->element, index);
  if (node->shape == MG_SHAPE_RECORD)
    {
      g_return_val_if_fail (index < node->record->n_members, NULL);
      return mg_field_new (field, node->record->members[index], 0);
    }
  g_return_val_if_fail (node->target != NULL && index == 0, NULL);
  return mg_field_new (field, node->target, 0);
}

/* --- Paths --- */

static gboolean
fail_path (GError **error, const MgNode *node, const char *at)
{
  GString *names = g_string_new (NULL);
  g_autofree char *known = NULL;

  for (guint i = 0; node->shape == MG_SHAPE_RECORD && i < node->record->n_members; i++)
    {
      if (i == 20)
        {
          g_string_append (names, ", …");
          break;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", node->record->members[i]->name);
    }
  known = g_string_free (names, FALSE);
  if (*known != '\0')
    mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("there is no field “%s”; there are %s"), at, known);
  else if (node->shape == MG_SHAPE_ARRAY)
    mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("there is no field “%s”; an index [n] can stand there"),
                  at);
  else
    mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("there is no field “%s”; nothing is in this one"), at);
  return FALSE;
}

/* The field goes one step deeper.  @node: (nullable) */
static gboolean
step (MgField **field, const MgNode *node, guint64 index, const char *at, GError **error)
{
  MgField *next;

  if (node == NULL)
    return fail_path (error, (*field)->node, at);
  if ((*field)->depth == MG_FIELD_MAX_DEPTH)
    {
      mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("a path of more than %d fields"), MG_FIELD_MAX_DEPTH);
      return FALSE;
    }
  next = mg_field_new (*field, node, index);
  mg_field_unref (*field);
  *field = next;
  return TRUE;
}

/* Through a pointer, where the path goes on in what it leads to. */
static gboolean
step_through (MgField **field, const char *at, GError **error)
{
  return (*field)->node->target == NULL || step (field, (*field)->node->target, 0, at, error);
}

static gboolean
step_index (MgField **field, const char **p, GError **error)
{
  const char *at = *p;
  char *end;
  guint64 index;
  const MgNode *node;

  if (!step_through (field, at, error))
    return FALSE;
  node = (*field)->node;
  index = g_ascii_strtoull (at + 1, &end, 0);
  if (node->shape != MG_SHAPE_ARRAY || !g_ascii_isdigit (at[1]) || *end != ']')
    return fail_path (error, node, at);
  if (index >= MG_FIELD_MAX_COUNT || (node->is_fixed && index >= node->count))
    {
      mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("there is no field “%s”: the array is shorter"), at);
      return FALSE;
    }
  *p = end + 1;
  return step (field, node->element, index, at, error);
}

static gboolean
step_name (MgField **field, const char **p, GError **error)
{
  const char *at = *p;
  gsize length = strcspn (at, ".[-");
  g_autofree char *name = g_strndup (at, length);

  if (!step_through (field, at, error))
    return FALSE;
  *p = at + length;
  return step (field, (*field)->node->shape == MG_SHAPE_RECORD
                          ? g_hash_table_lookup ((*field)->node->record->names, name) : NULL,
               0, at, error);
}

MgField *
mg_structure_find (MgStructure *structure, const char *path, GError **error)
{
  g_autoptr (MgField) field = mg_field_ref (&structure->root);
  const char *p = path;
  gboolean to_target = *p == '*';

  p += to_target;
  for (gboolean first = TRUE; *p != '\0'; first = FALSE)
    {
      if (*p == '[')
        {
          if (!step_index (&field, &p, error))
            return NULL;
          continue;
        }
      if (!first && *p == '.')
        p++;
      else if (!first && p[0] == '-' && p[1] == '>' && field->node->target != NULL)
        p += 2;
      else if (!first)
        {
          fail_path (error, field->node, p);
          return NULL;
        }
      if (!step_name (&field, &p, error))
        return NULL;
    }
  if (to_target && !step (&field, field->node->target, 0, path, error))
    return NULL;
  return g_steal_pointer (&field);
}

/* --- What is at an offset --- */

/* Members found at offset x, from the outside in. */
typedef struct
{
  MgLocator *locator;
  guint64 x;
  MgSpot spots[MG_FIELD_MAX_DEPTH + 1];
  guint depth; /* of the one that was found */
} Hit;

static gboolean descend (Hit *hit, guint depth);

/* Whether x is in a member, and what is innermost there. */
static gboolean
enter_member (Hit *hit, guint depth, const MgNode *node)
{
  MgSpot *spot = &hit->spots[depth + 1];

  return mg_locator_find_member (hit->locator, &hit->spots[depth], node, spot, NULL) && !spot->absent
         && descend (hit, depth + 1);
}

static gboolean
descend_record (Hit *hit, guint depth)
{
  const MgSpot *spot = &hit->spots[depth];
  const MgRecord *record = spot->node->record;
  guint low = 0, high = record->n_fixed, best = G_MAXUINT;
  guint64 offset = hit->x - spot->start;

  for (guint i = 0; i < record->n_moving; i++)
    if (enter_member (hit, depth, record->moving[i]))
      return TRUE;
  if (hit->x < spot->start)
    return FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (mg_node_get_fixed_offset (record->fixed[middle]) <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  /* members of unions overlap: the first by declaration that is there */
  for (guint i = low; i > 0 && record->reach[i - 1] > offset; i--)
    if (offset - mg_node_get_fixed_offset (record->fixed[i - 1]) < record->fixed[i - 1]->size
        && (best == G_MAXUINT || record->fixed[i - 1]->number < best))
      {
        guint number = record->fixed[i - 1]->number;
        MgSpot *inner = &hit->spots[depth + 1];

        if (mg_locator_find_member (hit->locator, spot, record->members[number], inner, NULL)
            && !inner->absent)
          best = number;
      }
  return best != G_MAXUINT && enter_member (hit, depth, record->members[best]);
}

/* Elements that may be anywhere are looked at one by one: so many of them. */
#define MAX_LOOSE_ELEMENTS 4096

static gboolean
descend_array (Hit *hit, guint depth)
{
  const MgSpot *spot = &hit->spots[depth];
  guint64 low = 0, high;
  MgExtent extent;

  if (!mg_locator_measure (hit->locator, spot, &extent, NULL) || extent.n_children == 0)
    return FALSE;
  high = extent.n_children;
  if (spot->node->words != NULL && spot->node->words->given[MG_WORD_ELEMENT] != NULL)
    {
      for (; low < MIN (high, MAX_LOOSE_ELEMENTS); low++)
        if (mg_locator_find_element (hit->locator, spot, &extent, low, &hit->spots[depth + 1], NULL)
            && descend (hit, depth + 1))
          return TRUE;
      return FALSE;
    }
  if (hit->x < spot->start)
    return FALSE;
  if (extent.starts != NULL)
    {
      while (high - low > 1)
        {
          guint64 middle = low + (high - low) / 2;

          if (g_array_index (extent.starts, guint64, middle) <= hit->x)
            low = middle;
          else
            high = middle;
        }
    }
  else
    low = extent.stride > 0 ? (hit->x - spot->start) / extent.stride : 0;
  return low < extent.n_children
         && mg_locator_find_element (hit->locator, spot, &extent, low, &hit->spots[depth + 1], NULL)
         && descend (hit, depth + 1);
}

static gboolean
descend (Hit *hit, guint depth)
{
  const MgSpot *spot = &hit->spots[depth];
  MgExtent extent;

  if (depth < MG_FIELD_MAX_DEPTH)
    {
      if (spot->node->shape == MG_SHAPE_RECORD && descend_record (hit, depth))
        return TRUE;
      if (spot->node->shape == MG_SHAPE_ARRAY && descend_array (hit, depth))
        return TRUE;
    }
  if (hit->x < spot->start || !mg_locator_measure (hit->locator, spot, &extent, NULL)
      || hit->x - spot->start >= extent.size)
    return FALSE;
  hit->depth = depth;
  return TRUE;
}

MgField *
mg_structure_find_at (MgStructure *structure, const MgFieldBytes *bytes, guint64 offset)
{
  g_auto (MgLocator) locator = { 0 };
  g_autoptr (MgField) field = NULL;
  Hit hit = { .locator = &locator };

  mg_locator_init (&locator, structure, bytes);
  if (offset < structure->offset || offset - structure->offset >= locator.size)
    return NULL;
  hit.x = offset - structure->offset;
  mg_locator_find_root (&locator, &hit.spots[0]);
  if (!descend (&hit, 0))
    return NULL;
  field = mg_field_ref (&structure->root);
  for (guint i = 1; i <= hit.depth; i++)
    {
      MgField *next = mg_field_new (field, hit.spots[i].node, hit.spots[i].index);

      mg_field_unref (field);
      field = next;
    }
  return g_steal_pointer (&field);
}
