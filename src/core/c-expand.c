#include "config.h"

#include "core/c-preprocess-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* --- Tokens that are made --- */

/* Pushes one token that @name becomes. */
static void
push_made (MgCPreprocessor *pp, const MgCToken *name, guint16 kind, const char *text)
{
  MgCToken *token = g_new0 (MgCToken, 1);
  MgCContext context = { .tokens = token, .n_tokens = 1, .owned = token };

  *token = *name;
  token->kind = kind;
  token->flags &= MG_C_SPACE | MG_C_LINE_START;
  token->text = mg_c_arena_strndup (pp->source->arena, text, strlen (text));
  token->length = (guint32) strlen (text);
  mg_c_push_context (pp, &context);
}

static void
push_number (MgCPreprocessor *pp, const MgCToken *name, guint number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", number);
  push_made (pp, name, MG_C_NUMBER, text);
}

static void
append_quoted (GString *text, const char *written, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (written[i] == '"' || written[i] == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, written[i]);
    }
}

static void
push_file_name (MgCPreprocessor *pp, const MgCToken *name)
{
  const MgCReader *reader = mg_c_get_reader (pp);
  g_autoptr (GString) text = g_string_new ("\"");

  if (reader != NULL)
    append_quoted (text, reader->file->name, strlen (reader->file->name));
  g_string_append_c (text, '"');
  push_made (pp, name, MG_C_STRING, text->str);
}

/* --- Questions of conditions --- */

/* What is asked for, as written.  FALSE where the brackets are missing; reported. */
static gboolean
read_question (MgCPreprocessor *pp, const MgCToken *name, GString *question, MgCToken *first)
{
  guint depth = 1;
  MgCToken token;

  if (!mg_c_next_is_call (pp))
    {
      mg_c_report_token (pp->source, MG_C_ERROR, name, "(", _ ("“%s” needs brackets"),
                         name->symbol->text);
      return FALSE;
    }
  for (mg_c_next_raw (pp, &token); token.kind != MG_C_END; mg_c_next_raw (pp, &token))
    {
      gsize length;
      const char *written = mg_c_token_get_text (&token, &length);

      depth += token.kind == '(';
      depth -= token.kind == ')';
      if (depth == 0)
        return TRUE;
      if (question->len == 0)
        *first = token;
      else if ((token.flags & MG_C_SPACE) != 0)
        g_string_append_c (question, ' ');
      g_string_append_len (question, written, (gssize) length);
    }
  mg_c_report_token (pp->source, MG_C_ERROR, name, ")", _ ("“%s” does not end"), name->symbol->text);
  return FALSE;
}

/* Attributes that a header may ask for, as our answer is the parser's own. */
static gboolean
has_attribute (const char *name)
{
  static const char *const known[] = {
    "aligned", "alloc_size", "always_inline", "cold", "const", "deprecated", "format", "hot", "malloc",
    "may_alias", "mode", "noinline", "nonnull", "noreturn", "nothrow", "packed", "pure", "section",
    "transparent_union", "unused", "used", "vector_size", "visibility", "warn_unused_result", "weak",
  };
  g_autofree char *bare = g_strdup (name);
  gsize length = strlen (bare);

  if (length > 4 && g_str_has_prefix (bare, "__") && g_str_has_suffix (bare, "__"))
    {
      bare[length - 2] = '\0';
      memmove (bare, bare + 2, length - 3);
    }
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i], bare) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
answer (MgCPreprocessor *pp, const MgCToken *name, const char *question, const MgCToken *first)
{
  const char *query = name->symbol->text;

  if (g_str_has_prefix (query, "__has_include"))
    {
      if (strlen (question) < 3 || strchr ("\"<", *question) == NULL)
        {
          mg_c_report_token (pp->source, MG_C_ERROR, first, _ ("“file” or <file>"),
                             _ ("“%s” asks for no file"), query);
          return FALSE;
        }
      return mg_c_has_include (pp, question, g_str_has_suffix (query, "_next"));
    }
  if (strcmp (query, "__has_builtin") == 0)
    return first->kind == MG_C_NAME && first->symbol->keyword != MG_C_KEYWORD_NONE;
  if (strcmp (query, "__has_attribute") == 0 || strcmp (query, "__has_cpp_attribute") == 0
      || strcmp (query, "__has_c_attribute") == 0)
    return has_attribute (question);
  return FALSE; /* __has_feature, __has_extension, … */
}

