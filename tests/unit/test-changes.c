#include "config.h"

#include "core/changes.h"

#include "field-fixture.h"

#define HEADER \
  "#include <stdint.h>\n" \
  "struct s { int32_t a; double b; uint16_t c; uint16_t pad; char name[12]; " \
  "uint32_t x : 4, y : 4, z : 24; };\n"

static MgSnapshot *
snapshot_new (const guint8 *bytes, gsize size, gint64 time_us)
{
  MgSnapshot *snapshot = g_new0 (MgSnapshot, 1);
  MgPage *page = mg_page_new (0, size);
  g_autoptr (MgName) name = mg_name_parse ("/x", &(MgNameContext) { MG_KIND_POSIX, 0 }, NULL);

  g_atomic_ref_count_init (&snapshot->ref_count);
  memcpy (page->bytes, bytes, size);
  snapshot->info = mg_object_info_new (name);
  snapshot->size = size;
  snapshot->time_us = time_us;
  snapshot->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) mg_page_unref);
  g_ptr_array_add (snapshot->pages, page);
  return snapshot;
}

/* An object's bytes, and what became of them. */
typedef struct
{
  guint8 bytes[256];
  MgSnapshot *last;
  gint64 now_us;
} Object;

static void
look (Object *object, MgChanges *changes)
{
  MgSnapshot *next;

  object->now_us += G_USEC_PER_SEC;
  next = snapshot_new (object->bytes, sizeof object->bytes, object->now_us);
  if (object->last != NULL)
    mg_changes_add (changes, object->last, next);
  mg_snapshot_unref (object->last);
  object->last = next;
}

static void
assert_change (MgChanges *changes, guint64 number, const char *path, const char *before, const char *after)
{
  const MgChange *change = mg_changes_get (changes, number);
  g_autofree char *was = mg_changes_dup_text (changes, number, FALSE);
  g_autofree char *is = mg_changes_dup_text (changes, number, TRUE);

  assert_non_null (change);
  assert_string_equal (mg_changes_get_field (changes, change->field)->path, path);
  assert_string_equal (was, before);
  assert_string_equal (is, after);
}

static void
fields_are_told_with_what_they_were (void **state)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = fixture_new_full (HEADER, "linux64", 0, MG_ORDER_LITTLE, &error);
  g_autoptr (MgChanges) changes = mg_changes_new (fixture->structure, TRUE);
  Object object = { .last = NULL };
  double b = 12.5;

  assert_null (error);
  look (&object, changes);
  object.bytes[0] = 7;
  memcpy (object.bytes + 8, &b, 8);
  look (&object, changes);
  assert_int_equal (mg_changes_get_end (changes), 2);
  assert_change (changes, 0, "a", "0", "7");
  assert_change (changes, 1, "b", "0", "12.5");
  /* runs in several bytes of one field are one change */
  object.bytes[0] = 8;
  object.bytes[2] = 1;
  memcpy (object.bytes + 20, "hello", 6);
  look (&object, changes);
  assert_int_equal (mg_changes_get_end (changes), 4);
  assert_change (changes, 2, "a", "7", "65544");
  assert_change (changes, 3, "name", "\"\"", "\"hello\"");
  assert_int_equal (mg_changes_get (changes, 3)->offset, 20);
  assert_int_equal (mg_changes_get (changes, 3)->time_us, 3 * G_USEC_PER_SEC);
  mg_snapshot_unref (object.last);
  fixture_free (fixture);
}

static void
of_bit_fields_in_a_byte_those_that_changed (void **state)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = fixture_new_full (HEADER, "linux64", 0, MG_ORDER_LITTLE, &error);
  g_autoptr (MgChanges) changes = mg_changes_new (fixture->structure, TRUE);
  Object object = { .last = NULL };

  look (&object, changes);
  object.bytes[32] = 0x30;
  look (&object, changes);
  assert_int_equal (mg_changes_get_end (changes), 1);
  assert_change (changes, 0, "y", "0", "3");
  object.bytes[32] = 0x42;
  look (&object, changes);
  assert_int_equal (mg_changes_get_end (changes), 3);
  assert_change (changes, 1, "x", "0", "2");
  assert_change (changes, 2, "y", "3", "4");
  mg_snapshot_unref (object.last);
  fixture_free (fixture);
}

