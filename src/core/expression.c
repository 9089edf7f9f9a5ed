#include "config.h"

#include "core/expression.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An expression is a program for a stack, in the order in which it is computed: computing needs no
 * recursion, however long it is.  Invariants: every jump goes forward; the stack never holds more
 * than max_stack results, and one at the end. */
typedef enum
{
  OP_PUSH,    /* value */
  OP_PATH,    /* steps from first on, n of them: takes its indices from the stack */
  OP_CALL,    /* function; arguments from first on, n of them */
  OP_UNARY,   /* operator */
  OP_BINARY,  /* operator */
  OP_BOOL,    /* 0 or 1 */
  OP_AND,     /* keeps a 0 and jumps, or drops what is true */
  OP_OR,      /* keeps a 1 and jumps, or drops what is false */
  OP_IF,      /* drops; jumps where it is false */
  OP_JUMP,
} Op;

typedef struct
{
  Op op;
  guint operator;
  guint first, n;
  guint target; /* of jumps; of a call, its id */
  gsize column; /* bytes */
  const MgFunction *function;
  MgResult value;
} Instruction;

/* A step of a path; an index that is no number is computed before and taken from the stack. */
typedef struct
{
  MgPathStep step;
  gboolean computed;
} Step;

typedef struct
{
  gboolean is_path;
  guint first, n; /* its steps */
  guint n_computed;
} Parameter;

struct _MgExpression
{
  char *text;
  GArray *program;      /* of Instruction */
  GArray *steps;        /* of Step */
  GArray *parameters;   /* of Parameter */
  GStringChunk *names;
  guint max_stack;
};

/* Operators of more than one character; the others are their character. */
enum
{
  SHIFT_LEFT = 256, SHIFT_RIGHT, LESS_EQUAL, GREATER_EQUAL, EQUAL, NOT_EQUAL, AND, OR, ARROW, SCOPE,
  END, NUMBER, NAME,
};

typedef struct
{
  const char *text, *p, *end;
  const MgExpressionContext *context;
  MgExpression *expression;
  guint kind;         /* of the token at hand */
  const char *start;  /* of it */
  MgResult number;    /* of NUMBER */
  guint depth, stack, n_calls;
  gsize column;       /* where it went wrong */
  GError *error;
} Parser;

static gboolean
fail (Parser *parser, const char *at, MgErrorCode code, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
fail (Parser *parser, const char *at, MgErrorCode code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (parser->error != NULL)
    return FALSE;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  parser->column = (gsize) (at - parser->text);
  mg_set_error (&parser->error, code, NULL, "%s", message);
  return FALSE;
}

/* --- Tokens --- */

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || c == '$' || (c & 0x80) != 0;
}

static gboolean
is_name (char c)
{
  return is_name_start (c) || g_ascii_isdigit (c);
}

static gboolean
read_integer (Parser *parser, const char *from, const char *to, guint base)
{
  const __int128 max = (__int128) (~(unsigned __int128) 0 >> 1);
  __int128 value = 0;
  gboolean any = FALSE;

  for (const char *p = from; p < to; p++)
    {
      int digit = g_ascii_xdigit_value (*p);

      if (*p == '\'' && any && p + 1 < to)
        continue;
      if (digit < 0 || digit >= (int) base)
        return fail (parser, p, MG_ERROR_INVALID, _("no digit of a number"));
      if (value > (max - digit) / (int) base)
        return fail (parser, from, MG_ERROR_TOO_LARGE, _("this number has more than 128 bits"));
      value = value * (int) base + digit;
      any = TRUE;
    }
  if (!any)
    return fail (parser, from, MG_ERROR_INVALID, _("a number without digits"));
  parser->number = (MgResult){ .integer = value };
  return TRUE;
}

