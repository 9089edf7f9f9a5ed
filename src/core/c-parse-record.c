#include "config.h"

#include "core/c-parse.h"

#include "core/layout.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A structure while it is read. */
typedef struct
{
  MgCParser *parser;
  MgCType *record;
  const MgCSymbol *symbol; /* (nullable): its tag */
  GArray *members;      /* of MgCMember */
  GHashTable *names;    /* of MgCSymbol */
  gboolean is_public;   /* what is declared now */
  gboolean has_flexible; /* a member without a size: it must be the last */
} State;

/* --- Members --- */

static void
add_member (State *state, const MgCMember *member, const MgCSymbol *symbol, const MgCToken *at)
{
  MgCParser *parser = state->parser;
  const MgCType *actual = member->type->actual;

  if (symbol != NULL && !g_hash_table_add (state->names, (gpointer) symbol))
    mg_c_parser_error (parser, at, NULL, _ ("there is a member “%s” already"), symbol->text);
  if (state->has_flexible && state->record->tag != MG_C_UNION)
    mg_c_parser_error (parser, at, "}", _ ("nothing can follow a member without a size"));
  state->has_flexible = actual->unbounded;
  if ((!state->is_public && (symbol != NULL || !member->is_bitfield)) || actual->kind == MG_C_REFERENCE
      || (mg_c_type_get_element (member->type)->actual->kind == MG_C_RECORD
          && !mg_c_type_get_element (member->type)->actual->is_pod))
    state->record->is_pod = FALSE;
  mg_c_parser_count (parser);
  g_array_append_vals (state->members, member, 1);
  mg_c_parser_set_trailing (
      parser, &g_array_index (state->members, MgCMember, state->members->len - 1).annotations);
}

/* Whether a member can be of that type; where not, the record is of no use. */
static gboolean
check_type (State *state, const MgCType *type, const MgCToken *at)
{
  MgCParser *parser = state->parser;
  const MgCType *element = mg_c_type_get_element (type)->actual;
  g_autofree char *text = NULL;

  if (element->kind == MG_C_RECORD && element->invalid)
    {
      state->record->invalid = TRUE; /* told where that is declared */
      return FALSE;
    }
  if (!mg_c_parser_check_known (parser, type, at, TRUE) || element->kind == MG_C_UNKNOWN)
    {
      state->record->invalid = TRUE;
      return FALSE;
    }
  if (!mg_c_parser_check_known (parser, type, at, FALSE))
    return TRUE;
  if (mg_c_type_is_complete (type) || (type->actual->unbounded && mg_c_type_is_complete (element)))
    return TRUE;
  text = mg_c_type_dup_text (element);
  mg_c_parser_error (parser, at, _ ("a type whose size is known"), _ ("the size of “%s” is not known"), text);
  state->record->invalid = TRUE;
  return FALSE;
}

/* Behind the colon. */
static void
parse_bitfield (State *state, MgCMember *member, const MgCSymbol *symbol, const MgCToken *at)
{
  MgCParser *parser = state->parser;
  MgCAttributes attributes;
  MgCToken width_at;
  MgCValue width;
  guint64 max;

  mg_c_attributes_init (&attributes);
  mg_c_parser_advance (parser);
  width_at = parser->token;
  if (!mg_c_parse_constant (parser, _ ("a bit-field's width"), &width)
      || !check_type (state, member->type, at))
    {
      state->record->invalid = TRUE;
      return;
    }
  mg_c_parse_attributes (parser, &attributes);
  member->asked_align = MAX (member->asked_align, attributes.align);
  member->packed |= attributes.packed;
  if (!mg_c_type_is_integer (member->type))
    {
      mg_c_parser_error (parser, at, _ ("an integer type"), _ ("this can't be a bit-field's type"));
      state->record->invalid = TRUE;
      return;
    }
  max = mg_c_type_get_size (member->type) * 8;
  if (mg_c_type_get_scalar (member->type) == MG_SCALAR_BOOL && !parser->cplusplus)
    max = 1;
  if (mg_c_value_is_negative (parser->abi, &width) || width.bits > max)
    {
      g_autofree char *range = g_strdup_printf ("0…%" G_GUINT64_FORMAT, max);

      mg_c_parser_error (parser, &width_at, range, _ ("a bit-field can't be that wide"));
      state->record->invalid = TRUE;
      return;
    }
  if (width.bits == 0 && symbol != NULL)
    {
      mg_c_parser_error (parser, &width_at, "1…", _ ("a bit-field with a name has a width"));
      state->record->invalid = TRUE;
      return;
    }
  member->is_bitfield = TRUE;
  member->bit_size = (guint32) width.bits;
  add_member (state, member, symbol, at);
}

