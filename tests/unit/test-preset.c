#include "config.h"

#include "core/preset.h"

#include "core/error.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const MgNameContext linux_context = { MG_KIND_POSIX, 0 };
static const MgNameContext windows_context = { MG_KIND_SECTION, 1 };

/* --- Objects --- */

static void
copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  GByteArray *object = data;

  for (gsize i = 0; i < length; i++)
    {
      gboolean inside = offset + i < object->len;

      bytes[i] = inside ? object->data[offset + i] : 0;
      states[i] = inside ? MG_BYTE_OK : MG_BYTE_NOT_READ;
    }
}

static GByteArray *
make_object (gsize size)
{
  GByteArray *object = g_byte_array_sized_new (size);

  g_byte_array_set_size (object, size);
  if (size > 0)
    memset (object->data, 0, size);
  return object;
}

static MgFieldBytes
get_bytes (GByteArray *object)
{
  return (MgFieldBytes) { .copy = copy_cb, .size = object->len, .data = object };
}

static void
put_u32 (GByteArray *object, gsize offset, guint32 value)
{
  value = GUINT32_TO_LE (value);
  memcpy (object->data + offset, &value, sizeof value);
}

/* The ids that match, with how, as "hwinfo:name+signature rtss:name". */
static char *
match (MgPresets *presets, const MgNameContext *context, const char *text, GByteArray *object)
{
  g_autoptr (MgName) name = mg_name_parse (text, context, NULL);
  MgFieldBytes bytes = { 0 };
  g_autoptr (GArray) matches = NULL;
  GString *found = g_string_new (NULL);

  assert_non_null (name);
  if (object != NULL)
    bytes = get_bytes (object);
  matches = mg_presets_match (presets, name, object != NULL ? &bytes : NULL);
  for (guint i = 0; i < matches->len; i++)
    {
      const MgPresetMatch *one = &g_array_index (matches, MgPresetMatch, i);

      g_string_append_printf (found, "%s%s:%s", i > 0 ? " " : "", mg_preset_get_id (one->preset),
                              mg_preset_match_kind_to_string (one->kind));
    }
  return g_string_free (found, FALSE);
}

#define assert_match(presets, context, text, object, expected)                                     \
  do                                                                                               \
    {                                                                                              \
      g_autofree char *found = match (presets, context, text, object);                             \
      assert_string_equal (found, expected);                                                       \
    }                                                                                              \
  while (0)

/* --- A person's own --- */

typedef struct
{
  char *directory;
  MgPresets *presets;
  char **problems;
} Fixture;

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_autoptr (GError) error = NULL;

  /* In place: under Wine a file cannot be renamed while another's look for holders tries its handle. */
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0666, &error))
    fail_msg ("%s", error->message);
}

static void
load (Fixture *fixture)
{
  g_clear_pointer (&fixture->presets, mg_presets_unref);
  g_clear_pointer (&fixture->problems, g_strfreev);
  fixture->presets = mg_presets_load (fixture->directory, &fixture->problems);
}

static int
setup (void **state)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->directory = g_dir_make_tmp ("mapglass-test-XXXXXX", NULL);
  load (fixture);
  *state = fixture;
  return 0;
}

static int
teardown (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  mg_presets_unref (fixture->presets);
  g_strfreev (fixture->problems);
  g_free (fixture);
  return 0;
}

/* --- What there is --- */

