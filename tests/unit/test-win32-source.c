/* Windows' side of platform.h against the real system, with a second, real process. */

#include "config.h"

#include "publisher-client.h"
#include "win32-helpers.h"

#include "platform/platform.h"
#include "platform/win32/ntapi.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

/* --- Opening and reading --- */

static void
bytes_of_another_process_are_read (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgObjectInfo) info = NULL;

  publisher_do (publisher, "shm x %s 5000", text);
  publisher_do (publisher, "write x 0 6d6170");
  publisher_do (publisher, "write x 4998 676c");
  source = open_source (text);
  assert_int_equal (mg_source_get_size (source), 8192);
  assert_bytes (source, 0, "map\0", 4);
  assert_bytes (source, 4998, "gl\0", 3);

  info = mg_source_dup_info (source, NULL);
  assert_int_equal (info->size, 8192);
  assert_true (info->size_rounded);
  assert_int_equal (info->attributes, MG_SECTION_COMMIT);
  assert_int_equal (info->mode, MG_MODE_UNKNOWN);

  publisher_do (publisher, "write x 0 4d");
  assert_bytes (source, 0, "Map", 3);
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  publisher_do (publisher, "write x 1 4150");
  assert_bytes (source, 0, "MAP", 3);
}

static void
a_name_that_nothing_has_is_not_found (void **state)
{
  g_autofree char *text = publisher_new_name ();
  g_autofree char *below = g_strconcat (text, "\\x", NULL);

  assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  assert_not_opened (below, MG_ERROR_NO_NAMESPACE, MG_STATUS_PATH_NOT_FOUND);
}

static void
assert_message (const char *text, const char *part)
{
  g_autoptr (MgName) name = parse (text);
  g_autoptr (GError) error = NULL;

  assert_null (mg_platform_open (name, &error));
  if (strstr (error->message, part) == NULL)
    fail_msg ("“%s” does not say “%s”", error->message, part);
}

static void
a_folder_that_is_missing_or_none_is_named (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autofree char *below = g_strconcat (text, "\\a\\b", NULL);
  g_autofree char *folder = g_strdup_printf ("no folder %s", text);
  g_autofree char *mutex = g_strdup_printf ("%s is not a folder but this: mutex", text);
  g_autofree char *inner = g_strdup_printf ("no folder %s\\a", text);

  assert_message (below, folder);
  publisher_do (publisher, "object x %s mutex", text);
  assert_message (below, mutex);
  publisher_do (publisher, "remove x");
  publisher_do (publisher, "object x %s directory", text);
  assert_message (below, inner);
  publisher_do (publisher, "object y %s\\a directory", text);
  assert_not_opened (below, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  assert_not_opened ("Session\\4242\\X", MG_ERROR_NO_NAMESPACE, MG_STATUS_PATH_NOT_FOUND);
  assert_message ("Session\\4242\\X", "no folder \\Sessions\\4242");
}

static void
a_name_of_another_type_says_which (void **state)
{
  static const char *const types[]
      = { "mutex", "event", "semaphore", "timer", "job", "directory" };
  g_autoptr (Publisher) publisher = publisher_start ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *text = publisher_new_name ();

      publisher_do (publisher, "object %s %s %s", types[i], text, types[i]);
      assert_not_opened (text, MG_ERROR_WRONG_TYPE, MG_STATUS_TYPE_MISMATCH);
      assert_message (text, types[i]);
    }
}

/* SplitMix64, as the publisher's "random" has it. */
static guint8 *
make_random (guint64 seed, gsize length)
{
  guint8 *bytes = g_malloc (length + 8);

  for (gsize i = 0; i < length; i += 8)
    {
      guint64 z = seed += G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

      z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
      z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
      z = GUINT64_TO_LE (z ^ (z >> 31));
      memcpy (bytes + i, &z, 8);
    }
  return bytes;
}