void
mg_c_answer_query (MgCPreprocessor *pp, const MgCToken *name)
{
  g_autoptr (GString) question = g_string_new (NULL);
  MgCToken first = *name;
  guint result = 0;

  if (name->symbol != pp->defined)
    {
      if (read_question (pp, name, question, &first))
        result = answer (pp, name, question->str, &first);
    }
  else if (mg_c_next_is_call (pp))
    {
      MgCToken end;

      mg_c_next_raw (pp, &first);
      if (first.kind != MG_C_END)
        mg_c_next_raw (pp, &end);
      else
        end = first;
      if (first.kind != MG_C_NAME || end.kind != ')')
        mg_c_report_token (pp->source, MG_C_ERROR, name, _ ("a name in brackets"),
                           _ ("“defined” is followed by no name"));
    }
  else
    {
      mg_c_next_raw (pp, &first);
      if (first.kind != MG_C_NAME)
        mg_c_report_token (pp->source, MG_C_ERROR, name, _ ("a name"),
                           _ ("“defined” is followed by no name"));
    }
  if (name->symbol == pp->defined)
    result = first.kind == MG_C_NAME && first.symbol->macro != NULL;
  push_number (pp, name, result);
}

/* --- Calls --- */

/* A call of a macro with arguments. */
typedef struct
{
  MgCPreprocessor *pp;
  const MgCMacro *macro;
  const MgCToken *name;
  GArray *tokens;    /* of MgCToken: those of all arguments */
  GArray *starts;    /* of guint: where in them each argument begins, and the end of the last */
  GPtrArray *expanded; /* of GArray of MgCToken: each argument, once it is expanded */
  GArray *result;    /* of MgCToken */
} Call;

static const MgCToken *
get_argument (const Call *call, guint i, guint *n_tokens)
{
  guint start = g_array_index (call->starts, guint, i);

  *n_tokens = g_array_index (call->starts, guint, i + 1) - start;
  return (const MgCToken *) call->tokens->data + start;
}

/* FALSE where macros make too much. */
static gboolean
count_expanded (MgCPreprocessor *pp, const MgCToken *name, guint n_tokens)
{
  pp->n_expanded += n_tokens;
  if (pp->n_expanded > MG_C_MAX_EXPANDED)
    mg_c_stop (pp->source, name->used != 0 ? name->used : name->place,
               _ ("macros make more than %d tokens"), MG_C_MAX_EXPANDED);
  return mg_c_source_check (pp->source, name->place);
}

/* Reads up to the bracket that ends the call. */
static gboolean
read_arguments (Call *call)
{
  const MgCMacro *macro = call->macro;
  guint depth = 0, start = 0;
  MgCToken token;

  g_array_append_val (call->starts, start);
  for (;;)
    {
      mg_c_next_raw (call->pp, &token);
      if (token.kind == MG_C_END)
        {
          mg_c_report_token (call->pp->source, MG_C_ERROR, call->name, ")",
                             _ ("the call of macro “%s” does not end"), call->name->symbol->text);
          return FALSE;
        }
      if (token.kind == MG_C_ANNOTATION)
        continue;
      if (token.kind == MG_C_PRAGMA)
        {
          mg_c_report_token (call->pp->source, MG_C_ERROR, &token, NULL,
                             _ ("a #pragma in a macro's arguments is not supported"));
          continue;
        }
      if (token.kind == ')' && depth-- == 0)
        break;
      if (token.kind == '(')
        depth++;
      if (token.kind == ',' && depth == 0
          && !(macro->variadic && call->starts->len >= macro->n_parameters))
        {
          start = call->tokens->len;
          g_array_append_val (call->starts, start);
          continue;
        }
      if ((token.flags & MG_C_LINE_START) != 0)
        token.flags = (guint16) ((token.flags & ~MG_C_LINE_START) | MG_C_SPACE);
      token.flags &= MG_C_SPACE | MG_C_NO_EXPAND;
      if (token.used == 0) /* a person wrote it here */
        token.used = token.place;
      g_array_append_val (call->tokens, token);
      if (!count_expanded (call->pp, call->name, 1))
        return FALSE;
    }
  start = call->tokens->len;
  g_array_append_val (call->starts, start);
  return TRUE;
}

