#include "config.h"

#include "core/c-token.h"

#include <string.h>

/* Where a word is one of the language. */
enum
{
  BOTH,
  ONLY_CPLUSPLUS,
};

#define K(text, name) { text, MG_C_KEYWORD_##name, BOTH }
#define P(text, name) { text, MG_C_KEYWORD_##name, ONLY_CPLUSPLUS }

/* The newest C's words count in C too, as few headers say which C they are written in: those that
 * cannot be names of anything here, others are declared where a header may declare them anew. */
static const struct
{
  const char *text;
  MgCKeyword keyword;
  int language;
} keywords[] = {
  K ("_Alignas", ALIGNAS), K ("alignas", ALIGNAS), K ("_Alignof", ALIGNOF), K ("alignof", ALIGNOF),
  K ("__alignof", GNU_ALIGNOF), K ("__alignof__", GNU_ALIGNOF), K ("asm", ASM), K ("__asm", ASM),
  K ("__asm__", ASM), K ("_asm", ASM), K ("_Atomic", ATOMIC), K ("__attribute__", ATTRIBUTE),
  K ("__attribute", ATTRIBUTE), K ("auto", AUTO), K ("__auto_type", AUTO), K ("__based", BASED),
  K ("_Bool", BOOL), P ("bool", BOOL), K ("__cdecl", CALL), K ("_cdecl", CALL),
  K ("__stdcall", CALL), K ("_stdcall", CALL), K ("__fastcall", CALL), K ("_fastcall", CALL),
  K ("__thiscall", CALL), K ("__vectorcall", CALL), K ("__pascal", CALL), K ("__clrcall", CALL),
  P ("static_cast", CAST), P ("const_cast", CAST), P ("reinterpret_cast", CAST), K ("char", CHAR),
  P ("char8_t", CHAR8), P ("char16_t", CHAR16), P ("char32_t", CHAR32),
  K ("__builtin_choose_expr", CHOOSE), P ("class", CLASS),
  K ("__builtin_types_compatible_p", COMPATIBLE), K ("_Complex", COMPLEX), K ("__complex", COMPLEX),
  K ("__complex__", COMPLEX), K ("const", CONST), K ("__const", CONST), K ("__const__", CONST),
  K ("__builtin_constant_p", CONSTANT_P), K ("constexpr", CONSTEXPR), P ("consteval", CONSTEXPR),
  P ("constinit", INLINE), K ("_Decimal32", DECIMAL32), K ("_Decimal64", DECIMAL64),
  K ("_Decimal128", DECIMAL128), K ("__declspec", DECLSPEC), K ("_declspec", DECLSPEC),
  P ("decltype", DECLTYPE), K ("default", DEFAULT), P ("delete", DELETE), K ("double", DOUBLE),
  K ("enum", ENUM), P ("explicit", EXPLICIT), K ("__extension__", EXTENSION), K ("extern", EXTERN),
  P ("false", FALSE), K ("float", FLOAT), K ("_Float16", FLOAT16), K ("__fp16", FLOAT16),
  K ("__bf16", BFLOAT16), K ("_Float32", FLOAT32), K ("_Float64", FLOAT64),
  K ("_Float32x", FLOAT32X), K ("_Float64x", FLOAT64X), K ("_Float128", FLOAT128),
  K ("__float128", FLOAT128), P ("friend", FRIEND), K ("_Generic", GENERIC), K ("inline", INLINE),
  K ("__inline", INLINE), K ("__inline__", INLINE), K ("_inline", INLINE),
  K ("__forceinline", INLINE), K ("_Noreturn", INLINE), K ("int", INT), K ("__int8", INT8),
  K ("_int8", INT8), K ("__int16", INT16), K ("_int16", INT16), K ("__int32", INT32),
  K ("_int32", INT32), K ("__int64", INT64), K ("_int64", INT64), K ("__int128", INT128),
  K ("__int128_t", INT128), K ("long", LONG), P ("mutable", MUTABLE), P ("namespace", NAMESPACE),
  P ("noexcept", NOEXCEPT), P ("nullptr", NULLPTR), K ("__builtin_offsetof", OFFSETOF),
  K ("offsetof", OFFSETOF), P ("operator", OPERATOR), K ("__ptr32", POINTER32),
  K ("_ptr32", POINTER32), K ("__ptr64", POINTER64), K ("_ptr64", POINTER64),
  P ("private", PRIVATE), P ("protected", PRIVATE), P ("public", PUBLIC), K ("__w64", QUALIFIER),
  K ("__sptr", QUALIFIER), K ("__uptr", QUALIFIER), K ("_Nonnull", QUALIFIER),
  K ("_Nullable", QUALIFIER), K ("_Null_unspecified", QUALIFIER), K ("__seg_fs", QUALIFIER),
  K ("__seg_gs", QUALIFIER), K ("register", REGISTER), P ("requires", REQUIRES),
  K ("restrict", RESTRICT), K ("__restrict", RESTRICT), K ("__restrict__", RESTRICT),
  K ("short", SHORT), K ("signed", SIGNED), K ("__signed", SIGNED), K ("__signed__", SIGNED),
  K ("sizeof", SIZEOF), K ("static", STATIC), K ("_Static_assert", STATIC_ASSERT),
  K ("static_assert", STATIC_ASSERT), K ("struct", STRUCT), K ("__interface", VIRTUAL),
  P ("template", TEMPLATE), P ("this", THIS), K ("_Thread_local", THREAD),
  K ("thread_local", THREAD), K ("__thread", THREAD), P ("true", TRUE), K ("typedef", TYPEDEF),
  P ("typename", TYPENAME), K ("typeof", TYPEOF), K ("__typeof", TYPEOF), K ("__typeof__", TYPEOF),
  K ("typeof_unqual", TYPEOF), K ("__uint128_t", UINT128), K ("__unaligned", UNALIGNED),
  K ("_unaligned", UNALIGNED), K ("union", UNION), K ("unsigned", UNSIGNED), P ("using", USING),
  P ("virtual", VIRTUAL), K ("void", VOID), K ("volatile", VOLATILE), K ("__volatile", VOLATILE),
  K ("__volatile__", VOLATILE), P ("wchar_t", WCHAR), K ("__wchar_t", WCHAR),
};