static gboolean
read_number (Parser *parser)
{
  const char *start = parser->start, *p = start, *to;
  gboolean is_hex = p[0] == '0' && p + 1 < parser->end && (p[1] | 32) == 'x';
  gboolean is_real = FALSE;

  /* C's preprocessing numbers: whatever goes on like one */
  for (; p < parser->end; p++)
    if (*p == '.' || (!is_hex && (*p | 32) == 'e' && start[1] != 'b') || (is_hex && (*p | 32) == 'p'))
      is_real = TRUE;
    else if ((*p == '+' || *p == '-') && ((p[-1] | 32) == (is_hex ? 'p' : 'e')))
      continue;
    else if (!g_ascii_isalnum (*p) && !(*p == '\'' && p + 1 < parser->end && g_ascii_isalnum (p[1])))
      break;
  parser->p = to = p;
  parser->kind = NUMBER;
  if (is_real)
    {
      g_autofree char *copy = g_strndup (start, (gsize) (to - start));
      char *rest;
      double value = g_ascii_strtod (copy, &rest);

      if (rest != copy && (*rest == 'f' || *rest == 'F' || *rest == 'l' || *rest == 'L'))
        rest++;
      if (*rest != '\0')
        return fail (parser, start, MG_ERROR_INVALID, _("this is no number"));
      parser->number = (MgResult){ .is_real = TRUE, .real = value };
      return TRUE;
    }
  while (to > start + 1 && strchr ("uUlLzZ", to[-1]) != NULL)
    to--;
  if (is_hex)
    return read_integer (parser, start + 2, to, 16);
  if (start[0] == '0' && to > start + 1 && (start[1] | 32) == 'b')
    return read_integer (parser, start + 2, to, 2);
  return read_integer (parser, start, to, start[0] == '0' ? 8 : 10);
}

/* One character between quotes.  @p: (inout) */
static gboolean
read_character (Parser *parser, const char **p, guint32 *value)
{
  static const char escapes[] = "abfnrtv\\'\"?", values[] = "\a\b\f\n\r\t\v\\'\"?";
  const char *at = *p, *escape;

  if (*at != '\\')
    {
      gunichar c = g_utf8_get_char_validated (at, parser->end - at);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        return fail (parser, at, MG_ERROR_INVALID, _("this is no UTF-8"));
      *value = c;
      *p = g_utf8_next_char (at);
      return TRUE;
    }
  if (++at == parser->end)
    return fail (parser, *p, MG_ERROR_INVALID, _("this character constant does not end"));
  *value = 0;
  if (*at == 'x')
    {
      const char *first = ++at;

      for (; at < parser->end && at < first + 8 && g_ascii_isxdigit (*at); at++)
        *value = *value << 4 | (guint32) g_ascii_xdigit_value (*at);
      if (at == first)
        return fail (parser, *p, MG_ERROR_INVALID, _("a number without digits"));
    }
  else if (*at >= '0' && *at <= '7')
    for (int i = 0; i < 3 && at < parser->end && *at >= '0' && *at <= '7'; i++)
      *value = *value << 3 | (guint32) (*at++ - '0');
  else if ((escape = strchr (escapes, *at)) != NULL && *escape != '\0')
    {
      *value = (guint8) values[escape - escapes];
      at++;
    }
  else
    return fail (parser, *p, MG_ERROR_INVALID, _("there is no such escape in a character constant"));
  *p = at;
  return TRUE;
}

/* 'R', L'R', and as compilers have it 'RTSS': each character eight bits of a number. */
static gboolean
read_characters (Parser *parser, const char *quote)
{
  const char *p = quote + 1;
  guint64 value = 0;
  guint n = 0;

  while (p < parser->end && *p != '\'')
    {
      guint32 character = 0;

      if (!read_character (parser, &p, &character))
        return FALSE;
      if (n > 0 && (character > 0xff || value > 0xffffff || quote != parser->start))
        return fail (parser, parser->start, MG_ERROR_INVALID, _("too many characters in a constant"));
      value = n > 0 ? value << 8 | character : character;
      n++;
    }
  if (p == parser->end)
    return fail (parser, parser->start, MG_ERROR_INVALID, _("this character constant does not end"));
  if (n == 0)
    return fail (parser, parser->start, MG_ERROR_INVALID, _("a character constant without a character"));
  parser->p = p + 1;
  parser->kind = NUMBER;
  parser->number = (MgResult){ .integer = value };
  return TRUE;
}

