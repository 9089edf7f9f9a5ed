#include "config.h"

#include "core/c-lex.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static inline gboolean
is_letter (char c) /* begins a name; UTF-8 is taken as it comes */
{
  return g_ascii_isalpha (c) || c == '_' || c == '$' || (guint8) c >= 0x80;
}

static inline gboolean
is_letter_or_digit (char c)
{
  return is_letter (c) || g_ascii_isdigit (c);
}

static inline gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

void
mg_c_lexer_init_text (MgCLexer *lexer, MgCSource *source, const char *text, gsize length,
                      MgCPlace place, gboolean cplusplus)
{
  memset (lexer, 0, sizeof *lexer);
  lexer->source = source;
  lexer->text = lexer->p = text;
  lexer->end = text + length;
  lexer->start = place;
  lexer->cplusplus = cplusplus;
  lexer->at_line_start = TRUE;
}

void
mg_c_lexer_init (MgCLexer *lexer, MgCSource *source, const MgCFile *file, gboolean cplusplus)
{
  mg_c_lexer_init_text (lexer, source, file->text, file->length, file->start, cplusplus);
  lexer->file = file;
}

static MgCPlace
get_place (const MgCLexer *lexer, const char *p)
{
  return lexer->file != NULL ? lexer->start + (MgCPlace) (p - lexer->text) : lexer->start;
}

static void
complain (const MgCLexer *lexer, const char *at, gsize length, const char *message)
{
  if (!lexer->skipping)
    mg_c_report (lexer->source, MG_C_ERROR, get_place (lexer, at), (guint) length, NULL, NULL, "%s",
                 message);
}

/* Fills in an annotation from a comment's text.  FALSE where it is none: it begins with no @, or
 * with one of Doxygen's brackets. */
static gboolean
set_annotation (const MgCLexer *lexer, MgCToken *token, const char *text, const char *end)
{
  while (text < end && (is_blank (*text) || *text == '\n'))
    text++;
  if (text == end || *text != '@')
    return FALSE;
  text++;
  if (lexer->skipping || lexer->in_directive || *text == '{' || *text == '}')
    return FALSE;
  token->kind = MG_C_ANNOTATION;
  token->text = text;
  token->length = (guint32) (end - text);
  token->place = get_place (lexer, text);
  return TRUE;
}

/* Skips the comment at p.  TRUE where it is an annotation. */
static gboolean
lex_comment (MgCLexer *lexer, MgCToken *token)
{
  const char *start = lexer->p;
  const char *end;

  if (start[1] == '/')
    {
      end = memchr (start, '\n', (gsize) (lexer->end - start));
      lexer->p = end != NULL ? end : lexer->end;
      return set_annotation (lexer, token, start + 2, lexer->p);
    }
  end = start + 2;
  do
    end = memchr (end, '*', (gsize) (lexer->end - end));
  while (end != NULL && *++end != '/');
  if (end == NULL)
    {
      complain (lexer, start, 2, _ ("this comment does not end"));
      lexer->p = lexer->end;
      return FALSE;
    }
  lexer->p = end + 1;
  return end - 1 > start + 2 && set_annotation (lexer, token, start + 2, end - 1);
}

/* Skips white space and comments.  TRUE where a token was found on the way. */
static gboolean
skip_blanks (MgCLexer *lexer, MgCToken *token)
{
  for (;;)
    {
      char c = *lexer->p;

      if (is_blank (c))
        lexer->p++;
      else if (c == '\n')
        {
          if (lexer->in_directive)
            {
              token->kind = MG_C_NEWLINE;
              return TRUE;
            }
          lexer->at_line_start = TRUE;
          lexer->p++;
        }
      else if (c == '/' && (lexer->p[1] == '/' || lexer->p[1] == '*'))
        {
          if (lex_comment (lexer, token))
            {
              token->flags = lexer->at_line_start ? MG_C_LINE_START : 0;
              return TRUE;
            }
        }
      else
        return FALSE;
      token->flags |= MG_C_SPACE;
    }
}

