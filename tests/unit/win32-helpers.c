#include "config.h"

#include "win32-helpers.h"

#include "platform/platform.h"
#include "platform/win32/holders.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

MgName *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MgName *name = mg_name_parse (text, mg_platform_get_name_context (), &error);

  if (name == NULL)
    fail_msg ("%s: %s", text, error->message);
  return name;
}

MgSource *
open_source (const char *text)
{
  g_autoptr (MgName) name = parse (text);
  g_autoptr (GError) error = NULL;
  MgSource *source = mg_platform_open (name, &error);

  if (source == NULL)
    fail_msg ("%s", error->message);
  mg_holder_watch_wait_idle ();
  return source;
}

void
assert_not_opened (const char *text, MgErrorCode code, guint32 system_code)
{
  g_autoptr (MgName) name = parse (text);
  g_autoptr (GError) error = NULL;
  guint32 found_code;

  assert_null (mg_platform_open (name, &error));
  assert_non_null (error);
  if (!g_error_matches (error, MG_ERROR, code))
    fail_msg ("%s: %s (%s)", text, error->message,
              mg_error_code_to_string (error->code));
  assert_int_equal (mg_error_get_system (error, &found_code), MG_SYSTEM_NTSTATUS);
  assert_int_equal (found_code, system_code);
  assert_non_null (strstr (error->message, mg_name_get_text (name)));
  assert_non_null (mg_error_get_hint (error));
}

void
assert_bytes (MgSource *source, guint64 offset, const void *expected, gsize length)
{
  g_autofree guint8 *bytes = g_malloc (length);
  g_autoptr (GError) error = NULL;
  g_autoptr (MgRangeSet) unreadable = mg_range_set_new ();

  if (!mg_source_read (source, offset, bytes, length, unreadable, &error))
    fail_msg ("%s", error->message);
  assert_int_equal (mg_range_set_get_length (unreadable), 0);
  assert_memory_equal (bytes, expected, length);
}

gboolean
read_fails (MgSource *source, guint64 offset, MgErrorCode code)
{
  guint8 byte;
  g_autoptr (GError) error = NULL;

  return !mg_source_read (source, offset, &byte, 1, NULL, &error)
         && g_error_matches (error, MG_ERROR, code);
}

/* Verifies until it is so; the test's own timeout is the limit. */
MgPresence
verify (MgSource *source)
{
  MgPresence presence = mg_source_verify (source);

  mg_holder_watch_wait_idle ();
  return presence;
}

void
verify_until (MgSource *source, MgPresence wanted)
{
  while (verify (source) != wanted)
    g_usleep (10000);
}
