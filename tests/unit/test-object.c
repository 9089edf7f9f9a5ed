#include "config.h"

#include "core/object.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static MgName *
new_name (void)
{
  static const MgNameContext context = { MG_KIND_POSIX, 0 };

  return mg_name_parse ("/x", &context, NULL);
}

static void
a_new_description_knows_nothing_but_the_name (void **state)
{
  g_autoptr (MgName) name = new_name ();
  g_autoptr (MgObjectInfo) info = mg_object_info_new (name);

  assert_ptr_equal (info->name, name);
  assert_true (info->size == MG_UNKNOWN);
  assert_true (info->allocated == MG_UNKNOWN);
  assert_int_equal (info->mode, MG_MODE_UNKNOWN);
  assert_int_equal (info->attributes, 0);
  assert_null (info->owner);
  assert_null (info->holders);
  assert_false (info->deleted);
}

static void
a_copy_has_all_but_the_holders_and_its_own_memory (void **state)
{
  g_autoptr (MgName) name = new_name ();
  MgObjectInfo *info = mg_object_info_new (name);
  g_autoptr (MgObjectInfo) copy = NULL;
  MgHolder *holder = mg_holder_new (7, "writer");

  info->identity = (MgIdentity) { 1, 2 };
  info->size = 4096;
  info->size_rounded = TRUE;
  info->allocated = 0;
  info->owner = g_strdup ("someone");
  info->mode = 0644;
  info->attributes = MG_SECTION_COMMIT;
  info->deleted = TRUE;
  holder->mappings = g_array_new (FALSE, FALSE, sizeof (MgMapping));
  info->holders = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_holder_free);
  g_ptr_array_add (info->holders, holder);

  copy = mg_object_info_copy (info);
  mg_object_info_unref (mg_object_info_ref (info));
  mg_object_info_unref (info);
  assert_true (mg_name_equal (copy->name, name));
  assert_true (mg_identity_equal (copy->identity, (MgIdentity) { 1, 2 }));
  assert_false (mg_identity_equal (copy->identity, (MgIdentity) { 1, 3 }));
  assert_int_equal (copy->size, 4096);
  assert_true (copy->size_rounded);
  assert_int_equal (copy->allocated, 0);
  assert_string_equal (copy->owner, "someone");
  assert_int_equal (copy->mode, 0644);
  assert_int_equal (copy->attributes, MG_SECTION_COMMIT);
  assert_true (copy->deleted);
  assert_null (copy->holders);
  mg_object_info_unref (NULL);
  mg_holder_free (NULL);
}

static void
assert_text (char *text, const char *expected)
{
  assert_string_equal (text, expected);
  g_free (text);
}

static void
modes_read_as_ls_writes_them (void **state)
{
  assert_text (mg_object_mode_to_string (0644), "rw-r--r--");
  assert_text (mg_object_mode_to_string (0), "---------");
  assert_text (mg_object_mode_to_string (0777), "rwxrwxrwx");
  assert_text (mg_object_mode_to_string (07777), "rwsrwsrwt");
  assert_text (mg_object_mode_to_string (07000), "--S--S--T");
  assert_text (mg_object_mode_to_string (0100600), "rw-------"); /* without a file's type */
  assert_null (mg_object_mode_to_string (MG_MODE_UNKNOWN));
}

static void
attributes_have_names_and_unknown_ones_stay_visible (void **state)
{
  assert_null (mg_section_attributes_to_string (0));
  assert_text (mg_section_attributes_to_string (MG_SECTION_COMMIT), "commit");
  assert_text (mg_section_attributes_to_string (MG_SECTION_RESERVE), "reserve");
  assert_text (mg_section_attributes_to_string (MG_SECTION_FILE), "file");
  assert_text (mg_section_attributes_to_string (MG_SECTION_IMAGE), "image");
  assert_text (mg_section_attributes_to_string (0x01000000), "image");
  assert_text (mg_section_attributes_to_string (MG_SECTION_FILE | MG_SECTION_COMMIT),
               "file,commit");
  assert_text (mg_section_attributes_to_string (0xDC800001),
               "file,reserve,commit,nocache,writecombine,large-pages,0x00000001");
}

static void
access_is_letters (void **state)
{
  assert_text (mg_access_to_string (MG_ACCESS_READ), "r");
  assert_text (mg_access_to_string (MG_ACCESS_READ | MG_ACCESS_WRITE), "rw");
  assert_text (mg_access_to_string (MG_ACCESS_READ | MG_ACCESS_WRITE | MG_ACCESS_EXECUTE), "rwx");
  assert_text (mg_access_to_string (MG_ACCESS_UNKNOWN), "?");
  assert_text (mg_access_to_string (MG_ACCESS_READ | MG_ACCESS_UNKNOWN), "r?");
  assert_text (mg_access_to_string ((MgAccess) 0), "-");
}

static void
addresses_lead_to_offsets_by_the_holders_mappings (void **state)
{
  g_autoptr (MgName) name = mg_name_parse ("/x", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);
  g_autoptr (MgObjectInfo) info = mg_object_info_new (name);
  static const MgMapping mappings[] = {
    { .address = 0x10000, .offset = 0, .length = 0x1000 },
    { .address = G_MAXUINT64 - 0xfff, .offset = 0x5000, .length = 0x1000 },
  };
  guint64 offset = 7;

  assert_false (mg_object_info_has_mappings (info));
  assert_int_equal (mg_object_info_resolve_address (info, 0x10000, &offset), MG_ADDRESS_UNKNOWN);
  info->holders = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_holder_free);
  g_ptr_array_add (info->holders, mg_holder_new (1, NULL)); /* the system can't tell */
  assert_false (mg_object_info_has_mappings (info));
  for (guint i = 0; i < G_N_ELEMENTS (mappings); i++)
    {
      MgHolder *holder = mg_holder_new (2 + i, NULL);

      holder->mappings = g_array_new (FALSE, FALSE, sizeof (MgMapping));
      g_array_append_val (holder->mappings, mappings[i]);
      g_ptr_array_add (info->holders, holder);
    }
  assert_true (mg_object_info_has_mappings (info));
  assert_int_equal (mg_object_info_resolve_address (info, 0xffff, &offset), MG_ADDRESS_OUTSIDE);
  assert_int_equal (mg_object_info_resolve_address (info, 0x11000, &offset), MG_ADDRESS_OUTSIDE);
  assert_int_equal (offset, 7);
  assert_int_equal (mg_object_info_resolve_address (info, 0x10fff, &offset), MG_ADDRESS_INSIDE);
  assert_int_equal (offset, 0xfff);
  assert_int_equal (mg_object_info_resolve_address (info, G_MAXUINT64, &offset), MG_ADDRESS_INSIDE);
  assert_int_equal (offset, 0x5fff);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (a_new_description_knows_nothing_but_the_name),
    cmocka_unit_test (a_copy_has_all_but_the_holders_and_its_own_memory),
    cmocka_unit_test (modes_read_as_ls_writes_them),
    cmocka_unit_test (attributes_have_names_and_unknown_ones_stay_visible),
    cmocka_unit_test (access_is_letters),
    cmocka_unit_test (addresses_lead_to_offsets_by_the_holders_mappings),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