static void
lex_number (MgCLexer *lexer)
{
  const char *p = lexer->p;

  for (;;)
    {
      if ((*p == '+' || *p == '-') && strchr ("eEpP", p[-1]) != NULL)
        p++;
      else if (*p == '\'' && lexer->cplusplus && is_letter_or_digit (p[1]))
        p += 2;
      else if (is_letter_or_digit (*p) || *p == '.')
        p++;
      else
        break;
    }
  lexer->p = p;
}

/* From the quote on.  A quote without its second one ends with its line. */
static void
lex_quoted (MgCLexer *lexer, MgCToken *token)
{
  char quote = *lexer->p;
  const char *p = lexer->p + 1;

  token->kind = quote == '"' ? MG_C_STRING : MG_C_CHARACTER;
  while (*p != quote && *p != '\n' && p < lexer->end)
    p += *p == '\\' && p + 1 < lexer->end && p[1] != '\n' ? 2 : 1;
  if (*p == quote && p < lexer->end)
    {
      lexer->p = p + 1;
      return;
    }
  token->kind = MG_C_STRAY;
  if (!lexer->in_directive) /* #error don't */
    complain (lexer, lexer->p, 1, _ ("this quotation does not end on its line"));
  lexer->p = p;
}

/* R"mark(…)mark" from its quote on. */
static gboolean
lex_raw_string (MgCLexer *lexer, MgCToken *token)
{
  const char *mark = lexer->p + 1;
  gsize length = strcspn (mark, "()\\ \t\n\"");
  const char *p = mark + length;

  if (*p != '(' || length > 16)
    return FALSE;
  while (p < lexer->end && (p = memchr (p, ')', (gsize) (lexer->end - p))) != NULL)
    {
      p++;
      if ((gsize) (lexer->end - p) > length && strncmp (p, mark, length) == 0 && p[length] == '"')
        {
          token->kind = MG_C_STRING;
          lexer->p = p + length + 1;
          return TRUE;
        }
    }
  return FALSE;
}

/* A name, or a literal that begins like one. */
static void
lex_name (MgCLexer *lexer, MgCToken *token)
{
  const char *start = lexer->p;
  const char *p = start;
  gsize length;

  while (is_letter_or_digit (*p))
    p++;
  lexer->p = p;
  length = (gsize) (p - start);
  if (G_UNLIKELY ((*p == '"' || *p == '\'') && length <= 3))
    {
      gboolean raw = start[length - 1] == 'R';
      gsize prefix = length - (raw ? 1 : 0);

      if (prefix == 0 || (prefix == 1 && strchr ("LuU", *start) != NULL)
          || (prefix == 2 && strncmp (start, "u8", 2) == 0))
        {
          if (raw && *p == '"' && lexer->cplusplus && lex_raw_string (lexer, token))
            return;
          if (!raw)
            {
              lex_quoted (lexer, token);
              return;
            }
        }
    }
  token->kind = MG_C_NAME;
  token->symbol = mg_c_symbols_get (lexer->source->symbols, start, length);
}

/* Punctuators of more than one character, longest first for each beginning. */
static const struct
{
  char text[4];
  guint16 kind;
} punctuators[] = {
  { "...", MG_C_ELLIPSIS },   { "->*", MG_C_ARROW_STAR }, { "->", MG_C_ARROW },
  { "++", MG_C_INCREMENT },   { "--", MG_C_DECREMENT },   { "<<=", MG_C_ASSIGNMENT },
  { ">>=", MG_C_ASSIGNMENT }, { "<=>", MG_C_SPACESHIP },  { "<<", MG_C_SHIFT_LEFT },
  { ">>", MG_C_SHIFT_RIGHT }, { "<=", MG_C_LESS_EQUAL },  { ">=", MG_C_GREATER_EQUAL },
  { "==", MG_C_EQUAL },       { "!=", MG_C_NOT_EQUAL },   { "&&", MG_C_AND },
  { "||", MG_C_OR },          { "::", MG_C_SCOPE },       { ".*", MG_C_DOT_STAR },
  { "+=", MG_C_ASSIGNMENT },  { "-=", MG_C_ASSIGNMENT },  { "*=", MG_C_ASSIGNMENT },
  { "/=", MG_C_ASSIGNMENT },  { "%=", MG_C_ASSIGNMENT },  { "&=", MG_C_ASSIGNMENT },
  { "|=", MG_C_ASSIGNMENT },  { "^=", MG_C_ASSIGNMENT },  { "##", MG_C_HASH_HASH },
  { "%:%:", MG_C_HASH_HASH }, { "%:", '#' },              { "<:", '[' },
  { ":>", ']' },              { "<%", '{' },              { "%>", '}' },
};

