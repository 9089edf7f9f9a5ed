#include "config.h"

#include "core/c-constant.h"

#include "core/c-token.h"

#include <math.h>

MgCValue
mg_c_value_new_integer (const MgCType *type, guint64 bits)
{
  return (MgCValue) { .type = type, .kind = MG_C_VALUE_INTEGER, .bits = bits };
}

static gboolean
is_signed (const MgAbi *abi, const MgCType *type)
{
  return mg_c_type_is_integer (type)
         && mg_abi_get_class (abi, mg_c_type_get_scalar (type)) == MG_SCALAR_CLASS_SIGNED;
}

static gboolean
is_real (const MgAbi *abi, const MgCType *type)
{
  type = type->actual;
  return type->kind == MG_C_SCALAR && mg_abi_get_class (abi, type->scalar) == MG_SCALAR_CLASS_REAL;
}

gboolean
mg_c_value_is_negative (const MgAbi *abi, const MgCValue *value)
{
  return value->kind == MG_C_VALUE_INTEGER && is_signed (abi, value->type) && (gint64) value->bits < 0;
}

gboolean
mg_c_value_is_true (const MgCValue *value)
{
  return value->kind == MG_C_VALUE_REAL ? value->real != 0 : value->bits != 0;
}

/* What is left of @bits in an integer of @type, or a pointer. */
static guint64
wrap (const MgAbi *abi, const MgCType *type, guint64 bits)
{
  guint64 size = mg_c_type_get_size (type);
  guint unused = size < 8 ? 64 - (guint) size * 8 : 0;

  if (mg_c_type_get_scalar (type) == MG_SCALAR_BOOL)
    return bits != 0;
  if (size == 0)
    return bits;
  if (is_signed (abi, type))
    return (guint64) ((gint64) (bits << unused) >> unused);
  return bits << unused >> unused;
}

static guint64
truncate_real (double real)
{
  if (!(real > -9223372036854775809.0)) /* NaN too */
    return 0;
  if (real >= 18446744073709551616.0)
    return 0;
  return real < 0 ? (guint64) (gint64) real : (guint64) real;
}

MgCValue
mg_c_value_convert (const MgAbi *abi, const MgCValue *value, const MgCType *type)
{
  MgCValue result = { .type = type };

  if (value->kind == MG_C_VALUE_UNKNOWN || value->kind == MG_C_VALUE_OBJECT)
    return result;
  if (is_real (abi, type))
    {
      result.kind = MG_C_VALUE_REAL;
      if (value->kind == MG_C_VALUE_REAL)
        result.real = value->real;
      else
        result.real = mg_c_value_is_negative (abi, value) ? (double) (gint64) value->bits
                                                          : (double) value->bits;
      if (type->actual->scalar == MG_SCALAR_FLOAT)
        result.real = (float) result.real;
    }
  else if (mg_c_type_is_integer (type) || type->actual->kind == MG_C_POINTER)
    {
      guint64 bits = value->bits;

      if (value->kind == MG_C_VALUE_REAL)
        bits = mg_c_type_get_scalar (type) == MG_SCALAR_BOOL ? value->real != 0
                                                             : truncate_real (value->real);
      result.kind = MG_C_VALUE_INTEGER;
      result.bits = wrap (abi, type, bits);
    }
  return result;
}

/* --- Conversions --- */

static guint
get_rank (MgScalar scalar)
{
  switch (scalar)
    {
    case MG_SCALAR_LONG:
    case MG_SCALAR_ULONG:
      return 2;
    case MG_SCALAR_LLONG:
    case MG_SCALAR_ULLONG:
      return 3;
    case MG_SCALAR_INT128:
    case MG_SCALAR_UINT128:
      return 4;
    default:
      return 1;
    }
}

static MgScalar
promote (const MgAbi *abi, MgScalar scalar)
{
  guint size = abi->scalars[scalar].size;

  if (scalar >= MG_SCALAR_INT && scalar <= MG_SCALAR_UINT128)
    return scalar;
  if (size < abi->scalars[MG_SCALAR_INT].size
      || mg_abi_get_class (abi, scalar) == MG_SCALAR_CLASS_SIGNED)
    return MG_SCALAR_INT;
  return MG_SCALAR_UINT;
}

