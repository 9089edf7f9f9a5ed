#pragma once

#include "core/error.h"
#include "core/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A structure over bytes in memory, for tests. */
typedef struct
{
  MgStructure *structure;
  GPtrArray *diagnostics;
  guint8 bytes[8192];
  guint8 states[8192];
  guint64 size;
  guint n_copied; /* bytes that were asked for */
} Fixture;

static inline void
fixture_copy_cb (gpointer data, guint64 offset, gsize length, guint8 *bytes, guint8 *states)
{
  Fixture *fixture = data;

  fixture->n_copied += (guint) length;
  for (gsize i = 0; i < length; i++)
    {
      gboolean inside = offset + i < fixture->size;

      bytes[i] = inside ? fixture->bytes[offset + i] : 0;
      states[i] = inside ? fixture->states[offset + i] : MG_BYTE_NOT_READ;
    }
}

static inline MgFieldBytes
fixture_get_bytes (Fixture *fixture)
{
  return (MgFieldBytes) { fixture_copy_cb, fixture->size, fixture, NULL };
}

/* The last structure in @text, for the ABI. */
static inline Fixture *
fixture_new_full (const char *text, const char *abi, guint64 offset, MgOrder order, GError **error)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  const MgCOptions options = { .abi = abi != NULL ? mg_abi_find (abi) : mg_abi_get_native () };
  g_autoptr (MgCUnit) unit = mg_c_unit_new ("test.h", text, strlen (text), &options);
  guint n;
  const MgCDiagnostic *const *diagnostics = mg_c_unit_get_diagnostics (unit, &n);
  const MgCType *type;

  if (n > 0)
    fail_msg ("%u:%u: %s", diagnostics[0]->line, diagnostics[0]->column, diagnostics[0]->message);
  type = mg_c_unit_find_type (unit, NULL, NULL);
  assert_non_null (type);
  fixture->size = sizeof fixture->bytes;
  fixture->structure = mg_structure_new (unit, type, offset, order, &fixture->diagnostics, error);
  return fixture;
}

static inline Fixture *
fixture_new (const char *text)
{
  g_autoptr (GError) error = NULL;
  Fixture *fixture = fixture_new_full (text, "linux64", 0, MG_ORDER_LITTLE, &error);

  assert_null (error);
  if (fixture->diagnostics->len > 0)
    {
      const MgCDiagnostic *first = fixture->diagnostics->pdata[0];

      fail_msg ("%u:%u: %s", first->line, first->column, first->message);
    }
  return fixture;
}

static inline void
fixture_free (Fixture *fixture)
{
  mg_structure_unref (fixture->structure);
  g_clear_pointer (&fixture->diagnostics, g_ptr_array_unref);
  g_free (fixture);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static inline void
fixture_put (Fixture *fixture, guint64 offset, guint64 value, guint size)
{
  for (guint i = 0; i < size; i++)
    fixture->bytes[offset + i] = (guint8) (value >> (8 * i));
}

static inline MgField *
fixture_find (Fixture *fixture, const char *path)
{
  g_autoptr (GError) error = NULL;
  MgField *field = mg_structure_find (fixture->structure, path, &error);

  if (field == NULL)
    fail_msg ("%s: %s", path, error->message);
  return field;
}

static inline MgFieldPlace
fixture_locate (Fixture *fixture, const char *path)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (MgField) field = fixture_find (fixture, path);
  g_autoptr (GError) error = NULL;
  MgFieldPlace place = { 0 };

  if (!mg_field_locate (field, &bytes, &place, &error))
    fail_msg ("%s: %s", path, error->message);
  return place;
}

/* Where it can't be told: with what. */
static inline void
fixture_assert_fails (Fixture *fixture, const char *path, MgErrorCode code)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (MgField) field = fixture_find (fixture, path);
  g_autoptr (GError) error = NULL;
  MgFieldPlace place = { 0 };
  g_auto (MgValue) value = { 0 };

  if (mg_field_locate (field, &bytes, &place, &error) && mg_field_decode (field, &bytes, &value, &error))
    fail_msg ("%s does not fail", path);
  assert_true (error->domain == MG_ERROR);
  if (error->code != (int) code)
    fail_msg ("%s: %s", path, error->message);
}

static inline void
fixture_assert_text (Fixture *fixture, const char *path, const char *expected)
{
  const MgFieldBytes bytes = fixture_get_bytes (fixture);
  g_autoptr (MgField) field = fixture_find (fixture, path);
  g_autofree char *text = mg_field_dup_text (field, &bytes, NULL);

  if (strcmp (text, expected) != 0)
    fail_msg ("%s: %s, not %s", path, text, expected);
}

static inline void
fixture_assert_place (Fixture *fixture, const char *path, guint64 offset, guint64 size, guint64 n_children)
{
  MgFieldPlace place = fixture_locate (fixture, path);

  if (place.offset != offset || place.size != size || place.n_children != n_children)
    fail_msg ("%s: offset %d, size %d, %d children", path, (int) place.offset, (int) place.size,
              (int) place.n_children);
}
