#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the text of a search is to be read. */
typedef enum
{
  MG_PATTERN_HEX,   /* "DE AD be ef", "deadbeef", "0xDEADBEEF"; ?? is any byte, and ? any half of one */
  MG_PATTERN_TEXT,  /* UTF-8 as it is (ASCII is the same); \n \t \r \0 \xXX \\ are escapes */
  MG_PATTERN_UTF16, /* the same escapes, \xXX being U+00XX */
  MG_PATTERN_I8, MG_PATTERN_U8, MG_PATTERN_I16, MG_PATTERN_U16, MG_PATTERN_I32, MG_PATTERN_U32,
  MG_PATTERN_I64, MG_PATTERN_U64, /* decimal; 0x… is the bits, also of a signed type */
  MG_PATTERN_F32, MG_PATTERN_F64, /* as strtod() reads them in the C locale; inf, and nan for any
                                     quiet one */
} MgPatternType;

#define MG_N_PATTERN_TYPES (MG_PATTERN_F64 + 1)

const char *mg_pattern_type_to_string (MgPatternType type); /* "hex", "text", "utf16", "i8", … "f64" */
gboolean mg_pattern_type_from_string (const char *text, MgPatternType *type);

#define MG_PATTERN_MAX 65536 /* bytes */

/* What to look for: bytes, and which bits of them count.  Immutable, reference-counted. */
typedef struct _MgPattern MgPattern;

/**
 * mg_pattern_parse:
 * @big_endian: of integers, floats and UTF-16 units
 *
 * Returns: NULL with MG_ERROR_INVALID where @text is not of @type, MG_ERROR_OUT_OF_RANGE where the
 *   type can't hold the number, MG_ERROR_TOO_LARGE over MG_PATTERN_MAX
 */
MgPattern *mg_pattern_parse (const char *text, MgPatternType type, gboolean big_endian, GError **error);
/**
 * mg_pattern_new:
 * @mask: (nullable): which bits count; NULL for all
 * @length: bytes, 1 to MG_PATTERN_MAX
 */
MgPattern *mg_pattern_new (const guint8 *bytes, const guint8 *mask, gsize length);
MgPattern *mg_pattern_ref (MgPattern *pattern);
void mg_pattern_unref (MgPattern *pattern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgPattern, mg_pattern_unref)

gsize mg_pattern_get_length (const MgPattern *pattern); /* bytes */
const guint8 *mg_pattern_get_bytes (const MgPattern *pattern); /* 0 where no bit counts */
const guint8 *mg_pattern_get_mask (const MgPattern *pattern);  /* never NULL */
gboolean mg_pattern_matches (const MgPattern *pattern, const guint8 *bytes); /* at this place */
gboolean mg_pattern_matches_zeros (const MgPattern *pattern); /* unallocated memory is full of it */

/**
 * mg_pattern_search:
 *
 * The first (or, @backward, the last) place in @length bytes where the pattern stands whole.
 * Pure and without allocation: it may be left in the middle by a fault, and @bytes may change.
 *
 * Vectorised, and bounded: linear in @length for patterns without wildcards, whatever the data.
 * With wildcards the worst case (a long pattern and data that agrees with nearly all of it nearly
 * everywhere) is @length × the pattern's length / 8 steps.
 *
 * Returns: its offset from @bytes, or G_MAXSIZE
 */
gsize mg_pattern_search (const MgPattern *pattern, const guint8 *bytes, gsize length, gboolean backward);

#define MG_PATTERN_PROBES 66 /* 2 + 4 × n */

/* A search that goes on after each place it found, overlapping ones included, without looking
 * again at what it has seen: all places of a periodic pattern in periodic data take linear time.
 * Lives on the stack and holds nothing; all fields are private. */
typedef struct _MgPatternSearch MgPatternSearch;

struct _MgPatternSearch
{
  const MgPattern *pattern;
  const guint8 *bytes;
  gsize length;
  gboolean backward;

  /* A place is where the pattern may begin, counted in the direction of the search. */
  gboolean (*kernel) (MgPatternSearch *search);
  gsize n_places;
  gsize next;         /* places before this one are dealt with, but for the candidates */
  gsize base;         /* bit i of candidates is the place at bytes + base + i */
  guint32 candidates; /* places where every byte that was compared agreed */
  gboolean proved;    /* and that was all of them */

  /* The last place looked at whole: @matched bytes up to @end, in the direction, agreed. */
  gsize end, matched;

  /* Which bytes of the pattern are compared first; those that tell most move ahead. */
  guint32 probes[MG_PATTERN_PROBES];
  guint pressure, patience, turn;
  gsize last_note;
};

void mg_pattern_search_init (MgPatternSearch *search, const MgPattern *pattern, const guint8 *bytes,
                             gsize length, gboolean backward);
/* Returns: the next place's offset from @bytes, or G_MAXSIZE */
gsize mg_pattern_search_next (MgPatternSearch *search);

G_END_DECLS
