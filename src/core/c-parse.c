#include "config.h"

#include "core/c-parse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Annotations --- */

void
mg_c_parser_append_annotations (MgCParser *parser, const MgCAnnotation **list,
                                const MgCAnnotation *annotations)
{
  guint n = 0;

  for (; *list != NULL; list = (const MgCAnnotation **) &(*list)->next)
    if (++n >= MG_C_MAX_ANNOTATIONS && annotations != NULL)
      {
        mg_c_stop (parser->source, annotations->place, _ ("more than %d annotations of one thing"),
                   MG_C_MAX_ANNOTATIONS);
        return;
      }
  *list = annotations;
}

const MgCAnnotation *
mg_c_parser_copy_annotations (MgCParser *parser, const MgCAnnotation *list)
{
  const MgCAnnotation *copy = NULL;
  const MgCAnnotation **end = &copy;

  for (; list != NULL; list = list->next)
    {
      MgCAnnotation *annotation = mg_c_arena_copy (parser->source->arena, list, sizeof *list);

      annotation->next = NULL;
      *end = annotation;
      end = (const MgCAnnotation **) &annotation->next;
    }
  return copy;
}

/* What stands behind something on its line is about that; else it is about what comes next. */
static void
note_annotation (MgCParser *parser, const MgCToken *token)
{
  MgCAnnotation *annotation = mg_c_arena_new0 (parser->source->arena, MgCAnnotation);
  g_autofree char *text = g_strstrip (g_strndup (token->text, token->length));

  annotation->text = mg_c_arena_strndup (parser->source->arena, text, strlen (text));
  annotation->place = token->place;
  if ((token->flags & MG_C_LINE_START) == 0 && parser->trailing != NULL)
    mg_c_parser_append_annotations (parser, parser->trailing, annotation);
  else
    mg_c_parser_append_annotations (parser, &parser->pending, annotation);
}

const MgCAnnotation *
mg_c_parser_take_annotations (MgCParser *parser)
{
  const MgCAnnotation *annotations = parser->pending;

  parser->pending = NULL;
  return annotations;
}

void
mg_c_parser_set_trailing (MgCParser *parser, const MgCAnnotation **annotations)
{
  parser->trailing = annotations;
}

/* --- Tokens --- */

void
mg_c_parser_advance (MgCParser *parser)
{
  parser->previous = parser->token;
  parser->n_read++;
  for (;;)
    {
      if (parser->ahead->len > 0)
        {
          parser->token = g_array_index (parser->ahead, MgCToken, 0);
          g_array_remove_index (parser->ahead, 0);
        }
      else
        mg_c_preprocessor_next (parser->preprocessor, &parser->token);
      if (parser->token.kind == MG_C_PRAGMA)
        mg_c_obey_pragma (parser, &parser->token);
      else if (parser->token.kind == MG_C_ANNOTATION)
        note_annotation (parser, &parser->token);
      else
        break;
    }
  if ((parser->token.flags & MG_C_LINE_START) != 0)
    parser->trailing = NULL;
}

const MgCToken *
mg_c_parser_peek (MgCParser *parser, guint n)
{
  if (n == 0)
    return &parser->token;
  for (guint i = 0;; i++)
    {
      const MgCToken *token;

      if (i == parser->ahead->len)
        {
          MgCToken next;

          mg_c_preprocessor_next (parser->preprocessor, &next);
          g_array_append_val (parser->ahead, next);
        }
      token = &g_array_index (parser->ahead, MgCToken, i);
      if (token->kind == MG_C_END
          || (token->kind != MG_C_PRAGMA && token->kind != MG_C_ANNOTATION && --n == 0))
        return token;
    }
}

MgCKeyword
mg_c_parser_keyword (const MgCToken *token)
{
  return token->kind == MG_C_NAME ? (MgCKeyword) token->symbol->keyword : MG_C_KEYWORD_NONE;
}

gboolean
mg_c_parser_accept (MgCParser *parser, guint kind)
{
  if (parser->token.kind != kind)
    return FALSE;
  mg_c_parser_advance (parser);
  return TRUE;
}

/* Where something is missing: behind the token before, where the next one is on another line. */
void
mg_c_parser_report_missing (MgCParser *parser, const char *expected)
{
  const MgCToken *token = &parser->token;
  g_autofree char *written = mg_c_token_dup_text (token);
  gsize length;

  mg_c_parser_note_language (parser, token);
  if (token->used == 0 && parser->previous.used == 0 && (token->flags & MG_C_LINE_START) != 0
      && parser->previous.place != 0)
    {
      mg_c_token_get_text (&parser->previous, &length);
      mg_c_report (parser->source, MG_C_ERROR, parser->previous.place + (MgCPlace) length, 1, NULL,
                   expected, _ ("something is missing at the end of this line"));
    }
  else if (token->kind == MG_C_END)
    mg_c_report_token (parser->source, MG_C_ERROR, token, expected, _ ("the file ends too early"));
  else
    mg_c_report_token (parser->source, MG_C_ERROR, token, expected, _ ("“%s” can't stand here"), written);
}

