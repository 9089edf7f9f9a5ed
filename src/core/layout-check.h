#pragma once

#include "core/c-unit.h"
#include "core/field.h"

G_BEGIN_DECLS

/* Whose layout a structure has: the same declarations laid out as each ABI does and with each packing,
 * side by side, and each scored by what an object's bytes would mean then.  Immutable. */
typedef struct _MgLayoutCheck MgLayoutCheck;

typedef struct
{
  const MgAbi *abi;
  guint32 pack; /* as in MgCOptions */
} MgLayoutVariant;

/* Something that the bytes tell of a layout. */
typedef struct
{
  const char *path;    /* of the member; NULL for the structure itself */
  double score;        /* 0: can't be, 1: just as it should be */
  double weight;       /* how much it says; zeros say little */
  const char *text;    /* translated: what is there */
} MgLayoutEvidence;

/* Variants that lay everything out alike. */
typedef struct
{
  const MgLayoutVariant *variants; /* in the ABIs' order, without a packing first */
  guint n_variants;
  gboolean is_default; /* the ABI and packing that were asked for are among them */
  guint64 size;        /* bytes */
  guint32 align;
  double score;        /* 0 to 1; 0.5 where the bytes tell nothing */
  const MgLayoutEvidence *evidence; /* what tells most against it first */
  guint n_evidence;
} MgLayoutRow;

/* A member in all rows. */
typedef struct
{
  const char *path;
  gboolean differs;
  const guint64 *bit_offsets; /* for each row; MG_UNKNOWN where it is not there */
  const guint64 *bit_sizes;   /* the same: 0 of what has no size */
} MgLayoutCheckMember;

/* The packings that are tried. */
const guint32 *mg_layout_check_get_packings (guint *n_packings);

/* How much better than the default another layout must be, to be called clearly better. */
#define MG_LAYOUT_CHECK_MARGIN 0.05

/**
 * mg_layout_check_new:
 * @name, @text, @length: the declarations, as of mg_c_unit_new()
 * @options: ABI and packing in them are the default
 * @type: (nullable): as of mg_c_unit_find_type()
 * @bytes: the object's; only what the structure has is read, and of that at most 1 MiB
 * @offset: where the structure begins
 *
 * Returns: (transfer full): NULL with MG_ERROR_NOT_FOUND, MG_ERROR_INVALID where the type is not known
 *   for the default, MG_ERROR_OUT_OF_RANGE where @offset is outside of the object
 */
MgLayoutCheck *mg_layout_check_new (const char *name, const char *text, gsize length,
                                    const MgCOptions *options, const char *type,
                                    const MgFieldBytes *bytes, guint64 offset, GError **error);
void mg_layout_check_free (MgLayoutCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgLayoutCheck, mg_layout_check_free)

/* Best first; the default before others that are as good. */
const MgLayoutRow *mg_layout_check_get_rows (const MgLayoutCheck *check, guint *n_rows);
const MgLayoutCheckMember *mg_layout_check_get_members (const MgLayoutCheck *check, guint *n_members);
/* Whether no other is clearly better than the default. */
gboolean mg_layout_check_is_right (const MgLayoutCheck *check);
/* "linux64, arm64 (also packed to 8); win64 packed to 4": ABIs with the same packings together.  Free it. */
char *mg_layout_row_dup_names (const MgLayoutRow *row);
/* The one to take where this layout is chosen: @abi's own where it is among them, without a packing first. */
const MgLayoutVariant *mg_layout_row_get_variant (const MgLayoutRow *row, const MgAbi *abi);

G_END_DECLS
