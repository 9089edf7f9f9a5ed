#pragma once

#include "core/annotation.h"
#include "core/field.h"

G_BEGIN_DECLS

/* How a structure is kept: a graph of nodes, made once from the types that can be reached from its
 * root.  A node is a place by its declaration: a member of a record, whichever instance of it that
 * is in; the element of an array, whatever its index.  Records are shared by all nodes of one type
 * and byte order, so that the graph is as small as the declarations, and lists of lists have an end.
 *
 * A field is a node and the way to it: a chain of parents with indices.  A spot is the same while
 * something is computed: on the stack, and with the offset where it is at that moment. */
typedef struct _MgNode MgNode;
typedef struct _MgRecord MgRecord;
typedef struct _MgGroup MgGroup;

typedef enum
{
  MG_ROLE_ROOT,
  MG_ROLE_MEMBER,
  MG_ROLE_ELEMENT,
  MG_ROLE_TARGET, /* what a pointer leads to */
} MgNodeRole;

typedef enum
{
  MG_SHAPE_VALUE,
  MG_SHAPE_RECORD,
  MG_SHAPE_ARRAY,
} MgNodeShape;

struct _MgNode
{
  MgNodeRole role;
  MgNodeShape shape;
  const MgCType *type;
  const MgCMember *member; /* (nullable) */
  const char *name;        /* of a member */
  guint number;            /* of a member: its index in the record */
  guint64 offset;          /* of a member: bytes from the start of its group, or else of its record */
  guint64 size;            /* bytes, as declared; of an array without a count 0 */
  guint64 count;           /* of an array, as declared; of text: code units */
  guint64 stride;          /* of an array, as declared */
  gboolean is_open;        /* an array without a count: up to the object's end */
  gboolean is_text;
  gboolean is_fixed;       /* of a member: neither where it is nor its size depends on bytes */
  MgNode *element;         /* of an array; of text: a code unit, for expressions alone */
  MgNode *target;          /* (nullable): of a value that is a pointer */
  MgRecord *record;        /* of a record */
  MgFormat format;
  MgGroup *group;          /* (nullable): of a member: the anonymous record that it is in */
  const MgWords *words;    /* (nullable): its annotations */
};

struct _MgRecord
{
  const MgCType *type;
  MgOrder order;
  MgRecord *outer;      /* (nullable): the first one that it was found in */
  MgNode **members;     /* in order; those of anonymous records and base classes among them */
  guint n_members;
  GHashTable *names;    /* → MgNode */
  MgNode **fixed;       /* of the members, by rising offset from the record's start */
  guint64 *reach;       /* of each of them: where it and all before it end at most */
  guint n_fixed;
  MgNode **moving;      /* the other members */
  guint n_moving;
  const MgWords *words; /* (nullable): of its type */
  const MgWords *const *cases; /* of its members that have a @case */
  guint n_cases;
};

/* An anonymous record or a base class, whose members appear in the record that it is in. */
struct _MgGroup
{
  MgGroup *outer;       /* (nullable) */
  guint64 offset;       /* bytes from the start of outer, or else of the record */
  const MgWords *words; /* (nullable) */
  const MgWords *const *cases;
  guint n_cases;
};

struct _MgField
{
  gatomicrefcount n_references; /* of the root: the structure's are counted instead */
  MgStructure *structure;
  MgField *parent;
  const MgNode *node;
  guint64 index; /* of an element */
  guint depth;
};

struct _MgStructure
{
  gatomicrefcount n_references;
  MgCUnit *unit;
  const MgCType *type;
  guint64 offset;
  MgOrder order;
  MgCArena *arena;       /* nodes, records, groups */
  GHashTable *records;   /* "type, order" → MgRecord */
  GPtrArray *queue;      /* of MgRecord: all, in the order in which they were found */
  GPtrArray *expressions; /* of MgExpression: of the annotations */
  MgField root;
};

/* Deepest field. */
#define MG_FIELD_MAX_DEPTH 256

/* --- structure.c --- */

/* Of a member, from the start of the record that it is shown in. */
guint64 mg_node_get_fixed_offset (const MgNode *node);
/* Of the outermost structure.  Returns: (nullable) */
const MgWordArgument *mg_structure_get_word (MgStructure *structure, MgWord word);
/* sizeof and offsetof, for MgExpressionContext; @data: its MgCUnit */
gboolean mg_structure_measure (const char *type_name, const char *member_path, gpointer data, guint64 *bytes,
                               GError **error);

/* --- field.c --- */

/* (transfer full): of any node below @parent's */
MgField *mg_field_new (MgField *parent, const MgNode *node, guint64 index);

/* A node at one moment; what it is in lies further up on the stack. */
typedef struct _MgSpot MgSpot;