gboolean
mg_c_parser_expect (MgCParser *parser, guint kind, const char *expected)
{
  if (mg_c_parser_accept (parser, kind))
    return TRUE;
  mg_c_parser_report_missing (parser, expected);
  return FALSE;
}

void
mg_c_parser_note_language (MgCParser *parser, const MgCToken *token)
{
  if (!parser->cplusplus && token->kind == MG_C_NAME && mg_c_is_cplusplus_word (token->symbol))
    parser->saw_cplusplus = TRUE;
}

gboolean
mg_c_parser_enter (MgCParser *parser)
{
  if (parser->depth >= MG_C_MAX_DEPTH)
    {
      mg_c_stop (parser->source, parser->token.place, _ ("declarations in each other over %d deep"),
                 MG_C_MAX_DEPTH);
      parser->token.kind = MG_C_END;
      return FALSE;
    }
  parser->depth++;
  return TRUE;
}

void
mg_c_parser_leave (MgCParser *parser)
{
  parser->depth--;
}

void
mg_c_parser_count (MgCParser *parser)
{
  if (++parser->n_declared > MG_C_MAX_DECLARATIONS)
    mg_c_stop (parser->source, parser->token.place, _ ("more than %d declarations"),
               MG_C_MAX_DECLARATIONS);
}

/* --- Skipping --- */

/* How a token changes the count of open brackets. */
static int
get_nesting (const MgCToken *token)
{
  switch (token->kind)
    {
    case '(':
    case '[':
    case '{':
      return 1;
    case ')':
    case ']':
    case '}':
      return -1;
    default:
      return 0;
    }
}

void
mg_c_parser_skip_balanced (MgCParser *parser)
{
  const MgCToken first = parser->token;
  gsize depth = 0;

  do
    {
      depth += (gsize) get_nesting (&parser->token);
      if (parser->token.kind == MG_C_END)
        {
          mg_c_parser_error (parser, &first, NULL, _ ("this bracket is not closed"));
          return;
        }
      mg_c_parser_advance (parser);
    }
  while (depth > 0);
}

void
mg_c_parser_skip_to (MgCParser *parser, const char *kinds)
{
  while (parser->token.kind != MG_C_END
         && !(parser->token.kind < 128 && strchr (kinds, parser->token.kind) != NULL))
    {
      int nesting = get_nesting (&parser->token);

      if (nesting < 0)
        return;
      if (nesting > 0)
        mg_c_parser_skip_balanced (parser);
      else
        mg_c_parser_advance (parser);
    }
}

gboolean
mg_c_parser_begins_anew (const MgCToken *token)
{
  static const MgCKeyword beginnings[] = {
    MG_C_KEYWORD_TYPEDEF, MG_C_KEYWORD_STRUCT, MG_C_KEYWORD_UNION, MG_C_KEYWORD_ENUM,
    MG_C_KEYWORD_CLASS, MG_C_KEYWORD_NAMESPACE, MG_C_KEYWORD_EXTERN, MG_C_KEYWORD_STATIC_ASSERT,
  };

  if ((token->flags & MG_C_LINE_START) == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (mg_c_parser_keyword (token) == beginnings[i])
      return TRUE;
  return FALSE;
}

void
mg_c_parser_recover (MgCParser *parser)
{
  while (parser->token.kind != MG_C_END && parser->token.kind != '}')
    {
      gboolean is_body = parser->token.kind == '{';

      if (mg_c_parser_accept (parser, ';'))
        return;
      if (get_nesting (&parser->token) > 0)
        mg_c_parser_skip_balanced (parser);
      else
        mg_c_parser_advance (parser);
      if (mg_c_parser_begins_anew (&parser->token)
          || (is_body && (parser->token.flags & MG_C_LINE_START) != 0))
        return;
    }
}

/* --- Names --- */

const char *
mg_c_parser_qualify (MgCParser *parser, const MgCScope *scope, const MgCSymbol *symbol)
{
  if (scope->name == NULL)
    return symbol->text;
  return mg_c_arena_printf (parser->source->arena, "%s::%s", scope->name, symbol->text);
}

void
mg_c_parser_use_scope (MgCParser *parser, MgCScope *scope, MgCScope *used)
{
  /* each name is looked for in all of them */
  if (++parser->n_used > MG_C_MAX_USED)
    mg_c_stop (parser->source, parser->token.place,
               _ ("the names of more than %d namespaces are used elsewhere"), MG_C_MAX_USED);
  else
    mg_c_scope_use (parser->names, scope, used);
}

void
mg_c_parser_declare (MgCParser *parser, const char *name, const MgCType *type, MgCPlace place)
{
  MgCDeclaration declaration = { name, type, place, FALSE };

  if (parser->in_prelude)
    return;
  declaration.in_main_file = place >= parser->main_start && place < parser->main_end;
  g_array_append_val (parser->declarations, declaration);
}

gboolean
mg_c_parser_note_unknown (MgCParser *parser, const MgCToken *name)
{
  if (mg_c_preprocessor_get_missing (parser->preprocessor)->len == 0)
    return FALSE;
  if (name->kind == MG_C_NAME && g_hash_table_add (parser->unknown_set, name->symbol))
    g_ptr_array_add (parser->unknown, name->symbol);
  return TRUE;
}
