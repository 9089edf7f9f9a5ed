/* What to look for, as text of every type. */

#include "fuzz.h"

#include "core/error.h"
#include "core/pattern.h"

const char *const fuzz_seeds[] = {
  "DE AD be ef",
  "0xde, 0xad",
  "?? 4? ?f",
  "Gr\xc3\xbc\xc3\x9f"
  "e\\n\\x7f\\\\",
  "-128",
  "0xffffffffffffffff",
  "1.5e-3",
  "nan",
  "-inf",
  NULL,
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (guint type = 0; type < MG_N_PATTERN_TYPES; type++)
    for (guint big_endian = 0; big_endian < 2; big_endian++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (MgPattern) pattern = mg_pattern_parse (text, type, big_endian, &error);

        g_assert ((pattern == NULL) == (error != NULL));
        if (pattern == NULL)
          {
            g_assert (error->domain == MG_ERROR && g_utf8_validate (error->message, -1, NULL));
            continue;
          }
        g_assert (mg_pattern_get_length (pattern) >= 1 && mg_pattern_get_length (pattern) <= MG_PATTERN_MAX);
        g_assert (mg_pattern_matches (pattern, mg_pattern_get_bytes (pattern)));
        g_assert (mg_pattern_search (pattern, mg_pattern_get_bytes (pattern),
                                     mg_pattern_get_length (pattern), TRUE) == 0);
      }
  return 0;
}
