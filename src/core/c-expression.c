#include "config.h"

#include "core/c-literal.h"
#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static MgCValue parse_binary (MgCParser *parser, guint precedence);
static MgCValue parse_unary (MgCParser *parser);

static MgCValue
new_unknown (const MgCType *type)
{
  return (MgCValue) { .type = type };
}

static MgCValue
new_int (MgCParser *parser, gint64 value)
{
  return mg_c_value_new_integer (parser->scalars[MG_SCALAR_INT], (guint64) value);
}

static MgCValue
new_size (MgCParser *parser, guint64 size)
{
  return mg_c_value_new_integer (parser->scalars[parser->abi->size], size);
}

static MgCValue
fail (MgCParser *parser, const MgCToken *at, const char *expected, const char *message)
{
  mg_c_parser_error (parser, at, expected, "%s", message);
  return new_unknown (parser->scalars[MG_SCALAR_INT]);
}

/* Behind what stood in brackets. */
static void
end_bracket (MgCParser *parser)
{
  if (parser->token.kind != ')')
    {
      mg_c_parser_report_missing (parser, ")");
      mg_c_parser_skip_to (parser, ")");
    }
  mg_c_parser_accept (parser, ')');
}

/* --- Literals --- */

/* The first of the types that the number fits in, of those that its suffix allows. */
static MgCValue
parse_integer (MgCParser *parser, const MgCNumber *number)
{
  static const MgScalar types[] = {
    MG_SCALAR_INT, MG_SCALAR_UINT, MG_SCALAR_LONG, MG_SCALAR_ULONG, MG_SCALAR_LLONG, MG_SCALAR_ULLONG,
  };
  const MgAbi *abi = parser->abi;

  if (number->n_bits > 0)
    {
      MgScalar scalar = number->n_bits == 64 ? MG_SCALAR_LLONG : number->n_bits == 32 ? MG_SCALAR_INT
                        : number->n_bits == 16 ? MG_SCALAR_SHORT : MG_SCALAR_SCHAR;

      if (number->is_unsigned)
        scalar = mg_scalar_to_unsigned (scalar);
      return mg_c_value_new_integer (parser->scalars[scalar], number->value);
    }
  for (guint i = number->n_long * 2; i < G_N_ELEMENTS (types); i++)
    {
      gboolean is_unsigned = i % 2 == 1;
      guint bits = abi->scalars[types[i]].size * 8u;

      if ((number->is_unsigned && !is_unsigned)
          || (number->is_decimal && !number->is_unsigned && is_unsigned))
        continue;
      if (number->value <= G_MAXUINT64 >> (64 - bits + !is_unsigned))
        return mg_c_value_new_integer (parser->scalars[types[i]], number->value);
    }
  return mg_c_value_new_integer (parser->scalars[MG_SCALAR_ULLONG], number->value);
}

static MgScalar
get_character_scalar (MgCParser *parser, MgCEncoding encoding)
{
  switch (encoding)
    {
    case MG_C_ENCODING_WIDE:
      return parser->cplusplus ? MG_SCALAR_WCHAR : parser->abi->wchar;
    case MG_C_ENCODING_UTF16:
      return parser->cplusplus ? MG_SCALAR_CHAR16 : MG_SCALAR_USHORT;
    case MG_C_ENCODING_UTF32:
      return parser->cplusplus ? MG_SCALAR_CHAR32 : MG_SCALAR_UINT;
    default:
      return MG_SCALAR_CHAR;
    }
}

static MgCValue
parse_character (MgCParser *parser, const MgCToken *token)
{
  gsize start;
  MgCEncoding encoding = mg_c_literal_get_encoding (token, &start);
  MgScalar scalar = get_character_scalar (parser, encoding);
  MgCValue value = new_int (parser, 0);
  guint n_characters;
  const char *problem =
      mg_c_character_parse (token, parser->abi->scalars[scalar].size, &value.bits, &n_characters);

  if (problem != NULL)
    return fail (parser, token, NULL, problem);
  if (encoding == MG_C_ENCODING_PLAIN)
    {
      const MgCType *type = parser->scalars[n_characters == 1 ? MG_SCALAR_CHAR : MG_SCALAR_INT];

      value = mg_c_value_convert (parser->abi, &value, type);
      value.type = parser->scalars[parser->cplusplus && n_characters == 1 ? MG_SCALAR_CHAR : MG_SCALAR_INT];
      return value;
    }
  return mg_c_value_convert (parser->abi, &value, parser->scalars[scalar]);
}