static gboolean
check_arguments (Call *call)
{
  const MgCMacro *macro = call->macro;
  guint n_arguments = call->starts->len - 1, end = call->tokens->len;

  if (n_arguments == 1 && macro->n_parameters == 0 && end == 0)
    n_arguments = 0;
  if (macro->variadic && n_arguments + 1 == macro->n_parameters)
    {
      g_array_append_val (call->starts, end);
      return TRUE;
    }
  if (n_arguments == macro->n_parameters)
    return TRUE;
  mg_c_report_token (call->pp->source, MG_C_ERROR, call->name, NULL,
                     ngettext ("macro “%s” takes %u argument and is given %u",
                               "macro “%s” takes %u arguments and is given %u", macro->n_parameters),
                     call->name->symbol->text, macro->n_parameters, n_arguments);
  return FALSE;
}

static const GArray *
get_expanded (Call *call, guint i)
{
  if (call->expanded->pdata[i] == NULL)
    {
      GArray *expanded = g_array_new (FALSE, FALSE, sizeof (MgCToken));
      guint n_tokens;
      const MgCToken *tokens = get_argument (call, i, &n_tokens);

      call->expanded->pdata[i] = expanded;
      mg_c_expand (call->pp, tokens, n_tokens, expanded);
    }
  return call->expanded->pdata[i];
}

static void
append_string (Call *call, const MgCToken *parameter)
{
  g_autoptr (GString) text = g_string_new ("\"");
  MgCToken string = *parameter;
  guint n_tokens;
  const MgCToken *tokens = get_argument (call, parameter->length, &n_tokens);

  for (guint i = 0; i < n_tokens; i++)
    {
      gsize length;
      const char *written = mg_c_token_get_text (tokens + i, &length);

      if (i > 0 && (tokens[i].flags & MG_C_SPACE) != 0)
        g_string_append_c (text, ' ');
      if (tokens[i].kind == MG_C_STRING || tokens[i].kind == MG_C_CHARACTER)
        append_quoted (text, written, length);
      else
        g_string_append_len (text, written, (gssize) length);
    }
  g_string_append_c (text, '"');
  string.kind = MG_C_STRING;
  string.text = mg_c_arena_strndup (call->pp->source->arena, text->str, text->len);
  string.length = (guint32) text->len;
  g_array_append_val (call->result, string);
}

static void
append_argument (Call *call, const MgCToken *parameter)
{
  gboolean raw = (parameter->flags & MG_C_RAW) != 0;
  const GArray *expanded = raw ? NULL : get_expanded (call, parameter->length);
  guint n_tokens = 0;
  const MgCToken *tokens = raw ? get_argument (call, parameter->length, &n_tokens)
                               : (const MgCToken *) expanded->data;
  guint first = call->result->len;
  MgCToken nothing = *parameter, *result;

  if (!raw)
    n_tokens = expanded->len;
  if (n_tokens > 0)
    g_array_append_vals (call->result, tokens, n_tokens);
  else if (raw)
    {
      nothing.kind = MG_C_NOTHING;
      g_array_append_val (call->result, nothing);
    }
  else
    return;
  result = &g_array_index (call->result, MgCToken, first);
  result->flags = (guint16) ((result->flags & ~MG_C_SPACE) | (parameter->flags & MG_C_SPACE));
  result = &g_array_index (call->result, MgCToken, call->result->len - 1);
  result->flags |= parameter->flags & MG_C_PASTE;
}