static void
advance (Parser *parser)
{
  static const struct
  {
    char text[3];
    guint kind;
  } pairs[] = {
    { "<<", SHIFT_LEFT }, { ">>", SHIFT_RIGHT }, { "<=", LESS_EQUAL }, { ">=", GREATER_EQUAL },
    { "==", EQUAL }, { "!=", NOT_EQUAL }, { "&&", AND }, { "||", OR }, { "->", ARROW }, { "::", SCOPE },
  };
  const char *p = parser->p;

  while (p < parser->end && (g_ascii_isspace (*p) || *p == '\0'))
    p++;
  parser->start = p;
  parser->p = p;
  parser->kind = END;
  if (p == parser->end || parser->error != NULL)
    return;
  if (g_ascii_isdigit (*p) || (*p == '.' && p + 1 < parser->end && g_ascii_isdigit (p[1])))
    {
      if (!read_number (parser))
        parser->kind = END;
      return;
    }
  if (is_name_start (*p))
    {
      while (p < parser->end && is_name (*p))
        p++;
      if (p < parser->end && *p == '\''
          && (p - parser->start == 1 || (p - parser->start == 2 && memcmp (parser->start, "u8", 2) == 0)))
        {
          if (!read_characters (parser, p))
            parser->kind = END;
          return;
        }
      parser->p = p;
      parser->kind = NAME;
      return;
    }
  if (*p == '\'')
    {
      if (!read_characters (parser, p))
        parser->kind = END;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pairs) && p + 1 < parser->end; i++)
    if (memcmp (p, pairs[i].text, 2) == 0)
      {
        parser->p = p + 2;
        parser->kind = pairs[i].kind;
        return;
      }
  parser->p = p + 1;
  parser->kind = (guint8) *p;
}

static gboolean
is_word (const Parser *parser, const char *word)
{
  gsize length = strlen (word);

  return parser->kind == NAME && (gsize) (parser->p - parser->start) == length
         && memcmp (parser->start, word, length) == 0;
}

static gboolean
expect (Parser *parser, guint kind, const char *what)
{
  if (parser->kind != kind)
    return fail (parser, parser->start, MG_ERROR_INVALID, _("“%s” is missing here"), what);
  advance (parser);
  return parser->error == NULL;
}

/* --- From tokens to a program --- */

static guint
emit (Parser *parser, Op op, int change)
{
  Instruction instruction = { .op = op, .column = (gsize) (parser->start - parser->text) };
  MgExpression *expression = parser->expression;

  g_array_append_val (expression->program, instruction);
  parser->stack = (guint) ((int) parser->stack + change);
  expression->max_stack = MAX (expression->max_stack, parser->stack);
  return expression->program->len - 1;
}

static Instruction *
get_instruction (Parser *parser, guint index)
{
  return &g_array_index (parser->expression->program, Instruction, index);
}

static void
emit_number (Parser *parser, MgResult value)
{
  get_instruction (parser, emit (parser, OP_PUSH, 1))->value = value;
}

static gboolean parse_ternary (Parser *parser);

static gboolean
enter (Parser *parser)
{
  if (++parser->depth > MG_EXPRESSION_MAX_DEPTH)
    return fail (parser, parser->start, MG_ERROR_TOO_LARGE, _("expressions in each other over %d deep"),
                 MG_EXPRESSION_MAX_DEPTH);
  return TRUE;
}

static const char *
take_name (Parser *parser)
{
  const char *name = g_string_chunk_insert_len (parser->expression->names, parser->start,
                                                parser->p - parser->start);

  advance (parser);
  return name;
}

/* An index: a number is part of the path, all else is computed. */
static gboolean
parse_index (Parser *parser, Step *step, guint *n_computed)
{
  guint length = parser->expression->program->len;
  const Instruction *only;

  if (!enter (parser) || !parse_ternary (parser))
    return FALSE;
  parser->depth--;
  only = get_instruction (parser, length);
  if (parser->expression->program->len == length + 1 && only->op == OP_PUSH && !only->value.is_real
      && only->value.integer >= 0 && only->value.integer <= (__int128) G_MAXUINT64)
    {
      step->step.index = (guint64) only->value.integer;
      g_array_set_size (parser->expression->program, length);
      parser->stack--;
    }
  else
    {
      step->computed = TRUE;
      ++*n_computed;
    }
  return expect (parser, ']', "]");
}

