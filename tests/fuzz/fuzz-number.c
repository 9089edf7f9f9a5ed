/* Numbers and offsets as people write them. */

#include "fuzz.h"

#include "core/error.h"
#include "core/number.h"
#include "core/range.h"

const char *const fuzz_seeds[] = {
  "0x1A0",     "1A0h", "416", "+0x10", "-16", "end", "end-0x10", "start", "18446744073709551615",
  "1_000 000", NULL,
};

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const guint64 sizes[] = { 0, 1, 4096, (guint64) 1 << 62, MG_OFFSET_MAX };
  g_autofree char *text = g_strndup ((const char *) data, size);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const guint64 untouched = G_GUINT64_CONSTANT (0x5a5a5a5a5a5a5a5a);
      guint64 number = untouched, offset = untouched;
      g_autoptr (GError) number_error = NULL;
      g_autoptr (GError) offset_error = NULL;

      if (mg_number_parse (text, sizes[i], &number, &number_error))
        g_assert (number_error == NULL && number <= sizes[i]);
      else
        g_assert (number_error->domain == MG_ERROR && number == untouched);
      if (mg_offset_parse (text, sizes[i] / 2, sizes[i], &offset, &offset_error))
        g_assert (offset_error == NULL && offset < sizes[i]);
      else
        g_assert (offset_error->domain == MG_ERROR && offset == untouched);
      g_free (mg_size_to_string (number));
    }
  return 0;
}
