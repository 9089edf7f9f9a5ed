#include "config.h"

#include "core/expression-private.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *text, *p, *end;
  const MgExpressionContext *context;
  MgExpression *expression;
  guint kind;         /* of the token at hand */
  const char *start;  /* of it */
  MgResult number;    /* of MG_SIGN_NUMBER */
  guint depth, stack, n_calls;
  gsize column;       /* where it went wrong */
  GError *error;
} Parser;

static gboolean
fail (Parser *parser, const char *at, MgErrorCode code, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
fail (Parser *parser, const char *at, MgErrorCode code, const char *format, ...)
{
  g_autofree char *message = NULL, *valid = NULL;
  va_list arguments;

  if (parser->error != NULL)
    return FALSE;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  valid = g_utf8_make_valid (message, -1); /* a character that is cut off */
  parser->column = (gsize) (at - parser->text);
  mg_set_error (&parser->error, code, NULL, "%s", valid);
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
        return fail (parser, p, MG_ERROR_INVALID, _ ("no digit of a number"));
      if (value > (max - digit) / (int) base)
        return fail (parser, from, MG_ERROR_TOO_LARGE, _ ("this number has more than 128 bits"));
      value = value * (int) base + digit;
      any = TRUE;
    }
  if (!any)
    return fail (parser, from, MG_ERROR_INVALID, _ ("a number without digits"));
  parser->number = (MgResult) { .integer = value };
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
  parser->kind = MG_SIGN_NUMBER;
  if (is_real)
    {
      g_autofree char *copy = g_strndup (start, (gsize) (to - start));
      char *rest;
      double value = g_ascii_strtod (copy, &rest);

      if (rest != copy && (*rest == 'f' || *rest == 'F' || *rest == 'l' || *rest == 'L'))
        rest++;
      if (*rest != '\0')
        return fail (parser, start, MG_ERROR_INVALID, _ ("this is no number"));
      parser->number = (MgResult) { .is_real = TRUE, .real = value };
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
        return fail (parser, at, MG_ERROR_INVALID, _ ("this is no UTF-8"));
      *value = c;
      *p = g_utf8_next_char (at);
      return TRUE;
    }
  if (++at == parser->end)
    return fail (parser, *p, MG_ERROR_INVALID, _ ("this character constant does not end"));
  *value = 0;
  if (*at == 'x')
    {
      const char *first = ++at;

      for (; at < parser->end && at < first + 8 && g_ascii_isxdigit (*at); at++)
        *value = *value << 4 | (guint32) g_ascii_xdigit_value (*at);
      if (at == first)
        return fail (parser, *p, MG_ERROR_INVALID, _ ("a number without digits"));
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
    return fail (parser, *p, MG_ERROR_INVALID, _ ("there is no such escape in a character constant"));
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
        return fail (parser, parser->start, MG_ERROR_INVALID, _ ("too many characters in a constant"));
      value = n > 0 ? value << 8 | character : character;
      n++;
    }
  if (p == parser->end)
    return fail (parser, parser->start, MG_ERROR_INVALID, _ ("this character constant does not end"));
  if (n == 0)
    return fail (parser, parser->start, MG_ERROR_INVALID, _ ("a character constant without a character"));
  parser->p = p + 1;
  parser->kind = MG_SIGN_NUMBER;
  parser->number = (MgResult) { .integer = value };
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
    { "<<", MG_SIGN_SHIFT_LEFT },    { ">>", MG_SIGN_SHIFT_RIGHT }, { "<=", MG_SIGN_LESS_EQUAL },
    { ">=", MG_SIGN_GREATER_EQUAL }, { "==", MG_SIGN_EQUAL },       { "!=", MG_SIGN_NOT_EQUAL },
    { "&&", MG_SIGN_AND },           { "||", MG_SIGN_OR },          { "->", MG_SIGN_ARROW },
    { "::", MG_SIGN_SCOPE },
  };
  const char *p = parser->p;

  while (p < parser->end && (g_ascii_isspace (*p) || *p == '\0'))
    p++;
  parser->start = p;
  parser->p = p;
  parser->kind = MG_SIGN_END;
  if (p == parser->end || parser->error != NULL)
    return;
  if (g_ascii_isdigit (*p) || (*p == '.' && p + 1 < parser->end && g_ascii_isdigit (p[1])))
    {
      if (!read_number (parser))
        parser->kind = MG_SIGN_END;
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
            parser->kind = MG_SIGN_END;
          return;
        }
      parser->p = p;
      parser->kind = MG_SIGN_NAME;
      return;
    }
  if (*p == '\'')
    {
      if (!read_characters (parser, p))
        parser->kind = MG_SIGN_END;
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

  return parser->kind == MG_SIGN_NAME && (gsize) (parser->p - parser->start) == length
         && memcmp (parser->start, word, length) == 0;
}