/* An anonymous structure or union; C of Microsoft's takes one with a name, too. */
static gboolean
parse_anonymous (State *state, const MgCSpecifiers *specifiers, const MgCAnnotation *annotations)
{
  MgCParser *parser = state->parser;
  const MgCType *type = specifiers->type->actual;
  MgCMember member = { .type = specifiers->type, .annotations = annotations };

  if (type->kind != MG_C_RECORD || (type->name != NULL && (parser->cplusplus || !parser->abi->is_msvc))
      || (type->name == NULL && specifiers->defined == NULL
          && (parser->cplusplus || !parser->abi->is_msvc)))
    return FALSE;
  if (specifiers->defined == NULL && !type->complete && !type->invalid)
    return FALSE; /* a tag is declared */
  member.place = specifiers->first.place;
  member.asked_align = specifiers->attributes.align;
  member.packed = specifiers->attributes.packed;
  if (check_type (state, specifiers->type, &specifiers->first))
    add_member (state, &member, NULL, &specifiers->first);
  return TRUE;
}

static void
add_static (State *state, const MgCSpecifiers *specifiers, const MgCDeclarator *declarator)
{
  MgCParser *parser = state->parser;
  MgCEntity *entity = mg_c_scope_add (parser->names, parser->scope, MG_C_ENTITY_VARIABLE,
                                      declarator->name.symbol, declarator->name.place);

  entity->value.type = declarator->type;
  mg_c_parse_initializer (parser, specifiers, entity);
}

static gboolean
skip_keyword (MgCParser *parser, guint *n)
{
  MgCKeyword keyword = mg_c_parser_keyword (mg_c_parser_peek (parser, *n));

  if (keyword != MG_C_KEYWORD_CONST && keyword != MG_C_KEYWORD_VOLATILE && keyword != MG_C_KEYWORD_STRUCT
      && keyword != MG_C_KEYWORD_CLASS && keyword != MG_C_KEYWORD_NOEXCEPT)
    return FALSE;
  ++*n;
  return TRUE;
}

/* Behind the type that it returns: a copy assignment of the class that somebody wrote.  GCC then puts
 * members of a derived class into its padding, as of any class that C does not have; not where it is
 * defaulted or deleted. */
static gboolean
is_copy_assignment (State *state)
{
  MgCParser *parser = state->parser;
  const MgCToken *token;
  guint n = 0;

  while (mg_c_parser_peek (parser, n)->kind == '&' || skip_keyword (parser, &n))
    n += mg_c_parser_peek (parser, n)->kind == '&';
  if (mg_c_parser_keyword (mg_c_parser_peek (parser, n)) != MG_C_KEYWORD_OPERATOR
      || mg_c_parser_peek (parser, n + 1)->kind != '=' || mg_c_parser_peek (parser, n + 2)->kind != '(')
    return FALSE;
  n += 3;
  while (skip_keyword (parser, &n))
    ;
  token = mg_c_parser_peek (parser, n++);
  if (token->kind != MG_C_NAME || token->symbol != state->symbol)
    return FALSE;
  while (skip_keyword (parser, &n))
    ;
  n += mg_c_parser_peek (parser, n)->kind == '&';
  n += mg_c_parser_peek (parser, n)->kind == MG_C_NAME;
  if (mg_c_parser_peek (parser, n++)->kind != ')')
    return FALSE;
  while (skip_keyword (parser, &n))
    ;
  return mg_c_parser_peek (parser, n)->kind != '=';
}