static void
sections_of_all_sizes_are_read_at_any_offset (void **state)
{
  static const struct
  {
    guint64 wanted, size;
  } sizes[] = { { 1, 4096 }, { 4096, 4096 }, { 4097, 8192 }, { 65536, 65536 }, { 65537, 69632 },
                { 16 << 20, 16 << 20 }, { (16 << 20) + 1, (16 << 20) + 4096 },
                { 40 << 20, 40 << 20 } };
  g_autoptr (Publisher) publisher = publisher_start ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *text = publisher_new_name ();
      g_autoptr (MgSource) source = NULL;
      gsize size = sizes[i].size;
      g_autofree guint8 *expected = make_random (i, size);
      const gsize offsets[] = { 0, 1, 4095, 65535, 65536, (8 << 20) - 1, (16 << 20) - 1, size / 2,
                                size - 1 };

      publisher_do (publisher, "shm x %s %" G_GUINT64_FORMAT, text, sizes[i].wanted);
      publisher_do (publisher, "random x 0 %" G_GSIZE_FORMAT " %u", size, i);
      source = open_source (text);
      assert_int_equal (mg_source_get_size (source), size);
      for (guint o = 0; o < G_N_ELEMENTS (offsets); o++)
        if (offsets[o] < size)
          {
            assert_bytes (source, offsets[o], expected + offsets[o], 1);
            assert_bytes (source, offsets[o], expected + offsets[o],
                          MIN (100000, size - offsets[o]));
          }
      assert_bytes (source, 0, expected, size);
      assert_int_equal (verify (source), MG_PRESENCE_LIVE);
      assert_true (read_fails (source, size, MG_ERROR_OUT_OF_RANGE));
      publisher_do (publisher, "remove x");
    }
}

static void
every_namespace_is_opened (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  guint32 session = mg_platform_get_name_context ()->session;
  g_autofree char *local = publisher_new_name ();
  const char *bare = local + strlen ("Local\\");
  g_autofree char *global = g_strconcat ("Global\\", bare, NULL);
  g_autofree char *folder = g_strconcat (local, "-folder", NULL);
  g_autofree char *below = g_strconcat (folder, "\\X", NULL);
  g_autofree char *root = g_strconcat ("\\", bare, NULL);
  const struct
  {
    const char *created;
    char *opened[4];
  } cases[] = {
    { local,
      { g_strdup (local), g_strdup (bare), g_strdup_printf ("Session\\%u\\%s", session, bare),
        session != 0 ? g_strdup_printf ("\\Sessions\\%u\\BaseNamedObjects\\%s", session, bare)
                     : g_strdup_printf ("\\BaseNamedObjects\\%s", bare) } },
    { global,
      { g_strdup (global), g_strdup_printf ("Session\\0\\%s", bare),
        g_strdup_printf ("\\BaseNamedObjects\\%s", bare),
        g_strdup_printf ("section:Global\\%s", bare) } },
    { below, { g_strdup (below), g_strdup_printf ("%s-folder\\X", bare) } },
    { root, { g_strdup (root) } },
  };

  publisher_do (publisher, "object folder %s directory", folder);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      publisher_do (publisher, "shm x%u %s 4096", i, cases[i].created);
      publisher_do (publisher, "write x%u 0 %02x", i, i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint o = 0; o < G_N_ELEMENTS (cases[i].opened) && cases[i].opened[o] != NULL; o++)
      {
        g_autoptr (MgSource) source = open_source (cases[i].opened[o]);
        guint8 expected = i + 1;

        assert_bytes (source, 0, &expected, 1);
        assert_int_equal (verify (source), MG_PRESENCE_LIVE);
        g_free (cases[i].opened[o]);
      }
}

static void
case_tells_names_apart (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *lower = publisher_new_name ();
  g_autofree char *upper = g_strconcat ("Local\\MG", lower + strlen ("Local\\mg"), NULL);
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", lower);
  assert_not_opened (upper, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  publisher_do (publisher, "shm y %s 8192", upper);
  source = open_source (upper);
  assert_int_equal (mg_source_get_size (source), 8192);
}

static void
any_unit_may_be_in_a_name (void **state)
{
  static const char *const tails[] = { "\xe4\xb8\xad\xe6\x96\x87", "\xf0\x9f\x98\x80", "%uD800",
                                       "%uDC00x", "%01%u200B", "a/b", "100%25", "..", "*?<>|:",
                                       "%u0001" };
  g_autoptr (Publisher) publisher = publisher_start ();

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *stem = publisher_new_name ();
      g_autofree char *text = g_strconcat (stem, tails[i], NULL);
      g_autoptr (MgSource) source = NULL;

      publisher_do (publisher, "shm x %s 4096", text);
      source = open_source (text);
      publisher_do (publisher, "write x 0 31");
      assert_bytes (source, 0, "1", 1);
      publisher_do (publisher, "remove x");
      assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
    }
}