static MgCValue
parse_string (MgCParser *parser)
{
  MgScalar scalar = MG_SCALAR_CHAR;
  const MgCType *type;
  guint64 count = 1;

  while (parser->token.kind == MG_C_STRING)
    {
      gsize start;
      MgCEncoding encoding = mg_c_literal_get_encoding (&parser->token, &start);

      if (encoding != MG_C_ENCODING_PLAIN && encoding != MG_C_ENCODING_UTF8)
        scalar = get_character_scalar (parser, encoding);
      count += mg_c_string_count (&parser->token, parser->abi->scalars[scalar].size);
      mg_c_parser_advance (parser);
    }
  type = mg_c_type_new_array (parser->source->arena, parser->abi, parser->scalars[scalar], count, FALSE);
  return new_unknown (type != NULL ? type : parser->scalars[MG_SCALAR_CHAR]);
}

static MgCValue
parse_number (MgCParser *parser, const MgCToken *token)
{
  MgCNumber number;
  const char *problem = mg_c_number_parse (token, &number);

  if (problem != NULL)
    return fail (parser, token, NULL, problem);
  if (!number.is_real)
    return parse_integer (parser, &number);
  return (MgCValue) {
    .type = parser->scalars[number.is_single ? MG_SCALAR_FLOAT
                            : number.is_long_double ? MG_SCALAR_LDOUBLE : MG_SCALAR_DOUBLE],
    .kind = MG_C_VALUE_REAL,
    .real = number.real,
  };
}

/* --- Members --- */

/* The member of that name, in anonymous ones and base classes too; @n_left more are looked at.
 * Returns: (nullable) */
static const MgCMember *
find_member (const MgCType *record, const MgCSymbol *symbol, guint64 *bit_offset, guint *n_left)
{
  for (guint i = 0; i < record->n_members && *n_left > 0; i++)
    {
      const MgCMember *member = &record->members[i];

      --*n_left;
      if (member->name == symbol->text)
        {
          *bit_offset += member->bit_offset;
          return member;
        }
      if (member->name == NULL && member->type->actual->kind == MG_C_RECORD)
        {
          guint64 inner = *bit_offset + member->bit_offset;
          const MgCMember *found = find_member (member->type->actual, symbol, &inner, n_left);

          if (found != NULL)
            {
              *bit_offset = inner;
              return found;
            }
        }
    }
  return NULL;
}

/* What .NAME or ->NAME makes of a value; the name is at hand. */
static MgCValue
parse_member (MgCParser *parser, MgCValue value)
{
  MgCToken name = parser->token;
  const MgCType *record = value.type->actual;
  guint64 bit_offset = 0;
  guint n_left = MG_C_MAX_DECLARATIONS;
  const MgCMember *member;

  if (name.kind != MG_C_NAME)
    {
      mg_c_parser_report_missing (parser, _ ("a member's name"));
      return new_unknown (parser->scalars[MG_SCALAR_INT]);
    }
  mg_c_parser_advance (parser);
  if (record->kind == MG_C_UNKNOWN || record->invalid)
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  member = record->kind == MG_C_RECORD ? find_member (record, name.symbol, &bit_offset, &n_left) : NULL;
  if (member == NULL)
    {
      g_autofree char *text = mg_c_type_dup_text (value.type);

      mg_c_parser_error (parser, &name, NULL, _ ("“%s” has no member “%s”"), text, name.symbol->text);
      return new_unknown (parser->scalars[MG_SCALAR_INT]);
    }
  value.type = member->type;
  value.bits += bit_offset / 8;
  return value;
}

