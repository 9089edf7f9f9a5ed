#include "config.h"

#include "core/c-literal.h"
#include "core/c-preprocess-private.h"

#include <glib/gi18n-lib.h>

/* The expression of an #if: every integer in it is an intmax_t or a uintmax_t, of 64 bits. */
typedef struct
{
  MgCPreprocessor *pp;
  const MgCToken *next; /* ended by MG_C_END */
  guint depth;
  gboolean failed;
} Reader;

typedef struct
{
  guint64 bits;
  gboolean is_unsigned;
} Value;

static void
fail (Reader *reader, const MgCToken *token, const char *expected, const char *message)
{
  if (!reader->failed)
    mg_c_report_token (reader->pp->source, MG_C_ERROR, token, expected, "%s", message);
  reader->failed = TRUE;
}

static Value read_binary (Reader *reader, guint precedence, gboolean evaluated);

static Value
read_ternary (Reader *reader, gboolean evaluated)
{
  Value condition = read_binary (reader, 0, evaluated), yes, no, result;

  if (reader->next->kind != '?')
    return condition;
  reader->next++;
  if (++reader->depth > MG_C_MAX_DEPTH)
    {
      fail (reader, reader->next, NULL, _ ("this expression is too deep"));
      return condition;
    }
  yes = read_ternary (reader, evaluated && condition.bits != 0);
  if (reader->next->kind == ':')
    reader->next++;
  else
    fail (reader, reader->next, ":", _ ("the other half of ? is missing"));
  no = read_ternary (reader, evaluated && condition.bits == 0);
  reader->depth--;
  result = condition.bits != 0 ? yes : no;
  result.is_unsigned = yes.is_unsigned || no.is_unsigned;
  return result;
}

static Value
read_literal (Reader *reader, const MgCToken *token)
{
  const MgAbi *abi = reader->pp->options.abi;
  Value value = { 0, FALSE };
  const char *problem;

  if (token->kind == MG_C_NUMBER)
    {
      MgCNumber number;

      problem = mg_c_number_parse (token, &number);
      if (problem == NULL && number.is_real)
        problem = _ ("there are only integers in a condition");
      value.bits = number.value;
      value.is_unsigned = number.is_unsigned || number.value > G_MAXINT64;
    }
  else
    {
      gsize start;
      guint n_characters;
      guint unit = mg_c_literal_get_encoding (token, &start) == MG_C_ENCODING_PLAIN ? 1 : 4;

      problem = mg_c_character_parse (token, unit, &value.bits, &n_characters);
      if (unit == 1 && n_characters == 1 && abi->char_is_signed)
        value.bits = (guint64) (gint64) (gint8) value.bits;
      else if (unit == 1)
        value.bits = (guint64) (gint64) (gint32) value.bits;
    }
  if (problem != NULL)
    fail (reader, token, NULL, problem);
  return value;
}

static Value
read_primary (Reader *reader, gboolean evaluated)
{
  const MgCToken *token = reader->next;
  Value value = { 0, FALSE };

  if (reader->failed || token->kind == MG_C_END)
    {
      fail (reader, token, _ ("a value"), _ ("the condition ends too early"));
      return value;
    }
  reader->next++;
  switch (token->kind)
    {
    case MG_C_NUMBER:
    case MG_C_CHARACTER:
      return read_literal (reader, token);
    case MG_C_NAME: /* that is no macro */
      if (reader->next->kind == '(')
        fail (reader, token, NULL, _ ("a macro with arguments is called that is not defined"));
      value.bits = token->symbol->keyword == MG_C_KEYWORD_TRUE;
      return value;
    case '(':
    case '!':
    case '~':
    case '-':
    case '+':
      break;
    default:
      fail (reader, token, _ ("a value"), _ ("this is no part of a condition"));
      return value;
    }
  if (++reader->depth > MG_C_MAX_DEPTH)
    {
      fail (reader, token, NULL, _ ("this expression is too deep"));
      return value;
    }
  if (token->kind == '(')
    {
      value = read_ternary (reader, evaluated);
      while (reader->next->kind == ',')
        {
          reader->next++;
          value = read_ternary (reader, evaluated);
        }
      if (reader->next->kind == ')')
        reader->next++;
      else
        fail (reader, reader->next, ")", _ ("a bracket is not closed"));
    }
  else
    {
      value = read_primary (reader, evaluated);
      if (token->kind == '!')
        {
          value.bits = value.bits == 0;
          value.is_unsigned = FALSE;
        }
      else if (token->kind == '~')
        value.bits = ~value.bits;
      else if (token->kind == '-')
        value.bits = -value.bits;
    }
  reader->depth--;
  return value;
}

