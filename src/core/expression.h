#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Expressions as C has them, over named things: fields of a structure in annotations and triggers.
 * Integers are exact in 128 bits, reals are doubles; overflow and division by zero are errors, not
 * values.  An expression is immutable; what its names and functions mean is asked for each time that
 * it is computed. */
typedef struct _MgExpression MgExpression;

/* Limits, each of which is an error where it is met. */
#define MG_EXPRESSION_MAX_LENGTH 4096 /* bytes of text */
#define MG_EXPRESSION_MAX_DEPTH 64    /* brackets in each other */
#define MG_EXPRESSION_MAX_STEPS 32    /* names and indices of one path */
#define MG_EXPRESSION_MAX_STACK 64    /* results that wait for others */
#define MG_EXPRESSION_MAX_ARGUMENTS 8

typedef struct
{
  gboolean is_real;
  __int128 integer;
  double real;
} MgResult;

/* A part of a path: buffers[2].tick has three. */
typedef struct
{
  const char *name; /* (nullable): NULL for an index */
  guint64 index;
} MgPathStep;

typedef struct
{
  MgResult value;          /* of an argument that is a value */
  const MgPathStep *steps; /* of one that is a path */
  guint n_steps;
} MgArgument;

/* Something that is called: "min (a, b)". */
typedef struct
{
  const char *name;
  guint n_min, n_max;
  guint paths; /* bit i: argument i is a path, and not its value */
  /* @id: which of the expression's calls it is, from 0 */
  gboolean (*call) (const MgArgument *arguments, guint n_arguments, guint id, gpointer data,
                    MgResult *result, GError **error);
} MgFunction;

/* What is known while an expression is read. */
typedef struct
{
  const MgFunction *functions; /* outlives the expressions */
  guint n_functions;
  /* (nullable): for sizeof (@type), and offsetof (@type, @member) where that is not NULL */
  gboolean (*measure) (const char *type, const char *member, gpointer data, guint64 *bytes, GError **error);
  gpointer data;
  gboolean times; /* a number may have a unit behind it, and is then in seconds: 500 ms, 2 s, 1 min */
} MgExpressionContext;

/**
 * mg_expression_parse:
 * @text: @length bytes; all of them are the expression
 * @column: (out): where it went wrong: bytes from the start of @text
 *
 * Returns: (transfer full): NULL with MG_ERROR_INVALID or MG_ERROR_TOO_LARGE
 */
MgExpression *mg_expression_parse (const char *text, gsize length, const MgExpressionContext *context,
                                   gsize *column, GError **error);
void mg_expression_free (MgExpression *expression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgExpression, mg_expression_free)

const char *mg_expression_get_text (const MgExpression *expression);

/* What a path is worth.  FALSE with the reason. */
typedef gboolean (*MgLookupFunc) (const MgPathStep *steps, guint n_steps, gpointer data, MgResult *result,
                                  GError **error);

/**
 * mg_expression_evaluate:
 * @data: for @lookup and for functions
 *
 * What is not needed is not computed: behind && and ||, and in ?:.
 *
 * Returns: FALSE with MG_ERROR_INVALID where it has no value, or with what @lookup said
 */
gboolean mg_expression_evaluate (const MgExpression *expression, MgLookupFunc lookup, gpointer data,
                                 MgResult *result, GError **error);

gboolean mg_result_is_true (const MgResult *result);
double mg_result_get_real (const MgResult *result);

/* Each path in it, with its place in the text; of a function's arguments only the first, since the
 * others may be within that.  FALSE ends it. */
typedef gboolean (*MgPathFunc) (const char *const *names, guint n_names, gsize column, gpointer data);
/* @names: of a path a[1].b, "a" and "b" */
void mg_expression_foreach_path (const MgExpression *expression, MgPathFunc func, gpointer data);

/* Where it is a path without computed indices, and nothing else: its parts.
 * @steps: (out caller-allocates): MG_EXPRESSION_MAX_STEPS; their names live as long as the expression
 *
 * Returns: how many there are, 0 where it is something else */
guint mg_expression_get_path (const MgExpression *expression, MgPathStep *steps);

G_END_DECLS
