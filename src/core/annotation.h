#pragma once

#include "core/c-unit.h"
#include "core/expression.h"

G_BEGIN_DECLS

/* What the annotations of a declaration say, as plain data: docs/annotations.md describes them.  Here
 * is only how they are written; what they do is in field-locate.c and structure.c. */

typedef enum
{
  /* where fields are */
  MG_WORD_COUNT, MG_WORD_STRIDE, MG_WORD_AT, MG_WORD_ELEMENT, MG_WORD_SIZE, MG_WORD_UNTIL,
  MG_WORD_LENGTH, MG_WORD_TAG, MG_WORD_CASE, MG_WORD_IF, MG_WORD_POINTER, MG_WORD_TO,
  /* what they mean */
  MG_WORD_ENCODING, MG_WORD_TEXT, MG_WORD_ENUM, MG_WORD_FLAGS, MG_WORD_TIME, MG_WORD_UNIT,
  MG_WORD_SCALE, MG_WORD_BIAS, MG_WORD_FORMAT, MG_WORD_DIGITS, MG_WORD_ENDIAN, MG_WORD_LABEL,
  MG_WORD_HIDDEN,
  /* which object, and when it is whole */
  MG_WORD_TITLE, MG_WORD_NAMES, MG_WORD_SIGNATURE, MG_WORD_ABI, MG_WORD_SEQUENCE, MG_WORD_PAIR,
  MG_WORD_BUFFERS, MG_WORD_BUSY, MG_WORD_MUTEX, MG_WORD_EVENT, MG_WORD_DEAD,
  MG_N_WORDS,
} MgWord;

/* An annotation. */
typedef struct
{
  MgCPlace place;          /* of the word */
  const char *text;        /* the argument as written, without quotes; "" for none */
  guint n_expressions;
  const MgExpression *const *expressions; /* of an argument that is made of such */
  const char *const *texts; /* NULL-terminated: of one that is a list of texts */
  gboolean is_default;     /* of @case */
  int choice;              /* of @encoding, @time, @format, @endian: the value of their enumeration */
  int order;               /* of @encoding: MgOrder, -1 where it says none */
} MgWordArgument;

/* All of a declaration.  Absent ones are NULL. */
typedef struct
{
  const MgWordArgument *given[MG_N_WORDS];
} MgWords;

static inline gboolean
mg_words_has (const MgWords *words, MgWord word)
{
  return words != NULL && words->given[word] != NULL;
}

/* What reading them needs.  Everything lives as long as the arena and expressions do. */
typedef struct
{
  const MgCUnit *unit;
  MgCArena *arena;
  GPtrArray *expressions;  /* of MgExpression: owns them */
  GPtrArray *diagnostics;  /* of MgCDiagnostic: gets what is wrong */
  const MgExpressionContext *context;
} MgWordReader;

const char *mg_word_to_string (MgWord word);

/* Most annotations of one declaration. */
#define MG_WORDS_MAX 1000

/**
 * mg_words_read:
 * @annotations: (nullable): of one declaration
 * @words: (inout): those that it has already stay
 *
 * Returns: FALSE where there was none
 */
gboolean mg_words_read (MgWordReader *reader, const MgCAnnotation *annotations, MgWords *words);

void mg_word_reader_report (MgWordReader *reader, MgCSeverity severity, MgCPlace place, guint length,
                            const char *format, ...) G_GNUC_PRINTF (5, 6);

G_END_DECLS