/* One declared name.  FALSE where the rest of the declaration is to be skipped. */
static gboolean
parse_named_member (State *state, const MgCSpecifiers *specifiers, const MgCAnnotation *annotations)
{
  MgCParser *parser = state->parser;
  MgCSymbol *symbol = NULL;
  MgCDeclarator declarator;
  MgCAttributes attributes = specifiers->attributes;
  MgCMember member = { .annotations = annotations };
  MgCToken at;

  if (parser->cplusplus && is_copy_assignment (state))
    state->record->is_pod = FALSE;
  mg_c_parse_declarator (parser, specifiers->type, &declarator);
  at = declarator.name.kind != 0 ? declarator.name : specifiers->first;
  if (declarator.name.kind == MG_C_NAME)
    symbol = declarator.name.symbol;
  if (specifiers->is_typedef && symbol != NULL)
    {
      mg_c_parse_typedef (parser, specifiers, &declarator, annotations);
      return TRUE;
    }
  if (declarator.type->kind == MG_C_FUNCTION && parser->cplusplus)
    return FALSE;
  if (specifiers->is_static && parser->cplusplus && symbol != NULL)
    {
      add_static (state, specifiers, &declarator);
      return TRUE;
    }
  mg_c_attributes_merge (&attributes, &declarator.attributes);
  member.type = mg_c_parser_apply_attributes (parser, declarator.type, &attributes);
  member.name = symbol != NULL ? symbol->text : NULL;
  member.place = at.place;
  member.asked_align = attributes.align;
  member.packed = attributes.packed;
  if (parser->token.kind == ':')
    parse_bitfield (state, &member, symbol, &at);
  else if (symbol == NULL)
    {
      if (specifiers->strange.kind != 0 && !specifiers->has_type)
        mg_c_parser_error (parser, &specifiers->strange, _ ("a type"), _ ("“%s” is not known"),
                           specifiers->strange.symbol->text);
      else
        mg_c_parser_report_missing (parser, _ ("a member's name"));
      state->record->invalid = TRUE;
      return FALSE;
    }
  else if (!specifiers->has_type)
    {
      mg_c_parser_error (parser, &specifiers->first, _ ("a type"), _ ("“%s” has no type"), symbol->text);
      state->record->invalid = TRUE;
    }
  else if (member.type->actual->kind == MG_C_FUNCTION)
    {
      mg_c_parser_error (parser, &at, _ ("a pointer to a function"), _ ("a member can't be a function"));
      state->record->invalid = TRUE;
    }
  else if (check_type (state, member.type, &at))
    add_member (state, &member, symbol, &at);
  if (parser->cplusplus && (parser->token.kind == '=' || parser->token.kind == '{'))
    {
      state->record->is_pod = FALSE;
      mg_c_parse_initializer (parser, specifiers, NULL);
    }
  return TRUE;
}

static void
parse_member (State *state)
{
  MgCParser *parser = state->parser;
  const MgCAnnotation *annotations = mg_c_parser_take_annotations (parser);
  MgCSpecifiers specifiers;

  mg_c_parse_specifiers (parser, &specifiers);
  if (specifiers.is_virtual)
    {
      mg_c_parser_error (parser, &specifiers.first, NULL, _ ("virtual functions are not supported"));
      state->record->invalid = TRUE;
    }
  if (specifiers.is_friend)
    {
      if (!mg_c_parser_skip_function (parser))
        mg_c_parser_recover (parser);
      return;
    }
  if (specifiers.strange.kind != 0 && specifiers.has_type)
    {
      mg_c_parser_error (parser, &specifiers.strange, _ ("a type"), _ ("“%s” is not known"),
                         specifiers.strange.symbol->text);
      state->record->invalid = TRUE;
    }
  if (parser->token.kind == ';')
    {
      if (parse_anonymous (state, &specifiers, annotations))
        ;
      else if (specifiers.defined != NULL)
        mg_c_parser_append_annotations (parser, &specifiers.defined->annotations, annotations);
      else if (!specifiers.has_type)
        mg_c_parser_error (parser, &specifiers.first, _ ("a member"), _ ("this declares nothing"));
      mg_c_parser_advance (parser);
      return;
    }
  do
    if (!parse_named_member (state, &specifiers, mg_c_parser_copy_annotations (parser, annotations)))
      {
        if (!mg_c_parser_skip_function (parser))
          mg_c_parser_recover (parser);
        return;
      }
  while (mg_c_parser_accept (parser, ','));
  if (!mg_c_parser_expect (parser, ';', ";"))
    {
      state->record->invalid = TRUE;
      mg_c_parser_recover (parser);
    }
}

/* --- C++ --- */

/* Most words before a constructor's name. */
#define MAX_WORDS 8

