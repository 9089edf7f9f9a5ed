#include "config.h"

#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* An enumeration while it is read. */
typedef struct
{
  MgCParser *parser;
  MgCType *type;
  GArray *constants;  /* of MgCConstant */
  GPtrArray *entities; /* of MgCEntity: the same, as names */
  MgCScope *inside;   /* (nullable): whose names its constants are too, E::A */
  gboolean has_negative;
  guint64 max;        /* largest that is not negative */
  gint64 min;
} State;

static gboolean
fits (const MgAbi *abi, const State *state, MgScalar scalar)
{
  guint bits = abi->scalars[scalar].size * 8u;
  gboolean is_signed = mg_abi_get_class (abi, scalar) == MG_SCALAR_CLASS_SIGNED;

  if (state->has_negative
      && (!is_signed || (bits < 64 && state->min < -(G_GINT64_CONSTANT (1) << (bits - 1)))))
    return FALSE;
  return state->max <= G_MAXUINT64 >> (64 - bits + is_signed);
}

/* The integer that the values need. */
static MgScalar
choose_type (const MgAbi *abi, const State *state, gboolean packed)
{
  /* gcc's choices, unsigned first where nothing is negative */
  static const MgScalar unsigned_types[] = {
    MG_SCALAR_UCHAR, MG_SCALAR_USHORT, MG_SCALAR_UINT, MG_SCALAR_ULONG, MG_SCALAR_ULLONG,
  };
  static const MgScalar signed_types[] = {
    MG_SCALAR_SCHAR, MG_SCALAR_SHORT, MG_SCALAR_INT, MG_SCALAR_LONG, MG_SCALAR_LLONG,
  };
  const MgScalar *types = state->has_negative ? signed_types : unsigned_types;

  if (!abi->enums_grow)
    return MG_SCALAR_INT;
  for (guint i = packed ? 0 : 2; i < G_N_ELEMENTS (unsigned_types); i++)
    if (fits (abi, state, types[i]))
      return types[i];
  return types[G_N_ELEMENTS (unsigned_types) - 1];
}

static void
note_value (State *state, const MgCValue *value)
{
  if (mg_c_value_is_negative (state->parser->abi, value))
    {
      state->has_negative = TRUE;
      state->min = MIN (state->min, (gint64) value->bits);
    }
  else
    state->max = MAX (state->max, value->bits);
}

/* The value after @value, of a larger type where it needs one. */
static MgCValue
next_value (MgCParser *parser, const MgCValue *value)
{
  MgCValue wide = *value;
  gboolean negative = mg_c_value_is_negative (parser->abi, value);

  wide.bits++;
  if (!negative && wide.bits > G_MAXINT32)
    wide.type = parser->scalars[wide.bits > G_MAXINT64 ? parser->abi->uint64 : parser->abi->int64];
  return wide;
}

static void
parse_constant (State *state, MgCValue *value, gboolean *first)
{
  MgCParser *parser = state->parser;
  MgCToken name = parser->token;
  MgCConstant constant = { .annotations = mg_c_parser_take_annotations (parser) };
  MgCEntity *entity;
  MgCAttributes attributes;

  mg_c_attributes_init (&attributes);
  mg_c_parser_advance (parser);
  mg_c_parse_attributes (parser, &attributes);
  if (mg_c_parser_accept (parser, '='))
    {
      MgCValue written;

      if (mg_c_parse_constant (parser, _ ("a constant's value"), &written))
        *value = written;
      else
        state->type->invalid = TRUE;
    }
  else if (!*first)
    *value = next_value (parser, value);
  *first = FALSE;
  /* what fits in an int is one */
  if (value->bits <= G_MAXINT32 || (mg_c_value_is_negative (parser->abi, value)
                                    && (gint64) value->bits >= G_MININT32))
    value->type = parser->scalars[MG_SCALAR_INT];
  note_value (state, value);
  constant.name = name.symbol->text;
  constant.value = value->bits;
  g_array_append_val (state->constants, constant);
  mg_c_parser_count (parser);
  mg_c_parser_set_trailing (
      parser, &g_array_index (state->constants, MgCConstant, state->constants->len - 1).annotations);
  for (int i = 0; i < 2; i++)
    {
      MgCScope *scope = i == 0 ? state->inside : state->type->scoped ? NULL : parser->scope;

      if (scope == NULL)
        continue;
      entity = mg_c_scope_add (parser->names, scope, MG_C_ENTITY_CONSTANT, name.symbol, name.place);
      entity->value = *value;
      g_ptr_array_add (state->entities, entity);
    }
}

/* Behind {, up to and with }. */
static void
parse_constants (State *state)
{
  MgCParser *parser = state->parser;
  MgCValue value = mg_c_value_new_integer (parser->scalars[MG_SCALAR_INT], 0);
  MgCScope *around = parser->scope;
  gboolean first = TRUE;

  while (parser->token.kind == MG_C_NAME)
    {
      parse_constant (state, &value, &first);
      if (parser->token.kind != ',')
        break;
      mg_c_parser_advance (parser);
    }
  parser->scope = around;
  if (!mg_c_parser_accept (parser, '}'))
    {
      mg_c_parser_report_missing (parser, ", }");
      mg_c_parser_skip_to (parser, "}");
      mg_c_parser_accept (parser, '}');
    }
}

static void
set_type (MgCType *type, const MgCType *target)
{
  type->target = target;
  type->size = mg_c_type_get_size (target);
  type->align = mg_c_type_get_align (target);
  type->complete = TRUE;
}