static void
every_preset_is_read_without_a_complaint_for_each_of_its_abis (void **state)
{
  Fixture *fixture = *state;
  guint n_presets;
  MgPreset *const *all = mg_presets_get_all (fixture->presets, &n_presets);

  assert_null (fixture->problems);
  assert_true (n_presets >= 25);
  for (guint i = 0; i < n_presets; i++)
    for (const char *const *abi = mg_preset_get_abis (all[i]); *abi != NULL; abi++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (MgStructure) structure = mg_preset_get_structure (all[i], mg_abi_find (*abi), &error);
        g_autoptr (MgStructure) again = NULL;
        g_autoptr (GPtrArray) problems = NULL;
        const MgCDiagnostic *const *diagnostics;
        guint n_diagnostics;

        if (structure == NULL)
          fail_msg ("%s for %s: %s", mg_preset_get_id (all[i]), *abi, error->message);
        diagnostics = mg_c_unit_get_diagnostics (mg_structure_get_unit (structure), &n_diagnostics);
        if (n_diagnostics > 0)
          fail_msg ("%s for %s: %u: %s", mg_preset_get_id (all[i]), *abi, diagnostics[0]->line,
                    diagnostics[0]->message);
        /* warnings too */
        again = mg_structure_new (mg_structure_get_unit (structure), mg_structure_get_type (structure), 0,
                                  MG_ORDER_LITTLE, &problems, NULL);
        assert_non_null (again);
        if (problems->len > 0)
          fail_msg ("%s for %s: %s", mg_preset_get_id (all[i]), *abi,
                    ((const MgCDiagnostic *) problems->pdata[0])->message);
      }
}

static void
what_a_list_shows_is_what_the_annotations_say (void **state)
{
  Fixture *fixture = *state;
  guint n_presets;
  MgPreset *const *all = mg_presets_get_all (fixture->presets, &n_presets);

  for (guint i = 0; i < n_presets; i++)
    {
      g_autoptr (MgStructure) structure = mg_preset_get_structure (all[i], NULL, NULL);

      assert_non_null (structure);
      assert_string_equal (mg_preset_get_title (all[i]), mg_structure_get_title (structure));
      assert_true (g_strv_equal (mg_preset_get_names (all[i]), mg_structure_get_names (structure)));
    }
}

static void
no_two_presets_have_one_id (void **state)
{
  Fixture *fixture = *state;
  guint n_presets;
  MgPreset *const *all = mg_presets_get_all (fixture->presets, &n_presets);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_presets; i++)
    {
      assert_true (g_hash_table_add (ids, (gpointer) mg_preset_get_id (all[i])));
      assert_ptr_equal (mg_presets_find (fixture->presets, mg_preset_get_id (all[i]), NULL), all[i]);
    }
}

static void
an_id_that_is_none_is_not_found (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GError) error = NULL;

  assert_null (mg_presets_find (fixture->presets, "no-such", &error));
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_NOT_FOUND));
}

static void
the_abi_is_that_of_the_objects_system (void **state)
{
  Fixture *fixture = *state;
  MgPreset *mumble = mg_presets_find (fixture->presets, "mumble-link", NULL);
  MgPreset *hwinfo = mg_presets_find (fixture->presets, "hwinfo", NULL);

  assert_string_equal (mg_preset_get_abi (mumble, MG_KIND_POSIX)->name, "linux64");
  assert_string_equal (mg_preset_get_abi (mumble, MG_KIND_SECTION)->name, "win64");
  assert_string_equal (mg_preset_get_abi (hwinfo, MG_KIND_SECTION)->name, "win32");
  /* a copy of a section, say */
  assert_string_equal (mg_preset_get_abi (hwinfo, MG_KIND_POSIX)->name, "win32");
}

/* --- Which one it is --- */

static void
a_name_is_enough_where_there_is_no_signature (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GByteArray) object = make_object (4096);

  assert_match (fixture->presets, &windows_context, "CoreTempMappingObject", object, "core-temp:name");
  assert_match (fixture->presets, &windows_context, "Session\\3\\CoreTempMappingObject", object,
                "core-temp:name");
  assert_match (fixture->presets, &windows_context, "Local\\DBWIN_BUFFER", object, "dbwin:name");
  assert_match (fixture->presets, &linux_context, "/MumbleLink.1000", object, "mumble-link:name");
  assert_match (fixture->presets, &windows_context, "$pcars2$", object, "project-cars-2:name");
  assert_match (fixture->presets, &windows_context, "coretempmappingobject", object, "");
  assert_match (fixture->presets, &linux_context, "/nobody-knows", object, "");
}

