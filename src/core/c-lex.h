#pragma once

#include "core/c-token.h"

G_BEGIN_DECLS

/* Turns the text of one file into tokens, without regard to what they mean. */
typedef struct
{
  MgCSource *source;
  const MgCFile *file; /* (nullable): NULL for text that a macro made */
  const char *text, *p, *end;
  MgCPlace start;        /* of text */
  gboolean cplusplus;
  gboolean at_line_start;
  gboolean in_directive; /* a line's end is a token, and stays where it is */
  gboolean skipping;     /* nothing is an error, no comment an annotation */
} MgCLexer;

void mg_c_lexer_init (MgCLexer *lexer, MgCSource *source, const MgCFile *file, gboolean cplusplus);
/* For text that stands in no file, with the place of what made it. */
void mg_c_lexer_init_text (MgCLexer *lexer, MgCSource *source, const char *text, gsize length,
                           MgCPlace place, gboolean cplusplus);

/* The next token; MG_C_END at the end, again and again. */
void mg_c_lex (MgCLexer *lexer, MgCToken *token);

/* The name behind #include, with its quotes or <>.  FALSE where none is written out there. */
gboolean mg_c_lex_header_name (MgCLexer *lexer, MgCToken *token);
/* What is left of the line, without white space around. */
char *mg_c_lex_rest_of_line (MgCLexer *lexer);

G_END_DECLS
