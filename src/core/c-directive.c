#include "config.h"

#include "core/c-preprocess-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Conditionals --- */

static MgCCondition *
get_condition (MgCPreprocessor *pp, const MgCToken *directive)
{
  MgCReader *reader = mg_c_get_reader (pp);

  if (pp->conditions->len > reader->n_conditions)
    return &g_array_index (pp->conditions, MgCCondition, pp->conditions->len - 1);
  mg_c_report_token (pp->source, MG_C_ERROR, directive, "#if", _ ("#%s without an #if before it"),
                     directive->symbol->text);
  return NULL;
}

static void
read_words (MgCLexer *lexer, GArray *words)
{
  MgCToken word;

  for (mg_c_lex (lexer, &word); word.kind != MG_C_NEWLINE; mg_c_lex (lexer, &word))
    g_array_append_val (words, word);
}

/* Whether the macro that the line names is defined. */
static gboolean
read_is_defined (MgCPreprocessor *pp, MgCLexer *lexer, const MgCToken *directive)
{
  MgCToken name;

  mg_c_lex (lexer, &name);
  if (name.kind == MG_C_NAME)
    return name.symbol->macro != NULL;
  mg_c_report_token (pp->source, MG_C_ERROR, directive, _ ("a macro's name"),
                     _ ("#%s without a name"), directive->symbol->text);
  return FALSE;
}

static gboolean
read_condition (MgCPreprocessor *pp, MgCLexer *lexer, const MgCToken *directive)
{
  g_autoptr (GArray) words = NULL;

  switch (directive->symbol->directive)
    {
    case MG_C_DIRECTIVE_IFDEF:
    case MG_C_DIRECTIVE_ELIFDEF:
      return read_is_defined (pp, lexer, directive);
    case MG_C_DIRECTIVE_IFNDEF:
    case MG_C_DIRECTIVE_ELIFNDEF:
      return !read_is_defined (pp, lexer, directive);
    default:
      words = g_array_new (FALSE, FALSE, sizeof (MgCToken));
      read_words (lexer, words);
      return mg_c_condition (pp, (const MgCToken *) words->data, words->len, directive);
    }
}

/* Notes the macro of an #ifndef that may turn out to guard the whole file. */
static void
note_guard (MgCReader *reader)
{
  MgCLexer ahead = reader->lexer;
  MgCToken name;

  ahead.skipping = TRUE;
  mg_c_lex (&ahead, &name);
  if (reader->fresh && name.kind == MG_C_NAME)
    reader->guard = name.symbol;
}

static void
begin_condition (MgCPreprocessor *pp, MgCReader *reader, const MgCToken *directive)
{
  MgCCondition condition = { .place = directive->place, .was_active = pp->active };

  if (pp->conditions->len >= 100 * MG_C_MAX_DEPTH)
    {
      mg_c_stop (pp->source, directive->place, _ ("conditionals in each other over %d deep"),
                 100 * MG_C_MAX_DEPTH);
      return;
    }
  if (pp->active)
    {
      if (directive->symbol->directive == MG_C_DIRECTIVE_IFNDEF)
        note_guard (reader);
      condition.taken = read_condition (pp, &reader->lexer, directive);
      pp->active = condition.taken;
    }
  g_array_append_val (pp->conditions, condition);
}

static void
next_condition (MgCPreprocessor *pp, MgCReader *reader, const MgCToken *directive)
{
  MgCCondition *condition = get_condition (pp, directive);
  gboolean is_else = directive->symbol->directive == MG_C_DIRECTIVE_ELSE;

  if (condition == NULL)
    return;
  if (condition->had_else)
    mg_c_report_token (pp->source, MG_C_ERROR, directive, "#endif", _ ("#%s behind #else"),
                       directive->symbol->text);
  condition->had_else |= is_else;
  if (pp->conditions->len == reader->n_conditions + 1)
    reader->guard = NULL;
  if (condition->taken || !condition->was_active)
    pp->active = FALSE;
  else
    {
      pp->active = is_else || read_condition (pp, &reader->lexer, directive);
      condition->taken = pp->active;
    }
}

static void
end_condition (MgCPreprocessor *pp, MgCReader *reader, const MgCToken *directive)
{
  MgCCondition *condition = get_condition (pp, directive);

  if (condition == NULL)
    return;
  pp->active = condition->was_active;
  g_array_set_size (pp->conditions, pp->conditions->len - 1);
  if (pp->conditions->len == reader->n_conditions && reader->guard != NULL)
    reader->guard_closed = TRUE;
}

/* --- Pragmas --- */