static void
finish (State *state, MgCAttributes *attributes)
{
  MgCParser *parser = state->parser;
  MgCType *type = state->type;

  type->n_constants = state->constants->len;
  type->constants = mg_c_arena_copy_array (parser->source->arena, state->constants);
  if (type->target == NULL)
    {
      MgScalar scalar = choose_type (parser->abi, state, attributes->packed);

      if (type->scoped)
        scalar = MG_SCALAR_INT;
      if (attributes->mode != NULL)
        scalar =
            state->has_negative ? attributes->mode->scalar : mg_scalar_to_unsigned (attributes->mode->scalar);
      set_type (type, parser->scalars[scalar]);
    }
  if (attributes->align > type->align)
    type->align = type->required_align = attributes->align;
  /* constants that an int can't hold are of the enumeration's type */
  for (guint i = 0; i < state->entities->len; i++)
    {
      MgCEntity *entity = state->entities->pdata[i];

      if (type->scoped)
        entity->value.type = type;
      else if (entity->value.type != parser->scalars[MG_SCALAR_INT])
        entity->value = mg_c_value_convert (parser->abi, &entity->value, type->target);
    }
}

static MgCEntity *
find_tag (MgCParser *parser, const MgCToken *name, gboolean defines)
{
  MgCEntity *entity = defines ? mg_c_scope_get (parser->names, parser->scope, name->symbol, TRUE)
                              : mg_c_scope_lookup (parser->names, parser->scope, name->symbol, TRUE);

  if (entity != NULL && entity->type->kind != MG_C_ENUM)
    {
      mg_c_parser_error (parser, name, NULL, _ ("“%s” is declared as another kind of type"),
                         name->symbol->text);
      entity = NULL;
    }
  else if (entity != NULL && defines && entity->type->n_constants > 0)
    {
      mg_c_parser_error (parser, name, NULL, _ ("“%s” is defined already"), name->symbol->text);
      entity = NULL;
    }
  if (entity == NULL)
    {
      entity = mg_c_scope_add (parser->names, parser->scope, MG_C_ENTITY_TAG, name->symbol, name->place);
      entity->type = mg_c_type_new (parser->source->arena, MG_C_ENUM);
      entity->type->name = mg_c_parser_qualify (parser, parser->scope, name->symbol);
      entity->type->place = name->place;
      entity->inside = entity->type->scope = mg_c_scope_new (parser->names, parser->scope, name->symbol);
      /* one that is only named is an int to Microsoft's compiler */
      if (!parser->abi->enums_grow)
        {
          set_type (entity->type, parser->scalars[MG_SCALAR_INT]);
          entity->type->target = NULL;
        }
      mg_c_parser_count (parser);
    }
  return entity;
}

const MgCType *
mg_c_parse_enum (MgCParser *parser, MgCSpecifiers *specifiers)
{
  g_autoptr (GArray) constants = g_array_new (FALSE, FALSE, sizeof (MgCConstant));
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  State state = { .parser = parser, .constants = constants, .entities = entities };
  gboolean scoped = FALSE, fixed = FALSE;
  const MgCAnnotation *pending;
  MgCAttributes attributes;
  MgCEntity *entity = NULL;
  MgCToken name = { 0 };
  MgCType *type;

  mg_c_attributes_init (&attributes);
  mg_c_parser_advance (parser);
  mg_c_parser_note_language (parser, &parser->token);
  if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_CLASS
      || mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_STRUCT)
    {
      scoped = TRUE;
      mg_c_parser_advance (parser);
    }
  mg_c_parse_attributes (parser, &attributes);
  if (parser->token.kind == MG_C_NAME && mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_NONE)
    {
      name = parser->token;
      if (parser->cplusplus && mg_c_parser_peek (parser, 1)->kind == MG_C_SCOPE)
        entity = mg_c_parse_qualified_name (parser, TRUE, &name);
      else
        mg_c_parser_advance (parser);
    }
  mg_c_parse_attributes (parser, &attributes);
  /* in a structure, "enum e : 3" is a bit-field, unless a type follows */
  fixed = parser->token.kind == ':' && mg_c_parser_begins_type (parser, 1);
  if (entity == NULL && name.kind == MG_C_NAME)
    entity = find_tag (parser, &name, parser->token.kind == '{' || fixed);
  else if (entity == NULL && parser->token.kind != '{' && !fixed)
    {
      mg_c_parser_report_missing (parser, _ ("a tag, {"));
      return parser->scalars[MG_SCALAR_INT];
    }
  type = entity != NULL ? entity->type : mg_c_type_new (parser->source->arena, MG_C_ENUM);
  if (type == NULL || type->kind != MG_C_ENUM)
    return parser->scalars[MG_SCALAR_INT];
  type->scoped |= scoped;
  if (fixed)
    {
      MgCSpecifiers underlying;

      mg_c_parser_advance (parser);
      mg_c_parse_specifiers (parser, &underlying);
      if (mg_c_type_is_integer (underlying.type))
        set_type (type, underlying.type);
      else
        mg_c_parser_error (parser, &underlying.first, _ ("an integer type"),
                           _ ("this can't be an enumeration's type"));
    }
  else if (scoped && type->target == NULL)
    set_type (type, parser->scalars[MG_SCALAR_INT]);
  if (parser->token.kind != '{')
    return type;

  state.type = type;
  state.inside = type->scope;
  pending = mg_c_parser_take_annotations (parser);
  mg_c_parser_set_trailing (parser, &type->annotations);
  specifiers->defined = type;
  mg_c_parser_advance (parser);
  parse_constants (&state);
  parser->pending = pending;
  mg_c_parser_set_trailing (parser, &type->annotations);
  mg_c_parse_attributes (parser, &attributes);
  finish (&state, &attributes);
  if (entity != NULL)
    mg_c_parser_declare (parser, type->name, type, name.place);
  return type;
}