/* What [ ] makes of an array or a pointer; its bracket is at hand. */
static MgCValue
parse_index (MgCParser *parser, MgCValue value)
{
  const MgCType *actual = value.type->actual;
  MgCValue index;

  mg_c_parser_advance (parser);
  index = mg_c_parse_expression (parser);
  mg_c_parser_skip_to (parser, "]");
  mg_c_parser_expect (parser, ']', "]");
  if (actual->kind != MG_C_ARRAY && actual->kind != MG_C_POINTER && actual->kind != MG_C_VECTOR)
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  /* an array is at its address, a pointer has it for its value */
  if (value.kind == (actual->kind == MG_C_POINTER ? MG_C_VALUE_INTEGER : MG_C_VALUE_OBJECT)
      && index.kind == MG_C_VALUE_INTEGER)
    {
      value.kind = MG_C_VALUE_OBJECT;
      value.bits += index.bits * mg_c_type_get_size (actual->target);
    }
  else
    value.kind = MG_C_VALUE_UNKNOWN;
  value.type = actual->target;
  return value;
}

/* What * makes of a pointer. */
static MgCValue
dereference (MgCParser *parser, MgCValue value)
{
  const MgCType *actual = value.type->actual;

  if (actual->kind == MG_C_ARRAY || actual->kind == MG_C_POINTER)
    {
      value.type = actual->target;
      if (actual->kind == MG_C_POINTER)
        value.kind = value.kind == MG_C_VALUE_INTEGER ? MG_C_VALUE_OBJECT : MG_C_VALUE_UNKNOWN;
    }
  else
    value = new_unknown (actual->kind == MG_C_FUNCTION || actual->kind == MG_C_UNKNOWN
                             ? value.type : parser->scalars[MG_SCALAR_INT]);
  return value;
}

/* __builtin_offsetof, offsetof */
static MgCValue
parse_offsetof (MgCParser *parser)
{
  MgCValue value = { .kind = MG_C_VALUE_OBJECT };
  MgCToken at;

  if (!mg_c_parser_expect (parser, '(', "("))
    return new_unknown (parser->scalars[parser->abi->size]);
  at = parser->token;
  value.type = mg_c_parse_type_name (parser);
  if (!mg_c_parser_expect (parser, ',', ","))
    {
      end_bracket (parser);
      return new_unknown (parser->scalars[parser->abi->size]);
    }
  if (!mg_c_type_is_complete (value.type) && value.type->actual->kind == MG_C_RECORD
      && !value.type->actual->invalid)
    fail (parser, &at, NULL, _ ("this structure's members are not known"));
  value = parse_member (parser, value);
  while (parser->token.kind == '.' || parser->token.kind == '[')
    if (mg_c_parser_accept (parser, '.'))
      value = parse_member (parser, value);
    else
      value = parse_index (parser, value);
  end_bracket (parser);
  return value.kind == MG_C_VALUE_OBJECT ? new_size (parser, value.bits)
                                         : new_unknown (parser->scalars[parser->abi->size]);
}

/* --- sizeof and its like --- */

static MgCValue
measure (MgCParser *parser, const MgCType *type, MgCKeyword keyword, const MgCToken *at)
{
  const MgCType *actual = type->actual;
  guint64 size;

  if (actual->kind == MG_C_REFERENCE)
    type = actual->target;
  if (!mg_c_parser_check_known (parser, type, at, TRUE) || actual->kind == MG_C_UNKNOWN
      || (mg_c_type_get_element (type)->actual->kind == MG_C_RECORD
          && mg_c_type_get_element (type)->actual->invalid))
    return new_unknown (parser->scalars[parser->abi->size]);
  if (keyword == MG_C_KEYWORD_SIZEOF)
    {
      /* GNU: what has no size has 1 */
      if (actual->kind == MG_C_FUNCTION || (actual->kind == MG_C_SCALAR && actual->scalar == MG_SCALAR_VOID))
        return new_size (parser, 1);
      if (!mg_c_type_is_complete (type))
        {
          g_autofree char *text = mg_c_type_dup_text (type);

          mg_c_parser_error (parser, at, _ ("a type whose size is known"),
                             _ ("the size of “%s” is not known"), text);
          return new_unknown (parser->scalars[parser->abi->size]);
        }
      return new_size (parser, mg_c_type_get_size (type));
    }
  size = mg_c_type_get_align (type);
  if (keyword == MG_C_KEYWORD_GNU_ALIGNOF && parser->abi->prefers_size && type->required_align == 0)
    {
      const MgCType *element = mg_c_type_get_element (type)->actual;

      if ((element->kind == MG_C_SCALAR || element->kind == MG_C_ENUM)
          && (element->size & (element->size - 1)) == 0)
        size = MAX (size, element->size);
    }
  return new_size (parser, size);
}

