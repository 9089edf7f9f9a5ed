#pragma once

#include "platform/platform.h"

G_BEGIN_DECLS

/* The name doctor: what a person may have meant by a name that leads nowhere.  It opens nothing. */

typedef enum
{
  MG_NEAR_TYPE,      /* the very name, of another type: a mutex, a FIFO */
  MG_NEAR_SEPARATOR, /* Global/X for Global\X, \ for /, a missing or doubled one */
  MG_NEAR_CASE,      /* differs in case alone */
  MG_NEAR_NAMESPACE, /* the same label in another namespace */
  MG_NEAR_SPELLING,  /* a small edit distance, or a prefix */
} MgNearReason;

typedef struct
{
  MgName *name;
  const char *type;     /* as in MgNameEntry */
  MgNearReason reason;
} MgNear;

void mg_near_free (MgNear *near);

/**
 * mg_near_find:
 * @names: of MgNameEntry
 * @max: how many at most
 *
 * Pure.  Returns: (transfer full): of MgNear, the likeliest first, each name once; those that can
 *   be opened before those that can't, except MG_NEAR_TYPE, which is the answer and comes first
 */
GPtrArray *mg_near_find (const MgName *wanted, GPtrArray *names, guint max);

/* A translated phrase: "differs in case", "this is a mutex". */
char *mg_near_dup_explanation (const MgNear *near);

G_END_DECLS
