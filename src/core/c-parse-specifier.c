#include "config.h"

#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Names --- */

/* What name begins @n tokens behind the one at hand, a::b; not read.  Returns: (nullable) */
static MgCEntity *
look_up_ahead (MgCParser *parser, guint n)
{
  const MgCToken *token = mg_c_parser_peek (parser, n);
  MgCEntity *entity = NULL;
  MgCScope *scope = NULL;

  if (token->kind == MG_C_SCOPE && parser->cplusplus)
    {
      scope = parser->global;
      token = mg_c_parser_peek (parser, ++n);
    }
  while (token->kind == MG_C_NAME)
    {
      const MgCSymbol *symbol = token->symbol;

      for (int tag = 0; tag < 2 && (tag == 0 || entity == NULL); tag++)
        entity = scope != NULL ? mg_c_scope_find (parser->names, scope, symbol, tag)
                               : mg_c_scope_lookup (parser->names, parser->scope, symbol, tag);
      if (!parser->cplusplus || entity == NULL || n > 2 * MG_C_MAX_DEPTH
          || mg_c_parser_peek (parser, n + 1)->kind != MG_C_SCOPE)
        break;
      scope = entity->inside;
      if (scope == NULL && entity->type != NULL && entity->type->actual->kind == MG_C_RECORD)
        scope = NULL; /* a typedef's: its scope is not kept */
      if (scope == NULL)
        return NULL;
      n += 2;
      token = mg_c_parser_peek (parser, n);
      entity = NULL;
    }
  return entity;
}

MgCEntity *
mg_c_parse_qualified_name (MgCParser *parser, gboolean tag, MgCToken *last)
{
  MgCScope *scope = NULL;
  MgCEntity *entity = NULL;

  if (mg_c_parser_accept (parser, MG_C_SCOPE))
    scope = parser->global;
  *last = parser->token;
  while (parser->token.kind == MG_C_NAME)
    {
      gboolean more = parser->cplusplus && mg_c_parser_peek (parser, 1)->kind == MG_C_SCOPE;

      *last = parser->token;
      entity = NULL;
      for (int i = 0; i < 2 && entity == NULL; i++)
        {
          gboolean as_tag = i == 0 ? tag : !tag;

          if (i == 1 && !parser->cplusplus)
            break;
          entity = scope != NULL ? mg_c_scope_find (parser->names, scope, last->symbol, as_tag)
                                 : mg_c_scope_lookup (parser->names, parser->scope, last->symbol, as_tag);
        }
      mg_c_parser_advance (parser);
      if (!more)
        break;
      mg_c_parser_advance (parser);
      if (entity == NULL || entity->inside == NULL)
        {
          /* read the rest, of what is not known */
          while (parser->token.kind == MG_C_NAME)
            {
              mg_c_parser_advance (parser);
              if (!mg_c_parser_accept (parser, MG_C_SCOPE))
                break;
            }
          return NULL;
        }
      scope = entity->inside;
    }
  return entity;
}

