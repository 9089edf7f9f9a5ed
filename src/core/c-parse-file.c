#include "config.h"

#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Declarations that are no types --- */

void
mg_c_parse_static_assert (MgCParser *parser)
{
  MgCToken keyword = parser->token;
  g_autofree char *message = NULL;
  MgCValue value;

  mg_c_parser_advance (parser);
  if (!mg_c_parser_expect (parser, '(', "("))
    {
      mg_c_parser_recover (parser);
      return;
    }
  value = mg_c_parse_expression (parser);
  if (mg_c_parser_accept (parser, ',') && parser->token.kind == MG_C_STRING)
    message = mg_c_token_dup_text (&parser->token);
  mg_c_parser_skip_to (parser, ")");
  mg_c_parser_accept (parser, ')');
  if (value.kind != MG_C_VALUE_INTEGER && value.kind != MG_C_VALUE_REAL)
    mg_c_report_token (parser->source, MG_C_WARNING, &keyword, NULL,
                       _ ("this assertion can't be checked: its value is not known"));
  else if (!mg_c_value_is_true (&value))
    mg_c_report_token (parser->source, MG_C_ERROR, &keyword, NULL,
                       message != NULL ? _ ("an assertion is false: %s") : _ ("an assertion is false"),
                       message);
  if (!mg_c_parser_expect (parser, ';', ";"))
    mg_c_parser_recover (parser);
}

void
mg_c_parse_using (MgCParser *parser)
{
  const MgCAnnotation *annotations = mg_c_parser_take_annotations (parser);
  MgCToken name;
  MgCEntity *entity, *alias;

  mg_c_parser_advance (parser);
  if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_NAMESPACE)
    {
      mg_c_parser_advance (parser);
      entity = mg_c_parse_qualified_name (parser, FALSE, &name);
      if (entity != NULL && entity->kind == MG_C_ENTITY_NAMESPACE)
        mg_c_parser_use_scope (parser, parser->scope, entity->inside);
      else if (!mg_c_parser_note_unknown (parser, &name))
        mg_c_parser_error (parser, &name, NULL, _ ("there is no such namespace"));
    }
  else if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_ENUM)
    {
      mg_c_parser_advance (parser);
      entity = mg_c_parse_qualified_name (parser, TRUE, &name);
      if (entity != NULL && entity->inside != NULL)
        mg_c_parser_use_scope (parser, parser->scope, entity->inside);
    }
  else if (mg_c_parser_peek (parser, 1)->kind == '=' || mg_c_parser_peek (parser, 1)->kind == '[')
    {
      MgCAttributes attributes;
      const MgCType *type;

      name = parser->token;
      mg_c_attributes_init (&attributes);
      mg_c_parser_advance (parser);
      mg_c_parse_attributes (parser, &attributes);
      mg_c_parser_expect (parser, '=', "=");
      type = mg_c_parse_type_name (parser);
      mg_c_parser_check_known (parser, type, &name, FALSE);
      if (name.kind == MG_C_NAME)
        {
          const char *path = mg_c_parser_qualify (parser, parser->scope, name.symbol);

          alias = mg_c_scope_add (parser->names, parser->scope, MG_C_ENTITY_TYPE, name.symbol, name.place);
          alias->type =
              (MgCType *) mg_c_type_new_typedef (parser->source->arena, path, type, attributes.align);
          alias->type->annotations = annotations;
          alias->type->place = name.place;
          mg_c_parser_set_trailing (parser, &alias->type->annotations);
          mg_c_parser_declare (parser, path, alias->type, name.place);
        }
    }
  else
    {
      if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_TYPENAME)
        mg_c_parser_advance (parser);
      entity = mg_c_parse_qualified_name (parser, FALSE, &name);
      if (entity != NULL)
        {
          alias = mg_c_scope_add (parser->names, parser->scope, entity->kind, entity->symbol, name.place);
          alias->type = entity->type;
          alias->value = entity->value;
          alias->inside = entity->inside;
        }
    }
  mg_c_parser_skip_to (parser, ";");
  mg_c_parser_accept (parser, ';');
}

/* --- Variables, typedefs and functions --- */

