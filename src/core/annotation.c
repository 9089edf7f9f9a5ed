#include "config.h"

#include "core/annotation.h"

#include "core/error.h"
#include "core/value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of all annotations of a structure: those of a typedef are read where it is used, again and again. */
#define EXPRESSIONS_MAX 100000

/* What stands in the brackets of a word. */
typedef enum
{
  NOTHING,
  EXPRESSION,
  OPTIONAL_EXPRESSION,
  EXPRESSIONS, /* or the word default */
  PATH,
  PATHS,       /* two */
  BUFFERS,     /* two, and perhaps two expressions */
  TYPE,
  TEXT,
  TEXTS,
  NUMBER,
  ENCODING,
  TIME,
  FORMAT,
  ENDIAN,
} Argument;

static const struct
{
  const char *name;
  Argument argument;
} words_table[MG_N_WORDS] = {
  [MG_WORD_COUNT] = { "count", EXPRESSION },
  [MG_WORD_STRIDE] = { "stride", EXPRESSION },
  [MG_WORD_AT] = { "at", EXPRESSION },
  [MG_WORD_ELEMENT] = { "element", EXPRESSION },
  [MG_WORD_SIZE] = { "size", EXPRESSION },
  [MG_WORD_UNTIL] = { "until", EXPRESSION },
  [MG_WORD_LENGTH] = { "length", EXPRESSION },
  [MG_WORD_TAG] = { "tag", EXPRESSION },
  [MG_WORD_CASE] = { "case", EXPRESSIONS },
  [MG_WORD_IF] = { "if", EXPRESSION },
  [MG_WORD_POINTER] = { "pointer", OPTIONAL_EXPRESSION },
  [MG_WORD_TO] = { "to", TYPE },
  [MG_WORD_ENCODING] = { "encoding", ENCODING },
  [MG_WORD_TEXT] = { "text", NOTHING },
  [MG_WORD_ENUM] = { "enum", TYPE },
  [MG_WORD_FLAGS] = { "flags", TYPE },
  [MG_WORD_TIME] = { "time", TIME },
  [MG_WORD_UNIT] = { "unit", TEXT },
  [MG_WORD_SCALE] = { "scale", EXPRESSION },
  [MG_WORD_BIAS] = { "bias", EXPRESSION },
  [MG_WORD_FORMAT] = { "format", FORMAT },
  [MG_WORD_DIGITS] = { "digits", NUMBER },
  [MG_WORD_ENDIAN] = { "endian", ENDIAN },
  [MG_WORD_LABEL] = { "label", PATH },
  [MG_WORD_HIDDEN] = { "hidden", NOTHING },
  [MG_WORD_TITLE] = { "title", TEXT },
  [MG_WORD_NAMES] = { "names", TEXTS },
  [MG_WORD_SIGNATURE] = { "signature", EXPRESSION },
  [MG_WORD_ABI] = { "abi", TEXTS },
  [MG_WORD_SEQUENCE] = { "sequence", PATH },
  [MG_WORD_PAIR] = { "pair", PATHS },
  [MG_WORD_BUFFERS] = { "buffers", BUFFERS },
  [MG_WORD_BUSY] = { "busy", EXPRESSION },
  [MG_WORD_MUTEX] = { "mutex", TEXT },
  [MG_WORD_EVENT] = { "event", TEXT },
  [MG_WORD_DEAD] = { "dead", EXPRESSION },
};

const char *
mg_word_to_string (MgWord word)
{
  return words_table[word].name;
}

/* --- Diagnostics --- */

void
mg_word_reader_report (MgWordReader *reader, MgCSeverity severity, MgCPlace place, guint length,
                       const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (reader->diagnostics->len >= MG_C_MAX_ERRORS)
    return;
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (reader->diagnostics,
                   mg_c_unit_new_diagnostic (reader->unit, severity, place, length, message));
}

/* --- Arguments --- */

/* A piece of an annotation's text, and where it stands. */
typedef struct
{
  const char *start, *end;
  MgCPlace place; /* of start */
} Piece;

