#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the text of a search is to be read. */
typedef enum
{
  MG_PATTERN_HEX,   /* "DE AD be ef", "deadbeef", "0xDEADBEEF"; ?? is any byte, and ? any half of one */
  MG_PATTERN_TEXT,  /* UTF-8 as it is (ASCII is the same); \n \t \r \0 \xXX \\ are escapes */
  MG_PATTERN_UTF16,
  MG_PATTERN_I8, MG_PATTERN_U8, MG_PATTERN_I16, MG_PATTERN_U16, MG_PATTERN_I32, MG_PATTERN_U32,
  MG_PATTERN_I64, MG_PATTERN_U64, /* decimal, 0x… */
  MG_PATTERN_F32, MG_PATTERN_F64, /* as strtod() reads them in the C locale; nan and inf too */
} MgPatternType;

const char *mg_pattern_type_to_string (MgPatternType type); /* "hex", "text", "utf16", "i8", … "f64" */
gboolean mg_pattern_type_from_string (const char *text, MgPatternType *type);

#define MG_PATTERN_MAX 65536 /* bytes */

/* What to look for: bytes, and which bits of them count.  Immutable, reference-counted. */
typedef struct _MgPattern MgPattern;

MgPattern *mg_pattern_parse (const char *text, MgPatternType type, gboolean big_endian, GError **error);
/* @mask: (nullable): which bits count; NULL for all */
MgPattern *mg_pattern_new (const guint8 *bytes, const guint8 *mask, gsize length);
MgPattern *mg_pattern_ref (MgPattern *pattern);
void mg_pattern_unref (MgPattern *pattern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgPattern, mg_pattern_unref)

gsize mg_pattern_get_length (const MgPattern *pattern); /* bytes */
const guint8 *mg_pattern_get_bytes (const MgPattern *pattern);
gboolean mg_pattern_matches (const MgPattern *pattern, const guint8 *bytes); /* at this place */

/**
 * mg_pattern_search:
 *
 * The first (or, @backward, the last) place in @length bytes where the pattern stands whole.
 * Pure and without allocation: it may be left in the middle by a fault, and @bytes may change.
 * Vectorised, with a bounded worst case (periodic data costs no more than about 1 ns a byte).
 * Returns: its offset from @bytes, or G_MAXSIZE
 */
gsize mg_pattern_search (const MgPattern *pattern, const guint8 *bytes, gsize length, gboolean backward);

G_END_DECLS