void
mg_c_parse_typedef (MgCParser *parser, const MgCSpecifiers *specifiers,
                    const MgCDeclarator *declarator, const MgCAnnotation *annotations)
{
  MgCSymbol *symbol = declarator->name.symbol;
  const char *path = mg_c_parser_qualify (parser, parser->scope, symbol);
  MgCAttributes attributes = specifiers->attributes;
  const MgCType *type = declarator->type;
  MgCEntity *entity;

  mg_c_attributes_merge (&attributes, &declarator->attributes);
  mg_c_parser_check_known (parser, type, &specifiers->first, FALSE);
  type = mg_c_parser_apply_attributes (parser, type, &attributes);
  entity = mg_c_scope_add (parser->names, parser->scope, MG_C_ENTITY_TYPE, symbol, declarator->name.place);
  entity->type = (MgCType *) mg_c_type_new_typedef (parser->source->arena, path, type, attributes.align);
  entity->type->place = declarator->name.place;
  entity->type->annotations = annotations;
  mg_c_parser_set_trailing (parser, &entity->type->annotations);
  mg_c_parser_declare (parser, path, entity->type, declarator->name.place);
}

/* From = on.  A constant's value is kept where it can be told. */
void
mg_c_parse_initializer (MgCParser *parser, const MgCSpecifiers *specifiers, MgCEntity *entity)
{
  gboolean wanted = entity != NULL && (specifiers->is_const || specifiers->is_constexpr)
                    && (specifiers->is_auto || mg_c_type_is_integer (entity->value.type)
                        || entity->value.type->actual->kind == MG_C_SCALAR);

  if (mg_c_parser_accept (parser, '='))
    {
      if (wanted && parser->token.kind != '{')
        {
          MgCValue value;
          gboolean was_quiet = parser->source->quiet;

          parser->source->quiet = TRUE;
          value = mg_c_parse_expression (parser);
          parser->source->quiet = was_quiet;
          if (parser->token.kind == ';' || parser->token.kind == ',')
            entity->value =
                specifiers->is_auto ? value : mg_c_value_convert (parser->abi, &value, entity->value.type);
        }
      mg_c_parser_skip_to (parser, ",;");
    }
  else if (parser->token.kind == '{')
    {
      if (wanted && mg_c_parser_peek (parser, 2)->kind == '}'
          && mg_c_parser_peek (parser, 1)->kind == MG_C_NUMBER)
        {
          MgCValue value;

          mg_c_parser_advance (parser);
          value = mg_c_parse_expression (parser);
          entity->value = mg_c_value_convert (parser->abi, &value, entity->value.type);
          mg_c_parser_accept (parser, '}');
        }
      else
        mg_c_parser_skip_balanced (parser);
    }
}

/* Behind a function's declarator.  TRUE where its body ended the declaration. */
gboolean
mg_c_parser_skip_function (MgCParser *parser)
{
  for (;;)
    switch (parser->token.kind)
      {
      case '{':
        mg_c_parser_skip_balanced (parser);
        return TRUE;
      case ':': /* what a constructor gives its members */
        mg_c_parser_skip_to (parser, "{;");
        while (parser->token.kind == '{')
          {
            mg_c_parser_skip_balanced (parser);
            if (parser->token.kind != ',' && parser->token.kind != '{')
              return TRUE;
            mg_c_parser_skip_to (parser, "{;");
          }
        return FALSE;
      case ';':
      case ',':
      case ')':
      case '}':
      case MG_C_END:
        return FALSE;
      default:
        /* parameters as they were declared before 1989, asm, noexcept, = 0, ->, requires */
        if (mg_c_parser_begins_anew (&parser->token))
          return FALSE;
        if (mg_c_parser_begins_type (parser, 0) && mg_c_parser_keyword (&parser->token) != MG_C_KEYWORD_CONST)
          {
            mg_c_parser_skip_to (parser, ";{");
            if (parser->token.kind == ';'
                && (mg_c_parser_peek (parser, 1)->kind == '{' || mg_c_parser_begins_type (parser, 1)))
              mg_c_parser_advance (parser);
          }
        else if (strchr ("([", parser->token.kind) != NULL)
          mg_c_parser_skip_balanced (parser);
        else
          mg_c_parser_advance (parser);
      }
}

