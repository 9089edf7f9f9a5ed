#include "config.h"

#include "core/layout-private.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Whether nothing is stored in it. */
static gboolean
is_empty (const MgCType *record)
{
  for (guint i = 0; i < record->n_members; i++)
    {
      const MgCMember *member = &record->members[i];

      if (member->is_base ? !member->type->actual->is_empty
                          : !member->is_bitfield || member->bit_size > 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
mg_layout_record (const MgAbi *abi, gboolean cplusplus, MgCType *record)
{
  record->is_empty = record->tag != MG_C_UNION && is_empty (record);
  if (!(abi->is_msvc ? mg_layout_record_msvc : mg_layout_record_gnu) (abi, cplusplus, record))
    return FALSE;
  if (!abi->is_msvc)
    record->required_align = record->asked_align;
  record->complete = TRUE;
  record->laid_out = TRUE;
  return TRUE;
}

/* --- Members one by one --- */

typedef struct
{
  MgLayoutFunc func;
  gpointer data;
  GString *path;
  guint n_members;
} Walk;

static gboolean
walk (Walk *state, const MgCType *record, guint64 bit_offset, guint depth, GError **error)
{
  for (guint i = 0; i < record->n_members; i++)
    {
      const MgCMember *member = &record->members[i];
      MgLayoutMember entry = { NULL, member, bit_offset + member->bit_offset, depth };
      gsize length = state->path->len;
      gboolean is_record = member->type->actual->kind == MG_C_RECORD;

      if (++state->n_members > MG_LAYOUT_MAX_MEMBERS)
        {
          mg_set_error (error, MG_ERROR_TOO_LARGE, NULL, _ ("more than %d members in each other"),
                        MG_LAYOUT_MAX_MEMBERS);
          return FALSE;
        }
      if (member->name == NULL && !is_record)
        continue;
      if (member->name != NULL)
        {
          if (length > 0)
            g_string_append_c (state->path, '.');
          g_string_append (state->path, member->name);
          entry.path = state->path->str;
          state->func (&entry, state->data);
        }
      if (is_record
          && !walk (state, member->type->actual, entry.bit_offset, depth + (member->name != NULL), error))
        return FALSE;
      g_string_truncate (state->path, length);
    }
  return TRUE;
}

gboolean
mg_layout_foreach (const MgCType *type, MgLayoutFunc func, gpointer data, GError **error)
{
  g_autoptr (GString) path = g_string_new (NULL);
  Walk state = { func, data, path, 0 };

  return type->actual->kind != MG_C_RECORD || walk (&state, type->actual, 0, 0, error);
}

/* The member @name of a record, and where it is in it; in anonymous ones too.
 * @n_left: so many members are looked at: the same anonymous one can be in each other any number of times */
static const MgCMember *
find_named (const MgCType *record, const char *name, guint depth, guint *n_left, guint64 *bit_offset)
{
  for (guint i = 0; i < record->n_members && *n_left > 0; i++)
    {
      const MgCMember *member = &record->members[i], *inner;

      --*n_left;
      if (member->name != NULL
              ? strcmp (member->name, name) == 0
              : member->type->actual->kind == MG_C_RECORD && depth < MG_C_MAX_DEPTH
                    && (inner = find_named (member->type->actual, name, depth + 1, n_left, bit_offset))
                           != NULL)
        {
          *bit_offset += member->bit_offset;
          return member->name != NULL ? member : inner;
        }
    }
  return NULL;
}

gboolean
mg_layout_find_member (const MgCType *type, const char *path, guint64 *offset)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  guint64 bit_offset = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      const MgCMember *member = NULL;
      guint n_left = MG_LAYOUT_MAX_MEMBERS;

      if (type->actual->kind == MG_C_RECORD)
        member = find_named (type->actual, g_strstrip (names[i]), 0, &n_left, &bit_offset);
      if (member == NULL || member->is_bitfield)
        return FALSE;
      type = member->type;
    }
  *offset = bit_offset / 8;
  return names[0] != NULL;
}
