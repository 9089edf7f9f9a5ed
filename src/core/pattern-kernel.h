/* The inner loop of a search, included once for each vector unit.  It wants:
 *   KERNEL (name)        a name of its own for each unit
 *   TARGET               attributes of its functions
 *   VECTOR, WIDTH        its type, and the bytes in it
 *   LOAD (address), SPLAT (byte), AND (a, b), OR (a, b)
 *   EQUAL (a, b)         bytes that are equal
 *   BITS (v)             these as bits, the first byte's lowest
 */

/* Which of the places from @at on agree with the pattern's byte at a probe. */
static inline TARGET VECTOR
KERNEL (compare) (const guint8 *at, VECTOR mask, VECTOR byte)
{
  return EQUAL (AND (LOAD (at), mask), byte);
}

static inline TARGET VECTOR
KERNEL (probe) (const MgPatternSearch *search, gsize base, guint probe)
{
  const guint32 position = search->probes[probe];

  return KERNEL (compare) (search->bytes + base + position, SPLAT (search->pattern->mask[position]),
                           SPLAT (search->pattern->bytes[position]));
}

/* Of all probes, the one that fewest places of a block agree with. */
static TARGET guint
KERNEL (best_probe) (const MgPatternSearch *search, gsize base)
{
  guint best = 0;
  int best_count = WIDTH + 1;

  for (guint probe = 0; probe < search->pattern->n_probes; probe++)
    {
      int count = __builtin_popcount (BITS (KERNEL (probe) (search, base, probe)));

      if (count < best_count)
        {
          best = probe;
          best_count = count;
        }
    }
  return best;
}

/* Passes over places where two probes do not both agree, four vectors at a time.  @masked is a
 * constant where this is inlined.
 *
 * Returns: how many places are left, the next of which are worth a look */
static inline __attribute__ ((always_inline)) TARGET gsize
KERNEL (pass) (const MgPatternSearch *search, gsize left, gboolean masked)
{
  const MgPattern *pattern = search->pattern;
  const guint32 first = search->probes[0], second = search->probes[1];
  const VECTOR first_byte = SPLAT (pattern->bytes[first]);
  const VECTOR second_byte = SPLAT (pattern->bytes[second]);
  const VECTOR first_mask = SPLAT (pattern->mask[first]);
  const VECTOR second_mask = SPLAT (pattern->mask[second]);
  const gssize step = search->backward ? -4 * (gssize) WIDTH : 4 * (gssize) WIDTH;
  const gssize ahead = search->backward ? -PREFETCH : PREFETCH;
  const guint8 *at =
      search->bytes + (search->backward ? left - 4 * WIDTH : search->n_places - left);

#define PAIR(i)                                                                                    \
  (masked ? AND (KERNEL (compare) (at + first + (i) *WIDTH, first_mask, first_byte),               \
                 KERNEL (compare) (at + second + (i) *WIDTH, second_mask, second_byte))            \
          : AND (EQUAL (LOAD (at + first + (i) *WIDTH), first_byte),                               \
                 EQUAL (LOAD (at + second + (i) *WIDTH), second_byte)))

  for (; left >= 4 * WIDTH; left -= 4 * WIDTH, at += step)
    {
      VECTOR any = OR (OR (PAIR (0), PAIR (1)), OR (PAIR (2), PAIR (3)));

      /* The hardware stops looking ahead at each page's end. */
      for (gsize line = 0; line < 4 * WIDTH; line += 64)
        __builtin_prefetch (at + ahead + line);
      if (BITS (any) != 0)
        break;
    }
#undef PAIR
  return left;
}

/* Goes on to the next places where two probes and, while any place is left, further ones agree.
 * @search->n_places is at least WIDTH. */
static TARGET gboolean
KERNEL (search) (MgPatternSearch *search)
{
  const MgPattern *pattern = search->pattern;
  const gsize n_places = search->n_places;
  const gboolean backward = search->backward;

  while (search->next < n_places)
    {
      gsize left = n_places - search->next;
      gboolean moved = FALSE;

      left =
          pattern->solid ? KERNEL (pass) (search, left, FALSE) : KERNEL (pass) (search, left, TRUE);

      for (guint n = 0; n < 4 && left > 0 && !moved; n++)
        {
          gsize base = backward ? (left < WIDTH ? 0 : left - WIDTH) : n_places - MAX (left, WIDTH);
          guint32 bits =
              BITS (AND (KERNEL (probe) (search, base, 0), KERNEL (probe) (search, base, 1)));
          guint probe = 2;

          /* The last block overlaps the one before it. */
          if (left < WIDTH)
            bits &= backward ? ((guint32) 1 << left) - 1 : G_MAXUINT32 << (WIDTH - left);
          left -= MIN (left, WIDTH);

          /* Four at once: a branch after each would often be mispredicted, and so would one that
           * leaves a single place to the comparison of all. */
          for (; bits != 0 && probe < pattern->n_probes; probe += 4)
            bits &= BITS (AND (AND (KERNEL (probe) (search, base, probe),
                                    KERNEL (probe) (search, base, probe + 1)),
                               AND (KERNEL (probe) (search, base, probe + 2),
                                    KERNEL (probe) (search, base, probe + 3))));
          if (bits != 0)
            {
              search->next = n_places - left;
              search->base = base;
              search->candidates = bits;
              search->proved = pattern->probes_prove && probe >= pattern->n_probes;
              return TRUE;
            }
          if (probe > 2 && under_pressure (search, n_places - left))
            {
              promote (search, KERNEL (best_probe) (search, base));
              moved = TRUE;
            }
        }
      search->next = n_places - left;
    }
  return FALSE;
}

#undef KERNEL
#undef TARGET
#undef VECTOR
#undef WIDTH
#undef LOAD
#undef SPLAT
#undef AND
#undef OR
#undef EQUAL
#undef BITS
