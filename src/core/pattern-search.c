#include "config.h"

#include "core/pattern-private.h"

#include <string.h>

#ifdef __SSE2__
#include <immintrin.h>
#endif

/* Searching goes in three steps, each for what the one before lets through:
 *
 * 1. Two bytes of the pattern, the probes expected to be the rarest, are compared at WIDTH places
 *    at once.
 * 2. Where a place is left, further probes are, four together, until none is left or all were.
 *    That decides short patterns, and those with wildcards of up to MG_PATTERN_PROBES bytes,
 *    whatever the data looks like.
 * 3. The rest of a longer pattern is compared from its beginning.  What agreed is remembered and
 *    never compared again, in the way of Knuth, Morris and Pratt, so the whole is linear.
 *
 * Where steps 2 and 3 become frequent the probes change, so that data which the static choice is
 * wrong for (all 0xA5, text in capitals) soon costs no more than other data: a probe that rules
 * more places out moves ahead.  And where a pattern breaks its own period, the two bytes that break
 * it become the probes: in data of that period they never agree both.  In data where no probe tells
 * more than another (random bits) that is in vain, so it becomes rarer with each time.
 *
 * A backward search is the same one with pattern and bytes read from their ends.
 *
 * The bytes may change meanwhile.  No index depends on what they are but through the tables, whose
 * entries are within the pattern: the worst is a wrong answer about bytes that were changing.  */

/* Where a search compares more than this often in vain, its order of probes changes. */
#define PRESSURE_STEP 8
#define PRESSURE_MAX 64           /* at first; doubled by each change, up to... */
#define PATIENCE_MAX (8 * PRESSURE_MAX)

/* How far ahead of itself a search asks for memory, in bytes. */
#define PREFETCH 4096

/* Work beyond the first two probes was done in vain just before @place.  Returns: whether that has
 * become frequent */
static gboolean
under_pressure (MgPatternSearch *search, gsize place)
{
  gsize relief = (place - search->last_note) / 32;

  search->last_note = place;
  search->pressure -= MIN (search->pressure, relief);
  search->pressure += PRESSURE_STEP;
  if (search->pressure < search->patience)
    return FALSE;
  search->pressure = 0;
  search->patience = MIN (2 * search->patience, PATIENCE_MAX);
  return TRUE;
}

/* Makes a probe one of the two that are compared first. */
static void
promote (MgPatternSearch *search, guint probe)
{
  guint32 position = search->probes[probe];

  search->probes[probe] = search->probes[search->turn];
  search->probes[search->turn] = position;
  search->turn ^= 1;
}

/* The same of the pattern's byte at @position, probe or not. */
static void
promote_position (MgPatternSearch *search, guint32 position)
{
  guint last = search->pattern->n_probes - 1;
  guint probe = 0;

  while (probe < last && search->probes[probe] != position)
    probe++;
  search->probes[probe] = position;
  promote (search, probe);
}

/* How many bytes of the pattern, from its beginning, agree with @at, given that @matched do. */
static gsize
extend_forward (const MgPattern *pattern, const guint8 *at, gsize matched)
{
  for (; matched + 8 <= pattern->length; matched += 8)
    {
      guint64 bytes, mask, wanted;

      memcpy (&bytes, at + matched, 8);
      memcpy (&mask, pattern->mask + matched, 8);
      memcpy (&wanted, pattern->bytes + matched, 8);
      bytes = GUINT64_FROM_LE ((bytes & mask) ^ wanted);
      if (bytes != 0)
        return matched + __builtin_ctzll (bytes) / 8;
    }
  while (matched < pattern->length && (at[matched] & pattern->mask[matched]) == pattern->bytes[matched])
    matched++;
  return matched;
}

/* The same from its end. */
static gsize
extend_backward (const MgPattern *pattern, const guint8 *at, gsize matched)
{
  const gsize length = pattern->length;

  for (; matched + 8 <= length; matched += 8)
    {
      guint64 bytes, mask, wanted;
      gsize position = length - matched - 8;

      memcpy (&bytes, at + position, 8);
      memcpy (&mask, pattern->mask + position, 8);
      memcpy (&wanted, pattern->bytes + position, 8);
      bytes = GUINT64_FROM_LE ((bytes & mask) ^ wanted);
      if (bytes != 0)
        return matched + __builtin_clzll (bytes) / 8;
    }
  while (matched < length
         && (at[length - matched - 1] & pattern->mask[length - matched - 1])
                == pattern->bytes[length - matched - 1])
    matched++;
  return matched;
}