static void
a_signature_is_looked_for_in_the_bytes (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GByteArray) object = make_object (4096);

  put_u32 (object, 0, 0x53695748);
  assert_match (fixture->presets, &windows_context, "Global\\HWiNFO_SENS_SM2", object,
                "hwinfo:name+signature");
  assert_match (fixture->presets, &linux_context, "/some-copy", object, "hwinfo:signature");
}

static void
a_false_signature_rules_out_what_the_name_says (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GByteArray) object = make_object (4096);

  assert_match (fixture->presets, &windows_context, "Global\\HWiNFO_SENS_SM2", object, "");
  assert_match (fixture->presets, &windows_context, "Global\\HWiNFO_SENS_SM2", NULL, "hwinfo:name");
}

static void
zeros_have_no_signature (void **state)
{
  Fixture *fixture = *state;
  const gsize sizes[] = { 0, 1, 16, 56, 4096, 65536 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GByteArray) object = make_object (sizes[i]);

      assert_match (fixture->presets, &linux_context, "/zeros", object, "");
    }
}

static void
of_two_games_with_one_name_the_bytes_tell_which (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GByteArray) object = make_object (4096);

  assert_match (fixture->presets, &windows_context, "acpmf_graphics", object, "assetto-corsa-graphics:name");
  put_u32 (object, 252, 12);
  assert_match (fixture->presets, &windows_context, "acpmf_graphics", object,
                "assetto-corsa-competizione-graphics:name+signature assetto-corsa-graphics:name");
}

/* --- A person's own --- */

static void
a_persons_own_is_there_too (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GByteArray) object = make_object (64);
  MgPreset *preset;

  write_file (fixture, "mine.h",
              "/* @title(\"Mine, (all)\") @names(/mine-*, \"other\") @abi(win32, nonsense)\n"
              "   @signature(magic == 7) */\nstruct mine { unsigned magic; };\n");
  load (fixture);
  assert_null (fixture->problems);
  preset = mg_presets_find (fixture->presets, "mine", NULL);
  assert_non_null (preset);
  assert_string_equal (mg_preset_get_title (preset), "Mine, (all)");
  assert_string_equal (mg_preset_get_names (preset)[0], "/mine-*");
  assert_string_equal (mg_preset_get_names (preset)[1], "other");
  assert_null (mg_preset_get_names (preset)[2]);
  assert_string_equal (mg_preset_get_abis (preset)[0], "win32");
  assert_null (mg_preset_get_abis (preset)[1]);
  assert_int_equal (mg_preset_get_origin (preset), MG_PRESET_USER);
  put_u32 (object, 0, 7);
  assert_match (fixture->presets, &linux_context, "/mine-1", object, "mine:name+signature");
}

static void
one_without_annotations_is_known_by_its_file (void **state)
{
  Fixture *fixture = *state;
  MgPreset *preset;

  write_file (fixture, "bare.h", "struct inner { int a; };\nstruct bare { struct inner b; };\n");
  load (fixture);
  assert_null (fixture->problems);
  preset = mg_presets_find (fixture->presets, "bare", NULL);
  assert_non_null (preset);
  assert_string_equal (mg_preset_get_title (preset), "bare");
  assert_null (mg_preset_get_names (preset)[0]);
  assert_string_equal (mg_preset_get_abis (preset)[0], mg_abi_get_native ()->name);
}

static void
a_file_of_the_same_name_takes_a_built_in_ones_place (void **state)
{
  Fixture *fixture = *state;
  guint n_before, n_presets;

  mg_presets_get_all (fixture->presets, &n_before);
  write_file (fixture, "core-temp.h",
              "// @title(My Core Temp) @names(CoreTempMappingObject)\nstruct x { int a; };\n");
  load (fixture);
  mg_presets_get_all (fixture->presets, &n_presets);
  assert_int_equal (n_presets, n_before);
  assert_string_equal (mg_preset_get_title (mg_presets_find (fixture->presets, "core-temp", NULL)),
                       "My Core Temp");
}