gboolean
mg_c_parser_begins_type (MgCParser *parser, guint n)
{
  const MgCToken *token = mg_c_parser_peek (parser, n);
  const MgCEntity *entity;

  switch (mg_c_parser_keyword (token))
    {
    case MG_C_KEYWORD_NONE:
      if (token->kind != MG_C_NAME && token->kind != MG_C_SCOPE)
        return FALSE;
      entity = look_up_ahead (parser, n);
      return entity != NULL
             && (entity->kind == MG_C_ENTITY_TYPE || entity->kind == MG_C_ENTITY_TEMPLATE
                 || (entity->kind == MG_C_ENTITY_TAG && parser->cplusplus));
    case MG_C_KEYWORD_ATOMIC:
    case MG_C_KEYWORD_AUTO:
    case MG_C_KEYWORD_BFLOAT16:
    case MG_C_KEYWORD_BOOL:
    case MG_C_KEYWORD_CHAR:
    case MG_C_KEYWORD_CHAR16:
    case MG_C_KEYWORD_CHAR32:
    case MG_C_KEYWORD_CHAR8:
    case MG_C_KEYWORD_CLASS:
    case MG_C_KEYWORD_COMPLEX:
    case MG_C_KEYWORD_CONST:
    case MG_C_KEYWORD_DECIMAL128:
    case MG_C_KEYWORD_DECIMAL32:
    case MG_C_KEYWORD_DECIMAL64:
    case MG_C_KEYWORD_DECLTYPE:
    case MG_C_KEYWORD_DOUBLE:
    case MG_C_KEYWORD_ENUM:
    case MG_C_KEYWORD_EXTENSION:
    case MG_C_KEYWORD_FLOAT:
    case MG_C_KEYWORD_FLOAT128:
    case MG_C_KEYWORD_FLOAT16:
    case MG_C_KEYWORD_FLOAT32:
    case MG_C_KEYWORD_FLOAT32X:
    case MG_C_KEYWORD_FLOAT64:
    case MG_C_KEYWORD_FLOAT64X:
    case MG_C_KEYWORD_INT:
    case MG_C_KEYWORD_INT128:
    case MG_C_KEYWORD_INT16:
    case MG_C_KEYWORD_INT32:
    case MG_C_KEYWORD_INT64:
    case MG_C_KEYWORD_INT8:
    case MG_C_KEYWORD_LONG:
    case MG_C_KEYWORD_REGISTER:
    case MG_C_KEYWORD_SHORT:
    case MG_C_KEYWORD_SIGNED:
    case MG_C_KEYWORD_STRUCT:
    case MG_C_KEYWORD_TYPENAME:
    case MG_C_KEYWORD_TYPEOF:
    case MG_C_KEYWORD_UINT128:
    case MG_C_KEYWORD_UNION:
    case MG_C_KEYWORD_UNSIGNED:
    case MG_C_KEYWORD_VOID:
    case MG_C_KEYWORD_VOLATILE:
    case MG_C_KEYWORD_WCHAR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- What is not known --- */

static MgCType *
find_unknown (const MgCType *type, gboolean by_value)
{
  for (type = type->actual; type->kind != MG_C_UNKNOWN; type = type->target->actual)
    if (type->target == NULL || type->kind == MG_C_ENUM || (by_value && type->kind != MG_C_ARRAY))
      return NULL;
  return (MgCType *) type;
}

gboolean
mg_c_parser_check_known (MgCParser *parser, const MgCType *type, const MgCToken *at, gboolean by_value)
{
  MgCType *unknown = find_unknown (type, by_value);
  gboolean missing = mg_c_preprocessor_get_missing (parser->preprocessor)->len > 0;

  if (unknown == NULL)
    return TRUE;
  if (unknown->invalid) /* told before */
    return FALSE;
  if (missing && !by_value)
    return TRUE;
  unknown->invalid = !missing;
  if (missing)
    mg_c_parser_error (parser, at, NULL,
                       _ ("the size of “%s” is not known: a header that was not found may tell"),
                       unknown->name);
  else
    mg_c_report (parser->source, MG_C_ERROR, unknown->place, (guint) strlen (unknown->name), NULL,
                 _ ("a type"), _ ("“%s” is not known"), unknown->name);
  return FALSE;
}

static const MgCType *
new_unknown (MgCParser *parser, const MgCToken *name)
{
  MgCType *type = mg_c_type_new (parser->source->arena, MG_C_UNKNOWN);
  g_autofree char *text = mg_c_token_dup_text (name);

  type->name = mg_c_arena_strndup (parser->source->arena, text, strlen (text));
  type->place = name->used != 0 ? name->used : name->place;
  mg_c_parser_note_unknown (parser, name);
  if (name->kind == MG_C_NAME)
    mg_c_scope_add (parser->names, parser->global, MG_C_ENTITY_TYPE, name->symbol, name->place)->type = type;
  mg_c_parser_note_language (parser, name);
  return type;
}

/* --- Words that make a scalar type --- */

typedef struct
{
  guint n_long, n_short, n_signed, n_unsigned, n_int, n_char, n_complex;
  MgScalar other;   /* a type that takes none of these; VOID for none */
  gboolean is_void, is_double;
  MgCToken first;   /* kind 0 where there is no such word */
} Words;

/* TRUE where the keyword is such a word. */
static gboolean
note_word (const MgAbi *abi, Words *words, MgCKeyword keyword)
{
  static const struct
  {
    MgCKeyword keyword;
    MgScalar scalar;
  } others[] = {
    { MG_C_KEYWORD_BOOL, MG_SCALAR_BOOL },           { MG_C_KEYWORD_FLOAT, MG_SCALAR_FLOAT },
    { MG_C_KEYWORD_FLOAT16, MG_SCALAR_FLOAT16 },     { MG_C_KEYWORD_BFLOAT16, MG_SCALAR_BFLOAT16 },
    { MG_C_KEYWORD_FLOAT32, MG_SCALAR_FLOAT },       { MG_C_KEYWORD_FLOAT64, MG_SCALAR_DOUBLE },
    { MG_C_KEYWORD_FLOAT32X, MG_SCALAR_DOUBLE },     { MG_C_KEYWORD_FLOAT64X, MG_SCALAR_LDOUBLE },
    { MG_C_KEYWORD_FLOAT128, MG_SCALAR_FLOAT128 },   { MG_C_KEYWORD_DECIMAL32, MG_SCALAR_DECIMAL32 },
    { MG_C_KEYWORD_DECIMAL64, MG_SCALAR_DECIMAL64 }, { MG_C_KEYWORD_DECIMAL128, MG_SCALAR_DECIMAL128 },
    { MG_C_KEYWORD_WCHAR, MG_SCALAR_WCHAR },         { MG_C_KEYWORD_CHAR8, MG_SCALAR_CHAR8 },
    { MG_C_KEYWORD_CHAR16, MG_SCALAR_CHAR16 },       { MG_C_KEYWORD_CHAR32, MG_SCALAR_CHAR32 },
    { MG_C_KEYWORD_INT128, MG_SCALAR_INT128 },       { MG_C_KEYWORD_UINT128, MG_SCALAR_UINT128 },
  };

  switch (keyword)
    {
    case MG_C_KEYWORD_VOID:
      words->is_void = TRUE;
      return TRUE;
    case MG_C_KEYWORD_CHAR:
    case MG_C_KEYWORD_INT8:
      words->n_char++;
      return TRUE;
    case MG_C_KEYWORD_SHORT:
    case MG_C_KEYWORD_INT16:
      words->n_short++;
      return TRUE;
    case MG_C_KEYWORD_INT:
    case MG_C_KEYWORD_INT32:
      words->n_int++;
      return TRUE;
    case MG_C_KEYWORD_LONG:
      words->n_long++;
      return TRUE;
    case MG_C_KEYWORD_INT64:
      words->n_long += 2;
      return TRUE;
    case MG_C_KEYWORD_SIGNED:
      words->n_signed++;
      return TRUE;
    case MG_C_KEYWORD_UNSIGNED:
      words->n_unsigned++;
      return TRUE;
    case MG_C_KEYWORD_DOUBLE:
      words->is_double = TRUE;
      return TRUE;
    case MG_C_KEYWORD_COMPLEX:
      words->n_complex++;
      return TRUE;
    default:
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        if (others[i].keyword == keyword)
          {
            words->other = others[i].scalar;
            return TRUE;
          }
      return FALSE;
    }
}

/* The scalar that the words mean together.  FALSE where they mean none. */
static gboolean
combine (const Words *words, MgScalar *scalar)
{
  guint n_sign = words->n_signed + words->n_unsigned;
  guint n_size = words->n_long + words->n_short;

  if (n_sign > 1 || words->n_char > 1 || words->n_short > 1 || words->n_int > 1 || words->n_long > 2
      || (words->n_long > 0 && words->n_short > 0))
    return FALSE;
  if (words->other != MG_SCALAR_VOID)
    {
      gboolean can_be_unsigned = words->other == MG_SCALAR_INT128;

      *scalar = words->n_unsigned > 0 ? MG_SCALAR_UINT128 : words->other;
      return n_size + words->n_int + words->n_char == 0 && !words->is_double && !words->is_void
             && (n_sign == 0 || can_be_unsigned);
    }
  if (words->is_void || words->is_double)
    {
      *scalar = words->is_void ? MG_SCALAR_VOID : words->n_long > 0 ? MG_SCALAR_LDOUBLE : MG_SCALAR_DOUBLE;
      return n_sign + words->n_short + words->n_int + words->n_char == 0
             && (words->is_double ? words->n_long <= 1 && !words->is_void : words->n_long == 0);
    }
  if (words->n_char > 0)
    {
      *scalar = words->n_unsigned > 0 ? MG_SCALAR_UCHAR
                : words->n_signed > 0 ? MG_SCALAR_SCHAR : MG_SCALAR_CHAR;
      return n_size + words->n_int == 0;
    }
  *scalar = words->n_short > 0 ? MG_SCALAR_SHORT
            : words->n_long == 2 ? MG_SCALAR_LLONG
            : words->n_long == 1 ? MG_SCALAR_LONG : MG_SCALAR_INT;
  if (words->n_unsigned > 0)
    *scalar = mg_scalar_to_unsigned (*scalar);
  return TRUE;
}

static const MgCType *
finish_words (MgCParser *parser, const Words *words)
{
  MgScalar scalar;

  if (!combine (words, &scalar))
    {
      mg_c_parser_error (parser, &words->first, NULL, _ ("these words are no type together"));
      return parser->scalars[MG_SCALAR_INT];
    }
  if (words->n_complex > 0)
    {
      Words alone = { 0 };

      alone.n_complex = words->n_complex;
      if (memcmp (&alone, words, G_STRUCT_OFFSET (Words, first)) == 0)
        scalar = MG_SCALAR_DOUBLE;
      return mg_c_type_new_complex (parser->source->arena, parser->scalars[scalar]);
    }
  if (scalar != MG_SCALAR_VOID && parser->abi->scalars[scalar].size == 0)
    {
      mg_c_parser_error (parser, &words->first, NULL, _ ("%s has no type “%s”"), parser->abi->name,
                         mg_scalar_to_string (scalar));
      return parser->scalars[MG_SCALAR_INT];
    }
  return parser->scalars[scalar];
}

/* --- Other types --- */

/* typeof (…), decltype (…) */
static const MgCType *
parse_typeof (MgCParser *parser)
{
  const MgCType *type;

  mg_c_parser_advance (parser);
  if (!mg_c_parser_expect (parser, '(', "(") || !mg_c_parser_enter (parser))
    return parser->scalars[MG_SCALAR_INT];
  if (mg_c_parser_begins_type (parser, 0))
    type = mg_c_parse_type_name (parser);
  else
    type = mg_c_parse_expression (parser).type;
  mg_c_parser_leave (parser);
  mg_c_parser_skip_to (parser, ")");
  mg_c_parser_expect (parser, ')', ")");
  return type;
}

static const MgCType *
parse_atomic_type (MgCParser *parser)
{
  const MgCType *type;

  mg_c_parser_advance (parser);
  if (!mg_c_parser_enter (parser))
    return parser->scalars[MG_SCALAR_INT];
  type = mg_c_parse_type_name (parser);
  mg_c_parser_leave (parser);
  mg_c_parser_expect (parser, ')', ")");
  return mg_c_type_new_qualified (parser->source->arena, parser->abi, type, MG_C_ATOMIC);
}

/* Whether a name that nothing declares stands where a type must. */
static gboolean
must_be_type (MgCParser *parser)
{
  const MgCToken *next = mg_c_parser_peek (parser, 1);

  switch (next->kind)
    {
    case MG_C_NAME:
      switch (mg_c_parser_keyword (next))
        {
        case MG_C_KEYWORD_NONE:
        case MG_C_KEYWORD_CONST:
        case MG_C_KEYWORD_VOLATILE:
        case MG_C_KEYWORD_CALL:
        case MG_C_KEYWORD_ATTRIBUTE:
        case MG_C_KEYWORD_OPERATOR:
          return TRUE;
        default:
          return FALSE;
        }
    case '*':
      return TRUE;
    case '&':
    case MG_C_SCOPE:
    case '<':
      return parser->cplusplus;
    case '(':
      return mg_c_parser_peek (parser, 2)->kind == '*';
    default:
      return FALSE;
    }
}

/* A template's arguments, which nothing is known of. */
static void
skip_template_arguments (MgCParser *parser)
{
  int depth = 0;

  do
    {
      if (parser->token.kind == '(' || parser->token.kind == '[')
        {
          mg_c_parser_skip_balanced (parser);
          continue;
        }
      depth += parser->token.kind == '<';
      depth -= parser->token.kind == '>' ? 1 : parser->token.kind == MG_C_SHIFT_RIGHT ? 2 : 0;
      if (parser->token.kind == MG_C_END || parser->token.kind == ';' || parser->token.kind == '{')
        return;
      mg_c_parser_advance (parser);
    }
  while (depth > 0);
}

/* A type's name.  Returns: (nullable): NULL where it is none, and is not read */
static const MgCType *
parse_named_type (MgCParser *parser, MgCSpecifiers *specifiers)
{
  MgCEntity *entity = look_up_ahead (parser, 0);
  MgCToken name, start = parser->token;

  if (entity != NULL
      && (entity->kind == MG_C_ENTITY_TYPE
          || (entity->kind == MG_C_ENTITY_TAG && parser->cplusplus)))
    {
      mg_c_parse_qualified_name (parser, FALSE, &name);
      return entity->type;
    }
  if (entity != NULL && entity->kind == MG_C_ENTITY_TEMPLATE)
    {
      MgCType *type = mg_c_type_new (parser->source->arena, MG_C_UNKNOWN);

      mg_c_parse_qualified_name (parser, FALSE, &name);
      if (parser->token.kind == '<')
        skip_template_arguments (parser);
      mg_c_parser_error (parser, &start, NULL,
                         _ ("“%s” is a template: templates are not supported"), name.symbol->text);
      type->name = name.symbol->text;
      type->invalid = TRUE;
      return type;
    }
  if ((entity != NULL && entity->kind != MG_C_ENTITY_TAG) || !must_be_type (parser))
    {
      if (entity == NULL && specifiers->strange.kind == 0 && parser->token.kind == MG_C_NAME
          && mg_c_parser_begins_type (parser, 1))
        {
          specifiers->strange = parser->token;
          mg_c_parser_note_language (parser, &parser->token);
          mg_c_parser_advance (parser);
        }
      return NULL;
    }
  if (parser->token.kind == MG_C_NAME && mg_c_parser_peek (parser, 1)->kind == MG_C_NAME
      && mg_c_parser_begins_type (parser, 1) && specifiers->strange.kind == 0)
    {
      specifiers->strange = parser->token;
      mg_c_parser_note_language (parser, &parser->token);
      mg_c_parser_advance (parser);
      return NULL;
    }
  if (!parser->cplusplus
      && mg_c_scope_lookup (parser->names, parser->scope, parser->token.symbol, TRUE) != NULL)
    {
      MgCEntity *tag = mg_c_scope_lookup (parser->names, parser->scope, parser->token.symbol, TRUE);
      g_autofree char *text = mg_c_type_dup_text (tag->type);

      mg_c_parser_error (parser, &parser->token, text, _ ("in C the type's name is “%s”"), text);
      mg_c_parser_advance (parser);
      return tag->type;
    }
  mg_c_parse_qualified_name (parser, FALSE, &name);
  if (parser->token.kind == '<')
    {
      MgCType *type;

      skip_template_arguments (parser);
      type = (MgCType *) new_unknown (parser, &name);
      mg_c_parser_error (parser, &start, NULL, _ ("“%s” is a template: templates are not supported"),
                         type->name);
      type->invalid = TRUE;
      return type;
    }
  return new_unknown (parser, &name);
}

const MgCType *
mg_c_parser_apply_attributes (MgCParser *parser, const MgCType *type, const MgCAttributes *attributes)
{
  const MgCType *result = type;

  if (attributes->unsupported.kind != 0)
    mg_c_parser_error (parser, &attributes->unsupported, NULL,
                       _ ("attribute “%s” changes layout and is not supported"),
                       attributes->unsupported.symbol->text);
  else if (attributes->unknown.kind != 0)
    mg_c_report_token (parser->source, MG_C_WARNING, &attributes->unknown, NULL,
                       _ ("attribute “%s” is not known, and left out"),
                       attributes->unknown.symbol->text);
  if (attributes->mode != NULL)
    {
      MgScalar scalar = attributes->mode->scalar;
      gboolean is_unsigned = mg_c_type_is_integer (type)
                             && mg_abi_get_class (parser->abi, mg_c_type_get_scalar (type))
                                    == MG_SCALAR_CLASS_UNSIGNED;

      result = parser->scalars[is_unsigned ? mg_scalar_to_unsigned (scalar) : scalar];
    }
  if (attributes->vector_size > 0 && result->actual->kind == MG_C_SCALAR)
    {
      guint64 size = attributes->vector_size;

      if (attributes->vector_is_count && !g_uint64_checked_mul (&size, size, mg_c_type_get_size (result)))
        size = 0;
      result = mg_c_type_new_vector (parser->source->arena, parser->abi, result, size);
    }
  else if (attributes->vector_size > 0)
    result = NULL;
  if (result == NULL)
    {
      mg_c_parser_error (parser, &parser->previous, NULL, _ ("there is no such vector"));
      return type;
    }
  return result;
}

/* --- Specifiers --- */

/* TRUE where the keyword at hand is one that says something else than a type; read. */
static gboolean
parse_storage (MgCParser *parser, MgCSpecifiers *specifiers, guint8 *qualifiers)
{
  switch (mg_c_parser_keyword (&parser->token))
    {
    case MG_C_KEYWORD_TYPEDEF:
      specifiers->is_typedef = TRUE;
      break;
    case MG_C_KEYWORD_STATIC:
      specifiers->is_static = TRUE;
      break;
    case MG_C_KEYWORD_EXTERN:
      specifiers->is_extern = TRUE;
      break;
    case MG_C_KEYWORD_CONSTEXPR:
      specifiers->is_constexpr = TRUE;
      break;
    case MG_C_KEYWORD_FRIEND:
      specifiers->is_friend = TRUE;
      break;
    case MG_C_KEYWORD_VIRTUAL:
      specifiers->is_virtual = TRUE;
      break;
    case MG_C_KEYWORD_MUTABLE:
      specifiers->is_mutable = TRUE;
      break;
    case MG_C_KEYWORD_AUTO:
      specifiers->is_auto = TRUE;
      break;
    case MG_C_KEYWORD_EXPLICIT:
      if (mg_c_parser_peek (parser, 1)->kind == '(')
        {
          mg_c_parser_advance (parser);
          mg_c_parser_skip_balanced (parser);
          return TRUE;
        }
      break;
    case MG_C_KEYWORD_CONST:
      specifiers->is_const = TRUE;
      *qualifiers |= MG_C_CONST;
      break;
    case MG_C_KEYWORD_VOLATILE:
      *qualifiers |= MG_C_VOLATILE;
      break;
    case MG_C_KEYWORD_RESTRICT:
      *qualifiers |= MG_C_RESTRICT;
      break;
    case MG_C_KEYWORD_INLINE:
    case MG_C_KEYWORD_REGISTER:
    case MG_C_KEYWORD_THREAD:
    case MG_C_KEYWORD_EXTENSION:
    case MG_C_KEYWORD_CALL:
    case MG_C_KEYWORD_UNALIGNED:
    case MG_C_KEYWORD_QUALIFIER:
    case MG_C_KEYWORD_TYPENAME:
      break;
    default:
      return FALSE;
    }
  mg_c_parser_advance (parser);
  return TRUE;
}

/* TRUE where what is at hand was read as a type, or part of one. */
static gboolean
parse_type_word (MgCParser *parser, MgCSpecifiers *specifiers, Words *words, guint8 *qualifiers)
{
  MgCKeyword keyword = mg_c_parser_keyword (&parser->token);
  const MgCType *type = NULL;
  guint n_read = parser->n_read;

  if (keyword == MG_C_KEYWORD_ATOMIC)
    {
      mg_c_parser_advance (parser);
      if (parser->token.kind == '(' && !specifiers->has_type)
        type = parse_atomic_type (parser);
      else
        *qualifiers |= MG_C_ATOMIC;
    }
  else if (specifiers->has_type && words->first.kind == 0)
    return FALSE;
  else if (note_word (parser->abi, words, keyword))
    {
      if (words->first.kind == 0)
        words->first = parser->token;
      specifiers->has_type = TRUE;
      mg_c_parser_advance (parser);
      return TRUE;
    }
  else if (specifiers->has_type)
    return FALSE;
  else
    switch (keyword)
      {
      case MG_C_KEYWORD_STRUCT:
      case MG_C_KEYWORD_UNION:
      case MG_C_KEYWORD_CLASS:
        type = mg_c_parse_record (parser, specifiers);
        break;
      case MG_C_KEYWORD_ENUM:
        type = mg_c_parse_enum (parser, specifiers);
        break;
      case MG_C_KEYWORD_TYPEOF:
      case MG_C_KEYWORD_DECLTYPE:
        type = parse_typeof (parser);
        break;
      case MG_C_KEYWORD_NONE:
        if (parser->token.kind == MG_C_NAME || (parser->token.kind == MG_C_SCOPE && parser->cplusplus))
          type = parse_named_type (parser, specifiers);
        break;
      default:
        return FALSE;
      }
  if (type != NULL)
    {
      specifiers->type = type;
      specifiers->has_type = TRUE;
    }
  return parser->n_read != n_read;
}

void
mg_c_parse_specifiers (MgCParser *parser, MgCSpecifiers *specifiers)
{
  Words words = { 0 };
  guint8 qualifiers = 0;

  memset (specifiers, 0, sizeof *specifiers);
  mg_c_attributes_init (&specifiers->attributes);
  specifiers->first = parser->token;
  specifiers->type = parser->scalars[MG_SCALAR_INT];
  for (;;)
    {
      if (mg_c_parser_at_attribute (parser))
        mg_c_parse_attributes (parser, &specifiers->attributes);
      else if (!parse_storage (parser, specifiers, &qualifiers)
               && !parse_type_word (parser, specifiers, &words, &qualifiers))
        break;
    }
  if (words.first.kind != 0)
    specifiers->type = finish_words (parser, &words);
  if (specifiers->is_auto && !specifiers->has_type && parser->cplusplus)
    specifiers->has_type = TRUE;
  else
    specifiers->is_auto = FALSE;
  if (qualifiers != 0)
    specifiers->type =
        mg_c_type_new_qualified (parser->source->arena, parser->abi, specifiers->type, qualifiers);
}
