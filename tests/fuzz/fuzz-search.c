/* The search itself, against the plain one: [length of the pattern] [use a mask] pattern, mask,
 * data. */

#include "fuzz.h"

#include "core/pattern-private.h"

const char *const fuzz_seeds[] = {
  "\x02\x02"
  "ababababababab",
  "\x48\x02"
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "\x03\x01"
  "abc\xff\x0f\xff"
  "aabcabbcabc",
  "\x10\x02"
  "abaababaabaababaababaabaababaabaab",
  NULL,
};

static gsize
plain_search (const guint8 *wanted, const guint8 *mask, gsize length, const guint8 *data,
              gsize size, gboolean backward)
{
  gsize last = G_MAXSIZE;

  for (gsize place = 0; place + length <= size; place++)
    {
      gsize i = 0;

      while (i < length && ((data[place + i] ^ wanted[i]) & (mask != NULL ? mask[i] : 0xff)) == 0)
        i++;
      if (i == length && !backward)
        return place;
      if (i == length)
        last = place;
    }
  return last;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (MgPattern) pattern = NULL;
  const guint8 *wanted, *mask;
  gsize length;

  if (size < 3)
    return 0;
  length = MAX (data[0], 1);
  wanted = data + 2;
  mask = data[1] % 2 != 0 ? wanted + length : NULL;
  if (2 + length * (mask != NULL ? 2 : 1) > size)
    return 0;
  size -= 2 + length * (mask != NULL ? 2 : 1);
  data = mask != NULL ? mask + length : wanted + length;

  pattern = mg_pattern_new (wanted, mask, length);
  for (guint unit = MG_PATTERN_PORTABLE; unit <= MG_PATTERN_AVX2; unit++)
    for (guint backward = 0; backward < 2 && mg_pattern_set_unit (pattern, unit); backward++)
      g_assert (mg_pattern_search (pattern, data, size, backward)
                == plain_search (wanted, mask, length, data, size, backward));
  return 0;
}