static void
bytes_that_are_no_fields_are_told_in_hex (void **state)
{
  g_autoptr (MgChanges) changes = mg_changes_new (NULL, TRUE);
  Object object = { .last = NULL };

  look (&object, changes);
  memcpy (object.bytes + 14, "\x01\x02\x03\x04", 4);
  look (&object, changes);
  assert_int_equal (mg_changes_get_end (changes), 2);
  assert_change (changes, 0, "0x0", "00 00", "01 02");
  assert_change (changes, 1, "0x10", "00 00", "03 04");
  assert_int_equal (mg_changes_get (changes, 0)->offset, 14);
  mg_snapshot_unref (object.last);
}

static void
bytes_behind_the_last_field_are_told_too (void **state)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = fixture_new_full ("struct s { char a; };", "linux64", 0, MG_ORDER_LITTLE, &error);
  g_autoptr (MgChanges) changes = mg_changes_new (fixture->structure, TRUE);
  Object object = { .last = NULL };

  look (&object, changes);
  memset (object.bytes, 1, 18);
  look (&object, changes);
  assert_int_equal (mg_changes_get_end (changes), 3);
  assert_string_equal (mg_changes_get_field (changes, mg_changes_get (changes, 0)->field)->path, "a");
  assert_int_equal (mg_changes_get (changes, 1)->offset, 1);
  assert_int_equal (mg_changes_get (changes, 1)->length, 15);
  assert_int_equal (mg_changes_get (changes, 2)->offset, 16);
  mg_snapshot_unref (object.last);
  fixture_free (fixture);
}

static void
each_field_has_its_count_and_its_extremes (void **state)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = fixture_new_full (HEADER, "linux64", 0, MG_ORDER_LITTLE, &error);
  g_autoptr (MgChanges) changes = mg_changes_new (fixture->structure, TRUE);
  g_autoptr (MgChanges) batch = mg_changes_new (fixture->structure, TRUE);
  const gint32 values[] = { 5, -3, 17, 2, 2, 9 };
  Object object = { .last = NULL };
  const MgChangedField *field;
  g_autofree char *text = NULL;

  look (&object, batch);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      memcpy (object.bytes, &values[i], 4);
      look (&object, batch);
      /* as it comes from a thread, in parts */
      mg_changes_take (changes, batch);
      assert_int_equal (mg_changes_get_end (batch), 0);
    }
  assert_int_equal (mg_changes_get_end (changes), 5);
  assert_int_equal (mg_changes_get_n_fields (changes), 1);
  field = mg_changes_get_field (changes, 0);
  assert_string_equal (field->path, "a");
  assert_int_equal (field->n_changes, 5);
  assert_true (field->numeric && field->min == -3 && field->max == 17 && field->last == 9);
  assert_int_equal (field->first_us, 2 * G_USEC_PER_SEC);
  assert_int_equal (field->last_us, 7 * G_USEC_PER_SEC);
  assert_true (ABS (mg_changed_field_get_rate_hz (field) - 0.8) < 1e-9);
  text = mg_changed_field_dup_number (field, field->min);
  assert_string_equal (text, "-3");
  assert_change (changes, 4, "a", "2", "9");
  mg_snapshot_unref (object.last);
  fixture_free (fixture);
}

static void
the_oldest_go_first_and_numbers_stay (void **state)
{
  g_autoptr (MgChanges) changes = mg_changes_new (NULL, TRUE);
  Object object = { .last = NULL };
  guint n_looks = MG_CHANGES_MAX / 8 + 2000;

  for (guint i = 0; i <= n_looks; i++)
    {
      for (guint k = 0; k < 8; k++)
        object.bytes[k * 16] = (guint8) i;
      look (&object, changes);
    }
  assert_int_equal (mg_changes_get_end (changes), n_looks * 8);
  assert_true (mg_changes_get_end (changes) - mg_changes_get_first (changes) <= MG_CHANGES_MAX + 4096);
  assert_true (mg_changes_get_first (changes) > 0);
  assert_int_equal (mg_changes_get (changes, mg_changes_get_end (changes) - 1)->time_us, object.now_us);
  assert_int_equal (mg_changes_get (changes, mg_changes_get_first (changes))->offset % 16, 0);
  /* of each, all are counted */
  assert_int_equal (mg_changes_get_field (changes, 0)->n_changes, n_looks);
  mg_snapshot_unref (object.last);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (fields_are_told_with_what_they_were),
    cmocka_unit_test (of_bit_fields_in_a_byte_those_that_changed),
    cmocka_unit_test (bytes_that_are_no_fields_are_told_in_hex),
    cmocka_unit_test (bytes_behind_the_last_field_are_told_too),
    cmocka_unit_test (each_field_has_its_count_and_its_extremes),
    cmocka_unit_test (the_oldest_go_first_and_numbers_stay),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