MgCValue
mg_c_value_promote (const MgAbi *abi, const MgCType *const *scalars, const MgCValue *value)
{
  if (!mg_c_type_is_integer (value->type))
    return *value;
  return mg_c_value_convert (abi, value, scalars[promote (abi, mg_c_type_get_scalar (value->type))]);
}

const MgCType *
mg_c_value_get_common_type (const MgAbi *abi, const MgCType *const *scalars, const MgCType *a,
                            const MgCType *b)
{
  MgScalar sa, sb, wide, narrow;

  if (is_real (abi, a) || is_real (abi, b))
    {
      if (!is_real (abi, b))
        return a->actual;
      if (!is_real (abi, a))
        return b->actual;
      return a->actual->scalar >= b->actual->scalar ? a->actual : b->actual;
    }
  if (!mg_c_type_is_integer (a) || !mg_c_type_is_integer (b))
    return mg_c_type_is_integer (a) ? b : a;
  sa = promote (abi, mg_c_type_get_scalar (a));
  sb = promote (abi, mg_c_type_get_scalar (b));
  wide = get_rank (sa) >= get_rank (sb) ? sa : sb;
  narrow = wide == sa ? sb : sa;
  if (mg_abi_get_class (abi, narrow) == MG_SCALAR_CLASS_UNSIGNED
      && (get_rank (narrow) == get_rank (wide)
          || abi->scalars[narrow].size == abi->scalars[wide].size))
    wide = mg_scalar_to_unsigned (wide);
  return scalars[wide];
}

/* --- Arithmetic --- */

static MgCValue
calculate_real (const MgCType *const *scalars, guint operator, const MgCType *type, double a, double b)
{
  MgCValue result = { .type = type, .kind = MG_C_VALUE_REAL };
  gboolean answer;

  switch (operator)
    {
    case '+':
      result.real = a + b;
      return result;
    case '-':
      result.real = a - b;
      return result;
    case '*':
      result.real = a * b;
      return result;
    case '/':
      result.real = a / b;
      return result;
    case '<':
      answer = a < b;
      break;
    case '>':
      answer = a > b;
      break;
    case MG_C_LESS_EQUAL:
      answer = a <= b;
      break;
    case MG_C_GREATER_EQUAL:
      answer = a >= b;
      break;
    case MG_C_EQUAL:
      answer = a == b;
      break;
    case MG_C_NOT_EQUAL:
      answer = a != b;
      break;
    default:
      result.kind = MG_C_VALUE_UNKNOWN;
      return result;
    }
  return mg_c_value_new_integer (scalars[MG_SCALAR_INT], answer);
}

static guint64
shift_right (guint64 bits, guint64 places, gboolean arithmetic)
{
  if (places > 63)
    return arithmetic && (gint64) bits < 0 ? G_MAXUINT64 : 0;
  return arithmetic ? (guint64) ((gint64) bits >> places) : bits >> places;
}

static guint64
divide (guint64 a, guint64 b, gboolean is_signed_division, gboolean remainder)
{
  if (!is_signed_division)
    return remainder ? a % b : a / b;
  if (b == G_MAXUINT64) /* -1: the least integer would overflow */
    return remainder ? 0 : -a;
  return (guint64) (remainder ? (gint64) a % (gint64) b : (gint64) a / (gint64) b);
}

