#pragma once

#include "core/c-preprocess.h"
#include "core/c-scope.h"
#include "core/c-unit.h"

G_BEGIN_DECLS

/* What #pragma pack (push) keeps. */
typedef struct
{
  const MgCSymbol *label; /* (nullable) */
  guint32 pack;
} MgCPack;

/* The parser: tokens to types.  c-parse.c has the tokens and what can be done with them,
 * c-parse-file.c what stands outside of structures, c-parse-specifier.c the words before a name,
 * c-parse-declarator.c what is around it, c-parse-record.c structures and classes, c-parse-enum.c
 * enumerations, c-parse-attribute.c attributes, c-pack.c pragmas, c-expression.c constants. */
typedef struct
{
  MgCSource *source;
  MgCPreprocessor *preprocessor;
  const MgAbi *abi;
  gboolean cplusplus;
  const MgCType *scalars[MG_N_SCALARS];

  MgCToken token;     /* the one at hand */
  MgCToken previous;
  GArray *ahead;      /* of MgCToken: read and not yet at hand; pragmas and annotations too */
  guint depth;        /* of brackets, declarators and structures in each other */
  guint n_declared, n_used;
  guint n_open;       /* records whose members are being read */
  guint n_read;       /* tokens that were at hand */
  guint unevaluated;  /* expressions in each other whose value does not matter */

  MgCNames *names;
  MgCScope *global, *scope; /* the outermost of the file, the one at hand */

  guint32 pack;       /* #pragma pack; 0 for none */
  guint32 default_pack; /* without one */
  gint8 ms_struct;    /* #pragma ms_struct */
  GArray *packs;      /* of MgCPack: pushed */

  const MgCAnnotation *pending; /* for what is declared next */
  const MgCAnnotation **trailing; /* (nullable): of what was declared last */

  GArray *declarations;  /* of MgCDeclaration */
  GPtrArray *unknown;    /* names that a missing header may declare, of MgCSymbol */
  GHashTable *unknown_set;
  MgCPlace main_start, main_end;
  gboolean in_prelude;
  gboolean saw_cplusplus; /* a word of C++ where C has none */
} MgCParser;

/* What attributes say about layout. */
typedef struct
{
  guint32 align;       /* bytes, the most that was asked for; 0 for none */
  guint32 declspec_align; /* of that, by __declspec (align ()) */
  gboolean packed;
  gint8 ms_bitfields;  /* 1, 0; -1 where nothing is said */
  guint64 vector_size; /* bytes; 0 for none */
  gboolean vector_is_count; /* ext_vector_type: of elements */
  const MgCType *mode; /* (nullable): the type that `mode` stands for */
  MgCToken unsupported; /* one that changes layout in a way that is not known; kind 0 for none */
  MgCToken unknown;    /* one that no compiler knows; kind 0 for none */
} MgCAttributes;

/* The words before a declared name. */
typedef struct
{
  const MgCType *type; /* never NULL */
  MgCAttributes attributes;
  MgCToken first;
  gboolean is_typedef, is_static, is_constexpr, is_const, is_extern, is_friend, is_virtual, is_mutable;
  gboolean is_auto;      /* the type is that of the initial value */
  gboolean has_type;     /* some word was one */
  MgCType *defined;      /* (nullable): the record or enumeration that is defined here */
  MgCToken strange;      /* an unknown word among them; kind 0 for none */
} MgCSpecifiers;

/* A declared name. */
typedef struct
{
  MgCToken name;       /* kind 0 for none */
  const MgCType *type; /* never NULL */
  MgCAttributes attributes;
  gboolean qualified;  /* a::b: of another scope */
} MgCDeclarator;

/* --- c-parse.c --- */

void mg_c_parser_advance (MgCParser *parser);
/* The token @n behind the one at hand; valid until the next look ahead. */
const MgCToken *mg_c_parser_peek (MgCParser *parser, guint n);
gboolean mg_c_parser_accept (MgCParser *parser, guint kind);
/* Reports that @expected is missing here, where it is. */
void mg_c_parser_report_missing (MgCParser *parser, const char *expected);
gboolean mg_c_parser_expect (MgCParser *parser, guint kind, const char *expected);
MgCKeyword mg_c_parser_keyword (const MgCToken *token); /* NONE where it is no name */
#define mg_c_parser_error(parser, token, expected, ...)                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    mg_c_parser_note_language ((parser), (token));                                                 \
    mg_c_report_token ((parser)->source, MG_C_ERROR, (token), (expected), __VA_ARGS__);            \
  }                                                                                                \
  G_STMT_END