static void
names_as_long_as_the_system_has_them_are_opened (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *stem = publisher_new_name ();
  g_autoptr (MgName) name = parse (stem);
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);
  g_autofree char *filler = g_strnfill (MG_NAME_MAX_UNITS - 1 - length, 'n');
  g_autofree char *text = g_strconcat (stem, filler, NULL);
  g_autofree char *other = g_strconcat (stem, filler, "x", NULL);
  g_autoptr (MgSource) source = NULL;

  assert_non_null (path);
  publisher_do (publisher, "shm x %s 4096", text);
  source = open_source (text);
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  assert_not_opened (other, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
}

static void
offsets_over_four_gib_are_read_exactly (void **state)
{
  const guint64 size = G_GUINT64_CONSTANT (8) << 30;
  const guint64 offsets[] = { 0, (G_GUINT64_CONSTANT (4) << 30) - 1, G_GUINT64_CONSTANT (5) << 30,
                              (G_GUINT64_CONSTANT (8) << 30) - 1 };
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s %" G_GUINT64_FORMAT " reserve view=%" G_GUINT64_FORMAT, text,
                size, size);
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      publisher_do (publisher, "commit x %" G_GUINT64_FORMAT " 1", offsets[i]);
      publisher_do (publisher, "write x %" G_GUINT64_FORMAT " %02x", offsets[i], i + 1);
    }
  source = open_source (text);
  assert_int_equal (mg_source_get_size (source), size);
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      guint8 expected = i + 1;

      assert_bytes (source, offsets[i], &expected, 1);
    }
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
}

static void
reserved_pages_are_marked_or_zero_and_the_committed_ones_read (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (MgObjectInfo) info = NULL;
  guint8 bytes[16 * 4096];

  publisher_do (publisher, "shm x %s 65536 reserve", text);
  publisher_do (publisher, "commit x 8192 4096");
  publisher_do (publisher, "fill x 8192 4096 0x55");
  source = open_source (text);
  assert_true (mg_source_read (source, 0, bytes, sizeof bytes, unreadable, NULL));
  for (guint i = 0; i < sizeof bytes; i++)
    assert_int_equal (bytes[i], i / 4096 == 2 ? 0x55 : 0);
  assert_false (mg_range_set_contains (unreadable, 8192));
  assert_false (mg_range_set_contains (unreadable, 8192 + 4095));
  info = mg_source_dup_info (source, NULL);
  assert_int_equal (info->attributes, MG_SECTION_RESERVE);

  /* Memory that is committed only now is not missed, whatever VirtualQuery() thinks. */
  publisher_do (publisher, "commit x 0 4096");
  publisher_do (publisher, "fill x 0 4096 0x66");
  assert_true (mg_source_read (source, 0, bytes, 4096, NULL, NULL));
  assert_int_equal (bytes[0], 0x66);
}

static char *
make_file (gsize length, char fill)
{
  g_autofree char *contents = g_strnfill (length, fill);
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("mg-test-XXXXXX", &path, &error);

  assert_true (fd >= 0);
  g_close (fd, NULL);
  assert_true (g_file_set_contents (path, contents, length, NULL));
  return path;
}

static void
a_file_keeps_its_exact_size_and_may_be_cut_while_it_is_watched (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autofree char *path = make_file (100001, 'f');
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgSource) again = NULL;
  g_autoptr (MgObjectInfo) info = NULL;

  publisher_do (publisher, "shm x %s 0 file=%s", text, path);
  source = open_source (text);
  assert_int_equal (mg_source_get_size (source), 100001);
  assert_bytes (source, 99999, "ff", 2);
  info = mg_source_dup_info (source, NULL);
  assert_false (info->size_rounded);
  assert_true (info->attributes & MG_SECTION_FILE);
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  assert_bytes (source, 0, "f", 1);

  /* Fails with 1224 where a view is left. */
  publisher_do (publisher, "resize x 50000");
  assert_int_equal (verify (source), MG_PRESENCE_REPLACED);
  assert_true (read_fails (source, 0, MG_ERROR_GONE));
  again = open_source (text);
  assert_int_equal (mg_source_get_size (again), 50000);
  publisher_do (publisher, "remove x");
  assert_int_equal (verify (again), MG_PRESENCE_GONE);
  assert_int_equal (g_remove (path), 0);
}

