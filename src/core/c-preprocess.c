#include "config.h"

#include "core/c-preprocess-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static MgCSymbol *
get_symbol (MgCPreprocessor *pp, const char *text)
{
  return mg_c_symbols_get (pp->source->symbols, text, strlen (text));
}

static void
clear_context (gpointer data)
{
  MgCContext *context = data;

  g_free (context->owned);
}

MgCPreprocessor *
mg_c_preprocessor_new (MgCSource *source, const MgCPreprocessorOptions *options)
{
  MgCPreprocessor *pp = g_new0 (MgCPreprocessor, 1);

  pp->source = source;
  pp->options = *options;
  pp->readers = g_array_new (FALSE, FALSE, sizeof (MgCReader));
  pp->contexts = g_array_new (FALSE, FALSE, sizeof (MgCContext));
  g_array_set_clear_func (pp->contexts, clear_context);
  pp->conditions = g_array_new (FALSE, FALSE, sizeof (MgCCondition));
  pp->missing = g_array_new (FALSE, FALSE, sizeof (MgCMissing));
  pp->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pp->saved = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  pp->buffer = g_string_new (NULL);
  pp->active = TRUE;
  pp->defined = get_symbol (pp, "defined");
  pp->pragma = get_symbol (pp, "_Pragma");
  pp->declspec_pragma = get_symbol (pp, "__pragma");
  pp->va_args = get_symbol (pp, "__VA_ARGS__");
  pp->va_opt = get_symbol (pp, "__VA_OPT__");
  mg_c_keywords_init (source->symbols, options->cplusplus);
  pp->predefining = TRUE;
  mg_c_predefine (pp);
  pp->predefining = FALSE;
  for (guint i = 0; options->defines != NULL && options->defines[i] != NULL; i++)
    {
      const char *define = options->defines[i];
      const char *value = strchr (define, '=');
      g_autofree char *name = g_strndup (define, value != NULL ? (gsize) (value - define) : strlen (define));

      mg_c_define_text (pp, name, value != NULL ? value + 1 : "1");
    }
  return pp;
}

void
mg_c_preprocessor_free (MgCPreprocessor *pp)
{
  if (pp == NULL)
    return;
  g_array_unref (pp->readers);
  g_array_unref (pp->contexts);
  g_array_unref (pp->conditions);
  g_array_unref (pp->missing);
  g_hash_table_unref (pp->files);
  g_hash_table_unref (pp->saved);
  g_string_free (pp->buffer, TRUE);
  g_free (pp);
}

const GArray *
mg_c_preprocessor_get_missing (const MgCPreprocessor *pp)
{
  return pp->missing;
}

/* --- Files --- */

MgCReader *
mg_c_get_reader (MgCPreprocessor *pp)
{
  return pp->readers->len > 0 ? &g_array_index (pp->readers, MgCReader, pp->readers->len - 1) : NULL;
}

void
mg_c_preprocessor_push (MgCPreprocessor *pp, const MgCFile *file)
{
  MgCReader reader = { .file = (MgCFile *) file, .n_conditions = pp->conditions->len, .fresh = TRUE };

  mg_c_lexer_init (&reader.lexer, pp->source, file, pp->options.cplusplus);
  g_array_append_val (pp->readers, reader);
}

static void
pop_reader (MgCPreprocessor *pp)
{
  MgCReader *reader = mg_c_get_reader (pp);

  while (pp->conditions->len > reader->n_conditions)
    {
      const MgCCondition *condition
          = &g_array_index (pp->conditions, MgCCondition, pp->conditions->len - 1);

      mg_c_report (pp->source, MG_C_ERROR, condition->place, 1, NULL, "#endif",
                   _ ("this conditional does not end in its file"));
      pp->active = condition->was_active;
      g_array_set_size (pp->conditions, pp->conditions->len - 1);
    }
  if (reader->guard != NULL && reader->guard_closed)
    reader->file->guard = reader->guard;
  g_array_set_size (pp->readers, pp->readers->len - 1);
}

/* Reads on in the files.  TRUE where @token is one. */
static gboolean
next_of_file (MgCPreprocessor *pp, MgCReader *reader, MgCToken *token)
{
  reader->lexer.skipping = !pp->active;
  mg_c_lex (&reader->lexer, token);
  if (token->kind == MG_C_END)
    {
      pop_reader (pp);
      return FALSE;
    }
  if (++pp->n_tokens > MG_C_MAX_TOKENS)
    {
      mg_c_stop (pp->source, token->place, _ ("more than %d tokens in all files"), MG_C_MAX_TOKENS);
      return FALSE;
    }
  if (token->kind == '#' && (token->flags & MG_C_LINE_START) != 0)
    return mg_c_directive (pp, token);
  if (!pp->active)
    return FALSE;
  if (token->kind != MG_C_ANNOTATION
      && (reader->guard_closed || pp->conditions->len == reader->n_conditions))
    {
      reader->guard = NULL;
      reader->fresh = FALSE;
    }
  return TRUE;
}

/* --- Contexts --- */

void
mg_c_push_context (MgCPreprocessor *pp, const MgCContext *context)
{
  if (context->macro != NULL)
    context->macro->active = TRUE;
  g_array_append_vals (pp->contexts, context, 1);
}

static void
pop_context (MgCPreprocessor *pp)
{
  MgCContext *context = &g_array_index (pp->contexts, MgCContext, pp->contexts->len - 1);

  if (context->macro != NULL)
    context->macro->active = FALSE;
  g_array_set_size (pp->contexts, pp->contexts->len - 1);
}