static MgCValue
parse_sizeof (MgCParser *parser, MgCKeyword keyword)
{
  const MgCType *type;
  MgCToken at;

  mg_c_parser_accept (parser, MG_C_ELLIPSIS);
  at = parser->token;
  parser->unevaluated++;
  if (parser->token.kind == '(' && mg_c_parser_begins_type (parser, 1))
    {
      mg_c_parser_advance (parser);
      at = parser->token;
      type = mg_c_parse_type_name (parser);
      end_bracket (parser);
      if (parser->token.kind == '{') /* a compound literal */
        mg_c_parser_skip_balanced (parser);
    }
  else
    type = parse_unary (parser).type;
  parser->unevaluated--;
  return measure (parser, type, keyword, &at);
}

/* --- Others in brackets --- */

static MgCValue
parse_choose (MgCParser *parser)
{
  MgCValue condition, values[2];

  if (!mg_c_parser_expect (parser, '(', "("))
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  condition = mg_c_parse_expression (parser);
  for (guint i = 0; i < 2; i++)
    {
      mg_c_parser_expect (parser, ',', ",");
      values[i] = mg_c_parse_expression (parser);
    }
  end_bracket (parser);
  return condition.kind == MG_C_VALUE_INTEGER && condition.bits == 0 ? values[1] : values[0];
}

static MgCValue
parse_compatible (MgCParser *parser)
{
  const MgCType *a, *b;

  if (!mg_c_parser_expect (parser, '(', "("))
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  a = mg_c_parse_type_name (parser);
  mg_c_parser_expect (parser, ',', ",");
  b = mg_c_parse_type_name (parser);
  end_bracket (parser);
  return new_int (parser, mg_c_type_is_same (a, b));
}

static MgCValue
parse_constant_p (MgCParser *parser)
{
  MgCValue value;

  if (!mg_c_parser_expect (parser, '(', "("))
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  value = mg_c_parse_expression (parser);
  end_bracket (parser);
  return new_int (parser, value.kind == MG_C_VALUE_INTEGER || value.kind == MG_C_VALUE_REAL);
}

/* _Generic (value, type: value, default: value) */
static MgCValue
parse_generic (MgCParser *parser)
{
  MgCValue control, result = new_unknown (parser->scalars[MG_SCALAR_INT]), value;
  gboolean found = FALSE;

  if (!mg_c_parser_expect (parser, '(', "("))
    return result;
  parser->unevaluated++;
  control = mg_c_parse_expression (parser);
  parser->unevaluated--;
  while (mg_c_parser_accept (parser, ','))
    {
      gboolean is_default = mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_DEFAULT;
      const MgCType *type = NULL;

      if (is_default)
        mg_c_parser_advance (parser);
      else
        type = mg_c_parse_type_name (parser);
      mg_c_parser_expect (parser, ':', ":");
      value = mg_c_parse_expression (parser);
      if (!is_default && mg_c_type_is_same (type, control.type))
        {
          result = value;
          found = TRUE;
        }
      else if (is_default && !found)
        result = value;
    }
  end_bracket (parser);
  return result;
}

/* static_cast<type> (value) and its like */
static MgCValue
parse_named_cast (MgCParser *parser)
{
  const MgCType *type;
  MgCValue value;

  if (!mg_c_parser_expect (parser, '<', "<"))
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  type = mg_c_parse_type_name (parser);
  if (!mg_c_parser_expect (parser, '>', ">") || !mg_c_parser_expect (parser, '(', "("))
    return new_unknown (type);
  value = parse_binary (parser, 0);
  end_bracket (parser);
  return mg_c_value_convert (parser->abi, &value, type);
}

/* type (value), type {value}; the type is at hand */
static MgCValue
parse_functional_cast (MgCParser *parser)
{
  MgCSpecifiers specifiers;
  MgCValue value = new_int (parser, 0);
  guint16 end;

  mg_c_parse_specifiers (parser, &specifiers);
  end = parser->token.kind == '{' ? '}' : ')';
  if (parser->token.kind != '(' && parser->token.kind != '{')
    {
      mg_c_parser_report_missing (parser, "(, {");
      return new_unknown (specifiers.type);
    }
  mg_c_parser_advance (parser);
  if (parser->token.kind != end)
    value = mg_c_parse_expression (parser);
  mg_c_parser_skip_to (parser, end == '}' ? "}" : ")");
  mg_c_parser_expect (parser, end, end == '}' ? "}" : ")");
  return mg_c_value_convert (parser->abi, &value, specifiers.type);
}