/* Steps of inner paths come first, so that those of each path are together. */
static gboolean
parse_path (Parser *parser, const char *name, Parameter *path)
{
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  Step step = { .step.name = name };

  path->is_path = TRUE;
  path->n_computed = 0;
  for (;;)
    {
      if (steps->len >= MG_EXPRESSION_MAX_STEPS)
        return fail (parser, parser->start, MG_ERROR_TOO_LARGE, _("a path of more than %d parts"),
                     MG_EXPRESSION_MAX_STEPS);
      g_array_append_val (steps, step);
      step = (Step){ .computed = FALSE };
      if (parser->kind == '.' || parser->kind == ARROW)
        {
          advance (parser);
          if (parser->kind != NAME)
            return fail (parser, parser->start, MG_ERROR_INVALID, _("a member's name is missing here"));
          step.step.name = take_name (parser);
        }
      else if (parser->kind == '[')
        {
          advance (parser);
          if (!parse_index (parser, &step, &path->n_computed))
            return FALSE;
        }
      else
        break;
    }
  path->first = parser->expression->steps->len;
  path->n = steps->len;
  g_array_append_vals (parser->expression->steps, steps->data, steps->len);
  return parser->error == NULL;
}

/* sizeof and offsetof, behind their names: what is in the brackets is C. */
static gboolean
parse_measure (Parser *parser, gboolean with_member, const char *at)
{
  const char *start, *comma = NULL;
  g_autofree char *type = NULL, *member = NULL;
  g_autoptr(GError) error = NULL;
  guint64 bytes;
  guint depth = 1;

  if (parser->kind != '(')
    return fail (parser, parser->start, MG_ERROR_INVALID, _("“%s” is missing here"), "(");
  start = parser->p;
  for (; parser->p < parser->end; parser->p++)
    if (*parser->p == '(')
      depth++;
    else if (*parser->p == ')' && --depth == 0)
      break;
    else if (*parser->p == ',' && depth == 1 && comma == NULL)
      comma = parser->p;
  if (depth > 0)
    return fail (parser, parser->start, MG_ERROR_INVALID, _("this bracket is not closed"));
  if (with_member && comma == NULL)
    return fail (parser, parser->p, MG_ERROR_INVALID, _("a member's name is missing here"));
  type = g_strstrip (g_strndup (start, (gsize) ((with_member ? comma : parser->p) - start)));
  if (with_member)
    member = g_strstrip (g_strndup (comma + 1, (gsize) (parser->p - comma - 1)));
  if (parser->context->measure == NULL)
    return fail (parser, at, MG_ERROR_INVALID, _("types are not known here"));
  if (!parser->context->measure (type, member, parser->context->data, &bytes, &error))
    return fail (parser, start, MG_ERROR_INVALID, "%s", error->message);
  parser->p++;
  advance (parser);
  emit_number (parser, (MgResult){ .integer = bytes });
  return parser->error == NULL;
}

static gboolean
parse_argument (Parser *parser, const MgFunction *function, guint index, Parameter *parameter)
{
  if ((function->paths & 1u << index) == 0)
    return parse_ternary (parser);
  if (parser->kind != NAME)
    return fail (parser, parser->start, MG_ERROR_INVALID, _("a field's name is missing here"));
  return parse_path (parser, take_name (parser), parameter);
}

static gboolean
parse_call (Parser *parser, const char *name, const char *at)
{
  const MgFunction *function = NULL;
  Parameter parameters[MG_EXPRESSION_MAX_ARGUMENTS] = { 0 };
  guint n = 0, stack = parser->stack, call;
  Instruction *instruction;

  for (guint i = 0; i < parser->context->n_functions && function == NULL; i++)
    if (strcmp (parser->context->functions[i].name, name) == 0)
      function = &parser->context->functions[i];
  if (function == NULL)
    return fail (parser, at, MG_ERROR_INVALID, _("there is no function “%s”"), name);
  advance (parser);
  if (!enter (parser))
    return FALSE;
  while (parser->kind != ')' || n > 0)
    {
      if (n >= MIN (function->n_max, MG_EXPRESSION_MAX_ARGUMENTS))
        return fail (parser, parser->start, MG_ERROR_INVALID, _("“%s” takes no more than %u arguments"),
                     name, function->n_max);
      if (!parse_argument (parser, function, n, &parameters[n]))
        return FALSE;
      n++;
      if (parser->kind != ',')
        break;
      advance (parser);
    }
  if (n < function->n_min)
    return fail (parser, parser->start, MG_ERROR_INVALID, _("“%s” takes at least %u arguments"), name,
                 function->n_min);
  if (!expect (parser, ')', ")"))
    return FALSE;
  parser->depth--;
  call = emit (parser, OP_CALL, 0);
  parser->stack = stack + 1;
  parser->expression->max_stack = MAX (parser->expression->max_stack, parser->stack);
  instruction = get_instruction (parser, call);
  instruction->column = (gsize) (at - parser->text);
  instruction->function = function;
  instruction->target = parser->n_calls++;
  instruction->first = parser->expression->parameters->len;
  instruction->n = n;
  g_array_append_vals (parser->expression->parameters, parameters, n);
  return TRUE;
}

