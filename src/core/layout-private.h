#pragma once

#include "core/layout.h"

G_BEGIN_DECLS

/* Each computes offsets in the order of members, and sets size, align, data_size. */
gboolean mg_layout_record_gnu (const MgAbi *abi, gboolean cplusplus, MgCType *record);
gboolean mg_layout_record_msvc (const MgAbi *abi, gboolean cplusplus, MgCType *record);

static inline guint64
mg_layout_round_up (guint64 n, guint64 align)
{
  return (n + align - 1) & ~(align - 1);
}

/* The size of a member; 0 for []. */
static inline guint64
mg_layout_get_member_size (const MgCMember *member)
{
  return member->type->actual->unbounded ? 0 : mg_c_type_get_size (member->type);
}

G_END_DECLS