static MgCValue
calculate_integer (const MgAbi *abi, const MgCType *const *scalars, guint operator,
                   const MgCType *type, guint64 a, guint64 b, gboolean *by_zero)
{
  MgCValue result = mg_c_value_new_integer (type, 0);
  gboolean is_signed_type = is_signed (abi, type);
  gboolean less = is_signed_type ? (gint64) a < (gint64) b : a < b;

  switch (operator)
    {
    case '+':
      result.bits = a + b;
      break;
    case '-':
      result.bits = a - b;
      break;
    case '*':
      result.bits = a * b;
      break;
    case '/':
    case '%':
      if (b == 0)
        {
          *by_zero = TRUE;
          result.kind = MG_C_VALUE_UNKNOWN;
          return result;
        }
      result.bits = divide (a, b, is_signed_type, operator == '%');
      break;
    case '&':
      result.bits = a & b;
      break;
    case '|':
      result.bits = a | b;
      break;
    case '^':
      result.bits = a ^ b;
      break;
    case MG_C_SHIFT_LEFT:
      result.bits = b < 64 ? a << b : 0;
      break;
    case MG_C_SHIFT_RIGHT:
      result.bits = shift_right (a, b, is_signed_type);
      break;
    default:
      result.type = scalars[MG_SCALAR_INT];
      result.bits = operator == '<' ? less
                    : operator == '>' ? !less && a != b
                    : operator == MG_C_LESS_EQUAL ? less || a == b
                    : operator == MG_C_GREATER_EQUAL ? !less
                    : operator == MG_C_EQUAL ? a == b : a != b;
      return result;
    }
  result.bits = wrap (abi, type, result.bits);
  return result;
}

/* Pointers count in elements. */
static MgCValue
calculate_pointer (const MgAbi *abi, const MgCType *const *scalars, guint operator,
                   const MgCValue *a, const MgCValue *b)
{
  gboolean both = a->type->actual->kind == MG_C_POINTER && b->type->actual->kind == MG_C_POINTER;
  const MgCValue *pointer = a->type->actual->kind == MG_C_POINTER ? a : b;
  const MgCValue *other = pointer == a ? b : a;
  guint64 size = MAX (mg_c_type_get_size (pointer->type->actual->target), 1);
  gboolean by_zero = FALSE;
  MgCValue result = { .type = pointer->type };

  if (operator == '-' && both)
    {
      result = mg_c_value_new_integer (scalars[abi->ptrdiff],
                                       (guint64) ((gint64) (a->bits - b->bits) / (gint64) size));
      result.bits = wrap (abi, result.type, result.bits);
    }
  else if (operator == '+' || operator == '-')
    {
      result.kind = MG_C_VALUE_INTEGER;
      result.bits = operator == '+' ? pointer->bits + other->bits * size : a->bits - b->bits * size;
      result.bits = wrap (abi, result.type, result.bits);
    }
  else
    result = calculate_integer (abi, scalars, operator, scalars[abi->size], a->bits, b->bits, &by_zero);
  return result;
}

MgCValue
mg_c_value_calculate (const MgAbi *abi, const MgCType *const *scalars, guint operator,
                      const MgCValue *a, const MgCValue *b, gboolean *by_zero)
{
  gboolean compares = operator == '<' || operator == '>' || operator == MG_C_LESS_EQUAL
                      || operator == MG_C_GREATER_EQUAL || operator == MG_C_EQUAL
                      || operator == MG_C_NOT_EQUAL;
  gboolean shifts = operator == MG_C_SHIFT_LEFT || operator == MG_C_SHIFT_RIGHT;
  gboolean pointers = a->type->actual->kind == MG_C_POINTER || b->type->actual->kind == MG_C_POINTER;
  const MgCType *type;
  MgCValue left, right;

  *by_zero = FALSE;
  left = shifts ? mg_c_value_promote (abi, scalars, a) : *a;
  type = shifts ? left.type : mg_c_value_get_common_type (abi, scalars, a->type, b->type);
  if (a->kind == MG_C_VALUE_UNKNOWN || b->kind == MG_C_VALUE_UNKNOWN
      || a->kind == MG_C_VALUE_OBJECT || b->kind == MG_C_VALUE_OBJECT)
    return (MgCValue) { .type = compares ? scalars[MG_SCALAR_INT] : type };
  if (pointers)
    return calculate_pointer (abi, scalars, operator, a, b);
  left = mg_c_value_convert (abi, &left, type);
  right = shifts ? *b : mg_c_value_convert (abi, b, type);
  if (left.kind == MG_C_VALUE_REAL)
    return calculate_real (scalars, operator, type, left.real, right.real);
  if (left.kind != MG_C_VALUE_INTEGER || right.kind != MG_C_VALUE_INTEGER)
    return (MgCValue) { .type = type };
  return calculate_integer (abi, scalars, operator, type, left.bits, right.bits, by_zero);
}