static void
a_section_over_another_file_is_another_one (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autofree char *first = make_file (5000, 'f');
  g_autofree char *second = make_file (5000, 's');
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 0 file=%s", text, first);
  source = open_source (text);
  assert_bytes (source, 0, "f", 1);
  publisher_do (publisher, "remove x");
  publisher_do (publisher, "shm x %s 0 file=%s", text, second);
  assert_true (read_fails (source, 0, MG_ERROR_GONE));
  assert_int_equal (verify (source), MG_PRESENCE_REPLACED);
  publisher_do (publisher, "remove x");
  assert_int_equal (g_remove (first), 0);
  assert_int_equal (g_remove (second), 0);
}

static void
an_image_is_read_as_it_is_laid_out (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgObjectInfo) info = NULL;
  wchar_t program[MAX_PATH];
  g_autofree char *path = NULL;

  assert_true (GetModuleFileNameW (NULL, program, MAX_PATH) > 0);
  path = g_utf16_to_utf8 (program, -1, NULL, NULL, NULL);
  publisher_do (publisher, "shm x %s 0 file=%s image", text, path);
  source = open_source (text);
  assert_bytes (source, 0, "MZ", 2);
  info = mg_source_dup_info (source, NULL);
  assert_true (info->attributes & MG_SECTION_IMAGE & ~MG_SECTION_FILE);
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
}

static void
the_least_access_that_works_is_asked_for (void **state)
{
  static const struct
  {
    const char *sddl;
    gboolean opens;
    const char *named; /* in the message */
  } cases[] = {
    { "D:(A;;GA;;;WD)", TRUE, NULL },
    { "D:(A;;0x5;;;WD)", TRUE, NULL },
    { "D:(A;;0x4;;;WD)", TRUE, NULL }, /* SECTION_MAP_READ alone */
    { "D:(A;;0x1;;;WD)", FALSE, "SECTION_MAP_READ" },
    { "D:(D;;GA;;;WD)", FALSE, "SECTION_MAP_READ" },
    { "D:(A;;0x20000;;;WD)", FALSE, "SECTION_QUERY" },
  };
  g_autoptr (Publisher) publisher = publisher_start ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = publisher_new_name ();

      publisher_do (publisher, "shm x %s 9000 sddl=%s", text, cases[i].sddl);
      publisher_do (publisher, "write x 8192 31");
      if (cases[i].opens)
        {
          g_autoptr (MgSource) source = open_source (text);

          assert_int_equal (mg_source_get_size (source), 12288);
          assert_bytes (source, 8192, "1", 1);
          assert_int_equal (verify (source), MG_PRESENCE_LIVE);
        }
      else
        {
          assert_not_opened (text, MG_ERROR_ACCESS_DENIED, MG_STATUS_ACCESS_DENIED);
          assert_message (text, cases[i].named);
        }
      publisher_do (publisher, "remove x");
    }
}

static void
posix_names_have_no_place_here (void **state)
{
  g_autoptr (MgName) name = parse ("posix:/x");
  g_autoptr (GError) error = NULL;

  assert_null (mg_platform_open (name, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_UNSUPPORTED));
}

/* --- Disturbing nobody --- */

static DWORD
count_own_handles (void)
{
  DWORD count = 0;

  assert_true (GetProcessHandleCount (GetCurrentProcess (), &count));
  return count;
}

static void
no_handle_is_left_by_anything (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgName) name = parse (text);
  HANDLE handle;
  DWORD before = 0;
  gsize length;
  const guint16 *path = mg_name_get_nt_path (name, &length);

  publisher_do (publisher, "shm x %s 4096", text);
  /* The first round is for what the system itself opens once. */
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (MgSource) source = open_source (text);
      g_autoptr (GPtrArray) objects = NULL;
      g_autoptr (GPtrArray) names = NULL;
      g_autoptr (MgObjectInfo) info = mg_source_dup_info (source, NULL);
      MgListReport report;

      assert_bytes (source, 0, "", 1);
      assert_int_equal (verify (source), MG_PRESENCE_LIVE);
      objects = mg_platform_list (NULL, &report, NULL);
      mg_platform_find_holders (objects, NULL, &report, NULL);
      names = mg_platform_list_names (NULL, NULL);
      assert_false (mg_status_is_error (mg_nt_open_section (path, length, SECTION_QUERY, &handle)));
      assert_int_equal (mg_nt_count_handles (handle), 2); /* ours and the publisher's */
      CloseHandle (handle);
      if (round == 1)
        before = count_own_handles ();
      if (round == 2)
        assert_int_equal (count_own_handles (), before);
    }
}