/* A constructor, destructor or operator; TRUE where there was one. */
static gboolean
skip_special_function (State *state)
{
  MgCParser *parser = state->parser;
  gboolean is_constructor;
  MgCToken token;
  guint n = 0;

  for (;; n++)
    {
      token = *mg_c_parser_peek (parser, n);
      if (n >= MAX_WORDS)
        return FALSE;
      if (mg_c_parser_keyword (&token) != MG_C_KEYWORD_INLINE
          && mg_c_parser_keyword (&token) != MG_C_KEYWORD_EXPLICIT
          && mg_c_parser_keyword (&token) != MG_C_KEYWORD_CONSTEXPR)
        break;
    }
  is_constructor = token.kind == MG_C_NAME && token.symbol == state->symbol
                   && mg_c_parser_peek (parser, n + 1)->kind == '(';
  if (!is_constructor && token.kind != '~' && mg_c_parser_keyword (&token) != MG_C_KEYWORD_OPERATOR)
    return FALSE;
  if (is_constructor || token.kind == '~')
    state->record->is_pod = FALSE;
  mg_c_parser_take_annotations (parser);
  while (n-- > 0)
    mg_c_parser_advance (parser);
  mg_c_parser_skip_to (parser, "(;");
  if (!mg_c_parser_skip_function (parser))
    mg_c_parser_recover (parser);
  return TRUE;
}

/* Behind the colon: one class, and that not virtual. */
static void
parse_base (State *state)
{
  MgCParser *parser = state->parser;
  MgCMember member = { .is_base = TRUE };
  MgCToken at = parser->token, name;
  MgCEntity *entity;

  mg_c_parser_advance (parser);
  for (;;)
    {
      MgCKeyword keyword = mg_c_parser_keyword (&parser->token);

      if (keyword == MG_C_KEYWORD_VIRTUAL)
        {
          mg_c_parser_error (parser, &parser->token, NULL, _ ("virtual base classes are not supported"));
          state->record->invalid = TRUE;
        }
      else if (keyword != MG_C_KEYWORD_PUBLIC && keyword != MG_C_KEYWORD_PRIVATE)
        break;
      mg_c_parser_advance (parser);
    }
  at = parser->token;
  entity = mg_c_parse_qualified_name (parser, TRUE, &name);
  if (parser->token.kind == '<')
    {
      mg_c_parser_error (parser, &at, NULL, _ ("“%s” is a template: templates are not supported"),
                         name.kind == MG_C_NAME ? name.symbol->text : "?");
      state->record->invalid = TRUE;
      mg_c_parser_skip_to (parser, "{;");
      return;
    }
  state->record->is_pod = FALSE;
  if (entity == NULL || entity->type == NULL || entity->type->actual->kind != MG_C_RECORD)
    {
      mg_c_parser_note_unknown (parser, &name);
      mg_c_parser_error (parser, &at, _ ("a class"), _ ("“%s” is no class that is known here"),
                         name.kind == MG_C_NAME ? name.symbol->text : "?");
      state->record->invalid = TRUE;
    }
  else if (check_type (state, entity->type, &at))
    {
      member.type = entity->type;
      member.place = at.place;
      g_array_append_val (state->members, member);
      if (entity->type->actual->scope != NULL)
        mg_c_scope_use (parser->names, state->record->scope, entity->type->actual->scope);
    }
  if (parser->token.kind == ',')
    {
      mg_c_parser_error (parser, &parser->token, "{", _ ("more than one base class is not supported"));
      state->record->invalid = TRUE;
    }
  mg_c_parser_skip_to (parser, "{;");
}

/* --- Records --- */

/* Behind {, up to and with }. */
static void
parse_members (State *state)
{
  MgCParser *parser = state->parser;

  while (parser->token.kind != '}' && parser->token.kind != MG_C_END)
    {
      guint n_read = parser->n_read;

      if (mg_c_parser_accept (parser, ';'))
        continue;
      switch (mg_c_parser_keyword (&parser->token))
        {
        case MG_C_KEYWORD_STATIC_ASSERT:
          mg_c_parse_static_assert (parser);
          break;
        case MG_C_KEYWORD_PUBLIC:
        case MG_C_KEYWORD_PRIVATE:
          state->is_public = mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_PUBLIC;
          mg_c_parser_advance (parser);
          mg_c_parser_expect (parser, ':', ":");
          break;
        case MG_C_KEYWORD_USING:
          mg_c_parse_using (parser);
          break;
        case MG_C_KEYWORD_TEMPLATE:
          mg_c_parser_skip_template (parser);
          break;
        default:
          if (!parser->cplusplus || !skip_special_function (state))
            parse_member (state);
        }
      if (parser->n_read == n_read && parser->token.kind != MG_C_END)
        {
          mg_c_parser_error (parser, &parser->token, _ ("a member"), _ ("this is no member"));
          state->record->invalid = TRUE;
          mg_c_parser_advance (parser);
        }
    }
  if (!mg_c_parser_accept (parser, '}'))
    {
      mg_c_parser_report_missing (parser, "}");
      state->record->invalid = TRUE;
    }
}