static Piece
strip (Piece piece)
{
  while (piece.start < piece.end && g_ascii_isspace (*piece.start))
    {
      piece.start++;
      piece.place++;
    }
  while (piece.end > piece.start && g_ascii_isspace (piece.end[-1]))
    piece.end--;
  return piece;
}

static gboolean
is_empty (Piece piece)
{
  return piece.start == piece.end;
}

static guint
get_length (Piece piece)
{
  return MAX ((guint) (piece.end - piece.start), 1);
}

/* Without its quotes, where it has them. */
static const char *
dup_text (MgWordReader *reader, Piece piece)
{
  g_autofree char *valid = NULL;

  if (piece.end - piece.start >= 2 && *piece.start == '"' && piece.end[-1] == '"')
    {
      piece.start++;
      piece.end--;
    }
  valid = g_utf8_make_valid (piece.start, piece.end - piece.start);
  return mg_c_arena_strndup (reader->arena, valid, strlen (valid));
}

static gboolean
has_characters (Argument argument)
{
  return argument == EXPRESSION || argument == OPTIONAL_EXPRESSION || argument == EXPRESSIONS
         || argument == BUFFERS;
}

/* From @p on to a character in @ends that is in no brackets and no quotes, or to the end. */
static const char *
skip_to (const char *p, const char *end, const char *ends, gboolean characters)
{
  guint depth = 0;

  for (; p < end; p++)
    if (depth == 0 && strchr (ends, *p) != NULL)
      break;
    else if (*p == '"' || (characters && *p == '\''))
      {
        char quote = *p;

        for (p++; p < end && *p != quote; p++)
          if (quote == '\'' && *p == '\\' && p + 1 < end)
            p++;
        if (p == end)
          break;
      }
    else if (strchr ("([{", *p) != NULL)
      depth++;
    else if (strchr (")]}", *p) != NULL && depth > 0)
      depth--;
  return p;
}

/* The next one of a list, which is cut off from it. */
static Piece
take_part (Piece *list, gboolean characters)
{
  Piece part = *list;

  part.end = skip_to (list->start, list->end, ",", characters);
  list->place += (MgCPlace) (part.end - list->start);
  list->start = part.end;
  if (list->start < list->end)
    {
      list->start++;
      list->place++;
    }
  return strip (part);
}

static const MgExpression *
read_expression (MgWordReader *reader, Piece piece)
{
  g_autoptr (GError) error = NULL;
  gsize column = 0;
  MgExpression *expression = NULL;

  if (reader->expressions->len < EXPRESSIONS_MAX)
    expression = mg_expression_parse (piece.start, (gsize) (piece.end - piece.start), reader->context,
                                      &column, &error);
  else
    mg_set_error (&error, MG_ERROR_TOO_LARGE, NULL, _ ("more than %d expressions in annotations"),
                  EXPRESSIONS_MAX);
  if (expression == NULL)
    mg_word_reader_report (reader, MG_C_ERROR, piece.place + (MgCPlace) column, 1, "%s", error->message);
  else
    g_ptr_array_add (reader->expressions, expression);
  return expression;
}

static gboolean
read_expressions (MgWordReader *reader, MgWordArgument *argument, Argument kind, Piece list)
{
  g_autoptr (GPtrArray) expressions = g_ptr_array_new ();
  MgPathStep steps[MG_EXPRESSION_MAX_STEPS];

  while (!is_empty (list))
    {
      Piece part = take_part (&list, TRUE);
      const MgExpression *expression = read_expression (reader, part);

      if (expression == NULL)
        return FALSE;
      if ((kind == PATH || kind == PATHS || (kind == BUFFERS && expressions->len < 2))
          && mg_expression_get_path (expression, steps) == 0)
        {
          mg_word_reader_report (reader, MG_C_ERROR, part.place, get_length (part),
                                 _ ("this is no field's name"));
          return FALSE;
        }
      g_ptr_array_add (expressions, (gpointer) expression);
    }
  argument->n_expressions = expressions->len;
  argument->expressions =
      mg_c_arena_copy (reader->arena, expressions->pdata, expressions->len * sizeof (gpointer));
  return TRUE;
}