static void
nothing_is_created_by_opening (void **state)
{
  g_autofree char *text = publisher_new_name ();

  for (guint i = 0; i < 3; i++)
    assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
}

/* --- Scanning --- */

typedef struct
{
  guint8 *seen;
  guint64 next;
  guint64 limit; /* bytes after which it ends */
} Scanned;

static gboolean
scan_cb (const guint8 *bytes, gsize length, guint64 offset, gpointer user_data)
{
  Scanned *scanned = user_data;

  assert_true (offset >= scanned->next);
  memcpy (scanned->seen + offset, bytes, length);
  scanned->next = offset + length;
  return scanned->next < scanned->limit;
}

static void
a_scan_shows_all_bytes_once_in_order_and_ends_when_told (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *path = make_file (5 << 20, 'f');

  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *text = publisher_new_name ();
      gsize size = round == 0 ? (40 << 20) : (5 << 20);
      g_autofree guint8 *expected = make_random (9, size);
      g_autofree guint8 *seen = g_malloc0 (size);
      g_autoptr (MgSource) source = NULL;
      Scanned scanned = { seen, 0, G_MAXUINT64 };
      g_autofree char *option = round == 0 ? g_strdup ("") : g_strdup_printf (" file=%s", path);

      publisher_do (publisher, "shm x %s %" G_GSIZE_FORMAT "%s", text, size, option);
      publisher_do (publisher, "random x 0 %" G_GSIZE_FORMAT " 9", size);
      source = open_source (text);
      assert_true (mg_source_scan (source, (MgRange) { 5, size - 9 }, scan_cb, &scanned, NULL,
                                   NULL));
      assert_memory_equal (seen + 5, expected + 5, size - 9);
      assert_int_equal (scanned.next, size - 4);
      assert_int_equal (seen[4], 0);

      scanned.next = 0;
      scanned.limit = 300000;
      assert_true (mg_source_scan (source, (MgRange) { 0, size }, scan_cb, &scanned, NULL, NULL));
      assert_true (scanned.next >= 300000 && scanned.next < size);
      publisher_do (publisher, "remove x");
    }
  assert_int_equal (g_remove (path), 0);
}

static void
reading_and_scanning_commit_nothing (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  const gsize size = 1 << 20;
  g_autofree guint8 *seen = g_malloc0 (size);
  Scanned scanned = { seen, 0, G_MAXUINT64 };

  publisher_do (publisher, "shm x %s %" G_GSIZE_FORMAT " reserve", text, size);
  publisher_do (publisher, "commit x 65536 4096");
  before = publisher_call (publisher, "stat x");
  assert_string_equal (before, "1048576 4096");
  source = open_source (text);
  assert_true (mg_source_scan (source, (MgRange) { 0, size }, scan_cb, &scanned, NULL, NULL));
  mg_source_read (source, 0, seen, size, NULL, NULL);
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  after = publisher_call (publisher, "stat x");
  assert_string_equal (after, before);
}

static void
a_scan_of_what_went_away_says_what_it_missed (void **state)
{
  Publisher *publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();
  g_autoptr (GError) error = NULL;
  const gsize size = 40 << 20;
  g_autofree guint8 *seen = g_malloc0 (size);
  Scanned scanned = { seen, 0, G_MAXUINT64 };
  guint8 byte;

  publisher_do (publisher, "shm x %s %" G_GSIZE_FORMAT, text, size);
  source = open_source (text);
  publisher_kill (publisher);

  /* The first window is kept until the name is looked up. */
  assert_true (mg_source_scan (source, (MgRange) { 0, size }, scan_cb, &scanned, unreadable, NULL));
  assert_int_equal (scanned.next + mg_range_set_get_length (unreadable), size);
  assert_true (mg_source_read (source, 0, &byte, 1, NULL, NULL));
  verify_until (source, MG_PRESENCE_GONE);
  assert_false (mg_source_scan (source, (MgRange) { 0, size }, scan_cb, &scanned, NULL, &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_GONE));
}