/* TRUE where @token is one: the context's next, or the end of a list that is expanded on its own. */
static gboolean
next_of_context (MgCPreprocessor *pp, MgCToken *token)
{
  MgCContext *context = &g_array_index (pp->contexts, MgCContext, pp->contexts->len - 1);

  if (context->next < context->n_tokens)
    {
      *token = context->tokens[context->next++];
      if (context->macro != NULL && context->next == 1)
        token->flags = (guint16) ((token->flags & ~MG_C_SPACE) | context->leading);
      if (token->used == 0)
        {
          token->used = context->used;
          token->macro = context->origin;
        }
      return TRUE;
    }
  if (context->barrier)
    {
      memset (token, 0, sizeof *token);
      return TRUE;
    }
  pop_context (pp);
  return FALSE;
}

void
mg_c_next_raw (MgCPreprocessor *pp, MgCToken *token)
{
  while (mg_c_source_check (pp->source, 0))
    {
      MgCReader *reader;

      if (pp->contexts->len > 0)
        {
          if (next_of_context (pp, token))
            return;
          continue;
        }
      reader = mg_c_get_reader (pp);
      if (reader == NULL)
        break;
      if (next_of_file (pp, reader, token))
        return;
    }
  memset (token, 0, sizeof *token);
  token->place = pp->source->end - 1;
}

gboolean
mg_c_next_is_call (MgCPreprocessor *pp)
{
  g_autoptr (GArray) held = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  MgCContext context = { 0 };
  MgCToken token;

  do
    {
      mg_c_next_raw (pp, &token);
      if (token.kind == '(')
        return TRUE;
      if (token.kind != MG_C_END)
        g_array_append_val (held, token);
    }
  while (token.kind == MG_C_ANNOTATION || token.kind == MG_C_PRAGMA);
  if (held->len > 0)
    {
      context.n_tokens = held->len;
      context.tokens = context.owned = (MgCToken *) g_array_steal (held, NULL);
      mg_c_push_context (pp, &context);
    }
  return FALSE;
}

static void
next_expanded (MgCPreprocessor *pp, MgCToken *token)
{
  for (;;)
    {
      mg_c_next_raw (pp, token);
      if (token->kind == MG_C_NAME && token->symbol == pp->defined && pp->in_condition)
        {
          mg_c_answer_query (pp, token);
          continue;
        }
      if (token->kind != MG_C_NAME || token->symbol->macro == NULL
          || (token->flags & MG_C_NO_EXPAND) != 0)
        return;
      if (token->symbol->macro->active)
        {
          token->flags |= MG_C_NO_EXPAND;
          return;
        }
      if (!mg_c_expand_macro (pp, token))
        return;
    }
}

void
mg_c_expand (MgCPreprocessor *pp, const MgCToken *tokens, guint n_tokens, GArray *result)
{
  MgCContext context = { .tokens = tokens, .n_tokens = n_tokens, .barrier = TRUE };
  guint depth = pp->contexts->len;

  if (++pp->depth > MG_C_MAX_MACRO_DEPTH)
    mg_c_stop (pp->source, n_tokens > 0 ? tokens->place : 0,
               _ ("macros are called in each other's arguments over %d deep"), MG_C_MAX_MACRO_DEPTH);
  mg_c_push_context (pp, &context);
  for (;;)
    {
      MgCToken token;

      next_expanded (pp, &token);
      if (token.kind == MG_C_END)
        break;
      g_array_append_val (result, token);
    }
  while (pp->contexts->len > depth)
    pop_context (pp);
  pp->depth--;
}

/* --- _Pragma and __pragma --- */

/* Lexes the text of a string literal. */
static void
lex_string (MgCPreprocessor *pp, const MgCToken *string, GArray *words)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *start = memchr (string->text, '"', string->length);
  const char *end = string->text + string->length - 1;
  MgCLexer lexer;
  MgCToken word;

  for (const char *p = start + 1; p < end; p++)
    {
      if (*p == '\\' && p + 1 < end)
        p++;
      g_string_append_c (text, *p);
    }
  mg_c_lexer_init_text (&lexer, pp->source,
                        mg_c_arena_strndup (pp->source->arena, text->str, text->len), text->len,
                        string->used != 0 ? string->used : string->place, pp->options.cplusplus);
  lexer.in_directive = TRUE;
  for (mg_c_lex (&lexer, &word); word.kind != MG_C_NEWLINE; mg_c_lex (&lexer, &word))
    g_array_append_val (words, word);
}

/* Reads _Pragma's or __pragma's arguments.  TRUE where @token is one for the parser. */
static gboolean
pragma_operator (MgCPreprocessor *pp, MgCToken *token)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  gboolean quoted = token->symbol == pp->pragma;
  MgCToken name = *token, word;
  guint depth = 1;

  next_expanded (pp, &word);
  if (word.kind != '(')
    {
      mg_c_report_token (pp->source, MG_C_ERROR, &name, "(", _ ("“%s” needs its pragma in brackets"),
                         name.symbol->text);
      return FALSE;
    }
  for (;;)
    {
      next_expanded (pp, &word);
      if (word.kind == '(')
        depth++;
      if (word.kind == MG_C_END || (word.kind == ')' && --depth == 0))
        break;
      if (quoted && word.kind == MG_C_STRING)
        lex_string (pp, &word, words);
      else if (!quoted)
        g_array_append_val (words, word);
    }
  if (word.kind == MG_C_END)
    mg_c_report_token (pp->source, MG_C_ERROR, &name, ")", _ ("“%s” does not end"), name.symbol->text);
  return mg_c_pragma (pp, (const MgCToken *) words->data, words->len, token);
}

void
mg_c_preprocessor_next (MgCPreprocessor *pp, MgCToken *token)
{
  do
    next_expanded (pp, token);
  while (token->kind == MG_C_NAME
         && (token->symbol == pp->pragma || token->symbol == pp->declspec_pragma)
         && !pragma_operator (pp, token));
}