static gboolean
parse_name (Parser *parser)
{
  const char *at = parser->start;
  const char *name;
  Parameter path = { 0 };
  Instruction *instruction;
  guint stack = parser->stack;

  if (is_word (parser, "true") || is_word (parser, "false"))
    {
      emit_number (parser, (MgResult){ .integer = *at == 't' });
      advance (parser);
      return TRUE;
    }
  name = take_name (parser);
  if (strcmp (name, "sizeof") == 0 || strcmp (name, "offsetof") == 0)
    return parse_measure (parser, *name == 'o', at);
  if (parser->kind == '(')
    return parse_call (parser, name, at);
  while (parser->kind == SCOPE) /* of an enumeration's or a class' constant */
    {
      g_autofree char *whole = NULL;

      advance (parser);
      if (parser->kind != NAME)
        return fail (parser, parser->start, MG_ERROR_INVALID, _("a name is missing here"));
      whole = g_strdup_printf ("%s::%.*s", name, (int) (parser->p - parser->start), parser->start);
      name = g_string_chunk_insert (parser->expression->names, whole);
      advance (parser);
    }
  if (!parse_path (parser, name, &path))
    return FALSE;
  instruction = get_instruction (parser, emit (parser, OP_PATH, 0));
  parser->stack = stack + 1;
  parser->expression->max_stack = MAX (parser->expression->max_stack, parser->stack);
  instruction->column = (gsize) (at - parser->text);
  instruction->first = path.first;
  instruction->n = path.n;
  return TRUE;
}

static gboolean
parse_unary (Parser *parser)
{
  const char *at = parser->start;
  guint kind = parser->kind;

  switch (kind)
    {
    case '-':
    case '+':
    case '~':
    case '!':
      advance (parser);
      if (!enter (parser) || !parse_unary (parser))
        return FALSE;
      parser->depth--;
      {
        Instruction *instruction = get_instruction (parser, emit (parser, OP_UNARY, 0));

        instruction->operator = kind;
        instruction->column = (gsize) (at - parser->text);
      }
      return TRUE;
    case '(':
      advance (parser);
      if (!enter (parser) || !parse_ternary (parser))
        return FALSE;
      parser->depth--;
      return expect (parser, ')', ")");
    case NUMBER:
      emit_number (parser, parser->number);
      advance (parser);
      return parser->error == NULL;
    case NAME:
      return parse_name (parser);
    case END:
      return fail (parser, at, MG_ERROR_INVALID, _("something is missing at the end of this expression"));
    default:
      return fail (parser, at, MG_ERROR_INVALID, _("“%.*s” can't stand here"), (int) (parser->p - at), at);
    }
}

static guint
get_precedence (guint kind)
{
  switch (kind)
    {
    case OR: return 1;
    case AND: return 2;
    case '|': return 3;
    case '^': return 4;
    case '&': return 5;
    case EQUAL: case NOT_EQUAL: return 6;
    case '<': case '>': case LESS_EQUAL: case GREATER_EQUAL: return 7;
    case SHIFT_LEFT: case SHIFT_RIGHT: return 8;
    case '+': case '-': return 9;
    case '*': case '/': case '%': return 10;
    default: return 0;
    }
}

static gboolean
parse_binary (Parser *parser, guint least)
{
  guint precedence;

  if (!parse_unary (parser))
    return FALSE;
  while ((precedence = get_precedence (parser->kind)) >= least && precedence > 0)
    {
      guint kind = parser->kind, jump = 0;
      const char *at = parser->start;
      Instruction *instruction;

      advance (parser);
      if (kind == AND || kind == OR)
        jump = emit (parser, kind == AND ? OP_AND : OP_OR, -1);
      if (!parse_binary (parser, precedence + 1))
        return FALSE;
      if (kind == AND || kind == OR)
        {
          emit (parser, OP_BOOL, 0);
          get_instruction (parser, jump)->target = parser->expression->program->len;
          continue;
        }
      instruction = get_instruction (parser, emit (parser, OP_BINARY, -1));
      instruction->operator = kind;
      instruction->column = (gsize) (at - parser->text);
    }
  return parser->error == NULL;
}

