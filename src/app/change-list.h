#pragma once

#include "core/changes.h"

G_BEGIN_DECLS

/* Which of an object's changes are listed, the newest first: those that pass a filter.  Looks at them in
 * parts; pure, without GTK. */
typedef struct _MgChangeList MgChangeList;

MgChangeList *mg_change_list_new (void);
void mg_change_list_free (MgChangeList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgChangeList, mg_change_list_free)

/**
 * mg_change_list_set_filter:
 * @path: parts of a field's path, all of which it must have: "wheels pressure"
 * @value: part of what a value was or became
 * @span_us: changes of so long before the newest one; 0: all
 *
 * Upper and lower case are the same.  It begins anew.
 */
void mg_change_list_set_filter (MgChangeList *list, const char *path, const char *value, gint64 span_us);

/* Takes in what is new, and drops what is there no more.  Returns: how many rows came in front */
guint64 mg_change_list_update (MgChangeList *list, MgChanges *changes);
/* Goes on looking through older ones, at most so many.  Returns: whether there are more */
gboolean mg_change_list_scan (MgChangeList *list, MgChanges *changes, guint n_most);

guint64 mg_change_list_get_n_rows (MgChangeList *list);
guint64 mg_change_list_get_number (MgChangeList *list, guint64 row); /* of the change */

G_END_DECLS
