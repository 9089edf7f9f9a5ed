#pragma once

#include "core/abi.h"
#include "core/c-arena.h"
#include "core/c-source.h"

G_BEGIN_DECLS

/* Types as declared, laid out for one ABI.  They belong to the unit whose arena they are in, and do
 * not change once the unit is made. */
typedef struct _MgCType MgCType;
typedef struct _MgCMember MgCMember;

typedef enum
{
  MG_C_SCALAR,
  MG_C_COMPLEX,   /* two of target */
  MG_C_VECTOR,    /* count of target, as a whole */
  MG_C_POINTER,
  MG_C_REFERENCE, /* laid out as a pointer */
  MG_C_ARRAY,
  MG_C_FUNCTION,
  MG_C_RECORD,    /* struct, union, class */
  MG_C_ENUM,
  MG_C_TYPEDEF,   /* a name for target */
  MG_C_QUALIFIED, /* target with qualifiers */
  MG_C_UNKNOWN,   /* what that is, is not known: an error was told, or its header is missing */
} MgCTypeKind;

enum
{
  MG_C_CONST = 1 << 0,
  MG_C_VOLATILE = 1 << 1,
  MG_C_RESTRICT = 1 << 2,
  MG_C_ATOMIC = 1 << 3,
};

/* A comment that begins with @: how to look at what it stands beside. */
typedef struct _MgCAnnotation MgCAnnotation;

struct _MgCAnnotation
{
  const MgCAnnotation *next;
  const char *text; /* behind the @, NUL-terminated */
  MgCPlace place;
};

typedef enum
{
  MG_C_STRUCT,
  MG_C_UNION,
  MG_C_CLASS,
} MgCTag;

/* A constant of an enumeration. */
typedef struct
{
  const char *name;
  guint64 value; /* of 64 bits, sign-extended where the type is signed */
  const MgCAnnotation *annotations;
} MgCConstant;

struct _MgCType
{
  MgCTypeKind kind;
  guint8 qualifiers;   /* of MG_C_QUALIFIED */
  gboolean complete;   /* its size is known */
  guint64 size;        /* bytes */
  guint32 align;       /* bytes, a power of two: of a member of this type in a structure */
  guint32 required_align; /* that was asked for by attributes, here or within; 0 for none.
                           * Microsoft's packing gives way to it */
  const MgCType *sized;   /* the type whose size and align count: that which is named or qualified */
  MgScalar scalar;     /* of MG_C_SCALAR */
  const MgCType *target; /* what it is made of: element, what is pointed to, function's result, what
                          * is named or qualified; an enumeration's integer type */
  const MgCType *actual; /* the same type without typedefs and qualifiers around it: never NULL */
  guint64 count;       /* of elements */
  gboolean unbounded;  /* an array without a count: [] */
  guint levels;        /* of types that it is derived from, without names for them */
  const char *name;    /* of record, enum: the tag, with its namespaces; of typedef, unknown: that;
                        * of function: its parameters as written.  NULL for none */
  MgCPlace place;      /* where it is declared */
  const MgCAnnotation *annotations;

  /* of MG_C_RECORD */
  MgCTag tag;
  MgCMember *members;  /* in order, a base class first; unnamed bit-fields too */
  guint n_members;
  guint depth;         /* of records in each other */
  struct _MgCScope *scope; /* only while the unit is made */
  gboolean laid_out, open; /* open: its members are being read */
  gboolean invalid;    /* something in it was not understood: told where it is; it has no size */
  gboolean packed, is_empty;
  gboolean is_pod;     /* C++: nothing goes into its padding */
  guint32 pack;        /* of #pragma pack where it begins; 0 for none */
  guint32 asked_align; /* of its own attributes; 0 for none */
  gint8 ms_bitfields;  /* as attributes say: 1, 0; -1 for the ABI's */
  guint64 data_size;   /* bytes without padding at its end: where a derived class goes on */
  gboolean ends_empty, begins_empty; /* Microsoft's: with an empty class */

  /* of MG_C_ENUM */
  const MgCConstant *constants;
  guint n_constants;
  gboolean scoped;     /* enum class */
};

struct _MgCMember
{
  const char *name;    /* NULL for an unnamed bit-field, an anonymous structure, a base class */
  const MgCType *type;
  MgCPlace place;
  guint32 asked_align; /* bytes, by attributes; 0 for none */
  gboolean packed;     /* by an attribute */
  gboolean is_base;
  gboolean is_bitfield;
  guint32 bit_size;    /* of a bit-field */
  guint64 bit_offset;  /* in the record, of any member */
  const MgCAnnotation *annotations;
};

/* --- Making types --- */

MgCType *mg_c_type_new (MgCArena *arena, MgCTypeKind kind);
const MgCType *mg_c_type_new_scalar (MgCArena *arena, const MgAbi *abi, MgScalar scalar);
/* @size: of the pointer in bytes, 0 for the ABI's */
const MgCType *mg_c_type_new_pointer (MgCArena *arena, const MgAbi *abi, const MgCType *target,
                                      guint size);
/* Returns: (nullable): NULL where it is larger than MG_C_MAX_SIZE */
const MgCType *mg_c_type_new_array (MgCArena *arena, const MgAbi *abi, const MgCType *target,
                                    guint64 count, gboolean unbounded);
/* Returns: (nullable): NULL where @size is no multiple of the target's, or no power of two of them */
const MgCType *mg_c_type_new_vector (MgCArena *arena, const MgAbi *abi, const MgCType *target,
                                     guint64 size);
const MgCType *mg_c_type_new_complex (MgCArena *arena, const MgCType *target);
const MgCType *mg_c_type_new_qualified (MgCArena *arena, const MgAbi *abi, const MgCType *target,
                                        guint8 qualifiers);
/* @align: bytes that attributes asked for, which count instead of the target's; 0 for none */
const MgCType *mg_c_type_new_typedef (MgCArena *arena, const char *name, const MgCType *target,
                                      guint32 align);

/* --- Asking types --- */

/* Size and alignment as they are now: what a name stands for may become complete later. */
gboolean mg_c_type_is_complete (const MgCType *type);
guint64 mg_c_type_get_size (const MgCType *type);
guint32 mg_c_type_get_align (const MgCType *type);
guint32 mg_c_type_get_required_align (const MgCType *type);
/* Of the element, where it is an array of any dimensions. */
const MgCType *mg_c_type_get_element (const MgCType *type);
gboolean mg_c_type_is_integer (const MgCType *type); /* bool, characters and enumerations too */
/* The scalar that an integer or enumeration is stored as. */
MgScalar mg_c_type_get_scalar (const MgCType *type);
gboolean mg_c_type_is_same (const MgCType *a, const MgCType *b); /* but for qualifiers */

/* As C spells it: "unsigned int", "struct p[3]", "void (*)(int)".  Free it. */
char *mg_c_type_dup_text (const MgCType *type);

G_END_DECLS
