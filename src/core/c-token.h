#pragma once

#include "core/c-source.h"

G_BEGIN_DECLS

/* What a token is.  A punctuator of one character is that character. */
typedef enum
{
  MG_C_END = 0, /* of everything, or of the list of tokens at hand */
  MG_C_NAME = 256,
  MG_C_NUMBER,
  MG_C_CHARACTER, /* with its prefix and quotes */
  MG_C_STRING,
  MG_C_NEWLINE,    /* the end of a directive */
  MG_C_PRAGMA,     /* one that changes layout */
  MG_C_ANNOTATION, /* a comment that begins with @ */
  MG_C_PARAMETER,  /* in a macro's body: the argument with the number in length */
  MG_C_NOTHING,    /* in a macro's body: what an empty argument leaves for ## */
  MG_C_STRAY,      /* a character that is nothing in C */
  MG_C_HASH_HASH,
  MG_C_ARROW,
  MG_C_INCREMENT,
  MG_C_DECREMENT,
  MG_C_SHIFT_LEFT,
  MG_C_SHIFT_RIGHT,
  MG_C_LESS_EQUAL,
  MG_C_GREATER_EQUAL,
  MG_C_EQUAL,
  MG_C_NOT_EQUAL,
  MG_C_AND,
  MG_C_OR,
  MG_C_ELLIPSIS,
  MG_C_SCOPE, /* :: */
  MG_C_ARROW_STAR,
  MG_C_DOT_STAR,
  MG_C_SPACESHIP,
  MG_C_ASSIGNMENT, /* += and its like */
} MgCTokenKind;

enum
{
  MG_C_LINE_START = 1 << 0, /* the first token of its line */
  MG_C_SPACE = 1 << 1,      /* white space in front */
  MG_C_NO_EXPAND = 1 << 2,  /* named a macro while that was expanded: never one again */
  MG_C_STRINGIFY = 1 << 3,  /* of a parameter: # in front */
  MG_C_PASTE = 1 << 4,      /* in a macro's body: ## behind */
  MG_C_RAW = 1 << 5,        /* of a parameter: ## before or behind: the argument as written */
};

typedef struct _MgCToken MgCToken;

/* A #pragma that the parser must know of. */
typedef struct
{
  const MgCToken *tokens; /* from its first word on; ended by MG_C_END */
} MgCPragma;

struct _MgCToken
{
  guint16 kind;
  guint16 flags;
  guint32 length; /* bytes of text */
  MgCPlace place; /* where it is written */
  MgCPlace used;  /* where the macro it came from was named; 0 where it came from none */
  const MgCSymbol *macro; /* (nullable): that macro */
  union
  {
    const char *text;        /* as written */
    MgCSymbol *symbol;       /* of MG_C_NAME */
    const MgCPragma *pragma; /* of MG_C_PRAGMA */
  };
};