static void
read_texts (MgWordReader *reader, MgWordArgument *argument, Piece list)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  while (!is_empty (list))
    {
      Piece part = take_part (&list, FALSE);

      if (!is_empty (part))
        g_ptr_array_add (texts, (gpointer) dup_text (reader, part));
    }
  g_ptr_array_add (texts, NULL);
  argument->texts = mg_c_arena_copy (reader->arena, texts->pdata, texts->len * sizeof (gpointer));
}

static gboolean
read_choice (MgWordArgument *argument, Argument kind)
{
  MgEncoding encoding = MG_ENCODING_ASCII;
  MgOrder order = (MgOrder) -1;
  MgTimeKind time = MG_TIME_NONE;
  MgNotation notation = MG_NOTATION_DECIMAL;
  gboolean ok;

  switch (kind)
    {
    case ENCODING:
      ok = mg_encoding_from_string (argument->text, &encoding, &order);
      argument->choice = (int) encoding;
      argument->order = g_str_has_suffix (argument->text, "le") || g_str_has_suffix (argument->text, "be")
                            ? (int) order : -1;
      return ok;
    case TIME:
      ok = mg_time_kind_from_string (argument->text, &time);
      argument->choice = (int) time;
      return ok;
    case FORMAT:
      if (strcmp (argument->text, "guid") == 0)
        {
          argument->choice = -1;
          return TRUE;
        }
      ok = mg_notation_from_string (argument->text, &notation);
      argument->choice = (int) notation;
      return ok;
    default:
      argument->choice = strcmp (argument->text, "big") == 0 ? MG_ORDER_BIG : MG_ORDER_LITTLE;
      return argument->choice == MG_ORDER_BIG || strcmp (argument->text, "little") == 0;
    }
}

static gboolean
read_number (MgWordArgument *argument)
{
  gint64 number;

  if (!g_ascii_string_to_signed (argument->text, 10, 0, 30, &number, NULL))
    return FALSE;
  argument->choice = (int) number;
  return TRUE;
}

/* @argument: NULL where no brackets follow the word.  FALSE where it was wrong; told. */
static gboolean
read_argument (MgWordReader *reader, MgWord word, MgWordArgument *result, const Piece *given)
{
  Argument kind = words_table[word].argument;
  const char *name = words_table[word].name;
  Piece piece = given != NULL ? strip (*given) : (Piece) { "", "", result->place };
  gboolean ok = TRUE;

  result->text = dup_text (reader, piece);
  result->order = -1;
  if (kind == NOTHING && given != NULL)
    {
      mg_word_reader_report (reader, MG_C_ERROR, piece.place, get_length (piece),
                             _ ("@%s takes nothing in brackets"), name);
      return FALSE;
    }
  if (is_empty (piece))
    {
      if (kind == NOTHING || (kind == OPTIONAL_EXPRESSION && given == NULL))
        return TRUE;
      mg_word_reader_report (reader, MG_C_ERROR, result->place, (guint) strlen (name) + 1,
                             _ ("@%s needs something in brackets"), name);
      return FALSE;
    }
  switch (kind)
    {
    case EXPRESSION:
    case OPTIONAL_EXPRESSION:
      {
        const MgExpression *expression = read_expression (reader, piece);

        if (expression == NULL)
          return FALSE;
        result->expressions = mg_c_arena_copy (reader->arena, &expression, sizeof expression);
        result->n_expressions = 1;
        return TRUE;
      }
    case EXPRESSIONS:
      result->is_default = strcmp (result->text, "default") == 0;
      return result->is_default || read_expressions (reader, result, kind, piece);
    case PATH:
    case PATHS:
    case BUFFERS:
      if (!read_expressions (reader, result, kind, piece))
        return FALSE;
      ok = result->n_expressions == (kind == PATH ? 1 : 2) || (kind == BUFFERS && result->n_expressions == 4);
      break;
    case TEXTS:
      read_texts (reader, result, piece);
      break;
    case NUMBER:
      ok = read_number (result);
      break;
    case ENCODING:
    case TIME:
    case FORMAT:
    case ENDIAN:
      ok = read_choice (result, kind);
      break;
    default:
      break;
    }
  if (!ok)
    mg_word_reader_report (reader, MG_C_ERROR, piece.place, get_length (piece), _ ("@%s can't be “%s”"), name,
                           result->text);
  return ok;
}