/* GNU: in ", ## __VA_ARGS__" the comma goes where there are no arguments, and nothing is joined. */
static gboolean
handle_comma (Call *call, const MgCToken *token)
{
  MgCToken *comma;
  guint n_tokens;

  if (!call->macro->variadic || token->length + 1 != call->macro->n_parameters
      || (token->flags & (MG_C_RAW | MG_C_STRINGIFY)) != MG_C_RAW || call->result->len == 0)
    return FALSE;
  comma = &g_array_index (call->result, MgCToken, call->result->len - 1);
  if (comma->kind != ',' || (comma->flags & MG_C_PASTE) == 0)
    return FALSE;
  comma->flags &= (guint16) ~MG_C_PASTE;
  get_argument (call, token->length, &n_tokens);
  if (n_tokens > 0)
    return FALSE;
  comma->kind = MG_C_NOTHING;
  comma->flags |= token->flags & MG_C_PASTE;
  return TRUE;
}

/* The index of the ) that ends __VA_OPT__'s content; @i is that of the name. */
static guint
find_end_of_option (const MgCMacro *macro, guint i)
{
  guint depth = 0;

  for (i++; i < macro->n_tokens; i++)
    {
      depth += macro->tokens[i].kind == '(';
      if (macro->tokens[i].kind == ')' && --depth == 0)
        break;
    }
  return i;
}

static void
substitute (Call *call)
{
  const MgCMacro *macro = call->macro;
  guint option_end = G_MAXUINT;

  for (guint i = 0; i < macro->n_tokens; i++)
    {
      const MgCToken *token = &macro->tokens[i];
      guint n_tokens = call->result->len;

      if (i == option_end)
        continue;
      if (token->kind == MG_C_NAME && token->symbol == call->pp->va_opt && macro->variadic
          && i + 1 < macro->n_tokens && token[1].kind == '(')
        {
          option_end = find_end_of_option (macro, i);
          if (get_expanded (call, macro->n_parameters - 1)->len == 0)
            i = option_end;
          else
            i++;
          continue;
        }
      if (token->kind != MG_C_PARAMETER)
        g_array_append_val (call->result, *token);
      else if (handle_comma (call, token))
        continue;
      else if ((token->flags & MG_C_STRINGIFY) != 0)
        append_string (call, token);
      else
        append_argument (call, token);
      if (!count_expanded (call->pp, call->name, call->result->len - n_tokens))
        return;
    }
}

/* --- ## --- */

static MgCToken
paste (MgCPreprocessor *pp, const MgCToken *a, const MgCToken *b, gboolean *joined)
{
  MgCToken result = a->kind == MG_C_NOTHING ? *b : *a;
  MgCLexer lexer;
  gsize length;
  const char *written;
  char *text;

  *joined = TRUE;
  if (a->kind != MG_C_NOTHING && b->kind != MG_C_NOTHING)
    {
      g_string_set_size (pp->buffer, 0);
      written = mg_c_token_get_text (a, &length);
      g_string_append_len (pp->buffer, written, (gssize) length);
      written = mg_c_token_get_text (b, &length);
      g_string_append_len (pp->buffer, written, (gssize) length);
      text = mg_c_arena_strndup (pp->source->arena, pp->buffer->str, pp->buffer->len);
      mg_c_lexer_init_text (&lexer, pp->source, text, pp->buffer->len, a->place, pp->options.cplusplus);
      lexer.skipping = lexer.in_directive = TRUE;
      mg_c_lex (&lexer, &result);
      if (lexer.p != lexer.end || result.kind == MG_C_NEWLINE)
        {
          *joined = FALSE;
          result = *a;
        }
      result.used = a->used;
      result.macro = a->macro;
    }
  result.flags = (guint16) ((a->flags & MG_C_SPACE) | (*joined ? b->flags & MG_C_PASTE : 0));
  return result;
}

