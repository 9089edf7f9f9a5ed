#include "config.h"

#include "core/expression-private.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>

/* --- Computing --- */

gboolean
mg_result_is_true (const MgResult *result)
{
  return result->is_real ? result->real != 0 : result->integer != 0;
}

double
mg_result_get_real (const MgResult *result)
{
  return result->is_real ? result->real : (double) result->integer;
}

static gboolean
fail_value (GError **error, const char *message)
{
  mg_set_error (error, MG_ERROR_INVALID, NULL, "%s", message);
  return FALSE;
}

static gboolean
apply_unary (guint operator, MgResult *value, GError **error)
{
  switch (operator)
    {
    case '!':
      *value = (MgResult) { .integer = !mg_result_is_true (value) };
      return TRUE;
    case '-':
      if (value->is_real)
        value->real = -value->real;
      else if (__builtin_sub_overflow ((__int128) 0, value->integer, &value->integer))
        return fail_value (error, _ ("the number has more than 128 bits"));
      return TRUE;
    case '~':
      if (value->is_real)
        return fail_value (error, _ ("a real number has no bits"));
      value->integer = ~value->integer;
      return TRUE;
    default:
      return TRUE;
    }
}

static gboolean
apply_real (guint operator, double a, double b, MgResult *value, GError **error)
{
  double real;

  switch (operator)
    {
    case '+': real = a + b; break;
    case '-': real = a - b; break;
    case '*': real = a * b; break;
    case '/': real = a / b; break;
    case '<': *value = (MgResult) { .integer = a < b }; return TRUE;
    case '>': *value = (MgResult) { .integer = a > b }; return TRUE;
    case MG_SIGN_LESS_EQUAL: *value = (MgResult) { .integer = a <= b }; return TRUE;
    case MG_SIGN_GREATER_EQUAL: *value = (MgResult) { .integer = a >= b }; return TRUE;
    case MG_SIGN_EQUAL: *value = (MgResult) { .integer = a == b }; return TRUE;
    case MG_SIGN_NOT_EQUAL: *value = (MgResult) { .integer = a != b }; return TRUE;
    default: return fail_value (error, _ ("a real number has no bits"));
    }
  *value = (MgResult) { .is_real = TRUE, .real = real };
  return TRUE;
}

static gboolean
shift_left (__int128 a, __int128 b, __int128 *result)
{
  __int128 shifted;

  if (b < 0 || (b > 126 && a != 0))
    return FALSE;
  shifted = b > 126 ? 0 : (__int128) ((unsigned __int128) a << (guint) b);
  if (b <= 126 && shifted >> (guint) b != a)
    return FALSE;
  *result = shifted;
  return TRUE;
}

static gboolean
apply_integer (guint operator, __int128 a, __int128 b, MgResult *value, GError **error)
{
  __int128 result = 0;
  gboolean overflow = FALSE;

  switch (operator)
    {
    case '+': overflow = __builtin_add_overflow (a, b, &result); break;
    case '-': overflow = __builtin_sub_overflow (a, b, &result); break;
    case '*': overflow = __builtin_mul_overflow (a, b, &result); break;
    case '/':
    case '%':
      if (b == 0)
        return fail_value (error, _ ("division by zero"));
      if (b == -1) /* the least number has no counterpart */
        {
          overflow = operator == '/' && __builtin_sub_overflow ((__int128) 0, a, &result);
          break;
        }
      result = operator == '/' ? a / b : a % b;
      break;
    case MG_SIGN_SHIFT_LEFT: overflow = !shift_left (a, b, &result); break;
    case MG_SIGN_SHIFT_RIGHT:
      if (b < 0)
        return fail_value (error, _ ("a shift by a negative number"));
      result = a >> (guint) MIN (b, 127);
      break;
    case '&': result = a & b; break;
    case '|': result = a | b; break;
    case '^': result = a ^ b; break;
    case '<': result = a < b; break;
    case '>': result = a > b; break;
    case MG_SIGN_LESS_EQUAL: result = a <= b; break;
    case MG_SIGN_GREATER_EQUAL: result = a >= b; break;
    case MG_SIGN_EQUAL: result = a == b; break;
    default: result = a != b; break;
    }
  if (overflow)
    return fail_value (error, _ ("the number has more than 128 bits"));
  *value = (MgResult) { .integer = result };
  return TRUE;
}

/* Fills in a path's indices from the stack. */
static gboolean
take_steps (const MgExpression *expression, guint first, guint n, const MgResult **stack, MgPathStep *steps,
            GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      const MgExpressionStep *step = &g_array_index (expression->steps, MgExpressionStep, first + i);

      steps[i] = step->step;
      if (!step->computed)
        continue;
      if ((*stack)->is_real || (*stack)->integer < 0 || (*stack)->integer > (__int128) G_MAXUINT64)
        return fail_value (error, _ ("an index is no natural number"));
      steps[i].index = (guint64) (*stack)->integer;
      ++*stack;
    }
  return TRUE;
}

static guint
count_computed (const MgExpression *expression, guint first, guint n)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += g_array_index (expression->steps, MgExpressionStep, first + i).computed;
  return count;
}

