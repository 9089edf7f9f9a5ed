#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is kept of an object by its name, from one time that it is opened to the next: how its bytes were
 * looked at.  A small file for each name in the user's data, written as a whole or not at all. */
typedef struct
{
  char *text;          /* (nullable): the declarations, where they are in no file */
  char *file;          /* (nullable): URI of the file that they are in */
  char *unsaved;       /* (nullable): edits of it */
  char *title;         /* (nullable) */
  char *type_name;     /* (nullable) */
  char *abi;           /* (nullable) */
  guint32 pack;        /* 0, or another of mg_layout_check_get_packings() */
  guint64 offset;
  gboolean big_endian;
  char **include_path; /* (nullable), as the next */
  char **defines;
  char **expanded;     /* paths */
  char **pinned;
  char **plotted;
  char **widths;       /* pixels of columns, in decimal */
  char **triggers;     /* see mg_trigger_list_dup_texts() */
  gboolean take_mutex;
} MgRemembered;

/* What is larger is not kept. */
#define MG_REMEMBERED_MAX_SIZE ((gsize) 1024 * 1024) /* bytes of a file */

MgRemembered *mg_remembered_new (void);
void mg_remembered_free (MgRemembered *remembered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgRemembered, mg_remembered_free)

/* Returns: (transfer full) (nullable): NULL with the reason where what is kept can't be read; NULL alone
 *   where nothing is */
MgRemembered *mg_remembered_load (const char *name, GError **error);
/* FALSE with the reason.  Nothing to keep: the file goes. */
gboolean mg_remembered_save (const MgRemembered *remembered, const char *name, GError **error);

/* (transfer full): the file for a name. */
char *mg_remembered_dup_path (const char *name);

G_END_DECLS
