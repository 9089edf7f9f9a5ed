#include "config.h"

#include "value-helpers.h"

#include "core/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define ROOM 256

static MgAddressPlace
resolve (gpointer data, guint64 address, guint64 *offset)
{
  *offset = address - 0x1000;
  return address >= 0x1000 && address < 0x2000 ? MG_ADDRESS_INSIDE : MG_ADDRESS_OUTSIDE;
}

static char *
dup_process_name (gpointer data, guint32 pid)
{
  return pid == 1 ? g_strdup ("init") : NULL;
}

char *
value_text_once (MgFormat format, const void *bytes, gsize length)
{
  const MgValueContext context = { NOW_US, NOW_MONOTONIC_US, 0, resolve, dup_process_name, NULL };
  g_auto (MgValue) value = { 0 };

  assert_true (mg_value_decode (&format, bytes, length, &value));
  return mg_value_to_text (&format, &value, &context);
}

void
assert_value_once (MgFormat format, const void *bytes, gsize length, const char *text)
{
  g_autofree char *shown = value_text_once (format, bytes, length);

  assert_string_equal (shown, text);
}

void
assert_value (MgFormat format, const void *bytes, gsize length, const char *text)
{
  assert_value_once (format, bytes, length, text);
  assert_parsed (format, text, bytes, length);
}

void
assert_parsed (MgFormat format, const char *text, const void *bytes, gsize length)
{
  guint8 parsed[ROOM] = { 0 };
  g_autoptr (GError) error = NULL;

  assert_true (length <= ROOM);
  if (!mg_value_parse (&format, text, parsed, length, &error))
    fail_msg ("%s", error->message);
  if (memcmp (parsed, bytes, length) != 0)
    {
      print_message ("\"%s\":\n", text);
      assert_memory_equal (parsed, bytes, length);
    }
}

void
assert_not_parsed (MgFormat format, const char *text)
{
  guint8 parsed[ROOM], before[ROOM];
  g_autoptr (GError) error = NULL;

  memset (parsed, 0x5A, sizeof parsed);
  memset (before, 0x5A, sizeof before);
  if (mg_value_parse (&format, text, parsed, 16, &error))
    fail_msg ("\"%s\" is a value", text);
  assert_true (g_error_matches (error, MG_ERROR, MG_ERROR_INVALID));
  assert_memory_equal (parsed, before, sizeof parsed);
}