static void
finish_record (State *state, const MgCAttributes *attributes, const MgCToken *at)
{
  MgCParser *parser = state->parser;
  MgCType *record = state->record;

  record->n_members = state->members->len;
  record->members = mg_c_arena_copy_array (parser->source->arena, state->members);
  record->packed = attributes->packed;
  record->asked_align = attributes->align;
  record->ms_bitfields = attributes->ms_bitfields >= 0 ? attributes->ms_bitfields : parser->ms_struct;
  if (attributes->unsupported.kind != 0)
    {
      mg_c_parser_apply_attributes (parser, record, attributes);
      record->invalid = TRUE;
    }
  else if (attributes->unknown.kind != 0)
    mg_c_parser_apply_attributes (parser, parser->scalars[MG_SCALAR_INT], attributes);
  for (guint i = 0; i < record->n_members; i++)
    record->depth = MAX (record->depth, mg_c_type_get_element (record->members[i].type)->actual->depth + 1);
  if (record->depth > MG_C_MAX_DEPTH)
    mg_c_stop (parser->source, at->place, _ ("structures in each other over %d deep"), MG_C_MAX_DEPTH);
  if (record->invalid || parser->source->stopped)
    {
      record->invalid = TRUE;
      return;
    }
  if (!mg_layout_record (parser->abi, parser->cplusplus, record))
    {
      mg_c_parser_error (parser, at, NULL, _ ("this structure is too large"));
      record->invalid = TRUE;
    }
}

static void
define_record (MgCParser *parser, MgCType *record, const MgCSymbol *symbol, MgCAttributes *attributes,
               const MgCToken *at)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (MgCMember));
  g_autoptr (GHashTable) names = g_hash_table_new (NULL, NULL);
  State state = { parser, record, symbol, members, names, record->tag != MG_C_CLASS, FALSE };
  MgCScope *around = parser->scope;
  const MgCAnnotation *pending = mg_c_parser_take_annotations (parser);

  record->open = TRUE;
  parser->n_open++;
  record->is_pod = TRUE;
  record->ms_bitfields = -1;
  if (parser->cplusplus)
    {
      record->scope = mg_c_scope_new (parser->names, around, symbol);
      record->scope->record = record;
      parser->scope = record->scope;
    }
  if (parser->token.kind == ':')
    parse_base (&state);
  record->pack = parser->pack;
  mg_c_parser_set_trailing (parser, &record->annotations);
  if (!mg_c_parser_expect (parser, '{', "{"))
    record->invalid = TRUE;
  else if (mg_c_parser_enter (parser))
    {
      parse_members (&state);
      mg_c_parser_leave (parser);
    }
  parser->scope = around;
  parser->pending = pending;
  mg_c_parser_set_trailing (parser, &record->annotations);
  mg_c_parse_attributes (parser, attributes);
  finish_record (&state, attributes, at);
  record->open = FALSE;
  parser->n_open--;
}

/* The tag's entity, declared here where it is not known. */
static MgCEntity *
find_tag (MgCParser *parser, MgCScope *scope, const MgCToken *name, MgCTag tag, gboolean defines)
{
  MgCEntity *entity = defines ? mg_c_scope_get (parser->names, scope, name->symbol, TRUE)
                              : mg_c_scope_lookup (parser->names, scope, name->symbol, TRUE);

  /* a forward declaration is of this scope */
  if (entity != NULL && !defines && entity->scope != scope && parser->token.kind == ';'
      && (parser->cplusplus || entity->scope == parser->global->parent))
    entity = NULL;
  if (entity != NULL && entity->type->kind != MG_C_RECORD)
    {
      mg_c_parser_error (parser, name, NULL, _ ("“%s” is an enumeration"), name->symbol->text);
      entity = NULL;
    }
  else if (entity != NULL && (entity->type->tag == MG_C_UNION) != (tag == MG_C_UNION))
    {
      g_autofree char *text = mg_c_type_dup_text (entity->type);

      mg_c_parser_error (parser, name, text, _ ("“%s” is declared as another kind of type"),
                         name->symbol->text);
      entity = NULL;
    }
  else if (entity != NULL && defines
           && (entity->type->complete || entity->type->invalid || entity->type->open))
    {
      if (entity->type->complete || entity->type->open)
        mg_c_parser_error (parser, name, NULL, _ ("“%s” is defined already"), name->symbol->text);
      entity = NULL;
    }
  if (entity == NULL)
    {
      /* what is only named belongs to the namespace around classes */
      while (!defines && parser->token.kind != ';' && scope->record != NULL)
        scope = scope->parent;
      entity = mg_c_scope_add (parser->names, scope, MG_C_ENTITY_TAG, name->symbol, name->place);
      entity->type = mg_c_type_new (parser->source->arena, MG_C_RECORD);
      entity->type->tag = tag;
      entity->type->name = mg_c_parser_qualify (parser, scope, name->symbol);
      entity->type->place = name->place;
      mg_c_parser_count (parser);
    }
  return entity;
}

