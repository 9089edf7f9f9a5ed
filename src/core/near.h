#pragma once

#include "platform/platform.h"

G_BEGIN_DECLS

/* The name doctor: what a person may have meant by a name that leads nowhere.  It opens nothing. */

typedef enum
{
  MG_NEAR_TYPE,      /* the very name, of another type: a mutex, a FIFO */
  MG_NEAR_SEPARATOR, /* Global/X for Global\X, a missing one */
  MG_NEAR_CASE,      /* differs in case alone */
  MG_NEAR_NAMESPACE, /* the same label in another namespace; /dev/shm/X for /X */
  MG_NEAR_FOLDER,    /* the same last component in another folder */
  MG_NEAR_SPELLING,  /* a small edit distance, other punctuation, or a part of the name */
} MgNearReason;

#define MG_NEAR_MAX_CHARS 128 /* longer labels are not compared for spelling */

typedef struct
{
  MgName *name;
  const char *type; /* as in MgNameEntry: untranslated, static */
  MgNearReason reason;
} MgNear;

void mg_near_free (MgNear *near);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgNear, mg_near_free)

/**
 * mg_near_find:
 * @names: of MgNameEntry
 * @max: how many at most
 *
 * Pure.  What can't be opened is an answer only where it has the very name, or differs in nothing
 * but separators, case or namespace.
 *
 * Returns: (transfer full): of MgNear, the likeliest first, each name once; those that can be
 *   opened before those that can't, except MG_NEAR_TYPE, which is the answer and comes first
 */
GPtrArray *mg_near_find (const MgName *wanted, GPtrArray *names, guint max);

/* A translated phrase to stand behind the name: "differs in case", "this is a mutex". */
char *mg_near_dup_explanation (const MgNear *near);

G_END_DECLS
