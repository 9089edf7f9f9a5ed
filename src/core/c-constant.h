#pragma once

#include "core/c-type.h"

G_BEGIN_DECLS

/* What an expression is worth. */
typedef enum
{
  MG_C_VALUE_UNKNOWN, /* no constant; its type may be all that is wanted of it */
  MG_C_VALUE_INTEGER, /* pointers too */
  MG_C_VALUE_REAL,
  MG_C_VALUE_OBJECT,  /* what is at an address: that of offsetof's old spelling */
} MgCValueKind;

typedef struct
{
  const MgCType *type; /* never NULL */
  MgCValueKind kind;
  guint64 bits; /* an integer, sign-extended where it is signed; an address */
  double real;
} MgCValue;

MgCValue mg_c_value_new_integer (const MgCType *type, guint64 bits);
gboolean mg_c_value_is_negative (const MgAbi *abi, const MgCValue *value);
gboolean mg_c_value_is_true (const MgCValue *value); /* of a constant */

/* As a cast does. */
MgCValue mg_c_value_convert (const MgAbi *abi, const MgCValue *value, const MgCType *type);
/* The integer promotions. */
MgCValue mg_c_value_promote (const MgAbi *abi, const MgCType *const *scalars, const MgCValue *value);
/* The type that both sides of an operator are converted to. */
const MgCType *mg_c_value_get_common_type (const MgAbi *abi, const MgCType *const *scalars,
                                           const MgCType *a, const MgCType *b);
/**
 * mg_c_value_calculate:
 * @operator: a token's kind, of two operands, but for && and ||
 * @by_zero: (out): it was a division by zero, and has no value
 *
 * Wraps around as the types of the ABI do.
 */
MgCValue mg_c_value_calculate (const MgAbi *abi, const MgCType *const *scalars, guint operator,
                               const MgCValue *a, const MgCValue *b, gboolean *by_zero);

G_END_DECLS