static gboolean
parse_ternary (Parser *parser)
{
  guint condition, jump;

  if (!parse_binary (parser, 1))
    return FALSE;
  if (parser->kind != '?')
    return parser->error == NULL;
  advance (parser);
  condition = emit (parser, OP_IF, -1);
  if (!enter (parser) || !parse_ternary (parser) || !expect (parser, ':', ":"))
    return FALSE;
  jump = emit (parser, OP_JUMP, -1);
  get_instruction (parser, condition)->target = parser->expression->program->len;
  if (!parse_ternary (parser))
    return FALSE;
  parser->depth--;
  get_instruction (parser, jump)->target = parser->expression->program->len;
  return TRUE;
}

MgExpression *
mg_expression_parse (const char *text, gsize length, const MgExpressionContext *context, gsize *column,
                     GError **error)
{
  g_autoptr(MgExpression) expression = g_new0 (MgExpression, 1);
  Parser parser = { .context = context, .expression = expression };

  expression->text = g_strndup (text, length);
  expression->program = g_array_new (FALSE, FALSE, sizeof (Instruction));
  expression->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  expression->parameters = g_array_new (FALSE, FALSE, sizeof (Parameter));
  expression->names = g_string_chunk_new (64);
  parser.text = parser.p = parser.start = text;
  parser.end = text + length;
  if (length > MG_EXPRESSION_MAX_LENGTH)
    fail (&parser, text, MG_ERROR_TOO_LARGE, _("an expression of more than %d bytes"), MG_EXPRESSION_MAX_LENGTH);
  else
    advance (&parser);
  if (parser.error == NULL && parse_ternary (&parser) && parser.kind != END)
    fail (&parser, parser.start, MG_ERROR_INVALID, _("“%.*s” can't stand here"),
          (int) MIN (parser.p - parser.start, 40), parser.start);
  if (parser.error == NULL && expression->max_stack > MG_EXPRESSION_MAX_STACK)
    fail (&parser, text, MG_ERROR_TOO_LARGE, _("an expression in which more than %d results wait for others"),
          MG_EXPRESSION_MAX_STACK);
  if (parser.error == NULL)
    return g_steal_pointer (&expression);
  if (column != NULL)
    *column = parser.column;
  g_propagate_error (error, parser.error);
  return NULL;
}

void
mg_expression_free (MgExpression *expression)
{
  if (expression == NULL)
    return;
  g_free (expression->text);
  g_array_unref (expression->program);
  g_array_unref (expression->steps);
  g_array_unref (expression->parameters);
  g_string_chunk_free (expression->names);
  g_free (expression);
}

const char *
mg_expression_get_text (const MgExpression *expression)
{
  return expression->text;
}

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
      *value = (MgResult){ .integer = !mg_result_is_true (value) };
      return TRUE;
    case '-':
      if (value->is_real)
        value->real = -value->real;
      else if (__builtin_sub_overflow ((__int128) 0, value->integer, &value->integer))
        return fail_value (error, _("the number has more than 128 bits"));
      return TRUE;
    case '~':
      if (value->is_real)
        return fail_value (error, _("a real number has no bits"));
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
    case '<': *value = (MgResult){ .integer = a < b }; return TRUE;
    case '>': *value = (MgResult){ .integer = a > b }; return TRUE;
    case LESS_EQUAL: *value = (MgResult){ .integer = a <= b }; return TRUE;
    case GREATER_EQUAL: *value = (MgResult){ .integer = a >= b }; return TRUE;
    case EQUAL: *value = (MgResult){ .integer = a == b }; return TRUE;
    case NOT_EQUAL: *value = (MgResult){ .integer = a != b }; return TRUE;
    default: return fail_value (error, _("a real number has no bits"));
    }
  *value = (MgResult){ .is_real = TRUE, .real = real };
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
        return fail_value (error, _("division by zero"));
      if (b == -1) /* the least number has no counterpart */
        {
          overflow = operator == '/' && __builtin_sub_overflow ((__int128) 0, a, &result);
          break;
        }
      result = operator == '/' ? a / b : a % b;
      break;
    case SHIFT_LEFT: overflow = !shift_left (a, b, &result); break;
    case SHIFT_RIGHT:
      if (b < 0)
        return fail_value (error, _("a shift by a negative number"));
      result = a >> (guint) MIN (b, 127);
      break;
    case '&': result = a & b; break;
    case '|': result = a | b; break;
    case '^': result = a ^ b; break;
    case '<': result = a < b; break;
    case '>': result = a > b; break;
    case LESS_EQUAL: result = a <= b; break;
    case GREATER_EQUAL: result = a >= b; break;
    case EQUAL: result = a == b; break;
    default: result = a != b; break;
    }
  if (overflow)
    return fail_value (error, _("the number has more than 128 bits"));
  *value = (MgResult){ .integer = result };
  return TRUE;
}

