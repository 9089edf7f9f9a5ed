#pragma once

#include "core/value.h"

G_BEGIN_DECLS

/* A format with these fields, as many digits as needed: FORMAT (.kind = MG_FORMAT_FLOAT, .bit_size = 64) */
#define FORMAT(...) ((MgFormat) { .digits = -1, __VA_ARGS__ })

/* The moment of the tests: 2025-11-25 07:03:11.254 UTC, five seconds after the system's start. */
#define NOW_US G_GINT64_CONSTANT (1764054191254000)
#define NOW_MONOTONIC_US 5000000

/* What bytes are as text; fails where that does not give the same bytes again, unless it is not meant to. */
char *value_text_once (MgFormat format, const void *bytes, gsize length);
void assert_value (MgFormat format, const void *bytes, gsize length, const char *text);
void assert_value_once (MgFormat format, const void *bytes, gsize length, const char *text);
/* That bytes are what a text is read as, and that a text is none. */
void assert_parsed (MgFormat format, const char *text, const void *bytes, gsize length);
void assert_not_parsed (MgFormat format, const char *text);

G_END_DECLS