static const struct
{
  const char *text;
  MgCDirective directive;
} directives[] = {
  { "if", MG_C_DIRECTIVE_IF },
  { "ifdef", MG_C_DIRECTIVE_IFDEF },
  { "ifndef", MG_C_DIRECTIVE_IFNDEF },
  { "elif", MG_C_DIRECTIVE_ELIF },
  { "elifdef", MG_C_DIRECTIVE_ELIFDEF },
  { "elifndef", MG_C_DIRECTIVE_ELIFNDEF },
  { "else", MG_C_DIRECTIVE_ELSE },
  { "endif", MG_C_DIRECTIVE_ENDIF },
  { "define", MG_C_DIRECTIVE_DEFINE },
  { "undef", MG_C_DIRECTIVE_UNDEF },
  { "include", MG_C_DIRECTIVE_INCLUDE },
  { "include_next", MG_C_DIRECTIVE_INCLUDE_NEXT },
  { "import", MG_C_DIRECTIVE_IMPORT },
  { "pragma", MG_C_DIRECTIVE_PRAGMA },
  { "error", MG_C_DIRECTIVE_ERROR },
  { "warning", MG_C_DIRECTIVE_WARNING },
  { "line", MG_C_DIRECTIVE_IGNORED },
  { "ident", MG_C_DIRECTIVE_IGNORED },
  { "sccs", MG_C_DIRECTIVE_IGNORED },
  { "assert", MG_C_DIRECTIVE_IGNORED },
  { "unassert", MG_C_DIRECTIVE_IGNORED },
};

void
mg_c_keywords_init (MgCSymbols *symbols, gboolean cplusplus)
{
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (keywords[i].language == BOTH || cplusplus)
      mg_c_symbols_get (symbols, keywords[i].text, strlen (keywords[i].text))->keyword
          = (guint16) keywords[i].keyword;
  for (guint i = 0; i < G_N_ELEMENTS (directives); i++)
    mg_c_symbols_get (symbols, directives[i].text, strlen (directives[i].text))->directive
        = (guint16) directives[i].directive;
}

gboolean
mg_c_is_cplusplus_word (const MgCSymbol *symbol)
{
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (keywords[i].language == ONLY_CPLUSPLUS && strcmp (keywords[i].text, symbol->text) == 0)
      return TRUE;
  return FALSE;
}

static const struct
{
  guint16 kind;
  guint precedence; /* higher binds closer */
} operators[] = {
  { MG_C_OR, 1 },         { MG_C_AND, 2 },           { '|', 3 }, { '^', 4 },
  { '&', 5 },             { MG_C_EQUAL, 6 },         { MG_C_NOT_EQUAL, 6 },
  { '<', 7 },             { '>', 7 },                { MG_C_LESS_EQUAL, 7 },
  { MG_C_GREATER_EQUAL, 7 }, { MG_C_SHIFT_LEFT, 8 }, { MG_C_SHIFT_RIGHT, 8 },
  { '+', 9 },             { '-', 9 },                { '*', 10 }, { '/', 10 }, { '%', 10 },
};

guint
mg_c_token_get_precedence (const MgCToken *token)
{
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].kind == token->kind)
      return operators[i].precedence;
  return 0;
}

const char *
mg_c_token_get_text (const MgCToken *token, gsize *length)
{
  switch (token->kind)
    {
    case MG_C_NAME:
      *length = token->symbol->length;
      return token->symbol->text;
    case MG_C_END:
    case MG_C_NEWLINE:
    case MG_C_NOTHING:
    case MG_C_PARAMETER:
    case MG_C_PRAGMA:
      *length = 0;
      return "";
    default:
      *length = token->length;
      return token->text;
    }
}

gboolean
mg_c_token_is (const MgCToken *token, const char *text)
{
  gsize length;
  const char *written = mg_c_token_get_text (token, &length);

  return strlen (text) == length && memcmp (written, text, length) == 0;
}

char *
mg_c_token_dup_text (const MgCToken *token)
{
  gsize length;
  const char *written = mg_c_token_get_text (token, &length);

  return g_strndup (written, length);
}

guint
mg_c_token_shown_length (const MgCToken *token)
{
  gsize length;

  if (token->used != 0 && token->macro != NULL)
    return token->macro->length;
  mg_c_token_get_text (token, &length);
  return MAX ((guint) length, 1);
}
