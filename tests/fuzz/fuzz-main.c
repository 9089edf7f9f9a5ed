/* Drives a fuzz target without libFuzzer: its seeds, and the same many changes of them each time.
 *
 *   fuzz-X-once [FILE…]           with files: those inputs instead, to see again what a fuzzer found
 *   fuzz-X-once --rounds N SEED   so many, of others: for a long run where there is no libFuzzer
 *
 * N counts texts: where what is around one costs more than the text, N_TOGETHER of them go to a call. */

#include "fuzz.h"

#include <string.h>

/* Under Wine a translated message takes some 100 µs: gettext asks for the locale each time. */
#ifdef G_OS_WIN32
#define N_ROUNDS 2000
#else
#define N_ROUNDS 20000
#endif
#define LENGTH_MAX 400

/* What parsers are likely to look at. */
static const char *const pieces[] = {
  "\\",
  "/",
  "%",
  "%25",
  "%u0041",
  "%uD800",
  "0x",
  "-",
  "+",
  " ",
  "end",
  "?",
  "..",
  ".",
  "Global\\",
  "Session\\",
  "posix:",
  "section:",
  "18446744073709551615",
  "\xff",
  "\xc3\xa9",
  "\xf0\x9f\x98\x80",
  "nan",
  "e9",
  "\n",
};

static void
run (const guint8 *data, gsize size)
{
  /* a block of just that size, so that a look beyond it is seen */
  g_autofree guint8 *copy = g_malloc (MAX (size, 1));

  if (size > 0)
    memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
}

static void
change (GRand *rand, GByteArray *input)
{
  guint at = g_rand_int_range (rand, 0, input->len + 1);
  const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
  gsize length = strlen (piece);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      if (at < input->len)
        input->data[at] = g_rand_int_range (rand, 0, 256);
      break;
    case 1:
      if (at < input->len)
        g_byte_array_remove_range (input, at,
                                   g_rand_int_range (rand, 1, MIN (8, input->len - at) + 1));
      break;
    case 2:
      if (input->len + length <= LENGTH_MAX)
        {
          g_byte_array_append (input, (const guint8 *) piece, length);
          memmove (input->data + at + length, input->data + at, input->len - length - at);
          memcpy (input->data + at, piece, length);
        }
      break;
    default:
      if (at < input->len && 2 * input->len - at <= LENGTH_MAX)
        {
          g_autofree guint8 *tail = g_memdup2 (input->data + at, input->len - at);

          g_byte_array_append (input, tail, input->len - at);
        }
      break;
    }
}

static void
append_input (GRand *rand, guint round, GByteArray *inputs)
{
  guint n_seeds = g_strv_length ((char **) fuzz_seeds);
  const char *seed = fuzz_seeds[round % n_seeds];
  g_autoptr (GByteArray) input = g_byte_array_new ();

  g_byte_array_append (input, (const guint8 *) seed, strlen (seed));
  for (guint n = round / n_seeds % 8; n > 0; n--)
    change (rand, input);
  g_byte_array_append (inputs, input->data, input->len);
}

int
main (int argc, char **argv)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);
  guint n_rounds = N_ROUNDS;

  if (argc == 4 && strcmp (argv[1], "--rounds") == 0)
    {
      n_rounds = (guint) g_ascii_strtoull (argv[2], NULL, 10);
      g_rand_set_seed (rand, (guint32) g_ascii_strtoull (argv[3], NULL, 10));
      argc = 1;
    }
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      if (!g_file_get_contents (argv[i], &content, &size, &error))
        g_error ("%s", error->message);
      run ((const guint8 *) content, size);
    }
  if (argc > 1)
    return 0;

  run (NULL, 0);
  for (guint i = 0; i < n_rounds; i += N_TOGETHER)
    {
      g_autoptr (GByteArray) inputs = g_byte_array_new ();

      for (guint n = 0; n < N_TOGETHER; n++)
        {
          static const guint8 next = FUZZ_NEXT;

          if (n > 0)
            g_byte_array_append (inputs, &next, 1);
          append_input (rand, i + n, inputs);
        }
      run (inputs->data, inputs->len);
    }
  return 0;
}