/* A word that nothing declares, with what may be its arguments: a macro of a header that is missing. */
static gboolean
skip_strange_call (MgCParser *parser)
{
  MgCToken name = parser->token;

  if (parser->token.kind != MG_C_NAME || mg_c_parser_keyword (&parser->token) != MG_C_KEYWORD_NONE
      || mg_c_parser_peek (parser, 1)->kind != '('
      || mg_c_scope_lookup (parser->names, parser->scope, parser->token.symbol, FALSE) != NULL)
    return FALSE;
  if (!mg_c_parser_note_unknown (parser, &name))
    return FALSE;
  mg_c_parser_advance (parser);
  mg_c_parser_skip_balanced (parser);
  if (parser->token.kind == '{')
    mg_c_parser_skip_balanced (parser);
  mg_c_parser_accept (parser, ';');
  return TRUE;
}

/* struct s { … }; and its like, without a name behind. */
static void
finish_without_names (MgCParser *parser, const MgCSpecifiers *specifiers,
                      const MgCAnnotation *annotations)
{
  if (specifiers->defined != NULL)
    {
      mg_c_parser_append_annotations (parser, &specifiers->defined->annotations, annotations);
      mg_c_parser_set_trailing (parser, &specifiers->defined->annotations);
    }
  if (specifiers->strange.kind != 0 && specifiers->defined != NULL
      && !mg_c_parser_note_unknown (parser, &specifiers->strange))
    mg_c_parser_error (parser, &specifiers->strange, _ ("a type"), _ ("“%s” is not known"),
                       specifiers->strange.symbol->text);
  else if (!specifiers->has_type && !parser->cplusplus)
    mg_c_parser_error (parser, &specifiers->first, _ ("a type"), _ ("this declares nothing"));
  mg_c_parser_accept (parser, ';');
}

static void
parse_declaration (MgCParser *parser)
{
  const MgCAnnotation *annotations = mg_c_parser_take_annotations (parser);
  MgCSpecifiers specifiers;

  if (skip_strange_call (parser))
    return;
  mg_c_parse_specifiers (parser, &specifiers);
  if (parser->token.kind == ';')
    {
      finish_without_names (parser, &specifiers, annotations);
      return;
    }
  for (;;)
    {
      MgCDeclarator declarator;
      MgCEntity *entity = NULL;
      gboolean is_function;

      mg_c_parse_declarator (parser, specifiers.type, &declarator);
      is_function = declarator.type->kind == MG_C_FUNCTION;
      if (declarator.name.kind == 0 && !is_function)
        {
          if (!specifiers.has_type && specifiers.strange.kind != 0)
            {
              if (!mg_c_parser_note_unknown (parser, &specifiers.strange))
                mg_c_parser_error (parser, &specifiers.strange, _ ("a type"), _ ("“%s” is not known"),
                                   specifiers.strange.symbol->text);
            }
          else
            mg_c_parser_report_missing (parser, specifiers.defined != NULL ? ";" : _ ("a name"));
          if (specifiers.defined == NULL || (parser->token.flags & MG_C_LINE_START) == 0)
            mg_c_parser_recover (parser);
          return;
        }
      mg_c_parser_count (parser);
      if (specifiers.is_typedef && declarator.name.kind == MG_C_NAME)
        mg_c_parse_typedef (parser, &specifiers, &declarator,
                            mg_c_parser_copy_annotations (parser, annotations));
      else if (declarator.name.kind == MG_C_NAME && !declarator.qualified)
        {
          entity = mg_c_scope_add (parser->names, parser->scope, MG_C_ENTITY_VARIABLE,
                                   declarator.name.symbol, declarator.name.place);
          entity->value.type = declarator.type;
          /* an assertion of old: its name matters to no one, its size to all */
          if (declarator.type->kind == MG_C_ARRAY && declarator.type->actual->kind == MG_C_UNKNOWN)
            mg_c_parser_check_known (parser, declarator.type, &declarator.name, FALSE);
        }
      if (is_function && !specifiers.is_typedef)
        {
          if (mg_c_parser_skip_function (parser))
            return;
        }
      else
        mg_c_parse_initializer (parser, &specifiers, entity);
      if (parser->token.kind != ',')
        break;
      mg_c_parser_advance (parser);
    }
  if (!mg_c_parser_expect (parser, ';', ";"))
    mg_c_parser_recover (parser);
}

