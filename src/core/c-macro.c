#include "config.h"

#include "core/c-preprocess-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A macro while its line is read. */
typedef struct
{
  MgCPreprocessor *pp;
  MgCLexer *lexer;
  GPtrArray *parameters; /* of MgCSymbol */
  GArray *tokens;        /* of MgCToken */
  MgCMacro *macro;
} Definition;

static gboolean
complain (Definition *definition, const MgCToken *token, const char *expected, const char *message)
{
  mg_c_report_token (definition->pp->source, MG_C_ERROR, token, expected, "%s", message);
  return FALSE;
}

/* From behind the bracket. */
static gboolean
read_parameters (Definition *definition)
{
  MgCMacro *macro = definition->macro;
  MgCToken token;

  mg_c_lex (definition->lexer, &token);
  if (token.kind == ')')
    return TRUE;
  for (;;)
    {
      MgCSymbol *name = token.kind == MG_C_NAME ? token.symbol : definition->pp->va_args;

      if (token.kind != MG_C_NAME && token.kind != MG_C_ELLIPSIS)
        return complain (definition, &token, _ ("a parameter's name"), _ ("this is no macro's parameter"));
      macro->variadic = token.kind == MG_C_ELLIPSIS;
      if (g_ptr_array_find (definition->parameters, name, NULL))
        return complain (definition, &token, NULL, _ ("this parameter is there twice"));
      if (definition->parameters->len >= MG_C_MAX_MACRO_ARGUMENTS)
        return complain (definition, &token, NULL, _ ("this macro has too many parameters"));
      g_ptr_array_add (definition->parameters, name);
      mg_c_lex (definition->lexer, &token);
      if (token.kind == MG_C_ELLIPSIS && !macro->variadic) /* GNU: name... */
        {
          macro->variadic = TRUE;
          mg_c_lex (definition->lexer, &token);
        }
      if (token.kind == ')')
        return TRUE;
      if (token.kind != ',' || macro->variadic)
        return complain (definition, &token, macro->variadic ? ")" : ", )",
                         _ ("a macro's parameters go wrong here"));
      mg_c_lex (definition->lexer, &token);
    }
}

/* Makes a name that is a parameter MG_C_PARAMETER. */
static void
note_parameter (Definition *definition, MgCToken *token)
{
  guint index;

  if (token->kind != MG_C_NAME || !g_ptr_array_find (definition->parameters, token->symbol, &index))
    return;
  token->kind = MG_C_PARAMETER;
  token->length = index;
}

static gboolean
read_body (Definition *definition)
{
  GArray *tokens = definition->tokens;
  gboolean paste = FALSE;
  MgCToken token, hash = { 0 };

  for (mg_c_lex (definition->lexer, &token); token.kind != MG_C_NEWLINE;
       mg_c_lex (definition->lexer, &token))
    {
      MgCToken *last = tokens->len > 0 ? &g_array_index (tokens, MgCToken, tokens->len - 1) : NULL;

      token.flags &= MG_C_SPACE;
      if (token.kind == MG_C_HASH_HASH)
        {
          if (last == NULL)
            return complain (definition, &token, NULL, _ ("## has nothing in front of it"));
          last->flags |= MG_C_PASTE | MG_C_RAW;
          definition->macro->plain = FALSE;
          paste = TRUE;
          hash = token;
          continue;
        }
      if (token.kind == '#' && definition->macro->function_like)
        {
          hash = token;
          mg_c_lex (definition->lexer, &token);
          note_parameter (definition, &token);
          if (token.kind != MG_C_PARAMETER)
            return complain (definition, &hash, NULL, _ ("# has no parameter behind it"));
          token.flags = (guint16) ((hash.flags & MG_C_SPACE) | MG_C_STRINGIFY);
        }
      else
        note_parameter (definition, &token);
      if (paste)
        token.flags |= MG_C_RAW;
      paste = FALSE;
      if (tokens->len == 0)
        token.flags &= (guint16) ~MG_C_SPACE;
      g_array_append_val (tokens, token);
    }
  return !paste || complain (definition, &hash, NULL, _ ("## has nothing behind it"));
}

static gboolean
is_same (const MgCMacro *a, const MgCMacro *b)
{
  if (a->kind != b->kind || a->function_like != b->function_like || a->variadic != b->variadic
      || a->n_parameters != b->n_parameters || a->n_tokens != b->n_tokens
      || memcmp (a->parameters, b->parameters, a->n_parameters * sizeof *a->parameters) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_tokens; i++)
    {
      const MgCToken *one = a->tokens + i, *other = b->tokens + i;

      if (one->kind != other->kind || one->flags != other->flags)
        return FALSE;
      if (one->kind == MG_C_NAME ? one->symbol != other->symbol
                                 : one->length != other->length
                                       || (one->kind != MG_C_PARAMETER
                                           && memcmp (one->text, other->text, one->length) != 0))
        return FALSE;
    }
  return TRUE;
}

void
mg_c_define (MgCPreprocessor *pp, MgCLexer *lexer)
{
  g_autoptr (GPtrArray) parameters = g_ptr_array_new ();
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  MgCMacro *macro = mg_c_arena_new0 (pp->source->arena, MgCMacro);
  Definition definition = { pp, lexer, parameters, tokens, macro };
  const MgCMacro *old;
  MgCToken name;

  mg_c_lex (lexer, &name);
  if (name.kind != MG_C_NAME || name.symbol == pp->defined)
    {
      complain (&definition, &name, _ ("a name"), _ ("this can't be a macro's name"));
      return;
    }
  macro->plain = TRUE;
  macro->predefined = pp->predefining;
  macro->function_like = lexer->p < lexer->end && *lexer->p == '(';
  if (macro->function_like)
    {
      lexer->p++;
      if (!read_parameters (&definition))
        return;
    }
  if (!read_body (&definition))
    return;
  macro->n_parameters = parameters->len;
  macro->parameters = mg_c_arena_copy (pp->source->arena, parameters->pdata,
                                       parameters->len * sizeof *parameters->pdata);
  macro->n_tokens = tokens->len;
  macro->tokens = mg_c_arena_copy_array (pp->source->arena, tokens);
  old = name.symbol->macro;
  if (old != NULL && !old->predefined && !is_same (old, macro))
    mg_c_report_token (pp->source, MG_C_WARNING, &name, NULL,
                       _ ("“%s” is defined again, and differently"), name.symbol->text);
  name.symbol->macro = macro;
}

void
mg_c_define_text (MgCPreprocessor *pp, const char *name, const char *value)
{
  char *text = mg_c_arena_printf (pp->source->arena, "%s %s", name, value);
  MgCLexer lexer;

  mg_c_lexer_init_text (&lexer, pp->source, text, strlen (text), 0, pp->options.cplusplus);
  lexer.in_directive = TRUE;
  mg_c_define (pp, &lexer);
}