/* --- Life and death --- */

static void
a_publisher_that_ends_takes_the_name_with_it (void **state)
{
  Publisher *publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  source = open_source (text);
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  publisher_kill (publisher);
  verify_until (source, MG_PRESENCE_GONE);
  assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  assert_true (read_fails (source, 0, MG_ERROR_GONE));
}

static void
a_closed_handle_with_a_view_left_is_unnamed_until_its_process_ends (void **state)
{
  Publisher *publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  source = open_source (text);
  publisher_do (publisher, "start x 8 0 8");
  publisher_do (publisher, "unname x");
  verify_until (source, MG_PRESENCE_UNNAMED);
  publisher_do (publisher, "write x 0 32");
  assert_bytes (source, 0, "2", 1);
  assert_int_equal (verify (source), MG_PRESENCE_UNNAMED);
  assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
  publisher_kill (publisher);
  verify_until (source, MG_PRESENCE_GONE);
}

static void
a_section_of_the_same_size_that_takes_the_name_is_another_one (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  publisher_do (publisher, "write x 0 31");
  source = open_source (text);
  publisher_do (publisher, "remove x");
  publisher_do (publisher, "shm x %s 4096", text);
  publisher_do (publisher, "write x 0 32");
  assert_int_equal (verify (source), MG_PRESENCE_REPLACED);
  assert_true (read_fails (source, 0, MG_ERROR_GONE));
}

static void
what_takes_the_name_with_other_properties_is_another_one (void **state)
{
  static const char *const second[] = { "shm x %s 8192", "shm x %s 4096 nocache",
                                        "shm x %s 4096 sddl=D:(D;;GA;;;WD)", "object x %s mutex" };
  g_autoptr (Publisher) publisher = publisher_start ();

  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    {
      g_autofree char *text = publisher_new_name ();
      g_autofree char *command = NULL;
      g_autoptr (GString) line = g_string_new (second[i]);
      g_autoptr (MgSource) source = NULL;

      publisher_do (publisher, "shm x %s 4096", text);
      source = open_source (text);
      publisher_do (publisher, "remove x");
      g_string_replace (line, "%s", text, 0);
      publisher_do (publisher, "%s", line->str);
      assert_int_equal (verify (source), MG_PRESENCE_REPLACED);
      assert_int_equal (verify (source), MG_PRESENCE_REPLACED);
      publisher_do (publisher, "remove x");
    }
}

static void
a_name_seen_gone_comes_back_as_another_object_even_with_the_same_bytes (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  source = open_source (text);
  publisher_do (publisher, "remove x");
  assert_true (verify (source) != MG_PRESENCE_LIVE);
  publisher_do (publisher, "shm x %s 4096", text);
  assert_int_equal (verify (source), MG_PRESENCE_REPLACED);
}

static void
of_two_sections_with_the_same_bytes_the_new_one_is_read (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  source = open_source (text);
  publisher_do (publisher, "remove x");
  publisher_do (publisher, "shm x %s 4096", text);
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  publisher_do (publisher, "write x 0 31");
  assert_bytes (source, 0, "1", 1);
}

static void
bytes_that_never_rest_are_not_taken_for_another_section (void **state)
{
  g_autoptr (Publisher) publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 65536", text);
  source = open_source (text);
  publisher_do (publisher, "start x 0 0 8");
  publisher_do (publisher, "start x 4096 0 1");
  publisher_do (publisher, "start x 8192 1000 4");
  for (guint i = 0; i < 300; i++)
    assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  publisher_do (publisher, "stop x");
}

static void
another_process_that_keeps_the_handle_keeps_the_object_live (void **state)
{
  Publisher *publisher = publisher_start ();
  g_autoptr (Publisher) consumer = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) source = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  publisher_do (consumer, "open y %s", text);
  source = open_source (text);
  publisher_kill (publisher);
  publisher_do (consumer, "write y 0 31");
  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  assert_bytes (source, 0, "1", 1);
  publisher_do (consumer, "close y");
  verify_until (source, MG_PRESENCE_UNNAMED);
}

/* This process is skipped in looking for holders: its own section is one that nobody is known to
 * hold. */