/* ( type ) value, ( type ) { … }, ( value ), ({ … }); the bracket is at hand */
static MgCValue
parse_bracket (MgCParser *parser)
{
  MgCValue value;

  if (mg_c_parser_peek (parser, 1)->kind == '{')
    {
      mg_c_parser_skip_balanced (parser);
      return new_unknown (parser->scalars[MG_SCALAR_INT]);
    }
  if (mg_c_parser_begins_type (parser, 1))
    {
      const MgCType *type;

      mg_c_parser_advance (parser);
      type = mg_c_parse_type_name (parser);
      end_bracket (parser);
      if (parser->token.kind == '{')
        {
          mg_c_parser_skip_balanced (parser);
          return new_unknown (type);
        }
      value = parse_unary (parser);
      return mg_c_value_convert (parser->abi, &value, type);
    }
  mg_c_parser_advance (parser);
  value = mg_c_parse_expression (parser);
  while (mg_c_parser_accept (parser, ','))
    value = mg_c_parse_expression (parser);
  end_bracket (parser);
  return value;
}

/* --- Names --- */

static MgCValue
parse_name (MgCParser *parser)
{
  MgCToken start = parser->token, name;
  MgCEntity *entity = mg_c_parse_qualified_name (parser, FALSE, &name);

  if (entity != NULL && (entity->kind == MG_C_ENTITY_CONSTANT || entity->kind == MG_C_ENTITY_VARIABLE))
    return entity->value;
  if (entity == NULL)
    {
      if (mg_c_preprocessor_get_missing (parser->preprocessor)->len == 0)
        mg_c_parser_error (parser, &start, _ ("a constant"), _ ("“%s” is not known"),
                           name.kind == MG_C_NAME ? name.symbol->text : "::");
      else
        {
          mg_c_parser_note_unknown (parser, &name);
          mg_c_parser_error (parser, &start, NULL,
                             _ ("“%s” is not known: a header that was not found may declare it"),
                             name.kind == MG_C_NAME ? name.symbol->text : "::");
        }
    }
  else
    mg_c_parser_error (parser, &start, _ ("a constant"), _ ("“%s” is no value"), name.symbol->text);
  return new_unknown (parser->scalars[MG_SCALAR_INT]);
}

static MgCValue
parse_keyword (MgCParser *parser, MgCKeyword keyword)
{
  MgCToken at = parser->token;

  mg_c_parser_advance (parser);
  switch (keyword)
    {
    case MG_C_KEYWORD_TRUE:
    case MG_C_KEYWORD_FALSE:
      return mg_c_value_new_integer (parser->scalars[MG_SCALAR_BOOL], keyword == MG_C_KEYWORD_TRUE);
    case MG_C_KEYWORD_NULLPTR:
      return new_int (parser, 0);
    case MG_C_KEYWORD_SIZEOF:
    case MG_C_KEYWORD_ALIGNOF:
    case MG_C_KEYWORD_GNU_ALIGNOF:
      return parse_sizeof (parser, keyword);
    case MG_C_KEYWORD_OFFSETOF:
      return parse_offsetof (parser);
    case MG_C_KEYWORD_CHOOSE:
      return parse_choose (parser);
    case MG_C_KEYWORD_COMPATIBLE:
      return parse_compatible (parser);
    case MG_C_KEYWORD_CONSTANT_P:
      return parse_constant_p (parser);
    case MG_C_KEYWORD_GENERIC:
      return parse_generic (parser);
    case MG_C_KEYWORD_CAST:
      return parse_named_cast (parser);
    case MG_C_KEYWORD_EXTENSION:
      return parse_unary (parser);
    default:
      return fail (parser, &at, _ ("a value"), _ ("this is no value"));
    }
}

/* --- Operators --- */