/* Joins what ## stands between, in place, and takes out what is left of empty arguments. */
static void
paste_all (MgCPreprocessor *pp, const MgCToken *name, GArray *tokens)
{
  MgCToken *token = (MgCToken *) tokens->data;
  guint n = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      MgCToken one = token[i];

      while ((one.flags & MG_C_PASTE) != 0 && i + 1 < tokens->len)
        {
          gboolean joined;

          one = paste (pp, &one, &token[i + 1], &joined);
          if (joined)
            i++;
          /* Microsoft's leaves both as they are */
          else if (!pp->options.abi->is_msvc)
            {
              g_autofree char *a = mg_c_token_dup_text (&one);
              g_autofree char *b = mg_c_token_dup_text (&token[i + 1]);

              mg_c_report_token (pp->source, MG_C_ERROR, name, NULL,
                                 _ ("## joins “%s” and “%s”, which is no token"), a, b);
            }
        }
      one.flags &= MG_C_SPACE | MG_C_NO_EXPAND;
      if (one.kind != MG_C_NOTHING)
        token[n++] = one;
    }
  g_array_set_size (tokens, n);
}

/* --- Expansion --- */

static void
push_expansion (MgCPreprocessor *pp, const MgCToken *name, MgCMacro *macro, GArray *tokens)
{
  MgCContext context = {
    .macro = macro,
    .origin = name->macro != NULL ? name->macro : name->symbol,
    .used = name->used != 0 ? name->used : name->place,
    .leading = name->flags & (MG_C_SPACE | MG_C_LINE_START),
  };

  context.n_tokens = tokens != NULL ? tokens->len : macro->n_tokens;
  if (tokens != NULL)
    context.owned = (MgCToken *) g_array_steal (tokens, NULL);
  context.tokens = tokens != NULL ? context.owned : macro->tokens;
  count_expanded (pp, name, macro->function_like ? 1 : context.n_tokens + 1);
  mg_c_push_context (pp, &context);
}

static void
free_tokens (gpointer tokens)
{
  if (tokens != NULL)
    g_array_unref (tokens);
}

static void
expand_call (MgCPreprocessor *pp, const MgCToken *name, MgCMacro *macro)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) result = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  g_autoptr (GPtrArray) expanded = g_ptr_array_new_with_free_func (free_tokens);
  Call call = { pp, macro, name, tokens, starts, expanded, result };

  if (!read_arguments (&call) || !check_arguments (&call))
    return;
  g_ptr_array_set_size (expanded, (int) call.macro->n_parameters);
  substitute (&call);
  paste_all (pp, name, result);
  push_expansion (pp, name, macro, result);
}

gboolean
mg_c_expand_macro (MgCPreprocessor *pp, const MgCToken *name)
{
  MgCMacro *macro = name->symbol->macro; /* a directive among the arguments may define another */
  guint line = 0, column;

  switch (macro->kind)
    {
    case MG_C_MACRO_PLAIN:
      break;
    case MG_C_MACRO_FILE:
      push_file_name (pp, name);
      return TRUE;
    case MG_C_MACRO_LINE:
      mg_c_source_locate (pp->source, name->used != 0 ? name->used : name->place, &line, &column);
      push_number (pp, name, line);
      return TRUE;
    case MG_C_MACRO_COUNTER:
      push_number (pp, name, pp->counter++);
      return TRUE;
    case MG_C_MACRO_INCLUDE_LEVEL:
      push_number (pp, name, pp->readers->len - 1);
      return TRUE;
    case MG_C_MACRO_DATE: /* no layout is to depend on the clock */
      push_made (pp, name, MG_C_STRING, "\"??? ?? ????\"");
      return TRUE;
    case MG_C_MACRO_TIME:
      push_made (pp, name, MG_C_STRING, "\"??:??:??\"");
      return TRUE;
    case MG_C_MACRO_QUERY:
      if (!pp->in_condition)
        return FALSE;
      mg_c_answer_query (pp, name);
      return TRUE;
    }
  if (macro->function_like)
    {
      if (!mg_c_next_is_call (pp))
        return FALSE;
      expand_call (pp, name, macro);
    }
  else if (macro->plain)
    push_expansion (pp, name, macro, NULL);
  else
    {
      g_autoptr (GArray) tokens = g_array_sized_new (FALSE, FALSE, sizeof (MgCToken), macro->n_tokens);

      g_array_append_vals (tokens, macro->tokens, macro->n_tokens);
      paste_all (pp, name, tokens);
      push_expansion (pp, name, macro, tokens);
    }
  return TRUE;
}