static void
memory_of_unknown_holders_is_alive_while_it_changes (void **state)
{
  g_autofree char *text = publisher_new_name ();
  g_autofree wchar_t *wide = g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);
  HANDLE handle
      = CreateFileMappingW (INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, wide);
  volatile guint8 *bytes = MapViewOfFile (handle, FILE_MAP_WRITE, 0, 0, 0);
  g_autoptr (MgSource) source = open_source (text);

  assert_int_equal (verify (source), MG_PRESENCE_LIVE);
  CloseHandle (handle);
  assert_int_equal (verify (source), MG_PRESENCE_UNNAMED);
  /* Longer than it may be quiet. */
  for (guint i = 0; i < 60; i++)
    {
      guint8 expected = ++bytes[7];

      assert_int_equal (verify (source), MG_PRESENCE_UNNAMED);
      assert_bytes (source, 7, &expected, 1);
      g_usleep (50000);
    }
  verify_until (source, MG_PRESENCE_GONE);
  UnmapViewOfFile ((void *) bytes);
}

static void
an_inspector_that_watches_as_well_keeps_nothing_alive (void **state)
{
  Publisher *publisher = publisher_start ();
  g_autofree char *text = publisher_new_name ();
  g_autoptr (MgSource) first = NULL;
  g_autoptr (MgSource) second = NULL;

  publisher_do (publisher, "shm x %s 4096", text);
  first = open_source (text);
  second = open_source (text);
  assert_int_equal (verify (first), MG_PRESENCE_LIVE);
  publisher_kill (publisher);
  verify_until (first, MG_PRESENCE_GONE);
  verify_until (second, MG_PRESENCE_GONE);
  assert_not_opened (text, MG_ERROR_NOT_FOUND, MG_STATUS_NAME_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (bytes_of_another_process_are_read),
    cmocka_unit_test (a_name_that_nothing_has_is_not_found),
    cmocka_unit_test (a_folder_that_is_missing_or_none_is_named),
    cmocka_unit_test (a_name_of_another_type_says_which),
    cmocka_unit_test (sections_of_all_sizes_are_read_at_any_offset),
    cmocka_unit_test (every_namespace_is_opened),
    cmocka_unit_test (case_tells_names_apart),
    cmocka_unit_test (any_unit_may_be_in_a_name),
    cmocka_unit_test (names_as_long_as_the_system_has_them_are_opened),
    cmocka_unit_test (offsets_over_four_gib_are_read_exactly),
    cmocka_unit_test (reserved_pages_are_marked_or_zero_and_the_committed_ones_read),
    cmocka_unit_test (a_file_keeps_its_exact_size_and_may_be_cut_while_it_is_watched),
    cmocka_unit_test (a_section_over_another_file_is_another_one),
    cmocka_unit_test (an_image_is_read_as_it_is_laid_out),
    cmocka_unit_test (the_least_access_that_works_is_asked_for),
    cmocka_unit_test (posix_names_have_no_place_here),
    cmocka_unit_test (no_handle_is_left_by_anything),
    cmocka_unit_test (nothing_is_created_by_opening),
    cmocka_unit_test (a_scan_shows_all_bytes_once_in_order_and_ends_when_told),
    cmocka_unit_test (reading_and_scanning_commit_nothing),
    cmocka_unit_test (a_scan_of_what_went_away_says_what_it_missed),
    cmocka_unit_test (a_publisher_that_ends_takes_the_name_with_it),
    cmocka_unit_test (a_closed_handle_with_a_view_left_is_unnamed_until_its_process_ends),
    cmocka_unit_test (a_section_of_the_same_size_that_takes_the_name_is_another_one),
    cmocka_unit_test (what_takes_the_name_with_other_properties_is_another_one),
    cmocka_unit_test (a_name_seen_gone_comes_back_as_another_object_even_with_the_same_bytes),
    cmocka_unit_test (of_two_sections_with_the_same_bytes_the_new_one_is_read),
    cmocka_unit_test (bytes_that_never_rest_are_not_taken_for_another_section),
    cmocka_unit_test (another_process_that_keeps_the_handle_keeps_the_object_live),
    cmocka_unit_test (memory_of_unknown_holders_is_alive_while_it_changes),
    cmocka_unit_test (an_inspector_that_watches_as_well_keeps_nothing_alive),
  };

  mg_platform_init (&argc, &argv);
  return cmocka_run_group_tests (tests, NULL, NULL);
}