static MgCValue
parse_primary (MgCParser *parser)
{
  MgCToken token = parser->token;

  switch (token.kind)
    {
    case MG_C_NUMBER:
      mg_c_parser_advance (parser);
      return parse_number (parser, &token);
    case MG_C_CHARACTER:
      mg_c_parser_advance (parser);
      return parse_character (parser, &token);
    case MG_C_STRING:
      return parse_string (parser);
    case '(':
      return parse_bracket (parser);
    case MG_C_SCOPE:
      return parser->cplusplus ? parse_name (parser)
                               : fail (parser, &token, _ ("a value"), _ ("this is no value"));
    case MG_C_NAME:
      if (parser->cplusplus && mg_c_parser_begins_type (parser, 0))
        return parse_functional_cast (parser);
      if (mg_c_parser_keyword (&token) != MG_C_KEYWORD_NONE)
        return parse_keyword (parser, mg_c_parser_keyword (&token));
      return parse_name (parser);
    default:
      mg_c_parser_report_missing (parser, _ ("a value"));
      return new_unknown (parser->scalars[MG_SCALAR_INT]);
    }
}

static MgCValue
parse_postfix (MgCParser *parser)
{
  MgCValue value = parse_primary (parser);

  for (;;)
    switch (parser->token.kind)
      {
      case '[':
        value = parse_index (parser, value);
        break;
      case '.':
        mg_c_parser_advance (parser);
        value = parse_member (parser, value);
        break;
      case MG_C_ARROW:
        mg_c_parser_advance (parser);
        value = parse_member (parser, dereference (parser, value));
        break;
      case '(':
        mg_c_parser_skip_balanced (parser);
        value = new_unknown (value.type->actual->kind == MG_C_FUNCTION ? value.type->actual->target
                                                                       : parser->scalars[MG_SCALAR_INT]);
        break;
      case MG_C_INCREMENT:
      case MG_C_DECREMENT:
        mg_c_parser_advance (parser);
        value.kind = MG_C_VALUE_UNKNOWN;
        break;
      default:
        return value;
      }
}

static MgCValue
apply_sign (MgCParser *parser, guint operator, const MgCValue *operand)
{
  MgCValue value = mg_c_value_promote (parser->abi, parser->scalars, operand);
  gboolean by_zero;
  MgCValue zero = new_int (parser, operator == '~' ? -1 : 0);

  if (operator == '+' || value.kind == MG_C_VALUE_OBJECT)
    return value;
  if (value.kind == MG_C_VALUE_REAL)
    {
      value.real = -value.real;
      return value;
    }
  return mg_c_value_calculate (parser->abi, parser->scalars, operator== '~' ? '^' : '-', &zero, &value,
                               &by_zero);
}

static MgCValue
parse_operator (MgCParser *parser, guint operator)
{
  MgCValue value;

  mg_c_parser_advance (parser);
  value = parse_unary (parser);
  switch (operator)
    {
    case '!':
      if (value.kind == MG_C_VALUE_INTEGER || value.kind == MG_C_VALUE_REAL)
        return new_int (parser, !mg_c_value_is_true (&value));
      return new_unknown (parser->scalars[MG_SCALAR_INT]);
    case '*':
      return dereference (parser, value);
    case '&':
      {
        const MgCType *type = mg_c_type_new_pointer (parser->source->arena, parser->abi, value.type, 0);

        return value.kind == MG_C_VALUE_OBJECT ? mg_c_value_new_integer (type, value.bits)
                                               : new_unknown (type);
      }
    case MG_C_INCREMENT:
    case MG_C_DECREMENT:
      return new_unknown (value.type);
    default:
      return apply_sign (parser, operator, &value);
    }
}

static MgCValue
parse_unary (MgCParser *parser)
{
  MgCValue value;

  if (!mg_c_parser_enter (parser))
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  switch (parser->token.kind)
    {
    case '!':
    case '~':
    case '+':
    case '-':
    case '*':
    case '&':
    case MG_C_INCREMENT:
    case MG_C_DECREMENT:
      value = parse_operator (parser, parser->token.kind);
      break;
    default:
      value = parse_postfix (parser);
    }
  mg_c_parser_leave (parser);
  return value;
}