/* Fills in a path's indices from the stack. */
static gboolean
take_steps (const MgExpression *expression, guint first, guint n, const MgResult **stack, MgPathStep *steps,
            GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      const Step *step = &g_array_index (expression->steps, Step, first + i);

      steps[i] = step->step;
      if (!step->computed)
        continue;
      if ((*stack)->is_real || (*stack)->integer < 0 || (*stack)->integer > (__int128) G_MAXUINT64)
        return fail_value (error, _("an index is no natural number"));
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
    count += g_array_index (expression->steps, Step, first + i).computed;
  return count;
}

/* @top: (inout): behind the last result on the stack */
static gboolean
load_path (const MgExpression *expression, const Instruction *instruction, MgLookupFunc lookup, gpointer data,
           MgResult **top, GError **error)
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
call_function (const MgExpression *expression, const Instruction *instruction, gpointer data, MgResult **top,
               GError **error)
{
  MgArgument arguments[MG_EXPRESSION_MAX_ARGUMENTS];
  MgPathStep steps[MG_EXPRESSION_MAX_ARGUMENTS][MG_EXPRESSION_MAX_STEPS];
  const Parameter *parameters = &g_array_index (expression->parameters, Parameter, instruction->first);
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
        arguments[i] = (MgArgument){ .steps = steps[i], .n_steps = parameters[i].n };
      }
    else
      arguments[i] = (MgArgument){ .value = *from++ };
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
      const Instruction *instruction = &g_array_index (expression->program, Instruction, i);

      i++;
      switch (instruction->op)
        {
        case OP_PUSH:
          *top++ = instruction->value;
          break;
        case OP_PATH:
          if (!load_path (expression, instruction, lookup, data, &top, error))
            return FALSE;
          break;
        case OP_CALL:
          if (!call_function (expression, instruction, data, &top, error))
            return FALSE;
          break;
        case OP_UNARY:
          if (!apply_unary (instruction->operator, &top[-1], error))
            return FALSE;
          break;
        case OP_BINARY:
          top--;
          if (!(top[-1].is_real || top[0].is_real
                    ? apply_real (instruction->operator, mg_result_get_real (&top[-1]),
                                  mg_result_get_real (&top[0]), &top[-1], error)
                    : apply_integer (instruction->operator, top[-1].integer, top[0].integer, &top[-1], error)))
            return FALSE;
          break;
        case OP_BOOL:
          top[-1] = (MgResult){ .integer = mg_result_is_true (&top[-1]) };
          break;
        case OP_AND:
        case OP_OR:
          if (mg_result_is_true (&top[-1]) == (instruction->op == OP_OR))
            {
              top[-1] = (MgResult){ .integer = instruction->op == OP_OR };
              i = instruction->target;
            }
          else
            top--;
          break;
        case OP_IF:
          if (!mg_result_is_true (--top))
            i = instruction->target;
          break;
        case OP_JUMP:
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
      const char *name = g_array_index (expression->steps, Step, first + i).step.name;

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
      const Instruction *instruction = &g_array_index (expression->program, Instruction, i);

      if (instruction->op == OP_PATH
          && !show_path (expression, instruction->first, instruction->n, instruction->column, func, data))
        return;
      if (instruction->op == OP_CALL && instruction->n > 0)
        {
          const Parameter *parameter = &g_array_index (expression->parameters, Parameter, instruction->first);

          if (parameter->is_path
              && !show_path (expression, parameter->first, parameter->n, instruction->column, func, data))
            return;
        }
    }
}

guint
mg_expression_get_path (const MgExpression *expression, MgPathStep *steps)
{
  const Instruction *only = &g_array_index (expression->program, Instruction, 0);

  if (expression->program->len != 1 || only->op != OP_PATH)
    return 0;
  for (guint i = 0; i < only->n; i++)
    steps[i] = g_array_index (expression->steps, Step, only->first + i).step;
  return only->n;
}
