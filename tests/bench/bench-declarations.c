/* Measures how long a header is read and laid out: one of 10,000 lines as games and sensors have them,
 * and one that includes nothing, for what is known without it. */

#include "config.h"

#include "bench.h"

#include "core/c-unit.h"
#include "core/layout.h"

#include <string.h>

#define N_RUNS 15
#define N_LINES 10000

typedef struct
{
  GString *text;
  MgCOptions options;
  guint n_members;
} Run;

/* Structures of 20 lines with all that such headers use, each with the one before in it. */
static GString *
make_header (void)
{
  GString *text = g_string_new (
      "#pragma once\n#include <stdint.h>\n#include <windows.h>\n#define NAME_LENGTH (MAX_PATH / 2)\n"
      "#define FIELD(type, name) type name\n#pragma pack (push, 4)\n"
      "typedef struct _R0 { DWORD first; } R0;\n");

  for (guint i = 1, n_lines = 7; n_lines < N_LINES; i++, n_lines += 20)
    g_string_append_printf (
        text,
        "/* What sensor %u tells, once in each interval. */\n"
        "enum kind%u { KIND%u_NONE, KIND%u_SOME = 4, KIND%u_ALL = KIND%u_SOME | 0x10 };\n"
        "#define COUNT_%u (sizeof (R%u) / 4 + %u)\n"
        "#if defined (_WIN32) && COUNT_LIMIT > 3\n"
        "#error not here\n"
        "#endif\n"
        "typedef struct _R%u\n"
        "{\n"
        "  FIELD (uint32_t, signature); //@ signature('MGS1')\n"
        "  volatile unsigned long long updated, polled; // in ms\n"
        "  enum kind%u kind;\n"
        "  char name[NAME_LENGTH], unit[16];\n"
        "  union { float value; int32_t raw; struct { uint16_t low, high; } words; };\n"
        "  unsigned visible : 1, level : 5, : 2, flags : 24;\n"
        "  double minimum, maximum, average[3];\n"
        "  struct { int16_t x, y, z; } position[4];\n"
        "  R%u *previous;\n"
        "  void (*changed) (struct _R%u *self, int reason);\n"
        "  BYTE reserved[%u & 31];\n"
        "} R%u, *PR%u;\n",
        i, i, i, i, i, i, i, i - 1, i % 7, i, i, i - 1, i, i, i, i);
  g_string_append (text, "#pragma pack (pop)\n");
  return text;
}

static void
read_cb (gpointer data)
{
  Run *run = data;
  g_autoptr (MgCUnit) unit = mg_c_unit_new ("bench.h", run->text->str, run->text->len, &run->options);

  if (mg_c_unit_get_n_errors (unit) > 0)
    g_error ("%s", (*mg_c_unit_get_diagnostics (unit, &run->n_members))->message);
}

static void
count_cb (const MgLayoutMember *member, gpointer data)
{
  ++*(guint *) data;
}

static void
bench_abi (const char *abi, Run *run)
{
  g_autofree char *what = g_strdup_printf ("a header of 10,000 lines, for %s", abi);
  g_autoptr (MgCUnit) unit = NULL;

  run->options.abi = mg_abi_find (abi);
  bench_figure (what, bench_time (N_RUNS, read_cb, run) * 1000, "ms", BENCH_AT_MOST, 50, "%.0f KiB",
                (double) run->text->len / 1024);
  unit = mg_c_unit_new ("bench.h", run->text->str, run->text->len, &run->options);
  mg_layout_foreach (mg_c_unit_find_type (unit, NULL, NULL), count_cb, &run->n_members, NULL);
  if (run->n_members < 20)
    g_error ("%u members", run->n_members);
}

int
main (void)
{
  Run run = { .text = make_header () };

  bench_machine ();
  bench_heading ("declarations");
  bench_abi ("linux64", &run);
  bench_abi ("win64", &run);
  run.options.language = MG_C_LANGUAGE_CPLUSPLUS;
  bench_abi ("mingw32", &run);
  g_string_assign (run.text, "struct s { int a; };\n");
  run.options.language = MG_C_LANGUAGE_C;
  bench_figure ("a header of one line", bench_time (100, read_cb, &run) * 1000, "ms", BENCH_SHOWN, 0,
                "what is known without headers");
  g_string_free (run.text, TRUE);
  return 0;
}