gboolean
mg_pattern_matches (const MgPattern *pattern, const guint8 *bytes)
{
  return extend_forward (pattern, bytes, 0) == pattern->length;
}

/* The position of the @i-th byte of the pattern in the direction of the search. */
static inline gsize
position_of (const MgPatternSearch *search, gsize i)
{
  return search->backward ? search->pattern->length - 1 - i : i;
}

/* Nothing is to be found before @place. */
static void
skip_to (MgPatternSearch *search, gsize place)
{
  gsize n_places = search->n_places, base = search->base;

  search->next = MAX (search->next, place);
  if (place >= n_places)
    search->candidates = 0;
  else if (!search->backward && place > base)
    search->candidates &= place - base < 32 ? G_MAXUINT32 << (place - base) : 0;
  else if (search->backward && n_places - 1 - place < base + 31)
    search->candidates &=
        n_places - 1 - place < base ? 0 : G_MAXUINT32 >> (31 - (n_places - 1 - place - base));
}

/* Compares the whole pattern at @place, but for what is known to agree. */
static gboolean
verify (MgPatternSearch *search, gsize place)
{
  const MgPattern *pattern = search->pattern;
  const MgPatternBorders *borders = &pattern->borders[search->backward];
  const guint8 *at = search->bytes + (search->backward ? search->n_places - 1 - place : place);
  const gboolean solid = borders->weak != NULL;
  gsize matched = 0, period = 0;

  if (solid)
    {
      /* Places between the last one and this one were ruled out; what agreed there agrees here
       * where the pattern's beginning is found again at its end. */
      matched = search->matched;
      while (matched > 0 && search->end - matched < place)
        matched = borders->weak[matched];
      if (matched == 0)
        search->end = MAX (search->end, place);
      search->matched = matched;
      if (search->end - matched > place)
        return FALSE;
    }

  matched = search->backward ? extend_backward (pattern, at, matched)
                             : extend_forward (pattern, at, matched);
  if (solid)
    {
      search->end = place + matched;
      search->matched = matched;
    }
  if (matched == pattern->length)
    return TRUE;

  if (solid)
    {
      /* The byte that disagreed decides with which border the search goes on. */
      gsize end = search->end;
      guint8 byte = search->bytes[search->backward ? search->length - 1 - end : end];
      guint32 border = borders->strong[matched];

      if (borders->weak[matched] > 0)
        period = matched - borders->weak[matched];
      while (border != MG_PATTERN_NO_BORDER && pattern->bytes[position_of (search, border)] != byte)
        border = borders->strong[border];
      search->matched = border == MG_PATTERN_NO_BORDER ? 0 : border + 1;
      search->end = end + 1;
      skip_to (search, search->end - search->matched);
    }
  if (under_pressure (search, place))
    {
      promote_position (search, position_of (search, matched));
      if (period > 0)
        promote_position (search, position_of (search, matched - period));
    }
  return FALSE;
}

/* For fewer places than a vector has. */
static gboolean
search_few (MgPatternSearch *search)
{
  const gsize n_places = search->n_places;

  search->base = 0;
  search->candidates = 0;
  search->proved = TRUE;
  if (search->next >= n_places)
    return FALSE;
  for (gsize i = 0; i < n_places; i++)
    if (mg_pattern_matches (search->pattern, search->bytes + i))
      search->candidates |= (guint32) 1 << i;
  search->next = n_places;
  return search->candidates != 0;
}

/* Eight bytes in a general register.  Bytes that are equal have their highest bit set. */
static inline guint64
load_word (const guint8 *at)
{
  guint64 word;

  memcpy (&word, at, sizeof word);
  return GUINT64_FROM_LE (word);
}

static inline guint64
equal_bytes (guint64 a, guint64 b)
{
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  guint64 difference = a ^ b;

  return ~(((difference & low) + low) | difference | low);
}

#define KERNEL(name) name##_portable
#define TARGET
#define VECTOR guint64
#define WIDTH ((gsize) 8)
#define LOAD(address) load_word (address)
#define SPLAT(byte) ((byte) *G_GUINT64_CONSTANT (0x0101010101010101))
#define AND(a, b) ((a) & (b))
#define OR(a, b) ((a) | (b))
#define EQUAL(a, b) equal_bytes (a, b)
#define BITS(v) ((guint32) ((((v) >> 7) * G_GUINT64_CONSTANT (0x0102040810204080)) >> 56))
#include "core/pattern-kernel.h"

