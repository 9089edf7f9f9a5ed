/* Measures fields: opening a structure with a million elements, and a screen of fields at 60 Hz. */

#include "config.h"

#include "bench.h"

#include <string.h>

#include "core/field.h"

#define N_RUNS 5
#define N_ROWS 40
#define HZ 60

static const char text[] =
    "struct vec { double x, y, z; };\n"
    "struct vehicle { int id; char name[64]; // @label(name)\n struct vec pos; float speed; // @unit(km/h)\n"
    "  unsigned flags : 5; };\n"
    "struct record { uint32_t len; uint32_t id; }; // @size(8 + len)\n"
    "struct whole { uint32_t n, offset, stride;\n"
    "  struct vehicle list[1]; // @at(offset) @stride(stride) @count(n)\n"
    "  struct vehicle fixed[1000000];\n"
    "  struct record records[1]; // @at(offset) @count(60000)\n};";

typedef struct
{
  MgStructure *structure;
  MgField *rows[N_ROWS];
  MgFieldBytes bytes;
  guint8 *object;
  guint64 size;
} Screen;

static void
copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  const Screen *screen = data;

  memcpy (bytes, screen->object + offset, length);
  memset (states, MG_BYTE_OK, length);
}

static void
make (Screen *screen)
{
  const MgCOptions options = { .abi = mg_abi_find ("linux64") };
  g_autoptr (MgCUnit) unit = mg_c_unit_new ("bench.h", text, sizeof text - 1, &options);

  screen->structure =
      mg_structure_new (unit, mg_c_unit_find_type (unit, NULL, NULL), 0, MG_ORDER_LITTLE, NULL, NULL);
}

static void
open_cb (gpointer data)
{
  Screen *screen = data;
  g_autoptr (MgField) list = NULL;
  MgFieldPlace place;

  g_clear_pointer (&screen->structure, mg_structure_unref);
  make (screen);
  list = mg_structure_find (screen->structure, "fixed", NULL);
  if (!mg_field_locate (list, &screen->bytes, &place, NULL) || place.n_children != 1000000)
    g_error ("not a million");
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autoptr (MgField) row = mg_field_get_child (list, 999000 + i);

      g_free (mg_field_dup_text (row, &screen->bytes, NULL));
    }
}

/* One refresh: where each row is, and what it says. */
static void
refresh_cb (gpointer data)
{
  Screen *screen = data;
  MgFieldPlace place;

  for (guint i = 0; i < N_ROWS; i++)
    {
      if (!mg_field_locate (screen->rows[i], &screen->bytes, &place, NULL))
        g_error ("a row is nowhere");
      g_free (mg_field_dup_text (screen->rows[i], &screen->bytes, NULL));
    }
}

static void
set_rows (Screen *screen, const char *array, const char *member)
{
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s[%u]%s", array, 59900 + i, member);
      g_autoptr (GError) error = NULL;

      g_clear_pointer (&screen->rows[i], mg_field_unref);
      screen->rows[i] = mg_structure_find (screen->structure, path, &error);
      if (error != NULL)
        g_error ("%s", error->message);
    }
}

static void
hundred_cb (gpointer data)
{
  for (guint i = 0; i < 100; i++)
    refresh_cb (data);
}

/* What is at each 16th byte of what is visible, as the hex view asks. */
static void
find_cb (gpointer data)
{
  Screen *screen = data;

  for (guint64 i = 0; i < 1000; i++)
    {
      g_autoptr (MgField) found = mg_structure_find_at (screen->structure, &screen->bytes, 50000000 + i * 16);

      if (found == NULL)
        g_error ("nothing is there");
    }
}

static void
put_number (Screen *screen, guint64 offset, guint32 value)
{
  memcpy (screen->object + offset, &value, sizeof value);
}

static void
figure (Screen *screen, const char *what)
{
  double seconds = bench_time (N_RUNS, hundred_cb, screen) / 100;

  bench_figure (what, seconds * HZ * 100, "% of a core", BENCH_AT_MOST, 3, "%.1f µs a refresh",
                seconds * 1e6);
}

int
main (void)
{
  Screen screen = { .size = (guint64) 130 << 20 };
  g_autoptr (MgFieldMemo) memo = mg_field_memo_new ();

  screen.object = g_malloc0 ((gsize) screen.size);
  screen.bytes = (MgFieldBytes) { copy_cb, screen.size, &screen, NULL };
  put_number (&screen, 0, 100000);
  put_number (&screen, 4, 1000);
  put_number (&screen, 8, 128);
  for (guint64 at = 1000, i = 0; i < 60000; i++, at += 128)
    put_number (&screen, at, 120);

  bench_machine ();
  bench_heading ("A structure with a million elements");
  bench_figure ("declared, opened, 40 of the last ones told", bench_time (N_RUNS, open_cb, &screen) * 1e3,
                "ms", BENCH_AT_MOST, 50, "%s", "");
  bench_heading ("40 visible fields, 60 times a second");
  set_rows (&screen, "fixed", ".speed");
  figure (&screen, "numbers in an array");
  set_rows (&screen, "fixed", "");
  figure (&screen, "structures by their names");
  set_rows (&screen, "fixed", ".pos");
  figure (&screen, "structures by their members");
  set_rows (&screen, "list", ".speed");
  figure (&screen, "numbers where annotations put them");
  set_rows (&screen, "records", ".id");
  screen.bytes.memo = memo;
  {
    double first, start = bench_now ();

    refresh_cb (&screen);
    first = bench_now () - start;
    bench_figure ("60000 records of different lengths, walked through once", first * 1e3, "ms", BENCH_SHOWN,
                  0, "%s", "");
  }
  figure (&screen, "numbers in them, from then on");
  bench_figure ("what is at an offset", bench_time (N_RUNS, find_cb, &screen) * 1e3, "µs", BENCH_SHOWN, 0,
                "%s", "of 1000");
  for (guint i = 0; i < N_ROWS; i++)
    mg_field_unref (screen.rows[i]);
  mg_structure_unref (screen.structure);
  g_free (screen.object);
  return 0;
}