/* && and ||, whose right side may not matter. */
static MgCValue
parse_logical (MgCParser *parser, guint operator, const MgCValue *left, guint precedence)
{
  gboolean known = left->kind == MG_C_VALUE_INTEGER || left->kind == MG_C_VALUE_REAL;
  gboolean decided = known && mg_c_value_is_true (left) == (operator == MG_C_OR);
  MgCValue right;

  parser->unevaluated += decided;
  right = parse_binary (parser, precedence);
  parser->unevaluated -= decided;
  if (decided)
    return new_int (parser, operator == MG_C_OR);
  if (known && (right.kind == MG_C_VALUE_INTEGER || right.kind == MG_C_VALUE_REAL))
    return new_int (parser, mg_c_value_is_true (&right));
  return new_unknown (parser->scalars[MG_SCALAR_INT]);
}

/* Operators that bind closer than @precedence. */
static MgCValue
parse_binary (MgCParser *parser, guint precedence)
{
  MgCValue left = parse_unary (parser);

  for (;;)
    {
      MgCToken operator = parser->token;
      guint binding = mg_c_token_get_precedence (&operator);
      gboolean by_zero = FALSE;
      MgCValue right;

      if (binding <= precedence)
        return left;
      mg_c_parser_advance (parser);
      if (operator.kind == MG_C_OR || operator.kind == MG_C_AND)
        {
          left = parse_logical (parser, operator.kind, &left, binding);
          continue;
        }
      right = parse_binary (parser, binding);
      left = mg_c_value_calculate (parser->abi, parser->scalars, operator.kind, &left, &right, &by_zero);
      if (by_zero && parser->unevaluated == 0)
        mg_c_parser_error (parser, &operator, NULL, _ ("division by zero"));
    }
}

/* Behind ?. */
static MgCValue
parse_ternary (MgCParser *parser, const MgCValue *condition)
{
  gboolean known = condition->kind == MG_C_VALUE_INTEGER || condition->kind == MG_C_VALUE_REAL;
  gboolean truth = known && mg_c_value_is_true (condition);
  MgCValue yes = *condition, no;
  const MgCType *type;

  if (parser->token.kind != ':') /* GNU: a ?: b */
    {
      parser->unevaluated += known && !truth;
      yes = mg_c_parse_expression (parser);
      parser->unevaluated -= known && !truth;
    }
  mg_c_parser_expect (parser, ':', ":");
  parser->unevaluated += known && truth;
  no = mg_c_parse_expression (parser);
  parser->unevaluated -= known && truth;
  if (!known)
    return new_unknown (mg_c_value_get_common_type (parser->abi, parser->scalars, yes.type, no.type));
  if (mg_c_type_is_integer (yes.type) && mg_c_type_is_integer (no.type))
    {
      type = mg_c_value_get_common_type (parser->abi, parser->scalars, yes.type, no.type);
      return mg_c_value_convert (parser->abi, truth ? &yes : &no, type);
    }
  return truth ? yes : no;
}

MgCValue
mg_c_parse_expression (MgCParser *parser)
{
  MgCValue value;

  if (!mg_c_parser_enter (parser))
    return new_unknown (parser->scalars[MG_SCALAR_INT]);
  value = parse_binary (parser, 0);
  if (mg_c_parser_accept (parser, '?'))
    value = parse_ternary (parser, &value);
  else if (parser->token.kind == '=' || parser->token.kind == MG_C_ASSIGNMENT)
    {
      mg_c_parser_advance (parser);
      mg_c_parse_expression (parser);
      value.kind = MG_C_VALUE_UNKNOWN;
    }
  mg_c_parser_leave (parser);
  return value;
}

gboolean
mg_c_parse_constant (MgCParser *parser, const char *what, MgCValue *value)
{
  guint n_errors = parser->source->n_errors;
  MgCToken at = parser->token;
  MgCValue result = mg_c_parse_expression (parser);

  if (result.kind == MG_C_VALUE_INTEGER)
    {
      *value = result;
      return TRUE;
    }
  if (parser->source->n_errors == n_errors && !parser->source->stopped)
    {
      if (result.kind == MG_C_VALUE_REAL)
        mg_c_parser_error (parser, &at, _ ("an integer"), _ ("%s is no floating number"), what);
      else
        mg_c_parser_error (parser, &at, _ ("a constant"), _ ("%s whose value is not known"), what);
    }
  return FALSE;
}