static void
of_equal_matches_a_persons_own_comes_first (void **state)
{
  Fixture *fixture = *state;
  g_autoptr (GByteArray) object = make_object (64);

  write_file (fixture, "zzz.h", "// @title(zzz) @names(DBWIN_BUFFER)\nstruct zzz { int a; };\n");
  load (fixture);
  assert_match (fixture->presets, &windows_context, "DBWIN_BUFFER", object, "zzz:name dbwin:name");
}

static void
broken_ones_are_told_and_left_out (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *large = g_malloc0 (MG_PRESET_MAX_SIZE + 2);
  const char *const broken[] = { "syntax", "annotation", "empty", "large", "included" };

  memset (large, ' ', MG_PRESET_MAX_SIZE + 1);
  write_file (fixture, "syntax.h", "struct a { int b };\n");
  write_file (fixture, "annotation.h", "struct a { int b[2]; // @count(1 +)\n};\n");
  write_file (fixture, "empty.h", "");
  write_file (fixture, "large.h", large);
  write_file (fixture, "included.h", "#include \"not-there.h\"\nstruct a { struct missing b; };\n");
  write_file (fixture, "good.h", "struct a { int b; };\n");
  write_file (fixture, "readme.txt", "no preset\n");
  load (fixture);
  assert_non_null (fixture->problems);
  assert_int_equal (g_strv_length (fixture->problems), G_N_ELEMENTS (broken));
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *file = g_strconcat (broken[i], ".h", NULL);
      gboolean told = FALSE;

      assert_null (mg_presets_find (fixture->presets, broken[i], NULL));
      for (guint j = 0; fixture->problems[j] != NULL; j++)
        told |= strstr (fixture->problems[j], file) != NULL;
      if (!told)
        fail_msg ("nothing is told of %s", file);
    }
  assert_non_null (mg_presets_find (fixture->presets, "good", NULL));
}

static void
no_more_than_so_many_are_read (void **state)
{
  Fixture *fixture = *state;
  guint n_before, n_presets;

  mg_presets_get_all (fixture->presets, &n_before);
  for (guint i = 0; i <= MG_PRESET_MAX_FILES; i++)
    {
      g_autofree char *file = g_strdup_printf ("own-%u.h", i);

      write_file (fixture, file, "struct a { int b; };\n");
    }
  load (fixture);
  mg_presets_get_all (fixture->presets, &n_presets);
  assert_int_equal (n_presets, n_before + MG_PRESET_MAX_FILES);
  assert_int_equal (g_strv_length (fixture->problems), 1);
}

static void
a_folder_that_is_not_there_holds_none (void **state)
{
  Fixture *fixture = *state;
  g_autofree char *missing = g_build_filename (fixture->directory, "missing", NULL);
  g_auto (GStrv) problems = NULL;
  g_autoptr (MgPresets) presets = mg_presets_load (missing, &problems);
  guint n_presets;

  assert_null (problems);
  mg_presets_get_all (presets, &n_presets);
  assert_true (n_presets >= 25);
}

int
main (void)
{
#define TEST(name) cmocka_unit_test_setup_teardown (name, setup, teardown)
  const struct CMUnitTest tests[] = {
    TEST (every_preset_is_read_without_a_complaint_for_each_of_its_abis),
    TEST (what_a_list_shows_is_what_the_annotations_say),
    TEST (no_two_presets_have_one_id),
    TEST (an_id_that_is_none_is_not_found),
    TEST (the_abi_is_that_of_the_objects_system),
    TEST (a_name_is_enough_where_there_is_no_signature),
    TEST (a_signature_is_looked_for_in_the_bytes),
    TEST (a_false_signature_rules_out_what_the_name_says),
    TEST (zeros_have_no_signature),
    TEST (of_two_games_with_one_name_the_bytes_tell_which),
    TEST (a_persons_own_is_there_too),
    TEST (one_without_annotations_is_known_by_its_file),
    TEST (a_file_of_the_same_name_takes_a_built_in_ones_place),
    TEST (of_equal_matches_a_persons_own_comes_first),
    TEST (broken_ones_are_told_and_left_out),
    TEST (no_more_than_so_many_are_read),
    TEST (a_folder_that_is_not_there_holds_none),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
