#pragma once

#include "core/field.h"

G_BEGIN_DECLS

/* How deep pointers are followed. */
#define MG_FIELD_WAY_MAX 8

/* A pointer that is followed: where it leads. */
typedef struct _MgFieldWay MgFieldWay;

struct _MgFieldWay
{
  const MgFieldWay *outer; /* (nullable): the pointer that led to this one */
  const MgCType *type;
  guint64 offset;
  guint n;
};

/**
 * mg_field_way_init:
 * @pointer: a field that is a value and has a child
 * @outer: (nullable): the way to it
 *
 * Returns: whether it leads anew: not in a circle, and not too far
 */
gboolean mg_field_way_init (MgFieldWay *way, MgField *pointer, const MgFieldBytes *bytes,
                            const MgFieldWay *outer);

G_END_DECLS
