#pragma once

#include "core/c-type.h"

G_BEGIN_DECLS

/* Where members are, as the ABI's compiler puts them. */

/**
 * mg_layout_record:
 * @record: with all its members, each of a complete type
 *
 * Sets the offset of each member, and the record's size and alignment.
 * Returns: FALSE where it is larger than MG_C_MAX_SIZE
 */
gboolean mg_layout_record (const MgAbi *abi, gboolean cplusplus, MgCType *record);

/* Most members of a structure with all that is nested in it that are listed one by one. */
#define MG_LAYOUT_MAX_MEMBERS (1000 * 1000)

/* A member with its path from the root. */
typedef struct
{
  const char *path;    /* "in.x"; valid during the call */
  const MgCMember *member;
  guint64 bit_offset;  /* from the root */
  guint depth;         /* of names in the path, from 0 */
} MgLayoutMember;

typedef void (*MgLayoutFunc) (const MgLayoutMember *member, gpointer data);

/**
 * mg_layout_foreach:
 * @type: complete; typedefs are gone through
 *
 * Calls @func for each member that has a name, in order: a named structure itself, then what is in
 * it; what is in an anonymous one or a base class with the path of its parent.  Elements of arrays
 * are not gone through, and what is no structure has no members.
 *
 * Returns: FALSE with MG_ERROR_TOO_LARGE over MG_LAYOUT_MAX_MEMBERS
 */
gboolean mg_layout_foreach (const MgCType *type, MgLayoutFunc func, gpointer data, GError **error);

/**
 * mg_layout_find_member:
 * @path: "in.x", without indices
 * @offset: (out): bytes from the start of @type
 *
 * Returns: FALSE where there is none, or it is a bit-field
 */
gboolean mg_layout_find_member (const MgCType *type, const char *path, guint64 *offset);

G_END_DECLS