static void
lex_punctuator (MgCLexer *lexer, MgCToken *token)
{
  const char *p = lexer->p;

  if (strchr ("{}()[];,~?", *p) == NULL)
    for (guint i = 0; i < G_N_ELEMENTS (punctuators); i++)
      {
        gsize length = strnlen (punctuators[i].text, sizeof punctuators[i].text);

        if (*p != punctuators[i].text[0] || strncmp (p, punctuators[i].text, length) != 0)
          continue;
        /* C++: N<::type> is no bracket; and only C++ has these. */
        if (punctuators[i].kind == '[' && lexer->cplusplus && p[2] == ':' && p[3] != ':'
            && p[3] != '>')
          continue;
        if (!lexer->cplusplus
            && (punctuators[i].kind == MG_C_ARROW_STAR || punctuators[i].kind == MG_C_DOT_STAR
                || punctuators[i].kind == MG_C_SPACESHIP))
          continue;
        token->kind = punctuators[i].kind;
        lexer->p += length;
        return;
      }
  token->kind = strchr ("{}()[];,~?.+-*/%&|^!<>=:#", *p) != NULL ? (guint16) *p : MG_C_STRAY;
  lexer->p++;
}

void
mg_c_lex (MgCLexer *lexer, MgCToken *token)
{
  const char *start;
  char c;

  memset (token, 0, sizeof *token);
  if (skip_blanks (lexer, token))
    {
      if (token->kind == MG_C_NEWLINE)
        token->place = get_place (lexer, lexer->p);
      return;
    }
  if (lexer->at_line_start)
    token->flags |= MG_C_LINE_START;
  start = lexer->p;
  token->place = get_place (lexer, start);
  if (start >= lexer->end)
    {
      token->kind = lexer->in_directive ? MG_C_NEWLINE : MG_C_END;
      return;
    }
  lexer->at_line_start = FALSE;
  c = *start;
  if (is_letter (c))
    lex_name (lexer, token);
  else if (g_ascii_isdigit (c) || (c == '.' && g_ascii_isdigit (start[1])))
    {
      token->kind = MG_C_NUMBER;
      lexer->p++;
      lex_number (lexer);
    }
  else if (c == '"' || c == '\'')
    lex_quoted (lexer, token);
  else
    lex_punctuator (lexer, token);
  if (token->kind != MG_C_NAME)
    {
      token->text = start;
      token->length = (guint32) (lexer->p - start);
    }
}

gboolean
mg_c_lex_header_name (MgCLexer *lexer, MgCToken *token)
{
  const char *start, *end;

  memset (token, 0, sizeof *token);
  if (skip_blanks (lexer, token))
    return FALSE;
  start = lexer->p;
  if (*start != '<' && *start != '"')
    return FALSE;
  end = start + 1 + strcspn (start + 1, *start == '<' ? ">\n" : "\"\n");
  if (*end == '\n' || end >= lexer->end)
    return FALSE;
  token->kind = MG_C_STRING;
  token->text = start;
  token->length = (guint32) (end + 1 - start);
  token->place = get_place (lexer, start);
  lexer->p = end + 1;
  return TRUE;
}

char *
mg_c_lex_rest_of_line (MgCLexer *lexer)
{
  const char *end = memchr (lexer->p, '\n', (gsize) (lexer->end - lexer->p));
  char *text;

  if (end == NULL)
    end = lexer->end;
  text = g_strndup (lexer->p, (gsize) (end - lexer->p));
  lexer->p = end;
  return g_strstrip (text);
}
