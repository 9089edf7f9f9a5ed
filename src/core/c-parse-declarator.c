#include "config.h"

#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What stands around a name, from the inside out. */
typedef struct
{
  MgCTypeKind kind;    /* pointer, reference, array, function */
  guint8 qualifiers;   /* of a pointer */
  guint pointer_size;  /* 0: the ABI's */
  guint64 count;
  gboolean unbounded;
  const char *text;    /* a function's parameters */
  MgCToken at;
} Part;

typedef struct
{
  MgCParser *parser;
  MgCDeclarator *declarator;
  GArray *parts; /* of Part */
} State;

/* --- Parts --- */

/* Longest text that is kept of a function's parameters. */
#define MAX_PARAMETERS 400 /* bytes */

/* What stands in the brackets at hand, as written.  It never changes a layout. */
static const char *
read_parameters (MgCParser *parser)
{
  g_autoptr (GString) text = g_string_new (NULL);
  MgCToken first = parser->token;
  guint depth = 0;

  for (;;)
    {
      gsize length;
      const char *written = mg_c_token_get_text (&parser->token, &length);

      if (parser->token.kind == MG_C_END)
        {
          mg_c_parser_error (parser, &first, NULL, _ ("this bracket is not closed"));
          break;
        }
      depth += parser->token.kind == '(';
      depth -= parser->token.kind == ')';
      if (depth == 0)
        {
          mg_c_parser_advance (parser);
          break;
        }
      if (text->len > 0 || depth > 1 || parser->token.kind != '(')
        {
          if (text->len < MAX_PARAMETERS)
            {
              if (text->len > 0 && (parser->token.flags & (MG_C_SPACE | MG_C_LINE_START)) != 0
                  && text->str[text->len - 1] != '(' && parser->token.kind != ')')
                g_string_append_c (text, ' ');
              g_string_append_len (text, written, (gssize) length);
            }
          else if (!g_str_has_suffix (text->str, "…"))
            g_string_append (text, "…");
        }
      mg_c_parser_advance (parser);
    }
  return mg_c_arena_strndup (parser->source->arena, text->str, text->len);
}

static void
append_array (State *state)
{
  MgCParser *parser = state->parser;
  Part part = { .kind = MG_C_ARRAY, .at = parser->token };
  MgCValue value;

  mg_c_parser_advance (parser);
  /* of parameters: static, qualifiers */
  while (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_STATIC
         || mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_CONST
         || mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_RESTRICT
         || mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_VOLATILE)
    mg_c_parser_advance (parser);
  if (parser->token.kind == ']')
    part.unbounded = TRUE;
  else
    {
      MgCToken at = parser->token;

      if (!mg_c_parse_constant (parser, _ ("an array's size"), &value))
        part.count = 1;
      else if (mg_c_value_is_negative (parser->abi, &value))
        mg_c_parser_error (parser, &at, _ ("0 or more"), _ ("an array's size is negative"));
      else
        part.count = value.bits;
    }
  mg_c_parser_skip_to (parser, "];");
  mg_c_parser_expect (parser, ']', "]");
  g_array_append_val (state->parts, part);
}

/* *, & and what stands with them, in the order in which they are written. */
static void
read_pointers (State *state, GArray *pointers)
{
  MgCParser *parser = state->parser;

  for (;;)
    {
      Part part = { .kind = MG_C_POINTER, .at = parser->token };
      Part *last = pointers->len > 0 ? &g_array_index (pointers, Part, pointers->len - 1) : NULL;

      switch (parser->token.kind == MG_C_NAME ? (guint) mg_c_parser_keyword (&parser->token) : G_MAXUINT)
        {
        case MG_C_KEYWORD_CONST:
        case MG_C_KEYWORD_VOLATILE:
        case MG_C_KEYWORD_RESTRICT:
        case MG_C_KEYWORD_ATOMIC:
          if (last != NULL)
            last->qualifiers |=
                mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_CONST      ? MG_C_CONST
                : mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_VOLATILE ? MG_C_VOLATILE
                : mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_RESTRICT ? MG_C_RESTRICT
                                                                                : MG_C_ATOMIC;
          mg_c_parser_advance (parser);
          continue;
        case MG_C_KEYWORD_POINTER32:
        case MG_C_KEYWORD_POINTER64:
          /* only Microsoft's compiler makes pointers of another size */
          if (last != NULL && parser->abi->is_msvc)
            last->pointer_size = mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_POINTER32 ? 4 : 8;
          mg_c_parser_advance (parser);
          continue;
        case MG_C_KEYWORD_CALL:
        case MG_C_KEYWORD_UNALIGNED:
        case MG_C_KEYWORD_QUALIFIER:
        case MG_C_KEYWORD_EXTENSION:
          mg_c_parser_advance (parser);
          continue;
        case MG_C_KEYWORD_BASED:
          mg_c_parser_advance (parser);
          if (parser->token.kind == '(')
            mg_c_parser_skip_balanced (parser);
          continue;
        default:
          break;
        }
      if (mg_c_parser_at_attribute (parser) && mg_c_parser_keyword (&parser->token) != MG_C_KEYWORD_NONE)
        {
          mg_c_parse_attributes (parser, &state->declarator->attributes);
          continue;
        }
      if ((parser->token.kind == '&' || parser->token.kind == MG_C_AND) && parser->cplusplus)
        part.kind = MG_C_REFERENCE;
      else if (parser->token.kind != '*')
        return;
      if (pointers->len >= MG_C_MAX_DEPTH)
        mg_c_stop (parser->source, parser->token.place, _ ("pointers to pointers over %d deep"),
                   MG_C_MAX_DEPTH);
      g_array_append_val (pointers, part);
      mg_c_parser_advance (parser);
    }
}