static guint64
shift (Value value, gint64 places)
{
  if (places < 0)
    return places > -64 ? (value.is_unsigned ? value.bits >> -places
                                             : (guint64) ((gint64) value.bits >> -places))
                        : (value.is_unsigned || (gint64) value.bits >= 0 ? 0 : G_MAXUINT64);
  return places < 64 ? value.bits << places : 0;
}

static Value
calculate (Reader *reader, const MgCToken *operator, Value a, Value b, gboolean evaluated)
{
  gboolean is_unsigned = a.is_unsigned || b.is_unsigned;
  gint64 sa = (gint64) a.bits, sb = (gint64) b.bits;
  gboolean less = is_unsigned ? a.bits < b.bits : sa < sb;
  Value result = { 0, FALSE };

  switch (operator->kind)
    {
    case MG_C_OR:
      result.bits = a.bits != 0 || b.bits != 0;
      return result;
    case MG_C_AND:
      result.bits = a.bits != 0 && b.bits != 0;
      return result;
    case MG_C_EQUAL:
      result.bits = a.bits == b.bits;
      return result;
    case MG_C_NOT_EQUAL:
      result.bits = a.bits != b.bits;
      return result;
    case '<':
      result.bits = less;
      return result;
    case '>':
      result.bits = !less && a.bits != b.bits;
      return result;
    case MG_C_LESS_EQUAL:
      result.bits = less || a.bits == b.bits;
      return result;
    case MG_C_GREATER_EQUAL:
      result.bits = !less;
      return result;
    case MG_C_SHIFT_LEFT:
    case MG_C_SHIFT_RIGHT:
      sb = b.is_unsigned && sb < 0 ? 64 : CLAMP (sb, -64, 64);
      result.bits = shift (a, operator->kind == MG_C_SHIFT_LEFT ? sb : -sb);
      result.is_unsigned = a.is_unsigned;
      return result;
    case '|':
      result.bits = a.bits | b.bits;
      break;
    case '^':
      result.bits = a.bits ^ b.bits;
      break;
    case '&':
      result.bits = a.bits & b.bits;
      break;
    case '+':
      result.bits = a.bits + b.bits;
      break;
    case '-':
      result.bits = a.bits - b.bits;
      break;
    case '*':
      result.bits = a.bits * b.bits;
      break;
    default: /* / and % */
      if (b.bits == 0)
        {
          if (evaluated)
            fail (reader, operator, NULL, _ ("division by zero"));
        }
      else if (is_unsigned)
        result.bits = operator->kind == '/' ? a.bits / b.bits : a.bits % b.bits;
      else if (sb == -1) /* the least integer would overflow */
        result.bits = operator->kind == '/' ? -a.bits : 0;
      else
        result.bits = (guint64) (operator->kind == '/' ? sa / sb : sa % sb);
      break;
    }
  result.is_unsigned = is_unsigned;
  return result;
}

/* Operators that bind closer than @precedence. */
static Value
read_binary (Reader *reader, guint precedence, gboolean evaluated)
{
  Value left = read_primary (reader, evaluated);

  while (!reader->failed)
    {
      const MgCToken *operator = reader->next;
      guint binding = mg_c_token_get_precedence (operator);
      gboolean right_evaluated = evaluated;
      Value right;

      if (binding <= precedence)
        break;
      reader->next++;
      if (operator->kind == MG_C_OR)
        right_evaluated = evaluated && left.bits == 0;
      else if (operator->kind == MG_C_AND)
        right_evaluated = evaluated && left.bits != 0;
      right = read_binary (reader, binding, right_evaluated);
      left = calculate (reader, operator, left, right, right_evaluated);
    }
  return left;
}

gboolean
mg_c_condition (MgCPreprocessor *pp, const MgCToken *tokens, guint n_tokens,
                const MgCToken *directive)
{
  g_autoptr (GArray) expanded = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  Reader reader = { .pp = pp };
  MgCToken end = *directive;
  Value value;

  pp->in_condition = TRUE;
  mg_c_expand (pp, tokens, n_tokens, expanded);
  pp->in_condition = FALSE;
  end.kind = MG_C_END;
  g_array_append_val (expanded, end);
  reader.next = (const MgCToken *) expanded->data;
  value = read_ternary (&reader, TRUE);
  if (reader.next->kind != MG_C_END)
    fail (&reader, reader.next, _ ("an operator"), _ ("the condition should end here"));
  return !reader.failed && value.bits != 0;
}