static MgCSymbol *
get_quoted_symbol (MgCPreprocessor *pp, const MgCToken *words, guint n_words)
{
  if (n_words < 3 || words[1].kind != '(' || words[2].kind != MG_C_STRING || words[2].length < 2)
    return NULL;
  return mg_c_symbols_get (pp->source->symbols, words[2].text + 1, words[2].length - 2);
}

static void
push_macro (MgCPreprocessor *pp, MgCSymbol *symbol)
{
  GPtrArray *saved = g_hash_table_lookup (pp->saved, symbol);

  if (saved == NULL)
    {
      saved = g_ptr_array_new ();
      g_hash_table_insert (pp->saved, symbol, saved);
    }
  g_ptr_array_add (saved, symbol->macro);
}

static void
pop_macro (MgCPreprocessor *pp, MgCSymbol *symbol)
{
  GPtrArray *saved = g_hash_table_lookup (pp->saved, symbol);

  if (saved != NULL && saved->len > 0)
    symbol->macro = g_ptr_array_steal_index (saved, saved->len - 1);
}

/* Pragmas that change layout: the parser obeys them, or says that it can't. */
static const char *const layout_pragmas[] = { "pack", "ms_struct", "scalar_storage_order", "options" };

gboolean
mg_c_pragma (MgCPreprocessor *pp, const MgCToken *words, guint n_words, MgCToken *token)
{
  g_autoptr (GArray) expanded = NULL;
  MgCReader *reader = mg_c_get_reader (pp);
  MgCPragma *pragma;
  MgCSymbol *symbol;
  MgCToken end = { 0 };
  guint i = 0;

  if (n_words == 0 || words->kind != MG_C_NAME)
    return FALSE;
  symbol = get_quoted_symbol (pp, words, n_words);
  if (mg_c_token_is (words, "once") && reader != NULL)
    reader->file->once = TRUE;
  else if (mg_c_token_is (words, "push_macro") && symbol != NULL)
    push_macro (pp, symbol);
  else if (mg_c_token_is (words, "pop_macro") && symbol != NULL)
    pop_macro (pp, symbol);
  while (i < G_N_ELEMENTS (layout_pragmas) && !mg_c_token_is (words, layout_pragmas[i]))
    i++;
  if (i == G_N_ELEMENTS (layout_pragmas))
    return FALSE;

  expanded = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  g_array_append_val (expanded, words[0]);
  mg_c_expand (pp, words + 1, n_words - 1, expanded);
  end.place = words[n_words - 1].place;
  end.used = words[n_words - 1].used;
  g_array_append_val (expanded, end);
  pragma = mg_c_arena_new0 (pp->source->arena, MgCPragma);
  pragma->tokens = mg_c_arena_copy_array (pp->source->arena, expanded);
  *token = words[0];
  token->kind = MG_C_PRAGMA;
  token->pragma = pragma;
  return TRUE;
}

/* --- Others --- */

static void
undefine (MgCPreprocessor *pp, MgCLexer *lexer, const MgCToken *directive)
{
  MgCToken name;

  mg_c_lex (lexer, &name);
  if (name.kind == MG_C_NAME)
    name.symbol->macro = NULL;
  else
    mg_c_report_token (pp->source, MG_C_ERROR, directive, _ ("a macro's name"), _ ("#undef without a name"));
}

/* The file that the line names, in quotes or <>.  FALSE where it names none; reported. */
static gboolean
read_header_name (MgCPreprocessor *pp, MgCLexer *lexer, const MgCToken *directive, MgCToken *name)
{
  g_autoptr (GArray) words = NULL, expanded = NULL;
  const MgCToken *first;

  if (mg_c_lex_header_name (lexer, name))
    return TRUE;
  words = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  expanded = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  read_words (lexer, words);
  mg_c_expand (pp, (const MgCToken *) words->data, words->len, expanded);
  first = (const MgCToken *) expanded->data;
  if (expanded->len > 0 && first->kind == MG_C_STRING)
    {
      *name = *first;
      return TRUE;
    }
  if (expanded->len > 2 && first->kind == '<')
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint i = 0; i < expanded->len; i++)
        {
          gsize length;
          const char *written = mg_c_token_get_text (first + i, &length);

          if (i > 0 && (first[i].flags & MG_C_SPACE) != 0 && first[i].kind != '>')
            g_string_append_c (text, ' ');
          g_string_append_len (text, written, (gssize) length);
          if (first[i].kind == '>')
            break;
        }
      if (text->str[text->len - 1] == '>')
        {
          *name = *first;
          name->kind = MG_C_STRING;
          name->text = mg_c_arena_strndup (pp->source->arena, text->str, text->len);
          name->length = (guint32) text->len;
          return TRUE;
        }
    }
  mg_c_report_token (pp->source, MG_C_ERROR, directive, _ ("“file” or <file>"),
                     _ ("#%s without a file's name"), directive->symbol->text);
  return FALSE;
}