/* --- Namespaces and files --- */

static void parse_declarations (MgCParser *parser, gboolean in_brackets);

/* From { to }, in a scope. */
static void
parse_block (MgCParser *parser, MgCScope *scope)
{
  MgCScope *around = parser->scope;

  if (!mg_c_parser_enter (parser))
    return;
  mg_c_parser_advance (parser);
  parser->scope = scope;
  parse_declarations (parser, TRUE);
  parser->scope = around;
  mg_c_parser_leave (parser);
  if (!mg_c_parser_accept (parser, '}'))
    mg_c_parser_report_missing (parser, "}");
}

/* The scope of a namespace's name, which may have been opened before. */
static MgCScope *
open_namespace (MgCParser *parser, MgCScope *around, const MgCToken *name)
{
  MgCEntity *entity = mg_c_scope_get (parser->names, around, name->symbol, FALSE);

  if (entity == NULL || entity->kind != MG_C_ENTITY_NAMESPACE)
    {
      entity = mg_c_scope_add (parser->names, around, MG_C_ENTITY_NAMESPACE, name->symbol, name->place);
      entity->inside = mg_c_scope_new (parser->names, around, name->symbol);
      /* what is built in is in std as well */
      if (around == parser->global && mg_c_token_is (name, "std"))
        mg_c_parser_use_scope (parser, entity->inside, parser->global->parent);
    }
  return entity->inside;
}

static void
parse_namespace (MgCParser *parser, gboolean is_inline)
{
  MgCScope *scope = parser->scope;
  MgCAttributes attributes;
  MgCToken name = { 0 };

  mg_c_attributes_init (&attributes);
  mg_c_parser_take_annotations (parser);
  mg_c_parser_advance (parser);
  mg_c_parse_attributes (parser, &attributes);
  while (parser->token.kind == MG_C_NAME)
    {
      name = parser->token;
      mg_c_parser_advance (parser);
      mg_c_parse_attributes (parser, &attributes);
      if (parser->token.kind == '=')
        {
          MgCToken last;
          MgCEntity *alias, *entity;

          mg_c_parser_advance (parser);
          entity = mg_c_parse_qualified_name (parser, FALSE, &last);
          if (entity != NULL && entity->inside != NULL)
            {
              alias = mg_c_scope_add (parser->names, scope, MG_C_ENTITY_NAMESPACE, name.symbol, name.place);
              alias->inside = entity->inside;
            }
          mg_c_parser_recover (parser);
          return;
        }
      scope = open_namespace (parser, scope, &name);
      if (!mg_c_parser_accept (parser, MG_C_SCOPE))
        break;
      if (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_INLINE)
        mg_c_parser_advance (parser);
    }
  if (name.kind == 0)
    scope = mg_c_scope_new (parser->names, parser->scope, NULL);
  if (name.kind == 0 || is_inline)
    mg_c_parser_use_scope (parser, parser->scope, scope);
  if (parser->token.kind == '{')
    parse_block (parser, scope);
  else
    {
      mg_c_parser_report_missing (parser, "{");
      mg_c_parser_recover (parser);
    }
}

/* From < to >, in which brackets count, and >> is two. */
static void
skip_angles (MgCParser *parser)
{
  int depth = 0;

  do
    {
      if (parser->token.kind == '(' || parser->token.kind == '{' || parser->token.kind == '[')
        {
          mg_c_parser_skip_balanced (parser);
          continue;
        }
      if (parser->token.kind == '<')
        depth++;
      else if (parser->token.kind == '>')
        depth--;
      else if (parser->token.kind == MG_C_SHIFT_RIGHT)
        depth -= 2;
      else if (parser->token.kind == MG_C_END || parser->token.kind == ';')
        return;
      mg_c_parser_advance (parser);
    }
  while (depth > 0);
}