#ifdef __SSE2__
#define KERNEL(name) name##_sse2
#define TARGET
#define VECTOR __m128i
#define WIDTH ((gsize) 16)
#define LOAD(address) _mm_loadu_si128 ((const __m128i *) (address))
#define SPLAT(byte) _mm_set1_epi8 ((char) (byte))
#define AND(a, b) _mm_and_si128 (a, b)
#define OR(a, b) _mm_or_si128 (a, b)
#define EQUAL(a, b) _mm_cmpeq_epi8 (a, b)
#define BITS(v) ((guint32) _mm_movemask_epi8 (v))
#include "core/pattern-kernel.h"
#endif

/* Not on Windows: gcc does not align the stack to 32 bytes there, and a spilled vector faults. */
#if defined(__x86_64__) && !defined(G_OS_WIN32)
#define HAVE_AVX2 1
#define KERNEL(name) name##_avx2
#define TARGET __attribute__ ((target ("avx2")))
#define VECTOR __m256i
#define WIDTH ((gsize) 32)
#define LOAD(address) _mm256_loadu_si256 ((const __m256i *) (address))
#define SPLAT(byte) _mm256_set1_epi8 ((char) (byte))
#define AND(a, b) _mm256_and_si256 (a, b)
#define OR(a, b) _mm256_or_si256 (a, b)
#define EQUAL(a, b) _mm256_cmpeq_epi8 (a, b)
#define BITS(v) ((guint32) _mm256_movemask_epi8 (v))
#include "core/pattern-kernel.h"
#endif

gboolean
mg_pattern_set_unit (MgPattern *pattern, MgPatternUnit unit)
{
  switch (unit)
    {
    case MG_PATTERN_PORTABLE:
      pattern->kernel = search_portable;
      pattern->kernel_width = 8;
      return TRUE;

    case MG_PATTERN_SSE2:
#ifdef __SSE2__
      pattern->kernel = search_sse2;
      pattern->kernel_width = 16;
      return TRUE;
#else
      return FALSE;
#endif

    case MG_PATTERN_AVX2:
#ifdef HAVE_AVX2
      if (!__builtin_cpu_supports ("avx2"))
        return FALSE;
      pattern->kernel = search_avx2;
      pattern->kernel_width = 32;
      return TRUE;
#else
      return FALSE;
#endif

    default:
      g_return_val_if_reached (FALSE);
    }
}

void
mg_pattern_search_init (MgPatternSearch *search, const MgPattern *pattern, const guint8 *bytes,
                        gsize length, gboolean backward)
{
  search->pattern = pattern;
  search->bytes = bytes;
  search->length = length;
  search->backward = backward != FALSE;
  search->n_places = length < pattern->length ? 0 : length - pattern->length + 1;
  search->kernel = search->n_places >= pattern->kernel_width ? pattern->kernel
                   : search->n_places >= 8                   ? search_portable
                                                             : search_few;
  search->next = 0;
  search->base = 0;
  search->candidates = 0;
  search->proved = FALSE;
  search->end = search->matched = 0;
  memcpy (search->probes, pattern->probes, pattern->n_probes * sizeof pattern->probes[0]);
  search->pressure = search->turn = 0;
  search->patience = PRESSURE_MAX;
  search->last_note = 0;
}

gsize
mg_pattern_search_next (MgPatternSearch *search)
{
  do
    {
      while (search->candidates != 0)
        {
          guint bit = search->backward ? 31 - __builtin_clz (search->candidates)
                                       : __builtin_ctz (search->candidates);
          gsize offset = search->base + bit;

          search->candidates &= ~((guint32) 1 << bit);
          if (search->proved || verify (search, search->backward ? search->n_places - 1 - offset : offset))
            return offset;
        }
    }
  while (search->kernel (search));
  return G_MAXSIZE;
}

gsize
mg_pattern_search (const MgPattern *pattern, const guint8 *bytes, gsize length, gboolean backward)
{
  MgPatternSearch search;

  mg_pattern_search_init (&search, pattern, bytes, length, backward);
  return mg_pattern_search_next (&search);
}
