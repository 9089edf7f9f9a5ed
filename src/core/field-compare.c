#include "config.h"

#include "core/field-compare.h"

#include "core/error.h"
#include "core/field-way.h"

#include <glib/gi18n-lib.h>

#define LOOK_UP 256 /* fields between two looks at whether it was cancelled */

typedef struct
{
  const MgFieldBytes *sides[2];
  const MgValueContext *context;
  MgCompareFieldFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  guint n_fields;
  GError *error; /* why it ended; NULL: @func did */
} Walk;

/* A field on one of the two sides. */
typedef struct
{
  gboolean there;
  gboolean unreadable;
  gboolean located; /* and this is valid: */
  MgFieldPlace place;
  guint64 n_children; /* that are looked at */
  const MgFieldWay *way;
  MgFieldWay new_way;
} Side;

static void
look (Side *side, MgField *field, const MgFieldBytes *bytes, const MgFieldWay *outer)
{
  g_autoptr (GError) error = NULL;
  g_auto (MgValue) value = { 0 };

  side->way = outer;
  if (!side->there)
    return;
  side->located = mg_field_locate (field, bytes, &side->place, &error);
  side->there = !side->located || !side->place.absent;
  if (side->there && side->located && mg_field_is_value (field))
    mg_field_decode (field, bytes, &value, &error);
  side->unreadable = g_error_matches (error, MG_ERROR, MG_ERROR_UNREADABLE);
  if (!side->located || side->place.absent)
    return;
  side->n_children = side->place.n_children;
  if (side->n_children == 0 || !mg_field_is_value (field))
    return;
  if (mg_field_way_init (&side->new_way, field, bytes, outer))
    side->way = &side->new_way;
  else
    side->n_children = 0;
}

static gboolean
compare_texts (Walk *self, MgField *field, const Side *sides)
{
  g_autofree char *a = sides[0].there ? mg_field_dup_text (field, self->sides[0], self->context) : NULL;
  g_autofree char *b = sides[1].there ? mg_field_dup_text (field, self->sides[1], self->context) : NULL;
  const Side *first = sides[0].there && sides[0].located ? &sides[0] : &sides[1];
  MgFieldDifference difference = { field, a, b, sides[0].unreadable || sides[1].unreadable,
                                   first->there && first->located ? &first->place : NULL };

  /* the same reason on both sides doesn't make what is behind it the same */
  return (g_strcmp0 (a, b) == 0 && !difference.unreadable) || self->func (&difference, self->user_data);
}

/* @outer: of both sides; @there: which of them have it, as far as what it is in tells */
static gboolean
walk (Walk *self, MgField *field, guint depth, const MgFieldWay *const *outer, const gboolean *there)
{
  Side sides[2] = { { .there = there[0] }, { .there = there[1] } };

  /* what is asked for by its name is compared in any case */
  if (depth > 0 && mg_field_is_hidden (field))
    return TRUE;
  if (++self->n_fields > MG_COMPARE_FIELDS_MAX)
    {
      mg_set_error (&self->error, MG_ERROR_TOO_LARGE, NULL, _ ("There are more than %d fields to compare"),
                    MG_COMPARE_FIELDS_MAX);
      return FALSE;
    }
  if (self->n_fields % LOOK_UP == 1 && g_cancellable_is_cancelled (self->cancellable))
    {
      mg_set_error (&self->error, MG_ERROR_CANCELLED, NULL, _ ("Comparing was cancelled"));
      return FALSE;
    }
  for (guint i = 0; i < 2; i++)
    look (&sides[i], field, self->sides[i], outer[i]);
  if ((mg_field_is_value (field) || sides[0].unreadable || sides[1].unreadable)
      && !compare_texts (self, field, sides))
    return FALSE;
  /* of what could not be read nobody knows what is in it */
  if (sides[0].unreadable || sides[1].unreadable)
    return TRUE;
  for (guint64 i = 0; i < MAX (sides[0].n_children, sides[1].n_children); i++)
    {
      g_autoptr (MgField) child = mg_field_get_child (field, i);
      const MgFieldWay *const ways[] = { sides[0].way, sides[1].way };
      const gboolean inside[] = { i < sides[0].n_children, i < sides[1].n_children };

      if (!walk (self, child, depth + 1, ways, inside))
        return FALSE;
    }
  return TRUE;
}

gboolean
mg_compare_fields (MgField *const *fields, gsize n_fields, const MgFieldBytes *a, const MgFieldBytes *b,
                   const MgValueContext *context, MgCompareFieldFunc func, gpointer user_data,
                   GCancellable *cancellable, GError **error)
{
  Walk self = { { a, b }, context, func, user_data, cancellable, 0, NULL };
  const MgFieldWay *const no_ways[] = { NULL, NULL };
  const gboolean both[] = { TRUE, TRUE };

  for (gsize i = 0; i < n_fields; i++)
    if (!walk (&self, fields[i], 0, no_ways, both))
      break;
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}
