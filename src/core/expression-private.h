#pragma once

#include "core/expression.h"

G_BEGIN_DECLS

/* An expression is a program for a stack, in the order in which it is computed: computing needs no
 * recursion, however long it is.  Invariants: every jump goes forward; the stack never holds more
 * than max_stack results, and one at the end. */
typedef enum
{
  MG_OP_PUSH,    /* value */
  MG_OP_PATH,    /* steps from first on, n of them: takes its indices from the stack */
  MG_OP_CALL,    /* function; arguments from first on, n of them */
  MG_OP_UNARY,   /* operator */
  MG_OP_BINARY,  /* operator */
  MG_OP_BOOL,    /* 0 or 1 */
  MG_OP_AND,     /* keeps a 0 and jumps, or drops what is true */
  MG_OP_OR,      /* keeps a 1 and jumps, or drops what is false */
  MG_OP_IF,      /* drops; jumps where it is false */
  MG_OP_JUMP,
} MgExpressionOp;

typedef struct
{
  MgExpressionOp op;
  guint operator;
  guint first, n;
  guint target; /* of jumps; of a call, its id */
  gsize column; /* bytes */
  const MgFunction *function;
  MgResult value;
} MgInstruction;

/* A step of a path; an index that is no number is computed before and taken from the stack. */
typedef struct
{
  MgPathStep step;
  gboolean computed;
} MgExpressionStep;

typedef struct
{
  gboolean is_path;
  guint first, n; /* its steps */
  guint n_computed;
} MgParameter;

struct _MgExpression
{
  char *text;
  GArray *program;      /* of MgInstruction */
  GArray *steps;        /* of MgExpressionStep */
  GArray *parameters;   /* of MgParameter */
  GStringChunk *names;
  guint max_stack;
};

/* Operators of more than one character; the others are their character. */
enum
{
  MG_SIGN_SHIFT_LEFT = 256, MG_SIGN_SHIFT_RIGHT, MG_SIGN_LESS_EQUAL, MG_SIGN_GREATER_EQUAL,
  MG_SIGN_EQUAL, MG_SIGN_NOT_EQUAL, MG_SIGN_AND, MG_SIGN_OR, MG_SIGN_ARROW, MG_SIGN_SCOPE,
  MG_SIGN_END, MG_SIGN_NUMBER, MG_SIGN_NAME,
};

G_END_DECLS