void mg_c_parser_note_language (MgCParser *parser, const MgCToken *token);
/* FALSE where nesting is too deep; reported.  Paired with leave where TRUE. */
gboolean mg_c_parser_enter (MgCParser *parser);
void mg_c_parser_leave (MgCParser *parser);
/* One more name, member or constant. */
void mg_c_parser_count (MgCParser *parser);
/* From an opening bracket to behind its closing one. */
void mg_c_parser_skip_balanced (MgCParser *parser);
/* Behind the next ; or to the } that ends what is around it. */
void mg_c_parser_recover (MgCParser *parser);
/* Whether what begins like this, at the start of a line, is no part of the declaration before. */
gboolean mg_c_parser_begins_anew (const MgCToken *token);
/* To the next token of a kind in @kinds that is in no bracket, which stays. */
void mg_c_parser_skip_to (MgCParser *parser, const char *kinds);

/* Annotations before what begins at hand; they are then no longer pending. */
const MgCAnnotation *mg_c_parser_take_annotations (MgCParser *parser);
/* A list of its own, for the second of several names that are declared together. */
const MgCAnnotation *mg_c_parser_copy_annotations (MgCParser *parser, const MgCAnnotation *list);
void mg_c_parser_append_annotations (MgCParser *parser, const MgCAnnotation **list,
                                     const MgCAnnotation *annotations);
/* What the next comment on this line is about. */
void mg_c_parser_set_trailing (MgCParser *parser, const MgCAnnotation **annotations);

/* Names of @used count in @scope, too. */
void mg_c_parser_use_scope (MgCParser *parser, MgCScope *scope, MgCScope *used);
void mg_c_parser_declare (MgCParser *parser, const char *name, const MgCType *type, MgCPlace place);
const char *mg_c_parser_qualify (MgCParser *parser, const MgCScope *scope, const MgCSymbol *symbol);
/* Notes a name that nothing declares.  Returns: TRUE where a missing header may */
gboolean mg_c_parser_note_unknown (MgCParser *parser, const MgCToken *name);

/* --- c-pack.c --- */

void mg_c_obey_pragma (MgCParser *parser, const MgCToken *pragma);

/* --- c-parse-file.c --- */

/* All that the preprocessor gives. */
void mg_c_parse_file (MgCParser *parser);
void mg_c_parse_static_assert (MgCParser *parser);
/* using, in a namespace or class */
void mg_c_parse_using (MgCParser *parser);
/* From = or { on, up to what follows it.  @entity: (nullable): whose value it is */
void mg_c_parse_initializer (MgCParser *parser, const MgCSpecifiers *specifiers, MgCEntity *entity);
/* Behind a function's declarator.  TRUE where its body ended the declaration. */
gboolean mg_c_parser_skip_function (MgCParser *parser);
void mg_c_parse_typedef (MgCParser *parser, const MgCSpecifiers *specifiers,
                         const MgCDeclarator *declarator, const MgCAnnotation *annotations);
/* template <…> and what it is of. */
void mg_c_parser_skip_template (MgCParser *parser);

/* --- c-parse-specifier.c --- */

/* Whether a type begins @n tokens behind the one at hand, 0 being that. */
gboolean mg_c_parser_begins_type (MgCParser *parser, guint n);
void mg_c_parse_specifiers (MgCParser *parser, MgCSpecifiers *specifiers);
/* A name with its scopes, a::b, of which the first token is at hand.
 * Returns: (nullable): NULL where nothing has it; *last is its last part */
MgCEntity *mg_c_parse_qualified_name (MgCParser *parser, gboolean tag, MgCToken *last);
/* Applies vector_size, mode and the like, and complains of what is not supported. */
const MgCType *mg_c_parser_apply_attributes (MgCParser *parser, const MgCType *type,
                                             const MgCAttributes *attributes);
/* Tells that a type is not known, where that matters and was not told.  TRUE where it is known */
gboolean mg_c_parser_check_known (MgCParser *parser, const MgCType *type, const MgCToken *at,
                                  gboolean by_value);

/* --- c-parse-declarator.c --- */

/* @base: what it is a declarator of.  A name may be missing. */
void mg_c_parse_declarator (MgCParser *parser, const MgCType *base, MgCDeclarator *declarator);
/* As in a cast. */
const MgCType *mg_c_parse_type_name (MgCParser *parser);

/* --- c-parse-record.c --- */

/* From struct, union or class on. */
const MgCType *mg_c_parse_record (MgCParser *parser, MgCSpecifiers *specifiers);

/* --- c-parse-enum.c --- */

const MgCType *mg_c_parse_enum (MgCParser *parser, MgCSpecifiers *specifiers);

/* --- c-parse-attribute.c --- */

void mg_c_attributes_init (MgCAttributes *attributes);
void mg_c_attributes_merge (MgCAttributes *attributes, const MgCAttributes *more);
/* Whether one begins at hand. */
gboolean mg_c_parser_at_attribute (MgCParser *parser);
/* All that stand here. */
void mg_c_parse_attributes (MgCParser *parser, MgCAttributes *attributes);

/* --- c-expression.c --- */

/* Without commas; of any value. */
MgCValue mg_c_parse_expression (MgCParser *parser);
/* An integer.  FALSE where it is none; reported.  @what: for the report, translated */
gboolean mg_c_parse_constant (MgCParser *parser, const char *what, MgCValue *value);

G_END_DECLS