static gboolean
expect (Parser *parser, guint kind, const char *what)
{
  if (parser->kind != kind)
    return fail (parser, parser->start, MG_ERROR_INVALID, _ ("“%s” is missing here"), what);
  advance (parser);
  return parser->error == NULL;
}

/* --- From tokens to a program --- */

static guint
emit (Parser *parser, MgExpressionOp op, int change)
{
  MgInstruction instruction = { .op = op, .column = (gsize) (parser->start - parser->text) };
  MgExpression *expression = parser->expression;

  g_array_append_val (expression->program, instruction);
  parser->stack = (guint) ((int) parser->stack + change);
  expression->max_stack = MAX (expression->max_stack, parser->stack);
  return expression->program->len - 1;
}

static MgInstruction *
get_instruction (Parser *parser, guint index)
{
  return &g_array_index (parser->expression->program, MgInstruction, index);
}

static void
emit_number (Parser *parser, MgResult value)
{
  get_instruction (parser, emit (parser, MG_OP_PUSH, 1))->value = value;
}

static gboolean parse_ternary (Parser *parser);

static gboolean
enter (Parser *parser)
{
  if (++parser->depth > MG_EXPRESSION_MAX_DEPTH)
    return fail (parser, parser->start, MG_ERROR_TOO_LARGE, _ ("expressions in each other over %d deep"),
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
parse_index (Parser *parser, MgExpressionStep *step, guint *n_computed)
{
  guint length = parser->expression->program->len;
  const MgInstruction *only;

  if (!enter (parser) || !parse_ternary (parser))
    return FALSE;
  parser->depth--;
  only = get_instruction (parser, length);
  if (parser->expression->program->len == length + 1 && only->op == MG_OP_PUSH && !only->value.is_real
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
parse_path (Parser *parser, const char *name, MgParameter *path)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (MgExpressionStep));
  MgExpressionStep step = { .step.name = name };

  path->is_path = TRUE;
  path->n_computed = 0;
  for (;;)
    {
      if (steps->len >= MG_EXPRESSION_MAX_STEPS)
        return fail (parser, parser->start, MG_ERROR_TOO_LARGE, _ ("a path of more than %d parts"),
                     MG_EXPRESSION_MAX_STEPS);
      g_array_append_val (steps, step);
      step = (MgExpressionStep) { .computed = FALSE };
      if (parser->kind == '.' || parser->kind == MG_SIGN_ARROW)
        {
          advance (parser);
          if (parser->kind != MG_SIGN_NAME)
            return fail (parser, parser->start, MG_ERROR_INVALID, _ ("a member's name is missing here"));
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
  g_autoptr (GError) error = NULL;
  guint64 bytes;
  guint depth = 1;

  if (parser->kind != '(')
    return fail (parser, parser->start, MG_ERROR_INVALID, _ ("“%s” is missing here"), "(");
  start = parser->p;
  for (; parser->p < parser->end; parser->p++)
    if (*parser->p == '(')
      depth++;
    else if (*parser->p == ')' && --depth == 0)
      break;
    else if (*parser->p == ',' && depth == 1 && comma == NULL)
      comma = parser->p;
  if (depth > 0)
    return fail (parser, parser->start, MG_ERROR_INVALID, _ ("this bracket is not closed"));
  if (with_member && comma == NULL)
    return fail (parser, parser->p, MG_ERROR_INVALID, _ ("a member's name is missing here"));
  type = g_strstrip (g_strndup (start, (gsize) ((with_member ? comma : parser->p) - start)));
  if (with_member)
    member = g_strstrip (g_strndup (comma + 1, (gsize) (parser->p - comma - 1)));
  if (parser->context->measure == NULL)
    return fail (parser, at, MG_ERROR_INVALID, _ ("types are not known here"));
  if (!parser->context->measure (type, member, parser->context->data, &bytes, &error))
    return fail (parser, start, MG_ERROR_INVALID, "%s", error->message);
  parser->p++;
  advance (parser);
  emit_number (parser, (MgResult) { .integer = bytes });
  return parser->error == NULL;
}

static gboolean
parse_argument (Parser *parser, const MgFunction *function, guint index, MgParameter *parameter)
{
  if ((function->paths & 1u << index) == 0)
    return parse_ternary (parser);
  if (parser->kind != MG_SIGN_NAME)
    return fail (parser, parser->start, MG_ERROR_INVALID, _ ("a field's name is missing here"));
  return parse_path (parser, take_name (parser), parameter);
}

static gboolean
parse_call (Parser *parser, const char *name, const char *at)
{
  const MgFunction *function = NULL;
  MgParameter parameters[MG_EXPRESSION_MAX_ARGUMENTS] = { 0 };
  guint n = 0, stack = parser->stack, call;
  MgInstruction *instruction;

  for (guint i = 0; i < parser->context->n_functions && function == NULL; i++)
    if (strcmp (parser->context->functions[i].name, name) == 0)
      function = &parser->context->functions[i];
  if (function == NULL)
    return fail (parser, at, MG_ERROR_INVALID, _ ("there is no function “%s”"), name);
  advance (parser);
  if (!enter (parser))
    return FALSE;
  while (parser->kind != ')' || n > 0)
    {
      if (n >= MIN (function->n_max, MG_EXPRESSION_MAX_ARGUMENTS))
        return fail (parser, parser->start, MG_ERROR_INVALID, _ ("“%s” takes no more than %u arguments"),
                     name, function->n_max);
      if (!parse_argument (parser, function, n, &parameters[n]))
        return FALSE;
      n++;
      if (parser->kind != ',')
        break;
      advance (parser);
    }
  if (n < function->n_min)
    return fail (parser, parser->start, MG_ERROR_INVALID, _ ("“%s” takes at least %u arguments"), name,
                 function->n_min);
  if (!expect (parser, ')', ")"))
    return FALSE;
  parser->depth--;
  call = emit (parser, MG_OP_CALL, 0);
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
  MgParameter path = { 0 };
  MgInstruction *instruction;
  guint stack = parser->stack;

  if (is_word (parser, "true") || is_word (parser, "false"))
    {
      emit_number (parser, (MgResult) { .integer = *at == 't' });
      advance (parser);
      return TRUE;
    }
  name = take_name (parser);
  if (strcmp (name, "sizeof") == 0 || strcmp (name, "offsetof") == 0)
    return parse_measure (parser, *name == 'o', at);
  if (parser->kind == '(')
    return parse_call (parser, name, at);
  while (parser->kind == MG_SIGN_SCOPE) /* of an enumeration's or a class' constant */
    {
      g_autofree char *whole = NULL;

      advance (parser);
      if (parser->kind != MG_SIGN_NAME)
        return fail (parser, parser->start, MG_ERROR_INVALID, _ ("a name is missing here"));
      whole = g_strdup_printf ("%s::%.*s", name, (int) (parser->p - parser->start), parser->start);
      name = g_string_chunk_insert (parser->expression->names, whole);
      advance (parser);
    }
  if (!parse_path (parser, name, &path))
    return FALSE;
  instruction = get_instruction (parser, emit (parser, MG_OP_PATH, 0));
  parser->stack = stack + 1;
  parser->expression->max_stack = MAX (parser->expression->max_stack, parser->stack);
  instruction->column = (gsize) (at - parser->text);
  instruction->first = path.first;
  instruction->n = path.n;
  return TRUE;
}

/* Seconds stay whole where they are. */
static MgResult
to_seconds (const MgResult *number, double unit)
{
  MgResult seconds = *number;

  if (!number->is_real && unit >= 1
      && !__builtin_mul_overflow (number->integer, (__int128) unit, &seconds.integer))
    return seconds;
  return (MgResult) { .is_real = TRUE, .real = mg_result_get_real (number) * unit };
}

static void
parse_number (Parser *parser)
{
  static const struct
  {
    const char *name;
    double seconds;
  } units[] = { { "s", 1 }, { "ms", 1e-3 }, { "us", 1e-6 }, { "min", 60 } };
  MgResult number = parser->number;

  advance (parser);
  for (guint i = 0; i < G_N_ELEMENTS (units) && parser->context->times; i++)
    if (parser->kind == MG_SIGN_NAME && is_word (parser, units[i].name))
      {
        number = to_seconds (&number, units[i].seconds);
        advance (parser);
        break;
      }
  emit_number (parser, number);
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
        MgInstruction *instruction = get_instruction (parser, emit (parser, MG_OP_UNARY, 0));

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
    case MG_SIGN_NUMBER:
      parse_number (parser);
      return parser->error == NULL;
    case MG_SIGN_NAME:
      return parse_name (parser);
    case MG_SIGN_END:
      return fail (parser, at, MG_ERROR_INVALID, _ ("something is missing at the end of this expression"));
    default:
      return fail (parser, at, MG_ERROR_INVALID, _ ("“%.*s” can't stand here"), (int) (parser->p - at), at);
    }
}

static guint
get_precedence (guint kind)
{
  switch (kind)
    {
    case MG_SIGN_OR: return 1;
    case MG_SIGN_AND: return 2;
    case '|': return 3;
    case '^': return 4;
    case '&': return 5;
    case MG_SIGN_EQUAL: case MG_SIGN_NOT_EQUAL: return 6;
    case '<': case '>': case MG_SIGN_LESS_EQUAL: case MG_SIGN_GREATER_EQUAL: return 7;
    case MG_SIGN_SHIFT_LEFT: case MG_SIGN_SHIFT_RIGHT: return 8;
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
      MgInstruction *instruction;

      advance (parser);
      if (kind == MG_SIGN_AND || kind == MG_SIGN_OR)
        jump = emit (parser, kind == MG_SIGN_AND ? MG_OP_AND : MG_OP_OR, -1);
      if (!parse_binary (parser, precedence + 1))
        return FALSE;
      if (kind == MG_SIGN_AND || kind == MG_SIGN_OR)
        {
          emit (parser, MG_OP_BOOL, 0);
          get_instruction (parser, jump)->target = parser->expression->program->len;
          continue;
        }
      instruction = get_instruction (parser, emit (parser, MG_OP_BINARY, -1));
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
  condition = emit (parser, MG_OP_IF, -1);
  if (!enter (parser) || !parse_ternary (parser) || !expect (parser, ':', ":"))
    return FALSE;
  jump = emit (parser, MG_OP_JUMP, -1);
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
  g_autoptr (MgExpression) expression = g_new0 (MgExpression, 1);
  Parser parser = { .context = context, .expression = expression };
  const char *invalid;

  expression->text = g_strndup (text, length);
  expression->program = g_array_new (FALSE, FALSE, sizeof (MgInstruction));
  expression->steps = g_array_new (FALSE, FALSE, sizeof (MgExpressionStep));
  expression->parameters = g_array_new (FALSE, FALSE, sizeof (MgParameter));
  expression->names = g_string_chunk_new (64);
  parser.text = parser.p = parser.start = text;
  parser.end = text + length;
  if (length > MG_EXPRESSION_MAX_LENGTH)
    fail (&parser, text, MG_ERROR_TOO_LARGE, _ ("an expression of more than %d bytes"),
          MG_EXPRESSION_MAX_LENGTH);
  else if (!g_utf8_validate_len (text, length, &invalid))
    fail (&parser, invalid, MG_ERROR_INVALID, _ ("this is no UTF-8"));
  else
    advance (&parser);
  if (parser.error == NULL && parse_ternary (&parser) && parser.kind != MG_SIGN_END)
    fail (&parser, parser.start, MG_ERROR_INVALID, _ ("“%.*s” can't stand here"),
          (int) MIN (parser.p - parser.start, 40), parser.start);
  if (parser.error == NULL && expression->max_stack > MG_EXPRESSION_MAX_STACK)
    fail (&parser, text, MG_ERROR_TOO_LARGE,
          _ ("an expression in which more than %d results wait for others"), MG_EXPRESSION_MAX_STACK);
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