struct _MgSpot
{
  const MgSpot *outer;
  const MgNode *node;
  guint64 start;   /* bytes from the root's */
  guint64 index;   /* of an element */
  gboolean absent;
};

/* How far it reaches. */
typedef struct
{
  guint64 size;
  guint64 n_children;
  guint64 n_declared;
  guint64 stride;       /* of an array whose elements are as far from each other */
  const GArray *starts; /* (nullable): of guint64: of an array in which they are not */
} MgExtent;

/* What one question about fields may cost: fields that are read for it. */
#define MG_LOCATOR_BUDGET (1 << 20)

/* One question about fields at one moment. */
typedef struct
{
  MgStructure *structure;
  const MgFieldBytes *bytes;
  guint64 size;                  /* of the object, from the root's start */
  guint budget;                  /* what is left of it */
  const struct _MgFrame *frames; /* expressions that are being computed */
  MgFieldMemo *memo;             /* (nullable): the bytes', or its own */
} MgLocator;

/* --- field-locate.c --- */

void mg_locator_init (MgLocator *locator, MgStructure *structure, const MgFieldBytes *bytes);
void mg_locator_clear (MgLocator *locator);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MgLocator, mg_locator_clear)

/* --- field-compute.c --- */

/* What can be called in annotations. */
extern const MgFunction mg_field_functions[];
extern const guint mg_field_n_functions;

/* Where an expression stands: what its names mean. */
typedef struct
{
  MgLocator *locator;
  const MgSpot *spot;    /* names are looked up in it and in what is around it */
  gboolean skip;         /* only in what is around it */
  const guint64 *field;  /* (nullable): $field */
  const guint64 *index;  /* (nullable): $index; else that of the nearest element around */
} MgFieldScope;

/* FALSE where the budget has no @cost left. */
gboolean mg_locator_spend (MgLocator *locator, guint cost, GError **error);
/* Returns: how many bytes are known, up to the first that is not: with @error where that is not @length */
gsize mg_locator_copy (MgLocator *locator, guint64 start, gsize length, guint8 *bytes, guint8 *states,
                       GError **error);
gboolean mg_locator_get_number (MgLocator *locator, const MgSpot *spot, MgResult *result, GError **error);
/* Of one that the outermost structure has. */
gboolean mg_locator_compute (MgLocator *locator, const MgSpot *spot, const MgExpression *expression,
                             MgResult *result, GError **error);
/* An offset or count that a word computes. */
gboolean mg_scope_compute_natural (const MgFieldScope *scope, const MgWords *words, MgWord word,
                                   guint64 *natural, GError **error);
gboolean mg_scope_compute_truth (const MgFieldScope *scope, const MgWords *words, MgWord word,
                                 gboolean *truth, GError **error);
gboolean mg_scope_compute (const MgFieldScope *scope, const MgExpression *expression, MgResult *result,
                           GError **error);
/* What names mean: MgLookupFunc, whose data is the MgFieldScope. */
gboolean mg_scope_look_up (const MgPathStep *steps, guint n_steps, gpointer data, MgResult *result,
                           GError **error);
/* The spot is there as long as the call. */
typedef gboolean (*MgSpotFunc) (MgLocator *locator, const MgSpot *spot, gpointer data, GError **error);
gboolean mg_scope_find (const MgFieldScope *scope, const MgPathStep *steps, guint n_steps, MgSpotFunc func,
                        gpointer data, GError **error);

/* --- field-locate.c --- */

/* Each from what it is in.  FALSE with the reason. */
/* Whether it is there, or absent, is not looked at. */
gboolean mg_locator_find_place (MgLocator *locator, const MgSpot *record, const MgNode *node, MgSpot *spot,
                                GError **error);
void mg_locator_find_root (MgLocator *locator, MgSpot *spot);
/* Whether it is absent is found out too. */
gboolean mg_locator_find_member (MgLocator *locator, const MgSpot *record, const MgNode *node, MgSpot *spot,
                                 GError **error);
gboolean mg_locator_find_element (MgLocator *locator, const MgSpot *array, const MgExtent *extent,
                                  guint64 index, MgSpot *spot, GError **error);
/* *exists: it leads somewhere in the object */
gboolean mg_locator_find_target (MgLocator *locator, const MgSpot *pointer, gboolean *exists, MgSpot *spot,
                                 GError **error);
gboolean mg_locator_measure (MgLocator *locator, const MgSpot *spot, MgExtent *extent, GError **error);
gboolean mg_locator_decode (MgLocator *locator, const MgSpot *spot, MgValue *value, GError **error);
/* @spots: MG_FIELD_MAX_DEPTH + 1; the field's own is the last one that is filled in.
 * Returns: (nullable): that */
const MgSpot *mg_locator_find_field (MgLocator *locator, MgField *field, MgSpot *spots, GError **error);
G_END_DECLS