static void
tell (MgCPreprocessor *pp, MgCLexer *lexer, const MgCToken *directive)
{
  g_autofree char *text = mg_c_lex_rest_of_line (lexer);
  gboolean error = directive->symbol->directive == MG_C_DIRECTIVE_ERROR;

  mg_c_report_token (pp->source, error ? MG_C_ERROR : MG_C_WARNING, directive, NULL, "#%s %s",
                     directive->symbol->text, text);
}

static void
end_line (MgCLexer *lexer)
{
  MgCToken word;

  do
    mg_c_lex (lexer, &word);
  while (word.kind != MG_C_NEWLINE);
  lexer->in_directive = FALSE;
}

static gboolean
read_pragma (MgCPreprocessor *pp, MgCLexer *lexer, MgCToken *token)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (MgCToken));

  read_words (lexer, words);
  return mg_c_pragma (pp, (const MgCToken *) words->data, words->len, token);
}

static void
include (MgCPreprocessor *pp, MgCReader *reader, const MgCToken *directive)
{
  MgCToken name;
  gboolean found = read_header_name (pp, &reader->lexer, directive, &name);

  end_line (&reader->lexer);
  if (found)
    mg_c_include (pp, &name, directive);
}

/* Any directive but an #ifndef at the beginning and its #endif leaves the file without a guard. */
static void
note_directive (MgCPreprocessor *pp, MgCReader *reader, MgCDirective directive)
{
  if (pp->conditions->len > reader->n_conditions)
    return;
  if (directive != MG_C_DIRECTIVE_IFNDEF || !reader->fresh)
    reader->guard = NULL;
}

gboolean
mg_c_directive (MgCPreprocessor *pp, MgCToken *token)
{
  MgCReader *reader = mg_c_get_reader (pp);
  MgCLexer *lexer = &reader->lexer;
  gboolean for_parser = FALSE;
  MgCToken name;
  MgCDirective directive;

  lexer->in_directive = TRUE;
  mg_c_lex (lexer, &name);
  if (name.kind == MG_C_NEWLINE)
    {
      lexer->in_directive = FALSE;
      return FALSE;
    }
  directive = name.kind == MG_C_NAME ? (MgCDirective) name.symbol->directive : MG_C_DIRECTIVE_NONE;
  if (!pp->active && (directive < MG_C_DIRECTIVE_IF || directive > MG_C_DIRECTIVE_ENDIF))
    {
      end_line (lexer);
      return FALSE;
    }
  note_directive (pp, reader, directive);
  switch (directive)
    {
    case MG_C_DIRECTIVE_IF:
    case MG_C_DIRECTIVE_IFDEF:
    case MG_C_DIRECTIVE_IFNDEF:
      begin_condition (pp, reader, &name);
      break;
    case MG_C_DIRECTIVE_ELIF:
    case MG_C_DIRECTIVE_ELIFDEF:
    case MG_C_DIRECTIVE_ELIFNDEF:
    case MG_C_DIRECTIVE_ELSE:
      next_condition (pp, reader, &name);
      break;
    case MG_C_DIRECTIVE_ENDIF:
      end_condition (pp, reader, &name);
      break;
    case MG_C_DIRECTIVE_DEFINE:
      mg_c_define (pp, lexer);
      break;
    case MG_C_DIRECTIVE_UNDEF:
      undefine (pp, lexer, &name);
      break;
    case MG_C_DIRECTIVE_INCLUDE:
    case MG_C_DIRECTIVE_INCLUDE_NEXT:
    case MG_C_DIRECTIVE_IMPORT:
      reader->fresh = FALSE;
      include (pp, reader, &name);
      return FALSE; /* the line is at its end, and the reader may be elsewhere now */
    case MG_C_DIRECTIVE_PRAGMA:
      for_parser = read_pragma (pp, lexer, token);
      break;
    case MG_C_DIRECTIVE_ERROR:
    case MG_C_DIRECTIVE_WARNING:
      tell (pp, lexer, &name);
      break;
    case MG_C_DIRECTIVE_IGNORED:
      break;
    case MG_C_DIRECTIVE_NONE:
      if (name.kind != MG_C_NUMBER) /* # 1 "file" of a preprocessor that ran before */
        {
          g_autofree char *text = mg_c_token_dup_text (&name);

          mg_c_report_token (pp->source, MG_C_ERROR, &name, _ ("a directive"),
                             _ ("there is no directive #%s"), text);
        }
      break;
    }
  reader->fresh = FALSE;
  end_line (lexer);
  return for_parser;
}