const MgCType *
mg_c_parse_record (MgCParser *parser, MgCSpecifiers *specifiers)
{
  MgCKeyword keyword = mg_c_parser_keyword (&parser->token);
  MgCTag tag = keyword == MG_C_KEYWORD_UNION ? MG_C_UNION
               : keyword == MG_C_KEYWORD_CLASS ? MG_C_CLASS : MG_C_STRUCT;
  MgCToken at = parser->token, name = { 0 };
  MgCScope *scope = parser->scope;
  MgCAttributes attributes;
  MgCEntity *entity = NULL;
  MgCType *record;
  gboolean defines;

  mg_c_attributes_init (&attributes);
  mg_c_parser_advance (parser);
  mg_c_parse_attributes (parser, &attributes);
  if (parser->token.kind == MG_C_NAME && mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_NONE)
    {
      name = parser->token;
      if (parser->cplusplus && mg_c_parser_peek (parser, 1)->kind == MG_C_SCOPE)
        entity = mg_c_parse_qualified_name (parser, TRUE, &name);
      else
        mg_c_parser_advance (parser);
      mg_c_parse_attributes (parser, &attributes);
      if (parser->cplusplus && mg_c_token_is (&parser->token, "final")
          && (mg_c_parser_peek (parser, 1)->kind == '{' || mg_c_parser_peek (parser, 1)->kind == ':'))
        mg_c_parser_advance (parser);
      at = name;
    }
  else if (parser->token.kind == MG_C_SCOPE && parser->cplusplus)
    {
      entity = mg_c_parse_qualified_name (parser, TRUE, &name);
      at = name;
    }
  mg_c_parser_note_language (parser, &parser->token);
  defines = parser->token.kind == '{' || (parser->token.kind == ':' && parser->cplusplus);
  if (entity != NULL)
    scope = entity->scope;
  if (entity == NULL && name.kind == MG_C_NAME)
    entity = find_tag (parser, scope, &name, tag, defines);
  if (entity == NULL && !defines)
    {
      mg_c_parser_report_missing (parser, _ ("a tag, {"));
      record = mg_c_type_new (parser->source->arena, MG_C_RECORD);
      record->invalid = TRUE;
      return record;
    }
  if (entity != NULL && (entity->type == NULL || entity->type->actual->kind != MG_C_RECORD))
    return entity->type != NULL ? entity->type : parser->scalars[MG_SCALAR_INT];
  if (!defines)
    return entity->type;

  record =
      entity != NULL ? (MgCType *) entity->type->actual : mg_c_type_new (parser->source->arena, MG_C_RECORD);
  /* without a name: what a typedef was made of after an error */
  if (record->laid_out || record->open || (entity != NULL && record->name == NULL))
    {
      if (entity != NULL && name.kind == MG_C_NAME)
        mg_c_parser_error (parser, &name, NULL, _ ("“%s” is defined already"), name.symbol->text);
      record = mg_c_type_new (parser->source->arena, MG_C_RECORD);
      entity = NULL;
    }
  record->tag = tag;
  record->place = at.place;
  specifiers->defined = record;
  /* Microsoft's compilers take one in front of `struct` for the type that is defined. */
  if (parser->abi->is_msvc)
    attributes.align = MAX (attributes.align, specifiers->attributes.declspec_align);
  define_record (parser, record, name.kind == MG_C_NAME ? name.symbol : NULL, &attributes, &at);
  if (entity != NULL)
    {
      entity->inside = record->scope;
      mg_c_parser_declare (parser, record->name, record, at.place);
    }
  return record;
}