/* Whether the bracket at hand is around a declarator, and not a function's parameters. */
static gboolean
is_nested (MgCParser *parser)
{
  const MgCToken *next = mg_c_parser_peek (parser, 1);

  switch (next->kind)
    {
    case '*':
    case '(':
    case '^':
      return TRUE;
    case '&':
    case MG_C_AND:
      return parser->cplusplus;
    case MG_C_NAME:
      switch (mg_c_parser_keyword (next))
        {
        case MG_C_KEYWORD_CALL:
        case MG_C_KEYWORD_ATTRIBUTE:
        case MG_C_KEYWORD_DECLSPEC:
        case MG_C_KEYWORD_QUALIFIER:
        case MG_C_KEYWORD_BASED:
          return TRUE;
        case MG_C_KEYWORD_NONE:
          return !mg_c_parser_begins_type (parser, 1);
        default:
          return FALSE;
        }
    default:
      return FALSE;
    }
}

/* The name itself; a::b, ~a and operator+ of C++ too. */
static void
read_name (State *state)
{
  MgCParser *parser = state->parser;
  MgCDeclarator *declarator = state->declarator;

  if (mg_c_parser_accept (parser, MG_C_SCOPE))
    declarator->qualified = TRUE;
  while (parser->token.kind == MG_C_NAME && mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_NONE)
    {
      declarator->name = parser->token;
      mg_c_parser_advance (parser);
      if (!parser->cplusplus || parser->token.kind != MG_C_SCOPE)
        return;
      declarator->qualified = TRUE;
      mg_c_parser_advance (parser);
    }
  if (!parser->cplusplus)
    return;
  if (parser->token.kind == '~')
    {
      declarator->qualified = TRUE;
      mg_c_parser_advance (parser);
      declarator->name = parser->token;
      mg_c_parser_advance (parser);
    }
  else if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_OPERATOR)
    {
      declarator->qualified = TRUE;
      declarator->name = parser->token;
      mg_c_parser_advance (parser);
      if (parser->token.kind == '(' && mg_c_parser_peek (parser, 1)->kind == ')')
        {
          mg_c_parser_advance (parser);
          mg_c_parser_advance (parser);
        }
      while (parser->token.kind != '(' && parser->token.kind != ';' && parser->token.kind != '{'
             && parser->token.kind != MG_C_END)
        mg_c_parser_advance (parser);
    }
}

static void
parse_parts (State *state)
{
  MgCParser *parser = state->parser;
  g_autoptr (GArray) pointers = g_array_new (FALSE, FALSE, sizeof (Part));

  if (!mg_c_parser_enter (parser))
    return;
  read_pointers (state, pointers);
  if (parser->token.kind == '(' && state->declarator->name.kind == 0 && is_nested (parser))
    {
      mg_c_parser_advance (parser);
      parse_parts (state);
      mg_c_parser_expect (parser, ')', ")");
    }
  else
    read_name (state);
  for (;;)
    {
      if (parser->token.kind == '[' && mg_c_parser_peek (parser, 1)->kind != '[')
        append_array (state);
      else if (parser->token.kind == '(')
        {
          Part part = { .kind = MG_C_FUNCTION, .at = parser->token };

          part.text = read_parameters (parser);
          g_array_append_val (state->parts, part);
        }
      else
        break;
      if (state->parts->len > 2 * MG_C_MAX_DEPTH)
        {
          mg_c_stop (parser->source, parser->token.place, _ ("this declaration is over %d deep"),
                     2 * MG_C_MAX_DEPTH);
          break;
        }
    }
  /* what is written first is pointed to first: that which is closest to the name comes first here */
  for (guint i = pointers->len; i-- > 0;)
    g_array_append_vals (state->parts, &g_array_index (pointers, Part, i), 1);
  mg_c_parser_leave (parser);
}

