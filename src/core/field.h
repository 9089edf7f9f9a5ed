#pragma once

#include "core/c-unit.h"
#include "core/snapshot.h"
#include "core/value.h"

G_BEGIN_DECLS

/* A type laid over an object from an offset on, with its annotations: the fields that are shown.
 *
 * A structure is immutable: declarations, root type, offset.  A field is a place in the tree of names (a
 * member of a record, an element of an array, what a pointer leads to) and immutable too; where it is and
 * how many children it has may depend on the object's bytes, and is asked for with those of one moment.
 * Nothing is made or decoded that nobody asks for: an array of a million elements costs nothing. */
typedef struct _MgStructure MgStructure;
typedef struct _MgField MgField;

/* The object's bytes at one moment: a snapshot, a source, an array in a test. */
typedef struct
{
  /* Copies bytes; @states (MgByteState each) tells which are known.  The range may lie outside. */
  void (*copy) (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states);
  guint64 size; /* of the object */
  gpointer data;
  struct _MgFieldMemo *memo; /* (nullable) */
} MgFieldBytes;

/* What was found out about these bytes by walking through them, so that it need not be again: where
 * records of different lengths begin.  For one structure, one moment and one thread: cleared when other bytes
 * are asked about. */
typedef struct _MgFieldMemo MgFieldMemo;

MgFieldMemo *mg_field_memo_new (void);
void mg_field_memo_clear (MgFieldMemo *memo);
void mg_field_memo_free (MgFieldMemo *memo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgFieldMemo, mg_field_memo_free)

MgFieldBytes mg_field_bytes_from_snapshot (const MgSnapshot *snapshot);
MgFieldBytes mg_field_bytes_from_source (MgSource *source);

/* The most elements an array has, whatever a field says. */
#define MG_FIELD_MAX_COUNT (G_GUINT64_CONSTANT (1) << 32)
/* Records of different lengths are walked through one after the other: at most so many. */
#define MG_FIELD_MAX_RECORDS 65536

/**
 * mg_structure_new:
 * @type: of the unit
 * @offset: where it begins in the object
 * @order: of scalars.  Bit-fields in an order that is not the ABI's are an error
 * @diagnostics: (out) (transfer full) (element-type MgCDiagnostic): what is wrong with its annotations, with
 *   places; freed with g_ptr_array_unref().  May be NULL
 *
 * Returns: NULL with MG_ERROR_INVALID
 */
MgStructure *mg_structure_new (MgCUnit *unit, const MgCType *type, guint64 offset, MgOrder order,
                               GPtrArray **diagnostics, GError **error);
MgStructure *mg_structure_ref (MgStructure *structure);
void mg_structure_unref (MgStructure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgStructure, mg_structure_unref)

MgCUnit *mg_structure_get_unit (MgStructure *structure);
const MgCType *mg_structure_get_type (MgStructure *structure);
guint64 mg_structure_get_offset (MgStructure *structure);
MgField *mg_structure_get_root (MgStructure *structure); /* (transfer none) */
/* "mVehicles[3].mPos.x".  Returns: (transfer full): NULL with MG_ERROR_NOT_FOUND, which says what there is */
MgField *mg_structure_find (MgStructure *structure, const char *path, GError **error);

MgField *mg_field_ref (MgField *field);
void mg_field_unref (MgField *field);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgField, mg_field_unref)

MgField *mg_field_get_parent (MgField *field); /* (transfer none) (nullable) */
char *mg_field_dup_name (MgField *field);      /* "mPos", "[3]", "*next" */
char *mg_field_dup_path (MgField *field);
char *mg_field_dup_type_text (MgField *field); /* "int32", "Vehicle[128]" */
const MgCType *mg_field_get_type (MgField *field);
const MgCMember *mg_field_get_member (MgField *field); /* (nullable): of elements NULL */
const MgFormat *mg_field_get_format (MgField *field);  /* kind NONE where it is made of others */
guint mg_field_get_depth (MgField *field);             /* the root's is 0 */
gboolean mg_field_is_hidden (MgField *field);
gboolean mg_field_is_array (MgField *field);           /* it has elements: text has none */
gboolean mg_field_is_value (MgField *field);           /* not made of others */
gboolean mg_field_equal (MgField *a, MgField *b);      /* the same place in the same structure */

/* Where a field is at one moment. */
typedef struct
{
  guint64 offset;       /* in the object; of a bit-field, of the first byte that it touches */
  guint64 size;         /* bytes; of an array, from its first element to behind its last */
  guint64 n_children;   /* members, elements, 1 for a pointer that leads somewhere in the object */
  guint64 n_declared;   /* of an array: what its count says, before it was cut off at the object's end */
  gboolean absent;      /* @if and @case say that it is not there now */
} MgFieldPlace;

/**
 * mg_field_locate:
 *
 * Returns: FALSE where it can't be told, with the reason: MG_ERROR_UNREADABLE, MG_ERROR_OUT_OF_RANGE,
 *   MG_ERROR_INVALID (what an annotation computes makes no sense).  Then it has no children.
 */
gboolean mg_field_locate (MgField *field, const MgFieldBytes *bytes, MgFieldPlace *place, GError **error);

/* (transfer full): @index < n_children of its place.  Members do not depend on bytes; a pointer's child
 * does. */
MgField *mg_field_get_child (MgField *field, guint64 index);

/* As mg_value_decode() of its bytes.  FALSE with the reason. */
gboolean mg_field_decode (MgField *field, const MgFieldBytes *bytes, MgValue *value, GError **error);

/* (transfer full): one line: a value; of a record its first ones: "(412.71, 3.02, -88.40)" or that which
 * @label names; of an array "2 of 128 shown (count: mNumVehicles)"; where it can't be told, why, in words. */
char *mg_field_dup_text (MgField *field, const MgFieldBytes *bytes, const MgValueContext *context);

/* (transfer full) (nullable): the innermost field that has the byte, of those that are where they are
 * without following pointers.  For the hex view: cheap enough for each visible byte's row. */
MgField *mg_structure_find_at (MgStructure *structure, const MgFieldBytes *bytes, guint64 offset);

/* The outermost structure's annotations. */
const char *mg_structure_get_title (MgStructure *structure);            /* (nullable) */
const char *const *mg_structure_get_names (MgStructure *structure); /* globs; NULL-terminated, never NULL */
/* TRUE where it has a @signature and that is true; *has_signature may be NULL. */
gboolean mg_structure_check_signature (MgStructure *structure, const MgFieldBytes *bytes,
                                       gboolean *has_signature);

G_END_DECLS