/* @top: (inout): behind the last result on the stack */
static gboolean
load_path (const MgExpression *expression, const MgInstruction *instruction, MgLookupFunc lookup,
           gpointer data, MgResult **top, GError **error)
{
  MgPathStep steps[MG_EXPRESSION_MAX_STEPS];
  const MgResult *from = *top - count_computed (expression, instruction->first, instruction->n);
  MgResult *to = (MgResult *) from;
  MgResult result = { 0 };

  if (!take_steps (expression, instruction->first, instruction->n, &from, steps, error)
      || !lookup (steps, instruction->n, data, &result, error))
    return FALSE;
  *to = result;
  *top = to + 1;
  return TRUE;
}

static gboolean
call_function (const MgExpression *expression, const MgInstruction *instruction, gpointer data,
               MgResult **top, GError **error)
{
  MgArgument arguments[MG_EXPRESSION_MAX_ARGUMENTS];
  MgPathStep steps[MG_EXPRESSION_MAX_ARGUMENTS][MG_EXPRESSION_MAX_STEPS];
  const MgParameter *parameters = &g_array_index (expression->parameters, MgParameter, instruction->first);
  const MgResult *from = *top;
  MgResult *to;
  MgResult result = { 0 };

  for (guint i = 0; i < instruction->n; i++)
    from -= parameters[i].is_path ? parameters[i].n_computed : 1;
  to = (MgResult *) from;
  for (guint i = 0; i < instruction->n; i++)
    if (parameters[i].is_path)
      {
        if (!take_steps (expression, parameters[i].first, parameters[i].n, &from, steps[i], error))
          return FALSE;
        arguments[i] = (MgArgument) { .steps = steps[i], .n_steps = parameters[i].n };
      }
    else
      arguments[i] = (MgArgument) { .value = *from++ };
  if (!instruction->function->call (arguments, instruction->n, instruction->target, data, &result, error))
    return FALSE;
  *to = result;
  *top = to + 1;
  return TRUE;
}

gboolean
mg_expression_evaluate (const MgExpression *expression, MgLookupFunc lookup, gpointer data, MgResult *result,
                        GError **error)
{
  MgResult *stack = g_newa (MgResult, expression->max_stack);
  MgResult *top = stack;

  for (guint i = 0; i < expression->program->len;)
    {
      const MgInstruction *instruction = &g_array_index (expression->program, MgInstruction, i);

      i++;
      switch (instruction->op)
        {
        case MG_OP_PUSH:
          *top++ = instruction->value;
          break;
        case MG_OP_PATH:
          if (!load_path (expression, instruction, lookup, data, &top, error))
            return FALSE;
          break;
        case MG_OP_CALL:
          if (!call_function (expression, instruction, data, &top, error))
            return FALSE;
          break;
        case MG_OP_UNARY:
          if (!apply_unary (instruction->operator, &top[-1], error))
            return FALSE;
          break;
        case MG_OP_BINARY:
          top--;
          if (!(top[-1].is_real || top[0].is_real
                    ? apply_real (instruction->operator, mg_result_get_real (&top[-1]),
                                  mg_result_get_real (&top[0]), &top[-1], error)
                    : apply_integer (instruction->operator, top[-1].integer, top[0].integer, &top[-1],
                                     error)))
            return FALSE;
          break;
        case MG_OP_BOOL:
          top[-1] = (MgResult) { .integer = mg_result_is_true (&top[-1]) };
          break;
        case MG_OP_AND:
        case MG_OP_OR:
          if (mg_result_is_true (&top[-1]) == (instruction->op == MG_OP_OR))
            {
              top[-1] = (MgResult) { .integer = instruction->op == MG_OP_OR };
              i = instruction->target;
            }
          else
            top--;
          break;
        case MG_OP_IF:
          if (!mg_result_is_true (--top))
            i = instruction->target;
          break;
        case MG_OP_JUMP:
          i = instruction->target;
          break;
        }
    }
  *result = stack[0];
  return TRUE;
}

/* --- What is in it --- */

static gboolean
show_path (const MgExpression *expression, guint first, guint n, gsize column, MgPathFunc func, gpointer data)
{
  const char *names[MG_EXPRESSION_MAX_STEPS];
  guint n_names = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *name = g_array_index (expression->steps, MgExpressionStep, first + i).step.name;

      if (name != NULL)
        names[n_names++] = name;
    }
  return func (names, n_names, column, data);
}

void
mg_expression_foreach_path (const MgExpression *expression, MgPathFunc func, gpointer data)
{
  for (guint i = 0; i < expression->program->len; i++)
    {
      const MgInstruction *instruction = &g_array_index (expression->program, MgInstruction, i);

      if (instruction->op == MG_OP_PATH
          && !show_path (expression, instruction->first, instruction->n, instruction->column, func, data))
        return;
      if (instruction->op == MG_OP_CALL && instruction->n > 0)
        {
          const MgParameter *parameter =
              &g_array_index (expression->parameters, MgParameter, instruction->first);

          if (parameter->is_path
              && !show_path (expression, parameter->first, parameter->n, instruction->column, func, data))
            return;
        }
    }
}

guint
mg_expression_get_path (const MgExpression *expression, MgPathStep *steps)
{
  const MgInstruction *only = &g_array_index (expression->program, MgInstruction, 0);

  if (expression->program->len != 1 || only->op != MG_OP_PATH)
    return 0;
  for (guint i = 0; i < only->n; i++)
    steps[i] = g_array_index (expression->steps, MgExpressionStep, only->first + i).step;
  return only->n;
}
