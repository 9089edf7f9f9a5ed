#include "config.h"

#include "app/change-list.h"

#include "app/path-parts.h"

#include <string.h>

enum
{
  UNKNOWN,
  WANTED,
  UNWANTED,
};

/* Numbers of changes: those that came since the list began, rising, and in the other direction those that
 * were there then.  Row 0 is the last of @newer. */
struct _MgChangeList
{
  char **parts;      /* of a path, in lower case */
  char *value;       /* in lower case */
  gint64 span_us;
  GByteArray *fields; /* of each field whether its path is wanted */
  GArray *newer;
  GArray *older;
  gboolean begun;
  guint64 next_newer; /* number of the next one to look at */
  guint64 next_older; /* in the other direction: the one before this */
};

MgChangeList *
mg_change_list_new (void)
{
  MgChangeList *self = g_new0 (MgChangeList, 1);

  self->parts = mg_path_parts_new ("");
  self->value = g_strdup ("");
  self->fields = g_byte_array_new ();
  self->newer = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->older = g_array_new (FALSE, FALSE, sizeof (guint64));
  return self;
}

void
mg_change_list_free (MgChangeList *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->parts);
  g_free (self->value);
  g_byte_array_unref (self->fields);
  g_array_unref (self->newer);
  g_array_unref (self->older);
  g_free (self);
}

void
mg_change_list_set_filter (MgChangeList *self, const char *path, const char *value, gint64 span_us)
{
  g_strfreev (self->parts);
  self->parts = mg_path_parts_new (path);
  g_free (self->value);
  self->value = g_utf8_strdown (value, -1);
  self->span_us = span_us;
  g_byte_array_set_size (self->fields, 0);
  g_array_set_size (self->newer, 0);
  g_array_set_size (self->older, 0);
  self->begun = FALSE;
}

static gboolean
has_path (MgChangeList *self, MgChanges *changes, guint32 field)
{
  guint before = self->fields->len;

  if (field >= before)
    {
      g_byte_array_set_size (self->fields, field + 1);
      memset (self->fields->data + before, UNKNOWN, self->fields->len - before);
    }
  if (self->fields->data[field] == UNKNOWN)
    self->fields->data[field]
        = mg_path_parts_match (self->parts, mg_changes_get_field (changes, field)->path) ? WANTED : UNWANTED;
  return self->fields->data[field] == WANTED;
}

static gboolean
has_value (MgChangeList *self, MgChanges *changes, guint64 number)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = mg_changes_dup_text (changes, number, i == 0);
      g_autofree char *lower = g_utf8_strdown (text, -1);

      if (strstr (lower, self->value) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_wanted (MgChangeList *self, MgChanges *changes, guint64 number)
{
  return has_path (self, changes, mg_changes_get (changes, number)->field)
         && (self->value[0] == '\0' || has_value (self, changes, number));
}

/* Before when changes are too old, by the newest of all. */
static gint64
get_start_us (MgChangeList *self, MgChanges *changes)
{
  guint64 end = mg_changes_get_end (changes);

  if (self->span_us == 0 || end == mg_changes_get_first (changes))
    return G_MININT64;
  return mg_changes_get (changes, end - 1)->time_us - self->span_us;
}

static gboolean
is_gone (MgChanges *changes, guint64 number, gint64 start_us)
{
  return number < mg_changes_get_first (changes) || mg_changes_get (changes, number)->time_us < start_us;
}

static void
drop_old (MgChangeList *self, MgChanges *changes, gint64 start_us)
{
  guint n = 0;

  while (self->older->len > 0
         && is_gone (changes, g_array_index (self->older, guint64, self->older->len - 1), start_us))
    g_array_set_size (self->older, self->older->len - 1);
  if (self->older->len > 0)
    return;
  while (n < self->newer->len && is_gone (changes, g_array_index (self->newer, guint64, n), start_us))
    n++;
  if (n > 0)
    g_array_remove_range (self->newer, 0, n);
}

guint64
mg_change_list_update (MgChangeList *self, MgChanges *changes)
{
  guint64 first = mg_changes_get_first (changes), end = mg_changes_get_end (changes), n_new = 0;

  if (!self->begun)
    {
      self->begun = TRUE;
      self->next_newer = self->next_older = end;
    }
  self->next_newer = MAX (self->next_newer, first);
  self->next_older = MAX (self->next_older, first);
  for (; self->next_newer < end; self->next_newer++)
    if (is_wanted (self, changes, self->next_newer))
      {
        g_array_append_val (self->newer, self->next_newer);
        n_new++;
      }
  drop_old (self, changes, get_start_us (self, changes));
  return n_new;
}

gboolean
mg_change_list_scan (MgChangeList *self, MgChanges *changes, guint n_most)
{
  guint64 first = mg_changes_get_first (changes);
  gint64 start_us = get_start_us (self, changes);

  for (; n_most > 0 && self->next_older > first; n_most--)
    {
      guint64 number = self->next_older - 1;

      /* times fall: behind it there is nothing either */
      if (mg_changes_get (changes, number)->time_us < start_us)
        self->next_older = first;
      else
        {
          self->next_older = number;
          if (is_wanted (self, changes, number))
            g_array_append_val (self->older, number);
        }
    }
  return self->next_older > first;
}

guint64
mg_change_list_get_n_rows (MgChangeList *self)
{
  return (guint64) self->newer->len + self->older->len;
}

guint64
mg_change_list_get_number (MgChangeList *self, guint64 row)
{
  if (row < self->newer->len)
    return g_array_index (self->newer, guint64, self->newer->len - 1 - (guint) row);
  return g_array_index (self->older, guint64, (guint) (row - self->newer->len));
}
