#pragma once

#include "core/c-lex.h"
#include "core/c-preprocess.h"

G_BEGIN_DECLS

/* What the preprocessor's files share.  c-preprocess.c is the stream of tokens, c-directive.c obeys
 * directives, c-condition.c decides conditionals, c-include.c finds files, c-macro.c defines
 * macros, c-expand.c expands them, c-predefined.c has those of each ABI. */

typedef enum
{
  MG_C_MACRO_PLAIN,
  MG_C_MACRO_FILE,
  MG_C_MACRO_LINE,
  MG_C_MACRO_COUNTER,
  MG_C_MACRO_INCLUDE_LEVEL,
  MG_C_MACRO_DATE,
  MG_C_MACRO_TIME,
  MG_C_MACRO_QUERY, /* __has_…: only in #if */
} MgCMacroKind;

/* Immutable once it is defined, but for `active` and `saved`. */
typedef struct _MgCMacro
{
  MgCMacroKind kind;
  gboolean function_like, variadic;
  guint n_parameters; /* the variadic one included */
  guint n_tokens;
  const MgCToken *tokens; /* the body; parameters are MG_C_PARAMETER */
  MgCSymbol *const *parameters;
  gboolean plain;         /* the body has no # or ##: it is used as it is */
  gboolean predefined;
  gboolean active;        /* being expanded: not to be expanded again within */
} MgCMacro;

/* Tokens that are read before those of the file. */
typedef struct
{
  const MgCToken *tokens;
  guint n_tokens, next;
  MgCMacro *macro;         /* (nullable): what they are the expansion of */
  const MgCSymbol *origin; /* (nullable): given to tokens that have none yet */
  MgCPlace used;
  guint16 leading;         /* MG_C_SPACE and MG_C_LINE_START of the name that it stands for */
  MgCToken *owned;         /* (nullable): freed with it */
  gboolean barrier;        /* their end is MG_C_END */
} MgCContext;

/* A conditional that is open. */
typedef struct
{
  MgCPlace place;
  gboolean was_active; /* where it stands */
  gboolean taken;      /* one of its groups was active */
  gboolean had_else;
} MgCCondition;

/* A file that is being read. */
typedef struct
{
  MgCLexer lexer;
  MgCFile *file;
  guint n_conditions; /* open where it began */
  /* Whether all of it stands in one #ifndef: nothing was seen before it or behind its #endif. */
  const MgCSymbol *guard;
  gboolean fresh, guard_closed;
} MgCReader;

struct _MgCPreprocessor
{
  MgCSource *source;
  MgCPreprocessorOptions options;
  GArray *readers;    /* of MgCReader */
  GArray *contexts;   /* of MgCContext */
  GArray *conditions; /* of MgCCondition */
  GArray *missing;    /* of MgCMissing */
  GHashTable *files;  /* path → MgCFile; NULL where there is none */
  GHashTable *saved;  /* MgCSymbol → GPtrArray of MgCMacro, for #pragma push_macro */
  gboolean active;    /* no conditional is skipping */
  gboolean in_condition; /* `defined` and __has_… are answered */
  gboolean predefining;  /* what is defined now may be defined anew */
  guint depth;        /* of calls in arguments */
  guint n_tokens, n_expanded, n_includes;
  guint counter;
  GString *buffer;    /* for # and ## */
  MgCSymbol *defined, *pragma, *declspec_pragma, *va_args, *va_opt;
};

/* --- c-preprocess.c --- */

/* The next token that is written, from contexts and files, directives obeyed; not expanded. */
void mg_c_next_raw (MgCPreprocessor *pp, MgCToken *token);
void mg_c_push_context (MgCPreprocessor *pp, const MgCContext *context);
/* Expands tokens on their own and appends what they become to @result, of MgCToken. */
void mg_c_expand (MgCPreprocessor *pp, const MgCToken *tokens, guint n_tokens, GArray *result);
/* Whether the next token that is written is a (, which is then read. */
gboolean mg_c_next_is_call (MgCPreprocessor *pp);
MgCReader *mg_c_get_reader (MgCPreprocessor *pp); /* (nullable) */

/* --- c-directive.c --- */

/* What follows a # at the start of a line.  TRUE where @token is one for the parser. */
gboolean mg_c_directive (MgCPreprocessor *pp, MgCToken *token);
/* A pragma's words.  TRUE where @token is one for the parser. */
gboolean mg_c_pragma (MgCPreprocessor *pp, const MgCToken *words, guint n_words, MgCToken *token);

/* --- c-condition.c --- */

gboolean mg_c_condition (MgCPreprocessor *pp, const MgCToken *tokens, guint n_tokens,
                         const MgCToken *directive);

/* --- c-include.c --- */

/* @name has its quotes or <>; @directive is behind the #.  Its line is at its end. */
void mg_c_include (MgCPreprocessor *pp, const MgCToken *name, const MgCToken *directive);
gboolean mg_c_has_include (MgCPreprocessor *pp, const char *name, gboolean next);

/* --- c-macro.c --- */

/* From the name on.  Ends the line. */
void mg_c_define (MgCPreprocessor *pp, MgCLexer *lexer);
/* Defines @name as the tokens of @value. */
void mg_c_define_text (MgCPreprocessor *pp, const char *name, const char *value);

/* --- c-expand.c --- */

/* Pushes what @name, which names a macro, becomes.  FALSE where it stays what it is. */
gboolean mg_c_expand_macro (MgCPreprocessor *pp, const MgCToken *name);
/* Pushes the answer to `defined` or __has_…, in a condition. */
void mg_c_answer_query (MgCPreprocessor *pp, const MgCToken *name);

/* --- c-predefined.c --- */

void mg_c_predefine (MgCPreprocessor *pp);
/* The text of a header whose declarations and macros are built in.  Returns: (nullable) */
const char *mg_c_get_builtin_header (const char *name, gsize *length);

G_END_DECLS