/* --- Words --- */

static gboolean
find_word (Piece name, MgWord *word)
{
  gsize length = (gsize) (name.end - name.start);

  for (guint i = 0; i < MG_N_WORDS; i++)
    if (strlen (words_table[i].name) == length && memcmp (words_table[i].name, name.start, length) == 0)
      {
        *word = (MgWord) i;
        return TRUE;
      }
  return FALSE;
}

/* One word from @p on, behind its @.  Returns: behind it */
static const char *
read_word (MgWordReader *reader, const MgCAnnotation *annotation, const char *p, const char *end,
           MgWords *own)
{
  MgCPlace start = annotation->place + (MgCPlace) (p - annotation->text);
  Piece name = { p, p, start };
  Piece argument = { 0 };
  MgWordArgument result = { .place = start > 0 ? start - 1 : 0 };
  gboolean has_argument, known;
  MgWord word = MG_N_WORDS;
  MgWordArgument *kept;

  while (name.end < end && (g_ascii_isalnum (*name.end) || *name.end == '_'))
    name.end++;
  p = name.end;
  known = find_word (name, &word);
  has_argument = p < end && *p == '(';
  if (has_argument)
    {
      argument.start = p + 1;
      argument.place = start + (MgCPlace) (argument.start - name.start);
      argument.end = skip_to (argument.start, end, ")", known && has_characters (words_table[word].argument));
      if (argument.end == end)
        {
          mg_word_reader_report (reader, MG_C_ERROR, argument.place - 1, 1, _ ("this bracket is not closed"));
          return end;
        }
      p = argument.end + 1;
    }
  if (!known)
    {
      mg_word_reader_report (reader, MG_C_WARNING, result.place, get_length (name) + 1,
                             _ ("there is no annotation “@%.*s”"), (int) MIN (get_length (name), 40),
                             name.start);
      return p;
    }
  if (own->given[word] != NULL)
    {
      mg_word_reader_report (reader, MG_C_ERROR, result.place, get_length (name) + 1,
                             _ ("@%s is given twice"), words_table[word].name);
      return p;
    }
  if (!read_argument (reader, word, &result, has_argument ? &argument : NULL))
    return p;
  kept = mg_c_arena_copy (reader->arena, &result, sizeof result);
  own->given[word] = kept;
  return p;
}

gboolean
mg_words_read (MgWordReader *reader, const MgCAnnotation *annotations, MgWords *words)
{
  MgWords own = { 0 };
  gboolean any = FALSE;
  guint n = 0;

  for (const MgCAnnotation *annotation = annotations; annotation != NULL; annotation = annotation->next)
    {
      const char *p = annotation->text, *end = p + strlen (p);

      while (p < end && n++ < MG_WORDS_MAX)
        {
          p = read_word (reader, annotation, p, end, &own);
          /* other text is a remark, and what has an @ in its midst an address */
          while (p < end
                 && !(*p == '@' && p > annotation->text && (g_ascii_isspace (p[-1]) || p[-1] == ')')
                      && g_ascii_isalpha (p[1])))
            p++;
          if (p < end)
            p++;
        }
    }
  for (guint i = 0; i < MG_N_WORDS; i++)
    if (own.given[i] != NULL)
      {
        any = TRUE;
        if (words->given[i] == NULL)
          words->given[i] = own.given[i];
      }
  return any;
}