/* What names mean to the parser. */
typedef enum
{
  MG_C_KEYWORD_NONE,
  MG_C_KEYWORD_ALIGNAS, MG_C_KEYWORD_ALIGNOF, MG_C_KEYWORD_GNU_ALIGNOF, MG_C_KEYWORD_ASM,
  MG_C_KEYWORD_ATOMIC, MG_C_KEYWORD_ATTRIBUTE, MG_C_KEYWORD_AUTO, MG_C_KEYWORD_BASED,
  MG_C_KEYWORD_BOOL, MG_C_KEYWORD_CALL, MG_C_KEYWORD_CAST, MG_C_KEYWORD_CHAR, MG_C_KEYWORD_CHAR8,
  MG_C_KEYWORD_CHAR16, MG_C_KEYWORD_CHAR32, MG_C_KEYWORD_CHOOSE, MG_C_KEYWORD_CLASS,
  MG_C_KEYWORD_COMPATIBLE, MG_C_KEYWORD_COMPLEX, MG_C_KEYWORD_CONST, MG_C_KEYWORD_CONSTANT_P,
  MG_C_KEYWORD_CONSTEXPR, MG_C_KEYWORD_DECIMAL32, MG_C_KEYWORD_DECIMAL64,
  MG_C_KEYWORD_DECIMAL128, MG_C_KEYWORD_DECLSPEC, MG_C_KEYWORD_DECLTYPE, MG_C_KEYWORD_DEFAULT,
  MG_C_KEYWORD_DELETE, MG_C_KEYWORD_DOUBLE, MG_C_KEYWORD_ENUM, MG_C_KEYWORD_EXPLICIT,
  MG_C_KEYWORD_EXTENSION, MG_C_KEYWORD_EXTERN, MG_C_KEYWORD_FALSE, MG_C_KEYWORD_FLOAT,
  MG_C_KEYWORD_FLOAT16, MG_C_KEYWORD_BFLOAT16, MG_C_KEYWORD_FLOAT32, MG_C_KEYWORD_FLOAT64,
  MG_C_KEYWORD_FLOAT32X, MG_C_KEYWORD_FLOAT64X, MG_C_KEYWORD_FLOAT128, MG_C_KEYWORD_FRIEND,
  MG_C_KEYWORD_GENERIC, MG_C_KEYWORD_INLINE, MG_C_KEYWORD_INT, MG_C_KEYWORD_INT8,
  MG_C_KEYWORD_INT16, MG_C_KEYWORD_INT32, MG_C_KEYWORD_INT64, MG_C_KEYWORD_INT128,
  MG_C_KEYWORD_LONG, MG_C_KEYWORD_MUTABLE, MG_C_KEYWORD_NAMESPACE, MG_C_KEYWORD_NOEXCEPT,
  MG_C_KEYWORD_NULLPTR, MG_C_KEYWORD_OFFSETOF, MG_C_KEYWORD_OPERATOR, MG_C_KEYWORD_POINTER32,
  MG_C_KEYWORD_POINTER64, MG_C_KEYWORD_PRIVATE, MG_C_KEYWORD_PUBLIC, MG_C_KEYWORD_QUALIFIER,
  MG_C_KEYWORD_REGISTER, MG_C_KEYWORD_REQUIRES, MG_C_KEYWORD_RESTRICT, MG_C_KEYWORD_SHORT,
  MG_C_KEYWORD_SIGNED, MG_C_KEYWORD_SIZEOF, MG_C_KEYWORD_STATIC, MG_C_KEYWORD_STATIC_ASSERT,
  MG_C_KEYWORD_STRUCT, MG_C_KEYWORD_TEMPLATE, MG_C_KEYWORD_THIS, MG_C_KEYWORD_THREAD,
  MG_C_KEYWORD_TRUE, MG_C_KEYWORD_TYPEDEF, MG_C_KEYWORD_TYPENAME, MG_C_KEYWORD_TYPEOF,
  MG_C_KEYWORD_UINT128, MG_C_KEYWORD_UNALIGNED, MG_C_KEYWORD_UNION, MG_C_KEYWORD_UNSIGNED,
  MG_C_KEYWORD_USING, MG_C_KEYWORD_VIRTUAL, MG_C_KEYWORD_VOID, MG_C_KEYWORD_VOLATILE,
  MG_C_KEYWORD_WCHAR,
} MgCKeyword;

/* What a name means behind a #. */
typedef enum
{
  MG_C_DIRECTIVE_NONE,
  MG_C_DIRECTIVE_IF, MG_C_DIRECTIVE_IFDEF, MG_C_DIRECTIVE_IFNDEF, MG_C_DIRECTIVE_ELIF,
  MG_C_DIRECTIVE_ELIFDEF, MG_C_DIRECTIVE_ELIFNDEF, MG_C_DIRECTIVE_ELSE, MG_C_DIRECTIVE_ENDIF,
  MG_C_DIRECTIVE_DEFINE, MG_C_DIRECTIVE_UNDEF, MG_C_DIRECTIVE_INCLUDE,
  MG_C_DIRECTIVE_INCLUDE_NEXT, MG_C_DIRECTIVE_IMPORT, MG_C_DIRECTIVE_PRAGMA, MG_C_DIRECTIVE_ERROR,
  MG_C_DIRECTIVE_WARNING, MG_C_DIRECTIVE_IGNORED,
} MgCDirective;

/* Gives the source's symbols their keywords and directives. */
void mg_c_keywords_init (MgCSymbols *symbols, gboolean cplusplus);

/* Whether it is a word of C++ and a plain name in C. */
gboolean mg_c_is_cplusplus_word (const MgCSymbol *symbol);

/* How close an operator of two operands binds, 1 being least; 0 for all else. */
guint mg_c_token_get_precedence (const MgCToken *token);

/* The text of a token as written, not NUL-terminated but for names. */
const char *mg_c_token_get_text (const MgCToken *token, gsize *length);
gboolean mg_c_token_is (const MgCToken *token, const char *text);
char *mg_c_token_dup_text (const MgCToken *token);

/* As mg_c_report(), at the place where a person looks: where a macro was named. */
#define mg_c_report_token(source, severity, token, expected, ...)                                  \
  mg_c_report ((source), (severity), (token)->used != 0 ? (token)->used : (token)->place,          \
               mg_c_token_shown_length (token), (token)->macro, (expected), __VA_ARGS__)
guint mg_c_token_shown_length (const MgCToken *token);

G_END_DECLS