/* Whatever it is of, nothing has its layout until it is used; its name is kept, to tell then. */
void
mg_c_parser_skip_template (MgCParser *parser)
{
  MgCAttributes attributes;
  gboolean is_class = FALSE;

  mg_c_attributes_init (&attributes);
  mg_c_parser_take_annotations (parser);
  while (mg_c_parser_keyword (&parser->token) == MG_C_KEYWORD_TEMPLATE)
    {
      mg_c_parser_advance (parser);
      if (parser->token.kind == '<')
        skip_angles (parser);
    }
  switch (mg_c_parser_keyword (&parser->token))
    {
    case MG_C_KEYWORD_STRUCT:
    case MG_C_KEYWORD_CLASS:
    case MG_C_KEYWORD_UNION:
      is_class = TRUE;
      mg_c_parser_advance (parser);
      mg_c_parse_attributes (parser, &attributes);
      break;
    case MG_C_KEYWORD_USING:
      mg_c_parser_advance (parser);
      is_class = TRUE;
      break;
    default:
      break;
    }
  if (is_class && parser->token.kind == MG_C_NAME
      && mg_c_scope_find (parser->names, parser->scope, parser->token.symbol, FALSE) == NULL)
    mg_c_scope_add (parser->names, parser->scope, MG_C_ENTITY_TEMPLATE, parser->token.symbol,
                    parser->token.place);
  mg_c_parser_skip_to (parser, ";{:");
  while (parser->token.kind == ':')
    {
      mg_c_parser_advance (parser);
      mg_c_parser_skip_to (parser, ";{:");
    }
  if (parser->token.kind == '{')
    {
      mg_c_parser_skip_balanced (parser);
      if (is_class)
        mg_c_parser_skip_to (parser, ";");
      else
        return;
    }
  mg_c_parser_accept (parser, ';');
}

/* One declaration, or what stands where one could. */
static void
parse_one (MgCParser *parser)
{
  switch (mg_c_parser_keyword (&parser->token))
    {
    case MG_C_KEYWORD_STATIC_ASSERT:
      mg_c_parse_static_assert (parser);
      break;
    case MG_C_KEYWORD_NAMESPACE:
      parse_namespace (parser, FALSE);
      break;
    case MG_C_KEYWORD_USING:
      mg_c_parse_using (parser);
      break;
    case MG_C_KEYWORD_TEMPLATE:
      mg_c_parser_skip_template (parser);
      break;
    case MG_C_KEYWORD_ASM:
      mg_c_parser_recover (parser);
      break;
    case MG_C_KEYWORD_INLINE:
      if (parser->cplusplus && mg_c_parser_keyword (mg_c_parser_peek (parser, 1)) == MG_C_KEYWORD_NAMESPACE)
        {
          mg_c_parser_advance (parser);
          parse_namespace (parser, TRUE);
        }
      else
        parse_declaration (parser);
      break;
    case MG_C_KEYWORD_EXTERN:
      if (mg_c_parser_peek (parser, 1)->kind == MG_C_STRING)
        {
          if (!parser->cplusplus)
            parser->saw_cplusplus = TRUE;
          mg_c_parser_advance (parser);
          mg_c_parser_advance (parser);
          if (parser->token.kind == '{')
            parse_block (parser, parser->scope);
        }
      else if (parser->cplusplus
               && mg_c_parser_keyword (mg_c_parser_peek (parser, 1)) == MG_C_KEYWORD_TEMPLATE)
        {
          mg_c_parser_advance (parser);
          mg_c_parser_skip_template (parser);
        }
      else
        parse_declaration (parser);
      break;
    default:
      parse_declaration (parser);
    }
}

static void
parse_declarations (MgCParser *parser, gboolean in_brackets)
{
  while (parser->token.kind != MG_C_END)
    {
      guint n_read = parser->n_read;

      if (mg_c_parser_accept (parser, ';'))
        continue;
      if (parser->token.kind == '}')
        {
          if (in_brackets)
            return;
          mg_c_parser_error (parser, &parser->token, NULL, _ ("there is nothing that } could end"));
          mg_c_parser_advance (parser);
          continue;
        }
      parse_one (parser);
      if (parser->n_read == n_read && parser->token.kind != MG_C_END)
        {
          mg_c_parser_error (parser, &parser->token, _ ("a declaration"), _ ("this is no declaration"));
          mg_c_parser_advance (parser);
        }
    }
}

void
mg_c_parse_file (MgCParser *parser)
{
  mg_c_parser_advance (parser);
  parse_declarations (parser, FALSE);
}