/* --- Types --- */

/* Whether there can be an array of such. */
static gboolean
check_element (MgCParser *parser, const Part *part, const MgCType *type)
{
  const MgCType *actual = type->actual;
  g_autofree char *text = NULL;

  if (mg_c_type_is_complete (type) || actual->kind == MG_C_UNKNOWN
      || (actual->kind == MG_C_RECORD && actual->invalid))
    return TRUE;
  text = mg_c_type_dup_text (type);
  mg_c_parser_error (parser, &part->at, _ ("a type whose size is known"),
                     _ ("there is no array of “%s”: its size is not known"), text);
  return FALSE;
}

static const MgCType *
apply_part (MgCParser *parser, const Part *part, const MgCType *type)
{
  const MgCType *result;
  MgCType *function;

  switch (part->kind)
    {
    case MG_C_FUNCTION:
      function = mg_c_type_new (parser->source->arena, MG_C_FUNCTION);
      function->target = type;
      function->name = part->text;
      function->levels = type->levels + 1;
      return function;
    case MG_C_ARRAY:
      if (!check_element (parser, part, type))
        return type;
      result = mg_c_type_new_array (parser->source->arena, parser->abi, type, part->count, part->unbounded);
      if (result == NULL)
        mg_c_parser_error (parser, &part->at, NULL, _ ("this array is too large"));
      return result != NULL ? result : type;
    default:
      if (part->kind == MG_C_REFERENCE)
        {
          MgCType *reference = mg_c_type_new (parser->source->arena, MG_C_REFERENCE);

          reference->target = type;
          reference->size = reference->align = parser->abi->pointer_size;
          reference->complete = TRUE;
          reference->levels = type->levels + 1;
          return reference;
        }
      result = mg_c_type_new_pointer (parser->source->arena, parser->abi, type, part->pointer_size);
      if (part->qualifiers != 0)
        result = mg_c_type_new_qualified (parser->source->arena, parser->abi, result, part->qualifiers);
      return result;
    }
}

void
mg_c_parse_declarator (MgCParser *parser, const MgCType *base, MgCDeclarator *declarator)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  State state = { parser, declarator, parts };

  memset (declarator, 0, sizeof *declarator);
  mg_c_attributes_init (&declarator->attributes);
  declarator->type = base;
  parse_parts (&state);
  for (guint i = parts->len; i-- > 0 && !parser->source->stopped;)
    declarator->type = apply_part (parser, &g_array_index (parts, Part, i), declarator->type);
  if (declarator->type->levels > MG_C_MAX_LEVELS)
    mg_c_stop (parser->source, parser->token.place, _ ("a type that is made of others over %d deep"),
               MG_C_MAX_LEVELS);
  /* asm ("name") and attributes, in any order */
  for (;;)
    {
      if (mg_c_parser_at_attribute (parser))
        mg_c_parse_attributes (parser, &declarator->attributes);
      else if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_ASM)
        {
          mg_c_parser_advance (parser);
          if (parser->token.kind == '(')
            mg_c_parser_skip_balanced (parser);
        }
      else
        break;
    }
}

const MgCType *
mg_c_parse_type_name (MgCParser *parser)
{
  MgCSpecifiers specifiers;
  MgCDeclarator declarator;

  mg_c_parse_specifiers (parser, &specifiers);
  if (!specifiers.has_type && specifiers.strange.kind == 0)
    {
      MgCToken at = parser->token;

      /* a name that nothing declares, alone */
      if (at.kind == MG_C_NAME && mg_c_parser_keyword (&at) == MG_C_KEYWORD_NONE)
        {
          mg_c_parser_advance (parser);
          if (!mg_c_parser_note_unknown (parser, &at))
            mg_c_parser_error (parser, &at, _ ("a type"), _ ("“%s” is not known"), at.symbol->text);
        }
      else
        mg_c_parser_report_missing (parser, _ ("a type"));
    }
  mg_c_parse_declarator (parser, specifiers.type, &declarator);
  return declarator.type;
}
